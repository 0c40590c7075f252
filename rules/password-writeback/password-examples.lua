-- The current and the new password: 120000, 120002, 120003, 120005, 120011, 120018.

example "typed in sight, the current password is right" {
  code   = 120000,
  given  = { user_scope{ affected = "one" }, tried{ test = "password-typed-visibly", result = "works" } },
  expect = { top = "mistyped-current-password", at_least = 60, first_step = "retype-current-password",
             outcomes = { ["password typed where it can be read"] = "works" } },
}

example "the browser fills in last year's password" {
  code   = 120000,
  given  = {
    tried{ test = "private-window", result = "works" },
    ticket{ action = "change-password", password_changed_recently = true },
    tried{ test = "domain-sign-in", result = "works" },
  },
  expect = { top = "autofilled-old-password", at_least = 45, outcomes = { ["from a clean session"] = "works",
             ["the same password elsewhere"] = "is right" } },
}

example "a reset in the Microsoft 365 admin center overturns the typing error" {
  code   = 120000,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_account{ user = "anna@contoso.com", exists = true, synced = true },
    audit_event{ id = "a-77", at = "2026-11-20T14:02:00Z", activity = "Reset password (by admin)", result = "success",
                 actor_kind = "admin", target = "anna@contoso.com", agent = "none" },
    tried{ test = "domain-sign-in", result = "same-error" },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 33007, at = "2026-11-23T09:44:00Z",
                   user = "anna@contoso.com" },
  },
  expect = { top = "passwords-diverged", at_least = 85, first_step = "reset-with-writeback",
             outcomes = { ["last reset by an administrator"] = "cloud only",
                          ["source of the account"] = "synchronised",
                          ["the same password elsewhere"] = "is wrong",
                          ["writeback request on the sync server"] = "wrong current password" } },
}

example "the help desk set a password in the domain four minutes ago" {
  code   = 120000,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    ticket{ action = "change-password", password_changed_recently = true },
    ad_account{ user = "anna@contoso.com", exists = true, password_set = "2026-11-23T09:56:00Z" },
    tried{ test = "password-typed-visibly", result = "same-error" },
  },
  expect = { top = "ad-password-change-not-synced", at_least = 75, first_step = "wait-password-sync",
             outcomes = { ["password set in Active Directory"] = "minutes ago",
                          ["password typed where it can be read"] = "fails" } },
}

example "a written-back reset and an old password in the domain" {
  code   = 120000,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    ticket{ action = "change-password", password_changed_recently = false },
    ad_account{ user = "anna@contoso.com", exists = true, password_set = "2026-11-02T09:00:00Z" },
    audit_event{ id = "a-78", at = "2026-11-02T09:00:00Z", activity = "Reset password (by admin)", result = "success",
                 agent = "connect-sync", target = "anna@contoso.com" },
  },
  expect = { top = "mistyped-current-password", at_least = 60,
             outcomes = { ["last reset by an administrator"] = "written back",
                          ["password set in Active Directory"] = "earlier",
                          ["password changed or reset lately"] = "no" } },
}

example "seven letters" {
  code   = 120002,
  given  = {
    user_account{ user = "kim@contoso.com", exists = true, synced = false },
    tried{ test = "password-typed-visibly", result = "works" },
    error_frequency{ code = 120002, user = "kim@contoso.com", window = "24h", attempts = 1 },
  },
  expect = { top = "weak-new-password", at_least = 85, first_step = "choose-cloud-password" },
}

example "umlauts overturn the weak password" {
  code   = 120002,
  given  = {
    tried{ test = "password-typed-visibly", result = "same-error" },
    error_frequency{ code = 120002, user = "joerg@contoso.com", window = "24h", attempts = 9 },
    user_account{ user = "joerg@contoso.com", exists = true, synced = true },
  },
  expect = { top = "unsupported-password-characters", at_least = 60, first_step = "choose-plain-characters" },
}

example "the same password once more" {
  code   = 120002,
  given  = {
    tried{ test = "password-typed-visibly", result = "same-error" },
    error_frequency{ code = 120002, user = "kim@contoso.com", window = "24h", attempts = 1 },
    user_account{ user = "kim@contoso.com", exists = true, synced = false },
  },
  expect = { at_most = 70, outcomes = { ["number of refused passwords"] = "one or two" } },
}

