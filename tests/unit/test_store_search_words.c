#include "search_world.h"

/* Words ---------------------------------------------------------------------
 */

/* Only this listing is left to be found. */
static void only(struct world *w, const char *name, const char *summary)
{
	static const char HIDE[] = "UPDATE program SET stage = 'draft'";
	struct model *m = &w->programs[0];

	assert_int_equal(fixture_run(w->f->db, HIDE), STATUS_OK);
	m->is_public = true;
	snprintf(m->name, sizeof m->name, "%s", name);
	snprintf(m->summary, sizeof m->summary, "%s", summary);
	db_begin(w->f->db);
	model_write(w->f->db, m);
	assert_int_equal(db_end(w->f->db, store_search_rebuild(w->f->db)),
			 STATUS_OK);
}

static size_t found(struct world *w, const char *words)
{
	struct search s = { .words = words, .page = 1 };

	return count(w, &s);
}

static void words_are_found_by_their_stem_and_without_accents(void **state)
{
	struct world *w = *state;

	only(w, "Mentoring Cafés", "Volunteers read with children.");
	assert_int_equal(found(w, "mentor cafe"), 1);
	assert_int_equal(found(w, "MENTORED CAFÉ"), 1);
	assert_int_equal(found(w, "reading volunteer"), 1);
	assert_int_equal(found(w, "knitting"), 0);
}

static void the_last_word_may_be_unfinished(void **state)
{
	struct world *w = *state;

	only(w, "Mentoring Cafés", "Volunteers read with children.");
	assert_int_equal(found(w, "mentoring volu"), 1);
	assert_int_equal(found(w, "volu mentoring"), 0);
	assert_int_equal(found(w, "v"), 0);
}

static void small_words_do_not_hide_a_listing(void **state)
{
	struct world *w = *state;

	only(w, "Mentoring Cafés", "Volunteers read with children.");
	assert_int_equal(found(w, "a mentor for my children"), 1);
	assert_int_equal(found(w, "for my"), 0);
}

static void hostile_text_is_words_or_nothing(void **state)
{
	static const char *const texts[] = {
		"\"m\"*",
		"NEAR(a b)",
		"a OR b",
		"name:kinship",
		"'; DROP TABLE program; --",
		"\xf0\x9f\x98\x80",
		"((((",
		"*",
		"%_%",
		"kinship AND",
		"-kinship",
		"^kinship",
		"\xff\xfe",
		"a\tb\nc",
	};
	struct world *w = *state;
	char *large = arena_alloc(w->f->arena, 8193);

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		found(w, texts[i]);
	assert_int_equal(found(w, "\"kinship\""), found(w, "kinship"));
	assert_int_equal(found(w, "(kinship)*"), found(w, "kinship"));
	for (size_t i = 0; i < 8192; i++)
		large[i] = i % 3 == 2 ? ' ' : 'm';
	found(w, large);
	memset(large, 'm', 8192);
	found(w, large);
	for (size_t i = 0; i + 1 < 8192; i += 2)
		memcpy(large + i, "\xc3\xa9", 2);
	found(w, large);
}

static void punctuation_alone_is_no_search(void **state)
{
	struct world *w = *state;

	assert_int_equal(found(w, "?! ---"), found(w, ""));
	assert_true(found(w, "") > 0);
}

static void only_eight_words_count(void **state)
{
	struct world *w = *state;

	assert_true(found(w, "kinship") > 0);
	assert_int_equal(found(w, "kinship kinship kinship kinship kinship "
				  "kinship kinship kinship unheard"),
			 found(w, "kinship"));
}

static const char *meant(struct world *w, const char *words)
{
	struct search s = { .words = words, .page = 1 };

	return run(w, &s).did_you_mean;
}

static void a_slip_of_the_pen_is_put_right(void **state)
{
	struct world *w = *state;

	assert_string_equal(meant(w, "brohters"), "brothers");
	assert_string_equal(meant(w, "bothers"), "brothers");
	assert_string_equal(meant(w, "Duluth, brohters!"), "Duluth, brothers!");
	assert_string_equal(meant(w, "knship"), "kinship");
	assert_string_equal(meant(w, "lon"), "loon");
	assert_null(meant(w, "xyzzyplugh"));
	assert_null(meant(w, "brothers"));
	assert_null(meant(w, "99999"));
	assert_null(meant(w, "zebra xyzzyplugh"));
}

/* Values, figures, counties --------------------------------------------------
 */

static void values_are_known_in_one_spelling(void **state)
{
	static const struct {
		enum search_facet facet;
		const char *value, *canonical, *name;
	} rows[] = {
		{ FACET_COUNTY, "st-louis", "st-louis", "St. Louis" },
		{ FACET_COUNTY, "douglas-wi", "douglas-wi", "Douglas" },
		{ FACET_COUNTY, "nowhere", NULL, NULL },
		{ FACET_TYPE, "group", "group", "Group" },
		{ FACET_TYPE, "school", NULL, NULL },
		{ FACET_SETTING, "school", "school", "At school" },
		{ FACET_LANGUAGE, "es", "es", "Spanish" },
		{ FACET_NEEDS, "mentors", "mentors", "mentors" },
		{ FACET_NEEDS, "money", NULL, NULL },
		{ FACET_AGE, "08", "8", NULL },
		{ FACET_AGE, "8-10", "8-10", NULL },
		{ FACET_AGE, "08-8", "8", NULL },
		{ FACET_AGE, "0", "0", NULL },
		{ FACET_AGE, "99", "99", NULL },
		{ FACET_AGE, "100", NULL, NULL },
		{ FACET_AGE, "-1", NULL, NULL },
		{ FACET_AGE, "10-8", NULL, NULL },
		{ FACET_AGE, "8-", NULL, NULL },
		{ FACET_AGE, "1e9", NULL, NULL },
		{ FACET_AGE, "99999999999999999999", NULL, NULL },
		{ FACET_AGE, "", NULL, NULL },
	};
	struct world *w = *state;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *canonical, *name;
		bool is_known =
			store_search_knows(w->f->db, w->f->arena, rows[i].facet,
					   rows[i].value, &canonical, &name);

		assert_int_equal(is_known, rows[i].canonical != NULL);
		if (is_known)
			assert_string_equal(canonical, rows[i].canonical);
		if (rows[i].name)
			assert_string_equal(name, rows[i].name);
	}
}

