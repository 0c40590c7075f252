-- Switched off, deleted, never added, of another cloud; and what is asked of which API. Codes that few desks meet.

local APP, API = "11111111-2222-3333-4444-555555555555", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
local NOW = "2026-11-23T12:00:00Z"
local function instance(f) f.app_id = f.app_id or APP; return service_principal(f) end
local function registered(f) f.app_id = f.app_id or APP; return app_registration(f) end
local function consent(scope, granted, f)
  f = f or {}
  f.app_id, f.resource, f.scope, f.granted = APP, f.resource or "Microsoft Graph", scope, granted
  return app_consent(f)
end

example "a mail plug-in that Microsoft found abusive is dead in all tenants" {
  code   = 1000031,
  given  = { instance{ exists = true, enabled = true, disabled_by_microsoft = true }, user_scope{ affected = "all" },
             registered{ exists = true, ours = false } },
  expect = { top = "app-disabled-by-microsoft", at_least = 90,
             outcomes = { ["who keeps the application from getting tokens"] = "Microsoft" } },
}

example "the department retired its tool with Deactivate" {
  code   = 1000031,
  given  = { instance{ exists = true, enabled = true, disabled_by_microsoft = false },
             registered{ exists = true, ours = true, deactivated = true } },
  expect = { top = "app-deactivated-by-owner", at_least = 90,
             outcomes = { ["who keeps the application from getting tokens"] = "its owner" } },
}

example "the access review ended with the application disabled" {
  code   = 1000031,
  now    = NOW,
  given  = { instance{ exists = true, enabled = false, disabled_by_microsoft = false },
             audit_event{ id = "a1", at = "2026-11-22T16:10:00Z", activity = "Update service principal",
                          property = "AccountEnabled", actor = "ines@contoso.com" } },
  expect = { top = "app-disabled-by-admin", at_least = 90, first_step = "enable-enterprise-app" },
}

example "MSAL was told to find its region" {
  text   = "AADSTS100007: AAD Regional ONLY supports auth either for MSIs OR for requests from MSAL using SN+I for 1P "
           .. "apps or 3P apps in Microsoft infrastructure tenants.",
  given  = { app_request{ endpoint = "token", host = "westeurope.login.microsoft.com" }, app_host{ library = "msal" } },
  expect = { top = "regional-endpoint-used", at_least = 90 },
}

example "a connector asks for its own old permission" {
  code   = 50150,
  given  = { ticket{ worked_before = false }, consent("User.Read", "none", { listed = true, needs_admin = false }) },
  expect = { top = "consent-never-asked", at_least = 65 },
}

example "the grant was withdrawn after an audit" {
  code   = 50150,
  now    = NOW,
  given  = { ticket{ worked_before = true },
             audit_event{ id = "a1", at = "2026-11-22T09:00:00Z", activity = "Remove delegated permission grant",
                          actor = "ines@contoso.com" } },
  expect = { top = "consent-revoked", at_least = 90, outcomes = { ["audit log: grants"] = "taken away" } },
}

example "an own script borrows the ID of a Microsoft tool" {
  code   = 65002,
  given  = { app_request{ app_id = "04b07795-8ddb-461a-bbee-02f9e1bf7b46", endpoint = "token" },
             app_host{ library = "own", maker = "us" }, ticket{ worked_before = false } },
  expect = { top = "first-party-app-id-used", at_least = 85, first_step = "register-own-client-id",
             outcomes = { ["maker of the program"] = "ours" } },
}

example "Azure CLI for an API that hasn't approved it" {
  code   = 65002,
  given  = { app_request{ app_id = "04b07795-8ddb-461a-bbee-02f9e1bf7b46", endpoint = "token" },
             ticket{ with = "command-line", action = "sign-in" }, app_host{ maker = "microsoft" } },
  expect = { top = "tool-not-preauthorized", at_least = 85,
             outcomes = { ["maker of the program"] = "Microsoft's" } },
}

