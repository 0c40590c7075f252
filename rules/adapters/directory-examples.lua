-- Outputs as the tools print them.

local USER = "CN=Anna Lind,OU=Staff,DC=contoso,DC=com"
local function entry(object, trustee, right, inherited, counts_for)
  return access_entry{ object = object, trustee = trustee, right = right, access = "allow", inherited = inherited,
                       counts_for = counts_for or "object" }
end

example "dsacls of a user's object" {
  adapter = "dsacls",
  input = [[
PS C:\> dsacls.exe "CN=Anna Lind,OU=Staff,DC=contoso,DC=com"
Owner: CONTOSO\Domain Admins
Group: CONTOSO\Domain Admins

Access list:
Allow CONTOSO\Domain Admins           FULL CONTROL
Allow NT AUTHORITY\SELF               Change Password
Allow CONTOSO\MSOL_1f2e3d4c5b6a       Reset Password   <Inherited from parent>
Allow CONTOSO\MSOL_1f2e3d4c5b6a       SPECIAL ACCESS for lockoutTime   <Inherited from parent>
                                      WRITE PROPERTY
                                      READ PROPERTY
Allow CONTOSO\AADConnect Base AD Permissions
                                      SPECIAL ACCESS for pwdLastSet   <Inherited from parent>
                                      WRITE PROPERTY
Allow CONTOSO\AADConnect Base AD Permissions
                                      Reset Password
Deny  Everyone                        Change Password
Allow S-1-5-21-1004336348-1177238915-682003330-1105
                                      SPECIAL ACCESS for Account Restrictions
                                      WRITE PROPERTY
Allow CONTOSO\Helpdesk                SPECIAL ACCESS for Personal Information
                                      WRITE PROPERTY
Allow NT AUTHORITY\Authenticated Users
                                      SPECIAL ACCESS
                                      READ PERMISSONS
                                      READ PROPERTY
The command completed successfully
]],
  gives = {
    entry(USER, "Domain Admins", "full-control", false), entry(USER, "SELF", "change-password", false),
    entry(USER, "MSOL_1f2e3d4c5b6a", "reset-password", true), entry(USER, "MSOL_1f2e3d4c5b6a", "write-lockout-time", true),
    entry(USER, "AADConnect Base AD Permissions", "write-pwd-last-set", true),
    entry(USER, "AADConnect Base AD Permissions", "reset-password", false),
    access_entry{ object = USER, trustee = "Everyone", right = "change-password", access = "deny", inherited = false,
                  counts_for = "object" },
    entry(USER, "S-1-5-21-1004336348-1177238915-682003330-1105", "write-pwd-last-set", false),
  },
}

example "dsacls of a domain's root, with what its entries hand down" {
  adapter = "dsacls",
  input = [[
C:\> dsacls "DC=contoso,DC=com"
Access list:
Effective Permissions on this object are:
Allow CONTOSO\MSOL_1f2e3d4c5b6a       Replicating Directory Changes
Allow CONTOSO\MSOL_1f2e3d4c5b6a       Replicating Directory Changes All
Allow CONTOSO\MSOL_1f2e3d4c5b6a       Unexpire Password

Permissions inherited to subobjects are:
Inherited to all subobjects
Allow BUILTIN\Administrators          FULL CONTROL
Inherited to user
Allow CONTOSO\MSOL_1f2e3d4c5b6a       Reset Password
Allow CONTOSO\MSOL_1f2e3d4c5b6a       SPECIAL ACCESS for mS-DS-ConsistencyGuid
                                      WRITE PROPERTY
]],
  gives = {
    entry("DC=contoso,DC=com", "MSOL_1f2e3d4c5b6a", "replicate-changes", false),
    entry("DC=contoso,DC=com", "MSOL_1f2e3d4c5b6a", "replicate-changes-all", false),
    entry("DC=contoso,DC=com", "MSOL_1f2e3d4c5b6a", "unexpire-password", false),
    entry("DC=contoso,DC=com", "Administrators", "full-control", false, "all"),
    entry("DC=contoso,DC=com", "MSOL_1f2e3d4c5b6a", "reset-password", false, "user"),
    entry("DC=contoso,DC=com", "MSOL_1f2e3d4c5b6a", "write-consistency-guid", false, "user"),
  },
}

example "a list that takes nothing from its parent" {
  adapter = "dsacls",
  input = "{This object is protected from inheriting permissions from the parent}\nOwner: CONTOSO\\Domain Admins\nAccess list:\n" ..
          "Allow CONTOSO\\Domain Admins           FULL CONTROL\nThe command completed successfully\n",
  gives = { access_list{ inherits = false },
            access_entry{ trustee = "Domain Admins", right = "full-control", access = "allow", inherited = false,
                          counts_for = "object" } },
}

