-- From the agent to Active Directory: ports, what LogonUser answered, Netlogon's queue, clocks.

rule "port test to a domain controller fails" {
  when   = { some.port_status{ port = one_of{ 88, 135, 389, 445 }, from = V.server,
                               state = one_of{ "closed", "filtered", "dns-failed" }:as(V.why) } },
  derive = network_path{ server = V.server, service = "domain-controller", usable = false, why = V.why },
  say    = "{server} can't reach a domain controller on a port it needs ({why})",
}

rule "port test to a domain controller succeeds" {
  when   = { some.port_status{ port = one_of{ 88, 135, 389, 445 }, from = V.server, state = "open" } },
  derive = network_path{ server = V.server, service = "domain-controller", usable = true },
}

evidence "domain controllers from the agent" {
  about = "whether domain controllers answer the agent's server on the ports for sign-in (88, 135, 389, 445)",
  { "none answers", when = all_of{ some.network_path{ service = "domain-controller", usable = false, why = V.why },
                                   unless(some.network_path{ service = "domain-controller", usable = true }) },
                    say = "no domain controller answers the agent's server ({why})" },
  { "some answer",  when = all_of{ some.network_path{ service = "domain-controller", usable = false, why = V.why },
                                   some.network_path{ service = "domain-controller", usable = true } },
                    say = "some domain controllers or ports answer, others don't ({why})" },
  { "all answer",   when = all_of{ some.network_path{ service = "domain-controller", usable = true },
                                   unless(some.network_path{ service = "domain-controller", usable = false }) },
                    say = "every domain controller that was tried answers the agent's server" },
  seen = {
    ["dc-unreachable"]              = { 88, 8, 3 },
    ["dc-drops-packets"]            = { 8, 84, 7 },
    ["forest-trust-broken"]         = { 4, 22, 72 },
    ["agent-wrong-forest"]          = { 10, 8, 80 },
    ["dc-slow"]                     = { 1, 4, 94 },
    ["agent-secure-channel-broken"] = { 2, 3, 94 },
    other                           = { 2, 5, 92 },
  },
}

local function reason(...) return some.agent_error{ win32 = one_of{ ... } } end
local function netlogon(...) return some.windows_event{ source = "NETLOGON", id = one_of{ ... } } end

-- Reasons that mean something whoever the user is; those about one account are below, tied to the time of the error.
evidence "reason in the agent's trace" {
  about = "the Windows error that LogonUser gave the agent",
  { "no domain controller", when = any_of{ reason(1311, 1355, 1722, 1908), netlogon(5719) },
    say = "the agent found no domain controller (reason 1311, 1355, 1722 or 1908, or NETLOGON 5719)" },
  { "secure channel",       when = any_of{ reason(1786, 1787, 1789), netlogon(3210) },
    say = "the agent's computer account isn't accepted (reason 1786, 1787 or 1789, or NETLOGON 3210)" },
  { "trust between domains", when = reason(1788, 1790), say = "the trust between two domains failed (reason {win32})" },
  { "authentication firewall", when = reason(1935), say = "selective authentication stopped the user (reason 1935)" },
  { "logon type",           when = reason(1385),
    say = "the user has no right to log on to the agent's server over the network (reason 1385)" },
  { "workstation",          when = reason(1329),
    say = "the agent's server isn't among the computers that the account may use (reason 1329)" },
  { "logon hours",          when = reason(1328), say = "the account isn't allowed at this hour (reason 1328)" },
  { "time skew",            when = reason(1398), say = "the clocks differ too much (reason 1398)" },
  seen = {
    ["dc-unreachable"]                 = { 85, 3, 2, 1, 1, 1, 1, 1 },
    ["dc-drops-packets"]               = { 45, 3, 2, 1, 1, 1, 1, 1 },
    ["agent-wrong-forest"]             = { 50, 2, 6, 1, 1, 1, 1, 1 },
    ["forest-trust-broken"]            = { 34, 2, 40, 2, 1, 1, 1, 1 },
    ["dc-slow"]                        = { 12, 1, 1, 1, 1, 1, 1, 1 },
    ["agent-secure-channel-broken"]    = { 8, 85, 1, 1, 1, 1, 1, 1 },
    ["trust-selective-authentication"] = { 1, 1, 2, 91, 1, 1, 1, 1 },
    ["agent-logon-right-missing"]      = { 1, 1, 1, 1, 92, 1, 1, 1 },
    ["logon-workstations-limited"]     = { 1, 1, 1, 1, 1, 92, 1, 1 },
    ["logon-hours-enforced"]           = { 1, 1, 1, 1, 1, 1, 92, 1 },
    ["logon-hours-shifted"]            = { 1, 1, 1, 1, 1, 1, 92, 1 },
    ["out-of-hours-device"]            = { 1, 1, 1, 1, 1, 1, 92, 1 },
    ["agent-clock-off"]                = { 1, 2, 1, 1, 1, 1, 1, 88 },
    ["dc-clock-off"]                   = { 1, 2, 1, 1, 1, 1, 1, 88 },
    ["clock-jump-corrected"]           = { 1, 2, 1, 1, 1, 1, 1, 84 },
    other                              = { 3, 1, 1, 1, 1, 1, 1, 1 },
  },
}

