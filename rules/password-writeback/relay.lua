-- The way of a writeback request: cloud, Service Bus relay, agent in ADSync. Codes 120008, 120013 and their neighbours.
-- Whether domain controllers answer (network_path "domain-controller", cause dc-unreachable) is judged in
-- rules/pass-through/directory.lua.

rule "port test to Service Bus fails" {
  when   = { some.port_status{ host = like "*.servicebus.*", port = 443,
                               state = one_of{ "closed", "filtered", "dns-failed", "proxy-refused" }:as(V.why),
                               from = V.server } },
  derive = network_path{ server = V.server, service = "service-bus", usable = false, why = V.why },
  say    = "{server} can't reach Service Bus on 443 ({why})",
}

rule "port test to Service Bus succeeds" {
  when   = { some.port_status{ host = like "*.servicebus.*", port = 443, state = "open", from = V.server } },
  derive = network_path{ server = V.server, service = "service-bus", usable = true },
}

evidence "service bus reachability" {
  about = "whether the sync server can open a connection to Service Bus",
  { "cut off",   when = some.network_path{ service = "service-bus", usable = false, why = V.why },
                 say = "the sync server can't reach Service Bus on 443 ({why})" },
  { "reachable", when = all_of{ some.network_path{ service = "service-bus", usable = true },
                                unless(some.network_path{ service = "service-bus", usable = false }) },
                 say = "the sync server reaches Service Bus on 443" },
  seen = {
    ["outbound-443-blocked"]    = { 92, 6 },      -- the rest: an idle time-out that lets the test through
    ["tls-inspection"]          = { RARELY, USUALLY },
    ["adsync-stopped"]          = { 3, 95 },
    ["writeback-listener-down"] = { 3, 95 },
    ["staging-server-only"]     = { 3, 95 },
    ["two-active-sync-servers"] = { 3, 95 },
    ["writeback-key-mismatch"]  = { 2, 96 },
    ["microsoft-outage"]        = { 12, 85 },
    other                       = { RARELY, USUALLY },
  },
}

evidence "certificate of Service Bus" {
  about = "whose certificate the sync server sees when it connects to Service Bus",
  { "a proxy's",   when = some.tls_check{ host = like "*.servicebus.*", inspected = true, issuer = V.issuer },
                   say = "Service Bus shows a certificate of {issuer}, which isn't Microsoft's" },
  { "not trusted", when = all_of{ some.tls_check{ host = like "*.servicebus.*", ok = false },
                                  unless(some.tls_check{ host = like "*.servicebus.*", inspected = true }) },
                   say = "the sync server doesn't accept the certificate of Service Bus" },
  { "Microsoft's", when = all_of{ some.tls_check{ host = like "*.servicebus.*", ok = true, inspected = false },
                                  unless(some.tls_check{ host = like "*.servicebus.*", inspected = true }) },
                   say = "Service Bus shows its own certificate, and the sync server trusts it" },
  seen = {
    ["tls-inspection"]          = { 88, 8, 3 },
    ["writeback-listener-down"] = { 2, 14, 82 },  -- root certificates or TLS 1.2 missing
    other                       = { 3, 3, 92 },
  },
}

evidence "sync service" {
  about = "whether the ADSync service runs",
  { "not running", when = some.service_status{ service = "ADSync",
                                               state = one_of{ "stopped", "starting" }:as(V.state) },
                   say = "ADSync is {state}" },
  { "running",     when = all_of{ some.service_status{ service = "ADSync", state = "running" },
                                  unless(some.service_status{ service = "ADSync",
                                                              state = one_of{ "stopped", "starting" } }) },
                   say = "ADSync runs" },
  seen = { ["adsync-stopped"] = { ALWAYS, NEVER }, other = { 2, 96 } },
}

evidence "provisioning agent service" {
  about = "whether the cloud sync provisioning agent runs on its server",
  { "not running", when = some.service_status{ service = "AADConnectProvisioningAgent",
                                               state = one_of{ "stopped", "starting" }:as(V.state) },
                   say = "the cloud sync provisioning agent is {state}" },
  { "running",     when = all_of{ some.service_status{ service = "AADConnectProvisioningAgent", state = "running" },
                                  unless(some.service_status{ service = "AADConnectProvisioningAgent",
                                                              state = one_of{ "stopped", "starting" } }) },
                   say = "the cloud sync provisioning agent runs" },
  seen = { ["provisioning-agent-down"] = { 92, 6 }, other = { 4, 94 } },
}

-- What PasswordResetService and the endpoint said last. A heartbeat (31019) or a start (31015) ends what was before.
local SOURCES = one_of{ "PasswordResetService", "ADSync" }

-- Each test gets its own time variable: a variable means the same instant in the whole outcome.
local function broken(t, ...)
  return all_of{ some.windows_event{ source = SOURCES, id = one_of{ ... }, at = t },
                 unless(some.windows_event{ source = "PasswordResetService", id = one_of{ 31015, 31019 },
                                            at = above(t) }) }
end

local function certificate(t)
  return all_of{ some.windows_event{ source = "PasswordResetService", id = one_of{ 31034, 32002 },
                                     text = like "*remote certificate*", at = t },
                 unless(some.windows_event{ source = "PasswordResetService", id = one_of{ 31015, 31019 },
                                            at = above(t) }) }
end

local function stopped(t)
  return all_of{ some.windows_event{ source = "PasswordResetService", id = 31016, at = t },
                 unless(some.windows_event{ source = "PasswordResetService", at = above(t) }) }
