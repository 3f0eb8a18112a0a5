#include "search_model.h"

#define PROGRAMS 500

struct world {
	struct fixture *f;
	struct model programs[PROGRAMS];
};

static int open_world(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	void *fixture;

	fixture_open(&fixture);
	w->f = fixture;
	model_seed = 7;
	db_begin(w->f->db);
	for (int i = 0; i < PROGRAMS; i++) {
		w->programs[i] = model_make(i + 1);
		model_write(w->f->db, &w->programs[i]);
		/* As the database has it. */
		sprintf(w->programs[i].organization_name +
				strlen(w->programs[i].organization_name),
			" %d", (int)w->programs[i].organization);
	}
	assert_int_equal(db_end(w->f->db, store_search_rebuild(w->f->db)),
			 STATUS_OK);
	*state = w;
	return 0;
}

static int close_world(void **state)
{
	struct world *w = *state;
	void *fixture = w->f;

	fixture_close(&fixture);
	free(w);
	return 0;
}

static struct search_result run(struct world *w, const struct search *s)
{
	struct search_result result;

	assert_int_equal(store_search(w->f->db, w->f->arena, s, &result),
			 STATUS_OK);
	return result;
}

static size_t count(struct world *w, const struct search *s)
{
	size_t total;

	assert_int_equal(store_search_count(w->f->db, w->f->arena, s, &total),
			 STATUS_OK);
	return total;
}

/* Random searches -----------------------------------------------------------
 */

static void choose(struct search *s, enum search_facet facet, const char *value)
{
	for (size_t i = 0; i < s->chosen_count[facet]; i++)
		if (strcmp(s->chosen[facet][i], value) == 0)
			return;
	s->chosen[facet][s->chosen_count[facet]++] = value;
}

static const char *random_value(struct world *w, enum search_facet facet)
{
	static const char *const types[] = { "one-to-one", "group", "team" };
	static const char *const settings[] = { "community", "school",
						"after-school" };
	static const char *const languages[] = { "es", "so" };
	unsigned from = model_random(25);

	switch (facet) {
	case FACET_COUNTY:
		return model_counties[model_random(MODEL_COUNTIES)].slug;
	case FACET_TYPE:
		return types[model_random(3)];
	case FACET_SETTING:
		return settings[model_random(3)];
	case FACET_LANGUAGE:
		return languages[model_random(2)];
	case FACET_AGE:
		if (model_random(2))
			return arena_printf(w->f->arena, "%u", from);
		return arena_printf(w->f->arena, "%u-%u", from,
				    from + 1 + model_random(9));
	default:
		return "mentors";
	}
}

static const char *random_words(struct world *w)
{
	static const char *const others[] = { "ha",   "duluth", "55805",
					      "b",    "school", "spanish",
					      "coo",  "st",     "group",
					      "harb", "re",     "hennepin" };
	const char *first = others[model_random(12)];

	if (model_random(2))
		first = model_words[model_random(21)];
	if (model_random(3))
		return first;
	return arena_printf(w->f->arena, "%s %s", model_words[model_random(21)],
			    first);
}

static struct search random_search(struct world *w)
{
	static const struct place places[] = {
		{ "Duluth, MN", 27137, 46.78, -92.09 },
		{ "Superior, WI", 55031, 46.70, -92.07 },
		{ "Cook County", 27031, 47.91, -90.54 },
		{ "nowhere", 0, 46.8, -92.1 },
	};
	static const int miles[] = { 0, 5, 100, 300 };
	struct search s = { .words = "", .page = 1 };

	for (enum search_facet f = 0; f < FACETS; f++)
		for (unsigned n = model_random(5); n > 2; n--)
			choose(&s, f, random_value(w, f));
	if (model_random(3) == 0)
		s.words = random_words(w);
	if (model_random(3) == 0) {
		s.has_place = true;
		s.place = places[model_random(4)];
		s.within = miles[model_random(4)];
	}
	s.sort = (enum search_sort)model_random(4);
	return s;
}

static size_t expect(struct world *w, const struct search *s,
		     const struct model **out)
{
	size_t n = 0;

	for (size_t i = 0; i < PROGRAMS; i++)
		if (model_fits(&w->programs[i], s))
			out[n++] = &w->programs[i];
	model_sorting = s;
	qsort(out, n, sizeof *out, model_compare);
	return n;
}

static void compare_hits(struct world *w, struct search *s)
{
	const struct model *expected[PROGRAMS];
	size_t n = expect(w, s, expected);
	struct search_result all, page;

	s->want_all_ids = true;
	all = run(w, s);
	s->want_all_ids = false;
	assert_int_equal(all.total, n);
	assert_int_equal(all.hit_count, n);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(all.hits[i].id, expected[i]->id);
		assert_int_equal(all.hits[i].reason,
				 s->has_place ? model_reason(expected[i], s)
					      : REASON_NONE);
		if (s->has_place)
			assert_float_equal(all.hits[i].miles,
					   model_miles(expected[i], s), 1e-9);
	}
	for (s->page = 1; s->page <= all.pages; s->page++) {
		page = run(w, s);
		for (size_t i = 0; i < page.hit_count; i++)
			assert_int_equal(
				page.hits[i].id,
				all.hits[(s->page - 1) * SEARCH_PAGE_SIZE + i]
					.id);
	}
	assert_int_equal(store_search(w->f->db, w->f->arena, s, &page),
			 STATUS_NOT_FOUND);
	assert_int_equal(page.total, n);
	s->page = 1;
}

