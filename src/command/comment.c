/* comment list, publish, remove: reading what guests wrote, until staff have
 * pages for it. */
#include "command/commands.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/staff_comment.h"
#include "util/cell.h"
#include "util/clock.h"
#include "util/utf8.h"

#define LIST_MAX    1000
#define EXCERPT_MAX 200
#define REASON_MAX  500

static const char *const states[] = { "held", "published", "spam", "removed" };

static const struct {
	unsigned flag;
	const char *name;
} flags[] = {
	{ COMMENT_HAS_PHONE, "phone" },     { COMMENT_HAS_EMAIL, "email" },
	{ COMMENT_HAS_ADDRESS, "address" }, { COMMENT_HAS_CHILD, "child" },
	{ COMMENT_HAS_LINKS, "links" },     { COMMENT_IS_BAIT, "bait" },
	{ COMMENT_IS_REPORTED, "reported" }
};

static void print_comment(struct arena *arena, const struct comment *c)
{
	char at[21];

	clock_rfc3339(c->created_at, at);
	printf("%" PRId64 "\t%s\t%s\t%s", c->id, at, c->thread.path,
	       c->author_name);
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		if (c->flags & flags[i].flag)
			printf("\t[%s]", flags[i].name);
	printf("\n\t%s\n", utf8_shorten(arena, utf8_clean(arena, c->body, true),
					EXCERPT_MAX));
}

static int list(const struct command_env *env, enum comment_state state)
{
	struct comment *comments;
	struct db *db;
	enum status st;
	size_t count = 0;

	if (command_open(env, DB_READ, &db) != STATUS_OK)
		return COMMAND_FAILED;
	st = store_comment_list(db, env->arena, state, LIST_MAX, &comments,
				&count);
	for (size_t i = 0; st == STATUS_OK && i < count; i++)
		print_comment(env->arena, &comments[i]);
	db_close(db);
	if (st != STATUS_OK)
		return command_failed("the comments could not be read (%s)",
				      status_name(st));
	printf("%zu %s%s\n", count, states[state],
	       count == LIST_MAX ? " (there may be more)" : "");
	return 0;
}

int command_comment_list(int argc, char **argv)
{
	static const struct command_option options[] = { { 0 } };
	struct command_env env;
	int code = command_begin(&env, argc, argv, options, 0, 1);
	const char *name;

	if (code >= 0)
		goto out;
	name = env.word_count > 0 ? env.words[0] : states[COMMENT_HELD];
	for (int i = 0; code < 0 && i <= COMMENT_REMOVED; i++)
		if (strcmp(states[i], name) == 0)
			code = list(&env, (enum comment_state)i);
	if (code < 0)
		code = command_misuse("there is no state \"%s\"", name);
out:
	command_end(&env);
	return code;
}

/* As staff decide on their pages, whatever it says now. */
static enum status decide(struct db *db, struct arena *arena,
			  struct comment_decision decision)
{
	struct staff_comment comment = { 0 };
	enum status st;

	db_begin(db);
	st = store_staff_comment_get(db, arena, decision.id, &comment);
	decision.version = comment.version;
	if (st == STATUS_OK)
		st = store_staff_comment_decide(db, &decision,
						&decision.version);
	return db_end(db, st);
}

static int move(const struct command_env *env, int64_t id,
		enum comment_state state, const char *reason)
{
	const struct comment_decision decision = {
		.id = id,
		.state = state,
		.reason = reason,
		.actor = "command",
		.now = clock_now(),
	};
	struct db *db;
	enum status st;

	if (command_open(env, DB_WRITE, &db) != STATUS_OK)
		return COMMAND_FAILED;
	st = decide(db, env->arena, decision);
	db_close(db);
	switch (st) {
	case STATUS_OK:
		printf("comment %" PRId64 ": %s\n", id, states[state]);
		return 0;
	case STATUS_NOT_FOUND:
		return command_failed("there is no comment %" PRId64, id);
	case STATUS_CONFLICT:
		return command_failed("comment %" PRId64 " answers one that "
				      "is not published; publish that first",
				      id);
	default:
		return command_failed("comment %" PRId64 " could not be "
				      "changed (%s)",
				      id, status_name(st));
	}
}

/* The ID that a command was given; 0 after it was told. */
static int64_t read_id(const struct command_env *env, int *code)
{
	int64_t id = 0;

	if (!cell_int(env->words[0], &id) || id < 1) {
		*code = command_misuse("\"%s\" is not the number of a comment",
				       env->words[0]);
		return 0;
	}
	return id;
}

int command_comment_publish(int argc, char **argv)
{
	static const struct command_option options[] = { { 0 } };
	struct command_env env;
	int code = command_begin(&env, argc, argv, options, 1, 1);
	int64_t id;

	if (code < 0 && (id = read_id(&env, &code)) > 0)
		code = move(&env, id, COMMENT_PUBLISHED, NULL);
	command_end(&env);
	return code;
}

int command_comment_remove(int argc, char **argv)
{
	const char *reason = NULL;
	const struct command_option options[] = {
		{ "reason", .value = &reason }, { 0 }
	};
	struct command_env env;
	int code = command_begin(&env, argc, argv, options, 1, 1);
	int64_t id;

	if (code < 0 && reason && utf8_is_valid(reason, strlen(reason)))
		reason = utf8_clean(env.arena, reason, true);
	else
		reason = NULL;
	if (code < 0 &&
	    (!reason || !*reason || utf8_length(reason) > REASON_MAX))
		code = command_misuse("--reason needs 1 to %d characters",
				      REASON_MAX);
	if (code < 0 && (id = read_id(&env, &code)) > 0)
		code = move(&env, id, COMMENT_REMOVED, reason);
	command_end(&env);
	return code;
}
