/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <string.h>

static bool is_tail(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

uint32_t rsv__utf8_decode(const char *s, size_t n, size_t *length)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char c = (unsigned char)s[0];
    size_t size = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;
    *length = 1;
    if (size == 1)
        return c;
    if (size == 0 || size > n)
        return UTF8_BAD;
    uint32_t code = c & (0xffu >> (size + 1));
    for (size_t i = 1; i < size; i++) {
        if (!is_tail(s[i]))
            return UTF8_BAD;
        code = code << 6 | ((unsigned char)s[i] & 0x3f);
    }
    if (code < least[size] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
        return UTF8_BAD;
    *length = size;
    return code;
}

size_t rsv__utf8_encode(uint32_t code, char bytes[4])
{
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
        code = 0xfffd;
    if (code < 0x80) {
        bytes[0] = (char)code;
        return 1;
    }
    size_t size = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = size - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (code & 0x3f));
        code >>= 6;
    }
    bytes[0] = (char)(0xf00u >> size | code);
    return size;
}

size_t rsv__utf8_check(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n) {
        uint64_t eight = 0;
        for (; n - i >= 8; i += 8) { /* most texts are ASCII */
            memcpy(&eight, s + i, 8);
            if ((eight & UINT64_C(0x8080808080808080)) != 0)
                break;
        }
        while (i < n && (unsigned char)s[i] < 0x80)
            i++;
        if (i == n)
            break;
        size_t length;
        if (rsv__utf8_decode(s + i, n - i, &length) == UTF8_BAD)
            return i;
        i += length;
    }
    return n;
}

size_t rsv__utf8_floor(const char *s, size_t n)
{
    size_t start = n;
    while (start > 0 && n - start < 3 && is_tail(s[start - 1]))
        start--;
    if (start == 0)
        return n;
    const unsigned char lead = (unsigned char)s[start - 1];
    const size_t size = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    return start - 1 + size > n ? start - 1 : n;
}

size_t rsv__utf8_count(const char *s, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += !is_tail(s[i]);
    return count;
}

bool rsv__utf8_is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb);
}
