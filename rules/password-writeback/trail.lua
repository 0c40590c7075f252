-- What became of the request on the sync server: events of PasswordResetService (31xxx, 32xxx, 33xxx) and hr= of
-- ADSync 6329.

local STARTS   = { 31001, 31006, 31009 }                    -- reset, change, reset by an administrator
local VERDICTS = { 31002, 31007, 31010, 32000, 32004, 32010, 33001, 33002, 33003, 33004, 33005, 33006, 33007, 33008,
                   33009 }

local function event(id, at) return some.windows_event{ source = "PasswordResetService", id = id, at = at } end

-- The newest verdict is one of these.
local function verdict(...)
  return all_of{ event(one_of{ ... }, V.t), unless(event(one_of(VERDICTS), above(V.t))) }
end

local function any_verdict() return some.windows_event{ source = "PasswordResetService", id = one_of(VERDICTS) } end
local function any_start() return some.windows_event{ source = "PasswordResetService", id = one_of(STARTS) } end

local ORDER = { "never arrived", "no answer", "not decrypted", "unknown error", "not found", "two matches",
                "no permission",
                "disabled", "locked", "wrong current password", "policy", "configuration", "written" }

-- A row of `seen` by outcome names; what isn't named gets 1.
local function trail(named)
  local row = {}
  for i, outcome in ipairs(ORDER) do row[i] = named[outcome] or 1 end
  return row
end

evidence "writeback request on the sync server" {
  about = "what the sync server logged about this user's request",
  codes = { 120000, 120002, 120003, 120004, 120005, 120008, 120011, 120012, 120013, 120014, 120015, 120016, 120018,
            120020, 120021 },
  { "never arrived",  when = all_of{ some.windows_event{ source = "PasswordResetService", server = V.server },
                                     none.windows_event{ source = "PasswordResetService", server = V.server,
                                                         id = one_of(STARTS) },
                                     unless(any_verdict()) },
                      say = "{server} has no event 31001, 31006 or 31009 for this user: the request never arrived" },
  { "no answer",      when = all_of{ any_start(), unless(any_verdict()) },
                      say = "the request arrived on the sync server and nothing followed" },
  { "not decrypted",  when = verdict(32004, 32010), say = "the agent couldn't decrypt the request (32004 or 32010)" },
  { "unknown error",  when = verdict(32000, 33001),
                      say = "Active Directory answered with an unknown error (33001 or 32000)" },
  { "not found",      when = verdict(33002), say = "writeback didn't find the user (33002)" },
  { "two matches",    when = verdict(33003), say = "writeback found two accounts for the user (33003)" },
  { "no permission",  when = verdict(33004), say = "the connector account was denied access (33004)" },
  { "disabled",       when = verdict(33005), say = "Active Directory called the account disabled (33005)" },
  { "locked",         when = verdict(33006), say = "Active Directory called the account locked (33006)" },
  { "wrong current password", when = verdict(33007), say = "Active Directory refused the current password (33007)" },
  { "policy",         when = verdict(33008), say = "the domain's password policy refused the new password (33008)" },
  { "configuration",  when = verdict(33009),
                      say = "a configuration fault in Active Directory or the connector (33009)" },
  { "written",        when = verdict(31002, 31007, 31010),
                      say = "the password was written to Active Directory (31007, 31002 or 31010)" },
  seen = (function()
    local rows = { other = trail{ ["never arrived"] = 24, ["no answer"] = 6, ["unknown error"] = 8, written = 6 } }
    local function set(row, causes) for _, cause in ipairs(causes) do rows[cause] = row end end
    set(trail{ ["never arrived"] = 86 },
        { "outbound-443-blocked", "adsync-stopped", "writeback-listener-down", "tls-inspection", "staging-server-only",
          "two-active-sync-servers", "provisioning-agent-down", "microsoft-outage", "writeback-off-in-tenant",
          "writeback-off-on-server", "cloud-sync-writeback-off", "writeback-not-licensed", "reset-not-in-scope",
          "weak-new-password", "reused-last-password", "name-in-password", "name-part-in-password", "banned-password",
          "custom-banned-word", "stale-change-page", "user-renamed" })
    set(trail{ policy = 86 },
        { "ad-password-complexity", "ad-password-history", "ad-minimum-password-age", "password-filter-rejects",
          "fine-grained-policy-stricter" })
    set(trail{ ["no permission"] = 86 },
        { "connector-rights-missing", "inheritance-disabled", "protected-account", "leftover-admin-protection",
          "remote-sam-restricted" })
    set(trail{ ["wrong current password"] = 80, ["never arrived"] = 6 },
        { "mistyped-current-password", "autofilled-old-password" })
    set(trail{ ["wrong current password"] = 86 }, { "passwords-diverged", "ad-password-change-not-synced" })
    set(trail{ written = 86 }, { "cloud-update-failed-after-writeback", "temporary-password-not-synced" })
    set(trail{ ["not found"] = 86 }, { "not-connected-in-sync", "ad-account-deleted" })
    rows["unsupported-password-characters"] = trail{ ["never arrived"] = 40, written = 45 }
    rows["cannot-change-password-flag"]     = trail{ ["no permission"] = 50, policy = 36 }
    rows["other-sync-tool-owns-user"]       = trail{ ["not found"] = 60, ["never arrived"] = 26 }
    rows["new-account-not-confirmed"]                  = trail{ ["not found"] = 36, ["never arrived"] = 48 }
    rows["duplicate-anchor"]                = trail{ ["two matches"] = 86 }
    rows["ad-account-disabled"]             = trail{ disabled = 86 }
    rows["ad-account-locked"]               = trail{ locked = 86 }
    rows["writeback-key-mismatch"]          = trail{ ["not decrypted"] = 86 }
    rows["dc-unreachable"]                  = trail{ ["unknown error"] = 60, ["no answer"] = 26 }
    rows["ou-reserved-characters"]          = trail{ ["unknown error"] = 86 }
    rows["connector-password-too-long"]     = trail{ ["unknown error"] = 78, configuration = 8 }
    rows["connector-credentials-invalid"]   = trail{ ["unknown error"] = 56, configuration = 18,
                                                     ["no permission"] = 10 }
    rows["ldap-traffic-unsigned"]           = trail{ ["unknown error"] = 46, configuration = 40 }
    rows["forest-added-after-writeback"]    = trail{ configuration = 70, ["unknown error"] = 16 }
    rows["sspr-service-fault"]              = trail{ ["never arrived"] = 60, ["no answer"] = 8, written = 12 }
    return rows
  end)(),
}

