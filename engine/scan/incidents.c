/* SPDX-License-Identifier: MIT */
#include "scan/incidents.h"

#include <stdlib.h>
#include <string.h>

enum {
    ENOUGH_ROWS = 10,        /* fewer are no incident */
    SPRAY_USERS = 10,        /* at least, from one address, */
    SPRAY_TRIES = 5,         /* with at most so many tries each on average */
    WAVE_USERS = 20,         /* at least, from many addresses within */
    WAVE_MS = 60 * 60 * 1000,
    WAVE_ADDRESSES = 5, /* or from so many where nobody works */
    LOOP_ROWS = 12,          /* of one user and application within */
    LOOP_MS = 10 * 60 * 1000,
    STEADY_ROWS = 24         /* or so many at even intervals */
};
#define NEARLY_ALL 0.8
#define ONE_LEADS 0.25 /* of a wave from one address: that one is the incident */
#define FAR_MORE 5 /* times as many as at other hours */

const char *rsv__incident_text(enum incident_type type)
{
    static const char *const texts[] = {"spray",       "loop",    "agent", "policy",
                                        "application", "address", "surge"};
    return texts[type];
}

/* --- what rows have in common -------------------------------------------------------------------- */

static uint32_t field_of(const struct failure *r, enum failure_field field)
{
    switch (field) {
    case BY_USER:
        return r->user;
    case BY_APP:
        return r->app;
    case BY_ADDRESS:
        return r->address;
    case BY_AGENT:
        return r->agent;
    default:
        return r->policy;
    }
}

static int by_number(const void *x, const void *y)
{
    const uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

bool rsv__most_of(struct alloc *alloc, const struct failure *rows, size_t n, enum failure_field field,
                  struct most *out)
{
    *out = (struct most){.n = 0};
    if (n == 0)
        return true;
    uint32_t *values = rsv__alloc(alloc, n * sizeof *values);
    if (values == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        values[i] = field_of(&rows[i], field);
    qsort(values, n, sizeof *values, by_number);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && values[end] == values[i];)
            end++;
        if (values[i] == 0)
            continue;
        out->different++;
        out->named += end - i;
        if (end - i > out->n) {
            out->n = end - i;
            out->name = values[i];
        }
    }
    rsv__release(alloc, values, n * sizeof *values);
    return true;
}

