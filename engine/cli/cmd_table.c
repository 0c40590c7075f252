/* SPDX-License-Identifier: MIT
 * cmd_table.c - every command, in the order of the overview.  The first one is what a bare code runs. */
#include "cli/cmds.h"

const struct cmd *const rsv__commands[] = {
    &cmd_diagnose, &cmd_why,      &cmd_why_not,   &cmd_next,     &cmd_scan, &cmd_show,
    &cmd_step,     &cmd_search,   &cmd_facts_kinds, &cmd_facts_check,
    &cmd_facts_convert, &cmd_facts_formats, &cmd_rules_list,
    &cmd_rules_check, &cmd_rules_test, &cmd_rules_bench, &cmd_kb_build, &cmd_kb_check, &cmd_kb_stats,
    &cmd_kb_import, &cmd_kb_export, &cmd_schema,  &cmd_doctor,    &cmd_version,  &cmd_help,
    NULL,
};
