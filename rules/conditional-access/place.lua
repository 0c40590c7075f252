-- Where the refused sign-in came from, and what the refusal itself says.

local function ours() return one_of{ 50005, 50131, 53003, 530032, 530034, 530035, 140000 } end

local function covers(by, word) return some.named_location{ by = by, covers = word, location = V.place } end

evidence "named location of the refused address" {
  about = "whether the address lies in a listed country, in the company's addresses, or outside them",
  { "in a listed country", when = all_of{ covers("country", true), unless(some.named_location{ by = "address",
                                                                                               covers = true }) },
                           say = "the address lies in {place}" },
  { "outside",             when = all_of{ covers("address", false), unless(some.named_location{ covers = true }) },
                           say = "the address isn't in {place} nor in another named location" },
  { "inside",              when = covers("address", true), say = "the address lies in {place}, as it should" },
  seen = {
    ["location-not-allowed"]    = { 58, 38, 2 },
    ["named-location-gap"]      = { 8, 88, 2 },
    ["vpn-leaves-sign-in-out"]  = { 4, 92, 2 },
    ["attacker-has-password"]   = { 52, 44, 2 },
    other                       = { 6, 50, 42 },
  },
}

local function country()     -- a prompt for the second factor counts as one: it stopped somebody too
  return some.sign_in{ code = one_of{ 50005, 50072, 50074, 50076, 50086, 50131, 53003, 500121, 530032, 530034, 530035,
                                      140000 }, country = V.country }
end
local function usual() return some.sign_in{ code = 0, country = V.country } end

evidence "country of the refused sign-in" {
  about = "whether the user's successes come from the country of the refusal",
  { "the usual one", when = all_of{ country(), usual() }, say = "the user also gets in from {country}" },
  { "another one",   when = all_of{ country(), some.sign_in{ code = 0, country = is_not(V.country) }, unless(usual()) },
                     say = "the refusal came from {country}, the user's successes from elsewhere" },
  seen = {
    ["location-not-allowed"]    = { 8, 90 },
    ["attacker-has-password"]   = { 12, 86 },
    ["token-replayed"]          = { 14, 84 },
    ["named-location-gap"]      = { 94, 4 },
    ["vpn-leaves-sign-in-out"]  = { 92, 6 },
    other                       = { 92, 6 },
  },
}

local function v6() return some.sign_in{ code = 53003, address = like "*:*" } end

local function unlisted()
  return all_of{ v6(), some.named_location{ by = "address", has_ipv6 = false },
                 unless(some.named_location{ has_ipv6 = true }) }
end

evidence "address family of the refused sign-in" {
  about = "whether the refused sign-in came over IPv6, and whether any named location lists IPv6",
  { "IPv6, which no location lists", when = unlisted(),
    say = "the refused sign-in came over IPv6, and no named location lists IPv6" },
  { "IPv6", when = all_of{ v6(), unless(unlisted()) }, say = "the refused sign-in came over IPv6" },
  { "IPv4", when = all_of{ some.sign_in{ code = 53003, address = like "*.*.*.*" }, unless(v6()) },
            say = "the refused sign-in came over IPv4" },
  seen = { ["named-location-gap"] = { 40, 10, 48 }, ["vpn-leaves-sign-in-out"] = { 22, 16, 60 },
           other = { 12, 8, 78 } },
}

local function sits(word) return some.ticket{ place = word } end

evidence "where the user sat" {
  about = "whether the user sat in the office, at home or on a journey",
  { "the office",  when = sits("office"), say = "the user sat in the office" },
  { "at home",     when = sits("home"), say = "the user sat at home" },
  { "on a journey", when = sits("journey"), say = "the user was on a journey" },
  seen = {
    ["location-not-allowed"]   = { 4, 22, 72 },
    ["named-location-gap"]     = { 82, 12, 4 },
    ["vpn-leaves-sign-in-out"] = { 3, 84, 11 },
    other                      = { 56, 34, 8 },
  },
}

evidence "the company's VPN during the refusal" {
  about = "whether the company's VPN was connected",
  { "connected", when = some.ticket{ vpn = true }, say = "the company's VPN was connected" },
  { "not connected", when = some.ticket{ vpn = false }, say = "the company's VPN wasn't connected" },
  seen = {
    ["vpn-leaves-sign-in-out"] = { 96, 3 },
    ["location-not-allowed"]   = { 6, 92 },
    ["named-location-gap"]     = { 14, 84 },
    other                      = { 22, 74 },
  },
}

