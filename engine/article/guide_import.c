/* SPDX-License-Identifier: MIT
 * guide_import.c - all guides through the stages, one after the other.
 *
 * Reading and counting come first, for all of them, since what is boilerplate shows only then.  The
 * scratch arena holds everything between; what is returned is copied out.
 */
#include "article/guide.h"

#include "article/guide_blocks.h"
#include "article/guide_common.h"
#include "article/guide_judge.h"
#include "article/guide_lines.h"
#include "article/guide_passages.h"
#include "article/guide_sections.h"
#include "article/guide_words.h"
#include "article/guide_write.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { QUOTE_MAX = 160 }; /* so much of a dropped passage is in the report */

struct import {
    struct alloc *alloc;
    struct arena scratch;
    struct guide *guides;
    size_t n;
    struct tally tally;
    struct arena *arena; /* the caller's */
    struct doc_tree *report;
    struct rsv_doc *list;
};

/* --- reading -------------------------------------------------------------------------------------------- */

/* A title and a file name that disagree are worth a remark; the title is believed. */
static void check_code(struct arena *scratch, struct guide *g)
{
    const int64_t named = rsv__title_code_of_path(g->path);
    if (named == 0 && g->title.code == 0)
        rsv__guide_note(scratch, &g->remarks, 1, "names no code: nothing is written", NULL);
    if (named != 0 && g->title.code != 0 && named != g->title.code)
        rsv__guide_note(scratch, &g->remarks, g->title.line, "the file's name has another code", NULL);
}

static void read_guide(struct arena *scratch, const struct guide_file *file, struct guide *g)
{
    g->path = file->path;
    rsv__guide_lines(scratch, file->text, file->n, g);
    rsv__guide_blocks(scratch, g);
    check_code(scratch, g);
    rsv__title_complete(scratch, g->path, &g->title);
    rsv__guide_title_runs(scratch, g);
    rsv__guide_passages(scratch, g);
}

