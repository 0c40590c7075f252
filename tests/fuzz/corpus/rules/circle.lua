rule "step" { when = { some.edge{ a = V.a, b = V.b } }, derive = reach{ a = V.a, b = V.b } }
rule "walk" { when = { some.reach{ a = V.a, b = V.b }, some.edge{ a = V.b, b = V.c } }, derive = reach{ a = V.a, b = V.c } }
rule "undo" { when = { some.edge{ a = V.a }, none.mark{ x = V.a } }, derive = mark{ x = V.a }, salience = -1 }
