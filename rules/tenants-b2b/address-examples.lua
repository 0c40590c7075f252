-- The tenant in the address: 50194, 90002, 50059, 50128, 9001023, 900439.

local ID = "0f0f0f0f-1111-4222-8333-444444444444"
local function asked(fields) return app_request(fields) end

example "the intranet's new copy" {
  code   = 50194,
  given  = { asked{ tenant = "common" },
             app_registration{ app_id = "a", exists = true, ours = true, audience = "single" },
             ticket{ worked_before = false } },
  expect = { top = "own-app-on-common-endpoint", at_least = 60, first_step = "name-tenant-in-authority",
             outcomes = { ["tenant in the address"] = "common" } },
}
example "customers are to sign in, by organizations" {
  code   = 50194,
  given  = { asked{ tenant = "organizations" },
             app_registration{ app_id = "a", exists = true, ours = true, audience = "single" } },
  expect = { top = "app-meant-for-many-tenants", at_least = 70, first_step = "open-registration-to-tenants",
             outcomes = { ["tenant in the address"] = "organizations" } },
}
example "private accounts only, and the ID of another registration" {
  code   = 50194,
  given  = { app_registration{ app_id = "a", exists = true, ours = true, audience = "personal" } },
  expect = { outcomes = { ["account types of the registration"] = "private" } },
}
example "a digit is missing" {
  code   = 90002,
  given  = { asked{ tenant = ID, tenant_found = "nowhere" }, ticket{ worked_before = false } },
  expect = { top = "tenant-name-mistyped", at_least = 60, first_step = "correct-tenant-name",
             outcomes = { ["discovery of the tenant"] = "nowhere" } },
}
example "the trial tenant ended" {
  code   = 90002,
  given  = { asked{ tenant = ID, tenant_found = "nowhere" }, ticket{ worked_before = true } },
  expect = { top = "tenant-gone", at_least = 60, first_step = "correct-tenant-name" },
}
example "the ID is right: the tenant lives in Arizona" {
  code   = 90002,
  given  = { asked{ tenant = ID, host = "login.microsoftonline.com", tenant_found = "other-cloud" } },
  expect = { top = "tenant-of-another-cloud", at_least = 80, first_step = "use-tenants-own-cloud",
             outcomes = { ["discovery of the tenant"] = "other cloud", ["host of the sign-in address"] = "public" } },
}
example "the mail domain taken for a tenant" {
  code   = 50128,
  given  = { asked{ tenant = "fabrikam-mail.com", tenant_found = "nowhere" },
            user_scope{ affected = "many", shared = "domain" } },
  expect = { top = "domain-not-in-any-tenant", at_least = 60, first_step = "use-real-tenant-domain",
             outcomes = { ["tenant in the address"] = "a domain" } },
}
example "one user mistypes the domain" {
  code   = 50128,
  given  = { user_account{ user = "anna@contosso.com", exists = false, similar = "anna@contoso.com" },
             user_scope{ affected = "one" } },
  expect = { top = "wrong-username", at_least = 60 },
}
example "the nightly job at common" {
  code   = 50059,
  given  = { asked{ tenant = "common", grant_type = "client_credentials" }, ticket{ worked_before = false } },
  expect = { top = "app-only-token-without-tenant", at_least = 80, first_step = "name-tenant-in-authority" },
}
example "the braces are still there" {
  code   = 50059,
  given  = { asked{ tenant = "{tenantId}" } },
  expect = { top = "app-setting-empty", at_least = 75, first_step = "fill-app-setting",
             outcomes = { ["tenant in the address"] = "placeholder" } },
}
example "a hidden frame after the lunch break" {
  code   = 50059,
  given  = { asked{ tenant = "common", prompt = "none" }, ticket{ worked_before = true },
             tried{ test = "fresh-sign-in", result = "works" } },
  expect = { top = "silent-request-without-user", at_least = 70, first_step = "sign-in-again" },
}
example "own program, password, common" {
  code   = 9001023,
  given  = { asked{ tenant = "common", grant_type = "password" }, app_host{ library = "msal", runs = "server" } },
  expect = { top = "password-grant-on-common", at_least = 75, first_step = "name-tenant-in-authority",
             outcomes = { ["author of what signs in"] = "own code" } },
}
example "a configuration module with a saved credential" {
  code   = 9001023,
  given  = { app_registration{ app_id = "m", exists = true, ours = false },
             sign_in{ request_id = "r", at = "2026-11-23T09:00:00Z", code = 9001023, protocol = "ropc" } },
  expect = { top = "tool-defaults-to-common", at_least = 50, first_step = "pass-tenant-to-tool",
             outcomes = { ["author of what signs in"] = "a tool" } },
}
example "the host is right this time" {
  code   = 90002,
  given  = { asked{ tenant = ID, host = "login.microsoftonline.us", tenant_found = "here" } },
  expect = { outcomes = { ["discovery of the tenant"] = "here", ["host of the sign-in address"] = "government" } },
}
example "the government application in its old settings" {
  code   = 900439,
  given  = { asked{ host = "login-us.microsoftonline.com" }, ticket{ worked_before = true } },
  expect = { top = "old-government-host", at_least = 80, first_step = "use-government-host",
             outcomes = { ["host of the sign-in address"] = "old government" } },
}
example "own code says login.microsoftonline.com" {
  code   = 900439,
  given  = { asked{ host = "login.microsoftonline.com" }, app_host{ library = "msal" } },
  expect = { top = "government-app-on-public-host", at_least = 75, first_step = "use-government-host" },
}
example "a product without a choice of cloud made" {
  code   = 900439,
  given  = { asked{ host = "login.microsoftonline.com" }, app_registration{ app_id = "v", exists = true,
             ours = false },
             ticket{ worked_before = false } },
  expect = { top = "library-left-at-public-cloud", at_least = 60, first_step = "choose-government-cloud-in-tool" },
}

