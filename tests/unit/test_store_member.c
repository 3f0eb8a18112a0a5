/* Accounts of readers. */
#include "fixture.h"

#include "store/audit.h"
#include "store/member.h"
#include "store/session.h"
#include "store/user.h"

#define NOW INT64_C(1795449600)

static struct member_identity ana(void)
{
	return (struct member_identity){
		.provider = "google",
		.issuer = "https://accounts.example",
		.subject = "1",
		.email = "ana@example.org",
		.name = "Ana",
	};
}

static struct member enter(struct fixture *f,
			   const struct member_identity *identity)
{
	struct member member;

	assert_int_equal(
		store_member_of_identity(f->db, identity, NOW, &member),
		STATUS_OK);
	return member;
}

static struct member enter_by_email(struct fixture *f, const char *email)
{
	struct member member;

	assert_int_equal(
		store_member_of_email(f->db, email, "Reader", NOW, &member),
		STATUS_OK);
	return member;
}

static void an_identity_is_one_account(void **state)
{
	struct fixture *f = *state;
	struct member_identity who = ana();
	struct member first = enter(f, &who), again = enter(f, &who);

	assert_true(first.is_new);
	assert_false(again.is_new);
	assert_int_equal(again.id, first.id);
	assert_int_equal(again.standing, MEMBER_FINE);
	who.subject = "2";
	assert_int_not_equal(enter(f, &who).id, first.id);
	who.subject = "1";
	who.issuer = "https://other.example";
	assert_int_not_equal(enter(f, &who).id, first.id);
	assert_int_equal(fixture_number(f->db, "SELECT count(*) FROM user"), 3);
}

static void an_address_links_no_two_accounts(void **state)
{
	struct fixture *f = *state;
	struct member_identity who = ana();
	struct member mailed = enter_by_email(f, "ana@example.org");
	int64_t staff;

	assert_int_not_equal(enter(f, &who).id, mailed.id);
	assert_int_equal(store_user_add(f->db, "boss@example.org", ROLE_ADMIN,
					NULL, "test", &staff),
			 STATUS_OK);
	who.subject = "boss";
	who.email = "boss@example.org";
	assert_int_not_equal(enter(f, &who).id, staff);
	assert_int_equal(
		fixture_number(f->db,
			       "SELECT count(*) FROM user WHERE email IS NULL"
			       " AND role = 'reader'"),
		2);
}

static void a_staff_account_is_not_let_in(void **state)
{
	struct fixture *f = *state;
	struct member_identity who = ana();
	struct member member;
	bool is_staff;
	int64_t staff;

	assert_int_equal(store_user_add(f->db, "boss@example.org", ROLE_OWNER,
					NULL, "test", &staff),
			 STATUS_OK);
	member = enter_by_email(f, "boss@example.org");
	assert_int_equal(member.standing, MEMBER_IS_STAFF);
	assert_int_equal(
		fixture_number(f->db, "SELECT count(*) FROM mail_address"), 0);
	assert_int_equal(
		store_member_is_staff(f->db, "boss@example.org", &is_staff),
		STATUS_OK);
	assert_true(is_staff);
	assert_int_equal(
		store_member_is_staff(f->db, "nobody@example.org", &is_staff),
		STATUS_OK);
	assert_false(is_staff);
	/* A reader who became staff. */
	enter(f, &who);
	assert_int_equal(fixture_run(f->db, "UPDATE user SET role = 'editor'"
					    " WHERE name = 'Ana'"),
			 STATUS_OK);
	assert_int_equal(enter(f, &who).standing, MEMBER_IS_STAFF);
}

