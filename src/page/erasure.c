#include "page/erasure.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "page/erasure_file.h"
#include "page/ready_made.h"
#include "store/event.h"
#include "util/buf.h"
#include "util/clock.h"
#include "util/json.h"
#include "util/log.h"
#include "util/token.h"

#define LIST       ERASURE_FILE
#define EVENT      "rewrite"
#define GAPS       "gaps"
#define QUICK_SIZE (128LL << 20) /* written anew in less than a second */

/* One line of the list. */
struct line {
	int64_t at;
	unsigned char email[TOKEN_HASH]; /* of the address, keyed */
	bool has_email;
	bool is_own; /* the person asked, not somebody for them */
	struct erased_thing user;
	struct erased_thing *comments;
	size_t comment_count;
};

struct list {
	unsigned char key[32]; /* of the list alone */
	struct line *lines;
	size_t count;
};

static void hash_email(const unsigned char key[32], const char *email,
		       unsigned char out[TOKEN_HASH])
{
	token_mac(out, key, email, NULL);
}

/* Remembering -------------------------------------------------------------- */

static json_t *thing(const struct erased_thing *thing)
{
	return json_pack("[I, I]", (json_int_t)thing->id,
			 (json_int_t)thing->created_at);
}

/* What a person asked for themselves says nothing of their address: to others
 * who have it nothing happens, after a restore neither. */
static char *line_of(struct arena *arena, const unsigned char key[32],
		     const struct erased_person *person,
		     const struct erase_result *result, bool is_own,
		     int64_t now)
{
	json_t *line = json_pack("{s:I}", "at", (json_int_t)now);
	json_t *comments = json_array();
	unsigned char hash[TOKEN_HASH];
	char text[TOKEN_TEXT];

	if (is_own)
		json_object_set_new(line, "own", json_true());
	if (person->email && !is_own) {
		hash_email(key, person->email, hash);
		token_text(hash, text);
		json_object_set_new(line, "email", json_string(text));
	}
	if (person->user.id)
		json_object_set_new(line, "user", thing(&person->user));
	for (size_t i = 0; result && i < result->comment_count; i++)
		json_array_append_new(comments, thing(&result->comments[i]));
	json_object_set_new(line, "comments", comments);
	return arena_printf(arena, "%s\n", json_text(arena, line, 0));
}

/* One line for each account or address; the comments stand in the first. */
static char *lines_of(struct arena *arena, const unsigned char key[32],
		      const struct erase_result *result, bool is_own,
		      int64_t now)
{
	struct buf b;

	buf_init(&b, arena);
	for (size_t i = 0; i < result->person_count; i++)
		buf_text(&b, line_of(arena, key, &result->persons[i],
				     i ? NULL : result, is_own, now));
	return b.data;
}

static enum status run(struct db *db, struct arena *arena,
		       const struct config *config, const unsigned char key[32],
		       const struct erase_target *target, const char *actor,
		       int64_t now, struct erase_result *out)
{
	unsigned char own[32];
	bool is_person = !target->is_own || target->user_id;
	enum status st = store_erase_run(db, arena, target, actor, now, out);

	if (st == STATUS_OK)
		st = store_event_put(db, is_person ? EVENT : GAPS, false, NULL,
				     now);
	if (st != STATUS_OK)
		return st;
	token_subkey(key, LIST, own);
	return erasure_file_append(
		config->state, config_path(arena, config, LIST),
		lines_of(arena, own, out, target->is_own, now));
}

enum status erasure_run(struct db *db, struct arena *arena,
			const struct config *config,
			const unsigned char key[32],
			const struct erase_target *target, const char *actor,
			int64_t now, struct erase_result *out)
{
	db_begin(db);
	return db_end(db, run(db, arena, config, key, target, actor, now, out));
}

enum status erasure_run_comment(struct db *db, struct arena *arena,
				const struct config *config,
				const unsigned char key[32], int64_t comment_id,
				const char *actor, int64_t now)
{
	const struct erase_target target = { .comment_id = comment_id,
					     .is_own = true };
	struct erase_result result;

	return erasure_run(db, arena, config, key, &target, actor, now,
			   &result);
}

