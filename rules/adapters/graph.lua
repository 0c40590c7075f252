-- The directory's objects from Microsoft Graph: single, in lists, in batches, and as PowerShell prints them.

local function when(path, test, value) return { [path] = test, gives = value } end

-- Null means this word, but PowerShell prints null also for what wasn't asked for: its objects have AdditionalProperties.
local function or_else(path, word)
  return cases{ when("AdditionalProperties", absent, at(path):empty(word)), gives = at(path) }
end

-- --- users ------------------------------------------------------------------------------------------------------------

local function user_facts()
  return {
    user_account{
      user = at "userPrincipalName",
      exists = cases{ when("deletedDateTime", is_not(absent), "false"), gives = "true" },
      deleted = cases{ when("deletedDateTime", is_not(absent), "true"), when("deletedDateTime", empty, "false") },
      enabled = at "accountEnabled",
      type = at "userType":words{ Member = "member", Guest = "guest" },
      synced = cases{ when("directorySynced", is_not(absent), at "directorySynced":is{ "true", "yes" }),
                      gives = or_else("onPremisesSyncEnabled", "false") },
      last_sync = at "onPremisesLastSyncDateTime", created = at "createdDateTime",
      password_changed = at "lastPasswordChangeDateTime",
      password_expires = cases{ when("passwordPolicies", like "*DisablePasswordExpiration*", "false"),
                                when("passwordPolicies", is_not(absent), "true") },
      must_change = at "passwordProfile.forceChangePasswordNextSignIn",
      sessions_revoked = at{ "signInSessionsValidFromDateTime", "refreshTokensValidFromDateTime" },
      on_prem_name = at "onPremisesUserPrincipalName",
      invitation = at "externalUserState":words{ Accepted = "accepted", PendingAcceptance = "pending", otherwise = "" },
      identity_provider = at "identities[signInType=federated].issuer",
      immutable_id = or_else("onPremisesImmutableId", "none"),
      age_group = at "ageGroup":words{ Minor = "minor", NotAdult = "not-adult", Adult = "adult", otherwise = "" },
      minor_consent = at "consentProvidedForMinor":words{ Granted = "granted", Denied = "denied",
                                                          NotRequired = "not-required", otherwise = "" },
    },
  }
end

-- Other things have a user's name too: rows of logs, risk, registration, licences.
local NO_USER = { appId = absent, riskLevel = absent, activityDateTime = absent, methodsRegistered = absent,
                  resultType = absent, appDisplayName = absent }

for form, name in pairs{ json = "graph-users", csv = "graph-users-csv" } do
  adapter(name) {
    doc   = "Users of Microsoft Graph" .. (form == "csv" and ", as CSV: Export-Csv, the portal's download" or ""),
    reads = form,
    has   = form == "json" and { "id", "userPrincipalName" } or { "userPrincipalName", "accountEnabled" },
    where = NO_USER,
    facts = user_facts(),
  }
end

adapter "graph-risky-users" {
  doc   = "Users at risk of Microsoft Graph",
  reads = "json",
  has   = { "userPrincipalName", "riskLevel", "riskState" },
  facts = {
    user_account{
      user = at "userPrincipalName", exists = cases{ when("isDeleted", true, "false") }, deleted = at "isDeleted",
      type = cases{ when("isGuest", true, "guest") },
      risk = cases{ when("riskState", "confirmedCompromised", "confirmed"),
                    when("riskState", one_of{ "remediated", "dismissed", "confirmedSafe", "none" }, "none"),
                    gives = at "riskLevel":words{ none = "none", low = "low", medium = "medium", high = "high", otherwise = "" } },
    },
  },
}

-- --- what users have registered -------------------------------------------------------------------------------------------

local function registered(...) return at "methodsRegistered":empty "none":join " ":is{ ... } end

