/* SPDX-License-Identifier: MIT
 * load.c - what a diagnosis needs: one code, its causes, their steps. */
#include "store/internal.h"

#include <string.h>

/* Run a statement for one code and hand each row over. */
typedef rsv_status row_fn(sqlite3_stmt *s, void *user, rsv_error *err);

static rsv_status each_row(struct db *db, sqlite3_stmt *s, row_fn *row, void *user, rsv_error *err)
{
    int more;
    while ((more = rsv__db_step_row(db, s, err)) == 1) {
        rsv_status rc = row(s, user, err);
        if (rc != RSV_OK)
            return rc;
    }
    return more == 0 ? RSV_OK : err->code;
}

static rsv_status for_code(struct db *db, enum sql_id id, int64_t code, row_fn *row, void *user,
                           rsv_error *err)
{
    sqlite3_stmt *s = rsv__db_statement(db, id, err);
    if (s == NULL)
        return err->code;
    rsv__db_bind_integer(s, ":code", code);
    return each_row(db, s, row, user, err);
}

static rsv_status for_all(struct db *db, enum sql_id id, row_fn *row, void *user, rsv_error *err)
{
    sqlite3_stmt *s = rsv__db_statement(db, id, err);
    return s == NULL ? err->code : each_row(db, s, row, user, err);
}

struct case_reader {
    struct db *db;
    struct arena *arena;
    struct case_code *out;
    struct case_cause *causes;
    struct case_step *steps;
    const char **roles;
    size_t n, cap;
    bool found;
    bool damaged; /* a value that a build never writes */
};

static const char *keep(struct case_reader *r, sqlite3_stmt *s, int column)
{
    const char *text = rsv__db_text_or_null(s, column);
    return text ? rsv__arena_text(r->arena, text) : NULL;
}

/* What others compare: never NULL, but for want of memory.  To be the first look at the column. */
static const char *keep_word(struct case_reader *r, sqlite3_stmt *s, int column)
{
    r->damaged = r->damaged || sqlite3_column_type(s, column) != SQLITE_TEXT;
    return rsv__arena_text(r->arena, rsv__db_text(s, column));
}

static double keep_number(struct case_reader *r, sqlite3_stmt *s, int column, double low, double high)
{
    const double v = sqlite3_column_double(s, column);
    r->damaged = r->damaged || !(v >= low && v <= high);
    return v;
}

static rsv_status ok(const struct case_reader *r, rsv_error *err)
{
    if (r->damaged)
        return rsv__fail(err, RSV_EKB, "the knowledge base is damaged: a word or number isn't what a build writes");
    return r->arena->failed ? rsv__nomem(err) : RSV_OK;
}

static rsv_status take_code(sqlite3_stmt *s, void *user, rsv_error *err)
{
    struct case_reader *r = user;
    struct case_code *c = r->out;
    r->found = true;
    c->code = sqlite3_column_int64(s, 0);
    c->name = keep(r, s, 1);
    c->title = keep(r, s, 2);
    c->family = keep(r, s, 3);
    c->family_title = keep(r, s, 4);
    c->nature = keep(r, s, 5);
    c->fixed_by = keep(r, s, 6);
    c->fixed_by_title = keep(r, s, 7);
    c->shares = keep(r, s, 8);
    c->reviewed = keep(r, s, 9);
    c->brief = sqlite3_column_int(s, 11) != 0;
    return ok(r, err);
}

static rsv_status take_cause(sqlite3_stmt *s, void *user, rsv_error *err)
{
    struct case_reader *r = user;
    struct case_cause *grown =
        rsv__arena_grow(r->arena, r->causes, r->n, &r->cap, r->n + 1, sizeof *grown);
    if (grown == NULL)
        return rsv__nomem(err);
    r->causes = grown;
    const char *slug = keep_word(r, s, 0);
    const bool other = strcmp(slug ? slug : "", "other") == 0;
    grown[r->n++] = (struct case_cause){
        slug, other ? "Something else" : keep(r, s, 2), keep_number(r, s, 1, 0, 100)};
    return ok(r, err);
}

