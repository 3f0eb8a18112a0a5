#include "util/wxr.h"

#include <errno.h>
#include <expat.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "util/buf.h"
#include "util/cell.h"

#define CHUNK     65536
#define NAMESPACE "http://wordpress.org/export/"
#define MARK      '\n' /* between namespace and name, as expat gives them */

/* What an element is to us. */
enum element { OTHER, RSS, CHANNEL, ITEM, COMMENT, FIELD };

/* The texts of the comment at hand that are more than text. */
struct numbers {
	const char *id, *parent;
};

struct reader {
	XML_Parser parser;
	struct arena *arena;
	struct wxr *out;
	struct buf text;    /* of the field at hand */
	const char **field; /* where it goes */
	enum element path[WXR_DEPTH_MAX + 1];
	int depth;
	struct wxr_page page;
	struct wxr_comment comment;
	struct numbers numbers;
	struct wxr_comment *comments; /* of all pages, in a row */
	size_t comment_room, page_room, page_begin;
};

/* The first problem counts; the rest of the file is not read. */
static void fail(struct reader *r, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void fail(struct reader *r, const char *format, ...)
{
	va_list ap;

	if (r->out->problem)
		return;
	va_start(ap, format);
	r->out->problem = arena_vprintf(r->arena, format, ap);
	va_end(ap);
	if (r->parser) {
		r->out->line = XML_GetCurrentLineNumber(r->parser);
		XML_StopParser(r->parser, XML_FALSE);
	}
}

/* Elements ----------------------------------------------------------------- */

/* A name without its namespace; *is_wp: it is one of WordPress's own. */
static const char *local_name(const char *name, bool *is_wp)
{
	const char *mark = strrchr(name, MARK);

	*is_wp = strncmp(name, NAMESPACE, strlen(NAMESPACE)) == 0;
	return mark ? mark + 1 : name;
}

/* Where the text of a field below parent goes; NULL: nowhere. */
static const char **place_of(struct reader *r, enum element parent,
			     const char *name, bool is_wp, bool is_plain)
{
	const struct {
		enum element parent;
		bool is_wp;
		const char *name;
		const char **place;
	} fields[] = {
		{ CHANNEL, false, "link", &r->out->site },
		{ CHANNEL, true, "wxr_version", &r->out->version },
		{ ITEM, false, "title", &r->page.title },
		{ ITEM, false, "link", &r->page.link },
		{ ITEM, true, "post_name", &r->page.slug },
		{ COMMENT, true, "comment_id", &r->numbers.id },
		{ COMMENT, true, "comment_parent", &r->numbers.parent },
		{ COMMENT, true, "comment_author", &r->comment.author },
		{ COMMENT, true, "comment_author_email", &r->comment.email },
		{ COMMENT, true, "comment_author_url", &r->comment.url },
		{ COMMENT, true, "comment_date_gmt", &r->comment.date_gmt },
		{ COMMENT, true, "comment_date", &r->comment.date },
		{ COMMENT, true, "comment_content", &r->comment.text },
		{ COMMENT, true, "comment_approved", &r->comment.approved },
		{ COMMENT, true, "comment_type", &r->comment.type },
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (fields[i].parent == parent &&
		    (fields[i].is_wp ? is_wp : is_plain) &&
		    strcmp(fields[i].name, name) == 0)
			return fields[i].place;
	return NULL;
}

static void begin_comment(struct reader *r)
{
	r->comment = (struct wxr_comment){
		.line = XML_GetCurrentLineNumber(r->parser),
		.author = "",
		.email = "",
		.url = "",
		.date_gmt = "",
		.date = "",
		.text = "",
		.approved = "",
		.type = "",
	};
	r->numbers = (struct numbers){ "", "" };
}

static void begin_page(struct reader *r)
{
	r->page = (struct wxr_page){
		.line = XML_GetCurrentLineNumber(r->parser),
		.title = "",
		.slug = "",
		.link = "",
	};
	r->page_begin = r->out->comment_count;
}

static enum element element_of(struct reader *r, enum element parent,
			       const char *full)
{
	bool is_wp, is_plain = !strchr(full, MARK);
	const char *name = local_name(full, &is_wp), **place;

	if (parent == RSS && is_plain && strcmp(name, "channel") == 0)
		return CHANNEL;
	if (parent == CHANNEL && is_plain && strcmp(name, "item") == 0) {
		begin_page(r);
		return ITEM;
	}
	if (parent == ITEM && is_wp && strcmp(name, "comment") == 0) {
		begin_comment(r);
		return COMMENT;
	}
	place = place_of(r, parent, name, is_wp, is_plain);
	if (!place)
		return OTHER; /* what a field holds below it is no text of it */
	r->field = place;
	r->text.len = 0;
	return FIELD;
}

static void start(void *context, const char *name, const char **attributes)
{
	struct reader *r = context;

	(void)attributes;
	if (r->out->problem)
		return;
	if (r->depth == WXR_DEPTH_MAX) {
		fail(r,
		     "elements are nested deeper than %d levels, which no "
		     "export of WordPress is",
		     WXR_DEPTH_MAX);
		return;
	}
	r->depth++;
	if (r->depth > 1)
		r->path[r->depth] = element_of(r, r->path[r->depth - 1], name);
	else if (strcmp(name, "rss") == 0)
		r->path[1] = RSS;
	else
		fail(r, "this is no export of WordPress; export again, with "
			"\"Tools\", \"Export\"");
}

static void add_text(void *context, const char *text, int len)
{
	struct reader *r = context;

	if (r->depth == 0 || r->path[r->depth] != FIELD || r->out->problem)
		return;
	if (r->text.len + (size_t)len > WXR_TEXT_MAX)
		fail(r, "a text is longer than %d bytes; shorten it",
		     WXR_TEXT_MAX);
	else
		buf_add(&r->text, text, (size_t)len);
}

/* Ends --------------------------------------------------------------------- */

static bool read_number(struct reader *r, const char *what, const char *text,
			int64_t *out)
{
	if (cell_int(text, out) && *out >= 0)
		return true;
	fail(r, "\"%.40s\" is not the number of a comment; mend %s", text,
	     what);
	return false;
}

static void end_comment(struct reader *r)
{
	struct wxr *out = r->out;

	if (!*r->numbers.parent)
		r->numbers.parent = "0";
	if (!read_number(r, "wp:comment_id", r->numbers.id, &r->comment.id) ||
	    !read_number(r, "wp:comment_parent", r->numbers.parent,
			 &r->comment.parent))
		return;
	if (out->comment_count == WXR_COMMENTS_MAX) {
		fail(r,
		     "there are more than %d comments; export a part of them "
		     "at a time",
		     WXR_COMMENTS_MAX);
		return;
	}
	if (out->comment_count == r->comment_room) {
		size_t room = r->comment_room ? r->comment_room * 2 : 64;

		r->comments = arena_grow(r->arena, r->comments,
					 r->comment_room * sizeof(r->comment),
					 room * sizeof(r->comment));
		r->comment_room = room;
	}
	r->comments[out->comment_count++] = r->comment;
}

static void end_page(struct reader *r)
{
	struct wxr *out = r->out;

	r->page.count = out->comment_count - r->page_begin;
	if (r->page.count == 0)
		return;
	if (out->page_count == r->page_room) {
		size_t room = r->page_room ? r->page_room * 2 : 16;

		out->pages = arena_grow(r->arena, out->pages,
					r->page_room * sizeof(r->page),
					room * sizeof(r->page));
		r->page_room = room;
	}
	out->pages[out->page_count++] = r->page;
}

static void end(void *context, const char *name)
{
	struct reader *r = context;

	(void)name;
	if (r->out->problem)
		return;
	switch (r->path[r->depth]) {
	case FIELD:
		if (!**r->field)
			*r->field = arena_strndup(r->arena, r->text.data,
						  r->text.len);
		break;
	case COMMENT:
		end_comment(r);
		break;
	case ITEM:
		end_page(r);
		break;
	case OTHER:
	case RSS:
	case CHANNEL:
		break;
	}
	r->depth--;
}

/* What is refused ---------------------------------------------------------- */

static void refuse_doctype(void *context, const char *name,
			   const char *system_id, const char *public_id,
			   int has_subset)
{
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)has_subset;
	fail(context, "a DOCTYPE is not read, for it may declare entities; "
		      "remove it");
}

/* Cannot come without a DOCTYPE; should it ever, it is refused, too. */
static void refuse_entity(void *context, const char *name, int is_parameter,
			  const char *value, int len, const char *base,
			  const char *system_id, const char *public_id,
			  const char *notation)
{
	(void)name;
	(void)is_parameter;
	(void)value;
	(void)len;
	(void)base;
	(void)system_id;
	(void)public_id;
	(void)notation;
	fail(context, "entities are not read; remove their declaration");
}

static void say_syntax(struct reader *r)
{
	enum XML_Error code = XML_GetErrorCode(r->parser);
	const char *remedy = "mend the file, or export it again";

	if (r->out->problem)
		return; /* we stopped it ourselves */
	if (code == XML_ERROR_INVALID_TOKEN)
		remedy = "look for a character that XML or UTF-8 does not "
			 "have, and remove it";
	else if (code == XML_ERROR_NO_ELEMENTS ||
		 code == XML_ERROR_UNCLOSED_TOKEN ||
		 code == XML_ERROR_UNCLOSED_CDATA_SECTION)
		remedy = "the file may have been cut short; copy or export it "
			 "again";
	else if (code == XML_ERROR_UNDEFINED_ENTITY)
		remedy = "write the character itself";
	else if (code == XML_ERROR_UNKNOWN_ENCODING)
		remedy = "save the file in UTF-8";
	fail(r, "%s; %s", XML_ErrorString(code), remedy);
}

/* Reading ------------------------------------------------------------------ */

/* expat looks at a tag from its beginning each time that more of it comes, so
 * no tag may take its time. */
static void check_progress(struct reader *r, size_t fed)
{
	XML_Index at = XML_GetCurrentByteIndex(r->parser);

	if (at >= 0 && fed > (size_t)at && fed - (size_t)at > WXR_TAG_MAX)
		fail(r, "a tag is longer than %zu bytes; shorten it",
		     WXR_TAG_MAX);
}

static void read_stream(struct reader *r, FILE *in)
{
	size_t fed = 0, len = 0;
	bool is_last = false;

	while (!is_last && !r->out->problem) {
		void *room = XML_GetBuffer(r->parser, CHUNK);

		if (!room) {
			fail(r, "there is not enough memory to read it");
			return;
		}
		len = fread(room, 1, CHUNK, in);
		is_last = len < CHUNK;
		fed += len;
		if (fed > WXR_FILE_MAX)
			fail(r,
			     "the file is larger than %zu MB; export a part "
			     "at a time",
			     WXR_FILE_MAX >> 20);
		else if (XML_ParseBuffer(r->parser, (int)len, is_last) !=
			 XML_STATUS_OK)
			say_syntax(r);
		else if (!is_last)
			check_progress(r, fed);
	}
	if (ferror(in))
		fail(r, "the file cannot be read: %s", strerror(errno));
}

static bool is_known_version(const char *version)
{
	return strcmp(version, "1.0") == 0 || strcmp(version, "1.1") == 0 ||
	       strcmp(version, "1.2") == 0;
}

/* expat gives a field's text for as long as the reader lives; pages point into
 * the row of comments, which has found its place by now. */
static void finish(struct reader *r)
{
	struct wxr *out = r->out;
	size_t next = 0;

	for (size_t i = 0; i < out->page_count; i++) {
		out->pages[i].comments = r->comments + next;
		next += out->pages[i].count;
	}
	if (out->problem)
		return;
	r->parser = NULL; /* no line is wrong */
	if (!*out->version)
		fail(r, "this is no export of WordPress, for no "
			"wp:wxr_version stands in it");
	else if (!is_known_version(out->version))
		fail(r, "it is of version %.20s; 1.0, 1.1 and 1.2 can be read",
		     out->version);
	else if (!*out->site)
		fail(r, "it does not say which site it is of; add a link to "
			"the channel");
}

static XML_Parser new_parser(struct reader *r)
{
	XML_Parser parser = XML_ParserCreateNS(NULL, MARK);

	if (!parser)
		return NULL;
	XML_SetUserData(parser, r);
	XML_SetElementHandler(parser, start, end);
	XML_SetCharacterDataHandler(parser, add_text);
	XML_SetStartDoctypeDeclHandler(parser, refuse_doctype);
	XML_SetEntityDeclHandler(parser, refuse_entity);
	return parser;
}

enum status wxr_read(struct arena *arena, const char *path, struct wxr *out)
{
	struct reader *r = arena_alloc(arena, sizeof(*r));
	FILE *in = fopen(path, "re");
	XML_Parser parser = NULL;

	*out = (struct wxr){ .site = "", .version = "" };
	r->arena = arena;
	r->out = out;
	buf_init(&r->text, arena_new());
	if (!in) {
		fail(r, "the file cannot be opened: %s", strerror(errno));
		goto done;
	}
	parser = r->parser = new_parser(r);
	if (parser)
		read_stream(r, in);
	else
		fail(r, "there is not enough memory to read it");
	finish(r);
done:
	if (parser)
		XML_ParserFree(parser);
	if (in)
		fclose(in);
	arena_free(r->text.arena);
	return out->problem ? STATUS_BAD : STATUS_OK;
}
