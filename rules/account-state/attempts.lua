-- The pattern of the failures: what keeps trying, from where, how many accounts at once, who complains.

local function ours() return one_of{ 50034, 50053, 50055, 50056, 50057, 50126, 50133, 50144, 50173 } end
local function rhythm(word) return some.error_frequency{ code = ours(), rhythm = word } end
local function job() return some.ticket{ action = "unattended-job" } end
local function by_itself() return any_of{ rhythm("regular"), some.ticket{ keeps_happening = true } } end
local function software() return any_of{ job(), by_itself() } end

evidence "who or what keeps trying" {
  about = "whether a job, a device by itself, or a person at a keyboard produces the failures",
  { "a job",     when = job(), say = "it is an unattended job that fails" },
  { "a device",  when = all_of{ by_itself(), unless(job()) },
                 say = "the failures come by themselves, at even intervals, while nobody is typing" },
  { "one try",   when = all_of{ rhythm("single"), unless(software()) }, say = "it failed once" },
  { "a burst",   when = all_of{ rhythm("burst"), unless(software()) }, say = "the failures come in one burst" },
  { "scattered", when = all_of{ rhythm("scattered"), unless(software()) },
    say = "the failures are scattered over the day" },
  seen = {
    ["stale-saved-password"]             = { 20, 70, 1, 5, 3 },
    ["unattended-password-expired"]      = { 86, 10, 1, 1, 1 },
    ["connector-holds-old-token"]        = { 80, 15, 1, 2, 1 },
    ["empty-password-sent"]              = { 82, 9, 2, 4, 2 },
    ["leaver-device-keeps-trying"]       = { 8, 80, 2, 4, 5 },
    ["app-ignores-revocation"]           = { 6, 58, 4, 20, 10 },
    ["ad-account-locked"]                = { 8, 28, 6, 40, 16 },
    ["mistyped-password"]                = { 1, 1, 44, 40, 13 },
    ["password-spray"]                   = { 1, 14, 8, 26, 50 },
    ["username-enumeration"]             = { 1, 10, 6, 36, 46 },
    ["smart-lockout"]                    = { 2, 5, 4, 74, 14 },
    ["shared-egress-flagged"]            = { 3, 6, 14, 50, 26 },
    ["hash-sync-stalled"]                = { 3, 8, 16, 48, 24 },
    ["password-not-synced-yet"]          = { 1, 3, 30, 54, 11 },
    ["temporary-password-held-back"]     = { 1, 3, 24, 56, 15 },
    ["passwords-diverged"]               = { 2, 6, 20, 50, 21 },
    ["wrong-username"]                   = { 4, 2, 40, 42, 11 },
    ["user-renamed"]                     = { 8, 24, 20, 32, 14 },
    ["deleted-user"]                     = { 14, 30, 12, 26, 16 },
    ["must-change-password"]             = { 4, 3, 44, 38, 10 },
    ["cloud-password-expired"]           = { 4, 8, 40, 36, 11 },
    ["ad-password-expired"]              = { 3, 8, 38, 38, 12 },
    ["password-changed-session-revoked"] = { 4, 6, 58, 18, 12 },
    ["admin-revoked-sessions"]           = { 4, 6, 56, 20, 12 },
    other                                = { 6, 10, 26, 34, 22 },
  },
}

evidence "addresses of this user's failures" {
  about = "whether the failures for this user come from one address or from many",
  { "one address",    when = all_of{ some.error_frequency{ code = ours(), user = V.who, addresses = 1 },
                                     where(function(m) return m.who ~= nil end) },
                      say = "all failures for {who} come from one address" },
  { "many addresses",
    when = all_of{ some.error_frequency{ code = ours(), user = V.who, addresses = at_least(4):as(V.n) },
                                     where(function(m) return m.who ~= nil end) },
                      say = "the failures for {who} come from {n} addresses" },
  seen = {
    ["password-spray"]             = { 12, 72 },
    ["username-enumeration"]       = { 20, 62 },
    ["stale-saved-password"]       = { 78, 8 },
    ["mistyped-password"]          = { 86, 3 },
    ["smart-lockout"]              = { 78, 8 },
    ["ad-account-locked"]          = { 62, 18 },
    ["leaver-device-keeps-trying"] = { 66, 14 },
    other                          = { 72, 10 },
  },
}

