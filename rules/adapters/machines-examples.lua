-- Outputs as the tools print them.

example "dsregcmd run as the machine says nothing of the user's token" {
  adapter = "dsregcmd",
  input = [[
+----------------------------------------------------------------------+
| Device State                                                         |
+----------------------------------------------------------------------+
             AzureAdJoined : YES
              DomainJoined : YES
+----------------------------------------------------------------------+
| User State                                                           |
+----------------------------------------------------------------------+
                    NgcSet : NO
           WorkplaceJoined : NO
+----------------------------------------------------------------------+
| SSO State                                                            |
+----------------------------------------------------------------------+
                AzureAdPrt : NO
+----------------------------------------------------------------------+
| Diagnostic Data                                                      |
+----------------------------------------------------------------------+
    Executing Account Name : CONTOSO\PC7$, PC7$@contoso.com
               KeySignTest : PASSED
]],
  gives = { device_status{ joined = true, domain_joined = true, keys_ok = true, join_phase = "none" } },
  warns = "*as the machine*",
}

example "dsregcmd without a token, and why" {
  adapter = "dsregcmd",
  input = [[
+----------------------------------------------------------------------+
| Device State                                                         |
+----------------------------------------------------------------------+
             AzureAdJoined : YES
          EnterpriseJoined : NO
              DomainJoined : YES
                DomainName : CONTOSO
+----------------------------------------------------------------------+
| Device Details                                                       |
+----------------------------------------------------------------------+
                  DeviceId : 0f3c1d1a-0000-4000-8000-00000000beef
 DeviceCertificateValidity : [ 2024-01-11 21:02:50.000 UTC -- 2034-01-11 21:32:50.000 UTC ]
            KeyContainerId : 5a5a5a5a-0000-4000-8000-000000000001
          DeviceAuthStatus : FAILED. Device is either disabled or deleted
+----------------------------------------------------------------------+
| User State                                                           |
+----------------------------------------------------------------------+
                    NgcSet : NO
           WorkplaceJoined : NO
+----------------------------------------------------------------------+
| SSO State                                                            |
+----------------------------------------------------------------------+
                AzureAdPrt : NO
     AcquirePrtDiagnostics : PRESENT
      Previous Prt Attempt : 2026-11-23 07:10:33.789 UTC
            Attempt Status : 0xc000006d
             User Identity : anna@contoso.com
            Correlation ID : 11111111-2222-4333-8444-555555555555
         Server Error Code : invalid_grant
  Server Error Description : AADSTS50155: Device authentication failed.
+----------------------------------------------------------------------+
| Diagnostic Data                                                      |
+----------------------------------------------------------------------+
        AadRecoveryEnabled: NO
    Executing Account Name : CONTOSO\anna, anna@contoso.com
               KeySignTest : : MUST Run elevated to test.
        SessionIsNotRemote : YES
]],
  gives = {
    device_status{ joined = true, domain_joined = true, registered = false, device_id = "0f3c1d1a-0000-4000-8000-00000000beef",
                   device_auth = "disabled-or-deleted", has_token = false, token_error = "AADSTS50155", join_phase = "none",
                   hello = false, is_remote = false },
    error_text{ code = 50155, correlation_id = "11111111-2222-4333-8444-555555555555",
                text = "AADSTS50155: Device authentication failed." },
  },
}

example "dsregcmd with a token, elevated, of an older Windows" {
  adapter = "dsregcmd",
  input = [[
AzureAdJoined: YES
EnterpriseJoined: NO
DeviceId: 0f3c1d1a-0000-4000-8000-00000000cafe
DomainJoined: NO
WorkplaceJoined: NO
AzureAdPrt: YES
AzureAdPrtUpdateTime: 2026-11-23 06:10:33.000 UTC
KeySignTest: PASSED
]],
  gives = { device_status{ joined = true, domain_joined = false, registered = false, has_token = true, keys_ok = true,
                           token_updated = "2026-11-23T06:10:33Z", device_id = "0f3c1d1a-0000-4000-8000-00000000cafe" } },
}

example "the tests before a hybrid join" {
  adapter = "dsregcmd-diagnostics",
  input = [[
     Diagnostics Reference : www.microsoft.com/aadjerrors
              User Context : SYSTEM
               Client Time : 2026-11-23 09:25:31.000 UTC
      AD Connectivity Test : PASS
     AD Configuration Test : PASS
        DRS Discovery Test : PASS
     DRS Connectivity Test : PASS
    Token acquisition Test : FAIL [0xcaa90022/0xcaa82ee2]
     Fallback to Sync-Join : ENABLED
               Error Phase : auth
          Client ErrorCode : 0xcaa90022
]],
  gives = { device_status{ joined = false, join_phase = "auth", join_error = "0xcaa90022", join_suberror = "0xcaa82ee2",
                           observed_at = "2026-11-23T09:25:31Z" } },
}

