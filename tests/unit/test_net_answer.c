#include "net/answer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "util/utf8.h"

struct fixture {
	struct arena *arena;
	struct provider_config p;
	struct discovery d;
	struct tokens tokens;
	struct provider_person person;
	const char *problem;
};

static int begin(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->arena = arena_new();
	f->p = (struct provider_config){ .issuer = "https://id.example",
					 .is_oidc = true,
					 .name_claim = "name",
					 .email_claim = "email",
					 .verified_claim = "email_verified",
					 .subject_claim = "sub" };
	*state = f;
	return 0;
}

static int end(void **state)
{
	struct fixture *f = *state;

	arena_free(f->arena);
	free(f);
	return 0;
}

static enum status discover(struct fixture *f, const char *text)
{
	return net_answer_discovery(f->arena, &f->p, text, strlen(text), &f->d,
				    &f->problem);
}

static const char *document(struct fixture *f, const char *issuer,
			    const char *token_url)
{
	return arena_printf(f->arena,
			    "{\"issuer\":\"%s\","
			    "\"authorization_endpoint\":\"%s/auth?a=b\","
			    "\"token_endpoint\":\"%s\","
			    "\"jwks_uri\":\"https://keys.example/jwks\"}",
			    issuer, issuer, token_url);
}

static void discovery_is_read(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(discover(f, document(f, "https://id.example",
					      "https://id.example/token")),
			 STATUS_OK);
	assert_null(f->problem);
	assert_string_equal(f->d.authorize_url, "https://id.example/auth?a=b");
	assert_string_equal(f->d.keys_url, "https://keys.example/jwks");
	assert_null(f->d.userinfo_url);
	assert_false(f->d.sends_iss);
}

static void discovery_of_another_issuer_is_refused(void **state)
{
	static const char *const ISSUERS[] = { "https://id.example/",
					       "https://ID.example",
					       "http://id.example",
					       "https://evil.example", "" };
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(ISSUERS) / sizeof(ISSUERS[0]); i++)
		assert_int_equal(discover(f, document(f, ISSUERS[i],
						      "https://a.example")),
				 STATUS_BAD);
	assert_int_equal(discover(f, "{}"), STATUS_BAD);
	assert_int_equal(discover(f, "{\"issuer\":5}"), STATUS_BAD);
}

static void endpoints_must_be_https(void **state)
{
	static const char *const WRONG[] = {
		"http://id.example/t",
		"http://127.0.0.1/t",
		"javascript:alert(1)",
		"file:///etc/passwd",
		"https://u:p@id.example/",
		"https://id.example\\\\@evil/",
		"https://id.example/#f",
		"https://id.example/\\r\\nX:y",
		"/token",
		"",
		"https://",
		"gopher://id.example/",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++)
		if (discover(f, document(f, "https://id.example", WRONG[i])) !=
		    STATUS_BAD)
			fail_msg("taken: %s", WRONG[i]);
}

static void issuer_on_this_machine_may_name_its_own_origin_alone(void **state)
{
	struct fixture *f = *state;
	const char *text =
		"{\"issuer\":\"http://127.0.0.1:4000\","
		"\"authorization_endpoint\":\"http://127.0.0.1:4000/a\","
		"\"token_endpoint\":\"http://127.0.0.1:%s/t\","
		"\"jwks_uri\":\"http://127.0.0.1:4000/k\"}";
	char own[400], other[400];

	f->p.issuer = "http://127.0.0.1:4000";
	snprintf(own, sizeof(own), text, "4000");
	snprintf(other, sizeof(other), text, "4001");
	assert_int_equal(discover(f, own), STATUS_OK);
	assert_int_equal(discover(f, other), STATUS_BAD);
}

static const char *repeat(struct fixture *f, const char *text, size_t count)
{
	size_t len = strlen(text);
	char *all = arena_alloc(f->arena, len * count + 1);

	for (size_t i = 0; i < count; i++)
		memcpy(all + i * len, text, len);
	return all;
}

static void what_is_no_plain_object_is_refused(void **state)
{
	struct fixture *f = *state;
	const char *const wrong[] = {
		"",
		"null",
		"[]",
		"\"x\"",
		"5",
		"{",
		"{}x",
		"<html>",
		"{\"a\":1,\"a\":2}",
		"{\"a\":{\"b\":1,\"b\":2}}",
		"{\"a\":\"\\u0000\"}",
		"{\"a\":\"\xff\"}",
		"{'a':1}",
		"{\"a\":NaN}",
		"{\"a\":1e999}",
		"\xef\xbb\xbf{}",
		arena_printf(f->arena, "{\"a\":%s%s}", repeat(f, "[", 10000),
			     repeat(f, "]", 10000)),
		arena_printf(f->arena, "%s1%s", repeat(f, "{\"a\":", 10000),
			     repeat(f, "}", 10000)),
		repeat(f, "[", 200000),
	};

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		f->problem = NULL;
		if (net_answer_object(wrong[i], strlen(wrong[i]), &f->problem))
			fail_msg("taken: %.40s", wrong[i]);
		assert_non_null(f->problem);
	}
}

