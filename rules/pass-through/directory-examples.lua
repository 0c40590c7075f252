-- From the agent to Active Directory: 80002, 80003 and 80007.

local function agent(id, server, version)
  return passthrough_agent{ agent = id, server = server, status = "active", version = version }
end
local function dc(host, port, state) return port_status{ from = "PTA01", host = host, port = port, state = state } end
local function reason(win32) return agent_error{ server = "PTA01", win32 = win32, at = "2026-11-23T11:02:10Z" } end
local function again(result) return tried{ test = "again-after-two-minutes", result = result } end
local function in_domain(result) return tried{ test = "domain-sign-in", result = result } end
local function failures(code, attempts, agents, rhythm)
  return error_frequency{ code = code, window = "24h", attempts = attempts, agents = agents, rhythm = rhythm }
end

example "time-outs every morning on all agents" {
  code   = 80002,
  given  = { user_scope{ affected = "many" }, failures(80002, 180, 3, "burst"), again("works"),
             windows_event{ server = "PTA01", source = "NETLOGON", id = 5816, at = "2026-11-23T07:58:00Z" } },
  expect = { top = "dc-slow", at_least = 70, first_step = "map-agent-subnet-to-site" },
}

example "time-outs trickle since the new domain controllers came" {
  code   = 80002,
  given  = { failures(80002, 90, 3, "scattered"), dc("dc01.contoso.com", 88, "open"),
             dc("dc05.contoso.com", 88, "filtered") },
  expect = { top = "dc-drops-packets", at_least = 70, first_step = "open-dc-ports-for-agent" },
}

example "all time-outs carry one agent's ID" {
  code   = 80002,
  given  = { agent("a1", "PTA01"), agent("a2", "PTA02"), failures(80002, 60, 1, "scattered"),
             dc("dc01.contoso.com", 88, "open"), dc("dc02.contoso.com", 389, "open") },
  expect = { top = "one-agent-hung", at_least = 60, first_step = "restart-auth-agent" },
}

example "the second agent is down, and the first one hangs" {
  code   = 80002,
  given  = { agent("a1", "PTA01"), passthrough_agent{ agent = "a2", server = "PTA02", status = "inactive" },
             complete.passthrough_agent{}, failures(80002, 60, 1, "scattered"), again("same-error") },
  expect = { top = "one-agent-hung", at_least = 40, outcomes = { ["active pass-through agents"] = "some inactive" } },
}

example "no domain controller answers the agent" {
  code   = 80002,
  given  = { user_scope{ affected = "all" }, dc("dc01.contoso.com", 389, "filtered"),
             dc("dc02.contoso.com", 389, "filtered"), reason(1311) },
  expect = { top = "dc-unreachable", at_least = 70 },
}

example "an agent from before 2019 loses its channel" {
  code   = 80002,
  given  = { agent("a1", "PTA01", "1.5.402.0"), dc("dc01.contoso.com", 88, "open") },
  expect = { top = "agent-outdated", at_least = 40, first_step = "upgrade-auth-agent" },
}

example "a current agent takes that explanation away" {
  code   = 80002,
  given  = { agent("a1", "PTA01", "1.5.2482.0"), failures(80002, 180, 2, "burst") },
  expect = { top = "dc-slow", at_least = 60, outcomes = { ["version of the agent"] = "newer" } },
}

example "Netlogon on the agent logged no waiting checks" {
  code   = 80002,
  given  = { failures(80002, 180, 3, "burst"), complete.windows_event{ source = "NETLOGON" } },
  expect = { outcomes = { ["Netlogon queue on the agent"] = "none" } },
}

example "one time-out, then success" {
  code   = 80002,
  given  = { user_scope{ affected = "one" }, failures(80002, 1, 1, "single"), again("works") },
  expect = { top = "request-dropped", at_least = 60 },
}

example "the queue is never reached" {
  code   = 80002,
  given  = { user_scope{ affected = "all" }, passthrough_agent{ agent = "a1", server = "PTA01", status = "inactive" },
             complete.passthrough_agent{},
             port_status{ from = "PTA01", host = "contoso.pta.bootstrap.his.msappproxy.net", port = 443,
                          state = "closed" } },
  expect = { top = "agent-cannot-reach-cloud", at_least = 70 },
}

example "a strange status that never came back" {
  code   = 80003,
  given  = { user_scope{ affected = "one" }, again("works") },
  expect = { top = "request-dropped", at_least = 70, first_step = "retry-pass-through-sign-in" },
}

example "strange answers from one agent, with domain controllers in order" {
  code   = 80003,
  given  = { agent("a2", "PTA02", "1.5.2482.0"), failures(80003, 44, 1, "scattered"),
             passthrough_agent{ agent = "a1", server = "PTA01", status = "active", version = "1.5.2482.0",
                                cloned = false },
             complete.agent_error{} },
  expect = { top = "one-agent-hung", at_least = 50 },
}

