-- One more for each cause that the other examples meet only under a neighbouring code.

local NOW = "2026-11-23T12:00:00Z"
local APP = "11111111-2222-3333-4444-555555555555"
local API = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
local function asked(code, resource) return error_text{ code = code, app_id = APP, resource = resource } end
local function instance(id, fields)
  fields.app_id = id
  return service_principal(fields)
end
local function consent(scope, granted, fields)
  fields = fields or {}
  fields.app_id, fields.resource, fields.scope, fields.granted = APP, "Microsoft Graph", scope, granted
  return app_consent(fields)
end
local function secret(id, expires, fields)
  fields = fields or {}
  fields.app_id, fields.key_id, fields.type, fields.expires = APP, id, "secret", expires
  return app_credential(fields)
end

example "50001 in a customer's tenant" {
  code   = 50001,
  given  = { asked(50001, API), instance(API, { exists = false }), ticket{ worked_before = false },
             app_registration{ app_id = API, exists = true, deleted = false, audience = "multiple" } },
  expect = { top = "resource-not-provisioned", at_least = 60 },
}

example "50001 since the API was deleted" {
  code   = 50001,
  given  = { asked(50001, API), instance(API, { exists = false }), ticket{ worked_before = true },
             app_registration{ app_id = API, exists = false, deleted = true } },
  expect = { top = "api-deleted", at_least = 75 },
}

example "50012, the key used is expired" {
  code   = 50012,
  given  = { error_text{ code = 50012, text = "[Reason - The key used is expired., Found key 'Start=08/03/2024']" } },
  expect = { top = "certificate-expired", at_least = 75, first_step = "renew-certificate" },
}

example "50012, signed with the wrong half" {
  code   = 50012,
  given  = { error_text{ code = 50012, text = "The signature value did not match the expected signature value" },
             app_host{ library = "own" } },
  expect = { top = "assertion-badly-signed", at_least = 75, first_step = "use-library-for-assertion" },
}

example "50012, and the server lives in the past" {
  code   = 50012,
  given  = { error_text{ code = 50012, text = "Client assertion is not within its valid time range." },
             app_host{ clock_off = -5400 } },
  expect = { top = "app-host-clock-off", at_least = 55, first_step = "set-host-clock" },
}

example "50012, subject name" {
  code   = 50012,
  given  = { error_text{ code = 50012, text = "The subject name of the signing certificate isn't authorized" } },
  expect = { top = "certificate-subject-not-authorized", at_least = 55 },
}

example "65001, assigned and never consented" {
  code   = 65001,
  now    = NOW,
  given  = { instance(APP, { exists = true, assignment_required = true, assigned = "direct", enabled = true,
                             created = "2026-03-01T08:00:00Z" }),
             consent("User.Read", "none", { needs_admin = false }), consent_setting{ users = "all" },
             app_request{ grant_type = "authorization_code" }, ticket{ action = "sign-in" } },
  expect = { top = "assignment-blocks-consent", at_least = 60, first_step = "grant-admin-consent" },
}

example "65005, Power BI was never bought" {
  code   = 65005,
  given  = { asked(65005, "https://analysis.windows.net/powerbi/api"), ticket{ worked_before = false },
             instance("https://analysis.windows.net/powerbi/api", { exists = false }) },
  expect = { top = "service-not-subscribed", at_least = 45 },
}

example "65005, the vendor's API isn't here" {
  code   = 65005,
  given  = { asked(65005, API), instance(API, { exists = false }), ticket{ worked_before = false },
             app_registration{ app_id = API, exists = true, audience = "multiple" } },
  expect = { top = "resource-not-provisioned", at_least = 60, first_step = "create-resource-principal" },
}

example "65005, an address that nobody has" {
  code   = 65005,
  given  = { asked(65005, "https://api.contoso.con/"), instance("https://api.contoso.con/", { exists = false }),
             app_request{ endpoint = "authorize" }, consent("read", "none", { listed = false }) },
  expect = { top = "resource-uri-wrong", at_least = 50, first_step = "correct-resource-uri" },
}

example "650052, and the API can't be added" {
  code   = 650052,
  given  = { asked(650052, API), app_registration{ app_id = API, exists = true, audience = "single" },
             ticket{ worked_before = false } },
  expect = { top = "api-single-tenant", at_least = 50 },
}

example "650052 after a tidy-up" {
  code   = 650052,
  given  = { asked(650052, API), ticket{ worked_before = true },
             app_registration{ app_id = API, exists = false, deleted = true } },
  expect = { top = "api-deleted", at_least = 60 },
}

example "650056, an ID that isn't this application's" {
  code   = 650056,
  given  = { app_request{ endpoint = "authorize" }, app_registration{ app_id = APP, exists = false, deleted = false },
             instance(APP, { exists = false }), ticket{ worked_before = false } },
  expect = { top = "wrong-client-id", at_least = 50, first_step = "set-right-client-id" },
}

example "650057, and the API isn't the one that was meant" {
  code   = 650057,
  given  = { asked(650057, "https://api.contoso.com/old"), ticket{ worked_before = false },
             instance("https://api.contoso.com/old", { exists = false }) },
  expect = { top = "resource-uri-wrong", at_least = 60, first_step = "correct-resource-uri" },
}

