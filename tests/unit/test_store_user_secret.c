#include "fixture.h"

#include "store/audit.h"
#include "store/session.h"
#include "store/sign_in_failure.h"
#include "store/user_secret.h"

#define NOW 1800000000

static int64_t account(struct fixture *f, const char *email)
{
	int64_t id = 0;

	assert_int_equal(store_user_add(f->db, email, ROLE_EDITOR, "old hash",
					"test", &id),
			 STATUS_OK);
	return id;
}

static enum status find(struct fixture *f, const char *email,
			struct user_secret *out)
{
	return store_user_secret_find(f->db, f->arena, email, out);
}

static void a_new_password_ends_sign_ins_and_links(void **state)
{
	struct fixture *f = *state;
	int64_t ana = account(f, "a@example.org");
	int64_t ben = account(f, "b@example.org");
	char token[TOKEN_TEXT], other[TOKEN_TEXT], link[TOKEN_TEXT];
	struct user_secret user;
	struct session s;

	assert_int_equal(store_session_begin(f->db, ana, "x", NOW, token),
			 STATUS_OK);
	assert_int_equal(store_session_begin(f->db, ben, "x", NOW, other),
			 STATUS_OK);
	assert_int_equal(store_user_link_reset(f->db, ana, NOW, link),
			 STATUS_OK);
	assert_int_equal(
		store_user_set_password(f->db, ana, "new hash", NOW, "user 1"),
		STATUS_OK);
	assert_int_equal(find(f, "a@example.org", &user), STATUS_OK);
	assert_string_equal(user.password_hash, "new hash");
	assert_int_equal(store_session_find(f->db, f->arena, token, NOW, &s),
			 STATUS_NOT_FOUND);
	assert_int_equal(store_session_find(f->db, f->arena, other, NOW, &s),
			 STATUS_OK);
	assert_int_equal(
		store_user_link_find(f->db, f->arena, link, NOW, &user),
		STATUS_NOT_FOUND);
	assert_int_equal(fixture_number(f->db,
					"SELECT count(*) FROM audit WHERE"
					" action = 'user.password'"),
			 1);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

static void a_hash_that_changed_meanwhile_is_not_made_anew(void **state)
{
	struct fixture *f = *state;
	int64_t ana = account(f, "a@example.org");
	struct user_secret user;

	assert_int_equal(store_user_rehash(f->db, ana, "other", "bad"),
			 STATUS_OK);
	assert_int_equal(find(f, "a@example.org", &user), STATUS_OK);
	assert_string_equal(user.password_hash, "old hash");
	assert_int_equal(store_user_rehash(f->db, ana, "old hash", "again"),
			 STATUS_OK);
	assert_int_equal(find(f, "a@example.org", &user), STATUS_OK);
	assert_string_equal(user.password_hash, "again");
}

static void a_link_is_used_once_and_in_time(void **state)
{
	struct fixture *f = *state;
	int64_t ana = account(f, "a@example.org"), id = 0;
	char invite[TOKEN_TEXT], reset[TOKEN_TEXT], more[TOKEN_TEXT];

	assert_int_equal(store_user_link(f->db, ana, NOW, "command", invite),
			 STATUS_OK);
	assert_int_equal(store_user_link_reset(f->db, ana, NOW, reset),
			 STATUS_OK);
	assert_int_equal(store_user_link_reset(
				 f->db, ana, NOW + USER_RESET_PAUSE - 1, more),
			 STATUS_TOO_FAST);
	assert_int_equal(store_user_link_use(f->db, reset,
					     NOW + USER_RESET_SECONDS, &id),
			 STATUS_NOT_FOUND);
	/* Who asks for a mail does not end an invitation. */
	assert_int_equal(
		store_user_link_use(f->db, invite, NOW + 6 * 86400, &id),
		STATUS_OK);
	assert_int_equal(id, ana);
	assert_int_equal(
		store_user_link_use(f->db, invite, NOW + 6 * 86400, &id),
		STATUS_NOT_FOUND);
}

static void a_disabled_account_has_no_secrets(void **state)
{
	struct fixture *f = *state;
	int64_t ana = account(f, "a@example.org"), id;
	struct user_secret user;
	char link[TOKEN_TEXT];

	assert_int_equal(store_user_link(f->db, ana, NOW, "command", link),
			 STATUS_OK);
	assert_int_equal(fixture_run(f->db, "UPDATE user SET is_disabled = 1"),
			 STATUS_OK);
	assert_int_equal(find(f, "a@example.org", &user), STATUS_NOT_FOUND);
	assert_int_equal(
		store_user_link_find(f->db, f->arena, link, NOW, &user),
		STATUS_NOT_FOUND);
	assert_int_equal(store_user_link_use(f->db, link, NOW, &id),
			 STATUS_NOT_FOUND);
	assert_int_equal(store_user_set_password(f->db, ana, "x", NOW, "x"),
			 STATUS_NOT_FOUND);
}

static void a_step_is_used_once_and_never_backwards(void **state)
{
	static const unsigned char SEALED[60] = "sealed";
	struct fixture *f = *state;
	int64_t ana = account(f, "a@example.org");
	struct user_secret user;

	assert_int_equal(store_user_set_second_factor(f->db, ana, SEALED,
						      sizeof(SEALED), 100,
						      "user 1"),
			 STATUS_OK);
	assert_int_equal(store_user_use_step(f->db, ana, 100),
			 STATUS_NOT_FOUND);
	assert_int_equal(store_user_use_step(f->db, ana, 102), STATUS_OK);
	assert_int_equal(store_user_use_step(f->db, ana, 101),
			 STATUS_NOT_FOUND);
	assert_int_equal(find(f, "a@example.org", &user), STATUS_OK);
	assert_memory_equal(user.totp_secret, SEALED, sizeof(SEALED));
	assert_int_equal(user.totp_secret_len, sizeof(SEALED));
	assert_int_equal(user.totp_step, 102);
	assert_int_equal(store_user_drop_second_factor(f->db, ana, "user 1"),
			 STATUS_OK);
	assert_int_equal(find(f, "a@example.org", &user), STATUS_OK);
	assert_null(user.totp_secret);
}

static void a_recovery_code_works_once_for_its_owner(void **state)
{
	struct fixture *f = *state;
	int64_t ana = account(f, "a@example.org");
	int64_t ben = account(f, "b@example.org");
	unsigned char hashes[2][TOKEN_HASH] = { "one", "two" };
	unsigned char fresh[1][TOKEN_HASH] = { "three" };
	size_t left;

	assert_int_equal(store_recovery_set(f->db, ana, hashes, 2, "user 1"),
			 STATUS_OK);
	assert_int_equal(store_recovery_use(f->db, ben, hashes[0], NOW),
			 STATUS_NOT_FOUND);
	assert_int_equal(store_recovery_use(f->db, ana, hashes[0], NOW),
			 STATUS_OK);
	assert_int_equal(store_recovery_use(f->db, ana, hashes[0], NOW),
			 STATUS_NOT_FOUND);
	assert_int_equal(store_recovery_left(f->db, ana, &left), STATUS_OK);
	assert_int_equal(left, 1);
	assert_int_equal(store_recovery_set(f->db, ana, fresh, 1, "user 1"),
			 STATUS_OK);
	assert_int_equal(store_recovery_use(f->db, ana, hashes[1], NOW),
			 STATUS_NOT_FOUND);
}

static void failures_are_forgiven_with_time(void **state)
{
	static const unsigned char KEY[TOKEN_HASH] = "a key";
	struct fixture *f = *state;
	static const struct {
		int64_t after, count;
	} cases[] = { { 0, 7 },    { 899, 7 },   { 900, 6 },
		      { 4000, 3 }, { 90000, 0 }, { -50, 7 } };
	struct sign_in_failure seen;

	assert_int_equal(store_sign_in_failure_set(f->db, KEY, 7, NOW),
			 STATUS_OK);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(store_sign_in_failure_get(f->db, KEY,
							   NOW + cases[i].after,
							   900, &seen),
				 STATUS_OK);
		assert_int_equal(seen.count, cases[i].count);
		assert_int_equal(seen.last_at, NOW);
	}
	assert_int_equal(store_sign_in_failure_set(f->db, KEY, 0, NOW),
			 STATUS_OK);
	assert_int_equal(
		fixture_number(f->db, "SELECT count(*) FROM sign_in_failure"),
		0);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_password_ends_sign_ins_and_links),
		TEST(a_hash_that_changed_meanwhile_is_not_made_anew),
		TEST(a_link_is_used_once_and_in_time),
		TEST(a_disabled_account_has_no_secrets),
		TEST(a_step_is_used_once_and_never_backwards),
		TEST(a_recovery_code_works_once_for_its_owner),
		TEST(failures_are_forgiven_with_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
