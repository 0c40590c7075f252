-- Codes that few desks meet: the sign-in page's own calls, scopes of a code, proof keys, empty requests, hints.

local APP = "0f0f0f0f-1111-4222-8333-444444444444"
local function request(f) return app_request(f) end
local function page(result) return tried{ test = "application-start-page", result = result } end
local function clean(result) return tried{ test = "private-window", result = result } end
local function rhythm(code, word, n) return error_frequency{ code = code, window = "24h", attempts = n or 6, rhythm = word } end
local function post(f) f.endpoint, f.method = "token", "post"; return app_request(f) end
local function go(f) f.endpoint, f.method = f.endpoint or "authorize", "get"; return app_request(f) end

example "a restored tab of yesterday's sign-in" {
  code   = 165004,
  given  = { page "works", go{ from = "bookmark" }, user_scope{ affected = "one" } },
  expect = { top = "sign-in-page-reopened", at_least = 90, first_step = "start-from-application" },
}

example "a load test replays one recorded sign-in" {
  code   = 165004,
  given  = { rhythm(165004, "regular", 400), sign_in_sequence{ correlation_id = "c1", code = 165004, final = "failure" },
             app_host{ library = "own" } },
  expect = { top = "scripted-sign-in-page", at_least = 50 },
}

example "back button into the middle of a sign-in" {
  code   = 165900,
  given  = { clean "works", page "works", user_scope{ affected = "one" }, rhythm(165900, "single", 1) },
  expect = { top = "sign-in-page-reopened", at_least = 85, first_step = "start-from-application" },
}

example "a hardened browser drops the sign-in page's cookies" {
  code   = 165900,
  given  = { page "same-error", tried{ test = "other-browser", result = "works" }, user_scope{ affected = "one" },
             rhythm(165900, "burst") },
  expect = { top = "sign-in-cookies-blocked", at_least = 80 },
}

example "scopes joined by commas at redemption" {
  code   = 28002,
  given  = { post{ grant_type = "authorization_code", scope = "User.Read,Mail.Read" } },
  expect = { top = "scope-misspelled", at_least = 80, outcomes = { ["form of the scope"] = "malformed" } },
}

example "Graph and SharePoint in one token request" {
  code   = 28002,
  given  = { post{ grant_type = "authorization_code",
                   scope = "https://graph.microsoft.com/User.Read https://contoso.sharepoint.com/AllSites.Read" } },
  expect = { top = "scope-of-two-resources", at_least = 80, outcomes = { ["form of the scope"] = "two resources" } },
}

example "the old resource address went into scope" {
  code   = 28002,
  given  = { post{ grant_type = "authorization_code", version = 2, scope = "https://contoso.crm4.dynamics.com" } },
  expect = { top = "v1-v2-mixed", at_least = 55, outcomes = { ["form of the scope"] = "resource alone" } },
}

example "a library strips openid and sends the rest, which is nothing" {
  code   = 28003,
  given  = { app_host{ library = "other" }, go{ scope = "openid profile offline_access" },
             ticket{ worked_before = false } },
  expect = { top = "scope-not-requested", at_least = 80 },
}

example "the variable with the scopes is unset since the release" {
  code   = 28003,
  now    = "2026-11-23T12:00:00Z",
  given  = { app_host{ deployed = "2026-11-23T08:00:00Z" }, ticket{ worked_before = true },
             post{ version = 2, missing = "scope" } },
  expect = { top = "app-setting-empty", at_least = 50 },
}

example "MSAL at AD FS without switching the check off" {
  code   = 50049,
  given  = { app_host{ library = "msal" }, request{ host = "fs.contoso.com" } },
  expect = { top = "authority-host-unknown", at_least = 90 },
}

example "a monitoring script asks for discovery without an address" {
  code   = 50050,
  given  = { app_host{ library = "own" } },
  expect = { top = "request-built-by-hand", at_least = 60 },
}

example "the authority in the settings begins with htps" {
  code   = 50050,
  given  = { app_host{ library = "msal" }, ticket{ worked_before = false } },
  expect = { top = "authority-host-unknown", at_least = 60 },
}

