/* Who is told what about comments, and who is not. */
#include "talk_fixture.h"

#include "store/mail_address.h"
#include "store/notice.h"
#include "store/outbox.h"
#include "store/staff_comment.h"

#define LATER (NOW + 120)

static const char WAITING[] = "SELECT count(*) FROM outbox";

/* "comment-reply ana@example.org comment 2; …" */
static const char *outbox(struct fixture *f)
{
	static const char SQL[] =
		"SELECT coalesce(group_concat(kind || ' ' || recipient || ' '"
		"       || object, '; '), '')"
		"  FROM (SELECT * FROM outbox ORDER BY id)";
	struct db_query *q = db_query(f->db, SQL);
	const char *text = db_row(q) ? db_text(q, 0, f->arena) : NULL;

	assert_int_equal(db_finish(q), STATUS_OK);
	return text;
}

static int64_t write_as(struct fixture *f, const char *name, const char *email,
			int64_t parent_id, int64_t now)
{
	struct comment_draft draft = draft_of(
		arena_printf(f->arena, "words of %s %" PRId64, name, now),
		parent_id);

	draft.author_name = name;
	draft.author_email = email;
	draft.wants_mail = true;
	draft.now = now;
	return add_draft(f, &draft);
}

static struct mail_address address(struct fixture *f, const char *email)
{
	struct mail_address out = { 0 };

	assert_int_equal(store_mail_address_find(f->db, f->arena, email, &out),
			 STATUS_OK);
	return out;
}

static void confirm(struct fixture *f, const char *email)
{
	struct mail_address out;

	assert_int_equal(store_mail_address_need(f->db, f->arena, email, true,
						 NOW, &out),
			 STATUS_OK);
}

static void forget_mails(struct fixture *f)
{
	assert_int_equal(fixture_run(f->db, "DELETE FROM outbox"), STATUS_OK);
}

/* Asking ------------------------------------------------------------------- */

static void who_asked_for_nothing_gets_nothing(void **state)
{
	struct fixture *f = *state;
	int64_t id = add(f, "no mail, please", 0);

	assert_int_equal(store_notice_held(f->db, id, NOW), STATUS_OK);
	move(f, id, COMMENT_PUBLISHED);
	assert_string_equal(outbox(f), "");
	assert_int_equal(number(f, "SELECT count(*) FROM mail_address"), 0);
}

static void a_new_address_is_asked_once_a_day(void **state)
{
	struct fixture *f = *state;

	write_as(f, "Ana", "Ana@Example.org", 0, NOW);
	assert_string_equal(outbox(f),
			    "comment-confirm ana@example.org comment 1");
	write_as(f, "Ana", "ana@example.org", 0, NOW + 86399);
	assert_int_equal(number(f, WAITING), 1);
	write_as(f, "Ana", "ana@example.org", 0, NOW + 86400);
	assert_int_equal(number(f, WAITING), 2);
}

static void an_unconfirmed_address_gets_only_the_question(void **state)
{
	struct fixture *f = *state;
	int64_t a = write_as(f, "Ana", "ana@example.org", 0, NOW), b;

	move(f, a, COMMENT_PUBLISHED);
	b = write_as(f, "Ben", "ben@example.org", a, NOW);
	move(f, b, COMMENT_PUBLISHED);
	assert_string_equal(outbox(f),
			    "comment-confirm ana@example.org comment 1; "
			    "comment-confirm ben@example.org comment 2");
}

static void what_was_published_before_the_yes_is_told_then(void **state)
{
	struct fixture *f = *state;
	int64_t id = write_as(f, "Ana", "ana@example.org", 0, NOW);

	write_as(f, "Ana", "ana@example.org", 0, NOW + 1); /* still waits */
	move(f, id, COMMENT_PUBLISHED);
	forget_mails(f);
	for (int i = 0; i < 2; i++) /* pressed twice */
		assert_int_equal(
			store_mail_address_confirm(
				f->db, address(f, "ana@example.org").id, LATER),
			STATUS_OK);
	assert_string_equal(outbox(f),
			    "comment-published ana@example.org comment 1");
	assert_int_equal(number(f, "SELECT count(*) FROM audit"
				   " WHERE action = 'address.confirm'"),
			 1);
}

static void machines_and_the_blocked_are_not_answered(void **state)
{
	static const char BLOCKED[] = "UPDATE comment SET flags = 64";
	struct fixture *f = *state;
	struct comment_draft draft = draft_of("bait", 0);
	int64_t id;

	draft.wants_mail = true;
	draft.flags = COMMENT_IS_BAIT;
	id = add_draft(f, &draft);
	assert_string_equal(outbox(f), "");
	assert_int_equal(fixture_run(f->db, BLOCKED), STATUS_OK);
	assert_int_equal(store_notice_held(f->db, id, NOW), STATUS_OK);
	move(f, id, COMMENT_SPAM);
	assert_int_equal(store_notice_held(f->db, id, NOW), STATUS_OK);
	assert_string_equal(outbox(f), "");
}

