local ANNA, NOW = "anna@contoso.com", "2026-11-23T12:00:00Z"
local PC, OLD = "11111111-aaaa-bbbb-cccc-000000000001", "22222222-aaaa-bbbb-cccc-000000000002"

local function row(code, fields)
  fields.request_id, fields.at, fields.code, fields.user = "r1", "2026-11-23T11:50:00Z", code, ANNA
  return sign_in(fields)
end
local function device_(fields)
  fields.device_id = fields.device_id or PC
  if fields.exists == nil then fields.exists = true end
  return device(fields)
end

example "a private laptop at the kitchen table" {
  code   = 53000,
  given  = { ticket{ on = "own-computer", with = "chrome", worked_before = false },
             row(53000, { device_id = "none", client = "browser" }) },
  expect = { top = "device-not-enrolled", at_least = 50, first_step = "use-company-device" },
}

example "registered by Outlook, enrolled nowhere" {
  code   = 53000,
  given  = { row(53000, { device_id = PC, device_join = "registered", device_compliant = false }),
             device_{ join = "registered", managed = false, compliant = false } },
  expect = { top = "device-not-enrolled", at_least = 70, first_step = "use-company-device",
             outcomes = { ["the device as the tenant has it"] = "unmanaged",
                          ["join type in the sign-in"] = "registered" } },
}

example "BitLocker was suspended for a BIOS update" {
  code   = 53000,
  now    = NOW,
  given  = { ticket{ on = "company-computer", with = "edge", worked_before = true },
             device_{ join = "joined", managed = true, compliant = false, noncompliance = "BitLockerEnabled",
                      last_check_in = "2026-11-23T09:00:00Z", registered = "2025-02-01T09:00:00Z", duplicates = 0 } },
  expect = { top = "device-noncompliant", at_least = 70, first_step = "fix-noncompliant-setting",
             outcomes = { ["the device as the tenant has it"] = "breaks a rule",
                          ["objects of the same name"] = "one" } },
}

example "back from six weeks of leave" {
  code   = 53000,
  now    = NOW,
  given  = { ticket{ on = "company-computer", worked_before = true },
             device_{ join = "joined", managed = true, compliant = false, noncompliance = "Is active",
                      last_check_in = "2026-10-10T09:00:00Z" } },
  expect = { top = "compliance-not-reported", at_least = 70, first_step = "sync-compliance",
             outcomes = { ["the device as the tenant has it"] = "silent" } },
}

example "Chrome fails, Edge at the same desk gets in" {
  code   = 53000,
  given  = { ticket{ on = "company-computer", with = "chrome" }, row(53000, { device_id = "none", client = "browser" }),
             tried{ test = "other-browser", result = "works" } },
  expect = { top = "browser-hides-device", at_least = 70, first_step = "use-supported-browser",
             outcomes = { ["what signs in"] = "chrome or firefox", ["the device in the sign-in"] = "not shown" } },
}

example "somebody advised a private window" {
  code   = 53000,
  given  = { ticket{ on = "company-computer", with = "private-window" },
             device_{ join = "joined", managed = true, compliant = true } },
  expect = { top = "browser-hides-device", at_least = 70, first_step = "use-supported-browser" },
}

example "the compliant device overturns the first suspicion" {
  code   = 53000,
  given  = { row(53000, { device_id = "none", client = "browser" }),
             device_{ join = "hybrid", managed = true, compliant = true, duplicates = 0 },
             device_status{ joined = true, domain_joined = true, device_id = PC, device_auth = "success",
                            has_token = true } },
  expect = { top = "browser-hides-device", at_least = 60,
             outcomes = { ["the computer's own proof"] = "success",
                          ["join state of the computer"] = "hybrid joined" } },
}

example "the log alone says not compliant" {
  code   = 53000,
  given  = { row(53000, { device_id = PC, device_join = "joined", device_compliant = false }) },
  expect = { outcomes = { ["the device as the tenant has it"] = "not compliant",
                          ["the device in the sign-in"] = "shown",
                          ["join type in the sign-in"] = "joined" } },
}

example "the old registration of a reinstalled computer was shown" {
  code   = 53000,
  given  = { row(53000, { device_id = OLD, device_join = "registered", device_compliant = false }),
             device_{ device_id = PC, join = "hybrid", managed = true, compliant = true, duplicates = 2 },
             device_status{ joined = true, domain_joined = true, device_id = PC } },
  expect = { top = "wrong-device-object", at_least = 75, first_step = "remove-duplicate-registration",
             outcomes = { ["device ID of the sign-in and of the computer"] = "different",
                          ["objects of the same name"] = "several" } },
}

example "a script on the notebook asks by device code" {
  code   = 53000,
  given  = { ticket{ on = "company-computer", with = "command-line" },
             row(53000, { device_id = "none", client = "modern", protocol = "device-code" }) },
  expect = { top = "device-code-flow", at_least = 60, first_step = "sign-in-without-device-code",
             outcomes = { ["what signs in"] = "device code" } },
}

