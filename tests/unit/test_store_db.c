#include "fixture.h"

#include <sqlite3.h>

static const char SQL_TERM[] = "SELECT slug, name FROM term WHERE id = $1";
static const char SQL_SWAPPED[] = "SELECT $2, $1";
static const char SQL_ADD[] =
	"INSERT INTO organization (slug, name, created_at) VALUES ($1, $2, 0)";
static const char SQL_COUNT[] = "SELECT count(*) FROM organization";

static enum status add(struct db *db, const char *slug)
{
	struct db_query *q = db_query(db, SQL_ADD);

	db_bind_text(q, 1, slug);
	db_bind_text(q, 2, slug);
	return db_finish(q);
}

/* Queries ------------------------------------------------------------- */

static void parameters_are_bound_by_their_number(void **state)
{
	struct fixture *f = *state;
	struct db_query *q = db_query(f->db, SQL_SWAPPED);

	db_bind_int(q, 1, 11);
	db_bind_int(q, 2, 22);
	assert_true(db_row(q));
	assert_int_equal(db_int(q, 0), 22);
	assert_int_equal(db_int(q, 1), 11);
	assert_int_equal(db_finish(q), STATUS_OK);
}

static void a_query_starts_afresh_each_time(void **state)
{
	struct fixture *f = *state;
	struct db_query *q = db_query(f->db, SQL_TERM);

	db_bind_int(q, 1, 1);
	assert_true(db_row(q));
	assert_string_equal(db_text(q, 0, f->arena), "one-to-one");
	assert_int_equal(db_finish(q), STATUS_OK);
	q = db_query(f->db, SQL_TERM); /* nothing bound: NULL, no row */
	assert_false(db_row(q));
	assert_null(db_text(q, 0, f->arena));
	assert_int_equal(db_int(q, 0), 0);
	assert_int_equal(db_finish_one(q), STATUS_NOT_FOUND);
}

static void a_query_inside_itself_fails_and_spoils_nothing(void **state)
{
	struct fixture *f = *state;
	struct db_query *outer = db_query(f->db, SQL_TERM);
	struct db_query *inner = db_query(f->db, SQL_TERM);

	assert_ptr_not_equal(outer, inner);
	db_bind_int(inner, 1, 2);
	assert_false(db_row(inner));
	assert_int_equal(db_finish(inner), STATUS_FAILED);
	db_bind_int(outer, 1, 1);
	assert_true(db_row(outer));
	assert_int_equal(db_finish_one(outer), STATUS_OK);
}

static void a_failure_sticks_to_the_query(void **state)
{
	static const char SQL_WRONG[] = "SELECT nothing FROM nowhere";
	struct fixture *f = *state;
	struct db_query *q = db_query(f->db, SQL_WRONG);

	db_bind_int(q, 1, 1);
	assert_false(db_row(q));
	assert_int_equal(db_finish_one(q), STATUS_FAILED);
	q = db_query(f->db, SQL_TERM);
	db_bind_int(q, 2, 1); /* there is no $2 */
	assert_int_equal(db_finish(q), STATUS_FAILED);
}

static void a_word_in_double_quotes_is_no_string(void **state)
{
	static const char SQL_TYPO[] =
		"SELECT id FROM term WHERE slug = \"one-to-one\"";
	struct fixture *f = *state;

	assert_int_equal(db_finish(db_query(f->db, SQL_TYPO)), STATUS_FAILED);
}

static void a_hundred_statements_are_kept(void **state)
{
	struct fixture *f = *state;
	char sql[200][32];

	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 200; i++) {
			snprintf(sql[i], sizeof(sql[i]), "SELECT %d", i);
			assert_int_equal(fixture_number(f->db, sql[i]), i);
		}
	}
}

static void bytes_and_empty_bytes_come_back(void **state)
{
	static const char SQL_BYTES[] = "SELECT $1, $2";
	struct fixture *f = *state;
	struct db_query *q = db_query(f->db, SQL_BYTES);
	size_t len;

	db_bind_blob(q, 1, "a\0b", 3);
	db_bind_blob(q, 2, "", 0);
	assert_true(db_row(q));
	assert_memory_equal(db_peek_blob(q, 0, &len), "a\0b", 3);
	assert_int_equal(len, 3);
	assert_false(db_is_null(q, 1));
	assert_int_equal(db_finish(q), STATUS_OK);
}

