/* The staff's home: what waits for them. */
#include <string.h>

#include "page/admin.h"
#include "page/pages.h"
#include "store/session.h"
#include "util/clock.h"

/* By the clock of Minnesota. */
static const char *greeting(const struct ctx *c)
{
	int hour = clock_local(c->now).hour;
	char *name = arena_strndup(c->arena, c->user->name,
				   strcspn(c->user->name, " "));
	const char *words = hour < 5    ? tr(c->s, "Good evening, {name}.")
			    : hour < 12 ? tr(c->s, "Good morning, {name}.")
			    : hour < 18 ? tr(c->s, "Good afternoon, {name}.")
					: tr(c->s, "Good evening, {name}.");

	return str_fill(c->arena, words, "name", name, NULL);
}

/* GET /admin */
enum status page_admin_home(struct ctx *c)
{
	struct admin_page page = { .title = tr(c->s, "To do"),
				   .nav = ADMIN_HOME };
	struct view_dict *dict = page_dict(c);

	view_set(dict, "GREETING", greeting(c));
	return admin_show(c, &page, "pages/admin_home.tpl", dict);
}
