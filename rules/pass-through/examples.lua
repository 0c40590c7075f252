-- Agents and their way to the cloud: 80001, 80005, 80006, 80010, 80011.

local AGENT = "AzureADConnectAuthenticationAgent"
local function agent(id, server, status) return passthrough_agent{ agent = id, server = server, status = status } end
local function service(state, since)
  return service_status{ server = "PTA01", service = AGENT, state = state, since = since }
end
local function again(result) return tried{ test = "again-after-two-minutes", result = result } end
local function in_domain(result) return tried{ test = "domain-sign-in", result = result } end
local function failures(code, attempts, users, agents, rhythm)
  return error_frequency{ code = code, window = "24h", attempts = attempts, users = users, agents = agents,
                          rhythm = rhythm }
end
local BOOTSTRAP = "contoso.pta.bootstrap.his.msappproxy.net"
local function port(host, state) return port_status{ from = "PTA01", host = host, port = 443, state = state } end

example "the only agent was stopped after patching" {
  code   = 80001,
  given  = { user_scope{ affected = "all" }, agent("a1", "PTA01", "inactive"), complete.passthrough_agent{},
             service("stopped") },
  expect = { top = "agent-service-stopped", at_least = 70, first_step = "restart-auth-agent" },
}

example "the service runs, but a firewall knows only the sign-in hosts" {
  code   = 80001,
  given  = { agent("a1", "PTA01", "inactive"), complete.passthrough_agent{}, service("running"),
             port(BOOTSTRAP, "filtered"), port("login.microsoftonline.com", "open") },
  expect = { top = "agent-cannot-reach-cloud", at_least = 70, first_step = "allow-auth-agent-endpoints",
             derived = { network_path{ server = "PTA01", service = "proxy-agent", usable = false, why = "filtered" },
                         network_path{ server = "PTA01", service = "sign-in", usable = true } } },
}

example "no direct way out at all" {
  code   = 80001,
  given  = { agent("a1", "PTA01", "inactive"), complete.passthrough_agent{}, service("running"),
             port(BOOTSTRAP, "filtered"), port("login.microsoftonline.com", "filtered") },
  expect = { top = "agent-cannot-reach-cloud", at_least = 50, outcomes = { ["agent's way to the cloud"] = "all cut" } },
}

example "the server with the last agent was decommissioned" {
  code   = 80001,
  given  = { user_scope{ affected = "all" }, complete.passthrough_agent{}, service("missing") },
  expect = { top = "no-active-agent", at_least = 70, first_step = "install-auth-agent" },
}

example "the proxy asks the agent for a password" {
  code   = 80001,
  given  = { agent("a1", "PTA01", "inactive"), complete.passthrough_agent{}, service("running"),
             port(BOOTSTRAP, "proxy-refused") },
  expect = { top = "agent-proxy-refused", at_least = 60 },
}

example "the port is open, but a proxy re-signs the certificate" {
  code   = 80001,
  given  = { agent("a1", "PTA01", "inactive"), complete.passthrough_agent{}, service("running"),
             port(BOOTSTRAP, "open"),
             tls_check{ from = "PTA01", host = BOOTSTRAP, ok = true, inspected = true, issuer = "Contoso Web CA" } },
  expect = { top = "agent-tls-inspection", at_least = 70, first_step = "exempt-auth-agent-from-inspection" },
}

example "a server came back after half a year, and its agent is gone from the list" {
  code   = 80001,
  given  = { complete.passthrough_agent{}, service("running"), port(BOOTSTRAP, "open"),
             tls_check{ from = "PTA01", host = BOOTSTRAP, ok = true, inspected = false } },
  expect = { top = "agent-certificate-expired", at_least = 55 },
}

example "all agents are active, and no domain controller answers them" {
  code   = 80001,
  given  = { agent("a1", "PTA01", "active"), agent("a2", "PTA02", "active"), complete.passthrough_agent{},
             service("running"),
             port_status{ from = "PTA01", host = "dc01.contoso.com", port = 389, state = "filtered" },
             port_status{ from = "PTA01", host = "dc01.contoso.com", port = 88, state = "filtered" } },
  expect = { top = "dc-unreachable", at_least = 60 },
}

example "the new agent stands in the management forest" {
  code   = 80001,
  given  = { user_scope{ affected = "many", shared = "domain" }, ticket{ worked_before = false },
             agent("a1", "PTA01", "active"), agent("a9", "MGMT07", "active"), complete.passthrough_agent{},
             error_frequency{ code = 80001, window = "24h", attempts = 41, agents = 1, rhythm = "scattered" },
             agent_error{ server = "MGMT07", win32 = 1355, at = "2026-11-23T11:02:10Z" } },
  expect = { top = "agent-wrong-forest", at_least = 60, first_step = "install-auth-agent" },
}

example "the agent had been running for days, so no restart lost the answer" {
  code   = 80005, now = "2026-11-23T12:00:00Z",
  given  = { error_text{ code = 80005, at = "2026-11-23T11:40:00Z" }, service("running", "2026-11-19T03:00:00Z") },
  expect = { outcomes = { ["agent restarted at that moment"] = "no" }, at_most = 50 },
}

