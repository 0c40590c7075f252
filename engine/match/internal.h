/* SPDX-License-Identifier: MIT
 * internal.h - between the files of the matcher. */
#ifndef RSV_MATCH_INTERNAL_H
#define RSV_MATCH_INTERNAL_H

#include "match/memory.h"

/* --- matcher.c ---------------------------------------------------------------------- */

/* Facts are all gone: what has grown big goes back. */
void rsv__matcher_shrink(struct matcher *m);

/* --- tables.c: indexes -------------------------------------------------------------- */

/* The hash of a key, by the fields of a fact that has them all, or by values. */
uint32_t rsv__fact_hash(const struct matcher *m, const struct fact *f, const uint8_t *fields, uint32_t n);
uint32_t rsv__key_hash(const struct layout *l, const uint8_t *fields, uint32_t n, const union value *values);

/* The fact has the fields that the index asks for, and this hash of its key. */
bool rsv__table_insert(struct matcher *m, uint32_t index, fact_ref fact, uint32_t hash);
void rsv__table_remove(struct matcher *m, uint32_t index, fact_ref fact, uint32_t hash);

/* The fields that tell facts of a kind from each other. */
static inline uint32_t identity_mask(const struct kind *k)
{
    return k->has_key ? k->key_mask : UINT32_MAX;
}

/* The same by those. */
uint32_t rsv__identity_hash(const struct matcher *m, const struct fact_input *in);
bool rsv__identity_insert(struct matcher *m, fact_ref fact, uint32_t hash);
void rsv__identity_remove(struct matcher *m, fact_ref fact);

/* Buckets hold newer facts first, of other keys too. */
static inline fact_ref table_first(const struct table *t, uint32_t hash)
{
    return t->buckets ? t->buckets[hash & t->mask] : 0;
}

static inline struct chain *chain_at(const struct matcher *m, const struct index *x, fact_ref ref)
{
    return (struct chain *)((char *)fact_at(m, ref) + x->link);
}

static inline fact_ref table_next(const struct matcher *m, const struct index *x, fact_ref ref)
{
    return chain_at(m, x, ref)->next;
}

/* --- order.c: ordered indexes --------------------------------------------------------- */

bool rsv__order_insert(struct matcher *m, uint32_t index, fact_ref fact, uint32_t hash);
void rsv__order_remove(struct matcher *m, uint32_t index, fact_ref fact, uint32_t hash);

/* The fact with the least or greatest value among those whose key has this hash; 0: there is none. */
fact_ref rsv__order_end(const struct matcher *m, uint32_t index, uint32_t hash, bool greatest);

/* --- alpha.c: a fact meets the network ------------------------------------------------ */

/* Whether facts are there without which nothing comes of the trigger. */
static inline bool gates_are_open(const struct matcher *m, const struct trigger *t)
{
    for (uint32_t i = 0; i < t->n_gates; i++)
        if (m->alphas[t->gates[i]].matching == 0)
            return false;
    return true;
}

enum truth rsv__alpha_value(const struct matcher *m, const struct alpha *a, const struct fact *f);

/* A fact comes or goes; or it leaves and enters again because it got other values: then `changed` is the mask of those
 * fields, and where none of them matters it only becomes the newest. */
bool rsv__alpha_enter(struct matcher *m, fact_ref ref, uint32_t changed);
void rsv__alpha_leave(struct matcher *m, fact_ref ref, uint32_t changed);
enum { ALL_FIELDS = UINT32_MAX };

/* Whether some filter looks at facts of the kind; most kinds have none. */
static inline bool has_filters(const struct network *n, uint32_t kind)
{
    return n->kind_filters[kind] != NULL || n->dispatch[kind].has_filters;
}

/* Reconsider every filter that the fact concerns, which comes or is gone. */
void rsv__alpha_notify(struct matcher *m, fact_ref ref, bool comes);

/* --- search.c: joins ------------------------------------------------------------------- */

/* The place of an instantiation in the order of firing.  Serials and facts are `stride` apart, so that
 * it reads instantiations and candidates alike. */
struct rank {
    const struct production *production;
    const uint32_t *serials; /* greatest first */
    const slab_ref *facts;
    uint32_t n, stride;
};

struct search {
    struct matcher *m;
    const struct conjunction *body;
    const struct plan *plan;
    struct env env;
    slab_ref facts[MAX_PATTERNS];
    uint32_t newest;   /* facts must not be newer; patterns before `seed` must be older */
    uint8_t seed;      /* the pattern of the start, or NO_PATTERN */
    bool skip_filters; /* they are looked at by `found` */
    bool only_one;     /* `found` stops at the first match */
    bool (*found)(struct search *s, void *user); /* false: stop */
    void *user;
    bool stopped;
    uint32_t decided; /* mask of filters that are known to be true of what is placed */
    const struct rank *best; /* leave out what would fire later than this; NULL: nothing */
    uint32_t reach[MAX_PATTERNS]; /* with `best`: serials of the facts placed; of others, the newest possible */
};

