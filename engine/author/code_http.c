/* SPDX-License-Identifier: MIT
 * code_http.c - requests as articles show them, and the JSON and XML that they carry. */
#include "author/code.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct reader {
    const char *p;
    int line, depth;
    struct code_problem *problem;
};

static void blanks(struct reader *r)
{
    for (; *r->p != '\0' && strchr(" \t\r\n", *r->p) != NULL; r->p++)
        r->line += *r->p == '\n';
}

static bool fail(struct reader *r, const char *what)
{
    return rsv__code_problem(r->problem, r->line, "%s: %.*s", what, (int)strcspn(r->p, "\n") < 40 ? (int)strcspn(r->p, "\n") : 40,
                             *r->p ? r->p : "the end");
}

/* --- JSON ---------------------------------------------------------------------------------------- */

static bool json_value(struct reader *r);

static bool json_string(struct reader *r)
{
    for (r->p++; *r->p != '"'; r->p++) {
        if (*r->p == '\0' || *r->p == '\n')
            return fail(r, "a string that is never closed");
        if (*r->p == '\\' && (r->p[1] == '\0' || strchr("\"\\/bfnrtu", *++r->p) == NULL))
            return fail(r, "no such escape");
    }
    r->p++;
    return true;
}

static bool json_list(struct reader *r, char end)
{
    if (++r->depth > CODE_DEPTH)
        return fail(r, "nested too deeply");
    r->p++;
    blanks(r);
    for (bool more = *r->p != end; more;) {
        blanks(r);
        if (end == '}') {
            if (*r->p != '"' || !json_string(r))
                return fail(r, "a name in quotes is missing");
            blanks(r);
            if (*r->p != ':')
                return fail(r, "':' is missing");
            r->p++;
        }
        if (!json_value(r))
            return false;
        more = *r->p == ',';
        r->p += more;
    }
    r->depth--;
    if (*r->p != end)
        return fail(r, "a comma or closing bracket is missing");
    r->p++;
    return true;
}

static bool json_value(struct reader *r)
{
    static const char *const words[] = {"true", "false", "null"};
    bool ok = false;
    blanks(r);
    if (*r->p == '{' || *r->p == '[') {
        ok = json_list(r, *r->p == '{' ? '}' : ']');
    } else if (*r->p == '"') {
        ok = json_string(r);
    } else if (*r->p == CODE_PLACE || *r->p == '-' || isdigit((unsigned char)*r->p)) {
        r->p += strspn(r->p, "+-.eE0123456789\x01");
        ok = true;
    } else {
        for (size_t i = 0; i < 3 && !ok; i++) {
            ok = strncmp(r->p, words[i], strlen(words[i])) == 0;
            r->p += ok ? strlen(words[i]) : 0;
        }
        if (!ok)
            fail(r, "no JSON value");
    }
    blanks(r);
    return ok;
}

bool rsv__code_json(const char *text, struct code_problem *p)
{
    struct reader r = {text, 1, 0, p};
    return json_value(&r) && (*r.p == '\0' || fail(&r, "more behind the value"));
}

/* --- XML ------------------------------------------------------------------------------------------- */

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || (c != '\0' && strchr("_:.-", c) != NULL) || c == CODE_PLACE;
}

/* name="value" until the tag ends; *closed: by "/>". */
static bool xml_attributes(struct reader *r, bool *closed)
{
    for (;;) {
        blanks(r);
        *closed = r->p[0] == '/' && r->p[1] == '>';
        if (*closed || *r->p == '>') {
            r->p += *closed ? 2 : 1;
            return true;
        }
        const char *start = r->p;
        while (is_name(*r->p))
            r->p++;
        if (r->p == start || *r->p != '=' || (r->p[1] != '"' && r->p[1] != '\''))
            return fail(r, "no name=\"value\" in the tag");
        r->p++;
        const char *end = strchr(r->p + 1, *r->p);
        if (end == NULL || memchr(r->p, '<', (size_t)(end - r->p)) != NULL)
            return fail(r, "a value that is never closed");
        r->p = end + 1;
    }
}

/* An element and what is in it. */
static bool xml_element(struct reader *r)
{
    bool closed;
    const char *name = ++r->p;
    while (is_name(*r->p))
        r->p++;
    const size_t n = (size_t)(r->p - name);
    if (n == 0 || ++r->depth > CODE_DEPTH)
        return fail(r, "no tag");
    if (!xml_attributes(r, &closed))
        return false;
    while (!closed) {
        while (*r->p != '\0' && *r->p != '<')
            r->line += *r->p++ == '\n';
        const char *comment = strncmp(r->p, "<!--", 4) == 0 ? strstr(r->p, "-->") : NULL;
        closed = r->p[0] == '<' && r->p[1] == '/';
        if (comment != NULL)
            r->p = comment + 3;
        else if (*r->p == '\0')
            return fail(r, "an element that is never closed");
        else if (!closed && !xml_element(r))
            return false;
        if (closed && (strncmp(r->p + 2, name, n) != 0 || r->p[2 + n] != '>'))
            return fail(r, "another element is closed than was opened");
        r->p += closed ? n + 3 : 0;
    }
    r->depth--;
    return true;
}

