#!/bin/sh
# Builds the knowledge base and tells ninja what it was made from: every article and rule file, and their
# folders, so that a new file counts as a change.  PROGRAM OUTPUT DEPFILE KB RULES
set -eu
"$1" kb build --kb "$4" --rules "$5" -o "$2"
{
    printf '%s:' "$2"
    find "$4" "$5" \( -type d -o -name '*.md' -o -name '*.yaml' -o -name '*.lua' \) -exec printf ' %s' {} +
    echo
} >"$3"
