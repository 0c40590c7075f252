-- 50072 to 50079: interrupts that went on, those that didn't, and programs that can't answer.

local NOW = "2026-11-23T12:00:00Z"
local ANNA = "anna@contoso.com"
local function row(code, fields)
  fields.request_id = fields.request_id or "r1"
  fields.at, fields.code, fields.user = "2026-11-23T11:50:00Z", code, ANNA
  return sign_in(fields)
end
local function sequence(code, final)
  return sign_in_sequence{ correlation_id = "c1", code = code, final = final, user = ANNA }
end
local function methods(fields) fields.user = ANNA return sign_in_methods(fields) end

example "the report counts prompts that were answered" {
  code   = 50074,
  given  = { row(50074, { correlation_id = "c1", interactive = true, client = "browser" }),
             row(0, { request_id = "r2", correlation_id = "c1", interactive = true, client = "browser" }) },
  expect = { top = "second-factor-answered", at_least = 70, first_step = "close-as-interrupt",
             outcomes = { ["how the sign-in with the prompt went on"] = "succeeded",
                          ["what sent the request without a second factor"] = "a person" } },
}

example "prompts at night that the user knows nothing of" {
  code   = 50074,
  given  = { sequence(50074, "abandoned"), ticket{ started_it = false, keeps_happening = true } },
  expect = { top = "attacker-has-password", at_least = 75, first_step = "answer-leaked-password",
             outcomes = { ["who started the sign-in"] = "somebody else",
                          ["how the sign-in with the prompt went on"] = "left" } },
}

example "first day, registration done" {
  code   = 50072,
  given  = { sequence(50072, "success"), ticket{ new_account = true }, methods{ registered = true } },
  expect = { top = "registration-in-progress", at_least = 75, first_step = "close-as-interrupt" },
}

example "the registration page is closed every morning" {
  code   = 50072,
  given  = { sequence(50072, "abandoned"), methods{ registered = false }, user_scope{ affected = "one" },
             user_account{ user = ANNA, exists = true, type = "member", sign_in_type = "managed" } },
  expect = { top = "second-factor-not-registered", at_least = 60, first_step = "register-second-factor",
             outcomes = { ["registered second factors"] = "none", ["the user's domain and type"] = "managed" } },
}

example "everybody has to register since yesterday's policy" {
  code   = 50072,
  now    = NOW,
  given  = { user_scope{ affected = "many" },
             audit_event{ id = "a1", at = "2026-11-22T15:00:00Z", activity = "Update conditional access policy" } },
  expect = { top = "mfa-newly-required", at_least = 50,
             outcomes = { ["age of the demand for a second factor"] = "new" } },
}

example "the guest approves at home and is asked again here" {
  code   = 50072,
  given  = { user_account{ user = "bert@fabrikam.com", exists = true, type = "guest" },
             tenant_boundary{ layer = "inbound", trusts_mfa = false } },
  expect = { top = "guest-mfa-not-trusted", at_least = 65,
             outcomes = { ["the user's domain and type"] = "guest",
                          ["trust in the home tenant's second factor"] = "not trusted" } },
}

example "trust is there, so the guest isn't the reason" {
  code   = 50079,
  given  = { user_account{ user = "bert@fabrikam.com", exists = true, type = "guest" },
             tenant_boundary{ layer = "inbound", trusts_mfa = true }, row(50079, { protocol = "ropc" }) },
  expect = { top = "client-cannot-prompt", at_least = 40,
             outcomes = { ["trust in the home tenant's second factor"] = "trusted" } },
}

example "the test pipeline sends name and password" {
  code   = 50076,
  given  = { row(50076, { protocol = "ropc", interactive = false }), ticket{ action = "unattended-job" } },
  expect = { top = "client-cannot-prompt", at_least = 80, first_step = "bind-job-account-to-address",
             outcomes = { ["what sent the request without a second factor"] = "sends the password" } },
}

example "a job's account without any method" {
  code   = 50079,
  given  = { row(50079, { protocol = "ropc" }), ticket{ action = "unattended-job" }, methods{ registered = false } },
  expect = { top = "client-cannot-prompt", at_least = 75, first_step = "bind-job-account-to-address" },
}

example "per-user multifactor authentication was enabled for a department" {
  code   = 50076,
  now    = NOW,
  given  = { row(50076, { mfa_required_by = "per-user", interactive = true }), user_scope{ affected = "many" },
             audit_event{ id = "a1", at = "2026-11-23T07:00:00Z", activity = "Enable Strong Authentication" } },
  expect = { top = "mfa-newly-required", at_least = 65,
             outcomes = { ["who demands the second factor"] = "per user" } },
}

example "security defaults, and the user answers" {
  code   = 50076,
  given  = { row(50076, { mfa_required_by = "security-defaults" }), sequence(50076, "success"),
             complete.audit_event{} },
  expect = { top = "second-factor-answered", at_least = 50,
             outcomes = { ["who demands the second factor"] = "security defaults",
                          ["age of the demand for a second factor"] = "old" } },
}

