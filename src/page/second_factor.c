#include "page/second_factor.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

/* No letters that look like others; 32 of them, so a random byte picks one
 * without favour. Ten make 50 bits. */
static const char LETTERS[] = "abcdefghijkmnpqrstuvwxyz23456789";
#define CODE_LETTERS 10

static void account_key(const struct ctx *c, int64_t user_id,
			const char *purpose, unsigned char key[32])
{
	unsigned char site_key[32];

	token_subkey(c->site->key, "2ndfactr", site_key);
	token_mac(key, site_key, purpose,
		  arena_printf(c->arena, "%" PRId64, user_id), NULL);
	explicit_bzero(site_key, sizeof(site_key));
}

void second_factor_seal(const struct ctx *c, int64_t user_id,
			const unsigned char secret[TOTP_SECRET],
			unsigned char sealed[SECOND_FACTOR_SEALED])
{
	unsigned char key[32];

	account_key(c, user_id, "seal", key);
	token_seal(key, secret, TOTP_SECRET, sealed);
	explicit_bzero(key, sizeof(key));
}

bool second_factor_open(const struct ctx *c, int64_t user_id,
			const unsigned char *sealed, size_t len,
			unsigned char secret[TOTP_SECRET])
{
	unsigned char key[32];
	bool is_ours;

	account_key(c, user_id, "seal", key);
	is_ours = len == SECOND_FACTOR_SEALED &&
		  token_open(key, sealed, len, secret);
	explicit_bzero(key, sizeof(key));
	return is_ours;
}

/* As it was shown, whatever case, spaces or hyphens it was typed with. */
static void hash_code(const struct ctx *c, int64_t user_id, const char *typed,
		      unsigned char hash[TOKEN_HASH])
{
	unsigned char key[32];
	char plain[CODE_LETTERS + 2];
	size_t len = 0;

	for (; *typed && len <= CODE_LETTERS; typed++)
		if (isalnum((unsigned char)*typed))
			plain[len++] = (char)tolower((unsigned char)*typed);
	plain[len] = '\0';
	account_key(c, user_id, "code", key);
	token_mac(hash, key, plain, NULL);
	explicit_bzero(key, sizeof(key));
}

enum status second_factor_use(struct ctx *c, const struct user_secret *user,
			      const char *typed)
{
	unsigned char secret[TOTP_SECRET], hash[TOKEN_HASH];
	int64_t step = 0;

	if (user->totp_secret &&
	    second_factor_open(c, user->id, user->totp_secret,
			       user->totp_secret_len, secret))
		step = totp_check(secret, typed, c->now, user->totp_step);
	explicit_bzero(secret, sizeof(secret));
	if (step)
		return store_user_use_step(c->db, user->id, step);
	hash_code(c, user->id, typed, hash);
	return store_recovery_use(c->db, user->id, hash, c->now);
}

static const char *new_code(struct ctx *c)
{
	unsigned char bytes[CODE_LETTERS];
	char *code = arena_alloc(c->arena, CODE_LETTERS + 2), *at = code;

	token_random(bytes, sizeof(bytes));
	for (int i = 0; i < CODE_LETTERS; i++) {
		if (i == CODE_LETTERS / 2)
			*at++ = '-';
		*at++ = LETTERS[bytes[i] % (sizeof(LETTERS) - 1)];
	}
	return code;
}

enum status second_factor_codes(struct ctx *c, int64_t user_id,
				const char *actor,
				const char *codes[USER_RECOVERY_CODES])
{
	unsigned char hashes[USER_RECOVERY_CODES][TOKEN_HASH];

	for (int i = 0; i < USER_RECOVERY_CODES; i++) {
		codes[i] = new_code(c);
		hash_code(c, user_id, codes[i], hashes[i]);
	}
	return store_recovery_set(c->db, user_id, hashes, USER_RECOVERY_CODES,
				  actor);
}
