/* SPDX-License-Identifier: MIT */
#include "store/search.h"

#include "session/kb.h"
#include "support/fail_alloc.h"
#include "support/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct world w;

static void write_code(int code, const char *name, const char *title, const char *more, const char *body)
{
    char path[64], text[1024];
    snprintf(path, sizeof path, "kb/codes/AADSTS%d.md", code);
    snprintf(text, sizeof text,
             "---\ncode: %d\nname: %s\ntitle: %s\nfamily: fam\nnature: error\nfixed_by: admin\n%s"
             "causes:\n  service-down: 70\n  other: 30\nreferences:\n  - title: A page\n    url: https://a.example/\n"
             "reviewed: 2026-11-23\n---\n\n%s\n",
             code, name, title, more, body);
    world_write(&w, path, text);
}

static int open_world(void **state)
{
    (void)state;
    world_small(&w);
    world_write(&w, "kb/vocabulary.yaml",
                "families:\n  fam: A family\nroles:\n  user: the user\n  helpdesk: Helpdesk\n  admin: an administrator\n"
                "costs:\n  handover_minutes: 10\n  risk_minutes: { none: 0, low: 1, medium: 10, high: 30 }\n"
                "  escalate_minutes: 90\ndesk_roles: [user, helpdesk]\nignored_words: [does, not]\n"
                "synonyms:\n  - [second factor, mfa]\n  - [enrol, enroll]\n");
    write_code(90200, "ReplyAddressUnknown", "The address isn't registered",
               "also: [\"reply URL mismatch\", wrong callback]\n", "The request names an address.");
    write_code(90201, "ReplyOther", "Nothing of it", "", "A reply with an URL in it, and no mismatch at all.");
    write_code(90202, "FactorMissing", "The second factor is missing", "", "One has to enrol first.");
    write_code(902030, "Longer", "A longer number", "related:\n  90202: so\n", "Say AADSTS90202 and 90202 again: 90202.");
    world_write(&w, "kb/brief/fam-1.yaml",
                "family: fam\ncodes:\n  - code: 90204\n    title: The second factor is missing\n"
                "    meaning: The second factor is missing.\n    nature: error\n    fixed_by: admin\n    related: [90202]\n");
    world_build(&w);
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static const char *text_of(const rsv_doc *d, const char *key)
{
    return rsv_doc_text(rsv_doc_get(d, key));
}

static rsv_doc *search(const char *words, int limit)
{
    rsv_error err;
    rsv_doc *d;
    if (rsv_kb_search(w.kb, words, limit, &d, &err) != RSV_OK)
        fail_msg("'%s': %s", words, err.message);
    return d;
}

/* The first hit's reference; NULL: none. */
static void finds(const char *words, const char *ref)
{
    rsv_doc *d = search(words, 10);
    const rsv_doc *first = rsv_doc_first(rsv_doc_get(d, "hits"));
    if (ref == NULL ? first != NULL : first == NULL || strcmp(text_of(first, "ref"), ref) != 0)
        fail_msg("'%s' finds '%s', not '%s'", words, text_of(first, "ref"), ref ? ref : "");
    rsv_doc_free(d);
}

static void remembered_wordings_find_more_than_bodies(void **state)
{
    (void)state;
    finds("reply url mismatch", "90200");
    finds("wrong callback", "90200");
}

static void names_are_found_whole_and_in_parts(void **state)
{
    (void)state;
    finds("ReplyAddressUnknown", "90200");
    finds("replyaddressunknown", "90200");
    finds("AddressUnknown", "90200");
    finds("ReplyAddr", "90200");
}

static void misspelt_words_are_taken_for_the_nearest(void **state)
{
    (void)state;
    finds("mismtach", "90200");
    finds("calback", "90200");
    rsv_doc *d = search("secnd factor", 5);
    const rsv_doc *corrected = rsv_doc_get(d, "corrected");
    assert_int_equal(rsv_doc_count(corrected), 1);
    assert_string_equal(text_of(rsv_doc_first(corrected), "typed"), "secnd");
    assert_string_equal(text_of(rsv_doc_first(corrected), "read"), "second");
    rsv_doc_free(d);
    d = search("second factor", 5);
    assert_int_equal(rsv_doc_count(rsv_doc_get(d, "corrected")), 0);
    rsv_doc_free(d);
    finds("xyzzyxyzzy", NULL);
}

static void synonyms_go_both_ways_and_may_be_phrases(void **state)
{
    (void)state;
    finds("mfa", "90202");
    finds("MFA missing", "90202");
    finds("enroll", "90202");
}

static void ignored_words_neither_find_nor_forbid(void **state)
{
    (void)state;
    finds("callback does not", "90200");
    finds("does not", NULL); /* no article has them */
}

static void numbers_come_in_all_forms(void **state)
{
    static const char *const forms[] = {"90202", "AADSTS90202", "aadsts 90202", "error code: AADSTS90202.", "sts90202"};
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        finds(forms[i], "90202");
    finds("9020", "90202"); /* not 902030, which nobody relates to */
    rsv_doc *d = search("9020", 10);
    assert_int_equal(rsv_doc_count(rsv_doc_get(d, "hits")), 5);
    rsv_doc_free(d);
}

static void what_cannot_be_a_word_is_passed_over(void **state)
{
    (void)state;
    finds("Trace ID: 6ad36e38-1111-2222-3333-444455556666 Timestamp: 2026-11-20T08:14:03Z callback", "90200");
    finds("6ad36e38-1111-2222-3333-444455556666", NULL);
    finds("x", NULL);
}

static void brief_codes_stand_behind_reviewed_ones(void **state)
{
    (void)state;
    rsv_doc *d = search("second factor is missing", 10);
    const rsv_doc *first = rsv_doc_first(rsv_doc_get(d, "hits"));
    assert_string_equal(text_of(first, "ref"), "90202");
    assert_false(rsv_doc_is_true(rsv_doc_get(first, "brief")));
    assert_string_equal(text_of(first, "name"), "FactorMissing");
    assert_string_equal(text_of(rsv_doc_next(first), "ref"), "90204");
    assert_true(rsv_doc_is_true(rsv_doc_get(rsv_doc_next(first), "brief")));
    rsv_doc_free(d);
}

static void codes_come_before_causes_and_steps_each_best_first(void **state)
{
    static const char *const order[] = {"code", "cause", "step"};
    double score = 1e9;
    int type = 0, seen[3] = {0};
    (void)state;
    rsv_doc *d = search("title service down start", 2);
    for (const rsv_doc *h = rsv_doc_first(rsv_doc_get(d, "hits")); h != NULL; h = rsv_doc_next(h)) {
        while (strcmp(text_of(h, "type"), order[type]) != 0) {
            score = 1e9;
            assert_true(++type < 3);
        }
        assert_true(rsv_doc_number(rsv_doc_get(h, "score")) <= score);
        score = rsv_doc_number(rsv_doc_get(h, "score"));
        seen[type]++;
    }
    for (int i = 0; i < 3; i++)
        assert_in_range(seen[i], 1, 2);
    rsv_doc_free(d);
}

static void no_length_and_no_byte_is_too_much(void **state)
{
    char words[20000];
    (void)state;
    for (size_t i = 0; i < sizeof words - 1; i++)
        words[i] = i % 7 == 6 ? ' ' : (char)('a' + i % 23);
    words[sizeof words - 1] = '\0';
    rsv_doc_free(search(words, 5));
    memset(words, 'a', sizeof words - 1);
    rsv_doc_free(search(words, 5));
    for (int c = 1; c < 256; c++) {
        const char text[] = {(char)c, (char)c, (char)c, ' ', 'a', (char)c, '"', '\0'};
        rsv_doc_free(search(text, 5));
    }
}

static void nothing_that_people_type_is_syntax(void **state)
{
    static const char *const words[] = {"\"", "callback\"", "NEAR(callback, 2)", "callback AND", "OR", "NOT callback",
                                        "body:callback*", "^callback", "(((", "callback -node", "'; DROP TABLE code; --",
                                        "{a b}: c", "\xff\xfe"};
    rsv_error err;
    rsv_doc *d;
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (rsv_kb_search(w.kb, words[i], 5, &d, &err) != RSV_OK)
            fail_msg("'%s': %s", words[i], err.message);
        rsv_doc_free(d);
    }
    finds("", NULL);
    finds(" \t!?", NULL);
}

