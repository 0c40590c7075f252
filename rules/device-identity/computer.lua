-- What a Windows computer says of itself (dsregcmd /status), for every code in which a device matters.

local function keys_lost() return some.device_status{ keys_ok = false } end
local function refused() return some.device_status{ device_auth = "disabled-or-deleted" } end
local function known_bad() return any_of{ some.device{ exists = false }, some.device{ enabled = false } } end

evidence "the computer's own proof" {
  about = "whether the computer's registration still proves it, by its own test",
  { "keys lost",           when = keys_lost(), say = "the computer can't sign with its keys any more (KeySignTest)" },
  { "disabled or deleted", when = all_of{ refused(), unless(any_of{ keys_lost(), known_bad() }) },
                           say = "the computer finds itself disabled or deleted in the tenant" },
  { "success",             when = all_of{ some.device_status{ device_auth = "success" }, unless(keys_lost()) },
                           say = "the computer's own test of its registration succeeds" },
  { "not tested",          when = all_of{ some.device_status{ device_auth = "error" }, unless(keys_lost()) },
                           say = "the computer couldn't test its registration, for want of a way to Microsoft" },
  seen = {
    ["device-keys-lost"]        = { 86, 2, 4, 6 },
    ["device-deleted"]          = { 2, 94, 2, 1 },
    ["cleanup-deleted-device"]  = { 2, 94, 2, 1 },
    ["cleanup-disabled-device"] = { 2, 94, 2, 1 },
    ["device-left-sync-scope"]  = { 2, 94, 2, 1 },
    ["device-disabled"]         = { 2, 94, 2, 1 },
    ["ad-computer-disabled"]    = { 2, 94, 2, 1 },
    ["device-login-intercepted"] = { 2, 2, 20, 74 },
    ["device-token-missing"]    = { 4, 3, 67, 25 },
    ["browser-hides-device"]    = { 1, 1, 96, 1 },
    ["device-noncompliant"]     = { 1, 1, 96, 1 },
    ["compliance-not-reported"] = { 1, 1, 96, 1 },
    ["app-without-broker"]      = { 1, 2, 95, 1 },
    ["wrong-device-object"]     = { 2, 4, 92, 1 },
    ["hello-key-removed"]       = { 1, 1, 96, 1 },
    ["hello-key-orphaned"]      = { 4, 3, 90, 2 },
    ["account-recreated"]       = { 1, 2, 95, 1 },
    ["session-key-stale"]       = { 3, 2, 90, 4 },
    ["hello-provisioning-interrupted"] = { 5, 2, 88, 4 },
    other                       = { 6, 8, 78, 6 },
  },
}

local function sound() return unless(any_of{ keys_lost(), refused() }) end
local function aged() return some.device_status{ has_token = true, token_updated = is_not(within "12h") } end

evidence "primary refresh token" {
  about = "whether the computer holds a current primary refresh token for the user, its registration being sound",
  { "none",    when = all_of{ some.device_status{ has_token = false }, sound() },
               say = "the computer has no primary refresh token for the user (AzureAdPrt: NO)" },
  { "old",     when = all_of{ aged(), sound() }, say = "the primary refresh token hasn't been renewed for hours" },
  { "current", when = all_of{ some.device_status{ has_token = true }, sound(), unless(aged()) },
               say = "the computer holds a current primary refresh token" },
  seen = {
    ["hybrid-join-incomplete"]  = { 95, 2, 2 },
    ["hybrid-join-blocked"]     = { 95, 2, 2 },
    ["hybrid-join-not-synced"]  = { 95, 2, 2 },
    ["hybrid-join-not-configured"] = { 95, 2, 2 },
    ["device-not-registered"]   = { 96, 1, 2 },
    ["device-token-missing"]    = { 78, 19, 2 },
    ["device-not-enrolled"]     = { 45, 5, 48 },
    ["not-a-domain-device"]     = { 30, 5, 63 },
    ["session-key-stale"]       = { 20, 52, 26 },
    ["hello-key-removed"]       = { 28, 14, 56 },
    ["hello-key-orphaned"]      = { 28, 14, 56 },
    ["browser-hides-device"]    = { 2, 3, 94 },
    ["device-noncompliant"]     = { 2, 3, 94 },
    ["app-without-broker"]      = { 3, 3, 93 },
    ["compliance-not-reported"] = { 3, 8, 88 },
    ["wrong-device-object"]     = { 4, 4, 91 },
    ["device-challenge-normal"] = { 5, 5, 88 },
    ["device-code-flow"]        = { 6, 6, 86 },
    ["hello-provisioning-interrupted"] = { 6, 4, 88 },
    ["stale-sign-in-request"]   = { 2, 20, 76 },
    other                       = { 20, 10, 68 },
  },
}

