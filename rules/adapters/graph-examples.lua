-- Objects of Microsoft Graph.

example "a user from Active Directory, and a deleted one" {
  adapter = "graph-users",
  input = [[{"value": [{"id": "u1", "userPrincipalName": "Anna@contoso.com", "accountEnabled": true, "userType": "Member",
"onPremisesSyncEnabled": true, "onPremisesLastSyncDateTime": "2026-11-23T06:00:00Z", "createdDateTime": "2024-02-01T08:00:00Z",
"lastPasswordChangeDateTime": "2026-11-20T08:00:00Z", "passwordPolicies": "DisablePasswordExpiration",
"passwordProfile": {"forceChangePasswordNextSignIn": false}, "signInSessionsValidFromDateTime": "2026-11-20T08:00:01Z",
"onPremisesUserPrincipalName": "anna@corp.contoso.com", "onPremisesImmutableId": "q1w2==", "identities": [
{"signInType": "userPrincipalName", "issuer": "contoso.onmicrosoft.com"}], "ageGroup": null},
{"id": "u2", "userPrincipalName": "guest_partner.com#EXT#@contoso.onmicrosoft.com", "userType": "Guest", "accountEnabled": false,
"externalUserState": "PendingAcceptance", "onPremisesSyncEnabled": null, "onPremisesImmutableId": null, "deletedDateTime": null,
"identities": [{"signInType": "federated", "issuer": "ExternalAzureAD"}]},
{"id": "u3", "userPrincipalName": "gone@contoso.com", "deletedDateTime": "2026-11-22T10:00:00Z"}]}]],
  gives = {
    user_account{ user = "anna@contoso.com", exists = true, enabled = true, type = "member", synced = true,
                  last_sync = "2026-11-23T06:00:00Z", created = "2024-02-01T08:00:00Z",
                  password_changed = "2026-11-20T08:00:00Z", password_expires = false, must_change = false,
                  sessions_revoked = "2026-11-20T08:00:01Z", on_prem_name = "anna@corp.contoso.com", immutable_id = "q1w2==" },
    user_account{ user = "guest_partner.com#ext#@contoso.onmicrosoft.com", exists = true, deleted = false, enabled = false,
                  type = "guest", invitation = "pending", synced = false, immutable_id = "none",
                  identity_provider = "ExternalAzureAD" },
    user_account{ user = "gone@contoso.com", exists = false, deleted = true },
  },
}

example "Get-MgUser: null is also what wasn't asked for" {
  adapter = "graph-users",
  input = [[{ "AccountEnabled":  null, "Id":  "u1", "OnPremisesSyncEnabled":  null, "OnPremisesImmutableId":  null,
"UserPrincipalName":  "anna@contoso.com", "DeletedDateTime":  null, "CreatedDateTime":  "\/Date(1795418043000)\/",
"AdditionalProperties":  { "@odata.context":  "https://graph.microsoft.com/v1.0/$metadata#users/$entity" } }]],
  gives = { user_account{ user = "anna@contoso.com", exists = true, deleted = false, created = "2026-11-23T07:14:03Z" } },
}

example "the portal's download of users" {
  adapter = "graph-users-csv",
  input = "userPrincipalName,displayName,id,userType,accountEnabled,directorySynced\nanna@contoso.com,Anna,u1,Member,True,\n" ..
          "bert@contoso.com,Bert,u2,Member,False,True\n",
  gives = {
    user_account{ user = "anna@contoso.com", exists = true, type = "member", enabled = true },
    user_account{ user = "bert@contoso.com", exists = true, type = "member", enabled = false, synced = true },
  },
}

example "users at risk" {
  adapter = "graph-risky-users",
  input = [[{"value": [{"id": "u1", "userPrincipalName": "anna@contoso.com", "riskLevel": "high", "riskState": "confirmedCompromised",
"isDeleted": false}, {"id": "u2", "userPrincipalName": "bert@contoso.com", "riskLevel": "none", "riskState": "remediated"},
{"id": "u3", "userPrincipalName": "carl@contoso.com", "riskLevel": "medium", "riskState": "atRisk", "isGuest": true}]}]],
  gives = {
    user_account{ user = "anna@contoso.com", exists = unknown "", deleted = false, risk = "confirmed" },
    user_account{ user = "bert@contoso.com", exists = unknown "", risk = "none" },
    user_account{ user = "carl@contoso.com", exists = unknown "", risk = "medium", type = "guest" },
  },
}

