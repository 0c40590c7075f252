/* SPDX-License-Identifier: MIT */
#include "scan/walk.h"

#include "scan/look.h"
#include "scan/text.h"

#include <string.h>

static inline unsigned context_of(const struct walker *w)
{
    return w->context;
}

static bool wrong(struct walker *w, size_t at, const char *what)
{
    w->wrong = what;
    w->wrong_at = at;
    return false;
}

/* Of the four brackets. */
enum { ENOUGH_UNREADABLE = 4, NOW_AND_THEN = 64 }; /* of records in a row that can't be read: try no more but now and then */

static inline bool is_closing(char c)
{
    return (c & 4) != 0;
}

static inline unsigned lowest(uint64_t mask)
{
    return (unsigned)__builtin_ctzll(mask);
}

static inline uint64_t below(unsigned bit)
{
    return ((uint64_t)1 << bit) - 1;
}

/* --- keys ------------------------------------------------------------------------------------- */

/* The value behind a colon belongs to w->pending. */
static void take_value(struct walker *w, size_t colon)
{
    const size_t at = rsv__scan_skip(w->text, colon + 1, w->n);
    if (w->pending == KEY_NEXT_PAGE && w->depth == 1)
        w->next_page = true;
    if (w->pending >= ROW_FIELDS || at >= w->n)
        return; /* the text's end says what is wrong */
    if (w->row.values[w->pending] != 0) {
        rsv__scan_walk_again(w, w->pending, at);
        return;
    }
    w->row.values[w->pending] = (uint32_t)(at - w->row.at); /* in an envelope it does no harm */
    w->row.ends[w->pending] = 0;
    w->row.inner |= (uint64_t)w->inner << w->pending;
}

/* The colons in `mask` of an object whose keys matter. */
static bool on_colons(struct walker *w, uint64_t mask, unsigned context, size_t base)
{
    for (; mask != 0; mask &= mask - 1) {
        const size_t colon = base + lowest(mask);
        if (!rsv__scan_walk_key(w, context, colon))
            return false;
        take_value(w, colon);
    }
    return true;
}

/* --- records -------------------------------------------------------------------------------------- */

static char byte_before(const struct walker *w, size_t at)
{
    if (at > 0 && rsv__scan_is_blank(w->text[at - 1]))
        at = rsv__scan_skip_back(w->text, at);
    return at > 0 ? w->text[at - 1] : w->before;
}

/* Remember this as a point where the walk can be taken up again. */
static void mark(struct walker *w, size_t at)
{
    w->since = w->resume = at;
    w->resume_place.before = byte_before(w, at);
    w->resume_place.depth = (uint8_t)w->depth;
    memcpy(w->resume_place.open, w->stack, PLACE_DEPTH);
}

/* Between records at the top there may be blanks, commas and record separators. */
static bool check_gap(struct walker *w, size_t from, size_t to)
{
    for (size_t at = from; at < to; at++) {
        const char c = w->text[at];
        if (rsv__scan_is_blank(c) || c == ',' || c == '\x1e')
            continue;
        w->stopped = !w->sink.damage(w->sink.user, at, "text that belongs to no record");
        return !w->stopped;
    }
    return true;
}

/* The brace at `at` begins a record: whether the walk goes on with it. */
static bool begin_record(struct walker *w, unsigned context, size_t at)
{
    if (context == AT_TOP && !check_gap(w, w->since, at))
        return false;
    if (at >= w->limit) {
        w->resume = at;
        w->resume_place.before = byte_before(w, at);
        return false;
    }
    if (!w->look.known)
        rsv__scan_look(w->text, at, w->n, &w->look);
    memset(&w->row, 0, ROW_CLEARED);
    w->row.at = at;
    w->in_row = true;
    w->inner = false;
    return true;
}

static bool end_record(struct walker *w, size_t at)
{
    if (w->in_row) {
        w->in_row = false;
        w->stopped = !w->sink.row(w->sink.user, w->text, &w->row, at + 1 - w->row.at);
        w->pauses = w->unreadable < ENOUGH_UNREADABLE || w->unreadable++ % NOW_AND_THEN == 0;
    }
    mark(w, at + 1);
    return !w->stopped && !w->pauses;
}

/* --- brackets ------------------------------------------------------------------------------------- */

/* What may stand before an opening bracket, blanks aside. */
static inline bool may_open(const struct walker *w, unsigned context, size_t at)
{
    const char before = byte_before(w, at);
    return before == '\0' || context == AT_TOP ||
           (context == IN_LIST ? before == ',' || before == '[' : before == ':');
}

