-- Domains that sign in elsewhere: what Microsoft Entra ID expects, and what the identity provider has.

collector "federation-read" {
  doc = "Read the domain's federation settings in Microsoft Entra ID", minutes = 3, role = "hybrid-admin",
  script = { pwsh = "collectors/federation-read.ps1" },
}

collector "idp-read" {
  doc = "Read certificates, claims and events at the identity provider", minutes = 8, role = "idp-admin",
  script = { pwsh = "collectors/idp-read.ps1" },
}

kind "domain_federation" {
  doc = "A domain as Microsoft Entra ID has it",
  fields = {
    domain   = name{},
    exists   = boolean{ doc = "added to this tenant" },
    verified = boolean{ optional = true },
    type     = one_of{ "managed", "federated", optional = true },
    issuer   = text{ optional = true, doc = "issuerUri" },
    thumbprint = name{ optional = true, doc = "of the signing certificate" },
    next_thumbprint = name{ optional = true },
    certificate_expires = time{ optional = true },
    mfa      = one_of{ "accept", "enforce", "reject", optional = true, doc = "federatedIdpMfaBehavior" },
    changed  = time{ optional = true },
  },
  key = { "domain" }, fresh_for = "1d", collector = "federation-read",
}

kind "idp_certificate" {
  doc = "A certificate at the identity provider",
  fields = {
    use        = one_of{ "token-signing", "token-decrypting", "service" },
    thumbprint = name{},
    expires    = time{ optional = true },
    primary    = boolean{ optional = true },
    since      = time{ optional = true, doc = "primary since" },
  },
  key = { "use", "thumbprint" }, fresh_for = "1d", collector = "idp-read",
}

kind "idp_token" {
  doc = "The token that the identity provider sent, decoded",
  fields = {
    issuer     = text{ optional = true },
    name_id    = text{ optional = true, doc = "NameID or ImmutableID, or none" },
    user       = name{ optional = true, pii = true, doc = "the UPN or mail claim, or none" },
    mfa_claim  = boolean{ optional = true, doc = "says that multifactor authentication was done" },
    audience   = text{ optional = true },
    clock_off  = number{ optional = true, unit = "s", doc = "NotBefore against the time of the sign-in" },
    signed_by  = name{ optional = true, doc = "thumbprint" },
    signed     = one_of{ "assertion", "envelope", "nothing", optional = true,
                         doc = "what the signature covers; envelope: the response around the assertion alone" },
  },
  key = {}, fresh_for = "1d", collector = "idp-read",
}

collector "certificate-check" {
  doc = "Compare the user's certificate (certutil -dump) with the tenant's certificate authorities and fetch the list",
  minutes = 10, role = "authentication-policy-admin",
}

kind "certificate_check" {
  doc = "A user's certificate, its chain in the tenant's trust store, and the revocation list",
  fields = {
    user           = name{ pii = true },
    candidates     = integer{ 0, optional = true, doc = "client certificates that the picker offers" },
    issuer_listed  = boolean{ optional = true, doc = "every authority of the chain is in the trust store, by name" },
    keys_match     = boolean{ optional = true,
              doc = "its Authority Key Identifier is a listed authority's Subject Key Identifier" },
    policies_match = boolean{ optional = true, doc = "policy identifiers are consistent along the chain" },
    authority_expired = boolean{ optional = true, doc = "an authority of the chain has expired" },
    named          = boolean{ optional = true, doc = "the subject alternative name holds the user's sign-in name" },
    crl            = one_of{ "fetched", "unreachable", "expired", "too-large", "unsuitable-address", "none",
                             optional = true,
                             doc = "the list at the listed address, fetched from the internet; none: no address set" },
    crl_required   = boolean{ optional = true, doc = "the policy has 'Require CRL validation', without this authority exempted" },
  },
  key = { "user" }, fresh_for = "4h", collector = "certificate-check",
}

kind "partner_federation" {
  doc = "A SAML or WS-Fed identity provider for guests, as Microsoft Entra ID has it",
  fields = {
    domain     = name{ doc = "a domain for which it was entered" },
    issuer     = text{ optional = true, doc = "issuer URI" },
    thumbprint = name{ optional = true, doc = "of the registered signing certificate" },
    certificate_expires = time{ optional = true },
    metadata   = boolean{ optional = true, doc = "a metadata address is stored, for renewal" },
    domainless = boolean{ optional = true, doc = "the mail domain isn't checked" },
    ours       = boolean{ optional = true, doc = "the provider is the one of our own tenant or domain" },
  },
  key = { "domain" }, fresh_for = "1d", collector = "federation-read",
}

-- Derived.
kind "issuer_relation" {
  doc = "The issuer of a token against one that is entered",
  fields = {
    sent     = text{},
    entered  = text{},
    relation = one_of{ "equal", "subdomain", "domain-differs", "partner-differs" },
  },
}

kind "guest_mail" {
  doc = "The mail address that a guest's provider sent is of a domain that is listed for it",
  fields = { mail = name{ pii = true }, listed = boolean{} },
}

kind "token_issuer" {
  doc = "The issuer of the provider's token, decoded or quoted by the message",
  fields = { issuer = text{} },
}

kind "anchor_relation" {
  doc = "The immutable ID in the provider's token, decoded or quoted by the message, against the user's",
  fields = { sent = text{ doc = "in the token or message" }, relation = one_of{ "equal", "different" } },
}

kind "answered_by" {
  doc = "Whether the application in the failing row is another one than the one that was looked at",
  fields = { other = boolean{} },
}
