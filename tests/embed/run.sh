#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs the build into a temporary folder and compiles embed.c against that copy alone, as a
# packager's user would: pkg-config, the compiler, the library, the content.
#
#     run.sh MESON BUILD PREFIX LIBDIR DATADIR SOURCE COMPILER...
set -eu
meson=$1 build=$2 prefix=$3 libdir=$4 datadir=$5 source=$6
shift 6
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
"$meson" install -C "$build" --no-rebuild --quiet --destdir "$root"

# Only what is installed: no header, library or file of the build or source folder.
PKG_CONFIG_PATH=$root$prefix/$libdir/pkgconfig PKG_CONFIG_SYSROOT_DIR=$root
export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR
flags=$(pkg-config --cflags --libs resolvent)
cd "$root"
# shellcheck disable=SC2086 # flags are words
"$@" -std=c99 -Wall -Wextra -Werror -o embed "$source" $flags
LD_LIBRARY_PATH=$root$prefix/$libdir ./embed "$root$datadir/kb.sqlite" "$root$datadir/rules" outbound-443-blocked
