#include "view/pseudo.h"

#include <ctype.h>
#include <string.h>

#include "util/buf.h"

static const char *const ACCENTED[128] = {
	['A'] = "Å", ['B'] = "Ɓ", ['C'] = "Ç", ['D'] = "Ð", ['E'] = "É",
	['F'] = "Ƒ", ['G'] = "Ĝ", ['H'] = "Ĥ", ['I'] = "Î", ['J'] = "Ĵ",
	['K'] = "Ķ", ['L'] = "Ļ", ['M'] = "Ṁ", ['N'] = "Ñ", ['O'] = "Ö",
	['P'] = "Þ", ['Q'] = "Ǫ", ['R'] = "Ŕ", ['S'] = "Š", ['T'] = "Ţ",
	['U'] = "Û", ['V'] = "Ṽ", ['W'] = "Ŵ", ['X'] = "Ẋ", ['Y'] = "Ý",
	['Z'] = "Ž", ['a'] = "å", ['b'] = "ƀ", ['c'] = "ç", ['d'] = "ð",
	['e'] = "é", ['f'] = "ƒ", ['g'] = "ĝ", ['h'] = "ĥ", ['i'] = "î",
	['j'] = "ĵ", ['k'] = "ķ", ['l'] = "ļ", ['m'] = "ɱ", ['n'] = "ñ",
	['o'] = "ö", ['p'] = "þ", ['q'] = "ǫ", ['r'] = "ŕ", ['s'] = "š",
	['t'] = "ţ", ['u'] = "û", ['v'] = "ṽ", ['w'] = "ŵ", ['x'] = "ẋ",
	['y'] = "ý", ['z'] = "ž",
};

/* The length of the mark that text begins with, which must stay, or 0. */
static size_t mark_length(const char *text)
{
	const char *end = NULL;

	if (strncmp(text, "{{", 2) == 0)
		end = strstr(text, "}}");
	if (end)
		return (size_t)(end + 2 - text);
	if (*text == '{')
		end = strchr(text, '}');
	if (end)
		return (size_t)(end + 1 - text);
	return *text == '%' && isalpha((unsigned char)text[1]) ? 2 : 0;
}

char *pseudo_text(struct arena *arena, const char *text)
{
	size_t len, letters = 0;
	struct buf out;

	buf_init(&out, arena);
	while (*text) {
		unsigned char c = (unsigned char)*text;

		len = mark_length(text);
		if (len) {
			buf_add(&out, text, len);
		} else if (c < 128 && ACCENTED[c]) {
			buf_text(&out, ACCENTED[c]);
			letters++;
		} else {
			buf_char(&out, *text);
		}
		text += len ? len : 1;
	}
	/* Words of four letters, as a translation might need them. */
	for (size_t pad = (letters * 4 + 9) / 10, i = 0; i < pad; i++) {
		if (i % 4 == 0)
			buf_char(&out, ' ');
		buf_text(&out, "ẋ");
	}
	return out.data;
}
