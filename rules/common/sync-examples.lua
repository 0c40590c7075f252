-- A sync server that Microsoft doesn't serve any more.

local NOW = "2026-12-01T09:00:00Z"
local OLD = sync_server{ server = "SYNC01", version = "2.4.27.0", staging = false, scheduler = true, hash_sync = true,
                         hash_sync_heartbeat = "2026-09-30T04:40:00Z" }
local NEW = sync_server{ server = "SYNC01", version = "2.5.190.0", staging = false, scheduler = true }

example "nobody hired since October can sign in" {
  code   = 50034,
  now    = NOW,
  given  = { user_account{ user = "new@contoso.com", exists = false, deleted = false, similar = "none", other_tenant = false },
             ad_account{ user = "new@contoso.com", exists = true }, OLD },
  expect = { top = "sync-server-outdated", at_least = 60, first_step = "upgrade-entra-connect",
             outcomes = { ["version of the sync server"] = "too old" } },
}

example "the same, and the server is up to date" {
  code   = 50034,
  now    = NOW,
  given  = { user_account{ user = "new@contoso.com", exists = false, deleted = false, similar = "none", other_tenant = false },
             ad_account{ user = "new@contoso.com", exists = true }, ticket{ new_account = true }, NEW },
  expect = { top = "not-synced-yet", at_least = 60, outcomes = { ["version of the sync server"] = "new enough" } },
}

example "a new account came over before the deadline, its password never did" {
  code   = 50056,
  now    = NOW,
  given  = { user_account{ user = "new@contoso.com", exists = true, synced = true }, OLD,
             feature_setting{ feature = "password-hash-sync", enabled = true }, user_scope{ affected = "few" } },
  expect = { top = "sync-server-outdated", at_least = 50, first_step = "upgrade-entra-connect" },
}

example "the federated newcomer is unknown in the cloud" {
  code   = 51004,
  now    = NOW,
  given  = { error_text{ code = 51004, user = "q0d8Y3v9TkGm1lJf3Q2w7A==" }, OLD, user_scope{ affected = "few" } },
  expect = { top = "sync-server-outdated", at_least = 50, first_step = "upgrade-entra-connect" },
}

example "Windows knows the newcomer, the cloud doesn't" {
  code   = 81011,
  now    = NOW,
  given  = { sso_client{ user_matches = true, sid_in_cloud = false }, OLD },
  expect = { top = "sync-server-outdated", at_least = 50 },
}

example "a newcomer's ticket, and a server of last year" {
  code   = 81013,
  now    = NOW,
  given  = { sso_client{ user_matches = true, sid_in_cloud = false }, OLD },
  expect = { top = "sync-server-outdated", at_least = 50 },
}
