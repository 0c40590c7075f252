/* SPDX-License-Identifier: MIT
 * resolve_kind.c - kinds, fields, collectors, and values for fields. */
#include "script/resolve.h"

#include "base/number.h"
#include "base/time.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

/* --- collectors ---------------------------------------------------------------------------- */

static void resolve_scripts(struct resolver *r, int body, struct collector *c)
{
    lua_State *L = r->L;
    if (rsv__get(L, body, "script") == LUA_TTABLE) {
        uint32_t n, unused = 0;
        const char **shells = rsv__sorted_keys(r, -1, &n), **paths = NULL;
        for (uint32_t i = 0; i < n; i++) {
            const char *path = rsv__get_text(r, -1, shells[i]);
            RSV_APPEND(r, paths, unused, path ? path : "");
        }
        c->shells = shells;
        c->scripts = paths;
        c->n_scripts = n;
    } else if (!lua_isnil(L, -1)) {
        rsv__complain(r, "R013", (struct spot){0, "script"}, NULL,
                      "'script' should be a table, { pwsh = \"path\" }");
    }
    lua_pop(L, 1);
}

void rsv__resolve_collector(struct resolver *r, int body)
{
    static const char *const keys[] = {"doc", "minutes", "role", "script", NULL};
    struct collector *c = rsv__resolve_alloc(r, sizeof *c);
    rsv__check_keys(r, body, keys, "a collector");
    c->name = r->current->name;
    c->doc = rsv__get_text(r, body, "doc");
    c->role = rsv__get_text(r, body, "role");
    c->dir = r->current->source->dir;
    c->at = (struct place){r->current->source->path, r->current->line};
    const int type = rsv__get(r->L, body, "minutes");
    c->minutes = type == LUA_TNUMBER ? lua_tonumber(r->L, -1) : -1;
    if (type == LUA_TNIL)
        rsv__complain(r, "R015", (struct spot){0, NULL}, NULL,
                      "a collector needs 'minutes': what running it costs");
    else if (!(c->minutes >= 0 && c->minutes <= 10000))
        rsv__complain(r, "R013", (struct spot){0, "minutes"}, NULL,
                      "'minutes' should be a number from 0 to 10000");
    lua_pop(r->L, 1);
    resolve_scripts(r, body, c);
    if (!r->bad)
        RSV_APPEND(r, r->book->collectors, r->book->n_collectors, c);
}

/* --- fields ---------------------------------------------------------------------------------- */

static const struct {
    const char *op;
    enum field_type type;
} types[] = {{"text", FIELD_TEXT},     {"name", FIELD_NAME},       {"one_of", FIELD_WORD},
             {"integer", FIELD_INTEGER}, {"number", FIELD_NUMBER}, {"boolean", FIELD_BOOLEAN},
             {"time", FIELD_TIME},     {"duration", FIELD_DURATION}};

/* The words of one_of{...}: its array part. */
static void resolve_words(struct resolver *r, int arg, struct field *f)
{
    lua_State *L = r->L;
    arg = lua_absindex(L, arg);
    const lua_Unsigned n = lua_rawlen(L, arg);
    struct sym **words = rsv__resolve_alloc(r, n * sizeof *words);
    for (lua_Unsigned i = 0; i < n; i++) {
        size_t length;
        if (lua_rawgeti(L, arg, (lua_Integer)i + 1) != LUA_TSTRING)
            rsv__complain(r, "R013", (struct spot){0, f->name}, NULL,
                          "the words of one_of should be texts");
        const char *word = lua_tolstring(L, -1, &length);
        words[i] = rsv__intern_get(r->intern, word ? word : "", word ? length : 0);
        if (words[i] == NULL)
            rsv__resolve_nomem(r);
        lua_pop(L, 1);
    }
    f->words = words;
    f->n_words = (uint32_t)n;
    if (n == 0)
        rsv__complain(r, "R013", (struct spot){0, f->name}, NULL, "one_of needs words");
}

/* integer{lo, hi} */
static void resolve_bounds(struct resolver *r, int arg, struct field *f)
{
    for (int i = 1; i <= 2; i++) {
        const int type = lua_rawgeti(r->L, arg, i);
        const double bound = lua_tonumber(r->L, -1);
        if (type != LUA_TNIL && type != LUA_TNUMBER)
            rsv__complain(r, "R013", (struct spot){0, f->name}, NULL,
                          "bounds should be numbers, not %s", rsv__type_word(r->L, -1));
        lua_pop(r->L, 1);
        if (type == LUA_TNIL)
            continue;
        *(i == 1 ? &f->low : &f->high) = bound;
        *(i == 1 ? &f->has_low : &f->has_high) = true;
    }
}

