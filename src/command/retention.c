/* retention: what is kept how long, and ending it now. */
#include "command/commands.h"

#include <inttypes.h>
#include <stdio.h>

#include "page/erasure.h"
#include "page/retention.h"
#include "util/clock.h"
#include "util/json.h"

static void print_row(const struct command_env *env,
		      const struct retention *row, bool is_json)
{
	int64_t shown = retention_shown(row, &env->config);
	struct arena *arena = arena_new();

	if (is_json)
		printf("%s\n",
		       json_text(arena,
				 json_pack("{s:s, s:s, s:b, s:I, s:I, s:b}",
					   "id", row->id, "where", row->where,
					   "ends",
					   row->sweep != SWEEP_NONE ||
						   row->is_key,
					   "seconds", (json_int_t)row->seconds,
					   "shown", (json_int_t)shown, "words",
					   row->has_words),
				 0));
	else if (shown == 0)
		printf("%-20s until somebody ends it  %s\n", row->id,
		       row->where);
	else if (shown % CLOCK_DAY == 0)
		printf("%-20s %4" PRId64 " days  %s\n", row->id,
		       shown / CLOCK_DAY, row->where);
	else
		printf("%-20s %4" PRId64 " hours %s\n", row->id, shown / 3600,
		       row->where);
	arena_free(arena);
}

static enum status end_row(const struct command_env *env, struct db *db,
			   const struct retention *row, size_t *all)
{
	size_t count = 0;
	enum status st =
		retention_end(row, db, &env->config, clock_now(), NULL, &count);

	if (count > 0)
		printf("%s: %zu\n", row->id, count);
	*all += count;
	return st;
}

/* As the job would, and the gaps of the file at once. */
static enum status end_all(const struct command_env *env, struct db *db)
{
	enum status st = STATUS_OK;
	size_t all = 0;

	for (size_t i = 0; st == STATUS_OK && i < retention_count; i++)
		st = end_row(env, db, &retention_table[i], &all);
	if (st == STATUS_OK && all > 0)
		st = erasure_finish(db, env->arena, &env->config, false,
				    clock_now());
	return st;
}

static int run(const struct command_env *env, bool is_now, bool is_json)
{
	struct db *db;
	enum status st = STATUS_OK;

	if (!is_now) {
		for (size_t i = 0; i < retention_count; i++)
			print_row(env, &retention_table[i], is_json);
		return 0;
	}
	if (command_open(env, DB_WRITE, &db) != STATUS_OK)
		return COMMAND_FAILED;
	st = end_all(env, db);
	db_close(db);
	return st == STATUS_OK ? 0
			       : command_failed("what is kept too long could "
						"not be removed: %s",
						status_name(st));
}

int command_retention(int argc, char **argv)
{
	bool is_now = false, is_json = false;
	const struct command_option options[] = {
		{ "now", .is_given = &is_now },
		{ "json", .is_given = &is_json },
		{ NULL },
	};
	struct command_env env;
	int code = command_begin(&env, argc, argv, options, 0, 0);

	if (code < 0)
		code = run(&env, is_now, is_json);
	command_end(&env);
	return code;
}
