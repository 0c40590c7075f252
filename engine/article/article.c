/* SPDX-License-Identifier: MIT */
#include "article/article.h"

#include "article/yaml.h"
#include "base/number.h"
#include "base/text.h"
#include "base/time.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct reader {
    const char *path;
    struct arena *arena;
    struct findings *findings;
    const struct rsv_doc *head;
    bool bad;
};

static void complain(struct reader *r, const char *id, const struct rsv_doc *at, const char *hint,
                     const char *message)
{
    const struct finding f = {id,
                              SEVERITY_ERROR,
                              r->path,
                              at ? (int)at->line : 1,
                              at ? (int)at->column : 0,
                              NULL,
                              hint,
                              NULL};
    rsv__findings_add(r->findings, &f, "%s", message);
    r->bad = true;
}

/* --- front matter ------------------------------------------------------------------------- */

/* Text files of Windows may begin with a mark; what isn't UTF-8, or has a NUL, is none. */
static bool is_text(struct reader *r, const char **text, size_t *n)
{
    const char *nul = memchr(*text, '\0', *n);
    const size_t good = nul ? (size_t)(nul - *text) : *n;
    const size_t end = rsv__utf8_check(*text, good);
    if (end == *n) {
        const size_t mark = *n >= 3 && memcmp(*text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
        *text += mark;
        *n -= mark;
        return true;
    }
    struct rsv_doc at = {.line = 1};
    for (size_t i = 0; i < end; i++)
        at.line += (*text)[i] == '\n';
    complain(r, "K001", &at, NULL, "the file isn't UTF-8 text from here on");
    return false;
}

static bool starts_line(const char *p, const char *word)
{
    const size_t n = strlen(word);
    return strncmp(p, word, n) == 0 && (p[n] == '\n' || p[n] == '\r' || p[n] == '\0');
}

/* "---" to "---": the head between, and the body with its line. */
static bool split(const char *text, const char **head, size_t *head_n, const char **body,
                  int *body_line)
{
    if (!starts_line(text, "---"))
        return false;
    const char *p = strchr(text, '\n');
    if (p == NULL)
        return false;
    *head = ++p;
    for (int line = 2; *p != '\0'; line++) {
        const char *end = strchr(p, '\n');
        if (starts_line(p, "---")) {
            *head_n = (size_t)(p - *head);
            *body = end ? end + 1 : p + strlen(p);
            *body_line = line + 1;
            return true;
        }
        if (end == NULL)
            return false;
        p = end + 1;
    }
    return false;
}

static void check_keys(struct reader *r, const struct rsv_doc *d, const char *const *allowed)
{
    for (const struct rsv_doc *c = rsv_doc_first(d); c != NULL; c = c->next) {
        struct nearest near;
        rsv__nearest_init(&near, c->key);
        size_t i = 0;
        for (; allowed[i] != NULL && strcmp(allowed[i], c->key) != 0; i++)
            rsv__nearest_offer(&near, allowed[i]);
        if (allowed[i] != NULL)
            continue;
        char message[120], hint[80];
        snprintf(message, sizeof message, "unknown key '%.60s'", c->key);
        snprintf(hint, sizeof hint, "did you mean '%.40s'?", near.best ? near.best : "");
        complain(r, "K002", c, near.best ? hint : NULL, message);
    }
}

/* A text member, copied; NULL and a complaint if it is missing though it must be there. */
static const char *text_of(struct reader *r, const struct rsv_doc *d, const char *key,
                           bool required)
{
    const struct rsv_doc *c = rsv_doc_get(d, key);
    char message[120];
    if (c != NULL && c->type == RSV_TEXT)
        return rsv__arena_copy(r->arena, c->as.text.at, c->as.text.n);
    if (c == NULL || c->type == RSV_NULL) {
        snprintf(message, sizeof message, "'%s' is missing", key);
        if (required)
            complain(r, "K002", c ? c : d, NULL, message);
        return NULL;
    }
    snprintf(message, sizeof message, "'%s' should be a text", key);
    complain(r, "K002", c, NULL, message);
    return NULL;
}

static double number_of(struct reader *r, const struct rsv_doc *c, double low, double high,
                        const char *what)
{
    char message[120];
    const double v = rsv_doc_number(c);
    if (c != NULL && (c->type == RSV_INTEGER || c->type == RSV_NUMBER) && v >= low && v <= high)
        return v;
    snprintf(message, sizeof message, "%s should be a number from %g to %g", what, low, high);
    complain(r, "K002", c ? c : r->head, NULL, message);
    return low;
}

static int64_t code_of(struct reader *r, const struct rsv_doc *c, const char *what)
{
    char message[80];
    const int64_t code = (int64_t)number_of(r, c, 1, 99999999, what);
    snprintf(message, sizeof message, "%s should be a whole number", what);
    if (c != NULL && c->type == RSV_NUMBER && rsv_doc_number(c) != (double)code)
        complain(r, "K002", c, NULL, message);
    return code;
}

/* slug: number */
static const struct named_number *numbers_of(struct reader *r, const char *key, uint32_t *n)
{
    const struct rsv_doc *d = rsv_doc_get(r->head, key);
    char message[80];
    *n = 0;
    if (d == NULL || d->type != RSV_OBJECT || d->count == 0) {
        snprintf(message, sizeof message, "'%s' should be a list of 'slug: number'", key);
        complain(r, "K002", d ? d : r->head, NULL, message);
        return NULL;
    }
    struct named_number *list = rsv__arena_alloc(r->arena, d->count * sizeof *list);
    for (const struct rsv_doc *c = rsv_doc_first(d); list != NULL && c != NULL; c = c->next)
        list[(*n)++] = (struct named_number){rsv__arena_text(r->arena, c->key),
                                             number_of(r, c, 0, 100, c->key), (int)c->line};
    return list;
}

static bool is_https(const char *url)
{
    return strncmp(url, "https://", 8) == 0 && strpbrk(url, " \t\n\"<>") == NULL;
}

static void references_of(struct reader *r, struct article *a)
{
    static const char *const keys[] = {"title", "url", NULL};
    const struct rsv_doc *d = rsv_doc_get(r->head, "references");
    if (d == NULL)
        return;
    if (d->type != RSV_ARRAY) {
        complain(r, "K002", d, NULL, "'references' should be a list of title and url");
        return;
    }
    struct reference *list = rsv__arena_alloc(r->arena, d->count * sizeof *list);
    for (const struct rsv_doc *c = rsv_doc_first(d); list != NULL && c != NULL; c = c->next) {
        check_keys(r, c, keys);
        const struct reference ref = {text_of(r, c, "title", true), text_of(r, c, "url", true)};
        if (ref.url != NULL && !is_https(ref.url))
            complain(r, "K002", c, NULL, "a reference's url should begin with https://");
        else if (ref.url != NULL && ref.title != NULL)
            list[a->n_references++] = ref;
    }
    a->references = list;
}

static bool is_date(const char *s)
{
    int64_t ms;
    return strlen(s) == 10 && s[4] == '-' && s[7] == '-' && rsv__time_parse(s, &ms);
}

/* A list of texts; NULL and a complaint if it is none.  It needn't be there. */
static const char *const *texts_of(struct reader *r, const struct rsv_doc *d, const char *key, uint32_t *n)
{
    *n = 0;
    if (d == NULL)
        return NULL;
    const char **list = rsv__arena_alloc(r->arena, d->count * sizeof *list);
    for (const struct rsv_doc *c = rsv_doc_first(d); list != NULL && c != NULL; c = c->next)
        if (c->type == RSV_TEXT)
            list[(*n)++] = rsv__arena_copy(r->arena, c->as.text.at, c->as.text.n);
    char message[80];
    snprintf(message, sizeof message, "'%s' should be a list of texts", key);
    if (d->type != RSV_ARRAY || *n != d->count)
        complain(r, "K002", d, NULL, message);
    return list;
}

static void also_of(struct reader *r, struct article *a)
{
    a->also = texts_of(r, rsv_doc_get(r->head, "also"), "also", &a->n_also);
}

/* --- the three types -------------------------------------------------------------------------- */

/* The one of `words` that `text` is; NULL and a complaint at `at` if it is none. */
static const char *one_of(struct reader *r, const struct rsv_doc *at, const char *key, const char *text,
                          const char *const *words)
{
    struct nearest near;
    rsv__nearest_init(&near, text);
    for (size_t i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], text) == 0)
            return words[i];
        rsv__nearest_offer(&near, words[i]);
    }
    char message[160], hint[60];
    snprintf(message, sizeof message, "'%.60s' is no value of '%s'", text, key);
    snprintf(hint, sizeof hint, "did you mean '%s'?", near.best ? near.best : "");
    complain(r, "K002", at, near.best ? hint : NULL, message);
    return NULL;
}