adapter "graph-registration" {
  doc   = "What users registered for multifactor authentication and password reset (userRegistrationDetails)",
  reads = "json",
  has   = { "userPrincipalName", "isMfaRegistered", "methodsRegistered" },
  facts = {
    sign_in_methods{
      user = at "userPrincipalName", registered = at "isMfaRegistered",
      default = at "userPreferredMethodForSecondaryAuthentication":words{
        push = "push", oath = "code", sms = "sms", none = "none", ["voice*"] = "call", otherwise = "" },
      authenticator = registered "*microsoftAuthenticator*", code_app = registered("*oneTimePasscode*"),
      phone = registered("*mobilePhone*", "*alternateMobilePhone*", "*officePhone*"),
      passkey = registered("*fido2*", "*passKey*"), hello = registered "*windowsHello*",
      certificate = registered "*certificate*",
      reset_enabled = at "isSsprEnabled", reset_registered = at "isSsprRegistered",
    },
  },
}

-- The word of a method's type, and the field it fills.  The password and the mail address aren't second factors.
local METHODS = { authenticator = { "*microsoftAuthenticator*" }, code_app = { "*oath*" }, phone = { "*.phoneAuth*" },
                  passkey = { "*fido2*", "*passkey*" }, hello = { "*windowsHello*" }, certificate = { "*x509*" } }
local STRONG = { "*microsoftAuthenticator*", "*oath*", "*.phoneAuth*", "*fido2*", "*passkey*", "*windowsHello*", "*x509*",
                 "*platformCredential*" }

local function among(globs)
  local paths = {}
  for i, glob in ipairs(globs) do paths[i] = ("value[@odata.type=%s].@odata.type"):format(glob) end
  return at(paths):given()
end

local function methods_of_a_list()
  local f = { user = at "@odata.context":find "users('{name:word}')", registered = among(STRONG) }
  for field, globs in pairs(METHODS) do f[field] = among(globs) end
  f.user = cases{ when("@odata.context", like "*users('*@*", f.user) }
  f.temporary_pass = cases{ when("value[@odata.type=*temporaryAccessPass*].isUsable", true, "usable"),
                            when("value[@odata.type=*temporaryAccessPass*].isUsable", false, "expired"),
                            when("value[@odata.type=*temporaryAccessPass*].@odata.type", absent, "none") }
  return sign_in_methods(f)
end

adapter "graph-methods" {
  doc   = "The authentication methods of a user, as Graph lists them",
  reads = "json", whole = true,
  has   = { "value.@odata.type" },
  where = { ["value.@odata.type"] = like "#microsoft.graph.*AuthenticationMethod" },
  facts = { methods_of_a_list() },
}

-- Single methods tell what is there, never what isn't.
for p, name in pairs{ [""] = "graph-method", ["AdditionalProperties."] = "powershell-method" } do
  local type = p .. "@odata.type"
  local f = { registered = cases{ when(type, one_of(STRONG), "true") } }
  for field, globs in pairs(METHODS) do f[field] = cases{ when(type, one_of(globs), "true") } end
  adapter(name) {
    doc   = p == "" and "One authentication method of a user" or "Get-MgUserAuthenticationMethod",
    reads = "json",
    has   = { "id", type },
    where = { [type] = like "#microsoft.graph.*AuthenticationMethod" },
    facts = { sign_in_methods(f) },
  }
end

adapter "graph-per-user-mfa" {
  doc   = "Per-user multifactor authentication of a user (authentication/requirements)",
  reads = "json",
  has   = { "perUserMfaState" },
  facts = { sign_in_methods{ per_user = at "perUserMfaState":words{ disabled = "disabled", enabled = "enabled",
                                                                    enforced = "enforced" } } },
}

-- --- devices -----------------------------------------------------------------------------------------------------------------

local SYSTEM = { ["Windows*"] = "windows", ["Mac*"] = "macos", ["iP*"] = "ios", iOS = "ios", ["Android*"] = "android",
                 ["Linux*"] = "linux", otherwise = "other" }