example "registration details" {
  adapter = "graph-registration",
  input = [[{"value": [{"id": "u1", "userPrincipalName": "anna@contoso.com", "isMfaRegistered": true, "isSsprEnabled": true,
"isSsprRegistered": true, "isSsprCapable": false, "methodsRegistered": ["mobilePhone", "microsoftAuthenticatorPush"],
"userPreferredMethodForSecondaryAuthentication": "voiceMobile"},
{"id": "u2", "userPrincipalName": "bert@contoso.com", "isMfaRegistered": false, "methodsRegistered": []}]}]],
  gives = {
    sign_in_methods{ user = "anna@contoso.com", registered = true, default = "call", authenticator = true, phone = true,
                     code_app = false, passkey = false, hello = false, certificate = false,
                     reset_enabled = true, reset_registered = true },
    sign_in_methods{ user = "bert@contoso.com", registered = false, authenticator = false, phone = false, code_app = false,
                     passkey = false, hello = false, certificate = false },
  },
}

example "all methods of a user" {
  adapter = "graph-methods",
  input = [[{"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users('anna@contoso.com')/authentication/methods",
"value": [{"@odata.type": "#microsoft.graph.passwordAuthenticationMethod", "id": "p"},
{"@odata.type": "#microsoft.graph.temporaryAccessPassAuthenticationMethod", "id": "t", "isUsable": false},
{"@odata.type": "#microsoft.graph.softwareOathAuthenticationMethod", "id": "o"}]}]],
  gives = { sign_in_methods{ user = "anna@contoso.com", registered = true, code_app = true, authenticator = false, phone = false,
                             passkey = false, hello = false, certificate = false, temporary_pass = "expired" } },
}

example "single methods say what is there, not what isn't" {
  adapter = "graph-method",
  input = [=[[{"@odata.type": "#microsoft.graph.passwordAuthenticationMethod", "id": "p"},
{"@odata.type": "#microsoft.graph.fido2AuthenticationMethod", "id": "f"}]]=],
  gives = { sign_in_methods{}, sign_in_methods{ registered = true, passkey = true } },
}

example "single methods of PowerShell" {
  adapter = "powershell-method",
  input = [[{ "Id":  "m", "AdditionalProperties":  { "@odata.type":  "#microsoft.graph.phoneAuthenticationMethod" } }]],
  gives = { sign_in_methods{ registered = true, phone = true } },
}

example "a batch: per-user authentication, and a domain" {
  adapter = "graph-per-user-mfa",
  input = [[{"responses": [{"id": "1", "status": 200, "body": {"perUserMfaState": "enforced"}},
{"id": "2", "status": 200, "body": {"value": [{"id": "contoso.com", "authenticationType": "Federated", "isVerified": true}]}}]}]],
  gives = { sign_in_methods{ per_user = "enforced" },
            domain_federation{ domain = "contoso.com", exists = true, verified = true, type = "federated" } },
}

example "domains" {
  adapter = "graph-domains",
  input = [[{"value": [{"id": "contoso.com", "authenticationType": "Managed", "isVerified": false, "isDefault": true}]}]],
  gives = { domain_federation{ domain = "contoso.com", exists = true, verified = false, type = "managed" } },
}

example "federation settings" {
  adapter = "graph-federation",
  input = [[{"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#domains('contoso.com')/federationConfiguration",
"value": [{"id": "f1", "displayName": "AD FS", "issuerUri": "http://sts.contoso.com/adfs/services/trust",
"passiveSignInUri": "https://sts.contoso.com/adfs/ls", "signingCertificate": "MIIC",
"federatedIdpMfaBehavior": "enforceMfaByFederatedIdp"}]}]],
  gives = { domain_federation{ domain = "contoso.com", exists = true, type = "federated", mfa = "enforce",
                               issuer = "http://sts.contoso.com/adfs/services/trust" } },
}

example "a batch of which one part was refused" {
  adapter = "graph-refusal",
  input = [[
{"responses": [{"id": "2", "status": 403, "body": {"error": {"code": "Authorization_RequestDenied",
"message": "Insufficient privileges to complete the operation.", "innerError": {"date": "2026-11-23T07:14:03"}}}}]}
]],
  gives = {},
  warns = "Microsoft Graph refused*",
}

example "devices: one waits for its hybrid join" {
  adapter = "graph-devices",
  input = [[{"value": [{"id": "o1", "deviceId": "d1", "displayName": "LAPTOP-7", "accountEnabled": true, "trustType": "ServerAd",
"registrationDateTime": null, "operatingSystem": "Windows", "isCompliant": null, "isManaged": null},
{"id": "o2", "deviceId": "d2", "displayName": "Phone", "accountEnabled": false, "trustType": "Workplace",
"registrationDateTime": "2026-05-01T10:00:00Z", "operatingSystem": "iPhone", "isCompliant": false, "isManaged": true}]}]],
  gives = {
    device{ device_id = "d1", name = "LAPTOP-7", exists = true, enabled = true, join = "hybrid", pending = true, os = "windows" },
    device{ device_id = "d2", name = "Phone", exists = true, enabled = false, join = "registered", os = "ios",
            compliant = false, managed = true, registered = "2026-05-01T10:00:00Z" },
  },
}

