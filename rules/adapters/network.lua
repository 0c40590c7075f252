-- What tools print that try ports: Test-NetConnection, nmap, netcat.

-- Where a name doesn't resolve there is no address, and nothing was tried: that is no closed port.
local function port_by_test(host)
  return port_status{
    host  = at(host),
    port  = at "RemotePort",
    state = cases{
      { TcpTestSucceeded = true, gives = "open" },
      { NameResolutionSucceeded = false, gives = "dns-failed" },
      { RemoteAddress = empty, gives = "dns-failed" },
      gives = "filtered",
    },
  }
end

local ONLY_PING = "a ping says nothing about a port: run Test-NetConnection with -Port"

adapter "test-netconnection-json" {
  doc   = "Test-NetConnection | ConvertTo-Json",
  reads = "json",
  has   = { "ComputerName", "TcpTestSucceeded" },
  facts = {
    only_if{ RemotePort = is_not(one_of{ "0" }), only_if{ RemotePort = is_not(absent), port_by_test "ComputerName" } },
    only_if{ RemotePort = one_of{ "0" }, warning(ONLY_PING) },
  },
}

adapter "test-netconnection" {
  doc   = "Test-NetConnection, as the console prints it",
  reads = "keyed",
  has   = { "ComputerName", "TcpTestSucceeded", "RemotePort" },
  facts = { port_by_test "ComputerName" },
}

adapter "test-netconnection-csv" {
  doc   = "Test-NetConnection | Export-Csv",
  reads = "csv",
  has   = { "ComputerName", "TcpTestSucceeded", "RemotePort" },
  facts = { port_by_test "ComputerName" },
}

adapter "test-netconnection-ping" {
  doc   = "Test-NetConnection without a port",
  reads = "keyed",
  has   = { "ComputerName", "RemoteAddress" },
  where = { RemotePort = absent },
  facts = { warning(ONLY_PING) },
}

adapter "test-netconnection-warnings" {
  doc   = "the warnings of Test-NetConnection, in any language",
  reads = "lines",
  lines = {
    { "*: TCP connect to ({host:word} : {port:digits}) failed*",
      port_status{ host = at "host", port = at "port", state = "filtered" } },
    { "*: TCP connect to {host:word}:{port:digits} failed*",
      port_status{ host = at "host", port = at "port", state = "filtered" } },
  },
}

-- -InformationLevel Quiet, or .TcpTestSucceeded behind it, leaves one word of the answer.
local function quiet(state) return only_if{ host = is_not(absent), port_status{ host = at "host", port = at "port", state = state } } end
adapter "test-netconnection-quiet" {
  doc   = "Test-NetConnection that prints True or False alone, with its command line",
  reads = "lines",
  lines = {
    { { "*Test-NetConnection -ComputerName {host:word} -Port {port:digits}*", "*Test-NetConnection {host:word} -Port {port:digits}*",
        "*tnc {host:word} -Port {port:digits}*", "*Test-NetConnection -Port {port:digits} -ComputerName {host:word}" }, dns = "" },
    { { "TcpTestSucceeded *", "PS *" }, host = "" },
    { "*Name resolution of {name:word} failed", dns = "failed" },
    { "True", quiet "open" },
    { "False", quiet(cases{ { dns = "failed", gives = "dns-failed" }, gives = "filtered" }) },
  },
}

local STATES = { open = "open", closed = "closed", filtered = "filtered", unfiltered = "closed",
                 ["open|filtered"] = "filtered", ["closed|filtered"] = "filtered" }

adapter "nmap-xml" {
  doc   = "nmap -oX",
  reads = "xml",
  has   = { "nmaprun.host" },
  facts = {
    each "nmaprun.host" {
      each "ports.port" {
        only_if{ protocol = "tcp",
          port_status{
            host  = at{ "../hostnames.hostname[type=user].name", "../address.addr" }, -- a PTR name wasn't asked for
            port  = at "portid",
            state = at "state.state":words(STATES),
            observed_at = at "../../nmaprun.start",
          },
        },
      },
    },
  },
}

-- A name that doesn't resolve leaves a run without a host.
adapter "nmap-xml-nothing" {
  doc   = "nmap -oX that found no host to scan",
  reads = "xml",
  has   = { "nmaprun.args" },
  where = { ["nmaprun.runstats.hosts.total"] = "0", ["nmaprun.host"] = absent },
  facts = {
    warning "nmap scanned no host: the name doesn't resolve",
  },
}

