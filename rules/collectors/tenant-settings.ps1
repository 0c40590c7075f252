# Reads the tenant's switches for passwords and sign-in. Read only.
# Run anywhere with Microsoft.Graph.Authentication. Hybrid Identity Administrator is enough for most of it; Microsoft
# Graph gives the synchronisation features to Global Administrators only (sync-server.ps1 reads two of them on the
# server). What can't be read is left out.
Connect-MgGraph -NoWelcome -Scopes Policy.Read.All, AuditLog.Read.All, Directory.Read.All,
                                   OnPremDirectorySynchronization.Read.All

# Microsoft Graph doesn't have these. Look, and put $true or $false here:
#   password-writeback         Entra ID > Password reset > On-premises integration, the box for synchronised users
#   pass-through, seamless-sso Entra ID > Entra Connect > Connect Sync, user sign-in
#   per-user-mfa               Entra ID > Users > Per-user MFA: $true if anybody is enabled or enforced
$portal = @{ 'password-writeback' = $null; 'pass-through' = $null; 'seamless-sso' = $null; 'per-user-mfa' = $null }

$observed = (Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')
$facts = New-Object Collections.ArrayList
function Add-Setting($feature, $enabled) {
    if ($enabled -is [bool]) {
        [void]$facts.Add([ordered]@{ kind = 'feature_setting'; feature = $feature; enabled = $enabled
                                     observed_at = $observed })
    }
}
function Read-Graph($path) {
    try { Invoke-MgGraphRequest -Method GET -Uri "https://graph.microsoft.com/v1.0/$path" -OutputType PSObject }
    catch { Write-Warning "$path can't be read: $($_.Exception.Message)" }
}
foreach ($name in $portal.Keys) { Add-Setting $name $portal[$name] }

$sync = @((Read-Graph 'directory/onPremisesSynchronization').value)[0].features
if ($sync) {       # its passwordWritebackEnabled isn't in use, says the documentation
    Add-Setting 'password-hash-sync'    $sync.passwordSyncEnabled
    Add-Setting 'cloud-password-policy' $sync.cloudPasswordPolicyForPasswordSyncedUsersEnabled
    Add-Setting 'force-password-change' $sync.userForcePasswordChangeOnLogonEnabled
}
Add-Setting 'security-defaults' (Read-Graph 'policies/identitySecurityDefaultsEnforcementPolicy').isEnabled

# Self-service password reset counts as on when at least one user is in its scope.
$report = "reports/authenticationMethods/usersRegisteredByFeature(includedUserTypes='all',includedUserRoles='user')"
$counts = (Read-Graph $report).userRegistrationFeatureCounts
$enabled = @($counts | Where-Object feature -eq 'ssprEnabled')
if ($enabled) { Add-Setting 'self-service-reset' ($enabled[0].userCount -gt 0) }

# Smart lockout has a record of its own only after somebody saved the page; 10 tries and 60 seconds are the defaults.
$rules = @((Read-Graph 'groupSettings').value | Where-Object displayName -eq 'Password Rule Settings')[0]
if ($rules) {
    $value = @{}; foreach ($v in $rules.values) { $value[$v.name] = $v.value }
    $default = [int]$value.LockoutThreshold -eq 10 -and [int]$value.LockoutDurationInSeconds -eq 60
    Add-Setting 'smart-lockout-custom' (-not $default)
}
ConvertTo-Json -InputObject @($facts) -Depth 4
