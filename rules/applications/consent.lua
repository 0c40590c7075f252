-- What was granted, who may grant it, and how the request asks for it. 65001, 65004, 90008, 90093, 90094, 90095,
-- 900941, 900981 and their neighbours.

local function granted() return some.app_consent{ granted = one_of{ "everybody", "user" } } end
local function missing() return some.app_consent{ granted = "none" } end

evidence "what has been granted" {
  about = "whether none, a part or all of what the application asks for has been granted to this user",
  { "nothing",    when = all_of{ missing(), unless(granted()) },
                  say = "nothing has been granted to the application" },
  { "a part",     when = all_of{ granted(), some.app_consent{ granted = "none", scope = V.scope } },
                  say = "{scope} hasn't been granted, other permissions have" },
  { "everything", when = all_of{ granted(), unless(missing()) },
                  say = "everything that is asked for has been granted" },
  seen = {
    ["consent-never-asked"]        = { 86, 8, 4 },
    ["scope-not-granted"]          = { 4, 92, 3 },
    ["user-consent-off"]           = { 78, 18, 3 },
    ["permission-needs-admin"]     = { 60, 36, 3 },
    ["middle-tier-not-consented"]  = { 70, 24, 4 },
    ["assignment-blocks-consent"]  = { 84, 12, 3 },
    ["app-instance-recreated"]     = { 88, 6, 4 },
    ["consent-revoked"]            = { 66, 28, 4 },
    ["consent-prompt-forced"]      = { 4, 4, 91 },
    ["publisher-not-verified"]     = { 88, 9, 2 },
    ["consent-phishing"]           = { 92, 6, 1 },
    ["own-app-in-other-tenant"]    = { 70, 24, 4 },
    ["consent-request-pending"]    = { 86, 10, 3 },
    ["consent-request-blocked"]    = { 95, 2, 2 },
    ["app-disabled-by-admin"]      = { 14, 8, 76 },
    ["sign-in-permission-missing"] = { 70, 24, 4 },
    ["resource-not-listed"]        = { 14, 76, 8 },
    ["user-declined-consent"]      = { 80, 12, 6 },
    ["saml-entity-id-mismatch"]    = { 26, 4, 66 },
    ["wrong-client-id"]            = { 30, 10, 56 },
    other                          = { 24, 14, 56 },
  },
}

evidence "whether the missing permission needs an administrator" {
  about = "whether what isn't granted may be granted by users, or by administrators only",
  { "administrators", when = some.app_consent{ granted = "none", needs_admin = true, scope = V.scope },
                      say = "{scope} may be granted by administrators only" },
  { "users",          when = all_of{ some.app_consent{ granted = "none", needs_admin = false, scope = V.scope },
                                     unless(some.app_consent{ granted = "none", needs_admin = true }) },
                      say = "{scope} is one that users may grant, where the tenant lets them" },
  seen = {
    ["permission-needs-admin"]    = { 96, 3 },
    ["user-consent-off"]          = { 22, 76 },
    ["consent-never-asked"]       = { 14, 84 },
    ["assignment-blocks-consent"] = { 18, 80 },
    ["publisher-not-verified"]    = { 12, 86 },
    ["consent-phishing"]          = { 16, 82 },
    ["own-app-in-other-tenant"]   = { 20, 78 },
    ["scope-not-granted"]         = { 44, 54 },
    ["consent-request-pending"]   = { 50, 48 },
    ["user-declined-consent"]     = { 3, 95 },
    other                         = { 34, 64 },
  },
}

evidence "what users may consent to" {
  about = "whether users may consent to nothing, to what is verified and harmless, or to all that users may",
  { "nothing",    when = some.consent_setting{ users = "none" },
                  say = "the tenant lets its users consent to nothing" },
  { "low impact", when = some.consent_setting{ users = "low-impact" },
                  say = "users may consent to verified publishers and permissions of low impact only" },
  { "all",        when = some.consent_setting{ users = "all" },
                  say = "users may consent to whatever needs no administrator" },
  seen = {
    ["user-consent-off"]          = { 66, 32, 1 },
    ["permission-needs-admin"]    = { 22, 32, 44 },
    ["publisher-not-verified"]    = { 1, 24, 74 },
    ["consent-phishing"]          = { 2, 30, 66 },
    ["own-app-in-other-tenant"]   = { 1, 26, 72 },
    ["assignment-blocks-consent"] = { 14, 30, 54 },
    ["consent-prompt-forced"]     = { 56, 30, 12 },
    ["consent-never-asked"]       = { 26, 34, 38 },
    ["user-declined-consent"]     = { 1, 30, 67 },
    other                         = { 32, 34, 32 },
  },
}

