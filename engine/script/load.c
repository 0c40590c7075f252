/* SPDX-License-Identifier: MIT
 * load.c - runs rule files in the sandbox and has what they declared resolved.
 *
 * Files run one by one; a file that fails leaves nothing behind.  Only when all have run are the
 * declarations resolved, collectors and kinds first, so that order doesn't matter.
 */
#include "script/load.h"

#include "script/resolve.h"

#include <lauxlib.h>
#include <string.h>

struct loader {
    const struct load_request *request;
    struct alloc *alloc;
    struct arena *arena;
    struct vm vm;
    struct resolver resolver;
    struct source *sources;
    size_t n_sources, cap_sources;
    struct source *running;
    lua_Integer n_declared, n_functions; /* before the file that runs */
};

/* --- files ------------------------------------------------------------------------------------ */

/* Where kinds and adapters stand: in folders of their own, or beside the folders. */
static bool may_hold_kinds(const char *path)
{
    return strncmp(path, "kinds/", 6) == 0 || strncmp(path, "adapters/", 9) == 0 || strchr(path, '/') == NULL;
}

static rsv_status add_source(struct loader *ld, const char *dir, uint32_t layer, const char *path,
                             rsv_error *err)
{
    struct source *grown = rsv__arena_grow(ld->arena, ld->sources, ld->n_sources,
                                           &ld->cap_sources, ld->n_sources + 1, sizeof *grown);
    char *full = rsv__arena_printf(ld->arena, "%s/%s", dir, path);
    char *dir_copy = rsv__arena_text(ld->arena, dir);
    struct file_text *text = rsv__arena_alloc(ld->arena, sizeof *text);
    if (ld->arena->failed)
        return rsv__nomem(err);
    ld->sources = grown;
    rsv_status rc = rsv__file_read(ld->alloc, full, text, err);
    if (rc == RSV_OK)
        grown[ld->n_sources++] = (struct source){full, dir_copy, layer, text};
    return rc;
}

static rsv_status read_dir(struct loader *ld, uint32_t layer, rsv_error *err)
{
    const struct load_request *q = ld->request;
    struct file_list list;
    rsv_status rc = rsv__file_list(ld->arena, q->dirs[layer], ".lua", q->with_examples ? NULL : "examples.lua", &list, err);
    for (size_t i = 0; i < list.n && rc == RSV_OK; i++) {
        if (!q->facts_only || layer > 0 || may_hold_kinds(list.items[i].path))
            rc = add_source(ld, q->dirs[layer], layer, list.items[i].path, err);
    }
    return rc;
}

static void free_texts(struct loader *ld)
{
    for (size_t i = 0; i < ld->n_sources; i++)
        rsv__file_free(ld->alloc, ld->sources[i].text);
}

/* --- running ------------------------------------------------------------------------------------ */

static lua_Integer registry_length(lua_State *L, const char *name)
{
    lua_getfield(L, LUA_REGISTRYINDEX, name);
    const lua_Integer n = (lua_Integer)lua_rawlen(L, -1);
    lua_pop(L, 1);
    return n;
}

static void truncate(lua_State *L, const char *name, lua_Integer n)
{
    lua_getfield(L, LUA_REGISTRYINDEX, name);
    for (lua_Integer i = (lua_Integer)lua_rawlen(L, -1); i > n; i--) {
        lua_pushnil(L);
        lua_rawseti(L, -2, i);
    }
    lua_pop(L, 1);
}

static int open_words(lua_State *L)
{
    rsv__dsl_open(L);
    return 0;
}

static int run_file(lua_State *L)
{
    struct loader *ld = lua_touserdata(L, 1);
    const struct source *s = ld->running;
    ld->n_declared = registry_length(L, "rsv.declared");
    ld->n_functions = registry_length(L, "rsv.functions");
    lua_pushinteger(L, s - ld->sources);
    lua_setfield(L, LUA_REGISTRYINDEX, "rsv.file");
    rsv__vm_load(L, s->text->text, s->text->n, s->path);
    lua_call(L, 0, 0);
    return 0;
}

static int forget_file(lua_State *L)
{
    const struct loader *ld = lua_touserdata(L, 1);
    truncate(L, "rsv.declared", ld->n_declared);
    truncate(L, "rsv.functions", ld->n_functions);
    return 0;
}

static const char *source_line(struct loader *ld, const struct source *s, int line)
{
    const char *p = s->text->text;
    for (int l = 1; l < line && p != NULL; l++) {
        p = strchr(p, '\n');
        p = p ? p + 1 : NULL;
    }
    return p && line > 0 ? rsv__arena_copy(ld->arena, p, strcspn(p, "\r\n")) : NULL;
}

