-- Whose the token is: the immutable ID against the user's. Codes 51004, 90020.

local function cloud(test) return some.user_account{ exists = true, immutable_id = test } end
local function sent(test) return some.idp_token{ name_id = test } end
local function named(test) return some.error_text{ code = 51004, user = test } end

-- Decoded, or quoted by the message; the latter is kept without regard to case.
local function compare(quoted, word)
  return where(function(m)
    if m.sent == nil or m.has == nil or m.has == "none" then return false end
    local same = m.sent == m.has
    if quoted then same = string.lower(m.sent) == string.lower(m.has) end
    return same == (word == "equal")
  end)
end
for _, word in ipairs{ "equal", "different" } do
  rule("immutable ID of the decoded token, " .. word) {
    when   = { sent(V.sent), cloud(V.has), compare(false, word) },
    derive = anchor_relation{ sent = V.sent, relation = word },
  }
  rule("account quoted by 51004, " .. word) {
    when   = { named(V.sent), cloud(V.has), compare(true, word) },
    action = function(m, wm) wm.assert(anchor_relation{ sent = m.sent, relation = word }) end,
  }
end

local function equal() return some.anchor_relation{ relation = "equal" } end
local function empty() return cloud("none") end
local function differ() return some.anchor_relation{ relation = "different", sent = V.id } end

evidence "immutable ID of the token and of the user" {
  about = "whether the immutable ID in the token or message is the one that the cloud user has",
  { "none in the cloud", when = empty(), say = "the cloud user has no immutable ID" },
  { "different",         when = all_of{ differ(), unless(equal()), unless(empty()) },
                         say = "the token's immutable ID {id} isn't the one that the user has" },
  { "equal",             when = all_of{ equal(), unless(empty()) },
                         say = "token and user have the same immutable ID" },
  seen = {
    ["immutable-id-differs"]          = { 1, 96, 1 },
    ["immutable-id-missing-in-cloud"] = { 97, 1, 1 },
    ["anchor-attribute-differs"]      = { 2, 95, 1 },
    ["wrong-tenant"]                  = { 12, 6, 78 },
    ["anchor-attribute-empty"]        = { 40, 40, 4 },
    ["anchor-claim-missing"]          = { 8, 60, 10 },
    ["guest-not-invited"]             = { 60, 20, 6 },
    other                             = { 20, 24, 48 },
  },
}

-- 24 characters that end in == are a GUID in Base64.
local function base64() return named(like "??????????????????????==") end
local function address() return named(like "*@*") end

evidence "account named by 51004" {
  about = "whether the message names the account by an immutable ID, an address or something else",
  codes = { 51004 },
  { "an immutable ID", when = base64(), say = "the message names the account by a GUID in Base64, an immutable ID" },
  { "an address",      when = address(), say = "the message names the account by an address" },
  { "something else",  when = all_of{ named(like "?*"), unless(base64()), unless(address()) },
                       say = "the message names the account by neither a Base64 GUID nor an address" },
  seen = {
    ["immutable-id-differs"]          = { 86, 4, 8 },
    ["immutable-id-missing-in-cloud"] = { 36, 40, 20 },
    ["anchor-attribute-differs"]      = { 6, 58, 34 },
    ["not-synced-yet"]                = { 84, 8, 6 },
    ["sync-server-outdated"]          = { 84, 8, 6 },
    ["deleted-user"]                  = { 70, 20, 8 },
    ["wrong-tenant"]                  = { 12, 78, 8 },
    ["guest-not-invited"]             = { 4, 88, 6 },
    other                             = { 40, 44, 12 },
  },
}

evidence "how the user's domain signs in" {
  about = "whether the user's domain is managed or federated",
  { "federated", when = some.user_account{ sign_in_type = "federated" }, say = "the user's domain is federated" },
  { "managed",   when = some.user_account{ sign_in_type = "managed" }, say = "the user's domain is managed" },
  seen = {
    ["immutable-id-differs"]          = { 96, 3 },
    ["immutable-id-missing-in-cloud"] = { 96, 3 },
    ["anchor-attribute-differs"]      = { 96, 3 },
    ["wrong-tenant"]                  = { 30, 68 },
    ["guest-not-invited"]             = { 20, 60 },
    ["idp-denies-user"]               = { 84, 12 },
    other                             = { 46, 50 },
  },
}

evidence "immutable ID in the token at all" {
  about = "whether the provider's token carries an immutable ID",
  { "no",  when = sent("none"), say = "the token carries no immutable ID" },
  { "yes", when = all_of{ sent(like "?*"), unless(sent("none")) }, say = "the token carries an immutable ID" },
  seen = {
    ["anchor-claim-missing"]   = { 97, 2 },
    ["anchor-attribute-empty"] = { 97, 2 },
    other                      = { 6, 90 },
  },
}

seen "what the tenant knows of the name" {
  ["immutable-id-differs"]          = { 1, 3, 8, 1, 1, 84, 2 },
  ["immutable-id-missing-in-cloud"] = { 1, 2, 3, 1, 1, 90, 2 },
  ["anchor-attribute-differs"]      = { 1, 3, 2, 1, 1, 90, 2 },
  ["anchor-attribute-empty"]        = { 1, 2, 2, 1, 1, 60, 33 },
  ["guest-at-members-only-site"]    = { 1, 2, 1, 1, 10, 82, 3 },
}

seen "age of the account" {
  ["immutable-id-missing-in-cloud"] = { 40, 58 },
  ["anchor-attribute-empty"]        = { 44, 54 },
  ["immutable-id-differs"]          = { 8, 90 },
}

seen "source of the account" {
  ["immutable-id-missing-in-cloud"] = { 2, 97 },
  ["immutable-id-differs"]          = { 92, 7 },
  ["anchor-attribute-differs"]      = { 92, 7 },
}
