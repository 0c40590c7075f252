-- Consent: 65001, 65004, 90093, 90094, 90095, 900941, 900981, 90008 and 650056.

local NOW = "2026-11-23T12:00:00Z"
local APP = "11111111-2222-3333-4444-555555555555"
local ANNA = "anna@contoso.com"
local function consent(scope, granted, fields)
  fields = fields or {}
  fields.app_id, fields.resource, fields.scope, fields.granted = APP, "Microsoft Graph", scope, granted
  return app_consent(fields)
end
local function instance(fields)
  fields.app_id, fields.exists = APP, true
  return service_principal(fields)
end
local function audit(id, activity, fields)
  fields = fields or {}
  fields.id, fields.activity, fields.at = id, activity, fields.at or "2026-11-23T08:00:00Z"
  return audit_event(fields)
end

example "the command line tool has never been opened by this user" {
  code   = 65001,
  now    = NOW,
  given  = { ticket{ action = "sign-in", worked_before = false },
             consent("Mail.Read", "none", { needs_admin = false }),
             app_request{ grant_type = "urn:ietf:params:oauth:grant-type:device_code" },
             user_scope{ affected = "one" } },
  expect = { top = "consent-never-asked", at_least = 65, first_step = "sign-in-interactively-once" },
}

example "version 4 wants one scope more" {
  code   = 65001,
  now    = NOW,
  given  = { consent("User.Read", "everybody", { listed = true }),
             consent("Calendars.Read", "none", { needs_admin = false }), ticket{ worked_before = true },
             app_host{ deployed = "2026-11-22T20:00:00Z" } },
  expect = { top = "scope-not-granted", at_least = 75,
             outcomes = { ["what has been granted"] = "a part", ["deployment before the fault"] = "recent" } },
}

example "a new tool in a tenant without user consent" {
  code   = 65001,
  now    = NOW,
  given  = { consent("User.Read", "none", { needs_admin = false }),
             consent_setting{ users = "none", workflow = false },
             app_request{ grant_type = "authorization_code", endpoint = "token" },
             ticket{ action = "sign-in", worked_before = false } },
  expect = { top = "user-consent-off", at_least = 40, outcomes = { ["what users may consent to"] = "nothing" } },
}