static rsv_status take_step(sqlite3_stmt *s, void *user, rsv_error *err)
{
    struct case_reader *r = user;
    struct case_step *grown =
        rsv__arena_grow(r->arena, r->steps, r->n, &r->cap, r->n + 1, sizeof *grown);
    if (grown == NULL)
        return rsv__nomem(err);
    r->steps = grown;
    grown[r->n++] = (struct case_step){
        .slug = keep_word(r, s, 0),
        .title = keep(r, s, 1),
        .minutes = keep_number(r, s, 2, 0.1, 1e6),
        .role = keep_word(r, s, 3),
        .role_title = keep(r, s, 4),
        .risk = keep_word(r, s, 5),
        .reversible = sqlite3_column_int(s, 6) != 0,
        .success = rsv__arena_alloc(r->arena, (r->out->n_causes + 1) * sizeof(double)),
    };
    return ok(r, err);
}

static struct case_step *find_step(const struct case_reader *r, const char *slug)
{
    for (uint32_t i = 0; i < r->out->n_steps; i++)
        if (strcmp(r->steps[i].slug, slug) == 0)
            return &r->steps[i];
    return NULL;
}

static rsv_status take_cure(sqlite3_stmt *s, void *user, rsv_error *err)
{
    struct case_reader *r = user;
    const struct case_step *step = find_step(r, rsv__db_text(s, 1));
    const double success = keep_number(r, s, 2, 0, 100) / 100;
    for (uint32_t c = 0; step != NULL && c < r->out->n_causes; c++)
        if (strcmp(r->causes[c].slug, rsv__db_text(s, 0)) == 0)
            ((double *)step->success)[c] = success;
    return ok(r, err);
}

static rsv_status take_cost(sqlite3_stmt *s, void *user, rsv_error *err)
{
    struct case_reader *r = user;
    struct costs *c = &r->out->costs;
    const char *name = rsv__db_text(s, 0);
    const double minutes = keep_number(r, s, 1, 0, 1e6);
    if (strcmp(name, "handover") == 0)
        c->handover = minutes;
    else if (strcmp(name, "escalate") == 0)
        c->escalate = minutes;
    else if (rsv__risk_number(name) >= 0)
        c->risk[rsv__risk_number(name)] = minutes;
    return ok(r, err);
}

static rsv_status take_role(sqlite3_stmt *s, void *user, rsv_error *err)
{
    struct case_reader *r = user;
    const char **grown =
        rsv__arena_grow(r->arena, r->roles, r->n, &r->cap, r->n + 1, sizeof *grown);
    if (grown == NULL)
        return rsv__nomem(err);
    r->roles = grown;
    grown[r->n++] = keep_word(r, s, 0);
    return ok(r, err);
}

struct prerequisites {
    const struct case_code *code;
    uint64_t mask;
};

static rsv_status take_before(sqlite3_stmt *s, void *user, rsv_error *err)
{
    struct prerequisites *p = user;
    (void)err;
    for (uint32_t i = 0; i < p->code->n_steps && i < 64; i++) /* a step that doesn't cure this code is no must */
        if (strcmp(p->code->steps[i].slug, rsv__db_text(s, 0)) == 0)
            p->mask |= (uint64_t)1 << i;
    return RSV_OK;
}

static rsv_status read_prerequisites(struct case_reader *r, rsv_error *err)
{
    rsv_status rc = RSV_OK;
    for (uint32_t i = 0; i < r->out->n_steps && rc == RSV_OK; i++) {
        struct prerequisites p = {r->out, 0};
        sqlite3_stmt *s = rsv__db_statement(r->db, SQL_STEP_AFTER, err);
        if (s == NULL)
            return err->code;
        rsv__db_bind_text(s, ":slug", r->steps[i].slug);
        rc = each_row(r->db, s, take_before, &p, err);
        r->steps[i].after = p.mask;
    }
    return rc;
}

rsv_status rsv__db_case(struct db *db, int64_t code, struct arena *arena, struct case_code *out,
                        rsv_error *err)
{
    struct case_reader r = {.db = db, .arena = arena, .out = out};
    *out = (struct case_code){0};
    rsv_status rc = for_code(db, SQL_CODE, code, take_code, &r, err);
    if (rc == RSV_OK && !r.found)
        rc = rsv__fail(err, RSV_ENOTFOUND, "no article for AADSTS%lld", (long long)code);
    if (rc == RSV_OK)
        rc = for_code(db, SQL_CODE_CAUSES, code, take_cause, &r, err);
    out->causes = r.causes;
    out->n_causes = (uint32_t)r.n;
    r.n = r.cap = 0;
    if (rc == RSV_OK)
        rc = for_code(db, SQL_CODE_STEPS, code, take_step, &r, err);
    out->steps = r.steps;
    out->n_steps = (uint32_t)r.n;
    if (rc == RSV_OK)
        rc = for_code(db, SQL_CODE_CURES, code, take_cure, &r, err);
    if (rc == RSV_OK)
        rc = read_prerequisites(&r, err);
    if (rc == RSV_OK)
        rc = for_all(db, SQL_COSTS, take_cost, &r, err);
    r.n = r.cap = 0;
    if (rc == RSV_OK)
        rc = for_all(db, SQL_DESK_ROLES, take_role, &r, err);
    out->desk_roles = r.roles;
    out->n_desk_roles = (uint32_t)r.n;
    return rc;
}

