local ANNA, NOW = "anna@contoso.com", "2026-11-23T12:00:00Z"
local PC = "11111111-aaaa-bbbb-cccc-000000000001"

local function hello(fields)
  fields.joined, fields.domain_joined = true, false
  return device_status(fields)
end

example "an administrator removed the Hello key" {
  code   = 135010,
  given  = { hello{ hello = true, device_auth = "success", keys_ok = true },
             sign_in_methods{ user = ANNA, registered = true, hello = false },
             audit_event{ id = "a1", at = "2026-11-22T15:00:00Z",
                          activity = "Delete Windows Hello for Business credential",
                          actor = "desk@contoso.com", actor_kind = "admin", target = ANNA } },
  expect = { top = "hello-key-removed", at_least = 80, first_step = "reset-hello-pin",
             outcomes = { ["Windows Hello on the device and with the user"] = "only on the device",
                          ["removal of sign-in methods"] = "removed" } },
}

example "the computer was joined anew and the PIN survived" {
  code   = 135010,
  given  = { hello{ hello = true, device_auth = "success" },
             sign_in_methods{ user = ANNA, registered = true, hello = true },
             device{ device_id = PC, exists = true, duplicates = 1, registered = "2026-11-20T09:00:00Z" },
             user_account{ user = ANNA, exists = true, created = "2022-05-01T09:00:00Z" },
             user_scope{ affected = "few" } },
  expect = { top = "hello-key-orphaned", at_least = 60, first_step = "reset-hello-pin",
             outcomes = { ["Windows Hello on the device and with the user"] = "on both sides",
                          ["account and device, which is older"] = "the account" } },
}

example "rehired under the old name" {
  code   = 135010,
  now    = NOW,
  given  = { user_account{ user = ANNA, exists = true, created = "2026-11-22T09:00:00Z" },
             device{ device_id = PC, exists = true, enabled = true, registered = "2024-03-01T09:00:00Z" },
             hello{ hello = true }, sign_in_methods{ user = ANNA, registered = false, hello = false } },
  expect = { top = "account-recreated", at_least = 75, first_step = "reset-hello-pin",
             outcomes = { ["account and device, which is older"] = "the device" } },
}

example "the device under the key was deleted" {
  code   = 135010,
  given  = { device{ device_id = PC, exists = false },
             audit_event{ id = "a1", at = "2026-11-22T15:00:00Z", activity = "Delete device",
                          actor = "desk@contoso.com",
                          actor_kind = "admin" } },
  expect = { top = "device-deleted", at_least = 50 },
}

example "no method was removed, no device either" {
  code   = 130004,
  given  = { complete.audit_event{ }, hello{ hello = true, device_auth = "success" },
             sign_in_methods{ user = ANNA, registered = true, hello = true } },
  expect = { top = "hello-key-orphaned", at_least = 50, outcomes = { ["removal of sign-in methods"] = "none" } },
}

example "a mainboard was exchanged" {
  code   = 130005,
  given  = { hello{ keys_ok = false, hello = false, has_token = false },
             sign_in_methods{ user = ANNA, registered = true, hello = true } },
  expect = { top = "device-keys-lost", at_least = 85, first_step = "reregister-device",
             outcomes = { ["Windows Hello on the device and with the user"] = "only with the user" } },
}

example "the signature is wrong and the device is sound" {
  code   = 130005,
  given  = { hello{ keys_ok = true, device_auth = "success", hello = true } },
  expect = { top = "hello-key-orphaned", at_least = 75, first_step = "reset-hello-pin" },
}

example "no transport key after the TPM was cleared" {
  code   = 130006,
  given  = { hello{ keys_ok = false } },
  expect = { top = "device-keys-lost", at_least = 80 },
}

example "Hello fails because the device is disabled by hand" {
  code   = 130007,
  given  = { device{ device_id = PC, exists = true, enabled = false },
             audit_event{ id = "a1", at = "2026-11-22T15:00:00Z", activity = "Update device",
                          property = "AccountEnabled",
                          new = "[false]", actor = "desk@contoso.com", actor_kind = "admin" } },
  expect = { top = "device-disabled", at_least = 75, first_step = "enable-device" },
}

example "the key's device left with its OU" {
  code   = 130008,
  given  = { device{ device_id = PC, exists = false },
             audit_event{ id = "a1", at = "2026-11-22T15:00:00Z", activity = "Delete device", actor = "Sync",
                          actor_kind = "sync" } },
  expect = { top = "device-left-sync-scope", at_least = 80, first_step = "return-computer-to-sync-scope" },
}

example "the page slept with the laptop" {
  code   = 140000,
  given  = { tried{ test = "again-after-two-minutes", result = "works" }, tried{ test = "fresh-sign-in",
                                                                                 result = "works" } },
  expect = { top = "stale-sign-in-request", at_least = 70, first_step = "restart-sign-in" },
}

example "kiosks with a frozen Chrome" {
  code   = 140000,
  given  = { ticket{ with = "chrome" }, user_scope{ affected = "few" }, tried{ test = "other-browser",
                                                                               result = "works" },
             tried{ test = "again-after-two-minutes", result = "same-error" } },
  expect = { top = "sso-client-outdated", at_least = 65, first_step = "use-supported-browser" },
}

example "a proof of the device from another continent" {
  code   = 140000,
  given  = { sign_in{ request_id = "r1", at = "2026-11-23T11:50:00Z", code = 140000, user = ANNA, country = "VN" },
             sign_in{ request_id = "r0", at = "2026-11-23T11:40:00Z", code = 0, user = ANNA, country = "DE" },
             error_frequency{ code = 140000, user = ANNA, window = "24h", attempts = 9, addresses = 4,
                              rhythm = "burst" } },
  expect = { top = "token-replayed", at_least = 75, first_step = "answer-leaked-password" },
}

