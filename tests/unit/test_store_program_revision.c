#include "fixture.h"

#include "store/program_revision.h"

/* Save it once more with another summary. */
static void save(struct fixture *f, struct program *p, const char *summary,
		 const char *note)
{
	p->summary = summary;
	assert_int_equal(
		store_program_save(f->db, f->arena, p, "user 1", note, NULL),
		STATUS_OK);
}

static void tell(struct fixture *f, const struct program *p, const char *text)
{
	assert_int_equal(
		store_program_revision_tell(f->db, p->id, p->version, text),
		STATUS_OK);
}

static const char *news(struct fixture *f, int64_t id, int64_t *at)
{
	const char *note;

	assert_int_equal(store_program_news(f->db, f->arena, id, &note, at),
			 STATUS_OK);
	return note;
}

static void every_save_is_told_newest_first(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("Kinship", "Friends");
	struct program_revision *list, one;
	size_t count;

	save(f, &p, "One.", NULL);
	save(f, &p, "Two.", "They called");
	save(f, &p, "Two.", "nothing changed"); /* is no revision */
	save(f, &p, "Three.", NULL);
	assert_int_equal(store_program_revisions(f->db, f->arena, p.id, 0, 10,
						 &list, &count),
			 STATUS_OK);
	assert_int_equal(count, 3);
	assert_int_equal(list[0].version, 3);
	assert_null(list[0].note);
	assert_string_equal(list[1].note, "They called");
	assert_string_equal(list[1].actor, "user 1");
	assert_int_equal(list[2].version, 1);
	assert_int_equal(store_program_revisions(f->db, f->arena, p.id, 3, 1,
						 &list, &count),
			 STATUS_OK);
	assert_int_equal(count, 1);
	assert_int_equal(list[0].version, 2);
	assert_int_equal(store_program_revision(f->db, f->arena, p.id, 2, &one),
			 STATUS_OK);
	assert_string_equal(one.note, "They called");
	assert_int_equal(store_program_revision(f->db, f->arena, p.id, 9, &one),
			 STATUS_NOT_FOUND);
}

static void the_newest_public_note_is_the_news(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("Kinship", "Friends");
	int64_t at;

	save(f, &p, "One.", NULL);
	assert_null(news(f, p.id, &at));
	tell(f, &p, "New on Mondays");
	save(f, &p, "Two.", "secret");
	assert_string_equal(news(f, p.id, &at), "New on Mondays");
	assert_true(at > 0);
	tell(f, &p, "New on Tuesdays");
	assert_string_equal(news(f, p.id, &at), "New on Tuesdays");
}

static void a_listing_out_of_sight_has_no_news(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("Kinship", "Friends");
	int64_t at;

	save(f, &p, "One.", NULL);
	tell(f, &p, "New on Mondays");
	p.stage = PROGRAM_DRAFT;
	save(f, &p, "Two.", NULL);
	assert_null(news(f, p.id, &at));
}

static void nothing_is_told_of_a_version_that_is_not(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("Kinship", "Friends");

	save(f, &p, "One.", NULL);
	assert_int_equal(store_program_revision_tell(f->db, p.id, 2, "New"),
			 STATUS_NOT_FOUND);
}

int main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		TEST(every_save_is_told_newest_first),
		TEST(the_newest_public_note_is_the_news),
		TEST(a_listing_out_of_sight_has_no_news),
		TEST(nothing_is_told_of_a_version_that_is_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
