-- Found or not, enabled or not, assigned or not: 700016, 700011, 70001, 7000112, 50105, 650059.

local NOW = "2026-11-23T12:00:00Z"
local APP = "11111111-2222-3333-4444-555555555555"
local ANNA = "anna@contoso.com"
local function instance(fields)
  fields.app_id = APP
  if fields.exists == nil then fields.exists = true end
  return service_principal(fields)
end
local function registration(fields)
  fields.app_id = APP
  return app_registration(fields)
end
local function audit(id, activity, fields)
  fields = fields or {}
  fields.id, fields.activity, fields.at = id, activity, fields.at or "2026-11-23T08:00:00Z"
  return audit_event(fields)
end

example "the supplier's portal asks the supplier's tenant" {
  code   = 700016,
  given  = { error_text{ code = 700016, tenant = "fabrikam.com" }, complete.sign_in{} },
  expect = { top = "wrong-tenant", at_least = 50,
             outcomes = { ["rows of the failure in our sign-in log"] = "not there" } },
}

example "our log has the row" {
  code   = 700016,
  given  = { sign_in{ request_id = "r1", at = "2026-11-23T08:00:00Z", code = 700016, app_id = APP,
                      protocol = "oauth2" },
             instance{ exists = false }, registration{ exists = true, ours = false, audience = "multiple" },
             ticket{ worked_before = false } },
  expect = { top = "app-not-provisioned", at_least = 75, first_step = "add-enterprise-app",
             outcomes = { ["rows of the failure in our sign-in log"] = "there",
                          ["enterprise application in this tenant"] = "missing" } },
}

example "a new host name for the old SAML application" {
  code   = 700016,
  given  = { error_text{ code = 700016, text = "Application with identifier 'https://hr.contoso.com' was not found" } },
  expect = { top = "saml-entity-id-mismatch", at_least = 55, first_step = "align-saml-identifier" },
}

example "the object ID was copied" {
  code   = 700016,
  given  = { registration{ exists = false, deleted = false }, app_request{ endpoint = "authorize" },
             sign_in{ request_id = "r2", at = "2026-11-23T08:00:00Z", code = 700016 },
             ticket{ worked_before = false } },
  expect = { top = "wrong-client-id", at_least = 40, outcomes = { ["registration of the application"] = "nowhere" } },
}

example "deleted in the spring clean" {
  code   = 700016,
  now    = NOW,
  given  = { registration{ exists = false, deleted = true }, ticket{ worked_before = true },
             audit("a1", "Delete application", { actor = "eve@contoso.com" }) },
  expect = { top = "app-deleted", at_least = 85, first_step = "restore-app-registration",
             outcomes = { ["registration of the application"] = "deleted",
                          ["audit log: deleted or added"] = "deleted" } },
}

example "the partner's staff, and an application for us alone" {
  code   = 650059,
  given  = { registration{ exists = true, ours = true, audience = "single" },
             user_scope{ affected = "few", shared = "domain" } },
  expect = { top = "single-tenant-app", at_least = 65,
             outcomes = { ["registration of the application"] = "ours",
                          ["accounts that the application allows"] = "one tenant" } },
}

example "added this week and already used" {
  code   = 700011,
  given  = { audit("a2", "Add service principal"), instance{ exists = false } },
  expect = { outcomes = { ["audit log: deleted or added"] = "added" } },
}

example "an old product says unauthorized_client" {
  code   = 70001,
  given  = { app_request{ endpoint = "saml" }, ticket{ worked_before = false } },
  expect = { top = "saml-entity-id-mismatch", at_least = 65, first_step = "align-saml-identifier" },
}

example "70001, and the switch is off" {
  code   = 70001,
  now    = NOW,
  given  = { instance{ enabled = false, created = "2025-03-01T08:00:00Z" } },
  expect = { top = "app-disabled-by-admin", at_least = 80, first_step = "enable-enterprise-app",
             outcomes = { ["who keeps the application from getting tokens"] = "this tenant" } },
}

example "security pulled the plug in the night" {
  code   = 7000112,
  now    = NOW,
  given  = { instance{ enabled = false, created = "2025-03-01T08:00:00Z" }, ticket{ worked_before = true },
             audit("a3", "Update service principal", { property = "AccountEnabled", actor = "soc@contoso.com" }) },
  expect = { top = "app-disabled-by-admin", at_least = 90, first_step = "enable-enterprise-app",
             outcomes = { ["audit log: switches of the enterprise application"] = "disabled" } },
}

