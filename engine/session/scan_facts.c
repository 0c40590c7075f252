/* SPDX-License-Identifier: MIT
 * scan_facts.c - what a log says about a code, as records of facts that a session can read. */
#include "session/scan.h"

#include "base/json_escape.h"
#include "base/text.h"
#include "base/time.h"
#include "scan/peek.h"
#include "scan/text.h"

#include <string.h>

enum { MAX_ROWS = 5, MAX_ROWS_OF_USER = SAMPLES, FEW = 5 };
#define NEARLY_ALL 0.8

struct facts {
    struct rsv_scan *s;
    const struct code_counts *counts;
    const struct failure *rows; /* of the code, or of the incident, by time */
    size_t n;
    const struct incident *incident; /* NULL: all rows of the code */
    struct failure *own;             /* its rows, copied */
    size_t n_own;
    struct doc_tree *t;
    struct rsv_doc *list;
    bool failed; /* no memory */
};

/* --- small helps ------------------------------------------------------------------------------- */

static struct rsv_doc *begin(struct facts *f, const char *kind)
{
    char text[RSV_TIME_SIZE];
    const struct trend_span span = rsv__trend_span(&f->s->scan->counts);
    struct rsv_doc *d = rsv__doc_object(f->t, f->list, NULL);
    rsv__doc_add_text(f->t, d, "kind", kind);
    rsv__doc_add_text(f->t, d, "source", "scan");
    if (span.end != NO_TIME) {
        rsv__time_format(span.end, text);
        rsv__doc_add_text(f->t, d, "observed_at", text);
    }
    return d;
}

static void add_time(struct facts *f, struct rsv_doc *d, const char *key, int64_t ms)
{
    char text[RSV_TIME_SIZE];
    if (ms == NO_TIME)
        return;
    rsv__time_format(ms, text);
    rsv__doc_add_text(f->t, d, key, text);
}

/* The value that nearly all rows have; NULL: there is none.  *most is filled, with nothing if memory is short. */
static const char *common(struct facts *f, enum failure_field field, struct most *most)
{
    *most = (struct most){0};
    f->failed = f->failed || !rsv__most_of(&f->s->alloc, f->rows, f->n, field, most);
    if (f->failed || f->n == 0 || (double)most->n < NEARLY_ALL * (double)f->n)
        return NULL;
    return rsv__name(&f->s->scan->failures.names, most->name);
}

static const char *value_text(struct facts *f, struct scan_value v)
{
    if (v.text == NULL)
        return NULL;
    char *text = rsv__arena_alloc(&f->t->arena, v.n + 1);
    if (text == NULL)
        return NULL;
    if (v.is_escaped)
        text[rsv__json_unescape(v.text, v.n, text)] = '\0';
    else
        memcpy(text, v.text, v.n);
    return text;
}

static const char *field(struct facts *f, const struct failure_sample *s, enum scan_field which)
{
    return value_text(f, rsv__row_value(s->text, s->n, &s->row, which));
}

/* One word for another: the first whose pattern fits, ASCII case aside; NULL: none does. */
struct word {
    const char *from, *to; /* from: small letters */
};

static const char *translate(const char *text, const struct word *words)
{
    char folded[128];
    if (text == NULL || strlen(text) >= sizeof folded)
        return NULL;
    memcpy(folded, text, strlen(text) + 1);
    rsv__fold(folded, strlen(folded));
    for (; words->from != NULL; words++)
        if (rsv__glob(words->from, folded))
            return words->to;
    return NULL;
}

/* --- the whole ------------------------------------------------------------------------------------- */

static uint64_t different(struct facts *f, enum failure_field field)
{
    struct most most;
    common(f, field, &most);
    return most.different;
}

