-- Interrupts: whether the sign-in went on from the row, how it was made, and who started it. Codes 50140, 50199, 50058
-- and their neighbours.

local function ours()
  return one_of{ 16001, 50058, 50089, 50132, 50136, 50139, 50140, 50143, 50157, 50160, 50199, 51005, 70016, 70043,
                 70044, 700020, 700083, 700084, 90120, 501314, 9002341, 9002342 }
end
local function ended(how) return some.sign_in_sequence{ code = ours(), final = how } end

evidence "how the interrupted sign-in ended" {
  about = "whether a success, another error or nothing followed the row in the same sign-in",
  { "failed",    when = ended("failure"), say = "the same sign-in ended in another error" },
  { "abandoned", when = all_of{ ended("abandoned"), unless(ended("failure")) },
                 say = "nothing followed the row in its sign-in" },
  { "went on",   when = all_of{ ended("success"), unless(ended("abandoned")), unless(ended("failure")) },
                 say = "the same sign-in went on from the row and succeeded" },
  seen = {
    ["interrupt-completed"]         = { 1, 2, 95 },
    ["stay-signed-in-page-left"]    = { 3, 92, 3 },
    ["app-confirmation-left"]       = { 3, 92, 3 },
    ["later-error-in-sign-in"]      = { 92, 4, 2 },
    ["client-cannot-show-page"]     = { 20, 75, 3 },
    ["session-cookies-discarded"]   = { 3, 10, 85 },
    ["custom-scheme-redirect"]      = { 4, 30, 64 },
    ["device-code-phishing"]        = { 14, 66, 18 },
    ["third-party-cookies-blocked"] = { 8, 60, 30 },
    ["session-gone"]                = { 3, 14, 81 },
    ["no-interactive-fallback"]     = { 16, 78, 4 },
    ["account-hint-mismatch"]       = { 12, 51, 35 },
    ["account-tile-rejected"]       = { 10, 28, 60 },
    ["client-drops-redirect"]       = { 6, 90, 2 },
    ["proxy-breaks-redirect"]       = { 8, 86, 4 },
    ["personal-session-picked"]     = { 60, 24, 14 },
    ["domain-hint-mismatch"]        = { 40, 46, 12 },
    ["device-code-waiting"]         = { 3, 10, 85 },
    ["device-code-abandoned"]       = { 30, 66, 2 },
    ["sso-permission-open"]         = { 6, 41, 51 },
    ["sign-in-frequency-due"]       = { 4, 20, 74 },
    ["frequency-policy-too-strict"] = { 4, 22, 72 },
    ["job-under-sign-in-frequency"] = { 4, 92, 2 },
    ["spa-token-day-over"]          = { 3, 14, 81 },
    ["sign-in-page-left-open"]      = { 4, 40, 54 },
    ["sign-in-page-reopened"]       = { 8, 84, 6 },
    ["password-changed-session-revoked"] = { 4, 20, 74 },
    ["admin-revoked-sessions"]      = { 4, 20, 74 },
    ["app-ignores-revocation"]      = { 20, 74, 4 },
    ["external-session-lost"]       = { 8, 24, 66 },
    ["callback-sent-twice"]         = { 14, 12, 72 },
    ["device-code-expired"]         = { 16, 78, 4 },
    other                           = { 25, 42, 31 },
  },
}

local function made_by(kind) return some.sign_in{ code = ours(), protocol = kind } end

evidence "how the interrupted sign-in was made" {
  about = "whether a program sent the password itself, a device code was used, or a page was shown",
  { "password sent by a program", when = made_by("ropc"), say = "a program sent name and password itself" },
  { "device code",                when = all_of{ made_by("device-code"), unless(made_by("ropc")) },
                                  say = "the sign-in used a device code" },
  { "a page",                     when = all_of{ some.sign_in{ code = ours(), client = "browser", interactive = true },
                                                 unless(made_by(one_of{ "ropc", "device-code" })) },
                                  say = "the sign-in was made in a browser page" },
  seen = {
    ["client-cannot-show-page"]  = { 52, 13, 33 },
    ["device-code-phishing"]     = { 1, 95, 2 },
    ["later-error-in-sign-in"]   = { 4, 42, 52 },
    ["app-confirmation-left"]    = { 1, 45, 52 },
    ["interrupt-completed"]      = { 2, 9, 87 },
    ["stay-signed-in-page-left"] = { 1, 2, 95 },
    ["custom-scheme-redirect"]   = { 2, 5, 91 },
    other                        = { 5, 9, 84 },
  },
}

evidence "who started the sign-in" {
  about = "whether the user started this sign-in, or a page or code came unasked",
  { "the user",      when = some.ticket{ started_it = true }, say = "the user started the sign-in" },
  { "somebody else", when = some.ticket{ started_it = false },
                     say = "the user didn't start it: it came unasked, or somebody gave them a code" },
  seen = {
    ["device-code-phishing"]  = { 4, 94 },
    ["device-code-abandoned"] = { 89, 9 },
    ["device-code-expired"]   = { 96, 2 },     -- who needs a device signed in has asked for its code
    ["device-code-mistyped"]  = { 96, 2 },
    ["device-code-waiting"]   = { 95, 3 },
    other                     = { 92, 6 },
  },
}

evidence "scheme of the redirect address" {
  about = "whether the application returns by a web address or by a scheme of its own",
  { "own scheme",  when = some.app_request{ redirect_uri = is_not(like "http*"):as(V.uri) },
                   say = "the application returns to {uri}, which is no web address" },
  { "web address", when = some.app_request{ redirect_uri = like "http*" },
                   say = "the application returns to a web address" },
  seen = {
    ["custom-scheme-redirect"]  = { 94, 4 },
    ["app-confirmation-left"]   = { 41, 57 },
    ["interrupt-completed"]     = { 27, 71 },
    ["client-cannot-show-page"] = { 16, 82 },
    ["device-code-phishing"]    = { 14, 84 },
    other                       = { 16, 82 },
  },
}
