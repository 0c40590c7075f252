-- WaltzDB: label the edges of a line drawing from a table of the labellings that each type of junction allows.
-- A point is x * 10000 + y.  A junction is given every labelling that its neighbours' labels leave possible; then those
-- of its neighbours that have no counterpart any more are taken away again.
local names = one_of{ "plus", "minus", "boundary", "none" }
local types = one_of{ "L", "fork", "arrow", "tee" }
kind "stage" { doc = "What is being done", closed = true,
  fields = { at = one_of{ "reverse", "detect", "first", "second", "label", "visit 3", "visit 2", "mark", "check",
                          "remove", "done" } } }
kind "line" { doc = "A line of the drawing", closed = true, fields = { p1 = integer{}, p2 = integer{} } }
kind "edge" { doc = "A line seen from one end", closed = true,
  fields = { p1 = integer{}, p2 = integer{}, joined = boolean{} } }
kind "junction" { doc = "Where n lines meet; p2 is the shaft of an arrow and the stem of a tee", closed = true,
  fields = { base = integer{}, p1 = integer{}, p2 = integer{}, p3 = integer{}, n = integer{ 2, 3 }, type = types,
             visited = one_of{ "no", "now", "check", "yes" } } }
kind "labelling" { doc = "Labels that the lines of a junction may have together", closed = true,
  fields = { type = types, id = integer{}, n1 = names, n2 = names, n3 = names } }
kind "edge_label" { doc = "A label that an edge may have, from one labelling", closed = true,
  fields = { p1 = integer{}, p2 = integer{}, name = names, id = integer{} } }
kind "illegal" { doc = "A labelling that fits no neighbour", closed = true,
  fields = { base = integer{}, id = integer{} } }

