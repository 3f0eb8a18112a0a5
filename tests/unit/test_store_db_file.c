/* The database as a file: missing, foreign, damaged, copied, full. */
#include "fixture.h"

#include <fcntl.h>
#include <sched.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

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

static void an_empty_file_is_not_begun(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	char path[128];
	struct stat file;

	snprintf(path, sizeof(path), "%s/empty.db", f->folder);
	fclose(fopen(path, "w"));
	assert_int_equal(db_open(path, DB_WRITE, &db), STATUS_FAILED);
	assert_int_equal(db_open(path, DB_READ, &db), STATUS_FAILED);
	assert_int_equal(stat(path, &file), 0);
	assert_int_equal(file.st_size, 0);
}

static void a_file_that_was_moved_or_replaced_is_noticed(void **state)
{
	struct fixture *f = *state;
	struct db *db;
	char path[128];

	assert_false(db_is_useless(f->db));
	assert_int_equal(db_open("", DB_WRITE, &db), STATUS_OK);
	assert_false(db_is_useless(db));
	db_close(db);
	snprintf(path, sizeof(path), "%s/aside.db", f->folder);
	assert_int_equal(rename(f->path, path), 0);
	assert_true(db_is_useless(f->db));
	fclose(fopen(f->path, "w"));
	assert_true(db_is_useless(f->db));
	assert_int_equal(rename(path, f->path), 0);
	assert_false(db_is_useless(f->db));
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
	assert_int_equal(fixture_number(copy, "SELECT count(*) FROM county"),
			 6);
	db_close(copy);
}

static unsigned char *bytes_of(struct fixture *f, const char *path, size_t *len)
{
	FILE *file = fopen(path, "r");
	unsigned char *bytes = arena_alloc(f->arena, 4 << 20);

	assert_non_null(file);
	*len = fread(bytes, 1, 4 << 20, file);
	fclose(file);
	return bytes;
}

static void looking_at_a_copy_changes_no_byte_of_it(void **state)
{
	struct fixture *f = *state;
	unsigned char *before, *after;
	struct db *copy;
	size_t len, len_after;
	char path[128];
	int64_t size;

	snprintf(path, sizeof(path), "%s/copy.db", f->folder);
	assert_int_equal(db_copy_to(f->db, path), STATUS_OK);
	before = bytes_of(f, path, &len);
	assert_int_equal(db_open(path, DB_COPY, &copy), STATUS_OK);
	assert_int_equal(db_check(copy), STATUS_OK);
	assert_int_equal(db_check_quick(copy), STATUS_OK);
	assert_int_equal(db_size(copy, &size), STATUS_OK);
	assert_int_equal(size, len);
	db_begin(copy);
	assert_int_equal(add(copy, "a"), STATUS_FULL);
	assert_int_equal(db_end(copy, STATUS_OK), STATUS_FULL);
	db_close(copy);
	after = bytes_of(f, path, &len_after);
	assert_int_equal(len_after, len);
	assert_memory_equal(after, before, len);
}

static void the_quick_look_finds_broken_pages(void **state)
{
	static const char SQL_ROOT[] =
		"SELECT rootpage FROM sqlite_schema WHERE name = 'county'";
	struct fixture *f = *state;
	unsigned char noise[4096];
	struct db *copy;
	char path[128];
	int64_t page;
	int file;

	snprintf(path, sizeof(path), "%s/copy.db", f->folder);
	assert_int_equal(db_copy_to(f->db, path), STATUS_OK);
	page = fixture_number(f->db, SQL_ROOT);
	memset(noise, 0x5a, sizeof(noise));
	file = open(path, O_WRONLY);
	assert_int_equal(pwrite(file, noise, sizeof(noise), (page - 1) * 4096),
			 sizeof(noise));
	close(file);
	assert_int_equal(db_open(path, DB_COPY, &copy), STATUS_OK);
	assert_int_equal(db_check_quick(copy), STATUS_FAILED);
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
	assert_int_equal(fixture_number(db, SQL_COUNT) % 100,
			 0); /* reads go on */
}

static void a_full_database_is_told_apart_and_reads_go_on(void **state)
{
	static const char SQL_SMALL[] = "PRAGMA max_page_count = 150";
	static const char SQL_LARGE[] = "PRAGMA max_page_count = 99999";
	struct fixture *f = *state;

	assert_int_equal(fixture_number(f->db, SQL_SMALL), 150);
	fill(f->db);
	assert_int_equal(fixture_number(f->db, SQL_LARGE), 99999);
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
	    mount("none", folder, "tmpfs", 0, "size=2m") != 0)
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

#define ON_FILE(name)                                                          \
	cmocka_unit_test_setup_teardown(name, fixture_file, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_FILE(a_missing_file_is_not_made),
		ON_FILE(the_file_is_for_its_owner_only),
		ON_FILE(a_newer_database_is_left_alone),
		ON_FILE(an_older_database_must_be_migrated_first),
		ON_FILE(garbage_is_no_database),
		ON_FILE(an_empty_file_is_not_begun),
		ON_FILE(a_file_that_was_moved_or_replaced_is_noticed),
		ON_FILE(a_damaged_file_is_noticed_by_the_check),
		ON_FILE(a_copy_is_whole_and_never_overwrites),
		ON_FILE(looking_at_a_copy_changes_no_byte_of_it),
		ON_FILE(the_quick_look_finds_broken_pages),
		ON_FILE(a_full_database_is_told_apart_and_reads_go_on),
		ON_FILE(a_full_disk_is_told_apart_and_reads_go_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
