-- One account, seen from Microsoft Entra ID, from Active Directory, and from the synchronisation between them.

collector "entra-user" {
  doc = "Read the user in Microsoft Entra ID", minutes = 2, role = "helpdesk",
  script = { pwsh = "collectors/entra-user.ps1" },
}

collector "sign-in-methods" {
  doc = "Read what the user has registered: authentication methods, password reset", minutes = 2, role = "authentication-admin",
  script = { pwsh = "collectors/sign-in-methods.ps1" },
}

collector "ad-user" {
  doc = "Read the account in Active Directory", minutes = 3, role = "helpdesk",
  script = { pwsh = "collectors/ad-user.ps1" },
}

collector "ad-policy" {
  doc = "Read the password policy that applies to the account", minutes = 3, role = "helpdesk",
  script = { pwsh = "collectors/ad-policy.ps1" },
}

collector "sync-object" {
  doc = "Trace the account through Microsoft Entra Connect", minutes = 8, role = "hybrid-admin",
  script = { pwsh = "collectors/sync-object.ps1" },
}

kind "user_account" {
  doc = "The user object in Microsoft Entra ID",
  fields = {
    user       = name{ pii = true, doc = "user principal name, or what was typed" },
    exists     = boolean{ doc = "found under exactly this name" },
    deleted    = boolean{ optional = true, doc = "is among the deleted users (30 days)" },
    similar    = name{ optional = true, pii = true, doc = "an existing name one typing error away, or none" },
    enabled    = boolean{ optional = true },
    licensed   = boolean{ optional = true, doc = "has Microsoft Entra ID P1 or a plan that contains it" },
    type       = one_of{ "member", "guest", optional = true },
    synced     = boolean{ optional = true, doc = "comes from Active Directory" },
    last_sync  = time{ optional = true },
    created    = time{ optional = true },
    password_changed = time{ optional = true, doc = "last change as Microsoft Entra ID knows it" },
    password_expires = boolean{ optional = true, doc = "false: DisablePasswordExpiration" },
    must_change = boolean{ optional = true, doc = "must change at next sign-in" },
    sessions_revoked = time{ optional = true, doc = "signInSessionsValidFromDateTime" },
    sign_in_type = one_of{ "managed", "federated", optional = true, doc = "of the user's domain" },
    on_prem_name = name{ optional = true, pii = true, doc = "user principal name in Active Directory" },
    renamed    = time{ optional = true, doc = "last change of the user principal name" },
    risk       = one_of{ "none", "low", "medium", "high", "confirmed", optional = true },
    other_tenant = boolean{ optional = true, doc = "the account belongs to another tenant" },
    invitation   = one_of{ "accepted", "pending", "none", optional = true, doc = "of a guest" },
    home_created = time{ optional = true, doc = "of a guest: when the account at home was created, by the partner's word" },
    identity_provider = name{ optional = true, doc = "where a guest signs in, as the user object has it: ExternalAzureAD, MicrosoftAccount, mail, …" },
    immutable_id = text{ optional = true, doc = "onPremisesImmutableId: the source anchor, or none" },
    age_group  = one_of{ "minor", "not-adult", "adult", "none", optional = true, doc = "ageGroup" },
    minor_consent = one_of{ "granted", "denied", "not-required", "none", optional = true,
                            doc = "consentProvidedForMinor" },
  },
  key = { "user" }, fresh_for = "2h", collector = "entra-user",
}

