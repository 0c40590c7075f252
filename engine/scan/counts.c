/* SPDX-License-Identifier: MIT */
#include "scan/counts.h"

#include "base/hash.h"

#include <string.h>

enum { INDEX_SIZE = 4 * MAX_CODES_SEEN, AHEAD = 12, FIRST_BIN_MS = 60 * 1000 };

rsv_status rsv__counts_init(struct counts *t, struct alloc *alloc, size_t exact_limit, size_t budget,
                           rsv_error *err)
{
    *t = (struct counts){.alloc = alloc, .budget = {alloc, exact_limit, budget},
                        .seen_limit = 4 * exact_limit};
    t->index = rsv__alloc_zero(alloc, INDEX_SIZE * sizeof *t->index);
    return t->index ? RSV_OK : rsv__nomem(err);
}

void rsv__counts_free(struct counts *t)
{
    for (size_t i = 0; i < t->n; i++) {
        struct code_counts *c = &t->codes[i];
        rsv__distinct_free(&c->users, &t->budget);
        rsv__distinct_free(&c->apps, &t->budget);
        rsv__distinct_free(&c->addresses, &t->budget);
        rsv__distinct_free(&c->sign_ins, &t->budget);
        rsv__release(t->alloc, c->bins, COUNT_BINS * sizeof *c->bins);
    }
    rsv__set_free(&t->seen[0], t->alloc);
    rsv__set_free(&t->seen[1], t->alloc);
    rsv__release(t->alloc, t->codes, t->cap * sizeof *t->codes);
    rsv__release(t->alloc, t->index, INDEX_SIZE * sizeof *t->index);
}

/* --- codes -------------------------------------------------------------------------------------- */

static uint16_t *find_code(const struct counts *t, int64_t code)
{
    size_t at = rsv__hash_mix((uint64_t)code) % INDEX_SIZE;
    while (t->index[at] != 0 && t->codes[t->index[at] - 1].code != code)
        at = (at + 1) % INDEX_SIZE;
    return &t->index[at];
}

const struct code_counts *rsv__counts_code(const struct counts *t, int64_t code)
{
    const uint16_t at = *find_code(t, code);
    return at ? &t->codes[at - 1] : NULL;
}

static struct code_counts *code_of(struct counts *t, int64_t code, rsv_error *err)
{
    uint16_t *at = find_code(t, code);
    if (*at != 0)
        return &t->codes[*at - 1];
    if (t->n == MAX_CODES_SEEN) {
        rsv__fail(err, RSV_ELIMIT, "more than %d different codes: this is no sign-in log",
                  (int)MAX_CODES_SEEN);
        return NULL;
    }
    struct code_counts *codes = rsv__grow(t->alloc, t->codes, &t->cap, t->n + 1, sizeof *codes);
    uint32_t *bins = rsv__alloc_zero(t->alloc, COUNT_BINS * sizeof *bins);
    if (codes != NULL)
        t->codes = codes;
    if (codes == NULL || bins == NULL) {
        rsv__release(t->alloc, bins, COUNT_BINS * sizeof *bins);
        rsv__nomem(err);
        return NULL;
    }
    codes[t->n] = (struct code_counts){.code = code, .first = NO_TIME, .last = NO_TIME, .bins = bins};
    *at = (uint16_t)++t->n;
    return &codes[t->n - 1];
}

/* --- over time ------------------------------------------------------------------------------------ */

static void join_bins(uint32_t bins[COUNT_BINS], size_t shift)
{
    uint32_t joined[COUNT_BINS] = {0};
    for (size_t i = 0; i < COUNT_BINS; i++)
        joined[shift + i / 2] += bins[i];
    memcpy(bins, joined, sizeof joined);
}

