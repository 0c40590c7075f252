-- Whether writeback is on for the user: 120012.

example "the new server was set up without writeback" {
  code   = 120012,
  given  = {
    user_scope{ affected = "all" },
    sync_server{ server = "SYNC03", staging = false, writeback = false },
    feature_setting{ feature = "password-writeback", enabled = true },
  },
  expect = { top = "writeback-off-on-server", at_least = 85, first_step = "enable-writeback-in-wizard",
             outcomes = { ["writeback in the wizard"] = "off", ["writeback in the tenant"] = "on",
                          ["active sync servers"] = "one" } },
}

example "the tenant's switch overturns the wizard" {
  code   = 120012,
  given  = {
    user_scope{ affected = "all" },
    sync_server{ server = "SYNC01", staging = false, writeback = true },
    feature_setting{ feature = "password-writeback", enabled = false },
  },
  expect = { top = "writeback-off-in-tenant", at_least = 85, first_step = "enable-writeback-in-portal",
             outcomes = { ["writeback in the wizard"] = "on", ["writeback in the tenant"] = "off" } },
}

example "a department on another plan" {
  code   = 120012,
  given  = {
    user_scope{ affected = "few", shared = "group" },
    sync_server{ server = "SYNC01", staging = false, writeback = true },
    sign_in_methods{ user = "lager2@contoso.com", reset_enabled = true },
    user_account{ user = "lager2@contoso.com", exists = true, licensed = false },
  },
  expect = { top = "writeback-not-licensed", at_least = 70, first_step = "assign-writeback-license",
             outcomes = { ["licence for writeback"] = "missing",
                          ["scope of self-service password reset"] = "inside" } },
}

example "both switches on, licensed, but not in the group" {
  code   = 120012,
  given  = {
    user_scope{ affected = "one" },
    sync_server{ server = "SYNC01", staging = false, writeback = true },
    feature_setting{ feature = "password-writeback", enabled = true },
    sign_in_methods{ user = "kim@contoso.com", reset_enabled = false },
    user_account{ user = "kim@contoso.com", exists = true, licensed = true },
  },
  expect = { top = "reset-not-in-scope", at_least = 50, first_step = "add-to-reset-group",
             outcomes = { ["licence for writeback"] = "there", ["scope of self-service password reset"] = "outside" } },
}

example "the merged company's domain comes by cloud sync" {
  code   = 120012,
  given  = {
    user_scope{ affected = "few", shared = "domain" },
    sync_server{ server = "SYNC01", staging = false, writeback = true },
    sync_object{ user = "piet@fabrikam.com", other_server = true },
  },
  expect = { top = "cloud-sync-writeback-off", at_least = 80, first_step = "enable-cloud-sync-writeback",
             outcomes = { ["user in the sync engine"] = "elsewhere" } },
}
