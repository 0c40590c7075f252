local ANNA, NOW = "anna@contoso.com", "2026-11-23T12:00:00Z"
local PC = "11111111-aaaa-bbbb-cccc-000000000001"

local function gone() return device{ device_id = PC, exists = false } end
local function off() return device{ device_id = PC, exists = true, enabled = false } end
local function event(fields)
  fields.id, fields.at, fields.target, fields.result = "a1", fields.at or "2026-11-22T15:00:00Z", "LAPTOP-17",
             "success"
  return audit_event(fields)
end
local function disabling(actor, kind)
  return event{ activity = "Update device", property = "AccountEnabled", old = "[true]", new = "[false]",
             actor = actor,
                actor_kind = kind }
end

example "the device challenge was answered" {
  code   = 50097,
  given  = { sign_in_sequence{ correlation_id = "c1", code = 50097, final = "success" } },
  expect = { top = "device-challenge-normal", at_least = 85, first_step = "close-device-interrupt" },
}

example "Connect-AzAccount by device code" {
  code   = 50097,
  given  = { sign_in{ request_id = "r1", at = "2026-11-23T11:50:00Z", code = 50097, user = ANNA,
                      protocol = "device-code",
                      device_id = "none", client = "modern" },
             sign_in_sequence{ correlation_id = "c1", code = 50097, final = "failure" } },
  expect = { top = "device-code-flow", at_least = 80, first_step = "sign-in-without-device-code" },
}

example "an old Git client shows 50097" {
  code   = 50097,
  given  = { ticket{ with = "application", on = "company-computer" },
             sign_in_sequence{ correlation_id = "c1", code = 50097, final = "failure" },
             tried{ test = "other-application", result = "works" },
             device{ device_id = PC, exists = true, managed = true, compliant = true } },
  expect = { top = "app-without-broker", at_least = 70, first_step = "sign-in-with-broker" },
}

example "50097 in Firefox, a success in Edge" {
  code   = 50097,
  given  = { ticket{ with = "firefox", on = "company-computer" },
             sign_in_sequence{ correlation_id = "c1", code = 50097, final = "failure" },
             tried{ test = "other-browser", result = "works" } },
  expect = { top = "browser-hides-device", at_least = 50, first_step = "use-supported-browser" },
}

example "challenged on a computer that nobody registered" {
  code   = 50097,
  given  = { device_status{ joined = false, domain_joined = false, registered = false },
             sign_in_sequence{ correlation_id = "c1", code = 50097, final = "failure" } },
  expect = { top = "device-not-registered", at_least = 60, first_step = "register-device",
             outcomes = { ["join state of the computer"] = "nothing" } },
}

example "a new telephone is sent to the store" {
  code   = 50127,
  given  = { ticket{ on = "own-phone", with = "application", worked_before = false },
             tried{ test = "other-application", result = "same-error" } },
  expect = { top = "broker-missing", at_least = 80, first_step = "install-broker" },
}

example "Authenticator is there, one application doesn't find it" {
  code   = 50127,
  given  = { ticket{ with = "application", on = "company-phone" }, tried{ test = "other-application",
                                                                          result = "works" },
             sign_in_sequence{ correlation_id = "c1", code = 50127, final = "failure" } },
  expect = { top = "app-without-broker", at_least = 50, first_step = "sign-in-with-broker" },
}

example "the offer to register was declined" {
  code   = 50129,
  given  = { device_status{ joined = false, domain_joined = false, registered = false },
             device_entitlement{ user = ANNA, may_join = true, may_register = true, owned = 3, limit = 50 },
             sign_in_sequence{ correlation_id = "c1", code = 50129, final = "abandoned" } },
  expect = { top = "device-not-registered", at_least = 75, first_step = "register-device",
             outcomes = { ["device settings for the user"] = "may", ["number of the user's devices"] = "below it" } },
}

example "only one group may register devices" {
  code   = 50129,
  given  = { device_entitlement{ user = ANNA, may_join = false, may_register = false, owned = 0, limit = 20 },
             sign_in_sequence{ correlation_id = "c1", code = 50129, final = "failure" } },
  expect = { top = "registration-not-allowed", at_least = 70, first_step = "allow-device-registration",
             outcomes = { ["device settings for the user"] = "may not" } },
}

