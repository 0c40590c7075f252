# SPDX-License-Identifier: MIT
"""What a terminal shows: width, colour, bars, and nothing that could harm it."""

import json
import os
import re

from harness import (ANSWERED, FACTS, STYLE, CliTest, columns_of, main, run, run_on_terminal, words_of, write)

TICKET = os.path.join(FACTS, "sspr-ticket.ndjson")
SCREENS = [
    ["help"], ["help", "diagnose"], ["help", "kb"], ["help", "environment"],
    ["50126"], ["120013", "-f", TICKET], ["120013", "-f", TICKET, "--all"],
    ["AADSTS50126: Error. Correlation ID: 6ad36e38-0000-4000-8000-2f6f1d2c0a00 Timestamp: 2026-11-23T07:14:03Z"],
    ["why", "120013", "-f", TICKET], ["why-not", "other", "120013", "-f", TICKET], ["next", "50126"],
    ["show", "120013"], ["show", "outbound-443-blocked"], ["step", "allow-outbound-443"],
    ["search", "password", "writeback"], ["facts", "kinds"], ["facts", "kinds", "--all"],
    ["facts", "check", "ticket.ndjson"], ["kb", "stats", "--all"], ["doctor"], ["99999"],
]
HOSTILE = "a\x1b[31mb\x1b]0;title\x07c\rd\x08e\u009bf\u202eg\u200bh\x7fi\u061cj"


def code_lines():
    """Commands to copy out of articles: they are shown as they are."""
    lines = set()
    for word in ("120013", "outbound-443-blocked", "allow-outbound-443"):
        for block in run("show", word, "--json").json()["blocks"]:
            if block["block"] == "code":
                lines.update(line.strip() for line in block["text"].split("\n"))
    return lines


def is_for_copying(line, code):
    """Commands, addresses and paths stay in one piece: a terminal that breaks them doesn't hurt."""
    text = STYLE.sub("", line).strip()
    return (text.startswith(("resolvent ", "Get-", "xclip ")) or re.fullmatch(r"\S+", text) is not None or
            re.search(r"/\S{24,}", text) is not None or text in code)


class Width(CliTest):
    def test_nothing_is_wider_than_the_terminal(self):
        code = code_lines()
        with open(TICKET, "rb") as f:
            write("ticket.ndjson", f.read())
        for columns in (60, 80, 120):
            for args in SCREENS:
                for line in run_on_terminal(*args, columns=columns).out.split("\n"):
                    if columns_of(line) > columns and not is_for_copying(line, code):
                        self.fail("%d columns in %d, %s:\n%s" % (columns_of(line), columns, args, line))

    def test_a_wide_terminal_is_not_filled_beyond_120_columns(self):
        shown = run_on_terminal("show", "120013", columns=200)
        self.assertLessEqual(max(columns_of(line) for line in shown.out.split("\n") if "http" not in line), 120)

    def test_plain_output_keeps_to_the_terminal_too(self):
        shown = run_on_terminal("facts", "kinds", "--plain", columns=60)
        self.assertLessEqual(max(map(columns_of, shown.out.split("\n"))), 60)

    def test_COLUMNS_sets_the_width_of_a_pipe(self):
        lines = run("facts", "kinds", COLUMNS="50").out.split("\n")
        self.assertLessEqual(max(map(columns_of, lines)), 50)
        self.assertGreater(max(map(columns_of, lines)), 40)

    def test_a_right_hand_column_ends_at_the_margin(self):
        first = run_on_terminal("50126", columns=110, NO_COLOR="1").out.split("\n")[0]
        self.assertEqual(columns_of(first), 110, first)