static const char *choice_of(struct reader *r, const char *key, const char *const *words,
                             bool required)
{
    const char *text = text_of(r, r->head, key, required);
    return text ? one_of(r, rsv_doc_get(r->head, key), key, text, words) : NULL;
}

static void related_of(struct reader *r, struct article *a)
{
    const struct rsv_doc *d = rsv_doc_get(r->head, "related");
    if (d == NULL)
        return;
    if (d->type != RSV_OBJECT) {
        complain(r, "K002", d, NULL, "'related' should be a list of 'code: how it differs'");
        return;
    }
    struct related_code *list = rsv__arena_alloc(r->arena, d->count * sizeof *list);
    for (const struct rsv_doc *c = rsv_doc_first(d); list != NULL && c != NULL; c = c->next) {
        int64_t code = 0;
        if (*c->key < '1' || *c->key > '9' || !rsv__integer_parse(c->key, &code) || c->type != RSV_TEXT)
            complain(r, "K002", c, NULL, "'related' should have lines 'code: how it differs'");
        else
            list[a->n_related++] = (struct related_code){
                code, rsv__arena_copy(r->arena, c->as.text.at, c->as.text.n), (int)c->line};
    }
    a->related = list;
}

/* code: word */
static void company_of(struct reader *r, struct article *a)
{
    const struct rsv_doc *d = rsv_doc_get(r->head, "company");
    if (d == NULL)
        return;
    if (d->type != RSV_OBJECT) {
        complain(r, "K002", d, NULL, "'company' should be a list of 'code: word'");
        return;
    }
    struct related_code *list = rsv__arena_alloc(r->arena, d->count * sizeof *list);
    for (const struct rsv_doc *c = rsv_doc_first(d); list != NULL && c != NULL; c = c->next) {
        int64_t code = 0;
        const char *how = one_of(r, c, "company", rsv_doc_text(c), rsv__company_words);
        if (*c->key < '1' || *c->key > '9' || !rsv__integer_parse(c->key, &code))
            complain(r, "K002", c, NULL, "'company' should have lines 'code: word'");
        else if (how != NULL)
            list[a->n_company++] = (struct related_code){code, how, (int)c->line};
    }
    a->company = list;
}

