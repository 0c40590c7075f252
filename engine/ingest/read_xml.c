/* SPDX-License-Identifier: MIT
 * read_xml.c - XML elements as objects: attributes and elements are members, text is the member "text".
 *
 * expat reads; it refuses entities that grow without end, and external ones aren't fetched.  Windows tools print
 * several events in a row without an element around them, so one is put there.
 */
#include "ingest/adapt.h"

#include <expat.h>
#include <string.h>

enum { DEEPEST = 64 };

struct xml {
    struct reading *r;
    XML_Parser parser;
    struct rsv_doc *open[DEEPEST]; /* the root and the elements in each other */
    size_t room[DEEPEST];          /* of the text of each */
    int depth;
    bool too_deep, wrapped;
};

static struct rsv_doc *add_node(struct xml *x, struct rsv_doc *into, const char *key, uint8_t type)
{
    struct arena *arena = &x->r->tree->arena;
    struct rsv_doc *d = rsv__arena_alloc(arena, sizeof *d);
    const char *colon = strrchr(key, ':'); /* a prefix says nothing */
    const char *name = rsv__arena_text(arena, colon ? colon + 1 : key);
    if (d == NULL || name == NULL)
        return NULL;
    *d = (struct rsv_doc){.type = type, .key = name, .line = (uint32_t)XML_GetCurrentLineNumber(x->parser),
                          .column = (uint32_t)XML_GetCurrentColumnNumber(x->parser) + 1};
    rsv__doc_link(into, d);
    return d;
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
    struct xml *x = user;
    if (x->depth + 1 >= DEEPEST) {
        x->too_deep = true;
        XML_StopParser(x->parser, XML_FALSE);
        return;
    }
    struct rsv_doc *d = add_node(x, x->open[x->depth], name, RSV_OBJECT);
    for (size_t i = 0; d != NULL && attributes[i] != NULL; i += 2) {
        struct rsv_doc *a = add_node(x, d, attributes[i], RSV_TEXT);
        if (a == NULL)
            break;
        a->as.text.at = rsv__arena_text(&x->r->tree->arena, attributes[i + 1]);
        a->as.text.n = a->as.text.at ? strlen(a->as.text.at) : 0;
    }
    if (d == NULL) {
        XML_StopParser(x->parser, XML_FALSE);
        return;
    }
    x->open[++x->depth] = d;
}

static void XMLCALL on_text(void *user, const XML_Char *s, int n)
{
    struct xml *x = user;
    struct rsv_doc *d = x->open[x->depth], *text = NULL;
    for (struct rsv_doc *m = d->as.child.first; m != NULL; m = m->next)
        if (strcmp(m->key, "text") == 0 && m->type == RSV_TEXT)
            text = m;
    bool blank = true;
    for (int i = 0; i < n && blank; i++)
        blank = strchr(" \t\r\n", s[i]) != NULL;
    if (text == NULL && blank)
        return;
    if (text == NULL && (text = add_node(x, d, "text", RSV_TEXT)) == NULL)
        return;
    const size_t old = text->as.text.n, all = old + (size_t)n;
    char *both = (char *)text->as.text.at; /* ours; it comes in pieces, a line break is one: room for twice as much */
    if (old == 0 || all >= x->room[x->depth]) {
        x->room[x->depth] = 2 * all + 1;
        both = rsv__arena_alloc(&x->r->tree->arena, x->room[x->depth]);
    }
    if (both == NULL)
        return;
    if (old > 0 && both != text->as.text.at)
        memcpy(both, text->as.text.at, old);
    memcpy(both + old, s, (size_t)n);
    both[all] = '\0';
    text->as.text.at = both;
    text->as.text.n = all;
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    struct xml *x = user;
    struct rsv_doc *d = x->open[x->depth--];
    (void)name;
    if (d->count == 1 && strcmp(d->as.child.first->key, "text") == 0) { /* <a>b</a> is a = "b" */
        const struct rsv_doc text = *d->as.child.first;
        d->type = RSV_TEXT;
        d->as.text.at = text.as.text.at;
        d->as.text.n = text.as.text.n;
    } else if (d->count == 0) {
        d->type = RSV_NULL;
    }
}

