/* Random tokens, keyed hashes, constant-time comparison. With
 * util/password.c, the home of libsodium. */
#ifndef UTIL_TOKEN_H
#define UTIL_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"
#include "util/status.h"

#define TOKEN_TEXT 44 /* 256 bits in base64url without padding, and the NUL */
#define TOKEN_HASH 32

/* A new 256-bit token, as text for a link or a cookie. */
void token_new(char out[TOKEN_TEXT]);

/* What is stored of a token: its BLAKE2b-256 (RFC 7693). */
void token_hash(const char *token, unsigned char out[TOKEN_HASH]);

/* BLAKE2b-256 of any bytes. */
void token_digest(const void *bytes, size_t len, unsigned char out[TOKEN_HASH]);

/* Keyed BLAKE2b-256 over the parts, each prefixed by its length so that no
 * two lists of parts hash alike. The list ends with NULL. */
void token_mac(unsigned char out[TOKEN_HASH], const unsigned char key[32],
	       const char *part, ...) __attribute__((sentinel));

/* SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104) of text: what other sites
 * ask for. Ours are the two above. */
void token_sha256(const char *text, unsigned char out[TOKEN_HASH]);
void token_hmac_sha256(const char *key, const char *text,
		       unsigned char out[TOKEN_HASH]);

/* bytes in base64url without padding (token_text: TOKEN_HASH of them, without
 * an arena), and back; token_decode gives false for
 * anything that token_encode would not write for exactly len bytes. */
void token_text(const unsigned char bytes[TOKEN_HASH], char out[TOKEN_TEXT]);
char *token_encode(struct arena *arena, const unsigned char *bytes, size_t len);
bool token_decode(const char *text, unsigned char *out, size_t len);

bool token_equal(const unsigned char *a, const unsigned char *b, size_t len);

/* count random bytes. */
void token_random(void *out, size_t count);

/* The 32-byte key in file path, made (mode 0600) when the file is missing. */
MUST_CHECK enum status token_key_file(const char *path, unsigned char key[32]);

/* A key derived from key for one purpose (a constant of 8 letters). */
void token_subkey(const unsigned char key[32], const char purpose[8],
		  unsigned char out[32]);

/* bytes made unreadable and unchangeable without key (XSalsa20-Poly1305, a
 * random nonce): TOKEN_SEAL bytes more. token_open gives false for anything
 * that was not sealed with key. */
#define TOKEN_SEAL 40
void token_seal(const unsigned char key[32], const void *bytes, size_t len,
		unsigned char *out);
bool token_open(const unsigned char key[32], const unsigned char *sealed,
		size_t sealed_len, void *out);

#endif
