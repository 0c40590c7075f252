/* SPDX-License-Identifier: MIT
 * test_rule_errors.c - what an author is told: for every id of a finding a file, and the line, column, text and
 * suggestion that come out. */
#include "base/findings.h"
#include "support/world.h"

#include <stdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char kinds[] = "collector 'probe' { minutes = 4, role = 'admin' }\n"
                            "kind 'port' { fields = { host = name{}, number = integer{1, 65535},\n"
                            "              state = one_of{ 'open', 'closed', 'filtered' },\n"
                            "              at = time{ optional = true } }, key = { 'host' }, collector = 'probe' }\n"
                            "kind 'path' { fields = { host = name{}, usable = boolean{} }, closed = true }\n";

/* A rule or evidence around what a row is about; it stands in the first line. */
#define WHEN(condition) "rule 'r' { when = { " condition " }, derive = path{ host = 'a', usable = true } }"
#define DERIVE(fact) "rule 'r' { when = { some.port{ state = 'open' } }, derive = " fact " }"
#define KIND(body) "kind 'k' { " body " }"
#define EVIDENCE(rest) "evidence 'e' { about = '?', { 'yes', when = some.path{ usable = true } }, " rest " }"
#define SEEN "seen = { a = { 80 }, other = { 8 } }"
#define EXAMPLE(rest) EVIDENCE(SEEN) "\nexample 'x' { code = 1, " rest " }"

