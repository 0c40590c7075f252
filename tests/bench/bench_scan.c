/* SPDX-License-Identifier: MIT
 * bench_scan.c - how fast sign-in logs are scanned, against DuckDB on the same file, and against reading it alone.
 *
 *     bench_scan DUCKDB-SCRIPT [MB] [FILE]
 *
 * Without FILE, a log as Microsoft Graph gives it is written first: one record a line, 80 % successes, 59
 * other codes by Zipf's law, 50,000 users.  Its writer knows what must be counted; every run is
 * compared with that.  DuckDB is @duckdb/node-api of npm, left out if there is no node or it doesn't find it.  Ratios to it
 * are of processor time, which a busy machine doesn't change. */
#include "base/hash.h"
#include "scan/incidents.h"
#include "scan/scan.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { CODES = 60, USERS = 50000, RUNS = 3 };

static const int codes[CODES] = {
    0,     50126, 50053, 50055, 50057, 50058, 50072, 50074, 50076, 50079, 50097,  50105,  50125, 50127,  50128,
    50129, 50131, 50132, 50133, 50135, 50140, 50144, 50155, 50158, 50173, 50177,  50194,  50199, 51004,  53000,
    53001, 53003, 53004, 53010, 65001, 65004, 70008, 70011, 70016, 70043, 70044,  75011,  80001, 80002,  80005,
    80007, 80010, 80012, 80013, 80014, 81010, 90002, 90014, 90033, 90072, 90094, 500011, 500121, 700016, 7000215};

struct truth { /* what a scan must find */
    uint64_t attempts, users;
    int64_t first, last;
    uint8_t seen[USERS];
};

static uint64_t seed = 11;

static uint64_t next(void)
{
    return rsv__hash_mix(seed += 0x9e3779b97f4a7c15u);
}

static double uniform(void)
{
    return (double)(next() >> 11) * 0x1p-53;
}

/* --- the log ------------------------------------------------------------------------------------ */

static char *guid(char out[40])
{
    const uint64_t a = next(), b = next();
    snprintf(out, 40, "%08x-%04x-4%03x-a%03x-%012llx", (unsigned)(a >> 32), (unsigned)(a >> 16 & 0xffff),
             (unsigned)(a & 0xfff), (unsigned)(b >> 48 & 0xfff), (unsigned long long)(b & 0xffffffffffff));
    return out;
}

static int pick_code(void)
{
    static double sums[CODES];
    if (sums[CODES - 1] == 0)
        for (int i = 1; i < CODES; i++)
            sums[i] = sums[i - 1] + pow(i, -1.2);
    if (uniform() < 0.8)
        return 0;
    const double at = uniform() * sums[CODES - 1];
    int i = 1;
    while (sums[i] < at)
        i++;
    return i;
}

static void write_policies(FILE *f)
{
    static const char *const names[] = {"CA000: Require MFA for admins", "CA001: Block legacy authentication",
                                        "CA002: Require compliant device", "CA003: Require MFA for all users",
                                        "CA004: Session lifetime for unmanaged devices"};
    static const char *const results[] = {"success", "notApplied", "failure", "notEnabled", "reportOnlyNotApplied"};
    const unsigned n = 1 + (unsigned)(next() % 4);
    for (unsigned i = 0; i < n; i++)
        fprintf(f,
                "%s{\"id\":\"0f6d2f3a-41c5-4a0b-a9d1-5ad3c0b2e1%02u\",\"displayName\":\"%s\",\"enforcedGrantControls\":[%s],"
                "\"enforcedSessionControls\":[],\"result\":\"%s\",\"conditionsSatisfied\":\"application,users\","
                "\"conditionsNotSatisfied\":\"none\"}",
                i ? "," : "", i, names[next() % 5], next() % 2 ? "\"Mfa\"" : "", results[next() % 5]);
}

