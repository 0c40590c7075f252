# Reads an application: registration, redirect URIs, credentials, enterprise application, assignment, grants, and what
# users may consent to; also the API that the error names. Read only: secrets themselves can't be read by anybody.
# Run anywhere with Microsoft.Graph.Authentication, signed in as Cloud Application Administrator. Policies need Security
# Reader too; else they are left out. An application registered elsewhere shows only its enterprise application here.
$App = '<app_id>'; $User = '<user>'; $Resource = '<resource>'; $Scope = '<scope>'; $Hint = '<secret_hint>'
$Print = '<thumbprint>'   # of the certificate that signs
Connect-MgGraph -NoWelcome -Scopes Application.Read.All, DelegatedPermissionGrant.Read.All, Policy.Read.All,
                                   User.Read.All, GroupMember.Read.All, ConsentRequest.Read.All
$facts = New-Object Collections.ArrayList
foreach ($v in 'User', 'Resource', 'Scope', 'Hint', 'Print') { if ((Get-Variable $v).Value -match '^<') { Set-Variable $v '' } }
function Utc($t) { if ($t) { ([datetime]$t).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') } }
function Read-Graph($path, $filter) {
    if ($filter) { $path += '$filter=' + [uri]::EscapeDataString($filter) }
    $uri = if ($path -match '^https:') { $path } else { "https://graph.microsoft.com/v1.0/$path" }
    try { Invoke-MgGraphRequest -Method GET -Uri $uri -OutputType PSObject } catch { }   # no right, or not there
}
function Read-All($path) { for (; $path; $path = $page.'@odata.nextLink') { $page = Read-Graph $path; $page.value } }
function Add-Fact($kind, $fields) {
    $fact = [ordered]@{ kind = $kind }
    foreach ($k in $fields.Keys) { if ("$($fields[$k])" -ne '') { $fact[$k] = $fields[$k] } }
    $fact.observed_at = Utc ([datetime]::UtcNow); [void]$facts.Add($fact)
}
function Add-Complete($kind) { [void]$facts.Add([ordered]@{ complete = $kind }) }
$audiences = @{ AzureADMyOrg = 'single'; AzureADMultipleOrgs = 'multiple'; PersonalMicrosoftAccount = 'personal'
                AzureADandPersonalMicrosoftAccount = 'multiple-and-personal' }
$tenant = (Get-MgContext).TenantId

function Add-Registration($id, $a, $sp, $gone) {
    $known = [bool]($a -or $sp)
    $there = if ($known) { $true } elseif ($gone) { $false }   # unknown to us: it may exist in another tenant
    $fact = [ordered]@{ kind = 'app_registration'; app_id = $id; exists = $there; deleted = [bool]$gone }
    if ($known) { $fact.ours = [bool]$a -or $sp.appOwnerOrganizationId -eq $tenant }
    $audience = $audiences["$(if ($a) { $a.signInAudience } else { $sp.signInAudience })"]
    if ($audience) { $fact.audience = $audience }
    if ($a) {
        $fact.public_client = [bool]$a.isFallbackPublicClient
        $fact.id_tokens = [bool]$a.web.implicitGrantSettings.enableIdTokenIssuance
        $fact.access_tokens = [bool]$a.web.implicitGrantSettings.enableAccessTokenIssuance
        $fact.token_version = $(if ($a.api.requestedAccessTokenVersion -eq 2) { 2 } else { 1 })
        if ($null -ne $a.isDisabled) { $fact.deactivated = [bool]$a.isDisabled }
    }
    $fact.observed_at = Utc ([datetime]::UtcNow); [void]$facts.Add($fact)
}
function Test-Policy($id, $name) {                           # nothing where the policies can't be read
    $page = Read-Graph "servicePrincipals/$id/$name"; if ($page) { [bool]@($page.value).Count }
}
function Get-Encryption($sp) {
    if (-not $sp.tokenEncryptionKeyId) { return 'off' }
    $key = @($sp.keyCredentials | Where-Object keyId -eq $sp.tokenEncryptionKeyId)[0]
    if (-not $key) { 'missing' } elseif ([datetime]$key.endDateTime -lt [datetime]::UtcNow) { 'expired' } else { 'usable' }
}
function Add-Instance($id, $sp, $assigned) {
    if (-not $sp) { Add-Fact service_principal ([ordered]@{ app_id = $id; exists = $false }); return }
    $active = $sp.preferredTokenSigningKeyThumbprint; if ($active -eq 'unused') { $active = $null }
    $keys = @($sp.keyCredentials | Where-Object usage -eq 'Sign' |
              ForEach-Object { [datetime]$_.endDateTime } | Sort-Object)
    Add-Fact service_principal ([ordered]@{ app_id = $id; exists = $true; enabled = [bool]$sp.accountEnabled
        disabled_by_microsoft = $sp.disabledByMicrosoftStatus -like 'Disabled*'
        assignment_required = [bool]$sp.appRoleAssignmentRequired; assigned = $assigned
        created = Utc $sp.createdDateTime
        saml = $sp.preferredSingleSignOnMode -eq 'saml'; names = $sp.servicePrincipalNames -join ' '
        verified_publisher = [bool]$sp.verifiedPublisher.verifiedPublisherId
        signing_certificate = $(if (-not $keys) { 'none' } elseif ($active) { 'active' } else { 'inactive' })
        signing_certificate_expires = $(if ($keys) { Utc $keys[-1] })
        claims_policy = Test-Policy $sp.id 'claimsMappingPolicies'
        encryption_certificate = Get-Encryption $sp })
}
function Get-Print($k) {   # the portal and the API that adds keys put the thumbprint there, own tools anything
    if ($k.customKeyIdentifier) {
        $bytes = [convert]::FromBase64String($k.customKeyIdentifier)
        if ($bytes.Length -eq 20) { [BitConverter]::ToString($bytes).Replace('-', '') } }
}
function Add-Key($owner, $k, $type) {
    $print = if ($type -eq 'certificate') { Get-Print $k }
    Add-Fact app_credential ([ordered]@{ app_id = $owner; type = $type
        key_id = $(if ($k.keyId) { $k.keyId } else { $k.id })
        starts = Utc $k.startDateTime; expires = Utc $k.endDateTime; hint = $k.hint; thumbprint = $print })
}

# --- registration, addresses, credentials
$a = Read-Graph "applications(appId='$App')"; $sp = Read-Graph "servicePrincipals(appId='$App')"
$deleted = @(Read-All 'directory/deletedItems/microsoft.graph.application?$select=appId&$top=999')
Add-Registration $App $a $sp ($deleted | Where-Object appId -eq $App)
if ($a) {
    foreach ($p in @(@('web', 'web'), @('spa', 'spa'), @('publicClient', 'native'))) {
        foreach ($uri in $a.($p[0]).redirectUris) {
            Add-Fact app_redirect_uri ([ordered]@{ app_id = $App; uri = $uri; platform = $p[1] }) }
    }
    if ($sp.preferredSingleSignOnMode -eq 'saml') { foreach ($uri in $sp.replyUrls) {
        Add-Fact app_redirect_uri ([ordered]@{ app_id = $App; uri = $uri; platform = 'saml' }) } }
    Add-Complete app_redirect_uri
    foreach ($k in $a.passwordCredentials) { Add-Key $App $k 'secret' }
    foreach ($k in $a.keyCredentials | Where-Object usage -eq 'Verify') { Add-Key $App $k 'certificate' }
    $trusts = (Read-Graph "applications(appId='$App')/federatedIdentityCredentials").value
    foreach ($k in $trusts) { Add-Key $App $k 'federated' }
    Add-Complete app_credential
}
if ($Hint -or $Print) {   # who else has a secret that begins like the one that is sent, or the certificate that signs?
    foreach ($other in Read-All 'applications?$top=999&$select=appId,passwordCredentials,keyCredentials') {
        if ($other.appId -eq $App) { continue }
        if ($Hint) { foreach ($k in $other.passwordCredentials | Where-Object hint -ceq $Hint) {
            Add-Key $other.appId $k 'secret' } }
        if ($Print) { foreach ($k in $other.keyCredentials | Where-Object { (Get-Print $_) -eq $Print }) {
            Add-Key $other.appId $k 'certificate' } }
    }
}

# --- enterprise application and assignment
$assigned = $null
if ($sp -and $User) {
    $me = Read-Graph "users/${User}?`$select=id"
    if ($me) {
        $list = @((Read-All "servicePrincipals/$($sp.id)/appRoleAssignedTo?`$top=999").principalId)
        $near = @((Read-All "users/$($me.id)/memberOf?`$select=id&`$top=999").id)
        $far  = @((Read-All "users/$($me.id)/transitiveMemberOf?`$select=id&`$top=999").id)
        $assigned = if ($me.id -in $list) { 'direct' } elseif (@($near | Where-Object { $_ -in $list })) { 'group' }
                    elseif (@($far | Where-Object { $_ -in $list })) { 'nested-group' } else { 'none' }
    }
}
Add-Instance $App $sp $assigned

# --- the API that the error names, by ID or by one of its names
if ($Resource) {
    $api = if ($Resource -match '^[0-9a-fA-F-]{36}$') { Read-Graph "servicePrincipals(appId='$Resource')" }
           else { @((Read-Graph 'servicePrincipals?' "servicePrincipalNames/any(n:n eq '$Resource')").value)[0] }
    Add-Instance $Resource $api $null
    if (-not $api -and $Resource -match '^[a-z]+:') {   # an API that is called nearly like that
        $stem = $Resource.TrimEnd('/').Replace("'", "''")
        foreach ($near in (Read-Graph 'servicePrincipals?' "servicePrincipalNames/any(n:startswith(n,'$stem'))").value) {
            Add-Instance $near.appId $near $null } }
    if ($Resource -match '^[0-9a-fA-F-]{36}$') {
        $r = Read-Graph "applications(appId='$Resource')"; $old = $deleted | Where-Object appId -eq $Resource
        if ($r -or $api -or $old) { Add-Registration $Resource $r $api $old }
    }
}

# --- what is listed and what is granted
if ($sp) {
    $grants = @(Read-All "servicePrincipals/$($sp.id)/oauth2PermissionGrants" |
                Where-Object { $_.consentType -eq 'AllPrincipals' -or ($me -and $_.principalId -eq $me.id) })
    $roles = @(Read-All "servicePrincipals/$($sp.id)/appRoleAssignments"); $done = @{}; $apis = @{}
    function Get-Api($id) { if (-not $apis[$id]) { $apis[$id] = Read-Graph $id }; $apis[$id] }
    function Add-Consent($api, $name, $granted, $listed, $admin) {
        $done["$($api.id) $name"] = $true
        Add-Fact app_consent ([ordered]@{ app_id = $App; resource = $api.displayName; scope = $name; granted = $granted
                                          listed = $listed; needs_admin = $admin })
    }
    foreach ($want in $a.requiredResourceAccess) {
        $api = Get-Api "servicePrincipals(appId='$($want.resourceAppId)')"; if (-not $api) { continue }
        foreach ($w in $want.resourceAccess) {
            if ($w.type -eq 'Role') {
                $role = $api.appRoles | Where-Object id -eq $w.id
                $has = @($roles | Where-Object { $_.appRoleId -eq $w.id -and $_.resourceId -eq $api.id })
                if ($role) { Add-Consent $api $role.value $(if ($has) { 'everybody' } else { 'none' }) $true $true }
            } else {
                $s = $api.oauth2PermissionScopes | Where-Object id -eq $w.id; if (-not $s) { continue }
                $g = @($grants | Where-Object { $_.resourceId -eq $api.id -and $s.value -in $_.scope.Split(' ') })
                $by = if ($g.consentType -contains 'AllPrincipals') { 'everybody' }
                      elseif ($g) { 'user' } else { 'none' }
                Add-Consent $api $s.value $by $true ($s.type -eq 'Admin')
            }
        }
    }
    foreach ($g in $grants) {
        $api = Get-Api "servicePrincipals/$($g.resourceId)"
        $by = if ($g.consentType -eq 'AllPrincipals') { 'everybody' } else { 'user' }
        foreach ($name in $g.scope.Trim().Split(' ')) {
            if (-not $done["$($api.id) $name"]) { Add-Consent $api $name $by $(if ($a) { $false }) $null }
        }
    }
    if ($Scope -match '^[A-Za-z.]+$' -and -not (@($done.Keys) -like "* $Scope")) {   # neither listed nor granted
        $api = Get-Api "servicePrincipals(appId='00000003-0000-0000-c000-000000000000')"
        $s = $api.oauth2PermissionScopes | Where-Object value -eq $Scope
        if ($s) { Add-Consent $api $Scope 'none' $(if ($a) { $false }) ($s.type -eq 'Admin') }
    }
}

# --- what users may consent to
$policies = @((Read-Graph 'policies/authorizationPolicy').defaultUserRolePermissions.permissionGrantPoliciesAssigned)
$own = @($policies -like 'ManagePermissionGrantsForSelf.*')
$flow = (Read-Graph 'policies/adminConsentRequestPolicy').isEnabled
if ($policies) {   # the lists for owned resources are there even where users may consent to nothing
    $may = if (-not $own) { 'none' } elseif ($own -like '*user-default-legacy') { 'all' } else { 'low-impact' }
    $waiting = $null
    if ($flow) {
        $asked = Read-Graph 'identityGovernance/appConsent/appConsentRequests?' "appId eq '$App'"
        if ($asked) {
            $open = foreach ($r in $asked.value) {
                (Read-Graph "identityGovernance/appConsent/appConsentRequests/$($r.id)/userConsentRequests").value |
                    Where-Object status -eq 'InProgress' }
            $waiting = if ($open) { 'waiting' } else { 'none' }
        }
    }
    Add-Fact consent_setting ([ordered]@{ users = $may; workflow = $flow; request = $waiting })
}
ConvertTo-Json -InputObject @($facts) -Depth 4
