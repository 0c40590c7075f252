/* SPDX-License-Identifier: MIT */
#include "support/sample_adapters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void a_record_goes_to_the_adapter_that_knows_it(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "{\"Target\": \"A\", \"Port\": 443, \"State\": \"UP\"}\n",
                         "port_status host=a port=443 state=open @t:1\n", "");
    sample_adapters_give(NULL, "[{\"target\": \"A\", \"PORT\": \"80\", \"state\": \"Down hard\"}]",
                         "port_status host=a port=80 state=closed @t:1\n", "");
}

static void elements_of_a_list_give_facts_and_see_their_record(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "{\"Target\": \"A\", \"Port\": 1, \"State\": \"up\", \"more\": [{\"Port\": 2},\n {\"Port\": 3}]}",
                         "port_status host=a port=1 state=open @t:1\n"
                         "port_status host=a port=2 state=filtered @t:1\n"
                         "port_status host=a port=3 state=filtered @t:2\n", "");
}

static void a_word_nobody_knows_is_said_and_left_out(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "{\"Target\": \"A\", \"Port\": 1, \"State\": \"odd\"}",
                         "port_status host=a port=1 state=? @t:1\n",
                         "1:37 port_status.state: the format 't-json' doesn't know 'odd'; it is left out\n");
}

static void what_is_said_to_the_person_is_said_once(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "{\"Target\": \"A\", \"Port\": 1, \"State\": \"odd\", \"else\": [7, 8]}\n"
                         "{\"Target\": \"B\", \"Port\": 1, \"State\": \"up\", \"else\": [9]}",
                         "port_status host=a port=1 state=? @t:1\n"
                         "port_status host=b port=1 state=open @t:2\n",
                         "1:37 port_status.state: the format 't-json' doesn't know 'odd'; it is left out\n"
                         "1:53 there is something else\n");
}

static void a_value_that_does_not_fit_the_key_costs_the_record(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "{\"Target\": \"A\", \"Port\": \"x\", \"State\": \"up\"}{\"Target\": \"B\", \"Port\": "
            "2, \"State\": \"up\"}",
                         "port_status host=b port=2 state=open @t:1\n",
                         "1:25 port_status.port: expected integer, got text 'x'\n"
                         "");
}

static void what_no_adapter_knows_names_the_nearest(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "{\"Target\": \"A\"}", "",
                         "1:1 a record needs 'kind' or 'complete'; this one has 'Target' | nearest is the format 't-json', which "
                         "has 'Port'\n");
}

static void envelopes_of_other_tools_are_opened(void **state)
{
    (void)state;
    const char *fact = "port_status host=a port=1 state=open @t:1\n";
    sample_adapters_give(NULL, "{\"records\": [{\"Target\": \"A\", \"Port\": 1, \"State\": \"up\"}]}", fact, "");
    sample_adapters_give(NULL, "{\"@odata.context\": \"x\", \"value\": [{\"Target\": \"A\", \"Port\": 1, \"State\": "
            "\"up\"}]}", fact, "");
    sample_adapters_give(NULL, "{\"responses\": [{\"id\": \"1\", \"body\": {\"Target\": \"A\", \"Port\": 1, "
            "\"State\": \"up\"}}]}", fact, "");
    sample_adapters_give(NULL,
                         "{\"tables\": [{\"columns\": [{\"name\": \"Target\"}, {\"name\": \"Port\"}, {\"name\": \"State\"}], "
                         "\"rows\": [[\"A\", 1, \"up\"]]}]}", fact, "");
}

