/* SPDX-License-Identifier: MIT */
#include "support/world.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void give_up(const char *what, const char *why)
{
    fprintf(stderr, "test world: %s: %s\n", what, why);
    exit(99);
}

static void make_folders(char *path)
{
    for (char *p = path + 1; *p != '\0'; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        mkdir(path, 0777);
        *p = '/';
    }
}

void world_write(struct world *w, const char *path, const char *text)
{
    char full[512];
    snprintf(full, sizeof full, "%s/%s", w->dir, path);
    make_folders(full);
    FILE *f = fopen(full, "w");
    if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0)
        give_up(full, "can't be written");
    if (strncmp(path, "site/", 5) == 0)
        w->source.n_dirs = 2;
}

void world_open(struct world *w)
{
    static const char vocabulary[] =
        "families:\n  fam: A family\nroles:\n  user: the user\n  helpdesk: Helpdesk\n"
        "  admin: an administrator\ncosts:\n  handover_minutes: 10\n"
        "  risk_minutes: { none: 0, low: 1, medium: 10, high: 30 }\n  escalate_minutes: 90\n"
        "desk_roles: [user, helpdesk]\n";
    memset(w, 0, sizeof *w);
    strcpy(w->dir, "/tmp/rsv-world-XXXXXX");
    if (mkdtemp(w->dir) == NULL)
        give_up(w->dir, "can't be made");
    snprintf(w->rules_dir, sizeof w->rules_dir, "%s/rules", w->dir);
    snprintf(w->kb_dir, sizeof w->kb_dir, "%s/kb", w->dir);
    snprintf(w->kb_path, sizeof w->kb_path, "%s/kb.sqlite", w->dir);
    snprintf(w->site_dir, sizeof w->site_dir, "%s/site", w->dir);
    w->source = (rsv_rule_source)RSV_RULE_SOURCE_INIT;
    w->dirs[0] = w->rules_dir;
    w->dirs[1] = w->site_dir;
    w->source.dirs = w->dirs;
    w->source.n_dirs = 1;
    world_write(w, "kb/vocabulary.yaml", vocabulary);
    world_write(w, "kb/codes/.keep", "");
    world_write(w, "kb/causes/.keep", "");
    world_write(w, "kb/steps/.keep", "");
    world_write(w, "rules/.keep", "");
}

void world_load(struct world *w)
{
    rsv_error err;
    rsv_ruleset_free(w->rules);
    rsv_doc_free(w->findings);
    w->rules = NULL;
    w->findings = NULL;
    if (rsv_ruleset_load(&w->source, &w->rules, &w->findings, &err) != RSV_OK)
        give_up("rules", err.message);
}

