-- 50058, 700084, 160021, 70016 to 70019: silent requests, single-page applications, device codes.

local ANNA = "anna@contoso.com"
local function sequence(code, final)
  return sign_in_sequence{ correlation_id = "c1", code = code, final = final, user = ANNA }
end
local NOBODY = "A silent sign-in request was sent but no user is signed in."
local NO_MATCH = "A silent sign-in request was sent but " ..
                 "none of the currently signed in user(s) match the requested login hint."

example "asked silently, then visibly" {
  code   = 50058,
  given  = { sequence(50058, "success"), error_text{ code = 50058, text = NOBODY } },
  expect = { top = "interrupt-completed", at_least = 50, first_step = "close-as-interrupt",
             outcomes = { ["words of the refused silent request"] = "nobody signed in" } },
}

example "Safari keeps the cookies back" {
  code   = 50058,
  given  = { error_text{ code = 50058, text = NOBODY }, app_request{ prompt = "none", framed = true },
             ticket{ action = "sign-in", keeps_happening = true }, tried{ test = "other-browser", result = "works" },
             tried{ test = "other-application", result = "works" } },
  expect = { top = "third-party-cookies-blocked", at_least = 60, first_step = "allow-sign-in-cookies",
             outcomes = { ["how silently the application asked"] = "in a hidden frame" } },
}

example "the hint names the other account" {
  code   = 50058,
  given  = { error_text{ code = 50058, text = NO_MATCH }, user_scope{ affected = "one" },
             tried{ test = "private-window", result = "works" } },
  expect = { top = "account-hint-mismatch", at_least = 40, first_step = "pick-right-account",
             outcomes = { ["words of the refused silent request"] = "hint doesn't match" } },
}

example "an application with half a sign-in" {
  code   = 50058,
  given  = { sequence(50058, "abandoned"), user_scope{ affected = "many", shared = "application" },
             app_request{ prompt = "none" }, tried{ test = "fresh-sign-in", result = "same-error" },
             tried{ test = "other-application", result = "works" }, ticket{ keeps_happening = true } },
  expect = { top = "no-interactive-fallback", at_least = 50 },
}

example "first start of the day" {
  code   = 50058,
  given  = { tried{ test = "fresh-sign-in", result = "works" }, user_scope{ affected = "one" },
             tried{ test = "other-application", result = "same-error" } },
  expect = { top = "session-gone", at_least = 30, outcomes = { ["from a clean session"] = "works" } },
}

example "a visible request that found nobody" {
  code   = 50058,
  given  = { app_request{ prompt = "select_account" } },
  expect = { at_most = 70, outcomes = { ["how silently the application asked"] = "visibly" } },
}

example "the application remembers a dead session" {
  code   = 160021,
  given  = { tried{ test = "private-window", result = "works" }, user_scope{ affected = "few" } },
  expect = { top = "session-id-hint-stale", at_least = 60 },
}

example "once a day in the planning tool" {
  code   = 700084,
  given  = { sequence(700084, "success"), tried{ test = "fresh-sign-in", result = "works" } },
  expect = { top = "spa-token-day-over", at_least = 75, first_step = "reload-spa" },
}

example "the planning tool sits in a frame" {
  code   = 700084,
  given  = { sequence(700084, "abandoned"), app_request{ prompt = "none", framed = true },
             ticket{ keeps_happening = true } },
  expect = { top = "third-party-cookies-blocked", at_least = 45, first_step = "allow-sign-in-cookies" },
}

example "a blank page each morning, for everybody" {
  code   = 700084,
  given  = { sequence(700084, "abandoned"), tried{ test = "fresh-sign-in", result = "same-error" },
             app_request{ prompt = "none" } },
  expect = { top = "no-interactive-fallback", at_least = 50 },
}

example "the meeting room waits for a finger" {
  code   = 70016,
  given  = { sequence(70016, "success"), ticket{ action = "sign-in", started_it = true } },
  expect = { top = "device-code-waiting", at_least = 85, first_step = "finish-device-sign-in" },
}

example "a pipeline that nobody watches" {
  code   = 70016,
  given  = { sequence(70016, "abandoned"), ticket{ action = "unattended-job" } },
  expect = { top = "device-code-abandoned", at_least = 60, first_step = "start-device-sign-in-again" },
}

