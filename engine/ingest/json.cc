/* SPDX-License-Identifier: MIT
 * json.cc - RapidJSON's SAX reader behind a C function, the engine's only C++.
 *
 * RapidJSON was measured against simdjson, which needs libstdc++ loaded (0.6 ms of a cold start
 * of 1.2 ms), and jansson, which doesn't tell where values stand.  Three things keep it safe:
 *   - it allocates nothing: strings are decoded elsewhere (the "in-situ" interface of a stream that
 *     doesn't write to itself), so that its stack only holds two words for each open container,
 *     and that stack is replaced by a fixed one;
 *   - numbers come as texts.  In 1.1.0, kParseFullPrecisionFlag reads outside its table of powers
 *     for a 1 behind 400 zeros, and gives -3.8e-288 for 30 digits with e300;
 *   - no exceptions, no new, no static that needs a guard: nothing of libstdc++ is linked.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <rapidjson/reader.h>

#include "ingest/json.h"

extern "C" {
#include "base/number.h"
#include "base/text.h"
#include "base/utf8.h"
#include "ingest/report.h"
}

using rapidjson::SizeType;

namespace {

enum { NUMBER_SIZE = 128 }; /* longer numbers are nonsense */

/* The text, and where decoded strings go.  RapidJSON copies it for the time of one token, so that
 * handlers find `src` where that token began (but behind null, true and false). */
struct Stream {
    typedef char Ch;
    const char *src, *head, *end;
    char *dst, *scratch;

    char Peek() const { return src == end ? '\0' : *src; }
    char Take() { return src == end ? '\0' : *src++; }
    size_t Tell() const { return static_cast<size_t>(src - head); }
    char *PutBegin() { return dst = scratch; }
    void Put(char c) { *dst++ = c; }
    size_t PutEnd(const char *begin) const { return static_cast<size_t>(dst - begin); }
};

/* UTF-8, but runs of plain ASCII in one go: most of any log. */
struct Utf8 : rapidjson::UTF8<> {
    template <typename In, typename Out> static bool Validate(In &in, Out &)
    {
        const char *from = in.src;
        while (in.end - in.src >= 8) {
            uint64_t w;
            memcpy(&w, in.src, 8);
            const uint64_t ones = ~UINT64_C(0) / 255, high = ones << 7;
            const uint64_t quote = w ^ ones * '"', slash = w ^ ones * '\\';
            /* a byte of 0x80 or more, below 0x20, a quote, a backslash; all are ASCII where it is none */
            if (((w | (w - ones * 0x20) | (quote - ones) | (slash - ones)) & high) != 0)
                break;
            in.src += 8;
        }
        while (in.src < in.end && static_cast<unsigned char>(*in.src - 0x20) < 0x60 && *in.src != '"' && *in.src != '\\')
            in.src++;
        if (in.src == from)
            return rapidjson::UTF8<>::Validate(in, in);
        memcpy(in.dst, from, static_cast<size_t>(in.src - from));
        in.dst += in.src - from;
        return true;
    }
};

struct FixedStack {}; /* names the stack below as the one to take */

} // namespace

namespace rapidjson {

template <> struct StreamTraits<Stream> {
    enum { copyOptimization = 1 };
};

/* Two words for each container, and for one more than allowed because they are pushed before the
 * handler can refuse. */
template <> class internal::Stack<FixedStack> {
public:
    Stack(FixedStack *, size_t) : n(0) {}
    void Clear() { n = 0; }
    template <typename T> T *Push(size_t count = 1)
    {
        T *top = At<T>(n);
        n += count * sizeof(T);
        RAPIDJSON_ASSERT(n <= sizeof words);
        return top;
    }
    template <typename T> T *Pop(size_t count) { return At<T>(n -= count * sizeof(T)); }
    template <typename T> T *Top() { return At<T>(n - sizeof(T)); }

private:
    template <typename T> T *At(size_t byte)
    {
        return reinterpret_cast<T *>(words) + byte / sizeof(T);
    }
    SizeType words[(JSON_DEPTH + 1) * 2];
    size_t n; /* bytes */
};

} // namespace rapidjson

