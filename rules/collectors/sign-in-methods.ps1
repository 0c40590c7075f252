# Reads what the user has registered for multifactor authentication and password reset. Read only; no numbers, no keys.
# Run anywhere with Microsoft.Graph.Authentication, signed in as Authentication Administrator (for the methods of
# administrators: Privileged Authentication Administrator). The state of per-user multifactor authentication is in the
# beta endpoint and needs Policy.Read.All; what can't be read is left out.
$User = '<user>'
Connect-MgGraph -Scopes UserAuthenticationMethod.Read.All, AuditLog.Read.All, Policy.Read.All, User.Read.All -NoWelcome
$graph = 'https://graph.microsoft.com'
function Utc($t) { if ($t) { ([datetime]$t).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') } }
function Read-Graph($path) {
    try { Invoke-MgGraphRequest -Method GET -Uri "$graph/$path" -OutputType PSObject }
    catch { Write-Warning "$path can't be read: $($_.Exception.Message)" }
}
$facts = New-Object Collections.ArrayList
$name = [uri]::EscapeDataString($User)
$answer = Read-Graph "v1.0/users/$name/authentication/methods"
if ($answer) {
    $methods = @($answer.value)
    $types = @($methods | ForEach-Object { "$($_.'@odata.type')" -replace '^#microsoft\.graph\.', '' })
    function Has($pattern) { [bool]@($types -match $pattern) }
    $pass = @($methods | Where-Object { "$($_.'@odata.type')" -match 'temporaryAccessPass' })[0]
    $id = (Read-Graph "v1.0/users/${name}?`$select=id").id
    $report = if ($id) { Read-Graph "v1.0/reports/authenticationMethods/userRegistrationDetails/$id" }
    $default = switch ("$($report.userPreferredMethodForSecondaryAuthentication)") {
        'push' { 'push' }; 'oath' { 'code' }; 'sms' { 'sms' }; 'none' { 'none' }; { $_ -like 'voice*' } { 'call' } }
    $state = (Read-Graph "beta/users/$name/authentication/requirements").perUserMfaState
    # The password and the mail address for reset aren't second factors; the phone is, by text or call.
    $strong = 'phoneAuthentication|microsoftAuthenticator|oath|Oath|fido2|windowsHello|x509|passkey|platformCredential'
    $newest = $methods | Where-Object { "$($_.'@odata.type')" -notmatch 'password|email' -and $_.createdDateTime } |
              ForEach-Object { [datetime]$_.createdDateTime } | Sort-Object | Select-Object -Last 1
    $fact = [ordered]@{
        kind = 'sign_in_methods'; user = $User; registered = Has $strong; default = $default
        authenticator = Has 'microsoftAuthenticator'; code_app = Has '[oO]ath'; phone = Has '^phoneAuthentication'
        passkey = Has 'fido2|passkey'; hello = Has 'windowsHello'; certificate = Has 'x509'
        temporary_pass = $(if (-not $pass) { 'none' } elseif ($pass.isUsable) { 'usable' } else { 'expired' })
        newest = Utc $newest; per_user = $state
        reset_enabled = $report.isSsprEnabled; reset_registered = $report.isSsprRegistered }
    foreach ($k in @($fact.Keys)) { if ("$($fact[$k])" -eq '') { $fact.Remove($k) } }
    $fact.observed_at = Utc ([datetime]::UtcNow); [void]$facts.Add($fact)
}
ConvertTo-Json -InputObject @($facts) -Depth 4
