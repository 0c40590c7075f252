# SPDX-License-Identifier: MIT
"""What the compiler doesn't check: layers, symbols, sizes, twins, and the look of the text.

    lint.py source ROOT              the sources
    lint.py symbols ARCHIVE LIBRARY HEADER      what was built (without sanitizers, which add symbols)
    lint.py self-test                every check finds what it is there to find

A check takes the tree, a table of paths and texts, and yields problems as (path, line, what)."""

import os
import re
import subprocess
import sys

# --- what is allowed -----------------------------------------------------------------------------

# A layer uses those below it; layers of the same height never see each other.
HEIGHT = {"base": 0, "model": 1, "match": 2, "reason": 2, "script": 2, "store": 2, "ingest": 2, "article": 2,
          "scan": 2, "session": 3, "author": 4, "api": 5}
OF_ONE_LAYER = {r"lua\w*\.h|lauxlib\.h": "script", r"sqlite3\.h": "store", r"md4c\.h|yaml\.h": "article",
                r"rapidjson/.*": "ingest", r"z(lib|std)\.h": "scan", r"pthread\.h": "scan/ or ingest"}
GENERATED = {"schemas.h": "api", "schema_sql.h": "store", "site_assets.h": "author"}
MAX_FILE, MAX_FUNCTION, MAX_LINE = 700, 100, 130
EXCUSED = {  # may be longer
    "tests/support/naive_match.c": "the whole of the semantics in one piece",
}
WORDS = [r"(?<!\w)/wo" r"rk/", r"\bsha" r"red/"]  # a workplace's folders; in pieces, as this file is read too

SOURCE = (".c", ".h", ".cc", ".py", ".sh")
C = (".c", ".h", ".cc")
SKIPPED = re.compile(r"(^|/)(\.git|build[^/]*|fixtures|corpus|__pycache__|subprojects)(/|$)")


def lines_of(tree, endings):
    for path, text in tree.items():
        if path.endswith(endings):
            for number, line in enumerate(text.split("\n"), 1):
                yield path, number, line


# --- layers --------------------------------------------------------------------------------------

def check_includes(tree):
    for path, number, line in lines_of(tree, C):
        layer = re.match(r"engine/(\w+)/", path)
        found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)', line)
        if layer and found:
            what = judge_include(layer[1], found[1] == "<", found[2])
            if what:
                yield path, number, "%s: %s" % (found[2], what)


def judge_include(layer, is_system, name):
    """What is wrong with an #include in a layer, or None."""
    if is_system:
        for pattern, owner in OF_ONE_LAYER.items():
            if re.fullmatch(pattern, name) and layer not in owner.split("/ or "):
                return "belongs to %s/" % owner
        return None
    if name == "resolvent.h":
        return None
    if name in GENERATED:
        return None if GENERATED[name] == layer else "belongs to %s/" % GENERATED[name]
    other = name.split("/")[0]
    if other == layer:
        return None
    if layer == "cli":
        return "the command line uses resolvent.h and its own headers"
    if other not in HEIGHT or layer not in HEIGHT:
        return "is of no layer"
    return None if HEIGHT[other] < HEIGHT[layer] else "%s/ doesn't lie below %s/" % (other, layer)


# --- sizes and twins -----------------------------------------------------------------------------

def check_sizes(tree):
    for path, text in tree.items():
        if not path.endswith(C) or path in EXCUSED:
            continue
        lines = text.split("\n")[:-1]
        if len(lines) > MAX_FILE:
            yield path, 1, "%d lines; %d are the limit" % (len(lines), MAX_FILE)
        start = None
        for number, line in enumerate(lines, 1):
            if line == "{":  # of a function: others end a line
                start = number
            elif line == "}" and start is not None:
                if number - start + 1 > MAX_FUNCTION:
                    yield path, start, "a function of %d lines; %d are the limit" % (number - start + 1, MAX_FUNCTION)
                start = None


def check_twins(tree):
    for path in tree:
        found = re.fullmatch(r"engine/(\w+)/(\w+)\.(c|cc)", path)
        if not found or found[1] == "cli":  # that one is driven by tests/cli
            continue
        twin = "tests/unit/%s/test_%s.c" % (found[1], found[2])
        if twin not in tree:
            yield path, 1, "has no test: %s" % twin


# --- text ----------------------------------------------------------------------------------------

def check_licence(tree):
    for path, text in tree.items():
        if path.endswith(SOURCE):
            lines = text.split("\n")
            first = lines[1] if lines[0].startswith("#!") and len(lines) > 1 else lines[0]
            if "SPDX-License-Identifier: MIT" not in first:
                yield path, 1, "doesn't begin with its SPDX line"


