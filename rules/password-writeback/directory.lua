-- What Active Directory and the sync engine say about the user, the connector account, and the policy. Codes
-- 120004, 120015, 120016.

evidence "protection of the account" {
  about = "whether the user's object gets its permissions from above, or is protected",
  { "protected",       when = any_of{ some.ad_account{ protected_group = true },
                                      all_of{ some.ad_account{ admin_count = at_least(1) },
                                              unless(some.ad_account{ protected_group = false }) } },
                       say = "the account is in a protected group of Active Directory (adminCount 1)" },
  { "left over",       when = some.ad_account{ admin_count = at_least(1), protected_group = false },
                       say = "adminCount is 1, but the account is in no protected group any more" },
  { "inheritance off", when = all_of{ any_of{ some.ad_account{ inheritance = false },
                                              all_of{ some.access_list{ inherits = false },
                                                      some.ad_account{ admin_count = at_most(0) } } },
                                      unless(some.ad_account{ protected_group = true }),
                                      unless(some.ad_account{ admin_count = at_least(1) }) },
                       say = "permissions aren't inherited by the account, which has never been an administrator's" },
  { "ordinary",        when = all_of{ some.ad_account{ inheritance = true },
                                      unless(some.ad_account{ protected_group = true }),
                                      unless(some.ad_account{ admin_count = at_least(1) }) },
                       say = "the account inherits its permissions and isn't protected" },
  seen = {
    ["protected-account"]         = { 95, 2, 1, 1 },
    ["leftover-admin-protection"] = { 3, 93, 2, 1 },
    ["inheritance-disabled"]      = { 2, 2, 92, 3 },
    other                         = { 3, 2, 3, 90 },
  },
}

evidence "flag that forbids changes" {
  about = "whether 'User cannot change password' is set",
  { "set",     when = some.ad_account{ cannot_change_password = true }, say = "'User cannot change password' is set" },
  { "not set", when = some.ad_account{ cannot_change_password = false },
               say = "'User cannot change password' isn't set" },
  seen = { ["cannot-change-password-flag"] = { ALWAYS, NEVER }, other = { 2, 96 } },
}

-- Entries of an access control list that name the connector's own account. What its groups may do isn't in them, so
-- none of these says that a right is missing; a refusal does, if it stands at the object itself.
local ON_USER = one_of{ "reset-password", "change-password", "write-lockout-time", "write-pwd-last-set" }
local ON_DOMAIN = one_of{ "unexpire-password", "replicate-changes", "replicate-changes-all" }

local function own_entry(name, right, object)
  rule(name) {
    when   = { some.connector_account{ account = V.account },
               some.access_entry{ trustee = V.account, right = right:as(V.right), access = "allow", object = object,
                                  counts_for = "object" },
               unless(some.access_entry{ trustee = V.account, right = V.right, access = "deny", object = object,
                                         counts_for = "object" }) },
    derive = connector_permission{ account = V.account, right = V.right, granted = true },
    say    = "the list names {account} with {right}",
  }
end

own_entry("the user's list names the connector account", ON_USER, like "cn=*")
own_entry("the domain's list names the connector account", ON_DOMAIN, like "dc=*")

rule "the list refuses the connector account" {
  when   = { some.connector_account{ account = V.account },
             some.access_entry{ trustee = V.account, right = ON_USER:as(V.right), access = "deny", object = like "cn=*",
                                counts_for = "object", inherited = false } },
  derive = connector_permission{ account = V.account, right = V.right, granted = false },
  say    = "the list refuses {right} to {account}",
}

rule "the default name of a connector account" {
  when   = { some.access_entry{ trustee = like("msol_*"):as(V.account) } },
  derive = connector_account{ account = V.account },
  say    = "MSOL_ is how Microsoft Entra Connect names its account",
}

local WRITEBACK = one_of{ "reset-password", "write-lockout-time", "write-pwd-last-set", "unexpire-password" }

evidence "connector's rights on the user" {
  about = "whether the connector account has the rights for writeback on this object",
  { "missing", when = some.connector_permission{ right = WRITEBACK:as(V.right), granted = false },
               say = "the connector account lacks {right} on the user's object" },
  { "granted", when = all_of{ some.connector_permission{ right = "reset-password", granted = true },
                              unless(some.connector_permission{ right = WRITEBACK, granted = false }) },
               say = "the connector account has its rights on the user's object" },
  seen = {
    ["connector-rights-missing"]  = { 94, 4 },
    ["inheritance-disabled"]      = { 90, 8 },
    ["protected-account"]         = { 86, 12 },
    ["leftover-admin-protection"] = { 86, 12 },
    other                         = { 3, 94 },
  },
}

