-- Rows of the evidence that other families or all of them ask.

local function rows(list, row)
  local t = {}
  for _, cause in ipairs(list) do t[cause] = row end
  return t
end

-- one user, one site, one domain, one organizational unit, a few, many
seen "who is hit" (rows({ "idp-certificate-unknown", "domain-issuer-differs", "domain-not-federated",
                          "anchor-claim-missing" }, { 3, 1, 50, 1, 8, 36 }))
seen "who is hit" (rows({ "partner-certificate-unknown", "partner-issuer-differs", "assertion-audience-differs" },
                        { 12, 1, 56, 1, 16, 13 }))
seen "who is hit" (rows({ "immutable-id-differs", "immutable-id-missing-in-cloud", "anchor-attribute-empty",
                          "external-session-lapsed", "external-code-reused", "wstrust-token-expired",
                          "wsfed-address-damaged" }, { 84, 2, 2, 1, 9, 1 }))
seen "who is hit" (rows({ "app-signing-certificate-missing", "app-signing-certificate-unusable",
  "request-hits-other-app", "service-principal-damaged", "pairwise-salt-broken", "token-encryption-key-missing", "saml-not-enabled-in-app",
  "sign-on-url-for-idp-only-app", "saml-wrong-binding", "saml-request-incomplete", "saml-comparison-not-exact",
  "saml-destination-wrong", "name-id-format-unsupported", "name-id-policy-garbled", "saml-scoping-sent",
  "saml-qualifier-sent", "saml-request-unsigned", "signature-in-wrong-place", "saml-response-binding-asked",
  "claim-transformation-wrong", "claims-policy-broken", "claim-regex-invalid", "app-audience-missing",
  "wsfed-realm-unknown", "wauth-not-supported", "external-provider-down", "external-provider-client-refused",
  "external-issuer-differs", "tenant-not-known-to-service", "idp-metadata-name-wrong" }, { 12, 1, 2, 1, 16, 67 }))
seen "who is hit" {
  ["issuer-rule-misses-domain"]       = { 4, 1, 66, 8, 12, 8 },
  ["domain-just-federated"]           = { 14, 1, 40, 2, 26, 16 },
  ["entra-token-as-assertion"]        = { 20, 1, 1, 1, 16, 60 },
  ["assertion-posted-elsewhere"]      = { 16, 1, 40, 1, 18, 22 },
  ["assertion-signature-broken"]      = { 14, 1, 34, 1, 24, 24 },
  ["saml-version-differs"]            = { 10, 1, 36, 1, 12, 38 },
  ["idp-clock-off"]                   = { 12, 6, 26, 1, 36, 18 },
  ["anchor-attribute-differs"]        = { 30, 1, 34, 6, 18, 10 },
  ["guest-mail-claim-missing"]        = { 30, 1, 44, 1, 18, 5 },
  ["guest-mail-domain-differs"]       = { 34, 1, 38, 1, 20, 5 },
  ["federation-points-at-own-tenant"] = { 6, 1, 40, 1, 12, 38 },
  ["idp-answer-broken"]               = { 16, 8, 32, 1, 18, 23 },
  ["idp-denies-user"]                 = { 56, 4, 6, 4, 22, 6 },
  ["saml-request-missing"]            = { 62, 1, 1, 1, 22, 12 },
  ["saml-encoding-broken"]            = { 26, 1, 1, 1, 30, 40 },
  ["relay-state-broken"]              = { 34, 1, 1, 1, 40, 22 },
  ["saml-logout-malformed"]           = { 14, 1, 1, 1, 18, 64 },
  ["password-context-demanded"]       = { 40, 1, 3, 2, 34, 18 },
  ["windows-context-met"]             = { 8, 56, 8, 1, 14, 12 },
  ["stronger-context-demanded"]       = { 46, 1, 3, 2, 34, 12 },
  ["saml-id-begins-with-digit"]       = { 16, 1, 1, 1, 46, 34 },
  ["saml-id-illegal-characters"]      = { 16, 1, 1, 1, 46, 34 },
  ["saml-subject-sent"]               = { 24, 1, 1, 1, 30, 42 },
  ["started-from-microsoft"]          = { 40, 1, 1, 1, 26, 30 },
  ["saml-sender-clock-off"]           = { 10, 1, 1, 1, 26, 60 },
  ["wstrust-token-type-unknown"]      = { 30, 1, 20, 1, 30, 16 },
  ["assertion-grant-differs"]         = { 40, 1, 2, 1, 26, 28 },
  ["claim-source-empty"]              = { 64, 1, 2, 3, 26, 3 },
  ["claim-regex-too-greedy"]          = { 50, 1, 1, 2, 38, 7 },
  ["claim-regex-too-slow"]            = { 30, 1, 1, 2, 46, 19 },
  ["on-premises-id-without-domain"]   = { 14, 10, 20, 2, 20, 33 },
  ["guest-at-members-only-site"]      = { 50, 1, 20, 1, 22, 5 },
}

