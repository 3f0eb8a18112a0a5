/* The keys of network addresses. What is stored of an address is a hash with
 * the key of its day (UTC), a file of random bytes below STATE/address-keys.
 * The day after the next one begins without it: then nobody can tell any more
 * whose hashes those were, not with the database, a backup of it and
 * STATE/secret together. Not for backups. */
#ifndef PAGE_ADDRESS_KEY_H
#define PAGE_ADDRESS_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/config.h"
#include "util/status.h"

#define ADDRESS_KEY_DAYS 1 /* that a key outlives its day */

/* The key of a day (seconds / CLOCK_DAY), made by whoever needs it first. False
 * where its file cannot be had: then it is one that only this process has. Its
 * hashes are good for nothing afterwards, so no promise is broken; but one
 * address has as many of them as there are processes. */
bool address_key_get(const struct config *config, int64_t day,
		     unsigned char key[32]);

/* Destroy the keys whose time is over; *count says how many. For the job. */
MUST_CHECK enum status address_key_sweep(const struct config *config,
					 int64_t now, size_t *count);

#endif
