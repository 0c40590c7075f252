/* SPDX-License-Identifier: MIT */
#include "scan/failures.h"

#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

rsv_status rsv__failures_init(struct failures *f, struct alloc *alloc, rsv_error *err)
{
    *f = (struct failures){.alloc = alloc, .limit = MAX_FAILURES};
    return rsv__names_init(&f->names, alloc) ? RSV_OK : rsv__nomem(err);
}

void rsv__failures_free(struct failures *f)
{
    if (f->alloc == NULL)
        return;
    for (size_t i = 0; i < f->n_samples; i++)
        for (size_t k = 0; k < f->samples[i].n; k++)
            rsv__release(f->alloc, f->samples[i].items[k].text, f->samples[i].items[k].n);
    rsv__release(f->alloc, f->samples, f->cap_samples * sizeof *f->samples);
    rsv__heavy_free(&f->heavies, f->alloc);
    rsv__release(f->alloc, f->rows, f->cap * sizeof *f->rows);
    rsv__release(f->alloc, f->apps.slots, f->apps.cap * sizeof *f->apps.slots);
    rsv__release(f->alloc, f->agents.slots, f->agents.cap * sizeof *f->agents.slots);
    rsv__set_free(&f->ok_sign_ins, f->alloc);
    rsv__set_free(&f->ok_places, f->alloc);
    rsv__names_free(&f->names);
}

/* --- applications and agents ---------------------------------------------------------------------- */

static struct party *find_party(const struct parties *p, uint64_t hash)
{
    size_t at = hash & (p->cap - 1);
    while (p->slots[at].hash != 0 && p->slots[at].hash != hash)
        at = (at + 1) & (p->cap - 1);
    return &p->slots[at];
}

const struct party *rsv__party(const struct parties *p, uint64_t hash)
{
    const struct party *found = p->cap ? find_party(p, hash) : NULL;
    return found != NULL && found->hash != 0 ? found : NULL;
}

static bool grow_parties(struct parties *p, struct alloc *alloc)
{
    struct parties grown = {.n = p->n, .cap = p->cap ? p->cap * 2 : 64};
    grown.slots = rsv__alloc_zero(alloc, grown.cap * sizeof *grown.slots);
    if (grown.slots == NULL)
        return false;
    for (size_t i = 0; i < p->cap; i++)
        if (p->slots[i].hash != 0)
            *find_party(&grown, p->slots[i].hash) = p->slots[i];
    rsv__release(alloc, p->slots, p->cap * sizeof *p->slots);
    *p = grown;
    return true;
}

static bool count_party(struct parties *p, struct alloc *alloc, uint64_t hash, bool failed)
{
    if (hash == 0)
        return true;
    if (p->n * 2 >= p->cap && p->n < MAX_PARTIES && !grow_parties(p, alloc))
        return false;
    struct party *party = find_party(p, hash);
    if (party->hash == 0 && p->n >= MAX_PARTIES)
        return true;
    p->n += party->hash == 0;
    party->hash = hash;
    party->attempts++;
    party->failures += failed;
    return true;
}

/* --- successes -------------------------------------------------------------------------------------- */

static uint64_t place(uint64_t user, uint64_t address)
{
    const uint64_t h = rsv__hash_mix(user ^ rsv__hash_mix(address));
    return h ? h : 1;
}

static bool add_success(struct failures *f, const struct scan_entry *e)
{
    if (f->ok_sign_ins.n >= MAX_SUCCESSES || f->ok_places.n >= MAX_SUCCESSES)
        return true;
    return (e->correlation == 0 || rsv__set_add(&f->ok_sign_ins, f->alloc, e->correlation) != SET_NO_MEMORY) &&
           (e->user == 0 || e->address == 0 ||
            rsv__set_add(&f->ok_places, f->alloc, place(e->user, e->address)) != SET_NO_MEMORY);
}

bool rsv__failures_ended_well(const struct failures *f, uint64_t correlation)
{
    return correlation != 0 && rsv__set_has(&f->ok_sign_ins, correlation);
}

bool rsv__failures_got_in(const struct failures *f, uint32_t user, uint32_t address)
{
    return rsv__set_has(&f->ok_places, place(f->names.hashes[user], f->names.hashes[address]));
}

/* --- failures -------------------------------------------------------------------------------------- */

/* The name of one field, or of the other where that one says nothing; `hash` is its hash. */
static uint32_t name_of(struct failures *f, uint64_t hash, const char *text, size_t n, const struct row *row,
                        enum scan_field field, enum scan_field other)
{
    const uint32_t known = rsv__names_find(&f->names, hash);
    if (known != 0 || hash == 0)
        return known;
    const struct scan_value v = rsv__row_value(text, n, row, field);
    return rsv__names_add(&f->names, v.text ? v : rsv__row_value(text, n, row, other));
}

/* The name in record[at .. at + n). */
static uint32_t name_at(struct failures *f, uint64_t hash, const char *record, uint32_t at, uint32_t n)
{
    const uint32_t known = rsv__names_find(&f->names, hash);
    if (known != 0 || hash == 0)
        return known;
    const bool escaped = memchr(record + at, '\\', n) != NULL;
    return rsv__names_add(&f->names, (struct scan_value){record + at, n, true, escaped});
}