example "an assertion without jti and exp" {
  code   = 50098,
  given  = { post{ grant_type = "client_credentials", has_credential = true }, app_host{ library = "own" } },
  expect = { top = "assertion-malformed", at_least = 90 },
}

example "the claims challenge is passed on in base64" {
  code   = 50117,
  given  = { go{ from = "application" } },
  expect = { top = "claims-parameter-broken", at_least = 90 },
}

example "kid alone in the header" {
  code   = 50120,
  given  = { post{ grant_type = "client_credentials", has_credential = true }, app_host{ library = "other" } },
  expect = { top = "assertion-malformed", at_least = 85 },
}

example "an empty code_challenge" {
  code   = 50147,
  given  = { go{ response_type = "code" }, app_host{ library = "own" }, ticket{ worked_before = false } },
  expect = { top = "pkce-computed-wrongly", at_least = 90 },
}

example "SHA256 where S256 belongs" {
  code   = 50149,
  given  = { go{ response_type = "code" }, ticket{ worked_before = false } },
  expect = { top = "pkce-computed-wrongly", at_least = 90, first_step = "fix-pkce-computation" },
}

example "44 characters, padding left on" {
  code   = 501491,
  given  = { go{ response_type = "code" }, app_host{ library = "own" } },
  expect = { top = "pkce-computed-wrongly", at_least = 90 },
}

example "User.Read beside the API's own scope, implicit flow" {
  code   = 700022,
  given  = { go{ response_type = "token", scope = "User.Read api://" .. APP .. "/access" } },
  expect = { top = "scope-of-two-resources", at_least = 90 },
}

example "an access token for openid alone" {
  code   = 700023,
  given  = { go{ response_type = "token", scope = "openid profile" } },
  expect = { top = "scope-not-requested", at_least = 80, outcomes = { ["form of the scope"] = "sign-in alone" } },
}

example "a semicolon between the scopes" {
  code   = 700023,
  given  = { go{ response_type = "token", scope = "openid;api://" .. APP .. "/access" } },
  expect = { top = "scope-misspelled", at_least = 75 },
}

example "70005 from a template with the hybrid flow" {
  code   = 70005,
  given  = { go{ response_type = "code id_token" },
             app_registration{ app_id = APP, exists = true, id_tokens = false, access_tokens = false } },
  expect = { top = "id-tokens-not-enabled", at_least = 55, first_step = "enable-id-tokens" },
}

example "70005 from a page that wants an access token" {
  code   = 70005,
  given  = { go{ response_type = "token" },
             app_registration{ app_id = APP, exists = true, id_tokens = true, access_tokens = false } },
  expect = { top = "access-tokens-not-enabled", at_least = 80, first_step = "enable-access-tokens" },
}

example "query demanded for an ID token" {
  code   = 70007,
  given  = { go{ response_type = "code id_token" } },
  expect = { top = "response-mode-unsupported", at_least = 90 },
}

example "two question marks in a home-made address" {
  code   = 90004,
  given  = { go{ from = "application" }, app_host{ library = "own" }, user_scope{ affected = "all" }, page "same-error" },
  expect = { top = "request-built-by-hand", at_least = 85 },
}

example "the link in the newsletter holds &amp;" {
  code   = 90004,
  given  = { go{ from = "mail-link" }, page "works" },
  expect = { top = "link-changed-on-the-way", at_least = 90 },
}

example "every returning user, by any browser" {
  code   = 90005,
  given  = { user_scope{ affected = "many" }, clean "same-error" },
  expect = { top = "login-hint-with-session-id", at_least = 80 },
}

example "HS256 with the client secret" {
  code   = 90010,
  given  = { post{ grant_type = "client_credentials", has_credential = true },
             app_token{ use = "own-certificate", alg = "HS256" } },
  expect = { top = "assertion-malformed", at_least = 90 },
}

example "a SharePoint add-in of 2016" {
  code   = 90022,
  given  = { request{ resource = "00000003-0000-0ff1-ce00-000000000000/contoso.sharepoint.com@contoso.com" } },
  expect = { top = "sharepoint-acs-retired", at_least = 85,
             outcomes = { ["principal name in the request"] = "SharePoint's old way" } },
}

