/* Reading what providers answer: JSON (RFC 8259) from somebody who may lie.
 * Each reads one whole object: no name twice (whoever reads the first and
 * whoever reads the last would disagree), at most 2,048 deep, UTF-8, no NUL.
 * On a fault *problem says in plain English what is wrong; it never quotes a
 * token. */
#ifndef NET_ANSWER_H
#define NET_ANSWER_H

#include <stdbool.h>

#include "net/provider.h"
#include "util/json.h"

#define ANSWER_TOKEN_MAX  (64 * 1024) /* of an ID token */
#define ANSWER_ACCESS_MAX 8192        /* of an access token */
#define ANSWER_URL_MAX    500
#define ANSWER_EMAIL_MAX  254

/* bytes as a JSON object that the caller releases with json_decref(); NULL
 * for anything else. */
json_t *net_answer_object(const char *bytes, size_t len, const char **problem);

/* A member that is a string, copied into arena; NULL when there is none, or
 * it is something else. */
const char *net_answer_text(struct arena *arena, const json_t *object,
			    const char *name);

/* What a provider says about itself (OpenID Connect Discovery 1.0). */
struct discovery {
	const char *authorize_url, *token_url, *keys_url;
	const char *userinfo_url; /* or NULL */
	bool sends_iss; /* authorization_response_iss_parameter_supported */
};

/* STATUS_BAD unless its issuer is p's to the letter and all addresses are
 * https, or of the issuer's own origin where that is on this machine. */
MUST_CHECK enum status net_answer_discovery(struct arena *arena,
					    const struct provider_config *p,
					    const char *bytes, size_t len,
					    struct discovery *out,
					    const char **problem);

/* What was exchanged for a code (RFC 6749, 5.1). */
struct tokens {
	const char *access_token; /* visible ASCII, or NULL */
	const char *id_token;     /* or NULL */
};

/* STATUS_BAD also when the provider says (5.2) that it does not take the code;
 * code is the answer's, 200 or another. */
MUST_CHECK enum status net_answer_tokens(struct arena *arena, int code,
					 const char *bytes, size_t len,
					 struct tokens *out,
					 const char **problem);

/* The subject and, where given, name and verified e-mail address, from the
 * members that p names. claims stays the caller's. Members of out that are
 * already set stay, but the subject must be the same then. */
MUST_CHECK enum status net_answer_person(struct arena *arena,
					 const struct provider_config *p,
					 const json_t *claims,
					 struct provider_person *out,
					 const char **problem);

#endif
