# North Star. `make run` runs it, `make test` tests it; see README.md.
PORT  ?= 8080
STATE ?= var
JOBS  ?= $(shell nproc)

CC  ?= gcc
CXX ?= g++
LIBS = libctemplate sqlite3 libcurl libsodium jansson libcmark-gfm \
	inih libseccomp libutf8proc libbrotlienc zlib xlsxwriter liboath libqrencode cjose \
	expat

# Debian packages: what building and running takes, and what tests add.
RUN_PACKAGES = gcc g++ pkg-config ca-certificates nginx libnginx-mod-http-brotli-static brotli \
	libbrotli-dev libcjose-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libcsv-dev \
	libctemplate-dev libcurl4-openssl-dev libexpat1-dev libfcgi-dev libgettextpo-dev \
	libinih-dev libjansson-dev liboath-dev libqrencode-dev libroaring-dev libsodium-dev libsqlite3-dev \
	libseccomp-dev libunistring-dev libutf8proc-dev libxlsxwriter-dev zlib1g-dev
TEST_PACKAGES = $(RUN_PACKAGES) nodejs npm chromium-headless-shell fonts-liberation \
	clang clang-format curl libclang-rt-14-dev default-jre-headless e2fsprogs iproute2 \
	libcmocka-dev libxml2-utils llvm logrotate lynx openssl python3 python3-nacl sqlite3 systemd \
	valgrind w3m wrk xfsprogs

# SAN=1 builds with the address and undefined-behaviour sanitizers, into a
# folder of its own; COV=1 with coverage counters.
BUILD := build$(if $(SAN),/san)$(if $(COV),/cov)
WARN   = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wcast-qual -Wundef -Wvla -Wformat-security \
	-Wno-missing-field-initializers -Werror
# Hardening; tests/lint/binary.test.mjs reads it off the program. Jumps and
# returns are guarded where the processor can.
GUARD := $(if $(filter x86_64,$(shell uname -m)),-fcf-protection=full,$(if \
	$(filter aarch64,$(shell uname -m)),-mbranch-protection=standard))
HARDEN = -fPIE -fstack-protector-strong -fstack-clash-protection $(GUARD) \
	$(if $(SAN)$(COV),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 \
	-ftrivial-auto-var-init=zero)
HARDEN_LD = -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code,-z,text \
	$(if $(filter -fcf%,$(GUARD)),-Wl$(comma)-z$(comma)ibt$(comma)-z$(comma)shstk)
MODE   = $(if $(SAN),-O1 -fsanitize=address$(comma)undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer -DFAULT_POINTS,\
	$(if $(COV),-O0 --coverage -DCOVERAGE_FOLDER='"$(CURDIR)/$(BUILD)"',-O2))
comma := ,

# Where the program finds templates, static files, words and data: this
# folder, or the one that `make install` fills.
prefix ?= /usr/local
SHARE  ?= $(CURDIR)

CPPFLAGS += -Isrc -D_GNU_SOURCE -DNORTHSTAR_SHARE='"$(SHARE)"'
CFLAGS   += -std=c11 -g $(WARN) $(HARDEN) $(MODE)
CXXFLAGS += -std=c++17 -g -Wall -Wextra -Werror -D_GLIBCXX_ASSERTIONS \
	$(HARDEN) $(MODE)
LDFLAGS  += $(HARDEN_LD) $(MODE)
LDLIBS    = $(shell pkg-config --libs $(LIBS)) -lroaring -lfcgi -lcsv -lunistring \
	-lgettextpo -lcmark-gfm-extensions -lstdc++ -lm

SOURCES := $(wildcard src/*.c src/*/*.c)
OBJECTS  = $(SOURCES:src/%.c=$(BUILD)/%.o) $(BUILD)/view/view.o
PARTS    = $(filter-out $(BUILD)/main.o,$(OBJECTS))

all: $(BUILD)/northstar build/static.stamp

$(BUILD)/northstar: $(OBJECTS)
	$(CC) $(LDFLAGS) -o $@.new $(OBJECTS) $(LDLIBS)
	@./$@.new routes --check --state $(BUILD) # a row without a rule
	@mv $@.new $@

# Other flags, another build.
FLAGS = $(CC) $(CXX) $(CFLAGS) $(CXXFLAGS) $(LDFLAGS)
$(BUILD)/flags: always
	@mkdir -p $(@D)
	@echo '$(FLAGS)' | cmp -s - $@ || echo '$(FLAGS)' >$@

$(OBJECTS): $(BUILD)/flags

$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/%.o: src/%.cc
	@mkdir -p $(@D)
	$(CXX) $(CPPFLAGS) $(CXXFLAGS) -MMD -MP -c -o $@ $<

