-- Seamless SSO on the side of Active Directory and tenant: the computer account, its key, and the feature itself.

local function account(test) return some.sso_account(test) end
local function broken()
  return any_of{ account{ exists = false }, account{ enabled = false }, account{ spn_ok = false } }
end

evidence "state of AZUREADSSOACC" {
  about = "whether the computer account is there, enabled, and the only owner of its names",
  { "missing",   when = all_of{ account{ exists = false, domain = V.domain } },
                 say = "{domain} has no AZUREADSSOACC" },
  { "disabled",  when = all_of{ account{ exists = true, enabled = false, domain = V.domain },
                                unless(account{ exists = false }) },
                 say = "AZUREADSSOACC is disabled in {domain}" },
  { "not alone", when = all_of{ account{ exists = true, spn_ok = false, domain = V.domain },
                                unless(account{ exists = false }), unless(account{ enabled = false }) },
                 say = "the service names of AZUREADSSOACC are missing or on a second account in {domain}" },
  { "sound",     when = all_of{ account{ exists = true, enabled = true, spn_ok = true }, unless(broken()) },
                 say = "AZUREADSSOACC is there, enabled and alone" },
  seen = {
    ["sso-account-broken"]  = { 40, 34, 22, 2 },
    ["forest-not-enabled"]  = { 90, 1, 1, 6 },
    ["sso-left-on-clients"] = { 34, 4, 4, 56 },
    ["sso-off-in-tenant"]   = { 22, 4, 3, 70 },
    other                   = { 2, 1, 2, 94 },
  },
}

evidence "age of the Kerberos key" {
  about = "when the key of AZUREADSSOACC was last changed",
  { "hours",  when = account{ key_changed = within "12h", domain = V.domain },
              say = "the key in {domain} was changed within the last twelve hours" },
  { "months", when = all_of{ account{ key_changed = is_not(within "60d") },
                             unless(account{ key_changed = within "60d" }) },
              say = "the key hasn't been changed for months" },
  { "weeks",  when = all_of{ account{ key_changed = within "60d" }, unless(account{ key_changed = within "12h" }) },
              say = "the key was changed some days or weeks ago" },
  seen = {
    ["tickets-older-than-key"]  = { 88, 5, 6 },
    ["sso-key-out-of-step"]     = { 46, 14, 38 },
    ["sso-encryption-mismatch"] = { 8, 66, 24 },
    other                       = { 3, 52, 43 },
  },
}

local ANY = one_of{ "rc4", "aes128", "aes256" }
local function aes()  return account{ encryption = "aes" } end
local function rc4()  return account{ encryption = "rc4" } end

evidence "encryption of the account and the ticket" {
  about = "whether the ticket's encryption is one that the account is set to",
  { "apart",    when = any_of{ all_of{ aes(), some.sso_client{ encryption = "rc4" } },
                               all_of{ rc4(), some.sso_client{ encryption = one_of{ "aes128", "aes256" } } },
                               account{ encryption = "none" } },
                say = "account and ticket don't agree on the encryption" },
  { "RC4 alone", when = all_of{ rc4(), unless(some.sso_client{ encryption = one_of{ "aes128", "aes256" } }) },
                say = "the account knows RC4 only" },
  { "in line",  when = any_of{ all_of{ aes(), some.sso_client{ encryption = one_of{ "aes128", "aes256" } } },
                               all_of{ account{ encryption = "both" }, some.sso_client{ encryption = ANY } } },
                say = "account and ticket agree on the encryption" },
  { "left to the default", when = account{ encryption = "unset" },
                say = "the account has no encryption types set, so the domain controllers' default decides, and the " ..
                      "updates of 2026 turned it to AES" },
  seen = {
    ["sso-encryption-mismatch"] = { 42, 28, 8, 18 },
    other                       = { 2, 10, 56, 20 },
  },
}

local function asked(code)
  return some.windows_event{ id = 4769, text = like(code) }
end

evidence "ticket requests at the domain controller" {
  about = "what event 4769 for AZUREADSSOACC$ says at the time of the try",
  { "encryption refused", when = asked("*0xE*"),
                          say = "the domain controller refused the ticket for its encryption type" },
  { "granted",            when = all_of{ asked("*0x0*"), unless(asked("*0xE*")) },
                          say = "the domain controller granted the ticket" },
  { "not asked",          when = none.windows_event{ id = 4769 },
                          say = "no ticket was asked for at the domain controllers" },
  seen = {
    ["sso-encryption-mismatch"]     = { 70, 22, 6 },
    ["sso-key-out-of-step"]         = { 1, 93, 5 },
    ["tickets-older-than-key"]      = { 1, 50, 47 },
    ["sso-account-broken"]          = { 1, 3, 94 },
    ["computer-off-domain-network"] = { 1, 4, 94 },
    ["signed-in-outside-domain"]    = { 1, 4, 94 },
    ["sso-url-not-in-intranet-zone"] = { 1, 5, 93 },
    ["browser-withholds-ticket"]    = { 1, 8, 90 },
    other                           = { 1, 70, 26 },
  },
}

