-- Applications: registered where, with which credentials and addresses, allowed what, and what they really send.

collector "app-read" {
  doc = "Read the application, its service principal, credentials and consent", minutes = 3, role = "app-admin",
  script = { pwsh = "collectors/app-read.ps1" },
}

collector "request-capture" {
  doc = "Copy the request from the address bar or a browser trace and decode it", minutes = 6, role = "user",
  script = { text = "collectors/request-capture.txt" },
}

kind "app_registration" {
  doc = "The application object",
  fields = {
    app_id    = name{},
    exists    = boolean{ doc = "in the tenant that owns it" },
    deleted   = boolean{ optional = true, doc = "is among the deleted applications (30 days)" },
    ours      = boolean{ optional = true, doc = "registered in our tenant; false: a vendor's or Microsoft's" },
    audience  = one_of{ "single", "multiple", "multiple-and-personal", "personal", optional = true, doc = "signInAudience" },
    public_client = boolean{ optional = true, doc = "'Allow public client flows'" },
    id_tokens = boolean{ optional = true, doc = "implicit grant of ID tokens" },
    access_tokens = boolean{ optional = true, doc = "implicit grant of access tokens" },
    token_version = integer{ 1, 2, optional = true },
    deactivated = boolean{ optional = true, doc = "isDisabled: its owner has deactivated it for all tenants" },
    modified  = time{ optional = true },
  },
  key = { "app_id" }, fresh_for = "4h", collector = "app-read",
}

kind "app_redirect_uri" {
  doc = "A redirect URI or reply URL that is registered",
  fields = {
    app_id   = name{},
    uri      = text{},
    platform = one_of{ "web", "spa", "native", "saml" },
  },
  key = { "app_id", "uri", "platform" }, fresh_for = "4h", collector = "app-read",
}

kind "app_credential" {
  doc = "A client secret or certificate of the application",
  fields = {
    app_id  = name{},
    key_id  = name{},
    type    = one_of{ "secret", "certificate", "federated" },
    starts  = time{ optional = true },
    expires = time{ optional = true },
    hint    = text{ optional = true, doc = "first characters of the secret" },
    thumbprint = name{ optional = true },
    in_use  = boolean{ optional = true, doc = "the one that the application sends" },
  },
  key = { "app_id", "key_id" }, fresh_for = "4h", collector = "app-read",
}

kind "service_principal" {
  doc = "The enterprise application: the application's instance in our tenant",
  fields = {
    app_id   = name{},
    exists   = boolean{},
    enabled  = boolean{ optional = true, doc = "'Enabled for users to sign in'" },
    disabled_by_microsoft = boolean{ optional = true },
    assignment_required = boolean{ optional = true },
    assigned = one_of{ "direct", "group", "nested-group", "none", optional = true, doc = "how the user is assigned" },
    created  = time{ optional = true },
    saml     = boolean{ optional = true, doc = "set up for SAML single sign-on" },
    names    = text{ optional = true, doc = "its identifiers (servicePrincipalNames), separated by blanks" },
    verified_publisher = boolean{ optional = true, doc = "a verified publisher stands behind it" },
    signing_certificate_expires = time{ optional = true },
    signing_certificate = one_of{ "active", "inactive", "none", optional = true,
                                  doc = "for its tokens; inactive: there is one, and none is active" },
    claims_policy   = boolean{ optional = true, doc = "a claims mapping policy applies" },
    encryption_certificate = one_of{ "usable", "expired", "missing", "off", optional = true,
                                     doc = "of SAML token encryption; missing: a key is named that isn't there" },
  },
  key = { "app_id" }, fresh_for = "4h", collector = "app-read",
}

kind "app_consent" {
  doc = "A permission that the application asks for, and who granted it",
  fields = {
    app_id   = name{},
    resource = name{ doc = "Microsoft Graph, or the ID of another resource" },
    scope    = name{ doc = "User.Read, …" },
    granted  = one_of{ "everybody", "user", "none" },
    listed   = boolean{ optional = true, doc = "among the application's configured permissions" },
    needs_admin = boolean{ optional = true },
  },
  key = { "app_id", "resource", "scope" }, fresh_for = "4h", collector = "app-read",
}

kind "consent_setting" {
  doc = "What users of the tenant may consent to",
  fields = {
    users    = one_of{ "none", "low-impact", "all", doc = "low-impact: verified publishers, selected permissions" },
    workflow = boolean{ optional = true, doc = "users can ask an administrator" },
    request  = one_of{ "waiting", "none", optional = true, doc = "a user's request for this application" },
  },
  key = {}, fresh_for = "1d", collector = "app-read",
}

