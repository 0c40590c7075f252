/* SPDX-License-Identifier: MIT */
#include "ingest/ahead.h"

#include "ingest/pick.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

enum { STRETCH = 1 << 18, SMALLEST = 4 * STRETCH, MAX_THREADS = 8, SLOTS = 2 * MAX_THREADS };
#define NO_COUNT (UINT64_MAX / 2) /* a number that no record of a file has */

enum slot_state { SLOT_FREE, SLOT_WORKING, SLOT_DONE };

struct slot {
    enum slot_state state;
    size_t start, end;
    uint32_t line;          /* at its start */
    struct json_place reached;
    struct alloc alloc; /* of the lines: threads may not share one */
    struct buf lines;
    uint64_t n_foreign, n_records, n_facts, n_complete;
    const char *format;
};

struct worker {
    struct ahead *ahead;
    struct alloc alloc;
    struct reading reading;
    struct ingest ingest;
    struct buf *lines; /* of the slot in hand */
};

struct ahead {
    struct alloc *alloc;
    const char *text;
    size_t n;
    pthread_t threads[MAX_THREADS];
    bool running[MAX_THREADS];
    struct worker workers[MAX_THREADS]; /* the first is that of who takes */
    unsigned n_workers;
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    bool stopping;
    struct slot slots[SLOTS]; /* stretch i in slot i % SLOTS */
    uint64_t next_taken, next_made;
    struct json_place made; /* where the next stretch begins */
};

/* --- a stretch -------------------------------------------------------------------------------------- */

static rsv_status take_line(void *user, struct fact_draft *d, rsv_error *err)
{
    struct worker *w = user;
    rsv__draft_write(d, w->lines);
    return w->lines->failed ? rsv__nomem(err) : RSV_OK;
}

static void note(struct slot *s, const struct reading *r, const struct json_place *reached)
{
    s->reached = *reached;
    s->n_foreign = r->n_foreign - NO_COUNT;
    s->n_records = r->n_records;
    s->n_facts = r->in->n_facts;
    s->n_complete = r->in->n_complete;
    s->format = r->format;
}

/* Up to the first record that isn't plain, or of which there is something to say. */
static void read_stretch(struct worker *w, struct slot *s)
{
    struct reading *r = &w->reading;
    struct ingest *in = &w->ingest;
    struct json_reader j = {.alloc = &w->alloc, .text = r->text, .n = r->n};
    rsv_error err;
    bool done = true;
    w->lines = &s->lines;
    rsv__buf_clear(&s->lines);
    in->n_facts = in->n_complete = in->n_rejected = in->n_problems = r->n_records = 0;
    r->n_foreign = NO_COUNT;
    r->format = NULL;
    j.next = (struct json_place){s->start, s->line, 1};
    while (done && rsv__json_more(&j) && j.next.at < s->end) {
        note(s, r, &j.next);
        const size_t length = s->lines.n;
        rsv__read_reset(r);
        done = rsv__read_picked(r, &j, &done, &err) == RSV_OK && done && in->n_problems + in->n_rejected == 0;
        if (!done)
            s->lines.n = length;
    }
    if (done)
        note(s, r, &j.next);
}

/* Where a line begins with a brace, at `from` or behind it. */
static size_t find_border(const struct ahead *a, size_t from)
{
    while (from < a->n) {
        const char *line_end = memchr(a->text + from, '\n', a->n - from);
        if (line_end == NULL)
            return a->n;
        from = (size_t)(line_end - a->text) + 1;
        if (from < a->n && a->text[from] == '{')
            return from;
    }
    return a->n;
}

