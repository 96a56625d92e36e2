#!/bin/sh
# collect.sh OUT.pot VIEWS.pot: every sentence of the product, for translators: of the views (VIEWS.pot is what viewc
# wrote), of the C of the pages (xgettext), and of content/ (themes, reasons of the size rule, rules of funding). Sorted,
# without line numbers, so that the file changes only when words do.
# collect.sh --check VIEWS.pot: whether po/smallgiants.pot is what it would be now.
set -eu
export LC_ALL=C.UTF-8
case "$2" in /*) views=$2 ;; *) views=$PWD/$2 ;; esac
case "$1" in --check | /*) out=$1 ;; *) out=$PWD/$1 ;; esac
cd "$(dirname "$0")/.."
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

# In a view a sentence stands in {{_ }}: nobody would find it elsewhere, so it would never be translated.
if grep -rnE --include='*.html' '\b(W|W_NOTE|SAY|SAY_HTML)\(' src/web >&2; then
    echo "put these sentences of views into {{_ }}" >&2
    exit 1
fi

# A sentence of C with a '|' is a singular and a plural.
split_plurals() {
    awk '/^msgid "[^|]*\|[^|]*"$/ {
        at = index($0, "|")
        print substr($0, 1, at - 1) "\""
        print "msgid_plural \"" substr($0, at + 1)
        plural = 1
        next
    }
    plural && /^msgstr ""$/ { print "msgstr[0] \"\""; print "msgstr[1] \"\""; plural = 0; next }
    { print }'
}

# Sentences of content/, as C.
content() { # file, keys
    grep -oE "\"($2)\": \"([^\"\\\\]|\\\\.)*\"" "$1" | sed -E 's/^"[a-z]+": (.*)$/W_NOTE(\1)/'
}
content content/themes.json 'name|sentence' >"$made/themes.json.c"
content content/size-rule.json 'why' >"$made/size-rule.json.c"
cat content/funding/fund-*.json >"$made/fund.json"
content "$made/fund.json" 'name|note|ask' >"$made/funding.c"
test -s "$made/funding.c" && test -s "$made/themes.json.c" && test -s "$made/size-rule.json.c"

extract() { # from folder, files...
    folder=$1
    shift
    xgettext --language=C --from-code=UTF-8 --no-wrap --add-location=file --sort-output \
        --keyword --keyword=W:2 --keyword=W_NOTE:1 --keyword=SAY:2 --keyword=SAY_HTML:2 \
        --directory="$folder" --output=- "$@" | sed '1,/^$/d;s/^#, c-format$//;s/, c-format//' # without its head
}
# shellcheck disable=SC2046
extract . $(find src/web src/text src/http -name '*.c' | LC_ALL=C sort) >"$made/c.txt"
extract "$made" themes.json.c size-rule.json.c funding.c | sed -E 's|^#: (.*)\.c$|#: content/\1|' >"$made/content.txt"
head='msgid ""
msgstr ""
"Project-Id-Version: Small Giants\\n"
"Language: \\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
'
for part in c content; do
    { printf '%b\n' "$head" | sed 's/\\\\n/\\n/'; split_plurals <"$made/$part.txt"; } >"$made/$part.pot"
done
{ printf '# Every sentence of Small Giants. Written by po/collect.sh; SPDX-License-Identifier: AGPL-3.0-or-later\n'
  msgcat --use-first --no-wrap --add-location=file --sort-output "$made/c.pot" "$made/content.pot" "$views"; } >"$made/all.pot"

if [ "$out" = --check ]; then
    diff -u po/smallgiants.pot "$made/all.pot" >&2 || {
        echo "po/smallgiants.pot is stale: run make words, and commit it" >&2
        exit 1
    }
else
    cp "$made/all.pot" "$out"
fi
