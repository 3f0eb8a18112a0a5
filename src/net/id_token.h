/* ID tokens (OpenID Connect Core 1.0, 3.1.3.7): the home of cjose, which knows
 * JWS (RFC 7515) and JWK (RFC 7517). The algorithm is the one configured,
 * never the one that a token asks for. */
#ifndef NET_ID_TOKEN_H
#define NET_ID_TOKEN_H

#include <stdint.h>

#include "util/arena.h"
#include "util/json.h"
#include "util/status.h"

#define ID_TOKEN_LEEWAY 60 /* seconds that two clocks may differ */

struct id_token_rules {
	const char *issuer, *client_id;
	const char *algorithm; /* RS, PS or ES with 256, 384 or 512 */
	const char *nonce;
	const char *access_token; /* for at_hash, if it has one; or NULL */
	int64_t now;
};

/* keys is a JWK Set, token at most 64 KB. STATUS_OK with the checked claims,
 * which the caller releases with json_decref(). STATUS_NOT_FOUND when no key
 * of keys is meant: they may have been changed since. STATUS_BAD for
 * everything that must be refused. *problem says what, without quoting it. */
MUST_CHECK enum status net_id_token_check(struct arena *arena,
					  const struct id_token_rules *rules,
					  const char *token, const json_t *keys,
					  json_t **claims,
					  const char **problem);

#endif
