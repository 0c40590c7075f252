-- Challenges, certificates, age.

local ANNA = "anna@contoso.com"
local function row(code, more)
  more.request_id, more.at, more.code = "r", "2026-11-23T09:00:00Z", code
  return sign_in(more)
end
local function card(fields) fields.user = ANNA return certificate_check(fields) end
local function refused(control)
  return conditional_access_result{ request_id = "r", policy = "P", result = "failure", control = control }
end
local function ended(how) return sign_in_sequence{ correlation_id = "c", code = 50158, final = how } end

example "the terms were accepted a minute later" {
  code   = 50158,
  given  = { ended("success"), row(50158, { client = "browser", interactive = true }),
             audit_event{ id = "a", at = "2026-11-23T09:01:00Z", activity = "Accept Terms Of Use" } },
  expect = { top = "challenge-answered", at_least = 80, first_step = "close-external-challenge-rows",
             outcomes = { ["end of the challenged sign-in"] = "success", ["page for the challenge"] = "browser",
                          ["terms of use in the audit log"] = "accepted" } },
}
example "a script with a password meets the terms" {
  code   = 50158,
  given  = { row(50158, { protocol = "ropc" }), ended("failure") },
  expect = { top = "no-page-for-the-challenge", at_least = 75, first_step = "sign-in-where-page-shows",
             outcomes = { ["page for the challenge"] = "none", ["end of the challenged sign-in"] = "failure" } },
}
example "declined" {
  code   = 50158,
  given  = { ended("abandoned"), refused("terms-of-use"), user_scope{ affected = "one" },
             audit_event{ id = "a", at = "2026-11-23T09:01:00Z", activity = "Decline Terms Of Use" } },
  expect = { top = "terms-not-accepted", at_least = 70, first_step = "accept-terms",
             outcomes = { ["terms of use in the audit log"] = "declined",
                          ["end of the challenged sign-in"] = "abandoned",
                          ["outside control that wasn't met"] = "terms of use" } },
}
example "the user isn't enrolled at the provider" {
  code   = 50158,
  given  = { ended("failure"), refused("custom"), row(50158, { client = "browser", interactive = true }) },
  expect = { top = "external-factor-refused", at_least = 55,
             outcomes = { ["outside control that wasn't met"] = "custom control" } },
}
example "a white page behind the proxy" {
  code   = 50158,
  given  = { ended("abandoned"), user_scope{ affected = "many", shared = "site" },
             tried{ test = "other-network", result = "works" } },
  expect = { top = "challenge-page-not-reachable", at_least = 70, first_step = "allow-challenge-hosts" },
}
example "no such control in the policy" {
  code   = 50158,
  given  = { refused("none") },
  expect = { outcomes = { ["outside control that wasn't met"] = "neither" } },
}
example "a third-party control for everybody, outsiders too" {
  code   = 50177,
  given  = { refused("custom"), user_scope{ affected = "many" } },
  expect = { top = "custom-control-reaches-outsiders", at_least = 75, first_step = "exempt-outsiders-from-control" },
}
example "terms in a shared channel" {
  code   = 50177,
  given  = { refused("terms-of-use"), ticket{ app = "a shared channel" } },
  expect = { top = "terms-reach-direct-connect", at_least = 75, first_step = "exempt-outsiders-from-control" },
}
example "the provider changed its key overnight" {
  code   = 5001256,
  given  = { error_text{ code = 5001256, text = "Failure details: signature validation failed, KeyID of token is x" },
             ticket{ worked_before = true } },
  expect = { top = "provider-keys-rolled-over", at_least = 60, first_step = "roll-provider-keys-slowly",
             outcomes = { ["details of the provider's rejected token"] = "signature" } },
}
example "the same, as Microsoft's page on external providers shows it" {
  text   = [[AADSTS70002: Error validating credentials. AADSTS50012: External ID token from issuer
https://sts.example.com/auth/realms/mfa failed signature verification. KeyID of token is Rk3vlP4v
Trace ID: 01c2cd09-8997-45bf-bfe4-18fdf9d1a101 Correlation ID: 72826bb4-abb7-4221-b253-100f530b4b0a Timestamp: 2026-11-23 09:00:34Z]],
  given  = { user_scope{ affected = "many" } },
  expect = { top = "provider-keys-rolled-over", at_least = 75, first_step = "roll-provider-keys-slowly",
             outcomes = { ["whose token failed its signature"] = "external provider's" } },
}
example "a secret from before the change" {
  code   = 50012,
  given  = { error_text{ code = 50012, text = "Invalid client secret is provided" } },
  expect = { outcomes = { ["whose token failed its signature"] = "another" } },
}
example "the audience is wrong" {
  code   = 5001256,
  given  = { error_text{ code = 5001256, text = "Failure details: the audience isn't the expected one" } },
  expect = { top = "provider-token-invalid", at_least = 70, first_step = "correct-provider-token",
             outcomes = { ["details of the provider's rejected token"] = "a claim" } },
}
example "a second issuing authority" {
  code   = 50017,
  given  = { card{ issuer_listed = false, candidates = 1 }, user_scope{ affected = "many" } },
  expect = { top = "issuing-ca-not-uploaded", at_least = 75, first_step = "upload-missing-authority",
             outcomes = { ["authority of the certificate"] = "missing", ["certificates to choose from"] = "one" } },
}
example "the authority was renewed with a new key" {
  code   = 50017,
  given  = { card{ issuer_listed = true, keys_match = false } },
  expect = { top = "key-identifiers-differ", at_least = 70, first_step = "upload-authority-with-right-key",
             outcomes = { ["authority of the certificate"] = "other key" } },
}
example "the chain is fine: the mail certificate was picked" {
  code   = 50017,
  given  = { card{ issuer_listed = true, keys_match = true, candidates = 3, crl = "fetched" },
            user_scope{ affected = "one" },
             tried{ test = "other-browser", result = "works" } },
  expect = { top = "wrong-certificate-chosen", at_least = 75, first_step = "choose-right-certificate",
             outcomes = { ["authority of the certificate"] = "in order", ["certificates to choose from"] = "several",
                          ["revocation list from the internet"] = "good" } },
}
example "the list answers 403" {
  code   = 50017,
  given  = { card{ issuer_listed = true, keys_match = true, crl = "unreachable" }, user_scope{ affected = "many" } },
  expect = { top = "crl-not-downloadable", at_least = 75, first_step = "use-other-method" },
}
example "policies break off at the intermediate" {
  code   = 50017,
  given  = { card{ issuer_listed = true, keys_match = true, policies_match = false } },
  expect = { top = "certificate-policies-differ", at_least = 65,
             outcomes = { ["authority of the certificate"] = "policies differ" } },
}
example "the intermediate ran out" {
  code   = 50017,
  given  = { card{ issuer_listed = true, authority_expired = true } },
  expect = { top = "ca-certificate-expired", at_least = 65, first_step = "replace-expired-authority",
             outcomes = { ["authority of the certificate"] = "expired" } },
}
example "Require CRL validation was ticked, and one authority was uploaded without an address" {
  code   = 50017,
  given  = { card{ issuer_listed = true, keys_match = true, crl = "none", crl_required = true },
             user_scope{ affected = "many" }, ticket{ worked_before = true } },
  expect = { top = "crl-required-and-not-set", at_least = 65, first_step = "set-http-crl-address",
             outcomes = { ["revocation list from the internet"] = "required and not set" } },
}
example "no list and none required: look elsewhere" {
  code   = 50017,
  given  = { card{ issuer_listed = true, keys_match = true, crl = "none", crl_required = false, candidates = 3 },
             user_scope{ affected = "one" } },
  expect = { top = "wrong-certificate-chosen", at_least = 60,
             outcomes = { ["revocation list from the internet"] = "good" } },
}
example "the list is on an inner server" {
  code   = 220501,
  given  = { card{ crl = "unreachable" } },
  expect = { top = "crl-not-downloadable", at_least = 75, first_step = "use-other-method",
             outcomes = { ["revocation list from the internet"] = "unreachable" } },
}
example "nobody started the offline root" {
  code   = 220501,
  given  = { card{ crl = "expired" }, user_scope{ affected = "many" }, ticket{ worked_before = true } },
  expect = { top = "crl-expired", at_least = 75, first_step = "use-other-method",
             outcomes = { ["revocation list from the internet"] = "expired" } },
}
example "thirty megabytes" {
  code   = 220501,
  given  = { card{ crl = "too-large" }, tried{ test = "again-after-two-minutes", result = "works" } },
  expect = { top = "crl-too-large", at_least = 75, outcomes = { ["revocation list from the internet"] = "too large" } },
}
example "an LDAP address" {
  code   = 220501,
  given  = { card{ crl = "unsuitable-address" }, ticket{ worked_before = false } },
  expect = { top = "crl-address-unsuitable", at_least = 70, first_step = "use-other-method",
             outcomes = { ["revocation list from the internet"] = "unsuitable address" } },
}
example "device certificates have no user" {
  code   = 1001000,
  given  = { card{ named = false, candidates = 1 } },
  expect = { top = "certificate-lacks-name", at_least = 70, first_step = "reissue-user-certificate",
             outcomes = { ["name in the certificate"] = "missing" } },
}
example "two smart cards" {
  code   = 1001000,
  given  = { card{ candidates = 2 }, user_scope{ affected = "one" } },
  expect = { top = "wrong-certificate-chosen", at_least = 65, first_step = "choose-right-certificate" },
}
example "everybody since the rules were changed" {
  code   = 1001000,
  given  = { card{ named = true, candidates = 1 }, user_scope{ affected = "many" } },
  expect = { top = "certificate-rules-wrong", at_least = 65, first_step = "correct-certificate-rules",
             outcomes = { ["name in the certificate"] = "there" } },
}
example "one application for adults" {
  code   = 54000,
  given  = { user_account{ user = ANNA, exists = true, age_group = "minor" },
             tried{ test = "other-application", result = "works" }, ticket{ new_account = false } },
  expect = { top = "minor-blocked-by-app", at_least = 40, outcomes = { ["age group of the account"] = "minor" } },
}
example "new pupils at the start of term" {
  code   = 50015,
  given  = { user_account{ user = ANNA, exists = true, age_group = "minor" }, ticket{ new_account = true } },
  expect = { top = "minor-consent-missing", at_least = 75, first_step = "record-minor-consent" },
}
example "an adult by the mark" {
  code   = 54000,
  given  = { user_account{ user = ANNA, exists = true, age_group = "adult" } },
  expect = { outcomes = { ["age group of the account"] = "not minor" } },
}

