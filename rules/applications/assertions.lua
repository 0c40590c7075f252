-- Certificates and assertions: key, signature, times, and what is exchanged. 50012, 50027, 50048, 700024, 700027,
-- 700030, 900384, 5002730, 7000114, 700229.

local function ours() return one_of{ 50012, 700027, 700030, 900384 } end
local function says(pattern) return some.error_text{ code = ours(), text = like(pattern) } end

-- The service's own verdict, or the comparison of the assertion with the registration: the same thing seen twice.
local function unknown_key()
  return any_of{ says("*key was not found*"), says("*is not registered on application*"),
                 all_of{ some.app_token{ thumbprint = V.print }, some.error_text{ app_id = V.app },
                         none.app_credential{ type = "certificate", thumbprint = V.print, app_id = V.app } },
                 all_of{ some.app_token{ thumbprint = V.print },
                         none.app_credential{ type = "certificate", thumbprint = V.print } } }
end
local function old_key()
  return any_of{ says("*key used is expired*"),
                 all_of{ some.app_token{ thumbprint = V.print },
                         some.app_credential{ type = "certificate", thumbprint = V.print,
                                              expires = within "3650d" } } }
end
local function bad_signature()
  return any_of{ says("*use of the key to verify*"), says("*did not match the expected*") }
end
local function subject() return says("*subject*name*") end

evidence "verdict on the signing key" {
  about = "whether the signing key is unknown, expired, of the wrong subject, or known and the signature wrong",
  codes = { 50012, 700027, 700030, 900384 },
  { "unknown key",   when = all_of{ unknown_key(), unless(old_key()), unless(bad_signature()), unless(subject()) },
                     say = "the key that signed isn't in the registration" },
  { "expired key",   when = all_of{ old_key(), unless(bad_signature()) }, say = "the key that signed has expired" },
  { "bad signature", when = bad_signature(), say = "the key is known, and the signature isn't its own" },
  { "subject",       when = all_of{ subject(), unless(old_key()), unless(bad_signature()) },
                     say = "the subject name of the certificate isn't authorised" },
  seen = {
    ["certificate-not-registered"]         = { 95, 1, 1, 1 },
    ["certificate-of-another-app"]         = { 95, 1, 1, 1 },
    ["credential-just-added"]              = { 93, 1, 1, 1 },
    ["certificate-expired"]                = { 1, 96, 1, 1 },
    ["assertion-badly-signed"]             = { 12, 1, 84, 1 },
    ["certificate-subject-not-authorized"] = { 36, 1, 2, 58 },
    ["token-signed-with-app-key"]          = { 40, 1, 54, 1 },
    ["wrong-token-exchanged"]              = { 6, 1, 80, 1 },
    ["old-secret-still-deployed"]          = { 1, 1, 1, 1 },
    ["app-host-clock-off"]                 = { 1, 14, 1, 1 },
    other                                  = { 20, 6, 20, 3 },
  },
}

local function there(app)
  return all_of{ some.app_token{ thumbprint = V.print }, some.error_text{ app_id = V.app },
                 some.app_credential{ type = "certificate", thumbprint = V.print, app_id = app } }
end

evidence "where the certificate is registered" {
  about = "whether the certificate that signs is registered at the application of the message or at another one",
  codes = { 50012, 700027 },
  { "at this one",    when = there(V.app), say = "{app} has the certificate that signs" },
  { "at another one", when = all_of{ there(is_not(V.app):as(V.other)), unless(there(V.app)) },
                      say = "the certificate that signs is registered at {other}, not at {app}" },
  seen = {
    ["certificate-of-another-app"]         = { 1, 96 },
    ["certificate-not-registered"]         = { 1, 5 },
    ["certificate-expired"]                = { 92, 4 },
    ["assertion-badly-signed"]             = { 84, 4 },
    ["credential-just-added"]              = { 92, 4 },
    ["app-host-clock-off"]                 = { 92, 4 },
    ["certificate-subject-not-authorized"] = { 10, 4 },
    ["old-secret-still-deployed"]          = { 40, 4 },
    other                                  = { 60, 6 },
  },
}

evidence "registered certificates" {
  about = "whether the registration's certificates are valid, expired, or there are none",
  { "a valid one",  when = some.app_credential{ type = "certificate", expires = is_not(within "3650d"):as(V.end_) },
                    say = "the registration has a valid certificate, until {end_}" },
  { "expired only", when = all_of{ some.app_credential{ type = "certificate", expires = within "3650d" },
                                   unless(some.app_credential{ type = "certificate",
                                       expires = is_not(within "3650d") }) },
                    say = "the registration's certificates have expired" },
  { "none",         when = none.app_credential{ type = "certificate" }, say = "the registration has no certificate" },
  seen = {
    ["certificate-expired"]                = { 14, 84, 1 },
    ["certificate-not-registered"]         = { 56, 22, 20 },
    ["certificate-of-another-app"]         = { 24, 12, 62 },
    ["certificate-subject-not-authorized"] = { 24, 10, 64 },
    ["credential-just-added"]              = { 96, 2, 1 },
    ["assertion-badly-signed"]             = { 90, 4, 5 },
    ["old-secret-still-deployed"]          = { 8, 6, 84 },
    ["assertion-alg-unsupported"]          = { 60, 4, 34 },
    other                                  = { 76, 6, 16 },
  },
}

