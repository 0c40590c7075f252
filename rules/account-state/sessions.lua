-- What ended the sessions or changed the password: the user, an administrator, a tool. Codes 50133, 50173 and 50126.

local function changes()
  return one_of{ "Change user password", "Reset user password", "Reset password", "Update PasswordProfile",
                 "Change password (self-service)", "Reset password (self-service)", "Reset password (by admin)" }
end
local REVOKED = "Update StsRefreshTokenValidFrom Timestamp"

local function password_change()
  return any_of{ some.audit_event{ activity = changes(), result = "success" },
                 all_of{ some.user_account{ sessions_revoked = V.valid_from },
                         some.user_account{ password_changed = within("5m", V.valid_from) } },
                 some.ticket{ password_changed_recently = true } }
end

local function revoked_by(kinds)
  return some.audit_event{ activity = REVOKED, actor_kind = kinds, actor = V.actor, at = V.when }
end

evidence "last change of password or sessions" {
  about = "whether the password was changed, or the sessions were revoked without it, and by whom",
  { "password changed",   when = password_change(), say = "the password was changed or reset in these days" },
  { "by an administrator", when = all_of{ revoked_by("admin"), unless(password_change()) },
                           say = "{actor} revoked the user's sessions ({when}), without a change of password" },
  { "by the user",         when = all_of{ revoked_by("user"), unless(password_change()) },
                           say = "{actor}, the user, revoked the sessions ({when})" },
  { "by a tool",           when = all_of{ revoked_by(one_of{ "application", "microsoft" }), unless(password_change()) },
                           say = "{actor}, not a person, revoked the user's sessions ({when})" },
  { "nothing",             when = all_of{ none.audit_event{ activity = REVOKED },
                                          none.audit_event{ activity = changes() },
                                          unless(password_change()) },
                           say = "the audit log has neither a change of password nor a revocation" },
  seen = {
    ["password-changed-session-revoked"] = { 93, 2, 1, 2, 1 },
    ["connector-holds-old-token"]        = { 80, 8, 2, 4, 5 },
    ["app-ignores-revocation"]           = { 64, 10, 6, 8, 10 },
    ["admin-revoked-sessions"]           = { 4, 90, 1, 2, 2 },
    ["user-signed-out-everywhere"]       = { 4, 1, 91, 1, 2 },
    ["risk-response-revoked"]            = { 8, 4, 1, 82, 4 },
    ["password-not-synced-yet"]          = { 93, 1, 1, 1, 3 },
    ["stale-saved-password"]             = { 74, 2, 1, 2, 18 },
    ["hash-sync-stalled"]                = { 78, 1, 1, 1, 16 },
    ["sync-server-outdated"]             = { 78, 1, 1, 1, 16 },
    ["temporary-password-held-back"]     = { 78, 2, 1, 1, 15 },
    ["passwords-diverged"]               = { 90, 2, 1, 1, 4 },
    ["mistyped-password"]                = { 30, 1, 1, 1, 64 },
    ["must-change-password"]             = { 88, 2, 1, 1, 6 },
    ["cloud-password-expired"]           = { 2, 1, 1, 1, 92 },
    ["ad-password-expired"]              = { 3, 1, 1, 1, 92 },
    ["password-spray"]                   = { 12, 3, 1, 3, 76 },
    other                                = { 22, 4, 2, 3, 62 },
  },
}
