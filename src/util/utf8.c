#include "util/utf8.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#define SLUG_MAX 80

/* A run of code points in an arena, with room for the NUL that
 * utf8proc_reencode() writes behind them. */
struct points {
	utf8proc_int32_t *data;
	size_t count;
};

bool utf8_is_valid(const char *bytes, size_t len)
{
	const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)bytes;
	utf8proc_int32_t point;
	utf8proc_ssize_t step;

	while (len > 0) {
		if (*at == 0)
			return false;
		step = 1;
		if (*at >= 0x80)
			step = utf8proc_iterate(at, (utf8proc_ssize_t)len,
						&point);
		if (step <= 0)
			return false;
		at += step;
		len -= (size_t)step;
	}
	return true;
}

size_t utf8_length(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80;
	return count;
}

void utf8_cut(char *text, size_t len)
{
	size_t end = strnlen(text, len), start = end;

	if (end < len)
		return; /* nothing was cut off */
	while (start > 0 && ((unsigned char)text[start - 1] & 0xc0) == 0x80)
		start--;
	if (start > 0 && (unsigned char)text[start - 1] >= 0xc0) {
		start--;
		if (!utf8_is_valid(text + start, end - start))
			text[start] = '\0';
	}
}

/* The next code point of *at, which moves on; 0 at the end. What is not
 * UTF-8 is passed over: callers were promised valid text, but must not crash
 * over a broken promise. */
static utf8proc_int32_t next_point(const char **at)
{
	utf8proc_int32_t point;
	utf8proc_ssize_t step;

	while (**at) {
		unsigned char c = (unsigned char)**at;

		if (c < 0x80) {
			(*at)++;
			return c;
		}
		step = utf8proc_iterate((const utf8proc_uint8_t *)*at, -1,
					&point);
		if (step > 0) {
			*at += step;
			return point;
		}
		(*at)++;
	}
	return 0;
}

static bool is_white(utf8proc_int32_t c)
{
	if (c < 0x80)
		return c == ' ' || (c >= '\t' && c <= '\r');
	return c == 0x85 || utf8proc_category(c) == UTF8PROC_CATEGORY_ZS ||
	       c == 0x2028 || c == 0x2029;
}

/* White space, or what cannot be seen at the edge of a text. */
static bool is_edge(utf8proc_int32_t c)
{
	return is_white(c) || c == 0x200b || c == 0x2060 || c == 0xad;
}

static bool is_unwanted(utf8proc_int32_t c)
{
	return (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) ||
	       c == 0xfeff || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069) || (c & 0xfffe) == 0xfffe;
}

/* text without what is unwanted, line ends as \n. */
static struct points read_points(struct arena *arena, const char *text)
{
	struct points p = { 0 };
	utf8proc_int32_t c, before = 0;

	/* one more for the NUL */
	p.data = arena_array(arena, strlen(text) + 1, sizeof *p.data);
	while ((c = next_point(&text))) {
		bool is_second = c == '\n' && before == '\r';

		before = c;
		if (c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
			c = '\n';
		if (!is_second && !is_unwanted(c))
			p.data[p.count++] = c;
	}
	return p;
}

static char *write_points(struct arena *arena, struct points p)
{
	utf8proc_uint8_t *at = arena_alloc(arena, 4 * p.count + 1);
	char *text = (char *)at;
	size_t i;

	for (i = 0; i < p.count; i++)
		at += utf8proc_encode_char(p.data[i], at);
	*at = '\0';
	return text;
}

/* p decomposed and, with UTF8PROC_COMPOSE, put together again. */
static struct points normalize(struct arena *arena, struct points p,
			       utf8proc_option_t options)
{
	const utf8proc_uint8_t *text =
		(const utf8proc_uint8_t *)write_points(arena, p);
	utf8proc_option_t all = options | UTF8PROC_NULLTERM;
	utf8proc_ssize_t need = utf8proc_decompose(text, 0, NULL, 0, all);
	struct points out = { 0 };

	if (need <= 0)
		return out;
	out.data = arena_array(arena, (size_t)need + 1, sizeof *out.data);
	need = utf8proc_decompose(text, 0, out.data, need, all);
	need = utf8proc_normalize_utf32(out.data, need, options);
	out.count = need > 0 ? (size_t)need : 0;
	return out;
}

/* Runs of white space as one space, none at the edges. */
static void collapse(struct points *p)
{
	size_t i, count = 0;

	for (i = 0; i < p->count; i++) {
		if (!is_white(p->data[i]))
			p->data[count++] = p->data[i];
		else if (count > 0 && p->data[count - 1] != ' ')
			p->data[count++] = ' ';
	}
	p->count = count;
}

static void trim(struct points *p)
{
	size_t start = 0;

	while (p->count > 0 && is_edge(p->data[p->count - 1]))
		p->count--;
	while (start < p->count && is_edge(p->data[start]))
		start++;
	p->count -= start;
	memmove(p->data, p->data + start, p->count * sizeof *p->data);
}

char *utf8_clean(struct arena *arena, const char *text, bool is_line)
{
	struct points p = read_points(arena, text);
	size_t i = 0;

	/* most text is ASCII, which is in NFC already */
	while (i < p.count && p.data[i] < 0x80)
		i++;
	if (i < p.count)
		p = normalize(arena, p, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (is_line)
		collapse(&p);
	trim(&p);
	return write_points(arena, p);
}

const char *utf8_visible(struct arena *arena, const char *text)
{
	const char *at;

	/* most text has no byte with which an unwanted one could begin */
	for (at = text; *at; at++) {
		unsigned char c = (unsigned char)*at;

		if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7f ||
		    c == 0xc2 || c == 0xe2 || c >= 0xef)
			return write_points(arena, read_points(arena, text));
	}
	return text;
}

/* Letters that Unicode does not take apart, spelled out; 0 in the second
 * place when one letter is enough. */
static const utf8proc_int32_t SPELLED[][3] = {
	{ 0x142, 'l', 0 },   { 0xf8, 'o', 0 },    { 0x111, 'd', 0 },
	{ 0xf0, 'd', 0 },    { 0xe6, 'a', 'e' },  { 0x153, 'o', 'e' },
	{ 0xfe, 't', 'h' },  { 0x131, 'i', 0 },   { 0x127, 'h', 0 },
	{ 0x2019, '\'', 0 }, { 0x2018, '\'', 0 }, { 0x2bc, '\'', 0 },
};

static struct points spell_out(struct arena *arena, struct points p)
{
	const size_t known = sizeof SPELLED / sizeof *SPELLED;
	struct points out = { 0 };
	size_t i, k;

	out.data = arena_array(arena, 2 * p.count + 1, sizeof *out.data);
	for (i = 0; i < p.count; i++) {
		utf8proc_int32_t c = p.data[i];

		for (k = 0; c >= 0x80 && k < known; k++)
			if (SPELLED[k][0] == c)
				break;
		if (c < 0x80 || k == known) {
			out.data[out.count++] = c;
			continue;
		}
		out.data[out.count++] = SPELLED[k][1];
		if (SPELLED[k][2])
			out.data[out.count++] = SPELLED[k][2];
	}
	return out;
}

char *utf8_fold(struct arena *arena, const char *text)
{
	struct points p = read_points(arena, text);
	size_t i;

	for (i = 0; i < p.count && p.data[i] < 0x80; i++)
		if (p.data[i] >= 'A' && p.data[i] <= 'Z')
			p.data[i] += 'a' - 'A';
	if (i < p.count) {
		p = normalize(arena, p,
			      UTF8PROC_STABLE | UTF8PROC_COMPAT |
				      UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
				      UTF8PROC_IGNORE | UTF8PROC_STRIPMARK);
		p = spell_out(arena, p);
	}
	collapse(&p);
	trim(&p);
	return write_points(arena, p);
}

static bool is_slug_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

char *utf8_slug(struct arena *arena, const char *text)
{
	const char *at = utf8_fold(arena, text);
	char *slug = arena_alloc(arena, SLUG_MAX + 1);
	size_t len = 0;

	for (; *at && len < SLUG_MAX; at++) {
		if (is_slug_char(*at))
			slug[len++] = *at;
		else if (*at != '\'' && len > 0 && slug[len - 1] != '-')
			slug[len++] = '-';
	}
	while (len > 0 && slug[len - 1] == '-')
		len--;
	slug[len] = '\0';
	return len ? slug : arena_strdup(arena, "x");
}

char *utf8_shorten(struct arena *arena, const char *text, size_t count)
{
	const char *at = text, *word_end = NULL;
	bool was_white = true;

	while (count-- > 0) {
		const char *before = at;
		utf8proc_int32_t c = next_point(&at);

		if (!c)
			return arena_strdup(arena, text);
		if (is_white(c) && !was_white)
			word_end = before;
		was_white = is_white(c);
	}
	if (!*at)
		return arena_strdup(arena, text);
	/* a word that ends just here, or one longer than count */
	if (!was_white) {
		const char *next = at;

		if (!word_end || is_white(next_point(&next)))
			word_end = at;
	}
	return arena_printf(arena, "%.*s…",
			    (int)((word_end ? word_end : text) - text), text);
}
