-- The API: 500011, 50001, 500014, 65005, 650052, 650054, 650057.

local API = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
local APP = "11111111-2222-3333-4444-555555555555"
local function asked(code, resource) return error_text{ code = code, app_id = APP, resource = resource } end
local function api(name, fields)
  fields.app_id = name
  return service_principal(fields)
end

example "a slash that nobody sees" {
  code   = 500011,
  given  = { asked(500011, "https://api.contoso.com/orders/"),
             api("https://api.contoso.com/orders/", { exists = false }),
             app_host{ deployed = "2026-11-22T20:00:00Z" }, ticket{ worked_before = false } },
  now    = "2026-11-23T12:00:00Z",
  expect = { top = "resource-uri-wrong", at_least = 60, first_step = "correct-resource-uri",
             outcomes = { ["the API in this tenant"] = "missing", ["name of the API"] = "an address" } },
}

example "the first customer of the new API" {
  code   = 500011,
  given  = { asked(500011, API), api(API, { exists = false }), ticket{ worked_before = false },
             app_registration{ app_id = API, exists = true, audience = "multiple" } },
  expect = { top = "resource-not-provisioned", at_least = 60, first_step = "create-resource-principal",
             outcomes = { ["name of the API"] = "an ID", ["accounts that the API allows"] = "many tenants" } },
}

example "the front end went multitenant, its API didn't" {
  code   = 500011,
  given  = { asked(500011, API), app_registration{ app_id = API, exists = true, deleted = false,
                                                   audience = "single" },
             ticket{ worked_before = false } },
  expect = { top = "api-single-tenant", at_least = 45,
             outcomes = { ["accounts that the API allows"] = "one tenant", ["the API's registration"] = "there" } },
}

example "the tenant in the message is the supplier's" {
  code   = 500011,
  given  = { error_text{ code = 500011, resource = "api://orders", tenant = "fabrikam" }, complete.sign_in{} },
  expect = { top = "wrong-tenant", at_least = 50 },
}

example "the API was deleted with the old project" {
  code   = 500011,
  given  = { asked(500011, API), app_registration{ app_id = API, exists = false, deleted = true },
             ticket{ worked_before = true } },
  expect = { top = "api-deleted", at_least = 75, outcomes = { ["the API's registration"] = "deleted" } },
}

example "50001, and the name is known to nobody" {
  code   = 50001,
  given  = { asked(50001, "https://graph.windows.nett"), api("https://graph.windows.nett", { exists = false }) },
  expect = { top = "resource-uri-wrong", at_least = 55, first_step = "correct-resource-uri" },
}

example "50001, and the API is switched off" {
  code   = 50001,
  given  = { asked(50001, "api://orders"), api("api://orders", { exists = true, enabled = false }) },
  expect = { top = "resource-disabled", at_least = 85, first_step = "enable-enterprise-app",
             outcomes = { ["the API in this tenant"] = "disabled" } },
}

example "somebody disabled the API, not the client" {
  code   = 500014,
  given  = { asked(500014, "api://orders"), ticket{ worked_before = true },
             audit_event{ id = "a1", at = "2026-11-23T08:00:00Z", activity = "Update service principal",
                          property = "AccountEnabled", actor = "eve@contoso.com" } },
  expect = { top = "resource-disabled", at_least = 85 },
}

example "the trial has ended" {
  code   = 500014,
  given  = { asked(500014, "https://analysis.windows.net/powerbi/api"), complete.audit_event{} },
  expect = { top = "service-not-subscribed", at_least = 60, first_step = "subscribe-to-service",
             outcomes = { ["audit log: switches of the enterprise application"] = "untouched",
                          ["name of the API"] = "Microsoft's" } },
}

example "one API more in the code than on the list" {
  code   = 650057,
  given  = { asked(650057, "https://vault.azure.net"),
             api("https://vault.azure.net", { exists = true, enabled = true }),
             app_consent{ app_id = APP, resource = "https://vault.azure.net", scope = "user_impersonation",
                          granted = "none", listed = false } },
  expect = { top = "resource-not-listed", at_least = 70, first_step = "add-api-permission",
             outcomes = { ["the API in this tenant"] = "enabled", ["the API on the client's list"] = "not listed" } },
}

example "Intune was never bought here" {
  code   = 650052,
  given  = { asked(650052, "https://api.manage.microsoft.com/"), ticket{ worked_before = false } },
  expect = { top = "service-not-subscribed", at_least = 50 },
}

example "the vendor's back end has no place in our tenant" {
  code   = 650052,
  given  = { asked(650052, API), api(API, { exists = false }), ticket{ worked_before = false } },
  expect = { top = "resource-not-provisioned", at_least = 55, first_step = "create-resource-principal" },
}

example "65005 from an old library: the list" {
  code   = 65005,
  given  = { asked(65005, "https://vault.azure.net"),
             api("https://vault.azure.net", { exists = true, enabled = true }),
             app_request{ endpoint = "token" } },
  expect = { top = "resource-not-listed", at_least = 65, first_step = "add-api-permission" },
}

example "65005 overturned: it's SAML after all" {
  code   = 65005,
  given  = { app_request{ endpoint = "saml" } },
  expect = { top = "saml-entity-id-mismatch", at_least = 60, first_step = "align-saml-identifier" },
}

example "labels are licensed, and the sync service of Microsoft's has never been in the tenant" {
  code   = 650052,
  given  = { asked(650052, "870c4f2e-85b6-4d43-bdda-6ed9a579b725"), ticket{ worked_before = false },
             api("870c4f2e-85b6-4d43-bdda-6ed9a579b725", { exists = false }) },
  expect = { top = "resource-not-provisioned", at_least = 55, first_step = "create-resource-principal" },
}
