-- 50053, 50055, 50057 and 50144: locked, expired, disabled, and by whom.

local NOW = "2026-11-23T12:00:00Z"
local ANNA = "anna@contoso.com"
local LOCKED = "Account is locked because user tried to sign in too many times with an incorrect user ID or password."
local MALICIOUS = "Sign-in was blocked because it came from an IP address with malicious activity"
local function refused(reason, id)
  return sign_in{ request_id = id or "r1", at = "2026-11-23T11:50:00Z", code = 50053, user = ANNA, client = "browser",
                  reason = reason }
end
local function often(code, fields)
  fields.window, fields.code = "24h", code
  return error_frequency(fields)
end
example "ten tries with the new password" {
  code   = 50053,
  given  = { refused(LOCKED), often(50053, { user = ANNA, attempts = 6, addresses = 1, rhythm = "burst" }),
             tried{ test = "again-after-two-minutes", result = "works" } },
  expect = { top = "smart-lockout", at_least = 60, first_step = "wait-out-lockout" },
}

example "the phone locks the user every morning" {
  code   = 50053,
  given  = { refused(LOCKED), ticket{ keeps_happening = true, password_changed_recently = true } },
  expect = { top = "stale-saved-password", at_least = 60, first_step = "update-saved-password" },
}

example "locked from everywhere, and the user never noticed" {
  code   = 50053,
  given  = { refused(LOCKED), refused(MALICIOUS, "r2"),
             often(50053, { user = ANNA, attempts = 60, addresses = 22, rhythm = "scattered" }),
             tried{ test = "fresh-sign-in", result = "works" } },
  expect = { top = "password-spray", at_least = 80, first_step = "review-spray-for-hits",
             outcomes = { ["reason logged with 50053"] = "both" } },
}

example "the VPN's address has a bad name" {
  code   = 50053,
  given  = { refused(MALICIOUS), tried{ test = "other-network", result = "works" }, ticket{ knows_password = true } },
  expect = { top = "shared-egress-flagged", at_least = 80, first_step = "leave-flagged-network" },
}

example "a whole site behind one proxy" {
  code   = 50053,
  given  = { refused(MALICIOUS), user_scope{ affected = "many", shared = "site" } },
  expect = { top = "shared-egress-flagged", at_least = 70, outcomes = { ["who is hit"] = "one site" } },
}

example "another network doesn't help against a lock" {
  code   = 50053,
  given  = { refused(LOCKED), tried{ test = "other-network", result = "same-error" },
             tried{ test = "password-typed-visibly", result = "same-error" },
             tried{ test = "again-after-two-minutes", result = "same-error" } },
  expect = { at_most = 70, outcomes = { ["another network"] = "fails", ["reason logged with 50053"] = "locked",
                                        ["password typed where it can be read"] = "fails" } },
}

example "locked in Active Directory, agents in between" {
  code   = 50053,
  given  = { refused(LOCKED), ad_account{ user = ANNA, exists = true, locked = true, lockout_source = "PTA01" },
             sign_in{ request_id = "r3", at = "2026-11-23T11:49:00Z", code = 50126, user = ANNA,
                      password_checked = "pass-through" } },
  expect = { top = "ad-account-locked", at_least = 70, first_step = "unlock-ad-account" },
}

example "not locked on-premises" {
  code   = 50053,
  given  = { ad_account{ user = ANNA, exists = true, locked = false },
             sign_in{ request_id = "r4", at = "2026-11-23T11:49:00Z", code = 50126, user = ANNA,
                      password_checked = "federated" } },
  expect = { outcomes = { ["lockout in Active Directory"] = "not locked",
                          ["where the password was checked"] = "federated" } },
}

example "three tries and an hour's penalty, by the tenant's own wish" {
  code   = 50053,
  given  = { refused(LOCKED), feature_setting{ feature = "smart-lockout-custom", enabled = true },
             user_scope{ affected = "many" },
             often(50053, { attempts = 180, users = 60, addresses = 58, trend = "steady" }) },
  expect = { top = "lockout-threshold-too-low", at_least = 50, first_step = "wait-out-lockout" },
}

