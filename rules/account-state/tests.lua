-- What the common tests (rules/common/tests.lua) show for the causes of this family.

seen "the same password elsewhere" {
  ["password-not-synced-yet"]      = { 90, 6 },
  ["hash-sync-stalled"]            = { 90, 6 },
  ["sync-server-outdated"]         = { 90, 6 },
  ["temporary-password-held-back"] = { 66, 28 },
  ["passwords-diverged"]           = { 40, 54 },     -- as Windows' password is typed, or the cloud's
  ["shared-egress-flagged"]        = { 86, 8 },
  ["stale-saved-password"]         = { 66, 24 },
  ["password-spray"]               = { 66, 20 },
  ["lockout-threshold-too-low"]    = { 46, 46 },
  ["smart-lockout"]                = { 26, 66 },
  ["mistyped-password"]            = { 12, 80 },
  ["ad-account-locked"]            = { 8, 86 },
  ["ad-password-expired"]          = { 4, 92 },
  ["must-change-password"]         = { 20, 70 },
  ["account-disabled-in-cloud"]    = { 56, 30 },
  ["enabled-not-synced-yet"]       = { 86, 8 },
  ["ad-account-disabled"]          = { 3, 94 },
  ["disabled-by-automation"]       = { 52, 40 },
  ["empty-password-sent"]          = { 52, 40 },
  ["hash-sync-not-enabled"]        = { 52, 40 },
  ["leaver-device-keeps-trying"]   = { 52, 40 },
  ["no-password-in-cloud"]         = { 52, 40 },
  ["password-policy-tightened"]    = { 52, 40 },
  ["unattended-password-expired"]  = { 52, 40 },
}

seen "password typed where it can be read" {
  ["mistyped-password"]    = { 74, 23 },
  ["empty-password-sent"]  = { 60, 36 },
  ["stale-saved-password"] = { 70, 26 },
  ["password-spray"]       = { 70, 24 },
  ["smart-lockout"]        = { 24, 72 },
}

seen "the same again two minutes later" {
  ["password-not-synced-yet"]          = { 70, 27 },
  ["smart-lockout"]                    = { 66, 30 },
  ["lockout-threshold-too-low"]        = { 60, 36 },
  ["mistyped-password"]                = { 44, 52 },
  ["stale-saved-password"]             = { 26, 68 },
  ["password-spray"]                   = { 44, 48 },
  ["ad-account-locked"]                = { 8, 90 },
  ["shared-egress-flagged"]            = { 5, 93 },
  ["not-synced-yet"]                   = { 8, 90 },
  ["enabled-not-synced-yet"]           = { 8, 90 },
  ["password-changed-session-revoked"] = { 30, 64 },
  ["hash-sync-stalled"]                = { 2, 97 },
  ["sync-server-outdated"]             = { 1, 98 },
  ["hash-sync-not-enabled"]            = { 1, 98 },
  ["temporary-password-held-back"]     = { 2, 97 },
  ["passwords-diverged"]               = { 3, 96 },
}

seen "another network" {
  ["shared-egress-flagged"] = { 93, 5 },
  ["smart-lockout"]         = { 14, 82 },
  ["password-spray"]        = { 20, 74 },
  ["mistyped-password"]     = { 30, 66 },
}

seen "from a clean session" {
  ["password-changed-session-revoked"] = { 96, 3 },
  ["admin-revoked-sessions"]           = { 95, 4 },
  ["user-signed-out-everywhere"]       = { 96, 3 },
  ["connector-holds-old-token"]        = { 94, 4 },
  ["app-ignores-revocation"]           = { 46, 52 },
  ["risk-response-revoked"]            = { 56, 40 },
  ["stale-saved-password"]             = { 90, 8 },
  ["password-spray"]                   = { 86, 8 },
  ["empty-password-sent"]              = { 92, 5 },
  ["unattended-password-expired"]      = { 6, 92 },
  ["user-renamed"]                     = { 24, 72 },
  ["wrong-username"]                   = { 46, 50 },
  ["mistyped-password"]                = { 44, 52 },
  ["smart-lockout"]                    = { 12, 84 },
}

seen "another application" {
  ["wrong-tenant"]                     = { 93, 4 },
  ["app-ignores-revocation"]           = { 91, 6 },
  ["connector-holds-old-token"]        = { 91, 6 },
  ["stale-saved-password"]             = { 88, 8 },
  ["empty-password-sent"]              = { 92, 5 },
  ["user-renamed"]                     = { 34, 60 },
  ["wrong-username"]                   = { 30, 60 },
  ["guest-not-invited"]                = { 60, 26 },
  ["password-changed-session-revoked"] = { 24, 70 },
  ["shared-egress-flagged"]            = { 6, 90 },
}
