/* SPDX-License-Identifier: MIT
 * progress.h - how far a long reading is, on a terminal; and Ctrl-C. */
#ifndef RSV_CLI_PROGRESS_H
#define RSV_CLI_PROGRESS_H

#include "cli/cli.h"

#include <stdint.h>

struct progress {
    struct cli *cli;
    const char *name;
    uint64_t total; /* bytes; 0: not known */
    double begun, shown;
    int columns; /* of the longest line that was shown */
    bool is_shown;
    bool is_complete; /* what there is was read: an end is no interruption */
};

void rsv__progress_begin(struct progress *p, struct cli *cli, const char *name, uint64_t total);
/* For rsv_scan_options: not 0 once Ctrl-C was pressed. */
int rsv__progress_step(void *progress, uint64_t done);
void rsv__progress_end(struct progress *p);

/* From now on Ctrl-C ends the reading and not the program; a second one does that. */
void rsv__progress_catch(void);
bool rsv__progress_interrupted(void);

#endif
