/* SPDX-License-Identifier: MIT */
#include "scan/columns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool find(const char *const *names, size_t n, struct columns *out)
{
    struct key_table keys;
    rsv__scan_keys_init(&keys);
    return rsv__columns_find(&keys, names, n, out);
}

static void the_portal_has_names_of_its_own(void **state)
{
    const char *const names[] = {"Date (UTC)", "Request ID", "Application ID", "Sign-in error code", "Status", "Latency"};
    struct columns c;
    (void)state;
    assert_true(find(names, 6, &c));
    assert_true(c.is_portal);
    assert_int_equal(c.targets[0], ROW_CREATED);
    assert_int_equal(c.targets[2], ROW_APP_ID);
    assert_int_equal(c.targets[4], COLUMN_STATUS);
    assert_int_equal(c.targets[5], COLUMN_OTHER);
}

static void others_are_called_like_keys_in_any_case_or_with_dots(void **state)
{
    const char *const names[] = {"TimeGenerated", "RESULTTYPE", "Resource", "status.errorCode", "deviceDetail.isCompliant",
                                 "properties.userPrincipalName", "DeviceDetail"};
    const unsigned expected[] = {ROW_TIME, ROW_RESULT, COLUMN_OTHER, ROW_CODE, ROW_COMPLIANT, ROW_USER, COLUMN_DEVICE};
    struct columns c;
    (void)state;
    assert_true(find(names, 7, &c));
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(c.targets[i], expected[i]);
}

static void without_a_code_it_is_no_table_of_sign_ins(void **state)
{
    const char *const audit[] = {"TimeGenerated", "Id", "OperationName"};
    const char *const portal[] = {"Date (UTC)", "Request ID", "Status"};
    struct columns c;
    (void)state;
    assert_false(find(audit, 3, &c));
    assert_false(find(portal, 3, &c));
    assert_false(find(audit, 0, &c));
}

static void a_download_in_another_language_is_known_by_its_first_row(void **state)
{
    const char *row[57];
    struct columns c;
    (void)state;
    for (size_t i = 0; i < 57; i++)
        row[i] = "";
    row[0] = "2026-11-23T07:14:03Z";
    row[1] = row[3] = "8a4de8b5-095c-47d0-a96f-a75130c61d53";
    row[25] = "2001:db8::1";
    assert_true(rsv__columns_find_by_place(row, 57, &c));
    assert_int_equal(c.targets[6], ROW_USER);
    assert_int_equal(c.targets[28], ROW_CODE);
    assert_int_equal(c.targets[5], COLUMN_OTHER);
    assert_false(rsv__columns_find_by_place(row, 56, &c));
    row[25] = "Delft";
    assert_false(rsv__columns_find_by_place(row, 57, &c));
}

static void every_target_has_a_key_that_the_walk_knows(void **state)
{
    struct key_table keys;
    (void)state;
    rsv__scan_keys_init(&keys);
    for (unsigned i = 0; i < COLUMN_TARGETS; i++) {
        const char *key = rsv__column_key(i);
        int known = KEY_NONE;
        assert_non_null(key);
        for (unsigned place = 0; place < KEY_PLACES && known == KEY_NONE; place++)
            known = rsv__scan_key_find(&keys, (enum key_place)place, key, strlen(key), 0);
        assert_int_equal(known, i == COLUMN_STATUS ? KEY_STATUS : i == COLUMN_DEVICE ? KEY_DEVICE : (int)i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_portal_has_names_of_its_own),
                                       cmocka_unit_test(others_are_called_like_keys_in_any_case_or_with_dots),
                                       cmocka_unit_test(without_a_code_it_is_no_table_of_sign_ins),
                                       cmocka_unit_test(a_download_in_another_language_is_known_by_its_first_row),
                                       cmocka_unit_test(every_target_has_a_key_that_the_walk_knows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
