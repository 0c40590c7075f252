-- The cmdlets of Microsoft Entra Connect Sync, and the trace of the pass-through agent.  PowerShell prints an object as
-- a list, a table or JSON; the members are the same.

local function both(name, doc, has, facts, where)
  adapter(name) { doc = doc .. ": list or table", reads = "keyed", has = has, where = where, facts = facts }
  adapter(name .. "-json") { doc = doc .. " | ConvertTo-Json", reads = "json", has = has, where = where, facts = facts }
end

both("adsync-connector-account", "Get-ADSyncADConnectorAccount", { "ADConnectorAccountName", "ADConnectorAccountDomain" }, {
  connector_account{ account = at "ADConnectorAccountName", domain = at "ADConnectorAccountDomain",
                     forest = at{ "ADConnectorForest", "ADConnectorName" } },
})

both("adsync-scheduler", "Get-ADSyncScheduler", { "StagingModeEnabled", "SyncCycleEnabled" }, {
  sync_server{ server = at "PSComputerName", staging = at "StagingModeEnabled", scheduler = at "SyncCycleEnabled" },
})

both("adsync-hash-sync", "Get-ADSyncAADPasswordSyncConfiguration", { "SourceConnector", "TargetConnector", "Enabled" }, {
  sync_server{ server = at "PSComputerName", hash_sync = at "Enabled" },
})

both("adsync-password-reset", "Get-ADSyncAADPasswordResetConfiguration", { "Connector", "Enabled" }, {
  sync_server{ server = at "PSComputerName", writeback = at "Enabled" },
}, { Connector = like "* - AAD" })

local function switch(member, feature)
  return only_if{ [member] = is_not(absent), feature_setting{ feature = feature, enabled = at(member) } }
end

both("adsync-company-feature", "Get-ADSyncAADCompanyFeature", { "PasswordHashSync", "ForcePasswordChangeOnLogOn" }, {
  switch("PasswordHashSync", "password-hash-sync"),
  switch("ForcePasswordChangeOnLogOn", "force-password-change"),
})

-- Every entry of the trace ends with its time, which is UTC; the reason is a Windows error of LogonUser.
adapter "passthrough-trace" {
  doc   = "trace of the pass-through authentication agent",
  reads = "lines",
  lines = {
    { "*Passthrough Authentication request failed. RequestId: '{id:guid}'. Reason: '{win32:digits}'.*" },
    { "*AuthenticationAgentService.exe *: {n:digits} : *", win32 = "", id = "" },
    { { "DateTime={at:word}", "DateTime={at:word} *" },
      only_if{ win32 = is_not(absent),
        agent_error{ win32 = at "win32", request_id = at "id", at = cases{ { at = like "2*", gives = at "at" } } } } },
  },
}
