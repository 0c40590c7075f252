evidence "e" { about = "?", { "yes", when = some.edge{} }, seen = { other = { 8 } } }
example "given" {
  code = 120013, now = "2026-11-23T12:00:00Z",
  given = { port{ host = "a", number = 443, state = "open", observed_at = "2026-11-23T11:00:00Z" },
            event{ id = 1, server = unknown "timed out" }, complete.edge{ a = "x" } },
  expect = { top = "cause", at_least = 60, at_most = 99, first_step = "step", next = "nothing",
             outcomes = { e = "open" }, derived = { mark{} }, not_derived = reach{} },
}
