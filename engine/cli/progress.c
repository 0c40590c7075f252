/* SPDX-License-Identifier: MIT */
#include "cli/progress.h"

#include <signal.h>
#include <string.h>
#include <time.h>

static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

void rsv__progress_catch(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_interrupt;
    action.sa_flags = (int)SA_RESETHAND;
    sigaction(SIGINT, &action, NULL);
}

bool rsv__progress_interrupted(void)
{
    return interrupted != 0;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void rsv__progress_begin(struct progress *p, struct cli *cli, const char *name, uint64_t total)
{
    *p = (struct progress){.cli = cli, .name = name, .total = total, .begun = seconds()};
}

static void amount(double bytes, char out[16])
{
    if (bytes >= 1e9)
        snprintf(out, 16, "%.2f GB", bytes / 1e9);
    else
        snprintf(out, 16, "%.0f MB", bytes / 1e6);
}

static void show(struct progress *p, uint64_t done, double now)
{
    char read[16], all[16], rate[16], line[200];
    const double took = now - p->begun, speed = (double)done / took;
    amount((double)done, read);
    amount((double)p->total, all);
    amount(speed, rate);
    if (p->total >= done && done > 0) {
        const long left = (long)((double)(p->total - done) / speed + 0.5);
        snprintf(line, sizeof line, "%s of %s, %s/s, %ld:%02ld left  ", read, all, rate, left / 60, left % 60);
    } else { /* unpacked, or of no known size */
        snprintf(line, sizeof line, "%s, %s/s  ", read, rate);
    }
    const int columns = fprintf(p->cli->err.file, "\r%s", line) - 1;
    p->columns = columns > p->columns ? columns : p->columns;
    fflush(p->cli->err.file);
    p->is_shown = true;
    p->shown = now;
}

int rsv__progress_step(void *progress, uint64_t done)
{
    struct progress *p = progress;
    if (p->cli->err.is_tty) {
        const double now = seconds();
        if (now - p->begun > 0.5 && now - p->shown > 0.1)
            show(p, done, now);
    }
    return interrupted != 0 && !p->is_complete;
}

void rsv__progress_end(struct progress *p)
{
    if (p->is_shown)
        fprintf(p->cli->err.file, "\r%*s\r", p->columns, ""); /* on every terminal */
}