example "a script invents a principal name" {
  code   = 90022,
  given  = { request{ resource = "https://graph.microsoft.com" }, app_host{ library = "own" } },
  expect = { top = "request-built-by-hand", at_least = 70, outcomes = { ["principal name in the request"] = "another" } },
}

example "the sign-in button leads to the token endpoint" {
  code   = 90056,
  given  = { request{ endpoint = "token", method = "get", body = "query" }, ticket{ action = "sign-in" } },
  expect = { top = "user-sent-to-token-endpoint", at_least = 75 },
}

example "the new proxy answers 302 to the server's POST" {
  code   = 90056,
  given  = { request{ endpoint = "token", method = "get", body = "none" }, app_host{ behind_proxy = true } },
  expect = { top = "post-turned-into-get", at_least = 75 },
}

example "an empty prompt= in one environment" {
  code   = 90100,
  now    = "2026-11-23T12:00:00Z",
  given  = { app_host{ deployed = "2026-11-23T08:00:00Z", library = "msal" }, user_scope{ affected = "all" },
             ticket{ worked_before = true } },
  expect = { top = "app-setting-empty", at_least = 60 },
}

example "an address put together by hand" {
  code   = 90100,
  given  = { app_host{ library = "own" }, ticket{ worked_before = false }, request{ app_id = APP } },
  expect = { top = "request-built-by-hand", at_least = 55 },
}

example "resource sent to the v2.0 endpoint" {
  code   = 90100,
  given  = { error_text{ code = 90100, parameter = "resource" },
             request{ version = 2, resource = "https://graph.microsoft.com" } },
  expect = { top = "v1-v2-mixed", at_least = 80 },
}

example "the personnel number as login hint" {
  code   = 90101,
  given  = { go{ from = "application" }, app_host{ library = "other" } },
  expect = { top = "hint-not-an-address", at_least = 85 },
}

example "the application sends /callback" {
  code   = 90102,
  given  = { go{ redirect_uri = "/callback" } },
  expect = { top = "redirect-uri-not-absolute", at_least = 85,
             outcomes = { ["form of the address that must be complete"] = "a path or host" } },
}

example "Enter_the_Redirect_Uri_Here" {
  code   = 90102,
  given  = { go{ redirect_uri = "Enter_the_Redirect_Uri_Here" } },
  expect = { top = "app-setting-empty", at_least = 85, outcomes = { ["values of the request's settings"] = "placeholders" } },
}

example "home-made requests at even intervals" {
  code   = 90117,
  given  = { app_host{ library = "own" }, rhythm(90117, "regular", 40) },
  expect = { top = "request-built-by-hand", at_least = 75 },
}

example "the old tab again" {
  code   = 90117,
  given  = { page "works", rhythm(90117, "single", 1), user_scope{ affected = "one" } },
  expect = { top = "sign-in-page-reopened", at_least = 90 },
}

example "a bookmark of the bare sign-in address" {
  code   = 90121,
  given  = { go{ from = "bookmark" }, page "works" },
  expect = { top = "sign-in-page-reopened", at_least = 90 },
}

example "a mail scanner calls the address, and nobody goes on" {
  code   = 90121,
  given  = { rhythm(90121, "burst", 30), go{ from = "mail-link" },
             sign_in_sequence{ correlation_id = "c1", code = 90121, final = "failure" } },
  expect = { top = "link-opened-by-software", at_least = 70 },
}

example "a job posts nothing at all" {
  code   = 90121,
  given  = { post{ body = "none" }, app_host{ library = "own" }, rhythm(90121, "regular", 90),
             ticket{ action = "unattended-job" } },
  expect = { top = "request-built-by-hand", at_least = 60 },
}

example "redirect_uri= and nothing behind it" {
  code   = 90102,
  given  = { go{ redirect_uri = "" } },
  expect = { top = "app-setting-empty", at_least = 75,
             outcomes = { ["form of the address that must be complete"] = "empty" } },
}

example "90102 although the address is complete" {
  code   = 90102,
  given  = { go{ redirect_uri = "https://app.contoso.com/cb" } },
  expect = { top = "other", outcomes = { ["form of the address that must be complete"] = "complete" } },
}