namespace {

struct Builder {
    struct json_reader *reader;
    struct doc_tree *tree;
    const Stream *in;
    rsv_error *err;
    bool refused;   /* err tells why the handler stopped the reading */
    bool has_twice; /* err tells of a key given twice, unless something worse follows */
    struct json_place mark;
    struct rsv_doc *open[JSON_DEPTH];
    uint64_t keys[JSON_DEPTH]; /* one bit for each key that may be there */
    uint32_t depth;
    const char *key; /* of the value to come */
    uint16_t key_hash;
    bool twice;      /* the key is there already */

    /* Move the mark, which knows its line and column, ahead to `at`. */
    void advance(const char *at)
    {
        const char *p = in->head + mark.at;
        for (; p < at; p++) {
            if (*p == '\n') {
                mark.line++;
                mark.column = 1;
            } else if ((static_cast<unsigned char>(*p) & 0xc0) != 0x80) {
                mark.column++;
            }
        }
        mark.at = static_cast<size_t>(p - in->head);
    }

    bool refuse(const char *message)
    {
        refused = true;
        rsv__fail_at(err, RSV_EINPUT, nullptr, static_cast<int>(mark.line),
                     static_cast<int>(mark.column), "%s", message);
        return false;
    }

    /* A node for the value at `at`. */
    struct rsv_doc *add(rsv_type type, const char *at)
    {
        struct rsv_doc *d = &tree->root;
        advance(at);
        if (depth > 0)
            d = rsv__doc_add(tree, open[depth - 1], key, type);
        if (d == nullptr)
            return nullptr;
        d->type = static_cast<uint8_t>(type);
        d->line = mark.line;
        d->column = mark.column;
        if (twice)
            note_twice(d);
        d->hash = key == nullptr ? 0 : key_hash;
        key = nullptr;
        twice = false;
        return d;
    }

    void note_twice(struct rsv_doc *second)
    {
        char shown[SHOWN_SIZE];
        second->broken = true;
        if (!has_twice)
            rsv__fail_at(err, RSV_EINPUT, nullptr, static_cast<int>(second->line),
                         static_cast<int>(second->column), "the key \"%s\" is given twice",
                         rsv__report_show(key, strlen(key), shown));
        has_twice = true;
    }

    bool add_number(const char *text, SizeType n)
    {
        char copy[NUMBER_SIZE];
        int64_t integer;
        double number;
        advance(in->src);
        if (n >= sizeof copy)
            return refuse("the number is too long");
        memcpy(copy, text, n);
        copy[n] = '\0';
        const bool is_integer =
            strpbrk(copy, ".eE") == nullptr && rsv__integer_parse(copy, &integer);
        if (!is_integer && !rsv__number_parse(copy, &number))
            return refuse("the number is too large");
        struct rsv_doc *d = add(is_integer ? RSV_INTEGER : RSV_NUMBER, in->src);
        if (d == nullptr)
            return false;
        if (is_integer)
            d->as.integer = integer;
        else
            d->as.number = number;
        return true;
    }

    /* Only an escape can make half a surrogate pair: 0xed 0xa0 to 0xbf in what would be UTF-8. */
    bool is_unicode(const char *text, SizeType n)
    {
        if (memchr(text, 0xed, n) == nullptr || rsv__utf8_check(text, n) == n)
            return true;
        advance(in->src);
        return refuse("\\u has half of a surrogate pair");
    }

    void note_key()
    {
        const struct rsv_doc *object = open[depth - 1];
        key_hash = rsv__fold_hash(key);
        const uint64_t bit = UINT64_C(1) << (key_hash >> 1) % 64;
        const struct rsv_doc *d = keys[depth - 1] & bit ? object->as.child.first : nullptr;
        keys[depth - 1] |= bit;
        while (d != nullptr && (d->hash != key_hash || strcmp(d->key, key) != 0))
            d = d->next;
        twice = d != nullptr;
    }

