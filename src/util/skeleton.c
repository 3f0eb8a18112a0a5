#include "util/skeleton.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "util/buf.h"
#include "util/utf8.h"

/* Letters and signs that look like Latin letters, by code point: what Unicode
 * itself takes apart (accents, fullwidth, mathematical letters) is not here.
 * i is written l, as in the whole skeleton. */
static const struct look_alike {
	uint32_t point;
	const char latin[3];
} LOOK_ALIKES[] = {
	{ 0xa2, "c" },   { 0xa3, "l" },   { 0xa5, "y" },   { 0xa6, "l" },
	{ 0xc6, "ae" },  { 0xd0, "d" },   { 0xd8, "o" },   { 0xde, "p" },
	{ 0xdf, "ss" },  { 0xe6, "ae" },  { 0xf0, "d" },   { 0xf8, "o" },
	{ 0xfe, "p" },   { 0x110, "d" },  { 0x111, "d" },  { 0x126, "h" },
	{ 0x127, "h" },  { 0x131, "l" },  { 0x141, "l" },  { 0x142, "l" },
	{ 0x14a, "n" },  { 0x14b, "n" },  { 0x152, "oe" }, { 0x153, "oe" },
	{ 0x166, "t" },  { 0x167, "t" },  { 0x180, "b" },  { 0x181, "b" },
	{ 0x186, "c" },  { 0x187, "c" },  { 0x188, "c" },  { 0x189, "d" },
	{ 0x18a, "d" },  { 0x18e, "e" },  { 0x18f, "e" },  { 0x190, "e" },
	{ 0x192, "f" },  { 0x193, "g" },  { 0x196, "l" },  { 0x197, "l" },
	{ 0x198, "k" },  { 0x199, "k" },  { 0x19a, "l" },  { 0x19e, "n" },
	{ 0x1a4, "p" },  { 0x1a5, "p" },  { 0x1ac, "t" },  { 0x1ad, "t" },
	{ 0x1ae, "t" },  { 0x1b2, "v" },  { 0x1b3, "y" },  { 0x1b4, "y" },
	{ 0x1b5, "z" },  { 0x1b6, "z" },  { 0x1c0, "l" },  { 0x1dd, "e" },
	{ 0x224, "z" },  { 0x225, "z" },  { 0x237, "j" },  { 0x23d, "l" },
	{ 0x243, "b" },  { 0x250, "a" },  { 0x251, "a" },  { 0x253, "b" },
	{ 0x254, "c" },  { 0x256, "d" },  { 0x257, "d" },  { 0x259, "e" },
	{ 0x25b, "e" },  { 0x260, "g" },  { 0x261, "g" },  { 0x262, "g" },
	{ 0x266, "h" },  { 0x268, "l" },  { 0x269, "l" },  { 0x26a, "l" },
	{ 0x26b, "l" },  { 0x26f, "w" },  { 0x271, "m" },  { 0x272, "n" },
	{ 0x274, "n" },  { 0x27c, "r" },  { 0x27d, "r" },  { 0x27e, "r" },
	{ 0x280, "r" },  { 0x281, "r" },  { 0x282, "s" },  { 0x283, "s" },
	{ 0x287, "t" },  { 0x288, "t" },  { 0x28b, "v" },  { 0x28d, "w" },
	{ 0x28f, "y" },  { 0x290, "z" },  { 0x299, "b" },  { 0x29c, "h" },
	{ 0x29e, "k" },  { 0x29f, "l" },  { 0x37f, "j" },  { 0x391, "a" },
	{ 0x392, "b" },  { 0x393, "r" },  { 0x394, "a" },  { 0x395, "e" },
	{ 0x396, "z" },  { 0x397, "h" },  { 0x398, "o" },  { 0x399, "l" },
	{ 0x39a, "k" },  { 0x39b, "a" },  { 0x39c, "m" },  { 0x39d, "n" },
	{ 0x39f, "o" },  { 0x3a0, "n" },  { 0x3a1, "p" },  { 0x3a3, "e" },
	{ 0x3a4, "t" },  { 0x3a5, "y" },  { 0x3a7, "x" },  { 0x3a9, "o" },
	{ 0x3b1, "a" },  { 0x3b2, "b" },  { 0x3b3, "y" },  { 0x3b5, "e" },
	{ 0x3b6, "z" },  { 0x3b7, "n" },  { 0x3b8, "o" },  { 0x3b9, "l" },
	{ 0x3ba, "k" },  { 0x3bb, "a" },  { 0x3bc, "u" },  { 0x3bd, "v" },
	{ 0x3bf, "o" },  { 0x3c0, "n" },  { 0x3c1, "p" },  { 0x3c2, "c" },
	{ 0x3c3, "o" },  { 0x3c4, "t" },  { 0x3c5, "u" },  { 0x3c7, "x" },
	{ 0x3c9, "w" },  { 0x3f2, "c" },  { 0x3f3, "j" },  { 0x3f9, "c" },
	{ 0x404, "e" },  { 0x405, "s" },  { 0x406, "l" },  { 0x408, "j" },
	{ 0x410, "a" },  { 0x412, "b" },  { 0x413, "r" },  { 0x414, "d" },
	{ 0x415, "e" },  { 0x417, "e" },  { 0x418, "u" },  { 0x419, "u" },
	{ 0x41a, "k" },  { 0x41b, "n" },  { 0x41c, "m" },  { 0x41d, "h" },
	{ 0x41e, "o" },  { 0x41f, "n" },  { 0x420, "p" },  { 0x421, "c" },
	{ 0x422, "t" },  { 0x423, "y" },  { 0x425, "x" },  { 0x428, "w" },
	{ 0x42a, "b" },  { 0x42b, "bl" }, { 0x42c, "b" },  { 0x42d, "e" },
	{ 0x42f, "r" },  { 0x430, "a" },  { 0x432, "b" },  { 0x433, "r" },
	{ 0x434, "d" },  { 0x435, "e" },  { 0x437, "e" },  { 0x438, "u" },
	{ 0x439, "u" },  { 0x43a, "k" },  { 0x43b, "n" },  { 0x43c, "m" },
	{ 0x43d, "h" },  { 0x43e, "o" },  { 0x43f, "n" },  { 0x440, "p" },
	{ 0x441, "c" },  { 0x442, "t" },  { 0x443, "y" },  { 0x445, "x" },
	{ 0x448, "w" },  { 0x44a, "b" },  { 0x44b, "bl" }, { 0x44c, "b" },
	{ 0x44d, "e" },  { 0x44f, "r" },  { 0x454, "e" },  { 0x455, "s" },
	{ 0x456, "l" },  { 0x458, "j" },  { 0x460, "w" },  { 0x461, "w" },
	{ 0x474, "v" },  { 0x475, "v" },  { 0x490, "r" },  { 0x491, "r" },
	{ 0x492, "f" },  { 0x493, "f" },  { 0x49a, "k" },  { 0x49b, "k" },
	{ 0x49c, "k" },  { 0x49d, "k" },  { 0x4a2, "h" },  { 0x4a3, "h" },
	{ 0x4aa, "c" },  { 0x4ab, "c" },  { 0x4ac, "t" },  { 0x4ad, "t" },
	{ 0x4ae, "y" },  { 0x4af, "y" },  { 0x4b0, "y" },  { 0x4b1, "y" },
	{ 0x4b2, "x" },  { 0x4b3, "x" },  { 0x4ba, "h" },  { 0x4bb, "h" },
	{ 0x4c0, "l" },  { 0x4cf, "l" },  { 0x4d8, "e" },  { 0x4d9, "e" },
	{ 0x4e0, "e" },  { 0x4e1, "e" },  { 0x4e8, "o" },  { 0x4e9, "o" },
	{ 0x500, "d" },  { 0x501, "d" },  { 0x50c, "g" },  { 0x50d, "g" },
	{ 0x50e, "t" },  { 0x50f, "t" },  { 0x51a, "q" },  { 0x51b, "q" },
	{ 0x51c, "w" },  { 0x51d, "w" },  { 0x53c, "l" },  { 0x540, "z" },
	{ 0x545, "s" },  { 0x54d, "u" },  { 0x54f, "s" },  { 0x555, "o" },
	{ 0x561, "w" },  { 0x566, "q" },  { 0x570, "h" },  { 0x575, "j" },
	{ 0x576, "u" },  { 0x578, "n" },  { 0x57c, "n" },  { 0x57d, "u" },
	{ 0x581, "g" },  { 0x582, "l" },  { 0x584, "p" },  { 0x585, "o" },
	{ 0x5c0, "l" },  { 0x5d0, "n" },  { 0x5d5, "l" },  { 0x5df, "l" },
	{ 0x5e1, "o" },  { 0x627, "l" },  { 0x629, "o" },  { 0x647, "o" },
	{ 0x660, "o" },  { 0x661, "l" },  { 0x6f0, "o" },  { 0x6f1, "l" },
	{ 0x966, "o" },  { 0x9e6, "o" },  { 0xa66, "o" },  { 0xae6, "o" },
	{ 0xb66, "o" },  { 0xbe6, "o" },  { 0xc66, "o" },  { 0xce6, "o" },
	{ 0xd66, "o" },  { 0xe50, "o" },  { 0xed0, "o" },  { 0x10ff, "o" },
	{ 0x13a0, "d" }, { 0x13a1, "r" }, { 0x13a2, "t" }, { 0x13a5, "l" },
	{ 0x13a6, "s" }, { 0x13a7, "o" }, { 0x13a9, "y" }, { 0x13aa, "a" },
	{ 0x13ab, "j" }, { 0x13ac, "e" }, { 0x13b3, "w" }, { 0x13b7, "m" },
	{ 0x13bb, "h" }, { 0x13bd, "y" }, { 0x13be, "o" }, { 0x13c0, "g" },
	{ 0x13c1, "n" }, { 0x13c3, "z" }, { 0x13c6, "t" }, { 0x13cf, "b" },
	{ 0x13d2, "r" }, { 0x13d4, "w" }, { 0x13d5, "s" }, { 0x13d7, "a" },
	{ 0x13d9, "v" }, { 0x13da, "s" }, { 0x13de, "l" }, { 0x13df, "c" },
	{ 0x13e2, "p" }, { 0x13e6, "k" }, { 0x13ef, "g" }, { 0x13f3, "g" },
	{ 0x13f4, "b" }, { 0x142f, "v" }, { 0x144c, "u" }, { 0x146d, "p" },
	{ 0x146f, "d" }, { 0x1472, "b" }, { 0x148d, "j" }, { 0x14aa, "l" },
	{ 0x1541, "x" }, { 0x157c, "h" }, { 0x1587, "r" }, { 0x15af, "b" },
	{ 0x15b4, "f" }, { 0x15c5, "a" }, { 0x15de, "d" }, { 0x15ea, "d" },
	{ 0x15f0, "m" }, { 0x15f7, "b" }, { 0x166d, "x" }, { 0x17e0, "o" },
	{ 0x1d00, "a" }, { 0x1d04, "c" }, { 0x1d05, "d" }, { 0x1d07, "e" },
	{ 0x1d09, "l" }, { 0x1d0a, "j" }, { 0x1d0b, "k" }, { 0x1d0d, "m" },
	{ 0x1d0f, "o" }, { 0x1d18, "p" }, { 0x1d1b, "t" }, { 0x1d1c, "u" },
	{ 0x1d20, "v" }, { 0x1d21, "w" }, { 0x1d22, "z" }, { 0x20ac, "e" },
	{ 0x2223, "l" }, { 0x2c80, "a" }, { 0x2c81, "a" }, { 0x2c82, "b" },
	{ 0x2c83, "b" }, { 0x2c84, "r" }, { 0x2c85, "r" }, { 0x2c88, "e" },
	{ 0x2c89, "e" }, { 0x2c8e, "h" }, { 0x2c8f, "h" }, { 0x2c92, "l" },
	{ 0x2c93, "l" }, { 0x2c94, "k" }, { 0x2c95, "k" }, { 0x2c98, "m" },
	{ 0x2c99, "m" }, { 0x2c9a, "n" }, { 0x2c9b, "n" }, { 0x2c9e, "o" },
	{ 0x2c9f, "o" }, { 0x2ca0, "n" }, { 0x2ca1, "n" }, { 0x2ca2, "p" },
	{ 0x2ca3, "p" }, { 0x2ca4, "c" }, { 0x2ca5, "c" }, { 0x2ca6, "t" },
	{ 0x2ca7, "t" }, { 0x2ca8, "y" }, { 0x2ca9, "y" }, { 0x2cac, "x" },
	{ 0x2cad, "x" }, { 0x2cb0, "w" }, { 0x2cb1, "w" }, { 0x2d54, "o" },
	{ 0xa4d0, "b" }, { 0xa4d1, "p" }, { 0xa4d2, "d" }, { 0xa4d3, "d" },
	{ 0xa4d4, "t" }, { 0xa4d6, "g" }, { 0xa4d7, "k" }, { 0xa4d9, "j" },
	{ 0xa4da, "c" }, { 0xa4dc, "z" }, { 0xa4dd, "f" }, { 0xa4df, "m" },
	{ 0xa4e0, "n" }, { 0xa4e1, "l" }, { 0xa4e2, "s" }, { 0xa4e3, "r" },
	{ 0xa4e6, "v" }, { 0xa4e7, "h" }, { 0xa4ea, "w" }, { 0xa4eb, "x" },
	{ 0xa4ec, "y" }, { 0xa4ee, "a" }, { 0xa4f0, "e" }, { 0xa4f2, "l" },
	{ 0xa4f3, "o" }, { 0xa4f4, "u" },

	{ 0xa730, "f" }, { 0xa731, "s" }, { 0xa781, "l" }, { 0xa7aa, "h" },
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Alphabets that Unicode does not take apart: white letters on black circles
 * and squares, and those that flags are made of. */
static const uint32_t ALPHABETS[] = { 0x1f150, 0x1f170, 0x1f1e6 };

/* What is neither a letter nor a digit, besides ASCII: from, to. */
static const uint32_t APART[][2] = {
	{ 0x80, 0xbf },       { 0x2000, 0x206f }, { 0x2190, 0x2bff },
	{ 0x2e00, 0x2e7f },   { 0x3000, 0x303f }, { 0x30fb, 0x30fb },
	{ 0xfe00, 0xfe0f },   { 0xff00, 0xff65 }, { 0x1f000, 0x1faff },
	{ 0xe0000, 0xe0fff },
};

/* As a letter of ASCII looks; capitals are gone by then. */
static const char *ascii_look(unsigned char c, char out[2])
{
	static const char digits[] = "olzeasgtbg";

	if (c == 'm')
		return "rn";
	if (c == 'w')
		return "vv";
	out[0] = c == 'i' ? 'l' : (char)c;
	if (c >= '0' && c <= '9')
		out[0] = digits[c - '0'];
	return out;
}

/* A sign of ASCII as the letter that it stands for, or 0. */
static char sign_look(unsigned char c)
{
	static const char signs[] = "$s@a!l|l";
	const char *at = c ? strchr(signs, c) : NULL;

	return at && (at - signs) % 2 == 0 ? at[1] : '\0';
}

static bool is_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

/* The code point at text, which is valid UTF-8, and its length. */
static uint32_t read_point(const char *text, size_t *len)
{
	const unsigned char *t = (const unsigned char *)text;
	uint32_t point = t[0];
	size_t more = point >= 0xf0 ? 3 : point >= 0xe0 ? 2 : point >= 0xc0;

	if (more)
		point &= 0x3fU >> more;
	*len = 1;
	while (more-- && (t[*len] & 0xc0) == 0x80)
		point = point << 6 | (t[(*len)++] & 0x3f);
	return point;
}

static const char *find_look_alike(uint32_t point)
{
	size_t from = 0, to = COUNT(LOOK_ALIKES);

	while (from < to) {
		size_t half = (from + to) / 2;

		if (LOOK_ALIKES[half].point == point)
			return LOOK_ALIKES[half].latin;
		if (LOOK_ALIKES[half].point < point)
			from = half + 1;
		else
			to = half;
	}
	return NULL;
}

/* A letter of one of ALPHABETS, or 0. */
static char alphabet_letter(uint32_t point)
{
	for (size_t i = 0; i < COUNT(ALPHABETS); i++)
		if (point - ALPHABETS[i] < 26)
			return (char)('a' + point - ALPHABETS[i]);
	return '\0';
}

/* text with every look-alike written in Latin. Capitals are looked at before
 * they are folded: the capital of eta looks like H, the small one like n. */
static char *to_latin(struct arena *arena, const char *text)
{
	struct buf b;
	size_t len;

	buf_init(&b, arena);
	for (; *text; text += len) {
		uint32_t point = read_point(text, &len);
		const char *latin =
			point >= 0x80 ? find_look_alike(point) : NULL;
		char letter = alphabet_letter(point);

		if (letter)
			buf_char(&b, letter);
		else if (latin)
			buf_text(&b, latin);
		else
			buf_add(&b, text, len);
	}
	return b.data;
}

static bool is_apart(uint32_t point)
{
	for (size_t i = 0; i < COUNT(APART); i++)
		if (point >= APART[i][0] && point <= APART[i][1])
			return true;
	return false;
}

/* Words as they come, in out: letters stand alone are put together. */
struct writer {
	struct buf out;
	size_t letters; /* of the word at hand, as typed */
	bool was_single, has_word;
	size_t start; /* of the word at hand in out */
};

static void add(struct writer *w, const char *look, size_t len)
{
	if (!w->letters) {
		if (w->has_word)
			buf_char(&w->out, ' ');
		w->start = w->out.len;
	}
	buf_add(&w->out, look, len);
	w->letters++;
}

/* The word is over; one of a single letter after another such one goes on
 * with it. */
static void end_word(struct writer *w)
{
	bool is_single = w->letters == 1;

	if (!w->letters)
		return;
	if (is_single && w->was_single) {
		memmove(w->out.data + w->start - 1, w->out.data + w->start,
			w->out.len - w->start + 1);
		w->out.len--;
	}
	w->was_single = is_single;
	w->has_word = true;
	w->letters = 0;
}

/* Do only digits follow up to the end of the word? Those count something, and
 * stand for no letters: "Staff 1" and "Staff1" are alike. */
static bool is_number(const char *at)
{
	while (is_digit((unsigned char)*at))
		at++;
	return !is_letter((unsigned char)*at) && (unsigned char)*at < 0x80 &&
	       !sign_look((unsigned char)*at);
}

static void add_ascii(struct writer *w, const char *at)
{
	unsigned char c = (unsigned char)*at;
	char one[2] = { 0 }, sign = sign_look(c);
	const char *look;

	if (is_digit(c) && w->letters && is_letter((unsigned char)at[-1]) &&
	    is_number(at))
		end_word(w);
	if (is_letter(c) || is_digit(c)) {
		look = ascii_look(c, one);
		add(w, look, strlen(look));
	} else if (sign && (is_letter((unsigned char)at[1]) ||
			    is_digit((unsigned char)at[1]))) {
		add(w, &sign, 1);
	} else if (c != '\'') {
		end_word(w);
	}
}

char *skeleton_words(struct arena *arena, const char *text)
{
	const char *at =
		to_latin(arena, utf8_fold(arena, to_latin(arena, text)));
	struct writer w = { .letters = 0 };
	size_t len;

	buf_init(&w.out, arena);
	buf_text(&w.out, "");
	for (; *at; at += len) {
		uint32_t point = read_point(at, &len);

		if (point < 0x80)
			add_ascii(&w, at);
		else if (is_apart(point))
			end_word(&w);
		else
			add(&w, at, len);
	}
	end_word(&w);
	return w.out.data;
}

char *skeleton_tight(struct arena *arena, const char *text)
{
	char *words = skeleton_words(arena, text), *end = words;

	for (const char *at = words; *at; at++)
		if (*at != ' ')
			*end++ = *at;
	*end = '\0';
	return words;
}