local function pupil(consent)
  return user_account{ user = ANNA, exists = true, age_group = "minor", minor_consent = consent }
end
example "a teacher was imported with a class" {
  code   = 50015,
  given  = { pupil("none"), ticket{ minor = false, new_account = false } },
  expect = { top = "age-group-set-wrongly", at_least = 85, first_step = "correct-age-group",
             outcomes = { ["the person's own age"] = "an adult",
                          ["consent of the parents in the account"] = "missing" } },
}
example "a trainee of twenty is still marked as a minor" {
  code   = 54000,
  given  = { pupil("none"), ticket{ minor = false }, tried{ test = "other-application", result = "works" } },
  expect = { top = "age-group-set-wrongly", at_least = 75, first_step = "correct-age-group" },
}
example "one pupil's form never came back" {
  code   = 54000,
  given  = { pupil("none"), ticket{ minor = true, new_account = true }, user_scope{ affected = "one" } },
  expect = { top = "minor-consent-missing", at_least = 60, first_step = "record-minor-consent",
             outcomes = { ["the person's own age"] = "a minor" } },
}
example "consent is recorded, and the application admits nobody under age" {
  code   = 54000,
  given  = { pupil("granted"), ticket{ minor = true }, user_scope{ affected = "many", shared = "group" } },
  expect = { top = "minor-blocked-by-app", at_least = 85, first_step = "allow-minors-in-app",
             outcomes = { ["consent of the parents in the account"] = "recorded" } },
}
example "the grid pattern at the provider isn't a second factor, the push is" {
  code   = 50159,
  given  = { row(50159, { client = "browser", interactive = true }), user_scope{ affected = "few" },
             tried{ test = "other-method", result = "works" } },
  expect = { top = "provider-method-of-same-kind", at_least = 85, first_step = "use-counting-provider-method",
             outcomes = { ["another method at the provider"] = "works" } },
}
example "the provider returns two amr values, whatever the user does there" {
  code   = 50159,
  given  = { row(50159, { client = "browser", interactive = true }), user_scope{ affected = "many" },
             tried{ test = "other-method", result = "same-error" } },
  expect = { top = "provider-token-invalid", at_least = 85, first_step = "correct-provider-token" },
}
example "the vendor has moved to a new region" {
  code   = 50161,
  given  = { user_scope{ affected = "all" }, ticket{ worked_before = true } },
  expect = { top = "provider-address-unregistered", at_least = 90, first_step = "register-provider-address" },
}
example "the firewall lets the company in, and Microsoft not" {
  code   = 50166,
  given  = { user_scope{ affected = "all" }, ticket{ worked_before = true },
             tried{ test = "again-after-two-minutes", result = "same-error" } },
  expect = { top = "external-provider-unreachable", at_least = 85, first_step = "restore-provider-discovery" },
}
example "the pilot of a new external method never reaches the provider" {
  code   = 50166,
  given  = { user_scope{ affected = "all" }, ticket{ worked_before = false } },
  expect = { top = "provider-address-mistyped", at_least = 75, first_step = "correct-discovery-address" },
}
example "a custom control of years ago has lost its mapping" {
  code   = 50170,
  given  = { refused("custom"), user_scope{ affected = "many" }, ticket{ worked_before = true } },
  expect = { top = "custom-control-broken", at_least = 90, first_step = "ask-for-mfa-instead-of-control" },
}
example "a home-made custom control" {
  code   = 50172,
  given  = { refused("custom"), ticket{ worked_before = false } },
  expect = { top = "custom-control-broken", at_least = 90 },
}
example "somebody deleted the control to paste it anew, which no longer goes" {
  code   = 50176,
  given  = { refused("custom"), user_scope{ affected = "many" } },
  expect = { top = "custom-control-broken", at_least = 90 },
}
example "sign-in frequency for everybody, and a shared channel" {
  code   = 50178,
  given  = { row(50178, { client = "modern", app = "Microsoft Teams", cross_tenant = "direct-connect" }),
             user_scope{ affected = "many" } },
  expect = { top = "session-control-reaches-direct-connect", at_least = 90,
             first_step = "exempt-outsiders-from-control", outcomes = { ["kind of access"] = "shared channel" } },
}
example "a consultant was sent the link to the project site, and a policy for all users comes first" {
  code   = 50178,
  given  = { row(50178, { client = "browser", app = "SharePoint", cross_tenant = "passthrough" }),
             user_account{ user = "kim@fabrikam.com", exists = false, other_tenant = true, similar = "none" },
             user_scope{ affected = "one" } },
  expect = { top = "guest-not-invited", at_least = 85, first_step = "invite-guest",
             outcomes = { ["kind of access"] = "another" } },
}
example "a supplier's address that nobody ever invited" {
  code   = 50177,
  given  = { user_account{ user = "kim@fabrikam.com", exists = false, other_tenant = true, similar = "none" },
             tried{ test = "other-user", result = "works" }, user_scope{ affected = "one" } },
  expect = { top = "guest-not-invited", at_least = 50, first_step = "invite-guest" },
}
