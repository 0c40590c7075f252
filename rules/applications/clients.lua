-- Public or confidential: what the request proves, and as what the registration sees it. 700025, 7000218, 70002; and
-- which flow asks.

evidence "credential in the request" {
  about = "whether the token request carries a secret or an assertion",
  { "there",     when = some.app_request{ has_credential = true }, say = "the request carries a credential" },
  { "not there", when = some.app_request{ has_credential = false }, say = "the request carries no credential" },
  seen = {
    ["no-credential-sent"]             = { 2, 97 },
    ["public-client-not-allowed"]      = { 4, 95 },
    ["redirect-registered-as-web"]     = { 4, 95 },
    ["public-redirect-with-secret"]    = { 98, 1 },
    ["public-client-flag-with-secret"] = { 98, 1 },
    ["secret-in-public-client"]        = { 98, 1 },
    other                              = { 88, 10 },
  },
}

evidence "public client flows" {
  about = "whether the registration allows public client flows",
  { "allowed",     when = some.app_registration{ public_client = true },
                   say = "the registration allows public client flows" },
  { "not allowed", when = some.app_registration{ public_client = false },
                   say = "the registration doesn't allow public client flows" },
  seen = {
    ["public-client-not-allowed"]      = { 3, 96 },
    ["redirect-registered-as-web"]     = { 36, 62 },
    ["no-credential-sent"]             = { 6, 92 },
    ["public-redirect-with-secret"]    = { 34, 64 },
    ["public-client-flag-with-secret"] = { 97, 2 },
    ["secret-in-public-client"]        = { 66, 32 },
    other                              = { 20, 78 },
  },
}

local function platform(which)
  return all_of{ some.app_request{ redirect_uri = V.uri }, some.app_redirect_uri{ uri = V.uri, platform = which } }
end
local PUBLIC = one_of{ "native", "spa" }

evidence "platform of the redirect URI in use" {
  about = "whether the redirect URI of the request is registered for a server or for a public client",
  { "server",        when = all_of{ platform("web"), unless(platform(PUBLIC)) },
                     say = "{uri} is registered as Web, for a server with a credential" },
  { "public client", when = all_of{ platform(PUBLIC), unless(platform("web")) },
                     say = "{uri} is registered for a public client" },
  { "both",          when = all_of{ platform("web"), platform(PUBLIC) },
                     say = "{uri} is registered both for a server and for a public client" },
  seen = {
    ["redirect-registered-as-web"]     = { 93, 1, 4 },
    ["no-credential-sent"]             = { 88, 3, 5 },
    ["public-redirect-with-secret"]    = { 2, 74, 22 },
    ["secret-in-public-client"]        = { 2, 90, 6 },
    ["public-client-flag-with-secret"] = { 60, 10, 6 },
    ["public-client-not-allowed"]      = { 30, 40, 6 },
    other                              = { 70, 20, 4 },
  },
}

evidence "redirect URI on the user's own machine" {
  about = "whether the redirect URI of the request leads back to the user's device or to a server",
  { "device", when = any_of{ some.app_request{ redirect_uri = like "http://localhost*" },
                             some.app_request{ redirect_uri = like "http://127.0.0.1*" },
                             some.app_request{ redirect_uri = like "*nativeclient*" },
                             some.app_request{ redirect_uri = like "msal*://*" },
                             some.app_request{ redirect_uri = like "ms-appx-web://*" } },
              say = "the code goes back to a program on the user's device" },
  { "server", when = all_of{ some.app_request{ redirect_uri = like "https://*" },
                             unless(some.app_request{ redirect_uri = like "*nativeclient*" }) },
              say = "the code goes back to a server or a web page" },
  seen = {
    ["redirect-registered-as-web"]     = { 78, 20 },
    ["public-client-not-allowed"]      = { 50, 30 },
    ["no-credential-sent"]             = { 6, 92 },
    ["public-redirect-with-secret"]    = { 14, 84 },
    ["public-client-flag-with-secret"] = { 14, 80 },
    ["secret-in-public-client"]        = { 78, 18 },
    other                              = { 22, 74 },
  },
}

evidence "maker of the program" {
  about = "whether the program that asks is our own, a vendor's or Microsoft's",
  { "ours",        when = some.app_host{ maker = "us" }, say = "the program is our own" },
  { "a vendor's",  when = some.app_host{ maker = "vendor" }, say = "the program is a vendor's" },
  { "Microsoft's", when = some.app_host{ maker = "microsoft" }, say = "the program is Microsoft's, unmodified" },
  seen = {
    ["first-party-app-id-used"] = { 62, 34, 3 },
    ["tool-not-preauthorized"]  = { 8, 4, 87 },
    ["vendor-secret-expired"]   = { 1, 97, 1 },
    ["partner-consent-missing"] = { 70, 28, 1 },
    other                       = { 54, 34, 10 },
  },
}

