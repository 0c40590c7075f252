-- 50000, 50196 and 90055: tokens that aren't issued, loops, storms.

local NOW = "2026-11-23T12:00:00Z"
local ANNA = "anna@contoso.com"
local APP = "11112222-bbbb-3333-cccc-4444dddd5555"
local function row(code, id, fields)
  fields = fields or {}
  fields.request_id, fields.at, fields.code, fields.app_id = id, "2026-11-23T11:50:00Z", code, APP
  return sign_in(fields)
end

example "an API forgets one parameter" {
  code   = 50000,
  given  = { app_request{ grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer", missing = "requested_token_use",
                          scope = "https://graph.microsoft.com/user.read" } },
  expect = { top = "obo-request-incomplete", at_least = 85, first_step = "complete-obo-request",
             outcomes = { ["request that got no token"] = "on behalf of a user",
                          ["missing part of the request"] = "missing",
                          ["scope of the request on behalf of a user"] = "named scopes" } },
}

example "the partner's API has application permissions only" {
  code   = 50000,
  given  = { app_request{ grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer", missing = "none",
                          scope = "api://partner-orders/.default" } },
  expect = { top = "no-delegated-permission", at_least = 60, first_step = "expose-delegated-permission",
             outcomes = { ["scope of the request on behalf of a user"] = "/.default",
                          ["missing part of the request"] = "complete" } },
}

example "a new scanner signs in by device code" {
  code   = 50000,
  given  = { row(50000, "r1", { protocol = "device-code" }), service_principal{ app_id = APP, exists = false },
             tried{ test = "other-user", result = "same-error" } },
  expect = { top = "device-code-consent-missing", at_least = 85, first_step = "consent-before-device-code",
             outcomes = { ["request that got no token"] = "device code",
                          ["the device's application in the tenant"] = "no enterprise application",
                          ["another user at the same place"] = "fails" } },
}

example "the scanner is there, unapproved" {
  code   = 50000,
  given  = { row(50000, "r1", { protocol = "device-code" }), service_principal{ app_id = APP, exists = true },
             app_consent{ app_id = APP, resource = "Microsoft Graph", scope = "Files.ReadWrite", granted = "none" } },
  expect = { top = "device-code-consent-missing", at_least = 80,
             outcomes = { ["the device's application in the tenant"] = "no consent" } },
}

example "a script renewed the wrong kind of key" {
  code   = 50000,
  now    = NOW,
  given  = { row(50000, "r1", { interactive = true, client = "browser" }),
             user_scope{ affected = "all", shared = "application" },
             app_registration{ app_id = APP, exists = true, modified = "2026-11-22T09:00:00Z" },
             service_principal{ app_id = APP, exists = true },
             app_consent{ app_id = APP, resource = "Microsoft Graph", scope = "User.Read", granted = "everybody" },
             tried{ test = "other-application", result = "works" } },
  expect = { top = "symmetric-signing-key", at_least = 85, first_step = "replace-symmetric-key",
             outcomes = { ["request that got no token"] = "a user's sign-in",
                          ["last change of the application"] = "just changed",
                          ["the device's application in the tenant"] = "in order" } },
}

example "the user fails everywhere since the reset" {
  code   = 50000,
  now    = NOW,
  given  = { row(50000, "r1", { interactive = true, client = "browser" }), user_scope{ affected = "one" },
             tried{ test = "other-application", result = "same-error" }, tried{ test = "other-user", result = "works" },
             tried{ test = "fresh-sign-in", result = "works" }, ticket{ password_changed_recently = true } },
  expect = { top = "password-changed-session-revoked", at_least = 60, first_step = "sign-in-again",
             outcomes = { ["another user at the same place"] = "gets in" } },
}

example "an old application isn't a changed one" {
  code   = 50000,
  now    = NOW,
  given  = { app_registration{ app_id = APP, exists = true, modified = "2024-02-01T09:00:00Z" } },
  expect = { at_most = 60, outcomes = { ["last change of the application"] = "unchanged" } },
}

example "a script signs in for every mailbox" {
  code   = 50196,
  given  = { ticket{ action = "unattended-job" },
             row(50196, "r1", { interactive = false }), row(0, "r2", { interactive = false }),
             app_host{ caches_tokens = false, nodes = 1 } },
  expect = { top = "tokens-not-cached", at_least = 85, first_step = "cache-tokens",
             outcomes = { ["shape of the loop"] = "by token requests", ["what the loop got before"] = "tokens",
                          ["token cache of the application"] = "none" } },
}

example "the address bar flickers since the new proxy" {
  code   = 50196,
  now    = NOW,
  given  = { row(50196, "r1", { interactive = true, client = "browser" }), row(0, "r2", { interactive = true }),
             user_scope{ affected = "all", shared = "application" }, app_host{ deployed = "2026-11-22T20:00:00Z" },
             tried{ test = "other-application", result = "works" } },
  expect = { top = "redirect-loop", at_least = 90, first_step = "keep-app-session-cookie",
             outcomes = { ["shape of the loop"] = "through the page" } },
}

