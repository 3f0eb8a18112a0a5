#include "fixture.h"

#include <fcntl.h>
#include <sched.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

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

static int64_t number(struct db *db, const char *sql)
{
	struct db_query *q = db_query(db, sql);
	int64_t n = db_row(q) ? db_int(q, 0) : -1;

	assert_int_equal(db_finish(q), STATUS_OK);
	return n;
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
			assert_int_equal(number(f->db, sql[i]), i);
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
	assert_int_equal(number(f->db, SQL_COUNT), 0);
}

/* Transactions -------------------------------------------------------- */

static void a_write_outside_a_transaction_is_refused(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(add(f->db, "a"), STATUS_FAILED);
	assert_int_equal(number(f->db, SQL_COUNT), 0);
}

static void a_failure_inside_undoes_everything(void **state)
{
	struct fixture *f = *state;

	db_begin(f->db);
	assert_int_equal(add(f->db, "a"), STATUS_OK);
	assert_int_equal(add(f->db, "a"), STATUS_CONFLICT);
	assert_int_equal(add(f->db, "b"), STATUS_CONFLICT); /* it sticks */
	assert_int_equal(db_end(f->db, STATUS_OK), STATUS_CONFLICT);
	assert_int_equal(number(f->db, SQL_COUNT), 0);
	db_begin(f->db);
	assert_int_equal(add(f->db, "a"), STATUS_OK);
	assert_int_equal(db_end(f->db, STATUS_OK), STATUS_OK);
	assert_int_equal(number(f->db, SQL_COUNT), 1);
}

static void an_inner_pair_that_fails_fails_the_outer(void **state)
{
	struct fixture *f = *state;

	db_begin(f->db);
	assert_int_equal(add(f->db, "a"), STATUS_OK);
	db_begin(f->db);
	assert_int_equal(db_end(f->db, STATUS_NOT_FOUND), STATUS_NOT_FOUND);
	assert_int_equal(db_end(f->db, STATUS_OK), STATUS_NOT_FOUND);
	assert_int_equal(number(f->db, SQL_COUNT), 0);
}

static void a_reader_cannot_write(void **state)
{
	struct fixture *f = *state;
	struct db *reader;

	assert_int_equal(db_open(f->path, DB_READ, &reader), STATUS_OK);
	db_begin(reader);
	assert_int_equal(add(reader, "a"), STATUS_FAILED);
	assert_int_equal(db_end(reader, STATUS_OK), STATUS_FAILED);
	assert_int_equal(number(reader, SQL_COUNT), 0);
	db_close(reader);
}

