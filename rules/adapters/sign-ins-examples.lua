-- Sign-in logs as they are downloaded, one example for each shape.

local GRAPH_FAILED = sign_in{ cross_tenant = "none",
  request_id = "9a2f0c11-5d7e-4b62-8c1d-000000000001", at = "2026-11-23T07:14:03.123Z", code = 53003, result = "failure",
  user = "anna@contoso.com", user_type = "member", app = "Payroll", app_id = "0a1b2c3d-0000-4000-8000-00000000aa01",
  resource = "Microsoft Graph", resource_id = "00000003-0000-0000-c000-000000000000", address = "203.0.113.7",
  country = "NL", client = "browser", interactive = true, password_checked = "pass-through",
  agent = "5e0f7a90-1111-4222-8333-444455556666", protocol = "oauth2", category = "user",
  home_tenant = "77aa0000-0000-4000-8000-000000000001", device_id = "none", device_join = "none",
  policy_result = "failure", mfa_required_by = "conditional-access", reason = "Access has been blocked.",
  correlation_id = "c0ffee00-0000-4000-8000-000000000001" }
local REFUSED = conditional_access_result{ request_id = "9a2f0c11-5d7e-4b62-8c1d-000000000001", policy = "Block outside Europe",
                                           result = "failure", control = "block" }
local WATCHED = conditional_access_result{ request_id = "9a2f0c11-5d7e-4b62-8c1d-000000000001", policy = "Devices, trial",
                                           result = "report-only", control = "compliant-device" }

example "Graph's answer, with a page behind it" {
  adapter = "graph-sign-ins",
  input = [[{"@odata.context": "https://graph.microsoft.com/beta/$metadata#auditLogs/signIns",
"@odata.nextLink": "https://graph.microsoft.com/beta/auditLogs/signIns?$skiptoken=ab",
"value": [{"id": "9a2f0c11-5d7e-4b62-8c1d-000000000001", "createdDateTime": "2026-11-23T07:14:03.1234567Z",
"userPrincipalName": "Anna@contoso.com", "userType": "member", "appId": "0a1b2c3d-0000-4000-8000-00000000aa01",
"appDisplayName": "Payroll", "resourceDisplayName": "Microsoft Graph", "resourceId": "00000003-0000-0000-c000-000000000000",
"ipAddress": "203.0.113.7", "clientAppUsed": "Browser", "isInteractive": true, "authenticationProtocol": "oAuth2",
"homeTenantId": "77aa0000-0000-4000-8000-000000000001", "correlationId": "c0ffee00-0000-4000-8000-000000000001",
"crossTenantAccessType": "none", "conditionalAccessStatus": "failure", "status": {"errorCode": 53003, "failureReason": "Access has been blocked.",
"additionalDetails": null}, "deviceDetail": {"deviceId": "", "displayName": null, "isCompliant": null, "trustType": null},
"location": {"city": "Delft", "state": "", "countryOrRegion": "NL"},
"authenticationRequirementPolicies": [{"requirementProvider": "multiConditionalAccess", "detail": "x"}],
"authenticationDetails": [{"authenticationMethod": "Previously satisfied", "authenticationMethodDetail": null},
{"authenticationMethod": "Password", "authenticationMethodDetail":
 "Pass-through Authentication; PTA AgentId: 5e0f7a90-1111-4222-8333-444455556666", "succeeded": true}],
"appliedConditionalAccessPolicies": [
{"id": "p1", "displayName": "Block outside Europe", "enforcedGrantControls": ["Block"], "result": "failure"},
{"id": "p2", "displayName": "Devices, trial", "enforcedGrantControls": ["RequireCompliantDevice"], "result": "reportOnlyFailure"},
{"id": "p3", "displayName": "Guests", "enforcedGrantControls": ["Mfa"], "result": "notApplied"}]}]}]],
  gives = { GRAPH_FAILED, REFUSED, WATCHED },
  warns = "*next page*",
}

