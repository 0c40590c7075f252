/* SPDX-License-Identifier: MIT */
#include "scan/keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int find(const struct key_table *t, enum key_place place, const char *key)
{
    char text[80] = "........\""; /* what stands before it must not matter */
    strcat(text, key);
    const int near = rsv__scan_key_find(t, place, text + 9, strlen(key), 9);
    assert_int_equal(rsv__scan_key_find(t, place, key, strlen(key), 0), near);
    return near;
}

static void keys_are_known_in_any_case_and_only_whole(void **state)
{
    static struct key_table t;
    (void)state;
    rsv__scan_keys_init(&t);
    assert_int_equal(find(&t, KEYS_OF_RECORD, "id"), ROW_ID);
    assert_int_equal(find(&t, KEYS_OF_RECORD, "ID"), ROW_ID);
    assert_int_equal(find(&t, KEYS_OF_RECORD, "resulttype"), ROW_RESULT);
    assert_int_equal(find(&t, KEYS_OF_RECORD, "ResultType"), ROW_RESULT);
    assert_int_equal(find(&t, KEYS_OF_RECORD, "appliedConditionalAccessPolicies"), ROW_POLICIES);
    assert_int_equal(find(&t, KEYS_OF_RECORD, "status.errorCode"), ROW_CODE);
    assert_int_equal(find(&t, KEYS_OF_RECORD, "ErrorNumber"), ROW_RESULT); /* the unified audit log */
    static const char *const others[] = {"", "i", "idx", "xid", "userPrincipalNam", "xuserPrincipalName",
                                         "errorCode", "appliedConditionalAccessPoliciesX"};
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(find(&t, KEYS_OF_RECORD, others[i]), KEY_NONE);
}

static void a_key_means_what_its_place_says(void **state)
{
    static struct key_table t;
    (void)state;
    rsv__scan_keys_init(&t);
    assert_int_equal(find(&t, KEYS_OF_STATUS, "errorCode"), ROW_CODE);
    assert_int_equal(find(&t, KEYS_OF_DEVICE, "deviceId"), ROW_DEVICE_ID);
    assert_int_equal(find(&t, KEYS_OF_DEVICE, "errorCode"), KEY_NONE);
    assert_int_equal(find(&t, KEYS_OF_STATUS, "id"), KEY_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(keys_are_known_in_any_case_and_only_whole),
                                       cmocka_unit_test(a_key_means_what_its_place_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
