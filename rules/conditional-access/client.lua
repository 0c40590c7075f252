-- With what the user signs in, whether a person does, and how the interrupted sign-ins of both families end.

local function ours()
  return one_of{ 50005, 50097, 50127, 50129, 50131, 50135, 50137, 50142, 50187, 53000, 53001, 53002, 53003, 53009,
                 140000,
                 530003, 530004, 530021, 530032, 530034, 530035 }
end

local function old() return some.sign_in{ code = ours(), client = one_of{ "legacy", "activesync" } } end
local function coded() return some.sign_in{ code = ours(), protocol = one_of{ "device-code", "transfer" } } end
local function with(...) return some.ticket{ with = one_of{ ... } } end

-- The log's two strong words first, then what the user says, then the log's "Browser".
local function said(...) return all_of{ with(...), unless(any_of{ old(), coded() }) } end

evidence "what signs in" {
  about = "whether an old protocol, a device code, a command line, a browser or an application signs in",
  { "old protocol",      when = old(), say = "the client uses basic authentication" },
  { "device code",       when = all_of{ coded(), unless(old()) },
                         say = "the sign-in used the device code flow or authentication transfer" },
  { "command line",      when = said("command-line"), say = "a command-line tool or script signs in" },
  { "private window",    when = said("private-window"), say = "it was a private window, which shows no device" },
  { "chrome or firefox", when = said("chrome", "firefox"), say = "it was Chrome or Firefox" },
  { "edge",              when = said("edge"), say = "it was Edge" },
  { "safari",            when = said("safari"), say = "it was Safari" },
  { "the phone's mail",  when = said("mail-app"), say = "it was the telephone's own mail program" },
  { "an application",    when = said("application"), say = "it was an application, not a browser" },
  { "some browser",      when = all_of{ some.sign_in{ code = ours(), client = "browser" },
                                        unless(any_of{ old(), coded(), with("command-line", "private-window", "chrome",
                                                       "firefox", "edge", "safari", "mail-app", "application") }) },
                         say = "the log has a browser" },
  seen = {
    ["legacy-client"]                = { 80, 1, 6, 1, 1, 1, 1, 6, 1, 1 },
    ["authentication-flow-blocked"]  = { 1, 73, 18, 1, 1, 1, 1, 1, 1, 1 },
    ["device-code-flow"]             = { 1, 78, 13, 1, 1, 1, 1, 1, 1, 1 },
    ["platform-unknown"]             = { 1, 44, 47, 1, 1, 1, 1, 1, 1, 1 },
    ["client-cannot-change-password"] = { 26, 2, 38, 1, 1, 1, 1, 12, 16, 1 },
    ["app-without-broker"]           = { 1, 2, 44, 1, 2, 1, 1, 4, 42, 1 },
    ["browser-hides-device"]         = { 1, 1, 1, 34, 36, 8, 3, 1, 1, 13 },
    ["sso-client-outdated"]          = { 1, 1, 1, 2, 66, 7, 1, 1, 8, 10 },
    ["app-not-approved"]             = { 8, 1, 1, 1, 2, 1, 1, 62, 20, 2 },
    ["browser-instead-of-app"]       = { 1, 1, 1, 6, 32, 5, 26, 1, 2, 24 },
    ["broker-missing"]               = { 1, 1, 1, 2, 8, 4, 6, 10, 60, 6 },
    ["app-protection-not-assigned"]  = { 1, 1, 1, 1, 4, 9, 5, 8, 64, 4 },
    ["app-without-protection"]       = { 2, 1, 1, 1, 10, 1, 2, 38, 40, 3 },
    ["app-protection-pending"]       = { 1, 1, 1, 1, 3, 5, 3, 4, 76, 4 },
    ["app-control-on-guests"]        = { 2, 1, 1, 3, 14, 8, 6, 16, 42, 6 },
    ["attacker-has-password"]        = { 30, 10, 4, 2, 10, 5, 1, 2, 14, 20 },
    ["token-replayed"]               = { 2, 4, 10, 3, 18, 7, 1, 1, 14, 34 },
    ["platform-not-allowed"]         = { 1, 2, 3, 3, 34, 18, 4, 4, 12, 17 },
    ["device-not-enrolled"]          = { 2, 3, 4, 3, 20, 18, 4, 8, 22, 14 },
    ["device-noncompliant"]          = { 1, 1, 2, 1, 13, 30, 6, 6, 26, 13 },
    ["compliance-not-reported"]      = { 1, 1, 2, 1, 13, 30, 6, 6, 26, 13 },
    ["wrong-device-object"]          = { 1, 1, 2, 1, 18, 33, 1, 2, 28, 12 },
    ["hybrid-join-incomplete"]       = { 1, 1, 2, 2, 20, 33, 1, 2, 24, 12 },
    ["device-token-missing"]         = { 1, 1, 2, 2, 20, 33, 1, 2, 24, 12 },
    ["not-a-domain-device"]          = { 1, 1, 2, 2, 20, 22, 12, 6, 22, 11 },
    ["inbound-device-trust-missing"] = { 1, 1, 1, 3, 20, 33, 7, 2, 16, 14 },
    ["classic-policy-left"]          = { 2, 2, 4, 2, 20, 37, 1, 2, 10, 18 },
    ["secure-password-change-due"]   = { 1, 1, 1, 3, 24, 28, 6, 2, 10, 22 },
    ["stale-sign-in-request"]        = { 1, 1, 1, 3, 30, 30, 6, 1, 6, 18 },
    ["device-challenge-normal"]      = { 2, 1, 2, 3, 26, 21, 5, 6, 18, 14 },
    ["service-dependency"]           = { 1, 1, 8, 1, 12, 25, 5, 2, 32, 12 },
    other                            = { 5, 5, 8, 3, 16, 19, 4, 7, 20, 12 },
  },
}

