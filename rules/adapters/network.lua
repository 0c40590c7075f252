-- What tools print that try ports.

adapter "test-netconnection-json" {
  doc   = "Test-NetConnection | ConvertTo-Json",
  reads = "json",
  has   = { "ComputerName", "TcpTestSucceeded" },
  facts = {
    only_if{ RemotePort = is_not(absent),
      port_status{
        host  = at "ComputerName",
        port  = at "RemotePort",
        state = cases{
          { TcpTestSucceeded = true, gives = "open" },
          { NameResolutionSucceeded = false, gives = "dns-failed" },
          { RemoteAddress = absent, gives = "dns-failed" },
          gives = "filtered",
        },
      },
    },
  },
}

adapter "test-netconnection" {
  doc   = "Test-NetConnection, as the console prints it",
  reads = "keyed",
  has   = { "ComputerName", "TcpTestSucceeded" },
  facts = {
    port_status{
      host  = at "ComputerName",
      port  = at "RemotePort",
      state = cases{
        { TcpTestSucceeded = true, gives = "open" },
        { RemoteAddress = absent, gives = "dns-failed" },
        gives = "filtered",
      },
    },
  },
}

adapter "nmap-xml" {
  doc   = "nmap -oX",
  reads = "xml",
  has   = { "nmaprun.host" },
  facts = {
    each "nmaprun.host" {
      each "ports.port" {
        port_status{
          host  = at{ "../hostnames.hostname[type=user].name", "../hostnames.hostname.name", "../address.addr" },
          port  = at "portid",
          state = at "state.state":words{ open = "open", closed = "closed", filtered = "filtered",
                                          ["open|filtered"] = "filtered", ["closed|filtered"] = "filtered",
                                          unfiltered = "closed" },
        },
      },
    },
  },
}

adapter "netcat" {
  doc   = "nc -zv: OpenBSD's, traditional",
  reads = "lines",
  lines = {
    { "Connection to {host:word} *{port:digits} port *succeeded!", port_status{ host = at "host", port = at "port", state = "open" } },
    { "nc: connect to {host:word} *port {port:digits} *failed: Connection refused", port_status{ host = at "host", port = at "port", state = "closed" } },
    { "nc: connect to {host:word} *port {port:digits} *timed out*", port_status{ host = at "host", port = at "port", state = "filtered" } },
    { { "{name:word} [{host}] {port:digits} (*) open" }, port_status{ host = at "host", port = at "port", state = "open" } },
    { { "{name:word} [{host}] {port:digits} (*) : Connection refused" }, port_status{ host = at "host", port = at "port", state = "closed" } },
    { { "{name:word} [{host}] {port:digits} (*) : Connection timed out" }, port_status{ host = at "host", port = at "port", state = "filtered" } },
  },
}
