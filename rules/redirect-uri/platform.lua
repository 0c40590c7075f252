-- Who redeems the code, and whether the redirect URI is registered for that kind of application. 9002325 to 9002327.

local function server()
  return any_of{ some.app_host{ runs = "server" }, some.app_request{ endpoint = "token", has_credential = true } }
end
local function device() return some.app_host{ runs = "device" } end
local function browser() return some.app_host{ runs = "browser" } end

evidence "where the code is redeemed" {
  about = "whether a server, JavaScript in the browser or a program on a device asks for the tokens",
  { "server",  when = all_of{ server(), unless(device()), unless(browser()) },
               say = "a server asks for the tokens, with a credential of its own" },
  { "browser", when = all_of{ browser(), unless(server()) }, say = "JavaScript in the browser asks for the tokens" },
  { "device",  when = all_of{ device(), unless(server()) },
               say = "a desktop or mobile application asks for the tokens" },
  { "both",    when = all_of{ server(), browser() },
               say = "JavaScript in the browser asks for the tokens and sends a credential" },
  seen = {
    ["server-app-registered-as-spa"] = { 88, 2, 8, 1 },
    ["spa-without-pkce"]             = { 2, 94, 2, 1 },
    ["spa-registered-as-web"]        = { 3, 92, 2, 2 },
    ["browser-sends-server-request"] = { 4, 40, 4, 50 },
    ["origin-header-missing"]        = { 10, 36, 50, 1 },
    ["localhost-platform-clash"]     = { 36, 42, 20, 1 },
    ["native-redirect-uri-missing"]  = { 3, 4, 92, 0.5 },
    ["code-redeemed-elsewhere"]      = { 60, 10, 6, 22 },
    ["verifier-lost-between-nodes"]  = { 95, 2, 1, 1 },
    ["verifier-overwritten"]         = { 40, 54, 4, 1 },
    ["pkce-computed-wrongly"]        = { 34, 36, 26, 2 },
    ["id-tokens-not-enabled"]        = { 62, 34, 2, 1 },
    ["access-tokens-not-enabled"]    = { 12, 84, 2, 1 },
    other                            = { 56, 30, 10, 2 },
  },
}

local function platform(kind) return some.redirect_comparison{ difference = "none", platform = kind } end

evidence "platforms of the requested address" {
  about = "whether the address is registered for one platform, or for two that contradict each other",
  { "two platforms",          when = all_of{ platform("spa"), platform(one_of{ "web", "native" }) },
                              say = "the address is registered as single-page application and as another platform" },
  { "single-page only",       when = all_of{ platform("spa"), unless(platform(one_of{ "web", "native" })) },
                              say = "the address is registered as single-page application alone" },
  { "no single-page address", when = all_of{ platform(one_of{ "web", "native", "saml" }), unless(platform("spa")) },
                              say = "the address isn't registered as single-page application" },
  seen = {
    ["localhost-platform-clash"]     = { 88, 6, 5 },
    ["server-app-registered-as-spa"] = { 2, 96, 1 },
    ["spa-without-pkce"]             = { 3, 95, 1 },
    ["origin-header-missing"]        = { 3, 95, 1 },
    ["spa-registered-as-web"]        = { 1, 1, 96 },
    ["browser-sends-server-request"] = { 3, 10, 86 },
    other                            = { 3, 40, 54 },
  },
}

evidence "proof key in the token request" {
  about = "whether the token request carries a code_verifier",
  { "sent",     when = some.app_request{ has_verifier = true }, say = "the token request carries a code_verifier" },
  { "not sent", when = all_of{ some.app_request{ has_verifier = false },
                unless(some.app_request{ has_verifier = true }) },
                say = "the token request carries no code_verifier" },
  seen = {
    ["server-app-registered-as-spa"] = { 34, 64 },
    ["spa-without-pkce"]             = { 2, 97 },
    ["origin-header-missing"]        = { 92, 6 },
    ["spa-registered-as-web"]        = { 86, 12 },
    ["browser-sends-server-request"] = { 22, 76 },
    ["code-redeemed-elsewhere"]      = { 10, 88 },
    ["verifier-overwritten"]         = { 94, 4 },
    ["verifier-lost-between-nodes"]  = { 52, 46 },
    ["pkce-computed-wrongly"]        = { 95, 4 },
    other                            = { 60, 38 },
  },
}

evidence "library of the application" {
  about = "whether the application uses MSAL, its predecessor ADAL, another library or code of its own",
  { "MSAL",        when = some.app_host{ library = "msal" }, say = "the application uses MSAL" },
  { "ADAL",        when = some.app_host{ library = "adal" },
                   say = "the application uses ADAL, which only knows old flows" },
  { "another one", when = some.app_host{ library = "other" }, say = "the application uses another vendor's library" },
  { "own code",    when = some.app_host{ library = "own" },
                   say = "the requests are built by the application's own code" },
  seen = {
    ["spa-without-pkce"]                  = { 8, 20, 34, 36 },
    ["server-app-registered-as-spa"]      = { 18, 2, 58, 20 },
    ["spa-registered-as-web"]             = { 66, 2, 22, 8 },
    ["browser-sends-server-request"]      = { 4, 2, 40, 52 },
    ["origin-header-missing"]             = { 36, 1, 34, 27 },
    ["access-tokens-not-enabled"]         = { 20, 46, 22, 10 },
    ["id-tokens-not-enabled"]             = { 44, 16, 30, 8 },
    ["wrong-response-type"]               = { 12, 6, 58, 22 },
    ["pkce-computed-wrongly"]             = { 1, 1, 26, 70 },
    ["code-redeemed-elsewhere"]           = { 44, 2, 30, 22 },
    ["body-not-form-encoded"]             = { 1, 1, 12, 84 },
    ["value-not-percent-encoded"]         = { 4, 10, 24, 60 },
    ["xml-value-unescaped"]               = { 1, 1, 14, 82 },
    ["request-built-by-hand"]             = { 2, 4, 18, 74 },
    ["grant-type-misspelled"]             = { 1, 1, 20, 76 },
    ["claims-parameter-broken"]           = { 14, 4, 30, 50 },
    ["v1-v2-mixed"]                       = { 14, 16, 44, 24 },
    ["scope-not-requested"]               = { 4, 2, 66, 26 },
    other                                 = { 42, 8, 32, 16 },
  },
}