example "a policy refused, and the reader may not see which" {
  adapter = "graph-sign-ins",
  input = [=[[{"id": "r2", "createdDateTime": "2026-11-23T07:15:00Z", "userPrincipalName": "b@contoso.com", "appId": "a1",
"ipAddress": "203.0.113.7", "conditionalAccessStatus": "failure", "appliedConditionalAccessPolicies": [],
"status": {"errorCode": 53003, "failureReason": "Other."}}]]=],
  gives = {
    sign_in{ request_id = "r2", at = "2026-11-23T07:15:00Z", code = 53003, result = "failure", user = "b@contoso.com",
             app_id = "a1", address = "203.0.113.7", category = "user", policy_result = "failure" },
  },
  warns = "*no policy is named*",
}

example "one object of Windows PowerShell, after an interrupt" {
  adapter = "graph-sign-ins",
  input = [[{ "AppDisplayName":  "Azure Portal", "AppId":  "a1", "ClientAppUsed":  "IMAP4",
"ConditionalAccessStatus":  "success", "CorrelationId":  "c1", "CreatedDateTime":  "\/Date(1795418043000)\/", "Id":  "r3",
"IPAddress":  "2001:db8::7", "IsInteractive":  false, "Status":  { "AdditionalDetails":  "MFA required in Azure AD",
"ErrorCode":  50074, "FailureReason":  "Strong Authentication is required." }, "UserPrincipalName":  "anna@contoso.com",
"DeviceDetail":  { "DeviceId":  "d1", "IsCompliant":  true, "TrustType":  "Hybrid Azure AD joined" } }]],
  gives = { sign_in{ request_id = "r3", at = "2026-11-23T07:14:03Z", code = 50074, result = "interrupted", app = "Azure Portal",
                     app_id = "a1", client = "legacy", policy_result = "success", correlation_id = "c1", interactive = false,
                     address = "2001:db8::7", user = "anna@contoso.com", device_id = "d1", device_join = "hybrid",
                     device_compliant = true, category = "user", mfa_detail = "MFA required in Azure AD",
                     reason = "Strong Authentication is required." } },
}

example "an application and a managed identity" {
  adapter = "graph-sign-ins",
  input = [[{"value": [{"id": "r4", "createdDateTime": "2026-11-23T07:00:00Z", "appId": "a2", "ipAddress": "198.51.100.4",
"servicePrincipalId": "s2", "servicePrincipalCredentialKeyId": "k2", "signInEventTypes": ["servicePrincipal"],
"status": {"errorCode": 7000222, "failureReason": "The provided client secret keys are expired."}},
{"id": "r5", "createdDateTime": "2026-11-23T07:00:01Z", "appId": "a3", "ipAddress": "", "servicePrincipalId": "s3",
"signInEventTypes": ["managedIdentity"], "status": {"errorCode": 0}}]}]],
  gives = {
    sign_in{ request_id = "r4", at = "2026-11-23T07:00:00Z", code = 7000222, result = "failure", app_id = "a2",
             address = "198.51.100.4", category = "service-principal", credential = "k2",
             reason = "The provided client secret keys are expired." },
    sign_in{ request_id = "r5", at = "2026-11-23T07:00:01Z", code = 0, result = "success", app_id = "a3",
             category = "managed-identity" },
  },
}

example "an event hub's message: a user, AD FS" {
  adapter = "azure-monitor-sign-ins",
  input = [[{"records": [{"time": "2026-11-23T07:20:00.5Z", "category": "NonInteractiveUserSignInLogs", "resultType": "50126",
"resultDescription": "Invalid username or password.", "callerIpAddress": "203.0.113.7", "correlationId": "c5", "location": "NL",
"properties": {"id": "r6", "createdDateTime": "2026-11-23T02:14:03-05:00", "userPrincipalName": "anna@contoso.com",
"appId": "a1", "appDisplayName": "Mail", "clientAppUsed": "Mobile Apps and Desktop clients", "status": {"errorCode": 50126,
"failureReason": "Invalid username or password."}, "conditionalAccessStatus": "notApplied",
"deviceDetail": {"deviceId": "d7", "trustType": "Azure AD registered"},
"authenticationRequirementPolicies": [{"requirementProvider": "user", "detail": "Per-user MFA"}],
"authenticationDetails": [{"authenticationMethodDetail": "Password Hash Sync"}]}},
{"time": "11/23/2026 7:21:00 AM", "category": "ADFSSignInLogs", "resultType": "0", "durationMs": "0",
"properties": {"id": "r7", "userPrincipalName": "bert@contoso.com", "appId": "a9", "ipAddress": "10.0.0.9",
"clientAppUsed": "Unknown", "tokenIssuerType": "ADFederationServices", "status": {"errorCode": 0},
"deviceDetail": {"deviceId": ""}, "authenticationDetails": [{"authenticationMethodDetail": "Forms Authentication"}]}}]}]],
  gives = {
    sign_in{ request_id = "r6", at = "2026-11-23T07:14:03Z", code = 50126, result = "failure", user = "anna@contoso.com",
             app = "Mail", app_id = "a1", address = "203.0.113.7", country = "NL", client = "modern", interactive = false,
             password_checked = "hash-sync", category = "user", device_id = "d7", device_join = "registered",
             policy_result = "not-applied", mfa_required_by = "per-user", reason = "Invalid username or password.",
             correlation_id = "c5" },
    sign_in{ request_id = "r7", at = "2026-11-23T07:21:00Z", code = 0, result = "success", user = "bert@contoso.com",
             app_id = "a9", address = "10.0.0.9", client = "unknown", password_checked = "federated", category = "adfs" },
  },
}

example "keys in lower case, the code as a number" {
  adapter = "azure-monitor-sign-ins",
  input = [[{"calleripaddress": "198.51.100.4", "category": "ServicePrincipalSignInLogs", "correlationid": "c8",
"resulttype": 7000215, "time": "2026-11-23 07:00:41.848", "properties": {"appId": "a2", "id": "r8", "ipAddress": "198.51.100.4",
"createdDateTime": "2026-11-23 06:58:30.983201900", "servicePrincipalId": "s2", "authenticationProtocol": "none"}}]],
  gives = { sign_in{ request_id = "r8", at = "2026-11-23T06:58:30.983Z", code = 7000215, result = "failure", app_id = "a2",
                     address = "198.51.100.4", category = "service-principal", protocol = "none", correlation_id = "c8" } },
}

local ROW = sign_in{ request_id = "r10", at = "2026-11-23T14:08:45.221Z", code = 50140, result = "interrupted",
                     user = "anna@contoso.com", app = "Mail", address = "203.0.113.7", country = "NL", client = "browser",
                     category = "user", device_id = "none", device_join = "none", policy_result = "not-applied",
                     reason = "Keep me signed in", correlation_id = "c10" }

example "Log Analytics: a REST table, dynamic columns as text" {
  adapter = "log-analytics-sign-ins",
  input = [=[{"tables": [{"name": "PrimaryResult", "columns": [{"name": "TimeGenerated", "type": "datetime"},
{"name": "ResultType", "type": "string"}, {"name": "ResultDescription", "type": "string"}, {"name": "Status", "type": "dynamic"},
{"name": "UserPrincipalName", "type": "string"}, {"name": "AppDisplayName", "type": "string"},
{"name": "IPAddress", "type": "string"}, {"name": "Location", "type": "string"}, {"name": "ClientAppUsed", "type": "string"},
{"name": "DeviceDetail", "type": "dynamic"}, {"name": "ConditionalAccessStatus", "type": "string"},
{"name": "CorrelationId", "type": "string"}, {"name": "Id", "type": "string"}, {"name": "Category", "type": "string"}],
"rows": [["2026-11-23T14:08:45.221Z", "50140", "Keep me signed in", "{\"errorCode\":50140}", "anna@contoso.com", "Mail",
"203.0.113.7", "NL", "Browser", "{\"deviceId\":\"\",\"operatingSystem\":\"Windows\"}", "notApplied", "c10", "r10",
"SignInLogs"]]}]}]=],
  gives = { ROW },
}

example "Log Analytics: rows of az, a query that projects a few columns" {
  adapter = "log-analytics-sign-ins",
  input = [=[[{"TableName": "PrimaryResult", "TimeGenerated": "2026-11-23T14:00:00Z", "ResultType": "50126",
"AppDisplayName": "Mail", "UserPrincipalName": "anna@contoso.com"}]]=],
  gives = { sign_in{ request_id = "2026-11-23t14:00:00z anna@contoso.com 50126 mail", at = "2026-11-23T14:00:00Z", code = 50126,
                     result = "failure", app = "Mail", user = "anna@contoso.com", category = "user" } },
}

