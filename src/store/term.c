#include "store/term.h"

#include <stdlib.h>
#include <string.h>

#include "store/term_table.h"

static const char SQL_LIST[] =
	"SELECT id, kind, slug, name FROM term ORDER BY position, id";
static const char SQL_COUNT[] = "SELECT count(*) FROM term";

static const char *const kind_names[TERM_KINDS] = {
	[TERM_TYPE] = "type",
	[TERM_SETTING] = "setting",
	[TERM_POPULATION] = "population",
	[TERM_REQUIREMENT] = "requirement",
	[TERM_LANGUAGE] = "language",
};

static const char kept_here; /* its address is the key of what is kept */

const char *store_term_kind_name(enum term_kind kind)
{
	return kind_names[kind];
}

static enum term_kind kind_of(const char *name)
{
	int kind = 0;

	while (kind < TERM_KINDS - 1 && strcmp(kind_names[kind], name) != 0)
		kind++;
	return (enum term_kind)kind;
}

static void release(void *thing)
{
	struct term_table *table = thing;

	if (!table)
		return;
	arena_free(table->arena);
	free(table);
}

/* By kind in the order of the enum, which the engine does not know. */
static void sort_by_kind(struct term_table *table)
{
	struct term *sorted =
		arena_array(table->arena, table->count + 1, sizeof(*sorted));
	size_t n = 0;

	for (int kind = 0; kind < TERM_KINDS; kind++)
		for (size_t i = 0; i < table->count; i++)
			if ((int)table->terms[i].kind == kind)
				sorted[n++] = table->terms[i];
	table->terms = sorted;
}

static enum status read_table(struct db *db, struct term_table *table)
{
	struct db_query *q;
	enum status st;
	size_t room = 0;

	q = db_query(db, SQL_COUNT);
	if (db_row(q))
		room = (size_t)db_int(q, 0);
	st = db_finish(q);
	if (st != STATUS_OK)
		return st;
	table->terms = arena_array(table->arena, room + 1,
				   sizeof(*table->terms));
	q = db_query(db, SQL_LIST);
	while (table->count < room && db_row(q)) {
		struct term *term = &table->terms[table->count++];

		term->id = db_int(q, 0);
		term->kind = kind_of(db_peek_text(q, 1));
		term->slug = db_text(q, 2, table->arena);
		term->name = db_text(q, 3, table->arena);
	}
	sort_by_kind(table);
	return db_finish(q);
}

enum status term_table_get(struct db *db, const struct term_table **out)
{
	struct term_table *table = db_kept(db, &kept_here);
	int64_t public_now, directory;
	enum status st = db_generation(db, &public_now, &directory);

	*out = table;
	if (st != STATUS_OK || (table && table->generation == directory))
		return st;
	table = calloc(1, sizeof(*table));
	if (!table)
		return STATUS_FAILED;
	table->arena = arena_new();
	table->generation = directory;
	st = read_table(db, table);
	if (st != STATUS_OK) {
		release(table);
		return st;
	}
	db_keep(db, &kept_here, table, release);
	*out = table;
	return STATUS_OK;
}

enum status store_term_list(struct db *db, struct arena *arena,
			    struct term **out, size_t *count)
{
	const struct term_table *table;
	enum status st = term_table_get(db, &table);

	*out = NULL;
	*count = 0;
	if (st != STATUS_OK)
		return st;
	*count = table->count;
	*out = arena_array(arena, table->count + 1, sizeof(**out));
	for (size_t i = 0; i < table->count; i++) {
		(*out)[i] = table->terms[i];
		(*out)[i].slug = arena_strdup(arena, table->terms[i].slug);
		(*out)[i].name = arena_strdup(arena, table->terms[i].name);
	}
	return STATUS_OK;
}