example "an old desktop program with its own login window" {
  code   = 53000,
  given  = { ticket{ on = "company-computer", with = "application" }, row(53000, { device_id = "none",
                                                                                   client = "modern" }),
             device_{ join = "joined", managed = true, compliant = true },
             tried{ test = "other-application", result = "works" } },
  expect = { top = "app-without-broker", at_least = 60, first_step = "sign-in-with-broker",
             outcomes = { ["what signs in"] = "an application" } },
}

example "a new domain computer that was never registered" {
  code   = 53001,
  given  = { ticket{ on = "company-computer", worked_before = false },
             device_status{ joined = false, domain_joined = true, registered = false, join_phase = "precheck",
                            has_token = false } },
  expect = { top = "hybrid-join-incomplete", at_least = 80, first_step = "complete-hybrid-join",
             outcomes = { ["join state of the computer"] = "domain only",
                          ["where the hybrid join stopped"] = "no domain controller" } },
}

example "the proxy asks the computer account for a password" {
  code   = 53001,
  given  = { user_scope{ affected = "many", shared = "site" },
             device_status{ joined = false, domain_joined = true, registered = false, join_phase = "discover",
                            join_error = "0x801c0021", join_suberror = "0x80072ee2", has_token = false } },
  expect = { top = "hybrid-join-blocked", at_least = 85, first_step = "allow-device-registration-endpoints",
             outcomes = { ["where the hybrid join stopped"] = "endpoints" } },
}

example "the new OU isn't synchronised, and its computers are strangers" {
  code   = 53001,
  given  = { device_{ exists = false }, user_scope{ affected = "few", shared = "ou" },
             device_status{ joined = false, domain_joined = true, registered = false, join_phase = "join",
                            join_error = "0x801c03f2", has_token = false } },
  expect = { top = "hybrid-join-not-synced", at_least = 85,
             outcomes = { ["where the hybrid join stopped"] = "object not there" } },
}

example "the acquired forest has no service connection point" {
  code   = 53001,
  given  = { user_scope{ affected = "many", shared = "domain" }, ticket{ worked_before = false },
             device_status{ joined = false, domain_joined = true, join_phase = "discover", join_error = "0x801c001d",
                            has_token = false } },
  expect = { top = "hybrid-join-not-configured", at_least = 85, first_step = "configure-hybrid-join",
             outcomes = { ["where the hybrid join stopped"] = "no service connection point" } },
}

example "AD FS doesn't vouch for computers" {
  code   = 53001,
  given  = { user_scope{ affected = "many", shared = "domain" }, ticket{ worked_before = false },
             device_status{ joined = false, domain_joined = true, join_phase = "auth", has_token = false } },
  expect = { top = "hybrid-join-not-configured", at_least = 70,
             outcomes = { ["where the hybrid join stopped"] = "federation server" } },
}

example "pending in the portal" {
  code   = 53001,
  given  = { device_{ join = "hybrid", pending = true, managed = false } },
  expect = { top = "hybrid-join-incomplete", at_least = 60,
             outcomes = { ["the device as the tenant has it"] = "pending" } },
}

example "Autopilot laptops meet the policy of the domain days" {
  code   = 53001,
  given  = { user_scope{ affected = "few", shared = "device-type" },
             device_status{ joined = true, domain_joined = false, device_auth = "success", has_token = true },
             row(53001, { device_id = PC, device_join = "joined", device_compliant = true }) },
  expect = { top = "not-a-domain-device", at_least = 75, first_step = "use-company-device",
             outcomes = { ["the device as the tenant has it"] = "compliant",
                          ["join state of the computer"] = "Entra joined" } },
}

example "joined, and AzureAdPrt says NO" {
  code   = 53001,
  given  = { ticket{ on = "company-computer", with = "edge", worked_before = true },
             device_status{ joined = true, domain_joined = true, device_auth = "success", has_token = false,
                            token_error = "0xc000023c" } },
  expect = { top = "device-token-missing", at_least = 75, first_step = "refresh-device-token",
             outcomes = { ["primary refresh token"] = "none" } },
}

example "the token is from yesterday" {
  code   = 53001,
  now    = NOW,
  given  = { device_status{ joined = true, domain_joined = true, device_auth = "success", has_token = true,
                            token_updated = "2026-11-22T08:00:00Z" } },
  expect = { top = "device-token-missing", at_least = 50, outcomes = { ["primary refresh token"] = "old" } },
}

example "everything healthy, Firefox in use" {
  code   = 53001,
  now    = NOW,
  given  = { ticket{ with = "firefox", on = "company-computer" },
             row(53001, { device_id = "none", client = "browser" }),
             device_status{ joined = true, domain_joined = true, device_auth = "success", has_token = true,
                            token_updated = "2026-11-23T11:00:00Z" } },
  expect = { top = "browser-hides-device", at_least = 75, first_step = "use-supported-browser",
             outcomes = { ["primary refresh token"] = "current" } },
}

