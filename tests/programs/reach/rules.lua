-- Transitive closure over a graph with circles: when an edge is taken away, what it carried goes, also within a circle.
kind "edge" { doc = "A way from one place to another", closed = true, fields = { from = name{}, to = name{} } }
kind "reach" { doc = "One can get there", closed = true, fields = { from = name{}, to = name{} } }
kind "cut" { doc = "An edge to be taken away", closed = true, fields = { from = name{}, to = name{} } }

rule "a way" {
  when = { some.edge{ from = V.a, to = V.b } },
  derive = reach{ from = V.a, to = V.b },
}
rule "and further" {
  when = { some.reach{ from = V.a, to = V.b }, some.edge{ from = V.b, to = V.c } },
  derive = reach{ from = V.a, to = V.c },
}
-- Last of all, so that everything has been derived before.
rule "cut" {
  salience = -1,
  when = { some.cut{ from = V.a, to = V.b }, some.edge{ from = V.a, to = V.b } },
  action = { wm.retract(2) },
}
