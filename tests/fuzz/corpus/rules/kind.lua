collector "look" { doc = "how", minutes = 3, role = "admin", script = { pwsh = "collectors/look.ps1" } }
kind "thing" {
  doc = "a thing",
  fields = { id = integer{ 1, 99, unit = "MB" }, at = time{ optional = true, doc = "when" }, took = duration{ optional = true },
             state = one_of{ "on", "off" }, who = name{ optional = true, pii = true }, share = number{ 0, 1, optional = true },
             ok = boolean{ optional = true }, note = text{ optional = true } },
  key = { "id" }, fresh_for = "4h", collector = "look", closed = false,
}
