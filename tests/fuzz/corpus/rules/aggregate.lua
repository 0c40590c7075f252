rule "count" { when = { count.edge{}:at_least(2):as(V.n) }, derive = mark{ n = V.n } }
rule "more" {
  when = { some.edge{ a = V.a }, count.edge{ a = V.a }:between(1, 3), sum.event.took{}:above("1m"),
           max.event.load{ ok = true }:at_most(0.5), min.event.id{}:is(5), distinct.edge.b{}:below(9) },
  derive = reach{ a = V.a },
}
