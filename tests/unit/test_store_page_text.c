#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "store/audit.h"
#include "store/page_text.h"

struct fixture {
	struct db *db;
	struct arena *arena;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->arena = arena_new();
	assert_int_equal(db_open("", DB_CREATE, &f->db), STATUS_OK);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	db_close(f->db);
	arena_free(f->arena);
	free(f);
	return 0;
}

static enum status save(struct fixture *f, const char *body, int64_t version,
			struct change_item *item)
{
	struct page_text text = { .page = "about",
				  .lang = "en",
				  .body = body,
				  .version = version,
				  .at = 1795000000,
				  .actor = "user 1",
				  .note = "Shorter." };

	return store_page_text_save(f->db, f->arena, &text, 0, item);
}

static struct page_text present(struct fixture *f)
{
	struct page_text text;

	assert_int_equal(
		store_page_text_get(f->db, f->arena, "about", "en", &text),
		STATUS_OK);
	return text;
}

static int64_t generation(struct fixture *f)
{
	int64_t public, directory;

	assert_int_equal(db_generation(f->db, &public, &directory), STATUS_OK);
	return public;
}

static void a_text_that_nobody_wrote_is_empty(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(present(f).body, "");
	assert_int_equal(present(f).version, 0);
}

static void each_save_is_a_version_and_a_new_generation(void **state)
{
	struct fixture *f = *state;
	struct page_text *list;
	struct change_item item;
	int64_t before = generation(f);
	size_t count;

	assert_int_equal(save(f, "One", 0, &item), STATUS_OK);
	assert_true(generation(f) > before);
	assert_int_equal(save(f, "Two", 1, &item), STATUS_OK);
	assert_int_equal(save(f, "Two", 2, &item), STATUS_OK);
	assert_int_equal(item.object_id, 0); /* the same: no version */
	assert_string_equal(present(f).body, "Two");
	assert_int_equal(present(f).version, 2);
	assert_int_equal(store_page_text_revisions(f->db, f->arena, "about",
						   "en", 10, &list, &count),
			 STATUS_OK);
	assert_int_equal(count, 2);
	assert_string_equal(list[0].body, "Two");
	assert_string_equal(list[1].body, "One");
	assert_string_equal(list[1].note, "Shorter.");
	assert_int_equal(store_page_text_list(f->db, f->arena, &list, &count),
			 STATUS_OK);
	assert_int_equal(count, 1);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

static void who_saw_another_version_overwrites_nothing(void **state)
{
	struct fixture *f = *state;
	struct change_item item;

	assert_int_equal(save(f, "One", 0, &item), STATUS_OK);
	assert_int_equal(save(f, "Mine", 0, &item), STATUS_CONFLICT);
	assert_string_equal(present(f).body, "One");
}

static void undoing_makes_a_version_with_the_words_before(void **state)
{
	struct fixture *f = *state;
	struct change_item first, second;

	assert_int_equal(save(f, "One", 0, &first), STATUS_OK);
	assert_int_equal(save(f, "Two", 1, &second), STATUS_OK);
	assert_int_equal(store_page_text_undo(f->db, f->arena, &first, "user 1",
					      1795000001),
			 STATUS_CONFLICT);
	assert_int_equal(store_page_text_undo(f->db, f->arena, &second,
					      "user 1", 1795000001),
			 STATUS_OK);
	assert_string_equal(present(f).body, "One");
	assert_int_equal(present(f).version, 3);
	first.after_version = 3; /* and back to what the template says */
	assert_int_equal(store_page_text_undo(f->db, f->arena, &first, "user 1",
					      1795000002),
			 STATUS_OK);
	assert_string_equal(present(f).body, "");
}

static void only_known_pages_and_languages_have_texts(void **state)
{
	struct fixture *f = *state;
	struct page_text text = {
		.page = "counties", .lang = "en", .body = "x", .actor = "user 1"
	};
	struct change_item item;

	assert_true(store_page_text_is("quality", "hmn"));
	assert_false(store_page_text_is("quality", "fr"));
	assert_int_equal(store_page_text_save(f->db, f->arena, &text, 0, &item),
			 STATUS_NOT_FOUND);
	for (int64_t id = -1; id < 40; id += 34) {
		item.object_id = id;
		item.before = "1";
		assert_int_not_equal(store_page_text_undo(f->db, f->arena,
							  &item, "user 1", 0),
				     STATUS_OK);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_text_that_nobody_wrote_is_empty),
		TEST(each_save_is_a_version_and_a_new_generation),
		TEST(who_saw_another_version_overwrites_nothing),
		TEST(undoing_makes_a_version_with_the_words_before),
		TEST(only_known_pages_and_languages_have_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
