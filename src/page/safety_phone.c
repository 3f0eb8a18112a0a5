/* Phone numbers, as people in the United States write them: 218-555-0142,
 * (218) 555.0142, 2 1 8 5 5 5 0 1 4 2, five five five oh one four two. */
#include <string.h>

#include "page/safety_words.h"
#include "store/comment.h"

#define GROUPS_MAX 32
#define DIGITS_MAX 16

/* Words that announce a number; then a bare 555 0142 is one, too. */
static const char CUES[] =
	"call|text|phone|cell|tel|telephone|mobile|whatsapp|number|texto|"
	"llama|llame|llamame|llamanos|llamen|telefono|celular|numero|movil";

struct group {
	char digits[DIGITS_MAX + 1];
	size_t len;
	char before; /* what stands between it and the last: ' ', '-', '.' */
	bool is_spelled;
};

/* Digits that stand together, as far as phone punctuation reaches. */
struct run {
	struct group groups[GROUPS_MAX];
	size_t count;
	bool has_plus, has_cue;
};

static char digit_of(const char *word, size_t len)
{
	static const struct {
		const char *word;
		char digit;
	} names[] = {
		{ "zero", '0' },   { "oh", '0' },    { "one", '1' },
		{ "two", '2' },    { "three", '3' }, { "four", '4' },
		{ "five", '5' },   { "six", '6' },   { "seven", '7' },
		{ "eight", '8' },  { "nine", '9' },  { "cero", '0' },
		{ "uno", '1' },    { "dos", '2' },   { "tres", '3' },
		{ "cuatro", '4' }, { "cinco", '5' }, { "seis", '6' },
		{ "siete", '7' },  { "ocho", '8' },  { "nueve", '9' },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i].word) == len &&
		    !memcmp(names[i].word, word, len))
			return names[i].digit;
	return '\0';
}

static void add_group(struct run *run, const char *digits, size_t len,
		      char before, bool is_spelled)
{
	struct group *g = &run->groups[run->count];
	struct group *last = run->count ? g - 1 : NULL;

	/* Digits one by one are one group: "2 1 8", "five five five". */
	if (len == 1 && last && last->len < DIGITS_MAX &&
	    (last->is_spelled || last->len == 1)) {
		last->digits[last->len++] = *digits;
		last->digits[last->len] = '\0';
		last->is_spelled = true;
		return;
	}
	if (run->count == GROUPS_MAX || len > DIGITS_MAX)
		return;
	*g = (struct group){ .len = len,
			     .before = before,
			     .is_spelled = is_spelled };
	memcpy(g->digits, digits, len);
	run->count++;
}

/* Area codes and exchanges begin with 2 to 9. */
static bool is_possible(const char *digits)
{
	return digits[0] >= '2';
}

static bool is_whole(const struct group *g)
{
	if (g->len == 10)
		return is_possible(g->digits);
	if (g->len == 11)
		return g->digits[0] == '1' && is_possible(g->digits + 1);
	return false;
}

/* 555-0142 without an area code looks like a span of figures ("500-1000
 * young people"): only with a cue, or when the end is no round number. */
static bool is_local(const struct run *run, size_t i)
{
	const struct group *a = &run->groups[i], *b = a + 1;

	if (a->len == 7 && is_possible(a->digits))
		return run->has_cue;
	if (a->len != 3 || i + 1 == run->count || b->len != 4 ||
	    !is_possible(a->digits))
		return false;
	if (run->has_cue)
		return true;
	return b->before != ' ' && strcmp(b->digits + 2, "00") != 0;
}

static bool is_three_parts(const struct run *run, size_t i)
{
	const struct group *g = &run->groups[i];

	if (i + 2 < run->count && g[0].len == 3 && g[1].len == 3 &&
	    g[2].len == 4)
		return is_possible(g->digits);
	if (i + 1 < run->count && ((g[0].len == 3 && g[1].len == 7) ||
				   (g[0].len == 6 && g[1].len == 4)))
		return is_possible(g->digits);
	return false;
}

