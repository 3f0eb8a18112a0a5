#include "talk_fixture.h"

static void a_page_without_comments_has_an_empty_thread(void **state)
{
	struct seen s = read_page(*state, 1, ANA);

	assert_int_equal(s.thread.id, 0);
	assert_string_equal(s.thread.path, "/programs/one");
	assert_string_equal(s.thread.title, "One");
	assert_int_equal(s.count, 0);
	assert_int_equal(s.pages, 1);
}

static void only_public_pages_have_threads(void **state)
{
	static const struct {
		enum thread_kind kind;
		const char *key;
		enum status st;
	} cases[] = {
		{ THREAD_ABOUT, "about", STATUS_OK },
		{ THREAD_ABOUT, "network", STATUS_NOT_FOUND },
		{ THREAD_AREA, "network", STATUS_OK },
		{ THREAD_AREA, "nowhere", STATUS_NOT_FOUND },
		{ THREAD_PROGRAM, "1", STATUS_OK },
		{ THREAD_PROGRAM, "2", STATUS_NOT_FOUND }, /* a draft */
		{ THREAD_PROGRAM, "3", STATUS_NOT_FOUND },
		{ THREAD_PROGRAM, "01", STATUS_NOT_FOUND },
		{ THREAD_PROGRAM, "+1", STATUS_NOT_FOUND },
		{ THREAD_PROGRAM, "1x", STATUS_NOT_FOUND },
		{ THREAD_PROGRAM, "", STATUS_NOT_FOUND },
		{ THREAD_PROGRAM, "99999999999999999999", STATUS_NOT_FOUND },
	};
	struct fixture *f = *state;
	struct thread thread;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(store_thread_get(f->db, f->arena,
						  cases[i].kind, cases[i].key,
						  &thread),
				 cases[i].st);
}

static void a_new_comment_is_held_for_its_author_alone(void **state)
{
	struct fixture *f = *state;
	int64_t before = generation(f);
	struct seen s;

	add(f, "hello", 0);
	assert_int_equal(generation(f), before);
	assert_int_equal(read_page(f, 1, NULL).count, 0);
	assert_int_equal(read_page(f, 1, BEN).count, 0);
	s = read_page(f, 1, ANA);
	assert_int_equal(s.count, 1);
	assert_true(s.notes[0].is_own);
	assert_int_equal(s.notes[0].state, COMMENT_HELD);
	assert_int_equal(s.thread.comment_count, 0);
}

static void a_new_comment_leaves_one_row_of_record(void **state)
{
	struct fixture *f = *state;

	add(f, "hello", 0);
	assert_int_equal(number(f, "SELECT count(*) FROM audit WHERE"
				   " action = 'comment.add' AND"
				   " object = 'comment 1' AND actor = 'guest'"),
			 1);
	assert_int_equal(number(f, "SELECT count(*) FROM audit"), 1);
	assert_int_equal(number(f, "SELECT count(*) FROM outbox"), 0);
}

static void bait_is_held_like_all_others(void **state)
{
	struct fixture *f = *state;
	struct comment_draft draft = draft_of("buy", 0);

	draft.flags = COMMENT_IS_BAIT;
	add_draft(f, &draft);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"
				   " WHERE state = 'held' AND flags = 32"),
			 1);
}

static void the_same_words_on_one_day_are_one_comment(void **state)
{
	struct fixture *f = *state;
	struct comment_draft draft = draft_of("Hello  there", 0);
	int64_t first = add_draft(f, &draft), id;
	bool is_repeat;

	draft.body = "hello\nthere";
	draft.author_email = "ANA@example.org";
	assert_int_equal(store_comment_add(f->db, &draft, &id, &is_repeat),
			 STATUS_OK);
	assert_true(is_repeat);
	assert_int_equal(id, first);
	draft.author_email = "ben@example.org";
	assert_int_not_equal(add_draft(f, &draft), first);
	draft.author_email = "ana@example.org";
	draft.now += 86400;
	assert_int_not_equal(add_draft(f, &draft), first);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"), 3);
}

