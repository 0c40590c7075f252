-- Requests that can't be processed: parameters, methods, old pages, lengths.

local function request(fields) return app_request(fields) end
local function page(result) return tried{ test = "application-start-page", result = result } end

example "the variable for the client ID is unset since the release" {
  code   = 900144,
  now    = "2026-11-23T12:00:00Z",
  given  = { error_text{ code = 900144, parameter = "client_id" }, user_scope{ affected = "all" },
             app_host{ deployed = "2026-11-23T09:00:00Z" } },
  expect = { top = "app-setting-empty", at_least = 60, first_step = "fill-app-setting",
             outcomes = { ["parameter that is missing"] = "client_id" } },
}

example "the job posts JSON" {
  code   = 900144,
  given  = { error_text{ code = 900144, parameter = "grant_type" }, request{ endpoint = "token", method = "post",
             body = "json" },
             app_host{ library = "own" } },
  expect = { top = "body-not-form-encoded", at_least = 85, first_step = "send-form-body",
             outcomes = { ["body of the token request"] = "JSON", ["parameter that is missing"] = "grant_type" } },
}

example "parameters in the address of a POST" {
  code   = 900144,
  given  = { request{ endpoint = "token", method = "post", body = "query", missing = "grant_type" } },
  expect = { top = "body-not-form-encoded", at_least = 80, outcomes = { ["body of the token request"] = "address" } },
}

example "a connector that never sends a scope" {
  code   = 900144,
  given  = { error_text{ code = 900144, parameter = "scope" }, request{ endpoint = "authorize", version = 2,
             missing = "scope" },
             app_host{ library = "other" } },
  expect = { top = "scope-not-requested", at_least = 70, first_step = "request-scope",
             outcomes = { ["parameter that is missing"] = "scope" } },
}

example "scopes sent to the old endpoint" {
  code   = 900144,
  given  = { error_text{ code = 900144, parameter = "resource" }, request{ endpoint = "token", method = "post",
             version = 1, scope = "User.Read", missing = "resource" } },
  expect = { top = "v1-v2-mixed", at_least = 70, first_step = "align-endpoint-version",
             outcomes = { ["parameter that is missing"] = "resource",
                          ["endpoint version and its parameters"] = "scope on v1.0" } },
}

example "one user has bookmarked the sign-in page" {
  code   = 900144,
  given  = { error_text{ code = 900144, parameter = "client_id" }, user_scope{ affected = "one" }, page "works" },
  expect = { top = "sign-in-page-reopened", at_least = 70, first_step = "start-from-application",
             outcomes = { ["opened from the application's own start page"] = "works", ["who is hit"] = "one user" } },
}

example "a generic OAuth connector without a scope" {
  code   = 90014,
  given  = { error_text{ code = 90014, parameter = "scope" }, user_scope{ affected = "all" } },
  expect = { top = "scope-not-requested", at_least = 55, first_step = "request-scope",
             outcomes = { ["parameter that is missing"] = "scope" } },
}

example "a sample whose placeholders were never replaced" {
  code   = 90014,
  given  = { request{ endpoint = "authorize", method = "get", app_id = "Enter_the_Application_Id_Here" },
             ticket{ worked_before = false } },
  expect = { top = "app-setting-empty", at_least = 60, first_step = "fill-app-setting",
             outcomes = { ["values of the request's settings"] = "placeholders" } },
}

example "the code itself is missing from the body" {
  code   = 90014,
  given  = { request{ endpoint = "token", method = "post", body = "none", missing = "code",
                      app_id = "0f0f0f0f-1111-4222-8333-444444444444" } },
  expect = { outcomes = { ["parameter that is missing"] = "the grant", ["body of the token request"] = "nothing",
                          ["values of the request's settings"] = "real values" } },
}

example "some random state values break the request" {
  code   = 90013,
  given  = { tried{ test = "again-after-two-minutes", result = "works" }, page "same-error",
             app_host{ library = "own" },
             ticket{ worked_before = true } },
  expect = { top = "value-not-percent-encoded", at_least = 60, first_step = "percent-encode-values",
             outcomes = { ["opened from the application's own start page"] = "fails" } },
}

example "a link in a mail, rewritten by the gateway" {
  code   = 90013,
  given  = { request{ endpoint = "authorize", method = "get", from = "mail-link" }, page "works",
             user_scope{ affected = "few" } },
  expect = { top = "link-changed-on-the-way", at_least = 60, first_step = "start-from-application",
             outcomes = { ["where the request came from"] = "mail link" } },
}