example "the technician's fifty-first computer" {
  code   = 50129,
  given  = { device_entitlement{ user = "tech@contoso.com", may_join = true, owned = 50, limit = 50 } },
  expect = { top = "device-limit-reached", at_least = 60, first_step = "free-device-slots",
             outcomes = { ["number of the user's devices"] = "at the limit" } },
}

example "a domain computer is asked to register" {
  code   = 50129,
  given  = { device_status{ joined = false, domain_joined = true, registered = false, has_token = false },
             device{ device_id = PC, exists = true, pending = true } },
  expect = { top = "hybrid-join-incomplete", at_least = 50, first_step = "complete-hybrid-join" },
}

example "somebody removed the wrong one of two" {
  code   = 700003,
  given  = { gone(), event{ activity = "Delete device", actor = "desk@contoso.com", actor_kind = "admin" },
             user_scope{ affected = "one" } },
  expect = { top = "device-deleted", at_least = 60, first_step = "reregister-device",
             outcomes = { ["who removed or disabled the device"] = "deleted by a person",
                          ["the device as the tenant has it"] = "gone" } },
}

example "an OU left synchronisation" {
  code   = 700003,
  given  = { gone(), event{ activity = "Delete device", actor = "Sync_DC01_1234@contoso.onmicrosoft.com",
                            actor_kind = "sync" },
             user_scope{ affected = "many", shared = "ou" },
             device_status{ joined = true, domain_joined = true, device_auth = "disabled-or-deleted" } },
  expect = { top = "device-left-sync-scope", at_least = 85, first_step = "return-computer-to-sync-scope",
             outcomes = { ["who removed or disabled the device"] = "deleted by synchronisation" } },
}

example "the ninety-day script took a loan laptop" {
  code   = 700003,
  given  = { gone(), event{ activity = "Delete device", actor = "device-cleanup", actor_kind = "application" } },
  expect = { top = "cleanup-deleted-device", at_least = 70, first_step = "reregister-device",
             outcomes = { ["who removed or disabled the device"] = "deleted by a tool" } },
}

example "deleted in the cloud, synchronised back as pending" {
  code   = 700003,
  given  = { device{ device_id = PC, exists = true, pending = true, managed = false } },
  expect = { top = "hybrid-join-incomplete", at_least = 30 },
}

example "reported lost, found in the car" {
  code   = 135011,
  given  = { off(), disabling("security@contoso.com", "admin"), user_scope{ affected = "one" } },
  expect = { top = "device-disabled", at_least = 80, first_step = "enable-device",
             outcomes = { ["who removed or disabled the device"] = "disabled by a person",
                          ["the device as the tenant has it"] = "disabled" } },
}

example "disabled in Active Directory first" {
  code   = 135011,
  given  = { off(), disabling("Sync_DC01_1234@contoso.onmicrosoft.com", "sync") },
  expect = { top = "ad-computer-disabled", at_least = 85, first_step = "enable-ad-computer",
             outcomes = { ["who removed or disabled the device"] = "disabled by synchronisation" } },
}

example "back from parental leave to a disabled laptop" {
  code   = 135011,
  given  = { off(), disabling("stale-device-runbook", "application"), user_scope{ affected = "few" } },
  expect = { top = "cleanup-disabled-device", at_least = 75, first_step = "enable-device",
             outcomes = { ["who removed or disabled the device"] = "disabled by a tool" } },
}

example "the TPM was cleared by a firmware update" {
  code   = 50155,
  given  = { device_status{ joined = true, domain_joined = false, keys_ok = false, has_token = false },
             device{ device_id = PC, exists = true, enabled = true, managed = true, compliant = true },
             complete.audit_event{ } },
  expect = { top = "device-keys-lost", at_least = 85, first_step = "reregister-device",
             outcomes = { ["the computer's own proof"] = "keys lost",
                          ["who removed or disabled the device"] = "nothing" } },
}

example "dsregcmd says disabled or deleted, and no one has looked in the tenant" {
  code   = 50155,
  given  = { device_status{ joined = true, domain_joined = false, device_auth = "disabled-or-deleted",
                            has_token = false } },
  expect = { top = "device-deleted", at_least = 25, next = "device-read",
             outcomes = { ["the computer's own proof"] = "disabled or deleted" } },
}

