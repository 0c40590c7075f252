-- What is in a request and what isn't: parameters, endpoint and method, body, grant, version.

local function missing(...)
  local names = one_of{ ... }
  return any_of{ some.error_text{ code = one_of{ 90014, 90100, 900144 }, parameter = names:as(V.name) },
                 some.app_request{ missing = names:as(V.name) } }
end

evidence "parameter that is missing" {
  about = "which parameter the message, or the captured request, shows as missing",
  codes = { 90014, 90100, 900144, 900561, 9002313 },   -- under 28003 it's always scope
  { "client_id",    when = missing("client_id"), say = "the request has no {name}" },
  { "scope",        when = missing("scope"), say = "the request has no {name}" },
  { "resource",     when = missing("resource"), say = "the request has no {name}" },
  { "grant_type",   when = missing("grant_type"), say = "the request has no {name}" },
  { "the grant",    when = missing("code", "refresh_token", "assertion", "username", "password", "device_code"),
                    say = "the request has no {name}" },
  seen = {
    ["app-setting-empty"]           = { 52, 14, 10, 2, 8 },
    ["body-not-form-encoded"]       = { 22, 2, 1, 70, 3 },
    ["v1-v2-mixed"]                 = { 1, 42, 54, 1, 1 },
    ["scope-not-requested"]         = { 1, 97, 1, 0.5, 0.5 },
    ["sign-in-page-reopened"]       = { 70, 8, 2, 2, 8 },
    ["link-changed-on-the-way"]     = { 56, 16, 6, 1, 4 },
    ["request-built-by-hand"]       = { 24, 24, 8, 18, 20 },
    other                           = { 30, 24, 8, 14, 14 },
  },
}

local function to(endpoint, method) return some.app_request{ endpoint = endpoint, method = method } end

evidence "endpoint and method" {
  about = "to which endpoint the failing request goes, and by which method",
  -- only where the causes differ in it
  codes = { 70004, 70011, 90004, 90013, 90014, 90015, 90019, 90023, 90056, 90100, 90117, 90121, 900144, 900561, 9002313 },
  { "token, GET",      when = to("token", "get"), say = "the token endpoint is called by GET" },
  { "token, POST",     when = to("token", "post"), say = "the request goes to the token endpoint by POST" },
  { "authorize, GET",  when = to("authorize", "get"), say = "the request goes to the authorize endpoint by GET" },
  { "authorize, POST", when = to("authorize", "post"), say = "the request goes to the authorize endpoint by POST" },
  { "logout",          when = some.app_request{ endpoint = "logout" }, say = "it is the request to sign out" },
  { "another one",     when = some.app_request{ endpoint = one_of{ "saml", "wsfed", "device-code" }:as(V.which) },
                       say = "it is a {which} request" },
  seen = {
    ["user-sent-to-token-endpoint"]       = { 94, 2, 1, 1, 0.5, 1 },
    ["post-turned-into-get"]              = { 88, 3, 2, 1, 1, 4 },
    ["link-opened-by-software"]           = { 20, 1, 50, 1, 4, 20 },
    ["sign-in-page-reopened"]             = { 3, 1, 62, 12, 4, 12 },
    ["link-changed-on-the-way"]           = { 3, 1, 86, 1, 3, 5 },
    ["body-not-form-encoded"]             = { 4, 92, 1, 1, 0.5, 1 },
    ["request-built-by-hand"]             = { 6, 40, 20, 4, 2, 27 },
    ["xml-value-unescaped"]               = { 0.5, 30, 1, 1, 0.5, 65 },   -- WS-Trust
    ["token-damaged"]          = { 1, 96, 1, 0.5, 0.5, 0.5 },
    ["token-from-elsewhere"]              = { 1, 96, 1, 0.5, 0.5, 0.5 },
    ["client-credentials-without-default"] = { 1, 97, 0.5, 0.5, 0.5, 0.5 },
    ["redirect-uri-differs-between-legs"] = { 1, 96, 1, 0.5, 0.5, 0.5 },
    ["state-too-long"]                    = { 0.5, 0.5, 84, 3, 2, 9 },
    ["parameters-pile-up"]                = { 0.5, 0.5, 92, 2, 2, 2 },
    ["logout-hint-too-long"]              = { 0.5, 0.5, 2, 0.5, 95, 1 },
    ["redirect-uri-not-registered"]       = { 1, 4, 86, 4, 1, 4 },
    ["redirect-uri-spelled-differently"]  = { 1, 14, 76, 4, 1, 4 },
    ["vendor-redirect-uri-missing"]       = { 1, 4, 86, 4, 1, 4 },
    ["app-only-token-without-tenant"]     = { 1, 97, 0.5, 0.5, 0.5, 0.5 },
    ["public-redirect-with-secret"]       = { 1, 97, 0.5, 0.5, 0.5, 0.5 },
    ["secret-in-public-client"]           = { 1, 97, 0.5, 0.5, 0.5, 0.5 },
    ["spa-registered-as-web"]             = { 1, 97, 0.5, 0.5, 0.5, 0.5 },
    ["server-app-registered-as-spa"]      = { 1, 97, 0.5, 0.5, 0.5, 0.5 },
    ["browser-sends-server-request"]      = { 1, 97, 0.5, 0.5, 0.5, 0.5 },
    ["proxy-loses-https"]                 = { 1, 4, 86, 4, 1, 4 },
    other                                 = { 4, 44, 40, 5, 2, 4 },
  },
}

