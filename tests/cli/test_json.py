# SPDX-License-Identifier: MIT
"""--json: every document validates against its own schema, and the screen says nothing that it doesn't have."""

import functools
import json
import os
import re

import jsonschema

from harness import (FACTS, KB_DIR, NOW, SOURCE, UNKNOWN, CliTest, main, run, scratch, words_of, write)

TICKET = os.path.join(FACTS, "sspr-ticket.ndjson")
GUIDES = os.path.join(SOURCE, "tests", "fixtures", "guides")
PAGE = ("AADSTS50126: Error validating credentials due to invalid username or password. Correlation ID: "
        "11111111-2222-4333-8444-555555555555 Timestamp: 2026-11-23T07:14:03Z")


@functools.cache
def printed():
    """Schema name, command and document of each."""
    return [(name, args, run(*args, "--json").json()) for name, args in documents()]


def documents():
    """Schema name and the commands that print such documents."""
    bad = write("bad.ndjson", '{"kind":"tickt"}\n{"kind":"ticket","app":7,"colour":"red"}\n')
    half = write("half.ndjson", '{"kind":"ticket","app":"portal"}\n{"complete":"tried"}\n')
    log = write("log.ndjson", "".join('{"id":"%d","createdDateTime":"2026-11-23T%02d:00:00Z","userPrincipalName":"a%d@contoso.com",'
                                      '"appId":"app","ipAddress":"192.0.2.1","status":{"errorCode":%d}}\n'
                                      % (i, i % 24, i, (0, 50126, 50140)[i % 3]) for i in range(90)) + '{"cut')
    output = os.path.join(scratch(), "again.sqlite")
    drafts = os.path.join(scratch(), "drafts")
    return [
        ("diagnosis", ["50126"]), ("diagnosis", ["120013", "-f", TICKET, "--all"]), ("diagnosis", [PAGE]),
        ("diagnosis", ["80001", "-f", os.path.join(FACTS, "agent-list.json"), "--now", NOW]),
        ("diagnosis", ["50126", "-f", os.path.join(FACTS, "sign-in-log.ndjson"), "--now", NOW]),
        ("why", ["why", "50126"]), ("why", ["why-not", "other", "120013", "-f", TICKET]),
        ("next", ["next", "50126"]), ("next", ["next", "120013", "-f", TICKET]),
        ("script", ["next", "50126", "--script", "sign-in-log"]),
        ("article", ["show", "50126"]), ("article", ["show", "outbound-443-blocked"]),
        ("article", ["show", "restart-adsync"]), ("article", ["step", "restart-adsync"]),
        ("neighbours", ["99999"]), ("neighbours", ["show", "99999"]), ("search", ["search", "password", "firewall"]),
        ("search", ["search", "zzzzzz"]), ("kinds", ["facts", "kinds"]), ("kinds", ["facts", "kinds", "port_status"]),
        ("report", ["facts", "check", TICKET]), ("report", ["facts", "check", bad]), ("report", ["facts", "check", half]),
        ("rules", ["rules", "list"]), ("findings", ["rules", "check"]), ("test", ["rules", "test"]),
        ("findings", ["kb", "check", "--kb", KB_DIR]), ("stats", ["kb", "stats"]),
        ("findings", ["kb", "build", "--kb", KB_DIR, "-o", output]),
        ("import", ["kb", "import", GUIDES, "--kb", KB_DIR, "--into", drafts]),
        ("import", ["kb", "import", os.path.join(SOURCE, "tests", "fixtures", "tables"), "--kb", KB_DIR, "--into", drafts]),
        ("scan", ["scan", log]), ("scan", ["scan", log, "--counts"]),
        ("doctor", ["doctor"]), ("doctor", ["doctor", "--kb", "nowhere"]), ("version", ["version"]),
    ]


def schema(name):
    return json.loads(run("schema", name).out)


