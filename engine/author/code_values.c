/* SPDX-License-Identifier: MIT
 * code_values.c - what stands in PowerShell's statements: blanks, strings, values, operators. */
#include "author/code_powershell.h"

#include <string.h>

bool rsv__ps_fail(struct reader *r, const char *at, const char *what)
{
    int line = 1;
    for (const char *p = r->text; p < at; p++)
        line += *p == '\n';
    size_t n = strcspn(at, "\n");
    return rsv__code_problem(r->problem, line, "%s: %.*s", what, (int)(n < 40 ? n : 40), *at ? at : "the end");
}

bool rsv__ps_in_list(const char *const *list, const char *word, size_t n)
{
    for (; *list != NULL; list++) {
        size_t i = 0;
        while (i < n && (*list)[i] != '\0' && rsv__lower((*list)[i]) == rsv__lower(word[i]))
            i++;
        if (i == n && (*list)[n] == '\0')
            return true;
    }
    return false;
}

/* --- blanks --------------------------------------------------------------------------------------- */

bool rsv__ps_blanks(struct reader *r)
{
    for (;;) {
        if (*r->p == ' ' || *r->p == '\t' || *r->p == '\r') {
            r->p++;
        } else if (*r->p == '`' && strspn(r->p + 1, " \t\r") > 0 && r->p[1 + strspn(r->p + 1, " \t\r")] == '\n' &&
                   r->p[1] != '\r') {
            return rsv__ps_fail(r, r->p, "a blank behind the backtick, which then continues nothing");
        } else if (*r->p == '`' && (r->p[1] == '\n' || strncmp(r->p + 1, "\r\n", 2) == 0)) {
            r->p += r->p[1] == '\n' ? 2 : 3;
        } else if (*r->p == '#') {
            r->p += strcspn(r->p, "\n");
        } else if (r->p[0] == '<' && r->p[1] == '#') {
            const char *end = strstr(r->p, "#>");
            if (end == NULL)
                return rsv__ps_fail(r, r->p, "a comment that is never closed");
            r->p = end + 2;
        } else {
            return true;
        }
    }
}

bool rsv__ps_lines(struct reader *r)
{
    while (rsv__ps_blanks(r)) {
        if (*r->p != '\n')
            return true;
        r->p++;
    }
    return false;
}

bool rsv__ps_bracket(struct reader *r, size_t opening, char end)
{
    const char *start = r->p;
    if (++r->depth > CODE_DEPTH)
        return rsv__ps_fail(r, start, "nested too deeply");
    r->p += opening;
    if (!rsv__ps_statements(r, end))
        return false;
    r->depth--;
    if (*r->p != end)
        return rsv__ps_fail(r, start, "a bracket that is never closed");
    r->p++;
    return true;
}

/* --- strings ---------------------------------------------------------------------------------------- */

static bool here_string(struct reader *r)
{
    const char *start = r->p, quote = r->p[1];
    const char end[] = {'\n', quote, '@', '\0'};
    r->p += 2 + strspn(r->p + 2, " \t\r");
    if (*r->p != '\n')
        return rsv__ps_fail(r, start, "text behind the opening of a here-string");
    r->p = strstr(r->p, end);
    if (r->p == NULL)
        return rsv__ps_fail(r, start, "a here-string whose end doesn't stand at the beginning of a line");
    r->p += 3;
    return true;
}

bool rsv__ps_string(struct reader *r)
{
    const char *start = r->p, quote = *r->p++;
    while (*r->p != '\0') {
        if (*r->p == quote && r->p[1] == quote) {
            r->p += 2;
        } else if (*r->p == quote) {
            r->p++;
            return true;
        } else if (quote == '"' && *r->p == '`' && r->p[1] != '\0') {
            r->p += 2;
        } else if (quote == '"' && r->p[0] == '$' && r->p[1] == '(') {
            if (!rsv__ps_bracket(r, 2, ')'))
                return false;
        } else {
            r->p++;
        }
    }
    return rsv__ps_fail(r, start, "a string that is never closed");
}

/* --- values ------------------------------------------------------------------------------------------- */

bool rsv__ps_begins_value(const char *p)
{
    if (*p == '@')
        return strchr("({'\"", p[1]) != NULL && p[1] != '\0';
    return *p != '\0' && (strchr("$'\"([{", *p) != NULL || *p == CODE_PLACE || is_digit(*p) ||
                          (*p == '.' && is_digit(p[1])));
}

