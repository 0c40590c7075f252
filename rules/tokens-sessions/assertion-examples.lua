-- 50013, 500133, 240002, 50164, 90016, 70043 and 70044: passed-on tokens, and sign-in frequency.

local NOW = "2026-11-23T12:00:00Z"
local ANNA = "anna@contoso.com"
local function policy(fields)
  fields.policy, fields.state, fields.targets_user = "Admins sign in often", "on", true
  return conditional_access_policy(fields)
end
local function sequence(code, final)
  return sign_in_sequence{ correlation_id = "c1", code = code, final = final, user = ANNA }
end

example "a Graph token sent to the own API" {
  code   = 50013,
  given  = { error_text{ code = 50013, text = "Assertion failed signature validation." },
             app_token{ type = "access", audience = "https://graph.microsoft.com", audience_ok = false },
             user_scope{ affected = "all" } },
  expect = { top = "wrong-token-exchanged", at_least = 85, first_step = "request-own-api-scope",
             outcomes = { ["what is wrong with the token that was sent"] = "for another API" } },
}

example "an ID token on behalf of" {
  code   = 50013,
  given  = { app_token{ type = "id", audience_ok = false } },
  expect = { top = "id-token-as-assertion", at_least = 75, first_step = "request-own-api-scope",
             outcomes = { ["what is wrong with the token that was sent"] = "an ID token" } },
}

example "a report that takes two hours" {
  code   = 50013,
  given  = { app_token{ type = "access", audience_ok = true, expired = true },
             app_host{ clock_off = 1 }, ticket{ action = "unattended-job" } },
  expect = { top = "assertion-expired", at_least = 80,
             outcomes = { ["what is wrong with the token that was sent"] = "expired",
                          ["clock of the application's server"] = "right" } },
}

example "the clock overturns the stored token" {
  code   = 50013,
  given  = { error_text{ code = 50013, text = "Assertion is not within its valid time range." },
             app_host{ clock_off = -840 }, user_scope{ affected = "many" } },
  expect = { top = "app-host-clock-off", at_least = 75, first_step = "set-host-clock",
             outcomes = { ["clock of the application's server"] = "off" } },
}

example "single sign-on gave the API a key of its own" {
  code   = 50013,
  given  = { app_token{ type = "access", audience_ok = true, own_key = true } },
  expect = { top = "token-signed-with-app-key", at_least = 70, first_step = "separate-api-from-sso-app",
             outcomes = { ["what is wrong with the token that was sent"] = "its own key" } },
}

example "version 1 meets version 2" {
  code   = 50013,
  given  = { app_token{ type = "access", audience_ok = true, expired = false, version = 1, version_ok = false } },
  expect = { top = "assertion-version-mismatch", at_least = 60, first_step = "match-token-version",
             outcomes = { ["what is wrong with the token that was sent"] = "the other version" } },
}

example "the signature, and nothing else is known" {
  code   = 50013,
  given  = { error_text{ code = 50013,
                         text = "Assertion failed signature validation. [Reason - The key was not found.]" } },
  expect = { top = "wrong-token-exchanged", at_least = 50, first_step = "request-own-api-scope",
             outcomes = { ["what is wrong with the token that was sent"] = "signature, no more" } },
}

example "kept since the morning" {
  code   = 500133,
  given  = { tried{ test = "fresh-sign-in", result = "works" } },
  expect = { top = "assertion-expired", at_least = 85 },
}

example "one node at all hours" {
  code   = 500133,
  given  = { app_host{ clock_off = -420 } },
  expect = { top = "app-host-clock-off", at_least = 60, first_step = "set-host-clock" },
}

example "an application's token where a user is wanted" {
  code   = 90016,
  given  = { app_token{ type = "application" } },
  expect = { top = "token-wrong-kind", at_least = 90, first_step = "use-right-token",
             outcomes = { ["what is wrong with the token that was sent"] = "without a user" } },
}

