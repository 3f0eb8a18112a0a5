/* Whom the digest tells what, and the links in it. */
#include "talk_fixture.h"

#include "store/digest.h"
#include "store/moderation_link.h"
#include "store/outbox.h"
#include "util/token.h"

static bool may(enum role role)
{
	return role >= ROLE_MODERATOR && role != ROLE_EDITOR;
}

static int open_digest(void **state)
{
	static const char PEOPLE[] =
		"INSERT INTO user (id, email, name, role, created_at,"
		"       password_hash, is_disabled, mails_digest) VALUES"
		" (1, 'Mo@example.org', 'Mo', 'moderator', 1, 'x', 0, 1),"
		" (2, 'ed@example.org', 'Ed', 'editor', 1, 'x', 0, 1),"
		" (3, 'off@example.org', 'Off', 'admin', 1, 'x', 0, 0),"
		" (4, 'gone@example.org', 'Gone', 'admin', 1, 'x', 1, 1),"
		" (5, 'new@example.org', NULL, 'admin', 1, NULL, 0, 1),"
		" (6, 'reader@example.org', 'Rea', 'reader', 1, 'x', 0, 1)";
	struct fixture *f;

	open_talk(state);
	f = *state;
	return fixture_run(f->db, PEOPLE) == STATUS_OK ? 0 : -1;
}

static void queue(struct fixture *f, int64_t now)
{
	assert_int_equal(store_digest_queue(f->db, may, now), STATUS_OK);
}

/* Objects and recipients of the rows that wait. */
static const char *waiting(struct fixture *f)
{
	static const char SQL[] =
		"SELECT coalesce(group_concat(recipient || ': ' || object,"
		"       '; '), '') FROM (SELECT * FROM outbox"
		"  WHERE state = 'waits' ORDER BY id)";
	struct db_query *q = db_query(f->db, SQL);
	const char *text = db_row(q) ? db_text(q, 0, f->arena) : NULL;

	assert_int_equal(db_finish(q), STATUS_OK);
	return text;
}

static void send_all(struct fixture *f)
{
	static const char SENT[] = "UPDATE outbox SET state = 'sent'";

	assert_int_equal(fixture_run(f->db, SENT), STATUS_OK);
}

static struct digest *told(struct fixture *f, const char *object, int64_t at)
{
	struct digest *d = arena_alloc(f->arena, sizeof(*d));
	enum status st = store_digest_read(f->db, f->arena, may, object, at, d);

	if (st == STATUS_NOT_FOUND)
		return NULL;
	assert_int_equal(st, STATUS_OK);
	return d;
}

static void only_who_reads_comments_and_wants_mail_gets_one(void **state)
{
	struct fixture *f = *state;

	queue(f, NOW);
	assert_string_equal(waiting(f), ""); /* nothing waits */
	add(f, "a", 0);
	queue(f, NOW);
	queue(f, NOW + 1);
	assert_string_equal(waiting(f), "mo@example.org: user 1 0-1 0");
}

static void at_most_one_in_ten_minutes_and_none_twice(void **state)
{
	struct fixture *f = *state;
	struct digest *d;

	add(f, "a", 0);
	queue(f, NOW);
	send_all(f);
	add(f, "b", 0);
	queue(f, NOW + 599);
	assert_string_equal(waiting(f), "");
	queue(f, NOW + 600);
	assert_string_equal(waiting(f),
			    arena_printf(f->arena,
					 "mo@example.org: user 1 1-2 %" PRId64,
					 NOW));
	/* While that one waits there is no other; the last sent one stays. */
	add(f, "c", 0);
	queue(f, NOW + 6000);
	assert_int_equal(number(f, "SELECT count(*) FROM outbox"), 2);
	d = told(f, arena_printf(f->arena, "user 1 1-2 %" PRId64, NOW),
		 NOW + 600);
	assert_non_null(d);
	assert_int_equal(d->count, 1);
	assert_string_equal(d->items[0].comment.body, "b");
	send_all(f);
	queue(f, NOW + 1200);
	assert_int_equal(number(f, "SELECT count(*) FROM outbox"), 2);
	send_all(f);
	queue(f, NOW + 9000);
	assert_string_equal(waiting(f), "");
}

