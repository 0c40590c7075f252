-- Whether it ever worked, what was deployed, what the log knows; and the rows of evidence that all families share.

-- Also declared by the families of redirect URIs and requests: one of the two bodies goes when they come together.

seen "whether the application ever worked" {
  ["user-consent-off"]             = { 14, 84 },
  ["permission-needs-admin"]       = { 14, 84 },
  ["consent-never-asked"]          = { 12, 86 },
  ["scope-not-granted"]            = { 82, 16 },
  ["middle-tier-not-consented"]    = { 16, 82 },
  ["assignment-blocks-consent"]    = { 30, 68 },
  ["app-instance-recreated"]       = { 95, 4 },
  ["consent-revoked"]              = { 96, 3 },
  ["publisher-not-verified"]       = { 8, 90 },
  ["consent-phishing"]             = { 2, 96 },
  ["own-app-in-other-tenant"]      = { 44, 54 },
  ["consent-request-pending"]      = { 6, 92 },
  ["wrong-tenant"]                 = { 24, 74 },
  ["app-not-provisioned"]          = { 4, 94 },
  ["app-deleted"]                  = { 95, 4 },
  ["saml-entity-id-mismatch"]      = { 20, 78 },
  ["single-tenant-app"]            = { 10, 88 },
  ["resource-uri-wrong"]           = { 22, 76 },
  ["resource-not-provisioned"]     = { 8, 90 },
  ["service-not-subscribed"]       = { 42, 56 },
  ["api-single-tenant"]            = { 4, 94 },
  ["api-deleted"]                  = { 94, 5 },
  ["resource-not-listed"]          = { 22, 76 },
  ["sign-in-permission-missing"]   = { 30, 68 },
  ["resource-disabled"]            = { 90, 8 },
  ["app-disabled-by-admin"]        = { 90, 8 },
  ["app-deactivated-by-owner"]     = { 94, 5 },
  ["app-disabled-by-microsoft"]    = { 92, 6 },
  ["consent-request-blocked"]      = { 3, 95 },
  ["user-not-assigned"]            = { 10, 88 },
  ["nested-group-assigned"]        = { 10, 88 },
  ["wrong-account-session"]        = { 62, 36 },
  ["assignment-turned-on"]         = { 94, 4 },
  ["assignment-removed"]           = { 96, 3 },
  ["membership-not-arrived"]       = { 8, 90 },
  ["secret-id-instead-of-value"]   = { 10, 88 },
  ["old-secret-still-deployed"]    = { 93, 6 },
  ["secret-of-another-app"]        = { 12, 86 },
  ["secret-mangled"]               = { 30, 68 },
  ["credential-just-added"]        = { 30, 68 },
  ["secret-expired"]               = { 96, 3 },
  ["vendor-secret-expired"]        = { 97, 2 },
  ["no-credential-sent"]           = { 26, 72 },
  ["public-client-not-allowed"]    = { 12, 86 },
  ["redirect-registered-as-web"]   = { 10, 88 },
  ["public-redirect-with-secret"]  = { 10, 88 },
  ["public-client-flag-with-secret"] = { 46, 52 },
  ["secret-in-public-client"]      = { 8, 90 },
  ["certificate-not-registered"]   = { 62, 36 },
  ["certificate-of-another-app"]   = { 14, 84 },
  ["certificate-expired"]          = { 95, 4 },
  ["assertion-badly-signed"]       = { 12, 86 },
  ["app-host-clock-off"]           = { 84, 14 },
  ["assertion-reused"]             = { 86, 12 },
  ["federated-token-outlived"]     = { 74, 24 },
  ["assertion-times-wrong"]        = { 22, 76 },
  ["pss-key-unsupported"]          = { 90, 8 },
  ["assertion-alg-unsupported"]    = { 8, 90 },
  ["wrong-token-exchanged"]        = { 12, 86 },
  ["app-signing-key-expired"]      = { 96, 3 },
  ["claims-mapping-not-accepted"]  = { 52, 46 },
  ["linkedin-not-connected"]       = { 8, 90 },
  ["proxy-strips-client-certificate"] = { 40, 58 },
}

seen "deployment before the fault" {
  ["scope-not-granted"]         = { 72, 26 },
  ["resource-not-listed"]       = { 74, 24 },
  ["resource-uri-wrong"]        = { 66, 32 },
  ["no-credential-sent"]        = { 66, 32 },
  ["pss-key-unsupported"]       = { 72, 26 },
  ["secret-mangled"]            = { 60, 38 },
  ["old-secret-still-deployed"] = { 44, 54 },
  ["secret-expired"]            = { 10, 88 },
  ["certificate-expired"]       = { 10, 88 },
  ["app-disabled-by-admin"]     = { 10, 88 },
  ["app-deleted"]               = { 10, 88 },
  ["consent-revoked"]           = { 10, 88 },
  ["app-host-clock-off"]        = { 12, 86 },
  ["app-signing-key-expired"]   = { 10, 88 },
}

local function elsewhere() return one_of{ 700016, 700011, 500011, 70001, 650059 } end

