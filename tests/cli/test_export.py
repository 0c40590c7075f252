# SPDX-License-Identifier: MIT
"""The exported site: every link leads somewhere, nothing asks the network, and a reader without eyes finds the way."""

import html.parser
import json
import os
import re

from harness import ANSWERED, CANT_OPEN, USAGE, CliTest, main, run, scratch, write

WORDS_OF_LINKS = re.compile(r"^(https://|#|\.\./|[a-z0-9])")


class Page(html.parser.HTMLParser):
    """What a page refers to, and what it is made of."""

    def __init__(self, path):
        super().__init__()
        self.links, self.loads, self.ids, self.tags, self.headings, self.attributes = [], [], set(), [], [], []
        with open(path, encoding="utf-8") as f:
            self.feed(f.read())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append(tag)
        self.attributes += attrs
        if "id" in attrs:
            self.ids.add(attrs["id"])
        if tag == "a":
            self.links.append(attrs.get("href", ""))
        for name in ("src", "href"):
            if name in attrs and tag != "a":
                self.loads.append(attrs[name])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


class Export(CliTest):
    @classmethod
    def setUpClass(cls):
        cls.folder = os.path.join(scratch(), "exported")
        cls.done = run("kb", "export", "--html", cls.folder, "--json")
        cls.pages = {}
        for base, _, names in os.walk(cls.folder):
            for name in names:
                if name.endswith(".html"):
                    path = os.path.join(base, name)
                    cls.pages[os.path.relpath(path, cls.folder)] = Page(path)

    def test_says_what_it_wrote(self):
        self.assertEqual(self.done.code, ANSWERED)
        self.assertEqual(self.done.json()["pages"], len(self.pages))
        self.assertGreater(len(self.pages), 2000)

    def test_every_link_leads_to_a_page(self):
        for name, page in self.pages.items():
            for link in page.links + page.loads:
                self.assertRegex(link, WORDS_OF_LINKS, name)
                if link.startswith("https://"):
                    continue
                path, _, part = link.partition("#")
                target = os.path.normpath(os.path.join(os.path.dirname(name), path)) if path else name
                self.assertTrue(os.path.isfile(os.path.join(self.folder, target)), "%s: %s" % (name, link))
                if part:
                    self.assertIn(part, self.pages[target].ids, name)

    def test_every_page_is_reached_from_the_first(self):
        reached, todo = set(), ["index.html"]
        while todo:
            name = todo.pop()
            if name in reached:
                continue
            reached.add(name)
            todo += [os.path.normpath(os.path.join(os.path.dirname(name), link.partition("#")[0]))
                     for link in self.pages[name].links if not re.match("https://|#", link)]
        self.assertEqual(sorted(set(self.pages) - reached), [])

    def test_nothing_is_loaded_from_elsewhere_and_no_script_is_inline(self):
        for name, page in self.pages.items():
            self.assertEqual([load for load in page.loads if "//" in load], [], name)
            self.assertEqual(page.tags.count("script"), 1, name)
            self.assertEqual([a for a in page.attributes if a.startswith("on")], [], name)

    def test_headings_and_landmarks_are_in_order(self):
        for name, page in self.pages.items():
            self.assertEqual(page.headings[0], 1, name)
            self.assertEqual(page.headings.count(1), 1, name)
            for one, next_one in zip(page.headings, page.headings[1:]):
                self.assertLessEqual(next_one, one + 1, name)
            for landmark in ("header", "nav", "main", "footer"):
                self.assertEqual(page.tags.count(landmark), 1, name)

    def test_the_search_index_is_json(self):
        with open(os.path.join(self.folder, "search-index.js"), encoding="utf-8") as f:
            text = f.read()
        self.assertTrue(text.startswith("resolventIndex=") and text.endswith(";\n"))
        index = json.loads(text[len("resolventIndex="):-2])
        for kind in ("codes", "causes", "steps"):
            pages = {n[len(kind) + 1:-5] for n in self.pages if n.startswith(kind + "/")} - {"index"}
            self.assertEqual({entry[0] for entry in index[kind]}, pages)
        for code in index["codes"]:
            self.assertTrue(all(number < len(index["causes"]) for number in code[5]), code)

    def test_asks_where_to_and_leaves_other_folders_alone(self):
        self.assert_fails(run("kb", "export"), USAGE, "--html")
        write("mine/page.html", "mine")
        self.assert_fails(run("kb", "export", "--html", os.path.join(scratch(), "mine")), USAGE, "no export")
        self.assert_fails(run("kb", "export", "--html", "x", RESOLVENT_KB="/nowhere"), CANT_OPEN, "/nowhere")


if __name__ == "__main__":
    main()