static void the_same_words_in_another_place_are_another_comment(void **state)
{
	struct fixture *f = *state;
	int64_t one = publish(f, "one", 0), two = publish(f, "two", 0);
	struct comment_draft draft = draft_of("thank you", 0);
	int64_t top = add_draft(f, &draft), answer;

	draft.parent_id = one;
	answer = add_draft(f, &draft);
	assert_int_not_equal(answer, top);
	draft.parent_id = two;
	assert_int_not_equal(add_draft(f, &draft), answer);
	draft.parent_id = 0;
	draft.thread_kind = THREAD_AREA;
	draft.thread_key = "network";
	answer = add_draft(f, &draft);
	assert_int_not_equal(answer, top);
	draft.thread_key = "region";
	assert_int_not_equal(add_draft(f, &draft), answer);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"), 7);
}

/* The answer to the first post may have been lost with its cookie. */
static void midnight_makes_no_second_comment_of_a_post(void **state)
{
	struct fixture *f = *state;
	struct comment_draft draft = draft_of("good night", 0);
	int64_t first, id;
	bool is_repeat;

	draft.now = draft.now / 86400 * 86400 - 1;
	first = add_draft(f, &draft);
	draft.now += 2;
	assert_int_equal(store_comment_add(f->db, &draft, &id, &is_repeat),
			 STATUS_OK);
	assert_true(is_repeat);
	assert_int_equal(id, first);
	draft.now += 86400;
	assert_int_not_equal(add_draft(f, &draft), first);
}

static void who_repeats_a_post_may_see_it(void **state)
{
	struct fixture *f = *state;
	struct comment_draft draft = draft_of("hello", 0);
	int64_t id = add_draft(f, &draft);

	draft.guest_hash = BEN;
	assert_int_equal(add_draft(f, &draft), id);
	assert_int_equal(read_page(f, 1, BEN).count, 1);
	assert_int_equal(read_page(f, 1, ANA).count, 0);
}

static void a_repeat_stays_one_when_its_parent_is_gone(void **state)
{
	struct fixture *f = *state;
	int64_t parent = publish(f, "a", 0), id = add(f, "b", parent);

	move(f, parent, COMMENT_REMOVED);
	assert_int_equal(add(f, "b", parent), id);
}

static void too_many_posts_from_an_address_are_refused(void **state)
{
	struct fixture *f = *state;
	struct comment_draft draft = draft_of("1", 0);
	bool is_repeat;
	int64_t id;

	draft.address_hash = HOME;
	draft.per_hour = 2;
	add_draft(f, &draft);
	draft.body = "2";
	add_draft(f, &draft);
	add_draft(f, &draft); /* a repeat does not count */
	draft.body = "3";
	assert_int_equal(store_comment_add(f->db, &draft, &id, &is_repeat),
			 STATUS_TOO_FAST);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"), 2);
	draft.now += 3601;
	add_draft(f, &draft);
}

/* Each of another /64, all of one /48. */
static void too_many_posts_from_a_customer_are_refused(void **state)
{
	struct fixture *f = *state;
	struct comment_draft draft = draft_of("1", 0);
	bool is_repeat;
	int64_t id;

	draft.customer_hash = HOME;
	draft.customer_per_hour = 2;
	add_draft(f, &draft);
	draft.body = "2";
	add_draft(f, &draft);
	add_draft(f, &draft); /* a repeat does not count */
	draft.body = "3";
	assert_int_equal(store_comment_add(f->db, &draft, &id, &is_repeat),
			 STATUS_TOO_FAST);
	draft.customer_hash = NULL;
	add_draft(f, &draft);
	draft.customer_hash = HOME;
	draft.now += 1801; /* one of two an hour has leaked */
	draft.body = "4";
	add_draft(f, &draft);
	draft.body = "5";
	assert_int_equal(store_comment_add(f->db, &draft, &id, &is_repeat),
			 STATUS_TOO_FAST);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"), 4);
}

static void only_published_comments_of_the_thread_are_answered(void **state)
{
	struct fixture *f = *state;
	int64_t held = add(f, "held", 0), shown = publish(f, "shown", 0), id;
	struct comment_draft draft = draft_of("answer", held);
	bool is_repeat;

	assert_int_equal(store_comment_add(f->db, &draft, &id, &is_repeat),
			 STATUS_CONFLICT);
	draft.parent_id = shown;
	draft.thread_kind = THREAD_ABOUT;
	draft.thread_key = "about";
	assert_int_equal(store_comment_add(f->db, &draft, &id, &is_repeat),
			 STATUS_CONFLICT);
	draft.thread_kind = THREAD_PROGRAM;
	draft.thread_key = "2";
	assert_int_equal(store_comment_add(f->db, &draft, &id, &is_repeat),
			 STATUS_NOT_FOUND);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"), 2);
	assert_int_equal(number(f, "SELECT count(*) FROM thread"), 1);
}