example "hybrid joined computer, shown as registered" {
  code   = 53001,
  given  = { row(53001, { device_id = OLD, device_join = "registered" }),
             device_status{ joined = true, domain_joined = true, registered = true, device_id = PC } },
  expect = { top = "wrong-device-object", at_least = 75, first_step = "remove-duplicate-registration" },
}

example "the same ID on both sides speaks against a mix-up" {
  code   = 53001,
  given  = { row(53001, { device_id = PC, device_join = "hybrid" }),
             device_status{ joined = true, domain_joined = true, device_id = PC } },
  expect = { outcomes = { ["device ID of the sign-in and of the computer"] = "the same",
                          ["join type in the sign-in"] = "hybrid joined" } },
}

example "az login by code from WSL" {
  code   = 530003,
  given  = { ticket{ on = "virtual-machine", with = "command-line", worked_before = false },
             row(530003, { device_id = "none", client = "modern", protocol = "device-code" }) },
  expect = { top = "device-code-flow", at_least = 70, first_step = "sign-in-without-device-code",
             outcomes = { ["whose device it is"] = "a server or virtual machine" } },
}

example "Terraform on a managed laptop, with its own library" {
  code   = 530003,
  given  = { ticket{ on = "company-computer", with = "command-line" },
             device_{ join = "joined", managed = true, compliant = true },
             tried{ test = "other-application", result = "works" } },
  expect = { top = "app-without-broker", at_least = 50, first_step = "sign-in-with-broker",
             outcomes = { ["what signs in"] = "command line", ["whose device it is"] = "the company's" } },
}

example "a private computer and the company's portal" {
  code   = 530003,
  given  = { ticket{ on = "own-computer", with = "edge" },
             device_status{ joined = false, domain_joined = false, registered = true } },
  expect = { top = "device-not-enrolled", at_least = 70, first_step = "use-company-device",
             outcomes = { ["join state of the computer"] = "registered", ["whose device it is"] = "the user's" } },
}

example "the managed computer in a private window" {
  code   = 530003,
  given  = { ticket{ on = "company-computer", with = "private-window" },
             tried{ test = "other-browser", result = "works" },
             device_{ join = "joined", managed = true, compliant = true } },
  expect = { top = "browser-hides-device", at_least = 75,
             outcomes = { ["what signs in"] = "private window" } },
}

example "guests of a new partner" {
  code   = 530004,
  given  = { tenant_boundary{ layer = "inbound", partner = "fabrikam.com", trusts_compliant = false },
             user_scope{ affected = "many", shared = "domain" },
             conditional_access_result{ request_id = "r1", policy = "Compliant devices", result = "failure",
                                        control = "compliant-device", condition = "none" } },
  expect = { top = "inbound-device-trust-missing", at_least = 85, first_step = "trust-partner-devices",
             outcomes = { ["inbound trust in devices"] = "no trust", ["control that wasn't met"] = "device" } },
}

example "trusted, and the guest used a private window" {
  code   = 530004,
  given  = { tenant_boundary{ layer = "inbound", partner = "fabrikam.com", trusts_compliant = true },
             ticket{ with = "private-window" }, row(530004, { device_id = "none", client = "browser" }),
             tried{ test = "other-browser", result = "works" } },
  expect = { top = "browser-hides-device", at_least = 70, first_step = "use-supported-browser",
             outcomes = { ["inbound trust in devices"] = "trust" } },
}

example "a guest's phone meets approved apps" {
  code   = 530004,
  given  = { conditional_access_result{ request_id = "r1", policy = "Approved apps", result = "failure",
                                        control = "approved-app", condition = "platform" },
             ticket{ on = "own-phone", with = "application" } },
  expect = { top = "app-control-on-guests", at_least = 75, first_step = "exempt-guests-from-device-control",
             outcomes = { ["control that wasn't met"] = "application" } },
}

example "trusted, shown, and unmanaged at home" {
  code   = 530004,
  given  = { tenant_boundary{ layer = "inbound", trusts_compliant = true },
             row(530004, { device_id = PC, device_join = "registered", device_compliant = false }),
             ticket{ on = "own-computer", with = "edge" } },
  expect = { top = "device-not-enrolled", at_least = 50 },
}

example "a device code against a hybrid join policy" {
  code   = 53001,
  given  = { ticket{ with = "command-line" }, row(53001, { device_id = "none", protocol = "device-code" }) },
  expect = { top = "device-code-flow", at_least = 65, first_step = "sign-in-without-device-code" },
}

example "managed under one ID, shown under another" {
  code   = 530003,
  given  = { row(530003, { device_id = OLD, device_join = "registered" }),
             device_status{ joined = true, domain_joined = false, registered = true, device_id = PC },
             device_{ device_id = PC, join = "joined", managed = true, compliant = true, duplicates = 1 } },
  expect = { top = "wrong-device-object", at_least = 70, first_step = "remove-duplicate-registration" },
}