void rsv__search(struct search *s);

/* Bind or compare one use; false: it can't match. */
bool rsv__bind_fact(const struct matcher *m, const struct fact *f, const struct use *uses, uint32_t n,
                    struct env *env);

/* --- kleene.c: three values -------------------------------------------------------------- */

/* A predicate's value; `stopped`: see matcher_host.where. */
enum truth rsv__where_value(struct matcher *m, const struct filter *f, const struct env *env, int *stopped);
enum truth rsv__filter_value(struct matcher *m, const struct filter *f, struct env *env);
enum truth rsv__group_value_in(struct matcher *m, const struct group *g, const struct env *env);
enum truth rsv__uses_value(const struct matcher *m, const struct fact *f, const struct use *uses,
                           uint32_t n, struct env *env);
bool rsv__pattern_is_closed(const struct matcher *m, const struct cpattern *p,
                            const struct env *env);

enum truth rsv__test_value(const struct matcher *m, const struct test *t, const struct fact *f,
                           const struct env *env);

/* --- aggregate.c --------------------------------------------------------------------------- */

/* The value of an aggregate's test; binds its variable in env if it is TRUE_. */
enum truth rsv__aggregate_value(struct matcher *m, const struct filter *f, struct env *env);

/* --- instance.c ----------------------------------------------------------------------------- */

bool rsv__fires_before(const struct matcher *m, const struct rank *a, const struct rank *b);
void rsv__serials_sort(uint32_t *serials, uint32_t n); /* greatest first */
void rsv__heap_remove(struct matcher *m, uint32_t i);

/* The values that aggregates bind, as one number. */
uint32_t rsv__results_hash(const struct conjunction *body, const struct env *env);

static inline struct rank rank_of(const struct matcher *m, const struct inst *inst)
{
    return (struct rank){&m->net->productions[inst->production], &inst->at[0].serial,
                         &inst->at[0].fact, inst->n, sizeof inst->at[0] / sizeof(uint32_t)};
}

/* --- agenda.c, truth.c ---------------------------------------------------------------------- */

/* A new match of a production was found: it waits for its turn.  `leads`: see struct inst.
 * `results`: rsv__results_hash(). */
bool rsv__inst_add(struct matcher *m, const struct production *p, const slab_ref *facts,
                   uint32_t results, bool leads);
void rsv__inst_remove(struct matcher *m, slab_ref ref);
slab_ref rsv__inst_find(const struct matcher *m, const struct production *p,
                        const slab_ref *facts);
void rsv__reconsider(struct matcher *m, const struct trigger *t, const struct fact *f);
bool rsv__seed_push(struct matcher *m, const struct trigger *start, slab_ref ref);

static inline struct inst *inst_at(const struct matcher *m, slab_ref ref)
{
    return rsv__slab_at(&m->slab, ref);
}

/* Derive what a fired instantiation derives. */
rsv_status rsv__truth_derive(struct matcher *m, slab_ref inst, const struct env *env,
                             rsv_error *err);

/* The instantiation goes: its justifications with it; facts left without support are doomed. */
void rsv__truth_withdraw(struct matcher *m, slab_ref inst);

/* Remove what is doomed, and what follows. */
rsv_status rsv__truth_sweep(struct matcher *m, rsv_error *err);

/* Nothing supports the fact: have the next sweep remove it. */
void rsv__truth_doom(struct matcher *m, slab_ref fact);

/* The fact may rest on itself: have the next sweep look. */
void rsv__truth_suspect(struct matcher *m, slab_ref fact);

/* The fact goes: it leaves the suspects and the instantiations that justify it. */
void rsv__truth_forget(struct matcher *m, slab_ref fact);

bool rsv__refs_push(struct matcher *m, struct refs *r, slab_ref ref);

/* --- fact.c ----------------------------------------------------------------------------------- */

/* The fact with exactly this content, of which `identity` is rsv__identity_hash(); 0: none.  A stale one is none, unless
 * `like` is stale. */
fact_ref rsv__fact_find_same(const struct matcher *m, const struct fact_input *like, uint32_t identity);

/* The two halves of adding: into the indexes; then tell who looks at it.  `identity`: rsv__identity_hash(). */
rsv_status rsv__fact_insert(struct matcher *m, const struct fact_input *in, uint32_t identity, uint16_t flags,
                            fact_ref *out, rsv_error *err);
rsv_status rsv__fact_announce(struct matcher *m, slab_ref ref, rsv_error *err);

/* Out of working memory, whatever supports it; filters aren't told yet, and may still read it. */
void rsv__fact_take_out(struct matcher *m, fact_ref ref);

/* Give back what the fact holds: symbols, and its part of where it comes from. */
void rsv__fact_release(struct matcher *m, const struct fact *f);

#endif
