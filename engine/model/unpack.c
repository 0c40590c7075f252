/* SPDX-License-Identifier: MIT
 * unpack.c - reads what pack.c writes: keep the two side by side.
 *
 * After the first wrong byte `bad` is set and every reader gives zeros, so that callers needn't ask
 * at each step; loops end because counts are checked against the bytes that are left. */
#include "model/pack.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 64, MAX_OUTCOMES_READ = 15 };

static inline uint64_t get(struct unpacker *u, int bytes)
{
    uint64_t v = 0;
    if (u->bad || u->end - u->at < bytes) {
        u->bad = true;
        return 0;
    }
    memcpy(&v, u->at, (size_t)bytes);
    u->at += bytes;
    return le64toh(v);
}

static uint32_t get_u32(struct unpacker *u)
{
    return (uint32_t)get(u, 4);
}

/* At most `most`. */
static uint32_t get_below(struct unpacker *u, int bytes, uint32_t most)
{
    const uint32_t v = (uint32_t)get(u, bytes);
    if (v <= most)
        return v;
    u->bad = true;
    return 0;
}

/* The number of things that take at least `least` bytes each. */
static uint32_t get_count(struct unpacker *u, size_t least)
{
    const uint32_t n = get_u32(u);
    if (!u->bad && n <= (size_t)(u->end - u->at) / least)
        return n;
    u->bad = true;
    return 0;
}

static double get_number(struct unpacker *u)
{
    const uint64_t bits = get(u, 8);
    double d;
    memcpy(&d, &bits, sizeof d);
    return d;
}

static void *take(struct unpacker *u, size_t n)
{
    void *p = rsv__arena_alloc(u->arena, n);
    if (p != NULL)
        return p;
    u->no_memory = u->bad = true;
    return NULL;
}

/* Room for one more pointer. */
static void *room(struct unpacker *u, void *items, size_t n, size_t *cap)
{
    void *grown = rsv__arena_grow(u->arena, items, n, cap, n + 1, sizeof(void *));
    if (grown != NULL)
        return grown;
    u->no_memory = u->bad = true;
    return items;
}

/* The bytes of a text, with a NUL behind; NULL: there is none. */
static const char *get_bytes(struct unpacker *u, size_t *n)
{
    *n = get_u32(u);
    if (u->bad || *n == UINT32_MAX)
        return NULL;
    if (*n >= (size_t)(u->end - u->at) || memchr(u->at, '\0', *n + 1) != u->at + *n) {
        u->bad = true;
        return NULL;
    }
    const char *text = (const char *)u->at;
    u->at += *n + 1;
    return text;
}

/* In place, in our copy of the pack. */
static const char *get_text(struct unpacker *u)
{
    size_t n;
    return get_bytes(u, &n);
}

/* A text that must be there. */
static const char *get_name(struct unpacker *u)
{
    const char *text = get_text(u);
    if (text != NULL)
        return text;
    u->bad = true;
    return "";
}

static struct sym *get_symbol(struct unpacker *u)
{
    size_t n;
    const char *bytes = get_bytes(u, &n);
    struct sym *s = bytes ? rsv__intern_get(u->intern, bytes, n) : NULL;
    if (bytes != NULL && s == NULL)
        u->no_memory = u->bad = true;
    return s;
}

/* Most declarations are in the file of the one before. */
static const char *get_path(struct unpacker *u)
{
    size_t n;
    const char *bytes = get_bytes(u, &n);
    if (bytes == NULL) {
        u->bad = true;
        return "";
    }
    if (u->path != NULL && n == u->path_length && memcmp(u->path + strlen(u->dir) + 1, bytes, n) == 0)
        return u->path;
    const size_t n_dir = strlen(u->dir);
    char *path = take(u, n_dir + n + 2);
    if (path == NULL)
        return "";
    memcpy(path, u->dir, n_dir);
    path[n_dir] = '/';
    memcpy(path + n_dir + 1, bytes, n);
    u->path_length = n;
    return u->path = path;
}

static struct place get_place(struct unpacker *u)
{
    struct place at = {get_path(u), 0};
    at.line = (int)get_below(u, 4, INT32_MAX);
    return at;
}

