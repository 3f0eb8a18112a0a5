/* The record of changes, damaged in every way by chance: each is found. */
#include "fixture.h"

#include <fcntl.h>
#include <sqlite3.h>

#include "store/audit.h"
#include "store/audit_chain.h"
#include "store/db_internal.h"

#define ROWS  120
#define TRIES 1000

static void add(struct db *db, const char *actor, const char *action,
		const char *object, const char *detail)
{
	const struct audit_entry entry = { actor, action, object, detail };

	assert_int_equal(store_audit_add(db, &entry), STATUS_OK);
}

/* Written behind the program's back: without triggers, keys and checks. All of
 * it happens in a transaction that is rolled back after each try. */

struct damage {
	struct fixture *f;
	sqlite3 *raw;
	unsigned seed;
};

/* Whole columns of the record, by table. */
static const struct {
	const char *table, *key;
	const char *columns[7];
	int count;
} record[] = {
	{ "audit",
	  "id",
	  { "id", "at", "actor", "action", "object", "detail", "hash" },
	  7 },
	{ "audit_detail", "audit_id", { "audit_id", "salt", "detail" }, 3 },
	{ "audit_erasure", "audit_id", { "audit_id", "erased_by" }, 2 },
	{ "audit_head", "id", { "id", "last_id", "hash" }, 3 },
};

static unsigned any(struct damage *d, unsigned below)
{
	d->seed = d->seed * 1664525u + 1013904223u;
	return (d->seed >> 8) % below;
}

