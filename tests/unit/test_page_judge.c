#include "judge_fixture.h"

#include <time.h>

#include "page/guest.h"
#include "util/buf.h"
#include "util/utf8.h"

/* reasons of a draft, and its score; "" for none. */
static const char *said(struct judge *j, struct comment_draft draft)
{
	const char *words;

	judge(j, &draft);
	words = judge_reasons(&j->c, draft.verdict.reasons);
	return words ? words : "";
}

static struct comment_draft body(const char *text)
{
	return draft_of(text, 0);
}

static int64_t stored(struct judge *j, struct comment_draft draft)
{
	judge(j, &draft);
	return add_draft(j->f, &draft);
}

static void nothing_speaks_against_plain_words(void **state)
{
	struct judge *j = *state;
	struct comment_draft draft = body("Do you work in Cook County?");

	judge(j, &draft);
	assert_int_equal(draft.verdict.score, 0);
	assert_false(draft.verdict.must_hold);
	assert_false(draft.verdict.is_spam);
	assert_null(draft.verdict.reasons);
	assert_int_equal(draft.flags, 0);
	assert_int_equal(draft.per_hour, 6);
	assert_int_equal(draft.customer_per_hour, 60);
	assert_int_equal(draft.all_per_hour, 600);
}

static void links_are_counted_and_weighed(void **state)
{
	struct judge *j = *state;
	struct comment_draft one = body("Their dates: https://kinship.example"),
			     many = body("a1 https://a.example "
					 "http://b.example/x www.c.test "
					 "d.example/buy [url=http://e.test]");

	assert_string_equal(said(j, one), "1 link; hardly anything but links");
	one.body = "Their dates are on https://kinship.example/dates now.";
	assert_string_equal(said(j, one), "1 link");
	judge(j, &one);
	judge(j, &many);
	assert_true(one.verdict.must_hold);
	assert_true(one.verdict.score < JUDGE_HOLD);
	assert_true(many.verdict.score > one.verdict.score + 40);
	assert_string_equal(said(j, many),
			    "5 links; hardly anything but links; links "
			    "written as code");
	assert_true(many.verdict.is_spam);
	one = body("Hello to all of you up there.");
	one.author_name = "Best slots.example/go";
	assert_string_equal(said(j, one), "a link in the name");
	one.author_name = "Ana";
	one.website = "https://ana.example/";
	judge(j, &one);
	assert_int_equal(one.verdict.score, 0);
	assert_true(one.verdict.must_hold);
}

static void addresses_and_ends_of_sentences_are_no_links(void **state)
{
	struct judge *j = *state;

	assert_string_equal(said(j, body("We met at school.Then we went home, "
					 "e.g. at 5 p.m. with the U.S. team.")),
			    "");
	assert_string_equal(said(j, body("Write to ana@kinship.example.")), "");
}

static void disguised_letters_are_a_sign(void **state)
{
	struct judge *j = *state;

	assert_string_equal(said(j, body("free c\u0430sino f\u200br\u200bee")),
			    "2 words with disguised letters");
}

static void the_trap_holds_and_adds_to_the_score(void **state)
{
	struct judge *j = *state;
	struct comment_draft draft = body("Hello.");

	say(j, "topic=x");
	judge(j, &draft);
	assert_true(draft.flags & COMMENT_IS_BAIT);
	assert_true(draft.verdict.must_hold);
	assert_int_equal(draft.verdict.score, 60);
	assert_false(draft.verdict.is_spam); /* one sign is not enough */
}

static const char *form_made(struct judge *j, int64_t at)
{
	const char *stamp;

	j->c.form = NULL;
	j->c.has_cookies = true;
	j->c.now = at;
	stamp = judge_stamp(&j->c);
	j->c.form = &j->form;
	j->c.now = NOW;
	return arena_printf(j->f->arena, "made=%s", stamp);
}

