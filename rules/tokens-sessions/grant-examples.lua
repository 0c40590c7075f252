-- 54005, 70000, 70008, 700081, 700082 and 700005: codes and refresh tokens.

local NOW = "2026-11-23T12:00:00Z"
local ANNA = "anna@contoso.com"
local APP = "11112222-bbbb-3333-cccc-4444dddd5555"
local function row(code, id, more)
  more = more or {}
  more.request_id, more.at, more.code, more.app_id = id, "2026-11-23T11:50:00Z", code, APP
  return sign_in(more)
end
local function often(code, rhythm)
  return error_frequency{ code = code, user = ANNA, window = "24h", attempts = 6, rhythm = rhythm }
end
local IDLE = "The refresh token has expired due to inactivity. " ..
             "The token was issued on 2026-08-01T06:00:00Z and was inactive for 90.00:00:00."

example "one reload too many" {
  code   = 54005,
  given  = { app_request{ callback_hits = 2, from = "application" }, often(54005, "single"),
             tried{ test = "application-start-page", result = "works" }, user_scope{ affected = "one" } },
  expect = { top = "callback-sent-twice", at_least = 70, first_step = "start-sign-in-again",
             outcomes = { ["requests with the same code at the redirect address"] = "again" } },
}

example "two handlers since the upgrade" {
  code   = 54005,
  now    = NOW,
  given  = { app_request{ callback_hits = 1 }, app_host{ deployed = "2026-11-22T20:00:00Z", nodes = 1 },
             user_scope{ affected = "all", shared = "application" } },
  expect = { top = "code-redeemed-by-two-handlers", at_least = 80, first_step = "redeem-code-once",
             outcomes = { ["deployment before the fault"] = "recent",
                          ["instances of the application"] = "one, or shared" } },
}

example "a mesh that repeats what is slow" {
  code   = 54005,
  now    = NOW,
  given  = { app_request{ callback_hits = 1 }, often(54005, "scattered"), user_scope{ affected = "few" },
             app_host{ nodes = 4, shared_state = false, deployed = "2026-06-01T08:00:00Z" },
             tried{ test = "again-after-two-minutes", result = "works" } },
  expect = { top = "token-request-repeated", at_least = 65, first_step = "stop-token-request-repeats",
             outcomes = { ["instances of the application"] = "several, each on its own",
                          ["deployment before the fault"] = "older",
                          ["rhythm of the refused tokens"] = "scattered" } },
}

example "only behind the new mail protection" {
  code   = 54005,
  given  = { app_request{ callback_hits = 2 }, user_scope{ affected = "many", shared = "site" },
             tried{ test = "other-network", result = "works" } },
  expect = { top = "link-scanner-uses-callback", at_least = 60, first_step = "exempt-callback-from-scanning" },
}

example "cut off at two thousand characters" {
  code   = 70000,
  given  = { error_text{ code = 70000,
                         text = "Transmission data parser failure: Refresh Token is malformed or invalid." },
             app_host{ library = "own" }, tried{ test = "fresh-sign-in", result = "same-error" },
             user_scope{ affected = "few" } },
  expect = { top = "token-damaged", at_least = 45, first_step = "store-token-whole",
             outcomes = { ["words of the refused grant"] = "malformed" } },
}

example "the test registration's tokens in production" {
  code   = 70000,
  now    = NOW,
  given  = { error_text{ code = 70000, text = "The provided grant was issued to a different client." },
             app_host{ deployed = "2026-11-22T20:00:00Z" }, user_scope{ affected = "many", shared = "application" } },
  expect = { top = "token-from-other-client", at_least = 80, first_step = "use-own-token",
             outcomes = { ["words of the refused grant"] = "foreign" } },
}

example "a cloned laptop" {
  code   = 70000,
  given  = { error_text{ code = 70000, text = "Token binding hash does not match." },
             device_status{ joined = true, keys_ok = false, has_token = false } },
  expect = { top = "token-binding-broken", at_least = 85, first_step = "refresh-device-token",
             outcomes = { ["words of the refused grant"] = "binding",
                          ["device of the refused token"] = "can't prove it" } },
}

example "the device is healthy, the token isn't" {
  code   = 70000,
  given  = { device_status{ joined = true, keys_ok = true, has_token = true } },
  expect = { top = "token-damaged", at_least = 25, outcomes = { ["device of the refused token"] = "can prove it" } },
}

example "two workers, one of them a day behind" {
  code   = 70000,
  given  = { error_text{ code = 70000,
                         text = "The provided value for the input parameter 'refresh_token' is not valid." },
             app_host{ nodes = 3, shared_state = false }, row(70000, "r1"), row(0, "r2"),
             ticket{ action = "unattended-job" }, tried{ test = "again-after-two-minutes", result = "works" } },
  expect = { top = "stale-token-copy", at_least = 60,
             outcomes = { ["the application's last days"] = "worked lately" } },
}

