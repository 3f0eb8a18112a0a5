/* Links to sign in with that are mailed. */
#include "fixture.h"

#include "store/email_link.h"

#define NOW INT64_C(1795449600)

static enum status add(struct fixture *f, const char *email, int64_t at,
		       char *token)
{
	const struct email_link link = { .email = email,
					 .return_to = "/about",
					 .kept = "[]",
					 .created_at = at };

	return store_email_link_add(f->db, &link, token);
}

static void it_works_once_for_ten_minutes(void **state)
{
	struct fixture *f = *state;
	struct email_link link;
	char token[TOKEN_TEXT], other[TOKEN_TEXT];

	assert_int_equal(add(f, "ana@example.org", NOW, token), STATUS_OK);
	assert_int_equal(
		store_email_link_get(f->db, f->arena, token, NOW, &link),
		STATUS_OK);
	assert_true(link.is_open);
	assert_string_equal(link.email, "ana@example.org");
	assert_string_equal(link.return_to, "/about");
	assert_string_equal(link.kept, "[]");
	token_new(other);
	assert_int_equal(
		store_email_link_get(f->db, f->arena, other, NOW, &link),
		STATUS_NOT_FOUND);
	assert_int_equal(store_email_link_use(f->db, other, NOW),
			 STATUS_NOT_FOUND);
	assert_int_equal(store_email_link_use(f->db, token, NOW + 600),
			 STATUS_NOT_FOUND);
	assert_int_equal(
		store_email_link_get(f->db, f->arena, token, NOW + 600, &link),
		STATUS_OK);
	assert_false(link.is_open);
	assert_string_equal(link.kept, "[]"); /* not lost with it */
	assert_int_equal(store_email_link_use(f->db, token, NOW + 599),
			 STATUS_OK);
	assert_int_equal(store_email_link_use(f->db, token, NOW + 599),
			 STATUS_NOT_FOUND);
	assert_int_equal(
		store_email_link_get(f->db, f->arena, token, NOW, &link),
		STATUS_OK);
	assert_false(link.is_open);
	assert_null(link.kept);
}

static void an_address_gets_three_in_ten_minutes(void **state)
{
	struct fixture *f = *state;
	char token[TOKEN_TEXT];

	for (int i = 0; i < EMAIL_LINKS_MAX; i++)
		assert_int_equal(add(f, "ana@example.org", NOW, token),
				 STATUS_OK);
	assert_int_equal(add(f, "ana@example.org", NOW + 599, token),
			 STATUS_TOO_FAST);
	assert_int_equal(add(f, "ben@example.org", NOW, token), STATUS_OK);
	assert_int_equal(add(f, "ana@example.org", NOW + 600, token),
			 STATUS_OK);
}

static void there_are_no_more_than_so_many(void **state)
{
	struct fixture *f = *state;
	char token[TOKEN_TEXT];

	db_begin(f->db);
	for (int i = 0; i < EMAIL_LINKS_ALL; i++)
		assert_int_equal(
			add(f, arena_printf(f->arena, "a%d@example.org", i),
			    NOW, token),
			STATUS_OK);
	assert_int_equal(db_end(f->db, STATUS_OK), STATUS_OK);
	assert_int_equal(add(f, "ana@example.org", NOW, token), STATUS_BUSY);
	assert_int_equal(add(f, "ana@example.org", NOW + 599, token),
			 STATUS_BUSY);
	/* As the page says: in ten minutes, though the rows stay longer. */
	assert_int_equal(add(f, "ana@example.org", NOW + 600, token),
			 STATUS_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
		TEST(it_works_once_for_ten_minutes),
		TEST(an_address_gets_three_in_ten_minutes),
		TEST(there_are_no_more_than_so_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