example "an old agent sends answers that the cloud doesn't know" {
  code   = 80003,
  given  = { agent("a1", "PTA01", "1.5.261.0"), user_scope{ affected = "many" } },
  expect = { top = "agent-outdated", at_least = 50 },
}

example "the computer account doesn't match after a restore" {
  code   = 80003,
  given  = { agent("a1", "PTA01"), agent("a2", "PTA02"), failures(80003, 70, 1, "scattered"), reason(1789) },
  expect = { top = "agent-secure-channel-broken", at_least = 70, first_step = "repair-secure-channel" },
}

example "a hardening baseline took the network logon from everybody" {
  code   = 80003,
  given  = { user_scope{ affected = "all" }, reason(1385) },
  expect = { top = "agent-logon-right-missing", at_least = 70, first_step = "grant-network-logon-on-agent" },
}

example "a kiosk account may use its kiosks only" {
  code   = 80003,
  given  = { user_scope{ affected = "one" },
             ad_account{ user = "kiosk7@contoso.com", exists = true, logon_workstations = true,
                         agent_listed = false } },
  expect = { top = "logon-workstations-limited", at_least = 60, first_step = "add-agent-to-log-on-to" },
}

example "selective authentication stops the acquired company" {
  code   = 80003,
  given  = { user_scope{ affected = "many", shared = "domain" }, reason(1935) },
  expect = { top = "trust-selective-authentication", at_least = 70, first_step = "allow-auth-agent-across-trust" },
}

example "no logon server for the agents" {
  code   = 80007,
  given  = { user_scope{ affected = "all" }, dc("dc01.contoso.com", 445, "filtered"), reason(1311) },
  expect = { top = "dc-unreachable", at_least = 70 },
}

example "ports are open and the secure channel is broken" {
  code   = 80007,
  given  = { dc("dc01.contoso.com", 88, "open"), dc("dc01.contoso.com", 389, "open"),
             windows_event{ server = "PTA01", source = "NETLOGON", id = 3210, at = "2026-11-23T09:12:00Z" } },
  expect = { top = "agent-secure-channel-broken", at_least = 70, first_step = "repair-secure-channel" },
}

example "half of the domain controllers are silent" {
  code   = 80007,
  given  = { dc("dc01.contoso.com", 389, "open"), dc("dc06.contoso.com", 389, "filtered"),
             failures(80007, 25, 3, "scattered") },
  expect = { top = "dc-drops-packets", at_least = 60, first_step = "open-dc-ports-for-agent" },
}

example "a limited account, although the trace also shows missing domain controllers" {
  code   = 80007,
  given  = { user_scope{ affected = "one" }, reason(1329), in_domain("works"),
             ad_account{ user = "till3@contoso.com", exists = true, logon_workstations = true, agent_listed = false } },
  expect = { top = "logon-workstations-limited", at_least = 80 },
}

example "'Log On To' includes the agents, so it's something else" {
  code   = 80007,
  given  = { user_scope{ affected = "one" },
             ad_account{ user = "till3@contoso.com", exists = true, logon_workstations = true, agent_listed = true } },
  expect = { outcomes = { ["computers the account may use"] = "agent listed" }, at_most = 60 },
}

example "users with the new suffix fail on every agent" {
  code   = 80007,
  given  = { user_scope{ affected = "many", shared = "domain" }, failures(80007, 60, 3, "scattered"), reason(1788) },
  expect = { top = "forest-trust-broken", at_least = 60 },
}

example "the agent of the acquired company answers for us" {
  code   = 80007,
  given  = { user_scope{ affected = "many", shared = "domain" }, ticket{ worked_before = false },
             agent("a1", "PTA01"), agent("a9", "FAB-PTA01"), failures(80007, 60, 1, "scattered"),
             dc("dc01.fabrikam.com", 88, "open"), reason(1355) },
  expect = { top = "agent-wrong-forest", at_least = 60, first_step = "install-auth-agent" },
}

example "users lost the right to log on to the agents' servers" {
  code   = 80007,
  given  = { user_scope{ affected = "many" }, reason(1385),
             ad_account{ user = "anna@contoso.com", exists = true, logon_workstations = false } },
  expect = { top = "agent-logon-right-missing", at_least = 70 },
}

example "authentication firewall on the trust" {
  code   = 80007,
  given  = { user_scope{ affected = "few", shared = "domain" }, reason(1935) },
  expect = { top = "trust-selective-authentication", at_least = 60 },
}

example "time-outs on every agent while Microsoft reports an incident" {
  code   = 80002,
  given  = { user_scope{ affected = "many" }, failures(80002, 240, 3, "burst"), dc("dc01.contoso.com", 88, "open"),
             service_health{ service = "entra", status = "degraded" } },
  expect = { top = "microsoft-outage", at_least = 60, first_step = "wait-for-microsoft" },
}
