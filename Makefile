# North Star. `make run` runs it, `make test` tests it; see README.md.
PORT  ?= 8080
STATE ?= var

CC  ?= gcc
CXX ?= g++
LIBS = libctemplate sqlite3 libcurl libsodium jansson libcmark-gfm \
	inih libutf8proc roaring libbrotlienc zlib

# SAN=1 builds with the address and undefined-behaviour sanitizers, into a
# folder of its own; COV=1 with coverage counters.
BUILD := build$(if $(SAN),/san)$(if $(COV),/cov)
WARN   = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wcast-qual -Wundef -Wvla -Wno-missing-field-initializers -Werror
HARDEN = -fstack-protector-strong -fPIE $(if $(SAN)$(COV),,-D_FORTIFY_SOURCE=2)
MODE   = $(if $(SAN),-O1 -fsanitize=address$(comma)undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer -DFAULT_POINTS,\
	$(if $(COV),-O0 --coverage,-O2))
comma := ,
CPPFLAGS += -Isrc -D_GNU_SOURCE -DNORTHSTAR_SHARE='"$(CURDIR)"'
CFLAGS   += -std=c11 -g $(WARN) $(HARDEN) $(MODE)
CXXFLAGS += -std=c++17 -g -Wall -Wextra -Werror $(HARDEN) $(MODE)
LDFLAGS  += -pie -Wl,-z,relro,-z,now $(MODE)
LDLIBS    = $(shell pkg-config --libs $(LIBS)) -lfcgi -lcsv -lunistring \
	-lgettextpo -lcmark-gfm-extensions -lstdc++ -lm

SOURCES := $(wildcard src/*.c src/*/*.c)
OBJECTS  = $(SOURCES:src/%.c=$(BUILD)/%.o) $(BUILD)/view/view.o
PARTS    = $(filter-out $(BUILD)/main.o,$(OBJECTS))

all: $(BUILD)/northstar

$(BUILD)/northstar: $(OBJECTS)
	$(CC) $(LDFLAGS) -o $@ $(OBJECTS) $(LDLIBS)

$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/%.o: src/%.cc
	@mkdir -p $(@D)
	$(CXX) $(CPPFLAGS) $(CXXFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJECTS:.o=.d)

# Unit tests: each tests/unit/test_*.c is a program of its own.
UNIT := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))

$(BUILD)/unit/%: tests/unit/%.c $(PARTS)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests/unit $(CFLAGS) $(LDFLAGS) -o $@ $< $(PARTS) $(LDLIBS) -lcmocka

units: $(UNIT)

clean:
	rm -rf build

.PHONY: all units clean
.SECONDARY:
