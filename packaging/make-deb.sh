#!/bin/sh
# make-deb.sh BUILD [SUFFIX]: dist/smallgiants_VERSION_ARCHITECTURE.deb from what BUILD holds (a release build with
# prefix /usr). SUFFIX is put behind the version ("+test"). The same commit gives the same package.
# DEBFULLNAME and DEBEMAIL name whoever makes it.
set -eu
build=$1
suffix=${2:-}
cd "$(dirname "$0")/.."

upstream=$(sed -n "s/^  version: '\(.*\)',$/\1/p" meson.build)
test -n "$upstream" || { echo "no version in meson.build" >&2; exit 1; }
version=$upstream-1$suffix
architecture=$(dpkg --print-architecture)
maintainer="${DEBFULLNAME:-Small Giants} <${DEBEMAIL:-packages@smallgiants.invalid}>"
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || stat -c %Y meson.build)
export SOURCE_DATE_EPOCH

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
doc=$root/usr/share/doc/smallgiants
units=$root/lib/systemd/system
mkdir -p dist "$root/DEBIAN" "$units" "$root/usr/share/man/man1" "$work/debian"

DESTDIR=$root meson install -C "$build" --no-rebuild --quiet
strip --strip-unneeded --remove-section=.comment --remove-section=.note "$root/usr/bin/smallgiants"

# Where units, changes and licences belong in Debian.
for unit in "$doc"/smallgiants*.service "$doc"/smallgiants.socket "$doc"/smallgiants*.timer; do
    sed 's|/usr/local/|/usr/|g' "$unit" >"$units/${unit##*/}"
    rm "$unit"
done
sed -i -e 's|/usr/local/|/usr/|g' "$doc/docs/operate.md"
gzip -9nc "$doc/CHANGES.md" >"$doc/changelog.gz"
rm "$doc/CHANGES.md" "$doc/LICENSE"
cp packaging/deb/copyright "$doc/copyright"
printf 'smallgiants (%s) unstable; urgency=medium\n\n  * Made from the source of version %s; see changelog.gz.\n\n -- %s  %s\n' \
    "$version" "$upstream" "$maintainer" "$(date -u -R -d "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$doc/changelog.Debian.gz"
packaging/make-man.sh "$build/src/cli/smallgiants" | gzip -9n >"$root/usr/share/man/man1/smallgiants.1.gz"

# The libraries it is linked with, in the versions that have what it uses; procps has the kill of ExecReload=.
printf 'Source: smallgiants\n\nPackage: smallgiants\nArchitecture: any\n' >"$work/debian/control"
depends=$(cd "$work" && dpkg-shlibdeps -O root/usr/bin/smallgiants | sed -n 's/^shlibs:Depends=//p')
test -n "$depends"

find "$root" -type d -exec chmod 755 {} +
find "$root" -type f -exec chmod 644 {} +
chmod 755 "$root/usr/bin/smallgiants"
sed -e "s|@VERSION@|$version|" -e "s|@ARCHITECTURE@|$architecture|" -e "s|@MAINTAINER@|$maintainer|" \
    -e "s|@SIZE@|$(du -sk --apparent-size "$root" | cut -f 1)|" -e "s|@DEPENDS@|$depends|" \
    packaging/deb/control >"$root/DEBIAN/control"
install -m 755 packaging/deb/postinst packaging/deb/prerm packaging/deb/postrm "$root/DEBIAN/"
(cd "$root" && find usr lib -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

package=dist/smallgiants_${version}_$architecture.deb
dpkg-deb --root-owner-group --build "$root" "$package" >/dev/null
sha256sum "$package"
