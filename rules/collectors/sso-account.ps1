# Reads the computer account AZUREADSSOACC in every domain of the forest. Read only.
# Windows PowerShell 5.1 with the ActiveDirectory module, as a member of Domain Admins: the account should be hidden
# from everybody else. In a forest of several domains the account is in one of them; the others are left out then.
Import-Module ActiveDirectory -ErrorAction Stop
function Utc($t) { if ($t) { ([datetime]$t).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') } }
$spn = 'HTTP/autologon.microsoftazuread-sso.com'
$now = Utc ([datetime]::UtcNow); $facts = New-Object Collections.ArrayList; $unread = 0
$forest = Get-ADForest
$owners = @()
foreach ($domain in $forest.Domains) {
    try {
        $dc = (Get-ADDomain $domain).PDCEmulator
        $owners += @(Get-ADObject -Server $dc -LDAPFilter "(servicePrincipalName=$spn)").DistinguishedName
    } catch { $unread++; Write-Warning "$domain can't be read: $($_.Exception.Message)" }
}
$owners = @($owners | Where-Object { $_ })
foreach ($domain in $forest.Domains) {
    try {
        $dc = (Get-ADDomain $domain).PDCEmulator
        $a = @(Get-ADComputer -Server $dc -LDAPFilter '(sAMAccountName=AZUREADSSOACC$)' `
               -Properties Enabled, PasswordLastSet, msDS-SupportedEncryptionTypes, servicePrincipalName)[0]
    } catch { continue }
    if (-not $a) { continue }
    $bits = [int]$a.'msDS-SupportedEncryptionTypes'      # 4 RC4, 8 AES128, 16 AES256; 0 or empty: not set
    $aes = ($bits -band 24) -ne 0; $rc4 = ($bits -band 4) -ne 0
    $fact = [ordered]@{
        kind = 'sso_account'; domain = $domain; exists = $true; enabled = $a.Enabled
        encryption = $(if ($bits -eq 0) { 'unset' } elseif ($aes -and $rc4) { 'both' } elseif ($aes) { 'aes' } elseif ($rc4) { 'rc4' } else { 'none' })
        spn_ok = @($a.servicePrincipalName) -contains $spn -and $owners.Count -eq 1 }
    if ($a.PasswordLastSet) { $fact.key_changed = Utc $a.PasswordLastSet }
    $fact.observed_at = $now; [void]$facts.Add($fact)
}
if (-not $facts.Count -and -not $unread) {               # nowhere in the forest, and all of it was read
    [void]$facts.Add([ordered]@{ kind = 'sso_account'; domain = $forest.RootDomain; exists = $false
                                 observed_at = $now })
}
ConvertTo-Json -InputObject @($facts) -Depth 4
