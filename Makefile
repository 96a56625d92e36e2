# The front door. Everything is built by meson; this file only names what people do.
#
#   make run      install what is missing, build, fill the database, serve on http://127.0.0.1:8080; DEMO=0: no demonstration
#   make check    install what is missing, build with warnings as errors, run all tests, also under ASan and UBSan
#   make drill    kill what writes 200 times on each engine and cut the power 1,000 times: nothing acknowledged is lost
#   make deb      a package for Debian 12, in dist/; make deb-check installs, upgrades and purges it in a clean Debian
#   make accessibility   look at every page with axe, and write what it found for the accessibility statement
#   make lint quality bench fuzz soak words dist install clean

DB ?= sqlite:var/smallgiants.db
DEMO ?= 1
PORT ?= 8080
DESTDIR ?=
PREFIX ?= /usr/local
BUILD ?= build
PROGRAM = $(BUILD)/src/cli/smallgiants
HAVE_PREBUILT = $(wildcard assets/prebuilt/assets.list)

.PHONY: run check drill accessibility lint quality bench fuzz soak words dist deb deb-check install clean build build-quality packages

run: build
	@$(PROGRAM) migrate --seed --db '$(DB)'
ifneq ($(DEMO),0)
	@$(PROGRAM) demo --if-empty --db '$(DB)'
endif
	@exec $(PROGRAM) serve --listen 127.0.0.1:$(PORT) --db '$(DB)'

packages:
	@packaging/install-missing.sh build $(if $(HAVE_PREBUILT),,assets)

build: packages
	@test -x $(PROGRAM) || echo 'building; about a minute or two the first time'
	@test -f $(BUILD)/build.ninja || meson setup -Dtests=false --buildtype=release -Db_ndebug=false $(BUILD) >/dev/null
	@ninja -C $(BUILD) --quiet src/cli/smallgiants src/web/THIRD-PARTY.md

lint: build
	@ninja -C $(BUILD) --quiet tools/lint
	@$(BUILD)/tools/lint .

check:
	@packaging/install-missing.sh build assets test
	@tests/run

drill:
	@packaging/install-missing.sh build assets test
	@tests/fault/run

accessibility: build-quality
	@ninja -C build-quality --quiet tests/http/make_people
	@tests/browser/run tests/browser/axe_run.mjs build-quality/src/cli/smallgiants build-quality/tests/http/make_people \
		'$(CURDIR)/content/axe-run.txt' "$$(sed -n "s/^  version: '\(.*\)',$$/\1/p" meson.build)" \
		pages.mjs tasks.mjs sign_in.mjs ways.mjs set_up.mjs invite.mjs join.mjs suggest.mjs membership.mjs profile.mjs introduction.mjs events.mjs rules.mjs funding.mjs calls.mjs deadlines.mjs answers.mjs bids.mjs programmes.mjs chain.mjs assessment.mjs workshop.mjs survey.mjs room.mjs wall.mjs demo.mjs network.mjs staff.mjs

quality: build-quality
	@tests/quality/run build-quality/src/cli/smallgiants

# What is measured, and the programs that measure it.
build-quality:
	@packaging/install-missing.sh build assets test bench
	@test -f build-quality/build.ninja || meson setup -Dtests=true --buildtype=release -Db_ndebug=false build-quality >/dev/null
	@ninja -C build-quality --quiet src/cli/smallgiants tests/quality/quality_themes tests/store/with_postgres \
		tests/fault/drill_writer

bench: build-quality
	@tests/bench/run build-quality/src/cli/smallgiants

fuzz:
	@packaging/install-missing.sh build assets test
	@tests/fuzz/run

soak:
	@packaging/install-missing.sh build assets test soak
	@tests/soak

install: build
	@meson configure -Dprefix='$(PREFIX)' $(BUILD)
	@meson install -C $(BUILD) --no-rebuild $(if $(DESTDIR),--destdir '$(abspath $(DESTDIR))')

# What translators start from, after words on screens have changed: new sentences stand in each po/*.po in their place.
words: build
	@po/collect.sh po/smallgiants.pot $(BUILD)/src/web/views.pot
	@po/merge.sh

dist: build
	@packaging/make-dist.sh $(BUILD)

deb: packages
	@packaging/install-missing.sh package
	@test -f build-deb/build.ninja || meson setup -Dtests=false --buildtype=release -Db_ndebug=false -Dprefix=/usr \
		-Dc_link_args=-Wl,-z,relro,-z,now build-deb >/dev/null
	@ninja -C build-deb --quiet src/cli/smallgiants src/web/THIRD-PARTY.md
	@packaging/make-deb.sh build-deb

deb-check: deb
	@packaging/install-missing.sh package-test
	@tests/package/run build-deb

clean:
	rm -rf $(BUILD) build-deb build-check build-asan build-fuzz build-quality build-soak
