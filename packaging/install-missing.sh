#!/bin/sh
# Installs the Debian packages of the purposes given (build, assets, test, pdf, soak, bench, package, package-test) that are missing.
# A command that is there already (a node that did not come from Debian) counts as its package.
set -eu
cd "$(dirname "$0")"

wanted=$(for purpose in "$@"; do awk -v p="$purpose" '$1 == p { print $2 }' debian-packages.txt; done | sort -u)
# shellcheck disable=SC2086
installed=$(dpkg-query -W -f '${Package}:${db:Status-Status}\n' $wanted 2>/dev/null | sed -n 's/:installed$//p' || :)

have() {
    case "$1" in
    nodejs) command -v node >/dev/null 2>&1 && return 0 ;;
    npm) command -v npm >/dev/null 2>&1 && return 0 ;;
    esac
    printf '%s\n' "$installed" | grep -qx "$1"
}

missing=
for package in $wanted; do
    have "$package" || missing="$missing $package"
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
