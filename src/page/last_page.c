#include "page/last_page.h"

#include "http/last_words.h"
#include "page/security_headers.h"

/* One section of the template, behind what is in piece already. */
static enum status add_piece(const struct site *site, struct buf *piece,
			     const char *section)
{
	struct view_dict *dict = view_dict_new(piece->arena);

	view_set(view_section(dict, section), "LANG",
		 strings_language(site->strings));
	return view_expand(site->view, "layout/last.tpl", dict, piece);
}

static void add_headers(struct buf *head)
{
	buf_text(head, "Status: 503 Service Unavailable\r\n"
		       "Content-Type: text/html; charset=utf-8\r\n"
		       "Cache-Control: no-store\r\n"
		       "Retry-After: 5\r\n"
		       "X-Robots-Tag: noindex\r\n");
	for (size_t i = 0; i < security_header_count; i++)
		buf_printf(head, "%s: %s\r\n", security_headers[i].name,
			   security_headers[i].value);
	buf_text(head, "\r\n");
}

enum status last_page_open(const struct site *site)
{
	static struct arena *arena; /* as long as the process */
	struct last_words page;
	const struct {
		const char *section, **piece;
	} pieces[] = {
		{ "HEAD", &page.head }, { "WORDS", &page.words },
		{ "SENT", &page.sent }, { "BUTTON", &page.button },
		{ "LOST", &page.lost }, { "FOOT", &page.foot },
	};
	enum status st = STATUS_OK;

	if (!arena)
		arena = arena_new();
	for (size_t i = 0; st == STATUS_OK && i < 6; i++) {
		struct buf piece;

		buf_init(&piece, arena);
		if (i == 0)
			add_headers(&piece);
		st = add_piece(site, &piece, pieces[i].section);
		*pieces[i].piece = piece.data;
	}
	if (st == STATUS_OK)
		last_words_open(&page);
	return st;
}