class Colour(CliTest):
    def test_a_terminal_gets_colour_and_bars(self):
        shown = run_on_terminal("50126", columns=100)
        self.assertIn("\x1b[", shown.out)
        self.assertRegex(shown.out, r"#{3,}\.{3,}")

    def test_a_pipe_gets_the_same_words_without_colour_and_bars(self):
        for args in (["50126"], ["120013", "-f", TICKET], ["next", "120013"], ["show", "120013"], ["facts", "kinds"]):
            piped = run(*args)
            self.assertNotIn("\x1b", piped.out)
            self.assertNotRegex(piped.out, r"#{3,}|\.{4,}")
            self.assertEqual(words_of(piped.out), words_of(run_on_terminal(*args, columns=100).out))

    def test_every_style_that_begins_also_ends(self):
        for args in SCREENS:
            for style in re.findall(r"(?:\x1b\[(\d+)m[^\x1b]*)$", run_on_terminal(*args).out):
                self.assertEqual(style, "0", args)

    def test_nothing_but_styles_is_sent_to_the_terminal(self):
        for args in SCREENS:
            rest = STYLE.sub("", run_on_terminal(*args).out)
            self.assertNotRegex(rest, r"[\x00-\x09\x0b-\x1f\x7f]", args)

    def test_colour_can_be_taken_away(self):
        for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": None}):
            shown = run_on_terminal("50126", columns=100, **env)
            self.assertNotIn("\x1b", shown.out, env)
            self.assertIn("####", shown.out, env)

    def test_an_empty_NO_COLOR_means_nothing(self):
        self.assertIn("\x1b[", run_on_terminal("50126", NO_COLOR="").out)

    def test_plain_takes_colour_and_bars_away(self):
        shown = run_on_terminal("50126", "--plain", columns=100)
        self.assertNotIn("\x1b", shown.out)
        self.assertNotIn("####", shown.out)

    def test_colour_is_never_the_only_sign(self):
        """What is red or green also says for, against, + or -."""
        shown = run_on_terminal("120013", "-f", TICKET, columns=100).out
        self.assertGreater(shown.count("\x1b[32mfor "), 0)
        for colour, word in re.findall(r"\x1b\[(3[12])m(\S+)", shown):
            self.assertRegex(word, r"^(for|\+)" if colour == "32" else r"^(against|-)")


class Characters(CliTest):
    def test_ascii_prints_ascii_only(self):
        for args in (["50126"], ["show", "120013"], ["facts", "kinds", "--all"], ["why", "120013", "-f", TICKET]):
            run(*args, "--ascii").out_bytes.decode("ascii")

    def test_a_locale_without_utf8_gets_ascii(self):
        run("50126", LANG="C", LC_ALL="C").out_bytes.decode("ascii")

    def test_control_characters_of_facts_are_escaped(self):
        records = [{"kind": "ticket", "user": HOSTILE, "app": HOSTILE},
                   {"kind": "port_status", "host": "ns.servicebus.windows.net", "port": 443, "state": "filtered",
                    "from": HOSTILE}]
        path = write("hostile.json", json.dumps(records, ensure_ascii=False))
        for command in ("diagnose", "why", "next"):
            self.assert_harmless(run_on_terminal(command, "120013", "-f", path))

    def test_control_characters_of_what_is_wrong_are_escaped(self):
        hostile = HOSTILE
        bad_json = write("bad\x1b[2Jname.json", json.dumps([{"kind": hostile}, {"kind": "ticket", hostile: 1}]))
        bad_csv = write("bad.csv", 'kind,"%s"\nticket,"%s"\n' % (hostile, hostile))
        for args in ([hostile], ["50126", hostile], ["50126", "ticket:app=" + hostile], ["50126", "--" + hostile],
                     ["50126", "-f", hostile], ["show", hostile], ["step", hostile], ["search", hostile],
                     ["why", hostile, "50126"], ["next", "50126", "--script", hostile], ["schema", hostile],
                     ["help", hostile], ["kb", hostile], ["facts", "kinds", hostile], ["50126", "--now", hostile],
                     ["50126", "--kb", hostile], ["50126", "--rules", hostile], ["50126", "--role", hostile],
                     ["facts", "check", bad_json], ["facts", "check", bad_csv], ["50126", "-f", bad_json],
                     ["kb", "import", hostile], ["kb", "check", "--kb", hostile], ["rules", "list", "--site", hostile]):
            self.assert_harmless(run_on_terminal(*args))

    def test_control_characters_of_a_pasted_error_are_escaped(self):
        text = "AADSTS50126: Error for user 'x%sy@contoso.com'. Correlation ID: %s" % (HOSTILE, HOSTILE)
        self.assert_harmless(run_on_terminal(text))

    def test_backquotes_and_stars_of_facts_mean_themselves(self):
        shown = run("AADSTS50126: Error for user 'al`i**ce@contoso.com'.")
        if "contoso" in shown.out:
            self.assertIn("al`i**ce", shown.out)

    def assert_harmless(self, shown):
        rest = STYLE.sub("", shown.out)
        self.assertNotRegex(rest, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u200b\u061c]")
        self.assertNotIn("\x1b[31m" + "b", shown.out)  # the fact's own red
        self.assertGreaterEqual(shown.code, ANSWERED)  # not killed


if __name__ == "__main__":
    main()