evidence "Seamless SSO in the tenant" {
  about = "whether the tenant has the feature on",
  { "off", when = some.feature_setting{ feature = "seamless-sso", enabled = false },
           say = "Seamless SSO is switched off in the tenant" },
  { "on",  when = some.feature_setting{ feature = "seamless-sso", enabled = true },
           say = "Seamless SSO is switched on in the tenant" },
  seen = {
    ["sso-off-in-tenant"]       = { 96, 3 },
    ["sso-left-on-clients"]     = { 97, 2 },
    ["sso-still-rolling-out"]   = { 3, 95 },
    ["app-demands-windows-auth"] = { 40, 58 },
    other                       = { 3, 95 },
  },
}

evidence "course of the rows without the feature" {
  about = "whether the rows began lately or have been coming for long",
  codes = { 81007 },
  { "lately",   when = some.error_frequency{ code = 81007, trend = one_of{ "new", "rising" } },
                say = "the rows began lately" },
  { "for long", when = some.error_frequency{ code = 81007, trend = one_of{ "steady", "falling" } },
                say = "the rows have been coming for long, and don't grow" },
  seen = {
    ["sso-off-in-tenant"]     = { 66, 32 },
    ["sso-left-on-clients"]   = { 8, 90 },
    ["sso-still-rolling-out"] = { 94, 4 },
    other                     = { 46, 48 },
  },
}

seen "who is hit" {
  ["sso-key-out-of-step"]          = { 2, 1, 52, 3, 10, 31 },
  ["sso-encryption-mismatch"]      = { 5, 2, 42, 6, 14, 30 },
  ["sso-account-broken"]           = { 2, 1, 54, 3, 8, 31 },
  ["forest-not-enabled"]           = { 2, 1, 88, 3, 3, 2 },
  ["tickets-older-than-key"]       = { 30, 2, 14, 2, 24, 27 },
  ["client-clock-off"]             = { 88, 3, 1, 1, 5, 1 },
  ["computer-off-domain-network"]  = { 52, 12, 2, 1, 20, 12 },
  ["signed-in-outside-domain"]     = { 86, 2, 1, 1, 7, 2 },
  ["too-many-groups"]              = { 74, 1, 2, 2, 18, 2 },
  ["sid-history-left"]             = { 50, 1, 20, 4, 20, 4 },
  ["sign-in-cookies-pile-up"]      = { 94, 1, 1, 1, 2, 1 },
  ["sso-url-not-in-intranet-zone"] = { 26, 6, 6, 24, 16, 20 },
  ["browser-withholds-ticket"]     = { 52, 3, 2, 3, 22, 17 },
  ["proxy-strips-kerberos"]        = { 5, 76, 2, 1, 6, 9 },
  ["sso-off-in-tenant"]            = { 2, 1, 5, 2, 6, 83 },
  ["sso-left-on-clients"]          = { 8, 3, 6, 6, 20, 55 },
  ["sso-still-rolling-out"]        = { 16, 2, 4, 2, 30, 44 },
  ["windows-account-not-for-cloud"] = { 82, 1, 2, 4, 8, 2 },
  ["cloud-user-has-other-sid"]     = { 56, 1, 14, 6, 16, 6 },
  ["second-account-on-purpose"]    = { 90, 1, 1, 1, 5, 1 },
  ["shared-workstation"]           = { 56, 12, 1, 1, 26, 3 },
  ["windows-name-differs"]         = { 66, 1, 8, 3, 12, 9 },
  ["app-demands-windows-auth"]     = { 16, 2, 6, 2, 24, 48 },
  ["session-without-windows-auth"] = { 88, 2, 1, 1, 6, 1 },
}

seen "another network" {
  ["computer-off-domain-network"]  = { 88, 10 },
  ["proxy-strips-kerberos"]        = { 84, 14 },
  ["sso-key-out-of-step"]          = { 1, 98 },
  ["signed-in-outside-domain"]     = { 1, 98 },
  ["sso-url-not-in-intranet-zone"] = { 1, 98 },
  ["browser-withholds-ticket"]     = { 1, 98 },
}

seen "from a clean session" {
  ["session-without-windows-auth"] = { 88, 10 },
  ["browser-withholds-ticket"]     = { 60, 38 },
  ["sign-in-cookies-pile-up"]      = { 84, 14 },
  ["client-clock-off"]             = { 60, 38 },
  ["shared-workstation"]           = { 80, 18 },
  ["tickets-older-than-key"]       = { 44, 54 },
  ["too-many-groups"]              = { 2, 97 },
  ["sso-key-out-of-step"]          = { 1, 98 },
}

seen "another application" {
  ["app-demands-windows-auth"]     = { 94, 4 },
  ["session-without-windows-auth"] = { 50, 48 },
}

seen "source of the account" {
  ["windows-account-not-for-cloud"] = { 40, 56 },
  ["cloud-user-has-other-sid"]      = { 95, 4 },
  ["windows-name-differs"]          = { 92, 6 },
}
