/* SPDX-License-Identifier: MIT */
#include "scan/failures.h"

#include "support/fail_alloc.h"
#include "support/walk_case.h"

#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct walk_case c;

static rsv_status add(struct failures *f, const char *text, rsv_error *err)
{
    struct entry_maker m = {.counts_only = false};
    struct scan_entry e;
    walk_story(&c, text);
    rsv__scan_entry(&m, text, strlen(text), &c.last, strlen(text), &e);
    return rsv__failures_add(f, text, strlen(text), e.code ? &c.last : NULL, &e, err);
}

static rsv_status add_row(struct failures *f, int i, int code, rsv_error *err)
{
    char text[700];
    snprintf(text, sizeof text,
             "{\"id\":\"r%d\",\"createdDateTime\":\"2024-07-01T00:%02d:00Z\",\"userPrincipalName\":\"u%d\",\"appId\":\"a\","
             "\"ipAddress\":\"9.9.9.%d\",\"correlationId\":\"k%d\",\"status\":{\"errorCode\":%d},"
             "\"appliedConditionalAccessPolicies\":[{\"displayName\":\"P\",\"result\":\"success\"},"
             "{\"displayName\":\"Q\",\"result\":\"failure\"}],\"authenticationDetails\":[{\"authenticationMethodDetail\":"
             "\"Pass-through Authentication; PTA AgentId: 11111111-2222-4333-8444-55555555555%d\"}]}",
             i, i % 60, i % 5, i % 2, i / 2, code, i % 3);
    return add(f, text, err);
}

static void rows_are_kept_with_what_they_name(void **state)
{
    struct alloc alloc;
    struct failures f;
    rsv_error err;
    size_t n;
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    assert_int_equal(rsv__failures_init(&f, &alloc, &err), RSV_OK);
    for (int i = 0; i < 40; i++)
        assert_int_equal(add_row(&f, 39 - i, i % 2 ? 0 : i % 4 ? 7 : 5, &err), RSV_OK);
    rsv__failures_sort(&f);
    const struct failure *rows = rsv__failures_of(&f, 7, &n);
    assert_int_equal(n, 10);
    for (size_t i = 1; i < n; i++)
        assert_true(rows[i - 1].time < rows[i].time);
    assert_string_equal(rsv__name(&f.names, rows[0].policy), "Q");
    assert_int_equal(strncmp(rsv__name(&f.names, rows[0].agent), "11111111-2222-4333-8444-55555555555", 35), 0);
    assert_int_equal(rows[0].user != 0 && rows[0].app != 0 && rows[0].address != 0, 1);
    rsv__failures_of(&f, 6, &n);
    assert_int_equal(n, 0);
    const struct party *app = rsv__party(&f.apps, rsv__scan_hash("A", 1));
    assert_int_equal(app->attempts, 40);
    assert_int_equal(app->failures, 20);
    assert_null(rsv__party(&f.apps, 12345));
    assert_int_equal(f.agents.n, 3);
    assert_true(rsv__failures_ended_well(&f, rsv__scan_hash("k3", 2)));
    assert_false(rsv__failures_ended_well(&f, rsv__scan_hash("k99", 3)));
    rsv__failures_free(&f);
    assert_int_equal(alloc.live, 0);
}

static void the_newest_records_stay_as_samples(void **state)
{
    struct alloc alloc;
    struct failures f;
    rsv_error err;
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    assert_int_equal(rsv__failures_init(&f, &alloc, &err), RSV_OK);
    for (int i = 0; i < 50; i++)
        assert_int_equal(add_row(&f, i, 7, &err), RSV_OK);
    const struct code_samples *s = rsv__failures_samples(&f, 7);
    assert_int_equal(s->n, SAMPLES);
    for (size_t i = 0; i < s->n; i++) {
        const struct scan_value id = rsv__row_value(s->items[i].text, s->items[i].n, &s->items[i].row, ROW_ID);
        assert_in_range(id.text[1], '3', '4'); /* r34 to r49 */
    }
    assert_null(rsv__failures_samples(&f, 8));
    rsv__failures_free(&f);
}

static void who_got_in_from_where_is_known(void **state)
{
    struct alloc alloc;
    struct failures f;
    rsv_error err;
    size_t n;
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    assert_int_equal(rsv__failures_init(&f, &alloc, &err), RSV_OK);
    assert_int_equal(add(&f, "{\"userId\":\"U\",\"ipAddress\":\"1\",\"resultType\":0}", &err), RSV_OK);
    assert_int_equal(add(&f, "{\"userId\":\"u\",\"ipAddress\":\"1\",\"resultType\":7}", &err), RSV_OK);
    assert_int_equal(add(&f, "{\"userId\":\"u\",\"ipAddress\":\"2\",\"resultType\":7}", &err), RSV_OK);
    const struct failure *rows = rsv__failures_of(&f, 7, &n);
    assert_true(rsv__failures_got_in(&f, rows[0].user, rows[0].address));
    assert_false(rsv__failures_got_in(&f, rows[1].user, rows[1].address));
    rsv__failures_free(&f);
}

static void beyond_the_limit_some_users_go_and_the_others_stay_whole(void **state)
{
    enum { USERS = 64, ROUNDS = 10 };
    struct alloc alloc;
    struct failures f;
    rsv_error err;
    size_t n, of_first = 0;
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    assert_int_equal(rsv__failures_init(&f, &alloc, &err), RSV_OK);
    f.limit = 100;
    for (int i = 0; i < USERS * ROUNDS; i++) {
        char text[200];
        snprintf(text, sizeof text, "{\"id\":\"r%d\",\"userPrincipalName\":\"user%d\",\"resultType\":7}", i, i % USERS);
        assert_int_equal(add(&f, text, &err), RSV_OK);
    }
    assert_true(f.thinned > 0);
    assert_in_range(f.n, 1, f.limit);
    rsv__failures_sort(&f);
    const struct failure *rows = rsv__failures_of(&f, 7, &n);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(f.names.hashes[rows[i].user] >> 8 & f.thinned, 0);
        of_first += rows[i].user == rows[0].user;
    }
    assert_int_equal(of_first, ROUNDS);
    assert_int_equal(n % ROUNDS, 0);
    rsv__failures_free(&f);
    assert_int_equal(alloc.live, 0);
}

static void every_allocation_may_fail(void **state)
{
    struct fail_alloc fa = {.fired = true};
    (void)state;
    for (unsigned nth = 1; fa.fired; nth++) {
        struct alloc alloc;
        struct failures f;
        rsv_error err;
        rsv__alloc_init(&alloc, fail_alloc_on(&fa, nth));
        rsv_status rc = rsv__failures_init(&f, &alloc, &err);
        for (int i = 0; i < 20 && rc == RSV_OK; i++)
            rc = add_row(&f, i, i % 3, &err);
        assert_int_equal(rc, fa.fired ? RSV_ENOMEM : RSV_OK);
        rsv__failures_free(&f);
        assert_int_equal(fa.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows_are_kept_with_what_they_name),
                                       cmocka_unit_test(the_newest_records_stay_as_samples),
                                       cmocka_unit_test(who_got_in_from_where_is_known),
                                       cmocka_unit_test(beyond_the_limit_some_users_go_and_the_others_stay_whole),
                                       cmocka_unit_test(every_allocation_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
