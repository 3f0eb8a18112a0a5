/* A directory of made-up listings, in the database and in memory. */
#ifndef SEARCH_WORLD_H
#define SEARCH_WORLD_H

#include "search_model.h"

#define PROGRAMS 500

struct world {
	struct fixture *f;
	struct model programs[PROGRAMS];
};

static inline int open_world(void **state)
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

static inline int close_world(void **state)
{
	struct world *w = *state;
	void *fixture = w->f;

	fixture_close(&fixture);
	free(w);
	return 0;
}

static inline struct search_result run(struct world *w, const struct search *s)
{
	struct search_result result;

	assert_int_equal(store_search(w->f->db, w->f->arena, s, &result),
			 STATUS_OK);
	return result;
}

static inline size_t count(struct world *w, const struct search *s)
{
	size_t total;

	assert_int_equal(store_search_count(w->f->db, w->f->arena, s, &total),
			 STATUS_OK);
	return total;
}

static inline void choose(struct search *s, enum search_facet facet,
			  const char *value)
{
	for (size_t i = 0; i < s->chosen_count[facet]; i++)
		if (strcmp(s->chosen[facet][i], value) == 0)
			return;
	s->chosen[facet][s->chosen_count[facet]++] = value;
}

#define IN_WORLD(test)                                                         \
	cmocka_unit_test_setup_teardown(test, open_world, close_world)

#endif
