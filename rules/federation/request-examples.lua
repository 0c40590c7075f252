-- 50003, 75001 to 76026, 7500514, 900236: the application's own SAML messages.

local APP, OTHER = "0f0f0f0f-1111-4222-8333-444444444444", "1e1e1e1e-1111-4222-8333-555555555555"
local function sent(f) f.endpoint = f.endpoint or "saml"; return app_request(f) end
local function works(test) return tried{ test = test, result = "works" } end
local function fails(test) return tried{ test = test, result = "same-error" } end
local function app(f) f.app_id, f.exists, f.saml = APP, true, true; return service_principal(f) end
local METHODS = "AADSTS75011: Authentication method '%s' by which the user authenticated with the service "
                .. "doesn't match requested authentication method '%s'. Contact the Contoso SSO application owner."
local function methods(had, wanted) return string.format(METHODS, had, wanted) end
local LOGIN = "https://login.microsoftonline.com/0b0b0b0b-2222-4333-8444-666666666666/saml2"

example "made by a script, and nobody made a certificate" {
  code   = 50003,
  given  = { app{ signing_certificate = "none" }, ticket{ worked_before = false } },
  expect = { top = "app-signing-certificate-missing", at_least = 80, first_step = "create-signing-certificate",
             outcomes = { ["signing certificate of the enterprise application"] = "none active" } },
}

example "the certificate looks healthy" {
  code   = 50003,
  given  = { app{ signing_certificate = "active" },
             sign_in{ request_id = "r1", at = "2026-11-23T11:00:00Z", code = 50003, app_id = APP } },
  expect = { top = "app-signing-certificate-unusable", at_least = 70, first_step = "create-signing-certificate",
             outcomes = { ["application in the failing row"] = "this one",
                          ["signing certificate of the enterprise application"] = "active" } },
}

example "the row has another application" {
  code   = 50003,
  given  = { app{ signing_certificate = "active" },
             sign_in{ request_id = "r1", at = "2026-11-23T11:00:00Z", code = 50003, app_id = OTHER } },
  expect = { top = "request-hits-other-app", at_least = 70, first_step = "correct-entity-id",
             outcomes = { ["application in the failing row"] = "another" } },
}

example "deflate and form mixed up" {
  code   = 75001,
  given  = { saml_request{ binding = "redirect" }, sent{ method = "post" } },
  expect = { top = "saml-wrong-binding", at_least = 70, first_step = "use-redirect-binding",
             outcomes = { ["way of the SAML message"] = "mixed up" } },
}

example "RelayState named by the message" {
  code   = 75001,
  given  = { error_text{ code = 75001, text = "The RelayState cannot be validated." }, works "application-start-page" },
  expect = { top = "relay-state-broken", at_least = 75, first_step = "shorten-relay-state",
             outcomes = { ["what the message says of the SAML text"] = "RelayState" } },
}

example "not Base64" {
  code   = 75001,
  given  = { error_text{ code = 75001, text = "The message is not properly Base64 encoded." },
             saml_request{ binding = "redirect" }, sent{ method = "get" } },
  expect = { top = "saml-encoding-broken", at_least = 75, first_step = "correct-saml-encoding",
             outcomes = { ["what the message says of the SAML text"] = "encoding",
                          ["way of the SAML message"] = "by Redirect" } },
}

example "sign-out shows 75005" {
  code   = 75005,
  given  = { sent{ endpoint = "logout" } },
  expect = { top = "saml-logout-malformed", at_least = 75, first_step = "correct-saml-logout",
             outcomes = { ["signing in or signing out"] = "signing out" } },
}

example "an attribute is missing" {
  code   = 75005,
  given  = { error_text{ code = 75005, text = "A required attribute is missing." },
             saml_request{ binding = "post" }, sent{ method = "post" } },
  expect = { top = "saml-request-incomplete", at_least = 75, first_step = "correct-saml-request",
             outcomes = { ["what the message says of the SAML text"] = "a missing part",
                          ["way of the SAML message"] = "by POST", ["signing in or signing out"] = "signing in" } },
}

