-- The audit log: Microsoft Graph, Azure Monitor, Log Analytics, the portal's CSV, the unified audit log.

local AGENT = { None = "none", ["*Connect*"] = "connect-sync", ["*Cloud*"] = "cloud-sync", otherwise = "" }
local RESULT = { success = "success", failure = "failure", timeout = "timeout", otherwise = "" }
local SYNC = one_of{ "Sync_*", "ADToAADSync*", "ConnectSyncProvisioning*", "Microsoft Entra Connect*", "Azure AD Connect*" }
-- Of several changes the one that rules ask about; else the first.
local TOLD = { "UserPrincipalName", "AccountEnabled", "StsRefreshTokensValidFrom", "AppRoleAssignmentRequired" }

local function when(path, test, value) return { [path] = test, gives = value } end

-- A value is JSON in a text: "\"False\"", "[true]", "[\"a@contoso.com\"]".  Of one thing the thing is told.
local function plain(path)
  return cases{ when(path, one_of{ "*,*", "*{*", "[]" }, at(path)), when(path, like '*"*"*', at(path):find '"{value}"'),
                when(path, like "[*]", at(path):find "[{value}]"), gives = at(path) }
end

-- member: displayName, oldValue or newValue of the change
local function change(list, name, member)
  local all = { gives = plain(list .. "." .. member) }
  for i, told in ipairs(TOLD) do
    local one = ("%s[%s=%s]."):format(list, name, told)
    all[i] = when(one .. name, is_not(absent), plain(one .. member))
  end
  return cases(all)
end

local STATE = { enabled = "on", disabled = "off", enabledForReportingButNotEnforced = "report-only", otherwise = "" }

-- Of a Conditional Access policy the log has all of it, as JSON; its state is enough, where that changed.
local function policy_or(p, member, value)
  local list = p .. "targetResources.modifiedProperties"
  local is_policy = like "*conditional access policy"
  return cases{
    { [p .. "activityDisplayName"] = is_policy, [list .. ".newValue.state"] = at(list .. ".oldValue.state"), gives = "" },
    { [p .. "activityDisplayName"] = is_policy, [list .. ".newValue.state"] = is_not(absent), gives = value or
      at(("%s.%s.state"):format(list, member)):words(STATE) },
    when(p .. "activityDisplayName", is_policy, ""),
    gives = change(list, "displayName", member),
  }
end

local function audit_facts(p)
  local user, app = p .. "initiatedBy.user.userPrincipalName", p .. "initiatedBy.app.displayName"
  local target = p .. "targetResources.userPrincipalName"
  return {
    audit_event{
      id = cases{ when(p .. "id", absent, at(p .. "activityDateTime"):with(p .. "activityDisplayName"):with "correlationId"),
                  gives = at(p .. "id") },
      at = at{ p .. "activityDateTime", "TimeGenerated", "time" },
      activity = at{ p .. "activityDisplayName", "operationName" },
      result = at(p .. "result"):words(RESULT),
      reason = cases{ when(p .. "resultReason", "None", ""), gives = at(p .. "resultReason") },
      actor = at{ user, app, p .. "initiatedBy.user.displayName", p .. "initiatedBy.user.id", p .. "initiatedBy.app.appId" },
      actor_kind = cases{
        when(user, SYNC, "sync"), when(app, SYNC, "sync"), when(user, at(target), "user"), when(user, is_not(absent), "admin"),
        when(app, like "Microsoft*", "microsoft"), when(app, is_not(absent), "application"),
        when(p .. "initiatedBy.user.id", is_not(absent), "admin"), when(p .. "initiatedBy.app.appId", is_not(absent), "application"),
      },
      target = at{ target, p .. "targetResources.displayName", p .. "targetResource.userPrincipalName",
                   p .. "targetResource.displayName", p .. "targetResources.id" },
      property = policy_or(p, "displayName", "state"),
      old = policy_or(p, "oldValue"), new = policy_or(p, "newValue"),
      agent = at(p .. "additionalDetails[key=OnPremisesAgent].value"):words(AGENT),
    },
  }
end

for form, name in pairs{ json = "graph-audit", csv = "graph-audit-csv" } do
  local facts = audit_facts ""
  facts[#facts + 1] = only_if{ targetResources = like "Microsoft.Graph.*",
    warning "Export-Csv lost who did it, and to what: use ConvertTo-Json -Depth 5 instead" }
  adapter(name) {
    doc   = "Audit events of Microsoft Graph and of the table AuditLogs" .. (form == "csv" and ", as CSV" or ""),
    reads = form,
    has   = { "activityDisplayName", "activityDateTime", "initiatedBy" },
    facts = facts,
  }
