/* Members: whose account, address and comments go, by whom it was asked. */
#include "talk_fixture.h"

#include "store/audit.h"
#include "store/blocked_sender.h"
#include "store/erase.h"
#include "store/spam.h"

#define SHARED "ann@erase.example"
#define ALONE  "bea@erase.example"

/* Accounts: 1 signs in by mail as SHARED; 2 is a provider's with SHARED as
 * its verified address; 3 is a provider's with ALONE; 4 has no address.
 * Comments: 1 of account 1, 2 of account 2, 3 a guest's as SHARED, 4 of
 * account 3, answered by 5 of account 4; 6 of account 2, as SHARED. */
static void fill(struct fixture *f)
{
	static const char *const SQL_ALL[] = {
		"INSERT INTO user (id, email, name, role, created_at,"
		"       contact_email, mails_replies)"
		" VALUES (1, '" SHARED "', 'Ann', 'reader', 5, NULL, 0),"
		"        (2, NULL, 'Ann at work', 'reader', 5, '" SHARED
		"', 1),"
		"        (3, NULL, 'Bea', 'reader', 5, '" ALONE "', 1),"
		"        (4, NULL, 'Cyd', 'reader', 5, NULL, 1)",
		"INSERT INTO identity VALUES"
		" ('https://a.example', '2', 2, 'google', 5, 5),"
		" ('https://a.example', '3', 3, 'google', 5, 5),"
		" ('https://b.example', '3', 3, 'x', 5, 5),"
		" ('https://a.example', '4', 4, 'google', 5, 5)",
		"INSERT INTO session (token_hash, user_id, created_at, seen_at,"
		"       ends_at, confirmed_at, device)"
		" SELECT randomblob(32), id, 1, 1, 1, 1, 'a phone' FROM user",
		"INSERT INTO mail_address (email, created_at, confirmed_at)"
		" VALUES ('" SHARED "', 5, 6), ('" ALONE "', 5, 6),"
		"        ('mail.only@erase.example', 5, 6)",
		"INSERT INTO email_link VALUES (zeroblob(32), '" SHARED "',"
		" '/me', '[[\"email\",\"" SHARED "\"]]', 5, 9, NULL)",
		"INSERT INTO sign_in_attempt VALUES (zeroblob(32),"
		" zeroblob(32), 'google', zeroblob(9), '/comments/new',"
		" '[[\"email\",\"Bea@erase.example\"]]', 5)",
		"INSERT INTO draft VALUES (3, 'comment',"
		" '[[\"body\",\"Not sent yet\"]]', 0, 5)",
		"UPDATE comment SET user_id = 1 WHERE id = 1",
		"UPDATE comment SET user_id = 2, author_email = NULL"
		" WHERE id = 2",
		"UPDATE comment SET author_email = '" SHARED "'"
		" WHERE id IN (3, 6)",
		"UPDATE comment SET user_id = 3, score = 40, wants_mail = 1,"
		"       score_reasons = '[\"x\"]', learned = 'honest',"
		"       words_hash = zeroblob(16), source = 'wxr 4'"
		" WHERE id = 4",
		"UPDATE comment SET user_id = 4, author_email = NULL"
		" WHERE id = 5",
		"UPDATE comment SET user_id = 2 WHERE id = 6",
		"INSERT INTO user (id, email, role, created_at)"
		" VALUES (9, 'mod@example.org', 'moderator', 5)",
		"INSERT INTO moderation_link VALUES"
		" (zeroblob(32), 9, 4, 1, 5, 9, NULL)",
		"INSERT INTO outbox (kind, recipient, object, created_at)"
		" VALUES ('published', '" ALONE "', 'comment 4', 5),"
		"        ('digest', 'mod@example.org', 'comment 4 17', 5),"
		"        ('digest', 'mod@example.org', 'comment 44', 5),"
		"        ('held', '" SHARED "', 'comment 3', 5)",
		NULL,
	};
	for (int i = 1; i <= 6; i++)
		publish(f, arena_printf(f->arena, "number %d", i),
			i == 5 ? 4 : 0);
	for (const char *const *at = SQL_ALL; *at; at++)
		assert_int_equal(fixture_run(f->db, *at), STATUS_OK);
}

static struct erase_result erase(struct fixture *f, struct erase_target target)
{
	struct erase_result result;

	assert_int_equal(store_erase_run(f->db, f->arena, &target, "user 2",
					 NOW, &result),
			 STATUS_OK);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
	return result;
}

