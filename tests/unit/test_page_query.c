/* The list's canonical query: one state, one URL. */
#include "fixture.h"

#include "page/query.h"

static struct query read_text(struct fixture *f, const char *text)
{
	struct form form;
	struct query query;

	assert_int_equal(form_parse(&form, f->arena, text, strlen(text)),
			 STATUS_OK);
	query_read(f->db, f->arena, &form, &query);
	return query;
}

/* Does text come out as canonical, with every part understood? */
static void check(struct fixture *f, const char *text, const char *canonical)
{
	struct query query = read_text(f, text);

	assert_true(query_is_clean(&query));
	assert_string_equal(query_text(f->arena, &query), canonical);
}

/* Does text come out as canonical, with a note about name? */
static void check_note(struct fixture *f, const char *text, const char *name,
		       const char *canonical)
{
	struct query query = read_text(f, text);

	assert_false(query_is_clean(&query));
	assert_int_equal(query.note_count, 1);
	assert_string_equal(query.notes[0].name, name);
	assert_string_equal(query_text(f->arena, &query), canonical);
}

static void nothing_asked_is_the_empty_query(void **state)
{
	check(*state, "", "");
	check(*state, "q=&near=&type=&page=&sort=&view=", "");
}

static void defaults_are_dropped(void **state)
{
	check(*state, "sort=best&view=list&page=1", "");
	check(*state, "near=55805&within=25", "near=55805");
	check(*state, "within=50", "");
	check(*state, "sort=nearest", "");
}

static void names_stand_in_one_order(void **state)
{
	check(*state,
	      "page=3&view=map&sort=name&needs=mentors&lang=es&age=12"
	      "&setting=school&type=group&county=st-louis&within=50"
	      "&near=55805&q=kinship",
	      "q=kinship&near=55805&within=50&county=st-louis&type=group"
	      "&setting=school&age=12&lang=es&needs=mentors&sort=name"
	      "&view=map&page=3");
}

static void repeated_values_are_sorted_once(void **state)
{
	check(*state, "type=peer&type=group&type=peer", "type=group&type=peer");
	check(*state, "age=14-18&age=8-10&age=08-10", "age=8-10&age=14-18");
}

static void the_first_of_repeated_single_values_counts(void **state)
{
	check(*state, "q=&q=art&q=music", "q=art");
}

static void words_are_one_clean_line(void **state)
{
	check(*state, "q=++big%0Abrothers+", "q=big+brothers");
	check(*state, "q=%22a%22%20OR%20b*", "q=%22a%22+OR+b%2A");
}

static void canonical_text_is_its_own_canonical_text(void **state)
{
	static const char *const TEXTS[] = {
		"q=caf%C3%A9+%26+more&county=st-louis&page=2",
		"near=Superior%2C+WI&sort=nearest",
		"type=group&type=peer&view=map",
	};
	size_t i;

	for (i = 0; i < sizeof(TEXTS) / sizeof(*TEXTS); i++)
		check(*state, TEXTS[i], TEXTS[i]);
}

static void unknown_values_are_left_out_with_a_note(void **state)
{
	check_note(*state, "county=atlantis&type=group", "county",
		   "type=group");
	check_note(*state, "type=xyz", "type", "");
	check_note(*state, "lang=tlh", "lang", "");
	check_note(*state, "needs=money", "needs", "");
	check_note(*state, "sort=random", "sort", "");
	check_note(*state, "view=globe", "view", "");
}

static void ages_that_are_none_are_left_out_with_a_note(void **state)
{
	check_note(*state, "age=abc", "age", "");
	check_note(*state, "age=-1", "age", "");
	check_note(*state, "age=1e9", "age", "");
	check_note(*state, "age=10-8", "age", "");
	check_note(*state, "age=100", "age", "");
}

static void numbers_that_are_none_are_left_out_with_a_note(void **state)
{
	check_note(*state, "page=abc", "page", "");
	check_note(*state, "page=0", "page", "");
	check_note(*state, "page=-2", "page", "");
	check_note(*state, "near=55805&within=0", "within", "near=55805");
	check_note(*state, "near=55805&within=9999", "within", "near=55805");
}

static void a_page_far_beyond_the_end_stays_one(void **state)
{
	struct query query = read_text(*state, "page=99999999999999999999");

	assert_true(query_is_clean(&query));
	assert_int_equal(query.page, 999999999);
}

static void long_words_are_cut_to_what_the_search_takes(void **state)
{
	struct fixture *f = *state;
	struct query query =
		read_text(f, "q=one+two+three+four+five+six+seven+eight+nine");

	assert_true(query.is_cut);
	assert_false(query_is_clean(&query));
	assert_string_equal(query.words,
			    "one two three four five six seven eight");
}

static void cutting_keeps_letters_whole(void **state)
{
	struct fixture *f = *state;
	char text[800] = "q=a";
	struct query query;
	size_t i;

	for (i = 0; i < 110; i++)
		strcat(text, "%C3%A9");
	query = read_text(f, text);
	assert_true(query.is_cut);
	assert_int_equal(strlen(query.words), 199);
}

static void more_choices_than_fit_are_noted(void **state)
{
	struct fixture *f = *state;
	char text[400] = "age=0", one[24];
	struct query query;
	int i;

	for (i = 1; i <= SEARCH_CHOICES_MAX; i++) {
		snprintf(one, sizeof(one), "&age=%d", i);
		strcat(text, one);
	}
	query = read_text(f, text);
	assert_int_equal(query.chosen_count[FACET_AGE], SEARCH_CHOICES_MAX);
	assert_int_equal(query.note_count, 1);
}

static void dropping_and_choosing_go_back_to_the_first_page(void **state)
{
	struct fixture *f = *state;
	struct query query = read_text(
		f, "q=art&near=55805&sort=nearest&type=group&type=peer&page=3");
	struct query other = query;

	query_drop(&other, FACET_TYPE, 0);
	assert_string_equal(query_text(f->arena, &other),
			    "q=art&near=55805&type=peer&sort=nearest");
	query_choose(&other, FACET_COUNTY, "clay");
	query_drop_near(&other);
	assert_string_equal(query_text(f->arena, &other),
			    "q=art&county=clay&type=peer");
	query_drop_all(&other);
	assert_string_equal(query_path(f->arena, &other, "/programs"),
			    "/programs?q=art");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_asked_is_the_empty_query),
		cmocka_unit_test(defaults_are_dropped),
		cmocka_unit_test(names_stand_in_one_order),
		cmocka_unit_test(repeated_values_are_sorted_once),
		cmocka_unit_test(the_first_of_repeated_single_values_counts),
		cmocka_unit_test(words_are_one_clean_line),
		cmocka_unit_test(canonical_text_is_its_own_canonical_text),
		cmocka_unit_test(unknown_values_are_left_out_with_a_note),
		cmocka_unit_test(ages_that_are_none_are_left_out_with_a_note),
		cmocka_unit_test(
			numbers_that_are_none_are_left_out_with_a_note),
		cmocka_unit_test(a_page_far_beyond_the_end_stays_one),
		cmocka_unit_test(long_words_are_cut_to_what_the_search_takes),
		cmocka_unit_test(cutting_keeps_letters_whole),
		cmocka_unit_test(more_choices_than_fit_are_noted),
		cmocka_unit_test(
			dropping_and_choosing_go_back_to_the_first_page),
	};

	return cmocka_run_group_tests(tests, fixture_open, fixture_close);
}
