local ANNA, NOW = "anna@contoso.com", "2026-11-23T12:00:00Z"

local function row(code, fields)
  fields.request_id, fields.code, fields.user = fields.request_id or "r1", code, ANNA
  fields.at = fields.at or "2026-11-23T11:50:00Z"
  return sign_in(fields)
end
local function result(fields)
  fields.request_id, fields.policy, fields.result = "r1", fields.policy or "CA12", "failure"
  return conditional_access_result(fields)
end

example "a colleague on holiday" {
  code   = 53003,
  given  = { result{ control = "block", condition = "location" },
             row(53003, { country = "TR", client = "browser", address = "203.0.113.9" }),
             row(0, { request_id = "r0", country = "DE", at = "2026-11-20T09:00:00Z" }),
             ticket{ action = "sign-in", worked_before = true }, user_scope{ affected = "one" },
             tried{ test = "other-network", result = "works" } },
  expect = { top = "location-not-allowed", at_least = 60, first_step = "sign-in-from-allowed-network",
             outcomes = { ["country of the refused sign-in"] = "another one",
                          ["condition of the policy that refused"] = "location",
                          ["address family of the refused sign-in"] = "IPv4" } },
}

example "the branch got a new line with IPv6" {
  code   = 53003,
  given  = { result{ control = "block", condition = "location" },
             row(53003, { country = "DE", address = "2001:db8:77::5" }),
             row(0, { request_id = "r0", country = "DE", at = "2026-11-20T09:00:00Z" }),
             named_location{ location = "Offices", by = "address", covers = false, trusted = true, has_ipv6 = false },
             user_scope{ affected = "many", shared = "site" } },
  expect = { top = "named-location-gap", at_least = 80, first_step = "add-address-to-named-location",
             outcomes = { ["address family of the refused sign-in"] = "IPv6, which no location lists",
                          ["named location of the refused address"] = "outside",
                          ["country of the refused sign-in"] = "the usual one" } },
}

example "refusals from five addresses abroad, and the user at work" {
  code   = 53003,
  given  = { row(53003, { country = "NG", client = "legacy", address = "198.51.100.7" }),
             row(0, { request_id = "r0", country = "DE", at = "2026-11-23T11:40:00Z" }),
             error_frequency{ code = 53003, user = ANNA, window = "24h", attempts = 31, addresses = 12,
                              rhythm = "regular" },
             tried{ test = "fresh-sign-in", result = "works" } },
  expect = { top = "attacker-has-password", at_least = 60, first_step = "answer-leaked-password",
             outcomes = { ["spread of the user's refusals"] = "many addresses",
                          ["who or what keeps trying"] = "a device" } },
}

example "in a blocked country, says the list" {
  code   = 53003,
  given  = { result{ control = "block", condition = "location" },
             named_location{ location = "High risk countries", by = "country", covers = true },
             user_scope{ affected = "one" }, ticket{ action = "sign-in" },
             error_frequency{ code = 53003, user = ANNA, window = "24h", attempts = 3, addresses = 1,
                              rhythm = "burst" } },
  expect = { top = "location-not-allowed", at_least = 50,
             outcomes = { ["named location of the refused address"] = "in a listed country",
                          ["spread of the user's refusals"] = "few addresses",
                          ["who or what keeps trying"] = "a burst" } },
}

example "inside the named location the place isn't the reason" {
  code   = 53003,
  given  = { named_location{ location = "Offices", by = "address", covers = true, trusted = true } },
  expect = { outcomes = { ["named location of the refused address"] = "inside" }, at_most = 40 },
}

example "everybody since the policy was switched on" {
  code   = 53003,
  now    = NOW,
  given  = { audit_event{ id = "a1", at = "2026-11-23T10:55:00Z", activity = "Update conditional access policy",
                          result = "success", actor = "admin@contoso.com", actor_kind = "admin", target = "CA12" },
             user_scope{ affected = "many" }, ticket{ worked_before = true } },
  expect = { top = "policy-changed", at_least = 80, first_step = "revert-policy-change",
             outcomes = { ["change of policies"] = "changed" } },
}

