/* /feed.atom (RFC 4287): what is new on the site, listings and comments; and
 * /comments.atom, comments alone. */
#include "page/atom.h"
#include "page/pages.h"
#include "page/render.h"
#include "page/thread_data.h"
#include "store/program.h"

#define FEED_SIZE     20
#define COMMENTS_SIZE 50

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

static void add_comment(struct atom *feed, const struct comment *comment)
{
	thread_data_add(feed, &comment->thread, comment);
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
			(m < comment_count &&
			 comments[m].published_at >= programs[p].updated_at);

		if (is_comment)
			add_comment(feed, &comments[m++]);
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

/* GET /comments.atom */
enum status page_comments_atom(struct ctx *c)
{
	struct comment *comments;
	struct atom feed;
	size_t count;
	enum status st = store_comment_recent(c->db, c->arena, COMMENTS_SIZE,
					      &comments, &count);

	if (st != STATUS_OK)
		return st;
	atom_begin(&feed, c,
		   tr(c->s, "New comments in the mentoring directory"),
		   "/comments.atom", "/");
	for (size_t i = 0; i < count; i++)
		add_comment(&feed, &comments[i]);
	return atom_send(&feed);
}