evidence "remote calls to SAM" {
  about = "whether a hardening policy keeps the connector account from the security accounts manager",
  { "refused", when = any_of{ some.windows_event{ source = "ADSync", id = 6329, text = like "*ERROR_ACCESS_DENIED*" },
                              some.sync_server{ sam_restricted = true, sam_allows_connector = false } },
               say = "remote calls to SAM are refused to the connector account" },
  { "allowed", when = all_of{ any_of{ some.sync_server{ sam_restricted = false },
                                      some.sync_server{ sam_allows_connector = true } },
                              unless(some.sync_server{ sam_restricted = true, sam_allows_connector = false }),
                              unless(some.windows_event{ source = "ADSync", id = 6329,
                                                         text = like "*ERROR_ACCESS_DENIED*" }) },
               say = "remote calls to SAM aren't restricted for the connector account" },
  seen = { ["remote-sam-restricted"] = { 92, 6 }, other = { 3, 92 } },
}

evidence "change or reset" {
  about = "whether the current password was given (a change) or not (a reset, an unlock)",
  { "change", when = some.ticket{ action = one_of{ "change-password", "sign-in" } },
              say = "the user was changing the password" },
  { "reset",  when = some.ticket{ action = one_of{ "reset-password", "admin-reset", "unlock-account" }:as(V.action) },
              say = "it was a reset without the current password ({action})" },
  seen = {
    ["cannot-change-password-flag"] = { 94, 5 },
    ["mistyped-current-password"]   = { 97, 2 },
    ["autofilled-old-password"]     = { 97, 2 },
    ["protected-account"]           = { 22, 76 },   -- a change works, a reset doesn't
    ["leftover-admin-protection"]   = { 30, 68 },
    ["inheritance-disabled"]        = { 40, 58 },
    ["connector-rights-missing"]    = { 42, 56 },
    other                           = { 68, 28 },
  },
}

evidence "user in the sync engine" {
  about = "whether the sync engine that was asked has the user's objects connected",
  codes = { 120012, 120013, 120016, 120020 },
  { "two anchors", when = some.sync_object{ duplicate_anchor = true },
                   say = "two accounts have the user's source anchor" },
  { "elsewhere",   when = all_of{ some.sync_object{ other_server = true },
                                  unless(some.sync_object{ duplicate_anchor = true }) },
                   say = "another sync server or tool owns the user" },
  { "not joined",  when = all_of{ any_of{ some.sync_object{ connected = false }, some.sync_object{ in_scope = false } },
                                  unless(some.sync_object{ duplicate_anchor = true }),
                                  unless(some.sync_object{ other_server = true }) },
                   say = "the sync engine has the user filtered out or not joined" },
  { "joined",      when = all_of{ some.sync_object{ connected = true },
                                  unless(some.sync_object{ duplicate_anchor = true }),
                                  unless(some.sync_object{ other_server = true }),
                                  unless(some.sync_object{ in_scope = false }) },
                   say = "the sync engine has the user's objects joined" },
  seen = {
    ["duplicate-anchor"]          = { 92, 1, 1, 5 },
    ["other-sync-tool-owns-user"] = { 1, 88, 8, 2 },
    ["cloud-sync-writeback-off"]  = { 1, 70, 22, 4 },
    ["provisioning-agent-down"]   = { 1, 66, 24, 6 },
    ["not-connected-in-sync"]     = { 1, 2, 92, 4 },
    ["ad-account-deleted"]        = { 1, 1, 84, 12 },
    ["new-account-not-confirmed"]            = { 1, 1, 76, 18 },
    other                         = { 1, 2, 4, 90 },
  },
}

evidence "account in Active Directory" {
  about = "whether the account of the cloud user still exists in Active Directory",
  codes = { 120016 },
  { "gone",  when = some.ad_account{ exists = false }, say = "Active Directory has no account for this user any more" },
  { "there", when = some.ad_account{ exists = true }, say = "the account exists in Active Directory" },
  seen = { ["ad-account-deleted"] = { 96, 2 }, ["other-sync-tool-owns-user"] = { 12, 86 }, other = { 2, 96 } },
}

seen "age of the account" {
  ["new-account-not-confirmed"] = { 88, 8 },
  ["ad-minimum-password-age"]   = { 22, 72 },
}

local function reserved(pattern) return some.ad_account{ ou = like(pattern) } end

evidence "characters of the OU path" {
  about = "whether an organizational unit above the user has a name that writeback can't handle",
  { "reserved", when = any_of{ reserved "*\\*", reserved "*/*" },
                say = "the OU path of the user has an escaped character or a slash" },
  { "plain",    when = all_of{ some.ad_account{ ou = like "*" }, unless(reserved "*\\*"), unless(reserved "*/*") },
                say = "the OU path of the user has ordinary characters only" },
  seen = { ["ou-reserved-characters"] = { 95, 3 }, other = { 3, 95 } },
}
