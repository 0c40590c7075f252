-- What the audit log knows of the application: deleted, brought back, stripped of grants, switched, given credentials.

local GONE = one_of{ "Remove service principal", "Hard delete service principal", "Delete application",
                     "Hard Delete application" }
local function gone() return some.audit_event{ activity = GONE } end
local function added() return some.audit_event{ activity = "Add service principal" } end

evidence "audit log: deleted or added" {
  about = "whether the application was deleted, or deleted and added again, in the last days",
  { "deleted and added again", when = all_of{ gone(), added() },
    say = "the audit log has the enterprise application removed and added again" },
  { "deleted", when = all_of{ some.audit_event{ activity = GONE:as(V.what), actor = V.who }, unless(added()) },
               say = "the audit log has '{what}' by {who}" },
  { "added",   when = all_of{ added(), unless(gone()) }, say = "the enterprise application was added in these days" },
  seen = {
    ["app-instance-recreated"]  = { 84, 3, 9 },
    ["app-deleted"]             = { 4, 86, 2 },
    ["api-deleted"]             = { 4, 80, 2 },
    ["user-consent-off"]        = { 1, 1, 6 },
    ["publisher-not-verified"]  = { 1, 1, 8 },
    ["consent-never-asked"]     = { 1, 1, 30 },
    ["credential-just-added"]   = { 1, 1, 40 },
    ["consent-request-blocked"] = { 1, 1, 60 },
    other                       = { 2, 2, 12 },
  },
}

local LOST = one_of{ "Remove delegated permission grant", "Remove app role assignment from service principal" }

evidence "audit log: grants" {
  about = "whether a grant of the application was taken away",
  { "taken away", when = some.audit_event{ activity = LOST, actor = V.who, at = V.when },
                  say = "{who} took a permission of the application away ({when})" },
  { "untouched",  when = none.audit_event{ activity = LOST },
                  say = "the audit log has no permission taken away from the application" },
  seen = {
    ["consent-revoked"]        = { 93, 5 },
    ["app-instance-recreated"] = { 30, 66 },
    ["scope-not-granted"]      = { 10, 88 },
    other                      = { 4, 92 },
  },
}

local function switched(property)
  return some.audit_event{ activity = "Update service principal", property = property, actor = V.who, at = V.when }
end

evidence "audit log: switches of the enterprise application" {
  about = "whether somebody disabled the enterprise application or made assignment compulsory",
  { "disabled",             when = all_of{ switched("AccountEnabled"),
                                           unless(switched("AppRoleAssignmentRequired")) },
                            say = "{who} changed 'Enabled for users to sign in' ({when})" },
  { "assignment required",  when = switched("AppRoleAssignmentRequired"),
                            say = "{who} changed 'Assignment required' ({when})" },
  { "untouched",            when = none.audit_event{ activity = "Update service principal" },
                            say = "the audit log has no change of the enterprise application" },
  seen = {
    ["app-disabled-by-admin"]     = { 80, 2, 14 },
    ["resource-disabled"]         = { 72, 2, 22 },
    ["consent-request-blocked"]   = { 8, 1, 80 },
    ["assignment-turned-on"]      = { 2, 88, 8 },
    ["assignment-blocks-consent"] = { 2, 40, 50 },
    other                         = { 2, 3, 84 },
  },
}

local LEFT = one_of{ "Remove app role assignment from user", "Remove app role assignment from group",
                     "Remove member from group" }
local CAME = one_of{ "Add app role assignment grant to user", "Add app role assignment to group",
                     "Add member to group" }
local function left() return some.audit_event{ activity = LEFT } end

evidence "audit log: assignments" {
  about = "whether the user lost or got an assignment or a membership in the last days",
  codes = { 50105, 65001 },
  { "lost", when = some.audit_event{ activity = LEFT:as(V.what), actor = V.who, at = V.when },
            say = "the audit log has '{what}' by {who} ({when})" },
  { "got",  when = all_of{ some.audit_event{ activity = CAME:as(V.what), at = V.when }, unless(left()) },
            say = "the audit log has '{what}' ({when})" },
  { "none", when = none.audit_event{ activity = one_of{
              "Remove app role assignment from user", "Remove app role assignment from group",
              "Remove member from group",
              "Add app role assignment grant to user", "Add app role assignment to group", "Add member to group" } },
            say = "nothing was changed about the user's assignments and memberships" },
  seen = {
    ["assignment-removed"]      = { 88, 3, 8 },
    ["membership-not-arrived"]  = { 2, 52, 44 },
    ["user-not-assigned"]       = { 3, 6, 88 },
    ["nested-group-assigned"]   = { 3, 30, 64 },
    ["wrong-account-session"]   = { 2, 12, 84 },
    ["assignment-turned-on"]    = { 2, 16, 80 },
    ["app-instance-recreated"]  = { 20, 8, 70 },
    other                       = { 4, 8, 86 },
  },
}

local PAST = within "3650d"

evidence "signing key of the enterprise application" {
  about = "whether the enterprise application has a signing key of its own, valid or expired",
  codes = { 50146 },
  { "expired", when = some.service_principal{ signing_certificate_expires = PAST:as(V.end_) },
               say = "the enterprise application's own signing key has expired ({end_})" },
  { "valid",   when = some.service_principal{ signing_certificate_expires = is_not(PAST):as(V.end_) },
               say = "the enterprise application has a signing key of its own, until {end_}" },
  { "none",    when = some.service_principal{ signing_certificate = "none" },
               say = "the enterprise application has no signing key of its own" },
  seen = {
    ["app-signing-key-expired"]     = { 92, 6, 1 },   -- valid: from tomorrow on
    ["claims-mapping-not-accepted"] = { 1, 3, 95 },
    other                           = { 4, 60, 34 },
  },
}

local KEYS = like "*Certificates and secrets*"

evidence "audit log: credentials" {
  about = "whether credentials of the application were changed in the last day or earlier",
  { "today",   when = some.audit_event{ activity = KEYS, at = within "24h", actor = V.who },
               say = "{who} changed the application's credentials within a day" },
  { "earlier", when = all_of{ some.audit_event{ activity = KEYS, at = is_not(within "24h"), actor = V.who },
                              unless(some.audit_event{ activity = KEYS, at = within "24h" }) },
               say = "{who} changed the application's credentials more than a day ago" },
  { "never",   when = none.audit_event{ activity = KEYS },
               say = "the application's credentials haven't been changed as far as the log reaches" },
  seen = {
    ["credential-just-added"]      = { 92, 3, 3 },
    ["old-secret-still-deployed"]  = { 58, 32, 8 },
    ["secret-id-instead-of-value"] = { 56, 22, 20 },
    ["secret-mangled"]             = { 44, 24, 30 },
    ["certificate-not-registered"] = { 22, 16, 60 },
    ["certificate-of-another-app"] = { 4, 4, 90 },   -- the upload is at the other one
    ["secret-expired"]             = { 3, 5, 90 },
    ["vendor-secret-expired"]      = { 1, 1, 96 },
    ["certificate-expired"]        = { 3, 5, 90 },
    other                          = { 14, 14, 70 },
  },
}
