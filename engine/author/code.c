/* SPDX-License-Identifier: MIT */
#include "author/code.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

enum { PLACE_LONGEST = 60 };

bool rsv__code_problem(struct code_problem *p, int line, const char *format, ...)
{
    if (p->line > 0)
        return false;
    va_list args;
    va_start(args, format);
    vsnprintf(p->message, sizeof p->message, format, args);
    va_end(args);
    for (char *c = p->message; *c != '\0'; c++) /* placeholders are told as such */
        if (*c == CODE_PLACE)
            *c = '_';
    p->line = line;
    return false;
}

/* <user>, <client ID>: a letter, then what no shell means something by. */
static size_t place_length(const char *p)
{
    const char first = rsv__lower(p[1]);
    if (*p != '<' || first < 'a' || first > 'z')
        return 0;
    const size_t n = strcspn(p + 1, "<>\n\"'$|;={}/\\");
    return n <= PLACE_LONGEST && p[n + 1] == '>' ? n + 2 : 0;
}

bool rsv__code_prepare(char *text, bool places, struct code_problem *p)
{
    static const char *const typographic[] = {"\xe2\x80\x98", "\xe2\x80\x99", "\xe2\x80\x9c", "\xe2\x80\x9d",
                                              "\xe2\x80\x9e", "\xe2\x80\x93", "\xe2\x80\x94", "\xc2\xa0"};
    int line = 1;
    for (; *text != '\0'; text++) {
        line += *text == '\n';
        for (size_t i = 0; i < sizeof typographic / sizeof *typographic; i++)
            if (strncmp(text, typographic[i], strlen(typographic[i])) == 0)
                return rsv__code_problem(p, line, "a quote, dash or blank of a word processor: %.40s", text);
        const size_t n = places ? place_length(text) : 0;
        if (n > 0)
            memset(text, CODE_PLACE, n);
    }
    return true;
}

bool rsv__code_is_program(const char *name)
{
    static const char *const programs[] = {
        "az", "cat", "cd", "certreq", "certutil", "chronyc", "cmdkey", "curl", "date", "dig", "dir", "dsregcmd", "echo",
        "export", "findstr", "fsutil", "git", "gpresult", "gpupdate", "grep", "host", "hostname", "icacls", "ipconfig",
        "java", "jq", "keytool", "klist", "ksetup", "kinit", "ldp", "md", "mkdir", "net", "netdom", "netsh", "nltest",
        "node", "npm", "nslookup", "ntdsutil", "openssl", "pip", "ping", "pwsh", "python", "python3", "rd", "reg",
        "repadmin", "sc", "schtasks", "secedit", "sed", "set", "setspn", "sudo", "systemctl", "timedatectl", "tnsping",
        "tracert", "type", "w32tm", "wevtutil", "whoami", "wsreset", NULL};
    static const char *const endings[] = {".exe", ".msc", ".cpl"};
    const size_t n = strlen(name);
    if (strpbrk(name, "\\/") != NULL)
        return strstr(name, "://") == NULL;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (n > 4 && rsv__same_fold(name + n - 4, endings[i]))
            return true;
    for (size_t i = 0; programs[i] != NULL; i++)
        if (rsv__same_fold(programs[i], name))
            return true;
    return false;
}

/* --- cmdlets -------------------------------------------------------------------------------------- */

static const char *const verbs[] = { /* Get-Verb */
    "Add", "Approve", "Assert", "Backup", "Block", "Build", "Checkpoint", "Clear", "Close", "Compare", "Complete",
    "Compress", "Confirm", "Connect", "Convert", "ConvertFrom", "ConvertTo", "Copy", "Debug", "Deny", "Deploy",
    "Disable", "Disconnect", "Dismount", "Edit", "Enable", "Enter", "Exit", "Expand", "Export", "Find", "ForEach",
    "Format", "Get", "Grant", "Group", "Hide", "Import", "Initialize", "Install", "Invoke", "Join", "Limit", "Lock",
    "Measure", "Merge", "Mount", "Move", "New", "Open", "Optimize", "Out", "Ping", "Pop", "Protect", "Publish", "Push",
    "Read", "Receive", "Redo", "Register", "Remove", "Rename", "Repair", "Request", "Reset", "Resize", "Resolve",
    "Restart", "Restore", "Resume", "Revoke", "Save", "Search", "Select", "Send", "Set", "Show", "Skip", "Sort",
    "Split", "Start", "Step", "Stop", "Submit", "Suspend", "Switch", "Sync", "Tee", "Test", "Trace", "Unblock", "Undo",
    "Uninstall", "Unlock", "Unprotect", "Unpublish", "Unregister", "Update", "Use", "Wait", "Watch", "Where", "Write",
    NULL};

/* Retired nouns by how they begin, and what still lives below them. */
static const char *retired(const char *noun)
{
    static const char *const alive[] = {"AzureADSSO", "AzureADPasswordProtection", NULL};
    for (size_t i = 0; alive[i] != NULL; i++)
        if (strncmp(noun, alive[i], strlen(alive[i])) == 0)
            return NULL;
    if (rsv__find_fold(noun, "msol") == noun)
        return "the module MSOnline is retired";
    if (rsv__find_fold(noun, "azuread") == noun)
        return "the module AzureAD is retired";
    return rsv__same_fold(noun, "MgProfile") ? "Microsoft Graph PowerShell has it no more" : NULL;
}

/* Below AzureAD two nouns are alive. */
const char *rsv__code_cmdlet_fault(const char *name, size_t verb)
{
    const char *noun = name + verb + 1;
    size_t i = 0;
    while (verbs[i] != NULL && (strlen(verbs[i]) != verb || rsv__find_fold(name, verbs[i]) != name))
        i++;
    if (verbs[i] == NULL)
        return "no approved verb";
    const char first = rsv__lower(*noun);
    if (first < 'a' || first > 'z' || noun[strspn(noun, LETTERS "0123456789_")] != '\0')
        return "a cmdlet is Verb-Noun";
    if (rsv__find_fold(noun, "mg") == noun && (noun[0] != 'M' || noun[1] != 'g' || noun[2] < 'A' || noun[2] > 'Z'))
        return "a cmdlet of Microsoft Graph is Verb-MgNoun";
    return retired(noun);
}
