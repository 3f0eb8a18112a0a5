#include "util/utf8_name.h"

#include <stdbool.h>
#include <string.h>
#include <utf8proc.h>

#include "util/utf8.h"

/* Stars, check marks and shields: what a mark of ours may look like. */
static const struct {
	utf8proc_int32_t first, last;
} SIGNS[] = {
	{ 0x066d, 0x066d },   { 0x22c6, 0x22c6 },   { 0x235f, 0x235f },
	{ 0x2605, 0x2606 },   { 0x2611, 0x2612 },   { 0x2705, 0x2705 },
	{ 0x2713, 0x2714 },   { 0x2721, 0x2749 },   { 0x2b50, 0x2b52 },
	{ 0x2be8, 0x2be9 },   { 0x1f31f, 0x1f320 }, { 0x1f396, 0x1f396 },
	{ 0x1f3c5, 0x1f3c5 }, { 0x1f530, 0x1f530 }, { 0x1f5f8, 0x1f5f9 },
	{ 0x1f6e1, 0x1f6e1 }, { 0x1f7c0, 0x1f7d8 }, { 0x1fa72, 0x1fa72 },
};

/* Letters by name, empty to look at. */
static bool is_filler(utf8proc_int32_t c)
{
	return c == 0x115f || c == 0x1160 || c == 0x2800 || c == 0x3164 ||
	       c == 0xffa0 || c == 0x034f;
}

static bool is_sign(utf8proc_int32_t c)
{
	for (size_t i = 0; i < sizeof(SIGNS) / sizeof(*SIGNS); i++)
		if (c >= SIGNS[i].first && c <= SIGNS[i].last)
			return true;
	return false;
}

static bool is_joiner(utf8proc_int32_t c)
{
	return c == 0x200c || c == 0x200d;
}

/* What a name does not need. */
static bool is_unwanted(utf8proc_int32_t c)
{
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_CF:
		return !is_joiner(c);
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_ME:
		return true;
	default:
		return is_filler(c) || is_sign(c);
	}
}

static bool is_space(utf8proc_int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);

	return c == '\t' || c == '\n' || category == UTF8PROC_CATEGORY_ZS ||
	       category == UTF8PROC_CATEGORY_ZL ||
	       category == UTF8PROC_CATEGORY_ZP;
}

/* The next code point; 0 at the end, and at what is not UTF-8. */
static utf8proc_int32_t next_point(const char **at)
{
	utf8proc_int32_t point;
	utf8proc_ssize_t step;

	step = utf8proc_iterate((const utf8proc_uint8_t *)*at, -1, &point);
	if (step <= 0 || point <= 0)
		return 0;
	*at += step;
	return point;
}

/* Nothing in it could be unwanted: printable ASCII, single spaces within. */
static bool is_plain(const char *name)
{
	const char *at = name;

	while ((*at > ' ' && *at < 0x7f) ||
	       (*at == ' ' && at > name && at[1] > ' '))
		at++;
	return at > name && !*at;
}

/* How much of a letter there is already: what stands on it or joins it is
 * kept only up to a limit, and never without it. */
struct letter {
	bool has_base;
	int marks, joiners;
};

static bool is_kept(struct letter *letter, utf8proc_int32_t c)
{
	if (is_unwanted(c))
		return false;
	if (utf8proc_category(c) == UTF8PROC_CATEGORY_MN)
		return letter->has_base && ++letter->marks <= UTF8_NAME_MARKS;
	if (is_joiner(c))
		return letter->has_base && ++letter->joiners <= 1;
	*letter = (struct letter){ .has_base = true };
	return true;
}

const char *utf8_name(struct arena *arena, const char *name)
{
	struct letter letter = { 0 };
	utf8proc_uint8_t *out, *end;
	utf8proc_int32_t c;
	bool is_apart = false;

	if (is_plain(name))
		return name;
	out = end = arena_alloc(arena, strlen(name) + 1);
	while ((c = next_point(&name))) {
		if (is_space(c)) {
			is_apart = end > out;
			letter = (struct letter){ 0 };
			continue;
		}
		if (!is_kept(&letter, c))
			continue;
		if (is_apart)
			*end++ = ' ';
		is_apart = false;
		end += utf8proc_encode_char(c, end);
	}
	*end = '\0';
	return (char *)out;
}

static bool is_letter(utf8proc_int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);

	return (category >= UTF8PROC_CATEGORY_LU &&
		category <= UTF8PROC_CATEGORY_LO) ||
	       (category >= UTF8PROC_CATEGORY_ND &&
		category <= UTF8PROC_CATEGORY_NO);
}

char *utf8_initials(struct arena *arena, const char *name)
{
	utf8proc_uint8_t *out = arena_alloc(arena, 2 * 4 + 1), *end = out;
	utf8proc_int32_t c, first = 0, last = 0;
	bool is_done = false; /* this word has given its letter */

	while ((c = next_point(&name))) {
		if (is_space(c)) {
			is_done = false;
		} else if (!is_done && is_letter(c)) {
			is_done = true;
			if (!first)
				first = c;
			else
				last = c;
		}
	}
	if (first)
		end += utf8proc_encode_char(utf8proc_toupper(first), end);
	if (last)
		end += utf8proc_encode_char(utf8proc_toupper(last), end);
	*end = '\0';
	return (char *)out;
}

/* FNV-1a, 32 bits (Fowler, Noll, Vo). */
uint32_t utf8_name_number(struct arena *arena, const char *name)
{
	uint32_t number = 2166136261u;

	for (const char *at = utf8_fold(arena, name); *at; at++)
		number = (number ^ (unsigned char)*at) * 16777619u;
	return number ^ (number >> 15);
}
