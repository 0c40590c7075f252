-- The device: its object in Microsoft Entra ID, what it says of itself, and how single sign-on finds it.

collector "device-read" {
  doc = "Read the device in Microsoft Entra ID and Intune", minutes = 3, role = "helpdesk",
  script = { pwsh = "collectors/device-read.ps1" },
}

collector "device-status" {
  doc = "Run dsregcmd /status on the device, as the user", minutes = 3, role = "user",
  script = { pwsh = "collectors/device-status.ps1" },
}

collector "sso-client" {
  doc = "Look at the Kerberos ticket, the browser zone and the clock on the computer", minutes = 4, role = "user",
  script = { pwsh = "collectors/sso-client.ps1" },
}

collector "sso-account" {
  doc = "Read the computer account AZUREADSSOACC in Active Directory", minutes = 4, role = "domain-admin",
  script = { pwsh = "collectors/sso-account.ps1" },
}

kind "device" {
  doc = "The device object in Microsoft Entra ID",
  fields = {
    device_id  = name{},
    name       = name{ optional = true },
    exists     = boolean{},
    enabled    = boolean{ optional = true },
    join       = one_of{ "registered", "joined", "hybrid", optional = true },
    pending    = boolean{ optional = true, doc = "hybrid join not completed: no registered time" },
    compliant  = boolean{ optional = true },
    managed    = boolean{ optional = true, doc = "enrolled in Intune or another MDM" },
    noncompliance = name{ optional = true, doc = "the compliance setting that fails" },
    last_check_in = time{ optional = true, doc = "with Intune" },
    os         = one_of{ "windows", "macos", "ios", "android", "linux", "other", optional = true },
    duplicates = integer{ 0, optional = true, doc = "other device objects with the same name" },
    registered = time{ optional = true },
  },
  key = { "device_id" }, fresh_for = "4h", collector = "device-read",
}

kind "device_status" {
  doc = "What dsregcmd /status prints on a Windows device",
  fields = {
    joined       = boolean{ doc = "AzureAdJoined" },
    domain_joined = boolean{ optional = true, doc = "DomainJoined" },
    registered   = boolean{ optional = true, doc = "WorkplaceJoined" },
    device_id    = name{ optional = true },
    device_auth  = one_of{ "success", "disabled-or-deleted", "error", optional = true, doc = "DeviceAuthStatus" },
    keys_ok      = boolean{ optional = true, doc = "KeySignTest; false: keys lost, TPM cleared or machine cloned" },
    has_token    = boolean{ optional = true, doc = "AzureAdPrt" },
    token_updated = time{ optional = true, doc = "AzureAdPrtUpdateTime" },
    token_error  = name{ optional = true, doc = "Attempt Status, or the server's error code" },
    join_phase   = one_of{ "none", "precheck", "discover", "auth", "join", optional = true, doc = "where the join failed" },
    join_error   = name{ optional = true, doc = "its code, as 0x801c03f2" },
    join_suberror = name{ optional = true },
    is_remote    = boolean{ optional = true, doc = "seen in a remote session" },
    hello        = boolean{ optional = true, doc = "NgcSet: the user has a Windows Hello key on this device" },
  },
  key = {}, fresh_for = "1h", collector = "device-status",
}

kind "sso_client" {
  doc = "Seamless single sign-on as the computer sees it",
  fields = {
    ticket  = boolean{ optional = true, doc = "klist shows a ticket for HTTP/autologon.microsoftazuread-sso.com" },
    zone    = one_of{ "intranet", "trusted", "internet", optional = true, doc = "of that address in the browser" },
    browser = one_of{ "edge", "chrome", "firefox", "safari", "other", optional = true },
    private = boolean{ optional = true, doc = "a private window" },
    groups  = integer{ 0, optional = true, doc = "groups in the user's token" },
    sees_domain = boolean{ optional = true, doc = "reaches a domain controller" },
    encryption = one_of{ "rc4", "aes128", "aes256", optional = true, doc = "of the ticket" },
    user_matches = boolean{ optional = true, doc = "the Windows user is the one who signs in" },
    sid_in_cloud = boolean{ optional = true, doc = "the Windows user's SID is a cloud user's onPremisesSecurityIdentifier" },
  },
  key = {}, fresh_for = "4h", collector = "sso-client",
}

kind "sso_account" {
  doc = "The computer account AZUREADSSOACC of one forest",
  fields = {
    domain     = name{},
    exists     = boolean{},
    enabled    = boolean{ optional = true },
    key_changed = time{ optional = true, doc = "last roll-over of its Kerberos key" },
    encryption = one_of{ "rc4", "aes", "both", "none", "unset", optional = true,
                         doc = "msDS-SupportedEncryptionTypes; unset: the domain controllers' default counts" },
    spn_ok     = boolean{ optional = true, doc = "its service principal names are there, once" },
  },
  key = { "domain" }, fresh_for = "1d", collector = "sso-account",
}

kind "device_entitlement" {
  doc = "What device settings and Intune let this user do",
  fields = {
    user         = name{ pii = true,
                         doc = "the user who joins, registers or enrols; for bulk enrolment who fetched the token" },
    may_join     = boolean{ optional = true, doc = "'Users may join devices to Microsoft Entra' includes the user" },
    may_register = boolean{ optional = true, doc = "'Users may register their devices' includes the user" },
    owned        = integer{ 0, optional = true, doc = "devices that the user has registered or joined" },
    limit        = integer{ 0, optional = true, doc = "'Maximum number of devices per user'; 0 here is no limit" },
    bulk_role    = boolean{ optional = true, doc = "has a role that may fetch bulk tokens" },
    package_account = one_of{ "enabled", "disabled", "missing", optional = true,
                              doc = "the package_ account of the bulk token" },
    app_protection  = one_of{ "applied", "assigned", "none", optional = true,
                              doc = "of Intune, for this application; applied: it has checked in" },
  },
  key = { "user" }, fresh_for = "4h", collector = "device-read",
}