example "once a week, as the policy says" {
  code   = 70043,
  given  = { policy{ sign_in_frequency = "7d", modified = "2026-02-01T09:00:00Z" }, user_scope{ affected = "one" },
             error_text{ code = 70043, text = "The maximum allowed lifetime for this request is 604800." },
             tried{ test = "fresh-sign-in", result = "works" } },
  now    = NOW,
  expect = { top = "sign-in-frequency-due", at_least = 70, first_step = "sign-in-again",
             outcomes = { ["sign-in frequency policies on the user"] = "ordinary",
                          ["lifetime in the message"] = "more" } },
}

example "since yesterday everybody signs in every hour" {
  code   = 70043,
  now    = NOW,
  given  = { policy{ sign_in_frequency = "1h", modified = "2026-11-22T15:00:00Z" }, user_scope{ affected = "many" },
             error_text{ code = 70043, text = "The maximum allowed lifetime for this request is 3600." } },
  expect = { top = "frequency-policy-too-strict", at_least = 75, first_step = "relax-sign-in-frequency",
             outcomes = { ["sign-in frequency policies on the user"] = "changed lately",
                          ["lifetime in the message"] = "an hour or less" } },
}

example "the wall display needs a finger every thirty days" {
  code   = 70043,
  now    = NOW,
  given  = { ticket{ action = "unattended-job", worked_before = true },
             policy{ sign_in_frequency = "30d", modified = "2025-06-01T09:00:00Z" } },
  expect = { top = "job-under-sign-in-frequency", at_least = 60 },
}

example "no frequency, but an application that doesn't ask" {
  code   = 70044,
  given  = { complete.conditional_access_policy{}, sequence(70044, "abandoned"),
             tried{ test = "other-application", result = "works" } },
  expect = { top = "no-interactive-fallback", at_least = 50,
             outcomes = { ["sign-in frequency policies on the user"] = "none" } },
}

example "every hour, and nobody changed anything lately" {
  code   = 70044,
  now    = NOW,
  given  = { policy{ sign_in_frequency = "1h", modified = "2026-03-01T09:00:00Z" }, user_scope{ affected = "many" } },
  expect = { top = "frequency-policy-too-strict", at_least = 60,
             outcomes = { ["sign-in frequency policies on the user"] = "very short" } },
}

example "a browser session, a day old" {
  code   = 70044,
  given  = { sequence(70044, "success"), tried{ test = "fresh-sign-in", result = "works" },
             user_scope{ affected = "one" } },
  expect = { top = "sign-in-frequency-due", at_least = 85, first_step = "sign-in-again" },
}

example "the browser's ID token goes to the bearer grant" {
  code   = 240002,
  given  = { app_token{ type = "id" }, user_scope{ affected = "all" } },
  expect = { top = "id-token-as-assertion", at_least = 90, first_step = "request-own-api-scope" },
}

example "a token without a user goes to the bearer grant" {
  code   = 240002,
  given  = { app_token{ type = "application" } },
  expect = { top = "token-wrong-kind", at_least = 60, first_step = "use-right-token" },
}

example "the message itself names the audience" {
  code   = 500131,
  given  = { error_text{ code = 500131, text = "Assertion audience doesn't match the client app presenting it." },
             app_token{ type = "access", audience = "https://graph.microsoft.com", audience_ok = false } },
  expect = { top = "wrong-token-exchanged", at_least = 90 },
}

example "another application's ID token" {
  code   = 500131,
  given  = { app_token{ type = "id", audience_ok = false } },
  expect = { top = "id-token-as-assertion", at_least = 60 },
}

example "a daemon's token at a page for people" {
  code   = 50164,
  given  = { app_token{ type = "application" }, user_scope{ affected = "all" } },
  expect = { top = "token-wrong-kind", at_least = 90, first_step = "use-right-token" },
}

example "the ID token was sent on" {
  code   = 50164,
  given  = { app_token{ type = "id" } },
  expect = { top = "id-token-as-assertion", at_least = 50 },
}