void world_build(struct world *w)
{
    rsv_error err;
    rsv_doc *findings = NULL;
    rsv_session_close(w->session);
    rsv_kb_close(w->kb);
    w->session = NULL;
    w->kb = NULL;
    if (rsv_kb_build(w->kb_dir, &w->source, w->kb_path, &findings, &err) != RSV_OK) {
        char *json = NULL;
        if (rsv_doc_json(findings, 1, &json, NULL) == RSV_OK)
            fputs(json, stderr);
        rsv_text_free(json);
        give_up("kb build", err.message);
    }
    rsv_doc_free(findings);
    if (rsv_kb_open(w->kb_path, NULL, &w->kb, &err) != RSV_OK)
        give_up("kb open", err.message);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

void world_close(struct world *w)
{
    rsv_session_close(w->session);
    rsv_ruleset_free(w->rules);
    rsv_doc_free(w->findings);
    rsv_kb_close(w->kb);
    nftw(w->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void world_code(struct world *w, int code, const char *causes)
{
    char path[64], text[2048];
    snprintf(path, sizeof path, "kb/codes/AADSTS%d.md", code);
    snprintf(text, sizeof text,
             "---\ncode: %d\nname: Code%d\ntitle: Title of %d\nfamily: fam\nnature: error\nfixed_by: admin\n"
             "causes:\n  %s\nreferences:\n  - title: A page\n    url: https://learn.microsoft.com/x\n"
             "reviewed: 2026-11-23\n---\n\n## What it means\nIt means %d.\n\n"
             "## Telling the causes apart\nBy looking.\n",
             code, code, code, causes, code);
    world_write(w, path, text);
}

void world_cause(struct world *w, const char *slug, const char *steps)
{
    char path[128], text[2048];
    snprintf(path, sizeof path, "kb/causes/%s.md", slug);
    snprintf(text, sizeof text,
             "---\ncause: %s\ntitle: Title of %s\nsteps:\n  %s\nreferences:\n  - title: A page\n"
             "    url: https://learn.microsoft.com/x\nreviewed: 2026-11-23\n---\n\n"
             "## What it is\nThe fault %s.\n\n## How it shows\nSo.\n",
             slug, slug, steps, slug);
    world_write(w, path, text);
}

void world_step(struct world *w, const char *slug, int minutes, const char *role)
{
    char path[128], text[2048];
    snprintf(path, sizeof path, "kb/steps/%s.md", slug);
    snprintf(text, sizeof text,
             "---\nstep: %s\ntitle: Title of %s\nminutes: %d\nrole: %s\nrisk: none\nreversible: true\n"
             "references:\n  - title: A page\n    url: https://learn.microsoft.com/x\n"
             "reviewed: 2026-11-23\n---\n\n## Do\n1. Do %s.\n\n## Verify\nIt works.\n",
             slug, slug, minutes, role, slug);
    world_write(w, path, text);
}

static const char small_kinds[] =
    "collector \"ask\" { doc = \"Ask\", minutes = 2, script = { sh = \"collectors/ask.sh\" } }\n"
    "collector \"probe\" { doc = \"Try the port\", minutes = 20, role = \"admin\" }\n"
    "kind \"service\" { doc = \"A service\", collector = \"ask\", key = {},\n"
    "  fields = { state = one_of{ \"running\", \"stopped\" }, note = text{ optional = true } } }\n"
    "kind \"port\" { doc = \"A port\", collector = \"probe\", key = { \"host\" }, fresh_for = \"1h\",\n"
    "  fields = { host = name{}, state = one_of{ \"open\", \"closed\" }, tries = integer{ 0, 9, optional = true } } }\n"
    "kind \"path\" { doc = \"A path\", key = { \"host\" }, fields = { host = name{}, usable = boolean{} } }\n";

static const char small_rules[] =
    "rule \"a closed port cuts the path\" { when = { some.port{ state = \"closed\", host = V.h } },\n"
    "  derive = path{ host = V.h, usable = false } }\n"
    "rule \"an open port is a path\" { when = { some.port{ state = \"open\", host = V.h } },\n"
    "  derive = path{ host = V.h, usable = true } }\n"
    "evidence \"service is\" { about = \"whether the service runs\",\n"
    "  { \"stopped\", when = some.service{ state = \"stopped\" }, say = \"the service is {state}\" },\n"
    "  { \"running\", when = some.service{ state = \"running\" } },\n"
    "  seen = { [\"service-down\"] = { 98, 1 }, [\"port-closed\"] = { 8, 80 }, other = { 10, 60 } } }\n"
    "evidence \"path is\" { about = \"whether the path is usable\",\n"
    "  { \"cut\", when = some.path{ usable = false }, say = \"{host} can't be reached\" },\n"
    "  { \"usable\", when = some.path{ usable = true } },\n"
    "  seen = { [\"service-down\"] = { 8, 80 }, [\"port-closed\"] = { 98, 1 }, other = { 10, 60 } } }\n";

void world_small(struct world *w)
{
    world_open(w);
    world_write(w, "rules/kinds.lua", small_kinds);
    world_write(w, "rules/rules.lua", small_rules);
    world_write(w, "rules/collectors/ask.sh", "sc query <note> <host> # <code>\n");
    world_code(w, WORLD_CODE, "service-down: 60\n  port-closed: 30\n  other: 10");
    world_cause(w, "service-down", "start-service: 90");
    world_cause(w, "port-closed", "open-port: 80");
    world_step(w, "start-service", 5, "helpdesk");
    world_step(w, "open-port", 30, "admin\nafter: [start-service]");
    world_load(w);
    world_build(w);
}

void world_session(struct world *w)
{
    rsv_error err;
    rsv_session_options o = RSV_SESSION_OPTIONS_INIT;
    rsv_session_close(w->session);
    w->session = NULL;
    if (rsv_parse_time(WORLD_NOW, &o.now_ms) != RSV_OK ||
        rsv_session_open(w->rules, w->kb, &o, &w->session, &err) != RSV_OK)
        give_up("session", err.message);
}

void world_fact(struct world *w, const char *text)
{
    rsv_error err;
    if (rsv_session_read_fact(w->session, text, NULL, &err) != RSV_OK)
        give_up(text, err.message);
}

int world_found(const rsv_doc *findings, const char *id, const char *text)
{
    for (const rsv_doc *f = rsv_doc_first(rsv_doc_get(findings, "findings")); f;
         f = rsv_doc_next(f)) {
        if (strcmp(rsv_doc_text(rsv_doc_get(f, "id")), id) != 0)
            continue;
        if (text == NULL || strstr(rsv_doc_text(rsv_doc_get(f, "message")), text) != NULL ||
            strstr(rsv_doc_text(rsv_doc_get(f, "hint")), text) != NULL)
            return 1;
    }
    return 0;
}