-- a job, a device, one try, a burst, scattered
seen "who or what keeps trying" {
  ["client-cannot-change-password"] = { 42, 42, 4, 7, 4 },
  ["legacy-client"]                 = { 24, 42, 8, 16, 9 },
  ["security-defaults-unsuited"]    = { 24, 10, 20, 28, 17 },
  ["platform-unknown"]              = { 14, 16, 22, 30, 17 },
  ["authentication-flow-blocked"]   = { 18, 6, 28, 30, 17 },
  ["device-code-flow"]              = { 8, 4, 36, 34, 17 },
}

local function interrupt() return one_of{ 50097, 50127, 50129, 50135, 50137, 50142, 50168, 1000002 } end
local function ended(word) return some.sign_in_sequence{ code = interrupt(), final = word } end

evidence "end of the interrupted sign-in" {
  about = "how the sign-in that was interrupted for its device or password ended",
  { "success",   when = ended("success"), say = "the sign-in went on to a success" },
  { "failure",   when = all_of{ ended("failure"), unless(ended("success")) }, say = "the sign-in ended in a failure" },
  { "abandoned", when = all_of{ ended("abandoned"), unless(any_of{ ended("success"), ended("failure") }) },
                 say = "nothing followed the interrupt" },
  seen = {
    ["device-challenge-normal"]       = { 96, 1, 2 },
    ["binding-notice-shown"]          = { 88, 1, 10 },
    ["secure-password-change-due"]    = { 74, 5, 20 },
    ["broker-missing"]                = { 30, 30, 38 },
    ["device-not-registered"]         = { 22, 48, 28 },
    ["device-token-missing"]          = { 20, 66, 12 },
    ["browser-hides-device"]          = { 10, 76, 12 },
    ["hybrid-join-incomplete"]        = { 10, 74, 14 },
    ["app-without-broker"]            = { 6, 80, 12 },
    ["device-code-flow"]              = { 4, 84, 10 },
    ["registration-not-allowed"]      = { 3, 84, 12 },
    ["device-limit-reached"]          = { 3, 86, 10 },
    ["writeback-off-in-tenant"]       = { 3, 70, 25 },
    ["client-cannot-change-password"] = { 2, 82, 14 },
    ["guest-cannot-change-here"]      = { 1, 90, 8 },
    other                             = { 25, 55, 18 },
  },
}

evidence "member or guest in the refused sign-in" {
  about = "whether the one who has to change the password is a guest",
  { "guest",  when = some.sign_in{ code = one_of{ 50135, 50142 }, user_type = "guest" },
              say = "the user is a guest in this tenant" },
  { "member", when = all_of{ some.sign_in{ code = one_of{ 50135, 50142 }, user_type = "member" },
                             unless(some.sign_in{ code = one_of{ 50135, 50142 }, user_type = "guest" }) },
              say = "the user is a member of this tenant" },
  seen = { ["guest-cannot-change-here"] = { 97, 2 }, ["attacker-has-password"]   = { 6, 92 }, other = { 2, 96 } },
}
