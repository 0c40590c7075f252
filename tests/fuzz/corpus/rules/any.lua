rule "either" {
  when = { any_of{ some.port{ state = "open", host = V.h }, all_of{ some.only{ user = V.h }, none.mark{ x = V.h } } },
           any_of{ some.edge{}, is_not(some.event{}) } },
  derive = mark{ x = V.h }, salience = 10,
}
