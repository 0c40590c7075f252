-- Whose account it is, and what this tenant has of it: 16000, 50020, 90072 and their relatives.

local function ours() return one_of{ 16000, 16003, 50014, 50020, 50197, 500207, 500208, 90072, 90126 } end
local function provider(test, more)
  more = more or {}
  more.code, more.identity_provider = ours(), test
  return some.error_text(more)
end
local function without_directory() return some.error_text{ code = ours(), tenant = "Microsoft Services" } end

evidence "identity provider in the message" {
  about = "which identity provider and tenant the message names",
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
  { "no",  when = all_of{ some.sign_in{ code = ours(), protocol = one_of{ "none", "oauth2", "saml", "wsfed" } },
                          unless(any_of{ some.sign_in{ code = ours(), protocol = "ropc" },
                                         some.app_request{ grant_type = "password" } }) },
           say = "the sign-in went over the sign-in page" },
  seen = { ["password-grant-by-guest"] = { 97, 2 }, ["password-grant-on-common"] = { 97, 1 },
           ["tool-defaults-to-common"] = { 88, 4 }, ["windows-authentication-on-common"] = { 1, 8 },
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
  ["password-grant-by-guest"]            = { 1, 54, 1, 1, 30, 12, 1 },
  ["personal-account-at-work-app"]       = { 1, 6, 1, 1, 86, 4, 1 },
  ["source-anchor-mismatch"]             = { 1, 2, 2, 2, 1, 91, 1 },
  ["domain-not-in-any-tenant"]           = { 1, 4, 1, 1, 82, 10, 1 },
}
