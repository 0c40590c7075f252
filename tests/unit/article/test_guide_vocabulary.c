/* SPDX-License-Identifier: MIT */
#include "article/guide_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void every_word_is_found_so_the_lists_are_sorted(void **state)
{
    size_t n = 0;
    (void)state;
    for (const char *word; (word = rsv__vocabulary_word(n)) != NULL; n++)
        assert_true(rsv__vocabulary_flags(word) & WORD_COMMON);
    assert_true(n > 700);
}

static void every_word_is_its_own_stem(void **state)
{
    (void)state;
    for (size_t i = 0; rsv__vocabulary_word(i) != NULL; i++) {
        char stem[40];
        strcpy(stem, rsv__vocabulary_word(i));
        rsv__word_stem(stem, strlen(stem));
        assert_string_equal(stem, rsv__vocabulary_word(i));
    }
}

static void words_of_the_trade_are_not_in(void **state)
{
    static const char *const trade[] = {
        "password", "certificate", "proxy",   "firewall", "consent", "guest",  "tenant",  "device",
        "token",    "agent",       "locked",  "disabled", "expired", "sync",   "license", "role",
        "redirect", "secret",      "assign",  "invite",   "clock",   "reset",  "restart", "retry",
        "port",     "network",     "connect", "dns",      "domain",  "federated", "active"};
    (void)state;
    for (size_t i = 0; i < sizeof trade / sizeof *trade; i++)
        assert_int_equal(rsv__vocabulary_flags(trade[i]), 0);
}

static void words_have_their_kind(void **state)
{
    (void)state;
    assert_int_equal(rsv__vocabulary_flags("the"), WORD_LITTLE | WORD_COMMON);
    assert_int_equal(rsv__vocabulary_flags("not"), WORD_TURN | WORD_COMMON);
    assert_int_equal(rsv__vocabulary_flags("ensure"), WORD_ADVICE | WORD_COMMON);
    assert_int_equal(rsv__vocabulary_flags("issue"), WORD_COMMON);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_is_found_so_the_lists_are_sorted),
        cmocka_unit_test(every_word_is_its_own_stem),
        cmocka_unit_test(words_of_the_trade_are_not_in),
        cmocka_unit_test(words_have_their_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