example "one lost answer, and the next try works" {
  code   = 80005, now = "2026-11-23T12:00:00Z",
  given  = { error_text{ code = 80005, at = "2026-11-23T11:40:00Z" }, again("works"),
             service("running", "2026-11-23T11:41:30Z") },
  expect = { top = "request-dropped", at_least = 70, first_step = "retry-pass-through-sign-in" },
}

example "answers break wherever the proxy inspects" {
  code   = 80005,
  given  = { user_scope{ affected = "many" }, again("same-error"),
             tls_check{ from = "PTA01", host = BOOTSTRAP, ok = true, inspected = true, issuer = "Contoso Web CA" } },
  expect = { top = "agent-tls-inspection", at_least = 60 },
}

example "one agent breaks its answers all day" {
  code   = 80005,
  given  = { user_scope{ affected = "many", shared = "agent" }, agent("a1", "PTA01", "active"),
             agent("a2", "PTA02", "active"), failures(80005, 63, 40, 1, "scattered") },
  expect = { top = "one-agent-hung", at_least = 50, first_step = "restart-auth-agent" },
}

example "an agent of 2018 without TLS 1.2" {
  code   = 80005,
  given  = { passthrough_agent{ agent = "a1", server = "PTA01", status = "active", version = "1.5.643.0" },
             user_scope{ affected = "many" }, port(BOOTSTRAP, "open"),
             tls_check{ from = "PTA01", host = BOOTSTRAP, ok = false, error = "handshake failure" } },
  expect = { top = "agent-outdated", at_least = 60, first_step = "upgrade-auth-agent" },
}

example "all agents at once, in a burst, and nothing was changed" {
  code   = 80005,
  given  = { user_scope{ affected = "all" }, agent("a1", "PTA01", "active"), agent("a2", "PTA02", "active"),
             complete.passthrough_agent{}, failures(80005, 212, 160, 2, "burst") },
  expect = { top = "microsoft-outage", at_least = 50 },
}

example "nobody gets in since the sign-in method was changed" {
  code   = 80006,
  given  = { user_scope{ affected = "all" }, again("same-error"),
             error_frequency{ code = 80006, window = "24h", attempts = 388, users = 120, rhythm = "scattered" } },
  expect = { top = "pta-config-invalid", at_least = 60 },
}

example "80006 came in a burst and was gone again" {
  code   = 80006,
  given  = { again("works"),
             error_frequency{ code = 80006, window = "24h", attempts = 52, users = 30, rhythm = "burst" } },
  expect = { top = "microsoft-outage", at_least = 50 },
}

example "a server was put back to a snapshot, and its agent can't decrypt" {
  code   = 80010,
  given  = { passthrough_agent{ agent = "a1", server = "PTA01", status = "active", cloned = true },
             agent("a2", "PTA02", "active"), failures(80010, 77, 51, 1, "scattered") },
  expect = { top = "agent-key-lost", at_least = 80, first_step = "reinstall-auth-agent" },
}

example "a single decryption error doesn't call for a reinstallation" {
  code   = 80010,
  given  = { user_scope{ affected = "one" }, again("works"),
             passthrough_agent{ agent = "a1", server = "PTA01", status = "active", cloned = false },
             failures(80010, 1, 1, 1, "single") },
  expect = { top = "request-dropped", at_least = 60 },
}

example "keys can't be read on one agent" {
  code   = 80011,
  given  = { agent("a1", "PTA01", "active"), agent("a2", "PTA02", "active"), in_domain("works"),
             failures(80011, 30, 28, 1, "scattered") },
  expect = { top = "agent-key-lost", at_least = 70, first_step = "reinstall-auth-agent" },
}

example "keys can't be read by any agent for twenty minutes" {
  code   = 80011,
  given  = { failures(80011, 140, 95, 3, "burst") },
  expect = { top = "microsoft-outage", at_least = 60 },
}

example "one key error while the agent was updated" {
  code   = 80011, now = "2026-11-23T12:00:00Z",
  given  = { error_text{ code = 80011, at = "2026-11-23T11:40:00Z" }, again("works"),
             service("running", "2026-11-23T11:38:30Z") },
  expect = { top = "request-dropped", at_least = 60 },
}

example "every agent is active, and an incident is announced" {
  code   = 80001,
  given  = { user_scope{ affected = "all" }, agent("a1", "PTA01", "active"), agent("a2", "PTA02", "active"),
             complete.passthrough_agent{}, service("running"), port(BOOTSTRAP, "open"),
             service_health{ service = "entra", status = "outage" } },
  expect = { top = "microsoft-outage", at_least = 60, first_step = "wait-for-microsoft" },
}

example "decryption fails on all agents at once, and nobody restored a server" {
  code   = 80010,
  given  = { user_scope{ affected = "many" }, failures(80010, 190, 130, 3, "burst"),
             passthrough_agent{ agent = "a1", server = "PTA01", status = "active", cloned = false },
             passthrough_agent{ agent = "a2", server = "PTA02", status = "active", cloned = false },
             service_health{ service = "entra", status = "degraded" } },
  expect = { top = "microsoft-outage", at_least = 70, first_step = "wait-for-microsoft" },
}
