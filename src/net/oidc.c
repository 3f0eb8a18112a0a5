#include "net/oidc.h"

#include <stdlib.h>
#include <string.h>

#include "net/id_token.h"
#include "util/clock.h"

#define WELL_KNOWN "/.well-known/openid-configuration"

/* Documents as they came, by their address. */
struct document {
	char *url;
	char *text;
	size_t len;
	int64_t at_ms;
};

static struct document kept[2 * PROVIDERS_MAX];
#define KEPT_COUNT (sizeof(kept) / sizeof(kept[0]))

static void forget(struct document *d)
{
	free(d->url);
	free(d->text);
	*d = (struct document){ 0 };
}

void net_oidc_forget(void)
{
	for (size_t i = 0; i < KEPT_COUNT; i++)
		forget(&kept[i]);
}

/* What is kept of url, if it is young enough. */
static const struct document *recall(const char *url)
{
	int64_t oldest = clock_monotonic_ms() - OIDC_KEPT_SECONDS * 1000;

	for (size_t i = 0; i < KEPT_COUNT; i++) {
		if (kept[i].url && kept[i].at_ms < oldest)
			forget(&kept[i]);
		if (kept[i].url && strcmp(kept[i].url, url) == 0)
			return &kept[i];
	}
	return NULL;
}

/* In the place of what was kept of url, of nothing, or of the oldest. */
static void keep(const char *url, const struct fetch_answer *answer)
{
	struct document *place = &kept[0];

	for (size_t i = 0; i < KEPT_COUNT; i++) {
		if (kept[i].url && strcmp(kept[i].url, url) == 0) {
			place = &kept[i];
			break;
		}
		if (place->url &&
		    (!kept[i].url || kept[i].at_ms < place->at_ms))
			place = &kept[i];
	}
	forget(place);
	*place = (struct document){ .url = strdup(url),
				    .text = malloc(answer->len + 1),
				    .len = answer->len,
				    .at_ms = clock_monotonic_ms() };
	if (place->url && place->text)
		memcpy(place->text, answer->body, answer->len + 1);
	else
		forget(place);
}

static enum status get(struct fetch *f, const char *url, const char *bearer,
		       struct fetch_answer *out, const char **problem)
{
	const struct fetch_question question = { .url = url, .bearer = bearer };
	enum status st = net_fetch_ask(f, &question, out, problem);

	if (st != STATUS_OK || out->code == 200)
		return st;
	*problem = net_fetch_say(f, url, out);
	return STATUS_FAILED;
}

json_t *net_oidc_get(struct fetch *f, const char *url, const char *bearer,
		     const char **problem)
{
	struct fetch_answer answer;

	if (get(f, url, bearer, &answer, problem) != STATUS_OK)
		return NULL;
	return net_answer_object(answer.body, answer.len, problem);
}

static const char *discovery_url(struct arena *arena,
				 const struct provider_config *p)
{
	size_t len = strlen(p->issuer);

	if (len > 0 && p->issuer[len - 1] == '/')
		len--;
	return arena_printf(arena, "%.*s" WELL_KNOWN, (int)len, p->issuer);
}

enum status net_oidc_discover(struct arena *arena, struct fetch *f,
			      const struct provider_config *p,
			      struct discovery *out, const char **problem)
{
	const char *url = discovery_url(arena, p);
	const struct document *known = recall(url);
	struct fetch_answer answer;
	enum status st;

	if (known && net_answer_discovery(arena, p, known->text, known->len,
					  out, problem) == STATUS_OK)
		return STATUS_OK;
	st = get(f, url, NULL, &answer, problem);
	if (st != STATUS_OK)
		return st;
	if (net_answer_discovery(arena, p, answer.body, answer.len, out,
				 problem) != STATUS_OK)
		return STATUS_FAILED;
	keep(url, &answer);
	return STATUS_OK;
}

static enum status check(struct arena *arena,
			 const struct id_token_rules *rules, const char *token,
			 const char *keys, size_t len, json_t **claims,
			 const char **problem)
{
	json_t *set = net_answer_object(keys, len, problem);
	enum status st = STATUS_FAILED;

	if (set)
		st = net_id_token_check(arena, rules, token, set, claims,
					problem);
	json_decref(set);
	return st;
}

enum status net_oidc_check(struct arena *arena, struct fetch *f,
			   const struct discovery *d,
			   const struct id_token_rules *rules,
			   const char *token, json_t **claims,
			   const char **problem)
{
	const struct document *known = recall(d->keys_url);
	struct fetch_answer answer;
	enum status st = STATUS_NOT_FOUND;

	*claims = NULL;
	if (known)
		st = check(arena, rules, token, known->text, known->len, claims,
			   problem);
	if (st != STATUS_NOT_FOUND)
		return st;
	st = get(f, d->keys_url, NULL, &answer, problem);
	if (st != STATUS_OK)
		return st;
	st = check(arena, rules, token, answer.body, answer.len, claims,
		   problem);
	if (st != STATUS_FAILED)
		keep(d->keys_url, &answer);
	return st == STATUS_NOT_FOUND ? STATUS_BAD : st;
}