static int compare_codes(const void *a, const void *b)
{
    const struct guide *x = *(struct guide *const *)a, *y = *(struct guide *const *)b;
    if (x->title.code != y->title.code)
        return x->title.code < y->title.code ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* Guides of one code are one group; those without a code are each on their own. */
static void count_common(struct import *im)
{
    struct guide **sorted = rsv__arena_alloc(&im->scratch, (im->n + 1) * sizeof *sorted);
    uint32_t group = 0;
    if (sorted == NULL)
        return;
    for (size_t i = 0; i < im->n; i++)
        sorted[i] = &im->guides[i];
    qsort(sorted, im->n, sizeof *sorted, compare_codes);
    for (size_t i = 0; i < im->n; i++) {
        struct guide *g = sorted[i];
        const bool same = i > 0 && g->title.code != 0 && sorted[i - 1]->title.code == g->title.code;
        if (i > 0 && !same)
            group++;
        g->group = group;
        rsv__tally_add(&im->tally, &im->scratch, g);
    }
}

/* --- reporting ------------------------------------------------------------------------------------------- */

static void report_note(struct import *im, struct rsv_doc *list, uint32_t line, const char *reason,
                        struct span text)
{
    struct rsv_doc *d = rsv__doc_object(im->report, list, NULL);
    size_t n = text.n;
    rsv__doc_add_integer(im->report, d, "line", line);
    rsv__doc_add_text(im->report, d, "reason", reason);
    if (n > QUOTE_MAX)
        n = rsv__utf8_floor(text.at, QUOTE_MAX);
    rsv__doc_add_bytes(im->report, d, "text", text.at, n);
}

static void report_remark(struct import *im, struct rsv_doc *list, const struct guide_note *note)
{
    const char *text = note->text ? note->text : "";
    report_note(im, list, note->line, note->reason, (struct span){text, strlen(text)});
}

static bool is_reported(const struct guide_passage *p)
{
    return p->reason != NULL && *p->reason != '\0';
}

/* What went before there were passages, and the passages, by line. */
static void report_dropped(struct import *im, struct rsv_doc *list, const struct guide *g)
{
    size_t note = 0;
    for (size_t i = 0; i < g->n_passages; i++) {
        const struct guide_passage *p = &g->passages[i];
        const uint32_t line = g->blocks[p->block].line;
        for (; note < g->dropped.n && g->dropped.items[note].line < line; note++)
            report_remark(im, list, &g->dropped.items[note]);
        if (is_reported(p))
            report_note(im, list, line, p->reason, p->text);
    }
    for (; note < g->dropped.n; note++)
        report_remark(im, list, &g->dropped.items[note]);
}

static void report_guide(struct import *im, const struct guide *g, const struct draft_article *draft)
{
    if (im->report == NULL)
        return;
    struct rsv_doc *d = rsv__doc_object(im->report, im->list, NULL);
    rsv__doc_add_text(im->report, d, "file", g->path);
    if (g->title.code != 0)
        rsv__doc_add_integer(im->report, d, "code", g->title.code);
    rsv__doc_add_text(im->report, d, "name", g->title.name);
    rsv__doc_add_integer(im->report, d, "kept", draft->kept);
    report_dropped(im, rsv__doc_array(im->report, d, "dropped"), g);
    struct rsv_doc *remarks = g->remarks.n > 0 ? rsv__doc_array(im->report, d, "remarks") : NULL;
    for (size_t i = 0; i < g->remarks.n; i++)
        report_remark(im, remarks, &g->remarks.items[i]);
}

/* --- drafts ------------------------------------------------------------------------------------------------ */

static void count_passages(const struct guide *g, struct draft_article *draft)
{
    draft->dropped = (uint32_t)g->dropped.n;
    if (g->title.code == 0)
        return;
    draft->kept = *g->title.text != '\0'; /* the title's sentences are one */
    for (size_t i = 0; i < g->n_passages; i++) {
        draft->kept += g->passages[i].reason == NULL;
        draft->dropped += is_reported(&g->passages[i]);
    }
}

static void write_draft(struct import *im, struct guide *g, struct draft_article *draft)
{
    struct guide_references references;
    struct buf text;
    rsv__guide_judge(&im->scratch, &im->tally, g);
    rsv__link_references(&im->scratch, g, &references);
    *draft = (struct draft_article){.code = g->title.code,
                                    .path = rsv__arena_text(im->arena, g->path)};
    count_passages(g, draft);
    report_guide(im, g, draft);
    if (g->title.code == 0 || draft->kept == 0)
        return;
    rsv__buf_init(&text, im->alloc);
    rsv__guide_write(&im->scratch, g, &references, &text);
    draft->text = rsv__arena_copy(im->arena, rsv__buf_get(&text), text.n);
    im->arena->failed = im->arena->failed || text.failed;
    rsv__buf_free(&text);
}

static void import_all(struct import *im, const struct guide_file *files,
                       struct draft_article *drafts)
{
    im->guides = rsv__arena_alloc(&im->scratch, (im->n + 1) * sizeof *im->guides);
    if (im->guides == NULL)
        return;
    for (size_t i = 0; i < im->n; i++)
        read_guide(&im->scratch, &files[i], &im->guides[i]);
    count_common(im);
    for (size_t i = 0; i < im->n && !im->scratch.failed; i++)
        write_draft(im, &im->guides[i], &drafts[i]);
}

rsv_status rsv__guide_import(const struct guide_file *files, size_t n, struct arena *arena,
                             struct draft_article *drafts, struct doc_tree *report,
                             struct rsv_doc *report_files, rsv_error *err)
{
    struct import im = {
        .alloc = arena->alloc, .n = n, .arena = arena, .report = report, .list = report_files};
    for (size_t i = 0; i < n; i++)
        drafts[i] = (struct draft_article){0};
    rsv__arena_init(&im.scratch, arena->alloc);
    rsv__tally_init(&im.tally, arena->alloc);
    import_all(&im, files, drafts);
    const bool failed = im.scratch.failed || im.tally.failed || arena->failed;
    rsv__tally_free(&im.tally);
    rsv__arena_free(&im.scratch);
    if (failed)
        return rsv__nomem(err);
    return report ? rsv__doc_ok(report, err) : RSV_OK;
}