static union value get_value(struct unpacker *u, enum field_type type)
{
    if (is_symbolic(type))
        return (union value){.s = get_symbol(u)};
    return (union value){.i = (int64_t)get(u, 8)};
}

static const struct kind *get_kind(struct unpacker *u)
{
    const uint32_t i = get_u32(u);
    if (!u->bad && i < u->book->n_kinds)
        return u->book->kinds[i];
    u->bad = true;
    return NULL;
}

/* --- the vocabulary ------------------------------------------------------------------------------ */

static void unpack_collector(struct unpacker *u, struct collector *c)
{
    c->name = get_name(u);
    c->doc = get_text(u);
    c->minutes = get_number(u);
    c->role = get_text(u);
    c->n_scripts = get_count(u, 8);
    const char **shells = take(u, c->n_scripts * sizeof *shells);
    const char **scripts = take(u, c->n_scripts * sizeof *scripts);
    for (uint32_t i = 0; i < c->n_scripts && !u->bad; i++) {
        shells[i] = get_name(u);
        scripts[i] = get_name(u);
    }
    c->shells = shells;
    c->scripts = scripts;
    c->dir = u->dir;
    c->at = get_place(u);
}

static void unpack_field(struct unpacker *u, struct field *f)
{
    f->name = get_name(u);
    f->doc = get_text(u);
    f->unit = get_text(u);
    f->type = (enum field_type)get_below(u, 1, FIELD_DURATION);
    const uint32_t flags = get_below(u, 1, 15);
    f->optional = flags & 1;
    f->pii = flags >> 1 & 1;
    f->has_low = flags >> 2 & 1;
    f->has_high = flags >> 3 & 1;
    f->low = get_number(u);
    f->high = get_number(u);
    f->n_words = get_count(u, 4);
    struct sym **words = take(u, f->n_words * sizeof *words);
    for (uint32_t i = 0; i < f->n_words && !u->bad; i++)
        if ((words[i] = get_symbol(u)) == NULL)
            u->bad = true;
    f->words = words;
}

static void unpack_kind(struct unpacker *u, struct kind *k)
{
    k->name = get_name(u);
    k->doc = get_text(u);
    const uint32_t flags = get_below(u, 1, 3);
    k->has_key = flags & 1;
    k->closed = flags >> 1;
    k->key_mask = get_u32(u);
    k->fresh_for = (int64_t)get(u, 8);
    const uint32_t collector = get_u32(u);
    k->collector = collector < u->book->n_collectors ? u->book->collectors[collector] : NULL;
    k->at = get_place(u);
    k->n_fields = get_below(u, 4, MAX_FIELDS);
    struct field *fields = take(u, k->n_fields * sizeof *fields);
    for (uint32_t i = 0; i < k->n_fields && !u->bad; i++)
        unpack_field(u, &fields[i]);
    k->fields = fields;
    if (k->n_fields < MAX_FIELDS && k->key_mask >> k->n_fields != 0)
        u->bad = true;
}

static void unpack_files(struct unpacker *u)
{
    struct rulebook *b = u->book;
    const uint32_t n = get_count(u, 8);
    b->files = take(u, n * sizeof *b->files);
    for (uint32_t i = 0; i < n && !u->bad; i++) {
        struct rule_file *f = &b->files[b->n_files++];
        f->path = get_path(u);
        f->first_function = b->n_functions;
        f->n_functions = get_below(u, 4, 1 << 16);
        b->n_functions += f->n_functions;
    }
}

static void unpack_vocabulary(struct unpacker *u)
{
    struct rulebook *b = u->book;
    if (b->kinds != NULL) {
        u->bad = true;
        return;
    }
    uint32_t n = get_count(u, 8);
    b->collectors = take(u, n * sizeof *b->collectors);
    for (uint32_t i = 0; i < n && !u->bad; i++) {
        struct collector *c = take(u, sizeof *c);
        if (c == NULL)
            return;
        unpack_collector(u, c);
        b->collectors[b->n_collectors++] = c;
    }
    n = get_count(u, 8);
    b->kinds = take(u, (n + 1) * sizeof *b->kinds);
    for (uint32_t i = 0; i < n && !u->bad; i++) {
        struct kind *k = take(u, sizeof *k);
        if (k == NULL)
            return;
        k->index = i;
        unpack_kind(u, k);
        b->kinds[b->n_kinds++] = k;
    }
    unpack_files(u);
}