adapter "graph-devices" {
  doc   = "Devices of Microsoft Graph",
  reads = "json",
  has   = { "deviceId", "displayName" },
  where = { status = absent },
  facts = {
    device{
      device_id = at "deviceId", name = at "displayName", exists = true, enabled = at "accountEnabled",
      join = at "trustType":words{ Workplace = "registered", AzureAd = "joined", ServerAd = "hybrid", otherwise = "" },
      pending = cases{ { trustType = "ServerAd", registrationDateTime = empty, AdditionalProperties = absent, gives = true },
                       { trustType = "ServerAd", registrationDateTime = is_not(absent), gives = false } },
      compliant = at "isCompliant", managed = at "isManaged", os = at "operatingSystem":words(SYSTEM),
      registered = at "registrationDateTime",
    },
  },
}

adapter "graph-managed-devices" {
  doc   = "Devices of Intune from Microsoft Graph",
  reads = "json",
  has   = { "azureADDeviceId", "deviceName", "complianceState" },
  facts = {
    device{
      device_id = at "azureADDeviceId", name = at "deviceName", managed = true,
      compliant = cases{ when("complianceState", "unknown", ""), gives = at "complianceState":is "compliant" },
      last_check_in = at "lastSyncDateTime", os = at "operatingSystem":words(SYSTEM),
    },
  },
}

-- --- policies and places --------------------------------------------------------------------------------------------------------

local function control()
  local built, g = "grantControls.builtInControls", "grantControls."
  return cases{
    when(built, "block", "block"), when(built, "compliantDevice", "compliant-device"),
    when(built, "domainJoinedDevice", "hybrid-device"), when(built, "approvedApplication", "approved-app"),
    when(built, "compliantApplication", "app-protection"), when(built, "passwordChange", "password-change"),
    when(built, "mfa", "mfa"), when(g .. "authenticationStrength.id", is_not(absent), "authentication-strength"),
    when(g .. "termsOfUse", is_not(absent), "terms-of-use"),
    when(g .. "customAuthenticationFactors", is_not(absent), "custom"), gives = "none",
  }
end

local function condition()
  local c = "conditions."
  return cases{
    when(c .. "userRiskLevels", is_not(absent), "user-risk"), when(c .. "signInRiskLevels", is_not(absent), "sign-in-risk"),
    when(c .. "authenticationFlows.transferMethods", is_not(absent), "flow"),
    when(c .. "locations.includeLocations", is_not(absent), "location"),
    when(c .. "platforms.includePlatforms", is_not(absent), "platform"),
    when(c .. "devices.deviceFilter.rule", is_not(absent), "device-filter"),
    { [c .. "clientAppTypes"] = is_not "all", [c .. "applications"] = is_not(absent), gives = "client" },
    gives = "none",
  }
end

local function frequency()
  local f = "sessionControls.signInFrequency."
  return cases{ { [f .. "isEnabled"] = true, [f .. "type"] = "days", gives = at(f .. "value"):unit "d" },
                { [f .. "isEnabled"] = true, [f .. "type"] = "hours", gives = at(f .. "value"):unit "h" } }
end

-- Whom a policy targets is sure where it names nobody but all.
local function targets(who)
  local all, out = "conditions." .. who.all, { gives = "true" }
  for _, path in ipairs(who.none) do out["conditions." .. path] = absent end
  out[all] = "All"
  return cases{ out, when(all, "None", "false") }
end

adapter "graph-policies" {
  doc   = "Conditional Access policies of Microsoft Graph",
  reads = "json",
  has   = { "displayName", "state", "conditions", "grantControls" },
  facts = {
    conditional_access_policy{
      policy = at "displayName",
      state = at "state":words{ enabled = "on", disabled = "off", enabledForReportingButNotEnforced = "report-only" },
      control = control(), condition = condition(), sign_in_frequency = frequency(),
      targets_user = targets{ all = "users.includeUsers", none = { "users.excludeUsers", "users.excludeGroups",
                              "users.excludeRoles", "users.excludeGuestsOrExternalUsers" } },
      targets_app = targets{ all = "applications.includeApplications", none = { "applications.excludeApplications",
                             "applications.applicationFilter" } },
      modified = at{ "modifiedDateTime", "createdDateTime" },
    },
  },
}

