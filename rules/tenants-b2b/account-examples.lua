-- 16000, 50020, 90072: whose account, and is there a guest?

local GUEST = "eva_fabrikam.com#EXT#@contoso.onmicrosoft.com"
local function guest(fields)
  fields.user, fields.exists, fields.type = GUEST, true, "guest"
  return user_account(fields)
end
local function nobody() return user_account{ user = "eva@fabrikam.com", exists = false, deleted = false,
                                             similar = "none",
                                             other_tenant = true } end
local function said(code, idp, tenant)
  return error_text{ code = code, identity_provider = idp, tenant = tenant or "Contoso" }
end
local FABRIKAM = "https://sts.windows.net/0f0f0f0f-1111-4222-8333-444444444444/"

example "the private account from the morning" {
  code   = 50020,
  given  = { said(50020, "live.com"),
            tried{ test = "private-window", result = "works" }, user_scope{ affected = "one" } },
  expect = { top = "wrong-account-session", at_least = 70, first_step = "sign-in-with-meant-account",
             outcomes = { ["identity provider in the message"] = "private" } },
}
example "a link was forwarded to a partner" {
  code   = 50020,
  given  = { said(50020, FABRIKAM), nobody(), tried{ test = "private-window", result = "same-error" },
             ticket{ worked_before = false }, user_scope{ affected = "one" } },
  expect = { top = "guest-not-invited", at_least = 60, first_step = "invite-guest",
             outcomes = { ["identity provider in the message"] = "an organisation" } },
}
example "a student opens the admin center" {
  code   = 50020,
  given  = { said(50020, "live.com", "Microsoft Services") },
  expect = { top = "personal-account-without-directory", at_least = 70, first_step = "sign-in-with-meant-account",
             outcomes = { ["identity provider in the message"] = "private, no directory" } },
}
example "the session isn't it: the partner's mailbox was rebuilt" {
  code   = 50020,
  given  = { said(50020, FABRIKAM), guest{ invitation = "accepted" }, ticket{ worked_before = true },
             user_account{ user = "eva@fabrikam.com", exists = false, other_tenant = true },
             tried{ test = "private-window", result = "same-error" } },
  expect = { top = "guest-account-recreated", at_least = 70, first_step = "reset-guest-redemption",
             outcomes = { ["invitation of the guest"] = "accepted" } },
}
example "the customers' portal was registered for one tenant" {
  code   = 50020,
  given  = { app_registration{ app_id = "p", exists = true, ours = true, audience = "single" }, nobody(),
             user_scope{ affected = "all" }, ticket{ worked_before = false } },
  expect = { top = "app-meant-for-many-tenants", at_least = 45,
             outcomes = { ["account types of the registration"] = "one tenant" } },
}
example "multitenant, and the tenant ID still in the authority" {
  code   = 50020,
  given  = { app_registration{ app_id = "p", exists = true, ours = true, audience = "multiple" },
             app_request{ tenant = "0f0f0f0f-1111-4222-8333-444444444444", prompt = "select_account" },
             user_scope{ affected = "all" } },
  expect = { top = "authority-pinned-to-one-tenant", at_least = 60, first_step = "use-organizations-endpoint",
             outcomes = { ["tenant in the address"] = "an ID", ["account types of the registration"] = "many",
                          ["silent request"] = "no" } },
}
example "a load test with the guest's password" {
  code   = 50020,
  given  = { sign_in{ request_id = "r", at = "2026-11-23T09:00:00Z", code = 50020, protocol = "ropc" },
             guest{ invitation = "accepted" }, tried{ test = "private-window", result = "same-error" } },
  expect = { top = "password-grant-by-guest", at_least = 40,
             outcomes = { ["password sent by a program"] = "yes" } },
}
example "our user at a supplier's portal" {
  code   = 90072,
  given  = { said(90072, FABRIKAM, "Supplier"), user_scope{ affected = "one" }, ticket{ worked_before = false },
             tried{ test = "private-window", result = "same-error" } },
  expect = { top = "guest-not-invited", at_least = 45, first_step = "invite-guest" },
}
example "after the move to the new forest" {
  code   = 90072,
  given  = { user_account{ user = "anna@contoso.com", exists = true, synced = true, sign_in_type = "federated",
                           immutable_id = "aaaaAAAAbbbbBBBBccccCC==" },
             idp_token{ name_id = "ddddDDDDeeeeEEEEffffFF==" } },
  expect = { top = "source-anchor-mismatch", at_least = 80, first_step = "align-source-anchor",
             outcomes = { ["source anchor in the token"] = "different", ["federated employee"] = "yes" } },
}
example "the anchor is right, the browser isn't" {
  code   = 90072,
  given  = { user_account{ user = "anna@contoso.com", exists = true, synced = true, sign_in_type = "managed",
                           immutable_id = "aaaaAAAAbbbbBBBBccccCC==" },
             idp_token{ name_id = "aaaaAAAAbbbbBBBBccccCC==" },
             tried{ test = "private-window", result = "works" } },
  expect = { top = "wrong-account-session", at_least = 60, first_step = "sign-in-with-meant-account",
             outcomes = { ["source anchor in the token"] = "the same", ["federated employee"] = "no" } },
}
example "three hundred rows in the report, nobody complains" {
  code   = 16000,
  given  = { sign_in_sequence{ correlation_id = "c", code = 16000, final = "success" } },
  expect = { top = "account-choice-shown", at_least = 75, first_step = "close-account-choice-rows",
             outcomes = { ["end of the sign-in after the account choice"] = "success" } },
}
example "the tiles come again and again" {
  code   = 16000,
  given  = { sign_in_sequence{ correlation_id = "c", code = 16000, final = "abandoned" },
             tried{ test = "private-window", result = "works" }, app_request{ prompt = "select_account" } },
  expect = { top = "wrong-account-session", at_least = 60, first_step = "sign-in-with-meant-account",
             outcomes = { ["end of the sign-in after the account choice"] = "no success" } },
}
example "after an hour the page loses its token" {
  code   = 16000,
  given  = { app_request{ prompt = "none" }, sign_in_sequence{ correlation_id = "c", code = 16000,
             final = "failure" },
             said(16000, "live.com") },
  expect = { top = "silent-request-picks-other-account", at_least = 70, first_step = "sign-in-with-meant-account",
             outcomes = { ["silent request"] = "yes" } },
}
example "the mail is still in the junk folder" {
  code   = 50014,
  given  = { guest{ invitation = "pending" } },
  expect = { top = "guest-invitation-pending", at_least = 55, first_step = "redeem-invitation",
             outcomes = { ["invitation of the guest"] = "pending" } },
}
example "a normal sign-in page doesn't send passwords" {
  code   = 50020,
  given  = { sign_in{ request_id = "r", at = "2026-11-23T09:00:00Z", code = 50020, protocol = "oauth2" }, nobody() },
  expect = { outcomes = { ["password sent by a program"] = "no" } },
}

