-- The user's own side: 80004 and 80012, and what the agent's trace says of one account.

local function in_domain(result) return tried{ test = "domain-sign-in", result = result } end

example "the cloud name and the name in Active Directory differ" {
  code   = 80004,
  given  = { user_scope{ affected = "one" }, in_domain("works"), ticket{ worked_before = false },
             user_account{ user = "anna@contoso.com", exists = true, on_prem_name = "anna@corp.contoso.local" } },
  expect = { top = "upn-mismatch-on-prem", at_least = 80, first_step = "align-upn" },
}

example "the user typed a name that nobody has" {
  code   = 80004,
  given  = { user_scope{ affected = "one" },
             user_account{ user = "ana@contoso.com", exists = false, similar = "anna@contoso.com" } },
  expect = { top = "sign-in-name-malformed", at_least = 80, first_step = "retype-sign-in-name" },
}

example "renamed in Active Directory this morning" {
  code   = 80004,
  given  = { user_scope{ affected = "one" }, ticket{ worked_before = true },
             user_account{ user = "anna.maier@contoso.com", exists = true, on_prem_name = "anna.maier@contoso.com" },
             ad_account{ user = "anna.maier@contoso.com", exists = false },
             sync_object{ user = "anna.maier@contoso.com", connected = true } },
  expect = { top = "upn-rename-not-synced", at_least = 60 },
}

example "the account in Active Directory was deleted" {
  code   = 80004,
  given  = { user_scope{ affected = "one" }, ticket{ worked_before = true }, in_domain("other-error"),
             user_account{ user = "ben@contoso.com", exists = true, on_prem_name = "ben@contoso.com" },
             ad_account{ user = "ben@contoso.com", exists = false },
             sync_object{ user = "ben@contoso.com", connected = false } },
  expect = { top = "ad-account-deleted", at_least = 80, first_step = "restore-ad-account" },
}

example "equal names speak against a mismatch" {
  code   = 80004,
  given  = { user_account{ user = "Anna@contoso.com", exists = true, on_prem_name = "anna@contoso.com" },
             ad_account{ user = "anna@contoso.com", exists = true } },
  expect = { outcomes = { ["name in both directories"] = "same name" } },
}

example "an evening sign-in against the logon hours" {
  code   = 80012,
  given  = { user_scope{ affected = "one" }, ticket{ action = "sign-in" },
             ad_account{ user = "anna@contoso.com", exists = true, logon_hours = "denied-now" } },
  expect = { top = "logon-hours-enforced", at_least = 70 },
}

example "the early shift fails since the clocks were changed" {
  code   = 80012,
  given  = { user_scope{ affected = "many", shared = "site" }, ticket{ action = "sign-in", worked_before = true },
             error_frequency{ code = 80012, window = "24h", attempts = 60, users = 35, rhythm = "burst" },
             ad_account{ user = "anna@contoso.com", exists = true, logon_hours = "denied-now" } },
  expect = { top = "logon-hours-shifted", at_least = 65, first_step = "change-logon-hours" },
}

example "a scanner tries every ten minutes through the night" {
  code   = 80012,
  given  = { error_frequency{ code = 80012, user = "scan@contoso.com", window = "24h", attempts = 84, addresses = 1,
                              rhythm = "regular" },
             ad_account{ user = "scan@contoso.com", exists = true, logon_hours = "allowed-now" } },
  expect = { top = "out-of-hours-device", at_least = 70, first_step = "sign-in-device-within-hours" },
}

example "no logon hours on the account that was named" {
  code   = 80012,
  given  = { ad_account{ user = "anna@contoso.com", exists = true, logon_hours = "unlimited" } },
  expect = { top = "other", outcomes = { ["logon hours of the account"] = "unlimited" } },
}

example "the trace's 1328 fits logon hours" {
  code   = 80012,
  given  = { agent_error{ server = "PTA01", win32 = 1328, at = "2026-11-23T05:10:00Z" } },
  expect = { outcomes = { ["reason in the agent's trace"] = "logon hours" } },
}

-- One account's answer counts only at the minute of the user's error.
local function answered(win32)
  return { error_text{ code = 50126, at = "2026-11-23T11:00:30Z" },
           agent_error{ server = "PTA01", win32 = win32, at = "2026-11-23T11:00:28Z" } }
end

example "wrong name or password, says Active Directory" {
  code = 80004, given = answered(1326),
  expect = { outcomes = { ["Active Directory's answer for this sign-in"] = "wrong name or password" } },
}

example "password expired, says Active Directory" {
  code = 50144, given = answered(1330),
  expect = { outcomes = { ["Active Directory's answer for this sign-in"] = "password expired" } },
}

example "new password needed, says Active Directory" {
  code = 50055, given = answered(1907),
  expect = { outcomes = { ["Active Directory's answer for this sign-in"] = "must change" } },
}

example "account disabled, says Active Directory" {
  code = 50057, given = answered(1331),
  expect = { outcomes = { ["Active Directory's answer for this sign-in"] = "disabled" } },
}

example "account locked, says Active Directory" {
  code = 50053, given = answered(1909),
  expect = { outcomes = { ["Active Directory's answer for this sign-in"] = "locked" } },
}

example "another user's wrong password an hour earlier says nothing" {
  code   = 80004,
  given  = { error_text{ code = 80004, at = "2026-11-23T11:00:30Z" },
             agent_error{ server = "PTA01", win32 = 1326, at = "2026-11-23T09:58:00Z" } },
  expect = { outcomes = { ["Active Directory's answer for this sign-in"] = "open" } },
}
