#include "page/form_token.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "http/form.h"
#include "page/routes.h"
#include "store/form_use.h"
#include "store/session.h"
#include "util/token.h"

#define FUTURE_SECONDS 60 /* clocks may be set back a little */

/* The token's bytes, in the order in which they are written. */
struct token {
	unsigned char at[8]; /* seconds, most significant first */
	unsigned char nonce[FORM_USE_NONCE];
	unsigned char mac[TOKEN_HASH];
};

#define SIGNED       offsetof(struct token, mac)
#define LOCATION_MAX 1000 /* of the table */

static_assert(sizeof(struct token) == SIGNED + TOKEN_HASH, "no gaps");

/* A session keeps its id when its cookie gets a new token, so a form that is
 * open meanwhile stays good. */
static void sign(const struct ctx *c, const char *path,
		 const struct token *token, unsigned char mac[TOKEN_HASH])
{
	unsigned char key[32];
	const unsigned char *bytes = (const unsigned char *)token;
	char *head = token_encode(c->arena, bytes, SIGNED);
	char *who = c->user ? arena_printf(c->arena, "session %" PRId64,
					   c->user->id)
			    : "nobody";

	token_subkey(c->site->key, "formtokn", key);
	token_mac(mac, key, path, head, who, NULL);
	explicit_bzero(key, sizeof(key));
}

const char *form_token_new(struct ctx *c, const char *path)
{
	struct token token;
	uint64_t at = (uint64_t)c->now;

	for (int i = 7; i >= 0; i--, at >>= 8)
		token.at[i] = (unsigned char)at;
	token_random(token.nonce, sizeof(token.nonce));
	sign(c, path, &token, token.mac);
	return token_encode(c->arena, (unsigned char *)&token, sizeof(token));
}

/* Is it ours, for this form, for this session? */
static bool read_token(const struct ctx *c, struct token *token)
{
	const char *text = form_value(c->form, FORM_TOKEN_FIELD);
	unsigned char mac[TOKEN_HASH];

	if (!text ||
	    !token_decode(text, (unsigned char *)token, sizeof(*token)))
		return false;
	sign(c, c->request->path, token, mac);
	return token_equal(mac, token->mac, sizeof(mac));
}

static int64_t age_of(const struct ctx *c, const struct token *token)
{
	uint64_t at = 0;

	for (int i = 0; i < 8; i++)
		at = at << 8 | token->at[i];
	return c->now - (int64_t)at;
}

static void add_digest(struct buf *all, const void *bytes, size_t len)
{
	unsigned char digest[TOKEN_HASH];

	token_digest(bytes, len, digest);
	buf_add(all, digest, sizeof(digest));
}

/* All that was sent but the token, each piece by its own digest: it may be
 * large. */
static void digest_form(const struct ctx *c, unsigned char digest[TOKEN_HASH])
{
	const struct form_file *file = c->form->file;
	struct buf all;

	buf_init(&all, c->arena);
	for (size_t i = 0; i < c->form->count; i++) {
		const struct form_field *field = &c->form->fields[i];

		if (strcmp(field->name, FORM_TOKEN_FIELD) == 0)
			continue;
		add_digest(&all, field->name, strlen(field->name));
		add_digest(&all, field->value, strlen(field->value));
	}
	if (file) {
		add_digest(&all, file->name, strlen(file->name));
		add_digest(&all, file->bytes, file->len);
	}
	token_digest(all.data, all.len, digest);
}

static enum status look_up(struct ctx *c, const struct token *token,
			   enum form_token_state *state, const char **location)
{
	unsigned char digest[TOKEN_HASH];
	struct form_use use;
	enum status st =
		store_form_use_get(c->db, c->arena, token->nonce, &use);

	if (st == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (st != STATUS_OK)
		return st;
	digest_form(c, digest);
	if (token_equal(digest, use.digest, sizeof(digest))) {
		*state = FORM_TOKEN_REPEATED;
		*location = use.location;
	} else {
		*state = FORM_TOKEN_USED;
	}
	return STATUS_OK;
}

enum status form_token_check(struct ctx *c, enum form_token_state *state,
			     const char **location)
{
	struct token token;
	enum status st = STATUS_OK;
	int64_t age;

	*location = NULL;
	*state = FORM_TOKEN_MISSING;
	if (!read_token(c, &token))
		return STATUS_OK;
	*state = FORM_TOKEN_FINE;
	if (!(c->route->flags & ROUTE_KEEPS_TOKEN))
		st = look_up(c, &token, state, location);
	age = age_of(c, &token);
	if (*state == FORM_TOKEN_FINE &&
	    (age > FORM_TOKEN_SECONDS || age < -FUTURE_SECONDS))
		*state = FORM_TOKEN_OLD;
	return st;
}

enum status form_token_answer(struct ctx *c, const char **location)
{
	const char *text = c->form ? form_value(c->form, FORM_TOKEN_FIELD)
				   : NULL;
	enum form_token_state state = FORM_TOKEN_FINE;
	struct token token;
	enum status st;

	*location = NULL;
	if (!text ||
	    !token_decode(text, (unsigned char *)&token, sizeof(token)))
		return STATUS_OK;
	st = look_up(c, &token, &state, location);
	if (state != FORM_TOKEN_REPEATED)
		*location = NULL;
	return st;
}

/* Where the handler holds the transaction, this is the only look at the session
 * from within: whoever was signed out while a password was hashed does nothing
 * more. */
static enum status check_session(const struct ctx *c)
{
	enum status st;

	if (!c->user || c->route->who == FOR_ANYONE ||
	    !(c->route->flags & ROUTE_OWN_TRANSACTION))
		return STATUS_OK;
	st = store_session_lives(c->db, c->user->id, c->now);
	return st == STATUS_NOT_FOUND ? STATUS_FORBIDDEN : st;
}

enum status form_token_spend(struct ctx *c, const char *location)
{
	struct form_use use = { .location = location };
	struct token token;
	enum status st = check_session(c);

	if (st != STATUS_OK)
		return st;
	if (!read_token(c, &token))
		return STATUS_BAD; /* the caller did not check it */
	/* The same page without its filters is near enough. */
	if (strlen(location) > LOCATION_MAX)
		use.location = arena_strndup(c->arena, location,
					     strcspn(location, "?"));
	digest_form(c, use.digest);
	return store_form_use_add(c->db, token.nonce, &use, c->now);
}