evidence "body of the token request" {
  about = "whether the token request carries its parameters as form fields",
  { "form fields", when = some.app_request{ body = "form" }, say = "the token request carries form fields" },
  { "JSON",        when = some.app_request{ body = "json" }, say = "the token request carries JSON" },
  { "address",     when = some.app_request{ body = "query" },
                   say = "the parameters stand in the address of the token request" },
  { "nothing",     when = some.app_request{ body = "none" }, say = "the token request has an empty body" },
  seen = {
    ["body-not-form-encoded"]       = { 2, 58, 30, 9 },
    ["post-turned-into-get"]        = { 3, 2, 34, 60 },
    ["user-sent-to-token-endpoint"] = { 1, 1, 90, 7 },
    ["request-built-by-hand"]       = { 70, 12, 8, 6 },
    other                           = { 93, 2, 2, 1 },
  },
}

evidence "grant unchanged between receipt and use" {
  about = "whether the code or refresh token is sent exactly as it was received",
  { "unchanged", when = some.app_request{ grant_intact = true },
                 say = "the code or refresh token is sent as it was received" },
  { "changed",   when = all_of{ some.app_request{ grant_intact = false },
                 unless(some.app_request{ grant_intact = true }) },
                 say = "what is sent differs from the code or refresh token that was received" },
  seen = {
    ["token-damaged"] = { 3, 96 },
    ["token-from-elsewhere"]     = { 96, 3 },
    other                        = { 92, 4 },
  },
}

local FLOWS = { "password", "urn:ietf:params:oauth:grant-type:device_code", "device_code",
                "urn:ietf:params:oauth:grant-type:jwt-bearer", "urn:ietf:params:oauth:grant-type:saml2-bearer",
                "urn:ietf:params:oauth:grant-type:saml1_1-bearer" }
local KNOWN = { "authorization_code", "refresh_token", "client_credentials", table.unpack(FLOWS) }

evidence "flow of the token request" {
  about = "which grant_type the token request names",
  codes = { 70003, 70011, 9002313 },   -- 70000: what was presented; others: "flow that asks for the token"
  { "a code",             when = some.app_request{ grant_type = "authorization_code" },
                          say = "an authorization code is redeemed" },
  { "a refresh token",    when = some.app_request{ grant_type = "refresh_token" },
                          say = "a refresh token is redeemed" },
  { "client credentials", when = some.app_request{ grant_type = "client_credentials" },
                          say = "the application asks in its own name (client credentials)" },
  { "another known one",  when = some.app_request{ grant_type = one_of(FLOWS):as(V.flow) },
                          say = "the request names {flow}" },
  { "an unknown one",     when = some.app_request{ grant_type = is_not(one_of(KNOWN)):as(V.flow) },
                          say = "{flow} is no grant type" },
  seen = {
    ["token-damaged"]           = { 52, 44, 1, 2, 0.5 },
    ["token-from-elsewhere"]               = { 12, 84, 1, 2, 0.5 },
    ["client-credentials-without-default"] = { 1, 1, 96, 1, 0.5 },
    ["grant-type-misspelled"]              = { 2, 1, 1, 2, 93 },
    ["grant-not-offered-there"]            = { 48, 20, 2, 28, 1 },
    ["default-mixed-with-scopes"]          = { 54, 14, 18, 12, 0.5 },
    other                                  = { 56, 14, 18, 9, 1 },
  },
}

evidence "endpoint version and its parameters" {
  about = "whether the resource is named the way that the version of the endpoint wants",
  { "resource on v2.0", when = some.app_request{ version = 2, resource = like "?*" },
                        say = "the request sends resource to the v2.0 endpoint, which wants scope" },
  { "scope on v1.0",    when = all_of{ some.app_request{ version = 1, scope = like "?*" },
                                       unless(some.app_request{ resource = like "?*" }) },
                        say = "the request sends scope to the v1.0 endpoint, which wants resource" },
  { "they fit",         when = any_of{ some.app_request{ version = 1, resource = like "?*" },
                                       all_of{ some.app_request{ version = 2, scope = like "?*" },
                                               unless(some.app_request{ resource = like "?*" }) } },
                        say = "scope and resource fit the version of the endpoint" },
  seen = {
    ["v1-v2-mixed"]       = { 44, 20, 30 },   -- fit: the address of a v1.0 resource stands in scope
    ["app-setting-empty"] = { 2, 2, 76 },
    other                 = { 2, 1, 92 },
  },
}

