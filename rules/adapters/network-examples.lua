-- Outputs as the tools print them.

local function port(host, number, state) return port_status{ host = host, port = number, state = state } end

example "PowerShell 7's objects" {
  adapter = "test-netconnection-json",
  input = [[{ "ComputerName": "login.microsoftonline.com", "RemoteAddress": {"AddressFamily": 2, "IPAddressToString": "20.190.159.2"},
  "PingSucceeded": false, "PingReplyDetails": null, "TcpClientSocket": null, "TcpTestSucceeded": true, "RemotePort": 443 }]],
  gives = { port("login.microsoftonline.com", 443, "open") },
}

example "Windows PowerShell pads its colons, and null is no address" {
  adapter = "test-netconnection-json",
  input = [=[[
    {
        "ComputerName":  "ns1.servicebus.windows.net",
        "RemoteAddress":  null,
        "RemotePort":  443,
        "TcpTestSucceeded":  false
    },
    {
        "ComputerName":  "dc01.contoso.com",
        "RemoteAddress":  "10.10.10.10",
        "RemotePort":  135,
        "TcpTestSucceeded":  false
    }
]]=],
  gives = { port("ns1.servicebus.windows.net", 443, "dns-failed"), port("dc01.contoso.com", 135, "filtered") },
}

example "two lists, and the warning above the second" {
  adapter = "test-netconnection",
  input = [[
PS C:\> Test-NetConnection sync01 -Port 443


ComputerName     : sync01
RemoteAddress    : 10.0.0.7
RemotePort       : 443
InterfaceAlias   : Ethernet
SourceAddress    : 10.0.0.5
TcpTestSucceeded : True



PS C:\> Test-NetConnection dc01 -Port 389
WARNING: TCP connect to (10.0.0.4 : 389) failed
WARNING: Ping to 10.0.0.4 failed with status: TimedOut


ComputerName           : dc01
RemoteAddress          : 10.0.0.4
RemotePort             : 389
InterfaceAlias         : Ethernet
SourceAddress          : 10.0.0.5
PingSucceeded          : False
PingReplyDetails (RTT) : 0 ms
TcpTestSucceeded       : False
]],
  gives = { port("10.0.0.4", 389, "filtered"), port("sync01", 443, "open"), port("dc01", 389, "filtered") },
}

example "blank lines between the members, as documentation prints them" {
  adapter = "test-netconnection",
  input = [[
ComputerName            : beacon.contoso.com

RemoteAddress           : 2001:db8::7

RemotePort              : 80

NameResolutionResults   : 2001:db8::7

                          203.0.113.7

IsAdmin                 : False

TcpTestSucceeded        : True

ComputerName            : nosuch.contoso.com

RemoteAddress           :

RemotePort              : 80

TcpTestSucceeded        : False
]],
  gives = { port("beacon.contoso.com", 80, "open"), port("nosuch.contoso.com", 80, "dns-failed") },
}

example "a ping says nothing about a port" {
  adapter = "test-netconnection-ping",
  input = "ComputerName           : beacon.contoso.com\nRemoteAddress          : 2001:db8::7\nPingSucceeded          : True\n",
  gives = {},
  warns = "a ping says nothing*",
}

example "the warning alone, in French" {
  adapter = "test-netconnection-warnings",
  input = "AVERTISSEMENT : TCP connect to (2001:db8::4 : 636) failed\nAVERTISSEMENT : TCP connect to dc01.contoso.com:3268 failed\nFalse\n",
  gives = { port("2001:db8::4", 636, "filtered"), port("dc01.contoso.com", 3268, "filtered") },
}

example "nmap's XML" {
  adapter = "nmap-xml",
  input = [[<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nmaprun>
<?xml-stylesheet href="file:///usr/bin/../share/nmap/nmap.xsl" type="text/xsl"?>
<nmaprun scanner="nmap" args="nmap -oX - sync01" start="1795418043">
<host><status state="up" reason="user-set"/><address addr="10.0.0.7" addrtype="ipv4"/>
<hostnames><hostname name="sync01.contoso.com" type="user"/><hostname name="sync01.corp" type="PTR"/></hostnames>
<ports><extraports state="closed" count="997"/>
<port protocol="tcp" portid="443"><state state="filtered" reason="no-response"/></port>
<port protocol="udp" portid="123"><state state="open" reason="udp-response"/></port>
<port protocol="tcp" portid="5671"><state state="closed" reason="conn-refused"/></port></ports></host>
</nmaprun>]],
  gives = {
    port_status{ host = "sync01.contoso.com", port = 443, state = "filtered", observed_at = "2026-11-23T07:14:03Z" },
    port("sync01.contoso.com", 5671, "closed"),
  },
}

