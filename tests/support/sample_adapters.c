/* SPDX-License-Identifier: MIT */
#include "support/sample_adapters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define KEY(k) {.key = k, .rest = k}
#define PATH1(a) {.text = a, .steps = (const struct path_step[]){KEY(a)}, .n_steps = 1}
#define PATH2(a, b)                                                                                                    \
    {.text = a "." b, .steps = (const struct path_step[]){{.key = a, .rest = a "." b}, KEY(b)}, .n_steps = 2}
#define UP(a) {.text = "../" a, .steps = (const struct path_step[]){{.key = NULL}, KEY(a)}, .n_steps = 2}
#define AT(...)                                                                                                        \
    {                                                                                                                  \
        .paths = (const struct path[]){__VA_ARGS__},                                                                   \
        .n_paths = sizeof((const struct path[]){__VA_ARGS__}) / sizeof(struct path)                                    \
    }
#define F(field) .name = field, .value =
#define FIELDS(...) .fields = (const struct adapter_field[]){__VA_ARGS__}, \
    .n_fields = sizeof((const struct adapter_field[]){__VA_ARGS__}) / sizeof(struct adapter_field)

static const struct kind *port_status; /* of the case in hand */

static const struct path json_has[] = {PATH1("Target"), PATH1("Port")};
static const struct path xml_has[] = {PATH2("scan", "host")};
static const struct word_pair words[] = {{"up", "open"}, {"down*", "closed"}};
static const struct transform to_words[] = {{.op = TRANSFORM_WORDS, .words = words, .n_words = 2}};

static struct adapter_part more_parts[] = {
    {FIELDS({F("host") AT(UP("Target"))}, {F("port") AT(PATH1("Port"))}, {F("state") {.constant = "filtered"}})}};
static struct adapter_part said_parts[] = {{.op = PART_WARNING, .text = "there is something else"}};
static struct adapter_part json_parts[] = {
    {FIELDS({F("host") AT(PATH1("Target"))}, {F("port") AT(PATH1("Port"))},
            {F("state") {.paths = (const struct path[]){PATH1("State")}, .n_paths = 1, .transforms = to_words,
                    .n_transforms = 1}})},
    {.op = PART_EACH, .path = PATH1("more"), .parts = more_parts, .n_parts = 1},
    {.op = PART_EACH, .path = PATH1("else"), .parts = said_parts, .n_parts = 1}};
static struct adapter_part open_parts[] = {
    {FIELDS({F("host") AT(PATH1("Target"))}, {F("port") AT(PATH1("Port"))}, {F("state") {.constant = "open"}})}};
static struct adapter_part port_parts[] = {
    {FIELDS({F("host") AT(UP("name"))}, {F("port") AT(PATH1("id"))}, {F("state") AT(PATH1("text"))})}};
static struct adapter_part xml_ports[] = {{.op = PART_EACH, .path = PATH1("port"), .parts = port_parts, .n_parts = 1}};
static struct adapter_part xml_parts[] = {
    {.op = PART_EACH, .path = PATH2("scan", "host"), .parts = xml_ports, .n_parts = 1}};
static struct adapter_part line_parts[2] = {
    {FIELDS({F("host") AT(PATH1("host"))}, {F("port") AT(PATH1("port"))}, {F("state") {.constant = "open"}})},
    {FIELDS({F("host") AT(PATH1("host"))}, {F("port") AT(PATH1("port"))}, {F("state") {.constant = "closed"}})}};
static struct adapter_part text_parts[] = {
    {FIELDS({F("host") {.constant = "none"}}, {F("port") {.constant = "1"}}, {F("state") {.constant = "closed"}})}};

static const char *const remembered[] = {"target {host:word}"};
static const char *const open_line[] = {"port {port:digits} is open"};
static const char *const shut_line[] = {"port {port:digits} is shut"};
static const char *const maybe_line[] = {"maybe port {port:digits}"};
static const struct adapter_line lines[] = {
    {.templates = remembered, .n_templates = 1},
    {.templates = open_line, .n_templates = 1, .parts = &line_parts[0], .n_parts = 1},
    {.templates = shut_line, .n_templates = 1, .parts = &line_parts[1], .n_parts = 1},
    {.templates = maybe_line, .n_templates = 1, .parts = &json_parts[2], .n_parts = 1}};
static const char *const nothing[] = {"*nothing at all*"};
static const struct path_test text_where[] = {{.path = PATH1("text"), .globs = nothing, .n_globs = 1}};