example "Log Analytics: an answer that was cut off" {
  adapter = "log-analytics-partial",
  input = [[{"tables": [], "error": {"code": "PartialError", "message": "The result is too large."}}]],
  gives = {},
  warns = "*cut off",
}

example "Log Analytics: the portal's CSV" {
  adapter = "log-analytics-sign-ins-csv",
  input = '\u{feff}"TimeGenerated [UTC]",ResultType,ResultDescription,Status,UserPrincipalName,AppDisplayName,IPAddress,' ..
    'Location,ClientAppUsed,DeviceDetail_dynamic,DeviceDetail_string,ConditionalAccessStatus,CorrelationId,Id,Category\r\n' ..
    '"11/23/2026, 2:08:45.221 PM",50140,Keep me signed in,"{\r\n  ""errorCode"": 50140\r\n}",anna@contoso.com,Mail,203.0.113.7,' ..
    'NL,Browser,"{""deviceId"":""""}",,notApplied,c10,r10,SignInLogs\r\n',
  gives = { ROW },
}

example "Log Analytics: what pandas makes of it" {
  adapter = "log-analytics-sign-ins-csv",
  input = [[ResultType,UserPrincipalName,AppDisplayName,AuthenticationDetails,DeviceDetail,Status,Id,CorrelationId
90072.0,anna@contoso.com,Mail,"[{'authenticationMethod': 'Password', 'authenticationMethodDetail': 'Password in the cloud', 'succeeded': True}]","{'deviceId': '', 'browser': None}","{'errorCode': 90072, 'failureReason': 'Other'}",r11,c11
]],
  gives = { sign_in{ request_id = "r11", at = unknown "", code = 90072, result = "failure", user = "anna@contoso.com",
                     app = "Mail", password_checked = "cloud", category = "user", device_id = "none", device_join = "none",
                     correlation_id = "c11" } },
}

example "the portal's CSV of users, with its doubled and padded headers" {
  adapter = "portal-sign-ins", warns = "*as JSON*",
  input = [["Date (UTC)","Request ID","User agent","Correlation ID","User ID","User","Username","User type","Cross tenant access type","Incoming token type","Authentication Protocol","Application","Application ID ","Resource","Resource ID ","Home tenant ID","IP address","Location","Status","Sign-in error code","Failure reason","Client app","Device ID","Compliant","Join Type","Multifactor authentication result","Autonomous system  number","Token issuer type","Incoming token type","Conditional Access"
"2026-11-23T07:14:03Z","r12","Mozilla/5.0","c12","u1","Anna","anna@contoso.com","Guest","B2B collaboration","None","Device Code","Mail","a1","Graph","g1","t1","203.0.113.7","Delft, Zuid-Holland, NL","Failure","53003","Blocked.","Browser","","","","","1136","Azure AD","None","Failure"
"2026-11-23T07:10:00Z","r13","","c13","u1","Anna","anna@contoso.com","Member","","","","Mail","a1","Graph","g1","t1","203.0.113.7",", , ","Success","None","Other.","Mobile Apps and Desktop clients","d1","True","Azure AD joined","MFA completed in Azure AD","","","","Not Applied"
]],
  gives = {
    sign_in{ request_id = "r12", at = "2026-11-23T07:14:03Z", code = 53003, result = "failure", user = "anna@contoso.com",
             user_type = "guest", app = "Mail", app_id = "a1", resource = "Graph", resource_id = "g1", home_tenant = "t1",
             cross_tenant = "collaboration", address = "203.0.113.7", country = "NL", client = "browser", protocol = "device-code", category = "user",
             device_id = "none", device_join = "none", policy_result = "failure", reason = "Blocked.", correlation_id = "c12" },
    sign_in{ request_id = "r13", at = "2026-11-23T07:10:00Z", code = 0, result = "success", user = "anna@contoso.com",
             user_type = "member", app = "Mail", app_id = "a1", resource = "Graph", resource_id = "g1", home_tenant = "t1",
             address = "203.0.113.7", client = "modern", category = "user", device_id = "d1", device_join = "joined",
             device_compliant = true, policy_result = "not-applied", mfa_detail = "MFA completed in Azure AD",
             correlation_id = "c13" },
  },
}