example "nmap without a host to scan" {
  adapter = "nmap-xml-nothing",
  input = [[<?xml version="1.0"?><nmaprun scanner="nmap" args="nmap -p 443 -oX - nosuch.invalid">
<runstats><finished time="1800000000" exit="success"/><hosts up="0" down="0" total="0"/></runstats></nmaprun>]],
  gives = {},
  warns = "nmap scanned no host*",
}

example "nmap at the console" {
  adapter = "nmap",
  input = [[
# Nmap 7.93 scan initiated Sun Nov 22 07:37:55 2026 as: nmap -p 443,5671,8080 -oN x.nmap relay.contoso.com
Nmap scan report for relay.contoso.com (203.0.113.9)
Host is up (0.00096s latency).
rDNS record for 203.0.113.9: edge.example.net
Not shown: 1 filtered tcp port (no-response)

PORT     STATE    SERVICE    VERSION
443/tcp  open     https      nginx 1.22.1
5671/tcp filtered amqps
123/udp  open     ntp

Nmap scan report for 203.0.113.10
PORT     STATE    SERVICE
443/tcp  closed   https
]],
  gives = { port("relay.contoso.com", 443, "open"), port("relay.contoso.com", 5671, "filtered"), port("203.0.113.10", 443, "closed") },
}

