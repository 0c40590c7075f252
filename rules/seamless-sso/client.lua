-- Seamless SSO as the computer sees it: ticket, zone, browser, network, and whose session it is.

evidence "Kerberos ticket on the computer" {
  about = "whether the computer holds a ticket for the sign-in address",
  { "there",     when = some.sso_client{ ticket = true }, say = "the computer holds a ticket for Seamless SSO" },
  { "not there", when = some.sso_client{ ticket = false }, say = "the computer holds no ticket for Seamless SSO" },
  seen = {
    ["tickets-older-than-key"]       = { 98, 1 },
    ["sso-key-out-of-step"]          = { 96, 2 },
    ["too-many-groups"]              = { 96, 2 },
    ["sid-history-left"]             = { 96, 2 },
    ["proxy-strips-kerberos"]        = { 92, 6 },
    ["cloud-user-has-other-sid"]     = { 96, 2 },
    ["windows-account-not-for-cloud"] = { 95, 3 },
    ["second-account-on-purpose"]    = { 96, 2 },
    ["shared-workstation"]           = { 96, 2 },
    ["windows-name-differs"]         = { 96, 2 },
    ["sso-encryption-mismatch"]      = { 55, 43 },
    ["sso-account-broken"]           = { 6, 92 },
    ["forest-not-enabled"]           = { 3, 95 },
    ["client-clock-off"]             = { 30, 68 },
    ["computer-off-domain-network"]  = { 12, 86 },
    ["signed-in-outside-domain"]     = { 1, 98 },
    ["sso-url-not-in-intranet-zone"] = { 4, 94 },
    ["browser-withholds-ticket"]     = { 8, 90 },
    other                            = { 55, 42 },
  },
}

evidence "after the tickets were purged" {
  about = "whether it works once the computer's tickets are thrown away (klist purge) and fetched anew",
  { "works", when = some.tried{ test = "after-ticket-purge", result = "works" },
             say = "with fresh tickets it works" },
  { "fails", when = some.tried{ test = "after-ticket-purge", result = one_of{ "same-error", "other-error" } },
             say = "with fresh tickets it fails as well" },
  seen = {
    ["tickets-older-than-key"]  = { 95, 4 },
    ["sso-key-out-of-step"]     = { 2, 97 },
    ["sso-encryption-mismatch"] = { 5, 94 },
    ["too-many-groups"]         = { 2, 97 },
    other                       = { 7, 91 },
  },
}

evidence "zone of the sign-in address" {
  about = "in which browser zone the sign-in address is",
  { "intranet", when = some.sso_client{ zone = "intranet" }, say = "the sign-in address is in the intranet zone" },
  { "trusted",  when = some.sso_client{ zone = "trusted" },
                say = "the sign-in address is in the trusted sites zone, where it does harm" },
  { "internet", when = some.sso_client{ zone = "internet" }, say = "the sign-in address isn't in the intranet zone" },
  seen = {
    ["sso-url-not-in-intranet-zone"] = { 2, 16, 80 },
    ["signed-in-outside-domain"]     = { 50, 4, 44 },
    other                            = { 93, 2, 4 },
  },
}

local ON_WINDOWS = one_of{ "edge", "chrome" }

evidence "browser and window" {
  about = "whether the browser answers the sign-in address by itself",
  { "private window", when = some.sso_client{ private = true }, say = "it happened in a private window" },
  { "own rules",      when = all_of{ some.sso_client{ browser = one_of{ "firefox", "safari",
             "other" }:as(V.browser) },
                                     unless(some.sso_client{ private = true }) },
                      say = "the browser ({browser}) has its own list of addresses that get a ticket" },
  { "by zone",        when = all_of{ some.sso_client{ browser = ON_WINDOWS, private = false } },
                      say = "it was a normal window of a browser that goes by the zones" },
  seen = {
    ["browser-withholds-ticket"] = { 34, 46, 18 },
    other                        = { 6, 10, 82 },
  },
}

evidence "a domain controller in reach" {
  about = "whether the computer reaches a domain controller",
  { "yes", when = some.sso_client{ sees_domain = true }, say = "the computer reaches a domain controller" },
  { "no",  when = some.sso_client{ sees_domain = false }, say = "the computer reaches no domain controller" },
  seen = {
    ["computer-off-domain-network"] = { 3, 96 },
    ["signed-in-outside-domain"]    = { 55, 43 },
    ["app-demands-windows-auth"]    = { 60, 38 },
    other                           = { 93, 5 },
  },
}

evidence "groups in the user's token" {
  about = "how many groups the user's Windows token has",
  { "very many", when = some.sso_client{ groups = at_least(300):as(V.n) }, say = "the user's token has {n} groups" },
  { "many",      when = some.sso_client{ groups = between(150, 299):as(V.n) },
                 say = "the user's token has {n} groups" },
  { "usual",     when = some.sso_client{ groups = below(150):as(V.n) },
                 say = "the user's token has only {n} groups" },
  seen = {
    ["too-many-groups"]            = { 84, 13, 2 },
    ["sid-history-left"]           = { 10, 36, 52 },
    ["sign-in-cookies-pile-up"]    = { 12, 46, 40 },
    other                          = { 3, 12, 83 },
  },
}

evidence "whose Windows session it is" {
  about = "whether the Windows user is the one who signs in",
  { "the same",     when = some.sso_client{ user_matches = true },
                    say = "the Windows user and the user who signs in are the same" },
  { "another",      when = some.sso_client{ user_matches = false },
                    say = "the Windows user isn't the user who signs in" },
  seen = {
    ["second-account-on-purpose"]     = { 2, 96 },
    ["shared-workstation"]            = { 2, 96 },
    ["windows-account-not-for-cloud"] = { 8, 90 },
    ["windows-name-differs"]          = { 55, 43 },
    ["signed-in-outside-domain"]      = { 12, 86 },
    other                             = { 92, 7 },
  },
}

evidence "the Windows user's SID in the cloud" {
  about = "whether a cloud user has the SID of the Windows session",
  codes = { 81011, 81012, 81013 },
  { "known",   when = some.sso_client{ sid_in_cloud = true }, say = "a cloud user has the SID of the Windows session" },
  { "unknown", when = some.sso_client{ sid_in_cloud = false },
               say = "no cloud user has the SID of the Windows session" },
  seen = {
    ["cloud-user-has-other-sid"]      = { 2, 97 },
    ["windows-account-not-for-cloud"] = { 2, 97 },
    ["sync-leaves-user-out"]          = { 2, 97 },
    ["not-synced-yet"]                = { 8, 90 },
    ["sync-server-outdated"]          = { 3, 96 },
    ["signed-in-outside-domain"]      = { 2, 96 },
    other                             = { 94, 4 },
  },
}

-- Own clock: "clock of the agent's server" asks for any machine's distance to its domain controller.
seen "clock of the agent's server" {
  ["client-clock-off"] = { 90, 4, 5 },
}
