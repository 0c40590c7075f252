/* SPDX-License-Identifier: MIT
 * pack.h - resolved declarations as bytes, so that a question needn't run rule files.
 *
 * `kb build` packs the vocabulary (kinds, collectors, which files have functions), and each rule
 * and piece of evidence by itself; the knowledge base keeps them with the codes that need them.
 * Loading one code unpacks the vocabulary first and then what that code needs, in the order of
 * declaration.  Paths are relative to the rules folder.  Numbers are little-endian; a text is its
 * length, its bytes and a NUL.  Examples aren't packed.
 *
 * Bytes come from a file, so unpacking trusts none: a wrong number or length fails, nothing else.
 */
#ifndef RSV_MODEL_PACK_H
#define RSV_MODEL_PACK_H

#include "base/arena.h"
#include "base/error.h"
#include "model/rulebook.h"

/* `dir` is the rules folder that the paths of the book begin with. */
void rsv__pack_vocabulary(const struct rulebook *b, const char *dir, struct buf *out);
void rsv__pack_rule(const struct rule *r, const char *dir, struct buf *out);
void rsv__pack_evidence(const struct evidence *e, const struct rulebook *b, const char *dir, struct buf *out);

struct unpacker {
    struct rulebook *book;
    struct arena *arena;
    struct intern *intern;
    const char *dir; /* borrowed */
    const unsigned char *at, *end;
    const char *path; /* the last one read */
    size_t path_length;
    size_t cap_rules, cap_evidence;
    bool bad, no_memory;
};

/* Start with an empty *book; it will live in `arena` and `intern`. */
void rsv__unpack_open(struct unpacker *u, const char *dir, struct arena *arena, struct intern *intern,
                      struct rulebook *book);

/* The vocabulary first.  After a failure the rest is ignored. */
void rsv__unpack(struct unpacker *u, const void *bytes, size_t n);
rsv_status rsv__unpack_done(struct unpacker *u, rsv_error *err); /* RSV_EKB: damaged */

#endif
