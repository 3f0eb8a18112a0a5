/* A clock that was wrong and is put right: what was noted by it in years to
 * come must not keep anybody waiting until they come. */
#include "fixture.h"

#include "store/email_link.h"
#include "store/mail_address.h"
#include "store/outbox.h"
#include "store/spam.h"

#define NOW   INT64_C(1795449600)
#define LATER (NOW + 12 * INT64_C(31557600)) /* what the clock said before */

static void links_of_that_time_do_not_count(void **state)
{
	struct fixture *f = *state;
	struct email_link link = { .email = "ana@example.org",
				   .return_to = "/about",
				   .kept = "[]",
				   .created_at = LATER };
	char token[TOKEN_TEXT];

	for (int i = 0; i < 3; i++)
		assert_int_equal(store_email_link_add(f->db, &link, token),
				 STATUS_OK);
	assert_int_equal(store_email_link_add(f->db, &link, token),
			 STATUS_TOO_FAST);
	link.created_at = NOW;
	assert_int_equal(store_email_link_add(f->db, &link, token), STATUS_OK);
}

static void an_address_is_asked_again(void **state)
{
	static const char SQL_ADDRESS[] =
		"INSERT INTO mail_address (id, email, created_at)"
		" VALUES (1, 'ana@example.org', 0)";
	struct fixture *f = *state;

	assert_int_equal(fixture_run(f->db, SQL_ADDRESS), STATUS_OK);
	assert_int_equal(store_mail_address_ask(f->db, 1, LATER), STATUS_OK);
	assert_int_equal(store_mail_address_ask(f->db, 1, LATER + 60),
			 STATUS_TOO_FAST);
	assert_int_equal(store_mail_address_ask(f->db, 1, NOW), STATUS_OK);
	assert_int_equal(store_mail_address_ask(f->db, 1, NOW + 60),
			 STATUS_TOO_FAST);
}

static void comments_of_that_time_are_no_flood(void **state)
{
	static const char SQL_THREAD[] =
		"INSERT INTO thread (id, kind, key) VALUES (1, 'about', 'x')";
	static const char SQL_COMMENTS[] =
		"INSERT INTO comment (thread_id, depth, state, author_name,"
		"                     body, created_at, content_key)"
		" SELECT 1, 1, 'held', 'Ana', 'Hello', 2174140800,"
		"        CAST(column1 AS BLOB)"
		"   FROM (VALUES (1), (2), (3), (4))";
	struct fixture *f = *state;
	bool is_flood;

	assert_int_equal(fixture_run(f->db, SQL_THREAD), STATUS_OK);
	assert_int_equal(fixture_run(f->db, SQL_COMMENTS), STATUS_OK);
	assert_int_equal(
		store_spam_is_flood(f->db, 2, 2174140800 - 60, &is_flood),
		STATUS_OK);
	assert_true(is_flood);
	assert_int_equal(store_spam_is_flood(f->db, 2, NOW - 3600, &is_flood),
			 STATUS_OK);
	assert_false(is_flood);
}

static void mail_that_waits_follows_the_clock(void **state)
{
	struct fixture *f = *state;
	struct outbox_mail mail;
	bool is_due;

	assert_int_equal(store_outbox_add(f->db, "invitation",
					  "ana@example.org", "user 1", NULL,
					  LATER),
			 STATUS_OK);
	assert_int_equal(store_outbox_is_due(f->db, NOW, &is_due), STATUS_OK);
	assert_false(is_due);
	assert_int_equal(store_outbox_clock_back(f->db, LATER - NOW),
			 STATUS_OK);
	assert_int_equal(store_outbox_take(f->db, f->arena, NOW, 600, &mail),
			 STATUS_OK);
	assert_string_equal(mail.recipient, "ana@example.org");
	/* What is being sent keeps its time. */
	assert_int_equal(store_outbox_clock_back(f->db, 86400), STATUS_OK);
	assert_int_equal(
		store_outbox_take(f->db, f->arena, NOW - 86400, 600, &mail),
		STATUS_NOT_FOUND);
}

#define IN_MEMORY(name)                                                        \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_MEMORY(links_of_that_time_do_not_count),
		IN_MEMORY(an_address_is_asked_again),
		IN_MEMORY(comments_of_that_time_are_no_flood),
		IN_MEMORY(mail_that_waits_follows_the_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