static const struct row {
    const char *text;
    const char *finding; /* "ID line:column message (hint)"; "..." at its end: what follows may differ */
} rows[] = {
    /* R001: the file can't be run */
    {"rule 'r' {\n  when = { some.port{} }\n  derive = path{},\n}",
     "R001 3 '}' expected (to close '{' at line 1) near 'derive' "
     "(perhaps a comma or a brace is missing in front of it)"},
    {"rule 'r' {\n  say = \"x\n}", "R001 2 unfinished string near '\"x'"},
    {"rule \xe2\x80\x9cr\xe2\x80\x9d {}",
     "R001 1 syntax error near '<\\226>' (perhaps a curly quote or a long dash: write \" and -)"},
    {"\n\nrules 'r' {}", "R001 3 unknown name 'rules'; did you mean 'rule'?"},
    {WHEN("sme.port{}"), "R001 1 unknown name 'sme'; did you mean 'some'?"},
    {WHEN("where(m.x > 3)"), "R001 1 unknown name 'm'"},
    {WHEN("where(3)"), "R001 1 write where(function(m) return ... end)"},
    {WHEN("some.port{ V.n > 3 }"),
     "R001 1 attempt to compare number with variable (a test is written behind the field: count = above(3))"},
    {WHEN("some.port'x'"), "R001 1 write some.port{ ... }, with braces"},
    {WHEN("count.port{}.at_least(3)"), "R001 1 write count.kind{ ... }:at_least(n)"},
    {WHEN("some.port{}:at_least(3)"), "R001 1 'at_least' goes with count, sum, min, max and distinct, not with 'some'"},
    {WHEN("count.port{}:as('n')"), "R001 1 as() takes a variable, V.name"},
    {WHEN("sum.port{}:above(3)"), "R001 1 sum needs a field: sum.port.field{ ... }"},
    {WHEN("all_of(some.port{}, some.path{})"), "R001 1 write all_of{ a, b }, with braces"},
    {WHEN("any_of(some.port{})"), "R001 1 any_of takes a list of conditions in braces"},
    {WHEN("unless'x'"), "R001 1 unless takes a condition"},
    {WHEN("some.port{ state = one_of('open', 'closed') }"), "R001 1 write one_of{ ... }, with braces"},
    {WHEN("some.port{ number = between(3) }"), "R001 1 between takes 2 values"},
    {KIND("fields = { a = integer(5) }"), "R001 1 write integer{ ... }, with braces"},
    {"limit = 5", "R001 1 'limit' can't be set here; declare it with 'local'"},
    {"local x = 5\nx.y = 3", "R001 2 attempt to index a number value (local 'x')"},
    {"error({})", "R001 1 an error that isn't a text"},
    {"\xff\xfer\0u\0", "R001 0 the file is in UTF-16; save it as UTF-8"},
    /* R002: too much time or memory */
    {"local n = 0\nwhile true do n = n + 1 end", "R002 2 it runs too long"},
    {"local t = {}\nwhile true do t[#t + 1] = {} end", "R002 2 it needs more than 64 MiB"},
    {"local s = 'x'\nwhile true do s = s .. s end", "R002 0 it makes a text of more than 64 KiB"},
    /* R003: declared twice */
    {WHEN("some.port{}") "\n" WHEN("some.path{}"), "R003 2 rule 'r' is declared already, in ..."},
    {"evidence 'e' { about = '?', { 'yes', when = some.path{} },\n  { 'yes', when = none.path{} }, " SEEN " }",
     "R003 1:32 two outcomes are called 'yes'"},
    {EVIDENCE(SEEN) "\nseen 'e' { a = { 3 } }", "R003 2:12 'a' has a row already"},
    /* R010: unknown option */
    {"rule 'r' {\n  wen = { some.port{} },\n}", "R010 2:3 unknown option 'wen' of a rule (did you mean 'when'?)"},
    {KIND("fields = { a = text{ optinal = true } }"),
     "R010 1:33 unknown option 'optinal' of a field (did you mean 'optional'?)"},
    {KIND("fields = { a = text{} }, ttl = 3"), "R010 1:37 unknown option 'ttl' of a kind"},
    {"collector 'c' { minutes = 3, rol = 'admin' }",
     "R010 1:30 unknown option 'rol' of a collector (did you mean 'role'?)"},
    {EVIDENCE(SEEN ", abuot = ''"), "R010 1:113 unknown option 'abuot' of evidence (did you mean 'about'?)"},
    {EXAMPLE("expect = { tops = 'a' }"), "R010 2:36 unknown option 'tops' of expect (did you mean 'top'?)"},
    /* R011, R012: unknown kind, unknown field */
    {WHEN("\n  some.prot{ state = 'open' }"), "R011 2:8 unknown kind 'prot' (did you mean 'port'?)"},
    {DERIVE("paths{ host = 'a', usable = true }"), "R011 1:61 unknown kind 'paths' (did you mean 'path'?)"},
    {WHEN("some.port{ nubmer = 443 }"), "R012 1:32 unknown field 'nubmer' of port (did you mean 'number'?)"},
    {WHEN("distinct.port.hst{}:above(3)"), "R012 1:35 unknown field 'hst' of port (did you mean 'host'?)"},
    {DERIVE("path{ hots = 'a', usable = true }"), "R012 1:67 unknown field 'hots' of path (did you mean 'host'?)"},
    {KIND("fields = { a = text{} }, key = { 'b' }"), "R012 1:46 unknown field 'b' of k (did you mean 'a'?)"},
    /* R013: wrong type or value */
    {WHEN("some.port{ state = open }"),
     "R013 1:32 port.state should be a word, not an unknown name (write \"open\", in quotes)"},
    {WHEN("some.port{ number = '443' }"),
     "R013 1:32 port.number should be an integer, not a text (write 443, without quotes)"},
    {WHEN("some.port{ number = 70000 }"), "R013 1:32 port.number should be at least 1 and at most 65535, not 70000"},
    {WHEN("some.port{ number = 4.5 }"), "R013 1:32 port.number should be an integer, not a number"},
    {WHEN("some.path{ usable = 'true' }"),
     "R013 1:32 path.usable should be true or false, not a text (write true, without quotes)"},
    {WHEN("some.port{ at = 'noon' }"),
     "R013 1:32 port.at should be a time such as \"2026-11-23T07:14:03Z\", not a text"},
    {WHEN("some.port{ host = above('a') }"), "R013 1:32 'above' doesn't work on port.host, which is a name"},
    {WHEN("some.port{ state = like'x*' }"), "R013 1:32 'like' doesn't work on port.state, which is a one_of"},
    {WHEN("some.port{ host = like(5) }"), "R013 1:32 write like \"*.example.com\": like takes a text"},
    {WHEN("some.port{ number = within'1h' }"), "R013 1:32 'within' doesn't work on port.number, which is a integer"},
    {WHEN("some.port{ at = within(5) }"),
     "R013 1:32 write within(\"24h\"), or within(\"5m\", V.t) for a time near to V.t"},
    {WHEN("some.port{ state = one_of{} }"), "R013 1:32 one_of needs values"},
    {WHEN("some.port{ state = text{} }"), "R013 1:32 port.state should be tested for a value, not for a type"},
    {WHEN("some.port{ 'open' }"), "R013 1 a pattern has `field = test`, not bare values"},
    {WHEN("sum.port.state{}:above(3)"), "R013 1:30 'sum' doesn't work on port.state, which is a one_of"},
    {WHEN("min.port.host{}:above(3)"), "R013 1:30 'min' doesn't work on port.host, which is a name"},
    {WHEN("port{ state = 'open' }"),
     "R013 1:12 expected a condition such as some.kind{ ... }, not a fact (write some.port{ ... })"},
    {WHEN("some.port"), "R013 1:12 expected a condition such as some.kind{ ... }, not a function "
                        "(are the braces missing? some.kind{} is any fact of that kind)"},
    {WHEN("not some.port{}"), "R013 1:12 expected a condition such as some.kind{ ... }, not a boolean "
                              "('not' and '==' build nothing; write none.kind{ ... } or is_not(...))"},
    {DERIVE("'path'"), "R013 1:52 'derive' should be a fact or a list of facts"},
    {DERIVE("{ some.path{} }"), "R013 1 expected a fact such as port_status{ ... }, not a condition"},
    {"rule 's' { when = { some.port{} },\n  salience = 1.5, derive = path{ host = 'a', usable = true } }",
     "R013 2:3 salience should be an integer from -10000 to 10000"},
    {"rule 'r' { when = { some.port{} }, action = 'go' }",
     "R013 1:36 'action' should be a function or a list of changes, not a text"},
    {"rule 'r' { when = { some.port{} }, action = {} }",
     "R013 1:36 'action' should be a function or a list of changes, not a table"},
    {"rule 'r' { when = { some.port{} }, action = { path{} } }",
     "R013 1:36 'action' should be a function or a list of wm.assert(...), wm.retract(...), wm.modify(...)"},
    {"rule 'r' { when = { some.port{} }, action = { wm.retract(2) } }",
     "R013 1 there is no fact 2: 'some' conditions count from 1, up to the first any_of"},
    {"rule 'r' { when = { any_of{ some.port{}, some.path{} } },\n  action = { wm.modify(1, {}) } }",
     "R013 2 there is no fact 1: 'some' conditions count from 1, up to the first any_of"},
    {"rule 'r' { when = { some.port{} }, action = { wm.modify(1, { hots = 'a' }) } }",
     "R012 1:62 unknown field 'hots' of port (did you mean 'host'?)"},
    {"rule 'r' { when = { some.port{} }, action = { wm.modify(1, { host = V.z }) } }",
     "R016 1:71 nothing in 'when' binds V.z"},
    {"rule 'r' { when = { some.port{} }, say = 5, action = function() end }",
     "R013 1:36 'say' should be a text, not an integer"},
    {KIND("fields = { a = text }"), "R013 1:23 field 'a' should be a type such as text{}, not a function"},
    {KIND("fields = { a = integer{ '1' } }"), "R013 1:23 bounds should be numbers, not a text"},
    {KIND("fields = { a = one_of{} }"), "R013 1:23 one_of needs words"},
    {KIND("fields = { a = one_of{ 5 } }"), "R013 1:23 the words of one_of should be texts"},
    {KIND("fields = { a = text{ pii = 'yes' } }"), "R013 1:33 'pii' should be true or false, not a text"},
    {KIND("fields = { a = text{} }, key = 'a'"), "R013 1:37 'key' should be a list of fields"},
    {KIND("fields = { a = text{} }, fresh_for = '1 day'"),
     "R013 1:37 '1 day' is no duration; write \"30m\", \"4h\" or \"7d\""},
    {"kind 'Port Status' { fields = { a = text{} } }",
     "R013 1 a kind's name is made of a-z, 0-9 and _, and isn't 'complete'"},
    {"collector 'c' { minutes = '4' }", "R013 1:17 'minutes' should be a number from 0 to 10000"},
    {"collector 'c' { minutes = 4, script = 'x.ps1' }", "R013 1:30 'script' should be a table, { pwsh = \"path\" }"},
    {EVIDENCE("codes = { 'x' }, " SEEN), "R013 1:75 'codes' should be a list of error codes"},
    {EVIDENCE("codes = {}, " SEEN), "R013 1:75 'codes' should be a list of error codes"},
    {EVIDENCE("seen = 5"), "R013 1:75 'seen' should be a table"},
    {"evidence 'e' { about = '?', { 'yes', when = some.path{}, typical_of = 'a' }, " SEEN " }",
     "R013 1:58 'typical_of' should be a list of causes"},
    {EXAMPLE("expect = { at_least = 200 }"), "R013 2:36 'at_least' should be a number from 0 to 100"},
    {EXAMPLE("now = 'noon', expect = {}"), "R013 2:25 'now' should be a time such as \"2026-11-23T07:14:03Z\""},
    {EXAMPLE("given = 'port', expect = {}"), "R013 2:25 'given' should be a list of facts"},
    {EXAMPLE("given = { path{ host = 'a', usable = true, observed_at = 'noon' } }, expect = {}"),
     "R013 2:68 observed_at should be a time such as \"2026-11-23T07:14:03Z\""},
    {EXAMPLE("expect = { outcomes = 'yes' }"), "R013 2:36 'outcomes' should be a table, evidence = outcome"},
    {"example 'x' { code = '1', expect = {} }", "R013 1:15 'code' should be a number such as 120013, without quotes"},
    /* R014: unknown word of one_of */
    {WHEN("some.port{ state = 'opne' }"), "R014 1:32 'opne' is not a word of port.state (did you mean 'open'?)"},
    {WHEN("some.port{ state = 'up' }"),
     "R014 1:32 'up' is not a word of port.state (its words are open, closed, filtered)"},
    /* R015: something is missing */
    {"rule 'r' { derive = path{ host = 'a', usable = true } }", "R015 1 'when' is missing"},
    {"rule 'r' { when = {}, derive = path{ host = 'a', usable = true } }", "R015 1 an empty list of conditions"},
    {"rule 'r' { when = { some.port{} } }", "R015 1 a rule needs 'derive' (or 'action')"},
    {"rule 'r' { when = { some.port{} }, derive = path{ host = 'a', usable = true }, action = function() end }",
     "R015 1 a rule has 'derive' or 'action', not both"},
    {"rule('r', {})", "R015 1 write rule \"r\" { ... }, with a body in braces"},
    {WHEN("count.port{}"), "R015 1 an aggregate needs a test, such as :at_least(20), or :as(V.n)"},
    {DERIVE("path{ host = 'a' }"), "R015 1:61 path.usable is missing"},
    {KIND(""), "R015 1 a kind needs 'fields'"},
    {"collector 'c' {}", "R015 1 a collector needs 'minutes': what running it costs"},
    {"evidence 'e' { { 'yes', when = some.path{} }, " SEEN " }",
     "R015 1 evidence needs 'about': the question that it answers"},
    {"evidence 'e' { about = '?', " SEEN " }", "R015 1 evidence needs outcomes"},
    {"evidence 'e' { about = '?', { when = some.path{} }, " SEEN " }",
     "R015 1 outcome 1 should be { \"name\", when = ... }"},
    {EXAMPLE("given = { port{ host = 'a', number = 1 } }, expect = {}"),
     "R015 2:35 port.state is missing (if it isn't known, write unknown \"why\")"},
    {"example 'x' { code = 1 }", "R015 1 an example needs 'expect'"},
    {"example 'x' { expect = {} }", "R015 1 an example needs 'code', or 'text': a pasted error"},
    /* R016: a variable is misused */
    {DERIVE("path{ host = V.h, usable = true }"), "R016 1:76 nothing in 'when' binds V.h"},
    {"rule 'r' { when = { none.port{ host = V.h } }, derive = path{ host = V.h, usable = true } }",
     "R016 1:39 V.h is only in a negation, outside of which it has no value"},
    {WHEN("some.port{ number = V.n }, some.path{ host = V.n }"),
     "R016 1:43 V.n has the type 'name' here and 'integer' elsewhere"},
    {WHEN("some.port{ number = above(V.n) }, some.port{ number = below(V.n) }"),
     "R016 1 nothing binds V.n, which a test of 'number' needs"},
    {"local tests = {}\nfor i = 1, 17 do tests[i] = some.port{ host = V['a' .. i], number = V['b' .. i] } end\n"
     "rule 'r' { when = tests, action = function() end }", "R016 2 more than 32 variables"},
    {"local any = {}\nfor i = 1, 65 do any[i] = some.port{ number = i } end\n" WHEN("any_of(any)"),
     "R016 3 any_of makes more than 64 alternatives"},
    /* R017: shares of seen */
    {EVIDENCE("seen = { a = { 80, 8 }, other = { 8 } }"), "R017 1:84 'a' needs one share for each of the 1 outcomes"},
    {EVIDENCE("seen = { a = { 'often' }, other = { 8 } }"),
     "R017 1:84 the shares of 'a' should be numbers from 0 to 100"},
    {"evidence 'e' { about = '?', { 'y', when = some.path{} }, { 'n', when = none.path{} },\n"
     "seen = { a = { 80, 30 }, other = { 8, 8 } } }", "R017 2:10 the shares of 'a' add up to 110, more than 100"},
    {EVIDENCE("seen = { a = { 80 } }"), "R017 1:75 'seen' needs a row for 'other'"},
    {"evidence 'e' { about = '?', { 'y', when = some.path{}, typical_of = { 'a' } },\n"
     "{ 'n', when = none.path{}, typical_of = { 'a' } } }",
     "R017 1:72 'a' is typical of two outcomes; give it a row in 'seen'"},
    /* R018: unknown name */
    {EVIDENCE(SEEN) "\nseen 'f' { b = { 3 } }", "R018 2 there is no evidence 'f' (did you mean 'e'?)"},
    {EXAMPLE("expect = { outcomes = { ee = 'yes' } }"), "R018 2 unknown evidence 'ee' (did you mean 'e'?)"},
    {EXAMPLE("expect = { outcomes = { e = 'yess' } }"), "R018 2 unknown outcome 'yess' of 'e' (did you mean 'yes'?)"},
    /* R019: unknown collector or role */
    {KIND("fields = { a = text{} }, collector = 'prob'"), "R019 1:37 unknown collector 'prob' (did you mean 'probe'?)"},
    {"collector 'c' { minutes = 1, role = 'king' }", "R019 1 the collector's role isn't in vocabulary.yaml"},
    /* R030 and on: against each other, and against the knowledge base */
    {"evidence 'e' { about = '?',\n"
     "  { 'y', when = some.port{ number = above(5) } },\n  { 'n', when = some.port{ number = below(9) } },\n"
     "  seen = { a = { 80, 8 }, other = { 8, 8 } } }", "R030 3 one fact can make both 'y' and 'n' true"},
    {EVIDENCE("seen = { a = { 80 }, aa = { 3 }, other = { 8 } }"), "R031 1 there is no cause 'aa' (did you mean 'a'?)"},
    {WHEN("some.port{ host = V.h }"),
     "R034 1:39 V.h is used only once (a variable joins or tells something; this one may be "
                                      "misspelt, or not needed)"},
    {EVIDENCE("seen = { c = { 80 }, other = { 8 } }"), "R035 1 no code has a cause that this evidence knows"},
    {"adapter 'a' { doc = 'd', reads = 'json', has = 'x..y', facts = { mark{} } }",
     "R036 1 'x..y' is no path: write member.member, list[key=value].member or ../member"},
};