local function answer(code)
  return all_of{ some.error_text{ at = V.t }, some.agent_error{ win32 = code, at = within("2m", V.t) } }
end

evidence "Active Directory's answer for this sign-in" {
  about = "the Windows error in the agent's trace at the minute of the user's error",
  { "wrong name or password", when = answer(1326), say = "Active Directory knew no such name and password (1326)" },
  { "password expired",       when = answer(1330), say = "Active Directory called the password expired (1330)" },
  { "must change",            when = answer(1907), say = "Active Directory wants a new password first (1907)" },
  { "disabled",               when = answer(1331), say = "Active Directory called the account disabled (1331)" },
  { "locked",                 when = answer(1909), say = "Active Directory called the account locked (1909)" },
  seen = {
    ["mistyped-password"]     = { 92, 1, 1, 1, 1 },
    ["stale-saved-password"]  = { 88, 1, 1, 1, 5 },
    ["upn-mismatch-on-prem"]  = { 80, 1, 1, 1, 1 },
    ["ad-account-deleted"]    = { 80, 1, 1, 1, 1 },
    ["ad-password-expired"]   = { 2, 92, 3, 1, 1 },
    ["must-change-password"]  = { 2, 5, 90, 1, 1 },
    ["ad-account-disabled"]   = { 2, 1, 1, 93, 1 },
    ["ad-account-locked"]     = { 5, 1, 1, 1, 90 },
    other                     = { 15, 1, 1, 1, 2 },
  },
}

evidence "Netlogon queue on the agent" {
  about = "whether password checks queue up in front of the domain controller",
  { "queueing", when = netlogon(5816, 5817, 5818, 5819),
                say = "NETLOGON logged waiting or timed-out password checks (5816 to 5819)" },
  seen = { ["dc-slow"] = { 45 }, ["agent-host-overloaded"] = { 10 }, ["dc-drops-packets"] = { 8 }, other = { 2 } },
}

evidence "clock of the agent's server" {
  about = "whether an agent's server is more than the five minutes of Kerberos away from its domain controller",
  { "one off",     when = all_of{ some.clock_offset{ seconds = is_not(between(-300, 300)):as(V.s), server = V.server },
                                  unless(count.clock_offset{ seconds = is_not(between(-300, 300)) }:at_least(2)) },
                   say = "the clock of {server} is {s} s away from its domain controller's" },
  { "several off", when = count.clock_offset{ seconds = is_not(between(-300, 300)) }:at_least(2),
                   say = "several servers differ from their domain controllers by more than five minutes" },
  { "right",       when = all_of{ some.clock_offset{ seconds = between(-300, 300), server = V.server },
                                  unless(some.clock_offset{ seconds = is_not(between(-300, 300)) }) },
                   say = "the clock of {server} agrees with its domain controller's" },
  seen = {
    ["agent-clock-off"]      = { 92, 4, 3 },
    ["dc-clock-off"]         = { 22, 62, 14 },
    ["clock-jump-corrected"] = { 5, 2, 92 },
    other                    = { 2, 1, 96 },
  },
}
