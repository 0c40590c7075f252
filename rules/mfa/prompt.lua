-- 500121 and its neighbours: what the log says became of the prompt, and whether the user was there.

local function said(pattern)
  return any_of{ some.sign_in{ code = one_of{ 500121, 50074, 50086 }, mfa_detail = like(pattern) },
                 some.error_text{ code = one_of{ 500121, 50074, 50086 }, text = like(pattern) } }
end
local function blocked()  return said("*user is blocked*") end
local function declined() return any_of{ said("*declined*"), said("*fraud*") } end
local function unsent()   return said("*unable to send the mobile app notification*") end
local function silent()   return any_of{ said("*respond to mobile app notification*"), said("*never entered*") } end
local function code()     return any_of{ said("*incorrect code*"), said("*invalid mobile app verification code*"),
                                         said("*code already used*") } end
local function phone()    return any_of{ said("*voicemail*"), said("*hung up*"), said("*unable to reach*"),
                                         said("*invalid format*") } end
local function service()  return said("*service error*") end

evidence "what became of the prompt" {
  about = "what the additional details of the row say about the second factor",
  codes = { 500121, 50074, 50086, 50087 },
  { "blocked",       when = blocked(), say = "the user is on the block list of multifactor authentication" },
  { "declined",      when = all_of{ declined(), unless(blocked()) }, say = "the prompt was declined or reported" },
  { "not sent",      when = all_of{ unsent(), unless(declined()), unless(blocked()) },
                     say = "the notification couldn't be sent to the registered device" },
  { "no answer",     when = all_of{ silent(), unless(unsent()), unless(declined()), unless(blocked()) },
                     say = "nobody answered the prompt" },
  { "wrong code",    when = all_of{ code(), unless(silent()), unless(unsent()), unless(declined()), unless(blocked()) },
                     say = "the code was wrong, stale or used before" },
  { "telephone",     when = all_of{ phone(), unless(declined()), unless(blocked()) },
                     say = "the call or text didn't reach the user" },
  { "service error", when = all_of{ service(), unless(declined()), unless(blocked()) },
                     say = "the service itself reported an error" },
  seen = {
    ["user-blocked-for-mfa"]             = { 93, 1, 1, 1, 1, 1, 1 },
    ["prompt-declined-by-mistake"]       = { 1, 92, 1, 2, 1, 1, 1 },
    ["attacker-has-password"]            = { 4, 42, 3, 42, 5, 2, 1 },
    ["push-not-delivered"]               = { 1, 2, 18, 74, 1, 1, 1 },
    ["prompt-not-answered"]              = { 1, 2, 1, 90, 1, 3, 1 },
    ["old-phone-registered"]             = { 1, 1, 46, 34, 4, 12, 1 },
    ["code-not-accepted"]                = { 1, 1, 1, 4, 90, 1, 1 },
    ["phone-call-fails"]                 = { 1, 1, 1, 4, 1, 90, 1 },
    ["broken-second-factor-registration"] = { 1, 1, 40, 8, 10, 14, 22 },
    ["mfa-service-hiccup"]               = { 1, 1, 12, 8, 2, 4, 70 },
    ["microsoft-outage"]                 = { 1, 1, 14, 10, 2, 4, 66 },
    ["guest-mfa-not-trusted"]            = { 1, 6, 6, 66, 14, 3, 1 },
    other                                = { 3, 10, 10, 36, 18, 10, 8 },
  },
}

seen "who started the sign-in" {
  ["attacker-has-password"]      = { 4, 94 },
  ["push-not-delivered"]         = { 95, 3 },    -- who waits for a prompt has asked for it
  ["old-phone-registered"]       = { 96, 2 },
  ["code-not-accepted"]          = { 97, 1 },
  ["phone-call-fails"]           = { 95, 3 },
  ["telephony-fraud"]            = { 12, 86 },
  ["app-waits-in-background"]    = { 40, 58 },
  ["client-cannot-prompt"]       = { 30, 66 },
  ["prompt-declined-by-mistake"] = { 82, 16 },
}

evidence "a new phone" {
  about = "whether the phone or its number was changed since it last worked",
  { "yes", when = some.ticket{ new_phone = true }, say = "the user has a new phone or number" },
  { "no",  when = some.ticket{ new_phone = false }, say = "phone and number are the same as ever" },
  seen = {
    ["old-phone-registered"]              = { 93, 6 },
    ["broken-second-factor-registration"] = { 34, 64 },
    ["push-not-delivered"]                = { 10, 88 },
    ["code-not-accepted"]                 = { 16, 82 },
    ["second-factor-not-registered"]      = { 12, 86 },
    ["registration-needs-second-factor"]  = { 30, 68 },
    other                                 = { 5, 93 },
  },
}

local function got_in()
  return any_of{ some.tried{ test = "other-method", result = "works" },
                 some.sign_in{ code = 0, mfa_detail = is_not(like "*claim*"), at = within "1d" } }
end
evidence "another method or the app by hand" {
  about = "whether the user gets in by the waiting request in the opened app, or by another method",
  { "works", when = got_in(), say = "the user did get in with a second factor today" },
  { "nothing works", when = all_of{ any_of{ some.tried{ test = "other-method", result = one_of{ "same-error", "other-error" } },
                                            none.sign_in{ code = 0, at = within "1d" } },
                                    unless(got_in()) },
             say = "the user hasn't got in by any method today" },
  seen = {
    ["push-not-delivered"]                = { 66, 32 },
    ["phone-call-fails"]                  = { 60, 38 },
    ["code-not-accepted"]                 = { 56, 42 },
    ["broken-second-factor-registration"] = { 60, 38 },
    ["telephony-throttled"]               = { 55, 43 },
    ["region-not-opted-in"]               = { 45, 53 },
    ["prompt-not-answered"]               = { 70, 28 },
    ["user-blocked-for-mfa"]              = { 1, 96 },
    ["old-phone-registered"]              = { 14, 84 },
    other                                 = { 40, 50 },
  },
}

local function requests(test) test.code = 50088; return some.error_frequency(test) end

evidence "how many texts were asked for" {
  about = "whether the throttle follows many requests of many accounts, of one user, or hardly any",
  codes = { 50088 },
  { "a flood",       when = requests{ users = at_least(20):as(V.n), trend = one_of{ "new", "rising" } },
                     say = "{n} accounts asked for texts or calls, more than usual" },
  { "one user often", when = all_of{ requests{ attempts = at_least(4):as(V.n), user = like("*") },
                                     unless(requests{ users = at_least(20), trend = one_of{ "new", "rising" } }) },
                     say = "one user asked {n} times" },
  { "few",           when = all_of{ requests{ attempts = at_most(3) },
                                    unless(requests{ attempts = at_least(4) }) },
                     say = "hardly any text was asked for before" },
  seen = {
    ["telephony-fraud"]     = { 84, 5, 6 },
    ["telephony-throttled"] = { 20, 62, 16 },
    ["region-not-opted-in"] = { 4, 24, 70 },
    ["microsoft-outage"]    = { 34, 20, 40 },
    other                   = { 10, 30, 50 },
  },
}
