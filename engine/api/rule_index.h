/* SPDX-License-Identifier: MIT
 * rule_index.h - whether the packed rules in the knowledge base are still those of the folder. */
#ifndef RSV_API_RULE_INDEX_H
#define RSV_API_RULE_INDEX_H

#include "session/kb.h"

/* The same files with the same sizes, none newer than the knowledge base. */
rsv_status rsv__rule_index_is_fresh(struct rsv_kb *kb, const char *dir, bool *fresh,
                                    rsv_error *err);

#endif
