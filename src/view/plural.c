#include "view/plural.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_MAX 6
#define DEPTH_MAX 32
#define RULE_MAX  300 /* bytes; it is read for each number below 1000 */

/* A recursive descent through C's ?: || && == != < > <= >= + - * / % !, as
 * the gettext manual allows them. Both sides of everything are always read,
 * for numbers have no side effects. */
struct reader {
	const char *at;
	uint64_t n;
	int depth;
	bool is_bad;
};

static uint64_t read_choice(struct reader *r);

static void skip_blanks(struct reader *r)
{
	while (isspace((unsigned char)*r->at))
		r->at++;
}

static bool take(struct reader *r, const char *token)
{
	size_t len;

	if (*r->at != *token)
		return false; /* nearly always */
	len = strlen(token);
	if (strncmp(r->at, token, len) != 0)
		return false;
	/* "<" is not the beginning of "<=", nor "!" that of "!=". */
	if (len == 1 && strchr("<>!", *token) && r->at[1] == '=')
		return false;
	r->at += len;
	skip_blanks(r);
	return true;
}

static uint64_t read_primary(struct reader *r)
{
	uint64_t value;
	char *end;

	if (++r->depth > DEPTH_MAX) {
		r->is_bad = true;
		return 0;
	}
	if (take(r, "!")) {
		value = !read_primary(r);
	} else if (take(r, "n")) {
		value = r->n;
	} else if (take(r, "(")) {
		value = read_choice(r);
		r->is_bad |= !take(r, ")");
	} else {
		r->is_bad |= !isdigit((unsigned char)*r->at);
		value = strtoull(r->at, &end, 10);
		r->at = end;
		skip_blanks(r);
	}
	r->depth--;
	return value;
}

static uint64_t divide(struct reader *r, uint64_t a, uint64_t b, bool rest)
{
	if (b == 0) {
		r->is_bad = true;
		return 0;
	}
	return rest ? a % b : a / b;
}

static uint64_t read_product(struct reader *r)
{
	uint64_t a = read_primary(r);

	while (!r->is_bad) {
		if (take(r, "*"))
			a *= read_primary(r);
		else if (take(r, "/"))
			a = divide(r, a, read_primary(r), false);
		else if (take(r, "%"))
			a = divide(r, a, read_primary(r), true);
		else
			break;
	}
	return a;
}

static uint64_t read_sum(struct reader *r)
{
	uint64_t a = read_product(r);

	while (!r->is_bad) {
		if (take(r, "+"))
			a += read_product(r);
		else if (take(r, "-"))
			a -= read_product(r);
		else
			break;
	}
	return a;
}

static uint64_t read_order(struct reader *r)
{
	uint64_t a = read_sum(r);

	if (take(r, "<="))
		return a <= read_sum(r);
	if (take(r, ">="))
		return a >= read_sum(r);
	if (take(r, "<"))
		return a < read_sum(r);
	if (take(r, ">"))
		return a > read_sum(r);
	return a;
}

static uint64_t read_equality(struct reader *r)
{
	uint64_t a = read_order(r);

	while (!r->is_bad) {
		if (take(r, "=="))
			a = a == read_order(r);
		else if (take(r, "!="))
			a = a != read_order(r);
		else
			break;
	}
	return a;
}

static uint64_t read_and(struct reader *r)
{
	uint64_t a = read_equality(r);

	while (!r->is_bad && take(r, "&&"))
		a = (read_equality(r) != 0) & (a != 0);
	return a;
}

static uint64_t read_or(struct reader *r)
{
	uint64_t a = read_and(r);

	while (!r->is_bad && take(r, "||"))
		a = (read_and(r) != 0) | (a != 0);
	return a;
}

static uint64_t read_choice(struct reader *r)
{
	uint64_t yes, no, a = read_or(r);

	if (r->is_bad || !take(r, "?"))
		return a;
	if (++r->depth > DEPTH_MAX) {
		r->is_bad = true;
		return 0;
	}
	yes = read_choice(r);
	r->is_bad |= !take(r, ":");
	no = r->is_bad ? 0 : read_choice(r);
	r->depth--;
	return a ? yes : no;
}

static uint64_t evaluate(const char *rule, uint64_t n, bool *is_bad)
{
	struct reader r = { .at = rule, .n = n };
	uint64_t form;

	skip_blanks(&r);
	form = read_choice(&r);
	r.is_bad |= *r.at != '\0';
	*is_bad = r.is_bad;
	return form;
}

enum status plural_parse(struct arena *arena, const char *text,
			 struct plural *out)
{
	const char *count = strstr(text, "nplurals=");
	const char *rule = strstr(text, "plural=");
	bool is_bad;

	if (!count || !rule)
		return STATUS_BAD;
	out->count = atoi(count + strlen("nplurals="));
	rule += strlen("plural=");
	out->rule = arena_strndup(arena, rule, strcspn(rule, ";\n"));
	if (out->count < 1 || out->count > COUNT_MAX ||
	    strlen(out->rule) > RULE_MAX)
		return STATUS_BAD;
	/* Every form that can come up is seen below 1000. */
	for (uint64_t n = 0; n < PLURAL_KNOWN; n++) {
		uint64_t form = evaluate(out->rule, n, &is_bad);

		if (form >= (uint64_t)out->count || is_bad)
			return STATUS_BAD;
		out->known[n] = (unsigned char)form;
	}
	return STATUS_OK;
}

int plural_form(const struct plural *plural, uint64_t n)
{
	bool is_bad;
	uint64_t form;

	if (n < PLURAL_KNOWN) /* nearly always; reading the rule is slow */
		return plural->known[n];
	form = evaluate(plural->rule, n, &is_bad);
	return is_bad || form >= (uint64_t)plural->count ? 0 : (int)form;
}
