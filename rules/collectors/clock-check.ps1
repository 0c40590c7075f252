# Compares this server's clock with a domain controller's. Read only.
# Run in Windows PowerShell 5.1 on the server in question (sync server, server with an agent); no special rights.
# w32tm asks by NTP (UDP 123) and prints how far the domain controller is ahead of this server.
$Server = '<server>'
if ($Server -like '<*') { $Server = $env:COMPUTERNAME }
$domain = (Get-CimInstance Win32_ComputerSystem).Domain
$dcs = @(Resolve-DnsName "_ldap._tcp.dc._msdcs.$domain" -Type SRV -ErrorAction SilentlyContinue |
         Where-Object Type -eq 'SRV' | Select-Object -ExpandProperty NameTarget -Unique -First 3)
$facts = @()
foreach ($dc in $dcs) {
    # Lines such as "12:00:01, +00.0012345s"; an error is a line without a number of that form.
    $offsets = @(w32tm /stripchart /computer:$dc /samples:3 /dataonly | ForEach-Object {
        if ($_ -match ',\s*([+-])(\d+)[.,](\d+)s\s*$') {
            [double]::Parse("$($Matches[1])$($Matches[2]).$($Matches[3])", [cultureinfo]::InvariantCulture)
        }
    } | Sort-Object)
    if (-not $offsets) { Write-Warning "$dc doesn't answer on UDP 123."; continue }
    $facts += [ordered]@{
        kind        = 'clock_offset'
        server      = $Server
        seconds     = [math]::Round(-$offsets[[int][math]::Floor($offsets.Count / 2)], 3)   # positive: ahead
        observed_at = (Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')
    }
    break                                                # one domain controller that answers is enough
}
ConvertTo-Json -InputObject @($facts) -Depth 4
