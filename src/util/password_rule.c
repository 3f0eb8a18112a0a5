#include "util/password_rule.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "util/utf8.h"

#define TELLING 4 /* letters of a name; shorter ones are in too many words */
#define TAIL    5 /* what people hang on to a common word: "2026!" */

/* Lines of data/common-passwords.txt, folded. As with the schema, the
 * assembler puts the file into the program. */
__asm__(".pushsection .rodata\n"
	".global password_common\n"
	"password_common:\n"
	".incbin \"data/common-passwords.txt\"\n"
	".byte 0\n"
	".popsection\n");
extern const char password_common[];

static bool is_listed(const char *word, size_t len)
{
	const char *at = password_common;

	while (*at) {
		size_t line = strcspn(at, "\n");

		if (line == len && memcmp(at, word, len) == 0)
			return true;
		at += line + (at[line] == '\n');
	}
	return false;
}

/* The word that "P@ssw0rd" means. */
static char plain(char letter)
{
	static const char FROM[] = "@4301!$57", TO[] = "aaeoliisst";
	const char *at;

	switch (letter) {
	case '!':
	case '1':
		return 'i';
	case '@':
	case '4':
		return 'a';
	default:
		at = letter ? strchr(FROM, letter) : NULL;
		return at ? TO[at - FROM] : letter;
	}
}

/* A common word, perhaps dressed up: letters replaced by look-alikes, a few
 * digits and signs before or behind. */
static bool is_dressed_up(struct arena *arena, const char *folded)
{
	const char *start = folded;
	size_t len, full = strlen(folded);
	char *bare;

	while (*start && !isalpha((unsigned char)*start))
		start++;
	len = strlen(start);
	while (len && !isalpha((unsigned char)start[len - 1]))
		len--;
	if (len && full - len <= TAIL && is_listed(start, len))
		return true;
	bare = arena_strdup(arena, folded);
	for (char *at = bare; *at; at++)
		*at = plain(*at);
	if (is_listed(bare, full))
		return true;
	bare = arena_strndup(arena, start, len);
	for (char *at = bare; *at; at++)
		*at = plain(*at);
	return len && full - len <= TAIL && is_listed(bare, len);
}

/* One letter over and over, a short piece over and over, or letters in the
 * order of the alphabet or of numbers. */
static bool is_run(const char *text)
{
	size_t len = strlen(text), up = 0, down = 0;

	for (size_t period = 1; period <= 3 && period * 2 <= len; period++)
		if (memcmp(text, text + period, len - period) == 0)
			return true;
	for (size_t i = 1; i < len; i++) {
		up += text[i] == text[i - 1] + 1;
		down += text[i] == text[i - 1] - 1;
	}
	return up + 2 >= len || down + 2 >= len;
}

/* A word of a name that is long enough to be told by. */
static bool holds_word(struct arena *arena, const char *folded,
		       const char *words)
{
	char *copy = utf8_fold(arena, words), *rest;

	for (char *word = strtok_r(copy, " .,-_+'", &rest); word;
	     word = strtok_r(NULL, " .,-_+'", &rest))
		if (utf8_length(word) >= TELLING && strstr(folded, word))
			return true;
	return false;
}

enum password_problem password_problem(struct arena *arena,
				       const char *password, const char *name,
				       const char *email)
{
	size_t len = strlen(password);
	char *folded;

	if (len == 0)
		return PASSWORD_MISSING;
	if (len < PASSWORD_MIN)
		return PASSWORD_SHORT;
	if (len > PASSWORD_MAX)
		return PASSWORD_LONG;
	folded = utf8_fold(arena, password);
	if (is_run(folded) || is_listed(folded, strlen(folded)) ||
	    is_dressed_up(arena, folded))
		return PASSWORD_COMMON;
	if ((name && holds_word(arena, folded, name)) ||
	    holds_word(arena, folded,
		       arena_strndup(arena, email, strcspn(email, "@"))))
		return PASSWORD_NAMED;
	return PASSWORD_FINE;
}
