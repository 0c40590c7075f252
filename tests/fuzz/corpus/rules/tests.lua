local web = one_of{ 80, 443 }
rule "ports" {
  when = { some.port{ number = web:as(V.n), state = is_not("closed"), host = like "*a*", from = V.f } },
  derive = mark{ n = V.n },
}
rule "times" {
  when = { some.event{ at = within("24h"), id = V.i }, some.event{ id = above(V.i), took = between("1s", "2h"), load = below(1) } },
  derive = mark{ n = V.i },
}
