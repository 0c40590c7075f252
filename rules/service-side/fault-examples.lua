-- 50033, 90006, 90012, 90024, 90033, 90036, 90090, 90092, 70012, 230109 and 900612: Microsoft's own faults.

local ANNA = "anna@contoso.com"
local function often(code, fields)
  fields.code, fields.window, fields.user = code, "24h", ANNA
  return error_frequency(fields)
end
local function tenant(code, fields)
  fields.code, fields.window = code, "24h"
  return error_frequency(fields)
end

example "two minutes later it worked" {
  code   = 90033,
  given  = { tried{ test = "again-after-two-minutes", result = "works" }, user_scope{ affected = "one" },
             often(90033, { attempts = 1, rhythm = "single" }) },
  expect = { top = "passing-service-fault", at_least = 75, first_step = "try-again-shortly",
             outcomes = { ["course of the service fault"] = "one, once" } },
}

example "the directory is down, and others have it too" {
  code   = 90033,
  given  = { service_health{ service = "entra", status = "outage" }, user_scope{ affected = "many" },
             tenant(90033, { attempts = 900, users = 300, apps = 24, trend = "new" }),
             tried{ test = "again-after-two-minutes", result = "same-error" } },
  expect = { top = "microsoft-outage", at_least = 90, first_step = "wait-for-microsoft",
             outcomes = { ["course of the service fault"] = "began at once",
                          ["applications with the service fault"] = "several" } },
}

example "a green page doesn't make it an outage" {
  code   = 90006,
  given  = { service_health{ service = "entra", status = "ok" },
             tenant(90006, { attempts = 5, users = 4, apps = 3, trend = "steady" }) },
  expect = { top = "passing-service-fault", at_least = 70, first_step = "try-again-shortly",
             outcomes = { ["course of the service fault"] = "usual level" } },
}

example "the night run gives up at the first 503" {
  code   = 90006,
  given  = { ticket{ action = "unattended-job", worked_before = true }, app_host{ library = "own" },
             tenant(90006, { attempts = 3, users = 1, apps = 1, trend = "steady" }),
             tried{ test = "again-after-two-minutes", result = "works" } },
  expect = { top = "app-gives-up-at-once", at_least = 50,
             outcomes = { ["applications with the service fault"] = "one",
                          ["library of the application"] = "own code" } },
}

example "a time-out, once" {
  code   = 90012,
  given  = { tried{ test = "again-after-two-minutes", result = "works" } },
  expect = { top = "passing-service-fault", at_least = 65, first_step = "try-again-shortly" },
}

example "a time-out for everybody" {
  code   = 90012,
  given  = { user_scope{ affected = "all" }, service_health{ service = "entra", status = "degraded" } },
  expect = { top = "microsoft-outage", at_least = 80 },
}

example "a budget spent by three hundred devices" {
  code   = 90024,
  given  = { user_scope{ affected = "many" }, ticket{ action = "unattended-job" },
             app_host{ nodes = 300, shared_state = false, caches_tokens = false } },
  expect = { top = "request-storm", at_least = 40 },
}

example "one restored user, in every application" {
  code   = 90036,
  given  = { user_scope{ affected = "one" }, tried{ test = "other-user", result = "works" },
             tried{ test = "again-after-two-minutes", result = "same-error" },
             often(90036, { attempts = 14, rhythm = "scattered" }), service_health{ service = "entra",
             status = "ok" } },
  expect = { top = "microsoft-internal-fault", at_least = 85, first_step = "open-support-request",
             outcomes = { ["course of the service fault"] = "one, lastingly" } },
}

example "unretryable, and yet it passed" {
  code   = 90036,
  given  = { tried{ test = "again-after-two-minutes", result = "works" } },
  expect = { top = "passing-service-fault", at_least = 50, first_step = "try-again-shortly" },
}

example "Graph was away for a moment" {
  code   = 90090,
  given  = { tried{ test = "again-after-two-minutes", result = "works" }, user_scope{ affected = "one" } },
  expect = { top = "passing-service-fault", at_least = 70 },
}

example "one user, in one application, again and again" {
  code   = 90092,
  given  = { tried{ test = "again-after-two-minutes", result = "same-error" },
             tried{ test = "other-application", result = "works" },
             sign_in{ request_id = "r1", at = "2026-11-23T11:50:00Z", code = 90092, interactive = true },
             service_health{ service = "entra", status = "ok" } },
  expect = { top = "microsoft-internal-fault", at_least = 60, first_step = "open-support-request",
             outcomes = { ["what Graph was asked to write"] = "a sign-in" } },
}

