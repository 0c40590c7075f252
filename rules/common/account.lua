-- What any family may want to know of the user's account.

evidence "age of the account" {
  about = "whether the account is new",
  { "new", when = any_of{ some.ticket{ new_account = true }, some.user_account{ created = within "2d" } },
           say = "the account was created, or is used, for the first time in these days" },
  { "old", when = all_of{ any_of{ some.ticket{ new_account = false },
                                  some.user_account{ created = is_not(within "2d") } },
                          unless(any_of{ some.ticket{ new_account = true },
                                         some.user_account{ created = within "2d" } }) },
           say = "the account isn't new" },
  seen = { other = { 7, 90 } },
}

evidence "source of the account" {
  about = "whether the account comes from Active Directory or lives in the cloud alone",
  { "synchronised", when = some.user_account{ synced = true }, say = "the account comes from Active Directory" },
  { "cloud only",   when = some.user_account{ synced = false }, say = "the account lives in the cloud alone" },
  seen = { other = { 62, 36 } },
}