/* Telling ------------------------------------------------------------------ */

static void a_confirmed_writer_hears_of_each_step_once(void **state)
{
	struct fixture *f = *state;
	int64_t id;

	confirm(f, "ana@example.org");
	id = write_as(f, "Ana", "ana@example.org", 0, NOW);
	/* A second one in the hour says nothing new. */
	write_as(f, "Ana", "ana@example.org", 0, NOW + 1);
	move(f, id, COMMENT_PUBLISHED);
	move(f, id, COMMENT_HELD);
	move(f, id, COMMENT_PUBLISHED);
	assert_string_equal(outbox(f),
			    "comment-held ana@example.org comment 1; "
			    "comment-published ana@example.org comment 1");
}

static void an_old_comment_published_again_is_no_news(void **state)
{
	struct fixture *f = *state;
	int64_t id;

	confirm(f, "ana@example.org");
	id = write_as(f, "Ana", "ana@example.org", 0, NOW);
	move(f, id, COMMENT_PUBLISHED);
	move(f, id, COMMENT_REMOVED);
	forget_mails(f);
	assert_int_equal(store_comment_move(f->db, id, COMMENT_PUBLISHED,
					    "command", NULL,
					    NOW + 60 + 7 * 86400 + 1),
			 STATUS_OK);
	assert_string_equal(outbox(f), "");
}

static void a_reply_is_told_when_it_is_public_and_to_nobody_else(void **state)
{
	struct fixture *f = *state;
	int64_t a, b;

	confirm(f, "ana@example.org");
	a = write_as(f, "Ana", "ana@example.org", 0, NOW);
	move(f, a, COMMENT_PUBLISHED);
	forget_mails(f);
	b = write_as(f, "Ben", "ben@example.org", a, NOW);
	assert_string_equal(outbox(f),
			    "comment-confirm ben@example.org comment 2");
	forget_mails(f);
	move(f, b, COMMENT_PUBLISHED);
	assert_string_equal(outbox(f),
			    "comment-reply ana@example.org comment 2");
}

static void an_answer_to_oneself_is_no_news(void **state)
{
	struct fixture *f = *state;
	int64_t a, b;

	confirm(f, "ana@example.org");
	a = write_as(f, "Ana", "ana@example.org", 0, NOW);
	move(f, a, COMMENT_PUBLISHED);
	b = write_as(f, "Ana again", "ANA@example.org", a, NOW + 1);
	forget_mails(f);
	move(f, b, COMMENT_PUBLISHED);
	assert_string_equal(outbox(f),
			    "comment-published ana@example.org comment 2");
}

static void a_reply_of_staff_is_told_at_once(void **state)
{
	static const char STAFF[] =
		"INSERT INTO user (id, email, name, role, created_at)"
		" VALUES (5, 'robin@example.org', 'Robin', 'moderator', 1)";
	struct fixture *f = *state;
	struct staff_reply reply = { .user_id = 5,
				     .author_name = "Robin",
				     .body = "Thank you",
				     .now = LATER };
	int64_t id, b;

	assert_int_equal(fixture_run(f->db, STAFF), STATUS_OK);
	confirm(f, "ana@example.org");
	reply.parent_id = write_as(f, "Ana", "ana@example.org", 0, NOW);
	move(f, reply.parent_id, COMMENT_PUBLISHED);
	forget_mails(f);
	assert_int_equal(store_comment_reply(f->db, &reply, &id), STATUS_OK);
	assert_string_equal(outbox(f),
			    "comment-reply ana@example.org comment 2");
	/* And the staff hear of answers to them. */
	b = write_as(f, "Ana", "ana@example.org", id, NOW + 1);
	forget_mails(f);
	move(f, b, COMMENT_PUBLISHED);
	assert_string_equal(outbox(f),
			    "comment-published ana@example.org comment 3; "
			    "comment-reply robin@example.org comment 3");
}

/* Members ------------------------------------------------------------------ */

static int64_t member(struct fixture *f, const char *sql)
{
	assert_int_equal(fixture_run(f->db, sql), STATUS_OK);
	return 7;
}

