-- The sync engine and its connector: 120016, 120020.

local function refused(id)     -- the refusal of a writeback request, as the event log collector prints it
  return windows_event{ server = "SYNC01", source = "PasswordResetService", id = id, at = "2026-11-23T09:20:00Z",
                        user = "anna@contoso.com" }
end

example "moved to an OU that isn't synchronised" {
  code   = 120016,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    refused(33002),
    ad_account{ user = "anna@contoso.com", exists = true, ou = "OU=NoSync,DC=contoso,DC=com" },
    user_account{ user = "anna@contoso.com", exists = true, created = "2023-05-02T08:00:00Z" },
    sync_object{ user = "anna@contoso.com", in_scope = false, connected = false },
  },
  expect = { top = "not-connected-in-sync", at_least = 70, first_step = "restore-user-in-sync",
             outcomes = { ["user in the sync engine"] = "not joined", ["account in Active Directory"] = "there",
                          ["writeback request on the sync server"] = "not found" } },
}

example "deleted on-premises, alive in the cloud" {
  code   = 120016,
  now    = "2026-11-23T10:00:00Z",
  given  = { refused(33002), ad_account{ user = "anna@contoso.com", exists = false } },
  expect = { top = "ad-account-deleted", at_least = 75, first_step = "restore-ad-account",
             outcomes = { ["account in Active Directory"] = "gone" } },
}

example "created this morning" {
  code   = 120016,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    ticket{ action = "change-password", new_account = true },
    user_account{ user = "neu@contoso.com", exists = true, created = "2026-11-23T07:40:00Z" },
    tried{ test = "again-after-two-minutes", result = "same-error" },
  },
  expect = { top = "new-account-not-confirmed", at_least = 50,
             outcomes = { ["age of the account"] = "new" } },
}

example "handed from one sync server to another" {
  code   = 120016,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    refused(33002),
    user_account{ user = "piet@fabrikam.com", exists = true, created = "2024-03-01T08:00:00Z" },
    sync_object{ user = "piet@fabrikam.com", connected = false, other_server = true },
  },
  expect = { top = "other-sync-tool-owns-user", at_least = 55,
             outcomes = { ["user in the sync engine"] = "elsewhere", ["age of the account"] = "old" } },
}

example "two enabled accounts after a forest migration" {
  code   = 120016,
  now    = "2026-11-23T10:00:00Z",
  given  = { refused(33003), sync_object{ user = "anna@contoso.com", connected = true, duplicate_anchor = true } },
  expect = { top = "duplicate-anchor", at_least = 90, first_step = "disable-duplicate-account",
             outcomes = { ["user in the sync engine"] = "two anchors",
                          ["writeback request on the sync server"] = "two matches" } },
}

example "a joined user whom writeback doesn't find" {
  code   = 120016,
  now    = "2026-11-23T10:00:00Z",
  given  = { sync_object{ user = "anna@contoso.com", connected = true, in_scope = true },
             ad_account{ user = "anna@contoso.com", exists = true } },
  expect = { at_most = 80, outcomes = { ["user in the sync engine"] = "joined" } },
}

example "an organizational unit with a slash in its name" {
  code   = 120020,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_scope{ affected = "few", shared = "ou" },
    refused(33001),
    ad_account{ user = "anna@contoso.com", exists = true, ou = "OU=Sales/EMEA,OU=Users,DC=contoso,DC=com" },
  },
  expect = { top = "ou-reserved-characters", at_least = 85, first_step = "rename-ou",
             outcomes = { ["characters of the OU path"] = "reserved",
                          ["who is hit"] = "one organizational unit" } },
}

example "the second forest came after writeback" {
  code   = 120020,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_scope{ affected = "few", shared = "domain" },
    refused(33009),
    windows_event{ server = "SYNC01", source = "ADSync", id = 6329, at = "2026-11-23T09:20:00Z", hr = "8023061F" },
    ad_account{ user = "piet@fabrikam.com", exists = true, ou = "OU=Users,DC=fabrikam,DC=com" },
  },
  expect = { top = "forest-added-after-writeback", at_least = 85, first_step = "re-enable-writeback",
             outcomes = { ["hr of the failed writeback"] = "8023061F", ["who is hit"] = "one domain",
                          ["characters of the OU path"] = "plain",
                          ["writeback request on the sync server"] = "configuration" } },
}

example "the vault rotated the connector's password" {
  code   = 120020,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_scope{ affected = "all" },
    windows_event{ server = "SYNC01", source = "ADSync", id = 6000, at = "2026-11-23T09:00:00Z" },
    refused(33001),
  },
  expect = { top = "connector-credentials-invalid", at_least = 80, first_step = "update-connector-password",
             outcomes = { ["connector's own sign-in to Active Directory"] = "refused" } },
}

example "a vault with a very long password" {
  code   = 120020,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_scope{ affected = "all" },
    refused(33001),
    windows_event{ server = "SYNC01", source = "ADSync", id = 6329, at = "2026-11-23T09:20:00Z", hr = "800700CE" },
  },
  expect = { top = "connector-password-too-long", at_least = 70, first_step = "shorten-connector-password",
             outcomes = { ["hr of the failed writeback"] = "800700CE" } },
}

example "LDAP signing was switched off in the connector" {
  code   = 120020,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_scope{ affected = "all" },
    windows_event{ server = "SYNC01", source = "ADSync", id = 6329, at = "2026-11-23T09:20:00Z", hr = "8023062C" },
  },
  expect = { top = "ldap-traffic-unsigned", at_least = 80, first_step = "sign-ldap-traffic",
             outcomes = { ["hr of the failed writeback"] = "8023062C" } },
}

example "a cloud-only user, so nothing on-premises can be the reason" {
  code   = 120020,
  given  = { user_account{ user = "anna@contoso.com", exists = true, synced = false } },
  expect = { top = "sspr-service-fault", at_least = 55,
             outcomes = { ["source of the account"] = "cloud only" } },
}

example "the preferred domain controller was retired" {
  code   = 120020,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_scope{ affected = "all" },
    refused(33001),
    windows_event{ server = "SYNC01", source = "ADSync", id = 6329, at = "2026-11-23T09:20:00Z", hr = "80230818" },
    port_status{ from = "SYNC01", host = "dc03.contoso.com", port = 389, state = "dns-failed" },
  },
  expect = { top = "dc-unreachable", at_least = 80 },
}

example "an account in each of two forests since the merger" {
  code   = 120020,
  now    = "2026-11-23T10:00:00Z",
  given  = { user_scope{ affected = "one" }, refused(33003),
             sync_object{ user = "anna@contoso.com", in_scope = true, connected = true, duplicate_anchor = true } },
  expect = { top = "duplicate-anchor", at_least = 80, first_step = "disable-duplicate-account" },
}
