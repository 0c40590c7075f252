/* SPDX-License-Identifier: MIT */
#include "support/random_log.h"

#include "base/hash.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct maker {
    const struct random_log *how;
    uint64_t seed;
    struct buf *out;
    int depth;
    bool first; /* in its object or array */
    uint64_t made;
};

uint64_t random_next(uint64_t *seed)
{
    return rsv__hash_mix(*seed += 0x9e3779b97f4a7c15u);
}

static unsigned pick(struct maker *m, unsigned n)
{
    return (unsigned)(random_next(&m->seed) % n);
}

static bool chance(struct maker *m, unsigned percent)
{
    return pick(m, 100) < percent;
}

/* --- syntax -------------------------------------------------------------------------------------- */

static void blanks(struct maker *m)
{
    static const char *const some[] = {"", " ", "\n", "\r\n", "\t", "\n\n  ", "    "};
    if (m->how->is_pretty)
        rsv__buf_text(m->out, m->how->is_calm ? "\n  " : some[pick(m, 7)]);
}

static void separate(struct maker *m)
{
    blanks(m);
    if (!m->first)
        rsv__buf_char(m->out, ',');
    m->first = false;
    blanks(m);
}

static void open(struct maker *m, char c)
{
    rsv__buf_char(m->out, c);
    m->first = true;
    m->depth++;
}

static void close(struct maker *m, char c)
{
    blanks(m);
    rsv__buf_char(m->out, c);
    m->first = false;
    m->depth--;
}

/* A string, some of its characters escaped in one of the ways that there are. */
static void string(struct maker *m, const char *text)
{
    rsv__buf_char(m->out, '"');
    for (; *text != '\0'; text++) {
        const bool must = *text == '"' || *text == '\\' || (unsigned char)*text < 0x20;
        if (must && *text != '\n' && chance(m, 70))
            rsv__buf_printf(m->out, "\\%c", *text);
        else if (must || (!m->how->is_calm && (unsigned char)*text < 0x80 && chance(m, 1)))
            rsv__buf_printf(m->out, chance(m, 50) ? "\\u%04x" : "\\u%04X", (unsigned)(unsigned char)*text);
        else
            rsv__buf_char(m->out, *text);
    }
    rsv__buf_char(m->out, '"');
}

static void key(struct maker *m, const char *name)
{
    char text[64];
    snprintf(text, sizeof text, "%s", name);
    const unsigned style = m->how->is_calm ? 3 : pick(m, 6);
    for (char *c = text; *c != '\0' && style < 3; c++)
        if (style == 0)
            *c = (char)tolower(*c);
        else if (style == 1 || c == text)
            *c = (char)toupper(*c);
    separate(m);
    string(m, text);
    blanks(m);
    rsv__buf_char(m->out, ':');
    blanks(m);
}

static void text_member(struct maker *m, const char *name, const char *text)
{
    key(m, name);
    string(m, text);
}

/* --- what is of no interest, and looks as if it were ------------------------------------------------ */

static const char *const odd_texts[] = {
    "", "plain", "\"quoted\"", "back\\slash", "\\", "\\\\", "{[,:]}", "\"}],{\"id\":\"x\"", "\nline\n", "Zo\xc3\xab",
    "ends in backslash\\", "userPrincipalName", "\xe2\x80\xa8", "a: {b}", "\\\"",
};

static void odd_value(struct maker *m)
{
    static const char *const words[] = {"null", "true", "false", "0", "-1.5e+3", "12345678901234567890", "[]", "{}"};
    if (chance(m, 50)) {
        string(m, odd_texts[pick(m, sizeof odd_texts / sizeof *odd_texts)]);
    } else if (chance(m, 3)) {
        rsv__buf_char(m->out, '"');
        for (unsigned n = pick(m, 9000); n > 0; n--)
            rsv__buf_text(m->out, n % 97 ? "x" : "\\\"");
        rsv__buf_char(m->out, '"');
    } else {
        rsv__buf_text(m->out, words[pick(m, 8)]);
    }
}

