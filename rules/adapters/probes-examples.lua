-- Outputs as the tools print them.

local function port(host, number, state) return port_status{ host = host, port = number, state = state } end

example "curl's messages" {
  adapter = "curl",
  input = [[
$ curl -sS -o /dev/null https://login.microsoftonline.com/
curl: (60) SSL certificate problem: unable to get local issuer certificate
More details here: https://curl.se/docs/sslcerts.html
$ curl -sS -k -o /dev/null -w http_code=%{http_code} https://login.microsoftonline.com:8443/
http_code=200
$ curl -sS -o /dev/null --connect-timeout 3 https://relay.contoso.com:5671/
curl: (28) Failed to connect to relay.contoso.com port 5671 after 3001 ms: Timeout was reached
$ curl -sS https://dc01.contoso.com:636/
curl: (7) Failed to connect to dc01.contoso.com port 636 after 0 ms: Couldn't connect to server
$ curl -sS https://nosuch.invalid/
curl: (6) Could not resolve host: nosuch.invalid
$ curl -sS --tlsv1.3 https://old.contoso.com
curl: (35) OpenSSL/3.0.19: error:0A00042E:SSL routines::tlsv1 alert protocol version
$ curl -sS -x http://proxy.contoso.com:8080 https://ns1.servicebus.windows.net
curl: (56) CONNECT tunnel failed, response 407
]],
  gives = {
    port("login.microsoftonline.com", 443, "open"),
    tls_check{ host = "login.microsoftonline.com", ok = false, error = "SSL certificate problem: unable to get local issuer certificate" },
    port("login.microsoftonline.com", 8443, "open"), port("relay.contoso.com", 5671, "filtered"),
    port("dc01.contoso.com", 636, "closed"), port("nosuch.invalid", 443, "dns-failed"), port("old.contoso.com", 443, "open"),
    tls_check{ host = "old.contoso.com", ok = false, error = "OpenSSL/3.0.19: error:0A00042E:SSL routines::tlsv1 alert protocol version" },
    port("ns1.servicebus.windows.net", 443, "proxy-refused"),
  },
}

example "how long curl waited tells what it doesn't say" {
  adapter = "curl",
  input = "C:\\> curl -I https://dc01.contoso.com:636/\n" ..
          "curl: (7) Failed to connect to dc01.contoso.com port 636 after 2034 ms: Couldn't connect to server\n" ..
          "C:\\> curl -I https://dc02.contoso.com:636/\n" ..
          "curl: (7) Failed to connect to dc02.contoso.com port 636 after 21047 ms: Could not connect to server\n",
  gives = { port("dc01.contoso.com", 636, "closed"), port("dc02.contoso.com", 636, "filtered") },
}

example "an exit code alone, and a status that never came" {
  adapter = "curl",
  input = "> curl -s https://sync01.contoso.com/\ncurl: (7) \n> curl -s -w http_code=%{http_code} http://crl.contoso.com/a.crl\nhttp_code=000\n",
  gives = { port("sync01.contoso.com", 443, "closed") },
}

