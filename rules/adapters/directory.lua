-- What Active Directory's tools print about rights: dsacls and Get-Acl.
--
-- Entries are given as they stand.  That an account isn't named proves nothing: its groups may have the right.

local function entry(right, inherited)
  return access_entry{ object = at "object", trustee = at "who", right = right, inherited = inherited,
                       access = at "access":words{ Allow = "allow", Deny = "deny" },
                       counts_for = cases{ { section = absent, gives = "object" },
                                           { section = "all subobjects", gives = "all" }, gives = at "section" } }
end

local RIGHTS = {
  { "FULL CONTROL", "full-control" }, { "Reset Password", "reset-password" }, { "Change Password", "change-password" },
  { "Unexpire Password", "unexpire-password" }, { "Replicating Directory Changes", "replicate-changes" },
  { "Replicating Directory Changes All", "replicate-changes-all" },
}
local WRITTEN = { lockoutTime = "write-lockout-time", pwdLastSet = "write-pwd-last-set",
                  ["Account Restrictions"] = "write-pwd-last-set", -- the property set that it belongs to
                  ["mS-DS-ConsistencyGuid"] = "write-consistency-guid" }
local BOTH = { "Allow", "Deny" }
-- SPECIAL ACCESS that names no attribute and no right is to all of them.
local ALL_WRITTEN = { "write-lockout-time", "write-pwd-last-set", "write-consistency-guid" }
local ALL_EXTENDED = { "reset-password", "change-password", "unexpire-password", "replicate-changes", "replicate-changes-all" }

local function to_all(rights)
  local entries = { what = absent, who = is_not(absent) }
  for i, right in ipairs(rights) do entries[i] = entry(right, at "inherited") end
  return only_if(entries)
end