static void an_unknown_choice_is_skipped(void **state)
{
	struct world *w = *state;
	struct search s = { .words = "", .page = 1 };

	choose(&s, FACET_TYPE, "unheard");
	assert_int_equal(count(w, &s), found(w, ""));
	choose(&s, FACET_TYPE, "group");
	assert_true(count(w, &s) < found(w, ""));
}

static void figures_count_the_public_listings(void **state)
{
	struct world *w = *state;
	struct directory_figures d;
	bool organizations[32] = { false };
	size_t programs = 0, confirmed = 0, badge = 0, check = 0, many = 0;
	size_t statewide = 0, training = 0, cook = 0;
	const int64_t now = 365 * 86400 + 20000;

	assert_int_equal(
		store_directory_figures(w->f->db, w->f->arena, now, &d),
		STATUS_OK);
	for (size_t i = 0; i < PROGRAMS; i++) {
		const struct model *m = &w->programs[i];

		if (!m->is_public)
			continue;
		programs++;
		confirmed += m->confirmed_at >= 20000;
		badge += m->badge < 2;
		check += m->terms[8];
		training += m->terms[9];
		statewide += m->is_statewide;
		cook += model_serves(m, 2);
		many += !organizations[m->organization];
		organizations[m->organization] = true;
	}
	assert_int_equal(d.programs, programs);
	assert_int_equal(d.organizations, many);
	assert_int_equal(d.confirmed_last_year, confirmed);
	assert_int_equal(d.with_badge, badge);
	assert_int_equal(d.with_background_check, check);
	assert_int_equal(d.with_training, training);
	assert_int_equal(d.statewide, statewide);
	assert_int_equal(d.state_count, 2);
	assert_string_equal(d.by_state[0].slug, "MN");
	assert_int_equal(d.by_state[0].count + d.by_state[1].count, programs);
	assert_int_equal(d.county_count, 5);
	assert_int_equal(d.counties_without, 0);
	for (size_t i = 0; i < d.county_count; i++)
		if (d.counties[i].county_id == 27031)
			assert_int_equal(d.counties[i].count, cook);
}

static void a_county_lists_each_program_once(void **state)
{
	struct world *w = *state;
	const struct county cook = { .id = 27031, .state = "MN" };
	const struct county nowhere = { .id = 99999, .state = "MN" };
	struct county_programs p;
	size_t based = 0, serves = 0, statewide = 0;

	assert_int_equal(store_search_county(w->f->db, w->f->arena, &cook, &p),
			 STATUS_OK);
	for (size_t i = 0; i < PROGRAMS; i++) {
		const struct model *m = &w->programs[i];

		if (!m->is_public)
			continue;
		if (m->county == 2)
			based++;
		else if (model_serves(m, 2))
			serves++;
		else if (model_statewide(m, 2))
			statewide++;
	}
	assert_int_equal(p.based_count, based);
	assert_int_equal(p.serves_count, serves);
	assert_int_equal(p.statewide_count, statewide);
	for (size_t i = 0; i < p.online_count; i++) {
		const struct model *m = &w->programs[p.online[i] - 1];

		assert_true(m->is_online && m->county != 2);
		assert_false(m->is_statewide);
	}
	assert_int_equal(
		store_search_county(w->f->db, w->f->arena, &nowhere, &p),
		STATUS_NOT_FOUND);
}

static void an_empty_directory_can_be_searched(void **state)
{
	static const char HIDE[] = "UPDATE program SET stage = 'draft'";
	struct world *w = *state;
	struct search s = { .words = "kinship",
			    .page = 1,
			    .want_facets = true };
	struct directory_figures d;

	assert_int_equal(fixture_run(w->f->db, HIDE), STATUS_OK);
	assert_int_equal(store_search_rebuild(w->f->db), STATUS_OK);
	assert_int_equal(store_search_verify(w->f->db), STATUS_OK);
	assert_int_equal(run(w, &s).total, 0);
	s.words = "";
	s.has_place = true;
	assert_int_equal(run(w, &s).pages, 1);
	assert_int_equal(store_directory_figures(w->f->db, w->f->arena, 0, &d),
			 STATUS_OK);
	assert_int_equal(d.programs, 0);
	assert_int_equal(d.counties_without, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_WORLD(words_are_found_by_their_stem_and_without_accents),
		IN_WORLD(the_last_word_may_be_unfinished),
		IN_WORLD(small_words_do_not_hide_a_listing),
		IN_WORLD(hostile_text_is_words_or_nothing),
		IN_WORLD(punctuation_alone_is_no_search),
		IN_WORLD(only_eight_words_count),
		IN_WORLD(a_slip_of_the_pen_is_put_right),
		IN_WORLD(values_are_known_in_one_spelling),
		IN_WORLD(an_unknown_choice_is_skipped),
		IN_WORLD(figures_count_the_public_listings),
		IN_WORLD(a_county_lists_each_program_once),
		IN_WORLD(an_empty_directory_can_be_searched),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