/* Traces ------------------------------------------------------------------- */

static enum status rewrite(struct db *db, int64_t now)
{
	enum status st = store_erase_traces(db);

	if (st == STATUS_OK)
		st = store_event_put(db, EVENT, true, NULL, now);
	return st == STATUS_OK ? store_event_put(db, GAPS, true, NULL, now)
			       : st;
}

enum status erasure_note_gaps(struct db *db, int64_t now)
{
	return store_event_put(db, GAPS, false, NULL, now);
}

static enum status is_open(struct db *db, struct arena *arena, const char *kind,
			   bool *is_due)
{
	struct system_event event;
	enum status st = store_event_get(db, arena, kind, &event);

	*is_due = st == STATUS_OK && event.at != 0 && !event.is_fine;
	return st;
}

/* When the fewest wait for a page. */
static bool is_night(int64_t now)
{
	int hour = clock_local(now).hour;

	return hour >= 2 && hour < 5;
}

enum status erasure_finish(struct db *db, struct arena *arena,
			   const struct config *config, bool is_quick,
			   int64_t now)
{
	struct stat file;

	ready_made_forget(config->state);
	if (is_quick &&
	    (stat(config_path(arena, config, "northstar.db"), &file) != 0 ||
	     file.st_size > QUICK_SIZE))
		return STATUS_OK;
	return rewrite(db, now);
}

enum status erasure_finish_late(struct db *db, struct arena *arena, int64_t now)
{
	bool is_due = false;
	enum status st = is_open(db, arena, EVENT, &is_due);

	if (st == STATUS_OK && !is_due && is_night(now))
		st = is_open(db, arena, GAPS, &is_due);
	if (st != STATUS_OK || !is_due)
		return st;
	return rewrite(db, now);
}

/* Again, after a restore --------------------------------------------------- */

static struct erased_thing thing_of(const json_t *pair)
{
	return (struct erased_thing){
		.id = json_integer_value(json_array_get(pair, 0)),
		.created_at = json_integer_value(json_array_get(pair, 1)),
	};
}

static struct line read_line(struct arena *arena, const json_t *root)
{
	const json_t *comments = json_object_get(root, "comments");
	const char *email = json_string_value(json_object_get(root, "email"));
	struct line line = {
		.at = json_integer_value(json_object_get(root, "at")),
		.user = thing_of(json_object_get(root, "user")),
		.comment_count = json_array_size(comments),
		.is_own = json_is_true(json_object_get(root, "own")),
	};

	line.has_email =
		email && token_decode(email, line.email, sizeof(line.email));
	line.comments = arena_array(arena, line.comment_count + 1,
				    sizeof(*line.comments));
	for (size_t i = 0; i < line.comment_count; i++)
		line.comments[i] = thing_of(json_array_get(comments, i));
	return line;
}

/* A line that was cut short by a power cut belongs to no commit. */
static void read_lines(struct arena *arena, FILE *in, struct list *list)
{
	size_t size = list->count, room = 0;
	char *text = NULL;

	while (getline(&text, &room, in) > 0) {
		json_t *root = json_loads(text, 0, NULL);

		if (root && list->count == size) {
			list->lines = arena_grow(
				arena, list->lines, size * sizeof(*list->lines),
				(size + 64) * sizeof(*list->lines));
			size += 64;
		}
		if (root)
			list->lines[list->count++] = read_line(arena, root);
		json_decref(root);
	}
	free(text);
}

static enum status read_list(struct arena *arena, const char *path,
			     struct list *list)
{
	FILE *in = fopen(path, "re");

	if (!in && errno == ENOENT)
		return STATUS_OK;
	if (!in) {
		log_error("cannot read %s: %s", path, strerror(errno));
		return STATUS_FAILED;
	}
	read_lines(arena, in, list);
	fclose(in);
	return STATUS_OK;
}

/* What the state folder says, and each of others (NULL ends them). */
static enum status read_lists(struct arena *arena, const struct config *config,
			      const unsigned char key[32],
			      const char *const *others, struct list *list)
{
	enum status st;

	*list = (struct list){ 0 };
	token_subkey(key, LIST, list->key);
	st = read_list(arena, config_path(arena, config, LIST), list);
	for (; st == STATUS_OK && others && *others; others++)
		st = read_list(arena, *others, list);
	return st;
}

