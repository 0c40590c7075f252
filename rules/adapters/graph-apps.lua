-- Applications and service principals from Microsoft Graph.

local function when(path, test, value) return { [path] = test, gives = value } end

-- Secrets and certificates; those that only sign tokens for the application are none of its own.
local function credentials()
  return {
    each "passwordCredentials" {
      app_credential{ app_id = at "../appId", key_id = at "keyId", type = "secret", starts = at "startDateTime",
                      expires = at "endDateTime", hint = at "hint" } },
    each "keyCredentials" {
      only_if{ usage = "Verify",
        app_credential{ app_id = at "../appId", key_id = at "keyId", type = "certificate", starts = at "startDateTime",
                        expires = at "endDateTime", thumbprint = at "customKeyIdentifier":hex() } },
    },
  }
end

local function with(facts, more)
  for _, part in ipairs(more) do facts[#facts + 1] = part end
  return facts
end

local AUDIENCE = { AzureADMyOrg = "single", AzureADMultipleOrgs = "multiple", PersonalMicrosoftAccount = "personal",
                   AzureADandPersonalMicrosoftAccount = "multiple-and-personal" }

-- A platform whose list is there, be it empty, is known whole.
local function addresses(member, platform)
  local list = member .. ".redirectUris"
  local whole = complete.app_redirect_uri{ app_id = at "appId", platform = platform }
  return {
    each(list) { app_redirect_uri{ app_id = at "../appId", uri = at ".", platform = platform } },
    only_if{ [list] = empty, whole }, only_if{ [list] = is_not(absent), whole },
  }
end

local application = with({
  app_registration{
    app_id = at "appId",
    exists = cases{ when("deletedDateTime", is_not(absent), "false"), gives = "true" },
    deleted = cases{ when("deletedDateTime", is_not(absent), "true"), when("deletedDateTime", empty, "false") },
    ours = true, audience = at "signInAudience":words(AUDIENCE),
    public_client = at "isFallbackPublicClient":empty "false",
    id_tokens = at "web.implicitGrantSettings.enableIdTokenIssuance",
    access_tokens = at "web.implicitGrantSettings.enableAccessTokenIssuance",
    token_version = at "api.requestedAccessTokenVersion":empty "1",
    deactivated = at "isDisabled",
  },
}, credentials())
for member, platform in pairs{ web = "web", spa = "spa", publicClient = "native" } do
  with(application, addresses(member, platform))
end
for member, type in pairs{ passwordCredentials = "secret", keyCredentials = "certificate" } do
  local whole = complete.app_credential{ app_id = at "appId", type = type }
  with(application, { only_if{ [member] = empty, whole }, only_if{ [member] = is_not(absent), whole } })
end

adapter "graph-applications" {
  doc   = "Applications of Microsoft Graph",
  reads = "json",
  has   = { "appId", "signInAudience" },
  where = { servicePrincipalType = absent, accountEnabled = absent },
  facts = application,
}

adapter "graph-service-principals" {
  doc   = "Service principals (enterprise applications) of Microsoft Graph",
  reads = "json",
  has   = { "appId", "servicePrincipalType" },
  where = { status = absent },
  facts = {
    service_principal{
      app_id = at "appId", exists = true, enabled = at "accountEnabled",
      disabled_by_microsoft = at "disabledByMicrosoftStatus":empty "none":is "Disabled*",
      assignment_required = at "appRoleAssignmentRequired", created = at "createdDateTime",
      saml = at "preferredSingleSignOnMode":empty "none":is "saml",
      names = at "servicePrincipalNames":join " ",
      verified_publisher = cases{ when("verifiedPublisher", is_not(absent), at "verifiedPublisher.verifiedPublisherId":given()) },
      signing_certificate = cases{
        { keyCredentials = is_not(absent), ["keyCredentials[usage=Sign].keyId"] = absent, gives = "none" },
        when("keyCredentials", empty, "none"),
        { ["keyCredentials[usage=Sign].keyId"] = is_not(absent), preferredTokenSigningKeyThumbprint = one_of{ "", "unused" },
          gives = "inactive" },
        { ["keyCredentials[usage=Sign].keyId"] = is_not(absent), preferredTokenSigningKeyThumbprint = is_not(absent),
          gives = "active" },
      },
      encryption_certificate = cases{ when("tokenEncryptionKeyId", empty, "off") },
    },
    only_if{ preferredSingleSignOnMode = "saml",
      each "replyUrls" { app_redirect_uri{ app_id = at "../appId", uri = at ".", platform = "saml" } },
    },
  },
}

adapter "graph-credentials" {
  doc   = "Credentials of applications of Microsoft Graph, where nothing else was asked for",
  reads = "json",
  has   = { "appId", "passwordCredentials" },
  where = { servicePrincipalType = absent },
  facts = credentials(),
}