static void other_files_cannot_be_attached(void **state)
{
	static const char SQL_ATTACH[] = "ATTACH '/tmp/x' AS x";
	struct fixture *f = *state;

	assert_int_equal(db_finish(db_query(f->db, SQL_ATTACH)), STATUS_FAILED);
}

static void a_query_past_its_deadline_stops_and_says_busy(void **state)
{
	static const char SQL_ENDLESS[] =
		"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
		" SELECT i + 1 FROM n) SELECT count(*) FROM n";
	struct fixture *f = *state;

	db_deadline(f->db, 20);
	assert_int_equal(db_finish(db_query(f->db, SQL_ENDLESS)), STATUS_BUSY);
	db_deadline(f->db, 0);
	assert_int_equal(fixture_number(f->db, SQL_COUNT), 0);
}

/* Transactions -------------------------------------------------------- */

static void a_write_outside_a_transaction_is_refused(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(add(f->db, "a"), STATUS_FAILED);
	assert_int_equal(fixture_number(f->db, SQL_COUNT), 0);
}

static void a_failure_inside_undoes_everything(void **state)
{
	struct fixture *f = *state;

	db_begin(f->db);
	assert_int_equal(add(f->db, "a"), STATUS_OK);
	assert_int_equal(add(f->db, "a"), STATUS_CONFLICT);
	assert_int_equal(add(f->db, "b"), STATUS_CONFLICT); /* it sticks */
	assert_int_equal(db_end(f->db, STATUS_OK), STATUS_CONFLICT);
	assert_int_equal(fixture_number(f->db, SQL_COUNT), 0);
	db_begin(f->db);
	assert_int_equal(add(f->db, "a"), STATUS_OK);
	assert_int_equal(db_end(f->db, STATUS_OK), STATUS_OK);
	assert_int_equal(fixture_number(f->db, SQL_COUNT), 1);
}

static void an_inner_pair_that_fails_fails_the_outer(void **state)
{
	struct fixture *f = *state;

	db_begin(f->db);
	assert_int_equal(add(f->db, "a"), STATUS_OK);
	db_begin(f->db);
	assert_int_equal(db_end(f->db, STATUS_NOT_FOUND), STATUS_NOT_FOUND);
	assert_int_equal(db_end(f->db, STATUS_OK), STATUS_NOT_FOUND);
	assert_int_equal(fixture_number(f->db, SQL_COUNT), 0);
}

static void a_reader_cannot_write(void **state)
{
	struct fixture *f = *state;
	struct db *reader;

	assert_int_equal(db_open(f->path, DB_READ, &reader), STATUS_OK);
	db_begin(reader);
	assert_int_equal(add(reader, "a"), STATUS_FAILED);
	assert_int_equal(db_end(reader, STATUS_OK), STATUS_FAILED);
	assert_int_equal(fixture_number(reader, SQL_COUNT), 0);
	db_close(reader);
}

static void a_reader_sees_one_moment(void **state)
{
	struct fixture *f = *state;
	struct db *reader;

	assert_int_equal(db_open(f->path, DB_READ, &reader), STATUS_OK);
	db_begin_read(reader);
	assert_int_equal(fixture_number(reader, SQL_COUNT), 0);
	db_begin(f->db);
	assert_int_equal(add(f->db, "a"), STATUS_OK);
	assert_int_equal(db_end(f->db, STATUS_OK), STATUS_OK);
	assert_int_equal(fixture_number(reader, SQL_COUNT), 0);
	db_end_read(reader);
	assert_int_equal(fixture_number(reader, SQL_COUNT), 1);
	db_close(reader);
}

static void a_second_writer_is_told_busy(void **state)
{
	struct fixture *f = *state;
	struct db *other;
	sqlite3 *raw;

	assert_int_equal(sqlite3_open(f->path, &raw), SQLITE_OK);
	assert_int_equal(sqlite3_exec(raw, "BEGIN IMMEDIATE", 0, 0, 0), 0);
	assert_int_equal(db_open(f->path, DB_WRITE, &other), STATUS_OK);
	db_begin(other); /* waits for its five seconds */
	assert_int_equal(db_end(other, STATUS_OK), STATUS_BUSY);
	assert_int_equal(fixture_number(other, SQL_COUNT), 0); /* reads go on */
	assert_int_equal(sqlite3_exec(raw, "ROLLBACK", 0, 0, 0), 0);
	db_begin(other);
	assert_int_equal(add(other, "a"), STATUS_OK);
	assert_int_equal(db_end(other, STATUS_OK), STATUS_OK);
	db_close(other);
	sqlite3_close(raw);
}

