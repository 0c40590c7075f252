rule "two steps" {
  when = { some.edge{ a = V.a, b = V.b }, some.edge{ a = V.b, b = V.c } },
  derive = { reach{ a = V.a, b = V.c }, mark{ x = V.a } },
  say = "{a} leads to {c}",
}
