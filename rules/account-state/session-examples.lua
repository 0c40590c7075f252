-- 50057, 50133 and 50173: disabled accounts, revoked sessions.

local NOW = "2026-11-23T12:00:00Z"
local ANNA = "anna@contoso.com"
local function disabled(kind, actor)
  return audit_event{ id = "a1", at = "2026-11-23T08:00:00Z", activity = "Disable account", result = "success",
                      actor_kind = kind, actor = actor, target = ANNA }
end
local function revoked(kind, actor)
  return audit_event{ id = "a2", at = "2026-11-23T08:00:00Z", activity = "Update StsRefreshTokenValidFrom Timestamp",
                      result = "success",
                      actor_kind = kind, actor = actor, target = ANNA }
end
local function cloud(enabled, synced) return user_account{ user = ANNA, exists = true, enabled = enabled,
                                                           synced = synced } end
local function ad(enabled) return ad_account{ user = ANNA, exists = true, enabled = enabled } end

example "disabled in Active Directory" {
  code   = 50057,
  given  = { cloud(false, true), ad(false), disabled("sync", "ConnectSyncProvisioning_SYNC01"),
             ticket{ action = "sign-in" },
             error_frequency{ code = 50057, user = ANNA, window = "24h", attempts = 2, addresses = 1,
                              rhythm = "burst" } },
  expect = { top = "ad-account-disabled", at_least = 70, first_step = "enable-ad-account" },
}

example "sign-in blocked by an administrator" {
  code   = 50057,
  given  = { cloud(false, false), disabled("admin", "admin@contoso.com") },
  expect = { top = "account-disabled-in-cloud", at_least = 80, first_step = "enable-cloud-account" },
}

example "blocked in the cloud although Active Directory has it enabled" {
  code   = 50057,
  given  = { cloud(false, true), ad(true), disabled("admin", "admin@contoso.com") },
  expect = { top = "account-disabled-in-cloud", at_least = 50 },
}

example "the leaver's phone" {
  code   = 50057,
  given  = { cloud(false, true), ad(false),
             error_frequency{ code = 50057, user = ANNA, window = "24h", attempts = 96, addresses = 1,
                              rhythm = "regular" } },
  expect = { top = "leaver-device-keeps-trying", at_least = 50, first_step = "close-leaver-attempts" },
}

example "a lifecycle workflow with a wrong end date" {
  code   = 50057,
  given  = { cloud(false, false), disabled("application", "Azure Lifecycle Workflows"),
             user_scope{ affected = "few" } },
  expect = { top = "disabled-by-automation", at_least = 70, first_step = "enable-through-source" },
}

example "enabled ten minutes ago" {
  code   = 50057,
  given  = { cloud(false, true), ad(true), disabled("sync", "ConnectSyncProvisioning_SYNC01"),
             tried{ test = "domain-sign-in", result = "works" } },
  expect = { top = "enabled-not-synced-yet", at_least = 80, first_step = "run-delta-sync" },
}

example "an enabled account isn't the disabled one" {
  code   = 50057,
  given  = { cloud(true, true) },
  expect = { top = "other", outcomes = { ["where the account is disabled"] = "nowhere" } },
}

example "new password at lunch, old session in the afternoon" {
  code   = 50133,
  now    = NOW,
  given  = { audit_event{ id = "a3", at = "2026-11-23T10:58:00Z", activity = "Change user password", result = "success",
                          actor_kind = "user" },
             tried{ test = "fresh-sign-in", result = "works" } },
  expect = { top = "password-changed-session-revoked", at_least = 80, first_step = "sign-in-again" },
}

example "one application loops, the others have recovered" {
  code   = 50133,
  given  = { ticket{ password_changed_recently = true, keeps_happening = true },
             tried{ test = "other-application", result = "works" },
             tried{ test = "fresh-sign-in", result = "same-error" } },
  expect = { top = "app-ignores-revocation", at_least = 60, outcomes = { ["from a clean session"] = "fails" } },
}

example "sessions ended on purpose" {
  code   = 50133,
  given  = { revoked("admin", "admin@contoso.com") },
  expect = { top = "admin-revoked-sessions", at_least = 50, first_step = "sign-in-again" },
}

