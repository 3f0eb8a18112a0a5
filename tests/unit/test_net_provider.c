#include "net/provider.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "net/oidc.h"
#include "signing.h"
#include "stub_server.h"
#include "util/clock.h"

/* The site that the test makes up; its processes see what stands here. */
static struct stub stub;
static cjose_jwk_t *first_key, *second_key;
static int *asked_discovery, *asked_keys; /* shared with them */
static bool sends_iss;

struct fixture {
	struct arena *arena;
	struct provider_config p;
	struct provider_way way;
	struct provider_person person;
	const char *url, *problem;
	char secret_file[40];
};

static const char *id_token(struct arena *arena, const char *request,
			    cjose_jwk_t *key, const char *kid)
{
	const char *more =
		strstr(request, "code=bare&")
			? ""
			: ",\"name\":\"Kari\",\"email\":\"kari@example.org\","
			  "\"email_verified\":true";

	return signing_sign(
		arena, key, "RS256", kid,
		arena_printf(arena,
			     "{\"iss\":\"%s\",\"aud\":\"ours\",\"sub\":\"s-1\","
			     "\"nonce\":\"n-1\",\"exp\":%lld,\"iat\":%lld%s}",
			     stub.url, (long long)clock_now() + 300,
			     (long long)clock_now(), more));
}

static void answer_token(int fd, const char *request)
{
	struct arena *arena = arena_new();
	bool is_rotated = strstr(request, "code=rotated&");

	if (strstr(request, "code=hang&"))
		sleep(30);
	else if (strstr(request, "code=used&"))
		stub_say(fd, "400 Bad Request",
			 "{\"error\":\"invalid_grant\"}");
	else if (strstr(request, "code=broken&"))
		stub_say(fd, "500 Oh", "{}");
	else if (strstr(request, "code=moved&"))
		stub_say(fd, "307 Moved\r\nLocation: /token", "{}");
	else if (!strstr(request, "code_verifier=v-1") ||
		 !strstr(request, "redirect_uri=https%3A%2F%2Four.example%2Fr"))
		stub_say(fd, "400 Bad Request", "{}");
	else
		stub_say(fd, "200 OK",
			 arena_printf(arena,
				      "{\"access_token\":\"%s\",\"token_type\":"
				      "\"Bearer\",\"id_token\":\"%s\"}",
				      strstr(request, "code=other&") ? "a-2"
								     : "a-1",
				      is_rotated ? id_token(arena, request,
							    second_key, "k-2")
						 : id_token(arena, request,
							    first_key, "k-1")));
}

static void answer_keys(int fd)
{
	struct arena *arena = arena_new();
	char *one = cjose_jwk_to_json(first_key, false, NULL);
	char *two = cjose_jwk_to_json(second_key, false, NULL);

	if (__atomic_add_fetch(asked_keys, 1, __ATOMIC_SEQ_CST) == 1)
		stub_say(fd, "200 OK",
			 arena_printf(arena, "{\"keys\":[%s]}", one));
	else
		stub_say(fd, "200 OK",
			 arena_printf(arena, "{\"keys\":[%s,%s]}", one, two));
}