/* Run it; whether that went well (a key may be taken). */
static bool run(struct damage *d, const char *format, ...)
{
	char sql[400];
	va_list ap;

	va_start(ap, format);
	vsnprintf(sql, sizeof(sql), format, ap);
	va_end(ap);
	return sqlite3_exec(d->raw, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static sqlite3_stmt *ask(struct damage *d, const char *format, ...)
{
	sqlite3_stmt *stmt;
	char sql[700];
	va_list ap;

	va_start(ap, format);
	vsnprintf(sql, sizeof(sql), format, ap);
	va_end(ap);
	assert_int_equal(sqlite3_prepare_v2(d->raw, sql, -1, &stmt, NULL),
			 SQLITE_OK);
	return stmt;
}

static int64_t any_key(struct damage *d, size_t table)
{
	sqlite3_stmt *stmt =
		ask(d, "SELECT %s FROM %s ORDER BY %s", record[table].key,
		    record[table].table, record[table].key);
	unsigned count = 0, chosen;
	int64_t key;

	while (sqlite3_step(stmt) == SQLITE_ROW)
		count++;
	/* The first and the last are tried oftener than by chance. */
	chosen = any(d, 6);
	chosen = chosen == 0 ? 0 : chosen == 1 ? count - 1 : any(d, count);
	sqlite3_reset(stmt);
	for (unsigned i = 0; i <= chosen; i++)
		sqlite3_step(stmt);
	key = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return key;
}

/* Everything the record holds, as text. */
static char *whole(struct damage *d)
{
	sqlite3_stmt *stmt =
		ask(d, "SELECT"
		       " (SELECT group_concat(id || quote(at) || quote(actor)"
		       "   || quote(action) || quote(object) || quote(detail)"
		       "   || quote(hash)) FROM audit),"
		       " (SELECT group_concat(audit_id || quote(salt)"
		       "   || quote(detail)) FROM audit_detail),"
		       " (SELECT group_concat(audit_id || ' ' || erased_by)"
		       "   FROM audit_erasure),"
		       " (SELECT id || ' ' || last_id || quote(hash)"
		       "   FROM audit_head)");
	char *text;

	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	text = arena_printf(d->f->arena, "%s|%s|%s|%s",
			    (const char *)sqlite3_column_text(stmt, 0),
			    (const char *)sqlite3_column_text(stmt, 1),
			    (const char *)sqlite3_column_text(stmt, 2),
			    (const char *)sqlite3_column_text(stmt, 3));
	sqlite3_finalize(stmt);
	return text;
}

/* One byte of one column of one row becomes another. */
static bool flip(struct damage *d)
{
	size_t t = any(d, 4);
	const char *column =
		record[t].columns[any(d, (unsigned)record[t].count)];
	int64_t key = any_key(d, t), number;
	sqlite3_stmt *from = ask(d, "SELECT %s FROM %s WHERE %s = %d", column,
				 record[t].table, record[t].key, (int)key);
	sqlite3_stmt *to =
		ask(d, "UPDATE %s SET %s = $1 WHERE %s = %d", record[t].table,
		    column, record[t].key, (int)key);
	unsigned char bytes[400];
	bool is_done = false;
	int len, type;

	assert_int_equal(sqlite3_step(from), SQLITE_ROW);
	type = sqlite3_column_type(from, 0);
	number = sqlite3_column_int64(from, 0);
	len = sqlite3_column_bytes(from, 0);
	if (type == SQLITE_INTEGER) {
		number ^= (int64_t)(1 + any(d, 255)) << 8 * any(d, 7);
		sqlite3_bind_int64(to, 1, number);
	} else if (len > 0) {
		assert_true(len <= (int)sizeof(bytes));
		memcpy(bytes, sqlite3_column_blob(from, 0), (size_t)len);
		bytes[any(d, (unsigned)len)] ^=
			(unsigned char)(1 + any(d, 255));
		if (type == SQLITE_TEXT)
			sqlite3_bind_text(to, 1, (char *)bytes, len,
					  SQLITE_TRANSIENT);
		else
			sqlite3_bind_blob(to, 1, bytes, len, SQLITE_TRANSIENT);
	}
	sqlite3_finalize(from);
	if (type != SQLITE_NULL)
		is_done = sqlite3_step(to) == SQLITE_DONE;
	sqlite3_finalize(to);
	return is_done;
}

static bool remove_one(struct damage *d)
{
	size_t t = any(d, 4);

	return run(d, "DELETE FROM %s WHERE %s = %d", record[t].table,
		   record[t].key, (int)any_key(d, t));
}

/* Two whole rows stand in each other's place. */
static bool swap_rows(struct damage *d)
{
	size_t t = any(d, 3);
	const char *table = record[t].table, *key = record[t].key;
	int a = (int)any_key(d, t), b = (int)any_key(d, t);

	return run(d, "UPDATE %s SET %s = -1 WHERE %s = %d", table, key, key,
		   a) &&
	       run(d, "UPDATE %s SET %s = %d WHERE %s = %d", table, key, a, key,
		   b) &&
	       run(d, "UPDATE %s SET %s = %d WHERE %s = -1", table, key, b,
		   key);
}

/* Two rows have each other's content, or one column of it, or all but the
 * hash. */
static bool swap_contents(struct damage *d)
{
	size_t t = any(d, 3);
	const char *table = record[t].table, *key = record[t].key;
	int first = 1, last = record[t].count - 1;
	int a = (int)any_key(d, t), b = (int)any_key(d, t);
	bool is_done;

	if (any(d, 2))
		first = last = 1 + (int)any(d, (unsigned)last);
	else if (t == 0 && any(d, 2))
		last--;
	is_done = run(d, "CREATE TEMP TABLE kept AS SELECT * FROM %s", table);
	for (int i = first; is_done && i <= last; i++) {
		const char *column = record[t].columns[i];

		is_done = run(d,
			      "UPDATE %s SET %s = (SELECT %s FROM kept"
			      " WHERE kept.%s = %d + %d - %s.%s)"
			      " WHERE %s IN (%d, %d)",
			      table, column, column, key, a, b, table, key, key,
			      a, b);
	}
	return run(d, "DROP TABLE kept") && is_done;
}

/* A row more: at the end, or a detail or an erasure nobody wrote. */
static bool add_one(struct damage *d)
{
	int key = (int)any_key(d, 0);

	switch (any(d, 3)) {
	case 0:
		return run(d,
			   "INSERT INTO audit SELECT (SELECT max(id) + 1"
			   " FROM audit), at, actor, action, object, detail,"
			   " hash FROM audit WHERE id = %d",
			   key);
	case 1:
		return run(d,
			   "INSERT INTO audit_detail"
			   " VALUES (%d, zeroblob(16), '{}')",
			   key);
	default:
		return run(d,
			   "INSERT INTO audit_erasure SELECT %d, erased_by"
			   " FROM audit_erasure",
			   key);
	}
}

/* A record with everything in it: rows of the first version, which hold
 * their details themselves, guests' without details, erased ones, and two
 * erasures. */
static void fill(struct fixture *f)
{
	static const char SQL_OLD[] =
		"INSERT INTO audit VALUES ($1, 1000, 'import', 'program.save',"
		" 'program 1', '{\"version\":1}', $2)";
	const struct audit_entry old = { "import", "program.save", "program 1",
					 "{\"version\":1}" };
	unsigned char before[TOKEN_HASH], hash[TOKEN_HASH] = { 0 };

	db_begin(f->db);
	for (int64_t id = 1; id <= 5; id++) {
		struct db_query *q = db_query(f->db, SQL_OLD);

		memcpy(before, hash, sizeof(hash));
		audit_chain_row(hash, before, id, 1000, &old);
		db_bind_int(q, 1, id);
		db_bind_blob(q, 2, hash, sizeof(hash));
		assert_int_equal(db_finish(q), STATUS_OK);
	}
	for (int i = 6; i <= ROWS; i++) {
		const char *object =
			arena_printf(f->arena, "comment %d", i / 4);

		if (i % 3)
			add(f->db, "user 3", "comment.edit", object,
			    arena_printf(f->arena,
					 "{\"body\":{\"before\":\"Hello %d\","
					 "\"after\":\"Good day\"}}",
					 i));
		else
			add(f->db, "guest", "comment.add", object, NULL);
		if (i == 60 || i == 90)
			assert_int_equal(
				store_audit_erase(
					f->db, f->arena,
					&(struct audit_entry){ "user 1", NULL,
							       "guest" },
					(int64_t[]){ i / 2, i / 2 + 1,
						     i / 2 + 2, i / 2 + 5 },
					4),
				STATUS_OK);
	}
	assert_int_equal(db_end(f->db, STATUS_OK), STATUS_OK);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

static void settings(struct damage *d, int is_guarded)
{
	run(d, "PRAGMA foreign_keys = %d", is_guarded);
	run(d, "PRAGMA ignore_check_constraints = %d", !is_guarded);
	sqlite3_db_config(d->raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, is_guarded,
			  NULL);
}

static int quiet(int to)
{
	int kept = dup(STDERR_FILENO);

	fflush(stderr);
	dup2(to, STDERR_FILENO);
	close(to);
	return kept;
}

/* 1,000 of 1,000: each try damages the record in one place. */
static void any_damage_is_found(void **state)
{
	static bool (*const ways[])(struct damage *) = {
		flip, flip, flip, remove_one, swap_rows, swap_contents, add_one
	};
	struct fixture *f = *state;
	struct damage d = { f, db_handle(f->db), 20261123 };
	int found = 0, tries = 0, missed = -1, out;
	char *before;

	fill(f);
	settings(&d, 0);
	before = whole(&d);
	out = quiet(open("/dev/null", O_WRONLY));
	while (tries < TRIES) {
		unsigned seed = d.seed;
		struct arena *kept = f->arena;
		bool is_try;

		f->arena = arena_new();
		db_begin(f->db);
		is_try = ways[any(&d, 7)](&d) && strcmp(whole(&d), before) != 0;
		if (is_try) {
			tries++;
			if (store_audit_verify(f->db) != STATUS_OK)
				found++;
			else
				missed = (int)seed;
		}
		assert_int_equal(db_end(f->db, STATUS_TOO_FAST),
				 STATUS_TOO_FAST);
		arena_free(f->arena);
		f->arena = kept;
	}
	close(quiet(out));
	settings(&d, 1);
	if (missed >= 0)
		print_error("missed with seed %d\n", missed);
	assert_int_equal(found, TRIES);
	assert_string_equal(whole(&d), before);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

/* Bytes of the file ----------------------------------------------------------
 */

struct span {
	long at;
	int len;
};

static int varint(const unsigned char *p, int64_t *value)
{
	int len = 0;

	*value = 0;
	do
		*value = *value << 7 | (p[len] & 0x7f);
	while (p[len++] & 0x80 && len < 9);
	return len;
}

/* Where the rows of a leaf page stand in the file, each without what says
 * how its key is stored: it is stored elsewhere, and any byte says so. */
static size_t spans_of(const unsigned char *page, long at, struct span *out)
{
	int count = page[3] << 8 | page[4];

	assert_int_equal(page[0], 0x0d);
	for (int i = 0; i < count; i++) {
		int cell = page[8 + 2 * i] << 8 | page[9 + 2 * i];
		int64_t size, key;
		int len = varint(page + cell, &size);

		len += varint(page + cell + len, &key);
		assert_true(size < 3000); /* or it goes on elsewhere */
		out[i] = (struct span){ at + cell + len + 2, (int)size - 2 };
	}
	return (size_t)count;
}

static size_t find_spans(struct fixture *f, const unsigned char *file,
			 struct span *out)
{
	struct damage d = { f, db_handle(f->db), 0 };
	sqlite3_stmt *stmt = ask(
		&d, "SELECT pgoffset FROM dbstat WHERE pagetype = 'leaf' AND"
		    " name IN ('audit', 'audit_detail', 'audit_erasure',"
		    " 'audit_head')");
	size_t count = 0;

	while (sqlite3_step(stmt) == SQLITE_ROW) {
		long at = (long)sqlite3_column_int64(stmt, 0);

		count += spans_of(file + at, at, out + count);
	}
	sqlite3_finalize(stmt);
	return count;
}

static bool is_found(const char *path)
{
	struct db *db;
	bool is_right;

	if (db_open(path, DB_READ, &db) != STATUS_OK)
		return true;
	is_right = db_check(db) == STATUS_OK;
	is_right &= store_audit_verify(db) == STATUS_OK;
	db_close(db);
	return !is_right;
}

static void put(const char *path, const unsigned char *bytes, size_t len)
{
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, len, out), len);
	assert_int_equal(fclose(out), 0);
}

static void any_byte_changed_in_the_file_is_found(void **state)
{
	struct fixture *f = *state;
	struct damage d = { f, NULL, 7 };
	char *copy = arena_printf(f->arena, "%s/copy.db", f->folder);
	char *flipped = arena_printf(f->arena, "%s/flipped.db", f->folder);
	unsigned char *bytes = arena_alloc(f->arena, 1 << 21);
	struct span spans[1000];
	size_t len, count;
	FILE *in;
	int out;

	fill(f);
	assert_int_equal(db_copy_to(f->db, copy), STATUS_OK);
	db_close(f->db);
	assert_int_equal(db_open(copy, DB_WRITE, &f->db), STATUS_OK);
	in = fopen(copy, "r");
	len = fread(bytes, 1, 1 << 21, in);
	fclose(in);
	count = find_spans(f, bytes, spans);
	assert_in_range(count, ROWS, 1000);
	put(flipped, bytes, len);
	assert_false(is_found(flipped));
	out = quiet(open("/dev/null", O_WRONLY));
	for (int i = 0; i < 200; i++) {
		struct span span = spans[any(&d, (unsigned)count)];
		long at = span.at + any(&d, (unsigned)span.len);
		unsigned char kept = bytes[at];

		bytes[at] ^= (unsigned char)(1 + any(&d, 255));
		put(flipped, bytes, len);
		if (!is_found(flipped)) {
			close(quiet(out));
			fail_msg("byte %ld: %02x became %02x", at, kept,
				 bytes[at]);
		}
		bytes[at] = kept;
	}
	close(quiet(out));
}

#define IN_MEMORY(name)                                                        \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
#define ON_FILE(name)                                                          \
	cmocka_unit_test_setup_teardown(name, fixture_file, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_MEMORY(any_damage_is_found),
		ON_FILE(any_byte_changed_in_the_file_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
