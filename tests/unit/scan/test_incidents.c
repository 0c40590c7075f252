/* SPDX-License-Identifier: MIT */
#include "scan/incidents.h"

#include "base/hash.h"

#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MINUTE = 60 * 1000 };

struct day { /* a log made by hand */
    struct alloc alloc;
    struct counts counts;
    struct failures failures;
    struct incident_list found;
    uint64_t made;
};

static void begin(struct day *d)
{
    rsv_error err;
    memset(d, 0, sizeof *d);
    rsv__alloc_init(&d->alloc, NULL);
    assert_int_equal(rsv__counts_init(&d->counts, &d->alloc, 100000, 1 << 22, &err), RSV_OK);
    assert_int_equal(rsv__failures_init(&d->failures, &d->alloc, &err), RSV_OK);
}

static uint64_t hash(const char *text)
{
    return *text ? rsv__scan_hash(text, strlen(text)) : 0;
}

static void add(struct day *d, int64_t minute, int code, const char *user, const char *app, const char *address)
{
    char text[300];
    rsv_error err;
    bool added;
    struct row row = {.at = 0};
    snprintf(text, sizeof text, "{\"%s\"\"%s\"\"%s\"}", user, app, address);
    row.values[ROW_USER] = *user ? 1 : 0;
    row.values[ROW_APP_ID] = (uint32_t)(3 + strlen(user));
    row.values[ROW_ADDRESS] = (uint32_t)(5 + strlen(user) + strlen(app));
    const struct scan_entry e = {.n = (uint32_t)strlen(text), .time = minute * MINUTE, .code = code,
                                 .id = rsv__hash_mix(++d->made), .user = hash(user), .app = hash(app),
                                 .address = hash(address), .correlation = rsv__hash_mix(d->made + 1000000)};
    assert_int_equal(rsv__counts_add(&d->counts, &e, 1, &added, &err), RSV_OK);
    assert_int_equal(rsv__failures_add(&d->failures, text, strlen(text), code ? &row : NULL, &e, &err), RSV_OK);
}

static const char *name(const char *prefix, int n)
{
    static char names[8][24];
    static int next;
    next = (next + 1) % 8;
    snprintf(names[next], sizeof names[next], "%s%d", prefix, n);
    return names[next];
}

/* Everybody works all day, and mistypes now and then. */
static void work(struct day *d)
{
    for (int minute = 0; minute < 1440; minute++) {
        const int user = minute % 97;
        add(d, minute, 0, name("u", user), name("app", minute % 5), name("home", user));
        if (minute % 30 == 0)
            add(d, minute, 50126, name("u", user), name("app", minute % 5), name("home", user));
    }
}

static enum nature nature(void *user, int64_t code)
{
    (void)user;
    return code == 50140 ? NATURE_INTERRUPT : NATURE_ERROR;
}

static const struct incident *look(struct day *d, size_t expected)
{
    rsv_error err;
    rsv__failures_sort(&d->failures);
    assert_int_equal(rsv__incidents_find(&d->failures, &d->counts, nature, NULL, &d->found, &err), RSV_OK);
    assert_int_equal(d->found.n, expected);
    return d->found.items;
}

static void end(struct day *d)
{
    rsv__counts_free(&d->counts);
    rsv__failures_free(&d->failures);
    assert_int_equal(d->alloc.live, 0);
}

static void a_normal_day_has_none(void **state)
{
    struct day d;
    (void)state;
    begin(&d);
    work(&d);
    for (int minute = 0; minute < 1440; minute += 7)
        add(&d, minute, 50140, name("u", minute % 97), "app1", "somewhere");
    look(&d, 0);
    end(&d);
}

static void a_spray_is_told_from_an_office(void **state)
{
    struct day d;
    (void)state;
    begin(&d);
    work(&d);
    for (int i = 0; i < 40; i++)
        add(&d, 600 + i / 4, 50126, name("u", i), "app1", "attacker");
    add(&d, 650, 0, "u7", "app1", "attacker");
    for (int i = 0; i < 40; i++) { /* behind one address, all day, and right in the end */
        add(&d, i * 30, 50126, name("o", i), "app1", "office");
        add(&d, i * 30 + 1, 0, name("o", i), "app1", "office");
    }
    const struct incident *i = look(&d, 1);
    assert_int_equal(i->type, INCIDENT_SPRAY);
    assert_string_equal(rsv__name(&d.failures.names, i->address), "attacker");
    assert_int_equal(i->users, 40);
    assert_int_equal(i->hits, 1);
    assert_int_equal(i->since, 600 * MINUTE);
    end(&d);
}

