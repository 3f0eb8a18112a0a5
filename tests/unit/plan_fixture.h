/* A plan in memory; include after cmocka.h. */
#ifndef PLAN_FIXTURE_H
#define PLAN_FIXTURE_H

#include "store/plan_edit.h"

struct fixture {
	struct db *db;
	struct arena *arena;
};

static const struct measure PROGRAMS = { .area = "network",
					 .slug = "programs",
					 .name = "Programs in the network",
					 .definition = "Programs.",
					 .unit = "programs",
					 .direction = PLAN_UP };

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

static bool put_measure(struct fixture *f, const struct measure *m,
			int position, int64_t *id)
{
	bool changed;

	assert_int_equal(
		store_measure_put(f->db, m, position, "test", id, &changed),
		STATUS_OK);
	return changed;
}

static bool put_figure(struct fixture *f, int64_t id, const char *period,
		       int year, bool is_target, double value)
{
	struct figure figure = { .period = period,
				 .year = year,
				 .is_target = is_target,
				 .value = value,
				 .source = "Survey" };
	bool changed;

	assert_int_equal(store_figure_put(f->db, id, &figure, "test", &changed),
			 STATUS_OK);
	return changed;
}

static int64_t generation(struct fixture *f)
{
	int64_t public, directory;

	assert_int_equal(db_generation(f->db, &public, &directory), STATUS_OK);
	return public;
}

#endif