/* Numbers of all rows of the code, which are counted, or of the incident's, which are at hand. */
static void add_numbers(struct facts *f, struct rsv_doc *d)
{
    const struct code_counts *c = f->counts;
    const bool whole = f->incident == NULL;
    rsv__doc_add_integer(f->t, d, "attempts", (int64_t)(whole ? c->attempts : f->n));
    if (whole)
        rsv__doc_add_integer(f->t, d, "sign_ins", (int64_t)rsv__distinct_count(&c->sign_ins));
    rsv__doc_add_integer(f->t, d, "users",
                         (int64_t)(whole ? rsv__distinct_count(&c->users) : different(f, BY_USER)));
    rsv__doc_add_integer(f->t, d, "addresses",
                         (int64_t)(whole ? rsv__distinct_count(&c->addresses) : different(f, BY_ADDRESS)));
    const uint64_t apps = whole ? rsv__distinct_count(&c->apps) : different(f, BY_APP);
    struct most most;
    rsv__doc_add_integer(f->t, d, "apps", (int64_t)apps);
    if (apps == 1)
        rsv__doc_add_text(f->t, d, "app_id", common(f, BY_APP, &most));
    if (different(f, BY_AGENT) > 0)
        rsv__doc_add_integer(f->t, d, "agents", (int64_t)different(f, BY_AGENT));
    add_time(f, d, "first", whole ? c->first : f->incident->since);
    add_time(f, d, "last", whole ? c->last : f->incident->until);
}

static void add_frequency(struct facts *f)
{
    const struct counts *all = &f->s->scan->counts;
    const struct trend_span span = rsv__trend_span(all);
    const struct trend trend = rsv__trend_of(all, f->counts);
    struct most most;
    char window[RSV_TIME_SIZE];
    struct rsv_doc *d = begin(f, "error_frequency");
    rsv__doc_add_integer(f->t, d, "code", f->counts->code);
    if (f->s->has_user || (f->incident != NULL && f->incident->user != 0))
        rsv__doc_add_text(f->t, d, "user", common(f, BY_USER, &most));
    const int64_t length = span.begin == NO_TIME ? 0 : span.end - span.begin;
    rsv__duration_format(length > 60000 ? length - length % 60000 : 60000, window);
    rsv__doc_add_text(f->t, d, "window", window);
    add_numbers(f, d);
    rsv__doc_add_text(f->t, d, "rhythm", rsv__rhythm_of(f->rows, f->n));
    if (f->incident != NULL && f->incident->type == INCIDENT_SPRAY) {
        /* what the rest of the code does is another story: these rows began with the spray */
        rsv__doc_add_text(f->t, d, "trend", rsv__trend_text(TREND_NEW));
        return;
    }
    rsv__doc_add_text(f->t, d, "trend", rsv__trend_text(trend.word));
    if (trend.word != TREND_UNKNOWN)
        rsv__doc_add_number(f->t, d, "usual_per_day", trend.usual_per_day);
}

/* Who else is affected; one user's log says nothing about that. */
static void add_scope(struct facts *f)
{
    const uint64_t users = f->incident ? f->incident->users : rsv__distinct_count(&f->counts->users);
    struct most agent, app;
    const struct trend trend = rsv__trend_of(&f->s->scan->counts, f->counts);
    if (users == 0 || f->s->has_user)
        return;
    struct rsv_doc *d = begin(f, "user_scope");
    rsv__doc_add_text(f->t, d, "affected", users == 1 ? "one" : users <= FEW ? "few" : "many");
    const bool one_agent = common(f, BY_AGENT, &agent) != NULL, one_app = common(f, BY_APP, &app) != NULL;
    if (users > 1 && (one_agent || one_app))
        rsv__doc_add_text(f->t, d, "shared", one_agent ? "agent" : "application");
    if (f->incident != NULL)
        add_time(f, d, "since", f->incident->since);
    else if (trend.word == TREND_NEW || trend.word == TREND_RISING)
        add_time(f, d, "since", trend.since);
}

/* --- rows ------------------------------------------------------------------------------------------- */

static const struct word clients[] = {{"browser", "browser"},
                                      {"mobile apps and desktop clients", "modern"},
                                      {"exchange activesync", "activesync"},
                                      {"unknown", "unknown"},
                                      {"imap4", "legacy"},
                                      {"pop3", "legacy"},
                                      {"authenticated smtp", "legacy"},
                                      {"other clients", "legacy"},
                                      {NULL, NULL}};
