/* SPDX-License-Identifier: MIT */
#include "ingest/pick.h"

#include "base/text.h"

#include <string.h>

enum { SCOPES = 8 };

/* The elements in each other that paths may begin at; the first is the record. */
struct making {
    struct arena *arena;
    struct picks *picks;
    struct pick *scopes[SCOPES];
    uint32_t depth;
    struct pick elsewhere; /* what isn't a part of the record: places in a text */
    bool tells_errors;
};

const struct pick rsv__pick_whole = {.all = true};

const struct pick_head rsv__pick_heads[] = {{"kind", false},   {"complete", false}, {"FrameType", false}, {"facts", true},
                                            {"value", true},   {"records", true},   {"tables", true},     {"Tables", true},
                                            {"responses", true}, {NULL, false}};

static struct pick *find(const struct pick *p, const char *key, uint16_t hash)
{
    for (size_t i = 0; i < p->n_keys; i++)
        if (p->keys[i].hash == hash && rsv__same_fold(p->keys[i].key, key))
            return p->keys[i].to;
    return NULL;
}

const struct pick *rsv__pick_find(const struct pick *p, const char *key, uint16_t hash)
{
    const struct pick *to = find(p, key, hash);
    return to == NULL && p->all ? &rsv__pick_whole : to;
}

static struct pick *member(struct making *m, struct pick *p, const char *key, uint16_t hash)
{
    hash = hash ? hash : rsv__fold_hash(key);
    struct pick *to = find(p, key, hash);
    if (to != NULL)
        return to;
    struct pick_key *keys =
        rsv__arena_grow(m->arena, p->keys, p->n_keys, &p->cap_keys, p->n_keys + 1, sizeof *keys);
    to = rsv__arena_alloc(m->arena, sizeof *to);
    if (keys == NULL || to == NULL)
        return p; /* told at the end */
    p->keys = keys;
    to->slot = m->picks->n_slots++;
    keys[p->n_keys++] = (struct pick_key){key, hash, to};
    return to;
}

/* Where the path ends.  Its slot is that of its last step, or of the first with a filter; whole: its value is looked into. */
static struct pick *add_path(struct making *m, const struct path *path, bool whole)
{
    uint32_t depth = m->depth, i = 0;
    bool plain = true; /* no filter yet */
    for (; i < path->n_steps && path->steps[i].key == NULL; i++)
        if (depth-- == 0)
            return &m->elsewhere; /* what the record is an element of */
    struct pick *at = m->scopes[depth];
    for (; i < path->n_steps; i++) {
        const struct path_step *s = &path->steps[i];
        if (*s->key >= '0' && *s->key <= '9') { /* a place in a list; in an object a member */
            at->listed = true;
            plain = false;
        }
        if (i + 1 < path->n_steps) {
            struct pick *dotted = member(m, at, s->rest, s->rest_hash);
            dotted->all = dotted->dotted = true;
        }
        struct pick *from = at;
        at = member(m, at, s->key, s->key_hash);
        if (plain && depth == 0) { /* the rulebook is being made: it may be written to */
            from->through = at->slotted = true;
            ((struct path *)path)->slot = at->slot;
            ((struct path *)path)->slot_steps = i + 1;
        }
        if (s->filter_key != NULL) {
            plain = false;
            member(m, at, s->filter_key, s->filter_hash)->all = true;
        }
    }
    at->all = at->all || whole;
    return at;
}

static void add_tests(struct making *m, const struct path_test *tests, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        add_path(m, &tests[i].path, tests[i].n_globs > 0 || tests[i].same_as != NULL);
        if (tests[i].same_as != NULL)
            add_path(m, tests[i].same_as, true);
    }
}

static void add_value(struct making *m, const struct adapter_value *v)
{
    for (uint32_t i = 0; i < v->n_paths; i++)
        add_path(m, &v->paths[i], true);
    for (uint32_t i = 0; i < v->n_transforms; i++)
        if (v->transforms[i].op == TRANSFORM_WITH)
            add_path(m, &v->transforms[i].path, true);
    for (uint32_t i = 0; i < v->n_cases; i++) {
        add_tests(m, v->cases[i].tests, v->cases[i].n_tests);
        add_value(m, &v->cases[i].value);
    }
}

static void add_reaching(struct making *m, uint64_t count)
{
    struct picks *p = m->picks;
    uint64_t *grown =
        rsv__arena_grow(m->arena, p->reaching, p->n_reaching, &p->cap_reaching, p->n_reaching + 1, sizeof *grown);
    if (grown == NULL)
        return;
    p->reaching = grown;
    grown[p->n_reaching++] = count;
}

static void add_parts(struct making *m, const struct adapter_part *parts, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct adapter_part *p = &parts[i];
        for (uint32_t k = 0; k < p->n_fields; k++) {
            struct adapter_field *f = (struct adapter_field *)&p->fields[k];
            f->number = 1 + rsv__kind_field(p->kind, f->name, strlen(f->name));
            add_value(m, &f->value);
        }
        add_tests(m, p->tests, p->n_tests);
        m->tells_errors = m->tells_errors || p->op == PART_ERROR;
        if (p->op == PART_REACHING)
            add_reaching(m, p->count);
        if (p->op != PART_EACH) {
            add_parts(m, p->parts, p->n_parts);
        } else if (m->depth + 1 < SCOPES) {
            struct pick *element = add_path(m, &p->path, p->text != NULL);
            m->scopes[++m->depth] = p->text ? &m->elsewhere : element;
            add_parts(m, p->parts, p->n_parts);
            m->depth--;
        } else {
            m->picks->root.all = true;
        }
    }
}

rsv_status rsv__picks_make(struct rulebook *b, struct arena *arena, rsv_error *err)
{
    struct making m = {.arena = arena, .picks = rsv__arena_alloc(arena, sizeof *m.picks)};
    if (m.picks == NULL)
        return rsv__nomem(err);
    m.picks->n_slots = 1;
    m.scopes[0] = &m.picks->root;
    for (const struct pick_head *head = rsv__pick_heads; head->key != NULL; head++)
        member(&m, &m.picks->root, head->key, 0);
    for (uint32_t i = 0; i < b->n_adapters; i++) {
        struct adapter *a = (struct adapter *)b->adapters[i];
        if (a->form != FORM_JSON)
            continue;
        m.tells_errors = false;
        for (uint32_t k = 0; k < a->n_has; k++)
            add_path(&m, &a->has[k], false);
        add_tests(&m, a->where, a->n_where);
        add_parts(&m, a->parts, a->n_parts);
        a->tells_errors = m.tells_errors;
    }
    b->picks = m.picks;
    return arena->failed ? rsv__nomem(err) : RSV_OK;
}