local function hr(code) return some.windows_event{ hr = code } end

-- Only the numbers that split an "unknown error" or a "configuration" fault further; the others say what 33002 to
-- 33008 say.
evidence "hr of the failed writeback" {
  about = "the eight digits behind hr= in the sync server's events",
  { "80230818", when = hr "80230818", say = "no domain controller could be contacted (80230818)" },
  { "800700CE", when = hr "800700CE", say = "the connector account's password is too long (800700CE)" },
  { "8023062C", when = hr "8023062C", say = "the connection for setting passwords isn't encrypted (8023062C)" },
  { "8023061F", when = hr "8023061F", say = "password synchronisation isn't enabled on this connector (8023061F)" },
  seen = {
    ["dc-unreachable"]               = { 70, 1, 1, 1 },
    ["connector-password-too-long"]  = { 1, 92, 1, 1 },
    ["ldap-traffic-unsigned"]        = { 1, 1, 92, 1 },
    ["forest-added-after-writeback"] = { 1, 1, 1, 88 },
    other                            = { 2, 1, 1, 1 },
  },
}

evidence "connector's own sign-in to Active Directory" {
  about = "whether ADSync logged that the connector's credentials are invalid (event 6000)",
  { "refused", when = some.windows_event{ source = "ADSync", id = 6000 },
               say = "the connector account's credentials are invalid (6000)" },
  { "fine",    when = all_of{ some.windows_event{ source = "PasswordResetService", server = V.server },
                              none.windows_event{ source = "ADSync", server = V.server, id = 6000 } },
               say = "{server} has no event 6000: the connector account signs in" },
  seen = { ["connector-credentials-invalid"] = { 88, 10 }, other = { 2, 96 } },
}
