/* SPDX-License-Identifier: MIT */
#include "author/author.h"
#include "support/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int open_small(void **state)
{
    static struct world w;
    world_small(&w);
    *state = &w;
    return 0;
}

static int close_small(void **state)
{
    world_close(*state);
    return 0;
}

/* A reviewed cause with this body. */
static void write_cause(struct world *w, const char *slug, const char *body)
{
    char path[80], text[1024];
    snprintf(path, sizeof path, "kb/causes/%s.md", slug);
    snprintf(text, sizeof text,
             "---\ncause: %s\ntitle: T\nsteps:\n  open-port: 80\nreferences:\n  - title: A page\n"
             "    url: https://learn.microsoft.com/x\nreviewed: 2026-11-23\n---\n\n%s",
             slug, body);
    world_write(w, path, text);
}

/* Whether the body of a cause gives a finding with this id and text. */
static bool gives(struct world *w, const char *body, const char *id, const char *text)
{
    rsv_doc *doc;
    rsv_error err;
    write_cause(w, "tried", body);
    assert_int_equal(rsv_kb_check(w->kb_dir, &w->source, &doc, &err), RSV_OK);
    const bool found = world_found(doc, id, text);
    rsv_doc_free(doc);
    return found;
}

#define SECTIONS "## What it is\nA fault.\n\n## How it shows\n"

static void sections_must_be_there(void **state)
{
    struct world *w = *state;
    assert_true(gives(w, "## What it is\nA fault.\n", "K005", "'## How it shows' is missing"));
    assert_true(gives(w, "## What it is not\nx\n\n## How it shows\ny\n", "K005", "'## What it is' is missing"));
    assert_false(gives(w, SECTIONS "So.\n", "K005", NULL));
}

static void what_would_fit_any_code_is_filler(void **state)
{
    struct world *w = *state;
    assert_true(gives(w, SECTIONS "Check the LOGS for errors.\n", "K006", "'check the logs'"));
    assert_true(gives(w, SECTIONS "If the problem persists, wait.\n", "K006", NULL));
    assert_false(gives(w, SECTIONS "Event 31034 in the Application log.\n", "K006", NULL));
    assert_false(gives(w, SECTIONS "```console\necho please note\n```\n", "K006", NULL)); /* a command may say so */
}

static void a_sentence_in_many_articles_is_filler(void **state)
{
    static const char same[] = SECTIONS "This long sentence could stand beside any fault of any kind.\n";
    struct world *w = *state;
    write_cause(w, "one", same);
    write_cause(w, "two", same);
    assert_false(gives(w, same, "K006", NULL)); /* three may share one */
    write_cause(w, "three", same);
    assert_true(gives(w, same, "K006", "stands in 4 articles"));
}

static void outdated_names_are_told_where_they_mean_today(void **state)
{
    struct world *w = *state;
    assert_true(gives(w, SECTIONS "Open Azure Active Directory and look.\n", "K008", "Microsoft Entra ID"));
    assert_false(gives(w, SECTIONS "Microsoft Entra ID (formerly Azure Active Directory).\n", "K008", NULL));
    assert_true(gives(w, SECTIONS "```powershell\nConnect-MsolService\n```\n", "K008", "Graph PowerShell"));
    assert_true(gives(w, SECTIONS "```powershell\nGet-AzureADUser\n```\n", "K008", "Graph PowerShell"));
    assert_false(gives(w, SECTIONS "```powershell\nGet-AzureADPasswordProtectionDCAgent\n```\n", "K008", NULL));
    assert_false(gives(w, SECTIONS "```powershell\nGet-AzureADSSOStatus\n```\n", "K008", NULL));
}

static void code_blocks_name_their_language_and_end(void **state)
{
    struct world *w = *state;
    assert_true(gives(w, SECTIONS "```\nklist\n```\n", "K011", "name its language"));
    assert_true(gives(w, SECTIONS "```console\nklist\n", "K011", "never closed"));
    assert_false(gives(w, SECTIONS "```console\nklist\n```\n", "K011", NULL));
}

static void reviewed_articles_name_a_reference(void **state)
{
    static const char *const reviewed[] = {"", "reviewed: 2026-11-23\n"};
    struct world *w = *state;
    rsv_doc *doc;
    rsv_error err;
    for (int i = 0; i < 2; i++) {
        char text[200];
        snprintf(text, sizeof text, "---\ncause: tried\ntitle: T\nsteps:\n  open-port: 9\n%s---\n" SECTIONS "So.\n",
                 reviewed[i]);
        world_write(w, "kb/causes/tried.md", text);
        assert_int_equal(rsv_kb_check(w->kb_dir, &w->source, &doc, &err), RSV_OK);
        assert_int_equal(world_found(doc, "K012", "no references"), i);
        rsv_doc_free(doc);
    }
}

static void drafts_may_be_unfinished(void **state)
{
    struct world *w = *state;
    rsv_doc *doc;
    rsv_error err;
    world_write(w, "kb/codes/AADSTS7.md",
                "---\ncode: 7\ntitle: T\nnature: error\ncauses:\n  other: 100\n---\n\nCheck the logs.\n");
    assert_int_equal(rsv_kb_check(w->kb_dir, &w->source, &doc, &err), RSV_OK);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(doc, "errors")), 0);
    assert_true(world_found(doc, "K005", "'## What it means' is missing")); /* a warning */
    assert_false(world_found(doc, "K006", NULL));
    rsv_doc_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sections_must_be_there, open_small, close_small),
        cmocka_unit_test_setup_teardown(what_would_fit_any_code_is_filler, open_small, close_small),
        cmocka_unit_test_setup_teardown(a_sentence_in_many_articles_is_filler, open_small, close_small),
        cmocka_unit_test_setup_teardown(outdated_names_are_told_where_they_mean_today, open_small, close_small),
        cmocka_unit_test_setup_teardown(code_blocks_name_their_language_and_end, open_small, close_small),
        cmocka_unit_test_setup_teardown(reviewed_articles_name_a_reference, open_small, close_small),
        cmocka_unit_test_setup_teardown(drafts_may_be_unfinished, open_small, close_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
