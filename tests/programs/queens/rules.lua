-- Six queens: which two squares don't attack each other is derived first, by order and by a short `where`; then a solution
-- is a join by equality. (A single `where` over all six queens would be asked of each of the 46,656 ways to put them.)
kind "square" { doc = "A square of the board", closed = true, fields = { column = integer{ 1, 6 }, row = integer{ 1, 6 } } }
kind "safe" { doc = "Two squares of the columns c < d, without attack", closed = true,
              fields = { c = integer{}, r = integer{}, d = integer{}, s = integer{} } }
kind "found" { doc = "The rows of the queens, column by column", closed = true, fields = { rows = text{} } }

rule "safe" {
  salience = 1,
  when = { some.square{ column = V.c, row = V.r }, some.square{ column = above(V.c):as(V.d), row = is_not(V.r):as(V.s) },
           where(function(m) return math.abs(m.r - m.s) ~= m.d - m.c end) },
  derive = safe{ c = V.c, r = V.r, d = V.d, s = V.s },
}

local pairs_of_columns = {}
for d = 2, 6 do
  for c = 1, d - 1 do
    pairs_of_columns[#pairs_of_columns + 1] = some.safe{ c = c, r = V["q" .. c], d = d, s = V["q" .. d] }
  end
end

rule "a solution" {
  when = pairs_of_columns,
  action = function(m, wm) wm.assert(found{ rows = m.q1 .. m.q2 .. m.q3 .. m.q4 .. m.q5 .. m.q6 }) end,
}
rule "tidy up" {
  salience = -1,
  when = { some.square{} },
  action = { wm.retract(1) },
}
