#include "util/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
	struct arena *arena;
	struct config config;
	char folder[40], path[60];
	int real_stderr;
	FILE *log;
};

static int begin(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	unsetenv("NORTHSTAR_BASE_URL");
	unsetenv("NORTHSTAR_SHARE");
	f->arena = arena_new();
	strcpy(f->folder, "/tmp/northstar-conf-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof f->path, "%s/northstar.conf", f->folder);
	f->log = tmpfile();
	f->real_stderr = dup(STDERR_FILENO);
	dup2(fileno(f->log), STDERR_FILENO);
	*state = f;
	return 0;
}

static int end(void **state)
{
	struct fixture *f = *state;

	dup2(f->real_stderr, STDERR_FILENO);
	close(f->real_stderr);
	fclose(f->log);
	unlink(f->path);
	rmdir(f->folder);
	arena_free(f->arena);
	free(f);
	return 0;
}

static enum status read_text(struct fixture *f, const char *text)
{
	FILE *file = fopen(f->path, "we");

	fputs(text, file);
	fclose(file);
	return config_read(f->arena, f->folder, &f->config);
}

/* Was this logged? */
static bool is_logged(struct fixture *f, const char *what)
{
	static char text[10000];
	ssize_t got = pread(fileno(f->log), text, sizeof text - 1, 0);

	text[got > 0 ? got : 0] = '\0';
	return strstr(text, what) != NULL;
}

static void missing_file_means_defaults(void **state)
{
	struct fixture *f = *state;
	char *slashes = arena_printf(f->arena, "%s//", f->folder);

	assert_int_equal(config_read(f->arena, slashes, &f->config), STATUS_OK);
	assert_string_equal(f->config.state, f->folder);
	assert_string_equal(f->config.base_url, "http://127.0.0.1:8080");
	assert_false(f->config.is_https);
	assert_string_equal(f->config.language, "en");
	assert_int_equal(f->config.workers, 0);
	assert_int_equal(f->config.stuck_seconds, 8);
	assert_true(f->config.comments_per_hour > 0);
	assert_string_equal(config_path(f->arena, &f->config, "db"),
			    arena_printf(f->arena, "%s/db", f->folder));
}

static void file_sets_what_it_names(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(read_text(f, "; a comment\n"
				      "[site]\n"
				      "base_url = https://mentors.example\n"
				      "language=en-XA\n"
				      "[server]\n"
				      "workers = 3\nstuck_seconds=20\n"
				      "[comments]\nper_hour = 50"),
			 STATUS_OK);
	assert_string_equal(f->config.base_url, "https://mentors.example");
	assert_true(f->config.is_https);
	assert_string_equal(f->config.language, "en-XA");
	assert_int_equal(f->config.workers, 3);
	assert_int_equal(f->config.stuck_seconds, 20);
	assert_int_equal(f->config.comments_per_hour, 50);
}

static void every_error_is_named_with_its_line(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(read_text(f, "[site]\n"
				      "colour = red\n"
				      "base_url = https://x.example/\n"
				      "[server]\n"
				      "workers = many\n"
				      "stuck_seconds = 0\n"
				      "nonsense\n"
				      "[server]\n"
				      "workers = 2\n"),
			 STATUS_BAD);
	assert_true(is_logged(f, "line 2: unknown key [site] colour"));
	assert_true(is_logged(f, "line 3: [site] base_url"));
	assert_true(is_logged(f, "line 5: [server] workers"));
	assert_true(is_logged(f, "line 6: [server] stuck_seconds"));
	assert_true(is_logged(f, "line 7: "));
	assert_true(is_logged(f, "line 9: [server] workers is set twice"));
}

static void base_url_must_be_one(void **state)
{
	static const char *const wrong[] = {
		"example.org",
		"ftp://example.org",
		"https://",
		"https://example.org/",
		"https://EXAMPLE.org",
		"https://example.org/a",
		"https://a b",
		"https://a\"b",
		"https://u@h",
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(
			read_text(f, arena_printf(f->arena,
						  "[site]\nbase_url = %s\n",
						  wrong[i])),
			STATUS_BAD);
}

static void environment_overrides_the_file(void **state)
{
	struct fixture *f = *state;

	setenv("NORTHSTAR_BASE_URL", "https://other.example", 1);
	setenv("NORTHSTAR_SHARE", "/somewhere", 1);
	assert_int_equal(read_text(f, "[site]\nbase_url = http://x.example"),
			 STATUS_OK);
	assert_string_equal(f->config.base_url, "https://other.example");
	assert_true(f->config.is_https);
	assert_string_equal(f->config.share, "/somewhere");
	setenv("NORTHSTAR_BASE_URL", "nonsense", 1);
	assert_int_equal(config_read(f->arena, f->folder, &f->config),
			 STATUS_BAD);
}

static void line_that_is_too_long_is_an_error(void **state)
{
	struct fixture *f = *state;
	char text[1000];

	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	memcpy(text, "[site]\n;", 8);
	assert_int_equal(read_text(f, text), STATUS_BAD);
	assert_true(is_logged(f, "line 2: is too long"));
}

/* What check-config prints is a file that means the same. */
static void explanation_reads_back(void **state)
{
	struct fixture *f = *state;
	FILE *file;

	assert_int_equal(read_text(f, "[server]\nworkers = 7\n"
				      "[site]\nbase_url=https://a.example\n"),
			 STATUS_OK);
	file = fopen(f->path, "we");
	config_explain(&f->config, file);
	fclose(file);
	assert_int_equal(config_read(f->arena, f->folder, &f->config),
			 STATUS_OK);
	assert_int_equal(f->config.workers, 7);
	assert_string_equal(f->config.base_url, "https://a.example");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(missing_file_means_defaults),
		CASE(file_sets_what_it_names),
		CASE(every_error_is_named_with_its_line),
		CASE(base_url_must_be_one),
		CASE(environment_overrides_the_file),
		CASE(line_that_is_too_long_is_an_error),
		CASE(explanation_reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
