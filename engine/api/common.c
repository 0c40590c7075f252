/* SPDX-License-Identifier: MIT */
#include "api/internal.h"

#include "base/text.h"
#include "base/time.h"

rsv_error *rsv__error_of(rsv_error *err, struct error_box *box)
{
    rsv_error *e = err ? err : &box->spare;
    rsv__error_clear(e);
    return e;
}

rsv_error *rsv__begin(rsv_doc **out, rsv_error *err, struct error_box *box)
{
    if (out != NULL)
        *out = NULL;
    return rsv__error_of(err, box);
}

rsv_status rsv__bad_argument(rsv_error *err, const char *what)
{
    return rsv__fail(err, RSV_EARG, "bad argument: %s", what);
}

rsv_status rsv__check_source(const rsv_rule_source *source, rsv_error *err)
{
    if (source == NULL || source->size != sizeof *source || source->dirs == NULL ||
        source->n_dirs == 0)
        return rsv__bad_argument(err, "source (RSV_RULE_SOURCE_INIT and at least one folder)");
    return RSV_OK;
}

struct doc_tree *rsv__answer(const rsv_allocator *allocator, const char *schema)
{
    struct doc_tree *t = rsv__doc_new(allocator, RSV_OBJECT);
    if (t != NULL)
        rsv__doc_add_text(t, &t->root, "schema", schema);
    return t;
}

rsv_status rsv__answer_done(struct doc_tree *t, rsv_status rc, rsv_doc **out, rsv_error *err)
{
    if (rc == RSV_OK)
        return rsv__doc_done(t, out, err);
    rsv_doc_free(t ? &t->root : NULL);
    *out = NULL;
    return rc;
}

const char *rsv_version(void)
{
    return RSV_VERSION;
}

const char *rsv_status_text(rsv_status status)
{
    static const char *const texts[] = {
        "ok",          "bad argument",          "out of memory",
        "bad input",   "not found",             "rules can't be loaded",
        "knowledge base can't be used", "file can't be read or written",
        "limit reached", "internal error",
    };
    const size_t i = (size_t)status;
    return i < sizeof texts / sizeof *texts ? texts[i] : "unknown status";
}

rsv_status rsv_parse_time(const char *text, int64_t *ms)
{
    if (text == NULL || ms == NULL)
        return RSV_EARG;
    return rsv__time_parse(text, ms) ? RSV_OK : RSV_EINPUT;
}

const char *rsv_nearest_word(const char *word, const char *const *list, size_t n)
{
    struct nearest near;
    if (word == NULL || list == NULL)
        return NULL;
    rsv__nearest_init(&near, word);
    for (size_t i = 0; i < n; i++)
        rsv__nearest_offer(&near, list[i]);
    return near.best;
}
