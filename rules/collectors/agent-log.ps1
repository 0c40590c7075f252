# Reads the last 24 hours of a pass-through authentication agent: trace files, Admin log, NETLOGON events, service.
# Run on the agent's server in an elevated Windows PowerShell 5.1 (local administrator). Read only.
$Server = '<server>'
if ($Server -like '<*') { $Server = $env:COMPUTERNAME }
$now = Get-Date; $since = $now.AddHours(-24); $limit = 2000
$utc = { param($t) $t.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') }; $observed = & $utc $now
$facts = New-Object Collections.ArrayList; $seen = @{}
function Add-Fact($key, $fact) {
    if ($fact.kind) { $fact.observed_at = $observed }
    if (-not $seen[$key]) { $seen[$key] = $true; [void]$facts.Add($fact) }
}

# Trace files: "... request failed. RequestId: 'guid'. Reason: '1328'." and, two lines on, "DateTime=...Z".
$trace = Join-Path $env:ProgramData 'Microsoft\Azure AD Connect Authentication Agent\Trace'
$whole = Test-Path $trace; $errors = 0
$files = @(Get-ChildItem $trace -File -ErrorAction SilentlyContinue | Where-Object LastWriteTime -ge $since)
foreach ($file in $files) {
    $id = $null
    foreach ($line in Get-Content $file.FullName) {
        if ($line -match "RequestId: '([0-9a-fA-F-]{36})'\. Reason: '(\d+)'") {
            $id = $Matches[1]; $win32 = [int]$Matches[2]
        } elseif ($id -and $line -match 'DateTime=(\S+)') {
            $at = [datetime]::Parse($Matches[1], [cultureinfo]::InvariantCulture, 'AdjustToUniversal')
            if ($at -ge $since.ToUniversalTime()) {
                if (++$errors -gt $limit) { $whole = $false; break }
                Add-Fact "t$id" @{ kind = 'agent_error'; server = $Server; win32 = $win32
                                   request_id = $id; at = & $utc $at }
            }
            $id = $null
        }
    }
}
# The agent's own log: errors and warnings.
$log = 'Microsoft-AzureADConnect-AuthenticationAgent/Admin'
if (Get-WinEvent -ListLog $log -ErrorAction SilentlyContinue) {
    $filter = @{ LogName = $log; Level = 1, 2, 3; StartTime = $since }
    foreach ($e in Get-WinEvent -FilterHashtable $filter -ErrorAction SilentlyContinue) {
        $text = ("$($e.Message)" -split "`r?`n")[0]; $at = & $utc $e.TimeCreated
        Add-Fact "a$($e.Id)$at" @{ kind = 'agent_error'; server = $Server; event = $e.Id; at = $at; text = $text }
    }
} else { $whole = $false }
if ($whole) { Add-Fact 'c1' @{ complete = 'agent_error'; server = $Server } }
# NETLOGON: 3210 computer account, 5719 no domain controller, 5816 to 5819 queue.
$filter = @{ LogName = 'System'; ProviderName = 'NETLOGON'; StartTime = $since }
foreach ($e in Get-WinEvent -FilterHashtable $filter -ErrorAction SilentlyContinue) {
    Add-Fact "n$($e.RecordId)" @{ kind = 'windows_event'; server = $Server; source = 'NETLOGON'; id = $e.Id
                                  at = & $utc $e.TimeCreated; record = $e.RecordId }
}
if ((Get-WinEvent -LogName System -Oldest -MaxEvents 1).TimeCreated -lt $since) {
    Add-Fact 'c2' @{ complete = 'windows_event'; server = $Server; source = 'NETLOGON' } }
$service = Get-CimInstance Win32_Service -Filter "Name = 'AzureADConnectAuthenticationAgent'"
$fact = @{ kind = 'service_status'; server = $Server; service = 'AzureADConnectAuthenticationAgent'; state = 'missing' }
if ($service) {
    $fact.state = @{ 'Running' = 'running'; 'Start Pending' = 'starting' }[$service.State]
    if (-not $fact.state) { $fact.state = 'stopped' }
    if ($service.ProcessId) { $fact.since = & $utc (Get-Process -Id $service.ProcessId).StartTime }
    $fact.version = (Get-Item ($service.PathName.Trim('"'))).VersionInfo.ProductVersion
}
Add-Fact 's' $fact
ConvertTo-Json -InputObject @($facts) -Depth 4
