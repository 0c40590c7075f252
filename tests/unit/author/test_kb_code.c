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

/* The finding with this id about a step with this body behind "## Do"; its line, or 0. */
static long long line_of(struct world *w, const char *id, const char *text, const char *body)
{
    char article[2000];
    rsv_doc *doc;
    rsv_error err;
    long long line = 0;
    snprintf(article, sizeof article,
             "---\nstep: start-service\ntitle: T\nminutes: 5\nrole: helpdesk\nrisk: low\nreversible: true\n"
             "references:\n  - title: A\n    url: https://learn.microsoft.com/x\nreviewed: 2026-11-23\n---\n\n"
             "## Do\n%s\n\n## Verify\nSo.\n", body); /* the body begins on line 15 */
    world_write(w, "kb/steps/start-service.md", article);
    assert_int_equal(rsv_kb_check(w->kb_dir, &w->source, &doc, &err), RSV_OK);
    for (const rsv_doc *f = rsv_doc_first(rsv_doc_get(doc, "findings")); f && line == 0; f = rsv_doc_next(f))
        if (strcmp(rsv_doc_text(rsv_doc_get(f, "id")), id) == 0 && strstr(rsv_doc_text(rsv_doc_get(f, "message")), text))
            line = (long long)rsv_doc_integer(rsv_doc_get(f, "line"));
    rsv_doc_free(doc);
    return line;
}

static void blocks_are_read_as_their_language(void **state)
{
    struct world *w = *state;
    assert_int_equal(line_of(w, "K015", "", "```powershell\nRestart-Service ADSync\n```"), 0);
    assert_int_equal(line_of(w, "K015", "powershell: no cmdlet", "```powershell\nklist\nrestart ADSync\n```"), 17);
    assert_int_equal(line_of(w, "K015", "console: no program", "```console\nRestart-Service ADSync\n```"), 16);
    assert_int_equal(line_of(w, "K015", "http: no method", "```http\nhttps://graph.microsoft.com/v1.0/x\n```"), 16);
    assert_int_equal(line_of(w, "K015", "json: ", "Text.\n\n```json\n{\n  a\n}\n```"), 19);
    assert_int_equal(line_of(w, "K015", "xml: ", "```xml\n<a>\n```"), 17);
    assert_int_equal(line_of(w, "K015", "", "```text\nrestart 'ADSync\n```"), 0);
}

static void a_block_in_a_list_is_read_without_its_indent(void **state)
{
    struct world *w = *state;
    static const char good[] = "1. So:\n   ```powershell\n   $x = @'\n   a\n   '@\n   ```\n2. And:\n"
                               "   ```console\n   klist\n   ```";
    static const char bad[] = "1. So:\n   ```powershell\n   $x = @'\n   a\n     '@\n   ```\n2. And.";
    assert_int_equal(line_of(w, "K015", "", good), 0);
    assert_int_equal(line_of(w, "K015", "a here-string", bad), 17);
}

static void unknown_languages_are_told(void **state)
{
    struct world *w = *state;
    assert_int_equal(line_of(w, "K011", "unknown language 'powershel'", "```powershel\nx\n```"), 15);
    assert_int_equal(line_of(w, "K011", "unknown language 'ruby'", "```ruby\nx\n```"), 15);
    assert_int_equal(line_of(w, "K011", "unknown language", "```text\nx\n```"), 0);
}

static void scripts_of_collectors_are_read_too(void **state)
{
    struct world *w = *state;
    rsv_doc *doc;
    rsv_error err;
    world_write(w, "rules/collectors/a.ps1", "$user = '<user>'\nGet-Date\n");
    world_write(w, "rules/collectors/b.ps1", "Get-Date\nGet-Date |\n");
    world_write(w, "rules/collectors/c.txt", "Ask 'em |\n");
    assert_int_equal(rsv_kb_check(w->kb_dir, &w->source, &doc, &err), RSV_OK);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(doc, "errors")), 1);
    assert_true(world_found(doc, "K015", "a command is missing"));
    rsv_doc_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(blocks_are_read_as_their_language, open_small, close_small),
        cmocka_unit_test_setup_teardown(a_block_in_a_list_is_read_without_its_indent, open_small, close_small),
        cmocka_unit_test_setup_teardown(unknown_languages_are_told, open_small, close_small),
        cmocka_unit_test_setup_teardown(scripts_of_collectors_are_read_too, open_small, close_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
