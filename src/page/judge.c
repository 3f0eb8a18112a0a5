#include "page/judge.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "page/guest.h"
#include "page/safety.h"
#include "store/setting.h"
#include "store/spam_text.h"
#include "store/word_rule.h"
#include "util/clock.h"
#include "util/json.h"
#include "util/token.h"

#define REPEAT_DAYS  30
#define REASON_LONG  40 /* bytes of a word that a reason names */
#define STAMP_OLDEST (12 * 3600)

/* A draft being judged. */
struct judging {
	struct ctx *c;
	const struct comment_draft *draft;
	struct spam_text text;
	json_t *reasons;
	double rest;  /* the chance that it is honest, as far as signs tell */
	size_t signs; /* that speak for spam */
	bool is_sure; /* staff said so themselves */
	bool must_hold;
};

static const char *stamp_mac(const struct ctx *c, const char *when)
{
	unsigned char mac[TOKEN_HASH];
	char text[TOKEN_TEXT];

	token_mac(mac, c->site->key, "made", when, NULL);
	token_text(mac, text);
	return arena_printf(c->arena, "%s.%s", when, text);
}

/* When the form of this POST was made; 0: it does not say, or is not ours. */
static int64_t made_at(const struct ctx *c)
{
	const char *made = c->form ? form_value(c->form, "made") : NULL;
	size_t len = made ? strspn(made, "0123456789") : 0;
	const char *when;

	if (len == 0 || len > 12 || made[len] != '.')
		return 0;
	when = arena_strndup(c->arena, made, len);
	if (strcmp(stamp_mac(c, when), made) != 0)
		return 0;
	return strtoll(when, NULL, 10);
}

const char *judge_stamp(struct ctx *c)
{
	if (c->form)
		return made_at(c) ? form_value(c->form, "made") : NULL;
	if (!c->has_cookies)
		return NULL;
	return stamp_mac(c, arena_printf(c->arena, "%" PRId64, c->now));
}

/* Signs ----------------------------------------------------------------- */

static json_t *add_reason(struct judging *j, const char *code, json_t *detail)
{
	json_t *reason = json_array();

	json_array_append_new(reason, json_string(code));
	json_array_append_new(reason, detail);
	json_array_append(j->reasons, reason);
	json_decref(reason); /* reasons holds it */
	return reason;
}

static void add_sign(struct judging *j, double weight, const char *code,
		     int64_t detail)
{
	add_reason(j, code, json_integer(detail));
	j->rest *= 1 - weight;
	j->signs++;
}

/* Held like all others, for a browser's memory may have filled the trap. */
static bool is_bait(const struct ctx *c)
{
	const char *bait = form_value(c->form, "topic");

	return bait && *bait;
}

static void look_at_form(struct judging *j)
{
	int64_t made = made_at(j->c), age = j->c->now - made;

	if (is_bait(j->c))
		add_sign(j, 0.6, "trap", 1);
	if (made && !j->draft->edited_id && age >= 0 && age < STAMP_OLDEST &&
	    age < JUDGE_FAST)
		add_sign(j, 0.3, "fast", age);
}

static void look_at_links(struct judging *j)
{
	const struct spam_text *t = &j->text;

	if (t->links)
		add_sign(j,
			 t->links > 4   ? 0.6
			 : t->links > 2 ? 0.4
			 : t->links > 1 ? 0.25
					: 0.1,
			 "links", (int64_t)t->links);
	if (t->is_all_links)
		add_sign(j, 0.4, "bare", 1);
	if (t->has_name_link)
		add_sign(j, 0.5, "name", 1);
	if (t->has_markup)
		add_sign(j, 0.6, "markup", 1);
	if (t->has_website)
		j->must_hold = true; /* for the trusted; of guests many do */
}

static void look_at_letters(struct judging *j)
{
	if (j->text.has_noise)
		add_sign(j, 0.25, "noise", 1);
	if (j->text.odd_words)
		add_sign(j, j->text.odd_words > 2 ? 0.7 : 0.5, "odd",
			 (int64_t)j->text.odd_words);
}

static enum status look_at_repeats(struct judging *j)
{
	int64_t since = j->c->now - REPEAT_DAYS * CLOCK_DAY;
	struct spam_repeats repeats;
	enum status st;

	if (!j->text.has_hash)
		return STATUS_OK;
	st = store_spam_repeats(j->c->db, j->text.hash, j->draft->author_email,
				j->draft->edited_id, since, &repeats);
	if (st != STATUS_OK)
		return st;
	if (repeats.count)
		add_sign(j,
			 repeats.count > 4   ? 0.55
			 : repeats.count > 1 ? 0.3
					     : 0.1,
			 "repeat", repeats.count);
	if (repeats.spam)
		add_sign(j, 0.75, "again", repeats.spam);
	return STATUS_OK;
}

/* One reason is enough, and what is spam goes first. */
static enum status look_at_words(struct judging *j)
{
	struct arena *arena = j->c->arena;
	const struct word_rule *found = NULL;
	struct word_rule *rules;
	size_t count;
	enum status st = store_word_rule_list(j->c->db, arena, &rules, &count);