-- "Allow CONTOSO\MSOL_1  Reset Password"; of a long trustee the right stands on the next line, and the line that only
-- names the trustee is the last to be tried.  dsacls pads with blanks, and marks what comes from the parent.
local function lines()
  local list = {
    { { "*dsacls* \"{object}\"*", "*dsacls* {object:word}", "*Permissions -ADobjectDN \"{object}\"*",
        "*Permissions -ADobjectDN '{object}'*" } },
    { "*This object is protected from inheriting permissions from the parent*",
      access_list{ object = at "object", inherits = false } },
    { "Inherited to {section}", who = "", what = "" },
    { { "Owner: *", "Access list:*", "Effective Permissions on this object*", "The command completed*" },
      section = "", who = "", what = "" },
  }
  local function add(one) list[#list + 1] = one end
  local function named(access, what) return { access .. " {domain}\\{who} " .. what, access .. " {who:word} " .. what } end
  local function marked(mark, inherited)
    for _, r in ipairs(RIGHTS) do
      for _, access in ipairs(BOTH) do
        add{ named(access, r[1] .. mark), access = access, what = "", entry(r[2], inherited) }
      end
      add{ r[1] .. mark, what = "", only_if{ who = is_not(absent), entry(r[2], inherited) } }
    end
    for _, access in ipairs(BOTH) do
      add{ named(access, "SPECIAL ACCESS for {what}" .. mark), access = access, inherited = inherited }
      add{ named(access, "SPECIAL ACCESS" .. mark), access = access, what = "", inherited = inherited }
    end
    add{ "SPECIAL ACCESS for {what}" .. mark, inherited = inherited }
    add{ "SPECIAL ACCESS" .. mark, what = "", inherited = inherited }
  end
  marked(" <Inherited from parent>", true)
  marked("", false)
  local written = { "WRITE PROPERTY" }
  for what, right in pairs(WRITTEN) do
    written[#written + 1] = only_if{ what = what, entry(right, at "inherited") }
  end
  written[#written + 1] = to_all(ALL_WRITTEN)
  add(written)
  add{ "CONTROL ACCESS", to_all(ALL_EXTENDED) }
  for _, access in ipairs(BOTH) do
    add{ { access .. " {domain}\\{who}", access .. " {who:word}" }, access = access, what = "" }
  end
  return list
end

adapter "dsacls" {
  doc   = "dsacls, Show-ADSyncADObjectPermissions",
  reads = "lines",
  lines = lines(),
}

-- Rights are the bits of ActiveDirectoryRights, which right is a GUID: neither is translated.
local EVERY = "00000000-0000-0000-0000-000000000000"
local FULL = one_of{ "983551", "GenericAll" }
-- 16 reads properties, 32 writes them, 256 is an extended right; 131112 is GenericWrite
local EXTENDED = one_of{ "256", "272", "288", "304", "*ExtendedRight*", "983551", "GenericAll" }
local WRITING = one_of{ "32", "48", "288", "304", "131112", "*WriteProperty*", "*GenericWrite*", "983551", "GenericAll" }
local RIGHT_OF = {
  ["00299570-246d-11d0-a768-00aa006e0529"] = "reset-password",
  ["ab721a53-1e2f-11d0-9819-00aa0040529b"] = "change-password",
  ["ccc2dc7d-a6ad-4a7a-8846-c04e3cc53501"] = "unexpire-password",
  ["1131f6aa-9c07-11d1-f79f-00c04fc2dcd2"] = "replicate-changes",
  ["1131f6ad-9c07-11d1-f79f-00c04fc2dcd2"] = "replicate-changes-all",
}
local PROPERTY_OF = {
  ["28630ebf-41d5-11d1-a9c1-0000f80367c1"] = "write-lockout-time",
  ["bf967a0a-0de6-11d0-a285-00aa003049e2"] = "write-pwd-last-set",
  ["4c164200-20c0-11d0-a768-00aa006e0529"] = "write-pwd-last-set", -- Account Restrictions
  ["23773dc2-b63a-11d2-90e1-00c04fd91ab1"] = "write-consistency-guid",
}

local function acl_entry(right)
  return access_entry{
    object    = at{ "../Path", "../PSPath" }:find "RootDSE/{dn}",
    trustee   = cases{ { ["IdentityReference.Value"] = like "*\\*", gives = at "IdentityReference.Value":find "\\{who}" },
                       { ["IdentityReference.Value"] = is_not(absent), gives = at "IdentityReference.Value" },
                       { IdentityReference = like "*\\*", gives = at "IdentityReference":find "\\{who}" },
                       gives = at "IdentityReference" },
    right     = right,
    access    = at "AccessControlType":words{ ["0"] = "allow", ["1"] = "deny", Allow = "allow", Deny = "deny" },
    inherited = at "IsInherited",
    counts_for = cases{ { PropagationFlags = is_not(one_of{ "2", "3", "InheritOnly", "NoPropagateInherit, InheritOnly" }),
                          gives = "object" },
                        { InheritedObjectType = EVERY, gives = "all" },
                        { InheritedObjectType = "bf967aba-0de6-11d0-a285-00aa003049e2", gives = "user" },
                        gives = "another class" },
  }
end

local function acl_entries()
  local parts = { only_if{ ActiveDirectoryRights = FULL, ObjectType = EVERY, acl_entry "full-control" } }
  local function add(bits, names, all)
    local guids = {}
    for guid in pairs(names) do guids[#guids + 1] = guid end
    parts[#parts + 1] = only_if{ ActiveDirectoryRights = bits, ObjectType = one_of(guids), acl_entry(at "ObjectType":words(names)) }
    -- without a GUID it is all rights, or all properties
    local every = { ActiveDirectoryRights = bits, ObjectType = EVERY }
    for i, right in ipairs(all) do every[i] = acl_entry(right) end
    parts[#parts + 1] = only_if{ ActiveDirectoryRights = is_not(FULL), only_if(every) }
  end
  add(EXTENDED, RIGHT_OF, ALL_EXTENDED)
  add(WRITING, PROPERTY_OF, ALL_WRITTEN)
  return parts
end

adapter "get-acl" {
  doc   = "Get-Acl \"AD:...\" | ConvertTo-Json",
  reads = "json",
  has   = { "Access.ActiveDirectoryRights", "Access.IdentityReference" },
  facts = {
    each "Access" (acl_entries()),
    only_if{ AreAccessRulesProtected = true,
      access_list{ object = at{ "Path", "PSPath" }:find "RootDSE/{dn}", inherits = false } },
    only_if{ AreAccessRulesProtected = false,
      access_list{ object = at{ "Path", "PSPath" }:find "RootDSE/{dn}", inherits = true } },
  },
}

for form, how in pairs{ json = "ConvertTo-Json", csv = "Export-Csv", keyed = "Format-List" } do
  adapter("get-acl-entries-" .. form) {
    doc   = "(Get-Acl \"AD:...\").Access | " .. how,
    reads = form,
    has   = { "ActiveDirectoryRights", "IdentityReference", "ObjectType" },
    facts = acl_entries(),
  }
end

adapter "get-acl-list" {
  doc   = "Get-Acl | Format-List, which leaves the rights out",
  reads = "keyed",
  has   = { "Path", "Access", "Sddl" },
  facts = { warning "Get-Acl's list leaves out which rights: (Get-Acl ...).Access | ConvertTo-Json has them" },
}
