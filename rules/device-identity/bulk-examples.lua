local ADMIN = "setup@contoso.com"

example "joining is limited to a group" {
  code   = 240001,
  given  = { device_entitlement{ user = ADMIN, may_join = false, bulk_role = true },
             ticket{ action = "join-device", worked_before = false } },
  expect = { top = "bulk-account-may-not-join", at_least = 75, first_step = "allow-device-registration",
             outcomes = { ["role for bulk tokens"] = "there" } },
}

example "a technician without a role" {
  code   = 240001,
  given  = { device_entitlement{ user = ADMIN, may_join = true, bulk_role = false } },
  expect = { top = "bulk-account-without-role", at_least = 75, first_step = "give-bulk-role",
             outcomes = { ["role for bulk tokens"] = "missing" } },
}

example "the sticks stopped working in the autumn" {
  code   = 240001,
  given  = { device_entitlement{ user = ADMIN, may_join = true, bulk_role = true, package_account = "missing" },
             ticket{ action = "join-device", worked_before = true } },
  expect = { top = "bulk-token-dead", at_least = 60, first_step = "renew-bulk-token",
             outcomes = { ["account behind the bulk token"] = "missing" } },
}

example "somebody disabled the account with the odd name" {
  code   = 240001,
  given  = { device_entitlement{ user = ADMIN, package_account = "disabled" }, ticket{ worked_before = true } },
  expect = { top = "bulk-token-dead", at_least = 60, outcomes = { ["account behind the bulk token"] = "disabled" } },
}

example "a policy on all users meets the package account" {
  code   = 240001,
  given  = { device_entitlement{ user = ADMIN, may_join = true, bulk_role = true, package_account = "enabled" },
             sign_in{ request_id = "r1", at = "2026-11-23T11:50:00Z", code = 240001, policy_result = "failure" } },
  expect = { top = "bulk-policy-blocks", at_least = 70, first_step = "exempt-package-accounts",
             outcomes = { ["account behind the bulk token"] = "enabled",
                          ["policy result of the bulk sign-in"] = "failed" } },
}

example "no policy, and Microsoft reports a disturbance" {
  code   = 240003,
  given  = { sign_in{ request_id = "r1", at = "2026-11-23T11:50:00Z", code = 240003, policy_result = "not-applied" },
             service_health{ service = "entra", status = "degraded" } },
  expect = { top = "microsoft-outage", at_least = 70, outcomes = { ["policy result of the bulk sign-in"] = "passed" } },
}

example "the inner error is a policy's" {
  code   = 240004,
  given  = { sign_in{ request_id = "r1", at = "2026-11-23T11:50:00Z", code = 240004, policy_result = "failure" } },
  expect = { top = "bulk-policy-blocks", at_least = 80, first_step = "exempt-package-accounts" },
}

example "the service's own sign-in meets terms of use" {
  code   = 240003,
  given  = { sign_in{ request_id = "r1", at = "2026-11-23T11:50:00Z", code = 240003, policy_result = "failure" },
             device_entitlement{ user = ADMIN, may_join = true, bulk_role = true } },
  expect = { top = "bulk-policy-blocks", at_least = 85, first_step = "exempt-package-accounts" },
}

for _, code in ipairs{ 240003, 240004 } do
  example("the deployment account isn't in the selected group, " .. code) {
    code   = code,
    given  = { device_entitlement{ user = ADMIN, may_join = false, bulk_role = true },
               sign_in{ request_id = "r1", at = "2026-11-23T11:50:00Z", code = code,
               policy_result = "not-applied" } },
    expect = { top = "bulk-account-may-not-join", at_least = 80, first_step = "allow-device-registration" },
  }
end

example "no inner error, no policy, and a disturbance" {
  code   = 240004,
  given  = { device_entitlement{ user = ADMIN, may_join = true, bulk_role = true },
             sign_in{ request_id = "r1", at = "2026-11-23T11:50:00Z", code = 240004, policy_result = "not-applied" },
             service_health{ service = "entra", status = "outage" } },
  expect = { top = "microsoft-outage", at_least = 80, first_step = "wait-for-microsoft" },
}

example "last year's project with last year's date" {
  code   = 90114,
  given  = { device_entitlement{ user = ADMIN, may_join = true, bulk_role = true }, ticket{ worked_before = true } },
  expect = { top = "bulk-expiry-out-of-range", at_least = 90, first_step = "set-bulk-expiry" },
}
