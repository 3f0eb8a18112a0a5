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

static void known_providers_need_only_a_client(void **state)
{
	struct fixture *f = *state;
	const struct provider_config *p;

	assert_int_equal(read_text(f, "[provider x]\nclient_id = ours\n"
				      "secret_file = x.txt\n"
				      "[provider google]\nclient_id = mine\n"
				      "secret_file = /etc/google\n"),
			 STATUS_OK);
	assert_int_equal(f->config.provider_count, 2);
	assert_string_equal(f->config.providers[0].id, "google");
	p = config_provider(&f->config, "google");
	assert_non_null(p);
	assert_true(p->is_oidc);
	assert_string_equal(p->label, "Google");
	assert_string_equal(p->issuer, "https://accounts.google.com");
	assert_string_equal(p->scopes, "openid profile email");
	assert_string_equal(p->algorithm, "RS256");
	p = config_provider(&f->config, "x");
	assert_non_null(p);
	assert_false(p->is_oidc);
	assert_string_equal(p->token_auth, "basic");
	assert_string_equal(p->subject_claim, "data.id");
	assert_string_equal(p->email_claim, "");
	assert_null(config_provider(&f->config, "facebook"));
}

static void any_issuer_can_be_a_provider(void **state)
{
	struct fixture *f = *state;
	const struct provider_config *p;

	assert_int_equal(
		read_text(f, "[provider school-1]\nlabel = Scoil Éanna\n"
			     "issuer = http://127.0.0.1:4000/op\n"
			     "client_id = ours\nsecret_file = s\n"
			     "algorithm = ES256\ntoken_auth = post\n"
			     "[provider old]\nlabel = Old\nkind = oauth2\n"
			     "authorize_url = https://old.example/a?b=c\n"
			     "token_url = https://old.example/t\n"
			     "userinfo_url = https://api.old.example:444/me\n"
			     "client_id = ours\nsecret_file = s\n"),
		STATUS_OK);
	p = config_provider(&f->config, "school-1");
	assert_non_null(p);
	assert_string_equal(p->label, "Scoil Éanna");
	assert_string_equal(p->algorithm, "ES256");
	p = config_provider(&f->config, "old");
	assert_non_null(p);
	assert_string_equal(p->issuer, "https://old.example");
}

static void provider_without_a_client_is_not_offered(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(read_text(f, "[provider facebook]\nclient_id =\n"
				      "[provider half]\nlabel = Half\n"),
			 STATUS_OK);
	assert_int_equal(f->config.provider_count, 0);
}

#define MINE                                                                   \
	"[provider mine]\nlabel = Mine\nissuer = https://id.example\n"         \
	"client_id = ours\nsecret_file = s\n"

static void a_wrong_issuer_is_one_fault(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(read_text(f, "[provider mine]\nlabel = Mine\n"
				      "issuer = ftp://x\nclient_id = a\n"
				      "secret_file = s"),
			 STATUS_BAD);
	assert_true(is_logged(f, "line 3: [provider mine] issuer must be"));
	assert_false(is_logged(f, "issuer is needed"));
}