static const struct word accesses[] = {{"success", "success"},
                                       {"failure", "failure"},
                                       {"notapplied", "not-applied"},
                                       {"not applied", "not-applied"},
                                       {NULL, NULL}};
static const struct word categories[] = {{"signinlogs", "user"},
                                         {"noninteractiveusersigninlogs", "user"},
                                         {"serviceprincipalsigninlogs", "service-principal"},
                                         {"managedidentitysigninlogs", "managed-identity"},
                                         {"adfssigninlogs", "adfs"},
                                         {NULL, NULL}};
static const struct word joins[] = {{"*hybrid*", "hybrid"},
                                    {"azure ad joined", "joined"},
                                    {"microsoft entra joined", "joined"},
                                    {"*registered", "registered"},
                                    {NULL, NULL}};
static const struct word protocols[] = {{"none", "none"},         {"oauth*", "oauth2"}, {"ropc", "ropc"},
                                        {"ws*fed*", "wsfed"},     {"saml*", "saml"},    {"device*code", "device-code"},
                                        {"*transfer", "transfer"}, {NULL, NULL}};
static const struct word user_types[] = {{"member", "member"}, {"guest", "guest"}, {NULL, NULL}};
static const struct word results[] = {{"success", "success"},
                                      {"failure", "failure"},
                                      {"reportonlysuccess", "report-only"},
                                      {"reportonlyfailure", "report-only"},
                                      {"reportonlyinterrupted", "report-only"},
                                      {NULL, NULL}};
static const struct word controls[] = {{"*block*", "block"},
                                       {"*strength*", "authentication-strength"},
                                       {"mfa", "mfa"},
                                       {"*multifactor*", "mfa"},
                                       {"*compliant*device*", "compliant-device"},
                                       {"*domain*joined*", "hybrid-device"},
                                       {"*hybrid*", "hybrid-device"},
                                       {"*approved*", "approved-app"},
                                       {"*compliant*app*", "app-protection"},
                                       {"*password*", "password-change"},
                                       {"*terms*of*use*", "terms-of-use"},
                                       {"*", "custom"},
                                       {NULL, NULL}};

/* Where the password was checked, by the first step that says so. */
static const char *password_checked(const struct failure_sample *s)
{
    static const struct word places[] = {{"Password Hash Sync", "hash-sync"},
                                         {"Pass-through Authentication", "pass-through"},
                                         {"Password in the cloud", "cloud"},
                                         {"Cloud password", "cloud"},
                                         {"Forms Authentication", "federated"},
                                         {NULL, NULL}};
    struct peek p;
    struct peek_member detail = {.key = "authenticationmethoddetail"};
    if (s->row.values[ROW_STEPS] == 0)
        return NULL;
    rsv__peek_open(&p, s->text, s->row.values[ROW_STEPS], s->n);
    while (rsv__peek_next(&p, &detail, 1))
        for (const struct word *w = places; w->from != NULL && detail.value.text != NULL; w++)
            if (detail.value.n >= strlen(w->from) && memcmp(detail.value.text, w->from, strlen(w->from)) == 0)
                return w->to;
    return NULL;
}

static void add_boolean(struct facts *f, struct rsv_doc *d, const char *key, const char *text)
{
    if (text != NULL && (rsv__same_fold(text, "true") || rsv__same_fold(text, "false")))
        rsv__doc_add_boolean(f->t, d, key, rsv__same_fold(text, "true"));
}

static void add_device(struct facts *f, struct rsv_doc *d, const struct failure_sample *s)
{
    if (s->row.values[ROW_DEVICE_ID] == 0)
        return;
    const char *id = field(f, s, ROW_DEVICE_ID);
    rsv__doc_add_text(f->t, d, "device_id", id ? id : "none");
    const char *join = translate(field(f, s, ROW_TRUST), joins);
    rsv__doc_add_text(f->t, d, "device_join", join ? join : id ? NULL : "none");
    add_boolean(f, d, "device_compliant", field(f, s, ROW_COMPLIANT));
}

