/* SPDX-License-Identifier: MIT */
#include "author/code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* What the reader says of a text; "" if it is fine. */
static const char *read_text(const char *text, struct code_problem *p)
{
    static char copy[4096];
    snprintf(copy, sizeof copy, "%s", text);
    *p = (struct code_problem){0};
    const bool ok = rsv__code_prepare(copy, true, p) && rsv__code_powershell(copy, p);
    assert_int_equal(ok, p->line == 0);
    return p->message;
}

static void commands_as_administrators_write_them_are_read(void **state)
{
    static const char *const good[] = {
        "",
        "# a comment alone\n",
        "Restart-Service ADSync",
        "Connect-MgGraph -Scopes User.Read.All, GroupMember.Read.All",
        "Get-MgUser -UserId <user> -Property OnPremisesImmutableId,\n    DisplayName | Format-List",
        "Get-ADUser <sam-account-name> -Properties * | Select-Object Name, @{ n = 'When'; e = { $_.whenChanged } }",
        "$u = Get-MgUser -UserId '<user>'\n$u.SignInActivity.LastSignInDateTime",
        "Get-WinEvent -MaxEvents 20 -FilterHashtable @{\n    LogName = 'Application'; ProviderName = 'ADSync', 'B'\n"
        "    StartTime = (Get-Date).AddMinutes(-10)\n}",
        "Get-Service | Where-Object { $_.Status -eq 'Running' -and -not $_.DependentServices } | Sort-Object Name",
        "Get-Service | Where-Object Status -eq 'Running'",
        "$text = @\"\nHello $name,\n\"quotes\" and $(Get-Date -Format 'yyyy') stand here: |{(\n\"@\nWrite-Host $text",
        "$json = @'\n{ \"isDisabled\": false }\n'@\nInvoke-MgGraphRequest -Method PATCH -Uri $u -Body $json",
        "$p = @{ Path = 'C:\\Temp'; Force = $true }\nNew-Item @p | Out-Null",
        "foreach ($f in \"userPrincipalName eq '<user>'\", \"mail eq '<user>'\") {\n    Get-MgUser -Filter $f\n}",
        "1..5 | ForEach-Object { \"{0:x2}\" -f ($_ * 2) }",
        "'{0} of {1}' -f $a.Count,\n    $b.Count",
        "if ($x -gt 5) { 'a' } elseif (-not $y) { 'b' } else { Stop-Service ADSync -WhatIf }",
        "if ($x) {\n    'a'\n}\nelse {\n    'b'\n}",
        "for ($i = 0; $i -lt $n.Count; $i++) { $n[$i] = [char]($i + 65) }",
        "while ($true) { Start-Sleep -Seconds 5; if (Test-Path C:\\done.txt) { break } }",
        "do { $r = Read-Host 'Again?' } while ($r -ne 'n')",
        "do { $i-- } until ($i -le 0)",
        "switch -Regex ($line) {\n    '^a' { 'A' }\n    \"b$\" { 'B' }\n"
        "    { $_.Length -gt 3 } { 'long' }\n    default { 'C' }\n}",
        "try { Get-ADUser x -ErrorAction Stop } catch [Microsoft.ActiveDirectory.Management.ADException], [IO.IOException] {\n"
        "    Write-Warning $_.Exception.Message\n} finally { $c.Dispose() }",
        "function Get-Bits([int]$n, $width = 8) { [Convert]::ToString($n, 2).PadLeft($width, '0') }\nGet-Bits 5",
        "function Utc($t) { ([datetime]$t).ToUniversalTime() }\nUtc (Get-Date)",
        "param(\n    [Parameter(Mandatory)] [string]$User,\n    [ValidateSet('a', 'b')] $Kind = 'a',\n    [switch]$All\n)\n$User",
        "New-SelfSignedCertificate -Subject 'CN=<name>' -CertStoreLocation Cert:\\CurrentUser\\My `\n"
        "    -NotAfter (Get-Date).AddYears(1)",
        "& 'C:\\Program Files\\Tool\\tool.exe' /q --silent -x:1 \"$env:TEMP\\a b\"",
        ". .\\functions.ps1",
        ".\\csexport \"<connector>\" \"$env:TEMP\\export.xml\" /f:x",
        "w32tm /config /manualpeerlist:\"a,0x8 b,0x8\" /update",
        "$null = & klist.exe get $spn 2>&1",
        "certutil -dump a.cer > C:\\Temp\\a.txt 2>$null",
        "$h = [ordered]@{ a = 1; 'b c' = 2; $k = if ($x) { 1 } else { 2 }; d = @(1, 2) + 3 }",
        "$bytes[3 * $d + [math]::Floor($_ / 8)] -band (1 -shl ($_ % 8))",
        "(Get-MgApplication -Filter \"appId eq '<app_id>'\").KeyCredentials |\n"
        "    # newest first\n    Sort-Object EndDateTime -Descending",
        "$x.'mS-DS-ConsistencyGuid'; $x.\"$name\"; $x.$name; $x.ForEach({ $_ * 2 }); $x.Where{ $_ }",
        "Set-ADUser $u -Remove @{ sIDHistory = $_.Value } -Server dc01.contoso.com -Confirm:$false",
        "'a' -split '(..)' -ne '' -join ','",
        "-join ($a | ForEach-Object { $_.Name })",
        "[Security.Principal.WindowsIdentity]::GetCurrent().Groups[0].Value",
        "[void][Reflection.Assembly]::LoadWithPartialName('System.Web')",
        "$s = \"it costs `$5, `\"quoted`\", $($a[0].Name) and ${env:ProgramFiles(x86)}\"",
        "'don''t'",
        "Get-ADUser -Filter 'Name -like \"A*\"' -SearchBase \"OU=x,DC=contoso,DC=com\"",
        "<# a comment\n   over lines } #> Get-Date",
        "Invoke-Command -ComputerName <server> -ScriptBlock { param($n) Get-Service $n } -ArgumentList ADSync",
        "$a, $b = 1, 2; $i += 2; $i++",
        "return [pscustomobject]@{ kind = 'x' }",
        "Get-MgUser -All -Filter \"startsWith(displayName,'A')\" -ConsistencyLevel eventual -CountVariable n",
        "Get-AzureADSSOStatus | ConvertFrom-Json",
        "Get-ChildItem -Recurse *.log | Select-String -Pattern 'a|b' | ForEach-Object { $_.Line.Trim() }",
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct code_problem p;
        if (*read_text(good[i], &p) == '\0')
            continue;
        print_error("%s\n  refused in line %d: %s\n", good[i], p.line, p.message);
        wrong++;
    }
    assert_int_equal(wrong, 0);
    assert_true(sizeof good / sizeof *good > 40);
}