# The schema is part of the binary.
$(BUILD)/store/schema.o: schema.sql $(wildcard src/store/migrations/*.sql)

$(BUILD)/util/password_rule.o: data/common-passwords.txt

-include $(OBJECTS:.o=.d)

# Static files as nginx serves them, with their gzip and brotli twins.
build/static.stamp: $(shell find static 2>/dev/null) tools/static.sh
	@tools/static.sh static build/static
	@touch $@

# The words on every page, collected from templates and sources.
strings:
	node tools/strings.mjs

help:
	@echo 'make run       run it on http://127.0.0.1:8080 (PORT= STATE=)'
	@echo 'make test      every test; check: the quick ones'
	@echo 'make test-unit test-http test-browser lint: one kind of test'
	@echo 'make fuzz      look for crashes (TARGET="csv url" RUNS= SECONDS=)'
	@echo 'make fuzz-coverage  which lines of the parsers the seeds reach'
	@echo 'make chaos     the fault suite (PART="kill floods", RECORD=1)'
	@echo 'make scan      sqlmap and wapiti on the whole site (MINUTES=60)'
	@echo 'make mutants   does a test notice each defence that is taken out?'
	@echo 'make bench     measure speed (SHORT=1 for a few minutes)'
	@echo 'make bench-staff  how long each page of staff takes'
	@echo 'make bench-threads  what long conversations cost'
	@echo 'make bench-flags  what the hardening flags cost'
	@echo 'make soak      memory over N=1000000 requests'
	@echo 'make valgrind  every kind of page under valgrind'
	@echo 'make lighthouse  scores and bytes of the first pages'
	@echo 'make coverage  which lines the tests reach'
	@echo 'make strings   collect the words on every page'
	@echo 'make format    lay out the C files'
	@echo 'make install   DESTDIR= prefix=/usr/local'
	@echo 'make clean     remove what was built'

# ---- Run -----------------------------------------------------------------
# One rule after another: the build needs the packages, the run the build.
run:
	@tools/packages.sh $(RUN_PACKAGES)
	@[ -e $(BUILD)/northstar ] || echo 'Building; this takes a minute, once.'
	@$(MAKE) --no-print-directory -s -j$(JOBS) all
	@exec tools/run.sh "$(STATE)" "$(PORT)" "$(ADMIN)"

# ---- Test ----------------------------------------------------------------
# Every kind of test prints its own report; tools/test.mjs adds them up and
# ends with the line `N passed, N failed`.
test: test-ready
	@node tools/test.mjs unit lint http browser

check: test-ready
	@node tools/test.mjs --quick unit lint http

test-unit test-http test-browser lint: test-ready
	@node tools/test.mjs $(@:test-%=%)

test-ready: test-tools
	@$(MAKE) --no-print-directory -s -j$(JOBS) all
	@$(MAKE) --no-print-directory -s -j$(JOBS) SAN=1 all units

test-tools:
	@tools/packages.sh $(TEST_PACKAGES)
	@$(MAKE) --no-print-directory -s tests/node_modules/.stamp

# Lighthouse asks for the latest of something, so no lock file holds it.
NPM_QUIET = --ignore-scripts --no-audit --no-fund --loglevel=error
tests/node_modules/.stamp: tests/package-lock.json
	cd tests && npm ci $(NPM_QUIET) && npm install $(NPM_QUIET) --no-save \
		--no-package-lock lighthouse@12.8.2
	@touch $@

# Unit tests: each tests/unit/test_*.c is a program of its own.
# From the archive each takes only what it uses.
UNIT := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))

$(BUILD)/parts.a: $(PARTS)
	@rm -f $@
	ar qcs $@ $^ # q: members of one name are many

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/parts.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests/unit $(CFLAGS) $(LDFLAGS) -o $@ $< \
		$(BUILD)/parts.a $(LDLIBS) -lcmocka

# Every target of tests/fuzz, a little.
FUZZ := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_OBJECTS = $(FUZZ:%=$(BUILD)/fuzz/%.o)

$(BUILD)/fuzz/%.o: tests/fuzz/fuzz_%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests/fuzz -Dfuzz_one=fuzz_$* $(CFLAGS) -MMD -MP \
		-c -o $@ $<

$(BUILD)/unit/test_fuzz: tests/unit/test_fuzz.c tests/fuzz/fuzz.c \
		$(FUZZ_OBJECTS) $(BUILD)/parts.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests/fuzz '-DFUZZ_TARGETS=$(foreach t,$(FUZZ),X($t))' $(CFLAGS) \
		$(LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka

-include $(FUZZ_OBJECTS:.o=.d)

units: $(UNIT)

# What every program of ours is linked with, for scripts.
libs:
	@echo $(LDLIBS)

# Line coverage of unit and HTTP tests, worst files last.
coverage: test-tools
	@$(MAKE) --no-print-directory -s -j$(JOBS) all
	@$(MAKE) --no-print-directory -s -j$(JOBS) COV=1 all units
	@tools/coverage.sh

# Each target of tests/fuzz, or TARGET="csv url", until it has stood as many
# inputs as tests/fuzz/targets.mjs asks for: many hours, and it goes on where
# it was stopped. RUNS= or SECONDS= for so much of each now. fuzz-coverage:
# which lines of the parsers the seeds reach; fuzz-seeds: keep as seeds, as few
# as will do, what runs have learnt.
RUNS ?=
SECONDS ?=
TARGET ?=
fuzz: test-tools
	@node tests/fuzz/run.mjs $(if $(RUNS),--runs=$(RUNS)) \
		$(if $(SECONDS),--seconds=$(SECONDS)) $(TARGET)
fuzz-coverage: test-tools
	@node tests/fuzz/coverage.mjs $(TARGET)
fuzz-seeds: test-tools
	@node tests/fuzz/seeds.mjs $(TARGET)

# The fault suite: what the site survives, part by part.
PART ?=
chaos: test-ready
	@node tests/chaos/run.mjs $(PART) $(if $(RECORD),--record$(filter -only,$(RECORD:%=-%)))

# Scanners of others on the release build, for MINUTES= in all. What they are
# made of is no test's business, so only this installs them.
SCAN_PACKAGES = sqlmap wapiti
MINUTES ?= 60
scan: test-tools
	@tools/packages.sh $(SCAN_PACKAGES)
	@$(MAKE) --no-print-directory -s -j$(JOBS) all
	@NORTHSTAR_PROGRAM=$(CURDIR)/build/northstar node tests/scan.mjs $(MINUTES)

# WORDS= chooses mutants by name, file or list.
WORDS ?=
mutants: test-ready
	@node tests/mutants/run.mjs $(WORDS)

# SHORT=1 for a few minutes' worth.
bench: test-tools
	@$(MAKE) --no-print-directory -s -j$(JOBS) all
	@NORTHSTAR_PROGRAM=$(CURDIR)/build/northstar node tests/bench/bench.mjs \
		$(if $(SHORT),--short)

# Every page of staff, at 100,000 listings and 100,000 comments.
bench-staff: test-tools
	@$(MAKE) --no-print-directory -s -j$(JOBS) all
	@NORTHSTAR_PROGRAM=$(CURDIR)/build/northstar node tests/bench/staff.mjs

# Pages of long threads against one of 25 comments, and every read beside
# 100,000 comments; half a minute.
bench-threads: test-tools
	@$(MAKE) --no-print-directory -s -j$(JOBS) all
	@NORTHSTAR_PROGRAM=$(CURDIR)/build/northstar node tests/bench/threads.mjs

# What the flags of HARDEN cost: CPU of the program with and without.
bench-flags: test-tools
	@$(MAKE) --no-print-directory -s -j$(JOBS) all
	@$(MAKE) --no-print-directory -s -j$(JOBS) BUILD=build/plain \
		HARDEN=-fPIE HARDEN_LD=-pie all
	@NORTHSTAR_PROGRAM=$(CURDIR)/build/northstar node tests/bench/flags.mjs \
		$(CURDIR)/build/plain/northstar

# N requests for fresh pages of every kind; memory must stay flat.
N ?= 1000000
soak: test-tools
	@$(MAKE) --no-print-directory -s -j$(JOBS) all
	@NORTHSTAR_PROGRAM=$(CURDIR)/build/northstar node tests/bench/soak.mjs $(N)

# Every kind of page under valgrind; a few minutes.
valgrind: test-tools
	@$(MAKE) --no-print-directory -s -j$(JOBS) all
	@node tests/valgrind.mjs

# Lighthouse on the release build: scores, bytes and vitals.
lighthouse: test-tools
	@tools/packages.sh chromium
	@$(MAKE) --no-print-directory -s -j$(JOBS) all
	@NORTHSTAR_PROGRAM=$(CURDIR)/build/northstar node tests/lighthouse.mjs

format:
	clang-format -i $(SOURCES) $(wildcard src/*/*.h src/*/*.cc tests/*/*.[ch])

# ---- Install -------------------------------------------------------------
# The program, its templates, words, data and static files, and nginx's
# configuration as a template.
install:
	@tools/packages.sh $(RUN_PACKAGES)
	@$(MAKE) --no-print-directory -s -j$(JOBS) BUILD=build/install \
		SHARE=$(prefix)/share/northstar all
	@DESTDIR="$(DESTDIR)" prefix="$(prefix)" tools/install.sh

clean:
	rm -rf build

.PHONY: all always help strings run test check test-unit test-http test-browser lint \
	test-ready test-tools units libs coverage fuzz fuzz-coverage fuzz-seeds \
	chaos scan mutants bench bench-staff bench-threads bench-flags soak valgrind \
	lighthouse format install clean
.SECONDARY:
