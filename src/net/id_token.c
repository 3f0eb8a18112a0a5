#include "net/id_token.h"

#include <cjose/cjose.h>
#include <stdbool.h>
#include <string.h>

#include "net/answer.h"
#include "util/token.h"

#define KEYS_MAX      100
#define KID_MAX       300
#define AUDIENCES_MAX 20
/* Letters of an RSA modulus in base64url: 2,048 to 8,192 bits. */
#define MODULUS_MIN 342
#define MODULUS_MAX 1368
#define TIME_MAX    1e12

/* Base64url, as far as cjose needs it: it reads up to an "=", and 0.6.1 ends
 * the process, by an assertion, if that leaves a letter over. */
static bool is_base64url(const char *text, size_t len)
{
	static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789-_";

	return len > 0 && len % 4 != 1 && strspn(text, LETTERS) >= len;
}

/* Its own three parts: nothing is taken from a token before that. */
static const char *header_text(struct arena *arena, const char *token,
			       size_t *len)
{
	const char *dot = strchr(token, '.');
	const char *second = dot ? strchr(dot + 1, '.') : NULL;
	const char *part;
	char *bytes;

	if (!second || !is_base64url(dot + 1, (size_t)(second - dot - 1)) ||
	    !is_base64url(second + 1, strlen(second + 1)))
		return NULL;
	part = arena_strndup(arena, token, (size_t)(dot - token));
	*len = strlen(part) * 3 / 4;
	bytes = arena_alloc(arena, *len + 1);
	return token_decode(part, (unsigned char *)bytes, *len) ? bytes : NULL;
}

/* *kid may come out NULL: the token names no key. */
static const char *header_fault(struct arena *arena,
				const struct id_token_rules *rules,
				const char *token, const char **kid)
{
	const char *problem = NULL, *alg;
	size_t len;
	const char *text = header_text(arena, token, &len);
	json_t *header = text ? net_answer_object(text, len, &problem) : NULL;

	if (!header)
		return "ID token: not a signed token";
	alg = json_string_value(json_object_get(header, "alg"));
	if (!alg || strcmp(alg, rules->algorithm) != 0)
		problem = "ID token: not signed with the agreed algorithm";
	else if (json_object_get(header, "crit"))
		problem = "ID token: it demands what we do not know";
	*kid = net_answer_text(arena, header, "kid");
	if (*kid && strlen(*kid) > KID_MAX)
		problem = "ID token: the key's name is too long";
	json_decref(header);
	return problem;
}

static const char *text_of(const json_t *key, const char *name)
{
	return json_string_value(json_object_get(key, name));
}

static bool is_text(const json_t *key, const char *name, const char *wanted)
{
	const char *text = text_of(key, name);

	return text && strcmp(text, wanted) == 0;
}

static bool is_missing_or(const json_t *key, const char *name,
			  const char *wanted)
{
	return !json_object_get(key, name) || is_text(key, name, wanted);
}

/* A number of a public key. */
static bool has_number(const json_t *key, const char *name)
{
	const char *text = text_of(key, name);

	return text && is_base64url(text, strcspn(text, "="));
}

static const char *curve_of(const char *algorithm)
{
	switch (algorithm[2]) {
	case '2':
		return "P-256";
	case '3':
		return "P-384";
	}
	return "P-521";
}

static bool is_usable(const json_t *key, const char *algorithm)
{
	const char *n = text_of(key, "n");

	if (!is_missing_or(key, "use", "sig") ||
	    !is_missing_or(key, "alg", algorithm))
		return false;
	if (*algorithm == 'E')
		return is_text(key, "kty", "EC") &&
		       is_text(key, "crv", curve_of(algorithm)) &&
		       has_number(key, "x") && has_number(key, "y");
	return is_text(key, "kty", "RSA") && has_number(key, "n") &&
	       has_number(key, "e") && strlen(n) >= MODULUS_MIN &&
	       strlen(n) <= MODULUS_MAX;
}

/* The one key that is meant; NULL for none, or more than one. */
static const json_t *pick_key(const json_t *keys, const char *algorithm,
			      const char *kid, size_t *count)
{
	const json_t *list = json_object_get(keys, "keys"), *found = NULL;
	size_t size = json_array_size(list);

	*count = 0;
	for (size_t i = 0; i < size && i < KEYS_MAX; i++) {
		const json_t *key = json_array_get(list, i);

		if (!is_usable(key, algorithm) ||
		    (kid && !is_text(key, "kid", kid)))
			continue;
		found = key;
		(*count)++;
	}
	return *count == 1 ? found : NULL;
}

/* Only the public numbers go to cjose. */
static cjose_jwk_t *import_key(struct arena *arena, const json_t *key,
			       const char *algorithm)
{
	json_t *numbers =
		*algorithm == 'E'
			? json_pack("{s:s, s:s, s:s, s:s}", "kty", "EC", "crv",
				    curve_of(algorithm), "x", text_of(key, "x"),
				    "y", text_of(key, "y"))
			: json_pack("{s:s, s:s, s:s}", "kty", "RSA", "n",
				    text_of(key, "n"), "e", text_of(key, "e"));
	const char *text = json_text(arena, numbers, 0);

	return cjose_jwk_import(text, strlen(text), NULL);
}

