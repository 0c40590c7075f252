evidence "path" {
  about = "whether there is a path",
  { "cut", when = none.reach{ a = "x" }, say = "no way", typical_of = { "cable", "router" } },
  { "there", when = { some.reach{ a = "x", b = V.b } }, say = "to {b}" },
  seen = { cable = { ALWAYS, NEVER }, other = { 5, 80.5 } },
}
seen "path" { switch = { OFTEN, RARELY } }
