-- Which policy refused, by which condition, what has changed before, and from where the sign-in came.

local function ours() return one_of{ 50005, 50131, 53003, 530032, 530034, 530035, 140000 } end

-- The log's rows name the policy; what it looks at comes from the policy itself.
local function condition(word)
  return any_of{ some.conditional_access_result{ result = "failure", condition = word },
                 all_of{ some.conditional_access_result{ result = "failure", policy = V.refusing },
                         some.conditional_access_policy{ policy = V.refusing, condition = word } } }
end
local RISK = one_of{ "user-risk", "sign-in-risk" }
local WORDS = { "location", "platform", "client", "flow" }

local function but(...)
  local others = {}
  for i, word in ipairs{ ... } do others[i] = condition(word) end
  return unless(any_of(others))
end

evidence "condition of the policy that refused" {
  about = "which condition made the refusing policy apply: place, platform, client, risk, flow, or none in particular",
  { "location", when = condition("location"), say = "the policy that refused looks at the location" },
  { "platform", when = all_of{ condition("platform"), but("location") },
                say = "the policy that refused looks at the platform" },
  { "client",   when = all_of{ condition("client"), but("location", "platform") },
                say = "the policy that refused looks at the client application" },
  { "risk",     when = all_of{ condition(RISK), but("location", "platform", "client") },
                say = "the policy that refused looks at the risk" },
  { "flow",     when = all_of{ condition("flow"), but("location", "platform", "client", RISK) },
                say = "the policy that refused looks at the authentication flow" },
  { "none",     when = all_of{ condition(one_of{ "none", "device-filter" }),
                               but("location", "platform", "client", "flow", RISK) },
                say = "the policy that refused has no condition on place, client or risk" },
  seen = {
    ["location-not-allowed"]          = { 95, 1, 1, 1, 1, 1 },
    ["named-location-gap"]            = { 95, 1, 1, 1, 1, 1 },
    ["vpn-leaves-sign-in-out"]        = { 95, 1, 1, 1, 1, 1 },
    ["legacy-client"]                 = { 2, 1, 92, 1, 1, 2 },
    ["risk-policy-blocks"]            = { 1, 1, 1, 94, 1, 1 },
    ["secure-password-change-due"]    = { 1, 1, 1, 94, 1, 1 },
    ["client-cannot-change-password"] = { 1, 1, 1, 94, 1, 1 },
    ["guest-cannot-change-here"]      = { 1, 1, 1, 94, 1, 1 },
    ["writeback-off-in-tenant"]       = { 1, 1, 1, 94, 1, 1 },
    ["authentication-flow-blocked"]   = { 1, 1, 1, 1, 94, 1 },
    ["platform-not-allowed"]          = { 1, 93, 1, 1, 1, 2 },
    ["platform-unknown"]              = { 1, 91, 2, 1, 2, 2 },
    ["attacker-has-password"]         = { 46, 8, 16, 18, 5, 6 },
    ["policy-changed"]                = { 18, 12, 10, 4, 5, 49 },
    ["user-newly-in-scope"]           = { 10, 4, 4, 4, 4, 72 },
    ["service-dependency"]            = { 14, 4, 4, 2, 2, 72 },
    ["browser-hides-device"]          = { 4, 14, 2, 1, 1, 76 },
    ["device-noncompliant"]           = { 4, 14, 2, 1, 1, 76 },
    other                             = { 20, 10, 10, 8, 6, 44 },
  },
}

local function control(...) return some.conditional_access_result{ result = "failure", control = one_of{ ... } } end

