#include "net/answer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "net/fetch.h"
#include "util/utf8.h"

json_t *net_answer_object(const char *bytes, size_t len, const char **problem)
{
	json_t *root = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, NULL);

	if (json_is_object(root))
		return root;
	*problem = root ? "the answer is no JSON object"
			: "the answer is no JSON, or too deep, or has a name "
			  "twice";
	json_decref(root);
	return NULL;
}

const char *net_answer_text(struct arena *arena, const json_t *object,
			    const char *name)
{
	return arena_strdup(arena,
			    json_string_value(json_object_get(object, name)));
}

static bool is_ascii(const char *text, char from)
{
	for (; *text; text++)
		if (*text < from || *text > '~')
			return false;
	return true;
}

/* May we go, and send people, to url because the provider says so? */
static bool is_endpoint(struct arena *arena, const struct provider_config *p,
			const char *url)
{
	const char *origin;

	if (!url || strlen(url) > ANSWER_URL_MAX)
		return false;
	origin = net_fetch_origin(arena, url);
	if (!origin)
		return false;
	if (strncmp(origin, "https:", 6) == 0)
		return true;
	return provider_config_is_here(p->issuer) &&
	       strcmp(origin, net_fetch_origin(arena, p->issuer)) == 0;
}

static const char *discovery_fault(struct arena *arena,
				   const struct provider_config *p,
				   const json_t *root, struct discovery *out)
{
	const char *issuer = net_answer_text(arena, root, "issuer");

	if (!issuer || strcmp(issuer, p->issuer) != 0)
		return "discovery: another issuer";
	out->authorize_url =
		net_answer_text(arena, root, "authorization_endpoint");
	out->token_url = net_answer_text(arena, root, "token_endpoint");
	out->keys_url = net_answer_text(arena, root, "jwks_uri");
	out->userinfo_url = net_answer_text(arena, root, "userinfo_endpoint");
	out->sends_iss = json_is_true(json_object_get(
		root, "authorization_response_iss_parameter_supported"));
	if (!is_endpoint(arena, p, out->authorize_url))
		return "discovery: authorization_endpoint cannot be used";
	if (!is_endpoint(arena, p, out->token_url))
		return "discovery: token_endpoint cannot be used";
	if (!is_endpoint(arena, p, out->keys_url))
		return "discovery: jwks_uri cannot be used";
	if (out->userinfo_url && !is_endpoint(arena, p, out->userinfo_url))
		return "discovery: userinfo_endpoint cannot be used";
	return NULL;
}

enum status net_answer_discovery(struct arena *arena,
				 const struct provider_config *p,
				 const char *bytes, size_t len,
				 struct discovery *out, const char **problem)
{
	json_t *root = net_answer_object(bytes, len, problem);

	*out = (struct discovery){ 0 };
	if (!root)
		return STATUS_BAD;
	*problem = discovery_fault(arena, p, root, out);
	json_decref(root);
	return *problem ? STATUS_BAD : STATUS_OK;
}

/* "invalid_grant": a word of RFC 6749, or nothing that should be logged. */
static const char *refusal(struct arena *arena, const json_t *root, int code)
{
	const char *error = json_string_value(json_object_get(root, "error"));

	if (error && *error && strlen(error) <= 40 &&
	    strspn(error, "abcdefghijklmnopqrstuvwxyz_") == strlen(error))
		return arena_printf(arena, "the code was not taken: %s (%d)",
				    error, code);
	return arena_printf(arena, "the code was not taken (%d)", code);
}

static const char *tokens_fault(struct arena *arena, const json_t *root,
				struct tokens *out)
{
	const char *type = net_answer_text(arena, root, "token_type");

	if (type && strcasecmp(type, "Bearer") != 0)
		return "tokens: their type is not Bearer";
	out->access_token = net_answer_text(arena, root, "access_token");
	if (out->access_token &&
	    (!*out->access_token || !is_ascii(out->access_token, '!') ||
	     strlen(out->access_token) > ANSWER_ACCESS_MAX))
		return "tokens: the access token cannot be one";
	out->id_token = net_answer_text(arena, root, "id_token");
	if (out->id_token && strlen(out->id_token) > ANSWER_TOKEN_MAX)
		return "tokens: the ID token is too large";
	return NULL;
}

