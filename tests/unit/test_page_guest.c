#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "page/address_key.h"
#include "page/guest.h"
#include "util/clock.h"

#define NOW INT64_C(1795449600)

struct guests {
	struct config config;
	struct site site;
	struct request request;
	struct ctx c;
};

static int open_guests(void **state)
{
	static struct guests g;
	static char folder[64];
	struct arena *arena = arena_new();

	memset(&g, 0, sizeof(g));
	assert_non_null(mkdtemp(strcpy(folder, "/tmp/northstar-guest-XXXXXX")));
	g.config.state = folder;
	g.site.config = &g.config;
	g.site.key[0] = 7;
	g.request.arena = arena;
	g.request.cookies = "";
	g.c = (struct ctx){ .site = &g.site,
			    .request = &g.request,
			    .arena = arena,
			    .now = NOW };
	*state = &g;
	return 0;
}

static int close_guests(void **state)
{
	struct guests *g = *state;
	size_t count;

	assert_int_equal(
		address_key_sweep(&g->config, NOW + 9 * CLOCK_DAY, &count),
		STATUS_OK);
	rmdir(config_path(g->c.arena, &g->config, "address-keys"));
	assert_int_equal(rmdir(g->config.state), 0);
	arena_free(g->c.arena);
	return 0;
}

static bool is_same(struct guests *g, const char *a, const char *b,
		    int64_t later)
{
	unsigned char one[TOKEN_HASH], two[TOKEN_HASH];

	g->request.address = a;
	g->c.now = NOW;
	guest_address_hash(&g->c, one);
	g->request.address = b;
	g->c.now = NOW + later;
	guest_address_hash(&g->c, two);
	return token_equal(one, two, TOKEN_HASH);
}

static void an_address_is_known_for_a_day(void **state)
{
	assert_true(is_same(*state, "192.0.2.1", "192.0.2.1", 60));
	assert_false(is_same(*state, "192.0.2.1", "192.0.2.2", 60));
	assert_false(is_same(*state, "192.0.2.1", "192.0.2.1", 86400));
}

static void a_home_with_many_addresses_is_one(void **state)
{
	assert_true(
		is_same(*state, "2001:db8:1:2::1", "2001:db8:1:2:ffff::9", 60));
	assert_false(is_same(*state, "2001:db8:1:2::1", "2001:db8:1:3::1", 60));
	assert_false(
		is_same(*state, "::ffff:192.0.2.1", "::ffff:192.0.2.2", 60));
}

/* Whoever has a /56 or a /48 at home would be enough people to hide a
 * comment. */
static void one_customer_of_a_network_is_one(void **state)
{
	static const char *const ADDRESSES[] = { "2001:db8:1:2::1",
						 "2001:db8:1:ff00::7",
						 "2001:db8:2::1" };
	unsigned char today[3][TOKEN_HASH], before[3][TOKEN_HASH];
	struct guests *g = *state;

	g->c.now = NOW;
	for (int i = 0; i < 3; i++) {
		g->request.address = ADDRESSES[i];
		assert_int_equal(guest_site_hashes(&g->c, today[i], before[i]),
				 STATUS_OK);
	}
	assert_true(token_equal(today[0], today[1], TOKEN_HASH));
	assert_false(token_equal(today[0], today[2], TOKEN_HASH));
	g->c.now = NOW + 86400;
	assert_int_equal(guest_site_hashes(&g->c, today[2], before[2]),
			 STATUS_OK);
	assert_false(token_equal(today[0], before[0], TOKEN_HASH));
	g->request.address = ADDRESSES[0];
	assert_int_equal(guest_site_hashes(&g->c, today[2], before[2]),
			 STATUS_OK);
	assert_true(token_equal(today[0], before[2], TOKEN_HASH));
}

/* Each worker would hash one address otherwise, and three hide a comment. */
static void nobody_is_counted_without_the_keys(void **state)
{
	unsigned char today[TOKEN_HASH], before[TOKEN_HASH];
	struct guests *g = *state;
	const char *folder = g->config.state;

	g->config.state = "/nowhere/at/all";
	g->request.address = "192.0.2.1";
	assert_int_equal(guest_site_hashes(&g->c, today, before),
			 STATUS_TROUBLE);
	g->config.state = folder;
}

