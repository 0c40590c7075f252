-- Which tenant the request names, in which cloud, and for whom the application is registered.

evidence "tenant in the address" {
  about = "which segment for the tenant the request's address has",
  { "common",   when = some.app_request{ tenant = one_of{ "common", "consumers" }:as(V.seg) },
                say = "the address says {seg}" },
  { "organizations", when = some.app_request{ tenant = "organizations" }, say = "the address says organizations" },
  { "placeholder", when = any_of{ some.app_request{ tenant = like("*{*"):as(V.seg) },
                                  some.app_request{ tenant = like("undefined*"):as(V.seg) },
                                  some.app_request{ tenant = like("enter_*"):as(V.seg) },
                                  some.app_request{ missing = "tenant" } },
                say = "the address has a placeholder or nothing for the tenant" },
  { "a domain", when = some.app_request{ tenant = like("*.*"):as(V.seg) },
                say = "the address names the domain {seg}" },
  { "an ID",    when = some.app_request{ tenant = like("????????-????-????-????-????????????"):as(V.seg) },
                say = "the address names the tenant {seg}" },
  seen = {
    ["own-app-on-common-endpoint"]          = { 98, 0.5, 0.5, 0.5, 0.5 },
    ["app-meant-for-many-tenants"]          = { 62, 20, 0.5, 8, 9 },
    ["authority-pinned-to-one-tenant"]      = { 0.5, 0.5, 0.5, 30, 68 },
    ["external-tenant-on-workforce-host"]   = { 5, 1, 0.5, 30, 62 },
    ["work-only-app-on-personal-endpoint"]  = { 98, 0.5, 0.5, 0.5, 0.5 },
    ["password-grant-on-common"]            = { 98, 0.5, 0.5, 0.5, 0.5 },
    ["windows-authentication-on-common"]    = { 98, 0.5, 0.5, 0.5, 0.5 },
    ["tool-defaults-to-common"]             = { 98, 0.5, 0.5, 0.5, 0.5 },
    ["app-only-token-without-tenant"]       = { 82, 15, 0.5, 0.5, 0.5 },
    ["silent-request-without-user"]         = { 82, 14, 0.5, 1, 1 },
    ["app-setting-empty"]                   = { 3, 1, 90, 2, 2 },
    ["request-built-by-hand"]               = { 20, 6, 36, 14, 14 },
    ["domain-not-in-any-tenant"]            = { 8, 3, 0.5, 84, 4 },
    ["tenant-name-mistyped"]                = { 0.5, 0.5, 1, 40, 57 },
    ["tenant-of-another-cloud"]             = { 5, 2, 0.5, 42, 50 },
    ["tenant-gone"]                         = { 0.5, 0.5, 0.5, 34, 64 },
    other                                   = { 34, 10, 2, 20, 30 },
  },
}

evidence "discovery of the tenant" {
  about = "where the discovery document of the requested tenant answers",
  { "other cloud", when = some.app_request{ tenant_found = "other-cloud" },
                   say = "the tenant's discovery document answers in another cloud" },
  { "nowhere",     when = some.app_request{ tenant_found = "nowhere" },
                   say = "no cloud has a discovery document for that tenant" },
  { "here",        when = some.app_request{ tenant_found = "here" },
            say = "the tenant's discovery document answers here" },
  seen = {
    ["tenant-of-another-cloud"]       = { 95, 2, 2 },
    ["tenant-name-mistyped"]          = { 1, 94, 4 },
    ["tenant-gone"]                   = { 1, 97, 1 },
    ["domain-not-in-any-tenant"]      = { 1, 96, 2 },
    ["government-app-on-public-host"] = { 80, 3, 15 },
    ["library-left-at-public-cloud"]  = { 80, 3, 15 },
    ["old-government-host"]           = { 60, 4, 34 },
    other                             = { 6, 20, 70 },
  },
}

local function host(test) return some.app_request{ host = test } end
evidence "host of the sign-in address" {
  about = "which cloud's host the request goes to",
  { "old government", when = host(like("login-us.*"):as(V.host)), say = "the request goes to the old host {host}" },
  { "government",     when = host("login.microsoftonline.us"), say = "the request goes to the US Government host" },
  { "public",         when = host(one_of{ "login.microsoftonline.com", "login.windows.net", "login.microsoft.com" }),
                      say = "the request goes to the public cloud's host" },
  seen = {
    ["old-government-host"]           = { 97, 1, 1 },
    ["government-app-on-public-host"] = { 1, 1, 97 },
    ["library-left-at-public-cloud"]  = { 1, 1, 97 },
    other                             = { 1, 4, 92 },
  },
}