example "TokensValidFrom is the second of the change" {
  code   = 50173,
  now    = NOW,
  given  = { user_account{ user = ANNA, exists = true, sessions_revoked = "2026-11-23T07:31:10Z",
                           password_changed = "2026-11-23T07:31:09Z" },
             tried{ test = "fresh-sign-in", result = "works" },
             error_frequency{ code = 50173, user = ANNA, window = "24h", attempts = 3, addresses = 1,
                              rhythm = "single" } },
  expect = { top = "password-changed-session-revoked", at_least = 70, first_step = "sign-in-again" },
}

example "a flow of somebody who changed the password" {
  code   = 50173,
  given  = { ticket{ action = "unattended-job", worked_before = true, password_changed_recently = true },
             tried{ test = "other-application", result = "works" } },
  expect = { top = "connector-holds-old-token", at_least = 70, first_step = "reconnect-connector" },
}

example "an administrator pressed revoke" {
  code   = 50173,
  given  = { revoked("admin", "helpdesk1@contoso.com"),
             user_account{ user = ANNA, exists = true, sessions_revoked = "2026-11-23T08:00:00Z",
                           password_changed = "2026-05-02T09:00:00Z" } },
  expect = { top = "admin-revoked-sessions", at_least = 60, first_step = "sign-in-again" },
}

example "sign out everywhere, by the user" {
  code   = 50173,
  given  = { revoked("user", ANNA) },
  expect = { top = "user-signed-out-everywhere", at_least = 50 },
}

example "a security tool and a user at risk" {
  code   = 50173,
  given  = { revoked("application", "Contoso SOAR"), user_account{ user = ANNA, exists = true, risk = "high" } },
  expect = { top = "risk-response-revoked", at_least = 70, first_step = "remediate-user-risk" },
}

example "an application that doesn't ask" {
  code   = 50173,
  given  = { ticket{ action = "sign-in", keeps_happening = true },
             tried{ test = "other-application", result = "works" },
             tried{ test = "fresh-sign-in", result = "same-error" } },
  expect = { top = "app-ignores-revocation", at_least = 50, first_step = "clear-app-token-cache" },
}

example "nothing in the audit log" {
  code   = 50173,
  given  = { complete.audit_event{}, user_account{ user = ANNA, exists = true, risk = "none" } },
  expect = { at_most = 60,
             outcomes = { ["last change of password or sessions"] = "nothing", ["risk of the user"] = "no risk" } },
}

-- 500571: the facts are those of the tenant visited.
local GUEST = "kai_fabrikam.com#EXT#@contoso.onmicrosoft.com"
local function guest() return user_account{ user = GUEST, exists = true, enabled = false, type = "guest",
                                            synced = false } end
local function shut(kind, actor)
  return audit_event{ id = "g1", at = "2026-11-20T02:00:00Z", activity = "Disable account", result = "success",
                      actor = actor, actor_kind = kind, target = GUEST }
end

example "the quarterly access review swept a consultant out" {
  code   = 500571,
  given  = { guest(), shut("application", "Azure AD Access Reviews"), ticket{ worked_before = true },
             user_scope{ affected = "few" } },
  expect = { top = "disabled-by-automation", at_least = 80, first_step = "enable-through-source" },
}

example "an administrator blocked the supplier's engineer" {
  code   = 500571,
  given  = { guest(), shut("admin", "admin@contoso.com"), user_scope{ affected = "one" } },
  expect = { top = "account-disabled-in-cloud", at_least = 80, first_step = "enable-cloud-account" },
}

example "Teams asks for a customer's tenant long after the project" {
  code   = 500571,
  given  = { guest(), ticket{ keeps_happening = true, app = "Microsoft Teams" },
             error_frequency{ code = 500571, user = GUEST, window = "24h", attempts = 48, addresses = 1,
                              rhythm = "regular" } },
  expect = { top = "leaver-device-keeps-trying", at_least = 50, first_step = "close-leaver-attempts" },
}

example "the guest account is enabled again" {
  code   = 500571,
  given  = { user_account{ user = GUEST, exists = true, enabled = true, type = "guest", synced = false } },
  expect = { top = "other", outcomes = { ["state of the guest account"] = "enabled" } },
}

example "the help desk enabled it in the cloud, and the next cycle disabled it again" {
  code   = 50057,
  given  = { cloud(false, true), ad(false), disabled("sync", "ConnectSyncProvisioning_SYNC01"),
             audit_event{ id = "a4", at = "2026-11-23T07:41:00Z", activity = "Enable account", result = "success",
                          actor_kind = "admin", actor = "desk@contoso.com", target = ANNA } },
  expect = { top = "ad-account-disabled", at_least = 75, first_step = "enable-ad-account" },
}
