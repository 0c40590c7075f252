# SPDX-License-Identifier: MIT
"""Help, the manual page and completion: all from one table, so all complete."""

import os
import re
import shutil
import subprocess

from harness import USAGE, CliTest, environment, main, run, shell, write

COMMANDS = ["diagnose", "why", "why-not", "next", "scan", "show", "step", "search", "facts kinds", "facts check", "rules list",
            "rules check", "rules test", "rules bench", "kb build", "kb check", "kb stats", "kb import", "kb export", "schema", "doctor",
            "version",
            "help"]


def overview():
    """The commands as `resolvent help` lists them."""
    return [c for c in re.findall(r"(?m)^  ([a-z-]+(?: [a-z]+)?)  +[a-z]", run("help").out)]


def complete(*typed):
    """What bash offers behind these words."""
    script = write("completion.bash", run("help", "--completion", "bash").out)
    words = " ".join("'%s'" % w for w in ("resolvent",) + typed)
    done = shell("source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _resolvent; echo \"${COMPREPLY[@]}\""
                 % (script, words, len(typed)))
    return done.out.split()


class Help(CliTest):
    def test_every_command_is_in_the_overview(self):
        listed = overview()
        self.assertTrue(set(COMMANDS) <= set(listed), set(COMMANDS) - set(listed))

    def test_help_of_every_command_has_examples_usage_and_options(self):
        for name in overview():
            shown = run("help", *name.split(), COLUMNS="120")
            self.assert_answers(shown, "usage: resolvent " + name, "OPTIONS", "--help")
            examples = re.findall(r"(?m)^  .*resolvent", shown.out.split("usage:")[0])
            self.assertGreaterEqual(len(examples), 2, name)
            self.assertEqual(run(*name.split(), "--help", COLUMNS="120").out, shown.out)

    def test_the_commands_of_every_example_are_there(self):
        for name in overview():
            for line in run("help", *name.split()).out.split("usage:")[0].split("\n")[2:]:
                words = re.findall(r"resolvent (\S+)(?: (\S+))?", line.split("  #")[0])
                for first, second in words:
                    known = first in COMMANDS or "%s %s" % (first, second) in COMMANDS
                    self.assertTrue(known or re.fullmatch(r"\d+|-", first), line)

    def test_help_of_a_group_is_that_of_its_commands(self):
        self.assertEqual(run("help", "kb").out.count("usage: resolvent kb "), 5)

    def test_topics_are_told(self):
        self.assertIn("RESOLVENT_KB_DIR", run("help", "environment").out)
        self.assertIn("answered", run("help", "exit-codes").out)

    def test_a_bare_command_shows_the_overview_and_fails(self):
        done = run()
        self.assertEqual((done.code, done.out), (USAGE, run("help").out))


class Man(CliTest):
    def test_it_has_every_command_and_option(self):
        page = run("help", "--man").out.replace("\\-", "-")
        for name in overview():
            self.assertRegex(page, r"(?m)^\.SS resolvent %s( |$)" % name)
            for option in re.findall(r"(?m)^ +(?:-\w, )?(--[a-z]+)", run("help", *name.split()).out):
                self.assertIn("\\fB%s\\fP" % option, page)
        for heading in ("NAME", "SYNOPSIS", "DESCRIPTION", "EXIT STATUS", "ENVIRONMENT"):
            self.assertRegex(page, r"(?m)^\.SH %s$" % heading)

    def test_groff_has_nothing_to_complain_about(self):
        if shutil.which("groff") is None:
            self.skipTest("there is no groff")
        done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-z"], input=run("help", "--man").out, text=True,
                              capture_output=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


class Completion(CliTest):
    def test_bash_offers_commands_then_the_words_of_their_group(self):
        self.assertEqual(complete("wh"), ["why", "why-not"])
        self.assertEqual(complete("kb", ""), ["build", "check", "export", "import", "stats"])
        self.assertEqual(set(complete("")), {name.split()[0] for name in overview()})

    def test_bash_offers_the_options_of_the_command(self):
        self.assertEqual(complete("kb", "build", "--o"), ["--output"])
        self.assertEqual(complete("why", "other", "--ag"), ["--against"])
        self.assertEqual(complete("50126", "--fi"), ["--file"])
        self.assertEqual(complete("show", "--fi"), [])

    def test_bash_leaves_files_to_the_shell(self):
        self.assertEqual(complete("50126", "-f", "ticket"), [])

    def test_every_shell_parses_its_script(self):
        for name, arguments in (("bash", ["-n"]), ("zsh", ["-n"]), ("fish", ["--no-execute"])):
            script = run("help", "--completion", name)
            self.assert_answers(script, "kb build" if name != "zsh" else "'kb build")
            if shutil.which(name) is not None:
                path = write("completion." + name, script.out)
                done = subprocess.run([name] + arguments + [path], capture_output=True, text=True, env=environment())
                self.assertEqual((done.returncode, done.stderr), (0, ""), name)

    def test_every_script_has_every_command_and_option(self):
        for shell_name in ("bash", "zsh", "fish"):
            script = run("help", "--completion", shell_name).out
            for name in overview():
                self.assertIn(name.split()[-1], script)
            for option in ("against", "output", "role", "ascii"):
                self.assertRegex(script, r"(--|-l )%s\b" % option)


if __name__ == "__main__":
    main()
