#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Rule benchmarks against CLIPS, both as whole processes, in turn, on one processor.

    bench_clips.py BENCH_RULES CLIPS [NAME...]

Prints medians of processor time in ms, which other work on the machine disturbs less than the clock, and their
ratio; in brackets, how long our rules ran by the clock.  Firings must be those expected, in both engines; the
workload's matches must have the right checksums.
"""
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.dont_write_bytecode = True
import bench_data as data  # noqa: E402

HERE = Path(__file__).parent
SECONDS = 6  # a peer and workload, unless one run takes longer


def run(argv):
    out, into = os.pipe()
    pid = os.posix_spawn(argv[0], argv, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, into, 1),
                                                                  (os.POSIX_SPAWN_CLOSE, out)])
    os.close(into)
    with open(out, "rb") as f:
        text = f.read().decode()
    _, status, used = os.wait4(pid, 0)
    took = (used.ru_utime + used.ru_stime) * 1e3
    if status != 0:
        sys.exit(f"{argv} failed: {text}")
    return took, text


def compare(name, ours, peer, expected):
    times, peers, ran = [], [], []
    start = time.perf_counter()
    while len(times) < 3 or (len(times) < 50 and time.perf_counter() - start < SECONDS):
        took, text = run(ours)
        times.append(took)
        fired, *_, inside = text.split()
        ran.append(float(inside))
        if int(fired) != expected:
            sys.exit(f"{name}: {fired} rules fired, not {expected}")
        if peers and sum(peers) > SECONDS * 2000:
            continue
        took, text = run(peer)
        peers.append(took)
        found = re.search(r"(\d+) rules fired", text)
        if not found or int(found[1]) != expected:
            sys.exit(f"{name}: CLIPS fired {found and found[1]} rules, not {expected}")
    us, them = statistics.median(times), statistics.median(peers)
    print(f"{name}: {us:.1f} ms (rules {statistics.median(ran):.1f}), CLIPS {them:.1f} ms: {them / us:.1f} times as fast"
          f"   [{expected} firings, {len(times)} and {len(peers)} runs]", flush=True)


def write_batch(path, rules, facts, last=""):
    path.write_text(f'(load {rules})\n(watch statistics)\n(reset)\n(load-facts {facts})\n(run)\n{last}(exit)\n')


def classic(name, facts, rules, expected, bench_rules, clips, folder):
    ours, theirs, batch = (folder / f"{name}.{x}" for x in ("ndjson", "fct", "bat"))
    ours.write_text(data.ndjson(facts))
    theirs.write_text(data.clips_facts(facts))
    write_batch(batch, HERE / "rules" / f"{rules}.clp", theirs)
    compare(name, [bench_rules, str(HERE / "rules" / rules), str(ours)], [clips, "-f2", str(batch)], expected)


def workload(seed, bench_rules, clips, folder, measure):
    w = data.Workload(seed)
    for i, (name, rules) in enumerate((("single", w.single), ("mixed", w.mixed))):
        here = folder / f"{name}{seed}"
        (here / "rules").mkdir(parents=True)
        (here / "rules" / "rules.lua").write_text(data.lua_rules(rules))
        (here / "rules.clp").write_text(data.clips_rules(rules))
        (here / "facts.ndjson").write_text(data.ndjson(w.facts))
        (here / "facts.fct").write_text(data.clips_facts(w.facts))
        write_batch(here / "run.bat", here / "rules.clp", here / "facts.fct", '(printout t ?*n* " " ?*h* crlf)\n')
        ours = [bench_rules, str(here / "rules"), str(here / "facts.ndjson")]
        peer = [clips, "-f2", str(here / "run.bat")]
        expected = "%d %d" % data.EXPECTED[seed][i]
        text = run([*ours, "hit"])[1]
        if text.splitlines()[1] != expected:
            sys.exit(f"{name}, seed {seed}: {text} instead of {expected}")
        if expected not in run(peer)[1]:
            sys.exit(f"{name}, seed {seed}: CLIPS finds something else")
        if measure:
            compare(f"200 rules ({name}), 1,000 facts, cold", ours, peer, data.EXPECTED[seed][i][0])


def main():
    bench_rules, clips, *names = sys.argv[1:]
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        tasks = {  # guests whom CLIPS, whose strategy is depth, can seat without going back either
            "manners64": (data.guests(64, 1), "manners", 2271),
            "manners128": (data.guests(128, 3), "manners", 8639),
            "manners256": (data.guests(256, 1), "manners", 33663),
            "waltz50": (data.drawing(50), "waltz", 13867),
            "waltzdb16": (data.blocks(16), "waltzdb", 14025),
        }
        for name, task in tasks.items():
            if not names or name in names:
                classic(name, *task, bench_rules, clips, folder)
        if not names or "workload" in names:
            for seed in data.EXPECTED:
                workload(seed, bench_rules, clips, folder, seed == 7)


main()
