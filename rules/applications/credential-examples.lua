-- Secrets and client types: 7000215, 7000222, 7000218, 700025, 70002, 50012.

local NOW = "2026-11-23T12:00:00Z"
local APP = "11111111-2222-3333-4444-555555555555"
local OTHER = "99999999-8888-7777-6666-555555555555"
local function secret(id, expires, fields)
  fields = fields or {}
  fields.app_id, fields.key_id, fields.type, fields.expires = fields.app_id or APP, id, "secret", expires
  return app_credential(fields)
end
local function row(id, code, fields)
  fields = fields or {}
  fields.request_id, fields.at, fields.code, fields.app_id = id, "2026-11-23T11:50:00Z", code, APP
  fields.category = "service-principal"
  return sign_in(fields)
end

example "the Secret ID in the pipeline's variable" {
  code   = 7000215,
  now    = NOW,
  given  = { app_request{ secret_is_guid = true }, ticket{ worked_before = false, action = "unattended-job" } },
  expect = { top = "secret-id-instead-of-value", at_least = 75, first_step = "use-secret-value",
             outcomes = { ["what is sent as secret"] = "a secret's ID" } },
}

example "rotated on Friday; one of four servers wasn't told" {
  code   = 7000215,
  now    = NOW,
  given  = { secret("k2", "2027-05-20T00:00:00Z", { starts = "2026-11-20T09:00:00Z", hint = "xY3" }),
             row("r1", 7000215), row("r2", 0), app_host{ nodes = 4 }, ticket{ worked_before = true } },
  expect = { top = "old-secret-still-deployed", at_least = 75, first_step = "deploy-current-secret",
             outcomes = { ["failures and successes of the application"] = "mixed",
                          ["servers of the application"] = "several", ["secrets in the registration"] = "valid",
                          ["age of the newest credential"] = "days" } },
}

example "the neighbour's secret" {
  code   = 7000215,
  now    = NOW,
  given  = { error_text{ code = 7000215, app_id = APP }, app_request{ secret_hint = "Qw8", secret_is_guid = false },
             secret("k9", "2027-05-20T00:00:00Z", { app_id = OTHER, hint = "Qw8", starts = "2026-10-01T09:00:00Z" }),
             ticket{ worked_before = false } },
  expect = { top = "secret-of-another-app", at_least = 75, first_step = "match-secret-to-app",
             outcomes = { ["what is sent as secret"] = "another's" } },
}

example "a plus sign became a blank" {
  code   = 7000215,
  now    = NOW,
  given  = { error_text{ code = 7000215, app_id = APP }, app_request{ secret_hint = "a+7", secret_is_guid = false },
             secret("k1", "2027-05-20T00:00:00Z", { hint = "a+7", starts = "2026-10-01T09:00:00Z" }),
             app_host{ library = "own", nodes = 1 } },
  expect = { top = "secret-mangled", at_least = 75, first_step = "carry-secret-unchanged",
             outcomes = { ["what is sent as secret"] = "a valid secret", ["age of the newest credential"] = "longer",
                          ["servers of the application"] = "one",
                          ["library of the application"] = "own code" } },
}

example "created and used in one breath" {
  code   = 7000215,
  now    = NOW,
  given  = { secret("k1", "2027-05-20T00:00:00Z", { starts = "2026-11-23T11:52:00Z" }), row("r1", 7000215),
             row("r2", 0),
             audit_event{ id = "a1", at = "2026-11-23T11:52:00Z", actor = "deploy",
                          activity = "Update application - Certificates and secrets management" } },
  expect = { top = "credential-just-added", at_least = 70, first_step = "wait-credential-replication",
             outcomes = { ["age of the newest credential"] = "minutes", ["audit log: credentials"] = "today" } },
}

example "what is sent belongs to nobody, since the rotation" {
  code   = 7000215,
  now    = NOW,
  given  = { app_request{ secret_hint = "zz9", secret_is_guid = false }, ticket{ worked_before = true },
             secret("k2", "2027-05-20T00:00:00Z", { hint = "xY3", starts = "2026-11-20T09:00:00Z" }),
             complete.app_credential{},
             audit_event{ id = "a2", at = "2026-11-20T09:00:00Z", actor = "eve@contoso.com",
                          activity = "Update application - Certificates and secrets management" } },
  expect = { top = "old-secret-still-deployed", at_least = 75,
             outcomes = { ["what is sent as secret"] = "nobody's", ["audit log: credentials"] = "earlier" } },
}

example "two years to the minute" {
  code   = 7000222,
  now    = NOW,
  given  = { secret("k1", "2026-11-23T07:00:00Z", { starts = "2024-11-23T07:00:00Z" }), complete.app_credential{},
             row("r1", 7000222), complete.sign_in{}, ticket{ worked_before = true } },
  expect = { top = "secret-expired", at_least = 85, first_step = "create-new-secret",
             outcomes = { ["secrets in the registration"] = "all expired",
                          ["failures and successes of the application"] = "failures only" } },
}