def check_blanks(tree):
    for path, number, line in lines_of(tree, SOURCE):
        if "\t" in line:
            yield path, number, "a tab"
        if line != line.rstrip():
            yield path, number, "blanks at the end"
        if path.endswith(C) and len(line) > MAX_LINE:
            yield path, number, "%d columns; %d are the limit" % (len(line), MAX_LINE)
    for path, text in tree.items():
        if path.endswith(SOURCE) and not text.endswith("\n"):
            yield path, text.count("\n") + 1, "no line end at the end"


def check_macros(tree):
    for path, text in tree.items():
        if not path.endswith(C):
            continue
        for found in re.finditer(r"(?m)^[ ]*#[ ]*define\b(?:.*\\\n)*.*$", text):
            hit = re.search(r"\b(return|goto|break|continue)\b", re.sub(r"/\*.*?\*/", "", found[0], flags=re.S))
            if hit:
                yield path, text.count("\n", 0, found.start()) + 1, "a macro with '%s' in it" % hit[1]


def check_words(tree):
    for path, number, line in lines_of(tree, ""):
        for word in WORDS:
            found = re.search(word, line)
            if found:
                yield path, number, "'%s' has no place here" % found[0]


SOURCE_CHECKS = [check_includes, check_sizes, check_twins, check_licence, check_blanks, check_macros, check_words]


# --- symbols -------------------------------------------------------------------------------------

def check_names(nm):
    """`nm -g --defined-only` of the objects.  Weak ones are C++ templates, which every user defines alike."""
    for line in nm.split("\n"):
        found = re.match(r"[0-9a-f]* *([A-Z]) (\S+)$", line)
        if found and found[1] not in "WV" and not found[2].startswith("rsv_"):
            yield "", 0, "an external symbol without rsv_: " + found[2]


def check_writable(objdump):
    """`objdump -t` of the objects: nothing that can be written, only what the loader fills in once."""
    for line in objdump.split("\n"):
        found = re.match(r"[0-9a-f]{8,} .{6}O (\S+)\s+[0-9a-f]+ (?:\.hidden )?(\S+)$", line)
        if found and re.match(r"\.t?(data|bss)|\*COM\*", found[1]) and not found[1].startswith(".data.rel.ro"):
            yield "", 0, "can be written: %s in %s" % (found[2], found[1])


def check_exports(nm, header):
    """`nm -D --defined-only` of the library against what the header declares."""
    exported = set(re.findall(r"(?m)^[0-9a-f]+ [A-Z] (\w+)", nm))
    declared = set(re.findall(r"\b(rsv_\w+)\s*\(", "\n".join(re.findall(r"(?s)RSV_(?:API|CALL)\s[^;]*;", header))))
    for name in sorted(exported - declared):
        yield "", 0, "exported, but not declared in resolvent.h: " + name
    for name in sorted(declared - exported):
        yield "", 0, "declared in resolvent.h, but not exported: " + name


# --- running them --------------------------------------------------------------------------------

def read_tree(root):
    tree = {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), root)
            if not SKIPPED.search(path):
                try:
                    with open(os.path.join(root, path), encoding="utf-8", newline="") as f:
                        tree[path] = f.read()
                except UnicodeDecodeError:
                    continue  # no text
    return tree


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def report(problems):
    for path, line, what in problems:
        print("%s:%d: %s" % (path, line, what) if path else what)
    print("%d problems" % len(problems))
    return 1 if problems else 0


def lint_source(root):
    tree = read_tree(root)
    return report([p for check in SOURCE_CHECKS for p in check(tree)])


def lint_symbols(archive, library, header):
    with open(header, encoding="utf-8") as f:
        declared = f.read()
    return report(list(check_names(output_of("nm", "-g", "--defined-only", archive))) +
                  list(check_writable(output_of("objdump", "-t", archive))) +
                  list(check_exports(output_of("nm", "-D", "--defined-only", library), declared)))


# --- each check can fail -------------------------------------------------------------------------

