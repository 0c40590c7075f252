-- What is allowed: Conditional Access, named locations, and between tenants.

collector "policy-read" {
  doc = "Read Conditional Access policies, named locations and cross-tenant settings", minutes = 4, role = "security-reader",
  script = { pwsh = "collectors/policy-read.ps1" },
}

kind "conditional_access_result" {
  doc = "What one policy did to one sign-in",
  fields = {
    request_id = name{ doc = "of the sign-in" },
    policy     = name{ doc = "its name or ID" },
    result     = one_of{ "success", "failure", "not-applied", "not-enabled", "report-only" },
    control    = one_of{ "block", "mfa", "compliant-device", "hybrid-device", "approved-app", "app-protection",
                         "password-change", "terms-of-use", "authentication-strength", "custom", "none", optional = true,
                         doc = "the grant control that wasn't met" },
    condition  = one_of{ "location", "platform", "client", "user-risk", "sign-in-risk", "device-filter", "flow", "none",
                         optional = true, doc = "the condition that made it apply" },
  },
  key = { "request_id", "policy" }, fresh_for = "30d", collector = "sign-in-log",
}

kind "conditional_access_policy" {
  doc = "A Conditional Access policy as it is now",
  fields = {
    policy       = name{ doc = "its name" },
    state        = one_of{ "on", "report-only", "off" },
    control      = one_of{ "block", "mfa", "compliant-device", "hybrid-device", "approved-app", "app-protection",
                           "password-change", "terms-of-use", "authentication-strength", "custom", "none", optional = true },
    condition    = one_of{ "location", "platform", "client", "user-risk", "sign-in-risk", "device-filter", "flow", "none",
                           optional = true, doc = "what it looks at beside users and resources" },
    targets_user = boolean{ optional = true, doc = "the user is in its scope, groups and roles counted" },
    targets_app  = boolean{ optional = true },
    sign_in_frequency = duration{ optional = true },
    modified     = time{ optional = true },
  },
  key = { "policy" }, fresh_for = "4h", collector = "policy-read",
}

kind "named_location" {
  doc = "A named location, and whether it covers the sign-in's address",
  fields = {
    location = name{},
    covers   = boolean{ doc = "the address of the failed sign-in is in it" },
    trusted  = boolean{ optional = true },
    by       = one_of{ "address", "country", "gps", optional = true },
    has_ipv6 = boolean{ optional = true, doc = "it lists IPv6 ranges" },
  },
  key = { "location" }, fresh_for = "1d", collector = "policy-read",
}

kind "tenant_boundary" {
  doc = "A setting between two tenants, or between a network and other tenants",
  fields = {
    layer   = one_of{ "restriction-header", "restriction-policy", "outbound", "inbound",
                      doc = "restriction-header: tenant restrictions v1 by a proxy; restriction-policy: v2 by proxy, Global Secure Access or device" },
    partner = name{ optional = true, doc = "the other tenant; left out: the default for all" },
    allowed = boolean{ optional = true, doc = "lets this user reach this application" },
    trusts_mfa       = boolean{ optional = true, doc = "inbound: accepts the other tenant's multifactor authentication" },
    trusts_compliant = boolean{ optional = true, doc = "inbound: accepts its compliant devices" },
    trusts_hybrid    = boolean{ optional = true, doc = "inbound: accepts its hybrid joined devices" },
    other_cloud      = boolean{ optional = true, doc = "the other tenant lives in another Microsoft cloud" },
    modified = time{ optional = true },
  },
  key = { "layer", "partner" }, fresh_for = "1d", collector = "policy-read",
}