kind "sign_in_methods" {
  doc = "What the user has registered for multifactor authentication and password reset",
  fields = {
    user       = name{ optional = true, pii = true, doc = "left out: the user of the case" },
    registered = boolean{ optional = true, doc = "something that satisfies multifactor authentication" },
    default    = one_of{ "push", "code", "sms", "call", "passkey", "hello", "certificate", "none", optional = true },
    authenticator = boolean{ optional = true, doc = "Microsoft Authenticator" },
    code_app   = boolean{ optional = true, doc = "a code from an application or hardware token" },
    phone      = boolean{ optional = true },
    passkey    = boolean{ optional = true, doc = "FIDO2 security key or passkey" },
    hello      = boolean{ optional = true, doc = "Windows Hello for Business" },
    certificate = boolean{ optional = true },
    temporary_pass = one_of{ "none", "usable", "expired", optional = true },
    newest     = time{ optional = true, doc = "when the newest method was added" },
    per_user   = one_of{ "disabled", "enabled", "enforced", optional = true, doc = "per-user multifactor authentication" },
    reset_enabled    = boolean{ optional = true, doc = "in scope of self-service password reset" },
    reset_registered = boolean{ optional = true, doc = "registered for self-service password reset" },
  },
  key = { "user" }, fresh_for = "4h", collector = "sign-in-methods",
}

kind "ad_account" {
  doc = "The account in Active Directory",
  fields = {
    user       = name{ pii = true, doc = "user principal name" },
    exists     = boolean{},
    enabled    = boolean{ optional = true },
    locked     = boolean{ optional = true },
    locked_at  = time{ optional = true },
    lockout_source = name{ optional = true, doc = "caller computer of event 4740" },
    expires    = time{ optional = true, doc = "account expiry" },
    expired    = boolean{ optional = true, doc = "the account itself has expired" },
    password_set = time{ optional = true },
    password_expired = boolean{ optional = true },
    must_change = boolean{ optional = true, doc = "must change at next logon" },
    cannot_change_password = boolean{ optional = true, doc = "the flag 'User cannot change password'" },
    admin_count = integer{ 0, optional = true },
    protected_group = boolean{ optional = true, doc = "member, directly or nested, of a group that AdminSDHolder protects" },
    inheritance = boolean{ optional = true, doc = "permissions are inherited from the parent" },
    logon_hours = one_of{ "unlimited", "allowed-now", "denied-now", optional = true },
    logon_workstations = boolean{ optional = true, doc = "'Log On To' names some computers" },
    agent_listed = boolean{ optional = true, doc = "the agent's server is among those computers" },
    domain     = name{ optional = true },
    ou         = name{ optional = true },
  },
  key = { "user" }, fresh_for = "1h", collector = "ad-user",
}

kind "ad_password_policy" {
  doc = "The password policy that applies to the account in Active Directory",
  fields = {
    source       = one_of{ "domain", "fine-grained" },
    min_age      = duration{ optional = true },
    max_age      = duration{ optional = true },
    history      = integer{ 0, optional = true, doc = "passwords remembered" },
    min_length   = integer{ 0, optional = true },
    complexity   = boolean{ optional = true },
    lockout_threshold = integer{ 0, optional = true, doc = "0: never locks" },
    lockout_duration  = duration{ optional = true },
    filter       = one_of{ "none", "entra-password-protection", "other", optional = true,
                           doc = "password filter on the domain controllers" },
  },
  key = {}, fresh_for = "7d", collector = "ad-policy",
}

kind "sync_object" {
  doc = "The account on its way through Microsoft Entra Connect, and its password hash",
  fields = {
    user        = name{ pii = true },
    in_scope    = boolean{ optional = true, doc = "its OU and filters let it through" },
    connected   = boolean{ optional = true, doc = "joined to a metaverse object" },
    export_error = text{ optional = true, doc = "the error of its last export, or none" },
    duplicate_anchor = boolean{ optional = true, doc = "the same source anchor in two forests" },
    other_server = boolean{ optional = true, doc = "another sync server owns the object" },
    last_export = time{ optional = true },
    hash_sync   = one_of{ "success", "failure", "none", "filtered", optional = true,
                          doc = "last synchronisation of its password hash; filtered: excluded from it" },
    hash_sync_at = time{ optional = true, doc = "event 657" },
  },
  key = { "user" }, fresh_for = "2h", collector = "sync-object",
}

