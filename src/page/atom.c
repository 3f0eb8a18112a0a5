#include "page/atom.h"

#include "http/url.h"
#include "page/render.h"
#include "util/clock.h"

void atom_begin(struct atom *feed, struct ctx *c, const char *title,
		const char *path, const char *page)
{
	feed->c = c;
	feed->title = title;
	feed->path = path;
	feed->page = page;
	feed->updated_at = 0;
	buf_init(&feed->entries, c->arena);
}

static void add_element(struct buf *b, const char *name, const char *text)
{
	buf_printf(b, "<%s>", name);
	buf_html(b, text);
	buf_printf(b, "</%s>", name);
}

static void add_time(struct buf *b, const char *name, int64_t at)
{
	char when[21];

	clock_rfc3339(at, when);
	add_element(b, name, when);
}

static void add_link(struct atom *feed, struct buf *b, const char *rel,
		     const char *path)
{
	buf_printf(b, "<link rel=\"%s\" href=\"", rel);
	buf_html(b, ctx_absolute(feed->c, path));
	buf_text(b, "\"/>");
}

/* tag: URIs (RFC 4151) stay the same when paths change. */
static const char *tag_uri(struct atom *feed, const char *name)
{
	const char *host =
		url_host(feed->c->arena, feed->c->site->config->base_url);

	return arena_printf(feed->c->arena, "tag:%s,2014:%s",
			    host ? host : "localhost", name);
}

static void add_id(struct atom *feed, struct buf *b, const char *name)
{
	add_element(b, "id", tag_uri(feed, name));
}

static void add_answered(struct atom *feed, struct buf *b,
			 const struct atom_entry *entry)
{
	if (!entry->answers_id)
		return;
	buf_text(b, "<thr:in-reply-to ref=\"");
	buf_html(b, tag_uri(feed, entry->answers_id));
	buf_text(b, "\" href=\"");
	buf_html(b, ctx_absolute(feed->c, entry->answers_path));
	buf_text(b, "\" type=\"text/html\"/>");
}

void atom_add(struct atom *feed, const struct atom_entry *entry)
{
	struct buf *b = &feed->entries;

	if (entry->updated_at > feed->updated_at)
		feed->updated_at = entry->updated_at;
	buf_text(b, "<entry>");
	add_id(feed, b, entry->id);
	add_element(b, "title", entry->title);
	add_link(feed, b, "alternate", entry->path);
	add_time(b, "published", entry->published_at);
	add_time(b, "updated", entry->updated_at);
	buf_text(b, "<author>");
	add_element(b, "name", entry->author);
	buf_text(b, "</author>");
	add_answered(feed, b, entry);
	if (entry->html) {
		buf_text(b, "<content type=\"html\">");
		buf_html(b, entry->html);
		buf_text(b, "</content>");
	} else {
		add_element(b, "summary", entry->text);
	}
	buf_text(b, "</entry>\n");
}

enum status atom_send(struct atom *feed)
{
	struct buf b;

	buf_init(&b, feed->c->arena);
	buf_printf(&b,
		   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		   "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
		   "xmlns:thr=\"http://purl.org/syndication/thread/1.0\" "
		   "xml:lang=\"%s\">\n",
		   strings_language(feed->c->s));
	add_id(feed, &b, feed->path);
	add_element(&b, "title", feed->title);
	add_link(feed, &b, "self", feed->path);
	add_link(feed, &b, "alternate", feed->page);
	add_time(&b, "updated", feed->updated_at);
	buf_text(&b, "<author>");
	add_element(&b, "name",
		    tr(feed->c->s, "Mentoring Partnership of Minnesota"));
	buf_text(&b, "</author>\n");
	buf_add(&b, feed->entries.data, feed->entries.len);
	buf_text(&b, "</feed>\n");
	return page_send(feed->c, "application/atom+xml; charset=utf-8", b.data,
			 b.len);
}
