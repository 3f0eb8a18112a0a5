#include "talk_fixture.h"

#include "store/comment_import.h"

#define OLD INT64_C(1393675200) /* 1 March 2014 */

static struct thread thread_of(struct fixture *f, const char *path)
{
	struct thread thread;

	assert_int_equal(
		store_comment_import_page(f->db, f->arena, path, &thread),
		STATUS_OK);
	assert_int_equal(store_comment_import_thread(f->db, &thread),
			 STATUS_OK);
	assert_true(thread.id > 0);
	return thread;
}

/* n: the number that it had there. */
static int64_t bring(struct fixture *f, int n, int64_t parent_id,
		     enum comment_state state)
{
	const struct imported_comment comment = {
		.source = arena_printf(f->arena, "wxr:old.example:%d", n),
		.thread_id = thread_of(f, "/programs/one").id,
		.parent_id = parent_id,
		.state = state,
		.author_name = "Ana",
		.body = arena_printf(f->arena, "%d", n),
		.created_at = OLD + n,
	};
	int64_t id = 0;
	bool is_new;

	assert_int_equal(
		store_comment_import_add(f->db, &comment, &id, &is_new),
		STATUS_OK);
	return id;
}

static void pages_are_found_by_their_paths(void **state)
{
	static const char OLD_SLUG[] =
		"INSERT INTO program_slug (slug, program_id)"
		" VALUES ('before', 1)";
	static const char *const none[] = {
		"/programs/two", "/programs/", "/programs/one/history",
		"/dashboard/x",  "about",      "/",
		"/programs/One", "",
	};
	struct fixture *f = *state;
	struct thread thread;

	assert_int_equal(fixture_run(f->db, OLD_SLUG), STATUS_OK);
	assert_string_equal(thread_of(f, "/programs/before").key, "1");
	assert_int_equal(thread_of(f, "/programs/before").id,
			 thread_of(f, "/programs/one").id);
	assert_string_equal(thread_of(f, "/about").key, "about");
	assert_string_equal(thread_of(f, "/dashboard/policy").key, "policy");
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_int_equal(store_comment_import_page(f->db, f->arena,
							   none[i], &thread),
				 STATUS_NOT_FOUND);
}

static void what_is_published_keeps_the_places_above_it(void **state)
{
	struct fixture *f = *state;
	int64_t held = bring(f, 1, 0, COMMENT_HELD);
	int64_t spam = bring(f, 2, held, COMMENT_SPAM), before;
	struct seen s = read_page(f, 1, NULL);

	assert_int_equal(s.count, 0);
	before = generation(f);
	bring(f, 3, spam, COMMENT_REMOVED);
	assert_int_equal(generation(f), before); /* nothing public */
	bring(f, 4, spam, COMMENT_PUBLISHED);
	assert_true(generation(f) > before);
	s = read_page(f, 1, NULL);
	assert_string_equal(outline(f, &s), "1(gone) 2(gone) 34");
	assert_int_equal(s.thread.comment_count, 1);
	assert_int_equal(number(f, "SELECT comment_count FROM program"
				   " WHERE id = 1"),
			 1);
	/* And they go with it. */
	move(f, 4, COMMENT_REMOVED);
	assert_int_equal(read_page(f, 1, NULL).count, 0);
}

static void dates_are_those_of_then(void **state)
{
	struct fixture *f = *state;

	bring(f, 1, 0, COMMENT_PUBLISHED);
	bring(f, 2, 0, COMMENT_HELD);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"
				   " WHERE created_at = published_at"),
			 1);
	assert_int_equal(number(f, "SELECT created_at FROM comment"
				   " WHERE id = 1"),
			 OLD + 1);
	assert_int_equal(number(f, "SELECT count(published_at) FROM comment"),
			 1);
}

static void a_source_comes_once(void **state)
{
	struct fixture *f = *state;
	int64_t id = bring(f, 1, 0, COMMENT_HELD), before;

	move(f, id, COMMENT_PUBLISHED);
	before = generation(f);
	assert_int_equal(bring(f, 1, 0, COMMENT_SPAM), id);
	assert_int_equal(generation(f), before);
	assert_int_equal(read_page(f, 1, NULL).count, 1);
}

static void levels_end_and_other_threads_do_not_count(void **state)
{
	struct fixture *f = *state;
	int64_t id = 0;
	struct seen s;

	for (int n = 1; n <= 6; n++)
		id = bring(f, n, id, COMMENT_PUBLISHED);
	s = read_page(f, 1, NULL);
	assert_string_equal(outline(f, &s), "11 22 33 44 45 46");
	assert_int_equal(number(f, "SELECT count(DISTINCT root_id)"
				   " FROM comment"),
			 1);
	assert_int_equal(fixture_run(f->db,
				     "UPDATE thread SET key = 'x',"
				     " kind = 'area', program_id = NULL"),
			 STATUS_OK);
	bring(f, 7, id, COMMENT_PUBLISHED); /* in a new thread */
	assert_int_equal(number(f, "SELECT depth FROM comment WHERE id = 7"),
			 1);
	assert_int_equal(number(f, "SELECT count(parent_id) FROM comment"
				   " WHERE id = 7"),
			 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(pages_are_found_by_their_paths),
		TEST(what_is_published_keeps_the_places_above_it),
		TEST(dates_are_those_of_then),
		TEST(a_source_comes_once),
		TEST(levels_end_and_other_threads_do_not_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
