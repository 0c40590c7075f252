-- The API that is asked for: whether it exists here, is switched off, or isn't on the client's list. 50001, 500011,
-- 500014, 65005, 650052, 650054, 650056, 650057.

local function named(v) return any_of{ some.error_text{ resource = v }, some.app_request{ resource = v } } end
local function api(test)
  test.app_id = V.api
  return all_of{ some.service_principal(test), named(V.api) }
end

evidence "the API in this tenant" {
  about = "whether the tenant has an enterprise application for what is asked for, and whether it's enabled",
  { "missing",  when = api{ exists = false }, say = "the tenant has nothing by the name of {api}" },
  { "disabled", when = api{ exists = true, enabled = false }, say = "the API {api} is there and disabled" },
  { "enabled",  when = api{ exists = true, enabled = true }, say = "the API {api} is there and enabled" },
  seen = {
    ["resource-uri-wrong"]         = { 95, 1, 3 },
    ["resource-not-provisioned"]   = { 96, 1, 2 },
    ["api-single-tenant"]          = { 94, 1, 4 },
    ["api-deleted"]                = { 93, 2, 4 },
    ["service-not-subscribed"]     = { 66, 30, 3 },
    ["resource-disabled"]          = { 1, 96, 2 },
    ["resource-not-listed"]        = { 3, 1, 94 },
    ["wrong-tenant"]               = { 40, 1, 57 },   -- it's the other tenant that lacks it
    ["sign-in-permission-missing"] = { 1, 1, 96 },
    ["wrong-client-id"]            = { 4, 1, 93 },
    ["saml-entity-id-mismatch"]    = { 6, 1, 90 },
    other                          = { 8, 3, 86 },
  },
}

local function called(pattern)
  return any_of{ some.error_text{ resource = like(pattern) }, some.app_request{ resource = like(pattern) } }
end
local function of_microsoft()
  return any_of{ called("https://*.microsoft.com*"), called("https://*.windows.net*"), called("https://*.azure.*"),
                 called("https://*.azure.com*"), called("https://*.office.com*"), called("https://*.office365.com*"),
                 called("https://*.dynamics.com*"), called("0000000?-0000-*") }
end
local function own_address() return any_of{ called("api://*"), called("https://*"), called("http://*") } end

evidence "name of the API" {
  about = "whether the API is named by an address of Microsoft's, by another address, or by an ID",
  { "Microsoft's", when = of_microsoft(), say = "the API that is asked for is one of Microsoft's" },
  { "an address",  when = all_of{ own_address(), unless(of_microsoft()) },
                   say = "the API is named by an address that isn't Microsoft's" },
  { "an ID",       when = all_of{ called("????????-????-????-????-????????????"), unless(of_microsoft()) },
                   say = "the API is named by its application ID" },
  seen = {
    ["service-not-subscribed"]     = { 70, 3, 25 },
    ["resource-uri-wrong"]         = { 30, 60, 8 },
    ["resource-not-provisioned"]   = { 22, 36, 40 },   -- Microsoft's own aren't in every tenant
    ["api-single-tenant"]          = { 1, 56, 41 },
    ["api-deleted"]                = { 2, 46, 50 },
    ["resource-not-listed"]        = { 64, 26, 8 },
    ["resource-disabled"]          = { 46, 26, 26 },
    ["sign-in-permission-missing"] = { 92, 2, 4 },
    ["wrong-tenant"]               = { 34, 44, 20 },
    other                          = { 50, 32, 16 },
  },
}

local function bare(name) return (string.gsub(string.gsub(string.lower(name), "^%a+://", ""), "/+$", "")) end
local function nearly(sent, names)
  local near = false
  for name in string.gmatch(names, "%S+") do
    if name == sent then return false end
    near = near or bare(name) == bare(sent)
  end
  return near
end

evidence "an API of nearly that name" {
  about = "whether an API of the tenant has nearly the name that is asked for",
  codes = { 50001, 65005, 500011 },
  { "found", when = all_of{ named(V.asked), some.service_principal{ names = V.names },
                            where(function(m) return m.asked ~= nil and nearly(m.asked, m.names) end) },
             say = "an API of the tenant has nearly that name: {names}" },
  seen = { ["resource-uri-wrong"] = { 46 }, other = { 1 } },
}

evidence "the API on the client's list" {
  about = "whether the client's registration lists the API among its permissions",
  { "listed",     when = some.app_consent{ listed = true }, say = "the registration lists what it asks for" },
  { "not listed", when = all_of{ some.app_consent{ listed = false, resource = V.api, scope = V.scope },
                                 unless(some.app_consent{ listed = true }) },
                  say = "the registration doesn't list {scope} of {api}" },
  seen = {
    ["resource-not-listed"]        = { 4, 94 },
    ["sign-in-permission-missing"] = { 6, 92 },
    ["resource-uri-wrong"]         = { 40, 56 },
    ["scope-not-granted"]          = { 56, 42 },
    ["middle-tier-not-consented"]  = { 84, 14 },
    ["wrong-client-id"]            = { 30, 66 },
    ["consent-never-asked"]        = { 86, 12 },
    ["service-not-subscribed"]     = { 93, 5 },
    ["resource-not-provisioned"]   = { 88, 10 },
    ["saml-entity-id-mismatch"]    = { 40, 56 },
    other                          = { 84, 14 },
  },
}

evidence "accounts that the API allows" {
  about = "whether the API's registration is for one tenant or for many",
  { "one tenant",   when = all_of{ some.app_registration{ audience = "single", app_id = V.api }, named(V.api) },
                    say = "the API {api} is registered for one tenant" },
  { "many tenants", when = all_of{ some.app_registration{ app_id = V.api,
                                     audience = one_of{ "multiple", "multiple-and-personal" } }, named(V.api) },
                    say = "the API {api} is registered for many tenants" },
  seen = {
    ["api-single-tenant"]        = { 97, 2 },
    ["resource-not-provisioned"] = { 5, 93 },
    ["service-not-subscribed"]   = { 1, 97 },
    other                        = { 56, 42 },
  },
}

evidence "the API's registration" {
  about = "whether the API's registration is among the deleted ones",
  { "deleted", when = all_of{ some.app_registration{ deleted = true, app_id = V.api }, named(V.api) },
               say = "the API's registration was deleted" },
  { "there",   when = all_of{ some.app_registration{ exists = true, deleted = false, app_id = V.api }, named(V.api) },
               say = "the API's registration is there" },
  seen = {
    ["api-deleted"]        = { 84, 14 },
    ["resource-uri-wrong"] = { 1, 12 },
    other                  = { 2, 92 },
  },
}
