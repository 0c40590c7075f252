/* SPDX-License-Identifier: MIT */
#include "scan/source.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

enum packing { PACKED_NOT, PACKED_GZIP, PACKED_ZSTD };
enum encoding { UTF8, UTF16_LE, UTF16_BE };
enum { PIECE = 1 << 18 };

struct piece { /* bytes that were read and not used yet */
    char *at;
    size_t used, n;
};

struct source {
    struct alloc *alloc;
    char name[160];
    const char *bytes; /* when there is no read function */
    size_t left;
    source_read *read;
    void *user;
    enum packing packing;
    enum encoding encoding;
    z_stream gzip;
    ZSTD_DStream *zstd;
    struct piece raw, unpacked; /* as they came; and before they are decoded */
    bool raw_ended, ended;
    bool paused; /* there is no more for now */
    bool in_member; /* of a packed file */
};

/* --- beginning and end ---------------------------------------------------------------------------- */

static enum packing packing_of(const unsigned char *b, size_t n)
{
    if (n >= 2 && b[0] == 0x1f && b[1] == 0x8b)
        return PACKED_GZIP;
    return n >= 4 && b[0] == 0x28 && b[1] == 0xb5 && b[2] == 0x2f && b[3] == 0xfd ? PACKED_ZSTD : PACKED_NOT;
}

/* A log begins with two ASCII characters, one of which has a zero beside it in UTF-16. */
static enum encoding encoding_of(const unsigned char *b, size_t n)
{
    if (n < 2)
        return UTF8;
    if (b[0] == 0xff && b[1] == 0xfe)
        return UTF16_LE;
    if (b[0] == 0xfe && b[1] == 0xff)
        return UTF16_BE;
    return b[0] != 0 && b[1] == 0 ? UTF16_LE : b[0] == 0 && b[1] != 0 ? UTF16_BE : UTF8;
}

bool rsv__source_is_plain(const void *bytes, size_t n)
{
    return packing_of(bytes, n) == PACKED_NOT && encoding_of(bytes, n) == UTF8;
}

static rsv_status fill_raw(struct source *s, rsv_error *err);
static rsv_status fill_unpacked(struct source *s, rsv_error *err);

static rsv_status begin(struct source *s, rsv_error *err)
{
    enum { ENOUGH = 4 }; /* bytes that tell packing and encoding */
    rsv_status rc = RSV_OK;
    while (rc == RSV_OK && s->raw.n < ENOUGH && !s->raw_ended)
        rc = fill_raw(s, err);
    if (rc != RSV_OK)
        return rc;
    s->packing = packing_of((unsigned char *)s->raw.at, s->raw.n);
    if (s->packing == PACKED_GZIP && inflateInit2(&s->gzip, 15 + 16) != Z_OK)
        s->packing = PACKED_NOT, rc = rsv__nomem(err);
    if (s->packing == PACKED_ZSTD && (s->zstd = ZSTD_createDStream()) == NULL)
        rc = rsv__nomem(err);
    if (rc == RSV_OK)
        rc = fill_unpacked(s, err);
    while (rc == RSV_OK && s->unpacked.n < ENOUGH && !s->ended) {
        s->paused = false; /* too little to begin with: ask on */
        rc = fill_unpacked(s, err);
    }
    if (rc != RSV_OK)
        return rc;
    const unsigned char *b = (unsigned char *)s->unpacked.at;
    s->encoding = encoding_of(b, s->unpacked.n);
    if (s->unpacked.n >= 2 && s->encoding != UTF8 && (b[0] == 0xff || b[0] == 0xfe))
        s->unpacked.used = 2;
    else if (s->unpacked.n >= 3 && memcmp(b, "\xef\xbb\xbf", 3) == 0)
        s->unpacked.used = 3;
    return RSV_OK;
}

