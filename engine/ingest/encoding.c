/* SPDX-License-Identifier: MIT */
#include "ingest/encoding.h"

#include "base/utf8.h"

#include <string.h>

enum { SAMPLE = 4096 }; /* bytes that decide about UTF-16 without a mark */

struct utf16 {
    const unsigned char *bytes;
    size_t n;   /* of bytes */
    bool big;   /* big endian */
};

/* ASCII in UTF-16 has a NUL in every other byte, and always the same one. */
static bool guess_utf16(const unsigned char *bytes, size_t n, bool *big)
{
    size_t nuls[2] = {0, 0};
    const size_t sample = n < SAMPLE ? n : SAMPLE;
    for (size_t i = 0; i < sample; i++)
        nuls[i % 2] += bytes[i] == 0;
    *big = nuls[0] > nuls[1];
    return nuls[*big ? 0 : 1] * 4 >= sample && nuls[*big ? 1 : 0] * 16 <= sample && n > 1;
}

static uint32_t unit_at(const struct utf16 *s, size_t i)
{
    const unsigned char *p = s->bytes + i;
    return s->big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

/* The character at *i, which moves behind it.  Half a pair is U+FFFD, and so is half a unit. */
static uint32_t next_character(const struct utf16 *s, size_t *i)
{
    const uint32_t unit = s->n - *i >= 2 ? unit_at(s, *i) : 0xfffd;
    *i += s->n - *i >= 2 ? 2 : 1;
    if (unit < 0xd800 || unit > 0xdfff)
        return unit;
    const uint32_t low = s->n - *i >= 2 ? unit_at(s, *i) : 0;
    if (unit > 0xdbff || low < 0xdc00 || low > 0xdfff)
        return 0xfffd;
    *i += 2;
    return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
}

static rsv_status fail_binary(size_t at, rsv_error *err)
{
    return rsv__fail(err, RSV_EINPUT,
                     "looks binary: a NUL at byte %zu; export it as JSON or CSV first", at + 1);
}

static rsv_status decode_utf16(const struct utf16 *s, struct decoded *out, rsv_error *err)
{
    if (!rsv__buf_reserve(&out->own, s->n / 2 * 3 + 3)) /* no unit takes more than 3 bytes */
        return rsv__nomem(err);
    for (size_t i = 0; i < s->n;) {
        const size_t at = i;
        const uint32_t c = next_character(s, &i);
        if (c == 0)
            return fail_binary(at, err);
        out->own.n += rsv__utf8_encode(c, out->own.text + out->own.n);
    }
    out->own.text[out->own.n] = '\0';
    out->text = out->own.text;
    out->n = out->own.n;
    return RSV_OK;
}

rsv_status rsv__encoding_decode(struct alloc *a, const void *bytes, size_t n, struct decoded *out,
                                rsv_error *err)
{
    const unsigned char *p = bytes;
    bool big = false;
    *out = (struct decoded){.text = n > 0 ? bytes : "", .n = n, .encoding = "UTF-8"};
    rsv__buf_init(&out->own, a);
    if (n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
        out->encoding = "UTF-8 with BOM";
        out->text += 3;
        out->n -= 3;
    } else if (n >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 || memcmp(p, "\xfe\xff", 2) == 0)) {
        big = p[0] == 0xfe;
        out->encoding = big ? "UTF-16BE with BOM" : "UTF-16LE with BOM";
        return decode_utf16(&(struct utf16){p + 2, n - 2, big}, out, err);
    }
    const char *nul = out->n > 0 ? memchr(out->text, 0, out->n) : NULL;
    if (nul == NULL)
        return RSV_OK;
    if (!guess_utf16(p, n, &big))
        return fail_binary((size_t)(nul - (const char *)bytes), err);
    out->encoding = big ? "UTF-16BE" : "UTF-16LE";
    return decode_utf16(&(struct utf16){p, n, big}, out, err);
}

void rsv__encoding_free(struct decoded *d)
{
    rsv__buf_free(&d->own);
}