/* Two bins become one; `down`: the older half of the room is then free, else the younger. */
static void widen(struct counts *t, bool down)
{
    const size_t shift = down ? COUNT_BINS / 2 : 0;
    t->bins_begin -= down ? COUNT_BINS * t->bin_ms : 0;
    t->bin_ms *= 2;
    for (size_t c = 0; c < t->n; c++)
        join_bins(t->codes[c].bins, shift);
    join_bins(t->all_bins, shift);
}

static void count_time(struct counts *t, struct code_counts *c, int64_t time)
{
    if (c->first == NO_TIME || time < c->first)
        c->first = time;
    if (c->last == NO_TIME || time > c->last)
        c->last = time;
    if (t->bin_ms == 0) {
        t->bin_ms = FIRST_BIN_MS;
        t->bins_begin = time - time % FIRST_BIN_MS - COUNT_BINS / 2 * (int64_t)FIRST_BIN_MS;
    }
    while (time < t->bins_begin)
        widen(t, true);
    while (time >= t->bins_begin + COUNT_BINS * t->bin_ms)
        widen(t, false);
    const size_t bin = (size_t)((time - t->bins_begin) / t->bin_ms);
    c->bins[bin]++;
    t->all_bins[bin]++;
}

/* --- adding ------------------------------------------------------------------------------------------ */

/* Whether a request was counted before.  Ids are kept in two sets; when the young one is full, it
 * becomes the old one, and that is forgotten. */
static enum set_result check_seen(struct counts *t, uint64_t id)
{
    if (id == 0)
        return SET_ADDED;
    if (rsv__set_has(&t->seen[1], id))
        return SET_PRESENT;
    if (t->seen[0].n >= t->seen_limit && !rsv__set_has(&t->seen[0], id)) {
        t->seen_forgets = t->seen_forgets || t->seen[1].n > 0;
        rsv__set_free(&t->seen[1], t->alloc);
        t->seen[1] = t->seen[0];
        t->seen[0] = (struct hash_set){0};
    }
    return rsv__set_add(&t->seen[0], t->alloc, id);
}

static bool count(struct counts *t, struct code_counts *c, const struct scan_entry *e)
{
    struct distinct_budget *b = &t->budget;
    /* without a correlation, a request is a sign-in of its own */
    const uint64_t sign_in = e->correlation ? e->correlation : e->id;
    c->attempts++;
    if (e->time != NO_TIME)
        count_time(t, c, e->time);
    else
        t->without_time++;
    return (e->user == 0 || rsv__distinct_add(&c->users, b, e->user)) &&
           (e->app == 0 || rsv__distinct_add(&c->apps, b, e->app)) &&
           (e->address == 0 || rsv__distinct_add(&c->addresses, b, e->address)) &&
           (sign_in == 0 || rsv__distinct_add(&c->sign_ins, b, sign_in));
}

/* Have the memory ready that an entry will touch. */
static inline void prefetch(const struct counts *t, const struct scan_entry *e)
{
    const uint16_t at = *find_code(t, e->code);
    rsv__set_prefetch(&t->seen[0], e->id);
    if (at == 0)
        return;
    const struct code_counts *c = &t->codes[at - 1];
    rsv__distinct_prefetch(&c->users, e->user);
    rsv__distinct_prefetch(&c->addresses, e->address);
    rsv__distinct_prefetch(&c->sign_ins, e->correlation);
}

rsv_status rsv__counts_add(struct counts *t, const struct scan_entry *entries, size_t n, bool *added,
                          rsv_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (i + AHEAD < n)
            prefetch(t, &entries[i + AHEAD]);
        const enum set_result seen = check_seen(t, entries[i].id);
        if (seen == SET_NO_MEMORY)
            return rsv__nomem(err);
        added[i] = seen == SET_ADDED;
        t->duplicates += !added[i];
        if (!added[i])
            continue;
        struct code_counts *c = code_of(t, entries[i].code, err);
        if (c == NULL)
            return err->code;
        if (!count(t, c, &entries[i]))
            return rsv__nomem(err);
    }
    return RSV_OK;
}
