#include "talk_fixture.h"

#include "store/comment_report.h"
#include "store/staff_comment.h"
#include "util/clock.h"

static const unsigned char YESTERDAY[32] = { 99 };

static struct report_draft report_of(int64_t id, const unsigned char *from)
{
	return (struct report_draft){
		.comment_id = id,
		.reason = "hurtful",
		.note = "It is.",
		.address_hash = from,
		.address_hash_before = YESTERDAY,
		.now = NOW + 100,
	};
}

/* A report from the n-th address. */
static enum status report(struct fixture *f, int64_t id, int n, int64_t now)
{
	unsigned char from[32] = { 7, (unsigned char)n };
	struct report_draft draft = report_of(id, from);

	draft.now = now;
	return store_comment_report_add(f->db, &draft);
}

static void report_thrice(struct fixture *f, int64_t id, int64_t now)
{
	static int address = 100;

	for (int i = 0; i < REPORTS_HIDE; i++)
		assert_int_equal(report(f, id, address++, now), STATUS_OK);
}

static struct staff_comment get(struct fixture *f, int64_t id)
{
	struct staff_comment comment;

	assert_int_equal(store_staff_comment_get(f->db, f->arena, id, &comment),
			 STATUS_OK);
	return comment;
}

static int64_t decide(struct fixture *f, int64_t id, enum comment_state state,
		      int64_t now)
{
	const struct comment_decision decision = {
		.id = id,
		.version = get(f, id).version,
		.state = state,
		.actor = "user 3",
		.now = now,
	};
	int64_t version;

	assert_int_equal(store_staff_comment_decide(f->db, &decision, &version),
			 STATUS_OK);
	return version;
}

static bool is_hidden(struct fixture *f, int64_t id)
{
	struct staff_comment comment = get(f, id);
	bool has_flag = comment.note.flags & COMMENT_IS_REPORTED;

	assert_int_equal(comment.note.state == COMMENT_HELD, has_flag);
	return has_flag;
}

static void several_addresses_hide_a_comment(void **state)
{
	struct fixture *f = *state;
	int64_t id = publish(f, "hello", 0), before = generation(f);

	for (int i = 1; i < REPORTS_HIDE; i++)
		assert_int_equal(report(f, id, i, NOW + 100), STATUS_OK);
	assert_false(is_hidden(f, id));
	assert_int_equal(generation(f), before);
	assert_int_equal(report(f, id, REPORTS_HIDE, NOW + 100), STATUS_OK);
	assert_true(is_hidden(f, id));
	assert_int_equal(get(f, id).reports, REPORTS_HIDE);
	assert_true(generation(f) > before);
	assert_int_equal(read_page(f, 1, BEN).count, 0);
	/* Its author sees it waiting. */
	assert_true(read_page(f, 1, ANA).notes[0].is_own);
	assert_int_equal(number(f, "SELECT count(*) FROM audit"
				   " WHERE actor = 'reports'"
				   "   AND action = 'comment.hold'"),
			 1);
}

static void a_hidden_comment_keeps_the_place_of_its_replies(void **state)
{
	struct fixture *f = *state;
	int64_t id = publish(f, "first", 0);
	struct seen s;

	publish(f, "answer", id);
	report_thrice(f, id, NOW + 100);
	s = read_page(f, 1, NULL);
	assert_string_equal(outline(f, &s), "1(gone) 2answer");
	assert_int_equal(s.thread.comment_count, 1);
}

static void one_address_has_one_open_report(void **state)
{
	struct fixture *f = *state;
	int64_t id = publish(f, "hello", 0);
	struct report_draft draft = report_of(id, HOME);

	for (int i = 0; i < 5; i++) {
		draft.note = i % 2 ? "Once more." : NULL;
		assert_int_equal(store_comment_report_add(f->db, &draft),
				 STATUS_OK);
	}
	assert_int_equal(get(f, id).reports, 1);
	/* Past midnight it is another hash, and the same address. */
	draft = report_of(id, ANA);
	draft.address_hash_before = HOME;
	assert_int_equal(store_comment_report_add(f->db, &draft), STATUS_OK);
	assert_int_equal(get(f, id).reports, 1);
}

/* Its hash is forgotten by then, so that it has another open report; but it
 * does not count twice. */
