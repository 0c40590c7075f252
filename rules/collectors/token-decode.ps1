# Decodes the token or assertion that an application sent, without checking its signature, and compares it with the sender.
# Run anywhere in Windows PowerShell 5.1 or PowerShell 7. The token stays here; only the list of keys is fetched.
# It takes the token from the clipboard; clear that afterwards. Whoever has the token can use it until it ends.
$Client = Read-Host 'Client ID of the application that sent the request'
$Uri = Read-Host 'Its App ID URI, or Enter if it has none'
$Endpoint = Read-Host 'Version of the endpoint it was sent to (1, 2, or Enter)'
$When = Read-Host 'Time of the failed request, UTC, such as 2026-11-23T07:31:00Z (Enter: now)'
[void](Read-Host 'Copy the token to the clipboard, then press Enter')   # pasting here cuts long ones
$Token = "$(Get-Clipboard)".Trim()
$now = [datetime]::UtcNow
function Utc($t) { ([datetime]$t).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') }
function Read-Part($text) {
    $b = $text.Replace('-', '+').Replace('_', '/'); $b += '=' * ((4 - $b.Length % 4) % 4)
    [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($b)) | ConvertFrom-Json
}
$fact = [ordered]@{ kind = 'app_token' }
$part = $Token.Split('.')
try { $head = Read-Part $part[0]; $body = Read-Part $part[1] } catch { $body = $null }
if ($body.iss -and $body.iss -eq $body.sub) { $fact.use = 'own-certificate' }      # an application's proof of itself
elseif ("$($body.aud)" -match 'AzureADTokenExchange') { $fact.use = 'federated' }
if ($body) {
    if (-not $fact.use) { $fact.type = if ($body.idtyp -eq 'app') { 'application' } elseif ($body.scp) { 'access' }
              elseif ($body.nonce) { 'id' } elseif ($body.roles -and $body.oid -eq $body.sub) { 'application' }
              else { 'other' } }
    $fact.alg = "$($head.alg)"
    if ($head.x5t) {
        $b = $head.x5t.Replace('-', '+').Replace('_', '/'); $b += '=' * ((4 - $b.Length % 4) % 4)
        $fact.thumbprint = [BitConverter]::ToString([Convert]::FromBase64String($b)).Replace('-', '')
    }
    $fact.audience = "$($body.aud)"
    $aud = "$($body.aud)".TrimEnd('/'); $names = @($Client, "api://$Client", $Uri.TrimEnd('/')) | Where-Object { $_ }
    if ($Client -and -not $fact.use) { $fact.audience_ok = [bool]($names -contains $aud) }
    if ("$($body.ver)" -match '^([12])') {
        $fact.version = [int]$Matches[1]
        if ($Endpoint -in '1', '2') { $fact.version_ok = $fact.version -eq [int]$Endpoint }
    }
    $at = if ($When) { ([datetime]$When).ToUniversalTime() } else { $now }
    function Get-Instant($seconds) { ([datetime]'1970-01-01').AddSeconds([double]$seconds) }
    if ($body.exp) {
        $end = Get-Instant $body.exp; $fact.expires = $end.ToString('yyyy-MM-ddTHH:mm:ssZ'); $fact.expired = $end -lt $at
    }
    $since = @($body.nbf, $body.iat | Where-Object { $_ })[0]
    if ($since) { $fact.issued = (Get-Instant $since).ToString('yyyy-MM-ddTHH:mm:ssZ') }
    if ($body.scp -or $body.upn) { $fact.has_user = $true }
    elseif ($body.roles -or $body.idtyp -eq 'app') { $fact.has_user = $false }
    if ($head.kid -and $body.tid) {
        try {
            $keys = Invoke-RestMethod "https://login.microsoftonline.com/$($body.tid)/discovery/v2.0/keys"
            $fact.own_key = -not (@($keys.keys.kid) -contains $head.kid)
        } catch { Write-Warning 'The list of keys could not be fetched.' }
    }
} elseif ($part.Count -ne 3) { $fact.type = 'refresh' }    # opaque: nothing to decode
$fact.observed_at = Utc $now
ConvertTo-Json -InputObject @($fact) -Depth 4
