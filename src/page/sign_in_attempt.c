#include "page/sign_in_attempt.h"

#include <string.h>

#include "http/url.h"
#include "page/admin_again.h"
#include "page/guest.h"
#include "page/kept_form.h"
#include "store/sign_in_failure.h"
#include "util/json.h"

/* What one network may begin: so many at once, then one in so many seconds.
 * A class may sign in together; no single network fills the table. */
#define NETWORK_FREE    60
#define NETWORK_SECONDS 30
#define SITE_FREE       240 /* all that one customer has: of IPv6 a /48 */
#define SITE_SECONDS    8

#define SEALED_LEN (sizeof(struct sign_in_secrets) + TOKEN_SEAL)

/* This browser's cookie, or a new one; hash is what is stored of it. */
static const char *browser(const struct ctx *c, unsigned char hash[TOKEN_HASH])
{
	const char *cookie = request_cookie(
		c->request,
		response_cookie_name(c->arena, c->site->config->is_https,
				     CONNECT_COOKIE));
	unsigned char raw[TOKEN_HASH];
	char *made;

	if (cookie && token_decode(cookie, raw, sizeof(raw))) {
		token_hash(cookie, hash);
		return cookie;
	}
	made = arena_alloc(c->arena, TOKEN_TEXT);
	token_new(made);
	token_hash(made, hash);
	return made;
}

static void key_of(const struct ctx *c, const char *purpose, const char *what,
		   unsigned char key[32])
{
	unsigned char site_key[32];

	token_subkey(c->site->key, "connect.", site_key);
	token_mac(key, site_key, purpose, what, NULL);
	explicit_bzero(site_key, sizeof(site_key));
}

static const unsigned char *seal(const struct ctx *c, const char *state)
{
	unsigned char *sealed = arena_alloc(c->arena, SEALED_LEN), key[32];
	struct sign_in_secrets secrets;

	token_new(secrets.nonce);
	token_new(secrets.verifier);
	key_of(c, "seal", state, key);
	token_seal(key, &secrets, sizeof(secrets), sealed);
	explicit_bzero(&secrets, sizeof(secrets));
	explicit_bzero(key, sizeof(key));
	return sealed;
}

bool sign_in_attempt_secrets(const struct ctx *c, const char *state,
			     const struct sign_in_attempt *attempt,
			     struct sign_in_secrets *out)
{
	unsigned char key[32];
	bool is_ours;

	key_of(c, "seal", state, key);
	is_ours = attempt->sealed_len == SEALED_LEN &&
		  token_open(key, attempt->sealed, SEALED_LEN, out);
	explicit_bzero(key, sizeof(key));
	return is_ours;
}

static enum status count_one(struct ctx *c, const char *what, const char *code,
			     int64_t free, int64_t seconds)
{
	struct sign_in_failure seen;
	unsigned char key[32];
	enum status st;

	key_of(c, what, code, key);
	st = store_sign_in_failure_get(c->db, key, c->now, seconds, &seen);
	if (st == STATUS_OK && seen.count >= free)
		st = STATUS_TOO_FAST;
	return st == STATUS_OK ? store_sign_in_failure_set(
					 c->db, key, seen.count + 1, c->now)
			       : st;
}

/* One more of this network, unless it began too many. */
static enum status count(struct ctx *c)
{
	enum status st = count_one(c, "network", guest_network_code(c),
				   NETWORK_FREE, NETWORK_SECONDS);

	return st == STATUS_OK ? count_one(c, "site", guest_site_code(c),
					   SITE_FREE, SITE_SECONDS)
			       : st;
}

enum status sign_in_attempt_begin(struct ctx *c, const char *way,
				  const char *return_to, const char *kept,
				  const char **state)
{
	struct sign_in_attempt attempt = {
		.provider = way,
		.return_to = sign_in_return_to(return_to),
		.kept = kept,
		.created_at = c->now,
		.sealed_len = SEALED_LEN,
	};
	char *text = arena_alloc(c->arena, TOKEN_TEXT);
	const char *cookie = browser(c, attempt.browser_hash);
	enum status st;

	if (kept && strlen(kept) > SIGN_IN_KEPT_MAX)
		return STATUS_TOO_LARGE;
	token_new(text);
	token_hash(text, attempt.state_hash);
	attempt.sealed = seal(c, text);
	db_begin(c->db);
	st = count(c);
	if (st == STATUS_OK)
		st = store_sign_in_attempt_add(c->db, &attempt);
	st = db_end(c->db, st);
	if (st != STATUS_OK)
		return st;
	response_cookie(c->response, c->site->config->is_https, CONNECT_COOKIE,
			cookie, SIGN_IN_ATTEMPT_KEEP);
	*state = text;
	return STATUS_OK;
}

enum status sign_in_attempt_find(struct ctx *c, const char *way,
				 const char *state, struct sign_in_attempt *out)
{
	unsigned char state_hash[TOKEN_HASH], browser_hash[TOKEN_HASH];
	unsigned char raw[TOKEN_HASH];

	*out = (struct sign_in_attempt){ 0 };
	if (!state || !token_decode(state, raw, sizeof(raw)))
		return STATUS_NOT_FOUND;
	token_hash(state, state_hash);
	browser(c, browser_hash); /* one that was just made fits nothing */
	return store_sign_in_attempt_get(c->db, c->arena, state_hash,
					 browser_hash, way, c->now, out);
}

const char *sign_in_return_to(const char *path)
{
	return path && url_is_local(path) && strlen(path) <= SIGN_IN_TO_MAX
		       ? path
		       : "/me";
}

/* browser: of whom it is, or NULL. */
static const char *keep_form(struct ctx *c, const char *browser)
{
	json_t *pairs;
	const char *kept;

	if (!admin_again_has(c))
		return NULL;
	pairs = json_pack("[[s,s],[s,s]]", "kept_to", admin_again_kept_to(c),
			  "kept", admin_again_kept_fields(c));
	if (pairs && browser)
		json_array_append_new(pairs,
				      json_pack("[s,s]", "browser", browser));
	kept = json_text(c->arena, pairs, 0);
	return strlen(kept) <= SIGN_IN_KEPT_MAX ? kept : NULL;
}

const char *sign_in_kept_form(struct ctx *c)
{
	return keep_form(c, NULL);
}

const char *sign_in_kept_tied(struct ctx *c)
{
	unsigned char hash[TOKEN_HASH];
	const char *cookie;

	if (!admin_again_has(c))
		return NULL;
	cookie = browser(c, hash);
	response_cookie(c->response, c->site->config->is_https, CONNECT_COOKIE,
			cookie, SIGN_IN_ATTEMPT_KEEP);
	return keep_form(c, token_encode(c->arena, hash, sizeof(hash)));
}

bool sign_in_kept_is_here(struct ctx *c, const char *kept)
{
	unsigned char hash[TOKEN_HASH];
	const char *tie;
	struct form form;

	if (!kept_form_read(c->arena, kept, &form) ||
	    !form_value(&form, "kept_to"))
		return true;
	tie = form_value(&form, "browser");
	browser(c, hash); /* one that was just made fits nothing */
	return tie &&
	       strcmp(tie, token_encode(c->arena, hash, sizeof(hash))) == 0;
}
