/* SPDX-License-Identifier: MIT
 * test_convert_random.c - logs with random damage, converted with and without what reads only a part of each record, and by
 * several threads: the same lines and the same report.
 *
 *     test_convert_random RULES LOGS SEED
 */
#include "session/session.h"
#include "support/random_log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const records[] = {
    "{\"time\":\"2026-11-23T07:20:00.5Z\",\"category\":\"SignInLogs\",\"resultType\":\"50126\",\"callerIpAddress\":\"192.0.2.4\","
    "\"properties\":{\"id\":\"r1\",\"createdDateTime\":\"2026-11-23T07:20:00Z\",\"userPrincipalName\":\"anna@contoso.com\","
    "\"appId\":\"a1\",\"appDisplayName\":\"Portal\",\"status\":{\"errorCode\":50126,\"failureReason\":\"Wrong.\"},"
    "\"deviceDetail\":"
    "{\"deviceId\":\"\",\"isCompliant\":false},\"appliedConditionalAccessPolicies\":[{\"displayName\":\"P1\","
    "\"result\":\"failure\","
    "\"enforcedGrantControls\":[\"Mfa\"]},{\"displayName\":\"P2\",\"result\":\"notApplied\"}],\"authenticationDetails\":"
    "[{\"authenticationMethod\":\"Password\",\"authenticationMethodDetail\":\"Password Hash Sync\"}],\"unread\":[1,{\"x\":[]}]}}",
    "{\"id\":\"r2\",\"createdDateTime\":\"2026-11-23T07:21:00Z\",\"userPrincipalName\":\"bert@contoso.com\",\"appId\":\"a2\","
    "\"ipAddress\":\"192.0.2.5\",\"status\":{\"errorCode\":0},\"clientAppUsed\":\"Browser\",\"isInteractive\":true,\"location\":"
    "{\"city\":\"Delft\",\"countryOrRegion\":\"NL\",\"geoCoordinates\":{\"latitude\":5.2e1,\"longitude\":-4.35}}}",
    "{\"time\":\"2026-11-23T09:12:00Z\",\"category\":\"AuditLogs\",\"resultType\":\"\",\"properties\":{\"id\":\"d1\","
    "\"category\":"
    "\"UserManagement\",\"result\":\"success\",\"activityDisplayName\":\"Update user\","
    "\"activityDateTime\":\"2026-11-23T09:12:00Z\","
    "\"initiatedBy\":{\"user\":{\"userPrincipalName\":\"admin@contoso.com\"}},\"targetResources\":[{\"id\":\"u1\","
    "\"type\":\"User\","
    "\"userPrincipalName\":\"anna@contoso.com\",\"modifiedProperties\":[{\"displayName\":\"AccountEnabled\",\"oldValue\":"
    "\"[true]\",\"newValue\":\"[false]\"}]}],\"additionalDetails\":[]}}",
    "{\"category\":\"ServicePrincipalSignInLogs\",\"resulttype\":7000222,\"properties\":{\"id\":\"r3\",\"appId\":\"a3\","
    "\"servicePrincipalId\":\"s1\",\"status.errorCode\":7000222,\"status\":\"{\\\"errorCode\\\": 7000222}\"}}",
    "{\"id\":\"u1\",\"userPrincipalName\":\"\\u00c5sa@contoso.com\",\"accountEnabled\":true,\"onPremisesSyncEnabled\":null}",
    "{\"ComputerName\":\"a\",\"RemoteAddress\":null,\"RemotePort\":443,\"TcpTestSucceeded\":false,"
    "\"NameResolutionSucceeded\":true}",
    "{\"kind\":\"port_status\",\"host\":\"a\",\"port\":443,\"state\":\"open\"}",
    "{\"value\":[{\"id\":\"u2\",\"userPrincipalName\":\"c@contoso.com\",\"accountEnabled\":false}],\"@odata.nextLink\":\"x\"}",
    "{\"msg\":\"AADSTS700016: Application with identifier 'x' was not found. Trace ID: 0f3c1d1a-0000-4000-8000-00000000cafe\"}",
    "{\"nobody\":\"knows this\"}",
};
enum { N_RECORDS = sizeof records / sizeof *records };

static uint64_t seed;

static unsigned pick(unsigned n)
{
    return (unsigned)(random_next(&seed) % n);
}

/* A few bytes of the record become others, go, or come twice. */
static void damage(struct buf *b, size_t from)
{
    static const char *const odd[] = {"\"", "\\", "{", "}", "[", "]", ",", ":", "\n", "\\u0000", "\\ud83d", "\\ud83d\\ude00",
        "\xc3\xa5",
                                      "\xff", "1e400", "-", "null", "\x01", " ", "\"id\":\"again\",", "\"kind\":1,",
                                      "\"kind\":\"x\",", "\"complete\":\"x\",",
                                      "\"records\":[{}],", "\"Tables\":[],", "\"FrameType\":\"x\",", "\"KIND\":\"x\",", "0",
                                          "\\u00e5",
                                      "\\/", "00", ".5", "tru", "\t", "\"value\":[1],", "\x7f", "99999999999999999999"};
    char tail[4096];
    for (unsigned i = 1 + pick(3); i > 0 && b->n > from; i--) {
        const size_t at = from + pick((unsigned)(b->n - from)), cut = pick(3) ? 0 : pick(8);
        const size_t rest = at + cut < b->n ? b->n - at - cut : 0;
        if (rest >= sizeof tail)
            return;
        memcpy(tail, b->text + b->n - rest, rest);
        b->n = at;
        rsv__buf_text(b, odd[pick(sizeof odd / sizeof *odd)]);
        rsv__buf_add(b, tail, rest);
    }
}