static void nobody_hides_a_comment_alone_by_coming_back(void **state)
{
	struct fixture *f = *state;
	int64_t id = publish(f, "hello", 0), now = NOW;

	for (int day = 0; day < 5; day++, now += 90000) {
		fixture_sweep(f->db, SWEEP_REPORT_ADDRESSES, now - CLOCK_DAY);
		assert_int_equal(report(f, id, day, now), STATUS_OK);
	}
	assert_false(is_hidden(f, id));
	assert_int_equal(get(f, id).reports, 5);
}

static void who_hid_it_may_press_the_button_twice(void **state)
{
	struct fixture *f = *state;
	int64_t id = publish(f, "hello", 0);

	for (int i = 1; i <= REPORTS_HIDE; i++)
		assert_int_equal(report(f, id, i, NOW + 100), STATUS_OK);
	assert_int_equal(report(f, id, REPORTS_HIDE, NOW + 101), STATUS_OK);
	assert_int_equal(get(f, id).reports, REPORTS_HIDE);
	assert_int_equal(report(f, id, 50, NOW + 101), STATUS_NOT_FOUND);
}

static void only_what_is_public_is_reported(void **state)
{
	static const char DRAFT[] =
		"UPDATE program SET stage = 'draft' WHERE id = 1";
	struct fixture *f = *state;
	int64_t held = add(f, "held", 0), id = publish(f, "hello", 0);
	struct comment comment;
	struct thread thread;

	assert_int_equal(report(f, held, 1, NOW), STATUS_NOT_FOUND);
	assert_int_equal(report(f, 99, 1, NOW), STATUS_NOT_FOUND);
	assert_int_equal(
		store_comment_report_target(f->db, f->arena, held, &comment),
		STATUS_NOT_FOUND);
	assert_int_equal(
		store_comment_report_target(f->db, f->arena, id, &comment),
		STATUS_OK);
	assert_string_equal(comment.thread.path, "/programs/one");
	assert_int_equal(
		store_comment_report_place(f->db, f->arena, id, &thread),
		STATUS_NOT_FOUND); /* nobody reported it */
	assert_int_equal(report(f, id, 1, NOW), STATUS_OK);
	decide(f, id, COMMENT_REMOVED, NOW + 200);
	assert_int_equal(
		store_comment_report_place(f->db, f->arena, id, &thread),
		STATUS_OK);
	assert_string_equal(thread.path, "/programs/one");
	decide(f, id, COMMENT_PUBLISHED, NOW + 300);
	assert_int_equal(fixture_run(f->db, DRAFT), STATUS_OK);
	assert_int_equal(
		store_comment_report_target(f->db, f->arena, id, &comment),
		STATUS_NOT_FOUND);
	assert_int_equal(
		store_comment_report_place(f->db, f->arena, id, &thread),
		STATUS_NOT_FOUND);
	assert_int_equal(report(f, id, 2, NOW), STATUS_NOT_FOUND);
}

static void reports_do_not_hide_what_staff_wrote(void **state)
{
	static const char STAFF[] = "UPDATE comment SET is_staff = 1";
	struct fixture *f = *state;
	int64_t id = publish(f, "hello", 0);

	assert_int_equal(fixture_run(f->db, STAFF), STATUS_OK);
	report_thrice(f, id, NOW + 100);
	assert_false(is_hidden(f, id));
	assert_int_equal(get(f, id).reports, REPORTS_HIDE);
}

static void what_staff_read_and_kept_stays(void **state)
{
	struct fixture *f = *state;
	int64_t id = publish(f, "hello", 0);

	report_thrice(f, id, NOW + 100);
	assert_true(is_hidden(f, id));
	decide(f, id, COMMENT_PUBLISHED, NOW + 200);
	assert_false(is_hidden(f, id)); /* and the flag is gone */
	assert_int_equal(get(f, id).reports, 0);
	report_thrice(f, id, NOW + 300);
	assert_false(is_hidden(f, id));
	assert_int_equal(get(f, id).reports, REPORTS_HIDE);
	decide(f, id, COMMENT_PUBLISHED, NOW + 400); /* "Keep it" */
	assert_int_equal(get(f, id).reports, 0);
}

static void new_words_may_be_hidden_again(void **state)
{
	struct fixture *f = *state;
	int64_t id = publish(f, "hello", 0);
	struct comment_edit edit = {
		.id = id,
		.author_name = "Ana",
		.body = "worse",
		.actor = "guest",
		.now = NOW + 300,
	};

	assert_int_equal(report(f, id, 1, NOW + 100), STATUS_OK);
	decide(f, id, COMMENT_PUBLISHED, NOW + 200);
	edit.version = get(f, id).version;
	assert_int_equal(store_comment_edit(f->db, &edit), STATUS_OK);
	report_thrice(f, id, NOW + 400);
	assert_true(is_hidden(f, id));
}

