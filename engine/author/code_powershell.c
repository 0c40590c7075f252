/* SPDX-License-Identifier: MIT
 * code_powershell.c - the structure of Windows PowerShell 5.1: statements, pipelines, commands.
 *
 * Recursive descent over the text.  A command has words behind it, a value has operators: which of the two begins a
 * statement decides how the rest of the line reads.
 */
#include "author/code_powershell.h"

#include <stdio.h>
#include <string.h>

/* --- commands ---------------------------------------------------------------------------------------------- */

static bool ends_statement(char c)
{
    return c == '\0' || strchr("\n;|)}&", c) != NULL;
}

/* 2>&1, >file, *>$null at p, or 0: how long the part before the target is. */
static size_t redirect_length(const char *p)
{
    const size_t n = is_digit(*p) || *p == '*' ? 1 : 0;
    if (p[n] != '>')
        return 0;
    return n + (p[n + 1] == '>' ? 2 : 1) + (p[n + 1] == '&' ? 1 : 0);
}

/* A word with what stands in it: C:\x, $a\b, "a"b, a=(1). */
static bool word(struct reader *r)
{
    const char *start = r->p;
    while (!ends_statement(*r->p) && strchr(" \t\r,", *r->p) == NULL) {
        bool ok = true;
        if (*r->p == '`' && r->p[1] != '\0')
            r->p += r->p[1] == '\n' ? 1 : 2;
        else if (*r->p == '$' && (is_word(r->p[1]) || (r->p[1] && strchr("({?$^", r->p[1])) || r->p[1] == CODE_PLACE))
            ok = rsv__ps_variable(r) && rsv__ps_members(r);
        else if (*r->p == '\'' || *r->p == '"')
            ok = rsv__ps_string(r) && rsv__ps_members(r);
        else if (r->p[0] == '@' && r->p[1] != '\0' && strchr("'\"{(", r->p[1]) != NULL)
            ok = rsv__ps_value(r);
        else if (*r->p == '(' || *r->p == '{')
            ok = rsv__ps_value(r);
        else if (*r->p == '<')
            return rsv__ps_fail(r, r->p, "< is reserved");
        else
            r->p++;
        if (!ok)
            return false;
        if (r->p[-1] == '`')
            break;
    }
    return r->p > start ? true : rsv__ps_fail(r, r->p, "a word is missing");
}

static bool parameter(struct reader *r)
{
    const char *start = r->p++;
    while (is_word(*r->p))
        r->p++;
    if (*r->p == ':') {
        r->p++;
        return rsv__ps_blanks(r);
    }
    if (!ends_statement(*r->p) && strchr(" \t\r,`", *r->p) == NULL)
        return rsv__ps_fail(r, start, "a parameter is - and a name");
    return true;
}

/* Cmdlets that make sense behind a pipe only: as a word of another command, the pipe is missing. */
static bool wants_pipe(const char *p)
{
    static const char *const names[] = {"Where-Object", "ForEach-Object", "Select-Object", "Sort-Object", "Group-Object",
                                        "Measure-Object", "Format-List", "Format-Table", "Out-Null", NULL};
    size_t n = 0;
    while (is_word(p[n]) || p[n] == '-')
        n++;
    return rsv__ps_in_list(names, p, n);
}

static bool arguments(struct reader *r, bool is_program)
{
    for (bool comma = false; rsv__ps_blanks(r);) {
        const size_t to = redirect_length(r->p);
        if (ends_statement(*r->p))
            return comma ? rsv__ps_fail(r, r->p, "nothing behind the comma") : true;
        comma = *r->p == ',';
        if (to > 0) {
            r->p += to;
            if (!rsv__ps_blanks(r) || !word(r))
                return false;
        } else if (comma) {
            r->p++;
            if (!rsv__ps_lines(r))
                return false;
        } else if (*r->p == '-' && is_letter(r->p[1]) && !is_program) {
            if (!parameter(r))
                return false;
        } else if (*r->p == '-' && !is_program && !is_digit(r->p[1]) && r->p[1] != '.' && r->p[1] != '$') {
            return rsv__ps_fail(r, r->p, "a parameter is - and a name");
        } else if (wants_pipe(r->p)) {
            return rsv__ps_fail(r, r->p, "a pipe is missing");
        } else if (!word(r)) {
            return false;
        }
    }
    return false;
}

/* Whether a function of this name is declared in the text. */
static bool is_function(const struct reader *r, const char *name)
{
    const size_t n = strlen(name);
    for (const char *p = r->text; (p = rsv__find_fold(p, "function ")) != NULL;) {
        p += strlen("function ");
        if (rsv__ps_in_list((const char *const[]){name, NULL}, p, strcspn(p, " ({\n")) && strcspn(p, " ({\n") == n)
            return true;
    }
    return false;
}