example "Accept, an error, and the application is there" {
  code   = 90092,
  given  = { audit_event{ id = "a1", at = "2026-11-23T11:49:00Z", activity = "Add service principal",
                          result = "success" },
             tried{ test = "again-after-two-minutes", result = "works" } },
  expect = { top = "consent-half-created", at_least = 65, first_step = "consent-once-more",
             outcomes = { ["what Graph was asked to write"] = "a consent" } },
}

example "no provisioning package for anybody" {
  code   = 90092,
  given  = { ticket{ action = "join-device" },
             service_principal{ app_id = "00000014-0000-0000-c000-000000000000", exists = false } },
  expect = { top = "sync-fabric-app-missing", at_least = 90, first_step = "add-sync-fabric-app",
             outcomes = { ["what Graph was asked to write"] = "enrolment",
                          ["Microsoft.Azure.SyncFabric in the tenant"] = "missing" } },
}

example "the enrolment application is there" {
  code   = 90092,
  given  = { service_principal{ app_id = "00000014-0000-0000-c000-000000000000", exists = true } },
  expect = { top = "microsoft-internal-fault", at_least = 25,
             outcomes = { ["Microsoft.Azure.SyncFabric in the tenant"] = "there" } },
}

example "Graph and everything else" {
  code   = 90092,
  given  = { service_health{ service = "entra", status = "outage" }, user_scope{ affected = "many" } },
  expect = { top = "microsoft-outage", at_least = 70, first_step = "wait-for-microsoft" },
}

example "one personal account" {
  code   = 70012,
  given  = { tried{ test = "again-after-two-minutes", result = "same-error" },
             tried{ test = "other-user", result = "works" } },
  expect = { top = "personal-account-held", at_least = 55, first_step = "sign-in-at-microsoft-account" },
}

example "a hosts entry from an old workaround" {
  code   = 230109,
  given  = { tried{ test = "other-network", result = "works" }, user_scope{ affected = "few", shared = "site" } },
  expect = { top = "backup-service-addressed", at_least = 90, first_step = "use-public-sign-in-host" },
}

example "the build server's issuer rotated its keys" {
  code   = 900612,
  given  = { user_scope{ affected = "all" }, ticket{ action = "unattended-job", worked_before = true } },
  expect = { top = "provider-keys-malformed", at_least = 85, first_step = "publish-valid-keys" },
}

example "a passing fault, written down by somebody careful" {
  code   = 50033,
  given  = { tried{ test = "again-after-two-minutes", result = "works" }, user_scope{ affected = "one" } },
  expect = { top = "passing-service-fault", at_least = 75, first_step = "try-again-shortly" },
}

local function outage(code)
  return { service_health{ service = "entra", status = "degraded" }, user_scope{ affected = "many" },
           tenant(code, { attempts = 700, users = 260, apps = 19, trend = "new" }) }
end
local function night_run(code, attempts)
  return { ticket{ action = "unattended-job", worked_before = true }, app_host{ library = "own" },
           tenant(code, { attempts = attempts, users = 1, apps = 1, trend = "steady" }),
           tried{ test = "again-after-two-minutes", result = "works" } }
end
local function once(code)
  return { often(code, { attempts = 1, rhythm = "single" }), tried{ test = "again-after-two-minutes", result = "works" },
           user_scope{ affected = "one" } }
end

example "transient errors by the hundred since eight" {
  code = 50033, given = outage(50033), expect = { top = "microsoft-outage", at_least = 90, first_step = "wait-for-microsoft" },
}

example "the backup stops at the first transient error" {
  code = 50033, given = night_run(50033, 2), expect = { top = "app-gives-up-at-once", at_least = 50 },
}

example "Outlook.com couldn't be asked for a moment" {
  code = 70012, given = once(70012), expect = { top = "passing-service-fault", at_least = 75, first_step = "try-again-shortly" },
}

example "personal accounts are down, and not only ours" {
  code = 70012, given = outage(70012), expect = { top = "microsoft-outage", at_least = 85, first_step = "wait-for-microsoft" },
}

example "the retry that nobody programmed" {
  code = 90006, given = outage(90006), expect = { top = "microsoft-outage", at_least = 90, first_step = "wait-for-microsoft" },
}

example "one time-out ends the whole import" {
  code = 90012, given = night_run(90012, 3), expect = { top = "app-gives-up-at-once", at_least = 50 },
}

example "the budget ran out, once" {
  code = 90024, given = once(90024), expect = { top = "passing-service-fault", at_least = 75, first_step = "try-again-shortly" },
}

example "every request is over budget while Microsoft repairs" {
  code = 90024, given = outage(90024), expect = { top = "microsoft-outage", at_least = 85, first_step = "wait-for-microsoft" },
}

example "a nightly script meets the budget and stops" {
  code = 90024, given = night_run(90024, 2), expect = { top = "app-gives-up-at-once", at_least = 40 },
}

