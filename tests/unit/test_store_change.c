#include "fixture.h"

#include "store/change.h"
#include "store/user.h"
#include "util/clock.h"

#define NOW ((int64_t)1800000000)

static int64_t user_of(struct fixture *f)
{
	int64_t id;

	assert_int_equal(store_user_add(f->db, "ada@mpm.example", ROLE_EDITOR,
					NULL, "test", &id),
			 STATUS_OK);
	return id;
}

static int64_t begin(struct fixture *f, int64_t user, const char *action,
		     int64_t at)
{
	int64_t id;

	db_begin(f->db);
	assert_int_equal(
		db_end(f->db, store_change_begin(f->db, user, action, at, &id)),
		STATUS_OK);
	return id;
}

static enum status add(struct fixture *f, int64_t id, enum change_kind kind,
		       int64_t object, const char *before, int64_t after)
{
	const struct change_item item = { kind, object, before, after };

	db_begin(f->db);
	return db_end(f->db, store_change_add(f->db, id, &item));
}

static enum status undo(struct fixture *f, int64_t id, int64_t now)
{
	db_begin(f->db);
	return db_end(f->db, store_change_undone(f->db, id, now));
}

static void a_set_comes_back_with_its_items(void **state)
{
	struct fixture *f = *state;
	int64_t user = user_of(f), id = begin(f, user, "program.pause", NOW);
	struct change_item *items;
	struct change_set set;
	size_t count;

	assert_int_equal(add(f, id, CHANGE_PROGRAM, 12, "3", 4), STATUS_OK);
	assert_int_equal(add(f, id, CHANGE_COMMENT, 7, "held", 2), STATUS_OK);
	assert_int_equal(add(f, id, CHANGE_PAGE, 9, "", 1), STATUS_OK);
	assert_int_equal(store_change_get(f->db, f->arena, id, &set),
			 STATUS_OK);
	assert_int_equal(set.user_id, user);
	assert_string_equal(set.action, "program.pause");
	assert_int_equal(set.at, NOW);
	assert_int_equal(set.undone_at, 0);
	assert_int_equal(set.count, 3);
	assert_int_equal(
		store_change_items(f->db, f->arena, id, &items, &count),
		STATUS_OK);
	assert_int_equal(count, 3);
	assert_int_equal(items[0].kind, CHANGE_COMMENT);
	assert_int_equal(items[0].object_id, 7);
	assert_string_equal(items[0].before, "held");
	assert_int_equal(items[1].kind, CHANGE_PAGE);
	assert_int_equal(items[2].kind, CHANGE_PROGRAM);
	assert_int_equal(items[2].after_version, 4);
}

static void what_changed_twice_goes_back_to_before_the_first(void **state)
{
	struct fixture *f = *state;
	int64_t id = begin(f, user_of(f), "program.publish", NOW);
	struct change_item *items;
	size_t count;

	assert_int_equal(add(f, id, CHANGE_PROGRAM, 12, "3", 4), STATUS_OK);
	assert_int_equal(add(f, id, CHANGE_PROGRAM, 12, "4", 5), STATUS_OK);
	assert_int_equal(
		store_change_items(f->db, f->arena, id, &items, &count),
		STATUS_OK);
	assert_int_equal(count, 1);
	assert_string_equal(items[0].before, "3");
	assert_int_equal(items[0].after_version, 5);
}

static void a_set_is_undone_once_and_within_thirty_days(void **state)
{
	struct fixture *f = *state;
	int64_t user = user_of(f), id = begin(f, user, "program.close", NOW);
	int64_t last = NOW + (int64_t)CHANGE_DAYS * CLOCK_DAY;
	struct change_set set;

	assert_int_equal(undo(f, id, last + 1), STATUS_CONFLICT);
	assert_int_equal(undo(f, id, last), STATUS_OK);
	assert_int_equal(undo(f, id, last), STATUS_CONFLICT);
	assert_int_equal(undo(f, id + 1, NOW), STATUS_NOT_FOUND);
	assert_int_equal(store_change_get(f->db, f->arena, id, &set),
			 STATUS_OK);
	assert_int_equal(set.undone_at, last);
}

static void the_newest_come_first(void **state)
{
	struct fixture *f = *state;
	static const char *const ACTIONS[] = { "program.pause", "program.close",
					       "program.publish" };
	int64_t user = user_of(f);
	struct change_set *sets;
	size_t count;

	for (int i = 0; i < 3; i++) {
		int64_t id = begin(f, user, ACTIONS[i], NOW + i);

		assert_int_equal(add(f, id, CHANGE_PROGRAM, i + 1, "1", 2),
				 STATUS_OK);
	}
	begin(f, user, "comment.publish", NOW + 3); /* erased since */
	assert_int_equal(store_change_recent(f->db, f->arena, 2, &sets, &count),
			 STATUS_OK);
	assert_int_equal(count, 2);
	assert_string_equal(sets[0].action, "program.publish");
	assert_string_equal(sets[1].action, "program.close");
}

static void old_sets_are_swept_but_not_an_imports(void **state)
{
	static const char UPLOAD[] =
		"INSERT INTO import_upload"
		" (user_id, created_at, name, content, change_set_id)"
		" SELECT user_id, at, 'a.csv', '', id FROM change_set"
		"  WHERE action = 'import.run'";
	static const char SETS[] = "SELECT count(*) FROM change_set";
	static const char ITEMS[] = "SELECT count(*) FROM change_item";
	struct fixture *f = *state;
	int64_t user = user_of(f), id = begin(f, user, "program.pause", NOW);

	assert_int_equal(add(f, id, CHANGE_PROGRAM, 1, "1", 2), STATUS_OK);
	begin(f, user, "import.run", NOW);
	assert_int_equal(fixture_run(f->db, UPLOAD), STATUS_OK);
	begin(f, user, "program.close", NOW + CLOCK_DAY);
	fixture_sweep(f->db, SWEEP_CHANGES, NOW - 1);
	assert_int_equal(fixture_number(f->db, SETS), 3);
	fixture_sweep(f->db, SWEEP_CHANGES, NOW);
	assert_int_equal(fixture_number(f->db, SETS), 2);
	assert_int_equal(fixture_number(f->db, ITEMS), 0);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_set_comes_back_with_its_items),
		TEST(what_changed_twice_goes_back_to_before_the_first),
		TEST(a_set_is_undone_once_and_within_thirty_days),
		TEST(the_newest_come_first),
		TEST(old_sets_are_swept_but_not_an_imports),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
