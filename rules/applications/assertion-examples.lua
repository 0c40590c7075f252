-- Certificates and assertions: 700027, 50012, 700024, 5002730, 50027, 900384, 700030.

local NOW = "2026-11-23T12:00:00Z"
local APP = "11111111-2222-3333-4444-555555555555"
local PRINT = "8BDEB513EAC11E9E9DA752EB9D5087F317F6D931"
local NOT_FOUND = "Client assertion failed signature validation. [Reason - The key was not found., Thumbprint: '"
                  .. PRINT .. "']"
local BAD = "Client assertion contains an invalid signature. "
            .. "[Reason - Key was found, but use of the key to verify the signature failed.]"
local function certificate(thumbprint, expires)
  return app_credential{ app_id = APP, key_id = thumbprint, type = "certificate", thumbprint = thumbprint,
                         expires = expires }
end
local function said(code, text) return error_text{ code = code, text = text } end
local function row(id, code)
  return sign_in{ request_id = id, at = "2026-11-23T11:50:00Z", code = code, app_id = APP,
                  category = "service-principal" }
end

example "the host renewed its certificate by itself" {
  code   = 700027,
  now    = NOW,
  given  = { said(700027, NOT_FOUND), certificate("AAAA", "2027-06-01T00:00:00Z"), ticket{ worked_before = true } },
  expect = { top = "certificate-not-registered", at_least = 70, first_step = "register-certificate",
             outcomes = { ["verdict on the signing key"] = "unknown key",
                          ["registered certificates"] = "a valid one" } },
}

example "the certificate ended this morning" {
  code   = 700027,
  now    = NOW,
  given  = { app_token{ thumbprint = PRINT, use = "own-certificate" },
             certificate(PRINT, "2026-11-23T06:00:00Z") },
  expect = { top = "certificate-expired", at_least = 85, first_step = "renew-certificate",
             outcomes = { ["verdict on the signing key"] = "expired key",
                          ["registered certificates"] = "expired only",
                          ["what the assertion is"] = "its own" } },
}

example "a script with two certificates mixed up" {
  code   = 700027,
  now    = NOW,
  given  = { said(700027, BAD), app_host{ library = "own" }, ticket{ worked_before = false } },
  expect = { top = "assertion-badly-signed", at_least = 80, first_step = "use-library-for-assertion",
             outcomes = { ["verdict on the signing key"] = "bad signature",
                          ["library of the application"] = "own code" } },
}

example "a subject that nobody allowed" {
  code   = 700030,
  given  = { said(700030, "Invalid certificate - subject name in certificate isn't authorized: CN=new") },
  expect = { top = "certificate-subject-not-authorized", at_least = 85,
             outcomes = { ["verdict on the signing key"] = "subject" } },
}

example "50012 with no certificate in the registration" {
  code   = 50012,
  given  = { complete.app_credential{ type = "certificate" }, said(50012, "Invalid client secret is provided.") },
  expect = { top = "old-secret-still-deployed", at_least = 35, outcomes = { ["registered certificates"] = "none" } },
}

example "50012 on one of two servers" {
  code   = 50012,
  now    = NOW,
  given  = { said(50012, NOT_FOUND), row("r1", 50012), row("r2", 0), app_host{ nodes = 2 } },
  expect = { top = "certificate-not-registered", at_least = 70 },
}

example "twelve minutes ahead" {
  code   = 700024,
  given  = { app_host{ clock_off = 720, library = "msal" },
             app_token{ use = "own-certificate", reused = false } },
  expect = { top = "app-host-clock-off", at_least = 80, first_step = "set-host-clock",
             outcomes = { ["clock of the application's server"] = "off", ["the same assertion again"] = "fresh",
                          ["library of the application"] = "MSAL" } },
}

example "the last step of a long deployment" {
  code   = 700024,
  now    = NOW,
  given  = { app_token{ use = "federated" }, ticket{ action = "unattended-job" }, row("r1", 0),
             row("r2", 700024) },
  expect = { top = "federated-token-outlived", at_least = 75, first_step = "sign-in-again-in-pipeline",
             outcomes = { ["what the assertion is"] = "federated",
                          ["failures and successes of the application"] = "mixed" } },
}

example "built once, at start" {
  code   = 700024,
  now    = NOW,
  given  = { app_token{ use = "own-certificate", reused = true }, app_host{ clock_off = 1, library = "msal" },
             row("r1", 0), row("r2", 700024) },
  expect = { top = "assertion-reused", at_least = 80,
             outcomes = { ["the same assertion again"] = "reused",
                          ["clock of the application's server"] = "right" } },
}

example "summer time in own code" {
  code   = 700024,
  given  = { app_host{ library = "own", clock_off = 2 }, app_token{ use = "own-certificate", reused = false },
             ticket{ worked_before = false } },
  expect = { top = "assertion-times-wrong", at_least = 75, first_step = "use-library-for-assertion" },
}

example "MSAL.NET 4.60.0 came in with another package" {
  code   = 5002730,
  now    = NOW,
  given  = { app_token{ use = "own-certificate", alg = "PS256" },
             app_host{ library = "msal", deployed = "2026-11-22T10:00:00Z" } },
  expect = { top = "pss-key-unsupported", at_least = 85, first_step = "update-auth-library",
             outcomes = { ["algorithm of the assertion"] = "PS256" } },
}

example "a Graph token passed on to the back end" {
  code   = 5002730,
  given  = { app_token{ use = "on-behalf-of", alg = "RS256", audience = "https://graph.microsoft.com",
                            has_user = true } },
  expect = { top = "wrong-token-exchanged", at_least = 85, first_step = "request-own-api-scope",
             outcomes = { ["audience of the exchanged token"] = "Microsoft Graph",
                          ["user in the assertion"] = "a user",
                          ["algorithm of the assertion"] = "RS256", ["what the assertion is"] = "on behalf of" } },
}

example "signed with the secret" {
  code   = 5002730,
  given  = { app_token{ use = "own-certificate", alg = "HS256" }, app_host{ library = "other" } },
  expect = { top = "assertion-alg-unsupported", at_least = 80, first_step = "use-library-for-assertion",
             outcomes = { ["algorithm of the assertion"] = "other",
                          ["library of the application"] = "another one" } },
}

example "a token for the API, signed with its own key" {
  code   = 900384,
  given  = { app_token{ use = "on-behalf-of", audience = "api://orders", alg = "RS256", has_user = true } },
  expect = { top = "token-signed-with-app-key", at_least = 45,
             outcomes = { ["audience of the exchanged token"] = "another" } },
}

example "a job calls the API that passes users on" {
  code   = 7000114,
  given  = { app_token{ use = "on-behalf-of", has_user = false }, ticket{ action = "unattended-job" } },
  expect = { top = "obo-with-app-token", at_least = 90, first_step = "use-client-credentials-downstream",
             outcomes = { ["user in the assertion"] = "no user" } },
}

example "an old deployment, an old library" {
  code   = 50027,
  now    = NOW,
  given  = { app_host{ library = "adal", deployed = "2025-01-10T00:00:00Z", clock_off = -1200 } },
  expect = { top = "app-host-clock-off", at_least = 50, outcomes = { ["deployment before the fault"] = "older" } },
}
