/* Sign-ins under way. */
#include "fixture.h"

#include "store/sign_in_attempt.h"

#define NOW INT64_C(1795449600)

static struct sign_in_attempt attempt_of(int state, int browser)
{
	struct sign_in_attempt attempt = {
		.provider = "google",
		.sealed = (const unsigned char *)"secret",
		.sealed_len = 6,
		.return_to = "/me",
		.kept = "[]",
		.created_at = NOW,
	};

	memcpy(attempt.state_hash, &state, sizeof(state));
	memcpy(attempt.browser_hash, &browser, sizeof(browser));
	return attempt;
}

static enum status add(struct fixture *f, int state, int browser)
{
	const struct sign_in_attempt attempt = attempt_of(state, browser);

	return store_sign_in_attempt_add(f->db, &attempt);
}

static enum status get(struct fixture *f, int state, int browser,
		       const char *provider, int64_t now,
		       struct sign_in_attempt *out)
{
	const struct sign_in_attempt names = attempt_of(state, browser);

	return store_sign_in_attempt_get(f->db, f->arena, names.state_hash,
					 names.browser_hash, provider, now,
					 out);
}

static void it_belongs_to_state_browser_and_provider(void **state)
{
	struct fixture *f = *state;
	struct sign_in_attempt out;

	assert_int_equal(add(f, 1, 1), STATUS_OK);
	assert_int_equal(get(f, 1, 1, "google", NOW, &out), STATUS_OK);
	assert_int_equal(out.sealed_len, 6);
	assert_memory_equal(out.sealed, "secret", 6);
	assert_string_equal(out.return_to, "/me");
	assert_string_equal(out.kept, "[]");
	assert_int_equal(get(f, 2, 1, "google", NOW, &out), STATUS_NOT_FOUND);
	assert_int_equal(get(f, 1, 2, "google", NOW, &out), STATUS_NOT_FOUND);
	assert_int_equal(get(f, 1, 1, "x", NOW, &out), STATUS_NOT_FOUND);
}

static void it_is_used_once_and_its_words_stay(void **state)
{
	struct fixture *f = *state;
	struct sign_in_attempt out;

	assert_int_equal(add(f, 1, 1), STATUS_OK);
	assert_int_equal(get(f, 1, 1, "google", NOW, &out), STATUS_OK);
	assert_true(store_sign_in_attempt_is_open(&out, NOW + 599));
	assert_false(store_sign_in_attempt_is_open(&out, NOW + 600));
	assert_int_equal(
		store_sign_in_attempt_use(f->db, out.state_hash, NOW + 600),
		STATUS_NOT_FOUND);
	assert_int_equal(store_sign_in_attempt_use(f->db, out.state_hash, NOW),
			 STATUS_OK);
	assert_int_equal(store_sign_in_attempt_use(f->db, out.state_hash, NOW),
			 STATUS_NOT_FOUND);
	assert_int_equal(get(f, 1, 1, "google", NOW + 3599, &out), STATUS_OK);
	assert_false(store_sign_in_attempt_is_open(&out, NOW));
	assert_string_equal(out.kept, "[]");
	assert_int_equal(get(f, 1, 1, "google", NOW + 3600, &out),
			 STATUS_NOT_FOUND);
	assert_int_equal(store_sign_in_attempt_drop(f->db, out.state_hash),
			 STATUS_OK);
	assert_int_equal(get(f, 1, 1, "google", NOW, &out), STATUS_NOT_FOUND);
}

static void a_browser_crowds_out_only_its_own(void **state)
{
	struct fixture *f = *state;
	struct sign_in_attempt out;

	assert_int_equal(add(f, 999, 2), STATUS_OK);
	for (int i = 0; i < 100; i++)
		assert_int_equal(add(f, i, 1), STATUS_OK);
	assert_int_equal(
		fixture_number(f->db, "SELECT count(*) FROM sign_in_attempt"),
		SIGN_IN_ATTEMPTS_OF_BROWSER + 1);
	assert_int_equal(get(f, 999, 2, "google", NOW, &out), STATUS_OK);
}

static void there_are_no_more_than_so_many(void **state)
{
	struct fixture *f = *state;
	struct sign_in_attempt late;

	db_begin(f->db);
	for (int i = 0; i < SIGN_IN_ATTEMPTS_MAX; i++)
		assert_int_equal(add(f, i, i), STATUS_OK);
	assert_int_equal(db_end(f->db, STATUS_OK), STATUS_OK);
	assert_int_equal(add(f, 5000, 5000), STATUS_BUSY);
	/* Those that are too old to use are in nobody's way. */
	late = attempt_of(5000, 5000);
	late.created_at = NOW + SIGN_IN_ATTEMPT_SECONDS;
	assert_int_equal(store_sign_in_attempt_add(f->db, &late), STATUS_OK);
	assert_int_equal(
		fixture_number(f->db, "SELECT count(*) FROM sign_in_attempt"),
		1);
}

static void old_ones_are_swept(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(add(f, 1, 1), STATUS_OK);
	fixture_sweep(f->db, SWEEP_SIGN_IN_ATTEMPTS, NOW - 1);
	assert_int_equal(
		fixture_number(f->db, "SELECT count(*) FROM sign_in_attempt"),
		1);
	fixture_sweep(f->db, SWEEP_SIGN_IN_ATTEMPTS, NOW);
	assert_int_equal(
		fixture_number(f->db, "SELECT count(*) FROM sign_in_attempt"),
		0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
		TEST(it_belongs_to_state_browser_and_provider),
		TEST(it_is_used_once_and_its_words_stay),
		TEST(a_browser_crowds_out_only_its_own),
		TEST(there_are_no_more_than_so_many),
		TEST(old_ones_are_swept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
