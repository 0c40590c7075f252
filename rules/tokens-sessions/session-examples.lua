-- 16001 to 160021, 50064, 50085, 50134 to 50160, 700020, 700083, 90007: sessions, accounts and hints in the browser.

local NOW = "2026-11-23T12:00:00Z"
local ANNA = "anna@contoso.com"
local function sequence(code, final)
  return sign_in_sequence{ correlation_id = "c1", code = code, final = final, user = ANNA }
end
local function row(code, fields)
  fields.request_id, fields.at, fields.code, fields.user = fields.request_id or "r1", "2026-11-23T11:50:00Z", code, ANNA
  return sign_in(fields)
end
local function policy(fields)
  fields.policy, fields.state, fields.targets_user = "Sign in weekly", "on", true
  return conditional_access_policy(fields)
end
local GUEST = user_account{ user = "bert_gmail.com#EXT#@contoso.com", exists = true, type = "guest" }

example "four tiles, and the clicked one comes back" {
  code   = 16001,
  given  = { ticket{ action = "sign-in", started_it = true, several_accounts = true },
             tried{ test = "private-window", result = "works" }, user_scope{ affected = "one" } },
  expect = { top = "account-tile-rejected", at_least = 75, first_step = "choose-work-account",
             outcomes = { ["accounts in the browser"] = "several" } },
}

example "the tile was refused once, and the sign-in went on" {
  code   = 16001,
  given  = { sequence(16001, "success"), user_scope{ affected = "many" } },
  expect = { top = "interrupt-completed", at_least = 50, first_step = "close-as-interrupt" },
}

example "the counter computer remembers the colleague of the morning" {
  code   = 16002,
  given  = { tried{ test = "private-window", result = "works" }, tried{ test = "other-application", result = "works" },
             user_scope{ affected = "few", shared = "application" } },
  expect = { top = "session-id-hint-stale", at_least = 85 },
}

example "the browser was closed over night, and nothing else knows the user either" {
  code   = 160021,
  given  = { tried{ test = "other-application", result = "same-error" },
             tried{ test = "fresh-sign-in", result = "works" }, user_scope{ affected = "one" },
             ticket{ several_accounts = false } },
  expect = { top = "session-gone", at_least = 50, first_step = "sign-in-again" },
}

example "Firefox forgets everything at closing" {
  code   = 50058,
  given  = { ticket{ action = "sign-in", keeps_happening = true, with = "firefox" }, sequence(50058, "success"),
             tried{ test = "other-browser", result = "works" }, app_request{ prompt = "absent" },
             tried{ test = "other-application", result = "same-error" } },
  expect = { top = "session-cookies-discarded", at_least = 50, first_step = "keep-sign-in-cookies" },
}

example "private and work account in one window" {
  code   = 50058,
  given  = { ticket{ several_accounts = true }, user_scope{ affected = "one" }, app_request{ prompt = "none" },
             sequence(50058, "abandoned"), tried{ test = "private-window", result = "works" } },
  expect = { top = "account-hint-mismatch", at_least = 40, first_step = "pick-right-account" },
}

example "one letter wrong, once" {
  code   = 50064,
  given  = { ticket{ action = "sign-in", started_it = true, keeps_happening = false },
             tried{ test = "password-typed-visibly", result = "works" } },
  expect = { top = "mistyped-password", at_least = 65 },
}

example "the till logs in every ten minutes with last month's password" {
  code   = 50064,
  given  = { ticket{ action = "sign-in", keeps_happening = true, password_changed_recently = true } },
  expect = { top = "stale-saved-password", at_least = 70, first_step = "update-saved-password" },
}

example "Windows takes the password, the browser doesn't" {
  code   = 50064,
  given  = { tried{ test = "domain-sign-in", result = "works" },
             tried{ test = "password-typed-visibly", result = "same-error" },
             tried{ test = "private-window", result = "same-error" },
             ticket{ password_changed_recently = true, knows_password = true } },
  expect = { top = "passwords-diverged", at_least = 50 },
}

example "there is no anna.smith, there is asmith" {
  code   = 50064,
  given  = { user_account{ user = "anna.smith@contoso.com", exists = false, similar = "asmith@contoso.com" },
             tried{ test = "password-typed-visibly", result = "same-error" } },
  expect = { top = "wrong-username", at_least = 50 },
}

example "a guest with a Google account after a week" {
  code   = 50085,
  given  = { GUEST, tried{ test = "fresh-sign-in", result = "works" } },
  expect = { top = "external-session-lost", at_least = 90, first_step = "sign-in-again" },
}

example "the camera is in Lima, the person in Prague" {
  code   = 50134,
  given  = { row(50134, { protocol = "device-code" }), tried{ test = "other-network", result = "works" },
             user_scope{ affected = "few" } },
  expect = { top = "device-flow-region", at_least = 80 },
}

example "no device gets in anywhere, and Microsoft says why" {
  code   = 50134,
  given  = { service_health{ service = "entra", status = "degraded" }, user_scope{ affected = "all" } },
  expect = { top = "microsoft-outage", at_least = 75, first_step = "wait-for-microsoft" },
}

example "a personal session was seen, and the work account signed in" {
  code   = 50136,
  given  = { sequence(50136, "success") },
  expect = { top = "interrupt-completed", at_least = 80, first_step = "close-as-interrupt" },
}

example "the son's Xbox account is signed in at the kitchen computer" {
  code   = 50136,
  given  = { sequence(50136, "failure"), ticket{ action = "sign-in", on = "own-computer", several_accounts = false },
             tried{ test = "private-window", result = "works" } },
  expect = { top = "personal-session-picked", at_least = 80, first_step = "choose-work-account",
             outcomes = { ["accounts in the browser"] = "one" } },
}

example "a guest is sent back to Facebook" {
  code   = 50139,
  given  = { GUEST, sequence(50139, "success") },
  expect = { top = "external-session-lost", at_least = 90, first_step = "sign-in-again" },
}

example "every start of the browser, in every application" {
  code   = 50139,
  given  = { ticket{ keeps_happening = true }, tried{ test = "other-application", result = "same-error" },
             tried{ test = "other-browser", result = "works" },
             user_account{ user = ANNA, exists = true, type = "member" } },
  expect = { top = "session-cookies-discarded", at_least = 50, first_step = "keep-sign-in-cookies" },
}

example "the partner's link names the partner's domain" {
  code   = 50143,
  given  = { app_request{ from = "mail-link" }, sequence(50143, "failure"),
             tried{ test = "private-window", result = "works" }, user_scope{ affected = "few" } },
  expect = { top = "domain-hint-mismatch", at_least = 90, first_step = "choose-work-account" },
}

example "the hint didn't fit, and the page sorted it out" {
  code   = 50143,
  given  = { sequence(50143, "success"), row(50143, { client = "browser", interactive = true }) },
  expect = { top = "interrupt-completed", at_least = 40, first_step = "close-as-interrupt" },
}

example "routed, and in" {
  code   = 50157,
  given  = { sequence(50157, "success") },
  expect = { top = "interrupt-completed", at_least = 90, first_step = "close-as-interrupt" },
}

example "the branch office's filter eats the hop" {
  code   = 50157,
  given  = { sequence(50157, "abandoned"), user_scope{ affected = "many", shared = "site" },
             tried{ test = "other-network", result = "works" } },
  expect = { top = "proxy-breaks-redirect", at_least = 85, first_step = "pass-redirects-through" },
}

example "home tenant first, then in" {
  code   = 50160,
  given  = { sequence(50160, "success") },
  expect = { top = "interrupt-completed", at_least = 85, first_step = "close-as-interrupt" },
}

