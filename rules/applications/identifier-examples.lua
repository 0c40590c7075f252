-- Identifiers, letter by letter: the Issuer of a SAML request, the name of an API.

local APP, API = "11111111-2222-3333-4444-555555555555", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
local NOW = "2026-11-23T12:00:00Z"
local function not_found(what)
  return "AADSTS700016: Application with identifier '" .. what .. "' was not found in the directory 'Contoso'. This can "
         .. "happen if the application has not been installed by the administrator of the tenant or consented to by any "
         .. "user in the tenant. You may have sent your authentication request to the wrong tenant."
end
local function saml_app(names, f)
  f = f or {}
  f.app_id, f.exists, f.saml, f.names, f.created = APP, true, true, APP .. " " .. names, "2026-01-09T08:00:00Z"
  return service_principal(f)
end

example "a closing slash in the entity ID" {
  text   = not_found "https://crm.contoso.com/saml/",
  now    = NOW,
  given  = { saml_app "https://crm.contoso.com/saml" },
  expect = { top = "saml-entity-id-mismatch", at_least = 95, first_step = "align-saml-identifier",
             outcomes = { ["Issuer against the Identifier"] = "nearly" } },
}

example "the entity ID of the test system" {
  code   = 700016,
  now    = NOW,
  given  = { saml_request{ issuer = "https://test.contoso.com" }, saml_app "https://crm.contoso.com" },
  expect = { top = "saml-entity-id-mismatch", at_least = 60,
             outcomes = { ["Issuer against the Identifier"] = "unlike" } },
}

example "the right entity ID, at a subsidiary's tenant" {
  text   = not_found "https://crm.contoso.com/saml",
  now    = NOW,
  given  = { saml_app "https://crm.contoso.com/saml",
             error_frequency{ code = 700016, window = "24h", attempts = 0 } },
  expect = { top = "wrong-tenant", at_least = 80, outcomes = { ["Issuer against the Identifier"] = "equal" } },
}

example "a slash too many behind the API's address" {
  code   = 500011,
  given  = { error_text{ code = 500011, resource = "https://orders.contoso.com/" },
             service_principal{ app_id = "https://orders.contoso.com/", exists = false },
             service_principal{ app_id = API, exists = true, names = API .. " https://orders.contoso.com" } },
  expect = { top = "resource-uri-wrong", at_least = 90, outcomes = { ["an API of nearly that name"] = "found" } },
}

example "nothing is called like that" {
  code   = 500011,
  given  = { error_text{ code = 500011, resource = "https://orders.contoso.com/" },
             service_principal{ app_id = API, exists = true, names = API .. " https://invoices.contoso.com" } },
  expect = { outcomes = { ["an API of nearly that name"] = "open" } },
}

example "all APIs of the tenant are known, and none has nearly that name" {
  code   = 500011,
  given  = { error_text{ code = 500011, resource = "https://orders.contoso.com/" },
             service_principal{ app_id = API, exists = true, names = API .. " https://invoices.contoso.com" },
             complete.service_principal{}, complete.error_text{}, complete.app_request{} },
  expect = { outcomes = { ["an API of nearly that name"] = "none" } },
}