example "one portal of our own stays shut" {
  code   = 50076,
  given  = { row(50076, { interactive = false, client = "browser" }), methods{ registered = true },
             sequence(50076, "failure"), tried{ test = "other-application", result = "works" } },
  expect = { top = "app-ignores-claims-challenge", at_least = 70,
             outcomes = { ["what sent the request without a second factor"] = "background",
                          ["how the sign-in with the prompt went on"] = "failed" } },
}

example "the admin portal demands it by itself" {
  code   = 50076,
  given  = { row(50076, { mfa_required_by = "application", interactive = true }) },
  expect = { outcomes = { ["who demands the second factor"] = "the application" } },
}

example "the identity provider did it and doesn't say so" {
  code   = 50079,
  given  = { user_account{ user = ANNA, exists = true, type = "member", sign_in_type = "federated" },
             idp_token{ mfa_claim = false }, user_scope{ affected = "many", shared = "domain" } },
  expect = { top = "federated-mfa-claim-missing", at_least = 80, first_step = "send-mfa-claim",
             outcomes = { ["the user's domain and type"] = "federated",
                          ["second factor of the identity provider"] = "not in the token" } },
}

example "a token with the claim clears the identity provider" {
  code   = 50079,
  given  = { idp_token{ mfa_claim = true }, methods{ registered = false }, user_scope{ affected = "one" } },
  expect = { top = "second-factor-not-registered", at_least = 45, first_step = "register-second-factor",
             outcomes = { ["second factor of the identity provider"] = "in the token" } },
}

example "the sign-in frequency at work" {
  code   = 50078,
  given  = { row(50078, { mfa_required_by = "conditional-access", interactive = true, correlation_id = "c1" }),
             row(0, { request_id = "r2", correlation_id = "c1" }),
             conditional_access_policy{ policy = "Frequency", state = "on", control = "mfa", targets_user = true,
                                        sign_in_frequency = "7d", modified = "2026-03-01T08:00:00Z" } },
  now    = NOW,
  expect = { top = "sign-in-frequency-due", at_least = 65,
             outcomes = { ["sign-in frequency policies on the user"] = "ordinary",
                          ["who demands the second factor"] = "Conditional Access" } },
}

example "four prompts a day for the whole company" {
  code   = 50078,
  given  = { user_scope{ affected = "all" },
             conditional_access_policy{ policy = "Frequency", state = "on", control = "mfa", targets_user = true,
                                        sign_in_frequency = "1h" } },
  expect = { top = "frequency-policy-too-strict", at_least = 40,
             outcomes = { ["sign-in frequency policies on the user"] = "very short" } },
}

example "Outlook waits behind its window" {
  code   = 50078,
  given  = { row(50078, { interactive = false, client = "modern" }), sequence(50078, "abandoned"),
             ticket{ keeps_happening = true }, tried{ test = "other-application", result = "works" } },
  expect = { top = "app-waits-in-background", at_least = 70, first_step = "answer-second-factor" },
}

example "nobody set a frequency, but devices are remembered" {
  code   = 50078,
  given  = { complete.conditional_access_policy{}, row(50078, { mfa_required_by = "per-user", interactive = true }) },
  expect = { top = "remembered-mfa-lapsed", at_least = 70, first_step = "answer-second-factor",
             outcomes = { ["sign-in frequency policies on the user"] = "none" } },
}

example "a new member of the reset group" {
  code   = 50125,
  given  = { sequence(50125, "success"), ticket{ new_account = true },
             sign_in_methods{ user = ANNA, reset_enabled = true, reset_registered = false } },
  expect = { top = "reset-registration-asked", at_least = 60,
             outcomes = { ["registration for self-service password reset"] = "missing" } },
}

example "old accounts all asked in one week" {
  code   = 50125,
  given  = { sequence(50125, "success"), ticket{ new_account = false }, user_scope{ affected = "many" } },
  expect = { at_least = 30 },
}

example "the prompt lies unanswered, and the second try works" {
  code   = 50074,
  given  = { sequence(50074, "abandoned"), ticket{ action = "sign-in", started_it = true, new_phone = false },
             row(50074, { mfa_detail = "MFA denied; user did not respond to mobile app notification", interactive = true }),
             tried{ test = "again-after-two-minutes", result = "works" }, user_scope{ affected = "one" } },
  expect = { top = "prompt-not-answered", at_least = 60, first_step = "answer-second-factor" },
}

example "nothing arrives on the telephone, text messages do" {
  code   = 50074,
  now    = NOW,
  given  = { sequence(50074, "failure"), ticket{ action = "sign-in", started_it = true, new_phone = false },
             row(50074, { mfa_detail = "MFA denied; user did not respond to mobile app notification", interactive = true }),
             row(0, { request_id = "r2", mfa_detail = "Text message" }),
             tried{ test = "again-after-two-minutes", result = "same-error" } },
  expect = { top = "push-not-delivered", at_least = 45, first_step = "open-authenticator-by-hand" },
}

