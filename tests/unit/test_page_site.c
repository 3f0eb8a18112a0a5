/* The connections of a worker, and disks that change under them. */
#include "fixture.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "page/site.h"

static const char SQL_ADD[] =
	"INSERT INTO outbox (kind, recipient, object, created_at)"
	" VALUES ('a', 'b', 'c', 0)";

/* Only root may mount; whatever is mounted ends with the child. */
static void in_child(struct fixture *f, int (*run)(const char *folder))
{
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		if (unshare(CLONE_NEWNS) != 0 ||
		    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
			_exit(77);
		_exit(run(f->folder));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
		skip();
	assert_int_equal(status, 0);
}

/* A disk of its own at folder, with a database. */
static void new_disk(const char *folder, char path[128])
{
	int from, to;

	assert_int_equal(mount("none", folder, "tmpfs", 0, "size=8m"), 0);
	snprintf(path, 128, "%s/northstar.db", folder);
	assert_int_equal(store_migrate(path, &from, &to), STATUS_OK);
}

/* The same disk twice: folder can be written, folder/view only if it is asked
 * to. */
static int write_where_only_reading_goes(const char *folder)
{
	char path[128], view[128];
	struct config config = { .state = view };
	struct site site = { .config = &config };
	struct db *holder, *db;

	new_disk(folder, path);
	snprintf(view, sizeof(view), "%s/view", folder);
	assert_int_equal(mkdir(view, 0700), 0);
	assert_int_equal(db_open(path, DB_WRITE, &holder), STATUS_OK);
	assert_int_equal(fixture_run(holder, SQL_ADD), STATUS_OK);
	assert_int_equal(mount(folder, view, NULL, MS_BIND, NULL), 0);
	assert_int_equal(
		mount(NULL, view, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL),
		0);
	assert_int_equal(site_database(&site, DB_WRITE, &db), STATUS_OK);
	assert_int_equal(fixture_number(db, "SELECT count(*) FROM outbox"), 1);
	assert_int_equal(fixture_run(db, SQL_ADD), STATUS_FULL);
	assert_int_equal(mount(NULL, view, NULL, MS_REMOUNT | MS_BIND, NULL),
			 0);
	assert_int_equal(site_database(&site, DB_WRITE, &db), STATUS_OK);
	assert_int_equal(fixture_run(db, "DELETE FROM outbox"), STATUS_OK);
	site_close_databases(&site);
	db_close(holder);
	return 0;
}

static void a_disk_that_may_be_written_again_is_noticed(void **state)
{
	in_child(*state, write_where_only_reading_goes);
}

/* Copies of a disk number their files alike. */
static int put_another_disk_over_it(const char *folder)
{
	struct config config = { .state = folder };
	struct site site = { .config = &config };
	struct stat before, after;
	char path[128];
	struct db *db;

	new_disk(folder, path);
	assert_int_equal(stat(path, &before), 0);
	assert_int_equal(site_database(&site, DB_READ, &db), STATUS_OK);
	new_disk(folder, path);
	assert_int_equal(stat(path, &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_true(db_is_useless(db));
	assert_int_equal(site_database(&site, DB_READ, &db), STATUS_OK);
	assert_false(db_is_useless(db));
	site_close_databases(&site);
	return 0;
}

static void another_disk_at_the_same_place_is_noticed(void **state)
{
	in_child(*state, put_another_disk_over_it);
}

#define ON_FILE(name)                                                          \
	cmocka_unit_test_setup_teardown(name, fixture_file, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_FILE(a_disk_that_may_be_written_again_is_noticed),
		ON_FILE(another_disk_at_the_same_place_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
