/* SPDX-License-Identifier: MIT
 * bench_cold.c - how long the program takes from nothing, against sqlite3 reading one row of the same file.
 *
 *     bench_cold RESOLVENT KB RULES FACTS
 *
 * Both are started in turn, 300 times; medians and their ratio are printed. */
#define RUNS 300

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double run(char *const argv[])
{
    posix_spawn_file_actions_t quiet;
    pid_t pid;
    int status = 1;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    const double start = milliseconds();
    if (posix_spawnp(&pid, argv[0], &quiet, NULL, argv, environ) != 0 ||
        waitpid(pid, &status, 0) != pid || status != 0) {
        fprintf(stderr, "%s failed\n", argv[0]);
        exit(1);
    }
    const double took = milliseconds() - start;
    posix_spawn_file_actions_destroy(&quiet);
    return took;
}

static int by_value(const void *x, const void *y)
{
    const double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static double median(double *times)
{
    qsort(times, RUNS, sizeof *times, by_value);
    return times[RUNS / 2];
}

int main(int argc, char **argv)
{
    static double ours[RUNS], peer[RUNS];
    if (argc != 5) {
        fprintf(stderr, "usage: %s RESOLVENT KB RULES FACTS\n", argv[0]);
        return 2;
    }
    char *const ask[] = {argv[1], "120013", "-f", argv[4], NULL};
    char *const select[] = {"sqlite3", argv[2], "SELECT * FROM code WHERE code = 120013", NULL};
    setenv("RESOLVENT_KB", argv[2], 1);
    setenv("RESOLVENT_RULES", argv[3], 1);
    for (int i = -10; i < RUNS; i++) { /* the first are for the page cache */
        const double a = run(ask), b = run(select);
        if (i >= 0) {
            ours[i] = a;
            peer[i] = b;
        }
    }
    const double a = median(ours), b = median(peer);
    printf("cold: resolvent 120013 -f FACTS %.2f ms, sqlite3 selecting one row %.2f ms: %.2f times\n",
           a, b, a / b);
    return 0;
}