/* --- conditions ------------------------------------------------------------------------------------ */

static int get_variable(struct unpacker *u, const struct formula *f)
{
    const uint32_t v = get_u32(u);
    if (v == UINT32_MAX)
        return -1;
    if (v >= f->n_vars)
        u->bad = true;
    return u->bad ? -1 : (int)v;
}

static void unpack_operand(struct unpacker *u, const struct formula *f, enum field_type type, struct operand *o)
{
    o->var = get_variable(u, f);
    o->value = get_value(u, type);
}

/* What the test will read must be there. */
static bool is_whole(const struct test *t, enum field_type type)
{
    const bool needs_a = t->op >= TEST_EQUAL && t->op <= TEST_BETWEEN;
    const bool needs_b = t->op == TEST_BETWEEN;
    if (t->op == TEST_LIKE)
        return t->glob != NULL && is_symbolic(type);
    if (t->op == TEST_WITHIN)
        return type == FIELD_TIME;
    return !is_symbolic(type) ||
           ((!needs_a || t->a.var >= 0 || t->a.value.s) && (!needs_b || t->b.var >= 0 || t->b.value.s));
}

static void unpack_test(struct unpacker *u, const struct formula *f, const struct field *fields, uint32_t n_fields,
                        enum field_type type, struct test *t)
{
    t->op = (enum test_op)get_below(u, 1, TEST_WITHIN);
    t->negated = get_below(u, 1, 1) != 0;
    t->field = get_u32(u);
    if (fields != NULL) {
        if (t->field >= n_fields)
            u->bad = true;
        type = u->bad ? FIELD_INTEGER : fields[t->field].type;
    }
    unpack_operand(u, f, type, &t->a);
    unpack_operand(u, f, type, &t->b);
    t->glob = get_text(u);
    t->bind = get_variable(u, f);
    t->n_words = get_count(u, 4);
    union value *values = take(u, t->n_words * sizeof *values);
    struct sym **words = take(u, t->n_words * sizeof *words);
    for (uint32_t i = 0; i < t->n_words && !u->bad; i++) {
        values[i] = get_value(u, type);
        words[i] = is_symbolic(type) ? values[i].s : NULL;
        if (is_symbolic(type) && words[i] == NULL)
            u->bad = true;
    }
    t->values = is_symbolic(type) ? NULL : values;
    t->words = is_symbolic(type) ? words : NULL;
    if (!u->bad && !is_whole(t, type))
        u->bad = true;
}

static void unpack_pattern(struct unpacker *u, const struct formula *f, struct condition *c)
{
    const struct kind *k = c->pattern.kind = get_kind(u);
    c->pattern.line = (int)get_below(u, 4, INT32_MAX);
    c->pattern.n_tests = get_count(u, 30);
    struct test *tests = take(u, c->pattern.n_tests * sizeof *tests);
    for (uint32_t i = 0; i < c->pattern.n_tests && !u->bad; i++)
        unpack_test(u, f, k->fields, k->n_fields, FIELD_INTEGER, &tests[i]);
    c->pattern.tests = tests;
    if (!is_aggregate(c->op) || u->bad)
        return;
    c->field = get_u32(u);
    c->result_type = (enum field_type)get_below(u, 1, FIELD_DURATION);
    unpack_test(u, f, NULL, 0, c->result_type, &c->result);
    if (c->op != COND_COUNT && c->field >= k->n_fields)
        u->bad = true;
}