/* What most likely is behind a message of Lua's; NULL: it speaks for itself. */
static const char *hint_about(const char *message)
{
    static const struct {
        const char *part, *hint;
    } hints[] = {
        {"' expected", "perhaps a comma or a brace is missing in front of it"},
        {"near '<\\226>'", "perhaps a curly quote or a long dash: write \" and -"},
        {"attempt to compare", "a test is written behind the field: count = above(3)"},
    };
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (strstr(message, hints[i].part) != NULL)
            return hints[i].hint;
    return NULL;
}

static rsv_status run_source(struct loader *ld, struct source *s, struct findings *findings,
                             rsv_error *err)
{
    const int64_t fuel = ld->request->fuel ? ld->request->fuel : VM_LOAD_FUEL;
    ld->running = s;
    rsv_status rc = rsv__vm_run(&ld->vm, run_file, ld, fuel, err);
    if (rc == RSV_OK || rc == RSV_ENOMEM)
        return rc;
    const struct finding f = {rc == RSV_ELIMIT ? "R002" : "R001", SEVERITY_ERROR, s->path,
                              err->line, 0, NULL, hint_about(err->message),
                              source_line(ld, s, err->line)};
    rsv__findings_add(findings, &f, "%s", err->message);
    return rsv__vm_run(&ld->vm, forget_file, ld, VM_LOAD_FUEL, err);
}

/* --- resolving ------------------------------------------------------------------------------------- */

static void read_declaration(struct resolver *r, int index, struct declaration *d)
{
    lua_State *L = r->L;
    lua_rawgeti(L, 1, index);
    *d = (struct declaration){.index = index, .action = NO_FUNCTION};
    rsv__get(L, -1, "what");
    d->what = rsv__arena_text(r->arena, lua_tostring(L, -1));
    rsv__get(L, -2, "name");
    d->name = rsv__arena_text(r->arena, lua_tostring(L, -1));
    rsv__get(L, -3, "file");
    d->source = &r->sources[lua_tointeger(L, -1)];
    rsv__get(L, -4, "line");
    d->line = (int)lua_tointeger(L, -1);
    if (rsv__get(L, -5, "action") == LUA_TNUMBER)
        d->action = (uint32_t)lua_tointeger(L, -1) - 1;
    lua_pop(L, 6);
    if (r->arena->failed)
        rsv__resolve_nomem(r);
}

/* The same name again: a later folder wins; within one folder it is an error. */
static void drop_doubles(struct resolver *r)
{
    lua_State *L = r->L;
    lua_newtable(L); /* "rule name" -> the declaration that stands */
    for (uint32_t i = 0; i < r->n_declarations; i++) {
        struct declaration *d = &r->declarations[i];
        if (strcmp(d->what, "seen") == 0)
            continue;
        lua_pushfstring(L, "%s %s", d->what, d->name);
        lua_pushvalue(L, -1);
        struct declaration *old =
            lua_rawget(L, -3) == LUA_TNIL ? NULL : &r->declarations[lua_tointeger(L, -1)];
        lua_pop(L, 1);
        d->dropped = old != NULL && old->source->layer >= d->source->layer;
        if (d->dropped) {
            r->current = d;
            rsv__complain(r, "R003", (struct spot){d->line, NULL}, NULL,
                          "%s '%s' is declared already, in %s:%d", d->what, d->name,
                          old->source->path, old->line);
            lua_pop(L, 1);
            continue;
        }
        if (old != NULL)
            old->dropped = true;
        lua_pushinteger(L, (lua_Integer)i);
        lua_rawset(L, -3);
    }
    lua_pop(L, 1);
}

static void resolve_all(struct resolver *r, const char *what, void (*resolve)(struct resolver *, int))
{
    lua_State *L = r->L;
    for (uint32_t i = 0; i < r->n_declarations; i++) {
        const struct declaration *d = &r->declarations[i];
        if (d->dropped || strcmp(d->what, what) != 0)
            continue;
        r->current = d;
        r->bad = false;
        r->n_conditions = 0;
        lua_rawgeti(L, 1, d->index);
        if (rsv__get(L, -1, "body") == LUA_TTABLE)
            resolve(r, lua_gettop(L));
        else
            rsv__complain(r, "R015", (struct spot){d->line, NULL}, NULL,
                          "write %s \"%s\" { ... }, with a body in braces", what, d->name);
        lua_pop(L, 2);
    }
}

static bool is_declared(const struct resolver *r, const char *what, const char *name)
{
    for (uint32_t i = 0; i < r->n_declarations; i++)
        if (strcmp(r->declarations[i].what, what) == 0 && strcmp(r->declarations[i].name, name) == 0)
            return true;
    return false;
}

