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
    folder = exported(&w, "site");
    return 0;
}

static int close_site(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static void a_cause_leads_to_its_cures_and_codes(void **state)
{
    (void)state;
    assert_true(exported_has(folder, "causes/port-closed.html", "<h1>Title of port-closed</h1>", "<code>port-closed</code>",
                             "<h2>What cures it</h2>", "<span class=\"n\">80</span>", "href=\"../steps/open-port.html\"",
                             "<h2>What it is</h2>", "<p>The fault port-closed.</p>", "<h2>How it shows</h2>", "<h2>Shows as</h2>",
                             "<span class=\"n\">30</span>", "href=\"../codes/90099.html\"><b>90099</b> Title of 90099", NULL));
}

static void a_step_says_who_may_and_what_it_risks(void **state)
{
    (void)state;
    assert_true(exported_has(folder, "steps/open-port.html", "<h1>Title of open-port</h1>", "<b>30 min</b>", "an administrator",
                             "none risk", "can be undone", "First: <a href=\"start-service.html\">", "<h2>Do</h2>",
                             "<ol><li>Do open-port.</li></ol>", "<h2>Verify</h2>", "<h2>Causes that it cures</h2>",
                             "href=\"../causes/port-closed.html\"", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cause_leads_to_its_cures_and_codes),
        cmocka_unit_test(a_step_says_who_may_and_what_it_risks),
    };
    return cmocka_run_group_tests(tests, open_site, close_site);
}