static void write_record(FILE *f, int64_t time, int user, int code)
{
    static const char *const apps[] = {"Office 365 Exchange Online", "Microsoft Teams", "Azure Portal",
                                       "Contoso HR \\\"Legacy\\\" Portal", "Graph Explorer", "VPN Gateway"};
    static const char *const people[] = {"Ana O\\u0027Brien", "Zo\xc3\xab Garc\xc3\xado", "Li Smith", "Omar Nguyen"};
    const time_t seconds = (time_t)(time / 1000);
    const unsigned app = (unsigned)(next() % 6), address = (unsigned)next();
    struct tm tm;
    char when[40], id[40], correlation[40], device[40] = "";
    gmtime_r(&seconds, &tm);
    strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &tm);
    if (next() % 5 < 3)
        guid(device);
    fprintf(f,
            "{\"id\":\"%s\",\"createdDateTime\":\"%s\",\"userDisplayName\":\"%s\",\"userPrincipalName\":"
            "\"user%05d@contoso%d.example.com\",\"userId\":\"0a1b2c3d-0000-4000-a000-%012d\",\"appId\":"
            "\"5e9a1b2c-0000-4000-a000-%012u\",\"appDisplayName\":\"%s\",\"ipAddress\":\"%u.%u.%u.%u\",\"clientAppUsed\":"
            "\"Browser\",\"correlationId\":\"%s\",\"conditionalAccessStatus\":\"%s\",\"isInteractive\":%s,\"riskDetail\":"
            "\"none\",\"riskLevelAggregated\":\"none\",\"riskLevelDuringSignIn\":\"none\",\"riskState\":\"none\","
            "\"riskEventTypes\":[],\"riskEventTypes_v2\":[],\"resourceDisplayName\":\"%s\",\"resourceId\":"
            "\"5e9a1b2c-0000-4000-a000-%012u\",\"status\":{\"errorCode\":%d,\"failureReason\":\"%s\","
            "\"additionalDetails\":null},",
            guid(id), when, people[user % 4], user, user % 7, user, app, apps[app], 11 + address % 212, address >> 8 & 255,
            address >> 16 & 255, 1 + (address >> 24) % 254, guid(correlation), codes[code] ? "failure" : "success",
            next() % 2 ? "true" : "false", apps[app], app, codes[code],
            codes[code] ? "User did not pass the \\\"MFA\\\" challenge (non interactive)." : "Other.");
    fprintf(f,
            "\"deviceDetail\":{\"deviceId\":\"%s\",\"displayName\":\"%s\",\"operatingSystem\":\"Windows 11\",\"browser\":"
            "\"Edge 124.0.0\",\"isCompliant\":%s,\"isManaged\":%s,\"trustType\":\"%s\"},"
            "\"location\":{\"city\":\"S\xc3\xa3o Paulo\","
            "\"state\":\"S\xc3\xa3o Paulo\",\"countryOrRegion\":\"BR\",\"geoCoordinates\":{\"altitude\":null,\"latitude\":-23.55,"
            "\"longitude\":-46.63}},\"appliedConditionalAccessPolicies\":[",
            device, *device ? "LAPTOP-1A2B3C" : "", *device ? "true" : "false", *device ? "true" : "false",
            *device ? "Azure AD joined" : "");
    write_policies(f);
    fputs("]}\n", f);
}

static void write_log(const char *path, double mb, struct truth *truth)
{
    FILE *f = fopen(path, "wb");
    if (f == NULL) {
        perror(path);
        exit(1);
    }
    int64_t time = 1719792000000;
    while ((double)ftello(f) < mb * 1e6) {
        const int code = pick_code(), user = (int)(USERS * uniform() * uniform());
        const int64_t at = (time -= (int64_t)(5000 * uniform())) / 1000 * 1000;
        struct truth *t = &truth[code];
        write_record(f, at, user, code);
        t->first = t->attempts == 0 || at < t->first ? at : t->first;
        t->last = t->attempts == 0 || at > t->last ? at : t->last;
        t->attempts++;
        t->users += !t->seen[user];
        t->seen[user] = 1;
    }
    if (fclose(f) != 0) {
        perror(path);
        exit(1);
    }
}

/* --- scanning it --------------------------------------------------------------------------------- */

struct timing { /* best of some runs */
    double wall, processor; /* seconds */
};

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void keep_best(struct timing *best, double wall, double processor)
{
    best->wall = wall < best->wall ? wall : best->wall;
    best->processor = processor < best->processor ? processor : best->processor;
}

static void compare(const struct scan *s, const struct truth *truth)
{
    for (int i = 0; i < CODES; i++) {
        const struct truth *t = &truth[i];
        const struct code_counts *c = rsv__counts_code(&s->counts, codes[i]);
        if (t->attempts == 0 && c == NULL)
            continue;
        if (c == NULL || c->attempts != t->attempts || rsv__distinct_count(&c->users) != t->users ||
            c->first != t->first || c->last != t->last) {
            fprintf(stderr, "code %d was counted wrongly\n", codes[i]);
            exit(1);
        }
    }
}

static enum nature nature(void *user, int64_t code)
{
    (void)user;
    (void)code;
    return NATURE_ERROR;
}

