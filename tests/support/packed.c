/* SPDX-License-Identifier: MIT */
#include "support/packed.h"

#include "session/ruleset.h"

static const char rules[] =
    "collector \"look\" { doc = \"Look\", minutes = 2, role = \"helpdesk\", script = { pwsh = \"collectors/look.ps1\" } }\n"
    "kind \"host\" { doc = \"A host\", fields = {\n"
    "  name = name{ doc = \"its name\" }, note = text{ optional = true, pii = true },\n"
    "  state = one_of{ \"up\", \"down\", optional = true }, load = number{ 0, 1, optional = true, unit = \"x\" },\n"
    "  users = integer{ 0, optional = true }, ok = boolean{ optional = true }, at = time{ optional = true },\n"
    "  took = duration{ optional = true } },\n"
    "  key = { \"name\" }, fresh_for = \"1h\", collector = \"look\" }\n"
    "kind \"trouble\" { doc = \"Derived\", fields = { name = name{}, users = integer{}, why = text{} }, closed = true }\n"
    "rule \"down\" { when = { some.host{ name = V.h, state = one_of{ \"down\" }, users = above(3):as(V.n) },\n"
    "                        where(function(m) return m.n > 4 end) },\n"
    "  derive = { trouble{ name = V.h, users = V.n, why = \"down\" } }, salience = -5, say = \"{h} is down\" }\n"
    "rule \"act\" { when = { some.host{ ok = false } }, action = function(m, wm) wm.retract(m[1]) end }\n"
    "rule \"list\" { when = { some.trouble{ name = V.h }, some.host{ name = V.h, ok = true, users = V.n } }, action = {\n"
    "  wm.retract(1), wm.modify(2, { users = 4 }), wm.assert(trouble{ name = V.h, users = V.n, why = \"it\" }) } }\n"
    "evidence \"hosts\" { about = \"whether hosts work\", codes = { 4711, 4712 },\n"
    "  { \"bad\", when = any_of{ some.trouble{ why = is_not(like \"u*\") }, count.host{ ok = false }:at_least(2):as(V.k),\n"
    "                          sum.host.users{ state = \"up\" }:between(1, 9) }, say = \"{k} are bad\" },\n"
    "  { \"good\", when = all_of{ none.host{ state = \"down\" }, some.host{ at = V.t },\n"
    "                           unless(some.host{ at = within(\"5m\", V.t) }),\n"
    "                           is_not(some.host{ took = at_most(\"90s\"), load = between(0.25, 0.5) }),\n"
    "                           max.host.at{ users = one_of{ 1, 2 } }:above(\"2026-11-23T00:00:00Z\"),\n"
    "                           distinct.host.note{}:below(7) } },\n"
    "  seen = { a = { 90, 5 }, b = { 1.5, ALWAYS }, other = { 10, 20 } } }\n";

uint32_t packed_write(const struct rulebook *book, const char *dir, struct alloc *alloc, struct buf *packs)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < 1 + book->n_rules + book->n_evidence; i++)
        rsv__buf_init(&packs[i], alloc);
    rsv__pack_vocabulary(book, dir, &packs[n++]);
    for (uint32_t i = 0; i < book->n_rules; i++)
        rsv__pack_rule(book->rules[i], dir, &packs[n++]);
    for (uint32_t i = 0; i < book->n_evidence; i++)
        rsv__pack_evidence(book->evidence[i], book, dir, &packs[n++]);
    return n;
}

void packed_open(struct packed *p)
{
    world_open(&p->world);
    world_write(&p->world, "rules/all.lua", rules);
    world_load(&p->world);
    rsv__alloc_init(&p->alloc, NULL);
    p->book = &((struct rsv_ruleset *)p->world.rules)->book;
    p->n = packed_write(p->book, p->world.rules_dir, &p->alloc, p->packs);
}

void packed_close(struct packed *p)
{
    for (uint32_t i = 0; i < p->n; i++)
        rsv__buf_free(&p->packs[i]);
    world_close(&p->world);
}
