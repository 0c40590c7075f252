-- The user's own side of a pass-through sign-in: the name, the logon hours, the list of computers.

-- user_account.on_prem_name is what synchronisation wrote; ad_account says whether AD knows that name today.
evidence "name in both directories" {
  about = "whether the name that was typed is the user's name in Microsoft Entra ID and in Active Directory",
  codes = { 50126, 80004 },
  { "typed name unknown", when = some.user_account{ exists = false, user = V.user },
                          say = "{user} is nobody's name in Microsoft Entra ID" },
  { "names differ",       when = all_of{ some.user_account{ user = V.cloud, on_prem_name = V.prem },
                                         where(function(m)
                                           return m.prem ~= nil and string.lower(m.cloud) ~= string.lower(m.prem)
                                         end) },
                          say = "the user is {cloud} in the cloud and {prem} in Active Directory" },
  { "gone from AD",       when = all_of{ some.user_account{ user = V.name, on_prem_name = V.name },
                                         some.ad_account{ exists = false } },
                          say = "{name} was synchronised, but Active Directory has no such account now" },
  { "same name",          when = all_of{ some.user_account{ user = V.name, on_prem_name = V.name },
                                         some.ad_account{ exists = true } },
                          say = "{name} is the user's name in both directories" },
  seen = {
    ["sign-in-name-malformed"]  = { 85, 4, 2, 6 },
    ["upn-mismatch-on-prem"]    = { 2, 88, 7, 3 },
    ["ad-account-deleted"]      = { 3, 3, 89, 5 },
    ["upn-rename-not-synced"]   = { 3, 12, 80, 4 },
    other                       = { 3, 10, 3, 83 },
  },
}

evidence "account still joined in synchronisation" {
  about = "whether Microsoft Entra Connect still joins the cloud user to an account in Active Directory",
  codes = { 80004 },
  { "joined",     when = some.sync_object{ connected = true }, say = "synchronisation still has the account joined" },
  { "not joined", when = all_of{ some.sync_object{ connected = false }, unless(some.sync_object{ connected = true }) },
                  say = "synchronisation has no account in Active Directory for this user" },
  seen = {
    ["upn-rename-not-synced"]   = { 92, 4 },
    ["ad-account-deleted"]      = { 8, 88 },
    other                       = { 92, 3 },
  },
}

evidence "logon hours of the account" {
  about = "whether Active Directory lets the account log on at this hour",
  { "denied now",  when = some.ad_account{ logon_hours = "denied-now" },
                   say = "the account's logon hours exclude this hour" },
  { "allowed now", when = some.ad_account{ logon_hours = "allowed-now" },
                   say = "the account has logon hours, and they include this hour" },
  { "unlimited",   when = some.ad_account{ logon_hours = "unlimited" }, say = "the account has no logon hours" },
  seen = {
    ["logon-hours-enforced"] = { 82, 16, 1 },
    ["logon-hours-shifted"]  = { 74, 24, 1 },
    ["out-of-hours-device"]  = { 52, 45, 1 },   -- read in office hours, it failed at night
    other                    = { 3, 9, 87 },
  },
}

local function by_itself()
  return any_of{ some.ticket{ keeps_happening = true },
                 some.ticket{ action = "unattended-job" },
                 some.error_frequency{ code = 80012, rhythm = "regular" },
                 some.sign_in{ code = 80012, client = one_of{ "activesync", "legacy" } } }
end

evidence "who signs in out of hours" {
  about = "whether a person or a device tried at the forbidden hour",
  { "a device by itself", when = by_itself(),
                          say = "the attempts come from a device or a job, not from a person typing" },
  { "a person",           when = all_of{ any_of{ some.ticket{ action = "sign-in" },
                                                 some.sign_in{ code = 80012, client = "browser" } },
                                         unless(by_itself()) },
                          say = "a person was signing in" },
  seen = {
    ["out-of-hours-device"]  = { 93, 5 },
    ["logon-hours-enforced"] = { 6, 90 },
    ["logon-hours-shifted"]  = { 7, 88 },
    other                    = { 8, 86 },
  },
}

evidence "computers the account may use" {
  about = "whether 'Log On To' of the account leaves out the agent's servers",
  { "agent left out", when = some.ad_account{ logon_workstations = true, agent_listed = false },
                      say = "'Log On To' names some computers, and the agent's server isn't one of them" },
  { "agent listed",   when = some.ad_account{ logon_workstations = true, agent_listed = true },
                      say = "'Log On To' names the agent's server" },
  { "not limited",    when = some.ad_account{ logon_workstations = false },
                      say = "'Log On To' doesn't limit the account" },
  seen = { ["logon-workstations-limited"] = { 96, 1, 1 }, other = { 2, 2, 94 } },
}

seen "the same password elsewhere" {
  ["logon-workstations-limited"]     = { 93, 5 },
  ["upn-mismatch-on-prem"]           = { 88, 10 },
  ["agent-secure-channel-broken"]    = { 92, 5 },
  ["agent-logon-right-missing"]      = { 93, 4 },
  ["agent-key-lost"]                 = { 93, 4 },
  ["agent-clock-off"]                = { 92, 5 },
  ["dc-clock-off"]                   = { 30, 65 },
  ["logon-hours-enforced"]           = { 5, 92 },
  ["logon-hours-shifted"]            = { 5, 92 },
  ["ad-account-deleted"]             = { 5, 90 },
  ["dc-unreachable"]                 = { 45, 48 },
  ["agent-outdated"]                 = { 80, 14 },
  ["agent-wrong-forest"]             = { 80, 14 },
  ["clock-jump-corrected"]           = { 80, 14 },
  ["dc-drops-packets"]               = { 80, 14 },
  ["forest-trust-broken"]            = { 80, 14 },
  ["one-agent-hung"]                 = { 80, 14 },
  ["out-of-hours-device"]            = { 80, 14 },
  ["request-dropped"]                = { 80, 14 },
  ["sign-in-name-malformed"]         = { 80, 14 },
  ["trust-selective-authentication"] = { 80, 14 },
  ["upn-rename-not-synced"]          = { 80, 14 },
}