-- Any larger tenant has wrong passwords every day: only a rise above its own level is a wave.
evidence "accounts that fail in the tenant" {
  about = "whether many accounts began to fail together, or the code is at its usual level, or hits hardly anybody",
  { "a wave",        when = some.error_frequency{ code = ours(), users = at_least(20):as(V.n),
                                                  trend = one_of{ "new", "rising" } },
                     say = "{n} accounts fail, more than usual" },
  { "usual level",   when = all_of{ some.error_frequency{ code = ours(), users = at_least(4),
                                                          trend = one_of{ "steady", "falling", "stopped" } },
                                    unless(some.error_frequency{ code = ours(), users = at_least(20),
                                                                 trend = one_of{ "new", "rising" } }) },
                     say = "the tenant has as many of these failures as on other days" },
  { "hardly anyone", when = all_of{ some.error_frequency{ code = ours(), users = at_most(3) },
                                    unless(some.error_frequency{ code = ours(), users = at_least(4) }) },
                     say = "hardly any other account fails with this code" },
  seen = {
    ["password-spray"]               = { 72, 20, 6 },
    ["username-enumeration"]         = { 76, 16, 6 },
    ["hash-sync-stalled"]            = { 26, 40, 28 },
    ["hash-sync-not-enabled"]        = { 40, 26, 30 },
    ["password-policy-tightened"]    = { 62, 18, 16 },
    ["lockout-threshold-too-low"]    = { 12, 68, 16 },
    ["shared-egress-flagged"]        = { 16, 32, 46 },
    ["cloud-policy-on-synced-users"] = { 20, 40, 36 },
    other                            = { 5, 52, 40 },
  },
}

evidence "who else complains" {
  about = "whether one user, the users of one site, or users everywhere report the error",
  { "one user",   when = all_of{ some.user_scope{ affected = "one" }, unless(some.user_scope{ shared = "site" }) },
                  say = "nobody else reports it" },
  { "one site",   when = some.user_scope{ shared = "site" }, say = "those affected sit behind the same way out" },
  { "everywhere", when = all_of{ some.user_scope{ affected = one_of{ "few", "many", "all" }:as(V.scope) },
                                 unless(some.user_scope{ shared = "site" }) },
                  say = "{scope} users report it, at several places" },
  seen = {
    ["hash-sync-stalled"]            = { 24, 3, 70 },
    ["hash-sync-not-enabled"]        = { 26, 3, 68 },
    ["password-policy-tightened"]    = { 6, 3, 88 },
    ["cloud-policy-on-synced-users"] = { 48, 3, 46 },
    ["shared-egress-flagged"]        = { 24, 60, 13 },
    ["lockout-threshold-too-low"]    = { 40, 5, 52 },
    ["password-spray"]               = { 60, 2, 34 },
    ["username-enumeration"]         = { 60, 2, 34 },
    ["wrong-tenant"]                 = { 40, 3, 54 },
    ["sync-leaves-user-out"]         = { 62, 4, 32 },
    ["app-ignores-revocation"]       = { 48, 2, 48 },
    ["disabled-by-automation"]       = { 62, 2, 34 },
    ["ad-password-expired"]          = { 86, 2, 10 },
    other                            = { 86, 2, 10 },
  },
}

evidence "protocol of the failures" {
  about = "whether the password was sent by an old protocol or in a sign-in page",
  { "old protocol", when = some.sign_in{ code = ours(), client = one_of{ "activesync", "legacy" } },
                    say = "the password comes by basic authentication" },
  { "sign-in page", when = all_of{ some.sign_in{ code = ours(), client = "browser" },
                                   unless(some.sign_in{ code = ours(), client = one_of{ "activesync", "legacy" } }) },
                    say = "the password was typed into a sign-in page" },
  seen = {
    ["stale-saved-password"]        = { 46, 14 },
    ["password-spray"]              = { 34, 24 },
    ["unattended-password-expired"] = { 30, 6 },
    ["empty-password-sent"]         = { 26, 14 },
    ["leaver-device-keeps-trying"]  = { 30, 26 },
    ["ad-account-locked"]           = { 16, 56 },
    ["mistyped-password"]           = { 1, 84 },
    other                           = { 5, 70 },
  },
}