/* Half of the users go, with all their rows. */
static void thin_out(struct failures *f)
{
    size_t kept = 0;
    f->thinned = f->thinned * 2 + 1;
    for (size_t i = 0; i < f->n; i++)
        if ((f->names.hashes[f->rows[i].user] >> 8 & f->thinned) == 0)
            f->rows[kept++] = f->rows[i];
    f->n = kept;
}

/* Keep the record if it is among the newest of its code. */
static bool keep_sample(struct failures *f, const char *text, const struct row *row, const struct scan_entry *e)
{
    size_t at = 0;
    while (at < f->n_samples && f->samples[at].code != e->code)
        at++;
    if (at == f->n_samples) {
        struct code_samples *grown = rsv__grow(f->alloc, f->samples, &f->cap_samples, at + 1, sizeof *grown);
        if (grown == NULL)
            return false;
        f->samples = grown;
        f->samples[f->n_samples++] = (struct code_samples){.code = e->code};
    }
    struct code_samples *c = &f->samples[at];
    struct failure_sample *oldest = &c->items[0];
    for (size_t i = 1; i < c->n; i++)
        oldest = c->items[i].time < oldest->time ? &c->items[i] : oldest;
    if (e->n > MAX_SAMPLE || (c->n == SAMPLES && e->time <= oldest->time))
        return true;
    char *copy = rsv__alloc(f->alloc, e->n);
    if (copy == NULL)
        return false;
    memcpy(copy, text + e->at, e->n);
    if (c->n == SAMPLES)
        rsv__release(f->alloc, oldest->text, oldest->n);
    else
        oldest = &c->items[c->n++];
    *oldest = (struct failure_sample){e->time, copy, e->n, *row};
    oldest->row.at = 0;
    return true;
}

void rsv__failures_prefetch(const struct failures *f, const struct scan_entry *e)
{
    if (e->code == 0) {
        rsv__set_prefetch(&f->ok_sign_ins, e->correlation);
        rsv__set_prefetch(&f->ok_places, place(e->user, e->address));
        return;
    }
    rsv__names_prefetch(&f->names, e->user);
    rsv__names_prefetch(&f->names, e->address);
}

rsv_status rsv__failures_add(struct failures *f, const char *text, size_t n, const struct row *row,
                             const struct scan_entry *e, rsv_error *err)
{
    if (!count_party(&f->apps, f->alloc, e->app, row != NULL) ||
        !count_party(&f->agents, f->alloc, e->agent, row != NULL))
        return rsv__nomem(err);
    if (row == NULL)
        return add_success(f, e) ? RSV_OK : rsv__nomem(err);
    if (!keep_sample(f, text, row, e) || !rsv__heavy_add(&f->heavies, f->alloc, text, row, e))
        return rsv__nomem(err);
    if ((e->user >> 8 & f->thinned) == 0 && f->n >= f->limit)
        thin_out(f);
    if ((e->user >> 8 & f->thinned) != 0)
        return RSV_OK;
    struct failure *rows = rsv__grow(f->alloc, f->rows, &f->cap, f->n + 1, sizeof *rows);
    if (rows == NULL)
        return rsv__nomem(err);
    f->rows = rows;
    struct failure *r = &rows[f->n];
    *r = (struct failure){.time = e->time, .correlation = e->correlation, .code = (uint32_t)e->code};
    r->user = name_of(f, e->user, text, n, row, ROW_USER, ROW_USER_ID);
    r->app = name_of(f, e->app, text, n, row, ROW_APP_ID, ROW_APP);
    r->address = name_of(f, e->address, text, n, row, ROW_ADDRESS, ROW_CALLER);
    r->policy = name_at(f, e->policy, text + e->at, e->policy_at, e->policy_n);
    r->agent = name_at(f, e->agent, text + e->at, e->agent_at, 36);
    f->n++;
    return f->names.failed ? rsv__nomem(err) : RSV_OK;
}

/* --- asking ------------------------------------------------------------------------------------------- */

static int by_code_and_time(const void *x, const void *y)
{
    const struct failure *a = x, *b = y;
    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    return (a->correlation > b->correlation) - (a->correlation < b->correlation);
}

void rsv__failures_sort(struct failures *f)
{
    if (f->n > 1)
        qsort(f->rows, f->n, sizeof *f->rows, by_code_and_time);
}

const struct failure *rsv__failures_of(const struct failures *f, int64_t code, size_t *n)
{
    size_t low = 0, high = f->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if ((int64_t)f->rows[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    *n = 0;
    while (low + *n < f->n && (int64_t)f->rows[low + *n].code == code)
        ++*n;
    return f->n > 0 ? f->rows + low : NULL;
}

const struct code_samples *rsv__failures_samples(const struct failures *f, int64_t code)
{
    for (size_t i = 0; i < f->n_samples; i++)
        if (f->samples[i].code == code)
            return &f->samples[i];
    return NULL;
}
