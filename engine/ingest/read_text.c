/* SPDX-License-Identifier: MIT
 * read_text.c - what tools print for people: "Key : Value" blocks, lines that fit a template, whole texts.
 *
 * A transcript may hold the output of several tools, so every adapter of lines sees every line, and what it captures
 * stays known to it for the lines that follow: "$ curl https://host/" names the host for "curl: (7) ...".
 */
#include "ingest/read_text.h"

#include "ingest/adapt.h"
#include "ingest/template.h"

#include <stdint.h>
#include <string.h>

enum { LONGEST_LINE = 8192, LONGEST_KEY = 60 };

struct line_reader { /* what one adapter of lines remembers */
    const struct adapter *adapter;
    struct rsv_doc captured; /* an object; its members are in the file's arena */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

bool rsv__text_line(struct text_line *l, const char **at, const char *end)
{
    if (*at >= end)
        return false;
    const char *stop = memchr(*at, '\n', (size_t)(end - *at));
    stop = stop ? stop : end;
    *l = (struct text_line){*at, (size_t)(stop - *at), l->number + 1};
    *at = stop + 1;
    while (l->n > 0 && is_blank(l->text[l->n - 1]))
        l->n--;
    return true;
}

struct rsv_doc *rsv__text_member(struct arena *arena, struct rsv_doc *object, const char *key, uint32_t line)
{
    struct rsv_doc *d = rsv__arena_alloc(arena, sizeof *d);
    if (d == NULL || key == NULL)
        return NULL;
    *d = (struct rsv_doc){.type = RSV_TEXT, .key = key, .line = line, .column = 1};
    rsv__doc_link(object, d);
    return d;
}

void rsv__text_set(struct rsv_doc *d, const char *text, size_t n)
{
    if (d == NULL || text == NULL)
        return;
    d->as.text.at = text;
    d->as.text.n = n;
}

/* --- lines ----------------------------------------------------------------------------------------- */

static struct rsv_doc *captured_member(struct arena *arena, struct rsv_doc *object, const struct capture *c, uint32_t line)
{
    for (struct rsv_doc *d = object->as.child.first; d != NULL; d = d->next)
        if (strlen(d->key) == c->name_n && memcmp(d->key, c->name, c->name_n) == 0) {
            d->line = line;
            return d;
        }
    return rsv__text_member(arena, object, rsv__arena_copy(arena, c->name, c->name_n), line);
}

static const struct adapter_line *fitting_line(const struct adapter *a, const struct text_line *l, struct captures *out)
{
    const char *text = l->text;
    size_t n = l->n;
    for (; n > 0 && is_blank(*text); n--)
        text++;
    for (uint32_t i = 0; n > 0 && i < a->n_lines; i++)
        for (uint32_t k = 0; k < a->lines[i].n_templates; k++)
            if (rsv__template_match(a->lines[i].templates[k], text, n, out))
                return &a->lines[i];
    return NULL;
}

static uint64_t said_so_far(const struct reading *r)
{
    return r->in->n_facts + r->in->n_complete + r->in->n_rejected + r->in->n_problems;
}

static rsv_status read_line(struct reading *r, struct line_reader *reader, const struct text_line *l, bool *known, rsv_error *err)
{
    struct captures captures;
    const struct adapter_line *fit = fitting_line(reader->adapter, l, &captures);
    if (fit == NULL)
        return RSV_OK;
    for (int i = 0; i < captures.n; i++) {
        const struct capture *c = &captures.items[i];
        rsv__text_set(captured_member(&r->file_arena, &reader->captured, c, l->number),
                 rsv__arena_copy(&r->file_arena, c->text, c->n), c->n);
    }
    for (uint32_t i = 0; i < fit->n_sets; i++) {
        const struct word_pair *set = &fit->sets[i];
        const struct capture member = {.name = set->glob, .name_n = strlen(set->glob)};
        rsv__text_set(captured_member(&r->file_arena, &reader->captured, &member, l->number), set->word, strlen(set->word));
    }
    if (r->file_arena.failed)
        return rsv__nomem(err);
    if (fit->n_parts == 0)
        return RSV_OK;
    reader->captured.line = l->number;
    const struct scope s = {&reader->captured, NULL};
    const char *format = r->format;
    const uint64_t said = said_so_far(r), n_foreign = r->n_foreign;
    rsv__read_reset(r);
    const rsv_status rc = rsv__adapt_parts(r, reader->adapter, fit->parts, fit->n_parts, &s, err);
    if (said_so_far(r) == said) { /* it looked like one of the tool's, no more */
        r->format = format;
        r->n_foreign = n_foreign;
    } else {
        *known = true;
    }
    return rc;
}

static rsv_status read_lines(struct reading *r, bool *known, rsv_error *err)
{
    struct line_reader *readers = rsv__arena_alloc(&r->file_arena, (r->n_adapters + 1) * sizeof *readers);
    const char *at = r->text;
    struct text_line l = {.number = 0};
    uint32_t n = 0;
    rsv_status rc = readers ? RSV_OK : rsv__nomem(err);
    for (uint32_t i = 0; i < r->n_adapters && rc == RSV_OK; i++)
        if (r->adapters[i]->form == FORM_LINES && (r->in->from == NULL || strcmp(r->in->from, r->adapters[i]->name) == 0))
            readers[n++] = (struct line_reader){r->adapters[i], {.type = RSV_OBJECT, .key = "", .column = 1}};
    while (rc == RSV_OK && rsv__text_line(&l, &at, r->text + r->n))
        for (uint32_t i = 0; i < n && rc == RSV_OK && l.n <= LONGEST_LINE; i++)
            rc = read_line(r, &readers[i], &l, known, err);
    return rc;
}

/* --- keys and values ---------------------------------------------------------------------------------- */

/* "   Key : Value" and "Key: Value": where key and value are; false: the line is something else. */
static bool split_key(const struct text_line *l, const char **key, size_t *key_n, const char **value, size_t *value_n)
{
    const char *end = l->text + l->n, *s = l->text;
    while (s < end && is_blank(*s))
        s++;
    const char *colon = s < end ? memchr(s, ':', (size_t)(end - s)) : NULL;
    if (colon == NULL || colon == s || colon - s > LONGEST_KEY || (colon + 1 < end && !is_blank(colon[1])))
        return false;
    bool letter = false;
    for (const char *p = s; p < colon; p++)
        letter = letter || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z');
    *key = s;
    *key_n = (size_t)(colon - s);
    while (*key_n > 0 && is_blank(s[*key_n - 1]))
        --*key_n;
    for (s = colon + 1; s < end && is_blank(*s);)
        s++;
    *value = s;
    *value_n = (size_t)(end - s);
    return letter;
}

static rsv_status end_block(struct reading *r, struct rsv_doc *block, bool *known, rsv_error *err)
{
    bool mine = false;
    const struct scope s = {block, NULL};
    rsv_status rc = block->count > 0 ? rsv__adapt_record(r, FORM_KEYED, &s, &mine, err) : RSV_OK;
    *known = *known || mine;
    *block = (struct rsv_doc){.type = RSV_OBJECT, .key = "", .column = 1};
    if (rc == RSV_OK)
        rsv__read_reset(r);
    return rc;
}

/* A line without a key, indented, goes on with the value above. */
static void go_on(struct reading *r, struct rsv_doc *block, const struct text_line *l)
{
    struct rsv_doc *last = block->as.child.last;
    const char *s = l->text;
    while (s < l->text + l->n && is_blank(*s))
        s++;
    const size_t n = (size_t)(l->text + l->n - s);
    if (last == NULL || n == 0 || s == l->text || last->as.text.n + n > LONGEST_LINE)
        return;
    const char *both = rsv__arena_printf(&r->tree->arena, "%.*s %.*s", (int)last->as.text.n, last->as.text.at, (int)n, s);
    if (both != NULL)
        rsv__text_set(last, both, strlen(both));
}

/* Whether the block has this key already, where the next one would begin: as its first key, or both times as the
 * first key of a paragraph. */
static bool begins_again(const struct rsv_doc *block, const char *key, size_t n, bool leads)
{
    for (const struct rsv_doc *d = block->as.child.first; d != NULL; d = d->next)
        if ((d == block->as.child.first || (leads && d->count > 0)) && strlen(d->key) == n &&
            memcmp(d->key, key, n) == 0)
            return true;
    return false;
}

static size_t indent_of(const struct text_line *l)
{
    size_t n = 0;
    while (n < l->n && is_blank(l->text[n]))
        n++;
    return n;
}

static rsv_status read_blocks(struct reading *r, bool *known, rsv_error *err)
{
    struct rsv_doc block = {.type = RSV_OBJECT, .key = "", .column = 1};
    const char *at = r->text, *key, *value;
    size_t key_n, value_n;
    struct text_line l = {.number = 0};
    bool leads = true; /* the next key is the first of its paragraph */
    size_t column = SIZE_MAX; /* where values begin, if colons are padded: what begins there is no key */
    rsv_status rc = RSV_OK;
    while (rc == RSV_OK && rsv__text_line(&l, &at, r->text + r->n)) {
        if (indent_of(&l) >= column || !split_key(&l, &key, &key_n, &value, &value_n)) {
            leads = leads || l.n == 0;
            go_on(r, &block, &l);
            continue;
        }
        if (begins_again(&block, key, key_n, leads))
            rc = end_block(r, &block, known, err);
        if (block.count == 0)
            block.line = l.number;
        struct rsv_doc *d = rsv__text_member(&r->tree->arena, &block, rsv__arena_copy(&r->tree->arena, key, key_n), l.number);
        rsv__text_set(d, rsv__arena_copy(&r->tree->arena, value, value_n), value_n);
        if (d != NULL)
            d->count = leads; /* free in a text: tells the first key of a paragraph */
        leads = false;
        column = is_blank(key[key_n]) ? (size_t)(value - l.text) : SIZE_MAX;
    }
    return rc == RSV_OK ? end_block(r, &block, known, err) : rc;
}

/* --- the whole ------------------------------------------------------------------------------------------ */

static rsv_status read_whole(struct reading *r, bool *known, rsv_error *err)
{
    struct rsv_doc object = {.type = RSV_OBJECT, .key = "", .line = 1, .column = 1};
    bool mine = false;
    const struct scope s = {&object, NULL};
    rsv__text_set(rsv__text_member(&r->tree->arena, &object, "text", 1), rsv__arena_copy(&r->tree->arena, r->text, r->n), r->n);
    const rsv_status rc = rsv__adapt_record(r, FORM_TEXT, &s, &mine, err);
    *known = *known || mine;
    rsv__read_reset(r);
    return rc;
}

rsv_status rsv__read_text(struct reading *r, bool *known, rsv_error *err)
{
    enum { LARGEST_WHOLE = 1 << 20 };
    *known = false;
    rsv_status rc = rsv__adapters_ready(r, err);
    if (rc == RSV_OK && r->n_adapters == 0)
        return RSV_OK;
    if (rc == RSV_OK)
        rc = read_lines(r, known, err);
    if (rc == RSV_OK)
        rc = read_blocks(r, known, err);
    if (rc == RSV_OK)
        rc = rsv__read_tables(r, known, err);
    if (rc == RSV_OK && r->n <= LARGEST_WHOLE)
        rc = read_whole(r, known, err);
    return rc;
}
