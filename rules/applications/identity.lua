-- Which application was meant, and whether this tenant has it. 700016, 700011, 70001, 650059, 50105.

-- The API has records of its own; what is said of the client must not be taken from them.
local function is_resource(v) return any_of{ some.error_text{ resource = v }, some.app_request{ resource = v } } end

local function instance(test)
  test.app_id = V.client
  return all_of{ some.service_principal(test), unless(is_resource(V.client)) }
end

evidence "enterprise application in this tenant" {
  about = "whether the tenant has the enterprise application, and since when",
  { "missing", when = instance{ exists = false }, say = "the tenant has no enterprise application for {client}" },
  { "new",     when = instance{ exists = true, created = within "2d" },
               say = "the enterprise application is at most two days old" },
  { "there",   when = instance{ exists = true, created = is_not(within "2d") },
               say = "the tenant has had the enterprise application for longer than two days" },
  seen = {
    ["app-not-provisioned"]       = { 96, 2, 1 },
    ["app-deleted"]               = { 93, 2, 3 },
    ["wrong-client-id"]           = { 60, 4, 34 },
    ["wrong-tenant"]              = { 26, 4, 68 },
    ["single-tenant-app"]         = { 84, 3, 12 },
    ["saml-entity-id-mismatch"]   = { 6, 20, 72 },
    ["app-instance-recreated"]    = { 1, 88, 10 },
    ["consent-never-asked"]       = { 30, 26, 42 },
    ["publisher-not-verified"]    = { 62, 22, 14 },
    ["consent-phishing"]          = { 74, 20, 4 },
    ["own-app-in-other-tenant"]   = { 30, 16, 52 },
    ["user-consent-off"]          = { 48, 16, 34 },
    ["permission-needs-admin"]    = { 40, 18, 40 },
    ["consent-request-pending"]   = { 66, 10, 22 },
    ["consent-request-blocked"]   = { 1, 50, 48 },
    ["client-id-not-guid"]        = { 90, 2, 6 },
    ["app-disabled-by-admin"]     = { 1, 3, 95 },
    ["app-deactivated-by-owner"]  = { 1, 3, 95 },
    ["app-disabled-by-microsoft"] = { 1, 8, 90 },
    other                         = { 6, 8, 84 },
  },
}

local function registration(test)
  test.app_id = V.client
  return all_of{ some.app_registration(test), unless(is_resource(V.client)) }
end

evidence "registration of the application" {
  about = "whether the application's registration is ours, deleted, another tenant's or nowhere",
  { "deleted", when = registration{ deleted = true }, say = "{client} is among the deleted applications" },
  { "ours",    when = registration{ exists = true, ours = true }, say = "{client} is registered in our tenant" },
  { "foreign", when = registration{ exists = true, ours = false }, say = "{client} is registered in another tenant" },
  { "nowhere", when = all_of{ registration{ exists = false }, unless(registration{ deleted = true }) },
               say = "no registration with the ID {client} is known" },
  seen = {
    ["app-deleted"]               = { 88, 1, 3, 7 },
    ["app-not-provisioned"]       = { 1, 2, 86, 10 },
    ["wrong-client-id"]           = { 3, 34, 4, 58 },
    ["wrong-tenant"]              = { 1, 62, 18, 18 },
    ["single-tenant-app"]         = { 1, 10, 66, 22 },
    ["saml-entity-id-mismatch"]   = { 2, 56, 38, 3 },
    ["old-secret-still-deployed"] = { 1, 92, 5, 1 },
    ["vendor-secret-expired"]     = { 1, 1, 90, 7 },
    ["secret-expired"]            = { 1, 95, 2, 1 },
    ["app-disabled-by-admin"]     = { 1, 40, 58, 1 },
    ["app-deactivated-by-owner"]  = { 1, 50, 48, 1 },
    ["consent-request-blocked"]   = { 1, 3, 95, 1 },
    ["publisher-not-verified"]    = { 1, 3, 90, 5 },
    ["consent-phishing"]          = { 1, 1, 88, 9 },
    ["own-app-in-other-tenant"]   = { 1, 2, 92, 4 },
    ["permission-needs-admin"]    = { 1, 34, 62, 2 },
    ["resource-not-listed"]       = { 1, 70, 28, 1 },
    ["first-party-app-id-used"]   = { 1, 1, 92, 5 },
    ["client-id-not-guid"]        = { 1, 6, 2, 90 },
    other                         = { 2, 58, 36, 3 },
  },
}

evidence "accounts that the application allows" {
  about = "whether the client's registration is for one tenant or for many",
  { "one tenant",   when = registration{ audience = "single" }, say = "{client} is registered for one tenant" },
  { "many tenants", when = registration{ audience = one_of{ "multiple", "multiple-and-personal", "personal" } },
                    say = "{client} is registered for many tenants" },
  seen = {
    ["single-tenant-app"]       = { 97, 2 },
    ["app-not-provisioned"]     = { 4, 94 },
    ["publisher-not-verified"]  = { 2, 96 },
    ["consent-phishing"]        = { 1, 98 },
    ["own-app-in-other-tenant"] = { 2, 96 },
    ["api-single-tenant"]       = { 3, 95 },
    other                       = { 62, 36 },
  },
}

