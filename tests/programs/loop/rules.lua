-- A fact that rests on its own absence: no order of firing ends it, and the limit names the rules.
kind "seed" { doc = "A start", closed = true, fields = { n = integer{} } }
kind "light" { doc = "It is on", closed = true, fields = { n = integer{} } }
kind "dark" { doc = "It is off", closed = true, fields = { n = integer{} } }

rule "on where it is not on" {
  when = { some.seed{ n = V.n }, none.light{ n = V.n } },
  derive = light{ n = V.n },
}