static bool command_name(struct reader *r, const char *at, size_t n, bool *is_program)
{
    char name[128];
    snprintf(name, sizeof name, "%.*s", (int)n, at);
    const char *dash = strchr(name, '-');
    *is_program = rsv__code_is_program(name);
    if (*is_program || is_function(r, name))
        return true;
    if (dash == NULL || !is_letter(name[0]))
        return rsv__ps_fail(r, at, "no cmdlet, program or function of this text");
    const char *fault = rsv__code_cmdlet_fault(name, (size_t)(dash - name));
    return fault ? rsv__ps_fail(r, at, fault) : true;
}

static bool command(struct reader *r)
{
    const char *start = r->p;
    bool is_program = true;
    while (!ends_statement(*r->p) && strchr(" \t\r({,'\"", *r->p) == NULL)
        r->p++;
    if (r->p == start)
        return rsv__ps_fail(r, start, "a command is missing");
    return command_name(r, start, (size_t)(r->p - start), &is_program) && arguments(r, is_program);
}

/* --- statements -------------------------------------------------------------------------------------------- */

static bool block(struct reader *r)
{
    if (!rsv__ps_lines(r))
        return false;
    return *r->p == '{' ? rsv__ps_bracket(r, 1, '}') : rsv__ps_fail(r, r->p, "a block { } is missing");
}

static bool clauses(struct reader *r)
{
    const char *start = r->p;
    if (!rsv__ps_lines(r) || *r->p != '{')
        return rsv__ps_fail(r, start, "a block { } is missing");
    r->p++;
    for (;;) {
        while (rsv__ps_lines(r) && *r->p == ';')
            r->p++;
        if (*r->p == '}' || *r->p == '\0')
            break;
        if (!(rsv__ps_begins_value(r->p) ? rsv__ps_value(r) : word(r)) || !block(r))
            return false;
    }
    if (*r->p != '}')
        return rsv__ps_fail(r, start, "a bracket that is never closed");
    r->p++;
    return true;
}

static bool condition(struct reader *r)
{
    if (!rsv__ps_blanks(r))
        return false;
    return *r->p == '(' ? rsv__ps_bracket(r, 1, ')') : rsv__ps_fail(r, r->p, "a condition ( ) is missing");
}

static bool each_in(struct reader *r)
{
    const char *start = r->p;
    if (!rsv__ps_blanks(r) || *r->p++ != '(' || !rsv__ps_blanks(r) || *r->p != '$' || !rsv__ps_variable(r) ||
        !rsv__ps_blanks(r) || rsv__find_fold(r->p, "in") != r->p || is_word(r->p[2]))
        return rsv__ps_fail(r, start, "foreach wants ($x in ...)");
    r->p += 2;
    if (!rsv__ps_lines(r) || !rsv__ps_statements(r, ')'))
        return false;
    return *r->p++ == ')' ? block(r) : rsv__ps_fail(r, start, "a bracket that is never closed");
}

static bool function(struct reader *r)
{
    if (!rsv__ps_blanks(r))
        return false;
    while (!ends_statement(*r->p) && strchr(" ({", *r->p) == NULL)
        r->p++;
    if (!rsv__ps_blanks(r) || (*r->p == '(' && !rsv__ps_arguments_of_call(r)))
        return false;
    return block(r);
}

static bool is_keyword(const char *p, size_t n, const char *const *list)
{
    return n > 0 && !is_word(p[n]) && p[n] != '-' && p[n] != '.' && rsv__ps_in_list(list, p, n);
}

static size_t word_length(const char *p)
{
    size_t n = 0;
    while (is_word(p[n]))
        n++;
    return n;
}

