-- Proof keys, response types, scopes, grant types: what the application asks for.

local APP, TEST = "0f0f0f0f-1111-4222-8333-444444444444", "0a0a0a0a-1111-4222-8333-555555555555"
local function asked(fields)
  fields.endpoint, fields.method = fields.endpoint or "authorize", fields.method or "get"
  return app_request(fields)
end
local function registration(id_tokens, access_tokens)
  return app_registration{ app_id = APP, exists = true, id_tokens = id_tokens, access_tokens = access_tokens }
end

example "MSAL.js asks and the server redeems" {
  code   = 50148,
  given  = { asked{ endpoint = "token", method = "post", has_credential = true, has_verifier = false },
             ticket{ worked_before = false } },
  expect = { top = "code-redeemed-elsewhere", at_least = 70, first_step = "redeem-code-where-requested" },
}

example "half of all sign-ins since the second server" {
  code   = 50148,
  given  = { app_host{ nodes = 2, shared_state = false, runs = "server" }, ticket{ worked_before = true } },
  expect = { top = "verifier-lost-between-nodes", at_least = 70,
             outcomes = { ["servers behind the application"] = "not shared" } },
}

example "two tabs" {
  code   = 501481,
  given  = { tried{ test = "private-window", result = "works" }, user_scope{ affected = "one" },
             app_host{ nodes = 1, shared_state = true } },
  expect = { top = "verifier-overwritten", at_least = 80, first_step = "close-other-tabs",
             outcomes = { ["servers behind the application"] = "one or shared" } },
}

example "home-made proof key, never worked" {
  code   = 501481,
  given  = { app_host{ library = "own" }, ticket{ worked_before = false },
             asked{ endpoint = "token", method = "post", has_verifier = true } },
  expect = { top = "pkce-computed-wrongly", at_least = 60, first_step = "fix-pkce-computation" },
}

example "the classic page with ADAL" {
  code   = 700051,
  given  = { app_host{ library = "adal", runs = "browser" }, asked{ response_type = "token" }, registration(false,
             false) },
  expect = { top = "access-tokens-not-enabled", at_least = 80, first_step = "enable-access-tokens",
             outcomes = { ["library of the application"] = "ADAL", ["response type asked for"] = "an access token",
                          ["tokens that the registration allows"] = "neither" } },
}

example "the switch is on, at another registration" {
  code   = 700051,
  given  = { registration(true, true), user_scope{ affected = "all" } },
  expect = { top = "wrong-client-id", at_least = 45, first_step = "set-right-client-id",
             outcomes = { ["tokens that the registration allows"] = "access tokens" } },
}

example "a template with the hybrid flow and a new registration" {
  code   = 700054,
  given  = { asked{ response_type = "code id_token" }, registration(false, false), ticket{ worked_before = false } },
  expect = { top = "id-tokens-not-enabled", at_least = 60, first_step = "enable-id-tokens",
             outcomes = { ["response type asked for"] = "code and ID token" } },
}

example "ID tokens are on where the administrator looks" {
  code   = 700054,
  given  = { asked{ response_type = "id_token" }, registration(true, false) },
  expect = { top = "wrong-client-id", at_least = 50, first_step = "set-right-client-id",
             outcomes = { ["tokens that the registration allows"] = "ID tokens only",
                          ["response type asked for"] = "an ID token" } },
}

example "a response type that doesn't exist" {
  code   = 70005,
  given  = { asked{ response_type = "authorization_code" } },
  expect = { top = "wrong-response-type", at_least = 70, first_step = "set-response-type-code",
             outcomes = { ["response type asked for"] = "unknown" } },
}

example "commas between the scopes" {
  code   = 70011,
  given  = { asked{ version = 2, scope = "Contacts.Read,Mail.Read" } },
  expect = { top = "scope-misspelled", at_least = 75, first_step = "write-scope-correctly",
             outcomes = { ["form of the scope"] = "malformed", ["endpoint version and its parameters"] = "they fit" } },
}

example "the proxy adds .default" {
  code   = 70011,
  given  = { error_text{ code = 70011, text = "the scope ... is not valid. .default scope can't be combined with "
                                              .. "resource-specific scopes." } },
  expect = { top = "default-mixed-with-scopes", at_least = 70, first_step = "choose-one-consent-style",
             outcomes = { ["form of the scope"] = "mixed" } },
}