static const char *control_of(struct facts *f, struct scan_value v)
{
    return v.text ? translate(value_text(f, v), controls) : "none";
}

static void add_policies(struct facts *f, const struct failure_sample *s, const char *request)
{
    struct peek p;
    struct peek_member m[] = {{.key = "displayname"}, {.key = "id"}, {.key = "result"}, {.key = "enforcedgrantcontrols"}};
    if (s->row.values[ROW_POLICIES] == 0)
        return;
    rsv__peek_open(&p, s->text, s->row.values[ROW_POLICIES], s->n);
    while (rsv__peek_next(&p, m, 4)) {
        const char *result = translate(value_text(f, m[2].value), results);
        const char *policy = value_text(f, m[0].value.text ? m[0].value : m[1].value);
        if (result == NULL || policy == NULL)
            continue;
        struct rsv_doc *d = begin(f, "conditional_access_result");
        rsv__doc_add_text(f->t, d, "request_id", request);
        rsv__doc_add_text(f->t, d, "policy", policy);
        rsv__doc_add_text(f->t, d, "result", result);
        rsv__doc_add_text(f->t, d, "control", control_of(f, m[3].value));
    }
}

static void add_row(struct facts *f, const struct failure_sample *s)
{
    const char *request = field(f, s, ROW_ID);
    if (request == NULL || s->time == NO_TIME) /* a fact needs both */
        return;
    const struct code_info *info = rsv__scan_info(f->s, f->counts->code);
    struct rsv_doc *d = begin(f, "sign_in");
    rsv__doc_add_text(f->t, d, "request_id", request);
    add_time(f, d, "at", s->time);
    rsv__doc_add_integer(f->t, d, "code", f->counts->code);
    rsv__doc_add_text(f->t, d, "result", info && info->nature == NATURE_ERROR ? "failure" : "interrupted");
    const struct {
        const char *key;
        enum scan_field from, other;
    } texts[] = {{"user", ROW_USER, ROW_USER_ID},   {"app", ROW_APP, ROW_APP},
                 {"app_id", ROW_APP_ID, ROW_APP_ID}, {"resource", ROW_RESOURCE, ROW_RESOURCE},
                 {"address", ROW_ADDRESS, ROW_CALLER}, {"credential", ROW_CREDENTIAL, ROW_CREDENTIAL},
                 {"mfa_detail", ROW_MFA_DETAIL, ROW_MFA_DETAIL},
                 {"correlation_id", ROW_CORRELATION, ROW_CORRELATION}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *text = field(f, s, texts[i].from);
        rsv__doc_add_text(f->t, d, texts[i].key, text ? text : field(f, s, texts[i].other));
    }
    rsv__doc_add_text(f->t, d, "user_type", translate(field(f, s, ROW_USER_TYPE), user_types));
    rsv__doc_add_text(f->t, d, "client", translate(field(f, s, ROW_CLIENT), clients));
    rsv__doc_add_text(f->t, d, "protocol", translate(field(f, s, ROW_PROTOCOL), protocols));
    rsv__doc_add_text(f->t, d, "category", translate(field(f, s, ROW_CATEGORY), categories));
    rsv__doc_add_text(f->t, d, "policy_result", translate(field(f, s, ROW_ACCESS), accesses));
    rsv__doc_add_text(f->t, d, "password_checked", password_checked(s));
    add_boolean(f, d, "interactive", field(f, s, ROW_INTERACTIVE));
    add_device(f, d, s);
    add_policies(f, s, request);
}

