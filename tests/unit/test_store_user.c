#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/audit.h"
#include "store/user.h"
#include "util/token.h"

static int set_up(void **state)
{
	struct db *db;

	assert_int_equal(db_open("", DB_CREATE, &db), STATUS_OK);
	*state = db;
	return 0;
}

static int tear_down(void **state)
{
	db_close(*state);
	return 0;
}

static int64_t number(struct db *db, const char *sql)
{
	struct db_query *q = db_query(db, sql);
	int64_t value = -1;

	if (db_row(q))
		value = db_int(q, 0);
	assert_int_equal(db_finish_one(q), STATUS_OK);
	return value;
}

static void an_address_has_one_account(void **state)
{
	int64_t id, found;
	size_t count;

	assert_int_equal(store_user_add(*state, "a@example.org", ROLE_ADMIN,
					NULL, "test", &id),
			 STATUS_OK);
	assert_int_equal(store_user_add(*state, "a@example.org", ROLE_EDITOR,
					NULL, "test", &found),
			 STATUS_CONFLICT);
	assert_int_equal(store_user_find(*state, "a@example.org", &found),
			 STATUS_OK);
	assert_int_equal(found, id);
	assert_int_equal(store_user_find(*state, "b@example.org", &found),
			 STATUS_NOT_FOUND);
	assert_int_equal(store_user_count(*state, ROLE_ADMIN, &count),
			 STATUS_OK);
	assert_int_equal(count, 1);
	assert_int_equal(store_user_count(*state, ROLE_EDITOR, &count),
			 STATUS_OK);
	assert_int_equal(count, 0);
	assert_int_equal(store_audit_verify(*state), STATUS_OK);
}

static void a_link_is_stored_as_a_hash_and_ends_older_ones(void **state)
{
	static const char SQL_COUNT[] = "SELECT count(*) FROM user_link";
	static const char SQL_FIND[] =
		"SELECT ends_at FROM user_link WHERE token_hash = $1";
	char first[TOKEN_TEXT], second[TOKEN_TEXT];
	unsigned char hash[TOKEN_HASH];
	struct db_query *q;
	int64_t id;

	assert_int_equal(store_user_add(*state, "a@example.org", ROLE_ADMIN,
					NULL, "test", &id),
			 STATUS_OK);
	assert_int_equal(store_user_link(*state, id, 1000, "user 1", first),
			 STATUS_OK);
	assert_int_equal(store_user_link(*state, id, 1000, "command", second),
			 STATUS_OK);
	assert_string_not_equal(first, second);
	assert_int_equal(number(*state, SQL_COUNT), 1);
	token_hash(second, hash);
	q = db_query(*state, SQL_FIND);
	db_bind_blob(q, 1, hash, sizeof(hash));
	assert_true(db_row(q));
	assert_int_equal(db_int(q, 0), 1000 + USER_LINK_DAYS * 86400);
	assert_int_equal(db_finish(q), STATUS_OK);
}

static void roles_have_names(void **state)
{
	(void)state;
	assert_int_equal(role_of("admin"), ROLE_ADMIN);
	assert_int_equal(role_of("king"), ROLE_NONE);
	assert_int_equal(role_of(""), ROLE_NONE);
	assert_string_equal(role_name(ROLE_MODERATOR), "moderator");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_address_has_one_account),
		TEST(a_link_is_stored_as_a_hash_and_ends_older_ones),
		TEST(roles_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
