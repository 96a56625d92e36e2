#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# security.sh DOCS/SECURITY.md NUMBERS DOCS/SECURITY-DESIGN.md: every requirement of ASVS 5.0, levels 1 and 2, stands in the manual once, as met, not applicable or
# open; the counts at its top are those of its rows, and every file that a row, or the page of decisions, names is there.
set -eu
export LC_ALL=C.UTF-8
page=$1
numbers=$2
root=$(dirname "$page")/..
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
fail() {
    echo "$1"
    exit 1
}

# The list that is committed is the whole list, where that is at hand.
whole=$root/../shared/data/asvs5_L1L2.csv
if test -f "$whole"; then
    grep -oE '^V[0-9]+\.[0-9]+\.[0-9]+,' "$whole" | tr -d , | diff - "$numbers" || fail "the list of numbers is not that of the requirements"
fi
test "$(sort -u "$numbers" | wc -l)" -eq 253 || fail "there are 253 numbers"

grep -E '^\| V[0-9]' "$page" >"$made/rows"
awk -F ' [|] ' '{ sub(/^[|] /, "", $1); print $1 }' "$made/rows" | diff "$numbers" - || fail "a number is missing, stands twice, or out of order"
awk -F ' [|] ' '$3 != "met" && $3 != "not applicable" && $3 != "open" { print; bad = 1 } END { exit bad }' "$made/rows" || fail "neither met, nor not applicable, nor open"
awk -F ' [|] ' 'NF != 4 || length($2) < 3 || length($4) < 6 { print; bad = 1 } END { exit bad }' "$made/rows" || fail "a row without its words"

count() {
    awk -F ' [|] ' -v word="$1" '$3 == word { n++ } END { print n + 0 }' "$made/rows"
}
says="$(count met) met, $(count 'not applicable') not applicable, $(count open) open."
grep -qF "$says" "$page" || fail "the top of the page does not say: $says"

# shellcheck disable=SC2016
grep -ohE '`[a-zA-Z0-9_./-]+/[a-zA-Z0-9_-]+\.[a-z]+`' "$made/rows" "$3" | tr -d '`' | sort -u | while read -r file; do
    test -e "$root/$file" || fail "there is no $file"
done
echo "$says"
