#include "fixture.h"

#include <inttypes.h>

#include "store/comment.h"

#define NOW INT64_C(1795449600) /* 23 November 2026, 16:00 UTC */

static const unsigned char ANA[32] = { 1 };
static const unsigned char BEN[32] = { 2 };
static const unsigned char HOME[32] = { 9 };

static int open_talk(void **state)
{
	static const char ORGANIZATION[] =
		"INSERT INTO organization (id, slug, name, created_at)"
		" VALUES (1, 'kinship', 'Kinship', 1)";
	static const char PROGRAMS[] =
		"INSERT INTO program (id, slug, organization_id, name,"
		"       name_folded, summary, state, stage, created_at,"
		"       updated_at)"
		" VALUES (1, 'one', 1, 'One', 'one', 'x', 'MN', 'published',"
		"         1, 1),"
		"        (2, 'two', 1, 'Two', 'two', 'x', 'MN', 'draft', 1, 1)";
	struct fixture *f;

	fixture_open(state);
	f = *state;
	assert_int_equal(fixture_run(f->db, ORGANIZATION), STATUS_OK);
	assert_int_equal(fixture_run(f->db, PROGRAMS), STATUS_OK);
	return 0;
}

static struct comment_draft draft_of(const char *body, int64_t parent_id)
{
	return (struct comment_draft){
		.thread_kind = THREAD_PROGRAM,
		.thread_key = "1",
		.parent_id = parent_id,
		.author_name = "Ana",
		.author_email = "ana@example.org",
		.body = body,
		.guest_hash = ANA,
		.now = NOW,
	};
}

static int64_t add_draft(struct fixture *f, const struct comment_draft *draft)
{
	bool is_repeat;
	int64_t id = 0;

	assert_int_equal(store_comment_add(f->db, draft, &id, &is_repeat),
			 STATUS_OK);
	return id;
}

static int64_t add(struct fixture *f, const char *body, int64_t parent_id)
{
	struct comment_draft draft = draft_of(body, parent_id);

	return add_draft(f, &draft);
}

static void move(struct fixture *f, int64_t id, enum comment_state state)
{
	assert_int_equal(
		store_comment_move(f->db, id, state, "command", NULL, NOW + 60),
		STATUS_OK);
}

static int64_t publish(struct fixture *f, const char *body, int64_t parent_id)
{
	int64_t id = add(f, body, parent_id);

	move(f, id, COMMENT_PUBLISHED);
	return id;
}

static int64_t number(struct fixture *f, const char *sql)
{
	struct db_query *q = db_query(f->db, sql);
	int64_t value = 0;

	if (db_row(q))
		value = db_int(q, 0);
	assert_int_equal(db_finish_one(q), STATUS_OK);
	return value;
}

static int64_t generation(struct fixture *f)
{
	int64_t public_now, directory;

	assert_int_equal(db_generation(f->db, &public_now, &directory),
			 STATUS_OK);
	return public_now;
}

struct seen {
	struct thread thread;
	struct comment *notes;
	size_t count, pages;
};

static struct seen read_page(struct fixture *f, size_t page,
			     const unsigned char *guest)
{
	struct seen s = { .count = 0 };

	assert_int_equal(store_thread_get(f->db, f->arena, THREAD_PROGRAM, "1",
					  &s.thread),
			 STATUS_OK);
	assert_int_equal(store_comment_thread(f->db, f->arena, s.thread.id,
					      page, guest, &s.notes, &s.count,
					      &s.pages),
			 STATUS_OK);
	return s;
}

/* "a b+ c" with levels: "1a 2b 1c". */
static const char *outline(struct fixture *f, const struct seen *s)
{
	char *out = arena_strdup(f->arena, "");

	for (size_t i = 0; i < s->count; i++)
		out = arena_printf(f->arena, "%s%s%d%s", out, i ? " " : "",
				   s->notes[i].depth,
				   s->notes[i].is_stub ? "(gone)"
						       : s->notes[i].body);
	return out;
}

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

static void a_new_comment_leaves_a_record_and_a_mail(void **state)
{
	struct fixture *f = *state;

	add(f, "hello", 0);
	assert_int_equal(number(f, "SELECT count(*) FROM audit WHERE"
				   " action = 'comment.add' AND"
				   " object = 'comment 1' AND actor = 'guest'"),
			 1);
	assert_int_equal(number(f, "SELECT count(*) FROM outbox WHERE"
				   " kind = 'comment-held' AND"
				   " recipient = 'moderators' AND"
				   " object = 'comment 1'"),
			 1);
}

