/* SPDX-License-Identifier: MIT
 * bench_convert.c - other tools' records to facts: 100,000 of Azure Monitor, of four kinds.
 *
 *     bench_convert RESOLVENT KB RULES FOLDER
 *
 * Each program reads the same file and writes a line for each record.  The peers are jq, if it is there, and Python's json,
 * which pick eight members and check nothing; Resolvent gives all facts, typed and checked. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RECORDS = 100000, RUNS = 3 };

/* --- the file --------------------------------------------------------------------------------------- */

static const int codes[] = {0, 0, 0, 0, 0, 0, 0, 50126, 50074, 53003, 50053, 700016, 50140, 50097, 500121, 70043};

static unsigned dice(unsigned sides)
{
    static unsigned long long state = 11;
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return (unsigned)(state >> 33) % sides;
}

static void write_head(FILE *f, int i, const char *category, int code)
{
    fprintf(f,
            "{\"time\":\"2026-11-%02dT%02d:%02d:%02d.1234567Z\",\"resourceId\":\"/tenants/77aa0000-0000-4000-8000-000000000001"
            "/providers/Microsoft.aadiam\",\"operationName\":\"Sign-in activity\",\"operationVersion\":\"1.0\","
            "\"category\":\"%s\",\"tenantId\":\"77aa0000-0000-4000-8000-000000000001\",\"resultType\":\"%d\","
            "\"resultSignature\":\"None\","
            "\"durationMs\":0,\"callerIpAddress\":\"203.0.%u.%u\",\"correlationId\":\"c0ffee00-0000-4000-8000-%012d\","
            "\"Level\":4,\"location\":\"NL\",\"properties\":{",
            1 + i / 5000 % 28, i / 200 % 24, i / 4 % 60, i % 60, category, code, dice(256), dice(256), i / 3);
}

static void write_sign_in(FILE *f, int i, const char *category)
{
    static const char *const clients[] = {"Browser", "Mobile Apps and Desktop clients", "IMAP4", "Exchange ActiveSync"};
    static const char *const results[] = {"success", "failure", "notApplied", "reportOnlyFailure", "notEnabled"};
    const int code = codes[dice(sizeof codes / sizeof *codes)];
    write_head(f, i, category, code);
    fprintf(f,
            "\"id\":\"9a2f0c11-5d7e-4b62-8c1d-%012d\",\"createdDateTime\":\"2026-11-%02dT%02d:%02d:%02d.1234567+00:00\","
            "\"userDisplayName\":\"User %u\",\"userPrincipalName\":\"user%u@contoso.com\",\"userId\":\"0a1b2c3d-0000-4000-"
            "8000-00000000aa01\",\"appId\":\"0a1b2c3d-0000-4000-8000-0000000000%02u\",\"appDisplayName\":\"Application %u\","
            "\"ipAddress\":\"203.0.113.%u\",\"status\":{\"errorCode\":%d,\"failureReason\":\"%s\",\"additionalDetails\":%s},"
            "\"clientAppUsed\":\"%s\",\"userAgent\":\"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like "
            "Gecko) Chrome/130.0.0.0 Safari/537.36\",\"deviceDetail\":{\"deviceId\":\"%s\",\"displayName\":\"\","
            "\"operatingSystem\":\"Windows 10\",\"browser\":\"Chrome 130.0.0\",\"isCompliant\":%s,\"trustType\":\"%s\"},"
            "\"location\":{\"city\":\"Delft\",\"state\":\"Zuid-Holland\",\"countryOrRegion\":\"NL\",\"geoCoordinates\":"
            "{\"latitude\":52.01,\"longitude\":4.35}},\"mfaDetail\":{},\"correlationId\":\"c0ffee00-0000-4000-8000-%012d\","
            "\"conditionalAccessStatus\":\"%s\",\"appliedConditionalAccessPolicies\":[",
            i, 1 + i / 5000 % 28, i / 200 % 24, i / 4 % 60, i % 60, dice(50000), dice(50000), dice(40), dice(40), dice(256),
            code, code ? "Error validating credentials due to invalid username or password." : "Other.",
            i % 3 ? "null" : "\"MFA requirement satisfied by claim in the token\"", clients[dice(4)],
            i % 2 ? "" : "5e0f7a90-1111-4222-8333-444455556666", i % 2 ? "false" : "true",
            i % 2 ? "" : "Azure AD joined", i / 3, i % 4 ? "success" : "failure");
    for (unsigned p = 0, n = 1 + dice(4); p < n; p++)
        fprintf(f,
                "%s{\"id\":\"de7e60eb-ed89-4d73-8205-2227def6b7%02u\",\"displayName\":\"Policy %u: everybody\","
                "\"enforcedGrantControls\":[%s],\"enforcedSessionControls\":[],\"result\":\"%s\",\"conditionsSatisfied\":3,"
                "\"conditionsNotSatisfied\":0}",
                p ? "," : "", p, p, p % 2 ? "\"Mfa\"" : "", results[dice(5)]);
    fprintf(f,
            "],\"authenticationContextClassReferences\":[],\"originalRequestId\":\"9a2f0c11-5d7e-4b62-8c1d-%012d\","
            "\"isInteractive\":%s,\"tokenIssuerName\":\"\",\"tokenIssuerType\":\"AzureAD\",\"authenticationProcessingDetails\":"
            "[{\"key\":\"Legacy TLS (TLS 1.0, 1.1, 3DES)\",\"value\":\"False\"},{\"key\":\"Is CAE Token\",\"value\":\"False\"}],"
            "\"networkLocationDetails\":[],\"processingTimeInMilliseconds\":72,\"riskDetail\":\"none\",\"riskLevelAggregated\":"
            "\"none\",\"riskLevelDuringSignIn\":\"none\",\"riskState\":\"none\",\"riskEventTypes\":[],\"resourceDisplayName\":"
            "\"Microsoft Graph\",\"resourceId\":\"00000003-0000-0000-c000-000000000000\",\"homeTenantId\":\"77aa0000-0000-4000-"
            "8000-000000000001\",\"authenticationDetails\":[{\"authenticationStepDateTime\":\"2026-11-23T07:00:00+00:00\","
            "\"authenticationMethod\":\"Password\",\"authenticationMethodDetail\":\"Password Hash Sync\",\"succeeded\":true,"
            "\"authenticationStepRequirement\":\"Primary authentication\",\"StatusSequence\":0,\"RequestSequence\":1}],"
            "\"authenticationRequirement\":\"singleFactorAuthentication\",\"userType\":\"Member\",\"authenticationProtocol\":"
            "\"none\"}}\n",
            i, i % 2 ? "true" : "false");
}

