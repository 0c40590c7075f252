/* SPDX-License-Identifier: MIT */
#include "article/article.h"

#include "support/fail_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct fail_alloc memory;
    struct alloc alloc;
    struct arena arena;
    struct findings findings;
    rsv_doc *doc;
    struct article article;
    struct vocabulary words;
    bool ok;
};

static void begin(struct fixture *f, unsigned long nth)
{
    memset(f, 0, sizeof *f);
    rsv__alloc_init(&f->alloc, fail_alloc_on(&f->memory, nth));
    rsv__arena_init(&f->arena, &f->alloc);
    rsv__findings_init(&f->findings, &f->memory.allocator);
}

static rsv_status end(struct fixture *f)
{
    rsv_error err;
    return rsv__findings_done(&f->findings, &f->doc, &err);
}

static void drop(struct fixture *f)
{
    rsv_doc_free(f->doc);
    rsv__arena_free(&f->arena);
    assert_int_equal(f->memory.live, 0);
}

static void read_bytes(struct fixture *f, enum article_type type, const char *text, size_t n)
{
    begin(f, 0);
    f->ok = rsv__article_read(type, "a.md", text, n, &f->arena, &f->findings, &f->article);
    assert_int_equal(end(f), RSV_OK);
}

static void read_text(struct fixture *f, enum article_type type, const char *text)
{
    read_bytes(f, type, text, strlen(text));
}

/* The only finding: "K002:3 message (hint)". */
static void complains(struct fixture *f, const char *expected)
{
    char text[300];
    const rsv_doc *list = rsv_doc_get(f->doc, "findings"), *d = rsv_doc_first(list);
    const char *hint = rsv_doc_text(rsv_doc_get(d, "hint"));
    snprintf(text, sizeof text, "%s:%d %s%s%s", rsv_doc_text(rsv_doc_get(d, "id")),
             (int)rsv_doc_integer(rsv_doc_get(d, "line")), rsv_doc_text(rsv_doc_get(d, "message")),
             *hint ? " " : "", hint);
    assert_string_equal(text, expected);
    assert_int_equal(rsv_doc_count(list), 1);
    assert_false(f->ok);
    drop(f);
}

#define CODE_HEAD "---\ncode: 50126\ntitle: T\nfamily: f\nnature: error\nfixed_by: admin\n"
#define CAUSES "causes:\n  a: 60\n  other: 40\n"
#define CAUSE_HEAD "---\ncause: a\ntitle: T\n"
#define STEP_HEAD "---\nstep: s\ntitle: T\nminutes: 5\nrole: admin\nrisk: low\nreversible: true\n"

static void a_code_article_becomes_data(void **state)
{
    struct fixture f;
    (void)state;
    read_text(&f, ARTICLE_CODE,
              CODE_HEAD "name: Invalid\nshares: a guess\ncauses:\n  a: 60.5\n  other: 39.5\n"
                        "related:\n  50034: it differs\nreferences:\n  - title: P\n    url: https://x.example/\n"
                        "reviewed: 2026-11-23\n---\n\n## What it means\nText.\n");
    assert_true(f.ok);
    const struct article *a = &f.article;
    assert_int_equal(a->code, 50126);
    assert_string_equal(a->slug, "50126");
    assert_string_equal(a->name, "Invalid");
    assert_string_equal(a->reviewed, "2026-11-23");
    assert_int_equal(a->n_causes, 2);
    assert_string_equal(a->causes[0].name, "a");
    assert_float_equal(a->causes[0].value, 60.5, 0);
    assert_int_equal(a->causes[0].line, 10);
    assert_int_equal(a->related[0].code, 50034);
    assert_string_equal(a->references[0].url, "https://x.example/");
    assert_string_equal(a->body, "\n## What it means\nText.\n");
    assert_int_equal(a->body_line, 19);
    drop(&f);
}

