# mh-keten: see README.md, "How to build and change it".
#
#   make                 build into build/release, which is laid out like an installed prefix
#   make VARIANT=debug   the same with debug information; VARIANT=san with sanitizers
#   make deps            install what is missing, or say the one line that does
#   make demo            the whole chain on made-up input, shown step by step
#   make check           all tests; the last line is "N passed, N failed"
#   make proof           the long proofs: valgrind, fuzzing for a bounded time, many users at once, killed commands, a headless browser
#   make lint            what mandoc has to say about the manual pages: nothing
#   make bench           speed against the sqlite3 program, as ratios
#   make completions     write completions/*.bash anew, of the programs' --describe
#   make po              bring lib/po/nl.po up to date with the sources
#   make install DESTDIR= PREFIX=   and uninstall, clean

VERSION := 0.1.0

MAKEFLAGS += --no-builtin-rules
VARIANT ?= release
PREFIX ?= /usr/local
CC = gcc

B := build/$(VARIANT)
ROOMS := base text crypto cli record workflow out estimate protect store chain exchange report
PROGRAMS := mh-signal mh-case mh-refer mh-report mh-store
PACKAGES := sqlite3 yaml-0.1 gpgme libsodium libutf8proc xlsxwriter

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion -Wvla -Wwrite-strings
FLAGS_release := -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-strong
FLAGS_debug := -O0 -g3
FLAGS_san := -O1 -g3 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
FLAGS_fuzz := -O1 -g3 -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
FLAGS := $(FLAGS_$(VARIANT))
ifeq ($(FLAGS),)
$(error VARIANT=$(VARIANT) is none of release, debug, san, fuzz)
endif

# pkg-config is asked once, and only when something is compiled: "make deps" works before it exists.
PKG_CFLAGS = $(eval PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES)))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $(shell pkg-config --libs $(PACKAGES)))$(PKG_LIBS)
CFLAGS_ALL = -std=c11 -D_GNU_SOURCE -Ilib -I$(B)/gen $(WARN) $(FLAGS) $(CFLAGS) -MMD -MP $(PKG_CFLAGS)
# In CI a warning is an error; no other flag differs, so nothing is compiled again for it.
STRICT := $(if $(CI),-Werror)
LDFLAGS_ALL = $(FLAGS) $(LDFLAGS)
LIBS = $(PKG_LIBS) -lcsv -lglpk -lm
# V=1 shows the commands in full.
Q := $(if $(V),,@)
JOBS = $(if $(filter -j%,$(MAKEFLAGS)),,-j$$(nproc))

