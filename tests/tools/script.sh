#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# script.sh ASSETS/APP.JS: our script shows text as text, runs nothing that is data, stores nothing, looks at nothing that is pasted,
# listens to no other window, and sets no property whose name comes from data. (That of htmx is others' and follows streams only.)
set -eu
bad='innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|document\.write|\beval\b|new Function|set(Timeout|Interval)\(["'"'"'`]|'
bad=$bad'localStorage|sessionStorage|indexedDB|caches\.|document\.cookie|serviceWorker|"(paste|copy|message)"|postMessage|onpaste|'
bad=$bad'__proto__|prototype|Object\.assign|\.\.\.await|javascript:'
if grep -nE "$bad" "$1"; then
    echo "see docs/security.md, V3.2.2, V6.2.7, V14.3.3, V15.3.6"
    exit 1
fi
