/* SPDX-License-Identifier: MIT
 * test_decision.c - posterior, plan, expected cost and net values against vectors made by brute force.
 *
 *     test_decision VECTORS.json
 *
 * A vector that says more than this program checks is a failure: nothing passes unread.
 */
#include "base/files.h"
#include "ingest/json.h"
#include "reason/decision.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_QUESTIONS = 32 };

/* One vector, with room for everything that decisions point to. */
struct vector {
    size_t number;
    const rsv_doc *causes, *evidence, *steps, *collectors;
    double prior[MAX_CAUSES];
    double p[MAX_QUESTIONS][MAX_CAUSES * (MAX_OUTCOMES + 1)];
    struct question questions[MAX_QUESTIONS];
    double success[MAX_REPAIRS][MAX_CAUSES];
    struct repair repairs[MAX_REPAIRS];
    struct decision decision;
};

static _Noreturn void give_up(const struct vector *v, const char *what, const char *name)
{
    fprintf(stderr, "vector %zu: %s: %s\n", v->number, what, name);
    exit(1);
}

/* --- reading ----------------------------------------------------------------------------------------- */

/* The members of `d` are these and no others. */
static void has_only(const struct vector *v, const rsv_doc *d, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (rsv_doc_get(d, names[i]) == NULL)
            give_up(v, "a member is missing", names[i]);
    for (const rsv_doc *m = rsv_doc_first(d); m != NULL; m = rsv_doc_next(m)) {
        bool known = false;
        for (size_t i = 0; i < n; i++)
            known |= strcmp(rsv_doc_key(m), names[i]) == 0;
        if (!known)
            give_up(v, "a member that can't be checked", rsv_doc_key(m));
    }
}
#define HAS_ONLY(v, d, ...) \
    has_only(v, d, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static double number(const struct vector *v, const rsv_doc *d, const char *what)
{
    if (rsv_doc_type(d) != RSV_INTEGER && rsv_doc_type(d) != RSV_NUMBER)
        give_up(v, "no number", what);
    return rsv_doc_number(d);
}

/* The place of a name in a list of names, or of objects with an "id". */
static uint32_t index_of(const struct vector *v, const rsv_doc *list, const char *name)
{
    uint32_t i = 0;
    for (const rsv_doc *d = rsv_doc_first(list); d != NULL; d = rsv_doc_next(d), i++)
        if (strcmp(rsv_doc_text(rsv_doc_type(d) == RSV_OBJECT ? rsv_doc_get(d, "id") : d), name) == 0)
            return i;
    give_up(v, "unknown name", name);
}

static uint32_t count(const struct vector *v, const rsv_doc *list, uint32_t most, const char *what)
{
    if (rsv_doc_type(list) != RSV_ARRAY || rsv_doc_count(list) > most)
        give_up(v, "no list, or too long", what);
    return (uint32_t)rsv_doc_count(list);
}

/* Each member of `d` is a cause; its number goes to its place in `out`. */
static void read_by_cause(const struct vector *v, const rsv_doc *d, double *out)
{
    if (rsv_doc_type(d) != RSV_OBJECT)
        give_up(v, "no object by cause", rsv_doc_key(d));
    for (const rsv_doc *m = rsv_doc_first(d); m != NULL; m = rsv_doc_next(m))
        out[index_of(v, v->causes, rsv_doc_key(m))] = number(v, m, rsv_doc_key(m));
}

static uint32_t possible_of(const struct vector *v, const rsv_doc *list, const rsv_doc *outcomes, uint32_t n)
{
    uint32_t mask = 0;
    if (list == NULL)
        return (2u << n) - 1; /* wholly open */
    if (count(v, list, n + 1, "possible") == 0)
        give_up(v, "nothing is possible", rsv_doc_key(list));
    for (const rsv_doc *d = rsv_doc_first(list); d != NULL; d = rsv_doc_next(d))
        mask |= 1u << (strcmp(rsv_doc_text(d), "none") == 0 ? n : index_of(v, outcomes, rsv_doc_text(d)));
    return mask;
}

static void read_question(struct vector *v, const rsv_doc *e, const rsv_doc *possible, uint32_t q)
{
    HAS_ONLY(v, e, "id", "collector", "outcomes", "seen");
    const rsv_doc *outcomes = rsv_doc_get(e, "outcomes"), *seen = rsv_doc_get(e, "seen");
    const uint32_t n = count(v, outcomes, MAX_OUTCOMES, "outcomes");
    uint32_t used = 0, c = 0;
    for (const rsv_doc *cause = rsv_doc_first(v->causes); cause != NULL; cause = rsv_doc_next(cause), c++) {
        double percent[MAX_OUTCOMES];
        const rsv_doc *row = rsv_doc_get(seen, rsv_doc_text(cause));
        used += row != NULL;
        row = row ? row : rsv_doc_get(seen, "other");
        if (count(v, row, n, "a row of seen") != n)
            give_up(v, "a row of the wrong length", rsv_doc_text(cause));
        uint32_t o = 0;
        for (const rsv_doc *d = rsv_doc_first(row); d != NULL; d = rsv_doc_next(d))
            percent[o++] = 100 * number(v, d, "seen");
        rsv__clip_row(percent, n, &v->p[q][c * (n + 1)]);
    }
    if (used != rsv_doc_count(seen))
        give_up(v, "seen has a row for no cause", rsv_doc_text(rsv_doc_get(e, "id")));
    const char *id = rsv_doc_text(rsv_doc_get(e, "id"));
    v->questions[q] = (struct question){
        .n_outcomes = n,
        .p = v->p[q],
        .possible = possible_of(v, rsv_doc_get(possible, id), outcomes, n),
        .collectors = (uint64_t)1 << index_of(v, v->collectors, rsv_doc_text(rsv_doc_get(e, "collector"))),
    };
}

static void read_vector(struct vector *v, const rsv_doc *d)
{
    HAS_ONLY(v, d, "model", "possible", "expect");
    const rsv_doc *model = rsv_doc_get(d, "model"), *possible = rsv_doc_get(d, "possible");
    HAS_ONLY(v, model, "causes", "prior", "evidence", "steps", "collectors", "escalate_minutes");
    v->causes = rsv_doc_get(model, "causes");
    v->evidence = rsv_doc_get(model, "evidence");
    v->steps = rsv_doc_get(model, "steps");
    v->collectors = rsv_doc_get(model, "collectors");
    v->decision = (struct decision){
        .n_causes = count(v, v->causes, MAX_CAUSES, "causes"),
        .prior = v->prior,
        .n_questions = count(v, v->evidence, MAX_QUESTIONS, "evidence"),
        .questions = v->questions,
        .n_repairs = count(v, v->steps, MAX_REPAIRS, "steps"),
        .repairs = v->repairs,
        .escalate = number(v, rsv_doc_get(model, "escalate_minutes"), "escalate_minutes"),
    };
    (void)count(v, v->collectors, MAX_COLLECTORS, "collectors");
    read_by_cause(v, rsv_doc_get(model, "prior"), v->prior);
    for (const rsv_doc *m = rsv_doc_first(possible); m != NULL; m = rsv_doc_next(m))
        (void)index_of(v, v->evidence, rsv_doc_key(m));
    uint32_t i = 0;
    for (const rsv_doc *e = rsv_doc_first(v->evidence); e != NULL; e = rsv_doc_next(e))
        read_question(v, e, possible, i++);
    i = 0;
    for (const rsv_doc *s = rsv_doc_first(v->steps); s != NULL; s = rsv_doc_next(s), i++) {
        HAS_ONLY(v, s, "id", "minutes", "fixes");
        const double minutes = number(v, rsv_doc_get(s, "minutes"), "minutes");
        v->repairs[i] = (struct repair){.cost = minutes, .minutes = minutes, .success = v->success[i]};
        read_by_cause(v, rsv_doc_get(s, "fixes"), v->success[i]);
    }
}

/* --- checking ------------------------------------------------------------------------------------------ */

static void check_near(const struct vector *v, const char *what, double got, double expected)
{
    if (fabs(got - expected) <= 1e-9 * fmax(1, fabs(expected)))
        return;
    fprintf(stderr, "vector %zu: %s is %.15g, not %.15g\n", v->number, what, got, expected);
    exit(1);
}

static void check_posterior(const struct vector *v, const rsv_doc *expected, const double *belief)
{
    if (rsv_doc_count(expected) != v->decision.n_causes)
        give_up(v, "a posterior of", "not all causes");
    for (const rsv_doc *m = rsv_doc_first(expected); m != NULL; m = rsv_doc_next(m))
        check_near(v, rsv_doc_key(m), belief[index_of(v, v->causes, rsv_doc_key(m))], number(v, m, "posterior"));
}

static void check_plan(const struct vector *v, const rsv_doc *expected, const struct advice *advice)
{
    uint32_t i = 0;
    if (count(v, expected, MAX_REPAIRS, "plan") != advice->n_before_escalating)
        give_up(v, "plan", "another length");
    for (const rsv_doc *d = rsv_doc_first(expected); d != NULL; d = rsv_doc_next(d), i++)
        if (index_of(v, v->steps, rsv_doc_text(d)) != advice->lines[i].repair)
            give_up(v, "plan", rsv_doc_text(d));
}

/* A collector is listed if it could decide something that is open. */
static void check_net_values(const struct vector *v, const rsv_doc *expected, const double *belief)
{
    size_t listed = 0;
    uint32_t c = 0;
    for (const rsv_doc *d = rsv_doc_first(v->collectors); d != NULL; d = rsv_doc_next(d), c++) {
        HAS_ONLY(v, d, "id", "minutes");
        const char *id = rsv_doc_text(rsv_doc_get(d, "id"));
        const double minutes = number(v, rsv_doc_get(d, "minutes"), "minutes");
        const struct collector_value value = rsv__ask_value(&v->decision, belief, c, minutes);
        const rsv_doc *net = rsv_doc_get(expected, id);
        if ((net != NULL) != (value.decides > 0) || value.partial)
            give_up(v, "decides something, or doesn't", id);
        if (net != NULL)
            check_near(v, id, value.net, number(v, net, id));
        listed += net != NULL;
    }
    if (rsv_doc_type(expected) != RSV_OBJECT || listed != rsv_doc_count(expected))
        give_up(v, "net_value", "of an unknown collector");
}

static void check_vector(const rsv_doc *d, size_t number_of_it)
{
    static struct vector v;
    double belief[MAX_CAUSES];
    struct advice advice;
    memset(&v, 0, sizeof v);
    v.number = number_of_it;
    read_vector(&v, d);
    const rsv_doc *expect = rsv_doc_get(d, "expect");
    HAS_ONLY(&v, expect, "posterior", "plan", "ecr", "net_value");
    rsv__belief(&v.decision, belief);
    check_posterior(&v, rsv_doc_get(expect, "posterior"), belief);
    rsv__plan(&v.decision, belief, &advice);
    check_plan(&v, rsv_doc_get(expect, "plan"), &advice);
    check_near(&v, "ecr", advice.cost, number(&v, rsv_doc_get(expect, "ecr"), "ecr"));
    check_net_values(&v, rsv_doc_get(expect, "net_value"), belief);
}

int main(int argc, char **argv)
{
    struct alloc alloc;
    struct file_text file;
    struct json_reader reader;
    rsv_error err;
    size_t n = 0;
    rsv__alloc_init(&alloc, NULL);
    if (argc != 2) {
        fprintf(stderr, "usage: test_decision VECTORS.json\n");
        return 2;
    }
    struct doc_tree *t = rsv__doc_new(NULL, RSV_OBJECT);
    rsv_status rc = t ? rsv__file_read(&alloc, argv[1], &file, &err) : rsv__nomem(&err);
    if (rc == RSV_OK)
        rc = rsv__json_open(&reader, &alloc, file.text, file.n, &err);
    if (rc == RSV_OK)
        rc = rsv__json_next(&reader, t, &err);
    if (rc != RSV_OK) {
        fprintf(stderr, "%s: %s\n", argv[1], err.message);
        return 1;
    }
    const struct vector whole = {0};
    HAS_ONLY(&whole, &t->root, "about", "vectors");
    for (const rsv_doc *d = rsv_doc_first(rsv_doc_get(&t->root, "vectors")); d != NULL; d = rsv_doc_next(d))
        check_vector(d, ++n);
    rsv__json_close(&reader);
    rsv__file_free(&alloc, &file);
    rsv_doc_free(&t->root);
    printf("%zu vectors\n", n);
    return n > 0 ? 0 : 1;
}