static int64_t erased_users(struct fixture *f)
{
	return number(f, "SELECT coalesce(sum(id), 0) FROM user"
			 " WHERE erased_at IS NOT NULL");
}

static int64_t comments_left(struct fixture *f)
{
	return number(f, "SELECT coalesce(sum(1 << id), 0) FROM comment"
			 " WHERE body <> 'erased'");
}

#define ALL_BUT(...) (126 - (__VA_ARGS__))
#define BIT(id)      (1 << (id))

static void staff_erase_every_account_of_an_address(void **state)
{
	struct fixture *f = *state;
	const struct erase_target target = { .email = SHARED };
	struct erase_result result;
	struct erase_plan plan;

	fill(f);
	assert_int_equal(store_erase_plan(f->db, f->arena, &target, &plan),
			 STATUS_OK);
	assert_int_equal(plan.user_count, 2);
	assert_int_equal(plan.comment_count, 4); /* 6 is counted once */
	assert_int_equal(plan.identity_count, 1);
	assert_int_equal(plan.session_count, 2);
	result = erase(f, target);
	assert_int_equal(result.person_count, 2);
	assert_int_equal(result.comment_count, 4);
	assert_string_equal(result.persons[0].email, SHARED);
	assert_int_equal(result.persons[1].user.id, 2);
	assert_int_equal(erased_users(f), 1 + 2);
	assert_int_equal(comments_left(f),
			 ALL_BUT(BIT(1) + BIT(2) + BIT(3) + BIT(6)));
	assert_int_equal(number(f, "SELECT count(*) FROM identity"), 3);
	assert_int_equal(number(f, "SELECT count(*) FROM mail_address"), 2);
	assert_int_equal(number(f, "SELECT count(*) FROM email_link"), 0);
	assert_int_equal(number(f, "SELECT count(*) FROM user"
				   " WHERE contact_email = '" SHARED "'"),
			 0);
}

/* The same from an account that has the address from a provider. */
static void an_account_leads_to_all_of_its_address(void **state)
{
	struct fixture *f = *state;

	fill(f);
	erase(f, (struct erase_target){ .user_id = 2 });
	assert_int_equal(erased_users(f), 1 + 2);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"
				   " WHERE id = 3"),
			 0);
}

static void who_only_mail_knows_is_known(void **state)
{
	struct fixture *f = *state;
	const struct erase_target target = { .email = "mail.only@erase.example",
					     .until = 4 };
	struct erase_result result;

	fill(f);
	assert_int_equal(store_erase_run(f->db, f->arena, &target, "command",
					 NOW, &result),
			 STATUS_NOT_FOUND); /* they came later */
	erase(f, (struct erase_target){ .email = target.email });
	assert_int_equal(number(f, "SELECT count(*) FROM mail_address"), 2);
}

/* A provider said that SHARED is theirs; it may be wrong. */
static void nobody_erases_others_by_an_address(void **state)
{
	struct fixture *f = *state;

	fill(f);
	erase(f, (struct erase_target){ .user_id = 2, .is_own = true });
	assert_int_equal(erased_users(f), 2);
	assert_int_equal(comments_left(f), ALL_BUT(BIT(2) + BIT(6)));
	assert_int_equal(number(f, "SELECT count(*) FROM mail_address"), 3);
	assert_int_equal(number(f, "SELECT count(*) FROM outbox"
				   " WHERE recipient = '" SHARED "'"),
			 1);
	assert_int_equal(number(f, "SELECT mails_replies FROM user"
				   " WHERE id = 1"),
			 0);
}

static void who_opened_the_mail_erases_what_guests_wrote_with_it(void **state)
{
	struct fixture *f = *state;

	fill(f);
	erase(f, (struct erase_target){ .user_id = 1, .is_own = true });
	assert_int_equal(erased_users(f), 1);
	assert_int_equal(comments_left(f), ALL_BUT(BIT(1) + BIT(3)));
	assert_int_equal(number(f, "SELECT count(*) FROM mail_address"
				   " WHERE email = '" SHARED "'"),
			 0);
}