static int by_gap(const void *x, const void *y)
{
    const int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

/* Whether it is one user's, or one application's without a user: even gaps between several people say nothing. */
static bool is_of_one(const struct failure *rows, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (rows[i].user != rows[0].user || (rows[i].user == 0 && rows[i].app != rows[0].app))
            return false;
    return true;
}

const char *rsv__rhythm_of(const struct failure *rows, size_t n)
{
    enum { LOOKED_AT = 500, REGULAR = 6, SECOND = 1000, BURST_MS = 10 * 60 * 1000 };
    int64_t gaps[LOOKED_AT];
    size_t n_gaps = 0, even = 0, crowd = 0;
    if (n < 2)
        return "single";
    const size_t from = n > LOOKED_AT ? n - LOOKED_AT : 1; /* the last ones */
    for (size_t i = from; i < n; i++)
        if (rows[i - 1].time != NO_TIME)
            gaps[n_gaps++] = rows[i].time - rows[i - 1].time;
    if (n_gaps == 0)
        return "scattered";
    qsort(gaps, n_gaps, sizeof *gaps, by_gap);
    const int64_t median = gaps[n_gaps / 2];
    for (size_t i = 0; i < n_gaps; i++)
        even += llabs(gaps[i] - median) <= median / 5 + SECOND;
    if (is_of_one(rows, n) && n_gaps + 1 >= REGULAR && median >= 5 * SECOND && (double)even >= NEARLY_ALL * (double)n_gaps)
        return "regular";
    for (size_t i = 0, first = 0; i < n; i++) { /* the most within ten minutes */
        while (rows[i].time - rows[first].time > BURST_MS)
            first++;
        crowd = i - first + 1 > crowd ? i - first + 1 : crowd;
    }
    return (double)crowd >= NEARLY_ALL * (double)n ? "burst" : "scattered";
}

/* --- the list ------------------------------------------------------------------------------------ */

struct search {
    const struct failures *f;
    const struct counts *t;
    nature_fn *nature;
    void *user;
    struct incident_list *out;
    bool failed; /* no memory */
};

static void add(struct search *s, const struct incident *new)
{
    struct incident_list *list = s->out;
    for (size_t i = 0; i < list->n; i++) { /* the same under another code: the one with more rows stays */
        struct incident *old = &list->items[i];
        if (old->type != new->type ||
            (new->type == INCIDENT_SPRAY ? old->address != new->address
             : new->type == INCIDENT_LOOP ? old->user != new->user || old->app != new->app
                                          : old->code != new->code))
            continue;
        if (new->attempts > old->attempts)
            *old = *new;
        return;
    }
    if (list->n < MAX_INCIDENTS)
        list->items[list->n++] = *new;
}

static uint32_t common(struct search *s, const struct failure *rows, size_t n, enum failure_field field,
                       struct most *most)
{
    *most = (struct most){0};
    s->failed = s->failed || !rsv__most_of(s->f->alloc, rows, n, field, most);
    return (double)most->n >= NEARLY_ALL * (double)n ? most->name : 0;
}

/* Whether all of the traffic goes through that application, so that it says nothing. */
static bool is_everybodys(const struct search *s, uint32_t app)
{
    const struct party *p = rsv__party(&s->f->apps, s->f->names.hashes[app]);
    uint64_t all = 0;
    for (size_t i = 0; i < s->t->n; i++)
        all += s->t->codes[i].attempts;
    return p != NULL && (double)p->attempts > NEARLY_ALL * (double)all;
}

static int by_attempts(const void *x, const void *y)
{
    const struct incident *a = x, *b = y;
    if (a->attempts != b->attempts)
        return a->attempts > b->attempts ? -1 : 1;
    return (a->code > b->code) - (a->code < b->code);
}

/* --- sprays ----------------------------------------------------------------------------------------- */

static int by_address_user(const void *x, const void *y)
{
    const struct failure *a = x, *b = y;
    if (a->address != b->address)
        return a->address < b->address ? -1 : 1;
    if (a->user != b->user)
        return a->user < b->user ? -1 : 1;
    return (a->time > b->time) - (a->time < b->time);
}

/* Codes that somebody gets who guesses: wrong password, locked, unknown, disabled, expired. */
static bool is_guess(int64_t code)
{
    return code == 50126 || code == 50053 || code == 50034 || code == 50055 || code == 50056 || code == 50057;
}

/* Rows of one address and code. */
static void judge_address(struct search *s, const struct failure *rows, size_t n)
{
    struct incident in = {.type = INCIDENT_SPRAY, .code = rows[0].code, .since = NO_TIME, .until = NO_TIME,
                          .attempts = n, .addresses = 1, .address = rows[0].address, .hits_known = true,
                          .trend = {.since = NO_TIME}};
    for (size_t i = 0; i < n; i++) {
        if (rows[i].user != 0 && (i == 0 || rows[i].user != rows[i - 1].user)) {
            in.users++;
            in.hits += rsv__failures_got_in(s->f, rows[i].user, rows[i].address);
        }
        if (rows[i].time == NO_TIME)
            continue;
        in.since = in.since == NO_TIME || rows[i].time < in.since ? rows[i].time : in.since;
        in.until = rows[i].time > in.until ? rows[i].time : in.until;
    }
    /* in an office with many users, most of those who mistype get in as well */
    if (in.address != 0 && in.users >= SPRAY_USERS && n <= SPRAY_TRIES * in.users && in.hits * 3 < in.users)
        add(s, &in);
}

static void find_sprays(struct search *s, const struct failure *rows, size_t n)
{
    struct failure *sorted = rsv__alloc(s->f->alloc, n * sizeof *sorted);
    if (sorted == NULL) {
        s->failed = true;
        return;
    }
    memcpy(sorted, rows, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_address_user);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && sorted[end].address == sorted[i].address;)
            end++;
        judge_address(s, sorted + i, end - i);
    }
    rsv__release(s->f->alloc, sorted, n * sizeof *sorted);
}

/* --- sprays from many addresses ----------------------------------------------------------------------- */

/* Who is tried by a stranger doesn't get in from there; of people who mistype, most do. */
static size_t copy_strangers(const struct search *s, const struct failure *rows, size_t n, struct failure *out)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (rows[i].user != 0 && rows[i].address != 0 && rows[i].time != NO_TIME &&
            !rsv__failures_got_in(s->f, rows[i].user, rows[i].address))
            out[kept++] = rows[i];
    return kept;
}

