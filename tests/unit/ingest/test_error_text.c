/* SPDX-License-Identifier: MIT */
#include "ingest/ingest.h"
#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define G1 "dd25f4fb-3e8d-458e-90e7-179524ce0000"

/* code 0: nothing is found.  text NULL: it has none. */
static void finds(const char *paste, int64_t code, int64_t outer, const char *text)
{
    struct alloc alloc;
    struct arena arena;
    struct error_text e;
    rsv__alloc_init(&alloc, NULL);
    rsv__arena_init(&arena, &alloc);
    assert_int_equal(rsv__error_text_find(paste, strlen(paste), 0, &arena, &e), code != 0);
    assert_int_equal(e.code, code);
    assert_int_equal(e.outer_code, outer);
    if (text != NULL)
        assert_string_equal(e.text, text);
    else
        assert_null(e.text);
    rsv__arena_free(&arena);
    assert_int_equal(alloc.live, 0);
}

/* A mail with two errors: the first, or that which is asked about. */
static void of_several_errors_the_wanted_one_is_read(void **state)
{
    static const char mail[] = "AADSTS50011: The address.\nTrace ID: " G1 "\n\nthen AADSTS50126: Wrong.\nTrace ID: " G1 "\n";
    static const struct {
        int64_t wanted, code;
        const char *text;
    } cases[] = {{0, 50011, "AADSTS50011: The address."}, {50011, 50011, "AADSTS50011: The address."},
                 {50126, 50126, "AADSTS50126: Wrong."},   {50053, 50011, "AADSTS50011: The address."}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct alloc alloc;
        struct arena arena;
        struct error_text e;
        rsv__alloc_init(&alloc, NULL);
        rsv__arena_init(&arena, &alloc);
        assert_true(rsv__error_text_find(mail, sizeof mail - 1, cases[i].wanted, &arena, &e));
        assert_int_equal(e.code, cases[i].code);
        assert_string_equal(e.text, cases[i].text);
        assert_int_equal(e.n_codes, 2);
        assert_int_equal(e.n_own, 1);
        rsv__arena_free(&arena);
    }
}

static void a_number_alone_is_a_code(void **state)
{
    (void)state;
    finds("50126", 50126, 0, NULL);
    finds(" \"120013\":\r\n", 120013, 0, NULL);
    finds("AADSTS50126:", 50126, 0, NULL);
    finds("aadsts50126", 50126, 0, NULL);
    finds("AADSTS\r\n 50126", 50126, 0, NULL);
    finds("call 50126", 0, 0, NULL);
    finds("50126 50053", 0, 0, NULL);
    finds("1234", 0, 0, NULL);
    finds("", 0, 0, NULL);
    finds("AADSTS12345678", 0, 0, NULL);
}

static void labelled_numbers_are_codes(void **state)
{
    (void)state;
    finds("Sign-in error code: 50053\nFailure reason: The account is locked\n\nmore", 50053, 0,
          "The account is locked");
    finds("Error Code 0x80070005", 0, 0, NULL);
    finds("{\"errorCode\":50126}", 50126, 0, NULL);
    finds("https://login.microsoftonline.com/error?code=700082", 700082, 0, NULL);
}

static void the_last_number_of_an_error_is_its_code(void **state)
{
    (void)state;
    finds("AADSTS70002: Error validating credentials. AADSTS70008: The code is expired.", 70008,
          70002, "AADSTS70002: Error validating credentials. AADSTS70008: The code is expired.");
    finds("{\"error_description\":\"AADSTS70002: Error. AADSTS50012: More.\","
          "\"error_codes\":[70002,50012]}", 50012, 70002, "AADSTS70002: Error. AADSTS50012: More.");
    finds("{\"error_description\":\"AADSTS70002: Error. AADSTS70008: More.\","
          "\"error_codes\":[70002,70000]}", 70000, 70002, "AADSTS70002: Error. AADSTS70008: More.");
}

