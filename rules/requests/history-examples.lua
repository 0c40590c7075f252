-- The same codes, with other causes than the usual first one.

example "an old OAuth library against the new address" {
  code   = 90014,
  given  = { error_text{ code = 90014, parameter = "resource" }, user_scope{ affected = "all" } },
  expect = { top = "v1-v2-mixed", at_least = 60, first_step = "align-endpoint-version" },
}

example "JSON again, with the older number" {
  code   = 90014,
  given  = { error_text{ code = 90014, parameter = "grant_type" }, app_request{ endpoint = "token", body = "json" } },
  expect = { top = "body-not-form-encoded", at_least = 80, first_step = "send-form-body" },
}

example "history brings the page back" {
  code   = 90014,
  given  = { error_text{ code = 90014, parameter = "client_id" }, user_scope{ affected = "one" },
             app_request{ from = "bookmark" }, tried{ test = "application-start-page", result = "works" } },
  expect = { top = "sign-in-page-reopened", at_least = 75, first_step = "start-from-application" },
}

example "the placeholder is in the address" {
  code   = 90013,
  given  = { app_request{ endpoint = "authorize", method = "get", app_id = "<your-client-id>", from = "application" },
             user_scope{ affected = "all" } },
  expect = { top = "app-setting-empty", at_least = 60, first_step = "fill-app-setting" },
}

example "a page restored with the browser's session" {
  code   = 90013,
  given  = { tried{ test = "application-start-page", result = "works" }, tried{ test = "private-window",
             result = "works" },
             user_scope{ affected = "one" } },
  expect = { top = "sign-in-page-reopened", at_least = 70, first_step = "start-from-application" },
}

example "a password that XML doesn't like" {
  code   = 90023,
  given  = { app_host{ library = "own" }, user_scope{ affected = "one" }, tried{ test = "other-user",
             result = "works" },
             tried{ test = "again-after-two-minutes", result = "same-error" },
             ticket{ password_changed_recently = true, knows_password = true } },
  expect = { top = "xml-value-unescaped", at_least = 55 },
}

example "the server follows a redirect by GET" {
  code   = 900561,
  given  = { app_request{ endpoint = "token", method = "get", body = "none", from = "application" },
             app_host{ behind_proxy = true } },
  expect = { top = "post-turned-into-get", at_least = 55, first_step = "keep-post-method" },
}

example "the browser drops the cookies of every sign-in" {
  code   = 165004,
  given  = { tried{ test = "application-start-page", result = "same-error" }, tried{ test = "other-browser",
             result = "works" } },
  expect = { top = "sign-in-cookies-blocked", at_least = 60, first_step = "allow-sign-in-cookies" },
}

example "a monitoring tool replays a recorded sign-in" {
  code   = 165900,
  given  = { error_frequency{ code = 165900, window = "24h", attempts = 288, users = 1, addresses = 1,
             rhythm = "regular" } },
  expect = { top = "scripted-sign-in-page", at_least = 70 },
}

example "two hints from an extension" {
  code   = 90005,
  given  = { user_scope{ affected = "one" }, tried{ test = "private-window", result = "works" } },
  expect = { top = "hint-added-by-extension", at_least = 75, first_step = "disable-account-extension" },
}
