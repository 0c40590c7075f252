/* SPDX-License-Identifier: MIT
 * follow.c - a log that grows.
 *
 * The file is looked at four times a second: that sees also what happens on another machine's disk.  On a terminal, the
 * screen is drawn anew every two seconds in which something came; in a pipe, what came is a line.
 */
#include "cli/follow.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_MS = 250, UPDATE_MS = 2000 };

enum fate { GOES_ON, TRUNCATED, REPLACED, FAILED };

struct follow {
    struct cli *cli;
    rsv_scan *scan;
    rsv_ruleset *rules;
    struct progress *progress;
    const char *path;
    int fd;
    bool is_file;
    enum fate fate;
    off_t at;
    bool paused;    /* all that came is counted */
    bool caught_up; /* the file's end was reached once */
    bool has_new;   /* since the last update */
    int64_t updated;
    rsv_doc *before; /* the last report */
    int rc;
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* --- updates --------------------------------------------------------------------------------------- */

static int terminal_rows(struct cli *cli)
{
    struct winsize w;
    return ioctl(fileno(cli->out.file), TIOCGWINSZ, &w) == 0 && w.ws_row > 4 ? w.ws_row : 24;
}

static bool is_screen(const struct cli *cli)
{
    return cli->out.is_tty && cli->out.color && !cli->o.json;
}

/* As much of the report as there is room for; the most important stands first. */
static void draw(struct follow *f, const rsv_doc *report)
{
    struct cli *cli = f->cli;
    FILE *screen = cli->out.file;
    char *text = NULL;
    size_t n = 0;
    const int rows = terminal_rows(cli);
    FILE *memory = open_memstream(&text, &n);
    if (memory == NULL)
        return;
    cli->out.file = memory;
    rsv__term_printf(&cli->out, STYLE_DIM, "%s, followed; Ctrl-C ends it\n", rsv__input_name(f->path));
    rsv__render_scan(cli, report);
    cli->out.file = screen;
    fclose(memory);
    fputs("\x1b[H\x1b[2J", screen);
    int row = 1;
    for (char *line = text, *end; line != NULL && row < rows && (end = strchr(line, '\n')) != NULL; line = end + 1, row++)
        fwrite(line, 1, (size_t)(end - line) + 1, screen);
    free(text);
}

static void show(struct follow *f, const rsv_doc *report)
{
    struct cli *cli = f->cli;
    char *json;
    if (cli->o.json) {
        if (rsv_doc_json(report, 0, &json, NULL) == RSV_OK) {
            fprintf(cli->out.file, "%s\n", json);
            rsv_text_free(json);
        }
    } else if (is_screen(cli)) {
        draw(f, report);
    } else {
        rsv__render_scan_change(cli, f->before, report);
    }
    fflush(cli->out.file);
}

static void update(struct follow *f)
{
    rsv_doc *report = NULL;
    rsv_error err;
    rsv__progress_end(f->progress);
    f->progress->is_shown = false;
    if (rsv_scan_report(f->scan, f->rules, &report, &err) != RSV_OK) {
        f->rc = rsv__say_error(f->cli, &err);
        f->fate = FAILED;
        return;
    }
    show(f, report);
    rsv_doc_free(f->before);
    f->before = report;
    f->has_new = false;
    f->updated = now_ms();
}

/* --- reading ---------------------------------------------------------------------------------------- */

/* What became of the file, all of which was read. */
static enum fate look(const struct follow *f)
{
    struct stat ours, there;
    if (!f->is_file || fstat(f->fd, &ours) != 0)
        return GOES_ON;
    if (ours.st_size < f->at)
        return TRUNCATED;
    if (stat(f->path, &there) == 0 && (there.st_ino != ours.st_ino || there.st_dev != ours.st_dev))
        return REPLACED;
    return GOES_ON;
}

/* Some bytes; 0: none for now; -1: the end, or f->fate says why. */
static ssize_t read_some(struct follow *f, char *out, size_t n)
{
    struct pollfd p = {.fd = f->fd, .events = POLLIN};
    if (!f->is_file && poll(&p, 1, 0) == 0)
        return 0;
    const ssize_t got = read(f->fd, out, n);
    if (got < 0 && errno != EINTR && errno != EAGAIN) {
        rsv__say(f->cli, "can't read %s: %s", rsv__input_name(f->path), strerror(errno));
        f->fate = FAILED;
        f->rc = EXIT_USAGE;
        return -1;
    }
    if (got == 0 && !f->is_file)
        return -1; /* the other side has closed the pipe */
    return got < 0 ? 0 : got;
}

static void wait_a_little(struct follow *f)
{
    struct pollfd p = {.fd = f->is_file ? -1 : f->fd, .events = POLLIN};
    poll(&p, 1, LOOK_MS); /* Ctrl-C ends it early */
}

/* For rsv_scan_stream(). */
static size_t read_on(void *user, char *out, size_t n)
{
    struct follow *f = user;
    while (!rsv__progress_interrupted() && f->fate == GOES_ON) {
        const bool is_due = f->has_new && f->caught_up && now_ms() - f->updated >= UPDATE_MS;
        if (is_due && f->paused)
            update(f);
        const ssize_t got = is_due && !f->paused ? 0 : read_some(f, out, n);
        if (got < 0)
            break;
        if (got > 0) {
            f->at += got;
            f->has_new = true;
            f->paused = false;
            return (size_t)got;
        }
        f->caught_up = f->progress->is_complete = true;
        if (!f->paused) {
            f->paused = true;
            return RSV_SCAN_PAUSE;
        }
        f->fate = f->fate == GOES_ON ? look(f) : f->fate;
        if (f->fate == GOES_ON)
            wait_a_little(f);
    }
    return 0;
}

/* One file until it is another one. */
static void follow_file(struct follow *f)
{
    struct stat st;
    rsv_error err;
    const bool is_stdin = strcmp(f->path, "-") == 0;
    const char *name = rsv__input_name(f->path);
    f->fd = is_stdin ? STDIN_FILENO : open(f->path, O_RDONLY | O_CLOEXEC);
    if (f->fd < 0 || fstat(f->fd, &st) != 0 || S_ISDIR(st.st_mode)) {
        rsv__say(f->cli, "can't read %s: %s", name, f->fd < 0 ? strerror(errno) : "it is a folder");
        f->fate = FAILED;
        f->rc = EXIT_USAGE;
    } else {
        f->is_file = S_ISREG(st.st_mode);
        f->at = 0;
        f->paused = false;
        f->fate = GOES_ON;
        rsv__progress_begin(f->progress, f->cli, name, f->is_file ? (uint64_t)st.st_size : 0);
        if (rsv_scan_stream(f->scan, name, read_on, f, &err) != RSV_OK) {
            f->rc = f->rc ? f->rc : rsv__say_input_error(f->cli, name, &err);
            f->fate = FAILED;
        }
        rsv__progress_end(f->progress);
    }
    if (f->fd >= 0 && !is_stdin)
        close(f->fd);
}

int rsv__follow(struct cli *cli, rsv_scan *scan, rsv_ruleset *rules, const char *path, struct progress *p)
{
    struct follow f = {.cli = cli, .scan = scan, .rules = rules, .progress = p, .path = path};
    for (bool goes_on = true; goes_on;) {
        follow_file(&f);
        goes_on = f.fate == TRUNCATED || f.fate == REPLACED;
        if (goes_on)
            rsv__say(cli, f.fate == TRUNCATED ? "%s was cut short: reading it from its beginning"
                                              : "%s was replaced: going on with the new one", path);
    }
    if (is_screen(cli) && f.before != NULL)
        fputs("\x1b[H\x1b[2J", cli->out.file);
    rsv_doc_free(f.before);
    return f.rc;
}
