/* SPDX-License-Identifier: MIT
 * walk_key.c - keys, and fields that come twice. */
#include "scan/text.h"

#include "base/json_escape.h"
#include "scan/walk.h"

#include <string.h>

enum key_place rsv__scan_keys_in(unsigned context)
{
    static const uint8_t places[] = {KEYS_OF_RECORD, KEYS_OF_RECORD, KEYS_OF_STATUS, KEYS_OF_DEVICE};
    return places[context];
}

/* The quote that opens the string which the quote at `close` ends. */
static size_t find_opening(const struct walker *w, size_t close)
{
    size_t at = close;
    const char *quote;
    while ((quote = memrchr(w->text, '"', at)) != NULL) {
        at = (size_t)(quote - w->text);
        if (!rsv__scan_is_escaped(w->text, at))
            return at;
    }
    return SIZE_MAX;
}

bool rsv__scan_walk_key(struct walker *w, unsigned context, size_t colon)
{
    const size_t end = rsv__scan_skip_back(w->text, colon);
    const size_t open = end > 0 && w->text[end - 1] == '"' ? find_opening(w, end - 1) : SIZE_MAX;
    if (open == SIZE_MAX) {
        w->wrong = "a colon without a key";
        w->wrong_at = colon;
        return false;
    }
    const enum key_place place = rsv__scan_keys_in(context);
    const char *key = w->text + open + 1;
    const size_t n = end - open - 2;
    char text[6 * MAX_KEY + 1];
    const bool escaped = n <= 6 * MAX_KEY && memchr(key, '\\', n) != NULL;
    if (escaped)
        w->pending = rsv__scan_key_find(w->keys, place, text, rsv__json_unescape(key, n, text), 0);
    else
        w->pending = rsv__scan_key_find(w->keys, place, key, n, open + 1);
    return true;
}

/* "" and null say nothing, and containers nothing that a field could be. */
static bool is_empty(const struct walker *w, int field, size_t at)
{
    const size_t left = w->n - at;
    if (w->text[at] == '{' || w->text[at] == '[')
        return field != ROW_POLICIES && field != ROW_STEPS;
    return (left >= 2 && memcmp(w->text + at, "\"\"", 2) == 0) ||
           (left >= 4 && memcmp(w->text + at, "null", 4) == 0);
}

void rsv__scan_walk_again(struct walker *w, int field, size_t at)
{
    uint32_t *value = &w->row.values[field];
    const bool was_inner = w->row.inner >> field & 1;
    if (is_empty(w, field, at) || (was_inner && !w->inner && !is_empty(w, field, w->row.at + *value)))
        return;
    *value = (uint32_t)(at - w->row.at);
    w->row.ends[field] = 0;
    w->row.inner = (w->row.inner & ~((uint64_t)1 << field)) | (uint64_t)w->inner << field;
}
