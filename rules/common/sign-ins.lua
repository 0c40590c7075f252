-- What the rows of a sign-in log tell together: how each sign-in ended.

rule "a sign-in that ended well" {
  when   = { some.sign_in{ correlation_id = V.id, code = above(0):as(V.code), at = V.at },
             some.sign_in{ correlation_id = V.id, code = 0, at = at_least(V.at) } },
  derive = sign_in_sequence{ correlation_id = V.id, code = V.code, final = "success" },
}
