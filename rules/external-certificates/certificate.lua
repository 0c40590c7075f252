-- The user's certificate, its chain, its list.

local function c(fields) return some.certificate_check(fields) end

evidence "authority of the certificate" {
  about = "whether the certificate's chain is in the tenant's trust store",
  { "missing",    when = c{ issuer_listed = false }, say = "an authority of the chain isn't in the trust store" },
  { "expired",    when = all_of{ c{ authority_expired = true }, unless(c{ issuer_listed = false }) },
                  say = "an authority of the chain has expired" },
  { "other key",  when = all_of{ c{ issuer_listed = true, keys_match = false }, unless(c{ authority_expired = true }) },
                  say = "the authority is listed under its name, with another key" },
  { "policies differ", when = all_of{ c{ policies_match = false }, unless(any_of{ c{ issuer_listed = false },
                                      c{ keys_match = false }, c{ authority_expired = true } }) },
                  say = "policy identifiers differ along the chain" },
  { "in order",   when = all_of{ c{ issuer_listed = true, keys_match = true },
                                 unless(any_of{ c{ policies_match = false }, c{ authority_expired = true } }) },
                  say = "the chain is in the trust store, with the right keys" },
  seen = {
    ["issuing-ca-not-uploaded"]     = { 96, 1, 1, 0.5, 1 },
    ["ca-certificate-expired"]      = { 1, 97, 0.5, 0.5, 0.5 },
    ["key-identifiers-differ"]      = { 4, 1, 93, 0.5, 1 },
    ["certificate-policies-differ"] = { 1, 0.5, 1, 95, 2 },
    ["wrong-certificate-chosen"]    = { 24, 2, 2, 2, 69 },
    ["crl-not-downloadable"]        = { 1, 1, 1, 1, 95 },
    other                           = { 4, 2, 2, 3, 88 },
  },
}

local function list(word) return c{ crl = word } end
evidence "revocation list from the internet" {
  about = "whether the authority's revocation list can be fetched from the internet, and is good",
  { "unreachable",        when = list("unreachable"), say = "the revocation list can't be fetched from the internet" },
  { "expired",            when = list("expired"), say = "the published revocation list is past its next update" },
  { "too large",          when = list("too-large"), say = "the revocation list is larger or slower than allowed" },
  { "unsuitable address", when = list("unsuitable-address"), say = "the list's address isn't HTTP on the internet" },
  { "required and not set", when = c{ crl = "none", crl_required = true },
                          say = "the policy demands a revocation list, and the authority has no address for one" },
  { "good",               when = any_of{ list("fetched"), c{ crl = "none", crl_required = is_not(true) } }, say = "the revocation list is no obstacle" },
  seen = {
    ["crl-not-downloadable"]   = { 94, 1, 1, 1, 0.5, 2 },
    ["crl-expired"]            = { 2, 96, 0.5, 0.5, 0.5, 0.5 },
    ["crl-too-large"]          = { 3, 1, 92, 0.5, 0.5, 3 },
    ["crl-address-unsuitable"] = { 6, 0.5, 0.5, 92, 0.5, 0.5 },
    ["crl-required-and-not-set"] = { 0.5, 0.5, 0.5, 0.5, 97, 0.5 },
    other                      = { 3, 2, 1, 1, 1, 91 },
  },
}

evidence "certificates to choose from" {
  about = "whether the user could have picked a wrong certificate",
  { "several", when = c{ candidates = at_least(2):as(V.n) }, say = "the picker offers {n} certificates" },
  { "one",     when = c{ candidates = one_of{ 0, 1 } }, say = "there's only one certificate to pick" },
  seen = { ["wrong-certificate-chosen"] = { 98, 1 }, other = { 36, 62 } },
}

evidence "name in the certificate" {
  about = "whether the certificate names the user as Microsoft Entra ID does",
  { "missing", when = c{ named = false }, say = "the certificate doesn't hold the user's sign-in name" },
  { "there",   when = c{ named = true }, say = "the certificate holds the user's sign-in name" },
  seen = { ["certificate-lacks-name"] = { 96, 3 }, ["wrong-certificate-chosen"] = { 46, 52 },
           ["certificate-rules-wrong"] = { 6, 93 }, other = { 8, 90 } },
}

-- One user, one site, one domain, one organizational unit, a few, many.
seen "who is hit" {
  ["crl-required-and-not-set"]    = { 12, 2, 6, 2, 18, 58 },
  ["key-identifiers-differ"]      = { 22, 2, 3, 2, 42, 27 },   -- those whose cards are of the renewed key
  ["certificate-policies-differ"] = { 20, 2, 3, 2, 32, 38 },
  ["certificate-lacks-name"]      = { 30, 2, 2, 2, 36, 26 },
}
