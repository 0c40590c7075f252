/* SPDX-License-Identifier: MIT
 * session.c - opening, closing, and the run loop with its limits. */
#include "session/session.h"

#include "session/bench.h"

#include "base/time.h"

#include <stdio.h>
#include <string.h>

enum { MAX_FIRINGS = 100000 };

/* --- what the matcher asks ------------------------------------------------------------------ */

struct match_view {
    struct rsv_session *s;
    const struct env *env;
    const slab_ref *facts;
    int missing; /* the last variable that was asked for and has no value, or -1 */
};

static bool view_variable(void *user, uint32_t var, union value *out)
{
    struct match_view *v = user;
    const bool known = env_knows(v->env, var);
    *out = v->env->values[var];
    if (!known)
        v->missing = (int)var;
    return known;
}

static const struct fact *view_fact(const struct match_view *v, uint32_t i)
{
    return fact_at(&v->s->matcher, v->facts[i]);
}

static bool view_field(void *user, uint32_t fact, uint32_t f, union value *out)
{
    const struct fact *x = view_fact(user, fact);
    if (!(x->known >> f & 1))
        return false;
    *out = fact_value(&((const struct match_view *)user)->s->matcher, x, f);
    return true;
}

static const struct kind *view_kind(void *user, uint32_t fact)
{
    const struct match_view *v = user;
    return fact_kind(&v->s->matcher, view_fact(v, fact));
}

/* The first thing that went wrong in a Lua function: said with the answer. */
static void note_problem(struct rsv_session *s, const char *what, const rsv_error *err)
{
    if (s->problem[0] == '\0')
        snprintf(s->problem, sizeof s->problem, "%.80s: %.150s", what, err->message);
}

static enum truth ask_where(void *user, uint32_t function, const struct formula *formula,
                            const struct env *env, int *stopped)
{
    struct rsv_session *s = user;
    struct match_view view = {s, env, NULL, -1};
    const struct call_view call = {.user = &view, .formula = formula, .variable = view_variable};
    enum truth value = UNKNOWN_;
    rsv_error err;
    const rsv_status rc = rsv__call_where(s->caller, function, &call, &value, &err);
    if (rc == RSV_ENOMEM)
        s->matcher.failed = true;
    else if (rc != RSV_OK && stopped == NULL)
        note_problem(s, "a where function failed", &err);
    if (stopped != NULL)
        *stopped = view.missing;
    return value;
}

/* --- actions: changes are queued, and applied when the function has returned ---------------------- */

static void release_values(struct rsv_session *s, const struct kind *k, uint32_t mask,
                           union value *values)
{
    for (uint32_t i = 0; k != NULL && i < k->n_fields; i++)
        if ((mask >> i & 1) && is_symbolic(k->fields[i].type))
            rsv__sym_release(&s->intern, values[i].s);
}

/* A new change at the end of the queue, without values as yet; NULL: no memory. */
static struct queued *queue_next(const struct match_view *v, enum change_op op, uint32_t fact,
                                 const struct kind *kind, rsv_error *err)
{
    struct rsv_session *s = v->s;
    struct queued *grown =
        rsv__grow(&s->alloc, s->queue, &s->cap_queue, s->n_queue + 1, sizeof *grown);
    if (grown == NULL) {
        rsv__nomem(err);
        return NULL;
    }
    s->queue = grown;
    struct queued *q = &grown[s->n_queue++];
    q->op = op;
    q->kind = kind;
    q->mask = 0;
    q->fact = op == CHANGE_ASSERT ? 0 : rsv__fact_id(&s->matcher, v->facts[fact]);
    return q;
}

static rsv_status queue_change(void *user, const struct change *c, rsv_error *err)
{
    struct queued *q = queue_next(user, c->op, c->fact, c->kind, err);
    if (q == NULL)
        return RSV_ENOMEM;
    q->mask = c->mask;
    memcpy(q->values, c->values, sizeof q->values);
    return RSV_OK;
}

/* An action that is a list: all values are taken from the match before anything changes. */
static rsv_status queue_effects(const struct match_view *v, const struct rule *rule, rsv_error *err)
{
    for (uint32_t i = 0; i < rule->n_effects; i++) {
        const struct effect *d = &rule->effects[i];
        struct queued *q = queue_next(v, d->op, d->fact, d->with.kind, err);
        if (q == NULL)
            return RSV_ENOMEM;
        for (uint32_t mask = d->with.mask; mask != 0; mask &= mask - 1) {
            const uint32_t f = (uint32_t)__builtin_ctz(mask);
            const struct operand *o = &d->with.slots[f];
            if (!operand_value(o, v->env, &q->values[f]))
                continue; /* bound to nothing: as nil in a function */
            q->mask |= 1u << f;
            if (is_symbolic(q->kind->fields[f].type))
                rsv__sym_retain(q->values[f].s);
        }
    }
    return RSV_OK;
}

/* A new fact that an action made, of nothing or of another fact; it replaces one with the same key. */
static rsv_status add_fact(struct rsv_session *s, const struct fact_input *in, rsv_error *err)
{
    const slab_ref old = rsv__fact_find(&s->matcher, in, FACT_GIVEN);
    const struct fact *f = old ? fact_at(&s->matcher, old) : NULL;
    if (f != NULL && !(f->flags & FACT_STALE) && rsv__fact_same(&s->matcher, f, in))
        return RSV_OK;
    rsv_status rc = old != 0 ? rsv__fact_retract(&s->matcher, old, err) : RSV_OK;
    return rc == RSV_OK ? rsv__fact_add(&s->matcher, in, FACT_GIVEN, NULL, err) : rc;
}

static rsv_status apply_change(struct rsv_session *s, struct queued *q, rsv_error *err)
{
    struct matcher *m = &s->matcher;
    const slab_ref ref = q->op == CHANGE_ASSERT ? 0 : rsv__fact_by_id(m, q->fact);
    union value values[MAX_FIELDS];
    struct fact_input in = {.kind = q->kind, .mask = q->mask, .values = values, .observed = m->now};
    memcpy(values, q->values, sizeof values);
    if (q->op == CHANGE_ASSERT)
        return add_fact(s, &in, err);
    if (ref == 0)
        return RSV_OK; /* gone already: an earlier change of the same action */
    const struct fact *f = fact_at(m, ref);
    if (!(f->flags & FACT_GIVEN))
        return rsv__fail(err, RSV_ERULES, "an action can't take back a fact that a rule derives");
    if (q->op == CHANGE_RETRACT)
        return rsv__fact_retract(m, ref, err);
    for (uint32_t i = 0; i < in.kind->n_fields; i++) /* modify: the old values below the new ones */
        if (!(q->mask >> i & 1) && (f->known >> i & 1)) {
            values[i] = fact_value(m, f, i);
            if (is_symbolic(in.kind->fields[i].type))
                rsv__sym_retain(values[i].s); /* the old fact goes before the new one comes */
            in.mask |= 1u << i;
        }
    bool done;
    rsv_status rc = rsv__fact_modify(m, ref, &in, &done, err);
    if (rc == RSV_OK && !done)
        rc = add_fact(s, &in, err);
    release_values(s, in.kind, in.mask & ~q->mask, values);
    return rc;
}

static rsv_status apply_queue(struct rsv_session *s, rsv_error *err)
{
    rsv_status rc = RSV_OK;
    for (size_t i = 0; i < s->n_queue; i++) {
        struct queued *q = &s->queue[i];
        if (rc == RSV_OK)
            rc = apply_change(s, q, err);
        release_values(s, q->kind, q->mask, q->values);
    }
    s->n_queue = 0;
    return rc;
}

static void drop_queue(struct rsv_session *s)
{
    for (size_t i = 0; i < s->n_queue; i++)
        release_values(s, s->queue[i].kind, s->queue[i].mask, s->queue[i].values);
    s->n_queue = 0;
}

static rsv_status run_action(void *user, const struct rule *rule, const struct env *env,
                             const slab_ref *facts, uint32_t n, rsv_error *err)
{
    struct rsv_session *s = user;
    struct match_view view = {s, env, facts, -1};
    const struct call_view call = {.user = &view,
                                   .formula = &rule->when,
                                   .variable = view_variable,
                                   .field = view_field,
                                   .kind = view_kind,
                                   .n_facts = n,
                                   .change = queue_change};
    rsv_status rc = rule->n_effects > 0 ? queue_effects(&view, rule, err)
                                      : rsv__call_action(s->caller, rule->action, &call, err);
    if (rc == RSV_OK)
        rc = apply_queue(s, err);
    else
        drop_queue(s); /* all or nothing */
    if (rc == RSV_OK || rc == RSV_ENOMEM)
        return rc;
    note_problem(s, rule->name, err); /* the rule is at fault, not the case: go on */
    return RSV_OK;
}

static void count_firing(void *user, const struct rule *rule)
{
    ((struct rsv_session *)user)->fired[rule->order]++;
}

/* --- running ------------------------------------------------------------------------------------------ */

/* Rules don't stop: name those that fire most, but for those that fire far less than the first. */
static rsv_status too_many(struct rsv_session *s, rsv_error *err)
{
    const struct rulebook *b = &s->rules->book;
    char names[200] = "";
    uint64_t most = 0;
    for (int n = 0; n < 3; n++) {
        const struct rule *best = NULL;
        for (uint32_t i = 0; i < b->n_rules; i++)
            if (s->fired[b->rules[i]->order] > (best ? s->fired[best->order] : most / 4))
                best = b->rules[i];
        if (best == NULL)
            break;
        most = n == 0 ? s->fired[best->order] : most;
        s->fired[best->order] = 0; /* it has been named */
        const size_t used = strlen(names);
        snprintf(names + used, sizeof names - used, "%s'%.55s'", n > 0 ? ", " : "", best->name);
    }
    return rsv__fail(err, RSV_ELIMIT, "more than %llu rule firings; these keep firing: %s",
                     (unsigned long long)s->max_firings, names);
}

