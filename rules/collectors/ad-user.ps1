# Reads the account in Active Directory. Read only.
# Windows PowerShell 5.1 with the ActiveDirectory module, in the user's domain. Any domain user may read this; only the
# caller computer of a lockout needs the right to read the PDC emulator's Security log, and is left out without it.
$User = '<user>'; $AgentServers = @()      # names of the authentication agents' servers, if there are any
Import-Module ActiveDirectory -ErrorAction Stop
$pdc = (Get-ADDomain).PDCEmulator          # hears of changed passwords and lockouts first
function Utc($t) { if ($t) { ([datetime]$t).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') } }
$fact = [ordered]@{ kind = 'ad_account'; user = $User; exists = $false }
$want = 'AccountExpirationDate', 'AccountLockoutTime', 'adminCount', 'CannotChangePassword', 'Enabled', 'LockedOut',
        'logonHours', 'LogonWorkstations', 'nTSecurityDescriptor', 'PasswordExpired', 'PasswordLastSet', 'pwdLastSet'
$a = Get-ADUser -Filter "UserPrincipalName -eq '$($User.Replace("'", "''"))'" -Server $pdc -Properties $want
if ($a) {
    $fact.exists = $true; $fact.enabled = $a.Enabled; $fact.locked = $a.LockedOut
    if ($a.LockedOut) {
        $fact.locked_at = Utc $a.AccountLockoutTime
        try {
            $log = @{ LogName = 'Security'; Id = 4740; StartTime = $a.AccountLockoutTime.AddMinutes(-5) }
            $lock = Get-WinEvent -ComputerName $pdc -FilterHashtable $log -ErrorAction Stop |
                    Where-Object { $_.Properties[0].Value -eq $a.SamAccountName } | Select-Object -First 1
            if ($lock.Properties[1].Value) { $fact.lockout_source = $lock.Properties[1].Value }
        } catch { Write-Warning 'The Security log of the PDC emulator can''t be read: no caller computer.' }
    }
    if ($a.AccountExpirationDate) { $fact.expires = Utc $a.AccountExpirationDate }
    $fact.expired = [bool]$a.AccountExpirationDate -and $a.AccountExpirationDate -lt (Get-Date)
    if ($a.PasswordLastSet) { $fact.password_set = Utc $a.PasswordLastSet }
    $fact.password_expired = $a.PasswordExpired; $fact.must_change = $a.pwdLastSet -eq 0
    $fact.cannot_change_password = $a.CannotChangePassword
    if ($null -ne $a.adminCount) { $fact.admin_count = [int]$a.adminCount }
    # AdminSDHolder's groups by the end of their SID; nested membership counts
    $ends = '512', '516', '518', '519', '521', '526', '527'
    $sids = (Get-ADUser $a -Server $pdc -Properties tokenGroups).tokenGroups.Value
    $fact.protected_group = [bool]@($sids | Where-Object {
            $_ -in 'S-1-5-32-544', 'S-1-5-32-548', 'S-1-5-32-549', 'S-1-5-32-550', 'S-1-5-32-551', 'S-1-5-32-552' -or
            ($_ -like 'S-1-5-21-*' -and $_.Split('-')[-1] -in $ends) })
    $fact.inheritance = -not $a.nTSecurityDescriptor.AreAccessRulesProtected
    $hours = $a.logonHours                  # 21 bytes: a bit per hour of the week, Sunday 0:00 UTC first
    $fact.logon_hours = 'unlimited'
    if ($hours -and ($hours | Where-Object { $_ -ne 255 })) {
        $now = [datetime]::UtcNow; $hour = 24 * [int]$now.DayOfWeek + $now.Hour
        $allowed = $hours[[math]::Floor($hour / 8)] -band (1 -shl ($hour % 8))
        $fact.logon_hours = if ($allowed) { 'allowed-now' } else { 'denied-now' }
    }
    $fact.logon_workstations = [bool]$a.LogonWorkstations
    if ($a.LogonWorkstations -and $AgentServers) {
        $list = $a.LogonWorkstations.Split(',')
        $fact.agent_listed = -not @($AgentServers | Where-Object { $_ -notin $list })
    }
    $fact.domain = (Get-ADDomain).DNSRoot; $fact.ou = $a.DistinguishedName -replace '^CN=.*?(?<!\\),', ''
}
$fact.observed_at = Utc ([datetime]::UtcNow)
ConvertTo-Json -InputObject @($fact) -Depth 4
