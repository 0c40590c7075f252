-- Who touched the device, the key or the account, and what device settings let the user do.

local DELETE = one_of{ "Delete device", "Unregister device" }
local CHANGE = one_of{ "Update device", "Disable device" }
local PERSON, TOOL = one_of{ "admin", "user" }, one_of{ "application", "microsoft" }

local function deleted(by) return some.audit_event{ activity = DELETE, actor_kind = by, actor = V.actor,
                                                    at = V.when } end
local function disabled(by)
  return some.audit_event{ activity = CHANGE, property = "AccountEnabled", new = like "*false*", actor_kind = by,
                           actor = V.actor, at = V.when }
end
local function any_deletion() return some.audit_event{ activity = DELETE } end
local function any_disabling()
  return some.audit_event{ activity = CHANGE, property = "AccountEnabled", new = like "*false*" }
end

evidence "who removed or disabled the device" {
  about = "whether synchronisation, a person or a tool deleted or disabled the device",
  { "deleted by synchronisation",  when = deleted("sync"),
    say = "{actor} deleted the device by synchronisation ({when})" },
  { "deleted by a person",         when = all_of{ deleted(PERSON), unless(deleted("sync")) },
                                   say = "{actor} deleted the device ({when})" },
  { "deleted by a tool",           when = all_of{ deleted(TOOL), unless(any_of{ deleted("sync"), deleted(PERSON) }) },
                                   say = "{actor}, not a person, deleted the device ({when})" },
  { "disabled by synchronisation", when = all_of{ disabled("sync"), unless(any_deletion()) },
                                   say = "{actor} disabled the device by synchronisation ({when})" },
  { "disabled by a person",        when = all_of{ disabled(PERSON), unless(any_of{ any_deletion(),
                                                                                   disabled("sync") }) },
                                   say = "{actor} disabled the device ({when})" },
  { "disabled by a tool",          when = all_of{ disabled(TOOL),
                                                  unless(any_of{ any_deletion(), disabled("sync"),
                                                                 disabled(PERSON) }) },
                                   say = "{actor}, not a person, disabled the device ({when})" },
  { "nothing",                     when = all_of{ none.audit_event{ activity = DELETE },
                                                  none.audit_event{ activity = CHANGE },
                                                  unless(any_of{ any_deletion(), any_disabling() }) },
                                   say = "the audit log has no deletion or disabling of the device" },
  seen = {
    ["device-deleted"]         = { 2, 86, 3, 1, 2, 1, 4 },
    ["device-left-sync-scope"] = { 91, 2, 1, 1, 1, 1, 2 },
    ["cleanup-deleted-device"]  = { 2, 3, 88, 1, 1, 1, 3 },
    ["cleanup-disabled-device"] = { 1, 1, 2, 2, 3, 88, 2 },
    ["device-disabled"]        = { 1, 2, 1, 2, 90, 1, 2 },
    ["ad-computer-disabled"]   = { 1, 1, 1, 92, 1, 1, 2 },
    ["device-keys-lost"]       = { 1, 2, 1, 1, 2, 1, 90 },
    ["hello-key-removed"]      = { 1, 2, 1, 1, 1, 1, 91 },
    ["account-recreated"]      = { 2, 3, 1, 1, 2, 1, 88 },
    ["hello-key-orphaned"]     = { 2, 20, 4, 1, 2, 1, 68 },
    ["hybrid-join-incomplete"] = { 8, 30, 6, 1, 1, 1, 51 },
    other                      = { 6, 12, 6, 4, 8, 4, 58 },
  },
}

local KEY = one_of{ "Delete Windows Hello for Business credential", "User deleted security info",
                    "Admin deleted security info" }

evidence "removal of sign-in methods" {
  about = "whether a Windows Hello key or another method of the user was deleted",
  { "removed", when = some.audit_event{ activity = KEY, actor = V.actor, at = V.when },
               say = "{actor} removed a sign-in method of the user ({when})" },
  { "none",    when = all_of{ none.audit_event{ activity = KEY }, unless(some.audit_event{ activity = KEY }) },
               say = "none of the user's sign-in methods was removed" },
  seen = { ["hello-key-removed"] = { 88, 10 }, ["account-recreated"] = { 10, 88 }, other = { 6, 92 } },
}