example "the gateway was slow, once" {
  code = 90025, given = once(90025), expect = { top = "passing-service-fault", at_least = 75, first_step = "try-again-shortly" },
}

example "slow for the whole continent" {
  code = 90025, given = outage(90025), expect = { top = "microsoft-outage", at_least = 90, first_step = "wait-for-microsoft" },
}

example "the payroll job has no second try" {
  code = 90025, given = night_run(90025, 2), expect = { top = "app-gives-up-at-once", at_least = 45 },
}

example "the directory was away when the job ran" {
  code = 90033, given = night_run(90033, 2), expect = { top = "app-gives-up-at-once", at_least = 45 },
}

example "the directory refuses all, and the page is yellow" {
  code = 90036, given = outage(90036), expect = { top = "microsoft-outage", at_least = 85, first_step = "wait-for-microsoft" },
}

example "Graph is down for the tenant" {
  code = 90090, given = outage(90090), expect = { top = "microsoft-outage", at_least = 90, first_step = "wait-for-microsoft" },
}

example "the tool of the second floor asks Graph once" {
  code = 90090, given = night_run(90090, 2), expect = { top = "app-gives-up-at-once", at_least = 45 },
}

example "Graph didn't answer, then did" {
  code = 90091, given = once(90091), expect = { top = "passing-service-fault", at_least = 75, first_step = "try-again-shortly" },
}

example "Graph doesn't answer anybody" {
  code = 90091, given = outage(90091), expect = { top = "microsoft-outage", at_least = 90, first_step = "wait-for-microsoft" },
}

example "a report without patience" {
  code = 90091, given = night_run(90091, 2), expect = { top = "app-gives-up-at-once", at_least = 35 },
}

example "unretryable, says Graph, and the second try works" {
  code   = 90092,
  given  = { sign_in{ request_id = "r1", at = "2026-11-23T11:50:00Z", code = 90092, interactive = true },
             often(90092, { attempts = 1, rhythm = "single" }),
             tried{ test = "again-after-two-minutes", result = "works" } },
  expect = { top = "passing-service-fault", at_least = 60, first_step = "try-again-shortly" },
}

example "the backup service answers from its own name, wherever one is" {
  code   = 230109,
  given  = { tried{ test = "other-network", result = "same-error" }, user_scope{ affected = "one" },
             tried{ test = "other-device", result = "same-error" }, often(230109, { attempts = 9, rhythm = "scattered" }) },
  expect = { top = "microsoft-internal-fault", at_least = 50, first_step = "open-support-request" },
}

example "the key of the test tenant" {
  code   = 50138,
  now    = "2026-11-23T12:00:00Z",
  given  = { user_scope{ affected = "all", shared = "application" }, app_host{ deployed = "2026-11-22T20:00:00Z" },
             tried{ test = "other-application", result = "works" } },
  expect = { top = "token-from-elsewhere", at_least = 80 },
}

example "nothing was deployed, one user fails everywhere" {
  code   = 50138,
  now    = "2026-11-23T12:00:00Z",
  given  = { user_scope{ affected = "one" }, app_host{ deployed = "2026-02-01T20:00:00Z" },
             tried{ test = "other-application", result = "same-error" },
             tried{ test = "fresh-sign-in", result = "same-error" } },
  expect = { top = "microsoft-internal-fault", at_least = 65, first_step = "open-support-request" },
}

example "a device asks without its user" {
  code   = 50156,
  given  = { app_token{ type = "other" }, user_scope{ affected = "all" } },
  expect = { top = "token-wrong-kind", at_least = 90, first_step = "use-right-token" },
}

example "one function is off in this tenant" {
  code   = 51000,
  given  = { user_scope{ affected = "all" }, tried{ test = "other-application", result = "works" },
             tried{ test = "other-user", result = "same-error" } },
  expect = { top = "feature-not-enabled", at_least = 90 },
}

example "the function is on, and one user is told that it isn't" {
  code   = 51000,
  given  = { user_scope{ affected = "one" }, tried{ test = "other-user", result = "works" },
             tried{ test = "fresh-sign-in", result = "same-error" },
             tried{ test = "other-application", result = "same-error" },
             often(51000, { attempts = 12, rhythm = "scattered" }) },
  expect = { top = "microsoft-internal-fault", at_least = 50, first_step = "open-support-request" },
}

example "the issuer's keys could be read again two minutes later" {
  code   = 900612,
  given  = { tried{ test = "again-after-two-minutes", result = "works" }, often(900612, { attempts = 1, rhythm = "single" }) },
  expect = { top = "passing-service-fault", at_least = 50, first_step = "try-again-shortly" },
}