/* Each account once, each from another address: no address shows it. */
static void a_spray_from_many_addresses_is_told_from_a_morning(void **state)
{
    struct day d;
    (void)state;
    begin(&d);
    work(&d);
    for (int i = 0; i < 200; i++) { /* everybody comes at eight, one in two mistypes, one in ten of them gives up */
        const int minute = 480 + i / 4;
        if (i % 2 == 0)
            add(&d, minute, 50126, name("m", i), "app1", name("home", 100 + i));
        if (i % 20 != 0)
            add(&d, minute + 1, 0, name("m", i), "app1", name("home", 100 + i));
    }
    look(&d, 0);
    for (int i = 0; i < 60; i++)
        add(&d, 180 + i / 2, 50126, name("u", i), "tool", name("bot", i));
    add(&d, 205, 0, "u50", "tool", "bot50");
    const struct incident *i = look(&d, 1);
    assert_int_equal(i->type, INCIDENT_SPRAY);
    assert_int_equal(i->address, 0);
    assert_string_equal(rsv__name(&d.failures.names, i->app), "tool");
    assert_int_equal(i->users, 60);
    assert_int_equal(i->addresses, 59);
    assert_int_equal(i->hits, 1);
    assert_int_equal(i->since, 180 * MINUTE);
    assert_int_equal(i->until, 209 * MINUTE);
    end(&d);
}

/* Each address tries several accounts, too few or just enough to be seen by itself: one incident all the same. */
static void a_spray_from_addresses_that_rotate_is_one(void **state)
{
    (void)state;
    for (int addresses = 10; addresses <= 40; addresses += 30) {
        struct day d;
        begin(&d);
        work(&d);
        for (int i = 0; i < 120; i++)
            add(&d, 180 + i / 3, 50126, name("v", i), name("app", i % 5), name("bot", i % addresses));
        add(&d, 210, 0, "v7", "app1", "bot7");
        add(&d, 200, 50126, "w1", "app1", "home1"); /* mistyped meanwhile */
        add(&d, 201, 0, "w1", "app1", "home1");
        const struct incident *i = look(&d, 1);
        assert_int_equal(i->type, INCIDENT_SPRAY);
        assert_int_equal(i->address, 0);
        assert_int_equal(i->users, 120);
        assert_int_equal(i->addresses, addresses);
        assert_true(i->hits_known);
        assert_int_equal(i->hits, 1);
        end(&d);
    }
}

/* Where people work, many who can't get in are no attack: it is more than usual, and no more. */
static void an_outage_at_several_offices_is_no_spray(void **state)
{
    struct day d;
    (void)state;
    begin(&d);
    work(&d);
    for (int i = 0; i < 120; i++) {
        add(&d, 100 + i, 50126, name("w", i % 8), "app1", name("office", i % 8));
        add(&d, 101 + i, 0, name("w", i % 8), "app1", name("office", i % 8));
    }
    for (int i = 0; i < 120; i++)
        add(&d, 1300 + i / 3, 50126, name("v", i % 48), "app1", name("office", i % 8));
    look(&d, 1);
    assert_int_not_equal(d.found.items[0].type, INCIDENT_SPRAY);
    end(&d);
}

/* Its name says more than its address, though it is the only one. */
static void an_application_without_users_is_named(void **state)
{
    struct day d;
    (void)state;
    begin(&d);
    for (int i = 0; i < 90; i++)
        add(&d, i * 15, i < 55 ? 0 : 7000222, "", "payroll", "server");
    const struct incident *i = look(&d, 1);
    assert_int_equal(i->type, INCIDENT_APPLICATION);
    assert_string_equal(rsv__name(&d.failures.names, i->app), "payroll");
    assert_int_equal(i->users, 0);
    end(&d);
}

