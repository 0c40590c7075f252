# Reads what the audit log has about the user (changes of password, state, name, sessions, groups), the changes of
# policies, and those of the application and the device if they are named. Read only.
# Run anywhere with Microsoft.Graph.Authentication, signed in as Security Reader. A tenant without P1 keeps seven days.
$User = '<user>'; $App = '<app_id>'; $Days = 7; $Code = [int]'<code>'
$Computer = '<server>'            # the device's name, for codes about devices: its deletion doesn't name the user
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

$since = "activityDateTime ge $(Utc $now.AddDays(-$Days))"; $seen = @{}
function Add-Event($a, $target) {
    if ($seen[$a.id]) { return }; $seen[$a.id] = $true
    $by = $a.initiatedBy; $actor = $by.user.userPrincipalName; if (-not $actor) { $actor = $by.app.displayName }
    $kind = if ("$actor" -match '^(Sync_|ADToAADSync|ConnectSyncProvisioning)') { 'sync' }
            elseif ($actor -eq $User) { 'user' } elseif ($by.user.userPrincipalName) { 'admin' }
            elseif ("$actor" -match '^Microsoft') { 'microsoft' } elseif ($actor) { 'application' }
    $agent = switch -Regex ("$(@($a.additionalDetails | Where-Object key -eq 'OnPremisesAgent').value)") {
        'Connect' { 'connect-sync'; break } 'Cloud' { 'cloud-sync'; break } 'None' { 'none'; break } }
    $change = @($a.targetResources.modifiedProperties | Where-Object {
            $_.displayName -in 'UserPrincipalName', 'AccountEnabled', 'StsRefreshTokensValidFrom',
                               'AppRoleAssignmentRequired' })[0]
    if ($a.activityDisplayName -like '*conditional access policy') {   # JSON of the whole policy; its state is enough
        $json = @($a.targetResources.modifiedProperties)[0]; $states = @{ enabled = 'on'; disabled = 'off'
            enabledForReportingButNotEnforced = 'report-only' }
        $was, $is = $json.oldValue, $json.newValue | ForEach-Object {
            if ("$_" -match '\\?"state\\?"\s*:\s*\\?"(\w+)') { $states[$Matches[1]] } else { '' } }
        $change = if ($is -and $is -ne $was) { @{ displayName = 'state'; oldValue = $was; newValue = $is } }
    }
    $fact = [ordered]@{ kind = 'audit_event'; id = $a.id; at = Utc $a.activityDateTime
        activity = $a.activityDisplayName; result = $a.result; reason = $a.resultReason; actor = $actor
        actor_kind = $kind; target = $target
        property = $change.displayName; old = $change.oldValue; new = $change.newValue
        agent = $agent; observed_at = Utc $now }
    foreach ($k in @($fact.Keys)) { if ("$($fact[$k])" -in '', 'unknownFutureValue') { $fact.Remove($k) } }
    [void]$facts.Add($fact)
}
$mine = "targetResources/any(t:t/id eq '$(@($id)[0])')"; $wanted = @($mine, "category eq 'Policy'")
if ($App -match '^[0-9a-fA-F-]{36}$') {
    foreach ($set in 'servicePrincipals', 'applications') {
        foreach ($o in Read-Graph "$set`?`$select=id&`$filter=appId eq '$App'") {
            $wanted += "targetResources/any(t:t/id eq '$($o.id)')"
        }
    }
}
$named = $Computer -and $Computer -notlike '<*'
if ($named) { $wanted += "targetResources/any(t:t/displayName eq '$($Computer.Split('.')[0])')" }
foreach ($what in $wanted) {
    foreach ($a in Read-Graph ('auditLogs/directoryAudits?$filter=' + [uri]::EscapeDataString("$since and $what"))) {
        Add-Event $a $(if ($what -eq $mine) { $User } else { @($a.targetResources)[0].displayName })
    }
}
if (-not $named -and $Code -in 50099, 50129, 50155, 130004, 130007, 130008, 135010, 135011, 700003) {
    Write-Warning 'No device is named, so nothing is known of its deletion. Put its name into $Computer.'
} else { [void]$facts.Add([ordered]@{ complete = 'audit_event' }) }
ConvertTo-Json -InputObject @($facts) -Depth 4
