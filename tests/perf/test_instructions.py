#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Instruction counts of whole runs under callgrind, against those recorded: a slow-down is seen on a busy machine, too.

    test_instructions.py BENCH_RULES RESOLVENT KB RULES [--record]

`--record` writes bounds.json anew: do so, after a look at why, when a change is worth its instructions, or makes them
fewer.  Counts differ by library and processor; elsewhere than where they were recorded the test is skipped.
"""
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "bench"))
import bench_data as data  # noqa: E402

BOUNDS = HERE / "bounds.json"
MARGIN = 5  # percent
SKIPPED = 77  # what Meson takes for that


def count(argv, **changes):
    env = {**os.environ, **changes}
    env.pop("MALLOC_PERTURB_", None)  # Meson's: it fills every block
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *argv],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        sys.exit(f"{argv} failed:\n{done.stderr}")
    return int(found[1]), done.stdout


def measure(bench_rules, resolvent, kb, rules, folder):
    """Name and instructions of each."""
    programs = HERE.parent / "bench" / "rules"
    for name, facts in (("manners", data.guests(32, 1)), ("waltz", data.drawing(6))):
        path = folder / f"{name}.ndjson"
        path.write_text(data.ndjson(facts))
        yield name, count([bench_rules, str(programs / name), str(path)])[0]
    ticket = HERE.parent / "fixtures" / "facts" / "sspr-ticket.ndjson"
    n, out = count([resolvent, "120013", "-f", str(ticket), "--now", "2026-11-23T12:00:00Z"], RESOLVENT_KB=kb,
                   RESOLVENT_RULES=rules)
    if "outbound-443-blocked" not in out:
        sys.exit(f"another answer:\n{out}")
    yield "cold diagnosis", n


def main():
    record = "--record" in sys.argv
    paths = [a for a in sys.argv[1:] if a != "--record"]
    if shutil.which("valgrind") is None:
        print("skipped: there is no valgrind")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        counts = dict(measure(*paths, Path(folder)))
    here = " ".join(platform.libc_ver()) + " " + platform.machine()
    if record:
        BOUNDS.write_text(json.dumps({"recorded_on": here, "instructions": counts}, indent=2) + "\n")
    bounds = json.loads(BOUNDS.read_text())
    if bounds["recorded_on"] != here:
        print(f"skipped: recorded on {bounds['recorded_on']}, and this is {here}")
        return SKIPPED
    worse = 0
    for name, n in counts.items():
        bound = bounds["instructions"][name]
        slower = n > bound * (100 + MARGIN) / 100
        worse += slower
        print(f"{'not ok' if slower else 'ok'} - {name}: {n:,} instructions, {n / bound - 1:+.1%} of those recorded")
    if worse:
        print("If they are worth it: meson compile -C build record-instructions")
    return 1 if worse else 0


sys.exit(main())
