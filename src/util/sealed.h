/* Streams sealed to a public key (libsodium): whoever writes one cannot read
 * it again, only the secret key can. docs/backup.md tells the format to
 * others:
 *
 *	16 bytes	"northstar-seal-1"
 *	80 bytes	crypto_box_seal() of the stream's key
 *	24 bytes	header of crypto_secretstream_xchacha20poly1305
 *	chunks		of 65,536 bytes, each 17 longer when sealed; the last
 *			one may be shorter and is tagged FINAL */
#ifndef UTIL_SEALED_H
#define UTIL_SEALED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"
#include "util/status.h"

#define SEALED_KEY   32
#define SEALED_HEAD  120
#define SEALED_CHUNK 65536
#define SEALED_MORE  17 /* that a sealed chunk is longer */

enum sealed_kind { SEALED_PUBLIC, SEALED_SECRET };

/* Make a pair of keys: two files of one line, the secret one for its owner
 * only. STATUS_CONFLICT: one of them is there already; nothing is made.
 * Faults are logged. */
MUST_CHECK enum status sealed_keys_make(struct arena *arena,
					const char *public_path,
					const char *secret_path);

/* The key in file path. STATUS_BAD, logged, when it holds no such key or, a
 * secret one, when everybody can read it. */
MUST_CHECK enum status sealed_key_read(const char *path, enum sealed_kind kind,
				       unsigned char key[SEALED_KEY]);

/* Does the file begin as a sealed one does? Its position stays. */
bool sealed_is(int fd);

/* Writing: fd is an empty file, open for reading and writing. Failures stick:
 * put without checking, and check at the end, which is to be reached. */
struct sealed_out;
struct sealed_out *sealed_out_begin(struct arena *arena, int fd,
				    const unsigned char key[SEALED_KEY]);
void sealed_out_put(struct sealed_out *out, const void *bytes, size_t len);
/* Write the last chunk, bring the file to the disk and read it again from
 * there to its end. STATUS_FULL: no room; faults are logged. */
MUST_CHECK enum status sealed_out_end(struct sealed_out *out);

/* Reading. What sealed_in_get() gave counts only once sealed_in_end() was
 * true: before that nobody knows whether the stream goes on as it was
 * written. */
struct sealed_in;
struct sealed_in *sealed_in_begin(struct arena *arena, int fd,
				  const unsigned char key[SEALED_KEY]);
/* The next len bytes; fewer at the end or after a fault. */
size_t sealed_in_get(struct sealed_in *in, void *bytes, size_t len);
/* Was every byte read, and is the stream whole? */
bool sealed_in_end(struct sealed_in *in);
/* What is wrong with it, for people; NULL: nothing so far. */
const char *sealed_in_fault(const struct sealed_in *in);
/* Forget its key. */
void sealed_in_close(struct sealed_in *in);

#endif