static void resolve_field(struct resolver *r, int type, struct field *f)
{
    static const char *const keys[] = {"optional", "doc", "unit", "pii", NULL};
    lua_State *L = r->L;
    const int arg_type = rsv__get(L, type, "arg");
    const int arg = lua_gettop(L);
    if (!rsv__dsl_is(L, type, DSL_TYPE) || arg_type != LUA_TTABLE) {
        rsv__complain(r, "R013", (struct spot){0, f->name}, NULL,
                      "field '%s' should be a type such as text{}, not %s", f->name,
                      rsv__type_word(L, type));
        lua_pop(L, 1);
        return;
    }
    const char *op = rsv__get_word(L, type, "op");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].op, op) == 0)
            f->type = types[i].type;
    lua_pop(L, 1);
    rsv__check_keys(r, arg, keys, "a field");
    f->optional = rsv__get_boolean(r, arg, "optional");
    f->pii = rsv__get_boolean(r, arg, "pii");
    f->doc = rsv__get_text(r, arg, "doc");
    f->unit = rsv__get_text(r, arg, "unit");
    if (f->type == FIELD_WORD)
        resolve_words(r, arg, f);
    else if (f->type == FIELD_INTEGER || f->type == FIELD_NUMBER)
        resolve_bounds(r, arg, f);
    lua_pop(L, 1);
}

/* Fields in the order of writing: each type object carries a sequence number. */
static void resolve_fields(struct resolver *r, int body, struct kind *k)
{
    lua_State *L = r->L;
    uint32_t n = 0;
    const char **names = NULL;
    if (rsv__get(L, body, "fields") == LUA_TTABLE)
        names = rsv__sorted_keys(r, -1, &n);
    if (n == 0)
        rsv__complain(r, "R015", (struct spot){0, NULL}, NULL, "a kind needs 'fields'");
    if (n > MAX_FIELDS) {
        rsv__complain(r, "R013", (struct spot){0, "fields"}, NULL, "more than %d fields",
                      (int)MAX_FIELDS);
        n = MAX_FIELDS;
    }
    struct field *fields = rsv__resolve_alloc(r, n * sizeof *fields);
    lua_Integer seqs[MAX_FIELDS];
    for (uint32_t i = 0; i < n; i++) {
        rsv__get(L, -1, names[i]);
        lua_Integer seq = 0;
        if (rsv__dsl_is(L, -1, DSL_TYPE)) {
            rsv__get(L, -1, "seq");
            seq = lua_tointeger(L, -1);
            lua_pop(L, 1);
        }
        struct field f = {.name = names[i]};
        resolve_field(r, lua_gettop(L), &f);
        lua_pop(L, 1);
        uint32_t at = i;
        for (; at > 0 && seqs[at - 1] > seq; at--) {
            seqs[at] = seqs[at - 1];
            fields[at] = fields[at - 1];
        }
        seqs[at] = seq;
        fields[at] = f;
    }
    lua_pop(L, 1);
    k->fields = fields;
    k->n_fields = n;
}

static void resolve_key(struct resolver *r, int body, struct kind *k)
{
    lua_State *L = r->L;
    const int type = rsv__get(L, body, "key");
    if (type == LUA_TTABLE) {
        k->has_key = true;
        for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, -1); i++) {
            lua_rawgeti(L, -1, i);
            const char *name = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "?";
            const int f = rsv__find_field(r, k, name, 0);
            if (f >= 0)
                k->key_mask |= 1u << f;
            lua_pop(L, 1);
        }
    } else if (type != LUA_TNIL) {
        rsv__complain(r, "R013", (struct spot){0, "key"}, NULL, "'key' should be a list of fields");
    }
    lua_pop(L, 1);
}

static void resolve_freshness(struct resolver *r, int body, struct kind *k)
{
    const char *text = rsv__get_text(r, body, "fresh_for");
    if (text != NULL && (!rsv__duration_parse(text, &k->fresh_for) || k->fresh_for <= 0))
        rsv__complain(r, "R013", (struct spot){0, "fresh_for"}, NULL,
                      "'%s' is no duration; write \"30m\", \"4h\" or \"7d\"", text);
}

