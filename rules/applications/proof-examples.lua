-- JWTs, keys and certificates that an application or a user proves itself with. Codes that few desks meet.

local APP = "11111111-2222-3333-4444-555555555555"
local GRAPH = "https://graph.microsoft.com"

example "an API exchanges the caller's token for Graph" {
  code   = 50027,
  given  = { app_token{ use = "on-behalf-of", audience = GRAPH, has_user = true, alg = "RS256" },
             app_request{ endpoint = "token", grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer" } },
  expect = { top = "wrong-token-exchanged", at_least = 85 },
}

example "nothing but the sentence of 50027" {
  code   = 50027,
  given  = { error_text{ code = 50027, text = "JWT token is invalid or malformed." } },
  expect = { top = "wrong-token-exchanged", at_least = 44 },
}

example "hand-made assertion without sub" {
  code   = 50027,
  given  = { app_token{ use = "own-certificate", alg = "RS256" }, app_host{ library = "own", clock_off = 0 },
             ticket{ worked_before = false } },
  expect = { top = "assertion-malformed", at_least = 75 },
}

example "an address with a brace in its host" {
  code   = 50029,
  given  = { app_request{ endpoint = "authorize", redirect_uri = "https://{tenant}.contoso.com/cb" } },
  expect = { top = "domain-in-uri-invalid", at_least = 90 },
}

example "a certificate of 2012 with 1024 bits" {
  code   = 50032,
  given  = { app_token{ use = "own-certificate", alg = "RS256" } },
  expect = { top = "weak-rsa-key", at_least = 90 },
}

example "an identity product sends its own name as issuer" {
  code   = 50048,
  given  = { app_token{ use = "own-certificate", alg = "RS256" }, app_host{ library = "other" } },
  expect = { top = "assertion-malformed", at_least = 90 },
}

example "claims were mapped, and the application never agreed" {
  code   = 50146,
  given  = { ticket{ worked_before = false }, service_principal{ app_id = APP, exists = true, claims_policy = true, signing_certificate = "none" } },
  expect = { top = "claims-mapping-not-accepted", at_least = 85,
             outcomes = { ["signing key of the enterprise application"] = "none" } },
}

example "mapped claims worked for three years to the day" {
  code   = 50146,
  now    = "2026-11-23T12:00:00Z",
  given  = { ticket{ worked_before = true }, app_host{ deployed = "2026-05-01T09:00:00Z" },
             service_principal{ app_id = APP, exists = true, signing_certificate = "active",
                                signing_certificate_expires = "2026-11-22T20:00:00Z" } },
  expect = { top = "app-signing-key-expired", at_least = 90,
             outcomes = { ["signing key of the enterprise application"] = "expired" } },
}

example "the application ID URI has a made-up host" {
  code   = 501461,
  given  = { app_request{ endpoint = "authorize", scope = "https://portal.internal/access" } },
  expect = { top = "app-id-uri-foreign-domain", at_least = 90 },
}

example "the vendor wants tokens encrypted with an old algorithm" {
  code   = 50165,
  given  = { service_principal{ app_id = APP, exists = true, saml = true }, user_scope{ affected = "all" } },
  expect = { top = "token-encryption-unsupported", at_least = 90 },
}

example "a PoP sample encodes its key twice" {
  code   = 50167,
  given  = { app_host{ library = "own" } },
  expect = { top = "pop-key-malformed", at_least = 90 },
}

example "the API takes tokens bound to a certificate only" {
  code   = 50171,
  given  = { app_request{ endpoint = "token", grant_type = "client_credentials" } },
  expect = { top = "mtls-audience-without-certificate", at_least = 90 },
}

example "the whole plant fails, and by hotspot the card works" {
  code   = 50192,
  given  = { user_scope{ affected = "many", shared = "site" }, tried{ test = "other-network", result = "works" } },
  expect = { top = "proxy-strips-client-certificate", at_least = 95 },
}

example "somebody closed the list of certificates" {
  code   = 50192,
  given  = { user_scope{ affected = "one" }, tried{ test = "private-window", result = "works" } },
  expect = { top = "no-client-certificate-chosen", at_least = 90 },
}

example "the profile card offers to connect" {
  code   = 52004,
  given  = { user_scope{ affected = "one" } },
  expect = { top = "linkedin-not-connected", at_least = 75 },
}

example "the tenant has LinkedIn off" {
  code   = 52004,
  given  = { user_scope{ affected = "all" } },
  expect = { top = "linkedin-connections-off", at_least = 50 },
}

example "the wrong one of two certificates was picked" {
  code   = 700030,
  given  = { app_credential{ app_id = APP, key_id = "k1", type = "certificate", thumbprint = "AA11",
                             expires = "2036-05-01T00:00:00Z" },
             complete.app_credential{}, app_token{ use = "own-certificate", alg = "RS256", thumbprint = "BB22" } },
  expect = { top = "certificate-not-registered", at_least = 50 },
}

example "DefaultAzureCredential fell back to the developer's login" {
  code   = 700229,
  given  = { app_token{ use = "federated", has_user = true } },
  expect = { top = "federated-with-user-token", at_least = 90 },
}

example "the front end's Graph token went to the API" {
  code   = 900384,
  given  = { app_token{ use = "on-behalf-of", audience = GRAPH, has_user = true } },
  expect = { top = "wrong-token-exchanged", at_least = 85 },
}

example "the assertion is signed with the old private key" {
  code   = 900384,
  given  = { app_token{ use = "own-certificate", alg = "RS256" }, app_host{ library = "own" } },
  expect = { top = "assertion-badly-signed", at_least = 80 },
}

example "the key is valid, and the number stays" {
  code   = 50146,
  now    = "2026-11-23T12:00:00Z",
  given  = { service_principal{ app_id = APP, exists = true, signing_certificate = "active",
                                signing_certificate_expires = "2029-11-22T20:00:00Z" } },
  expect = { top = "other", outcomes = { ["signing key of the enterprise application"] = "valid" } },
}

local function signed(print) return app_token{ use = "own-certificate", alg = "RS256", thumbprint = print } end
local function key(app, print)
  return app_credential{ app_id = app, key_id = print .. app, type = "certificate", thumbprint = print,
                         expires = "2036-05-01T00:00:00Z" }
end
local OTHER = "99999999-2222-3333-4444-555555555555"
local NOT_FOUND = "AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on "
                  .. "application. [Reason - The key was not found., Thumbprint of key used by client: 'AA11BB', Please "
                  .. "visit the Azure Portal to verify it for App ID '" .. APP .. "']"

example "uploaded at the front end, used by the API" {
  text   = NOT_FOUND,
  given  = { error_text{ code = 700027, app_id = APP, text = NOT_FOUND }, signed "AA11BB", key(OTHER, "AA11BB"),
             complete.app_credential{ app_id = APP }, ticket{ worked_before = false } },
  expect = { top = "certificate-of-another-app", at_least = 70,
             outcomes = { ["where the certificate is registered"] = "at another one",
                          ["verdict on the signing key"] = "unknown key" } },
}

example "50012, the test certificate in production" {
  code   = 50012,
  given  = { error_text{ code = 50012, app_id = APP, text = "The key was not found." }, signed "AA11BB",
             key(OTHER, "AA11BB") },
  expect = { top = "certificate-of-another-app", at_least = 50 },
}

example "the certificate is where it belongs, and the signature isn't" {
  code   = 700027,
  given  = { error_text{ code = 700027, app_id = APP,
                         text = "Key was found, but use of the key to verify the signature failed." },
             signed "AA11BB", key(APP, "AA11BB") },
  expect = { top = "assertion-badly-signed", at_least = 85,
             outcomes = { ["where the certificate is registered"] = "at this one" } },
}