/* Rows [*from, *to): the hour with most, and on to either side as long as there are many. */
static void find_wave(const struct failure *rows, size_t n, size_t *from, size_t *to)
{
    *from = *to = 0;
    for (size_t i = 0, first = 0; i < n; i++) {
        while (rows[i].time - rows[first].time > WAVE_MS)
            first++;
        if (i + 1 - first > *to - *from) {
            *from = first;
            *to = i + 1;
        }
    }
    const size_t many = (*to - *from) / 20 + 1; /* in five minutes, half as many as there on average: it goes on */
    while (*from >= many && rows[*from].time - rows[*from - many].time <= WAVE_MS / 12)
        *from -= many;
    while (*to + many <= n && rows[*to + many - 1].time - rows[*to - 1].time <= WAVE_MS / 12)
        *to += many;
}

/* How many would be expected in that time by the rest of the log. */
static double usual(const struct search *s, size_t rest, int64_t length)
{
    const struct trend_span span = rsv__trend_span(s->t);
    const int64_t other = span.end - span.begin - length;
    return other > 0 ? (double)rest * (double)length / (double)other : 0;
}

/* Which names are addresses of these rows. */
static bool *mark_addresses(struct search *s, const struct failure *rows, size_t n)
{
    bool *marks = rsv__alloc_zero(s->f->alloc, s->f->names.n * sizeof *marks);
    s->failed = s->failed || marks == NULL;
    for (size_t i = 0; i < n && marks != NULL; i++)
        marks[rows[i].address] = true;
    return marks;
}

/* Whether nearly all rows come from addresses from which nobody works, so far as those who fail tell. */
static bool is_from_nowhere(struct search *s, const struct failure *rows, size_t n)
{
    const struct failures *f = s->f;
    size_t strange = 0;
    bool *works = mark_addresses(s, rows, 0); /* by address */
    for (size_t i = 0; i < f->n && works != NULL; i++)
        if (f->rows[i].user != 0 && f->rows[i].address != 0 && !works[f->rows[i].address])
            works[f->rows[i].address] = rsv__failures_got_in(f, f->rows[i].user, f->rows[i].address);
    for (size_t i = 0; i < n && works != NULL; i++)
        strange += !works[rows[i].address];
    rsv__release(f->alloc, works, works ? f->names.n * sizeof *works : 0);
    return (double)strange >= NEARLY_ALL * (double)n;
}

/* Whether hardly anybody else uses the application, so that who got in with it in that time is one who was tried. */
static bool is_own(const struct search *s, uint32_t app, uint64_t attempts)
{
    const struct party *p = app ? rsv__party(&s->f->apps, s->f->names.hashes[app]) : NULL;
    return p != NULL && attempts * 2 >= p->attempts;
}

/* Those who were tried from the wave's addresses, or with its own application, and then did get in. */
static void count_hits(const struct search *s, struct incident *in, bool by_address, const bool *marks,
                       const struct failure *all, size_t n)
{
    const bool by_app = is_own(s, in->app, in->attempts);
    in->hits_known = by_app || by_address;
    for (size_t i = 0; i < n; i++)
        in->hits += ((by_app && all[i].app == in->app) || (by_address && marks[all[i].address])) && all[i].user != 0 &&
                    all[i].time >= in->since && all[i].time <= in->until &&
                    rsv__failures_got_in(s->f, all[i].user, all[i].address);
    in->users += in->hits;
    in->attempts += in->hits;
}

/* Each address of the wave may have been found by itself, with what it tried. */
static void drop_parts(struct search *s, const struct incident *wave, const bool *marks)
{
    struct incident_list *list = s->out;
    size_t kept = 0;
    for (size_t i = 0; i < list->n; i++) {
        const struct incident *in = &list->items[i];
        if (in->type != INCIDENT_SPRAY || in->address == 0 || !marks[in->address] || in->code != wave->code ||
            in->since < wave->since || in->until > wave->until)
            list->items[kept++] = *in;
    }
    list->n = kept;
}

