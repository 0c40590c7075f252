/* SPDX-License-Identifier: MIT */
#include "author/site.h"

#include "support/exported.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct world w;
static const char *folder;

static int open_site(void **state)
{
    (void)state;
    world_small(&w);
    world_code(&w, 90100, "port-closed: 40\n  service-down: 10\n  other: 50");
    world_write(&w, "kb/codes/AADSTS90101.md",
                "---\ncode: 90101\ntitle: \"A \\\"quoted\\\" one\"\nfamily: fam\nnature: error\nalso: [\"odd </script>\"]\n"
                "causes:\n  other: 100\n---\n\nBody\n");
    world_write(&w, "kb/brief/fam-1.yaml",
                "family: fam\ncodes:\n  - code: 90102\n    title: A brief one\n    meaning: Little is known.\n"
                "    nature: error\n    fixed_by: admin\n    related: [90099]\n");
    world_build(&w);
    folder = exported(&w, "site");
    return 0;
}

static int close_site(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static void the_first_page_counts_what_there_is(void **state)
{
    (void)state;
    assert_true(exported_has(folder, "index.html", "3 codes with causes, 1 more in a few lines; 2 causes, 2 steps",
                             "href=\"families/fam.html\">A family</a><span class=\"note\">3 codes, 1 more in brief", NULL));
}

static void a_family_has_its_documented_codes_first(void **state)
{
    (void)state;
    assert_true(exported_has(folder, "families/fam.html", "<h1>A family</h1>", "href=\"../codes/90099.html\"",
                             "href=\"../codes/90100.html\"", "A &quot;quoted&quot; one", "<summary>1 more",
                             "href=\"../codes/90102.html\"", NULL));
}

static void lists_have_everything_in_order(void **state)
{
    (void)state;
    assert_true(exported_has(folder, "codes/index.html", "href=\"90099.html\"", "href=\"90100.html\"",
                             "href=\"90102.html\"", NULL));
    assert_true(exported_has(folder, "causes/index.html", "href=\"port-closed.html\"", "href=\"service-down.html\"", NULL));
    assert_true(exported_has(folder, "steps/index.html", "href=\"open-port.html\"", "href=\"start-service.html\"", NULL));
}

/* Codes name their causes by their place in the list of causes. */
static void the_search_index_is_what_the_script_reads(void **state)
{
    (void)state;
    assert_true(exported_has(folder, "search-index.js",
                             "resolventIndex={\"codes\":[[\"90099\",\"Title of 90099\",\"Code90099\",\"\",0,[1,0]],",
                             "[\"90100\",", ",0,[0,1]],",
                             "[\"90101\",\"A \\\"quoted\\\" one\",\"\",\"odd </script>.\\n\",0,[]],",
                             "[\"90102\",\"A brief one\",\"\",\"\",1,[]]],",
                             "\"causes\":[[\"port-closed\",\"Title of port-closed\",\"\"],",
                             "\"steps\":[[\"open-port\"", "\"synonyms\":[", "\"ignored\":[", "};\n", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_page_counts_what_there_is),
        cmocka_unit_test(a_family_has_its_documented_codes_first),
        cmocka_unit_test(lists_have_everything_in_order),
        cmocka_unit_test(the_search_index_is_what_the_script_reads),
    };
    return cmocka_run_group_tests(tests, open_site, close_site);
}
