-- Refresh tokens and authorization codes that aren't accepted: what the message says, what was presented, how often
-- it was presented, and what the application does with tokens. Codes 54005, 70000, 70008, 700081, 700082 and 700005.

local GRANT = { 50138, 54005, 70000, 70008, 700005, 700081, 700082, 7000110, 90016 }
local function ours() return one_of(GRANT) end
local function says(pattern) return some.error_text{ code = 70000, text = like(pattern) } end
local function bound() return says("*binding*") end
local function broken() return any_of{ says("*malformed*"), says("*parser failure*"), says("*is not valid*") } end
local function foreign() return any_of{ says("*different client*"), says("*another client*"), says("*issued to*") } end
local function over() return any_of{ says("*revoked*"), says("*expired*") } end
local function held() return any_of{ says("*service abuse*"), says("*security interrupt*"), says("*compromised*") } end

evidence "words of the refused grant" {
  about = "whether the message speaks of a bound, a malformed, a foreign or a dead token, or of a held account",
  { "held account", when = held(), say = "the message says that Microsoft is holding the account" },
  { "binding",      when = all_of{ bound(), unless(held()) },
                    say = "the message speaks of the token's binding to a device" },
  { "foreign",      when = all_of{ foreign(), unless(bound()), unless(held()) },
                    say = "the message says that the token was issued to somebody else" },
  { "malformed",    when = all_of{ broken(), unless(bound()), unless(foreign()), unless(over()), unless(held()) },
                    say = "the message calls the token malformed or not valid" },
  { "dead",         when = all_of{ over(), unless(bound()), unless(foreign()), unless(held()) },
                    say = "the message calls the token expired or revoked" },
  seen = {
    ["personal-account-held"]   = { 89, 1, 1, 4, 3 },
    ["token-binding-broken"]    = { 1, 82, 2, 10, 3 },
    ["token-from-other-client"] = { 1, 2, 41, 49, 5 },
    ["token-damaged"]           = { 1, 2, 2, 91, 2 },
    ["app-ignores-revocation"]  = { 1, 1, 2, 41, 53 },
    ["stale-token-copy"]        = { 1, 1, 3, 67, 26 },
    other                       = { 2, 4, 6, 60, 26 },
  },
}

evidence "what was presented" {
  about = "whether the application presented an authorization code or a refresh token",
  codes = { 70000, 70008, 7000110 },   -- elsewhere it's always the same one
  { "a code",          when = some.app_request{ grant_type = "authorization_code" },
                       say = "the application presented an authorization code" },
  { "a refresh token", when = some.app_request{ grant_type = "refresh_token" },
                       say = "the application presented a refresh token" },
  seen = {
    ["code-redeemed-late"]        = { 97, 1 },
    ["callback-sent-twice"]       = { 97, 1 },
    ["app-unused-for-months"]     = { 1, 97 },
    ["rarely-run-job"]            = { 1, 97 },
    ["new-token-not-saved"]       = { 1, 97 },
    ["app-ignores-revocation"]    = { 3, 95 },
    ["stale-token-copy"]          = { 2, 96 },
    ["token-binding-broken"]      = { 8, 90 },
    ["token-damaged"]             = { 26, 72 },
    ["token-from-other-client"]   = { 26, 72 },
    other                         = { 34, 64 },
  },
}

evidence "requests with the same code at the redirect address" {
  about = "how often the code reached the application",
  { "once",  when = some.app_request{ callback_hits = 1 }, say = "the code reached the application once" },
  { "again", when = some.app_request{ callback_hits = at_least(2):as(V.n) },
             say = "the same code reached the application {n} times" },
  seen = {
    ["callback-sent-twice"]           = { 3, 95 },
    ["link-scanner-uses-callback"]    = { 3, 95 },
    ["code-redeemed-by-two-handlers"] = { 93, 5 },
    ["token-request-repeated"]        = { 89, 9 },
    ["code-redeemed-late"]            = { 78, 20 },
    other                             = { 67, 31 },
  },
}

-- A text that was shortened may give no span. "Authorization code or refresh token" says of both that they were idle.
local SPAN, REFRESH = "*inactive for *:??:??*", "*the refresh token has expired due to inactivity*"
local function idle(pattern) return some.error_text{ code = one_of{ 70008, 700082 }, text = like(pattern) } end

evidence "span in the message" {
  about = "whether the message says that the token was idle for 90 days, for a shorter time, or nothing of the kind",
  { "ninety days", when = any_of{ idle("*inactive for 90.*"), all_of{ idle(REFRESH), is_not(idle(SPAN)) } },
                   say = "the message says: inactive for 90 days, or for so long that the token ended" },
  { "shorter",     when = all_of{ idle(SPAN), is_not(idle("*inactive for 90.*")) },
                   say = "the message gives a span of less than 90 days" },
  { "no span",     when = all_of{ idle("*"), is_not(idle("*inactive for *")), is_not(idle(REFRESH)) },
                   say = "the message names no span" },
  seen = {
    ["app-unused-for-months"] = { 60, 1, 37 },
    ["rarely-run-job"]        = { 60, 1, 37 },
    ["new-token-not-saved"]   = { 59, 2, 37 },
    ["code-redeemed-late"]    = { 2, 2, 94 },
    ["callback-sent-twice"]   = { 2, 2, 94 },
    other                     = { 34, 26, 38 },
  },
}

local function maximum(pattern) return some.error_text{ code = 700081, text = like(pattern) } end

evidence "maximum lifetime in the message" {
  about = "whether the message gives one day, or another span, as the maximum lifetime",
  { "one day",      when = maximum("*application is 1.00:00:00*"),
                    say = "the message gives one day as the maximum lifetime" },
  { "another span", when = all_of{ maximum("*maximum allowed lifetime*"),
                                   unless(maximum("*application is 1.00:00:00*")) },
                    say = "the message gives another maximum lifetime than a day" },
  seen = {
    ["spa-token-day-over"]  = { 96, 2 },
    ["maximum-age-reached"] = { 6, 92 },
    ["rarely-run-job"]      = { 3, 95 },
    other                   = { 31, 67 },
  },
}

-- A success of the same application between set-up and error: then the token wasn't idle.
evidence "the application's last days" {
  about = "whether the same application got tokens in the days before",
  { "worked lately", when = all_of{ some.sign_in{ code = ours(), app_id = V.app },
                                    some.sign_in{ code = 0, app_id = V.app } },
                     say = "the same application had a success in these days" },
  { "was silent",    when = all_of{ some.sign_in{ code = ours(), app_id = V.app },
                                    none.sign_in{ code = 0, app_id = V.app } },
                     say = "the log has no success of this application" },
  seen = {
    ["new-token-not-saved"]     = { 93, 5 },
    ["stale-token-copy"]        = { 84, 14 },
    ["app-unused-for-months"]   = { 4, 94 },
    ["rarely-run-job"]          = { 3, 95 },
    ["app-ignores-revocation"]  = { 27, 71 },
    ["token-damaged"]           = { 53, 45 },
    ["token-from-other-client"] = { 41, 57 },
    ["maximum-age-reached"]     = { 66, 32 },
    ["callback-sent-twice"]     = { 84, 14 },
    ["code-redeemed-by-two-handlers"] = { 80, 18 },
    ["token-request-repeated"]  = { 88, 10 },
    other                       = { 57, 41 },
  },
}

evidence "device of the refused token" {
  about = "whether the device can prove that the token is its own",
  { "can't prove it", when = any_of{ some.device_status{ keys_ok = false }, some.device_status{ has_token = false } },
                      say = "the device's keys or its primary refresh token are broken" },
  { "can prove it",   when = all_of{ some.device_status{ keys_ok = true, has_token = true } },
                      say = "the device's keys and primary refresh token are in order" },
  seen = {
    ["token-binding-broken"] = { 78, 20 },
    other                    = { 7, 91 },
  },
}

evidence "instances of the application" {
  about = "whether several instances run without sharing sessions and tokens",
  { "several, each on its own", when = some.app_host{ nodes = at_least(2):as(V.nodes), shared_state = false },
                                say = "{nodes} instances run, and they share neither sessions nor tokens" },
  { "one, or shared",           when = any_of{ some.app_host{ nodes = 1 }, some.app_host{ shared_state = true } },
                                say = "one instance runs, or all share their state" },
  seen = {
    ["stale-token-copy"]              = { 80, 18 },
    ["workers-without-shared-cache"]  = { 90, 8 },
    ["redirect-loop"]                 = { 51, 47 },
    ["token-request-repeated"]        = { 57, 41 },
    ["code-redeemed-by-two-handlers"] = { 36, 62 },
    ["tokens-not-cached"]             = { 35, 63 },
    ["token-damaged"]                 = { 22, 76 },
    ["request-storm"]                 = { 61, 37 },
    other                             = { 27, 71 },
  },
}

seen "deployment before the fault" {
  ["code-redeemed-by-two-handlers"]   = { 76, 22 },
  ["token-from-other-client"]         = { 60, 38 },
  ["token-from-elsewhere"]            = { 50, 48 },
  ["code-redeemed-in-other-tenant"]   = { 66, 32 },
  ["redirect-loop"]                   = { 62, 36 },
  ["tokens-not-cached"]               = { 46, 52 },
  ["request-storm"]                   = { 40, 58 },
  ["workers-without-shared-cache"]    = { 46, 52 },
  ["wrong-token-exchanged"]           = { 54, 44 },
  ["assertion-version-mismatch"]      = { 66, 32 },
  ["token-signed-with-app-key"]       = { 40, 58 },
  ["callback-sent-twice"]             = { 8, 90 },
  ["token-request-repeated"]          = { 16, 82 },
  ["link-scanner-uses-callback"]      = { 8, 90 },
}

evidence "tenant in the token request's address" {
  about = "whether the token request goes to a shared address or to one tenant's",
  { "shared",       when = some.app_request{ endpoint = "token",
                                             tenant = one_of{ "common", "organizations", "consumers" } },
                    say = "the token request goes to a shared address" },
  { "one tenant's", when = some.app_request{ endpoint = "token",
                                             tenant = is_not(one_of{ "common", "organizations", "consumers" }) },
                    say = "the token request goes to one tenant's address" },
  seen = {
    ["code-redeemed-in-other-tenant"] = { 40, 58 },
    ["guest-redeemed-at-home"]        = { 3, 95 },
    other                             = { 30, 68 },
  },
}

evidence "member or guest" {
  about = "whether the user is a member or a guest of the tenant",
  { "guest",  when = any_of{ some.user_account{ type = "guest" }, some.sign_in{ code = ours(), user_type = "guest" } },
              say = "the user is a guest here" },
  { "member", when = all_of{ any_of{ some.user_account{ type = "member" },
                                     some.sign_in{ code = ours(), user_type = "member" } },
                             unless(some.user_account{ type = "guest" }),
                             unless(some.sign_in{ code = ours(), user_type = "guest" }) },
              say = "the user is a member of the tenant" },
  seen = {
    ["guest-redeemed-at-home"] = { 95, 3 },
    ["external-session-lost"]  = { 86, 12 },
    other                      = { 10, 88 },
  },
}
