#include "fixture.h"

#include "store/draft.h"
#include "util/clock.h"

#define OBJECT "program 12"

static int open_with_people(void **state)
{
	static const char PEOPLE[] =
		"INSERT INTO user (id, email, name, role, created_at) VALUES"
		"  (1, 'ann@example.org', 'Ann', 'editor', 1),"
		"  (2, 'bo@example.org', NULL, 'editor', 1)";
	struct fixture *f;

	if (fixture_open(state) != 0)
		return -1;
	f = *state;
	return fixture_run(f->db, PEOPLE) == STATUS_OK ? 0 : -1;
}

static void put(struct fixture *f, int64_t user, const char *fields, int64_t at)
{
	assert_int_equal(store_draft_put(f->db, user, OBJECT, fields, 3, at),
			 STATUS_OK);
}

static void what_was_typed_comes_back(void **state)
{
	struct fixture *f = *state;
	struct draft d;

	assert_int_equal(store_draft_get(f->db, f->arena, 1, OBJECT, &d),
			 STATUS_NOT_FOUND);
	put(f, 1, "[[\"name\",\"A\"]]", 100);
	put(f, 1, "[[\"name\",\"B\"]]", 200);
	assert_int_equal(store_draft_get(f->db, f->arena, 1, OBJECT, &d),
			 STATUS_OK);
	assert_string_equal(d.fields, "[[\"name\",\"B\"]]");
	assert_string_equal(d.user_name, "Ann");
	assert_int_equal(d.base_version, 3);
	assert_int_equal(d.updated_at, 200);
}

static void drafts_of_others_are_told_newest_first(void **state)
{
	struct fixture *f = *state;
	struct draft *others;
	size_t count;

	put(f, 1, "[]", 100);
	put(f, 2, "[]", 200);
	assert_int_equal(
		store_draft_others(f->db, f->arena, 1, OBJECT, &others, &count),
		STATUS_OK);
	assert_int_equal(count, 1);
	assert_string_equal(others[0].user_name, "bo"); /* who has no name */
	assert_int_equal(
		store_draft_others(f->db, f->arena, 3, OBJECT, &others, &count),
		STATUS_OK);
	assert_int_equal(count, 2);
	assert_int_equal(others[0].user_id, 2);
}

static void dropping_one_leaves_the_others(void **state)
{
	struct fixture *f = *state;
	struct draft d;

	put(f, 1, "[]", 100);
	put(f, 2, "[]", 100);
	assert_int_equal(store_draft_drop(f->db, 1, OBJECT), STATUS_OK);
	assert_int_equal(store_draft_drop(f->db, 1, OBJECT), STATUS_OK);
	assert_int_equal(store_draft_get(f->db, f->arena, 1, OBJECT, &d),
			 STATUS_NOT_FOUND);
	assert_int_equal(store_draft_get(f->db, f->arena, 2, OBJECT, &d),
			 STATUS_OK);
}

static void a_draft_ends_after_ninety_days(void **state)
{
	struct fixture *f = *state;
	const int64_t now = 1700000000;
	struct draft d;

	put(f, 1, "[]", now - 91 * CLOCK_DAY);
	put(f, 2, "[]", now - 89 * CLOCK_DAY);
	fixture_sweep(f->db, SWEEP_DRAFTS, now - DRAFT_DAYS * CLOCK_DAY);
	assert_int_equal(store_draft_get(f->db, f->arena, 1, OBJECT, &d),
			 STATUS_NOT_FOUND);
	assert_int_equal(store_draft_get(f->db, f->arena, 2, OBJECT, &d),
			 STATUS_OK);
}

static void a_draft_moves_nothing_that_the_public_sees(void **state)
{
	static const char SQL[] = "SELECT public FROM generation";
	struct fixture *f = *state;
	int64_t before = fixture_number(f->db, SQL);

	put(f, 1, "[]", 100);
	assert_int_equal(fixture_number(f->db, SQL), before);
}

int main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, open_with_people, fixture_close)
	const struct CMUnitTest tests[] = {
		TEST(what_was_typed_comes_back),
		TEST(drafts_of_others_are_told_newest_first),
		TEST(dropping_one_leaves_the_others),
		TEST(a_draft_ends_after_ninety_days),
		TEST(a_draft_moves_nothing_that_the_public_sees),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