static void what_needs_care_comes_first_and_twenty_are_enough(void **state)
{
	struct fixture *f = *state;
	struct comment_draft draft = draft_of("call me", 0);
	struct digest *d;

	for (int i = 0; i < 25; i++)
		add(f, arena_printf(f->arena, "words %d", i), 0);
	draft.flags = COMMENT_HAS_PHONE;
	add_draft(f, &draft);
	d = told(f, "user 1 0-26 0", NOW);
	assert_int_equal(d->count, DIGEST_SHOWN);
	assert_int_equal(d->total, 26);
	assert_string_equal(d->items[0].comment.body, "call me");
	assert_string_equal(d->items[1].comment.body, "words 0");
	assert_string_equal(d->name, "Mo");
}

static void what_was_put_back_is_told_again(void **state)
{
	static const char EDIT[] =
		"UPDATE comment SET state = 'held', is_shown = 0,"
		"       edited_at = 1795449600 + 700 WHERE id = 1";
	static const char HIDE[] =
		"UPDATE comment SET state = 'held', is_shown = 0, reports = 1"
		" WHERE id = 2";
	static const char REPORT[] =
		"INSERT INTO comment_report (comment_id, reason, created_at,"
		"       address_hash)"
		" VALUES (2, 'rude', 1795449600 + 800, zeroblob(32))";
	struct fixture *f = *state;
	struct digest *d;

	publish(f, "edited", 0);
	publish(f, "reported", 0);
	add(f, "new", 0);
	queue(f, NOW);
	send_all(f);
	queue(f, NOW + 650);
	assert_string_equal(waiting(f), "");
	assert_int_equal(fixture_run(f->db, EDIT), STATUS_OK);
	assert_int_equal(fixture_run(f->db, HIDE), STATUS_OK);
	assert_int_equal(fixture_run(f->db, REPORT), STATUS_OK);
	queue(f, NOW + 900);
	d = told(f, arena_printf(f->arena, "user 1 3-3 %" PRId64, NOW),
		 NOW + 900);
	assert_non_null(d);
	assert_int_equal(d->count, 2);
	assert_string_equal(d->items[0].comment.body, "reported");
	assert_int_equal(d->items[0].reports, 1);
	assert_string_equal(d->items[1].comment.body, "edited");
}

static void what_was_decided_meanwhile_makes_no_mail(void **state)
{
	struct fixture *f = *state;
	static const char GONE[] = "UPDATE user SET is_disabled = 1";

	add(f, "a", 0);
	assert_non_null(told(f, "user 1 0-1 0", NOW));
	assert_null(told(f, "user 2 0-1 0", NOW)); /* an editor */
	assert_null(told(f, "user 3 0-1 0", NOW)); /* wants none */
	assert_null(told(f, "user 9 0-1 0", NOW));
	assert_null(told(f, "nonsense", NOW));
	move(f, 1, COMMENT_PUBLISHED);
	assert_null(told(f, "user 1 0-1 0", NOW));
	add(f, "b", 0);
	assert_non_null(told(f, "user 1 1-2 0", NOW));
	assert_int_equal(fixture_run(f->db, GONE), STATUS_OK);
	assert_null(told(f, "user 1 1-2 0", NOW));
}

static void a_switch_leaves_its_row_of_the_record_once(void **state)
{
	struct fixture *f = *state;
	bool is_on;

	for (int i = 0; i < 2; i++)
		assert_int_equal(store_digest_switch(f->db, 1, false, "user 1"),
				 STATUS_OK);
	assert_int_equal(store_digest_is_on(f->db, 1, &is_on), STATUS_OK);
	assert_false(is_on);
	assert_int_equal(number(f, "SELECT count(*) FROM audit"
				   " WHERE action = 'digest.off'"),
			 1);
	add(f, "a", 0);
	queue(f, NOW);
	assert_string_equal(waiting(f), "");
}