end

evidence "relay in the sync server's event log" {
  about = "what the writeback agent last logged about its relay",
  { "stopped",             when = stopped(V.stop),
                           say = "the writeback service was stopped (31016) and hasn't logged anything since" },
  { "certificate refused", when = all_of{ certificate(V.cert), unless(stopped(V.stop)) },
                           say = "the agent refuses the certificate of the relay (31034 or 32002)" },
  { "no connection",       when = all_of{ broken(V.cut, 32001, 32002, 31034), unless(certificate(V.cert)),
                                          unless(stopped(V.stop)) },
                           say = "the agent can't connect to the relay (32001, 32002 or 31034)" },
  { "endpoint down",       when = all_of{ broken(V.down, 6800, 31044, 32005),
                                          unless(broken(V.cut, 32001, 32002, 31034)),
                                          unless(stopped(V.stop)) },
                           say = "the writeback endpoint isn't up (6800, 31044 or 32005)" },
  { "heartbeat",           when = all_of{ some.windows_event{ source = "PasswordResetService", id = 31019 },
                                          unless(broken(V.any, 6800, 31016, 31034, 31044, 32001, 32002, 32005)) },
                           say = "the agent's heartbeat (31019) is there and nothing broke after it" },
  seen = {
    ["adsync-stopped"]          = { 55, 1, 6, 5, 10 },
    ["staging-server-only"]     = { 55, 1, 2, 3, 8 },
    ["outbound-443-blocked"]    = { 1, 3, 75, 12, 5 },
    ["tls-inspection"]          = { 1, 50, 34, 6, 4 },
    ["writeback-listener-down"] = { 2, 4, 10, 72, 6 },
    ["two-active-sync-servers"] = { 3, 1, 38, 12, 42 },
    ["writeback-key-mismatch"]  = { 1, 1, 1, 2, 90 },
    ["microsoft-outage"]        = { 1, 1, 40, 8, 35 },
    other                       = { 2, 1, 6, 4, 72 },
  },
}

evidence "active sync servers" {
  about = "how many sync servers are outside staging mode",
  { "none", when = all_of{ some.sync_server{ staging = true, server = V.server },
                           unless(some.sync_server{ staging = false }) },
            say = "{server} is in staging mode and no active server is known" },
  { "two",  when = count.sync_server{ staging = false }:at_least(2), say = "two sync servers are active at once" },
  { "one",  when = all_of{ some.sync_server{ staging = false, server = V.server },
                           unless(count.sync_server{ staging = false }:at_least(2)) },
            say = "{server} is active" },
  seen = {
    ["staging-server-only"]       = { 92, 1, 5 },
    ["two-active-sync-servers"]   = { 1, 88, 10 },
    ["other-sync-tool-owns-user"] = { 6, 15, 78 },
    other                         = { 4, 2, 92 },
  },
}

seen "Microsoft's service health" {
  ["sspr-service-fault"] = { 18, 76 },
}

seen "who is hit" {
  ["outbound-443-blocked"]          = { 3, 1, 7, 4, 8, 75 },
  ["adsync-stopped"]                = { 3, 1, 7, 4, 8, 75 },
  ["writeback-listener-down"]       = { 3, 1, 7, 4, 8, 75 },
  ["tls-inspection"]                = { 3, 1, 7, 4, 8, 75 },
  ["staging-server-only"]           = { 3, 1, 7, 4, 8, 75 },
  ["writeback-key-mismatch"]        = { 3, 1, 7, 4, 8, 75 },
  ["writeback-off-in-tenant"]       = { 3, 1, 7, 4, 8, 75 },
  ["writeback-off-on-server"]       = { 3, 1, 7, 4, 8, 75 },
  ["remote-sam-restricted"]         = { 3, 1, 7, 4, 8, 75 },
  ["connector-credentials-invalid"] = { 3, 1, 7, 4, 8, 75 },
  ["connector-password-too-long"]   = { 3, 1, 7, 4, 8, 75 },
  ["ldap-traffic-unsigned"]         = { 3, 1, 7, 4, 8, 75 },
  ["microsoft-outage"]              = { 2, 1, 7, 4, 6, 78 },
  ["two-active-sync-servers"]       = { 7, 1, 7, 4, 26, 52 },
  ["connector-rights-missing"]      = { 8, 1, 22, 8, 11, 48 },
  ["provisioning-agent-down"]       = { 3, 1, 61, 4, 14, 16 },
  ["cloud-sync-writeback-off"]      = { 3, 1, 69, 4, 10, 12 },
  ["forest-added-after-writeback"]  = { 2, 1, 73, 3, 9, 11 },
  ["inheritance-disabled"]          = { 8, 1, 4, 62, 16, 8 },
  ["ou-reserved-characters"]        = { 8, 1, 3, 65, 16, 6 },
  ["writeback-not-licensed"]        = { 34, 1, 6, 16, 32, 9 },
  ["reset-not-in-scope"]            = { 40, 1, 7, 4, 35, 10 },
  ["custom-banned-word"]            = { 38, 1, 7, 4, 31, 16 },
  ["sspr-service-fault"]            = { 58, 1, 7, 4, 16, 12 },
  ["cannot-change-password-flag"]   = { 65, 1, 7, 4, 12, 9 },
  ["duplicate-anchor"]              = { 65, 1, 7, 4, 12, 9 },
  ["leftover-admin-protection"]     = { 65, 1, 7, 4, 12, 9 },
  ["protected-account"]             = { 65, 1, 7, 4, 12, 9 },
}
