# Reads the password policy that applies to the user, and whether domain controllers have a password filter. Read only.
# Windows PowerShell 5.1 with the ActiveDirectory module. Fine-grained policies can be read by Domain Admins unless
# somebody else was allowed to; the filter part needs administrator's rights on domain controllers, or is left out.
$User = '<user>'
Import-Module ActiveDirectory -ErrorAction Stop
$account = Get-ADUser -Filter "UserPrincipalName -eq '$User'" -Properties 'msDS-ResultantPSO'
if (-not $account) { throw "Active Directory has no account with the user principal name '$User'." }
function Span($t) { '{0}s' -f [long]$t.TotalSeconds }
$fact = [ordered]@{ kind = 'ad_password_policy' }
if ($account.'msDS-ResultantPSO') {
    $fact.source = 'fine-grained'
    $policy = Get-ADFineGrainedPasswordPolicy $account.'msDS-ResultantPSO' -ErrorAction SilentlyContinue
} else {
    $fact.source = 'domain'
    # An empty answer proves "domain" only to somebody who may read the policies, or where there are none.
    $policy = Get-ADDefaultDomainPasswordPolicy
    $container = "CN=Password Settings Container,CN=System,$((Get-ADDomain).DistinguishedName)"
    $filter = '(objectClass=msDS-PasswordSettings)'
    $visible = @(Get-ADObject -SearchBase $container -LDAPFilter $filter -ErrorAction SilentlyContinue).Count
    $sids = @([Security.Principal.WindowsIdentity]::GetCurrent().Groups.Value)
    if (-not $visible -and -not @($sids | Where-Object { $_ -match '^S-1-5-21-.*-(512|519)$' })) {
        Write-Warning 'You may not read fine-grained policies, so the one that applies is unknown.'
        $fact.source = $null; $policy = $null
    }
}
if ($policy) {
    $fact.min_age = Span $policy.MinPasswordAge
    $days = $policy.MaxPasswordAge.TotalDays             # 0 or absurdly long: passwords don't expire
    if ($days -gt 0 -and $days -lt 10000) { $fact.max_age = Span $policy.MaxPasswordAge }
    $fact.history = [int]$policy.PasswordHistoryCount; $fact.min_length = [int]$policy.MinPasswordLength
    $fact.complexity = [bool]$policy.ComplexityEnabled
    $fact.lockout_threshold = [int]$policy.LockoutThreshold; $fact.lockout_duration = Span $policy.LockoutDuration
}
# Filters are registered under Lsa\Notification Packages; these names come with Windows.
$windows = 'rassfm', 'scecli', 'kdcsvc', 'wdigest', 'rassfm.dll', 'scecli.dll'
$seen = @()
foreach ($dc in Get-ADDomainController -Filter 'IsReadOnly -eq $false' | Select-Object -First 5) {
    try {
        $agent = Get-Service AzureADPasswordProtectionDCAgent -ComputerName $dc.HostName -ErrorAction SilentlyContinue
        if ($agent) { $seen += 'entra'; continue }
        $hive = [Microsoft.Win32.RegistryKey]::OpenRemoteBaseKey('LocalMachine', $dc.HostName)
        $names = $hive.OpenSubKey('SYSTEM\CurrentControlSet\Control\Lsa').GetValue('Notification Packages')
        $seen += if (@($names | Where-Object { $_ -and $_ -notin $windows })) { 'other' } else { 'none' }
    } catch { }                                          # no right, or not reachable
}
if ($seen -contains 'entra') { $fact.filter = 'entra-password-protection' }
elseif ($seen -contains 'other') { $fact.filter = 'other' }
elseif ($seen) { $fact.filter = 'none' }
$fact.observed_at = (Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')
ConvertTo-Json -InputObject @($fact) -Depth 4
