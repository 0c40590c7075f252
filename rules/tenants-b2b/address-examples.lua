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
  given  = { asked{ host = "login.microsoftonline.com" }, app_registration{ app_id = "v", exists = true, ours = false },
             ticket{ worked_before = false } },
  expect = { top = "library-left-at-public-cloud", at_least = 60, first_step = "choose-government-cloud-in-tool" },
}