example "another portal links to an old sign-in address" {
  code   = 90013,
  given  = { request{ from = "other-site" }, page "works" },
  expect = { outcomes = { ["where the request came from"] = "other site" }, at_most = 90 },
}

example "the password has an ampersand and the job glues its form together" {
  code   = 90013,
  given  = { request{ endpoint = "token", method = "post", body = "form", grant_type = "password" },
             error_text{ code = 90013, error = "invalid_request" }, app_host{ library = "own" } },
  expect = { top = "value-not-percent-encoded", at_least = 60,
             outcomes = { ["flow of the token request"] = "another known one",
                          ["OAuth error that goes with the code"] = "invalid_request",
                          ["body of the token request"] = "form fields" } },
}

example "the deep link goes into state" {
  code   = 90015,
  given  = { request{ endpoint = "authorize", method = "get", from = "application", length = 9000 }, page "works" },
  expect = { top = "state-too-long", at_least = 70, first_step = "shorten-state",
             outcomes = { ["where the request came from"] = "application",
             ["endpoint and method"] = "authorize, GET" } },
}

example "people in many groups can't sign out" {
  code   = 90015,
  given  = { request{ endpoint = "logout", method = "get", length = 5200 } },
  expect = { top = "logout-hint-too-long", at_least = 85, first_step = "drop-id-token-hint",
             outcomes = { ["endpoint and method"] = "logout" } },
}

example "the scopes stand there seventy times" {
  code   = 90015,
  given  = { request{ endpoint = "authorize", method = "get",
                      scope = "User.Read openid profile User.Read openid profile User.Read openid profile" },
             tried{ test = "private-window", result = "works" } },
  expect = { top = "parameters-pile-up", at_least = 75, first_step = "build-request-afresh",
             outcomes = { ["form of the scope"] = "repeated" } },
}

example "an old SharePoint download script" {
  code   = 90023,
  given  = { app_host{ library = "own" }, ticket{ worked_before = true, action = "unattended-job" },
             request{ endpoint = "wsfed", method = "post" }, tried{ test = "other-user", result = "same-error" } },
  expect = { top = "request-built-by-hand", at_least = 40, outcomes = { ["endpoint and method"] = "another one" } },
}

example "a sanitiser lowers the code" {
  code   = 90023,
  given  = { error_text{ code = 90023, error = "invalid_grant" }, request{ endpoint = "token", method = "post",
                                                                         grant_type = "authorization_code",
                                                                         grant_intact = false } },
  expect = { top = "token-damaged", at_least = 85, first_step = "store-token-whole",
             outcomes = { ["grant unchanged between receipt and use"] = "changed",
                          ["OAuth error that goes with the code"] = "invalid_grant" } },
}

example "the tab from yesterday" {
  code   = 90023,
  given  = { page "works", tried{ test = "private-window", result = "works" }, user_scope{ affected = "one" },
             request{ endpoint = "authorize", method = "post", from = "bookmark" } },
  expect = { top = "sign-in-page-reopened", at_least = 85, first_step = "start-from-application",
             outcomes = { ["where the request came from"] = "bookmark", ["endpoint and method"] = "authorize, POST" } },
}

example "a column of two thousand characters" {
  code   = 9002313,
  given  = { error_text{ code = 9002313, error = "invalid_grant" },
             request{ endpoint = "token", method = "post", grant_type = "refresh_token", grant_intact = false },
             error_frequency{ code = 9002313, window = "24h", attempts = 90, rhythm = "regular" } },
  expect = { top = "token-damaged", at_least = 85, first_step = "store-token-whole",
             outcomes = { ["rhythm of the faulty requests"] = "regular",
                          ["flow of the token request"] = "a refresh token" } },
}

example "the token is whole and a personal account's" {
  code   = 9002313,
  given  = { error_text{ code = 9002313, error = "invalid_grant" },
             request{ endpoint = "token", method = "post", grant_type = "refresh_token", grant_intact = true } },
  expect = { top = "token-from-elsewhere", at_least = 70,
             outcomes = { ["grant unchanged between receipt and use"] = "unchanged" } },
}

example "invalid_request points away from the token" {
  code   = 9002313,
  given  = { error_text{ code = 9002313, error = "invalid_request" }, app_host{ library = "own" },
             ticket{ worked_before = false } },
  expect = { top = "request-built-by-hand", at_least = 60 },
}

example "back button on the password page" {
  code   = 900561,
  given  = { page "works", user_scope{ affected = "one" },
             error_frequency{ code = 900561, window = "24h", attempts = 1, rhythm = "single" } },
  expect = { top = "sign-in-page-reopened", at_least = 80, first_step = "start-from-application",
             outcomes = { ["rhythm of the faulty requests"] = "once" } },
}

