-- The agent's way out: bootstrap at *.msappproxy.net, then a held connection to Service Bus, all outbound on 443.

rule "port test to the agent's bootstrap fails" {
  when   = { some.port_status{ host = like "*.msappproxy.net", port = 443, from = V.server,
                               state = one_of{ "closed", "filtered", "dns-failed", "proxy-refused" }:as(V.why) } },
  derive = network_path{ server = V.server, service = "proxy-agent", usable = false, why = V.why },
  say    = "{server} can't reach the agent's bootstrap host on 443 ({why})",
}

rule "port test to the agent's bootstrap succeeds" {
  when   = { some.port_status{ host = like "*.msappproxy.net", port = 443, from = V.server, state = "open" } },
  derive = network_path{ server = V.server, service = "proxy-agent", usable = true },
}

rule "port test to the sign-in hosts fails" {
  when   = { some.port_status{ host = one_of{ "login.microsoftonline.com", "login.windows.net" }, port = 443,
                               from = V.server,
                               state = one_of{ "closed", "filtered", "dns-failed", "proxy-refused" }:as(V.why) } },
  derive = network_path{ server = V.server, service = "sign-in", usable = false, why = V.why },
  say    = "{server} can't reach the sign-in hosts on 443 ({why})",
}

rule "port test to the sign-in hosts succeeds" {
  when   = { some.port_status{ host = one_of{ "login.microsoftonline.com", "login.windows.net" }, port = 443,
                               from = V.server, state = "open" } },
  derive = network_path{ server = V.server, service = "sign-in", usable = true },
}

-- Where only a proxy gets out, a direct test is filtered everywhere and the agent may still work: hence "all cut".
evidence "agent's way to the cloud" {
  about = "whether the agent's server can open its connections to Microsoft Entra ID",
  { "proxy refuses",  when = some.network_path{ service = "proxy-agent", usable = false, why = "proxy-refused" },
                      say = "the proxy refuses the agent's connections" },
  { "agent hosts cut", when = all_of{ some.network_path{ service = "proxy-agent", usable = false, why = V.why },
                                      some.network_path{ service = "sign-in", usable = true },
                                      unless(some.network_path{ service = "proxy-agent", why = "proxy-refused" }) },
                      say = "the agent's hosts can't be reached on 443 ({why}) though the sign-in hosts can" },
  { "all cut",        when = all_of{ some.network_path{ service = "proxy-agent", usable = false, why = V.why },
                                     unless(some.network_path{ service = "sign-in", usable = true }),
                                     unless(some.network_path{ service = "proxy-agent", why = "proxy-refused" }) },
                      say = "the agent's server gets no direct connection out on 443 ({why})" },
  { "reachable",      when = all_of{ some.network_path{ service = "proxy-agent", usable = true },
                                     unless(some.network_path{ service = "proxy-agent", usable = false }) },
                      say = "the agent's server reaches *.msappproxy.net on 443" },
  seen = {
    ["agent-cannot-reach-cloud"] = { 2, 45, 48, 4 },
    ["agent-proxy-refused"]      = { 66, 4, 22, 8 },
    ["agent-tls-inspection"]     = { 4, 4, 8, 84 },
    other                        = { 2, 2, 5, 91 },
  },
}

evidence "certificate on the agent's way out" {
  about = "whose certificate the agent's server is shown by Microsoft's hosts",
  { "a proxy's",       when = any_of{
      some.tls_check{ host = like "*.msappproxy.net", inspected = true, issuer = V.issuer },
      some.tls_check{ host = like "*.servicebus.windows.net", inspected = true, issuer = V.issuer } },
                       say = "a proxy puts its own certificate in front of the agent's hosts ({issuer})" },
  { "handshake fails", when = all_of{ some.tls_check{ host = like "*.msappproxy.net", ok = false, error = V.error },
                                      some.network_path{ service = "proxy-agent", usable = true },
                                      unless(some.tls_check{ inspected = true }) },
                       say = "TCP reaches the agent's hosts but TLS fails ({error})" },
  { "Microsoft's",     when = all_of{ some.tls_check{ host = like "*.msappproxy.net", ok = true, inspected = false },
                                      unless(some.tls_check{ inspected = true }) },
                       say = "the agent's hosts answer with their own certificate" },
  seen = {
    ["agent-tls-inspection"]     = { 92, 5, 2 },
    ["agent-outdated"]           = { 3, 22, 74 },   -- without TLS 1.2
    ["agent-proxy-refused"]      = { 12, 10, 76 },
    ["agent-cannot-reach-cloud"] = { 3, 6, 90 },
    other                        = { 4, 3, 92 },
  },
}
