#include "net/id_token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "signing.h"

#define NOW 1800000000

/* Making keys is slow: one of each for all tests. */
static cjose_jwk_t *rsa, *other_rsa, *weak_rsa, *ec;

struct fixture {
	struct arena *arena;
	struct id_token_rules rules;
	const char *keys;
	json_t *claims;
	const char *problem;
};

static int begin(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->arena = arena_new();
	f->rules = (struct id_token_rules){ .issuer = "https://id.example",
					    .client_id = "ours",
					    .algorithm = "RS256",
					    .nonce = "n-1",
					    .access_token = "access-1",
					    .now = NOW };
	f->keys = signing_set(f->arena, rsa, false);
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

static enum status check(struct fixture *f, const char *token)
{
	json_t *keys = json_loads(f->keys, 0, NULL);
	enum status st = net_id_token_check(f->arena, &f->rules, token, keys,
					    &f->claims, &f->problem);

	json_decref(keys);
	assert_true((f->claims != NULL) == (st == STATUS_OK));
	assert_true((f->problem == NULL) == (st == STATUS_OK));
	json_decref(f->claims);
	return st;
}

/* Good claims, with name replaced by text (no comma behind it), or left out
 * when text is NULL, and more added. */
static const char *claims(struct fixture *f, const char *name, const char *text)
{
	static const char *const GOOD[][2] = {
		{ "iss", "\"https://id.example\"" },
		{ "aud", "\"ours\"" },
		{ "sub", "\"s-1\"" },
		{ "nonce", "\"n-1\"" },
		{ "exp", "1800000300" },
		{ "iat", "1799999990" },
	};
	const char *all = "{";
	bool is_known = false;

	for (size_t i = 0; i < sizeof(GOOD) / sizeof(GOOD[0]); i++) {
		const char *value = GOOD[i][1];

		if (name && strcmp(name, GOOD[i][0]) == 0) {
			is_known = true;
			value = text;
		}
		if (value)
			all = arena_printf(f->arena, "%s%s\"%s\":%s", all,
					   all[1] ? "," : "", GOOD[i][0],
					   value);
	}
	if (name && !is_known)
		all = arena_printf(f->arena, "%s,\"%s\":%s", all, name, text);
	return arena_printf(f->arena, "%s}", all);
}

static const char *sign(struct fixture *f, const char *text)
{
	return signing_sign(f->arena, rsa, "RS256", "k-1", text);
}

static enum status check_claim(struct fixture *f, const char *name,
			       const char *text)
{
	return check(f, sign(f, claims(f, name, text)));
}

static void good_token_is_taken(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(check_claim(f, NULL, NULL), STATUS_OK);
	assert_int_equal(check_claim(f, "aud", "[\"ours\"]"), STATUS_OK);
	assert_int_equal(check_claim(f, "azp", "\"ours\""), STATUS_OK);
	assert_int_equal(check_claim(f, "exp", "1800000300.5"), STATUS_OK);
	assert_int_equal(check_claim(f, "nbf", "1799999990"), STATUS_OK);
	/* Clocks differ a little. */
	assert_int_equal(check_claim(f, "exp", "1799999950"), STATUS_OK);
	assert_int_equal(check_claim(f, "iat", "1800000050"), STATUS_OK);
}

static void claims_that_are_not_ours_are_refused(void **state)
{
	static const struct {
		const char *name, *text, *said;
	} CASES[] = {
		{ "iss", "\"https://other.example\"", "(iss)" },
		{ "iss", "\"https://id.example/\"", "(iss)" },
		{ "iss", NULL, "(iss)" },
		{ "iss", "[\"https://id.example\"]", "(iss)" },
		{ "aud", "\"theirs\"", "(aud)" },
		{ "aud", "[\"theirs\"]", "(aud)" },
		{ "aud", "[]", "(aud)" },
		{ "aud", "{\"ours\":1}", "(aud)" },
		{ "aud", NULL, "(aud)" },
		{ "aud", "[\"ours\",\"theirs\"]", "(azp)" },
		{ "azp", "\"theirs\"", "(azp)" },
		{ "azp", "5", "(azp)" },
		{ "azp", "null", "(azp)" },
		{ "exp", "1799999930", "(exp)" },
		{ "exp", "0", "(exp)" },
		{ "exp", "-1", "(exp)" },
		{ "exp", "1e300", "(exp)" },
		{ "exp", "\"1800000300\"", "(exp)" },
		{ "exp", NULL, "(exp)" },
		{ "iat", "1800000100", "(iat)" },
		{ "iat", "\"now\"", "(iat)" },
		{ "iat", NULL, "(iat)" },
		{ "nbf", "1800000100", "(nbf)" },
		{ "nbf", "\"now\"", "(nbf)" },
		{ "nonce", "\"n-2\"", "(nonce)" },
		{ "nonce", "\"\"", "(nonce)" },
		{ "nonce", NULL, "(nonce)" },
		{ "at_hash", "\"nonsense\"", "(at_hash)" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		assert_int_equal(check_claim(f, CASES[i].name, CASES[i].text),
				 STATUS_BAD);
		if (!strstr(f->problem, CASES[i].said))
			fail_msg("%s %s: %s", CASES[i].name, CASES[i].text,
				 f->problem);
	}
	f->rules.nonce = "";
	assert_int_equal(check_claim(f, "nonce", "\"\""), STATUS_BAD);
}

static void several_audiences_need_us_as_the_party(void **state)
{
	struct fixture *f = *state;
	const char *aud = "[\"theirs\",\"ours\"],\"azp\":\"ours\"";

	assert_int_equal(check_claim(f, "aud", aud), STATUS_OK);
	aud = "[\"theirs\",\"ours\"],\"azp\":\"theirs\"";
	assert_int_equal(check_claim(f, "aud", aud), STATUS_BAD);
}

static void hash_of_the_access_token_is_looked_at(void **state)
{
	struct fixture *f = *state;
	unsigned char hash[TOKEN_HASH];
	const char *text;

	token_sha256("access-1", hash);
	text = arena_printf(f->arena, "\"%s\"",
			    token_encode(f->arena, hash, 16));
	assert_int_equal(check_claim(f, "at_hash", text), STATUS_OK);
	f->rules.access_token = "access-2";
	assert_int_equal(check_claim(f, "at_hash", text), STATUS_BAD);
}

static void algorithm_is_ours_to_choose(void **state)
{
	struct fixture *f = *state;
	const char *text = claims(f, NULL, NULL);
	char *public = cjose_jwk_to_json(rsa, false, NULL);
	cjose_jwk_t *secret = cjose_jwk_create_oct_spec((const uint8_t *)public,
							strlen(public), NULL);

	/* The public key as the secret of an HMAC. */
	assert_int_equal(
		check(f, signing_sign(f->arena, secret, "HS256", "k-1", text)),
		STATUS_BAD);
	assert_non_null(strstr(f->problem, "agreed algorithm"));
	assert_int_equal(
		check(f, signing_sign(f->arena, rsa, "RS512", "k-1", text)),
		STATUS_BAD);
	assert_int_equal(
		check(f, signing_sign(f->arena, rsa, "PS256", "k-1", text)),
		STATUS_BAD);
	cjose_jwk_release(secret);
	free(public);
}

/* A key of a provider that is listed as a secret is none of ours. */
static void secret_keys_in_the_set_are_passed_over(void **state)
{
	struct fixture *f = *state;

	f->keys =
		"{\"keys\":[{\"kty\":\"oct\",\"kid\":\"k-1\",\"k\":\"AAAA\"}]}";
	assert_int_equal(check_claim(f, NULL, NULL), STATUS_NOT_FOUND);
}

static const char *with_header(struct fixture *f, const char *header,
			       const char *signature)
{
	return arena_printf(
		f->arena, "%s.%s.%s", signing_encode(f->arena, header),
		signing_encode(f->arena, claims(f, NULL, NULL)), signature);
}

static void unsigned_token_is_refused(void **state)
{
	static const char *const HEADERS[] = {
		"{\"alg\":\"none\"}",
		"{\"alg\":\"None\",\"kid\":\"k-1\"}",
		"{\"alg\":\"RS256\",\"kid\":\"k-1\"}",
		"{\"kid\":\"k-1\"}",
		"{\"alg\":null}",
		"{\"alg\":[\"RS256\"]}",
		"{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"k-1\"}",
		"{\"alg\":\"RS256\",\"crit\":[\"b64\"],\"b64\":false}",
		"[]",
		"\"RS256\"",
		"",
		"{",
	};
	static const char *const SIGNATURES[] = { "", "AA", "AAAAAAAA", "!" };
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(HEADERS) / sizeof(HEADERS[0]); i++)
		for (size_t j = 0; j < 4; j++)
			if (check(f, with_header(f, HEADERS[i],
						 SIGNATURES[j])) != STATUS_BAD)
				fail_msg("taken: %s", HEADERS[i]);
}

/* Signed well, but it demands an extension (RFC 7515, 4.1.11). */
static void token_that_demands_more_is_refused(void **state)
{
	struct fixture *f = *state;
	const char *text = claims(f, NULL, NULL), *token;
	cjose_header_t *header = cjose_header_new(NULL);
	cjose_jws_t *jws;

	cjose_header_set(header, CJOSE_HDR_ALG, "RS256", NULL);
	cjose_header_set(header, CJOSE_HDR_KID, "k-1", NULL);
	cjose_header_set_raw(header, "crit", "[\"exp\"]", NULL);
	jws = cjose_jws_sign(rsa, header, (const uint8_t *)text, strlen(text),
			     NULL);
	assert_true(cjose_jws_export(jws, &token, NULL));
	assert_int_equal(check(f, token), STATUS_BAD);
	assert_non_null(strstr(f->problem, "demands"));
	cjose_jws_release(jws);
	cjose_header_release(header);
}

static void changed_token_is_refused(void **state)
{
	struct fixture *f = *state;
	const char *good = sign(f, claims(f, NULL, NULL));
	char *token = arena_strdup(f->arena, good);
	char *dot = strchr(token, '.');

	assert_int_equal(check(f, good), STATUS_OK);
	dot[5] = dot[5] == 'A' ? 'B' : 'A';
	assert_int_equal(check(f, token), STATUS_BAD);
	strcpy(token, good);
	strrchr(token, '.')[10] ^= 1;
	assert_int_equal(check(f, token), STATUS_BAD);
	assert_int_equal(check(f, arena_printf(f->arena, "%s.", good)),
			 STATUS_BAD);
	assert_int_equal(check(f, arena_printf(f->arena, "%sA", good)),
			 STATUS_BAD);
	assert_int_equal(check(f, arena_printf(f->arena, " %s", good)),
			 STATUS_BAD);
	assert_int_equal(check(f, ""), STATUS_BAD);
	assert_int_equal(check(f, "a.b.c"), STATUS_BAD);
	assert_int_equal(check(f, "..."), STATUS_BAD);
	assert_int_equal(check(f, "\xff.\xff.\xff"), STATUS_BAD);
	/* Somebody else's key under the same name. */
	assert_int_equal(check(f, signing_sign(f->arena, other_rsa, "RS256",
					       "k-1", claims(f, NULL, NULL))),
			 STATUS_BAD);
	assert_non_null(strstr(f->problem, "signature"));
}

static void key_is_the_one_that_is_named(void **state)
{
	struct fixture *f = *state;
	const char *text = claims(f, NULL, NULL);
	char *one = cjose_jwk_to_json(rsa, false, NULL);
	char *other = cjose_jwk_to_json(other_rsa, false, NULL);

	assert_int_equal(
		check(f, signing_sign(f->arena, rsa, "RS256", "k-9", text)),
		STATUS_NOT_FOUND);
	/* No name: the only key is meant; of two, none. */
	assert_int_equal(
		check(f, signing_sign(f->arena, rsa, "RS256", NULL, text)),
		STATUS_OK);
	f->keys = arena_printf(f->arena, "{\"keys\":[%s,%s]}", one, other);
	assert_int_equal(
		check(f, signing_sign(f->arena, rsa, "RS256", NULL, text)),
		STATUS_BAD);
	assert_int_equal(check(f, sign(f, text)), STATUS_OK);
	/* One name twice. */
	f->keys = arena_printf(f->arena, "{\"keys\":[%s,%s]}", one, one);
	assert_int_equal(check(f, sign(f, text)), STATUS_BAD);
	free(one);
	free(other);
}

static void key_for_something_else_is_not_used(void **state)
{
	static const char *const ADDED[] = { "\"use\":\"enc\"", "\"use\":5",
					     "\"alg\":\"RS512\"",
					     "\"alg\":null" };
	struct fixture *f = *state;
	char *one = cjose_jwk_to_json(rsa, false, NULL);

	for (size_t i = 0; i < sizeof(ADDED) / sizeof(ADDED[0]); i++) {
		f->keys = arena_printf(f->arena, "{\"keys\":[{%s,%s]}",
				       ADDED[i], one + 1);
		assert_int_equal(check_claim(f, NULL, NULL), STATUS_NOT_FOUND);
	}
	f->keys = arena_printf(f->arena,
			       "{\"keys\":[{\"use\":\"sig\","
			       "\"alg\":\"RS256\",%s]}",
			       one + 1);
	assert_int_equal(check_claim(f, NULL, NULL), STATUS_OK);
	free(one);
}

static void short_key_is_not_used(void **state)
{
	struct fixture *f = *state;

	f->keys = signing_set(f->arena, weak_rsa, false);
	assert_int_equal(check(f, signing_sign(f->arena, weak_rsa, "RS256",
					       "k-1", claims(f, NULL, NULL))),
			 STATUS_NOT_FOUND);
}

static void sets_that_are_none_hold_no_key(void **state)
{
	static const char *const SETS[] = {
		"{}",
		"{\"keys\":{}}",
		"{\"keys\":[]}",
		"{\"keys\":[null,5,[],\"x\"]}",
		"{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k-1\"}]}",
		"{\"keys\":[{\"kty\":\"RSA\",\"n\":5,\"e\":\"AQAB\"}]}",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(SETS) / sizeof(SETS[0]); i++) {
		f->keys = SETS[i];
		assert_int_equal(check_claim(f, NULL, NULL), STATUS_NOT_FOUND);
	}
}

static void other_algorithms_work_when_configured(void **state)
{
	struct fixture *f = *state;
	const char *text = claims(f, NULL, NULL);

	f->rules.algorithm = "PS384";
	assert_int_equal(
		check(f, signing_sign(f->arena, rsa, "PS384", "k-1", text)),
		STATUS_OK);
	assert_int_equal(check(f, sign(f, text)), STATUS_BAD);
	f->rules.algorithm = "ES256";
	f->keys = signing_set(f->arena, ec, false);
	assert_int_equal(
		check(f, signing_sign(f->arena, ec, "ES256", "k-1", text)),
		STATUS_OK);
	f->rules.algorithm = "ES384";
	assert_int_equal(
		check(f, signing_sign(f->arena, ec, "ES384", "k-1", text)),
		STATUS_NOT_FOUND); /* the key has another curve */
}

static const char *repeat(struct fixture *f, const char *text, size_t count)
{
	size_t len = strlen(text);
	char *all = arena_alloc(f->arena, len * count + 1);

	for (size_t i = 0; i < count; i++)
		memcpy(all + i * len, text, len);
	return all;
}

static void letters_that_end_within_a_byte_are_refused(void **state)
{
	struct fixture *f = *state;
	char *token = arena_strdup(f->arena, sign(f, claims(f, NULL, NULL)));

	strchr(token, '.')[2] = '='; /* cjose would end the process */
	assert_int_equal(check(f, token), STATUS_BAD);
}

static void claims_that_are_no_plain_json_are_refused(void **state)
{
	struct fixture *f = *state;
	const char *deep = arena_printf(f->arena, "%s%s", repeat(f, "[", 10000),
					repeat(f, "]", 10000));

	assert_int_equal(check(f, sign(f, "not JSON")), STATUS_BAD);
	assert_int_equal(check(f, sign(f, "[]")), STATUS_BAD);
	assert_int_equal(check(f, sign(f, "")), STATUS_BAD);
	assert_int_equal(check_claim(f, "deep", deep), STATUS_BAD);
	assert_int_equal(check_claim(f, "sub", "\"s-1\",\"sub\":\"s-2\""),
			 STATUS_BAD);
	assert_non_null(strstr(f->problem, "twice"));
	assert_int_equal(check_claim(f, "x", "\"\\u0000\""), STATUS_BAD);
	assert_int_equal(check_claim(f, "x", "\"\xff\""), STATUS_BAD);
}

static void huge_token_is_refused_unread(void **state)
{
	struct fixture *f = *state;
	const char *filler = repeat(f, "a", 1 << 20);

	assert_int_equal(
		check_claim(f, "x", arena_printf(f->arena, "\"%s\"", filler)),
		STATUS_BAD);
	assert_non_null(strstr(f->problem, "too large"));
}

static int make_keys(void **state)
{
	(void)state;
	rsa = signing_rsa(2048, "k-1");
	other_rsa = signing_rsa(2048, "k-2");
	weak_rsa = signing_rsa(1024, "k-1");
	ec = cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, NULL);
	cjose_jwk_set_kid(ec, "k-1", 3, NULL);
	return rsa && other_rsa && weak_rsa && ec ? 0 : -1;
}

static int drop_keys(void **state)
{
	(void)state;
	cjose_jwk_release(rsa);
	cjose_jwk_release(other_rsa);
	cjose_jwk_release(weak_rsa);
	cjose_jwk_release(ec);
	return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(good_token_is_taken),
		CASE(claims_that_are_not_ours_are_refused),
		CASE(several_audiences_need_us_as_the_party),
		CASE(hash_of_the_access_token_is_looked_at),
		CASE(algorithm_is_ours_to_choose),
		CASE(secret_keys_in_the_set_are_passed_over),
		CASE(unsigned_token_is_refused),
		CASE(token_that_demands_more_is_refused),
		CASE(changed_token_is_refused),
		CASE(key_is_the_one_that_is_named),
		CASE(key_for_something_else_is_not_used),
		CASE(short_key_is_not_used),
		CASE(sets_that_are_none_hold_no_key),
		CASE(other_algorithms_work_when_configured),
		CASE(letters_that_end_within_a_byte_are_refused),
		CASE(claims_that_are_no_plain_json_are_refused),
		CASE(huge_token_is_refused_unread),
	};

	return cmocka_run_group_tests(tests, make_keys, drop_keys);
}