static bool is_phone(const struct run *run)
{
	size_t digits = 0;

	for (size_t i = 0; i < run->count; i++) {
		digits += run->groups[i].len;
		if (is_whole(&run->groups[i]) || is_three_parts(run, i) ||
		    is_local(run, i))
			return true;
	}
	return digits <= 15 && ((run->has_plus && digits >= 8) ||
				(run->has_cue && digits >= 10));
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The length of a dash of more than one byte (U+2010 to U+2015). */
static size_t dash_at(const char *at)
{
	const unsigned char *u = (const unsigned char *)at;

	return u[0] == 0xe2 && u[1] == 0x80 && u[2] >= 0x90 && u[2] <= 0x95 ? 3
									    : 0;
}

/* Was one of the four words before at a cue? */
static bool has_cue_before(const char *text, const char *at)
{
	char word[24];

	for (int n = 0; n < 4 && at > text; n++) {
		const char *end;

		while (at > text && !is_letter(at[-1]) && !is_digit(at[-1]))
			at--;
		for (end = at;
		     at > text && (is_letter(at[-1]) || is_digit(at[-1]));)
			at--;
		if ((size_t)(end - at) >= sizeof(word))
			continue;
		memcpy(word, at, (size_t)(end - at));
		word[end - at] = '\0';
		if (safety_is(word, CUES))
			return true;
	}
	return false;
}

static const char *skip_letters(const char *at)
{
	while (is_letter(*at) && !dash_at(at))
		at++;
	return at;
}

/* Digits from at; a letter O among them is a zero. */
static const char *read_digits(const char *at, char digits[64], size_t *len)
{
	*len = 0;
	while (is_digit(*at) || (*at == 'o' && is_digit(at[1]))) {
		if (*len < 63)
			digits[(*len)++] = *at == 'o' ? '0' : *at;
		at++;
	}
	return at;
}

/* Punctuation that may stand inside a number; *before says which counts. */
static const char *skip_between(const char *at, char *before)
{
	size_t dash;

	*before = '\0';
	for (;; at++) {
		dash = dash_at(at);
		if (dash || (*at && strchr("-./", *at)))
			*before = '-';
		else if (!*at || !strchr(" ()", *at))
			return at;
		else if (!*before)
			*before = ' ';
		if (dash)
			at += dash - 1;
	}
}

/* Take what stands at *at into run; false when the run is over. */
static bool take(struct run *run, const char **at, char before)
{
	const char *end;
	char digits[64], digit;
	size_t len;

	if (is_digit(**at) ||
	    (run->count && (*at)[0] == 'o' && is_digit((*at)[1]))) {
		end = read_digits(*at, digits, &len);
		if (is_letter(*end) && !dash_at(end)) { /* 4th, 10k */
			*at = skip_letters(end);
			return false;
		}
		add_group(run, digits, len, before, false);
		*at = end;
		return true;
	}
	end = skip_letters(*at);
	digit = digit_of(*at, (size_t)(end - *at));
	if (digit) {
		add_group(run, &digit, 1, before, true);
		*at = end;
	}
	return digit != '\0';
}

void safety_find_phones(struct safety_text *t)
{
	const char *at = t->folded, *end;

	while (*at) {
		struct run run = { 0 };
		const char *start = at;
		char before = ' ';

		run.has_plus = at > t->folded && at[-1] == '+';
		for (end = at; take(&run, &at, before);) {
			end = at;
			at = skip_between(at, &before);
		}
		if (run.count) {
			run.has_cue = has_cue_before(t->folded, start);
			if (is_phone(&run))
				safety_mark_bytes(t, COMMENT_HAS_PHONE,
						  (size_t)(start - t->folded),
						  (size_t)(end - t->folded));
		}
		if (at != start)
			continue;
		at = is_letter(*at) && !dash_at(at) ? skip_letters(at) : at + 1;
	}
}