bool rsv__ps_variable(struct reader *r)
{
    const char *start = r->p++;
    if (*r->p == '{') {
        r->p += strcspn(r->p, "}\n");
        if (*r->p != '}')
            return rsv__ps_fail(r, start, "a variable's brace that is never closed");
        r->p++;
        return true;
    }
    if (*r->p == '(')
        return rsv__ps_bracket(r, 1, ')');
    if (*r->p != '\0' && strchr("?$^", *r->p) != NULL) {
        r->p++;
        return true;
    }
    if (!is_word(*r->p) && *r->p != CODE_PLACE)
        return rsv__ps_fail(r, start, "a $ without a name");
    while (is_word(*r->p) || *r->p == CODE_PLACE || (*r->p == ':' && is_word(r->p[1])))
        r->p++;
    return true;
}

/* What an attribute says of itself: (Mandatory, Position = 0). */
static bool attribute(struct reader *r)
{
    const char *start = r->p++;
    while (*r->p != ')') {
        if (*r->p == '\0')
            return rsv__ps_fail(r, start, "a bracket that is never closed");
        if (strchr("'\"({$@", *r->p) == NULL)
            r->p++;
        else if (!rsv__ps_value(r))
            return false;
    }
    r->p++;
    return true;
}

/* [int], [Security.Cryptography.X509Certificates.X509Certificate2[]], [Parameter(Mandatory)] */
bool rsv__ps_type_name(struct reader *r)
{
    const char *start = r->p++;
    if (!is_letter(*r->p))
        return rsv__ps_fail(r, start, "no type within the brackets");
    for (int open = 1; open > 0; r->p++) {
        if (*r->p == '(') {
            if (!attribute(r))
                return false;
            r->p--;
        } else if (*r->p == '\0' || (!is_word(*r->p) && strchr("[]., +`", *r->p) == NULL)) {
            return rsv__ps_fail(r, start, "no type within the brackets");
        }
        open += (*r->p == '[') - (*r->p == ']');
    }
    return true;
}

/* Names and values of @{ }. */
static bool hashtable(struct reader *r)
{
    const char *start = r->p;
    r->p += 2;
    if (++r->depth > CODE_DEPTH)
        return rsv__ps_fail(r, start, "nested too deeply");
    for (;;) {
        while (rsv__ps_lines(r) && *r->p == ';')
            r->p++;
        if (*r->p == '}')
            break;
        const char *key = r->p;
        if (*r->p == '\0')
            return rsv__ps_fail(r, start, "a hashtable that is never closed");
        if (rsv__ps_begins_value(r->p) && !is_digit(*r->p) && !rsv__ps_value(r))
            return false;
        while (is_word(*r->p) || *r->p == '-')
            r->p++;
        if (r->p == key || !rsv__ps_blanks(r) || *r->p != '=')
            return rsv__ps_fail(r, key, "no 'name = value' within the hashtable");
        r->p++;
        if (!rsv__ps_lines(r) || !rsv__ps_statement(r))
            return false;
        if (*r->p != '\0' && strchr(";\n}", *r->p) == NULL)
            return rsv__ps_fail(r, r->p, "no end of the value within the hashtable");
    }
    r->depth--;
    r->p++;
    return true;
}

/* Of a call, or with defaults of a function. */
bool rsv__ps_arguments_of_call(struct reader *r)
{
    const char *start = r->p++;
    if (!rsv__ps_lines(r))
        return false;
    while (*r->p != ')') {
        if (!rsv__ps_expression(r, true))
            return false;
        if (*r->p != '=')
            break;
        r->p++;
        if (!rsv__ps_lines(r))
            return false;
    }
    if (!rsv__ps_lines(r) || *r->p != ')')
        return rsv__ps_fail(r, start, "a call that is never closed, or has a bare word in it");
    r->p++;
    return true;
}

/* Members, calls and indexes, which stand close behind a value. */
bool rsv__ps_members(struct reader *r)
{
    for (;;) {
        const bool is_static = r->p[0] == ':' && r->p[1] == ':';
        if (is_static || (*r->p == '.' && (is_letter(r->p[1]) || (r->p[1] && strchr("$'\"(", r->p[1]))))) {
            r->p += is_static ? 2 : 1;
            if (*r->p == '$' ? !rsv__ps_variable(r) : *r->p == '\'' || *r->p == '"' ? !rsv__ps_string(r) : false)
                return false;
            if (*r->p == '(' && r->p[-1] == '.' && !rsv__ps_bracket(r, 1, ')'))
                return false;
            while (is_word(*r->p))
                r->p++;
            if (*r->p == '(' && !rsv__ps_arguments_of_call(r))
                return false;
            if (*r->p == '{' && !rsv__ps_bracket(r, 1, '}'))
                return false;
        } else if (*r->p == '[') {
            if (!rsv__ps_bracket(r, 1, ']'))
                return false;
        } else {
            return true;
        }
    }
}

