-- Whose account it is, and what this tenant has of it: 16000, 50020, 90072 and their relatives.

local function ours() return one_of{ 16000, 16003, 50014, 50020, 50197, 500207, 500208, 90072, 90126, 9001023 } end
local function provider(test, more)
  more = more or {}
  more.code, more.identity_provider = ours(), test
  return some.error_text(more)
end
local function without_directory() return some.error_text{ code = ours(), tenant = "Microsoft Services" } end

evidence "identity provider in the message" {
  about = "which identity provider and tenant the message names",
  codes = { 16000, 16003, 50014, 50020, 50197, 500207, 500208, 90072, 90126, 9001023 },
  { "private, no directory", when = without_directory(),
                             say = "a private account was sent to the tenant Microsoft Services" },
  { "private",               when = all_of{ provider(like "*live.com*"), unless(without_directory()) },
                             say = "the account that signed in is a private Microsoft account" },
  { "an organisation",       when = provider(like("*sts.windows.net*"):as(V.idp)),
                             say = "the account that signed in belongs to another organisation ({idp})" },
  seen = {
    ["personal-account-without-directory"]  = { 94, 4, 1 },
    ["password-grant-by-guest"]             = { 1, 52, 44 },
    ["personal-account-at-work-app"]        = { 6, 90, 2 },
    ["silent-request-picks-other-account"]  = { 1, 66, 30 },
    ["wrong-account-session"]               = { 3, 50, 44 },
    ["guest-not-invited"]                   = { 1, 38, 56 },
    ["guest-account-recreated"]             = { 1, 16, 76 },
    ["app-meant-for-many-tenants"]          = { 1, 28, 68 },
    ["authority-pinned-to-one-tenant"]      = { 1, 28, 68 },
    ["wrong-tenant"]                        = { 1, 6, 88 },
    ["source-anchor-mismatch"]              = { 0.5, 0.5, 8 },
    other                                   = { 2, 30, 60 },
  },
}

evidence "invitation of the guest" {
  about = "whether the guest has accepted the invitation",
  { "pending",  when = some.user_account{ exists = true, invitation = "pending", user = V.guest },
                say = "{guest} was invited and hasn't accepted" },
  { "accepted", when = all_of{ some.user_account{ exists = true, invitation = "accepted", user = V.guest },
                               unless(some.user_account{ exists = true, invitation = "pending" }) },
                say = "{guest} accepted the invitation" },
  seen = {
    ["guest-invitation-pending"]    = { 96, 3 },
    ["guest-account-recreated"]     = { 5, 94 },
    ["invitation-link-without-app"] = { 3, 96 },
    ["guest-not-invited"]           = { 5, 5 },
    ["wrong-account-session"]       = { 10, 56 },
    other                           = { 10, 60 },
  },
}

evidence "guest and home account, which is older" {
  about = "whether the guest object is older than the account at home that it should stand for",
  { "the guest",        when = some.user_account{ created = V.born, home_created = above(V.born) },
                        say = "the guest object is older than the account at home" },
  { "the home account", when = some.user_account{ created = V.born, home_created = below(V.born) },
                        say = "the account at home is older than the guest object" },
  seen = { ["guest-account-recreated"] = { 92, 6 }, other = { 5, 93 } },
}

