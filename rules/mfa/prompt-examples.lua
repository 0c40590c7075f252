-- 500121, 50086 to 50088: what became of the prompt.

local ANNA = "anna@contoso.com"
local function denied(detail)
  return sign_in{ request_id = "r1", at = "2026-11-23T11:50:00Z", code = 500121, user = ANNA, interactive = true,
                  mfa_detail = "MFA denied; " .. detail }
end
local function got_in(detail)
  return sign_in{ request_id = "r9", at = "2026-11-23T11:55:00Z", code = 0, user = ANNA, mfa_detail = detail }
end
local NOW = "2026-11-23T12:00:00Z"

example "declined, and it wasn't the user" {
  code   = 500121,
  given  = { denied("user declined the authentication"), ticket{ started_it = false },
             user_account{ user = ANNA, exists = true, risk = "high" } },
  expect = { top = "attacker-has-password", at_least = 80, first_step = "answer-leaked-password",
             outcomes = { ["what became of the prompt"] = "declined" } },
}

example "declined by reflex" {
  code   = 500121,
  given  = { denied("user declined the authentication"), ticket{ started_it = true },
             tried{ test = "again-after-two-minutes", result = "works" } },
  expect = { top = "prompt-declined-by-mistake", at_least = 70, first_step = "answer-second-factor" },
}

example "no answer, but the request waits in the opened app" {
  code   = 500121,
  now    = NOW,
  given  = { denied("user did not respond to mobile app notification"), got_in("Mobile app verification code"),
             ticket{ started_it = true, new_phone = false },
             tried{ test = "again-after-two-minutes", result = "same-error" } },
  expect = { top = "push-not-delivered", at_least = 60, first_step = "open-authenticator-by-hand",
             outcomes = { ["what became of the prompt"] = "no answer", ["a new phone"] = "no",
                          ["another method or the app by hand"] = "works" } },
}

example "the phone lay in the car" {
  code   = 500121,
  given  = { denied("user did not respond to mobile app notification"), ticket{ started_it = true },
             tried{ test = "again-after-two-minutes", result = "works" } },
  expect = { top = "prompt-not-answered", at_least = 70, first_step = "answer-second-factor",
             outcomes = { ["who started the sign-in"] = "the user" } },
}

example "no answer, and nobody was signing in: the usual first cause is wrong" {
  code   = 500121,
  given  = { denied("user did not respond to mobile app notification"),
             ticket{ started_it = false, keeps_happening = true } },
  expect = { top = "attacker-has-password", at_least = 75, first_step = "answer-leaked-password" },
}

example "the registered phone is gone" {
  code   = 500121,
  given  = { denied("unable to send the mobile app notification to the device"), ticket{ new_phone = true },
             complete.sign_in{ code = 0 } },
  expect = { top = "old-phone-registered", at_least = 75,
             outcomes = { ["what became of the prompt"] = "not sent", ["a new phone"] = "yes",
                          ["another method or the app by hand"] = "nothing works" } },
}

example "codes from the wrong entry" {
  code   = 500121,
  given  = { denied("user entered incorrect code") },
  expect = { top = "code-not-accepted", at_least = 75, first_step = "enter-fresh-code",
             outcomes = { ["what became of the prompt"] = "wrong code" } },
}

example "voicemail answers the call" {
  code   = 500121,
  given  = { denied("phone call went to voicemail") },
  expect = { top = "phone-call-fails", at_least = 55, first_step = "use-other-method",
             outcomes = { ["what became of the prompt"] = "telephone" } },
}

example "on the block list" {
  code   = 500121,
  given  = { denied("user is blocked") },
  expect = { top = "user-blocked-for-mfa", at_least = 65, first_step = "unblock-mfa-user",
             outcomes = { ["what became of the prompt"] = "blocked" } },
}

example "the service reports an error and so does Microsoft" {
  code   = 50087,
  given  = { error_text{ code = 500121, text = "MFA denied; service error" },
             service_health{ service = "mfa", status = "degraded" }, user_scope{ affected = "many" } },
  expect = { top = "microsoft-outage", at_least = 70, first_step = "wait-for-microsoft",
             outcomes = { ["what became of the prompt"] = "service error" } },
}

example "a hiccup and then it works" {
  code   = 50087,
  given  = { tried{ test = "again-after-two-minutes", result = "works" }, user_scope{ affected = "one" } },
  expect = { top = "mfa-service-hiccup", at_least = 80, first_step = "retry-second-factor" },
}

example "one method of one user is damaged" {
  code   = 50086,
  now    = NOW,
  given  = { user_scope{ affected = "one" }, tried{ test = "again-after-two-minutes", result = "same-error" },
             got_in("Text message") },
  expect = { top = "broken-second-factor-registration", at_least = 65, first_step = "use-other-method" },
}