example "enabled here, dead everywhere" {
  code   = 7000112,
  now    = NOW,
  given  = { instance{ enabled = true, disabled_by_microsoft = false, created = "2025-03-01T08:00:00Z" },
             ticket{ worked_before = true } },
  expect = { top = "app-deactivated-by-owner", at_least = 50, first_step = "reactivate-app",
             outcomes = { ["who keeps the application from getting tokens"] = "nobody here" } },
}

example "our own registration was deactivated" {
  code   = 7000112,
  now    = NOW,
  given  = { registration{ exists = true, ours = true, deactivated = true } },
  expect = { top = "app-deactivated-by-owner", at_least = 85,
             outcomes = { ["who keeps the application from getting tokens"] = "its owner" } },
}

example "a leaked secret, and Microsoft stepped in" {
  code   = 7000112,
  now    = NOW,
  given  = { instance{ enabled = true, disabled_by_microsoft = true, created = "2025-03-01T08:00:00Z" } },
  expect = { top = "app-disabled-by-microsoft", at_least = 75,
             outcomes = { ["who keeps the application from getting tokens"] = "Microsoft" } },
}

example "a reviewer chose Block" {
  code   = 7000112,
  now    = NOW,
  given  = { instance{ enabled = false, created = "2026-11-22T08:00:00Z" }, ticket{ worked_before = false },
             app_consent{ app_id = APP, resource = "Microsoft Graph", scope = "User.Read", granted = "none" } },
  expect = { top = "consent-request-blocked", at_least = 75, first_step = "unblock-reviewed-app" },
}

example "a new colleague" {
  code   = 50105,
  given  = { instance{ assignment_required = true, assigned = "none" },
             ticket{ new_account = true, worked_before = false },
             user_scope{ affected = "one" }, complete.audit_event{} },
  expect = { top = "user-not-assigned", at_least = 75, first_step = "assign-user-to-app",
             outcomes = { ["assignment of the user"] = "none", ["audit log: assignments"] = "none" } },
}

example "she is in the group, says everybody" {
  code   = 50105,
  given  = { instance{ assignment_required = true, assigned = "nested-group" },
             user_scope{ affected = "few", shared = "group" } },
  expect = { top = "nested-group-assigned", at_least = 85, first_step = "assign-inner-group",
             outcomes = { ["assignment of the user"] = "nested group" } },
}

example "assigned, but it was the administrator's account" {
  code   = 50105,
  given  = { instance{ assignment_required = true, assigned = "direct" }, ticket{ user = ANNA },
             error_text{ code = 50105, user = "adm-anna@contoso.com" },
             tried{ test = "private-window", result = "works" } },
  expect = { top = "wrong-account-session", at_least = 90, first_step = "sign-in-with-meant-account",
             outcomes = { ["assignment of the user"] = "direct", ["whose account was refused"] = "another" } },
}

example "her own account it is" {
  code   = 50105,
  given  = { ticket{ user = ANNA }, error_text{ code = 50105, user = ANNA } },
  expect = { top = "user-not-assigned", outcomes = { ["whose account was refused"] = "the user's" } },
}

example "the whole company since ten o'clock" {
  code   = 50105,
  now    = NOW,
  given  = { user_scope{ affected = "many" }, ticket{ worked_before = true },
             audit("a4", "Update service principal",
                    { property = "AppRoleAssignmentRequired", actor = "eve@contoso.com" }) },
  expect = { top = "assignment-turned-on", at_least = 90, first_step = "turn-off-assignment",
             outcomes = { ["audit log: switches of the enterprise application"] = "assignment required" } },
}

example "the access package ran out" {
  code   = 50105,
  now    = NOW,
  given  = { ticket{ worked_before = true }, instance{ assigned = "none" },
             audit("a5", "Remove member from group", { actor = "Azure AD Identity Governance" }) },
  expect = { top = "assignment-removed", at_least = 85, outcomes = { ["audit log: assignments"] = "lost" } },
}

example "added to the group an hour ago" {
  code   = 50105,
  now    = NOW,
  given  = { audit("a6", "Add member to group", { at = "2026-11-23T11:00:00Z" }), instance{ assigned = "none" },
             user_account{ user = ANNA, exists = true, synced = true, created = "2026-11-22T09:00:00Z" },
             ticket{ worked_before = false } },
  expect = { top = "membership-not-arrived", at_least = 50, first_step = "run-delta-sync",
             outcomes = { ["audit log: assignments"] = "got" } },
}

example "no assignment is required at all" {
  code   = 90094,
  given  = { instance{ assignment_required = false } },
  expect = { outcomes = { ["assignment to the application"] = "not required" } },
}
