/* SPDX-License-Identifier: MIT */
#include "scan/pipeline.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

enum { MAX_THREADS = 16, AHEAD = 3, SLOTS = AHEAD * MAX_THREADS };

enum slot_state { SLOT_FREE, SLOT_TAKEN, SLOT_READY };

struct slot {
    enum slot_state state;
    struct chunk chunk;
    bool found; /* a record begins in it */
};

struct pipeline {
    struct alloc *alloc;
    struct pipeline_setup setup;
    unsigned n_helpers, n_makers;
    struct chunk_maker *makers; /* [0]: the caller's */
    struct slot *slots;
    pthread_t helpers[MAX_THREADS];
    pthread_mutex_t lock;
    pthread_cond_t work, done;

    /* under the lock */
    const char *text; /* NULL: nothing to do */
    size_t n;
    bool is_end, quits;
    size_t next, end;        /* the next stretch to take; behind the last one, which stays while helpers are busy */
    size_t window;           /* stretches before it may be taken */
    unsigned busy;           /* helpers at work */
    struct scan_place place; /* guesses for those to come */
    struct scan_look look;
};

/* --- one stretch --------------------------------------------------------------------------------- */

static struct chunk_maker *set_maker(struct pipeline *p, struct chunk_maker *m)
{
    m->walker.text = p->text;
    m->walker.n = p->n;
    m->walker.is_end = p->is_end;
    m->walker.look = p->look;
    return m;
}

static size_t begin_of(const struct pipeline *p, size_t i)
{
    return i * p->setup.chunk_size;
}

static size_t end_of(const struct pipeline *p, size_t i)
{
    return i + 1 == p->end ? p->n : begin_of(p, i + 1);
}

/* Walk a stretch from where a record seems to begin in it. */
static void guess_chunk(struct pipeline *p, struct chunk_maker *m, struct slot *s, size_t i,
                        const struct scan_place *place)
{
    m->walker.place = *place;
    const size_t from = rsv__scan_find_record(&m->walker, begin_of(p, i), end_of(p, i), true);
    s->found = from != SIZE_MAX;
    if (s->found)
        rsv__chunk_make(m, &s->chunk, from, end_of(p, i), place);
}

/* Take the next stretch and walk it; under the lock, but for the walk.  False: there is none to take. */
static bool walk_ahead(struct pipeline *p, struct chunk_maker *m)
{
    if (p->text == NULL || p->next >= p->end || p->next >= p->window)
        return false;
    const size_t i = p->next++;
    const struct scan_place place = p->place;
    struct slot *s = &p->slots[i % SLOTS];
    s->state = SLOT_TAKEN;
    p->busy++;
    set_maker(p, m);
    pthread_mutex_unlock(&p->lock);
    guess_chunk(p, m, s, i, &place);
    pthread_mutex_lock(&p->lock);
    s->state = SLOT_READY;
    p->busy--;
    pthread_cond_signal(&p->done);
    return true;
}

static void *help(void *arg)
{
    struct chunk_maker *m = arg;
    struct pipeline *p = m->owner;
    pthread_mutex_lock(&p->lock);
    while (!p->quits)
        if (!walk_ahead(p, m))
            pthread_cond_wait(&p->work, &p->lock);
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

/* --- in order -------------------------------------------------------------------------------------- */

/* The chunk of stretch i, which begins at `from`: a helper's, if its guess was right, else our own. */
static const struct chunk *chunk_at(struct pipeline *p, size_t i, size_t from,
                                    const struct scan_place *place)
{
    struct slot *s = &p->slots[i % SLOTS];
    pthread_mutex_lock(&p->lock);
    bool ours = p->next <= i;
    if (ours) {
        p->next = i + 1;
        s->state = SLOT_TAKEN;
    }
    while (!ours && s->state != SLOT_READY) /* rather do something useful than wait */
        if (!walk_ahead(p, &p->makers[0]))
            pthread_cond_wait(&p->done, &p->lock);
    set_maker(p, &p->makers[0]);
    pthread_mutex_unlock(&p->lock);
    if (ours || !s->found || s->chunk.from != from || s->chunk.place_from.depth != place->depth ||
        memcmp(s->chunk.place_from.open, place->open, place->depth) != 0)
        rsv__chunk_make(&p->makers[0], &s->chunk, from, end_of(p, i), place);
    return &s->chunk;
}

static void start(struct pipeline *p, const char *text, size_t n, bool is_end,
                  const struct scan_place *place)
{
    pthread_mutex_lock(&p->lock);
    p->text = text;
    p->n = n;
    p->is_end = is_end;
    p->place = *place;
    if (place->depth == 0 && place->before == '\0') /* not the continuation of a text */
        p->look = (struct scan_look){.known = false};
    p->end = n / p->setup.chunk_size;
    p->end = p->end ? p->end : 1;
    p->next = 0;
    p->window = 0; /* how records look, and in which list, is known behind the first stretch with one */
    for (size_t i = 0; i < SLOTS; i++)
        p->slots[i].state = SLOT_FREE;
    pthread_mutex_unlock(&p->lock);
}

/* Stretch i is through: helpers may use its slot for a later one. */
static void release(struct pipeline *p, size_t i, const struct chunk *c)
{
    pthread_mutex_lock(&p->lock);
    p->place = c->place_to;
    if (!p->look.known)
        p->look = c->look;
    p->slots[i % SLOTS].state = SLOT_FREE;
    p->window = p->look.known ? i + 1 + AHEAD * p->n_helpers : 0;
    if (p->window > 0)
        pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->lock);
}

