-- Which request couldn't get its token, and what it asked for. Codes 50000 and 90092.

local function grant(value) return some.app_request{ grant_type = value } end
local OBO = one_of{ "urn:ietf:params:oauth:grant-type:jwt-bearer", "jwt-bearer", "on_behalf_of" }
local DEVICE = one_of{ "urn:ietf:params:oauth:grant-type:device_code", "device_code" }
local function by_device() return any_of{ grant(DEVICE), some.sign_in{ code = 50000, protocol = "device-code" } } end

evidence "request that got no token" {
  about = "whether an API asked on behalf of its user, a device code sign-in, or a user at the sign-in page",
  codes = { 50000 },
  { "on behalf of a user", when = grant(OBO), say = "an API asked on behalf of its user" },
  { "device code",         when = all_of{ by_device(), unless(grant(OBO)) }, say = "it was a device code sign-in" },
  { "a user's sign-in",    when = all_of{ some.sign_in{ code = 50000, interactive = true },
                                          unless(grant(OBO)), unless(by_device()) },
                           say = "a user was signing in at the page" },
  seen = {
    ["obo-request-incomplete"]           = { 93, 1, 4 },
    ["no-delegated-permission"]          = { 86, 2, 10 },
    ["device-code-consent-missing"]      = { 1, 92, 5 },
    ["symmetric-signing-key"]            = { 10, 4, 84 },
    ["passwords-diverged"]               = { 2, 3, 93 },
    ["password-changed-session-revoked"] = { 3, 3, 92 },
    ["microsoft-outage"]                 = { 13, 4, 81 },
    other                                = { 21, 6, 71 },
  },
}

evidence "scope of the request on behalf of a user" {
  about = "whether the request asks for /.default, or for named scopes",
  { "/.default",   when = some.app_request{ scope = like "*/.default*" }, say = "the request asks for /.default" },
  { "named scopes", when = some.app_request{ scope = is_not(like "*/.default*") },
                    say = "the request names its scopes" },
  seen = {
    ["no-delegated-permission"] = { 94, 4 },
    ["obo-request-incomplete"]  = { 41, 57 },
    other                       = { 35, 63 },
  },
}

evidence "missing part of the request" {
  about = "whether a parameter that the request needs isn't there",
  { "missing",  when = some.app_request{ missing = is_not("none"):as(V.what) }, say = "the request lacks {what}" },
  { "complete", when = some.app_request{ missing = "none" }, say = "no parameter is missing" },
  seen = {
    ["obo-request-incomplete"]  = { 74, 24 },
    ["no-delegated-permission"] = { 3, 95 },
    ["symmetric-signing-key"]   = { 2, 96 },
    ["signout-malformed"]       = { 60, 38 },
    other                       = { 6, 92 },
  },
}

evidence "the device's application in the tenant" {
  about = "whether the application exists as enterprise application, and has its permissions",
  { "no enterprise application", when = some.service_principal{ exists = false },
    say = "the tenant has no enterprise application for it" },
  { "no consent",  when = all_of{ some.service_principal{ exists = true }, some.app_consent{ granted = "none" } },
                   say = "the enterprise application lacks a consent" },
  { "in order",    when = all_of{ some.service_principal{ exists = true },
                                  some.app_consent{ granted = one_of{ "everybody", "user" } },
                                  unless(some.app_consent{ granted = "none" }) },
                   say = "the enterprise application exists and has its consent" },
  seen = {
    ["device-code-consent-missing"] = { 44, 46, 8 },
    ["no-delegated-permission"]     = { 8, 50, 40 },
    ["symmetric-signing-key"]       = { 2, 5, 91 },
    ["obo-request-incomplete"]      = { 3, 10, 85 },
    ["microsoft-internal-fault"]    = { 14, 20, 64 },
    other                           = { 6, 12, 80 },
  },
}

evidence "last change of the application" {
  about = "whether the application was changed just before",
  { "just changed", when = some.app_registration{ modified = within "7d" },
                    say = "the application was changed in the last week" },
  { "unchanged",    when = some.app_registration{ modified = is_not(within "7d") },
                    say = "the application hasn't been changed for a week" },
  seen = {
    ["symmetric-signing-key"]      = { 66, 32 },
    ["microsoft-internal-fault"]   = { 34, 64 },
    ["assertion-version-mismatch"] = { 60, 38 },
    ["no-delegated-permission"]    = { 30, 68 },
    other                          = { 16, 82 },
  },
}

local FABRIC = "00000014-0000-0000-c000-000000000000"
local function consenting()
  return any_of{ some.app_request{ prompt = "consent" },
                 some.audit_event{ activity = one_of{ "Consent to application", "Add service principal" } } }
end
local function enrolling() return some.ticket{ action = "join-device" } end

evidence "what Graph was asked to write" {
  about = "whether devices were being enrolled, an application was being consented to, or a user was signing in",
  { "enrolment", when = enrolling(), say = "devices were being enrolled" },
  { "a consent", when = all_of{ consenting(), unless(enrolling()) }, say = "an application was being consented to" },
  { "a sign-in", when = all_of{ some.sign_in{ code = 90092, interactive = true }, unless(consenting()),
                                unless(enrolling()) },
                 say = "a user was signing in" },
  seen = {
    ["sync-fabric-app-missing"]  = { 95, 1, 2 },
    ["consent-half-created"]     = { 1, 89, 8 },
    ["microsoft-internal-fault"] = { 6, 27, 65 },
    ["passing-service-fault"]    = { 3, 20, 75 },
    ["microsoft-outage"]         = { 4, 14, 80 },
    other                        = { 9, 26, 63 },
  },
}

evidence "Microsoft.Azure.SyncFabric in the tenant" {
  about = "whether the tenant has the application that bulk enrolment needs",
  { "missing", when = some.service_principal{ app_id = FABRIC, exists = false },
               say = "the tenant lacks Microsoft.Azure.SyncFabric" },
  { "there",   when = some.service_principal{ app_id = FABRIC, exists = true },
               say = "the tenant has Microsoft.Azure.SyncFabric" },
  seen = {
    ["sync-fabric-app-missing"] = { 95, 3 },
    other                       = { 6, 92 },
  },
}