evidence "whether users can ask an administrator" {
  about = "whether the admin consent workflow is on",
  { "on",  when = some.consent_setting{ workflow = true }, say = "users can send a request to reviewers" },
  { "off", when = some.consent_setting{ workflow = false }, say = "users can't send a request to anybody" },
  seen = {
    ["consent-request-pending"] = { 97, 2 },
    ["consent-request-blocked"] = { 97, 2 },
    other                       = { 40, 58 },
  },
}

evidence "request in the admin consent workflow" {
  about = "whether a user's request for the application waits for a reviewer",
  { "waiting", when = some.consent_setting{ request = "waiting" }, say = "a request for the application waits for a reviewer" },
  { "none",    when = some.consent_setting{ request = "none" }, say = "no request for the application is open" },
  seen = {
    ["consent-request-pending"] = { 95, 4 },
    other                       = { 10, 86 },
  },
}

evidence "assignment to the application" {
  about = "whether the enterprise application requires assignment",
  codes = { 50105, 65001, 90094 },
  { "required",     when = some.service_principal{ assignment_required = true },
                    say = "the application requires assignment" },
  { "not required", when = all_of{ some.service_principal{ assignment_required = false },
                                   unless(some.service_principal{ assignment_required = true }) },
                    say = "the application doesn't require assignment" },
  seen = {
    ["assignment-blocks-consent"] = { 97, 2 },
    ["user-not-assigned"]         = { 97, 2 },
    ["nested-group-assigned"]     = { 97, 2 },
    ["assignment-turned-on"]      = { 97, 2 },
    ["assignment-removed"]        = { 97, 2 },
    ["membership-not-arrived"]    = { 97, 2 },
    ["wrong-account-session"]     = { 90, 9 },
    ["app-instance-recreated"]    = { 10, 88 },
    other                         = { 22, 76 },
  },
}

evidence "prompt in the request" {
  about = "whether the request demands the consent page",
  { "consent", when = some.app_request{ prompt = "consent" },
               say = "the request demands the consent page (prompt=consent)" },
  { "other",   when = some.app_request{ prompt = one_of{ "none", "login", "select_account", "absent" }:as(V.prompt) },
               say = "the request doesn't demand the consent page (prompt: {prompt})" },
  seen = {
    ["consent-prompt-forced"]  = { 97, 2 },
    ["consent-phishing"]       = { 40, 58 },
    ["user-declined-consent"]  = { 22, 76 },
    other                      = { 6, 92 },
  },
}

evidence "publisher of the application" {
  about = "whether a verified publisher stands behind the application",
  { "verified",   when = some.service_principal{ verified_publisher = true }, say = "its publisher is verified" },
  { "unverified", when = some.service_principal{ verified_publisher = false }, say = "it has no verified publisher" },
  seen = {
    ["publisher-not-verified"]  = { 2, 96 },
    ["consent-phishing"]        = { 6, 92 },
    ["own-app-in-other-tenant"] = { 4, 94 },
    other                       = { 60, 38 },
  },
}

local function consent_failed(pattern)
  return some.audit_event{ activity = "Consent to application", result = "failure", reason = like(pattern) }
end
local function risky() return any_of{ consent_failed("*risky app*"), consent_failed("*RiskyApp*") } end

evidence "why consent failed, by the audit log" {
  about = "whether the audit log says that consent was refused for a risky application or otherwise",
  { "risky", when = risky(), say = "the audit log has a consent refused because the application is risky" },
  { "other", when = all_of{ some.audit_event{ activity = "Consent to application", result = "failure",
                                              reason = V.why },
                            unless(risky()) },
             say = "the audit log has a failed consent: {why}" },
  seen = {
    ["publisher-not-verified"]  = { 90, 6 },
    ["consent-phishing"]        = { 88, 8 },
    ["own-app-in-other-tenant"] = { 86, 8 },
    ["user-consent-off"]        = { 1, 40 },
    ["permission-needs-admin"]  = { 1, 40 },
    ["user-declined-consent"]   = { 1, 60 },
    other                       = { 3, 16 },
  },
}

-- Declared by the family of malformed requests, too.

seen "where the request came from" {
  ["consent-phishing"]      = { 3, 1, 80, 14 },
  ["user-declined-consent"] = { 76, 3, 12, 7 },
}
