#include "fixture.h"

#include "store/place.h"

static enum status find(struct fixture *f, const char *text,
			struct place *place)
{
	return store_place_find(f->db, f->arena, text, place);
}

static void expect(struct fixture *f, const char *text, const char *label,
		   int64_t county_id)
{
	struct place place;

	assert_int_equal(find(f, text, &place), STATUS_OK);
	assert_string_equal(place.label, label);
	assert_int_equal(place.county_id, county_id);
	assert_int_equal(place.is_county, strstr(label, "County") != NULL);
}

static void a_zip_code_is_found_with_or_without_its_town(void **state)
{
	struct fixture *f = *state;

	expect(f, "55805", "Duluth, MN 55805", 27137);
	expect(f, " 55805 ", "Duluth, MN 55805", 27137);
	expect(f, "55805-1234", "Duluth, MN 55805", 27137);
	expect(f, "Duluth, MN 55805", "Duluth, MN 55805", 27137);
}

static void an_unknown_place_is_not_found(void **state)
{
	static const char *const unknown[] = {
		"",
		"  ",
		"00000",
		"555",
		"Atlantis",
		"Duluth, IA",
		"Nowhere County",
		"%",
		"' OR 1=1 --",
		",",
		"MN",
	};
	struct fixture *f = *state;
	struct place place;
	char long_text[5000];

	for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++)
		assert_int_equal(find(f, unknown[i], &place), STATUS_NOT_FOUND);
	memset(long_text, 'a', sizeof(long_text));
	long_text[sizeof(long_text) - 1] = '\0';
	assert_int_equal(find(f, long_text, &place), STATUS_NOT_FOUND);
}

static void a_town_lies_at_the_mean_of_its_zip_codes(void **state)
{
	struct fixture *f = *state;
	struct place place;

	assert_int_equal(find(f, "duluth", &place), STATUS_OK);
	assert_string_equal(place.label, "Duluth, MN");
	assert_true(place.lat > 46.779 && place.lat < 46.781);
	expect(f, "DULUTH mn", "Duluth, MN", 27137);
	expect(f, "Superior, WI", "Superior, WI", 55031);
	expect(f, "superior wisconsin", "Superior, WI", 55031);
	expect(f, "Grand Marais", "Grand Marais, MN", 27031);
}

static void towns_and_counties_of_minnesota_come_first(void **state)
{
	static const char SQL_MORE[] =
		"INSERT INTO zip"
		"  (zip, city, city_folded, state, lat, lon, county_id) VALUES"
		"  ('54999', 'Duluth', 'duluth', 'WI', 45, -90, 55031),"
		"  ('54998', 'Duluth', 'duluth', 'WI', 45, -90, 55031),"
		"  ('54997', 'Duluth', 'duluth', 'WI', 45, -90, 55031),"
		"  ('54996', 'Cook', 'cook', 'WI', 45, -90, 55031)";
	struct fixture *f = *state;

	assert_int_equal(fixture_run(f->db, SQL_MORE), STATUS_OK);
	expect(f, "Duluth", "Duluth, MN", 27137);
	expect(f, "Duluth WI", "Duluth, WI", 55031);
	expect(f, "Cook", "Cook County", 27031);
	expect(f, "Cook, WI", "Cook, WI", 55031);
}

static void a_county_is_found_with_or_without_the_word(void **state)
{
	struct fixture *f = *state;

	expect(f, "Hennepin", "Hennepin County", 27053);
	expect(f, "hennepin county", "Hennepin County", 27053);
	expect(f, "St. Louis County, MN", "St. Louis County", 27137);
	expect(f, "saint louis", "St. Louis County", 27137);
	expect(f, "St Louis", "St. Louis County", 27137);
	expect(f, "Douglas County", "Douglas County, WI", 55031);
}

static void counties_are_listed_by_name_minnesota_first(void **state)
{
	struct fixture *f = *state;
	struct county *list, one;
	size_t count;

	assert_int_equal(
		store_county_list(f->db, f->arena, NULL, &list, &count),
		STATUS_OK);
	assert_int_equal(count, 6);
	assert_string_equal(list[0].slug, "carlton");
	assert_string_equal(list[5].slug, "douglas-wi");
	assert_null(list[5].seat);
	assert_int_equal(
		store_county_list(f->db, f->arena, "WI", &list, &count),
		STATUS_OK);
	assert_int_equal(count, 1);
	assert_int_equal(store_county_get(f->db, f->arena, "st-louis", &one),
			 STATUS_OK);
	assert_string_equal(one.seat, "Duluth");
	assert_int_equal(store_county_by_id(f->db, f->arena, 1, &one),
			 STATUS_NOT_FOUND);
	assert_int_equal(
		store_county_neighbors(f->db, f->arena, 27137, &list, &count),
		STATUS_OK);
	assert_int_equal(count, 1);
	assert_string_equal(list[0].slug, "carlton");
}

static void putting_the_same_places_again_changes_nothing(void **state)
{
	const struct county county = { 27001, "aitkin", "Aitkin", "MN",
				       NULL,  46.6,     -93.4 };
	const struct zip zip = { "56431", "Aitkin", "MN", 46.5, -93.7, 27001 };
	struct fixture *f = *state;
	int64_t before, after, directory;

	for (int round = 0; round < 2; round++) {
		assert_int_equal(db_generation(f->db, &before, &directory),
				 STATUS_OK);
		db_begin(f->db);
		assert_int_equal(store_county_put(f->db, &county), STATUS_OK);
		assert_int_equal(store_zip_put(f->db, &zip), STATUS_OK);
		assert_int_equal(store_neighbor_put(f->db, 27001, 27017),
				 STATUS_OK);
		assert_int_equal(db_end(f->db, STATUS_OK), STATUS_OK);
		assert_int_equal(db_generation(f->db, &after, &directory),
				 STATUS_OK);
	}
	assert_int_equal(after, before);
	expect(f, "56431", "Aitkin, MN 56431", 27001);
}

static void miles_are_great_circle_miles(void **state)
{
	double miles = store_place_miles(44.9778, -93.2650, 46.7867, -92.1005);

	(void)state; /* Minneapolis to Duluth: 137 as the crow flies */
	assert_true(miles > 136 && miles < 138);
	assert_true(store_place_miles(45, -93, 45, -93) == 0);
}

#define ON(name)                                                               \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON(a_zip_code_is_found_with_or_without_its_town),
		ON(an_unknown_place_is_not_found),
		ON(a_town_lies_at_the_mean_of_its_zip_codes),
		ON(towns_and_counties_of_minnesota_come_first),
		ON(a_county_is_found_with_or_without_the_word),
		ON(counties_are_listed_by_name_minnesota_first),
		ON(putting_the_same_places_again_changes_nothing),
		cmocka_unit_test(miles_are_great_circle_miles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