local function state(joined, domain) return some.device_status{ joined = joined, domain_joined = domain } end
local function plain(registered)
  return some.device_status{ joined = false, domain_joined = false, registered = registered }
end

evidence "join state of the computer" {
  about = "whether the computer is hybrid joined, Entra joined, in the domain alone, registered, or nothing of it",
  { "hybrid joined", when = state(true, true), say = "the computer is hybrid joined" },
  { "Entra joined",  when = state(true, false), say = "the computer is Entra joined and not in a domain" },
  { "domain only",   when = state(false, true),
    say = "the computer is in the domain and not joined to Microsoft Entra ID" },
  { "registered",    when = plain(true), say = "the computer is only registered with a work account" },
  { "nothing",       when = plain(false), say = "the computer is neither joined nor registered" },
  seen = {
    ["hybrid-join-incomplete"]   = { 2, 1, 94, 1, 1 },
    ["hybrid-join-blocked"]      = { 1, 1, 95, 1, 1 },
    ["hybrid-join-not-synced"]   = { 1, 1, 95, 1, 1 },
    ["hybrid-join-not-configured"] = { 1, 1, 95, 1, 1 },
    ["not-a-domain-device"]      = { 1, 62, 1, 22, 12 },
    ["device-not-enrolled"]      = { 6, 14, 10, 40, 28 },
    ["device-not-registered"]    = { 1, 1, 12, 1, 83 },
    ["registration-not-allowed"] = { 2, 2, 16, 2, 76 },
    ["device-limit-reached"]     = { 1, 2, 6, 4, 85 },
    ["device-left-sync-scope"]   = { 93, 1, 3, 1, 1 },
    ["ad-computer-disabled"]     = { 93, 1, 3, 1, 1 },
    ["wrong-device-object"]      = { 72, 14, 2, 10, 1 },
    ["device-token-missing"]     = { 60, 36, 1, 1, 1 },
    ["browser-hides-device"]     = { 46, 44, 2, 6, 1 },
    ["app-without-broker"]       = { 44, 42, 3, 8, 2 },
    ["device-code-flow"]         = { 40, 40, 6, 8, 4 },
    ["device-keys-lost"]         = { 46, 38, 4, 10, 1 },
    ["device-noncompliant"]      = { 34, 46, 1, 17, 1 },
    ["compliance-not-reported"]  = { 34, 46, 1, 17, 1 },
    ["cleanup-deleted-device"]  = { 34, 40, 3, 21, 1 },
    ["cleanup-disabled-device"] = { 34, 40, 3, 21, 1 },
    ["device-deleted"]           = { 26, 50, 2, 20, 1 },
    ["device-disabled"]          = { 20, 54, 2, 22, 1 },
    other                        = { 36, 36, 10, 12, 5 },
  },
}

local function join(fields) fields.joined = false return some.device_status(fields) end
local NETWORK = one_of{ "0x80072ee2", "0x80072ee7", "0x80072efd", "0x80072f8f" }
local function no_point() return join{ join_error = like "0x801c001d*" } end
local function not_found() return join{ join_error = like "0x801c03f2*" } end

