#include "page/sign_in_delay.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "page/guest.h"
#include "store/sign_in_failure.h"

#define FORGIVE_SECONDS 900
#define TICKET_SECONDS  900 /* how long a ticket is good */

enum {
	OF_PAIR,
	OF_ADDRESS,
	OF_SITE,
	OF_ACCOUNT
}; /* a known device takes OF_PAIR */

static const struct limit {
	int64_t free, longest;
} LIMITS[SIGN_IN_KEYS] = {
	[OF_PAIR] = { 5, 900 },
	[OF_ADDRESS] = { 20, 900 },
	[OF_SITE] = { 100, 900 },
	[OF_ACCOUNT] = { 20, 5 },
};
static const struct limit OF_DEVICE = { 10, 60 };

static void mac(const struct ctx *c, unsigned char out[TOKEN_HASH],
		const char *a, const char *b, const char *d)
{
	unsigned char key[32];

	token_subkey(c->site->key, "sign-in.", key);
	token_mac(out, key, a, b, d, NULL);
	explicit_bzero(key, sizeof(key));
}

/* "<seconds>.<code>", a code that only we can make for these two. */
static const char *ticket_new(const struct ctx *c, const char *purpose,
			      const char *whom, int64_t at)
{
	unsigned char hash[TOKEN_HASH];
	char *time = arena_printf(c->arena, "%" PRId64, at);

	mac(c, hash, purpose, whom, time);
	return arena_printf(c->arena, "%s.%s", time,
			    token_encode(c->arena, hash, sizeof(hash)));
}

static bool ticket_is_good(const struct ctx *c, const char *ticket,
			   const char *purpose, const char *whom,
			   int64_t youngest, int64_t oldest)
{
	int64_t at = ticket ? strtoll(ticket, NULL, 10) : 0;
	const char *good;

	if (at <= 0 || c->now - at < youngest || c->now - at > oldest)
		return false;
	good = ticket_new(c, purpose, whom, at);
	return strlen(good) == strlen(ticket) &&
	       token_equal((const unsigned char *)good,
			   (const unsigned char *)ticket, strlen(good));
}

static bool is_known_device(const struct ctx *c, const char *account)
{
	const char *cookie = request_cookie(
		c->request,
		response_cookie_name(c->arena, c->site->config->is_https,
				     DEVICE_COOKIE));

	return ticket_is_good(c, cookie, "device", account, 0, DEVICE_SECONDS);
}

void sign_in_know_device(struct ctx *c, const char *account)
{
	response_cookie(c->response, c->site->config->is_https, DEVICE_COOKIE,
			ticket_new(c, "device", account, c->now),
			DEVICE_SECONDS);
}

static void set_keys(struct ctx *c, struct sign_in_try *t)
{
	const char *network = guest_network_code(c);
	const char *who = arena_printf(c->arena, "%s %s", t->what, t->account);

	mac(c, t->keys[OF_PAIR], t->is_known_device ? "device" : "pair", who,
	    t->is_known_device ? "" : network);
	mac(c, t->keys[OF_ADDRESS], "address", t->what, network);
	mac(c, t->keys[OF_SITE], "site", t->what, guest_site_code(c));
	mac(c, t->keys[OF_ACCOUNT], "account", who, "");
}

/* Seconds that are left of what count asks for. */
static int64_t wait_of(const struct limit *limit,
		       const struct sign_in_failure *seen, int64_t now)
{
	int64_t over = seen->count - limit->free, wait;

	/* The clock was set back since: nobody waits for it to come round. */
	if (over < 0 || seen->last_at > now)
		return 0;
	wait = over < 20 ? (int64_t)2 << over : limit->longest;
	if (wait > limit->longest)
		wait = limit->longest;
	wait -= now - seen->last_at;
	return wait > 0 ? wait : 0;
}

/* Good for one try: the next one from here has another count. */
static const char *whom(const struct ctx *c, const struct sign_in_try *t,
			int64_t pair_count)
{
	return arena_printf(c->arena, "%s %s %s %" PRId64, t->what, t->account,
			    guest_network(c), pair_count);
}