bool rsv__code_xml(const char *text, struct code_problem *p)
{
    struct reader r = {text, 1, 0, p};
    for (blanks(&r); *r.p != '\0'; blanks(&r)) {
        const char *end = strncmp(r.p, "<?", 2) == 0     ? strstr(r.p, "?>")
                          : strncmp(r.p, "<!--", 4) == 0 ? strstr(r.p, "-->")
                                                         : NULL;
        if (end != NULL)
            r.p = end + (*end == '?' ? 2 : 3);
        else if (*r.p != '<' || !xml_element(&r))
            return fail(&r, "no element");
    }
    return true;
}

/* --- requests ---------------------------------------------------------------------------------------- */

static size_t method_length(const char *p)
{
    static const char *const methods[] = {"GET ", "POST ", "PATCH ", "PUT ", "DELETE "};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strncmp(p, methods[i], strlen(methods[i])) == 0)
            return strlen(methods[i]);
    return 0;
}

/* Hosts that articles send requests to, and how a path there begins. */
static bool url(struct reader *r)
{
    static const struct {
        const char *host, *path, *or_path;
    } known[] = {{"graph.microsoft.com", "/v1.0/", "/beta/"}, {"graph.microsoft.us", "/v1.0/", "/beta/"},
                 {"microsoftgraph.chinacloudapi.cn", "/v1.0/", "/beta/"}, {"login.microsoftonline.com", "/", "/"},
                 {"login.microsoftonline.us", "/", "/"}, {"login.partner.microsoftonline.cn", "/", "/"},
                 {"login.live.com", "/", "/"}, {"api.partnercenter.microsoft.com", "/v1", "/v1"},
                 {"management.azure.com", "/", "/"}, {"enterpriseregistration.windows.net", "/", "/"}};
    if (strncmp(r->p, "https://", 8) != 0)
        return fail(r, "no https:// address");
    const char *host = r->p + 8;
    bool ok = *host == CODE_PLACE;
    for (size_t i = 0; i < sizeof known / sizeof *known && !ok; i++) {
        const size_t n = strlen(known[i].host);
        ok = strncmp(host, known[i].host, n) == 0 &&
             (strncmp(host + n, known[i].path, strlen(known[i].path)) == 0 ||
              strncmp(host + n, known[i].or_path, strlen(known[i].or_path)) == 0);
    }
    if (!ok)
        return fail(r, "no host, or no path there, that is known here");
    r->p += strcspn(r->p, " \t\r\n");
    r->p += strspn(r->p, " \t\r");
    if (strncmp(r->p, "HTTP/1.1", 8) == 0)
        r->p += 8;
    r->p += strspn(r->p, " \t\r");
    return *r->p == '\n' || *r->p == '\0' ? true : fail(r, "more behind the address");
}

/* "Name: value" */
static bool header(struct reader *r)
{
    size_t n = 0;
    while (isalnum((unsigned char)r->p[n]) || r->p[n] == '-')
        n++;
    if (n == 0 || r->p[n] != ':')
        return fail(r, "no 'Name: value'");
    r->p += strcspn(r->p, "\n");
    return true;
}

static bool request(struct reader *r)
{
    const size_t method = method_length(r->p);
    if (method == 0)
        return fail(r, "no method");
    r->p += method;
    if (!url(r))
        return false;
    for (;;) {
        const char *before = r->p;
        blanks(r);
        const bool blank_line = r->p > before && memchr(before + 1, '\n', (size_t)(r->p - before - 1)) != NULL;
        if (*r->p == '\0' || method_length(r->p) > 0)
            return true;
        if (*r->p == '{' || *r->p == '[')
            return json_value(r);
        if (blank_line && strcspn(r->p, "=") < strcspn(r->p, ":\n")) { /* a form */
            while (*r->p != '\0' && method_length(r->p) == 0) {
                r->p += strcspn(r->p, "\n");
                blanks(r);
            }
            return true;
        }
        if (!header(r))
            return false;
    }
}

bool rsv__code_http(const char *text, struct code_problem *p)
{
    struct reader r = {text, 1, 0, p};
    blanks(&r);
    do {
        if (!request(&r))
            return false;
        blanks(&r);
    } while (*r.p != '\0');
    return true;
}
