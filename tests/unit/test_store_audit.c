#include "fixture.h"

#include <sqlite3.h>

#include "store/audit.h"
#include "store/audit_chain.h"
#include "store/outbox.h"

static void add(struct db *db, const char *actor, const char *action,
		const char *object, const char *detail)
{
	const struct audit_entry entry = { actor, action, object, detail };

	assert_int_equal(store_audit_add(db, &entry), STATUS_OK);
}

static void add_three(struct db *db)
{
	add(db, "import", "program.add", "program 1", "{\"version\":1}");
	add(db, "guest", "comment.add", "comment 1", NULL);
	add(db, "user 3", "comment.publish", "comment 1", "{}");
}

static void an_untouched_chain_holds(void **state)
{
	struct fixture *f = *state;
	struct audit_end end;

	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
	assert_int_equal(store_audit_end(f->db, &end), STATUS_OK);
	assert_int_equal(end.id, 0);
	add_three(f->db);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
	assert_int_equal(store_audit_end(f->db, &end), STATUS_OK);
	assert_int_equal(end.id, 3);
	assert_int_equal(strlen(end.hash), 43);
}

static void rows_can_be_neither_changed_nor_removed(void **state)
{
	static const char *const SQL_TRIES[] = {
		"UPDATE audit SET actor = 'nobody'",
		"DELETE FROM audit WHERE id = 2",
		"UPDATE audit_detail SET detail = '{}'",
		"DELETE FROM audit_detail WHERE audit_id = 1",
		"INSERT OR REPLACE INTO audit_detail VALUES"
		" (1, x'00112233445566778899aabbccddeeff', '{}')",
		"UPDATE audit_erasure SET erased_by = 1",
		"DELETE FROM audit_erasure",
	};
	struct fixture *f = *state;
	int64_t ids[] = { 3 };

	add_three(f->db);
	assert_int_equal(store_audit_erase(f->db, f->arena,
					   &(struct audit_entry){
						   "user 1", NULL, "guest" },
					   ids, 1),
			 STATUS_OK);
	for (size_t i = 0; i < sizeof(SQL_TRIES) / sizeof(*SQL_TRIES); i++)
		assert_int_equal(fixture_run(f->db, SQL_TRIES[i]),
				 STATUS_CONFLICT);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

static void an_audit_row_goes_with_the_change_that_failed(void **state)
{
	static const char SQL_COUNT[] = "SELECT count(*) FROM audit";
	struct fixture *f = *state;

	db_begin(f->db);
	add_three(f->db);
	assert_int_equal(db_end(f->db, STATUS_TOO_FAST), STATUS_TOO_FAST);
	assert_int_equal(fixture_number(f->db, SQL_COUNT), 0);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

/* What only says that it happened costs no second row: a guest's comment. */
static void a_row_without_detail_writes_nothing_beside_it(void **state)
{
	static const char SQL_COUNT[] = "SELECT count(*) FROM audit_detail";
	struct fixture *f = *state;

	add(f->db, "guest", "comment.add", "comment 1", NULL);
	assert_int_equal(fixture_number(f->db, SQL_COUNT), 0);
}

static void erased_details_are_gone_and_the_chain_holds(void **state)
{
	static const char SQL_GONE[] =
		"SELECT count(*) FROM audit_detail WHERE audit_id IN (1, 2, 3)";
	struct fixture *f = *state;
	const struct audit_entry entry = { "user 1", NULL, "user 3",
					   "{\"comments\":1}" };
	int64_t ids[] = { 1, 2, 3 };
	struct audit_filter all = { 0 };
	struct audit_row *rows;
	size_t count;

	add_three(f->db);
	assert_int_equal(store_audit_erase(f->db, f->arena, &entry, ids, 3),
			 STATUS_OK);
	assert_int_equal(fixture_number(f->db, SQL_GONE), 0);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
	assert_int_equal(
		store_audit_list(f->db, f->arena, &all, 9, &rows, &count),
		STATUS_OK);
	assert_int_equal(count, 4);
	assert_string_equal(rows[0].action, "person.erase");
	assert_non_null(strstr(rows[0].detail, "\"comments\":1"));
	assert_non_null(strstr(rows[0].detail, "\"details\":2"));
	assert_true(rows[1].is_erased && !rows[1].detail);
	assert_true(!rows[2].is_erased && !rows[2].detail); /* had none */
	/* An erasure is itself never erased. */
	assert_int_equal(
		store_audit_erase(f->db, f->arena, &entry, (int64_t[]){ 4 }, 1),
		STATUS_OK);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

/* The list ----------------------------------------------------------------- */

static const char *listed(struct fixture *f, struct audit_filter filter)
{
	char *text = arena_strdup(f->arena, "");
	struct audit_row *rows;
	size_t count;

	assert_int_equal(
		store_audit_list(f->db, f->arena, &filter, 3, &rows, &count),
		STATUS_OK);
	for (size_t i = 0; i < count; i++)
		text = arena_printf(f->arena, "%s%d ", text, (int)rows[i].id);
	return text;
}

static void rows_are_found_by_who_what_which_and_when(void **state)
{
	struct fixture *f = *state;
	int64_t at;

	add(f->db, "user 3", "program.save", "program 1", "{}"); /* 1 */
	add(f->db, "guest", "comment.add", "comment 1", NULL);
	add(f->db, "user 3", "comment.publish", "comment 1", "{}");
	add(f->db, "user 31", "program.pause", "program 1", "{}");
	add(f->db, "import", "programs.odd", "program 10", "{}"); /* 5 */
	at = fixture_number(f->db, "SELECT at FROM audit WHERE id = 5");
#define LISTED(...) listed(f, (struct audit_filter){ __VA_ARGS__ })
	assert_string_equal(LISTED(0), "5 4 3 ");
	assert_string_equal(LISTED(.before_id = 3), "2 1 ");
	assert_string_equal(LISTED(.before_id = 3, .without_guests = true),
			    "1 ");
	assert_string_equal(LISTED(.actor = "user 3"), "3 1 ");
	assert_string_equal(LISTED(.actor = "guest"), "2 ");
	assert_string_equal(LISTED(.action = "program."), "4 1 ");
	assert_string_equal(LISTED(.object = "program 1"), "4 1 ");
	assert_string_equal(LISTED(.object = "program 1", .actor = "user 3"),
			    "1 ");
	assert_string_equal(LISTED(.object = "comment 1", .action = "comment."),
			    "3 ");
	assert_string_equal(LISTED(.from = at + 1), "");
	assert_string_equal(LISTED(.from = at - 60, .until = at + 1), "5 4 3 ");
	assert_string_equal(LISTED(.until = at - 60), "");
}

/* Rows of the first version hold their details themselves, and had no head. */
static void a_record_of_the_first_version_goes_on(void **state)
{
	static const char SQL_OLD[] =
		"INSERT INTO audit VALUES (?, 1000, 'import', 'program.save',"
		" 'program 1', '{\"version\":1}', ?)";
	const struct audit_entry old = { "import", "program.save", "program 1",
					 "{\"version\":1}" };
	unsigned char before[TOKEN_HASH], hash[TOKEN_HASH] = { 0 };
	struct fixture *f = *state;
	char *path = arena_printf(f->arena, "%s/old.db", f->folder);
	char *schema = arena_alloc(f->arena, 1 << 20);
	FILE *in = fopen("tests/data/schema-1.sql", "r");
	sqlite3_stmt *stmt;
	sqlite3 *raw;
	int from, to;

	assert_non_null(in);
	assert_true(fread(schema, 1, (1 << 20) - 1, in) > 0);
	fclose(in);
	assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
	assert_int_equal(sqlite3_exec(raw, schema, NULL, NULL, NULL), 0);
	assert_int_equal(
		sqlite3_exec(raw, "PRAGMA user_version = 1", NULL, NULL, NULL),
		0);
	assert_int_equal(sqlite3_prepare_v2(raw, SQL_OLD, -1, &stmt, NULL), 0);
	for (int id = 1; id <= 3; id++) {
		memcpy(before, hash, sizeof(hash));
		audit_chain_row(hash, before, id, 1000, &old);
		sqlite3_bind_int(stmt, 1, id);
		sqlite3_bind_blob(stmt, 2, hash, sizeof(hash), NULL);
		assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
		sqlite3_reset(stmt);
	}
	sqlite3_finalize(stmt);
	sqlite3_close(raw);
	assert_int_equal(store_migrate(path, &from, &to), STATUS_OK);
	db_close(f->db);
	assert_int_equal(db_open(path, DB_WRITE, &f->db), STATUS_OK);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
	add_three(f->db);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
	assert_string_equal(listed(f, (struct audit_filter){ .before_id = 5 }),
			    "4 3 2 ");
}

static void a_mail_waits_once_for_each_cause(void **state)
{
	static const char SQL_COUNT[] = "SELECT count(*) FROM outbox";
	struct fixture *f = *state;

	for (int i = 0; i < 2; i++) {
		assert_int_equal(store_outbox_add(f->db, "invitation",
						  "ana@example.org", "user 1",
						  NULL, 1000 + i),
				 STATUS_OK);
		assert_int_equal(store_outbox_add(f->db, "invitation",
						  "ana@example.org", "user 2",
						  NULL, 1000 + i),
				 STATUS_OK);
	}
	assert_int_equal(fixture_number(f->db, SQL_COUNT), 2);
}

#define IN_MEMORY(name)                                                        \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

#define ON_FILE(name)                                                          \
	cmocka_unit_test_setup_teardown(name, fixture_file, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_MEMORY(an_untouched_chain_holds),
		IN_MEMORY(rows_can_be_neither_changed_nor_removed),
		IN_MEMORY(an_audit_row_goes_with_the_change_that_failed),
		IN_MEMORY(a_row_without_detail_writes_nothing_beside_it),
		IN_MEMORY(erased_details_are_gone_and_the_chain_holds),
		IN_MEMORY(rows_are_found_by_who_what_which_and_when),
		ON_FILE(a_record_of_the_first_version_goes_on),
		IN_MEMORY(a_mail_waits_once_for_each_cause),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