static void faults_of_providers_are_named_with_their_line(void **state)
{
	static const struct {
		const char *text, *said;
	} CASES[] = {
		{ "[provider google]\nclient = x",
		  "line 2: unknown key [provider google] client" },
		{ "[provider google]\nclient_id = x\nclient_id = y",
		  "line 3: [provider google] client_id is set twice" },
		{ "[provider google]\n\nclient_id = x",
		  "line 1: [provider google] secret_file is needed" },
		{ "\n[mail]\nserver = x\n\nfrom = y\n",
		  "line 2: [mail] server must begin" },
		{ "[provider mine]\nclient_id = x", "label is needed" },
		{ "[provider mine]\nclient_id = x\nlabel = A\nsecret_file = s",
		  "[provider mine] issuer is needed" },
		{ "[provider code]\nlabel = x", "line 2: [provider code]" },
		{ "[provider Two Words]\nlabel = x", "line 2: [provider Two" },
		{ "[provider ]\nlabel = x", "line 2: [provider ]" },
		{ MINE "algorithm = HS256",
		  "line 6: [provider mine] algorithm" },
		{ MINE "algorithm = none", "algorithm must be one of RS256" },
		{ MINE "algorithm =", "algorithm must be one of" },
		{ MINE "token_auth = none", "token_auth must be one of" },
		{ MINE "token_url = https://id.example/t", "for kind oauth2" },
		{ MINE "kind = oauth2",
		  "authorize_url, token_url and userinfo" },
		{ MINE "subject_claim = email", "must be sub" },
		{ MINE "scopes = email", "must hold openid" },
		{ MINE "name_claim = two words", "one word" },
		{ MINE
		  "[provider twin]\nlabel = T\nissuer = https://id.example\n"
		  "client_id = a\nsecret_file = s",
		  "issuer is another provider's too" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		assert_int_equal(read_text(f, CASES[i].text), STATUS_BAD);
		if (!is_logged(f, CASES[i].said))
			fail_msg("not logged: %s", CASES[i].said);
	}
}

static void providers_are_asked_over_https_alone(void **state)
{
	static const char *const WRONG[] = {
		"http://id.example",
		"http://127.0.0.1.evil.example",
		"http://localhost@evil",
		"http://10.0.0.1",
		"https://u:p@id.example",
		"https://id.example\\@evil",
		"https://id.example/#x",
		"https://ID.example",
		"https://",
		"https:///x",
		"ftp://id.example",
		"id.example",
		"https://id.example/a b",
		"https://?x",
	};
	static const char *const RIGHT[] = {
		"https://id.example",    "https://id.example:8443/a/B_c",
		"http://127.0.0.1:9/op", "http://localhost",
		"http://[::1]:4000",     "https://[2001:db8::1]/",
	};
	struct fixture *f = *state;
	char text[300];

	for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
		snprintf(text, sizeof(text), "[provider m]\nissuer = %s\n",
			 WRONG[i]);
		if (read_text(f, text) != STATUS_BAD)
			fail_msg("taken: %s", WRONG[i]);
	}
	for (size_t i = 0; i < sizeof(RIGHT) / sizeof(RIGHT[0]); i++) {
		snprintf(text, sizeof(text), "[provider m]\nissuer = %s\n",
			 RIGHT[i]);
		if (read_text(f, text) != STATUS_OK)
			fail_msg("refused: %s", RIGHT[i]);
	}
}

static void too_many_providers_are_an_error(void **state)
{
	struct fixture *f = *state;
	char text[4000] = "";
	size_t len = 0;

	for (int i = 0; i < PROVIDERS_MAX; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len,
					"[provider p%d]\nlabel = P\n", i);
	assert_int_equal(read_text(f, text), STATUS_BAD);
	assert_true(is_logged(f, "there are too many"));
}

static void explained_providers_read_back(void **state)
{
	struct fixture *f = *state;
	FILE *file;

	assert_int_equal(read_text(f, MINE "[provider google]\n"
					   "client_id = us\nsecret_file = g"),
			 STATUS_OK);
	file = fopen(f->path, "we");
	config_explain(&f->config, file);
	fclose(file);
	assert_int_equal(config_read(f->arena, f->folder, &f->config),
			 STATUS_OK);
	assert_int_equal(f->config.provider_count, 2);
	assert_string_equal(f->config.providers[0].client_id, "us");
	assert_string_equal(f->config.providers[1].issuer,
			    "https://id.example");
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
		CASE(known_providers_need_only_a_client),
		CASE(any_issuer_can_be_a_provider),
		CASE(provider_without_a_client_is_not_offered),
		CASE(a_wrong_issuer_is_one_fault),
		CASE(faults_of_providers_are_named_with_their_line),
		CASE(providers_are_asked_over_https_alone),
		CASE(too_many_providers_are_an_error),
		CASE(explained_providers_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