static void an_address_that_nobody_else_has_goes_along(void **state)
{
	struct fixture *f = *state;
	struct erase_result result;

	fill(f);
	result =
		erase(f, (struct erase_target){ .user_id = 3, .is_own = true });
	assert_int_equal(result.stub_count, 1);
	assert_int_equal(erased_users(f), 3);
	assert_int_equal(number(f, "SELECT count(*) FROM mail_address"
				   " WHERE email = '" ALONE "'"),
			 0);
	assert_int_equal(number(f, "SELECT count(*) FROM sign_in_attempt"), 0);
	assert_int_equal(number(f, "SELECT count(*) FROM draft"), 0);
	assert_int_equal(number(f, "SELECT count(*) FROM identity"), 2);
	assert_int_equal(number(f, "SELECT count(*) FROM session"), 3);
	assert_int_equal(number(f, "SELECT count(*) FROM moderation_link"), 0);
	assert_int_equal(number(f, "SELECT count(*) FROM outbox"), 2);
	assert_int_equal(number(f, "SELECT count(*) FROM outbox"
				   " WHERE object = 'comment 44'"),
			 1);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"
				   " WHERE id = 4 AND user_id IS NULL"
				   "   AND score = 0 AND score_reasons IS NULL"
				   "   AND learned IS NULL AND wants_mail = 0"
				   "   AND words_hash IS NULL"
				   "   AND source IS NULL"
				   "   AND is_shown = 1 AND state = 'removed'"),
			 1);
	assert_int_equal(number(f, "SELECT count(*) FROM user WHERE id = 3"
				   "   AND role = 'reader' AND name IS NULL"
				   "   AND contact_email IS NULL"
				   "   AND is_disabled = 1"),
			 1);
}

static void an_own_comment_goes_alone(void **state)
{
	struct fixture *f = *state;
	struct erase_result result;

	fill(f);
	result = erase(
		f, (struct erase_target){ .comment_id = 1, .is_own = true });
	assert_int_equal(result.comment_count, 1);
	assert_null(result.persons[0].email);
	assert_int_equal(result.persons[0].user.id, 0);
	assert_int_equal(erased_users(f), 0);
	assert_int_equal(comments_left(f), ALL_BUT(BIT(1)));
	assert_int_equal(number(f, "SELECT count(*) FROM audit"
				   " WHERE action = 'person.erase'"
				   "   AND object = 'comment 1'"),
			 1);
	assert_int_equal(number(f, "SELECT comment_count FROM thread"), 5);
}

/* A block is of whoever wrote the comment, not of the comment. */
static void nobody_ends_a_block_by_deleting(void **state)
{
	struct fixture *f = *state;
	int64_t count;

	fill(f);
	assert_int_equal(store_blocked_sender_add(f->db, 1, "Again", "user 9",
						  NOW, NOW + 9),
			 STATUS_OK);
	count = number(f, "SELECT count(*) FROM blocked_sender");
	assert_true(count > 0);
	erase(f, (struct erase_target){ .comment_id = 1, .is_own = true });
	assert_int_equal(number(f, "SELECT count(*) FROM blocked_sender"
				   " WHERE comment_id IS NULL"),
			 count);
	erase(f, (struct erase_target){ .user_id = 1, .is_own = true });
	assert_int_equal(number(f, "SELECT count(*) FROM blocked_sender"),
			 count);
}

/* What was spam stays so for the filter; what was honest is forgotten. */
static void nobody_takes_back_what_spam_taught(void **state)
{
	static const char SQL_WORDS[] =
		"SELECT coalesce(sum(spam), 0) FROM spam_word WHERE word <> ''";
	struct fixture *f = *state;
	int64_t words;

	fill(f);
	for (int id = 1; id <= 2; id++)
		assert_int_equal(store_spam_learn(f->db, id, SPAM_LESSON_SPAM),
				 STATUS_OK);
	assert_int_equal(fixture_run(f->db, "UPDATE comment SET state = 'spam'"
					    " WHERE id = 1"),
			 STATUS_OK);
	words = number(f, SQL_WORDS);
	assert_true(words >= 4);
	erase(f, (struct erase_target){ .comment_id = 1, .is_own = true });
	assert_true(number(f, SQL_WORDS) > words / 2);
	erase(f, (struct erase_target){ .comment_id = 2, .is_own = true });
	assert_true(number(f, SQL_WORDS) <= words / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(staff_erase_every_account_of_an_address),
		TEST(an_account_leads_to_all_of_its_address),
		TEST(who_only_mail_knows_is_known),
		TEST(nobody_erases_others_by_an_address),
		TEST(who_opened_the_mail_erases_what_guests_wrote_with_it),
		TEST(an_address_that_nobody_else_has_goes_along),
		TEST(an_own_comment_goes_alone),
		TEST(nobody_ends_a_block_by_deleting),
		TEST(nobody_takes_back_what_spam_taught),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
