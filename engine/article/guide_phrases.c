/* SPDX-License-Identifier: MIT */
#include "article/guide_phrases.h"

#include "article/guide_words.h"

#include <string.h>

enum { PLAIN_MAX = 1600, TOKENS_MAX = 60 };

/* --- matching --------------------------------------------------------------------------------------- */

struct token {
    const char *at;
    size_t n;
    bool any, optional;
};

static size_t take_tokens(const char *phrase, struct token tokens[TOKENS_MAX])
{
    size_t n = 0;
    for (const char *p = phrase; *p != '\0' && n < TOKENS_MAX;) {
        const size_t length = strcspn(p, " ");
        const bool optional = *p == '?';
        tokens[n++] = (struct token){p + optional, length - optional, *p == '*', optional};
        p += length;
        p += *p == ' ';
    }
    return n;
}

/* One of the alternatives of a token. */
static bool fits(const struct token *t, const char *word, size_t n)
{
    for (const char *p = t->at, *end = t->at + t->n; p < end;) {
        const char *slash = memchr(p, '/', (size_t)(end - p));
        const size_t length = (size_t)((slash ? slash : end) - p);
        const bool stem = length > 0 && p[length - 1] == '~';
        if (stem ? n >= length - 1 && strncmp(p, word, length - 1) == 0
                 : n == length && strncmp(p, word, n) == 0)
            return true;
        p += length + 1;
    }
    return false;
}

/* Most phrases are ruled out by their first word. */
static bool may_begin(const char *phrase, const char *words)
{
    const struct token first = {phrase, strcspn(phrase, " "), false, false};
    return *phrase == '*' || *phrase == '?' || fits(&first, words, strcspn(words, " "));
}

/* A state is a token that the next word may have to fit; those that match nothing are passed. */
static uint64_t pass(const struct token *tokens, size_t n, uint64_t states)
{
    for (size_t i = 0; i < n; i++)
        if ((states >> i & 1) && (tokens[i].any || tokens[i].optional))
            states |= (uint64_t)1 << (i + 1);
    return states;
}

bool rsv__phrase_matches(const char *phrase, const char *plain_words)
{
    struct token tokens[TOKENS_MAX] = {0};
    if (!may_begin(phrase, plain_words))
        return false;
    const size_t n = take_tokens(phrase, tokens);
    uint64_t states = pass(tokens, n, 1);
    for (const char *p = plain_words; *p != '\0' && states != 0;) {
        const size_t length = strcspn(p, " ");
        uint64_t next = 0;
        for (size_t i = 0; i < n; i++) {
            if (!(states >> i & 1))
                continue;
            if (tokens[i].any)
                next |= (uint64_t)1 << i;
            else if (fits(&tokens[i], p, length))
                next |= (uint64_t)1 << (i + 1);
        }
        states = pass(tokens, n, next);
        p += length;
        p += *p == ' ';
    }
    return states >> n & 1;
}

/* --- the phrases -------------------------------------------------------------------------------------- */

#define PARTS "steps/guide/content/response/section/article/text/answer/instructions/troubleshooting"

static const char *const placeholders[] = {
    "* " PARTS " * not/couldnt/cannot/cant be generated *",
    "* " PARTS " * was/were/been not/never ?be/been generated *",
    "* " PARTS " * not been generated *",
    "?an ?unexpected error/exception/failure/failed/unable/problem/could ?not ?occurred "
    "?to/while/when/in/during ?generating/generate/generation ?of ?the/a/any ?detailed " PARTS " *",
    "generation/generating ?of ?the/a ?troubleshooting " PARTS " * failed *",
    "* troubleshooting steps/guide could/can not be "
    "retrieved/fetched/loaded/created/produced/obtained *",
    "?an error ?occurred while/when/in/during ?retrieving/fetching/creating/producing "
    "?the ?troubleshooting steps/guide *",
    "no ?troubleshooting steps/information/content ?is/are/were available/found/provided/generated *",
    "?troubleshooting steps/content not/un~ available *",
    "* insufficient quota *",
    "* exceeded your current quota *",
    "* check your plan and billing details *",
    "* rate limit reached for *",
    "* ratelimiterror *",
    "* openai *",
    "* gpt ?35/4/4o/3 ?turbo/mini * error *",
    "* as an ai ?language model *",
    "* as a large language model *",
    "im/i ?am sorry but i cant/cannot/can *",
    "* maximum context length *",
    "* model is currently overloaded *",
    "* incorrect api key provided *",
    "* traceback most recent call last *",
    "* object has no attribute *",
    "todo *",
    "tbd",
    "to be added/written/completed/determined/done",
    "coming soon",
    "lorem ipsum *",
    "content goes here",
    "insert * here",
    "insert image/picture/screenshot ?of *",
    "placeholder",
    "placeholder text *",
    "n a",
    "none",
    "not applicable",
    "not available",
};

#define GUIDE "guide/document/article/documentation"
#define KIND "?step ?by ?step ?detailed/comprehensive/structured/thorough/complete ?troubleshooting"