static void read_code(struct reader *r, struct article *a)
{
    static const char *const keys[] = {"code",   "name",    "title",      "family",   "nature",
                                       "causes", "shares",  "fixed_by",   "related",  "company",
                                       "references", "reviewed", "also", NULL};
    static const char *const natures[] = {"error", "interrupt", "noise", NULL};
    check_keys(r, r->head, keys);
    a->code = code_of(r, rsv_doc_get(r->head, "code"), "'code'");
    a->slug = rsv__arena_printf(r->arena, "%" PRId64, a->code);
    a->name = text_of(r, r->head, "name", false);
    a->family = text_of(r, r->head, "family", a->reviewed != NULL);
    a->nature = choice_of(r, "nature", natures, true);
    a->fixed_by = text_of(r, r->head, "fixed_by", a->reviewed != NULL);
    a->shares = text_of(r, r->head, "shares", false);
    a->causes = numbers_of(r, "causes", &a->n_causes);
    related_of(r, a);
    company_of(r, a);
}

static void read_cause(struct reader *r, struct article *a)
{
    static const char *const keys[] = {"cause", "title", "steps", "references", "reviewed", "also", NULL};
    check_keys(r, r->head, keys);
    a->slug = text_of(r, r->head, "cause", true);
    a->steps = numbers_of(r, "steps", &a->n_steps);
}