local PRIVATE = { "*@outlook.*", "*@hotmail.*", "*@live.*", "*@gmail.com", "*@yahoo.*", "*@icloud.com" }
local function private_name()
  local names = {}
  for _, mail in ipairs(PRIVATE) do
    names[#names + 1] = some.error_text{ user = like(mail):as(V.name) }
    names[#names + 1] = some.ticket{ user = like(mail):as(V.name) }
  end
  return any_of(names)
end

evidence "domain of the account" {
  about = "whether the account's name has a private mail domain or a company's",
  codes = { 500207, 500208, 90125, 90126 },   -- elsewhere the message names the identity provider
  { "private", when = private_name(), say = "{name} has a private mail domain" },
  { "another", when = all_of{ any_of{ some.error_text{ user = like("*@*"):as(V.name) },
                                      some.ticket{ user = like("*@*"):as(V.name) } }, unless(private_name()) },
               say = "{name} has no private mail domain" },
  seen = {
    ["personal-account-at-work-app"]   = { 84, 14 },
    ["authority-pinned-to-one-tenant"] = { 40, 58 },
    ["external-tenant-on-workforce-host"] = { 70, 28 },
    ["wrong-account-session"]          = { 12, 86 },
    ["domain-not-in-any-tenant"]       = { 3, 95 },
    ["wrong-username"]                 = { 8, 90 },
    other                              = { 20, 78 },
  },
}

local NAMING = { 16000, 16003, 50002, 50014, 50020, 50128, 50197, 90002, 90072, 500021, 500022, 500212, 500213,
                 5000211, 5000225 }
evidence "whose tenant the message names" {
  about = "whether the tenant in the message is the own one, a partner's, or one that nobody here knows",
  codes = NAMING,
  { "our own",         when = some.ticket{ named_tenant = "ours" }, say = "the message names our own tenant" },
  { "a partner's",     when = some.ticket{ named_tenant = "partner" }, say = "the message names a partner's tenant" },
  { "nobody's we know", when = some.ticket{ named_tenant = "unknown" },
                       say = "the message names a tenant that nobody here has to do with" },
  seen = {
    ["wrong-tenant"]                       = { 3, 10, 86 },
    ["own-tenant-missing-from-list"]       = { 84, 14, 1 },
    ["tenant-not-on-proxy-list"]           = { 1, 95, 3 },
    ["restriction-policy-lacks-partner"]   = { 1, 95, 3 },
    ["foreign-tenant-refused-on-purpose"]  = { 1, 6, 92 },
    ["restrictions-of-another-network"]    = { 74, 22, 3 },
    ["old-header-left-with-new-policy"]    = { 6, 76, 16 },
    ["source-anchor-mismatch"]             = { 94, 3, 2 },
    ["personal-account-without-directory"] = { 2, 1, 96 },
    ["wrong-account-session"]              = { 50, 38, 10 },
    ["tenant-name-mistyped"]               = { 1, 1, 97 },
    ["app-setting-empty"]                  = { 1, 1, 97 },
    ["tenant-of-another-cloud"]            = { 70, 26, 3 },
    ["tenant-gone"]                        = { 42, 32, 24 },
    ["tenant-inactive"]                    = { 84, 12, 3 },
    ["dormant-tenant-tried"]               = { 8, 14, 76 },
    ["domain-not-in-any-tenant"]           = { 22, 60, 16 },
    ["wrong-username"]                     = { 2, 8, 88 },
    other                                  = { 46, 46, 6 },
  },
}

evidence "federated employee" {
  about = "whether the user is a synchronised member of a federated domain",
  { "yes", when = some.user_account{ exists = true, synced = true, sign_in_type = "federated" },
           say = "the user is synchronised and signs in at the company's federation server" },
  { "no",  when = all_of{ some.user_account{ exists = true, sign_in_type = "managed" },
                          unless(some.user_account{ exists = true, sign_in_type = "federated" }) },
           say = "the user's domain isn't federated" },
  seen = { ["source-anchor-mismatch"] = { 98, 0.5 }, other = { 18, 76 } },
}

evidence "source anchor in the token" {
  about = "whether the federation server's token carries the immutable ID that the cloud has",
  { "different", when = all_of{ some.user_account{ immutable_id = V.cloud }, some.idp_token{ name_id = V.token },
                                where(function(m) return m.cloud ~= m.token end) },
                 say = "the token carries {token}, the cloud user has {cloud}" },
  { "the same",  when = all_of{ some.user_account{ immutable_id = V.cloud }, some.idp_token{ name_id = V.cloud } },
                 say = "token and cloud user have the same immutable ID" },
  seen = { ["source-anchor-mismatch"] = { 96, 3 }, other = { 3, 96 } },
}

evidence "password sent by a program" {
  about = "whether a program sends the password itself",
  { "yes", when = any_of{ some.sign_in{ code = ours(), protocol = "ropc" },
                          some.app_request{ grant_type = "password" } },
           say = "a program sends name and password itself" },
  { "no",  when = all_of{ any_of{ some.sign_in{ code = ours(),
             protocol = one_of{ "none", "oauth2", "saml", "wsfed" } },
                                  some.app_request{ grant_type = is_not("password") } },
                          unless(any_of{ some.sign_in{ code = ours(), protocol = "ropc" },
                                         some.app_request{ grant_type = "password" } }) },
           say = "no password is sent by a program" },
  seen = { ["password-grant-by-guest"] = { 97, 2 }, ["password-grant-on-common"] = { 97, 1 },
           ["tool-defaults-to-common"] = { 88, 4 }, ["windows-authentication-on-common"] = { 1, 97 },
           other = { 3, 92 } },
}

evidence "end of the sign-in after the account choice" {
  about = "how the sign-ins ended in which the user had to choose an account",
  { "success", when = some.sign_in_sequence{ code = 16000, final = "success" },
               say = "after the choice the same sign-in succeeded" },
  { "no success", when = all_of{ some.sign_in_sequence{ code = 16000, final = one_of{ "failure", "abandoned" } },
                                 unless(some.sign_in_sequence{ code = 16000, final = "success" }) },
                  say = "no success followed the account choice" },
  seen = {
    ["account-choice-shown"]               = { 97, 2 },
    ["wrong-account-session"]              = { 24, 74 },
    ["silent-request-picks-other-account"] = { 30, 68 },
    ["guest-not-invited"]                  = { 3, 95 },
    other                                  = { 30, 66 },
  },
}

evidence "silent request" {
  about = "whether the request forbids the sign-in page to ask (prompt=none)",
  { "yes", when = some.app_request{ prompt = "none" }, say = "the request says prompt=none: no question may be asked" },
  { "no",  when = some.app_request{ prompt = is_not("none") }, say = "the request lets the page ask" },
  seen = {
    ["silent-request-picks-other-account"] = { 97, 2 },
    ["silent-request-without-user"]        = { 97, 2 },
    other                                  = { 6, 92 },
  },
}

seen "what the tenant knows of the name" {   -- a guest is found by mail: "an address"
  ["guest-account-recreated"]            = { 1, 80, 2, 2, 3, 11, 1 },
  ["guest-invitation-pending"]           = { 1, 84, 1, 1, 2, 10, 1 },
  ["wrong-account-session"]              = { 2, 22, 2, 1, 40, 32, 1 },
  ["personal-account-without-directory"] = { 1, 3, 1, 1, 92, 1, 1 },
  ["app-meant-for-many-tenants"]         = { 1, 3, 1, 1, 92, 1, 1 },
  ["authority-pinned-to-one-tenant"]     = { 1, 3, 1, 1, 92, 1, 1 },
  ["external-tenant-on-workforce-host"]  = { 2, 70, 1, 1, 24, 1, 1 },   -- found by the identity's address
  ["password-grant-by-guest"]            = { 1, 54, 1, 1, 30, 12, 1 },
  ["personal-account-at-work-app"]       = { 1, 6, 1, 1, 86, 4, 1 },
  ["source-anchor-mismatch"]             = { 1, 2, 2, 2, 1, 91, 1 },
  ["domain-not-in-any-tenant"]           = { 1, 4, 1, 1, 82, 10, 1 },
}