example "expired, although the new one is there since last week" {
  code   = 7000222,
  now    = NOW,
  given  = { secret("k1", "2026-11-23T07:00:00Z", { starts = "2024-11-23T07:00:00Z" }),
             secret("k2", "2027-11-18T00:00:00Z", { starts = "2026-11-18T09:00:00Z" }),
             row("r1", 7000222, { credential = "k1" }) },
  expect = { top = "old-secret-still-deployed", at_least = 85, first_step = "deploy-current-secret",
             outcomes = { ["secrets in the registration"] = "expired and valid",
                          ["credential that the log names"] = "expired" } },
}

example "the application isn't registered with us" {
  code   = 7000222,
  now    = NOW,
  given  = { app_registration{ app_id = APP, exists = true, ours = false, audience = "multiple" },
             ticket{ worked_before = true } },
  expect = { top = "vendor-secret-expired", at_least = 60, first_step = "report-request-to-vendor" },
}

example "a device code, and the switch is off" {
  code   = 7000218,
  given  = { app_request{ grant_type = "urn:ietf:params:oauth:grant-type:device_code", has_credential = false },
             app_registration{ app_id = APP, exists = true, public_client = false } },
  expect = { top = "public-client-not-allowed", at_least = 80, first_step = "allow-public-client-flows",
             outcomes = { ["flow that asks for the token"] = "password or device code",
                          ["credential in the request"] = "not there", ["public client flows"] = "not allowed" } },
}

example "localhost stands under Web" {
  code   = 7000218,
  given  = { app_request{ grant_type = "authorization_code", redirect_uri = "http://localhost:8400",
                          has_credential = false },
             app_redirect_uri{ app_id = APP, uri = "http://localhost:8400", platform = "web" },
             app_registration{ app_id = APP, exists = true, public_client = true } },
  expect = { top = "redirect-registered-as-web", at_least = 80, first_step = "register-redirect-as-public",
             outcomes = { ["platform of the redirect URI in use"] = "server", ["public client flows"] = "allowed",
                          ["redirect URI on the user's own machine"] = "device" } },
}

example "the switch overturned: it's a server without its secret" {
  code   = 7000218,
  now    = NOW,
  given  = { app_request{ grant_type = "client_credentials", has_credential = false },
             app_registration{ app_id = APP, exists = true, public_client = false },
             app_host{ deployed = "2026-11-23T06:00:00Z" } },
  expect = { top = "no-credential-sent", at_least = 70, first_step = "send-credential",
             outcomes = { ["flow that asks for the token"] = "for the application" } },
}

example "a WordPress plug-in under Mobile and desktop" {
  code   = 700025,
  given  = { app_request{ redirect_uri = "https://www.contoso.com/callback", grant_type = "authorization_code",
                          has_credential = true },
             app_redirect_uri{ app_id = APP, uri = "https://www.contoso.com/callback", platform = "native" } },
  expect = { top = "public-redirect-with-secret", at_least = 75, first_step = "change-platform-to-web",
             outcomes = { ["platform of the redirect URI in use"] = "public client",
                          ["redirect URI on the user's own machine"] = "server",
                          ["credential in the request"] = "there" } },
}

example "the same address twice" {
  code   = 700025,
  given  = { app_request{ redirect_uri = "https://www.contoso.com/callback" },
             app_redirect_uri{ app_id = APP, uri = "https://www.contoso.com/callback", platform = "native" },
             app_redirect_uri{ app_id = APP, uri = "https://www.contoso.com/callback", platform = "web" } },
  expect = { top = "public-redirect-with-secret", at_least = 60,
             outcomes = { ["platform of the redirect URI in use"] = "both" } },
}

example "somebody filled in the field for the secret" {
  code   = 700025,
  given  = { app_request{ redirect_uri = "http://localhost", grant_type = "authorization_code",
                          has_credential = true },
             app_redirect_uri{ app_id = APP, uri = "http://localhost", platform = "native" } },
  expect = { top = "secret-in-public-client", at_least = 50, first_step = "drop-secret-from-client" },
}

example "name, password and a secret, with the switch on" {
  code   = 700025,
  given  = { app_request{ grant_type = "password", has_credential = true },
             app_registration{ app_id = APP, exists = true, public_client = true } },
  expect = { top = "public-client-flag-with-secret", at_least = 65, first_step = "turn-off-public-client-flows" },
}

example "70002 alone, and no secret in the registration" {
  code   = 70002,
  now    = NOW,
  given  = { app_request{ grant_type = "password", has_credential = false }, complete.app_credential{} },
  expect = { top = "public-client-not-allowed", at_least = 70,
             outcomes = { ["secrets in the registration"] = "none" } },
}

example "70002, and what is sent begins like the expired one" {
  code   = 70002,
  now    = NOW,
  given  = { error_text{ code = 70002, app_id = APP }, app_request{ secret_hint = "k7L", secret_is_guid = false },
             secret("k1", "2026-11-20T07:00:00Z", { hint = "k7L" }) },
  expect = { top = "secret-expired", at_least = 70, first_step = "create-new-secret",
             outcomes = { ["what is sent as secret"] = "an expired one" } },
}

example "70002, the log names a valid secret" {
  code   = 70002,
  now    = NOW,
  given  = { secret("k1", "2027-11-20T07:00:00Z", { in_use = true }) },
  expect = { at_most = 60, outcomes = { ["credential that the log names"] = "valid" } },
}
