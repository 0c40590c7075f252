/* SPDX-License-Identifier: MIT
 * resolve_adapter.c - adapters: paths, tests, values and parts from what the words made. */
#include "script/resolve.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_STEPS = 16, MAX_PART_DEPTH = 8 };

/* --- paths --------------------------------------------------------------------------------------- */

static char *copy_bytes(struct resolver *r, const char *s, size_t n)
{
    char *copy = rsv__resolve_alloc(r, n + 1);
    memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

/* "key" or "key[field=value]" in s[0..n). */
static bool step_from(struct resolver *r, const char *s, size_t n, struct path_step *out)
{
    const char *open = memchr(s, '[', n);
    *out = (struct path_step){.key = copy_bytes(r, s, open ? (size_t)(open - s) : n)};
    out->key_hash = rsv__fold_hash(out->key);
    if (open == NULL)
        return n > 0;
    const char *equals = memchr(open, '=', n - (size_t)(open - s));
    if (s[n - 1] != ']' || equals == NULL || equals == open + 1)
        return false;
    out->filter_key = copy_bytes(r, open + 1, (size_t)(equals - open - 1));
    out->filter_hash = rsv__fold_hash(out->filter_key);
    char *value = copy_bytes(r, equals + 1, (size_t)(s + n - 1 - equals - 1));
    rsv__fold(value, strlen(value));
    out->filter_value = value;
    return true;
}

/* The end of the step: the next dot that isn't in brackets. */
static size_t step_length(const char *s)
{
    size_t n = 0;
    for (bool inside = false; s[n] != '\0' && (inside || s[n] != '.'); n++)
        inside = s[n] == '[' || (inside && s[n] != ']');
    return n;
}

static bool path_from(struct resolver *r, const char *text, struct path *out)
{
    struct path_step *steps = rsv__resolve_alloc(r, MAX_STEPS * sizeof *steps);
    const char *s = text;
    bool ok = *s != '\0';
    *out = (struct path){.text = text, .steps = steps};
    if (strcmp(text, ".") == 0)
        return true;
    for (; ok && strncmp(s, "../", 3) == 0 && out->n_steps < MAX_STEPS; s += 3)
        steps[out->n_steps++] = (struct path_step){.key = NULL, .rest = s};
    while (ok && *s != '\0') {
        const size_t n = step_length(s);
        ok = out->n_steps < MAX_STEPS && step_from(r, s, n, &steps[out->n_steps]);
        if (ok) {
            steps[out->n_steps].rest_hash = rsv__fold_hash(s);
            steps[out->n_steps++].rest = s;
        }
        s += n + (s[n] == '.' && s[n + 1] != '\0');
        ok = ok && !(*s == '.');
    }
    if (!ok)
        rsv__complain(r, "R036", (struct spot){0, NULL}, NULL,
                      "'%s' is no path: write member.member, list[key=value].member or ../member", text);
    return ok;
}

static const char *text_at(struct resolver *r, int index)
{
    size_t n;
    const char *s = lua_tolstring(r->L, index, &n);
    return copy_bytes(r, s, n);
}

/* A text, or a list of texts. */
static const char **texts_from(struct resolver *r, int index, const char *what, uint32_t *n)
{
    lua_State *L = r->L;
    const char **list = NULL;
    *n = 0;
    if (lua_type(L, index) == LUA_TSTRING) {
        RSV_APPEND(r, list, *n, text_at(r, index));
        return list;
    }
    for (lua_Integer i = 1; lua_type(L, index) == LUA_TTABLE; i++) {
        const int type = lua_rawgeti(L, index, i);
        if (type == LUA_TSTRING)
            RSV_APPEND(r, list, *n, text_at(r, -1));
        lua_pop(L, 1);
        if (type == LUA_TNIL)
            break;
        if (type != LUA_TSTRING)
            rsv__complain(r, "R013", (struct spot){0, what}, NULL, "'%s' should be texts", what);
    }
    if (*n == 0)
        rsv__complain(r, "R013", (struct spot){0, what}, NULL, "'%s' should be a text or a list of texts", what);
    return list;
}

static const struct path *paths_from(struct resolver *r, int index, const char *what, uint32_t *n)
{
    const char **texts = texts_from(r, index, what, n);
    struct path *paths = rsv__resolve_alloc(r, *n * sizeof *paths);
    for (uint32_t i = 0; i < *n; i++)
        path_from(r, texts[i], &paths[i]);
    return paths;
}

/* A glob as tests have it: ASCII case doesn't count. */
static const char *fold(struct resolver *r, const char *text)
{
    char *copy = rsv__arena_text(r->arena, text);
    if (copy == NULL)
        rsv__resolve_nomem(r);
    rsv__fold(copy, strlen(copy));
    return copy;
}

/* --- tests ---------------------------------------------------------------------------------------- */

/* A constant as a text; NULL if the value at `index` is none. */
static const char *constant_at(struct resolver *r, int index)
{
    lua_State *L = r->L;
    const char *text = NULL;
    if (lua_type(L, index) == LUA_TBOOLEAN)
        return lua_toboolean(L, index) ? "true" : "false";
    if (lua_type(L, index) != LUA_TSTRING && lua_type(L, index) != LUA_TNUMBER)
        return NULL;
    lua_pushvalue(L, index); /* converting a number must not change the table's own */
    text = text_at(r, -1);
    lua_pop(L, 1);
    return text;
}

/* "word", like "glob", one_of{...}, is_not(...), absent, empty, at "another path" */
static void test_from(struct resolver *r, int index, const char *path, struct path_test *out)
{
    lua_State *L = r->L;
    const char **globs = NULL;
    index = lua_absindex(L, index);
    if (rsv__dsl_is(L, index, DSL_TEST)) {
        const char *op = rsv__get_word(L, index, "op");
        const bool negated = strcmp(op, "is_not") == 0, like = strcmp(op, "like") == 0;
        out->there = strcmp(op, "empty") == 0;
        lua_pop(L, 1);
        if (out->there)
            return;
        rsv__get(L, index, "a");
        if (negated || like)
            test_from(r, -1, path, out);
        lua_pop(L, 1);
        out->negated = negated != out->negated;
        if (negated || like)
            return;
    }
    if (rsv__dsl_is(L, index, DSL_TYPE)) {
        const bool one_of = strcmp(rsv__get_word(L, index, "op"), "one_of") == 0;
        lua_pop(L, 1);
        rsv__get(L, index, "arg");
        for (lua_Integer i = 1; one_of && lua_rawgeti(L, -1, i) != LUA_TNIL; i++) {
            const char *word = constant_at(r, -1);
            if (word != NULL)
                RSV_APPEND(r, globs, out->n_globs, fold(r, word));
            lua_pop(L, 1);
        }
        lua_pop(L, 1 + one_of);
        out->globs = globs;
        if (out->n_globs > 0)
            return;
    }
    if (rsv__dsl_is(L, index, DSL_AT) && rsv__get(L, index, "paths") == LUA_TSTRING) {
        struct path *other = rsv__resolve_alloc(r, sizeof *other);
        path_from(r, text_at(r, -1), other);
        out->same_as = other;
        lua_pop(L, 1);
        return;
    }
    const char *word = constant_at(r, index);
    if (word == NULL)
        rsv__complain(r, "R013", (struct spot){0, path}, NULL,
                      "the test of '%s' should be a value, like\"*\", one_of{...}, is_not(...), absent or at\"path\"", path);
    else if (*word != '\0')
        RSV_APPEND(r, globs, out->n_globs, fold(r, word));
    out->globs = globs;
}

/* The members of the table whose keys are paths; `skip` NULL-ended. */
static const struct path_test *tests_from(struct resolver *r, int table, const char *skip, uint32_t *n)
{
    uint32_t n_keys;
    const char **keys = rsv__sorted_keys(r, table, &n_keys);
    struct path_test *tests = rsv__resolve_alloc(r, n_keys * sizeof *tests);
    *n = 0;
    for (uint32_t i = 0; i < n_keys; i++) {
        if (skip != NULL && strcmp(keys[i], skip) == 0)
            continue;
        struct path_test *t = &tests[*n];
        *t = (struct path_test){.negated = false};
        rsv__get(r->L, table, keys[i]);
        test_from(r, -1, keys[i], t);
        lua_pop(r->L, 1);
        *n += path_from(r, keys[i], &t->path);
    }
    return tests;
}

/* --- values --------------------------------------------------------------------------------------- */

static bool is_glob(const char *s)
{
    return strpbrk(s, "*?") != NULL;
}

/* Plain words before globs, longer globs before shorter: tables of Lua have no order. */
static int by_telling(const void *x, const void *y)
{
    const struct word_pair *a = x, *b = y;
    if (is_glob(a->glob) != is_glob(b->glob))
        return is_glob(a->glob) ? 1 : -1;
    const size_t n = strlen(a->glob), m = strlen(b->glob);
    return n != m ? (n > m ? -1 : 1) : strcmp(a->glob, b->glob);
}

static void words_from(struct resolver *r, int table, struct transform *t)
{
    uint32_t n;
    const char **keys = rsv__sorted_keys(r, table, &n);
    struct word_pair *pairs = rsv__resolve_alloc(r, n * sizeof *pairs);
    for (uint32_t i = 0; i < n; i++) {
        rsv__get(r->L, table, keys[i]);
        const char *word = constant_at(r, -1);
        lua_pop(r->L, 1);
        if (word == NULL)
            rsv__complain(r, "R013", (struct spot){0, keys[i]}, NULL, "'%s' should lead to a word", keys[i]);
        else if (strcmp(keys[i], "otherwise") == 0)
            t->text = word;
        else
            pairs[t->n_words++] = (struct word_pair){fold(r, keys[i]), word};
    }
    if (t->n_words > 1)
        qsort(pairs, t->n_words, sizeof *pairs, by_telling);
    t->words = pairs;
}

static void transform_from(struct resolver *r, int table, struct transform *t)
{
    static const char *const ops[] = {"words", "find", "empty", "is", "given", "count", "unit", "join", "hex", "with", "written"};
    lua_State *L = r->L;
    const char *op = rsv__get_word(L, table, "op");
    for (int i = 0; i < 11; i++)
        if (strcmp(ops[i], op) == 0)
            t->op = (enum transform_op)i;
    lua_pop(L, 1);
    rsv__get(L, table, "arg");
    const int arg = lua_gettop(L);
    if (t->op == TRANSFORM_WORDS && lua_type(L, arg) == LUA_TTABLE) {
        words_from(r, arg, t);
    } else if (t->op == TRANSFORM_IS) {
        const char **globs = texts_from(r, arg, "is", &t->n_words);
        struct word_pair *pairs = rsv__resolve_alloc(r, t->n_words * sizeof *pairs);
        for (uint32_t i = 0; i < t->n_words; i++)
            pairs[i].glob = fold(r, globs[i]);
        t->words = pairs;
    } else if (t->op != TRANSFORM_GIVEN && t->op != TRANSFORM_COUNT && t->op != TRANSFORM_HEX) {
        t->text = constant_at(r, arg);
        if (t->text != NULL && t->op == TRANSFORM_WITH)
            path_from(r, t->text, &t->path);
        if (t->text == NULL)
            rsv__complain(r, "R013", (struct spot){0, ops[t->op]}, NULL, "'%s' takes %s", ops[t->op],
                          t->op == TRANSFORM_WORDS ? "a table, { from = to }" : "a text");
    }
    lua_pop(L, 1);
}

static void value_from(struct resolver *r, int index, const char *field, struct adapter_value *out);

static void cases_from(struct resolver *r, int table, const char *field, struct adapter_value *out)
{
    lua_State *L = r->L;
    const lua_Integer n = (lua_Integer)lua_rawlen(L, table);
    struct adapter_case *cases = rsv__resolve_alloc(r, (size_t)(n + 1) * sizeof *cases);
    for (lua_Integer i = 1; i <= n + 1; i++) { /* the last: gives = value for all others */
        if (i <= n)
            lua_rawgeti(L, table, i);
        else
            lua_pushvalue(L, table);
        const int one = lua_gettop(L);
        struct adapter_case *c = &cases[out->n_cases];
        *c = (struct adapter_case){.n_tests = 0};
        if (lua_type(L, one) == LUA_TTABLE && rsv__get(L, one, "gives") != LUA_TNIL) {
            value_from(r, lua_gettop(L), field, &c->value);
            if (i <= n)
                c->tests = tests_from(r, one, "gives", &c->n_tests);
            out->n_cases++;
        } else if (i <= n) {
            rsv__complain(r, "R013", (struct spot){0, field}, NULL,
                          "a case should be { [\"path\"] = test, gives = value }");
        }
        lua_settop(L, one - 1);
    }
    out->cases = cases;
}

static void value_from(struct resolver *r, int index, const char *field, struct adapter_value *out)
{
    lua_State *L = r->L;
    *out = (struct adapter_value){.constant = NULL};
    luaL_checkstack(L, 10, "nested too deeply");
    if (!rsv__dsl_is(L, index, DSL_AT)) {
        out->constant = constant_at(r, index);
        if (out->constant == NULL)
            rsv__complain(r, "R013", (struct spot){0, field}, NULL,
                          "'%s' should be a value, at \"path\" or cases{...}, not %s", field, rsv__type_word(L, index));
        return;
    }
    if (rsv__get(L, index, "cases") == LUA_TTABLE)
        cases_from(r, lua_gettop(L), field, out);
    lua_pop(L, 1);
    if (rsv__get(L, index, "paths") != LUA_TNIL)
        out->paths = paths_from(r, lua_gettop(L), field, &out->n_paths);
    lua_pop(L, 1);
    if (rsv__get(L, index, "transforms") == LUA_TTABLE) {
        const int list = lua_gettop(L);
        out->n_transforms = (uint32_t)lua_rawlen(L, list);
        struct transform *transforms = rsv__resolve_alloc(r, out->n_transforms * sizeof *transforms);
        for (uint32_t i = 0; i < out->n_transforms; i++) {
            transforms[i] = (struct transform){.n_words = 0};
            lua_rawgeti(L, list, (lua_Integer)i + 1);
            transform_from(r, lua_gettop(L), &transforms[i]);
            lua_pop(L, 1);
        }
        out->transforms = transforms;
    }
    lua_pop(L, 1);
}

/* --- parts ---------------------------------------------------------------------------------------- */

static const struct adapter_part *parts_from(struct resolver *r, int table, lua_Integer first, int depth, uint32_t *n);

static void check_constant(struct resolver *r, const struct kind *k, const struct field *f, const char *word)
{
    struct nearest near;
    if (f->type != FIELD_WORD || word == NULL || *word == '\0') /* "": left out */
        return;
    for (uint32_t i = 0; i < f->n_words; i++)
        if (strcmp(f->words[i]->text, word) == 0)
            return;
    rsv__nearest_init(&near, word);
    for (uint32_t i = 0; i < f->n_words; i++)
        rsv__nearest_offer(&near, f->words[i]->text);
    rsv__complain(r, "R013", (struct spot){0, word}, rsv__did_you_mean(r, &near), "%s.%s can't be '%s'", k->name,
                  f->name, word);
}

/* All words that a value can lead to must be words of the field. */
static void check_words(struct resolver *r, const struct kind *k, const struct field *f, const struct adapter_value *v)
{
    check_constant(r, k, f, v->constant);
    for (uint32_t i = 0; i < v->n_cases; i++)
        check_words(r, k, f, &v->cases[i].value);
    if (v->n_transforms == 0)
        return;
    const struct transform *last = &v->transforms[v->n_transforms - 1];
    if (last->op == TRANSFORM_WORDS || last->op == TRANSFORM_EMPTY)
        check_constant(r, k, f, last->text);
    for (uint32_t i = 0; last->op == TRANSFORM_WORDS && i < last->n_words; i++)
        check_constant(r, k, f, last->words[i].word);
}

static void fact_from(struct resolver *r, int fact, struct adapter_part *out)
{
    lua_State *L = r->L;
    const int line = rsv__line_of(r, fact);
    uint32_t n, mask = 0;
    rsv__get(L, fact, "complete");
    out->complete = lua_toboolean(L, -1) != 0;
    rsv__get(L, fact, "kind");
    out->kind = rsv__find_kind(r, lua_tostring(L, -1), line);
    rsv__get(L, fact, "values");
    const int values = lua_gettop(L);
    const char **names = rsv__sorted_keys(r, values, &n);
    struct adapter_field *fields = rsv__resolve_alloc(r, n * sizeof *fields);
    for (uint32_t i = 0; out->kind != NULL && i < n; i++) {
        const int f = strcmp(names[i], "observed_at") == 0 ? -2 : rsv__find_field(r, out->kind, names[i], line);
        if (f == -1)
            continue;
        struct adapter_field *field = &fields[out->n_fields++];
        field->name = names[i];
        rsv__get(L, values, names[i]);
        value_from(r, lua_gettop(L), names[i], &field->value);
        lua_pop(L, 1);
        if (f >= 0) {
            mask |= 1u << f;
            check_words(r, out->kind, &out->kind->fields[f], &field->value);
        }
    }
    lua_settop(L, values - 3);
    out->fields = fields;
    for (uint32_t i = 0; out->kind != NULL && !out->complete && out->kind->has_key && i < out->kind->n_fields; i++)
        if (out->kind->key_mask >> i & 1 && !out->kind->fields[i].optional && !(mask >> i & 1))
            rsv__complain(r, "R015", (struct spot){line, NULL}, NULL, "%s.%s belongs to the key and is missing",
                          out->kind->name, out->kind->fields[i].name);
}

static void part_from(struct resolver *r, int index, int depth, struct adapter_part *out)
{
    lua_State *L = r->L;
    *out = (struct adapter_part){.op = PART_FACT};
    luaL_checkstack(L, 10, "nested too deeply");
    if (rsv__dsl_is(L, index, DSL_FACT)) {
        fact_from(r, index, out);
        return;
    }
    if (!rsv__dsl_is(L, index, DSL_PART) || depth > MAX_PART_DEPTH) {
        rsv__complain(r, "R013", (struct spot){0, NULL}, NULL,
                      "an adapter gives facts, each \"path\" { ... }, only_if{ ... } and reaching{ ... }, not %s",
                      rsv__type_word(L, index));
        return;
    }
    const char *op = rsv__get_word(L, index, "op");
    lua_Integer first = 1;
    out->op = strcmp(op, "each") == 0      ? PART_EACH
              : strcmp(op, "error") == 0   ? PART_ERROR
              : strcmp(op, "warning") == 0 ? PART_WARNING
              : strcmp(op, "only_if") == 0 ? PART_ONLY
                                           : PART_REACHING;
    out->text = rsv__get(L, index, "text") == LUA_TSTRING ? text_at(r, -1) : NULL;
    lua_pop(L, 2);
    if (out->op == PART_ERROR || out->op == PART_WARNING)
        return;
    rsv__get(L, index, "body");
    const int body = lua_gettop(L);
    if (out->op == PART_REACHING) {
        lua_rawgeti(L, body, first++);
        if (lua_isinteger(L, -1) && lua_tointeger(L, -1) > 0)
            out->count = (uint64_t)lua_tointeger(L, -1);
        else
            rsv__complain(r, "R013", (struct spot){0, NULL}, NULL, "reaching{...} begins with a number of records");
        lua_pop(L, 1);
    } else if (out->op == PART_ONLY) {
        out->tests = tests_from(r, body, NULL, &out->n_tests);
    } else {
        rsv__get(L, index, "path");
        path_from(r, text_at(r, -1), &out->path);
        lua_pop(L, 1);
    }
    out->parts = parts_from(r, body, first, depth + 1, &out->n_parts);
    lua_pop(L, 1);
}

/* The list part of the table, from `first` on. */
static const struct adapter_part *parts_from(struct resolver *r, int table, lua_Integer first, int depth, uint32_t *n)
{
    lua_State *L = r->L;
    const lua_Integer end = (lua_Integer)lua_rawlen(L, table);
    struct adapter_part *parts = rsv__resolve_alloc(r, (size_t)(end - first + 1) * sizeof *parts);
    *n = 0;
    for (lua_Integer i = first; i <= end; i++) {
        lua_rawgeti(L, table, i);
        part_from(r, lua_gettop(L), depth, &parts[(*n)++]);
        lua_pop(L, 1);
    }
    return parts;
}

/* { "template", member = "constant", fact, ... } */
static void sets_from(struct resolver *r, int table, struct adapter_line *out)
{
    uint32_t n;
    const char **keys = rsv__sorted_keys(r, table, &n);
    struct word_pair *pairs = rsv__resolve_alloc(r, n * sizeof *pairs);
    for (uint32_t i = 0; i < n; i++) {
        rsv__get(r->L, table, keys[i]);
        const char *word = constant_at(r, -1);
        lua_pop(r->L, 1);
        if (word == NULL)
            rsv__complain(r, "R013", (struct spot){0, keys[i]}, NULL, "'%s' of a line should be a constant", keys[i]);
        else
            pairs[out->n_sets++] = (struct word_pair){keys[i], word};
    }
    out->sets = pairs;
}

static void lines_from(struct resolver *r, int body, struct adapter *a)
{
    lua_State *L = r->L;
    const int type = rsv__get(L, body, "lines");
    const int list = lua_gettop(L);
    a->n_lines = type == LUA_TTABLE ? (uint32_t)lua_rawlen(L, list) : 0;
    struct adapter_line *lines = rsv__resolve_alloc(r, a->n_lines * sizeof *lines);
    for (uint32_t i = 0; i < a->n_lines; i++) {
        lua_rawgeti(L, list, (lua_Integer)i + 1);
        const int one = lua_gettop(L);
        lines[i] = (struct adapter_line){.n_templates = 0};
        if (lua_type(L, one) != LUA_TTABLE) {
            rsv__complain(r, "R013", (struct spot){0, "lines"}, NULL, "a line should be { \"template\", fact, ... }");
        } else {
            lua_rawgeti(L, one, 1);
            lines[i].templates = texts_from(r, lua_gettop(L), "lines", &lines[i].n_templates);
            lua_pop(L, 1);
            lines[i].parts = parts_from(r, one, 2, 0, &lines[i].n_parts);
            sets_from(r, one, &lines[i]);
        }
        lua_settop(L, list);
    }
    a->lines = lines;
    lua_pop(L, 1);
}

static enum adapter_form form_from(struct resolver *r, int body)
{
    const char *word = rsv__get_text(r, body, "reads");
    struct nearest near;
    rsv__nearest_init(&near, word ? word : "");
    for (int i = 0; i < N_FORMS; i++) {
        if (word != NULL && strcmp(word, rsv__form_names[i]) == 0)
            return (enum adapter_form)i;
        rsv__nearest_offer(&near, rsv__form_names[i]);
    }
    rsv__complain(r, "R015", (struct spot){0, "reads"}, rsv__did_you_mean(r, &near),
                  "'reads' should be one of json, csv, xml, keyed, lines, text");
    return FORM_JSON;
}

static bool is_option_word(const char *s)
{
    return *s != '\0' && s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

void rsv__resolve_adapter(struct resolver *r, int body)
{
    static const char *const keys[] = {"doc", "reads", "whole", "has", "where", "facts", "lines", NULL};
    lua_State *L = r->L;
    struct adapter *a = rsv__resolve_alloc(r, sizeof *a);
    *a = (struct adapter){.name = r->current->name, .at = {r->current->source->path, r->current->line}};
    rsv__check_keys(r, body, keys, "an adapter");
    if (!is_option_word(a->name))
        rsv__complain(r, "R013", (struct spot){0, NULL}, NULL, "an adapter's name is made of a-z, 0-9 and -");
    a->doc = rsv__get_text(r, body, "doc");
    if (a->doc == NULL)
        rsv__complain(r, "R015", (struct spot){0, NULL}, NULL, "an adapter needs 'doc': which tool prints this");
    a->form = form_from(r, body);
    rsv__get(L, body, "whole");
    a->whole = lua_toboolean(L, -1) != 0;
    lua_pop(L, 1);
    if (rsv__get(L, body, "has") != LUA_TNIL)
        a->has = paths_from(r, lua_gettop(L), "has", &a->n_has);
    lua_pop(L, 1);
    if (rsv__get(L, body, "where") == LUA_TTABLE)
        a->where = tests_from(r, lua_gettop(L), NULL, &a->n_where);
    lua_pop(L, 1);
    if (rsv__get(L, body, "facts") == LUA_TTABLE)
        a->parts = parts_from(r, lua_gettop(L), 1, 0, &a->n_parts);
    lua_pop(L, 1);
    lines_from(r, body, a);
    if (a->form == FORM_LINES ? a->n_lines == 0 || a->n_parts > 0 : a->n_parts == 0 || a->n_lines > 0)
        rsv__complain(r, "R015", (struct spot){0, NULL}, NULL, "an adapter of lines has 'lines', every other 'facts'");
    else if (a->form != FORM_LINES && a->n_has + a->n_where == 0)
        rsv__complain(r, "R015", (struct spot){0, NULL}, NULL, "an adapter needs 'has' or 'where' to know its records");
    if (!r->bad)
        RSV_APPEND(r, r->book->adapters, r->book->n_adapters, a);
}
