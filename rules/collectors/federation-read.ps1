# Reads how the user's domain is federated, and the identity providers that were set up for guests. Read only.
# Run anywhere with Microsoft.Graph.Authentication, signed in as Hybrid Identity Administrator (Security Reader for the
# date of the last change). What can't be read is left out; a managed domain has no federation settings.
$User = '<user>'
Connect-MgGraph -Scopes Domain.Read.All, IdentityProvider.Read.All, AuditLog.Read.All -NoWelcome
$facts = New-Object Collections.ArrayList
function Utc($t) { if ($t) { ([datetime]$t).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') } }
function Read-Graph($path) {
    $uri = "https://graph.microsoft.com/$path"
    while ($uri) {
        try { $page = Invoke-MgGraphRequest -Method GET -Uri $uri -OutputType PSObject } catch { return }
        if (-not $page.PSObject.Properties['value']) { return $page }
        $page.value; $uri = $page.'@odata.nextLink'
    }
}
function Add-Fact($kind, $fields) {
    $fact = [ordered]@{ kind = $kind }
    foreach ($k in $fields.Keys) { if ("$($fields[$k])" -ne '') { $fact[$k] = $fields[$k] } }
    $fact.observed_at = Utc ([datetime]::UtcNow); [void]$facts.Add($fact)
}
function Get-Certificate($text) {                            # Base64 of the public part, as Graph stores it
    if (-not $text) { return }
    $raw = $text -replace '-----(BEGIN|END) CERTIFICATE-----' -replace '\s'
    try { New-Object Security.Cryptography.X509Certificates.X509Certificate2 (, [Convert]::FromBase64String($raw)) }
    catch { }
}
$domains = @(Read-Graph 'v1.0/domains')
$suffix = if ($User -match '@(.+)$') { $Matches[1].ToLower() }
$wanted = @($domains | Where-Object id -eq $suffix)
if ($domains -and $suffix -and -not $wanted) {
    Add-Fact domain_federation ([ordered]@{ domain = $suffix; exists = $false })
}
if (-not $wanted) { $wanted = @($domains | Where-Object authenticationType -eq 'Federated') }
$mfa = @{ acceptIfMfaDoneByFederatedIdp = 'accept'; enforceMfaByFederatedIdp = 'enforce'
          rejectMfaByFederatedIdp = 'reject' }
$own = @()
foreach ($d in $wanted) {
    $fields = [ordered]@{ domain = $d.id; exists = $true; verified = [bool]$d.isVerified
        type = "$($d.authenticationType)".ToLower() }
    $filter = "(activityDisplayName eq 'Set domain authentication' or " +
              "activityDisplayName eq 'Set federation settings on domain') and " +
              "targetResources/any(t:t/displayName eq '$($d.id)')"
    $change = @(Read-Graph "v1.0/auditLogs/directoryAudits?`$top=1&`$filter=$([uri]::EscapeDataString($filter))")[0]
    $fields.changed = Utc $change.activityDateTime
    # A subdomain without settings of its own inherits those of its parent.
    $name = $d.id; $f = $null
    while ($fields.type -eq 'federated' -and -not $f -and $name -match '\.') {
        $f = @(Read-Graph "v1.0/domains/$name/federationConfiguration")[0]
        $name = $name.Substring($name.IndexOf('.') + 1)
    }
    if ($f) {
        $now = Get-Certificate $f.signingCertificate; $next = Get-Certificate $f.nextSigningCertificate
        $fields.issuer = $f.issuerUri; $own += $f.issuerUri
        $fields.thumbprint = $now.Thumbprint
        $fields.next_thumbprint = if ($next) { $next.Thumbprint } else { 'none' }
        $fields.certificate_expires = Utc $now.NotAfter
        if ($f.federatedIdpMfaBehavior) { $fields.mfa = $mfa["$($f.federatedIdpMfaBehavior)"] }
    }
    Add-Fact domain_federation $fields
}
$path = 'v1.0/directory/federationConfigurations/graph.samlOrWsFedExternalDomainFederation?$expand=domains'
foreach ($p in Read-Graph $path) {
    $certificate = Get-Certificate $p.signingCertificate
    $names = @($p.domains | ForEach-Object { $_.id } | Where-Object { $_ })
    foreach ($name in $(if ($names) { $names } else { , 'none' })) {
        Add-Fact partner_federation ([ordered]@{ domain = $name; issuer = $p.issuerUri
            thumbprint = $certificate.Thumbprint; certificate_expires = Utc $certificate.NotAfter
            metadata = [bool]$p.metadataExchangeUri
            ours = ($p.issuerUri -in $own) -or ("$($p.issuerUri)" -like 'https://sts.windows.net/*') })
    }
}
ConvertTo-Json -InputObject @($facts) -Depth 4