example "minimum instead of exact" {
  code   = 75005,
  given  = { error_text{ code = 75005, text = "The comparison must be exact." } },
  expect = { top = "saml-comparison-not-exact", at_least = 70, first_step = "drop-authn-context",
             outcomes = { ["what the message says of the SAML text"] = "comparison" } },
}

example "PingFederate and a script" {
  code   = 7500514,
  given  = { app_host{ library = "msal" } },
  expect = { top = "wstrust-token-type-unknown", at_least = 75, first_step = "set-office-token-type" },
}

example "own code announces the wrong grant" {
  code   = 7500514,
  given  = { app_host{ library = "own" } },
  expect = { top = "assertion-grant-differs", at_least = 60, first_step = "match-grant-to-assertion" },
}

example "a bare GUID" {
  text   = "AADSTS7500529: The value '6c1c178c-166d-4866-87be-4aaf5e482730' is not a valid SAML ID. "
           .. "The ID must not begin with a number.",
  expect = { top = "saml-id-begins-with-digit", at_least = 90, first_step = "prefix-saml-id",
             outcomes = { ["ID of the SAML request"] = "a digit first" } },
}

example "Base64 that begins with a letter" {
  text   = "AADSTS7500529: The value 'p0hxHdKbylFDd2/hzGyKUTiliWBzh72Pg==' is not a valid SAML ID. "
           .. "The ID must not begin with a number.",
  expect = { top = "saml-id-illegal-characters", at_least = 75,
             outcomes = { ["ID of the SAML request"] = "other characters" } },
}

example "the captured ID is fine" {
  code   = 7500529,
  given  = { saml_request{ id_ok = true } },
  expect = { outcomes = { ["ID of the SAML request"] = "in order" } },
}

example "a bookmark of the endpoint" {
  code   = 750054,
  given  = { saml_request{ binding = "none" }, sent{ from = "bookmark" }, works "application-start-page" },
  expect = { top = "saml-request-missing", at_least = 80, first_step = "start-from-application",
             outcomes = { ["way of the SAML message"] = "none" } },
}

example "only the tile, for everybody" {
  code   = 750054,
  given  = { saml_request{ binding = "none" }, sent{ from = "other-site" }, user_scope{ affected = "all" } },
  expect = { top = "sign-on-url-for-idp-only-app", at_least = 60, first_step = "clear-sign-on-url" },
}

example "the vendor's half isn't set up" {
  code   = 750054,
  given  = { saml_request{ binding = "none" }, sent{ from = "application" }, ticket{ worked_before = false },
             fails "application-start-page" },
  expect = { top = "saml-not-enabled-in-app", at_least = 60, first_step = "enable-saml-in-app" },
}

example "the address of the former provider" {
  code   = 75008,
  given  = { saml_request{ destination = "https://fs.contoso.com/adfs/ls/" } },
  expect = { top = "saml-destination-wrong", at_least = 70, first_step = "correct-saml-destination",
             outcomes = { ["destination of the SAML message"] = "another" } },
}

example "the logout field holds the wrong address" {
  code   = 75008,
  given  = { saml_request{ destination = LOGIN }, sent{ endpoint = "logout" } },
  expect = { top = "saml-logout-malformed", at_least = 60,
             outcomes = { ["destination of the SAML message"] = "Microsoft's" } },
}

example "Windows Hello against a library's default" {
  text   = methods("X509, MultiFactor, X509Device", "Password, ProtectedTransport"),
  given  = { works "private-window" },
  expect = { top = "password-context-demanded", at_least = 85, first_step = "drop-authn-context",
             outcomes = { ["method that the user had used"] = "more than a password",
                          ["method that the application demands"] = "a password" } },
}

