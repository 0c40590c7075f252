-- The authentication agents themselves: how many answer, whether the service runs, which of them fails.

local AGENT = "AzureADConnectAuthenticationAgent"

-- Codes 80001 to 80014: the password check went, or should have gone, through an agent.
local function pass_through() return between(80001, 80014) end

evidence "active pass-through agents" {
  about = "whether Microsoft Entra ID has an agent that can take a request",
  { "none listed",   when = none.passthrough_agent{},
                     say = "no authentication agent is listed in the tenant" },
  { "all inactive",  when = all_of{ some.passthrough_agent{ status = "inactive" },
                                    none.passthrough_agent{ status = "active" } },
                     say = "every listed authentication agent is inactive" },
  { "some inactive", when = all_of{ some.passthrough_agent{ status = "inactive", agent = V.agent },
                                    some.passthrough_agent{ status = "active" } },
                     say = "agent {agent} is inactive while others are active" },
  { "all active",    when = all_of{ some.passthrough_agent{ status = "active" },
                                    none.passthrough_agent{ status = "inactive" } },
                     say = "every listed authentication agent is active" },
  seen = {
    ["no-active-agent"]           = { 70, 28, 1, 1 },   -- uninstalled agents stay listed as inactive for ten days
    ["agent-service-stopped"]     = { 1, 85, 11, 3 },
    ["agent-cannot-reach-cloud"]  = { 2, 74, 13, 11 },  -- the status may still go out over 8080
    ["agent-proxy-refused"]       = { 2, 78, 12, 8 },
    ["agent-tls-inspection"]      = { 2, 66, 14, 18 },
    ["agent-certificate-expired"] = { 42, 34, 18, 6 },
    ["agent-outdated"]            = { 1, 10, 30, 59 },
    ["microsoft-outage"]          = { 1, 8, 15, 76 },
    other                         = { 1, 2, 20, 77 },
  },
}

evidence "pass-through agent service" {
  about = "whether the Windows service of the authentication agent runs",
  { "stopped",       when = some.service_status{ service = AGENT, server = V.server,
                                                 state = one_of{ "stopped", "starting" }:as(V.state) },
                     say = "the agent's service on {server} is {state}" },
  { "not installed", when = all_of{ some.service_status{ service = AGENT, state = "missing", server = V.server },
                                    unless(some.service_status{ service = AGENT,
                                                                state = one_of{ "stopped", "starting" } }) },
                     say = "{server} has no authentication agent installed" },
  { "running",       when = all_of{ some.service_status{ service = AGENT, state = "running", server = V.server },
                                    unless(some.service_status{ service = AGENT,
                                                                state = one_of{ "stopped", "starting", "missing" } }) },
                     say = "the agent's service runs on {server}" },
  seen = {
    ["agent-service-stopped"] = { 97, 1, 2 },
    ["no-active-agent"]       = { 3, 91, 5 },
    other                     = { 3, 2, 94 },
  },
}

evidence "agents that handled the failures" {
  about = "whether the failed sign-ins went through one agent of several, or through all",
  { "one of several", when = all_of{
      any_of{ some.user_scope{ shared = "agent" },
              all_of{ some.error_frequency{ code = pass_through(), agents = 1, attempts = at_least(5) },
                      count.passthrough_agent{}:at_least(2) } },
      unless(some.error_frequency{ code = pass_through(), agents = at_least(2) }) },
    say = "all failures went through one agent of several" },
  { "several", when = some.error_frequency{ code = pass_through(), agents = at_least(2):as(V.n) },
    say = "the failures are spread over {n} agents" },
  seen = {
    ["one-agent-hung"]                 = { 92, 5 },
    ["agent-host-overloaded"]          = { 84, 10 },
    ["agent-key-lost"]                 = { 82, 10 },
    ["agent-clock-off"]                = { 82, 14 },
    ["agent-secure-channel-broken"]    = { 82, 14 },
    ["agent-wrong-forest"]             = { 68, 27 },
    ["agent-outdated"]                 = { 52, 42 },
    ["dc-drops-packets"]               = { 40, 55 },
    ["agent-tls-inspection"]           = { 35, 58 },
    ["agent-logon-right-missing"]      = { 35, 58 },
    ["trust-selective-authentication"] = { 25, 65 },
    ["dc-unreachable"]                 = { 25, 68 },
    ["dc-slow"]                        = { 10, 85 },
    ["dc-clock-off"]                   = { 8, 88 },
    ["request-dropped"]                = { 12, 12 },    -- mostly too few failures to say
    ["microsoft-outage"]               = { 4, 80 },
    other                              = { 22, 52 },
  },
}

evidence "version of the agent" {
  about = "whether an agent is older than 1.5.1007.0, which brought the second Service Bus channel and TLS 1.2",
  { "older", when = any_of{ some.passthrough_agent{ version = like "1.5.???.*" },
                            some.service_status{ service = AGENT, version = like "1.5.???.*" } },
             say = "an agent is older than 1.5.1007.0" },
  { "newer", when = all_of{ any_of{ some.passthrough_agent{ version = like "1.5.????.*" },
                                    some.service_status{ service = AGENT, version = like "1.5.????.*" } },
                            unless(any_of{ some.passthrough_agent{ version = like "1.5.???.*" },
                                           some.service_status{ service = AGENT, version = like "1.5.???.*" } }) },
             say = "the agent is 1.5.1007.0 or newer" },
  seen = { ["agent-outdated"] = { 95, 3 }, other = { 6, 92 } },
}

evidence "agent restored or cloned" {
  about = "whether an agent's server was cloned or put back to a snapshot since the agent was registered",
  { "yes", when = some.passthrough_agent{ cloned = true, agent = V.agent },
           say = "agent {agent} sits on a server that was cloned or restored" },
  { "no",  when = all_of{ some.passthrough_agent{ cloned = false }, unless(some.passthrough_agent{ cloned = true }) },
           say = "no agent's server was cloned or restored" },
  seen = {
    ["agent-key-lost"]              = { 72, 22 },
    ["agent-secure-channel-broken"] = { 50, 44 },
    ["agent-certificate-expired"]   = { 25, 70 },
    ["agent-clock-off"]             = { 10, 85 },
    other                           = { 4, 90 },
  },
}

evidence "agent restarted at that moment" {
  about = "whether the agent's service started within minutes of the error",
  { "yes", when = all_of{ some.error_text{ at = V.t },
                          some.service_status{ service = AGENT, since = within("10m", V.t), server = V.server } },
           say = "the agent's service on {server} was restarted within ten minutes of the error" },
  { "no",  when = all_of{ some.error_text{ at = V.t },
                          some.service_status{ service = AGENT, state = "running", since = below(V.t) },
                          unless(some.service_status{ service = AGENT, since = within("10m", V.t) }) },
           say = "the agent had been running for longer" },
  seen = { ["request-dropped"] = { 62, 34 }, ["agent-service-stopped"] = { 30, 25 }, other = { 5, 90 } },
}
