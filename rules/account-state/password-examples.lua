-- 50126 and 50056: one password, two directories, many ways to be wrong.

local NOW = "2026-11-23T12:00:00Z"
local ANNA = "anna@contoso.com"
local function checked(where_checked)
  return sign_in{ request_id = "r1", at = "2026-11-23T11:50:00Z", code = 50126, user = ANNA, client = "browser",
                  password_checked = where_checked }
end
local function ad(set, more)
  return ad_account{ user = ANNA, exists = true, enabled = true, password_set = set,
                     must_change = more and more.must_change or false }
end
local function cloud(changed) return user_account{ user = ANNA, exists = true, enabled = true, synced = true,
                                                   password_changed = changed } end
local function hash(result, at) return sync_object{ user = ANNA, hash_sync = result, hash_sync_at = at } end
local function alive() return sync_server{ server = "SYNC01", hash_sync_heartbeat = "2026-11-23T11:40:00Z" } end
local function often(fields)
  fields.window, fields.code = "24h", fields.code or 50126
  return error_frequency(fields)
end

example "fingers" {
  code   = 50126,
  given  = { often{ user = ANNA, attempts = 3, addresses = 1, rhythm = "burst" }, checked("hash-sync"),
             tried{ test = "password-typed-visibly", result = "works" } },
  expect = { top = "mistyped-password", at_least = 70, first_step = "retype-password" },
}

example "the first try after the weekend" {
  code   = 50126,
  given  = { often{ user = ANNA, attempts = 1, addresses = 1, rhythm = "single" }, checked("cloud"),
             ticket{ knows_password = false } },
  expect = { top = "mistyped-password", at_least = 60, outcomes = { ["who or what keeps trying"] = "one try" } },
}

example "a scanner with last quarter's password" {
  code   = 50126,
  given  = { often{ user = "scan@contoso.com", attempts = 288, addresses = 1, rhythm = "regular" },
             sign_in{ request_id = "r2", at = "2026-11-23T11:55:00Z", code = 50126, user = "scan@contoso.com",
                      client = "legacy" },
             user_account{ user = "scan@contoso.com", exists = true, synced = false,
                           password_changed = "2026-11-20T08:00:00Z" } },
  expect = { top = "stale-saved-password", at_least = 80, first_step = "update-saved-password" },
}

example "even intervals beat the usual suspicion of fingers" {
  code   = 50126,
  now    = NOW,
  given  = { ticket{ keeps_happening = true, password_changed_recently = true },
             tried{ test = "private-window", result = "works" } },
  expect = { top = "stale-saved-password", at_least = 70, outcomes = { ["from a clean session"] = "works" } },
}

example "a wave from abroad" {
  code   = 50126,
  given  = { often{ attempts = 4200, users = 640, addresses = 90, trend = "new" },
             often{ user = ANNA, attempts = 6, addresses = 5, rhythm = "scattered" } },
  expect = { top = "password-spray", at_least = 80, first_step = "review-spray-for-hits" },
}

example "the usual number of wrong passwords is no wave" {
  code   = 50126,
  given  = { often{ attempts = 310, users = 120, addresses = 118, trend = "steady" },
             often{ user = ANNA, attempts = 2, addresses = 1, rhythm = "burst" } },
  expect = { top = "mistyped-password", at_least = 50,
             outcomes = { ["accounts that fail in the tenant"] = "usual level" } },
}

example "changed four minutes ago" {
  code   = 50126,
  now    = NOW,
  given  = { ad("2026-11-23T11:56:00Z"), cloud("2026-08-02T07:00:00Z"), checked("hash-sync"), alive(),
             tried{ test = "domain-sign-in", result = "works" } },
  expect = { top = "password-not-synced-yet", at_least = 70, first_step = "wait-password-sync" },
}

example "three minutes later it worked" {
  code   = 50126,
  now    = NOW,
  given  = { ad("2026-11-23T11:52:00Z"), cloud("2026-08-02T07:00:00Z"), hash("success", "2026-08-02T07:02:00Z"),
             alive(),
             tried{ test = "again-after-two-minutes", result = "works" } },
  expect = { top = "password-not-synced-yet", at_least = 80,
             outcomes = { ["last password hash of the account"] = "before the change" } },
}

example "everybody who changed it since Thursday" {
  code   = 50126,
  now    = NOW,
  given  = { ad("2026-11-20T08:15:00Z"), cloud("2026-08-02T07:00:00Z"), user_scope{ affected = "few" },
             sync_server{ server = "SYNC01", hash_sync_heartbeat = "2026-11-19T16:02:00Z" },
             tried{ test = "domain-sign-in", result = "works" } },
  expect = { top = "hash-sync-stalled", at_least = 75, first_step = "restart-adsync" },
}

example "the sync server was never upgraded" {
  code   = 50126,
  now    = NOW,
  given  = { ad("2026-11-20T08:15:00Z"), cloud("2026-08-02T07:00:00Z"), user_scope{ affected = "few" },
             sync_server{ server = "SYNC01", version = "2.3.20.0" },
             tried{ test = "domain-sign-in", result = "works" } },
  expect = { top = "sync-server-outdated", at_least = 70, first_step = "upgrade-entra-connect",
             outcomes = { ["version of the sync server"] = "too old" } },
}