static enum status take_tokens(struct fixture *f, int code, const char *text)
{
	return net_answer_tokens(f->arena, code, text, strlen(text), &f->tokens,
				 &f->problem);
}

static void tokens_are_read(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(take_tokens(f, 200,
				     "{\"access_token\":\"a-1\","
				     "\"token_type\":\"bearer\","
				     "\"id_token\":\"x.y.z\"}"),
			 STATUS_OK);
	assert_string_equal(f->tokens.access_token, "a-1");
	assert_string_equal(f->tokens.id_token, "x.y.z");
}

static void refusal_says_why_in_its_own_word_alone(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(take_tokens(f, 400, "{\"error\":\"invalid_grant\"}"),
			 STATUS_BAD);
	assert_string_equal(f->problem,
			    "the code was not taken: invalid_grant (400)");
	assert_int_equal(take_tokens(f, 200, "{\"error\":{\"code\":1}}"),
			 STATUS_BAD);
	assert_int_equal(take_tokens(f, 400, "{\"error\":\"SECRET a-1\\n\"}"),
			 STATUS_BAD);
	assert_string_equal(f->problem, "the code was not taken (400)");
}

static void tokens_that_cannot_be_any_are_refused(void **state)
{
	struct fixture *f = *state;
	const char *const wrong[] = {
		"{\"access_token\":\"a\\r\\nX: y\"}",
		"{\"access_token\":\"\"}",
		"{\"access_token\":\"a b\"}",
		"{\"access_token\":\"é\"}",
		"{\"access_token\":\"a\",\"token_type\":\"mac\"}",
		arena_printf(f->arena, "{\"access_token\":\"%s\"}",
			     repeat(f, "a", 9000)),
		arena_printf(f->arena, "{\"id_token\":\"%s\"}",
			     repeat(f, "a", 70000)),
	};

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (take_tokens(f, 200, wrong[i]) != STATUS_BAD)
			fail_msg("taken: %.60s", wrong[i]);
}

static enum status take_person(struct fixture *f, const char *text)
{
	json_t *claims = json_loads(text, 0, NULL);
	enum status st;

	assert_non_null(claims);
	f->person = (struct provider_person){ 0 };
	st = net_answer_person(f->arena, &f->p, claims, &f->person,
			       &f->problem);
	json_decref(claims);
	return st;
}

static void person_is_read(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(take_person(f,
				     "{\"sub\":\"s-1\","
				     "\"name\":\" Kari \\n Nordmann\\u202e\","
				     "\"email\":\"kari@example.org\","
				     "\"email_verified\":true}"),
			 STATUS_OK);
	assert_string_equal(f->person.issuer, "https://id.example");
	assert_string_equal(f->person.subject, "s-1");
	assert_string_equal(f->person.name, "Kari Nordmann");
	assert_string_equal(f->person.email, "kari@example.org");
}

static void address_that_is_not_verified_is_not_taken(void **state)
{
	static const char *const VERIFIED[] = { "false", "1",      "\"yes\"",
						"null",  "[true]", "\"TRUE\"" };
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(VERIFIED) / sizeof(VERIFIED[0]); i++) {
		assert_int_equal(
			take_person(f, arena_printf(f->arena,
						    "{\"sub\":\"s\",\"email\":"
						    "\"a@b.example\","
						    "\"email_verified\":%s}",
						    VERIFIED[i])),
			STATUS_OK);
		assert_null(f->person.email);
	}
	assert_int_equal(
		take_person(f, "{\"sub\":\"s\",\"email\":\"a@b.example\"}"),
		STATUS_OK);
	assert_null(f->person.email);
	f->p.verified_claim = "";
	assert_int_equal(take_person(f, "{\"sub\":\"s\",\"\":true,"
					"\"email\":\"a@b.example\"}"),
			 STATUS_OK);
	assert_null(f->person.email);
}