static void a_reader_sees_one_moment(void **state)
{
	struct fixture *f = *state;
	struct db *reader;

	assert_int_equal(db_open(f->path, DB_READ, &reader), STATUS_OK);
	db_begin_read(reader);
	assert_int_equal(number(reader, SQL_COUNT), 0);
	db_begin(f->db);
	assert_int_equal(add(f->db, "a"), STATUS_OK);
	assert_int_equal(db_end(f->db, STATUS_OK), STATUS_OK);
	assert_int_equal(number(reader, SQL_COUNT), 0);
	db_end_read(reader);
	assert_int_equal(number(reader, SQL_COUNT), 1);
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
	assert_int_equal(number(other, SQL_COUNT), 0); /* reads go on */
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

/* Files --------------------------------------------------------------- */

static void a_missing_file_is_not_made(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	char path[128];

	snprintf(path, sizeof(path), "%s/missing.db", f->folder);
	assert_int_equal(db_open(path, DB_READ, &db), STATUS_NOT_FOUND);
	assert_int_equal(db_open(path, DB_WRITE, &db), STATUS_NOT_FOUND);
	assert_null(db);
	assert_int_equal(access(path, F_OK), -1);
}

static void the_file_is_for_its_owner_only(void **state)
{
	struct fixture *f = *state;
	struct stat info;

	assert_int_equal(stat(f->path, &info), 0);
	assert_int_equal(info.st_mode & 077, 0);
}

static void set_version(const char *path, const char *sql)
{
	sqlite3 *raw;

	assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
	assert_int_equal(sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(raw);
}

static void a_newer_database_is_left_alone(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	int from, to;

	set_version(f->path, "PRAGMA user_version = 9999");
	assert_int_equal(db_open(f->path, DB_READ, &db), STATUS_NEWER);
	assert_int_equal(db_open(f->path, DB_WRITE, &db), STATUS_NEWER);
	assert_int_equal(store_migrate(f->path, &from, &to), STATUS_NEWER);
	assert_int_equal(access(f->path, F_OK), 0);
}

static void an_older_database_must_be_migrated_first(void **state)
{
	struct fixture *f = *state;
	struct db *db;

	set_version(f->path, "PRAGMA user_version = 0");
	assert_int_equal(db_open(f->path, DB_WRITE, &db), STATUS_FAILED);
}

static void garbage_is_no_database(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	char path[128];
	FILE *file;
	int from, to;

	snprintf(path, sizeof(path), "%s/garbage.db", f->folder);
	file = fopen(path, "w");
	for (int i = 0; i < 500; i++)
		fputs("not a database at all\n", file);
	fclose(file);
	assert_int_equal(db_open(path, DB_WRITE, &db), STATUS_FAILED);
	assert_int_equal(store_migrate(path, &from, &to), STATUS_FAILED);
	assert_int_equal(access(path, F_OK), 0); /* still there to rescue */
}

static void a_damaged_file_is_noticed_by_the_check(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	int file;
	char noise[4096];

	assert_int_equal(db_check(f->db), STATUS_OK);
	db_close(f->db); /* moves everything into the file */
	memset(noise, 0x5a, sizeof(noise));
	file = open(f->path, O_WRONLY);
	for (int page = 4; page < 30; page++)
		assert_int_equal(
			pwrite(file, noise, sizeof(noise), page * 4096L),
			sizeof(noise));
	close(file);
	if (db_open(f->path, DB_WRITE, &db) == STATUS_OK) {
		assert_int_equal(db_check(db), STATUS_FAILED);
		db_close(db);
	}
	f->db = NULL;
}

static void a_copy_is_whole_and_never_overwrites(void **state)
{
	struct fixture *f = *state;
	struct db *reader, *copy;
	char path[128];

	snprintf(path, sizeof(path), "%s/copy.db", f->folder);
	assert_int_equal(db_open(f->path, DB_READ, &reader), STATUS_OK);
	assert_int_equal(db_copy_to(reader, path), STATUS_OK);
	assert_int_equal(db_copy_to(reader, path), STATUS_CONFLICT);
	db_begin(reader); /* is it read-only again? */
	assert_int_equal(add(reader, "a"), STATUS_FAILED);
	assert_int_equal(db_end(reader, STATUS_OK), STATUS_FAILED);
	db_close(reader);
	assert_int_equal(db_open(path, DB_READ, &copy), STATUS_OK);
	assert_int_equal(db_check(copy), STATUS_OK);
	assert_int_equal(number(copy, "SELECT count(*) FROM county"), 6);
	db_close(copy);
}

/* Add organizations until there is no space; only whole hundreds stay. */
static void fill(struct db *db)
{
	enum status st = STATUS_OK;
	char slug[32];

	for (int i = 0; i < 1000 && st == STATUS_OK; i++) {
		db_begin(db);
		for (int k = 0; k < 100 && st == STATUS_OK; k++) {
			snprintf(slug, sizeof(slug), "org-%d-%d", i, k);
			st = add(db, slug);
		}
		st = db_end(db, st);
	}
	assert_int_equal(st, STATUS_FULL);
	assert_int_equal(number(db, SQL_COUNT) % 100, 0); /* reads go on */
}

static void a_full_database_is_told_apart_and_reads_go_on(void **state)
{
	static const char SQL_SMALL[] = "PRAGMA max_page_count = 150";
	static const char SQL_LARGE[] = "PRAGMA max_page_count = 99999";
	struct fixture *f = *state;

	assert_int_equal(number(f->db, SQL_SMALL), 150);
	fill(f->db);
	assert_int_equal(number(f->db, SQL_LARGE), 99999);
	db_begin(f->db);
	assert_int_equal(add(f->db, "space-again"), STATUS_OK);
	assert_int_equal(db_end(f->db, STATUS_OK), STATUS_OK);
}

static int fill_small_disk(const char *folder)
{
	static const char SQL_ONE[] =
		"INSERT INTO outbox (kind, recipient, object, created_at)"
		" VALUES ('a', 'b', 'c', 0)";
	char path[128], blocker[128], block[4096] = { 1 };
	enum status st;
	struct db *db;
	int from, to, file;

	if (unshare(CLONE_NEWNS) != 0 ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount("none", folder, "tmpfs", 0, "size=1m") != 0)
		return 77;
	snprintf(path, sizeof(path), "%s/small.db", folder);
	assert_int_equal(store_migrate(path, &from, &to), STATUS_OK);
	/* Not even room for the WAL's index: the other way that full shows. */
	snprintf(blocker, sizeof(blocker), "%s/blocker", folder);
	file = open(blocker, O_WRONLY | O_CREAT, 0600);
	while (write(file, block, sizeof(block)) > 0)
		;
	close(file);
	st = db_open(path, DB_WRITE, &db);
	if (st == STATUS_OK) {
		st = fixture_run(db, SQL_ONE);
		db_close(db);
	}
	assert_int_equal(st, STATUS_FULL);
	unlink(blocker);
	assert_int_equal(db_open(path, DB_WRITE, &db), STATUS_OK);
	assert_int_equal(fixture_run(db, SQL_ONE), STATUS_OK);
	fill(db);
	db_close(db);
	return 0;
}

static void a_full_disk_is_told_apart_and_reads_go_on(void **state)
{
	struct fixture *f = *state;
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0)
		_exit(fill_small_disk(f->folder));
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
		skip(); /* only root may mount a small disk */
	assert_int_equal(status, 0);
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
		ON(an_inner_pair_that_fails_fails_the_outer),
		ON_FILE(a_reader_cannot_write),
		ON_FILE(a_reader_sees_one_moment),
		ON_FILE(a_second_writer_is_told_busy),
		cmocka_unit_test(kept_things_end_with_a_rollback_and_the_close),
		ON_FILE(a_missing_file_is_not_made),
		ON_FILE(the_file_is_for_its_owner_only),
		ON_FILE(a_newer_database_is_left_alone),
		ON_FILE(an_older_database_must_be_migrated_first),
		ON_FILE(garbage_is_no_database),
		ON_FILE(a_damaged_file_is_noticed_by_the_check),
		ON_FILE(a_copy_is_whole_and_never_overwrites),
		ON_FILE(a_full_database_is_told_apart_and_reads_go_on),
		ON_FILE(a_full_disk_is_told_apart_and_reads_go_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