rsv_status rsv__source_open(struct alloc *alloc, const char *name, const void *bytes, size_t n, source_read *read,
                            void *user, struct source **out, rsv_error *err)
{
    struct source *s = rsv__alloc_zero(alloc, sizeof *s);
    *out = s;
    if (s == NULL)
        return rsv__nomem(err);
    *s = (struct source){.alloc = alloc, .bytes = bytes, .left = n, .read = read, .user = user};
    snprintf(s->name, sizeof s->name, "%s", name);
    s->raw.at = rsv__alloc(alloc, PIECE);
    s->unpacked.at = rsv__alloc(alloc, PIECE);
    rsv_status rc = s->raw.at && s->unpacked.at ? begin(s, err) : rsv__nomem(err);
    if (rc != RSV_OK) {
        rsv__source_close(s);
        *out = NULL;
    }
    return rc;
}

void rsv__source_close(struct source *s)
{
    if (s == NULL)
        return;
    if (s->packing == PACKED_GZIP)
        inflateEnd(&s->gzip);
    ZSTD_freeDStream(s->zstd);
    rsv__release(s->alloc, s->raw.at, s->raw.at ? PIECE : 0);
    rsv__release(s->alloc, s->unpacked.at, s->unpacked.at ? PIECE : 0);
    rsv__release(s->alloc, s, sizeof *s);
}

/* --- bytes, unpacked ---------------------------------------------------------------------------------- */

/* More of the raw bytes behind those that weren't used yet. */
static rsv_status fill_raw(struct source *s, rsv_error *err)
{
    struct piece *p = &s->raw;
    memmove(p->at, p->at + p->used, p->n - p->used);
    p->n -= p->used;
    p->used = 0;
    s->paused = false;
    if (s->read == NULL) {
        const size_t n = s->left < PIECE - p->n ? s->left : PIECE - p->n;
        if (n > 0)
            memcpy(p->at + p->n, s->bytes, n);
        s->bytes += n;
        s->left -= n;
        p->n += n;
        s->raw_ended = s->left == 0;
        return RSV_OK;
    }
    while (p->n < PIECE && !s->raw_ended && !s->paused) {
        const size_t n = s->read(s->user, p->at + p->n, PIECE - p->n);
        if (n == SIZE_MAX)
            return rsv__fail_at(err, RSV_EIO, s->name, 0, 0, "can't be read");
        s->raw_ended = n == 0;
        s->paused = n == SOURCE_PAUSE;
        p->n += s->paused ? 0 : n;
    }
    return RSV_OK;
}

static rsv_status damaged(struct source *s, rsv_error *err, const char *what)
{
    return rsv__fail_at(err, RSV_EINPUT, s->name, 0, 0, "%s", what);
}

static rsv_status step_gzip(struct source *s, rsv_error *err)
{
    s->gzip.next_in = (Bytef *)s->raw.at + s->raw.used;
    s->gzip.avail_in = (uInt)(s->raw.n - s->raw.used);
    s->gzip.next_out = (Bytef *)s->unpacked.at + s->unpacked.n;
    s->gzip.avail_out = (uInt)(PIECE - s->unpacked.n);
    s->in_member = true;
    const int rc = inflate(&s->gzip, Z_NO_FLUSH);
    s->raw.used = s->raw.n - s->gzip.avail_in;
    s->unpacked.n = PIECE - s->gzip.avail_out;
    if (rc == Z_STREAM_END) {
        s->in_member = false;
        return inflateReset(&s->gzip) == Z_OK ? RSV_OK : rsv__nomem(err);
    }
    if (rc == Z_MEM_ERROR)
        return rsv__nomem(err);
    return rc == Z_OK || rc == Z_BUF_ERROR ? RSV_OK : damaged(s, err, "the gzip file is damaged");
}

static rsv_status step_zstd(struct source *s, rsv_error *err)
{
    ZSTD_inBuffer in = {s->raw.at, s->raw.n, s->raw.used};
    ZSTD_outBuffer out = {s->unpacked.at, PIECE, s->unpacked.n};
    const size_t rc = ZSTD_decompressStream(s->zstd, &out, &in);
    s->raw.used = in.pos;
    s->unpacked.n = out.pos;
    s->in_member = rc != 0;
    return ZSTD_isError(rc) ? damaged(s, err, "the zstd file is damaged") : RSV_OK;
}