example "an old link with prompt=consent asks everybody every morning" {
  code   = 65004,
  given  = { app_request{ prompt = "consent", from = "application" }, user_scope{ affected = "many" },
             consent("User.Read", "everybody", { listed = true }), consent("Mail.Read", "everybody", { listed = true }) },
  expect = { top = "consent-prompt-forced", at_least = 80,
             outcomes = { ["prompt in the request"] = "consent", ["what has been granted"] = "everything" } },
}

example "a mail asks for access to the mailbox" {
  code   = 65004,
  now    = NOW,
  given  = { app_request{ from = "mail-link", prompt = "consent" }, ticket{ worked_before = false },
             instance{ exists = false }, user_scope{ affected = "few" },
             registered{ exists = true, ours = false, audience = "multiple-and-personal" } },
  expect = { top = "consent-phishing", at_least = 70 },
}

example "the API behind the intranet was deleted last week" {
  code   = 650054,
  given  = { error_text{ code = 650054, app_id = APP, resource = API }, ticket{ worked_before = true },
             registered{ app_id = API, exists = false, deleted = true }, instance{ app_id = API, exists = false } },
  expect = { top = "api-deleted", at_least = 90 },
}

example "the vendor's client came without the vendor's API" {
  code   = 650054,
  given  = { error_text{ code = 650054, app_id = APP, resource = API }, ticket{ worked_before = false },
             registered{ app_id = API, exists = true, deleted = false, audience = "multiple" },
             instance{ app_id = API, exists = false } },
  expect = { top = "resource-not-provisioned", at_least = 85 },
}

example "the app of the test tenant is asked by the production address" {
  text   = "AADSTS650059: Application with identifier '" .. APP .. "' is not configured for use in tenant "
           .. "'cccccccc-2222-4333-8444-666666666666'.",
  given  = { error_frequency{ code = 650059, window = "24h", attempts = 0 }, registered{ exists = true, ours = true, audience = "single" },
             instance{ exists = true, enabled = true, created = "2025-03-01T08:00:00Z" },
             app_request{ endpoint = "authorize", tenant = "fabrikam.onmicrosoft.com" } },
  expect = { top = "wrong-tenant", at_least = 50 },
}

example "SharePoint Server's trust broke" {
  code   = 67003,
  given  = { user_scope{ affected = "all", shared = "application" } },
  expect = { top = "actor-token-invalid", at_least = 85 },
}

example "a vendor's background service was never added here" {
  code   = 700011,
  given  = { error_text{ code = 700011, app_id = APP }, instance{ exists = false },
             registered{ exists = true, ours = false, audience = "multiple" }, ticket{ worked_before = false } },
  expect = { top = "app-not-provisioned", at_least = 75 },
}

example "our own job asks the tenant of a subsidiary" {
  code   = 700011,
  now    = NOW,
  given  = { error_text{ code = 700011, app_id = APP }, registered{ exists = true, ours = true, audience = "single" },
             instance{ exists = true, enabled = true, created = "2026-03-01T08:00:00Z" },
             error_frequency{ code = 700011, window = "24h", attempts = 0 } },
  expect = { top = "wrong-tenant", at_least = 80 },
}

example "the client ID was typed off a screenshot" {
  code   = 700011,
  given  = { error_text{ code = 700011, app_id = APP }, registered{ exists = false, deleted = false },
             instance{ exists = false }, ticket{ worked_before = false },
             sign_in{ request_id = "r1", at = "2026-11-23T11:00:00Z", code = 700011, app_id = APP } },
  expect = { top = "wrong-client-id", at_least = 45 },
}

example "the job's registration was cleaned up" {
  code   = 700011,
  now    = NOW,
  given  = { error_text{ code = 700011, app_id = APP }, registered{ exists = false, deleted = true },
             instance{ exists = false }, ticket{ worked_before = true, action = "unattended-job" },
             audit_event{ id = "a1", at = "2026-11-22T18:00:00Z", activity = "Delete application",
                          actor = "ines@contoso.com" } },
  expect = { top = "app-deleted", at_least = 95 },
}

example "User.Read was tidied away" {
  code   = 90008,
  given  = { error_text{ code = 90008, app_id = APP },
             consent("User.Read", "none", { listed = false, needs_admin = false }) },
  expect = { top = "sign-in-permission-missing", at_least = 75 },
}

