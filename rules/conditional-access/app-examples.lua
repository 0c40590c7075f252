local ANNA, NOW = "anna@contoso.com", "2026-11-23T12:00:00Z"
local PHONE = "33333333-aaaa-bbbb-cccc-000000000003"

local function row(code, fields)
  fields.request_id, fields.code, fields.user = fields.request_id or "r1", code, ANNA
  fields.at = fields.at or "2026-11-23T11:50:00Z"
  return sign_in(fields)
end

example "the iPhone's own mail program" {
  code   = 53002,
  given  = { ticket{ with = "mail-app", on = "own-phone" },
             row(53002, { app = "Apple Internet Accounts", device_id = "none", client = "modern" }),
             tried{ test = "other-application", result = "works" } },
  expect = { top = "app-not-approved", at_least = 80, first_step = "switch-to-approved-app",
             outcomes = { ["what signs in"] = "the phone's mail" } },
}

example "a link opened in Safari" {
  code   = 53002,
  given  = { ticket{ with = "safari", on = "company-phone" }, row(53002, { client = "browser" }) },
  expect = { top = "browser-instead-of-app", at_least = 55, first_step = "switch-to-approved-app",
             outcomes = { ["what signs in"] = "safari" } },
}

example "Outlook on a phone without Authenticator" {
  code   = 53002,
  given  = { ticket{ with = "application", on = "own-phone", worked_before = false },
             row(53002, { app = "Outlook Mobile", device_id = "none", client = "modern" }),
             tried{ test = "other-application", result = "same-error" } },
  expect = { top = "broker-missing", at_least = 65, first_step = "install-broker" },
}

example "desktops are asked for approved apps since noon" {
  code   = 53002,
  now    = NOW,
  given  = { audit_event{ id = "a1", at = "2026-11-23T11:00:00Z", activity = "Update conditional access policy",
                          actor = "admin@contoso.com", actor_kind = "admin" },
             user_scope{ affected = "many" }, ticket{ on = "company-computer", worked_before = true } },
  expect = { top = "policy-changed", at_least = 80, first_step = "revert-policy-change" },
}

example "Gmail with the company's mailbox" {
  code   = 530021,
  given  = { ticket{ with = "mail-app" }, tried{ test = "other-application", result = "works" } },
  expect = { top = "app-not-approved", at_least = 80, first_step = "switch-to-approved-app" },
}

example "the log knows only that it was a browser" {
  code   = 530021,
  given  = { row(530021, { client = "browser", device_id = PHONE }) },
  expect = { top = "browser-instead-of-app", at_least = 35, outcomes = { ["what signs in"] = "some browser" } },
}

example "a new phone, everything refused" {
  code   = 530021,
  given  = { row(530021, { device_id = "none", client = "modern" }), ticket{ with = "application",
                                                                             worked_before = false },
             tried{ test = "other-application", result = "same-error" } },
  expect = { top = "broker-missing", at_least = 50, first_step = "install-broker" },
}

example "the platform condition was lost" {
  code   = 530021,
  now    = NOW,
  given  = { conditional_access_policy{ policy = "Mobile apps", state = "on", control = "approved-app",
                                        modified = "2026-11-23T09:00:00Z" },
             user_scope{ affected = "all" } },
  expect = { top = "policy-changed", at_least = 70 },
}

example "a new department outside the Intune group" {
  code   = 53009,
  given  = { device_entitlement{ user = ANNA, app_protection = "none" }, user_scope{ affected = "few",
                                                                                     shared = "group" } },
  expect = { top = "app-protection-not-assigned", at_least = 75, first_step = "assign-app-protection",
             outcomes = { ["app protection for the user"] = "none" } },
}

example "assigned an hour ago" {
  code   = 53009,
  given  = { device_entitlement{ user = ANNA, app_protection = "assigned" }, ticket{ with = "application" },
             row(53009, { device_id = PHONE, client = "modern" }),
             tried{ test = "other-application", result = "same-error" } },
  expect = { top = "app-protection-pending", at_least = 45, first_step = "refresh-app-protection",
             outcomes = { ["app protection for the user"] = "assigned" } },
}

example "a foreign mail program under app protection" {
  code   = 53009,
  given  = { ticket{ with = "mail-app" }, tried{ test = "other-application", result = "works" },
             user_scope{ affected = "few" } },
  expect = { top = "app-without-protection", at_least = 80, first_step = "switch-to-approved-app" },
}

example "no Company Portal on the Android phone" {
  code   = 53009,
  given  = { row(53009, { device_id = "none", client = "modern" }), ticket{ with = "application", on = "own-phone" },
             device_entitlement{ user = ANNA, app_protection = "assigned" },
             tried{ test = "other-application", result = "same-error" } },
  expect = { top = "broker-missing", at_least = 55, first_step = "install-broker" },
}

example "the policy has reached the application" {
  code   = 53009,
  given  = { device_entitlement{ user = ANNA, app_protection = "applied" } },
  expect = { outcomes = { ["app protection for the user"] = "applied" } },
}

example "a technician locked out of all customers" {
  code   = 530034,
  given  = { user_account{ user = "tech@partner.example", exists = true, risk = "high" },
             tried{ test = "fresh-sign-in", result = "same-error" } },
  expect = { top = "partner-account-at-risk", at_least = 85, first_step = "remediate-partner-risk" },
}