example "a dead token, over and over" {
  code   = 70000,
  given  = { error_text{ code = 70000, text = "The grant has been revoked or has expired." }, often(70000, "regular"),
             ticket{ password_changed_recently = true }, tried{ test = "fresh-sign-in", result = "same-error" } },
  expect = { top = "app-ignores-revocation", at_least = 60, first_step = "clear-app-token-cache",
             outcomes = { ["words of the refused grant"] = "dead", ["rhythm of the refused tokens"] = "even" } },
}

example "the code waited for a signature" {
  code   = 70008,
  given  = { app_request{ grant_type = "authorization_code", callback_hits = 1 }, user_scope{ affected = "few" },
             error_text{ code = 70008,
                         text = "The provided authorization code or refresh token has expired due to inactivity." } },
  expect = { top = "code-redeemed-late", at_least = 60,
             outcomes = { ["span in the message"] = "no span", ["what was presented"] = "a code",
                          ["requests with the same code at the redirect address"] = "once" } },
}

example "back from leave" {
  code   = 70008,
  given  = { app_request{ grant_type = "refresh_token" }, tried{ test = "fresh-sign-in", result = "works" },
             user_scope{ affected = "one" }, often(70008, "single") },
  expect = { top = "app-unused-for-months", at_least = 50, first_step = "sign-in-again",
             outcomes = { ["what was presented"] = "a refresh token" } },
}

example "the sentence about the refresh token, cut before the span" {
  code   = 70008,
  given  = { error_text{ code = 70008, text = "The refresh token has expired due to inactivity." } },
  expect = { top = "app-unused-for-months", at_least = 35, outcomes = { ["span in the message"] = "ninety days" } },
}

example "the yearly export" {
  code   = 70008,
  given  = { app_request{ grant_type = "refresh_token" }, ticket{ action = "unattended-job" } },
  expect = { top = "rarely-run-job", at_least = 50, first_step = "reconnect-connector" },
}

example "a token past its given end" {
  code   = 700081,
  given  = { tried{ test = "fresh-sign-in", result = "works" }, user_scope{ affected = "one" },
             error_text{ code = 700081, text = "The maximum allowed lifetime for this application is 30.00:00:00." } },
  expect = { top = "maximum-age-reached", at_least = 70, first_step = "sign-in-again",
             outcomes = { ["maximum lifetime in the message"] = "another span" } },
}

example "a job past its token's given end" {
  code   = 700081,
  given  = { ticket{ action = "unattended-job" }, complete.sign_in{}, row(700081, "r1") },
  expect = { top = "rarely-run-job", at_least = 45,
             outcomes = { ["the application's last days"] = "was silent" } },
}

example "ninety days in the drawer" {
  code   = 700082,
  given  = { error_text{ code = 700082, text = IDLE }, user_scope{ affected = "one" },
             ticket{ action = "sign-in", started_it = true } },
  expect = { top = "app-unused-for-months", at_least = 50, first_step = "sign-in-again",
             outcomes = { ["span in the message"] = "ninety days" } },
}

example "a flow that was paused in summer" {
  code   = 700082,
  given  = { error_text{ code = 700082, text = IDLE }, ticket{ action = "unattended-job", worked_before = true } },
  expect = { top = "rarely-run-job", at_least = 50, first_step = "reconnect-connector" },
}

example "it ran yesterday, so it wasn't idle" {
  code   = 700082,
  given  = { error_text{ code = 700082, text = IDLE }, ticket{ action = "unattended-job", worked_before = true },
             row(700082, "r1"), row(0, "r2"), app_host{ library = "own" } },
  expect = { top = "new-token-not-saved", at_least = 75,
             outcomes = { ["the application's last days"] = "worked lately" } },
}

example "twelve hours is no idleness" {
  code   = 700082,
  given  = { error_text{ code = 700082,
                         text = "The token was issued on 2026-11-22T20:00:00Z and was inactive for 12:00:00." } },
  expect = { at_most = 45, outcomes = { ["span in the message"] = "shorter" } },
}

example "common here, tenant there" {
  code   = 700005,
  now    = NOW,
  given  = { user_scope{ affected = "all", shared = "application" }, app_host{ deployed = "2026-11-23T06:00:00Z" },
             app_request{ endpoint = "token", tenant = "common" } },
  expect = { top = "code-redeemed-in-other-tenant", at_least = 85, first_step = "use-one-authority",
             outcomes = { ["tenant in the token request's address"] = "shared" } },
}