example "a customer's name and an i too few" {
  code   = 50059,
  given  = { user_account{ user = "anna@contos.com", exists = false, similar = "anna@contoso.com",
             other_tenant = true },
             user_scope{ affected = "one" }, tried{ test = "again-after-two-minutes", result = "works" } },
  expect = { top = "wrong-username", at_least = 60, first_step = "retype-sign-in-name" },
}
example "the address book's domain as hint" {
  code   = 50059,
  given  = { asked{ tenant = "fabrikam-mail.com", tenant_found = "nowhere" },
             user_scope{ affected = "many", shared = "domain" } },
  expect = { top = "domain-not-in-any-tenant", at_least = 70 },
}
example "a letter of the tenant's name is missing" {
  code   = 50128,
  given  = { asked{ tenant = "contos.onmicrosoft.com", tenant_found = "nowhere" },
             ticket{ worked_before = false, named_tenant = "unknown" }, user_scope{ affected = "all" } },
  expect = { top = "tenant-name-mistyped", at_least = 55, first_step = "correct-tenant-name" },
}
example "the pipeline's variable wasn't set in this stage" {
  code   = 50128,
  now    = "2026-11-23T12:00:00Z",
  given  = { asked{ tenant = "undefined" }, app_host{ deployed = "2026-11-23T08:00:00Z" },
             user_scope{ affected = "all" } },
  expect = { top = "app-setting-empty", at_least = 90, first_step = "fill-app-setting" },
}
example "the copy has the old registration's ID" {
  code   = 50194,
  given  = { app_registration{ app_id = "b", exists = true, ours = true, audience = "multiple" },
             error_text{ code = 50194, app_id = "a" }, asked{ tenant = "organizations", app_id = "a" },
             ticket{ worked_before = false } },
  expect = { top = "wrong-client-id", at_least = 75, first_step = "set-right-client-id",
             outcomes = { ["application of the message and the registration"] = "another" } },
}
example "the registration that was looked at is the right one" {
  code   = 50194,
  given  = { app_registration{ app_id = "a", exists = true, ours = true, audience = "single" },
             error_text{ code = 50194, app_id = "a" }, asked{ tenant = "common" }, ticket{ worked_before = false } },
  expect = { top = "own-app-on-common-endpoint", at_least = 60,
             outcomes = { ["application of the message and the registration"] = "the same" } },
}
example "the supplier's mail domain in the connection string" {
  code   = 90002,
  given  = { asked{ tenant = "fabrikam-mail.com", tenant_found = "nowhere" },
             ticket{ worked_before = false, named_tenant = "partner" } },
  expect = { top = "domain-not-in-any-tenant", at_least = 70, first_step = "use-real-tenant-domain" },
}
example "two slashes where the tenant should be" {
  code   = 90002,
  now    = "2026-11-23T12:00:00Z",
  given  = { asked{ tenant = "{tenant}" }, app_host{ deployed = "2026-11-23T08:00:00Z" } },
  expect = { top = "app-setting-empty", at_least = 75, first_step = "fill-app-setting" },
}
example "domain computers, no password, common" {
  code   = 9001023,
  given  = { asked{ tenant = "common", grant_type = "urn:ietf:params:oauth:grant-type:saml1_1-bearer" },
             app_host{ library = "msal", runs = "device" } },
  expect = { top = "windows-authentication-on-common", at_least = 75, first_step = "name-tenant-in-authority",
             outcomes = { ["password sent by a program"] = "no" } },
}
example "nothing between the slashes since the release" {
  code   = 90019,
  now    = "2026-11-23T12:00:00Z",
  given  = { asked{ missing = "tenant" }, app_host{ deployed = "2026-11-23T08:00:00Z", library = "msal" } },
  expect = { top = "app-setting-empty", at_least = 65, first_step = "fill-app-setting",
             outcomes = { ["tenant in the address"] = "placeholder" } },
}
example "a daemon at common" {
  code   = 90019,
  given  = { asked{ tenant = "common", grant_type = "client_credentials" },
             app_host{ library = "msal", runs = "server" } },
  expect = { top = "app-only-token-without-tenant", at_least = 85, first_step = "name-tenant-in-authority" },
}
example "a path put together in a shell script" {
  code   = 90019,
  given  = { asked{ missing = "tenant", grant_type = "password" }, app_host{ library = "own" },
             ticket{ worked_before = false } },
  expect = { top = "request-built-by-hand", at_least = 55 },
}
example "a private account meets the old endpoint" {
  code   = 90027,
  given  = { asked{ tenant = "common", version = 1 }, tried{ test = "other-user", result = "works" } },
  expect = { top = "v1-endpoint-for-personal-accounts", at_least = 90, first_step = "align-endpoint-version" },
}
example "SharePoint scripts against GCC High" {
  code   = 90038,
  given  = { asked{ tenant = ID, host = "login.microsoftonline.com", tenant_found = "other-cloud" } },
  expect = { top = "tenant-of-another-cloud", at_least = 95, first_step = "use-tenants-own-cloud" },
}
example "the code comes from .us and goes to .com" {
  code   = 90043,
  given  = { asked{ endpoint = "token", host = "login.microsoftonline.com", grant_type = "authorization_code",
                    tenant_found = "other-cloud" } },
  expect = { top = "tenant-of-another-cloud", at_least = 95, first_step = "use-tenants-own-cloud" },
}
example "somebody typed the cloud's name by hand" {
  code   = 90051,
  given  = { app_host{ library = "own" }, asked{ tenant = ID, tenant_found = "here" },
             ticket{ worked_before = false } },
  expect = { top = "request-built-by-hand", at_least = 80, first_step = "replace-by-library" },
}
example "the library still names the German cloud" {
  code   = 90051,
  given  = { app_host{ library = "msal" }, asked{ tenant = ID, tenant_found = "other-cloud" } },
  expect = { top = "tenant-of-another-cloud", at_least = 80, first_step = "use-tenants-own-cloud" },
}
example "a work-only application at consumers" {
  code   = 9002332,
  given  = { asked{ tenant = "consumers" }, user_scope{ affected = "all" },
             app_registration{ app_id = "a", exists = true, ours = true, audience = "multiple" } },
  expect = { top = "work-only-app-on-personal-endpoint", at_least = 95, first_step = "use-organizations-endpoint" },
}
example "an old API for work accounts behind a common address" {
  code   = 90124,
  given  = { asked{ tenant = "common" }, user_scope{ affected = "all" },
             app_registration{ app_id = "a", exists = true, ours = true, audience = "multiple" } },
  expect = { top = "work-only-app-on-personal-endpoint", at_least = 95, first_step = "use-organizations-endpoint" },
}
example "a plug-in takes its metadata from common" {
  code   = 90130,
  given  = { asked{ tenant = "common" }, user_scope{ affected = "all" },
             app_registration{ app_id = "a", exists = true, ours = true, audience = "multiple" } },
  expect = { top = "work-only-app-on-personal-endpoint", at_least = 95, first_step = "use-organizations-endpoint" },
}
example "an enrolment under a name with a typing error" {
  code   = 90125,
  given  = { user_account{ user = "anna@contosso.com", exists = false, similar = "anna@contoso.com" } },
  expect = { top = "wrong-username", at_least = 85, first_step = "retype-sign-in-name" },
}
example "nobody of the new brand can enrol" {
  code   = 90125,
  given  = { user_scope{ affected = "many", shared = "domain" },
             asked{ tenant = "brand.example", tenant_found = "nowhere" } },
  expect = { top = "domain-not-in-any-tenant", at_least = 85 },
}
example "the customer chose to hide the address" {
  code   = 901011,
  given  = { user_scope{ affected = "one" }, tried{ test = "other-user", result = "works" } },
  expect = { top = "email-hidden-at-provider", at_least = 85, first_step = "share-address-at-sign-up" },
}
example "the new provider sends no address for anybody" {
  code   = 901011,
  given  = { user_scope{ affected = "all", shared = "application" }, ticket{ worked_before = false } },
  expect = { top = "provider-lacks-claims", at_least = 70 },
}
example "one customer never confirmed the address" {
  code   = 901012,
  given  = { user_scope{ affected = "one" } },
  expect = { top = "email-unverified-at-provider", at_least = 70, first_step = "verify-address-at-provider" },
}
example "the new provider says nothing of verified addresses, and nobody can sign up by it" {
  code   = 901012,
  given  = { user_scope{ affected = "all" }, ticket{ worked_before = false } },
  expect = { top = "provider-lacks-claims", at_least = 60, first_step = "send-verified-claims" },
}
example "the mapping names a claim that isn't there" {
  code   = 901014,
  given  = { user_scope{ affected = "all" }, ticket{ worked_before = false } },
  expect = { top = "provider-lacks-claims", at_least = 90, first_step = "send-verified-claims" },
}
