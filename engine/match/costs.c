/* SPDX-License-Identifier: MIT */
#include "match/costs.h"

#include "base/hash.h"

#include <time.h>

/* Processor time: other programs don't make a rule slow. */
static int64_t clock_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* --- time --------------------------------------------------------------------------------------------- */

static struct rule_cost *cost_of(struct match_costs *c, const struct rule *rule)
{
    return rule != NULL && rule->order < c->n_rules ? &c->rules[rule->order] : &c->others;
}

static void charge(struct match_costs *c, struct rule_cost *next)
{
    const int64_t now = clock_ns();
    if (c->now != NULL)
        c->now->ns += now - c->since;
    c->now = next;
    c->since = now;
}

struct rule_cost *rsv__costs_enter(struct match_costs *c, const struct rule *rule)
{
    struct rule_cost *before = c->now;
    charge(c, cost_of(c, rule));
    return before;
}

void rsv__costs_leave(struct match_costs *c, struct rule_cost *before)
{
    charge(c, before);
}

/* --- Lua: the matcher's host, timed ------------------------------------------------------------------------ */

static enum truth timed_where(void *user, uint32_t function, const struct formula *formula, const struct env *env,
                              int *stopped)
{
    struct match_costs *c = user;
    struct rule_cost *cost = c->now ? c->now : &c->others;
    const int64_t start = clock_ns();
    const enum truth value = c->host.where(c->host.user, function, formula, env, stopped);
    cost->lua_ns += clock_ns() - start;
    cost->lua_calls++;
    return value;
}

/* With what comes of it: changes of facts that other rules look at are theirs. */
static rsv_status timed_act(void *user, const struct rule *rule, const struct env *env, const fact_ref *facts,
                            uint32_t n, rsv_error *err)
{
    struct match_costs *c = user;
    struct rule_cost *cost = cost_of(c, rule);
    const int64_t before = cost->ns, start = clock_ns();
    charge(c, cost);
    const rsv_status rc = c->host.act(c->host.user, rule, env, facts, n, err);
    charge(c, cost);
    const int64_t took = cost->ns - before, all = clock_ns() - start;
    cost->lua_ns += took < all ? took : all;
    cost->lua_calls++;
    return rc;
}

static void count_firing(void *user, const struct rule *rule)
{
    struct match_costs *c = user;
    cost_of(c, rule)->fired++;
    if (c->host.fired != NULL)
        c->host.fired(c->host.user, rule);
}

void rsv__costs_attach(struct match_costs *c, struct matcher *m)
{
    if (m->costs != NULL)
        m->host = m->costs->host;
    m->costs = c;
    if (c == NULL)
        return;
    c->host = m->host;
    c->now = NULL;
    m->host = (struct matcher_host){c, timed_where, timed_act, count_firing};
}

/* --- efforts ------------------------------------------------------------------------------------------------ */

static size_t place_of(const struct match_costs *c, const void *what)
{
    size_t i = (size_t)rsv__hash_mix((uint64_t)(uintptr_t)what) & (c->cap_efforts - 1);
    while (c->efforts[i].what != NULL && c->efforts[i].what != what)
        i = (i + 1) & (c->cap_efforts - 1);
    return i;
}

static bool grow(struct match_costs *c)
{
    const struct match_costs old = *c;
    c->cap_efforts = old.cap_efforts ? old.cap_efforts * 2 : 64;
    c->efforts = rsv__alloc_zero(c->alloc, c->cap_efforts * sizeof *c->efforts);
    if (c->efforts == NULL) {
        *c = old;
        c->failed = true;
        return false;
    }
    for (size_t i = 0; i < old.cap_efforts; i++)
        if (old.efforts[i].what != NULL)
            c->efforts[place_of(c, old.efforts[i].what)] = old.efforts[i];
    rsv__release(c->alloc, old.efforts, old.cap_efforts * sizeof *old.efforts);
    return true;
}

void rsv__costs_match(struct match_costs *c, const struct rule *rule)
{
    cost_of(c, rule)->matches++;
}

void rsv__costs_add(struct match_costs *c, const void *what, uint64_t tried)
{
    if (c->n_efforts * 2 >= c->cap_efforts && !grow(c))
        return;
    struct effort *e = &c->efforts[place_of(c, what)];
    c->n_efforts += e->what == NULL;
    e->what = what;
    e->times++;
    e->tried += tried;
}

struct effort rsv__costs_of(const struct match_costs *c, const void *what)
{
    return c->cap_efforts > 0 ? c->efforts[place_of(c, what)] : (struct effort){.what = NULL};
}

/* --- coming and going ------------------------------------------------------------------------------------------ */

rsv_status rsv__costs_init(struct match_costs *c, const struct network *net, uint32_t n_rules, struct alloc *alloc,
                           rsv_error *err)
{
    *c = (struct match_costs){.alloc = alloc, .net = net, .n_rules = n_rules};
    c->rules = rsv__alloc_zero(alloc, (n_rules + 1) * sizeof *c->rules);
    return c->rules ? RSV_OK : rsv__nomem(err);
}

void rsv__costs_free(struct match_costs *c)
{
    rsv__release(c->alloc, c->efforts, c->cap_efforts * sizeof *c->efforts);
    rsv__release(c->alloc, c->rules, c->rules ? (c->n_rules + 1) * sizeof *c->rules : 0);
    *c = (struct match_costs){0};
}