struct repeat {
	struct db *db;
	struct arena *arena;
	int64_t now;
	size_t *count;
};

static enum status erase_again(struct repeat *r, struct erase_target target)
{
	struct erase_result result;
	enum status st;

	target.is_forced = true;
	st = store_erase_run(r->db, r->arena, &target, "command", r->now,
			     &result);
	if (st == STATUS_OK)
		++*r->count;
	return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

/* By address: each that the copy knows is hashed and looked up. */
static enum status repeat_addresses(struct repeat *r, const struct list *list)
{
	enum status st;
	const char **emails;
	size_t count;

	st = store_erase_addresses(r->db, r->arena, &emails, &count);
	for (size_t i = 0; st == STATUS_OK && i < count; i++) {
		unsigned char hash[TOKEN_HASH];

		hash_email(list->key, emails[i], hash);
		for (size_t n = 0; st == STATUS_OK && n < list->count; n++)
			if (list->lines[n].has_email &&
			    memcmp(list->lines[n].email, hash, sizeof(hash)) ==
				    0)
				st = erase_again(
					r, (struct erase_target){
						   .email = emails[i],
						   .until = list->lines[n].at,
					   });
	}
	return st;
}

/* By number: what had no address, or another key then. */
static enum status repeat_things(struct repeat *r, const struct line *line)
{
	bool is_there;
	enum status st;

	st = store_erase_has_user(r->db, &line->user, &is_there);
	if (st == STATUS_OK && is_there)
		st = erase_again(
			r, (struct erase_target){ .user_id = line->user.id,
						  .until = line->at,
						  .is_own = line->is_own });
	for (size_t i = 0; st == STATUS_OK && i < line->comment_count; i++) {
		st = store_erase_has_comment(r->db, &line->comments[i],
					     &is_there);
		if (st == STATUS_OK && is_there)
			st = erase_again(
				r, (struct erase_target){
					   .comment_id = line->comments[i].id,
					   .until = line->at,
					   .is_own = line->is_own });
	}
	return st;
}

enum status erasure_repeat(struct db *db, struct arena *arena,
			   const struct config *config,
			   const unsigned char key[32],
			   const char *const *others, int64_t now,
			   size_t *count)
{
	struct repeat r = { db, arena, now, count };
	struct list list;
	enum status st;

	*count = 0;
	st = read_lists(arena, config, key, others, &list);
	if (st != STATUS_OK || list.count == 0)
		return st;
	db_begin(db);
	st = repeat_addresses(&r, &list);
	for (size_t i = 0; st == STATUS_OK && i < list.count; i++)
		st = repeat_things(&r, &list.lines[i]);
	st = db_end(db, st);
	return st == STATUS_OK && *count > 0 ? store_erase_traces(db) : st;
}

/* Before an import --------------------------------------------------------- */

struct erasures {
	struct list list;
};

enum status erasure_list(struct arena *arena, const struct config *config,
			 const unsigned char key[32], struct erasures **out)
{
	*out = arena_alloc(arena, sizeof(**out));
	return read_lists(arena, config, key, NULL, &(*out)->list);
}

static bool has_comment(const struct line *line, int64_t created_at)
{
	for (size_t i = 0; i < line->comment_count; i++)
		if (line->comments[i].created_at == created_at)
			return true;
	return false;
}

bool erasure_has(const struct erasures *list, struct arena *arena,
		 const char *email, int64_t created_at)
{
	char *small = arena_strdup(arena, email ? email : "");
	unsigned char hash[TOKEN_HASH];

	for (char *at = small; *at; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	hash_email(list->list.key, small, hash);
	for (size_t i = 0; i < list->list.count; i++) {
		const struct line *line = &list->list.lines[i];
		bool is_same = email && line->has_email &&
			       memcmp(line->email, hash, sizeof(hash)) == 0;

		if (line->at > created_at &&
		    (is_same || (!email && has_comment(line, created_at))))
			return true;
	}
	return false;
}