static void error_codes_decide(void **state)
{
    (void)state;
    finds("{\"error_description\":\"AADSTS991: Short.\",\"error_codes\":[90010]}", 90010, 0,
          "AADSTS991: Short.");
    finds("{\"error_codes\":\"[500011]\"}", 500011, 0, NULL);
    finds("AADSTS50011 see {\"error_codes\":[7000215,50126]}", 50126, 7000215,
          "AADSTS50011 see {\"error_codes\":[7000215,50126]}");
}

static void a_second_error_is_another_one(void **state)
{
    (void)state;
    finds("AADSTS50126: Wrong.\nTrace ID: " G1 "\n\nAADSTS50053: Locked.", 50126, 0,
          "AADSTS50126: Wrong.");
    finds("AADSTS50126: Wrong.\n\nLater: AADSTS50053", 50126, 0, "AADSTS50126: Wrong.");
}

static void bodies_are_read_in_json_and_python(void **state)
{
    (void)state;
    finds("{\"error\":\"x\",\"error_description\":\"AADSTS50011: The \\\"reply\\\" URL\\r\\n"
          "\\u0027x\\u0027 is bad.\\r\\nTrace ID: " G1 "\"}", 50011, 0,
          "AADSTS50011: The \"reply\" URL 'x' is bad.");
    finds("{\"m\":\"{\\\"error_description\\\":\\\"AADSTS50076: Due to \\\\u0027x\\\\u0027\\\","
          "\\\"error_codes\\\":[50076]}\"}", 50076, 0, "AADSTS50076: Due to 'x'");
    finds("{u'error_description': u'AADSTS9002313: Bad.\\r\\nTrace ID: " G1 "', "
          "u'error_codes': [9002313]}", 9002313, 0, "AADSTS9002313: Bad.");
}

static void urls_are_decoded_first(void **state)
{
    (void)state;
    finds("http://localhost/?error=invalid_client&error_description=AADSTS650052%3a+The+app+needs"
          "%20access.%0d%0aTrace+ID%3a+" G1 "&state=50126", 650052, 0,
          "AADSTS650052: The app needs access.");
    finds("#error_description=AADSTS65004%3A%20Declined&x=AADSTS50126", 65004, 0,
          "AADSTS65004: Declined");
}

static void pages_are_read_without_their_markup(void **state)
{
    (void)state;
    finds("<html><body><p>AADSTS<b>50105</b>: Not&nbsp;assigned to &#39;x&#39;.</p>"
          "<div>Troubleshooting details</div><script>var c=\"AADSTS1234567\"</script></body></html>",
          50105, 0, "AADSTS50105: Not assigned to 'x'.");
    finds("<html><script>{\"strMessage\":\"AADSTS50011: In a script.\"}</script></html>", 50011, 0,
          "AADSTS50011: In a script.");
}

static void mails_are_read_without_their_quoting(void **state)
{
    (void)state;
    finds("> AADSTS50126: Error validating\r\n> credentials.\r\n> Trace ID: " G1 "\r\n", 50126, 0,
          "AADSTS50126: Error validating credentials.");
    finds("I get AADSTS50126: Wrong password.\n \nPlease help", 50126, 0,
          "AADSTS50126: Wrong password.");
}

static void every_code_is_listed_once(void **state)
{
    struct alloc alloc;
    struct arena arena;
    struct error_text e;
    static const char text[] = "AADSTS10001 AADSTS10002 AADSTS10001 AADSTS10003 AADSTS10004 AADSTS10005 "
                               "AADSTS10006 AADSTS10007 AADSTS10008 AADSTS10009";
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    rsv__arena_init(&arena, &alloc);
    assert_true(rsv__error_text_find(text, sizeof text - 1, 0, &arena, &e));
    assert_int_equal(e.n_codes, MAX_CODES);
    for (uint32_t i = 0; i < MAX_CODES; i++)
        assert_int_equal(e.codes[i], 10001 + i);
    rsv__arena_free(&arena);
}