/* `seen "x"` must add to evidence that is there. */
static void check_seen(struct resolver *r)
{
    for (uint32_t i = 0; i < r->n_declarations; i++) {
        const struct declaration *d = &r->declarations[i];
        if (strcmp(d->what, "seen") != 0 || is_declared(r, "evidence", d->name))
            continue;
        struct nearest near;
        rsv__nearest_init(&near, d->name);
        for (uint32_t j = 0; j < r->n_declarations; j++)
            if (strcmp(r->declarations[j].what, "evidence") == 0)
                rsv__nearest_offer(&near, r->declarations[j].name);
        r->current = d;
        rsv__complain(r, "R018", (struct spot){d->line, NULL}, rsv__did_you_mean(r, &near),
                      "there is no evidence '%s'", d->name);
    }
}

static int resolve(lua_State *L)
{
    struct loader *ld = lua_touserdata(L, 1);
    struct resolver *r = &ld->resolver;
    lua_settop(L, 0);
    lua_getfield(L, LUA_REGISTRYINDEX, "rsv.declared"); /* stays at index 1 */
    r->n_declarations = (uint32_t)lua_rawlen(L, 1);
    r->declarations = rsv__resolve_alloc(r, r->n_declarations * sizeof *r->declarations);
    for (uint32_t i = 0; i < r->n_declarations; i++)
        read_declaration(r, (int)i + 1, &r->declarations[i]);
    drop_doubles(r);
    resolve_all(r, "collector", rsv__resolve_collector);
    resolve_all(r, "kind", rsv__resolve_kind);
    resolve_all(r, "rule", rsv__resolve_rule);
    resolve_all(r, "evidence", rsv__resolve_evidence);
    check_seen(r);
    resolve_all(r, "adapter", rsv__resolve_adapter);
    resolve_all(r, "example", rsv__resolve_example);
    rsv__find_collectors(r);
    return 0;
}

/* --- the whole -------------------------------------------------------------------------------------- */

/* Keep the text of files with functions: sessions run them again. */
static rsv_status keep_file(struct loader *ld, struct rulebook *book, const struct source *s,
                            rsv_error *err)
{
    struct rule_file *f = &book->files[book->n_files++];
    *f = (struct rule_file){.path = s->path, .first_function = (uint32_t)ld->n_functions,
                            .n_functions = book->n_functions - (uint32_t)ld->n_functions};
    if (f->n_functions == 0)
        return RSV_OK;
    f->text = rsv__arena_copy(ld->arena, s->text->text, s->text->n);
    f->n = s->text->n;
    return f->text ? RSV_OK : rsv__nomem(err);
}

static int count_functions(lua_State *L)
{
    struct rulebook *book = lua_touserdata(L, 1);
    book->n_functions = (uint32_t)registry_length(L, "rsv.functions");
    return 0;
}

static rsv_status run_all(struct loader *ld, struct findings *findings, struct rulebook *out,
                          rsv_error *err)
{
    rsv_status rc = rsv__vm_run(&ld->vm, open_words, NULL, VM_LOAD_FUEL, err);
    out->files = rsv__arena_alloc(ld->arena, ld->n_sources * sizeof *out->files);
    if (ld->arena->failed)
        return rsv__nomem(err);
    for (size_t i = 0; i < ld->n_sources && rc == RSV_OK; i++) {
        rc = run_source(ld, &ld->sources[i], findings, err);
        if (rc == RSV_OK)
            rc = rsv__vm_run(&ld->vm, count_functions, out, VM_LOAD_FUEL, err);
        if (rc == RSV_OK)
            rc = keep_file(ld, out, &ld->sources[i], err);
    }
    return rc;
}

rsv_status rsv__script_load(const struct load_request *request, struct alloc *alloc,
                            struct arena *arena, struct intern *intern, struct findings *findings,
                            struct rulebook *out, rsv_error *err)
{
    struct loader ld = {.request = request, .alloc = alloc, .arena = arena};
    *out = (struct rulebook){0};
    rsv_status rc = rsv__vm_open(&ld.vm, alloc, err);
    if (rc != RSV_OK)
        return rc;
    lua_gc(ld.vm.L, LUA_GCSTOP); /* nearly all of it stays; at the memory limit Lua collects all the same */
    for (uint32_t i = 0; i < request->n_dirs && rc == RSV_OK; i++)
        rc = read_dir(&ld, i, err);
    if (rc == RSV_OK)
        rc = run_all(&ld, findings, out, err);
    ld.resolver = (struct resolver){.L = ld.vm.L, .arena = arena, .intern = intern,
                                    .findings = findings, .book = out, .sources = ld.sources,
                                    .n_sources = (uint32_t)ld.n_sources};
    if (rc == RSV_OK)
        rc = rsv__vm_run(&ld.vm, resolve, &ld, (int64_t)10 * VM_LOAD_FUEL, err);
    if (rc == RSV_ERULES && ld.resolver.no_memory)
        rc = rsv__nomem(err);
    if (rc == RSV_OK && (arena->failed || findings->failed))
        rc = rsv__nomem(err);
    rsv__vm_close(&ld.vm);
    free_texts(&ld);
    return rc;
}