static void what_a_shell_would_refuse_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *text;
        int line;
        const char *message;
    } broken[] = {
        {"Write-Host 'open", 1, "a string that is never closed"},
        {"Write-Host \"open\nGet-Date", 1, "a string that is never closed"},
        {"Write-Host 'don't'", 1, "a string that is never closed"},
        {"Write-Host \xe2\x80\x9chello\xe2\x80\x9d", 1, "word processor"},
        {"Get-Date\nGet-Service \xe2\x80\x93Name x", 2, "word processor"},
        {"Get-MgUser | Where-Object { $_.Mail", 1, "a bracket that is never closed"},
        {"(Get-Date).AddDays(-1", 1, "a call that is never closed"},
        {"(Get-Date", 1, "a bracket that is never closed"},
        {"Get-Date)", 1, "a bracket that nothing opens"},
        {"Get-Date }", 1, "a bracket that nothing opens"},
        {"$x = @{ a = 1", 1, "a hashtable that is never closed"},
        {"$x = @{ a = 1, b = 2 }", 1, "a value is missing"},
        {"$x = @{ a: 1 }", 1, "no 'name = value'"},
        {"$x = @{ a 1 }", 1, "no 'name = value'"},
        {"$x = @\" text\n\"@", 1, "text behind the opening of a here-string"},
        {"$x = @'\ntext\n  '@", 1, "whose end doesn't stand at the beginning"},
        {"Get-Date\n<# open", 2, "a comment that is never closed"},
        {"Get-Service `  \n  -Name x", 1, "a blank behind the backtick"},
        {"Get-MgUser -UserId a,", 1, "nothing behind the comma"},
        {"Get-MgUser - UserId a", 1, "a parameter is - and a name"},
        {"Get-MgUser --UserId a", 1, "a parameter is - and a name"},
        {"Get-MgUser -User.Id a", 1, "a parameter is - and a name"},
        {"Get-MgUser |", 1, "a command is missing"},
        {"| Get-MgUser", 1, "a command is missing"},
        {"Get-MgUser\n| Format-List", 2, "a command is missing"},
        {"Get-MgUser || Format-List", 1, "hasn't this operator"},
        {"Stop-Service x && Start-Service x", 1, "hasn't this operator"},
        {"$x = 5 foo", 1, "neither operator nor end"},
        {"$x -equals 5", 1, "unknown operator"},
        {"if ($x -gte 5) { }", 1, "unknown operator"},
        {"if ($x == 5) { }", 1, "== is no operator here"},
        {"if $x { }", 1, "a condition ( ) is missing"},
        {"if ($x) Get-Date", 1, "a block { } is missing"},
        {"else { 1 }", 1, "nothing that this belongs to"},
        {"foreach ($x on $y) { }", 1, "foreach wants"},
        {"foreach ($x in $y)", 1, "a block { } is missing"},
        {"try { Get-Date }", 1, "try without catch"},
        {"switch ($x) { 'a' 'b' }", 1, "a block { } is missing"},
        {"Get-Users -All", 1, NULL}, /* the noun isn't known here: no finding */
        {"Fetch-MgUser", 1, "no approved verb"},
        {"Get_MgUser", 1, "no cmdlet, program or function"},
        {"MgUser-Get x", 1, "no approved verb"},
        {"Get-MGUser", 1, "is Verb-MgNoun"},
        {"Get-mguser", 1, "is Verb-MgNoun"},
        {"Connect-MsolService", 1, "MSOnline is retired"},
        {"$u = Get-AzureADUser -All $true", 1, "AzureAD is retired"},
        {"Select-MgProfile beta", 1, "no more"},
        {"gci C:\\", 1, "no cmdlet, program or function"},
        {"Get-ADUser < input.txt", 1, "< is reserved"},
        {"$ = 5", 1, "a $ without a name"},
        {"${abc = 5", 1, "a variable's brace"},
        {"[int = 5", 1, "no type within the brackets"},
        {"$a.Foo(1, 2", 1, "a call that is never closed"},
        {"$a.Foo(bar)", 1, "a value is missing"},
        {"$x = ", 1, "a command is missing"},
        {"\"$(Get-Date\"", 1, "never closed"},
        {"$a[0", 1, "a bracket that is never closed"},
        {"Get-MgUser -All\nGet-MgUser -All Where-Object { $_.Mail }", 2, "a pipe is missing"},
        {"Utc (Get-Date)", 1, "no cmdlet, program or function"},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct code_problem p;
        const char *said = read_text(broken[i].text, &p), *wanted = broken[i].message;
        if (wanted == NULL ? *said == '\0' : p.line == broken[i].line && strstr(said, wanted) != NULL)
            continue;
        print_error("%s\n  expected %d %s\n  got      %d %s\n", broken[i].text, broken[i].line,
                    wanted ? wanted : "nothing", p.line, said);
        wrong++;
    }
    assert_int_equal(wrong, 0);
    assert_true(sizeof broken / sizeof *broken > 40);
}

static void depth_is_bounded(void **state)
{
    static char text[4000];
    struct code_problem p;
    (void)state;
    memset(text, '(', sizeof text - 1);
    assert_non_null(strstr(read_text(text, &p), "nested too deeply"));
    for (size_t i = 0; i + 6 < sizeof text; i += 5)
        memcpy(text + i, "[int]", 5);
    text[sizeof text - 1] = '\0';
    assert_string_not_equal(read_text(text, &p), "");
    for (size_t i = 0; i + 3 < sizeof text; i += 2)
        memcpy(text + i, "@{", 2);
    assert_string_not_equal(read_text(text, &p), "");
}

/* No prefix of a good text makes the reader read beyond its end. */
static void every_prefix_is_read_to_an_end(void **state)
{
    static const char text[] = "function F($a = @{ b = \"$(1)`\"\" }) { foreach ($x in 1..3) {"
                               " switch ($x) { 1 { 'a' } default { [int]$x } } } }\n"
                               "try { $x.'a'[0].B({ 1 }) } catch [A] { & a.exe 2>&1 `\n -x } \n@'\nx\n'@ | Out-Null";
    struct code_problem p;
    (void)state;
    assert_string_equal(read_text(text, &p), "");
    for (size_t n = 0; n < sizeof text; n++) {
        char copy[sizeof text];
        snprintf(copy, n + 1, "%s", text);
        (void)read_text(copy, &p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_as_administrators_write_them_are_read),
        cmocka_unit_test(what_a_shell_would_refuse_is_refused_with_its_line),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(every_prefix_is_read_to_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