example "inside the network only" {
  text   = methods("WindowsIntegrated", "Password, ProtectedTransport"),
  given  = { works "other-network" },
  expect = { top = "windows-context-met", at_least = 85,
             outcomes = { ["method that the user had used"] = "Windows authentication" } },
}

example "the application wants the smartcard" {
  text   = methods("Password, ProtectedTransport", "X509"),
  expect = { top = "stronger-context-demanded", at_least = 80, first_step = "sign-in-with-demanded-method",
             outcomes = { ["method that the user had used"] = "a password",
                          ["method that the application demands"] = "a stronger one" } },
}

example "the decoded request demands nothing" {
  code   = 75011,
  given  = { saml_request{ context = "none" } },
  expect = { outcomes = { ["method that the application demands"] = "nothing" } },
}

local FORMAT = "urn:oasis:names:tc:SAML:"

example "a format from AD FS times" {
  code   = 75016,
  given  = { saml_request{ name_format = FORMAT .. "1.1:nameid-format:WindowsDomainQualifiedName" } },
  expect = { top = "name-id-format-unsupported", at_least = 85, first_step = "set-name-id-format",
             outcomes = { ["NameID format that the request demands"] = "unknown" } },
}

example "an empty format" {
  code   = 75016,
  given  = { saml_request{ name_format = "" } },
  expect = { top = "name-id-policy-garbled", at_least = 80,
             outcomes = { ["NameID format that the request demands"] = "left empty" } },
}

example "an offered format speaks against both" {
  code   = 75016,
  given  = { saml_request{ name_format = FORMAT .. "2.0:nameid-format:persistent" } },
  expect = { at_most = 80, outcomes = { ["NameID format that the request demands"] = "offered" } },
}

example "the test button where signatures are required" {
  code   = 76021,
  given  = { ticket{ action = "test-application" }, works "application-start-page" },
  expect = { top = "started-from-microsoft", at_least = 85, first_step = "start-from-application",
             outcomes = { ["test button or application"] = "test button" } },
}

example "the application doesn't sign" {
  code   = 76021,
  given  = { saml_request{ signature_at = "none", binding = "redirect" },
             sent{ method = "get", from = "application" },
             ticket{ action = "sign-in" }, fails "application-start-page" },
  expect = { top = "saml-request-unsigned", at_least = 75,
             outcomes = { ["signature of the SAML request"] = "unsigned",
                          ["test button or application"] = "a sign-in" } },
}

example "signed XML by Redirect" {
  code   = 76021,
  given  = { saml_request{ signature_at = "xml", binding = "redirect" }, sent{ method = "get" } },
  expect = { top = "signature-in-wrong-place", at_least = 75, first_step = "align-signature-with-binding",
             outcomes = { ["signature of the SAML request"] = "wrong place" } },
}

example "signed where it belongs" {
  code   = 76021,
  given  = { saml_request{ signature_at = "xml", binding = "post" }, sent{ method = "post" } },
  expect = { outcomes = { ["signature of the SAML request"] = "right place" } },
}

local function property(name)
  return "AADSTS900236: The SAML authentication request property '" .. name .. "' is not supported and must not be set."
end

example "the user named in advance" {
  text   = property "Subject",
  expect = { top = "saml-subject-sent", at_least = 85, first_step = "name-user-by-login-hint",
             outcomes = { ["property that 900236 names"] = "Subject" } },
}

example "a proxy adds RequesterID" {
  text   = property "Scoping/RequesterID",
  expect = { top = "saml-scoping-sent", at_least = 85, first_step = "drop-scoping",
             outcomes = { ["property that 900236 names"] = "Scoping" } },
}

example "a qualifier on the name policy" {
  text   = property "NameIdentifierPolicy/SPNameQualifier",
  expect = { top = "saml-qualifier-sent", at_least = 40, first_step = "drop-saml-property",
             outcomes = { ["property that 900236 names"] = "another" } },
}
