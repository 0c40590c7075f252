-- Shortest paths: of all places that roads have reached, the nearest is settled next, and roads lead on from there.
kind "road" { doc = "A road", closed = true, fields = { from = name{}, to = name{}, km = integer{ 0 } } }
kind "reached" { doc = "A place was reached by some way", closed = true, fields = { place = name{}, km = integer{ 0 } } }
kind "settled" { doc = "The least distance", closed = true, fields = { place = name{}, km = integer{ 0 } } }

rule "drive on" {
  salience = 1,
  when = { some.settled{ place = V.a, km = V.far }, some.road{ from = V.a, to = V.b, km = V.km }, none.settled{ place = V.b } },
  action = function(m, wm) wm.assert(reached{ place = m.b, km = m.far + m.km }) end,
}
rule "forget" {
  salience = 2,
  when = { some.settled{ place = V.a }, some.reached{ place = V.a } },
  action = { wm.retract(2) },
}
rule "settle the nearest" {
  when = { min.reached.km{}:as(V.km), some.reached{ place = V.a, km = V.km } },
  action = { wm.assert(settled{ place = V.a, km = V.km }) },
}
