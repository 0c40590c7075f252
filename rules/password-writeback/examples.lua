-- The relay: 120013.

example "a firewall change cuts the relay" {
  code   = 120013,
  given  = {
    user_scope{ affected = "all" },
    port_status{ from = "SYNC01", host = "ssprdedicatedsbprodscu.servicebus.windows.net", port = 443,
                 state = "filtered" },
    service_status{ server = "SYNC01", service = "ADSync", state = "running" },
  },
  expect = { top = "outbound-443-blocked", at_least = 70, first_step = "allow-outbound-443" },
}

example "ADSync didn't come up after the monthly reboot" {
  code   = 120013,
  now    = "2026-11-23T08:30:00Z",
  given  = {
    user_scope{ affected = "many" },
    service_status{ server = "SYNC01", service = "ADSync", state = "stopped", since = "2026-11-22T22:10:00Z" },
    port_status{ from = "SYNC01", host = "ssprdedicatedsbprodscu.servicebus.windows.net", port = 443, state = "open" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 31019, at = "2026-11-22T22:04:11Z" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 31016, at = "2026-11-22T22:07:40Z" },
  },
  expect = { top = "adsync-stopped", at_least = 70, first_step = "restart-adsync",
             outcomes = { ["relay in the sync server's event log"] = "stopped",
                          ["service bus reachability"] = "reachable" } },
}

example "ADSync runs, but the endpoint never started" {
  code   = 120013,
  now    = "2026-11-23T09:00:00Z",
  given  = {
    service_status{ server = "SYNC01", service = "ADSync", state = "running", since = "2026-11-23T03:00:00Z" },
    port_status{ from = "SYNC01", host = "ssprdedicatedsbprodncu.servicebus.windows.net", port = 443, state = "open" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 31019, at = "2026-11-23T02:51:00Z" },
    windows_event{ server = "SYNC01", source = "ADSync", id = 6800, at = "2026-11-23T03:00:31Z" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 31044, at = "2026-11-23T03:00:31Z" },
  },
  expect = { top = "writeback-listener-down", at_least = 65,
             outcomes = { ["relay in the sync server's event log"] = "endpoint down", ["sync service"] = "running" } },
}

example "the endpoint is down because a root certificate is missing" {
  code   = 120013,
  given  = {
    tls_check{ from = "SYNC01", host = "ssprdedicatedsbprodscu.servicebus.windows.net", ok = false, inspected = false,
               issuer = "Microsoft Azure RSA TLS Issuing CA 07", error = "RemoteCertificateChainErrors" },
    service_status{ server = "SYNC01", service = "ADSync", state = "running" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 31044, at = "2026-11-23T08:00:00Z" },
  },
  now    = "2026-11-23T09:00:00Z",
  expect = { top = "writeback-listener-down", at_least = 55,
             outcomes = { ["certificate of Service Bus"] = "not trusted" } },
}

example "a new proxy reads the relay's TLS" {
  code   = 120013,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_scope{ affected = "all" },
    service_status{ server = "SYNC01", service = "ADSync", state = "running" },
    port_status{ from = "SYNC01", host = "ssprdedicatedsbprodscu.servicebus.windows.net", port = 443, state = "open" },
    tls_check{ from = "SYNC01", host = "ssprdedicatedsbprodscu.servicebus.windows.net", ok = true, inspected = true,
               issuer = "CN=Contoso Web Gateway CA" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 31034, at = "2026-11-23T09:41:20Z",
                   text = "The remote certificate is invalid according to the validation procedure" },
  },
  expect = { top = "tls-inspection", at_least = 75, first_step = "exempt-from-tls-inspection",
             outcomes = { ["relay in the sync server's event log"] = "certificate refused",
                          ["certificate of Service Bus"] = "a proxy's" } },
}

example "the certificate is Microsoft's, so the proxy is out of it" {
  code   = 120013,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    tls_check{ from = "SYNC01", host = "ssprdedicatedsbprodscu.servicebus.windows.net", ok = true, inspected = false,
               issuer = "CN=Microsoft Azure RSA TLS Issuing CA 04" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 32002, at = "2026-11-23T09:50:00Z",
                   text = "The token provider was unable to provide a security token" },
  },
  expect = { top = "outbound-443-blocked", at_least = 50,
             outcomes = { ["relay in the sync server's event log"] = "no connection",
                          ["certificate of Service Bus"] = "Microsoft's" } },
}