local OWN = "client_credentials"
local BEHALF = "urn:ietf:params:oauth:grant-type:jwt-bearer"
local DEVICE = one_of{ "password", "urn:ietf:params:oauth:grant-type:device_code", "device_code" }
local function ropc() return some.sign_in{ protocol = one_of{ "ropc", "device-code" } } end
local function grant(kind) return some.app_request{ grant_type = kind } end

evidence "flow that asks for the token" {
  about = "whether a code, a stored token, a password or device code, the application alone, or an API on behalf asks",
  -- only where the causes differ in it: under 50013 it's always on behalf, under 90094 always a user's
  codes = { 50027, 50150, 65001, 70001, 70002, 90008, 90009, 90023, 650056, 700011, 700016, 700025, 900384, 5002730, 7000114,
            7000218, 9002326 },
  { "authorization code",       when = grant("authorization_code"),
                                say = "the application redeems an authorization code" },
  { "refresh token",            when = grant("refresh_token"), say = "the application renews a token silently" },
  { "password or device code",  when = all_of{ any_of{ grant(DEVICE), ropc() }, unless(grant(OWN)),
                                               unless(grant(BEHALF)),
                                               unless(grant("authorization_code")), unless(grant("refresh_token")) },
                                say = "the request works by password or device code" },
  { "for the application",      when = grant(OWN), say = "the application asks for itself, without a user" },
  { "on behalf of",             when = grant(BEHALF), say = "an API asks on behalf of its caller" },
  seen = {
    ["middle-tier-not-consented"]     = { 1, 1, 1, 1, 95 },
    ["obo-with-app-token"]            = { 1, 1, 1, 1, 95 },
    ["wrong-token-exchanged"]         = { 1, 1, 1, 2, 94 },
    ["token-signed-with-app-key"]     = { 1, 1, 1, 1, 95 },
    ["consent-never-asked"]           = { 12, 36, 48, 1, 2 },
    ["scope-not-granted"]             = { 44, 40, 8, 1, 4 },
    ["app-instance-recreated"]        = { 40, 40, 8, 6, 4 },
    ["consent-revoked"]               = { 30, 50, 8, 6, 4 },
    ["user-consent-off"]              = { 80, 10, 6, 1, 2 },
    ["assignment-blocks-consent"]     = { 70, 20, 6, 1, 2 },
    ["public-client-not-allowed"]     = { 6, 6, 86, 1, 1 },
    ["redirect-registered-as-web"]    = { 92, 6, 1, 1, 0 },
    ["no-credential-sent"]            = { 46, 8, 3, 40, 2 },
    ["public-redirect-with-secret"]   = { 90, 8, 1, 1, 0 },
    ["public-client-flag-with-secret"] = { 16, 12, 66, 4, 1 },
    ["secret-in-public-client"]       = { 64, 14, 20, 1, 1 },
    ["browser-sends-server-request"]  = { 16, 2, 26, 44, 11 },
    ["spa-registered-as-web"]         = { 92, 6, 1, 1, 0 },
    ["token-for-itself-by-uri"]       = { 8, 66, 22, 3, 1 },
    ["app-not-provisioned"]           = { 50, 4, 10, 34, 2 },
    ["app-host-clock-off"]            = { 20, 16, 1, 58, 5 },
    ["assertion-malformed"]           = { 20, 12, 1, 60, 7 },
    other                             = { 36, 22, 8, 26, 8 },
  },
}

evidence "person or program" {
  about = "whether a person opens the application, or a program asks by itself",
  { "a program", when = any_of{ some.ticket{ action = "unattended-job" },
                                some.sign_in{ category = "service-principal", code = one_of{
                                  50012, 65001, 70002, 700016, 700024, 700027, 7000112, 7000215, 7000218,
                                  7000222 } } },
                 say = "a program asks by itself" },
  { "a person",  when = all_of{ some.ticket{ action = one_of{ "sign-in", "test-application" } },
                                unless(some.sign_in{ category = "service-principal" }) },
                 say = "a person opens the application" },
  seen = {
    ["consent-never-asked"]       = { 56, 42 },
    ["consent-prompt-forced"]     = { 1, 97 },
    ["user-consent-off"]          = { 3, 95 },
    ["permission-needs-admin"]    = { 10, 88 },
    ["publisher-not-verified"]    = { 1, 97 },
    ["secret-expired"]            = { 60, 38 },
    ["old-secret-still-deployed"] = { 60, 38 },
    ["federated-token-outlived"]  = { 97, 2 },
    ["assertion-reused"]          = { 80, 18 },
    ["public-client-not-allowed"] = { 34, 64 },
    ["redirect-registered-as-web"] = { 4, 94 },
    ["no-credential-sent"]        = { 46, 52 },
    ["obo-with-app-token"]        = { 90, 8 },
    ["saml-entity-id-mismatch"]   = { 1, 97 },
    other                         = { 24, 74 },
  },
}
