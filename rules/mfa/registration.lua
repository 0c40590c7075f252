-- What the user has registered, what keeps the registration shut, and where the account comes from.

evidence "registered second factors" {
  about = "whether the account has a method that satisfies multifactor authentication",
  { "none", when = some.sign_in_methods{ registered = false, user = V.user },
            say = "{user} has no second factor registered" },
  { "some", when = some.sign_in_methods{ registered = true, user = V.user },
            say = "{user} has a second factor registered" },
  seen = {
    ["second-factor-not-registered"]     = { 96, 3 },
    ["registration-needs-second-factor"] = { 92, 6 },
    ["risky-before-registration"]        = { 95, 4 },
    ["user-risk-before-registration"]    = { 95, 4 },
    ["registration-outside-trusted-place"] = { 74, 24 },
    ["registration-needs-managed-device"]  = { 70, 28 },
    ["office-address-not-in-location"]   = { 72, 26 },
    ["registration-in-progress"]         = { 6, 92 },     -- read afterwards
    ["guest-mfa-not-trusted"]            = { 62, 36 },
    ["mfa-newly-required"]               = { 34, 64 },
    ["federated-mfa-claim-missing"]      = { 74, 24 },
    ["client-cannot-prompt"]             = { 62, 36 },
    ["attacker-has-password"]            = { 24, 74 },
    ["certificate-user-without-second-factor"] = { 66, 32 },
    ["single-factor-certificate"]        = { 30, 66 },
    ["sms-sign-in-meets-mfa"]            = { 54, 42 },
    ["app-ignores-claims-challenge"]     = { 3, 96 },
    other                                = { 12, 86 },
  },
}

evidence "registration for self-service password reset" {
  about = "whether the user has registered for self-service password reset",
  codes = { 50125 },
  { "missing", when = some.sign_in_methods{ reset_registered = false }, say = "the user isn't registered for password reset" },
  { "there",   when = some.sign_in_methods{ reset_registered = true },
               say = "the user is registered for password reset" },
  seen = {
    ["reset-registration-asked"]  = { 88, 10 },    -- the rest: read after the page was filled in
    ["reset-info-reconfirmation"] = { 1, 98 },
    ["must-change-password"]      = { 30, 68 },
    other                         = { 40, 58 },
  },
}

evidence "what may follow the certificate" {
  about = "whether the user has a passkey or anything else that may follow a single-factor certificate",
  { "a passkey",      when = some.sign_in_methods{ passkey = true }, say = "the user has a passkey" },
  { "only weaker ones", when = all_of{ some.sign_in_methods{ passkey = false },
                                       any_of{ some.sign_in_methods{ phone = true },
                                               some.sign_in_methods{ code_app = true },
                                               some.sign_in_methods{ authenticator = true } } },
                      say = "the user has text, calls or an app, but no passkey" },
  seen = {
    ["certificate-user-without-second-factor"] = { 1, 60 },
    ["single-factor-certificate"]              = { 24, 56 },
    ["sms-sign-in-meets-mfa"]                  = { 3, 90 },
    other                                      = { 14, 70 },
  },
}

local function credential(pattern)
  return some.error_text{ code = 54008, text = like(pattern) }
end

evidence "credential that 54008 names" {
  about = "which first credential the message names",
  { "certificate",  when = any_of{ credential("*certificate*"),
                                   some.sign_in{ code = 54008, reason = like "*certificate*" } },
                    say = "the message names a certificate" },
  { "text message", when = any_of{ credential("*sms*"), credential("*text message*"), credential("*phone*") },
                    say = "the message names sign-in by text message" },
  seen = {
    ["single-factor-certificate"]              = { 96, 1 },
    ["certificate-user-without-second-factor"] = { 96, 1 },
    ["sms-sign-in-meets-mfa"]                  = { 1, 96 },
    other                                      = { 30, 20 },
  },
}

local function gate(test) test.result = "failure"; return some.conditional_access_result(test) end
local function place() return gate{ condition = "location" } end
local function device() return gate{ control = one_of{ "compliant-device", "hybrid-device" } } end
local function factor() return gate{ control = one_of{ "mfa", "authentication-strength" } } end
local function change() return gate{ control = "password-change" } end

