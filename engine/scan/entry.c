/* SPDX-License-Identifier: MIT */
#include "scan/entry.h"

#include "base/json_escape.h"
#include "base/number.h"
#include "base/text.h"
#include "base/time.h"
#include "scan/peek.h"
#include "scan/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- values ------------------------------------------------------------------------------------ */

struct scan_value rsv__row_find_value(const char *text, size_t n, const struct row *row, enum scan_field field)
{
    struct scan_value v = {NULL, 0, false, false};
    if (row->values[field] == 0)
        return v;
    const size_t at = (size_t)row->at + row->values[field];
    if (text[at] == '"') {
        const size_t end = rsv__scan_string_end(text, at + 1, n, &v.is_escaped);
        v.n = end == SIZE_MAX ? 0 : end - at - 1;
        v.text = v.n > 0 ? text + at + 1 : NULL;
        v.is_text = true;
    } else if (text[at] != '{' && text[at] != '[') {
        v.n = rsv__scan_scalar_end(text, at, n) - at;
        v.text = v.n == 4 && memcmp(text + at, "null", 4) == 0 ? NULL : text + at;
    }
    return v;
}

static inline uint64_t word(const char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

static inline uint64_t mix(uint64_t a, uint64_t b)
{
    const unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* The first and the last bytes of up to 16: of each n others. */
static inline void load_ends(const char *text, size_t n, uint64_t *first, uint64_t *last)
{
    uint32_t low, high;
    if (n >= 8) {
        *first = word(text);
        *last = word(text + n - 8);
    } else if (n >= 4) {
        memcpy(&low, text, 4);
        memcpy(&high, text + n - 4, 4);
        *first = low;
        *last = high;
    } else {
        *first = n ? (uint64_t)(unsigned char)text[0] << 8 | (unsigned char)text[n / 2] : 0;
        *last = n ? (unsigned char)text[n - 1] : 0;
    }
}

uint64_t rsv__scan_hash(const char *text, size_t n)
{
    const uint64_t a = 0xd6e8feb86659fd93u, b = 0xe7037ed1a0b428dbu;
    uint64_t h = 0x9e3779b97f4a7c15u * (n + 1), first, last; /* so that no length is like a byte */
    for (; n > 16; n -= 16, text += 16)
        h = mix(h ^ rsv__fold_word(word(text)), a ^ rsv__fold_word(word(text + 8)));
    load_ends(text, n, &first, &last);
    h = mix(h ^ rsv__fold_word(first), a ^ rsv__fold_word(last));
    h = mix(h, b);
    return h ? h : 1;
}

uint64_t rsv__scan_value_hash(struct scan_value v)
{
    enum { MAX_PLAIN = 4096 }; /* a longer one is hashed as it stands */
    if (v.text == NULL)
        return 0;
    if (!v.is_escaped || v.n > MAX_PLAIN)
        return rsv__scan_hash(v.text, v.n);
    char plain[MAX_PLAIN + 1];
    return rsv__scan_hash(plain, rsv__json_unescape(v.text, v.n, plain));
}

/* A short value with a NUL behind it. */
static bool copy_short(struct scan_value v, char *out, size_t size)
{
    if (v.text == NULL || v.n >= size)
        return false;
    const size_t n = v.is_escaped ? rsv__json_unescape(v.text, v.n, out) : v.n;
    if (!v.is_escaped)
        memcpy(out, v.text, n);
    out[n] = '\0';
    return true;
}

int64_t rsv__scan_value_code(struct scan_value v)
{
    char text[40];
    double number;
    int64_t code = 0;
    if (v.text != NULL && v.n <= 9) {
        size_t i = 0;
        for (; i < v.n && v.text[i] >= '0' && v.text[i] <= '9'; i++)
            code = code * 10 + (v.text[i] - '0');
        if (i == v.n)
            return code;
    }
    if (!copy_short(v, text, sizeof text))
        return NO_CODE;
    if (rsv__integer_parse(text, &code))
        return code < 0 || code > INT32_MAX ? NO_CODE : code;
    if (rsv__number_parse(text, &number) && number >= 0 && number < 1e9 && floor(number) == number)
        return (int64_t)number;
    return NO_CODE;
}

/* --- times ------------------------------------------------------------------------------------- */

/* Two digits, or more than 99. */
static inline unsigned two(const char *p)
{
    const unsigned high = (unsigned char)p[0] - '0', low = (unsigned char)p[1] - '0';
    return high > 9 || low > 9 ? 1000 : high * 10 + low;
}

/* "2024-07-01T00:00:00" and perhaps a fraction and Z, which is what nearly all logs have. */
static bool parse_usual(struct scan_value v, struct entry_maker *m, int64_t *out)
{
    const char *p = v.text;
    if (v.n < 20 || p[v.n - 1] != 'Z' || p[10] != 'T' || p[13] != ':' || p[16] != ':')
        return false;
    const unsigned hour = two(p + 11), minute = two(p + 14), second = two(p + 17);
    unsigned ms = 0, scale = 100;
    if (hour > 23 || minute > 59 || second > 59 || (p[19] != '.' && v.n != 20))
        return false;
    for (size_t i = 20; i + 1 < v.n; i++, scale /= 10) {
        if (p[i] < '0' || p[i] > '9')
            return false;
        ms += (unsigned)(p[i] - '0') * scale;
    }
    if (memcmp(m->day, p, 10) != 0) {
        char day[11];
        memcpy(day, p, 10);
        day[10] = '\0';
        if (!rsv__time_parse(day, &m->day_ms))
            return false;
        memcpy(m->day, p, 10);
    }
    *out = m->day_ms + ((int64_t)hour * 3600 + minute * 60 + second) * 1000 + ms;
    return true;
}

/* "4/28/2021, 2:08:45.221 PM", as browsers and PowerShell write it, month first. */
static bool parse_american(const char *text, int64_t *out)
{
    unsigned month, day, year, hour, minute, second;
    int used = 0;
    char half[3] = "", zone[8] = "", iso[64];
    if (sscanf(text, "%2u/%2u/%4u%*[, ]%2u:%2u:%2u%n", &month, &day, &year, &hour, &minute, &second,
               &used) != 6)
        return false;
    const char *fraction = text + used;
    const size_t digits = *fraction == '.' ? 1 + strspn(fraction + 1, "0123456789") : 0;
    if (sscanf(fraction + digits, " %2[APMapm] %7[-+0-9:Z]", half, zone) >= 1)
        hour = hour % 12 + ((half[0] | 0x20) == 'p' ? 12 : 0);
    snprintf(iso, sizeof iso, "%04u-%02u-%02uT%02u:%02u:%02u%.*s%s", year, month, day, hour, minute,
             second, (int)(digits < 10 ? digits : 10), fraction, zone[0] ? zone : "Z");
    return rsv__time_parse(iso, out);
}

int64_t rsv__scan_value_time(struct scan_value v, struct entry_maker *m)
{
    char text[64];
    int64_t ms;
    if (v.text == NULL)
        return NO_TIME;
    if (!v.is_escaped && parse_usual(v, m, &ms))
        return ms;
    if (!copy_short(v, text, sizeof text))
        return NO_TIME;
    return rsv__time_parse(text, &ms) || parse_american(text, &ms) ? ms : NO_TIME;
}

/* --- entries ------------------------------------------------------------------------------------ */

/* The hash of one field, or of the other where that one says nothing. */
static inline uint64_t hash_of(const char *text, size_t n, const struct row *row,
                               enum scan_field field, enum scan_field other)
{
    const uint64_t h = rsv__scan_value_hash(rsv__row_value(text, n, row, field));
    return h || field == other ? h : rsv__scan_value_hash(rsv__row_value(text, n, row, other));
}

/* "Pass-through Authentication; PTA AgentId: <GUID>" among the authentication's steps. */
static void find_agent(const char *text, const struct row *row, size_t length, struct scan_entry *out)
{
    enum { GUID = 36 };
    static const char label[] = "AgentId:";
    const char *record = text + row->at, *end = record + length, *steps = record + row->values[ROW_STEPS];
    const char *at = memmem(steps, (size_t)(end - steps), label, sizeof label - 1);
    if (at == NULL)
        return;
    for (at += sizeof label - 1; at < end && *at == ' ';)
        at++;
    if (end - at <= GUID || at[8] != '-' || at[13] != '-' || at[23] != '-')
        return;
    out->agent_at = (uint32_t)(at - record);
    out->agent = rsv__scan_hash(at, GUID);
}

/* The first policy that failed, by its name. */
static void find_policy(const char *text, size_t n, const struct row *row, struct scan_entry *out)
{
    struct peek p;
    struct peek_member members[] = {{.key = "result"}, {.key = "displayname"}, {.key = "id"}};
    static const char failure[] = "\"failure\"";
    const size_t begin = row->values[ROW_POLICIES], end = row->ends[ROW_POLICIES];
    if (end != 0 && memmem(text + row->at + begin, end - begin, failure, sizeof failure - 1) == NULL)
        return;
    rsv__peek_open(&p, text, (size_t)row->at + begin, n);
    while (rsv__peek_next(&p, members, 3)) {
        if (members[0].value.n != 7 || memcmp(members[0].value.text, "failure", 7) != 0)
            continue;
        const struct scan_value name = members[1].value.text ? members[1].value : members[2].value;
        if (name.text != NULL) {
            out->policy = rsv__scan_value_hash(name);
            out->policy_at = (uint32_t)(name.text - (text + row->at));
            out->policy_n = (uint32_t)name.n;
        }
        return;
    }
}

void rsv__scan_entry(struct entry_maker *m, const char *text, size_t n, const struct row *row,
                     size_t length, struct scan_entry *out)
{
    out->at = row->at;
    out->n = (uint32_t)length;
    out->row = 0;
    out->code = rsv__scan_value_code(rsv__row_value(text, n, row, ROW_CODE));
    if (out->code == NO_CODE)
        out->code = rsv__scan_value_code(rsv__row_value(text, n, row, ROW_RESULT));
    out->time = rsv__scan_value_time(rsv__row_value(text, n, row, ROW_CREATED), m);
    if (out->time == NO_TIME)
        out->time = rsv__scan_value_time(rsv__row_value(text, n, row, ROW_TIME), m);
    out->user = hash_of(text, n, row, ROW_USER, ROW_USER_ID);
    out->id = out->app = out->address = out->correlation = out->agent = out->policy = 0;
    out->agent_at = out->policy_at = out->policy_n = 0;
    if (m->counts_only)
        return;
    out->id = hash_of(text, n, row, ROW_ID, ROW_ID);
    out->app = hash_of(text, n, row, ROW_APP_ID, ROW_APP);
    out->address = hash_of(text, n, row, ROW_ADDRESS, ROW_CALLER);
    out->correlation = hash_of(text, n, row, ROW_CORRELATION, ROW_CORRELATION);
    if (row->values[ROW_STEPS] != 0)
        find_agent(text, row, length, out);
    if (out->code > 0 && row->values[ROW_POLICIES] != 0)
        find_policy(text, n, row, out);
}
