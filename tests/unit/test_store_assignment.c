#include "fixture.h"

#include "store/assignment.h"
#include "store/user.h"

static int64_t add_user(struct fixture *f, const char *email)
{
	int64_t id = 0;

	assert_int_equal(
		store_user_add(f->db, email, ROLE_MODERATOR, NULL, "test", &id),
		STATUS_OK);
	return id;
}

static const char *holder(struct fixture *f, const char *object)
{
	const char *name;
	int64_t id;

	assert_int_equal(
		store_assignment_get(f->db, f->arena, object, &id, &name),
		STATUS_OK);
	assert_int_equal(id != 0, name != NULL);
	return name ? name : "nobody";
}

static void who_takes_a_thing_has_it_until_another_does(void **state)
{
	struct fixture *f = *state;
	int64_t ana = add_user(f, "ana@example.org");
	int64_t ben = add_user(f, "ben@example.org");

	assert_string_equal(holder(f, "comment 1"), "nobody");
	assert_int_equal(store_assignment_take(f->db, "comment 1", ana, 5),
			 STATUS_OK);
	assert_string_equal(holder(f, "comment 1"), "ana");
	assert_string_equal(holder(f, "comment 11"), "nobody");
	assert_int_equal(store_assignment_take(f->db, "comment 1", ben, 6),
			 STATUS_OK);
	assert_string_equal(holder(f, "comment 1"), "ben");
	assert_int_equal(store_assignment_drop(f->db, "comment 1"), STATUS_OK);
	assert_string_equal(holder(f, "comment 1"), "nobody");
	assert_int_equal(store_assignment_drop(f->db, "comment 1"), STATUS_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			who_takes_a_thing_has_it_until_another_does,
			fixture_open, fixture_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
