#!/bin/sh
# third_party.sh SCRIPT LICENCES PACKAGES PACKAGE_JSON LOCK: what others made is listed whole, or the build fails and
# says for which the licence is missing.
set -eu
script=$1
licences=$2
packages=$3
json=$4
lock=$5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }

"$script" c "$licences" "$packages" "$json" "$lock" >"$work/rows.c"
"$script" md "$licences" "$packages" "$json" "$lock" >"$work/rows.md"
npm=$(grep -c '^    "node_modules/' "$lock")
linked=$(grep -cE '^build (lib|zlib)[^ ]*-dev$' "$packages")
within=$(grep -c '^within ' "$licences")
rows=$(grep -cE '^    \{"(carried|linked|tool)", "[^"]+", "[^"]*", "[^"]+", "https://[^"]+"\},$' "$work/rows.c")
test "$rows" = $((npm + linked + within)) || fail "$rows rows, not $npm of npm, $linked of Debian and $within within"
test "$(grep -c '^| \[' "$work/rows.md")" = "$rows" || fail "the two forms differ"
grep -q '"utf8proc", "", "MIT AND Unicode-DFS-2015"' "$work/rows.c" || fail "utf8proc"
grep -q '^    "Unicode-DFS-2015",$' "$work/rows.c" || fail "a licence of two is not among the texts"

refuses() { # what it says, then the lists
    said=$1
    shift
    if "$script" c "$@" >/dev/null 2>"$work/err"; then fail "taken: $said"; fi
    grep -qF "$said" "$work/err" || { cat "$work/err" >&2; fail "it does not say: $said"; }
}
grep -v '| libzip-dev |' "$licences" >"$work/less"
refuses "deb libzip-dev is not in packaging/licences.txt" "$work/less" "$packages" "$json" "$lock"
grep -v '| sass |' "$licences" >"$work/less"
refuses "npm sass is not in packaging/licences.txt" "$work/less" "$packages" "$json" "$lock"
awk '/"node_modules\/sass"/ { in_sass = 1 } in_sass && /"license"/ { in_sass = 0; next } { print }' "$lock" >"$work/lock"
refuses "Sass has no licence" "$licences" "$packages" "$json" "$work/lock"
sed '/libsodium/s/| ISC |/| |/' "$licences" >"$work/less"
refuses "libsodium has no licence" "$work/less" "$packages" "$json" "$lock"
echo '{}' >"$work/lock"
refuses "no package is read from the lock file" "$licences" "$packages" "$json" "$work/lock"
echo "$rows works, each with its licence"
