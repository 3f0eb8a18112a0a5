/* Keys and signed tokens, as a provider makes them. */
#ifndef TESTS_SIGNING_H
#define TESTS_SIGNING_H

#include <cjose/cjose.h>
#include <stdlib.h>
#include <string.h>

#include "util/arena.h"
#include "util/token.h"

static inline cjose_jwk_t *signing_rsa(size_t bits, const char *kid)
{
	cjose_jwk_t *key = cjose_jwk_create_RSA_random(
		bits, (const uint8_t *)"\x01\x00\x01", 3, NULL);

	if (kid)
		cjose_jwk_set_kid(key, kid, strlen(kid), NULL);
	return key;
}

/* {"keys":[…]} of the public half of key, or of all of it. */
static inline const char *signing_set(struct arena *arena, cjose_jwk_t *key,
				      bool is_private)
{
	char *one = cjose_jwk_to_json(key, is_private, NULL);
	const char *set = arena_printf(arena, "{\"keys\":[%s]}", one);

	free(one);
	return set;
}

/* claims signed with key; kid may be NULL. */
static inline const char *signing_sign(struct arena *arena,
				       const cjose_jwk_t *key, const char *alg,
				       const char *kid, const char *claims)
{
	cjose_header_t *header = cjose_header_new(NULL);
	const char *text = NULL;
	cjose_jws_t *jws;

	cjose_header_set(header, CJOSE_HDR_ALG, alg, NULL);
	if (kid)
		cjose_header_set(header, CJOSE_HDR_KID, kid, NULL);
	jws = cjose_jws_sign(key, header, (const uint8_t *)claims,
			     strlen(claims), NULL);
	cjose_jws_export(jws, &text, NULL);
	text = arena_strdup(arena, text);
	cjose_jws_release(jws);
	cjose_header_release(header);
	return text;
}

static inline const char *signing_encode(struct arena *arena, const char *text)
{
	return token_encode(arena, (const unsigned char *)text, strlen(text));
}

#endif
