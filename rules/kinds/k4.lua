-- Certificate-based authentication: the user's certificate against the authorities that the tenant trusts.

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
  },
  key = { "user" }, fresh_for = "4h", collector = "certificate-check",
}
