#include "http/multipart.h"

#include <string.h>
#include <strings.h>

#include "util/buf.h"
#include "util/utf8.h"

#define BOUNDARY_MAX  70
#define FILE_NAME_MAX 200 /* characters */

/* A run of the bytes. */
struct piece {
	char *at;
	size_t len;
};

struct parser {
	struct form *form;
	struct arena *arena;
	char *at, *end;
	const char *mark; /* CRLF, two hyphens, the boundary */
	size_t mark_len;
	const char *why;
};

/* The type -------------------------------------------------------------- */

/* RFC 2046 §5.1.1, without the space that no browser uses. */
static bool is_boundary(const char *text, size_t len)
{
	static const char allowed[] = "0123456789abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ'()+_,-./:=?";

	return len >= 1 && len <= BOUNDARY_MAX && strspn(text, allowed) >= len;
}

const char *multipart_boundary(struct arena *arena, const char *content_type)
{
	static const char type[] = "multipart/form-data";
	const char *at = content_type;
	size_t len;

	if (strncasecmp(at, type, sizeof type - 1) != 0)
		return NULL;
	at += sizeof type - 1;
	for (;;) {
		at += strspn(at, " \t");
		if (*at != ';')
			return NULL;
		at++;
		at += strspn(at, " \t");
		if (strncasecmp(at, "boundary=", 9) == 0)
			break;
		at += strcspn(at, ";");
	}
	at += 9;
	if (*at == '"') {
		len = strcspn(++at, "\"");
		if (at[len] != '"')
			return NULL;
	} else {
		len = strcspn(at, "; \t");
	}
	return is_boundary(at, len) ? arena_strndup(arena, at, len) : NULL;
}

/* One part's headers ---------------------------------------------------- */

static bool starts(const char *at, const char *end, const char *word)
{
	size_t len = strlen(word);

	return (size_t)(end - at) >= len && strncasecmp(at, word, len) == 0;
}

static const char *skip_space(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	return at;
}

/* One character of a quoted value, as browsers write them: %22, %0D and %0A
 * (WHATWG), or \" (older ones; any other backslash is one of a path). */
static const char *take_quoted(const char *at, const char *end, struct buf *to)
{
	if (*at == '\\' && at + 1 < end && at[1] == '"') {
		buf_char(to, '"');
		return at + 2;
	}
	if (starts(at, end, "%22")) {
		buf_char(to, '"');
		return at + 3;
	}
	if (starts(at, end, "%0D") || starts(at, end, "%0A")) {
		buf_char(to, ' ');
		return at + 3;
	}
	buf_char(to, *at);
	return at + 1;
}

/* The value from at on, in quotes or not, to *out; where it ends, or NULL. */
static const char *read_value(struct arena *arena, const char *at,
			      const char *end, const char **out)
{
	struct buf value;

	buf_init(&value, arena);
	if (at < end && *at == '"') {
		for (at++; at < end && *at != '"';)
			at = take_quoted(at, end, &value);
		if (at++ == end)
			return NULL;
	} else {
		while (at < end && *at != ';' && *at != ' ' && *at != '\t')
			buf_char(&value, *at++);
	}
	*out = value.data;
	return utf8_is_valid(value.data, value.len) ? at : NULL;
}

/* form-data; name="…"; filename="…". False for anything else. */
static bool read_disposition(struct parser *p, const char *at, const char *end,
			     const char **name, const char **file_name)
{
	const char **to, *ignored;

	at = skip_space(at, end);
	if (!starts(at, end, "form-data"))
		return false;
	at = skip_space(at + 9, end);
	while (at < end) {
		if (*at != ';')
			return false;
		at = skip_space(at + 1, end);
		if (starts(at, end, "name="))
			to = name;
		else if (starts(at, end, "filename="))
			to = file_name;
		else
			to = &ignored;
		if (to != &ignored && *to)
			return false; /* twice */
		while (at < end && *at != '=' && *at != ';')
			at++;
		if (at == end || *at != '=')
			return false;
		at = read_value(p->arena, at + 1, end, to);
		if (!at)
			return false;
		at = skip_space(at, end);
	}
	return *name && **name && strlen(*name) <= MULTIPART_NAME_MAX;
}

static bool is_header(const char *at, const char *end)
{
	for (; at < end; at++)
		if ((unsigned char)*at < ' ' && *at != '\t')
			return false;
	return true;
}

