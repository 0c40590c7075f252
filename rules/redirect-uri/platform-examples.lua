-- 9002325, 9002326, 9002327: the address is known, and its kind doesn't fit who redeems the code.

local APP = "0f0f0f0f-1111-4222-8333-444444444444"
local HOME = "https://app.contoso.com/cb"
local function sent(fields)
  fields.endpoint, fields.method, fields.app_id = "token", "post", APP
  fields.redirect_uri = fields.redirect_uri or HOME
  return app_request(fields)
end
local function has(uri, platform) return app_redirect_uri{ app_id = APP, uri = uri, platform = platform } end

example "a server framework, registered as single-page application" {
  code   = 9002325,
  given  = { sent{ has_credential = true, has_verifier = false }, has(HOME, "spa"), app_host{ library = "other" } },
  expect = { top = "server-app-registered-as-spa", at_least = 75, first_step = "change-platform-to-web",
             outcomes = { ["where the code is redeemed"] = "server", ["proof key in the token request"] = "not sent",
                          ["library of the application"] = "another one" } },
}

example "an old page redeems codes by hand" {
  code   = 9002325,
  given  = { app_host{ runs = "browser", library = "own" }, has(HOME, "spa"),
             app_request{ endpoint = "authorize", method = "get", response_type = "code", redirect_uri = HOME,
             app_id = APP } },
  expect = { top = "spa-without-pkce", at_least = 75, first_step = "send-proof-key",
             outcomes = { ["library of the application"] = "own code", ["response type asked for"] = "a code alone" } },
}

example "two projects on localhost" {
  code   = 9002325,
  given  = { sent{ redirect_uri = "http://localhost:5000/cb", has_verifier = false },
             has("http://localhost:3000/cb", "spa"), has("http://localhost:5000/cb", "web") },
  expect = { top = "localhost-platform-clash", at_least = 60, first_step = "separate-localhost-paths",
             outcomes = { ["platforms of the requested address"] = "two platforms" } },
}

example "a new React page, registered as Web" {
  code   = 9002326,
  given  = { app_host{ runs = "browser", library = "msal" }, sent{ has_verifier = true,
             grant_type = "authorization_code" },
             has(HOME, "web") },
  expect = { top = "spa-registered-as-web", at_least = 80, first_step = "change-platform-to-spa",
             outcomes = { ["where the code is redeemed"] = "browser", ["library of the application"] = "MSAL",
                          ["platforms of the requested address"] = "no single-page address" } },
}

example "Swagger UI with a client secret" {
  code   = 9002326,
  given  = { app_host{ runs = "browser", library = "other" }, sent{ has_credential = true,
             grant_type = "client_credentials" } },
  expect = { top = "browser-sends-server-request", at_least = 60, first_step = "move-request-to-server",
             outcomes = { ["where the code is redeemed"] = "both",
                          ["flow that asks for the token"] = "for the application" } },
}

example "the desktop shell keeps no Origin header" {
  code   = 9002327,
  given  = { app_host{ runs = "device" }, sent{ has_verifier = true }, has(HOME, "spa") },
  expect = { top = "origin-header-missing", at_least = 50,
             outcomes = { ["where the code is redeemed"] = "device", ["proof key in the token request"] = "sent" } },
}

example "a server library that knows proof keys" {
  code   = 9002327,
  given  = { app_host{ runs = "server" }, sent{ has_verifier = true, has_credential = true }, has(HOME, "spa"),
             ticket{ worked_before = false } },
  expect = { top = "server-app-registered-as-spa", at_least = 60, first_step = "change-platform-to-web" },
}

example "the same localhost path for a page and a server" {
  code   = 9002326,
  given  = { sent{ redirect_uri = "http://localhost:3000/cb", has_verifier = true },
             has("http://localhost:3000/cb", "spa"), has("http://localhost:5000/cb", "web") },
  expect = { top = "localhost-platform-clash", at_least = 60, first_step = "separate-localhost-paths" },
}

example "the server is the one that picks the wrong kind" {
  code   = 9002327,
  given  = { sent{ redirect_uri = "http://localhost:5000/cb", has_verifier = true },
             has("http://localhost:3000/cb", "spa"), has("http://localhost:5000/cb", "web") },
  expect = { top = "localhost-platform-clash", at_least = 60, first_step = "separate-localhost-paths" },
}
