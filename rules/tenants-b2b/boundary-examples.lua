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
             outcomes = { ["restriction of the own company"] = "proxy refuses", ["who wants the access"] = "guest" } },
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
  given  = { tenant_boundary{ layer = "outbound", partner = PARTNER, allowed = false }, user_scope{ affected = "one" },
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
  given  = { tenant_boundary{ layer = "inbound", partner = PARTNER, allowed = false }, user_scope{ affected = "one" } },
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