evidence "account and device, which is older" {
  about = "whether the user object is younger than the device's registration",
  { "the device",  when = all_of{ some.user_account{ created = V.born }, some.device{ registered = below(V.born) } },
                   say = "the device was registered before the user object was created" },
  { "the account", when = all_of{ some.user_account{ created = V.born }, some.device{ registered = above(V.born) } },
                   say = "the user object is older than the device's registration" },
  seen = { ["account-recreated"] = { 94, 4 }, ["hello-key-orphaned"] = { 5, 93 }, other = { 7, 91 } },
}

local function refused() return any_of{ some.device_entitlement{ may_join = false },
                                        some.device_entitlement{ may_register = false } } end

evidence "device settings for the user" {
  about = "whether the user may join and register devices",
  { "may not", when = refused(), say = "the device settings don't let this user join or register devices" },
  { "may",     when = all_of{ any_of{ some.device_entitlement{ may_join = true },
                                      some.device_entitlement{ may_register = true } }, unless(refused()) },
               say = "the device settings let this user join and register devices" },
  seen = {
    ["bulk-account-may-not-join"] = { 94, 5 },
    ["registration-not-allowed"]  = { 70, 28 },
    other                         = { 6, 92 },
  },
}

local function slots() return some.device_entitlement{ owned = V.owned, limit = above(0):as(V.limit) } end

evidence "number of the user's devices" {
  about = "whether the user has reached the number of devices that the tenant allows",
  { "at the limit", when = all_of{ slots(), where(function(m) return m.owned >= m.limit end) },
                    say = "the user has {owned} devices, and {limit} are allowed" },
  { "below it",     when = all_of{ slots(), where(function(m) return m.owned < m.limit end) },
                    say = "the user has {owned} of {limit} devices" },
  seen = { ["device-limit-reached"] = { 96, 3 }, other = { 4, 95 } },
}

evidence "role for bulk tokens" {
  about = "whether the account has a role that may fetch bulk tokens",
  { "missing", when = some.device_entitlement{ bulk_role = false },
    say = "the account has no role that may fetch bulk tokens" },
  { "there",   when = some.device_entitlement{ bulk_role = true }, say = "the account's role may fetch bulk tokens" },
  seen = { ["bulk-account-without-role"] = { 95, 4 }, other = { 14, 84 } },
}

evidence "account behind the bulk token" {
  about = "whether the package_ account of the bulk token is there and enabled",
  { "missing",  when = some.device_entitlement{ package_account = "missing" },
                say = "the package_ account of the bulk token is gone" },
  { "disabled", when = some.device_entitlement{ package_account = "disabled" },
                say = "the package_ account of the bulk token is disabled" },
  { "enabled",  when = some.device_entitlement{ package_account = "enabled" },
                say = "the package_ account of the bulk token is enabled" },
  seen = {
    ["bulk-token-dead"]           = { 50, 26, 22 },
    ["bulk-policy-blocks"]        = { 2, 2, 94 },
    ["bulk-account-may-not-join"] = { 40, 2, 50 },
    other                         = { 12, 4, 80 },
  },
}

local function bulk() return one_of{ 240001, 240003, 240004 } end

evidence "policy result of the bulk sign-in" {
  about = "whether Conditional Access let the sign-in for the bulk token through",
  { "failed", when = some.sign_in{ code = bulk(), policy_result = "failure" },
              say = "a policy stopped the sign-in that fetches the bulk token" },
  { "passed", when = all_of{ some.sign_in{ code = bulk(), policy_result = one_of{ "success", "not-applied" } },
                             unless(some.sign_in{ code = bulk(), policy_result = "failure" }) },
              say = "no policy stood in the way of the bulk token" },
  seen = { ["bulk-policy-blocks"] = { 90, 8 }, other = { 6, 92 } },
}
