#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Texts into C: embed.py header NAME FILE OUT, embed.py table OUT FILE..., or embed.py assets OUT FILE..."""
import os
import sys


def literal(path):
    """The file as an array of bytes, NUL-terminated: string literals have a length limit."""
    data = open(path, "rb").read() + b"\0"
    lines = [", ".join(str(b) for b in data[i : i + 20]) for i in range(0, len(data), 20)]
    return "{\n    " + ",\n    ".join(lines) + "}"


def header(name, path, out):
    with open(out, "w") as f:
        f.write(f"/* Made from {os.path.basename(path)}. */\n")
        f.write(f"static const char {name}[] = {literal(path)};\n")


def table(out, paths):
    names = [os.path.splitext(os.path.basename(p))[0] for p in paths]
    with open(out, "w") as f:
        f.write("/* Made from the files in engine/api/schema. */\n")
        for name, path in zip(names, paths):
            f.write(f"static const char schema_{name}[] = {literal(path)};\n")
        f.write("static const struct {\n    const char *name, *text;\n} schemas[] = {\n")
        for name in names:
            f.write(f'    {{"resolvent.{name}/1", schema_{name}}},\n')
        f.write("};\n")


def assets(out, paths):
    with open(out, "w") as f:
        for path in paths:
            name = os.path.splitext(os.path.basename(path))[0]
            f.write(f"static const char asset_{name}[] = {literal(path)};\n")


if sys.argv[1] == "header":
    header(*sys.argv[2:])
elif sys.argv[1] == "assets":
    assets(sys.argv[2], sys.argv[3:])
else:
    table(sys.argv[2], sys.argv[3:])