example "guests only" {
  code   = 700005,
  given  = { user_account{ user = "anna_fabrikam.com#EXT#@contoso.com", exists = true, type = "guest" },
             app_request{ endpoint = "token", tenant = "fabrikam.com" }, user_scope{ affected = "few" } },
  expect = { top = "guest-redeemed-at-home", at_least = 75, first_step = "use-one-authority",
             outcomes = { ["member or guest"] = "guest", ["tenant in the token request's address"] = "one tenant's" } },
}

example "a member can't be the guest" {
  code   = 700005,
  given  = { user_account{ user = ANNA, exists = true, type = "member" } },
  expect = { top = "code-redeemed-in-other-tenant", at_least = 80, outcomes = { ["member or guest"] = "member" } },
}

example "an old page with an old code" {
  code   = 70008,
  given  = { app_request{ grant_type = "authorization_code", callback_hits = 2 },
             tried{ test = "application-start-page", result = "works" }, user_scope{ affected = "one" } },
  expect = { top = "callback-sent-twice", at_least = 55, first_step = "start-sign-in-again" },
}

example "renewed every night, and still expired" {
  code   = 70008,
  given  = { app_request{ grant_type = "refresh_token" }, row(70008, "r1"), row(0, "r2"), app_host{ library = "own" },
             ticket{ action = "unattended-job", worked_before = true } },
  expect = { top = "new-token-not-saved", at_least = 60 },
}

example "the new registration gets the old one's tokens" {
  code   = 7000110,
  now    = NOW,
  given  = { app_host{ deployed = "2026-11-22T20:00:00Z" }, user_scope{ affected = "all", shared = "application" } },
  expect = { top = "token-from-other-client", at_least = 85, first_step = "use-own-token" },
}

example "the old number for a single-page application's day" {
  code   = 700081,
  given  = { error_text{ code = 700081, text = "The maximum allowed lifetime for this application is 1.00:00:00." } },
  expect = { top = "spa-token-day-over", at_least = 70, first_step = "reload-spa",
             outcomes = { ["maximum lifetime in the message"] = "one day" } },
}

example "a mailbox that Microsoft has put on hold" {
  code   = 70000,
  given  = { error_text{ code = 70000, text = "User account is found to be in service abuse mode." } },
  expect = { top = "personal-account-held", at_least = 60, first_step = "sign-in-at-microsoft-account",
             outcomes = { ["words of the refused grant"] = "held account" } },
}

example "the tool was shut for a year and won't ask anybody" {
  code   = 700082,
  given  = { error_text{ code = 700082, text = IDLE }, user_scope{ affected = "few", shared = "application" },
             ticket{ action = "sign-in", started_it = true, keeps_happening = true },
             tried{ test = "fresh-sign-in", result = "same-error" },
             tried{ test = "other-application", result = "works" }, app_host{ library = "own" } },
  expect = { top = "no-interactive-fallback", at_least = 50 },
}

example "signed in again, and the old entry is read again" {
  code   = 700082,
  given  = { ticket{ password_changed_recently = true, keeps_happening = true }, often(700082, "regular"),
             tried{ test = "fresh-sign-in", result = "same-error" },
             tried{ test = "other-application", result = "works" }, user_scope{ affected = "one" } },
  expect = { top = "app-ignores-revocation", at_least = 50, first_step = "clear-app-token-cache" },
}

example "the dead token comes back each quarter of an hour" {
  code   = 70008,
  given  = { app_request{ grant_type = "refresh_token" }, often(70008, "regular"),
             ticket{ password_changed_recently = true, keeps_happening = true },
             tried{ test = "fresh-sign-in", result = "same-error" } },
  expect = { top = "app-ignores-revocation", at_least = 70, first_step = "clear-app-token-cache" },
}

example "an error page for the whole team after thirty days" {
  code   = 700081,
  given  = { error_text{ code = 700081, text = "The maximum allowed lifetime for this application is 30.00:00:00." },
             user_scope{ affected = "many", shared = "application" },
             tried{ test = "fresh-sign-in", result = "same-error" } },
  expect = { top = "no-interactive-fallback", at_least = 40 },
}

example "two nodes take the same answer from the queue" {
  code   = 54005,
  now    = NOW,
  given  = { app_request{ callback_hits = 1 }, user_scope{ affected = "many", shared = "application" },
             app_host{ nodes = 2, shared_state = false, deployed = "2026-11-21T20:00:00Z" },
             tried{ test = "again-after-two-minutes", result = "same-error" } },
  expect = { top = "code-redeemed-by-two-handlers", at_least = 75, first_step = "redeem-code-once" },
}