static const struct condition *unpack_condition(struct unpacker *u, const struct formula *f, int depth)
{
    struct condition *c = take(u, sizeof *c);
    if (c == NULL || depth > MAX_DEPTH) {
        u->bad = true;
        return NULL;
    }
    c->op = (enum condition_op)get_below(u, 1, COND_WHERE);
    c->line = (int)get_below(u, 4, INT32_MAX);
    if (c->op == COND_WHERE) {
        c->function = get_u32(u);
        c->first_var = (int)get_below(u, 1, f->n_vars) - 1;
        if (c->function >= u->book->n_functions)
            u->bad = true;
    } else if (c->op <= COND_DISTINCT) {
        unpack_pattern(u, f, c);
    }
    c->n_children = get_count(u, 9);
    const struct condition **children = take(u, c->n_children * sizeof *children);
    for (uint32_t i = 0; i < c->n_children && !u->bad; i++)
        children[i] = unpack_condition(u, f, depth + 1);
    c->children = children;
    const bool parent = c->op >= COND_ALL && c->op <= COND_UNLESS;
    if (c->n_children > 0 && !parent)
        u->bad = true;
    if ((c->op == COND_NOT || c->op == COND_UNLESS) && c->n_children != 1)
        u->bad = true;
    return c;
}

static void unpack_formula(struct unpacker *u, struct formula *f)
{
    f->n_vars = get_below(u, 4, MAX_VARS);
    const char **vars = take(u, f->n_vars * sizeof *vars);
    enum field_type *types = take(u, f->n_vars * sizeof *types);
    for (uint32_t i = 0; i < f->n_vars && !u->bad; i++) {
        vars[i] = get_name(u);
        types[i] = (enum field_type)get_below(u, 1, FIELD_DURATION);
    }
    f->vars = vars;
    f->var_types = types;
    f->root = u->bad ? NULL : unpack_condition(u, f, 0);
    if (!u->bad && f->root->op != COND_ALL)
        u->bad = true;
}

/* --- declarations ------------------------------------------------------------------------------------ */

static void unpack_template(struct unpacker *u, const struct formula *when, struct fact_template *t)
{
    const struct kind *k = t->kind = get_kind(u);
    t->mask = get_u32(u);
    if (u->bad || (k->n_fields < MAX_FIELDS && t->mask >> k->n_fields != 0)) {
        u->bad = true;
        return;
    }
    struct operand *slots = take(u, k->n_fields * sizeof *slots);
    for (uint32_t f = 0; f < k->n_fields && !u->bad; f++) {
        if (!(t->mask >> f & 1))
            continue;
        unpack_operand(u, when, k->fields[f].type, &slots[f]);
        if (slots[f].var < 0 && is_symbolic(k->fields[f].type) && slots[f].value.s == NULL)
            u->bad = true;
    }
    t->slots = slots;
}

static void unpack_effect(struct unpacker *u, const struct formula *when, struct effect *d)
{
    d->op = (enum change_op)get_below(u, 1, CHANGE_MODIFY);
    d->fact = get_u32(u);
    unpack_template(u, when, &d->with);
    if (!u->bad && d->op != CHANGE_ASSERT && rsv__matched_kind(when, d->fact) != d->with.kind)
        u->bad = true;
}

static void unpack_rule(struct unpacker *u)
{
    struct rule *r = take(u, sizeof *r);
    if (r == NULL)
        return;
    r->name = get_name(u);
    r->at = get_place(u);
    r->say = get_text(u);
    r->salience = (int)(int32_t)get_u32(u);
    r->action = get_u32(u);
    if (r->action != NO_FUNCTION && r->action >= u->book->n_functions)
        u->bad = true;
    unpack_formula(u, &r->when);
    r->n_derive = get_count(u, 8);
    struct fact_template *derive = take(u, r->n_derive * sizeof *derive);
    for (uint32_t i = 0; i < r->n_derive && !u->bad; i++)
        unpack_template(u, &r->when, &derive[i]);
    r->derive = derive;
    r->n_effects = get_count(u, 13);
    struct effect *effects = take(u, r->n_effects * sizeof *effects);
    for (uint32_t i = 0; i < r->n_effects && !u->bad; i++)
        unpack_effect(u, &r->when, &effects[i]);
    r->effects = effects;
    r->order = u->book->n_rules;
    struct rulebook *b = u->book;
    b->rules = room(u, b->rules, b->n_rules, &u->cap_rules);
    if (!u->bad)
        b->rules[b->n_rules++] = r;
}

