/* SPDX-License-Identifier: MIT */
#include "author/code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct row {
    const char *text;
    int line;            /* 0: it is fine */
    const char *message; /* a part of it */
};

static int judge(bool (*read)(const char *, struct code_problem *), const struct row *rows, size_t n)
{
    int wrong = 0;
    for (size_t i = 0; i < n; i++) {
        struct code_problem p = {0};
        char copy[1000];
        snprintf(copy, sizeof copy, "%s", rows[i].text);
        const bool ok = rsv__code_prepare(copy, read != rsv__code_xml, &p) && read(copy, &p);
        if (ok == (rows[i].line == 0) && p.line == rows[i].line &&
            (rows[i].message == NULL || strstr(p.message, rows[i].message) != NULL))
            continue;
        print_error("%s\n  expected %d %s\n  got      %d %s\n", rows[i].text, rows[i].line,
                    rows[i].message ? rows[i].message : "", p.line, p.message);
        wrong++;
    }
    return wrong;
}

static void lines_of_both_shells_are_read(void **state)
{
    static const struct row good[] = {
        {"dsregcmd /status", 0, NULL},
        {"w32tm /config /manualpeerlist:\"a,0x8 b,0x8\" ^\n    /syncfromflags:manual\nnet stop w32time", 0, NULL},
        {"curl -sI https://<application>/<sign-in page> | grep -i location", 0, NULL},
        {"curl -d grant_type=x \\\n  --data-urlencode 'a=b' https://login.microsoftonline.com/<tenant>/x", 0, NULL},
        {"certutil -dump user.cer | findstr /i /c:\"KeyID\"", 0, NULL},
        {"netdom trust contoso.com /passwordd:* /usero:contoso\\admin", 0, NULL},
        {"# a comment\nklist purge", 0, NULL},
        {"TOKEN=$(az account get-access-token --query accessToken -o tsv)\necho \"$TOKEN\"", 0, NULL},
        {"cd /tmp && openssl req -new -key a.key -out a.csr; echo done", 0, NULL},
        {"sudo systemctl restart chronyd > /dev/null 2>&1", 0, NULL},
        {"AADConnectAuthAgentSetup.exe REGISTERCONNECTOR=\"false\" /q", 0, NULL},
        {"./bin/kcadm.sh get realms", 0, NULL},
        {"secedit /export /cfg %TEMP%\\rights.inf", 0, NULL},
        {"echo \"a \\\"quoted\\\" word\" && (cd x; dir)", 0, NULL},
        {"net user <sam-account-name> /domain", 0, NULL},
        {"", 0, NULL},
    };
    (void)state;
    assert_int_equal(judge(rsv__code_console, good, sizeof good / sizeof *good), 0);
}

static void what_neither_shell_would_run_is_refused(void **state)
{
    static const struct row broken[] = {
        {"curl \"https://x", 1, "a quote that is never closed"},
        {"klist\necho 'it", 2, "a quote that is never closed"},
        {"net stop w32time |", 1, "nothing behind the |"},
        {"| grep x", 1, "nothing before the |"},
        {"net stop a && && net start a", 1, "nothing before the &"},
        {"dsregcmd /status\nfrobnicate -x", 2, "no program that is known here: frobnicate"},
        {"http://schemas.example.com/claims/x", 1, "no program that is known here"},
        {"Restart-Service ADSync", 1, "no program that is known here"},
        {"<system.net>", 1, "no program that is known here"},
        {"curl -d a=b \\\n", 1, "nothing behind the last line's \\"},
        {"curl -d a=b \\", 1, "nothing behind the last line's \\"},
        {"curl -d a=b \\  \n  https://x", 1, "a blank behind the \\"},
        {"w32tm /config ^ \n /update", 1, "a blank behind the ^"},
        {"echo $(klist", 1, "a bracket that is never closed"},
        {"echo x)", 1, "a bracket that nothing opens"},
        {"klist >", 1, "nothing behind the >"},
        {"klist > | grep x", 1, "nothing behind the >"},
        {"curl \xe2\x80\x94" "data x", 1, "word processor"},
        {"curl \xe2\x80\x98x\xe2\x80\x99", 1, "word processor"},
        {"klist\n\n$ dsregcmd /status", 3, "no program that is known here: $"},
    };
    (void)state;
    assert_int_equal(judge(rsv__code_console, broken, sizeof broken / sizeof *broken), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_both_shells_are_read),
        cmocka_unit_test(what_neither_shell_would_run_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