example "650057, with somebody else's list" {
  code   = 650057,
  given  = { asked(650057, "https://vault.azure.net"),
             app_registration{ app_id = APP, exists = false, deleted = false },
             instance("https://vault.azure.net", { exists = true, enabled = true }) },
  expect = { top = "wrong-client-id", at_least = 70, first_step = "set-right-client-id" },
}

example "70001 for a vendor's application" {
  code   = 70001,
  given  = { app_request{ endpoint = "authorize" }, instance(APP, { exists = false }), ticket{ worked_before = false },
             app_registration{ app_id = APP, exists = true, ours = false, audience = "multiple" } },
  expect = { top = "app-not-provisioned", at_least = 75, first_step = "add-enterprise-app" },
}

example "70001 with a mistyped ID" {
  code   = 70001,
  given  = { app_request{ endpoint = "authorize" }, app_registration{ app_id = APP, exists = false, deleted = false },
             ticket{ worked_before = false } },
  expect = { top = "wrong-client-id", at_least = 60, first_step = "set-right-client-id" },
}

example "70001 for an application in the bin" {
  code   = 70001,
  given  = { app_registration{ app_id = APP, exists = false, deleted = true }, ticket{ worked_before = true } },
  expect = { top = "app-deleted", at_least = 80, first_step = "restore-app-registration" },
}

example "70002 on one of three servers" {
  code   = 70002,
  now    = NOW,
  given  = { secret("k2", "2027-05-20T00:00:00Z", { starts = "2026-11-19T09:00:00Z" }), app_host{ nodes = 3 },
             sign_in{ request_id = "r1", at = "2026-11-23T11:50:00Z", code = 70002, app_id = APP },
             sign_in{ request_id = "r2", at = "2026-11-23T11:51:00Z", code = 0, app_id = APP } },
  expect = { top = "old-secret-still-deployed", at_least = 75, first_step = "deploy-current-secret" },
}

example "70002 and a GUID for a secret" {
  code   = 70002,
  given  = { app_request{ secret_is_guid = true } },
  expect = { top = "secret-id-instead-of-value", at_least = 70, first_step = "use-secret-value" },
}

example "70002, the body must contain" {
  code   = 70002,
  given  = { app_request{ grant_type = "client_credentials", has_credential = false } },
  expect = { top = "no-credential-sent", at_least = 70, first_step = "send-credential" },
}

example "70002 with the right beginning" {
  code   = 70002,
  now    = NOW,
  given  = { error_text{ code = 70002, app_id = APP }, app_request{ secret_hint = "a+7", secret_is_guid = false },
             secret("k1", "2027-05-20T00:00:00Z", { hint = "a+7" }), app_host{ library = "own", nodes = 1 } },
  expect = { top = "secret-mangled", at_least = 55, first_step = "carry-secret-unchanged" },
}

example "700016 for colleagues of the sister company" {
  code   = 700016,
  given  = { instance(APP, { exists = false }), ticket{ worked_before = false },
             app_registration{ app_id = APP, exists = true, ours = false, audience = "single" } },
  expect = { top = "single-tenant-app", at_least = 50 },
}

example "700027, uploaded a moment ago" {
  code   = 700027,
  now    = NOW,
  given  = { app_credential{ app_id = APP, key_id = "c1", type = "certificate", starts = "2026-11-23T11:50:00Z",
                             expires = "2027-11-23T00:00:00Z" },
             sign_in{ request_id = "r1", at = "2026-11-23T11:56:00Z", code = 700027, app_id = APP },
             sign_in{ request_id = "r2", at = "2026-11-23T11:57:00Z", code = 0, app_id = APP } },
  expect = { top = "credential-just-added", at_least = 60, first_step = "wait-credential-replication" },
}

example "700027, trusted by name, not by thumbprint" {
  code   = 700027,
  given  = { error_text{ code = 700027, text = "subject name or issuer isn't configured for the application" },
             complete.app_credential{ type = "certificate" } },
  expect = { top = "certificate-subject-not-authorized", at_least = 70 },
}

example "90094 for one scope of a new version" {
  code   = 90094,
  now    = NOW,
  given  = { consent("User.Read", "everybody"), consent("Mail.Send", "none", { needs_admin = false }),
             ticket{ worked_before = true }, app_host{ deployed = "2026-11-22T20:00:00Z" } },
  expect = { top = "scope-not-granted", at_least = 60, first_step = "grant-admin-consent" },
}

example "900981 for a small vendor's tool" {
  code   = 900981,
  now    = NOW,
  given  = { app_request{ from = "application" }, user_scope{ affected = "one" },
             instance(APP, { exists = true, verified_publisher = false, created = "2026-11-23T08:00:00Z" }) },
  expect = { top = "publisher-not-verified", at_least = 50, first_step = "decide-on-risky-app" },
}

example "900981 for the application of our own laboratory tenant" {
  code   = 900981,
  now    = NOW,
  given  = { app_request{ from = "application" }, ticket{ worked_before = true },
             instance(APP, { exists = true, verified_publisher = false, created = "2026-05-02T09:00:00Z" }) },
  expect = { top = "own-app-in-other-tenant", at_least = 40 },
}
