/* SPDX-License-Identifier: MIT */
#include "article/markdown.h"

#include <md4c.h>

#include <stdio.h>
#include <string.h>

enum { MAX_LISTS = 8 };

struct list {
    bool ordered;
    unsigned next;
};

struct reader {
    struct doc_tree *t;
    struct rsv_doc *into;
    struct buf text;
    struct list lists[MAX_LISTS];
    unsigned depth; /* deeper lists than MAX_LISTS share the last place */
    bool item_open; /* an item's marker waits for its text */
    unsigned heading;
    bool in_code, in_quote;
    char language[32];
};

/* --- blocks ------------------------------------------------------------------------------ */

static struct rsv_doc *add_block(struct reader *r, const char *type)
{
    struct rsv_doc *d = rsv__doc_object(r->t, r->into, NULL);
    rsv__doc_add_text(r->t, d, "block", type);
    return d;
}

/* The text so far becomes a member; a failure is kept, for clearing the text forgets it. */
static void take_text(struct reader *r, struct rsv_doc *into)
{
    if (r->text.failed)
        r->t->arena.failed = true;
    rsv__doc_add_bytes(r->t, into, "text", rsv__buf_get(&r->text), r->text.n);
    rsv__buf_clear(&r->text);
}

static struct list *innermost(struct reader *r)
{
    const unsigned n = r->depth < MAX_LISTS ? r->depth : MAX_LISTS;
    return &r->lists[n ? n - 1 : 0];
}

static void end_text(struct reader *r, const char *type)
{
    while (r->text.n > 0 && strchr(" \n", r->text.text[r->text.n - 1]) != NULL)
        r->text.n--;
    if (r->text.n == 0 && !r->item_open)
        return;
    struct rsv_doc *d = add_block(r, r->item_open ? "item" : r->in_quote ? "quote" : type);
    rsv__doc_add_integer(r->t, d, "depth", r->depth);
    if (r->item_open) {
        struct list *l = innermost(r);
        if (l->ordered)
            rsv__doc_add_format(r->t, d, "marker", "%u.", l->next++);
        else
            rsv__doc_add_text(r->t, d, "marker", "-");
        r->item_open = false;
    }
    take_text(r, d);
}

static void enter_list(struct reader *r, bool ordered, unsigned start)
{
    end_text(r, "paragraph"); /* the text of the item that the list is in */
    r->depth++;
    *innermost(r) = (struct list){ordered, start};
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct reader *r = user;
    switch (type) {
    case MD_BLOCK_UL:
        enter_list(r, false, 0);
        break;
    case MD_BLOCK_OL:
        enter_list(r, true, ((MD_BLOCK_OL_DETAIL *)detail)->start);
        break;
    case MD_BLOCK_LI:
        r->item_open = true;
        break;
    case MD_BLOCK_H:
        r->heading = ((MD_BLOCK_H_DETAIL *)detail)->level;
        break;
    case MD_BLOCK_QUOTE:
        r->in_quote = true;
        break;
    case MD_BLOCK_CODE: {
        const MD_ATTRIBUTE *lang = &((MD_BLOCK_CODE_DETAIL *)detail)->lang;
        if (r->text.n > 0 || r->item_open)
            end_text(r, "paragraph");
        snprintf(r->language, sizeof r->language, "%.*s", (int)lang->size,
                 lang->text ? lang->text : "");
        r->in_code = true;
        break;
    }
    default:
        break;
    }
    return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct reader *r = user;
    struct rsv_doc *d;
    (void)detail;
    switch (type) {
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        r->depth -= r->depth > 0;
        break;
    case MD_BLOCK_LI: /* tight lists have no paragraphs */
    case MD_BLOCK_P:
        end_text(r, "paragraph");
        break;
    case MD_BLOCK_H:
        d = add_block(r, "heading");
        rsv__doc_add_integer(r->t, d, "level", r->heading);
        take_text(r, d);
        break;
    case MD_BLOCK_QUOTE:
        end_text(r, "quote");
        r->in_quote = false;
        break;
    case MD_BLOCK_CODE:
        d = add_block(r, "code");
        rsv__doc_add_integer(r->t, d, "depth", r->depth);
        rsv__doc_add_text(r->t, d, "language", r->language);
        take_text(r, d);
        r->in_code = false;
        break;
    default:
        break;
    }
    return r->t->arena.failed || r->text.failed;
}

/* --- spans ---------------------------------------------------------------------------------- */

static int enter_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct reader *r = user;
    (void)detail;
    if (type == MD_SPAN_CODE)
        rsv__buf_char(&r->text, '`');
    else if (type == MD_SPAN_STRONG)
        rsv__buf_text(&r->text, "**");
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct reader *r = user;
    if (type == MD_SPAN_A) {
        const MD_ATTRIBUTE *href = &((MD_SPAN_A_DETAIL *)detail)->href;
        rsv__buf_text(&r->text, " <");
        rsv__buf_add(&r->text, href->text, href->size);
        rsv__buf_char(&r->text, '>');
        return 0;
    }
    return enter_span(type, detail, user);
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE n, void *user)
{
    struct reader *r = user;
    switch (type) {
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
        rsv__buf_char(&r->text, ' ');
        break;
    case MD_TEXT_NULLCHAR:
        rsv__buf_utf8(&r->text, 0xfffd);
        break;
    default:
        rsv__buf_add(&r->text, text, n);
    }
    return r->text.failed;
}

rsv_status rsv__markdown_blocks(const char *text, size_t n, struct doc_tree *t,
                                struct rsv_doc *list, rsv_error *err)
{
    struct reader r = {.t = t, .into = list};
    /* HTML is shown as it is written, not interpreted; entities, too */
    const MD_PARSER parser = {.flags = MD_FLAG_NOHTML | MD_FLAG_PERMISSIVEATXHEADERS,
                              .enter_block = enter_block, .leave_block = leave_block,
                              .enter_span = enter_span, .leave_span = leave_span,
                              .text = add_text};
    rsv__buf_init(&r.text, &t->alloc);
    if (n > UINT32_MAX / 2)
        return rsv__fail(err, RSV_ELIMIT, "the text is too long");
    const int bad = md_parse(text, (MD_SIZE)n, &parser, &r);
    rsv__buf_free(&r.text);
    return bad ? rsv__nomem(err) : rsv__doc_ok(t, err);
}
