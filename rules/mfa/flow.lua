-- How the sign-in with the demand went on, what sent it, and who demands a second factor.

local function ours() return one_of{ 50072, 50074, 50076, 50078, 50079, 50125, 500121, 53004, 53010 } end

local function ended(how)
  return any_of{ some.sign_in_sequence{ code = ours(), final = how } }
end
local function went_on()
  return any_of{ ended("success"), all_of{ some.sign_in{ code = ours(), correlation_id = V.id },
                                           some.sign_in{ code = 0, correlation_id = V.id } } }
end

evidence "how the sign-in with the prompt went on" {
  about = "whether the same sign-in ended in a success, was left alone, or failed in the end",
  codes = { 50072, 50074, 50076, 50078, 50079, 50125, 500121, 53004, 53010 },
  { "succeeded", when = went_on(), say = "the same sign-in went on and succeeded" },
  { "failed",    when = all_of{ ended("failure"), unless(went_on()) }, say = "the same sign-in failed in the end" },
  { "left",      when = all_of{ ended("abandoned"), unless(went_on()), unless(ended("failure")) },
                 say = "nothing followed: the sign-in was left at that point" },
  seen = {
    ["second-factor-answered"]       = { 96, 1, 2 },
    ["registration-in-progress"]     = { 95, 1, 3 },
    ["reset-registration-asked"]     = { 86, 2, 11 },
    ["reset-info-reconfirmation"]    = { 86, 2, 11 },
    ["sign-in-frequency-due"]    = { 84, 3, 12 },
    ["remembered-mfa-lapsed"]        = { 80, 4, 15 },
    ["frequency-policy-too-strict"]  = { 78, 4, 17 },
    ["app-waits-in-background"]      = { 30, 16, 52 },
    ["mfa-newly-required"]           = { 50, 14, 35 },
    ["per-user-mfa-left-on"]         = { 66, 10, 22 },
    ["mfa-service-hiccup"]           = { 40, 45, 14 },
    ["prompt-not-answered"]          = { 10, 45, 44 },
    ["push-not-delivered"]           = { 8, 50, 40 },
    ["old-phone-registered"]         = { 3, 52, 44 },
    ["code-not-accepted"]            = { 20, 62, 17 },
    ["phone-call-fails"]             = { 12, 58, 29 },
    ["prompt-declined-by-mistake"]   = { 20, 70, 9 },
    ["user-blocked-for-mfa"]         = { 1, 88, 10 },
    ["attacker-has-password"]        = { 2, 40, 57 },
    ["second-factor-not-registered"] = { 3, 22, 73 },
    ["guest-mfa-not-trusted"]        = { 22, 22, 54 },
    ["client-cannot-prompt"]         = { 1, 60, 38 },
    ["app-ignores-claims-challenge"] = { 4, 46, 48 },
    ["federated-mfa-claim-missing"]  = { 4, 66, 28 },
    ["must-change-password"]         = { 40, 18, 40 },
    other                            = { 12, 48, 36 },
  },
}

local function with(test) test.code = ours(); return some.sign_in(test) end
local function old() return any_of{ with{ protocol = "ropc" }, with{ client = one_of{ "legacy", "activesync" } } } end

evidence "what sent the request without a second factor" {
  about = "whether a program sent name and password, a client refreshed in the background, or a person sat at a page",
  { "sends the password", when = old(),
                          say = "the request came by ROPC or an old protocol, which can't show a prompt" },
  { "background",         when = all_of{ with{ interactive = false }, unless(old()) },
                          say = "a program asked in the background" },
  { "a person",           when = all_of{ with{ interactive = true }, unless(old()),
                                         unless(with{ interactive = false }) },
                          say = "a person was at the sign-in page" },
  seen = {
    ["client-cannot-prompt"]         = { 86, 8, 4 },
    ["attacker-has-password"]        = { 14, 4, 80 },
    ["app-waits-in-background"]      = { 1, 92, 5 },
    ["app-ignores-claims-challenge"] = { 1, 80, 17 },
    ["sign-in-frequency-due"]    = { 1, 40, 57 },
    ["remembered-mfa-lapsed"]        = { 1, 36, 61 },
    ["frequency-policy-too-strict"]  = { 1, 55, 42 },
    ["mfa-newly-required"]           = { 4, 36, 58 },
    ["second-factor-not-registered"] = { 5, 24, 69 },
    ["federated-mfa-claim-missing"]  = { 3, 18, 77 },
    other                            = { 2, 12, 84 },
  },
}

