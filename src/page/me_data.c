/* All that is stored of somebody, for them to take along. */
#include <string.h>

#include "page/pages.h"
#include "page/render.h"
#include "store/member_data.h"
#include "store/session.h"
#include "view/format.h"

/* GET /me/data.json */
enum status page_me_data(struct ctx *c)
{
	const char *text;
	json_t *data;
	enum status st = store_member_data(c->db, c->user->user_id, &data);

	if (st != STATUS_OK)
		return st;
	json_object_set_new(data, "site",
			    json_string(c->site->config->base_url));
	text = json_text(c->arena, data, 1);
	response_header(c->response, "Content-Disposition",
			arena_printf(c->arena,
				     "attachment; filename=\"my-data-%s.json\"",
				     format_day_iso(c->arena, c->now)));
	return page_send(c, "application/json; charset=utf-8", text,
			 strlen(text));
}