local function spread(addresses)
  return some.error_frequency{ code = ours(), user = like("*"):as(V.who), addresses = addresses }
end

evidence "spread of the user's refusals" {
  about = "whether the refusals for this user come from one address or from many",
  { "many addresses", when = spread(at_least(4):as(V.n)), say = "the refusals for {who} come from {n} addresses" },
  { "few addresses",  when = all_of{ spread(at_most(3)), unless(spread(at_least(4))) },
                      say = "the refusals for {who} come from one place" },
  seen = { ["attacker-has-password"]   = { 64, 34 }, ["token-replayed"] = { 34, 64 }, other = { 6, 92 } },
}

local function text(code, pattern)
  return any_of{ some.error_text{ code = code, text = like(pattern) },
                 some.sign_in{ code = code, reason = like(pattern) } }
end

evidence "platform named by the refusal" {
  about = "whether the text of 50005 knows the platform",
  { "unknown", when = text(50005, "*(Unknown)*"), say = "the message calls the platform Unknown" },
  { "named",   when = all_of{ text(50005, "*platform (*"), unless(text(50005, "*(Unknown)*")) },
               say = "the message names the platform" },
  seen = {
    ["platform-unknown"]        = { 94, 4 },
    ["platform-not-allowed"]    = { 4, 94 },
    ["attacker-has-password"]   = { 40, 56 },
    ["policy-changed"]          = { 46, 52 },
    other                       = { 40, 50 },
  },
}

evidence "device state named by the refusal" {
  about = "which device state, or what else, the text of 50131 names",
  { "known",        when = text(50131, "*device state: known*"), say = "the message wants a device that is known" },
  { "a state",      when = all_of{ text(50131, "*required device state*"), unless(text(50131, "*device state: known*")) },
                    say = "the message names a state that the device should have" },
  { "suspicion",    when = all_of{ text(50131, "*suspicious*"), unless(text(50131, "*required device state*")) },
                    say = "the message speaks of suspicious activity" },
  seen = {
    ["classic-policy-left"]  = { 84, 12, 1 },
    ["browser-hides-device"] = { 20, 76, 1 },
    ["device-token-missing"] = { 20, 76, 1 },
    ["device-noncompliant"]  = { 6, 91, 1 },
    ["risk-policy-blocks"]   = { 2, 3, 90 },
    other                    = { 20, 45, 20 },
  },
}

evidence "app protection for the user" {
  about = "whether Intune assigns an app protection policy, and whether it has reached the application",
  { "none",     when = some.device_entitlement{ app_protection = "none" },
                say = "no app protection policy is assigned to the user" },
  { "assigned", when = some.device_entitlement{ app_protection = "assigned" },
                say = "an app protection policy is assigned and the application hasn't checked in" },
  { "applied",  when = some.device_entitlement{ app_protection = "applied" },
                say = "the app protection policy has reached the application" },
  seen = {
    ["app-protection-not-assigned"] = { 94, 4, 1 },
    ["app-protection-pending"]      = { 3, 91, 5 },
    ["app-without-protection"]      = { 20, 72, 5 },
    ["broker-missing"]              = { 10, 82, 6 },
    other                           = { 20, 34, 44 },
  },
}

local function hybrid_wanted()
  return some.conditional_access_result{ result = "failure", control = "hybrid-device" }
end

local function trust(word)
  return any_of{ all_of{ hybrid_wanted(), some.tenant_boundary{ layer = "inbound", trusts_hybrid = word } },
                 all_of{ some.tenant_boundary{ layer = "inbound", trusts_compliant = word }, unless(hybrid_wanted()) } }
end

evidence "inbound trust in devices" {
  about = "whether the resource tenant believes the partner about devices",
  { "no trust", when = all_of{ trust(false), unless(trust(true)) },
    say = "the tenant doesn't trust the partner's devices" },
  { "trust",    when = trust(true), say = "the tenant trusts the partner's devices" },
  seen = {
    ["inbound-device-trust-missing"] = { 93, 5 },
    ["app-control-on-guests"]        = { 46, 52 },
    ["browser-hides-device"]         = { 12, 86 },
    ["device-not-enrolled"]          = { 12, 86 },
    other                            = { 50, 46 },
  },
}
