-- Who is on the application's list, and whose account it was. 50105.

evidence "assignment of the user" {
  about = "whether the user is assigned directly, by a group, by a group inside a group, or not at all",
  codes = { 50105, 65001, 90094 },
  { "direct",       when = some.service_principal{ assigned = "direct" },
                    say = "the user is assigned to the application" },
  { "group",        when = some.service_principal{ assigned = "group" },
                    say = "the user is a direct member of an assigned group" },
  { "nested group", when = some.service_principal{ assigned = "nested-group" },
                    say = "the user sits in a group inside an assigned group" },
  { "none",         when = some.service_principal{ assigned = "none" },
                    say = "the user is neither assigned nor in an assigned group" },
  seen = {
    ["user-not-assigned"]         = { 1, 1, 3, 94 },
    ["nested-group-assigned"]     = { 1, 1, 96, 1 },
    ["wrong-account-session"]     = { 42, 46, 3, 8 },
    ["assignment-turned-on"]      = { 2, 4, 10, 82 },
    ["assignment-removed"]        = { 1, 1, 4, 93 },
    ["membership-not-arrived"]    = { 3, 18, 4, 73 },
    ["app-instance-recreated"]    = { 1, 1, 2, 94 },
    ["assignment-blocks-consent"] = { 40, 48, 2, 8 },
    other                         = { 24, 30, 6, 38 },
  },
}

evidence "whose account was refused" {
  about = "whether the account in the message is the one that the user meant",
  { "the user's", when = all_of{ some.ticket{ user = V.user }, some.error_text{ user = V.user } },
                  say = "the message names the user's own account" },
  { "another",    when = all_of{ some.ticket{ user = V.user },
                                 some.error_text{ user = is_not(V.user):as(V.other) } },
                  say = "the message names {other}, and the user is {user}" },
  seen = {
    ["wrong-account-session"]   = { 3, 95 },
    other                       = { 96, 3 },
  },
}
