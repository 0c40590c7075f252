/* SPDX-License-Identifier: MIT */
#include "scan/source.h"

#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { TEXT = 700000 };

static char *sample(void)
{
    char *text = malloc(TEXT + 1);
    for (size_t i = 0; i < TEXT; i++)
        text[i] = (char)("{\"abc\":1}\n"[i % 10] + (i % 997 == 5));
    return text;
}

/* Read all, in odd pieces, and compare. */
static rsv_status check(const void *bytes, size_t n, source_read *read, void *user, const char *expected, size_t expected_n)
{
    struct alloc alloc;
    struct source *s;
    rsv_error err;
    char *text = malloc(TEXT + 100);
    size_t all = 0, got;
    rsv__alloc_init(&alloc, NULL);
    rsv_status rc = rsv__source_open(&alloc, "x", bytes, n, read, user, &s, &err);
    while (rc == RSV_OK && !rsv__source_ended(s)) {
        rc = rsv__source_read(s, text + all, TEXT + 100 - all < 7777 ? TEXT + 100 - all : 7777, &got, &err);
        all += got;
    }
    rsv__source_close(s);
    if (rc == RSV_OK) {
        assert_int_equal(all, expected_n);
        assert_memory_equal(text, expected, expected_n);
    }
    free(text);
    assert_int_equal(alloc.live, 0);
    return rc;
}

static size_t gzip(const char *text, size_t n, unsigned char *out, size_t cap)
{
    z_stream z;
    memset(&z, 0, sizeof z);
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)text;
    z.avail_in = (unsigned)n;
    z.next_out = out;
    z.avail_out = (unsigned)cap;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return cap - z.avail_out;
}

static void packed_bytes_are_unpacked(void **state)
{
    char *text = sample();
    unsigned char *packed = malloc(2 * TEXT);
    (void)state;
    size_t n = gzip(text, TEXT, packed, 2 * TEXT);
    assert_false(rsv__source_is_plain(packed, n));
    assert_int_equal(check(packed, n, NULL, NULL, text, TEXT), RSV_OK);
    assert_int_equal(check(packed, n - 20, NULL, NULL, text, TEXT), RSV_EINPUT);
    packed[n / 2] ^= 0x55;
    assert_int_equal(check(packed, n, NULL, NULL, text, TEXT), RSV_EINPUT);
    n = gzip(text, 1000, packed, 2 * TEXT); /* members in a row */
    n += gzip(text + 1000, TEXT - 1000, packed + n, 2 * TEXT - n);
    assert_int_equal(check(packed, n, NULL, NULL, text, TEXT), RSV_OK);
    n = ZSTD_compress(packed, 2 * TEXT, text, TEXT, 3);
    assert_false(rsv__source_is_plain(packed, n));
    assert_int_equal(check(packed, n, NULL, NULL, text, TEXT), RSV_OK);
    assert_int_equal(check(packed, n - 3, NULL, NULL, text, TEXT), RSV_EINPUT);
    free(packed);
    free(text);
}

static void utf_16_becomes_utf_8(void **state)
{
    static const char with_mark[] = "\xff\xfe{\0\xe4\0\x3d\xd8\x00\xde}\0", big[] = "\0{\0}", mark[] = "\xef\xbb\xbf{}";
    (void)state;
    assert_int_equal(check(with_mark, sizeof with_mark - 1, NULL, NULL, "{\xc3\xa4\xf0\x9f\x98\x80}", 8), RSV_OK);
    assert_int_equal(check(with_mark + 2, sizeof with_mark - 3, NULL, NULL, "{\xc3\xa4\xf0\x9f\x98\x80}", 8), RSV_OK);
    assert_int_equal(check(big, 4, NULL, NULL, "{}", 2), RSV_OK);
    assert_int_equal(check(mark, 5, NULL, NULL, "{}", 2), RSV_OK);
    assert_true(rsv__source_is_plain("{}", 2));
    assert_true(rsv__source_is_plain("", 0));
    assert_int_equal(check("", 0, NULL, NULL, "", 0), RSV_OK);
}

static size_t give_little(void *user, char *out, size_t n)
{
    const char **text = user;
    const size_t left = strlen(*text), got = left < 3 ? left : n < 3 ? n : 3;
    memcpy(out, *text, got);
    *text += got;
    return got;
}

static size_t refuse(void *user, char *out, size_t n)
{
    (void)user;
    (void)out;
    (void)n;
    return SIZE_MAX;
}

static void bytes_may_come_in_any_pieces(void **state)
{
    const char *text = "{\"some\":\"text\"}";
    (void)state;
    assert_int_equal(check(NULL, 0, give_little, &text, "{\"some\":\"text\"}", 15), RSV_OK);
    assert_int_equal(check(NULL, 0, refuse, NULL, "", 0), RSV_EIO);
}

struct halting { /* pauses before each piece */
    const char *bytes;
    size_t left, piece;
    bool has_paused;
};

static size_t give_and_pause(void *user, char *out, size_t n)
{
    struct halting *h = user;
    h->has_paused = !h->has_paused;
    if (h->has_paused)
        return SOURCE_PAUSE;
    n = h->left < h->piece ? h->left : h->piece;
    memcpy(out, h->bytes, n);
    h->bytes += n;
    h->left -= n;
    return n;
}

static void what_came_before_a_pause_is_given_before_more_is_asked_for(void **state)
{
    static const char wide[] = "\xff\xfe{\0\xe4\0\x3d\xd8\x00\xde}\0";
    struct halting h = {"{\"a\":1}\n{", 9, 8, true};
    struct alloc alloc;
    struct source *s;
    rsv_error err;
    char text[20];
    size_t got;
    unsigned char packed[100];
    (void)state;
    rsv__alloc_init(&alloc, NULL);
    assert_int_equal(rsv__source_open(&alloc, "x", NULL, 0, give_and_pause, &h, &s, &err), RSV_OK);
    assert_int_equal(rsv__source_read(s, text, sizeof text, &got, &err), RSV_OK);
    assert_int_equal(got, 8);
    assert_int_equal(h.left, 1);
    assert_true(rsv__source_paused(s));
    assert_false(rsv__source_ended(s));
    rsv__source_close(s);
    for (size_t piece = 1; piece < 12; piece++) {
        h = (struct halting){wide, sizeof wide - 1, piece, false};
        assert_int_equal(check(NULL, 0, give_and_pause, &h, "{\xc3\xa4\xf0\x9f\x98\x80}", 8), RSV_OK);
        h = (struct halting){(char *)packed, gzip("{\"a\":1}\n", 8, packed, sizeof packed), piece, false};
        assert_int_equal(check(NULL, 0, give_and_pause, &h, "{\"a\":1}\n", 8), RSV_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(packed_bytes_are_unpacked), cmocka_unit_test(utf_16_becomes_utf_8),
                                       cmocka_unit_test(bytes_may_come_in_any_pieces),
                                       cmocka_unit_test(what_came_before_a_pause_is_given_before_more_is_asked_for)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