static bool is_list(const struct walker *w, unsigned context, size_t at)
{
    if (w->pending != KEY_RECORDS || context != IN_RECORD || w->depth >= PLACE_DEPTH)
        return false;
    const size_t first = rsv__scan_skip(w->text, at + 1, w->n);
    return first < w->n && (w->text[first] == '{' || w->text[first] == ']');
}

static inline bool push(struct walker *w, unsigned context)
{
    w->stack[w->depth++] = (uint8_t)context;
    w->context = context;
    w->pending = KEY_NONE;
    return true;
}

static bool begin_list(struct walker *w, size_t at)
{
    push(w, IN_LIST);
    w->in_row = false; /* what it stands in is an envelope */
    mark(w, at + 1);
    return true;
}

static bool on_open(struct walker *w, size_t at)
{
    const unsigned context = context_of(w);
    const bool object = w->text[at] == '{';
    if (!object && w->text[at] != '[')
        return wrong(w, at, "a character that doesn't belong there");
    if (!may_open(w, context, at))
        return wrong(w, at, "a bracket where none can be");
    if (object && (context == AT_TOP || context == IN_LIST))
        return begin_record(w, context, at) && push(w, IN_RECORD);
    if (!object && context == AT_TOP)
        return check_gap(w, w->since, at) && begin_list(w, at);
    if (!object && is_list(w, context, at))
        return begin_list(w, at);
    if (object && context <= IN_PROPERTIES) {
        if (w->pending == KEY_STATUS)
            return push(w, IN_STATUS);
        if (w->pending == KEY_DEVICE)
            return push(w, IN_DEVICE);
        if (w->pending == KEY_PROPERTIES && context == IN_RECORD) {
            w->inner = true;
            return push(w, IN_PROPERTIES);
        }
    }
    w->skipping = 1;
    w->skips_array = !object;
    return true;
}

static bool on_close(struct walker *w, size_t at)
{
    const unsigned context = context_of(w);
    if (w->text[at] != '}' && w->text[at] != ']')
        return wrong(w, at, "a character that doesn't belong there");
    if (w->depth == 0)
        return wrong(w, at, "a closing bracket too many");
    if ((context == IN_LIST) != (w->text[at] == ']'))
        return wrong(w, at, "a bracket that closes another kind");
    w->depth--;
    w->context = w->depth ? w->stack[w->depth - 1] : AT_TOP;
    w->pending = KEY_NONE;
    if (context == IN_PROPERTIES)
        w->inner = false;
    if (context == IN_RECORD)
        return end_record(w, at);
    if (context == IN_LIST)
        mark(w, at + 1);
    return true;
}

/* An opening bracket behind a blank in a value of no interest: a record that was cut off swallows
 * those in the lines behind it, which shows here. */
static bool check_swallowed(struct walker *w, size_t at)
{
    const char before = byte_before(w, at);
    return before == ',' || before == '[' || before == ':' || before == '\0' ||
           wrong(w, at, "a bracket where none can be");
}

/* A value of no interest: count brackets until it ends, and forget the colons in it. */
static inline bool skip(struct walker *w, size_t base, uint64_t *brackets, uint64_t *colons)
{
    for (uint64_t left = *brackets; left != 0; left &= left - 1) {
        const size_t at = base + lowest(left);
        if (!is_closing(w->text[at])) {
            w->skipping++;
            if (at > 0 && rsv__scan_is_blank(w->text[at - 1]) && !check_swallowed(w, at))
                return false;
        } else if (--w->skipping == 0) {
            const uint64_t done = left ^ (left - 1); /* up to this one */
            *brackets &= ~done;
            *colons &= ~done;
            return w->skips_array == (w->text[at] == ']') ||
                   wrong(w, at, "a bracket that closes another kind");
        }
    }
    return true;
}

/* --- straight through ----------------------------------------------------------------------------- */

/* Records from `from` on that can be read straight through: behind them. */
static size_t read_on(struct walker *w, size_t from)
{
    const unsigned context = w->context;
    while (context == AT_TOP || context == IN_LIST) {
        size_t at = from;
        while (at < w->n && (rsv__scan_is_blank(w->text[at]) || w->text[at] == ','))
            at++;
        if (at >= w->n || at >= w->limit || w->text[at] != '{' || !may_open(w, context, at))
            break;
        if (!w->look.known)
            rsv__scan_look(w->text, at, w->n, &w->look);
        const size_t end = rsv__scan_record(w, at);
        w->inner = false;
        if (end == 0) {
            w->unreadable++;
            break;
        }
        w->unreadable = 0;
        w->stopped = !w->sink.row(w->sink.user, w->text, &w->row, end - at);
        mark(w, from = end);
        if (w->stopped)
            break;
    }
    return from;
}

