-- Secrets: what is registered, what is sent, and what kind of client the request is judged as. 70002, 50012, 700025,
-- 7000215, 7000218, 7000222.

local function ours() return one_of{ 50012, 70002, 700025, 7000215, 7000218, 7000222 } end
local PAST = within "3650d"

local function valid() return some.app_credential{ type = "secret", expires = is_not(PAST) } end
local function expired() return some.app_credential{ type = "secret", expires = PAST } end

evidence "secrets in the registration" {
  about = "whether the registration's secrets are valid, expired, mixed, or there are none",
  { "all expired",       when = all_of{ some.app_credential{ type = "secret", expires = PAST:as(V.end_) },
                                        unless(valid()) },
                         say = "the registration's secrets have all expired ({end_})" },
  { "expired and valid", when = all_of{ expired(), valid() },
                         say = "the registration has an expired secret and a valid one" },
  { "valid",             when = all_of{ some.app_credential{ type = "secret", expires = is_not(PAST):as(V.end_) },
                                        unless(expired()) },
                         say = "the registration has a valid secret, until {end_}" },
  { "none",              when = none.app_credential{ type = "secret" },
                         say = "the registration has no secret at all" },
  seen = {
    ["secret-expired"]                = { 95, 3, 1, 1 },
    ["old-secret-still-deployed"]     = { 3, 50, 43, 3 },
    ["secret-id-instead-of-value"]    = { 4, 24, 70, 1 },
    ["secret-of-another-app"]         = { 10, 16, 40, 32 },
    ["secret-mangled"]                = { 2, 22, 74, 1 },
    ["credential-just-added"]         = { 1, 40, 50, 8 },
    ["no-credential-sent"]            = { 10, 18, 46, 24 },
    ["public-client-not-allowed"]     = { 4, 4, 14, 76 },
    ["redirect-registered-as-web"]    = { 4, 4, 16, 74 },
    ["public-redirect-with-secret"]   = { 2, 12, 84, 1 },
    ["secret-in-public-client"]       = { 6, 10, 70, 12 },
    ["certificate-not-registered"]    = { 10, 6, 12, 70 },
    ["certificate-of-another-app"]    = { 8, 6, 12, 72 },
    ["certificate-expired"]           = { 10, 6, 12, 70 },
    other                             = { 10, 18, 56, 14 },
  },
}

-- The first characters tell whose secret it is; the shape of a GUID tells that it is none.
local function sent(app) return some.app_request{ secret_hint = V.hint, app_id = app } end
local function is_guid() return some.app_request{ secret_is_guid = true } end
local function matches(expires)
  return all_of{ some.app_request{ secret_hint = V.hint }, some.error_text{ app_id = V.app },
                 some.app_credential{ type = "secret", app_id = V.app, hint = V.hint, expires = expires } }
end
local function another()
  return all_of{ some.app_request{ secret_hint = V.hint }, some.error_text{ app_id = V.app },
                 some.app_credential{ type = "secret", hint = V.hint, app_id = is_not(V.app):as(V.other) } }
end

evidence "what is sent as secret" {
  about = "whether it's a secret's ID, or begins like a valid, an expired, another application's or no known secret",
  { "a secret's ID",   when = is_guid(), say = "what is sent has the shape of a secret's ID" },
  { "a valid secret",  when = all_of{ matches(is_not(PAST)), unless(is_guid()) },
                       say = "what is sent begins like the valid secret of {app}" },
  { "an expired one",  when = all_of{ matches(PAST), unless(matches(is_not(PAST))), unless(is_guid()) },
                       say = "what is sent begins like the expired secret of {app}" },
  { "another's",       when = all_of{ another(), unless(matches(is_not(PAST))), unless(matches(PAST)),
                                      unless(is_guid()) },
                       say = "what is sent begins like a secret of another application, {other}" },
  { "nobody's",        when = all_of{ some.app_request{ secret_hint = V.hint, secret_is_guid = false },
                                      none.app_credential{ type = "secret", hint = V.hint } },
                       say = "what is sent ({hint}...) is the beginning of no secret that is known" },
  seen = {
    ["secret-id-instead-of-value"]  = { 96, 1, 1, 1, 1 },
    ["old-secret-still-deployed"]   = { 1, 2, 42, 2, 50 },
    ["secret-of-another-app"]       = { 2, 1, 1, 66, 28 },
    ["secret-mangled"]              = { 1, 84, 2, 1, 10 },
    ["credential-just-added"]       = { 1, 95, 1, 1, 1 },
    ["secret-expired"]              = { 1, 1, 95, 1, 1 },
    ["public-redirect-with-secret"] = { 1, 93, 2, 1, 1 },
    ["secret-in-public-client"]     = { 3, 86, 4, 2, 3 },
    other                           = { 4, 60, 12, 4, 16 },
  },
}

