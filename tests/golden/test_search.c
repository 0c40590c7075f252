/* SPDX-License-Identifier: MIT
 * test_search.c - what people type, and the code that has to be among the first three.
 *
 *     test_search KB QUERIES
 *
 * A line "query<TAB>code,code" asks for one of the codes.  One that begins with "!" is known to be
 * missed: it has to go on missing, so that the list stays true.
 */
#include "resolvent.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST = 3 };

static int is_listed(const char *codes, const char *code)
{
    const size_t n = strlen(code);
    for (const char *p = codes; p != NULL; p = strchr(p, ',') ? strchr(p, ',') + 1 : NULL)
        if (strncmp(p, code, n) == 0 && (p[n] == ',' || p[n] == '\0'))
            return 1;
    return 0;
}

/* Whether one of the codes is among the first; `seen` gets what is. */
static int finds(rsv_kb *kb, const char *query, const char *codes, char seen[64])
{
    rsv_error err;
    rsv_doc *answer;
    int found = 0;
    *seen = '\0';
    if (rsv_kb_search(kb, query, FIRST, &answer, &err) != RSV_OK) {
        fprintf(stderr, "%s: %s\n", query, err.message);
        exit(1);
    }
    for (const rsv_doc *h = rsv_doc_first(rsv_doc_get(answer, "hits")); h != NULL; h = rsv_doc_next(h)) {
        const char *ref = rsv_doc_text(rsv_doc_get(h, "ref"));
        if (strcmp(rsv_doc_text(rsv_doc_get(h, "type")), "code") != 0)
            continue;
        found = found || is_listed(codes, ref);
        snprintf(seen + strlen(seen), 64 - strlen(seen), " %s", ref);
    }
    rsv_doc_free(answer);
    return found;
}

int main(int argc, char **argv)
{
    rsv_error err;
    rsv_kb *kb;
    char line[1024], seen[64];
    int asked = 0, missed = 0, wrong = 0;
    if (argc != 3 || rsv_kb_open(argv[1], NULL, &kb, &err) != RSV_OK) {
        fprintf(stderr, "%s\n", argc == 3 ? err.message : "usage: test_search KB QUERIES");
        return 2;
    }
    FILE *f = fopen(argv[2], "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        char *tab = strchr(line, '\t');
        if (*line == '#' || tab == NULL)
            continue;
        *tab = '\0';
        const int expected = *line != '!';
        const int found = finds(kb, line + !expected, tab + 1, seen);
        asked++;
        missed += !found;
        if (found == expected)
            continue;
        wrong++;
        printf("not ok: %s wants %s, finds%s\n", line, tab + 1, seen);
    }
    rsv_kb_close(kb);
    if (f != NULL)
        fclose(f);
    printf("%d queries, %d without their code among the first %d\n", asked, missed, FIRST);
    return wrong == 0 && asked >= 200 ? 0 : 1;
}
