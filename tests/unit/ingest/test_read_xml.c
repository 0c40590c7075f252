/* SPDX-License-Identifier: MIT */
#include "support/sample_adapters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define SCAN                                                                                                           \
    "<scan><host name=\"A\"><port id=\"1\">open</port><port id='2'>closed</port></host>\n"                             \
    "<host name='B'><port id=\"3\">open</port></host>"
#define FACTS                                                                                                          \
    "port_status host=a port=1 state=open @t:1\nport_status host=a port=2 state=closed @t:1\n"                         \
    "port_status host=b port=3 state=open @t:2\n"

static void elements_and_attributes_are_members(void **state)
{
    (void)state;
    sample_adapters_give(NULL, SCAN "</scan>", FACTS, "");
    sample_adapters_give(NULL, "<?xml version=\"1.0\"?><!DOCTYPE scan>" SCAN "</scan>", FACTS, "");
}

static void damage_keeps_what_came_before(void **state)
{
    (void)state;
    sample_adapters_give(NULL, SCAN "<oops", FACTS, "2:47 not valid XML: unclosed token | what stands before it was read\n");
}

static void entities_do_not_grow(void **state)
{
    (void)state;
    sample_adapters_give(NULL,
                         "<!DOCTYPE scan [<!ENTITY a \"x\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]>"
                         "<scan><host name=\"A\"><port id=\"1\">open</port><note>&b;</note></host></scan>",
                         "port_status host=a port=1 state=open @t:1\n", "");
}

static void nesting_has_a_limit(void **state)
{
    char text[2048] = "<scan><host/>";
    (void)state;
    for (int i = 0; i < 100; i++)
        strcat(text, "<a>");
    sample_adapters_give(NULL, text, "", "1:203 not valid XML: nested too deeply | what stands before it was read\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_and_attributes_are_members),
        cmocka_unit_test(damage_keeps_what_came_before),
        cmocka_unit_test(entities_do_not_grow),
        cmocka_unit_test(nesting_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