example "the hash of this one account fails" {
  code   = 50126,
  now    = NOW,
  given  = { ad("2026-11-20T08:15:00Z"), cloud("2026-08-02T07:00:00Z"), hash("failure", "2026-11-20T08:17:00Z"),
             windows_event{ server = "SYNC01", source = "Directory Synchronization", id = 611,
                            at = "2026-11-23T11:30:00Z" } },
  expect = { top = "hash-sync-stalled", at_least = 80,
             outcomes = { ["password hash synchronisation"] = "dead",
                          ["last password hash of the account"] = "failed" } },
}

example "a note with a temporary password, at home" {
  code   = 50126,
  now    = NOW,
  given  = { ad(nil, { must_change = true }), cloud("2026-08-02T07:00:00Z"), hash("filtered"),
             alive(),
             feature_setting{ feature = "force-password-change", enabled = false } },
  expect = { top = "temporary-password-held-back", at_least = 80, first_step = "change-password-in-domain" },
}

example "the heartbeat and the flag overturn a stalled channel" {
  code   = 50126,
  now    = NOW,
  given  = { ad(nil, { must_change = true }), cloud("2026-08-02T07:00:00Z"), alive() },
  expect = { top = "temporary-password-held-back", at_least = 60,
             outcomes = { ["new password demanded"] = "by Active Directory",
                          ["password hash synchronisation"] = "alive" } },
}

example "reset in the cloud alone, and the old one still opens Windows" {
  code   = 50126,
  now    = NOW,
  given  = { ad("2026-08-02T07:00:00Z"), cloud("2026-11-23T10:30:00Z"), checked("hash-sync"),
             ticket{ password_changed_recently = true },
             tried{ test = "domain-sign-in", result = "works" } },
  expect = { top = "passwords-diverged", at_least = 70, first_step = "reset-with-writeback" },
}

example "the same date in both directories clears synchronisation" {
  code   = 50126,
  now    = NOW,
  given  = { ad("2026-11-01T07:00:00Z"), cloud("2026-11-01T07:02:00Z"), hash("success", "2026-11-01T07:02:00Z"),
             alive() },
  expect = { outcomes = { ["password dates in both directories"] = "same",
                          ["last password hash of the account"] = "after the change" } },
}

example "with pass-through authentication the cloud's date says nothing" {
  code   = 50126,
  now    = NOW,
  given  = { ad("2026-11-20T08:15:00Z"), cloud("2024-02-02T07:00:00Z"), checked("pass-through") },
  expect = { top = "mistyped-password", outcomes = { ["password dates in both directories"] = "open",
                                                     ["where the password was checked"] = "pass-through" } },
}

example "two names, one user, pass-through authentication" {
  code   = 50126,
  given  = { user_account{ user = ANNA, exists = true, on_prem_name = "anna@corp.contoso.local" },
             checked("pass-through"),
             ticket{ worked_before = false }, tried{ test = "domain-sign-in", result = "works" } },
  expect = { top = "upn-mismatch-on-prem", at_least = 50, first_step = "align-upn" },
}

example "a new account whose password isn't there yet" {
  code   = 50056,
  now    = NOW,
  given  = { ad("2026-11-23T11:48:00Z"), alive(), ticket{ new_account = true },
             tried{ test = "domain-sign-in", result = "works" },
             user_account{ user = ANNA, exists = true, synced = true },
             tried{ test = "again-after-two-minutes", result = "works" } },
  expect = { top = "password-not-synced-yet", at_least = 60, first_step = "wait-password-sync" },
}

example "a second forest was added without passwords" {
  code   = 50056,
  given  = { user_account{ user = "ben@fabrikam.com", exists = true, synced = true },
             user_scope{ affected = "many", shared = "domain" },
             sync_server{ server = "SYNC01", hash_sync = false },
             sync_object{ user = "ben@fabrikam.com", hash_sync = "none" } },
  expect = { top = "hash-sync-not-enabled", at_least = 80, first_step = "enable-hash-sync" },
}

example "new accounts have no password since ADSync stopped" {
  code   = 50056,
  given  = { user_account{ user = ANNA, exists = true, synced = true }, ticket{ new_account = true },
             user_scope{ affected = "few" },
             service_status{ server = "SYNC01", service = "ADSync", state = "stopped" } },
  expect = { top = "hash-sync-stalled", at_least = 60 },
}

example "a guest at an old application" {
  code   = 50056,
  given  = { user_account{ user = "guido_fabrikam.com#EXT#@contoso.onmicrosoft.com", exists = true, type = "guest",
                           synced = false } },
  expect = { top = "no-password-in-cloud", at_least = 70 },
}

example "a pipeline lost its secret" {
  code   = 50056,
  given  = { ticket{ action = "unattended-job", worked_before = true },
             tried{ test = "private-window", result = "works" },
             user_account{ user = "build@contoso.com", exists = true, type = "member", synced = false } },
  expect = { top = "empty-password-sent", at_least = 70, first_step = "fix-empty-password" },
}

example "the first day, the note from the help desk, and a home office" {
  code   = 50056,
  now    = NOW,
  given  = { ad(nil, { must_change = true }), user_account{ user = ANNA, exists = true, synced = true },
             ticket{ new_account = true }, hash("filtered"), alive(),
             feature_setting{ feature = "force-password-change", enabled = false } },
  expect = { top = "temporary-password-held-back", at_least = 80, first_step = "change-password-in-domain" },
}
