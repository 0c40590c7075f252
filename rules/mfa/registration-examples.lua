-- 53004, 53010, 53011, 54008, 50130: registration that is shut, guests at risk, credentials that can't come first.

local ANNA = "anna@contoso.com"
local NOW = "2026-11-23T12:00:00Z"
local function result(fields)
  fields.request_id, fields.policy, fields.result = "r1", "Security info", "failure"
  return conditional_access_result(fields)
end
local function methods(fields) fields.user = ANNA return sign_in_methods(fields) end
local function at_risk(level) return user_account{ user = ANNA, exists = true, type = "member", risk = level } end

example "first journey, no method, clean user" {
  code   = 53004,
  given  = { at_risk("none"), ticket{ started_it = true }, tried{ test = "other-network", result = "works" } },
  expect = { top = "risky-before-registration", at_least = 75, first_step = "sign-in-from-known-place" },
}

example "leaked credentials before registration" {
  code   = 53004,
  given  = { at_risk("high"), ticket{ started_it = true }, tried{ test = "other-network", result = "same-error" },
             methods{ registered = false } },
  expect = { top = "user-risk-before-registration", at_least = 75, first_step = "remediate-user-risk" },
}

example "the risk policy stopped a stranger" {
  code   = 53004,
  given  = { ticket{ started_it = false } },
  expect = { top = "attacker-has-password", at_least = 65, first_step = "answer-leaked-password" },
}

example "setting up the phone at home" {
  code   = 53010,
  given  = { result{ control = "mfa", condition = "location" },
             named_location{ location = "HQ", covers = false, trusted = true },
             user_scope{ affected = "one" },
             tried{ test = "other-network", result = "works" } },
  expect = { top = "registration-outside-trusted-place", at_least = 75, first_step = "register-from-trusted-place",
             outcomes = { ["what the failing policy wanted"] = "a place",
                          ["named locations and the address"] = "not covered" } },
}

example "in the office, with an IPv6 address that nobody listed" {
  code   = 53010,
  given  = { result{ condition = "location" }, user_scope{ affected = "many", shared = "site" },
             named_location{ location = "HQ", covers = false, trusted = true, has_ipv6 = false },
             sign_in{ request_id = "r1", at = "2026-11-23T11:00:00Z", code = 53010, user = ANNA,
                      address = "2001:db8::5" } },
  expect = { top = "office-address-not-in-location", at_least = 75, first_step = "add-address-to-named-location",
             outcomes = { ["named locations and the address"] = "no IPv6" } },
}

example "the policy asks new staff for what they came to set up" {
  code   = 53010,
  given  = { result{ control = "authentication-strength" }, methods{ registered = false }, ticket{ new_account = true },
             named_location{ location = "HQ", covers = true, trusted = true } },
  expect = { top = "registration-needs-second-factor", at_least = 80, first_step = "issue-temporary-pass",
             outcomes = { ["what the failing policy wanted"] = "a second factor",
                          ["named locations and the address"] = "covered" } },
}

example "a private phone against a device policy" {
  code   = 53010,
  given  = { result{ control = "compliant-device" } },
  expect = { top = "registration-needs-managed-device", at_least = 60, first_step = "register-from-trusted-place",
             outcomes = { ["what the failing policy wanted"] = "a device" } },
}

example "a guest with an old password" {
  code   = 53011,
  given  = { ticket{ password_changed_recently = false }, user_scope{ affected = "one" } },
  expect = { top = "guest-risky-at-home", at_least = 75, first_step = "reset-at-home-organisation" },
}

example "the guest's password is new and the block stays" {
  code   = 53011,
  given  = { ticket{ password_changed_recently = true }, user_scope{ affected = "one" } },
  expect = { top = "home-risk-not-cleared", at_least = 60, first_step = "reset-at-home-organisation" },
}

example "guests of three partners since the new risk policy" {
  code   = 53011,
  given  = { result{ control = "password-change", condition = "user-risk" }, user_scope{ affected = "few" } },
  expect = { top = "guest-cannot-change-password", at_least = 40,
             outcomes = { ["what the failing policy wanted"] = "a new password" } },
}

example "all smart cards of one issuer" {
  code   = 54008,
  given  = { error_text{ code = 54008, text = "the credential used (Certificate) is not supported" },
             user_scope{ affected = "many" } },
  expect = { top = "single-factor-certificate", at_least = 70,
             outcomes = { ["credential that 54008 names"] = "certificate" } },
}

example "one certificate user who has only text messages" {
  code   = 54008,
  given  = { error_text{ code = 54008, text = "credential used (Certificate)" }, user_scope{ affected = "one" },
             methods{ registered = true, passkey = false, phone = true } },
  expect = { at_least = 35, outcomes = { ["what may follow the certificate"] = "only weaker ones" } },
}

example "a passkey is there, so the binding is the matter" {
  code   = 54008,
  given  = { error_text{ code = 54008, text = "credential used (Certificate)" },
             methods{ registered = true, passkey = true } },
  expect = { top = "single-factor-certificate", at_least = 75,
             outcomes = { ["what may follow the certificate"] = "a passkey" } },
}

example "a frontline worker signs in by phone number" {
  code   = 54008,
  given  = { error_text{ code = 54008, text = "credential used (SMS)" } },
  expect = { top = "sms-sign-in-meets-mfa", at_least = 75, first_step = "start-with-password",
             outcomes = { ["credential that 54008 names"] = "text message" } },
}

example "a provider's own word for the method" {
  code   = 50130,
  given  = { user_account{ user = ANNA, exists = true, type = "member", sign_in_type = "federated" },
             user_scope{ affected = "many", shared = "domain" } },
  expect = { top = "auth-method-claim-unknown", at_least = 85, first_step = "correct-method-claim" },
}

example "one application, whatever the domain" {
  code   = 50130,
  given  = { user_scope{ affected = "many" }, tried{ test = "other-application", result = "works" },
             user_account{ user = ANNA, exists = true, type = "member", sign_in_type = "managed" } },
  expect = { top = "app-asks-unknown-method", at_least = 60, first_step = "drop-method-request" },
}

example "a certificate, and nothing that may come second" {
  code   = 54008,
  given  = { error_text{ code = 54008, text = "the credential used (Certificate) is not supported as a first factor" },
             user_scope{ affected = "one" }, methods{ registered = false, passkey = false, phone = true } },
  expect = { top = "certificate-user-without-second-factor", at_least = 50 },
}