-- an application's own fault: the user gets into others
seen "another application" (rows({ "app-signing-certificate-missing", "app-signing-certificate-unusable",
  "request-hits-other-app", "service-principal-damaged", "pairwise-salt-broken", "token-encryption-key-missing", "saml-request-missing",
  "sign-on-url-for-idp-only-app", "saml-not-enabled-in-app", "saml-wrong-binding", "saml-encoding-broken",
  "relay-state-broken", "saml-request-incomplete", "saml-logout-malformed", "saml-destination-wrong",
  "password-context-demanded", "windows-context-met", "stronger-context-demanded", "name-id-format-unsupported",
  "saml-id-begins-with-digit", "saml-subject-sent", "saml-scoping-sent", "saml-request-unsigned",
  "signature-in-wrong-place", "started-from-microsoft", "claim-source-empty", "claim-transformation-wrong",
  "claims-policy-broken", "claim-regex-invalid", "claim-regex-too-slow", "claim-regex-too-greedy",
  "entra-token-as-assertion", "wsfed-realm-unknown", "app-audience-missing", "guest-at-members-only-site" },
  { 95, 3 }))
seen "another application" (rows({ "idp-certificate-unknown", "domain-issuer-differs", "immutable-id-differs",
  "immutable-id-missing-in-cloud", "anchor-attribute-differs", "anchor-claim-missing", "anchor-attribute-empty",
  "partner-certificate-unknown", "partner-issuer-differs", "guest-mail-claim-missing" }, { 5, 93 }))

seen "the same again two minutes later" {
  ["saml-id-begins-with-digit"]  = { 40, 56 },
  ["saml-id-illegal-characters"] = { 12, 84 },
  ["saml-encoding-broken"]       = { 30, 66 },
  ["idp-clock-off"]              = { 30, 66 },
  ["domain-just-federated"]      = { 30, 66 },
  ["claim-regex-too-slow"]       = { 60, 38 },
  ["external-provider-down"]     = { 26, 70 },
  ["external-code-reused"]       = { 80, 18 },
  ["idp-answer-broken"]          = { 26, 70 },
  ["idp-certificate-unknown"]    = { 2, 97 },
  ["saml-sender-clock-off"]      = { 2, 97 },
  ["external-provider-client-refused"] = { 2, 97 },
  ["claim-source-empty"]         = { 1, 98 },
}

seen "clock of the application's server" { ["saml-sender-clock-off"] = { 94, 5 } }

seen "from a clean session" {
  ["password-context-demanded"] = { 74, 24 },
  ["windows-context-met"]       = { 36, 62 },
  ["stronger-context-demanded"] = { 60, 38 },
  ["external-code-reused"]      = { 92, 6 },
  ["external-session-lapsed"]   = { 80, 18 },
  ["wstrust-token-expired"]     = { 70, 26 },
  ["wsfed-address-damaged"]     = { 24, 74 },
  ["idp-certificate-unknown"]   = { 1, 98 },
}

seen "another network" {
  ["windows-context-met"] = { 92, 6 },
  ["idp-clock-off"]       = { 20, 76 },
  ["idp-answer-broken"]   = { 14, 82 },
}