for p, tail in pairs{ [""] = "", ["AdditionalProperties."] = "-powershell" } do
  adapter("graph-address-locations" .. tail) {
    doc   = "Named locations made of addresses",
    reads = "json",
    has   = { "displayName", p .. "ipRanges" },
    facts = { named_location{ location = at "displayName", by = "address", trusted = at(p .. "isTrusted"),
                              has_ipv6 = at(p .. "ipRanges[cidrAddress=*:*].cidrAddress"):given() } },
  }
  adapter("graph-country-locations" .. tail) {
    doc   = "Named locations made of countries",
    reads = "json",
    has   = { "displayName", p .. "countriesAndRegions" },
    facts = { named_location{ location = at "displayName",
                              by = cases{ when(p .. "countryLookupMethod", "authenticatorAppGps", "gps"), gives = "country" } } },
  }
end

-- --- domains and agents -----------------------------------------------------------------------------------------------------------

adapter "graph-domains" {
  doc   = "Domains of Microsoft Graph",
  reads = "json",
  has   = { "id", "authenticationType", "isVerified" },
  facts = { domain_federation{ domain = at "id", exists = true, verified = at "isVerified",
                               type = at "authenticationType":words{ Managed = "managed", Federated = "federated" } } },
}

adapter "graph-federation" {
  doc   = "The federation settings of a domain (federationConfiguration)",
  reads = "json",
  has   = { "issuerUri", "signingCertificate", "passiveSignInUri" },
  where = { ["@odata.type"] = is_not(like "*ExternalDomainFederation") },
  facts = {
    domain_federation{
      domain = at{ "@odata.context", "../@odata.context" }:find "domains('{domain:word}')",
      exists = true, type = "federated", issuer = at "issuerUri",
      mfa = at "federatedIdpMfaBehavior":words{
        acceptIfMfaDoneByFederatedIdp = "accept", enforceMfaByFederatedIdp = "enforce",
        rejectMfaByFederatedIdp = "reject", otherwise = "" },
    },
  },
}

adapter "graph-refusal" {
  doc   = "Microsoft Graph refused to read something",
  reads = "json",
  has   = { "error.code", "error.message" },
  where = { ["error.code"] = one_of{ "Authorization_RequestDenied", "Forbidden", "AccessDenied",
                                     "Authentication_MSGraphPermissionMissing" } },
  facts = { warning "Microsoft Graph refused to read a part: whoever collected this lacks a permission, so facts are missing" },
}

local AGENT = { active = "active", inactive = "inactive" }

adapter "graph-agents" {
  doc   = "Agents of Microsoft Graph (onPremisesPublishingProfiles/authentication/agents)",
  reads = "json",
  has   = { "id", "machineName", "status" },
  facts = {
    only_if{ supportedPublishingTypes = "authentication",
      passthrough_agent{ agent = at "id", server = at "machineName", status = at "status":words(AGENT) } },
    only_if{ supportedPublishingTypes = absent, ["../@odata.context"] = like "*('authentication')*",
      passthrough_agent{ agent = at "id", server = at "machineName", status = at "status":words(AGENT) } },
  },
}

adapter "graph-agent-groups" {
  doc   = "Groups of agents of Microsoft Graph; those of pass-through authentication give facts",
  reads = "json",
  has   = { "publishingType", "agents" },
  facts = {
    only_if{ publishingType = "authentication",
      each "agents" {
        passthrough_agent{ agent = at "id", server = at "machineName", status = at "status":words(AGENT) } },
    },
  },
}
