-- Observations that every family shares. Each is asked once; the families add the rows of their own causes with `seen`.

local SPOT = one_of{ "site", "domain", "ou" }

evidence "who is hit" {
  about = "whether one user, those behind one way out, of one domain or organizational unit, or everybody sees the error",
  { "one user",                when = all_of{ some.user_scope{ affected = "one" },
                                              unless(some.user_scope{ shared = SPOT }) },
                               say = "one user is hit" },
  { "one site",                when = some.user_scope{ shared = "site" },
                               say = "those hit sit behind the same way out" },
  { "one domain",              when = some.user_scope{ shared = "domain" },
                               say = "those hit have their domain in common" },
  { "one organizational unit", when = some.user_scope{ shared = "ou" },
                               say = "those hit are in one organizational unit" },
  { "a few",                   when = all_of{ some.user_scope{ affected = "few" },
                                              unless(some.user_scope{ shared = SPOT }) },
                               say = "a few users are hit, at several places" },
  { "many",                    when = all_of{ some.user_scope{ affected = one_of{ "many", "all" }:as(V.who) },
                                              unless(some.user_scope{ shared = SPOT }) },
                               say = "{who} users are hit" },
  seen = { other = { 58, 2, 4, 3, 13, 18 } },
}

evidence "Microsoft's service health" {
  about = "whether Microsoft reports a disturbance of the services that sign-in needs",
  { "disturbed", when = some.service_health{ status = one_of{ "degraded", "outage" }:as(V.status),
                                             service = V.service },
                 say = "Microsoft reports {service} as {status}" },
  { "healthy",   when = all_of{ some.service_health{ status = one_of{ "ok", "restored" } },
                                unless(some.service_health{ status = one_of{ "degraded", "outage" } }) },
                 say = "Microsoft reports no disturbance" },
  seen = { ["microsoft-outage"] = { 88, 9 }, other = { 4, 92 } },
}
