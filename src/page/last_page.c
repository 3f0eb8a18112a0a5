#include "page/last_page.h"

#include "http/last_words.h"
#include "page/security_headers.h"

/* The look of nginx's error pages (src/conf/errors): served without the app. */
static const char STYLE[] =
	"<link rel=\"stylesheet\" href=\"/.error/look.css\">";

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

static const char *make_head(struct arena *arena, const struct strings *s)
{
	const char *title = tr(s, "One moment, please");
	const char *name = tr(s, "Mentoring Partnership of Minnesota");
	struct buf head;

	buf_init(&head, arena);
	add_headers(&head);
	buf_text(&head, "<!doctype html>\n<html lang=\"");
	buf_html(&head, strings_language(s));
	buf_text(&head, "\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
			"name=\"viewport\" content=\"width=device-width, "
			"initial-scale=1\">\n<title>");
	buf_html(&head, title);
	buf_text(&head, " – ");
	buf_html(&head, name);
	buf_printf(&head, "</title>\n%s\n</head>\n<body>\n<header><p>", STYLE);
	buf_html(&head, name);
	buf_text(&head, "</p></header>\n<main>\n<h1>");
	buf_html(&head, title);
	buf_text(&head, "</h1>\n");
	return head.data;
}

static const char *around(struct arena *arena, const char *before,
			  const char *words, const char *after)
{
	struct buf b;

	buf_init(&b, arena);
	buf_text(&b, before);
	buf_html(&b, words);
	buf_text(&b, after);
	return b.data;
}

static const char *paragraph(struct arena *arena, const char *words)
{
	return around(arena, "<p>", words, "</p>\n");
}

void last_page_open(const struct site *site)
{
	static struct arena *arena; /* as long as the process */
	const struct strings *s = site->strings;
	struct last_words page = { .foot = "\n</main>\n</body>\n</html>\n" };
	const char *words, *again;

	if (!arena)
		arena = arena_new();
	words = paragraph(arena, tr(s, "The site is short of memory. Try again "
				       "in a few seconds."));
	again = around(arena, "<p><a href=\"\">", tr(s, "Try again"),
		       "</a></p>");
	page.head = make_head(arena, s);
	page.words = arena_printf(arena, "%s%s", words, again);
	page.sent = paragraph(
		arena, tr(s, "The site is short of memory. This is what "
			     "you typed. Send it again in a few seconds: "
			     "whatever happened, it is stored once."));
	page.button = around(arena, "<p><button type=\"submit\">",
			     tr(s, "Send it again"), "</button></p>");
	page.lost = paragraph(arena,
			      tr(s, "The site is short of memory, so nothing "
				    "is stored. Go back and send it again in a "
				    "few seconds."));
	last_words_open(&page);
}