bool rsv__ps_value(struct reader *r)
{
    bool ok = true;
    if (!rsv__ps_begins_value(r->p))
        return rsv__ps_fail(r, r->p, "a value is missing");
    if (*r->p == '$')
        ok = rsv__ps_variable(r);
    else if (*r->p == '\'' || *r->p == '"')
        ok = rsv__ps_string(r);
    else if (r->p[0] == '@' && (r->p[1] == '\'' || r->p[1] == '"'))
        ok = here_string(r);
    else if (r->p[0] == '@' && r->p[1] == '{')
        ok = hashtable(r);
    else if (*r->p == '(' || (r->p[0] == '@' && r->p[1] == '('))
        ok = rsv__ps_bracket(r, *r->p == '(' ? 1 : 2, ')');
    else if (*r->p == '{')
        ok = rsv__ps_bracket(r, 1, '}');
    else if (*r->p == '[') {
        if (!rsv__ps_type_name(r) || !rsv__ps_blanks(r))
            return false;
        if (rsv__ps_begins_value(r->p))
            return ++r->depth > CODE_DEPTH ? rsv__ps_fail(r, r->p, "nested too deeply") : rsv__ps_value(r) && r->depth--;
    } else {
        while (is_word(*r->p) || *r->p == CODE_PLACE || (*r->p == '.' && is_digit(r->p[1])))
            r->p++;
    }
    return ok && rsv__ps_members(r);
}

/* --- expressions ---------------------------------------------------------------------------------------- */

static const char *const operators[] = {
    "eq", "ne", "gt", "ge", "lt", "le", "like", "notlike", "match", "notmatch", "contains", "notcontains", "in",
    "notin", "replace", "split", "join", "is", "isnot", "as", "f", "and", "or", "xor", "band", "bor", "bxor", "shl",
    "shr", NULL};
static const char *const prefixes[] = {"not", "bnot", "join", "split", "csplit", "isplit", NULL};

/* The length of an operator between values at p; 0: none.  -ceq and -ieq are -eq with a case. */
static size_t operator_length(const char *p)
{
    if (*p == '-' && is_letter(p[1])) {
        size_t n = 1;
        while (is_letter(p[n]))
            n++;
        const bool cased = n > 3 && strchr("ciCI", p[1]) != NULL && rsv__ps_in_list(operators, p + 2, n - 2);
        return cased || rsv__ps_in_list(operators, p + 1, n - 1) ? n : 0;
    }
    if (p[0] == '.' && p[1] == '.')
        return 2;
    return *p != '\0' && strchr("+-*/%,", *p) != NULL && p[1] != '=' ? 1 : 0;
}

static bool prefix(struct reader *r)
{
    for (;;) {
        size_t n = 0;
        if (*r->p == '-' && is_letter(r->p[1])) {
            for (n = 1; is_letter(r->p[n]);)
                n++;
            if (!rsv__ps_in_list(prefixes, r->p + 1, n - 1))
                return rsv__ps_fail(r, r->p, "unknown operator");
        } else if (*r->p != '\0' && strchr("!-+,", *r->p) != NULL) {
            n = 1;
        }
        if (n == 0)
            return true;
        r->p += n;
        if (!rsv__ps_blanks(r))
            return false;
    }
}

bool rsv__ps_expression(struct reader *r, bool in_call)
{
    for (;;) {
        if (!prefix(r) || !rsv__ps_value(r))
            return false;
        if (strncmp(r->p, "++", 2) == 0 || strncmp(r->p, "--", 2) == 0)
            r->p += 2;
        if (in_call ? !rsv__ps_lines(r) : !rsv__ps_blanks(r))
            return false;
        const size_t n = operator_length(r->p);
        if (n == 0)
            return *r->p == '-' && is_letter(r->p[1]) ? rsv__ps_fail(r, r->p, "unknown operator") : true;
        r->p += n;
        if (!rsv__ps_lines(r))
            return false;
    }
}

