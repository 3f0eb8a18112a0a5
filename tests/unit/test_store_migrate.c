#include "fixture.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include "store/migrate_steps.h"

static char *all_of(struct fixture *f, const char *path, const char *sql)
{
	char *text = arena_strdup(f->arena, "");
	sqlite3_stmt *stmt;
	sqlite3 *raw;

	assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(raw, sql, -1, &stmt, NULL),
			 SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW)
		text = arena_printf(f->arena, "%s%s\n", text,
				    (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	sqlite3_close(raw);
	return text;
}

/* A column that a step adds stands elsewhere between the comments and line
 * breaks of its table: they do not count, the rest does, letter by letter. */
static char *without_layout(char *text)
{
	char *to = text;

	for (const char *at = text; *at;) {
		if (at[0] == '-' && at[1] == '-')
			at += strcspn(at, "\n");
		else if (*at == ' ' || *at == '\n' || *at == '\t')
			at++;
		else
			*to++ = *at++;
	}
	*to = '\0';
	return text;
}

static char *schema_of(struct fixture *f, const char *path)
{
	return without_layout(
		all_of(f, path,
		       "SELECT type || ' ' || name || ' ' || coalesce(sql, '')"
		       "  FROM sqlite_master ORDER BY type, name"));
}

static const char *file(struct fixture *f, const char *name)
{
	return arena_printf(f->arena, "%s/%s", f->folder, name);
}

static const char *version_text(struct fixture *f)
{
	return arena_printf(f->arena, "%d\n", store_version());
}

static void run(const char *path, const char *sql)
{
	sqlite3 *raw;

	assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
	assert_int_equal(sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(raw);
}

static void a_new_file_gets_the_whole_schema_and_its_version(void **state)
{
	struct fixture *f = *state;
	const char *path = file(f, "new.db");
	int from = -1, to = -1;

	assert_int_equal(store_migrate(path, &from, &to), STATUS_OK);
	assert_int_equal(from, 0);
	assert_int_equal(to, store_version());
	assert_string_equal(all_of(f, path, "PRAGMA user_version"),
			    version_text(f));
	assert_int_equal(store_migrate(path, &from, &to), STATUS_OK);
	assert_int_equal(from, to); /* nothing left to do */
}

static void an_empty_file_is_filled(void **state)
{
	struct fixture *f = *state;
	const char *path = file(f, "empty.db");
	int from, to;

	fclose(fopen(path, "w"));
	assert_int_equal(store_migrate(path, &from, &to), STATUS_OK);
	assert_string_equal(schema_of(f, path), schema_of(f, f->path));
}

/* Each older schema, lifted by the numbered steps, must become schema.sql:
 * a version without its step, or a step unlike the schema, fails here. */
static void every_road_leads_to_the_same_schema(void **state)
{
	struct fixture *f = *state;
	int steps = 0, from, to;

	while (store_migrations[steps].version) {
		assert_int_equal(store_migrations[steps].version, steps + 2);
		steps++;
	}
	assert_int_equal(store_version(), steps + 1);
	for (int version = 1; version < store_version(); version++) {
		const char *path = file(f, "old.db");
		char *old = arena_printf(f->arena, "tests/data/schema-%d.sql",
					 version);
		char *sql = arena_alloc(f->arena, 1 << 20);
		FILE *in = fopen(old, "r");

		assert_non_null(in); /* keep the old schema.sql there */
		assert_true(fread(sql, 1, (1 << 20) - 1, in) > 0);
		fclose(in);
		unlink(path);
		run(path, sql);
		run(path, arena_printf(f->arena, "PRAGMA user_version = %d",
				       version));
		assert_int_equal(store_migrate(path, &from, &to), STATUS_OK);
		assert_string_equal(schema_of(f, path), schema_of(f, f->path));
	}
}

/* A road of its own for the mechanism: version 1 has one table. */
static const char ROAD_OLD[] =
	"CREATE TABLE a (id INTEGER PRIMARY KEY, b INTEGER REFERENCES a (id))"
	" STRICT; INSERT INTO a VALUES (1, NULL), (2, 1)";

static void put_old(const char *path)
{
	run(path, ROAD_OLD);
	run(path, "PRAGMA user_version = 1");
}

static void steps_run_in_order_and_once(void **state)
{
	static const struct migration steps[] = {
		{ 2, "ALTER TABLE a ADD COLUMN c INTEGER" },
		{ 3, "UPDATE a SET c = id * 10;"
		     "CREATE INDEX a_by_c ON a (c)" },
		{ 0, NULL },
	};
	/* A road whose end this program would call newer is walked from
	 * below: the file says 0 or 1 when it is opened. */
	const struct road road = { ROAD_OLD, steps, 3 };
	struct fixture *f = *state;
	const char *path = file(f, "road.db");
	int from, to;

	put_old(path);
	assert_int_equal(migrate_along(&road, path, &from, &to), STATUS_OK);
	assert_int_equal(from, 1);
	assert_int_equal(to, 3);
	assert_string_equal(all_of(f, path, "SELECT c FROM a"), "10\n20\n");
	assert_string_equal(all_of(f, path, "PRAGMA user_version"), "3\n");
}

static void a_step_that_fails_leaves_the_file_as_it_was(void **state)
{
	static const struct migration steps[] = {
		{ 2, "ALTER TABLE a ADD COLUMN c INTEGER" },
		{ 3, "INSERT INTO nowhere VALUES (1)" },
		{ 0, NULL },
	};
	const struct road road = { ROAD_OLD, steps, 3 };
	struct fixture *f = *state;
	const char *path = file(f, "road.db");
	char *before;
	int from, to;

	put_old(path);
	before = schema_of(f, path);
	assert_int_equal(migrate_along(&road, path, &from, &to), STATUS_FAILED);
	assert_string_equal(schema_of(f, path), before);
	assert_string_equal(all_of(f, path, "PRAGMA user_version"), "1\n");
}

static void a_step_that_leaves_orphans_is_undone(void **state)
{
	static const struct migration steps[] = {
		{ 2, "DELETE FROM a WHERE id = 1" },
		{ 0, NULL },
	};
	const struct road road = { ROAD_OLD, steps, 2 };
	struct fixture *f = *state;
	const char *path = file(f, "road.db");
	int from, to;

	put_old(path);
	assert_int_equal(migrate_along(&road, path, &from, &to), STATUS_FAILED);
	assert_string_equal(all_of(f, path, "SELECT count(*) FROM a"), "2\n");
}

static void a_new_file_that_fails_is_not_left_behind(void **state)
{
	const struct road road = { "CREATE TABLE (", store_migrations, 1 };
	struct fixture *f = *state;
	const char *path = file(f, "new.db");
	int from, to;

	assert_int_equal(migrate_along(&road, path, &from, &to), STATUS_FAILED);
	assert_int_equal(access(path, F_OK), -1);
}

static void the_database_of_another_program_is_left_alone(void **state)
{
	struct fixture *f = *state;
	const char *path = file(f, "other.db");
	int from, to;

	run(path, "CREATE TABLE precious (x)");
	assert_int_equal(store_migrate(path, &from, &to), STATUS_FAILED);
	assert_string_equal(schema_of(f, path),
			    "tablepreciousCREATETABLEprecious(x)");
}

static void lifting_removes_the_ready_made_pages(void **state)
{
	static const struct migration steps[] = {
		{ 2, "ALTER TABLE a ADD COLUMN c INTEGER" },
		{ 0, NULL },
	};
	const struct road road = { ROAD_OLD, steps, 2 };
	struct fixture *f = *state;
	const char *link = file(f, "pages/current");
	int from, to;

	assert_int_equal(mkdir(file(f, "pages"), 0700), 0);
	assert_int_equal(symlink("1", link), 0);
	put_old(file(f, "road.db"));
	assert_int_equal(migrate_along(&road, file(f, "road.db"), &from, &to),
			 STATUS_OK);
	assert_int_equal(unlink(link), -1);
}

static void lifting_makes_nothing_new(void **state)
{
	struct fixture *f = *state;
	const char *missing = file(f, "missing.db");
	const char *empty = file(f, "empty.db");
	const char *hollow = file(f, "hollow.db");
	int from, to;

	assert_int_equal(store_lift(missing, &from, &to), STATUS_NOT_FOUND);
	assert_int_equal(access(missing, F_OK), -1);
	fclose(fopen(empty, "w"));
	assert_int_equal(store_lift(empty, &from, &to), STATUS_NOT_FOUND);
	run(hollow, "CREATE TABLE a (b); DROP TABLE a");
	assert_int_equal(store_lift(hollow, &from, &to), STATUS_FAILED);
	assert_string_equal(schema_of(f, hollow), "");
}

static void an_older_one_is_lifted_and_this_one_left_alone(void **state)
{
	struct fixture *f = *state;
	const char *path = file(f, "old.db");
	char *sql = arena_alloc(f->arena, 1 << 20);
	FILE *in = fopen("tests/data/schema-2.sql", "r");
	int from, to;

	assert_non_null(in);
	assert_true(fread(sql, 1, (1 << 20) - 1, in) > 0);
	fclose(in);
	run(path, sql);
	run(path, "PRAGMA user_version = 2");
	assert_int_equal(store_lift(path, &from, &to), STATUS_OK);
	assert_int_equal(from, 2);
	assert_string_equal(schema_of(f, path), schema_of(f, f->path));
	assert_int_equal(store_lift(path, &from, &to), STATUS_OK);
	assert_int_equal(from, store_version());
}

#define ON_FILE(name)                                                          \
	cmocka_unit_test_setup_teardown(name, fixture_file, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_FILE(a_new_file_gets_the_whole_schema_and_its_version),
		ON_FILE(an_empty_file_is_filled),
		ON_FILE(every_road_leads_to_the_same_schema),
		ON_FILE(steps_run_in_order_and_once),
		ON_FILE(a_step_that_fails_leaves_the_file_as_it_was),
		ON_FILE(a_step_that_leaves_orphans_is_undone),
		ON_FILE(a_new_file_that_fails_is_not_left_behind),
		ON_FILE(the_database_of_another_program_is_left_alone),
		ON_FILE(lifting_removes_the_ready_made_pages),
		ON_FILE(lifting_makes_nothing_new),
		ON_FILE(an_older_one_is_lifted_and_this_one_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
