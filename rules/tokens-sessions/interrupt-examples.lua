-- 50140, 50199, 50058, 50089, 50132, 51005, 70016 and neighbours: rows of a sign-in that mostly goes on.

local ANNA = "anna@contoso.com"
local function sequence(code, final)
  return sign_in_sequence{ correlation_id = "c1", code = code, final = final, user = ANNA }
end
local function row(code, fields)
  fields.request_id, fields.at, fields.code, fields.user = fields.request_id or "r1", "2026-11-23T11:50:00Z", code, ANNA
  return sign_in(fields)
end

example "the monthly report counts a page that everybody answers" {
  code   = 50140,
  given  = { sequence(50140, "success"), row(50140, { client = "browser", interactive = true }) },
  expect = { top = "interrupt-completed", at_least = 75, first_step = "close-as-interrupt",
             outcomes = { ["how the interrupted sign-in ended"] = "went on",
                          ["how the interrupted sign-in was made"] = "a page" } },
}

example "the password went through and then nothing came" {
  code   = 50140,
  given  = { sequence(50140, "abandoned"), row(50140, { client = "browser", interactive = true }),
             user_scope{ affected = "one" }, ticket{ action = "sign-in", started_it = true } },
  expect = { top = "stay-signed-in-page-left", at_least = 65, first_step = "answer-stay-signed-in",
             outcomes = { ["who started the sign-in"] = "the user" } },
}

example "a test robot stands before the page" {
  code   = 50140,
  given  = { sequence(50140, "abandoned"), row(50140, { protocol = "ropc" }),
             ticket{ action = "unattended-job" } },
  expect = { top = "client-cannot-show-page", at_least = 60, first_step = "use-system-browser" },
}

example "asked at every start of the browser" {
  code   = 50140,
  given  = { sequence(50140, "success"), tried{ test = "other-application", result = "same-error" },
             tried{ test = "other-browser", result = "works" },
             ticket{ action = "sign-in", keeps_happening = true } },
  expect = { top = "session-cookies-discarded", at_least = 55, first_step = "keep-sign-in-cookies" },
}

example "behind the question stands a block" {
  code   = 50140,
  given  = { sequence(50140, "failure") },
  expect = { top = "later-error-in-sign-in", at_least = 35, first_step = "work-on-final-code",
             outcomes = { ["how the interrupted sign-in ended"] = "failed" } },
}

example "confirmed and gone on" {
  code   = 50199,
  given  = { sequence(50199, "success"), app_request{ redirect_uri = "http://localhost:8400" } },
  expect = { top = "interrupt-completed", at_least = 70,
             outcomes = { ["scheme of the redirect address"] = "web address" } },
}

example "the question frightened the user" {
  code   = 50199,
  given  = { sequence(50199, "abandoned"), ticket{ action = "sign-in", started_it = true },
             user_scope{ affected = "one" } },
  expect = { top = "app-confirmation-left", at_least = 50, first_step = "confirm-app-sign-in" },
}

example "the field app asks every time" {
  code   = 50199,
  given  = { app_request{ redirect_uri = "msauth.com.contoso.field://auth" },
             user_scope{ affected = "many", shared = "application" },
             tried{ test = "other-application", result = "works" } },
  expect = { top = "custom-scheme-redirect", at_least = 55,
             outcomes = { ["scheme of the redirect address"] = "own scheme" } },
}

example "a meeting code from a stranger" {
  code   = 50199,
  given  = { ticket{ action = "sign-in", started_it = false }, row(50199, { protocol = "device-code" }) },
  expect = { top = "device-code-phishing", at_least = 65, first_step = "end-phished-session",
             outcomes = { ["who started the sign-in"] = "somebody else",
                          ["how the interrupted sign-in was made"] = "device code" } },
}

example "the tool says 53003, the portal 50199" {
  code   = 50199,
  given  = { sequence(50199, "failure"), row(50199, { protocol = "device-code" }),
             ticket{ action = "sign-in", started_it = true } },
  expect = { top = "later-error-in-sign-in", at_least = 60, first_step = "work-on-final-code" },
}

