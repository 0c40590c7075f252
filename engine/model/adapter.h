/* SPDX-License-Identifier: MIT
 * adapter.h - how the records of a tool's output become facts, as plain data.
 *
 * A reader brings whatever it read into the shape of a document: a JSON object, a row of CSV by its header, an XML
 * element, "Key : Value" lines, a line of text by what a template captures of it, or a whole text.  An adapter says
 * which of these are its own, and which facts each gives.  What it gives are records as in files of facts, so they go
 * through the same checks.  All constants are texts, read by the type of their field.
 */
#ifndef RSV_MODEL_ADAPTER_H
#define RSV_MODEL_ADAPTER_H

#include "model/kind.h"

enum adapter_form { FORM_JSON, FORM_CSV, FORM_XML, FORM_KEYED, FORM_LINES, FORM_TEXT, N_FORMS };

/* One step of a path: a member, or the first element of a list in which `filter_key` is `filter_value`. */
struct path_step {
    const char *key;        /* NULL: up, to the record that this one was an element of */
    const char *filter_key; /* NULL: no filter */
    const char *filter_value; /* a glob in lower case */
    const char *rest; /* this step and those behind it as they are written: some tools make one key of them */
    uint16_t key_hash, filter_hash, rest_hash; /* rsv__fold_hash(); 0: not known */
};

/* "status.errorCode", "additionalDetails[key=User-Agent].value", "../id".  Keys count without regard to case. */
struct path {
    const char *text;
    const struct path_step *steps;
    uint32_t n_steps;
    uint32_t slot;       /* where so many of its steps lead, ingest/pick.h; 0: not known */
    uint32_t slot_steps;
};

/* A test on what a path leads to, as text; true is "true". */
struct path_test {
    struct path path;
    bool negated;
    bool there; /* with n_globs 0: but the member itself is there */
    const char *const *globs; /* in lower case, one of them fits; n_globs 0: there is nothing there, or null, or "" */
    uint32_t n_globs;
    const struct path *same_as; /* what it leads to is the same text; NULL: globs tell */
};

enum transform_op {
    TRANSFORM_WORDS, /* to the word of the first glob that fits, else `text`, else nothing */
    TRANSFORM_FIND,  /* to what the template `text` captures */
    TRANSFORM_EMPTY, /* null and "" to `text` */
    TRANSFORM_IS,    /* to whether one of the globs fits */
    TRANSFORM_GIVEN, /* to whether there is something */
    TRANSFORM_COUNT, /* a list to its length */
    TRANSFORM_UNIT,  /* `text` behind a number */
    TRANSFORM_JOIN,  /* a list to one text, `text` between its elements */
    TRANSFORM_HEX,   /* Base64 of bytes to their hexadecimal digits */
    TRANSFORM_WITH,  /* what `path` leads to behind it, after a blank */
    TRANSFORM_WRITTEN, /* to `text`, with what it was in place of {} */
};

struct word_pair {
    const char *glob, *word;
};

struct transform {
    enum transform_op op;
    const struct word_pair *words;
    uint32_t n_words;
    const char *text; /* NULL: none */
    struct path path; /* WITH */
};

struct adapter_case;

/* Where a value comes from: a constant, the first path that leads somewhere, or the first case whose tests hold. */
struct adapter_value {
    const char *constant;
    const struct path *paths;
    uint32_t n_paths;
    const struct transform *transforms;
    uint32_t n_transforms;
    const struct adapter_case *cases;
    uint32_t n_cases;
};

struct adapter_case {
    const struct path_test *tests; /* all hold */
    uint32_t n_tests;
    struct adapter_value value;
};

struct adapter_field {
    const char *name; /* of the kind's field, or "observed_at" */
    int number;       /* of the kind's field, from 1; 0: not looked up yet, or none */
    struct adapter_value value;
};

enum part_op { PART_FACT, PART_EACH, PART_ONLY, PART_REACHING, PART_ERROR, PART_WARNING };

/* A fact; parts for each element of a list, or for each place in a text where a template fits; parts where tests
 * hold; parts once so many records were read; the error_text of an AADSTS error that the record tells of; a warning. */
struct adapter_part {
    enum part_op op;
    const struct kind *kind; /* FACT */
    bool complete;           /* FACT: a marker */
    const struct adapter_field *fields;
    uint32_t n_fields;
    struct path path;              /* EACH */
    const char *text;              /* EACH: the template, NULL: a list; WARNING */
    const struct path_test *tests; /* ONLY */
    uint32_t n_tests;
    uint64_t count; /* REACHING */
    const struct adapter_part *parts;
    uint32_t n_parts;
};

/* A line of text: what its template captures, and what it sets, stays known for the lines that follow. */
struct adapter_line {
    const char *const *templates; /* one of them fits */
    uint32_t n_templates;
    const struct word_pair *sets; /* members (`glob`) to constants (`word`); "" forgets */
    uint32_t n_sets;
    const struct adapter_part *parts; /* none: it is only remembered */
    uint32_t n_parts;
};

struct adapter {
    const char *name; /* one word: `--from` takes it */
    const char *doc;
    enum adapter_form form;
    bool tells_errors; /* it reads all texts of a record: error_inside() is among its parts */
    bool whole; /* an envelope that it knows is a record of its own; what is in it isn't offered alone */
    const struct path *has; /* all must lead somewhere */
    uint32_t n_has;
    const struct path_test *where; /* all must hold */
    uint32_t n_where;
    const struct adapter_part *parts; /* not of FORM_LINES */
    uint32_t n_parts;
    const struct adapter_line *lines; /* FORM_LINES */
    uint32_t n_lines;
    struct place at;
};

extern const char *const rsv__form_names[N_FORMS];

#endif
