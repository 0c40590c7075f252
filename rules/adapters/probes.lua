-- What tools print that go further than a port: TLS, HTTP, and the connectivity tests of Microsoft Entra Connect.

-- Whose certificate is it?  Proxies that open TLS name themselves, or sign for hosts that only Microsoft signs for.
local PROXIES = one_of{ "*inspect*", "*proxy*", "*intercept*", "*mitm*", "*zscaler*", "*netskope*", "*fortinet*", "*fortigate*",
                        "*palo alto*", "*blue coat*", "*bluecoat*", "*forcepoint*", "*websense*", "*sophos*", "*mcafee*",
                        "*trellix*", "*umbrella*", "*barracuda*", "*watchguard*", "*sonicwall*", "*check point*", "*squid*" }
local OURS = one_of{ "*.microsoftonline.com", "*.microsoftonline-p.com", "*.windows.net", "*.msappproxy.net", "*.microsoft.com",
                     "*.microsoftazuread-sso.com", "*.live.com", "*.msauth.net", "*.msftauth.net", "*.azure.com", "*.office.com" }
local MICROSOFT = { ["*o*=*microsoft corporation*"] = "false", ["*o*=*digicert*"] = "false", otherwise = "true" }

local function tls(fields)
  fields.inspected = cases{ { issuer = PROXIES, gives = true }, { host = OURS, gives = at "issuer":words(MICROSOFT) } }
  fields.issuer = at "issuer"
  return tls_check(fields)
end

local function asked(state) return port_status{ host = at "host", port = at "port", state = state } end
local function told(state) return port_status{ host = at "name", port = at "to", state = state } end

adapter "curl" {
  doc   = "curl: its messages and exit codes, -v, -I",
  reads = "lines",
  lines = {
    { { "*curl *https://{host:word}:{port:digits}", "*curl *https://{host:word}:{port:digits}/*",
        "*curl *https://{host:word}:{port:digits} *" }, issuer = "", version = "" },
    { { "*curl *https://{host:word}/*", "*curl *https://{host:word} *", "*curl *https://{host:word}" },
      port = 443, issuer = "", version = "" },
    { { "*curl *http://{host:word}:{port:digits}", "*curl *http://{host:word}:{port:digits}/*",
        "*curl *http://{host:word}:{port:digits} *" } },
    { { "*curl *http://{host:word}/*", "*curl *http://{host:word} *", "*curl *http://{host:word}" }, port = 80 },
    { "curl: (5)*", warning "curl doesn't find the proxy by its name, so it tried nothing" },
    { { "curl: (6) Could not resolve host: {host:word}", "curl: (6)*", "curl: (28) Resolving timed out*" },
      asked "dns-failed" },
    { { "curl: (7) Failed to connect to {name:word} port {to:digits}*timed out*",
        "curl: (7) Failed to connect to {name:word} port {to:digits}*No route to host*",
        "curl: (7) Failed to connect to {name:word} port {to:digits}*unreachable*",
        "curl: (28) Failed to connect to {name:word} port {to:digits} *" }, told "filtered" },
    -- Newer ones don't say why.  A refusal comes at once, on Windows after two seconds; 21 seconds are its way to give up.
    { "curl: (7) Failed to connect to {name:word} port {to:digits} after {ms:digits} ms: Could*n* connect*",
      only_if{ ms = one_of{ "?", "??", "???", "1???", "2???" }, told "closed" },
      only_if{ ms = like "?????*", told "filtered" },
      only_if{ ms = one_of{ "3???", "4???", "5???", "6???", "7???", "8???", "9???" },
        warning "curl gave up after some seconds without saying why: nc -vz or Test-NetConnection tells" } },
    { "curl: (7) Failed to connect to {name:word} port {to:digits}*", told "closed" },
    { { "curl: (7)*" }, asked "closed" },
    { { "curl: (28) Connection timed out*", "curl: (28) connect() timed out*" }, asked "filtered" },
    { { "curl: (28) SSL connection timeout*", "curl: (28) Operation timed out*" }, asked "open" },
    { { "curl: (56) *CONNECT tunnel failed, response *", "curl: (56) *HTTP code * from proxy*",
        "curl: (97)*", "HTTP/{x:word} 407 *" }, asked "proxy-refused" },
    { "curl: ({n:digits}) {error}", -- 35, 51, 53, 58, 60, 77, 83, 90, 91 are TLS's
      only_if{ n = one_of{ "35", "51", "60", "77", "83", "90", "91" },
        asked "open",
        tls{ host = at "host", ok = false, error = at "error" } } },
    { { "* Connected to {name:word} (*) port {to:digits}*" }, told "open" },
    { { "* SSL connection using TLSv{version:word} */*" } },
    { "* issuer: {issuer}" },
    { "* SSL certificate verify ok.", tls{ host = at "host", ok = true, version = at "version" } },
    { "* SSL certificate verify result: {error}, continuing anyway.",
      tls{ host = at "host", ok = false, version = at "version", error = at "error" } },
    { { "*http_code=000*" } },
    { { "HTTP/{x:word} {status:digits}", "HTTP/{x:word} {status:digits} *", "*http_code={status:digits}*" },
      only_if{ host = is_not(absent), asked "open" } },
  },
}