local function ticket_of(fields) fields.worked_before = fields.worked_before or false return ticket(fields) end

example "the sister company's people loop at the tiles" {
  code   = 16000,
  given  = { sign_in_sequence{ correlation_id = "c", code = 16000, final = "failure" }, said(16000, FABRIKAM),
             tried{ test = "private-window", result = "other-error", code = 50020 }, nobody(),
             app_request{ prompt = "absent" } },
  expect = { top = "guest-not-invited", at_least = 70, first_step = "invite-guest" },
}
example "single sign-on offers the consultant's own company" {
  code   = 16003,
  given  = { said(16003, FABRIKAM), nobody(), tried{ test = "private-window", result = "other-error", code = 50020 },
             ticket_of{ named_tenant = "ours" } },
  expect = { top = "guest-not-invited", at_least = 85, first_step = "invite-guest",
             outcomes = { ["whose tenant the message names"] = "our own" } },
}
example "Windows is signed in as the administrator" {
  code   = 16003,
  given  = { error_text{ code = 16003, user = "adm-anna@contoso.com" }, ticket{ user = "anna@fabrikam.com" },
             tried{ test = "private-window", result = "works" } },
  expect = { top = "wrong-account-session", at_least = 90, first_step = "sign-in-with-meant-account",
             outcomes = { ["whose account was refused"] = "another" } },
}
example "a sample's tenant was left in the tool" {
  code   = 16003,
  given  = { ticket_of{ named_tenant = "unknown", user = "anna@contoso.com" },
             tried{ test = "private-window", result = "same-error" },
             tried{ test = "other-application", result = "works" } },
  expect = { top = "wrong-tenant", at_least = 70,
             outcomes = { ["whose tenant the message names"] = "nobody's we know" } },
}
example "the vendor's test tenant is in the link" {
  code   = 50014,
  given  = { ticket_of{ named_tenant = "unknown" }, user_scope{ affected = "many", shared = "application" },
             tried{ test = "other-application", result = "works" } },
  expect = { top = "wrong-tenant", at_least = 70 },
}
example "invited under one address, signed in with the other" {
  code   = 50014,
  given  = { guest{ invitation = "accepted" }, error_text{ code = 50014, user = "eva@outlook.com" },
             ticket{ user = "eva@fabrikam.com", named_tenant = "ours" },
             tried{ test = "private-window", result = "works" } },
  expect = { top = "wrong-account-session", at_least = 85, first_step = "sign-in-with-meant-account" },
}
example "the invitation mail clicked a second time" {
  code   = 500141,
  given  = { guest{ invitation = "accepted" }, tried{ test = "application-start-page", result = "works" } },
  expect = { top = "invitation-link-without-app", at_least = 90, first_step = "start-from-application" },
}
example "the portal of somebody else's customer" {
  code   = 50020,
  given  = { said(50020, FABRIKAM, "Northwind"), ticket_of{ named_tenant = "unknown", app = "expense portal" },
             user_scope{ affected = "many", shared = "application" },
             tried{ test = "private-window", result = "same-error" },
             tried{ test = "other-application", result = "works" } },
  expect = { top = "wrong-tenant", at_least = 55 },
}
example "the partner rehired her, and the guest is from before" {
  code   = 50020,
  given  = { user_account{ user = GUEST, exists = true, type = "guest", invitation = "accepted",
                           created = "2024-02-01T09:00:00Z", home_created = "2026-11-02T09:00:00Z" },
             said(50020, FABRIKAM), ticket{ worked_before = true } },
  expect = { top = "guest-account-recreated", at_least = 70, first_step = "reset-guest-redemption",
             outcomes = { ["guest and home account, which is older"] = "the guest" } },
}
example "the home account is older; the browser had the other one" {
  code   = 50197,
  given  = { user_account{ user = GUEST, exists = true, type = "guest", invitation = "accepted",
                           created = "2026-02-01T09:00:00Z", home_created = "2021-11-02T09:00:00Z" },
             tried{ test = "private-window", result = "works" } },
  expect = { top = "wrong-account-session", at_least = 85, first_step = "sign-in-with-meant-account",
             outcomes = { ["guest and home account, which is older"] = "the home account" } },
}
example "conflicting identities after the partner's migration" {
  code   = 50197,
  given  = { user_account{ user = GUEST, exists = true, type = "guest", invitation = "accepted",
                           created = "2023-02-01T09:00:00Z", home_created = "2026-11-02T09:00:00Z" },
             tried{ test = "private-window", result = "same-error" }, ticket{ worked_before = true } },
  expect = { top = "guest-account-recreated", at_least = 90, first_step = "reset-guest-redemption" },
}
example "a contractor with a hotmail address" {
  code   = 500207,
  given  = { ticket_of{ user = "bert77@hotmail.com" }, tried{ test = "private-window", result = "same-error" } },
  expect = { top = "personal-account-at-work-app", at_least = 90, first_step = "sign-in-with-meant-account",
             outcomes = { ["domain of the account"] = "private" } },
}
example "a work account with a private twin of the same name" {
  code   = 500207,
  given  = { ticket{ user = "anna@contoso.com", worked_before = true },
             tried{ test = "private-window", result = "works" } },
  expect = { top = "wrong-account-session", at_least = 70, first_step = "sign-in-with-meant-account",
             outcomes = { ["domain of the account"] = "another" } },
}
example "gmail at the suppliers' portal" {
  code   = 500208,
  given  = { ticket_of{ user = "bert77@gmail.com" }, user_scope{ affected = "one" },
             tried{ test = "private-window", result = "same-error" } },
  expect = { top = "personal-account-at-work-app", at_least = 80, first_step = "sign-in-with-meant-account" },
}
example "yesterday's private session, today the work account" {
  code   = 500208,
  given  = { ticket{ user = "anna@contoso.com", worked_before = true },
             tried{ test = "private-window", result = "works" } },
  expect = { top = "wrong-account-session", at_least = 80 },
}
example "a customers' page that asks one tenant" {
  code   = 500208,
  given  = { app_registration{ app_id = "p", exists = true, ours = true, audience = "multiple-and-personal" },
             app_request{ tenant = "0f0f0f0f-1111-4222-8333-444444444444" }, user_scope{ affected = "all" } },
  expect = { top = "authority-pinned-to-one-tenant", at_least = 85, first_step = "use-organizations-endpoint" },
}
example "a shop's customers, and a library with the host of work accounts built in" {
  code   = 500208,
  given  = { app_registration{ app_id = "p", exists = true, ours = true, audience = "single" },
             app_request{ host = "login.microsoftonline.com", tenant = "0f0f0f0f-1111-4222-8333-444444444444" },
             ticket{ user = "bert77@gmail.com", worked_before = false },
             user_scope{ affected = "all" }, tried{ test = "private-window", result = "same-error" } },
  expect = { top = "external-tenant-on-workforce-host", at_least = 75, first_step = "use-external-tenant-host" },
}
example "our user follows a link of a stranger's tenant" {
  code   = 90072,
  given  = { ticket_of{ named_tenant = "unknown" }, user_scope{ affected = "many", shared = "application" },
             tried{ test = "private-window", result = "same-error" },
             user_account{ user = "anna@contoso.com", exists = true, sign_in_type = "managed" } },
  expect = { top = "wrong-tenant", at_least = 60 },
}
example "we restored her account, and the supplier's guest is older" {
  code   = 90072,
  given  = { user_account{ user = "anna@contoso.com", exists = true, sign_in_type = "managed", type = "member" },
             user_account{ user = "anna_contoso.com#EXT#@supplier.onmicrosoft.com", exists = true, type = "guest",
                           invitation = "accepted", created = "2023-05-01T09:00:00Z",
                           home_created = "2026-11-10T09:00:00Z" },
             ticket{ worked_before = true, named_tenant = "partner" },
             tried{ test = "private-window", result = "same-error" } },
  expect = { top = "guest-account-recreated", at_least = 80, first_step = "reset-guest-redemption" },
}
example "an enrolment with a private address" {
  code   = 90126,
  given  = { ticket_of{ user = "bert77@outlook.com" }, user_scope{ affected = "one" } },
  expect = { top = "personal-account-at-work-app", at_least = 80, first_step = "sign-in-with-meant-account" },
}
example "the brand's mail domain was never verified" {
  code   = 90126,
  given  = { app_request{ tenant = "fabrikam-mail.com", tenant_found = "nowhere" },
             user_scope{ affected = "many", shared = "domain" }, ticket{ user = "eva@fabrikam-mail.com" } },
  expect = { top = "domain-not-in-any-tenant", at_least = 85 },
}
