# Reads Conditional Access policies, named locations and cross-tenant settings, as they bear on one user. Read only.
# Run anywhere with Microsoft.Graph.Authentication, signed in as Security Reader. The address of the failed sign-in
# comes from the log of the last day; without it, "covers" is unknown.
$User = '<user>'; $Code = [int]'<code>'
$OtherTenant = ''      # between tenants: domain or ID of the other one; a guest's is found by the mail address
Connect-MgGraph -Scopes Policy.Read.All, Directory.Read.All, AuditLog.Read.All -NoWelcome
$now = [datetime]::UtcNow; $facts = New-Object Collections.ArrayList
function Utc($t) { if ($t) { ([datetime]$t).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') } }
function Read-Graph($path, $filter) {
    if ($filter) { $path += '&$filter=' + [uri]::EscapeDataString($filter) }
    $uri = "https://graph.microsoft.com/v1.0/$path"
    while ($uri) {
        try { $page = Invoke-MgGraphRequest -Method GET -Uri $uri -OutputType PSObject } catch { return }
        if (-not $page.PSObject.Properties['value']) { return $page }
        $page.value; $uri = $page.'@odata.nextLink'
    }
}
function Add-Fact($kind, $fields) {
    $fact = [ordered]@{ kind = $kind }
    foreach ($k in $fields.Keys) { if ("$($fields[$k])" -ne '' -or $k -eq 'covers') { $fact[$k] = $fields[$k] } }
    $fact.observed_at = Utc $now; [void]$facts.Add($fact)
}
$name = $User.ToLower().Replace("'", "''")
$row = @(Read-Graph 'auditLogs/signIns?$top=1' ("createdDateTime ge $(Utc $now.AddDays(-1)) and " +
         "userPrincipalName eq '$name' and status/errorCode eq $Code"))[0]
$account = @(Read-Graph 'users?$select=id,userType,mail' "userPrincipalName eq '$name'")[0]
$groups = @(); $roles = @()
if ($account) {
    $all = @(Read-Graph "users/$($account.id)/transitiveMemberOf?`$select=id,roleTemplateId")
    $groups = @($all | Where-Object { -not $_.roleTemplateId } | ForEach-Object { $_.id })
    $roles = @($all | ForEach-Object { $_.roleTemplateId } | Where-Object { $_ })
}
$guest = $account.userType -eq 'Guest'
function Test-Scope($users, $which) {                        # 'include' or 'exclude'
    $people = @($users."$($which)Users")
    return ($people -contains 'All') -or ($people -contains $account.id) -or
           ($guest -and (($people -contains 'GuestsOrExternalUsers') -or $users."$($which)GuestsOrExternalUsers")) -or
           [bool]@($users."$($which)Groups" | Where-Object { $_ -in $groups }) -or
           [bool]@($users."$($which)Roles" | Where-Object { $_ -in $roles })
}
$state = @{ enabled = 'on'; enabledForReportingButNotEnforced = 'report-only'; disabled = 'off' }
$names = [ordered]@{ block = 'block'; compliantDevice = 'compliant-device'; domainJoinedDevice = 'hybrid-device'
    approvedApplication = 'approved-app'; compliantApplication = 'app-protection'; passwordChange = 'password-change'
    mfa = 'mfa' }
foreach ($p in Read-Graph 'identity/conditionalAccess/policies') {
    $c = $p.conditions; $g = $p.grantControls; $built = @($g.builtInControls)
    $control = @($names.Keys | Where-Object { $_ -in $built } | ForEach-Object { $names[$_] })[0]
    if (-not $control) { $control = if ($g.authenticationStrength) { 'authentication-strength' }
                                    elseif (@($g.termsOfUse)) { 'terms-of-use' }
                                    elseif (@($g.customAuthenticationFactors)) { 'custom' } else { 'none' } }
    $condition = if (@($c.userRiskLevels)) { 'user-risk' } elseif (@($c.signInRiskLevels)) { 'sign-in-risk' }
                 elseif ($c.authenticationFlows) { 'flow' } elseif ($c.locations) { 'location' }
                 elseif ($c.platforms) { 'platform' } elseif ($c.devices.deviceFilter) { 'device-filter' }
                 elseif (@($c.clientAppTypes) -and @($c.clientAppTypes) -notcontains 'all') { 'client' } else { 'none' }
    $changed = if ($p.modifiedDateTime) { $p.modifiedDateTime } else { $p.createdDateTime }
    $fields = [ordered]@{ policy = $p.displayName; state = $state["$($p.state)"]; control = $control
        condition = $condition; modified = Utc $changed }
    if ($account) {
        $fields.targets_user = (Test-Scope $c.users 'include') -and -not (Test-Scope $c.users 'exclude')
    }
    $apps = @($c.applications.includeApplications)
    if ($row -and $apps -notcontains 'Office365' -and $apps -notcontains 'MicrosoftAdminPortals') {
        $fields.targets_app = (($apps -contains 'All') -or ($apps -contains $row.appId)) -and
                              @($c.applications.excludeApplications) -notcontains $row.appId
    }
    $f = $p.sessionControls.signInFrequency
    if ($f.isEnabled -and $f.value) {
        $fields.sign_in_frequency = "$($f.value)$(if ($f.type -eq 'days') { 'd' } else { 'h' })"
    }
    Add-Fact conditional_access_policy $fields
}
function Get-Bits($address) {
    -join ([Net.IPAddress]::Parse($address).GetAddressBytes() |
           ForEach-Object { [Convert]::ToString($_, 2).PadLeft(8, '0') })
}
function Test-Range($address, $cidr) {
    $base, $length = $cidr.Split('/'); $a = Get-Bits $address; $b = Get-Bits $base
    return $a.Length -eq $b.Length -and $a.Substring(0, [int]$length) -eq $b.Substring(0, [int]$length)
}
$ip = $row.ipAddress; $country = $row.location.countryOrRegion
foreach ($l in Read-Graph 'identity/conditionalAccess/namedLocations') {
    $fields = [ordered]@{ location = $l.displayName; covers = $null }
    if ($l.ipRanges) {
        $ranges = @($l.ipRanges.cidrAddress)
        $fields.by = 'address'; $fields.trusted = [bool]$l.isTrusted; $fields.has_ipv6 = [bool]@($ranges -like '*:*')
        if ($ip) { $fields.covers = [bool]@($ranges | Where-Object { Test-Range $ip $_ }) }
    } else {
        $fields.by = if ($l.countryLookupMethod -eq 'authenticatorAppGps') { 'gps' } else { 'country' }
        if ($country -and $fields.by -eq 'country') { $fields.covers = $country -in @($l.countriesAndRegions) }
    }
    Add-Fact named_location $fields
}
# Between tenants: for a guest the home tenant is the other one. What the other tenant's entry leaves to the default is
# reported as the default, without a partner.
$default = @(Read-Graph 'policies/crossTenantAccessPolicy/default')[0]
if (-not $OtherTenant -and $guest -and $account.mail -match '@(\S+)$') { $OtherTenant = $Matches[1] }
$entry = $null; $cloud = $null
if ($OtherTenant) {
    $url = "https://login.microsoftonline.com/$OtherTenant/v2.0/.well-known/openid-configuration"
    try {
        $doc = Invoke-RestMethod $url; $cloud = $doc.token_endpoint -notlike 'https://login.microsoftonline.com/*'
        if ($doc.issuer -match '[0-9a-f-]{36}') {
            $entry = @(Read-Graph "policies/crossTenantAccessPolicy/partners/$($Matches[0])")[0]
        }
    } catch { }
}
function Test-Allowed($b2b, $who) {                          # of the account, or of everybody; else nothing is said
    $u = $b2b.usersAndGroups; $a = $b2b.applications; $people = @($u.targets.target); $apps = @($a.targets.target)
    if (-not $people -or -not $apps) { return }
    if ($people -contains 'AllUsers') { $may = $u.accessType -eq 'allowed' }
    elseif ($who) { $may = ($u.accessType -eq 'allowed') -eq [bool]@($people | Where-Object { $_ -in $who }) }
    else { return }
    if (-not $may) { return $false }
    if ($apps -contains 'AllApplications') { return $a.accessType -eq 'allowed' }
    if ($row -and $apps -contains $row.appId) { return $a.accessType -eq 'allowed' }
}
$mine = @(if ($account -and -not $guest) { $account.id; $groups })
foreach ($from in @(@{ policy = $entry; partner = $OtherTenant }, @{ policy = $default })) {
    $p = $from.policy
    if (-not $p -and -not $from.partner) { continue }
    $own = { param($part) $from.partner -or -not $entry.$part }      # the default counts where the entry is silent
    $in = [ordered]@{ layer = 'inbound'; partner = $from.partner }
    if (& $own b2bCollaborationInbound) { $in.allowed = Test-Allowed $p.b2bCollaborationInbound }
    if (& $own inboundTrust) {
        $in.trusts_mfa = $p.inboundTrust.isMfaAccepted; $in.trusts_compliant = $p.inboundTrust.isCompliantDeviceAccepted
        $in.trusts_hybrid = $p.inboundTrust.isHybridAzureADJoinedDeviceAccepted
    }
    if ($from.partner) { $in.other_cloud = $cloud }
    $out = [ordered]@{ layer = 'outbound'; partner = $from.partner }
    if (& $own b2bCollaborationOutbound) { $out.allowed = Test-Allowed $p.b2bCollaborationOutbound $mine }
    $restrict = [ordered]@{ layer = 'restriction-policy'; partner = $from.partner }
    if (& $own tenantRestrictions) { $restrict.allowed = Test-Allowed $p.tenantRestrictions }
    foreach ($f in $in, $out, $restrict) {
        if (@($f.Keys | Where-Object { $_ -notin 'layer', 'partner' -and "$($f[$_])" -ne '' })) {
            Add-Fact tenant_boundary $f
        }
    }
}
ConvertTo-Json -InputObject @($facts) -Depth 4
