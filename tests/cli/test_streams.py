# SPDX-License-Identifier: MIT
"""Standard input, output and error as people connect them; exit codes."""

import os
import pty
import re
import shlex
import signal
import subprocess
import time

from harness import (ANSWERED, CANT_OPEN, FACTS, KB_DIR, LIMIT, NOW, PROBLEMS, PROGRAM, RULES, UNKNOWN, USAGE, CliTest,
                     copy_rules, environment, main, read_all, run, scratch, shell, write)

TICKET = os.path.join(FACTS, "sspr-ticket.ndjson")


class Streams(CliTest):
    def test_an_answer_goes_to_standard_output_alone(self):
        for args in (["50126"], ["version"], ["help"], ["kb", "stats"], ["facts", "check", TICKET]):
            self.assert_answers(run(*args))

    def test_a_message_goes_to_standard_error_alone(self):
        self.assert_fails(run("50126", "-f", "nowhere.json"), USAGE, "nowhere.json")

    def test_both_can_be_sent_to_one_place_in_order(self):
        path = write("half.ndjson", '{"kind":"ticket","app":"portal"}\n{"kind":"tickt"}\n')
        both = run("50126", "-f", path, stderr=subprocess.STDOUT)
        self.assertLess(both.out.index("tickt"), both.out.index("LIKELY CAUSE"))

    def test_a_reader_that_stops_early_ends_it_quietly(self):
        done = shell('"$R" facts kinds --all | head -1; echo "${PIPESTATUS[0]}"')
        first, status = done.out.split("\n")[:2]
        self.assertTrue(first.startswith("GIVEN BY"), first)
        self.assertIn(int(status), (ANSWERED, 128 + signal.SIGPIPE))  # it may all fit into the pipe
        self.assertEqual(done.err, "")

    def test_a_full_disk_is_an_error(self):
        for command in ("50126", "50126 --json", "facts kinds --all", "help", "schema diagnosis", "version"):
            done = shell('"$R" %s > /dev/full' % command)
            self.assertEqual(done.code, USAGE, command)
            self.assertRegex(done.err, r"^resolvent: can't write the output(: No space left on device)?\n$", command)
        self.assertIn("No space", done.err)  # of what fits into the buffer, the last write is known

    def test_a_file_size_limit_is_an_error_that_leaves_nothing(self):
        done = shell('mkdir small; cd small; ulimit -f 100; "$R" kb build --kb %s -o kb.sqlite; echo $?; ls' % KB_DIR)
        self.assertEqual(done.out, "%d\n" % USAGE)
        self.assertIn("kb.sqlite", done.err)

    def test_a_closed_standard_output_is_an_error(self):
        self.assertEqual(shell('"$R" version >&-').code, USAGE)

    def test_closed_standard_error_changes_no_answer(self):
        self.assertEqual(shell('"$R" version 2>&-').out, run("version").out)

    def test_an_interrupt_while_it_waits_for_input_ends_it(self):
        process = subprocess.Popen([PROGRAM, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env=environment(), cwd=scratch())
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        self.assertEqual((process.returncode, out, err), (-signal.SIGINT, b"", b""))

    def test_an_interrupt_leaves_nothing_half_written(self):
        folder = os.path.join(scratch(), "interrupted")
        os.mkdir(folder)
        process = subprocess.Popen([PROGRAM, "kb", "build", "--kb", KB_DIR, "-o", "kb.sqlite"], env=environment(),
                                   cwd=folder, stdout=subprocess.DEVNULL)
        while not os.listdir(folder) and process.poll() is None:
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=LIMIT), -signal.SIGINT)
        self.assertEqual(os.listdir(folder), ["kb.sqlite"])

    def test_who_would_type_a_page_is_told_how_to_end_it(self):
        terminal, other = pty.openpty()
        process = subprocess.Popen([PROGRAM, "-"], stdin=other, stdout=other, stderr=other, env=environment(),
                                   cwd=scratch(), start_new_session=True)
        os.close(other)
        said = b""
        while not said.endswith(b"\n"):
            said += os.read(terminal, 4096)
        self.assertIn(b"Ctrl-D", said)
        os.write(terminal, b"AADSTS50126: Invalid.\n\x04")
        self.assertIn(b"LIKELY CAUSE", read_all(terminal))
        self.assertEqual(process.wait(30), ANSWERED)