example "the portal's CSV of applications" {
  adapter = "portal-sign-ins",
  input = [[Date (UTC),Request ID,Correlation ID,Service principal ID,Service principal name,Credential key ID,Application,Application ID ,Resource,Resource ID ,IP address,Location,Status,Sign-in error code,Failure reason,Conditional Access
2026-11-23T07:00:00Z,r14,c14,s2,nightly,k2,nightly,a2,Storage,g2,198.51.100.4,"Ashburn, Virginia, US",Failure,7000222,Expired.,Not Applied
]],
  gives = { sign_in{ request_id = "r14", at = "2026-11-23T07:00:00Z", code = 7000222, result = "failure", app = "nightly",
                     app_id = "a2", resource = "Storage", resource_id = "g2", address = "198.51.100.4", country = "US",
                     category = "service-principal", credential = "k2", reason = "Expired.", correlation_id = "c14",
                     policy_result = "not-applied" } },
}

example "the steps beside the portal's CSV" {
  adapter = "portal-sign-in-steps",
  input = [[Request ID,Authentication method,Authentication method detail,Succeeded,Result detail
r12,Password,Pass-through Authentication; PTA AgentId: 5e0f7a90-1111-4222-8333-444455556666,true,
r13,Previously satisfied,,true,First factor requirement satisfied by claim in the token
]],
  gives = { sign_in{ request_id = "r12", password_checked = "pass-through", agent = "5e0f7a90-1111-4222-8333-444455556666",
                     at = unknown "", code = unknown "" },
            sign_in{ request_id = "r13", password_checked = "not-checked", at = unknown "", code = unknown "" } },
}

example "the portal's CSV doesn't name the policy that refused" {
  adapter = "portal-sign-ins", warns = "*as JSON*",
  input = [[Date (UTC),Request ID,Username,Application,Status,Sign-in error code,Failure reason,Conditional Access
2026-11-23T07:00:00Z,r27,anna@contoso.com,Mail,Failure,53003,Blocked.,Failure
]],
  gives = { sign_in{ request_id = "r27", at = "2026-11-23T07:00:00Z", code = 53003, result = "failure", app = "Mail",
                     user = "anna@contoso.com", category = "user", policy_result = "failure", reason = "Blocked." } },
}

example "the portal says Failure of what only asks for more" {
  adapter = "portal-sign-ins",
  input = [[Date (UTC),Request ID,Username,Application,Status,Sign-in error code,Failure reason,Conditional Access
2026-11-23T07:00:00Z,r17,anna@contoso.com,Mail,Failure,50158,External security challenge was not satisfied.,Not Applied
]],
  gives = { sign_in{ request_id = "r17", at = "2026-11-23T07:00:00Z", code = 50158, result = "interrupted", app = "Mail",
                     user = "anna@contoso.com", category = "user", policy_result = "not-applied",
                     reason = "External security challenge was not satisfied." } },
}

example "of several controls the code tells which wasn't met" {
  adapter = "graph-sign-ins",
  input = [[{"id": "r29", "createdDateTime": "2026-11-23T07:00:00Z", "appId": "a1", "ipAddress": "203.0.113.7",
"status": {"errorCode": 53000}, "appliedConditionalAccessPolicies": [{"displayName": "Staff", "result": "failure",
"enforcedGrantControls": ["Mfa", "RequireCompliantDevice"]}]}
{"id": "r30", "createdDateTime": "2026-11-23T07:00:00Z", "appId": "a1", "ipAddress": "203.0.113.7",
"status": {"errorCode": 53003}, "appliedConditionalAccessPolicies": [{"displayName": "Staff", "result": "failure",
"enforcedGrantControls": ["Mfa", "RequireCompliantDevice"]}]}]],
  gives = {
    sign_in{ request_id = "r29", at = "2026-11-23T07:00:00Z", code = 53000, result = "failure", app_id = "a1", category = "user",
             address = "203.0.113.7" },
    conditional_access_result{ request_id = "r29", policy = "Staff", result = "failure", control = "compliant-device" },
    sign_in{ request_id = "r30", at = "2026-11-23T07:00:00Z", code = 53003, result = "failure", app_id = "a1", category = "user",
             address = "203.0.113.7" },
    conditional_access_result{ request_id = "r30", policy = "Staff", result = "failure" },
  },
}