static int64_t publish_of_member(struct fixture *f, int64_t user_id)
{
	static const char OWN[] = "UPDATE comment SET user_id = 7";
	int64_t id = add(f, "by a member", 0);

	(void)user_id;
	assert_int_equal(fixture_run(f->db, OWN), STATUS_OK);
	forget_mails(f);
	move(f, id, COMMENT_PUBLISHED);
	return id;
}

static void a_member_is_written_to_at_the_proven_address(void **state)
{
	static const char SQL[] =
		"INSERT INTO user (id, contact_email, role, created_at)"
		" VALUES (7, 'Mo@Example.org', 'reader', 1)";
	struct fixture *f = *state;

	publish_of_member(f, member(f, SQL));
	assert_string_equal(outbox(f),
			    "comment-published mo@example.org comment 1");
	assert_int_not_equal(address(f, "mo@example.org").confirmed_at, 0);
}

static void members_settings_hold(void **state)
{
	static const char SQL[] =
		"INSERT INTO user (id, email, role, created_at,"
		"       mails_published, mails_replies)"
		" VALUES (7, 'mo@example.org', 'reader', 1, 0, 0)";
	static const char REPLIES[] = "UPDATE user SET mails_replies = 1";
	struct fixture *f = *state;
	int64_t a = publish_of_member(f, member(f, SQL)), b;

	b = write_as(f, "Ben", "ben@example.org", a, NOW);
	forget_mails(f);
	move(f, b, COMMENT_PUBLISHED);
	assert_string_equal(outbox(f), "");
	assert_int_equal(fixture_run(f->db, REPLIES), STATUS_OK);
	b = write_as(f, "Ben", "ben@example.org", a, NOW + 1);
	forget_mails(f);
	move(f, b, COMMENT_PUBLISHED);
	assert_string_equal(outbox(f),
			    "comment-reply mo@example.org comment 3");
}

static void closed_and_erased_accounts_get_nothing(void **state)
{
	static const char SQL[] =
		"INSERT INTO user (id, email, role, created_at, is_disabled)"
		" VALUES (7, 'mo@example.org', 'reader', 1, 1)";
	struct fixture *f = *state;

	publish_of_member(f, member(f, SQL));
	assert_string_equal(outbox(f), "");
}

static void what_an_import_brings_is_told_to_nobody(void **state)
{
	static const char IMPORTED[] = "UPDATE comment SET source = 'wxr 1'";
	struct fixture *f = *state;
	int64_t id;

	confirm(f, "ana@example.org");
	id = write_as(f, "Ana", "ana@example.org", 0, NOW);
	forget_mails(f);
	assert_int_equal(fixture_run(f->db, IMPORTED), STATUS_OK);
	move(f, id, COMMENT_PUBLISHED);
	assert_string_equal(outbox(f), "");
}

/* Stopping ----------------------------------------------------------------- */

static void stop_ends_all_and_drops_what_waits(void **state)
{
	struct fixture *f = *state;
	struct mail_address a;
	int64_t id;

	confirm(f, "ana@example.org");
	id = write_as(f, "Ana", "ana@example.org", 0, NOW);
	a = address(f, "ana@example.org");
	assert_int_equal(number(f, WAITING), 1);
	for (int i = 0; i < 2; i++) /* as often as mail programs like */
		assert_int_equal(store_mail_address_stop(f->db, a.id, NOW + i),
				 STATUS_OK);
	assert_string_equal(outbox(f), "");
	move(f, id, COMMENT_PUBLISHED);
	write_as(f, "Ana", "ana@example.org", 0, NOW + 5 * 86400);
	assert_string_equal(outbox(f), "");
	assert_int_equal(store_mail_address_stop(f->db, 99, NOW),
			 STATUS_NOT_FOUND);
	/* Until they begin again. */
	assert_int_equal(store_mail_address_confirm(f->db, a.id, LATER),
			 STATUS_OK);
	assert_string_equal(outbox(f),
			    "comment-published ana@example.org comment 1");
}

static void an_address_is_forgotten_with_the_mail_to_it(void **state)
{
	static const char WAITS[] = "SELECT count(*) FROM outbox"
				    " WHERE recipient = 'ana@example.org'";
	struct fixture *f = *state;
	struct mail_address a;

	write_as(f, "Ana", "ana@example.org", 0, NOW);
	a = address(f, "ANA@example.org");
	assert_int_equal(number(f, WAITS), 1);
	fixture_sweep(f->db, SWEEP_MAIL_ADDRESSES, NOW - 1);
	address(f, "ana@example.org");
	assert_int_equal(number(f, WAITS), 1);
	fixture_sweep(f->db, SWEEP_MAIL_ADDRESSES, NOW);
	assert_int_equal(number(f, WAITS), 0);
	assert_int_equal(store_mail_address_get(f->db, f->arena, a.id, &a),
			 STATUS_NOT_FOUND);
	confirm(f, "ana@example.org");
	assert_int_not_equal(address(f, "ana@example.org").id, a.id);
	fixture_sweep(f->db, SWEEP_MAIL_ADDRESSES, NOW + 300 * 86400);
	address(f, "ana@example.org");
}

