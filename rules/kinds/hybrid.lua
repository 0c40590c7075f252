-- The machinery between Microsoft Entra ID and Active Directory: servers, agents, network, permissions, settings.

collector "port-test" {
  doc = "Try the ports and certificates from the server that needs them", minutes = 4, role = "server-admin",
  script = { pwsh = "collectors/port-test.ps1" },
}

collector "sync-server" {
  doc = "Read services, versions and features of the sync server", minutes = 4, role = "server-admin",
  script = { pwsh = "collectors/sync-server.ps1" },
}

collector "event-log" {
  doc = "Read the server's events around the attempt", minutes = 4, role = "server-admin",
  script = { pwsh = "collectors/event-log.ps1" },
}

collector "permission-check" {
  doc = "Read what the connector account may do to the user's object", minutes = 6, role = "domain-admin",
  script = { pwsh = "collectors/permission-check.ps1" },
}

collector "agent-list" {
  doc = "List the pass-through authentication agents", minutes = 2, role = "hybrid-admin",
  script = { pwsh = "collectors/agent-list.ps1" },
}

collector "agent-log" {
  doc = "Read the agent's log and counters on its server", minutes = 5, role = "server-admin",
  script = { pwsh = "collectors/agent-log.ps1" },
}

collector "clock-check" {
  doc = "Compare the server's clock with a domain controller's", minutes = 2, role = "server-admin",
  script = { pwsh = "collectors/clock-check.ps1" },
}

collector "tenant-settings" {
  doc = "Read the tenant's sign-in and password settings", minutes = 3, role = "hybrid-admin",
  script = { pwsh = "collectors/tenant-settings.ps1" },
}

kind "port_status" {
  doc = "Whether a TCP port answers, seen from one machine",
  fields = {
    from  = name{ optional = true, doc = "machine that tried" },
    host  = name{ doc = "name or address that it tried" },
    port  = integer{ 1, 65535 },
    state = one_of{ "open", "closed", "filtered", "dns-failed", "proxy-refused",
                    doc = "closed: refused; filtered: no answer; dns-failed: the name doesn't resolve" },
  },
  key = { "from", "host", "port" }, fresh_for = "1h", collector = "port-test",
}

kind "tls_check" {
  doc = "The TLS handshake with a host, seen from one machine",
  fields = {
    from      = name{ optional = true },
    host      = name{},
    ok        = boolean{ doc = "handshake completed and the chain is trusted" },
    inspected = boolean{ optional = true, doc = "the certificate is a proxy's, not Microsoft's" },
    issuer    = name{ optional = true },
    version   = one_of{ "1.0", "1.1", "1.2", "1.3", optional = true },
    error     = name{ optional = true },
  },
  key = { "from", "host" }, fresh_for = "1d", collector = "port-test",
}

kind "service_status" {
  doc = "A Windows service",
  fields = {
    server  = name{ optional = true },
    service = name{ doc = "ADSync, AzureADConnectAuthenticationAgent, AADConnectProvisioningAgent, …" },
    state   = one_of{ "running", "stopped", "starting", "missing" },
    since   = time{ optional = true },
    version = text{ optional = true },
  },
  key = { "server", "service" }, fresh_for = "30m", collector = "sync-server",
}

kind "sync_server" {
  doc = "A server that runs Microsoft Entra Connect Sync",
  fields = {
    server    = name{ optional = true },
    version   = text{ optional = true },
    staging   = boolean{ optional = true, doc = "in staging mode: it neither exports nor writes back" },
    scheduler = boolean{ optional = true, doc = "the sync cycle is enabled" },
    last_run  = time{ optional = true },
    writeback = boolean{ optional = true, doc = "password writeback is on in the wizard" },
    hash_sync = boolean{ optional = true, doc = "password hash synchronisation is on for the connector" },
    hash_sync_heartbeat = time{ optional = true, doc = "last event 654" },
    tls12     = boolean{ optional = true, doc = "TLS 1.2 is enabled for .NET" },
    sam_restricted = boolean{ optional = true,
                              doc = "'Restrict clients allowed to make remote calls to SAM' is set there (RestrictRemoteSam)" },
    sam_allows_connector = boolean{ optional = true, doc = "and the connector account is in its list" },
  },
  key = { "server" }, fresh_for = "1h", collector = "sync-server",
}

kind "windows_event" {
  doc = "One Windows event; its number and source count, never its language",
  fields = {
    server = name{ optional = true },
    source = name{ doc = "PasswordResetService, ADSync, Directory Synchronization, …" },
    id     = integer{ 0, 65535 },
    at     = time{ optional = true },
    record = integer{ 0, optional = true, doc = "record number" },
    user   = name{ optional = true, pii = true },
    hr     = name{ optional = true, doc = "eight hex digits of hr=" },
    text   = name{ optional = true },
    tracking_id = name{ optional = true },
  },
  key = { "server", "source", "id", "record", "at", "user" }, fresh_for = "1d", collector = "event-log",
}