example "the test of the registration didn't run" {
  code   = 50155,
  given  = { device_status{ joined = true, domain_joined = true, device_auth = "error" } },
  expect = { outcomes = { ["the computer's own proof"] = "not tested" } },
}

example "50155 and the object is gone by synchronisation" {
  code   = 50155,
  given  = { gone(), event{ activity = "Delete device", actor = "Sync", actor_kind = "sync" },
             device_status{ joined = true, domain_joined = true } },
  expect = { top = "device-left-sync-scope", at_least = 80, first_step = "return-computer-to-sync-scope" },
}

example "50155 and a person deleted it" {
  code   = 50155,
  given  = { gone(), event{ activity = "Delete device", actor = "desk@contoso.com", actor_kind = "admin" } },
  expect = { top = "device-deleted", at_least = 75, first_step = "reregister-device" },
}

example "50155 and the flag was turned by hand" {
  code   = 50155,
  given  = { off(), disabling("desk@contoso.com", "admin") },
  expect = { top = "device-disabled", at_least = 75, first_step = "enable-device" },
}

example "50155 and the domain disabled the computer" {
  code   = 50155,
  given  = { off(), disabling("Sync", "sync") },
  expect = { top = "ad-computer-disabled", at_least = 75, first_step = "enable-ad-computer" },
}

example "MSAL on an unregistered Android phone" {
  code   = 50187,
  given  = { ticket{ on = "own-phone", with = "application", worked_before = false },
             device{ device_id = "unknown", exists = false } },
  expect = { top = "device-not-registered", at_least = 70, first_step = "register-device" },
}

example "the device is fine, the program can't show it" {
  code   = 50187,
  given  = { ticket{ with = "application", on = "company-computer" },
             device{ device_id = PC, exists = true, managed = true, compliant = true },
             tried{ test = "other-application", result = "works" } },
  expect = { top = "app-without-broker", at_least = 75, first_step = "sign-in-with-broker" },
}

example "joined, no token, no information" {
  code   = 50187,
  given  = { device_status{ joined = true, domain_joined = true, device_auth = "success", has_token = false } },
  expect = { top = "device-token-missing", at_least = 65, first_step = "refresh-device-token" },
}

example "50187 in a private window" {
  code   = 50187,
  given  = { ticket{ with = "private-window", on = "company-computer" },
             tried{ test = "other-browser", result = "works" } },
  expect = { top = "browser-hides-device", at_least = 65, first_step = "use-supported-browser" },
}

example "Chrome asks, and the computer has no token" {
  code   = 50168,
  given  = { device_status{ joined = true, domain_joined = false, device_auth = "success", has_token = false },
             sign_in_sequence{ correlation_id = "c1", code = 50168, final = "failure" } },
  expect = { top = "device-token-missing", at_least = 70, first_step = "refresh-device-token" },
}

example "the broker is there and the phone isn't registered" {
  code   = 50127,
  given  = { device{ device_id = "unknown", exists = false }, tried{ test = "other-application", result = "works" },
             ticket{ on = "own-phone", with = "edge" } },
  expect = { top = "device-not-registered", at_least = 45 },
}

example "a phone without a broker is asked to register" {
  code   = 50129,
  given  = { ticket{ on = "own-phone", with = "application", worked_before = false },
             device_entitlement{ user = ANNA, may_join = true, may_register = true, owned = 1, limit = 50 },
             sign_in_sequence{ correlation_id = "c1", code = 50129, final = "abandoned" },
             tried{ test = "other-application", result = "same-error" } },
  expect = { at_most = 70, next = "device-status" },
}

example "50155 and a runbook deleted a batch" {
  code   = 50155,
  given  = { gone(), event{ activity = "Delete device", actor = "device-cleanup", actor_kind = "application" } },
  expect = { top = "cleanup-deleted-device", at_least = 60, first_step = "reregister-device" },
}

example "50155 and a runbook disabled a batch" {
  code   = 50155,
  given  = { off(), disabling("device-cleanup", "application"), user_scope{ affected = "few" } },
  expect = { top = "cleanup-disabled-device", at_least = 60, first_step = "enable-device" },
}