/* When the mail is made ---------------------------------------------------- */

static enum status get(struct fixture *f, const char *kind, const char *object,
		       const char *recipient, struct notice *out)
{
	return store_notice_get(f->db, f->arena, kind, object, recipient, out);
}

static void a_mail_says_what_is_still_so(void **state)
{
	struct fixture *f = *state;
	struct notice n;
	int64_t a, b;

	confirm(f, "ana@example.org");
	a = write_as(f, "Ana", "ana@example.org", 0, NOW);
	assert_int_equal(
		get(f, NOTICE_HELD, "comment 1", "ana@example.org", &n),
		STATUS_OK);
	move(f, a, COMMENT_PUBLISHED);
	assert_int_equal(
		get(f, NOTICE_HELD, "comment 1", "ana@example.org", &n),
		STATUS_NOT_FOUND);
	b = write_as(f, "Ben", "ben@example.org", a, NOW);
	move(f, b, COMMENT_PUBLISHED);
	assert_int_equal(
		get(f, NOTICE_REPLY, "comment 2", "ana@example.org", &n),
		STATUS_OK);
	assert_string_equal(n.name, "Ana");
	assert_string_equal(n.comment.author_name, "Ben");
	assert_string_equal(n.comment.thread.path, "/programs/one");
	assert_true(strstr(n.answered, "words of Ana") == n.answered);
	/* To somebody else's address it is not made. */
	assert_int_equal(
		get(f, NOTICE_REPLY, "comment 2", "eve@example.org", &n),
		STATUS_NOT_FOUND);
	move(f, b, COMMENT_REMOVED);
	assert_int_equal(
		get(f, NOTICE_REPLY, "comment 2", "ana@example.org", &n),
		STATUS_NOT_FOUND);
	assert_int_equal(get(f, NOTICE_PUBLISHED, "nonsense", "a@b.c", &n),
			 STATUS_NOT_FOUND);
}

static void nothing_is_said_of_a_page_that_is_hidden(void **state)
{
	static const char HIDE[] = "UPDATE program SET stage = 'draft'";
	struct fixture *f = *state;
	struct notice n;

	confirm(f, "ana@example.org");
	move(f, write_as(f, "Ana", "ana@example.org", 0, NOW),
	     COMMENT_PUBLISHED);
	assert_int_equal(
		get(f, NOTICE_PUBLISHED, "comment 1", "ana@example.org", &n),
		STATUS_OK);
	assert_int_equal(fixture_run(f->db, HIDE), STATUS_OK);
	assert_int_equal(
		get(f, NOTICE_PUBLISHED, "comment 1", "ana@example.org", &n),
		STATUS_NOT_FOUND);
}

static void without_a_server_notices_do_not_pile_up(void **state)
{
	struct fixture *f = *state;

	write_as(f, "Ana", "ana@example.org", 0, NOW);
	assert_int_equal(store_outbox_add(f->db, "invitation", "b@example.org",
					  "user 1", "{}", NOW),
			 STATUS_OK);
	assert_int_equal(store_outbox_drop_notices(f->db), STATUS_OK);
	assert_string_equal(outbox(f), "invitation b@example.org user 1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_asked_for_nothing_gets_nothing),
		TEST(a_new_address_is_asked_once_a_day),
		TEST(an_unconfirmed_address_gets_only_the_question),
		TEST(what_was_published_before_the_yes_is_told_then),
		TEST(machines_and_the_blocked_are_not_answered),
		TEST(a_confirmed_writer_hears_of_each_step_once),
		TEST(an_old_comment_published_again_is_no_news),
		TEST(a_reply_is_told_when_it_is_public_and_to_nobody_else),
		TEST(an_answer_to_oneself_is_no_news),
		TEST(a_reply_of_staff_is_told_at_once),
		TEST(a_member_is_written_to_at_the_proven_address),
		TEST(members_settings_hold),
		TEST(closed_and_erased_accounts_get_nothing),
		TEST(what_an_import_brings_is_told_to_nobody),
		TEST(stop_ends_all_and_drops_what_waits),
		TEST(an_address_is_forgotten_with_the_mail_to_it),
		TEST(a_mail_says_what_is_still_so),
		TEST(nothing_is_said_of_a_page_that_is_hidden),
		TEST(without_a_server_notices_do_not_pile_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