local function required(how) return with{ mfa_required_by = how } end

evidence "who demands the second factor" {
  about = "what the sign-in log names as the source of the demand",
  { "Conditional Access", when = required("conditional-access"), say = "a Conditional Access policy demands it" },
  { "per user",           when = all_of{ required("per-user"), unless(required("conditional-access")) },
                          say = "per-user multifactor authentication demands it" },
  { "security defaults",  when = all_of{ required("security-defaults"), unless(required("conditional-access")) },
                          say = "security defaults demand it" },
  { "the application",    when = all_of{ required("application"), unless(required("conditional-access")) },
                          say = "the application or the portal itself demands it" },
  seen = {
    ["sign-in-frequency-due"]   = { 96, 1, 1, 1 },
    ["frequency-policy-too-strict"] = { 96, 1, 1, 1 },
    ["remembered-mfa-lapsed"]       = { 40, 46, 6, 6 },
    ["mfa-newly-required"]          = { 56, 16, 14, 12 },
    ["per-user-mfa-left-on"]        = { 2, 95, 1, 1 },
    other                           = { 70, 12, 10, 6 },
  },
}

evidence "state of per-user multifactor authentication" {
  about = "whether the user is enabled or enforced for per-user multifactor authentication",
  codes = { 50072, 50074, 50076, 50078, 50079 },
  { "on",  when = some.sign_in_methods{ per_user = one_of{ "enabled", "enforced" }:as(V.state) },
           say = "per-user multifactor authentication is {state} for the user" },
  { "off", when = some.sign_in_methods{ per_user = "disabled" },
           say = "per-user multifactor authentication is off for the user" },
  seen = {
    ["per-user-mfa-left-on"]  = { 98, 1 },
    ["mfa-newly-required"]    = { 20, 78 },
    ["remembered-mfa-lapsed"] = { 44, 54 },
    other                     = { 10, 88 },
  },
}

local FACTOR = one_of{ "mfa", "authentication-strength" }
local function changes()
  return one_of{ "Add conditional access policy", "Update conditional access policy", "Enable Strong Authentication" }
end
local function changed()
  return any_of{ some.conditional_access_policy{ control = FACTOR, state = "on",
                                                 modified = within "7d", policy = V.what },
                 some.audit_event{ activity = changes():as(V.what), at = within "7d" } }
end
local function unchanged()
  return any_of{ some.conditional_access_policy{ control = FACTOR, state = "on", modified = is_not(within "7d") },
                 none.audit_event{ activity = changes() } }
end

evidence "age of the demand for a second factor" {
  about = "whether a policy that demands a second factor was made or changed in these days",
  { "new", when = changed(), say = "the demand changed in these days ({what})" },
  { "old", when = all_of{ unchanged(), unless(changed()) },
           say = "no demand for a second factor changed in these days" },
  seen = {
    ["mfa-newly-required"]          = { 80, 17 },   -- the rest: Microsoft's own rule, which leaves no trace
    ["client-cannot-prompt"]        = { 55, 43 },
    ["frequency-policy-too-strict"] = { 40, 58 },
    ["registration-in-progress"]    = { 30, 68 },
    ["per-user-mfa-left-on"]        = { 5, 93 },
    other                           = { 12, 86 },
  },
}

seen "sign-in frequency policies on the user" {
  ["app-waits-in-background"] = { 10, 12, 68, 8 },
  ["remembered-mfa-lapsed"]   = { 5, 2, 24, 66 },
}
