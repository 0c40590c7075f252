/* SPDX-License-Identifier: MIT
 * fuzz_article.c - articles: the bytes are read as a code, a cause, a step, as brief entries and the vocabulary. */
#include "article/article.h"
#include "article/markdown.h"
#include "base/utf8.h"
#include "support/fail_alloc.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct target {
    struct fail_alloc memory;
    struct alloc alloc;
    struct arena arena;
    struct findings findings;
    char *text; /* with a NUL behind it, as files are read */
    size_t n;
};

static void check_numbers(const struct named_number *list, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (list[i].name == NULL || !(list[i].value >= 0 && list[i].value <= 100) || list[i].line < 0)
            abort();
}

static void check_text(const char *text)
{
    if (text == NULL || rsv__utf8_check(text, strlen(text)) != strlen(text))
        abort();
}

/* What the checker and the builder rely on. */
static void check_article(const struct article *a)
{
    check_text(a->slug);
    check_text(a->title);
    check_text(a->body);
    check_numbers(a->causes, a->n_causes);
    check_numbers(a->steps, a->n_steps);
    for (uint32_t i = 0; i < a->n_references; i++) {
        check_text(a->references[i].title);
        check_text(a->references[i].url);
    }
    for (uint32_t i = 0; i < a->n_related; i++)
        check_text(a->related[i].how);
    for (uint32_t i = 0; i < a->n_after; i++)
        check_text(a->after[i]);
    if (a->type == ARTICLE_CODE)
        check_text(a->nature);
    if (a->type == ARTICLE_STEP) {
        check_text(a->role);
        if (rsv__risk_number(a->risk) < 0 || !(a->minutes > 0))
            abort();
    }
}

/* Every kind of block has its text, and JSON can be made of it. */
static void check_body(const struct target *f, const char *text, size_t n)
{
    rsv_error err;
    char *json;
    struct doc_tree *t = rsv__doc_new(&f->alloc.fn, RSV_ARRAY);
    if (rsv__markdown_blocks(text, n, t, &t->root, &err) != RSV_OK)
        abort();
    for (const rsv_doc *d = rsv_doc_first(&t->root); d != NULL; d = rsv_doc_next(d))
        if (rsv_doc_type(rsv_doc_get(d, "block")) != RSV_TEXT || rsv_doc_type(rsv_doc_get(d, "text")) != RSV_TEXT)
            abort();
    if (rsv_doc_json(&t->root, 1, &json, NULL) != RSV_OK)
        abort();
    rsv_text_free(json);
    rsv_doc_free(&t->root);
}

/* Either it is as it should be, or somebody is told. */
static void check_told(struct target *f, bool ok)
{
    rsv_error err;
    rsv_doc *doc = NULL;
    if (rsv__findings_done(&f->findings, &doc, &err) != RSV_OK)
        abort();
    if (ok != (rsv_doc_count(rsv_doc_get(doc, "findings")) == 0))
        abort();
    rsv_doc_free(doc);
}

static void read_as(struct target *f, enum article_type type)
{
    struct article a;
    rsv__findings_init(&f->findings, &f->alloc.fn);
    const bool ok = rsv__article_read(type, "a.md", f->text, f->n, &f->arena, &f->findings, &a);
    if (ok)
        check_article(&a);
    check_told(f, ok);
}

static void read_as_vocabulary(struct target *f)
{
    struct vocabulary v;
    rsv__findings_init(&f->findings, &f->alloc.fn);
    const bool ok = rsv__vocabulary_read("v.yaml", f->text, f->n, &f->arena, &f->findings, &v);
    for (uint32_t i = 0; ok && i < v.n_roles; i++)
        check_text(v.roles[i].slug);
    for (uint32_t i = 0; ok && i < v.n_families; i++)
        check_text(v.families[i].title);
    for (uint32_t i = 0; ok && i < v.n_desk_roles; i++)
        check_text(v.desk_roles[i]);
    check_told(f, ok);
}

static void read_as_briefs(struct target *f)
{
    struct article *list;
    uint32_t n;
    rsv__findings_init(&f->findings, &f->alloc.fn);
    const bool ok = rsv__briefs_read("b.yaml", f->text, f->n, &f->arena, &f->findings, &list, &n);
    for (uint32_t i = 0; i < n; i++)
        check_article(&list[i]);
    check_told(f, ok && f->findings.n[SEVERITY_ERROR] == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct target f = {.n = size};
    f.text = malloc(size + 1);
    if (f.text == NULL)
        abort();
    if (size > 0)
        memcpy(f.text, data, size);
    f.text[size] = '\0';
    rsv__alloc_init(&f.alloc, fail_alloc_on(&f.memory, 0));
    rsv__arena_init(&f.arena, &f.alloc);
    read_as(&f, ARTICLE_CODE);
    read_as(&f, ARTICLE_CAUSE);
    read_as(&f, ARTICLE_STEP);
    read_as_briefs(&f);
    read_as_vocabulary(&f);
    check_body(&f, f.text, size);
    rsv__arena_free(&f.arena);
    free(f.text);
    if (f.memory.live != 0)
        abort();
    return 0;
}
