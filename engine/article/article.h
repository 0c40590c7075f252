/* SPDX-License-Identifier: MIT
 * article.h - Markdown articles with a YAML head to model data. */
#ifndef RSV_ARTICLE_ARTICLE_H
#define RSV_ARTICLE_ARTICLE_H

#include "base/findings.h"
#include "model/article.h"

/* Read one article; everything in *out lives in `arena`.  What is wrong is reported (K001, K002);
 * false if it can't be used. */
bool rsv__article_read(enum article_type type, const char *path, const char *text, size_t n,
                       struct arena *arena, struct findings *findings, struct article *out);

/* Read a file of brief entries: one family's codes that Microsoft doesn't document.  *out is an array of *n. */
bool rsv__briefs_read(const char *path, const char *text, size_t n_text, struct arena *arena,
                      struct findings *findings, struct article **out, uint32_t *n);

/* Read vocabulary.yaml. */
bool rsv__vocabulary_read(const char *path, const char *text, size_t n, struct arena *arena,
                          struct findings *findings, struct vocabulary *out);

#endif