static void a_program_that_tries_at_even_intervals_is_a_loop(void **state)
{
    struct day d;
    (void)state;
    begin(&d);
    work(&d);
    for (int minute = 3; minute < 1440; minute += 20) {
        add(&d, minute, 50126, "old phone", "app1", "home");
        add(&d, minute, 50140, "fresh tab", "app1", "home"); /* no error: pages do so */
    }
    const struct incident *i = look(&d, 1);
    assert_int_equal(i->type, INCIDENT_LOOP);
    assert_int_equal(i->attempts, 72);
    assert_true(i->is_steady);
    assert_string_equal(rsv__name(&d.failures.names, i->user), "old phone");
    end(&d);
}

static void a_loop_is_one_user_and_application(void **state)
{
    struct day d;
    (void)state;
    begin(&d);
    work(&d);
    for (int i = 0; i < 30; i++)
        add(&d, 700 + i / 2, 50140, "poor", "app2", "home");
    const struct incident *i = look(&d, 1);
    assert_int_equal(i->type, INCIDENT_LOOP);
    assert_int_equal(i->code, 50140);
    assert_int_equal(i->attempts, 30);
    assert_string_equal(rsv__name(&d.failures.names, i->user), "poor");
    end(&d);
}

static void an_application_that_never_gets_in_is_one(void **state)
{
    struct day d;
    (void)state;
    begin(&d);
    work(&d);
    for (int i = 0; i < 48; i++)
        add(&d, i * 30, 7000222, "", "job", "server");
    const struct incident *i = look(&d, 1);
    assert_int_equal(i->type, INCIDENT_APPLICATION);
    assert_string_equal(rsv__name(&d.failures.names, i->app), "job");
    assert_string_equal(rsv__rhythm_of(d.failures.rows + d.failures.n - 48, 48), "regular");
    end(&d);
}

static void what_began_has_its_time(void **state)
{
    struct day d;
    (void)state;
    begin(&d);
    work(&d);
    for (int i = 0; i < 60; i++)
        add(&d, 552 + i * 10, 53003, name("u", i % 50), name("app", i % 5), name("home", i % 50));
    const struct incident *i = look(&d, 1);
    assert_int_equal(i->type, INCIDENT_SURGE);
    assert_int_equal(i->since, 552 * MINUTE);
    assert_int_equal(i->trend.word, TREND_NEW);
    end(&d);
}

static void rhythms_are_told_apart(void **state)
{
    struct failure rows[40];
    (void)state;
    memset(rows, 0, sizeof rows);
    assert_string_equal(rsv__rhythm_of(rows, 1), "single");
    for (int i = 0; i < 40; i++)
        rows[i].time = i * 5 * (int64_t)MINUTE + i % 3 * 1000;
    assert_string_equal(rsv__rhythm_of(rows, 40), "regular");
    rows[20].user = 1; /* of two people */
    assert_string_equal(rsv__rhythm_of(rows, 40), "scattered");
    for (int i = 0; i < 40; i++)
        rows[i].time = i * i * 200;
    assert_string_equal(rsv__rhythm_of(rows, 40), "burst");
    for (int i = 0; i < 40; i++)
        rows[i].time = i * i * (int64_t)MINUTE;
    assert_string_equal(rsv__rhythm_of(rows, 40), "scattered");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_normal_day_has_none),
                                       cmocka_unit_test(a_spray_is_told_from_an_office),
                                       cmocka_unit_test(a_spray_from_many_addresses_is_told_from_a_morning),
                                       cmocka_unit_test(a_spray_from_addresses_that_rotate_is_one),
                                       cmocka_unit_test(an_outage_at_several_offices_is_no_spray),
                                       cmocka_unit_test(an_application_without_users_is_named),
                                       cmocka_unit_test(a_program_that_tries_at_even_intervals_is_a_loop),
                                       cmocka_unit_test(a_loop_is_one_user_and_application),
                                       cmocka_unit_test(an_application_that_never_gets_in_is_one),
                                       cmocka_unit_test(what_began_has_its_time),
                                       cmocka_unit_test(rhythms_are_told_apart)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