static void a_step_article_becomes_data(void **state)
{
    struct fixture f;
    (void)state;
    read_text(&f, ARTICLE_STEP, STEP_HEAD "after: [r, q]\n---\n## Do\n");
    assert_true(f.ok);
    assert_float_equal(f.article.minutes, 5, 0);
    assert_true(f.article.reversible);
    assert_int_equal(f.article.n_after, 2);
    assert_string_equal(f.article.after[1], "q");
    assert_null(f.article.reviewed);
    drop(&f);
}

static void a_draft_may_leave_open_what_a_reviewed_article_may_not(void **state)
{
    struct fixture f;
    (void)state;
    read_text(&f, ARTICLE_CODE, "---\ncode: 1\ntitle: T\nnature: error\n" CAUSES "---\n");
    assert_true(f.ok);
    drop(&f);
    read_text(&f, ARTICLE_CODE,
              "---\ncode: 1\ntitle: T\nnature: error\nfixed_by: x\nreviewed: 2026-11-23\n" CAUSES "---\n");
    complains(&f, "K002:2 'family' is missing");
}

static void windows_line_ends_and_byte_order_marks_make_no_difference(void **state)
{
    struct fixture f;
    (void)state;
    read_text(&f, ARTICLE_CAUSE, "\xef\xbb\xbf---\r\ncause: a\r\ntitle: T\r\nsteps:\r\n  s: 9\r\n---\r\nBody\r\n");
    assert_true(f.ok);
    assert_string_equal(f.article.title, "T");
    assert_string_equal(f.article.steps[0].name, "s");
    assert_string_equal(f.article.body, "Body\r\n");
    drop(&f);
}

static void a_file_that_is_no_article_is_refused_as_such(void **state)
{
    static const struct {
        const char *text;
        size_t n;
        const char *message;
    } cases[] = {
        {"# Title\n", 8, "K001:1 an article begins with front matter: YAML between two lines '---'"},
        {"---\ncause: a\n", 13, "K001:1 an article begins with front matter: YAML between two lines '---'"},
        {"---", 3, "K001:1 an article begins with front matter: YAML between two lines '---'"},
        {"---\ncause: [a\n---\n", 18, "K001:3 did not find expected ',' or ']'"},
        {"---\na: 1\n---\nx\n\0y", 17, "K001:5 the file isn't UTF-8 text from here on"},
        {"---\na: 1\n---\nx\n\xe9t\xe9\n", 19, "K001:5 the file isn't UTF-8 text from here on"},
        {"\xff\xfe-\0", 4, "K001:1 the file isn't UTF-8 text from here on"},
    };
    struct fixture f;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_bytes(&f, ARTICLE_CAUSE, cases[i].text, cases[i].n);
        complains(&f, cases[i].message);
    }
}

