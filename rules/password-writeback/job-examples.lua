-- Requests that fail after they were sent: 120008, 120021.

example "no domain controller answers the sync server" {
  code   = 120008,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    port_status{ from = "SYNC01", host = "dc01.contoso.com", port = 389, state = "filtered" },
    port_status{ from = "SYNC01", host = "dc01.contoso.com", port = 445, state = "filtered" },
    port_status{ from = "SYNC01", host = "ssprdedicatedsbprodscu.servicebus.windows.net", port = 443, state = "open" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 31006, at = "2026-11-23T09:31:02Z",
                   user = "anna@contoso.com" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 33001, at = "2026-11-23T09:31:23Z",
                   user = "anna@contoso.com", hr = "80230818" },
  },
  expect = { top = "dc-unreachable", at_least = 70,
             outcomes = { ["writeback request on the sync server"] = "unknown error",
                          ["hr of the failed writeback"] = "80230818" } },
}

example "the request arrived and no domain controller answered in time" {
  code   = 120008,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    port_status{ from = "SYNC01", host = "dc01.contoso.com", port = 445, state = "filtered" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 31006, at = "2026-11-23T09:31:02Z",
                   user = "anna@contoso.com" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 31019, at = "2026-11-23T09:55:00Z" },
    complete.windows_event{ server = "SYNC01", source = "PasswordResetService" },
  },
  expect = { top = "dc-unreachable", at_least = 60,
             outcomes = { ["writeback request on the sync server"] = "no answer",
                          ["relay in the sync server's event log"] = "heartbeat" } },
}

example "the restored sync server has the wrong key" {
  code   = 120008,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_scope{ affected = "all" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 31006, at = "2026-11-23T09:15:10Z",
                   user = "jan@contoso.com" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 32004, at = "2026-11-23T09:15:11Z",
                   user = "jan@contoso.com" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 31019, at = "2026-11-23T09:55:00Z" },
  },
  expect = { top = "writeback-key-mismatch", at_least = 85, first_step = "re-enable-writeback",
             outcomes = { ["writeback request on the sync server"] = "not decrypted" } },
}

example "the request never came to the sync server" {
  code   = 120008,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 32002, at = "2026-11-23T09:50:00Z" },
    complete.windows_event{ server = "SYNC01", source = "PasswordResetService" },
    complete.windows_event{ server = "SYNC01", source = "ADSync" },
  },
  expect = { top = "outbound-443-blocked", at_least = 50,
             outcomes = { ["writeback request on the sync server"] = "never arrived",
                          ["connector's own sign-in to Active Directory"] = "fine" } },
}

example "one failed change, the next one works" {
  code   = 120021,
  given  = {
    user_scope{ affected = "one" },
    tried{ test = "again-after-two-minutes", result = "works" },
    service_health{ service = "entra", status = "ok" },
  },
  expect = { top = "sspr-service-fault", at_least = 75, first_step = "retry-password-change",
             outcomes = { ["Microsoft's service health"] = "healthy", ["the same again two minutes later"] = "works" } },
}

example "an incident overturns the passing fault" {
  code   = 120021,
  given  = {
    user_scope{ affected = "many" },
    service_health{ service = "entra", status = "degraded", issue = "MO1133601" },
    tried{ test = "again-after-two-minutes", result = "same-error" },
  },
  expect = { top = "microsoft-outage", at_least = 70, first_step = "wait-for-microsoft",
             outcomes = { ["the same again two minutes later"] = "fails",
                          ["who is hit"] = "many" } },
}

example "one user's change breaks off, the next one goes through" {
  code   = 120008,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_scope{ affected = "one" },
    tried{ test = "again-after-two-minutes", result = "works" },
    port_status{ from = "SYNC01", host = "ssprdedicatedsbprodscu.servicebus.windows.net", port = 443, state = "open" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 31019, at = "2026-11-23T09:55:00Z" },
  },
  expect = { top = "sspr-service-fault", at_least = 60, first_step = "retry-password-change",
             outcomes = { ["relay in the sync server's event log"] = "heartbeat" } },
}

example "the endpoint is down although ADSync and the network are up" {
  code   = 120008,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_scope{ affected = "all" },
    service_status{ server = "SYNC01", service = "ADSync", state = "running" },
    port_status{ from = "SYNC01", host = "ssprdedicatedsbprodscu.servicebus.windows.net", port = 443, state = "open" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 31044, at = "2026-11-23T09:12:00Z" },
  },
  expect = { top = "writeback-listener-down", at_least = 70, first_step = "restart-adsync",
             outcomes = { ["relay in the sync server's event log"] = "endpoint down" } },
}

example "somebody reset the connector account's password over the weekend" {
  code   = 120008,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_scope{ affected = "all" },
    windows_event{ server = "SYNC01", source = "ADSync", id = 6000, at = "2026-11-23T08:30:00Z" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 31006, at = "2026-11-23T09:31:02Z",
                   user = "anna@contoso.com" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 33001, at = "2026-11-23T09:31:04Z",
                   user = "anna@contoso.com" },
  },
  expect = { top = "connector-credentials-invalid", at_least = 70 },
}
