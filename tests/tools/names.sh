#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# names.sh FOLDER: no two of our libraries define one name. The linker takes the first archive that has it and says
# nothing, so that the second's function would be another one than its header says.
set -eu
archives=$(find "$1" -name '*.a')
[ "$(echo "$archives" | wc -l)" -gt 5 ] || { echo "no libraries in $1"; exit 1; }
# shellcheck disable=SC2086
twice=$(nm --defined-only --extern-only $archives | awk '$2 ~ /^[A-Z]$/ && $3 !~ /^__/ { print $3 }' | sort | uniq -d)
if [ -n "$twice" ]; then
    echo "defined in two libraries, or twice in one: $twice"
    exit 1
fi