static void a_closed_account_changes_nothing(void **state)
{
	struct fixture *f = *state;
	struct member_identity who = ana();

	enter(f, &who);
	enter_by_email(f, "ben@example.org");
	assert_int_equal(fixture_run(f->db, "UPDATE user SET is_disabled = 1"),
			 STATUS_OK);
	who.email = "new@example.org";
	assert_int_equal(enter(f, &who).standing, MEMBER_IS_CLOSED);
	assert_int_equal(enter_by_email(f, "ben@example.org").standing,
			 MEMBER_IS_CLOSED);
	assert_int_equal(fixture_number(f->db, "SELECT count(*) FROM user"
					       " WHERE contact_email = "
					       "'new@example.org'"),
			 0);
	assert_int_equal(
		fixture_number(f->db, "SELECT count(*) FROM mail_address"), 2);
	assert_int_equal(fixture_run(f->db, "UPDATE user SET is_disabled = 0,"
					    " erased_at = 1"),
			 STATUS_OK);
	assert_int_equal(enter(f, &who).standing, MEMBER_IS_CLOSED);
}

static void the_address_follows_and_the_name_stays(void **state)
{
	struct fixture *f = *state;
	struct member_identity who = ana();

	enter(f, &who);
	who.name = "Ana Maria";
	who.email = "maria@example.org";
	enter(f, &who);
	assert_int_equal(
		fixture_number(f->db,
			       "SELECT count(*) FROM user WHERE name = 'Ana'"
			       " AND contact_email = 'maria@example.org'"),
		1);
	who.email = NULL;
	enter(f, &who);
	enter(f, &who);
	assert_int_equal(fixture_number(f->db, "SELECT count(*) FROM user"
					       " WHERE contact_email IS NULL"),
			 1);
	assert_int_equal(fixture_number(f->db, "SELECT count(*) FROM audit"
					       " WHERE action = "
					       "'user.contact'"),
			 2);
	assert_int_equal(fixture_number(f->db, "SELECT count(*) FROM audit"
					       " WHERE action = 'user.join'"),
			 1);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

static void an_address_that_was_opened_is_confirmed_once(void **state)
{
	struct fixture *f = *state;
	struct member_identity who = ana();

	assert_int_equal(
		fixture_run(f->db,
			    "INSERT INTO mail_address (email, created_at,"
			    " stopped_at) VALUES ('ana@example.org', 1, 2)"),
		STATUS_OK);
	enter(f, &who);
	assert_int_equal(fixture_number(f->db, "SELECT confirmed_at"
					       " FROM mail_address"),
			 NOW);
	assert_int_equal(
		fixture_run(f->db, "UPDATE mail_address SET confirmed_at = 5"),
		STATUS_OK);
	enter_by_email(f, "ana@example.org");
	assert_int_equal(fixture_number(f->db, "SELECT confirmed_at"
					       " FROM mail_address"),
			 5);
	assert_int_equal(fixture_number(f->db, "SELECT stopped_at"
					       " FROM mail_address"),
			 2);
}

static void what_no_row_holds_is_refused(void **state)
{
	struct fixture *f = *state;
	struct member member;
	char *text = arena_alloc(f->arena, 400);
	const struct {
		size_t issuer, subject, name;
	} LENGTHS[] = { { 0, 1, 1 },   { 301, 1, 1 }, { 1, 0, 1 },
			{ 1, 256, 1 }, { 1, 1, 0 },   { 1, 1, 81 } };

	memset(text, 'x', 399);
	for (size_t i = 0; i < sizeof(LENGTHS) / sizeof(LENGTHS[0]); i++) {
		const struct member_identity who = {
			.provider = "google",
			.issuer = text + 399 - LENGTHS[i].issuer,
			.subject = text + 399 - LENGTHS[i].subject,
			.name = text + 399 - LENGTHS[i].name,
		};

		assert_int_equal(
			store_member_of_identity(f->db, &who, NOW, &member),
			STATUS_BAD);
	}
	assert_int_equal(fixture_number(f->db, "SELECT count(*) FROM user"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
		TEST(an_identity_is_one_account),
		TEST(an_address_links_no_two_accounts),
		TEST(a_staff_account_is_not_let_in),
		TEST(a_closed_account_changes_nothing),
		TEST(the_address_follows_and_the_name_stays),
		TEST(an_address_that_was_opened_is_confirmed_once),
		TEST(what_no_row_holds_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
