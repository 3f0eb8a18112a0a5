/* import comments: the old conversation, from a WordPress export. */
#include "command/import_comments.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "command/import.h"
#include "store/comment_import.h"
#include "util/clock.h"
#include "util/token.h"
#include "util/utf8.h"

#define SITE_MAX 200 /* bytes; the rest of a source is a number */

static const char *const state_names[] = {
	[COMMENT_HELD] = "held",
	[COMMENT_PUBLISHED] = "published",
	[COMMENT_SPAM] = "spam",
	[COMMENT_REMOVED] = "removed",
};

/* What is stored, or would be. */
struct tally {
	size_t is_new, is_known;
	size_t by_state[COMMENT_REMOVED + 1];
	bool is_late; /* some were written here before */
};

static const char *s_of(size_t count)
{
	return count == 1 ? "" : "s";
}

/* Pages -------------------------------------------------------------------- */

/* "SLUG=PATH" of --map for a slug: the path, or NULL. */
static const char *mapped_path(const char *const *maps, const char *slug)
{
	size_t len = strlen(slug);

	for (; len && *maps; maps++)
		if (strncmp(*maps, slug, len) == 0 && (*maps)[len] == '=')
			return *maps + len + 1;
	return NULL;
}

/* Drafts have no slug yet, but an address may end in one. */
static const char *slug_of(struct arena *arena, const struct wxr_page *page)
{
	const char *end = page->link + strcspn(page->link, "?#"), *begin;

	if (*page->slug)
		return page->slug;
	while (end > page->link && end[-1] == '/')
		end--;
	for (begin = end; begin > page->link && begin[-1] != '/';)
		begin--;
	return arena_strndup(arena, begin, (size_t)(end - begin));
}

static enum status find_page(struct db *db, struct old_talk *talk,
			     const char *const *maps, struct old_page *page)
{
	struct arena *arena = talk->arena;
	const char *slug = slug_of(arena, page->from);
	const char *path = mapped_path(maps, slug);
	enum status st;

	if (path) {
		st = store_comment_import_page(db, arena, path, &page->thread);
		if (st == STATUS_NOT_FOUND)
			old_say(talk, &talk->errors, 0,
				"--map %s=%s: there is no page %s with a "
				"conversation; write /about, /programs/SLUG or "
				"/dashboard/AREA",
				slug, path, path);
	} else if (strcmp(slug, "about") == 0) {
		st = store_comment_import_page(db, arena, "/about",
					       &page->thread);
	} else {
		st = store_comment_import_page(
			db, arena, arena_printf(arena, "/programs/%s", slug),
			&page->thread);
		if (st == STATUS_NOT_FOUND)
			st = store_comment_import_page(
				db, arena,
				arena_printf(arena, "/dashboard/%s", slug),
				&page->thread);
	}
	page->is_taken = st == STATUS_OK;
	if (st != STATUS_NOT_FOUND)
		return st;
	talk->elsewhere += page->from->count;
	old_say(talk, &talk->notes, page->from->line,
		"\"%s\" has no page here, and %zu comment%s; --map %s=/about "
		"would put them there",
		utf8_shorten(arena, utf8_clean(arena, page->from->title, true),
			     80),
		page->from->count, s_of(page->from->count),
		*slug ? slug : "SLUG");
	return STATUS_OK;
}

/* Each --map names a page of the file, or it is a slip. */
static void check_maps(struct old_talk *talk, const char *const *maps)
{
	for (; *maps; maps++) {
		size_t len = strcspn(*maps, "=");
		bool is_found = false;

		for (size_t i = 0; i < talk->wxr->page_count; i++) {
			const char *slug =
				slug_of(talk->arena, &talk->wxr->pages[i]);

			is_found |= strlen(slug) == len &&
				    strncmp(slug, *maps, len) == 0;
		}
		if (!is_found)
			old_say(talk, &talk->errors, 0,
				"--map %s: no page called %.*s has comments in "
				"the file",
				*maps, (int)len, *maps);
	}
}

static enum status find_pages(struct db *db, struct old_talk *talk,
			      const char *const *maps)
{
	enum status st = STATUS_OK;

	talk->pages = arena_array(talk->arena, talk->wxr->page_count + 1,
				  sizeof(*talk->pages));
	check_maps(talk, maps);
	for (size_t i = 0; st == STATUS_OK && i < talk->wxr->page_count; i++) {
		talk->pages[i].from = &talk->wxr->pages[i];
		st = find_page(db, talk, maps, &talk->pages[i]);
		if (st == STATUS_NOT_FOUND)
			st = STATUS_OK; /* said */
	}
	return st;
}