    bool start(rsv_type type)
    {
        advance(in->src);
        if (depth == JSON_DEPTH)
            return refuse("nested more than 64 deep");
        struct rsv_doc *d = add(type, in->src);
        if (d == nullptr)
            return false;
        reader->open_at[depth] = in->Tell();
        keys[depth] = 0;
        open[depth++] = d;
        return true;
    }

    /* RapidJSON's handler. */
    bool Null() { return add(RSV_NULL, in->src - 4) != nullptr; }
    bool Bool(bool b)
    {
        struct rsv_doc *d = add(RSV_BOOLEAN, in->src - (b ? 4 : 5));
        if (d != nullptr)
            d->as.boolean = b;
        return d != nullptr;
    }
    bool RawNumber(const char *, SizeType n, bool) { return add_number(in->src, n); }
    bool String(const char *text, SizeType n, bool)
    {
        if (!is_unicode(text, n))
            return false;
        struct rsv_doc *d = add(RSV_TEXT, in->src);
        const char *copy = d ? rsv__arena_copy(&tree->arena, text, n) : nullptr;
        if (copy == nullptr)
            return false;
        d->as.text.at = copy;
        d->as.text.n = n;
        return true;
    }
    bool Key(const char *text, SizeType n, bool)
    {
        if (!is_unicode(text, n))
            return false;
        if (memchr(text, '\0', n) != nullptr || open[depth - 1]->count == JSON_MEMBERS) {
            advance(in->src);
            return refuse(open[depth - 1]->count == JSON_MEMBERS
                              ? "more than 1,000 members in one object"
                              : "\\u0000 in a key");
        }
        key = rsv__arena_copy(&tree->arena, text, n);
        if (key != nullptr)
            note_key();
        return key != nullptr;
    }
    bool StartObject() { return start(RSV_OBJECT); }
    bool StartArray() { return start(RSV_ARRAY); }
    bool EndObject(SizeType) { return depth-- > 0; }
    bool EndArray(SizeType) { return depth-- > 0; }

    /* Numbers come as texts. */
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(int64_t) { return false; }
    bool Uint64(uint64_t) { return false; }
    bool Double(double) { return false; }
};

typedef rapidjson::GenericReader<Utf8, Utf8, FixedStack> Parser;

const unsigned FLAGS = rapidjson::kParseIterativeFlag | rapidjson::kParseInsituFlag |
                       rapidjson::kParseNumbersAsStringsFlag |
                       rapidjson::kParseValidateEncodingFlag | rapidjson::kParseStopWhenDoneFlag;

const char *expectation(rapidjson::ParseErrorCode code, char found)
{
    switch (code) {
    case rapidjson::kParseErrorObjectMissName:
        return found == '}' ? "expected a key after ','" : "expected a key in double quotes";
    case rapidjson::kParseErrorObjectMissColon:
        return "expected ':' after the key";
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
        return "expected ',' or '}'";
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
        return "expected ',' or ']'";
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
        return "\\u needs four hexadecimal digits";
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
        return "\\u has half of a surrogate pair";
    case rapidjson::kParseErrorStringEscapeInvalid:
        return found == '\\' ? "unknown escape; a backslash in a text is written \\\\"
                             : "a line break or control character in a text";
    case rapidjson::kParseErrorStringMissQuotationMark:
        return "a text is not closed";
    case rapidjson::kParseErrorStringInvalidEncoding:
        return "not valid UTF-8";
    case rapidjson::kParseErrorNumberTooBig:
        return "the number is too large";
    case rapidjson::kParseErrorNumberMissFraction:
    case rapidjson::kParseErrorNumberMissExponent:
        return "expected a digit";
    default:
        return found == ']' ? "expected a value after ','" : "expected a value";
    }
}

/* Whether the message says by itself what is wrong, so that the character found doesn't matter. */
bool is_inside_token(rapidjson::ParseErrorCode code)
{
    return code >= rapidjson::kParseErrorStringUnicodeEscapeInvalidHex &&
           code <= rapidjson::kParseErrorNumberTooBig;
}

/* The reading stopped: mark what is open, and say what is wrong unless the handler has. */
rsv_status stop(Builder *b, const rapidjson::ParseResult &result)
{
    struct json_reader *r = b->reader;
    r->n_open = b->depth;
    for (uint32_t i = 0; i < b->depth; i++)
        b->open[i]->broken = true;
    if (b->tree->arena.failed)
        return rsv__nomem(b->err);
    if (!b->refused) {
        const char *at = r->text + result.Offset();
        const char found = result.Offset() < r->n ? *at : '\0';
        const char *expected = expectation(result.Code(), found);
        b->advance(at);
        const int line = static_cast<int>(b->mark.line), column = static_cast<int>(b->mark.column);
        if (is_inside_token(result.Code()))
            rsv__fail_at(b->err, RSV_EINPUT, nullptr, line, column, "%s", expected);
        else if (found == '\0')
            rsv__fail_at(b->err, RSV_EINPUT, nullptr, line, column, "%s, but the text ends here",
                         expected);
        else if (found > ' ' && found < 0x7f)
            rsv__fail_at(b->err, RSV_EINPUT, nullptr, line, column, "%s, found '%c'", expected,
                         found);
        else
            rsv__fail_at(b->err, RSV_EINPUT, nullptr, line, column,
                         "%s, found a character that can't stand there", expected);
    }
    r->next = b->mark;
    return RSV_EINPUT;
}

} // namespace