example "the scanner still speaks SMTP with a password" {
  code   = 53003,
  given  = { row(53003, { client = "legacy", country = "DE", app = "SMTP" }), result{ control = "block",
                                                                                      condition = "client" },
             row(0, { request_id = "r0", country = "DE", client = "browser", at = "2026-11-23T11:40:00Z" }),
             ticket{ keeps_happening = true } },
  expect = { top = "legacy-client", at_least = 80, first_step = "replace-legacy-client",
             outcomes = { ["what signs in"] = "old protocol", ["condition of the policy that refused"] = "client" } },
}

example "a risky user is blocked by policy" {   -- resetting the own password remedies the risk, and is cheap
  code   = 53003,
  given  = { result{ control = "block", condition = "user-risk" },
             user_account{ user = ANNA, exists = true, risk = "high", type = "member" },
             user_scope{ affected = "one" } },
  expect = { top = "risk-policy-blocks", at_least = 75, first_step = "reset-own-password",
             outcomes = { ["condition of the policy that refused"] = "risk", ["control that wasn't met"] = "block" } },
}

example "the conference room phone asks for a code" {
  code   = 53003,
  given  = { result{ control = "block", condition = "flow" }, row(53003, { protocol = "device-code",
                                                                           client = "modern" }) },
  expect = { top = "authentication-flow-blocked", at_least = 80, first_step = "sign-in-without-device-code",
             outcomes = { ["condition of the policy that refused"] = "flow" } },
}

example "Teams is allowed, SharePoint isn't" {
  code   = 53003,
  now    = NOW,
  given  = { result{ policy = "SharePoint block", control = "block", condition = "none" },
             conditional_access_policy{ policy = "SharePoint block", state = "on", control = "block",
                                        targets_user = true,
                                        targets_app = false, modified = "2026-03-01T10:00:00Z" },
             tried{ test = "other-application", result = "works" }, user_scope{ affected = "many" } },
  expect = { top = "service-dependency", at_least = 70, first_step = "align-dependent-policies",
             outcomes = { ["what the refusing policy aims at"] = "a service behind it",
                          ["condition of the policy that refused"] = "none", ["change of policies"] = "unchanged" } },
}

example "the policy does cover the application" {
  code   = 53003,
  given  = { result{ policy = "CA30", control = "block", condition = "location" },
             conditional_access_policy{ policy = "CA30", state = "on", control = "block", targets_app = true } },
  expect = { outcomes = { ["what the refusing policy aims at"] = "the application" } },
}

example "the exclusion group was tidied up" {
  code   = 53003,
  now    = NOW,
  given  = { audit_event{ id = "a1", at = "2026-11-23T08:00:00Z", activity = "Remove member from group",
                          actor = "hr-sync",
                          actor_kind = "application", target = ANNA },
             conditional_access_policy{ policy = "CA12", state = "on", control = "block", targets_user = true,
                                        modified = "2026-01-10T10:00:00Z" },
             result{ control = "block", condition = "none" },
             user_scope{ affected = "one" }, ticket{ worked_before = true } },
  expect = { top = "user-newly-in-scope", at_least = 55, first_step = "correct-policy-membership",
             outcomes = { ["the user's groups and roles"] = "moved" } },
}

example "no change of groups" {
  code   = 53003,
  given  = { complete.audit_event{ } },
  expect = { outcomes = { ["the user's groups and roles"] = "the same", ["change of policies"] = "unchanged" } },
}

example "risk and suspicion in an old message" {
  code   = 50131,
  given  = { error_text{ code = 50131, text = "The request was blocked due to suspicious activity." },
             user_account{ user = ANNA, exists = true, risk = "medium" } },
  expect = { top = "risk-policy-blocks", at_least = 75, first_step = "reset-own-password",
             outcomes = { ["device state named by the refusal"] = "suspicion" } },
}

example "Device is not in required device state: known" {
  code   = 50131,
  given  = { error_text{ code = 50131, text = "Device is not in required device state: known." },
             user_scope{ affected = "many" } },
  expect = { top = "classic-policy-left", at_least = 55,
             outcomes = { ["device state named by the refusal"] = "known" } },
}

