-- What the shared observations show for the causes of this family.

seen "who is hit" {
  ["mfa-newly-required"]               = { 10, 3, 5, 2, 22, 58 },
  ["remembered-mfa-lapsed"]            = { 36, 2, 3, 1, 18, 40 },
  ["per-user-mfa-left-on"]             = { 56, 2, 3, 2, 28, 8 },
  ["federated-mfa-claim-missing"]      = { 6, 2, 72, 2, 8, 10 },
  ["auth-method-claim-unknown"]        = { 8, 2, 70, 2, 8, 10 },
  ["office-address-not-in-location"]   = { 6, 82, 1, 1, 6, 4 },
  ["registration-outside-trusted-place"] = { 76, 2, 2, 1, 13, 6 },
  ["registration-needs-second-factor"] = { 76, 2, 2, 1, 13, 6 },
  ["registration-needs-managed-device"] = { 72, 2, 2, 1, 15, 8 },
  ["guest-cannot-change-password"]     = { 40, 1, 16, 1, 26, 16 },
  ["guest-risky-at-home"]              = { 92, 1, 1, 1, 3, 2 },
  ["home-risk-not-cleared"]            = { 92, 1, 1, 1, 3, 2 },
  ["single-factor-certificate"]        = { 16, 3, 8, 3, 24, 46 },
  ["certificate-user-without-second-factor"] = { 68, 2, 3, 1, 16, 10 },
  ["sms-sign-in-meets-mfa"]            = { 34, 3, 4, 6, 23, 30 },
  ["telephony-throttled"]              = { 66, 4, 2, 1, 15, 12 },
  ["region-not-opted-in"]              = { 36, 16, 8, 2, 24, 14 },
  ["telephony-fraud"]                  = { 6, 3, 3, 1, 17, 70 },
  ["mfa-service-hiccup"]               = { 72, 2, 2, 1, 16, 7 },
  ["reset-registration-asked"]         = { 40, 2, 4, 4, 22, 28 },
  ["guest-mfa-not-trusted"]            = { 52, 1, 18, 1, 18, 10 },
  ["app-ignores-claims-challenge"]     = { 24, 2, 3, 1, 26, 44 },
  ["app-asks-unknown-method"]          = { 14, 2, 3, 1, 22, 58 },
  ["prompt-not-answered"]              = { 94, 1, 1, 1, 2, 1 },
  ["push-not-delivered"]               = { 90, 3, 1, 1, 3, 2 },
  ["old-phone-registered"]             = { 94, 1, 1, 1, 2, 1 },
  ["code-not-accepted"]                = { 94, 1, 1, 1, 2, 1 },
  ["phone-call-fails"]                 = { 88, 2, 1, 1, 5, 3 },
  ["user-blocked-for-mfa"]             = { 95, 1, 1, 1, 1, 1 },
  ["prompt-declined-by-mistake"]       = { 95, 1, 1, 1, 1, 1 },
  ["broken-second-factor-registration"] = { 93, 1, 1, 1, 2, 2 },
  ["second-factor-not-registered"]     = { 70, 1, 2, 2, 16, 9 },
}

seen "Microsoft's service health" {
  ["mfa-service-hiccup"] = { 14, 82 },
}

seen "who or what keeps trying" {
  ["client-cannot-prompt"]         = { 62, 30, 2, 3, 2 },
  ["app-waits-in-background"]      = { 6, 86, 2, 3, 2 },
  ["app-ignores-claims-challenge"] = { 8, 48, 8, 20, 14 },
  ["attacker-has-password"]        = { 1, 46, 8, 30, 14 },
  ["second-factor-answered"]       = { 1, 4, 60, 12, 20 },
  ["prompt-not-answered"]          = { 1, 8, 60, 18, 12 },
  ["push-not-delivered"]           = { 1, 2, 24, 60, 12 },
  ["code-not-accepted"]            = { 1, 1, 22, 66, 9 },
}

seen "age of the account" {
  ["second-factor-not-registered"]     = { 46, 52 },
  ["registration-in-progress"]         = { 56, 42 },
  ["registration-needs-second-factor"] = { 66, 32 },
  ["registration-outside-trusted-place"] = { 40, 58 },
  ["risky-before-registration"]        = { 36, 62 },
  ["reset-registration-asked"]         = { 44, 54 },
  ["reset-info-reconfirmation"]        = { 1, 98 },
  ["remembered-mfa-lapsed"]            = { 2, 96 },
  ["old-phone-registered"]             = { 2, 96 },
}

seen "the same again two minutes later" {
  ["mfa-service-hiccup"]         = { 84, 14 },
  ["prompt-not-answered"]        = { 80, 18 },
  ["prompt-declined-by-mistake"] = { 86, 12 },
  ["code-not-accepted"]          = { 50, 48 },
  ["telephony-throttled"]        = { 30, 68 },
  ["push-not-delivered"]         = { 14, 84 },
  ["remembered-mfa-lapsed"]      = { 86, 12 },
  ["app-waits-in-background"]    = { 30, 66 },
  ["second-factor-answered"]     = { 80, 16 },
}

seen "from a clean session" {
  ["app-waits-in-background"]      = { 84, 14 },
  ["remembered-mfa-lapsed"]        = { 80, 18 },
  ["second-factor-answered"]       = { 84, 14 },
  ["app-ignores-claims-challenge"] = { 50, 48 },
  ["mfa-newly-required"]           = { 56, 42 },
  ["registration-needs-managed-device"] = { 36, 62 },
  ["single-factor-certificate"]    = { 30, 66 },
}

seen "another network" {
  ["risky-before-registration"]          = { 74, 24 },
  ["user-risk-before-registration"]      = { 3, 96 },
  ["registration-outside-trusted-place"] = { 80, 18 },
  ["office-address-not-in-location"]     = { 30, 68 },
  ["push-not-delivered"]                 = { 34, 64 },
  ["registration-needs-second-factor"]   = { 2, 97 },
  ["registration-needs-managed-device"]  = { 2, 97 },
}

seen "another application" {
  ["app-ignores-claims-challenge"] = { 94, 4 },
  ["app-waits-in-background"]      = { 90, 8 },
  ["app-asks-unknown-method"]      = { 92, 6 },
  ["client-cannot-prompt"]         = { 70, 20 },
  ["mfa-newly-required"]           = { 46, 52 },
  ["sms-sign-in-meets-mfa"]        = { 56, 42 },
  ["single-factor-certificate"]    = { 40, 58 },
  ["old-phone-registered"]         = { 6, 92 },
  ["user-blocked-for-mfa"]         = { 10, 88 },
}