-- Without the command line the certificate's own name says which host it is for.
local function cert(fields)
  fields.host = at{ "host", "cn" }
  fields.version = at "version"
  return tls(fields)
end

adapter "openssl" {
  doc   = "openssl s_client",
  reads = "lines",
  lines = {
    { { "*openssl *-connect {host:word}:{port:digits} *", "*openssl *-connect {host:word}:{port:digits}" },
      issuer = "", version = "", cn = "" },
    { "CONNECTED(*", only_if{ host = is_not(absent), asked "open" } },
    { { "*connect:errno=111", "*connect:errno=10061", "*:Connection refused*" },
      only_if{ host = is_not(absent), asked "closed" } },
    { { "*connect:errno=110", "*connect:errno=10060", "*connect:errno=113" },
      only_if{ host = is_not(absent), asked "filtered" } },
    { { "*BIO_lookup_ex:*", "*getaddrinfo*", "*gethostbyname*" }, only_if{ host = is_not(absent), asked "dns-failed" } },
    { { "subject=*CN = {cn:word}", "subject=*CN={cn:word}", "subject=*CN = {cn:word},*", "subject=*CN={cn:word}/*" } },
    { "issuer={issuer}" },
    { { "New, TLSv{version:word}, Cipher is *" } },
    { { "*:error:*:SSL routines:*:{error}", "*:error:*:SSL routines::{error}" },
      only_if{ host = is_not(absent), tls_check{ host = at "host", ok = false, error = at "error" } } },
    { "Verify return code: 0 (ok)", cert{ ok = true } },
    { "Verify return code: {n:digits} ({error})", cert{ ok = false, error = at "error" } },
  },
}

adapter "psping" {
  doc   = "psping host:port",
  reads = "lines",
  lines = {
    { { "*psping* {name:word}:{x:digits}", "*psping* {name:word}:{x:digits} *" } },
    { "TCP connect to {host:word}:{port:digits}:", refused = "" },
    { { "Connecting to * The remote computer refused the network connection.",
        "The remote computer refused the network connection.",
        "Connecting to * The remote computer refused the network connection" }, refused = "yes" },
    { "Sent = *, Received = {n:digits}, Lost = *",
      port_status{
        host  = at{ "name", "host" },
        port  = at "port",
        state = cases{ { n = is_not(one_of{ "0" }), gives = "open" }, { refused = "yes", gives = "closed" },
                       gives = "filtered" },
      } },
  },
}

-- It prints the name that it was asked for on a line of its own; where that is an address, its name doesn't count.
adapter "portqry" {
  doc   = "PortQry, PortQryUI",
  reads = "lines",
  lines = {
    { { "*portqry* -n {asked:word} -e {at:digits} *", "*portqry* -n {asked:word} -e {at:digits}",
        "*portqry* -n {asked:word} -p * -e {at:digits}", "*portqry* /n {asked:word} /e {at:digits} *",
        "*portqry* /n {asked:word} /e {at:digits}" }, name = "" },
    { { "*portqry* -n {asked:word} *", "*portqry* /n {asked:word} *" }, name = "", at = "" },
    { "Querying target system called:", name = "" },
    { "Querying target system called: {name:word}" },
    { "Failed to resolve name to IP address*",
      only_if{ at = is_not(absent), port_status{ host = at{ "asked", "name" }, port = at "at", state = "dns-failed" } } },
    { { "TCP port {port:digits} (*): {state}", "TCP port {port:digits} <*>: {state}" },
      port_status{ host = at{ "asked", "name" }, port = at "port",
                   state = at "state":words{ LISTENING = "open", ["NOT LISTENING"] = "closed", FILTERED = "filtered" } } },
    { { "querying...", "ncacn*", "==*" } },
    { "{name:word}" },
  },
}

-- Its times have no zone: they are the server's own, so they say nothing here.
adapter "connect-communications-test" {
  doc   = "the log of AADConnect-CommunicationsTest.ps1",
  reads = "lines",
  lines = {
    { { "[*] *TCP connection to {host:word} [{ip:word}]:{port:digits} successful*",
        "[*] *TCP connection to {host:word}:{port:digits} successful*" },
      port_status{ host = at "host", port = at "port", state = "open" } },
    { { "[*] *TCP connection to {host:word} [{ip:word}]:{port:digits} failed*",
        "[*] *TCP connection to {host:word}:{port:digits} failed*" },
      port_status{ host = at "host", port = at "port", state = "filtered" } },
    { "[*] *Unable to resolve host {host:word}.", port_status{ host = at "host", port = 443, state = "dns-failed" } },
    { { "[*] *https://{host:word}/*: Proxy authentication required*", "[*] *https://{host:word}: Proxy authentication required*" },
      port_status{ host = at "host", port = 443, state = "proxy-refused" } },
    { { "[*] *http://{host:word}/*: Proxy authentication required*", "[*] *http://{host:word}: Proxy authentication required*" },
      port_status{ host = at "host", port = 80, state = "proxy-refused" } },
  },
}
