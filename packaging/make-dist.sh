#!/bin/sh
# make-dist.sh BUILD: dist/smallgiants-VERSION.tar.gz, the committed source with assets/prebuilt/ filled from the
# build, so that it builds without node and without network. The same commit and the same assets give the same bytes:
# sorted, owner and time fixed, no name of a file within gzip's frame.
set -eu
build=$1
cd "$(dirname "$0")/.."

version=$(sed -n "s/^  version: '\(.*\)',$/\1/p" meson.build)
test -n "$version" || { echo "no version in meson.build" >&2; exit 1; }
test -s "$build/assets/assets.list" || test -s assets/prebuilt/assets.list || {
    echo "no assets in $build/assets: run make build first" >&2
    exit 1
}
name=smallgiants-$version
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/$name" dist

if git rev-parse --git-dir >/dev/null 2>&1; then
    time=$(git log -1 --format=%ct)
    git diff --quiet HEAD || echo "note: uncommitted changes are not in the archive" >&2
    git archive HEAD | tar -x -C "$work/$name"
else # an unpacked archive makes itself again
    time=$(stat -c %Y meson.build)
    tar -c --exclude=./dist --exclude=./var --exclude=./build . | tar -x -C "$work/$name"
fi

prebuilt=$work/$name/assets/prebuilt
if [ ! -s "$prebuilt/assets.list" ]; then
    mkdir -p "$prebuilt"
    for file in "$build"/assets/*; do
        case "$file" in
        *.c | *.a | *.p) ;; # made from the others, by every build
        *) test -f "$file" && cp "$file" "$prebuilt/" ;;
        esac
    done
fi

tar -c -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$time" --mode=u=rwX,go=rX --format=ustar \
    "$name" | gzip -9 -n >"dist/$name.tar.gz"
(cd dist && sha256sum "$name.tar.gz")
