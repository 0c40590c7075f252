# Computes what the connector account may do to the user's object and at the root of the domain. Read only.
# Run as a member of Domain Admins in Windows PowerShell 5.1 with the ActiveDirectory module. On the sync server the
# account is found by itself; elsewhere put its sAMAccountName (MSOL_... or your own) into $Account.
$User = '<user>'; $Account = ''
Import-Module ActiveDirectory -ErrorAction Stop
if (-not $Account -and (Get-Module ADSync -ListAvailable)) {
    Import-Module ADSync
    $connector = Get-ADSyncConnector | Where-Object ConnectorTypeName -eq 'AD' | Select-Object -First 1
    $Account = $connector.ConnectivityParameters['forest-login-user'].Value
}
$observed = (Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')
$facts = New-Object Collections.ArrayList
$target = Get-ADUser -Filter "UserPrincipalName -eq '$User'"
$who = Get-ADObject -LDAPFilter "(sAMAccountName=$Account)" -Properties objectSid
if (-not $target -or -not $who) { throw "User '$User' or connector account '$Account' not found in this domain." }
# Everything the account is: itself, its groups with nesting, Everyone, Authenticated Users.
$entry = [adsi]"LDAP://$($who.DistinguishedName)"; $entry.RefreshCache(@('tokenGroups'))
$sids = @($who.objectSid.Value, 'S-1-1-0', 'S-1-5-11') +
        @($entry.Properties['tokenGroups'] |
          ForEach-Object { (New-Object Security.Principal.SecurityIdentifier($_, 0)).Value })
$root = Get-ADRootDSE
function Get-Extended($name) {
    $base = "CN=Extended-Rights,$($root.configurationNamingContext)"
    $o = Get-ADObject -SearchBase $base -LDAPFilter "(cn=$name)" -Properties rightsGuid
    @{ mask = 256; guids = @([guid]$o.rightsGuid) }
}
function Get-Attribute($name) {                          # the attribute, or the property set that it belongs to
    $o = Get-ADObject -SearchBase $root.schemaNamingContext -LDAPFilter "(lDAPDisplayName=$name)" `
                      -Properties schemaIDGUID, attributeSecurityGUID
    $guids = @(New-Object guid (, [byte[]]$o.schemaIDGUID))
    if ($o.attributeSecurityGUID) { $guids += New-Object guid (, [byte[]]$o.attributeSecurityGUID) }
    @{ mask = 32; guids = $guids }
}
function Test-Right($dn, $what) {                        # the first entry about it decides: the order is canonical
    foreach ($ace in (Get-Acl "AD:$dn").GetAccessRules($true, $true, [Security.Principal.SecurityIdentifier])) {
        if ($ace.IdentityReference.Value -notin $sids -or "$($ace.PropagationFlags)" -match 'InheritOnly') { continue }
        if (([int]$ace.ActiveDirectoryRights -band $what.mask) -eq 0) { continue }
        if ($ace.ObjectType -ne [guid]::Empty -and $ace.ObjectType -notin $what.guids) { continue }
        return @{ granted = "$($ace.AccessControlType)" -eq 'Allow'; inherited = $ace.IsInherited }
    }
    @{ granted = $false }
}
function Add-Right($right, $dn, $what, $onUser) {
    $result = Test-Right $dn $what
    $fact = [ordered]@{ kind = 'connector_permission'; account = $Account; right = $right
                        granted = [bool]$result.granted }
    if ($onUser) { $fact.user = $User }
    if ($result.granted) { $fact.inherited = [bool]$result.inherited }
    $fact.observed_at = $observed; [void]$facts.Add($fact)
}
$dn = $target.DistinguishedName; $domain = (Get-ADDomain).DistinguishedName
Add-Right 'reset-password' $dn (Get-Extended 'User-Force-Change-Password') $true
Add-Right 'change-password' $dn (Get-Extended 'User-Change-Password') $true
Add-Right 'write-lockout-time' $dn (Get-Attribute 'lockoutTime') $true
Add-Right 'write-pwd-last-set' $dn (Get-Attribute 'pwdLastSet') $true
Add-Right 'unexpire-password' $domain (Get-Extended 'Unexpire-Password') $false
Add-Right 'replicate-changes' $domain (Get-Extended 'DS-Replication-Get-Changes') $false
Add-Right 'replicate-changes-all' $domain (Get-Extended 'DS-Replication-Get-Changes-All') $false
ConvertTo-Json -InputObject @($facts) -Depth 4
