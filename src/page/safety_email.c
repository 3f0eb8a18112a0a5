/* E-mail addresses, plain and spelled out: name@example.org, name (at)
 * example (dot) org, name at example dot org, nombre arroba gmail. */
#include <string.h>

#include "page/safety_words.h"

static const char TLDS[] =
	"com|org|net|edu|gov|us|info|me|mx|mn|co|io|app|school|youth|example";
static const char PROVIDERS[] =
	"gmail|yahoo|hotmail|outlook|icloud|aol|msn|protonmail|proton|comcast|"
	"live|ymail";

/* A point that was spelled out; nobody does that but in an address. */
#define SPELLED_POINT '\x01'

static bool starts_with(const char *at, const char *text)
{
	return !strncmp(at, text, strlen(text));
}

/* The length of "(at)", "[dot]" and the like at at, and what it means. */
static size_t bracketed(const char *at, char *meaning)
{
	static const struct {
		const char *word;
		char meaning;
	} known[] = { { "at", '@' }, { "arroba", '@' }, { "a", '@' },
		      { "@", '@' },  { "dot", '.' },    { "punto", '.' },
		      { ".", '.' } };
	size_t len;

	if (!*at || !strchr("([{<", *at))
		return 0;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		len = strlen(known[i].word);
		if (strncmp(at + 1, known[i].word, len) || !at[len + 1] ||
		    !strchr(")]}>", at[len + 1]))
			continue;
		*meaning = known[i].meaning == '.' ? SPELLED_POINT : '@';
		return len + 2;
	}
	return 0;
}

/* " dot com", " punto org", " arroba ": a word that stands for a sign. */
static size_t spelled(const char *at, char *meaning)
{
	char tld[16];
	size_t skip, len;

	if (starts_with(at, " arroba ")) {
		*meaning = '@';
		return strlen(" arroba ");
	}
	skip = starts_with(at, " dot ")     ? strlen(" dot ")
	       : starts_with(at, " punto ") ? strlen(" punto ")
					    : 0;
	if (!skip)
		return 0;
	len = strspn(at + skip, "abcdefghijklmnopqrstuvwxyz");
	if (len == 0 || len >= sizeof(tld))
		return 0;
	memcpy(tld, at + skip, len);
	tld[len] = '\0';
	*meaning = SPELLED_POINT;
	return safety_is(tld, TLDS) ? skip : 0;
}

/* text with each spelling replaced by its sign. */
static const char *put_signs(struct arena *arena, const char *text)
{
	char *out = arena_alloc(arena, strlen(text) + 1);
	size_t len = 0, taken;
	char sign;

	while (*text) {
		taken = bracketed(text, &sign);
		if (!taken)
			taken = spelled(text, &sign);
		if (!taken && starts_with(text, " @ ")) {
			taken = 3;
			sign = '@';
		}
		if (!taken) {
			out[len++] = *text++;
			continue;
		}
		while (len && out[len - 1] == ' ')
			len--;
		out[len++] = sign;
		text += taken;
		while (*text == ' ')
			text++;
	}
	out[len] = '\0';
	return out;
}

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (c && strchr("._%+-", c)) || (unsigned char)c >= 0x80;
}

/* Is a domain at at: a label, a point, two letters or more; or a provider
 * that everybody knows? */
static bool is_domain(const char *at)
{
	static const char LABEL[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	size_t len = strspn(at, LABEL), top;
	char label[16];

	if (len == 0)
		return false;
	if (len < sizeof(label)) {
		memcpy(label, at, len);
		label[len] = '\0';
		if (safety_is(label, PROVIDERS))
			return true;
	}
	while (at[len] == '.' || at[len] == SPELLED_POINT) {
		at += len + 1;
		top = strspn(at, "abcdefghijklmnopqrstuvwxyz");
		if (top >= 2)
			return true;
		len = strspn(at, LABEL);
	}
	return false;
}

/* " at " between words is an address only when the rest says so: a spelled
 * point or a provider. "Meet us at kinship.org" is none. */
static bool is_spelled_domain(const char *at)
{
	size_t len = strcspn(at, " ");
	size_t label = strcspn(at, " ,;.!?\x01");
	char name[16];

	if (memchr(at, SPELLED_POINT, len))
		return true;
	if (label >= sizeof(name))
		return false;
	memcpy(name, at, label);
	name[label] = '\0';
	return safety_is(name, PROVIDERS) && strcmp(name, "live") != 0;
}

bool safety_has_email(struct arena *arena, const struct safety_text *t)
{
	const char *text = put_signs(arena, t->folded);

	for (const char *at = text; *at; at++) {
		if (*at == '@' && at > text && is_name_char(at[-1]) &&
		    is_domain(at + 1))
			return true;
		if (at > text && starts_with(at, " at ") &&
		    is_spelled_domain(at + 4))
			return true;
	}
	return false;
}
