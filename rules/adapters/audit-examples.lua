-- Audit logs as they are downloaded.

example "Graph: an administrator disables an account, a user resets a password" {
  adapter = "graph-audit",
  input = [[{"@odata.nextLink": "https://graph.microsoft.com/v1.0/auditLogs/directoryAudits?$skiptoken=x", "value": [
{"id": "Directory_1", "category": "UserManagement", "result": "success", "resultReason": "", "correlationId": "c1",
"activityDisplayName": "Update user", "activityDateTime": "2026-11-23T09:12:00.0000000Z", "loggedByService": "Core Directory",
"initiatedBy": {"user": {"id": "u9", "userPrincipalName": "admin@contoso.com"}, "app": null},
"targetResources": [{"type": "User", "userPrincipalName": "anna@contoso.com", "modifiedProperties": [
{"displayName": "Included Updated Properties", "oldValue": null, "newValue": "\"AccountEnabled\""},
{"displayName": "AccountEnabled", "oldValue": "[true]", "newValue": "[false]"}]}], "additionalDetails": []},
{"id": "SSPR_2", "result": "failure", "resultReason": "OnPremisesAdminActionRequired",
"activityDisplayName": "Reset password (self-service)", "activityDateTime": "2026-11-23T09:13:00Z",
"initiatedBy": {"user": {"userPrincipalName": "Anna@contoso.com"}},
"targetResources": [{"type": "User", "userPrincipalName": "anna@contoso.com", "modifiedProperties": []}],
"additionalDetails": [{"key": "x", "value": "y"}, {"key": "OnPremisesAgent", "value": "Microsoft Entra Connect"}]},
{"id": "Sync_3", "result": "success", "activityDisplayName": "Update user", "activityDateTime": "2026-11-23T09:14:00Z",
"initiatedBy": {"user": {"userPrincipalName": "Sync_DC01_ab12@contoso.onmicrosoft.com"}},
"targetResources": [{"displayName": null, "userPrincipalName": "bert@contoso.com", "modifiedProperties": [
{"displayName": "UserPrincipalName", "oldValue": "[\"b@contoso.com\"]", "newValue": "[\"bert@contoso.com\"]"}]}]}]}]],
  gives = {
    audit_event{ id = "Directory_1", at = "2026-11-23T09:12:00Z", activity = "Update user", result = "success",
                 actor = "admin@contoso.com", actor_kind = "admin", target = "anna@contoso.com", property = "AccountEnabled",
                 old = "true", new = "false" },
    audit_event{ id = "SSPR_2", at = "2026-11-23T09:13:00Z", activity = "Reset password (self-service)", result = "failure",
                 reason = "OnPremisesAdminActionRequired", actor = "anna@contoso.com", actor_kind = "user",
                 target = "anna@contoso.com", agent = "connect-sync" },
    audit_event{ id = "Sync_3", at = "2026-11-23T09:14:00Z", activity = "Update user", result = "success",
                 actor = "sync_dc01_ab12@contoso.onmicrosoft.com", actor_kind = "sync", target = "bert@contoso.com",
                 property = "UserPrincipalName", old = "b@contoso.com", new = "bert@contoso.com" },
  },
  warns = "*next page*",
}

example "Azure Monitor: a policy goes from trial to on, another is renamed" {
  adapter = "azure-monitor-audit",
  input = [[{"records": [{"time": "2026-11-23T09:12:01Z", "category": "AuditLogs", "operationName": "Update conditional access policy",
"resultType": "", "properties": {"id": "CA_1", "category": "Policy", "result": "success", "resultReason": "None",
"activityDisplayName": "Update conditional access policy", "activityDateTime": "2026-11-23T09:12:00Z",
"initiatedBy": {"user": {"userPrincipalName": "admin@contoso.com"}},
"targetResources": [{"displayName": "Block old protocols", "type": "Policy", "modifiedProperties": [
{"displayName": "ConditionalAccessPolicy", "oldValue": "{\"state\":\"enabledForReportingButNotEnforced\"}",
"newValue": "{\"state\":\"enabled\"}"}]}]}},
{"time": "2026-11-23T09:15:00Z", "category": "AuditLogs", "properties": {"id": "CA_2", "result": "success",
"activityDisplayName": "Update conditional access policy", "activityDateTime": "2026-11-23T09:15:00Z",
"initiatedBy": {"app": {"displayName": "Deployment", "appId": "a7"}},
"targetResources": [{"displayName": "Guests", "modifiedProperties": [{"displayName": "ConditionalAccessPolicy",
"oldValue": "{\"displayName\":\"G\",\"state\":\"enabled\"}", "newValue": "{\"displayName\":\"Guests\",\"state\":\"enabled\"}"}]}]}}]}]],
  gives = {
    audit_event{ id = "CA_1", at = "2026-11-23T09:12:00Z", activity = "Update conditional access policy", result = "success",
                 actor = "admin@contoso.com", actor_kind = "admin", target = "Block old protocols", property = "state",
                 old = "report-only", new = "on" },
    audit_event{ id = "CA_2", at = "2026-11-23T09:15:00Z", activity = "Update conditional access policy", result = "success",
                 actor = "Deployment", actor_kind = "application", target = "Guests" },
  },
}

example "the table AuditLogs as CSV" {
  adapter = "graph-audit-csv",
  input = [[Id,ActivityDateTime [UTC],ActivityDisplayName,Result,InitiatedBy,TargetResources,AdditionalDetails
D_5,"11/23/2026, 9:12:00.000 AM",Delete application,success,"{""app"":{""displayName"":""Microsoft Graph Command Line Tools""}}","[{""displayName"":""Payroll"",""modifiedProperties"":[]}]",[]
]],
  gives = { audit_event{ id = "D_5", at = "2026-11-23T09:12:00Z", activity = "Delete application", result = "success",
                         actor = "Microsoft Graph Command Line Tools", actor_kind = "microsoft", target = "Payroll" } },
}

