# Reads the user's sign-ins of the last day, and a week of all sign-ins that ended in the code. Read only.
# Run anywhere with Microsoft.Graph.Authentication, signed in as Security Reader; the tenant needs P1.
# Beta endpoint: only that one gives non-interactive sign-ins and the place where the password was checked.
# Without the scope for Conditional Access the rows come without their policies.
$User = '<user>'; $Code = [int]'<code>'
Connect-MgGraph -Scopes AuditLog.Read.All, Directory.Read.All, Policy.Read.ConditionalAccess -NoWelcome
$now = [datetime]::UtcNow; $facts = New-Object Collections.ArrayList
function Utc($t) { if ($t) { ([datetime]$t).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') } }
function Add-Fact($kind, $fields) {
    $fact = [ordered]@{ kind = $kind }
    foreach ($k in $fields.Keys) { if ("$($fields[$k])" -ne '') { $fact[$k] = $fields[$k] } }
    $fact.observed_at = Utc $now; [void]$facts.Add($fact)
}
function Get-SignIn($filter, $pages, $types = ('interactiveUser', 'nonInteractiveUser')) {
    $filter += " and (signInEventTypes/any(t: t eq '$($types -join "' or t eq '")'))"
    $uri = 'https://graph.microsoft.com/beta/auditLogs/signIns?$top=500&$filter=' + [uri]::EscapeDataString($filter)
    for (; $uri -and $pages -gt 0; $pages--) {
        $page = Invoke-MgGraphRequest -Method GET -Uri $uri -OutputType PSObject `
                                      -Headers @{ Prefer = 'include-unknown-enum-members' }
        $page.value; $uri = $page.'@odata.nextLink'
    }
}
function Count($values) { @($values | Where-Object { $_ } | Select-Object -Unique).Count }
$client = @{ 'Browser' = 'browser'; 'Mobile Apps and Desktop clients' = 'modern'; 'Exchange ActiveSync' = 'activesync'
             '' = 'unknown'; 'Unknown' = 'unknown' }   # everything else is an old protocol
$protocols = @{ none = 'none'; oAuth2 = 'oauth2'; ropc = 'ropc'; wsFederation = 'wsfed'; saml20 = 'saml'
                deviceCode = 'device-code'; authenticationTransfer = 'transfer' }
$crossTenant = @{ none = 'none'; b2bCollaboration = 'collaboration'; b2bDirectConnect = 'direct-connect'
                  serviceProvider = 'service-provider'; microsoftSupport = 'microsoft-support'; passthrough = 'passthrough' }
$policyResults = @{ success = 'success'; failure = 'failure'; notApplied = 'not-applied' }
# Rows that a sign-in normally goes on from: pages, redirects, demands for another proof.
$interrupts = 16000, 16001, 50058, 50072, 50074, 50076, 50079, 50097, 50125, 50127, 50129, 50132, 50136, 50140, 50143,
              50157, 50160, 50199, 501314, 51005, 65001, 70016, 70043, 70044, 700020, 700082, 700084, 9002341
function Add-SignIn($s, $category) {
    $how = "$($s.authenticationDetails.authenticationMethodDetail)"; $code = [int]$s.status.errorCode
    $app = $client["$($s.clientAppUsed)"]; if (-not $app) { $app = 'legacy' }
    $checked = switch -Regex ($how) { 'Pass-through' { 'pass-through'; break } 'Hash Sync' { 'hash-sync'; break }
                                      'in the cloud' { 'cloud'; break } 'Federat' { 'federated'; break } }
    $device = $s.deviceDetail; $join = $null; $id = $null
    if ($device -and $category -eq 'user') {
        $id = if ($device.deviceId) { $device.deviceId } else { 'none' }
        $join = switch -Regex ("$($device.trustType)") {
            'Hybrid' { 'hybrid'; break } 'registered' { 'registered'; break } 'joined' { 'joined'; break }
            default { 'none' } }
    }
    $by = switch -Regex ("$($s.authenticationRequirementPolicies.requirementProvider)") {
        'ConditionalAccess' { 'conditional-access'; break }  'securityDefaults' { 'security-defaults'; break }
        '\buser\b' { 'per-user'; break }                     '\b(request|servicePrincipal)\b' { 'application'; break } }
    if ($s.tokenIssuerType -like 'ADFederation*') { $category = 'adfs' }
    Add-Fact sign_in ([ordered]@{
        request_id = $s.id; at = Utc $s.createdDateTime; code = $code
        result = $(if ($code -eq 0) { 'success' } elseif ($code -in $interrupts) { 'interrupted' } else { 'failure' })
        user = $s.userPrincipalName; user_type = $(if ($s.userType -in 'member', 'guest') { $s.userType })
        app = $s.appDisplayName; app_id = $s.appId
        resource = $s.resourceDisplayName; resource_id = $s.resourceId; address = $s.ipAddress
        country = $s.location.countryOrRegion; client = $app; interactive = $s.isInteractive
        protocol = $protocols["$($s.authenticationProtocol)"]; category = $category; home_tenant = $s.homeTenantId
        cross_tenant = $crossTenant["$($s.crossTenantAccessType)"]
        device_id = $id; device_join = $join; device_compliant = $device.isCompliant
        policy_result = $policyResults["$($s.conditionalAccessStatus)"]
        mfa_detail = $(if ($s.status.additionalDetails -like '*MFA*') { $s.status.additionalDetails })
        mfa_required_by = $by; credential = $s.servicePrincipalCredentialKeyId
        password_checked = $checked
        agent = $(if ($how -match 'AgentId:\s*([0-9a-fA-F-]{36})') { $Matches[1] })
        reason = $s.status.failureReason; correlation_id = $s.correlationId })
}

$name = $User.ToLower().Replace("'", "''")
$mine = @(Get-SignIn "createdDateTime ge $(Utc $now.AddDays(-1)) and userPrincipalName eq '$name'" 4)
foreach ($s in $mine) { Add-SignIn $s 'user' }
# What the policies did in the rows with the code, and in other failures of the same sign-in.
$controls = [ordered]@{
    'Block' = 'block'; 'Strength' = 'authentication-strength'; 'Mfa|Multifactor' = 'mfa'
    'Compliant ?Device' = 'compliant-device'; 'Domain ?Joined|Hybrid' = 'hybrid-device'; 'Approved' = 'approved-app'
    'Compliant ?App' = 'app-protection'; 'Password' = 'password-change'; 'Terms ?Of' = 'terms-of-use' }
$ids = @($mine | Where-Object { $_.status.errorCode -eq $Code } | ForEach-Object { $_.correlationId })
if ($mine | Where-Object { $_.conditionalAccessStatus -eq 'failure' -and -not $_.appliedConditionalAccessPolicies }) {
    Write-Warning 'Conditional Access refused, and no policy is listed: your role may not read policies (Security Reader may).'
}
foreach ($s in $mine | Where-Object { $_.status.errorCode -ne 0 -and $_.correlationId -in $ids }) {
    foreach ($p in $s.appliedConditionalAccessPolicies) {
        $result = switch -Wildcard ("$($p.result)") { 'success' { 'success' } 'failure' { 'failure' }
                                                      'reportOnly*' { 'report-only' } }
        if (-not $result) { continue }                      # not applied, not enabled: no news
        $needed = "$($p.enforcedGrantControls)"; $control = if ($needed) { 'custom' } else { 'none' }
        foreach ($k in $controls.Keys) { if ($needed -match $k) { $control = $controls[$k]; break } }
        Add-Fact conditional_access_result ([ordered]@{ request_id = $s.id; policy = $p.displayName; result = $result
            control = $control })
    }
}
# How each sign-in with the code ended. The log is some minutes late, so the newest ones aren't judged.
$groups = @($mine | Where-Object { $_.correlationId -in $ids } | Group-Object correlationId | Select-Object -First 30)
foreach ($g in $groups) {
    $rows = @($g.Group | Sort-Object { ([datetime]$_.createdDateTime).ToUniversalTime() })
    $at = ([datetime]$rows[-1].createdDateTime).ToUniversalTime(); $last = [int]$rows[-1].status.errorCode
    $first = @($rows | Where-Object { $_.status.errorCode -eq $Code })[0]; $since = [datetime]$first.createdDateTime
    $good = @($rows | Where-Object { $_.status.errorCode -eq 0 -and [datetime]$_.createdDateTime -ge $since })
    $final = if ($good) { 'success' } elseif ($last -in $interrupts) { 'abandoned' } else { 'failure' }
    if ($final -eq 'abandoned' -and $at -gt $now.AddMinutes(-15)) { continue }
    Add-Fact sign_in_sequence ([ordered]@{ correlation_id = $g.Name; code = $Code; final = $final; user = $User
        app_id = $first.appId; at = Utc $at; rows = $rows.Count })
}
# Applications and managed identities that sign in without a user.
$day = "createdDateTime ge $(Utc $now.AddDays(-1)) and status/errorCode eq $Code"
$jobs = @(Get-SignIn $day 1 @('servicePrincipal'))
foreach ($s in $jobs) { Add-SignIn $s 'service-principal' }
foreach ($id in $jobs.appId | Where-Object { $_ } | Select-Object -Unique -First 1) {   # does the same one succeed in between?
    $good = @(Get-SignIn "createdDateTime ge $(Utc $now.AddDays(-1)) and status/errorCode eq 0 and appId eq '$id'" 1 `
                         @('servicePrincipal'))
    foreach ($s in $good | Select-Object -First 20) { Add-SignIn $s 'service-principal' }
    if (-not $good) { [void]$facts.Add([ordered]@{ complete = 'sign_in'; code = 0; app_id = $id }) }
}
foreach ($s in Get-SignIn $day 1 @('managedIdentity')) { Add-SignIn $s 'managed-identity' }
$bad = @($mine | Where-Object { $_.status.errorCode -eq $Code })
$t = @($bad | ForEach-Object { ([datetime]$_.createdDateTime).ToUniversalTime() } | Sort-Object)
if ($t) {
    $gaps = @(@(for ($i = 1; $i -lt $t.Count; $i++) { ($t[$i] - $t[$i - 1]).TotalSeconds }) | Sort-Object)
    $median = if ($gaps) { $gaps[[math]::Floor($gaps.Count / 2)] } else { 0 }
    $like = @($gaps | Where-Object { [math]::Abs($_ - $median) -le 0.2 * $median }).Count
    $even = $t.Count -ge 6 -and $median -ge 60 -and $like -ge 0.7 * $gaps.Count
    $rhythm = if ($t.Count -eq 1) { 'single' } elseif ($even) { 'regular' }
              elseif (($t[-1] - $t[0]).TotalMinutes -le 15) { 'burst' } else { 'scattered' }
    Add-Fact error_frequency ([ordered]@{ code = $Code; user = $User; window = '24h'; attempts = $t.Count
        rhythm = $rhythm; sign_ins = Count $bad.correlationId; addresses = Count $bad.ipAddress; apps = Count $bad.appId
        first = Utc $t[0]; last = Utc $t[-1] })
}
$week = @(Get-SignIn "createdDateTime ge $(Utc $now.AddDays(-7)) and status/errorCode eq $Code" 40)
$today = @($week | Where-Object { ([datetime]$_.createdDateTime).ToUniversalTime() -ge $now.AddDays(-1) })
$usual = ($week.Count - $today.Count) / 6; $n = $today.Count; $users = Count $today.userPrincipalName
$trend = if ($n -eq 0) { 'stopped' } elseif ($usual -eq 0) { 'new' } elseif ($n -gt 2 * $usual) { 'rising' }
         elseif ($n -lt $usual / 2) { 'falling' } else { 'steady' }
Add-Fact error_frequency ([ordered]@{ code = $Code; window = '24h'; attempts = $n; users = $users
    addresses = Count $today.ipAddress; apps = Count $today.appId
    app_id = $(if ((Count $today.appId) -eq 1) { @($today)[0].appId })
    trend = $trend; usual_per_day = [math]::Round($usual, 1) })
if ($users -and $Code -notin 50034, 50053, 50126) {   # there other accounts are strangers' work or daily slips
    Add-Fact user_scope @{ affected = $(if ($users -eq 1) { 'one' } elseif ($users -le 5) { 'few' } else { 'many' }) }
}
ConvertTo-Json -InputObject @($facts) -Depth 4
