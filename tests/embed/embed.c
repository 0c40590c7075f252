/* SPDX-License-Identifier: MIT
 * embed.c - a program that has nothing but an installed Resolvent: it asks why a password reset
 * failed and prints the likeliest cause.
 *
 *     embed KNOWLEDGE-BASE RULES EXPECTED-CAUSE
 */
#include <resolvent.h>

#include <stdio.h>
#include <string.h>

static int give_up(const char *what, const rsv_error *err)
{
    fprintf(stderr, "%s: %s (%s)\n", what, err->message, rsv_status_text(err->code));
    return 1;
}

/* Facts as a collector hands them over, and one of the program's own. */
static rsv_status tell(rsv_session *session, rsv_error *err)
{
    static const char json[] = "{\"kind\": \"port_status\", \"from\": \"SYNC01\", \"port\": 443,"
                               " \"state\": \"filtered\", \"host\": \"ssprdedicatedsbprodscu.servicebus.windows.net\"}";
    const rsv_field service[] = {{"server", "SYNC01"}, {"service", "ADSync"}, {"state", "running"}};
    rsv_status rc = rsv_session_read(session, "port.json", json, sizeof json - 1, NULL, err);
    if (rc == RSV_OK)
        rc = rsv_session_assert(session, "service_status", service, 3, "embed", 0, NULL, err);
    return rc;
}

static int diagnose(rsv_session *session, const char *expected)
{
    static const char pasted[] = "AADSTS120013: the password writeback service can't be reached.";
    rsv_doc *answer = NULL;
    rsv_error err;
    int64_t code;
    if (rsv_session_read_error(session, "mail", pasted, sizeof pasted - 1, &code, NULL, &err) != RSV_OK ||
        tell(session, &err) != RSV_OK || rsv_session_diagnose(session, code, &answer, &err) != RSV_OK)
        return give_up("diagnosis", &err);
    const char *top = rsv_doc_text(rsv_doc_get(rsv_doc_first(rsv_doc_get(answer, "causes")), "cause"));
    printf("%s\n", top);
    const int bad = strcmp(top, expected) != 0;
    rsv_doc_free(answer);
    return bad;
}

int main(int argc, char **argv)
{
    rsv_rule_source source = RSV_RULE_SOURCE_INIT;
    rsv_ruleset *rules = NULL;
    rsv_session *session = NULL;
    rsv_kb *kb = NULL;
    rsv_error err;
    int bad;
    if (argc != 4 || strcmp(rsv_version(), RSV_VERSION) != 0) {
        fprintf(stderr, "usage: embed KNOWLEDGE-BASE RULES EXPECTED-CAUSE (header %s, library %s)\n", RSV_VERSION,
                rsv_version());
        return 2;
    }
    const char *const dirs[] = {argv[2]};
    source.dirs = dirs;
    source.n_dirs = 1;
    source.strict = 1;
    if (rsv_kb_open(argv[1], NULL, &kb, &err) != RSV_OK || rsv_ruleset_load(&source, &rules, NULL, &err) != RSV_OK ||
        rsv_session_open(rules, kb, NULL, &session, &err) != RSV_OK)
        bad = give_up("opening", &err);
    else
        bad = diagnose(session, argv[3]);
    rsv_session_close(session);
    rsv_ruleset_free(rules);
    rsv_kb_close(kb);
    return bad;
}
