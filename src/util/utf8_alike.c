#include "util/utf8_alike.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "util/utf8.h"

#define LEET_MAX    3 /* digits and signs for letters in a row */
#define LETTERS_MIN 3 /* of a word in which they stand for letters */

/* Small letters, as utf8_fold() leaves them, that look like a Latin one; by
 * code point. Where the capital looks like another letter than the small one
 * does, as with Greek eta, the small one counts. */
static const struct alike {
	uint32_t point;
	char letter;
} ALIKE[] = {
	{ 0x185, 'b' },  { 0x1a8, 's' },  { 0x1bd, 's' },  { 0x1dd, 'e' },
	{ 0x250, 'a' },  { 0x251, 'a' },  { 0x254, 'c' },  { 0x258, 'e' },
	{ 0x259, 'e' },  { 0x25b, 'e' },  { 0x261, 'g' },  { 0x262, 'g' },
	{ 0x269, 'i' },  { 0x26a, 'i' },  { 0x26f, 'w' },  { 0x274, 'n' },
	{ 0x280, 'r' },  { 0x28b, 'u' },  { 0x28f, 'y' },  { 0x299, 'b' },
	{ 0x29c, 'h' },  { 0x29f, 'l' },  { 0x3b1, 'a' },  { 0x3b2, 'b' },
	{ 0x3b3, 'y' },  { 0x3b4, 'd' },  { 0x3b5, 'e' },  { 0x3b6, 'z' },
	{ 0x3b7, 'n' },  { 0x3b9, 'i' },  { 0x3ba, 'k' },  { 0x3bc, 'u' },
	{ 0x3bd, 'v' },  { 0x3bf, 'o' },  { 0x3c0, 'n' },  { 0x3c1, 'p' },
	{ 0x3c2, 's' },  { 0x3c3, 'o' },  { 0x3c4, 't' },  { 0x3c5, 'u' },
	{ 0x3c7, 'x' },  { 0x3c9, 'w' },  { 0x3f1, 'p' },  { 0x3f2, 'c' },
	{ 0x3f3, 'j' },  { 0x430, 'a' },  { 0x431, 'b' },  { 0x432, 'b' },
	{ 0x433, 'r' },  { 0x435, 'e' },  { 0x437, 'e' },  { 0x438, 'n' },
	{ 0x439, 'n' },  { 0x43a, 'k' },  { 0x43c, 'm' },  { 0x43d, 'h' },
	{ 0x43e, 'o' },  { 0x43f, 'n' },  { 0x440, 'p' },  { 0x441, 'c' },
	{ 0x442, 't' },  { 0x443, 'y' },  { 0x445, 'x' },  { 0x44c, 'b' },
	{ 0x44f, 'r' },  { 0x454, 'e' },  { 0x455, 's' },  { 0x456, 'i' },
	{ 0x458, 'j' },  { 0x475, 'v' },  { 0x491, 'r' },  { 0x4af, 'y' },
	{ 0x4bb, 'h' },  { 0x4bd, 'e' },  { 0x4cf, 'l' },  { 0x4e9, 'o' },
	{ 0x501, 'd' },  { 0x50d, 'g' },  { 0x51b, 'q' },  { 0x51d, 'w' },
	{ 0x566, 'q' },  { 0x570, 'h' },  { 0x575, 'j' },  { 0x578, 'n' },
	{ 0x57d, 'u' },  { 0x581, 'g' },  { 0x584, 'p' },  { 0x585, 'o' },
	{ 0x1d00, 'a' }, { 0x1d04, 'c' }, { 0x1d05, 'd' }, { 0x1d07, 'e' },
	{ 0x1d0a, 'j' }, { 0x1d0b, 'k' }, { 0x1d0d, 'm' }, { 0x1d0f, 'o' },
	{ 0x1d18, 'p' }, { 0x1d1b, 't' }, { 0x1d1c, 'u' }, { 0x1d20, 'v' },
	{ 0x1d21, 'w' }, { 0x1d22, 'z' }, { 0xa4d0, 'b' }, { 0xa4d1, 'p' },
	{ 0xa4d3, 'd' }, { 0xa4d4, 't' }, { 0xa4d6, 'g' }, { 0xa4d7, 'k' },
	{ 0xa4d9, 'j' }, { 0xa4da, 'c' }, { 0xa4dc, 'z' }, { 0xa4dd, 'f' },
	{ 0xa4df, 'm' }, { 0xa4e0, 'n' }, { 0xa4e1, 'l' }, { 0xa4e2, 's' },
	{ 0xa4e3, 'r' }, { 0xa4e6, 'v' }, { 0xa4e7, 'h' }, { 0xa4ea, 'w' },
	{ 0xa4eb, 'x' }, { 0xa4ec, 'y' }, { 0xa4ee, 'a' }, { 0xa4f0, 'e' },
	{ 0xa4f2, 'i' }, { 0xa4f3, 'o' }, { 0xa4f4, 'u' }, { 0xa730, 'f' },
	{ 0xa731, 's' }
};

