rule "wrong" { wen = { some.prot{ stat = open } }, derive = port{ number = "443" } }
rule "wrong" { when = { some.port{ state = "opne", number = above("x") }, count.edge{} }, derive = 5, action = 6 }
evidence "e" { { when = 3 }, seen = { a = { 1, 2 } } }
kind "Bad" { fields = { a = text, b = one_of{} }, key = "a", fresh_for = "soon" }
