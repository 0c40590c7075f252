/* SPDX-License-Identifier: MIT */
#include "ingest/ingest.h"

#include "support/ingest_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct buf lines;

static rsv_status write_down(void *user, struct fact_draft *d, rsv_error *err)
{
    struct ingest_case *c = user;
    (void)err;
    rsv__draft_write(d, &lines);
    rsv__draft_release(c->in.intern, d);
    return RSV_OK;
}

/* What is read comes out as a line, and that is read to the same line. */
static void writes(const char *text, const char *line, bool with_table)
{
    struct ingest_case c;
    assert_true(ingest_case_open(&c, 0));
    rsv__buf_init(&lines, &c.alloc);
    c.in.sink = (struct fact_sink){.user = &c, .take = write_down};
    if (!with_table)
        c.in.intern = NULL;
    assert_int_equal(ingest_case_read(&c, text), RSV_OK);
    assert_string_equal(rsv__buf_get(&lines), line);
    rsv__buf_clear(&lines);
    assert_int_equal(ingest_case_read(&c, line), RSV_OK);
    assert_string_equal(rsv__buf_get(&lines), line);
    rsv__buf_free(&lines);
    assert_int_equal(ingest_case_close(&c), 0);
}

static void a_draft_is_written_as_files_of_facts_have_it(void **state)
{
    (void)state;
    for (int with_table = 0; with_table < 2; with_table++) {
        writes("{\"kind\":\"port_status\",\"host\":\"A\",\"port\":443,\"state\":\"open\"}",
               "{\"kind\":\"port_status\",\"host\":\"a\",\"port\":443,\"state\":\"open\",\"source\":\"t:1\"}\n", with_table);
        writes("{\"kind\":\"measure\",\"host\":\"h\",\"value\":-0.25,\"seconds\":null,\"took\":\"90m\",\"ok\":true,"
        "\"note\":\"\\\"\\n\"}",
               "{\"kind\":\"measure\",\"host\":\"h\",\"value\":-0.25,\"seconds\":null,\"took\":\"1h30m\",\"ok\":true,"
               "\"note\":\"\\\"\\n\",\"source\":\"t:1\"}\n", with_table);
        writes("{\"complete\":\"ticket\"}", "{\"complete\":\"ticket\"}\n", with_table);
        writes("{\"kind\":\"ticket\",\"observed_at\":\"2026-11-23T07:14:03.5+01:00\",\"source\":\"me\"}",
               "{\"kind\":\"ticket\",\"source\":\"me\",\"observed_at\":\"2026-11-23T06:14:03.500Z\"}\n", with_table);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draft_is_written_as_files_of_facts_have_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
