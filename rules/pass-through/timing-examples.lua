-- From the agent to Active Directory: clocks and late answers, 80013 and 80014.

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

example "one server's clock is seven minutes ahead" {
  code   = 80013,
  given  = { agent("a1", "PTA01"), agent("a2", "PTA02"), failures(80013, 50, 1, "scattered"), reason(1398),
             clock_offset{ server = "PTA01", seconds = 431.2 } },
  expect = { top = "agent-clock-off", at_least = 80, first_step = "resync-agent-clock" },
}

example "every agent differs from its domain controller" {
  code   = 80013,
  given  = { user_scope{ affected = "all" }, failures(80013, 300, 3, "scattered"), in_domain("same-error"),
             clock_offset{ server = "PTA01", seconds = -640 }, clock_offset{ server = "PTA02", seconds = -641.5 } },
  expect = { top = "dc-clock-off", at_least = 70, first_step = "fix-domain-time-source" },
}

example "the clock is right again" {
  code   = 80013,
  given  = { failures(80013, 14, 1, "burst"), again("works"), clock_offset{ server = "PTA01", seconds = 0.3 } },
  expect = { top = "clock-jump-corrected", at_least = 60, first_step = "retry-pass-through-sign-in" },
}

example "late answers at the start of the day" {
  code   = 80014,
  given  = { failures(80014, 120, 3, "burst"),
             windows_event{ source = "NETLOGON", id = 5819, at = "2026-11-23T08:01:00Z" } },
  expect = { top = "dc-slow", at_least = 70, first_step = "map-agent-subnet-to-site" },
}

example "late answers from one agent during its backup" {
  code   = 80014,
  given  = { agent("a1", "SYNC01"), agent("a2", "PTA02"), failures(80014, 40, 1, "burst") },
  expect = { top = "agent-host-overloaded", at_least = 35 },
}

example "late answers from one agent all day" {
  code   = 80014,
  given  = { agent("a1", "PTA01"), agent("a2", "PTA02"), failures(80014, 80, 1, "scattered"),
             dc("dc01.contoso.com", 88, "open") },
  expect = { top = "one-agent-hung", at_least = 50 },
}

example "late answers where a firewall swallows packets" {
  code   = 80014,
  given  = { failures(80014, 60, 2, "scattered"), dc("dc01.contoso.com", 88, "open"),
             dc("dc02.contoso.com", 88, "filtered") },
  expect = { top = "dc-drops-packets", at_least = 60 },
}

example "an agent of 2018 answers too late now and then" {
  code   = 80014,
  given  = { agent("a1", "PTA01", "1.5.402.0"), failures(80014, 25, 1, "scattered"), again("works"),
             dc("dc01.contoso.com", 88, "open") },
  expect = { top = "agent-outdated", at_least = 45, first_step = "upgrade-auth-agent" },
}

example "late answers for twenty minutes, and Service Bus is degraded" {
  code   = 80014,
  given  = { failures(80014, 170, 3, "burst"), dc("dc01.contoso.com", 88, "open"),
             service_health{ service = "azure-service-bus", status = "degraded" } },
  expect = { top = "microsoft-outage", at_least = 60, first_step = "wait-for-microsoft" },
}
