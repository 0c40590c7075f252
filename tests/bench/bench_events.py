#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write the workload's one-pattern rules for both engines and 20,000 events, and have bench_events time them.

    bench_events.py BENCH_EVENTS
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
import bench_data as data  # noqa: E402

EVENTS = 20000


def field(name, value):
    text = data.clips_value(value)
    return f"{name} s {value}" if text.startswith('"') else f"{name} {'i' if type(value) is int else 'y'} {text}"


def main():
    w = data.Workload(7)
    events = [w.fact(i + 1) for i in range(EVENTS)]
    firings = sum(data.matches(tests, fields) for kind, fields in events
                  for _, _, [(k, tests, _)] in w.single if k == kind)
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        rules, clp, tsv = Path(folder, "rules"), Path(folder, "rules.clp"), Path(folder, "events")
        rules.mkdir()
        (rules / "rules.lua").write_text(data.lua_rules(w.single))
        clp.write_text(data.clips_rules(w.single))
        tsv.write_text("".join("\t".join([kind, *(field(f, v) for f, v in fields.items())]) + "\n"
                               for kind, fields in events))
        sys.exit(subprocess.run([sys.argv[1], rules, clp, tsv, str(firings)]).returncode)


main()
