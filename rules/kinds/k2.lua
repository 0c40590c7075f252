-- Derived: one requested redirect URI against one that is registered.

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