/* The account waits only in words of a ticket, made anew at each try that
 * has none: so no one else's tries can make it longer. */
static void weigh_account(struct ctx *c, struct sign_in_try *t,
			  const struct sign_in_failure *seen,
			  int64_t pair_count)
{
	const struct limit *limit = &LIMITS[OF_ACCOUNT];
	const char *ticket = form_value(c->form, "ticket");
	const char *who = whom(c, t, pair_count);

	if (t->is_known_device || seen->count < limit->free ||
	    ticket_is_good(c, ticket, "ticket", who, limit->longest,
			   TICKET_SECONDS))
		return;
	t->ticket = ticket_new(c, "ticket", who, c->now);
	if (t->wait < limit->longest)
		t->wait = limit->longest;
}

static enum status count_try(struct ctx *c, struct sign_in_try *t)
{
	struct sign_in_failure seen[SIGN_IN_KEYS];
	enum status st = STATUS_OK;

	for (int i = 0; i < SIGN_IN_KEYS && st == STATUS_OK; i++)
		st = store_sign_in_failure_get(c->db, t->keys[i], c->now,
					       FORGIVE_SECONDS, &seen[i]);
	if (st != STATUS_OK)
		return st;
	for (int i = OF_PAIR; i <= OF_SITE; i++) {
		bool is_device = i == OF_PAIR && t->is_known_device;
		int64_t wait = wait_of(is_device ? &OF_DEVICE : &LIMITS[i],
				       &seen[i], c->now);

		if (wait > t->wait)
			t->wait = wait;
	}
	weigh_account(c, t, &seen[OF_ACCOUNT], seen[OF_PAIR].count);
	for (int i = 0; i < SIGN_IN_KEYS && st == STATUS_OK && !t->wait; i++) {
		t->counts[i] = seen[i].count + 1;
		st = store_sign_in_failure_set(c->db, t->keys[i], t->counts[i],
					       c->now);
	}
	return st;
}

enum status sign_in_try(struct ctx *c, const char *what, const char *account,
			struct sign_in_try *out)
{
	*out = (struct sign_in_try){ .what = what,
				     .account = account,
				     .is_known_device =
					     is_known_device(c, account) };
	set_keys(c, out);
	db_begin(c->db);
	return db_end(c->db, count_try(c, out));
}

/* One less than it is by now, for others may have tried meanwhile. */
static enum status take_back(struct ctx *c, const unsigned char *key)
{
	struct sign_in_failure seen;
	enum status st = store_sign_in_failure_get(c->db, key, c->now,
						   FORGIVE_SECONDS, &seen);

	if (st != STATUS_OK || seen.count == 0)
		return st;
	return store_sign_in_failure_set(c->db, key, seen.count - 1,
					 seen.last_at);
}

enum status sign_in_take_back(struct ctx *c, const struct sign_in_try *t)
{
	enum status st = STATUS_OK;

	db_begin(c->db);
	for (int i = 0; i < SIGN_IN_KEYS && st == STATUS_OK; i++)
		st = take_back(c, t->keys[i]);
	return db_end(c->db, st);
}

enum status sign_in_worked(struct ctx *c, const struct sign_in_try *t)
{
	enum status st;

	db_begin(c->db);
	st = take_back(c, t->keys[OF_ADDRESS]);
	if (st == STATUS_OK)
		st = take_back(c, t->keys[OF_SITE]);
	if (st == STATUS_OK)
		st = store_sign_in_failure_set(c->db, t->keys[OF_PAIR], 0,
					       c->now);
	if (st == STATUS_OK)
		st = store_sign_in_failure_set(c->db, t->keys[OF_ACCOUNT], 0,
					       c->now);
	return db_end(c->db, st);
}

enum status sign_in_worked_at(struct ctx *c, const char *what,
			      const char *account)
{
	struct sign_in_try t = { .what = what, .account = account };

	set_keys(c, &t);
	return sign_in_worked(c, &t);
}