static void who_writes_in_no_time_is_a_machine(void **state)
{
	struct judge *j = *state;
	const char *made = form_made(j, NOW - 2);

	say(j, made);
	assert_string_equal(said(j, body("Hello there.")),
			    "sent 2 seconds after the form was opened");
	assert_string_equal(judge_stamp(&j->c), made + strlen("made="));
	say(j, form_made(j, NOW - 3));
	assert_string_equal(said(j, body("Hello there.")), "");
	say(j, form_made(j, NOW + 60));
	assert_string_equal(said(j, body("Hello there.")), "");
	say(j, arena_printf(j->f->arena, "%sx", made));
	assert_string_equal(said(j, body("Hello there.")), "");
	assert_null(judge_stamp(&j->c));
	say(j, "made=1795449599.");
	assert_string_equal(said(j, body("Hello there.")), "");
	say(j, "made=99999999999999999999");
	assert_string_equal(said(j, body("Hello there.")), "");
}

static void ready_made_pages_have_no_stamp(void **state)
{
	struct judge *j = *state;

	j->c.form = NULL;
	assert_null(judge_stamp(&j->c));
}

static void repeats_are_found_however_they_are_spelled(void **state)
{
	struct judge *j = *state;
	struct comment_draft first =
		body("Win at our new house of cards tonight");
	struct comment_draft again = first;
	int64_t id;

	assert_string_equal(said(j, first), "");
	id = stored(j, first);
	first.author_email = "b@example.org";
	stored(j, first);
	again.author_email = "c@example.org";
	again.body = "WIN  at our-new h\u200bouse of c\u0430rds, ton1ght!!";
	assert_string_equal(said(j, again),
			    "2 words with disguised letters; the same words "
			    "came 2 times in 30 days");
	again.body = "Win at our new house of cards tonight "
		     "https://other.example/";
	assert_string_equal(said(j, again),
			    "1 link; the same words came 2 times in 30 days");
	again.body = "Wln at our new house of cards tonlght"; /* l, not i */
	assert_string_equal(said(j, again),
			    "the same words came 2 times in 30 days");
	again.body = "Win at our new house of cards tonight "
		     "https://other.example/";
	decide(j, id, COMMENT_SPAM);
	assert_string_equal(said(j, again),
			    "1 link; the same words came 2 times in 30 days; "
			    "you marked the same words as spam 1 time");
	again = first;
	again.edited_id = id;
	assert_string_equal(said(j, again),
			    "the same words came 1 time in 30 days");
	j->c.now += 31 * 86400;
	assert_string_equal(said(j, first), "");
}

static void short_thanks_are_no_repeats(void **state)
{
	struct judge *j = *state;
	struct comment_draft draft = body("Thank you so much!");

	stored(j, draft);
	draft.author_email = "b@example.org";
	judge(j, &draft);
	assert_null(draft.verdict.words_hash);
	assert_null(draft.verdict.reasons);
}

static void list_word(struct judge *j, const char *word, bool is_spam)
{
	assert_int_equal(
		store_word_rule_add(j->f->db, word, is_spam, "user 1", NOW),
		STATUS_OK);
}

static void staffs_words_are_found_in_disguise(void **state)
{
	static const char *const texts[] = {
		"The casino is near.",
		"A C\u0410SINO here",
		"c a s i n o for all",
		"C-A-S-I-N-O for all",
		"play c4s1no tonight",
		"c\u200basino",
		"\U0001d41c\U0001d41a\U0001d42c\U0001d422\U0001d427\U0001d428",
	};
	struct judge *j = *state;
	struct comment_draft draft;

	list_word(j, "Casino", false);
	list_word(j, "buy now", true);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		draft = body(texts[i]);
		judge(j, &draft);
		assert_true(draft.verdict.must_hold);
		assert_false(draft.verdict.is_spam);
		assert_non_null(
			strstr(said(j, draft), "a word of your list: casino"));
	}
	draft = body("Casinos are elsewhere, and I buy. Now what?");
	assert_string_equal(said(j, draft),
			    "a word of your list of spam: buy now");
	judge(j, &draft);
	assert_true(draft.verdict.is_spam);
	draft.is_trusted = true;
	judge(j, &draft);
	assert_false(draft.verdict.is_spam);
	assert_true(draft.verdict.must_hold);
	assert_string_equal(said(j, body("Casinos are elsewhere.")), "");
	draft = body("Hello.");
	draft.author_name = "Buy Now";
	assert_string_equal(said(j, draft),
			    "a word of your list of spam: buy now");
}