class StandardInput(CliTest):
    def test_a_dash_is_a_pasted_error(self):
        self.assert_answers(run("-", stdin="AADSTS50126: Invalid username or password."), "AADSTS50126")

    def test_a_dash_behind_f_is_a_file_of_facts(self):
        with open(TICKET, "rb") as f:
            piped = run("120013", "-f", "-", stdin=f.read())
        self.assert_answers(piped, "10 facts")
        self.assertEqual(piped.out.split("\n")[:3], run("120013", "-f", TICKET).out.split("\n")[:3])

    def test_what_to_type_next_repeats_the_whole_case(self):
        with open(TICKET, "rb") as f:
            ticket = f.read()
        shown = run("120013", "-f", "-", "--role", "developer", "--rules", RULES, "--now", NOW, "ticket:app=it's", stdin=ticket)
        words = re.search("resolvent (why .*)", shown.out).group(1)
        self.assertIn(" --role developer --now " + NOW + " --rules " + RULES, words)
        again = run(*shlex.split(words), stdin=ticket)
        self.assertEqual(again.code, ANSWERED, again.err)
        share = int(re.search(r"(?m)^  1 +(\d+) %", shown.out).group(1))
        self.assertAlmostEqual(float(re.search(r": ([\d.]+) %", again.out).group(1)), share, delta=0.51)

    def test_a_case_too_long_to_type_is_not_repeated_in_part(self):
        shown = run("120013", "-f", TICKET, *["ticket:app=" + "x" * 200] * 20)
        self.assertIn("resolvent step ", shown.out)
        self.assertNotIn("resolvent why", shown.out)

    def test_facts_check_reads_it_and_calls_it_by_name(self):
        self.assert_answers(run("facts", "check", "-", stdin='{"kind":"ticket"}'), "standard input: 1 fact,")

    def test_it_can_be_read_only_once(self):
        self.assert_fails(run("-", "-f", "-"), USAGE, "only once")
        self.assert_fails(run("50126", "-f", "-", "-f", "-"), USAGE, "only once")
        self.assert_fails(run("facts", "check", "-", "-"), USAGE, "only once")

    def test_a_closed_one_is_an_error_and_no_file_takes_its_place(self):
        for command in ("-", "50126 -f -", "scan -", "facts convert -"):
            done = shell('"$R" %s <&-' % command)
            self.assertEqual((done.code, done.out), (USAGE, ""), command)
            self.assertIn("standard input", done.err)
        self.assertEqual(shell('"$R" 120013 -f "$T" <&- 2>&-', T=TICKET).out, run("120013", "-f", TICKET).out)

    def test_an_empty_one_has_no_code(self):
        self.assert_fails(run("-"), USAGE, "standard input", "no AADSTS code")

    def test_what_needs_no_input_leaves_it_alone(self):
        done = shell('{ "$R" version > /dev/null; cat; } <<< untouched')
        self.assertEqual(done.out, "untouched\n")


class ExitCodes(CliTest):
    def test_answered(self):
        for args in (["50126"], ["why", "50126"], ["next", "50126"], ["show", "50126"], ["step", "restart-adsync"],
                     ["search", "password"], ["facts", "kinds"], ["rules", "list"], ["schema"], ["doctor"],
                     ["version"], ["--version"], ["help"], ["--help"], ["-h"], ["50126", "--help"]):
            self.assertEqual(run(*args).code, ANSWERED, args)

    def test_a_check_found_problems(self):
        bad = write("bad.json", '[{"kind":"tickt"}]')
        rules = copy_rules("broken")
        write("account-state/zz.lua", "evidence 'x' {", rules)
        for args in (["facts", "check", bad], ["rules", "check", "--rules", rules], ["rules", "test", "--rules", rules],
                     ["doctor", "--kb", "nowhere"]):
            done = run(*args)
            self.assertEqual(done.code, PROBLEMS, args)
            self.assertNotEqual(done.out, "")

    def test_usage(self):
        for args in ([], ["diagnose"], ["show"], ["step"], ["search"], ["why-not", "50126"], ["next"], ["kb"], ["facts"],
                     ["rules"], ["facts", "check"], ["kb", "import"], ["facts", "kinds", "a", "b"], ["nonsense"],
                     ["50126", "--nonsense"], ["50126", "120013"], ["help", "nonsense"], ["help", "--json"],
                     ["help", "--completion", "tcsh"],
                     ["kb", "import", TICKET, "--kb", KB_DIR, "--into", scratch(), "--accept"]):
            self.assertEqual(run(*args).code, USAGE, args)

    def test_unknown(self):
        for args in (["99999"], ["show", "99999"], ["show", "nothing-of-that-name"], ["step", "nothing"],
                     ["why", "nothing", "50126"], ["next", "50126", "--script", "nothing"], ["schema", "nothing"],
                     ["facts", "kinds", "nothing"], ["search", "zzzzzz"]):
            self.assertEqual(run(*args).code, UNKNOWN, args)

    def test_cant_open(self):
        for args in (["50126", "--kb", "nowhere"], ["show", "50126", "--kb", "nowhere"], ["kb", "stats", "--kb", RULES],
                     ["50126", "--rules", "nowhere"], ["rules", "list", "--site", "nowhere"],
                     ["rules", "check", "--rules", TICKET], ["kb", "build", "--kb", "nowhere", "-o", "x.sqlite"],
                     ["kb", "check", "--kb", "nowhere"], ["rules", "test", "--kb", "nowhere"]):
            self.assertEqual(run(*args).code, CANT_OPEN, args)

    def test_help_lists_them_all(self):
        listed = re.findall(r"(?m)^(\d+) ", run("help", "exit-codes").out)
        self.assertEqual(listed, ["0", "1", "2", "3", "4", "70"])


if __name__ == "__main__":
    main()