/* More unpacked bytes behind those that weren't given yet. */
static rsv_status fill_unpacked(struct source *s, rsv_error *err)
{
    struct piece *p = &s->unpacked;
    rsv_status rc = RSV_OK;
    memmove(p->at, p->at + p->used, p->n - p->used);
    p->n -= p->used;
    p->used = 0;
    while (rc == RSV_OK && p->n < PIECE && !s->ended) {
        if (s->raw.used == s->raw.n && !s->raw_ended) {
            if (s->paused && p->n > 0) /* what came before goes out first */
                break;
            rc = fill_raw(s, err);
            if (s->paused && s->raw.n == 0)
                break;
            continue;
        }
        const size_t left = s->raw.n - s->raw.used, before = s->unpacked.n;
        if (s->packing == PACKED_NOT) {
            const size_t n = left < PIECE - before ? left : PIECE - before;
            memcpy(s->unpacked.at + before, s->raw.at + s->raw.used, n);
            s->raw.used += n;
            s->unpacked.n += n;
            s->ended = s->raw_ended && s->raw.used == s->raw.n;
            continue;
        }
        if (left > 0 || s->in_member)
            rc = s->packing == PACKED_GZIP ? step_gzip(s, err) : step_zstd(s, err);
        if (rc == RSV_OK && s->raw.used == s->raw.n && s->raw_ended && s->unpacked.n == before) {
            if (s->in_member)
                rc = damaged(s, err, "the packed file ends too early");
            s->ended = true;
        }
    }
    return rc;
}

/* --- text ----------------------------------------------------------------------------------------------- */

static uint32_t unit_at(const struct source *s, size_t at)
{
    const unsigned char *b = (unsigned char *)s->unpacked.at + at;
    return s->encoding == UTF16_LE ? b[0] | (uint32_t)b[1] << 8 : b[1] | (uint32_t)b[0] << 8;
}

static bool is_high(uint32_t unit)
{
    return unit >= 0xd800 && unit < 0xdc00;
}

/* One character of UTF-16 into out; *used: bytes of it. */
static size_t decode(struct source *s, char *out, size_t *used)
{
    uint32_t c = unit_at(s, s->unpacked.used);
    *used = 2;
    if (is_high(c) && s->unpacked.used + 4 <= s->unpacked.n) {
        const uint32_t low = unit_at(s, s->unpacked.used + 2);
        if (low >= 0xdc00 && low < 0xe000) {
            c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
            *used = 4;
        }
    }
    return rsv__utf8_encode(c, out);
}

/* Whether something of the unpacked bytes can be given: not half a character, unless the text ends with it. */
static bool can_give(const struct source *s)
{
    const size_t left = s->unpacked.n - s->unpacked.used;
    if (s->encoding == UTF8)
        return left > 0;
    return left >= 4 || (left >= 2 && (s->ended || !is_high(unit_at(s, s->unpacked.used))));
}

/* What of the unpacked bytes can be given: into out[0 .. n), n >= 4. */
static size_t give(struct source *s, char *out, size_t n)
{
    struct piece *p = &s->unpacked;
    size_t got = 0;
    if (s->encoding == UTF8) {
        got = p->n - p->used < n ? p->n - p->used : n;
        memcpy(out, p->at + p->used, got);
        p->used += got;
        return got;
    }
    while (can_give(s) && got + 4 <= n) {
        size_t used;
        got += decode(s, out + got, &used);
        p->used += used;
    }
    return got;
}

bool rsv__source_ended(const struct source *s)
{
    return s->ended && !can_give(s);
}

bool rsv__source_paused(const struct source *s)
{
    return s->paused;
}

rsv_status rsv__source_read(struct source *s, char *out, size_t n, size_t *got, rsv_error *err)
{
    rsv_status rc = RSV_OK;
    *got = 0;
    while (rc == RSV_OK && *got + 4 <= n) {
        if (can_give(s)) {
            *got += give(s, out + *got, n - *got);
            continue;
        }
        if (s->ended || (s->paused && *got > 0))
            return RSV_OK;
        s->paused = false; /* nothing is left to go out before: ask on */
        rc = fill_unpacked(s, err);
        if (s->paused && !can_give(s))
            return rc;
    }
    return rc;
}