/* Twenty of each kind, in words that no other test has. */
static void train(struct judge *j, int from, int count)
{
	for (int i = from; i < from + count; i++) {
		struct comment_draft draft = body(arena_printf(
			j->f->arena, "cheap pills and potions %d", i));
		int64_t id;

		draft.author_email =
			arena_printf(j->f->arena, "s%d@spam.example", i);
		draft.now += i * 3600;
		id = add_draft(j->f, &draft);
		decide(j, id, COMMENT_SPAM);
		draft.body = arena_printf(
			j->f->arena, "our mentor and the canoe trip %d", i);
		draft.author_email =
			arena_printf(j->f->arena, "h%d@honest.example", i);
		id = add_draft(j->f, &draft);
		decide(j, id, COMMENT_PUBLISHED);
	}
	j->c.now = NOW + (from + count + 2) * 3600;
}

static void the_filter_is_silent_until_it_has_learned(void **state)
{
	struct judge *j = *state;

	train(j, 0, SPAM_TRAINING_MIN - 1);
	assert_string_equal(said(j, body("cheap pills for you")), "");
	train(j, SPAM_TRAINING_MIN, 1);
	assert_string_equal(said(j, body("cheap pills for you")),
			    "looks like what you marked as spam (100 of 100): "
			    "cheap, pills");
}

static void what_is_like_spam_is_held_and_what_is_not_shows(void **state)
{
	struct judge *j = *state;
	struct comment_draft spam = body("cheap potions"),
			     honest = body("the mentor and our canoe");

	train(j, 0, SPAM_TRAINING_MIN);
	spam.is_trusted = honest.is_trusted = true;
	judge(j, &spam);
	judge(j, &honest);
	assert_true(spam.verdict.must_hold);
	assert_false(honest.verdict.must_hold);
	assert_int_equal(honest.verdict.score, 0);
}

static void set_attack(struct judge *j, const char *value)
{
	assert_int_equal(store_setting_put(j->f->db, SETTING_ATTACK, value,
					   "user 1", NOW),
			 STATUS_OK);
}

static void the_switch_holds_everything_and_lowers_the_rates(void **state)
{
	struct judge *j = *state;
	struct comment_draft draft = body("Do you work in Cook County?");

	set_attack(j, "1");
	draft.is_trusted = true;
	judge(j, &draft);
	assert_true(draft.verdict.must_hold);
	assert_int_equal(draft.verdict.score, 0);
	assert_null(judge_reasons(&j->c, draft.verdict.reasons));
	assert_true(judge_held_all(draft.verdict.reasons));
	assert_int_equal(draft.per_hour, 3);
	assert_int_equal(draft.customer_per_hour, 30);
	assert_int_equal(draft.all_per_hour, 300);
	set_attack(j, "0");
	judge(j, &draft);
	assert_false(draft.verdict.must_hold);
	assert_false(judge_held_all(draft.verdict.reasons));
}

static void a_flood_is_held_and_a_greater_one_refused(void **state)
{
	struct judge *j = *state;
	struct comment_draft draft = body("one of many"), trusted;
	bool is_repeat;
	int64_t id;

	j->config.comments_per_hour = 1; /* 10 are read, 100 refused */
	for (int i = 0; i < 10; i++)
		add(j->f, arena_printf(j->f->arena, "hello %d", i), 0);
	assert_string_equal(said(j, draft), "");
	add(j->f, "the eleventh", 0);
	assert_string_equal(said(j, draft),
			    "more than 10 comments came in an hour");
	judge(j, &draft);
	assert_true(draft.verdict.must_hold);
	for (int i = 0; i < 90; i++)
		add(j->f, arena_printf(j->f->arena, "and %d", i), 0);
	assert_int_equal(store_comment_add(j->f->db, &draft, &id, &is_repeat),
			 STATUS_TOO_FAST);
	/* Those whom a person has trusted have room. */
	trusted = draft;
	trusted.is_trusted = true;
	trusted.body = "one whom we know";
	assert_int_equal(store_comment_add(j->f->db, &trusted, &id, &is_repeat),
			 STATUS_OK);
	/* What is stored already is still answered. */
	draft.body = "and 89";
	assert_int_equal(store_comment_add(j->f->db, &draft, &id, &is_repeat),
			 STATUS_OK);
	assert_true(is_repeat);
	j->c.now += 3601;
	draft = body("one of many");
	draft.now = j->c.now;
	judge(j, &draft);
	assert_null(draft.verdict.reasons);
	assert_int_equal(store_comment_add(j->f->db, &draft, &id, &is_repeat),
			 STATUS_OK);
}

