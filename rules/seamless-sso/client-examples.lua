-- 81001, 81004 to 81006, 81009 to 81013, 50180, 51006: what the computer has and whose session it is.

local ANNA = "anna@contoso.com"

example "three hundred and forty groups" {
  code   = 81001,
  given  = { sso_client{ groups = 340, ticket = true }, user_scope{ affected = "one" } },
  expect = { top = "too-many-groups", at_least = 85, first_step = "trim-group-membership",
             outcomes = { ["groups in the user's token"] = "very many",
                          ["Kerberos ticket on the computer"] = "there" } },
}

example "few groups, but migrated: the history weighs more" {
  code   = 81001,
  given  = { sso_client{ groups = 90 }, user_scope{ affected = "many", shared = "domain" } },
  expect = { top = "sid-history-left", at_least = 60, first_step = "clear-sid-history",
             outcomes = { ["groups in the user's token"] = "usual" } },
}

example "another browser has room for the ticket" {
  code   = 81001,
  given  = { sso_client{ groups = 200 }, tried{ test = "other-browser", result = "works" } },
  expect = { top = "sign-in-cookies-pile-up", at_least = 60, first_step = "clear-sign-in-cookies",
             outcomes = { ["groups in the user's token"] = "many" } },
}

example "the address fell out of the zone policy" {
  code   = 81006,
  given  = { sso_client{ ticket = false, zone = "internet", browser = "edge", private = false, sees_domain = true } },
  expect = { top = "sso-url-not-in-intranet-zone", at_least = 80, first_step = "put-sso-url-in-intranet-zone",
             outcomes = { ["zone of the sign-in address"] = "internet",
                          ["Kerberos ticket on the computer"] = "not there",
                          ["browser and window"] = "by zone" } },
}

example "filed under trusted sites by habit" {
  code   = 81006,
  given  = { sso_client{ zone = "trusted" } },
  expect = { top = "sso-url-not-in-intranet-zone", at_least = 60,
             outcomes = { ["zone of the sign-in address"] = "trusted" } },
}

example "Firefox has its own list" {
  code   = 81006,
  given  = { sso_client{ zone = "intranet", browser = "firefox", private = false, sees_domain = true } },
  expect = { top = "browser-withholds-ticket", at_least = 60, first_step = "use-normal-window",
             outcomes = { ["browser and window"] = "own rules", ["zone of the sign-in address"] = "intranet",
                          ["a domain controller in reach"] = "yes" } },
}

example "a private window" {
  code   = 81006,
  given  = { sso_client{ zone = "intranet", browser = "edge", private = true, sees_domain = true } },
  expect = { top = "browser-withholds-ticket", at_least = 55,
             outcomes = { ["browser and window"] = "private window" } },
}

example "home office without VPN" {
  code   = 81006,
  given  = { sso_client{ zone = "intranet", sees_domain = false, ticket = false },
             tried{ test = "other-network", result = "works" } },
  expect = { top = "computer-off-domain-network", at_least = 80, first_step = "connect-to-domain-network",
             outcomes = { ["a domain controller in reach"] = "no" } },
}

example "the computer has its ticket, the cloud saw none: the zone is innocent" {
  code   = 81006,
  given  = { sso_client{ ticket = true, zone = "intranet" }, user_scope{ affected = "many", shared = "site" },
             tried{ test = "other-network", result = "works" } },
  expect = { top = "proxy-strips-kerberos", at_least = 75, first_step = "let-sso-through-proxy" },
}

example "NTLM from outside" {
  code   = 81005,
  given  = { sso_client{ ticket = false, sees_domain = false, user_matches = true } },
  expect = { top = "computer-off-domain-network", at_least = 75, first_step = "connect-to-domain-network",
             outcomes = { ["whose Windows session it is"] = "the same" } },
}

example "a local account at a workgroup computer" {
  code   = 81005,
  given  = { sso_client{ ticket = false, sees_domain = false, user_matches = false },
             tried{ test = "other-network", result = "same-error" } },
  expect = { top = "signed-in-outside-domain", at_least = 75, first_step = "sign-in-with-domain-account",
             outcomes = { ["whose Windows session it is"] = "another" } },
}

example "one laptop lives seven minutes ahead" {
  code   = 81004,
  given  = { clock_offset{ server = "LAP17", seconds = 420 }, user_scope{ affected = "one" } },
  expect = { top = "client-clock-off", at_least = 75, first_step = "resync-client-clock" },
}

