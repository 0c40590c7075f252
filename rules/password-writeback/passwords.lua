-- The current and the new password as the cloud and the user see them. Codes 120000, 120002, 120003, 120005,
-- 120011, 120018.

local function tried(test) return some.tried{ test = test, result = "works" } end
local function failed(test) return some.tried{ test = test, result = one_of{ "same-error", "other-error" } } end

seen "password typed where it can be read" {
  ["mistyped-current-password"]       = { 88, 6 },
  ["autofilled-old-password"]         = { 80, 12 },
  ["passwords-diverged"]              = { 3, 94 },
  ["ad-password-change-not-synced"]   = { 8, 86 },
  ["weak-new-password"]               = { 74, 18 },
  ["name-in-password"]                = { 66, 24 },
  ["banned-password"]                 = { 30, 56 },
  ["custom-banned-word"]              = { 26, 62 },
  ["name-part-in-password"]           = { 16, 74 },
  ["unsupported-password-characters"] = { 10, 82 },
  ["reused-last-password"]            = { 24, 66 },
}

local ELSEWHERE = one_of{ "private-window", "other-browser", "other-device", "fresh-sign-in" }

seen "from a clean session" {
  ["autofilled-old-password"]       = { 90, 5 },
  ["stale-change-page"]             = { 92, 4 },
  ["mistyped-current-password"]     = { 34, 50 },
  ["sspr-service-fault"]            = { 40, 52 },
  ["ad-password-change-not-synced"] = { 10, 82 },
  ["passwords-diverged"]            = { 10, 82 },
}

seen "the same again two minutes later" {
  ["sspr-service-fault"]                  = { 84, 12 },
  ["cloud-update-failed-after-writeback"] = { 90, 6 },
  ["temporary-password-not-synced"]       = { 92, 5 },
  ["ad-password-change-not-synced"]       = { 84, 12 },
  ["two-active-sync-servers"]             = { 44, 48 },
  ["mistyped-current-password"]           = { 48, 44 },
  ["microsoft-outage"]                    = { 12, 82 },
  ["outbound-443-blocked"]                = { 14, 80 },
  ["unsupported-password-characters"]     = { 12, 80 },
  ["new-account-not-confirmed"]           = { 20, 72 },
}

seen "the same password elsewhere" {
  ["ad-password-change-not-synced"] = { 8, 86 },
  ["autofilled-old-password"]       = { 84, 8 },
  ["mistyped-current-password"]     = { 80, 12 },
}

evidence "last reset by an administrator" {
  about = "whether the last reset by an administrator was written back to Active Directory",
  { "cloud only",   when = some.audit_event{ activity = like "Reset*password*", agent = "none", at = within "30d" },
                    say = "an administrator's reset of the last month stayed in the cloud (OnPremisesAgent None)" },
  { "written back", when = all_of{ some.audit_event{ activity = like "Reset*password*",
                                                     agent = one_of{ "connect-sync", "cloud-sync" }:as(V.agent),
                                                     at = within "30d" },
                                   unless(some.audit_event{ activity = like "Reset*password*", agent = "none",
                                                            at = within "30d" }) },
                    say = "the last reset was written back ({agent})" },
  seen = { ["passwords-diverged"] = { 90, 3 }, other = { 5, 24 } },
}

evidence "password set in Active Directory" {
  about = "whether the password in Active Directory is only minutes old",
  codes = { 120000, 120005 },   -- elsewhere "password dates in both directories" asks it
  { "minutes ago", when = some.ad_account{ password_set = within "15m" },
                   say = "the password in Active Directory was set minutes ago" },
  { "earlier",     when = some.ad_account{ password_set = is_not(within "15m") },
                   say = "the password in Active Directory is older" },
  seen = {
    ["ad-password-change-not-synced"]       = { 80, 14 },
    ["passwords-diverged"]                  = { 1, 96 },
    ["temporary-password-not-synced"]       = { 66, 28 },
    ["cloud-update-failed-after-writeback"] = { 66, 28 },
    ["unsupported-password-characters"]     = { 30, 64 },
    other                                   = { 5, 92 },
  },
}

evidence "password changed or reset lately" {
  about = "whether the password was reset or changed in the last few days, as the user tells",
  -- Elsewhere, and for passwords-diverged, "last change of password or sessions" asks it.
  codes = { 53011, 120000, 120004, 120005 },
  { "yes", when = some.ticket{ password_changed_recently = true },
           say = "the password was changed or reset in the last few days" },
  { "no",  when = some.ticket{ password_changed_recently = false }, say = "the password hasn't been touched for long" },
  seen = {
    ["temporary-password-not-synced"] = { 94, 4 },
    ["ad-password-change-not-synced"] = { 93, 5 },
    ["ad-minimum-password-age"]       = { 92, 6 },
    ["autofilled-old-password"]       = { 62, 34 },
    other                             = { 26, 70 },
  },
}

evidence "where the password is checked (change)" {
  about = "whether the user signs in with pass-through authentication",
  { "pass-through", when = any_of{ some.feature_setting{ feature = "pass-through", enabled = true },
                                   some.sign_in{ password_checked = "pass-through" } },
                    say = "the user's password is checked by pass-through authentication" },
  { "elsewhere",    when = all_of{ any_of{ some.feature_setting{ feature = "pass-through", enabled = false },
                                           some.sign_in{ password_checked = one_of{ "cloud", "hash-sync",
                                                                                    "federated" } } },
                                   unless(some.sign_in{ password_checked = "pass-through" }) },
                    say = "the user's password isn't checked by pass-through authentication" },
  seen = { ["temporary-password-not-synced"] = { 94, 4 }, other = { 34, 62 } },
}

evidence "words of the refusal" {
  about = "which list of banned passwords the message speaks of",
  { "Microsoft's list", when = any_of{ some.error_text{ text = like "*too many times*" },
                                       some.error_text{ text = like "*easily guess*" },
                                       some.error_text{ text = like "*harder for people to guess*" },
                                       some.error_text{ text = like "*harder to guess*" },
                                       some.error_text{ text = like "*too common*" } },
                        say = "the message calls the password too common or easy to guess" },
  { "tenant's list",    when = some.error_text{ text = like "*blocked by your admin*" },
                        say = "the message says that an administrator has blocked the words" },
  seen = { ["banned-password"] = { 84, 3 }, ["custom-banned-word"] = { 16, 76 }, other = { 8, 3 } },
}

seen "source of the account" {
  ["passwords-diverged"]            = { 98, 1 },
  ["ad-password-change-not-synced"] = { 98, 1 },
  ["dc-unreachable"]                = { 98, 1 },
  ["duplicate-anchor"]              = { 98, 1 },
  ["ou-reserved-characters"]        = { 98, 1 },
  ["forest-added-after-writeback"]  = { 98, 1 },
  ["connector-credentials-invalid"] = { 98, 1 },
  ["ldap-traffic-unsigned"]         = { 98, 1 },
  ["connector-password-too-long"]   = { 98, 1 },
  ["weak-new-password"]             = { 40, 58 },
  ["reused-last-password"]          = { 36, 62 },
}

evidence "sign-in name changed" {
  about = "whether the user principal name was changed in the last week",
  codes = { 120011 },
  { "yes", when = some.user_account{ renamed = within "7d" },
           say = "the user's sign-in name was changed within a week" },
  { "no",  when = some.user_account{ renamed = is_not(within "7d") },
           say = "the user's sign-in name hasn't changed lately" },
  seen = { ["user-renamed"] = { 93, 5 }, other = { 4, 92 } },
}
