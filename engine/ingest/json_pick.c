/* SPDX-License-Identifier: MIT */
#include "ingest/json_pick.h"

#include "base/hash.h"
#include "base/json_escape.h"
#include "base/number.h"
#include "base/text.h"
#include "base/utf8.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { MOST_KEPT = 4096, LONGEST_NUMBER = 100 };

struct span {
    const char *at;
    size_t n;
    bool escaped;
};

rsv_status rsv__json_picker_init(struct json_picker *p, const struct picks *picks, struct arena *arena, struct arena *keys,
                                 rsv_error *err)
{
    memset(p, 0, sizeof *p);
    p->picks = picks;
    p->arena = arena;
    p->keys = keys;
    p->slots = rsv__arena_alloc(keys, picks->n_slots * sizeof *p->slots);
    p->first = rsv__arena_alloc(keys, picks->n_slots * sizeof *p->first);
    p->seen = rsv__arena_alloc(keys, picks->n_slots * sizeof *p->seen);
    p->used = rsv__arena_alloc(keys, picks->n_slots * sizeof *p->used);
    return keys->failed ? rsv__nomem(err) : RSV_OK;
}

/* --- places ---------------------------------------------------------------------------------------- */

static void begin_line(struct json_picker *p, const char *start, uint32_t line, uint32_t column)
{
    const char *stop = memchr(start, '\n', (size_t)(p->end - start));
    p->line_start = p->counted = start;
    p->line_end = stop ? stop : p->end;
    p->line = line;
    p->column = column;
    uint64_t all = 0, eight[4];
    const char *s = start;
    for (; p->line_end - s >= (ptrdiff_t)sizeof eight; s += sizeof eight) {
        memcpy(eight, s, sizeof eight);
        all |= eight[0] | eight[1] | eight[2] | eight[3];
    }
    for (; s < p->line_end; s++)
        all |= (unsigned char)*s;
    p->ascii = (all & UINT64_C(0x8080808080808080)) == 0;
}

static void set_place(struct json_picker *p, const char *at, struct rsv_doc *d)
{
    while (at > p->line_end)
        begin_line(p, p->line_end + 1, p->line + 1, 1);
    if (p->ascii)
        p->column += (uint32_t)(at - p->counted);
    for (const char *s = p->counted; s < at && !p->ascii; s++)
        p->column += ((unsigned char)*s & 0xc0) != 0x80;
    p->counted = at;
    d->line = p->line;
    d->column = p->column;
}

/* --- tokens ------------------------------------------------------------------------------------------ */

/* The next character that isn't blank; NUL: there is none. */
static inline char next_char(struct json_picker *p)
{
    while (p->at < p->end && (*p->at == ' ' || *p->at == '\n' || *p->at == '\r' || *p->at == '\t'))
        p->at++;
    return p->at < p->end ? *p->at : '\0';
}

/* Behind a run of ASCII without quotes, backslashes and control characters. */
static inline const char *plain_run(const char *s, const char *end)
{
#ifdef __SSE2__
    const __m128i blank = _mm_set1_epi8(0x20), quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\');
    for (; end - s >= 16; s += 16) {
        const __m128i b = _mm_loadu_si128((const __m128i *)(const void *)s);
        const __m128i odd = _mm_or_si128(_mm_cmplt_epi8(b, blank), /* what is above ASCII is below 0 */
                                         _mm_or_si128(_mm_cmpeq_epi8(b, quote), _mm_cmpeq_epi8(b, slash)));
        const unsigned mask = (unsigned)_mm_movemask_epi8(odd);
        if (mask != 0)
            return s + __builtin_ctz(mask);
    }
#endif
    while (s < end && (unsigned char)(*s - 0x20) < 0x60 && *s != '"' && *s != '\\')
        s++;
    return s;
}

/* Behind the escape at `s`; NULL: it is none, or one that needs a closer look. */
static const char *skip_escape(const char *s, const char *end)
{
    size_t used;
    if (end - s < 2)
        return NULL;
    if (s[1] != 'u')
        return strchr("\"\\/bfnrt", s[1]) != NULL && s[1] != '\0' ? s + 2 : NULL;
    const uint32_t c = rsv__json_unicode(s, (size_t)(end - s), &used);
    return used != 6 || c == 0 || c == 0xfffd ? NULL : s + 6; /* a pair, or perhaps half of one */
}