static rsv_status take_yes(sqlite3_stmt *s, void *user, rsv_error *err)
{
    (void)s;
    (void)err;
    *(bool *)user = true;
    return RSV_OK;
}

rsv_status rsv__db_wraps(struct db *db, int64_t outer, int64_t inner, bool *out, rsv_error *err)
{
    sqlite3_stmt *s = rsv__db_statement(db, SQL_CODE_INNER, err);
    *out = false;
    if (s == NULL)
        return err->code;
    rsv__db_bind_integer(s, ":code", outer);
    rsv__db_bind_integer(s, ":other", inner);
    return each_row(db, s, take_yes, out, err);
}

/* --- all pairs of code and cause ------------------------------------------------------------------ */

struct pair_reader {
    struct arena *arena;
    struct code_pair *items;
    size_t n, cap;
};

static rsv_status take_pair(sqlite3_stmt *s, void *user, rsv_error *err)
{
    struct pair_reader *r = user;
    struct code_pair *grown = rsv__arena_grow(r->arena, r->items, r->n, &r->cap, r->n + 1, sizeof *grown);
    const struct code_pair pair = {sqlite3_column_int64(s, 0), rsv__arena_text(r->arena, rsv__db_text(s, 1)),
                                   rsv__arena_text(r->arena, rsv__db_text(s, 2))};
    if (r->arena->failed)
        return rsv__nomem(err);
    r->items = grown;
    grown[r->n++] = pair;
    return RSV_OK;
}

rsv_status rsv__db_pairs(struct db *db, struct arena *arena, struct code_pairs *out, rsv_error *err)
{
    struct pair_reader r = {.arena = arena};
    const rsv_status rc = for_all(db, SQL_PAIRS, take_pair, &r, err);
    *out = (struct code_pairs){r.items, (uint32_t)r.n};
    return rc;
}

/* --- rule files -------------------------------------------------------------------------------- */

struct file_reader {
    struct arena *arena;
    const char **paths;
    uint64_t *sizes;
    size_t n, cap, cap_sizes;
};

static rsv_status take_file(sqlite3_stmt *s, void *user, rsv_error *err)
{
    struct file_reader *r = user;
    const char **paths = rsv__arena_grow(r->arena, r->paths, r->n, &r->cap, r->n + 1,
                                         sizeof *paths);
    uint64_t *sizes = rsv__arena_grow(r->arena, r->sizes, r->n, &r->cap_sizes, r->n + 1,
                                      sizeof *sizes);
    char *path = rsv__arena_text(r->arena, rsv__db_text(s, 0));
    if (r->arena->failed)
        return rsv__nomem(err);
    r->paths = paths;
    r->sizes = sizes;
    paths[r->n] = path;
    sizes[r->n++] = (uint64_t)sqlite3_column_int64(s, 1);
    return RSV_OK;
}

rsv_status rsv__db_rule_files(struct db *db, struct arena *arena, struct rule_files *out, rsv_error *err)
{
    struct file_reader all = {.arena = arena};
    const rsv_status rc = for_all(db, SQL_RULE_FILES, take_file, &all, err);
    *out = (struct rule_files){all.paths, all.sizes, (uint32_t)all.n};
    return rc;
}

static rsv_status take_pack(sqlite3_stmt *s, void *user, rsv_error *err)
{
    const struct pack_taker *t = user;
    const void *bytes = sqlite3_column_blob(s, 0);
    return t->take(t->user, bytes ? bytes : "", (size_t)sqlite3_column_bytes(s, 0), err);
}

rsv_status rsv__db_rule_packs(struct db *db, int64_t code, const struct pack_taker *taker, rsv_error *err)
{
    struct pack_taker copy = *taker;
    const rsv_status rc = for_all(db, SQL_VOCABULARY, take_pack, &copy, err);
    return rc == RSV_OK ? for_code(db, SQL_CODE_PACKS, code, take_pack, &copy, err) : rc;
}