example "two .default in one request" {
  code   = 70011,
  given  = { asked{ endpoint = "token", method = "post", grant_type = "authorization_code",
                    scope = "https://management.azure.com/.default https://storage.azure.com/.default" } },
  expect = { top = "scope-of-two-resources", at_least = 75, first_step = "split-scopes-by-resource",
             outcomes = { ["form of the scope"] = "two resources" } },
}

example "a daemon asks for User.Read.All" {
  code   = 70011,
  given  = { asked{ endpoint = "token", method = "post", grant_type = "client_credentials", scope = "User.Read.All" } },
  expect = { top = "client-credentials-without-default", at_least = 75, first_step = "use-default-scope",
             outcomes = { ["form of the scope"] = "not .default" } },
}

example "the old resource as scope" {
  code   = 70011,
  given  = { asked{ endpoint = "token", method = "post", scope = "https://vault.azure.net" } },
  expect = { top = "v1-v2-mixed", at_least = 60, first_step = "align-endpoint-version",
             outcomes = { ["form of the scope"] = "resource alone" } },
}

example "scope and resource together on v2.0" {
  code   = 901002,
  given  = { asked{ version = 2, resource = "https://vault.azure.net", scope = "openid" } },
  expect = { top = "v1-v2-mixed", at_least = 90, first_step = "align-endpoint-version",
             outcomes = { ["endpoint version and its parameters"] = "resource on v2.0",
                          ["form of the scope"] = "sign-in alone" } },
}

example "the scope is in order, so look at the rest" {
  code   = 70011,
  given  = { asked{ version = 2, scope = "openid https://graph.microsoft.com/User.Read" } },
  expect = { at_most = 60, outcomes = { ["form of the scope"] = "in order" } },
}

example "grant type 'code'" {
  code   = 70003,
  given  = { asked{ endpoint = "token", method = "post", grant_type = "code" } },
  expect = { top = "grant-type-misspelled", at_least = 85, first_step = "correct-grant-type",
             outcomes = { ["flow of the token request"] = "an unknown one" } },
}

example "a regional endpoint refuses the code flow" {
  code   = 70003,
  given  = { asked{ endpoint = "token", method = "post", grant_type = "authorization_code" } },
  expect = { top = "grant-not-offered-there", at_least = 60, outcomes = { ["flow of the token request"] = "a code" } },
}

example "the usual reason is overturned: a single user, and again it works" {
  code   = 50148,
  given  = { tried{ test = "again-after-two-minutes", result = "works" }, user_scope{ affected = "one" },
             ticket{ worked_before = true } },
  expect = { top = "verifier-overwritten", at_least = 70, first_step = "close-other-tabs" },
}

example "own code, with a verifier, from the first test on" {
  code   = 50148,
  given  = { app_host{ library = "own", nodes = 1 }, asked{ endpoint = "token", method = "post", has_verifier = true },
             ticket{ worked_before = false } },
  expect = { top = "pkce-computed-wrongly", at_least = 65, first_step = "fix-pkce-computation" },
}

example "the page's code goes to the server without its verifier" {
  code   = 501481,
  given  = { asked{ endpoint = "token", method = "post", has_credential = true, has_verifier = false },
             user_scope{ affected = "all" } },
  expect = { top = "code-redeemed-elsewhere", at_least = 60, first_step = "redeem-code-where-requested" },
}

example "autoscaling without a session store" {
  code   = 501481,
  given  = { app_host{ nodes = 4, shared_state = false, runs = "server" }, user_scope{ affected = "many" } },
  expect = { top = "verifier-lost-between-nodes", at_least = 75, first_step = "share-session-store" },
}

example "a plug-in asks for a token that nobody reads" {
  code   = 700051,
  now    = "2026-11-23T12:00:00Z",
  given  = { app_host{ library = "other", runs = "server", deployed = "2026-11-22T12:00:00Z" },
             asked{ response_type = "code token" }, ticket{ worked_before = true } },
  expect = { top = "wrong-response-type", at_least = 45 },
}

example "the update changed the response type to a word of its own" {
  code   = 700054,
  now    = "2026-11-23T12:00:00Z",
  given  = { asked{ response_type = "id_token oauth" }, app_host{ deployed = "2026-11-22T12:00:00Z" } },
  expect = { top = "wrong-response-type", at_least = 60, first_step = "set-response-type-code" },
}