example "somebody else's device waits for our user" {
  code   = 70016,
  given  = { ticket{ started_it = false }, sequence(70016, "abandoned") },
  expect = { top = "device-code-phishing", at_least = 50, first_step = "end-phished-session" },
}

example "a zero for an O" {
  code   = 70018,
  given  = { tried{ test = "again-after-two-minutes", result = "works" }, ticket{ started_it = true } },
  expect = { top = "device-code-mistyped", at_least = 80, first_step = "retype-device-code" },
}

example "the code came by chat, from IT it said" {
  code   = 70018,
  given  = { ticket{ started_it = false } },
  expect = { top = "device-code-phishing", at_least = 60, first_step = "end-phished-session" },
}

example "photographed before the coffee" {
  code   = 70019,
  given  = { ticket{ action = "sign-in", started_it = true },
             error_frequency{ code = 70019, user = ANNA, window = "24h", attempts = 1, rhythm = "single" } },
  expect = { top = "device-code-expired", at_least = 75, first_step = "start-device-sign-in-again",
             outcomes = { ["rhythm of the refused tokens"] = "once" } },
}

example "a screen that asks again after each restart" {
  code   = 70019,
  given  = { ticket{ keeps_happening = true } },
  expect = { top = "device-code-abandoned", at_least = 60 },
}

example "typed after the break" {
  code   = 70018,
  given  = { ticket{ action = "sign-in", started_it = true }, tried{ test = "again-after-two-minutes", result = "same-error" },
             tried{ test = "fresh-sign-in", result = "works" } },
  expect = { top = "device-code-expired", at_least = 50 },
}

example "a caller from \"IT\" was too slow" {
  code   = 70019,
  given  = { ticket{ action = "sign-in", started_it = false } },
  expect = { top = "device-code-phishing", at_least = 55, first_step = "end-phished-session" },
}

example "the kiosk lost its sign-in and stands still" {
  code   = 70043,
  given  = { sequence(70043, "abandoned"), complete.conditional_access_policy{},
             tried{ test = "other-application", result = "works" }, user_scope{ affected = "few", shared = "application" },
             tried{ test = "fresh-sign-in", result = "same-error" } },
  expect = { top = "no-interactive-fallback", at_least = 60 },
}

example "one program shows the number instead of Windows' question" {
  code   = 9002341,
  given  = { sequence(9002341, "abandoned"), tried{ test = "other-application", result = "works" },
             user_scope{ affected = "many", shared = "application" },
             tried{ test = "again-after-two-minutes", result = "same-error" } },
  expect = { top = "no-interactive-fallback", at_least = 50 },
}

example "the question was closed" {
  code   = 9002342,
  given  = { ticket{ action = "sign-in", started_it = true, on = "company-computer" }, app_request{ prompt = "none" } },
  expect = { top = "sso-permission-open", at_least = 85, first_step = "allow-windows-sso" },
}

example "Next was pressed before anything was typed" {
  code   = 90119,
  given  = { tried{ test = "again-after-two-minutes", result = "works" } },
  expect = { top = "device-code-mistyped", at_least = 90, first_step = "retype-device-code" },
}

example "declined by mistake, and now the code is dead" {
  code   = 90120,
  given  = { sequence(90120, "abandoned"), ticket{ action = "sign-in", started_it = true },
             tried{ test = "again-after-two-minutes", result = "same-error" },
             tried{ test = "fresh-sign-in", result = "works" } },
  expect = { top = "device-code-expired", at_least = 70, first_step = "start-device-sign-in-again" },
}

example "pressed Continue, then Back, then Continue" {
  code   = 90120,
  given  = { sequence(90120, "success"), ticket{ action = "sign-in", started_it = true }, user_scope{ affected = "one" } },
  expect = { top = "interrupt-completed", at_least = 80, first_step = "close-as-interrupt" },
}

example "somebody had confirmed the code before the user did" {
  code   = 90120,
  given  = { ticket{ started_it = false }, sequence(90120, "abandoned") },
  expect = { top = "device-code-phishing", at_least = 40, first_step = "end-phished-session" },
}
