/* SPDX-License-Identifier: MIT
 * guide_links.h - the links of a text, and the references that they make. */
#ifndef RSV_ARTICLE_GUIDE_LINKS_H
#define RSV_ARTICLE_GUIDE_LINKS_H

#include "article/guide_parts.h"

struct guide_link {
    struct span whole; /* as it stands: "[words](https://...)" or the bare address */
    struct span words; /* n 0: bare */
    struct span url;
};

/* The next link with http or https; *rest moves behind it. */
bool rsv__link_next(struct span *rest, struct guide_link *out);

/* Whether it can stand among the references: https, undamaged, nothing to fill in, and not only the
 * front door of a documentation. */
bool rsv__link_is_reference(struct span url);

/* Whether `p` says nothing beside its links, which a reference can hold. */
bool rsv__link_is_all(const struct guide_passage *p);

bool rsv__link_has_reference(const struct guide_passage *p);

struct guide_reference {
    const char *title, *url;
    uint32_t line;
};

struct guide_references {
    struct guide_reference *items;
    size_t n, cap;
};

/* The references of all passages that are kept, each address once. */
void rsv__link_references(struct arena *arena, const struct guide *g, struct guide_references *out);

#endif