/* What was signed, as JSON; NULL when it was not signed with key. */
static json_t *open_token(const char *token, cjose_jwk_t *key,
			  const char *algorithm, const char **problem)
{
	cjose_jws_t *jws = cjose_jws_import(token, strlen(token), NULL);
	json_t *claims = NULL;
	const char *alg;
	uint8_t *bytes;
	size_t len;

	*problem = "ID token: not a signed token";
	if (!jws)
		goto out;
	alg = cjose_header_get(cjose_jws_get_protected(jws), CJOSE_HDR_ALG,
			       NULL);
	if (!alg || strcmp(alg, algorithm) != 0)
		goto out;
	*problem = "ID token: its signature is not the provider's";
	if (!cjose_jws_verify(jws, key, NULL) ||
	    !cjose_jws_get_plaintext(jws, &bytes, &len, NULL))
		goto out;
	claims = net_answer_object((const char *)bytes, len, problem);
out:
	cjose_jws_release(jws);
	return claims;
}

static bool is_in(const json_t *list, const char *wanted)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *one = json_string_value(json_array_get(list, i));

		if (one && strcmp(one, wanted) == 0)
			return true;
	}
	return false;
}

static const char *audience_fault(const struct id_token_rules *rules,
				  const json_t *claims)
{
	const json_t *aud = json_object_get(claims, "aud");
	const char *party = text_of(claims, "azp");
	size_t size = json_array_size(aud);

	if (json_is_string(aud)
		    ? !is_text(claims, "aud", rules->client_id)
		    : size > AUDIENCES_MAX || !is_in(aud, rules->client_id))
		return "ID token: made for somebody else (aud)";
	if (json_object_get(claims, "azp") || size > 1)
		if (!party || strcmp(party, rules->client_id) != 0)
			return "ID token: made for somebody else (azp)";
	return NULL;
}

/* A time (seconds, maybe with a fraction); 0 when it is none. */
static double time_of(const json_t *claims, const char *name)
{
	double at = json_number_value(json_object_get(claims, name));

	return at > 0 && at < TIME_MAX ? at : 0;
}

static const char *time_fault(const struct id_token_rules *rules,
			      const json_t *claims)
{
	double now = (double)rules->now;
	double iat = time_of(claims, "iat");

	if (time_of(claims, "exp") <= now - ID_TOKEN_LEEWAY)
		return "ID token: it has expired (exp)";
	if (iat == 0 || iat > now + ID_TOKEN_LEEWAY)
		return "ID token: it was not made yet (iat)";
	if (json_object_get(claims, "nbf") &&
	    (time_of(claims, "nbf") == 0 ||
	     time_of(claims, "nbf") > now + ID_TOKEN_LEEWAY))
		return "ID token: it is not valid yet (nbf)";
	return NULL;
}

static bool is_same_secret(const char *one, const char *other)
{
	unsigned char a[TOKEN_HASH], b[TOKEN_HASH];

	token_hash(one, a);
	token_hash(other, b);
	return token_equal(a, b, sizeof(a));
}

/* The left half of the hash of the access token (3.1.3.6); it is optional, and
 * looked at for the algorithms with SHA-256 alone. */
static bool is_about(struct arena *arena, const struct id_token_rules *rules,
		     const char *at_hash)
{
	unsigned char hash[TOKEN_HASH];

	if (!at_hash || !rules->access_token || rules->algorithm[2] != '2')
		return true;
	token_sha256(rules->access_token, hash);
	return strcmp(token_encode(arena, hash, sizeof(hash) / 2), at_hash) ==
	       0;
}

static const char *claims_fault(struct arena *arena,
				const struct id_token_rules *rules,
				const json_t *claims)
{
	const char *nonce = text_of(claims, "nonce");
	const char *fault;

	if (!is_text(claims, "iss", rules->issuer))
		return "ID token: another issuer (iss)";
	fault = audience_fault(rules, claims);
	if (!fault)
		fault = time_fault(rules, claims);
	if (fault)
		return fault;
	if (!nonce || !*rules->nonce || !is_same_secret(nonce, rules->nonce))
		return "ID token: not of this attempt (nonce)";
	if (!is_about(arena, rules, text_of(claims, "at_hash")))
		return "ID token: not of this access token (at_hash)";
	return NULL;
}

enum status net_id_token_check(struct arena *arena,
			       const struct id_token_rules *rules,
			       const char *token, const json_t *keys,
			       json_t **claims, const char **problem)
{
	const char *kid = NULL;
	cjose_jwk_t *key = NULL;
	const json_t *picked;
	size_t count;

	*claims = NULL;
	*problem = "ID token: it is too large";
	if (strlen(token) > ANSWER_TOKEN_MAX)
		return STATUS_BAD;
	*problem = header_fault(arena, rules, token, &kid);
	if (*problem)
		return STATUS_BAD;
	picked = pick_key(keys, rules->algorithm, kid, &count);
	*problem = count ? "ID token: several keys may be meant"
			 : "ID token: no such key (kid)";
	if (!picked)
		return count ? STATUS_BAD : STATUS_NOT_FOUND;
	*problem = "ID token: the provider's key cannot be used";
	key = import_key(arena, picked, rules->algorithm);
	if (!key)
		return STATUS_BAD;
	*claims = open_token(token, key, rules->algorithm, problem);
	cjose_jwk_release(key);
	if (!*claims)
		return STATUS_BAD;
	*problem = claims_fault(arena, rules, *claims);
	if (!*problem)
		return STATUS_OK;
	json_decref(*claims);
	*claims = NULL;
	return STATUS_BAD;
}
