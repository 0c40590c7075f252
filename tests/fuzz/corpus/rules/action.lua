rule "act" {
  when = { some.event{ id = V.i, server = V.s }, some.edge{ a = V.s } },
  action = function(m, wm)
    wm.assert(mark{ x = m.s, n = m.i })
    wm.modify(m[1], { ok = false, took = 60 })
    if m[2].b == "y" then wm.retract(m[2]) end
  end,
}
