-- Miss Manners, the OPS5 benchmark: seat guests so that neighbours share a hobby and differ in sex.
local states = one_of{ "start", "assign", "path", "check", "print", "done" }
local sexes = one_of{ "m", "f" }
local hobbies = one_of{ "h1", "h2", "h3", "h4", "h5" }

local function plain(name, fields)
  kind(name){ doc = "Miss Manners", closed = true, fields = fields }
end
plain("context", { state = states })
plain("count", { c = integer{} })
plain("last_seat", { seat = integer{} })
plain("guest", { name = integer{}, sex = sexes, hobby = hobbies })
plain("seating", { id = integer{}, pid = integer{}, seat1 = integer{}, name1 = integer{},
                   name2 = integer{}, seat2 = integer{}, path_done = boolean{} })
plain("path", { id = integer{}, name = integer{}, seat = integer{} })
plain("chosen", { id = integer{}, name = integer{}, hobby = hobbies })

rule "assign first seat" {
  when = { some.context{ state = "start" }, some.guest{ name = V.n }, some.count{ c = V.c } },
  action = function(m, wm)
    local n, c = m.n, m.c
    wm.assert(seating{ id = c, pid = 0, seat1 = 1, name1 = n, name2 = n, seat2 = 1, path_done = true })
    wm.assert(path{ id = c, name = n, seat = 1 })
    wm.modify(m[3], { c = c + 1 })
    wm.modify(m[1], { state = "assign" })
  end,
}

rule "find seating" {
  when = {
    some.context{ state = "assign" },
    some.seating{ id = V.id, seat2 = V.seat, name2 = V.left, path_done = true },
    some.guest{ name = V.left, sex = V.sex, hobby = V.hobby },
    some.guest{ name = V.right, sex = is_not(V.sex), hobby = V.hobby },
    some.count{ c = V.c },
    none.path{ id = V.id, name = V.right },
    none.chosen{ id = V.id, name = V.right, hobby = V.hobby },
  },
  action = function(m, wm)
    local c, id, right, seat = m.c, m.id, m.right, m.seat
    wm.assert(seating{ id = c, pid = id, seat1 = seat, name1 = m.left, name2 = right, seat2 = seat + 1,
                       path_done = false })
    wm.assert(path{ id = c, name = right, seat = seat + 1 })
    wm.assert(chosen{ id = id, name = right, hobby = m.hobby })
    wm.modify(m[5], { c = c + 1 })
    wm.modify(m[1], { state = "path" })
  end,
}

rule "make path" {
  when = {
    some.context{ state = "path" },
    some.seating{ id = V.id, pid = V.pid, path_done = false },
    some.path{ id = V.pid, name = V.name, seat = V.seat },
    none.path{ id = V.id, name = V.name },
  },
  action = { wm.assert(path{ id = V.id, name = V.name, seat = V.seat }) },
}

rule "path done" {
  when = { some.context{ state = "path" }, some.seating{ path_done = false } },
  action = { wm.modify(2, { path_done = true }), wm.modify(1, { state = "check" }) },
}

rule "are we done" {
  when = { some.context{ state = "check" }, some.last_seat{ seat = V.seat }, some.seating{ seat2 = V.seat } },
  action = { wm.modify(1, { state = "print" }) },
}

rule "continue" {
  when = { some.context{ state = "check" } },
  action = { wm.modify(1, { state = "assign" }) },
}

rule "print results" {
  when = { some.context{ state = "print" }, some.last_seat{ seat = V.seat },
           some.seating{ id = V.id, seat2 = V.seat }, some.path{ id = V.id } },
  action = { wm.retract(4) },
}

rule "all done" {
  when = { some.context{ state = "print" } },
  action = { wm.modify(1, { state = "done" }) },
}
