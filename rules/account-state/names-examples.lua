-- 50034: which name, which directory.

local NOW = "2026-11-23T12:00:00Z"
local function nobody(name, more)
  more = more or {}
  return user_account{ user = name, exists = false, deleted = more.deleted or false, similar = more.similar or "none",
                       other_tenant = more.other_tenant or false }
end

example "a letter is missing" {
  code   = 50034,
  given  = { nobody("ana@contoso.com", { similar = "anna@contoso.com" }), user_scope{ affected = "one" },
             error_frequency{ code = 50034, user = "ana@contoso.com", window = "24h", attempts = 2, addresses = 1,
                              rhythm = "burst" } },
  expect = { top = "wrong-username", at_least = 70, first_step = "retype-sign-in-name",
             outcomes = { ["what the tenant knows of the name"] = "near a name" } },
}

example "a slip behind the @ isn't a stranger" {
  code   = 50034,
  given  = { nobody("anna@contosso.com", { similar = "anna@contoso.com", other_tenant = true }),
             ticket{ worked_before = true } },
  expect = { top = "wrong-username", at_least = 70 },
}

example "nobody has the name, in either directory" {
  code   = 50034,
  given  = { nobody("svc-reprot@contoso.com"), ad_account{ user = "svc-reprot@contoso.com", exists = false } },
  expect = { top = "wrong-username", at_least = 40,
             outcomes = { ["the unknown name in Active Directory"] = "not there" } },
}

example "the mail address isn't the sign-in name" {
  code   = 50034,
  given  = { nobody("anna.maier@contoso.com"),
             user_account{ user = "a.maier@contoso.com", exists = true, enabled = true, synced = true } },
  expect = { top = "address-not-sign-in-name", at_least = 70, first_step = "tell-sign-in-name" },
}

example "the suffix isn't verified, so the cloud made another name" {
  code   = 50034,
  given  = { nobody("ben@fabrikam.local"), ad_account{ user = "ben@fabrikam.local", exists = true },
             user_account{ user = "ben@contoso.onmicrosoft.com", exists = true, on_prem_name = "ben@fabrikam.local" },
             user_scope{ affected = "many" } },
  expect = { top = "address-not-sign-in-name", at_least = 70 },
}

example "renamed last week, and the phone still has the old name" {
  code   = 50034,
  now    = NOW,
  given  = { nobody("anna.schmidt@contoso.com"), ticket{ keeps_happening = true },
             user_account{ user = "anna.maier@contoso.com", exists = true, renamed = "2026-11-16T09:00:00Z" } },
  expect = { top = "user-renamed", at_least = 70, first_step = "tell-sign-in-name" },
}

example "the user was deleted on Friday" {
  code   = 50034,
  now    = NOW,
  given  = { nobody("carl@contoso.com", { deleted = true }), ticket{ worked_before = true, new_account = false } },
  expect = { top = "deleted-user", at_least = 70, first_step = "restore-deleted-user" },
}

example "a new starter, created ten minutes ago" {
  code   = 50034,
  given  = { nobody("dora@contoso.com"), ad_account{ user = "dora@contoso.com", exists = true },
             ticket{ new_account = true },
             sync_object{ user = "dora@contoso.com", in_scope = true, connected = true, export_error = "none" } },
  expect = { top = "not-synced-yet", at_least = 70, first_step = "run-delta-sync" },
}

example "a new starter in an OU that isn't synchronised" {
  code   = 50034,
  given  = { nobody("emil@contoso.com"), ad_account{ user = "emil@contoso.com", exists = true },
             ticket{ new_account = true },
             sync_object{ user = "emil@contoso.com", in_scope = false } },
  expect = { top = "sync-leaves-user-out", at_least = 70, first_step = "restore-user-in-sync",
             outcomes = { ["the account on its way to the cloud"] = "left out" } },
}

example "the export of the new account ends in an error" {
  code   = 50034,
  given  = { nobody("fay@contoso.com"), ad_account{ user = "fay@contoso.com", exists = true },
             sync_object{ user = "fay@contoso.com", in_scope = true, connected = true,
                          export_error = "AttributeValueMustBeUnique" } },
  expect = { top = "sync-leaves-user-out", at_least = 60,
             outcomes = { ["the account on its way to the cloud"] = "export error" } },
}

example "a partner follows a link from a colleague" {
  code   = 50034,
  given  = { nobody("guido@fabrikam.com", { other_tenant = true }), ticket{ worked_before = false, new_account = true },
             user_scope{ affected = "one" } },
  expect = { top = "guest-not-invited", at_least = 70, first_step = "invite-guest" },
}

example "our user is healthy, and a supplier's application asks another directory" {
  code   = 50034,
  given  = { user_account{ user = "anna@contoso.com", exists = true, enabled = true, type = "member" },
             tried{ test = "other-application", result = "works" },
             user_scope{ affected = "many", shared = "application" } },
  expect = { top = "wrong-tenant", at_least = 70, first_step = "choose-right-directory" },
}

example "a list of names is tried from abroad" {
  code   = 50034,
  given  = { nobody("info1987@contoso.com"),
             error_frequency{ code = 50034, window = "24h", attempts = 3100, users = 2900, addresses = 40,
                              trend = "new" } },
  expect = { top = "username-enumeration", at_least = 50,
             outcomes = { ["accounts that fail in the tenant"] = "a wave" } },
}

example "an application that nobody else fails in speaks for the name" {
  code   = 50034,
  given  = { tried{ test = "other-application", result = "same-error" },
             error_frequency{ code = 50034, window = "24h", attempts = 3, users = 1, trend = "steady" } },
  expect = { at_most = 60, outcomes = { ["another application"] = "fails",
                                        ["accounts that fail in the tenant"] = "hardly anyone" } },
}
