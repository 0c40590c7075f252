-- 50061 to 50071: sign-out.

local function signout(fields) fields.endpoint = "logout" return app_request(fields) end

example "sign-out has never worked in the new tool" {
  code   = 50061,
  given  = { user_scope{ affected = "all", shared = "application" }, signout{ method = "post" },
             tried{ test = "fresh-sign-in", result = "same-error" } },
  expect = { top = "signout-malformed", at_least = 90 },
}

example "the other tab had signed out" {
  code   = 50061,
  given  = { user_scope{ affected = "one" }, ticket{ worked_before = true, several_accounts = false },
             tried{ test = "fresh-sign-in", result = "works" } },
  expect = { top = "signout-session-gone", at_least = 70, first_step = "close-browser-after-sign-out" },
}

example "idle since lunch, then the sign-out button" {
  code   = 50068,
  given  = { user_scope{ affected = "one" }, tried{ test = "fresh-sign-in", result = "works" } },
  expect = { top = "signout-session-gone", at_least = 90, first_step = "close-browser-after-sign-out" },
}

example "the Issuer of the sign-out isn't that of the sign-in" {
  code   = 50068,
  given  = { user_scope{ affected = "all", shared = "application" },
             tried{ test = "fresh-sign-in", result = "same-error" } },
  expect = { top = "signout-malformed", at_least = 65 },
}

example "signed in with the second account" {
  code   = 50070,
  given  = { user_scope{ affected = "one" }, ticket{ several_accounts = true },
             tried{ test = "private-window", result = "works" } },
  expect = { top = "signout-session-gone", at_least = 90 },
}

example "the application sends the mail address as NameID" {
  code   = 50070,
  given  = { user_scope{ affected = "many", shared = "application" },
             tried{ test = "fresh-sign-in", result = "same-error" } },
  expect = { top = "signout-malformed", at_least = 85 },
}

example "sign-out is refused for everybody, the clock is right" {
  code   = 50071,
  given  = { user_scope{ affected = "all", shared = "application" }, app_host{ clock_off = 2 } },
  expect = { top = "signout-malformed", at_least = 70 },
}

example "the application server is twenty minutes behind" {
  code   = 50071,
  given  = { user_scope{ affected = "many", shared = "application" }, app_host{ clock_off = -1200 } },
  expect = { top = "app-host-clock-off", at_least = 80, first_step = "set-host-clock" },
}

example "the sign-out page sits among the favourites" {
  code   = 50071,
  given  = { app_request{ from = "bookmark", endpoint = "logout" },
             tried{ test = "application-start-page", result = "works" } },
  expect = { top = "sign-in-page-reopened", at_least = 75, first_step = "start-from-application" },
}
