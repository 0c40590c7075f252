# SPDX-License-Identifier: MIT
"""Whole logs: what was planted is found, and nothing else."""

import fcntl
import gzip
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
import uuid

from harness import LIMIT, PROGRAM, SOURCE, CliTest, environment, main, read_all, run, scratch, write

sys.dont_write_bytecode = True


def planted(name, *options):
    """A log made by tests/support/planted_log.py."""
    path = os.path.join(scratch(), name)
    if not os.path.exists(path):
        subprocess.run([sys.executable, os.path.join(SOURCE, "tests", "support", "planted_log.py"), path, "--rows", "2500",
                        *options], check=True)
    return path


FORMS = ("log-analytics-csv", "pandas", "dotted", "tables", "kusto", "az", "portal-users", "portal-applications",
         "portal-2024-users", "portal-german-users", "portal-german-applications")


def in_forms():
    """The log planted-7 in every form: what stands before the form's name."""
    path = os.path.join(scratch(), "planted")
    if not os.path.exists(path + ".pandas"):
        planted("planted", *[word for form in FORMS for word in ("--form", form)])
    return path + "."


def scanned(*args, **more):
    return run("scan", *args, "--json", **more).json()


def found(document):
    """Each incident as its type, code, and what names it."""
    key = {"spray": "address", "loop": "user", "application": "app", "policy": "policy", "agent": "agent"}
    return {(i["type"], i["code"], i.get(key.get(i["type"], ""), "")) for i in document["incidents"]}


def same(document):
    """What doesn't depend on the form that a log is written in."""
    return {k: v for k, v in document.items() if k != "bytes"}


EXPECTED = {
    ("spray", 50126, "203.0.113.66"),
    ("policy", 53000, "CA017: Require compliant device"),
    ("application", 7000222, "5e9a1b2c-0000-4000-a000-00000000aaaa"),
    ("agent", 80001, "a9e17000-0000-4000-a000-00000000dead"),
    ("loop", 50058, "loop@contoso.com"),
}


class Incidents(CliTest):
    def test_exactly_what_was_planted_is_found(self):
        for seed in ("7", "8", "9"):
            document = scanned(planted("planted-%s.ndjson" % seed, "--seed", seed))
            self.assertEqual(found(document), EXPECTED, seed)
            since = {i["type"]: i["since"] for i in document["incidents"]}
            self.assertEqual(since["policy"][:16], "2026-11-23T09:12", seed)
            self.assertEqual(since["spray"][:16], "2026-11-23T02:10", seed)

    def test_a_normal_day_has_no_incidents(self):
        for seed in ("7", "8", "9"):
            self.assertEqual(scanned(planted("normal-%s.ndjson" % seed, "--normal", "--seed", seed))["incidents"], [], seed)

    def test_each_incident_is_diagnosed(self):
        document = scanned(planted("planted-7.ndjson", "--seed", "7"))
        self.assertEqual({a["code"] for a in document["advice"]}, {code for _, code, _ in EXPECTED})
        advice = {a["code"]: a for a in document["advice"]}
        self.assertEqual(advice[50126]["causes"][0]["cause"], "password-spray")
        self.assertEqual(advice[7000222]["causes"][0]["cause"], "secret-expired")
        self.assertNotEqual(advice[50058]["first_step"]["step"], "close-as-interrupt")
        self.assertEqual(advice[50058]["causes"][0]["cause"], "third-party-cookies-blocked")

    def test_an_incident_tells_names_and_what_a_policy_asks_for(self):
        incidents = {i["type"]: i for i in scanned(planted("planted-7.ndjson", "--seed", "7"))["incidents"]}
        self.assertEqual(incidents["application"]["app_name"], "Payroll export")
        self.assertEqual(incidents["loop"]["app_name"], "Contoso HR")
        self.assertEqual(incidents["policy"]["control"], "compliant-device")


