-- Waltz, the OPS5 benchmark: find the junctions of a line drawing and label its edges.
-- A point is x * 10000 + y.  An edge is one line seen from p1; "boundary" has the thing on one side.
kind "stage" { doc = "What is being done", closed = true,
  fields = { at = one_of{ "reverse", "detect", "first", "second", "label", "boundaries", "rest", "done" } } }
kind "line" { doc = "A line of the drawing", closed = true, fields = { p1 = integer{}, p2 = integer{} } }
kind "edge" { doc = "A line seen from one end", closed = true,
  fields = { p1 = integer{}, p2 = integer{}, joined = boolean{}, plotted = boolean{},
             label = one_of{ "none", "plus", "minus", "boundary" } } }
kind "junction" { doc = "Where lines meet; p2 is the shaft of an arrow and the stem of a tee", closed = true,
  fields = { base = integer{}, p1 = integer{}, p2 = integer{}, p3 = integer{},
             type = one_of{ "L", "fork", "arrow", "tee" } } }

local function turn(b, p, q) -- > 0: q lies counter-clockwise of p, seen from b
  local bx, by = b // 10000, b % 10000
  return (p // 10000 - bx) * (q % 10000 - by) - (p % 10000 - by) * (q // 10000 - bx)
end

local function classify(b, p, q, r)
  if turn(b, p, q) == 0 then return "tee", p, r, q end
  if turn(b, q, r) == 0 then return "tee", q, p, r end
  if turn(b, p, r) == 0 then return "tee", p, q, r end
  -- the shaft has the two others on different sides, both within a half-turn that they span
  local function is_shaft(s, x, y)
    local u, v, w = turn(b, s, x), turn(b, s, y), turn(b, x, y)
    return u > 0 and v < 0 and w < 0 or u < 0 and v > 0 and w > 0
  end
  if is_shaft(p, q, r) then return "arrow", q, p, r end
  if is_shaft(q, p, r) then return "arrow", p, q, r end
  if is_shaft(r, p, q) then return "arrow", p, r, q end
  return "fork", p, q, r
end

rule "reverse edges" {
  when = { some.stage{ at = "reverse" }, some.line{ p1 = V.p, p2 = V.q } },
  action = { wm.assert(edge{ p1 = V.p, p2 = V.q, joined = false, plotted = false, label = "none" }),
             wm.assert(edge{ p1 = V.q, p2 = V.p, joined = false, plotted = false, label = "none" }), wm.retract(2) },
}

local function next_stage(name, from, to)
  rule(name){ when = { some.stage{ at = from } }, action = { wm.modify(1, { at = to }) } }
end
next_stage("done reversing", "reverse", "detect")

rule "make 3 junction" {
  when = { some.stage{ at = "detect" },
           some.edge{ p1 = V.b, p2 = V.p, joined = false },
           some.edge{ p1 = V.b, p2 = above(V.p):as(V.q), joined = false },
           some.edge{ p1 = V.b, p2 = above(V.q):as(V.r), joined = false } },
  action = function(m, wm)
    local type, p1, p2, p3 = classify(m.b, m.p, m.q, m.r)
    wm.assert(junction{ base = m.b, type = type, p1 = p1, p2 = p2, p3 = p3 })
    for i = 2, 4 do wm.modify(m[i], { joined = true }) end
  end,
}

rule "make L" { -- three edges at a point are more recent facts than two of them, and go first
  when = { some.stage{ at = "detect" },
           some.edge{ p1 = V.b, p2 = V.p, joined = false },
           some.edge{ p1 = V.b, p2 = above(V.p):as(V.q), joined = false } },
  action = { wm.assert(junction{ base = V.b, type = "L", p1 = V.p, p2 = V.q, p3 = 0 }),
             wm.modify(2, { joined = true }), wm.modify(3, { joined = true }) },
}

next_stage("done detecting", "detect", "first")

-- The outermost junctions are certain: nothing lies behind them.
local function boundary(which, from, to, nothing_beyond)
  rule(which .. " boundary junction L"){
    when = { some.stage{ at = from },
             some.junction{ type = "L", base = V.b, p1 = V.p, p2 = V.q },
             some.edge{ p1 = V.b, p2 = V.p }, some.edge{ p1 = V.b, p2 = V.q },
             none.junction{ base = nothing_beyond } },
    action = { wm.modify(3, { label = "boundary" }), wm.modify(4, { label = "boundary" }), wm.modify(1, { at = to }) },
  }
  rule(which .. " boundary junction arrow"){
    when = { some.stage{ at = from },
             some.junction{ type = "arrow", base = V.b, p1 = V.p, p2 = V.q, p3 = V.r },
             some.edge{ p1 = V.b, p2 = V.p }, some.edge{ p1 = V.b, p2 = V.q }, some.edge{ p1 = V.b, p2 = V.r },
             none.junction{ base = nothing_beyond } },
    action = { wm.modify(3, { label = "boundary" }), wm.modify(4, { label = "plus" }),
               wm.modify(5, { label = "boundary" }), wm.modify(1, { at = to }) },
  }
end
boundary("first", "first", "second", above(V.b))
boundary("second", "second", "label", below(V.b))

local labelling = some.stage{ at = "label" }

rule "match edge" {
  when = { labelling,
           some.edge{ p1 = V.p, p2 = V.q, plotted = false, label = one_of{ "plus", "minus", "boundary" }:as(V.label) },
           some.edge{ p1 = V.q, p2 = V.p, label = "none" } },
  action = { wm.modify(2, { plotted = true }), wm.modify(3, { plotted = true, label = V.label }) },
}

rule "label L" {
  when = { labelling, some.junction{ type = "L", base = V.b },
           some.edge{ p1 = V.b, p2 = V.p, label = one_of{ "plus", "minus" } },
           some.edge{ p1 = V.b, p2 = is_not(V.p), label = "none" } },
  action = { wm.modify(4, { label = "boundary" }) },
}

local function bar(name, first, second)
  rule(name){
    when = { labelling, some.junction{ type = "tee", base = V.b, p1 = first, p3 = second },
             some.edge{ p1 = V.b, p2 = V.p, label = "none" }, some.edge{ p1 = V.b, p2 = V.r } },
    action = { wm.modify(3, { label = "boundary" }), wm.modify(4, { label = "boundary" }) },
  }
end
bar("label tee A", V.p, V.r)
bar("label tee B", V.r, V.p)

rule "label fork 1" {
  when = { labelling, some.junction{ type = "fork", base = V.b }, some.edge{ p1 = V.b, label = "plus" },
           some.edge{ p1 = V.b, p2 = V.q, label = "none" },
           some.edge{ p1 = V.b, p2 = above(V.q), label = "none" } },
  action = { wm.modify(4, { label = "plus" }), wm.modify(5, { label = "plus" }) },
}
local function fork(name, first, second, third)
  rule(name){
    when = { labelling, some.junction{ type = "fork", base = V.b },
             some.edge{ p1 = V.b, p2 = V.p, label = first }, some.edge{ p1 = V.b, p2 = is_not(V.p), label = second },
             some.edge{ p1 = V.b, label = "none" } },
    action = { wm.modify(5, { label = third }) },
  }
end
fork("label fork 2", "boundary", "minus", "boundary")
fork("label fork 3", "boundary", "boundary", "minus")
fork("label fork 4", "minus", "minus", "minus")

-- The barbs of an arrow have one label, its shaft another.  A: p1 is known; B: p3 is.
local function arrow(side, known, other)
  local function junction_of() return some.junction{ type = "arrow", base = V.b, p1 = known, p2 = V.shaft, p3 = other } end
  local outer, label_other = one_of{ "boundary", "minus" }:as(V.label), wm.modify(5, { label = V.label })
  local function rule_of(name, known_label, shaft_label, other_label, shaft_to)
    rule("label arrow " .. name .. side){
      when = { labelling, junction_of(), some.edge{ p1 = V.b, p2 = V.known, label = known_label },
               some.edge{ p1 = V.b, p2 = V.shaft, label = shaft_label },
               some.edge{ p1 = V.b, p2 = V.other, label = other_label } },
      action = shaft_to and { wm.modify(4, { label = shaft_to }), label_other } or { label_other },
    }
  end
  local any = one_of{ "none", "plus", "minus", "boundary" }
  rule_of("1", outer, "none", any, "plus")
  rule_of("2", outer, "plus", "none")
  rule_of("3", one_of{ "plus" }:as(V.label), "none", any, "minus")
  rule_of("4", one_of{ "plus" }:as(V.label), "minus", "none")
end
arrow("A", V.known, V.other)
arrow("B", V.other, V.known)

rule "label arrow 5" {
  when = { labelling, some.junction{ type = "arrow", base = V.b, p1 = V.p, p2 = V.q, p3 = V.r },
           some.edge{ p1 = V.b, p2 = V.q, label = "minus" }, some.edge{ p1 = V.b, p2 = V.p, label = "none" },
           some.edge{ p1 = V.b, p2 = V.r, label = "none" } },
  action = { wm.modify(4, { label = "plus" }), wm.modify(5, { label = "plus" }) },
}

next_stage("done labelling", "label", "boundaries")

rule "plot boundaries" {
  when = { some.stage{ at = "boundaries" }, some.edge{ p1 = V.p, p2 = V.q, plotted = false, label = "boundary" },
           some.edge{ p1 = V.q, p2 = V.p } },
  action = { wm.modify(2, { plotted = true }) },
}
next_stage("done plotting boundaries", "boundaries", "rest")

rule "plot remaining" {
  when = { some.stage{ at = "rest" }, some.edge{ plotted = false, label = "none" } },
  action = { wm.modify(2, { plotted = true }) },
}
next_stage("done plotting", "rest", "done")
