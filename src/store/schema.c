#include "store/schema.h"

#include <stddef.h>

/* The assembler puts the files into the program, so that the one binary is
 * all that is needed. Paths count from the top folder, where make runs; the
 * Makefile knows that this object depends on them. */
#define EMBED(symbol, file)                                                    \
	__asm__(".pushsection .rodata\n"                                       \
		".global " symbol "\n" symbol ":\n"                            \
		".incbin \"" file "\"\n"                                       \
		".byte 0\n"                                                    \
		".popsection\n")

EMBED("store_schema", "schema.sql");

/* To add a step: write src/store/migrations/NNNN-what-it-does.sql, change
 * schema.sql alike (new columns stand last in their table), raise
 * STORE_SCHEMA_VERSION, keep the old schema.sql as
 * tests/data/schema-<version>.sql, and add a row below.
 * tests/unit/test_store_migrate.c checks that both roads lead to the same
 * schema. */
EMBED("migration_2", "src/store/migrations/0002-staff.sql");
EMBED("migration_3", "src/store/migrations/0003-conversation.sql");
EMBED("migration_4", "src/store/migrations/0004-retention.sql");
extern const char migration_2[], migration_3[], migration_4[];

const struct migration store_migrations[] = {
	{ 2, migration_2 },
	{ 3, migration_3 },
	{ 4, migration_4 },
	{ 0, NULL },
};