/* A container with the keys that matter, where they don't. */
static void decoy(struct maker *m)
{
    static const char *const names[] = {"id", "status", "errorCode", "userPrincipalName", "properties", "value",
                                        "records", "createdDateTime", "resultType", "x"};
    const bool is_array = chance(m, 40);
    open(m, is_array ? '[' : '{');
    for (unsigned n = pick(m, 5); n > 0; n--) {
        if (is_array)
            separate(m);
        else
            key(m, names[pick(m, 10)]);
        if (m->depth < 9 && chance(m, 40))
            decoy(m);
        else
            odd_value(m);
        m->first = false;
    }
    close(m, is_array ? ']' : '}');
}

static void odd_member(struct maker *m)
{
    static const char *const names[] = {"xuserId",    "user", "idx",       "d",    "appliedConditionalAccessPolicies",
                                        "appIdentifier", "createdDateTime2", "a\"id", "\\id", "notStatus",
                                        "riskDetail", "",     "xuserPrincipalName"};
    key(m, names[pick(m, sizeof names / sizeof *names)]);
    if (chance(m, 40))
        decoy(m);
    else
        odd_value(m);
    m->first = false;
}

/* --- what matters ------------------------------------------------------------------------------------ */

static void id_of(struct maker *m, const char *prefix, uint64_t n, char out[64])
{
    const uint64_t h = rsv__hash_mix(n + 1);
    snprintf(out, 64, "%s%08x-%04x-4%03x-a%03x-%012llx", prefix, (unsigned)(h >> 32), (unsigned)(h & 0xffff),
             (unsigned)(h >> 20 & 0xfff), (unsigned)(n & 0xfff), (unsigned long long)(h & 0xffffffffffff));
    if (!m->how->is_calm && chance(m, 10))
        for (char *c = out; *c != '\0'; c++)
            *c = (char)toupper(*c);
}

static void named(struct maker *m, const char *name, const char *prefix, uint64_t n)
{
    char text[64];
    id_of(m, prefix, n, text);
    if (chance(m, 4) && !m->how->is_calm)
        text[0] = '\0';
    text_member(m, name, text);
}

static void time_member(struct maker *m, const char *name)
{
    static const char *const forms[] = {"2024-%02u-%02uT%02u:%02u:%02uZ", "2024-%02u-%02uT%02u:%02u:%02u.123Z",
                                        "2024-%02u-%02uT%02u:%02u:%02u.1234567Z", "2024-%02u-%02u %02u:%02u:%02u",
                                        "2024-%02u-%02uT%02u:%02u:%02u-05:00"};
    char text[64];
    const unsigned form = m->how->is_calm ? 0 : pick(m, 5);
    snprintf(text, sizeof text, forms[form], 1 + pick(m, 12), 1 + pick(m, 28), pick(m, 24), pick(m, 60), pick(m, 60));
    text_member(m, name, text);
}

static void code_value(struct maker *m)
{
    static const unsigned codes[] = {0, 0, 0, 50126, 50126, 50053, 50076, 7000215, 65001};
    const unsigned code = codes[pick(m, 9)];
    if (!m->how->is_calm && chance(m, 20))
        rsv__buf_printf(m->out, "\"%u\"", code);
    else if (!m->how->is_calm && chance(m, 5))
        rsv__buf_printf(m->out, "%u.0", code);
    else
        rsv__buf_printf(m->out, "%u", code);
}

static void status(struct maker *m)
{
    key(m, "status");
    open(m, '{');
    if (chance(m, 50))
        text_member(m, "failureReason", odd_texts[pick(m, 15)]);
    if (m->how->is_calm || chance(m, 95)) {
        key(m, "errorCode");
        code_value(m);
    }
    if (chance(m, 30)) {
        key(m, "details");
        decoy(m);
    }
    close(m, '}');
}

static void member(struct maker *m, int which)
{
    const uint64_t n = m->made;
    switch (which) {
    case 0:
        named(m, "id", "r", !m->how->is_calm && n > 3 && chance(m, 5) ? n - 1 - pick(m, 3) : n);
        break;
    case 1:
        time_member(m, "createdDateTime");
        break;
    case 2:
        named(m, "userPrincipalName", "\xc3\xbc@", pick(m, 20));
        break;
    case 3:
        named(m, "userId", "", pick(m, 20));
        break;
    case 4:
        named(m, "appId", "", pick(m, 5));
        break;
    case 5:
        named(m, "appDisplayName", "\"app\" ", pick(m, 5));
        break;
    case 6:
        named(m, "ipAddress", "", pick(m, 30));
        break;
    case 7:
        named(m, "correlationId", "", pick(m, 200));
        break;
    case 8:
        status(m);
        break;
    default:
        odd_member(m);
    }
}

static void members(struct maker *m)
{
    enum { N = 14 };
    int order[N];
    for (int i = 0; i < N; i++)
        order[i] = i;
    for (int i = N - 1; i > 0 && !m->how->is_calm; i--) {
        const int other = (int)pick(m, (unsigned)i + 1), was = order[i];
        order[i] = order[other];
        order[other] = was;
    }
    for (int i = 0; i < N; i++)
        if (m->how->is_calm || chance(m, 90))
            member(m, order[i]);
}

static void record(struct maker *m)
{
    open(m, '{');
    if (chance(m, 60)) {
        members(m);
    } else { /* as Azure Monitor wraps it */
        time_member(m, "time");
        key(m, "resultType");
        code_value(m);
        if (chance(m, 50))
            named(m, "callerIpAddress", "", pick(m, 30));
        if (chance(m, 50))
            named(m, "correlationId", "", pick(m, 200));
        key(m, "properties");
        open(m, '{');
        members(m);
        close(m, '}');
        if (chance(m, 50))
            odd_member(m);
    }
    close(m, '}');
    m->made++;
}

/* --- containers ---------------------------------------------------------------------------------------- */

static void list(struct maker *m, size_t n)
{
    open(m, '[');
    for (size_t i = 0; i < n; i++) {
        separate(m);
        record(m);
        m->first = false;
    }
    close(m, ']');
}

static void envelope(struct maker *m, const char *name, size_t n)
{
    open(m, '{');
    if (chance(m, 50))
        text_member(m, "@odata.context", "https://graph.microsoft.com/{x}");
    if (chance(m, 30))
        odd_member(m);
    key(m, name);
    list(m, n);
    if (chance(m, 30))
        text_member(m, "@odata.nextLink", "https://graph.microsoft.com/next");
    close(m, '}');
}

void random_log(const struct random_log *how, struct buf *out)
{
    struct maker m = {.how = how, .seed = how->seed, .out = out};
    const size_t n = how->records;
    switch (how->shape) {
    case LOG_LINES:
    case LOG_ROW:
        for (size_t i = 0; i < n; i++) {
            record(&m);
            rsv__buf_text(out, how->shape == LOG_ROW ? "" : chance(&m, 10) && !how->is_calm ? "\r\n" : "\n");
        }
        break;
    case LOG_ARRAY:
        list(&m, n);
        break;
    case LOG_VALUE:
        envelope(&m, "value", n);
        break;
    case LOG_RECORDS:
        for (size_t left = n; left > 0;) {
            const size_t some = 1 + pick(&m, (unsigned)left);
            envelope(&m, "records", some);
            rsv__buf_char(out, '\n');
            left -= some;
        }
        break;
    default:
        open(&m, '[');
        for (size_t i = 0; i < 3; i++) {
            separate(&m);
            envelope(&m, "value", n / 3);
            m.first = false;
        }
        close(&m, ']');
    }
}