-- The port that a failure is about is known only where one was asked for.  Of an address that was asked for it prints the
-- name too, which nobody tried.
adapter "nmap" {
  doc   = "nmap's normal output: console and -oN",
  reads = "lines",
  lines = {
    { "Nmap scan report for {host:word} ({ip:word})" },
    { "Nmap scan report for {host:word}" },
    { "Failed to resolve \"{name:word}\".*",
      only_if{ asked = is_not(absent), port_status{ host = at "name", port = at "asked", state = "dns-failed" } } },
    { { "{port:digits}/tcp {state:word} {service:word}", "{port:digits}/tcp {state:word} {service:word} *" },
      port_status{ host = cases{ { ip = at "target", gives = at "ip" }, gives = at "host" }, port = at "port",
                   state = at "state":words(STATES) } },
    { { "*nmap * -p {asked:digits} {target:word}", "*nmap * -p{asked:digits} {target:word}",
        "*nmap * -p {asked:digits} * {target:word}", "*nmap * -p{asked:digits} * {target:word}" } },
    { "Starting Nmap *" },
    { "*nmap * {target:word}", asked = "" },
  },
}

adapter "nmap-grepable" {
  doc   = "nmap -oG",
  reads = "lines",
  lines = {
    { { "Host: {ip:word} () Ports: {ports}", "Host: {ip:word} ({name:word}) Ports: {ports}" },
      each("ports", "{port:digits}/{state:word}/tcp/") {
        port_status{ host = cases{ { ["../ip"] = at "../target", gives = at "../ip" }, gives = at{ "../name", "../ip" } },
                     port = at "port", state = at "state":words(STATES) },
      } },
    { "# Nmap * {target:word}" },
    { "Host: {ip:word} () Status: *", name = "" },
    { "Host: {ip:word} ({name:word}) Status: *" },
  },
}

-- A command line in the transcript says what was asked for: ncat's and BusyBox's messages don't repeat it.
local function asked(state)
  return only_if{ asked = is_not(absent), port_status{ host = at "asked", port = at "at", state = state } }
end
local NOT_ASKED = only_if{ asked = absent, warning "a message of netcat names no host: keep the command line with it" }
local function told(state) return port_status{ host = at "host", port = at "port", state = state } end

-- traditional nc puts the name before the address that it tried
local function tried(state)
  return port_status{ host = cases{ { asked = absent, gives = at "host" }, gives = at "asked" }, port = at "port",
                      state = state }
end

adapter "netcat" {
  doc   = "nc -zv: OpenBSD's, traditional, ncat, BusyBox",
  reads = "lines",
  lines = {
    { { "*nc -* {asked:word} {at:digits}", "*ncat -* {asked:word} {at:digits}", "*nc {asked:word} {at:digits}",
        "*ncat {asked:word} {at:digits}" } },
    { "Connection to {host:word} *{port:digits} port *succeeded!", told "open" },
    { { "nc: connect to {host:word} port {port:digits} *failed: Connection refused",
        "nc: connect to {host:word} (*) port {port:digits} *failed: Connection refused" }, told "closed" },
    { { "nc: connect to {host:word} port {port:digits} *timed out*",
        "nc: connect to {host:word} (*) port {port:digits} *timed out*",
        "nc: connect to {host:word} port {port:digits} *unreachable",
        "nc: connect to {host:word} port {port:digits} *No route to host" }, told "filtered" },
    { "nc: getaddrinfo for host \"{host:word}\" port {port:digits}: *", told "dns-failed" },
    { { "nc: getaddrinfo: *", "{name:word}: forward host lookup failed: *", "nc: bad address *",
        "Ncat: Could not resolve hostname *" }, asked "dns-failed", NOT_ASKED },
    { "{name:word} [{host:word}] {port:digits} (*) open", tried "open" },
    { "{name:word} [{host:word}] {port:digits} (*) : Connection refused", tried "closed" },
    { { "{name:word} [{host:word}] {port:digits} (*) : Connection timed out",
        "{name:word} [{host:word}] {port:digits} (*) : No route to host" }, tried "filtered" },
    { "Ncat: Connected to {host:word}:{port:digits}.",
      port_status{ host = at{ "asked", "host" }, port = at "port", state = "open" } },
    { { "Ncat: Connection refused.", "nc: can't connect to remote host*: Connection refused" }, asked "closed", NOT_ASKED },
    { { "Ncat: TIMEOUT.", "Ncat: Connection timed out.", "Ncat: No route to host.",
        "nc: can't connect to remote host*: *timed out" }, asked "filtered", NOT_ASKED },
    { "nc: invalid option -- 'z'", warning "this netcat has no -z (BusyBox): it tried nothing, so nothing is known of the port" },
  },
}