/* rows[0 .. n): those of strangers among all[0 .. n_all). */
static void judge_wave(struct search *s, const struct failure *rows, size_t n, const struct failure *all, size_t n_all)
{
    struct most users = {0}, addresses = {0}, apps;
    size_t from, to;
    find_wave(rows, n, &from, &to);
    struct incident in = {.type = INCIDENT_SPRAY, .code = rows[from].code, .since = rows[from].time, .until = rows[to - 1].time,
                          .attempts = to - from, .trend = {.since = NO_TIME}};
    s->failed = s->failed || !rsv__most_of(s->f->alloc, rows + from, to - from, BY_USER, &users) ||
                !rsv__most_of(s->f->alloc, rows + from, to - from, BY_ADDRESS, &addresses);
    in.users = users.different;
    in.addresses = addresses.different;
    in.app = common(s, rows + from, to - from, BY_APP, &apps);
    in.app = in.app != 0 && is_everybodys(s, in.app) ? 0 : in.app;
    const int64_t length = in.until - in.since > WAVE_MS ? in.until - in.since : WAVE_MS;
    const bool is_each_own = in.addresses * 2 >= in.users; /* an address for each account, or nearly */
    const bool is_spread = in.addresses >= WAVE_ADDRESSES && (double)addresses.n < ONE_LEADS * (double)in.attempts;
    if (in.users < WAVE_USERS || in.attempts > SPRAY_TRIES * in.users ||
        (double)in.attempts < FAR_MORE * usual(s, n - in.attempts, length) ||
        (!is_each_own && (!is_spread || !is_from_nowhere(s, rows + from, to - from))))
        return;
    bool *marks = mark_addresses(s, rows + from, to - from);
    if (marks == NULL)
        return;
    drop_parts(s, &in, marks);
    count_hits(s, &in, !is_each_own, marks, all, n_all);
    add(s, &in);
    rsv__release(s->f->alloc, marks, s->f->names.n * sizeof *marks);
}

static void find_wave_of(struct search *s, const struct failure *rows, size_t n)
{
    struct failure *strangers = rsv__alloc(s->f->alloc, n * sizeof *strangers);
    if (strangers == NULL) {
        s->failed = true;
        return;
    }
    const size_t kept = copy_strangers(s, rows, n, strangers);
    if (kept >= WAVE_USERS)
        judge_wave(s, strangers, kept, rows, n);
    rsv__release(s->f->alloc, strangers, n * sizeof *strangers);
}

/* --- loops ------------------------------------------------------------------------------------------ */

static int by_user_app_time(const void *x, const void *y)
{
    const struct failure *a = x, *b = y;
    if (a->user != b->user)
        return a->user < b->user ? -1 : 1;
    if (a->app != b->app)
        return a->app < b->app ? -1 : 1;
    return (a->time > b->time) - (a->time < b->time);
}

/* Rows of one user and application, by time: the longest run of which every LOOP_ROWS lie close together. */
static void judge_pair(struct search *s, const struct failure *rows, size_t n)
{
    size_t best = 0, best_n = 0, first = 0, begin = 0;
    bool is_running = false, is_steady = false;
    for (size_t i = 0; i < n; i++) {
        while (rows[i].time - rows[first].time > LOOP_MS)
            first++;
        if (i - first + 1 < LOOP_ROWS) {
            is_running = false;
            continue;
        }
        begin = is_running ? begin : first;
        is_running = true;
        if (i - begin + 1 > best_n) {
            best = begin;
            best_n = i - begin + 1;
        }
    }
    if (best_n == 0 && n >= STEADY_ROWS && s->nature(s->user, rows[n - 1].code) == NATURE_ERROR &&
        strcmp(rsv__rhythm_of(rows, n), "regular") == 0) {
        best_n = n;
        is_steady = true;
    }
    if (best_n == 0)
        return;
    struct incident in = {.type = INCIDENT_LOOP, .code = rows[best].code, .since = rows[best].time,
                          .until = rows[best + best_n - 1].time, .attempts = best_n, .users = 1,
                          .user = rows[0].user, .app = rows[0].app, .is_steady = is_steady, .trend = {.since = NO_TIME}};
    size_t most = 0;
    for (size_t i = best; i < best + best_n; i++) { /* the code that most of them have */
        size_t same = 0;
        for (size_t k = best; k < best + best_n && k < best + 1000; k++)
            same += rows[k].code == rows[i].code;
        if (same > most) {
            most = same;
            in.code = rows[i].code;
        }
    }
    add(s, &in);
}