evidence "form of the address that must be complete" {
  about = "whether the address is a path, empty, or complete",
  codes = { 90102 },
  { "a path or host", when = some.app_request{ redirect_uri = like("/*"):as(V.uri) },
                      say = "{uri} has no scheme and host" },
  { "empty",          when = any_of{ some.app_request{ redirect_uri = "" }, some.app_request{ missing = "redirect_uri" } },
                      say = "the address is empty" },
  { "complete",       when = some.app_request{ redirect_uri = like "*://*" }, say = "the address is complete" },
  seen = {
    ["redirect-uri-not-absolute"] = { 76, 2, 2 },
    ["app-setting-empty"]         = { 6, 50, 2 },
    other                         = { 20, 20, 50 },
  },
}

local function of_sharepoint()
  return any_of{ some.app_request{ resource = like "00000003-0000-0ff1-ce00-000000000000/*" },
                 some.app_request{ host = "accounts.accesscontrol.windows.net" } }
end

evidence "principal name in the request" {
  about = "whether the request names its resource the way that SharePoint's old app-only access does",
  codes = { 90022 },
  { "SharePoint's old way", when = of_sharepoint(), say = "the request names SharePoint as Azure ACS did" },
  { "another",              when = all_of{ some.app_request{ resource = like("?*"):as(V.name) }, unless(of_sharepoint()) },
                            say = "the request names {name}" },
  seen = {
    ["sharepoint-acs-retired"] = { 95, 3 },
    ["request-built-by-hand"]  = { 3, 92 },
    other                      = { 10, 76 },
  },
}

local function placeholder(pattern)
  return any_of{ some.app_request{ app_id = like(pattern) }, some.app_request{ redirect_uri = like(pattern) } }
end
local function unfilled()
  return any_of{ placeholder("*Enter*"), placeholder("*YOUR*"), placeholder("{*"), placeholder("<*"),
                 placeholder("*undefined*"), placeholder("null"), placeholder("*%7B*"), placeholder("${*") }
end

evidence "values of the request's settings" {
  about = "whether client_id and redirect_uri hold real values or the placeholders of a sample",
  { "placeholders", when = unfilled(), say = "the request still carries a placeholder where a setting should be" },
  { "real values",  when = all_of{ some.app_request{ app_id = like "????????-????-????-????-????????????" },
                                   unless(unfilled()) },
                    say = "the request carries a real application ID" },
  seen = {
    ["app-setting-empty"] = { 60, 26 },
    other                 = { 1, 94 },
  },
}

evidence "OAuth error that goes with the code" {
  about = "whether the answer calls it invalid_grant or invalid_request",
  codes = { 90013, 90014, 90023, 9002313 },
  { "invalid_grant",   when = some.error_text{ code = one_of{ 90013, 90014, 90023, 9002313 }, error = "invalid_grant" },
                       say = "the answer says invalid_grant: the code or token itself was unreadable" },
  { "invalid_request", when = some.error_text{ code = one_of{ 90013, 90014, 90023, 9002313 },
                       error = "invalid_request" },
                       say = "the answer says invalid_request: a parameter is wrong, not the grant" },
  seen = {
    ["token-damaged"]  = { 90, 9 },
    ["token-from-elsewhere"]      = { 90, 9 },
    ["body-not-form-encoded"]     = { 2, 96 },
    ["value-not-percent-encoded"] = { 6, 92 },
    ["xml-value-unescaped"]       = { 4, 94 },
    ["request-built-by-hand"]     = { 8, 90 },
    other                         = { 14, 82 },
  },
}

local function says(pattern) return some.error_text{ code = 90023, text = like(pattern) } end

evidence "sentence that 90023 carries" {
  about = "whether the text speaks of a public client's secret, of cross-origin requests, or of an invalid request only",
  codes = { 90023 },
  { "public client",   when = says "*ublic clients can't send a client secret*",
                       say = "the text says that public clients can't send a secret" },
  { "cross-origin",    when = says "*Cross-origin token redemption*",
                       say = "the text says that cross-origin redemption isn't permitted here" },
  { "browser only",    when = says "*only be redeemed via cross-origin*",
                       say = "the text says that only cross-origin requests may redeem this" },
  { "invalid request", when = says "*nvalid STS request*", say = "the text says no more than 'Invalid STS request'" },
  seen = {
    ["public-redirect-with-secret"]  = { 97, 0.5, 0.5, 1 },
    ["secret-in-public-client"]      = { 97, 0.5, 0.5, 1 },
    ["spa-registered-as-web"]        = { 0.5, 97, 0.5, 1 },
    ["server-app-registered-as-spa"] = { 0.5, 0.5, 97, 1 },
    ["browser-sends-server-request"] = { 8, 88, 0.5, 2 },
    other                            = { 0.5, 0.5, 0.5, 80 },
  },
}