static void after_of(struct reader *r, struct article *a)
{
    const struct rsv_doc *d = rsv_doc_get(r->head, "after");
    if (d == NULL)
        return;
    const char **list = rsv__arena_alloc(r->arena, d->count * sizeof *list);
    for (const struct rsv_doc *c = rsv_doc_first(d); list != NULL && c != NULL; c = c->next) {
        if (c->type != RSV_TEXT)
            continue;
        for (uint32_t i = 0; i < a->n_after; i++)
            if (strcmp(rsv_doc_text(c), list[i] ? list[i] : "") == 0)
                complain(r, "K002", c, NULL, "this step stands in 'after' twice");
        list[a->n_after++] = rsv__arena_copy(r->arena, c->as.text.at, c->as.text.n);
    }
    if (d->type != RSV_ARRAY || a->n_after != d->count)
        complain(r, "K002", d, NULL, "'after' should be a list of steps");
    a->after = list;
}

static void read_step(struct reader *r, struct article *a)
{
    static const char *const keys[] = {"step", "title", "minutes", "role", "risk", "reversible",
                                       "after", "references", "reviewed", "also", NULL};
    static const char *const risks[] = {"none", "low", "medium", "high", NULL};
    check_keys(r, r->head, keys);
    a->slug = text_of(r, r->head, "step", true);
    a->minutes = number_of(r, rsv_doc_get(r->head, "minutes"), 0.5, 1000, "'minutes'");
    a->role = text_of(r, r->head, "role", true);
    a->risk = choice_of(r, "risk", risks, true);
    const struct rsv_doc *reversible = rsv_doc_get(r->head, "reversible");
    if (reversible == NULL || reversible->type != RSV_BOOLEAN)
        complain(r, "K002", reversible ? reversible : r->head, NULL,
                 "'reversible' should be true or false");
    a->reversible = rsv_doc_is_true(reversible) != 0;
    after_of(r, a);
}

static bool read_head(struct reader *r, struct article *a)
{
    a->title = text_of(r, r->head, "title", true);
    a->reviewed = text_of(r, r->head, "reviewed", false);
    if (a->reviewed != NULL && !is_date(a->reviewed))
        complain(r, "K002", rsv_doc_get(r->head, "reviewed"), NULL,
                 "'reviewed' should be a date, 2026-11-23");
    if (a->type == ARTICLE_CODE)
        read_code(r, a);
    else if (a->type == ARTICLE_CAUSE)
        read_cause(r, a);
    else
        read_step(r, a);
    references_of(r, a);
    also_of(r, a);
    return !r->bad;
}

/* Parse the front matter; NULL after a complaint. */
static struct doc_tree *parse(struct reader *r, const char *text, size_t n, int line)
{
    struct doc_tree *t = rsv__doc_new(&r->arena->alloc->fn, RSV_OBJECT);
    rsv_error err = {.code = RSV_ENOMEM};
    if (t != NULL && rsv__yaml_read(text, n, line, t, &err) == RSV_OK)
        return t;
    if (err.code == RSV_ENOMEM) {
        r->findings->failed = true;
    } else {
        const struct rsv_doc at = {.line = (uint32_t)err.line, .column = (uint32_t)err.column};
        complain(r, "K001", &at, NULL, err.message);
    }
    rsv_doc_free(t ? &t->root : NULL);
    return NULL;
}

bool rsv__article_read(enum article_type type, const char *path, const char *text, size_t n,
                       struct arena *arena, struct findings *findings, struct article *out)
{
    struct reader r = {.path = path, .arena = arena, .findings = findings};
    const char *head, *body;
    size_t head_n;
    *out = (struct article){.type = type, .path = rsv__arena_text(arena, path), .line = 2};
    if (!is_text(&r, &text, &n))
        return false;
    if (!split(text, &head, &head_n, &body, &out->body_line)) {
        complain(&r, "K001", NULL, NULL,
                 "an article begins with front matter: YAML between two lines '---'");
        return false;
    }
    struct doc_tree *t = parse(&r, head, head_n, 2);
    if (t == NULL)
        return false;
    r.head = &t->root;
    out->body = rsv__arena_text(arena, body);
    const bool ok = read_head(&r, out);
    rsv_doc_free(&t->root);
    findings->failed = findings->failed || arena->failed;
    return ok && !findings->failed;
}

