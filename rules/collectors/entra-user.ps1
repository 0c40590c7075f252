# Reads the user in Microsoft Entra ID. Read only.
# Run anywhere with Microsoft.Graph.Authentication, signed in as Helpdesk Administrator. Risk and the date of a new name
# need Security Reader too; else they are left out. A name that nobody has is also searched as an address.
$User = '<user>'
Connect-MgGraph -Scopes User.Read.All, Domain.Read.All, AuditLog.Read.All, IdentityRiskyUser.Read.All -NoWelcome
$facts = New-Object Collections.ArrayList
function Utc($t) { if ($t) { ([datetime]$t).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') } }
function Read-Graph($path, $filter) {
    if ($filter) { $path += '&$filter=' + [uri]::EscapeDataString($filter) }
    $uri = "https://graph.microsoft.com/v1.0/$path"
    try { Invoke-MgGraphRequest -Method GET -Uri $uri -OutputType PSObject } catch { }   # no right, or not there
}
function Add-Fact($kind, $fields) {
    $fact = [ordered]@{ kind = $kind }
    foreach ($k in $fields.Keys) { if ("$($fields[$k])" -ne '') { $fact[$k] = $fields[$k] } }
    $fact.observed_at = Utc ([datetime]::UtcNow); [void]$facts.Add($fact)
}
function Find-User($filter) {
    $list = 'id,userPrincipalName,accountEnabled,userType,onPremisesSyncEnabled,onPremisesLastSyncDateTime,' +
            'createdDateTime,lastPasswordChangeDateTime,passwordPolicies,passwordProfile,' +
            'signInSessionsValidFromDateTime,onPremisesUserPrincipalName,onPremisesImmutableId,' +
            'externalUserState,identities,ageGroup,consentProvidedForMinor'
    @((Read-Graph "users?`$select=$list" $filter).value)[0]
}
function Shorter($s) { $s; for ($i = 0; $i -lt $s.Length; $i++) { $s.Remove($i, 1) } }

$domains = @((Read-Graph 'domains?$select=id,authenticationType,isVerified').value | Where-Object isVerified)
$q = $User.ToLower().Replace("'", "''"); $a = Find-User "userPrincipalName eq '$q'"
if (-not $a) {
    $gone = (Read-Graph 'directory/deletedItems/microsoft.graph.user?$top=999&$select=userPrincipalName').value
    foreach ($f in "proxyAddresses/any(a:a eq 'smtp:$q')", "mail eq '$q'", "otherMails/any(a:a eq '$q')",
               "onPremisesUserPrincipalName eq '$q'") {
        if (-not $a) { $a = Find-User $f }
    }
    if (-not $a) {       # near: equal, or equal after one letter is taken out of either
        $start = $User.Substring(0, [math]::Min(2, $User.Length)).Replace("'", "''"); $mine = @(Shorter $User)
        $others = (Read-Graph 'users?$top=999&$select=userPrincipalName' "startsWith(userPrincipalName,'$start')").value
        $near = @($others.userPrincipalName | Where-Object { @(Shorter $_ | Where-Object { $_ -in $mine }) })[0]
    }
    $suffix = if ($domains -and $User -match '@(.+)$') { $Matches[1] }
    Add-Fact user_account ([ordered]@{ user = $User; exists = $false; similar = if ($near) { $near } else { 'none' }
        deleted = [bool]@($gone | Where-Object userPrincipalName -like "*$User")
        other_tenant = [bool]$suffix -and $suffix -notin $domains.id })
}
if ($a) {
    $u = $a.userPrincipalName; $domain = $domains | Where-Object id -eq $u.Split('@')[-1]
    $risk = Read-Graph "identityProtection/riskyUsers/$($a.id)"
    $level = switch ($risk) { { $_.riskState -eq 'confirmedCompromised' } { 'confirmed'; break }
                              { $_.riskLevel -in 'none', 'low', 'medium', 'high' } { $_.riskLevel } }
    $named = (Read-Graph 'auditLogs/directoryAudits?$top=100' `
        "activityDisplayName eq 'Update user' and targetResources/any(t:t/id eq '$($a.id)')").value |
        Where-Object { $_.targetResources.modifiedProperties.displayName -contains 'UserPrincipalName' }
    # Where a guest signs in: the first identity whose issuer isn't one of our own domains.
    $invitation = switch ("$($a.externalUserState)") { 'Accepted' { 'accepted' } 'PendingAcceptance' { 'pending' }
                                                       default { 'none' } }
    $issuer = @($a.identities | Where-Object { $_.issuer -and $_.issuer -notin $domains.id })[0].issuer
    $plans = Read-Graph "users/$($a.id)/licenseDetails"
    Add-Fact user_account ([ordered]@{ user = $u; exists = $true; enabled = $a.accountEnabled
        licensed = $(if ($plans) { [bool]@($plans.value.servicePlans.servicePlanName -like 'AAD_PREMIUM*') })
        type = "$($a.userType)".ToLower(); synced = [bool]$a.onPremisesSyncEnabled
        last_sync = Utc $a.onPremisesLastSyncDateTime; created = Utc $a.createdDateTime
        password_changed = Utc $a.lastPasswordChangeDateTime
        must_change = $a.passwordProfile.forceChangePasswordNextSignIn
        password_expires = "$($a.passwordPolicies)" -notmatch 'DisablePasswordExpiration'
        sessions_revoked = Utc $a.signInSessionsValidFromDateTime; on_prem_name = $a.onPremisesUserPrincipalName
        sign_in_type = "$($domain.authenticationType)".ToLower(); risk = $level
        renamed = Utc (@($named)[0].activityDateTime); 
        immutable_id = if ($a.onPremisesImmutableId) { $a.onPremisesImmutableId } else { 'none' }
        invitation = $invitation; identity_provider = $issuer
        age_group = switch ("$($a.ageGroup)") { 'Minor' { 'minor' } 'NotAdult' { 'not-adult' } 'Adult' { 'adult' }
                                               default { 'none' } }
        minor_consent = switch ("$($a.consentProvidedForMinor)") {
            'Granted' { 'granted' } 'Denied' { 'denied' } 'NotRequired' { 'not-required' } default { 'none' } } })
}
ConvertTo-Json -InputObject @($facts) -Depth 4
