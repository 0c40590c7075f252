-- Faults inside Microsoft's service: how many are hit at once, whether it has passed, and whether it's one object's.

local CODES = { 50033, 50138, 51000, 70012, 90006, 90012, 90024, 90025, 90033, 90036, 90055, 90090, 90091, 90092,
                230109, 900612 }
local function ours() return one_of(CODES) end

evidence "course of the service fault" {
  about = "whether it began for many at once, is at its usual level, happened once, or goes on for one user",
  { "began at once", when = some.error_frequency{ code = ours(), users = at_least(10):as(V.n),
                                                  trend = one_of{ "new", "rising" } },
                     say = "{n} users began to fail, more than usual" },
  { "usual level",   when = all_of{ some.error_frequency{ code = ours(), users = at_least(3),
                                                          trend = one_of{ "steady", "falling", "stopped" } },
                                    unless(some.error_frequency{ code = ours(), users = at_least(10),
                                                                 trend = one_of{ "new", "rising" } }) },
                     say = "the tenant has as many of these as on other days" },
  { "one, once",     when = all_of{ some.error_frequency{ code = ours(), user = like "*", rhythm = "single" },
                                    unless(some.error_frequency{ code = ours(), users = at_least(3) }) },
                     say = "one user failed, once" },
  { "one, lastingly", when = all_of{ some.error_frequency{ code = ours(), user = like "*",
                                                           attempts = at_least(4):as(V.n),
                                                           rhythm = one_of{ "regular", "scattered" } },
                                     unless(some.error_frequency{ code = ours(), users = at_least(3) }) },
                     say = "the same user failed {n} times over the day" },
  seen = {
    ["microsoft-outage"]        = { 82, 6, 6, 4 },
    ["passing-service-fault"]   = { 3, 35, 55, 5 },
    ["app-gives-up-at-once"]    = { 3, 21, 51, 23 },
    ["microsoft-internal-fault"] = { 3, 6, 6, 83 },
    ["personal-account-held"]   = { 1, 2, 10, 85 },
    ["request-storm"]           = { 65, 23, 4, 6 },
    ["tokens-not-cached"]       = { 31, 52, 3, 12 },
    ["tenant-blocked-at-microsoft"] = { 86, 8, 1, 3 },
    ["password-spray"]          = { 72, 17, 3, 6 },
    ["provider-keys-malformed"] = { 21, 6, 6, 65 },
    ["backup-service-addressed"] = { 15, 11, 11, 61 },
    ["feature-not-enabled"]     = { 26, 11, 11, 50 },
    ["consent-half-created"]    = { 1, 4, 83, 10 },
    ["sync-fabric-app-missing"] = { 4, 4, 21, 69 },
    ["token-from-elsewhere"]    = { 22, 9, 11, 56 },
    other                       = { 13, 27, 29, 29 },
  },
}

evidence "applications with the service fault" {
  about = "whether one application or several have it",
  { "one",     when = all_of{ some.error_frequency{ code = ours(), apps = 1 },
                              unless(some.error_frequency{ code = ours(), apps = at_least(2) }) },
               say = "one application has it" },
  { "several", when = some.error_frequency{ code = ours(), apps = at_least(2):as(V.n) },
               say = "{n} applications have it" },
  seen = {
    ["microsoft-outage"]        = { 12, 86 },
    ["app-gives-up-at-once"]    = { 92, 6 },
    ["request-storm"]           = { 56, 42 },
    ["tokens-not-cached"]       = { 70, 28 },
    ["tenant-blocked-at-microsoft"] = { 6, 92 },
    ["password-spray"]          = { 27, 71 },
    ["passing-service-fault"]   = { 60, 38 },
    ["personal-account-held"]   = { 60, 38 },
    ["backup-service-addressed"] = { 40, 58 },
    ["microsoft-internal-fault"] = { 60, 38 },
    ["feature-not-enabled"]     = { 80, 18 },
    other                       = { 60, 38 },
  },
}

local function addresses(test) return some.error_frequency{ code = 90055, addresses = test } end

evidence "addresses behind the throttling" {
  about = "whether the refused requests come from a few addresses or from hundreds",
  { "hundreds", when = addresses(at_least(100):as(V.n)), say = "the refused requests come from {n} addresses" },
  { "a few",    when = all_of{ addresses(at_most(10)), unless(addresses(at_least(100))) },
                say = "the refused requests come from a few addresses" },
  seen = {
    ["password-spray"]              = { 89, 9 },
    ["request-storm"]               = { 28, 70 },
    ["tokens-not-cached"]           = { 7, 91 },
    ["tenant-blocked-at-microsoft"] = { 63, 35 },
    ["microsoft-outage"]            = { 63, 35 },
    other                           = { 34, 64 },
  },
}
