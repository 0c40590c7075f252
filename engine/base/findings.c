/* SPDX-License-Identifier: MIT */
#include "base/findings.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *id, *title;
} titles[] = {
    {"R001", "the file can't be run"},
    {"R002", "the file takes too much time or memory"},
    {"R003", "declared twice"},
    {"R010", "unknown option"},
    {"R011", "unknown kind"},
    {"R012", "unknown field"},
    {"R013", "wrong type or value"},
    {"R014", "unknown word of one_of"},
    {"R015", "something is missing"},
    {"R016", "a variable is misused"},
    {"R017", "shares of `seen` don't work out"},
    {"R018", "unknown name"},
    {"R019", "unknown collector or role"},
    {"R030", "outcomes don't exclude each other"},
    {"R031", "unknown cause"},
    {"R034", "a variable that is used only once"},
    {"R035", "evidence that no code can use"},
    {"R036", "a path that can't be read"},
    {"R040", "an outcome that no example reaches"},
    {"R041", "an outcome that no example decides otherwise"},
    {"R042", "a cause that no example puts first"},
    {"K001", "the file can't be read as an article"},
    {"K002", "unknown or missing front matter"},
    {"K003", "a reference leads nowhere"},
    {"K004", "shares don't add up"},
    {"K005", "a required section is missing"},
    {"K006", "filler"},
    {"K007", "a step or cause that nothing uses"},
    {"K008", "outdated name or module"},
    {"K009", "causes that no evidence can tell apart"},
    {"K010", "steps that need each other in a circle"},
    {"K011", "a code block that names no language, or an unknown one"},
    {"K012", "no official reference"},
    {"K013", "codes in company that contradict each other"},
    {"K014", "an article that disagrees with Microsoft's table"},
    {"K015", "a command that doesn't parse as what it says it is"},
};

const char *rsv__finding_title(const char *id)
{
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strcmp(titles[i].id, id) == 0)
            return titles[i].title;
    return NULL;
}

void rsv__findings_init(struct findings *f, const rsv_allocator *allocator)
{
    *f = (struct findings){.tree = rsv__doc_new(allocator, RSV_OBJECT)};
    f->failed = f->tree == NULL;
    struct rsv_doc *root = f->tree ? &f->tree->root : NULL;
    rsv__doc_add_text(f->tree, root, "schema", "resolvent.findings/1");
    f->list = rsv__doc_array(f->tree, root, "findings");
}

void rsv__findings_add(struct findings *f, const struct finding *what, const char *format, ...)
{
    static const char *const severities[] = {"note", "warning", "error"};
    char message[512];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    struct doc_tree *t = f->tree;
    struct rsv_doc *d = rsv__doc_object(t, f->list, NULL);
    f->n[what->severity]++;
    rsv__doc_add_text(t, d, "id", what->id);
    rsv__doc_add_text(t, d, "severity", severities[what->severity]);
    rsv__doc_add_text(t, d, "file", what->file);
    if (what->line > 0)
        rsv__doc_add_integer(t, d, "line", what->line);
    if (what->column > 0)
        rsv__doc_add_integer(t, d, "column", what->column);
    rsv__doc_add_text(t, d, "subject", what->subject);
    rsv__doc_add_bytes(t, d, "message", message, rsv__utf8_floor(message, strlen(message)));
    rsv__doc_add_text(t, d, "hint", what->hint);
    rsv__doc_add_text(t, d, "source", what->source);
}

void rsv__findings_copy(struct findings *f, const struct rsv_doc *doc, char letter)
{
    for (const rsv_doc *d = rsv_doc_first(rsv_doc_get(doc, "findings")); d; d = rsv_doc_next(d)) {
        const char *severity = rsv_doc_text(rsv_doc_get(d, "severity"));
        if (rsv_doc_text(rsv_doc_get(d, "id"))[0] != letter)
            continue;
        rsv__doc_add_copy(f->tree, f->list, NULL, d);
        f->n[*severity == 'e'   ? SEVERITY_ERROR
             : *severity == 'w' ? SEVERITY_WARNING
                                : SEVERITY_NOTE]++;
    }
}

rsv_status rsv__findings_done(struct findings *f, rsv_doc **out, rsv_error *err)
{
    struct rsv_doc *root = f->tree ? &f->tree->root : NULL;
    rsv__doc_add_integer(f->tree, root, "errors", f->n[SEVERITY_ERROR]);
    rsv__doc_add_integer(f->tree, root, "warnings", f->n[SEVERITY_WARNING]);
    rsv_doc *unused = NULL;
    rsv_status rc = rsv__doc_done(f->tree, out ? out : &unused, err);
    rsv_doc_free(unused);
    f->tree = NULL;
    return rc;
}