/* The rows of users who have enough for a loop: how many. */
static size_t copy_busy(struct search *s, struct failure *out)
{
    const struct failures *f = s->f;
    uint32_t *rows = rsv__alloc_zero(s->f->alloc, f->names.n * sizeof *rows);
    size_t n = 0;
    s->failed = s->failed || rows == NULL;
    for (size_t i = 0; i < f->n && rows != NULL; i++)
        rows[f->rows[i].user]++;
    for (size_t i = 0; i < f->n && rows != NULL; i++)
        if (rows[f->rows[i].user] >= LOOP_ROWS)
            out[n++] = f->rows[i];
    rsv__release(s->f->alloc, rows, rows ? f->names.n * sizeof *rows : 0);
    return n;
}

static void find_loops(struct search *s)
{
    if (s->f->n == 0)
        return;
    struct failure *sorted = rsv__alloc(s->f->alloc, s->f->n * sizeof *sorted);
    if (sorted == NULL) {
        s->failed = true;
        return;
    }
    const size_t n = copy_busy(s, sorted);
    qsort(sorted, n, sizeof *sorted, by_user_app_time);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && sorted[end].user == sorted[i].user && sorted[end].app == sorted[i].app;)
            end++;
        size_t from = i;
        while (from < end && sorted[from].time == NO_TIME)
            from++;
        if (sorted[i].user != 0 && end - from >= LOOP_ROWS)
            judge_pair(s, sorted + from, end - from);
    }
    rsv__release(s->f->alloc, sorted, s->f->n * sizeof *sorted);
}

/* --- what began, or never works --------------------------------------------------------------------- */

static bool never_works(const struct failures *f, const struct parties *parties, uint32_t name)
{
    const struct party *p = name ? rsv__party(parties, f->names.hashes[name]) : NULL;
    return p != NULL && p->attempts == p->failures;
}

static void judge_code(struct search *s, const struct code_counts *c, const struct failure *rows, size_t n)
{
    struct incident in = {.type = INCIDENT_SURGE, .code = c->code, .trend = rsv__trend_of(s->t, c)};
    struct most most;
    const bool grew = in.trend.word == TREND_NEW || in.trend.word == TREND_RISING;
    for (size_t i = 0; grew && n > 0 && rows[0].time < in.trend.since; i++, rows++)
        n--;
    if (n < ENOUGH_ROWS)
        return;
    in.since = rows[0].time;
    in.until = rows[n - 1].time;
    in.attempts = n;
    in.agent = common(s, rows, n, BY_AGENT, &most);
    in.app = common(s, rows, n, BY_APP, &most);
    in.user = common(s, rows, n, BY_USER, &most);
    in.users = most.different;
    if (in.app != 0 && in.users > 0 && is_everybodys(s, in.app)) /* without users it is the application that signs in */
        in.app = 0;
    const bool dead_agent = never_works(s->f, &s->f->agents, in.agent) && s->f->agents.n > 1;
    const bool dead_app = never_works(s->f, &s->f->apps, in.app);
    if (!grew && !dead_agent && !dead_app)
        return;
    in.policy = common(s, rows, n, BY_POLICY, &most);
    in.address = common(s, rows, n, BY_ADDRESS, &most);
    in.type = in.agent    ? INCIDENT_AGENT
              : in.policy ? INCIDENT_POLICY
              : in.app    ? INCIDENT_APPLICATION
              : in.address ? INCIDENT_ADDRESS
                           : INCIDENT_SURGE;
    for (size_t i = 0; i < s->out->n; i++) /* a spray or a loop has said it already */
        if (s->out->items[i].code == in.code && s->out->items[i].attempts * 2 >= in.attempts)
            return;
    add(s, &in);
}

rsv_status rsv__incidents_find(const struct failures *f, const struct counts *t, nature_fn *nature, void *user,
                               struct incident_list *out, rsv_error *err)
{
    struct search s = {f, t, nature, user, out, false};
    out->n = 0;
    find_loops(&s);
    for (size_t i = 0; i < t->n && !s.failed; i++) {
        const struct code_counts *c = &t->codes[i];
        size_t n;
        const struct failure *rows = rsv__failures_of(f, c->code, &n);
        if (c->code == 0 || n == 0 || nature(user, c->code) != NATURE_ERROR)
            continue;
        if (is_guess(c->code))
            find_sprays(&s, rows, n);
        if (is_guess(c->code) && !s.failed)
            find_wave_of(&s, rows, n);
        if (!s.failed)
            judge_code(&s, c, rows, n);
    }
    qsort(out->items, out->n, sizeof *out->items, by_attempts);
    return s.failed ? rsv__nomem(err) : RSV_OK;
}