/* Whether one of these words comes next, maybe on another line; it is passed. */
static bool takes(struct reader *r, const char *const *list)
{
    const char *start = r->p;
    const size_t n = rsv__ps_lines(r) ? word_length(r->p) : 0;
    const bool is = is_keyword(r->p, n, list);
    r->p = is ? r->p + n : start;
    return is;
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static bool after_if(struct reader *r)
{
    if (!condition(r) || !block(r))
        return false;
    if (takes(r, WORDS("elseif")))
        return after_if(r);
    return takes(r, WORDS("else")) ? block(r) : r->problem->line == 0;
}

static bool after_try(struct reader *r)
{
    const char *start = r->p;
    bool handled = false;
    if (!block(r))
        return false;
    for (; takes(r, WORDS("catch")); handled = true) {
        while (rsv__ps_blanks(r) && (*r->p == '[' || *r->p == ','))
            if (*r->p == ',')
                r->p++;
            else if (!rsv__ps_type_name(r))
                return false;
        if (!block(r))
            return false;
    }
    if (takes(r, WORDS("finally")))
        return block(r);
    return handled ? r->problem->line == 0 : rsv__ps_fail(r, start, "try without catch or finally");
}

static bool after_switch(struct reader *r)
{
    while (rsv__ps_blanks(r) && *r->p == '-' && is_letter(r->p[1]))
        if (!parameter(r))
            return false;
    return condition(r) && clauses(r);
}

/* A keyword at p, with what belongs to it; *taken false: there is none. */
static bool keyword(struct reader *r, bool *taken)
{
    const char *start = r->p;
    *taken = true;
    if (takes(r, WORDS("if")))
        return after_if(r);
    if (takes(r, WORDS("while", "for")))
        return condition(r) && block(r);
    if (takes(r, WORDS("do")))
        return block(r) && (takes(r, WORDS("while", "until")) ? condition(r) : rsv__ps_fail(r, start, "do without while"));
    if (takes(r, WORDS("try")))
        return after_try(r);
    if (takes(r, WORDS("begin", "process", "end")))
        return block(r);
    if (takes(r, WORDS("foreach")))
        return each_in(r);
    if (takes(r, WORDS("switch")))
        return after_switch(r);
    if (takes(r, WORDS("function", "filter")))
        return function(r);
    if (takes(r, WORDS("param")))
        return rsv__ps_blanks(r) && *r->p == '(' ? rsv__ps_arguments_of_call(r) : rsv__ps_fail(r, start, "param wants ( )");
    if (takes(r, WORDS("return", "throw", "exit", "break", "continue")))
        return rsv__ps_blanks(r) && (ends_statement(*r->p) || rsv__ps_statement(r));
    *taken = false;
    if (takes(r, WORDS("else", "elseif", "catch", "finally", "until", "in")))
        return rsv__ps_fail(r, start, "nothing that this belongs to");
    return true;
}

static size_t assignment_length(const char *p)
{
    if (*p == '=')
        return 1;
    return *p != '\0' && strchr("+-*/%", *p) != NULL && p[1] == '=' ? 2 : 0;
}

/* One part of a pipeline; *assigned: it was `x = ...`, which has taken the rest. */
static bool element(struct reader *r, bool *assigned)
{
    *assigned = false;
    if (*r->p == '&' || (r->p[0] == '.' && r->p[1] == ' ')) {
        r->p++;
        return rsv__ps_blanks(r) && (rsv__ps_begins_value(r->p) ? rsv__ps_value(r) : word(r)) && arguments(r, true);
    }
    if (!rsv__ps_begins_value(r->p) && (*r->p == '\0' || strchr("!-+,", *r->p) == NULL))
        return command(r);
    if (!rsv__ps_expression(r, false))
        return false;
    const size_t n = assignment_length(r->p);
    if (n == 1 && r->p[1] == '=')
        return rsv__ps_fail(r, r->p, "== is no operator here, -eq is");
    if (n > 0) {
        *assigned = true;
        r->p += n;
        return rsv__ps_lines(r) && rsv__ps_statement(r);
    }
    if (redirect_length(r->p) > 0)
        return arguments(r, true);
    return ends_statement(*r->p) || *r->p == ']' ? true : rsv__ps_fail(r, r->p, "neither operator nor end behind a value");
}

bool rsv__ps_statement(struct reader *r)
{
    bool taken, assigned = false;
    if (!keyword(r, &taken))
        return false;
    if (taken)
        return rsv__ps_blanks(r);
    for (;;) {
        if (!element(r, &assigned) || !rsv__ps_blanks(r))
            return false;
        if (r->p[0] == '&' || (r->p[0] == '|' && r->p[1] == '|'))
            return rsv__ps_fail(r, r->p, "Windows PowerShell hasn't this operator");
        if (*r->p != '|' || assigned)
            return true;
        r->p++;
        if (!rsv__ps_lines(r))
            return false;
    }
}

bool rsv__ps_statements(struct reader *r, char end)
{
    for (;;) {
        while (rsv__ps_lines(r) && *r->p == ';')
            r->p++;
        if (r->problem->line > 0)
            return false;
        if (*r->p == end || *r->p == '\0')
            return true;
        if (strchr(")}]", *r->p) != NULL)
            return rsv__ps_fail(r, r->p, "a bracket that nothing opens");
        if (!rsv__ps_statement(r))
            return false;
    }
}

bool rsv__code_powershell(const char *text, struct code_problem *p)
{
    struct reader r = {.text = text, .p = text, .problem = p};
    return rsv__ps_statements(&r, '\0');
}
