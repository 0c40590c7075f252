-- Nested negation: a supplier for whom there is no part that they don't supply. "Every" is "none without".
kind "supplier" { doc = "Who supplies", closed = true, fields = { name = name{} } }
kind "part" { doc = "What is needed", closed = true, fields = { name = name{}, colour = one_of{ "red", "blue" } } }
kind "supplies" { doc = "Who supplies what", closed = true, fields = { supplier = name{}, part = name{} } }
kind "result" { doc = "What was found about a supplier", closed = true,
                fields = { supplier = name{}, is = one_of{ "complete", "all red", "idle" } } }

rule "supplies every part" {
  when = { some.supplier{ name = V.s },
           is_not(all_of{ some.part{ name = V.p }, none.supplies{ supplier = V.s, part = V.p } }) },
  derive = result{ supplier = V.s, is = "complete" },
}
rule "supplies every red part" {
  when = { some.supplier{ name = V.s },
           is_not(all_of{ some.part{ name = V.p, colour = "red" }, none.supplies{ supplier = V.s, part = V.p } }) },
  derive = result{ supplier = V.s, is = "all red" },
}
rule "supplies nothing" {
  when = { some.supplier{ name = V.s }, none.supplies{ supplier = V.s } },
  derive = result{ supplier = V.s, is = "idle" },
}
