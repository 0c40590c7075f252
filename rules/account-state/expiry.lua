-- Whose password expired: by the cloud's clock or Active Directory's, one that nobody types, or everybody's at once.

evidence "age of the cloud password" {
  about = "whether the cloud password is older than two months",
  { "old",    when = some.user_account{ password_changed = is_not(within "60d") },
    say = "the cloud password is older than two months" },
  { "recent", when = some.user_account{ password_changed = within "60d" },
    say = "the cloud password was set in the last two months" },
  seen = {
    ["cloud-password-expired"]       = { 90, 8 },
    ["cloud-policy-on-synced-users"] = { 86, 12 },
    ["unattended-password-expired"]  = { 88, 10 },
    ["must-change-password"]         = { 6, 92 },
    ["password-not-synced-yet"]      = { 50, 46 },
    other                            = { 46, 50 },
  },
}

evidence "the cloud lets the password expire" {
  about = "whether DisablePasswordExpiration is set on the cloud account",
  { "expires", when = some.user_account{ password_expires = true }, say = "the cloud password is subject to expiry" },
  { "never",   when = some.user_account{ password_expires = false }, say = "the cloud password never expires" },
  seen = {
    ["cloud-password-expired"]       = { 97, 1 },
    ["cloud-policy-on-synced-users"] = { 97, 1 },
    ["unattended-password-expired"]  = { 80, 18 },   -- in Active Directory it may expire all the same
    ["must-change-password"]         = { 60, 38 },
    other                            = { 40, 56 },
  },
}

evidence "cloud expiry for synchronised users" {
  about = "whether the tenant applies its password expiry to synchronised users",
  { "on",  when = some.feature_setting{ feature = "cloud-password-policy", enabled = true },
           say = "the tenant applies its own password expiry to synchronised users" },
  { "off", when = some.feature_setting{ feature = "cloud-password-policy", enabled = false },
           say = "the tenant doesn't apply its password expiry to synchronised users" },
  seen = { ["cloud-policy-on-synced-users"] = { 96, 2 }, ["cloud-password-expired"] = { 12, 86 }, other = { 12, 86 } },
}

seen "source of the account" {
  ["cloud-policy-on-synced-users"] = { 98, 1 },
  ["cloud-password-expired"]       = { 6, 92 },
  ["unattended-password-expired"]  = { 46, 52 },
  ["must-change-password"]         = { 36, 62 },
  ["hash-sync-stalled"]            = { 98, 1 },
  ["sync-server-outdated"]         = { 98, 1 },
  ["hash-sync-not-enabled"]        = { 98, 1 },
  ["password-not-synced-yet"]      = { 98, 1 },
  ["temporary-password-held-back"] = { 98, 1 },
  ["no-password-in-cloud"]         = { 10, 88 },
  ["ad-account-locked"]            = { 98, 1 },
  ["ad-account-disabled"]          = { 98, 1 },
  ["enabled-not-synced-yet"]       = { 98, 1 },
  ["account-disabled-in-cloud"]    = { 34, 64 },
  ["ad-password-expired"]          = { 98, 1 },
  ["password-policy-tightened"]    = { 98, 1 },
}

evidence "kind of account" {
  about = "whether the account is a guest",
  { "guest",  when = some.user_account{ type = "guest" }, say = "the account is a guest" },
  { "member", when = some.user_account{ type = "member" }, say = "the account is a member" },
  seen = { ["no-password-in-cloud"] = { 46, 52 }, other = { 5, 93 } },
}

evidence "expiry in Active Directory" {
  about = "whether the password has run out in Active Directory",
  { "expired",     when = all_of{ some.ad_account{ password_expired = true },
                                  unless(some.ad_account{ must_change = true }) },
                   say = "the password has expired in Active Directory" },
  { "not expired", when = some.ad_account{ password_expired = false },
    say = "the password hasn't expired in Active Directory" },
  seen = {
    ["ad-password-expired"]         = { 96, 2 },
    ["password-policy-tightened"]   = { 95, 3 },
    ["unattended-password-expired"] = { 60, 38 },
    ["must-change-password"]        = { 6, 46 },     -- the rest: must_change, which Get-ADUser shows as expired too
    other                           = { 8, 86 },     -- with hash sync an expired password still signs in
  },
}