example "sixteen silent requests and no question" {
  code   = 50196,
  given  = { row(50196, "r1", { interactive = false }), row(65001, "r2", { interactive = false }),
             user_scope{ affected = "few" }, app_host{ caches_tokens = true } },
  expect = { top = "no-interactive-fallback", at_least = 60,
             outcomes = { ["what the loop got before"] = "refusals", ["token cache of the application"] = "keeps" } },
}

example "forty test processes at once" {
  code   = 50196,
  given  = { ticket{ action = "test-application" },
             app_host{ nodes = 40, shared_state = false, caches_tokens = true, library = "msal" },
             row(50196, "r1", { interactive = false }),
             error_frequency{ code = 50196, user = ANNA, window = "24h", attempts = 90, rhythm = "burst" } },
  expect = { top = "workers-without-shared-cache", at_least = 45,
             outcomes = { ["rhythm of the refused tokens"] = "a burst", ["library of the application"] = "MSAL" } },
}

example "Outlook on one laptop" {
  code   = 50196,
  given  = { user_scope{ affected = "one" }, tried{ test = "other-device", result = "works" },
             tried{ test = "other-user", result = "works" }, ticket{ action = "sign-in", keeps_happening = true } },
  expect = { top = "client-cache-broken", at_least = 55, first_step = "clear-app-token-cache" },
}

example "every job at midnight" {
  code   = 90055,
  given  = { error_frequency{ code = 90055, window = "24h", attempts = 4200, users = 40, addresses = 6, apps = 1,
             trend = "rising" },
             app_host{ nodes = 300, shared_state = false }, ticket{ action = "unattended-job" } },
  expect = { top = "request-storm", at_least = 60, first_step = "stop-looping-client",
             outcomes = { ["course of the service fault"] = "began at once",
             ["applications with the service fault"] = "one",
                          ["addresses behind the throttling"] = "a few" } },
}

example "the attack overturns the storm" {
  code   = 90055,
  given  = { error_frequency{ code = 90055, window = "24h", attempts = 9000, users = 800, addresses = 640, apps = 4,
             trend = "new" },
             error_frequency{ code = 50126, window = "24h", attempts = 52000, users = 1900, addresses = 2100,
             trend = "rising" } },
  expect = { top = "password-spray", at_least = 50,
             outcomes = { ["addresses behind the throttling"] = "hundreds",
                          ["applications with the service fault"] = "several" } },
}

example "held back at a quiet hour" {
  code   = 90055,
  given  = { user_scope{ affected = "all" }, tried{ test = "other-application", result = "same-error" },
             tried{ test = "again-after-two-minutes", result = "same-error" },
             service_health{ service = "entra", status = "ok" },
             error_frequency{ code = 90055, user = ANNA, window = "24h", attempts = 30, rhythm = "scattered" } },
  expect = { top = "tenant-blocked-at-microsoft", at_least = 35, first_step = "open-support-request" },
}

example "Active Directory has one password, the cloud another" {
  code   = 50000,
  given  = { row(50000, "r1", { interactive = true, client = "browser" }), user_scope{ affected = "one" },
             tried{ test = "domain-sign-in", result = "works" },
             tried{ test = "other-application", result = "same-error" },
             tried{ test = "again-after-two-minutes", result = "same-error" },
             tried{ test = "fresh-sign-in", result = "same-error" } },
  expect = { top = "passwords-diverged", at_least = 55 },
}

example "a service that throws its tokens away, all day" {
  code   = 90055,
  given  = { app_host{ nodes = 2, shared_state = true, caches_tokens = false },
             error_frequency{ code = 90055, window = "24h", attempts = 800, users = 5, addresses = 2, apps = 1,
                              trend = "steady" },
             ticket{ action = "unattended-job" } },
  expect = { top = "tokens-not-cached", at_least = 60 },
}

example "no application gets a token, and Microsoft says so" {
  code   = 50000,
  given  = { service_health{ service = "entra", status = "outage" }, user_scope{ affected = "all" },
             tried{ test = "other-application", result = "same-error" },
             tried{ test = "other-user", result = "same-error" } },
  expect = { top = "microsoft-outage", at_least = 75, first_step = "wait-for-microsoft" },
}

example "nothing loops, Microsoft's throttle does" {
  code   = 90055,
  given  = { service_health{ service = "entra", status = "degraded" }, user_scope{ affected = "all" },
             error_frequency{ code = 90055, window = "24h", attempts = 300, users = 200, addresses = 120, apps = 20,
                              trend = "new" } },
  expect = { top = "microsoft-outage", at_least = 50, first_step = "wait-for-microsoft" },
}