evidence "control that wasn't met" {
  about = "whether the policy blocks, or wants a device, an application, or a change of password",
  { "block",           when = control("block"), say = "the policy blocks, whatever the sign-in brings" },
  { "device",          when = all_of{ control("compliant-device", "hybrid-device"), unless(control("block")) },
                       say = "the policy wants a compliant or hybrid joined device" },
  { "application",     when = all_of{ control("approved-app", "app-protection"),
                                      unless(control("block", "compliant-device", "hybrid-device")) },
                       say = "the policy wants an approved or protected application" },
  { "password change", when = all_of{ control("password-change"),
                                      unless(control("block", "compliant-device", "hybrid-device", "approved-app",
                                                     "app-protection")) },
                       say = "the policy wants a change of password" },
  seen = {
    ["inbound-device-trust-missing"] = { 1, 96, 1, 1 },
    ["browser-hides-device"]         = { 1, 94, 3, 1 },
    ["device-noncompliant"]          = { 1, 96, 1, 1 },
    ["device-not-enrolled"]          = { 1, 95, 2, 1 },
    ["device-token-missing"]         = { 1, 96, 1, 1 },
    ["app-control-on-guests"]        = { 1, 4, 93, 1 },
    ["classic-policy-left"]          = { 30, 66, 1, 1 },
    ["risk-policy-blocks"]           = { 84, 5, 2, 8 },
    ["attacker-has-password"]        = { 88, 7, 3, 1 },
    ["location-not-allowed"]         = { 95, 2, 1, 1 },
    ["named-location-gap"]           = { 95, 2, 1, 1 },
    ["vpn-leaves-sign-in-out"]       = { 95, 2, 1, 1 },
    ["legacy-client"]                = { 92, 4, 2, 1 },
    ["authentication-flow-blocked"]  = { 95, 2, 1, 1 },
    ["platform-not-allowed"]         = { 90, 7, 1, 1 },
    ["platform-unknown"]             = { 84, 13, 1, 1 },
    ["policy-changed"]               = { 48, 32, 17, 2 },
    ["secure-password-change-due"]   = { 1, 1, 1, 96 },
    ["client-cannot-change-password"] = { 1, 1, 1, 96 },
    ["guest-cannot-change-here"]     = { 1, 1, 1, 96 },
    ["writeback-off-in-tenant"]      = { 1, 1, 1, 96 },
    ["bulk-policy-blocks"]           = { 40, 30, 1, 1 },
    other                            = { 44, 34, 12, 7 },
  },
}

local POLICY = one_of{ "Update conditional access policy", "Add conditional access policy",
                       "Delete conditional access policy" }

local function changed()
  return any_of{ some.audit_event{ activity = POLICY, at = within "3d" },
                 some.conditional_access_policy{ state = "on", modified = within "3d" } }
end

local function turned_on(more)
  more.activity, more.at, more.property, more.new = POLICY, within "3d", "state", "on"
  return some.audit_event(more)
end

evidence "change of policies" {
  about = "whether a policy was switched on, made or changed in the days before",
  { "switched on", when = turned_on{ target = V.policy, actor = V.actor }, say = "{actor} switched {policy} on" },
  { "changed",   when = all_of{ changed(), unless(turned_on{}) },
                 say = "a Conditional Access policy was made or changed in the last days" },
  { "unchanged", when = all_of{ any_of{ none.audit_event{ activity = POLICY },
                                        some.conditional_access_policy{ state = "on",
                                                                        modified = is_not(within "3d") } },
                                unless(changed()) },
                 say = "no policy has changed lately" },
  seen = {
    ["policy-changed"]      = { 42, 50, 6 },
    ["bulk-policy-blocks"]  = { 20, 26, 52 },
    ["user-newly-in-scope"] = { 1, 4, 93 },
    ["classic-policy-left"] = { 1, 2, 95 },
    other                   = { 2, 6, 90 },
  },
}

local MEMBER = one_of{ "Add member to group", "Remove member from group", "Add member to role",
                       "Add member to role completed (PIM activation)" }

evidence "the user's groups and roles" {
  about = "whether the user has come into or out of a group or role lately",
  { "moved",   when = some.audit_event{ activity = MEMBER, actor = V.actor, at = V.when },
               say = "the user's groups or roles changed ({actor}, {when})" },
  { "the same", when = all_of{ none.audit_event{ activity = MEMBER }, unless(some.audit_event{ activity = MEMBER }) },
               say = "the user's groups and roles are the old ones" },
  seen = { ["user-newly-in-scope"] = { 93, 5 }, ["policy-changed"] = { 9, 89 }, other = { 8, 90 } },
}

local function aims(word)
  return all_of{ some.conditional_access_result{ result = "failure", policy = V.policy },
                 some.conditional_access_policy{ policy = V.policy, targets_app = word } }
end

evidence "what the refusing policy aims at" {
  about = "whether the refusing policy names the application itself or only a service behind it",
  { "a service behind it", when = aims(false), say = "{policy} doesn't name the application but a service behind it" },
  { "the application",     when = all_of{ aims(true), unless(aims(false)) },
    say = "{policy} covers the application itself" },
  seen = { ["service-dependency"] = { 93, 5 }, other = { 8, 90 } },
}
