-- Outputs as the tools print them.

example "the connector's account as a table" {
  adapter = "adsync-connector-account",
  input = [[
PS C:\> Get-ADSyncADConnectorAccount

ADConnectorName ADConnectorForest ADConnectorAccountName ADConnectorAccountDomain
--------------- ----------------- ---------------------- ------------------------
contoso.com     contoso.com       svc-entra-sync         contoso.com
fabrikam.com    fabrikam.com      MSOL_1f2e3d4c5b6a      FABRIKAM.COM
]],
  gives = { connector_account{ account = "svc-entra-sync", domain = "contoso.com", forest = "contoso.com" },
            connector_account{ account = "MSOL_1f2e3d4c5b6a", domain = "fabrikam.com", forest = "fabrikam.com" } },
}

example "the connector's account as JSON" {
  adapter = "adsync-connector-account-json",
  input = [[{ "ADConnectorName": "contoso.com", "ADConnectorForest": "contoso.com", "ADConnectorAccountName": "svc-entra-sync",
    "ADConnectorAccountDomain": "CONTOSO.COM" }]],
  gives = { connector_account{ account = "svc-entra-sync", domain = "contoso.com", forest = "contoso.com" } },
}

example "the scheduler as a list" {
  adapter = "adsync-scheduler",
  input = [[
AllowedSyncCycleInterval            : 00:30:00
CurrentlyEffectiveSyncCycleInterval : 00:30:00
NextSyncCyclePolicyType             : Delta
NextSyncCycleStartTimeInUTC         : 23/11/2026 07:40:12
MaintenanceEnabled                  : True
SyncCycleEnabled                    : False
StagingModeEnabled                  : True
SchedulerSuspended                  : False
]],
  gives = { sync_server{ staging = true, scheduler = false } },
}

example "the scheduler of another server as JSON" {
  adapter = "adsync-scheduler-json",
  input = [[{ "SyncCycleEnabled": true, "StagingModeEnabled": false, "PSComputerName": "sync02" }]],
  gives = { sync_server{ server = "sync02", staging = false, scheduler = true } },
}

example "password hash synchronisation of a connector" {
  adapter = "adsync-hash-sync",
  input = "SourceConnector : contoso.com\nTargetConnector : contoso.onmicrosoft.com - AAD\nEnabled         : False\n",
  gives = { sync_server{ hash_sync = false } },
}

example "password hash synchronisation as JSON" {
  adapter = "adsync-hash-sync-json",
  input = [[{ "SourceConnector": "contoso.com", "TargetConnector": "contoso.onmicrosoft.com - AAD", "Enabled": true }]],
  gives = { sync_server{ hash_sync = true } },
}

example "writeback of the server" {
  adapter = "adsync-password-reset",
  input = "Connector : contoso.onmicrosoft.com - AAD\nEnabled   : True\n",
  gives = { sync_server{ writeback = true } },
}

example "writeback of the server as JSON" {
  adapter = "adsync-password-reset-json",
  input = [[{ "Connector": "contoso.onmicrosoft.com - AAD", "Enabled": false }]],
  gives = { sync_server{ writeback = false } },
}

example "features of the tenant" {
  adapter = "adsync-company-feature",
  input = "PasswordHashSync            : True\nForcePasswordChangeOnLogOn  : False\nUserWriteback               : False\n",
  gives = { feature_setting{ feature = "password-hash-sync", enabled = true },
            feature_setting{ feature = "force-password-change", enabled = false } },
}

example "features of the tenant as JSON" {
  adapter = "adsync-company-feature-json",
  input = [[{ "PasswordHashSync": false, "ForcePasswordChangeOnLogOn": true, "UserWriteback": false }]],
  gives = { feature_setting{ feature = "password-hash-sync", enabled = false },
            feature_setting{ feature = "force-password-change", enabled = true } },
}

example "the agent's trace; entries that tell of nothing wrong have a time too" {
  adapter = "passthrough-trace",
  input = [[
AzureADConnectAuthenticationAgentService.exe Information: 0 : Connector started.
    ThreadId=3
    DateTime=2026-11-23T07:14:00.0000000Z
AzureADConnectAuthenticationAgentService.exe Error: 0 : Passthrough Authentication request failed. RequestId: '0f3c1d1a-0000-4000-8000-000000000001'. Reason: '1328'.
    ThreadId=5
    DateTime=2026-11-23T07:14:03.1234567Z
AzureADConnectAuthenticationAgentService.exe Information: 0 : Connector is alive.
    DateTime=2026-11-23T07:14:09.0000000Z
AzureADConnectAuthenticationAgentService.exe Error: 0 : Passthrough Authentication request failed. RequestId: '0f3c1d1a-0000-4000-8000-000000000002'. Reason: '1326'.
    ThreadId=5
    DateTime=xxxx-xx-xxTxx:xx:xx.xxxxxxZ
]],
  gives = {
    agent_error{ win32 = 1328, request_id = "0f3c1d1a-0000-4000-8000-000000000001", at = "2026-11-23T07:14:03.123Z" },
    agent_error{ win32 = 1326, request_id = "0f3c1d1a-0000-4000-8000-000000000002" },
  },
}
