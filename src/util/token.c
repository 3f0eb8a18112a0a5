#include "util/token.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/log.h"

#define KEY_SIZE 32

/* Without randomness nothing here is safe, so there is no going on. */
static void get_ready(void)
{
	static bool is_ready;

	if (is_ready)
		return;
	if (sodium_init() < 0) {
		log_error("libsodium does not start");
		_exit(EXIT_FAILURE);
	}
	is_ready = true;
}

void token_random(void *out, size_t count)
{
	get_ready();
	randombytes_buf(out, count);
}

void token_new(char out[TOKEN_TEXT])
{
	unsigned char bytes[32];

	token_random(bytes, sizeof bytes);
	sodium_bin2base64(out, TOKEN_TEXT, bytes, sizeof bytes,
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(bytes, sizeof bytes);
}

void token_hash(const char *token, unsigned char out[TOKEN_HASH])
{
	get_ready();
	crypto_generichash(out, TOKEN_HASH, (const unsigned char *)token,
			   strlen(token), NULL, 0);
}

static void hash_part(crypto_generichash_state *state, const char *part)
{
	uint64_t len = strlen(part);
	unsigned char prefix[8];
	int i;

	for (i = 0; i < 8; i++)
		prefix[i] = (unsigned char)(len >> (8 * i));
	crypto_generichash_update(state, prefix, sizeof prefix);
	crypto_generichash_update(state, (const unsigned char *)part, len);
}

void token_digest(const void *bytes, size_t len, unsigned char out[TOKEN_HASH])
{
	crypto_generichash(out, TOKEN_HASH, bytes, len, NULL, 0);
}

void token_mac(unsigned char out[TOKEN_HASH], const unsigned char key[32],
	       const char *part, ...)
{
	crypto_generichash_state state;
	va_list ap;

	get_ready();
	crypto_generichash_init(&state, key, KEY_SIZE, TOKEN_HASH);
	va_start(ap, part);
	for (; part; part = va_arg(ap, const char *))
		hash_part(&state, part);
	va_end(ap);
	crypto_generichash_final(&state, out, TOKEN_HASH);
	sodium_memzero(&state, sizeof state);
}

void token_sha256(const char *text, unsigned char out[TOKEN_HASH])
{
	get_ready();
	crypto_hash_sha256(out, (const unsigned char *)text, strlen(text));
}

void token_hmac_sha256(const char *key, const char *text,
		       unsigned char out[TOKEN_HASH])
{
	crypto_auth_hmacsha256_state state;

	get_ready();
	crypto_auth_hmacsha256_init(&state, (const unsigned char *)key,
				    strlen(key));
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)text,
				      strlen(text));
	crypto_auth_hmacsha256_final(&state, out);
	sodium_memzero(&state, sizeof(state));
}

void token_text(const unsigned char bytes[TOKEN_HASH], char out[TOKEN_TEXT])
{
	sodium_bin2base64(out, TOKEN_TEXT, bytes, TOKEN_HASH,
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

char *token_encode(struct arena *arena, const unsigned char *bytes, size_t len)
{
	const int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
	size_t size = sodium_base64_encoded_len(len, variant);
	char *text = arena_alloc(arena, size);

	return sodium_bin2base64(text, size, bytes, len, variant);
}

/* libsodium 1.0.18 takes any byte from 0x80 on for the letter of 63. */
bool token_decode(const char *text, unsigned char *out, size_t len)
{
	static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789-_";
	const int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
	size_t text_len = strlen(text), got = 0;
	const char *end = NULL;

	return text_len + 1 == sodium_base64_encoded_len(len, variant) &&
	       strspn(text, LETTERS) == text_len &&
	       sodium_base642bin(out, len, text, text_len, NULL, &got, &end,
				 variant) == 0 &&
	       got == len && end == text + text_len;
}

bool token_equal(const unsigned char *a, const unsigned char *b, size_t len)
{
	return sodium_memcmp(a, b, len) == 0;
}

static bool write_key(int fd, const unsigned char key[32])
{
	return write(fd, key, KEY_SIZE) == KEY_SIZE && fsync(fd) == 0;
}

/* Make path with a new key. Two processes may start at once: whoever links
 * its file first wins, and both read the winner's. */
static bool make_key(const char *path)
{
	unsigned char key[KEY_SIZE];
	char temporary[4096];
	bool is_made = false;
	int fd;

	if (snprintf(temporary, sizeof temporary, "%s.XXXXXX", path) >=
	    (int)sizeof temporary)
		return false;
	fd = mkstemp(temporary); /* mode 0600 */
	if (fd < 0)
		return false;
	token_random(key, sizeof key);
	if (write_key(fd, key))
		is_made = link(temporary, path) == 0 || errno == EEXIST;
	sodium_memzero(key, sizeof key);
	close(fd);
	unlink(temporary);
	return is_made;
}

/* One byte more is asked for, so that a longer file is noticed. */
static bool read_key(int fd, unsigned char key[32])
{
	unsigned char bytes[KEY_SIZE + 1];
	ssize_t got = read(fd, bytes, sizeof bytes);

	memcpy(key, bytes, KEY_SIZE);
	sodium_memzero(bytes, sizeof bytes);
	return got == KEY_SIZE;
}

enum status token_key_file(const char *path, unsigned char key[32])
{
	enum status st = STATUS_FAILED;
	struct stat file;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT && make_key(path))
		fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &file) < 0) {
		log_error("key file %s: %s", path, strerror(errno));
		goto out;
	}
	if (file.st_mode & 07) {
		log_error("key file %s: everybody can read it", path);
		goto out;
	}
	if (!read_key(fd, key)) {
		log_error("key file %s: it must hold 32 bytes", path);
		goto out;
	}
	st = STATUS_OK;
out:
	if (fd >= 0)
		close(fd);
	return st;
}

void token_subkey(const unsigned char key[32], const char purpose[8],
		  unsigned char out[32])
{
	get_ready();
	crypto_kdf_derive_from_key(out, KEY_SIZE, 1, purpose, key);
}

void token_seal(const unsigned char key[32], const void *bytes, size_t len,
		unsigned char *out)
{
	static_assert(TOKEN_SEAL == crypto_secretbox_NONCEBYTES +
					    crypto_secretbox_MACBYTES,
		      "nonce, then code");

	token_random(out, crypto_secretbox_NONCEBYTES);
	crypto_secretbox_easy(out + crypto_secretbox_NONCEBYTES, bytes, len,
			      out, key);
}

bool token_open(const unsigned char key[32], const unsigned char *sealed,
		size_t sealed_len, void *out)
{
	const size_t nonce = crypto_secretbox_NONCEBYTES;

	get_ready();
	return sealed_len >= TOKEN_SEAL &&
	       crypto_secretbox_open_easy(out, sealed + nonce,
					  sealed_len - nonce, sealed, key) == 0;
}
