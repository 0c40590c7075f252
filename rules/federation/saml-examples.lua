-- 50006, 50169, 51004, 7500514, 75003 to 76026, 90107, 900236: messages that an application builds.

local NOW = "2026-11-23T12:00:00Z"
local ANNA = "anna@contoso.com"
local function works(test) return tried{ test = test, result = "works" } end
local function fails(test) return tried{ test = test, result = "same-error" } end
local function hit(whom, shared) return user_scope{ affected = whom, shared = shared or "application" } end
local function says(code, text) return error_text{ code = code, text = text } end
local function saml(method) return app_request{ endpoint = "saml", method = method, from = "application" } end

example "one signed request in five loses its plus signs" {
  code   = 50006,
  given  = { hit("many"), works "again-after-two-minutes", works "other-application" },
  expect = { top = "saml-encoding-broken", at_least = 70, first_step = "correct-saml-encoding" },
}

example "the test farm's web.config went live with the test tenant" {
  code   = 50169,
  given  = { app_request{ endpoint = "wsfed", tenant_ours = false }, hit("all"), works "other-application" },
  expect = { top = "wrong-tenant", at_least = 80,
             outcomes = { ["tenant in the request"] = "another's" } },
}

example "our tenant, and a realm with http instead of https" {
  code   = 50169,
  given  = { app_request{ endpoint = "wsfed", tenant_ours = true }, hit("all") },
  expect = { top = "wsfed-realm-unknown", at_least = 90, outcomes = { ["tenant in the request"] = "ours" } },
}

example "the supplier's portal sends our users to the supplier's directory" {
  code   = 51004,
  given  = { error_text{ code = 51004, user = ANNA }, app_request{ tenant_ours = false },
             user_account{ user = ANNA, exists = true, synced = true, sign_in_type = "managed" },
             works "other-application" },
  expect = { top = "wrong-tenant", at_least = 85 },
}

example "a partner's address that nobody invited" {
  code   = 51004,
  given  = { error_text{ code = 51004, user = "kim@fabrikam.com" },
             user_account{ user = "kim@fabrikam.com", exists = false, other_tenant = true, similar = "none" },
             works "other-user" },
  expect = { top = "guest-not-invited", at_least = 85, first_step = "invite-guest" },
}

example "the federated account was deleted in the clean-up" {
  code   = 51004,
  given  = { error_text{ code = 51004, user = "4ZtVnLfa9UfSXjKe/32NLQ==" },
             user_account{ user = ANNA, exists = false, deleted = true, similar = "none" }, works "other-user" },
  expect = { top = "deleted-user", at_least = 70, first_step = "restore-deleted-user",
             outcomes = { ["what the tenant knows of the name"] = "deleted" } },
}

example "ProtocolBinding HTTP-Redirect since the update" {
  code   = 75003,
  now    = NOW,
  given  = { hit("all"), app_host{ deployed = "2026-11-22T20:00:00Z" }, works "other-application" },
  expect = { top = "saml-response-binding-asked", at_least = 90, first_step = "ask-for-post-answer" },
}

example "zlib header in front of the deflated request" {
  code   = 75005,
  given  = { says(75005, "AADSTS75005: The request is not a valid Saml2 protocol message. It cannot be deflated."),
             saml "get", saml_request{ binding = "redirect" } },
  expect = { top = "saml-encoding-broken", at_least = 75, first_step = "correct-saml-encoding" },
}

example "deflated, and sent in a form" {
  code   = 75005,
  given  = { saml "post", saml_request{ binding = "redirect" }, hit("all") },
  expect = { top = "saml-wrong-binding", at_least = 60, first_step = "use-redirect-binding",
             outcomes = { ["way of the SAML message"] = "mixed up" } },
}

example "a load balancer turns the POST into a GET" {
  code   = 750054,
  given  = { saml "get", saml_request{ binding = "post" }, fails "application-start-page" },
  expect = { top = "saml-wrong-binding", at_least = 70, first_step = "use-redirect-binding" },
}

example "the portal's password default meets a passkey" {
  code   = 75011,
  given  = { saml_request{ context = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport" },
             hit("few"), works "private-window" },
  expect = { top = "password-context-demanded", at_least = 85, first_step = "drop-authn-context",
             outcomes = { ["method that the application demands"] = "a password" } },
}

example "it fails in the office and works at home" {
  code   = 75011,
  given  = { saml_request{ context = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport" },
             works "other-network", hit("many", "site") },
  expect = { top = "windows-context-met", at_least = 75 },
}

example "a trading desk's application wants the smartcard of the day" {
  code   = 75011,
  given  = { saml_request{ context = "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI" }, fails "private-window" },
  expect = { top = "stronger-context-demanded", at_least = 75, first_step = "sign-in-with-demanded-method",
             outcomes = { ["method that the application demands"] = "a stronger one" } },
}

example "the tab was open overnight" {
  code   = 76026,
  given  = { hit("one"), works "again-after-two-minutes", works "application-start-page" },
  expect = { top = "stale-sign-in-request", at_least = 85, first_step = "restart-sign-in" },
}

example "local time written as UTC, one hour off for everybody" {
  code   = 76026,
  given  = { hit("all"), fails "again-after-two-minutes", fails "application-start-page", app_host{ clock_off = -3600 } },
  expect = { top = "saml-sender-clock-off", at_least = 85, first_step = "sync-sender-clock" },
}

example "only the tile, which leads to a page that was saved with its request" {
  code   = 76026,
  given  = { hit("all"), fails "again-after-two-minutes", works "application-start-page",
             app_request{ endpoint = "saml", from = "other-site" }, app_host{ clock_off = 1 } },
  expect = { top = "sign-on-url-for-idp-only-app", at_least = 60, first_step = "clear-sign-on-url" },
}

local function property(name)
  return says(900236, "The SAML authentication request property '" .. name .. "' is not supported and must not be set.")
end
example "whoever types the address at the application first fails" {
  code   = 900236,
  given  = { property "Subject", hit("few"), works "other-user" },
  expect = { top = "saml-subject-sent", at_least = 90, first_step = "name-user-by-login-hint" },
}
example "a university's proxy adds ProxyCount" {
  code   = 900236,
  given  = { property "Scoping/ProxyCount", hit("all") },
  expect = { top = "saml-scoping-sent", at_least = 90, first_step = "drop-scoping" },
}
example "SPNameQualifier is ticked in the library's settings" {
  code   = 900236,
  given  = { property "NameIdentifierPolicy/SPNameQualifier", hit("all") },
  expect = { top = "saml-qualifier-sent", at_least = 60, first_step = "drop-saml-property" },
}

example "the service account's new password has an ampersand" {
  code   = 90107,
  given  = { hit("one"), works "other-user", ticket{ worked_before = true }, app_host{ library = "own" } },
  expect = { top = "xml-value-unescaped", at_least = 75, first_step = "escape-xml-values",
             outcomes = { ["another user at the same place"] = "gets in" } },
}

example "a home-made SOAP envelope that no account gets through" {
  code   = 90107,
  given  = { hit("all"), fails "other-user", ticket{ worked_before = false }, app_host{ library = "own" } },
  expect = { top = "request-built-by-hand", at_least = 65, first_step = "replace-by-library",
             outcomes = { ["another user at the same place"] = "fails" } },
}