seen "opened from the application's own start page" {
  ["saml-request-missing"]         = { 95, 4 },
  ["sign-on-url-for-idp-only-app"] = { 40, 58 },
  ["started-from-microsoft"]       = { 94, 4 },
  ["relay-state-broken"]           = { 88, 10 },
  ["assertion-posted-elsewhere"]   = { 56, 42 },
  ["domain-not-federated"]         = { 80, 18 },
  ["wsfed-address-damaged"]        = { 84, 14 },
  ["stale-sign-in-request"]        = { 94, 4 },
  ["saml-not-enabled-in-app"]      = { 1, 97 },
  ["saml-request-unsigned"]        = { 1, 98 },
  ["external-code-reused"]         = { 92, 6 },
}

seen "where the request came from" {
  ["saml-request-missing"]         = { 8, 66, 12, 13 },
  ["sign-on-url-for-idp-only-app"] = { 16, 4, 4, 74 },
  ["started-from-microsoft"]       = { 8, 6, 4, 80 },
  ["stale-sign-in-request"]        = { 30, 62, 4, 3 },
  ["wsfed-address-damaged"]        = { 16, 10, 58, 14 },
  ["saml-request-unsigned"]        = { 95, 2, 1, 1 },
}

seen "whether the application ever worked" {
  ["app-signing-certificate-missing"] = { 40, 58 },
  ["app-signing-certificate-unusable"] = { 72, 26 },
  ["request-hits-other-app"]          = { 36, 62 },
  ["saml-not-enabled-in-app"]         = { 8, 90 },
  ["sign-on-url-for-idp-only-app"]    = { 24, 74 },
  ["saml-request-missing"]            = { 60, 38 },
  ["saml-destination-wrong"]          = { 40, 58 },
  ["saml-request-incomplete"]         = { 30, 68 },
  ["name-id-format-unsupported"]      = { 14, 84 },
  ["name-id-policy-garbled"]          = { 20, 78 },
  ["password-context-demanded"]       = { 78, 20 },
  ["saml-request-unsigned"]           = { 50, 48 },
  ["signature-in-wrong-place"]        = { 18, 80 },
  ["started-from-microsoft"]          = { 40, 58 },
  ["idp-certificate-unknown"]         = { 96, 3 },
  ["idp-clock-off"]                   = { 92, 6 },
  ["partner-certificate-unknown"]     = { 95, 4 },
  ["saml-version-differs"]            = { 24, 74 },
  ["assertion-audience-differs"]      = { 24, 74 },
  ["assertion-signature-broken"]      = { 36, 62 },
  ["domain-issuer-differs"]           = { 44, 54 },
  ["partner-issuer-differs"]          = { 34, 64 },
  ["issuer-rule-misses-domain"]       = { 12, 86 },
  ["domain-not-federated"]            = { 95, 4 },
  ["entra-token-as-assertion"]        = { 3, 95 },
  ["assertion-posted-elsewhere"]      = { 12, 86 },
  ["immutable-id-missing-in-cloud"]   = { 16, 82 },
  ["immutable-id-differs"]            = { 70, 28 },
  ["anchor-attribute-differs"]        = { 24, 74 },
  ["anchor-claim-missing"]            = { 70, 28 },
  ["external-issuer-differs"]         = { 24, 74 },
  ["external-provider-down"]          = { 96, 3 },
  ["external-provider-client-refused"] = { 66, 32 },
  ["token-encryption-key-missing"]    = { 84, 14 },
  ["service-principal-damaged"]       = { 56, 42 },
  ["claim-source-empty"]              = { 16, 82 },
  ["wstrust-token-type-unknown"]      = { 30, 68 },
  ["app-audience-missing"]            = { 20, 78 },
  ["wsfed-realm-unknown"]             = { 40, 58 },
}

seen "deployment before the fault" {
  ["saml-request-unsigned"]       = { 56, 42 },
  ["saml-response-binding-asked"] = { 66, 32 },
  ["saml-destination-wrong"]      = { 60, 38 },
  ["saml-request-incomplete"]     = { 50, 48 },
  ["assertion-grant-differs"]     = { 40, 58 },
}

-- MSAL, ADAL, another one, own code
seen "library of the application" {
  ["assertion-grant-differs"]    = { 6, 4, 12, 76 },
  ["wstrust-token-type-unknown"] = { 66, 26, 4, 2 },
  ["saml-version-differs"]       = { 40, 20, 20, 16 },
  ["saml-encoding-broken"]       = { 1, 1, 30, 66 },
  ["saml-id-illegal-characters"] = { 1, 1, 30, 66 },
}
