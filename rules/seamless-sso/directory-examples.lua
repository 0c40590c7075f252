-- 81002 to 81004, 81007, 81008, 81010, 50180: the computer account, its key, and the tenant's switch.

local NOW = "2026-11-23T12:00:00Z"
local function account(fields)
  fields.domain = "contoso.local"
  if fields.exists == nil then fields.exists = true end
  return sso_account(fields)
end
local function sound(fields) fields.enabled, fields.spn_ok = true, true return account(fields) end
local function event(text)
  return windows_event{ source = "Microsoft-Windows-Security-Auditing", id = 4769, text = text }
end

example "the key was rolled over this morning" {
  code   = 81002,
  now    = NOW,
  given  = { sound{ key_changed = "2026-11-23T07:00:00Z", encryption = "aes" }, user_scope{ affected = "one" },
             sso_client{ ticket = true, encryption = "aes256" } },
  expect = { top = "tickets-older-than-key", at_least = 70, first_step = "purge-kerberos-tickets",
             outcomes = { ["age of the Kerberos key"] = "hours", ["state of AZUREADSSOACC"] = "sound",
                          ["encryption of the account and the ticket"] = "in line" } },
}

example "a whole forest, fresh tickets, a key that nobody rolled over" {
  code   = 81002,
  now    = NOW,
  given  = { sound{ key_changed = "2026-11-18T07:00:00Z" }, user_scope{ affected = "all", shared = "domain" },
             event("Ticket Encryption Type: 0x12 Failure Code: 0x0") },
  expect = { top = "sso-key-out-of-step", at_least = 60, first_step = "roll-over-sso-key",
             outcomes = { ["age of the Kerberos key"] = "weeks",
                          ["ticket requests at the domain controller"] = "granted" } },
}

example "RC4 was forbidden and the account knows nothing else" {
  code   = 81003,
  now    = NOW,
  given  = { sound{ key_changed = "2024-02-01T07:00:00Z", encryption = "rc4" }, event("Failure Code: 0xE") },
  expect = { top = "sso-encryption-mismatch", at_least = 85, first_step = "align-sso-encryption",
             outcomes = { ["ticket requests at the domain controller"] = "encryption refused",
                          ["encryption of the account and the ticket"] = "RC4 alone",
                          ["age of the Kerberos key"] = "months" } },
}

example "set to AES, and the tickets are still RC4" {
  code   = 81008,
  now    = NOW,
  given  = { sound{ key_changed = "2026-05-01T07:00:00Z", encryption = "aes" },
             sso_client{ ticket = true, encryption = "rc4" } },
  expect = { top = "sso-encryption-mismatch", at_least = 75,
             outcomes = { ["encryption of the account and the ticket"] = "apart" } },
}

example "the clean-up of old computers disabled it" {
  code   = 81004,
  given  = { account{ enabled = false, spn_ok = true }, user_scope{ affected = "all", shared = "domain" } },
  expect = { top = "sso-account-broken", at_least = 75,
             first_step = "enable-sso-account", outcomes = { ["state of AZUREADSSOACC"] = "disabled" } },
}

example "two owners of one service name" {
  code   = 81005,
  given  = { account{ enabled = true, spn_ok = false } },
  expect = { top = "sso-account-broken", at_least = 60,
             outcomes = { ["state of AZUREADSSOACC"] = "not alone" } },
}

example "a forest that nobody enabled" {
  code   = 81004,
  given  = { account{ exists = false }, user_scope{ affected = "many", shared = "domain" } },
  expect = { top = "forest-not-enabled", at_least = 45, outcomes = { ["state of AZUREADSSOACC"] = "missing" } },
}

example "the client never asked for a ticket" {
  code   = 81004,
  given  = { complete.windows_event{ id = 4769 }, sso_client{ ticket = false, sees_domain = false },
             user_scope{ affected = "one" } },
  expect = { top = "computer-off-domain-network", at_least = 45,
             outcomes = { ["ticket requests at the domain controller"] = "not asked" } },
}

example "everybody in the forest, with a healthy client" {
  code   = 81004,
  now    = NOW,
  given  = { sso_client{ ticket = true, sees_domain = true, user_matches = true },
             user_scope{ affected = "all", shared = "domain" } },
  expect = { top = "sso-key-out-of-step", at_least = 60, first_step = "roll-over-sso-key" },
}

example "old tickets after the feature was switched off and on" {
  code   = 81010,
  now    = NOW,
  given  = { sound{ key_changed = "2026-11-23T08:00:00Z" }, user_scope{ affected = "few" },
             sso_client{ ticket = true, sees_domain = true } },
  expect = { top = "tickets-older-than-key", at_least = 70, first_step = "purge-kerberos-tickets" },
}

example "switched off by PowerShell" {
  code   = 81007,
  given  = { feature_setting{ feature = "seamless-sso", enabled = false }, user_scope{ affected = "all" } },
  expect = { top = "sso-off-in-tenant", at_least = 70, first_step = "enable-seamless-sso",
             outcomes = { ["Seamless SSO in the tenant"] = "off" } },
}

