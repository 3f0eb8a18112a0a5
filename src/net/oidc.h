/* What an issuer of OpenID Connect says about itself, and its keys; kept by
 * this process for at most OIDC_KEPT_SECONDS. */
#ifndef NET_OIDC_H
#define NET_OIDC_H

#include <stdbool.h>

#include "net/answer.h"
#include "net/fetch.h"

#define OIDC_KEPT_SECONDS 3600

/* Its addresses (OpenID Connect Discovery 1.0), from f if they are not known
 * yet. STATUS_FAILED when it does not answer, or not as it must. */
MUST_CHECK enum status net_oidc_discover(struct arena *arena, struct fetch *f,
					 const struct provider_config *p,
					 struct discovery *out,
					 const char **problem);

struct id_token_rules;

/* Check token (net/id_token.h) with the keys at d->keys_url. They are asked
 * for if they are not known, or once more if none of those known is meant.
 * STATUS_OK with *claims, for json_decref(); STATUS_BAD for a token that must
 * be refused; STATUS_FAILED as above. */
MUST_CHECK enum status net_oidc_check(struct arena *arena, struct fetch *f,
				      const struct discovery *d,
				      const struct id_token_rules *rules,
				      const char *token, json_t **claims,
				      const char **problem);

/* Ask url for a JSON object, with a token if bearer is not NULL; for
 * json_decref(). NULL unless it comes with code 200. */
json_t *net_oidc_get(struct fetch *f, const char *url, const char *bearer,
		     const char **problem);

/* Forget all that is kept; for tests. */
void net_oidc_forget(void);

#endif