example "a ticket for Seamless SSO, in German" {
  adapter = "klist",
  input = [[
Aktuelle Anmelde-ID ist 0:0x4f2a1

Zwischengespeicherte Tickets: (2)

#0>     Client: anna @ CONTOSO.COM
        Server: krbtgt/CONTOSO.COM @ CONTOSO.COM
        KerbTicket (Verschlüsselungstyp): AES-256-CTS-HMAC-SHA1-96
#1>     Client: anna @ CONTOSO.COM
        Server: HTTP/autologon.microsoftazuread-sso.com @ CONTOSO.COM
        KerbTicket (Verschlüsselungstyp): RSADSI RC4-HMAC(NT)
]],
  gives = { sso_client{ ticket = true, encryption = "rc4" } },
}

example "no such ticket" {
  adapter = "klist",
  input = "Cached Tickets: (1)\n\n#0>\tClient: anna @ CONTOSO.COM\n\tServer: krbtgt/CONTOSO.COM @ CONTOSO.COM\n" ..
          "\tKerbTicket Encryption Type: AES-256-CTS-HMAC-SHA1-96\n",
  gives = { sso_client{ ticket = false } },
}

example "no ticket at all" {
  adapter = "klist",
  input = "\nCurrent LogonId is 0:0x4f2a1\n\nCached Tickets: (0)\n",
  gives = { sso_client{ ticket = false } },
}

example "klist get is refused" {
  adapter = "klist-refused",
  input = "C:\\> klist get HTTP/autologon.microsoftazuread-sso.com\n\nCurrent LogonId is 0:0x4f2a1\n" ..
          "Error calling API LsaCallAuthenticationPackage (GetTicket substatus): 0x52e\n\n" ..
          "klist failed with 0xc000018b/-1073741429: The SAM database has no such account.\n",
  gives = { sso_client{ ticket = false } },
}

example "a clock that is seven minutes behind, with a decimal comma" {
  adapter = "w32tm",
  input = "dc01.contoso.com wird verfolgt [10.0.0.4:123].\n3 Stichproben werden gesammelt.\n" ..
          "08:14:03, +412,0012345s\n08:14:05, +412,0012001s\n",
  gives = { clock_offset{ seconds = -412 } },
}

example "a clock that is ahead" {
  adapter = "w32tm",
  input = "Tracking dc01.contoso.com [10.0.0.4:123].\n08:14:03, -00.0012345s\n08:14:05, -00.0012001s\n",
  gives = { clock_offset{ seconds = 0 } },
}

example "w32tm that draws" {
  adapter = "w32tm",
  input = "Tracking dc01 [10.0.0.4:123].\n08:14:03, d:+00.0006242s o:-301.5012345s  [ *                | ]\n",
  gives = { clock_offset{ seconds = 301 } },
}

example "a table of services; a name that was cut is nobody's" {
  adapter = "get-service",
  input = [[
PS C:\> Get-Service

Status   Name               DisplayName
------   ----               -----------
Running  ADSync             Microsoft Azure AD Sync
Stopped  AzureADConnectA... Microsoft Azure AD Connect Authent...
Running  Spooler            Print Spooler
Stopped  AADConnectProvi... Microsoft Azure AD Connect Provis...
Stopped  W32Time            Windows Time
]],
  gives = { service_status{ service = "ADSync", state = "running" }, service_status{ service = "W32Time", state = "stopped" } },
}

example "services as a list" {
  adapter = "get-service",
  input = [[

Name                : AzureADConnectAuthenticationAgent
DisplayName         : Microsoft Azure AD Connect Authentication Agent
Status              : StartPending
DependentServices   : {}
ServicesDependedOn  : {}
CanPauseAndContinue : False

Name                : Spooler
DisplayName         : Print Spooler
Status              : Running

Name                : ADSync
DisplayName         : Microsoft Azure AD Sync
Status              : Running
]],
  gives = { service_status{ service = "AzureADConnectAuthenticationAgent", state = "starting" },
            service_status{ service = "ADSync", state = "running" } },
}

