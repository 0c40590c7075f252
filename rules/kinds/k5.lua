-- What a user may do with devices: the tenant's device settings and Intune's assignments, as they apply to one user.

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