static uint32_t count_lines(const char *text, size_t n)
{
    uint32_t lines = 0;
    for (const char *end = text + n, *at = text; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        lines++;
    return lines;
}

/* The next stretch that nobody has, if there is room for it; locked. */
static struct slot *claim(struct ahead *a)
{
    struct slot *s = &a->slots[a->next_made % SLOTS];
    if (a->made.at >= a->n || a->next_made - a->next_taken == SLOTS || s->state != SLOT_FREE)
        return NULL;
    const size_t end = a->n - a->made.at > STRETCH ? find_border(a, a->made.at + STRETCH) : a->n;
    s->state = SLOT_WORKING;
    s->start = a->made.at;
    s->end = end;
    s->line = a->made.line;
    a->made.line += count_lines(a->text + s->start, end - s->start);
    a->made.at = end;
    a->next_made++;
    return s;
}

/* Unlocks while it reads. */
static void make(struct worker *w, struct slot *s)
{
    struct ahead *a = w->ahead;
    pthread_mutex_unlock(&a->lock);
    s->reached = (struct json_place){s->start, s->line, 1};
    s->n_foreign = s->n_records = s->n_facts = s->n_complete = 0;
    s->format = NULL;
    read_stretch(w, s);
    pthread_mutex_lock(&a->lock);
    s->state = SLOT_DONE;
    pthread_cond_broadcast(&a->done);
}

static void *help(void *user)
{
    struct worker *w = user;
    struct ahead *a = w->ahead;
    pthread_mutex_lock(&a->lock);
    while (!a->stopping) {
        struct slot *s = claim(a);
        if (s != NULL)
            make(w, s);
        else
            pthread_cond_wait(&a->work, &a->lock);
    }
    pthread_mutex_unlock(&a->lock);
    return NULL;
}

/* --- taking ------------------------------------------------------------------------------------------ */

/* Whether a record of it is one at which an adapter has something to say. */
static bool reaches(const struct reading *r, uint64_t n)
{
    for (size_t i = 0; i < r->picks->n_reaching; i++)
        if (r->picks->reaching[i] > r->n_foreign && r->picks->reaching[i] <= r->n_foreign + n)
            return true;
    return false;
}

static bool use(struct slot *s, struct reading *r, struct json_reader *j)
{
    if (s->n_foreign == 0 || s->lines.failed || reaches(r, s->n_foreign))
        return false;
    if (s->lines.n > 0)
        r->in->sink.take_lines(r->in->sink.user, s->lines.text, s->lines.n);
    r->in->n_facts += s->n_facts;
    r->in->n_complete += s->n_complete;
    r->n_records += s->n_records;
    r->n_foreign += s->n_foreign;
    if (s->format != NULL)
        r->format = r->format == NULL || strcmp(r->format, s->format) == 0 ? s->format : "several formats";
    j->next = j->start = s->reached;
    j->whole = true;
    j->n_open = 0;
    return true;
}

bool rsv__ahead_take(struct ahead *a, struct reading *r, struct json_reader *j)
{
    struct worker *own = &a->workers[0];
    struct slot *s;
    bool used = false;
    pthread_mutex_lock(&a->lock);
    while (!used) {
        if (a->next_taken == a->next_made) {
            if ((s = claim(a)) == NULL)
                break; /* all is read */
            make(own, s);
        }
        s = &a->slots[a->next_taken % SLOTS];
        if (s->start > j->next.at)
            break;
        while (s->state == SLOT_WORKING) {
            struct slot *next = claim(a);
            if (next != NULL)
                make(own, next);
            else
                pthread_cond_wait(&a->done, &a->lock);
        }
        used = s->start == j->next.at && use(s, r, j);
        s->state = SLOT_FREE;
        a->next_taken++;
        pthread_cond_broadcast(&a->work);
    }
    pthread_mutex_unlock(&a->lock);
    return used;
}

/* --- beginning and end --------------------------------------------------------------------------------- */

static bool open_worker(struct worker *w, struct ahead *a, const struct reading *r)
{
    const rsv_allocator *fn = &a->alloc->fn;
    w->ahead = a;
    rsv__alloc_init(&w->alloc, fn);
    w->ingest = *r->in;
    w->ingest.alloc = &w->alloc;
    w->ingest.intern = NULL;
    w->ingest.sink = (struct fact_sink){w, take_line, NULL};
    w->ingest.report = NULL;
    w->ingest.problems = NULL;
    w->reading = (struct reading){.in = &w->ingest, .text = r->text, .n = r->n, .adapters = r->adapters,
                                  .n_adapters = r->n_adapters, .picks = r->picks};
    w->reading.tree = rsv__doc_new(fn, RSV_OBJECT);
    w->reading.nested = rsv__doc_new(fn, RSV_OBJECT);
    rsv__arena_init(&w->reading.file_arena, &w->alloc);
    return w->reading.tree != NULL && w->reading.nested != NULL;
}

static void close_worker(struct worker *w)
{
    rsv_doc_free(w->reading.tree ? &w->reading.tree->root : NULL);
    rsv_doc_free(w->reading.nested ? &w->reading.nested->root : NULL);
    rsv__arena_free(&w->reading.file_arena);
}

rsv_status rsv__ahead_new(struct reading *r, const struct json_place *from, struct ahead **out, rsv_error *err)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    *out = NULL;
    if (r->n < SMALLEST + from->at || processors < 2)
        return RSV_OK;
    struct ahead *a = rsv__alloc_zero(r->in->alloc, sizeof *a);
    if (a == NULL)
        return rsv__nomem(err);
    a->alloc = r->in->alloc;
    a->text = r->text;
    a->n = r->n;
    a->made = *from;
    pthread_mutex_init(&a->lock, NULL);
    pthread_cond_init(&a->work, NULL);
    pthread_cond_init(&a->done, NULL);
    for (int i = 0; i < SLOTS; i++) {
        rsv__alloc_init(&a->slots[i].alloc, &a->alloc->fn);
        rsv__buf_init(&a->slots[i].lines, &a->slots[i].alloc);
    }
    const unsigned wanted = processors < MAX_THREADS ? (unsigned)processors : MAX_THREADS;
    bool ok = true;
    for (; a->n_workers < wanted && ok; a->n_workers += ok) {
        ok = open_worker(&a->workers[a->n_workers], a, r);
        if (!ok)
            close_worker(&a->workers[a->n_workers]);
    }
    if (a->n_workers == 0) {
        rsv__ahead_free(a);
        return rsv__nomem(err);
    }
    for (unsigned i = 1; i < a->n_workers; i++) /* fewer are slower, and else the same */
        a->running[i] = pthread_create(&a->threads[i], NULL, help, &a->workers[i]) == 0;
    *out = a;
    return RSV_OK;
}

void rsv__ahead_free(struct ahead *a)
{
    if (a == NULL)
        return;
    pthread_mutex_lock(&a->lock);
    a->stopping = true;
    pthread_cond_broadcast(&a->work);
    pthread_mutex_unlock(&a->lock);
    for (unsigned i = 1; i < a->n_workers; i++)
        if (a->running[i])
            pthread_join(a->threads[i], NULL);
    for (unsigned i = 0; i < a->n_workers; i++)
        close_worker(&a->workers[i]);
    for (int i = 0; i < SLOTS; i++)
        rsv__buf_free(&a->slots[i].lines);
    pthread_mutex_destroy(&a->lock);
    pthread_cond_destroy(&a->work);
    pthread_cond_destroy(&a->done);
    struct alloc *alloc = a->alloc;
    rsv__release(alloc, a, sizeof *a);
}
