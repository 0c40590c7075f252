# SPDX-License-Identifier: MIT
"""Runs the command as a person does: through a pseudo-terminal, or with its output in a pipe."""

import fcntl
import json
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unicodedata
import unittest

PROGRAM = os.environ["RESOLVENT"]
SOURCE = os.environ["RESOLVENT_SOURCE"]
RULES = os.path.join(SOURCE, "rules")
KB_DIR = os.path.join(SOURCE, "kb")
FACTS = os.path.join(SOURCE, "tests", "fixtures", "facts")
NOW = "2026-11-23T12:00:00Z"
LIMIT = 60 * float(os.environ.get("RESOLVENT_TEST_PATIENCE", "1"))  # seconds; a sanitizer or valgrind needs more

ANSWERED, PROBLEMS, USAGE, UNKNOWN, CANT_OPEN = 0, 1, 2, 3, 4

STYLE = re.compile(r"\x1b\[[0-9;]*m")


def built_kb():
    """The knowledge base of the build, or one made for this run."""
    path = os.environ.get("RESOLVENT_TEST_KB", "")
    if not os.path.exists(path):
        path = os.path.join(scratch(), "kb.sqlite")
        if not os.path.exists(path):
            subprocess.run([PROGRAM, "kb", "build", "--kb", KB_DIR, "--rules", RULES, "-o", path],
                           check=True, stdout=subprocess.DEVNULL)
    return path


_scratch = None


def scratch():
    """A folder of this process, removed at its end."""
    global _scratch
    if _scratch is None:
        _scratch = tempfile.TemporaryDirectory(prefix="resolvent-cli-")
    return _scratch.name


def environment(**changes):
    """What the command sees: nothing of ours but what a test sets; None takes a variable away."""
    env = {"PATH": os.environ["PATH"], "HOME": scratch(), "LANG": "C.UTF-8", "TERM": "xterm-256color",
           "RESOLVENT_KB": built_kb(), "RESOLVENT_RULES": RULES}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
        if name in os.environ:
            env[name] = os.environ[name]
    env.update(changes)
    return {name: value for name, value in env.items() if value is not None}


class Result:
    def __init__(self, code, out, err=b""):
        self.code, self.out_bytes, self.err_bytes = code, out, err
        self.out = out.decode("utf-8", "surrogateescape")
        self.err = err.decode("utf-8", "surrogateescape")

    def json(self):
        return json.loads(self.out)


def run(*args, stdin=None, cwd=None, stderr=subprocess.PIPE, **env):
    """Through pipes.  `stdin`: bytes or a text; nothing by default."""
    if isinstance(stdin, str):
        stdin = stdin.encode()
    done = subprocess.run([PROGRAM, *args], input=stdin if stdin is not None else b"", cwd=cwd or scratch(),
                          stdout=subprocess.PIPE, stderr=stderr, env=environment(**env), timeout=LIMIT)
    return Result(done.returncode, done.stdout, done.stderr or b"")


def shell(line, **env):
    """A line of bash in which "$R" is the command."""
    done = subprocess.run(["bash", "-c", line], stdin=subprocess.DEVNULL, cwd=scratch(), timeout=LIMIT,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(R=PROGRAM, **env))
    return Result(done.returncode, done.stdout, done.stderr)


def read_all(terminal):
    """What comes until the other side closes; closes this one."""
    text, end = b"", time.monotonic() + LIMIT
    while time.monotonic() < end and select.select([terminal], [], [], LIMIT)[0]:
        try:
            more = os.read(terminal, 65536)
        except OSError:  # the other side is closed
            break
        if not more:
            break
        text += more
    os.close(terminal)
    return text


def run_on_terminal(*args, columns=80, **env):
    """Output, messages and input are one terminal; it turns "\\n" into "\\r\\n", which is undone here."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(scratch())
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))  # before it asks
        os.execve(PROGRAM, [PROGRAM, *args], environment(**env))
    text = read_all(terminal)
    status = os.waitpid(child, 0)[1]
    return Result(os.waitstatus_to_exitcode(status), text.replace(b"\r\n", b"\n"))


def columns_of(line):
    """How many columns a terminal needs for a line."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in STYLE.sub("", line))


def words_of(text):
    """A screen without its layout: no styles, no bars, no line ends, no marks around code."""
    return [w for w in STYLE.sub("", text).replace("`", "").split() if not re.fullmatch(r"[#.]{20}", w)]


def write(name, content, folder=None):
    """A file in the scratch folder (or another one); its path."""
    path = os.path.join(folder or scratch(), name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(content.encode() if isinstance(content, str) else content)
    return path


def read(path):
    with open(path, "rb") as f:
        return f.read()


def copy_rules(name):
    """The shipped rules again, to be damaged."""
    folder = os.path.join(scratch(), name)
    shutil.copytree(RULES, folder, dirs_exist_ok=True)
    return folder


class CliTest(unittest.TestCase):
    maxDiff = None

    def assert_fails(self, result, code, *words):
        """Nothing answered, and a message that has all of `words`."""
        self.assertEqual((result.code, result.out), (code, ""), result.err)
        self.assertTrue(result.err.startswith("resolvent: "), result.err)
        for word in words:
            self.assertIn(word, result.err)

    def assert_answers(self, result, *words):
        self.assertEqual((result.code, result.err), (ANSWERED, ""), result.out)
        for word in words:
            self.assertIn(word, result.out)


def main():
    """Every test of the calling file; a line for each."""
    unittest.main(verbosity=2, argv=[sys.argv[0]] + sys.argv[1:])
