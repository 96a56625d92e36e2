#!/bin/sh
# merge.sh: brings po/*.po into the order of po/smallgiants.pot. New sentences come in untranslated, in their place; those that
# are no more go. Says how many wait for a translation.
set -eu
export LC_ALL=C.UTF-8
cd "$(dirname "$0")"
merged=$(mktemp)
trap 'rm -f "$merged"' EXIT
for po in *.po; do
    msgmerge --quiet --no-fuzzy-matching --no-wrap --add-location=file --output-file="$merged" "$po" smallgiants.pot
    msgattrib --no-obsolete --no-wrap --add-location=file --output-file="$po" "$merged"
    echo "$po: $(msgfmt --statistics --output-file=/dev/null "$po" 2>&1)"
done
