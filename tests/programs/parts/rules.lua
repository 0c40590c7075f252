-- Bill of materials: the weight of a thing is the sum over its parts, from the leaves up.
kind "has_part" { doc = "A thing has a part so many times", closed = true,
  fields = { thing = name{}, part = name{}, times = integer{ 1 } } }
kind "weight" { doc = "What a thing weighs, in grams", closed = true,
  fields = { thing = name{}, g = integer{ 0 } } }
kind "load" { doc = "What the parts of one sort weigh", closed = true,
  fields = { thing = name{}, part = name{}, g = integer{ 0 } } }

rule "parts of one sort" {
  when = { some.has_part{ thing = V.t, part = V.p, times = V.n }, some.weight{ thing = V.p, g = V.g } },
  action = function(m, wm) wm.assert(load{ thing = m.t, part = m.p, g = m.n * m.g }) end,
}
rule "all its parts are known" {
  when = { some.has_part{ thing = V.t }, none.weight{ thing = V.t },
           is_not(all_of{ some.has_part{ thing = V.t, part = V.p }, none.load{ thing = V.t, part = V.p } }),
           sum.load.g{ thing = V.t }:as(V.sum) },
  action = { wm.assert(weight{ thing = V.t, g = V.sum }) },
}
