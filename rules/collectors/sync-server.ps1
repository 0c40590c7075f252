# Reads services, staging mode, features and the remote SAM restriction of a sync server. Read only.
# Run on that server in an elevated Windows PowerShell 5.1 (local administrator, or member of ADSyncAdmins).
$Server = '<server>'
if ($Server -like '<*') { $Server = $env:COMPUTERNAME }
$utc = { param($t) $t.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') }
$observed = & $utc (Get-Date); $facts = New-Object Collections.ArrayList
foreach ($name in 'ADSync', 'AADConnectProvisioningAgent', 'AzureADConnectAuthenticationAgent') {
    $fact = [ordered]@{ kind = 'service_status'; server = $Server; service = $name; state = 'missing' }
    $service = Get-CimInstance Win32_Service -Filter "Name = '$name'"
    if ($service) {
        $fact.state = @{ 'Running' = 'running'; 'Start Pending' = 'starting' }[$service.State]
        if (-not $fact.state) { $fact.state = 'stopped' }
        if ($service.ProcessId) { $fact.since = & $utc (Get-Process -Id $service.ProcessId).StartTime }
        $exe = $service.PathName -replace '^"?(.+?\.exe).*$', '$1'
        $fact.version = (Get-Item $exe).VersionInfo.ProductVersion
    }
    $fact.observed_at = $observed; [void]$facts.Add($fact)
}
$sync = [ordered]@{ kind = 'sync_server'; server = $Server; version = $facts[0].version }
if ($facts[0].state -eq 'running') {
    Import-Module ADSync
    $scheduler = Get-ADSyncScheduler
    $sync.staging = [bool]$scheduler.StagingModeEnabled; $sync.scheduler = [bool]$scheduler.SyncCycleEnabled
    $run = Get-ADSyncRunProfileResult -NumberRequested 1 | Select-Object -First 1   # in UTC already
    if ($run.StartDate) { $sync.last_run = $run.StartDate.ToString('yyyy-MM-ddTHH:mm:ssZ') }
    $aad = @(Get-ADSyncConnector | Where-Object SubType -eq 'Windows Azure Active Directory (Microsoft)')[0]
    $ad = @(Get-ADSyncConnector | Where-Object ConnectorTypeName -eq 'AD')
    $reset = Get-ADSyncAADPasswordResetConfiguration -Connector $aad.Name
    $flag = @($reset.PSObject.Properties | Where-Object { $_.Name -match 'Enabled$' -and $_.Value -is [bool] })
    if ($flag) { $sync.writeback = $flag[0].Value }
    $hash = @($ad | ForEach-Object { Get-ADSyncAADPasswordSyncConfiguration -SourceConnector $_.Name })
    if ($hash) { $sync.hash_sync = @($hash | Where-Object Enabled).Count -gt 0 }
    $feature = Get-ADSyncAADCompanyFeature
    $names = @{ 'password-hash-sync' = 'PasswordHashSync'; 'force-password-change' = 'ForcePasswordChangeOnLogOn' }
    foreach ($name in $names.Keys) { [void]$facts.Add([ordered]@{ kind = 'feature_setting'; feature = $name
        enabled = [bool]$feature.($names[$name]); observed_at = $observed }) }
}
$filter = @{ LogName = 'Application'; ProviderName = 'Directory Synchronization'; Id = 654 }
$beat = Get-WinEvent -FilterHashtable $filter -MaxEvents 1 -ErrorAction SilentlyContinue
if ($beat) { $sync.hash_sync_heartbeat = & $utc $beat.TimeCreated }
# TLS 1.2 counts as on unless something switches it off: without these values Windows and .NET use it.
$net = 'Microsoft', 'WOW6432Node\Microsoft' | ForEach-Object { "HKLM:\SOFTWARE\$_\.NETFramework\v4.0.30319" }
$key = 'HKLM:\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client'
$tls = Get-ItemProperty $key -ErrorAction SilentlyContinue
$off = @($net | Get-ItemProperty | Where-Object { $_.SchUseStrongCrypto -eq 0 -or $_.SystemDefaultTlsVersions -eq 0 })
$sync.tls12 = -not ($off -or $tls.Enabled -eq 0 -or $tls.DisabledByDefault -eq 1)
# An allow list in SDDL; what hardening baselines set holds only BUILTIN\Administrators. Other groups: undecided.
$sddl = (Get-ItemProperty HKLM:\System\CurrentControlSet\Control\Lsa).RestrictRemoteSam
$sync.sam_restricted = [bool]$sddl
if ($sddl -and $ad) {
    $listed = @((New-Object Security.AccessControl.RawSecurityDescriptor $sddl).DiscretionaryAcl |
                Where-Object AceType -eq 'AccessAllowed' | ForEach-Object { $_.SecurityIdentifier.Value })
    $p = $ad[0].ConnectivityParameters
    $account = New-Object Security.Principal.NTAccount($p['forest-login-domain'].Value, $p['forest-login-user'].Value)
    $sid = $account.Translate([Security.Principal.SecurityIdentifier]).Value
    if (@($listed | Where-Object { $_ -in $sid, 'S-1-1-0', 'S-1-5-11' })) { $sync.sam_allows_connector = $true }
    elseif (-not @($listed | Where-Object { $_ -ne 'S-1-5-32-544' })) { $sync.sam_allows_connector = $false }
}
$sync.observed_at = $observed; [void]$facts.Add($sync)
ConvertTo-Json -InputObject @($facts) -Depth 4
