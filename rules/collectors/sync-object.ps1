# Traces the account through Microsoft Entra Connect: connector space, metaverse, cloud, and its last password hash.
# Windows PowerShell 5.1, elevated, on the sync server that isn't in staging mode; member of ADSyncAdmins. Read only.
$User = '<user>'
Import-Module ADSync -ErrorAction Stop
function Utc($t) { if ($t) { ([datetime]$t).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') } }
$observed = Utc ([datetime]::UtcNow)
$connectors = Get-ADSyncConnector
$cloud = @($connectors | Where-Object SubType -eq 'Windows Azure Active Directory (Microsoft)')[0]

# The distinguished name from the global catalog of the forest that has the name; needs no ActiveDirectory module.
function Find-One($root, $filter, $scope) {
    $search = New-Object DirectoryServices.DirectorySearcher ([adsi]$root), $filter
    $search.SearchScope = $scope
    try { $search.FindOne() } catch { Write-Warning "$root doesn't answer: $($_.Exception.Message)" }
}
$dn = $null; $set = $null
foreach ($c in $connectors | Where-Object ConnectorTypeName -eq 'AD') {      # a connector is named after its forest
    $hit = Find-One "GC://$($c.Name)" "(&(objectCategory=person)(userPrincipalName=$User))" 'Subtree'
    if ($hit) { $dn = "$($hit.Properties['distinguishedname'][0])"; $connector = $c; break }
}
if (-not $dn) { Write-Warning "No connected forest has '$User'."; '[]'; return }
$domain = ([regex]::Matches($dn, '(?<=DC=)[^,]+') | ForEach-Object Value) -join '.'
$hit = Find-One "LDAP://$domain/$($dn.Replace('/', '\/'))" '(objectClass=*)' 'Base'
if ($hit -and $hit.Properties['pwdlastset'].Count -and $hit.Properties['pwdlastset'][0] -gt 0) {
    $set = [datetime]::FromFileTimeUtc($hit.Properties['pwdlastset'][0])
}
$young = $hit -and $hit.Properties['whencreated'][0] -gt [datetime]::UtcNow.AddHours(-1)

$trace = [ordered]@{ kind = 'sync_object'; user = $User; in_scope = $false; connected = $false }
try { $cs = Get-ADSyncCSObject -ConnectorName $connector.Name -DistinguishedName $dn } catch { $cs = $null }
if ($cs -and $cs.ConnectedMVObjectId -ne [guid]::Empty) {
    $trace.connected = $true
    $mv = Get-ADSyncMVObject -Identifier $cs.ConnectedMVObjectId
    $link = @($mv.Lineage | Where-Object ConnectorId -eq $cloud.Identifier)[0]
    $trace.in_scope = [bool]$link          # without a link to the cloud a filter holds it back
    if ($link) {
        $target = Get-ADSyncCSObject -ConnectorName $cloud.Name -DistinguishedName $link.ConnectedCsObjectDN
        $trace.export_error = if ($target.HasExportError) { "$($target.ExportError)".Trim() } else { 'none' }
    }
}
if (-not $cs -and $young) { $trace.Remove('in_scope') }      # perhaps only not imported yet

# 657 has up to 50 accounts: "... Dn : CN=...,DC=..., [PwdChangeOnLogon=False,] Result : Success."
$log = @{ LogName = 'Application'; ProviderName = 'Directory Synchronization'; Id = 657 }
$pattern = 'Dn\s*:\s*' + [regex]::Escape($dn) + ',\s*(?:PwdChangeOnLogon=\w+,\s*)?Result\s*:\s*(\w+)'
foreach ($e in Get-WinEvent -FilterHashtable $log -MaxEvents 5000 -ErrorAction SilentlyContinue) {
    if ($e.Message -match $pattern) {
        $trace.hash_sync = switch ($Matches[1]) { 'Success' { 'success' } 'FilteredByTarget' { 'filtered' }
                                                  default { 'failure' } }
        $trace.hash_sync_at = Utc $e.TimeCreated; break
    }
}
$oldest = (Get-WinEvent -LogName Application -Oldest -MaxEvents 1).TimeCreated.ToUniversalTime()
if (-not $trace.hash_sync -and $set -and $oldest -lt $set) { $trace.hash_sync = 'none' }   # the log would still have it
$trace.observed_at = $observed
ConvertTo-Json -InputObject @($trace) -Depth 4
