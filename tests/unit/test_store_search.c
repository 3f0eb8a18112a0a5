#include "search_world.h"

/* Random searches -----------------------------------------------------------
 */

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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
