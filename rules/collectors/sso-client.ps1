# Looks at what the computer has for Seamless SSO: ticket, zone, groups, domain controller. Read only.
# Windows PowerShell 5.1, at the computer, as the user who has the trouble, not elevated: tickets belong to the session.
# It asks Windows for a ticket (klist get), as the browser would; nothing is purged.
$User = '<user>'         # the name that is typed on the sign-in page
$Browser = ''            # edge, chrome, firefox, safari or other; leave empty if nobody knows
$Private = $null         # $true if it was a private window, $false if not
$CloudSid = ''           # from the desk: the user's onPremisesSecurityIdentifier in Microsoft Graph
$spn = 'HTTP/autologon.microsoftazuread-sso.com'
function Utc($t) { ([datetime]$t).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') }
$me = [Security.Principal.WindowsIdentity]::GetCurrent()
$fact = [ordered]@{ kind = 'sso_client' }

$null = & klist.exe get $spn 2>&1
$lines = @(& klist.exe)
$at = -1; for ($i = 0; $i -lt $lines.Count; $i++) { if ($lines[$i] -like '*microsoftazuread-sso.com*') { $at = $i } }
$fact.ticket = $at -ge 0
if ($at -ge 0) {         # the type stands in the lines below; its name isn't translated
    $text = $lines[$at..([math]::Min($at + 3, $lines.Count - 1))] -join ' '
    if ($text -match 'AES-?256') { $fact.encryption = 'aes256' }
    elseif ($text -match 'AES-?128') { $fact.encryption = 'aes128' }
    elseif ($text -match 'RC4') { $fact.encryption = 'rc4' }
}

# Policy (Site to Zone Assignment List) goes before the user's own registry; 1 intranet, 2 trusted sites.
$zone = $null
foreach ($hive in 'HKCU:', 'HKLM:') {
    $key = "$hive\Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings\ZoneMapKey"
    $list = Get-ItemProperty $key -ErrorAction SilentlyContinue
    $set = @($list.PSObject.Properties | Where-Object Name -like '*microsoftazuread-sso.com*')
    foreach ($p in $set) { $zone = "$($p.Value)" }
}
if (-not $zone) {
    $map = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Internet Settings\ZoneMap\Domains\microsoftazuread-sso.com'
    foreach ($key in "$map\autologon", $map) {
        $v = (Get-ItemProperty $key -ErrorAction SilentlyContinue)
        foreach ($n in 'https', '*') { if (-not $zone -and $null -ne $v.$n) { $zone = "$($v.$n)" } }
    }
}
$fact.zone = switch ($zone) { '1' { 'intranet' }; '2' { 'trusted' }; default { 'internet' } }

if ($Browser) { $fact.browser = $Browser.ToLower() }
if ($Private -is [bool]) { $fact.private = $Private }
$fact.groups = @($me.Groups | Where-Object { $_.Value -like 'S-1-5-21-*' }).Count
$domain = $env:USERDNSDOMAIN
if (-not $domain) { $fact.sees_domain = $false }     # a local session has no domain to ask
else { $null = & nltest.exe "/dsgetdc:$domain" /force 2>&1; $fact.sees_domain = $LASTEXITCODE -eq 0 }
$upn = "$(& whoami.exe /upn 2>$null)".Trim()         # empty for a local user
if ($User -notlike '<*' -and $User) { $fact.user_matches = $upn -eq $User }
if ($CloudSid) { $fact.sid_in_cloud = $CloudSid -eq $me.User.Value }
$fact.observed_at = Utc ([datetime]::UtcNow)
ConvertTo-Json -InputObject @($fact) -Depth 4