static void answer(int fd, const char *request)
{
	struct arena *arena = arena_new();

	if (stub_asks(request, "GET /.well-known/openid-configuration ")) {
		__atomic_add_fetch(asked_discovery, 1, __ATOMIC_SEQ_CST);
		stub_say(fd, "200 OK",
			 arena_printf(
				 arena,
				 "{\"issuer\":\"%s\","
				 "\"authorization_endpoint\":\"%s/auth?x=y\","
				 "\"token_endpoint\":\"%s/token\","
				 "\"userinfo_endpoint\":\"%s/me\","
				 "\"authorization_response_iss_parameter_"
				 "supported\":%s,"
				 "\"jwks_uri\":\"%s/keys\"}",
				 stub.url, stub.url, stub.url, stub.url,
				 sends_iss ? "true" : "false", stub.url));
	} else if (stub_asks(request, "POST /token ")) {
		answer_token(fd, request);
	} else if (stub_asks(request, "GET /keys ")) {
		answer_keys(fd);
	} else if (stub_asks(request, "GET /me")) {
		bool is_first = strstr(request, "Bearer a-1");

		stub_say(fd, "200 OK",
			 arena_printf(arena,
				      "{\"sub\":\"%s\",\"name\":\"From me\","
				      "\"data\":{\"id\":\"77\",\"name\":\"X\"},"
				      "\"asked\":1}",
				      is_first ? "s-1" : "s-2"));
	} else if (stub_asks(request, "GET /proof?")) {
		unsigned char proof[TOKEN_HASH];
		char hex[2 * TOKEN_HASH + 1];

		token_hmac_sha256("hush", "a-1", proof);
		for (int i = 0; i < TOKEN_HASH; i++)
			snprintf(hex + 2 * i, 3, "%02x", proof[i]);
		stub_say(fd, "200 OK",
			 strstr(request, hex) ? "{\"id\":\"f-1\"}" : "{}");
	} else {
		stub_say(fd, "404 Not Found", "");
	}
}

static int begin(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	FILE *file;

	f->arena = arena_new();
	net_oidc_forget();
	*asked_discovery = *asked_keys = 0;
	stub_begin(&stub, answer);
	strcpy(f->secret_file, "/tmp/northstar-secret-XXXXXX");
	file = fdopen(mkstemp(f->secret_file), "w");
	fputs("hush\nmore\n", file);
	fclose(file);
	f->p = (struct provider_config){ .id = "stub",
					 .label = "Stub",
					 .is_oidc = true,
					 .kind = "oidc",
					 .issuer = stub.url,
					 .authorize_url = "",
					 .token_url = "",
					 .userinfo_url = "",
					 .client_id = "ours",
					 .secret_file = f->secret_file,
					 .scopes = "openid email",
					 .name_claim = "name",
					 .email_claim = "email",
					 .verified_claim = "email_verified",
					 .subject_claim = "sub",
					 .algorithm = "RS256",
					 .token_auth = "basic",
					 .appsecret_proof = "no" };
	f->way = (struct provider_way){ "st-1", "n-1", "v-1",
					"https://our.example/r" };
	*state = f;
	return 0;
}

static int end(void **state)
{
	struct fixture *f = *state;

	stub_end(&stub);
	sends_iss = false;
	net_oidc_forget();
	unlink(f->secret_file);
	arena_free(f->arena);
	free(f);
	return 0;
}

static enum status finish(struct fixture *f, const char *code, const char *iss)
{
	enum status st = net_provider_finish(f->arena, &f->p, &f->way, code,
					     iss, &f->person, &f->problem);

	assert_true((f->problem == NULL) == (st == STATUS_OK));
	assert_true((f->person.subject != NULL) == (st == STATUS_OK));
	if (f->problem) {
		assert_null(strstr(f->problem, "a-1"));
		assert_null(strstr(f->problem, "hush"));
		assert_null(strstr(f->problem, code));
	}
	return st;
}

static void browser_is_sent_with_all_that_binds_the_answer(void **state)
{
	struct fixture *f = *state;

	f->way.verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
	assert_int_equal(net_provider_begin(f->arena, &f->p, &f->way, &f->url,
					    &f->problem),
			 STATUS_OK);
	assert_string_equal(
		f->url,
		arena_printf(f->arena,
			     "%s/auth?x=y&response_type=code&client_id=ours"
			     "&redirect_uri=https%%3A%%2F%%2Four.example%%2Fr"
			     "&scope=openid%%20email&state=st-1"
			     "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URW"
			     "buGJSstw-cM&code_challenge_method=S256&nonce=n-1",
			     stub.url));
	/* What it said about itself is asked for once. */
	assert_int_equal(net_provider_begin(f->arena, &f->p, &f->way, &f->url,
					    &f->problem),
			 STATUS_OK);
	assert_int_equal(*asked_discovery, 1);
}