example "the first user of a new application comes by device code" {
  code   = 90008,
  given  = { consent("User.Read", "none", { listed = true, needs_admin = false }),
             app_request{ endpoint = "token", grant_type = "urn:ietf:params:oauth:grant-type:device_code" },
             ticket{ worked_before = false } },
  expect = { top = "consent-never-asked", at_least = 60 },
}

example "client and API are one registration, and the refresh fails" {
  code   = 90009,
  given  = { app_request{ endpoint = "token", grant_type = "refresh_token", app_id = APP,
                          scope = "api://" .. APP .. "/access" } },
  expect = { top = "token-for-itself-by-uri", at_least = 90 },
}

example "a worldwide registration for a GCC High tenant" {
  code   = 900382,
  given  = { app_request{ host = "login.microsoftonline.com", endpoint = "token", has_credential = true,
                          tenant_found = "other-cloud" } },
  expect = { top = "tenant-of-another-cloud", at_least = 90 },
}

example "a backup plug-in keeps the worldwide metadata address" {
  code   = 900432,
  given  = { app_request{ host = "login.microsoftonline.com", endpoint = "token", has_credential = true,
                          tenant_found = "other-cloud" }, app_host{ library = "other" } },
  expect = { top = "tenant-of-another-cloud", at_least = 90 },
}

example "the scope picker chose a directory permission" {
  code   = 90093,
  given  = { consent("User.Read", "everybody", { listed = true, needs_admin = false }),
             consent("Directory.Read.All", "none", { listed = true, needs_admin = true }),
             consent_setting{ users = "all", workflow = false } },
  expect = { top = "permission-needs-admin", at_least = 75, first_step = "grant-admin-consent" },
}

example "consent refused: risky application" {
  code   = 90093,
  now    = NOW,
  given  = { audit_event{ id = "a1", at = "2026-11-23T10:00:00Z", activity = "Consent to application",
                          result = "failure", reason = "Risky application detected (RiskyApp)" },
             instance{ exists = true, created = "2026-11-23T09:58:00Z", verified_publisher = false },
             consent_setting{ users = "all" } },
  expect = { top = "publisher-not-verified", at_least = 70 },
}

example "the request page for an administrator's permission" {
  code   = 90095,
  given  = { consent("Sites.FullControl.All", "none", { listed = true, needs_admin = true }),
             consent_setting{ users = "low-impact", workflow = true, request = "none" } },
  expect = { top = "permission-needs-admin", at_least = 60,
             outcomes = { ["request in the admin consent workflow"] = "none" } },
}

example "the request page although only User.Read is asked for" {
  code   = 90095,
  given  = { consent("User.Read", "none", { listed = true, needs_admin = false }),
             consent_setting{ users = "none", workflow = true, request = "none" } },
  expect = { top = "user-consent-off", at_least = 85 },
}

example "asked on Monday, still the same page on Thursday" {
  code   = 90095,
  given  = { consent("User.Read", "none", { listed = true, needs_admin = false }),
             consent_setting{ users = "none", workflow = true, request = "waiting" } },
  expect = { top = "consent-request-pending", at_least = 60, first_step = "review-consent-request",
             outcomes = { ["request in the admin consent workflow"] = "waiting" } },
}

example "one customer lacks the partner's consent" {
  code   = 90099,
  given  = { ticket{ action = "unattended-job", worked_before = false }, app_request{ tenant = "customer.example" } },
  expect = { top = "partner-consent-missing", at_least = 85 },
}

example "the display name stands where the ID should" {
  text   = "AADSTS90112: Application identifier is expected to be a GUID. Found 'Contoso Portal'.",
  given  = { app_request{ app_id = "Contoso Portal", endpoint = "authorize" } },
  expect = { top = "client-id-not-guid", at_least = 90 },
}

example "a vendor's migration tool signs in as Azure PowerShell" {
  code   = 65002,
  given  = { app_request{ app_id = "1950a258-227b-4e31-a9cf-717495945fc2" }, app_host{ maker = "vendor" } },
  expect = { top = "first-party-app-id-used", at_least = 80, outcomes = { ["maker of the program"] = "a vendor's" } },
}
