/* What is kept for a time ends after it: comments, which leave things behind
 * that must go and things that must stay. */
#include "talk_fixture.h"

#include "store/audit.h"
#include "store/blocked_sender.h"
#include "store/comment_own.h"
#include "store/comment_report.h"
#include "store/erase.h"
#include "store/staff_comment.h"
#include "util/clock.h"
#include "util/token.h"

#define CLOSED (NOW + 60) /* when move() of the fixture moves */

static int64_t ended(struct fixture *f, int64_t before)
{
	return (int64_t)fixture_sweep(f->db, SWEEP_COMMENTS, before);
}

static void decide(struct fixture *f, int64_t id, enum comment_state state,
		   const char *actor, int64_t at)
{
	struct comment_decision d = { .id = id,
				      .state = state,
				      .actor = actor,
				      .reason = "It names Quillfinch.",
				      .now = at };
	int64_t version;

	d.version = number(f, arena_printf(f->arena,
					   "SELECT version FROM comment"
					   " WHERE id = %" PRId64,
					   id));
	assert_int_equal(store_staff_comment_decide(f->db, &d, &version),
			 STATUS_OK);
}

static void spam_and_what_was_taken_back_goes_in_time(void **state)
{
	struct fixture *f = *state;
	int64_t held = add(f, "waits", 0), kept = publish(f, "stays", 0);

	move(f, add(f, "spam", 0), COMMENT_SPAM);
	move(f, publish(f, "removed", 0), COMMENT_REMOVED);
	assert_int_equal(ended(f, CLOSED - 1), 0);
	assert_int_equal(ended(f, CLOSED), 2);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"), 2);
	assert_int_equal(number(f, "SELECT min(id) FROM comment"), held);
	assert_int_equal(number(f, "SELECT max(id) FROM comment"), kept);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

static void a_way_back_begins_anew(void **state)
{
	struct fixture *f = *state;
	int64_t id = publish(f, "hello", 0);

	move(f, id, COMMENT_REMOVED);
	move(f, id, COMMENT_HELD);
	assert_int_equal(ended(f, NOW + 900 * CLOCK_DAY), 0);
	decide(f, id, COMMENT_SPAM, "user 1", NOW + CLOCK_DAY);
	assert_int_equal(ended(f, NOW + CLOCK_DAY - 1), 0);
	assert_int_equal(ended(f, NOW + CLOCK_DAY), 1);
}

/* 20 are a transaction: see erase_old.c. */
static void many_go_in_short_transactions(void **state)
{
	struct fixture *f = *state;
	size_t count;
	bool is_more;

	for (int i = 0; i < 45; i++)
		move(f, add(f, arena_printf(f->arena, "spam %d", i), 0),
		     COMMENT_SPAM);
	assert_int_equal(
		store_sweep(f->db, SWEEP_COMMENTS, CLOSED, &count, &is_more),
		STATUS_OK);
	assert_int_equal(count, 20);
	assert_true(is_more);
	assert_int_equal(ended(f, CLOSED), 25);
	assert_int_equal(number(f, "SELECT count(*) FROM audit"
				   " WHERE action = 'person.erase'"
				   "   AND actor = 'job' AND object = 'old'"),
			 3);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

static void an_answered_one_leaves_its_place_and_nothing_else(void **state)
{
	struct fixture *f = *state;
	int64_t id = publish(f, "Quillfinch was here", 0), before;
	struct seen s;

	publish(f, "an answer", id);
	decide(f, id, COMMENT_REMOVED, "user 1", CLOSED);
	before = generation(f);
	assert_int_equal(ended(f, CLOSED), 1);
	assert_true(generation(f) > before);
	s = read_page(f, 1, NULL);
	assert_int_equal(s.count, 2);
	assert_string_equal(s.notes[0].body, "");
	assert_int_equal(number(f, "SELECT count(*) FROM comment"
				   " WHERE body = 'erased'"
				   "   AND author_email IS NULL"
				   "   AND reason IS NULL"
				   "   AND closed_at IS NULL"),
			 1);
	/* Its place is not looked at again. */
	assert_int_equal(ended(f, CLOSED), 0);
	assert_int_equal(number(f, "SELECT count(*) FROM audit_detail"
				   " WHERE instr(detail, 'Quillfinch') > 0"),
			 0);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

static void the_filter_keeps_what_others_taught_it(void **state)
{
	static const char WORDS[] =
		"SELECT count(*) FROM spam_word WHERE word IN ('quillfinch',"
		" 'pills')";
	struct fixture *f = *state;

	decide(f, add(f, "cheap pills quillfinch", 0), COMMENT_SPAM, "user 1",
	       CLOSED);
	decide(f, add(f, "cheap pills again", 0), COMMENT_SPAM, "user 1",
	       CLOSED + 9);
	assert_int_equal(number(f, WORDS), 2);
	assert_int_equal(ended(f, CLOSED), 1);
	assert_int_equal(number(f, WORDS), 1);
	assert_int_equal(number(f, "SELECT spam FROM spam_word"
				   " WHERE word = 'pills'"),
			 2);
}

static void a_block_outlives_its_comment(void **state)
{
	struct fixture *f = *state;
	int64_t id = add(f, "spam", 0);
	bool is_blocked;

	assert_int_equal(store_blocked_sender_add(f->db, id, "spam", "user 1",
						  NOW, NOW + 90 * CLOCK_DAY),
			 STATUS_OK);
	move(f, id, COMMENT_SPAM);
	assert_int_equal(ended(f, CLOSED), 1);
	assert_int_equal(store_blocked_sender_find(f->db, "ana@example.org",
						   NULL, CLOSED, &is_blocked),
			 STATUS_OK);
	assert_true(is_blocked);
}

/* Of the member 1, as their number'th. */
static int64_t of_member(struct fixture *f, int n)
{
	struct comment_draft draft =
		draft_of(arena_printf(f->arena, "words %d", n), 0);

	draft.user_id = 1;
	draft.guest_hash = NULL;
	return add_draft(f, &draft);
}

static bool trusts(struct fixture *f, int64_t now)
{
	bool is_trusted;

	assert_int_equal(store_comment_trusts(f->db, 1, now, &is_trusted),
			 STATUS_OK);
	return is_trusted;
}

static void trust_does_not_come_back_sooner(void **state)
{
	struct fixture *f = *state;
	int64_t id, at, trusted_at = clock_now();

	assert_int_equal(fixture_run(f->db,
				     "INSERT INTO user (id, email, role,"
				     " created_at) VALUES (1, 'r@example.org',"
				     " 'reader', 1)"),
			 STATUS_OK);
	for (int i = 0; i < 3; i++)
		move(f, of_member(f, i), COMMENT_PUBLISHED);
	assert_true(trusts(f, trusted_at));
	id = of_member(f, 4);
	move(f, id, COMMENT_PUBLISHED);
	decide(f, id, COMMENT_REMOVED, "user 9", CLOSED);
	assert_false(trusts(f, trusted_at));
	assert_int_equal(ended(f, CLOSED), 1);
	assert_false(trusts(f, trusted_at));
	at = number(f, "SELECT taken_back_at FROM user");
	assert_true(at >= trusted_at); /* the record has its own clock */
	assert_true(trusts(f, at + COMMENT_TRUST_DAYS * CLOCK_DAY + 1));
	assert_int_equal(fixture_sweep(f->db, SWEEP_TAKEN_BACK, at - 1), 0);
	assert_int_equal(fixture_sweep(f->db, SWEEP_TAKEN_BACK, at), 1);
	assert_true(trusts(f, trusted_at));
}

static void reports_lose_their_words_once_they_are_read(void **state)
{
	static const char NOTES[] = "SELECT count(note) FROM comment_report";
	struct fixture *f = *state;
	int64_t id = publish(f, "hello", 0);
	const struct report_draft report = {
		.comment_id = id,
		.reason = "private",
		.note = "It names my daughter.",
		.address_hash = HOME,
		.address_hash_before = HOME,
		.now = NOW,
	};

	assert_int_equal(store_comment_report_add(f->db, &report), STATUS_OK);
	fixture_sweep(f->db, SWEEP_REPORT_NOTES, NOW + 900 * CLOCK_DAY);
	assert_int_equal(number(f, NOTES), 1);
	decide(f, id, COMMENT_PUBLISHED, "user 1", NOW + CLOCK_DAY);
	fixture_sweep(f->db, SWEEP_REPORT_NOTES, NOW + CLOCK_DAY - 1);
	assert_int_equal(number(f, NOTES), 1);
	fixture_sweep(f->db, SWEEP_REPORT_NOTES, NOW + CLOCK_DAY);
	assert_int_equal(number(f, NOTES), 0);
	assert_int_equal(number(f, "SELECT count(*) FROM comment_report"), 1);
}

static enum status post(struct fixture *f, int n, int64_t now, int64_t *id)
{
	struct comment_draft draft =
		draft_of(arena_printf(f->arena, "one of %d", n), 0);
	bool is_repeat;

	draft.address_hash = HOME;
	draft.per_hour = 3;
	draft.now = now;
	return store_comment_add(f->db, &draft, id, &is_repeat);
}

static void who_deletes_has_still_written(void **state)
{
	struct fixture *f = *state;
	struct erase_target target = { .is_own = true };
	struct erase_result result;
	int64_t id;

	for (int i = 0; i < 3; i++)
		assert_int_equal(post(f, i, NOW, &id), STATUS_OK);
	target.comment_id = id;
	assert_int_equal(store_erase_run(f->db, f->arena, &target, "author",
					 NOW + 60, &result),
			 STATUS_OK);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"), 2);
	assert_int_equal(post(f, 9, NOW + 3599, &id), STATUS_TOO_FAST);
	assert_int_equal(fixture_sweep(f->db, SWEEP_GONE_ADDRESSES, NOW - 1),
			 0);
	assert_int_equal(fixture_sweep(f->db, SWEEP_GONE_ADDRESSES, NOW), 1);
	assert_int_equal(post(f, 9, NOW + 3600, &id), STATUS_OK);
}

/* Nobody else's deleting leaves a trace. */
static void who_is_erased_is_not_counted(void **state)
{
	struct fixture *f = *state;
	const struct erase_target target = { .email = "ana@example.org" };
	struct erase_result result;
	int64_t id;

	assert_int_equal(post(f, 1, NOW, &id), STATUS_OK);
	assert_int_equal(store_erase_run(f->db, f->arena, &target, "user 1",
					 NOW + 60, &result),
			 STATUS_OK);
	assert_int_equal(number(f, "SELECT count(*) FROM comment_gone"), 0);
}

static void a_guests_cookie_is_forgotten(void **state)
{
	struct fixture *f = *state;

	publish(f, "hello", 0);
	assert_int_equal(fixture_sweep(f->db, SWEEP_GUESTS, NOW - 1), 0);
	assert_int_equal(fixture_sweep(f->db, SWEEP_GUESTS, NOW), 1);
	assert_int_equal(number(f, "SELECT count(guest_hash) FROM comment"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, open_talk, fixture_close)
		TEST(spam_and_what_was_taken_back_goes_in_time),
		TEST(a_way_back_begins_anew),
		TEST(many_go_in_short_transactions),
		TEST(an_answered_one_leaves_its_place_and_nothing_else),
		TEST(the_filter_keeps_what_others_taught_it),
		TEST(a_block_outlives_its_comment),
		TEST(trust_does_not_come_back_sooner),
		TEST(reports_lose_their_words_once_they_are_read),
		TEST(who_deletes_has_still_written),
		TEST(who_is_erased_is_not_counted),
		TEST(a_guests_cookie_is_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