example "the push dies each time, the code from the same phone is taken" {
  code   = 50086,
  given  = { user_scope{ affected = "one" }, tried{ test = "again-after-two-minutes", result = "same-error" },
             tried{ test = "other-method", result = "works" } },
  expect = { top = "broken-second-factor-registration", at_least = 65, first_step = "use-other-method",
             outcomes = { ["another method or the app by hand"] = "works" } },
}

example "on the block list no method helps" {
  code   = 500121,
  given  = { user_scope{ affected = "one" }, ticket{ started_it = true, new_phone = false },
             tried{ test = "again-after-two-minutes", result = "same-error" },
             tried{ test = "other-method", result = "same-error" } },
  expect = { outcomes = { ["another method or the app by hand"] = "nothing works" } },
}

local function texts(fields) fields.code, fields.window = 50088, "24h" return error_frequency(fields) end

example "Resend, resend, resend" {
  code   = 50088,
  given  = { texts{ user = ANNA, attempts = 9, users = 1 }, user_scope{ affected = "one" } },
  expect = { top = "telephony-throttled", at_least = 70, first_step = "use-other-method",
             outcomes = { ["how many texts were asked for"] = "one user often" } },
}

example "numbers of one country have never had a text" {
  code   = 50088,
  given  = { texts{ attempts = 2, users = 2, trend = "steady" }, user_scope{ affected = "few", shared = "site" } },
  expect = { top = "region-not-opted-in", at_least = 50,
             outcomes = { ["how many texts were asked for"] = "few" } },
}

example "hundreds of accounts that never sign in ask for texts" {
  code   = 50088,
  given  = { texts{ attempts = 900, users = 300, trend = "new" }, user_scope{ affected = "many" } },
  expect = { top = "telephony-fraud", at_least = 65,
             outcomes = { ["how many texts were asked for"] = "a flood" } },
}

example "the service reports an error for many, and Microsoft confirms it" {
  code   = 500121,
  given  = { denied("service error"), user_scope{ affected = "many" },
             service_health{ service = "mfa", status = "outage" } },
  expect = { top = "microsoft-outage", at_least = 70, first_step = "wait-for-microsoft" },
}

example "the service says error, once" {
  code   = 500121,
  given  = { denied("service error"), tried{ test = "again-after-two-minutes", result = "works" },
             user_scope{ affected = "one" } },
  expect = { top = "mfa-service-hiccup", at_least = 60, first_step = "retry-second-factor" },
}

example "declined from a country where nobody works" {
  code   = 500121,
  given  = { denied("user declined the authentication"),
             sign_in{ request_id = "r2", at = "2026-11-23T11:49:00Z", code = 500121, user = ANNA, country = "NG" },
             sign_in{ request_id = "r3", at = "2026-11-23T07:49:00Z", code = 0, user = ANNA, country = "NL" },
             ticket{ started_it = false } },
  expect = { top = "attacker-has-password", at_least = 90, first_step = "answer-leaked-password",
             outcomes = { ["country of the refused sign-in"] = "another one" } },
}

example "given up once, fine afterwards" {
  code   = 50086,
  given  = { tried{ test = "again-after-two-minutes", result = "works" }, user_scope{ affected = "one" } },
  expect = { top = "mfa-service-hiccup", at_least = 60, first_step = "retry-second-factor" },
}

example "Microsoft repairs its second factor" {
  code   = 50086,
  given  = { user_scope{ affected = "many" }, service_health{ service = "mfa", status = "degraded" } },
  expect = { top = "microsoft-outage", at_least = 85, first_step = "wait-for-microsoft" },
}

example "no text reaches anybody, as Microsoft's page says" {
  code   = 50088,
  given  = { user_scope{ affected = "many" }, service_health{ service = "mfa", status = "degraded" },
             texts{ attempts = 3, users = 3, trend = "new" } },
  expect = { top = "microsoft-outage", at_least = 50, first_step = "wait-for-microsoft" },
}

example "at home, where the user always signs in" {
  code   = 500121,
  given  = { denied("user did not respond to mobile app notification"), ticket{ started_it = true },
             sign_in{ request_id = "r2", at = "2026-11-23T11:49:00Z", code = 500121, user = ANNA, country = "NL" },
             sign_in{ request_id = "r3", at = "2026-11-23T07:49:00Z", code = 0, user = ANNA, country = "NL" } },
  expect = { top = "prompt-not-answered", at_least = 40, outcomes = { ["country of the refused sign-in"] = "the usual one" } },
}
