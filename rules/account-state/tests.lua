-- What the user or the help desk can try in two minutes, and what it says.

local function result(test, word) return some.tried{ test = test, result = word } end
local function fails(test) return result(test, one_of{ "same-error", "other-error" }) end

evidence "the same password elsewhere" {
  about = "whether the password that the cloud refuses is right: at a domain computer, or by the user's word",
  { "is right", when = any_of{ result("domain-sign-in", "works"),
                               all_of{ some.ticket{ knows_password = true }, unless(fails("domain-sign-in")) } },
                say = "the same password has just worked elsewhere" },
  { "is wrong", when = all_of{ any_of{ fails("domain-sign-in"), some.ticket{ knows_password = false } },
                               unless(any_of{ result("domain-sign-in", "works"),
                                              some.ticket{ knows_password = true } }) },
                say = "the password doesn't work elsewhere either, or the user isn't sure of it" },
  seen = {
    ["password-not-synced-yet"]      = { 90, 6 },
    ["hash-sync-stalled"]            = { 90, 6 },
    ["temporary-password-held-back"] = { 66, 28 },
    ["passwords-diverged"]           = { 66, 28 },
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
    other                            = { 52, 40 },
  },
}

evidence "password typed where it can be read" {
  about = "whether the sign-in works when the password is typed visibly and copied over",
  { "works", when = result("password-typed-visibly", "works"),
    say = "typed where it could be read, the password worked" },
  { "fails", when = fails("password-typed-visibly"),
    say = "the password fails even when it's typed where it can be read" },
  seen = { ["mistyped-password"] = { 74, 23 }, ["empty-password-sent"] = { 60, 36 },
           ["stale-saved-password"] = { 70, 26 },
           ["password-spray"] = { 70, 24 }, ["smart-lockout"] = { 24, 72 }, other = { 5, 92 } },
}

evidence "the same again two minutes later" {
  about = "whether waiting two minutes and trying again is enough",
  { "works", when = result("again-after-two-minutes", "works"), say = "two minutes later it worked" },
  { "fails", when = fails("again-after-two-minutes"), say = "two minutes later it failed again" },
  seen = {
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
    ["hash-sync-not-enabled"]            = { 1, 98 },
    ["temporary-password-held-back"]     = { 2, 97 },
    ["passwords-diverged"]               = { 3, 96 },
    other                                = { 6, 92 },
  },
}

evidence "another network" {
  about = "whether the same sign-in works by another way out, for instance a phone's hotspot",
  { "works", when = result("other-network", "works"), say = "by another network the same sign-in works" },
  { "fails", when = fails("other-network"), say = "it fails by another network too" },
  seen = { ["shared-egress-flagged"] = { 93, 5 }, ["smart-lockout"] = { 14, 82 }, ["password-spray"] = { 20, 74 },
           ["mistyped-password"] = { 30, 66 }, other = { 6, 91 } },
}

evidence "a fresh sign-in by hand" {
  about = "whether the user gets in with a private window or a fresh sign-in, typing everything",
  { "works", when = some.tried{ test = one_of{ "fresh-sign-in", "private-window" }, result = "works" },
             say = "a fresh sign-in by hand works" },
  { "fails", when = all_of{ any_of{ fails("fresh-sign-in"), fails("private-window") },
                            unless(some.tried{ test = one_of{ "fresh-sign-in", "private-window" },
                                               result = "works" }) },
             say = "a fresh sign-in by hand fails as well" },
  seen = {
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
    ["user-renamed"]                     = { 30, 66 },
    ["wrong-username"]                   = { 46, 50 },
    ["mistyped-password"]                = { 44, 52 },
    ["smart-lockout"]                    = { 12, 84 },
    other                                = { 5, 92 },
  },
}

evidence "another application" {
  about = "whether the same user gets into other applications",
  { "works", when = result("other-application", "works"), say = "the user gets into other applications" },
  { "fails", when = fails("other-application"), say = "the user gets into no other application either" },
  seen = {
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
    other                                = { 8, 88 },
  },
}