local AUTH = one_of{ "authorize", "token", "device-code" }
local function saml()
  return any_of{ some.app_request{ endpoint = "saml" }, some.sign_in{ code = one_of{ 700016, 70001, 650056, 65005 },
                                                                      protocol = "saml" },
                 some.error_text{ code = one_of{ 700016, 70001, 650056, 65005 }, text = like "*identifier 'http*" },
                 some.error_text{ code = one_of{ 700016, 70001, 650056, 65005 }, text = like "*identifier 'urn:*" } }
end

evidence "SAML or OpenID Connect" {
  about = "whether the application speaks SAML, or OpenID Connect and OAuth",
  { "SAML",  when = saml(), say = "the application speaks SAML" },
  { "OAuth", when = all_of{ any_of{ some.app_request{ endpoint = AUTH },
                                    some.sign_in{ protocol = one_of{ "oauth2", "ropc", "device-code" } } },
                            unless(saml()) },
             say = "the application speaks OpenID Connect or OAuth" },
  seen = {
    ["saml-entity-id-mismatch"]    = { 97, 2 },
    ["app-deleted"]                = { 24, 74 },
    ["sign-in-permission-missing"] = { 3, 95 },
    ["consent-never-asked"]        = { 2, 96 },
    ["app-not-provisioned"]        = { 4, 94 },
    ["wrong-client-id"]            = { 6, 92 },
    ["single-tenant-app"]          = { 6, 92 },
    ["wrong-tenant"]               = { 16, 82 },
    ["resource-uri-wrong"]         = { 3, 95 },
    ["resource-not-listed"]        = { 2, 96 },
    ["service-not-subscribed"]     = { 2, 96 },
    ["resource-not-provisioned"]   = { 2, 96 },
    ["app-disabled-by-admin"]      = { 30, 68 },
    other                          = { 16, 82 },
  },
}

-- What was sent against the names of an application: compared as text, and nearly.
local function bare(name)
  local text = string.lower(name)
  text = string.gsub(text, "^spn:", "")
  text = string.gsub(text, "^%a+://", "")
  return (string.gsub(text, "/+$", ""))
end
local function relation(sent, names)
  local near = false
  for name in string.gmatch(names, "%S+") do
    if name == sent then return "equal" end
    near = near or bare(name) == bare(sent)
  end
  return near and "near" or "unlike"
end
local NAMED = one_of{ 65005, 70001, 650056, 700016 }
local function issuer(word)
  return any_of{
    all_of{ some.saml_request{ issuer = V.sent }, some.service_principal{ saml = true, names = V.names },
            where(function(m) return relation(m.sent, m.names) == word end) },
    all_of{ some.error_text{ code = NAMED, text = V.text }, some.service_principal{ saml = true, names = V.names },
            where(function(m)
              local sent = m.text and string.match(m.text, "[Ii]dentifier '([^']+)'")
              return sent ~= nil and relation(sent, m.names) == word
            end) },
  }
end

evidence "Issuer against the Identifier" {
  about = "whether the Issuer of the SAML request is an Identifier of the enterprise application",
  codes = { 65005, 70001, 650056, 700016 },
  { "equal",  when = issuer "equal", say = "the Issuer is an Identifier of the enterprise application" },
  { "nearly", when = all_of{ issuer "near", unless(issuer "equal") },
              say = "Issuer and Identifier differ by a closing slash, by case or by http" },
  { "unlike", when = all_of{ issuer "unlike", unless(issuer "equal"), unless(issuer "near") },
              say = "the Issuer resembles no Identifier of the enterprise application" },
  seen = {
    ["saml-entity-id-mismatch"] = { 1, 50, 48 },
    ["wrong-tenant"]            = { 92, 2, 5 },
    ["app-disabled-by-admin"]   = { 94, 2, 3 },
    other                       = { 76, 3, 20 },
  },
}

local function by(status) return registration{ deactivated = status } end

evidence "who keeps the application from getting tokens" {
  about = "whether Microsoft, the owner or an administrator of this tenant has switched the application off",
  { "Microsoft",   when = instance{ disabled_by_microsoft = true }, say = "Microsoft has disabled the application" },
  { "its owner",   when = all_of{ by(true), unless(instance{ disabled_by_microsoft = true }) },
                   say = "the registration has been deactivated by its owner" },
  { "this tenant", when = all_of{ instance{ enabled = false }, unless(by(true)),
                                  unless(instance{ disabled_by_microsoft = true }) },
                   say = "the enterprise application is disabled in this tenant" },
  { "nobody here", when = all_of{ instance{ enabled = true }, unless(by(true)),
                                  unless(instance{ disabled_by_microsoft = true }) },
                   say = "the enterprise application is enabled in this tenant" },
  seen = {
    ["app-disabled-by-microsoft"] = { 95, 1, 2, 1 },
    ["app-deactivated-by-owner"]  = { 1, 64, 2, 32 },   -- at a vendor's registration it can't be read
    ["app-disabled-by-admin"]     = { 1, 1, 96, 1 },
    ["consent-request-blocked"]   = { 1, 1, 96, 1 },
    other                         = { 1, 1, 3, 94 },
  },
}