example "curl -v sees whose certificate it is" {
  adapter = "curl",
  input = [[
$ curl -vI https://login.microsoftonline.com/
* Connected to login.microsoftonline.com (20.190.159.2) port 443 (#0)
* SSL connection using TLSv1.2 / ECDHE-RSA-AES256-GCM-SHA384
* Server certificate:
*  subject: CN=stamp2.login.microsoftonline.com
*  issuer: C=US; O=Contoso; CN=Contoso Edge CA
*  SSL certificate verify ok.
HTTP/1.1 200 OK
$ curl -v https://device.login.microsoftonline.com/
* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384
*  issuer: C=US; O=Microsoft Corporation; CN=Microsoft Azure RSA TLS Issuing CA 07
*  SSL certificate verify ok.
]],
  gives = {
    port("login.microsoftonline.com", 443, "open"), port("login.microsoftonline.com", 443, "open"),
    tls_check{ host = "login.microsoftonline.com", ok = true, inspected = true, issuer = "C=US; O=Contoso; CN=Contoso Edge CA",
               version = "1.2" },
    tls_check{ host = "device.login.microsoftonline.com", ok = true, inspected = false, version = "1.3",
               issuer = "C=US; O=Microsoft Corporation; CN=Microsoft Azure RSA TLS Issuing CA 07" },
  },
}

example "openssl behind a proxy that opens TLS" {
  adapter = "openssl",
  input = [[
$ openssl s_client -connect ns1.servicebus.windows.net:443 -servername ns1.servicebus.windows.net
depth=1 O = Contoso TLS Inspection CA, CN = Contoso Root
verify error:num=19:self-signed certificate in certificate chain
CONNECTED(00000003)
---
Server certificate
subject=CN = *.servicebus.windows.net
issuer=O = Contoso TLS Inspection CA, CN = proxy.contoso.local
---
New, TLSv1.2, Cipher is ECDHE-RSA-AES256-GCM-SHA384
Verify return code: 19 (self-signed certificate in certificate chain)
]],
  gives = {
    port("ns1.servicebus.windows.net", 443, "open"),
    tls_check{ host = "ns1.servicebus.windows.net", ok = false, inspected = true, version = "1.2",
               issuer = "O = Contoso TLS Inspection CA, CN = proxy.contoso.local", error = "self-signed certificate in certificate chain" },
  },
}

example "without the command line the certificate tells the host" {
  adapter = "openssl",
  input = "CONNECTED(00000003)\nsubject=C=US, O=Microsoft Corporation, CN=login.microsoftonline.com\n" ..
          "issuer=C=US, O=DigiCert Inc, CN=DigiCert SHA2 Secure Server CA\nNew, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384\n" ..
          "Verify return code: 0 (ok)\n",
  gives = { tls_check{ host = "login.microsoftonline.com", ok = true, version = "1.3",
                       issuer = "C=US, O=DigiCert Inc, CN=DigiCert SHA2 Secure Server CA" } },
}

example "openssl that gets no connection, and no handshake" {
  adapter = "openssl",
  input = [[
$ openssl s_client -connect dc01.contoso.com:636
40F7:error:8000006F:system library:BIO_connect:Connection refused:../crypto/bio/bio_sock2.c:114:calling connect()
connect:errno=111
$ openssl s_client -connect relay.contoso.com:443
connect:errno=110
$ openssl s_client -tls1_3 -connect old.contoso.com:443
CONNECTED(00000003)
4067:error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:../ssl/record/rec_layer_s3.c:1593:SSL alert number 70
]],
  gives = {
    port("dc01.contoso.com", 636, "closed"), port("dc01.contoso.com", 636, "closed"), port("relay.contoso.com", 443, "filtered"),
    port("old.contoso.com", 443, "open"), tls_check{ host = "old.contoso.com", ok = false },
  },
}

example "psping, three ends" {
  adapter = "psping",
  input = [[
C:\> psping -n 2 ns1.servicebus.windows.net:443

TCP connect to 203.0.113.20:443:
3 iterations (warmup 1) ping test:
Connecting to 203.0.113.20:443 (warmup): from 10.0.0.5:50412: 12.30ms
Connecting to 203.0.113.20:443: from 10.0.0.5:50413: 12.11ms

TCP connect statistics for 203.0.113.20:443:
  Sent = 2, Received = 2, Lost = 0 (0% loss),
  Minimum = 12.11ms, Maximum = 12.30ms, Average = 12.20ms
C:\> psping -n 2 dc01.contoso.com:389
TCP connect to 10.0.0.4:389:
Connecting to 10.0.0.4:389: from 0.0.0.0:50414:
The remote computer refused the network connection.
Connecting to 10.0.0.4:389: from 0.0.0.0:50415: The remote computer refused the network connection.
  Sent = 2, Received = 0, Lost = 2 (100% loss),
C:\> psping -n 2 relay.contoso.com:5671
TCP connect to 203.0.113.21:5671:
Connecting to 203.0.113.21:5671: from 0.0.0.0:50416: This operation returned because the timeout period expired.
  Sent = 2, Received = 0, Lost = 2 (100% loss),
]],
  gives = { port("ns1.servicebus.windows.net", 443, "open"), port("dc01.contoso.com", 389, "closed"),
            port("relay.contoso.com", 5671, "filtered") },
}

example "PortQry" {
  adapter = "portqry",
  input = [[
C:\> portqry.exe -n dc01.contoso.com -e 389 -p tcp
Querying target system called:
 dc01.contoso.com
Attempting to resolve name to IP address...
Name resolved to 10.0.0.4
querying...
TCP port 389 (ldap service): LISTENING
C:\> portqry.exe -n dc01.contoso.com -e 135 -p tcp
TCP port 135 (epmap service): NOT LISTENING
C:\> portqry.exe -n relay.contoso.com -e 443 -p tcp
TCP port 443 (https service): FILTERED
C:\> portqry.exe -n nosuch.invalid -e 443 -p tcp
Failed to resolve name to IP address
]],
  gives = { port("dc01.contoso.com", 389, "open"), port("dc01.contoso.com", 135, "closed"), port("relay.contoso.com", 443, "filtered"),
            port("nosuch.invalid", 443, "dns-failed") },
}

example "the connectivity test of Connect" {
  adapter = "connect-communications-test",
  input = [[
[2026-11-23 08:14:03] [INFO] Starting Online Endpoints tests (Commercial/GCC).
[2026-11-23 08:14:04] [SUCCESS] TCP connection to login.microsoftonline.com [20.190.159.2]:443 successful. Taking : 0 : seconds
[2026-11-23 08:14:05] [ERROR] TCP connection to watchdog.servicebus.windows.net [203.0.113.9]:5671 failed.
[2026-11-23 08:14:06] [ERROR] Unable to resolve host provisioningapi.microsoftonline.com.
[2026-11-23 08:14:07] [ERROR] Failed to contact https://adminwebservice.microsoftonline.com/provisioningservice.svc: Proxy authentication required.
[2026-11-23 08:14:08] [ERROR] :: Failed to obtain CRL from http://crl.microsoft.com/pki/root.crl: Proxy authentication required.
]],
  gives = { port("login.microsoftonline.com", 443, "open"), port("watchdog.servicebus.windows.net", 5671, "filtered"),
            port("provisioningapi.microsoftonline.com", 443, "dns-failed"),
            port("adminwebservice.microsoftonline.com", 443, "proxy-refused"), port("crl.microsoft.com", 80, "proxy-refused") },
}

example "PortQry prints the name that it was asked for, and much besides" {
  adapter = "portqry",
  input = [[
Querying target system called:

 dc01.contoso.com

Attempting to resolve name to IP address...


Name resolved to 198.51.100.7

querying...

TCP port 135 (epmap service): LISTENING

Querying Endpoint Mapper Database...
Server's response:

UUID: d95afe70-a6d5-4259-822e-2c84da1ddb0d
ncacn_ip_tcp:198.51.100.7[49664]

==== End of RPC Endpoint Mapper query response ====

TCP port 389 <ldap service>: NOT LISTENING

Querying target system called:
 198.51.100.9
Attempting to resolve IP address to a name...
IP address resolved to dc02.contoso.com
querying...
TCP port 636 (ldaps service): FILTERED
]],
  gives = { port_status{ host = "dc01.contoso.com", port = 135, state = "open" },
            port_status{ host = "dc01.contoso.com", port = 389, state = "closed" },
            port_status{ host = "198.51.100.9", port = 636, state = "filtered" } },
}

example "psping with options before and behind the address" {
  adapter = "psping",
  input = [[
C:\>psping64 -n 2 sts.contoso.com:443
TCP connect to 198.51.100.7:443:
3 iterations (warmup 1) ping test:
Connecting to 198.51.100.7:443 (warmup): from 192.0.2.4:60649: 2.00ms
Connecting to 198.51.100.7:443: from 192.0.2.4:60650: 3.83ms
TCP connect statistics for 198.51.100.7:443:
  Sent = 2, Received = 2, Lost = 0 (0% loss),
C:\>psping dc01:389 -n 2
TCP connect to 198.51.100.8:389:
Connecting to 198.51.100.8:389 (warmup): from 0.0.0.0:50000:
The remote computer refused the network connection.
TCP connect statistics for 198.51.100.8:389:
  Sent = 2, Received = 0, Lost = 2 (100% loss),
]],
  gives = { port_status{ host = "sts.contoso.com", port = 443, state = "open" },
            port_status{ host = "dc01", port = 389, state = "closed" } },
}
