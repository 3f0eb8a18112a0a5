#include "fixture.h"

#include <sqlite3.h>

#include "store/audit.h"
#include "store/outbox.h"

static void add_three(struct db *db)
{
	const struct audit_entry entries[] = {
		{ "import", "program.add", "program 1", "{\"version\":1}" },
		{ "guest", "comment.add", "comment 1", NULL },
		{ "user 3", "comment.publish", "comment 1", "{}" },
	};

	for (int i = 0; i < 3; i++)
		assert_int_equal(store_audit_add(db, &entries[i]), STATUS_OK);
}

static void an_untouched_chain_holds(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
	add_three(f->db);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

static void rows_can_be_neither_changed_nor_removed(void **state)
{
	static const char SQL_CHANGE[] = "UPDATE audit SET actor = 'nobody'";
	static const char SQL_REMOVE[] = "DELETE FROM audit WHERE id = 2";
	struct fixture *f = *state;

	add_three(f->db);
	assert_int_equal(fixture_run(f->db, SQL_CHANGE), STATUS_CONFLICT);
	assert_int_equal(fixture_run(f->db, SQL_REMOVE), STATUS_CONFLICT);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

static void behind_our_back(struct fixture *f, const char *sql)
{
	sqlite3 *raw;

	assert_int_equal(sqlite3_open(f->path, &raw), SQLITE_OK);
	assert_int_equal(sqlite3_exec(raw,
				      "DROP TRIGGER audit_keeps;"
				      "DROP TRIGGER audit_stays",
				      NULL, NULL, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(raw);
}

static void a_row_changed_behind_our_back_breaks_the_chain(void **state)
{
	struct fixture *f = *state;

	add_three(f->db);
	behind_our_back(f, "UPDATE audit SET actor = 'user 4' WHERE id = 3");
	assert_int_equal(store_audit_verify(f->db), STATUS_FAILED);
}

static void a_row_removed_behind_our_back_breaks_the_chain(void **state)
{
	struct fixture *f = *state;

	add_three(f->db);
	behind_our_back(f, "DELETE FROM audit WHERE id = 2");
	assert_int_equal(store_audit_verify(f->db), STATUS_FAILED);
}

static void an_audit_row_goes_with_the_change_that_failed(void **state)
{
	static const char SQL_COUNT[] = "SELECT count(*) FROM audit";
	struct fixture *f = *state;
	struct db_query *q;

	db_begin(f->db);
	add_three(f->db);
	assert_int_equal(db_end(f->db, STATUS_TOO_FAST), STATUS_TOO_FAST);
	q = db_query(f->db, SQL_COUNT);
	assert_true(db_row(q));
	assert_int_equal(db_int(q, 0), 0);
	assert_int_equal(db_finish(q), STATUS_OK);
}

static void a_mail_waits_once_for_each_cause(void **state)
{
	static const char SQL_COUNT[] = "SELECT count(*) FROM outbox";
	struct fixture *f = *state;
	struct db_query *q;

	for (int i = 0; i < 2; i++) {
		assert_int_equal(store_outbox_note(f->db, "comment-held",
						  "moderators", "comment 1",
						  1000 + i),
				 STATUS_OK);
		assert_int_equal(store_outbox_note(f->db, "comment-held",
						  "moderators", "comment 2",
						  1000 + i),
				 STATUS_OK);
	}
	q = db_query(f->db, SQL_COUNT);
	assert_true(db_row(q));
	assert_int_equal(db_int(q, 0), 2);
	assert_int_equal(db_finish(q), STATUS_OK);
}

#define ON_FILE(name)                                                          \
	cmocka_unit_test_setup_teardown(name, fixture_file, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_FILE(an_untouched_chain_holds),
		ON_FILE(rows_can_be_neither_changed_nor_removed),
		ON_FILE(a_row_changed_behind_our_back_breaks_the_chain),
		ON_FILE(a_row_removed_behind_our_back_breaks_the_chain),
		ON_FILE(an_audit_row_goes_with_the_change_that_failed),
		ON_FILE(a_mail_waits_once_for_each_cause),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
