-- What the observations that all families share show for the causes of this family.

seen "who is hit" {
  ["passing-service-fault"]        = { 82, 1, 1, 1, 9, 4 },
  ["app-gives-up-at-once"]         = { 64, 1, 1, 1, 20, 11 },
  ["microsoft-internal-fault"]     = { 66, 1, 2, 2, 16, 11 },
  ["tokens-not-cached"]            = { 46, 2, 1, 1, 24, 24 },
  ["redirect-loop"]                = { 14, 2, 1, 1, 18, 62 },
  ["workers-without-shared-cache"] = { 74, 2, 1, 1, 14, 6 },
  ["client-cache-broken"]          = { 90, 1, 1, 1, 4, 1 },
  ["request-storm"]                = { 6, 5, 3, 2, 20, 62 },
  ["tenant-blocked-at-microsoft"]  = { 2, 1, 2, 1, 6, 86 },
  ["obo-request-incomplete"]       = { 6, 1, 1, 1, 8, 81 },
  ["device-code-consent-missing"]  = { 29, 1, 1, 1, 43, 23 },
  ["symmetric-signing-key"]        = { 3, 1, 1, 1, 6, 86 },
  ["no-delegated-permission"]      = { 5, 1, 1, 1, 8, 82 },
  ["backup-service-addressed"]     = { 29, 43, 3, 1, 10, 12 },
  ["feature-not-enabled"]          = { 12, 1, 3, 1, 16, 65 },
  ["provider-keys-malformed"]      = { 10, 1, 3, 1, 12, 71 },
  ["personal-account-held"]        = { 92, 1, 1, 1, 2, 1 },
  ["consent-half-created"]         = { 78, 1, 1, 1, 14, 3 },
  ["sync-fabric-app-missing"]      = { 39, 1, 1, 1, 39, 17 },
}

seen "the same again two minutes later" {
  ["passing-service-fault"]        = { 91, 5 },
  ["app-gives-up-at-once"]         = { 91, 5 },
  ["microsoft-internal-fault"]     = { 3, 93 },
  ["tokens-not-cached"]            = { 40, 56 },
  ["redirect-loop"]                = { 6, 90 },
  ["workers-without-shared-cache"] = { 60, 36 },
  ["client-cache-broken"]          = { 12, 84 },
  ["request-storm"]                = { 55, 41 },
  ["tenant-blocked-at-microsoft"]  = { 3, 93 },
  ["feature-not-enabled"]          = { 1, 95 },
  ["backup-service-addressed"]     = { 6, 90 },
  ["provider-keys-malformed"]      = { 3, 93 },
  ["personal-account-held"]        = { 3, 93 },
  ["obo-request-incomplete"]       = { 1, 95 },
  ["symmetric-signing-key"]        = { 1, 95 },
  ["no-delegated-permission"]      = { 1, 95 },
  ["device-code-consent-missing"]  = { 2, 94 },
  ["consent-half-created"]         = { 82, 14 },
  ["sync-fabric-app-missing"]      = { 1, 95 },
}

seen "from a clean session" {
  ["redirect-loop"]               = { 16, 80 },
  ["tokens-not-cached"]           = { 44, 52 },
  ["client-cache-broken"]         = { 78, 18 },
  ["passing-service-fault"]       = { 92, 4 },
  ["app-gives-up-at-once"]        = { 88, 8 },
  ["microsoft-internal-fault"]    = { 3, 93 },
  ["personal-account-held"]       = { 3, 93 },
  ["symmetric-signing-key"]       = { 1, 95 },
  ["tenant-blocked-at-microsoft"] = { 3, 93 },
  ["feature-not-enabled"]         = { 2, 94 },
}

seen "another application" {
  ["tokens-not-cached"]           = { 94, 2 },
  ["redirect-loop"]               = { 94, 2 },
  ["client-cache-broken"]         = { 91, 5 },
  ["workers-without-shared-cache"] = { 94, 2 },
  ["symmetric-signing-key"]       = { 94, 2 },
  ["obo-request-incomplete"]      = { 94, 2 },
  ["no-delegated-permission"]     = { 94, 2 },
  ["device-code-consent-missing"] = { 92, 4 },
  ["tenant-blocked-at-microsoft"] = { 4, 92 },
  ["personal-account-held"]       = { 20, 76 },
  ["microsoft-internal-fault"]    = { 43, 53 },
  ["feature-not-enabled"]         = { 82, 14 },
  ["consent-half-created"]        = { 92, 4 },
  ["sync-fabric-app-missing"]     = { 93, 3 },
  ["passwords-diverged"]          = { 12, 84 },
}

seen "another network" {
  ["backup-service-addressed"] = { 93, 4 },
  ["microsoft-internal-fault"] = { 2, 95 },
  ["passing-service-fault"]    = { 59, 38 },
}

seen "who or what keeps trying" {
  ["app-gives-up-at-once"]     = { 80, 12, 2, 2, 2 },
  ["passing-service-fault"]    = { 12, 6, 26, 33, 21 },
  ["microsoft-internal-fault"] = { 14, 16, 22, 28, 18 },
  ["obo-request-incomplete"]   = { 12, 10, 24, 31, 21 },
  ["provider-keys-malformed"]  = { 80, 14, 1, 2, 1 },
}

seen "Microsoft's service health" {
  ["passing-service-fault"]       = { 4, 92 },
  ["tenant-blocked-at-microsoft"] = { 3, 93 },
}

seen "another user at the same place" {
  ["microsoft-internal-fault"]         = { 67, 31 },
  ["personal-account-held"]            = { 93, 5 },
  ["client-cache-broken"]              = { 93, 5 },
  ["passwords-diverged"]               = { 93, 5 },
  ["password-changed-session-revoked"] = { 93, 5 },
  ["feature-not-enabled"]              = { 5, 93 },
  ["provider-keys-malformed"]          = { 3, 95 },
  ["backup-service-addressed"]         = { 5, 93 },
  ["symmetric-signing-key"]            = { 1, 97 },
  ["obo-request-incomplete"]           = { 1, 97 },
  ["no-delegated-permission"]          = { 1, 97 },
  ["device-code-consent-missing"]      = { 8, 90 },
  ["redirect-loop"]                    = { 16, 82 },
  ["tokens-not-cached"]                = { 26, 72 },
  ["tenant-blocked-at-microsoft"]      = { 12, 86 },
  ["microsoft-outage"]                 = { 20, 78 },
  ["wrong-token-exchanged"]            = { 1, 97 },
  ["token-signed-with-app-key"]        = { 1, 97 },
  ["passing-service-fault"]            = { 62, 36 },
  ["app-gives-up-at-once"]             = { 60, 38 },
  ["workers-without-shared-cache"]     = { 80, 18 },
  ["consent-half-created"]             = { 70, 28 },
}
