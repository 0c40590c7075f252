-- Whether writeback is on for the user at all: server, tenant, licence, scope, and which tool serves the user.
-- Code 120012.

evidence "writeback in the wizard" {
  about = "whether password writeback is on at the sync server",
  { "off", when = all_of{ some.sync_server{ writeback = false, server = V.server },
                          unless(some.sync_server{ writeback = true }) },
           say = "password writeback is off in the wizard of {server}" },
  { "on",  when = some.sync_server{ writeback = true, server = V.server },
           say = "password writeback is on in the wizard of {server}" },
  seen = { ["writeback-off-on-server"] = { 96, 2 }, ["cloud-sync-writeback-off"] = { 30, 66 }, other = { 3, 95 } },
}

evidence "writeback in the tenant" {
  about = "whether the tenant's switch for writing back passwords is on",
  { "off", when = some.feature_setting{ feature = "password-writeback", enabled = false },
           say = "the tenant's switch under On-premises integration is off" },
  { "on",  when = some.feature_setting{ feature = "password-writeback", enabled = true },
           say = "the tenant's switch under On-premises integration is on" },
  seen = { ["writeback-off-in-tenant"] = { 96, 2 }, ["writeback-off-on-server"] = { 34, 62 }, other = { 3, 95 } },
}

evidence "licence for writeback" {
  about = "whether the user has a licence that includes writeback",
  { "missing", when = some.user_account{ licensed = false },
               say = "the user has no licence that includes writeback" },
  { "there",   when = some.user_account{ licensed = true }, say = "the user's licence includes writeback" },
  seen = { ["writeback-not-licensed"] = { 95, 3 }, other = { 6, 92 } },
}

evidence "scope of self-service password reset" {
  about = "whether the user is in scope of self-service password reset",
  { "outside", when = some.sign_in_methods{ reset_enabled = false },
               say = "the user isn't in scope of self-service password reset" },
  { "inside",  when = some.sign_in_methods{ reset_enabled = true },
               say = "the user is in scope of self-service password reset" },
  seen = { ["reset-not-in-scope"] = { 95, 3 }, ["writeback-not-licensed"] = { 30, 66 }, other = { 10, 86 } },
}

evidence "agent that serves the user" {
  about = "whether cloud sync or Connect has written this user's passwords back before",
  { "cloud sync", when = some.audit_event{ agent = "cloud-sync" },
                  say = "the user's passwords were written back by cloud sync" },
  { "Connect",    when = all_of{ some.audit_event{ agent = "connect-sync" },
                                 unless(some.audit_event{ agent = "cloud-sync" }) },
                  say = "the user's passwords were written back by Microsoft Entra Connect" },
  seen = {
    ["provisioning-agent-down"]   = { 78, 6 },
    ["cloud-sync-writeback-off"]  = { 30, 34 },   -- before the move it was Connect
    ["other-sync-tool-owns-user"] = { 36, 36 },
    other                         = { 5, 60 },
  },
}
