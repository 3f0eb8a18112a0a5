#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/clock.h"
#include "util/password.h"
#include "util/password_rule.h"

static void a_password_is_known_by_its_hash_alone(void **state)
{
	char a[PASSWORD_HASH], b[PASSWORD_HASH];
	bool is_right, is_old;

	(void)state;
	assert_int_equal(password_hash("a long password", a), STATUS_OK);
	assert_int_equal(password_hash("a long password", b), STATUS_OK);
	assert_string_not_equal(a, b);
	assert_non_null(strstr(a, "$argon2id$v=19$m=65536,t=3,p=1$"));
	assert_int_equal(
		password_check("a long password", a, &is_right, &is_old),
		STATUS_OK);
	assert_true(is_right);
	assert_false(is_old);
	assert_int_equal(
		password_check("a long passwore", a, &is_right, &is_old),
		STATUS_OK);
	assert_false(is_right);
}

static void a_hash_of_other_parameters_is_right_but_old(void **state)
{
	/* "password" with 8 MiB and one pass */
	static const char OLD[] =
		"$argon2id$v=19$m=8192,t=1,p=1$iGssklRfDHOmYIAM9mC4yA$"
		"nspI5qSm8inmRCZeoH5c50LWfEF7h81+s6AgLjY21/8";
	bool is_right, is_old;

	(void)state;
	assert_int_equal(password_check("password", OLD, &is_right, &is_old),
			 STATUS_OK);
	assert_true(is_right);
	assert_true(is_old);
}

static int64_t time_of(const char *hash)
{
	struct timespec a, b;
	bool is_right, is_old;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
	assert_int_equal(password_check("wrong", hash, &is_right, &is_old),
			 STATUS_OK);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
	assert_false(is_right);
	return (b.tv_sec - a.tv_sec) * 1000000 + (b.tv_nsec - a.tv_nsec) / 1000;
}

static void without_an_account_the_work_is_the_same(void **state)
{
	char hash[PASSWORD_HASH];
	int64_t known = INT64_MAX, unknown = INT64_MAX;

	(void)state;
	assert_int_equal(password_hash("a long password", hash), STATUS_OK);
	for (int i = 0; i < 4; i++) {
		int64_t a = time_of(hash), b = time_of(NULL);

		known = a < known ? a : known;
		unknown = b < unknown ? b : unknown;
	}
	assert_true(unknown * 10 > known * 7);
	assert_true(known * 10 > unknown * 7);
}

/* How long it takes to be told "busy" while two children, asleep, hold the
 * slots of so many workers. */
static int64_t busy_after_ms(int workers)
{
	pid_t children[PASSWORD_SLOTS];
	char hash[PASSWORD_HASH];
	int64_t ms;

	password_slots_open(workers);
	for (int i = 0; i < PASSWORD_SLOTS; i++) {
		children[i] = fork();
		if (children[i] == 0)
			for (;;)
				if (password_hash("x", hash) != STATUS_OK)
					_exit(1);
	}
	usleep(60 * 1000);
	for (int i = 0; i < PASSWORD_SLOTS; i++)
		kill(children[i], SIGSTOP); /* in the middle of a hash */
	ms = clock_monotonic_ms();
	assert_int_equal(password_hash("x", hash), STATUS_BUSY);
	ms = clock_monotonic_ms() - ms;
	for (int i = 0; i < PASSWORD_SLOTS; i++)
		kill(children[i], SIGKILL);
	while (wait(NULL) > 0)
		;
	assert_int_equal(password_hash("x", hash), STATUS_OK);
	return ms;
}

static void at_most_two_are_hashed_at_once(void **state)
{
	(void)state;
	assert_true(busy_after_ms(4) >= PASSWORD_WAIT_MS);
}

static void the_last_worker_does_not_wait_but_answers_others(void **state)
{
	(void)state;
	assert_true(busy_after_ms(3) < PASSWORD_WAIT_MS);
}

static void a_password_that_people_try_first_is_refused(void **state)
{
	static const struct {
		const char *password;
		enum password_problem problem;
	} cases[] = {
		{ "", PASSWORD_MISSING },
		{ "short7!", PASSWORD_SHORT },
		{ "canoe at dusk", PASSWORD_FINE },
		{ "ñandú que corre", PASSWORD_FINE },
		{ "password", PASSWORD_COMMON },
		{ "PassWord", PASSWORD_COMMON },
		{ "P@ssw0rd", PASSWORD_COMMON },
		{ "password2026!", PASSWORD_COMMON },
		{ "2026Minnesota", PASSWORD_COMMON },
		{ "M1nn3s0ta!", PASSWORD_COMMON },
		{ "12345678", PASSWORD_COMMON },
		{ "87654321", PASSWORD_COMMON },
		{ "abcdefghij", PASSWORD_COMMON },
		{ "aaaaaaaaaaaa", PASSWORD_COMMON },
		{ "ababababab", PASSWORD_COMMON },
		{ "qwertyuiop", PASSWORD_COMMON },
		{ "my hovercraft anders", PASSWORD_NAMED },
		{ "ANDERS is my name", PASSWORD_NAMED },
		{ "so says kristin99", PASSWORD_NAMED },
		{ "bo is too short to tell", PASSWORD_FINE },
	};
	struct arena *arena = arena_new();
	char *long_one = arena_alloc(arena, PASSWORD_MAX + 2);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (password_problem(arena, cases[i].password, "Bo Ånders",
				     "kristin.99@example.org") !=
		    cases[i].problem)
			fail_msg("%s", cases[i].password);
	for (int i = 0; i <= PASSWORD_MAX; i++)
		long_one[i] = (char)('a' + i * i % 26);
	assert_int_equal(password_problem(arena, long_one, NULL, "x@y.z"),
			 PASSWORD_LONG);
	long_one[PASSWORD_MAX] = '\0';
	assert_int_equal(password_problem(arena, long_one, NULL, "x@y.z"),
			 PASSWORD_FINE);
	arena_free(arena);
}

static void a_wiped_password_is_gone(void **state)
{
	char text[] = "canoe at dusk";

	(void)state;
	password_wipe(text);
	for (size_t i = 0; i < sizeof(text); i++)
		assert_int_equal(text[i], 0);
	password_wipe(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_password_is_known_by_its_hash_alone),
		cmocka_unit_test(a_hash_of_other_parameters_is_right_but_old),
		cmocka_unit_test(without_an_account_the_work_is_the_same),
		cmocka_unit_test(at_most_two_are_hashed_at_once),
		cmocka_unit_test(
			the_last_worker_does_not_wait_but_answers_others),
		cmocka_unit_test(a_password_that_people_try_first_is_refused),
		cmocka_unit_test(a_wiped_password_is_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