evidence "where the hybrid join stopped" {
  about = "in which phase and with which code dsregcmd says that the join of a domain computer stopped",
  { "no domain controller",        when = all_of{ join{ join_phase = "precheck" },
                                                  unless(no_point()), unless(not_found()) },
    say = "the join stopped before it began: no domain controller in reach" },
  { "no service connection point", when = no_point(),
    say = "the computer found no service connection point (0x801c001d)" },
  { "endpoints",                   when = all_of{ any_of{ join{ join_phase = "discover" },
                                                          join{ join_phase = "join", join_suberror = NETWORK } },
                                                  unless(no_point()), unless(not_found()) },
    say = "the join stopped on the way to the registration endpoints" },
  { "federation server",           when = all_of{ join{ join_phase = "auth" },
                                                  unless(no_point()), unless(not_found()) },
    say = "the join stopped where the federation server should vouch for the computer" },
  { "object not there",            when = not_found(),
    say = "the registration found no synchronised object for the computer (0x801c03f2)" },
  seen = {
    ["hybrid-join-incomplete"]     = { 44, 2, 5, 3, 8 },
    ["hybrid-join-blocked"]        = { 3, 2, 84, 6, 2 },
    ["hybrid-join-not-synced"]     = { 2, 1, 2, 1, 91 },
    ["hybrid-join-not-configured"] = { 1, 64, 6, 26, 1 },
    ["device-login-intercepted"]   = { 1, 1, 60, 6, 1 },
    other                          = { 3, 2, 4, 2, 3 },
  },
}

local function hello(device, cloud)
  return all_of{ some.device_status{ hello = device }, some.sign_in_methods{ hello = cloud } }
end

evidence "Windows Hello on the device and with the user" {
  about = "whether the Hello key exists on the device, with the user in the cloud, or on both sides",
  { "only on the device",  when = hello(true, false),
    say = "the device has a Hello key that the user in the cloud hasn't" },
  { "on both sides",       when = hello(true, true), say = "the device has a Hello key, and the user has one as well" },
  { "only with the user",  when = hello(false, true), say = "the user has a Hello key, this device has none" },
  { "on neither side",     when = hello(false, false), say = "there's no Hello key on either side" },
  seen = {
    ["hello-key-removed"]  = { 90, 7, 1, 1 },
    ["account-recreated"]  = { 86, 8, 2, 2 },
    ["hello-key-orphaned"] = { 42, 52, 2, 2 },
    ["device-deleted"]     = { 50, 42, 3, 3 },
    ["device-keys-lost"]   = { 6, 46, 38, 8 },
    ["hello-provisioning-interrupted"] = { 4, 6, 4, 84 },
    other                  = { 25, 52, 8, 12 },
  },
}

evidence "Authenticator with the user" {
  about = "whether the user has Microsoft Authenticator, which is the broker on most phones",
  codes = { 50127, 50129 },
  { "no",  when = some.sign_in_methods{ authenticator = false }, say = "the user has no Microsoft Authenticator" },
  { "yes", when = some.sign_in_methods{ authenticator = true }, say = "the user has Microsoft Authenticator" },
  seen = { ["broker-missing"] = { 82, 16 }, ["app-without-broker"] = { 10, 88 }, other = { 26, 72 } },
}

evidence "code on the Windows Hello page" {
  about = "which hexadecimal code the page that sets up Windows Hello shows",
  codes = { 17003 },
  { "no second factor", when = some.error_text{ code = 17003, text = like "*0x801c03ed*" },
                        say = "the page says 0x801C03ED: no fresh second factor, or an unusable token" },
  { "no device",        when = all_of{ some.error_text{ code = 17003, text = like "*0x801c044d*" },
                                       unless(some.error_text{ code = 17003, text = like "*0x801c03ed*" }) },
                        say = "the page says 0x801C044D: the token names no device" },
  seen = {
    ["hello-provisioning-interrupted"] = { 50, 3 },
    ["device-token-missing"]           = { 20, 58 },
    other                              = { 12, 6 },
  },
}

local function device_host(fields) fields.host = one_of{ "device.login.microsoftonline.com",
                                                         "enterpriseregistration.windows.net" }
  return some.tls_check(fields)
end

evidence "certificate of the device hosts" {
  about = "whether a proxy stands between the computer and the hosts that check devices",
  { "a proxy's",   when = device_host{ inspected = true, issuer = V.issuer },
                   say = "the certificate of the device hosts comes from {issuer}" },
  { "Microsoft's", when = all_of{ device_host{ inspected = false }, unless(device_host{ inspected = true }) },
                   say = "the computer sees Microsoft's own certificate on the device hosts" },
  seen = { ["device-login-intercepted"] = { 95, 4 }, ["hybrid-join-blocked"] = { 30, 66 }, other = { 5, 93 } },
}