static void every_search_finds_what_the_listings_say(void **state)
{
	struct world *w = *state;

	for (int i = 0; i < 300; i++) {
		struct search s = random_search(w);

		compare_hits(w, &s);
	}
}

static void every_count_is_what_its_page_shows(void **state)
{
	struct world *w = *state;

	for (int i = 0; i < 300; i++) {
		struct search s = random_search(w), ticked;
		struct search_result r;

		s.want_facets = true;
		r = run(w, &s);
		for (enum search_facet f = 0; f < FACETS; f++)
			for (size_t j = 0; j < r.facet_counts[f]; j++) {
				const struct search_choice *c = &r.facets[f][j];

				ticked = s;
				choose(&ticked, f, c->value);
				assert_int_equal(c->is_chosen,
						 ticked.chosen_count[f] ==
							 s.chosen_count[f]);
				assert_int_equal(c->count, count(w, &ticked));
			}
	}
}

static void every_county_on_the_map_counts_its_own_page(void **state)
{
	struct world *w = *state;

	for (int i = 0; i < 100; i++) {
		struct search s = random_search(w), one;
		struct search_result r;

		s.want_county_counts = true;
		r = run(w, &s);
		assert_int_equal(r.county_count, 5);
		for (size_t j = 0; j < r.county_count; j++) {
			size_t at = model_county_at(r.counties[j].county_id);

			one = s;
			one.chosen_count[FACET_COUNTY] = 0;
			choose(&one, FACET_COUNTY, model_counties[at].slug);
			assert_int_equal(r.counties[j].count, count(w, &one));
		}
	}
}

/* Keeping -------------------------------------------------------------------
 */

static void a_save_leaves_the_index_as_a_rebuild_would(void **state)
{
	struct world *w = *state;

	assert_int_equal(store_search_verify(w->f->db), STATUS_OK);
	for (int i = 0; i < 60; i++) {
		struct model *m = &w->programs[model_random(PROGRAMS)];
		int64_t id = m->id;

		*m = model_make(id);
		db_begin(w->f->db);
		model_write(w->f->db, m);
		assert_int_equal(db_end(w->f->db, store_search_program_changed(
							  w->f->db, id)),
				 STATUS_OK);
		sprintf(m->organization_name + strlen(m->organization_name),
			" %d", (int)m->organization);
		if (i % 10 == 0)
			assert_int_equal(store_search_verify(w->f->db),
					 STATUS_OK);
	}
	assert_int_equal(store_search_verify(w->f->db), STATUS_OK);
	for (int i = 0; i < 20; i++) {
		struct search s = random_search(w);

		compare_hits(w, &s);
	}
}

static void verify_sees_a_listing_that_the_index_forgot(void **state)
{
	struct world *w = *state;
	struct model m = model_make(PROGRAMS + 1);

	m.is_public = true;
	db_begin(w->f->db);
	model_write(w->f->db, &m);
	assert_int_equal(db_end(w->f->db, STATUS_OK), STATUS_OK);
	assert_int_equal(store_search_verify(w->f->db), STATUS_FAILED);
	assert_int_equal(store_search_rebuild(w->f->db), STATUS_OK);
	assert_int_equal(store_search_verify(w->f->db), STATUS_OK);
}

static void verify_sees_a_damaged_bitmap(void **state)
{
	static const char DAMAGE[] = "UPDATE search_bitmap SET bitmap = x'00'"
				     " WHERE kind = 'term' AND key = '2'";
	struct world *w = *state;

	assert_int_equal(fixture_run(w->f->db, DAMAGE), STATUS_OK);
	assert_int_equal(store_search_verify(w->f->db), STATUS_FAILED);
}

static void a_change_rolled_back_is_not_found(void **state)
{
	struct world *w = *state;
	struct model m = model_make(PROGRAMS + 1);
	struct search s = { .words = "xylophone", .page = 1 };

	m.is_public = true;
	strcpy(m.summary, "xylophone");
	db_begin(w->f->db);
	model_write(w->f->db, &m);
	assert_int_equal(store_search_program_changed(w->f->db, m.id),
			 STATUS_OK);
	assert_int_equal(count(w, &s), 1);
	assert_int_equal(db_end(w->f->db, STATUS_CONFLICT), STATUS_CONFLICT);
	assert_int_equal(count(w, &s), 0);
}

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

#define IN_WORLD(test)                                                         \
	cmocka_unit_test_setup_teardown(test, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_WORLD(every_search_finds_what_the_listings_say),
		IN_WORLD(every_count_is_what_its_page_shows),
		IN_WORLD(every_county_on_the_map_counts_its_own_page),
		IN_WORLD(a_save_leaves_the_index_as_a_rebuild_would),
		IN_WORLD(verify_sees_a_listing_that_the_index_forgot),
		IN_WORLD(verify_sees_a_damaged_bitmap),
		IN_WORLD(a_change_rolled_back_is_not_found),
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
