/* SPDX-License-Identifier: MIT */
#include "model/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct alloc alloc;
    struct intern intern;
};

static void open_table(struct fixture *f)
{
    rsv__alloc_init(&f->alloc, NULL);
    rsv__intern_init(&f->intern, &f->alloc, NULL);
}

static union value text(struct fixture *f, const char *s)
{
    return (union value){.s = rsv__intern_get(&f->intern, s, strlen(s))};
}

static union value integer(int64_t i)
{
    return (union value){.i = i};
}

static union value number(double d)
{
    return (union value){.d = d};
}

static void texts_are_ordered_by_their_bytes(void **state)
{
    struct fixture f;
    (void)state;
    open_table(&f);
    assert_int_equal(rsv__value_compare(FIELD_TEXT, text(&f, "a"), text(&f, "a")), 0);
    assert_true(rsv__value_compare(FIELD_NAME, text(&f, "a"), text(&f, "b")) < 0);
    assert_true(rsv__value_compare(FIELD_WORD, text(&f, "b"), text(&f, "ab")) > 0);
    assert_true(rsv__value_compare(FIELD_TEXT, text(&f, "z"), text(&f, "\xc3\xbc")) < 0);
    rsv__intern_free(&f.intern);
}

static void numbers_are_ordered_over_their_whole_range(void **state)
{
    (void)state;
    assert_true(rsv__value_compare(FIELD_INTEGER, integer(INT64_MIN), integer(INT64_MAX)) < 0);
    assert_true(rsv__value_compare(FIELD_TIME, integer(INT64_MAX), integer(INT64_MIN)) > 0);
    assert_int_equal(rsv__value_compare(FIELD_DURATION, integer(5), integer(5)), 0);
    assert_true(rsv__value_compare(FIELD_BOOLEAN, integer(0), integer(1)) < 0);
    assert_true(rsv__value_compare(FIELD_NUMBER, number(-0.5), number(0.25)) < 0);
    assert_int_equal(rsv__value_compare(FIELD_NUMBER, number(-0.0), number(0)), 0);
}

static void equal_values_have_one_hash(void **state)
{
    struct fixture f;
    (void)state;
    open_table(&f);
    assert_true(value_equal(FIELD_NUMBER, number(0), number(-0.0)));
    assert_true(rsv__value_hash(FIELD_NUMBER, number(0)) == rsv__value_hash(FIELD_NUMBER, number(-0.0)));
    assert_true(rsv__value_hash(FIELD_TEXT, text(&f, "a")) == rsv__value_hash(FIELD_NAME, text(&f, "a")));
    assert_false(rsv__value_hash(FIELD_INTEGER, integer(1)) == rsv__value_hash(FIELD_INTEGER, integer(2)));
    assert_false(rsv__value_hash(FIELD_NUMBER, number(1)) == rsv__value_hash(FIELD_NUMBER, number(-1)));
    rsv__intern_free(&f.intern);
}

static void values_read_as_a_person_writes_them(void **state)
{
    struct fixture f;
    struct buf out;
    (void)state;
    open_table(&f);
    rsv__buf_init(&out, &f.alloc);
    rsv__value_format(FIELD_TEXT, text(&f, "As It Is"), &out);
    rsv__buf_char(&out, ' ');
    rsv__value_format(FIELD_WORD, text(&f, "closed"), &out);
    rsv__buf_char(&out, ' ');
    rsv__value_format(FIELD_INTEGER, integer(INT64_MIN), &out);
    rsv__buf_char(&out, ' ');
    rsv__value_format(FIELD_NUMBER, number(0.1), &out);
    rsv__buf_char(&out, ' ');
    rsv__value_format(FIELD_BOOLEAN, integer(1), &out);
    rsv__buf_char(&out, ' ');
    rsv__value_format(FIELD_TIME, integer(1795418043000), &out);
    rsv__buf_char(&out, ' ');
    rsv__value_format(FIELD_DURATION, integer(INT64_MIN), &out); /* the longest text of all */
    assert_string_equal(rsv__buf_get(&out), "As It Is closed -9223372036854775808 0.1 true "
                                            "2026-11-23T07:14:03Z -106751991167d7h12m55s808ms");
    rsv__buf_free(&out);
    rsv__intern_free(&f.intern);
}

static void types_have_the_names_that_rule_files_use(void **state)
{
    static const char *const names[] = {"text", "name", "one_of", "integer", "number", "boolean", "time", "duration"};
    (void)state;
    for (int t = FIELD_TEXT; t <= FIELD_DURATION; t++) {
        assert_string_equal(rsv__field_type_name((enum field_type)t), names[t]);
        assert_int_equal(is_symbolic((enum field_type)t), t < 3);
    }
}

static void not_swaps_true_and_false_and_keeps_unknown(void **state)
{
    (void)state;
    assert_int_equal(truth_not(TRUE_), FALSE_);
    assert_int_equal(truth_not(FALSE_), TRUE_);
    assert_int_equal(truth_not(UNKNOWN_), UNKNOWN_);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_ordered_by_their_bytes),
        cmocka_unit_test(numbers_are_ordered_over_their_whole_range),
        cmocka_unit_test(equal_values_have_one_hash),
        cmocka_unit_test(values_read_as_a_person_writes_them),
        cmocka_unit_test(types_have_the_names_that_rule_files_use),
        cmocka_unit_test(not_swaps_true_and_false_and_keeps_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
