#!/bin/sh
# third-party.sh c|md LICENCES PACKAGES PACKAGE_JSON LOCK: what others made that the program holds, is linked with or is
# built with, as C for the page /third-party or as THIRD-PARTY.md. Ends with 1 and says which when something of the
# lists has no licence.
set -eu
form=$1
shift
export LC_ALL=C

# A line a work: kind, name, version, licence, address.
collect() {
    awk -F ' *[|] *' '
    function bad(what) { print "third-party.sh: " what > "/dev/stderr"; failed = 1 }
    function value(line) { sub(/^[^:]*: "/, "", line); sub(/",?$/, "", line); return line }
    function say(kind, name, version, licence, address) {
        if (licence == "") { bad(name " has no licence") }
        print kind "\t" name "\t" version "\t" licence "\t" address
    }
    FNR == 1 { file++ }
    file == 1 && /^[a-z]/ {
        key = ($1 == "linked" ? "deb " : $1 == "within" ? "in " : "npm ") $2
        kind[key] = $1; name[key] = $3; licence[key] = $4; address[key] = $5
    }
    file == 2 && /^build (lib|zlib)[^ ]*-dev$/ {
        key = substr($0, 7)
        key = "deb " key
        if (!(key in kind)) { bad(key " is not in packaging/licences.txt"); next }
        say("linked", name[key], "", licence[key], address[key])
    }
    file == 3 && /^  "devDependencies"/ { direct = 1; next }
    file == 3 && /^  }/ { direct = 0 }
    file == 3 && direct {
        split($0, part, "\"")
        if (!(("npm " part[2]) in kind)) { bad("npm " part[2] " is not in packaging/licences.txt") }
    }
    file == 4 && /^    "node_modules\// {
        package = $0; sub(/^    "node_modules\//, "", package); sub(/": \{$/, "", package)
        version = own = ""
    }
    file == 4 && package != "" && /^      "version": / { version = value($0) }
    # SPDX names have no blanks; "MPL 2.0" stands in one package all the same.
    file == 4 && package != "" && /^      "license": / { own = value($0); gsub(/ /, "-", own) }
    file == 4 && package != "" && /^    }/ {
        key = "npm " package
        known = key in kind
        say(known ? kind[key] : "tool", known ? name[key] : package, version,
            known && licence[key] != "" ? licence[key] : own,
            known ? address[key] : "https://www.npmjs.com/package/" package)
        key = "in " package
        if (key in kind) { say("carried", name[key], "", licence[key], address[key]) }
        works++; package = ""
    }
    END {
        if (works == 0) { bad("no package is read from the lock file") }
        exit failed
    }' "$@"
}

rows=$(collect "$@")
of_kind() { printf '%s\n' "$rows" | grep "^$1	" | sort -f; }
licences() {
    printf '%s\n' "$rows" | cut -f 4 | sed -e 's/[()]//g' -e 's/ AND /\n/g' -e 's/ OR /\n/g' | grep -v '^public domain$' | sort -u
}

if [ "$form" = c ]; then
    printf '#include "web/about/third_party.h"\n\nconst struct third_party third_parties[] = {\n'
    for kind in carried linked tool; do
        of_kind "$kind" | awk -F '\t' '{ printf "    {\"%s\", \"%s\", \"%s\", \"%s\", \"%s\"},\n", $1, $2, $3, $4, $5 }'
    done
    printf '};\nconst size_t third_parties_count = sizeof third_parties / sizeof *third_parties;\n\n'
    printf 'const char *const third_party_licences[] = {\n'
    licences | sed 's/.*/    "&",/'
    printf '};\nconst size_t third_party_licences_count = sizeof third_party_licences / sizeof *third_party_licences;\n'
else
    part() {
        printf '\n## %s\n\n| What | Version | Licence |\n|---|---|---|\n' "$2"
        of_kind "$1" | awk -F '\t' '{ printf "| [%s](%s) | %s | %s |\n", $2, $5, $3, $4 }'
    }
    printf '# Work of others in Small Giants\n\nMade from the lists the program is built from. The running program says the same at `/third-party`.\n'
    part carried 'In the pages and the data'
    part linked 'Libraries it is linked with, as Debian ships them'
    part tool 'Used to build it, and not in it'
    printf '\n## The licences\n\n'
    licences | sed 's|.*|- & : <https://spdx.org/licenses/&.html>|'
fi