/* --- brief entries ------------------------------------------------------------------------------ */

/* A list of codes: [130004, 135010]. */
static void neighbours_of(struct reader *r, struct article *a)
{
    const struct rsv_doc *d = rsv_doc_get(r->head, "related");
    if (d == NULL || d->type != RSV_ARRAY) {
        complain(r, "K002", d ? d : r->head, NULL, "'related' should be a list of codes");
        return;
    }
    struct related_code *list = rsv__arena_alloc(r->arena, d->count * sizeof *list);
    for (const struct rsv_doc *c = rsv_doc_first(d); list != NULL && c != NULL; c = c->next) {
        const int64_t code = code_of(r, c, "a related code");
        for (uint32_t i = 0; i < a->n_related; i++)
            if (list[i].code == code && !r->bad)
                complain(r, "K002", c, NULL, "this code stands in 'related' twice");
        list[a->n_related++] = (struct related_code){code, "", (int)c->line};
    }
    a->related = list;
}

static void read_brief(struct reader *r, const char *family, struct article *a)
{
    static const char *const keys[] = {"code", "title", "meaning", "nature", "fixed_by", "related", "also", NULL};
    static const char *const natures[] = {"error", "interrupt", "noise", NULL};
    static const struct named_number unknown[] = {{"other", 100, 0}};
    check_keys(r, r->head, keys);
    *a = (struct article){.type = ARTICLE_CODE, .brief = true, .path = r->path, .family = family,
                          .line = (int)r->head->line, .body_line = (int)r->head->line,
                          .causes = unknown, .n_causes = 1};
    a->code = code_of(r, rsv_doc_get(r->head, "code"), "'code'");
    a->slug = rsv__arena_printf(r->arena, "%" PRId64, a->code);
    a->title = text_of(r, r->head, "title", true);
    a->nature = choice_of(r, "nature", natures, true);
    a->fixed_by = text_of(r, r->head, "fixed_by", true);
    neighbours_of(r, a);
    also_of(r, a);
    const char *meaning = text_of(r, r->head, "meaning", true);
    a->body = rsv__arena_printf(r->arena, "## What it means\n%s\n", meaning ? meaning : "");
}

static void read_briefs(struct reader *r, struct article **out, uint32_t *n)
{
    static const char *const keys[] = {"family", "codes", NULL};
    const struct rsv_doc *root = r->head, *list = rsv_doc_get(root, "codes");
    check_keys(r, root, keys);
    const char *family = text_of(r, root, "family", true);
    if (list == NULL || list->type != RSV_ARRAY) {
        complain(r, "K002", list ? list : root, NULL, "'codes' should be a list of entries");
        return;
    }
    struct article *items = rsv__arena_alloc(r->arena, list->count * sizeof *items);
    for (const struct rsv_doc *c = rsv_doc_first(list); items != NULL && c != NULL; c = c->next) {
        r->head = c;
        r->bad = false; /* what is wrong with one entry doesn't concern the next */
        read_brief(r, family, &items[*n]);
        *n += !r->bad;
    }
    *out = items;
}

bool rsv__briefs_read(const char *path, const char *text, size_t n_text, struct arena *arena,
                      struct findings *findings, struct article **out, uint32_t *n)
{
    struct reader r = {.path = rsv__arena_text(arena, path), .arena = arena, .findings = findings};
    *out = NULL;
    *n = 0;
    struct doc_tree *t = r.path != NULL && is_text(&r, &text, &n_text) ? parse(&r, text, n_text, 1) : NULL;
    if (t != NULL) {
        r.head = &t->root;
        read_briefs(&r, out, n);
        rsv_doc_free(&t->root);
    }
    findings->failed = findings->failed || arena->failed;
    return t != NULL && !findings->failed;
}

/* --- the vocabulary ---------------------------------------------------------------------------- */

