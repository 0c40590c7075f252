local c = some.edge{}
for i = 1, 15 do c = all_of{ c, any_of{ c, c } } end
rule "nested" { when = { c }, derive = mark{} }
local t = is_not("x")
t.a = t
rule "itself" { when = { some.edge{ a = t } }, derive = mark{} }