static void names_are_split_at_their_capitals(void **state)
{
    static const char *const names[][2] = {
        {"UserAccountNotFound", "User Account Not Found"},
        {"SasNonRetryableError", "Sas Non Retryable Error"},
        {"InvalidMFAToken", "Invalid MFA Token"},
        {"UnauthorizedClient_DoesNotMatchRequest", "Unauthorized Client Does Not Match Request"},
        {"plain", "plain"},
        {"ABC", "ABC"},
        {"", ""},
    };
    struct alloc alloc;
    struct buf out;
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    rsv__buf_init(&out, &alloc);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        rsv__buf_clear(&out);
        rsv__search_split(&out, names[i][0], strlen(names[i][0]));
        assert_string_equal(rsv__buf_get(&out), names[i][1]);
    }
    rsv__buf_free(&out);
}

static void the_query_is_what_fts5_reads(void **state)
{
    struct doc_tree *t = rsv__doc_new(NULL, RSV_OBJECT);
    struct buf query;
    rsv_error err;
    (void)state;
    rsv_doc_free(search("title", 1)); /* the weights are there now */
    rsv__buf_init(&query, w.kb->db->alloc);
    assert_int_equal(rsv__search_query(w.kb->db, "Mfa \"callback* 9020", &query, t, NULL, &err), RSV_OK);
    assert_string_equal(query.text, "\"mfa\" OR \"second factor\" OR \"callback\" OR number : \"9020\" *");
    assert_int_equal(w.kb->db->rank->n_terms, 3);
    assert_int_equal(w.kb->db->rank->n_phrases, 4);
    rsv__buf_free(&query);
    rsv_doc_free(&t->root);
}

