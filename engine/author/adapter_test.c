/* SPDX-License-Identifier: MIT
 * adapter_test.c - runs an example of an adapter: an output as a tool prints it, and the facts that it must give. */
#include "author/author.h"

#include "base/text.h"

#include <string.h>

enum { MOST_GIVES = 512 };

struct taken {
    struct rsv_session *s;
    const struct example *x;
    struct doc_tree *t;
    struct rsv_doc *problems;
    bool found[MOST_GIVES];
};

static bool is_like(const struct given *g, const struct fact_draft *d)
{
    if (g->kind != d->kind || g->complete != d->complete || (g->mask & d->mask) != g->mask ||
        (g->unknown_mask & d->unknown_mask) != g->unknown_mask)
        return false;
    for (uint32_t i = 0; i < g->kind->n_fields; i++)
        if (g->mask >> i & 1 && !value_equal(g->kind->fields[i].type, g->values[i], d->values[i]))
            return false;
    return g->observed == INT64_MIN || g->observed == d->observed;
}

/* "port_status {"host":"a","port":443}" */
static void tell(struct taken *k, const char *what, const struct kind *kind, bool complete, uint32_t mask,
                 const union value *values)
{
    struct buf text;
    struct doc_tree *t = rsv__doc_new(&k->s->alloc.fn, RSV_OBJECT);
    for (uint32_t i = 0; t != NULL && i < kind->n_fields; i++)
        if (mask >> i & 1)
            rsv__add_value(t, &t->root, &kind->fields[i], values[i]);
    rsv__buf_init(&text, &k->s->alloc);
    if (t != NULL)
        rsv__doc_write(&t->root, false, &text);
    rsv__doc_add_format(k->t, k->problems, NULL, "%s: %s%s %s", what, complete ? "complete." : "", kind->name,
                        text.text ? text.text : "");
    rsv__buf_free(&text);
    rsv_doc_free(t ? &t->root : NULL);
}

static rsv_status take(void *user, struct fact_draft *d, rsv_error *err)
{
    struct taken *k = user;
    uint32_t i = 0;
    (void)err;
    while (i < k->x->n_gives && (k->found[i] || !is_like(&k->x->gives[i], d)))
        i++;
    if (i < k->x->n_gives)
        k->found[i] = true;
    else
        tell(k, "a fact that isn't expected", d->kind, d->complete, d->mask, d->values);
    rsv__draft_release(&k->s->intern, d);
    return RSV_OK;
}

/* Problems that the example doesn't expect, and those that it expects in vain. */
static void tell_problems(struct taken *k, const rsv_doc *list)
{
    const rsv_doc *p = rsv_doc_first(list);
    if (p == NULL && k->x->warns != NULL)
        rsv__doc_add_format(k->t, k->problems, NULL, "no problem is reported that is like '%s'", k->x->warns);
    for (; p != NULL; p = rsv_doc_next(p)) {
        const char *message = rsv_doc_text(rsv_doc_get(p, "message"));
        if (k->x->warns == NULL || !rsv__glob(k->x->warns, message))
            rsv__doc_add_format(k->t, k->problems, NULL, "line %lld: %s", (long long)rsv_doc_integer(rsv_doc_get(p, "line")),
                                message);
    }
}

rsv_status rsv__test_adapter(struct rsv_session *s, const struct example *x, struct doc_tree *t, struct rsv_doc *problems,
                             rsv_error *err)
{
    struct taken k = {.s = s, .x = x, .t = t, .problems = problems};
    struct ingest in;
    struct doc_tree *report = rsv__doc_new(&s->alloc.fn, RSV_OBJECT);
    if (report == NULL)
        return rsv__nomem(err);
    if (x->n_gives > MOST_GIVES) {
        rsv_doc_free(&report->root);
        return rsv__fail(err, RSV_ERULES, "more than %d facts", (int)MOST_GIVES);
    }
    rsv__session_ingest(s, "input", report, &in);
    in.sink = (struct fact_sink){.user = &k, .take = take};
    const rsv_status rc = rsv__ingest_bytes(&in, x->input, strlen(x->input), err);
    const char *format = rsv_doc_text(rsv_doc_get(&report->root, "format"));
    if (rc == RSV_OK && strcmp(format, x->adapter) != 0 && strcmp(format, "several formats") != 0)
        rsv__doc_add_format(t, problems, NULL, "the format '%s' takes it, expected '%s'", format, x->adapter);
    tell_problems(&k, rsv_doc_get(&report->root, "problems"));
    for (uint32_t i = 0; rc == RSV_OK && i < x->n_gives; i++)
        if (!k.found[i])
            tell(&k, "a fact is missing", x->gives[i].kind, x->gives[i].complete, x->gives[i].mask, x->gives[i].values);
    rsv_doc_free(&report->root);
    return rc;
}
