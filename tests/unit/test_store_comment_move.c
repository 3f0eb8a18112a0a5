#include "talk_fixture.h"

static void addresses_are_forgotten_after_a_day(void **state)
{
	struct fixture *f = *state;
	struct comment_draft draft = draft_of("1", 0);
	static const char HASHES[] = "SELECT count(address_hash) FROM comment";

	draft.address_hash = HOME;
	add_draft(f, &draft);
	fixture_sweep(f->db, SWEEP_COMMENT_ADDRESSES, NOW - 1);
	assert_int_equal(number(f, HASHES), 1);
	fixture_sweep(f->db, SWEEP_COMMENT_ADDRESSES, NOW);
	assert_int_equal(number(f, HASHES), 0);
}

static void publishing_shows_counts_and_starts_a_generation(void **state)
{
	struct fixture *f = *state;
	int64_t id = add(f, "hello", 0), before = generation(f);
	struct seen s;

	move(f, id, COMMENT_PUBLISHED);
	assert_true(generation(f) > before);
	s = read_page(f, 1, NULL);
	assert_int_equal(s.count, 1);
	assert_int_equal(s.thread.comment_count, 1);
	assert_int_equal(number(f, "SELECT comment_count FROM program"
				   " WHERE id = 1"),
			 1);
	before = generation(f);
	move(f, id, COMMENT_REMOVED);
	assert_true(generation(f) > before);
	s = read_page(f, 1, ANA);
	assert_int_equal(s.count, 0);
	assert_int_equal(s.thread.comment_count, 0);
	assert_int_equal(number(f, "SELECT comment_count FROM program"
				   " WHERE id = 1"),
			 0);
}

static void a_move_to_the_same_state_changes_nothing(void **state)
{
	struct fixture *f = *state;
	int64_t id = publish(f, "hello", 0), before = generation(f);

	move(f, id, COMMENT_PUBLISHED);
	assert_int_equal(generation(f), before);
	assert_int_equal(read_page(f, 1, NULL).thread.comment_count, 1);
	assert_int_equal(number(f, "SELECT count(*) FROM audit WHERE"
				   " action = 'comment.publish'"),
			 1);
	assert_int_equal(store_comment_move(f->db, 99, COMMENT_SPAM, "command",
					    NULL, NOW),
			 STATUS_NOT_FOUND);
}

static void a_removed_comment_keeps_the_place_of_its_replies(void **state)
{
	struct fixture *f = *state;
	int64_t a = publish(f, "a", 0), b = publish(f, "b", a);
	int64_t c = publish(f, "c", b);
	struct seen s;

	move(f, a, COMMENT_REMOVED);
	move(f, b, COMMENT_SPAM);
	s = read_page(f, 1, ANA);
	assert_string_equal(outline(f, &s), "1(gone) 2(gone) 3c");
	assert_string_equal(s.notes[0].author_name, "");
	assert_string_equal(s.notes[0].body, "");
	assert_int_equal(s.thread.comment_count, 1);
	move(f, c, COMMENT_REMOVED);
	assert_int_equal(read_page(f, 1, NULL).count, 0);
	assert_int_equal(number(f, "SELECT sum(is_shown) FROM comment"), 0);
}

static void a_reply_below_a_removed_comment_is_not_published(void **state)
{
	struct fixture *f = *state;
	int64_t a = publish(f, "a", 0), b = add(f, "b", a);

	move(f, a, COMMENT_REMOVED);
	assert_int_equal(store_comment_move(f->db, b, COMMENT_PUBLISHED,
					    "command", NULL, NOW),
			 STATUS_CONFLICT);
	assert_int_equal(read_page(f, 1, ANA).count, 0);
	move(f, a, COMMENT_PUBLISHED);
	move(f, b, COMMENT_PUBLISHED);
	assert_int_equal(read_page(f, 1, NULL).count, 2);
}

static void lists_show_what_staff_and_the_feed_need(void **state)
{
	static const char CLOSE[] =
		"UPDATE program SET stage = 'closed' WHERE id = 1";
	struct fixture *f = *state;
	int64_t id = publish(f, "shown", 0);
	struct comment *list;
	size_t count;

	add(f, "held", 0);
	assert_int_equal(store_comment_list(f->db, f->arena, COMMENT_HELD, 10,
					    &list, &count),
			 STATUS_OK);
	assert_int_equal(count, 1);
	assert_string_equal(list[0].author_email, "ana@example.org");
	assert_string_equal(list[0].thread.path, "/programs/one");
	assert_int_equal(
		store_comment_recent(f->db, f->arena, 10, &list, &count),
		STATUS_OK);
	assert_int_equal(count, 1);
	assert_int_equal(list[0].id, id);
	assert_null(list[0].author_email);
	assert_int_equal(list[0].published_at, NOW + 60);
	assert_int_equal(fixture_run(f->db, CLOSE), STATUS_OK);
	assert_int_equal(
		store_comment_recent(f->db, f->arena, 10, &list, &count),
		STATUS_OK);
	assert_int_equal(count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(addresses_are_forgotten_after_a_day),
		TEST(publishing_shows_counts_and_starts_a_generation),
		TEST(a_move_to_the_same_state_changes_nothing),
		TEST(a_removed_comment_keeps_the_place_of_its_replies),
		TEST(a_reply_below_a_removed_comment_is_not_published),
		TEST(lists_show_what_staff_and_the_feed_need),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
