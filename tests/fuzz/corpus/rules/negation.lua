rule "dead end" {
  when = { some.edge{ b = V.b }, none.edge{ a = V.b }, unless(some.only{ user = V.b }) },
  derive = mark{ x = V.b },
}
rule "not both" { when = { is_not(all_of{ some.port{ state = "open" }, some.mark{} }) }, derive = mark{ n = 1 } }
