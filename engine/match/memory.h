/* SPDX-License-Identifier: MIT
 * memory.h - working memory: the facts of one session and everything that follows from them.
 *
 * Matching is lazy.  A fact that enters an alpha is put into the alpha's indexes and leaves a
 * seed for every production pattern that it matches; nothing is joined yet.  When the agenda
 * needs the next firing, it expands the newest seeds only: the joins run then, from that fact
 * to older ones.  There are no stored partial matches, so a retraction costs what the fact
 * itself is part of.  Rules whose filters look at a fact are reconsidered when it comes or goes
 * (trigger lists in network.h).  Facts have handles of the pool, all else of the slab.
 *
 * Evidence is not matched at all until somebody asks for its value: kleene.c.
 *
 * After a failed allocation `failed` is set; facts stay readable, but only clearing makes the
 * matcher usable again.
 */
#ifndef RSV_MATCH_MEMORY_H
#define RSV_MATCH_MEMORY_H

#include "base/error.h"
#include "base/slab.h"
#include "match/network.h"
#include "match/pool.h"

#include <string.h>

/* --- facts ------------------------------------------------------------------------------ */

enum fact_flag {
    FACT_GIVEN = 1,   /* asserted from outside or by an action */
    FACT_DERIVED = 2, /* supported by at least one justification */
    FACT_STALE = 4,   /* shown, but matches nothing */
    FACT_DOOMED = 8,  /* waits to be removed */
    FACT_SUSPECT = 16, /* its support is being examined */
    FACT_GROUNDED = 32, /* found to rest on given facts */
    FACT_WATCHED = 64   /* in matcher.suspects */
};

struct fact_meta { /* shared by the facts of one record source */
    int64_t observed; /* ms */
    struct sym *source; /* NULL: not said */
    uint32_t refs;
};

/* The head of a fact.  Its values follow, and for each index that it can be in a struct chain: struct layout. */
struct fact {
    uint32_t serial; /* time tag: greater is newer */
    uint16_t kind;
    uint16_t flags;
    uint32_t known;     /* mask of fields with a value */
    fact_ref same_next; /* in the bucket of its identity */
    slab_ref uses;      /* parts of instantiations */
    slab_ref supports;  /* justifications: why it is derived */
    slab_ref meta;
};

/* What to add; values are retained on success. */
struct fact_input {
    const struct kind *kind;
    uint32_t mask;
    const union value *values; /* by field */
    int64_t observed;
    struct sym *source;
    bool stale;
};

/* "All facts of this kind with these values are known." */
struct marker {
    const struct kind *kind;
    uint32_t mask;
    union value values[MAX_FIELDS];
    int64_t observed;
    bool stale;
};

/* --- matching --------------------------------------------------------------------------- */

struct env { /* the variables of one formula */
    union value values[MAX_VARS];
    uint32_t bound;
    uint32_t nothing; /* bound, but to a field that isn't known */
};

/* Whether the variable has a value. */
static inline bool env_knows(const struct env *env, uint32_t var)
{
    return (env->bound & ~env->nothing) >> var & 1;
}

/* An operand's value; false: unknown. */
static inline bool operand_value(const struct operand *o, const struct env *env, union value *out)
{
    if (o->var < 0) {
        *out = o->value;
        return true;
    }
    *out = env->values[o->var];
    return env_knows(env, (uint32_t)o->var);
}

struct chain { /* a fact's neighbours in a bucket of an index */
    fact_ref next, prev;
};

struct table {
    fact_ref *buckets;
    uint32_t mask; /* buckets - 1; 0 while empty and for lists */
    uint32_t n;
    uint32_t loose; /* facts of the alpha that lack a key field */
};

enum inst_state { INST_PENDING, INST_FIRED };

struct part { /* a matched fact, and the place of its instantiation in the list of those that the fact is part of */
    _Alignas(8) slab_ref fact; /* so that it has a handle of its own: part_ref() */
    slab_ref inst, next, prev; /* of parts with this fact */
    uint32_t serial; /* of all facts of the instantiation, greatest first: for LEX */
};

struct inst { /* a production and the facts that match its patterns */
    uint32_t production;
    uint8_t state, n;
    bool is_kept; /* in the hash set, so that it isn't found again */
    bool leads;   /* the best of its seeds, whose other matches haven't been looked for */
    uint32_t hash;
    uint32_t results; /* hash of the values that aggregates bind: with others it is another match */
    slab_ref hash_next;
    slab_ref gives; /* justifications */
    uint32_t heap_at;
    struct part at[];
};