static void what_is_wrong_in_the_head_is_told_with_its_line(void **state)
{
    static const struct {
        enum article_type type;
        const char *text, *message;
    } cases[] = {
        {ARTICLE_CAUSE, "---\ncause: a\ntitel: T\ntitle: T\nsteps:\n  s: 9\n---\n",
         "K002:3 unknown key 'titel' did you mean 'title'?"},
        {ARTICLE_CAUSE, "---\ncause: a\nsteps:\n  s: 9\n---\n", "K002:2 'title' is missing"},
        {ARTICLE_CAUSE, CAUSE_HEAD "---\n", "K002:2 'steps' should be a list of 'slug: number'"},
        {ARTICLE_CAUSE, CAUSE_HEAD "steps: [s]\n---\n", "K002:4 'steps' should be a list of 'slug: number'"},
        {ARTICLE_CAUSE, CAUSE_HEAD "steps:\n  s: 101\n---\n", "K002:5 s should be a number from 0 to 100"},
        {ARTICLE_CAUSE, CAUSE_HEAD "steps:\n  s: often\n---\n", "K002:5 s should be a number from 0 to 100"},
        {ARTICLE_CAUSE, CAUSE_HEAD "steps:\n  s: 9\nreviewed: 2026-13-01\n---\n",
         "K002:6 'reviewed' should be a date, 2026-11-23"},
        {ARTICLE_CAUSE, CAUSE_HEAD "steps:\n  s: 9\nreviewed: yesterday\n---\n",
         "K002:6 'reviewed' should be a date, 2026-11-23"},
        {ARTICLE_CAUSE, CAUSE_HEAD "steps:\n  s: 9\nreferences: https://x\n---\n",
         "K002:6 'references' should be a list of title and url"},
        {ARTICLE_CAUSE, CAUSE_HEAD "steps:\n  s: 9\nreferences:\n  - title: T\n    url: http://x\n---\n",
         "K002:7 a reference's url should begin with https://"},
        {ARTICLE_CODE, "---\ncode: AADSTS1\ntitle: T\nnature: error\n" CAUSES "---\n",
         "K002:2 'code' should be a number from 1 to 1e+08"},
        {ARTICLE_CODE, "---\ncode: 1.5\ntitle: T\nnature: error\n" CAUSES "---\n",
         "K002:2 'code' should be a whole number"},
        {ARTICLE_CODE, "---\ncode: 1\ntitle: T\nnature: eror\n" CAUSES "---\n",
         "K002:4 'eror' is no value of 'nature' did you mean 'error'?"},
        {ARTICLE_CODE, CODE_HEAD CAUSES "related:\n  50034x: it differs\n---\n",
         "K002:11 'related' should have lines 'code: how it differs'"},
        {ARTICLE_CODE, CODE_HEAD CAUSES "related:\n  050034: it differs\n---\n",
         "K002:11 'related' should have lines 'code: how it differs'"},
        {ARTICLE_CODE, CODE_HEAD CAUSES "company:\n  50034: iner\n---\n",
         "K002:11 'iner' is no value of 'company' did you mean 'inner'?"},
        {ARTICLE_CODE, CODE_HEAD CAUSES "company:\n  50034: [inner]\n---\n",
         "K002:11 '' is no value of 'company'"},
        {ARTICLE_CODE, CODE_HEAD CAUSES "company:\n  x: inner\n---\n",
         "K002:11 'company' should have lines 'code: word'"},
        {ARTICLE_CODE, CODE_HEAD CAUSES "company: [50034]\n---\n",
         "K002:10 'company' should be a list of 'code: word'"},
        {ARTICLE_STEP, "---\nstep: s\ntitle: T\nminutes: 0\nrole: r\nrisk: none\nreversible: true\n---\n",
         "K002:4 'minutes' should be a number from 0.5 to 1000"},
        {ARTICLE_STEP, "---\nstep: s\ntitle: T\nminutes: 1\nrole: r\nrisk: none\nreversible: yes\n---\n",
         "K002:7 'reversible' should be true or false"},
        {ARTICLE_STEP, STEP_HEAD "after: r\n---\n", "K002:8 'after' should be a list of steps"},
        {ARTICLE_STEP, STEP_HEAD "after: [r, q, r]\n---\n", "K002:8 this step stands in 'after' twice"},
    };
    struct fixture f;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_text(&f, cases[i].type, cases[i].text);
        complains(&f, cases[i].message);
    }
}

static void all_that_is_wrong_is_told_at_once(void **state)
{
    struct fixture f;
    (void)state;
    read_text(&f, ARTICLE_STEP, "---\nstep: s\nrisk: hgih\n---\n");
    assert_int_equal(rsv_doc_count(rsv_doc_get(f.doc, "findings")), 5); /* title, minutes, role, risk, reversible */
    drop(&f);
    read_text(&f, ARTICLE_CODE, "---\n- a\n- b\n---\n");
    assert_false(f.ok);
    drop(&f);
}

/* --- brief entries --------------------------------------------------------------------------------- */

#define BRIEF "family: f\ncodes:\n  - code: 1\n    title: T\n    meaning: M\n    nature: error\n    fixed_by: admin\n"

