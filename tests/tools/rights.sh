#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# The table of rights in the manual is the one that is enforced.
set -eu
"$1" rights | diff -u "$2" - || {
    echo "docs/rights.md is not what is enforced: smallgiants rights >docs/rights.md, and read what has changed"
    exit 1
}
