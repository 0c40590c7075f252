-- Whose a typed name is: a user's of the tenant, a deleted user's, Active Directory's alone, or nobody's. Code 50034.
-- The collector reads the typed name, and where that fails a second record for the user who has it as another address.

local function unknown_name() return some.user_account{ exists = false, user = V.typed } end
local function found() return some.user_account{ exists = true } end

evidence "what the tenant knows of the name" {
  about = "whether the typed name is a user's, nearly one, a former or second name, a deleted user's, or foreign",
  { "near a name",   when = all_of{ some.user_account{ exists = false, user = V.typed,
                                                       similar = is_not("none"):as(V.near) }, unless(found()) },
                     say = "{typed} is nobody's name, but {near} is somebody's" },
  { "an address",    when = all_of{ unknown_name(), some.user_account{ exists = true, user = V.real },
                                    unless(some.user_account{ exists = true, renamed = within "30d" }) },
                     say = "{typed} is only an address of the user who signs in as {real}" },
  { "renamed",       when = all_of{ unknown_name(),
                                    some.user_account{ exists = true, user = V.real, renamed = within "30d" } },
                     say = "the user of {typed} was renamed and signs in as {real} now" },
  { "deleted",       when = all_of{ some.user_account{ exists = false, deleted = true, user = V.typed },
                                    unless(found()) },
                     say = "{typed} is among the deleted users" },
  { "foreign",       when = all_of{ some.user_account{ exists = false, other_tenant = true, user = V.typed,
                                                       similar = "none" }, unless(found()) },
                     say = "the domain of {typed} isn't one of this tenant's" },
  { "a user's name", when = all_of{ some.user_account{ exists = true, user = V.real },
                                    unless(some.user_account{ exists = false }),
                                    unless(some.user_account{ exists = true, type = "guest" }),   -- its #EXT# name
                                    unless(some.user_account{ exists = true, renamed = within "30d" }) },
                     say = "{real} is the sign-in name of a user in this tenant" },
  { "nowhere",       when = all_of{ some.user_account{ exists = false, deleted = false, other_tenant = false,
                                                       user = V.typed, similar = "none" }, unless(found()) },
                     say = "{typed} is no user's name, nor nearly one, nor a deleted one" },
  seen = {
    ["wrong-username"]           = { 66, 3, 1, 1, 7, 1, 20 },
    ["address-not-sign-in-name"] = { 2, 87, 3, 1, 2, 1, 3 },
    ["user-renamed"]             = { 3, 17, 73, 1, 1, 1, 3 },
    ["deleted-user"]             = { 2, 2, 1, 80, 1, 1, 12 },   -- after 30 days nothing is left to find
    ["not-synced-yet"]           = { 3, 2, 1, 1, 2, 1, 88 },
    ["sync-server-outdated"]     = { 2, 2, 1, 1, 2, 44, 48 },   -- no account, or an old password
    ["sync-leaves-user-out"]     = { 3, 2, 1, 13, 2, 1, 76 },   -- falling out of scope deletes the cloud user
    ["guest-not-invited"]        = { 2, 1, 1, 2, 90, 1, 2 },
    ["wrong-tenant"]             = { 1, 1, 1, 1, 10, 82, 3 },
    ["username-enumeration"]     = { 8, 5, 2, 6, 10, 2, 65 },
    other                        = { 2, 2, 2, 2, 3, 82, 5 },
  },
}

evidence "the unknown name in Active Directory" {
  about = "whether Active Directory has an account under the name that the cloud doesn't know",
  { "there",     when = all_of{ unknown_name(), some.ad_account{ exists = true, user = V.typed } },
                 say = "Active Directory has {typed}, the cloud hasn't" },
  { "not there", when = all_of{ unknown_name(), some.ad_account{ exists = false, user = V.typed } },
                 say = "Active Directory has no {typed} either" },
  seen = {
    ["not-synced-yet"]           = { 95, 3 },
    ["sync-server-outdated"]     = { 95, 3 },
    ["sync-leaves-user-out"]     = { 94, 4 },
    ["address-not-sign-in-name"] = { 35, 60 },   -- there: a suffix that isn't verified, replaced in the cloud
    ["deleted-user"]             = { 14, 82 },
    ["wrong-username"]           = { 2, 95 },
    ["user-renamed"]             = { 3, 94 },
    ["guest-not-invited"]        = { 2, 95 },
    ["wrong-tenant"]             = { 3, 10 },
    ["username-enumeration"]     = { 2, 95 },
    other                        = { 10, 60 },
  },
}

evidence "the account on its way to the cloud" {
  about = "whether Microsoft Entra Connect takes the account along",
  { "left out",     when = some.sync_object{ in_scope = false }, say = "synchronisation leaves the account out" },
  { "export error", when = some.sync_object{ in_scope = true, export_error = is_not("none"):as(V.fault) },
                    say = "the account's export ends in an error: {fault}" },
  { "clear",        when = some.sync_object{ in_scope = true, connected = true, export_error = "none" },
                    say = "the account is in scope, joined, and without an export error" },
  seen = {
    ["sync-leaves-user-out"]   = { 66, 28, 4 },
    ["not-synced-yet"]         = { 2, 3, 92 },
    ["sync-server-outdated"]   = { 2, 6, 80 },
    ["enabled-not-synced-yet"] = { 3, 10, 85 },
    ["deleted-user"]           = { 35, 4, 30 },
    other                      = { 4, 4, 88 },
  },
}

seen "age of the account" {
  ["not-synced-yet"]               = { 90, 8 },
  ["sync-server-outdated"]         = { 50, 46 },
  ["sync-leaves-user-out"]         = { 52, 45 },
  ["guest-not-invited"]            = { 66, 30 },
  ["must-change-password"]         = { 60, 38 },
  ["temporary-password-held-back"] = { 40, 57 },
  ["password-not-synced-yet"]      = { 30, 67 },
  ["hash-sync-stalled"]            = { 26, 72 },
  ["no-password-in-cloud"]         = { 48, 49 },
  ["wrong-username"]               = { 12, 85 },
  ["cloud-password-expired"]       = { 1, 97 },
  ["unattended-password-expired"]  = { 1, 97 },
  ["cloud-policy-on-synced-users"] = { 1, 97 },
  ["ad-password-expired"]          = { 2, 96 },
  ["password-policy-tightened"]    = { 2, 96 },
  ["deleted-user"]                 = { 2, 96 },
  ["user-renamed"]                 = { 2, 96 },
}
