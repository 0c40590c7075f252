-- Sign-in frequency of Conditional Access, seen in the policies and in their history. Codes 70043 and 70044.

local function frequency(fields)
  fields.state, fields.targets_user = "on", true
  return some.conditional_access_policy(fields)
end
local function changed()
  return any_of{ frequency{ sign_in_frequency = above "0s", modified = within "7d" },
                 some.audit_event{ activity = "Update conditional access policy", at = within "7d" } }
end

evidence "sign-in frequency policies on the user" {
  about = "whether a sign-in frequency was changed lately, is very short, is an ordinary one, or doesn't apply",
  { "changed lately", when = changed(), say = "a Conditional Access policy was changed in the last days" },
  { "very short",     when = all_of{ frequency{ sign_in_frequency = at_most "2h", policy = V.name },
                                     unless(changed()) },
                      say = "{name} asks for a sign-in every two hours or more often" },
  { "ordinary",       when = all_of{ frequency{ sign_in_frequency = above "2h", policy = V.name }, unless(changed()),
                                     unless(frequency{ sign_in_frequency = at_most "2h" }) },
                      say = "{name} has an ordinary sign-in frequency" },
  { "none",           when = all_of{ none.conditional_access_policy{ state = "on", targets_user = true,
                                                                     sign_in_frequency = above "0s" },
                                     unless(changed()) },
                      say = "no sign-in frequency applies to the user" },
  seen = {
    ["sign-in-frequency-due"]       = { 8, 6, 83, 1 },
    ["frequency-policy-too-strict"] = { 61, 30, 6, 1 },
    ["job-under-sign-in-frequency"] = { 12, 6, 79, 1 },
    ["no-interactive-fallback"]     = { 8, 6, 63, 21 },
    ["session-gone"]                = { 6, 3, 30, 59 },
    other                           = { 8, 5, 37, 48 },
  },
}

local function allows(seconds)
  return some.error_text{ code = 70043, text = like("*lifetime for this request is " .. seconds) }
end
local function an_hour() return any_of{ allows("3600"), allows("3600.*"), allows("3600 *"), allows("0*") } end

evidence "lifetime in the message" {
  about = "whether the message gives an hour or less, or more, as the allowed lifetime",
  { "an hour or less", when = an_hour(), say = "the message allows an hour or less" },
  { "more",            when = all_of{ allows("*"), unless(an_hour()) },
                       say = "the message allows more than an hour" },
  seen = {
    ["frequency-policy-too-strict"] = { 64, 34 },
    ["sign-in-frequency-due"]       = { 10, 88 },
    ["job-under-sign-in-frequency"] = { 8, 90 },
    other                           = { 14, 84 },
  },
}