example "an application's sign-in names it as its service principal" {
  adapter = "azure-monitor-sign-ins",
  input = [[{"time": "2026-11-23T07:00:00Z", "category": "ServicePrincipalSignInLogs", "resultType": "7000215",
"properties": {"id": "r18", "appId": "a2", "servicePrincipalId": "s2", "servicePrincipalName": "nightly"}}]],
  gives = { sign_in{ request_id = "r18", at = "2026-11-23T07:00:00Z", code = 7000215, result = "failure", app = "nightly",
                     app_id = "a2", category = "service-principal" } },
}

example "the description says Other, the status says why" {
  adapter = "log-analytics-sign-ins-csv",
  input = [[TimeGenerated [UTC],Id,ResultType,ResultDescription,AppDisplayName,Status
"11/23/2026, 7:00:00.000 AM",r19,90072,Other,Mail,"{""errorCode"":90072,""failureReason"":""External account.""}"
"11/23/2026, 7:00:01.000 AM",r20,AADSTS50126,Wrong password.,Mail,"{""failureReason"":""Other.""}"
]],
  gives = { sign_in{ request_id = "r19", at = "2026-11-23T07:00:00Z", code = 90072, result = "failure", app = "Mail",
                     category = "user", reason = "External account." },
            sign_in{ request_id = "r20", at = "2026-11-23T07:00:01Z", code = 50126, result = "failure", app = "Mail",
                     category = "user", reason = "Wrong password." } },
}

example "a query without the application's column" {
  adapter = "log-analytics-sign-ins-of-users",
  input = [[{"TimeGenerated": "2026-11-23T07:00:00Z", "ResultType": "50126", "UserPrincipalName": "anna@contoso.com"}]],
  gives = { sign_in{ request_id = "2026-11-23T07:00:00Z anna@contoso.com 50126", at = "2026-11-23T07:00:00Z", code = 50126,
                     result = "failure", user = "anna@contoso.com", category = "user" } },
}
example "a query without the application's column, as CSV" {
  adapter = "log-analytics-sign-ins-of-users-csv",
  input = "CreatedDateTime [UTC],ResultType,UserPrincipalName\n\"11/23/2026, 7:00:00.000 AM\",50126,anna@contoso.com\n",
  gives = { sign_in{ request_id = "11/23/2026, 7:00:00.000 AM anna@contoso.com 50126", at = "2026-11-23T07:00:00Z",
                     code = 50126, result = "failure", user = "anna@contoso.com", category = "user" } },
}
example "the table of applications has no AppDisplayName" {
  adapter = "log-analytics-sign-ins-of-apps",
  input = [[{"TimeGenerated": "2026-11-23T07:00:00Z", "Id": "r21", "ResultType": "7000222", "ServicePrincipalName": "nightly",
"ServicePrincipalId": "s2", "AppId": "a2", "IPAddress": "198.51.100.4", "Category": "ServicePrincipalSignInLogs"}]],
  gives = { sign_in{ request_id = "r21", at = "2026-11-23T07:00:00Z", code = 7000222, result = "failure", app = "nightly",
                     app_id = "a2", address = "198.51.100.4", category = "service-principal" } },
}
example "the table of managed identities, as CSV" {
  adapter = "log-analytics-sign-ins-of-apps-csv",
  input = [[TimeGenerated [UTC],Id,ResultType,ServicePrincipalName,ServicePrincipalId,AppId,Category
"11/23/2026, 7:00:00.000 AM",r22,0,vm-backup,s3,a3,ManagedIdentitySignInLogs
]],
  gives = { sign_in{ request_id = "r22", at = "2026-11-23T07:00:00Z", code = 0, result = "success", app = "vm-backup",
                     app_id = "a3", category = "managed-identity" } },
}