evidence "account types of the registration" {
  about = "whose accounts the registration admits",
  { "one tenant", when = some.app_registration{ audience = "single" }, say = "the registration admits one tenant" },
  { "many",       when = some.app_registration{ audience = one_of{ "multiple", "multiple-and-personal" } },
                  say = "the registration admits accounts of any organisation" },
  { "private",    when = some.app_registration{ audience = "personal" },
                  say = "the registration admits private accounts only" },
  seen = {
    ["app-meant-for-many-tenants"]         = { 96, 2, 1 },
    ["own-app-on-common-endpoint"]         = { 98, 1, 0.5 },
    ["authority-pinned-to-one-tenant"]     = { 1, 96, 2 },
    ["external-tenant-on-workforce-host"]  = { 96, 3, 0.5 },   -- external tenants admit no other type
    ["work-only-app-on-personal-endpoint"] = { 45, 53, 1 },
    ["personal-account-at-work-app"]       = { 40, 56, 1 },
    ["wrong-client-id"]                    = { 60, 36, 2 },
    other                                  = { 60, 36, 2 },
  },
}

evidence "application of the message and the registration" {
  about = "whether the message names the application whose registration was looked at",
  codes = { 50194 },
  { "another",  when = all_of{ some.app_registration{ app_id = V.there, ours = true },
                               some.error_text{ code = 50194, app_id = is_not(V.there):as(V.asked) } },
                say = "the message names the application {asked}, and {there} is the one that was looked at" },
  { "the same", when = all_of{ some.app_registration{ app_id = V.there, ours = true },
                               some.error_text{ code = 50194, app_id = V.there } },
                say = "the message names the application that was looked at" },
  seen = { ["wrong-client-id"] = { 90, 8 }, other = { 3, 95 } },
}

evidence "author of what signs in" {
  about = "who wrote what signs in: the company, or a vendor",
  codes = { 900439, 9001023 },   -- elsewhere the same facts answer "library of the application"
  { "own code", when = some.app_host{ library = one_of{ "msal", "adal", "own", "other" }:as(V.lib) },
                say = "own code signs in ({lib})" },
  { "a tool",   when = all_of{ some.app_registration{ ours = false },
            unless(some.app_host{ library = one_of{ "msal", "adal", "own", "other" } }) },
                say = "a tool of Microsoft or a vendor signs in" },
  seen = {
    ["tool-defaults-to-common"]          = { 3, 96 },
    ["library-left-at-public-cloud"]     = { 22, 76 },
    ["password-grant-on-common"]         = { 84, 14 },
    ["request-built-by-hand"]            = { 92, 6 },
    ["value-not-percent-encoded"]        = { 92, 6 },
    ["xml-value-unescaped"]              = { 80, 18 },
    ["windows-authentication-on-common"] = { 90, 8 },
    ["government-app-on-public-host"]    = { 92, 6 },
    ["old-government-host"]              = { 70, 28 },
    other                                = { 70, 28 },
  },
}

seen "flow of the token request" {
  ["app-only-token-without-tenant"]    = { 1, 1, 97, 0.5, 0.5 },
  ["password-grant-on-common"]         = { 0.5, 0.5, 0.5, 98, 0.5 },
  ["windows-authentication-on-common"] = { 0.5, 0.5, 0.5, 98, 0.5 },
}

seen "whether the application ever worked" {
  ["tenant-gone"]                      = { 97, 2 },
  ["tenant-name-mistyped"]             = { 14, 84 },
  ["tenant-of-another-cloud"]          = { 12, 86 },
  ["domain-not-in-any-tenant"]         = { 16, 82 },
  ["own-app-on-common-endpoint"]       = { 6, 92 },
  ["app-meant-for-many-tenants"]       = { 14, 84 },
  ["authority-pinned-to-one-tenant"]   = { 14, 84 },
  ["external-tenant-on-workforce-host"] = { 14, 84 },
  ["old-government-host"]              = { 96, 3 },
  ["government-app-on-public-host"]    = { 26, 72 },
  ["library-left-at-public-cloud"]     = { 6, 92 },
  ["app-only-token-without-tenant"]    = { 14, 84 },
  ["silent-request-without-user"]      = { 88, 10 },
  ["guest-account-recreated"]          = { 96, 3 },
  ["guest-not-invited"]                = { 5, 94 },
  ["source-anchor-mismatch"]           = { 88, 10 },
  ["own-tenant-missing-from-list"]     = { 97, 2 },
  ["mfa-policy-reaches-direct-connect"] = { 97, 2 },
  ["partner-entry-without-mfa-trust"]  = { 46, 52 },
  ["inbound-mfa-not-trusted"]          = { 14, 84 },
  ["direct-connect-not-enabled"]       = { 3, 96 },
  ["cross-cloud-not-enabled"]          = { 4, 95 },
  ["tenant-not-on-proxy-list"]         = { 20, 78 },
  ["restriction-policy-lacks-partner"] = { 26, 72 },
  ["crl-address-unsuitable"]           = { 2, 97 },
  ["crl-expired"]                      = { 98, 1 },
  ["provider-keys-rolled-over"]        = { 98, 1 },
  ["provider-token-invalid"]           = { 26, 72 },
  ["provider-method-of-same-kind"]     = { 40, 58 },
  ["external-provider-unreachable"]    = { 92, 7 },
  ["provider-address-mistyped"]        = { 3, 96 },
}
