#include "util/password.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <sodium.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "util/clock.h"
#include "util/log.h"

#define PASSES  3
#define MEMORY  (64ULL << 20)
#define LOOK_MS 5

#define HASH_BYTES 32

/* A hash, taken apart. */
struct hash {
	unsigned long kib, passes;
	unsigned char salt[crypto_pwhash_SALTBYTES], sum[HASH_BYTES];
};

/* Of nothing that anybody knows, for accounts that are not there. */
static const char NOBODY[PASSWORD_HASH] =
	"$argon2id$v=19$m=65536,t=3,p=1$yY26nIUs7BiVfT30OLPa1A$"
	"okRephlu49cGvW27PQjTXrMM1Myb5VnZq0cyqmiN7Js";

/* Shared with the children: first those who hash, then those who wait. NULL:
 * no limit. */
static pthread_mutex_t *slots;
static int slot_count, seat_count;

/* One worker is left for those who only read, if there are three or more. */
static void share_out(int workers)
{
	int most = workers - 1;

	if (most < 2)
		most = 2;
	slot_count = workers > 2 ? PASSWORD_SLOTS : 1;
	seat_count = most - slot_count;
}

void password_slots_open(int workers)
{
	pthread_mutexattr_t attr;
	pthread_mutex_t *made;
	size_t count;
	int rc = 0;

	share_out(workers);
	count = (size_t)(slot_count + seat_count);
	made = mmap(NULL, count * sizeof(*made), PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (made == MAP_FAILED) {
		log_warning("no shared memory: passwords are hashed without "
			    "a limit");
		return;
	}
	pthread_mutexattr_init(&attr);
	pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
	pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
	for (size_t i = 0; i < count; i++)
		rc |= pthread_mutex_init(&made[i], &attr);
	if (rc == 0)
		slots = made;
	pthread_mutexattr_destroy(&attr);
}

/* Whoever was killed at its turn leaves the slot whole. */
static bool try_slot(pthread_mutex_t *slot)
{
	int rc = pthread_mutex_trylock(slot);

	if (rc == EOWNERDEAD)
		rc = pthread_mutex_consistent(slot);
	return rc == 0;
}

/* Any of count from first on; NULL: all are taken. */
static pthread_mutex_t *take_one(pthread_mutex_t *first, int count)
{
	for (int i = 0; i < count; i++)
		if (try_slot(&first[i]))
			return &first[i];
	return NULL;
}

static void leave(pthread_mutex_t *slot)
{
	if (slot)
		pthread_mutex_unlock(slot);
}

static enum status wait_for(pthread_mutex_t **slot)
{
	int64_t give_up = clock_monotonic_ms() + PASSWORD_WAIT_MS;
	pthread_mutex_t *seat = take_one(slots + slot_count, seat_count);

	while (seat && !*slot && clock_monotonic_ms() < give_up) {
		usleep(LOOK_MS * 1000);
		*slot = take_one(slots, slot_count);
	}
	leave(seat);
	return *slot ? STATUS_OK : STATUS_BUSY;
}

/* *slot is NULL without a limit. */
static enum status enter(pthread_mutex_t **slot)
{

	*slot = NULL;
	if (sodium_init() < 0) {
		log_error("libsodium does not start");
		return STATUS_FAILED;
	}
	if (!slots)
		return STATUS_OK;
	*slot = take_one(slots, slot_count);
	return *slot ? STATUS_OK : wait_for(slot);
}

enum status password_hash(const char *password, char out[PASSWORD_HASH])
{
	static_assert(PASSWORD_HASH >= crypto_pwhash_STRBYTES,
		      "room for the hash");
	pthread_mutex_t *slot;
	enum status st = enter(&slot);

	if (st != STATUS_OK)
		return st;
	if (crypto_pwhash_str(out, password, strlen(password), PASSES,
			      MEMORY) != 0) {
		log_error("password hash: out of memory");
		st = STATUS_TROUBLE;
	}
	leave(slot);
	return st;
}

/* Behind text in *at, which goes on after it; false: something else. */
static bool skip(const char **at, const char *text)
{
	size_t len = strlen(text);

	if (strncmp(*at, text, len) != 0)
		return false;
	*at += len;
	return true;
}

/* A number before end, and then what end says. */
static bool read_number(const char **at, const char *end, unsigned long *out)
{
	char *rest;

	*out = strtoul(*at, &rest, 10);
	if (rest == *at)
		return false;
	*at = rest;
	return skip(at, end);
}

static bool read_bytes(const char **at, unsigned char *out, size_t len)
{
	size_t got;

	return sodium_base642bin(out, len, *at, strlen(*at), NULL, &got, at,
				 sodium_base64_VARIANT_ORIGINAL_NO_PADDING) ==
		       0 &&
	       got == len;
}

/* What crypto_pwhash_str() writes: $argon2id$v=19$m=…,t=…,p=1$salt$hash */
static bool read_hash(const char *at, struct hash *out)
{
	return skip(&at, "$argon2id$v=19$m=") &&
	       read_number(&at, ",t=", &out->kib) &&
	       read_number(&at, ",p=1$", &out->passes) &&
	       read_bytes(&at, out->salt, sizeof(out->salt)) &&
	       skip(&at, "$") && read_bytes(&at, out->sum, sizeof(out->sum)) &&
	       *at == '\0';
}

/* crypto_pwhash_str_verify() calls a password wrong when there is no memory
 * to tell, so what it does is done here. A hash that is none fits nothing. */
static enum status compare(const char *password, const char *hash,
			   bool *is_right)
{
	struct hash known = { 0 };
	unsigned char sum[HASH_BYTES];
	int rc;

	*is_right = false;
	if (!read_hash(hash, &known))
		return STATUS_OK;
	rc = crypto_pwhash(sum, sizeof(sum), password, strlen(password),
			   known.salt, known.passes, known.kib * 1024,
			   crypto_pwhash_ALG_ARGON2ID13);
	if (rc != 0) {
		log_error("password check: %s", strerror(errno));
		return STATUS_TROUBLE;
	}
	*is_right = sodium_memcmp(sum, known.sum, sizeof(sum)) == 0;
	sodium_memzero(sum, sizeof(sum));
	return STATUS_OK;
}

enum status password_check(const char *password, const char *hash,
			   bool *is_right, bool *is_old)
{
	pthread_mutex_t *slot;
	enum status st = enter(&slot);
	bool fits;

	*is_right = *is_old = false;
	if (st != STATUS_OK)
		return st;
	st = compare(password, hash ? hash : NOBODY, &fits);
	leave(slot);
	if (st != STATUS_OK)
		return st;
	*is_right = hash && fits;
	*is_old = *is_right &&
		  crypto_pwhash_str_needs_rehash(hash, PASSES, MEMORY) != 0;
	return STATUS_OK;
}

void password_wipe(const char *text)
{
	if (text)
		sodium_memzero((char *)(uintptr_t)text, strlen(text));
}
