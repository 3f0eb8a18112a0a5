/* Guessing from many addresses of one customer slows down like guessing from
 * one. (tests/http/sign_in.test.mjs has the delays as visitors meet them.) */
#include "fixture.h"

#include "page/address_key.h"
#include "page/sign_in_delay.h"
#include "util/clock.h"

#define NOW INT64_C(1795449600)

struct guesser {
	struct fixture *f;
	struct config config;
	struct site site;
	struct request request;
	struct ctx c;
};

static int open_guesser(void **state)
{
	static struct guesser g;
	static struct form form;

	memset(&g, 0, sizeof(g));
	fixture_file(state);
	g.f = *state;
	form_init(&form, g.f->arena);
	g.config.state = g.f->folder;
	g.site.config = &g.config;
	g.site.key[0] = 7;
	g.request.arena = g.f->arena;
	g.request.cookies = "";
	g.c = (struct ctx){ .site = &g.site,
			    .request = &g.request,
			    .arena = g.f->arena,
			    .form = &form,
			    .db = g.f->db,
			    .now = NOW };
	*state = &g;
	return 0;
}

static int close_guesser(void **state)
{
	struct guesser *g = *state;
	size_t count;

	assert_int_equal(
		address_key_sweep(&g->config, NOW + 9 * CLOCK_DAY, &count),
		STATUS_OK);
	rmdir(config_path(g->f->arena, &g->config, "address-keys"));
	*state = g->f;
	return fixture_close(state);
}

/* The seconds that a guess at an account of its own must wait. */
static int64_t guess(struct guesser *g, const char *address, int n)
{
	struct sign_in_try t;

	g->request.address = address;
	assert_int_equal(
		sign_in_try(&g->c, "password",
			    arena_printf(g->f->arena, "a%d@example.org", n),
			    &t),
		STATUS_OK);
	return t.wait;
}

static void a_home_has_twenty_guesses(void **state)
{
	struct guesser *g = *state;

	for (int i = 0; i < 20; i++)
		assert_int_equal(guess(g, "2001:db8:1:2::1", i), 0);
	assert_true(guess(g, "2001:db8:1:2::9", 20) > 0);
	assert_int_equal(guess(g, "2001:db8:1:3::1", 21), 0);
}

static void a_customer_with_many_homes_has_a_hundred(void **state)
{
	struct guesser *g = *state;

	for (int i = 0; i < 100; i++)
		assert_int_equal(
			guess(g,
			      arena_printf(g->f->arena, "2001:db8:1:%x::1", i),
			      i),
			0);
	assert_true(guess(g, "2001:db8:1:ffff::1", 100) > 0);
	assert_int_equal(guess(g, "2001:db8:2::1", 101), 0);
}

static void nobody_waits_for_a_clock_that_was_set_back(void **state)
{
	struct guesser *g = *state;

	for (int i = 0; i < 20; i++)
		guess(g, "192.0.2.1", i);
	assert_true(guess(g, "192.0.2.1", 20) > 0);
	g->c.now = NOW - 3600;
	assert_int_equal(guess(g, "192.0.2.1", 21), 0);
}

/* Nothing of it can be told from the database and STATE/secret. */
static void the_next_day_knows_nobody_of_today(void **state)
{
	struct guesser *g = *state;

	for (int i = 0; i < 20; i++)
		guess(g, "192.0.2.1", i);
	assert_true(guess(g, "192.0.2.1", 20) > 0);
	g->c.now = (NOW / CLOCK_DAY + 1) * CLOCK_DAY;
	assert_int_equal(guess(g, "192.0.2.1", 20), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, open_guesser, close_guesser)
		TEST(a_home_has_twenty_guesses),
		TEST(a_customer_with_many_homes_has_a_hundred),
		TEST(nobody_waits_for_a_clock_that_was_set_back),
		TEST(the_next_day_knows_nobody_of_today),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