example "mail protection opens the links, and nobody complains" {
  code   = 900561,
  given  = { sign_in_sequence{ correlation_id = "c1", code = 900561, final = "abandoned" },
             request{ from = "mail-link" },
             error_frequency{ code = 900561, window = "24h", attempts = 60, users = 0, rhythm = "burst" } },
  expect = { top = "link-opened-by-software", at_least = 60, first_step = "close-scanner-rows",
             outcomes = { ["how that sign-in ended"] = "abandoned", ["rhythm of the faulty requests"] = "a burst" } },
}

example "a plug-in with the two addresses exchanged" {
  code   = 900561,
  given  = { request{ endpoint = "token", method = "get", from = "application" }, user_scope{ affected = "all" },
             page "same-error" },
  expect = { top = "user-sent-to-token-endpoint", at_least = 55, first_step = "swap-endpoints",
             outcomes = { ["endpoint and method"] = "token, GET" } },
}

example "the same sign-in went on" {
  code   = 900561,
  given  = { sign_in_sequence{ correlation_id = "c1", code = 900561, final = "success" } },
  expect = { top = "sign-in-page-reopened", at_least = 70, outcomes = { ["how that sign-in ended"] = "success" } },
}

example "the request ends in the error every time, all over the day" {
  code   = 900561,
  given  = { sign_in_sequence{ correlation_id = "c1", code = 900561, final = "failure" },
             error_frequency{ code = 900561, window = "24h", attempts = 40, users = 25, rhythm = "scattered" } },
  expect = { outcomes = { ["how that sign-in ended"] = "failure", ["rhythm of the faulty requests"] = "scattered" } },
}

local SECRET = "AADSTS90023: Public clients can't send a client secret."
local ORIGIN = "AADSTS90023: Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type."
local CLIENT = "0f0f0f0f-1111-4222-8333-444444444444"
local function says(text) return error_text{ code = 90023, text = text } end

example "the new web server's callback was entered under Mobile and desktop" {
  code   = 90023,
  given  = { says(SECRET), request{ endpoint = "token", method = "post", has_credential = true, app_id = CLIENT,
                                    redirect_uri = "https://portal.contoso.com/signin" },
             app_redirect_uri{ app_id = CLIENT, uri = "https://portal.contoso.com/signin", platform = "native" } },
  expect = { top = "public-redirect-with-secret", at_least = 85, first_step = "change-platform-to-web",
             outcomes = { ["sentence that 90023 carries"] = "public client" } },
}

example "the mail program has a field for the secret, and a user filled it in" {
  code   = 90023,
  given  = { says(SECRET), app_host{ runs = "device" }, request{ endpoint = "token", method = "post",
             has_credential = true, app_id = CLIENT, redirect_uri = "http://localhost" },
             app_redirect_uri{ app_id = CLIENT, uri = "http://localhost", platform = "native" } },
  expect = { top = "secret-in-public-client", at_least = 55, first_step = "drop-secret-from-client" },
}

example "a page redeems its code, and its address is registered as Web" {
  code   = 90023,
  given  = { says(ORIGIN), app_host{ runs = "browser", library = "msal" },
             request{ endpoint = "token", method = "post", grant_type = "authorization_code", has_verifier = true } },
  expect = { top = "spa-registered-as-web", at_least = 80, first_step = "change-platform-to-spa",
             outcomes = { ["sentence that 90023 carries"] = "cross-origin" } },
}

example "an API console in the browser asks with a client secret" {
  code   = 90023,
  given  = { says(ORIGIN), app_host{ runs = "browser", library = "own" },
             request{ endpoint = "token", method = "post", grant_type = "client_credentials", has_credential = true } },
  expect = { top = "browser-sends-server-request", at_least = 80, first_step = "move-request-to-server" },
}

example "a server framework's address stands under single-page application" {
  code   = 90023,
  given  = { says("AADSTS90023: Tokens issued for the 'Single-Page Application' client-type may only be redeemed via "
                  .. "cross-origin requests."),
             app_host{ runs = "server" }, request{ endpoint = "token", method = "post", has_credential = true } },
  expect = { top = "server-app-registered-as-spa", at_least = 80, first_step = "change-platform-to-web",
             outcomes = { ["sentence that 90023 carries"] = "browser only" } },
}

example "an invitation is accepted in an old tab" {
  code   = 90023,
  given  = { says "AADSTS90023: Invalid STS request.", page "works", user_scope{ affected = "one" } },
  expect = { top = "sign-in-page-reopened", at_least = 60, first_step = "start-from-application",
             outcomes = { ["sentence that 90023 carries"] = "invalid request" } },
}
