/* What providers answer: discovery, tokens, who somebody is. */
#include "fuzz.h"
#include "net/answer.h"
#include "net/fetch.h"
#include "util/utf8.h"

static const struct provider_config PROVIDERS[] = {
	{ .issuer = "https://id.example",
	  .is_oidc = true,
	  .name_claim = "name",
	  .email_claim = "email",
	  .verified_claim = "email_verified",
	  .subject_claim = "sub" },
	{ .issuer = "https://id.example",
	  .is_oidc = true,
	  .name_claim = "name",
	  .email_claim = "",
	  .verified_claim = "",
	  .subject_claim = "sub" },
	{ .issuer = "http://127.0.0.1:4000",
	  .name_claim = "data.name",
	  .email_claim = "data.email",
	  .verified_claim = "data.email",
	  .subject_claim = "data.id" },
};

static void try_endpoint(struct arena *arena, const struct provider_config *p,
			 const char *url)
{
	const char *origin = net_fetch_origin(arena, url);

	MUST(origin && strlen(url) <= ANSWER_URL_MAX);
	MUST(!strpbrk(url, "\r\n \"<>\\#"));
	MUST(strncmp(origin, "https://", 8) == 0 ||
	     strcmp(origin, p->issuer) == 0);
}

static void try_discovery(struct arena *arena, const struct provider_config *p,
			  const char *text, size_t len)
{
	struct discovery d;
	const char *problem;

	if (net_answer_discovery(arena, p, text, len, &d, &problem) !=
	    STATUS_OK) {
		MUST(problem);
		return;
	}
	try_endpoint(arena, p, d.authorize_url);
	try_endpoint(arena, p, d.token_url);
	try_endpoint(arena, p, d.keys_url);
	if (d.userinfo_url)
		try_endpoint(arena, p, d.userinfo_url);
}

static void try_tokens(struct arena *arena, const char *text, size_t len)
{
	struct tokens tokens;
	const char *problem;

	MUST(net_answer_tokens(arena, 400, text, len, &tokens, &problem) !=
	     STATUS_OK);
	for (const char *at = problem; *at; at++)
		MUST(*at >= ' ' && *at <= '~');
	if (net_answer_tokens(arena, 200, text, len, &tokens, &problem) !=
	    STATUS_OK)
		return;
	MUST(!tokens.access_token || !strpbrk(tokens.access_token, "\r\n "));
	MUST(!tokens.id_token || strlen(tokens.id_token) <= ANSWER_TOKEN_MAX);
}

static void try_person(struct arena *arena, const struct provider_config *p,
		       const char *text, size_t len)
{
	struct provider_person person = { 0 };
	const char *problem;
	json_t *claims = net_answer_object(text, len, &problem);

	if (claims && net_answer_person(arena, p, claims, &person, &problem) ==
			      STATUS_OK) {
		MUST(*person.subject);
		MUST(strlen(person.subject) <= PROVIDER_SUBJECT_MAX);
		if (person.name) {
			MUST(*person.name);
			MUST(utf8_is_valid(person.name, strlen(person.name)));
			MUST(utf8_length(person.name) <= PROVIDER_NAME_MAX);
			MUST(!strchr(person.name, '\n'));
		}
		if (person.email)
			MUST(strchr(person.email, '@') &&
			     !strpbrk(person.email, "\r\n <>,"));
		person.subject = ""; /* another answer, of somebody else */
		MUST(net_answer_person(arena, p, claims, &person, &problem) !=
		     STATUS_OK);
	}
	json_decref(claims);
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	const char *text = fuzz_text(arena, data, size);

	for (size_t i = 0; i < sizeof(PROVIDERS) / sizeof(PROVIDERS[0]); i++) {
		try_discovery(arena, &PROVIDERS[i], text, size);
		try_person(arena, &PROVIDERS[i], text, size);
	}
	try_tokens(arena, text, size);
}
