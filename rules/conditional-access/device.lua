-- Did the sign-in show its device, and in which state is that device? For the codes on compliance, hybrid join and
-- management, and for the challenges that come before them.

local function ours()
  return one_of{ 53000, 53001, 53002, 53009, 50097, 50131, 50155, 50187, 530003, 530004, 530021 }
end

local function shown() return some.sign_in{ code = ours(), device_id = is_not("none") } end
local function hidden() return some.sign_in{ code = ours(), device_id = "none" } end

evidence "the device in the sign-in" {
  about = "whether the refused sign-in showed a device",
  { "not shown", when = hidden(), say = "the refused sign-in showed no device" },
  { "shown",     when = all_of{ shown(), unless(hidden()) }, say = "the refused sign-in showed its device" },
  seen = {
    ["browser-hides-device"]    = { 97, 2 },
    ["device-code-flow"]        = { 96, 3 },
    ["device-not-registered"]   = { 96, 3 },
    ["broker-missing"]          = { 95, 4 },
    ["app-without-broker"]      = { 94, 5 },
    ["device-token-missing"]    = { 94, 5 },
    ["hybrid-join-incomplete"]  = { 88, 10 },
    ["device-challenge-normal"] = { 70, 28 },
    ["app-not-approved"]        = { 68, 30 },
    ["device-not-enrolled"]     = { 62, 36 },
    ["app-control-on-guests"]   = { 60, 38 },
    ["classic-policy-left"]     = { 60, 38 },
    ["browser-instead-of-app"]  = { 56, 42 },
    ["device-keys-lost"]        = { 55, 43 },
    ["not-a-domain-device"]     = { 45, 53 },
    ["inbound-device-trust-missing"] = { 36, 62 },
    ["app-protection-pending"]  = { 18, 80 },
    ["app-protection-not-assigned"] = { 15, 83 },
    ["device-deleted"]          = { 8, 90 },
    ["cleanup-deleted-device"]  = { 8, 90 },
    ["cleanup-disabled-device"] = { 8, 90 },
    ["device-left-sync-scope"]  = { 8, 90 },
    ["device-disabled"]         = { 8, 90 },
    ["ad-computer-disabled"]    = { 8, 90 },
    ["compliance-not-reported"] = { 4, 94 },
    ["device-noncompliant"]     = { 3, 95 },
    ["wrong-device-object"]     = { 2, 96 },
    other                       = { 50, 47 },
  },
}

local function gone() return some.device{ exists = false } end
local function disabled() return some.device{ exists = true, enabled = false } end
local function pending() return some.device{ exists = true, pending = true } end
local function silent()
  return any_of{ some.device{ managed = true, compliant = false, last_check_in = is_not(within "25d") },
                 some.device{ managed = true, compliant = false, noncompliance = like "*is active*" },
                 some.device{ managed = true, compliant = false, registered = within "1d" } }
end
local function compliance_in_log(word)
  return some.sign_in{ code = ours(), device_id = is_not("none"), device_compliant = word }
end

evidence "the device as the tenant has it" {
  about = "whether the device's object is there, enabled, registered, managed and compliant",
  { "gone",          when = gone(), say = "the tenant has no such device" },
  { "disabled",      when = disabled(), say = "the device is disabled in Microsoft Entra ID" },
  { "pending",       when = all_of{ pending(), unless(disabled()) },
                     say = "the computer was synchronised and has never registered (Pending)" },
  { "unmanaged",     when = all_of{ some.device{ exists = true, managed = false },
                                    unless(any_of{ disabled(), pending() }) },
                     say = "no MDM manages the device" },
  { "silent",        when = all_of{ silent(), unless(any_of{ disabled(), pending() }) },
                     say = "the device is enrolled and hasn't reported its compliance" },
  { "breaks a rule", when = all_of{ some.device{ managed = true, compliant = false },
                                    unless(any_of{ disabled(), pending(), silent() }) },
                     say = "Intune has looked at the device and calls it noncompliant" },
  { "not compliant", when = all_of{ compliance_in_log(false), unless(some.device{ }) },
                     say = "the log says that the device isn't compliant" },
  { "compliant",     when = all_of{ any_of{ some.device{ exists = true, compliant = true }, compliance_in_log(true) },
                                    unless(any_of{ disabled(), pending(), gone(), compliance_in_log(false) }) },
                     say = "the device is compliant" },
  seen = {
    ["device-not-registered"]   = { 90, 1, 1, 3, 1, 1, 1, 1 },
    ["device-deleted"]          = { 84, 2, 9, 1, 1, 1, 1, 1 },
    ["device-left-sync-scope"]  = { 74, 1, 20, 1, 1, 1, 1, 1 },
    ["cleanup-deleted-device"]  = { 84, 2, 9, 1, 1, 1, 1, 1 },
    ["cleanup-disabled-device"] = { 2, 92, 1, 1, 1, 1, 1, 1 },
    ["device-disabled"]         = { 2, 92, 1, 1, 1, 1, 1, 1 },
    ["ad-computer-disabled"]    = { 2, 92, 1, 1, 1, 1, 1, 1 },
    ["hybrid-join-incomplete"]  = { 12, 1, 76, 5, 1, 1, 2, 2 },
    ["device-not-enrolled"]     = { 14, 1, 1, 60, 1, 1, 20, 1 },
    ["compliance-not-reported"] = { 1, 1, 1, 1, 62, 6, 26, 2 },
    ["device-noncompliant"]     = { 1, 1, 1, 1, 4, 62, 28, 2 },
    ["wrong-device-object"]     = { 2, 1, 6, 22, 8, 6, 24, 29 },
    ["not-a-domain-device"]     = { 8, 1, 1, 26, 2, 6, 8, 46 },
    ["browser-hides-device"]    = { 1, 1, 1, 14, 2, 4, 2, 73 },
    ["app-without-broker"]      = { 6, 1, 1, 16, 2, 4, 2, 66 },
    ["device-code-flow"]        = { 10, 1, 1, 22, 2, 4, 2, 56 },
    ["device-token-missing"]    = { 1, 1, 1, 24, 2, 5, 2, 62 },
    ["device-challenge-normal"] = { 10, 1, 1, 14, 2, 4, 3, 63 },
    ["device-keys-lost"]        = { 3, 2, 2, 20, 8, 8, 4, 51 },
    ["hello-key-removed"]       = { 2, 1, 1, 22, 2, 4, 2, 64 },
    ["hello-key-orphaned"]      = { 4, 2, 2, 22, 2, 4, 2, 60 },
    ["account-recreated"]       = { 2, 1, 1, 30, 3, 6, 3, 52 },
    other                       = { 14, 4, 3, 22, 5, 8, 8, 34 },
  },
}

