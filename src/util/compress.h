/* gzip (zlib) and brotli of finished pages. */
#ifndef UTIL_COMPRESS_H
#define UTIL_COMPRESS_H

#include <stdint.h>

#include "util/buf.h"
#include "util/status.h"

MUST_CHECK enum status compress_gzip(struct buf *out, const char *bytes,
				     size_t len, int level);
MUST_CHECK enum status compress_brotli(struct buf *out, const char *bytes,
				       size_t len, int quality);

/* The size bytes that len bytes of raw deflate stand for, as in a ZIP file;
 * STATUS_BAD when they are not so many. */
MUST_CHECK enum status compress_inflate(struct buf *out, const char *bytes,
					size_t len, size_t size);

/* CRC-32 of what was summed up before (0: nothing) and bytes. */
uint32_t compress_crc(uint32_t before, const char *bytes, size_t len);

#endif