example "a script's CSV where the day comes first: another row tells" {
  adapter = "graph-sign-ins-csv",
  input = [[createdDateTime;id;userPrincipalName;appDisplayName;status.errorCode
3/12/2025 7:22:01 PM;r25;anna@contoso.com;Mail;50126
14/12/2025 12:22:01 AM;r26;anna@contoso.com;Mail;50126
]],
  gives = { sign_in{ request_id = "r25", at = "2025-12-03T19:22:01Z", code = 50126, result = "failure", app = "Mail",
                     user = "anna@contoso.com", category = "user" },
            sign_in{ request_id = "r26", at = "2025-12-14T00:22:01Z", code = 50126, result = "failure", app = "Mail",
                     user = "anna@contoso.com", category = "user" } },
}

example "a script's CSV without codes" {
  adapter = "graph-sign-ins-csv",
  input = [[CreatedDateTime,UserPrincipalName,UserDisplayName,AppDisplayName,IPAddress,City,Country,Device,Browser,OS,Status,ConditionalAccessStatus
11/23/2026 7:22:01 AM,anna@contoso.com,Anna,Mail,203.0.113.7,Delft,NL,,Edge,Windows10,Success,notApplied
11/23/2026 7:23:01 AM,anna@contoso.com,Anna,Mail,203.0.113.7,Delft,NL,,Edge,Windows10,Failure,notApplied
]],
  gives = { sign_in{ request_id = "11/23/2026 7:22:01 AM anna@contoso.com Mail", at = "2026-11-23T07:22:01Z", code = 0,
                     result = "success", user = "anna@contoso.com", app = "Mail", address = "203.0.113.7", country = "NL",
                     category = "user", policy_result = "not-applied" },
            sign_in{ request_id = "11/23/2026 7:23:01 AM anna@contoso.com Mail", at = "2026-11-23T07:23:01Z", code = unknown "",
                     result = "failure", user = "anna@contoso.com", app = "Mail", address = "203.0.113.7", country = "NL",
                     category = "user", policy_result = "not-applied" } },
}

example "Export-Csv of what is nested" {
  adapter = "graph-sign-ins-flat", warns = "*ConvertTo-Json*",
  input = [["AppDisplayName","AppId","AppliedConditionalAccessPolicies","ClientAppUsed","ConditionalAccessStatus","CorrelationId","CreatedDateTime","DeviceDetail","IPAddress","Id","IsInteractive","Location","ResourceDisplayName","ResourceId","Status","UserPrincipalName"
"Mail","a1","Microsoft.Graph.PowerShell.Models.MicrosoftGraphAppliedConditionalAccessPolicy[]","Browser","failure","c28","23/11/2026 07:22:01","Microsoft.Graph.PowerShell.Models.MicrosoftGraphDeviceDetail","203.0.113.7","r28","True","Microsoft.Graph.PowerShell.Models.MicrosoftGraphSignInLocation","Graph","g1","Microsoft.Graph.PowerShell.Models.MicrosoftGraphSignInStatus","anna@contoso.com"
]],
  gives = { sign_in{ request_id = "r28", at = "2026-11-23T07:22:01Z", code = unknown "", user = "anna@contoso.com", app = "Mail",
                     app_id = "a1", resource = "Graph", resource_id = "g1", address = "203.0.113.7", client = "browser",
                     interactive = true, policy_result = "failure", correlation_id = "c28" } },
}

example "an export that shows local times" {
  adapter = "log-analytics-sign-ins-csv", warns = "*as UTC*",
  input = [["TimeGenerated [Local Time]",Id,ResultType,AppDisplayName
"23/11/2026 07:00:00.000",r31,50126,Mail
]],
  gives = { sign_in{ request_id = "r31", at = unknown "", code = 50126, result = "failure", app = "Mail", category = "user" } },
}

local NUMBERS = "*numbers of sign-ins*"
example "what summarize counts is no sign-in" {
  adapter = "log-analytics-counts", warns = NUMBERS, gives = {},
  input = [=[[{"ResultType": "50126", "AppDisplayName": "Mail", "FailedAttempts": "41"}]]=],
}
example "what summarize counts is no sign-in, as CSV" {
  adapter = "log-analytics-counts-csv", warns = NUMBERS, gives = {},
  input = "ResultType,AppDisplayName,FailedAttempts\n50126,Mail,41\n",
}
example "what summarize counts in each hour is no sign-in" {
  adapter = "log-analytics-sign-ins", warns = NUMBERS, gives = {},
  input = [[{"TimeGenerated": "2026-11-23T07:00:00Z", "ResultType": "50126", "AppDisplayName": "Mail", "count_": 41}]],
}