static void utf16_is_read_too(void **state)
{
    struct alloc alloc;
    struct arena arena;
    struct error_text e;
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    rsv__arena_init(&arena, &alloc);
    assert_true(rsv__error_text_find("\xff\xfe" "5\0" "0\0" "1\0" "2\0" "6\0", 12, 0, &arena, &e));
    assert_int_equal(e.code, 50126);
    assert_false(rsv__error_text_find("AADSTS50126\0\1", 13, 0, &arena, &e));
    rsv__arena_free(&arena);
}

static void long_messages_are_cut(void **state)
{
    struct alloc alloc;
    struct arena arena;
    struct error_text e;
    char text[20000];
    (void)state;
    memset(text, 'x', sizeof text);
    memcpy(text, "AADSTS50126: ", 13);
    rsv__alloc_init(&alloc, NULL);
    rsv__arena_init(&arena, &alloc);
    assert_true(rsv__error_text_find(text, sizeof text, 0, &arena, &e));
    assert_int_equal(strlen(e.text), 2000);
    rsv__arena_free(&arena);
}

static void hostile_texts_take_linear_time(void **state)
{
    enum { N = 1 << 20 };
    static const char *const units[] = {"AADSTS",   "error_codes: [",  "Trace ID: ", "app '", "user ",
                                        "\" ",      "\n ",             "12345678-",  "&",     "\\u",
                                        "error_description=+%25", "AADSTS50126", "error code "};
    char *text = test_malloc(N);
    (void)state;
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        struct alloc alloc;
        struct arena arena;
        struct error_text e;
        const size_t n = strlen(units[u]);
        for (size_t i = 0; i < N; i++)
            text[i] = i < 12 ? "AADSTS50126 "[i] : units[u][i % n];
        rsv__alloc_init(&alloc, NULL);
        rsv__arena_init(&arena, &alloc);
        assert_true(rsv__error_text_find(text, N, 0, &arena, &e));
        rsv__arena_free(&arena);
    }
    test_free(text);
}

/* found, or the arena has failed */
static void survives_failures(const char *text, size_t n)
{
    struct fail_alloc f = {.fired = true};
    for (unsigned nth = 1; f.fired; nth++) {
        struct alloc alloc;
        struct arena arena;
        struct error_text e;
        rsv__alloc_init(&alloc, fail_alloc_on(&f, nth));
        rsv__arena_init(&arena, &alloc);
        const bool found = rsv__error_text_find(text, n, 0, &arena, &e);
        assert_int_equal(found, !f.fired);
        assert_int_equal(arena.failed, f.fired);
        rsv__arena_free(&arena);
        assert_int_equal(f.live, 0);
    }
}

static void every_allocation_may_fail(void **state)
{
    static const char text[] = "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS50173: User "
                               "account 'bob@example.com' in app '" G1 "'. Trace ID: " G1 "\"}";
    char wide[2 * sizeof text] = {0}; /* UTF-16, which is decoded first */
    for (size_t i = 0; i < sizeof text - 1; i++)
        wide[2 * i] = text[i];
    (void)state;
    survives_failures(text, sizeof text - 1);
    survives_failures(wide, 2 * (sizeof text - 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_several_errors_the_wanted_one_is_read),
        cmocka_unit_test(a_number_alone_is_a_code),
        cmocka_unit_test(labelled_numbers_are_codes),
        cmocka_unit_test(the_last_number_of_an_error_is_its_code),
        cmocka_unit_test(error_codes_decide),
        cmocka_unit_test(a_second_error_is_another_one),
        cmocka_unit_test(bodies_are_read_in_json_and_python),
        cmocka_unit_test(urls_are_decoded_first),
        cmocka_unit_test(pages_are_read_without_their_markup),
        cmocka_unit_test(mails_are_read_without_their_quoting),
        cmocka_unit_test(every_code_is_listed_once),
        cmocka_unit_test(utf16_is_read_too),
        cmocka_unit_test(long_messages_are_cut),
        cmocka_unit_test(hostile_texts_take_linear_time),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
