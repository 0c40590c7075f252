-- The policy and the state of the account in Active Directory: 120004, 120014.

local function refused(id)     -- the refusal of a writeback request, as the event log collector prints it
  return windows_event{ server = "SYNC01", source = "PasswordResetService", id = id, at = "2026-11-23T09:20:00Z",
                        user = "anna@contoso.com" }
end

example "the flag shows as a policy error" {
  code   = 120004,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    refused(33008),
    ad_account{ user = "anna@contoso.com", exists = true,
                cannot_change_password = true, password_set = "2025-02-11T08:00:00Z" },
  },
  expect = { top = "cannot-change-password-flag", at_least = 45,
             outcomes = { ["writeback request on the sync server"] = "policy" } },
}

example "a temporary password this morning, the change an hour later" {
  code   = 120004,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    ticket{ action = "change-password", password_changed_recently = true },
    refused(33008),
    ad_account{ user = "anna@contoso.com", exists = true, password_set = "2026-11-23T08:55:00Z",
                cannot_change_password = false },
    ad_password_policy{ source = "domain", min_age = "1d", history = 24, min_length = 8, complexity = true,
                        filter = "none" },
  },
  expect = { top = "ad-minimum-password-age", at_least = 75,
             outcomes = { ["age of the present password"] = "too young",
                          ["password filter on the domain controllers"] = "none",
                          ["policy that applies to the user"] = "domain",
                          ["password changed or reset lately"] = "yes" } },
}

example "no minimum age, no history: the password itself is the matter" {
  code   = 120004,
  given  = {
    error_frequency{ code = 120004, user = "anna@contoso.com", window = "24h", attempts = 2 },
    ad_password_policy{ source = "domain", min_age = "0s", history = 0, min_length = 14, complexity = true,
                        filter = "none" },
    ad_account{ user = "anna@contoso.com", exists = true, cannot_change_password = false },
  },
  expect = { top = "ad-password-complexity", at_least = 65, first_step = "choose-domain-password",
             outcomes = { ["password history of the policy"] = "not kept",
                          ["age of the present password"] = "old enough",
                          ["complexity of the policy"] = "strict", ["flag that forbids changes"] = "not set" } },
}

example "an old favourite in a domain without complexity" {
  code   = 120004,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    error_frequency{ code = 120004, user = "anna@contoso.com", window = "24h", attempts = 1 },
    ad_password_policy{ source = "domain", min_age = "1d", history = 24, min_length = 7, complexity = false,
                        filter = "none" },
    ad_account{ user = "anna@contoso.com", exists = true, password_set = "2026-08-30T07:12:00Z",
                cannot_change_password = false },
  },
  expect = { top = "ad-password-history", at_least = 60, first_step = "choose-unused-password",
             outcomes = { ["number of refused passwords"] = "one or two", ["complexity of the policy"] = "lenient",
                          ["password history of the policy"] = "kept" } },
}

example "the filter's log names the refusal" {
  code   = 120004,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    refused(33008),
    ad_password_policy{ source = "domain", min_age = "1d", history = 24, min_length = 8, complexity = true,
                        filter = "entra-password-protection" },
    ad_account{ user = "anna@contoso.com", exists = true, password_set = "2026-08-30T07:12:00Z" },
    windows_event{ server = "DC01", source = "Microsoft-AzureADPasswordProtection-DCAgent", id = 10016,
                   at = "2026-11-23T09:20:00Z" },
  },
  expect = { top = "password-filter-rejects", at_least = 60,
             outcomes = { ["password filter on the domain controllers"] = "refused it" } },
}

example "a new role brings a fine-grained policy" {
  code   = 120004,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    error_frequency{ code = 120004, user = "anna@contoso.com", window = "24h", attempts = 6 },
    ad_password_policy{ source = "fine-grained", min_age = "1d", history = 24, min_length = 20, complexity = true,
                        filter = "other" },
    ad_account{ user = "anna@contoso.com", exists = true, password_set = "2026-09-14T07:12:00Z" },
  },
  expect = { top = "fine-grained-policy-stricter", at_least = 45,
             outcomes = { ["policy that applies to the user"] = "fine-grained",
                          ["number of refused passwords"] = "one after the other",
                          ["password filter on the domain controllers"] = "installed" } },
}

example "locked by too many tries" {
  code   = 120014,
  now    = "2026-11-23T10:00:00Z",
  given  = { refused(33006) },
  expect = { top = "ad-account-locked", at_least = 80,
             outcomes = { ["writeback request on the sync server"] = "locked" } },
}

example "the leaver process has disabled the account" {
  code   = 120014,
  now    = "2026-11-23T10:00:00Z",
  given  = { refused(33005) },
  expect = { top = "ad-account-disabled", at_least = 80,
             outcomes = { ["writeback request on the sync server"] = "disabled" } },
}