SPDX = "/* SPDX-License-Identifier: MIT */\n"
LONG_FUNCTION = SPDX + "void f(void)\n{\n" + "    g();\n" * 99 + "}\n"
HEADER = "RSV_API void rsv_a(int x);\nRSV_CALL rsv_status\nrsv_b(void);\ntypedef struct rsv_c rsv_c;\n"
WRONG = [  # check, the tree (or output), how many problems
    (check_includes, {"engine/base/a.c": '#include "model/kind.h"\n'}, 1),
    (check_includes, {"engine/match/a.c": '#include "reason/belief.h"\n'}, 1),
    (check_includes, {"engine/cli/a.c": '#include "base/buf.h"\n'}, 1),
    (check_includes, {"engine/store/a.c": "#include <lua.h>\n"}, 1),
    (check_includes, {"engine/base/a.c": "#  include <sqlite3.h>\n"}, 1),
    (check_includes, {"engine/script/a.c": "#include <yaml.h>\n#include <rapidjson/reader.h>\n"}, 2),
    (check_includes, {"engine/session/a.c": '#include "schema_sql.h"\n#include "elsewhere/a.h"\n'}, 2),
    (check_sizes, {"engine/base/a.c": LONG_FUNCTION}, 1),
    (check_sizes, {"engine/base/a.c": SPDX + "\n" * MAX_FILE}, 1),
    (check_twins, {"engine/base/a.c": "", "tests/unit/base/test_b.c": ""}, 1),
    (check_twins, {"engine/ingest/json.cc": ""}, 1),
    (check_licence, {"engine/base/a.c": "int x;\n", "dev.sh": "#!/bin/sh\necho\n", "a.py": ""}, 3),
    (check_blanks, {"engine/base/a.c": "\tint x;\nint y; \nint z; /* %s */\n" % ("x" * MAX_LINE)}, 3),
    (check_blanks, {"engine/base/a.c": "int x;\r\n", "tests/a.py": "x = 1"}, 2),
    (check_macros, {"engine/base/a.h": "#define CHECK(x) \\\n    if (!(x)) \\\n        return 1\n"}, 1),
    (check_macros, {"engine/base/a.h": "#define OUT goto out\n"}, 1),
    (check_words, {"README.md": "see /wo" "rk/x\n", "rules/a.lua": "-- from sha" "red/x\n"}, 2),
    (check_names, "0000000000000000 T helper\n0000000000000000 R table\n", 2),
    (check_writable, "0000000000000000 l     O .bss\t0000000000000008 counter\n"
                     "0000000000000000 g     O .data\t0000000000000004 .hidden rsv_level\n"
                     "0000000000000004       O *COM*\t0000000000000004 shared_by_all\n"
                     "0000000000000000 l     O .tbss\t0000000000000008 per_thread\n", 4),
    (lambda nm: check_exports(nm, HEADER), "0000000000001000 T rsv_a\n0000000000001010 T rsv_hidden\n", 2),
]
RIGHT = [
    (check_includes, {"engine/session/a.c": '#include "base/buf.h"\n#include "match/matcher.h"\n#include <string.h>\n',
                      "engine/script/b.c": '#include <lua.h>\n#include "script/c.h"\n#include "resolvent.h"\n',
                      "tests/unit/base/c.c": '#include "api/internal.h"\n'}),
    (check_sizes, {"engine/base/a.c": LONG_FUNCTION.replace("    g();\n", "", 1)}),
    (check_twins, {"engine/base/a.c": "", "tests/unit/base/test_a.c": "", "engine/cli/main.c": ""}),
    (check_licence, {"a.c": SPDX, "a.sh": "#!/bin/sh\n# SPDX-License-Identifier: MIT\n", "rules/a.lua": "x"}),
    (check_blanks, {"a.c": "int x;\n", "kb/a.md": "two blanks  \n"}),
    (check_macros, {"a.h": "#define A 1 /* what they return */\nstatic int f(void) { return 1; }\n"}),
    (check_words, {"README.md": "what is shared, at work\n"}),
    (check_names, "0000000000000000 T rsv__x\n0000000000000000 W _ZN1aC2Ev\n0000000000000000 V table\n"),
    (check_writable, "0000000000000000 l     O .data.rel.ro.local\t0000000000000008 names\n"
                     "0000000000000000 l     O .rodata\t0000000000000008 table\n0000000000000000 l    d  .bss\t0 .bss\n"),
    (lambda nm: check_exports(nm, HEADER), "0000000000001000 T rsv_a\n0000000000001010 T rsv_b\n"),
]


def self_test():
    failed = 0
    for number, (check, given, expected) in enumerate(WRONG + [case + (0,) for case in RIGHT], 1):
        problems = list(check(given))
        ok = len(problems) == expected
        failed += not ok
        print("%s %d - %s finds %d" % ("ok" if ok else "not ok", number, check.__name__, expected))
        if not ok:
            print("# it found: %s" % problems)
    missing = [c.__name__ for c in SOURCE_CHECKS if c not in [w[0] for w in WRONG]]
    if missing:
        print("not ok: never shown to fail: %s" % missing)
    return 1 if failed or missing else 0


def main():
    commands = {"source": lint_source, "symbols": lint_symbols, "self-test": self_test}
    return commands[sys.argv[1]](*sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
