/* export programs: all public listings, to stdout. */
#include "command/commands.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "page/program_columns.h"
#include "util/clock.h"
#include "util/json.h"

struct export
{
	struct arena *arena; /* of one listing */
	const char *base_url;
	bool is_first;
};

static enum status flush_line(const struct buf *line)
{
	return fwrite(line->data, 1, line->len, stdout) == line->len
		       ? STATUS_OK
		       : STATUS_FAILED;
}

static enum status put_csv_header(struct arena *arena)
{
	struct buf line;

	buf_init(&line, arena);
	for (size_t i = 0; i < program_column_count; i++)
		csv_put(&line, program_columns[i].name,
			i + 1 < program_column_count ? ',' : '\n');
	return flush_line(&line);
}

static enum status put_csv(void *context, const struct program *program)
{
	struct export *ex = context;
	struct buf line;
	enum status st;

	buf_init(&line, ex->arena);
	for (size_t i = 0; i < program_column_count; i++)
		csv_put(&line,
			program_column_text(&program_columns[i], program,
					    ex->arena),
			i + 1 < program_column_count ? ',' : '\n');
	st = flush_line(&line);
	arena_reset(ex->arena);
	return st;
}

/* The words of one kind, or the counties, as a list. */
static json_t *list_json(const struct program_column *column,
			 const struct program *p)
{
	json_t *list = json_array();

	if (column->kind == COLUMN_AREA)
		for (size_t i = 0; i < p->county_count; i++)
			json_array_append_new(
				list, json_pack("{ss ss si}", "name",
						p->counties[i].name, "state",
						p->counties[i].state, "fips",
						(int)p->counties[i].id));
	else
		for (size_t i = 0; i < p->term_count; i++)
			if (p->terms[i].kind == column->terms)
				json_array_append_new(
					list, json_string(p->terms[i].slug));
	return list;
}

/* What is not known is null. */
static json_t *column_json(const struct program_column *column,
			   const struct program *p, struct arena *arena)
{
	const char *at = (const char *)p + column->offset;
	const char *text;

	switch (column->kind) {
	case COLUMN_TERMS:
	case COLUMN_AREA:
		return list_json(column, p);
	case COLUMN_FLAG:
		return json_boolean(*(const bool *)at);
	case COLUMN_INT:
		return *(const int *)at < 0 ? json_null()
					    : json_integer(*(const int *)at);
	case COLUMN_REAL:
		return *(const double *)at < 0 ? json_null()
					       : json_real(*(const double *)at);
	case COLUMN_LAT:
	case COLUMN_LON:
		return p->has_point ? json_real(*(const double *)at)
				    : json_null();
	default:
		text = program_column_text(column, p, arena);
		return *text ? json_string(text) : json_null();
	}
}

static enum status put_json(void *context, const struct program *p)
{
	struct export *ex = context;
	char updated[21];
	json_t *object;
	struct buf line;
	enum status st;

	clock_rfc3339(p->updated_at, updated);
	object = json_pack("{sI ss ss}", "id", (json_int_t)p->id, "url",
			   arena_printf(ex->arena, "%s/programs/%s",
					ex->base_url, p->slug),
			   "updated", updated);
	for (size_t i = 0; object && i < program_column_count; i++)
		json_object_set_new(
			object, program_columns[i].name,
			column_json(&program_columns[i], p, ex->arena));
	buf_init(&line, ex->arena);
	buf_text(&line, ex->is_first ? "[\n" : ",\n");
	buf_text(&line, json_text(ex->arena, object, 0));
	ex->is_first = false;
	st = flush_line(&line);
	arena_reset(ex->arena);
	return st;
}

static enum status export_all(struct db *db, struct export *ex, bool is_json)
{
	enum status st = STATUS_OK;

	db_begin_read(db);
	if (!is_json)
		st = put_csv_header(ex->arena);
	if (st == STATUS_OK)
		st = store_program_each(db, is_json ? put_json : put_csv, ex);
	db_end_read(db);
	if (st == STATUS_OK && is_json)
		fputs(ex->is_first ? "[]\n" : "\n]\n", stdout);
	if (fflush(stdout) != 0 || ferror(stdout))
		st = STATUS_FAILED;
	return st;
}

int command_export_programs(int argc, char **argv)
{
	const char *format = "csv";
	const struct command_option options[] = {
		{ "format", .value = &format }, { 0 }
	};
	struct command_env env;
	struct export ex = { .arena = arena_new(), .is_first = true };
	struct db *db;
	int code = command_begin(&env, argc, argv, options, 0, 0);

	if (code >= 0)
		goto out;
	if (strcmp(format, "csv") != 0 && strcmp(format, "json") != 0) {
		code = command_misuse("there is no format \"%s\"", format);
		goto out;
	}
	code = COMMAND_FAILED;
	ex.base_url = env.config.base_url;
	if (command_open(&env, DB_READ, &db) != STATUS_OK)
		goto out;
	if (export_all(db, &ex, strcmp(format, "json") == 0) == STATUS_OK)
		code = 0;
	else
		command_failed("the listings could not be written: %s",
			       errno ? strerror(errno) : "see above");
	db_close(db);
out:
	command_end(&env);
	arena_free(ex.arena);
	return code;
}
