/* Sites that people may sign in with, as northstar.conf names them: one
 * section [provider NAME] each. NAME stands in URLs: 1 to 32 of a-z, 0-9 and
 * hyphen. google, wordpress, facebook and x are known, so that a section needs
 * no more than client_id and secret_file; any other NAME is an issuer of
 * OpenID Connect, or with kind = oauth2 a site that knows only OAuth 2.0. */
#ifndef UTIL_PROVIDER_CONFIG_H
#define UTIL_PROVIDER_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "util/arena.h"

#define PROVIDERS_MAX 16

/* No member is NULL; what is not set is "". URLs are https, or http on this
 * very machine (127.0.0.1, localhost, [::1]), as tests have it. */
struct provider_config {
	const char *id;    /* "google": in URLs */
	const char *label; /* "Google": for people */
	bool is_oidc;      /* else OAuth 2.0 with a page that says who */
	const char *kind;  /* "oidc", "oauth2" */
	/* Whose subjects they are, so half of an identity: never changed
	 * lightly. Of an oidc one also where it is found. */
	const char *issuer;
	const char *authorize_url, *token_url, *userinfo_url; /* of oauth2 */
	const char *client_id, *secret_file;
	const char *scopes;
	/* Members of what the site tells about a person; data.name is name
	 * within data. verified_claim says whether email_claim was verified;
	 * the same name as email_claim: the site gives no other. */
	const char *name_claim, *email_claim, *verified_claim, *subject_claim;
	const char *algorithm;  /* of ID tokens: "RS256", PS and ES too */
	const char *token_auth; /* "basic", "post": how we say who we are */
	const char *appsecret_proof; /* "yes": Facebook's proof with requests */
	unsigned seen;               /* keys that the file sets, by bit */
	int line;                    /* of its section */
	bool is_wrong;               /* a key was refused */
};

/* All sections, the known ones first; those without a client_id are not
 * offered to anybody. */
struct provider_configs {
	struct provider_config all[PROVIDERS_MAX];
	size_t count;
};

/* The known ones, none with a client_id. */
void provider_configs_begin(struct provider_configs *configs);

/* Does section name a provider? */
bool provider_config_is(const char *section);

/* Take key = value of section, at line; what is wrong with it, in arena, or
 * NULL. */
const char *provider_config_set(struct arena *arena,
				struct provider_configs *configs,
				const char *section, const char *key,
				const char *value, int line);

/* Once all is read: complete p. What is missing for it to be offered, or
 * contradicts itself, or NULL; also for one without a client_id. */
const char *provider_config_finish(struct arena *arena,
				   const struct provider_configs *configs,
				   struct provider_config *p);

/* "https://host[:port]" of url, in arena: what comes before its path. */
const char *provider_config_origin(struct arena *arena, const char *url);

/* Is it http on this very machine? */
bool provider_config_is_here(const char *url);

/* Every section with its values, and once what each key means. */
void provider_configs_explain(const struct provider_configs *configs,
			      FILE *out);

#endif
