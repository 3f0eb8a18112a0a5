#include "util/html_text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "util/buf.h"
#include "util/utf8.h"

#define ENTITY_MAX 12 /* letters of a name, digits of a number */

/* Entities --------------------------------------------------------------- */

/* Those that WordPress and its editors wrote. */
static const struct {
	const char *name, *text;
} ENTITIES[] = {
	{ "amp", "&" },    { "lt", "<" },     { "gt", ">" },
	{ "quot", "\"" },  { "apos", "'" },   { "nbsp", " " },
	{ "hellip", "…" }, { "mdash", "—" },  { "ndash", "–" },
	{ "lsquo", "‘" },  { "rsquo", "’" },  { "sbquo", "‚" },
	{ "ldquo", "“" },  { "rdquo", "”" },  { "bdquo", "„" },
	{ "laquo", "«" },  { "raquo", "»" },  { "bull", "•" },
	{ "middot", "·" }, { "deg", "°" },    { "plusmn", "±" },
	{ "times", "×" },  { "divide", "÷" }, { "frac12", "½" },
	{ "frac14", "¼" }, { "frac34", "¾" }, { "sup2", "²" },
	{ "sup3", "³" },   { "copy", "©" },   { "reg", "®" },
	{ "trade", "™" },  { "euro", "€" },   { "pound", "£" },
	{ "cent", "¢" },   { "yen", "¥" },    { "sect", "§" },
	{ "para", "¶" },   { "iexcl", "¡" },  { "iquest", "¿" },
	{ "shy", "" },     { "ensp", " " },   { "emsp", " " },
	{ "thinsp", " " }, { "zwnj", "" },    { "zwj", "" },
	{ "hearts", "♥" }, { "larr", "←" },   { "rarr", "→" },
	{ "Aacute", "Á" }, { "aacute", "á" }, { "Agrave", "À" },
	{ "agrave", "à" }, { "Acirc", "Â" },  { "acirc", "â" },
	{ "Atilde", "Ã" }, { "atilde", "ã" }, { "Auml", "Ä" },
	{ "auml", "ä" },   { "Aring", "Å" },  { "aring", "å" },
	{ "AElig", "Æ" },  { "aelig", "æ" },  { "Ccedil", "Ç" },
	{ "ccedil", "ç" }, { "Eacute", "É" }, { "eacute", "é" },
	{ "Egrave", "È" }, { "egrave", "è" }, { "Ecirc", "Ê" },
	{ "ecirc", "ê" },  { "Euml", "Ë" },   { "euml", "ë" },
	{ "Iacute", "Í" }, { "iacute", "í" }, { "Igrave", "Ì" },
	{ "igrave", "ì" }, { "Icirc", "Î" },  { "icirc", "î" },
	{ "Iuml", "Ï" },   { "iuml", "ï" },   { "Ntilde", "Ñ" },
	{ "ntilde", "ñ" }, { "Oacute", "Ó" }, { "oacute", "ó" },
	{ "Ograve", "Ò" }, { "ograve", "ò" }, { "Ocirc", "Ô" },
	{ "ocirc", "ô" },  { "Otilde", "Õ" }, { "otilde", "õ" },
	{ "Ouml", "Ö" },   { "ouml", "ö" },   { "Oslash", "Ø" },
	{ "oslash", "ø" }, { "szlig", "ß" },  { "Uacute", "Ú" },
	{ "uacute", "ú" }, { "Ugrave", "Ù" }, { "ugrave", "ù" },
	{ "Ucirc", "Û" },  { "ucirc", "û" },  { "Uuml", "Ü" },
	{ "uuml", "ü" },   { "Yacute", "Ý" }, { "yacute", "ý" },
};

/* &#128; to &#159; mean what Windows means by these bytes, as browsers have
 * it (HTML, "numeric character reference end state"). */
