# Reads what dsregcmd /status prints about the computer and its user. Read only, sends nothing anywhere.
# Run on the computer in Windows PowerShell as the user who has the trouble, not elevated: token and Windows Hello are
# the user's. For the test of the keys (KeySignTest) run it a second time elevated, as the same user.
$observed = (Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')
$value = @{}
foreach ($line in & "$env:SystemRoot\System32\dsregcmd.exe" /status) {
    if ($line -match '^\s*([A-Za-z][A-Za-z0-9 -]*?)\s*:[\s:]*(\S.*?)\s*$' -and -not $value.ContainsKey($Matches[1])) {
        $value[$Matches[1]] = $Matches[2]      # the first of equal names: acquiring before refreshing the token
    }
}
function YesNo($name) { switch -Regex ($value[$name]) { '^YES' { $true; break } '^NO' { $false; break } } }
$fact = [ordered]@{ kind = 'device_status'; joined = YesNo 'AzureAdJoined' }
function Add-Field($name, $content) { if ("$content" -ne '') { $fact[$name] = $content } }

Add-Field domain_joined (YesNo 'DomainJoined')
Add-Field registered (YesNo 'WorkplaceJoined')
$id = $value['DeviceId']; if (-not $id) { $id = $value['WorkplaceDeviceId'] }
if ($id -match '[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}') { $fact.device_id = $Matches[0] }
Add-Field device_auth $(switch -Regex ($value['DeviceAuthStatus']) {
    '^SUCCESS' { 'success'; break } 'disabled or deleted' { 'disabled-or-deleted'; break }
    '^FAILED' { 'error'; break } })
Add-Field keys_ok $(switch -Regex ($value['KeySignTest']) { '^PASSED' { $true; break } '^FAILED' { $false; break } })
Add-Field has_token (YesNo 'AzureAdPrt')
if ($value['AzureAdPrtUpdateTime'] -match '^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)') {      # dsregcmd gives it in UTC
    $fact.token_updated = "$($Matches[1])T$($Matches[2])Z"
}
$failure = $value['Server Error Description']
if ($failure -match 'AADSTS\d{5,7}') { $fact.token_error = $Matches[0] }
else { Add-Field token_error $value['Attempt Status'] }
Add-Field hello (YesNo 'NgcSet')
$local = YesNo 'SessionIsNotRemote'; if ($null -ne $local) { $fact.is_remote = -not $local }

$phases = @{ 'pre-check' = 'precheck'; 'discover' = 'discover'; 'auth' = 'auth'; 'join' = 'join' }
$phase = $phases["$($value['Error Phase'])"]
if ($fact.joined) { $phase = 'none' }
Add-Field join_phase $phase
Add-Field join_error $value['Client ErrorCode']
foreach ($test in 'DRS Discovery Test', 'DRS Connectivity Test', 'Token acquisition Test') {
    if (-not $fact.join_suberror -and $value[$test] -match '\[0x[0-9a-fA-F]+/(0x[0-9a-fA-F]+)\]') {
        $fact.join_suberror = $Matches[1]
    }
}
if (-not $fact.join_suberror) { Add-Field join_suberror $value['Server ErrorCode'] }

$fact.observed_at = $observed
$facts = @($fact)
ConvertTo-Json -InputObject @($facts) -Depth 4
