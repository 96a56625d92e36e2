#!/bin/sh
# Installs the Debian packages of the purposes given (build, assets, test, bench) that are missing.
# A command that is there already (a node that did not come from Debian) counts as its package.
set -eu
cd "$(dirname "$0")"

have() {
    case "$1" in
    nodejs) command -v node >/dev/null 2>&1 && return 0 ;;
    npm) command -v npm >/dev/null 2>&1 && return 0 ;;
    esac
    dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'
}

missing=
for purpose in "$@"; do
    for package in $(awk -v p="$purpose" '$1 == p { print $2 }' debian-packages.txt); do
        have "$package" || missing="$missing $package"
    done
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "These Debian packages are missing:$missing" >&2
    echo "Install them as root:  apt-get install --no-install-recommends$missing" >&2
    exit 1
fi
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $missing >/dev/null