example "the old server was switched off, the new one is still in staging mode" {
  code   = 120013,
  given  = {
    user_scope{ affected = "all" },
    sync_server{ server = "SYNC02", staging = true, scheduler = true, writeback = true },
    service_status{ server = "SYNC02", service = "ADSync", state = "running" },
    port_status{ from = "SYNC02", host = "ssprdedicatedsbprodscu.servicebus.windows.net", port = 443, state = "open" },
  },
  expect = { top = "staging-server-only", at_least = 50, outcomes = { ["active sync servers"] = "none" } },
}

example "two servers are active" {
  code   = 120013,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    sync_server{ server = "SYNC01", staging = false },
    sync_server{ server = "SYNC02", staging = false },
    service_status{ server = "SYNC01", service = "ADSync", state = "running" },
    port_status{ from = "SYNC01", host = "ssprdedicatedsbprodscu.servicebus.windows.net", port = 443, state = "open" },
    tried{ test = "again-after-two-minutes", result = "works" },
  },
  expect = { top = "two-active-sync-servers", at_least = 60, outcomes = { ["active sync servers"] = "two" } },
}

example "the users of the merged company come by cloud sync, and its agent stands still" {
  code   = 120013,
  given  = {
    user_scope{ affected = "few", shared = "domain" },
    audit_event{ id = "a-311", at = "2026-11-02T09:12:00Z", activity = "Change password (self-service)",
                 result = "success",
                 agent = "cloud-sync", target = "piet@fabrikam.com" },
    service_status{ server = "FABAGENT1", service = "AADConnectProvisioningAgent", state = "stopped" },
  },
  now    = "2026-11-23T10:00:00Z",
  expect = { top = "provisioning-agent-down", at_least = 70, first_step = "restart-provisioning-agent",
             outcomes = { ["provisioning agent service"] = "not running",
                          ["agent that serves the user"] = "cloud sync" } },
}

example "the provisioning agent runs, so it is Connect's way out" {
  code   = 120013,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    service_status{ server = "FABAGENT1", service = "AADConnectProvisioningAgent", state = "running" },
    audit_event{ id = "a-312", at = "2026-11-20T09:12:00Z", activity = "Change password (self-service)",
                 result = "success",
                 agent = "connect-sync", target = "anna@contoso.com" },
    port_status{ from = "SYNC01", host = "ssprdedicatedsbprodscu.servicebus.windows.net", port = 443,
                 state = "closed" },
  },
  expect = { top = "outbound-443-blocked", at_least = 70, outcomes = { ["agent that serves the user"] = "Connect" } },
}

example "Service Bus is disturbed" {
  code   = 120013,
  given  = {
    user_scope{ affected = "all" },
    service_health{ service = "azure-service-bus", status = "outage", issue = "MO1133557" },
    service_status{ server = "SYNC01", service = "ADSync", state = "running" },
    port_status{ from = "SYNC01", host = "ssprdedicatedsbprodscu.servicebus.windows.net", port = 443, state = "open" },
  },
  expect = { top = "microsoft-outage", at_least = 50, outcomes = { ["Microsoft's service health"] = "disturbed" } },
}

example "the relay is up, but the sync server's domain controllers are gone" {
  code   = 120013,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    port_status{ from = "SYNC01", host = "ssprdedicatedsbprodscu.servicebus.windows.net", port = 443, state = "open" },
    port_status{ from = "SYNC01", host = "dc01.contoso.com", port = 389, state = "filtered" },
    service_status{ server = "SYNC01", service = "ADSync", state = "running" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 31019, at = "2026-11-23T09:55:00Z" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 31001, at = "2026-11-23T09:50:00Z",
                   user = "anna@contoso.com" },
  },
  expect = { top = "dc-unreachable", at_least = 70,
             outcomes = { ["domain controllers from the agent"] = "none answers" } },
}
