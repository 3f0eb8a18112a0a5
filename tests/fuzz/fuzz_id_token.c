/* ID tokens and key sets. The first letter says what the rest is: a whole
 * token, claims that are signed here, or the provider's keys. */
#include <cjose/cjose.h>

#include "fuzz.h"
#include "net/answer.h"
#include "net/id_token.h"

#define NOW 1800000000

static const char CLAIMS[] =
	"{\"iss\":\"https://id.example\",\"aud\":\"ours\",\"sub\":\"s\","
	"\"nonce\":\"n-1\",\"exp\":1800000300,\"iat\":1799999990}";

static cjose_jwk_t *key;
static json_t *keys;

static void make_key(void)
{
	char *one;

	key = cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, NULL);
	cjose_jwk_set_kid(key, "k-1", 3, NULL);
	one = cjose_jwk_to_json(key, false, NULL);
	keys = json_pack("{s:[o]}", "keys", json_loads(one, 0, NULL));
	free(one);
}

static const char *sign(struct arena *arena, const char *claims, size_t len)
{
	cjose_header_t *header = cjose_header_new(NULL);
	const char *text = NULL;
	cjose_jws_t *jws;

	cjose_header_set(header, CJOSE_HDR_ALG, "ES256", NULL);
	cjose_header_set(header, CJOSE_HDR_KID, "k-1", NULL);
	jws = cjose_jws_sign(key, header, (const uint8_t *)claims, len, NULL);
	MUST(jws && cjose_jws_export(jws, &text, NULL));
	text = arena_strdup(arena, text);
	cjose_jws_release(jws);
	cjose_header_release(header);
	return text;
}

static enum status check(struct arena *arena, const char *token,
			 const json_t *set, const char *algorithm,
			 json_t **claims)
{
	const struct id_token_rules rules = {
		.issuer = "https://id.example",
		.client_id = "ours",
		.algorithm = algorithm,
		.nonce = "n-1",
		.access_token = "a-1",
		.now = NOW,
	};
	const char *problem = NULL;
	enum status st =
		net_id_token_check(arena, &rules, token, set, claims, &problem);

	MUST((st == STATUS_OK) == (*claims != NULL));
	MUST((st == STATUS_OK) == (problem == NULL));
	return st;
}

static bool is_text(const json_t *claims, const char *name, const char *wanted)
{
	const char *text = json_string_value(json_object_get(claims, name));

	return text && strcmp(text, wanted) == 0;
}

/* Whatever is signed, only what is ours, and now, is taken. */
static void try_claims(struct arena *arena, const char *text, size_t len)
{
	json_t *claims;

	if (check(arena, sign(arena, text, len), keys, "ES256", &claims) !=
	    STATUS_OK)
		return;
	MUST(is_text(claims, "iss", "https://id.example"));
	MUST(is_text(claims, "nonce", "n-1"));
	MUST(json_number_value(json_object_get(claims, "exp")) >
	     NOW - ID_TOKEN_LEEWAY);
	MUST(is_text(claims, "aud", "ours") ||
	     json_is_array(json_object_get(claims, "aud")));
	json_decref(claims);
}

/* Keys of other kinds: none of them made this token. */
static void try_keys(struct arena *arena, const char *text, size_t len,
		     const char *algorithm, const char *token)
{
	const char *problem;
	json_t *set = net_answer_object(text, len, &problem), *claims;

	if (set)
		MUST(check(arena, token, set, algorithm, &claims) != STATUS_OK);
	json_decref(set);
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	const char *text, *problem;
	json_t *claims = NULL, *set;

	if (!key)
		make_key();
	if (size == 0)
		return;
	text = fuzz_text(arena, data + 1, size - 1);
	switch (data[0]) {
	case 'c':
		if (size > 1)
			try_claims(arena, text, size - 1);
		break;
	case 'k':
		set = net_answer_object(text, size - 1, &problem);
		/* Its key is not among them. */
		if (set)
			MUST(check(arena,
				   sign(arena, CLAIMS, sizeof(CLAIMS) - 1), set,
				   "ES256", &claims) != STATUS_OK);
		json_decref(set);
		break;
	case 'r':
		try_keys(arena, text, size - 1, "RS256",
			 "eyJhbGciOiJSUzI1NiIsImtpZCI6ImstMSJ9.e30.AAAA");
		break;
	case 's':
		try_keys(arena, text, size - 1, "ES384",
			 "eyJhbGciOiJFUzM4NCIsImtpZCI6ImstMSJ9.e30.AAAA");
		break;
	case 'u':
		try_keys(arena, text, size - 1, "ES512",
			 "eyJhbGciOiJFUzUxMiIsImtpZCI6ImstMSJ9.e30.AAAA");
		break;
	default: /* Nobody else can sign. */
		MUST(check(arena, text, keys, "ES256", &claims) != STATUS_OK);
	}
}
