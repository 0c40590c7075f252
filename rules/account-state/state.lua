-- Locked or disabled: which directory says so, why the log says it was refused, and whose hand it was.

local function refused(pattern)
  return any_of{ some.sign_in{ code = 50053, reason = like(pattern) },
                 some.error_text{ code = 50053, text = like(pattern) } }
end

evidence "reason logged with 50053" {
  about = "whether the log says that the account is locked, or that the address is malicious",
  codes = { 50053 },
  { "malicious address", when = all_of{ refused("*malicious*"), unless(refused("*account is*locked*")) },
                         say = "the sign-in log blames the address, not the account" },
  { "locked",            when = all_of{ refused("*account is*locked*"), unless(refused("*malicious*")) },
                         say = "the sign-in log says that the account is locked" },
  { "both",              when = all_of{ refused("*account is*locked*"), refused("*malicious*") },
                         say = "the sign-in log has both: a locked account and malicious addresses" },
  seen = {
    ["shared-egress-flagged"]     = { 94, 2, 3 },
    ["password-spray"]            = { 44, 22, 32 },
    ["smart-lockout"]             = { 1, 96, 2 },
    ["stale-saved-password"]      = { 1, 96, 2 },
    ["ad-account-locked"]         = { 1, 96, 2 },
    ["lockout-threshold-too-low"] = { 1, 95, 3 },
    other                         = { 30, 56, 10 },
  },
}

evidence "lockout in Active Directory" {
  about = "whether the account is locked in Active Directory",
  { "locked",     when = some.ad_account{ locked = true, lockout_source = V.source },
                  say = "the account is locked in Active Directory (caller computer: {source})" },
  { "not locked", when = some.ad_account{ locked = false }, say = "the account isn't locked in Active Directory" },
  seen = {
    ["ad-account-locked"]    = { 97, 2 },
    ["stale-saved-password"] = { 30, 68 },
    ["smart-lockout"]        = { 6, 92 },
    ["password-spray"]       = { 8, 90 },
    other                    = { 3, 95 },
  },
}

evidence "smart lockout settings" {
  about = "whether the tenant has its own threshold for smart lockout",
  { "own",     when = some.feature_setting{ feature = "smart-lockout-custom", enabled = true },
               say = "the tenant has changed the threshold or duration of smart lockout" },
  { "default", when = some.feature_setting{ feature = "smart-lockout-custom", enabled = false },
               say = "smart lockout has its default settings" },
  seen = { ["lockout-threshold-too-low"] = { 93, 5 }, other = { 18, 80 } },
}

evidence "where the account is disabled" {
  about = "whether Active Directory, the cloud, or both have the account disabled",
  codes = { 50057, 120014 },     -- not for 500571: a guest lives in the cloud alone
  { "in Active Directory",  when = some.ad_account{ enabled = false },
    say = "the account is disabled in Active Directory" },
  { "in the cloud only",    when = all_of{ some.user_account{ enabled = false }, some.ad_account{ enabled = true } },
                            say = "the account is enabled in Active Directory and disabled in the cloud" },
  { "cloud account",        when = some.user_account{ enabled = false, synced = false },
                            say = "the account lives in the cloud alone and is disabled there" },
  { "nowhere",              when = all_of{ some.user_account{ enabled = true },
                                           unless(some.ad_account{ enabled = false }) },
                            say = "the account is enabled" },
  seen = {
    ["ad-account-disabled"]        = { 95, 1, 1, 2 },
    ["account-disabled-in-cloud"]  = { 2, 34, 60, 2 },
    ["enabled-not-synced-yet"]     = { 2, 93, 1, 2 },
    ["disabled-by-automation"]     = { 28, 22, 46, 2 },
    ["leaver-device-keeps-trying"] = { 62, 3, 33, 1 },
    other                          = { 2, 1, 2, 93 },
  },
}

local function guest(enabled) return some.user_account{ type = "guest", enabled = enabled } end

evidence "state of the guest account" {
  about = "whether the guest account is disabled now in the tenant visited",
  codes = { 500571 },
  { "disabled", when = all_of{ guest(false), unless(guest(true)) }, say = "the guest account is disabled" },
  { "enabled",  when = guest(true), say = "a guest account of this name is enabled" },
  seen = { other = { 30, 66 }, ["disabled-by-automation"] = { 97, 2 }, ["account-disabled-in-cloud"] = { 97, 2 },
           ["leaver-device-keeps-trying"] = { 97, 2 } },
}

local function disabled_by(kinds)
  return some.audit_event{ activity = "Disable account", actor_kind = kinds, actor = V.actor, at = V.when }
end

evidence "who disabled the account" {
  about = "whether synchronisation, a person or an automation disabled the account in the cloud",
  { "synchronisation", when = disabled_by("sync"), say = "{actor} brought the disabling over ({when})" },
  { "a person",        when = all_of{ disabled_by(one_of{ "admin", "user" }), unless(disabled_by("sync")) },
                       say = "{actor} disabled the account in the cloud ({when})" },
  { "an automation",   when = all_of{ disabled_by(one_of{ "application", "microsoft" }), unless(disabled_by("sync")) },
                       say = "{actor}, not a person, disabled the account ({when})" },
  seen = {
    ["ad-account-disabled"]        = { 88, 4, 3 },
    ["enabled-not-synced-yet"]     = { 84, 6, 5 },
    ["account-disabled-in-cloud"]  = { 2, 92, 4 },
    ["disabled-by-automation"]     = { 16, 4, 78 },
    ["leaver-device-keeps-trying"] = { 56, 26, 16 },
    other                          = { 30, 30, 20 },
  },
}

evidence "risk of the user" {
  about = "whether ID Protection holds the user at risk",
  { "at risk", when = some.user_account{ risk = one_of{ "medium", "high", "confirmed" }:as(V.risk) },
               say = "ID Protection holds the user at {risk} risk" },
  { "no risk", when = some.user_account{ risk = one_of{ "none", "low" } },
    say = "ID Protection sees no risk for the user" },
  seen = {
    ["risk-response-revoked"]  = { 74, 24 },
    ["password-spray"]         = { 20, 78 },
    ["disabled-by-automation"] = { 26, 72 },
    ["admin-revoked-sessions"] = { 20, 78 },
    other                      = { 3, 95 },
  },
}