static void open_world(struct world *w)
{
    world_open(w);
    world_write(w, "rules/kinds.lua", kinds);
    world_code(w, 1, "a: 60\n  b: 30\n  other: 10");
    world_cause(w, "a", "fix: 90");
    world_cause(w, "b", "fix: 90");
    world_cause(w, "c", "fix: 90");
    world_step(w, "fix", 5, "helpdesk");
    w->source.with_examples = 1;
}

/* The first finding in a.lua. */
static const rsv_doc *check(struct world *w, const char *text, rsv_doc **all)
{
    rsv_error err;
    world_write(w, "rules/a-examples.lua", text);
    if (rsv_rules_check(&w->source, w->kb_dir, all, &err) != RSV_OK)
        fail_msg("%s: %s", text, err.message);
    return rsv_doc_first(rsv_doc_get(*all, "findings"));
}

static void format(const rsv_doc *f, char *out, size_t size)
{
    char column[24] = "";
    const char *hint = rsv_doc_text(rsv_doc_get(f, "hint"));
    if (rsv_doc_integer(rsv_doc_get(f, "column")) > 0)
        snprintf(column, sizeof column, ":%lld", (long long)rsv_doc_integer(rsv_doc_get(f, "column")));
    snprintf(out, size, "%s %lld%s %s%s%s%s", rsv_doc_text(rsv_doc_get(f, "id")),
             (long long)rsv_doc_integer(rsv_doc_get(f, "line")), column, rsv_doc_text(rsv_doc_get(f, "message")),
             *hint ? " (" : "", hint, *hint ? ")" : "");
}

