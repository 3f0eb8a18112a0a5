/* E-mail addresses, plain and spelled out: name@example.org, name (at)
 * example (dot) org, name at example dot org, nombre arroba gmail. */
#include <string.h>

#include "page/safety_words.h"
#include "store/comment.h"

static const char TLDS[] =
	"com|org|net|edu|gov|us|info|me|mx|mn|co|io|app|school|youth|example";
static const char PROVIDERS[] =
	"gmail|yahoo|hotmail|outlook|icloud|aol|msn|protonmail|proton|comcast|"
	"live|ymail";

/* A point that was spelled out; nobody does that but in an address. */
#define SPELLED_POINT '\x01'

static bool starts_with(const char *at, const char *text)
{
	return *at == *text && !strncmp(at, text, strlen(text));
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
	static const char *const ats[] = { " arroba ", "_at_", "-at-",
					   "_arroba_" };
	static const char *const points[] = { " dot ", " punto ", " point ",
					      "_dot_", "-dot-",   "_punto_" };
	char tld[16];
	size_t skip = 0, len;

	if (*at != ' ' && *at != '_' && *at != '-')
		return 0;
	for (size_t i = 0; i < sizeof(ats) / sizeof(ats[0]); i++) {
		if (!starts_with(at, ats[i]))
			continue;
		*meaning = '@';
		return strlen(ats[i]);
	}
	for (size_t i = 0; !skip && i < sizeof(points) / sizeof(points[0]); i++)
		skip = starts_with(at, points[i]) ? strlen(points[i]) : 0;
	if (!skip)
		return 0;
	len = strspn(at + skip, "abcdefghijklmnopqrstuvwxyz");
	if (len == 0 || len >= sizeof(tld))
		return 0;
	memcpy(tld, at + skip, len);
	tld[len] = '\0';
	*meaning = SPELLED_POINT;
	if (starts_with(at, " point ")) /* "at some point me and my son" */
		return safety_is(tld, "com|org|net|edu") ? skip : 0;
	return safety_is(tld, TLDS) ? skip : 0;
}

/* A text with each spelling replaced by its sign. */
struct signs {
	char *text;
	size_t *from; /* of each byte: where it was before */
};

static void put_signs(struct arena *arena, const char *text, struct signs *out)
{
	const char *at = text;
	size_t len = 0, taken, size = strlen(text) + 1;
	char sign;

	out->text = arena_alloc(arena, size);
	out->from = arena_array(arena, size, sizeof(*out->from));
	while (*at) {
		taken = bracketed(at, &sign);
		if (!taken)
			taken = spelled(at, &sign);
		if (!taken && starts_with(at, " @ ")) {
			taken = 3;
			sign = '@';
		}
		while (taken && len && out->text[len - 1] == ' ')
			len--;
		out->from[len] = (size_t)(at - text);
		out->text[len++] = taken ? sign : *at;
		at += taken ? taken : 1;
		while (taken && *at == ' ')
			at++;
	}
	out->from[len] = (size_t)(at - text);
	out->text[len] = '\0';
}

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (c && strchr("._%+-", c)) || (unsigned char)c >= 0x80;
}

/* Is "com" or the like at at, and nothing more of a word? */
static bool is_known_end(const char *at)
{
	size_t len = strspn(at, "abcdefghijklmnopqrstuvwxyz");
	char tld[16];

	if (len == 0 || len >= sizeof(tld))
		return false;
	memcpy(tld, at, len);
	tld[len] = '\0';
	return safety_is(tld, TLDS) && !strchr("@_-", at[len] ? at[len] : ' ');
}

/* "g m a i l . c o m": letters one by one. */
static bool is_apart(const char *at)
{
	size_t letters = 0;

	at += *at == ' ';
	while (is_name_char(at[0]) && at[1] == ' ') {
		letters += at[0] != '.';
		at += 2;
	}
	return letters > 2 && is_name_char(at[0]) && !is_name_char(at[1]);
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
	while (at[len] == '.' || at[len] == SPELLED_POINT || at[len] == ',') {
		if (at[len] == ',')
			return is_known_end(at + len + 1);
		at += len + 1;
		top = strspn(at, "abcdefghijklmnopqrstuvwxyz");
		if (top >= 2)
			return true;
		len = strspn(at, LABEL);
	}
	return false;
}

/* "maria @lakes.org": after a space, only what ends as hosts do. */
static bool is_host(const char *at)
{
	size_t len = strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return len > 1 && at[len] == '.' && is_known_end(at + len + 1);
}

/* " at " between words is an address only when the rest says so: a spelled
 * point or a provider. "Meet us at kinship.org" is none. */
static bool is_spelled_domain(const char *at)
{
	size_t label = strcspn(at, " ,;.!?\x01");
	const char *word = at;
	bool has_dot = false;
	char name[16];

	/* "at g mail dot com", "at school dot k12 dot mn" */
	for (int n = 0; n < 4 && *word && (n < 2 || has_dot); n++) {
		size_t len = strcspn(word, " ");

		if (memchr(word, SPELLED_POINT, len))
			return true;
		has_dot = has_dot || starts_with(word, "dot ") ||
			  starts_with(word, "punto ");
		word += len + (word[len] == ' ');
	}
	if (label >= sizeof(name))
		return false;
	memcpy(name, at, label);
	name[label] = '\0';
	return safety_is(name, PROVIDERS) && strcmp(name, "live") != 0;
}

void safety_find_emails(struct safety_text *t)
{
	struct signs s;

	put_signs(t->arena, t->folded, &s);
	for (const char *at = s.text; *at; at++) {
		const char *first = at, *last = at + 1;

		if (at == s.text)
			continue;
		if (*at == '@' && is_name_char(at[-1]) &&
		    (is_domain(at + 1) || is_apart(at + 1)))
			last += strcspn(last, " ");
		else if (*at == '@' && at[-1] == ' ' && is_host(at + 1))
			last += strcspn(last, " ");
		else if (starts_with(at, " at ") && is_spelled_domain(at + 4))
			last = at + 4 + strcspn(at + 4, " ");
		else
			continue;
		while (first > s.text && first[-1] != ' ')
			first--;
		safety_mark_bytes(t, COMMENT_HAS_EMAIL, s.from[first - s.text],
				  s.from[last - s.text]);
	}
}
