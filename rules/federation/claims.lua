-- What an application's claims are made from. Codes 50100 to 50163, 50042, 50043, 50007.

evidence "claims policy on the application" {
  about = "whether a claims policy made through Graph applies to the application",
  { "yes", when = some.service_principal{ claims_policy = true },
           say = "a claims mapping policy is assigned to the application" },
  { "no",  when = some.service_principal{ claims_policy = false }, say = "no claims mapping policy is assigned to the application" },
  seen = {
    ["claims-policy-broken"]       = { 96, 3 },
    ["claim-transformation-wrong"] = { 8, 90 },
    ["claim-source-empty"]         = { 14, 84 },
    ["claim-regex-invalid"]        = { 14, 84 },
    ["service-principal-damaged"]  = { 14, 84 },
    other                          = { 16, 82 },
  },
}

evidence "token encryption of the enterprise application" {
  about = "whether SAML token encryption is on, and with which certificate",
  { "unusable", when = some.service_principal{ encryption_certificate = one_of{ "expired", "missing" } },
                say = "token encryption is on and its certificate has expired or is gone" },
  { "usable",   when = some.service_principal{ encryption_certificate = "usable" },
                say = "token encryption is on, with a certificate in date" },
  { "off",      when = some.service_principal{ encryption_certificate = "off" },
                say = "the application's tokens aren't encrypted" },
  seen = {
    ["token-encryption-key-missing"] = { 94, 3, 2 },
    ["service-principal-damaged"]    = { 3, 36, 60 },
    other                            = { 1, 6, 92 },
  },
}

seen "another user at the same place" {
  ["claim-source-empty"]         = { 92, 6 },
  ["claim-regex-too-slow"]       = { 64, 32 },
  ["claim-regex-too-greedy"]     = { 76, 22 },
  ["claim-transformation-wrong"] = { 8, 90 },
  ["claims-policy-broken"]       = { 8, 90 },
  ["claim-regex-invalid"]        = { 10, 88 },
  ["service-principal-damaged"]  = { 3, 96 },
  ["pairwise-salt-broken"]       = { 3, 96 },
  ["token-encryption-key-missing"] = { 3, 96 },
  ["immutable-id-differs"]       = { 95, 4 },
  ["immutable-id-missing-in-cloud"] = { 92, 7 },
  ["anchor-attribute-differs"]   = { 40, 58 },
  ["anchor-attribute-empty"]     = { 92, 7 },
  ["anchor-claim-missing"]       = { 3, 96 },
  ["guest-mail-claim-missing"]   = { 26, 72 },
  ["guest-mail-domain-differs"]  = { 60, 38 },
  ["idp-certificate-unknown"]    = { 4, 95 },
  ["domain-issuer-differs"]      = { 4, 95 },
  ["password-context-demanded"]  = { 62, 36 },
  ["idp-denies-user"]            = { 80, 18 },
  ["idp-answer-broken"]          = { 16, 82 },
  ["external-provider-down"]     = { 4, 94 },
  ["external-provider-client-refused"] = { 4, 95 },
  ["external-session-lapsed"]    = { 94, 4 },
  ["external-code-reused"]       = { 94, 4 },
  ["saml-subject-sent"]          = { 30, 68 },
}

local function changed(pattern)
  return some.audit_event{ activity = like(pattern), at = within "3d", actor = V.actor }
end
local function any_change()
  return any_of{ changed("*policy to service principal*"), changed("Update policy*"),
                 changed("Update service principal*"), changed("Add policy*") }
end

evidence "change of the application's claims or certificates" {
  about = "whether the enterprise application or its policies were changed in the last three days",
  { "changed", when = any_change(), say = "{actor} changed the enterprise application or its policies in these days" },
  { "untouched", when = all_of{ none.audit_event{ activity = like "Update service principal*", at = within "3d" },
                                unless(any_change()) },
                 say = "nobody has changed the enterprise application in three days" },
  seen = {
    ["claim-transformation-wrong"]      = { 80, 16 },
    ["claims-policy-broken"]            = { 80, 16 },
    ["claim-regex-invalid"]             = { 84, 12 },
    ["app-signing-certificate-missing"] = { 56, 40 },
    ["claim-source-empty"]              = { 14, 82 },
    ["service-principal-damaged"]       = { 14, 82 },
    ["app-signing-certificate-unusable"] = { 26, 70 },
    ["token-encryption-key-missing"]    = { 20, 76 },
    other                               = { 14, 82 },
  },
}