	for (size_t i = 0; st == STATUS_OK && i < count; i++) {
		const char *phrase = spam_text_phrase(arena, rules[i].word);

		if (phrase[1] && strstr(j->text.line, phrase) &&
		    (!found || (rules[i].is_spam && !found->is_spam)))
			found = &rules[i];
	}
	if (!found)
		return st;
	add_reason(j, found->is_spam ? "spamword" : "word",
		   json_string(found->word));
	j->rest *= found->is_spam ? 0.02 : 0.7;
	j->signs++;
	j->is_sure = found->is_spam;
	j->must_hold = true;
	return st;
}

static enum status look_at_filter(struct judging *j)
{
	struct spam_opinion opinion;
	json_t *reason;
	enum status st =
		store_spam_opinion(j->c->db, j->c->arena, &j->text, &opinion);

	if (st != STATUS_OK || !opinion.is_known)
		return st;
	if (opinion.percent >= JUDGE_LIKE)
		j->must_hold = true;
	if (opinion.percent <= 10) {
		j->rest = 1 - (1 - j->rest) * 0.7;
		return st;
	}
	if (opinion.percent < 70)
		return st;
	j->rest *= opinion.percent >= 99 && opinion.is_sure ? 0.2
		   : opinion.percent >= 95                  ? 0.35
		   : opinion.percent >= 85                  ? 0.55
							    : 0.75;
	j->signs++;
	reason = add_reason(j, "filter", json_integer(opinion.percent));
	for (size_t i = 0; i < opinion.word_count; i++)
		if (strlen(opinion.words[i]) <= REASON_LONG)
			json_array_append_new(reason,
					      json_string(opinion.words[i]));
	return st;
}

/* How much is going on, and whether staff have turned the switch. */
static enum status look_around(struct judging *j, struct comment_draft *draft)
{
	int per_hour = j->c->site->config->comments_per_hour, count;
	unsigned char address[TOKEN_HASH];
	int64_t since = j->c->now - SPAM_FLOOD_SECONDS;
	bool is_attack, is_flood = false;
	enum status st =
		store_setting_is_on(j->c->db, SETTING_ATTACK, &is_attack);

	if (is_attack) {
		add_reason(j, "attack", json_integer(1));
		per_hour = per_hour / JUDGE_ATTACK + 1;
	}
	draft->per_hour = per_hour;
	draft->customer_per_hour = per_hour * JUDGE_CALM;
	draft->all_per_hour = per_hour * JUDGE_MOST;
	if (st == STATUS_OK)
		st = store_spam_is_flood(j->c->db, per_hour * JUDGE_CALM, since,
					 &is_flood);
	if (is_flood)
		add_reason(j, "flood", json_integer(per_hour * JUDGE_CALM));
	j->must_hold = is_attack || is_flood;
	if (st != STATUS_OK)
		return st;
	guest_address_hash(j->c, address);
	st = store_spam_from_address(j->c->db, address, since, &count);
	if (st == STATUS_OK && count > 2 && count >= per_hour / 2)
		add_sign(j, 0.15, "address", count);
	return st;
}

static enum status look(struct judging *j, struct comment_draft *draft)
{
	enum status st = look_around(j, draft);

	look_at_form(j);
	look_at_links(j);
	look_at_letters(j);
	if (st == STATUS_OK)
		st = look_at_words(j);
	if (st == STATUS_OK)
		st = look_at_repeats(j);
	return st == STATUS_OK ? look_at_filter(j) : st;
}

/* Whom a person has trusted is read by one, whatever the signs say. */
static enum status is_spam(const struct judging *j, int score, bool *answer)
{
	const struct comment_draft *draft = j->draft;
	bool is_trusted = false;
	enum status st = STATUS_OK;

	*answer = score >= JUDGE_SPAM && (j->signs > 1 || j->is_sure);
	if (*answer)
		st = store_comment_writer_trusted(j->c->db, draft, &is_trusted);
	*answer = *answer && !is_trusted;
	return st;
}

static enum status give_verdict(struct judging *j, struct spam_verdict *out)
{
	int score = (int)lround(SPAM_SCORE_MAX * (1 - j->rest));

	out->score = score;
	out->must_hold =
		j->must_hold || j->text.links > 0 || score >= JUDGE_HOLD;
	if (json_array_size(j->reasons) > 0)
		out->reasons =
			json_text(j->c->arena, json_incref(j->reasons), 0);
	if (j->text.has_hash) {
		unsigned char *hash = arena_alloc(j->c->arena, SPAM_WORDS_HASH);

		memcpy(hash, j->text.hash, SPAM_WORDS_HASH);
		out->words_hash = hash;
	}
	return is_spam(j, score, &out->is_spam);
}

enum status comment_judge(struct ctx *c, struct comment_draft *draft)
{
	struct judging j = { .c = c, .draft = draft, .rest = 1 };
	enum status st;

	draft->verdict = (struct spam_verdict){ 0 };
	draft->flags = safety_flags(c->arena, arena_printf(c->arena, "%s\n%s",
							   draft->author_name,
							   draft->body));
	if (is_bait(c))
		draft->flags |= COMMENT_IS_BAIT;
	if (draft->is_staff)
		return STATUS_OK;
	spam_text_read(c->arena, draft->author_name, draft->author_email,
		       draft->website, draft->body, &j.text);
	j.reasons = json_array();
	db_begin_read(c->db); /* one look at the file for all questions */
	st = look(&j, draft);
	if (st == STATUS_OK)
		st = give_verdict(&j, &draft->verdict);
	db_end_read(c->db);
	json_decref(j.reasons);
	return st;
}
