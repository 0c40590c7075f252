# Reads one device in Microsoft Entra ID and Intune, and what device settings let the user do. Read only.
# Run anywhere with Microsoft.Graph.Authentication. Any user with default rights can read devices; Intune's part needs
# a role there (Read Only Operator), the device settings Cloud Device Administrator or Global Reader. Else they're left
# out.
$User = '<user>'; $Code = [int]'<code>'
$DeviceId = ''                    # best: DeviceId of dsregcmd /status, or the device ID of the sign-in log's row
$Computer = '<server>'            # else the device's name
Connect-MgGraph -NoWelcome -Scopes Device.Read.All, User.Read.All, GroupMember.Read.All, RoleManagement.Read.Directory,
    Policy.Read.DeviceConfiguration, DeviceManagementManagedDevices.Read.All, DeviceManagementConfiguration.Read.All,
    DeviceManagementApps.Read.All
$facts = New-Object Collections.ArrayList
function Utc($t) { if ($t) { ([datetime]$t).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') } }
function Read-Graph($path, $filter) {
    if ($filter) { $path += '&$filter=' + [uri]::EscapeDataString($filter) }
    $uri = "https://graph.microsoft.com/v1.0/$path"
    try { Invoke-MgGraphRequest -Method GET -Uri $uri -OutputType PSObject } catch { }   # no right, or not there
}
function Add-Fact($kind, $fields) {
    $fact = [ordered]@{ kind = $kind }
    foreach ($k in $fields.Keys) { if ("$($fields[$k])" -ne '') { $fact[$k] = $fields[$k] } }
    $fact.observed_at = Utc ([datetime]::UtcNow); [void]$facts.Add($fact)
}
$name = $User.Replace("'", "''")
$account = @((Read-Graph 'users?$select=id,userPrincipalName' "userPrincipalName eq '$name'").value)[0]
$mine = @(if ($account) { (Read-Graph "users/$($account.id)/registeredDevices?`$top=999").value })
if (-not $DeviceId) {             # by its name among the user's devices, or the only one that the user has
    $fits = @($mine | Where-Object { $Computer -like '<*' -or $_.displayName -eq $Computer.Split('.')[0] })
    if ($fits.Count -eq 1) { $DeviceId = $fits[0].deviceId }
    else { Write-Warning "Put a device ID into the script. The user's devices: $($mine.displayName -join ', ')" }
}
$join = @{ Workplace = 'registered'; AzureAd = 'joined'; ServerAd = 'hybrid' }
$system = @{ Windows = 'windows'; MacMDM = 'macos'; macOS = 'macos'; IPhone = 'ios'; IPad = 'ios'; iOS = 'ios'
             Android = 'android'; AndroidForWork = 'android'; AndroidEnterprise = 'android'; Linux = 'linux' }
if ($DeviceId) {
    $list = Read-Graph 'devices?$top=5' "deviceId eq '$DeviceId'"
    $d = @($list.value)[0]
    if ($list -and -not $d) { Add-Fact device ([ordered]@{ device_id = $DeviceId; exists = $false }) }
    if ($d) {
        $like = @((Read-Graph 'devices?$select=id' "displayName eq '$($d.displayName.Replace("'", "''"))'").value)
        $os = $system["$($d.operatingSystem)"]; if (-not $os) { $os = 'other' }
        $fields = [ordered]@{ device_id = $DeviceId; name = $d.displayName; exists = $true; enabled = $d.accountEnabled
            join = $join["$($d.trustType)"]; compliant = [bool]$d.isCompliant; managed = [bool]$d.isManaged; os = $os
            pending = $d.trustType -eq 'ServerAd' -and -not $d.registrationDateTime
            registered = Utc $d.registrationDateTime }
        if ($like) { $fields.duplicates = $like.Count - 1 }
        $m = @((Read-Graph 'deviceManagement/managedDevices?$select=id,lastSyncDateTime' `
            "azureADDeviceId eq '$DeviceId'").value)[0]
        if ($m) {
            $fields.last_check_in = Utc $m.lastSyncDateTime
            $path = "deviceManagement/managedDevices/$($m.id)/deviceCompliancePolicyStates"
            foreach ($p in (Read-Graph "$($path)?`$top=50").value | Where-Object state -eq 'nonCompliant') {
                $bad = @((Read-Graph "$path/$($p.id)/settingStates?`$top=100").value |
                         Where-Object state -eq 'nonCompliant')[0]
                if ($bad -and -not $fields.noncompliance) {
                    $what = if ($bad.settingName) { $bad.settingName } else { $bad.setting }
                    $fields.noncompliance = $what -replace '^.*RequireRemainContact.*$', 'Is active'
                }
            }
        }
        Add-Fact device $fields
    }
}
if ($account) {
    function Test-Member($scope) {        # of the device settings: all, none, or selected users and groups
        switch -Wildcard ("$($scope.'@odata.type')") {
            '*allDevice*' { return $true }
            '*noDevice*'  { return $false }
            '*enumerated*' {
                if ($account.id -in @($scope.users)) { return $true }
                $groups = @($scope.groups | Select-Object -First 20)
                if (-not $groups) { return $false }
                try { $in = Invoke-MgGraphRequest -Method POST -OutputType PSObject -Body @{ groupIds = $groups } `
                          -Uri "https://graph.microsoft.com/v1.0/users/$($account.id)/checkMemberGroups"
                      return [bool]@($in.value).Count } catch { }
            }
        }
    }
    $fields = [ordered]@{ user = $User }
    $fields.owned = @($mine | Where-Object trustType -ne 'ServerAd').Count
    $settings = Read-Graph 'policies/deviceRegistrationPolicy'
    if ($settings) {
        $fields.may_join = Test-Member $settings.azureADJoin.allowedToJoin
        $fields.may_register = Test-Member $settings.azureADRegistration.allowedToRegister
        $fields.limit = if ($settings.userDeviceQuota -gt 100000) { 0 } else { $settings.userDeviceQuota }
    }
    if ($Code -in 240001, 240003, 240004) {
        $path = "users/$($account.id)/transitiveMemberOf/microsoft.graph.directoryRole?`$select=displayName"
        $roles = Read-Graph $path
        $may = 'Cloud Device Administrator', 'Intune Administrator', 'Password Administrator', 'Global Administrator'
        if ($roles) { $fields.bulk_role = [bool]@($roles.value | Where-Object displayName -in $may) }
        $package = Read-Graph 'users?$select=accountEnabled' "startsWith(userPrincipalName,'package_')"
        if ($package) {
            $fields.package_account = if (-not @($package.value)) { 'missing' }
                                      elseif (@($package.value | Where-Object accountEnabled)) { 'enabled' }
                                      else { 'disabled' }
        }
    }
    if ($Code -eq 53009) {                # "assigned" or "none": Intune > Apps > Monitor > App protection status
        $apps = Read-Graph "users/$($account.id)/managedAppRegistrations"
        if (@($apps.value | Where-Object lastSyncDateTime)) { $fields.app_protection = 'applied' }
    }
    Add-Fact device_entitlement $fields
}
ConvertTo-Json -InputObject @($facts) -Depth 4
