# Reads Microsoft's service health for the tenant. Read only.
# Run anywhere with Microsoft.Graph.Authentication, signed in as Helpdesk Administrator. Microsoft writes incidents down
# some time after the first users notice them: "ok" during the first half hour proves little. Azure Service Bus isn't
# in this list; see https://azure.status.microsoft for it.
Connect-MgGraph -Scopes ServiceHealth.Read.All -NoWelcome
$ErrorActionPreference = 'Stop'
$now = [datetime]::UtcNow; $facts = New-Object Collections.ArrayList
function Utc($t) { if ($t) { ([datetime]$t).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') } }
$services = @{ 'Microsoft Entra' = 'entra'; 'Microsoft 365 suite' = 'microsoft-365' }
$ended = 'serviceRestored', 'postIncidentReviewPublished', 'falsePositive', 'resolved', 'resolvedExternal'
$uri = 'https://graph.microsoft.com/v1.0/admin/serviceAnnouncement/healthOverviews?$expand=issues'
while ($uri) {
    $page = Invoke-MgGraphRequest -Method GET -Uri $uri -OutputType PSObject
    foreach ($s in $page.value | Where-Object { $services.ContainsKey("$($_.service)") }) {
        $open = @($s.issues | Where-Object { -not $_.isResolved -and $_.classification -eq 'incident' } |
                  Sort-Object startDateTime -Descending)[0]
        $status = switch ($s.status) {
            'serviceOperational'  { 'ok'; break }
            'serviceInterruption' { 'outage'; break }
            { $_ -in $ended }     { 'restored'; break }
            default               { 'degraded' }     # investigating, restoringService, extendedRecovery and so on
        }
        $fact = [ordered]@{ kind = 'service_health'; service = $services["$($s.service)"]; status = $status }
        if ($open) { $fact.since = Utc $open.startDateTime; $fact.issue = $open.id }
        $fact.observed_at = Utc $now; [void]$facts.Add($fact)
    }
    $uri = $page.'@odata.nextLink'
}
ConvertTo-Json -InputObject @($facts) -Depth 4