example "a device of Intune" {
  adapter = "graph-managed-devices",
  input = [[{"id": "m1", "azureADDeviceId": "d1", "deviceName": "LAPTOP-7", "complianceState": "noncompliant",
"lastSyncDateTime": "2026-11-01T10:00:00Z", "operatingSystem": "Windows"}]],
  gives = { device{ device_id = "d1", name = "LAPTOP-7", exists = unknown "", managed = true, compliant = false,
                    last_check_in = "2026-11-01T10:00:00Z", os = "windows" } },
}

example "policies" {
  adapter = "graph-policies",
  input = [[{"value": [{"id": "p1", "displayName": "Managed devices", "state": "enabled", "createdDateTime": "2026-01-01T00:00:00Z",
"modifiedDateTime": "2026-11-23T09:12:00Z", "conditions": {"clientAppTypes": ["all"], "users": {"includeUsers": ["All"],
"excludeUsers": [], "excludeGroups": [], "excludeRoles": []}, "applications": {"includeApplications": ["All"],
"excludeApplications": ["a1"]}, "locations": {"includeLocations": ["All"], "excludeLocations": ["AllTrusted"]}},
"grantControls": {"operator": "OR", "builtInControls": ["mfa", "compliantDevice"]},
"sessionControls": {"signInFrequency": {"value": 4, "type": "hours", "isEnabled": true}}},
{"id": "p2", "displayName": "Old protocols", "state": "enabledForReportingButNotEnforced",
"createdDateTime": "2026-02-01T00:00:00Z", "modifiedDateTime": null, "conditions": {"clientAppTypes": ["exchangeActiveSync",
"other"], "users": {"includeUsers": ["u1"]}, "applications": {"includeApplications": ["None"]}},
"grantControls": {"operator": "OR", "builtInControls": ["block"]}, "sessionControls": null}]}]],
  gives = {
    conditional_access_policy{ policy = "Managed devices", state = "on", control = "compliant-device", condition = "location",
                               targets_user = true, sign_in_frequency = "4h", modified = "2026-11-23T09:12:00Z" },
    conditional_access_policy{ policy = "Old protocols", state = "report-only", control = "block", condition = "client",
                               targets_app = false, modified = "2026-02-01T00:00:00Z" },
  },
}

example "named locations" {
  adapter = "graph-address-locations",
  input = [[{"value": [{"@odata.type": "#microsoft.graph.ipNamedLocation", "id": "l1", "displayName": "Head office",
"isTrusted": true, "ipRanges": [{"cidrAddress": "203.0.113.0/24"}, {"cidrAddress": "2001:db8::/48"}]}]}]],
  gives = { named_location{ location = "Head office", covers = unknown "", by = "address", trusted = true, has_ipv6 = true } },
}

example "a named location made of countries" {
  adapter = "graph-country-locations",
  input = [[{"id": "l2", "displayName": "Europe", "countriesAndRegions": ["NL"], "countryLookupMethod": "authenticatorAppGps"}]],
  gives = { named_location{ location = "Europe", covers = unknown "", by = "gps" } },
}

example "Get-MgIdentityConditionalAccessNamedLocation" {
  adapter = "graph-address-locations-powershell",
  input = [[{ "DisplayName":  "Branch", "Id":  "l3", "AdditionalProperties":  { "@odata.type":  "#microsoft.graph.ipNamedLocation",
"isTrusted":  false, "ipRanges":  [ { "cidrAddress":  "198.51.100.0/24" } ] } }]],
  gives = { named_location{ location = "Branch", covers = unknown "", by = "address", trusted = false, has_ipv6 = false } },
}

example "Get-MgIdentityConditionalAccessNamedLocation: countries" {
  adapter = "graph-country-locations-powershell",
  input = [[{ "DisplayName":  "Home", "Id":  "l4", "AdditionalProperties":  { "countriesAndRegions":  [ "NL" ] } }]],
  gives = { named_location{ location = "Home", covers = unknown "", by = "country" } },
}

