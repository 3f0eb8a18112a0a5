/* A few files in one sealed stream, as tar has them (POSIX ustar), so that
 * others can take it apart once it is unsealed. */
#ifndef UTIL_ARCHIVE_H
#define UTIL_ARCHIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "util/sealed.h"

#define ARCHIVE_NAME 100 /* with the NUL */

/* Put the first size bytes of file fd into out, under name. STATUS_FAILED,
 * logged: it has fewer or cannot be read. */
MUST_CHECK enum status archive_put(struct sealed_out *out, const char *name,
				   int fd, int64_t size, int64_t at);
/* What ends an archive; then sealed_out_end(). */
void archive_put_end(struct sealed_out *out);

struct archive_member {
	char name[ARCHIVE_NAME];
	int64_t size;
};

/* What is wrong, for people; NULL: nothing. *is_end: no member follows, and
 * the stream is whole; only now what was read counts. */
MUST_CHECK const char *
archive_next(struct sealed_in *in, struct archive_member *member, bool *is_end);
/* Write the member whose head was just read to fd; likewise. */
MUST_CHECK const char *
archive_save(struct sealed_in *in, const struct archive_member *member, int fd);

#endif
