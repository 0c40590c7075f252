# Lists the tenant's pass-through authentication agents and their status. Read only.
# Run anywhere with Microsoft.Graph.Authentication (Install-Module Microsoft.Graph.Authentication), signed in as
# Hybrid Identity Administrator. A beta endpoint of Microsoft Graph; it gives no version and no last contact.
Connect-MgGraph -Scopes 'Policy.Read.HybridAuthentication' -NoWelcome
$ErrorActionPreference = 'Stop'   # without the last page there must be no "complete" record

$observed = (Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')
$facts = @()
$uri = 'https://graph.microsoft.com/beta/onPremisesPublishingProfiles/authentication/agents'
while ($uri) {
    $page = Invoke-MgGraphRequest -Method GET -Uri $uri -OutputType PSObject
    foreach ($agent in $page.value) {
        $status = "$($agent.status)".ToLowerInvariant()
        if ($status -notin 'active', 'inactive') { $status = $null }   # asked, not known
        $facts += [ordered]@{
            kind        = 'passthrough_agent'
            agent       = $agent.id
            server      = "$($agent.machineName)".Split('.')[0]
            status      = $status
            observed_at = $observed
        }
    }
    $uri = $page.'@odata.nextLink'
}
$facts += [ordered]@{ complete = 'passthrough_agent' }

ConvertTo-Json -InputObject @($facts) -Depth 4