example "agents" {
  adapter = "graph-agents",
  input = [[{"value": [{"id": "g1", "machineName": "pta01.contoso.com", "externalIp": "203.0.113.9", "status": "inactive",
"supportedPublishingTypes": ["authentication"]}, {"id": "g2", "machineName": "sync01", "status": "active",
"supportedPublishingTypes": ["provisioning"]}]}]],
  gives = { passthrough_agent{ agent = "g1", server = "pta01.contoso.com", status = "inactive" } },
}

example "a group of agents" {
  adapter = "graph-agent-groups",
  input = [[{"value": [{"id": "gg", "publishingType": "authentication", "agents": [{"id": "g3", "machineName": "pta02",
"status": "Active"}]}, {"id": "gh", "publishingType": "provisioning", "agents": [{"id": "g4", "status": "active"}]}]}]],
  gives = { passthrough_agent{ agent = "g3", server = "pta02", status = "active" } },
}

example "an application" {
  adapter = "graph-applications",
  input = [[{"id": "o1", "appId": "a1", "deletedDateTime": null, "displayName": "Payroll", "signInAudience": "AzureADMyOrg",
"isFallbackPublicClient": null, "api": {"requestedAccessTokenVersion": null},
"web": {"redirectUris": ["https://pay.contoso.com/cb", "https://pay.contoso.com/"], "implicitGrantSettings":
{"enableIdTokenIssuance": true, "enableAccessTokenIssuance": false}}, "spa": {"redirectUris": []},
"passwordCredentials": [{"keyId": "k1", "hint": "ab~", "startDateTime": "2025-11-01T00:00:00Z",
"endDateTime": "2026-11-01T00:00:00Z"}], "keyCredentials": [{"keyId": "k2", "usage": "Verify", "type": "AsymmetricX509Cert",
"customKeyIdentifier": "3q2+7w==", "startDateTime": "2025-11-01T00:00:00Z", "endDateTime": "2027-11-01T00:00:00Z"}]}]],
  gives = {
    app_registration{ app_id = "a1", exists = true, deleted = false, ours = true, audience = "single", public_client = false,
                      id_tokens = true, access_tokens = false, token_version = 1 },
    app_credential{ app_id = "a1", key_id = "k1", type = "secret", hint = "ab~", starts = "2025-11-01T00:00:00Z",
                    expires = "2026-11-01T00:00:00Z" },
    app_credential{ app_id = "a1", key_id = "k2", type = "certificate", thumbprint = "deadbeef",
                    starts = "2025-11-01T00:00:00Z", expires = "2027-11-01T00:00:00Z" },
    complete.app_credential{ app_id = "a1", type = "secret" }, complete.app_credential{ app_id = "a1", type = "certificate" },
    app_redirect_uri{ app_id = "a1", uri = "https://pay.contoso.com/cb", platform = "web" },
    app_redirect_uri{ app_id = "a1", uri = "https://pay.contoso.com/", platform = "web" },
    complete.app_redirect_uri{ app_id = "a1", platform = "web" }, complete.app_redirect_uri{ app_id = "a1", platform = "spa" },
  },
}

example "an enterprise application with SAML" {
  adapter = "graph-service-principals",
  input = [[{"id": "s1", "appId": "a2", "accountEnabled": true, "appRoleAssignmentRequired": true, "servicePrincipalType":
"Application", "createdDateTime": "2025-01-01T00:00:00Z", "disabledByMicrosoftStatus": null, "preferredSingleSignOnMode": "saml",
"servicePrincipalNames": ["a2", "https://hr.example"], "replyUrls": ["https://hr.example/acs"], "tokenEncryptionKeyId": null,
"preferredTokenSigningKeyThumbprint": "AB12", "verifiedPublisher": {"verifiedPublisherId": null},
"keyCredentials": [{"keyId": "k3", "usage": "Sign"}, {"keyId": "k3", "usage": "Verify"}]}]],
  gives = {
    service_principal{ app_id = "a2", exists = true, enabled = true, assignment_required = true, saml = true,
                       created = "2025-01-01T00:00:00Z", disabled_by_microsoft = false, names = "a2 https://hr.example",
                       verified_publisher = false, signing_certificate = "active", encryption_certificate = "off" },
    app_redirect_uri{ app_id = "a2", uri = "https://hr.example/acs", platform = "saml" },
  },
}

example "secrets alone" {
  adapter = "graph-credentials",
  input = [[{"value": [{"appId": "a3", "passwordCredentials": [{"keyId": "k4", "endDateTime": "2026-11-01T00:00:00Z"}]}]}]],
  gives = { app_credential{ app_id = "a3", key_id = "k4", type = "secret", expires = "2026-11-01T00:00:00Z" } },
}
