/* SPDX-License-Identifier: MIT
 * scan_report.c - the numbers of a scan as a document: "resolvent.scan/1". */
#include "session/scan.h"

#include "base/time.h"

#include <stdlib.h>
#include <string.h>

/* --- what the knowledge base says -------------------------------------------------------------- */

static enum nature nature_from(const char *text)
{
    return strcmp(text, "interrupt") == 0 ? NATURE_INTERRUPT : strcmp(text, "noise") == 0 ? NATURE_NOISE : NATURE_ERROR;
}

static rsv_status look_up(struct rsv_scan *s, struct code_info *info, rsv_error *err)
{
    if (info->code == 0) {
        info->title = "Success";
        info->nature = NATURE_NOISE;
        return RSV_OK;
    }
    if (s->kb == NULL)
        return RSV_OK;
    struct doc_tree *t = rsv__doc_new(&s->alloc.fn, RSV_OBJECT);
    if (t == NULL)
        return rsv__nomem(err);
    rsv_error unknown;
    rsv_status rc = rsv__db_code(s->kb->db, info->code, t, &t->root, &unknown);
    if (rc == RSV_OK) {
        info->title = rsv__arena_text(&s->arena, rsv_doc_text(rsv_doc_get(&t->root, "title")));
        info->nature = nature_from(rsv_doc_text(rsv_doc_get(&t->root, "nature")));
        rc = info->title ? RSV_OK : rsv__nomem(err);
    } else if (rc == RSV_ENOTFOUND) {
        rc = RSV_OK;
    } else {
        *err = unknown;
    }
    rsv_doc_free(&t->root);
    return rc;
}

const struct code_info *rsv__scan_info(const struct rsv_scan *s, int64_t code)
{
    for (size_t i = 0; i < s->n_infos; i++)
        if (s->infos[i].code == code)
            return &s->infos[i];
    return NULL;
}

static enum nature nature_of(void *user, int64_t code)
{
    const struct code_info *info = rsv__scan_info(user, code);
    return info ? info->nature : NATURE_ERROR;
}

rsv_status rsv__scan_prepare(struct rsv_scan *s, rsv_error *err)
{
    const struct counts *t = &s->scan->counts;
    rsv__arena_reset(&s->arena);
    s->infos = rsv__arena_alloc(&s->arena, t->n * sizeof *s->infos);
    s->n_infos = 0;
    if (s->infos == NULL)
        return rsv__nomem(err);
    for (size_t i = 0; i < t->n; i++) {
        s->infos[i] = (struct code_info){.code = t->codes[i].code, .nature = NATURE_ERROR};
        const rsv_status rc = look_up(s, &s->infos[i], err);
        if (rc != RSV_OK)
            return rc;
        s->n_infos++;
    }
    rsv__failures_sort(&s->scan->failures);
    return rsv__incidents_find(&s->scan->failures, t, nature_of, s, &s->incidents, err);
}

/* --- codes --------------------------------------------------------------------------------------- */

static void add_time(struct doc_tree *t, struct rsv_doc *into, const char *key, int64_t ms)
{
    char text[RSV_TIME_SIZE];
    if (ms == NO_TIME)
        return;
    rsv__time_format(ms, text);
    rsv__doc_add_text(t, into, key, text);
}

static const char *nature_text(enum nature n)
{
    return n == NATURE_ERROR ? "error" : n == NATURE_INTERRUPT ? "interrupt" : "noise";
}

static void add_code(struct rsv_scan *s, const struct code_counts *c, struct doc_tree *t, struct rsv_doc *list)
{
    const struct code_info *info = rsv__scan_info(s, c->code);
    struct rsv_doc *d = rsv__doc_object(t, list, NULL), *estimated = NULL;
    rsv__doc_add_integer(t, d, "code", c->code);
    rsv__doc_add_text(t, d, "title", info->title);
    rsv__doc_add_text(t, d, "nature", c->code == 0 ? "success" : nature_text(info->nature));
    rsv__doc_add_integer(t, d, "attempts", (int64_t)c->attempts);
    if (!s->options.counts_only)
        rsv__doc_add_integer(t, d, "sign_ins", (int64_t)rsv__distinct_count(&c->sign_ins));
    rsv__doc_add_integer(t, d, "users", (int64_t)rsv__distinct_count(&c->users));
    if (!s->options.counts_only) {
        rsv__doc_add_integer(t, d, "apps", (int64_t)rsv__distinct_count(&c->apps));
        rsv__doc_add_integer(t, d, "addresses", (int64_t)rsv__distinct_count(&c->addresses));
    }
    const struct {
        const char *key;
        const struct distinct *value;
    } all[] = {{"sign_ins", &c->sign_ins}, {"users", &c->users}, {"apps", &c->apps}, {"addresses", &c->addresses}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (rsv__distinct_is_exact(all[i].value))
            continue;
        estimated = estimated ? estimated : rsv__doc_array(t, d, "estimated");
        rsv__doc_add_text(t, estimated, NULL, all[i].key);
    }
    add_time(t, d, "first", c->first);
    add_time(t, d, "last", c->last);
    const struct trend trend = rsv__trend_of(&s->scan->counts, c);
    if (trend.word != TREND_UNKNOWN && c->code != 0) { /* successes are the traffic that others are compared with */
        rsv__doc_add_text(t, d, "trend", rsv__trend_text(trend.word));
        add_time(t, d, "changed", trend.since);
        rsv__doc_add_number(t, d, "usual_per_day", trend.usual_per_day);
    }
    uint64_t bars[TREND_BARS];
    struct rsv_doc *plot = rsv__doc_array(t, d, "bars");
    rsv__trend_bars(&s->scan->counts, c, bars);
    for (size_t i = 0; i < TREND_BARS; i++)
        rsv__doc_add_integer(t, plot, NULL, (int64_t)bars[i]);
}