example "default settings speak against a strict threshold" {
  code   = 50053,
  given  = { refused(LOCKED), feature_setting{ feature = "smart-lockout-custom", enabled = false } },
  expect = { top = "smart-lockout", at_least = 35, outcomes = { ["smart lockout settings"] = "default" } },
}

example "a temporary password at a device join" {
  code   = 50055,
  now    = NOW,
  given  = { user_account{ user = ANNA, exists = true, synced = false, must_change = true,
                           password_changed = "2026-11-23T09:00:00Z",
                           created = "2026-11-23T09:00:00Z", password_expires = true } },
  expect = { top = "must-change-password", at_least = 80, first_step = "change-expired-password" },
}

example "ninety days are over" {
  code   = 50055,
  now    = NOW,
  given  = { user_account{ user = ANNA, exists = true, synced = false, must_change = false,
                           password_changed = "2026-08-20T09:00:00Z",
                           created = "2023-02-01T09:00:00Z", password_expires = true } },
  expect = { top = "cloud-password-expired", at_least = 70, first_step = "change-expired-password" },
}

example "the nightly job's own account" {
  code   = 50055,
  now    = NOW,
  given  = { ticket{ action = "unattended-job", worked_before = true },
             user_account{ user = "svc-report@contoso.com", exists = true, synced = false, must_change = false,
                           password_changed = "2026-08-24T09:00:00Z", password_expires = true } },
  expect = { top = "unattended-password-expired", at_least = 70, first_step = "give-job-new-password" },
}

example "a synchronised password that Windows still accepts" {
  code   = 50055,
  now    = NOW,
  given  = { user_account{ user = ANNA, exists = true, synced = true, must_change = false,
                           password_changed = "2026-08-01T09:00:00Z",
                           password_expires = true },
                           ad_account{ user = ANNA, exists = true, password_expired = false, must_change = false },
             feature_setting{ feature = "cloud-password-policy", enabled = true } },
  expect = { top = "cloud-policy-on-synced-users", at_least = 70, first_step = "change-password-in-domain" },
}

example "a password that never expires is a temporary one" {
  code   = 50055,
  given  = { user_account{ user = ANNA, exists = true, synced = true, password_expires = false },
             feature_setting{ feature = "cloud-password-policy", enabled = false },
             feature_setting{ feature = "force-password-change", enabled = true } },
  expect = { top = "must-change-password", at_least = 70,
             outcomes = { ["the cloud lets the password expire"] = "never",
                          ["temporary passwords come over"] = "yes" } },
}

example "home office, no warning from Windows" {
  code   = 50144,
  given  = { ad_account{ user = ANNA, exists = true, password_expired = true, must_change = false },
             user_scope{ affected = "one" },
             ticket{ action = "sign-in" }, tried{ test = "domain-sign-in", result = "other-error" } },
  expect = { top = "ad-password-expired", at_least = 80, first_step = "change-password-in-domain" },
}

example "the help desk ticked must change" {
  code   = 50144,
  given  = { ad_account{ user = ANNA, exists = true, password_expired = true, must_change = true },
             ticket{ password_changed_recently = true } },
  expect = { top = "must-change-password", at_least = 70 },
}

example "a service account under pass-through authentication" {
  code   = 50144,
  given  = { ticket{ action = "unattended-job" },
             ad_account{ user = "svc-scan@contoso.com", exists = true, password_expired = true,
                                                              must_change = false } },
  expect = { top = "unattended-password-expired", at_least = 60 },
}

example "a whole department on the morning of the new policy" {
  code   = 50144,
  given  = { ad_account{ user = ANNA, exists = true, password_expired = true, must_change = false },
             user_scope{ affected = "many", shared = "group" },
             often(50144, { attempts = 160, users = 70, addresses = 66, trend = "new" }) },
  expect = { top = "password-policy-tightened", at_least = 70, first_step = "change-password-in-domain" },
}
