-- Sign-in logs: Microsoft Graph, Azure Monitor, Log Analytics, downloads from the portal, the unified audit log.
-- The same row has the same members everywhere, so one function makes its facts; keys count without regard to case.

-- Rows that a sign-in normally goes on from: pages, redirects, demands for another proof, silent attempts.
local RESULT = { ["0"] = "success", otherwise = "failure" }
for code in ([[16000 16001 50015 50058 50072 50074 50076 50078 50079 50085 50097 50125 50127 50129 50132 50133 50135
               50136 50137 50139 50140 50142 50143 50157 50158 50160 50168 50199 51005 51006 52004 65001 70016 70043
               70044 81001 81002 81003 81004 81005 81006 81007 81008 81009 81010 81011 81012 81013 90095 500141 501314
               700020 700081 700082 700083 700084 900981 1000002 9002341 9002342]]):gmatch("%d+") do
  RESULT[code] = "interrupted"
end

local CLIENT = { Browser = "browser", ["Mobile Apps and Desktop clients"] = "modern", ["Exchange ActiveSync"] = "activesync",
                 Unknown = "unknown", otherwise = "legacy" }
local PROTOCOL = { none = "none", ["OAuth*"] = "oauth2", ropc = "ropc", ["WS*Fed*"] = "wsfed", ["SAML*"] = "saml",
                   ["device*code"] = "device-code", ["*transfer"] = "transfer", unknownFutureValue = "", ["native*auth*"] = "" }
local JOIN = { ["*hybrid*"] = "hybrid", ["*registered"] = "registered", ["Azure AD joined"] = "joined",
               ["Microsoft Entra joined"] = "joined", AzureAd = "joined", ServerAd = "hybrid", Workplace = "registered" }
local USER_TYPE = { member = "member", guest = "guest", otherwise = "" }
local POLICY = { success = "success", failure = "failure", notApplied = "not-applied", ["not applied"] = "not-applied",
                 otherwise = "" }
local CONTROL = { { "*block*", "block" }, { "*strength*", "authentication-strength" }, { "mfa", "mfa" },
                  { "*multifactor*", "mfa" }, { "*compliant*device*", "compliant-device" },
                  { "*domain*joined*", "hybrid-device" }, { "*hybrid*", "hybrid-device" }, { "*approved*", "approved-app" },
                  { "*compliant*app*", "app-protection" }, { "*password*", "password-change" },
                  { "*terms*of*use*", "terms-of-use" } }

local CROSS_TENANT = { none = "none", ["b2b*collaboration"] = "collaboration", ["b2b*direct*connect"] = "direct-connect",
                       ["service*provider"] = "service-provider", ["microsoft*support"] = "microsoft-support",
                       ["pass*through"] = "passthrough", otherwise = "" }

-- { test = value } for a path made of parts
local function when(path, test, value) return { [path] = test, gives = value } end

-- Of several controls the code tells which wasn't met, or nothing does.
local MISSED = { { "53000", "compliant-device" }, { "53001", "hybrid-device" }, { one_of{ "50072", "50074", "50076", "50079" }, "mfa" } }