kind "connector_permission" {
  doc = "A right that the directory connector account has, or hasn't, on the user's object",
  fields = {
    account   = name{ optional = true },
    user      = name{ optional = true, pii = true, doc = "whose object; left out: the domain" },
    right     = one_of{ "reset-password", "change-password", "write-lockout-time", "write-pwd-last-set", "unexpire-password",
                        "replicate-changes", "replicate-changes-all", "write-consistency-guid" },
    granted   = boolean{ doc = "effective, with groups" },
    inherited = boolean{ optional = true },
  },
  key = { "account", "user", "right" }, fresh_for = "4h", collector = "permission-check",
}

kind "connector_account" {
  doc = "The account with which Microsoft Entra Connect works in a forest",
  fields = {
    account = name{ doc = "its logon name, without the domain" },
    domain  = name{ optional = true },
    forest  = name{ optional = true },
  },
  key = { "account", "domain" }, fresh_for = "30d", collector = "permission-check",
}

kind "access_entry" {
  doc = "One entry of an object's access control list; what the account's groups add isn't in it",
  fields = {
    object    = name{ optional = true, pii = true, doc = "distinguished name" },
    trustee   = name{ pii = true, doc = "account or group, without the domain; or a SID" },
    right     = one_of{ "full-control", "reset-password", "change-password", "write-lockout-time", "write-pwd-last-set",
                        "unexpire-password", "replicate-changes", "replicate-changes-all", "write-consistency-guid" },
    access    = one_of{ "allow", "deny" },
    counts_for = name{ doc = "object: for itself; else for what is below it: all, or a class such as user" },
    inherited = boolean{ optional = true },
  },
  key = { "object", "trustee", "right", "access", "counts_for" }, fresh_for = "4h", collector = "permission-check",
}

kind "access_list" {
  doc = "An object's access control list as a whole",
  fields = {
    object   = name{ optional = true, pii = true, doc = "distinguished name" },
    inherits = boolean{ doc = "takes entries from its parent" },
  },
  key = { "object" }, fresh_for = "4h", collector = "permission-check",
}

kind "passthrough_agent" {
  doc = "A pass-through authentication agent",
  fields = {
    agent     = name{ doc = "ID, or server where the ID isn't known" },
    server    = name{ optional = true },
    status    = one_of{ "active", "inactive" },
    version   = text{ optional = true },
    last_seen = time{ optional = true },
    cloned    = boolean{ optional = true, doc = "restored from a snapshot or cloned since it was registered" },
  },
  key = { "agent" }, fresh_for = "1h", collector = "agent-list",
}

kind "agent_error" {
  doc = "A failure that a pass-through agent logged",
  fields = {
    server     = name{ optional = true },
    win32      = integer{ 0, optional = true, doc = "Reason: the Windows error, e.g. 1326 or 1328" },
    event      = integer{ 0, 65535, optional = true, doc = "event ID of the agent's Admin log" },
    request_id = name{ optional = true },
    at         = time{ optional = true },
    text       = name{ optional = true },
  },
  key = { "server", "win32", "event", "request_id", "at" }, fresh_for = "1d", collector = "agent-log",
}

kind "clock_offset" {
  doc = "How far a machine's clock is from its domain controller's",
  fields = {
    server  = name{ optional = true },
    seconds = number{ doc = "positive: ahead", unit = "s" },
  },
  key = { "server" }, fresh_for = "4h", collector = "clock-check",
}

kind "feature_setting" {
  doc = "A switch of the tenant",
  fields = {
    feature = one_of{ "password-writeback", "self-service-reset", "password-hash-sync", "pass-through", "seamless-sso",
                      "cloud-password-policy", "force-password-change", "per-user-mfa", "security-defaults",
                      "smart-lockout-custom", doc = "password-writeback: the box for synchronised users under On-premises integration" },
    enabled = boolean{},
  },
  key = { "feature" }, fresh_for = "1d", collector = "tenant-settings",
}

-- Derived: what a server can use, whatever tool found out.
kind "network_path" {
  doc = "Whether a server can use a Microsoft service, from port and TLS tests",
  fields = {
    server  = name{ optional = true },
    service = one_of{ "service-bus", "password-reset", "proxy-agent", "sign-in", "domain-controller" },
    usable  = boolean{},
    why     = text{ optional = true },
  },
}
