-- Who drew the line between the tenants: a proxy, a policy, the home tenant or the resource tenant.

local function line(layer, allowed, partner)
  return some.tenant_boundary{ layer = layer, allowed = allowed, partner = partner }
end

evidence "restriction of the own company" {
  about = "whether the own company's proxy or policy refuses the tenant",
  { "proxy refuses",  when = line("restriction-header", false), say = "our proxy's list doesn't have that tenant" },
  { "policy refuses", when = all_of{ line("restriction-policy", false), unless(line("restriction-header", false)) },
                      say = "our restriction policy refuses that tenant" },
  { "allowed",        when = all_of{ any_of{ line("restriction-header", true), line("restriction-policy", true) },
                                     unless(any_of{ line("restriction-header", false),
                                                    line("restriction-policy", false) }) },
                      say = "our own proxy and policy allow that tenant" },
  seen = {
    ["tenant-not-on-proxy-list"]          = { 96, 2, 1 },
    ["own-tenant-missing-from-list"]      = { 90, 1, 8 },
    ["foreign-tenant-refused-on-purpose"] = { 60, 36, 3 },
    ["restriction-policy-lacks-partner"]  = { 2, 96, 1 },
    ["old-header-left-with-new-policy"]   = { 30, 2, 66 },
    ["restrictions-of-another-network"]   = { 2, 2, 95 },
    other                                 = { 20, 20, 56 },
  },
}

evidence "who wants the access" {
  about = "whether the access is work that used to go, new work, or one person's foreign account",
  { "own account", when = some.sign_in{ code = one_of{ 50002, 500021, 500022, 5000211 }, user_type = "member" },
                   say = "the user signs in with the company's own account" },
  { "guest",       when = some.sign_in{ code = one_of{ 50002, 500021, 500022, 5000211 }, user_type = "guest" },
                   say = "the user is a guest of the refused tenant" },
  seen = {
    ["tenant-not-on-proxy-list"]          = { 34, 62 },
    ["own-tenant-missing-from-list"]      = { 95, 2 },
    ["foreign-tenant-refused-on-purpose"] = { 3, 12 },
    ["restrictions-of-another-network"]   = { 88, 8 },
    ["restriction-policy-lacks-partner"]  = { 10, 22 },
    other                                 = { 50, 30 },
  },
}

for layer, words in pairs{ outbound = "our outbound settings", inbound = "the inbound settings" } do
  local decided = any_of{ line(layer, true, like "*"), line(layer, false, like "*") }
  local default = all_of{ line(layer, false), unless(decided) }
  evidence(layer .. " access for the partner") {
    about = "whether " .. words .. " refuse by default or by the partner's own entry",
    { "default refuses", when = default, say = words .. " refuse by default, and the partner has no entry" },
    { "entry refuses",   when = line(layer, false, like("*"):as(V.partner)),
                         say = words .. " have an entry for {partner} that leaves this user or application out" },
    { "allowed",         when = any_of{ all_of{ line(layer, true, like "*"), unless(line(layer, false, like "*")) },
                                        all_of{ line(layer, true), unless(line(layer, false)) } },
                         say = words .. " allow this user at this application" },
    seen = {
      [layer .. "-default-blocks"]          = { 96, 2, 1 },
      [layer .. "-scope-leaves-user-out"]   = { 1, 97, 1 },
      ["direct-connect-not-enabled"]        = { 12, 8, 78 },
      ["cross-cloud-not-enabled"]           = { 60, 4, 34 },
      ["wrong-tenant"]                      = { 80, 4, 14 },
      other                                 = { 30, 20, 46 },
    },
  }
end

local function other_cloud(value) return some.tenant_boundary{ other_cloud = value, partner = V.partner } end
evidence "cloud of the other tenant" {
  about = "whether the other tenant lives in another Microsoft cloud",
  { "another",  when = other_cloud(true), say = "{partner} lives in another Microsoft cloud" },
  { "the same", when = all_of{ other_cloud(false), unless(other_cloud(true)) },
             say = "{partner} lives in the same cloud" },
  seen = { ["cross-cloud-not-enabled"] = { 95, 3 }, other = { 3, 95 } },
}

-- What the row says of the relation is better than what the application lets one guess.
local function relation(...) return some.sign_in{ cross_tenant = one_of{ ... } } end
local function channel()
  return any_of{ some.ticket{ app = like "*hared channel*" }, some.sign_in{ app = like "*Teams*" } }
end
evidence "kind of access" {
  about = "whether a shared channel in Teams is opened, or another application",
  { "shared channel", when = any_of{ some.sign_in{ cross_tenant = "direct-connect" },
                                     all_of{ channel(), unless(relation("collaboration", "passthrough")) } },
                      say = "a Teams channel is opened: B2B direct connect" },
  { "another",        when = all_of{ any_of{ relation("collaboration", "passthrough"),
                                             all_of{ some.sign_in{ app = like "*" }, unless(channel()) } },
                                     unless(some.sign_in{ cross_tenant = "direct-connect" }) },
                      say = "it isn't a shared channel that is opened" },
  seen = {
    ["direct-connect-not-enabled"]              = { 97, 2 },
    ["inbound-mfa-not-trusted"]                 = { 94, 5 },
    ["partner-entry-without-mfa-trust"]         = { 94, 5 },
    ["mfa-policy-reaches-direct-connect"]       = { 95, 4 },
    ["terms-reach-direct-connect"]              = { 94, 5 },
    ["session-control-reaches-direct-connect"]  = { 94, 5 },
    ["custom-control-reaches-outsiders"]        = { 46, 52 },
    ["guest-not-invited"]                       = { 4, 92 },
    other                                       = { 12, 84 },
  },
}

local function trust(value, partner)
  return some.tenant_boundary{ layer = "inbound", trusts_mfa = value, partner = partner }
end
evidence "inbound trust in multifactor authentication" {
  about = "whether the host trusts multifactor authentication of this partner",
  { "entry doesn't", when = trust(false, like("*"):as(V.partner)),
                     say = "the host's entry for {partner} doesn't trust its multifactor authentication" },
  { "nobody",        when = all_of{ trust(false), unless(any_of{ trust(true, like "*"), trust(false, like "*") }) },
                     say = "by default the host trusts nobody's multifactor authentication" },
  { "trusted",       when = any_of{ all_of{ trust(true, like "*"), unless(trust(false, like "*")) },
                                    all_of{ trust(true), unless(trust(false)) } },
                     say = "the host trusts it" },
  seen = {
    ["partner-entry-without-mfa-trust"]   = { 96, 2, 1 },
    ["inbound-mfa-not-trusted"]           = { 4, 94, 1 },
    ["mfa-policy-reaches-direct-connect"] = { 14, 84, 1 },
    other                                 = { 10, 40, 46 },
  },
}