static void many_from_one_address_are_a_sign(void **state)
{
	struct judge *j = *state;
	unsigned char address[TOKEN_HASH];

	guest_address_hash(&j->c, address);
	for (int i = 0; i < 3; i++) {
		struct comment_draft draft =
			body(arena_printf(j->f->arena, "hello %d", i));

		draft.address_hash = address;
		add_draft(j->f, &draft);
	}
	assert_string_equal(said(j, body("hello again")),
			    "3 comments from the same network in an hour");
	j->request.address = "192.0.2.2";
	assert_string_equal(said(j, body("hello again")), "");
}

static void staff_are_not_judged(void **state)
{
	struct judge *j = *state;
	struct comment_draft draft = body("See https://a.example and "
					  "https://b.example, 218-555-0142");

	list_word(j, "see", true);
	draft.is_staff = true;
	judge(j, &draft);
	assert_null(draft.verdict.reasons);
	assert_false(draft.verdict.must_hold);
	assert_true(draft.flags & COMMENT_HAS_PHONE);
	assert_int_equal(draft.per_hour, 0);
}

static void reasons_stay_short_and_never_break(void **state)
{
	struct judge *j = *state;
	char word[81], text[4001];
	struct comment_draft draft;

	memset(word, '<', sizeof(word) - 1);
	memcpy(word, "ab", 2);
	word[80] = '\0';
	list_word(j, word, false);
	train(j, 0, SPAM_TRAINING_MIN);
	for (size_t i = 0; i < sizeof(text) - 1; i++)
		text[i] = "ab cheap pills https://a.example \xd0\xb0x "[i % 38];
	text[4000] = '\0';
	utf8_cut(text, 4000);
	draft = body(text);
	say(j, "topic=1");
	judge(j, &draft);
	assert_true(strlen(draft.verdict.reasons) <= 1000);
	assert_non_null(judge_reasons(&j->c, draft.verdict.reasons));
	assert_null(judge_reasons(&j->c, "[[\"filter\""));
	assert_null(judge_reasons(&j->c, "[]"));
	assert_null(judge_reasons(&j->c, "[1,[],[\"what\",2],{}]"));
	assert_null(judge_reasons(&j->c, NULL));
}

/* 4,000 characters take a moment; the sanitizers take their own. */
static void long_comments_are_judged_soon(void **state)
{
	struct judge *j = *state;
	struct timespec from, to;
	struct buf b;
	double ms;

	train(j, 0, SPAM_TRAINING_MIN);
	buf_init(&b, j->f->arena);
	for (int i = 0; b.len < 3990; i++)
		buf_printf(&b, "word%d ", i * 7919);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	for (int i = 0; i < 100; i++)
		said(j, body(b.data));
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	ms = (double)(to.tv_sec - from.tv_sec) * 10 +
	     (double)(to.tv_nsec - from.tv_nsec) / 1e8;
	print_message("a comment of 4,000 characters: %.3f ms\n", ms);
	assert_true(ms < 50);
}

#undef TEST
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, open_judge, close_judge)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_speaks_against_plain_words),
		TEST(links_are_counted_and_weighed),
		TEST(addresses_and_ends_of_sentences_are_no_links),
		TEST(disguised_letters_are_a_sign),
		TEST(the_trap_holds_and_adds_to_the_score),
		TEST(who_writes_in_no_time_is_a_machine),
		TEST(ready_made_pages_have_no_stamp),
		TEST(repeats_are_found_however_they_are_spelled),
		TEST(short_thanks_are_no_repeats),
		TEST(staffs_words_are_found_in_disguise),
		TEST(the_filter_is_silent_until_it_has_learned),
		TEST(what_is_like_spam_is_held_and_what_is_not_shows),
		TEST(the_switch_holds_everything_and_lowers_the_rates),
		TEST(a_flood_is_held_and_a_greater_one_refused),
		TEST(many_from_one_address_are_a_sign),
		TEST(staff_are_not_judged),
		TEST(reasons_stay_short_and_never_break),
		TEST(long_comments_are_judged_soon),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
