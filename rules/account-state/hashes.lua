-- The same password in two directories: who changed it last, whether its hash came over, and whether it was meant to.

local function cloud(test) return some.user_account{ synced = true, password_changed = test } end
local function on_prem(test) return some.ad_account{ password_set = test } end
-- With pass-through authentication nobody needs the cloud's copy, and it may be years old.
local function hash_counts() return unless(some.sign_in{ password_checked = "pass-through" }) end

evidence "password dates in both directories" {
  about = "whether Active Directory or the cloud has the newer password",
  { "AD newer by minutes", when = all_of{ on_prem(V.set), on_prem(within "15m"), cloud(below(V.set)),
                                          cloud(is_not(within("10m", V.set))), hash_counts() },
                           say = "Active Directory got the password minutes ago, the cloud still has an older one" },
  { "AD newer for longer", when = all_of{ on_prem(V.set), on_prem(is_not(within "15m")), cloud(below(V.set)),
                                          cloud(is_not(within("10m", V.set))), hash_counts() },
                           say = "the cloud has an older password than Active Directory has had since {set}" },
  { "cloud newer",         when = all_of{ on_prem(V.set), cloud(above(V.set)), cloud(is_not(within("10m", V.set))) },
                           say = "the cloud's password is newer than Active Directory's of {set}" },
  { "same",                when = all_of{ on_prem(V.set), cloud(within("10m", V.set)) },
                           say = "both directories had their last change of password at the same time" },
  seen = {
    ["password-not-synced-yet"]      = { 88, 6, 1, 4 },
    ["hash-sync-stalled"]            = { 8, 86, 2, 3 },
    ["sync-server-outdated"]         = { 4, 90, 2, 3 },
    ["temporary-password-held-back"] = { 34, 60, 2, 3 },
    ["hash-sync-not-enabled"]        = { 10, 60, 6, 10 },
    ["passwords-diverged"]           = { 1, 3, 88, 4 },
    ["mistyped-password"]            = { 1, 2, 6, 88 },
    ["stale-saved-password"]         = { 2, 2, 6, 88 },
    other                            = { 2, 4, 8, 82 },
  },
}

evidence "last password hash of the account" {
  about = "how the last synchronisation of this account's password hash ended",
  { "after the change",  when = all_of{ on_prem(V.set),
                                        some.sync_object{ hash_sync = "success", hash_sync_at = at_least(V.set) } },
                         say = "the hash was synchronised after the password was set" },
  { "before the change", when = all_of{ on_prem(V.set),
                                        some.sync_object{ hash_sync = "success", hash_sync_at = below(V.set) } },
                         say = "the last hash that came over is older than the password" },
  { "failed",            when = some.sync_object{ hash_sync = "failure" },
                         say = "the hash of this account failed to synchronise" },
  { "never",             when = some.sync_object{ hash_sync = "none" },
                         say = "no hash of this account was synchronised" },
  { "held back",         when = some.sync_object{ hash_sync = "filtered" },
                         say = "the account's password is excluded from synchronisation" },
  seen = {
    ["password-not-synced-yet"]      = { 6, 62, 4, 25, 2 },
    ["hash-sync-stalled"]            = { 2, 48, 26, 21, 2 },
    ["sync-server-outdated"]         = { 2, 56, 14, 25, 2 },
    ["temporary-password-held-back"] = { 3, 14, 3, 8, 71 },
    ["hash-sync-not-enabled"]        = { 1, 4, 3, 86, 5 },
    ["no-password-in-cloud"]         = { 4, 2, 3, 84, 5 },
    ["passwords-diverged"]           = { 84, 3, 3, 6, 2 },
    ["empty-password-sent"]          = { 92, 2, 1, 3, 1 },
    other                            = { 88, 3, 2, 4, 2 },
  },
}