example "dotted columns" {
  adapter = "graph-sign-ins-csv",
  input = [[id,createdDateTime,userPrincipalName,appDisplayName,appId,ipAddress,status.errorCode,status.failureReason,deviceDetail.deviceId,deviceDetail.isCompliant,appliedConditionalAccessPolicies
r15,2026-11-23T07:14:03Z,anna@contoso.com,Mail,a1,203.0.113.7,500121,Authentication failed during strong authentication request.,d1,False,[]
]],
  gives = { sign_in{ request_id = "r15", at = "2026-11-23T07:14:03Z", code = 500121, result = "failure",
                     user = "anna@contoso.com", app = "Mail", app_id = "a1", address = "203.0.113.7", category = "user",
                     device_id = "d1", device_compliant = false,
                     reason = "Authentication failed during strong authentication request." } },
}

local UNIFIED = [[{"CreationTime": "2026-11-23T07:14:03", "Id": "e1", "Operation": "UserLoginFailed", "RecordType": 15,
"ResultStatus": "Success", "UserType": 0, "Workload": "AzureActiveDirectory", "ObjectId": "g1", "UserId": "anna@contoso.com",
"ActorIpAddress": "203.0.113.7", "ApplicationId": "a1", "InterSystemsId": "c16", "IntraSystemId": "r16",
"ExtendedProperties": [{"Name": "RequestType", "Value": "OAuth2:Token"}],
"DeviceProperties": [{"Name": "OS", "Value": "Windows"}, {"Name": "IsCompliant", "Value": "False"}],
"ErrorNumber": "50126", "LogonError": "InvalidUserNameOrPassword"}]]
local SAME = sign_in{ request_id = "r16", at = "2026-11-23T07:14:03Z", code = 50126, result = "failure", category = "user",
                      user = "anna@contoso.com", app_id = "a1", resource_id = "g1", address = "203.0.113.7",
                      device_compliant = false, reason = "InvalidUserNameOrPassword", correlation_id = "c16" }

example "the unified audit log: a port behind the address, and words where nothing is known" {
  adapter = "unified-sign-ins",
  input = [[{"CreationTime": "2026-11-23T07:14:03", "Operation": "UserLoginFailed", "Workload": "AzureActiveDirectory", "IntraSystemId": "r23",
"UserId": "Not Available", "ObjectId": "Unknown", "ClientIP": "203.0.113.7:52816", "ErrorNumber": "50034"}
{"CreationTime": "2026-11-23T07:14:04", "Operation": "UserLoggedIn", "Workload": "AzureActiveDirectory", "IntraSystemId": "r24",
"UserId": "anna@contoso.com", "ClientIP": "[2001:db8::7]:443", "ActorIpAddress": ""}]],
  gives = { sign_in{ request_id = "r23", at = "2026-11-23T07:14:03Z", code = 50034, result = "failure", category = "user",
                     address = "203.0.113.7" },
            sign_in{ request_id = "r24", at = "2026-11-23T07:14:04Z", code = 0, result = "success", category = "user",
                     user = "anna@contoso.com", address = "2001:db8::7" } },
}

example "the unified audit log" { adapter = "unified-sign-ins", input = UNIFIED, gives = { SAME } }

example "the unified audit log's CSV" {
  adapter = "unified-sign-ins-csv",
  input = "CreationDate,UserIds,Operations,AuditData\r\n2026-11-23T07:14:03Z,anna@contoso.com,UserLoginFailed,\"" ..
          UNIFIED:gsub('"', '""') .. "\"\r\n",
  gives = { SAME },
}

example "a sign-in in the unified audit log, as Purview exports it" {
  adapter = "unified-sign-ins-csv",
  input = "RecordId,CreationDate,RecordType,Operation,UserId,AuditData\r\n1,2026-11-23T07:14:03.0000000Z,15,UserLoginFailed," ..
          "anna@contoso.com,\"" .. UNIFIED:gsub('"', '""') .. "\"\r\n",
  gives = { SAME },
}
