/* What the judge found, in words for moderators. */
#include <string.h>

#include "page/judge.h"
#include "util/buf.h"
#include "util/json.h"
#include "view/format.h"

/* Reasons that count something; those without a plural are said as they are.
 * The trap has its own sentence on the page. */
static const char *count_words(const struct ctx *c, const char *code, int64_t n)
{
	const char *words = NULL;

	if (!strcmp(code, "links"))
		words = trn(c->s, "{n} link", "{n} links", n);
	else if (!strcmp(code, "odd"))
		words = trn(c->s, "{n} word with disguised letters",
			    "{n} words with disguised letters", n);
	else if (!strcmp(code, "repeat"))
		words = trn(c->s, "the same words came {n} time in 30 days",
			    "the same words came {n} times in 30 days", n);
	else if (!strcmp(code, "again"))
		words = trn(c->s, "you marked the same words as spam {n} time",
			    "you marked the same words as spam {n} times", n);
	else if (!strcmp(code, "fast"))
		words = trn(c->s, "sent {n} second after the form was opened",
			    "sent {n} seconds after the form was opened", n);
	else if (!strcmp(code, "address"))
		words = trn(c->s,
			    "{n} comment from the same network in an hour",
			    "{n} comments from the same network in an hour", n);
	else if (!strcmp(code, "flood"))
		words = trn(c->s, "more than {n} comment came in an hour",
			    "more than {n} comments came in an hour", n);
	return words ? str_fill(c->arena, words, "n",
				format_int(c->arena, c->s, n), NULL)
		     : NULL;
}

static const char *plain_words(const struct ctx *c, const char *code)
{
	static const struct {
		const char *code, *words;
	} known[] = {
		{ "bare", TR("hardly anything but links") },
		{ "name", TR("a link in the name") },
		{ "markup", TR("links written as code") },
		{ "noise", TR("letters that make no word") },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (!strcmp(known[i].code, code))
			return tr(c->s, known[i].words);
	return NULL;
}

/* ["filter", 97, "pills", "cheap"] */
static const char *filter_words(const struct ctx *c, const json_t *reason)
{
	const char *like = str_fill(
		c->arena,
		tr(c->s, "looks like what you marked as spam ({n} of 100)"),
		"n",
		format_int(c->arena, c->s,
			   json_integer_value(json_array_get(reason, 1))),
		NULL);
	struct buf words;

	buf_init(&words, c->arena);
	for (size_t i = 2; i < json_array_size(reason); i++) {
		const char *word = json_string_value(json_array_get(reason, i));

		if (word)
			buf_printf(&words, "%s%s", words.len ? ", " : "", word);
	}
	if (!words.len)
		return like;
	return str_fill(c->arena, tr(c->s, "{what}: {words}"), "what", like,
			"words", words.data, NULL);
}

static const char *reason_words(const struct ctx *c, const json_t *reason)
{
	const char *code = json_string_value(json_array_get(reason, 0));
	const json_t *detail = json_array_get(reason, 1);

	if (!code)
		return NULL;
	if (!strcmp(code, "filter"))
		return filter_words(c, reason);
	if (json_is_string(detail))
		return str_fill(c->arena,
				!strcmp(code, "spamword")
					? tr(c->s, "a word of your list of "
						   "spam: {word}")
					: tr(c->s, "a word of your list: "
						   "{word}"),
				"word", json_string_value(detail), NULL);
	return !strcmp(code, "trap")
		       ? NULL
		       : (plain_words(c, code)
				  ? plain_words(c, code)
				  : count_words(c, code,
						json_integer_value(detail)));
}

bool judge_held_all(const char *json)
{
	json_t *all = json ? json_loads(json, 0, NULL) : NULL;
	bool is_held = false;

	for (size_t i = 0; i < json_array_size(all); i++) {
		const char *code = json_string_value(
			json_array_get(json_array_get(all, i), 0));

		is_held |= code && !strcmp(code, "attack");
	}
	json_decref(all);
	return is_held;
}

const char *judge_reasons(const struct ctx *c, const char *json)
{
	json_t *all = json ? json_loads(json, 0, NULL) : NULL;
	struct buf out;

	buf_init(&out, c->arena);
	for (size_t i = 0; i < json_array_size(all); i++) {
		const char *words = reason_words(c, json_array_get(all, i));

		if (words)
			buf_printf(&out, "%s%s", out.len ? "; " : "", words);
	}
	json_decref(all);
	return out.len ? out.data : NULL;
}
