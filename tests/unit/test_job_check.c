#include "fixture.h"

#include <sys/wait.h>

#include "job/check.h"
#include "page/site.h"
#include "store/event.h"
#include "util/clock.h"

static void use(struct fixture *f, struct site *site, struct config *config)
{
	memset(site, 0, sizeof(*site));
	memset(config, 0, sizeof(*config));
	config->state = f->folder;
	site->config = config;
}

static struct system_event last(struct fixture *f)
{
	struct system_event event;

	assert_int_equal(store_event_get(f->db, f->arena, "check", &event),
			 STATUS_OK);
	return event;
}

/* It looks once a minute in a process, so each test is asked in its own. */
static void look(struct fixture *f)
{
	struct config config;
	struct site site;
	pid_t child = fork();

	if (child == 0) {
		use(f, &site, &config);
		job_check_due(&site);
		site_close_databases(&site);
		_exit(0);
	}
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static void a_sound_database_is_noted_as_such(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(last(f).at, 0);
	look(f);
	assert_true(last(f).at > 0);
	assert_true(last(f).is_fine);
}

static void it_is_looked_at_once_a_day(void **state)
{
	struct fixture *f = *state;
	int64_t hour_ago = clock_now() - 3600;

	assert_int_equal(store_event_put(f->db, "check", false, NULL, hour_ago),
			 STATUS_OK);
	look(f);
	assert_int_equal(last(f).at, hour_ago);
	assert_int_equal(store_event_put(f->db, "check", false, NULL,
					 hour_ago - CHECK_SECONDS),
			 STATUS_OK);
	look(f);
	assert_true(last(f).at > hour_ago);
	assert_true(last(f).is_fine);
}

static void a_fault_is_noted(void **state)
{
	static const char FORGE[] =
		"INSERT INTO audit (id, at, actor, action, object, hash)"
		" VALUES (1, 1, 'user 1', 'program.save', 'program 1',"
		"  zeroblob(32))";
	struct fixture *f = *state;

	assert_int_equal(fixture_run(f->db, FORGE), STATUS_OK);
	look(f);
	assert_true(last(f).at > 0);
	assert_false(last(f).is_fine);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_file, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_sound_database_is_noted_as_such),
		TEST(it_is_looked_at_once_a_day),
		TEST(a_fault_is_noted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