example "Get-Acl as JSON: bits and GUIDs" {
  adapter = "get-acl",
  input = [[{
  "Path": "Microsoft.ActiveDirectory.Management.dll\\ActiveDirectory:://RootDSE/CN=Anna Lind,OU=Staff,DC=contoso,DC=com",
  "Owner": "CONTOSO\\Domain Admins",
  "AreAccessRulesProtected": false,
  "Access": [
    { "ActiveDirectoryRights": 256, "InheritanceType": 0, "ObjectType": "00299570-246d-11d0-a768-00aa006e0529",
      "InheritedObjectType": "bf967aba-0de6-11d0-a285-00aa003049e2", "AccessControlType": 0,
      "IdentityReference": { "Value": "CONTOSO\\MSOL_1f2e3d4c5b6a" }, "IsInherited": true, "InheritanceFlags": 1, "PropagationFlags": 0 },
    { "ActiveDirectoryRights": 48, "ObjectType": "28630ebf-41d5-11d1-a9c1-0000f80367c1",
      "InheritedObjectType": "00000000-0000-0000-0000-000000000000", "AccessControlType": 1,
      "IdentityReference": "CONTOSO\\Sync Rights", "IsInherited": false, "PropagationFlags": 0 },
    { "ActiveDirectoryRights": 16, "ObjectType": "bf967a0a-0de6-11d0-a285-00aa003049e2", "AccessControlType": 0,
      "IdentityReference": { "Value": "CONTOSO\\Readers" }, "IsInherited": false, "PropagationFlags": 0 },
    { "ActiveDirectoryRights": 983551, "ObjectType": "00000000-0000-0000-0000-000000000000", "AccessControlType": 0,
      "InheritedObjectType": "00000000-0000-0000-0000-000000000000",
      "IdentityReference": { "Value": "S-1-5-32-544" }, "IsInherited": false, "PropagationFlags": 2 }
  ]
}]],
  gives = {
    entry(USER, "MSOL_1f2e3d4c5b6a", "reset-password", true),
    access_entry{ object = USER, trustee = "Sync Rights", right = "write-lockout-time", access = "deny", inherited = false,
                  counts_for = "object" },
    entry(USER, "S-1-5-32-544", "full-control", false, "all"),
    access_list{ object = USER, inherits = true },
  },
}

local function to(object, inherited, rights)
  local all = {}
  for _, right in ipairs(rights) do
    all[#all + 1] = access_entry{ object = object, trustee = "Helpdesk", right = right, access = "allow", inherited = inherited,
                                  counts_for = object and "object" or "user" }
  end
  return all
end

example "SPECIAL ACCESS without a name is to every property and every extended right" {
  adapter = "dsacls",
  input = [[
dsacls "CN=Anna Lind,OU=Staff,DC=contoso,DC=com"
Access list:
Allow CONTOSO\Helpdesk                SPECIAL ACCESS   <Inherited from parent>
                                      WRITE PROPERTY
                                      CONTROL ACCESS
Allow CONTOSO\Printers                SPECIAL ACCESS for Personal Information
                                      WRITE PROPERTY
Allow CONTOSO\Readers                 SPECIAL ACCESS
                                      READ PROPERTY
]],
  gives = to(USER, true, { "write-lockout-time", "write-pwd-last-set", "write-consistency-guid", "reset-password",
                           "change-password", "unexpire-password", "replicate-changes", "replicate-changes-all" }),
}

example "the entries of Get-Acl alone, as a list" {
  adapter = "get-acl-entries-keyed",
  input = [[

ActiveDirectoryRights : ExtendedRight
InheritanceType       : Descendents
ObjectType            : 00299570-246d-11d0-a768-00aa006e0529
InheritedObjectType   : bf967aba-0de6-11d0-a285-00aa003049e2
AccessControlType     : Allow
IdentityReference     : CONTOSO\Helpdesk
IsInherited           : False
PropagationFlags      : InheritOnly

ActiveDirectoryRights : ReadProperty, WriteProperty
InheritanceType       : Descendents
ObjectType            : 00000000-0000-0000-0000-000000000000
InheritedObjectType   : bf967aba-0de6-11d0-a285-00aa003049e2
AccessControlType     : Allow
IdentityReference     : CONTOSO\Helpdesk
IsInherited           : False
PropagationFlags      : InheritOnly
]],
  gives = to(nil, false, { "reset-password", "write-lockout-time", "write-pwd-last-set", "write-consistency-guid" }),
}

example "the entries of Get-Acl alone, as JSON: reading, writing and extended rights in one number" {
  adapter = "get-acl-entries-json",
  input = [=[[{ "ActiveDirectoryRights": 304, "ObjectType": "4c164200-20c0-11d0-a768-00aa006e0529",
    "InheritedObjectType": "bf967aba-0de6-11d0-a285-00aa003049e2", "AccessControlType": 0, "PropagationFlags": 2,
    "IdentityReference": { "Value": "CONTOSO\\Helpdesk" }, "IsInherited": false }]]=],
  gives = to(nil, false, { "write-pwd-last-set" }),
}

example "the entries of Get-Acl alone, as CSV" {
  adapter = "get-acl-entries-csv",
  input = [["ActiveDirectoryRights","InheritanceType","ObjectType","InheritedObjectType","ObjectFlags","AccessControlType","IdentityReference","IsInherited","InheritanceFlags","PropagationFlags"
"GenericWrite","Descendents","28630ebf-41d5-11d1-a9c1-0000f80367c1","bf967aba-0de6-11d0-a285-00aa003049e2","1","Allow","CONTOSO\Helpdesk","False","ContainerInherit","InheritOnly"
]],
  gives = to(nil, false, { "write-lockout-time" }),
}

example "Get-Acl as a list has no rights" {
  adapter = "get-acl-list", warns = "*leaves out which rights*", gives = {},
  input = [[
Path   : Microsoft.ActiveDirectory.Management.dll\ActiveDirectory:://RootDSE/DC=contoso,DC=com
Owner  : BUILTIN\Administrators
Access : NT AUTHORITY\SYSTEM Allow
         CONTOSO\MSOL_1f2e3d4c5b6a Allow
Sddl   : O:BAG:BAD:AI(OA;;CR;1131f6aa-9c07-11d1-f79f-00c04fc2dcd2;;S-1-5-21-1-2-3-1105)
]],
}
