-- Sorting by exchange: two records out of order swap their values until none are.
kind "cell" { doc = "A value at a place", closed = true, fields = { at = integer{}, value = integer{} } }

rule "swap" {
  when = { some.cell{ at = V.i, value = V.x }, some.cell{ at = above(V.i), value = below(V.x):as(V.y) } },
  action = { wm.modify(1, { value = V.y }), wm.modify(2, { value = V.x }) },
}