/* Errors, interrupts, noise, and success last; the most attempts first. */
static int rank(const struct rsv_scan *s, int64_t code)
{
    return code == 0 ? 3 : (int)rsv__scan_info(s, code)->nature;
}

static void add_codes(struct rsv_scan *s, struct doc_tree *t, struct rsv_doc *root)
{
    const struct counts *c = &s->scan->counts;
    struct rsv_doc *list = rsv__doc_array(t, root, "codes");
    const struct code_counts **order = rsv__arena_alloc(&t->arena, (c->n + 1) * sizeof *order);
    for (size_t i = 0; order != NULL && i < c->n; i++) {
        const struct code_counts *k = &c->codes[i];
        size_t at = i;
        for (; at > 0; at--) {
            const struct code_counts *o = order[at - 1];
            const int mine = rank(s, k->code), other = rank(s, o->code);
            if (mine > other || (mine == other && (k->attempts < o->attempts ||
                                                   (k->attempts == o->attempts && k->code > o->code))))
                break;
            order[at] = o;
        }
        order[at] = k;
    }
    for (size_t i = 0; order != NULL && i < c->n; i++)
        add_code(s, order[i], t, list);
}

/* --- incidents -------------------------------------------------------------------------------------- */

static void add_name(struct rsv_scan *s, struct doc_tree *t, struct rsv_doc *d, const char *key, uint32_t name)
{
    if (name != 0)
        rsv__doc_add_text(t, d, key, rsv__name(&s->scan->failures.names, name));
}

static void add_incident(struct rsv_scan *s, const struct incident *i, struct doc_tree *t, struct rsv_doc *list)
{
    const struct code_info *info = rsv__scan_info(s, i->code);
    struct rsv_doc *d = rsv__doc_object(t, list, NULL);
    rsv__doc_add_text(t, d, "type", rsv__incident_text(i->type));
    rsv__doc_add_integer(t, d, "code", i->code);
    rsv__doc_add_text(t, d, "title", info ? info->title : NULL);
    add_time(t, d, "since", i->since);
    add_time(t, d, "until", i->until);
    rsv__doc_add_integer(t, d, "attempts", (int64_t)i->attempts);
    rsv__doc_add_integer(t, d, "users", (int64_t)i->users);
    add_name(s, t, d, "user", i->user);
    add_name(s, t, d, "app", i->app);
    add_name(s, t, d, "address", i->address);
    add_name(s, t, d, "agent", i->agent);
    add_name(s, t, d, "policy", i->policy);
    rsv__scan_describe(s, i, t, d);
    if (i->type == INCIDENT_SPRAY) {
        rsv__doc_add_integer(t, d, "addresses", (int64_t)i->addresses);
        if (i->hits_known)
            rsv__doc_add_integer(t, d, "got_in", (int64_t)i->hits);
    }
    if (i->type == INCIDENT_LOOP)
        rsv__doc_add_boolean(t, d, "steady", i->is_steady);
}

/* --- the document ------------------------------------------------------------------------------------ */

static void add_problems(const struct scan *s, struct doc_tree *t, struct rsv_doc *root)
{
    struct rsv_doc *list = rsv__doc_array(t, root, "problems");
    for (size_t i = 0; i < s->n_listed; i++) {
        struct rsv_doc *d = rsv__doc_object(t, list, NULL);
        rsv__doc_add_text(t, d, "input", s->problems[i].input);
        rsv__doc_add_integer(t, d, "byte", (int64_t)s->problems[i].at);
        rsv__doc_add_integer(t, d, "line", (int64_t)s->problems[i].line);
        rsv__doc_add_text(t, d, "what", s->problems[i].what);
    }
}

rsv_status rsv__scan_report(struct rsv_scan *s, struct doc_tree *t, rsv_error *err)
{
    const struct scan *scan = s->scan;
    struct rsv_doc *root = &t->root;
    const struct trend_span span = rsv__trend_span(&scan->counts);
    uint64_t attempts = 0;
    for (size_t i = 0; i < scan->counts.n; i++)
        attempts += scan->counts.codes[i].attempts;
    rsv__doc_add_integer(t, root, "bytes", (int64_t)scan->bytes);
    rsv__doc_add_integer(t, root, "attempts", (int64_t)attempts);
    add_time(t, root, "first", span.begin);
    add_time(t, root, "last", span.end);
    rsv__doc_add_integer(t, root, "duplicates", (int64_t)scan->counts.duplicates);
    rsv__doc_add_integer(t, root, "others", (int64_t)scan->n_other);
    rsv__doc_add_integer(t, root, "left_out", (int64_t)scan->n_filtered);
    rsv__doc_add_integer(t, root, "without_time", (int64_t)scan->counts.without_time);
    rsv__doc_add_boolean(t, root, "partial", scan->partial);
    rsv__doc_add_boolean(t, root, "next_page", scan->next_page);
    rsv__doc_add_boolean(t, root, "policies_hidden", rsv__scan_hides_policies(s));
    rsv__doc_add_boolean(t, root, "forgot_ids", scan->counts.seen_forgets);
    rsv__doc_add_integer(t, root, "one_in_users", (int64_t)(scan->failures.thinned + 1));
    struct rsv_doc *list = rsv__doc_array(t, root, "incidents");
    for (size_t i = 0; i < s->incidents.n; i++)
        add_incident(s, &s->incidents.items[i], t, list);
    add_codes(s, t, root);
    rsv__doc_add_integer(t, root, "damaged", (int64_t)scan->n_problems);
    add_problems(scan, t, root);
    return rsv__doc_ok(t, err);
}