static void unpack_rows(struct unpacker *u, struct evidence *e)
{
    e->n_rows = get_count(u, 8);
    const uint32_t other = get_u32(u);
    struct seen_row *rows = take(u, e->n_rows * sizeof *rows);
    for (uint32_t i = 0; i < e->n_rows && !u->bad; i++) {
        rows[i].cause = get_name(u);
        rows[i].file = e->at.file; /* only authors ask whose row it is, and they have the files */
        double *percent = take(u, e->n_outcomes * sizeof *percent);
        for (uint32_t o = 0; o < e->n_outcomes && !u->bad; o++)
            if (!((percent[o] = get_number(u)) >= 0 && percent[o] <= 100))
                u->bad = true;
        rows[i].percent = percent;
    }
    if (other >= e->n_rows)
        u->bad = true;
    e->rows = rows;
    e->other = u->bad ? NULL : &rows[other];
}

static void unpack_evidence(struct unpacker *u)
{
    struct evidence *e = take(u, sizeof *e);
    if (e == NULL)
        return;
    e->name = get_name(u);
    e->about = get_text(u);
    e->n_codes = get_count(u, 8);
    int64_t *codes = take(u, e->n_codes * sizeof *codes);
    for (uint32_t i = 0; i < e->n_codes && !u->bad; i++)
        codes[i] = (int64_t)get(u, 8);
    e->codes = codes;
    e->at = get_place(u);
    e->n_outcomes = get_below(u, 4, MAX_OUTCOMES_READ);
    struct outcome *outcomes = take(u, e->n_outcomes * sizeof *outcomes);
    for (uint32_t i = 0; i < e->n_outcomes && !u->bad; i++) {
        outcomes[i].name = get_name(u);
        outcomes[i].say = get_text(u);
        outcomes[i].at = get_place(u);
        unpack_formula(u, &outcomes[i].when);
    }
    e->outcomes = outcomes;
    unpack_rows(u, e);
    e->n_collectors = get_count(u, 4);
    const struct collector **collectors = take(u, e->n_collectors * sizeof *collectors);
    for (uint32_t i = 0; i < e->n_collectors && !u->bad; i++) {
        const uint32_t c = get_u32(u);
        if (c >= u->book->n_collectors)
            u->bad = true;
        else
            collectors[i] = u->book->collectors[c];
    }
    e->collectors = collectors;
    e->order = u->book->n_evidence;
    struct rulebook *b = u->book;
    b->evidence = room(u, b->evidence, b->n_evidence, &u->cap_evidence);
    if (!u->bad)
        b->evidence[b->n_evidence++] = e;
}

/* --- the whole ---------------------------------------------------------------------------------------- */

void rsv__unpack_open(struct unpacker *u, const char *dir, struct arena *arena, struct intern *intern,
                      struct rulebook *book)
{
    *book = (struct rulebook){0};
    *u = (struct unpacker){.book = book, .arena = arena, .intern = intern};
    u->dir = rsv__arena_text(arena, dir);
    u->no_memory = u->bad = u->dir == NULL;
}

void rsv__unpack(struct unpacker *u, const void *bytes, size_t n)
{
    if (u->bad)
        return;
    u->at = (const unsigned char *)rsv__arena_copy(u->arena, bytes, n);
    if (u->at == NULL) {
        u->no_memory = u->bad = true;
        return;
    }
    u->end = u->at + n;
    const uint64_t what = get(u, 1);
    const bool ready = u->book->kinds != NULL;
    if (what == 'V')
        unpack_vocabulary(u);
    else if (what == 'R' && ready)
        unpack_rule(u);
    else if (what == 'E' && ready)
        unpack_evidence(u);
    else
        u->bad = true;
    if (!u->bad && u->at != u->end)
        u->bad = true;
}

rsv_status rsv__unpack_done(struct unpacker *u, rsv_error *err)
{
    if (u->no_memory)
        return rsv__nomem(err);
    if (u->bad || u->book->kinds == NULL)
        return rsv__fail(err, RSV_EKB, "the packed rules in the knowledge base are damaged; build it anew");
    return RSV_OK;
}