example "the API behind the portal calls Microsoft Graph" {
  code   = 65001,
  now    = NOW,
  given  = { app_request{ grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer" },
             consent("User.Read", "none", { listed = true, needs_admin = false }) },
  expect = { top = "middle-tier-not-consented", at_least = 70, first_step = "consent-middle-tier" },
}

example "assigned, allowed, and still asked for an administrator" {
  code   = 90094,
  now    = NOW,
  given  = { instance{ assignment_required = true, assigned = "group", created = "2026-03-01T08:00:00Z",
                       enabled = true },
             consent("User.Read", "none", { needs_admin = false }), consent_setting{ users = "all" } },
  expect = { top = "assignment-blocks-consent", at_least = 60, first_step = "grant-admin-consent",
             outcomes = { ["assignment to the application"] = "required", ["assignment of the user"] = "group",
                          ["whether the missing permission needs an administrator"] = "users" } },
}

example "tidied up on Friday, back on Monday without its grants" {
  code   = 65001,
  now    = NOW,
  given  = { instance{ created = "2026-11-23T07:10:00Z", assignment_required = false },
             audit("a1", "Remove service principal", { actor = "eve@contoso.com", at = "2026-11-20T16:00:00Z" }),
             audit("a2", "Add service principal", { at = "2026-11-23T07:10:00Z" }),
             ticket{ worked_before = true }, consent("User.Read", "none") },
  expect = { top = "app-instance-recreated", at_least = 75,
             outcomes = { ["audit log: deleted or added"] = "deleted and added again",
                          ["enterprise application in this tenant"] = "new" } },
}

example "a review took the grant away" {
  code   = 65001,
  now    = NOW,
  given  = { audit("a3", "Remove delegated permission grant", { actor = "eve@contoso.com" }),
             ticket{ worked_before = true },
             app_request{ grant_type = "refresh_token" } },
  expect = { top = "consent-revoked", at_least = 50,
             outcomes = { ["audit log: grants"] = "taken away",
                          ["flow that asks for the token"] = "refresh token" } },
}

example "no grant was touched" {
  code   = 65001,
  given  = { complete.audit_event{}, ticket{ action = "unattended-job" } },
  expect = { top = "consent-never-asked", outcomes = { ["audit log: grants"] = "untouched",
             ["person or program"] = "a program", ["audit log: credentials"] = "never" } },
}

example "Group.Read.All on the page" {
  code   = 90094,
  now    = NOW,
  given  = { consent("User.Read", "user", { needs_admin = false }),
             consent("Group.Read.All", "none", { needs_admin = true }),
             consent_setting{ users = "all", workflow = false } },
  expect = { top = "permission-needs-admin", at_least = 50,
             outcomes = { ["whether the missing permission needs an administrator"] = "administrators",
                          ["what users may consent to"] = "all",
                          ["whether users can ask an administrator"] = "off" } },
}

example "the setting, not the permission" {
  code   = 90094,
  now    = NOW,
  given  = { consent("User.Read", "none", { needs_admin = false }), consent_setting{ users = "low-impact" },
             app_registration{ app_id = APP, exists = true, ours = true, audience = "single" } },
  expect = { top = "user-consent-off", at_least = 60, first_step = "grant-admin-consent",
             outcomes = { ["what users may consent to"] = "low impact" } },
}

example "granted for all, and users still land on the approval page" {
  code   = 90094,
  now    = NOW,
  given  = { consent("User.Read", "everybody"), consent("Mail.Read", "everybody"), app_request{ prompt = "consent" },
             consent_setting{ users = "none" } },
  expect = { top = "consent-prompt-forced", at_least = 85, first_step = "drop-consent-prompt",
             outcomes = { ["what has been granted"] = "everything", ["prompt in the request"] = "consent" } },
}

example "users may consent, yet this vendor is unverified" {
  code   = 90094,
  now    = NOW,
  given  = { consent_setting{ users = "all" },
             instance{ verified_publisher = false, created = "2026-11-23T09:00:00Z" },
             audit("a4", "Consent to application", { result = "failure", reason = "Risky application detected" }) },
  expect = { top = "publisher-not-verified", at_least = 70,
             outcomes = { ["publisher of the application"] = "unverified",
                          ["why consent failed, by the audit log"] = "risky" } },
}

example "the vendor's new product" {
  code   = 900941,
  now    = NOW,
  given  = { instance{ verified_publisher = false, created = "2026-11-23T09:00:00Z" },
             app_request{ from = "application" },
             app_registration{ app_id = APP, exists = true, ours = false, audience = "multiple" },
             user_scope{ affected = "one" } },
  expect = { top = "publisher-not-verified", at_least = 55,
             outcomes = { ["registration of the application"] = "foreign",
                          ["where the request came from"] = "application",
                          ["accounts that the application allows"] = "many tenants" } },
}

example "a link in a mail to thirty colleagues" {
  code   = 900941,
  now    = NOW,
  given  = { app_request{ from = "mail-link", prompt = "consent" }, user_scope{ affected = "few" },
             ticket{ worked_before = false } },
  expect = { top = "consent-phishing", at_least = 70, first_step = "block-risky-app",
             outcomes = { ["where the request came from"] = "mail link" } },
}

example "our developers' tenant is a stranger to production" {
  code   = 900941,
  now    = NOW,
  given  = { ticket{ worked_before = true, action = "test-application" }, app_request{ from = "application" },
             instance{ verified_publisher = false, created = "2026-05-02T09:00:00Z" } },
  expect = { top = "own-app-in-other-tenant", at_least = 40,
             outcomes = { ["whether the application ever worked"] = "worked",
                          ["enterprise application in this tenant"] = "there", ["person or program"] = "a person" } },
}

example "a request that nobody has looked at" {
  code   = 900981,
  now    = NOW,
  given  = { consent_setting{ users = "low-impact", workflow = true }, user_scope{ affected = "one" },
             instance{ verified_publisher = true, created = "2026-11-20T09:00:00Z" } },
  expect = { top = "consent-request-pending", at_least = 45, first_step = "review-consent-request",
             outcomes = { ["whether users can ask an administrator"] = "on",
                          ["publisher of the application"] = "verified" } },
}

example "the same odd request from five people" {
  code   = 900981,
  given  = { app_request{ from = "mail-link" }, user_scope{ affected = "few" } },
  expect = { top = "consent-phishing", at_least = 55, first_step = "block-risky-app" },
}

example "Cancel, then Accept" {
  code   = 65004,
  given  = { tried{ test = "again-after-two-minutes", result = "works" }, app_request{ prompt = "absent" } },
  expect = { top = "user-declined-consent", at_least = 85, first_step = "accept-consent-prompt",
             outcomes = { ["prompt in the request"] = "other" } },
}

example "the audit log has another reason" {
  code   = 90093,
  given  = { audit("a5", "Consent to application", { result = "failure", reason = "Insufficient privileges" }),
             consent_setting{ users = "none" } },
  expect = { top = "user-consent-off", at_least = 55,
             outcomes = { ["why consent failed, by the audit log"] = "other" } },
}

example "opened from a bookmark, or sent by another site" {
  code   = 900941,
  given  = { app_request{ from = "bookmark" } },
  expect = { at_most = 70, outcomes = { ["where the request came from"] = "bookmark" } },
}

example "another site sends users there" {
  code   = 900941,
  given  = { app_request{ from = "other-site" } },
  expect = { outcomes = { ["where the request came from"] = "other site" } },
}

example "a SAML application with a closing slash too many" {
  code   = 650056,
  given  = { app_request{ endpoint = "saml" } },
  expect = { top = "saml-entity-id-mismatch", at_least = 70, first_step = "align-saml-identifier",
             outcomes = { ["SAML or OpenID Connect"] = "SAML" } },
}

example "a registration made by a script, with an empty list" {
  code   = 650056,
  given  = { app_request{ endpoint = "authorize" }, consent("User.Read", "none", { listed = false }),
             user_scope{ affected = "all" } },
  expect = { top = "sign-in-permission-missing", at_least = 65, first_step = "add-sign-in-permission",
             outcomes = { ["SAML or OpenID Connect"] = "OAuth", ["the API on the client's list"] = "not listed" } },
}

example "everything is listed, nobody has consented" {
  code   = 650056,
  given  = { app_request{ endpoint = "authorize" }, consent("User.Read", "none", { listed = true }),
             user_scope{ affected = "one" } },
  expect = { top = "consent-never-asked", at_least = 55, outcomes = { ["the API on the client's list"] = "listed" } },
}
