-- Outputs as the tools print them.

example "nmap's XML" {
  adapter = "nmap-xml",
  input = [[<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nmaprun>
<nmaprun scanner="nmap" args="nmap -oX - sync01" start="1800000000">
<host><status state="up" reason="user-set"/><address addr="10.0.0.7" addrtype="ipv4"/>
<hostnames><hostname name="sync01.contoso.com" type="user"/><hostname name="sync01.corp" type="PTR"/></hostnames>
<ports><port protocol="tcp" portid="443"><state state="filtered" reason="no-response"/></port>
<port protocol="tcp" portid="5671"><state state="closed" reason="conn-refused"/></port></ports></host>
</nmaprun>]],
  gives = {
    port_status{ host = "sync01.contoso.com", port = 443, state = "filtered" },
    port_status{ host = "sync01.contoso.com", port = 5671, state = "closed" },
  },
}

example "PowerShell 7's objects" {
  adapter = "test-netconnection-json",
  input = [[{ "ComputerName": "login.microsoftonline.com", "RemoteAddress": {"IPAddressToString": "20.190.159.2"},
  "RemotePort": 443, "PingSucceeded": false, "TcpTestSucceeded": true }]],
  gives = { port_status{ host = "login.microsoftonline.com", port = 443, state = "open" } },
}