static void a_reply_follows_what_it_answers(void **state)
{
	struct fixture *f = *state;
	int64_t a = publish(f, "a", 0), b = publish(f, "b", 0), c;
	struct seen s;

	publish(f, "b1", b);
	c = publish(f, "a1", a);
	publish(f, "a2", a);
	publish(f, "a1x", c);
	s = read_page(f, 1, NULL);
	assert_string_equal(outline(f, &s), "1a 2a1 3a1x 2a2 1b 2b1");
	assert_int_equal(s.notes[0].reply_count, 2);
	assert_int_equal(s.notes[5].reply_count, 0);
}

static void replies_below_the_fourth_level_stay_there(void **state)
{
	struct fixture *f = *state;
	int64_t id = 0, fourth;
	struct seen s;

	for (int i = 1; i <= 3; i++)
		id = publish(f, arena_printf(f->arena, "%c", 'a' + i - 1), id);
	fourth = publish(f, "d", id);
	id = publish(f, "e", fourth);
	publish(f, "f", id);
	publish(f, "g", fourth);
	s = read_page(f, 1, NULL);
	assert_string_equal(outline(f, &s), "1a 2b 3c 4d 4e 4f 4g");
	assert_null(s.notes[3].answers);
	assert_string_equal(s.notes[4].answers, "Ana");
	assert_int_equal(s.notes[2].reply_count, 4);
}

static void long_threads_have_pages(void **state)
{
	struct fixture *f = *state;
	int64_t first = 0, last = 0, held;
	struct comment_spot spot;
	struct seen s;

	for (int i = 0; i < COMMENT_PAGE_SIZE + 1; i++) {
		last = publish(f, arena_printf(f->arena, "n%d", i), 0);
		first = first ? first : last;
	}
	publish(f, "reply", first);
	held = add(f, "held", 0);
	s = read_page(f, 1, ANA);
	assert_int_equal(s.pages, 2);
	assert_int_equal(s.count, COMMENT_PAGE_SIZE + 1);
	s = read_page(f, 2, ANA);
	assert_int_equal(s.count, 2);
	assert_int_equal(s.notes[1].id, held);
	assert_int_equal(read_page(f, 3, ANA).count, 0);
	assert_int_equal(
		store_comment_place(f->db, f->arena, last, NULL, false, &spot),
		STATUS_OK);
	assert_int_equal(spot.view.page, 2);
	assert_int_equal(store_comment_place(f->db, f->arena, held, &ANA_READS,
					     false, &spot),
			 STATUS_OK);
	assert_int_equal(spot.view.page, 2);
	assert_string_equal(spot.thread.path, "/programs/one");
}

static void a_held_comment_has_a_place_only_for_its_author(void **state)
{
	struct fixture *f = *state;
	int64_t id = add(f, "held", 0);
	struct comment_spot spot;

	assert_int_equal(store_comment_place(f->db, f->arena, id, &BEN_READS,
					     false, &spot),
			 STATUS_NOT_FOUND);
	assert_int_equal(
		store_comment_place(f->db, f->arena, id, NULL, false, &spot),
		STATUS_NOT_FOUND);
	assert_int_equal(store_comment_place(f->db, f->arena, id, &ANA_READS,
					     false, &spot),
			 STATUS_OK);
	assert_int_equal(spot.view.page, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_page_without_comments_has_an_empty_thread),
		TEST(only_public_pages_have_threads),
		TEST(a_new_comment_is_held_for_its_author_alone),
		TEST(a_new_comment_leaves_one_row_of_record),
		TEST(bait_is_held_like_all_others),
		TEST(the_same_words_on_one_day_are_one_comment),
		TEST(the_same_words_in_another_place_are_another_comment),
		TEST(midnight_makes_no_second_comment_of_a_post),
		TEST(who_repeats_a_post_may_see_it),
		TEST(a_repeat_stays_one_when_its_parent_is_gone),
		TEST(too_many_posts_from_an_address_are_refused),
		TEST(too_many_posts_from_a_customer_are_refused),
		TEST(only_published_comments_of_the_thread_are_answered),
		TEST(a_reply_follows_what_it_answers),
		TEST(replies_below_the_fourth_level_stay_there),
		TEST(long_threads_have_pages),
		TEST(a_held_comment_has_a_place_only_for_its_author),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
