/* SPDX-License-Identifier: MIT
 * follow.h - a log that grows: read on, and show what changed. */
#ifndef RSV_CLI_FOLLOW_H
#define RSV_CLI_FOLLOW_H

#include "cli/progress.h"

/* Scan `path` ("-": standard input) and what is added to it, until Ctrl-C or the end of a pipe.  0, or an exit code after a
 * message.  `rules` may be NULL. */
int rsv__follow(struct cli *cli, rsv_scan *scan, rsv_ruleset *rules, const char *path, struct progress *p);

#endif