static void write_application(FILE *f, int i)
{
    const int code = dice(3) ? 0 : 7000222;
    write_head(f, i, "ServicePrincipalSignInLogs", code);
    fprintf(f,
            "\"id\":\"9a2f0c11-5d7e-4b62-8c1d-%012d\",\"createdDateTime\":\"2026-11-23T07:00:00Z\",\"appId\":\"0a1b2c3d-0000"
            "-4000-8000-0000000001%02u\",\"ipAddress\":\"198.51.100.%u\",\"status\":{\"errorCode\":%d},"
            "\"servicePrincipalId\":\"s1\",\"servicePrincipalCredentialKeyId\":\"k1\","
            "\"resourceDisplayName\":\"Storage\",\"isInteractive\":false}}\n",
            i, dice(40), dice(256), code);
}

static void write_audit(FILE *f, int i)
{
    write_head(f, i, "AuditLogs", 0);
    fprintf(f,
            "\"id\":\"Directory_%012d\",\"category\":\"UserManagement\",\"result\":\"success\",\"resultReason\":\"\","
            "\"activityDisplayName\":\"Update user\",\"activityDateTime\":\"2026-11-23T07:00:00Z\",\"initiatedBy\":{\"user\":"
            "{\"id\":\"u9\",\"userPrincipalName\":\"admin@contoso.com\"}},\"targetResources\":[{\"id\":\"u1\",\"type\":\"User\","
            "\"userPrincipalName\":\"user%u@contoso.com\",\"modifiedProperties\":[{\"displayName\":\"AccountEnabled\","
            "\"oldValue\":\"[true]\",\"newValue\":\"[false]\"}]}],\"additionalDetails\":[]}}\n",
            i, dice(50000));
}

