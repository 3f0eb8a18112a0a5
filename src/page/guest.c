#include "page/guest.h"

#include <arpa/inet.h>
#include <string.h>

#include "page/address_key.h"
#include "store/session.h"
#include "util/clock.h"

const char *guest_token(const struct ctx *c, unsigned char hash[TOKEN_HASH])
{
	const char *token;
	char *made;

	token = request_cookie(c->request,
			       response_cookie_name(c->arena,
						    c->site->config->is_https,
						    GUEST_COOKIE));
	if (c->guest_hash && token) {
		memcpy(hash, c->guest_hash, TOKEN_HASH);
		return token;
	}
	made = arena_alloc(c->arena, TOKEN_TEXT);
	token_new(made);
	token_hash(made, hash);
	return made;
}

void guest_remember(struct ctx *c, const char *token)
{
	response_cookie(c->response, c->site->config->is_https, GUEST_COOKIE,
			token, GUEST_SECONDS);
}

struct comment_reader guest_reader(const struct ctx *c)
{
	return (struct comment_reader){
		.guest_hash = c->guest_hash,
		.user_id = c->user ? c->user->user_id : 0,
		.now = c->now,
	};
}

#define HOME_BYTES 8 /* of an IPv6 address: /64, /48 */
#define SITE_BYTES 6

static bool is_v6(const char *address, struct in6_addr *out)
{
	return inet_pton(AF_INET6, address, out) == 1 &&
	       !IN6_IS_ADDR_V4MAPPED(out);
}

static const char *network_of(struct arena *arena, const char *address,
			      size_t bytes)
{
	char *text = arena_alloc(arena, INET6_ADDRSTRLEN);
	struct in6_addr v6;

	if (!is_v6(address, &v6))
		return address;
	memset(v6.s6_addr + bytes, 0, sizeof(v6.s6_addr) - bytes);
	return inet_ntop(AF_INET6, &v6, text, INET6_ADDRSTRLEN);
}

const char *guest_network(const struct ctx *c)
{
	return network_of(c->arena, c->request->address, HOME_BYTES);
}

/* False: no other process would give the same (address_key_get()). */
static bool hash_of_day(const struct ctx *c, const char *network, int64_t day,
			unsigned char hash[TOKEN_HASH])
{
	unsigned char key[32];
	bool is_shared;

	is_shared = address_key_get(c->site->config, day, key);
	token_mac(hash, key, "address", network, NULL);
	explicit_bzero(key, sizeof(key));
	return is_shared;
}

static const char *code_of(const struct ctx *c, size_t bytes)
{
	unsigned char hash[TOKEN_HASH];

	hash_of_day(c, network_of(c->arena, c->request->address, bytes),
		    c->now / CLOCK_DAY, hash);
	return token_encode(c->arena, hash, sizeof(hash));
}

const char *guest_network_code(const struct ctx *c)
{
	return code_of(c, HOME_BYTES);
}

const char *guest_site_code(const struct ctx *c)
{
	return code_of(c, SITE_BYTES);
}

void guest_address_hash(const struct ctx *c, unsigned char hash[TOKEN_HASH])
{
	hash_of_day(c, guest_network(c), c->now / CLOCK_DAY, hash);
}

bool guest_customer_hash(const struct ctx *c, unsigned char hash[TOKEN_HASH])
{
	const char *address = c->request->address;
	struct in6_addr v6;

	if (!is_v6(address, &v6))
		return false;
	hash_of_day(c, network_of(c->arena, address, SITE_BYTES),
		    c->now / CLOCK_DAY, hash);
	return true;
}

enum status guest_site_hashes(const struct ctx *c,
			      unsigned char today[TOKEN_HASH],
			      unsigned char yesterday[TOKEN_HASH])
{
	const char *site =
		network_of(c->arena, c->request->address, SITE_BYTES);
	int64_t day = c->now / CLOCK_DAY;

	return hash_of_day(c, site, day, today) &&
			       hash_of_day(c, site, day - 1, yesterday)
		       ? STATUS_OK
		       : STATUS_TROUBLE;
}