class Reading(CliTest):
    def test_every_way_of_reading_gives_the_same(self):
        path = planted("planted-7.ndjson", "--seed", "7")
        text = open(path, "rb").read()
        expected = scanned(path)
        packed = os.path.join(scratch(), "log.gz")
        with open(packed, "wb") as f:
            f.write(gzip.compress(text))
        wide = os.path.join(scratch(), "log-utf16.json")
        with open(wide, "wb") as f:
            f.write(text.decode().encode("utf-16"))
        self.assertEqual(scanned(packed), expected)
        self.assertEqual(scanned(wide), expected)
        self.assertEqual(scanned("-", stdin=text.decode()), expected)

    def test_every_form_of_the_log_gives_the_same(self):
        expected = same(scanned(planted("planted-7.ndjson", "--seed", "7")))
        forms = in_forms()
        for form in ("pandas", "dotted", "kusto", "az"):
            self.assertEqual(same(scanned(forms + form)), expected, form)
        text = open(forms + "log-analytics-csv", encoding="utf-8-sig").read()
        packed = os.path.join(scratch(), "table.gz")
        with open(packed, "wb") as f:
            f.write(gzip.compress(text.encode("utf-16")))
        self.assertEqual(same(scanned(packed)), expected)
        self.assertEqual(same(scanned("-", stdin=open(forms + "tables", encoding="utf-8").read())), expected)

    def test_downloads_from_the_portal_give_what_they_have(self):
        # neither the policy's nor the agent's name is in them
        expected = scanned(planted("planted-7.ndjson", "--seed", "7"))
        incidents = EXPECTED - {i for i in EXPECTED if i[0] in ("policy", "agent")} | {("surge", 53000, "")}
        for users, apps in (("portal-users", "portal-applications"), ("portal-2024-users", "portal-applications"),
                            ("portal-german-users", "portal-german-applications")):
            document = scanned(in_forms() + users, in_forms() + apps)
            self.assertEqual(document["codes"], expected["codes"], users)
            self.assertEqual(found(document), incidents, users)
            self.assertEqual(document["damaged"], 0)

    def test_damaged_rows_of_a_table_are_named_and_the_rest_counts(self):
        path = in_forms() + "pandas"
        lines = open(path, encoding="utf-8").read().split("\n")
        attempts = scanned(path)["attempts"]
        lines[100] = lines[100].replace(",", ',"', 1)
        broken = os.path.join(scratch(), "broken.csv")
        with open(broken, "w", encoding="utf-8") as f:
            f.write("\n".join(lines))
        document = scanned(broken)
        self.assertEqual(document["attempts"], attempts - 1)
        self.assertEqual([p["line"] for p in document["problems"]], [101])

    def test_a_file_given_twice_counts_once(self):
        path = planted("planted-7.ndjson", "--seed", "7")
        once, twice = scanned(path), scanned(path, path)
        self.assertEqual(once["attempts"], twice["attempts"])
        self.assertEqual(twice["duplicates"], once["attempts"])

    def test_damaged_records_are_named_and_the_rest_counts(self):
        lines = open(planted("planted-7.ndjson", "--seed", "7"), encoding="utf-8").read().split("\n")
        attempts = scanned(planted("planted-7.ndjson"))["attempts"]
        lines[100] = lines[100][:300]
        path = os.path.join(scratch(), "damaged.ndjson")
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(lines))
        document = scanned(path)
        self.assertEqual(document["attempts"], attempts - 1)
        self.assertEqual([p["line"] for p in document["problems"]], [101])
        self.assertIn("line 101", run("scan", path).out)
        self.assertEqual(run("scan", path, "--strict").code, 2)

    def test_the_unified_audit_log_is_read(self):
        row = ('{"CreationTime":"2026-11-23T09:0%d:00","Id":"%d","Operation":"%s","Workload":"AzureActiveDirectory","ClientIP":'
               '"203.0.113.5","ObjectId":"o","UserId":"anna@contoso.com","ApplicationId":"a1","InterSystemsId":"c%d"%s}\n')
        path = write("unified.json", "".join((row % (1, 1, "UserLoginFailed", 1, ',"ErrorNumber":"50126","LogonError":"x"'),
                                              row % (2, 2, "UserLoggedIn", 2, ',"ErrorNumber":"0"'),
                                              row % (3, 3, "Add user.", 3, ""))))
        document = scanned(path, "--user", "anna@contoso.com", "--app", "a1")
        self.assertEqual([(c["code"], c["attempts"], c["addresses"]) for c in document["codes"]], [(50126, 1, 1), (0, 1, 1)])
        self.assertEqual((document["first"], document["last"]), ("2026-11-23T09:01:00Z", "2026-11-23T09:02:00Z"))
        self.assertEqual(document["others"], 1)

    def test_the_steps_beside_the_portals_csv_are_told(self):
        steps = write("InteractiveSignIns_AuthDetails.csv", "\ufeffDate (UTC),Request ID,Authentication method,Succeeded\n" +
                      "2026-11-23T09:00:00Z,1,Password,true\n" * 40000)
        document = scanned(steps, in_forms() + "portal-users")
        self.assertEqual(document["attempts"], scanned(in_forms() + "portal-users")["attempts"])
        self.assertEqual([(p["line"], p["what"][:20]) for p in document["problems"]], [(1, "the steps of sign-in")])

    def test_what_cannot_be_read_is_said(self):
        done = run("scan", "nowhere.json")
        self.assertEqual((done.code, done.out), (2, ""))
        self.assertIn("nowhere.json", done.err)
        self.assertEqual(run("scan").code, 2)
        done = run("scan", "-", stdin="Date (UTC),Request ID\n2026-11-23,1\n")
        self.assertEqual(done.code, 2)
        self.assertIn("no sign-ins", done.err)
        self.assertNotIn("stands out", done.out)
        self.assertEqual(run("scan", planted("planted-7.ndjson"), "--since", "soon").code, 2)
        self.assertEqual(run("scan", planted("planted-7.ndjson"), "--code", "abc").code, 2)

    def test_a_long_reading_shows_on_a_terminal_how_far_it_is(self):
        here, there = pty.openpty()
        program = subprocess.Popen([PROGRAM, "scan", "-", "--counts"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=there, env=environment())
        os.close(there)
        rows = b'{"id":"1","createdDateTime":"2026-11-23T10:00:00Z","userId":"u","status":{"errorCode":0}}\n' * 110000
        for _ in range(2):
            program.stdin.write(rows)
            program.stdin.flush()
            time.sleep(0.7)
        out = program.communicate(timeout=LIMIT)[0]
        shown = read_all(here).decode()
        self.assertRegex(shown, r"\r\d+ MB, \d+ MB/s  ")
        self.assertRegex(shown, r"\r {10,}\r$")  # wiped out, on any terminal
        self.assertNotIn("\x1b", shown)
        self.assertIn(b"220,000 sign-in rows", out)
        self.assertEqual(run("scan", "-", "--counts", stdin=rows[:1000]).err, "")

    def test_ctrl_c_prints_what_is_known_and_says_so(self):
        program = subprocess.Popen([PROGRAM, "scan", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env=environment())
        row = b'{"id":"%d","createdDateTime":"2026-11-23T10:00:00Z","userId":"u","status":{"errorCode":0}}\n'
        program.stdin.write(b"".join(row % i for i in range(200000)))
        program.stdin.flush()
        time.sleep(0.5)
        program.send_signal(signal.SIGINT)
        out, _ = program.communicate(timeout=60)
        self.assertEqual(program.returncode, 0)
        self.assertIn(b"partial", out)


class Follower:
    """The command with --follow, through a pipe or on a terminal, ended by Ctrl-C."""

    def __init__(self, path, *options, terminal=False):
        self.out, self.terminal = "", terminal
        here, there = pty.openpty() if terminal else os.pipe()
        if terminal:
            fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 20, 80, 0, 0))
        self.here = here
        self.program = subprocess.Popen([PROGRAM, "scan", path, "--follow", *options], stdin=subprocess.DEVNULL, stdout=there,
                                        stderr=there, env=environment())
        os.close(there)

    def until(self, text):
        """Read on until `text` was printed."""
        end = time.monotonic() + LIMIT
        while text not in self.out:
            if time.monotonic() > end or not select.select([self.here], [], [], LIMIT)[0]:
                raise AssertionError("%r is missing in %r" % (text, self.out))
            self.out += os.read(self.here, 65536).decode().replace("\r\n", "\n")

    def end(self):
        """What it prints after Ctrl-C."""
        self.out = ""
        self.program.send_signal(signal.SIGINT)
        rest = read_all(self.here).decode().replace("\r\n", "\n")
        return self.program.wait(timeout=LIMIT), rest


