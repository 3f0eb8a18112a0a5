#include "net/provider.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "net/answer.h"
#include "net/fetch.h"
#include "net/id_token.h"
#include "net/oidc.h"
#include "util/clock.h"
#include "util/token.h"

#define CODE_MAX   2000
#define SECRET_MAX 500

/* One begin or finish. */
struct talk {
	struct arena *arena;
	const struct provider_config *p;
	const struct provider_way *way;
	const char *own[FETCH_OWN_MAX];
	struct fetch *fetch;
	struct discovery d; /* of an oauth2 one: from the configuration */
	const char *secret;
	struct tokens tokens;
	const char **problem;
};

static enum status begin(struct talk *t, struct arena *arena,
			 const struct provider_config *p,
			 const struct provider_way *way, const char **problem)
{
	*t = (struct talk){ .arena = arena,
			    .p = p,
			    .way = way,
			    .own = { p->issuer, p->authorize_url, p->token_url,
				     p->userinfo_url },
			    .problem = problem };
	*problem = "out of memory";
	t->fetch = net_fetch_begin(arena, clock_monotonic_ms() + PROVIDER_MS,
				   t->own);
	return t->fetch ? STATUS_OK : STATUS_FAILED;
}

static enum status find_addresses(struct talk *t)
{
	if (t->p->is_oidc)
		return net_oidc_discover(t->arena, t->fetch, t->p, &t->d,
					 t->problem);
	t->d = (struct discovery){ .authorize_url = t->p->authorize_url,
				   .token_url = t->p->token_url,
				   .userinfo_url = t->p->userinfo_url };
	return STATUS_OK;
}

/* RFC 7636, 4.2. */
static const char *challenge_of(struct arena *arena, const char *verifier)
{
	unsigned char hash[TOKEN_HASH];

	token_sha256(verifier, hash);
	return token_encode(arena, hash, sizeof(hash));
}

static const char *query_of(struct talk *t)
{
	struct buf b;

	buf_init(&b, t->arena);
	net_fetch_field(&b, "response_type", "code");
	net_fetch_field(&b, "client_id", t->p->client_id);
	net_fetch_field(&b, "redirect_uri", t->way->redirect_uri);
	net_fetch_field(&b, "scope", t->p->scopes);
	net_fetch_field(&b, "state", t->way->state);
	net_fetch_field(&b, "code_challenge",
			challenge_of(t->arena, t->way->verifier));
	net_fetch_field(&b, "code_challenge_method", "S256");
	if (t->p->is_oidc)
		net_fetch_field(&b, "nonce", t->way->nonce);
	return b.data;
}

enum status net_provider_begin(struct arena *arena,
			       const struct provider_config *p,
			       const struct provider_way *way, const char **url,
			       const char **problem)
{
	struct talk t;
	enum status st = begin(&t, arena, p, way, problem);

	*url = NULL;
	if (st == STATUS_OK)
		st = find_addresses(&t);
	if (st == STATUS_OK)
		*url = arena_printf(arena, "%s%c%s", t.d.authorize_url,
				    strchr(t.d.authorize_url, '?') ? '&' : '?',
				    query_of(&t));
	if (st == STATUS_OK)
		*problem = NULL;
	net_fetch_end(t.fetch);
	return st;
}

/* The first line of its file. */
static enum status read_secret(struct talk *t)
{
	FILE *file = fopen(t->p->secret_file, "re");
	char line[SECRET_MAX + 2] = "";
	bool is_read;

	*t->problem = "the file with the client's secret cannot be read";
	if (!file)
		return STATUS_FAILED;
	is_read = fgets(line, sizeof(line), file) != NULL;
	fclose(file);
	line[strcspn(line, "\r\n")] = '\0';
	*t->problem = "the file with the client's secret holds none";
	if (!is_read || !*line || strlen(line) > SECRET_MAX)
		return STATUS_FAILED;
	t->secret = arena_strdup(t->arena, line);
	return STATUS_OK;
}

/* RFC 9207: an answer of one issuer is not taken to another. */
static enum status check_iss(const struct talk *t, const char *iss)
{
	*t->problem = "the answer does not say whose it is (iss)";
	if (!iss && t->d.sends_iss)
		return STATUS_BAD;
	*t->problem = "the answer is another issuer's (iss)";
	return iss && strcmp(iss, t->p->issuer) != 0 ? STATUS_BAD : STATUS_OK;
}

static bool is_code(const char *code)
{
	const char *at;

	for (at = code; *at >= ' ' && *at <= '~'; at++)
		;
	return !*at && at != code && at - code <= CODE_MAX;
}

