/* SPDX-License-Identifier: MIT
 * doc.h - trees of values: what parsers produce and what answers are made of.
 *
 * A document owns an arena; its nodes are linked lists in document order.  Builders
 * accept a NULL parent and return NULL when memory ran out, so that a whole answer can
 * be built and checked once, with rsv__doc_ok().  Texts are copied unless "borrowed".
 */
#ifndef RSV_BASE_DOC_H
#define RSV_BASE_DOC_H

#include "base/arena.h"
#include "base/buf.h"

struct rsv_doc {
    uint8_t type;   /* rsv_type */
    bool broken;    /* the input ended or went wrong inside this node */
    uint16_t hash;  /* of the key, rsv__fold_hash(); 0: not asked for yet */
    uint32_t line, column; /* where it stood in the input; 0: made, not read */
    uint32_t count; /* children; of a text: nothing */
    const char *key;
    struct rsv_doc *next;
    union {
        bool boolean;
        int64_t integer;
        double number;
        struct {
            const char *at;
            size_t n;
        } text;
        struct {
            struct rsv_doc *first, *last;
        } child;
    } as;
};

/* The root is the first member, so that a root pointer is a tree pointer. */
struct doc_tree {
    struct rsv_doc root;
    struct alloc alloc;
    struct arena arena;
};

/* A tree with an empty object or array as its root.  OWNED: rsv_doc_free(&tree->root). */
struct doc_tree *rsv__doc_new(const rsv_allocator *allocator, rsv_type root);

/* RSV_OK, or RSV_ENOMEM if any builder call failed. */
rsv_status rsv__doc_ok(const struct doc_tree *t, rsv_error *err);

/* Hand the tree over as a document, or free it and fail: the end of most functions that answer. */
rsv_status rsv__doc_done(struct doc_tree *t, rsv_doc **out, rsv_error *err);

/* Append a node that is made already and stands in no list.  Both belong to the same arena, or live as long. */
void rsv__doc_link(struct rsv_doc *parent, struct rsv_doc *child);

/* Append a member (key not NULL, borrowed if it is a literal: never copied) or an element. */
struct rsv_doc *rsv__doc_add(struct doc_tree *t, struct rsv_doc *parent, const char *key,
                             rsv_type type);
struct rsv_doc *rsv__doc_object(struct doc_tree *t, struct rsv_doc *parent, const char *key);
struct rsv_doc *rsv__doc_array(struct doc_tree *t, struct rsv_doc *parent, const char *key);
void rsv__doc_add_text(struct doc_tree *t, struct rsv_doc *parent, const char *key,
                       const char *text); /* NULL text: nothing is added */
void rsv__doc_add_bytes(struct doc_tree *t, struct rsv_doc *parent, const char *key,
                        const char *text, size_t n);
void rsv__doc_add_format(struct doc_tree *t, struct rsv_doc *parent, const char *key,
                         const char *format, ...) __attribute__((format(printf, 4, 5)));
void rsv__doc_add_integer(struct doc_tree *t, struct rsv_doc *parent, const char *key, int64_t v);
void rsv__doc_add_number(struct doc_tree *t, struct rsv_doc *parent, const char *key, double v);
void rsv__doc_add_boolean(struct doc_tree *t, struct rsv_doc *parent, const char *key, bool v);
void rsv__doc_add_null(struct doc_tree *t, struct rsv_doc *parent, const char *key);

/* A deep copy of `from` as a new child. */
void rsv__doc_add_copy(struct doc_tree *t, struct rsv_doc *parent, const char *key,
                       const struct rsv_doc *from);

/* A copy of a key that isn't a literal, to be passed above. */
const char *rsv__doc_key_copy(struct doc_tree *t, const char *key);

/* JSON, RFC 8259: texts must be valid UTF-8; numbers in the shortest form that reads back. */
void rsv__doc_write(const struct rsv_doc *d, bool pretty, struct buf *out);

/* A text as a JSON string, quotes included. */
void rsv__json_quote(const char *text, size_t n, struct buf *out);

#endif