struct justification { /* an instantiation supports a derived fact */
    slab_ref inst, fact;
    slab_ref fact_next, inst_next;
};

struct seed {
    const struct trigger *start;
    slab_ref fact;
    uint32_t serial;
    bool again; /* the best match of its fact has been found, the others not */
};

struct seeds { /* of one salience: a stack, for newer facts come later */
    struct seed *items;
    size_t n, cap;
};

/* A binary heap.  Of two instantiations that with the greater `key` fires first (salience, then the newest
 * fact), then that with the greater `second` newest.  Only where both are equal are the instantiations themselves
 * looked at. */
struct heap {
    struct heap_item {
        uint64_t key;
        uint32_t second;
        slab_ref inst;
    } *items;
    size_t n, cap;
};

struct refs {
    slab_ref *items;
    size_t n, cap;
};

struct matcher;

/* What the matcher asks its owner. */
struct matcher_host {
    void *user;
    /* A Lua predicate over the variables.  Errors are the host's to keep: it answers UNKNOWN_.  With `stopped` not NULL not
     * all variables are bound yet, and it will be asked again: errors are nothing, and *stopped is the variable that it
     * couldn't do without, or -1. */
    enum truth (*where)(void *user, uint32_t function, const struct formula *formula,
                        const struct env *env, int *stopped);
    /* A rule's action.  It must not change facts before it returns, but may queue changes. */
    rsv_status (*act)(void *user, const struct rule *rule, const struct env *env,
                      const slab_ref *facts, uint32_t n, rsv_error *err);
    /* A rule fires; for counting and tracing.  May be NULL. */
    void (*fired)(void *user, const struct rule *rule);
};

struct alpha_count {
    uint32_t matching; /* facts */
    uint32_t maybe;    /* facts that might match, but for unknown fields */
    uint32_t newest;   /* no fact in it has a greater serial */
};

struct matcher {
    const struct network *net; /* borrowed */
    struct alloc *alloc;       /* borrowed */
    struct intern *intern;     /* borrowed: releases the symbols of facts */
    struct matcher_host host;
    struct pool facts;
    struct slab slab;        /* all else */
    struct table *tables;    /* by index */
    struct table *identity;  /* by kind: by its key, or all fields where it has none */
    struct alpha_count *alphas; /* by alpha that has an index */
    struct marker *markers;
    size_t n_markers, cap_markers;
    struct seeds *seeds;     /* by salience level */
    struct heap heap;        /* pending instantiations */
    slab_ref *insts;         /* hash set of instantiations that are remembered */
    uint32_t insts_mask, n_insts;
    uint32_t *insts_of;      /* by production: how many it has, remembered or not */
    uint32_t *reads;         /* by WHERE filter: mask of variables that it is known to read; it isn't asked early without them */
    struct refs doomed;      /* facts that nothing supports any more */
    struct refs gone;        /* those taken out, until the filters know */
    struct refs suspects;    /* derived facts that lost one of several, and may rest on themselves */
    slab_ref firing;         /* the instantiation that fires; 0 once it is gone */
    bool sweeping;           /* the doomed are being removed */
    bool started;            /* productions without patterns have been looked at */
    uint32_t serial;
    int64_t now;
    struct match_costs *costs; /* NULL: nobody measures (costs.h) */
    bool failed;
};

rsv_status rsv__matcher_init(struct matcher *m, const struct network *net, struct alloc *alloc,
                             struct intern *intern, const struct matcher_host *host, int64_t now,
                             rsv_error *err);
void rsv__matcher_free(struct matcher *m); /* no-op on one that is zero, as after a failed init */

/* Remove all facts and what follows from them. */
void rsv__matcher_clear(struct matcher *m);

static inline struct fact *fact_at(const struct matcher *m, fact_ref ref)
{
    return pool_at(&m->facts, ref);
}

static inline const struct kind *fact_kind(const struct matcher *m, const struct fact *f)
{
    return m->net->kinds[f->kind];
}