local function as(word) return some.sign_in{ code = ours(), device_id = is_not("none"), device_join = word } end

evidence "join type in the sign-in" {
  about = "as what the shown device is known: registered, joined, hybrid joined",
  { "registered",    when = as("registered"), say = "the sign-in showed a device that is only registered" },
  { "joined",        when = as("joined"), say = "the sign-in showed an Entra joined device" },
  { "hybrid joined", when = as("hybrid"), say = "the sign-in showed a hybrid joined device" },
  seen = {
    ["wrong-device-object"]     = { 86, 6, 6 },
    ["device-not-enrolled"]     = { 80, 12, 6 },
    ["hybrid-join-incomplete"]  = { 74, 14, 8 },
    ["not-a-domain-device"]     = { 40, 56, 2 },
    ["compliance-not-reported"] = { 30, 42, 26 },
    ["device-noncompliant"]     = { 24, 46, 28 },
    other                       = { 34, 36, 26 },
  },
}

local function two_ids()
  return all_of{ some.device_status{ device_id = V.own },
                 some.sign_in{ code = ours(), device_id = is_not("none"):as(V.other) } }
end

evidence "device ID of the sign-in and of the computer" {
  about = "whether the device that the sign-in showed is the one that the computer calls itself",
  { "different", when = all_of{ two_ids(), where(function(m) return m.own:lower() ~= m.other:lower() end) },
                 say = "the sign-in showed {other}, and the computer is {own}" },
  { "the same",  when = all_of{ two_ids(), where(function(m) return m.own:lower() == m.other:lower() end) },
                 say = "the sign-in showed the computer's own device ID" },
  seen = { ["wrong-device-object"] = { 94, 4 }, other = { 5, 93 } },
}

evidence "objects of the same name" {
  about = "whether the tenant has more than one device of that name",
  { "several", when = some.device{ duplicates = at_least(1):as(V.n) },
               say = "{n} more device objects have the same name" },
  { "one",     when = all_of{ some.device{ duplicates = 0 }, unless(some.device{ duplicates = at_least(1) }) },
               say = "the device's name exists once" },
  seen = {
    ["wrong-device-object"] = { 88, 10 },
    ["device-keys-lost"]    = { 30, 68 },
    ["device-deleted"]      = { 26, 72 },
    ["hello-key-orphaned"]  = { 26, 72 },
    other                   = { 20, 78 },
  },
}

evidence "whose device it is" {
  about = "whether it's the company's device, the user's own, or a virtual machine or server",
  { "the company's", when = some.ticket{ on = one_of{ "company-computer", "company-phone" } },
                     say = "it's the company's device" },
  { "the user's",    when = some.ticket{ on = one_of{ "own-computer", "own-phone" } },
                     say = "it's the user's own device" },
  { "a server or virtual machine", when = some.ticket{ on = one_of{ "virtual-machine", "server" } },
                     say = "it's a server, container or virtual machine" },
  seen = {
    ["device-not-enrolled"]     = { 12, 66, 20 },
    ["not-a-domain-device"]     = { 38, 48, 12 },
    ["device-noncompliant"]     = { 86, 12, 1 },
    ["compliance-not-reported"] = { 88, 10, 1 },
    ["browser-hides-device"]    = { 88, 8, 3 },
    ["hybrid-join-incomplete"]  = { 90, 2, 7 },
    ["device-token-missing"]    = { 90, 3, 6 },
    ["wrong-device-object"]     = { 90, 7, 2 },
    ["device-code-flow"]        = { 40, 16, 42 },
    ["app-without-broker"]      = { 58, 14, 26 },
    ["platform-unknown"]        = { 34, 16, 48 },
    ["platform-not-allowed"]    = { 30, 60, 8 },
    ["device-not-registered"]   = { 30, 60, 8 },
    ["broker-missing"]          = { 30, 68, 1 },
    ["app-not-approved"]        = { 28, 70, 1 },
    ["browser-instead-of-app"]  = { 34, 64, 1 },
    ["app-protection-not-assigned"] = { 34, 64, 1 },
    ["app-without-protection"]  = { 34, 64, 1 },
    ["app-protection-pending"]  = { 34, 64, 1 },
    ["device-limit-reached"]    = { 62, 34, 3 },
    ["registration-not-allowed"] = { 34, 60, 4 },
    ["device-keys-lost"]        = { 82, 6, 10 },
    other                       = { 64, 28, 7 },
  },
}