evidence "rows of the failure in our sign-in log" {
  about = "whether our own tenant logged the failure at all, or it happened in another tenant",
  codes = { 700016, 700011, 500011, 70001, 650059 },
  { "there",     when = some.sign_in{ code = elsewhere() }, say = "our sign-in log has the failure" },
  { "not there", when = all_of{ some.error_text{ code = elsewhere() }, unless(some.sign_in{ code = elsewhere() }),
                                any_of{ some.error_frequency{ code = elsewhere(), attempts = 0 },
                                        none.sign_in{ code = elsewhere() } } },
                 say = "our sign-in log doesn't have the failure: another tenant was asked" },
  seen = {
    ["wrong-tenant"]      = { 14, 84 },
    ["single-tenant-app"] = { 40, 58 },
    other                 = { 94, 4 },
  },
}

local function rows(list, row)
  local t = {}
  for _, cause in ipairs(list) do t[cause] = row end
  return t
end

-- One user, one site, one domain, one organizational unit, a few, many.
seen "who is hit" (rows({ "user-declined-consent", "linkedin-not-connected",
  "consent-request-pending", "no-client-certificate-chosen" }, { 86, 2, 1, 1, 6, 4 }))
seen "who is hit" (rows({ "user-not-assigned", "assignment-removed", "membership-not-arrived" },
                        { 70, 2, 2, 3, 16, 7 }))
seen "who is hit" (rows({
  "app-deactivated-by-owner", "app-deleted", "app-disabled-by-admin", "app-disabled-by-microsoft",
  "app-instance-recreated", "app-not-provisioned", "app-signing-key-expired", "app-id-uri-foreign-domain",
  "api-deleted", "api-single-tenant", "assignment-turned-on", "certificate-expired", "certificate-not-registered",
  "certificate-of-another-app",
  "claims-mapping-not-accepted", "consent-request-blocked", "linkedin-connections-off", "no-credential-sent",
  "old-secret-still-deployed", "public-redirect-with-secret", "redirect-registered-as-web", "resource-disabled",
  "resource-not-listed", "resource-not-provisioned", "resource-uri-wrong", "saml-entity-id-mismatch",
  "secret-expired", "secret-id-instead-of-value", "secret-of-another-app", "service-not-subscribed",
  "sign-in-permission-missing", "token-encryption-unsupported", "vendor-secret-expired" },
  { 10, 1, 2, 1, 12, 73 }))
seen "who is hit" {
  ["nested-group-assigned"]     = { 26, 2, 4, 4, 40, 22 },
  ["user-consent-off"]          = { 40, 1, 2, 1, 26, 28 },
  ["permission-needs-admin"]    = { 40, 1, 2, 1, 26, 28 },
  ["publisher-not-verified"]    = { 44, 1, 2, 1, 28, 22 },
  ["consent-phishing"]          = { 24, 1, 2, 1, 46, 24 },
  ["consent-never-asked"]       = { 66, 1, 2, 1, 16, 12 },
  ["scope-not-granted"]         = { 26, 1, 2, 1, 24, 44 },
  ["consent-revoked"]           = { 20, 1, 2, 1, 18, 56 },
  ["consent-prompt-forced"]     = { 24, 1, 2, 1, 24, 46 },
  ["middle-tier-not-consented"] = { 30, 1, 2, 1, 22, 42 },
  ["single-tenant-app"]         = { 26, 1, 22, 1, 26, 22 },
  ["proxy-strips-client-certificate"] = { 8, 62, 2, 1, 6, 20 },
}

seen "from a clean session" {
  ["no-client-certificate-chosen"] = { 74, 24 },
  ["membership-not-arrived"]       = { 30, 68 },
  ["user-declined-consent"]        = { 70, 28 },
}

seen "the same again two minutes later" {
  ["user-declined-consent"]        = { 80, 18 },
  ["credential-just-added"]        = { 62, 36 },
  ["old-secret-still-deployed"]    = { 28, 70 },
  ["no-client-certificate-chosen"] = { 40, 58 },
  ["secret-expired"]               = { 1, 98 },
  ["vendor-secret-expired"]        = { 1, 98 },
  ["secret-id-instead-of-value"]   = { 1, 98 },
  ["user-not-assigned"]            = { 1, 98 },
  ["app-disabled-by-admin"]        = { 1, 98 },
}

seen "another network" { ["proxy-strips-client-certificate"] = { 94, 4 } }

-- Another application's success says that it isn't the user: true for nearly every cause of this family.
seen "another application" (rows({
  "app-deactivated-by-owner", "app-deleted", "app-disabled-by-admin", "app-disabled-by-microsoft",
  "app-instance-recreated", "app-not-provisioned", "assignment-blocks-consent", "assignment-removed",
  "assignment-turned-on", "consent-never-asked", "consent-phishing", "consent-prompt-forced",
  "consent-request-blocked", "consent-request-pending", "consent-revoked", "membership-not-arrived",
  "middle-tier-not-consented", "nested-group-assigned", "own-app-in-other-tenant", "permission-needs-admin",
  "publisher-not-verified", "saml-entity-id-mismatch", "scope-not-granted", "single-tenant-app",
  "user-consent-off", "user-not-assigned" }, { 94, 3 }))

seen "source of the account" { ["membership-not-arrived"] = { 92, 6 } }
seen "age of the account" {
  ["user-not-assigned"]       = { 34, 64 },
  ["membership-not-arrived"]  = { 40, 58 },
  ["assignment-removed"]      = { 1, 97 },
  ["assignment-turned-on"]    = { 3, 95 },
}