static int by_point(const void *a, const void *b)
{
	uint32_t x = ((const struct alike *)a)->point;
	uint32_t y = ((const struct alike *)b)->point;

	return (x > y) - (x < y);
}

/* The Latin letter that point looks like, or the digit that it is; or 0. */
static char letter_like(uint32_t point)
{
	const struct alike key = { .point = point }, *found;

	if (point >= 0x660 && point <= 0x669) /* digits of Arabic */
		return (char)('0' + (point - 0x660));
	if (point >= 0x6f0 && point <= 0x6f9) /* and of Persian */
		return (char)('0' + (point - 0x6f0));
	if (point >= 0x1f150 && point <= 0x1f169) /* white in black circles */
		return (char)('a' + (point - 0x1f150));
	if (point >= 0x1f170 && point <= 0x1f189) /* and in squares */
		return (char)('a' + (point - 0x1f170));
	found = bsearch(&key, ALIKE, sizeof(ALIKE) / sizeof(ALIKE[0]),
			sizeof(ALIKE[0]), by_point);
	return found ? found->letter : '\0';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* The letter that a digit or a sign stands for, or 0. */
static char leet(char c)
{
	static const char signs[] = "0134578$@!|", letters[] = "oieastbsail";
	const char *at = c ? strchr(signs, c) : NULL;

	return at ? letters[at - signs] : '\0';
}

/* Has the word enough letters to be one in disguise, and is it no e-mail
 * address? */
static bool may_be_leet(const char *word, const char *end)
{
	const char *point = memrchr(word, '.', (size_t)(end - word));
	size_t letters = 0;

	for (const char *p = word; p < end; p++)
		letters += is_letter(*p);
	return letters >= LETTERS_MIN &&
	       !(point && memchr(word, '@', (size_t)(point - word)));
}

/* How many bytes from at stand for letters, being between letters of one
 * word; 0 for none. word is where it begins, end where it ends. */
static size_t leet_run(const char *word, const char *at, const char *end)
{
	size_t len = 0;

	while (at + len < end && len <= LEET_MAX && leet(at[len]))
		len++;
	if (len == 0 || len > LEET_MAX || at == word || at + len == end ||
	    !is_letter(at[-1]) || !is_letter(at[len]))
		return 0;
	return len;
}

static void read_leet(char *text)
{
	char *end;

	for (char *word = text; *word; word = *end ? end + 1 : end) {
		end = strchrnul(word, ' ');
		if (!may_be_leet(word, end))
			continue;
		for (char *at = word; at < end; at++) {
			size_t len = leet(*at) ? leet_run(word, at, end) : 0;

			for (; len > 0; len--, at++)
				*at = leet(*at);
		}
	}
}

/* The code point at *at, which moves on; what is not UTF-8 is passed over. */
static uint32_t next_point(const char **at)
{
	utf8proc_int32_t point;
	utf8proc_ssize_t step =
		utf8proc_iterate((const utf8proc_uint8_t *)*at, -1, &point);

	*at += step > 0 ? step : 1;
	return step > 0 ? (uint32_t)point : 0xfffd;
}

char *utf8_alike_letters(struct arena *arena, const char *text)
{
	const char *at = utf8_fold(arena, text), *start;
	char *out = arena_alloc(arena, strlen(at) + 1), *to = out;

	while (*at) {
		char letter;

		if ((unsigned char)*at < 0x80) {
			*to++ = *at++;
			continue;
		}
		start = at;
		letter = letter_like(next_point(&at));
		if (letter) {
			*to++ = letter;
		} else {
			memcpy(to, start, (size_t)(at - start));
			to += at - start;
		}
	}
	*to = '\0';
	return out;
}

char *utf8_alike(struct arena *arena, const char *text)
{
	char *out = utf8_alike_letters(arena, text);

	read_leet(out);
	return out;
}

/* Letters that nobody types to write words: of mathematics, small capitals,
 * in circles and squares. */
static bool is_made_up(uint32_t point)
{
	return (point >= 0x1d400 && point <= 0x1d7cb) ||
	       (point >= 0x24b6 && point <= 0x24e9) ||
	       (point >= 0x1f130 && point <= 0x1f189) ||
	       (point >= 0x1d00 && point <= 0x1d22) || point == 0x262 ||
	       point == 0x26a || point == 0x274 || point == 0x280 ||
	       point == 0x28f || point == 0x299 || point == 0x29c ||
	       point == 0x29f || point == 0xa730 || point == 0xa731;
}

/* What has no width and no business between two letters. */
static bool is_invisible(uint32_t point)
{
	return (point >= 0x200b && point <= 0x200f) || point == 0x034f ||
	       (point >= 0x2060 && point <= 0x2064) || point == 0x180e ||
	       point == 0xfeff;
}

/* Of Greek, Cyrillic, Armenian or Lisu; not micro, which stands in units. */
static bool is_other_script(uint32_t point)
{
	return ((point >= 0x370 && point < 0x590) ||
		(point >= 0xa4d0 && point < 0xa500)) &&
	       point != 0x3bc;
}

/* What one word is made of, and the text so far. */
struct letters {
	size_t latin, alike, foreign, made_up, invisible;
	bool is_after_invisible; /* one follows a letter of this word */
};

static void count_letter(struct letters *word, uint32_t point)
{
	char like = '\0';

	if (word->is_after_invisible)
		word->invisible++;
	word->is_after_invisible = false;
	if (is_other_script(point))
		like = letter_like(
			(uint32_t)utf8proc_tolower((utf8proc_int32_t)point));
	if (is_made_up(point))
		word->made_up++;
	else if (like)
		word->alike++;
	else if (is_other_script(point))
		word->foreign++;
	else if (point < 0x250 || (point >= 0x1e00 && point < 0x1f00))
		word->latin++;
}

static bool is_word_part(uint32_t point)
{
	utf8proc_category_t kind = utf8proc_category((utf8proc_int32_t)point);

	return (kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO) ||
	       kind == UTF8PROC_CATEGORY_MN || is_made_up(point);
}

/* A word that ends: is it disguised, and is it one of look-alikes alone? */
static void end_word(struct letters *word, size_t *odd, size_t *whole)
{
	if ((word->latin && word->alike) || word->made_up > 1 ||
	    word->invisible)
		++*odd;
	else if (word->alike > 2 && !word->foreign)
		++*whole;
	*word = (struct letters){ 0 };
}

size_t utf8_alike_count(const char *text)
{
	size_t odd = 0, whole = 0, latin = 0, foreign = 0;
	struct letters word = { 0 };

	while (*text) {
		uint32_t point = next_point(&text);
		bool is_in_word = word.latin || word.alike || word.foreign ||
				  word.made_up;

		if (is_invisible(point)) {
			word.is_after_invisible = is_in_word;
		} else if (is_word_part(point)) {
			size_t before = word.latin;

			count_letter(&word, point);
			latin += word.latin - before;
			foreign += is_other_script(point);
		} else {
			end_word(&word, &odd, &whole);
		}
	}
	end_word(&word, &odd, &whole);
	return latin > 4 * foreign ? odd + whole : odd;
}