local function turn(b, p, q) -- > 0: q lies counter-clockwise of p, seen from b
  local bx, by = b // 10000, b % 10000
  return (p // 10000 - bx) * (q % 10000 - by) - (p % 10000 - by) * (q // 10000 - bx)
end

local function classify(b, p, q, r)
  if turn(b, p, q) == 0 then return "tee", p, r, q end
  if turn(b, q, r) == 0 then return "tee", q, p, r end
  if turn(b, p, r) == 0 then return "tee", p, q, r end
  local function is_shaft(s, x, y)
    local u, v, w = turn(b, s, x), turn(b, s, y), turn(b, x, y)
    return u > 0 and v < 0 and w < 0 or u < 0 and v > 0 and w > 0
  end
  if is_shaft(p, q, r) then return "arrow", q, p, r end
  if is_shaft(q, p, r) then return "arrow", p, q, r end
  if is_shaft(r, p, q) then return "arrow", p, r, q end
  return "fork", p, q, r
end

local function next_stage(name, from, to)
  rule(name){ when = { some.stage{ at = from } }, salience = -2, action = { wm.modify(1, { at = to }) } }
end

rule "reverse edges" {
  when = { some.stage{ at = "reverse" }, some.line{ p1 = V.p, p2 = V.q } },
  action = { wm.assert(edge{ p1 = V.p, p2 = V.q, joined = false }), wm.assert(edge{ p1 = V.q, p2 = V.p, joined = false }),
             wm.retract(2) },
}
next_stage("done reversing", "reverse", "detect")

rule "make 3 junction" {
  when = { some.stage{ at = "detect" },
           some.edge{ p1 = V.b, p2 = V.p, joined = false },
           some.edge{ p1 = V.b, p2 = above(V.p):as(V.q), joined = false },
           some.edge{ p1 = V.b, p2 = above(V.q):as(V.r), joined = false } },
  action = function(m, wm)
    local type, p1, p2, p3 = classify(m.b, m.p, m.q, m.r)
    wm.assert(junction{ base = m.b, n = 3, type = type, p1 = p1, p2 = p2, p3 = p3, visited = "no" })
    for i = 2, 4 do wm.modify(m[i], { joined = true }) end
  end,
}
rule "make L" {
  when = { some.stage{ at = "detect" },
           some.edge{ p1 = V.b, p2 = V.p, joined = false },
           some.edge{ p1 = V.b, p2 = above(V.p):as(V.q), joined = false } },
  salience = -1,
  action = { wm.assert(junction{ base = V.b, n = 2, type = "L", p1 = V.p, p2 = V.q, p3 = 0, visited = "no" }),
             wm.modify(2, { joined = true }), wm.modify(3, { joined = true }) },
}
next_stage("done detecting", "detect", "first")

local function labels(...) -- of the edges from V.b to V.p1, ...
  local list = {}
  for i, name in ipairs{ ... } do
    list[i] = wm.assert(edge_label{ p1 = V.b, p2 = V["p" .. i], name = name, id = V.id })
  end
  return list
end

-- The outermost junctions are certain: nothing lies behind them.
local function boundary(which, from, to, nothing_beyond)
  local function rule_of(type, id, ...)
    local action = labels(...)
    if which == "second" then table.insert(action, wm.modify(2, { visited = "yes" })) end
    table.insert(action, wm.modify(1, { at = to }))
    rule(which .. " boundary junction " .. type){
      when = { some.stage{ at = from },
               some.junction{ type = type, base = V.b, p1 = V.p1, p2 = V.p2, p3 = V.p3, visited = "no" },
               some.labelling{ type = type, id = one_of{ id }:as(V.id) }, none.junction{ base = nothing_beyond } },
      action = action,
    }
  end
  rule_of("L", 1, "boundary", "boundary")
  rule_of("arrow", 14, "boundary", "plus", "boundary")
end
boundary("first", "first", "second", above(V.b))
boundary("second", "second", "label", below(V.b))

for n = 3, 2, -1 do -- junctions of three lines say more, and go first
  local here = "visit " .. n
  rule("start visit " .. n){
    when = { some.stage{ at = "label" }, some.junction{ n = n, visited = "no" } }, salience = n - 3,
    action = { wm.modify(2, { visited = "now" }), wm.modify(1, { at = here }) },
  }
  for mask = 0, (1 << n) - 1 do -- which neighbours have labels that this one must agree with
    local when = { some.stage{ at = here },
                   some.junction{ n = n, visited = "now", type = V.type, base = V.b, p1 = V.p1, p2 = V.p2, p3 = V.p3 },
                   some.labelling{ type = V.type, id = V.id, n1 = V.n1, n2 = V.n2, n3 = V.n3 } }
    for i = 1, n do
      local p = V["p" .. i]
      when[i + 3] = mask >> (i - 1) & 1 == 1 and some.edge_label{ p1 = p, p2 = V.b, name = V["n" .. i] }
                    or none.edge_label{ p1 = p, p2 = V.b }
    end
    table.insert(when, none.edge_label{ p1 = V.b, id = V.id })
    rule("visit " .. n .. " with " .. mask){ when = when, action = labels(V.n1, V.n2, n == 3 and V.n3 or nil) }
  end
  rule("end visit " .. n){
    when = { some.stage{ at = here }, some.junction{ n = n, visited = "now" } }, salience = -1,
    action = { wm.modify(1, { at = "mark" }) },
  }
end
next_stage("done labelling", "label", "done")

rule "mark" {
  when = { some.stage{ at = "mark" }, some.junction{ base = V.b, visited = "now" }, some.edge{ p1 = V.c, p2 = V.b },
           some.junction{ base = V.c, visited = "yes" } },
  action = { wm.modify(4, { visited = "check" }) },
}
rule "stop marking" {
  when = { some.stage{ at = "mark" }, some.junction{ visited = "now" } }, salience = -1,
  action = { wm.modify(2, { visited = "yes" }) },
}
next_stage("start checking", "mark", "check")

rule "check" {
  when = { some.stage{ at = "check" }, some.junction{ base = V.b, visited = "check" },
           some.edge_label{ p1 = V.b, p2 = V.c, name = V.name, id = V.id }, some.junction{ base = V.c, visited = "yes" },
           none.edge_label{ p1 = V.c, p2 = V.b, name = V.name } },
  action = { wm.assert(illegal{ base = V.b, id = V.id }), wm.modify(1, { at = "remove" }) },
}
rule "stop check" {
  when = { some.stage{ at = "check" }, some.junction{ visited = "check" } }, salience = -1,
  action = { wm.modify(2, { visited = "yes" }) },
}
next_stage("stop checking", "check", "label")

for n = 3, 2, -1 do
  local when = { some.stage{ at = "remove" }, some.illegal{ base = V.b, id = V.id },
                 some.junction{ n = n, base = V.b, p1 = V.p1, p2 = V.p2, p3 = V.p3 } }
  local action = { wm.modify(1, { at = "check" }), wm.retract(2) }
  for i = 1, n do
    when[i + 3] = some.edge_label{ p1 = V.b, p2 = V["p" .. i], id = V.id }
    action[i + 2] = wm.retract(i + 3)
  end
  rule("remove labels " .. n){ when = when, action = action }
end