static const uint16_t WINDOWS[32] = {
	0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
	0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

static void add_point(struct buf *out, unsigned long c)
{
	if (c >= 0x80 && c < 0xA0)
		c = WINDOWS[c - 0x80];
	if (c < 0x80) {
		buf_char(out, (char)c);
		return;
	}
	if (c < 0x800) {
		buf_char(out, (char)(0xC0 | c >> 6));
	} else {
		if (c < 0x10000) {
			buf_char(out, (char)(0xE0 | c >> 12));
		} else {
			buf_char(out, (char)(0xF0 | c >> 18));
			buf_char(out, (char)(0x80 | (c >> 12 & 0x3F)));
		}
		buf_char(out, (char)(0x80 | (c >> 6 & 0x3F)));
	}
	buf_char(out, (char)(0x80 | (c & 0x3F)));
}

/* The entity at at ("&eacute;"): its length, 0 when it is none of ours. */
static size_t add_entity(struct buf *out, const char *at)
{
	size_t len = strcspn(at + 1, "; &<\n"), digits;
	bool is_hex = at[1] == '#' && (at[2] == 'x' || at[2] == 'X');
	unsigned long c;

	if (len == 0 || len > ENTITY_MAX || at[1 + len] != ';')
		return 0;
	if (at[1] == '#') {
		const char *number = at + (is_hex ? 3 : 2);

		digits = strspn(number, is_hex ? "0123456789abcdefABCDEF"
					       : "0123456789");
		c = strtoul(number, NULL, is_hex ? 16 : 10);
		if (digits == 0 || number + digits != at + 1 + len || c == 0 ||
		    c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
			return 0;
		add_point(out, c);
		return len + 2;
	}
	for (size_t i = 0; i < sizeof(ENTITIES) / sizeof(*ENTITIES); i++)
		if (strlen(ENTITIES[i].name) == len &&
		    strncmp(ENTITIES[i].name, at + 1, len) == 0) {
			buf_text(out, ENTITIES[i].text);
			return len + 2;
		}
	return 0;
}

static char *decode(struct arena *arena, const char *text, size_t len)
{
	const char *copy = arena_strndup(arena, text, len);
	struct buf out;
	size_t used;

	buf_init(&out, arena);
	while (*copy) {
		used = *copy == '&' ? add_entity(&out, copy) : 0;
		if (!used)
			buf_char(&out, *copy);
		copy += used ? used : 1;
	}
	return out.data;
}

/* Tags ------------------------------------------------------------------- */

struct tag {
	const char *name; /* without "/" */
	size_t name_len;
	const char *attributes, *end; /* end: behind ">" */
	bool is_end;
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Behind the ">" that ends a tag, which may stand in quotes before. */
static const char *find_end(const char *at)
{
	char quote = '\0';

	for (; *at; at++) {
		if (quote && *at == quote)
			quote = '\0';
		else if (!quote && (*at == '"' || *at == '\'') && at[-1] == '=')
			quote = *at;
		else if (!quote && *at == '>')
			return at + 1;
	}
	return NULL;
}

static bool read_tag(const char *at, struct tag *out)
{
	*out = (struct tag){ .name = at + 1 };
	if (*out->name == '/') {
		out->is_end = true;
		out->name++;
	}
	if (!is_letter(*out->name))
		return false;
	while (is_letter(out->name[out->name_len]) ||
	       (out->name[out->name_len] >= '0' &&
		out->name[out->name_len] <= '9'))
		out->name_len++;
	out->attributes = out->name + out->name_len;
	if (!strchr(" \t\n\r/>", *out->attributes))
		return false; /* "<kari@example.org>" is no tag */
	out->end = find_end(out->attributes);
	return out->end != NULL;
}

static bool is_tag(const struct tag *tag, const char *names)
{
	while (*names) {
		size_t len = strcspn(names, " ");

		if (len == tag->name_len &&
		    strncasecmp(names, tag->name, len) == 0)
			return true;
		names += len + (names[len] == ' ');
	}
	return false;
}

/* The next attribute of a tag from *at on; false when there is none. */
static bool next_attribute(const struct tag *tag, const char **at,
			   const char **name, size_t *name_len,
			   const char **value, size_t *value_len)
{
	const char *p = *at + strspn(*at, " \t\n\r/");
	char quote;

	*name = p;
	*name_len = strcspn(p, " \t\n\r/>=");
	p += *name_len;
	*value = p;
	*value_len = 0;
	if (*p == '=') {
		quote = *++p;
		if (quote == '"' || quote == '\'') {
			*value = p + 1;
			p = strchr(*value, quote);
			*value_len = p ? (size_t)(p - *value) : 0;
			if (p)
				p++;
		} else {
			*value = p;
			*value_len = strcspn(p, " \t\n\r>");
			p += *value_len;
		}
	}
	*at = p ? p : tag->end;
	return *name_len > 0 && *at < tag->end;
}

/* The value of an attribute, decoded; NULL when it is not there. */
static char *attribute(struct arena *arena, const struct tag *tag,
		       const char *wanted)
{
	const char *at = tag->attributes, *name, *value;
	size_t name_len, value_len;

	while (next_attribute(tag, &at, &name, &name_len, &value, &value_len))
		if (name_len == strlen(wanted) &&
		    strncasecmp(name, wanted, name_len) == 0)
			return decode(arena, value, value_len);
	return NULL;
}

/* Text ------------------------------------------------------------------- */

struct writer {
	struct arena *arena;
	struct buf out;
	const char *href;  /* of the link at hand, or NULL */
	size_t link_begin; /* where its words begin */
};

static bool ends_with(const struct buf *out, const char *end)
{
	size_t len = strlen(end);

	return out->len >= len &&
	       memcmp(out->data + out->len - len, end, len) == 0;
}

/* count line ends, of which some may be there. */
static void break_line(struct writer *w, int count)
{
	while (w->out.len > 0 && ends_with(&w->out, " "))
		w->out.data[--w->out.len] = '\0';
	if (w->out.len == 0 || ends_with(&w->out, "\n\n"))
		return;
	if (count == 2 || !ends_with(&w->out, "\n"))
		buf_text(&w->out, count == 2 && !ends_with(&w->out, "\n")
					  ? "\n\n"
					  : "\n");
}

static void begin_link(struct writer *w, const struct tag *tag)
{
	const char *href = attribute(w->arena, tag, "href");
	bool is_address = href && (strncasecmp(href, "http://", 7) == 0 ||
				   strncasecmp(href, "https://", 8) == 0);

	w->href = is_address ? utf8_clean(w->arena, href, true) : NULL;
	w->link_begin = w->out.len;
}

static void end_link(struct writer *w)
{
	if (!w->href)
		return;
	if (w->out.len < w->link_begin)
		w->link_begin = w->out.len;
	if (!strstr(w->out.len ? w->out.data + w->link_begin : "", w->href))
		buf_printf(&w->out, " (%s)", w->href);
	w->href = NULL;
}

static void add_picture(struct writer *w, const struct tag *tag)
{
	const char *words = attribute(w->arena, tag, "alt");

	if (words && *words)
		buf_text(&w->out, words);
}

/* Behind what the tag takes along. */
static const char *skip_to_end(const struct tag *tag)
{
	const char *at = tag->end;
	struct tag end;

	for (; (at = strchr(at, '<')); at++)
		if (read_tag(at, &end) && end.is_end &&
		    end.name_len == tag->name_len &&
		    strncasecmp(end.name, tag->name, tag->name_len) == 0)
			return end.end;
	return tag->end + strlen(tag->end);
}

static const char *add_tag(struct writer *w, const struct tag *tag)
{
	if (is_tag(tag, "script style") && !tag->is_end)
		return skip_to_end(tag);
	if (is_tag(tag, "br"))
		buf_char(&w->out, '\n');
	else if (is_tag(tag, "p div blockquote pre ul ol table h1 h2 h3 h4 h5 "
			     "h6 hr section article dl"))
		break_line(w, 2);
	else if (is_tag(tag, "li tr dt dd"))
		break_line(w, 1);
	if (is_tag(tag, "li") && !tag->is_end)
		buf_text(&w->out, "- ");
	else if (is_tag(tag, "td th") && tag->is_end)
		buf_char(&w->out, ' ');
	else if (is_tag(tag, "img") && !tag->is_end)
		add_picture(w, tag);
	else if (is_tag(tag, "a") && !tag->is_end)
		begin_link(w, tag);
	else if (is_tag(tag, "a"))
		end_link(w);
	return tag->end;
}

/* A comment or a declaration, to its end. */
static const char *skip_declaration(const char *at)
{
	const char *end =
		strncmp(at, "<!--", 4) == 0 ? strstr(at + 4, "-->") : NULL;

	if (end)
		return end + 3;
	end = strncmp(at, "<!--", 4) == 0 ? NULL : strchr(at, '>');
	return end ? end + 1 : NULL;
}

/* At most one empty line in a row. */
static char *without_gaps(char *text)
{
	char *to = text;
	int breaks = 0;

	for (const char *at = text; *at; at++) {
		if (*at == '\n')
			breaks++;
		else if (*at != ' ' && *at != '\t')
			breaks = 0;
		if (breaks < 3)
			*to++ = *at;
	}
	*to = '\0';
	return text;
}

char *html_text(struct arena *arena, const char *html)
{
	struct writer w = { .arena = arena };
	const char *at = html, *next;
	struct tag tag;
	size_t used;

	buf_init(&w.out, arena);
	while (*at) {
		next = NULL;
		if (*at == '<' && at[1] == '!')
			next = skip_declaration(at);
		else if (*at == '<' && read_tag(at, &tag))
			next = add_tag(&w, &tag);
		else if (*at == '&' && (used = add_entity(&w.out, at)) > 0)
			next = at + used;
		if (!next) {
			buf_char(&w.out, *at);
			next = at + 1;
		}
		at = next;
	}
	end_link(&w);
	return without_gaps(utf8_clean(arena, w.out.data, false));
}

char *html_line(struct arena *arena, const char *html)
{
	return utf8_clean(arena, decode(arena, html, strlen(html)), true);
}
