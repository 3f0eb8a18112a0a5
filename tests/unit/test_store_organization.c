#include "fixture.h"

#include "store/organization.h"

static void an_organization_is_known_in_any_case(void **state)
{
	struct fixture *f = *state;
	const char *known;

	fixture_programs(f);
	assert_int_equal(store_organization_find(f->db, f->arena,
						 "duluth  FRIENDS", &known),
			 STATUS_OK);
	assert_string_equal(known, "Duluth Friends");
	assert_int_equal(
		store_organization_find(f->db, f->arena, "Duluth", &known),
		STATUS_NOT_FOUND);
	assert_null(known);
}

static void names_come_by_their_beginning(void **state)
{
	struct fixture *f = *state;
	const char **names;
	size_t count;

	fixture_programs(f);
	assert_int_equal(store_organization_names(f->db, f->arena, "", 2,
						  &names, &count),
			 STATUS_OK);
	assert_int_equal(count, 2);
	assert_string_equal(names[0], "Duluth Friends");
	assert_int_equal(store_organization_names(f->db, f->arena, "Lake", 9,
						  &names, &count),
			 STATUS_OK);
	assert_int_equal(count, 1);
	assert_string_equal(names[0], "Lake Superior Mentors");
}

static void a_listing_is_found_as_staff_call_it(void **state)
{
	struct fixture *f = *state;
	int64_t first = fixture_programs(f), id;
	struct program twin = fixture_listing("Kinship", "Other Friends");

	for (size_t i = 0; i < 3; i++) {
		const char *calls[] = { "chess-club", "CHESS club",
					"https://x.example/programs/"
					"chess-club" };

		assert_int_equal(
			store_program_called(f->db, f->arena, calls[i], &id),
			STATUS_OK);
		assert_int_equal(id, first + 1);
	}
	assert_int_equal(store_program_called(f->db, f->arena, "not-yet", &id),
			 STATUS_NOT_FOUND); /* a draft */
	fixture_save(f, &twin);
	assert_int_equal(store_program_called(f->db, f->arena, "KINSHIP", &id),
			 STATUS_NOT_FOUND); /* which of them? */
	assert_int_equal(store_program_called(f->db, f->arena, "kinship", &id),
			 STATUS_OK);
	assert_int_equal(id, first);
}

int main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		TEST(an_organization_is_known_in_any_case),
		TEST(names_come_by_their_beginning),
		TEST(a_listing_is_found_as_staff_call_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