static void address_that_cannot_be_one_is_not_taken(void **state)
{
	struct fixture *f = *state;
	const char *const wrong[] = {
		"a",
		"@b",
		"a@",
		"a@b@c",
		"a b@c",
		"a@b\\r\\nBcc: x",
		"<a@b>",
		"a,b@c",
		"é@b",
		arena_printf(f->arena, "%s@b.example", repeat(f, "a", 250)),
	};

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		assert_int_equal(
			take_person(f, arena_printf(f->arena,
						    "{\"sub\":\"s\","
						    "\"email\":\"%s\","
						    "\"email_verified\":true}",
						    wrong[i])),
			STATUS_OK);
		if (f->person.email)
			fail_msg("taken: %s", wrong[i]);
	}
}

static void subject_must_be_one(void **state)
{
	struct fixture *f = *state;
	const char *const wrong[] = {
		"{}",
		"{\"sub\":\"\"}",
		"{\"sub\":5}",
		"{\"sub\":null}",
		"{\"sub\":[\"s\"]}",
		"{\"sub\":\"a\\nb\"}",
		"{\"sub\":\"é\"}",
		arena_printf(f->arena, "{\"sub\":\"%s\"}", repeat(f, "s", 256)),
	};

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (take_person(f, wrong[i]) != STATUS_BAD)
			fail_msg("taken: %.60s", wrong[i]);
	assert_int_equal(
		take_person(f, arena_printf(f->arena, "{\"sub\":\"%s\"}",
					    repeat(f, "s", 255))),
		STATUS_OK);
	assert_null(f->person.name);
}

static void second_answer_must_be_about_the_same_person(void **state)
{
	struct fixture *f = *state;
	json_t *same = json_loads("{\"sub\":\"s\",\"name\":\"Kari\"}", 0, NULL);
	json_t *other = json_loads("{\"sub\":\"t\"}", 0, NULL);

	assert_int_equal(take_person(f, "{\"sub\":\"s\"}"), STATUS_OK);
	assert_int_equal(net_answer_person(f->arena, &f->p, other, &f->person,
					   &f->problem),
			 STATUS_BAD);
	assert_int_equal(net_answer_person(f->arena, &f->p, same, &f->person,
					   &f->problem),
			 STATUS_OK);
	assert_string_equal(f->person.name, "Kari");
	json_decref(same);
	json_decref(other);
}

static void names_within_names_are_found(void **state)
{
	struct fixture *f = *state;

	f->p.is_oidc = false;
	f->p.subject_claim = "data.id";
	f->p.name_claim = "data.deep.name";
	f->p.email_claim = f->p.verified_claim = "data.confirmed";
	assert_int_equal(take_person(f, "{\"data\":{\"id\":12345678901,"
					"\"confirmed\":\"a@b.example\","
					"\"deep\":{\"name\":\"Kari\"}}}"),
			 STATUS_OK);
	assert_string_equal(f->person.subject, "12345678901");
	assert_string_equal(f->person.name, "Kari");
	assert_string_equal(f->person.email, "a@b.example");
	assert_int_equal(take_person(f, "{\"data\":[{\"id\":\"1\"}]}"),
			 STATUS_BAD);
	assert_int_equal(take_person(f, "{\"data\":{\"id\":-5}}"), STATUS_BAD);
	/* As it is comes first: "https://…" has dots too. */
	assert_int_equal(take_person(f, "{\"data.id\":\"x\","
					"\"data\":{\"id\":\"y\"}}"),
			 STATUS_OK);
	assert_string_equal(f->person.subject, "x");
}

static void long_name_is_cut(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(take_person(f, arena_printf(f->arena,
						     "{\"sub\":\"s\","
						     "\"name\":\"%s\"}",
						     repeat(f, "é", 5000))),
			 STATUS_OK);
	assert_in_range(utf8_length(f->person.name), 1, PROVIDER_NAME_MAX);
	assert_int_equal(take_person(f, "{\"sub\":\"s\",\"name\":\" \\n\"}"),
			 STATUS_OK);
	assert_null(f->person.name);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(discovery_is_read),
		CASE(discovery_of_another_issuer_is_refused),
		CASE(endpoints_must_be_https),
		CASE(issuer_on_this_machine_may_name_its_own_origin_alone),
		CASE(what_is_no_plain_object_is_refused),
		CASE(tokens_are_read),
		CASE(refusal_says_why_in_its_own_word_alone),
		CASE(tokens_that_cannot_be_any_are_refused),
		CASE(person_is_read),
		CASE(address_that_is_not_verified_is_not_taken),
		CASE(address_that_cannot_be_one_is_not_taken),
		CASE(subject_must_be_one),
		CASE(second_answer_must_be_about_the_same_person),
		CASE(names_within_names_are_found),
		CASE(long_name_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