static void reject(struct xml *x)
{
    rsv_error why;
    rsv__fail_at(&why, RSV_EINPUT, NULL, (int)XML_GetCurrentLineNumber(x->parser),
                 (int)XML_GetCurrentColumnNumber(x->parser) + 1, "not valid XML: %s",
                 x->too_deep ? "nested too deeply" : XML_ErrorString(XML_GetErrorCode(x->parser)));
    rsv__read_reject(x->r, &why, "what stands before it was read");
}

/* Each document is a record; of events in a row, or in <Events>, each one. */
static rsv_status take_records(struct xml *x, bool *known, rsv_error *err)
{
    rsv_status rc = RSV_OK;
    struct rsv_doc *top = &x->r->tree->root;
    if (x->wrapped && top->as.child.first != NULL)
        top = top->as.child.first;
    if (top->count == 1 && top->as.child.first->type == RSV_OBJECT && strcmp(top->as.child.first->key, "Events") == 0)
        top = top->as.child.first;
    if (top->type != RSV_OBJECT)
        return RSV_OK;
    for (const struct rsv_doc *d = top->as.child.first; d != NULL && rc == RSV_OK; d = d->next) {
        struct rsv_doc member = *d;
        bool mine = false;
        member.next = NULL;
        const struct rsv_doc record = {.type = RSV_OBJECT, .key = "", .line = d->line, .column = d->column, .count = 1,
                                       .as.child = {&member, &member}};
        const struct scope s = {&record, NULL};
        rc = rsv__adapt_record(x->r, FORM_XML, &s, &mine, err);
        *known = *known || mine;
    }
    return rc;
}

/* expat takes less than 2 GB at once. */
static bool parse_all(XML_Parser parser, const char *text, size_t n)
{
    enum { MOST = 1 << 20 };
    bool ok = true;
    while (ok && n > 0) {
        const size_t piece = n < MOST ? n : MOST;
        ok = XML_Parse(parser, text, (int)piece, XML_FALSE) == XML_STATUS_OK;
        text += piece;
        n -= piece;
    }
    return ok;
}

rsv_status rsv__read_xml(struct reading *r, bool *known, rsv_error *err)
{
    struct xml x = {.r = r};
    const char *start = r->text, *end = r->text + r->n;
    *known = false;
    rsv_status rc = rsv__adapters_ready(r, err);
    if (rc != RSV_OK || r->n_adapters == 0)
        return rc;
    x.parser = XML_ParserCreate("UTF-8");
    if (x.parser == NULL)
        return rsv__nomem(err);
    rsv__arena_reset(&r->tree->arena);
    r->tree->root = (struct rsv_doc){.type = RSV_OBJECT, .key = ""};
    x.open[0] = &r->tree->root;
    XML_SetUserData(x.parser, &x);
    XML_SetElementHandler(x.parser, on_start, on_end);
    XML_SetCharacterDataHandler(x.parser, on_text);
    while (start < end && strchr(" \t\r\n", *start) != NULL)
        start++;
    x.wrapped = end - start >= 6 && memcmp(start, "<Event", 6) == 0;
    bool ok = !x.wrapped || XML_Parse(x.parser, "<all>", 5, XML_FALSE) == XML_STATUS_OK;
    ok = ok && parse_all(x.parser, start, (size_t)(end - start)) &&
         (!x.wrapped || XML_Parse(x.parser, "</all>", 6, XML_FALSE) == XML_STATUS_OK) &&
         XML_Parse(x.parser, "", 0, XML_TRUE) == XML_STATUS_OK;
    if (r->tree->arena.failed)
        rc = rsv__nomem(err);
    if (rc == RSV_OK)
        rc = take_records(&x, known, err);
    if (rc == RSV_OK && !ok && *known)
        reject(&x);
    XML_ParserFree(x.parser);
    return rc;
}
