/* SPDX-License-Identifier: MIT
 * guide.h - import of the Markdown guides that teams already have.
 *
 * One file is named after a code and describes it; a folder of them repeats the same phrases in
 * every file.  Import keeps what is specific to the code and writes it as a draft article in our
 * format; what it leaves out it names, with the reason.
 */
#ifndef RSV_ARTICLE_GUIDE_H
#define RSV_ARTICLE_GUIDE_H

#include "base/arena.h"
#include "base/doc.h"
#include "base/error.h"

struct guide_file {
    const char *path; /* as messages name it */
    const char *text; /* UTF-8, maybe damaged */
    size_t n;
};

struct draft_article {
    int64_t code;      /* 0: the file names none, and nothing is written */
    const char *path;  /* of the guide */
    const char *text;  /* the draft, front matter and body; NULL: nothing specific was left */
    uint32_t kept, dropped; /* passages */
};

/* Turn guides into drafts.  All files are looked at together, because what most of them say is
 * boilerplate.  drafts[i] belongs to files[i]; texts live in `arena`.  `report` (may be NULL)
 * receives per file an object { "file", "code", "name", "kept", "dropped": [ { "line", "reason",
 * "text" } ] }, and "remarks" of the same form on what was repaired or looks wrong, if anything. */
rsv_status rsv__guide_import(const struct guide_file *files, size_t n, struct arena *arena,
                             struct draft_article *drafts, struct doc_tree *report,
                             struct rsv_doc *report_files, rsv_error *err);

#endif