/* --- the walk ---------------------------------------------------------------------------------------- */

/* Masks of the next blocks; how many.  The last one of a text is filled up with blanks. */
static unsigned next_batch(struct walker *w, size_t base, struct bits_carry *carry)
{
    const size_t left = (w->n - base) / SCAN_BLOCK, rest = (w->n - base) % SCAN_BLOCK;
    const unsigned n = left < WALK_BATCH ? (unsigned)left : WALK_BATCH;
    w->bits->masks(w->text + base, n, carry, w->bits_of);
    if (n == WALK_BATCH || rest == 0)
        return n;
    char last[SCAN_BLOCK];
    memset(last, ' ', sizeof last);
    memcpy(last, w->text + base + left * SCAN_BLOCK, rest);
    w->bits->masks(last, 1, carry, w->bits_of + n);
    return n + 1;
}

static inline bool walk_block(struct walker *w, const struct block_bits *b, size_t base)
{
    const uint64_t sound = b->broken ? below(lowest(b->broken)) : ~(uint64_t)0;
    uint64_t brackets = b->brackets & sound, colons = b->colons & sound;
    for (;;) {
        if (w->skipping != 0) {
            if (!skip(w, base, &brackets, &colons))
                return false;
            if (w->skipping != 0)
                break;
        }
        const uint64_t bit = brackets & (0 - brackets); /* 0: none, and bit - 1 is all ones */
        const uint64_t before = colons & (bit - 1);
        const unsigned context = context_of(w);
        if (before != 0 && context <= IN_DEVICE && !on_colons(w, before, context, base))
            return false;
        if (bit == 0)
            break;
        colons ^= before;
        brackets ^= bit;
        const size_t at = base + lowest(bit);
        if (!(is_closing(w->text[at]) ? on_close(w, at) : on_open(w, at)))
            return false;
    }
    return b->broken == 0 || wrong(w, base + lowest(b->broken), "a line ends inside a string");
}

/* Be between records at `from`, which is at w->place. */
static void enter(struct walker *w, size_t from)
{
    w->wrong = NULL;
    w->in_row = w->inner = w->pauses = false;
    w->pending = KEY_NONE;
    w->skipping = 0;
    w->depth = w->place.depth;
    w->context = w->depth ? w->place.open[w->depth - 1] : AT_TOP;
    memcpy(w->stack, w->place.open, PLACE_DEPTH);
    mark(w, from);
}

/* From there to where something is wrong or the walk pauses, or the limit, or the end (true). */
static bool walk_on(struct walker *w, size_t from)
{
    struct bits_carry carry = {0, 0};
    for (size_t base = from; base < w->n;) {
        const unsigned n = next_batch(w, base, &carry);
        for (unsigned i = 0; i < n; i++, base += SCAN_BLOCK)
            if (!walk_block(w, &w->bits_of[i], base))
                return false;
        if (w->in_row && base - w->row.at > MAX_RECORD)
            return wrong(w, w->row.at, "a record of more than 256 MB");
    }
    return true;
}

/* At the text's end: what is left open. */
static void check_end(struct walker *w)
{
    if (w->in_row)
        wrong(w, w->row.at, "the text ends inside a record");
    else if (w->depth > 0)
        w->stopped = !w->sink.damage(w->sink.user, w->n, "the text ends before its list does");
    else
        check_gap(w, w->since, w->n);
}

size_t rsv__scan_walk(struct walker *w, size_t from, size_t limit)
{
    w->limit = limit;
    w->before = w->place.before;
    for (;;) {
        enter(w, from);
        from = read_on(w, from);
        const bool ended = !w->stopped && walk_on(w, from);
        if (w->stopped)
            return w->resume;
        if (ended && w->is_end)
            check_end(w);
        w->place = w->resume_place;
        if (w->pauses) {
            from = w->resume;
            continue;
        }
        if (w->wrong == NULL)
            return ended && w->is_end ? w->n : w->resume;

        const size_t start = w->in_row ? (size_t)w->row.at : w->wrong_at;
        w->stopped = !w->sink.damage(w->sink.user, start, w->wrong);
        if (w->stopped)
            return start;
        from = rsv__scan_find_record(w, start + 1, w->n, false);
        if (from == SIZE_MAX)
            return w->n;
        if (from >= limit)
            return from;
    }
}