kind "app_request" {
  doc = "What the application sent to the sign-in page or the token endpoint",
  fields = {
    endpoint     = one_of{ "authorize", "token", "saml", "wsfed", "logout", "device-code", optional = true },
    method       = one_of{ "get", "post", optional = true },
    tenant       = name{ optional = true, doc = "in the address: common, organizations, consumers, a domain or ID" },
    tenant_ours  = boolean{ optional = true, doc = "that tenant is ours: our ID, or one of our domains" },
    host         = name{ optional = true, doc = "of the sign-in address: login.microsoftonline.com, …" },
    tenant_found = one_of{ "here", "other-cloud", "nowhere", optional = true,
                           doc = "whether the discovery document of that tenant answers: at this host, at another cloud's" },
    version      = integer{ 1, 2, optional = true, doc = "of the endpoint" },
    app_id       = name{ optional = true },
    redirect_uri = text{ optional = true },
    scope        = text{ optional = true },
    resource     = name{ optional = true },
    response_type = name{ optional = true },
    prompt       = one_of{ "none", "login", "consent", "select_account", "absent", optional = true },
    grant_type   = name{ optional = true },
    has_credential = boolean{ optional = true, doc = "a secret or assertion is sent" },
    secret_is_guid = boolean{ optional = true, doc = "what is sent as secret looks like a secret's ID" },
    secret_hint  = text{ optional = true, doc = "first three characters of what is sent as secret" },
    has_verifier = boolean{ optional = true, doc = "code_verifier (PKCE) is sent" },
    body         = one_of{ "form", "json", "query", "none", optional = true,
                           doc = "where the token request has its parameters: form, JSON, address, nowhere" },
    grant_intact = boolean{ optional = true, doc = "the code or refresh token is sent exactly as it was received" },
    missing      = name{ optional = true, doc = "a parameter that isn't there" },
    length       = integer{ 0, optional = true, doc = "of the address, in characters" },
    from         = one_of{ "application", "bookmark", "mail-link", "other-site", optional = true },
    framed       = boolean{ optional = true, doc = "sent from a hidden frame" },
    callback_hits = integer{ 1, optional = true,
                             doc = "requests to the redirect URI with the same code, in the web server's log" },
  },
  key = {}, fresh_for = "1d", collector = "request-capture",
}

kind "saml_request" {
  doc = "The SAML message that an application sent, decoded",
  fields = {
    issuer       = text{ optional = true, doc = "Issuer: the application's entity ID" },
    reply_url    = text{ optional = true, doc = "AssertionConsumerServiceURL" },
    destination  = text{ optional = true },
    context      = name{ optional = true, doc = "RequestedAuthnContext, or none" },
    name_format  = name{ optional = true, doc = "NameIDPolicy format" },
    id_ok        = boolean{ optional = true, doc = "the ID doesn't begin with a digit" },
    binding      = one_of{ "redirect", "post", "none", optional = true,
                           doc = "how it is encoded; none: there is no SAMLRequest" },
    signature_at = one_of{ "address", "xml", "none", optional = true, doc = "where the signature sits" },
  },
  key = {}, fresh_for = "1d", collector = "request-capture",
}

kind "app_host" {
  doc = "The application's own side: servers, deployment, clock",
  fields = {
    nodes      = integer{ 1, optional = true, doc = "instances behind one address" },
    shared_state = boolean{ optional = true, doc = "they share sessions and keys" },
    behind_proxy = boolean{ optional = true, doc = "TLS ends at a proxy or load balancer" },
    deployed   = time{ optional = true, doc = "last deployment or change of configuration" },
    clock_off  = number{ optional = true, unit = "s" },
    caches_tokens = boolean{ optional = true },
    runs       = one_of{ "server", "browser", "device", optional = true,
    doc = "where the code runs that asks for tokens" },
    library    = one_of{ "msal", "adal", "other", "own", optional = true },
    maker      = one_of{ "us", "vendor", "microsoft", optional = true, doc = "who made the program that asks" },
  },
  key = {}, fresh_for = "7d", collector = "ask-the-developer",
}

collector "ask-the-developer" {
  doc = "Ask the application's developer or owner", minutes = 10, role = "developer",
  script = { text = "collectors/ask-the-developer.txt" },
}

kind "redirect_comparison" {
  doc = "How the redirect URI of the request differs from a registered one, from the error text or the request",
  fields = {
    requested  = text{},
    registered = text{},
    platform   = one_of{ "web", "spa", "native", "saml" },
    difference = one_of{ "none", "other-app", "slash", "case", "query", "scheme", "port", "path", "host", "everything",
                         doc = "what keeps the two apart; other-app: the same address, at another application ID" },
  },
}

collector "token-decode" {
  doc = "Decode the token or assertion that the application sends", minutes = 5, role = "developer",
  script = { pwsh = "collectors/token-decode.ps1" },
}

kind "app_token" {
  doc = "The token or assertion that the application sent or passed on, decoded",
  fields = {
    use         = one_of{ "own-certificate", "federated", "on-behalf-of", optional = true,
                          doc = "signed by the application itself; another provider's token; a user's token to exchange" },
    type        = one_of{ "access", "id", "application", "refresh", "other", optional = true,
                          doc = "application: an access token without a user; refresh: can't be decoded" },
    alg         = name{ optional = true, doc = "in its header: PS256, RS256, ..." },
    thumbprint  = name{ optional = true, doc = "of the signing key, SHA-1 in hexadecimal, as in the portal" },
    own_key     = boolean{ optional = true, doc = "signed with a key of the application, not one of the common list" },
    audience    = text{ optional = true, doc = "aud" },
    audience_ok = boolean{ optional = true, doc = "aud is the application that sends the request" },
    version     = integer{ 1, 2, optional = true, doc = "ver" },
    version_ok  = boolean{ optional = true, doc = "the same version as the endpoint it's sent to" },
    issued      = time{ optional = true, doc = "nbf or iat" },
    expires     = time{ optional = true, doc = "exp" },
    expired     = boolean{ optional = true, doc = "at the time of the failed request" },
    has_user    = boolean{ optional = true, doc = "there is a user in it: scp or upn; false: roles, or idtyp app" },
    reused      = boolean{ optional = true, doc = "the same assertion was sent before" },
  },
  key = {}, fresh_for = "1d", collector = "token-decode",
}