example "the risk was dismissed an hour ago" {
  code   = 530034,
  given  = { user_account{ user = "tech@partner.example", exists = true, risk = "none" },
             tried{ test = "private-window", result = "works" } },
  expect = { top = "partner-session-stale", at_least = 50, first_step = "restart-partner-session" },
}

example "rows to nine customers that nobody made" {
  code   = 530034,
  given  = { row(530034, { country = "US" }), row(0, { request_id = "r0", country = "NL",
                                                       at = "2026-11-23T11:40:00Z" }),
             error_frequency{ code = 530034, user = ANNA, window = "24h", attempts = 60, addresses = 6,
                              rhythm = "burst" } },
  expect = { top = "attacker-has-password", at_least = 60, first_step = "answer-leaked-password" },
}

example "the printer in a small company" {
  code   = 530035,
  given  = { row(530035, { client = "legacy", country = "DE" }), ticket{ keeps_happening = true },
             row(0, { request_id = "r0", country = "DE", at = "2026-11-23T11:40:00Z" }) },
  expect = { top = "legacy-client", at_least = 80, first_step = "replace-legacy-client" },
}

example "old protocols from everywhere under security defaults" {
  code   = 530035,
  given  = { row(530035, { client = "legacy", country = "CN" }),
             row(0, { request_id = "r0", country = "DE", at = "2026-11-23T11:40:00Z" }),
             error_frequency{ code = 530035, user = ANNA, window = "24h", attempts = 80, addresses = 30,
                              rhythm = "scattered" } },
  expect = { top = "attacker-has-password", at_least = 70, first_step = "answer-leaked-password" },
}

example "the whole office since the defaults were switched on" {
  code   = 530035,
  given  = { user_scope{ affected = "many" }, ticket{ with = "application", keeps_happening = false },
             row(530035, { client = "modern", country = "DE" }),
             row(0, { request_id = "r0", country = "DE", at = "2026-11-22T11:40:00Z" }) },
  expect = { top = "security-defaults-unsuited", at_least = 55 },
}

example "risky, changed the password, and got in" {
  code   = 50135,
  given  = { sign_in_sequence{ correlation_id = "c1", code = 50135, final = "success" },
             ticket{ with = "edge", keeps_happening = false } },
  expect = { top = "secure-password-change-due", at_least = 85, first_step = "change-password-in-browser",
             outcomes = { ["end of the interrupted sign-in"] = "success" } },
}

example "a nightly job under a risky account" {
  code   = 50135,
  given  = { ticket{ action = "unattended-job" }, row(50135, { interactive = false, protocol = "ropc",
                                                               user_type = "member" }),
             sign_in_sequence{ correlation_id = "c1", code = 50135, final = "failure" } },
  expect = { top = "client-cannot-change-password", at_least = 80, first_step = "change-password-in-browser",
             outcomes = { ["end of the interrupted sign-in"] = "failure",
                          ["member or guest in the refused sign-in"] = "member" } },
}

example "a risky guest" {
  code   = 50135,
  given  = { row(50135, { user_type = "guest", client = "browser" }),
             sign_in_sequence{ correlation_id = "c1", code = 50135, final = "failure" } },
  expect = { top = "guest-cannot-change-here", at_least = 70, first_step = "reset-at-home-organisation",
             outcomes = { ["member or guest in the refused sign-in"] = "guest" } },
}

example "asked again and again, writeback off" {
  code   = 50142,
  given  = { feature_setting{ feature = "password-writeback", enabled = false },
             sign_in_sequence{ correlation_id = "c1", code = 50142, final = "failure" },
             ticket{ with = "edge", keeps_happening = false },
             conditional_access_result{ request_id = "r1", policy = "User risk", result = "failure",
                                        control = "password-change", condition = "user-risk" } },
  expect = { top = "writeback-off-in-tenant", at_least = 60, first_step = "enable-writeback-in-portal",
             outcomes = { ["control that wasn't met"] = "password change" } },
}

example "the user closed the page" {
  code   = 50142,
  given  = { sign_in_sequence{ correlation_id = "c1", code = 50142, final = "abandoned" }, ticket{ with = "edge" } },
  expect = { top = "secure-password-change-due", at_least = 55, first_step = "change-password-in-browser",
             outcomes = { ["end of the interrupted sign-in"] = "abandoned" } },
}

example "a mail client can't show the change" {
  code   = 50142,
  given  = { ticket{ with = "mail-app", keeps_happening = true } },
  expect = { top = "client-cannot-change-password", at_least = 60 },
}

example "a guest under the risk policy" {
  code   = 50142,
  given  = { row(50142, { user_type = "guest" }) },
  expect = { top = "guest-cannot-change-here", at_least = 60, first_step = "reset-at-home-organisation" },
}

example "a script meets the rule" {
  code   = 50137,
  given  = { ticket{ action = "unattended-job" } },
  expect = { top = "client-cannot-change-password", at_least = 65 },
}

example "a synchronised user goes round in circles" {
  code   = 50135,
  given  = { feature_setting{ feature = "password-writeback", enabled = false },
             user_account{ user = ANNA, exists = true, synced = true },
             sign_in_sequence{ correlation_id = "c1", code = 50135, final = "failure" } },
  expect = { top = "writeback-off-in-tenant", at_least = 60, first_step = "enable-writeback-in-portal" },
}