/* The text that begins behind the quote; p->at goes behind the one that ends it. */
static bool take_text(struct json_picker *p, struct span *out)
{
    const char *s = p->at;
    bool high = false;
    *out = (struct span){.at = s};
    for (;;) {
        s = plain_run(s, p->end);
        if (s == p->end)
            return false;
        if (*s == '"')
            break;
        if (*s == '\\') {
            s = skip_escape(s, p->end);
            if (s == NULL)
                return false;
            out->escaped = true;
        } else if ((unsigned char)*s >= 0x80) {
            high = true;
            s++;
        } else {
            return false;
        }
    }
    out->n = (size_t)(s - out->at);
    p->at = s + 1;
    return !high || rsv__utf8_check(out->at, out->n) == out->n;
}

static const char *skip_digits(const char *s, const char *end)
{
    while (s < end && *s >= '0' && *s <= '9')
        s++;
    return s;
}

/* A number that needs no closer look. */
static bool take_number(struct json_picker *p, struct span *out)
{
    const char *s = p->at + (*p->at == '-'), *digits = s;
    *out = (struct span){.at = p->at};
    s = skip_digits(s, p->end);
    if (s == digits || (*digits == '0' && s > digits + 1))
        return false;
    if (s < p->end && *s == '.') {
        digits = s + 1;
        s = skip_digits(digits, p->end);
        if (s == digits)
            return false;
    }
    out->n = (size_t)(s - p->at);
    p->at = s;
    return out->n <= LONGEST_NUMBER && (s == p->end || (*s != 'e' && *s != 'E'));
}

static bool take_word(struct json_picker *p, const char *word, size_t n)
{
    if ((size_t)(p->end - p->at) < n || memcmp(p->at, word, n) != 0)
        return false;
    p->at += n;
    return true;
}

/* What separates, or ends, the parts of a list or object: a comma is passed over.  *more: another one follows. */
static bool take_comma(struct json_picker *p, char close, bool *more)
{
    const char c = next_char(p);
    *more = c == ',';
    p->at += *more || c == close;
    return *more || c == close;
}

/* --- what is passed over --------------------------------------------------------------------------------- */

static bool skip_scalar(struct json_picker *p, char c)
{
    struct span unused;
    switch (c) {
    case '"':
        p->at++;
        return take_text(p, &unused);
    case 't':
        return take_word(p, "true", 4);
    case 'f':
        return take_word(p, "false", 5);
    case 'n':
        return take_word(p, "null", 4);
    default:
        return take_number(p, &unused);
    }
}

static bool take_key(struct json_picker *p, struct span *key)
{
    if (next_char(p) != '"')
        return false;
    p->at++;
    if (!take_text(p, key) || key->escaped || next_char(p) != ':')
        return false;
    p->at++;
    return true;
}

/* depth: of the containers around it. */
static bool skip_value(struct json_picker *p, uint32_t depth)
{
    const char c = next_char(p), close = c == '{' ? '}' : ']';
    struct span key;
    bool more = true;
    if (c != '{' && c != '[')
        return skip_scalar(p, c);
    p->at++;
    if (depth == JSON_DEPTH)
        return false;
    if (next_char(p) == close) {
        p->at++;
        return true;
    }
    for (uint32_t n = 0; more; n++)
        if ((c == '{' && (n == JSON_MEMBERS || !take_key(p, &key))) || !skip_value(p, depth + 1) || !take_comma(p, close, &more))
            return false;
    return true;
}

/* --- what is kept ---------------------------------------------------------------------------------------- */

static const char *copy_text(struct json_picker *p, const struct span *s, size_t *n)
{
    char *out = rsv__arena_copy(p->arena, s->at, s->n);
    *n = s->n;
    if (out == NULL || !s->escaped)
        return out;
    *n = rsv__json_unescape(s->at, s->n, out);
    out[*n] = '\0';
    return out;
}

static bool keep_number(struct json_picker *p, struct rsv_doc *d)
{
    struct span s;
    char copy[LONGEST_NUMBER + 1];
    if (!take_number(p, &s))
        return false;
    memcpy(copy, s.at, s.n);
    copy[s.n] = '\0';
    const bool is_integer = memchr(copy, '.', s.n) == NULL && rsv__integer_parse(copy, &d->as.integer);
    d->type = is_integer ? RSV_INTEGER : RSV_NUMBER;
    return is_integer || rsv__number_parse(copy, &d->as.number);
}

/* What json.h's readers take for an envelope, or a fact of our own. */
static const struct pick_head *find_head(const char *key)
{
    const struct pick_head *head = rsv__pick_heads;
    while (head->key != NULL && strcmp(head->key, key) != 0)
        head++;
    return head->key ? head : NULL;
}

static struct known_key *find_key(struct json_picker *p, const struct pick *in, const struct span *s)
{
    uint64_t ends = s->n + (uint64_t)in->slot * 64; /* of the key, and where it stands */
    for (size_t i = 0; i < s->n && i < 8; i++)
        ends = ends * 131 + (unsigned char)s->at[i] + ((uint64_t)(unsigned char)s->at[s->n - 1 - i] << 7);
    struct known_key *k = &p->known[rsv__hash_mix(ends) % KNOWN_KEYS];
    for (int i = 0; k->key != NULL && i < 3; i++, k = &p->known[(size_t)(k - p->known + 1) % KNOWN_KEYS])
        if (k->in == in && k->n == s->n && memcmp(k->key, s->at, s->n) == 0)
            return k;
    struct arena *arena = p->n_kept++ < MOST_KEPT ? p->keys : p->arena; /* odd keys without end must not fill the memory */
    if (arena == p->arena && (k = rsv__arena_alloc(arena, sizeof *k)) == NULL)
        return NULL;
    *k = (struct known_key){.in = in, .n = (uint32_t)s->n, .key = rsv__arena_copy(arena, s->at, s->n),
                            .lasting = arena == p->keys};
    if (k->key == NULL)
        return NULL;
    k->hash = rsv__fold_hash(k->key);
    k->head = find_head(k->key);
    k->to = rsv__pick_find(in, k->key, k->hash);
    return k;
}

static bool keep_value(struct json_picker *p, struct rsv_doc *d, const struct pick *pick, uint32_t depth);

static struct rsv_doc *add_node(struct json_picker *p, struct rsv_doc *parent)
{
    struct rsv_doc *d = rsv__arena_claim(p->arena, sizeof *d);
    if (d == NULL)
        return NULL;
    *d = (struct rsv_doc){.key = NULL};
    rsv__doc_link(parent, d);
    return d;
}

static bool keep_member(struct json_picker *p, struct rsv_doc *parent, const struct known_key *k, uint32_t object, uint32_t depth)
{
    const uint32_t slot = k->to->slot;
    struct rsv_doc *d = add_node(p, parent);
    /* A second one, in a list, may lead on where the first doesn't. */
    if (d == NULL || k->to->dotted ||
        (k->to->slotted && (p->seen[slot] == object || (p->slots[slot] != NULL && k->to->through))))
        p->slots_hold = false;
    if (d == NULL)
        return false;
    d->key = k->key;
    d->hash = k->hash;
    p->seen[slot] = object;
    if (p->slots[slot] == NULL) {
        p->slots[slot] = d;
        p->used[p->n_used++] = slot;
    }
    const bool read = keep_value(p, d, k->to, depth);
    if (depth == 1 && k->head != NULL && (!k->head->holds || d->type == RSV_ARRAY || d->type == RSV_OBJECT))
        p->is_foreign = false;
    return read;
}

/* The key that begins here, where `guess` (NULL: none) is expected; NULL: there is none, or it needs a closer look. */
static const struct known_key *next_key(struct json_picker *p, const struct pick *in, const struct known_key *guess)
{
    struct span s;
    if (next_char(p) == '"' && guess != NULL && guess->in == in && (size_t)(p->end - p->at) > guess->n + 3 &&
        memcmp(p->at + 1, guess->key, guess->n) == 0 && p->at[guess->n + 1] == '"' && p->at[guess->n + 2] == ':') {
        p->at += guess->n + 3;
        return guess;
    }
    return take_key(p, &s) ? find_key(p, in, &s) : NULL;
}

static bool keep_members(struct json_picker *p, struct rsv_doc *d, const struct pick *pick, uint32_t depth)
{
    const uint32_t object = ++p->object;
    const struct known_key **expected = &p->first[pick->slot];
    const struct known_key *none = NULL;
    bool more = true;
    if (next_char(p) == '}') {
        p->at++;
        return true;
    }
    for (uint32_t n = 0; more; n++) {
        const struct known_key *k = n < JSON_MEMBERS ? next_key(p, pick, *expected) : NULL;
        if (k == NULL)
            return false;
        if (k->lasting && k != *expected)
            *expected = k;
        expected = k->lasting ? &((struct known_key *)k)->next : &none;
        if (!(k->to ? keep_member(p, d, k, object, depth) : skip_value(p, depth)) || !take_comma(p, '}', &more))
            return false;
    }
    return true;
}

static bool keep_elements(struct json_picker *p, struct rsv_doc *d, const struct pick *pick, uint32_t depth)
{
    bool more = true;
    if (next_char(p) == ']') {
        p->at++;
        return true;
    }
    if (pick->listed) {
        p->slots_hold = p->slots_hold && !pick->through;
        pick = &rsv__pick_whole;
    }
    while (more) {
        struct rsv_doc *element = add_node(p, d);
        if (element == NULL || !keep_value(p, element, pick, depth) || !take_comma(p, ']', &more))
            return false;
    }
    return true;
}

static bool keep_text(struct json_picker *p, struct rsv_doc *d, const struct pick *pick)
{
    struct span s;
    p->at++;
    if (!take_text(p, &s))
        return false;
    d->type = RSV_TEXT;
    d->as.text.at = copy_text(p, &s, &d->as.text.n);
    if (d->as.text.at == NULL)
        return false;
    if (pick->through && (*d->as.text.at == '{' || *d->as.text.at == '[')) /* paths may go on in it */
        p->slots_hold = false;
    return true;
}

/* depth: of the containers around it. */
static bool keep_value(struct json_picker *p, struct rsv_doc *d, const struct pick *pick, uint32_t depth)
{
    const char c = next_char(p);
    if (d->key == NULL)
        d->key = "";
    set_place(p, p->at, d);
    switch (c) {
    case '{':
    case '[':
        if (depth == JSON_DEPTH)
            return false;
        p->at++;
        d->type = c == '{' ? RSV_OBJECT : RSV_ARRAY;
        return (c == '{' ? keep_members : keep_elements)(p, d, pick, depth + 1);
    case '"':
        return keep_text(p, d, pick);
    case 't':
        d->type = RSV_BOOLEAN;
        d->as.boolean = true;
        return take_word(p, "true", 4);
    case 'f':
        d->type = RSV_BOOLEAN;
        return take_word(p, "false", 5);
    case 'n':
        d->type = RSV_NULL;
        return take_word(p, "null", 4);
    default:
        return keep_number(p, d);
    }
}

/* --- the record -------------------------------------------------------------------------------------------- */

bool rsv__json_pick(struct json_picker *p, struct json_reader *r, struct doc_tree *tree)
{
    struct json_place *next = &r->next;
    p->at = r->text + next->at;
    p->end = r->text + r->n;
    if (p->at == p->end || *p->at != '{')
        return false;
    if (p->counted == NULL || p->at < p->counted || p->line != next->line || p->at > p->line_end)
        begin_line(p, p->at, next->line, next->column);
    while (p->n_used > 0)
        p->slots[p->used[--p->n_used]] = NULL;
    p->slots_hold = p->is_foreign = true;
    tree->root = (struct rsv_doc){.key = ""};
    if (!keep_value(p, &tree->root, &p->picks->root, 0) || !p->is_foreign) {
        p->counted = NULL;
        return false;
    }
    struct rsv_doc after;
    set_place(p, p->at, &after);
    r->start = *next;
    *next = (struct json_place){(size_t)(p->at - r->text), after.line, after.column};
    r->whole = true;
    r->n_open = 0;
    return true;
}