local function control(code)
  local words, told, several = { otherwise = "custom" }, {}, "enforcedGrantControls.1"
  for _, pair in ipairs(CONTROL) do words[pair[1]] = pair[2] end
  for i, m in ipairs(MISSED) do told[i] = { [several] = is_not(absent), [code] = m[1], gives = m[2] } end
  told[#told + 1] = when(several, is_not(absent), "")
  told[#told + 1] = when("enforcedGrantControls", is_not(absent), at "enforcedGrantControls":words(words))
  told.gives = "none"
  return cases(told)
end

-- Where the password was checked: the step that says so need not be the first.
local function checked(p)
  local function step(member, glob) return ("%sauthenticationDetails[%s=%s].%s"):format(p, member, glob, member) end
  local how, is_there = "authenticationMethodDetail", is_not(absent)
  return cases{
    when(step(how, "Pass-through*"), is_there, "pass-through"),
    when(step(how, "*Hash Sync*"), is_there, "hash-sync"),
    when(step(how, "*in the cloud*"), is_there, "cloud"),
    when(step(how, "Cloud password"), is_there, "cloud"),
    when(step("authenticationMethod", "CloudOnlyPassword"), is_there, "cloud"),
    when(step(how, "*Federat*"), is_there, "federated"),
    when(step(how, "Forms Authentication"), is_there, "federated"),
    when(step("authenticationMethod", "Previously satisfied"), is_there, "not-checked"),
    when(p .. "tokenIssuerType", like "ADFederation*", "federated"),
  }
end

local function required_by(p)
  local function provider(glob)
    return ("%sauthenticationRequirementPolicies[requirementProvider=%s].requirementProvider"):format(p, glob)
  end
  return cases{
    when(provider "*ConditionalAccess*", is_not(absent), "conditional-access"),
    when(provider "*securityDefaults*", is_not(absent), "security-defaults"),
    when(provider "user", is_not(absent), "per-user"),
    when(provider "request", is_not(absent), "application"),
    when(provider "servicePrincipal", is_not(absent), "application"),
  }
end

local ADFS = like "ADF*"
local function category(p)
  return cases{
    when("category", ADFS, "adfs"), when(p .. "tokenIssuerType", ADFS, "adfs"),
    when("category", like "ManagedIdentity*", "managed-identity"), when("type", like "*ManagedIdentity*", "managed-identity"),
    when("category", like "*ServicePrincipal*", "service-principal"), when("type", like "*ServicePrincipal*", "service-principal"),
    when(p .. "signInEventTypes", "managedIdentity", "managed-identity"),
    when(p .. "signInEventTypes", "servicePrincipal", "service-principal"),
    when(p .. "managedIdentityType", one_of{ "systemAssigned", "userAssigned" }, "managed-identity"),
    when(p .. "userPrincipalName", is_not(absent), "user"), when(p .. "userId", is_not(absent), "user"),
    when(p .. "servicePrincipalId", is_not(absent), "service-principal"),
    gives = "user",
  }
end

-- No device was presented where the column is there and its ID empty; AD FS doesn't tell.
local function device(p, id, join, gives)
  return cases{
    when(join or id, is_not(absent), gives),
    { [p .. "deviceDetail"] = is_not(absent), [id] = absent, [p .. "tokenIssuerType"] = is_not(ADFS),
      category = is_not(like "ADF*"), gives = "none" },
  }
end

-- A row without its own ID, as a query projects it, is told by time, user and code.  up: "../" from inside a list
local function row_id(up, p)
  local own = up .. p .. "id"
  return cases{ when(own, is_not(absent), at(own)),
                gives = at{ up .. p .. "createdDateTime", up .. "TimeGenerated", up .. "time", up .. "TimeGenerated local" }
                        :with(up .. p .. "userPrincipalName"):with(up .. "resultType"):with(up .. p .. "appDisplayName")
                        :with(up .. "correlationId") }
end

-- In rows that went through somebody's hands AADSTS may stand before the code, or a word in its place.
local function loose_number(paths)
  local written = { gives = at(paths) }
  for i, path in ipairs(paths) do written[i] = when(path, like "AADSTS*", at(path):find "AADSTS{code:digits}") end
  return cases(written)
end
local function loose_code(paths) return cases{ when("status", "Success", "0"), gives = loose_number(paths) } end
local function loose_result(paths)
  return cases{ when("status", "Success", "success"), when("status", "Failure", "failure"),
                when("status", "Interrupted", "interrupted"), gives = loose_number(paths):words(RESULT) }
end

-- p: what stands before the members of the row; policies: the list of what Conditional Access did
local function sign_in_facts(p, policies, loose)
  local reason, codes = p .. "status.failureReason", { p .. "status.errorCode", "resultType" }
  local NO_REASON = one_of{ "Other", "Other.", "None" }
  local described = cases{ when("resultDescription", NO_REASON, ""), gives = at "resultDescription" }
  return {
    sign_in{
      request_id = row_id("", p),
      at = at{ p .. "createdDateTime", "TimeGenerated", "time" },
      code = loose and loose_code(codes) or at(codes),
      result = loose and loose_result(codes) or at(codes):words(RESULT),
      user = at{ p .. "userPrincipalName", p .. "signInIdentifier" },
      user_type = at(p .. "userType"):words(USER_TYPE),
      app = at{ p .. "appDisplayName", p .. "servicePrincipalName" }, app_id = at(p .. "appId"),
      resource = at(p .. "resourceDisplayName"),
      resource_id = cases{ when(p .. "resourceId", like "/tenants/*", at "resourceIdentity"), gives = at(p .. "resourceId") },
      address = at{ p .. "ipAddress", "callerIpAddress" },
      country = at{ p .. "location.countryOrRegion", "locationDetails.countryOrRegion", "location", loose and "country" },
      client = at(p .. "clientAppUsed"):words(CLIENT),
      interactive = cases{ when(p .. "isInteractive", is_not(absent), at(p .. "isInteractive")),
                           when("category", like "NonInteractive*", "false"), when("type", like "*NonInteractive*", "false") },
      password_checked = checked(p),
      agent = at(p .. "authenticationDetails[authenticationMethodDetail=Pass-through*].authenticationMethodDetail")
              :find "AgentId: {id:guid}",
      protocol = at(p .. "authenticationProtocol"):words(PROTOCOL),
      category = category(p),
      home_tenant = at(p .. "homeTenantId"),
      cross_tenant = at(p .. "crossTenantAccessType"):words(CROSS_TENANT),
      device_id = device(p, p .. "deviceDetail.deviceId", nil, at(p .. "deviceDetail.deviceId")),
      device_join = device(p, p .. "deviceDetail.deviceId", p .. "deviceDetail.trustType",
                           at(p .. "deviceDetail.trustType"):words(JOIN)),
      device_compliant = at(p .. "deviceDetail.isCompliant"),
      policy_result = at(p .. "conditionalAccessStatus"):words(POLICY),
      mfa_detail = cases{ when(p .. "status.additionalDetails", like "*MFA*", at(p .. "status.additionalDetails")) },
      mfa_required_by = required_by(p),
      credential = at(p .. "servicePrincipalCredentialKeyId"),
      reason = cases{ when(reason, NO_REASON, described), when(reason, is_not(absent), at(reason)), gives = described },
      correlation_id = at{ p .. "correlationId", "correlationId" },
    },
    -- What policies did counts where the row isn't a success.
    only_if{ [codes[1]] = is_not "0", resultType = is_not "0",
      each(policies) {
        only_if{ result = one_of{ "success", "failure", "reportOnlyFailure", "reportOnlyInterrupted", "reportOnlySuccess" },
          conditional_access_result{
            request_id = row_id("../", p), policy = at{ "displayName", "id" },
            result = at "result":words{ success = "success", failure = "failure", otherwise = "report-only" },
            control = control("../" .. codes[1]),
          },
        },
      },
    },
    only_if{ [p .. "conditionalAccessStatus"] = "failure", [policies] = empty,
      warning "Conditional Access refused and no policy is named: whoever read the log may not see policies",
    },
  }
end

adapter "graph-sign-ins" {
  doc   = "Sign-ins of Microsoft Graph: REST, Get-MgAuditLogSignIn, the portal's JSON",
  reads = "json",
  has   = { "createdDateTime", "appId", "status", "ipAddress" },
  facts = sign_in_facts("", "appliedConditionalAccessPolicies"),
}

adapter "graph-sign-ins-csv" {
  doc   = "Sign-ins of Microsoft Graph as CSV, members named status.errorCode or in columns of their own",
  reads = "csv",
  has   = { "createdDateTime", "appDisplayName", "userPrincipalName" },
  facts = sign_in_facts("", "appliedConditionalAccessPolicies", true),
}

-- Export-Csv writes the type of what is nested, not what is in it.
adapter "graph-sign-ins-flat" {
  doc   = "Get-MgAuditLogSignIn | Export-Csv, which loses the code",
  reads = "csv",
  has   = { "createdDateTime", "appDisplayName", "userPrincipalName" },
  where = { status = like "Microsoft.Graph.*" },
  facts = {
    sign_in{
      request_id = at "id", at = at "createdDateTime", user = at "userPrincipalName", app = at "appDisplayName",
      app_id = at "appId", resource = at "resourceDisplayName", resource_id = at "resourceId", address = at "ipAddress",
      client = at "clientAppUsed":words(CLIENT), interactive = at "isInteractive",
      policy_result = at "conditionalAccessStatus":words(POLICY), correlation_id = at "correlationId",
    },
    warning "Export-Csv lost the codes, policies and devices: use ConvertTo-Json -Depth 5 instead",
  },
}

adapter "azure-monitor-sign-ins" {
  doc   = "Sign-ins as Azure Monitor writes them: event hub, storage account, SIEM",
  reads = "json",
  has   = { "category", "properties.appId" },
  where = { category = like "*SignIn*" },
  facts = sign_in_facts("properties.", "properties.appliedConditionalAccessPolicies"),
}

-- A query with summarize gives numbers: of no row, or of all in a span of time.  A query leaves columns out, too, and the
-- tables of applications have no AppDisplayName.
local COUNTS = warning "the rows are numbers of sign-ins, not sign-ins: leave summarize out of the query"
local TABLES = { ["sign-ins"] = { "appDisplayName", "rows of SigninLogs and its kin" },
                 ["sign-ins-of-users"] = { "userPrincipalName", "rows of SigninLogs without the application" },
                 ["sign-ins-of-apps"] = { "servicePrincipalName", "rows of the tables of applications and managed identities" } }
local LOCAL = "TimeGenerated local"
for form, how in pairs{ json = "REST or az monitor log-analytics query", csv = "the portal's export or pandas" } do
  local facts, suffix = sign_in_facts("", "ConditionalAccessPolicies", true), form == "csv" and "-csv" or ""
  facts.count_ = absent
  for name, table in pairs(TABLES) do
    adapter("log-analytics-" .. name .. suffix) {
      doc   = ("Log Analytics, %s: %s"):format(how, table[2]),
      reads = form,
      has   = { "resultType", table[1] },
      facts = { only_if(facts), only_if{ count_ = is_not(absent), COUNTS }, only_if{ [LOCAL] = is_not(absent),
        warning "times are left out, for nobody knows their zone: show times as UTC before the export" } },
    }
  end
  adapter("log-analytics-counts" .. suffix) { -- its name puts it first
    doc   = ("Log Analytics, %s: numbers of sign-ins"):format(how),
    reads = form,
    has   = { "resultType" },
    where = { resultType = like "?*", id = absent, correlationId = absent, TimeGenerated = absent, createdDateTime = absent,
              category = absent, time = absent, [LOCAL] = absent },
    facts = { COUNTS },
  }
end

-- One location, "City, State, CC", any part of which may be missing.
local COUNTRY = at "Location":find ", *, {country:word}"

adapter "portal-sign-ins" {
  doc   = "The sign-in log's CSV from the portal: interactive, non-interactive, applications, managed identities",
  reads = "csv",
  has   = { "Date (UTC)", "Request ID", "Sign-in error code" },
  facts = {
    sign_in{
      request_id = at "Request ID", at = at "Date (UTC)",
      code = cases{ when("Status", "Success", "0"), when("Sign-in error code", "None", ""), gives = at "Sign-in error code" },
      result = cases{ when("Status", "Failure", at "Sign-in error code":words(RESULT)),
                      gives = at "Status":words{ Success = "success", Interrupted = "interrupted" } },
      user = at{ "Username", "Sign-in identifier" }, user_type = at "User type":words(USER_TYPE),
      app = at "Application", app_id = at "Application ID", resource = at "Resource", resource_id = at "Resource ID",
      address = at "IP address", country = COUNTRY, client = at "Client app":words(CLIENT),
      protocol = at "Authentication Protocol":words(PROTOCOL),
      category = cases{
        when("Token issuer type", ADFS, "adfs"),
        when("Managed Identity type", one_of{ "System*", "User*" }, "managed-identity"),
        when("Username", is_not(absent), "user"), when("User ID", is_not(absent), "user"),
        when("Service principal ID", is_not(absent), "service-principal"), gives = "user" },
      home_tenant = at "Home tenant ID", cross_tenant = at "Cross tenant access type":words(CROSS_TENANT),
      device_id = cases{ when("Device ID", is_not(absent), at "Device ID"),
                         { ["Device ID"] = empty, ["Token issuer type"] = is_not(ADFS), gives = "none" } },
      device_join = cases{ when("Join Type", is_not(absent), at "Join Type":words(JOIN)),
                           { ["Device ID"] = empty, ["Token issuer type"] = is_not(ADFS), gives = "none" } },
      device_compliant = at "Compliant", policy_result = at "Conditional Access":words(POLICY),
      mfa_detail = at "Multifactor authentication result", credential = at "Credential key ID",
      reason = cases{ when("Failure reason", one_of{ "Other", "Other.", "None" }, ""), gives = at "Failure reason" },
      correlation_id = at "Correlation ID",
    },
    only_if{ ["Conditional Access"] = "Failure",
      warning "Conditional Access refused, and a CSV names no policy: the portal's download as JSON does",
    },
    reaching{ 250000, warning "rows may be missing: the portal cuts a download off at 250,000" },
  },
}

-- Its second file: the steps of a row.
adapter "portal-sign-in-steps" {
  doc   = "The AuthDetails file beside the sign-in log's CSV from the portal",
  reads = "csv",
  has   = { "Request ID", "Authentication method", "Authentication method detail" },
  facts = {
    only_if{ ["Authentication method"] = "Previously satisfied", ["Result detail"] = like "First factor*",
      sign_in{ request_id = at "Request ID", password_checked = "not-checked" },
    },
    only_if{ ["Authentication method detail"] = like "*?",
      sign_in{
        request_id = at "Request ID",
        password_checked = at "Authentication method detail":words{
          ["Pass-through*"] = "pass-through", ["*Hash Sync*"] = "hash-sync", ["*in the cloud*"] = "cloud",
          ["*Federat*"] = "federated", ["Forms Authentication"] = "federated", otherwise = "" },
        agent = at "Authentication method detail":find "AgentId: {id:guid}",
      },
    },
  },
}

-- The unified audit log: in JSON, or in the column AuditData of its CSV.
local function unified(p)
  local function known(member)
    return cases{ when(p .. member, one_of{ "Not Available", "Unknown" }, ""), gives = at(p .. member) }
  end
  return {
    sign_in{
      request_id = at{ p .. "IntraSystemId", p .. "IntraSystemsId", p .. "Id" }, at = at(p .. "CreationTime"),
      code = cases{ when(p .. "ErrorNumber", is_not(absent), at(p .. "ErrorNumber")),
                    when(p .. "Operation", "UserLoggedIn", "0") },
      result = cases{ when(p .. "ErrorNumber", is_not(absent), at(p .. "ErrorNumber"):words(RESULT)),
                      when(p .. "Operation", "UserLoggedIn", "success"), gives = "failure" },
      user = known "UserId", app_id = at(p .. "ApplicationId"), resource_id = known "ObjectId",
      address = cases{ when(p .. "ActorIpAddress", is_not(absent), at(p .. "ActorIpAddress")),
                       when(p .. "ClientIP", like "[*]:*", at(p .. "ClientIP"):find "[{address}]:"),
                       when(p .. "ClientIP", like "*.*:*", at(p .. "ClientIP"):find "{address}:"), gives = at(p .. "ClientIP") },
      category = "user",
      device_id = at(p .. "DeviceProperties[Name=Id].Value"),
      device_compliant = at(p .. "DeviceProperties[Name=IsCompliant].Value"),
      reason = at(p .. "LogonError"), correlation_id = at(p .. "InterSystemsId"),
    },
  }
end

for form, p in pairs{ json = "", csv = "AuditData." } do
  adapter("unified-sign-ins" .. (p == "" and "" or "-csv")) {
    doc   = "Sign-ins in the Microsoft 365 unified audit log" .. (p == "" and "" or ", as CSV"),
    reads = form,
    has   = p == "" and { "Operation", "Workload", "UserId" } or { "AuditData" },
    where = { [p .. "Operation"] = like "UserLog*", [p .. "Workload"] = "AzureActiveDirectory" },
    facts = unified(p),
  }
end

-- A page that names the next one isn't the whole answer.
adapter "graph-sign-ins-page" {
  doc   = "A page of sign-ins with a link to the next",
  reads = "json",
  has   = { "@odata.nextLink", "value.createdDateTime", "value.status", "value.ipAddress" },
  facts = { warning "rows are missing: the answer names a next page, which isn't in this file" },
}

adapter "log-analytics-partial" {
  doc   = "A Log Analytics answer that was cut off",
  reads = "json",
  has   = { "tables", "error" },
  facts = { warning "rows are missing: the query's answer was cut off" },
}