example "Seamless SSO was enabled ten minutes ago" {
  code   = 81007,
  given  = { feature_setting{ feature = "seamless-sso", enabled = true } },
  expect = { top = "sso-still-rolling-out", at_least = 45, first_step = "wait-sso-rollout" },
}

example "a native client and a tenant without the feature" {
  code   = 50180,
  given  = { feature_setting{ feature = "seamless-sso", enabled = false } },
  expect = { top = "sso-off-in-tenant", at_least = 70, first_step = "enable-seamless-sso" },
}

for _, code in ipairs{ 81003, 81008 } do
  example("those who stayed signed in since the roll-over, " .. code) {
    code   = code,
    now    = NOW,
    given  = { sound{ key_changed = "2026-11-23T07:00:00Z" }, user_scope{ affected = "few" },
               sso_client{ ticket = true }, tried{ test = "after-ticket-purge", result = "works" } },
    expect = { top = "tickets-older-than-key", at_least = 90, first_step = "purge-kerberos-tickets",
               outcomes = { ["after the tickets were purged"] = "works" } },
  }

  example("a script for old computer passwords found AZUREADSSOACC, " .. code) {
    code   = code,
    now    = NOW,
    given  = { sound{ key_changed = "2026-11-21T03:00:00Z", encryption = "aes" }, sso_client{ ticket = true,
                                                                                             encryption = "aes256" },
               user_scope{ affected = "all", shared = "domain" },
               tried{ test = "after-ticket-purge", result = "same-error" } },
    expect = { top = "sso-key-out-of-step", at_least = 80, first_step = "roll-over-sso-key",
               outcomes = { ["after the tickets were purged"] = "fails" } },
  }
end

example "clients allow AES only, the account is still RC4" {
  code   = 81002,
  now    = NOW,
  given  = { sound{ key_changed = "2024-02-01T07:00:00Z", encryption = "rc4" }, event("Failure Code: 0xE"),
             tried{ test = "after-ticket-purge", result = "same-error" },
             user_scope{ affected = "all", shared = "domain" } },
  expect = { top = "sso-encryption-mismatch", at_least = 85, first_step = "align-sso-encryption" },
}

example "since Tuesday's updates of the domain controllers, and no types are set" {
  code   = 81002,
  now    = NOW,
  given  = { sound{ key_changed = "2023-02-01T07:00:00Z", encryption = "unset" }, user_scope{ affected = "all" },
             tried{ test = "after-ticket-purge", result = "same-error" } },
  expect = { top = "sso-encryption-mismatch", at_least = 45,
             outcomes = { ["encryption of the account and the ticket"] = "left to the default" } },
}

example "no encryption type in common" {
  code   = 81004,
  now    = NOW,
  given  = { sound{ key_changed = "2024-02-01T07:00:00Z", encryption = "rc4" }, event("Failure Code: 0xE"),
             sso_client{ ticket = false, sees_domain = true } },
  expect = { top = "sso-encryption-mismatch", at_least = 85, first_step = "align-sso-encryption" },
}

example "refused for its encryption, so Windows offers NTLM" {
  code   = 81005,
  now    = NOW,
  given  = { sound{ key_changed = "2024-02-01T07:00:00Z", encryption = "rc4" }, event("Failure Code: 0xE"),
             sso_client{ ticket = false, sees_domain = true, user_matches = true } },
  expect = { top = "sso-encryption-mismatch", at_least = 85, first_step = "align-sso-encryption" },
}

example "the forest's old computers still knock" {
  code   = 81007,
  given  = { feature_setting{ feature = "seamless-sso", enabled = false }, account{ exists = false },
             user_scope{ affected = "few" }, error_frequency{ code = 81007, window = "30d", attempts = 640,
                                                              trend = "falling" } },
  expect = { top = "sso-left-on-clients", at_least = 60, first_step = "remove-sso-from-clients",
             outcomes = { ["course of the rows without the feature"] = "for long" } },
}

example "off since this morning, and everybody types" {
  code   = 81007,
  given  = { feature_setting{ feature = "seamless-sso", enabled = false }, user_scope{ affected = "all" },
             error_frequency{ code = 81007, window = "24h", attempts = 2100, trend = "new" } },
  expect = { top = "sso-off-in-tenant", at_least = 75, first_step = "enable-seamless-sso",
             outcomes = { ["course of the rows without the feature"] = "lately" } },
}

example "not the proxy: every site of the forest, and the key is younger than the last roll-over" {
  code   = 81009,
  now    = NOW,
  given  = { sound{ key_changed = "2026-11-21T03:00:00Z" }, user_scope{ affected = "all", shared = "domain" },
             tried{ test = "other-network", result = "same-error" },
             sso_client{ ticket = true, sees_domain = true } },
  expect = { top = "sso-key-out-of-step", at_least = 85, first_step = "roll-over-sso-key" },
}

example "purged, signed in afresh, in the office, and still invalid for all" {
  code   = 81010,
  now    = NOW,
  given  = { sound{ key_changed = "2026-11-21T03:00:00Z" }, user_scope{ affected = "all", shared = "domain" },
             tried{ test = "after-ticket-purge", result = "same-error" },
             sso_client{ ticket = true, sees_domain = true } },
  expect = { top = "sso-key-out-of-step", at_least = 85, first_step = "roll-over-sso-key" },
}
