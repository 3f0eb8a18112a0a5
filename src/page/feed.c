/* /feed.atom (RFC 4287): what is new on the site, listings and comments. */
#include <string.h>

#include "page/atom.h"
#include "page/pages.h"
#include "page/render.h"
#include "page/words.h"
#include "store/comment.h"
#include "store/program.h"
#include "view/markdown.h"

#define FEED_SIZE 20

static void add_program(struct ctx *c, struct atom *feed,
			const struct program *program)
{
	struct atom_entry entry = {
		.id = arena_printf(c->arena, "program:%lld",
				   (long long)program->id),
		.title = program->name,
		.path = arena_printf(c->arena, "/programs/%s", program->slug),
		.author = program->organization.name,
		.text = program->summary,
		.published_at = program->created_at,
		.updated_at = program->updated_at,
	};

	atom_add(feed, &entry);
}

static const char *comment_title(struct ctx *c, const struct comment *comment)
{
	const char *area;

	switch (comment->thread.kind) {
	case THREAD_PROGRAM:
		return str_fill(c->arena, tr(c->s, "{name} on {page}"), "name",
				comment->author_name, "page",
				comment->thread.title, NULL);
	case THREAD_AREA:
		area = words_area(c, comment->thread.key);
		return str_fill(c->arena, tr(c->s, "{name} on {page}"), "name",
				comment->author_name, "page",
				area ? area : comment->thread.key, NULL);
	case THREAD_ABOUT:
	default:
		return str_fill(c->arena, tr(c->s, "{name} on our work"),
				"name", comment->author_name, NULL);
	}
}

static void add_comment(struct ctx *c, struct atom *feed,
			const struct comment *comment)
{
	struct atom_entry entry = {
		.id = arena_printf(c->arena, "comment:%lld",
				   (long long)comment->id),
		.title = comment_title(c, comment),
		.path = arena_printf(c->arena, "/comments/%lld",
				     (long long)comment->id),
		.author = comment->author_name,
		.text = markdown_plain(c->arena, comment->body),
		.published_at = comment->published_at,
		.updated_at = comment->published_at,
	};

	atom_add(feed, &entry);
}

/* Both lists are newest first; so is what comes of them. */
static void merge(struct ctx *c, struct atom *feed,
		  const struct program *programs, size_t program_count,
		  const struct comment *comments, size_t comment_count)
{
	size_t p = 0, m = 0;

	while (p + m < FEED_SIZE && (p < program_count || m < comment_count)) {
		bool is_comment =
			p == program_count ||
			(m < comment_count && comments[m].published_at >=
						      programs[p].updated_at);

		if (is_comment)
			add_comment(c, feed, &comments[m++]);
		else
			add_program(c, feed, &programs[p++]);
	}
}

/* GET /feed.atom */
enum status page_feed(struct ctx *c)
{
	struct program *programs;
	struct comment *comments;
	size_t program_count, comment_count;
	struct atom feed;
	enum status st = store_program_recent(c->db, c->arena, FEED_SIZE,
					      &programs, &program_count);

	if (st == STATUS_OK)
		st = store_comment_recent(c->db, c->arena, FEED_SIZE, &comments,
					  &comment_count);
	if (st != STATUS_OK)
		return st;
	atom_begin(&feed, c, tr(c->s, "New in the mentoring directory"),
		   "/feed.atom", "/");
	merge(c, &feed, programs, program_count, comments, comment_count);
	return atom_send(&feed);
}
