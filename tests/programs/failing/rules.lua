-- A function that fails is a fault of its rule, not of the case: the other rules go on, and the first failure is told.
kind "count" { doc = "A number", closed = true, fields = { n = integer{} } }
kind "half" { doc = "Half of it", closed = true, fields = { n = integer{} } }

rule "halve" {
  when = { some.count{ n = V.n } },
  action = function(m, wm) wm.assert(half{ n = m.n / 2 }) end, -- a number with a fraction: `//` gives an integer
}
rule "halve as an integer" {
  when = { some.count{ n = V.n } },
  action = function(m, wm) wm.assert(half{ n = m.n // 2 }) end,
}
