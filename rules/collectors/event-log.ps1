# Reads the last 24 hours of the events about password writeback and password hash synchronisation. Read only.
# Run on the sync server in an elevated Windows PowerShell 5.1 (local administrator, or Event Log Readers); on a domain
# controller with Microsoft Entra Password Protection it reads the DC agent's refusals.
$Server = '<server>'; $User = '<user>'
if ($Server -like '<*') { $Server = $env:COMPUTERNAME }
if ($User -like '<*') { $User = $null }                  # then everybody's events
$since = (Get-Date).AddHours(-24)
$utc = { param($t) $t.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') }; $observed = & $utc (Get-Date)
$facts = New-Object Collections.ArrayList
$phrases = 'ERROR_ACCESS_DENIED|remote certificate[^.]*|token provider[^.]*security token|password policy control'
function Read-Events($filter) {
    try { Get-WinEvent -FilterHashtable $filter -ErrorAction Stop }
    catch { if ($_.FullyQualifiedErrorId -notlike 'NoMatchingEventsFound*') { $script:whole = $false } }
}
function Convert-Event($e) {
    $m = "$($e.Message)"
    $fact = [ordered]@{ kind = 'windows_event'; server = $Server; source = $e.ProviderName; id = $e.Id
                        at = & $utc $e.TimeCreated; record = $e.RecordId }
    if ($m -match '(?:UserPrincipalName|Details):\s*([^\s,]+@[^\s,]+)') { $fact.user = $Matches[1].TrimEnd('.') }
    if ($m -match 'hr=([0-9A-Fa-f]{8})' -or $m -match '0x(8[0-9A-Fa-f]{7})') { $fact.hr = $Matches[1].ToUpper() }
    if ($m -match $phrases) { $fact.text = $Matches[0] }
    if ($m -match 'TrackingId:\s*([0-9A-Fa-f-]{36})') { $fact.tracking_id = $Matches[1] }
    $fact.observed_at = $observed
    $fact
}
function Known($source) { [bool](Get-WinEvent -ListProvider $source -ErrorAction SilentlyContinue) }
$oldest = Get-WinEvent -LogName Application -Oldest -MaxEvents 1
$mine = @()                                              # when this user's requests were logged, to find their 6329
$ids = @{ 'ADSync' = 6000, 6329, 6800; 'Directory Synchronization' = 611, 652, 654, 655 }   # of the others, all
foreach ($source in 'PasswordResetService', 'ADSync', 'Directory Synchronization') {
    if (-not (Known $source)) { continue }; $script:whole = $oldest.TimeCreated -lt $since
    $filter = @{ LogName = 'Application'; ProviderName = $source; StartTime = $since }
    if ($ids[$source]) { $filter.Id = $ids[$source] }
    foreach ($e in Read-Events $filter) {
        $fact = Convert-Event $e
        if ($User -and $fact.user -and $fact.user -ne $User) { continue }
        if ($fact.user) { $mine += $e.TimeCreated }
        if ($User -and $e.Id -eq 6329 -and
            -not @($mine | Where-Object { [math]::Abs(($_ - $e.TimeCreated).TotalSeconds) -le 10 })) { continue }
        [void]$facts.Add($fact)
    }
    # Read to the end and nothing of the day overwritten: what isn't here didn't happen (to this user).
    if (-not $whole) { continue }
    if (-not $ids[$source]) { [void]$facts.Add([ordered]@{ complete = 'windows_event'; server = $Server; source = $source }) }
    foreach ($id in $ids[$source]) {
        [void]$facts.Add([ordered]@{ complete = 'windows_event'; server = $Server; source = $source; id = $id }) }
}
$log = 'Microsoft-AzureADPasswordProtection-DCAgent/Admin'
if (Get-WinEvent -ListLog $log -ErrorAction SilentlyContinue) {
    foreach ($e in Read-Events @{ LogName = $log; Id = 10014, 10015, 10016, 10017; StartTime = $since }) {
        $fact = Convert-Event $e
        if ($User -and "$($e.Message)" -notmatch "UserName:\s*$([regex]::Escape($User.Split('@')[0]))\b") { continue }
        [void]$facts.Add($fact)
    }
}
ConvertTo-Json -InputObject @($facts) -Depth 4