/* RFC 6749, 4.1.3; the client says who it is as 2.3.1 has it. */
static enum status exchange(struct talk *t, const char *code)
{
	bool is_basic = strcmp(t->p->token_auth, "basic") == 0;
	struct fetch_question question = { .url = t->d.token_url };
	struct fetch_answer answer;
	struct buf form;
	enum status st;

	buf_init(&form, t->arena);
	net_fetch_field(&form, "grant_type", "authorization_code");
	net_fetch_field(&form, "code", code);
	net_fetch_field(&form, "redirect_uri", t->way->redirect_uri);
	net_fetch_field(&form, "code_verifier", t->way->verifier);
	if (is_basic) {
		question.user = net_fetch_escape(t->arena, t->p->client_id);
		question.password = net_fetch_escape(t->arena, t->secret);
	} else {
		net_fetch_field(&form, "client_id", t->p->client_id);
		net_fetch_field(&form, "client_secret", t->secret);
	}
	question.form = form.data;
	st = net_fetch_ask(t->fetch, &question, &answer, t->problem);
	if (st != STATUS_OK)
		return st;
	if (answer.code != 200 && (answer.code < 400 || answer.code > 499)) {
		*t->problem = net_fetch_say(t->fetch, question.url, &answer);
		return STATUS_FAILED;
	}
	return net_answer_tokens(t->arena, answer.code, answer.body, answer.len,
				 &t->tokens, t->problem);
}

/* What the provider tells whoever holds the access token. */
static enum status ask_who(struct talk *t, struct provider_person *out)
{
	const char *url = t->d.userinfo_url;
	unsigned char proof[TOKEN_HASH];
	enum status st;
	json_t *claims;

	*t->problem = "tokens: there is no access token";
	if (!t->tokens.access_token)
		return STATUS_BAD;
	if (strcmp(t->p->appsecret_proof, "yes") == 0) {
		struct buf b;

		buf_init(&b, t->arena);
		token_hmac_sha256(t->secret, t->tokens.access_token, proof);
		buf_printf(&b, "%s%cappsecret_proof=", url,
			   strchr(url, '?') ? '&' : '?');
		for (size_t i = 0; i < sizeof(proof); i++)
			buf_printf(&b, "%02x", proof[i]);
		url = b.data;
	}
	claims =
		net_oidc_get(t->fetch, url, t->tokens.access_token, t->problem);
	if (!claims)
		return STATUS_FAILED;
	st = net_answer_person(t->arena, t->p, claims, out, t->problem);
	json_decref(claims);
	return st;
}

/* The ID token says who; what it leaves out the provider is asked for. */
static enum status read_id_token(struct talk *t, struct provider_person *out)
{
	const struct id_token_rules rules = {
		.issuer = t->p->issuer,
		.client_id = t->p->client_id,
		.algorithm = t->p->algorithm,
		.nonce = t->way->nonce,
		.access_token = t->tokens.access_token,
		.now = clock_now(),
	};
	json_t *claims;
	enum status st;

	*t->problem = "tokens: there is no ID token";
	if (!t->tokens.id_token)
		return STATUS_BAD;
	st = net_oidc_check(t->arena, t->fetch, &t->d, &rules,
			    t->tokens.id_token, &claims, t->problem);
	if (st == STATUS_OK)
		st = net_answer_person(t->arena, t->p, claims, out, t->problem);
	json_decref(claims);
	if (st == STATUS_OK && (!out->name || !out->email) &&
	    t->d.userinfo_url && t->tokens.access_token)
		st = ask_who(t, out);
	return st;
}

enum status net_provider_finish(struct arena *arena,
				const struct provider_config *p,
				const struct provider_way *way,
				const char *code, const char *iss,
				struct provider_person *out,
				const char **problem)
{
	struct talk t;
	enum status st = begin(&t, arena, p, way, problem);

	*out = (struct provider_person){ 0 };
	if (st == STATUS_OK && !is_code(code)) {
		*problem = "the code cannot be one";
		st = STATUS_BAD;
	}
	if (st == STATUS_OK)
		st = check_iss(&t, iss);
	if (st == STATUS_OK)
		st = find_addresses(&t);
	if (st == STATUS_OK)
		st = check_iss(&t, iss);
	if (st == STATUS_OK)
		st = read_secret(&t);
	if (st == STATUS_OK)
		st = exchange(&t, code);
	if (st == STATUS_OK)
		st = p->is_oidc ? read_id_token(&t, out) : ask_who(&t, out);
	net_fetch_end(t.fetch);
	if (st == STATUS_OK)
		*problem = NULL;
	else
		*out = (struct provider_person){ 0 };
	return st;
}
