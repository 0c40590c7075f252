# Reads what the audit log has about the user: changes of password, state, name and sessions. Read only.
# Run anywhere with Microsoft.Graph.Authentication, signed in as Security Reader. A tenant without P1 keeps seven days.
$User = '<user>'; $Days = 7
Connect-MgGraph -Scopes AuditLog.Read.All, Directory.Read.All -NoWelcome
$ErrorActionPreference = 'Stop'   # without the last page there must be no "complete" record
$now = [datetime]::UtcNow; $facts = New-Object Collections.ArrayList
function Utc($t) { if ($t) { ([datetime]$t).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') } }
function Read-Graph($path) {
    for ($uri = "https://graph.microsoft.com/v1.0/$path"; $uri; $uri = $page.'@odata.nextLink') {
        $page = Invoke-MgGraphRequest -Method GET -Uri $uri -OutputType PSObject
        $page.value
    }
}
# The log is filtered by object ID; a deleted user's name has the ID in front, so compare the end.
$name = [uri]::EscapeDataString("userPrincipalName eq '$($User.Replace("'", "''"))'")
$id = @(Read-Graph "users?`$select=id&`$filter=$name").id
if (-not $id) {
    $id = @(Read-Graph 'directory/deletedItems/microsoft.graph.user?$select=id,userPrincipalName' |
            Where-Object userPrincipalName -like "*$User").id
}
if (-not $id) { Write-Warning "The tenant has no user '$User', not among the deleted ones either."; '[]'; return }

$filter = "activityDateTime ge $(Utc $now.AddDays(-$Days)) and targetResources/any(t:t/id eq '$(@($id)[0])')"
foreach ($a in Read-Graph ('auditLogs/directoryAudits?$filter=' + [uri]::EscapeDataString($filter))) {
    $by = $a.initiatedBy; $actor = $by.user.userPrincipalName; if (-not $actor) { $actor = $by.app.displayName }
    $kind = if ("$actor" -match '^(Sync_|ADToAADSync|ConnectSyncProvisioning)') { 'sync' }
            elseif ($actor -eq $User) { 'user' } elseif ($by.user.userPrincipalName) { 'admin' }
            elseif ("$actor" -match '^Microsoft') { 'microsoft' } elseif ($actor) { 'application' }
    $agent = switch -Regex ("$(@($a.additionalDetails | Where-Object key -eq 'OnPremisesAgent').value)") {
        'Connect' { 'connect-sync'; break } 'Cloud' { 'cloud-sync'; break } 'None' { 'none'; break } }
    $change = @($a.targetResources.modifiedProperties | Where-Object {
            $_.displayName -in 'UserPrincipalName', 'AccountEnabled', 'StsRefreshTokensValidFrom' })[0]
    $fact = [ordered]@{ kind = 'audit_event'; id = $a.id; at = Utc $a.activityDateTime
        activity = $a.activityDisplayName; result = $a.result; reason = $a.resultReason; actor = $actor
        actor_kind = $kind; target = $User
        property = $change.displayName; old = $change.oldValue; new = $change.newValue
        agent = $agent; observed_at = Utc $now }
    foreach ($k in @($fact.Keys)) { if ("$($fact[$k])" -in '', 'unknownFutureValue') { $fact.Remove($k) } }
    [void]$facts.Add($fact)
}
[void]$facts.Add([ordered]@{ complete = 'audit_event' })
ConvertTo-Json -InputObject @($facts) -Depth 4
