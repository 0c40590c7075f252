-- The token that an application passes on: its audience, kind, version, age and key. Codes 50013 and 500133, and those
-- of tokens used in the wrong place (50164, 90016, 240002).

local function text(pattern)
  return some.error_text{ code = one_of{ 50013, 500131, 500133 }, text = like(pattern) }
end
local function sent(fields) return some.app_token(fields) end

local function is_id() return sent{ type = "id" } end
local function no_user() return sent{ type = one_of{ "application", "other" } } end
local function own_key() return sent{ own_key = true, audience_ok = true } end
local function elsewhere()
  return any_of{ sent{ audience_ok = false }, text("*audience*match*"), text("*audience in the assertion*") }
end
local function too_old()
  return any_of{ sent{ expired = true }, text("*valid time range*"), text("*expiry time of assertion*") }
end
local function version() return any_of{ sent{ version_ok = false }, text("*v1*token*"), text("*v2*token*") } end
local function signature() return text("*signature validation*") end
local function before(...)
  local out = {}
  for _, c in ipairs{ ... } do out[#out + 1] = unless(c()) end
  return out
end
local function only(first, ...)
  local list = before(...)
  table.insert(list, 1, first())
  return all_of(list)
end

local ROWS = {
  ["id-token-as-assertion"]      = { 90, 1, 1, 3, 1, 1, 1 },
  ["wrong-token-exchanged"]      = { 1, 3, 1, 57, 1, 1, 34 },
  ["assertion-expired"]          = { 1, 1, 1, 1, 92, 1, 1 },
  ["assertion-version-mismatch"] = { 1, 1, 1, 2, 1, 87, 5 },
  ["token-signed-with-app-key"]  = { 1, 1, 57, 1, 1, 1, 36 },
  ["app-host-clock-off"]         = { 1, 1, 1, 1, 91, 1, 2 },
  ["token-wrong-kind"]           = { 4, 76, 1, 14, 1, 1, 1 },
  ["token-damaged"]              = { 2, 3, 1, 3, 6, 2, 81 },
  other                          = { 6, 9, 4, 21, 21, 9, 28 },
}

-- The question with its first `n` outcomes. The seventh is a phrase of 50013 and its like alone: that another code's
-- text lacks it tells nothing.
local function token_question(codes, n)
  local q = {
    about = "whether the token that was passed on is of another kind, for another API, too old, or signed by its own key",
    codes = codes, seen = {},
    { "an ID token",        when = only(is_id), say = "what was sent is an ID token" },
    { "without a user",     when = only(no_user, is_id), say = "the token that was sent has no user in it" },
    { "its own key",        when = only(own_key, is_id, no_user),
                            say = "the token is signed with a key of the application's own" },
    { "for another API",    when = only(elsewhere, is_id, no_user, own_key),
                            say = "the token was issued for another API than the one that exchanges it" },
    { "expired",            when = only(too_old, is_id, no_user, own_key, elsewhere),
                            say = "the token had expired when it was exchanged" },
    { "the other version",  when = only(version, is_id, no_user, own_key, elsewhere, too_old),
                            say = "token version and endpoint version don't fit" },
    { "signature, no more", when = only(signature, is_id, no_user, own_key, elsewhere, too_old, version),
                            say = "the message speaks of the signature, and no more is known" },
  }
  for i = n + 1, 7 do q[i] = nil end
  for cause, row in pairs(ROWS) do q.seen[cause] = { table.unpack(row, 1, n) } end
  return q
end

evidence "what is wrong with the token that was sent" (token_question({ 50013, 500131, 500133 }, 7))
evidence "what kind of token was sent" (token_question({ 50156, 50164, 70000, 90016, 240002 }, 6))

-- How the failures lie in time. Where the ticket says so itself (a job, or something that keeps trying), the account
-- family's "who or what keeps trying" asks it.
local function rhythm(word)
  return all_of{ some.error_frequency{ code = one_of{ 50013, 500133, 50196, 54005, 70000, 70008, 70019, 70043, 700082,
                                                      90055 }, rhythm = word },
                 unless(some.ticket{ action = "unattended-job" }), unless(some.ticket{ keeps_happening = true }) }
end

evidence "rhythm of the refused tokens" {
  about = "whether the failures come evenly, in one burst, once or scattered",
  { "even",      when = rhythm("regular"), say = "the failures come at even intervals" },
  { "a burst",   when = rhythm("burst"), say = "the failures come in one burst" },
  { "once",      when = rhythm("single"), say = "it failed once" },
  { "scattered", when = rhythm("scattered"), say = "the failures are scattered over the day" },
  seen = {
    ["callback-sent-twice"]           = { 2, 8, 64, 24 },
    ["code-redeemed-by-two-handlers"] = { 3, 30, 16, 49 },
    ["token-request-repeated"]        = { 4, 10, 20, 64 },
    ["link-scanner-uses-callback"]    = { 3, 8, 30, 57 },
    ["app-unused-for-months"]         = { 3, 12, 79, 4 },
    ["rarely-run-job"]                = { 40, 10, 45, 3 },
    ["new-token-not-saved"]           = { 66, 8, 14, 10 },
    ["app-ignores-revocation"]        = { 49, 28, 5, 16 },
    ["job-under-sign-in-frequency"]   = { 66, 6, 20, 6 },
    ["sign-in-frequency-due"]         = { 14, 6, 62, 16 },
    ["frequency-policy-too-strict"]   = { 20, 20, 6, 52 },
    ["device-code-abandoned"]         = { 50, 4, 26, 18 },
    ["device-code-expired"]           = { 2, 6, 84, 6 },
    ["stale-token-copy"]              = { 20, 12, 16, 50 },
    ["token-damaged"]                 = { 36, 20, 14, 28 },
    ["tokens-not-cached"]             = { 40, 46, 1, 11 },
    ["redirect-loop"]                 = { 4, 78, 4, 12 },
    ["workers-without-shared-cache"]  = { 24, 64, 1, 9 },
    ["client-cache-broken"]           = { 54, 30, 2, 12 },
    ["request-storm"]                 = { 30, 58, 2, 8 },
    ["tenant-blocked-at-microsoft"]   = { 6, 16, 1, 75 },
    ["assertion-expired"]             = { 26, 8, 20, 44 },
    other                             = { 16, 22, 29, 31 },
  },
}
