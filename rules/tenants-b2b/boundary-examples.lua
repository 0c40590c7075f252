-- Restrictions and cross-tenant access: who drew the line?

local PARTNER = "fabrikam.com"
local function row(code, user_type, app)
  return sign_in{ request_id = "r", at = "2026-11-23T09:00:00Z", code = code, user_type = user_type, app = app }
end
local hotspot = tried{ test = "other-network", result = "works" }

example "a new partner behind the proxy" {
  code   = 500021,
  given  = { tenant_boundary{ layer = "restriction-header", partner = PARTNER, allowed = false }, hotspot,
             row(500021, "guest"), user_scope{ affected = "few", shared = "site" } },
  expect = { top = "tenant-not-on-proxy-list", at_least = 70,
             outcomes = { ["restriction of the own company"] = "proxy refuses",
             ["who wants the access"] = "guest" } },
}
example "one person and an account of a former employer" {
  code   = 500021,
  given  = { user_scope{ affected = "one" }, tenant_boundary{ layer = "restriction-header", allowed = false } },
  expect = { top = "foreign-tenant-refused-on-purpose", at_least = 50, first_step = "explain-tenant-restriction" },
}
example "the whole site is locked out of its own tenant" {
  code   = 500021,
  given  = { row(500021, "member"),
            user_scope{ affected = "many", shared = "site" }, ticket{ worked_before = true }, hotspot,
             tried{ test = "other-application", result = "same-error" } },
  expect = { top = "own-tenant-missing-from-list", at_least = 75, first_step = "correct-restriction-list",
             outcomes = { ["who wants the access"] = "own account" } },
}
example "our consultant in the customer's network" {
  code   = 500022,
  given  = { row(500022, "member"), tenant_boundary{ layer = "restriction-header", allowed = true },
             user_scope{ affected = "one" } },
  expect = { top = "restrictions-of-another-network", at_least = 75, first_step = "sign-in-outside-network",
             outcomes = { ["restriction of the own company"] = "allowed" } },
}
example "the policy doesn't know the agency's tenant" {
  code   = 5000211,
  given  = { tenant_boundary{ layer = "restriction-policy", partner = PARTNER, allowed = false },
             user_scope{ affected = "few" }, tried{ test = "other-network", result = "same-error" } },
  expect = { top = "restriction-policy-lacks-partner", at_least = 60,
             first_step = "allow-partner-in-restriction-policy",
             outcomes = { ["restriction of the own company"] = "policy refuses" } },
}
example "allowed in the portal, refused behind the proxy" {
  code   = 5000211,
  given  = { tenant_boundary{ layer = "restriction-policy", partner = PARTNER, allowed = true }, hotspot,
             user_scope{ affected = "many" } },
  expect = { top = "old-header-left-with-new-policy", at_least = 45 },
}
example "nobody may leave" {
  code   = 500212,
  given  = { tenant_boundary{ layer = "outbound", allowed = false }, user_scope{ affected = "many" } },
  expect = { top = "outbound-default-blocks", at_least = 75, first_step = "allow-partner-outbound",
             outcomes = { ["outbound access for the partner"] = "default refuses" } },
}
example "the colleague gets in" {
  code   = 500212,
  given  = { tenant_boundary{ layer = "outbound", partner = PARTNER, allowed = false },
             user_scope{ affected = "one" },
             row(500212, "member", "Fabrikam Portal") },
  expect = { top = "outbound-scope-leaves-user-out", at_least = 75, first_step = "widen-outbound-entry",
             outcomes = { ["outbound access for the partner"] = "entry refuses", ["kind of access"] = "another" } },
}
example "a guest for years, and no shared channel" {
  code   = 500212,
  given  = { tenant_boundary{ layer = "outbound", partner = PARTNER, allowed = true },
             ticket{ app = "a shared channel", worked_before = false } },
  expect = { top = "direct-connect-not-enabled", at_least = 75, first_step = "enable-direct-connect",
             outcomes = { ["outbound access for the partner"] = "allowed", ["kind of access"] = "shared channel" } },
}
example "all people of one company stay outside" {
  code   = 500213,
  given  = { tenant_boundary{ layer = "inbound", allowed = false }, user_scope{ affected = "many" },
             row(500213, "guest", "Contoso Portal") },
  expect = { top = "inbound-default-blocks", at_least = 70, first_step = "allow-partner-inbound",
             outcomes = { ["inbound access for the partner"] = "default refuses" } },
}
example "the new employee of the partner" {
  code   = 500213,
  given  = { tenant_boundary{ layer = "inbound", partner = PARTNER, allowed = false },
             user_scope{ affected = "one" } },
  expect = { top = "inbound-scope-leaves-user-out", at_least = 75, first_step = "widen-inbound-entry",
             outcomes = { ["inbound access for the partner"] = "entry refuses" } },
}
example "collaboration is allowed, the channel isn't" {
  code   = 500213,
  given  = { tenant_boundary{ layer = "inbound", partner = PARTNER, allowed = true },
             row(500213, nil, "Microsoft Teams") },
  expect = { top = "direct-connect-not-enabled", at_least = 75,
            outcomes = { ["inbound access for the partner"] = "allowed" } },
}
example "the host trusts nobody" {
  code   = 90071,
  given  = { tenant_boundary{ layer = "inbound", trusts_mfa = false },
            ticket{ app = "a shared channel", worked_before = false } },
  expect = { top = "inbound-mfa-not-trusted", at_least = 70, first_step = "trust-inbound-mfa",
             outcomes = { ["inbound trust in multifactor authentication"] = "nobody" } },
}
example "all partners but one" {
  code   = 90071,
  given  = { tenant_boundary{ layer = "inbound", partner = PARTNER, trusts_mfa = false } },
  expect = { top = "partner-entry-without-mfa-trust", at_least = 70, first_step = "trust-partner-mfa-inbound",
             outcomes = { ["inbound trust in multifactor authentication"] = "entry doesn't" } },
}
example "it worked until the policy was widened" {
  code   = 90071,
  given  = { ticket{ worked_before = true }, user_scope{ affected = "many" } },
  expect = { top = "mfa-policy-reaches-direct-connect", at_least = 40 },
}
example "trust is there" {
  code   = 90071,
  given  = { tenant_boundary{ layer = "inbound", partner = PARTNER, trusts_mfa = true } },
  expect = { outcomes = { ["inbound trust in multifactor authentication"] = "trusted" } },
}