/* Kept things --------------------------------------------------------- */

static int released;

static void release(void *thing)
{
	(void)thing;
	released++;
}

static void a_refused_part_leaves_the_rest_of_its_transaction(void **state)
{
	static const char ADD[] =
		"INSERT INTO assignment (object, user_id, at)"
		" SELECT 'thing ' || $1, max(id), 1 FROM user";
	static const char COUNT[] = "SELECT count(*) FROM assignment";
	static const char USER[] = "INSERT INTO user (email, role, created_at)"
				   " VALUES ('a@b.example', 'editor', 1)";
	static const enum status refusals[] = { STATUS_CONFLICT,
						STATUS_NOT_FOUND, STATUS_BAD };
	struct fixture *f = *state;

	assert_int_equal(fixture_run(f->db, USER), STATUS_OK);
	db_begin(f->db);
	for (int i = 0; i < 3; i++) {
		struct db_query *q;

		db_try(f->db);
		db_begin(f->db);
		q = db_query(f->db, ADD);
		db_bind_int(q, 1, i);
		assert_int_equal(db_end(f->db, db_finish(q)), STATUS_OK);
		assert_int_equal(db_try_end(f->db, refusals[i]), refusals[i]);
	}
	db_try(f->db);
	assert_int_equal(db_try_end(f->db, db_finish(db_query(f->db, ADD))),
			 STATUS_CONFLICT); /* 'thing ' || NULL is none */
	db_try(f->db);
	assert_int_equal(db_try_end(f->db, STATUS_OK), STATUS_OK);
	assert_int_equal(db_end(f->db, STATUS_OK), STATUS_OK);
	assert_int_equal(fixture_number(f->db, COUNT), 0);
	db_begin(f->db);
	db_try(f->db);
	assert_int_equal(db_try_end(f->db, STATUS_FULL), STATUS_FULL);
	assert_int_equal(db_end(f->db, STATUS_OK), STATUS_FULL);
}

static void kept_things_end_with_a_rollback_and_the_close(void **state)
{
	static const char key;
	struct db *db;
	int thing;

	(void)state;
	released = 0;
	assert_int_equal(db_open("", DB_WRITE, &db), STATUS_OK);
	assert_null(db_kept(db, &key));
	db_keep(db, &key, &thing, release);
	assert_ptr_equal(db_kept(db, &key), &thing);
	db_keep(db, &key, &thing, release);
	assert_int_equal(released, 1);
	db_begin(db);
	assert_int_equal(db_end(db, STATUS_BAD), STATUS_BAD);
	assert_int_equal(released, 2);
	assert_null(db_kept(db, &key));
	db_keep(db, &key, &thing, release);
	db_close(db);
	assert_int_equal(released, 3);
}

#define ON(name)                                                               \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
#define ON_FILE(name)                                                          \
	cmocka_unit_test_setup_teardown(name, fixture_file, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON(parameters_are_bound_by_their_number),
		ON(a_query_starts_afresh_each_time),
		ON(a_query_inside_itself_fails_and_spoils_nothing),
		ON(a_failure_sticks_to_the_query),
		ON(a_word_in_double_quotes_is_no_string),
		ON(a_hundred_statements_are_kept),
		ON(bytes_and_empty_bytes_come_back),
		ON(other_files_cannot_be_attached),
		ON(a_query_past_its_deadline_stops_and_says_busy),
		ON(a_write_outside_a_transaction_is_refused),
		ON(a_failure_inside_undoes_everything),
		ON(a_refused_part_leaves_the_rest_of_its_transaction),
		ON(an_inner_pair_that_fails_fails_the_outer),
		ON_FILE(a_reader_cannot_write),
		ON_FILE(a_reader_sees_one_moment),
		ON_FILE(a_second_writer_is_told_busy),
		cmocka_unit_test(kept_things_end_with_a_rollback_and_the_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