def texts_of(value):
    """Every text, name and number of a document."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield name
            yield from texts_of(member)
    elif isinstance(value, list):
        for member in value:
            yield from texts_of(member)
    else:
        yield str(value)


class Schemas(CliTest):
    def test_every_document_validates_against_its_schema(self):
        for name, args, document in printed():
            self.assertEqual(document["schema"], "resolvent.%s/1" % name, args)
            jsonschema.Draft202012Validator(schema(name)).validate(document)

    def test_every_schema_is_one_and_is_asked_for_by_either_name(self):
        names = run("schema").out.split()
        self.assertGreaterEqual(len(names), 18)
        for name in names:
            text = run("schema", name).out
            self.assertEqual(run("schema", re.fullmatch(r"resolvent\.(\w+)/1", name)[1]).out, text)
            jsonschema.Draft202012Validator.check_schema(json.loads(text))

    def test_no_schema_accepts_another_document(self):
        """A schema that takes everything would make the first test worthless."""
        first = {name: document for name, _, document in reversed(printed())}
        for name in first:
            validator = jsonschema.Draft202012Validator(schema(name))
            for other, document in first.items():
                self.assertEqual(validator.is_valid(document), name == other, (name, other))

    def test_no_schema_accepts_a_document_with_a_member_missing(self):
        for name, _, document in printed():
            validator = jsonschema.Draft202012Validator(schema(name))
            for required in schema(name)["required"]:
                less = {k: v for k, v in document.items() if k != required}
                self.assertFalse(validator.is_valid(less), (name, required))


class Streams(CliTest):
    def test_an_unknown_code_is_a_document_and_exit_3(self):
        done = run("99999", "--json")
        self.assertEqual(done.code, UNKNOWN)
        self.assertEqual(done.json()["schema"], "resolvent.neighbours/1")

    def test_an_error_prints_no_document(self):
        for args in (["50126", "-f", "nowhere"], ["50126", "--kb", "nowhere"], ["show", "nothing"]):
            self.assertEqual(run(*args, "--json").out, "")

    def test_several_files_give_a_document_each(self):
        text, documents_, decoder = run("facts", "check", TICKET, TICKET, "--json").out.strip(), 0, json.JSONDecoder()
        while text:
            document, end = decoder.raw_decode(text)
            self.assertEqual(document["schema"], "resolvent.report/1")
            text, documents_ = text[end:].strip(), documents_ + 1
        self.assertEqual(documents_, 2)

    def test_the_same_question_has_the_same_answer_to_the_byte(self):
        for args in (["50126", "--now", NOW], ["120013", "-f", TICKET, "--now", NOW], ["next", "50126", "--now", NOW]):
            self.assertEqual(run(*args, "--json").out, run(*args, "--json").out)
        tested = next(document for name, _, document in printed() if name == "test")
        self.assertEqual(run("rules", "test", "--json").json(), tested)

    def test_width_and_style_options_change_no_document(self):
        plain = run("50126", "--json", "--now", NOW).out
        self.assertEqual(run("50126", "--json", "--now", NOW, "--ascii", "--plain", COLUMNS="40").out, plain)

    def test_escapes_in_facts_are_escaped_in_json(self):
        path = write("hostile.json", json.dumps([{"kind": "tick\x1b[31m\x07t\x7f"}]))
        self.assertNotRegex(run("facts", "check", path, "--json").out, "[\x00-\x09\x0b-\x1f\x7f]")


# What the screens say of their own accord.  Everything else must come out of the document.
LABELS = """
may stand inside then
    fact facts question questions open read likely cause for against more together all shows them why worth knowing
    first saves min on average changes step in of do this order expected until it works fixes hand over escalate with
    correlation id utc time and what was tried get here waiting nothing is collecting before resolvent next not script
    request wrapped user app risk undone can be the article shares no closed tickets this desk yet compared rank decibans
    hardly would overtake if small change put clearly slightly strongly decisively decisive an interrupt sign usually goes from one alone
    may stand inside then fault mostly attackers noise look at who affected repairing anything now collector minutes net low medium high aadsts
    """.split()
SCREENS = [["50126"], ["120013", "-f", TICKET], ["120013", "-f", TICKET, "--all"], [PAGE], ["why", "120013", "-f", TICKET],
           ["why-not", "other", "120013", "-f", TICKET], ["next", "50126"], ["next", "120013", "-f", TICKET]]


class Screen(CliTest):
    def test_the_screen_says_nothing_that_the_document_does_not_have(self):
        for args in SCREENS:
            known = set(LABELS) | set(words(" ".join(args)))
            for text in texts_of(run(*args, "--json", "--now", NOW).json()):
                known.update(words(text))
            said = [w for line in run(*args, "--now", NOW).out.split("\n") for w in words(line)]
            self.assertEqual([w for w in said if w not in known], [], args)

    def test_every_cause_and_step_of_the_screen_is_in_the_document_in_the_same_order(self):
        for args in (["50126"], ["120013", "-f", TICKET], ["80001"]):
            shown, document = run(*args, "--all", COLUMNS="120"), run(*args, "--all", "--json").json()
            slugs = [c["cause"] for c in document["causes"]] + [s["step"] for s in document["plan"]["steps"]]
            found = [w for w in re.findall(r"(?m)  ([a-z0-9-]+)$", shown.out) if w in slugs]
            self.assertEqual(found, slugs)

    def test_the_percentages_are_the_beliefs_rounded(self):
        document = run("50126", "--all", "--json").json()
        shown = [int(p) for p in re.findall(r"(?m)^ +\d+ +(\d+) %  ", run("50126", "--all").out)]
        self.assertEqual(shown, [round(100 * c["belief"]) for c in document["causes"] if c["belief"] >= 0.01])

    def test_the_column_of_a_why_adds_up(self):
        for args in (["why", "120013", "-f", TICKET], ["why-not", "other", "120013", "-f", TICKET], ["why", "50126"]):
            column = [round(10 * float(n)) for n in re.findall(r"(?m) ([+-]\d+\.\d)$", run(*args).out)]
            self.assertGreaterEqual(len(column), 2, args)
            self.assertEqual(sum(column[:-1]), column[-1], args)


def words(text):
    """Its words of three letters and more, in lower case."""
    return [w for w in re.findall(r"[a-z]+", " ".join(words_of(text)).lower()) if len(w) > 2]


if __name__ == "__main__":
    main()
