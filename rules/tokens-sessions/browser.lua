-- Silent requests of applications in the browser: what the message says, and how the request was sent.

local SILENT = { 16002, 50058, 50132, 160021, 700020, 700084 }
local function message(pattern) return some.error_text{ code = one_of(SILENT), text = like(pattern) } end

evidence "words of the refused silent request" {
  about = "whether no session came along, or one that doesn't match the hint",
  { "hint doesn't match", when = message("*match the requested login hint*"),
                          say = "the message says that no signed-in user matches the hint" },
  { "nobody signed in",   when = all_of{ message("*no user is signed in*"),
                                         unless(message("*match the requested login hint*")) },
                          say = "the message says that no user is signed in" },
  seen = {
    ["account-hint-mismatch"]       = { 86, 12 },
    ["third-party-cookies-blocked"] = { 5, 93 },
    ["session-gone"]                = { 6, 92 },
    ["session-cookies-discarded"]   = { 8, 90 },
    ["interrupt-completed"]         = { 10, 88 },
    ["no-interactive-fallback"]     = { 13, 85 },
    other                           = { 24, 74 },
  },
}

local function frame() return some.app_request{ prompt = "none", framed = true } end
local function silent() return some.app_request{ prompt = "none" } end

evidence "how silently the application asked" {
  about = "whether the request ran in a hidden frame, silently in the window, or visibly",
  { "in a hidden frame", when = frame(), say = "the request ran in a hidden frame, with prompt=none" },
  { "silently",          when = all_of{ silent(), unless(frame()) }, say = "the request was silent (prompt=none)" },
  { "visibly",           when = some.app_request{ prompt = one_of{ "login", "consent", "select_account", "absent" } },
                         say = "the request was a visible one" },
  seen = {
    ["third-party-cookies-blocked"] = { 88, 8, 2 },
    ["no-interactive-fallback"]     = { 46, 48, 4 },
    ["interrupt-completed"]         = { 40, 48, 10 },
    ["session-gone"]                = { 40, 44, 14 },
    ["account-hint-mismatch"]       = { 44, 46, 8 },
    ["session-id-hint-stale"]       = { 46, 44, 8 },
    ["session-cookies-discarded"]   = { 30, 30, 38 },
    ["spa-token-day-over"]          = { 34, 35, 29 },
    ["sso-permission-open"]         = { 2, 88, 8 },
    ["sign-in-frequency-due"]       = { 18, 35, 45 },
    other                           = { 27, 40, 31 },
  },
}

evidence "accounts in the browser" {
  about = "whether more than one account is signed in to the browser",
  { "several", when = some.ticket{ several_accounts = true }, say = "more than one account is signed in to the browser" },
  { "one",     when = some.ticket{ several_accounts = false }, say = "only one account is signed in to the browser" },
  seen = {
    ["account-hint-mismatch"]   = { 92, 6 },
    ["account-tile-rejected"]   = { 96, 3 },
    ["personal-session-picked"] = { 14, 84 },    -- the personal account is the only one there
    ["domain-hint-mismatch"]    = { 50, 48 },
    ["session-id-hint-stale"]   = { 60, 38 },
    ["signout-session-gone"]    = { 56, 42 },
    other                       = { 26, 72 },
  },
}