def add_rows(path, codes, mode="a"):
    with open(path, mode, encoding="utf-8") as f:
        for code in codes:
            f.write('{"id":"%s","createdDateTime":"2026-11-23T10:00:00Z","userId":"u","status":{"errorCode":%d}}\n'
                    % (uuid.uuid4(), code))


class Following(CliTest):
    def test_what_is_added_is_a_line_and_the_end_a_report(self):
        path = os.path.join(scratch(), "growing.ndjson")
        add_rows(path, [0, 50126], "w")
        f = Follower(path)
        f.until("2026-11-23 10:00  2 rows: 50126 1\n")
        with open(path, "a", encoding="utf-8") as log:
            log.write('{"id":"half","resultType":')
            log.flush()
            time.sleep(0.6)
            log.write(' 50053}\n')
        add_rows(path, [50126, 50126])
        f.until("3 rows: 50126 2, 50053 1\n")
        code, rest = f.end()
        self.assertEqual(code, 0)
        self.assertIn("5 sign-in rows", rest)
        self.assertNotIn("partial", rest)

    def test_a_file_that_is_cut_short_or_replaced_is_told_and_read_on(self):
        path = os.path.join(scratch(), "rotated.ndjson")
        add_rows(path, [50126, 50126, 50126], "w")
        f = Follower(path, "--counts")
        f.until("3 rows")
        add_rows(path, [50053], "w")
        f.until("was cut short")
        f.until("1 row: 50053 1\n")
        add_rows(path + ".new", [50057])
        os.replace(path + ".new", path)
        f.until("was replaced")
        f.until("1 row: 50057 1\n")
        self.assertIn("5 sign-in rows", f.end()[1])

    def test_a_growing_table_is_followed_too(self):
        path = write("growing.csv", "Id,ResultType\n1,50126\n")
        f = Follower(path, "--json", "--counts")
        f.until('"attempts":1,')
        with open(path, "a", encoding="utf-8") as log:
            log.write("2,50126\n3,0\n")
        f.until('"attempts":3,')
        code, rest = f.end()
        self.assertEqual((code, json.loads(rest)["attempts"]), (0, 3))

    def test_a_terminal_gets_a_screen_that_is_drawn_anew(self):
        path = os.path.join(scratch(), "screen.ndjson")
        add_rows(path, [50126], "w")
        f = Follower(path, terminal=True)
        f.until("1 sign-in row")
        f.until("\x1b[H\x1b[2J")
        add_rows(path, [50126])
        f.until("2 sign-in rows")
        self.assertLess(max(screen.count("\n") for screen in f.out.split("\x1b[2J")), 20)
        code, rest = f.end()
        self.assertEqual(code, 0)
        self.assertIn("2 sign-in rows", rest)

    def test_a_pipe_is_followed_to_its_end(self):
        done = run("scan", "-", "--follow", stdin='{"id":"1","resultType":7}\n')
        self.assertEqual(done.code, 0)
        self.assertIn("1 sign-in row", done.out)
        self.assertEqual(run("scan", "a", "b", "--follow").code, 2)
        self.assertEqual(run("scan", "nowhere.json", "--follow").code, 2)