local function own_key(test)
  test.key_id = V.key
  return all_of{ some.sign_in{ code = ours(), credential = V.key }, some.app_credential(test) }
end
local function in_use(test)
  test.in_use = true
  return some.app_credential(test)
end

evidence "credential that the log names" {
  about = "whether the credential in use, by the log or the developer, is valid or expired",
  { "expired", when = any_of{ own_key{ type = "secret", expires = PAST }, in_use{ type = "secret", expires = PAST } },
               say = "the secret in use has expired" },
  { "valid",   when = all_of{ any_of{ own_key{ type = "secret", expires = is_not(PAST) },
                                      in_use{ type = "secret", expires = is_not(PAST) } },
                              unless(any_of{ own_key{ type = "secret", expires = PAST },
                                             in_use{ type = "secret", expires = PAST } }) },
               say = "the secret in use is valid" },
  seen = {
    ["secret-expired"]            = { 97, 2 },
    ["vendor-secret-expired"]     = { 97, 2 },
    ["old-secret-still-deployed"] = { 70, 26 },
    ["secret-mangled"]            = { 3, 95 },
    ["credential-just-added"]     = { 2, 96 },
    other                         = { 14, 84 },
  },
}

evidence "age of the newest credential" {
  about = "how long ago the newest secret or certificate of the application was created",
  { "minutes", when = some.app_credential{ starts = within "20m" },
               say = "the newest credential is a few minutes old" },
  { "days",    when = all_of{ some.app_credential{ starts = within "7d" },
                              unless(some.app_credential{ starts = within "20m" }) },
               say = "the newest credential is some days old" },
  { "longer",  when = all_of{ some.app_credential{ starts = is_not(within "7d") },
                              unless(some.app_credential{ starts = within "7d" }) },
               say = "no credential was created in the last week" },
  seen = {
    ["credential-just-added"]      = { 95, 3, 1 },
    ["old-secret-still-deployed"]  = { 6, 56, 36 },
    ["secret-id-instead-of-value"] = { 16, 44, 38 },
    ["secret-mangled"]             = { 14, 40, 44 },
    ["secret-of-another-app"]      = { 5, 24, 69 },
    ["secret-expired"]             = { 1, 1, 97 },
    ["vendor-secret-expired"]      = { 1, 1, 97 },
    ["certificate-expired"]        = { 1, 4, 94 },
    ["certificate-not-registered"] = { 3, 14, 82 },
    ["certificate-of-another-app"] = { 6, 24, 68 },
    other                          = { 4, 16, 78 },
  },
}

local function failing() return one_of{ 50012, 70002, 700024, 700027, 7000215, 7000222 } end

evidence "failures and successes of the application" {
  about = "whether the same application succeeds in between, from another server or a moment later",
  { "mixed",         when = all_of{ some.sign_in{ code = failing(), app_id = V.app },
                                    some.sign_in{ code = 0, app_id = V.app } },
                     say = "the application's sign-ins fail and succeed in turn" },
  { "failures only", when = all_of{ some.sign_in{ code = failing(), app_id = V.app },
                                    none.sign_in{ code = 0, app_id = V.app } },
                     say = "every sign-in of the application fails" },
  seen = {
    ["old-secret-still-deployed"]  = { 48, 50 },
    ["credential-just-added"]      = { 70, 28 },
    ["certificate-not-registered"] = { 36, 62 },
    ["app-host-clock-off"]         = { 34, 64 },
    ["assertion-reused"]           = { 84, 14 },
    ["federated-token-outlived"]   = { 92, 6 },
    ["secret-expired"]             = { 3, 95 },
    ["vendor-secret-expired"]      = { 3, 95 },
    ["certificate-expired"]        = { 4, 94 },
    ["secret-id-instead-of-value"] = { 4, 94 },
    other                          = { 12, 86 },
  },
}

evidence "servers of the application" {
  about = "whether the application runs on one server or on several",
  { "one",     when = some.app_host{ nodes = 1 }, say = "the application runs on one server" },
  { "several", when = some.app_host{ nodes = above(1):as(V.n) }, say = "the application runs on {n} servers" },
  seen = {
    ["old-secret-still-deployed"]  = { 24, 74 },
    ["certificate-not-registered"] = { 34, 64 },
    other                          = { 56, 42 },
  },
}
