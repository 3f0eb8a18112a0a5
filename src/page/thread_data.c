#include "page/thread_data.h"

#include <inttypes.h>

#include "page/note.h"
#include "page/pages.h"
#include "page/program.h"
#include "page/render.h"
#include "page/thread_way.h"
#include "page/words.h"
#include "util/clock.h"
#include "util/json.h"
#include "util/utf8.h"
#include "view/markdown.h"

#define ATOM_SIZE  50
#define JSON_SIZE  100 /* a comment may be long, and is there twice */
#define JSON_PAGES 100000
/* For search engines: the first comments of a page, the first words of each. */
#define LD_COUNT   50
#define LD_LETTERS 200

/* What the page of a thread is called in a sentence. */
static const char *page_of(struct ctx *c, const struct thread *thread)
{
	const char *area;

	if (thread->kind == THREAD_PROGRAM)
		return thread->title;
	if (thread->kind == THREAD_ABOUT)
		return tr(c->s, "our work");
	area = words_area(c, thread->key);
	return area ? area : thread->key;
}

const char *thread_data_title(struct ctx *c, const struct thread *thread)
{
	return str_fill(c->arena, tr(c->s, "Comments on {page}"), "page",
			page_of(c, thread), NULL);
}

static char *path_of(struct ctx *c, int64_t id)
{
	return arena_printf(c->arena, "/comments/%" PRId64, id);
}

static char *name_of(struct ctx *c, int64_t id)
{
	return arena_printf(c->arena, "comment:%" PRId64, id);
}

void thread_data_add(struct atom *feed, const struct thread *thread,
		     const struct comment *comment)
{
	struct ctx *c = feed->c;
	const char *name = page_note_name(c, comment->author_name);
	struct atom_entry entry = {
		.id = name_of(c, comment->id),
		.title =
			str_fill(c->arena, tr(c->s, "{name} on {page}"), "name",
				 name, "page", page_of(c, thread), NULL),
		.path = path_of(c, comment->id),
		.author = name,
		.html = markdown_comment(c->arena, comment->body),
		.published_at = comment->published_at,
		.updated_at = comment->edited_at > comment->published_at
				      ? comment->edited_at
				      : comment->published_at,
	};

	if (comment->parent_id) {
		entry.answers_id = name_of(c, comment->parent_id);
		entry.answers_path = path_of(c, comment->parent_id);
	}
	atom_add(feed, &entry);
}

/* The thread of the path, of a page that is public. An old slug has been
 * answered when *is_done. */
static enum status find(struct ctx *c, const char *suffix, struct thread *out,
			bool *is_done)
{
	const char *area = ctx_param(c, "area");
	struct program program;
	enum status st;

	*is_done = false;
	if (*area)
		return store_thread_get(c->db, c->arena, THREAD_AREA, area,
					out);
	if (!*ctx_param(c, "slug"))
		return store_thread_get(c->db, c->arena, THREAD_ABOUT, "about",
					out);
	st = program_find(c, arena_printf(c->arena, "/comments%s", suffix),
			  &program, is_done);
	if (st != STATUS_OK || *is_done)
		return st;
	return store_thread_get(c->db, c->arena, THREAD_PROGRAM,
				arena_printf(c->arena, "%" PRId64, program.id),
				out);
}

/* GET /programs/{slug}/comments.atom, and of other threads */
enum status page_thread_atom(struct ctx *c)
{
	struct comment *comments = NULL;
	struct thread thread;
	struct atom feed;
	size_t count = 0;
	bool is_done;
	enum status st = find(c, ".atom", &thread, &is_done);

	if (st == STATUS_OK && !is_done && thread.id)
		st = store_comment_thread_recent(c->db, c->arena, thread.id,
						 ATOM_SIZE, &comments, &count);
	if (st != STATUS_OK || is_done)
		return st;
	atom_begin(&feed, c, thread_data_title(c, &thread),
		   thread_way_data(c->arena, &thread, ".atom"), thread.path);
	for (size_t i = 0; i < count; i++)
		thread_data_add(&feed, &thread, &comments[i]);
	return atom_send(&feed);
}

static json_t *time_or_null(int64_t at)
{
	char text[21];

	if (!at)
		return json_null();
	clock_rfc3339(at, text);
	return json_string(text);
}

static json_t *id_or_null(int64_t id)
{
	return id ? json_integer(id) : json_null();
}

