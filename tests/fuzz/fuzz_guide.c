/* SPDX-License-Identifier: MIT
 * fuzz_guide.c - guides to drafts: several files, with form feeds between. */
#include "article/article.h"
#include "article/guide.h"
#include "base/utf8.h"
#include "support/fail_alloc.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILES_MAX = 12 };

/* Whatever the guide was, the draft is an article that can be read, and no reviewed one. */
static void check_draft(const struct draft_article *d, struct arena *arena)
{
    struct findings findings;
    struct article a;
    rsv_error err;
    const size_t n = strlen(d->text);
    if (d->code == 0 || d->kept == 0 || rsv__utf8_check(d->text, n) != n)
        abort();
    rsv__findings_init(&findings, NULL);
    if (!rsv__article_read(ARTICLE_CODE, d->path, d->text, n, arena, &findings, &a) ||
        a.code != d->code || a.reviewed != NULL || a.body == NULL)
        abort();
    if (rsv__findings_done(&findings, NULL, &err) != RSV_OK)
        abort();
}

static size_t split(const uint8_t *data, size_t size, struct guide_file files[FILES_MAX])
{
    size_t n = 0;
    while (n < FILES_MAX && size > 0) {
        const uint8_t *end = n + 1 < FILES_MAX ? memchr(data, '\f', size) : NULL;
        const size_t length = end ? (size_t)(end - data) : size;
        files[n++] = (struct guide_file){"aadsts50011.md", (const char *)data, length};
        data += end ? length + 1 : length;
        size -= end ? length + 1 : length;
    }
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fail_alloc memory;
    struct alloc alloc;
    struct arena arena;
    struct guide_file files[FILES_MAX];
    struct draft_article drafts[FILES_MAX];
    rsv_error err;
    const size_t n = split(data, size, files);
    struct doc_tree *report = rsv__doc_new(NULL, RSV_OBJECT);
    struct rsv_doc *list = rsv__doc_array(report, &report->root, "files");
    rsv__alloc_init(&alloc, fail_alloc_on(&memory, 0));
    rsv__arena_init(&arena, &alloc);
    if (rsv__guide_import(files, n, &arena, drafts, report, list, &err) != RSV_OK ||
        rsv_doc_count(list) != n)
        abort();
    for (size_t i = 0; i < n; i++)
        if (drafts[i].text != NULL)
            check_draft(&drafts[i], &arena);
    rsv__arena_free(&arena);
    rsv_doc_free(&report->root);
    if (memory.live != 0)
        abort();
    return 0;
}