example "Device is not in required device state: compliant" {
  code   = 50131,
  now    = NOW,
  given  = { error_text{ code = 50131, text = "Device is not in required device state: compliant." },
             device{ device_id = "d1", exists = true, managed = true, compliant = false, join = "joined",
                     last_check_in = "2026-11-23T10:00:00Z", registered = "2025-01-01T10:00:00Z" } },
  expect = { top = "device-noncompliant", at_least = 75, first_step = "fix-noncompliant-setting",
             outcomes = { ["device state named by the refusal"] = "a state" } },
}

example "50131, healthy device, Chrome" {
  code   = 50131,
  given  = { row(50131, { device_id = "none", client = "browser" }), ticket{ with = "chrome" },
             tried{ test = "other-browser", result = "works" } },
  expect = { top = "browser-hides-device", at_least = 70 },
}

example "50131 and no primary refresh token" {
  code   = 50131,
  given  = { device_status{ joined = true, domain_joined = true, device_auth = "success", has_token = false } },
  expect = { top = "device-token-missing", at_least = 55, first_step = "refresh-device-token" },
}

example "Azure CLI in a container, platform Unknown" {
  code   = 50005,
  given  = { error_text{ code = 50005, text = "User tried to log in to a device from a platform (Unknown) that's " ..
                         "currently not supported through Conditional Access policy." },
             ticket{ with = "command-line", on = "virtual-machine" } },
  expect = { top = "platform-unknown", at_least = 80, first_step = "sign-in-without-device-code",
             outcomes = { ["platform named by the refusal"] = "unknown" } },
}

example "a Chromebook" {
  code   = 50005,
  given  = { error_text{ code = 50005, text = "User tried to log in to a device from a platform (ChromeOS) that's " ..
                         "currently not supported through Conditional Access policy." },
             ticket{ with = "chrome", on = "own-computer" },
             result{ control = "block", condition = "platform" } },
  expect = { top = "platform-not-allowed", at_least = 80, first_step = "use-allowed-platform",
             outcomes = { ["platform named by the refusal"] = "named",
                          ["condition of the policy that refused"] = "platform" } },
}

example "all automation stops on the day of the new policy" {
  code   = 50005,
  now    = NOW,
  given  = { audit_event{ id = "a1", at = "2026-11-23T07:00:00Z", activity = "Add conditional access policy",
                          actor = "admin@contoso.com", actor_kind = "admin" },
             user_scope{ affected = "many" }, ticket{ worked_before = true } },
  expect = { top = "policy-changed", at_least = 70, first_step = "revert-policy-change" },
}

example "an odd user agent from abroad" {
  code   = 50005,
  given  = { row(50005, { country = "RU" }), row(0, { request_id = "r0", country = "DE", at = "2026-11-23T11:40:00Z" }),
             error_frequency{ code = 50005, user = ANNA, window = "24h", attempts = 40, addresses = 9,
                              rhythm = "scattered" },
             user_account{ user = ANNA, exists = true, risk = "high" } },
  expect = { top = "attacker-has-password", at_least = 70, first_step = "answer-leaked-password" },
}

example "a security policy stops a device code" {
  code   = 530032,
  given  = { row(530032, { protocol = "device-code", client = "modern" }),
             conditional_access_result{ request_id = "r1", policy = "Microsoft-managed: Block device code flow",
                                        result = "failure", control = "block", condition = "flow" } },
  expect = { top = "authentication-flow-blocked", at_least = 80 },
}

example "a security policy stops a stranger" {
  code   = 530032,
  given  = { row(530032, { country = "BR", client = "browser" }),
             row(0, { request_id = "r0", country = "DE", at = "2026-11-23T11:40:00Z" }),
             error_frequency{ code = 530032, user = ANNA, window = "24h", attempts = 12, addresses = 5,
                              rhythm = "burst" } },
  expect = { top = "attacker-has-password", at_least = 75, first_step = "answer-leaked-password" },
}

example "a security policy and a risky user at the desk" {
  code   = 530032,
  given  = { user_account{ user = ANNA, exists = true, risk = "high" },
             row(530032, { country = "DE", client = "browser" }),
             row(0, { request_id = "r0", country = "DE", at = "2026-11-22T11:40:00Z" }) },
  expect = { top = "risk-policy-blocks", at_least = 70, first_step = "reset-own-password" },
}