/* Version 1 of its answers, and the frames of version 2. */
static void tables_of_kusto_have_columns_and_rows(void **state)
{
    static const char columns[] = "\"Columns\":[{\"ColumnName\":\"Target\"},{\"ColumnName\":\"Port\"},"
    "{\"ColumnName\":\"State\"}]";
    const char *fact = "port_status host=a port=1 state=open @t:1\n";
    char text[600];
    (void)state;
    snprintf(text, sizeof text, "{\"Tables\":[{\"TableName\":\"Table_0\",%s,\"Rows\":[[\"A\",1,\"up\"]]},"
                                "{\"TableName\":\"Table_1\",%s,\"Rows\":[[\"B\",2,\"up\"]]}]}", columns, columns);
    sample_adapters_give(NULL, text, fact, "");
    snprintf(text, sizeof text, "[{\"FrameType\":\"DataSetHeader\"},{\"FrameType\":\"DataTable\","
    "\"TableKind\":\"QueryProperties\",%s,"
                                "\"Rows\":[[\"B\",2,\"up\"]]},{\"FrameType\":\"DataTable\",\"TableKind\":\"PrimaryResult\",%s,"
                                "\"Rows\":[[\"A\",1,\"up\"]]},{\"FrameType\":\"DataSetCompletion\",\"HasErrors\":true}]",
                                    columns, columns);
    sample_adapters_give(NULL, text, fact, "1:348 the query ended with errors: rows may be missing\n");
}

static void a_named_format_is_the_only_one_asked(void **state)
{
    (void)state;
    sample_adapters_give("t-csv", "Target,Port\na,1\n", "port_status host=a port=1 state=open @t:2\n", "");
    sample_adapters_give("t-cvs", "Target,Port\na,1\n", "", "there is no format 't-cvs'; did you mean 't-csv'?\n");
}

static void an_envelope_may_tell_something_itself(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "{\"next\": \"n\", \"value\": [{\"Target\": \"A\", \"Port\": 1, \"State\": \"up\"}]}",
                         "port_status host=more port=9 state=open @t:1\n"
                         "port_status host=a port=1 state=open @t:1\n", "");
    sample_adapters_give(NULL, "{\"all\": [\"a\", \"b\"], \"tail\": \"c\", \"key\": \"3q2+7w==\", \"value\": [{\"odd\": 1}]}",
                         "port_status host=a+b c port=9 state=open @t:1\n"
                         "port_status host=deadbeef port=8 state=open @t:1\n", "");
    sample_adapters_give(NULL, "{\"all\": [\"a\"], \"key\": \"no Base64\", \"value\": []}",
                         "port_status host=a port=9 state=open @t:1\n",
                         "1:1 port_status.host is missing\n");
}

static void so_many_records_may_mean_that_there_are_more(void **state)
{
    (void)state;
    sample_adapters_give(NULL, "Target,Port\na,1\nb,2.0\n",
                         "port_status host=a port=1 state=open @t:2\n"
                         "port_status host=more port=9 state=open @t:3\n"
                         "port_status host=b port=2 state=open @t:3\n", "");
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    struct ingest_case c = {.memory = {.fired = true}};
    for (unsigned long nth = 1; c.memory.fired; nth++) {
        const bool open = ingest_case_open(&c, nth);
        sample_adapters(&c);
        const rsv_status rc = !open ? RSV_ENOMEM
                              : ingest_case_read(&c,
                                      "{\"Target\": \"A\", \"Port\": 1, \"State\": \"odd\", \"more\": \"[{'Port': 5}]\"}");
        assert_int_equal(rc, c.memory.fired ? RSV_ENOMEM : RSV_OK);
        assert_int_equal(ingest_case_close(&c), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_goes_to_the_adapter_that_knows_it),
        cmocka_unit_test(elements_of_a_list_give_facts_and_see_their_record),
        cmocka_unit_test(a_word_nobody_knows_is_said_and_left_out),
        cmocka_unit_test(what_is_said_to_the_person_is_said_once),
        cmocka_unit_test(a_value_that_does_not_fit_the_key_costs_the_record),
        cmocka_unit_test(what_no_adapter_knows_names_the_nearest),
        cmocka_unit_test(envelopes_of_other_tools_are_opened),
        cmocka_unit_test(tables_of_kusto_have_columns_and_rows),
        cmocka_unit_test(a_named_format_is_the_only_one_asked),
        cmocka_unit_test(an_envelope_may_tell_something_itself),
        cmocka_unit_test(so_many_records_may_mean_that_there_are_more),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