/* From opening the file to having the numbers, and of a full scan the incidents. */
static struct timing scan(const char *path, unsigned threads, bool counts_only, const struct truth *truth, size_t *memory)
{
    static struct incident_list incidents;
    struct timing best = {1e9, 1e9};
    for (int run = 0; run < RUNS; run++) {
        const struct scan_options options = {.filter = SCAN_FILTER_INIT, .threads = threads,
                                             .counts_only = counts_only};
        struct scan *s;
        struct stat st;
        rsv_error err;
        const double start = seconds(CLOCK_MONOTONIC), used = seconds(CLOCK_PROCESS_CPUTIME_ID);
        const int fd = open(path, O_RDONLY);
        if (fd < 0 || fstat(fd, &st) != 0) {
            perror(path);
            exit(1);
        }
        char *text = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        bool ok = text != MAP_FAILED && rsv__scan_open(&options, NULL, &s, &err) == RSV_OK &&
                  rsv__scan_bytes(s, path, text, (size_t)st.st_size, &err) == RSV_OK;
        if (ok && !counts_only) {
            rsv__failures_sort(&s->failures);
            ok = rsv__incidents_find(&s->failures, &s->counts, nature, NULL, &incidents, &err) == RSV_OK;
        }
        if (!ok) {
            fprintf(stderr, "the scan failed\n");
            exit(1);
        }
        keep_best(&best, seconds(CLOCK_MONOTONIC) - start, seconds(CLOCK_PROCESS_CPUTIME_ID) - used);
        if (truth != NULL)
            compare(s, truth);
        *memory = s->alloc.live;
        rsv__scan_close(s);
        munmap(text, (size_t)st.st_size);
        close(fd);
    }
    return best;
}

static double read_all(const char *path)
{
    static uint64_t buffer[1 << 17];
    volatile uint64_t sum = 0; /* so that the reading isn't left out */
    const double start = seconds(CLOCK_MONOTONIC);
    const int fd = open(path, O_RDONLY);
    for (ssize_t n; fd >= 0 && (n = read(fd, buffer, sizeof buffer)) > 0;)
        sum += buffer[n / 16];
    close(fd);
    (void)sum;
    return seconds(CLOCK_MONOTONIC) - start;
}

/* DuckDB with as many threads as its place in `out` plus one; how many of both there are. */
static int duckdb(const char *script, const char *file, uint64_t attempts, struct timing out[2])
{
    char command[1000], line[200];
    int n = 0;
    snprintf(command, sizeof command, "command -v node >/dev/null && node '%s' '%s'", script, file);
    FILE *f = popen(command, "r");
    while (f != NULL && n < 2 && fgets(line, sizeof line, f) != NULL) {
        unsigned long long rows;
        unsigned threads;
        if (sscanf(line, "%u %lf %lf %llu", &threads, &out[n].wall, &out[n].processor, &rows) != 4 || rows != attempts) {
            fprintf(stderr, "DuckDB counts something else: %s", line);
            exit(1);
        }
        n++;
    }
    if (f != NULL)
        pclose(f);
    if (n < 2)
        printf("DuckDB: not there (npm install @duckdb/node-api, and NODE_PATH to its node_modules)\n");
    return n;
}

static uint64_t attempts_of(const struct truth *truth)
{
    uint64_t sum = 0;
    for (int i = 0; i < CODES; i++)
        sum += truth[i].attempts;
    return sum;
}

int main(int argc, char **argv)
{
    static struct truth truth[CODES];
    char path[] = "bench-signins.ndjson";
    struct timing peers[2];
    struct stat st;
    size_t memory;
    if (argc < 2) {
        fprintf(stderr, "usage: %s DUCKDB-SCRIPT [MB] [FILE]\n", argv[0]);
        return 2;
    }
    const bool own = argc <= 3;
    const char *file = own ? path : argv[3];
    if (own)
        write_log(path, argc > 2 ? strtod(argv[2], NULL) : 500, truth);
    if (stat(file, &st) != 0)
        return 1;
    const double gb = (double)st.st_size / 1e9;
    read_all(file);
    const double reading = read_all(file);
    printf("%.2f GB; reading it alone: %.2f GB/s\n", gb, gb / reading);
    const int n_peers = own ? duckdb(argv[1], file, attempts_of(truth), peers) : 0;
    for (unsigned threads = 1; threads <= 2; threads++) {
        const struct timing counts = scan(file, threads, true, own ? truth : NULL, &memory);
        const struct timing full = scan(file, threads, false, own ? truth : NULL, &memory);
        printf("%u thread%s: by code attempts, users, first, last %.2f GB/s, %.0f %% of reading it alone", threads,
               threads > 1 ? "s" : "", gb / counts.wall, 100 * reading / counts.wall);
        if (n_peers == 2)
            printf("; DuckDB %.2f GB/s: %.1f times as fast", gb / peers[threads - 1].wall,
                   peers[threads - 1].processor / counts.processor);
        printf("\n%u thread%s: full scan with incidents %.2f GB/s, %.2f a processor-second, %.0f MB of memory\n", threads,
               threads > 1 ? "s" : "", gb / full.wall, gb / full.processor, (double)memory / 1e6);
    }
    if (own)
        unlink(path);
    return 0;
}
