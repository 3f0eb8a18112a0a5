/* Phone numbers, as people in the United States write them: 218-555-0142,
 * (218) 555.0142, 2 1 8 5 5 5 0 1 4 2, five five five oh one four two; also
 * glued ("twooneeight"), doubled ("triple five") and with letters for digits
 * ("2l8 555 OI42"). */
#include <string.h>

#include "page/safety_words.h"
#include "store/comment.h"

#define GROUPS_MAX 32
#define DIGITS_MAX 16

/* Words that announce a number; then a bare 555 0142 is one, too. */
static const char CUES[] =
	"call|text|phone|cell|tel|telephone|mobile|whatsapp|number|texto|"
	"llama|llame|llamame|llamanos|llamen|telefono|celular|cel|numero|movil|"
	"wsp|marca|marcame";

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
	bool has_comma; /* between groups, as in a list of figures */
	size_t repeat;  /* "triple": how often the next digit counts */
};

/* The digit whose name begins at word, and how long that is; 0 for none. */
static char digit_name(const char *word, size_t room, size_t *len)
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

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		*len = strlen(names[i].word);
		if (*len <= room && !memcmp(names[i].word, word, *len))
			return names[i].digit;
	}
	return '\0';
}

static void add_group(struct run *run, const char *digits, size_t len,
		      char before, bool is_spelled)
{
	struct group *g = &run->groups[run->count];
	struct group *last = run->count ? g - 1 : NULL;

	run->has_comma = run->has_comma || (run->count && before == ',');
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
	return b->before == '-' && strcmp(b->digits + 2, "00") != 0;
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

/* 555 01 42 */
static bool is_in_pairs(const struct run *run)
{
	const struct group *g = run->groups;

	return run->has_cue && run->count >= 3 && g[0].len == 3 &&
	       g[1].len == 2 && g[2].len == 2 && is_possible(g[0].digits);
}

/* Commas stand between figures; between digits one by one, or before a zero,
 * they part a number. */
static bool is_list(const struct run *run)
{
	const struct group *last = &run->groups[run->count - 1];

	return run->has_comma && !last->is_spelled && last->digits[0] != '0';
}

static bool is_phone(const struct run *run)
{
	size_t digits = 0;

	if (is_list(run))
		return false;
	if (is_in_pairs(run))
		return true;
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

/* Was one of the three words behind at a cue? */
static bool has_cue_after(const char *at)
{
	char word[24];

	for (int n = 0; n < 3 && *at; n++) {
		const char *from;

		while (*at && !is_letter(*at) && !is_digit(*at))
			at++;
		for (from = at; is_letter(*at) || is_digit(*at);)
			at++;
		if ((size_t)(at - from) >= sizeof(word))
			continue;
		memcpy(word, from, (size_t)(at - from));
		word[at - from] = '\0';
		if (safety_is(word, "llamame|llama|llame|call|text|texto"))
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

/* The digit at at, or the one that a letter before a digit stands for. */
static char digit_at(const char *at)
{
	const char *next = at;

	if (is_digit(*at))
		return *at;
	while (next - at < 3 && *next && strchr("oil", *next))
		next++;
	if (next == at || !is_digit(*next))
		return '\0';
	return *at == 'o' ? '0' : '1';
}

/* Digits from at; letters O, I and L among them are 0 and 1. */
static const char *read_digits(const char *at, char digits[64], size_t *len)
{
	char digit;

	for (*len = 0; (digit = digit_at(at)); at++)
		if (*len < 63)
			digits[(*len)++] = digit;
	return at;
}

/* The length of a bullet or a middle point. */
static size_t bullet_at(const char *at)
{
	const unsigned char *u = (const unsigned char *)at;

	if (u[0] == 0xe2 && u[1] == 0x80 && u[2] == 0xa2)
		return 3;
	return u[0] == 0xc2 && u[1] == 0xb7 ? 2 : 0;
}

/* Punctuation that may stand inside a number; *before says which counts. */
static const char *skip_between(const char *at, char *before)
{
	size_t dash;

	*before = '\0';
	for (;; at++) {
		dash = dash_at(at) ? dash_at(at) : bullet_at(at);
		if (dash || (*at && strchr("-./*_~|", *at)))
			*before = '-';
		else if (*at == ',')
			*before = ',';
		else if (!*at || !strchr(" ()", *at))
			return at;
		else if (!*before)
			*before = ' ';
		if (dash)
			at += dash - 1;
	}
}

/* The names of digits, and digits, that a word from at to end is made of, one
 * by one; 0 when it holds anything else. */
static size_t spell(const char *at, const char *end, char digits[DIGITS_MAX])
{
	size_t count = 0, len = 1;

	for (; at < end; at += len) {
		char digit = is_digit(*at) ? *at : '\0';

		len = 1;
		if (!digit)
			digit = digit_name(at, (size_t)(end - at), &len);
		if (!digit || count == DIGITS_MAX)
			return 0;
		digits[count++] = digit;
	}
	return count;
}

/* "triple five": how often the next digit counts; 0 for another word. */
static size_t repeat_word(const char *at, const char *end)
{
	size_t len = (size_t)(end - at);

	if (len == 6 && !memcmp(at, "triple", 6))
		return 3;
	return (len == 6 && !memcmp(at, "double", 6)) ||
			       (len == 5 && !memcmp(at, "doble", 5))
		       ? 2
		       : 0;
}

static const char *skip_word(const char *at)
{
	while (is_digit(*at) || (is_letter(*at) && !dash_at(at)))
		at++;
	return at;
}

/* A word of names of digits; false when it is none, or the word is over. */
static bool take_word(struct run *run, const char **at, char before)
{
	const char *end = skip_word(*at);
	char digits[DIGITS_MAX];
	size_t repeat = repeat_word(*at, end), count;

	if (repeat) {
		run->repeat = repeat;
		*at = end;
		return true;
	}
	count = spell(*at, end, digits);
	for (size_t i = 0; i < count; i++)
		for (size_t n = 0; n < run->repeat + !run->repeat; n++)
			add_group(run, &digits[i], 1, before, true);
	run->repeat = 0;
	if (count)
		*at = end;
	return count > 0;
}

/* Take what stands at *at into run; false when the run is over. */
static bool take(struct run *run, const char **at, char before)
{
	const char *end;
	char digits[64];
	size_t len;

	if (is_digit(**at) || (run->count && digit_at(*at))) {
		end = read_digits(*at, digits, &len);
		if (is_letter(*end) && !dash_at(end)) { /* 4th, 10k */
			if (take_word(run, at, before)) /* 2one8 */
				return true;
			*at = skip_letters(end);
			return false;
		}
		add_group(run, digits, len, before, false);
		*at = end;
		return true;
	}
	return take_word(run, at, before);
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
			run.has_cue = has_cue_before(t->folded, start) ||
				      has_cue_after(end);
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