example "the old telephone rings in a drawer" {
  code   = 50074,
  given  = { sequence(50074, "abandoned"), ticket{ action = "sign-in", started_it = true, new_phone = true } },
  expect = { top = "old-phone-registered", at_least = 60 },
}

example "our guest approves twice" {
  code   = 50074,
  given  = { user_account{ user = "bert@fabrikam.com", exists = true, type = "guest" }, sequence(50074, "abandoned"),
             tenant_boundary{ layer = "inbound", trusts_mfa = false } },
  expect = { top = "guest-mfa-not-trusted", at_least = 60 },
}

example "the token request of a guest" {
  code   = 50076,
  given  = { user_account{ user = "bert@fabrikam.com", exists = true, type = "guest" }, sequence(50076, "abandoned"),
             tenant_boundary{ layer = "inbound", trusts_mfa = false } },
  expect = { top = "guest-mfa-not-trusted", at_least = 60 },
}

example "AD FS asks for the token, and Microsoft asks again" {
  code   = 50076,
  given  = { user_account{ user = ANNA, exists = true, type = "member", sign_in_type = "federated" },
             idp_token{ mfa_claim = false }, user_scope{ affected = "many", shared = "domain" },
             sequence(50076, "failure") },
  expect = { top = "federated-mfa-claim-missing", at_least = 80, first_step = "send-mfa-claim" },
}

example "partners came in without a second factor until the policy of Monday" {
  code   = 50079,
  now    = NOW,
  given  = { user_scope{ affected = "many" }, row(50079, { interactive = true, client = "browser" }),
             conditional_access_policy{ policy = "MFA for all", state = "on", control = "mfa", targets_user = true,
                                        modified = "2026-11-22T15:00:00Z" } },
  expect = { top = "mfa-newly-required", at_least = 60 },
}

example "a guest without any method here" {
  code   = 50079,
  given  = { user_account{ user = "bert@fabrikam.com", exists = true, type = "guest" },
             tenant_boundary{ layer = "inbound", trusts_mfa = false }, row(50079, { interactive = true }) },
  expect = { top = "guest-mfa-not-trusted", at_least = 70 },
}

example "the portal drops the claims that it was given" {
  code   = 50079,
  given  = { row(50079, { interactive = false, client = "browser" }), methods{ registered = true },
             sequence(50079, "failure"), tried{ test = "other-application", result = "works" } },
  expect = { top = "app-ignores-claims-challenge", at_least = 60 },
}

example "somebody in Lagos is asked to set up a telephone" {
  code   = 50072,
  given  = { ticket{ started_it = false }, sequence(50072, "abandoned"),
             user_account{ user = ANNA, exists = true, type = "member", risk = "high" } },
  expect = { top = "attacker-has-password", at_least = 60, first_step = "answer-leaked-password" },
}

example "reset by the help desk, and the page asks for a new password" {
  code   = 50125,
  given  = { sequence(50125, "success"), user_account{ user = ANNA, exists = true, must_change = true },
             ticket{ new_account = false, password_changed_recently = true } },
  expect = { top = "must-change-password", at_least = 60 },
}

example "registered two years ago, asked whether it's still right" {
  code   = 50125,
  given  = { sequence(50125, "success"), methods{ registered = true, reset_enabled = true, reset_registered = true },
             user_account{ user = ANNA, exists = true, must_change = false }, ticket{ new_account = false } },
  expect = { top = "reset-info-reconfirmation", at_least = 60, first_step = "confirm-reset-info",
             outcomes = { ["registration for self-service password reset"] = "there" } },
}

local function left_on(code)
  return { row(code, { mfa_required_by = "per-user", interactive = true, client = "browser" }),
           methods{ registered = true, per_user = "enforced" }, user_scope{ affected = "one" }, complete.audit_event{} }
end

example "the only one in the office who is asked" {
  code = 50074, given = left_on(50074),
  expect = { top = "per-user-mfa-left-on", at_least = 50,
             outcomes = { ["state of per-user multifactor authentication"] = "on" } },
}

example "excluded from the policy, and asked all the same" {
  code = 50076, given = left_on(50076), expect = { top = "per-user-mfa-left-on", at_least = 55 },
}

example "a scanner's account, enforced in 2018" {
  code   = 50079,
  given  = { row(50079, { mfa_required_by = "per-user", interactive = true }), complete.audit_event{},
             methods{ registered = false, per_user = "enforced" }, user_scope{ affected = "one" } },
  expect = { top = "per-user-mfa-left-on", at_least = 45 },
}

example "per-user is off, so a policy asks" {
  code   = 50076,
  given  = { methods{ registered = true, per_user = "disabled" }, user_scope{ affected = "many" } },
  expect = { at_most = 70, outcomes = { ["state of per-user multifactor authentication"] = "off" } },
}