example "a proxy rewrites the header" {
  code   = 81009,
  given  = { user_scope{ affected = "many", shared = "site" }, tried{ test = "other-network", result = "works" } },
  expect = { top = "proxy-strips-kerberos", at_least = 80, first_step = "let-sso-through-proxy" },
}

example "the ticket ran out on the train" {
  code   = 81010,
  given  = { sso_client{ sees_domain = false, ticket = true }, user_scope{ affected = "one" } },
  expect = { at_least = 40, outcomes = { ["a domain controller in reach"] = "no" } },
}

example "an administrator's session opens the portal" {
  code   = 81011,
  given  = { sso_client{ ticket = true, user_matches = false, sid_in_cloud = false },
             user_scope{ affected = "one" } },
  expect = { top = "windows-account-not-for-cloud", at_least = 70, first_step = "close-sso-row",
             outcomes = { ["the Windows user's SID in the cloud"] = "unknown" } },
}

example "migrated last weekend, and the cloud has the old SID" {
  code   = 81013,
  given  = { sso_client{ ticket = true, user_matches = true, sid_in_cloud = false },
             user_account{ user = ANNA, exists = true, synced = true, type = "member" } },
  expect = { top = "cloud-user-has-other-sid", at_least = 55, first_step = "refresh-cloud-sid" },
}

example "left out of the synchronisation" {
  code   = 81011,
  given  = { sync_object{ user = ANNA, in_scope = false }, sso_client{ user_matches = true, sid_in_cloud = false } },
  expect = { top = "sync-leaves-user-out", at_least = 80, first_step = "restore-user-in-sync" },
}

example "created an hour ago" {
  code   = 81011,
  given  = { ticket{ new_account = true }, sync_object{ user = ANNA, in_scope = true, connected = true,
                                                        export_error = "none" } },
  expect = { top = "not-synced-yet", at_least = 60 },
}

example "second account, on purpose" {
  code   = 81012,
  given  = { sso_client{ ticket = true, user_matches = false, sid_in_cloud = true }, user_scope{ affected = "one" } },
  expect = { top = "second-account-on-purpose", at_least = 65, first_step = "close-sso-row",
             outcomes = { ["the Windows user's SID in the cloud"] = "known" } },
}

example "one person, two names" {
  code   = 81012,
  given  = { sso_client{ user_matches = true } },
  expect = { top = "windows-name-differs", at_least = 40 },
}

example "a session from last night at home" {
  code   = 51006,
  given  = { tried{ test = "fresh-sign-in", result = "works" }, sso_client{ zone = "intranet", sees_domain = true } },
  expect = { top = "session-without-windows-auth", at_least = 80, first_step = "sign-in-again" },
}

example "the old tool asks for Windows authentication" {
  code   = 50180,
  given  = { feature_setting{ feature = "seamless-sso", enabled = true },
             tried{ test = "other-application", result = "works" }, sso_client{ zone = "intranet" } },
  expect = { top = "app-demands-windows-auth", at_least = 70,
             outcomes = { ["Seamless SSO in the tenant"] = "on" } },
}

example "Windows authentication from the home office" {
  code   = 50180,
  given  = { feature_setting{ feature = "seamless-sso", enabled = true },
             sso_client{ zone = "intranet", sees_domain = false, ticket = false },
             tried{ test = "other-network", result = "works" } },
  expect = { top = "computer-off-domain-network", at_least = 85, first_step = "connect-to-domain-network" },
}

example "the zone policy never reached the new OU" {
  code   = 50180,
  given  = { feature_setting{ feature = "seamless-sso", enabled = true },
             user_scope{ affected = "many", shared = "ou" },
             sso_client{ zone = "internet", sees_domain = true, ticket = false } },
  expect = { top = "sso-url-not-in-intranet-zone", at_least = 85, first_step = "put-sso-url-in-intranet-zone" },
}

example "signing in again at home changes nothing" {
  code   = 51006,
  given  = { tried{ test = "fresh-sign-in", result = "same-error" },
             sso_client{ zone = "intranet", sees_domain = false },
             tried{ test = "other-network", result = "works" } },
  expect = { top = "computer-off-domain-network", at_least = 80, first_step = "connect-to-domain-network" },
}

example "in the office too, and the address is nowhere in the zones" {
  code   = 51006,
  given  = { tried{ test = "fresh-sign-in", result = "same-error" },
             sso_client{ zone = "internet", sees_domain = true,
                                                                                ticket = false } },
  expect = { top = "sso-url-not-in-intranet-zone", at_least = 85, first_step = "put-sso-url-in-intranet-zone" },
}