static const struct path page_has[] = {PATH1("next"), PATH1("value")};
static const struct path whole_has[] = {PATH1("all"), PATH1("value")};
static const struct transform to_joined[] = {{.op = TRANSFORM_JOIN, .text = "+"},
                                             {.op = TRANSFORM_WITH, .path = PATH1("tail")}};
static const struct transform to_hex[] = {{.op = TRANSFORM_HEX}};
static struct adapter_part page_parts[] = {
    {FIELDS({F("host") {.constant = "more"}}, {F("port") {.constant = "9"}}, {F("state") {.constant = "open"}})}};
static struct adapter_part whole_parts[] = {
    {FIELDS({F("host") {.paths = (const struct path[]){PATH1("all")}, .n_paths = 1, .transforms = to_joined, .n_transforms = 2}},
            {F("port") {.constant = "9"}}, {F("state") {.constant = "open"}})},
    {FIELDS({F("host") {.paths = (const struct path[]){PATH1("key")}, .n_paths = 1, .transforms = to_hex, .n_transforms = 1}},
            {F("port") {.constant = "8"}}, {F("state") {.constant = "open"}})}};
static struct adapter_part csv_parts[2] = {{.op = PART_REACHING, .count = 2, .parts = page_parts, .n_parts = 1}};

static const struct adapter all[] = {
    {.name = "t-page", .form = FORM_JSON, .has = page_has, .n_has = 2, .parts = page_parts, .n_parts = 1},
    {.name = "t-whole", .form = FORM_JSON, .whole = true, .has = whole_has, .n_has = 2, .parts = whole_parts, .n_parts = 2},
    {.name = "t-json", .form = FORM_JSON, .has = json_has, .n_has = 2, .parts = json_parts, .n_parts = 3},
    {.name = "t-csv", .form = FORM_CSV, .has = json_has, .n_has = 2, .parts = csv_parts, .n_parts = 2},
    {.name = "t-xml", .form = FORM_XML, .has = xml_has, .n_has = 1, .parts = xml_parts, .n_parts = 1},
    {.name = "t-keyed", .form = FORM_KEYED, .has = json_has, .n_has = 2, .parts = open_parts, .n_parts = 1},
    {.name = "t-lines", .form = FORM_LINES, .lines = lines, .n_lines = 4},
    {.name = "t-text", .form = FORM_TEXT, .where = text_where, .n_where = 1, .parts = text_parts, .n_parts = 1},
};

static rsv_status give_book(void *user, const struct rulebook **out, rsv_error *err)
{
    struct ingest_case *c = user;
    (void)err;
    *out = &c->kinds.book;
    return RSV_OK;
}

void sample_adapters(struct ingest_case *c)
{
    static const struct adapter *list[8];
    struct adapter_part *const facts[] = {more_parts, json_parts,      open_parts, port_parts,
                                          line_parts, &line_parts[1], text_parts, page_parts, whole_parts,
                                          &whole_parts[1]};
    port_status = &c->kinds.kinds[0];
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        facts[i]->kind = port_status;
    csv_parts[1] = open_parts[0];
    for (size_t i = 0; i < 8; i++)
        list[i] = &all[i];
    c->kinds.book.adapters = list;
    c->kinds.book.n_adapters = 8;
    c->in.load_adapters = give_book;
    c->in.adapters_user = c;
}

void sample_adapters_give(const char *from, const char *text, const char *facts, const char *problems)
{
    struct ingest_case c;
    struct buf told;
    const struct rsv_doc *p;
    assert_true(ingest_case_open(&c, 0));
    sample_adapters(&c);
    c.in.from = from;
    rsv__buf_init(&told, &c.alloc);
    const rsv_status rc = ingest_case_read(&c, text);
    for (size_t i = 0; (p = ingest_case_problem(&c, i)) != NULL; i++) {
        const char *hint = rsv_doc_text(rsv_doc_get(p, "hint"));
        rsv__buf_printf(&told, "%d:%d %s%s%s\n", (int)rsv_doc_integer(rsv_doc_get(p, "line")),
                        (int)rsv_doc_integer(rsv_doc_get(p, "column")), rsv_doc_text(rsv_doc_get(p, "message")),
                        *hint ? " | " : "", hint);
    }
    if (rc != RSV_OK)
        rsv__buf_printf(&told, "%s\n", c.err.message);
    assert_string_equal(ingest_case_facts(&c), facts);
    assert_string_equal(rsv__buf_get(&told), problems);
    rsv__buf_free(&told);
    assert_int_equal(ingest_case_close(&c), 0);
}
