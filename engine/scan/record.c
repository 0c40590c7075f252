/* SPDX-License-Identifier: MIT */
#include "scan/record.h"

#include "scan/text.h"
#include "scan/walk.h"

#include <string.h>

enum { LOOK_AHEAD = 8, MANY_MISSES = 12 };
enum { ROOM = 2 * STEP_BYTES + 8 }; /* bytes that may be read without asking */

/* Where the reading is: one of the objects whose keys matter, and whether inside "properties". */
enum { INNER = 0x80, NOWHERE = 0xff };
enum { KEY_END = 0xff }; /* of a step: behind it, the record is over */

static inline unsigned object_of(uint8_t place)
{
    return place & (INNER - 1u);
}

static inline bool has_bytes(const struct step *s, const char *p)
{
    uint64_t same = rsv__lane_equal(p, s->bytes);
    if (s->n > LANE)
        same |= (uint64_t)rsv__lane_equal(p + LANE, s->bytes + LANE) << LANE;
    return (~same & s->mask) == 0;
}

/* --- reading a key ------------------------------------------------------------------------------- */

static uint8_t outside_of(uint8_t place)
{
    const bool inner = place & INNER;
    return object_of(place) == IN_PROPERTIES ? IN_RECORD : inner ? IN_PROPERTIES | INNER : IN_RECORD;
}

/* The object that this key opens and whose keys matter, or 0: the record itself isn't opened by a key. */
static uint8_t opened_by(int key, uint8_t place)
{
    const bool outer = object_of(place) <= IN_PROPERTIES;
    return key == KEY_STATUS && outer                      ? (place & INNER) | IN_STATUS
           : key == KEY_DEVICE && outer                    ? (place & INNER) | IN_DEVICE
           : key == KEY_PROPERTIES && place == IN_RECORD ? IN_PROPERTIES | INNER
                                                           : 0;
}

/* Move behind blanks, and tell what is there; NUL: the end. */
static char next_byte(const struct walker *w, size_t *at)
{
    *at = rsv__scan_skip(w->text, *at, w->n);
    return *at < w->n ? w->text[*at] : '\0';
}

/* A key and its colon at *at, which moves to its value. */
static bool read_key(const struct walker *w, size_t *at, uint8_t place, uint8_t *key)
{
    const size_t open = *at;
    bool escaped = false;
    const size_t close = rsv__scan_plain_end(w->text, open + 1, w->n, &escaped);
    if (close == 0 || escaped)
        return false;
    *at = close + 1;
    if (next_byte(w, at) != ':')
        return false;
    ++*at;
    const char value = next_byte(w, at);
    *key = (uint8_t)rsv__scan_key_find(w->keys, rsv__scan_keys_in(object_of(place)), w->text + open + 1, close - open - 1,
                                       open + 1);
    return *key != KEY_NEXT_PAGE && !(*key == KEY_RECORDS && value == '[');
}

/* What comes behind a value, or behind the brace that begins the record, as a step of which the bytes aren't filled in:
 * behind it, or 0. */
static size_t read_step(const struct walker *w, size_t at, bool first, struct step *s)
{
    for (;;) {
        char c = next_byte(w, &at);
        if (c == '}') {
            at++;
            if (s->behind == IN_RECORD) {
                s->key = KEY_END;
                return at;
            }
            s->behind = outside_of(s->behind);
            first = false;
            continue;
        }
        if (!first) {
            if (c != ',')
                return 0;
            at++;
            c = next_byte(w, &at);
        }
        if (c != '"' || !read_key(w, &at, s->behind, &s->key))
            return 0;
        const uint8_t opened = opened_by(s->key, s->behind);
        if (opened == 0 || next_byte(w, &at) != '{')
            return at;
        s->behind = opened;
        first = true;
        at++;
    }
}

/* --- expecting it --------------------------------------------------------------------------------- */

static void begin(struct steps *s)
{
    if (s->n == 0 || s->misses > MANY_MISSES) { /* another kind of records */
        s->n = 0;
        s->items[0].before = NOWHERE;
    }
    s->misses = 0;
}

static void insert(struct steps *s, struct step *at, const struct step *new)
{
    if (s->n == MAX_STEPS)
        return;
    memmove(at + 1, at, (size_t)(&s->items[++s->n] - at) * sizeof *at);
    *at = *new;
}