end

adapter "azure-monitor-audit" {
  doc   = "Audit events as Azure Monitor writes them",
  reads = "json",
  has   = { "category", "properties.activityDisplayName" },
  facts = audit_facts "properties.",
}

adapter "graph-audit-page" {
  doc   = "A page of audit events with a link to the next",
  reads = "json",
  has   = { "@odata.nextLink", "value.activityDisplayName", "value.activityDateTime" },
  facts = { warning "rows are missing: the answer names a next page, which isn't in this file" },
}

local function portal_change(member, value)
  local function column(i, name) return ("Target1ModifiedProperty%d%s"):format(i, name) end
  local all = { gives = value(column(1, member)) }
  for i = 1, 5 do all[i] = when(column(i, "Name"), one_of(TOLD), value(column(i, member))) end
  return cases(all)
end

adapter "portal-audit" {
  doc   = "The audit log's CSV from the portal",
  reads = "csv",
  has   = { "Date (UTC)", "Activity", "ActorType", "Target1Type" },
  facts = {
    audit_event{
      id = at "Date (UTC)":with "CorrelationId":with "Activity":with "Target1ObjectId",
      at = at "Date (UTC)", activity = at "Activity", result = at "Result":words(RESULT),
      reason = cases{ when("ResultReason", "None", ""), gives = at "ResultReason" },
      actor = at{ "ActorUserPrincipalName", "ActorDisplayName", "ActorServicePrincipalName", "ActorObjectId" },
      actor_kind = cases{
        when("ActorUserPrincipalName", SYNC, "sync"), when("ActorDisplayName", SYNC, "sync"),
        when("ActorUserPrincipalName", at "Target1UserPrincipalName", "user"),
        when("ActorUserPrincipalName", is_not(absent), "admin"),
        { ActorType = like "App*", ActorDisplayName = like "Microsoft*", gives = "microsoft" },
        when("ActorType", like "App*", "application"),
      },
      target = at{ "Target1UserPrincipalName", "Target1DisplayName", "Target1ObjectId" },
      property = portal_change("Name", at), old = portal_change("OldValue", plain), new = portal_change("NewValue", plain),
      agent = cases{ when("AdditionalDetail1Key", "OnPremisesAgent", at "AdditionalDetail1Value":words(AGENT)),
                     when("AdditionalDetail2Key", "OnPremisesAgent", at "AdditionalDetail2Value":words(AGENT)),
                     when("AdditionalDetail3Key", "OnPremisesAgent", at "AdditionalDetail3Value":words(AGENT)) },
    },
    reaching{ 250000, warning "rows may be missing: the portal cuts a download off at 250,000" },
  },
}

-- The unified audit log ends its activities in a dot. A target is a user's name (type 5), a display name (1), any ID.
local function unified(p)
  local function changed(member) return change(p .. "ModifiedProperties", "Name", member) end
  local actor, target = p .. "Actor[Type=5].ID", p .. "Target[Type=5].ID"
  return {
    audit_event{
      id = at(p .. "Id"), at = at(p .. "CreationTime"),
      activity = cases{ when(p .. "Operation", like "*.", at(p .. "Operation"):find "{name}."), gives = at(p .. "Operation") },
      result = at(p .. "ResultStatus"):words{ Success = "success", Succeeded = "success", Failure = "failure",
                                              Failed = "failure", otherwise = "" },
      actor = at(p .. "UserId"),
      actor_kind = cases{ when(p .. "UserId", SYNC, "sync"), when(p .. "UserId", like "ServicePrincipal_*", "application"),
                          when(actor, at(target), "user"), when(actor, is_not(absent), "admin") },
      target = at{ target, p .. "Target[Type=1].ID", p .. "ObjectId" },
      property = changed "Name", old = changed "OldValue", new = changed "NewValue",
      agent = at(p .. "ExtendedProperties[Name=OnPremisesAgent].Value"):words(AGENT),
    },
  }
end

for form, p in pairs{ json = "", csv = "AuditData." } do
  adapter("unified-audit" .. (p == "" and "" or "-csv")) {
    doc   = "Directory changes in the Microsoft 365 unified audit log" .. (p == "" and "" or ", as CSV"),
    reads = form,
    has   = p == "" and { "Operation", "ModifiedProperties" } or { "AuditData" },
    where = { [p .. "Workload"] = "AzureActiveDirectory", [p .. "Operation"] = is_not(like "UserLog*") },
    facts = unified(p),
  }
end