static void a_decision_that_is_undone_leaves_it_hidden(void **state)
{
	struct fixture *f = *state;
	int64_t id = publish(f, "hello", 0), version;
	struct staff_comment was;

	report_thrice(f, id, NOW + 100);
	was = get(f, id);
	version = decide(f, id, COMMENT_PUBLISHED, NOW + 200);
	assert_int_equal(store_staff_comment_undo(
				 f->db, id,
				 store_staff_comment_before(f->arena, &was),
				 version, NOW + 200, "user 3", NOW + 300),
			 STATUS_OK);
	assert_true(is_hidden(f, id));
	assert_int_equal(get(f, id).reports, REPORTS_HIDE);
	assert_null(get(f, id).reason);
}

/* Undo opens the old report, unless there is a new one of the same sender. */
static void undo_meets_a_report_that_came_again(void **state)
{
	struct fixture *f = *state;
	int64_t id = publish(f, "hello", 0), version;

	assert_int_equal(report(f, id, 1, NOW + 100), STATUS_OK);
	assert_int_equal(report(f, id, 2, NOW + 100), STATUS_OK);
	version = decide(f, id, COMMENT_PUBLISHED, NOW + 200);
	assert_int_equal(report(f, id, 1, NOW + 250), STATUS_OK);
	assert_int_equal(store_staff_comment_undo(f->db, id, "published",
						  version, NOW + 200, "user 3",
						  NOW + 300),
			 STATUS_OK);
	assert_int_equal(get(f, id).reports, 2);
}

static void an_address_sends_so_many_an_hour(void **state)
{
	struct fixture *f = *state;
	int64_t ids[REPORTS_PER_HOUR + 1];

	for (int i = 0; i <= REPORTS_PER_HOUR; i++) {
		ids[i] = publish(f, arena_printf(f->arena, "note %d", i), 0);
		assert_int_equal(report(f, ids[i], 1, NOW + 100),
				 i < REPORTS_PER_HOUR ? STATUS_OK
						      : STATUS_TOO_FAST);
	}
	assert_int_equal(report(f, ids[0], 1, NOW + 100),
			 STATUS_OK); /* again */
	assert_int_equal(report(f, ids[REPORTS_PER_HOUR], 2, NOW + 100),
			 STATUS_OK);
	assert_int_equal(report(f, ids[REPORTS_PER_HOUR], 1, NOW + 3701),
			 STATUS_OK);
}

static void addresses_of_reports_are_forgotten_after_a_day(void **state)
{
	static const char HASHES[] =
		"SELECT count(address_hash) FROM comment_report";
	struct fixture *f = *state;
	int64_t id = publish(f, "hello", 0);

	assert_int_equal(report(f, id, 1, NOW), STATUS_OK);
	fixture_sweep(f->db, SWEEP_REPORT_ADDRESSES, NOW - 1);
	assert_int_equal(number(f, HASHES), 1);
	fixture_sweep(f->db, SWEEP_REPORT_ADDRESSES, NOW);
	assert_int_equal(number(f, HASHES), 0);
	assert_int_equal(get(f, id).reports, 1);
}

static void the_record_says_neither_why_nor_who(void **state)
{
	struct fixture *f = *state;
	int64_t id = publish(f, "hello", 0);

	assert_int_equal(report(f, id, 1, NOW), STATUS_OK);
	assert_int_equal(number(f, "SELECT count(*) FROM audit"
				   " WHERE action = 'comment.report'"
				   "   AND actor = 'guest' AND detail IS NULL"),
			 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(several_addresses_hide_a_comment),
		TEST(a_hidden_comment_keeps_the_place_of_its_replies),
		TEST(one_address_has_one_open_report),
		TEST(nobody_hides_a_comment_alone_by_coming_back),
		TEST(who_hid_it_may_press_the_button_twice),
		TEST(only_what_is_public_is_reported),
		TEST(reports_do_not_hide_what_staff_wrote),
		TEST(what_staff_read_and_kept_stays),
		TEST(new_words_may_be_hidden_again),
		TEST(a_decision_that_is_undone_leaves_it_hidden),
		TEST(undo_meets_a_report_that_came_again),
		TEST(an_address_sends_so_many_an_hour),
		TEST(addresses_of_reports_are_forgotten_after_a_day),
		TEST(the_record_says_neither_why_nor_who),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
