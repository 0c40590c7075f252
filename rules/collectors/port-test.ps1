# Tries the ports and certificates that password writeback and pass-through authentication need. Read only.
# Run in Windows PowerShell 5.1 on the server that needs them (sync server, server with an agent); no special rights.
# Web hosts are tried through the proxy that .NET uses on this server (machine.config), if there is one.
$Server = '<server>'; $User = '<user>'
if ($Server -like '<*') { $Server = $env:COMPUTERNAME }
$wait = 5000; $observed = (Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')
$facts = New-Object Collections.ArrayList
function Add-Port($name, $port, $state) {
    [void]$facts.Add([ordered]@{ kind = 'port_status'; from = $Server; host = $name; port = $port; state = $state
                                 observed_at = $observed })
}
function Open-Port($name, $port) {                       # the connection or $null, and the state
    try { [void][Net.Dns]::GetHostAddresses($name) } catch { return $null, 'dns-failed' }
    $client = New-Object Net.Sockets.TcpClient
    try { if ($client.ConnectAsync($name, $port).Wait($wait)) { return $client, 'open' }; $why = 'filtered' }
    catch { $why = ('filtered', 'closed')[$_.Exception.GetBaseException().SocketErrorCode -eq 'ConnectionRefused'] }
    $client.Close(); return $null, $why
}
function Test-Web($name) {
    $proxy = [Net.WebRequest]::DefaultWebProxy.GetProxy([uri]"https://$name")
    $direct = -not $proxy -or $proxy.Host -eq $name
    $client, $state = if ($direct) { Open-Port $name 443 } else { Open-Port $proxy.Host $proxy.Port }
    if (-not $client) { Add-Port $name 443 $state; return }
    try {
        $stream = $client.GetStream(); $stream.ReadTimeout = $wait
        if (-not $direct) {
            $ask = [Text.Encoding]::ASCII.GetBytes("CONNECT ${name}:443 HTTP/1.1`r`nHost: ${name}:443`r`n`r`n")
            $stream.Write($ask, 0, $ask.Length); $answer = ''
            while ($answer -notmatch "`r`n`r`n$" -and ($byte = $stream.ReadByte()) -ge 0) { $answer += [char]$byte }
            if ($answer -match '^HTTP/1\.\d 407') { Write-Warning "${name}: proxy wants credentials, not tested"; return }
            if ($answer -notmatch '^HTTP/1\.\d 200') { Add-Port $name 443 'proxy-refused'; return }
        }
        Add-Port $name 443 'open'
        $fact = [ordered]@{ kind = 'tls_check'; from = $Server; host = $name; ok = $false }
        $script:policy = $null
        $ssl = New-Object Net.Security.SslStream($stream, $false, { $script:policy = "$($args[3])"; $true })
        try {
            $ssl.AuthenticateAsClient($name, $null, [Security.Authentication.SslProtocols]::Tls12, $false)
            $fact.ok = $script:policy -eq 'None'; $fact.issuer = $ssl.RemoteCertificate.Issuer; $fact.version = '1.2'
            $fact.inspected = $fact.issuer -notmatch 'O=(Microsoft Corporation|DigiCert Inc)'
            if (-not $fact.ok) { $fact.error = $script:policy }
        } catch { $fact.error = $_.Exception.GetBaseException().Message }
        $fact.observed_at = $observed; [void]$facts.Add($fact)
    } catch { Add-Port $name 443 'filtered' } finally { $client.Close() }
}
$web = 'ssprdedicatedsbprodscu.servicebus.windows.net', 'ssprdedicatedsbprodncu.servicebus.windows.net',
       'passwordreset.microsoftonline.com', 'login.microsoftonline.com', 'login.windows.net'
if ($User -match '@(\S+)$') {                            # the agents' bootstrap host carries the tenant's ID
    $url = "https://login.microsoftonline.com/$($Matches[1])/v2.0/.well-known/openid-configuration"
    try { if ((Invoke-RestMethod $url).issuer -match '[0-9a-f-]{36}') {
        $web += "$($Matches[0]).pta.bootstrap.his.msappproxy.net" } } catch { }
}
$web | ForEach-Object { Test-Web $_ }
$domain = (Get-CimInstance Win32_ComputerSystem).Domain  # for users of another domain, put its DNS name here
$dcs = @(Resolve-DnsName "_ldap._tcp.dc._msdcs.$domain" -Type SRV -ErrorAction SilentlyContinue |
         Where-Object Type -eq 'SRV' | Select-Object -ExpandProperty NameTarget -Unique -First 4)
if (-not $dcs) { Add-Port $domain 389 'dns-failed' }
foreach ($dc in $dcs) { foreach ($port in 88, 135, 389, 445) {
    $client, $state = Open-Port $dc $port; Add-Port $dc $port $state; if ($client) { $client.Close() } } }
ConvertTo-Json -InputObject @($facts) -Depth 4
