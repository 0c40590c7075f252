/* SPDX-License-Identifier: MIT */
#include "base/time.h"
#include "ingest/ingest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define G1 "dd25f4fb-3e8d-458e-90e7-179524ce0000"
#define G2 "f11508ab-067f-40d4-83cb-ccc67bf57e45"
#define G3 "11111111-2222-3333-4444-5555555555ab"

struct found {
    struct alloc alloc;
    struct arena arena;
    struct error_text e;
};

static void find(struct found *f, const char *text)
{
    rsv__alloc_init(&f->alloc, NULL);
    rsv__arena_init(&f->arena, &f->alloc);
    assert_true(rsv__error_text_find(text, strlen(text), 0, &f->arena, &f->e));
}

static void drop(struct found *f)
{
    rsv__arena_free(&f->arena);
    assert_int_equal(f->alloc.live, 0);
}

static void app_is(const char *text, const char *guid)
{
    struct found f;
    find(&f, text);
    if (guid != NULL)
        assert_string_equal(f.e.app_id, guid);
    else
        assert_null(f.e.app_id);
    drop(&f);
}

static void user_is(const char *text, const char *user)
{
    struct found f;
    find(&f, text);
    if (user != NULL)
        assert_string_equal(f.e.user, user);
    else
        assert_null(f.e.user);
    drop(&f);
}

static void time_is(const char *text, const char *time)
{
    struct found f;
    char at[RSV_TIME_SIZE] = "";
    find(&f, text);
    if (f.e.at != INT64_MIN)
        rsv__time_format(f.e.at, at);
    assert_string_equal(at, time);
    drop(&f);
}

static void ids_are_found_with_and_without_separators(void **state)
{
    struct found f;
    (void)state;
    find(&f, "AADSTS90010: Not supported.Trace ID: " G1 "Correlation ID: " G2
             "Timestamp: 2018-09-22 00:50:11Z");
    assert_string_equal(f.e.request_id, G1);
    assert_string_equal(f.e.correlation_id, G2);
    assert_string_equal(f.e.text, "AADSTS90010: Not supported.");
    assert_int_equal(f.e.at, INT64_C(1537577411000));
    drop(&f);

    find(&f, "AADSTS90010 Trace ID: DD25F4FB - 3e8d - 458e - 90e7 - 179524ce0000Correlation ID: GUID");
    assert_string_equal(f.e.request_id, G1);
    assert_null(f.e.correlation_id);
    drop(&f);
}

static void ids_may_stand_before_the_message(void **state)
{
    struct found f;
    (void)state;
    find(&f, "Request Id: " G1 "\nCorrelation Id: " G2 "\nTimestamp: 2020-11-23T15:15:52Z\n"
             "Message: AADSTS50105: The signed in user is not assigned.\n");
    assert_string_equal(f.e.request_id, G1);
    assert_string_equal(f.e.correlation_id, G2);
    assert_string_equal(f.e.text, "AADSTS50105: The signed in user is not assigned.");
    drop(&f);
}

static void ids_belong_to_the_message(void **state)
{
    struct found f;
    (void)state;
    find(&f, "Request Id: " G3 " is what I sent last week.\n"
             "AADSTS50126: Wrong. Trace ID: " G1 "\nAADSTS50053: Locked. Trace ID: " G2);
    assert_string_equal(f.e.request_id, G1);
    assert_int_equal(f.e.code, 50126);
    assert_int_equal(f.e.n_codes, 2);
    drop(&f);
}

static void times_come_in_several_shapes(void **state)
{
    (void)state;
    time_is("AADSTS50126 Timestamp: 2019 - 07 - 12 19:24:42Z", "2019-07-12T19:24:42Z");
    time_is("AADSTS50126 \"timestamp\":\"2026-05-07 13:56:01Z\"", "2026-05-07T13:56:01Z");
    time_is("AADSTS50126 Timestamp: 2020-11-23T15:15:52.5Z", "2020-11-23T15:15:52.500Z");
    time_is("AADSTS50126 Timestamp: 2020-11-23 15:15:52 +01:00", "2020-11-23T14:15:52Z");
    time_is("AADSTS50126 Timestamp: yesterday", "");
    time_is("AADSTS50126 at 2020-11-23 15:15:52Z", "");
}

static void the_application_is_known_by_its_id(void **state)
{
    (void)state;
    app_is("AADSTS700016: Application with identifier '" G3 "' was not found", G3);
    app_is("AADSTS65001: to use the application with ID '" G3 "' named 'X'", G3);
    app_is("AADSTS7000222: secret keys for app '" G3 "' are expired", G3);
    app_is("AADSTS50105: for the application '" G3 "'(App)", G3);
    app_is("AADSTS50105: for the application 'Graph Explorer'(" G3 ")", G3);
    app_is("AADSTS650057: Client app ID: " G3 "(App). Resource app ID: " G1, G3);
    app_is("AADSTS50126 client_id=" G3 "&x", G3);
    app_is("AADSTS50126 {\"appId\":\"" G3 "\"}", G3);
    app_is("{\"error_description\":\"AADSTS50011: the application \\u0027" G3 "\\u0027.\"}", G3);
    app_is("AADSTS500011: happens if the application has not been installed '" G3 "'", NULL);
    app_is("AADSTS700016: Application with identifier 'https://x' was not found", NULL);
    app_is("AADSTS700016: apple '" G3 "'", NULL);
}

static void the_user_is_quoted_or_has_an_at_sign(void **state)
{
    (void)state;
    user_is("AADSTS50020: User account 'bob@example.com' from identity", "bob@example.com");
    user_is("AADSTS50034: The user account bob@example.com does not exist", "bob@example.com");
    user_is("AADSTS50105: The signed in user 'live.com#bob' is not assigned", "live.com#bob");
    user_is("AADSTS50126. Account: bob@example.com.", "bob@example.com");
    user_is("AADSTS50126 {\"user\":\"bob@example.com\"}", "bob@example.com");
    user_is("AADSTS50034: The user account {EUII Hidden} does not exist", NULL);
    user_is("AADSTS50020: User account '{EUII Hidden}' from", NULL);
    user_is("AADSTS50126: consented to by any user in the tenant", NULL);
    user_is("AADSTS50126: \"user\":\"\"", NULL);
    user_is("AADSTS50126: account @", NULL);
}

static void oauth_errors_have_an_underscore(void **state)
{
    struct found f;
    (void)state;
    find(&f, "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS50173: x\",\"suberror\":\"bad_token\"}");
    assert_string_equal(f.e.error, "invalid_grant");
    assert_string_equal(f.e.suberror, "bad_token");
    drop(&f);
    find(&f, "ServerError: invalid_grant: AADSTS50173: x");
    assert_string_equal(f.e.error, "invalid_grant");
    assert_null(f.e.suberror);
    drop(&f);
    find(&f, "Error: something: AADSTS50173: x");
    assert_null(f.e.error);
    drop(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_found_with_and_without_separators),
        cmocka_unit_test(ids_may_stand_before_the_message),
        cmocka_unit_test(ids_belong_to_the_message),
        cmocka_unit_test(times_come_in_several_shapes),
        cmocka_unit_test(the_application_is_known_by_its_id),
        cmocka_unit_test(the_user_is_quoted_or_has_an_at_sign),
        cmocka_unit_test(oauth_errors_have_an_underscore),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
