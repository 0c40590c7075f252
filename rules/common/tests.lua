-- What the user or the help desk can try in two minutes, and what came of it.

local function works(test) return some.tried{ test = test, result = "works" } end
local function fails(test) return some.tried{ test = test, result = one_of{ "same-error", "other-error" } } end

evidence "the same again two minutes later" {
  about = "whether waiting two minutes and trying again is enough",
  { "works", when = works "again-after-two-minutes", say = "two minutes later it worked" },
  { "fails", when = fails "again-after-two-minutes", say = "two minutes later it failed again" },
  seen = { other = { 8, 88 } },
}

evidence "password typed where it can be read" {
  about = "whether it works when the password is typed visibly and copied over",
  { "works", when = works "password-typed-visibly", say = "typed where it could be read, the password worked" },
  { "fails", when = fails "password-typed-visibly",
             say = "the password fails even when it's typed where it can be read" },
  seen = { other = { 8, 86 } },
}

local CLEAN = one_of{ "fresh-sign-in", "private-window", "other-browser", "other-device" }

evidence "from a clean session" {
  about = "whether it works by hand in a private window, another browser or device, or after a fresh sign-in",
  { "works", when = works(CLEAN), say = "from a clean session, typed by hand, it works" },
  { "fails", when = all_of{ fails(CLEAN), unless(works(CLEAN)) },
             say = "from a clean session, typed by hand, it fails as well" },
  seen = { other = { 6, 90 } },
}

evidence "the same password elsewhere" {
  about = "whether the password that is refused is right: at a domain computer, or by the user's word",
  { "is right", when = any_of{ works "domain-sign-in",
                               all_of{ some.ticket{ knows_password = true }, unless(fails "domain-sign-in") } },
                say = "the same password has just worked elsewhere" },
  { "is wrong", when = all_of{ any_of{ fails "domain-sign-in", some.ticket{ knows_password = false } },
                               unless(any_of{ works "domain-sign-in", some.ticket{ knows_password = true } }) },
                say = "the password doesn't work elsewhere either, or the user isn't sure of it" },
  seen = { other = { 60, 32 } },
}

evidence "another network" {
  about = "whether the same sign-in works by another way out, for instance a phone's hotspot",
  { "works", when = works "other-network", say = "by another network it works" },
  { "fails", when = fails "other-network", say = "it fails by another network too" },
  seen = { other = { 6, 91 } },
}

evidence "another application" {
  about = "whether the same user gets into other applications",
  { "works", when = works "other-application", say = "the user gets into other applications" },
  { "fails", when = fails "other-application", say = "the user gets into no other application either" },
  seen = { other = { 8, 88 } },
}

evidence "another user at the same place" {
  about = "whether another user gets in where this one fails",
  { "gets in", when = works "other-user", say = "another user gets in at the same place" },
  { "fails",   when = fails "other-user", say = "another user fails there as well" },
  seen = { other = { 48, 50 } },
}