static void what_is_wrong_with_one_brief_entry_leaves_the_others(void **state)
{
    static const struct {
        const char *text, *message;
        uint32_t n;
    } cases[] = {
        {BRIEF "    related: [2, 3]\n  - code: 4\n    titel: T\n", "", 1},
        {BRIEF "    related: [2, 2]\n", "K002:8 this code stands in 'related' twice", 0},
        {BRIEF "    related: [2.5]\n", "K002:8 a related code should be a whole number", 0},
        {BRIEF "    related: 2\n", "K002:8 'related' should be a list of codes", 0},
        {"family: f\ncodes: {}\n", "K002:2 'codes' should be a list of entries", 0},
        {"family: f\ncodes: [x]\n...\n---\n", "K001:4 this is a second document", 0},
    };
    struct fixture f;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct article *list;
        uint32_t n;
        begin(&f, 0);
        rsv__briefs_read("b.yaml", cases[i].text, strlen(cases[i].text), &f.arena, &f.findings, &list, &n);
        assert_int_equal(end(&f), RSV_OK);
        assert_int_equal(n, cases[i].n);
        if (n > 0) {
            assert_string_equal(list[0].family, "f");
            assert_int_equal(list[0].n_related, 2);
            assert_true(rsv_doc_count(rsv_doc_get(f.doc, "findings")) > 1); /* of the second entry */
            drop(&f);
        } else {
            f.ok = false;
            complains(&f, cases[i].message);
        }
    }
}

/* --- the vocabulary ------------------------------------------------------------------------------ */

#define COSTS                                                                                      \
    "costs:\n  handover_minutes: 10\n  risk_minutes: {none: 0, low: 1, medium: 2, high: 3}\n"         \
    "  escalate_minutes: 90\n"
#define ROLES "roles:\n  user: the user\n  admin: an administrator\n"

static void read_words(struct fixture *f, const char *text)
{
    begin(f, 0);
    f->ok = rsv__vocabulary_read("vocabulary.yaml", text, strlen(text), &f->arena, &f->findings, &f->words);
    assert_int_equal(end(f), RSV_OK);
}

static void the_vocabulary_becomes_data(void **state)
{
    struct fixture f;
    (void)state;
    read_words(&f, "families:\n  f: A family\n" ROLES COSTS "desk_roles: [admin]\n");
    assert_true(f.ok);
    assert_string_equal(f.words.families[0].title, "A family");
    assert_int_equal(f.words.n_roles, 2);
    assert_int_equal(f.words.n_desk_roles, 1);
    assert_int_equal(f.words.n_synonyms + f.words.n_ignored_words, 0); /* there needn't be any */
    assert_string_equal(f.words.desk_roles[0], "admin");
    assert_float_equal(f.words.costs.handover, 10, 0);
    assert_float_equal(f.words.costs.risk[3], 3, 0);
    assert_float_equal(f.words.costs.escalate, 90, 0);
    drop(&f);
}

static void words_for_searching_become_data(void **state)
{
    struct fixture f;
    (void)state;
    read_words(&f, "families:\n  f: A family\n" ROLES COSTS
                   "desk_roles: [admin]\nignored_words: [the, a]\nsynonyms:\n  - [mfa, second factor]\n  - [x, y, z]\n");
    assert_true(f.ok);
    assert_int_equal(f.words.n_ignored_words, 2);
    assert_string_equal(f.words.ignored_words[1], "a");
    assert_int_equal(f.words.n_synonyms, 2);
    assert_string_equal(f.words.synonyms[0].words[1], "second factor");
    assert_int_equal(f.words.synonyms[1].n, 3);
    drop(&f);
    read_words(&f, "families:\n  f: A family\n" ROLES COSTS "desk_roles: [admin]\nsynonyms:\n  - [Mfa, second factor]\n");
    complains(&f, "K002:12 synonyms are written in small letters");
    read_words(&f, "families:\n  f: A family\n" ROLES COSTS "desk_roles: [admin]\nsynonyms:\n  - mfa\n");
    complains(&f, "K002:12 'synonyms' should be a list of texts");
}

