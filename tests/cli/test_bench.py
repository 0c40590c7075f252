# SPDX-License-Identifier: MIT
"""rules bench: what rules cost, as a screen and as JSON."""

import os
import re

import jsonschema

from harness import USAGE, CliTest, main, run, scratch, write

RULES = """kind "p" { doc = "P", fields = { id = integer{} } }
kind "q" { doc = "Q", fields = { id = integer{}, note = text{ optional = true } } }
kind "out" { doc = "O", closed = true, fields = { id = integer{} } }
rule "joins by order" { when = { some.q{ id = V.q }, some.p{ id = below(V.q) } }, derive = out{ id = V.q } }
rule "one fact" { when = { some.p{ id = 7 } }, derive = out{ id = 700 } }
rule "no fact" { when = { some.out{ id = 701 } }, derive = out{ id = 702 } }
evidence "a note" { about = "whether there is one", { "yes", when = some.q{ note = "x" } }, seen = { other = {50} } }
"""
SCREEN = """80 facts in 1 case: 1601 firings

RULES     N ms
      ms  matches  firings
       N     1600     1600  joins by order
                            joins 72 x 33 p without an index on `id <`
                            bench/rules.lua:4
       N        1        1  one fact

EVIDENCE  N ms
      ms    asked
       N        1           a note
"""


def setting():
    """A folder of rules, and facts in a file."""
    folder = os.path.join(scratch(), "bench")
    os.makedirs(folder, exist_ok=True)
    write("rules.lua", RULES, folder)
    lines = ['{"kind":"p","id":%d}\n{"kind":"q","id":%d}\n' % (i, 100 + i) for i in range(40)]
    return folder, write("bench.ndjson", "".join(lines))


def without_times(text, folder):
    text = re.sub(r"(?m)^(RULES|EVIDENCE)( +)[\d.]+ ms", r"\1\2N ms", text)
    return re.sub(r"(?m)^ +\d+\.\d\d  ", "       N  ", text).replace(os.path.dirname(folder) + "/", "")


class Bench(CliTest):
    def test_each_rule_has_its_line_and_a_slow_one_says_why(self):
        folder, facts = setting()
        done = run("rules", "bench", "-f", facts, "--rules", folder, COLUMNS="100")
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual(without_times(done.out, folder), SCREEN)

    def test_the_document_validates(self):
        folder, facts = setting()
        document = run("rules", "bench", "-f", facts, "--rules", folder, "--json").json()
        jsonschema.Draft202012Validator(run("schema", "bench").json()).validate(document)
        self.assertEqual(document["firings"], 1601)
        self.assertEqual(document["rules_without_facts"], 1)
        self.assertEqual([r["rule"] for r in document["rules"]], ["joins by order", "one fact"])

    def test_without_facts_it_takes_the_examples(self):
        folder, _ = setting()
        examples = 'example "one" { code = 50126, given = { p{ id = 7 } }, expect = {} }\n'
        write("examples.lua", examples, folder)
        try:
            document = run("rules", "bench", "--rules", folder, "--json").json()
        finally:
            os.remove(os.path.join(folder, "examples.lua"))
        self.assertEqual((document["cases"], document["facts"], document["firings"]), (1, 1, 1))

    def test_facts_may_be_typed_and_nothing_else(self):
        folder, _ = setting()
        self.assertEqual(run("rules", "bench", "p:id=7", "--rules", folder, "--json").json()["firings"], 1)
        done = run("rules", "bench", "50126", "--rules", folder)
        self.assertEqual(done.code, USAGE)
        self.assertIn("'50126' is no KIND:field=value", done.err)


if __name__ == "__main__":
    main()