static void every_finding_names_line_fault_and_remedy(void **state)
{
    struct world w;
    int wrong = 0;
    (void)state;
    open_world(&w);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char got[600];
        rsv_doc *all;
        format(check(&w, rows[i].text, &all), got, sizeof got);
        rsv_doc_free(all);
        const size_t n = strlen(rows[i].finding);
        const bool open = n > 3 && strcmp(rows[i].finding + n - 3, "...") == 0;
        if (open ? strncmp(got, rows[i].finding, n - 3) == 0 : strcmp(got, rows[i].finding) == 0)
            continue;
        print_error("%s\n  expected %s\n  got      %s\n", rows[i].text, rows[i].finding, got);
        wrong++;
    }
    world_close(&w);
    assert_int_equal(wrong, 0);
}

static void every_id_has_a_row_here_and_a_title(void **state)
{
    (void)state;
    for (int id = 1; id < 40; id++) { /* from 40 on they are about what examples leave untried */
        char name[8];
        size_t n = 0;
        snprintf(name, sizeof name, "R%03d", id);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            n += strncmp(rows[i].finding, name, 4) == 0;
        if ((rsv__finding_title(name) != NULL) != (n > 0))
            fail_msg("%s: %zu rows, title '%s'", name, n, rsv__finding_title(name));
    }
}

static void the_line_of_the_source_comes_with_it(void **state)
{
    struct world w;
    rsv_doc *all;
    (void)state;
    open_world(&w);
    const rsv_doc *f = check(&w, "rule 'r' {\r\n  \xc3\xbcwhen = 3 -- \xc3\xa4\r\n}", &all);
    assert_string_equal(rsv_doc_text(rsv_doc_get(f, "source")), "  \xc3\xbcwhen = 3 -- \xc3\xa4");
    rsv_doc_free(all);
    f = check(&w, "rule 'r' { say = '\xc3\xa4\xc3\xb6', wehn = { some.port{} } }", &all);
    assert_int_equal(rsv_doc_integer(rsv_doc_get(f, "column")), 24); /* characters, not bytes */
    assert_string_equal(rsv_doc_text(rsv_doc_get(f, "subject")), "r");
    assert_non_null(strstr(rsv_doc_text(rsv_doc_get(f, "file")), "rules/a-examples.lua"));
    rsv_doc_free(all);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_finding_names_line_fault_and_remedy),
        cmocka_unit_test(every_id_has_a_row_here_and_a_title),
        cmocka_unit_test(the_line_of_the_source_comes_with_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
