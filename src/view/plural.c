#include "view/plural.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_MAX 6
#define DEPTH_MAX 32
#define RULE_MAX  300 /* bytes; no step is shorter than one */

enum op {
	OP_OR,
	OP_AND,
	OP_EQUAL,
	OP_UNEQUAL,
	OP_AT_MOST,
	OP_AT_LEAST,
	OP_LESS,
	OP_MORE,
	OP_PLUS,
	OP_MINUS,
	OP_TIMES,
	OP_DIVIDED,
	OP_REST,
	OP_COUNT, /* of those between two operands */
	OP_NOT = OP_COUNT,
	OP_CHOOSE, /* ?: */
	OP_N,
	OP_NUMBER
};

struct plural_step {
	enum op op;
	uint64_t number;
};

/* "<=" stands before "<", which it begins with. */
static const struct {
	const char *text;
	int rank; /* what binds tighter has the higher one */
} operators[OP_COUNT] = {
	[OP_OR] = { "||", 1 },      [OP_AND] = { "&&", 2 },
	[OP_EQUAL] = { "==", 3 },   [OP_UNEQUAL] = { "!=", 3 },
	[OP_AT_MOST] = { "<=", 4 }, [OP_AT_LEAST] = { ">=", 4 },
	[OP_LESS] = { "<", 4 },     [OP_MORE] = { ">", 4 },
	[OP_PLUS] = { "+", 5 },     [OP_MINUS] = { "-", 5 },
	[OP_TIMES] = { "*", 6 },    [OP_DIVIDED] = { "/", 6 },
	[OP_REST] = { "%", 6 },
};

/* The rule is read once, by climbing its ranks, into steps for a stack: it is
 * asked for each number below 1000. Both sides of everything are computed,
 * for numbers have no side effects. */
struct reader {
	const char *at;
	int depth;
	bool is_bad;
	int count;
	struct plural_step *steps; /* room for RULE_MAX */
};

static void read_choice(struct reader *r);

static void skip_blanks(struct reader *r)
{
	while (isspace((unsigned char)*r->at))
		r->at++;
}

static bool take(struct reader *r, const char *token)
{
	size_t len = strlen(token);

	if (strncmp(r->at, token, len) != 0)
		return false;
	r->at += len;
	skip_blanks(r);
	return true;
}

static void add_step(struct reader *r, enum op op, uint64_t number)
{
	if (r->count == RULE_MAX)
		r->is_bad = true;
	else
		r->steps[r->count++] = (struct plural_step){ op, number };
}

static void read_primary(struct reader *r)
{
	char *end;

	if (++r->depth > DEPTH_MAX) {
		r->is_bad = true;
	} else if (take(r, "!")) {
		read_primary(r);
		add_step(r, OP_NOT, 0);
	} else if (take(r, "n")) {
		add_step(r, OP_N, 0);
	} else if (take(r, "(")) {
		read_choice(r);
		r->is_bad |= !take(r, ")");
	} else {
		r->is_bad |= !isdigit((unsigned char)*r->at);
		add_step(r, OP_NUMBER, strtoull(r->at, &end, 10));
		r->at = end;
		skip_blanks(r);
	}
	r->depth--;
}

/* An operator of that rank or a higher one, or OP_COUNT. */
static enum op take_operator(struct reader *r, int rank)
{
	for (enum op op = 0; op < OP_COUNT; op++)
		if (operators[op].rank >= rank && take(r, operators[op].text))
			return op;
	return OP_COUNT;
}

static void read_ranks(struct reader *r, int rank)
{
	enum op op;

	read_primary(r);
	while (!r->is_bad && (op = take_operator(r, rank)) != OP_COUNT) {
		read_ranks(r, operators[op].rank + 1);
		add_step(r, op, 0);
	}
}

static void read_choice(struct reader *r)
{
	read_ranks(r, 1);
	if (r->is_bad || !take(r, "?"))
		return;
	if (++r->depth > DEPTH_MAX) {
		r->is_bad = true;
		return;
	}
	read_choice(r);
	r->is_bad |= !take(r, ":");
	if (!r->is_bad)
		read_choice(r);
	add_step(r, OP_CHOOSE, 0);
	r->depth--;
}

/* What b must not be 0 for has been seen to. */
static uint64_t combine(enum op op, uint64_t a, uint64_t b)
{
	switch (op) {
	case OP_OR:
		return a || b;
	case OP_AND:
		return a && b;
	case OP_EQUAL:
		return a == b;
	case OP_UNEQUAL:
		return a != b;
	case OP_AT_MOST:
		return a <= b;
	case OP_AT_LEAST:
		return a >= b;
	case OP_LESS:
		return a < b;
	case OP_MORE:
		return a > b;
	case OP_PLUS:
		return a + b;
	case OP_MINUS:
		return a - b;
	case OP_TIMES:
		return a * b;
	case OP_DIVIDED:
		return a / b;
	default:
		return a % b;
	}
}

/* The form of n; -1 where the rule divides by 0 or gives no such form. */
static int form_of(const struct plural *plural, uint64_t n)
{
	uint64_t stack[RULE_MAX];
	int top = -1;

	for (int i = 0; i < plural->step_count; i++) {
		const struct plural_step *step = &plural->steps[i];

		switch (step->op) {
		case OP_N:
			stack[++top] = n;
			break;
		case OP_NUMBER:
			stack[++top] = step->number;
			break;
		case OP_NOT:
			stack[top] = !stack[top];
			break;
		case OP_CHOOSE:
			top -= 2;
			stack[top] =
				stack[top] ? stack[top + 1] : stack[top + 2];
			break;
		case OP_DIVIDED:
		case OP_REST:
			if (stack[top] == 0)
				return -1;
			/* fall through */
		default:
			top--;
			stack[top] =
				combine(step->op, stack[top], stack[top + 1]);
		}
	}
	return stack[0] < (uint64_t)plural->count ? (int)stack[0] : -1;
}

enum status plural_parse(struct arena *arena, const char *text,
			 struct plural *out)
{
	const char *count = strstr(text, "nplurals=");
	const char *rule = strstr(text, "plural=");
	struct reader r = { 0 };

	if (!count || !rule)
		return STATUS_BAD;
	out->count = atoi(count + strlen("nplurals="));
	rule += strlen("plural=");
	rule = arena_strndup(arena, rule, strcspn(rule, ";\n"));
	if (out->count < 1 || out->count > COUNT_MAX || strlen(rule) > RULE_MAX)
		return STATUS_BAD;
	r.at = rule;
	r.steps = arena_array(arena, RULE_MAX, sizeof(*r.steps));
	skip_blanks(&r);
	read_choice(&r);
	if (r.is_bad || *r.at != '\0')
		return STATUS_BAD;
	out->steps = r.steps;
	out->step_count = r.count;
	/* Every form that can come up is seen below 1000. */
	for (uint64_t n = 0; n < PLURAL_KNOWN; n++) {
		int form = form_of(out, n);

		if (form < 0)
			return STATUS_BAD;
		out->known[n] = (unsigned char)form;
	}
	return STATUS_OK;
}

int plural_form(const struct plural *plural, uint64_t n)
{
	int form;

	if (n < PLURAL_KNOWN)
		return plural->known[n];
	form = form_of(plural, n);
	return form < 0 ? 0 : form;
}
