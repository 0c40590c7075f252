local names = { one = 1, two = 2, three = 3 }
for name, n in pairs(names) do
  rule("rule " .. name) { when = { some.mark{ n = n } }, derive = reach{ a = name } }
end
local list = {}
for i = 1, 5 do list[#list + 1] = some.port{ number = i * 100 } end
rule("any " .. #list) { when = { any_of(list) }, derive = mark{ n = select("#", table.unpack(list)) } }
local text = ("%s-%d"):format(("Ab"):lower():rep(3, "."), 5):gsub("%d", "x")
rule(text) { when = { some.edge{ a = text } }, derive = mark{ x = text:match("^(%a+)") } }
