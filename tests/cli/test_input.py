# SPDX-License-Identifier: MIT
"""What people type, paste and pipe in, right and wrong."""

import json
import os

from harness import (ANSWERED, FACTS, NOW, PROBLEMS, UNKNOWN, USAGE, CliTest, main, run, scratch, write)

IDS = "Request Id: 6ad36e38-0000-4000-8000-2f6f1d2c0a00\r\nCorrelation Id: 11111111-2222-4333-8444-555555555555\r\n"
PAGE = ("Sign in\r\n\r\nSorry, but we're having trouble signing you in.\r\n\r\nAADSTS50126: Error validating credentials "
        "due to invalid username or password.\r\n\r\nTroubleshooting details\r\n" + IDS +
        "Timestamp: 2026-11-23T07:14:03Z\r\nApp name: Contoso Portal\r\n")
MAIL = ("Hi,\n\nthis morning I get this when I open the portal:\n\n> AADSTS50126: Error validating\n"
        "> credentials due to invalid username or password.\n> Trace ID: 6ad36e38-0000-4000-8000-2f6f1d2c0a00\n\n"
        "My room is 80002, phone +49 120013.\n\nThanks\nAlice\n")
OAUTH = json.dumps({"error": "invalid_grant", "error_codes": [50173], "timestamp": "2026-11-23 07:14:03Z",
                    "error_description": "AADSTS50173: The provided grant has expired due to it being revoked.",
                    "trace_id": "6ad36e38-0000-4000-8000-2f6f1d2c0a00",
                    "correlation_id": "11111111-2222-4333-8444-555555555555", "suberror": "bad_token"})
URL = "https://login.microsoftonline.com/error?code=50057"
REDIRECT = ("https://portal.contoso.com/cb?error=access_denied&error_description=AADSTS50057%3a+The+user+account+is+"
            "disabled.%0d%0aCorrelation+ID%3a+11111111-2222-4333-8444-555555555555")


class Codes(CliTest):
    def test_a_code_is_read_however_it_is_written(self):
        for word in ("50126", "AADSTS50126", "aadsts50126", "AADSTS50126:", "AADSTS 50126", " 50126 ", URL.replace(
                "50057", "50126")):
            self.assert_answers(run(word), "AADSTS50126  ")

    def test_pasted_errors_are_read(self):
        for text, code in ((PAGE, 50126), (MAIL, 50126), (OAUTH, 50173), (URL, 50057), (REDIRECT, 50057)):
            self.assert_answers(run("-", stdin=text), "AADSTS%d  " % code)
            self.assert_answers(run(text), "AADSTS%d  " % code)

    def test_what_was_read_of_a_page_is_shown(self):
        shown = run("-", stdin=PAGE)
        for word in ("2026-11-23T07:14:03Z", "11111111-2222-4333-8444-555555555555",
                     "6ad36e38-0000-4000-8000-2f6f1d2c0a00"):
            self.assertIn(word, shown.out)

    def test_a_page_in_utf16_is_read(self):
        for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
            self.assert_answers(run("-", stdin=PAGE.encode(encoding)), "AADSTS50126  ")

    def test_of_nested_codes_the_inner_one_is_answered_and_the_outer_one_named(self):
        self.assert_answers(run("AADSTS50126: Outer. InnerError: AADSTS120013: writeback failed"), "AADSTS120013  ",
                            "wrapped in AADSTS50126")

    def test_two_codes_are_refused(self):
        self.assert_fails(run("50126", "120013"), USAGE, "50126", "120013", "one at a time")

    def test_the_same_code_twice_is_one(self):
        self.assert_answers(run("50126", "AADSTS50126: Invalid username or password."), "AADSTS50126  ")

    def test_the_code_may_come_from_the_facts(self):
        self.assert_answers(run("diagnose", "error_text:code=50126"), "AADSTS50126  ")

    def test_a_text_without_a_code_is_refused(self):
        self.assert_fails(run("it does not work"), USAGE, "neither a code", "usage:")
        self.assert_fails(run("-", stdin="it does not work"), USAGE, "standard input", "no AADSTS code")

    def test_an_unknown_code_names_its_neighbours(self):
        shown = run("120010")
        self.assertEqual(shown.code, UNKNOWN)
        self.assertIn("AADSTS120010", shown.err)
        self.assertIn("AADSTS120011", shown.out)

    def test_the_prefix_may_stand_alone(self):
        for words in (["AADSTS", "50126"], ["aadsts", "50126"], ["diagnose", "AADSTS", "50126"], ["why", "AADSTS", "50126"]):
            self.assertEqual(run(*words).code, ANSWERED, words)
        self.assertEqual(run("AADSTS", "50126").out, run("50126").out)
        self.assert_fails(run("AADSTS"), USAGE, "which code?")

    def test_a_code_too_long_for_a_number_is_no_code(self):
        shown = run("AADSTS" + "9" * 40)
        self.assertIn(shown.code, (USAGE, UNKNOWN))
        self.assertTrue(shown.err.startswith("resolvent: "))


