/* gzip (zlib) and brotli of finished pages. */
#ifndef UTIL_COMPRESS_H
#define UTIL_COMPRESS_H

#include "util/buf.h"
#include "util/status.h"

MUST_CHECK enum status compress_gzip(struct buf *out, const char *bytes,
				     size_t len, int level);
MUST_CHECK enum status compress_brotli(struct buf *out, const char *bytes,
				       size_t len, int quality);

#endif
