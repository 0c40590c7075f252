/* SPDX-License-Identifier: MIT
 * bench_session.c - a warm session: diagnoses a second, and one fact more against starting over.
 *
 *     bench_session KB RULES
 *
 * The peers run in the same process: a prepared SELECT of one row for diagnoses, a session built anew
 * for the fact. */
#include "resolvent.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void must(rsv_status status, const rsv_error *err)
{
    if (status == RSV_OK)
        return;
    fprintf(stderr, "%s\n", err->message);
    exit(1);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void give(rsv_session *s, const char *fact)
{
    rsv_error err;
    must(rsv_session_read_fact(s, fact, NULL, &err), &err);
}

/* --- diagnoses ------------------------------------------------------------------------------------ */

/* A ticket with 20 facts; every fourth is another ticket. */
static void give_ticket(rsv_session *s, int i)
{
    static const char *const same[] = {
        "port_status:from=SYNC01,host=ns1.servicebus.windows.net,port=443,state=filtered",
        "port_status:from=SYNC01,host=ns2.servicebus.windows.net,port=443,state=filtered",
        "port_status:from=SYNC01,host=passwordreset.microsoftonline.com,port=443,state=open",
        "service_status:server=SYNC01,service=ADSync,state=running",
        "sync_server:server=SYNC01,staging=no,writeback=yes,hash_sync=yes",
        "tls_check:from=SYNC01,host=passwordreset.microsoftonline.com,ok=yes,inspected=no",
        "service_health:service=entra,status=ok",
        "feature_setting:feature=password-writeback,enabled=yes",
        "feature_setting:feature=self-service-reset,enabled=yes",
        "user_account:user=anna@contoso.com,exists=yes,enabled=yes,synced=yes,type=member",
        "ad_account:user=anna@contoso.com,exists=yes,enabled=yes,locked=no,admin_count=0,inheritance=yes",
        "connector_permission:account=MSOL_1,user=anna@contoso.com,right=reset-password,granted=yes",
        "connector_permission:account=MSOL_1,user=anna@contoso.com,right=write-lockout-time,granted=yes",
        "ad_password_policy:source=domain,min_age=1d,history=24,min_length=8,complexity=yes",
        "sync_object:user=anna@contoso.com,in_scope=yes,connected=yes,export_error=none",
        "clock_offset:server=DC01,seconds=1",
        "error_frequency:code=120013,window=24h,attempts=41,users=30,rhythm=scattered,trend=new",
        "ticket:action=reset-password,worked_before=yes",
    };
    static const char *const scope[] = {"user_scope:affected=many", "user_scope:affected=all",
                                        "user_scope:affected=few", "user_scope:affected=one"};
    static const char *const again[] = {"tried:test=again-after-two-minutes,result=same-error",
                                        "tried:test=other-network,result=same-error",
                                        "tried:test=other-browser,result=same-error",
                                        "tried:test=private-window,result=same-error"};
    for (size_t f = 0; f < sizeof same / sizeof *same; f++)
        give(s, same[f]);
    give(s, scope[i & 3]);
    give(s, again[i & 3]);
}

static double diagnoses_a_second(rsv_session *s)
{
    rsv_error err;
    const double start = seconds();
    int n = 0;
    double took = 0;
    for (; took < 2; n++) {
        rsv_doc *answer;
        rsv_session_reset(s);
        give_ticket(s, n);
        must(rsv_session_diagnose(s, 120013, &answer, &err), &err);
        rsv_doc_free(answer);
        took = seconds() - start;
    }
    return n / took;
}

static double selects_a_second(const char *path)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "SELECT * FROM code WHERE code = ?", -1, &statement, NULL) != SQLITE_OK)
        exit(1);
    const double start = seconds();
    int n = 0;
    double took = 0;
    for (; took < 1; n++) {
        sqlite3_bind_int(statement, 1, 120013);
        if (sqlite3_step(statement) != SQLITE_ROW)
            exit(1);
        sqlite3_reset(statement);
        took = seconds() - start;
    }
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return n / took;
}

/* --- one fact more ---------------------------------------------------------------------------------- */

enum { FACTS = 100000, ROUNDS = 2000 };

static void give_port(rsv_session *s, int i, rsv_fact_id *id)
{
    char host[48], port[16];
    rsv_error err;
    snprintf(host, sizeof host, "ns%d.servicebus.windows.net", i / 8);
    snprintf(port, sizeof port, "%d", 5671 + i % 8);
    const rsv_field fields[] = {{"from", "SYNC01"}, {"host", host}, {"port", port}, {"state", "filtered"}};
    must(rsv_session_assert(s, "port_status", fields, 4, NULL, 0, id, &err), &err);
}

static void build(rsv_session *s)
{
    rsv_error err;
    rsv_session_reset(s);
    for (int i = 0; i < FACTS; i++)
        give_port(s, i, NULL);
    must(rsv_session_run(s, NULL, &err), &err);
}

static void compare_one_fact(rsv_session *s)
{
    rsv_error err;
    double start = seconds();
    build(s);
    const double anew = seconds() - start;
    start = seconds();
    for (int i = 0; i < ROUNDS; i++) {
        rsv_fact_id id;
        give_port(s, FACTS + i, &id);
        must(rsv_session_run(s, NULL, &err), &err);
        must(rsv_session_retract(s, id, &err), &err);
        must(rsv_session_run(s, NULL, &err), &err);
    }
    const double one = (seconds() - start) / (2 * ROUNDS);
    printf("one fact into %d, or out: %.2f us, starting over %.1f ms: %.0f times faster\n", FACTS,
           one * 1e6, anew * 1e3, anew / one);
}

int main(int argc, char **argv)
{
    rsv_error err;
    rsv_kb *kb;
    rsv_ruleset *rules;
    rsv_session *session;
    rsv_rule_source source = RSV_RULE_SOURCE_INIT;
    if (argc != 3) {
        fprintf(stderr, "usage: %s KB RULES\n", argv[0]);
        return 2;
    }
    const char *const dirs[] = {argv[2]};
    source.dirs = dirs;
    source.n_dirs = 1;
    must(rsv_kb_open(argv[1], NULL, &kb, &err), &err);
    must(rsv_ruleset_load(&source, &rules, NULL, &err), &err);
    must(rsv_session_open(rules, kb, NULL, &session, &err), &err);

    const double ours = diagnoses_a_second(session), peer = selects_a_second(argv[1]);
    printf("warm: %.0f diagnoses a second with 20 facts, %.0f selects of one row: one is worth %.1f\n",
           ours, peer, peer / ours);
    compare_one_fact(session);

    rsv_session_close(session);
    rsv_ruleset_free(rules);
    rsv_kb_close(kb);
    return 0;
}
