/* Which folders of ready-made pages go, and what is forgotten with a database
 * that was replaced. */
#include "fixture.h"

#include <sys/stat.h>

#include "page/fragment.h"
#include "page/ready_made.h"
#include "page/site.h"

static char *path_of(struct fixture *f, const char *name)
{
	return arena_printf(f->arena, "%s/pages/%s", f->folder, name);
}

static void add_folder(struct fixture *f, const char *name)
{
	assert_int_equal(mkdir(path_of(f, name), 0755), 0);
}

static bool has(struct fixture *f, const char *name)
{
	return access(path_of(f, name), F_OK) == 0;
}

static char *epoch_of(struct fixture *f)
{
	char *text = arena_alloc(f->arena, 17);
	FILE *file = fopen(path_of(f, "epoch"), "r");

	assert_non_null(file);
	assert_int_equal(fread(text, 1, 16, file), 16);
	fclose(file);
	return text;
}

static char *folder(struct fixture *f, int generation)
{
	return arena_printf(f->arena, "%d-%s", generation, epoch_of(f));
}

static struct ready_made *open_pages(struct fixture *f)
{
	struct ready_made *ready;

	assert_int_equal(ready_made_open(f->folder, f->db, &ready), STATUS_OK);
	return ready;
}

static void old_folders_are_swept(void **state)
{
	struct fixture *f = *state;
	struct ready_made *ready = open_pages(f);

	add_folder(f, folder(f, 5));
	add_folder(f, folder(f, 6));
	add_folder(f, "6-0123456789abcdef");
	ready_made_sweep(ready, 6);
	assert_false(has(f, folder(f, 5)));
	assert_true(has(f, folder(f, 6)));
	assert_false(has(f, "6-0123456789abcdef"));
}

/* A change may come between reading the generation and the sweep. */
static void a_newer_folder_stays(void **state)
{
	struct fixture *f = *state;
	struct ready_made *ready = open_pages(f);

	add_folder(f, folder(f, 10));
	ready_made_sweep(ready, 9);
	assert_true(has(f, folder(f, 10)));
}

/* After HUP both programs' jobs may be at work for a moment. */
static void the_last_program_sweeps_nothing_of_the_new(void **state)
{
	struct fixture *f = *state;
	struct ready_made *last = open_pages(f);

	open_pages(f);
	add_folder(f, folder(f, 7));
	ready_made_sweep(last, 7);
	assert_true(has(f, folder(f, 7)));
}

/* Keep /about, made by a worker of ready now. */
static void keep_about(struct fixture *f, struct ready_made *ready)
{
	struct config config = { .state = f->folder };
	struct site site = { .config = &config, .ready_made = ready };
	struct request request = { .path = "/about", .query_text = "" };
	struct response response;
	struct ctx c = { .site = &site,
			 .request = &request,
			 .response = &response,
			 .arena = f->arena };

	assert_int_equal(db_generation(f->db, &c.generation, &c.directory),
			 STATUS_OK);
	response_init(&response, f->arena);
	buf_text(&response.body, "<p>About us</p>");
	ready_made_keep(&c);
	site_close_databases(&site);
}

/* A worker that HUP leaves to finish what it has must not bring its pages
 * back, in the templates of yesterday. */
static void only_the_new_program_makes_the_link(void **state)
{
	struct fixture *f = *state;
	struct ready_made *last = open_pages(f), *now;

	keep_about(f, last);
	assert_true(has(f, "current/about@.html"));
	assert_true(has(f, "current/about@.html.gz"));
	assert_true(has(f, "current/about@.html.br"));
	now = open_pages(f);
	assert_false(has(f, "current"));
	keep_about(f, last);
	assert_false(has(f, "current"));
	keep_about(f, now);
	assert_true(has(f, "current/about@.html"));
}

/* Another database may stand at the very same generation. */
static void a_replaced_database_takes_its_fragments_along(void **state)
{
	struct fixture *f = *state;
	struct config config = { .state = f->folder };
	struct site site = { .config = &config };
	struct ctx c = { .site = &site, .generation = 1, .directory = 1 };
	char *other = arena_printf(f->arena, "%s/other.db", f->folder);
	struct db *db;
	size_t len;
	int from, to;

	assert_int_equal(site_database(&site, DB_READ, &db), STATUS_OK);
	fragment_keep(&c, FRAGMENT_OF_PUBLIC, "/", "old", 3);
	fragment_keep(&c, FRAGMENT_OF_DIRECTORY, "entry 1", "old", 3);
	assert_int_equal(site_database(&site, DB_READ, &db), STATUS_OK);
	assert_non_null(fragment_find(&c, FRAGMENT_OF_PUBLIC, "/", &len));
	assert_int_equal(store_migrate(other, &from, &to), STATUS_OK);
	unlink(arena_printf(f->arena, "%s-wal", f->path));
	unlink(arena_printf(f->arena, "%s-shm", f->path));
	assert_int_equal(rename(other, f->path), 0);
	assert_int_equal(site_database(&site, DB_READ, &db), STATUS_OK);
	assert_null(fragment_find(&c, FRAGMENT_OF_PUBLIC, "/", &len));
	assert_null(fragment_find(&c, FRAGMENT_OF_DIRECTORY, "entry 1", &len));
	site_close_databases(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			old_folders_are_swept, fixture_file, fixture_close),
		cmocka_unit_test_setup_teardown(
			a_newer_folder_stays, fixture_file, fixture_close),
		cmocka_unit_test_setup_teardown(
			the_last_program_sweeps_nothing_of_the_new,
			fixture_file, fixture_close),
		cmocka_unit_test_setup_teardown(
			only_the_new_program_makes_the_link, fixture_file,
			fixture_close),
		cmocka_unit_test_setup_teardown(
			a_replaced_database_takes_its_fragments_along,
			fixture_file, fixture_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