example "Export-Csv of audit events" {
  adapter = "graph-audit-csv", warns = "*ConvertTo-Json*",
  input = [["Id","ActivityDateTime","ActivityDisplayName","Result","InitiatedBy","TargetResources"
"D6","11/23/2026 9:12:00 AM","Update user","success","Microsoft.Graph.PowerShell.Models.MicrosoftGraphAuditActivityInitiator","Microsoft.Graph.PowerShell.Models.MicrosoftGraphTargetResource[]"
]],
  gives = { audit_event{ id = "D6", at = "2026-11-23T09:12:00Z", activity = "Update user", result = "success" } },
}

example "the portal's CSV of the audit log" {
  adapter = "portal-audit",
  input = [["Date (UTC)","CorrelationId","Service","Category","Activity","Result","ResultReason","User Agent","ActorType","ActorDisplayName","ActorObjectId","ActorUserPrincipalName","Target1Type","Target1DisplayName","Target1ObjectId","Target1UserPrincipalName","Target1ModifiedProperty1Name","Target1ModifiedProperty1OldValue","Target1ModifiedProperty1NewValue","AdditionalDetail1Key","AdditionalDetail1Value"
"2026-11-23T09:12:00.1230000+00:00","c6","Core Directory","Device","Delete device","success","","","User","","u9","admin@contoso.com","Device","LAPTOP-7","d7","","","","","DeviceOSType","Windows"
"2026-11-23T09:13:00.0000000+00:00","c7","Self-service Password Management","UserManagement","Change password (self-service)","success","None","","User","","u1","anna@contoso.com","User","","u1","anna@contoso.com","","","","OnPremisesAgent","CloudSync"
]],
  gives = {
    audit_event{ id = "2026-11-23t09:12:00.1230000+00:00 c6 delete device d7", at = "2026-11-23T09:12:00.123Z",
                 activity = "Delete device", result = "success", actor = "admin@contoso.com", actor_kind = "admin",
                 target = "LAPTOP-7" },
    audit_event{ id = "2026-11-23t09:13:00.0000000+00:00 c7 change password (self-service) u1", at = "2026-11-23T09:13:00Z",
                 activity = "Change password (self-service)", result = "success", actor = "anna@contoso.com",
                 actor_kind = "user", target = "anna@contoso.com", agent = "cloud-sync" },
  },
}

example "the portal's CSV: of several changes the one that rules ask about" {
  adapter = "portal-audit",
  input = [["Date (UTC)","CorrelationId","Activity","Result","ActorType","ActorUserPrincipalName","Target1Type","Target1UserPrincipalName","Target1ModifiedProperty1Name","Target1ModifiedProperty1OldValue","Target1ModifiedProperty1NewValue","Target1ModifiedProperty2Name","Target1ModifiedProperty2OldValue","Target1ModifiedProperty2NewValue"
"2026-11-23T09:12:00Z","c6","Update user","success","User","admin@contoso.com","User","anna@contoso.com","City","[""Bonn""]","[""Berlin""]","AccountEnabled","[true]","[false]"
"2026-11-23T09:13:00Z","c7","Update user","success","User","admin@contoso.com","User","anna@contoso.com","City","[""Bonn""]","[""Berlin""]","Included Updated Properties","","""City"""
]],
  gives = {
    audit_event{ id = "2026-11-23t09:12:00z c6 update user", at = "2026-11-23T09:12:00Z", activity = "Update user",
                 result = "success", actor = "admin@contoso.com", actor_kind = "admin", target = "anna@contoso.com",
                 property = "AccountEnabled", old = "true", new = "false" },
    audit_event{ id = "2026-11-23t09:13:00z c7 update user", at = "2026-11-23T09:13:00Z", activity = "Update user",
                 result = "success", actor = "admin@contoso.com", actor_kind = "admin", target = "anna@contoso.com",
                 property = "City", old = "Bonn", new = "Berlin" },
  },
}

local UNIFIED = [[{"CreationTime": "2026-11-23T09:12:00", "Id": "e7", "Operation": "Add owner to application.", "RecordType": 8,
"ResultStatus": "Success", "Workload": "AzureActiveDirectory", "ObjectId": "bert@contoso.com", "UserId": "admin@contoso.com",
"ModifiedProperties": [{"Name": "Application.DisplayName", "NewValue": "Payroll", "OldValue": ""}],
"Actor": [{"ID": "admin@contoso.com", "Type": 5}, {"ID": "u9", "Type": 2}],
"Target": [{"ID": "User_u2", "Type": 2}, {"ID": "bert@contoso.com", "Type": 5}]}]]
local SAME = audit_event{ id = "e7", at = "2026-11-23T09:12:00Z", activity = "Add owner to application", result = "success",
                          actor = "admin@contoso.com", actor_kind = "admin", target = "bert@contoso.com",
                          property = "Application.DisplayName", new = "Payroll" }

example "a change in the unified audit log" { adapter = "unified-audit", input = UNIFIED, gives = { SAME } }

example "a change in the unified audit log's CSV" {
  adapter = "unified-audit-csv",
  input = 'CreationDate,UserIds,Operations,AuditData\n2026-11-23,admin@contoso.com,Add owner to application.,"' ..
          UNIFIED:gsub('"', '""') .. '"\n',
  gives = { SAME },
}