static const char *const about_guide[] = {
    "by following *",
    "by ?systematically addressing/taking/investigating/using/implementing/considering/working * "
    "you/administrators/one/users can/should/will/may/be *",
    "by systematically *",
    "following this " KIND " " GUIDE " *",
    "following these " KIND " steps/strategies should/will/can *",
    "using this " KIND " guide *",
    "with this/these " KIND " guide/steps you should/can/will *",
    "this " KIND " " GUIDE " will/should/aims/provides/helps/is/covers/outlines/walks/explains/"
    "describes/can/offers/serves/gives/details *",
    "here is/are a/an/the/some ?very " KIND " guide/steps *",
    "heres a/an/the " KIND " guide *",
    "below is/are a/an/the/some " KIND " guide/steps *",
    "the following is a/an " KIND " guide *",
    "the following ?troubleshooting guide *",
    "the following ?troubleshooting steps can/will/should/may help *",
    "detailed/comprehensive/structured ?troubleshooting guide *",
    "troubleshooting guide",
    "troubleshooting guide for *",
    "certainly",
    "sure",
    "of course",
    "absolutely",
    "great question",
    "follow these/the steps ?below ?carefully",
    "i hope this *",
    "let me know if *",
    "feel free to *",
    "if you have any ?further/other/more/additional questions *",
    "happy troubleshooting",
    "good luck *",
    "remember to prioritize *",
    "?successfully troubleshooting/resolving the/this * error involves/requires a systematic *",
    "in conclusion * guide *",
};

#define WORKS "accessible/reachable/functional/working/unreachable/live/valid/reach/load/resolve/404"
#define LINKS "link/links/url/urls/pages"
#define THOSE "the/these/those/all/each/any ?above/provided/documentation/aforementioned/listed"

static const char *const link_tests[] = {
    "* documentation * " WORKS " *",
    "* " WORKS " * documentation *",
    "* these/those/above/provided/aforementioned " LINKS " * " WORKS " *",
    "* " THOSE " " LINKS " ?to/in/of ?the/from above/provided/mentioned/listed * " WORKS " *",
    "* " LINKS " above/provided/mentioned * " WORKS " *",
    "* click ?on each/every link and * load ?properly/correctly *",
    "ensure ?that all links direct to live pages *",
    "if the links result in *",
    "here are the urls again *",
};

#define PORTAL "?microsoft ?azure/entra ?active ?ad/id ?directory ?admin portal/center"

static const char *const template_lines[] = {
    "?you ?need/have access to ?the " PORTAL " with "
    "admin/administrator/administrative/appropriate/sufficient/the "
    "?necessary/required privileges/rights/permissions/access",
    "the user must ?have ?already ?be set/enrolled up/in ?for mfa",
    "initial actions",
    "log/sign in/into/on ?to ?the " PORTAL,
    "navigate/go to ?the users section/page/blade",
    "select/choose/open ?the affected user ?account",
    "perform ?the ?any necessary/required actions ?as ?described ?for ?the ?error",
    "verify mfa settings",
    "ensure ?that the user has mfa configured",
    "if necessary guide the user through the mfa setup process",
    "check ?for any/the ?azure/entra ?ad/id conditional access policies "
    "that/which may/might/could be affecting/affect the mfa process",
    "consider any additional security measures that/which may/might be in place",
};

static const char *const generic[] = {
    "?you ?need/have access to ?the " PORTAL " with "
    "admin/administrator/administrative/appropriate/sufficient/the "
    "?necessary/required privileges/rights/permissions/access",
    "log/sign in/into/on ?to ?the " PORTAL " ?as ?an ?administrator",
    "select/choose/open ?the affected user ?account",
    "educate/train ?your ?end users/user/staff *",
    "provide ?users/user ?with training *",
    "* users may/can/might benefit from training *",
    "encourage users to follow best practices *",
    "keep users informed *",
    "contact ?microsoft/technical/customer/your support ?team",
    "check ?the/your ?event/error/sign/audit/system/application ?in logs",
};

static bool is_in(const char *plain, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (rsv__phrase_matches(list[i], plain))
            return true;
    return false;
}

enum phrase_kind rsv__phrase_of(struct span passage)
{
    char plain[PLAIN_MAX];
    if (!rsv__words_plain(passage, plain, sizeof plain))
        return PHRASE_NONE; /* too long for a phrase */
    if (is_in(plain, placeholders, sizeof placeholders / sizeof *placeholders))
        return PHRASE_PLACEHOLDER;
    if (is_in(plain, link_tests, sizeof link_tests / sizeof *link_tests))
        return PHRASE_LINK_TEST;
    if (is_in(plain, about_guide, sizeof about_guide / sizeof *about_guide))
        return PHRASE_ABOUT;
    if (is_in(plain, template_lines, sizeof template_lines / sizeof *template_lines))
        return PHRASE_TEMPLATE;
    if (is_in(plain, generic, sizeof generic / sizeof *generic))
        return PHRASE_GENERIC;
    return PHRASE_NONE;
}