static void every_allocation_may_fail(void **state)
{
    struct fail_alloc f = {.fired = true};
    rsv_error err;
    (void)state;
    for (unsigned long nth = 1; f.fired; nth++) {
        rsv_kb *kb = NULL;
        rsv_doc *d = NULL;
        rsv_status rc = rsv_kb_open(w.kb_path, fail_alloc_on(&f, nth), &kb, &err);
        if (rc == RSV_OK)
            rc = rsv_kb_search(kb, "secnd mfa ReplyOther 90202 callback", 3, &d, &err);
        assert_int_equal(rc, f.fired ? RSV_ENOMEM : RSV_OK);
        rsv_doc_free(d);
        rsv_kb_close(kb);
        assert_int_equal(f.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(remembered_wordings_find_more_than_bodies),
        cmocka_unit_test(names_are_found_whole_and_in_parts),
        cmocka_unit_test(misspelt_words_are_taken_for_the_nearest),
        cmocka_unit_test(synonyms_go_both_ways_and_may_be_phrases),
        cmocka_unit_test(ignored_words_neither_find_nor_forbid),
        cmocka_unit_test(numbers_come_in_all_forms),
        cmocka_unit_test(what_cannot_be_a_word_is_passed_over),
        cmocka_unit_test(brief_codes_stand_behind_reviewed_ones),
        cmocka_unit_test(codes_come_before_causes_and_steps_each_best_first),
        cmocka_unit_test(no_length_and_no_byte_is_too_much),
        cmocka_unit_test(nothing_that_people_type_is_syntax),
        cmocka_unit_test(names_are_split_at_their_capitals),
        cmocka_unit_test(the_query_is_what_fts5_reads),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