example "the domain computer asks to register because its join can't get out" {
  code   = 50129,
  given  = { device_status{ joined = false, domain_joined = true, registered = false, join_phase = "discover",
                            join_error = "0x801c0021", join_suberror = "0x80072efd", has_token = false },
             tried{ test = "other-network", result = "works" } },
  expect = { top = "hybrid-join-blocked", at_least = 55, first_step = "allow-device-registration-endpoints" },
}

example "asked to register in an OU that nobody synchronises" {
  code   = 50129,
  given  = { device_status{ joined = false, domain_joined = true, registered = false, join_phase = "join",
                            join_error = "0x801c03f2", has_token = false },
             user_scope{ affected = "few", shared = "ou" }, device{ device_id = PC, exists = false } },
  expect = { top = "hybrid-join-not-synced", at_least = 70 },
}

example "the key's device was switched off in a batch" {
  code   = 130007,
  given  = { off(), disabling("stale-devices-runbook", "application"), user_scope{ affected = "few" } },
  expect = { top = "cleanup-disabled-device", at_least = 80, first_step = "enable-device" },
}

example "disabled in the domain first" {
  code   = 130007,
  given  = { off(), disabling("Sync_SRV01", "sync") },
  expect = { top = "ad-computer-disabled", at_least = 85, first_step = "enable-ad-computer" },
}

example "the owner removed the old laptop, and it was the new one" {
  code   = 130008,
  given  = { gone(), event{ activity = "Delete device", actor = ANNA, actor_kind = "user" } },
  expect = { top = "device-deleted", at_least = 85, first_step = "reregister-device" },
}

example "Hello died with forty devices at two in the morning" {
  code   = 130008,
  given  = { gone(), event{ activity = "Delete device", actor = "stale-devices-runbook", actor_kind = "application",
                            at = "2026-11-22T02:00:00Z" }, user_scope{ affected = "few" } },
  expect = { top = "cleanup-deleted-device", at_least = 85, first_step = "reregister-device" },
}

example "Chrome came back with its token" {
  code   = 50168,
  given  = { sign_in_sequence{ correlation_id = "c1", code = 50168, final = "success" } },
  expect = { top = "device-challenge-normal", at_least = 90, first_step = "close-device-interrupt" },
}

example "asked to register, on a telephone without Authenticator" {
  code   = 50129,
  given  = { ticket{ on = "own-phone", with = "mail-app", worked_before = false },
             device_entitlement{ user = ANNA, may_join = true, may_register = true, owned = 1, limit = 50 },
             sign_in_sequence{ correlation_id = "c1", code = 50129, final = "abandoned" },
             sign_in_methods{ user = ANNA, registered = true, phone = true, authenticator = false },
             tried{ test = "other-application", result = "same-error" } },
  expect = { top = "broker-missing", at_least = 45, first_step = "install-broker",
             outcomes = { ["Authenticator with the user"] = "no" } },
}

example "an exchange of the old WebView isn't possible on this phone" {
  code   = 220450,
  given  = { tried{ test = "other-application", result = "same-error" }, ticket{ on = "company-phone" } },
  expect = { top = "webview-outdated", at_least = 90, first_step = "update-webview" },
}

example "a script calls the API as the machine" {
  code   = 221000,
  given  = { tried{ test = "other-application", result = "works" }, ticket{ worked_before = false, on = "server" } },
  expect = { top = "device-only-token-misused", at_least = 90 },
}

example "Authenticator is on the phone, and the phone was never registered" {
  code   = 50129,
  given  = { ticket{ on = "own-phone", with = "application", worked_before = false },
             device_entitlement{ user = ANNA, may_join = true, may_register = true, owned = 1, limit = 50 },
             sign_in_methods{ user = ANNA, registered = true, authenticator = true } },
  expect = { top = "device-not-registered", at_least = 60, first_step = "register-device",
             outcomes = { ["Authenticator with the user"] = "yes" } },
}

example "no service connection point in the forest, so Windows offers to register" {
  code   = 50129,
  given  = { device_status{ joined = false, domain_joined = true, registered = false, join_phase = "discover",
                            join_error = "0x801c001d", has_token = false } },
  expect = { top = "hybrid-join-not-configured", at_least = 60, first_step = "configure-hybrid-join" },
}