/* A member's name in another spelling, or blanks where they don't matter. */
static void loosen(struct buf *b, size_t from)
{
    for (size_t i = from; i + 1 < b->n; i++) {
        const bool between = b->text[i] == ',' && b->text[i + 1] == '"';
        if (between && pick(30) == 0)
            b->text[i + 2] = (char)(b->text[i + 2] >= 'a' && b->text[i + 2] <= 'z' ? b->text[i + 2] - 32 : b->text[i + 2]);
    }
}

static void make_log(struct buf *b, size_t size, unsigned rarely)
{
    static const char *const ends[] = {"\n", "\n", "\n", "\r\n", " \n", "\n\n", " ", ""};
    const unsigned first = pick(N_RECORDS);
    rsv__buf_clear(b);
    for (unsigned i = 0; b->n < size; i++) {
        const size_t from = b->n;
        rsv__buf_text(b, records[i == 0 ? first : pick(4) ? pick(5) : pick(N_RECORDS)]);
        if (pick(4) == 0)
            loosen(b, from);
        if (pick(rarely) == 0)
            damage(b, from);
        rsv__buf_text(b, ends[pick(rarely) ? 0 : pick(8)]);
    }
}

static void add(void *user, const char *text, size_t n)
{
    rsv__buf_add(user, text, n);
}

/* Lines and report. */
static void convert(struct rsv_ruleset *rules, const struct buf *log, bool whole, struct buf *out)
{
    const struct picks *picks = rules->book.picks;
    rsv_session_options options = RSV_SESSION_OPTIONS_INIT;
    rsv_session *s;
    rsv_doc *report;
    rsv_error err;
    options.now_ms = 1763900000000;
    rsv__buf_clear(out);
    if (whole)
        rules->book.picks = NULL;
    if (rsv_session_open(rules, NULL, &options, &s, &err) != RSV_OK)
        exit(1);
    const rsv_status rc = rsv_session_convert(s, "log", log->text, log->n, add, out, &report, &err);
    rsv__buf_printf(out, "%d %s\n", (int)rc, rc == RSV_OK ? "" : err.message);
    if (report != NULL)
        rsv__doc_write(report, true, out);
    rsv_doc_free(report);
    rsv_session_close(s);
    rules->book.picks = picks;
}

static void compare(struct rsv_ruleset *rules, const struct buf *log, struct buf *fast, struct buf *slow, uint64_t which)
{
    convert(rules, log, false, fast);
    convert(rules, log, true, slow);
    if (fast->n == slow->n && memcmp(fast->text, slow->text, fast->n) == 0)
        return;
    size_t at = 0;
    while (at < fast->n && fast->text[at] == slow->text[at])
        at++;
    at = at > 200 ? at - 200 : 0;
    fprintf(stderr, "seed %llu\n--- picked\n%.400s\n--- whole\n%.400s\n", (unsigned long long)which, fast->text + at,
        slow->text + at);
    FILE *f = fopen("failing-log.ndjson", "wb");
    if (f != NULL) {
        fwrite(log->text, 1, log->n, f);
        fclose(f);
    }
    exit(1);
}

int main(int argc, char **argv)
{
    rsv_rule_source source = RSV_RULE_SOURCE_INIT;
    const char *dirs[1];
    struct alloc alloc;
    struct buf log, fast, slow;
    rsv_ruleset *rules;
    rsv_error err;
    if (argc != 4)
        return 2;
    dirs[0] = argv[1];
    source.dirs = dirs;
    source.n_dirs = 1;
    source.facts_only = 1;
    if (rsv_ruleset_load(&source, &rules, NULL, &err) != RSV_OK || rules->book.picks == NULL)
        return 1;
    rsv__alloc_init(&alloc, NULL);
    rsv__buf_init(&log, &alloc);
    rsv__buf_init(&fast, &alloc);
    rsv__buf_init(&slow, &alloc);
    seed = strtoull(argv[3], NULL, 10);
    for (unsigned long i = strtoul(argv[2], NULL, 10); i > 0; i--) {
        const uint64_t which = seed;
        make_log(&log, 1 + pick(6000), 1 + pick(12));
        compare(rules, &log, &fast, &slow, which);
    }
    make_log(&log, 2 << 20, 2000); /* long enough for threads */
    compare(rules, &log, &fast, &slow, seed);
    rsv__buf_free(&log);
    rsv__buf_free(&fast);
    rsv__buf_free(&slow);
    rsv_ruleset_free(rules);
    return 0;
}
