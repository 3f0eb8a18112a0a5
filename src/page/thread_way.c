#include "page/thread_way.h"

#include <inttypes.h>
#include <string.h>

#include "page/guest.h"
#include "page/pages.h"
#include "page/render.h"

char *thread_way(struct arena *arena, const struct thread *thread,
		 const struct comment_view *view)
{
	char separator = '?';
	struct buf b;

	buf_init(&b, arena);
	buf_text(&b, thread->path);
	if (view->branch_id)
		buf_printf(&b, "%cbranch=%" PRId64, separator, view->branch_id);
	else if (view->is_newest)
		buf_printf(&b, "%corder=newest", separator);
	if (view->branch_id || view->is_newest)
		separator = '&';
	if (view->page > 1)
		buf_printf(&b, "%ccomments=%zu", separator, view->page);
	return b.data;
}

bool thread_way_is_newest(const struct ctx *c)
{
	const char *order = form_value(&c->request->query, "order");

	return order && strcmp(order, "newest") == 0;
}

char *thread_way_data(struct arena *arena, const struct thread *thread,
		      const char *suffix)
{
	return arena_printf(arena, "%s/comments%s", thread->path, suffix);
}

enum status thread_way_go(struct ctx *c, const struct comment_spot *place,
			  int64_t id)
{
	return page_redirect(c, 303, "%s#comment-%" PRId64,
			     thread_way(c->arena, &place->thread, &place->view),
			     id);
}

/* GET /comments/:id */
enum status page_comment_show(struct ctx *c)
{
	const struct comment_reader reader = guest_reader(c);
	int64_t id = ctx_id(c, "id");
	struct comment_spot place;
	enum status st;

	if (!id)
		return STATUS_NOT_FOUND;
	st = store_comment_place(c->db, c->arena, id, &reader,
				 thread_way_is_newest(c), &place);
	return st == STATUS_OK ? thread_way_go(c, &place, id) : st;
}