class Words(CliTest):
    def test_misspelt_words_get_a_suggestion(self):
        for args, code, near in (
                (["diagnos", "50126"], USAGE, "diagnose"), (["kb", "bild"], USAGE, "build"),
                (["50126", "--jsn"], USAGE, "--json"), (["help", "serch"], USAGE, "search"),
                (["50126", "port_staus:host=a,port=1,state=open"], USAGE, "port_status"),
                (["50126", "port_status:hots=a,port=1,state=open"], USAGE, "host"),
                (["50126", "port_status:host=a,port=1,state=opn"], USAGE, "open"),
                (["show", "outbound-443-bloked"], UNKNOWN, "outbound-443-blocked"),
                (["show", "retype-pasword"], UNKNOWN, "retype-password"),  # a step, nearer than any cause
                (["step", "restart-adsinc"], UNKNOWN, "restart-adsync"),
                (["facts", "kinds", "port_staus"], UNKNOWN, "port_status"), (["schema", "diagnosys"], UNKNOWN, "diagnosis")):
            self.assert_fails(run(*args), code, "did you mean", near)

    def test_a_value_out_of_range_tells_the_range(self):
        self.assert_fails(run("50126", "port_status:host=a,port=70000,state=open"), USAGE, "70000", "1 to 65535")

    def test_a_time_that_is_none_shows_how_to_write_one(self):
        self.assert_fails(run("50126", "--now", "yesterday"), USAGE, "yesterday", "2026-11-23T07:14:03Z")

    def test_options_take_their_value_in_every_usual_way(self):
        path = write("one.json", '[{"kind":"ticket","app":"portal"}]')
        for args in (["-f", path], ["-f" + path], ["--file", path], ["--file=" + path]):
            self.assert_answers(run("50126", *args), "1 fact ")

    def test_an_option_without_its_value_or_with_one_too_many_is_refused(self):
        self.assert_fails(run("50126", "-f"), USAGE, "needs a value")
        self.assert_fails(run("50126", "--json=yes"), USAGE, "takes no value")

    def test_words_behind_two_dashes_are_no_options(self):
        self.assertEqual(run("search", "--", "--zzzz").code, UNKNOWN)

    def test_more_arguments_than_it_can_hold_are_refused(self):
        self.assert_fails(run("50126", *["ticket:app=a"] * 64), USAGE, "more than 64")

    def test_files_may_be_as_many_as_a_shell_finds(self):
        names = [write("many/%d.json" % i, '{"kind":"ticket","app":"a"}') for i in range(200)]
        done = run("facts", "check", *names)
        self.assertEqual((done.code, done.out.count("1 fact,")), (ANSWERED, 200))
        self.assertIn("200 records", run("scan", *names).out)

    def test_words_that_a_command_has_no_use_for_are_refused(self):
        for command in (["kb", "build"], ["kb", "check"], ["kb", "stats"], ["kb", "export"], ["rules", "check"],
                        ["rules", "list"], ["rules", "test"], ["facts", "formats"], ["doctor"], ["version"]):
            self.assert_fails(run(*command, "kb.sqlite"), USAGE, "takes no 'kb.sqlite'", "usage:")

    def test_an_option_of_another_command_is_named(self):
        self.assert_fails(run("50126", "--html", "x"), USAGE, "'--html'", "'kb export'")
        self.assert_fails(run("50126", "--html=x"), USAGE, "'--html'", "'kb export'")

    def test_an_unknown_format_is_refused_whatever_the_file_is(self):
        for content in ('{"kind":"ticket"}', "", "hello"):
            done = run("50126", "--from", "dsacl", "-f", write("any.json", content))
            self.assert_fails(done, USAGE, "any.json", "no format 'dsacl'", "'dsacls'")

    def test_an_empty_value_is_none(self):
        for option in ("--kb", "--rules", "--site", "-f", "--now"):
            self.assert_fails(run("50126", option, ""), USAGE, "needs a value")
        self.assert_fails(run("50126", "--kb="), USAGE, "needs a value")

    def test_a_file_given_as_a_word_is_explained(self):
        path = write("page.txt", PAGE)
        self.assert_fails(run("120013", path), USAGE, path, "-f " + path)


