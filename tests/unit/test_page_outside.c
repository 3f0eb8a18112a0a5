#include "page/outside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "http/supervisor.h"
#include "page/guard.h"

#define WORKERS 4

struct fixture {
	struct provider_config providers[2];
	struct config config;
	struct supervisor_shares shares;
	struct supervisor_worker told[WORKERS];
	struct site sites[WORKERS];
	struct ctx ctx[WORKERS];
};

static int begin(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->providers[0].id = "one";
	f->providers[1].id = "other";
	f->config = (struct config){ .providers = f->providers,
				     .provider_count = 2,
				     .outside_workers = WORKERS };
	for (int i = 0; i < WORKERS; i++) {
		f->told[i] = (struct supervisor_worker){ .pool = 1,
							 .index = i,
							 .shares = &f->shares };
		f->sites[i] = (struct site){ .config = &f->config,
					     .worker = &f->told[i],
					     .pool = POOL_OUTSIDE };
		f->ctx[i].site = &f->sites[i];
	}
	*state = f;
	return 0;
}

static int end(void **state)
{
	free(*state);
	return 0;
}

static void half_of_the_workers_may_wait_for_one_provider(void **state)
{
	struct fixture *f = *state;
	const struct provider_config *one = &f->providers[0];

	assert_int_equal(outside_enter(&f->ctx[0], one), STATUS_OK);
	assert_int_equal(outside_enter(&f->ctx[1], one), STATUS_OK);
	assert_int_equal(outside_enter(&f->ctx[2], one), STATUS_BUSY);
	assert_int_equal(outside_enter(&f->ctx[2], &f->providers[1]),
			 STATUS_OK);
	assert_int_equal(outside_enter(&f->ctx[3], one), STATUS_BUSY);
	outside_leave(&f->ctx[1]);
	outside_leave(&f->ctx[3]); /* who has none gives none back */
	assert_int_equal(outside_enter(&f->ctx[3], one), STATUS_OK);
	assert_int_equal(outside_enter(&f->ctx[1], one), STATUS_BUSY);
	assert_int_equal(outside_enter(&f->ctx[3], one), STATUS_OK);
}

static void one_worker_alone_may_ask(void **state)
{
	struct fixture *f = *state;

	f->config.outside_workers = 1;
	assert_int_equal(outside_enter(&f->ctx[0], &f->providers[1]),
			 STATUS_OK);
	assert_int_equal(outside_enter(&f->ctx[1], &f->providers[1]),
			 STATUS_BUSY);
}

static void other_processes_ask_nobody(void **state)
{
	struct fixture *f = *state;

	f->sites[0].pool = POOL_APP;
	f->sites[1].worker = NULL;
	for (int i = 0; i < 2; i++) {
		assert_int_equal(outside_enter(&f->ctx[i], &f->providers[0]),
				 STATUS_FAILED);
		outside_leave(&f->ctx[i]);
	}
}

static void pools_serve_their_own_rows(void **state)
{
	const struct route inside = { .pattern = "/a" };
	const struct route outside = { .pattern = "/b",
				       .flags = ROUTE_OUTSIDE | ROUTE_PRIVATE };
	struct fixture *f = *state;
	struct ctx *c = &f->ctx[0];

	c->route = &outside;
	assert_int_equal(guard_pool(c), STATUS_OK);
	c->route = &inside;
	assert_int_equal(guard_pool(c), STATUS_NOT_FOUND);
	f->sites[0].pool = POOL_APP;
	assert_int_equal(guard_pool(c), STATUS_OK);
	c->route = &outside;
	assert_int_equal(guard_pool(c), STATUS_NOT_FOUND);
}

static enum status handler(struct ctx *c)
{
	(void)c;
	return STATUS_OK;
}

static void rows_that_ask_other_sites_only_read(void **state)
{
	struct arena *arena = arena_new();
	struct route row = { GET, FOR_ANYONE, "/a", handler,
			     ROUTE_OUTSIDE | ROUTE_PRIVATE };

	(void)state;
	assert_null(routes_fault(arena, &row, 1));
	row.flags = ROUTE_OUTSIDE;
	assert_non_null(routes_fault(arena, &row, 1));
	row.flags = ROUTE_OUTSIDE | ROUTE_PRIVATE | ROUTE_READY_MADE;
	assert_non_null(routes_fault(arena, &row, 1));
	row.flags = ROUTE_OUTSIDE | ROUTE_PRIVATE;
	row.who = FOR_MEMBER;
	assert_non_null(routes_fault(arena, &row, 1));
	row = (struct route){ POST,
			      FOR_ANYONE,
			      "/a",
			      handler,
			      ROUTE_OUTSIDE | ROUTE_PRIVATE | ROUTE_WRITES,
			      FORM_SAME_SITE,
			      100 };
	assert_non_null(routes_fault(arena, &row, 1));
	arena_free(arena);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(half_of_the_workers_may_wait_for_one_provider),
		CASE(one_worker_alone_may_ask),
		CASE(other_processes_ask_nobody),
		CASE(pools_serve_their_own_rows),
		CASE(rows_that_ask_other_sites_only_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