/* The value of a field that is known. */
static inline union value fact_value(const struct matcher *m, const struct fact *f, uint32_t field)
{
    const struct layout *l = &m->net->layouts[f->kind];
    const char *at = (const char *)f + l->at[field];
    union value v;
    uint32_t narrow;
    if (l->wide >> field & 1) {
        memcpy(&v, at, sizeof v);
        return v;
    }
    memcpy(&narrow, at, sizeof narrow);
    if (l->symbols >> field & 1)
        v.s = rsv__sym_at(m->intern, narrow);
    else
        v.i = narrow;
    return v;
}

/* All values that are known, by field. */
static inline void fact_values(const struct matcher *m, const struct fact *f, union value *out)
{
    for (uint32_t left = f->known; left != 0; left &= left - 1)
        out[__builtin_ctz(left)] = fact_value(m, f, (uint32_t)__builtin_ctz(left));
}

/* Whether a field that is known has this value. */
static inline bool fact_equals(const struct matcher *m, const struct fact *f, uint32_t field, union value v)
{
    const struct layout *l = &m->net->layouts[f->kind];
    const char *at = (const char *)f + l->at[field];
    union value mine;
    uint32_t narrow;
    if (l->wide >> field & 1) {
        memcpy(&mine, at, sizeof mine);
        return l->numbers >> field & 1 ? mine.d == v.d : mine.i == v.i;
    }
    memcpy(&narrow, at, sizeof narrow);
    return l->symbols >> field & 1 ? narrow == v.s->id : narrow == v.i;
}

static inline uint32_t fact_count(const struct matcher *m, const struct kind *k)
{
    return m->facts.kinds[k->index].n;
}

/* The facts of a kind: the one after `ref`, or the first after 0; 0 at the end.  None may come or go meanwhile. */
static inline fact_ref fact_next(const struct matcher *m, const struct kind *k, fact_ref ref)
{
    return rsv__pool_next(&m->facts, k->index, ref);
}

/* Add a fact with these flags.  One that is derived already is given, too, from then on.  *out may be NULL. */
rsv_status rsv__fact_add(struct matcher *m, const struct fact_input *in, uint16_t flags,
                         slab_ref *out, rsv_error *err);

/* Take a given fact back: it goes, unless a rule derives it too, and so does what rests on it. */
rsv_status rsv__fact_retract(struct matcher *m, slab_ref ref, rsv_error *err);

/* Give a given fact other values, all of which `in` has: as if it were retracted and added anew, but for the work.  Where
 * somebody could see the difference, it is only retracted, and *done is false. */
rsv_status rsv__fact_modify(struct matcher *m, fact_ref ref, const struct fact_input *in, bool *done,
                            rsv_error *err);

/* The fact with the same key (or the same content, where the kind has no key) that has one of
 * `flags`; 0: none. */
slab_ref rsv__fact_find(const struct matcher *m, const struct fact_input *like, uint16_t flags);

/* Whether the fact has exactly this content. */
bool rsv__fact_same(const struct matcher *m, const struct fact *f, const struct fact_input *like);

/* Ids for the outside: a handle and its serial. */
uint64_t rsv__fact_id(const struct matcher *m, slab_ref ref);
slab_ref rsv__fact_by_id(const struct matcher *m, uint64_t id);

/* The rules that derive the fact; a rule comes as often as it does. */
void rsv__fact_rules(const struct matcher *m, const struct fact *f,
                     void (*each)(void *user, const struct rule *rule), void *user);

int64_t rsv__fact_observed(const struct matcher *m, const struct fact *f);
struct sym *rsv__fact_source(const struct matcher *m, const struct fact *f);

rsv_status rsv__marker_add(struct matcher *m, const struct marker *marker, rsv_error *err);

/* Fire until nothing is left or `limit` firings are reached (RSV_ELIMIT). */
rsv_status rsv__matcher_run(struct matcher *m, uint64_t limit, uint64_t *fired, rsv_error *err);

/* The value of a formula over all facts.  With `found` not NULL, the environment and facts of one
 * match where it is TRUE_. */
struct match {
    struct env env;
    const struct conjunction *body;
    slab_ref facts[MAX_PATTERNS];
};
enum truth rsv__group_value(struct matcher *m, const struct group *g);

/* Call `found` for every match until it returns false. */
void rsv__group_matches(struct matcher *m, const struct group *g,
                        bool (*found)(void *user, const struct match *match), void *user);

#endif
