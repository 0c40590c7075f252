/* SPDX-License-Identifier: MIT */
#include "scan/heavy.h"

#include "base/hash.h"

#include <string.h>

enum { MAX_RECORD_KEPT = 64 * 1024, BY_ADDRESS_FROM = HEAVY_SLOTS / 2 };

static void drop(struct heavy *slot, struct alloc *alloc)
{
    for (uint32_t i = 0; i < slot->n; i++)
        rsv__release(alloc, slot->items[i].text, slot->items[i].n);
    slot->n = 0;
}

void rsv__heavy_free(struct heavies *h, struct alloc *alloc)
{
    for (size_t i = 0; i < h->n; i++)
        for (size_t k = 0; k < HEAVY_SLOTS; k++)
            drop(&h->codes[i].slots[k], alloc);
    rsv__release(alloc, h->codes, h->cap * sizeof *h->codes);
}

static struct heavy_code *find(const struct heavies *h, int64_t code)
{
    for (size_t i = 0; i < h->n; i++)
        if (h->codes[i].code == code)
            return &h->codes[i];
    return NULL;
}

const struct heavy_code *rsv__heavy_of(const struct heavies *h, int64_t code)
{
    return find(h, code);
}

static struct heavy_code *code_of(struct heavies *h, struct alloc *alloc, int64_t code)
{
    struct heavy_code *known = find(h, code);
    if (known != NULL)
        return known;
    struct heavy_code *codes = rsv__grow(alloc, h->codes, &h->cap, h->n + 1, sizeof *codes);
    if (codes == NULL)
        return NULL;
    h->codes = codes;
    memset(&codes[h->n], 0, sizeof *codes);
    codes[h->n].code = code;
    return &codes[h->n++];
}

/* Which of its rows a slot keeps: the first few, and then one whenever they have doubled. */
static bool is_kept(uint32_t weight)
{
    return weight <= HEAVY_ROWS || (weight & (weight - 1)) == 0;
}

static bool keep(struct heavy *slot, struct alloc *alloc, const char *text, const struct row *row, const struct scan_entry *e)
{
    if (e->n > MAX_RECORD_KEPT)
        return true;
    struct failure_sample *s = &slot->items[0];
    char *copy = rsv__alloc(alloc, e->n);
    if (copy == NULL)
        return false;
    memcpy(copy, text + e->at, e->n);
    if (slot->n < HEAVY_ROWS) {
        s = &slot->items[slot->n++];
    } else {
        for (uint32_t i = 1; i < HEAVY_ROWS; i++)
            s = slot->items[i].time < s->time ? &slot->items[i] : s;
        rsv__release(alloc, s->text, s->n);
    }
    *s = (struct failure_sample){e->time, copy, e->n, *row};
    s->row.at = 0;
    return true;
}

static bool add_to(struct heavy *slots, struct alloc *alloc, uint64_t key, const char *text, const struct row *row,
                   const struct scan_entry *e)
{
    struct heavy *slot = &slots[key % BY_ADDRESS_FROM];
    if (slot->weight > 0 && slot->key != key) {
        slot->weight--;
        return true;
    }
    if (slot->key != key)
        drop(slot, alloc);
    slot->key = key;
    return !is_kept(++slot->weight) || keep(slot, alloc, text, row, e);
}

bool rsv__heavy_add(struct heavies *h, struct alloc *alloc, const char *text, const struct row *row,
                    const struct scan_entry *e)
{
    struct heavy_code *c = code_of(h, alloc, e->code);
    if (c == NULL)
        return false;
    if (e->user != 0 && !add_to(c->slots, alloc, rsv__hash_mix(e->user ^ rsv__hash_mix(e->app)), text, row, e))
        return false;
    return e->address == 0 || add_to(c->slots + BY_ADDRESS_FROM, alloc, rsv__hash_mix(e->address), text, row, e);
}