/* An empty place has its fields, too, without what they told. */
static json_t *comment_json(struct ctx *c, const struct comment *note)
{
	bool is_gone = note->is_stub;
	const char *name =
		is_gone ? NULL : page_note_name(c, note->author_name);
	const char *html =
		is_gone ? NULL : markdown_comment(c->arena, note->body);
	const char *url =
		is_gone ? NULL : ctx_absolute(c, path_of(c, note->id));

	return json_pack(
		"{s:I, s:o, s:o, s:b, s:o, s:b, s:o, s:o, s:o, s:o, s:o, s:o}",
		"id", (json_int_t)note->id, "parent",
		id_or_null(note->parent_id), "url", json_text_or_null(url),
		"is_removed", is_gone, "author", json_text_or_null(name),
		"is_staff", note->is_staff && !is_gone, "website",
		json_text_or_null(note->website), "written",
		time_or_null(is_gone ? 0 : note->created_at), "published",
		time_or_null(is_gone ? 0 : note->published_at), "edited",
		time_or_null(is_gone ? 0 : note->edited_at), "markdown",
		json_text_or_null(is_gone ? NULL : note->body), "html",
		json_text_or_null(html));
}

static void send_json(struct ctx *c, const struct thread *thread, size_t page,
		      const struct comment *notes, size_t count)
{
	const char *next = NULL;
	struct buf *out = &c->response->body;
	size_t shown = count < JSON_SIZE ? count : JSON_SIZE;

	if (count > shown)
		next = ctx_absolute(
			c,
			arena_printf(c->arena, "%s?page=%zu",
				     thread_way_data(c->arena, thread, ".json"),
				     page + 1));
	if (next)
		response_header(
			c->response, "Link",
			arena_printf(c->arena, "<%s>; rel=\"next\"", next));
	c->response->type = "application/json; charset=utf-8";
	buf_printf(out,
		   "{\"url\": %s,\n\"total\": %" PRId64 ",\n\"next\": %s,\n",
		   json_text(c->arena,
			     json_string(ctx_absolute(c, thread->path)), 0),
		   thread->comment_count,
		   json_text(c->arena, json_text_or_null(next), 0));
	buf_text(out, "\"comments\": [");
	for (size_t i = 0; i < shown; i++) {
		buf_text(out, i ? ",\n" : "\n");
		buf_text(out,
			 json_text(c->arena, comment_json(c, &notes[i]), 0));
	}
	buf_text(out, "\n]}\n");
}

/* GET /programs/{slug}/comments.json?page=N, and of other threads */
enum status page_thread_json(struct ctx *c)
{
	int64_t asked = form_id(&c->request->query, "page");
	size_t page = asked > 1 ? (size_t)asked : 1, count = 0;
	struct comment *notes = NULL;
	struct thread thread;
	bool is_done;
	enum status st = find(c, ".json", &thread, &is_done);

	if (st != STATUS_OK || is_done)
		return st;
	if (page > JSON_PAGES)
		return STATUS_NOT_FOUND;
	if (thread.id)
		st = store_comment_thread_all(c->db, c->arena, thread.id,
					      (page - 1) * JSON_SIZE,
					      JSON_SIZE + 1, &notes, &count);
	if (st != STATUS_OK)
		return st;
	if (page > 1 && count == 0)
		return STATUS_NOT_FOUND;
	send_json(c, &thread, page, notes, count);
	return STATUS_OK;
}

static json_t *comment_ld(struct ctx *c, const struct thread *thread,
			  const struct comment *note)
{
	const char *url = ctx_absolute(c, path_of(c, note->id));
	const char *words = utf8_shorten(
		c->arena, markdown_plain(c->arena, note->body), LD_LETTERS);
	json_t *root = json_pack(
		"{s:s, s:s, s:s, s:o, s:{s:s, s:s}, s:s}", "@type", "Comment",
		"@id", url, "url", url, "dateCreated",
		time_or_null(note->created_at), "author", "@type", "Person",
		"name", page_note_name(c, note->author_name), "text", words);

	if (note->edited_at)
		json_object_set_new(root, "dateModified",
				    time_or_null(note->edited_at));
	if (note->parent_id)
		json_object_set_new(
			root, "parentItem",
			json_pack(
				"{s:s, s:s}", "@type", "Comment", "@id",
				ctx_absolute(c, path_of(c, note->parent_id))));
	else
		json_object_set_new(root, "about",
				    json_pack("{s:s}", "@id",
					      ctx_absolute(c, thread->path)));
	return root;
}

char *thread_json_ld(struct ctx *c, const struct thread *thread,
		     const struct comment_page *page)
{
	json_t *all = json_array();

	for (size_t i = 0; i < page->count && i < LD_COUNT; i++)
		if (page->notes[i].state == COMMENT_PUBLISHED)
			json_array_append_new(
				all, comment_ld(c, thread, &page->notes[i]));
	return json_text(c->arena,
			 json_pack("{s:s, s:o}", "@context",
				   "https://schema.org", "@graph", all),
			 0);
}