example "the old employer's domain is still in the bookmark" {
  code   = 50160,
  given  = { sequence(50160, "failure"), app_request{ from = "bookmark" },
             tried{ test = "private-window", result = "works" } },
  expect = { top = "domain-hint-mismatch", at_least = 60 },
}

example "a test suite meets the question which application it is" {
  code   = 50199,
  given  = { sequence(50199, "abandoned"), row(50199, { protocol = "ropc" }), ticket{ action = "unattended-job" } },
  expect = { top = "client-cannot-show-page", at_least = 70, first_step = "use-system-browser" },
}

example "the dashboard stays white until it is opened in a new window" {
  code   = 700020,
  given  = { sequence(700020, "abandoned"), app_request{ prompt = "none" },
             user_scope{ affected = "few", shared = "application" }, tried{ test = "other-application", result = "works" } },
  expect = { top = "no-interactive-fallback", at_least = 75, first_step = "clear-app-token-cache" },
}

example "seven days are over" {
  code   = 700020,
  now    = NOW,
  given  = { sequence(700020, "success"), policy{ sign_in_frequency = "7d", modified = "2026-02-01T09:00:00Z" },
             tried{ test = "fresh-sign-in", result = "works" } },
  expect = { top = "sign-in-frequency-due", at_least = 55, first_step = "sign-in-again" },
}

example "no policy, no new password, only a weekend" {
  code   = 700020,
  given  = { sequence(700020, "success"), complete.conditional_access_policy{}, complete.audit_event{},
             tried{ test = "fresh-sign-in", result = "works" } },
  expect = { top = "session-gone", at_least = 60, first_step = "sign-in-again" },
}

example "a new password since the morning" {
  code   = 700020,
  given  = { ticket{ password_changed_recently = true }, tried{ test = "fresh-sign-in", result = "works" },
             sequence(700020, "success") },
  expect = { top = "password-changed-session-revoked", at_least = 50, first_step = "sign-in-again" },
}

example "the tablet from the cupboard" {
  code   = 700083,
  given  = { sequence(700083, "success"), tried{ test = "fresh-sign-in", result = "works" },
             user_scope{ affected = "one" } },
  expect = { top = "maximum-age-reached", at_least = 70, first_step = "sign-in-again" },
}

example "the laptop asks every morning, and dsregcmd shows why" {
  code   = 700083,
  given  = { sequence(700083, "success"), device_status{ joined = true, keys_ok = true, has_token = false },
             ticket{ action = "sign-in", on = "company-computer" } },
  expect = { top = "device-token-missing", at_least = 50 },
}

example "an extension has cut the cookies" {
  code   = 90007,
  given  = { tried{ test = "private-window", result = "works" },
             tried{ test = "other-application", result = "same-error" }, user_scope{ affected = "one" } },
  expect = { top = "session-cookie-damaged", at_least = 90, first_step = "clear-sign-in-cookies" },
}

example "the favourite of the sign-in page, since the browser was renewed" {
  code   = 90007,
  given  = { app_request{ from = "bookmark" }, tried{ test = "application-start-page", result = "works" },
             tried{ test = "other-application", result = "works" } },
  expect = { top = "sign-in-page-reopened", at_least = 90, first_step = "start-from-application",
             outcomes = { ["where the request came from"] = "bookmark" } },
}

example "all iPads on Monday's list of failures" {
  code   = 501314,
  given  = { sequence(501314, "success"), row(501314, { client = "browser", interactive = true }),
             user_scope{ affected = "many", shared = "device-type" } },
  expect = { top = "interrupt-completed", at_least = 85, first_step = "close-as-interrupt" },
}

example "Safari on the Mac stops, two rows later" {
  code   = 501314,
  given  = { sequence(501314, "failure"), ticket{ action = "sign-in", with = "safari", started_it = true } },
  expect = { top = "later-error-in-sign-in", at_least = 60, first_step = "work-on-final-code" },
}
