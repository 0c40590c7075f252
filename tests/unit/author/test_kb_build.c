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

static char *slurp(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    fseek(f, 0, SEEK_END);
    *n = (size_t)ftell(f);
    rewind(f);
    char *text = malloc(*n + 1);
    assert_int_equal(fread(text, 1, *n, f), *n);
    fclose(f);
    return text;
}

static rsv_status build(struct world *w, const char *path, rsv_doc **findings, rsv_error *err)
{
    return rsv_kb_build(w->kb_dir, &w->source, path, findings, err);
}

static void the_same_sources_give_the_same_bytes(void **state)
{
    struct world *w = *state;
    char other[128];
    size_t n, m;
    rsv_error err;
    snprintf(other, sizeof other, "%s/other.sqlite", w->dir);
    assert_int_equal(build(w, other, NULL, &err), RSV_OK);
    char *a = slurp(w->kb_path, &n), *b = slurp(other, &m);
    assert_int_equal(n, m);
    assert_memory_equal(a, b, n);
    free(a);
    free(b);
}

static void the_same_sources_in_another_folder_give_the_same_bytes(void **state)
{
    struct world *w = *state, other;
    size_t n, m;
    world_small(&other);
    assert_string_not_equal(w->dir, other.dir);
    char *a = slurp(w->kb_path, &n), *b = slurp(other.kb_path, &m);
    assert_int_equal(n, m);
    assert_memory_equal(a, b, n);
    free(a);
    free(b);
    world_close(&other);
}

static void a_build_that_fails_leaves_the_old_file(void **state)
{
    struct world *w = *state;
    size_t n, m;
    rsv_error err;
    rsv_doc *findings = NULL;
    char *before = slurp(w->kb_path, &n);
    world_code(w, 7, "no-such-cause: 90\n  other: 10");
    assert_int_equal(build(w, w->kb_path, &findings, &err), RSV_EKB);
    assert_non_null(strstr(err.message, "nothing was written"));
    assert_true(world_found(findings, "K003", "no-such-cause"));
    char *after = slurp(w->kb_path, &m);
    assert_int_equal(n, m);
    assert_memory_equal(before, after, n);
    rsv_doc_free(findings);
    free(before);
    free(after);
}

static void a_place_that_cant_be_written_is_told(void **state)
{
    struct world *w = *state;
    rsv_error err;
    assert_int_equal(build(w, "/nonexistent/kb.sqlite", NULL, &err), RSV_EIO);
    assert_non_null(strstr(err.message, "/nonexistent/kb.sqlite"));
    assert_int_equal(build(w, "/", NULL, &err), RSV_EIO);
    assert_string_equal(err.message, "can't write /: it is a folder, not a file");
}

/* The answer from packed rules is the answer from the rule files. */
static void packed_rules_answer_as_the_files_do(void **state)
{
    struct world *w = *state;
    rsv_error err;
    char *answers[2];
    for (int packed = 0; packed < 2; packed++) {
        rsv_rule_source source = w->source;
        rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
        rsv_ruleset *rules;
        rsv_session *s;
        rsv_doc *doc;
        source.kb = packed ? w->kb : NULL;
        source.code = packed ? WORLD_CODE : 0;
        assert_int_equal(rsv_parse_time(WORLD_NOW, &o.now_ms), RSV_OK);
        assert_int_equal(rsv_ruleset_load(&source, &rules, NULL, &err), RSV_OK);
        assert_int_equal(rsv_session_open(rules, w->kb, &o, &s, &err), RSV_OK);
        assert_int_equal(rsv_session_read_fact(s, "port:host=a,state=closed,tries=3", NULL, &err), RSV_OK);
        assert_int_equal(rsv_session_read_fact(s, "service:state=running", NULL, &err), RSV_OK);
        assert_int_equal(rsv_session_diagnose(s, WORLD_CODE, &doc, &err), RSV_OK);
        assert_int_equal(rsv_doc_json(doc, 0, &answers[packed], NULL), RSV_OK);
        rsv_doc_free(doc);
        rsv_session_close(s);
        rsv_ruleset_free(rules);
    }
    assert_string_equal(answers[0], answers[1]);
    assert_non_null(strstr(answers[1], "\"evidence\""));
    rsv_text_free(answers[0]);
    rsv_text_free(answers[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_same_sources_give_the_same_bytes, open_small, close_small),
        cmocka_unit_test_setup_teardown(the_same_sources_in_another_folder_give_the_same_bytes, open_small,
                                        close_small),
        cmocka_unit_test_setup_teardown(a_build_that_fails_leaves_the_old_file, open_small, close_small),
        cmocka_unit_test_setup_teardown(a_place_that_cant_be_written_is_told, open_small, close_small),
        cmocka_unit_test_setup_teardown(packed_rules_answer_as_the_files_do, open_small, close_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
