-- What Microsoft Entra ID logged: sign-ins, how often, audit events, service health.

collector "sign-in-log" {
  doc = "Read the user's and the code's sign-in log rows", minutes = 3, role = "security-reader",
  script = { pwsh = "collectors/sign-in-log.ps1" },
}

collector "audit-log" {
  doc = "Read the audit log: this user, this application, policies", minutes = 3, role = "security-reader",
  script = { pwsh = "collectors/audit-log.ps1" },
}

collector "service-health" {
  doc = "Look at Microsoft's service health", minutes = 1, role = "helpdesk",
  script = { pwsh = "collectors/service-health.ps1" },
}

kind "error_frequency" {
  doc = "How often the code came up, for one user or for the tenant",
  fields = {
    code      = integer{ 1, optional = true },
    user      = name{ optional = true, pii = true, doc = "left out: the whole tenant" },
    window    = duration{ doc = "time looked at" },
    attempts  = integer{ 0, doc = "failed requests" },
    sign_ins  = integer{ 0, optional = true, doc = "distinct correlation IDs" },
    users     = integer{ 0, optional = true },
    addresses = integer{ 0, optional = true, doc = "distinct IP addresses" },
    apps      = integer{ 0, optional = true },
    app_id    = name{ optional = true, doc = "where all of it is one application's" },
    agents    = integer{ 0, optional = true, doc = "distinct pass-through agents" },
    first     = time{ optional = true },
    last      = time{ optional = true },
    trend     = one_of{ "new", "rising", "steady", "falling", "stopped", optional = true },
    rhythm    = one_of{ "single", "burst", "regular", "scattered", optional = true,
                        doc = "regular: every so many minutes, as software does" },
    usual_per_day = number{ 0, optional = true, doc = "before it began" },
  },
  key = { "code", "user" }, fresh_for = "4h", collector = "sign-in-log",
}

kind "sign_in" {
  doc = "One row of the sign-in log",
  fields = {
    request_id     = name{ doc = "the row's own ID" },
    at             = time{},
    code           = integer{ 0, doc = "0 is success" },
    result         = one_of{ "success", "interrupted", "failure", optional = true },
    user           = name{ optional = true, pii = true },
    user_type      = one_of{ "member", "guest", optional = true },
    app            = text{ optional = true },
    app_id         = name{ optional = true },
    resource       = text{ optional = true },
    address        = name{ optional = true, pii = true, doc = "IP address" },
    country        = name{ optional = true },
    client         = one_of{ "browser", "modern", "activesync", "legacy", "unknown", optional = true,
                             doc = "legacy: IMAP, POP, SMTP and other basic authentication" },
    interactive    = boolean{ optional = true },
    password_checked = one_of{ "cloud", "hash-sync", "pass-through", "federated", "not-checked", optional = true,
                               doc = "where the password was validated" },
    agent          = name{ optional = true, doc = "ID of the pass-through agent" },
    protocol       = one_of{ "none", "oauth2", "ropc", "wsfed", "saml", "device-code", "transfer", optional = true,
                             doc = "ropc: the application sends the password itself" },
    category       = one_of{ "user", "service-principal", "managed-identity", "adfs", optional = true },
    resource_id    = name{ optional = true },
    home_tenant    = name{ optional = true },
    cross_tenant   = one_of{ "none", "collaboration", "direct-connect", "service-provider", "microsoft-support", "passthrough",
                             optional = true,
                             doc = "how an outsider came in; collaboration: as a guest; passthrough: without any relation" },
    device_id      = name{ optional = true, doc = "or none: no device was presented" },
    device_join    = one_of{ "none", "registered", "joined", "hybrid", optional = true },
    device_compliant = boolean{ optional = true },
    policy_result  = one_of{ "success", "failure", "not-applied", optional = true, doc = "Conditional Access" },
    mfa_detail     = name{ optional = true, doc = "additional details of the multifactor authentication" },
    mfa_required_by = one_of{ "conditional-access", "per-user", "security-defaults", "application", optional = true },
    credential     = name{ optional = true, doc = "key ID of the application's credential" },
    reason         = name{ optional = true, doc = "failure reason as logged" },
    correlation_id = name{ optional = true },
  },
  key = { "request_id" }, fresh_for = "30d", collector = "sign-in-log",
}

kind "sign_in_sequence" {
  doc = "All rows of one sign-in (one correlation ID) and how it ended",
  fields = {
    correlation_id = name{},
    code  = integer{ 1, doc = "the code in question that occurred in it" },
    final = one_of{ "success", "failure", "abandoned", doc = "abandoned: interrupted, and nothing followed" },
    user  = name{ optional = true, pii = true },
    app_id = name{ optional = true },
    at    = time{ optional = true },
    rows  = integer{ 1, optional = true },
  },
  key = { "correlation_id", "code" }, fresh_for = "30d", collector = "sign-in-log",
}

kind "audit_event" {
  doc = "One event of the Microsoft Entra audit log",
  fields = {
    id       = name{},
    at       = time{},
    activity = name{ doc = "as the log names it" },
    result   = one_of{ "success", "failure", "timeout", optional = true },
    reason   = name{ optional = true, doc = "result reason" },
    actor    = name{ optional = true, pii = true },
    actor_kind = one_of{ "user", "admin", "application", "sync", "microsoft", optional = true },
    target   = name{ optional = true, pii = true, doc = "what was changed" },
    property = name{ optional = true },
    old      = text{ optional = true },
    new      = text{ optional = true },
    agent    = one_of{ "none", "connect-sync", "cloud-sync", optional = true,
                       doc = "OnPremisesAgent of a password event: which agent wrote back" },
  },
  key = { "id" }, fresh_for = "30d", collector = "audit-log",
}

kind "service_health" {
  doc = "Health of a Microsoft service as Microsoft reports it",
  fields = {
    service = one_of{ "entra", "microsoft-365", "azure-service-bus", "azure", "mfa" },
    status  = one_of{ "ok", "degraded", "outage", "restored" },
    since   = time{ optional = true },
    issue   = text{ optional = true, doc = "issue ID" },
  },
  key = { "service" }, fresh_for = "15m", collector = "service-health",
}