static void wordings_that_people_remember_are_a_list(void **state)
{
    struct fixture f;
    (void)state;
    read_text(&f, ARTICLE_CODE, CODE_HEAD CAUSES "also: [wrong password, \"can't sign in\"]\n---\nBody\n");
    assert_true(f.ok);
    assert_int_equal(f.article.n_also, 2);
    assert_string_equal(f.article.also[1], "can't sign in");
    drop(&f);
    read_text(&f, ARTICLE_CODE, CODE_HEAD CAUSES "also: wrong password\n---\nBody\n");
    assert_false(f.ok);
    drop(&f);
}

static void what_is_wrong_in_the_vocabulary_is_told(void **state)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"families:\n  f: F\n" ROLES COSTS "desk_roles: [admn]\n", "K003:10 'desk_roles' should list roles"},
        {"families: [f]\n" ROLES COSTS, "K002:1 families and roles are lists of 'slug: title'"},
        {"families:\n  f: 1\n" ROLES COSTS, "K002:2 a title should be a text"},
        {"famlies: {}\nfamilies: {}\n" ROLES COSTS, "K002:1 unknown key 'famlies' did you mean 'families'?"},
        {"families: {}\n" ROLES "costs:\n  handover_minutes: 10\n  risk_minutes: {none: 0, low: 1, medium: 2}\n"
         "  escalate_minutes: 90\n", "K002:1 high should be a number from 0 to 1000"},
        {"families: {}\nfamilies: {}\n", "K001:2 this key stands here twice"},
    };
    struct fixture f;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_words(&f, cases[i].text);
        complains(&f, cases[i].message);
    }
}

/* --- memory ---------------------------------------------------------------------------------------- */

static void an_article_is_never_left_out_silently_for_want_of_memory(void **state)
{
    static const char code[] = CODE_HEAD CAUSES "related:\n  50034: it differs\nreferences:\n  - title: P\n"
                                                "    url: https://x.example/\nalso: [x]\n---\nBody\n";
    static const char words[] = "families:\n  f: A family\n" ROLES COSTS
                                "desk_roles: [admin]\nignored_words: [a]\nsynonyms: [[b, c]]\n";
    struct fixture f = {.memory.fired = true};
    (void)state;
    for (unsigned long nth = 1; f.memory.fired; nth++) {
        begin(&f, nth);
        f.ok = rsv__article_read(ARTICLE_CODE, "a.md", code, strlen(code), &f.arena, &f.findings, &f.article) &&
               rsv__vocabulary_read("v.yaml", words, strlen(words), &f.arena, &f.findings, &f.words);
        const bool told = f.findings.failed;
        const rsv_status rc = end(&f);
        assert_int_equal(f.ok && rc == RSV_OK, !f.memory.fired);
        assert_true(f.ok || told || rc == RSV_ENOMEM);
        drop(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_article_becomes_data),
        cmocka_unit_test(a_step_article_becomes_data),
        cmocka_unit_test(a_draft_may_leave_open_what_a_reviewed_article_may_not),
        cmocka_unit_test(windows_line_ends_and_byte_order_marks_make_no_difference),
        cmocka_unit_test(a_file_that_is_no_article_is_refused_as_such),
        cmocka_unit_test(what_is_wrong_in_the_head_is_told_with_its_line),
        cmocka_unit_test(all_that_is_wrong_is_told_at_once),
        cmocka_unit_test(what_is_wrong_with_one_brief_entry_leaves_the_others),
        cmocka_unit_test(the_vocabulary_becomes_data),
        cmocka_unit_test(words_for_searching_become_data),
        cmocka_unit_test(wordings_that_people_remember_are_a_list),
        cmocka_unit_test(what_is_wrong_in_the_vocabulary_is_told),
        cmocka_unit_test(an_article_is_never_left_out_silently_for_want_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