static const struct named_text *words_of(struct reader *r, const char *key, uint32_t *n)
{
    const struct rsv_doc *d = rsv_doc_get(r->head, key);
    *n = 0;
    if (d == NULL || d->type != RSV_OBJECT) {
        complain(r, "K002", d ? d : r->head, NULL, "families and roles are lists of 'slug: title'");
        return NULL;
    }
    struct named_text *list = rsv__arena_alloc(r->arena, d->count * sizeof *list);
    for (const struct rsv_doc *c = rsv_doc_first(d); list != NULL && c != NULL; c = c->next) {
        if (c->type != RSV_TEXT)
            complain(r, "K002", c, NULL, "a title should be a text");
        list[(*n)++] = (struct named_text){rsv__arena_text(r->arena, c->key),
                                           rsv__arena_text(r->arena, rsv_doc_text(c))};
    }
    return list;
}

static void costs_of(struct reader *r, struct costs *c)
{
    static const char *const risks[] = {"none", "low", "medium", "high"};
    const struct rsv_doc *d = rsv_doc_get(r->head, "costs");
    const struct rsv_doc *risk = rsv_doc_get(d, "risk_minutes");
    c->handover = number_of(r, rsv_doc_get(d, "handover_minutes"), 0, 1000, "'handover_minutes'");
    c->escalate = number_of(r, rsv_doc_get(d, "escalate_minutes"), 1, 10000, "'escalate_minutes'");
    for (int i = 0; i < 4; i++)
        c->risk[i] = number_of(r, rsv_doc_get(risk, risks[i]), 0, 1000, risks[i]);
}

static void desk_of(struct reader *r, struct vocabulary *v)
{
    const struct rsv_doc *d = rsv_doc_get(r->head, "desk_roles");
    const char **list = rsv__arena_alloc(r->arena, rsv_doc_count(d) * sizeof *list);
    for (const struct rsv_doc *c = rsv_doc_first(d); list != NULL && c != NULL; c = c->next) {
        uint32_t i = 0;
        while (i < v->n_roles && strcmp(v->roles[i].slug, rsv_doc_text(c)) != 0)
            i++;
        if (i == v->n_roles)
            complain(r, "K003", c, NULL, "'desk_roles' should list roles");
        else
            list[v->n_desk_roles++] = v->roles[i].slug;
    }
    v->desk_roles = list;
}

/* [[mfa, second factor], ...] */
static void synonyms_of(struct reader *r, struct vocabulary *v)
{
    const struct rsv_doc *d = rsv_doc_get(r->head, "synonyms");
    struct synonyms *list = rsv__arena_alloc(r->arena, rsv_doc_count(d) * sizeof *list);
    for (const struct rsv_doc *c = rsv_doc_first(d); list != NULL && c != NULL; c = c->next) {
        struct synonyms *s = &list[v->n_synonyms++];
        s->words = texts_of(r, c, "synonyms", &s->n);
        for (uint32_t i = 0; i < s->n && !r->arena->failed; i++)
            for (const char *p = s->words[i]; *p != '\0'; p++)
                if (*p >= 'A' && *p <= 'Z') {
                    complain(r, "K002", c, NULL, "synonyms are written in small letters");
                    break;
                }
    }
    v->synonyms = list;
}

bool rsv__vocabulary_read(const char *path, const char *text, size_t n, struct arena *arena,
                          struct findings *findings, struct vocabulary *out)
{
    static const char *const keys[] = {"families", "roles", "costs", "desk_roles", "ignored_words", "synonyms",
                                       NULL};
    struct reader r = {.path = path, .arena = arena, .findings = findings};
    *out = (struct vocabulary){0};
    struct doc_tree *t = is_text(&r, &text, &n) ? parse(&r, text, n, 1) : NULL;
    if (t == NULL)
        return false;
    r.head = &t->root;
    check_keys(&r, r.head, keys);
    out->families = words_of(&r, "families", &out->n_families);
    out->roles = words_of(&r, "roles", &out->n_roles);
    costs_of(&r, &out->costs);
    if (!arena->failed)
        desk_of(&r, out);
    out->ignored_words = texts_of(&r, rsv_doc_get(r.head, "ignored_words"), "ignored_words", &out->n_ignored_words);
    if (!arena->failed)
        synonyms_of(&r, out);
    rsv_doc_free(&t->root);
    findings->failed = findings->failed || arena->failed;
    return !r.bad && !findings->failed;
}