/* Links -------------------------------------------------------------------- */

static void a_link_works_once_and_a_newer_one_ends_it(void **state)
{
	struct fixture *f = *state;
	char first[TOKEN_TEXT], second[TOKEN_TEXT], others[TOKEN_TEXT];
	struct moderation_link link;
	int64_t id = add(f, "a", 0);

	assert_int_equal(store_moderation_link_add(f->db, 1, id, 1, NOW, first),
			 STATUS_OK);
	assert_int_equal(
		store_moderation_link_add(f->db, 3, id, 1, NOW, others),
		STATUS_OK);
	assert_int_equal(
		store_moderation_link_add(f->db, 1, id, 1, NOW, second),
		STATUS_OK);
	assert_int_equal(
		store_moderation_link_get(f->db, f->arena, first, NOW, &link),
		STATUS_NOT_FOUND);
	assert_int_equal(
		store_moderation_link_get(f->db, f->arena, second, NOW, &link),
		STATUS_OK);
	assert_int_equal(link.role, ROLE_MODERATOR);
	assert_false(link.is_over);
	assert_int_equal(store_moderation_link_use(f->db, second, NOW + 5),
			 STATUS_OK);
	assert_int_equal(store_moderation_link_use(f->db, second, NOW + 6),
			 STATUS_NOT_FOUND);
	assert_int_equal(
		store_moderation_link_get(f->db, f->arena, second, NOW, &link),
		STATUS_OK);
	assert_int_equal(link.used_at, NOW + 5);
	/* Another's link is another's. */
	assert_int_equal(store_moderation_link_use(f->db, others, NOW),
			 STATUS_OK);
	assert_int_equal(number(f, "SELECT count(*) FROM moderation_link WHERE"
				   " instr(token_hash, 'A') > 40"),
			 0);
}

static void an_old_link_and_a_closed_account_decide_nothing(void **state)
{
	static const char CLOSE[] = "UPDATE user SET is_disabled = 1";
	const int64_t end = NOW + 3 * 86400;
	struct fixture *f = *state;
	struct moderation_link link;
	char token[TOKEN_TEXT];

	assert_int_equal(store_moderation_link_add(f->db, 1, add(f, "a", 0), 1,
						   NOW, token),
			 STATUS_OK);
	assert_int_equal(store_moderation_link_use(f->db, token, end),
			 STATUS_NOT_FOUND);
	assert_int_equal(
		store_moderation_link_get(f->db, f->arena, token, end, &link),
		STATUS_OK);
	assert_true(link.is_over);
	assert_int_equal(fixture_run(f->db, CLOSE), STATUS_OK);
	assert_int_equal(
		store_moderation_link_get(f->db, f->arena, token, NOW, &link),
		STATUS_OK);
	assert_int_equal(link.role, ROLE_NONE);
	fixture_sweep(f->db, SWEEP_MODERATION_LINKS, end - 1);
	assert_int_equal(number(f, "SELECT count(*) FROM moderation_link"), 1);
	fixture_sweep(f->db, SWEEP_MODERATION_LINKS, end);
	assert_int_equal(number(f, "SELECT count(*) FROM moderation_link"), 0);
}

#undef TEST
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, open_digest, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(only_who_reads_comments_and_wants_mail_gets_one),
		TEST(at_most_one_in_ten_minutes_and_none_twice),
		TEST(what_needs_care_comes_first_and_twenty_are_enough),
		TEST(what_was_put_back_is_told_again),
		TEST(what_was_decided_meanwhile_makes_no_mail),
		TEST(a_switch_leaves_its_row_of_the_record_once),
		TEST(a_link_works_once_and_a_newer_one_ends_it),
		TEST(an_old_link_and_a_closed_account_decide_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