example "a Microsoft-managed policy came into force" {
  code   = 530032,
  now    = NOW,
  given  = { conditional_access_policy{ policy = "Microsoft-managed", state = "on", control = "block",
                                        modified = "2026-11-22T06:00:00Z" },
             user_scope{ affected = "many" } },
  expect = { top = "policy-changed", at_least = 60 },
}

example "50137 and a page that asks for a new password" {
  code   = 50137,
  given  = { ticket{ with = "edge", keeps_happening = false },
             sign_in_sequence{ correlation_id = "c1", code = 50137, final = "success" } },
  expect = { top = "secure-password-change-due", at_least = 85, first_step = "change-password-in-browser",
             outcomes = { ["end of the interrupted sign-in"] = "success" } },
}

local function policy(fields)
  fields.policy, fields.state = fields.policy or "CA12", fields.state or "on"
  return conditional_access_policy(fields)
end

example "the VPN is green at home and the row has the home line's address" {
  code   = 53003,
  given  = { result{ control = "block" }, policy{ condition = "location" },
             row(53003, { country = "DE", address = "203.0.113.77", client = "browser" }),
             row(0, { request_id = "r0", country = "DE", at = "2026-11-20T09:00:00Z" }),
             named_location{ location = "Offices", by = "address", covers = false, trusted = true, has_ipv6 = true },
             ticket{ action = "sign-in", place = "home", vpn = true } },
  expect = { top = "vpn-leaves-sign-in-out", at_least = 70, first_step = "send-sign-in-through-vpn",
             outcomes = { ["where the user sat"] = "at home",
                          ["the company's VPN during the refusal"] = "connected",
                          ["condition of the policy that refused"] = "location" } },
}

example "in the office, without VPN, over an IPv6 line that only exists since Monday" {
  code   = 53003,
  given  = { result{ control = "block" }, policy{ condition = "location" },
             row(53003, { country = "DE", address = "2001:db8:77::5" }),
             named_location{ location = "Offices", by = "address", covers = false, trusted = true, has_ipv6 = true },
             ticket{ action = "sign-in", place = "office", vpn = false } },
  expect = { top = "named-location-gap", at_least = 70, first_step = "add-address-to-named-location",
             outcomes = { ["where the user sat"] = "the office", ["address family of the refused sign-in"] = "IPv6",
                          ["the company's VPN during the refusal"] = "not connected" } },
}

example "at a customer's abroad, the log names the policy and the policy its condition" {
  code   = 53003,
  given  = { result{ control = "block" }, policy{ condition = "location", modified = "2026-03-02T08:00:00Z" },
             ticket{ action = "sign-in", place = "journey", vpn = false }, user_scope{ affected = "one" } },
  expect = { top = "location-not-allowed", at_least = 85, first_step = "sign-in-from-allowed-network",
             outcomes = { ["where the user sat"] = "on a journey" } },
}

example "report-only until last night" {
  code   = 53003,
  now    = NOW,
  given  = { audit_event{ id = "a1", at = "2026-11-22T21:40:00Z", activity = "Update conditional access policy",
                          result = "success", actor = "mia@contoso.com", target = "CA12", property = "state",
                          old = "report-only", new = "on" },
             user_scope{ affected = "many" }, ticket{ action = "sign-in", worked_before = true } },
  expect = { top = "policy-changed", at_least = 75, first_step = "revert-policy-change",
             outcomes = { ["change of policies"] = "switched on" } },
}

example "a new policy that was never report-only overturns the guess of a journey" {
  code   = 53003,
  now    = NOW,
  given  = { result{ control = "block" }, policy{ condition = "none", modified = "2026-11-23T07:00:00Z" },
             user_scope{ affected = "many" }, ticket{ action = "sign-in", place = "home" } },
  expect = { top = "policy-changed", at_least = 80, outcomes = { ["change of policies"] = "changed" } },
}

-- Conditional Access refused and lists no policy: the reader may not see policies, and nothing follows for the user.
example "a help desk without the right to read policies" {
  code   = 53003,
  given  = { row(53003, { policy_result = "failure", country = "DE", client = "browser" }) },
  expect = { outcomes = { ["condition of the policy that refused"] = "open", ["control that wasn't met"] = "open" } },
}
