/* SPDX-License-Identifier: MIT */
#include "scan/names.h"

#include "base/json_escape.h"
#include "scan/text.h"

#include <string.h>

static uint32_t *find(const struct names *t, uint64_t hash)
{
    size_t at = hash & (t->cap_slots - 1);
    while (t->slots[at] != 0 && t->hashes[t->slots[at]] != hash)
        at = (at + 1) & (t->cap_slots - 1);
    return &t->slots[at];
}

static bool grow(struct names *t)
{
    struct names grown = *t;
    grown.cap_slots = t->cap_slots ? t->cap_slots * 2 : 64;
    grown.slots = rsv__alloc_zero(t->alloc, grown.cap_slots * sizeof *grown.slots);
    if (grown.slots == NULL)
        return false;
    for (uint32_t i = 1; i < t->n; i++)
        *find(&grown, t->hashes[i]) = i;
    rsv__release(t->alloc, t->slots, t->cap_slots * sizeof *t->slots);
    *t = grown;
    return true;
}

/* Room for one more. */
static bool make_room(struct names *t)
{
    const char **texts = rsv__grow(t->alloc, t->texts, &t->cap_texts, t->n + 1, sizeof *texts);
    t->texts = texts ? texts : t->texts;
    uint64_t *hashes = rsv__grow(t->alloc, t->hashes, &t->cap_hashes, t->n + 1, sizeof *hashes);
    t->hashes = hashes ? hashes : t->hashes;
    return texts != NULL && hashes != NULL && (t->n * 2 < t->cap_slots || grow(t));
}

bool rsv__names_init(struct names *t, struct alloc *alloc)
{
    *t = (struct names){.alloc = alloc};
    rsv__arena_init(&t->arena, alloc);
    if (!make_room(t))
        return false;
    t->texts[0] = "";
    t->hashes[0] = 0;
    t->n = 1;
    return true;
}

void rsv__names_free(struct names *t)
{
    if (t->alloc == NULL)
        return;
    rsv__release(t->alloc, t->texts, t->cap_texts * sizeof *t->texts);
    rsv__release(t->alloc, t->hashes, t->cap_hashes * sizeof *t->hashes);
    rsv__release(t->alloc, t->slots, t->cap_slots * sizeof *t->slots);
    rsv__arena_free(&t->arena);
}

uint32_t rsv__names_find(const struct names *t, uint64_t hash)
{
    return hash ? *find(t, hash) : 0;
}

uint32_t rsv__names_add(struct names *t, struct scan_value v)
{
    enum { MAX_NAME = 1024 };
    char plain[MAX_NAME + 1];
    if (v.text == NULL)
        return 0;
    const uint64_t hash = rsv__scan_value_hash(v);
    uint32_t *slot = find(t, hash);
    if (*slot != 0 || t->n >= MAX_NAMES)
        return *slot;
    if (!make_room(t)) {
        t->failed = true;
        return 0;
    }
    size_t n = v.n < MAX_NAME ? v.n : MAX_NAME;
    if (v.is_escaped)
        n = rsv__json_unescape(v.text, n, plain);
    const char *text = rsv__arena_copy(&t->arena, v.is_escaped ? plain : v.text, n);
    if (text == NULL) {
        t->failed = true;
        return 0;
    }
    t->texts[t->n] = text;
    t->hashes[t->n] = hash;
    *find(t, hash) = (uint32_t)t->n;
    return (uint32_t)t->n++;
}