example "an older proxy, a partner of this spring" {
  code   = 50002,
  given  = { tenant_boundary{ layer = "restriction-header", partner = PARTNER, allowed = false }, hotspot,
             ticket{ worked_before = false, named_tenant = "partner" },
             user_scope{ affected = "few", shared = "site" } },
  expect = { top = "tenant-not-on-proxy-list", at_least = 85, first_step = "add-tenant-to-proxy-list",
             outcomes = { ["whose tenant the message names"] = "a partner's" } },
}
example "the private tenant of an employee" {
  code   = 50002,
  given  = { hotspot, ticket{ named_tenant = "unknown" }, user_scope{ affected = "one" } },
  expect = { top = "foreign-tenant-refused-on-purpose", at_least = 75, first_step = "explain-tenant-restriction" },
}
example "our engineer at the factory's guest network" {
  code   = 50002,
  given  = { hotspot, row(50002, "member"), ticket{ named_tenant = "ours", worked_before = true },
             tenant_boundary{ layer = "restriction-header", allowed = true }, user_scope{ affected = "one" } },
  expect = { top = "restrictions-of-another-network", at_least = 85, first_step = "sign-in-outside-network" },
}
example "a visitor, and his employer's tenant" {
  code   = 500021,
  given  = { hotspot, row(500021, "member"), ticket{ named_tenant = "ours", worked_before = true },
             user_scope{ affected = "one" }, tenant_boundary{ layer = "restriction-header", allowed = true } },
  expect = { top = "restrictions-of-another-network", at_least = 75, first_step = "sign-in-outside-network" },
}
example "the new agency isn't listed" {
  code   = 500022,
  given  = { hotspot, ticket{ named_tenant = "partner", worked_before = false },
             tenant_boundary{ layer = "restriction-header", partner = PARTNER, allowed = false },
             user_scope{ affected = "few", shared = "site" } },
  expect = { top = "tenant-not-on-proxy-list", at_least = 85, first_step = "add-tenant-to-proxy-list" },
}
example "private OneDrive in the office" {
  code   = 500022,
  given  = { error_text{ code = 500022, user = "bert77@outlook.com",
             tenant = "9188040d-6c67-4c5b-b112-36a304b66dad" },
             hotspot, ticket{ named_tenant = "unknown" }, user_scope{ affected = "one" } },
  expect = { top = "foreign-tenant-refused-on-purpose", at_least = 80, first_step = "explain-tenant-restriction" },
}
example "the list was cut by the proxy's new template" {
  code   = 500022,
  given  = { hotspot, ticket{ named_tenant = "ours", worked_before = true }, row(500022, "member"),
             user_scope{ affected = "all", shared = "site" }, tried{ test = "other-application",
             result = "same-error" } },
  expect = { top = "own-tenant-missing-from-list", at_least = 85, first_step = "correct-restriction-list" },
}
example "a recruiter's account of a former employer on the managed laptop" {
  code   = 5000211,
  given  = { tried{ test = "other-network", result = "same-error" }, ticket{ named_tenant = "unknown" },
             tenant_boundary{ layer = "restriction-policy", allowed = false }, user_scope{ affected = "one" } },
  expect = { top = "foreign-tenant-refused-on-purpose", at_least = 60, first_step = "explain-tenant-restriction" },
}
example "the customer's laptop knows the customer's policy" {
  code   = 5000211,
  given  = { ticket{ named_tenant = "ours", worked_before = true, on = "company-computer" },
             tenant_boundary{ layer = "restriction-policy", allowed = true }, row(5000211, "member"),
             user_scope{ affected = "one" } },
  expect = { top = "restrictions-of-another-network", at_least = 80, first_step = "sign-in-outside-network" },
}
example "Microsoft closed the trial tenant" {
  code   = 5000224,
  given  = { user_scope{ affected = "all" }, tried{ test = "other-application", result = "same-error" } },
  expect = { top = "tenant-deauthenticated", at_least = 90 },
}
example "a sign-in page of a company nobody knows" {
  code   = 500212,
  given  = { tenant_boundary{ layer = "outbound", allowed = false },
             ticket{ named_tenant = "unknown", worked_before = false },
             tried{ test = "other-application", result = "works" },
             user_scope{ affected = "few", shared = "application" } },
  expect = { top = "wrong-tenant", at_least = 50 },
}
example "the partner lives in the government's cloud" {
  code   = 500213,
  given  = { tenant_boundary{ layer = "inbound", allowed = false }, ticket{ worked_before = false },
             tenant_boundary{ layer = "inbound", partner = "agency.example", other_cloud = true },
             row(500213, nil, "Contoso Portal") },
  expect = { top = "cross-cloud-not-enabled", at_least = 60, first_step = "enable-other-cloud",
             outcomes = { ["cloud of the other tenant"] = "another" } },
}
example "the message names the other cloud" {
  code   = 1000104,
  given  = { ticket{ worked_before = false }, user_scope{ affected = "few" } },
  expect = { top = "cross-cloud-not-enabled", at_least = 90, first_step = "enable-other-cloud" },
}
example "the default blocks, the entry is silent about access and trusts the second factor" {
  code   = 500213,
  given  = { tenant_boundary{ layer = "inbound", allowed = false },
             tenant_boundary{ layer = "inbound", partner = PARTNER, trusts_mfa = true, other_cloud = false } },
  expect = { top = "inbound-default-blocks", at_least = 70,
             outcomes = { ["inbound access for the partner"] = "default refuses",
             ["cloud of the other tenant"] = "the same" } },
}
example "the default blocks and the partner's entry allows" {
  code   = 500213,
  given  = { tenant_boundary{ layer = "inbound", allowed = false },
             tenant_boundary{ layer = "inbound", partner = PARTNER, allowed = true } },
  expect = { outcomes = { ["inbound access for the partner"] = "allowed" } },
}
example "nobody is trusted but this one partner" {
  code   = 90071,
  given  = { tenant_boundary{ layer = "inbound", trusts_mfa = false },
             tenant_boundary{ layer = "inbound", partner = PARTNER, trusts_mfa = true } },
  expect = { outcomes = { ["inbound trust in multifactor authentication"] = "trusted" } },
}
example "the tenant behind the old web shop was closed" {
  code   = 5000225,
  given  = { ticket{ named_tenant = "ours", worked_before = true }, user_scope{ affected = "all" },
             tried{ test = "other-application", result = "same-error" } },
  expect = { top = "tenant-inactive", at_least = 90 },
}
example "a developer's command line finds the directory of an old trial" {
  code   = 5000225,
  given  = { ticket{ named_tenant = "unknown", with = "command-line" }, user_scope{ affected = "one" },
             tried{ test = "other-application", result = "works" } },
  expect = { top = "dormant-tenant-tried", at_least = 90, first_step = "choose-right-directory" },
}