example "after the password change the token is a day old" {
  code   = 140001,
  now    = NOW,
  given  = { device_status{ joined = true, domain_joined = true, device_auth = "success", keys_ok = true,
                            has_token = true,
                            token_updated = "2026-11-22T07:00:00Z" } },
  expect = { top = "session-key-stale", at_least = 80, first_step = "refresh-device-token" },
}

example "the session key can't be opened" {
  code   = 140001,
  given  = { device_status{ joined = true, domain_joined = true, keys_ok = false, has_token = true } },
  expect = { top = "device-keys-lost", at_least = 75, first_step = "reregister-device" },
}

example "the office proxy opens TLS to the device hosts" {
  code   = 50099,
  given  = { tried{ test = "other-network", result = "works" },
             tls_check{ from = "LAPTOP-17", host = "device.login.microsoftonline.com", ok = true, inspected = true,
                        issuer = "CN=Contoso Web Gateway" } },
  expect = { top = "device-login-intercepted", at_least = 85, first_step = "exempt-device-login-from-inspection",
             outcomes = { ["certificate of the device hosts"] = "a proxy's" } },
}

example "no proxy, and the keys are gone" {
  code   = 50099,
  given  = { tls_check{ from = "LAPTOP-17", host = "device.login.microsoftonline.com", ok = true, inspected = false },
             device_status{ joined = true, keys_ok = false } },
  expect = { top = "device-keys-lost", at_least = 85,
             outcomes = { ["certificate of the device hosts"] = "Microsoft's" } },
}

example "Hello setup broke off at the first logon" {
  code   = 17003,
  given  = { device_status{ joined = true, domain_joined = false, device_auth = "success", has_token = true,
                            hello = false },
             sign_in_methods{ user = ANNA, registered = true, hello = false } },
  expect = { top = "hello-provisioning-interrupted", at_least = 75, first_step = "retry-hello-setup",
             outcomes = { ["Windows Hello on the device and with the user"] = "on neither side" } },
}

example "two people at one counter" {
  code   = 50141,
  given  = { tried{ test = "other-device", result = "works" } },
  expect = { top = "shared-workstation", at_least = 75, first_step = "use-own-windows-session" },
}

example "the user tidied up the security info" {
  code   = 130004,
  given  = { sign_in_methods{ user = ANNA, registered = true, hello = false }, hello{ hello = true },
             audit_event{ id = "a1", at = "2026-11-22T15:00:00Z", activity = "User deleted security info",
             actor = ANNA,
                          actor_kind = "user", target = ANNA } },
  expect = { top = "hello-key-removed", at_least = 75, first_step = "reset-hello-pin" },
}

example "one user on every computer, and the account is new" {
  code   = 130004,
  given  = { user_account{ user = ANNA, exists = true, created = "2026-11-21T09:00:00Z" },
             device{ device_id = PC, exists = true, registered = "2025-06-01T09:00:00Z" },
             tried{ test = "other-device", result = "same-error" } },
  expect = { top = "account-recreated", at_least = 65 },
}

example "the container is from before the computer was reset" {
  code   = 130006,
  given  = { hello{ keys_ok = true, device_auth = "success", hello = true },
             sign_in_methods{ user = ANNA, registered = true, hello = true } },
  expect = { top = "hello-key-orphaned", at_least = 75, first_step = "reset-hello-pin" },
}

example "Hello setup on a computer without a primary refresh token" {
  code   = 17003,
  given  = { hello{ hello = false, device_auth = "success", has_token = false, keys_ok = true },
             error_text{ code = 17003, text = "Something went wrong. 0x801c044d" },
             tried{ test = "again-after-two-minutes", result = "same-error" } },
  expect = { top = "device-token-missing", at_least = 80, first_step = "refresh-device-token",
             outcomes = { ["code on the Windows Hello page"] = "no device" } },
}

example "the call came too late, and the setup page gave up" {
  code   = 17003,
  given  = { error_text{ code = 17003, text = "Something went wrong. 0x801c03ed" },
             hello{ hello = false, has_token = true },
             tried{ test = "again-after-two-minutes", result = "works" } },
  expect = { top = "hello-provisioning-interrupted", at_least = 80, first_step = "retry-hello-setup",
             outcomes = { ["code on the Windows Hello page"] = "no second factor" } },
}

example "everybody's setup fails this morning" {
  code   = 17003,
  given  = { service_health{ service = "entra", status = "degraded" }, user_scope{ affected = "many" } },
  expect = { top = "microsoft-outage", at_least = 75, first_step = "wait-for-microsoft" },
}

example "rehired, and the laptop remembers the other one" {
  code   = 50141,
  given  = { user_account{ user = ANNA, exists = true, created = "2026-11-20T09:00:00Z" },
             device{ device_id = PC, exists = true, registered = "2024-06-01T09:00:00Z" },
             tried{ test = "other-device", result = "same-error" } },
  expect = { top = "account-recreated", at_least = 85 },
}

example "the page of the other provider was closed" {
  code   = 1000000,
  given  = { tried{ test = "private-window", result = "works" } },
  expect = { top = "external-binding-unfinished", at_least = 90, first_step = "finish-binding" },
}

example "a page says that the accounts are linked" {
  code   = 1000002,
  given  = { sign_in_sequence{ correlation_id = "c", code = 1000002, final = "success" } },
  expect = { top = "binding-notice-shown", at_least = 90, first_step = "close-device-interrupt" },
}
