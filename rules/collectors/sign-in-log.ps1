# Reads the user's sign-ins of the last day, and a week of all sign-ins that ended in the code. Read only.
# Run anywhere with Microsoft.Graph.Authentication, signed in as Security Reader; the tenant needs P1.
# Beta endpoint: only that one gives non-interactive sign-ins and the place where the password was checked.
$User = '<user>'; $Code = [int]'<code>'
Connect-MgGraph -Scopes AuditLog.Read.All, Directory.Read.All -NoWelcome
$now = [datetime]::UtcNow; $facts = New-Object Collections.ArrayList
function Utc($t) { if ($t) { ([datetime]$t).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') } }
function Add-Fact($kind, $fields) {
    $fact = [ordered]@{ kind = $kind }
    foreach ($k in $fields.Keys) { if ("$($fields[$k])" -ne '') { $fact[$k] = $fields[$k] } }
    $fact.observed_at = Utc $now; [void]$facts.Add($fact)
}
function Get-SignIn($filter, $pages) {
    $filter += " and (signInEventTypes/any(t: t eq 'interactiveUser' or t eq 'nonInteractiveUser'))"
    $uri = 'https://graph.microsoft.com/beta/auditLogs/signIns?$top=500&$filter=' + [uri]::EscapeDataString($filter)
    for (; $uri -and $pages -gt 0; $pages--) {
        $page = Invoke-MgGraphRequest -Method GET -Uri $uri -OutputType PSObject
        $page.value; $uri = $page.'@odata.nextLink'
    }
}
function Count($values) { @($values | Where-Object { $_ } | Select-Object -Unique).Count }
$client = @{ 'Browser' = 'browser'; 'Mobile Apps and Desktop clients' = 'modern'; 'Exchange ActiveSync' = 'activesync'
             '' = 'unknown'; 'Unknown' = 'unknown' }   # everything else is an old protocol

$name = $User.ToLower().Replace("'", "''")
$mine = @(Get-SignIn "createdDateTime ge $(Utc $now.AddDays(-1)) and userPrincipalName eq '$name'" 4)
foreach ($s in $mine) {
    $how = "$($s.authenticationDetails.authenticationMethodDetail)"
    $app = $client["$($s.clientAppUsed)"]; if (-not $app) { $app = 'legacy' }
    $checked = switch -Regex ($how) { 'Pass-through' { 'pass-through'; break } 'Hash Sync' { 'hash-sync'; break }
                                      'in the cloud' { 'cloud'; break } 'Federat' { 'federated'; break } }
    Add-Fact sign_in ([ordered]@{
        request_id = $s.id; at = Utc $s.createdDateTime; code = [int]$s.status.errorCode; user = $s.userPrincipalName
        app = $s.appDisplayName; app_id = $s.appId; resource = $s.resourceDisplayName; address = $s.ipAddress
        country = $s.location.countryOrRegion; client = $app; interactive = $s.isInteractive
        password_checked = $checked
        agent = $(if ($how -match 'AgentId:\s*([0-9a-fA-F-]{36})') { $Matches[1] })
        reason = $s.status.failureReason; correlation_id = $s.correlationId })
}
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
    addresses = Count $today.ipAddress; trend = $trend; usual_per_day = [math]::Round($usual, 1) })
if ($users -and $Code -notin 50034, 50053, 50126) {   # there other accounts are strangers' work or daily slips
    Add-Fact user_scope @{ affected = $(if ($users -eq 1) { 'one' } elseif ($users -le 5) { 'few' } else { 'many' }) }
}
ConvertTo-Json -InputObject @($facts) -Depth 4