evidence "clock of the application's server" {
  about = "whether the server's clock is off by more than five minutes",
  { "off",   when = any_of{ some.app_host{ clock_off = above(300) }, some.app_host{ clock_off = below(-300) } },
             say = "the server's clock is off by more than five minutes" },
  { "right", when = some.app_host{ clock_off = between(-300, 300) }, say = "the server's clock is right" },
  seen = { ["app-host-clock-off"] = { 94, 5 }, other = { 3, 96 } },
}

evidence "the same assertion again" {
  about = "whether the application sends one assertion several times",
  { "reused", when = some.app_token{ reused = true }, say = "the application sends the same assertion again" },
  { "fresh",  when = some.app_token{ reused = false }, say = "each request has an assertion of its own" },
  seen = {
    ["assertion-reused"]         = { 95, 4 },
    ["federated-token-outlived"] = { 84, 14 },
    ["app-host-clock-off"]       = { 8, 90 },
    ["assertion-times-wrong"]    = { 8, 90 },
    other                        = { 12, 86 },
  },
}

evidence "what the assertion is" {
  about = "whether the assertion is the application's own, another provider's token, or a user's token to exchange",
  { "its own",      when = some.app_token{ use = "own-certificate" },
                    say = "the application signs the assertion itself" },
  { "federated",    when = some.app_token{ use = "federated" },
                    say = "the assertion is another provider's token" },
  { "on behalf of", when = some.app_token{ use = "on-behalf-of" },
                    say = "the assertion is a token of the caller" },
  seen = {
    ["federated-token-outlived"]   = { 2, 96, 1 },
    ["federated-with-user-token"]  = { 2, 96, 1 },
    ["assertion-reused"]           = { 74, 24, 1 },
    ["assertion-times-wrong"]      = { 95, 4, 1 },
    ["app-host-clock-off"]         = { 95, 3, 1 },
    ["pss-key-unsupported"]        = { 95, 3, 1 },
    ["assertion-alg-unsupported"]  = { 88, 8, 3 },
    ["assertion-malformed"]        = { 90, 8, 1 },
    ["assertion-badly-signed"]     = { 90, 8, 1 },
    ["wrong-token-exchanged"]      = { 3, 5, 91 },
    ["token-signed-with-app-key"]  = { 2, 2, 95 },
    ["obo-with-app-token"]         = { 1, 2, 96 },
    other                          = { 60, 16, 22 },
  },
}

local GRAPH = one_of{ "https://graph.microsoft.com", "https://graph.microsoft.com/",
                      "00000003-0000-0000-c000-000000000000" }

evidence "audience of the exchanged token" {
  about = "whether the token that the API exchanges was issued for Microsoft Graph or for the API",
  codes = { 50027, 900384, 5002730, 7000114 },   -- elsewhere the whole token is decoded
  { "Microsoft Graph", when = some.app_token{ use = "on-behalf-of", audience = GRAPH },
                       say = "the token was issued for Microsoft Graph" },
  { "another",         when = some.app_token{ use = "on-behalf-of", audience = is_not(GRAPH):as(V.aud) },
                       say = "the token was issued for {aud}" },
  seen = {
    ["wrong-token-exchanged"]     = { 78, 20 },
    ["token-signed-with-app-key"] = { 2, 96 },
    ["obo-with-app-token"]        = { 3, 95 },
    other                         = { 4, 94 },
  },
}

evidence "user in the assertion" {
  about = "whether there is a user in the assertion",
  { "a user",  when = some.app_token{ has_user = true }, say = "there is a user in the token" },
  { "no user", when = some.app_token{ has_user = false }, say = "there is no user in the token" },
  seen = {
    ["obo-with-app-token"]        = { 2, 97 },
    ["federated-with-user-token"] = { 97, 2 },
    ["wrong-token-exchanged"]     = { 88, 10 },
    other                         = { 46, 52 },
  },
}

evidence "algorithm of the assertion" {
  about = "which algorithm the header of the assertion names",
  { "PS256", when = some.app_token{ alg = "PS256" }, say = "the assertion is signed with PS256" },
  { "RS256", when = some.app_token{ alg = "RS256" }, say = "the assertion is signed with RS256" },
  { "other", when = some.app_token{ alg = is_not(one_of{ "PS256", "RS256" }):as(V.alg) },
             say = "the assertion is signed with {alg}" },
  seen = {
    ["pss-key-unsupported"]       = { 96, 2, 1 },
    ["assertion-alg-unsupported"] = { 4, 6, 88 },
    ["wrong-token-exchanged"]     = { 2, 96, 1 },
    ["token-signed-with-app-key"] = { 2, 96, 1 },
    ["assertion-malformed"]       = { 20, 50, 28 },
    ["assertion-badly-signed"]    = { 26, 66, 6 },
    other                         = { 44, 52, 3 },
  },
}

seen "library of the application" {
  ["pss-key-unsupported"]            = { 93, 1, 3, 2 },
  ["assertion-alg-unsupported"]      = { 2, 6, 36, 54 },
  ["assertion-badly-signed"]         = { 3, 4, 26, 66 },
  ["assertion-times-wrong"]          = { 2, 2, 14, 81 },
  ["assertion-malformed"]            = { 3, 4, 22, 69 },
  ["assertion-reused"]               = { 60, 4, 20, 14 },
  ["secret-mangled"]                 = { 22, 4, 26, 46 },
  ["public-client-flag-with-secret"] = { 40, 6, 32, 20 },
  ["public-redirect-with-secret"]    = { 20, 6, 60, 12 },
}