example "lunch between page and password" {
  code   = 50089,
  given  = { tried{ test = "application-start-page", result = "works" }, user_scope{ affected = "one" },
             ticket{ action = "sign-in" } },
  expect = { top = "sign-in-page-left-open", at_least = 60, first_step = "start-sign-in-again",
             outcomes = { ["opened from the application's own start page"] = "works" } },
}

example "the link in the manual overturns the long lunch" {
  code   = 50089,
  given  = { app_request{ from = "mail-link" }, user_scope{ affected = "few" },
             tried{ test = "private-window", result = "same-error" },
             tried{ test = "application-start-page", result = "works" } },
  expect = { top = "sign-in-page-reopened", at_least = 65, first_step = "start-from-application",
             outcomes = { ["where the request came from"] = "mail link" } },
}

example "from the application itself it isn't the bookmark" {
  code   = 50089,
  given  = { app_request{ from = "application" }, ticket{ action = "unattended-job" } },
  expect = { top = "client-cannot-show-page", at_least = 40,
             outcomes = { ["where the request came from"] = "application" } },
}

example "the start page fails too" {
  code   = 50143,
  given  = { tried{ test = "application-start-page", result = "same-error" } },
  expect = { at_most = 80, outcomes = { ["opened from the application's own start page"] = "fails" } },
}

example "a new password, and the old laptop" {
  code   = 50132,
  given  = { ticket{ action = "sign-in", password_changed_recently = true },
             tried{ test = "fresh-sign-in", result = "works" } },
  expect = { top = "password-changed-session-revoked", at_least = 80, first_step = "sign-in-again" },
}

example "nobody changed a password" {
  code   = 50132,
  given  = { complete.audit_event{}, tried{ test = "fresh-sign-in", result = "works" } },
  expect = { top = "session-gone", at_least = 60, first_step = "sign-in-again" },
}

example "somebody revoked the sessions" {
  code   = 50132,
  given  = { audit_event{ id = "a1", at = "2026-11-23T08:00:00Z", result = "success", actor_kind = "admin",
                          activity = "Update StsRefreshTokenValidFrom Timestamp", actor = "admin@contoso.com" } },
  expect = { top = "admin-revoked-sessions", at_least = 60 },
}

example "one application brings the dead session back" {
  code   = 50132,
  given  = { ticket{ action = "sign-in", password_changed_recently = true, keeps_happening = true },
             tried{ test = "fresh-sign-in", result = "same-error" },
             tried{ test = "other-application", result = "works" } },
  expect = { top = "app-ignores-revocation", at_least = 60, first_step = "clear-app-token-cache" },
}

example "a redirect that worked" {
  code   = 51005,
  given  = { sequence(51005, "success") },
  expect = { top = "interrupt-completed", at_least = 80, first_step = "close-as-interrupt" },
}

example "own code stops at 307" {
  code   = 51005,
  given  = { sequence(51005, "abandoned"), app_host{ library = "own" },
             tried{ test = "other-network", result = "same-error" } },
  expect = { top = "client-drops-redirect", at_least = 60, first_step = "follow-redirects",
             outcomes = { ["library of the application"] = "own code" } },
}

example "a new proxy rewrites addresses" {
  code   = 51005,
  given  = { sequence(51005, "abandoned"), user_scope{ affected = "many", shared = "site" },
             tried{ test = "other-network", result = "works" } },
  expect = { top = "proxy-breaks-redirect", at_least = 70, first_step = "pass-redirects-through" },
}

example "Windows asks for permission" {
  code   = 9002341,
  given  = { app_request{ prompt = "none" }, ticket{ action = "sign-in", started_it = true } },
  expect = { top = "sso-permission-open", at_least = 60, first_step = "allow-windows-sso",
             outcomes = { ["how silently the application asked"] = "silently" } },
}
