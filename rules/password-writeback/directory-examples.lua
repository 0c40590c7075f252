-- The connector's rights in Active Directory: 120015.

local function denied()     -- 33004 for the user, as the event log collector prints it
  return windows_event{ server = "SYNC01", source = "PasswordResetService", id = 33004, at = "2026-11-23T09:20:00Z",
                        user = "anna@contoso.com", hr = "80230626" }
end

example "the clean-up of old accounts took the connector's rights" {
  code   = 120015,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_scope{ affected = "all" },
    denied(),
    connector_permission{ account = "MSOL_73c8a9aa6173", user = "anna@contoso.com", right = "reset-password",
                          granted = false },
    ad_account{ user = "anna@contoso.com", exists = true, admin_count = 0, protected_group = false, inheritance = true,
                cannot_change_password = false },
  },
  expect = { top = "connector-rights-missing", at_least = 80, first_step = "grant-writeback-permissions",
             outcomes = { ["protection of the account"] = "ordinary", ["connector's rights on the user"] = "missing",
                          ["writeback request on the sync server"] = "no permission" } },
}

example "a hardening baseline blocks remote SAM calls" {
  code   = 120015,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_scope{ affected = "all" },
    denied(),
    windows_event{ server = "SYNC01", source = "ADSync", id = 6329, at = "2026-11-23T09:20:00Z", hr = "80230626",
                   text = "admaexport.cpp(2944): Failed to acquire user information. Error Code: ERROR_ACCESS_DENIED" },
    connector_permission{ account = "MSOL_73c8a9aa6173", user = "anna@contoso.com", right = "reset-password",
                          granted = true },
  },
  expect = { top = "remote-sam-restricted", at_least = 85, first_step = "allow-connector-in-sam-policy",
             outcomes = { ["remote calls to SAM"] = "refused", ["connector's rights on the user"] = "granted" } },
}

example "SAM calls are allowed and the rights are missing" {
  code   = 120015,
  given  = {
    user_scope{ affected = "many" },
    sync_server{ server = "SYNC01", sam_restricted = false },
    connector_permission{ account = "MSOL_73c8a9aa6173", right = "write-pwd-last-set", granted = false },
  },
  expect = { top = "connector-rights-missing", at_least = 70, outcomes = { ["remote calls to SAM"] = "allowed" } },
}

example "one organizational unit doesn't inherit" {
  code   = 120015,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_scope{ affected = "few", shared = "ou" },
    denied(),
    ad_account{ user = "anna@contoso.com", exists = true, admin_count = 0, protected_group = false,
                inheritance = false },
  },
  expect = { top = "inheritance-disabled", at_least = 85, first_step = "enable-inheritance",
             outcomes = { ["protection of the account"] = "inheritance off",
                          ["who is hit"] = "one organizational unit" } },
}

example "a domain administrator resets the own password" {
  code   = 120015,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_scope{ affected = "one" },
    ticket{ user = "adm-jan@contoso.com", action = "reset-password" },
    denied(),
    ad_account{ user = "adm-jan@contoso.com", exists = true, admin_count = 1, protected_group = true,
                inheritance = false,
                cannot_change_password = false },
  },
  expect = { top = "protected-account", at_least = 85, first_step = "change-password-in-domain",
             outcomes = { ["protection of the account"] = "protected", ["change or reset"] = "reset" } },
}

example "a former administrator carries the protection" {
  code   = 120015,
  given  = {
    user_scope{ affected = "one" },
    ad_account{ user = "jan@contoso.com", exists = true, admin_count = 1, protected_group = false, inheritance = false,
                cannot_change_password = false },
  },
  expect = { top = "leftover-admin-protection", at_least = 75, first_step = "clear-leftover-protection",
             outcomes = { ["protection of the account"] = "left over",
                          ["who is hit"] = "one user" } },
}

example "the flag overturns the hunt for permissions" {
  code   = 120015,
  now    = "2026-11-23T10:00:00Z",
  given  = {
    user_scope{ affected = "one" },
    ticket{ user = "scanner3@contoso.com", action = "change-password" },
    denied(),
    ad_account{ user = "scanner3@contoso.com", exists = true, admin_count = 0, protected_group = false,
                inheritance = true,
                cannot_change_password = true },
  },
  expect = { top = "cannot-change-password-flag", at_least = 85, first_step = "clear-cannot-change-flag",
             outcomes = { ["flag that forbids changes"] = "set", ["change or reset"] = "change" } },
}

example "the user's list names the account that Microsoft Entra Connect made" {
  code  = 120004,
  given = {
    access_entry{ object = "CN=Anna Lind,OU=Staff,DC=contoso,DC=com", trustee = "MSOL_73c8a9aa6173", right = "reset-password",
                  access = "allow", counts_for = "object", inherited = true },
    access_entry{ object = "OU=Staff,DC=contoso,DC=com", trustee = "MSOL_73c8a9aa6173", right = "write-pwd-last-set",
                  access = "allow", counts_for = "user" },
  },
  expect = {
    derived     = { connector_account{ account = "MSOL_73c8a9aa6173" },
                    connector_permission{ account = "MSOL_73c8a9aa6173", right = "reset-password", granted = true } },
    not_derived = { connector_permission{ account = "MSOL_73c8a9aa6173", right = "write-pwd-last-set" } },
  },
}

example "a refusal at the user's own list goes before what is allowed" {
  code  = 120004,
  given = {
    connector_account{ account = "svc-sync", domain = "contoso.com" },
    access_entry{ object = "CN=Anna Lind,OU=Staff,DC=contoso,DC=com", trustee = "svc-sync", right = "reset-password",
                  access = "allow", counts_for = "object", inherited = true },
    access_entry{ object = "CN=Anna Lind,OU=Staff,DC=contoso,DC=com", trustee = "svc-sync", right = "reset-password",
                  access = "deny", counts_for = "object", inherited = false },
    access_entry{ object = "DC=contoso,DC=com", trustee = "svc-sync", right = "unexpire-password", access = "allow",
                  counts_for = "object", inherited = false },
  },
  expect = {
    derived     = { connector_permission{ account = "svc-sync", right = "reset-password", granted = false },
                    connector_permission{ account = "svc-sync", right = "unexpire-password", granted = true } },
    not_derived = { connector_permission{ account = "svc-sync", right = "reset-password", granted = true } },
  },
}

example "a group's entry proves nothing about the connector" {
  code  = 120004,
  given = {
    connector_account{ account = "svc-sync" },
    access_entry{ object = "CN=Anna Lind,OU=Staff,DC=contoso,DC=com", trustee = "Sync rights", right = "reset-password",
                  access = "allow", counts_for = "object" },
  },
  expect = { not_derived = { connector_permission{ right = "reset-password" } } },
}

example "a list cut off from above, of an account that was never an administrator's" {
  code   = 120004,
  given  = { access_list{ object = "CN=Anna Lind,OU=Staff,DC=contoso,DC=com", inherits = false },
             ad_account{ user = "anna@contoso.com", exists = true, admin_count = 0 } },
  expect = { outcomes = { ["protection of the account"] = "inheritance off" } },
}