static void only_ipv6_has_customers_with_networks(void **state)
{
	unsigned char one[TOKEN_HASH], two[TOKEN_HASH];
	struct guests *g = *state;

	g->c.now = NOW;
	g->request.address = "192.0.2.1";
	assert_false(guest_customer_hash(&g->c, one));
	g->request.address = "::ffff:192.0.2.1";
	assert_false(guest_customer_hash(&g->c, one));
	g->request.address = "unix:";
	assert_false(guest_customer_hash(&g->c, one));
	g->request.address = "2001:db8:1:2::1";
	assert_true(guest_customer_hash(&g->c, one));
	g->request.address = "2001:db8:1:ff00::7";
	assert_true(guest_customer_hash(&g->c, two));
	assert_true(token_equal(one, two, TOKEN_HASH));
	g->request.address = "2001:db8:2::1";
	assert_true(guest_customer_hash(&g->c, two));
	assert_false(token_equal(one, two, TOKEN_HASH));
}

/* Not with STATE/secret either: the key is of nothing else. */
static void a_destroyed_key_is_never_had_again(void **state)
{
	struct guests *g = *state;
	unsigned char one[TOKEN_HASH], two[TOKEN_HASH];
	int64_t end = (NOW / CLOCK_DAY + 2) * CLOCK_DAY;
	size_t count;

	g->c.now = NOW;
	g->request.address = "192.0.2.1";
	guest_address_hash(&g->c, one);
	assert_int_equal(address_key_sweep(&g->config, end - 1, &count),
			 STATUS_OK);
	assert_int_equal(count, 0);
	guest_address_hash(&g->c, two);
	assert_true(token_equal(one, two, TOKEN_HASH));
	assert_int_equal(address_key_sweep(&g->config, end, &count), STATUS_OK);
	assert_int_equal(count, 1);
	guest_address_hash(&g->c, two);
	assert_false(token_equal(one, two, TOKEN_HASH));
}

/* The key of a process of its own is good for its counting, no longer. */
static void without_a_folder_there_is_still_a_key(void **state)
{
	struct guests *g = *state;
	const char *folder = g->config.state;
	unsigned char one[TOKEN_HASH], two[TOKEN_HASH];

	g->config.state = "/nowhere/at/all";
	g->request.address = "192.0.2.1";
	g->c.now = NOW;
	guest_address_hash(&g->c, one);
	guest_address_hash(&g->c, two);
	assert_true(token_equal(one, two, TOKEN_HASH));
	g->c.now = NOW + CLOCK_DAY;
	guest_address_hash(&g->c, two);
	assert_false(token_equal(one, two, TOKEN_HASH));
	g->config.state = folder;
}

static void a_new_guest_gets_a_new_token(void **state)
{
	struct guests *g = *state;
	unsigned char one[TOKEN_HASH], two[TOKEN_HASH], again[TOKEN_HASH];
	const char *token = guest_token(&g->c, one);

	token_hash(token, again);
	assert_true(token_equal(one, again, TOKEN_HASH));
	guest_token(&g->c, two);
	assert_false(token_equal(one, two, TOKEN_HASH));
}

static void a_known_guest_keeps_the_token(void **state)
{
	struct guests *g = *state;
	unsigned char one[TOKEN_HASH], two[TOKEN_HASH];
	const char *token = guest_token(&g->c, one);

	g->request.cookies = arena_printf(
		g->c.arena, "%s=%s",
		response_cookie_name(g->c.arena, false, GUEST_COOKIE), token);
	g->c.guest_hash = one;
	assert_string_equal(guest_token(&g->c, two), token);
	assert_true(token_equal(one, two, TOKEN_HASH));
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, open_guests, close_guests)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_address_is_known_for_a_day),
		TEST(a_home_with_many_addresses_is_one),
		TEST(one_customer_of_a_network_is_one),
		TEST(only_ipv6_has_customers_with_networks),
		TEST(nobody_is_counted_without_the_keys),
		TEST(a_destroyed_key_is_never_had_again),
		TEST(without_a_folder_there_is_still_a_key),
		TEST(a_new_guest_gets_a_new_token),
		TEST(a_known_guest_keeps_the_token),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