/* The step at text[p], which isn't the expected one: it, filled into *other if need be; NULL: none can be read. */
static struct step *other_step(struct walker *w, size_t p, uint8_t place, struct step *expected, struct step *other)
{
    struct steps *s = &w->steps;
    struct step *const end = &s->items[s->n];
    for (struct step *i = expected; i < end && i <= expected + LOOK_AHEAD; i++) /* some were left out */
        if (i->before == place && has_bytes(i, w->text + p))
            return i;
    *other = (struct step){.before = place, .behind = place};
    const size_t at = read_step(w, p, w->row.at + 1 == p, other);
    if (at == 0 || at - p > UINT32_MAX)
        return NULL;
    other->n = (uint32_t)(at - p);
    if (other->n > STEP_BYTES || (other->key > KEY_NONE && other->key != KEY_END)) /* or perhaps an object that matters */
        return other;
    other->mask = ~(uint64_t)0 >> (64 - other->n);
    memcpy(other->bytes, w->text + p, other->n);
    s->misses += expected < end;
    insert(s, expected, other);
    return s->n < MAX_STEPS ? expected : other;
}

/* --- the record ------------------------------------------------------------------------------------- */

/* Behind a number or word, or 0. */
static inline size_t scalar_end(const struct walker *w, size_t at)
{
    const char *text = w->text;
    const char c = text[at];
    if ((c >= '0' && c <= '9') || c == '-') {
        do
            at++;
        while (at < w->n && ((text[at] >= '0' && text[at] <= '9') || text[at] == '.'));
        return at;
    }
    if (memcmp(text + at, "null", 4) == 0 || memcmp(text + at, "true", 4) == 0)
        return at + 4;
    return memcmp(text + at, "false", 5) == 0 ? at + 5 : 0;
}

/* Behind the value at `at`, or 0.  *known: the same for a row, or 0 if there are escapes. */
static inline size_t value_end(const struct walker *w, size_t at, uint8_t key, uint32_t *known)
{
    const char *text = w->text;
    const char c = text[at];
    if (c == '"') {
        bool escaped = false;
        const size_t end = rsv__scan_plain_end(text, at + 1, w->n, &escaped);
        *known = escaped ? 0 : (uint32_t)(end + 1 - w->row.at);
        return end ? end + 1 : 0;
    }
    size_t end;
    if (c != '[' && c != '{')
        end = scalar_end(w, at);
    else if (key > KEY_NONE) /* which may be one whose keys matter */
        end = 0;
    else
        end = text[at + 1] == (c == '[' ? ']' : '}') ? at + 2 : w->bits->skip(text, at, w->n);
    *known = (uint32_t)(end - w->row.at);
    return end;
}

static inline void take_value(struct walker *w, size_t at, uint32_t end, const struct step *step)
{
    uint32_t *value = &w->row.values[step->key];
    if (*value != 0) {
        w->inner = step->behind & INNER;
        rsv__scan_walk_again(w, step->key, at);
        return;
    }
    *value = (uint32_t)(at - w->row.at);
    w->row.ends[step->key] = end;
    w->row.inner |= (uint64_t)(step->behind >> 7) << step->key;
}

size_t rsv__scan_record(struct walker *w, size_t at)
{
    const char *text = w->text;
    const size_t limit = w->n > ROOM ? w->n - ROOM : 0;
    struct step other;
    uint8_t place = IN_RECORD;
    begin(&w->steps);
    memset(&w->row, 0, ROW_CLEARED);
    w->row.at = at;
    size_t p = at + 1;
    for (struct step *next = w->steps.items; p != 0 && p < limit;) {
        struct step *step = next++;
        if (step->before != place || !has_bytes(step, text + p)) {
            next = other_step(w, p, place, step, &other);
            if (next == NULL)
                return 0;
            if (next == &other) {
                next = step;
                step = &other;
            } else {
                step = next++;
            }
        }
        p += step->n;
        if (step->key == KEY_END)
            return p - at > MAX_RECORD ? 0 : p;
        place = step->behind;
        if (step == &other || (unsigned char)text[p] <= ' ') {
            p = rsv__scan_skip(text, p, w->n);
            if (p >= limit)
                return 0;
        }
        uint32_t known;
        const size_t end = value_end(w, p, step->key, &known);
        if (step->key < ROW_FIELDS)
            take_value(w, p, known, step);
        p = end;
    }
    return 0;
}
