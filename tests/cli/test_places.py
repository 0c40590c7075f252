# SPDX-License-Identifier: MIT
"""Where the knowledge base and the rules are, and what happens where they are damaged or not to be read."""

import os
import shutil
import sqlite3
import stat
import subprocess
import unittest

from harness import (ANSWERED, CANT_OPEN, KB_DIR, PROBLEMS, PROGRAM, RULES, USAGE, CliTest, built_kb, copy_rules, environment,
                     main, read, run, scratch, write)

SITE_RULE = """
evidence "colour of the badge" {
  about = "whether the badge is red",
  { "red", when = some.ticket{ app = "red" }, say = "the badge is red" },
  seen = { ["mistyped-password"] = { 90 }, other = { 5 } },
}
"""


def kb_copy(name):
    path = os.path.join(scratch(), name)
    shutil.copy(built_kb(), path)
    os.chmod(path, 0o644)
    return path


def site(name):
    folder = os.path.join(scratch(), name)
    write("badge.lua", SITE_RULE, folder)
    return folder


class Environment(CliTest):
    def test_variables_say_where_things_are(self):
        self.assertEqual(run("50126", RESOLVENT_KB="nowhere").code, CANT_OPEN)
        self.assertEqual(run("50126", RESOLVENT_RULES="nowhere").code, CANT_OPEN)
        self.assertEqual(run("50126", RESOLVENT_SITE="nowhere").code, CANT_OPEN)
        self.assertEqual(run("kb", "check", RESOLVENT_KB_DIR="nowhere").code, CANT_OPEN)
        self.assertEqual(run("kb", "check", RESOLVENT_KB_DIR=KB_DIR).code, ANSWERED)

    def test_an_option_wins_over_its_variable(self):
        self.assert_answers(run("50126", "--kb", built_kb(), "--rules", RULES, RESOLVENT_KB="a", RESOLVENT_RULES="b"))
        self.assert_answers(run("rules", "list", "--site", site("s1"), RESOLVENT_SITE="nowhere"), "colour of the badge")

    def test_an_empty_variable_is_none(self):
        self.assert_answers(run("rules", "list", RESOLVENT_SITE=""))

    def test_a_site_folder_adds_its_rules(self):
        folder = site("s2")
        self.assert_answers(run("rules", "list", RESOLVENT_SITE=folder), "colour of the badge")
        self.assert_answers(run("50126", "ticket:app=red", "--site", folder), "the badge is red")
        self.assertNotIn("colour of the badge", run("rules", "list").out)

    def test_without_any_variable_it_looks_beside_the_program(self):
        prefix = os.path.join(scratch(), "moved")
        for folder in ("bin", "share/resolvent"):
            os.makedirs(os.path.join(prefix, folder), exist_ok=True)
        shutil.copy(PROGRAM, os.path.join(prefix, "bin/resolvent"))
        shutil.copy(built_kb(), os.path.join(prefix, "share/resolvent/kb.sqlite"))
        shutil.copytree(RULES, os.path.join(prefix, "share/resolvent/rules"), dirs_exist_ok=True)
        done = subprocess.run([os.path.join(prefix, "bin/resolvent"), "doctor"], capture_output=True, text=True,
                              env=environment(RESOLVENT_KB=None, RESOLVENT_RULES=None))
        self.assertEqual(done.returncode, ANSWERED, done.stdout + done.stderr)
        self.assertIn(os.path.join(prefix, "bin/../share/resolvent"), done.stdout)

    def test_it_needs_no_home_and_no_locale(self):
        self.assert_answers(run("50126", HOME=None, LANG=None, TERM=None))

    def test_it_works_where_nothing_can_be_written(self):
        folder = os.path.join(scratch(), "read-only")
        os.makedirs(folder, exist_ok=True)
        os.chmod(folder, 0o555)
        before = os.stat(built_kb())
        self.assert_answers(run("50126", cwd=folder, HOME=folder, TMPDIR=folder))
        self.assertEqual(os.listdir(folder), [])
        self.assertEqual(os.stat(built_kb()).st_mtime_ns, before.st_mtime_ns)