evidence "password hash synchronisation" {
  about = "whether hashes come over at all: the heartbeat of the sync server, its errors, the switch",
  { "off",   when = any_of{ some.sync_server{ hash_sync = false },
                            some.feature_setting{ feature = "password-hash-sync", enabled = false } },
             say = "password hash synchronisation is switched off" },
  { "dead",  when = all_of{ any_of{ some.sync_server{ hash_sync_heartbeat = is_not(within "3h") },
                                    some.service_status{ service = "ADSync", state = is_not("running") },
                                    some.sync_server{ staging = true },
                                    some.windows_event{ source = "Directory Synchronization",
                                                        id = one_of{ 611, 652, 655 } } },
                            unless(any_of{ some.sync_server{ hash_sync_heartbeat = within "3h" },
                                           some.sync_server{ hash_sync = false },
                                           some.feature_setting{ feature = "password-hash-sync", enabled = false } }) },
             say = "password hash synchronisation gives no sign of life, or logs errors" },
  { "alive", when = all_of{ some.sync_server{ hash_sync_heartbeat = within "3h" },
                            unless(any_of{ some.sync_server{ hash_sync = false },
                                           some.feature_setting{ feature = "password-hash-sync", enabled = false } }) },
             say = "password hash synchronisation is alive" },
  seen = {
    ["hash-sync-stalled"]            = { 4, 86, 8 },
    ["sync-server-outdated"]         = { 4, 90, 4 },
    ["hash-sync-not-enabled"]        = { 90, 3, 5 },
    ["not-synced-yet"]               = { 10, 16, 72 },   -- a stopped ADSync holds up accounts as well
    ["password-not-synced-yet"]      = { 1, 2, 95 },
    ["temporary-password-held-back"] = { 1, 2, 95 },
    ["ad-account-locked"]            = { 36, 4, 56 },
    ["ad-password-expired"]          = { 40, 4, 52 },
    ["password-policy-tightened"]    = { 40, 4, 52 },
    other                            = { 14, 4, 80 },
  },
}

evidence "new password demanded" {
  about = "whether Active Directory or the cloud demands a new password at the next sign-in",
  { "by Active Directory", when = some.ad_account{ must_change = true },
                           say = "Active Directory has 'User must change password at next logon' on the account" },
  { "by the cloud",
    when = all_of{ some.user_account{ must_change = true }, unless(some.ad_account{ must_change = true }) },
                           say = "the cloud demands a new password at the next sign-in" },
  { "no",                  when = all_of{ any_of{ some.ad_account{ must_change = false },
                                                  some.user_account{ must_change = false } },
                                          unless(any_of{ some.ad_account{ must_change = true },
                                                         some.user_account{ must_change = true } }) },
                           say = "no new password is demanded" },
  seen = {
    ["must-change-password"]         = { 40, 52, 6 },
    ["temporary-password-held-back"] = { 92, 2, 5 },
    ["password-not-synced-yet"]      = { 8, 3, 87 },
    ["ad-password-expired"]          = { 3, 1, 94 },
    ["passwords-diverged"]           = { 2, 12, 84 },
    other                            = { 3, 4, 91 },
  },
}

evidence "temporary passwords come over" {
  about = "whether the tenant takes temporary passwords from Active Directory",
  { "yes", when = some.feature_setting{ feature = "force-password-change", enabled = true },
           say = "the tenant synchronises temporary passwords" },
  { "no",  when = some.feature_setting{ feature = "force-password-change", enabled = false },
           say = "the tenant doesn't synchronise temporary passwords" },
  seen = { ["temporary-password-held-back"] = { 12, 86 }, ["must-change-password"] = { 36, 62 }, other = { 24, 74 } },
}

-- Gated by the code: in other families the same field answers another question.
local function checked(where_checked)
  return some.sign_in{ code = one_of{ 50053, 50055, 50056, 50126, 50144 }, password_checked = where_checked }
end

evidence "where the password was checked" {
  about = "whether the cloud's copy, an agent on-premises or another identity provider decided",
  { "cloud",        when = all_of{ checked(one_of{ "cloud", "hash-sync" }), unless(checked("pass-through")),
                                   unless(checked("federated")) },
                    say = "the password was checked in the cloud" },
  { "pass-through", when = all_of{ checked("pass-through"), unless(checked("federated")) },
                    say = "the password was checked on-premises by an authentication agent" },
  { "federated",    when = checked("federated"), say = "another identity provider checked the password" },
  seen = {
    ["hash-sync-stalled"]            = { 96, 1, 2 },
    ["sync-server-outdated"]         = { 96, 1, 2 },
    ["password-not-synced-yet"]      = { 96, 1, 2 },
    ["temporary-password-held-back"] = { 95, 2, 2 },
    ["passwords-diverged"]           = { 94, 3, 2 },
    ["cloud-password-expired"]       = { 96, 1, 2 },
    ["cloud-policy-on-synced-users"] = { 96, 1, 2 },
    ["upn-mismatch-on-prem"]         = { 4, 92, 3 },
    ["ad-account-locked"]            = { 4, 92, 3 },
    ["ad-password-expired"]          = { 5, 92, 2 },
    ["password-policy-tightened"]    = { 5, 92, 2 },
    other                            = { 66, 26, 6 },
  },
}