example "services as JSON: states are numbers" {
  adapter = "get-service-json",
  input = [==[[ { "Name": "ADSync", "RequiredServices": [], "DisplayName": "Microsoft Azure AD Sync", "MachineName": ".", "Status": 1 },
  { "Name": "AADConnectProvisioningAgent", "DisplayName": "Agent", "MachineName": "sync01", "Status": 4 } ]]==],
  gives = { service_status{ service = "ADSync", state = "stopped" },
            service_status{ service = "AADConnectProvisioningAgent", state = "running", server = "sync01" } },
}

example "Win32_Service as a table" {
  adapter = "win32-service",
  input = [[
ProcessId Name    StartMode State   Status ExitCode
--------- ----    --------- -----   ------ --------
     4711 ADSync  Auto      Running OK     0
        0 W32Time Manual    Stopped OK     1077
]],
  gives = { service_status{ service = "ADSync", state = "running" }, service_status{ service = "W32Time", state = "stopped" } },
}

example "Win32_Service as JSON" {
  adapter = "win32-service-json",
  input = [[{ "Name": "ADSync", "State": "Running", "StartMode": "Auto", "SystemName": "SYNC01", "ProcessId": 4711 }]],
  gives = { service_status{ service = "ADSync", state = "running", server = "sync01" } },
}

example "sc query" {
  adapter = "sc-query",
  input = "SERVICE_NAME: ADSync\n        TYPE               : 10  WIN32_OWN_PROCESS\n        STATE              : 1  STOPPED\n" ..
          "        WIN32_EXIT_CODE    : 1077  (0x435)\n",
  gives = { service_status{ service = "ADSync", state = "stopped" } },
}

example "an account as a list" {
  adapter = "get-aduser",
  input = [[
adminCount             : 1
CannotChangePassword   : False
DistinguishedName      : CN=Anna Lind,OU=Staff,DC=contoso,DC=com
Enabled                : True
LockedOut              : True
LogonWorkstations      : pc01,pc02
Name                   : Anna Lind
ObjectClass            : user
PasswordExpired        : False
PasswordLastSet        : 23/11/2026 08:14:03
pwdLastSet             : 134084708430000000
SamAccountName         : anna
UserPrincipalName      : anna@contoso.com
]],
  gives = { ad_account{ user = "anna@contoso.com", exists = true, enabled = true, locked = true, password_expired = false,
                        cannot_change_password = false, must_change = false, admin_count = 1, logon_workstations = true,
                        ou = "OU=Staff,DC=contoso,DC=com" } },
}

example "an account as JSON of Windows PowerShell" {
  adapter = "get-aduser-json",
  input = [[{ "DistinguishedName": "CN=Anna Lind,OU=Staff,DC=contoso,DC=com", "Enabled": false, "LockedOut": false,
    "ObjectClass": "user", "PasswordLastSet": "\/Date(1795418043000)\/", "AccountExpirationDate": null, "pwdLastSet": 0,
    "SamAccountName": "anna", "UserPrincipalName": "anna@contoso.com" }]],
  gives = { ad_account{ user = "anna@contoso.com", exists = true, enabled = false, locked = false, must_change = true,
                        password_set = "2026-11-23T07:14:03Z", ou = "OU=Staff,DC=contoso,DC=com" } },
}

example "the domain's password policy as a list" {
  adapter = "get-adpasswordpolicy",
  input = [[
ComplexityEnabled           : True
DistinguishedName           : DC=contoso,DC=com
LockoutDuration             : 00:30:00
LockoutObservationWindow    : 00:30:00
LockoutThreshold            : 10
MaxPasswordAge              : 42.00:00:00
MinPasswordAge              : 1.00:00:00
MinPasswordLength           : 7
objectClass                 : {domainDNS}
PasswordHistoryCount        : 24
ReversibleEncryptionEnabled : False
]],
  gives = { ad_password_policy{ source = "domain", min_age = "1d", max_age = "42d", history = 24, min_length = 7,
                                complexity = true, lockout_threshold = 10, lockout_duration = "30m" } },
}

example "the domain's password policy as JSON; passwords never expire" {
  adapter = "get-adpasswordpolicy-json",
  input = [[{ "ComplexityEnabled": false, "LockoutDuration": { "Ticks": 18000000000, "TotalSeconds": 1800 }, "LockoutThreshold": 0,
    "MaxPasswordAge": { "Ticks": 0, "Days": 0, "TotalSeconds": 0 }, "MinPasswordAge": { "Ticks": 864000000000, "TotalSeconds": 86400.0 },
    "MinPasswordLength": 12, "PasswordHistoryCount": 0 }]],
  gives = { ad_password_policy{ source = "domain", min_age = "1d", history = 0, min_length = 12, complexity = false,
                                lockout_threshold = 0, lockout_duration = "30m" } },
}