# Programs that make files of the source tree; they are no part of the library.
MAKERS := $(wildcard lib/*/make_*.c)
LIB_C := $(filter-out $(MAKERS),$(foreach r,$(ROOMS),$(wildcard lib/$(r)/*.c)))
LIB_O := $(LIB_C:%.c=$(B)/%.o)
CMD_C := $(filter-out $(PROGRAMS:%=cmd/%.c),$(wildcard cmd/*.c))
CMD_O := $(CMD_C:%.c=$(B)/%.o)
UNIT := $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/*.c))
BIN := $(patsubst cmd/%.c,$(B)/bin/%,$(wildcard $(PROGRAMS:%=cmd/%.c)))

# What an installed prefix holds beside the programs: each file is copied or made when its source changes.
DATA := $(patsubst lib/data/%,$(B)/share/mh/data/%,$(shell find lib/data -type f ! -name '.*' ! -name '*~' 2>/dev/null))
LOCALE := $(patsubst lib/po/%.po,$(B)/share/locale/%/LC_MESSAGES/mh-keten.mo,$(wildcard lib/po/*.po))
MAN := $(foreach m,$(wildcard man/*.[1-8]),$(B)/share/man/man$(subst .,,$(suffix $(m)))/$(notdir $(m)))
COMPLETION := $(patsubst completions/%.bash,$(B)/share/bash-completion/completions/%,$(wildcard completions/*.bash))
SHARE = $(DATA) $(LOCALE) $(MAN) $(COMPLETION)

all: $(BIN) $(SHARE)

# The flags of the last build: when they change, everything is compiled again. Also the place where missing libraries are said.
$(B)/flags: FORCE
	@mkdir -p $(@D)
	@pkg-config --exists --print-errors $(PACKAGES) || { echo "mh-keten: libraries are missing: run 'make deps'" >&2; exit 1; }
	@echo '$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) $(LIBS)' | cmp -s - $@ || echo '$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) $(LIBS)' > $@

$(B)/gen/version.h: Makefile
	@mkdir -p $(@D)
	@printf '#define MH_VERSION "%s"\n' '$(VERSION)' > $@

# Migrations as bytes (a literal of their length is outside the C standard): schema_0001[] ends in a 0 that is not part of it. SCHEMA_TEXTS
# lists them.
SCHEMA := $(sort $(wildcard lib/store/schema/[0-9]*.sql))
define schema_header
	@mkdir -p $(@D)
	@for f in $(1); do \
		n=$${f##*/}; n=$${n%%-*}; \
		echo "static const unsigned char schema_$$n[] = {"; \
		od -An -v -tu1 "$$f" | awk '{ for (i = 1; i <= NF; i++) printf "%s,", $$i; print "" }'; \
		echo "0};"; \
	done > $@
	@for f in $(1); do n=$${f##*/}; n=$${n%%-*}; printf '{ schema_%s, sizeof schema_%s }, ' $$n $$n; done | sed 's/^/#define SCHEMA_TEXTS /; $$a\' >> $@
endef
$(B)/gen/schema.h: $(SCHEMA) Makefile
	$(call schema_header,$(SCHEMA))

GEN := $(B)/gen/version.h $(B)/gen/schema.h

# What each migration makes, as a digest: a store's schema is compared with it when it is opened.
DIGEST_C := lib/store/schema.c $(wildcard lib/base/*.c) $(filter-out lib/crypto/openpgp% lib/crypto/pgp%,$(wildcard lib/crypto/*.c))
DIGEST_O = $(DIGEST_C:%.c=$(B)/%.o)
$(B)/make_digest: $(B)/lib/store/make_digest.o $(DIGEST_O)
	@echo '  link $@'
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS)
$(B)/gen/schema_digest.h: $(B)/make_digest
	@$< > $@.new && mv $@.new $@
$(B)/lib/store/migrations.o: $(B)/gen/schema_digest.h

# Programs of a version to come, for the tests of upgrades: the same objects, with one migration more. One for each file of tests/next.
NEXT := $(patsubst tests/next/%.sql,%,$(wildcard tests/next/*.sql))
NEXT_BIN := $(foreach n,$(NEXT),$(B)/next/$(n)/mh-store) $(B)/next/good/mh-signal
$(B)/next/%/schema.h: tests/next/%.sql $(SCHEMA) Makefile
	@mkdir -p $(@D)
	@cp $< $(@D)/9999-next.sql
	$(call schema_header,$(SCHEMA) $(@D)/9999-next.sql)
$(B)/next/%/schema_digest.h: $(B)/next/%/schema.h $(DIGEST_O) lib/store/make_digest.c $(B)/flags
	$(Q)$(CC) -I$(@D) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $(@D)/make_digest lib/store/make_digest.c $(DIGEST_O) $(LIBS)
	@$(@D)/make_digest > $@.new && mv $@.new $@
$(B)/next/%/migrations.o: $(B)/next/%/schema_digest.h lib/store/migrations.c $(B)/flags
	$(Q)$(CC) -I$(@D) $(CFLAGS_ALL) $(STRICT) -c -o $@ lib/store/migrations.c
$(B)/next/%/mh-store: $(B)/next/%/migrations.o $(B)/cmd/mh-store.o $(B)/libcmd.a $(B)/libmh.a
	@echo '  link $@'
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $(B)/cmd/mh-store.o $< $(B)/libcmd.a $(B)/libmh.a $(LIBS)
$(B)/next/%/mh-signal: $(B)/next/%/migrations.o $(B)/cmd/mh-signal.o $(B)/libcmd.a $(B)/libmh.a
	@echo '  link $@'
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $(B)/cmd/mh-signal.o $< $(B)/libcmd.a $(B)/libmh.a $(LIBS)

$(B)/libmh.a: $(LIB_O)
	@rm -f $@
	$(Q)ar rcs $@ $^

$(B)/libcmd.a: $(CMD_O)
	@rm -f $@
	$(Q)ar rcs $@ $^

$(B)/%.o: %.c $(B)/flags | $(GEN)
	@mkdir -p $(@D)
	@echo '  compile $<'
	$(Q)$(CC) $(CFLAGS_ALL) $(STRICT) -c -o $@ $<

$(B)/bin/%: $(B)/cmd/%.o $(B)/libcmd.a $(B)/libmh.a
	@mkdir -p $(@D)
	@echo '  link $@'
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS)

$(B)/unit/%: tests/unit/%.c $(B)/libmh.a $(B)/flags
	@mkdir -p $(@D)
	@echo '  link $@'
	$(Q)$(CC) $(CFLAGS_ALL) $(STRICT) $(LDFLAGS_ALL) -o $@ $< $(B)/libmh.a $(LIBS) -lcmocka

$(B)/bench/%: tests/bench/%.c $(B)/libmh.a $(B)/flags
	@mkdir -p $(@D)
	@echo '  link $@'
	$(Q)$(CC) $(CFLAGS_ALL) $(STRICT) $(LDFLAGS_ALL) -o $@ $< $(B)/libmh.a $(LIBS)

# Needs VARIANT=fuzz CC=clang.
$(B)/fuzz/%: tests/fuzz/%.c $(B)/libmh.a $(B)/flags
	@mkdir -p $(@D)
	@echo '  link $@'
	$(Q)$(CC) $(CFLAGS_ALL) $(STRICT) $(LDFLAGS_ALL) -fsanitize=fuzzer -o $@ $< $(B)/libmh.a $(LIBS)

SCHEMA_C := lib/store/make_schema.c $(wildcard lib/record/kind*.c lib/base/*.c)
$(B)/make_schema: $(SCHEMA_C:%.c=$(B)/%.o)
	@echo '  link $@'
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS)

$(B)/share/mh/data/%: lib/data/%
	@mkdir -p $(@D)
	@cp $< $@

$(B)/share/locale/%/LC_MESSAGES/mh-keten.mo: lib/po/%.po
	@mkdir -p $(@D)
	$(Q)msgfmt --check-format -o $@ $<

$(B)/share/bash-completion/completions/%: completions/%.bash
	@mkdir -p $(@D)
	@cp $< $@

define MAN_RULE
$(B)/share/man/man$(1)/%: man/%
	@mkdir -p $$(@D)
	@cp $$< $$@
endef
$(foreach s,1 5 7,$(eval $(call MAN_RULE,$(s))))

# The first migration, made of the field tables. Run it while no store of a release exists; afterwards changes are migrations.
schema: $(B)/make_schema
	$(B)/make_schema > lib/store/schema/0001-init.sql.new
	mv lib/store/schema/0001-init.sql.new lib/store/schema/0001-init.sql

# Files of the source tree that are made of the programs' own tables; tests keep them current.
completions: $(BIN)
	@set -e; for p in $(notdir $(BIN)); do $(B)/bin/$$p --describe | completions/generate $$p > completions/$$p.bash; done

po:
	lib/po/update

next: $(NEXT_BIN)

unit: $(UNIT)
	tests/run $(UNIT)

deps:
	.ci/deps build check

check:
	.ci/deps build check
	$(MAKE) $(JOBS) VARIANT=san all next $(patsubst $(B)/%,build/san/%,$(UNIT))
	$(MAKE) $(JOBS) VARIANT=debug CC=clang B=build/clang all $(patsubst $(B)/%,build/clang/%,$(UNIT))
	tests/run --prefix build/san $(patsubst $(B)/%,build/san/%,$(UNIT)) $(sort $(wildcard tests/cli/*.bats))

FUZZ := $(patsubst tests/fuzz/%.c,build/fuzz/fuzz/%,$(wildcard tests/fuzz/*.c))
proof:
	.ci/deps build check proof
	$(MAKE) $(JOBS) VARIANT=release all next $(patsubst $(B)/%,build/release/%,$(UNIT))
	$(MAKE) $(JOBS) VARIANT=fuzz CC=clang $(FUZZ)
	tests/proof $(FUZZ)

# Run where the pages are: that is where mandoc looks for those that they refer to.
lint:
	.ci/deps build check
	tests/lint

bench:
	.ci/deps build bench
	$(MAKE) $(JOBS) VARIANT=release all build/release/bench/store build/release/bench/sdc
	tests/bench/bench build/release

demo:
	.ci/deps build
	@mkdir -p build
	@test -x build/release/bin/mh-store || echo 'Building; the first time takes about half a minute ...'
	@$(MAKE) $(JOBS) --no-print-directory VARIANT=release all > build/demo.log 2>&1 || { cat build/demo.log; exit 1; }
	tests/demo/demo.sh build/release

install: all
	@set -e; for f in $(patsubst $(B)/%,%,$(BIN)); do install -D -m 755 $(B)/$$f '$(DESTDIR)$(PREFIX)'/$$f; done
	@set -e; for f in $(patsubst $(B)/%,%,$(SHARE)); do install -D -m 644 $(B)/$$f '$(DESTDIR)$(PREFIX)'/$$f; done

# Folders that are left empty go too, but for those that Debian has in /usr/local by itself.
FOLDERS = $(patsubst %/,%,$(sort $(dir $(patsubst $(B)/%,%,$(BIN) $(SHARE)))))
uninstall:
	@for f in $(patsubst $(B)/%,%,$(BIN) $(SHARE)); do rm -f '$(DESTDIR)$(PREFIX)'/$$f; done
	@! cd '$(DESTDIR)$(PREFIX)' 2>/dev/null || for d in $(FOLDERS); do \
		while case '$(DESTDIR)$(PREFIX)':$$d in *:.|/usr/local:bin|/usr/local:share|/usr/local:share/man) false ;; esac && \
			rmdir "$$d" 2>/dev/null; do d=$$(dirname "$$d"); done; done
	@test -z '$(DESTDIR)' || ! test -d '$(DESTDIR)$(PREFIX)' || { cd '$(DESTDIR)' && rmdir -p --ignore-fail-on-non-empty '$(PREFIX:/%=%)'; }

clean:
	rm -rf build

FORCE:
.PHONY: all next unit schema completions po deps check proof lint bench demo install uninstall clean FORCE
.SECONDARY:
.DELETE_ON_ERROR:
-include $(LIB_O:.o=.d) $(CMD_O:.o=.d) $(PROGRAMS:%=$(B)/cmd/%.d) $(UNIT:=.d) $(B)/lib/store/make_schema.d $(B)/lib/store/make_digest.d $(wildcard $(B)/next/*/*.d)
