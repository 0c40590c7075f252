# SPDX-License-Identifier: MIT
"""Golden cases: a command and the screen it must give, word for word.

A file in cases/ holds several, in this form; only the first two lines are needed to add one:

    --- what the case is about
    $ resolvent 120013 -f sspr-ticket.ndjson
    < a line of standard input
    AADSTS120013  ...                  the screen
    2> resolvent: ...                  what went to standard error
    => 3                               the exit code, unless 0

Commands run in tests/fixtures/facts, at 2026-11-23T12:00:00Z, 100 columns wide; COLUMNS=60 before the command changes
that.  planted.ndjson is the log that tests/support/planted_log.py makes.  What README.md shows of `./dev run` is held to the same.  After a change of rules, articles or layout: `run.py --accept`, then review the difference as you would code."""

import difflib
import glob
import os
import re
import shlex
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "cli"))
import harness  # noqa: E402

WITH_CLOCK = ("why", "why-not", "next", "diagnose")


class Case:
    def __init__(self, title):
        self.title, self.command, self.stdin, self.screen = title, "", [], []

    def head(self):
        return ["--- " + self.title, "$ " + self.command] + ["< " + line if line else "<" for line in self.stdin]


def read_cases(path):
    cases = []
    for line in open(path, encoding="utf-8").read().split("\n")[:-1]:
        if line.startswith("--- "):
            cases.append(Case(line[4:]))
        elif not cases:
            sys.exit("%s: begins with no '--- title'" % path)
        elif not cases[-1].command and line.startswith("$ "):
            cases[-1].command = line[2:]
        elif not cases[-1].screen and (line == "<" or line.startswith("< ")):
            cases[-1].stdin.append(line[2:])
        else:
            cases[-1].screen.append(line)
    return cases


def planted_log():
    """The folder with it."""
    path = os.path.join(harness.scratch(), "planted.ndjson")
    if not os.path.exists(path):
        script = os.path.join(harness.SOURCE, "tests", "support", "planted_log.py")
        subprocess.run([sys.executable, script, path, "--rows", "2500"], check=True)
    return harness.scratch()


def screen_of(case):
    words = shlex.split(case.command)
    columns = words.pop(0)[8:] if words[0].startswith("COLUMNS=") else "100"
    words.pop(0)  # resolvent
    if words[0] in WITH_CLOCK or words[0] == "-" or any(c.isdigit() for c in words[0]):
        words += ["--now", harness.NOW]
    folder = planted_log() if "planted.ndjson" in words else harness.FACTS
    done = harness.run(*words, stdin="".join(line + "\n" for line in case.stdin), cwd=folder, COLUMNS=columns)
    lines = done.out.replace(" --now " + harness.NOW, "").split("\n")[:-1]  # hints repeat what nobody typed here
    lines += ["2> " + line for line in done.err.split("\n")[:-1]]
    return lines + (["=> %d" % done.code] if done.code else []) + [""]


def tell(name, expected, screen, accept):
    print("%s %s" % ("accepted" if accept else "not ok", name))
    if not accept:
        print("\n".join(difflib.unified_diff(expected, screen, "expected", "is", lineterm="")))


def check_readme(accept):
    """Every ```console block that begins with `$ ./dev run` shows what that prints."""
    path = os.path.join(harness.SOURCE, "README.md")
    text = open(path, encoding="utf-8").read()
    wrong = 0

    def block(match):
        nonlocal wrong
        done = harness.run(*shlex.split(match.group(1)), cwd=harness.SOURCE, COLUMNS="100")
        screen = done.out.rstrip("\n")
        if screen != match.group(2):
            wrong += 1
            tell("README.md: " + match.group(1), match.group(2).split("\n"), screen.split("\n"), accept)
        return "```console\n$ ./dev run %s\n%s\n```" % (match.group(1), screen)

    shown, count = re.subn(r"```console\n\$ \./dev run ([^\n]*)\n(.*?)\n```", block, text, flags=re.S)
    if accept:
        with open(path, "w", encoding="utf-8") as f:
            f.write(shown)
    return count, wrong


def main():
    accept = "--accept" in sys.argv
    count, wrong = check_readme(accept)
    for path in sorted(glob.glob(os.path.join(HERE, "cases", "*.txt"))):
        cases, text = read_cases(path), []
        for case in cases:
            count += 1
            screen = screen_of(case)
            text += case.head() + screen
            if screen != case.screen:
                wrong += 1
                tell("%s: %s" % (os.path.basename(path), case.title), case.screen, screen, accept)
        if accept:
            with open(path, "w", encoding="utf-8") as f:
                f.write("\n".join(text) + "\n")
    print("%d golden cases, %d %s" % (count, wrong, "accepted: review them" if accept else "differ"))
    if wrong and not accept:
        print("If they are right as they are now: meson compile golden-accept")
    return 0 if accept or not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
