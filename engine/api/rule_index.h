/* SPDX-License-Identifier: MIT
 * rule_index.h - which rule files a code needs, from the index that `kb build` wrote. */
#ifndef RSV_API_RULE_INDEX_H
#define RSV_API_RULE_INDEX_H

#include "session/kb.h"

/* Whether the folder is still the one that the index was made from: the same files with the same
 * sizes, none newer than the knowledge base. */
bool rsv__rule_index_holds(const struct rsv_kb *kb, const char *dir, const struct needed_files *f,
                           struct arena *arena);
rsv_status rsv__rule_index_is_fresh(struct rsv_kb *kb, const char *dir, bool *fresh,
                                    rsv_error *err);

#endif