example "a forced change, and the user wants to keep the password" {
  code   = 120002,
  given  = {
    ticket{ action = "change-password", password_had_before = true },
    error_frequency{ code = 120002, user = "kim@contoso.com", window = "24h", attempts = 1 },
    tried{ test = "password-typed-visibly", result = "same-error" },
    user_account{ user = "kim@contoso.com", exists = true, synced = false },
  },
  expect = { top = "reused-last-password", at_least = 45, first_step = "choose-unused-password" },
}

example "never had the refused password before" {
  code   = 120002,
  given  = { ticket{ action = "change-password", password_had_before = false } },
  expect = { top = "weak-new-password", at_least = 70, outcomes = { ["new password had before"] = "never had" } },
}

example "the sign-in name is in it" {
  code   = 120003,
  given  = { tried{ test = "password-typed-visibly", result = "works" } },
  expect = { top = "name-in-password", at_least = 80, first_step = "choose-password-without-names" },
}

example "a name in disguise" {
  code   = 120003,
  given  = {
    tried{ test = "password-typed-visibly", result = "same-error" },
    error_frequency{ code = 120003, user = "poll@contoso.com", window = "24h", attempts = 6 },
  },
  expect = { top = "name-part-in-password", at_least = 50 },
}

example "seen too many times" {
  code   = 120018,
  given  = { error_text{ code = 120018,
                         text = "We've seen that password too many times before. Choose something harder to guess." } },
  expect = { top = "banned-password", at_least = 75, first_step = "choose-unlisted-password",
             outcomes = { ["words of the refusal"] = "Microsoft's list" } },
}

example "the tenant's own list overturns Microsoft's" {
  code   = 120018,
  given  = {
    error_text{ code = 120018, text = "it contains words or characters that have been blocked by your administrator" },
    user_scope{ affected = "few" },
  },
  expect = { top = "custom-banned-word", at_least = 75, outcomes = { ["words of the refusal"] = "tenant's list" } },
}

example "the temporary password was faster than its synchronisation" {
  code   = 120005,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    feature_setting{ feature = "pass-through", enabled = true },
    ticket{ action = "sign-in", password_changed_recently = true },
    tried{ test = "again-after-two-minutes", result = "works" },
  },
  expect = { top = "temporary-password-not-synced", at_least = 70, first_step = "sign-in-with-new-password",
             outcomes = { ["where the password is checked (change)"] = "pass-through" } },
}

example "written on-premises, the cloud a little later" {
  code   = 120005,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    feature_setting{ feature = "pass-through", enabled = false },
    windows_event{ server = "SYNC01", source = "PasswordResetService", id = 31007, at = "2026-11-23T09:50:00Z",
                   user = "anna@contoso.com" },
    tried{ test = "again-after-two-minutes", result = "works" },
  },
  expect = { top = "cloud-update-failed-after-writeback", at_least = 75,
             outcomes = { ["where the password is checked (change)"] = "elsewhere",
                          ["writeback request on the sync server"] = "written" } },
}

example "the cloud never takes the password over" {
  code   = 120005,
  given  = {
    feature_setting{ feature = "pass-through", enabled = false },
    tried{ test = "again-after-two-minutes", result = "same-error" },
    tried{ test = "password-typed-visibly", result = "same-error" },
  },
  expect = { top = "unsupported-password-characters", at_least = 40, first_step = "choose-plain-characters" },
}

example "a page that had been open since yesterday" {
  code   = 120011,
  given  = { tried{ test = "fresh-sign-in", result = "works" } },
  expect = { top = "stale-change-page", at_least = 75, first_step = "reopen-change-page" },
}

example "renamed three days ago" {
  code   = 120011,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_account{ user = "anna.berg@contoso.com", exists = true, renamed = "2026-11-20T08:00:00Z" },
    tried{ test = "private-window", result = "same-error" },
  },
  expect = { top = "user-renamed", at_least = 75, first_step = "tell-sign-in-name",
             outcomes = { ["sign-in name changed"] = "yes", ["from a clean session"] = "fails" } },
}

example "nobody was renamed and a clean session fails" {
  code   = 120011,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_account{ user = "anna@contoso.com", exists = true, renamed = "2021-05-01T08:00:00Z" },
    tried{ test = "private-window", result = "same-error" },
    tried{ test = "again-after-two-minutes", result = "works" },
  },
  expect = { top = "sspr-service-fault", at_least = 50, outcomes = { ["sign-in name changed"] = "no" } },
}