/* The lines from p->at up to an empty one; p->at is then the content. */
static bool read_head(struct parser *p, const char **name,
		      const char **file_name)
{
	static const char wanted[] = "Content-Disposition:";
	size_t left = (size_t)(p->end - p->at), len;
	char *line = p->at, *end;

	len = left < MULTIPART_HEAD_MAX ? left : MULTIPART_HEAD_MAX;
	end = memmem(line, len, "\r\n\r\n", 4);
	if (!end)
		return false;
	p->at = end + 4;
	while (line < end) {
		char *stop = memmem(line, (size_t)(end + 2 - line), "\r\n", 2);

		/* a continued line, or a boundary among the headers */
		if (!is_header(line, stop) || strchr(" \t-", *line))
			return false;
		if (starts(line, stop, wanted) &&
		    (*name || !read_disposition(p, line + sizeof wanted - 1,
						stop, name, file_name)))
			return false;
		line = stop + 2;
	}
	return *name != NULL;
}

/* The parts ------------------------------------------------------------- */

/* What follows a boundary: the end of its line, or of it all. */
static char *after_mark(const struct parser *p, char *at, bool *is_last)
{
	*is_last = p->end - at >= 2 && at[0] == '-' && at[1] == '-';
	if (*is_last)
		return at + 2;
	while (at < p->end && (*at == ' ' || *at == '\t'))
		at++;
	return p->end - at >= 2 && at[0] == '\r' && at[1] == '\n' ? at + 2
								  : NULL;
}

/* The content from p->at to the next boundary; p->at is then behind that. A
 * line that only begins like the boundary is content. */
static bool read_content(struct parser *p, struct piece *out, bool *is_last)
{
	char *from = p->at, *found, *next;

	for (;;) {
		found = memmem(from, (size_t)(p->end - from), p->mark,
			       p->mark_len);
		if (!found)
			return false;
		next = after_mark(p, found + p->mark_len, is_last);
		if (next)
			break;
		from = found + 1;
	}
	*out = (struct piece){ p->at, (size_t)(found - p->at) };
	p->at = next;
	*found = '\0';
	return true;
}

/* A name to show, never a path: what some browsers put before it goes. */
static const char *clean_name(struct arena *arena, const char *name)
{
	const char *at;
	char *clean;

	for (at = name; *at; at++)
		if (*at == '/' || *at == '\\')
			name = at + 1;
	clean = utf8_clean(arena, name, true);
	return *clean ? utf8_shorten(arena, clean, FILE_NAME_MAX - 1) : "file";
}

static bool keep_file(struct parser *p, const char *field, const char *name,
		      const struct piece *content)
{
	struct form_file *file;

	if (!*name && content->len == 0)
		return true; /* none was chosen */
	if (p->form->file) {
		p->why = "more than one file";
		return false;
	}
	file = arena_alloc(p->arena, sizeof *file);
	file->field = field;
	file->name = clean_name(p->arena, name);
	file->bytes = content->at;
	file->len = content->len;
	p->form->file = file;
	return true;
}

static bool keep_field(struct parser *p, const char *name,
		       const struct piece *content)
{
	struct form *form = p->form;

	if (!utf8_is_valid(content->at, content->len)) {
		p->why = "a field is not text";
		return false;
	}
	form->fields[form->count].name = name;
	form->fields[form->count++].value = content->at;
	return true;
}

static bool read_part(struct parser *p, bool *is_last)
{
	const char *name = NULL, *file_name = NULL;
	struct piece content;

	if (!read_head(p, &name, &file_name)) {
		p->why = "a part has no proper headers";
		return false;
	}
	if (!read_content(p, &content, is_last)) {
		p->why = "a part is not closed";
		return false;
	}
	return file_name ? keep_file(p, name, file_name, &content)
			 : keep_field(p, name, &content);
}

static bool read_parts(struct parser *p)
{
	bool is_last = false;
	size_t parts = 0;

	/* The first boundary stands at the start: no browser writes anything
	 * before it. */
	if ((size_t)(p->end - p->at) < p->mark_len - 2 ||
	    memcmp(p->at, p->mark + 2, p->mark_len - 2) != 0 ||
	    !(p->at = after_mark(p, p->at + p->mark_len - 2, &is_last))) {
		p->why = "it does not begin with its boundary";
		return false;
	}
	while (!is_last) {
		if (parts++ == MULTIPART_PARTS_MAX) {
			p->why = "too many parts";
			return false;
		}
		if (!read_part(p, &is_last))
			return false;
	}
	return true;
}

enum status multipart_parse(struct form *form, struct arena *arena,
			    const char *boundary, char *bytes, size_t len,
			    const char **why)
{
	struct parser p = {
		.form = form, .arena = arena, .at = bytes, .end = bytes + len
	};

	*why = NULL;
	form_init(form, arena);
	form->fields =
		arena_array(arena, MULTIPART_PARTS_MAX, sizeof *form->fields);
	p.mark = arena_printf(arena, "\r\n--%s", boundary);
	p.mark_len = strlen(p.mark);
	bytes[len] = '\0';
	if (read_parts(&p))
		return STATUS_OK;
	*why = p.why;
	form_init(form, arena);
	return STATUS_BAD;
}
