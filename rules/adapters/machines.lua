-- What Windows tools print about a machine and its accounts: dsregcmd, klist, w32tm, services, directory cmdlets.
-- Cmdlets print the same object as a list, a table or JSON, so the parts are shared.

-- --- dsregcmd /status ------------------------------------------------------------------------------

local YES = { YES = "true", NO = "false", otherwise = "" }

-- Run by a management tool, as the machine, it tells of no user's keys and tokens.
local MACHINE = { ["User Context"] = "SYSTEM", ["Executing Account Name"] = one_of{ "*$, *", "*$@*", "*\\SYSTEM*" } }

local function of_user(value)
  local all = { gives = value }
  for path, test in pairs(MACHINE) do all[#all + 1] = { [path] = test, gives = "" } end
  return cases(all)
end

local function device(joined)
  return device_status{
    joined        = joined,
    domain_joined = at "DomainJoined":words(YES),
    registered    = of_user(at "WorkplaceJoined":words(YES)),
    device_id     = at{ "DeviceId", "WorkplaceDeviceId" },
    device_auth   = at "DeviceAuthStatus":words{ SUCCESS = "success", ["*disabled or deleted*"] = "disabled-or-deleted",
                                                 ["FAILED*"] = "error", otherwise = "" },
    keys_ok       = at "KeySignTest":words{ ["*PASSED*"] = "true", ["*FAILED*"] = "false", otherwise = "" },
    has_token     = of_user(at "AzureAdPrt":words(YES)),
    token_updated = of_user(at "AzureAdPrtUpdateTime"),
    token_error   = of_user(cases{ { ["Server Error Description"] = like "*AADSTS*",
                                     gives = at "Server Error Description":find "{code:word}:" },
                                   gives = at{ "Attempt Status", "Server Error Code" } }),
    join_phase    = cases{ { AzureAdJoined = "YES", gives = "none" },
                           gives = at "Error Phase":words{ ["pre-check"] = "precheck", discover = "discover", auth = "auth",
                                                           join = "join", otherwise = "" } },
    join_error    = at "Client ErrorCode",
    join_suberror = cases{ { ["DRS Discovery Test"] = like "*FAIL*/*", gives = at "DRS Discovery Test":find "/{x:hex}]" },
                           { ["DRS Connectivity Test"] = like "*FAIL*/*", gives = at "DRS Connectivity Test":find "/{x:hex}]" },
                           { ["Token acquisition Test"] = like "*FAIL*/*", gives = at "Token acquisition Test":find "/{x:hex}]" },
                           gives = at "Server ErrorCode" },
    is_remote     = at "SessionIsNotRemote":words{ YES = "false", NO = "true", otherwise = "" },
    hello         = of_user(at "NgcSet":words(YES)),
    observed_at   = at "Client Time",
  }
end

adapter "dsregcmd" {
  doc   = "dsregcmd /status",
  reads = "keyed",
  has   = { "AzureAdJoined" },
  facts = { device(at "AzureAdJoined":words(YES)),
            only_if{ ["Server Error Description"] = like "*AADSTS*", error_inside() },
            only_if{ ["User Context"] = is_not "SYSTEM", ["Executing Account Name"] = MACHINE["Executing Account Name"],
                     warning "dsregcmd ran as the machine: run it as the user, to see the user's tokens" } },
}

adapter "dsregcmd-diagnostics" {
  doc   = "the diagnostic part of dsregcmd /status alone",
  reads = "keyed",
  has   = { "AD Connectivity Test", "DRS Discovery Test" },
  where = { AzureAdJoined = absent },
  facts = { device(false) }, -- printed only before the device has joined
}

-- --- Kerberos and clocks ----------------------------------------------------------------------------

local TYPES = { ["*AES-256*"] = "aes256", ["*AES256*"] = "aes256", ["*AES-128*"] = "aes128", ["*AES128*"] = "aes128",
                ["*RC4*"] = "rc4", otherwise = "" }

-- Server names and encryption types aren't translated, the words before them are.
adapter "klist" {
  doc   = "klist, and klist get of the Seamless SSO address",
  reads = "text",
  where = { text = one_of{ "*krbtgt/*@*", "*server: http/*microsoftazuread-sso.com @*", "* 0:0x*: (0)*" } },
  facts = {
    only_if{ text = like "*microsoftazuread-sso.com @*",
      sso_client{ ticket = true, encryption = at "text":find "microsoftazuread-sso.com @ * *: {type}":words(TYPES) } },
    only_if{ text = is_not(like "*microsoftazuread-sso.com @*"),
      sso_client{ ticket = false } },
  },
}

adapter "klist-refused" {
  doc   = "klist get that failed",
  reads = "lines",
  lines = {
    { "*klist* get *microsoftazuread-sso.com*", asked = "yes" },
    { "klist failed with {code:hex}/*", only_if{ asked = "yes", sso_client{ ticket = false } } },
  },
}

-- It prints how far the other clock is ahead; this one is behind by that.  The first sample, in whole seconds: what
-- parts them is a comma in some languages.
adapter "w32tm" {
  doc   = "w32tm /stripchart",
  reads = "text",
  where = { text = like "*:123]*:??:??, *s*" },
  facts = {
    clock_offset{
      seconds = cases{ { text = like "*:??:??, +*", gives = at "text":find ", +{n:digits}":written "-{}" },
                       { text = like "*:??:??, -*", gives = at "text":find ", -{n:digits}" },
                       { text = like "* o:+*s *", gives = at "text":find " o:+{n:digits}":written "-{}" },
                       gives = at "text":find " o:-{n:digits}" },
    },
  },
}

-- --- services ---------------------------------------------------------------------------------------

local SERVICES = one_of{ "ADSync", "AzureADConnect*", "AADConnect*", "MSOL*", "adfssrv", "Netlogon", "W32Time", "KDC",
                         "AzureADPasswordProtection*", "ADWS", "Microsoft*Azure*Sync*" }
local STATES = { ["4"] = "running", ["Running"] = "running", ["1"] = "stopped", ["Stopped"] = "stopped", ["2"] = "starting",
                 ["3"] = "stopped", ["StopPending"] = "stopped", ["Stop Pending"] = "stopped", ["StartPending"] = "starting",
                 ["Start Pending"] = "starting", ["7"] = "stopped", ["Paused"] = "stopped" }

local function service(name, state)
  return only_if{ [name] = SERVICES,
    service_status{
      server  = cases{ { MachineName = one_of{ ".", "" }, gives = at{ "SystemName", "PSComputerName" } },
                       gives = at{ "MachineName", "SystemName", "PSComputerName" } },
      service = at(name), state = at(state):words(STATES) } }
end

adapter "get-service" {
  doc   = "Get-Service: table or Format-List",
  reads = "keyed",
  has   = { "Name", "Status", "DisplayName" },
  facts = { service("Name", "Status") },
}

adapter "get-service-json" {
  doc   = "Get-Service | ConvertTo-Json",
  reads = "json",
  has   = { "Name", "Status", "DisplayName" },
  facts = { service("Name", "Status") },
}

adapter "win32-service" {
  doc   = "Get-CimInstance Win32_Service: list or table",
  reads = "keyed",
  has   = { "Name", "State", "StartMode" },
  facts = { service("Name", "State") },
}

adapter "win32-service-json" {
  doc   = "Get-CimInstance Win32_Service | ConvertTo-Json",
  reads = "json",
  has   = { "Name", "State", "StartMode" },
  facts = { service("Name", "State") },
}

adapter "sc-query" {
  doc   = "sc query",
  reads = "keyed",
  has   = { "SERVICE_NAME", "TYPE" },
  facts = {
    only_if{ SERVICE_NAME = SERVICES,
      service_status{ service = at "SERVICE_NAME",
                      state = at{ "STATE", "STATUS" }:words{ ["4 *"] = "running", ["1 *"] = "stopped", ["2 *"] = "starting",
                                                             ["3 *"] = "stopped", ["7 *"] = "stopped" } } },
  },
}

-- --- accounts and policies ---------------------------------------------------------------------------

-- A console's times are in the reader's language and zone, so they are left to JSON.
local function account(time, admin)
  local fields = {
    user     = at{ "UserPrincipalName", "SamAccountName" },
    exists   = true,
    enabled  = at "Enabled",
    locked   = at "LockedOut",
    password_expired = at "PasswordExpired",
    cannot_change_password = at "CannotChangePassword",
    must_change = cases{ { pwdLastSet = "0", gives = true }, { pwdLastSet = is_not(absent), gives = false } },
    admin_count = at "adminCount",
    logon_workstations = cases{ { LogonWorkstations = is_not(absent), gives = true } },
    ou       = at "DistinguishedName":find ",{ou}",
  }
  if time then
    fields.locked_at = at "AccountLockoutTime"
    fields.expires = at "AccountExpirationDate"
    fields.password_set = at "PasswordLastSet"
  end
  return ad_account(fields)
end

adapter "get-aduser" {
  doc   = "Get-ADUser: list",
  reads = "keyed",
  has   = { "DistinguishedName", "SamAccountName", "Enabled", "ObjectClass" },
  where = { ObjectClass = "user" },
  facts = { account(false) },
}

adapter "get-aduser-json" {
  doc   = "Get-ADUser | ConvertTo-Json",
  reads = "json",
  has   = { "DistinguishedName", "SamAccountName", "Enabled", "ObjectClass" },
  where = { ObjectClass = "user" },
  facts = { account(true) },
}

-- TimeSpan: "42.00:00:00" in a list, an object in JSON.  0 is never.
local function span(name) return at{ name .. ".TotalSeconds" }:unit "s" end

local function policy(source, span)
  return ad_password_policy{
    source     = source,
    min_age    = span "MinPasswordAge",
    max_age    = cases{ { MaxPasswordAge = one_of{ "00:00:00", "-*" }, gives = "" }, { ["MaxPasswordAge.TotalSeconds"] = "0", gives = "" },
                        gives = span "MaxPasswordAge" },
    history    = at "PasswordHistoryCount",
    min_length = at "MinPasswordLength",
    complexity = at "ComplexityEnabled",
    lockout_threshold = at "LockoutThreshold",
    lockout_duration  = span "LockoutDuration",
  }
end

local function policies(name, doc, has, source)
  adapter(name) { doc = doc .. ": list", reads = "keyed", has = has, where = { Precedence = absent },
                  facts = { policy(source, function(field) return at(field) end) } }
  adapter(name .. "-json") { doc = doc .. " | ConvertTo-Json", reads = "json", has = has, where = { Precedence = absent },
                             facts = { policy(source, span) } }
end

policies("get-adpasswordpolicy", "Get-ADDefaultDomainPasswordPolicy", { "ComplexityEnabled", "MinPasswordAge", "LockoutThreshold" }, "domain")