class KnowledgeBase(CliTest):
    def test_one_of_another_schema_version_is_refused(self):
        path = kb_copy("future.sqlite")
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA user_version = 999")
        self.assert_fails(run("50126", "--kb", path), CANT_OPEN, "999", "build it again")

    def test_what_is_none_is_refused(self):
        for name, content in (("text.sqlite", "hello"), ("empty.sqlite", "")):
            self.assert_fails(run("50126", "--kb", write(name, content)), CANT_OPEN, name)
        pipe = os.path.join(scratch(), "kb.pipe")
        os.mkfifo(pipe)
        self.assert_fails(run("50126", "--kb", scratch()), CANT_OPEN, scratch(), "a folder")
        self.assert_fails(run("50126", "--kb", pipe), CANT_OPEN, pipe, "a pipe")  # nobody writes to it
        self.assert_fails(run("50126", "--kb", "missing.sqlite"), CANT_OPEN, "missing.sqlite", "kb build")

    def test_a_damaged_one_is_an_error_and_no_crash(self):
        whole = read(built_kb())
        for name, content in (("half.sqlite", whole[:len(whole) // 2]), ("holed.sqlite", whole[:8192] + b"\xff" * 65536 +
                                                                       whole[73728:])):
            done = run("50126", "--kb", write(name, content))
            self.assertEqual((done.code, done.out), (CANT_OPEN, ""), done.err)
            self.assertTrue(done.err.startswith("resolvent: "))

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_one_that_may_not_be_read_is_refused(self):
        path = kb_copy("secret.sqlite")
        os.chmod(path, 0)
        self.assert_fails(run("50126", "--kb", path), CANT_OPEN, path)

    def test_doctor_names_what_is_wrong(self):
        done = run("doctor", "--kb", "nowhere.sqlite")
        self.assertEqual((done.code, done.err), (PROBLEMS, ""))
        self.assertRegex(done.out, r"(?m)^problem  knowledge base +.*nowhere\.sqlite")
        self.assertRegex(done.out, r"(?m)^ok       rules ")

    def test_a_build_that_fails_leaves_the_old_file(self):
        articles, output = os.path.join(scratch(), "articles"), write("old.sqlite", "what was there")
        shutil.copytree(KB_DIR, articles, dirs_exist_ok=True)
        write("codes/AADSTS50126.md", "no front matter\n", articles)
        done = run("kb", "build", "--kb", articles, "-o", output)
        self.assertEqual(done.code, PROBLEMS)
        self.assertIn("AADSTS50126.md:1:", done.out)
        self.assertIn("nothing was written", done.err)
        self.assertEqual(read(output), b"what was there")
        self.assertEqual([n for n in os.listdir(scratch()) if n.startswith("old.sqlite")], ["old.sqlite"])

    def test_a_build_into_a_folder_that_is_not_there_is_an_error(self):
        self.assert_fails(run("kb", "build", "--kb", KB_DIR, "-o", "nowhere/kb.sqlite"), USAGE, "nowhere/kb.sqlite")

    def test_a_build_replaces_nothing_but_files(self):
        pipe, folder, link = (os.path.join(scratch(), name) for name in ("a.pipe", "a.folder", "a.link"))
        os.mkfifo(pipe)
        os.mkdir(folder)
        os.symlink("linked.sqlite", link)
        for path in pipe, folder, link:  # the sources don't exist: it is refused before they are read
            self.assert_fails(run("kb", "build", "--kb", "nowhere", "-o", path), USAGE, path)
        self.assertTrue(stat.S_ISFIFO(os.lstat(pipe).st_mode))
        write("linked.sqlite", "what was there")
        self.assert_answers(run("kb", "build", "--kb", KB_DIR, "-o", link), "built " + link)
        self.assertTrue(os.path.islink(link))
        self.assertEqual(read(link), read(built_kb()))

    def test_the_same_sources_give_the_same_bytes(self):
        paths = [os.path.join(scratch(), name) for name in ("one.sqlite", "two.sqlite")]
        for path in paths:
            self.assert_answers(run("kb", "build", "--kb", KB_DIR, "-o", path), "built " + path)
        self.assertEqual(read(paths[0]), read(paths[1]))


class Rules(CliTest):
    def test_a_broken_file_is_left_out_and_named_and_the_rest_loads(self):
        rules = copy_rules("one-broken")
        write("account-state/zz-broken.lua", "rule 'x' {\n  when = {\n", rules)
        done = run("50126", "--rules", rules)
        self.assertEqual(done.code, ANSWERED)
        self.assertIn("left out: ", done.err)
        self.assertIn("zz-broken.lua:", done.err)
        self.assertEqual(done.err.count("\n"), 1, done.err)
        self.assertEqual(done.out.split("\n")[:6], run("50126").out.split("\n")[:6])

    def test_a_link_that_leads_round_in_circles_is_followed_once(self):
        folder = copy_rules("circles")
        os.symlink(".", os.path.join(folder, "self"))
        os.symlink("..", os.path.join(folder, "common", "up"))
        os.symlink("loop.lua", os.path.join(folder, "loop.lua"))
        self.assertEqual(run("rules", "list", "--rules", folder).out.replace(folder, RULES), run("rules", "list").out)

    def test_strict_makes_a_broken_file_fatal(self):
        rules = copy_rules("strict-broken")
        write("account-state/zz-broken.lua", "rule 'x' {\n  when = {\n", rules)
        done = run("50126", "--rules", rules, "--strict")
        self.assertEqual((done.code, done.out), (CANT_OPEN, ""))

    def test_an_endless_rule_file_ends(self):
        rules = copy_rules("endless")
        write("account-state/zz-endless.lua", "while true do end\n", rules)
        done = run("50126", "--rules", rules)
        self.assertEqual(done.code, ANSWERED)
        self.assertIn("zz-endless.lua", done.err)

    def test_a_folder_without_rules_is_refused(self):
        folder = os.path.join(scratch(), "no-rules")
        os.makedirs(folder, exist_ok=True)
        self.assert_fails(run("50126", "--rules", folder), CANT_OPEN, "no rules", folder)

    def test_a_finding_has_file_line_id_and_a_suggestion(self):
        rules = copy_rules("misspelt")
        write("account-state/zz.lua", 'rule "x" {\n  when = { some.port_staus{ port = 443 } },\n'
              '  derive = network_path{ service = "sign-in", usable = true },\n}\n', rules)
        done = run("rules", "check", "--rules", rules)
        self.assertEqual(done.code, PROBLEMS)
        self.assertRegex(done.out, r"zz\.lua:\d+:.* error R\d{3} .*port_staus")
        self.assertIn("port_status", done.out)


if __name__ == "__main__":
    main()
