# Reads certificates, the clock and errors of AD FS, and decodes one captured token if there is one. Read only.
# Windows PowerShell 5.1 on the primary AD FS server, as an AD FS administrator. Other products: read the same fields in
# their administration by hand.
# Have the user repeat the sign-in first: errors are read for the last half hour.
# Token: save the value of wresult or SAMLResponse from the browser's trace (F12 > Network > login.srf > Payload) as
# C:\Temp\token.txt. It's valid for an hour and is the user's key: delete the file afterwards.
$TokenFile = 'C:\Temp\token.txt'
$facts = New-Object Collections.ArrayList
function Utc($t) { if ($t) { ([datetime]$t).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') } }
function Add-Fact($kind, $fields) {
    $fact = [ordered]@{ kind = $kind }
    foreach ($k in $fields.Keys) { if ("$($fields[$k])" -ne '') { $fact[$k] = $fields[$k] } }
    $fact.observed_at = Utc ([datetime]::UtcNow); [void]$facts.Add($fact)
}
if (Get-Command Get-AdfsCertificate -ErrorAction SilentlyContinue) {
    $use = @{ 'Token-Signing' = 'token-signing'; 'Token-Decrypting' = 'token-decrypting'
              'Service-Communications' = 'service' }
    foreach ($c in Get-AdfsCertificate) {
        $what = $use["$($c.CertificateType)"]; if (-not $what) { continue }
        Add-Fact idp_certificate ([ordered]@{ use = $what; thumbprint = $c.Thumbprint
            expires = Utc $c.Certificate.NotAfter; primary = [bool]$c.IsPrimary })
    }
    # Events by number only; their text is in the server's language.
    $filter = @{ LogName = 'AD FS/Admin'; Id = 111, 325, 364; StartTime = (Get-Date).AddMinutes(-30) }
    $read = $true
    try { $events = @(Get-WinEvent -FilterHashtable $filter -MaxEvents 200 -ErrorAction Stop) }
    catch {
        $events = @(); $read = "$($_.FullyQualifiedErrorId)" -like 'NoMatchingEventsFound*'
        if (-not $read) { Write-Warning 'The log AD FS/Admin could not be read.' }
    }
    foreach ($e in $events) {
        Add-Fact windows_event ([ordered]@{ server = $env:COMPUTERNAME; source = 'AD FS'; id = [int]$e.Id
            at = Utc $e.TimeCreated; record = [long]$e.RecordId })
    }
    # With one server in the farm this log is all there is.
    $nodes = try { @((Get-AdfsFarmInformation).FarmNodes).Count } catch { 0 }
    if ($read -and $nodes -eq 1) { [void]$facts.Add([ordered]@{ complete = 'windows_event'; source = 'AD FS' }) }
}
# The clock of this server against a public one; w32tm prints what has to be added to the local time.
$line = @(w32tm /stripchart /computer:time.windows.com /samples:1 /dataonly)[-1]
$off = if ("$line" -match '([+-]\d+[.,]\d+)s') { -[double]($Matches[1].Replace(',', '.')) }
$token = [ordered]@{}
if (Test-Path $TokenFile) {
    $text = (Get-Content $TokenFile -Raw).Trim()
    if ($text -match '%[0-9A-Fa-f]{2}') { $text = [uri]::UnescapeDataString($text.Replace('+', '%2B')) }
    if ($text -notlike '<*') { $text = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($text)) }
    $xml = New-Object xml; $xml.XmlResolver = $null; $xml.LoadXml($text)
    function First($path) { $n = $xml.SelectSingleNode($path); if ($n) { $n.InnerText.Trim() } }
    $a = "//*[local-name()='Assertion']"
    function Get-Claim($suffix) {                            # SAML 1.1 names attributes in two parts, 2.0 in one
        $name = "concat(@AttributeNamespace,'/',@AttributeName,@Name)"
        First "$a//*[local-name()='Attribute'][contains($name,'$suffix')]/*[local-name()='AttributeValue']"
    }
    $issuer = First "$a/@Issuer"
    if (-not $issuer) { $issuer = First "$a/*[local-name()='Issuer']" }
    $id = Get-Claim 'ImmutableID'
    if (-not $id -and (First "$a/@Version") -eq '2.0') {
        $id = First "$a/*[local-name()='Subject']/*[local-name()='NameID']"
    }
    $user = Get-Claim 'emailaddress'
    if (-not $user) { $user = Get-Claim 'IDPEmail' }
    if (-not $user) { $user = Get-Claim 'claims/UPN' }
    $methods = $xml.SelectNodes("$a//*[local-name()='AttributeValue']") | ForEach-Object { $_.InnerText }
    $key = First "$a//*[local-name()='X509Certificate']"
    $token = [ordered]@{ issuer = $issuer; name_id = $(if ($id) { $id } else { 'none' })
        user = $(if ($user) { $user } else { 'none' })
        mfa_claim = [bool]@($methods -eq 'http://schemas.microsoft.com/claims/multipleauthn')
        audience = First "$a//*[local-name()='Audience']"
        signed = $(if (First "$a/*[local-name()='Signature']") { 'assertion' }
                   elseif (First "//*[local-name()='Signature']") { 'envelope' } else { 'nothing' }) }
    if ($key) {
        $raw = [Convert]::FromBase64String(($key -replace '\s'))
        $token.signed_by = (New-Object Security.Cryptography.X509Certificates.X509Certificate2 (, $raw)).Thumbprint
    }
}
if ($null -ne $off) { $token.clock_off = [math]::Round($off) }
if ($token.Count) { Add-Fact idp_token $token }
ConvertTo-Json -InputObject @($facts) -Depth 4