/* How the sign-in of a row ended, by the rows with its correlation. */
static void add_sequence(struct facts *f, const struct failure_sample *s)
{
    const struct scan_value v = rsv__row_value(s->text, s->n, &s->row, ROW_CORRELATION);
    const struct code_info *info = rsv__scan_info(f->s, f->counts->code);
    if (v.text == NULL)
        return;
    const bool well = rsv__failures_ended_well(&f->s->scan->failures, rsv__scan_value_hash(v));
    struct rsv_doc *d = begin(f, "sign_in_sequence");
    rsv__doc_add_text(f->t, d, "correlation_id", value_text(f, v));
    rsv__doc_add_integer(f->t, d, "code", f->counts->code);
    rsv__doc_add_text(f->t, d, "final",
                      well ? "success" : info && info->nature == NATURE_ERROR ? "failure" : "abandoned");
    const char *user = field(f, s, ROW_USER);
    rsv__doc_add_text(f->t, d, "user", user ? user : field(f, s, ROW_USER_ID));
    rsv__doc_add_text(f->t, d, "app_id", field(f, s, ROW_APP_ID));
    add_time(f, d, "at", s->time);
}

static uint64_t hash_of(const struct failure_sample *s, enum scan_field which)
{
    return rsv__scan_value_hash(rsv__row_value(s->text, s->n, &s->row, which));
}

/* Whether one of the first `n` says the same. */
static bool is_among(const struct failure_sample *const *rows, size_t n, const struct failure_sample *s,
                     enum scan_field which)
{
    const uint64_t h = hash_of(s, which);
    for (size_t i = 0; i < n; i++)
        if (hash_of(rows[i], which) == h)
            return true;
    return false;
}

/* --- rows of an incident ------------------------------------------------------------------------------ */

static bool is_of(const struct incident *i, const struct failure *r)
{
    return (i->address == 0 || r->address == i->address) && (i->app == 0 || r->app == i->app) &&
           (i->agent == 0 || r->agent == i->agent) && (i->policy == 0 || r->policy == i->policy) &&
           (i->user == 0 || r->user == i->user) && r->time >= i->since && r->time <= i->until;
}

static void keep_own(struct facts *f)
{
    f->n_own = f->n;
    f->own = f->n ? rsv__alloc(&f->s->alloc, f->n * sizeof *f->own) : NULL;
    f->failed = f->n > 0 && f->own == NULL;
    size_t n = 0;
    for (size_t i = 0; i < f->n && !f->failed; i++)
        if (is_of(f->incident, &f->rows[i]))
            f->own[n++] = f->rows[i];
    f->rows = f->own;
    f->n = f->failed ? 0 : n;
}

static bool has_name(const struct facts *f, const struct failure_sample *s, enum scan_field which, enum scan_field other,
                     uint32_t name)
{
    const struct scan_value v = rsv__row_value(s->text, s->n, &s->row, which);
    const uint64_t h = rsv__scan_value_hash(v.text ? v : rsv__row_value(s->text, s->n, &s->row, other));
    return name == 0 || h == f->s->scan->failures.names.hashes[name];
}

static bool is_wanted(const struct facts *f, const struct failure_sample *s)
{
    const struct incident *i = f->incident;
    return i == NULL || (s->time >= i->since && s->time <= i->until &&
                         has_name(f, s, ROW_ADDRESS, ROW_CALLER, i->address) &&
                         has_name(f, s, ROW_APP_ID, ROW_APP, i->app) && has_name(f, s, ROW_USER, ROW_USER_ID, i->user));
}

enum { MAX_CANDIDATES = SAMPLES + HEAVY_SLOTS * HEAVY_ROWS };

/* Records that are wanted: the newest, and for an incident those of whom it is about. */
static size_t choose(const struct facts *f, const struct failure_sample *rows[MAX_CANDIDATES])
{
    const struct failures *all = &f->s->scan->failures;
    const struct code_samples *newest = rsv__failures_samples(all, f->counts->code);
    const struct heavy_code *heavy = f->incident ? rsv__heavy_of(&all->heavies, f->counts->code) : NULL;
    size_t n = 0;
    for (size_t i = 0; newest != NULL && i < newest->n; i++)
        if (is_wanted(f, &newest->items[i]))
            rows[n++] = &newest->items[i];
    for (size_t i = 0; heavy != NULL && i < HEAVY_SLOTS; i++)
        for (size_t k = 0; k < heavy->slots[i].n; k++)
            if (is_wanted(f, &heavy->slots[i].items[k]) && !is_among(rows, n, &heavy->slots[i].items[k], ROW_ID))
                rows[n++] = &heavy->slots[i].items[k];
    const size_t most = f->s->has_user ? MAX_ROWS_OF_USER : MAX_ROWS;
    return n < most ? n : most;
}