static void bait_is_held_but_mailed_to_nobody(void **state)
{
	struct fixture *f = *state;
	struct comment_draft draft = draft_of("buy", 0);

	draft.flags = COMMENT_IS_BAIT;
	add_draft(f, &draft);
	assert_int_equal(number(f, "SELECT count(*) FROM outbox"), 0);
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

/* The answer to the first post may have been lost with its cookie. */
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

static void addresses_are_forgotten_after_a_day(void **state)
{
	struct fixture *f = *state;
	struct comment_draft draft = draft_of("1", 0);
	static const char HASHES[] = "SELECT count(address_hash) FROM comment";

	draft.address_hash = HOME;
	add_draft(f, &draft);
	assert_int_equal(store_comment_forget(f->db, NOW + 86400), STATUS_OK);
	assert_int_equal(number(f, HASHES), 1);
	assert_int_equal(store_comment_forget(f->db, NOW + 86401), STATUS_OK);
	assert_int_equal(number(f, HASHES), 0);
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

static void long_threads_have_pages(void **state)
{
	struct fixture *f = *state;
	int64_t first = 0, last = 0, held;
	struct thread thread;
	struct seen s;
	size_t page;

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
	assert_int_equal(store_comment_place(f->db, f->arena, last, NULL,
					     &thread, &page),
			 STATUS_OK);
	assert_int_equal(page, 2);
	assert_int_equal(
		store_comment_place(f->db, f->arena, held, ANA, &thread, &page),
		STATUS_OK);
	assert_int_equal(page, 2);
	assert_string_equal(thread.path, "/programs/one");
}

static void a_held_comment_has_a_place_only_for_its_author(void **state)
{
	struct fixture *f = *state;
	int64_t id = add(f, "held", 0);
	struct thread thread;
	size_t page;

	assert_int_equal(
		store_comment_place(f->db, f->arena, id, BEN, &thread, &page),
		STATUS_NOT_FOUND);
	assert_int_equal(
		store_comment_place(f->db, f->arena, id, NULL, &thread, &page),
		STATUS_NOT_FOUND);
	assert_int_equal(
		store_comment_place(f->db, f->arena, id, ANA, &thread, &page),
		STATUS_OK);
	assert_int_equal(page, 1);
}

static void lists_show_what_staff_and_the_feed_need(void **state)
{
	static const char CLOSE[] =
		"UPDATE program SET stage = 'closed' WHERE id = 1";
	struct fixture *f = *state;
	int64_t id = publish(f, "shown", 0);
	struct comment *list, one;
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
	assert_int_equal(store_comment_get(f->db, f->arena, id, &one),
			 STATUS_OK);
	assert_int_equal(one.published_at, NOW + 60);
	assert_int_equal(fixture_run(f->db, CLOSE), STATUS_OK);
	assert_int_equal(
		store_comment_recent(f->db, f->arena, 10, &list, &count),
		STATUS_OK);
	assert_int_equal(count, 0);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, open_talk, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_page_without_comments_has_an_empty_thread),
		TEST(only_public_pages_have_threads),
		TEST(a_new_comment_is_held_for_its_author_alone),
		TEST(a_new_comment_leaves_a_record_and_a_mail),
		TEST(bait_is_held_but_mailed_to_nobody),
		TEST(the_same_words_on_one_day_are_one_comment),
		TEST(who_repeats_a_post_may_see_it),
		TEST(a_repeat_stays_one_when_its_parent_is_gone),
		TEST(too_many_posts_from_an_address_are_refused),
		TEST(addresses_are_forgotten_after_a_day),
		TEST(only_published_comments_of_the_thread_are_answered),
		TEST(publishing_shows_counts_and_starts_a_generation),
		TEST(a_move_to_the_same_state_changes_nothing),
		TEST(a_reply_follows_what_it_answers),
		TEST(replies_below_the_fourth_level_stay_there),
		TEST(a_removed_comment_keeps_the_place_of_its_replies),
		TEST(a_reply_below_a_removed_comment_is_not_published),
		TEST(long_threads_have_pages),
		TEST(a_held_comment_has_a_place_only_for_its_author),
		TEST(lists_show_what_staff_and_the_feed_need),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