enum status net_answer_tokens(struct arena *arena, int code, const char *bytes,
			      size_t len, struct tokens *out,
			      const char **problem)
{
	json_t *root = net_answer_object(bytes, len, problem);

	*out = (struct tokens){ 0 };
	if (!root)
		return STATUS_BAD;
	if (code != 200 || json_object_get(root, "error"))
		*problem = refusal(arena, root, code);
	else
		*problem = tokens_fault(arena, root, out);
	json_decref(root);
	return *problem ? STATUS_BAD : STATUS_OK;
}

/* data.name is name within data, unless a member is called so as it is. */
static const json_t *claim_of(struct arena *arena, const json_t *claims,
			      const char *path)
{
	const json_t *found = json_object_get(claims, path);
	const char *dot;

	while (!found && json_is_object(claims) &&
	       (dot = strchr(path, '.')) != NULL) {
		claims = json_object_get(
			claims,
			arena_strndup(arena, path, (size_t)(dot - path)));
		path = dot + 1;
		found = json_object_get(claims, path);
	}
	return found;
}

static const char *subject_of(struct arena *arena,
			      const struct provider_config *p,
			      const json_t *claims)
{
	const json_t *value = claim_of(arena, claims, p->subject_claim);
	const char *text = json_string_value(value);

	/* Without OpenID Connect it is a number at some. */
	if (!p->is_oidc && json_is_integer(value) &&
	    json_integer_value(value) > 0)
		return arena_printf(arena, "%" JSON_INTEGER_FORMAT,
				    json_integer_value(value));
	if (!text || !*text || strlen(text) > PROVIDER_SUBJECT_MAX ||
	    !is_ascii(text, ' '))
		return NULL;
	return arena_strdup(arena, text);
}

static const char *name_of(struct arena *arena, const struct provider_config *p,
			   const json_t *claims)
{
	const char *text =
		json_string_value(claim_of(arena, claims, p->name_claim));
	const char *name;

	if (!text || strlen(text) > FETCH_MAX)
		return NULL;
	name = utf8_clean(arena, text, true);
	if (utf8_length(name) > PROVIDER_NAME_MAX)
		name = utf8_shorten(arena, name, PROVIDER_NAME_MAX - 1);
	return *name ? name : NULL;
}

static bool is_verified(struct arena *arena, const struct provider_config *p,
			const json_t *claims)
{
	const json_t *value;
	const char *text;

	if (strcmp(p->verified_claim, p->email_claim) == 0)
		return true;
	value = claim_of(arena, claims, p->verified_claim);
	text = json_string_value(value);
	return json_is_true(value) || (text && strcmp(text, "true") == 0);
}

static const char *email_of(struct arena *arena,
			    const struct provider_config *p,
			    const json_t *claims)
{
	const char *text, *at;

	if (!*p->email_claim || !*p->verified_claim)
		return NULL;
	text = json_string_value(claim_of(arena, claims, p->email_claim));
	if (!text || strlen(text) > ANSWER_EMAIL_MAX || !is_ascii(text, '!') ||
	    strpbrk(text, "\"(),:;<>[]\\") || !is_verified(arena, p, claims))
		return NULL;
	at = strchr(text, '@');
	if (!at || at == text || !at[1] || strchr(at + 1, '@'))
		return NULL;
	return arena_strdup(arena, text);
}

enum status net_answer_person(struct arena *arena,
			      const struct provider_config *p,
			      const json_t *claims, struct provider_person *out,
			      const char **problem)
{
	const char *subject = subject_of(arena, p, claims);

	*problem = "the subject is missing or cannot be one";
	if (!subject)
		return STATUS_BAD;
	*problem = "two answers are about two people";
	if (out->subject && strcmp(out->subject, subject) != 0)
		return STATUS_BAD;
	*problem = NULL;
	out->issuer = p->issuer;
	out->subject = subject;
	if (!out->name)
		out->name = name_of(arena, p, claims);
	if (!out->email)
		out->email = email_of(arena, p, claims);
	return STATUS_OK;
}