static long write_log(const char *path)
{
    FILE *f = fopen(path, "w");
    if (f == NULL)
        exit(1);
    for (int i = 0; i < RECORDS; i++) {
        if (i % 20 < 16)
            write_sign_in(f, i, i % 20 < 10 ? "SignInLogs" : "NonInteractiveUserSignInLogs");
        else if (i % 20 < 18)
            write_application(f, i);
        else
            write_audit(f, i);
    }
    const long size = ftell(f);
    if (fclose(f) != 0)
        exit(1);
    return size;
}

/* --- the programs ------------------------------------------------------------------------------------- */

/* Seconds of a run; wall 0: the program isn't there. */
struct took {
    double wall, processor;
};

/* The best of RUNS. */
static struct took run(char *const argv[], const char *out)
{
    struct took best = {0, 0};
    for (int i = 0; i < RUNS; i++) {
        struct timespec a, b;
        struct rusage used;
        int status;
        clock_gettime(CLOCK_MONOTONIC, &a);
        const pid_t child = fork();
        if (child == 0) {
            const int to = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
            dup2(to, 1);
            execvp(argv[0], argv);
            _exit(127);
        }
        if (child < 0 || wait4(child, &status, 0, &used) < 0 || !WIFEXITED(status))
            exit(1);
        if (WEXITSTATUS(status) == 127)
            return (struct took){0, 0};
        if (WEXITSTATUS(status) != 0) {
            fprintf(stderr, "%s failed: %d\n", argv[0], WEXITSTATUS(status));
            exit(1);
        }
        clock_gettime(CLOCK_MONOTONIC, &b);
        const double wall = (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
        const double processor = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                                 (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
        best.wall = i == 0 || wall < best.wall ? wall : best.wall;
        best.processor = i == 0 || processor < best.processor ? processor : best.processor;
    }
    return best;
}

/* Every record must have given at least one line, or the figure would be of something else. */
static long count_lines(const char *path)
{
    FILE *f = fopen(path, "r");
    long n = 0;
    int c;
    while (f != NULL && (c = getc(f)) != EOF)
        n += c == '\n';
    if (f != NULL)
        fclose(f);
    if (n < RECORDS) {
        fprintf(stderr, "%ld lines for %d records\n", n, (int)RECORDS);
        exit(1);
    }
    return n;
}

static void print(const char *name, struct took t, struct took ours, double mb)
{
    if (t.wall > 0)
        printf("  %-24s %7.2f s  %6.1f MB/s    %7.2f s of processors  %6.1f MB/s  %5.2f times as much\n", name, t.wall,
            mb / t.wall,
               t.processor, mb / t.processor, t.processor / ours.processor);
}

int main(int argc, char **argv)
{
    char log[1024], out[1024];
    if (argc != 5)
        return 2;
    setenv("RESOLVENT_KB", argv[2], 1);
    setenv("RESOLVENT_RULES", argv[3], 1);
    snprintf(log, sizeof log, "%s/bench-convert.ndjson", argv[4]);
    snprintf(out, sizeof out, "%s/bench-convert.out", argv[4]);
    const double mb = (double)write_log(log) / 1e6;

    const struct took ours = run((char *[]){argv[1], (char *)"facts", (char *)"convert", log, NULL}, out);
    const long facts = count_lines(out);
    const struct took jq = run((char *[]){(char *)"jq", (char *)"-c",
        (char *)"[.category, .properties.id, .properties.createdDateTime, .properties.status.errorCode, "
                ".properties.userPrincipalName, .properties.appId, .properties.ipAddress, .correlationId]", log, NULL}, out);
    const struct took python = run((char *[]){(char *)"python3", (char *)"-c",
        (char *)"import json, sys\n"
                "for line in open(sys.argv[1]):\n"
                " r = json.loads(line); p = r['properties']\n"
                " print(json.dumps([r['category'], p['id'], p.get('createdDateTime'), p.get('status', {}).get('errorCode'), "
                "p.get('userPrincipalName'), p.get('appId'), p.get('ipAddress'), r['correlationId']]))", log, NULL}, out);
    printf("%.0f MB, %d records of Azure Monitor to %ld facts\n", mb, (int)RECORDS, facts);
    print("resolvent facts convert", ours, ours, mb);
    print("python3, 8 members", python, ours, mb);
    print("jq, 8 members", jq, ours, mb);
    unlink(log);
    unlink(out);
    return 0;
}
