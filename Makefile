# mh-keten: see README.md, "How to build and change it".
MAKEFLAGS += --no-builtin-rules
VARIANT ?= release
PREFIX ?= /usr/local
CC = gcc

B := build/$(VARIANT)
ROOMS := base text crypto cli record workflow out store chain exchange report
PROGRAMS := mh-signal mh-case mh-refer mh-report mh-store
PACKAGES := sqlite3 yaml-0.1 gpgme libsodium libutf8proc

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion -Wvla -Wwrite-strings
FLAGS_release := -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-strong
FLAGS_debug := -O0 -g3
FLAGS_san := -O1 -g3 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
CFLAGS_ALL = -std=c11 -D_GNU_SOURCE -Ilib -I$(B)/gen $(WARN) $(FLAGS_$(VARIANT)) $(if $(CI),-Werror) $(CFLAGS) -MMD -MP \
	$(shell pkg-config --cflags $(PACKAGES))
LDFLAGS_ALL = $(FLAGS_$(VARIANT)) $(LDFLAGS)
LIBS = $(shell pkg-config --libs $(PACKAGES)) -lcsv

LIB_C := $(foreach r,$(ROOMS),$(wildcard lib/$(r)/*.c))
LIB_O := $(LIB_C:%.c=$(B)/%.o)
CMD_C := $(filter-out $(PROGRAMS:%=cmd/%.c),$(wildcard cmd/*.c))
CMD_O := $(CMD_C:%.c=$(B)/%.o)
UNIT_C := $(wildcard tests/unit/*.c)
UNIT := $(UNIT_C:tests/unit/%.c=$(B)/unit/%)

all: $(foreach p,$(PROGRAMS),$(if $(wildcard cmd/$(p).c),$(B)/bin/$(p)))

$(B)/libmh.a: $(LIB_O)
	rm -f $@; ar rcs $@ $^

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -c -o $@ $<

$(B)/bin/%: $(B)/cmd/%.o $(CMD_O) $(B)/libmh.a
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS)

$(B)/unit/%: tests/unit/%.c $(B)/libmh.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $< $(B)/libmh.a $(LIBS) -lcmocka

unit: $(UNIT)
	@for t in $(UNIT); do $$t || exit 1; done

clean:
	rm -rf build

.PHONY: all unit clean
.SECONDARY:
-include $(LIB_O:.o=.d) $(CMD_O:.o=.d) $(PROGRAMS:%=$(B)/cmd/%.d)