rsv_status rsv__json_open(struct json_reader *r, struct alloc *a, const char *text, size_t n,
                          rsv_error *err)
{
    memset(r, 0, sizeof *r);
    r->alloc = a;
    r->text = text;
    r->n = n;
    r->next.line = r->next.column = 1;
    r->start = r->next;
    if (n >= SIZE_MAX / 4 || n >= INT32_MAX)
        return rsv__fail(err, RSV_ELIMIT, "more than 2 GiB of JSON");
    /* A string of k bytes between its quotes decodes to at most k bytes and a NUL; a character that
     * the end of the text cuts off is padded by up to 3 NULs before it is refused. */
    r->scratch = static_cast<char *>(rsv__alloc(a, n + 4));
    return r->scratch ? RSV_OK : rsv__nomem(err);
}

void rsv__json_close(struct json_reader *r)
{
    rsv__release(r->alloc, r->scratch, r->n + 4);
    r->scratch = nullptr;
}

bool rsv__json_more(struct json_reader *r)
{
    for (; r->next.at < r->n; r->next.at++) {
        const char c = r->text[r->next.at];
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
            return true;
        r->next.line += c == '\n';
        r->next.column = c == '\n' ? 1 : r->next.column + 1;
    }
    return false;
}

rsv_status rsv__json_next(struct json_reader *r, struct doc_tree *tree, rsv_error *err)
{
    r->start = r->next;
    r->whole = false;
    r->n_open = 0;
    memset(&tree->root, 0, sizeof tree->root);
    tree->root.key = "";

    Stream in = {r->text + r->next.at, r->text, r->text + r->n, nullptr, r->scratch};
    Parser parser;
    Builder b = {};
    b.reader = r;
    b.tree = tree;
    b.in = &in;
    b.err = err;
    b.mark = r->next;
    const rapidjson::ParseResult result =
        r->lenient ? parser.Parse<FLAGS | rapidjson::kParseTrailingCommasFlag>(in, b) : parser.Parse<FLAGS>(in, b);
    if (result.IsError())
        return stop(&b, result);
    b.advance(in.src);
    r->next = b.mark;
    r->whole = true;
    return b.has_twice ? RSV_EINPUT : RSV_OK;
}

void rsv__json_seek(struct json_reader *r, size_t at)
{
    r->next = r->start;
    for (; r->next.at < at && r->next.at < r->n; r->next.at++) {
        const char c = r->text[r->next.at];
        if (c == '\n') {
            r->next.line++;
            r->next.column = 1;
        } else if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) {
            r->next.column++;
        }
    }
}