for _, code in ipairs{ 81002, 81003, 81008 } do
  example("a virtual machine woke up eleven minutes behind, " .. code) {
    code   = code,
    given  = { clock_offset{ server = "VM-204", seconds = -660 }, user_scope{ affected = "one" },
               tried{ test = "after-ticket-purge", result = "same-error" } },
    expect = { top = "client-clock-off", at_least = 75, first_step = "resync-client-clock" },
  }
end

example "expired by the laptop's own wrong clock" {
  code   = 81010,
  given  = { clock_offset{ server = "LAP09", seconds = 1900 }, user_scope{ affected = "one" },
             sso_client{ sees_domain = true } },
  expect = { top = "client-clock-off", at_least = 80, first_step = "resync-client-clock" },
}

example "an Entra joined laptop with a local session" {
  code   = 81004,
  given  = { sso_client{ ticket = false, sees_domain = true, user_matches = false, zone = "intranet" },
             user_scope{ affected = "one" } },
  expect = { top = "signed-in-outside-domain", at_least = 70, first_step = "sign-in-with-domain-account" },
}

example "a Mac user's virtual Windows, in no domain" {
  code   = 81006,
  given  = { sso_client{ ticket = false, sees_domain = false, user_matches = false, zone = "intranet" },
             tried{ test = "other-network", result = "same-error" }, user_scope{ affected = "one" } },
  expect = { top = "signed-in-outside-domain", at_least = 75, first_step = "sign-in-with-domain-account" },
}

example "a header without a ticket in it, from the train" {
  code   = 81009,
  given  = { sso_client{ ticket = false, sees_domain = false }, tried{ test = "other-network", result = "works" } },
  expect = { top = "computer-off-domain-network", at_least = 75, first_step = "connect-to-domain-network" },
}

example "four hundred groups, and the header is cut" {
  code   = 81009,
  given  = { sso_client{ ticket = true, groups = 412, sees_domain = true }, user_scope{ affected = "one" } },
  expect = { top = "too-many-groups", at_least = 85, first_step = "trim-group-membership" },
}

example "last night's ticket in the home office" {
  code   = 81010,
  given  = { sso_client{ sees_domain = false, ticket = false, user_matches = true }, user_scope{ affected = "one" },
             tried{ test = "other-network", result = "works" } },
  expect = { top = "computer-off-domain-network", at_least = 85, first_step = "connect-to-domain-network" },
}

example "the technician's local account at the office desk" {
  code   = 81010,
  given  = { sso_client{ sees_domain = false, ticket = false, user_matches = false }, user_scope{ affected = "one" },
             tried{ test = "other-network", result = "same-error" } },
  expect = { top = "signed-in-outside-domain", at_least = 75, first_step = "sign-in-with-domain-account" },
}

example "the merger's users work with the new domain's accounts" {
  code   = 81011,
  given  = { sso_client{ ticket = true, user_matches = true, sid_in_cloud = false }, user_scope{ affected = "few" },
             user_account{ user = ANNA, exists = true, synced = true, type = "member" },
             sync_object{ user = ANNA, in_scope = true, connected = true, export_error = "none" } },
  expect = { top = "cloud-user-has-other-sid", at_least = 70, first_step = "refresh-cloud-sid" },
}

example "four people at the reception's computer" {
  code   = 81012,
  given  = { sso_client{ ticket = true, user_matches = false, sid_in_cloud = true }, user_scope{ affected = "few" },
             tried{ test = "other-device", result = "works" } },
  expect = { top = "shared-workstation", at_least = 60, first_step = "use-own-windows-session" },
}

example "the backup administrator's session" {
  code   = 81013,
  given  = { sso_client{ ticket = true, user_matches = false, sid_in_cloud = false },
             user_scope{ affected = "one" } },
  expect = { top = "windows-account-not-for-cloud", at_least = 70, first_step = "close-sso-row" },
}

example "an OU that nobody ticked" {
  code   = 81013,
  given  = { sso_client{ user_matches = true, sid_in_cloud = false }, sync_object{ user = ANNA, in_scope = false },
             user_account{ user = ANNA, exists = false, similar = "none", deleted = false, other_tenant = false } },
  expect = { top = "sync-leaves-user-out", at_least = 85, first_step = "restore-user-in-sync" },
}

example "her first morning" {
  code   = 81013,
  given  = { ticket{ new_account = true }, sso_client{ user_matches = true, sid_in_cloud = false },
             sync_object{ user = ANNA, in_scope = true, connected = true, export_error = "none" } },
  expect = { top = "not-synced-yet", at_least = 65 },
}
