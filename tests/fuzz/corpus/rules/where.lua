local function far(m) return m.n > 3 * m.i end
rule "where" { when = { some.port{ number = V.n }, some.event{ id = V.i }, where(far) }, derive = mark{ n = V.n } }
rule "unknown" { when = { some.event{ server = V.s }, where(function(m) return m.s:find("x", 1, true) ~= nil end) },
                 derive = mark{ x = V.s } }
