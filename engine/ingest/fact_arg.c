/* SPDX-License-Identifier: MIT
 * fact_arg.c - a fact as an argument: KIND:field=value,field="a, b" or complete:KIND,field=value */
#include "base/utf8.h"
#include "ingest/record.h"
#include "ingest/report.h"

#include <string.h>

struct argument {
    const char *name; /* of the input */
    const char *text, *at;
    struct doc_tree *tree;
    rsv_error *err;
};

static uint32_t column_of(const struct argument *a, const char *at)
{
    return (uint32_t)rsv__utf8_count(a->text, (size_t)(at - a->text)) + 1;
}

static rsv_status fail_at_column(const struct argument *a, const char *at, const char *message)
{
    return rsv__fail_at(a->err, RSV_EINPUT, a->name, 0, (int)column_of(a, at), "%s", message);
}

static void skip_spaces(struct argument *a)
{
    while (*a->at == ' ' || *a->at == '\t')
        a->at++;
}

/* Up to one of `ends`, blanks behind it aside. */
static size_t word_length(const char *start, const char *ends, const char **next)
{
    size_t n = strcspn(start, ends);
    *next = start + n;
    while (n > 0 && (start[n - 1] == ' ' || start[n - 1] == '\t'))
        n--;
    return n;
}

static rsv_status add(struct argument *a, const char *key, const char *at, const char *text,
                      size_t n)
{
    const char *copy = rsv__arena_copy(&a->tree->arena, text, n);
    struct rsv_doc *d = copy ? rsv__record_add(a->tree, key, copy, n) : NULL;
    if (d == NULL)
        return rsv__nomem(a->err);
    d->column = column_of(a, at);
    return RSV_OK;
}

/* "a \"b\" \\ c"; a->at is behind the opening quote, and moves behind the closing one. */
static rsv_status read_quoted_value(struct argument *a, const char *key)
{
    const char *start = a->at - 1;
    char *copy = rsv__arena_alloc(&a->tree->arena, strlen(a->at) + 1);
    size_t n = 0;
    if (copy == NULL)
        return rsv__nomem(a->err);
    for (; *a->at != '"'; a->at++) {
        if (*a->at == '\0')
            return fail_at_column(a, start, "a quote opens here and is never closed");
        a->at += *a->at == '\\' && (a->at[1] == '"' || a->at[1] == '\\');
        copy[n++] = *a->at;
    }
    a->at++;
    skip_spaces(a);
    if (*a->at != '\0' && *a->at != ',')
        return fail_at_column(a, a->at,
                              "expected a comma behind the quoted value; inside, a quote is \\\"");
    return add(a, key, start, copy, n);
}

static rsv_status read_value(struct argument *a, const char *key)
{
    skip_spaces(a);
    if (*a->at == '"') {
        a->at++;
        return read_quoted_value(a, key);
    }
    const char *start = a->at;
    const size_t n = word_length(start, ",", &a->at);
    if (n == 0)
        return fail_at_column(a, start,
                    "a value is missing; write ? if it isn't known, or leave the field out");
    return add(a, key, start, start, n);
}

static rsv_status read_field(struct argument *a)
{
    skip_spaces(a);
    const char *start = a->at;
    const size_t n = word_length(start, "=,", &a->at);
    if (n == 0)
        return fail_at_column(a, start, "a field is missing; write field=value");
    if (*a->at != '=')
        return fail_at_column(a, start,
                              "expected field=value; a value with a comma is written \"a,b\"");
    const char *key = rsv__arena_copy(&a->tree->arena, start, n);
    a->at++;
    return key ? read_value(a, key) : rsv__nomem(a->err);
}

static rsv_status read_kind(struct argument *a)
{
    const char *key = "kind";
    skip_spaces(a);
    const char *start = a->at;
    size_t n = word_length(start, ":,", &a->at);
    if (n == strlen("complete") && *a->at == ':' && memcmp(start, "complete", n) == 0) {
        key = "complete";
        a->at++;
        skip_spaces(a);
        start = a->at;
        n = word_length(start, ":,", &a->at);
    }
    if (n == 0)
        return fail_at_column(a, start, "a kind is missing; write KIND:field=value,field=value");
    if (memchr(start, '=', n) != NULL || (*a->at == ',' && *key == 'k'))
        return fail_at_column(a, start, "expected KIND:field=value,field=value");
    return add(a, key, start, start, n);
}

static rsv_status parse_argument(struct argument *a)
{
    rsv_status rc = read_kind(a);
    if (rc == RSV_OK && *a->at == ':' && a->at[1 + strspn(a->at + 1, " \t")] == '\0')
        return RSV_OK; /* "KIND:" */
    while (rc == RSV_OK && *a->at != '\0') {
        a->at++; /* a colon or a comma */
        rc = read_field(a);
    }
    return rc;
}

rsv_status rsv__ingest_fact(struct ingest *in, const char *text, rsv_error *err)
{
    struct argument a = {.name = in->name, .text = text, .at = text, .err = err};
    rsv__report_begin(in);
    a.tree = rsv__doc_new(&in->alloc->fn, RSV_OBJECT);
    if (a.tree == NULL)
        return rsv__nomem(err);
    a.tree->root.column = 1;
    rsv_status rc = parse_argument(&a);
    if (rc == RSV_OK) {
        rc = rsv__record_take(in, &a.tree->arena, &a.tree->root, true, err);
    } else if (rc == RSV_EINPUT) {
        rsv__report_problem(in, &(struct problem){.column = (uint32_t)err->column,
                                                  .message = err->message});
        in->n_rejected++;
    }
    rsv_doc_free(&a.tree->root);
    const rsv_status reported = rsv__report_finish(in, "argument", NULL, err);
    return reported != RSV_OK ? reported : rc;
}