rsv_status rsv__session_run(struct rsv_session *s, uint64_t *fired, rsv_error *err)
{
    if (s->rules->book.n_rules > 0)
        memset(s->fired, 0, s->rules->book.n_rules * sizeof *s->fired);
    rsv_status rc = rsv__matcher_run(&s->matcher, s->max_firings, fired, err);
    return rc == RSV_ELIMIT ? too_many(s, err) : rc;
}

/* --- opening and closing ---------------------------------------------------------------------------------- */

static rsv_status copy_roles(struct rsv_session *s, const rsv_session_options *o, rsv_error *err)
{
    if (o == NULL || o->roles == NULL)
        return RSV_OK;
    s->roles = rsv__arena_alloc(&s->models_arena, o->n_roles * sizeof *s->roles);
    for (size_t i = 0; s->roles != NULL && i < o->n_roles; i++)
        s->roles[i] = rsv__arena_text(&s->models_arena, o->roles[i]);
    s->n_roles = (uint32_t)o->n_roles;
    rsv_status rc = s->models_arena.failed ? rsv__nomem(err) : RSV_OK;
    for (uint32_t i = 0; s->kb != NULL && i < s->n_roles && rc == RSV_OK; i++)
        rc = rsv__db_check_role(s->kb->db, s->roles[i], err);
    return rc;
}

rsv_status rsv__session_open(struct rsv_ruleset *rules, struct rsv_kb *kb,
                             const rsv_session_options *o, struct rsv_session **out,
                             rsv_error *err)
{
    struct alloc alloc;
    rsv__alloc_init(&alloc, o ? o->allocator : NULL);
    *out = NULL;
    struct rsv_session *s = rsv__alloc_zero(&alloc, sizeof *s);
    if (s == NULL)
        return rsv__nomem(err);
    s->alloc = alloc;
    s->alloc.live = 0;
    s->rules = rsv__ruleset_retain(rules);
    s->kb = kb;
    s->asked = o ? o->code : 0;
    s->max_firings = o && o->max_firings ? o->max_firings : MAX_FIRINGS;
    rsv__intern_init(&s->intern, &s->alloc, &rules->intern);
    rsv__arena_init(&s->models_arena, &s->alloc);
    s->caller = rsv__caller_new(&rules->book, &s->alloc, &s->intern);
    const struct matcher_host host = {s, ask_where, run_action, count_firing};
    const int64_t now = o && o->now_ms ? o->now_ms : rsv__time_now();
    s->fired = rsv__alloc_zero(&s->alloc, (rules->book.n_rules + 1) * sizeof *s->fired);
    rsv_status rc = s->fired && s->caller ? copy_roles(s, o, err) : rsv__nomem(err);
    if (rc == RSV_OK)
        rc = rsv__matcher_init(&s->matcher, &rules->net, &s->alloc, &s->intern, &host, now, err);
    if (rc != RSV_OK) {
        s->matcher.net = NULL; /* never made, or freed already */
        rsv__session_close(s);
        return rc;
    }
    *out = s;
    return RSV_OK;
}

void rsv__session_close(struct rsv_session *s)
{
    if (s == NULL)
        return;
    if (s->matcher.net != NULL)
        rsv__matcher_free(&s->matcher);
    if (s->bench != NULL)
        rsv__bench_free(s->bench);
    rsv__release(&s->alloc, s->bench, s->bench ? sizeof *s->bench : 0);
    drop_queue(s);
    rsv__drop_reasons(s);
    rsv__caller_free(s->caller);
    rsv__release(&s->alloc, s->queue, s->cap_queue * sizeof *s->queue);
    rsv__release(&s->alloc, s->reasons, s->cap_reasons * sizeof *s->reasons);
    rsv__release(&s->alloc, s->fired, (s->rules->book.n_rules + 1) * sizeof *s->fired);
    rsv__arena_free(&s->models_arena);
    rsv__intern_free(&s->intern);
    rsv__ruleset_release(s->adapters);
    rsv__ruleset_release(s->rules);
    struct alloc alloc = s->alloc;
    rsv__release(&alloc, s, sizeof *s);
}

void rsv__session_reset(struct rsv_session *s)
{
    drop_queue(s);
    rsv__drop_reasons(s);
    rsv__matcher_clear(&s->matcher);
    s->problem[0] = '\0';
}