static void resolve_kind_collector(struct resolver *r, int body, struct kind *k)
{
    const char *name = rsv__get_text(r, body, "collector");
    if (name == NULL)
        return;
    k->collector = rsv__rulebook_collector(r->book, name);
    if (k->collector != NULL)
        return;
    struct nearest near;
    rsv__nearest_init(&near, name);
    for (uint32_t i = 0; i < r->book->n_collectors; i++)
        rsv__nearest_offer(&near, r->book->collectors[i]->name);
    rsv__complain(r, "R019", (struct spot){0, "collector"}, rsv__did_you_mean(r, &near),
                  "unknown collector '%s'", name);
}

static bool is_identifier(const char *s)
{
    if (!((*s >= 'a' && *s <= 'z') || *s == '_'))
        return false;
    for (; *s != '\0'; s++)
        if (!((*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9') || *s == '_'))
            return false;
    return true;
}

void rsv__resolve_kind(struct resolver *r, int body)
{
    static const char *const keys[] = {"doc", "fields", "key", "fresh_for", "collector", "closed",
                                       NULL};
    struct kind *k = rsv__resolve_alloc(r, sizeof *k);
    rsv__check_keys(r, body, keys, "a kind");
    k->name = r->current->name;
    k->at = (struct place){r->current->source->path, r->current->line};
    k->index = r->book->n_kinds;
    if (!is_identifier(k->name) || strcmp(k->name, "complete") == 0)
        rsv__complain(r, "R013", (struct spot){0, NULL}, NULL,
                      "a kind's name is made of a-z, 0-9 and _, and isn't 'complete'");
    k->doc = rsv__get_text(r, body, "doc");
    k->closed = rsv__get_boolean(r, body, "closed");
    resolve_fields(r, body, k);
    resolve_key(r, body, k);
    resolve_freshness(r, body, k);
    resolve_kind_collector(r, body, k);
    if (!r->bad)
        RSV_APPEND(r, r->book->kinds, r->book->n_kinds, k);
}

/* --- finding ------------------------------------------------------------------------------------- */

const struct kind *rsv__find_kind(struct resolver *r, const char *name, int line)
{
    const struct kind *k = rsv__rulebook_kind(r->book, name);
    if (k == NULL) {
        struct nearest near;
        rsv__nearest_init(&near, name);
        for (uint32_t i = 0; i < r->book->n_kinds; i++)
            rsv__nearest_offer(&near, r->book->kinds[i]->name);
        rsv__complain(r, "R011", (struct spot){line, name}, rsv__did_you_mean(r, &near),
                      "unknown kind '%s'", name);
    }
    return k;
}

int rsv__find_field(struct resolver *r, const struct kind *k, const char *name, int line)
{
    const int f = rsv__kind_field(k, name, strlen(name));
    if (f < 0) {
        struct nearest near;
        rsv__nearest_init(&near, name);
        for (uint32_t i = 0; i < k->n_fields; i++)
            rsv__nearest_offer(&near, k->fields[i].name);
        rsv__complain(r, "R012", (struct spot){line, name}, rsv__did_you_mean(r, &near),
                      "unknown field '%s' of %s", name, k->name);
    }
    return f;
}

/* --- values ---------------------------------------------------------------------------------------- */

/* What the author may have meant by a value of the wrong type: mostly it is about quotes. */
static const char *quotes_hint(struct resolver *r, int index, const struct field *f)
{
    double unused;
    if (rsv__dsl_is(r->L, index, DSL_NAME) && f->type != FIELD_INTEGER && f->type != FIELD_NUMBER &&
        f->type != FIELD_BOOLEAN) {
        const char *hint = rsv__arena_printf(r->arena, "write \"%s\", in quotes",
                                             rsv__get_word(r->L, index, "name"));
        lua_pop(r->L, 1);
        return hint;
    }
    if (lua_type(r->L, index) != LUA_TSTRING)
        return NULL;
    const char *s = lua_tostring(r->L, index);
    if (f->type == FIELD_BOOLEAN ? strcmp(s, "true") == 0 || strcmp(s, "false") == 0
                                 : (f->type == FIELD_INTEGER || f->type == FIELD_NUMBER) &&
                                       rsv__number_parse(s, &unused))
        return rsv__arena_printf(r->arena, "write %s, without quotes", s);
    return NULL;
}

static bool wrong(struct resolver *r, int index, const struct field *f, const struct kind *k,
                  int line, const char *expected)
{
    rsv__complain(r, "R013", (struct spot){line, f->name}, quotes_hint(r, index, f),
                  "%s.%s should be %s, not %s", k->name, f->name, expected, rsv__type_word(r->L, index));
    return false;
}

static bool to_symbol(struct resolver *r, int index, const struct field *f, union value *out)
{
    size_t n;
    const char *s = lua_tolstring(r->L, index, &n);
    char *copy = rsv__resolve_alloc(r, n + 1);
    memcpy(copy, s, n);
    if (f->type == FIELD_NAME)
        rsv__fold(copy, n);
    out->s = rsv__intern_get(r->intern, copy, n);
    if (out->s == NULL)
        rsv__resolve_nomem(r);
    return true;
}

static bool to_word(struct resolver *r, const struct field *f, const struct kind *k, int line,
                    union value *out)
{
    for (uint32_t i = 0; i < f->n_words; i++)
        if (f->words[i] == out->s)
            return true;
    struct nearest near;
    rsv__nearest_init(&near, out->s->text);
    for (uint32_t i = 0; i < f->n_words; i++)
        rsv__nearest_offer(&near, f->words[i]->text);
    struct buf list; /* no word is near: tell them all */
    rsv__buf_init(&list, r->arena->alloc);
    for (uint32_t i = 0; near.best == NULL && i < f->n_words; i++)
        rsv__buf_printf(&list, "%s%s", i == 0 ? "its words are " : ", ", f->words[i]->text);
    const char *hint = near.best ? rsv__did_you_mean(r, &near)
                                 : rsv__arena_text(r->arena, rsv__buf_get(&list));
    rsv__buf_free(&list);
    rsv__complain(r, "R014", (struct spot){line, f->name}, hint, "'%s' is not a word of %s.%s",
                  out->s->text, k->name, f->name);
    return false;
}

static bool in_bounds(struct resolver *r, const struct field *f, const struct kind *k, int line,
                      double v)
{
    if ((f->has_low && v < f->low) || (f->has_high && v > f->high)) {
        char low[RSV_NUMBER_SIZE], high[RSV_NUMBER_SIZE], value[RSV_NUMBER_SIZE];
        rsv__number_format(f->low, low);
        rsv__number_format(f->high, high);
        rsv__number_format(v, value);
        rsv__complain(r, "R013", (struct spot){line, f->name}, NULL, "%s.%s should be %s%s%s%s, not %s",
                      k->name, f->name, f->has_low ? "at least " : "", f->has_low ? low : "",
                      f->has_high ? (f->has_low ? " and at most " : "at most ") : "",
                      f->has_high ? high : "", value);
        return false;
    }
    return true;
}

bool rsv__to_value(struct resolver *r, int index, const struct field *f, const struct kind *k,
                   int line, union value *out)
{
    lua_State *L = r->L;
    const int type = lua_type(L, index);
    int is_integer = 0;
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_NAME:
    case FIELD_WORD:
        if (type != LUA_TSTRING)
            return wrong(r, index, f, k, line, f->type == FIELD_WORD ? "a word" : "a text");
        to_symbol(r, index, f, out);
        return f->type != FIELD_WORD || to_word(r, f, k, line, out);
    case FIELD_INTEGER:
        out->i = type == LUA_TNUMBER ? lua_tointegerx(L, index, &is_integer) : 0;
        return is_integer ? in_bounds(r, f, k, line, (double)out->i)
                          : wrong(r, index, f, k, line, "an integer");
    case FIELD_NUMBER:
        out->d = lua_tonumber(L, index);
        return type == LUA_TNUMBER && isfinite(out->d) ? in_bounds(r, f, k, line, out->d)
                                                       : wrong(r, index, f, k, line, "a finite number");
    case FIELD_BOOLEAN:
        out->i = lua_toboolean(L, index);
        return type == LUA_TBOOLEAN || wrong(r, index, f, k, line, "true or false");
    case FIELD_TIME:
        return (type == LUA_TSTRING && rsv__time_parse(lua_tostring(L, index), &out->i)) ||
               wrong(r, index, f, k, line, "a time such as \"2026-11-23T07:14:03Z\"");
    case FIELD_DURATION:
        return (type == LUA_TSTRING && rsv__duration_parse(lua_tostring(L, index), &out->i)) ||
               wrong(r, index, f, k, line, "a duration such as \"48h\"");
    }
    return false;
}
