/* SPDX-License-Identifier: MIT */
#include "scan/filter.h"

#include "support/walk_case.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char text[] = "{\"id\":\"1\",\"userPrincipalName\":\"Ann@x\",\"userId\":\"u1\",\"appId\":\"a1\","
                           "\"appDisplayName\":\"Mail\",\"resultType\":7,\"time\":\"2024-07-01T00:00:10Z\"}";

static bool takes(const struct scan_filter *f)
{
    static struct walk_case c;
    struct entry_maker m = {.counts_only = true};
    struct scan_entry e;
    walk_story(&c, text);
    rsv__scan_entry(&m, text, sizeof text - 1, &c.last, sizeof text - 1, &e);
    return rsv__filter_takes(f, text, sizeof text - 1, &c.last, &e);
}

static uint64_t hash(const char *t)
{
    return rsv__scan_hash(t, strlen(t));
}

static void names_and_ids_are_both_taken(void **state)
{
    struct scan_filter f = SCAN_FILTER_INIT;
    (void)state;
    assert_true(rsv__filter_takes_all(&f));
    assert_true(takes(&f));
    static const char *const users[] = {"ann@x", "U1"}, *const apps[] = {"A1", "mail"};
    for (size_t i = 0; i < 2; i++) {
        f = (struct scan_filter)SCAN_FILTER_INIT;
        f.user = hash(users[i]);
        assert_false(rsv__filter_takes_all(&f));
        assert_true(takes(&f));
        f.app = hash(apps[i]);
        assert_true(takes(&f));
        f.app = hash("other");
        assert_false(takes(&f));
    }
}

static void codes_and_times_narrow(void **state)
{
    struct scan_filter f = SCAN_FILTER_INIT;
    int64_t at = 1719792010000;
    (void)state;
    f.codes[0] = 5;
    f.n_codes = 1;
    assert_false(takes(&f));
    f.codes[f.n_codes++] = 7;
    assert_true(takes(&f));
    f.since = at;
    f.until = at + 1;
    assert_true(takes(&f));
    f.until = at;
    assert_false(takes(&f));
    f.since = at + 1;
    f.until = INT64_MAX;
    assert_false(takes(&f));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_and_ids_are_both_taken),
                                       cmocka_unit_test(codes_and_times_narrow)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