class Narrowing(CliTest):
    def test_filters_narrow(self):
        path = planted("planted-7.ndjson", "--seed", "7")
        one = scanned(path, "--user", "LOOP@contoso.com")
        self.assertEqual(one["attempts"], 40)
        self.assertEqual([c["users"] for c in one["codes"]], [1])
        self.assertEqual([c["code"] for c in scanned(path, "--code", "53000")["codes"]], [53000])
        self.assertEqual(scanned(path, "--app", "payroll export")["attempts"], 64)
        late = scanned(path, "--since", "2026-11-23T12:00:00Z", "--until", "2026-11-23T13:00:00Z")
        self.assertGreater(late["attempts"], 0)
        self.assertGreaterEqual(late["first"], "2026-11-23T12:00:00Z")
        self.assertLess(late["last"], "2026-11-23T13:00:00Z")

    def test_counts_alone_are_the_same_counts(self):
        path = planted("planted-7.ndjson", "--seed", "7")
        full = {c["code"]: (c["attempts"], c["users"]) for c in scanned(path)["codes"]}
        self.assertEqual({c["code"]: (c["attempts"], c["users"]) for c in scanned(path, "--counts")["codes"]}, full)

    def test_facts_feed_a_diagnosis(self):
        path = planted("planted-7.ndjson", "--seed", "7")
        facts = run("scan", path, "--code", "7000222", "--facts").out
        self.assertIn('"kind":"error_frequency"', facts)
        done = run("7000222", "-f", "-", "--now", "2026-11-23T23:59:00Z", "--json", stdin=facts)
        self.assertEqual(done.code, 0)
        self.assertIn("expired", done.json()["causes"][0]["title"])


if __name__ == "__main__":
    main()
