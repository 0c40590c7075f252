rule "loop in where" { when = { some.edge{ a = V.a }, where(function(m) while true do end end) }, derive = mark{ x = V.a } }
rule "loop in action" { when = { some.only{} }, action = function(m, wm) while true do wm.assert(mark{ n = 1 }) end end }
rule "without end" { when = { some.mark{ n = V.n } }, action = function(m, wm) wm.assert(mark{ n = m.n + 1 }) end }