/* The site without scheme and last slash, so that it stays the same site when
 * its address changes a little. */
static const char *site_of(struct arena *arena, const char *link)
{
	char *site = utf8_clean(arena, link, true);
	size_t len;

	if (strncasecmp(site, "http://", 7) == 0)
		site += 7;
	else if (strncasecmp(site, "https://", 8) == 0)
		site += 8;
	for (len = strlen(site); len && site[len - 1] == '/';)
		site[--len] = '\0';
	for (char *at = site; *at; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	return site;
}

/* Storing ------------------------------------------------------------------ */

static enum status store_part(struct db *db, const struct old_talk *talk,
			      struct old_comment *c, size_t part,
			      struct tally *tally)
{
	int64_t above = part ? c->id : c->parent ? c->parent->id : 0, id = 0;
	char *source = arena_printf(talk->arena, "wxr:%s:%" PRId64, talk->site,
				    c->from->id);
	struct imported_comment row = {
		.source = source,
		.thread_id = c->page->thread.id,
		.parent_id = above,
		.state = c->state,
		.author_name = c->name,
		.author_email = c->email,
		.website = c->website,
		.body = c->parts[part],
		.flags = c->flags,
		.created_at = c->at,
	};
	bool is_new;
	enum status st;

	if (part)
		row.source =
			arena_printf(talk->arena, "%s#%zu", source, part + 1);
	if (c->state == COMMENT_REMOVED)
		row.reason = "It was in the trash of the old site.";
	st = store_comment_import_add(db, &row, &id, &is_new);
	if (part == 0)
		c->id = id;
	tally->is_new += is_new;
	tally->is_known += !is_new;
	tally->by_state[c->state] += is_new;
	return st;
}

static enum status store_all(struct db *db, struct old_talk *talk,
			     struct tally *tally)
{
	enum status st = STATUS_OK;

	for (size_t i = 0; st == STATUS_OK && i < talk->wxr->page_count; i++)
		if (talk->pages[i].is_taken)
			st = store_comment_import_thread(
				db, &talk->pages[i].thread);
	for (size_t i = 0; st == STATUS_OK && i < talk->count; i++)
		for (size_t part = 0;
		     st == STATUS_OK && part < talk->order[i]->part_count;
		     part++)
			st = store_part(db, talk, talk->order[i], part, tally);
	if (st == STATUS_OK && tally->is_new > 0)
		st = store_comment_import_record(db, talk->site,
						 (int64_t)tally->is_new);
	return st;
}

/* All of it or nothing; with is_dry nothing, but in earnest until then. */
static enum status import(struct db *db, struct old_talk *talk,
			  const char *const *maps, bool is_dry,
			  struct tally *tally)
{
	enum status st;

	db_begin(db);
	st = find_pages(db, talk, maps);
	if (st == STATUS_OK)
		old_talk_read(talk);
	if (st == STATUS_OK && talk->errors.count > 0)
		st = STATUS_BAD;
	if (st == STATUS_OK)
		st = store_comment_import_is_late(db, &tally->is_late);
	if (st == STATUS_OK)
		st = store_all(db, talk, tally);
	if (st != STATUS_OK || (!is_dry && tally->is_new > 0))
		return db_end(db, st);
	/* Not even a thread's row is left of what changed nothing. */
	return db_end(db, STATUS_CONFLICT) == STATUS_CONFLICT ? STATUS_OK
							      : STATUS_FAILED;
}

/* Saying ------------------------------------------------------------------- */

static void print_said(FILE *out, const struct old_said *said,
		       const char *prefix)
{
	size_t shown = said->count < OLD_SAID_MAX ? said->count : OLD_SAID_MAX;

	for (size_t i = 0; i < shown; i++)
		fprintf(out, "%s%s\n", prefix, said->lines[i]);
	if (said->count > shown)
		fprintf(out, "%s… and %zu more\n", prefix, said->count - shown);
}

static void print_count(size_t count, const char *what)
{
	if (count > 0)
		printf("  %zu %s\n", count, what);
}

static void print_result(const struct old_talk *talk, const struct tally *tally,
			 bool is_dry)
{
	printf("%s: %zu comment%s on %zu page%s (WordPress export %s)\n",
	       talk->site, talk->wxr->comment_count,
	       s_of(talk->wxr->comment_count), talk->wxr->page_count,
	       s_of(talk->wxr->page_count), talk->wxr->version);
	print_said(stdout, &talk->notes, "  ");
	printf("new: %zu comment%s", tally->is_new, s_of(tally->is_new));
	for (int i = 0; i <= COMMENT_REMOVED; i++)
		printf("%s %zu %s", i ? "," : ":", tally->by_state[i],
		       state_names[i]);
	printf("\n");
	print_count(tally->is_known, "here already, left as it is");
	print_count(talk->elsewhere, "left out: their page is not here");
	print_count(talk->pings, "left out: pingbacks and trackbacks");
	print_count(talk->other_kinds, "left out: no comments, but notes of "
				       "a plugin");
	print_count(talk->wordless, "left out: without words");
	print_count(talk->erased, "left out: of people who were erased here");
	print_count(talk->orphans, "at the top level: what it answers is not "
				   "taken along");
	print_count(talk->emails_lost, "without its e-mail address, which is "
				       "none");
	print_count(talk->websites_lost, "without its website, which is none");
	print_count(talk->names_cut, "with a shorter name");
	if (is_dry)
		printf("(dry run: nothing was stored)\n");
}

/* The command -------------------------------------------------------------- */

static enum status read_erasures(const struct command_env *env,
				 struct old_talk *talk)
{
	unsigned char key[32];
	struct erasures *list;
	enum status st = token_key_file(
		config_path(env->arena, &env->config, "secret"), key);

	if (st == STATUS_OK)
		st = erasure_list(talk->arena, &env->config, key, &list);
	if (st == STATUS_OK)
		talk->erasures = list;
	return st;
}

static int run(const struct command_env *env, const char *path,
	       const char *const *maps, bool is_dry)
{
	struct old_talk talk = { .arena = env->arena, .now = clock_now() };
	struct tally tally = { 0 };
	struct wxr wxr;
	struct db *db;
	enum status st;
	int code;

	if (wxr_read(env->arena, path, &wxr) != STATUS_OK) {
		fprintf(stderr, "%s:%zu: %s\n", path, wxr.line, wxr.problem);
		return command_import_end(STATUS_BAD, path);
	}
	talk.wxr = &wxr;
	talk.site = site_of(env->arena, wxr.site);
	if (strlen(talk.site) > SITE_MAX)
		return command_failed("%s: the address of its site is longer "
				      "than %d bytes",
				      path, SITE_MAX);
	if (!command_has_database(env))
		return COMMAND_FAILED;
	st = read_erasures(env, &talk);
	if (st != STATUS_OK)
		return command_import_end(st, path);
	if (command_open(env, DB_WRITE, &db) != STATUS_OK)
		return COMMAND_FAILED;
	st = import(db, &talk, maps, is_dry, &tally);
	db_close(db);
	print_said(stderr, &talk.errors,
		   arena_printf(env->arena, "%s: ", path));
	code = command_import_end(st, path);
	if (code == 0)
		print_result(&talk, &tally, is_dry);
	if (code == 0 && tally.is_late && tally.is_new > 0)
		fprintf(stderr,
			"warning: comments were written here already. "
			"Conversations are read in the order of their numbers, "
			"so imported ones stand behind them; import first, "
			"before people write\n");
	return code;
}

/* "SLUG=/path" */
static bool is_map(const char *text)
{
	const char *sign = strchr(text, '=');

	return sign && sign > text && sign[1] == '/' &&
	       utf8_is_valid(text, strlen(text));
}

int command_import_comments(int argc, char **argv)
{
	const char *maps[COMMAND_VALUES_MAX + 1] = { 0 };
	bool is_dry = false;
	const struct command_option options[] = { { "dry-run",
						    .is_given = &is_dry },
						  { "map", .values = maps },
						  { 0 } };
	struct command_env env;
	int code = command_begin(&env, argc, argv, options, 1, 1);

	for (size_t i = 0; code < 0 && maps[i]; i++)
		if (!is_map(maps[i]))
			code = command_misuse("--map takes SLUG=PATH, such as "
					      "hello-world=/about");
	if (code < 0)
		code = run(&env, env.words[0], maps, is_dry);
	command_end(&env);
	return code;
}
