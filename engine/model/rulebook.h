/* SPDX-License-Identifier: MIT
 * rulebook.h - everything that a set of rule files declares. */
#ifndef RSV_MODEL_RULEBOOK_H
#define RSV_MODEL_RULEBOOK_H

#include "model/adapter.h"
#include "model/rule.h"

struct rule_file {
    const char *path; /* as messages name it */
    const char *text; /* kept while its functions may be needed, else NULL */
    size_t n;
    uint32_t first_function, n_functions;
};

struct rulebook {
    const struct kind **kinds; /* kinds[i]->index == i */
    uint32_t n_kinds;
    const struct collector **collectors;
    uint32_t n_collectors;
    const struct rule **rules;
    uint32_t n_rules;
    const struct evidence **evidence;
    uint32_t n_evidence;
    const struct example **examples;
    uint32_t n_examples;
    const struct adapter **adapters;
    uint32_t n_adapters;
    const struct picks *picks; /* what the adapters read; ingest/pick.h.  NULL: not made */
    struct rule_file *files;
    uint32_t n_files;
    uint32_t n_functions;
};

const struct kind *rsv__rulebook_kind(const struct rulebook *b, const char *name);
const struct collector *rsv__rulebook_collector(const struct rulebook *b, const char *name);
const struct evidence *rsv__rulebook_evidence(const struct rulebook *b, const char *name);

#endif