example "nmap of a name that doesn't resolve" {
  adapter = "nmap",
  input = [[
$ nmap -Pn -p 443 nosuch.invalid
Starting Nmap 7.93 ( https://nmap.org ) at 2026-11-22 07:40 UTC
Failed to resolve "nosuch.invalid".
WARNING: No targets were specified, so 0 hosts scanned.
]],
  gives = { port("nosuch.invalid", 443, "dns-failed") },
}

example "nmap's grepable lines" {
  adapter = "nmap-grepable",
  input = "# Nmap 7.93 scan initiated as: nmap -p 443,5671,8080 -oG - sync01 10.0.0.8\n" ..
          "Host: 10.0.0.7 (sync01.contoso.com)\tStatus: Up\n" ..
          "Host: 10.0.0.7 (sync01.contoso.com)\tPorts: 443/open/tcp//https///, 5671/filtered/tcp//amqps///, 8080/closed/tcp/////\n" ..
          "Host: 10.0.0.8 ()\tStatus: Up\n" ..
          "Host: 10.0.0.8 ()\tPorts: 443/closed/tcp//https///\tIgnored State: filtered (999)\n",
  gives = { port("sync01.contoso.com", 443, "open"), port("sync01.contoso.com", 5671, "filtered"),
            port("sync01.contoso.com", 8080, "closed"), port("10.0.0.8", 443, "closed") },
}

example "OpenBSD's netcat" {
  adapter = "netcat",
  input = [[
Connection to login.microsoftonline.com (20.190.159.2) 443 port [tcp/https] succeeded!
Connection to sync01 443 port [tcp/*] succeeded!
nc: connect to dc01 port 389 (tcp) failed: Connection refused
nc: connect to dc01 (10.0.0.4) port 636 (tcp) failed: Connection refused
nc: connect to relay.contoso.com port 5671 (tcp) timed out: Operation now in progress
nc: getaddrinfo for host "nosuch.invalid" port 443: Name or service not known
]],
  gives = { port("login.microsoftonline.com", 443, "open"), port("sync01", 443, "open"), port("dc01", 389, "closed"),
            port("dc01", 636, "closed"), port("relay.contoso.com", 5671, "filtered"), port("nosuch.invalid", 443, "dns-failed") },
}

example "traditional netcat, with and without its command lines" {
  adapter = "netcat",
  input = [[
localhost [127.0.0.1] 14430 (?) open
(UNKNOWN) [192.0.2.1] 443 (https) : Connection timed out
$ nc -zv -w 2 sync01.contoso.com 443
sync01.contoso.com: inverse host lookup failed: Unknown host
(UNKNOWN) [10.0.0.7] 443 (https) : Connection refused
[exit 1]
$ nc -zv -w 2 nosuch.invalid 8080
nosuch.invalid: forward host lookup failed: Unknown host
]],
  gives = { port("127.0.0.1", 14430, "open"), port("192.0.2.1", 443, "filtered"), port("sync01.contoso.com", 443, "closed"),
            port("nosuch.invalid", 8080, "dns-failed") },
}

example "ncat doesn't repeat what it tried" {
  adapter = "netcat",
  input = [[
$ ncat -zv sync01.contoso.com 443
Ncat: Version 7.93 ( https://nmap.org/ncat )
Ncat: Connected to 10.0.0.7:443.
$ ncat -zv -w 2 dc01.contoso.com 389
Ncat: Connection refused.
$ ncat -zv -w 2 relay.contoso.com 5671
Ncat: TIMEOUT.
$ ncat -zv nosuch.invalid 443
Ncat: Could not resolve hostname "nosuch.invalid": Name or service not known. QUITTING.
]],
  gives = { port("sync01.contoso.com", 443, "open"), port("dc01.contoso.com", 389, "closed"),
            port("relay.contoso.com", 5671, "filtered"), port("nosuch.invalid", 443, "dns-failed") },
}

example "BusyBox refuses -z, which isn't a closed port" {
  adapter = "netcat",
  input = "$ busybox nc -zv -w 2 dc01 389\nnc: invalid option -- 'z'\nBusyBox v1.35.0 multi-call binary.\n\n" ..
          "$ busybox nc -w 2 dc01 389\nnc: can't connect to remote host (10.0.0.4): Connection refused\n" ..
          "$ busybox nc -w 2 nosuch.invalid 389\nnc: bad address 'nosuch.invalid'\n",
  gives = { port("dc01", 389, "closed"), port("nosuch.invalid", 389, "dns-failed") },
  warns = "this netcat has no -z*",
}

example "a table without the address says nothing about the name" {
  adapter = "test-netconnection",
  input = [[

ComputerName RemotePort TcpTestSucceeded
------------ ---------- ----------------
dc01                389             True
dc02                636            False
]],
  gives = { port_status{ host = "dc01", port = 389, state = "open" },
            port_status{ host = "dc02", port = 636, state = "filtered" } },
}

example "Test-NetConnection as CSV" {
  adapter = "test-netconnection-csv",
  input = [["ComputerName","RemoteAddress","RemotePort","PingSucceeded","TcpTestSucceeded"
"sts.contoso.com","198.51.100.7","443","False","True"
"dc02","","636","False","False"
]],
  gives = { port_status{ host = "sts.contoso.com", port = 443, state = "open" },
            port_status{ host = "dc02", port = 636, state = "dns-failed" } },
}

example "nmap asked for an address: the name that it found for it isn't what was tried" {
  adapter = "nmap-xml",
  input = [[<nmaprun scanner="nmap" start="1795424400"><host><status state="up"/><address addr="198.51.100.7" addrtype="ipv4"/>
<hostnames><hostname name="host7.provider.example" type="PTR"/></hostnames>
<ports><port protocol="tcp" portid="443"><state state="open" reason="syn-ack"/></port></ports></host></nmaprun>]],
  gives = { port_status{ host = "198.51.100.7", port = 443, state = "open", observed_at = "2026-11-23T09:00:00Z" } },
}

example "ncat names no host: without its command line nothing is known" {
  adapter = "netcat", warns = "*keep the command line*", gives = {},
  input = "Ncat: Version 7.93 ( https://nmap.org/ncat )\nNcat: TIMEOUT.\n",
}

example "nmap's other forms, asked for an address" {
  adapter = "nmap",
  input = [[
$ nmap -Pn -p 443 198.51.100.7
Nmap scan report for host7.provider.example (198.51.100.7)
PORT    STATE  SERVICE
443/tcp closed https
$ nmap -Pn -p 443 sts.contoso.com
Nmap scan report for sts.contoso.com (198.51.100.7)
PORT    STATE  SERVICE
443/tcp open   https
]],
  gives = { port_status{ host = "198.51.100.7", port = 443, state = "closed" },
            port_status{ host = "sts.contoso.com", port = 443, state = "open" } },
}

example "nmap -oG, asked for an address" {
  adapter = "nmap-grepable",
  input = "# Nmap 7.93 scan initiated Mon Nov 23 09:00:00 2026 as: nmap -p 443 -oG - 198.51.100.7\n" ..
          "Host: 198.51.100.7 (host7.provider.example)\tStatus: Up\n" ..
          "Host: 198.51.100.7 (host7.provider.example)\tPorts: 443/open/tcp//https///\n",
  gives = { port_status{ host = "198.51.100.7", port = 443, state = "open" } },
}

example "one word of Test-NetConnection" {
  adapter = "test-netconnection-quiet",
  input = [[
PS C:\> Test-NetConnection sts.contoso.com -Port 443 -InformationLevel Quiet
True
PS C:\> (Test-NetConnection -ComputerName dc01 -Port 636).TcpTestSucceeded
False
PS C:\> tnc nosuch.contoso.com -Port 389 -InformationLevel Quiet
WARNING: Name resolution of nosuch.contoso.com failed
False
PS C:\> Test-Path C:\Temp
True
]],
  gives = { port_status{ host = "sts.contoso.com", port = 443, state = "open" },
            port_status{ host = "dc01", port = 636, state = "filtered" },
            port_status{ host = "nosuch.contoso.com", port = 389, state = "dns-failed" } },
}