rsv_status rsv__scan_facts(struct rsv_scan *s, int64_t code, const struct incident *incident, struct doc_tree *t,
                           struct rsv_doc *list, rsv_error *err)
{
    struct facts f = {.s = s, .counts = rsv__counts_code(&s->scan->counts, code), .incident = incident, .t = t,
                      .list = list};
    const struct failure_sample *rows[MAX_CANDIDATES];
    if (f.counts == NULL)
        return rsv__fail(err, RSV_ENOTFOUND, "the log has no row of code %lld", (long long)code);
    f.rows = rsv__failures_of(&s->scan->failures, code, &f.n);
    if (incident != NULL)
        keep_own(&f);
    add_frequency(&f);
    add_scope(&f);
    const size_t n = choose(&f, rows);
    for (size_t i = 0; i < n; i++) {
        add_row(&f, rows[i]);
        if (!is_among(rows, i, rows[i], ROW_CORRELATION))
            add_sequence(&f, rows[i]);
    }
    rsv__release(&s->alloc, f.own, f.own ? f.n_own * sizeof *f.own : 0);
    return f.failed ? rsv__nomem(err) : rsv__doc_ok(t, err);
}

/* --- words about an incident -------------------------------------------------------------------------- */

/* What the policy of the incident asks for, by the first record that it refused. */
static const char *asked_control(struct facts *f, const struct failure_sample *s)
{
    const uint64_t policy = f->s->scan->failures.names.hashes[f->incident->policy];
    struct peek p;
    struct peek_member m[] = {{.key = "displayname"}, {.key = "id"}, {.key = "enforcedgrantcontrols"}};
    if (s->row.values[ROW_POLICIES] == 0)
        return NULL;
    rsv__peek_open(&p, s->text, s->row.values[ROW_POLICIES], s->n);
    while (rsv__peek_next(&p, m, 3))
        if (rsv__scan_value_hash(m[0].value.text ? m[0].value : m[1].value) == policy)
            return control_of(f, m[2].value);
    return NULL;
}

void rsv__scan_describe(struct rsv_scan *s, const struct incident *incident, struct doc_tree *t, struct rsv_doc *into)
{
    struct facts f = {.s = s, .counts = rsv__counts_code(&s->scan->counts, incident->code), .incident = incident, .t = t};
    const struct failure_sample *rows[MAX_CANDIDATES];
    const char *app = NULL, *control = NULL;
    const size_t n = choose(&f, rows);
    for (size_t i = 0; i < n; i++) {
        app = app ? app : field(&f, rows[i], ROW_APP);
        app = app ? app : field(&f, rows[i], ROW_PRINCIPAL_NAME);
        control = control || incident->policy == 0 ? control : asked_control(&f, rows[i]);
    }
    rsv__doc_add_text(t, into, "app_name", incident->app ? app : NULL);
    rsv__doc_add_text(t, into, "control", control);
}

bool rsv__scan_hides_policies(const struct rsv_scan *s)
{
    const struct failures *all = &s->scan->failures;
    for (size_t i = 0; i < all->n_samples; i++)
        for (size_t k = 0; k < all->samples[i].n; k++) {
            const struct failure_sample *r = &all->samples[i].items[k];
            const size_t at = r->row.values[ROW_POLICIES];
            const struct scan_value v = rsv__row_value(r->text, r->n, &r->row, ROW_ACCESS);
            if (at != 0 && r->text[at] == '[' && r->text[rsv__scan_skip(r->text, at + 1, r->n - 1)] == ']' &&
                rsv__scan_value_hash(v) == rsv__scan_hash("failure", 7))
                return true;
        }
    return false;
}