evidence "what the failing policy wanted" {
  about = "whether the policy that failed looks at the place, the device, a second factor or a new password",
  { "a device",       when = device(), say = "the failing policy wants a managed device" },
  { "a new password", when = all_of{ change(), unless(device()) },
                      say = "the failing policy wants a password change" },
  { "a place",        when = all_of{ place(), unless(device()), unless(change()) },
                      say = "the failing policy looks at the location" },
  { "a second factor", when = all_of{ factor(), unless(place()), unless(device()), unless(change()) },
                      say = "the failing policy wants a second factor" },
  seen = {
    ["registration-needs-managed-device"]   = { 94, 1, 3, 1 },
    ["registration-outside-trusted-place"]  = { 2, 1, 93, 3 },
    ["office-address-not-in-location"]      = { 2, 1, 93, 3 },
    ["registration-needs-second-factor"]    = { 3, 1, 18, 76 },
    ["guest-cannot-change-password"]        = { 1, 95, 1, 1 },
    ["guest-risky-at-home"]                 = { 1, 52, 3, 6 },
    ["home-risk-not-cleared"]               = { 1, 52, 3, 6 },
    other                                   = { 8, 6, 16, 50 },
  },
}

evidence "named locations and the address" {
  about = "whether a trusted location covers the address of the sign-in",
  { "covered",     when = some.named_location{ covers = true, trusted = true, location = V.place },
                   say = "{place} covers the address" },
  { "no IPv6",     when = all_of{ some.named_location{ covers = false, trusted = true, has_ipv6 = false },
                                  some.sign_in{ address = like "*:*", code = one_of{ 53010, 53004 } } },
                   say = "the address is IPv6 and the trusted location lists none" },
  { "not covered", when = all_of{ some.named_location{ covers = false, trusted = true },
                                  unless(some.named_location{ covers = true, trusted = true }),
                                  unless(some.sign_in{ address = like "*:*", code = one_of{ 53010, 53004 } }) },
                   say = "no trusted location covers the address" },
  seen = {
    ["office-address-not-in-location"]     = { 1, 44, 53 },
    ["registration-outside-trusted-place"] = { 2, 14, 82 },
    ["registration-needs-second-factor"]   = { 50, 8, 40 },
    ["registration-needs-managed-device"]  = { 50, 8, 40 },
    ["risky-before-registration"]          = { 6, 10, 80 },
    ["user-risk-before-registration"]      = { 44, 8, 44 },
    other                                  = { 34, 10, 50 },
  },
}

evidence "the user's domain and type" {
  about = "whether the user is a guest, a federated user or a managed member",
  { "guest",     when = some.user_account{ type = "guest" }, say = "the user is a guest" },
  { "federated", when = all_of{ some.user_account{ sign_in_type = "federated" },
                                unless(some.user_account{ type = "guest" }) },
                 say = "the user's domain is federated" },
  { "managed",   when = all_of{ some.user_account{ sign_in_type = "managed" },
                                unless(some.user_account{ type = "guest" }) },
                 say = "the user's domain is managed" },
  seen = {
    ["guest-mfa-not-trusted"]        = { 96, 1, 2 },
    ["guest-risky-at-home"]          = { 97, 1, 1 },
    ["home-risk-not-cleared"]        = { 97, 1, 1 },
    ["guest-cannot-change-password"] = { 97, 1, 1 },
    ["federated-mfa-claim-missing"]  = { 1, 96, 2 },
    ["auth-method-claim-unknown"]    = { 3, 92, 4 },
    other                            = { 6, 10, 82 },
  },
}

evidence "trust in the home tenant's second factor" {
  about = "whether the inbound settings accept multifactor authentication of the guest's tenant",
  { "trusted",     when = some.tenant_boundary{ layer = "inbound", trusts_mfa = true },
                   say = "the home tenant's multifactor authentication is trusted" },
  { "not trusted", when = all_of{ some.tenant_boundary{ layer = "inbound", trusts_mfa = false },
                                  unless(some.tenant_boundary{ layer = "inbound", trusts_mfa = true }) },
                   say = "the home tenant's multifactor authentication isn't trusted" },
  seen = { ["guest-mfa-not-trusted"] = { 4, 94 }, other = { 30, 68 } },
}

evidence "second factor of the identity provider" {
  about = "whether the identity provider's token says that it did multifactor authentication",
  { "in the token",     when = some.idp_token{ mfa_claim = true }, say = "the token has the multifactor claim" },
  { "not in the token", when = some.idp_token{ mfa_claim = false }, say = "the token lacks the multifactor claim" },
  seen = {
    ["federated-mfa-claim-missing"] = { 8, 90 },
    ["auth-method-claim-unknown"]   = { 30, 66 },
    other                           = { 66, 30 },
  },
}

seen "risk of the user" {
  ["user-risk-before-registration"] = { 94, 4 },
  ["risky-before-registration"]     = { 8, 90 },
  ["user-blocked-for-mfa"]          = { 40, 58 },
}
seen "password changed or reset lately" {
  ["home-risk-not-cleared"] = { 95, 4 },
  ["guest-risky-at-home"]   = { 8, 90 },
}