static void code_is_exchanged_for_a_person(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(finish(f, "good", NULL), STATUS_OK);
	assert_string_equal(f->person.issuer, stub.url);
	assert_string_equal(f->person.subject, "s-1");
	assert_string_equal(f->person.name, "Kari");
	assert_string_equal(f->person.email, "kari@example.org");
	assert_int_equal(*stub.count, 3);
	/* Only the code is new to this worker. */
	assert_int_equal(finish(f, "good", stub.url), STATUS_OK);
	assert_int_equal(*stub.count, 4);
	f->p.token_auth = "post";
	assert_int_equal(finish(f, "good", NULL), STATUS_OK);
}

static void what_the_token_leaves_out_is_asked_for(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(finish(f, "bare", NULL), STATUS_OK);
	assert_string_equal(f->person.name, "From me");
	assert_null(f->person.email);
}

static void new_keys_are_fetched_once(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(finish(f, "good", NULL), STATUS_OK);
	assert_int_equal(*asked_keys, 1);
	assert_int_equal(finish(f, "rotated", NULL), STATUS_OK);
	assert_int_equal(*asked_keys, 2);
	/* And not again and again for one that is nowhere. */
	net_oidc_forget();
	*asked_keys = 0;
	assert_int_equal(finish(f, "rotated", NULL), STATUS_BAD);
	assert_int_equal(*asked_keys, 1);
}

static void answer_of_another_issuer_is_refused_unasked(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(finish(f, "good", "https://evil.example"), STATUS_BAD);
	assert_int_equal(finish(f, "good", ""), STATUS_BAD);
	assert_int_equal(*stub.count, 0);
}

static void issuer_that_names_itself_must_do_so(void **state)
{
	struct fixture *f = *state;

	stub_end(&stub);
	sends_iss = true;
	stub_begin(&stub, answer);
	assert_int_equal(finish(f, "good", NULL), STATUS_BAD);
	assert_int_equal(finish(f, "good", stub.url), STATUS_OK);
}

static void code_that_is_not_taken_signs_nobody_in(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(finish(f, "used", NULL), STATUS_BAD);
	assert_non_null(strstr(f->problem, "invalid_grant"));
	assert_int_equal(finish(f, "broken", NULL), STATUS_FAILED);
	assert_non_null(strstr(f->problem, "answered 500"));
	assert_int_equal(finish(f, "moved", NULL), STATUS_FAILED);
	assert_non_null(strstr(f->problem, "answered 307"));
	f->way.nonce = "n-2";
	assert_int_equal(finish(f, "good", NULL), STATUS_BAD);
	assert_int_equal(net_provider_finish(f->arena, &f->p, &f->way, "", NULL,
					     &f->person, &f->problem),
			 STATUS_BAD);
	assert_int_equal(finish(f, "a\r\nb", NULL), STATUS_BAD);
}

static void provider_that_hangs_costs_six_seconds(void **state)
{
	struct fixture *f = *state;
	int64_t from = clock_monotonic_ms();

	assert_int_equal(finish(f, "hang", NULL), STATUS_FAILED);
	assert_in_range(clock_monotonic_ms() - from, 5000, 7000);
}

static void secret_must_be_there(void **state)
{
	struct fixture *f = *state;

	f->p.secret_file = "/nonexistent";
	assert_int_equal(finish(f, "good", NULL), STATUS_FAILED);
	assert_non_null(strstr(f->problem, "secret"));
	f->p.secret_file = "/dev/null";
	assert_int_equal(finish(f, "good", NULL), STATUS_FAILED);
}