class Files(CliTest):
    def test_collector_output_is_read_as_it_comes(self):
        for name, count, format_ in (
                ("port-test.json", "16 facts", "json, UTF-16LE with BOM"), ("ad-user.json", "1 fact", "UTF-16LE"),
                ("sync-server.json", "6 facts", "json, UTF-8 with BOM"), ("agent-list.json", "1 complete marker,", "UTF-8"),
                ("sign-in-log.ndjson", "12 facts", "ndjson"), ("users.csv", "5 facts", "csv"),
                ("sspr-ticket.ndjson", "10 facts", "ndjson")):
            self.assert_answers(run("facts", "check", name, cwd=FACTS), count, "0 rejected", format_)

    def test_encodings_and_line_ends_change_nothing(self):
        text = '{"kind":"ticket","user":"müller@contoso.com"}\n{"kind":"user_scope","affected":"one"}\n'
        for content in (text, text.replace("\n", "\r\n"), text.rstrip(), "\ufeff" + text, text.encode("utf-16"),
                        text.encode("utf-16-le"), text.encode("utf-16-be")):
            self.assert_answers(run("facts", "check", write("t.ndjson", content)), "2 facts")

    def test_what_holds_no_facts_is_refused_by_name(self):
        for content, word in ((os.urandom(64) + b"\0" * 64, "binary"), ('[{"kind":"ticket",', "not valid JSON"),
                              ("name,state\nADSync,running\n", "column 'kind'"), ("just words\n", "no facts"),
                              (b"a" * 20_000_000, "no facts")):
            path = write("bad.input", content)
            self.assert_fails(run("50126", "-f", path), USAGE, path, word)
            self.assert_fails(run("facts", "check", path), USAGE, path, word)

    def test_a_message_about_a_huge_line_stays_short(self):
        self.assertLess(len(run("50126", "-f", write("huge", b"a" * 20_000_000)).err), 600)

    def test_a_large_file_is_read_as_a_small_one_and_as_a_pipe(self):
        row = '{"kind":"port_status","host":"h%05d","port":443,"state":"open"}\n'
        text = "".join(row % i for i in range(20000))
        large = write("large.ndjson", text)
        self.assertGreater(os.path.getsize(large), 1 << 20)
        read = run("facts", "convert", large)
        self.assertEqual(read.out.count("port_status"), 20000)
        self.assertEqual(read.out.replace(large, ""), run("facts", "convert", "-", stdin=text).out.replace("standard input", ""))

    def test_a_file_that_is_known_and_gives_nothing_is_mentioned(self):
        event = write("quiet.json", '{"winlog":{"provider_name":"Microsoft-AzureADConnect-AuthenticationAgent","event_id":1}}\n')
        done = run("facts", "convert", event)
        self.assertEqual((done.code, done.out), (ANSWERED, ""))
        self.assertIn("there are no facts in %s (read as winlogbeat)" % event, done.err)

    def test_an_empty_file_is_mentioned(self):
        empty = run("50126", "-f", write("empty.json", ""))
        self.assertEqual(empty.code, ANSWERED)
        self.assertIn("no facts in ", empty.err)
        self.assertIn("empty.json", empty.err)

    def test_what_is_no_readable_file_is_an_error(self):
        self.assert_fails(run("50126", "-f", "nowhere.json"), USAGE, "nowhere.json", "No such file")
        self.assert_fails(run("50126", "-f", scratch()), USAGE, scratch(), "directory")

    def test_bad_records_are_left_out_and_named(self):
        path = write("half.ndjson", '{"kind":"ticket","app":"a"}\n{"kind":"tickt"}\n{"kind":"user_scope","affected":"two"}\n')
        done = run("50126", "-f", path)
        self.assertEqual(done.code, ANSWERED)
        self.assertIn("1 fact ", done.out)
        for word in (path + ":2:", "'ticket'", path + ":3:", "'two'", "one, few, many, all", "2 records of "):
            self.assertIn(word, done.err)

    def test_strict_makes_a_bad_record_fatal(self):
        path = write("half.ndjson", '{"kind":"ticket","app":"a"}\n{"kind":"tickt"}\n')
        done = run("50126", "-f", path, "--strict")
        self.assertEqual((done.code, done.out), (USAGE, ""))

    def test_facts_check_goes_on_behind_a_bad_file_of_records(self):
        bad, good = write("b.ndjson", '{"kind":"tickt"}\n'), write("g.ndjson", '{"kind":"ticket"}\n')
        done = run("facts", "check", bad, good)
        self.assertEqual(done.code, PROBLEMS)
        self.assertIn(good + ": 1 fact,", done.out)

    def test_a_later_record_about_the_same_thing_wins(self):
        path = write("two.ndjson", '{"kind":"port_status","from":"S","host":"ns.servicebus.windows.net","port":443,'
                     '"state":"filtered","observed_at":"2026-11-23T11:00:00Z"}\n'
                     '{"kind":"port_status","from":"S","host":"ns.servicebus.windows.net","port":443,"state":"open",'
                     '"observed_at":"2026-11-23T11:30:00Z"}\n')
        self.assert_answers(run("120013", "-f", path, "--now", NOW), "1 fact ")

    def test_a_stale_fact_is_pointed_out(self):
        path = write("old.json", '[{"kind":"port_status","host":"ns.servicebus.windows.net","port":443,"state":"filtered",'
                     '"observed_at":"2026-11-20T11:00:00Z"}]')
        done = run("120013", "-f", path, "--now", NOW)
        self.assertEqual(done.code, ANSWERED)
        self.assertRegex(done.out, r"(?m)^! .*(old|stale|fresh)")


if __name__ == "__main__":
    main()
