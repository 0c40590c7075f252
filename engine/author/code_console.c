/* SPDX-License-Identifier: MIT
 * code_console.c - lines for a Linux shell or cmd, which agree on quotes, pipes and most brackets. */
#include "author/code.h"

#include <stdio.h>
#include <string.h>

struct reader {
    const char *p;
    int line, depth;
    bool first; /* a command's name comes next */
    struct code_problem *problem;
};

static bool quoted(struct reader *r)
{
    const int line = r->line;
    const char quote = *r->p++;
    for (; *r->p != '\0' && *r->p != quote; r->p++) {
        r->line += *r->p == '\n';
        r->p += quote == '"' && *r->p == '\\' && (r->p[1] == '"' || r->p[1] == '\\');
    }
    if (*r->p == '\0')
        return rsv__code_problem(r->problem, line, "a quote that is never closed");
    r->p++;
    return true;
}

/* A backslash or ^ at the end of a line: another line, and nothing between. */
static bool continues(struct reader *r)
{
    if (*r->p != '\\' && *r->p != '^')
        return false;
    const size_t n = strspn(r->p + 1, " \t\r");
    if (r->p[1 + n] != '\n' && r->p[1 + n] != '\0')
        return false;
    if (r->p[1 + n + strspn(r->p + 1 + n, " \t\r\n")] == '\0')
        return !rsv__code_problem(r->problem, r->line, "nothing behind the last line's %c", *r->p);
    if (n > 0)
        rsv__code_problem(r->problem, r->line, "a blank behind the %c, which then continues nothing", *r->p);
    r->p += 2 + n;
    r->line++;
    return true;
}

/* To the end of the command's name; NAME=value before it is passed. */
static bool name(struct reader *r)
{
    char word[128];
    const size_t n = strcspn(r->p, " \t\r\n|&;<>()'\"");
    snprintf(word, sizeof word, "%.*s", (int)n, r->p);
    const char *equals = strchr(word, '=');
    r->p += n;
    if (equals != NULL && equals > word)
        return true;
    r->first = strcmp(word, "sudo") == 0;
    return r->first || rsv__code_is_program(word) ||
           rsv__code_problem(r->problem, r->line, "no program that is known here: %.60s", word);
}

static bool redirect(struct reader *r)
{
    const char mark = *r->p;
    r->p += r->p[1] == mark ? 2 : 1;
    r->p += *r->p == '&';
    r->p += strspn(r->p, " \t");
    return (*r->p != '\0' && strchr("\n|&;<>)", *r->p) == NULL) ||
           rsv__code_problem(r->problem, r->line, "nothing behind the %c", mark);
}

/* The end of one command: by a line end, |, ||, &, && or ; */
static bool separator(struct reader *r)
{
    const char mark = *r->p;
    if (mark == '\n')
        r->line++;
    else if (r->first)
        return rsv__code_problem(r->problem, r->line, "nothing before the %c", mark);
    r->p += mark != '\n' && r->p[1] == mark ? 2 : 1;
    r->first = true;
    r->p += strspn(r->p, " \t\r");
    if (mark != '\n' && mark != ';' && mark != '&' && (*r->p == '\0' || *r->p == '\n'))
        return rsv__code_problem(r->problem, r->line, "nothing behind the %c", mark);
    return true;
}

static bool bracket(struct reader *r)
{
    r->first = *r->p == '(';
    r->depth += r->first ? 1 : -1;
    r->p++;
    return r->depth >= 0 || rsv__code_problem(r->problem, r->line, "a bracket that nothing opens");
}

static bool part(struct reader *r)
{
    if (strchr(" \t\r", *r->p) != NULL) {
        r->p++;
        return true;
    }
    if (continues(r))
        return r->problem->line == 0;
    if (*r->p == '#' && (r->first || r->p[-1] == ' ')) {
        r->p += strcspn(r->p, "\n");
        return true;
    }
    if (strchr("\n|&;", *r->p) != NULL)
        return separator(r);
    if (*r->p == '(' || *r->p == ')')
        return bracket(r);
    if (*r->p == '<' || *r->p == '>')
        return redirect(r);
    if (r->first && *r->p != '\'' && *r->p != '"')
        return name(r);
    r->first = false;
    if (*r->p == '\'' || *r->p == '"')
        return quoted(r);
    r->p += *r->p == '\\' && r->p[1] != '\0' && strchr("'\"()&|<>;", r->p[1]) != NULL ? 2 : 1;
    return true;
}

bool rsv__code_console(const char *text, struct code_problem *p)
{
    struct reader r = {.p = text, .line = 1, .first = true, .problem = p};
    while (*r.p != '\0')
        if (!part(&r))
            return false;
    return r.depth == 0 || rsv__code_problem(p, r.line, "a bracket that is never closed");
}