static void nobody_there_is_said(void **state)
{
	struct fixture *f = *state;

	f->p.issuer = "http://127.0.0.1:1";
	assert_int_equal(net_provider_begin(f->arena, &f->p, &f->way, &f->url,
					    &f->problem),
			 STATUS_FAILED);
	assert_non_null(strstr(f->problem, "http://127.0.0.1:1"));
	assert_null(f->url);
	f->p.issuer = arena_printf(f->arena, "%s/other", stub.url);
	assert_int_equal(net_provider_begin(f->arena, &f->p, &f->way, &f->url,
					    &f->problem),
			 STATUS_FAILED);
	assert_non_null(strstr(f->problem, "answered 404"));
}

static void set_oauth2(struct fixture *f)
{
	f->p.is_oidc = false;
	f->p.kind = "oauth2";
	f->p.issuer = "https://x.example";
	f->p.authorize_url = "https://x.example/authorize";
	f->p.token_url = arena_printf(f->arena, "%s/token", stub.url);
	f->p.userinfo_url = arena_printf(f->arena, "%s/me", stub.url);
	f->p.subject_claim = "data.id";
	f->p.name_claim = "data.name";
	f->p.email_claim = f->p.verified_claim = "";
	f->way.nonce = "";
}

static void site_without_openid_says_who_on_a_page(void **state)
{
	struct fixture *f = *state;

	set_oauth2(f);
	assert_int_equal(net_provider_begin(f->arena, &f->p, &f->way, &f->url,
					    &f->problem),
			 STATUS_OK);
	assert_non_null(strstr(f->url, "https://x.example/authorize?"));
	assert_non_null(strstr(f->url, "code_challenge_method=S256"));
	assert_null(strstr(f->url, "nonce"));
	assert_int_equal(finish(f, "good", NULL), STATUS_OK);
	assert_string_equal(f->person.issuer, "https://x.example");
	assert_string_equal(f->person.subject, "77");
	assert_string_equal(f->person.name, "X");
	assert_null(f->person.email);
	assert_int_equal(*asked_discovery, 0);
}

static void proof_goes_with_the_question(void **state)
{
	struct fixture *f = *state;

	set_oauth2(f);
	f->p.userinfo_url =
		arena_printf(f->arena, "%s/proof?fields=id", stub.url);
	f->p.subject_claim = "id";
	f->p.appsecret_proof = "yes";
	assert_int_equal(finish(f, "good", NULL), STATUS_OK);
	assert_string_equal(f->person.subject, "f-1");
	f->p.appsecret_proof = "no";
	assert_int_equal(finish(f, "good", NULL), STATUS_BAD);
}

static void two_answers_about_two_people_are_refused(void **state)
{
	struct fixture *f = *state;

	f->p.email_claim = ""; /* so that the page is asked */
	assert_int_equal(finish(f, "good", NULL), STATUS_OK);
	assert_int_equal(finish(f, "other", NULL), STATUS_BAD);
}

static int begin_all(void **state)
{
	int *shared = mmap(NULL, 2 * sizeof(int), PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	(void)state;
	asked_discovery = shared;
	asked_keys = shared + 1;
	first_key = signing_rsa(2048, "k-1");
	second_key = signing_rsa(2048, "k-2");
	return 0;
}

static int end_all(void **state)
{
	(void)state;
	munmap(asked_discovery, 2 * sizeof(int));
	cjose_jwk_release(first_key);
	cjose_jwk_release(second_key);
	return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(browser_is_sent_with_all_that_binds_the_answer),
		CASE(code_is_exchanged_for_a_person),
		CASE(what_the_token_leaves_out_is_asked_for),
		CASE(new_keys_are_fetched_once),
		CASE(answer_of_another_issuer_is_refused_unasked),
		CASE(issuer_that_names_itself_must_do_so),
		CASE(code_that_is_not_taken_signs_nobody_in),
		CASE(provider_that_hangs_costs_six_seconds),
		CASE(secret_must_be_there),
		CASE(nobody_there_is_said),
		CASE(site_without_openid_says_who_on_a_page),
		CASE(proof_goes_with_the_question),
		CASE(two_answers_about_two_people_are_refused),
	};

	return cmocka_run_group_tests(tests, begin_all, end_all);
}