static void stop(struct pipeline *p)
{
    pthread_mutex_lock(&p->lock);
    p->next = p->end; /* helpers at work go on reading the end */
    while (p->busy > 0)
        pthread_cond_wait(&p->done, &p->lock);
    p->text = NULL;
    pthread_mutex_unlock(&p->lock);
}

rsv_status rsv__pipeline_run(struct pipeline *p, const char *text, size_t n, bool is_end,
                             struct scan_place *place, pipeline_take *take, void *user, size_t *used,
                             rsv_error *err)
{
    rsv_status rc = RSV_OK;
    size_t at = 0;
    start(p, text, n, is_end, place);
    for (size_t i = 0; i < p->end && rc == RSV_OK; i++) {
        if (at >= end_of(p, i) && i + 1 < p->end)
            continue; /* the record before reaches beyond it */
        const struct chunk *c = chunk_at(p, i, at, place);
        if (c->failed) {
            rc = rsv__nomem(err);
            break;
        }
        rc = take(user, text, c, err);
        at = c->to;
        *place = c->place_to;
        release(p, i, c);
    }
    stop(p);
    *used = at;
    return rc;
}

/* --- beginning and end ------------------------------------------------------------------------------ */

static void count_threads(struct pipeline *p)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned threads = p->setup.threads ? p->setup.threads : processors > 0 ? (unsigned)processors : 1;
    p->n_helpers = (threads < MAX_THREADS ? threads : MAX_THREADS) - 1;
}

static void start_helpers(struct pipeline *p)
{
    unsigned started = 0;
    while (started < p->n_helpers &&
           pthread_create(&p->helpers[started], NULL, help, &p->makers[started + 1]) == 0)
        started++;
    p->n_helpers = started; /* fewer are slower, and else the same */
}

rsv_status rsv__pipeline_new(struct alloc *alloc, const struct pipeline_setup *setup,
                             struct pipeline **out, rsv_error *err)
{
    *out = NULL;
    struct pipeline *p = rsv__alloc_zero(alloc, sizeof *p);
    if (p == NULL)
        return rsv__nomem(err);
    p->alloc = alloc;
    p->setup = *setup;
    p->setup.bits = setup->bits ? setup->bits : rsv__scan_bits();
    p->setup.chunk_size = setup->chunk_size ? setup->chunk_size : (size_t)1 << 20;
    count_threads(p);
    p->makers = rsv__alloc_zero(alloc, (p->n_helpers + 1) * sizeof *p->makers);
    p->slots = rsv__alloc_zero(alloc, SLOTS * sizeof *p->slots);
    if (p->makers == NULL || p->slots == NULL) {
        rsv__release(alloc, p->makers, (p->n_helpers + 1) * sizeof *p->makers);
        rsv__release(alloc, p->slots, SLOTS * sizeof *p->slots);
        rsv__release(alloc, p, sizeof *p);
        return rsv__nomem(err);
    }
    for (size_t i = 0; i < SLOTS; i++)
        rsv__chunk_init(&p->slots[i].chunk, setup->allocator);
    for (size_t i = 0; i <= p->n_helpers; i++) {
        p->makers[i].owner = p;
        p->makers[i].filter = setup->filter;
        p->makers[i].entries.counts_only = setup->counts_only;
        p->makers[i].walker.keys = setup->keys;
        p->makers[i].walker.bits = p->setup.bits;
    }
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->work, NULL);
    pthread_cond_init(&p->done, NULL);
    p->n_makers = p->n_helpers + 1;
    start_helpers(p);
    *out = p;
    return RSV_OK;
}

void rsv__pipeline_free(struct pipeline *p)
{
    if (p == NULL)
        return;
    pthread_mutex_lock(&p->lock);
    p->quits = true;
    pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < p->n_helpers; i++)
        pthread_join(p->helpers[i], NULL);
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->work);
    pthread_cond_destroy(&p->done);
    for (size_t i = 0; i < SLOTS; i++)
        rsv__chunk_free(&p->slots[i].chunk);
    struct alloc *alloc = p->alloc;
    rsv__release(alloc, p->makers, p->n_makers * sizeof *p->makers);
    rsv__release(alloc, p->slots, SLOTS * sizeof *p->slots);
    rsv__release(alloc, p, sizeof *p);
}
