#include "fixture.h"

#include "store/change.h"
#include "store/import_upload.h"
#include "store/user.h"
#include "util/clock.h"

#define NOW ((int64_t)1795449900)

static int64_t add_user(struct fixture *f)
{
	int64_t id;

	assert_int_equal(store_user_add(f->db, "ed@example.org", ROLE_EDITOR,
					NULL, "test", &id),
			 STATUS_OK);
	return id;
}

static int64_t add(struct fixture *f, int64_t user, int64_t at)
{
	int64_t id;

	assert_int_equal(store_import_add(f->db, user, "list.csv",
					  "name\nKinship\n", "{\"new\":1}", at,
					  &id),
			 STATUS_OK);
	return id;
}

static void an_upload_waits_with_its_content(void **state)
{
	struct fixture *f = *state;
	int64_t user = add_user(f), id = add(f, user, NOW);
	struct import_upload up;
	char *content;
	size_t len;

	assert_int_equal(store_import_get(f->db, f->arena, id, &up), STATUS_OK);
	assert_string_equal(up.name, "list.csv");
	assert_string_equal(up.report, "{\"new\":1}");
	assert_int_equal(up.user_id, user);
	assert_int_equal(up.created_at, NOW);
	assert_int_equal(up.change_set_id, 0);
	assert_int_equal(
		store_import_content(f->db, f->arena, id, &content, &len),
		STATUS_OK);
	assert_string_equal(content, "name\nKinship\n");
	assert_int_equal(len, 13);
	assert_int_equal(store_import_renew(f->db, id, "{}"), STATUS_OK);
	assert_int_equal(store_import_get(f->db, f->arena, id + 1, &up),
			 STATUS_NOT_FOUND);
}

static void what_is_imported_is_imported_once_and_its_content_goes(void **state)
{
	struct fixture *f = *state;
	int64_t user = add_user(f), id = add(f, user, NOW), set;
	struct import_upload up;
	char *content;
	size_t len;

	db_begin(f->db);
	assert_int_equal(
		store_change_begin(f->db, user, "import.run", NOW, &set),
		STATUS_OK);
	assert_int_equal(store_import_done(f->db, id, set, "{\"done\":1}"),
			 STATUS_OK);
	assert_int_equal(db_end(f->db, STATUS_OK), STATUS_OK);
	assert_int_equal(store_import_get(f->db, f->arena, id, &up), STATUS_OK);
	assert_int_equal(up.change_set_id, set);
	assert_string_equal(up.report, "{\"done\":1}");
	assert_int_equal(
		store_import_content(f->db, f->arena, id, &content, &len),
		STATUS_OK);
	assert_int_equal(len, 0);
	assert_int_equal(store_import_done(f->db, id, set, "{}"),
			 STATUS_CONFLICT);
	assert_int_equal(store_import_renew(f->db, id, "{}"), STATUS_CONFLICT);
}

static void uploads_are_listed_newest_first_and_go_after_30_days(void **state)
{
	struct fixture *f = *state;
	int64_t user = add_user(f);
	int64_t old = add(f, user, NOW - 31 * CLOCK_DAY);
	int64_t young = add(f, user, NOW - 29 * CLOCK_DAY);
	struct import_upload *ups;
	size_t count;

	assert_int_equal(store_import_recent(f->db, f->arena, 10, &ups, &count),
			 STATUS_OK);
	assert_int_equal(count, 2);
	assert_int_equal(ups[0].id, young);
	assert_int_equal(ups[1].id, old);
	fixture_sweep(f->db, SWEEP_IMPORTS,
		      NOW - IMPORT_UPLOAD_DAYS * CLOCK_DAY);
	assert_int_equal(store_import_recent(f->db, f->arena, 10, &ups, &count),
			 STATUS_OK);
	assert_int_equal(count, 1);
	assert_int_equal(ups[0].id, young);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			an_upload_waits_with_its_content, fixture_open,
			fixture_close),
		cmocka_unit_test_setup_teardown(
			what_is_imported_is_imported_once_and_its_content_goes,
			fixture_open, fixture_close),
		cmocka_unit_test_setup_teardown(
			uploads_are_listed_newest_first_and_go_after_30_days,
			fixture_open, fixture_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
