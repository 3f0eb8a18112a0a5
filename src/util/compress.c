#include "util/compress.h"

#include <brotli/encode.h>
#include <limits.h>
#include <zlib.h>

#include "util/log.h"

#define GZIP_WINDOW   (15 + 16) /* 32 KB, with a gzip header */
#define GZIP_MEMORY   8
#define BROTLI_WINDOW 18 /* 256 KB: pages are smaller */

enum status compress_gzip(struct buf *out, const char *bytes, size_t len,
			  int level)
{
	z_stream z = { 0 };
	size_t bound;
	int rc;

	if (len > UINT_MAX / 2)
		return STATUS_TOO_LARGE;
	rc = deflateInit2(&z, level, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
			  Z_DEFAULT_STRATEGY);
	if (rc != Z_OK) {
		log_error("zlib does not start: %d", rc);
		return STATUS_FAILED;
	}
	bound = deflateBound(&z, len);
	/* zlib's pointer is not const, but it only reads */
	z.next_in = (Bytef *)(uintptr_t)bytes;
	z.avail_in = (uInt)len;
	z.next_out = (Bytef *)buf_room(out, bound);
	z.avail_out = (uInt)bound;
	rc = deflate(&z, Z_FINISH);
	deflateEnd(&z);
	if (rc != Z_STREAM_END) {
		log_error("zlib did not finish: %d", rc);
		return STATUS_FAILED;
	}
	buf_wrote(out, bound - z.avail_out);
	return STATUS_OK;
}

enum status compress_brotli(struct buf *out, const char *bytes, size_t len,
			    int quality)
{
	size_t size = BrotliEncoderMaxCompressedSize(len);
	uint8_t *to;

	if (!size)
		return STATUS_TOO_LARGE;
	to = (uint8_t *)buf_room(out, size);
	if (!BrotliEncoderCompress(quality, BROTLI_WINDOW, BROTLI_MODE_TEXT,
				   len, (const uint8_t *)bytes, &size, to)) {
		log_error("brotli failed on %zu bytes", len);
		return STATUS_FAILED;
	}
	buf_wrote(out, size);
	return STATUS_OK;
}

enum status compress_inflate(struct buf *out, const char *bytes, size_t len,
			     size_t size)
{
	z_stream z = { 0 };
	int rc;

	if (len > UINT_MAX || size > UINT_MAX - 1)
		return STATUS_TOO_LARGE;
	if (inflateInit2(&z, -MAX_WBITS) != Z_OK) {
		log_error("zlib does not start");
		return STATUS_FAILED;
	}
	z.next_in = (Bytef *)(uintptr_t)bytes;
	z.avail_in = (uInt)len;
	z.next_out = (Bytef *)buf_room(out, size + 1);
	z.avail_out = (uInt)size + 1;
	rc = inflate(&z, Z_FINISH);
	inflateEnd(&z);
	if (rc != Z_STREAM_END || z.total_out != size)
		return STATUS_BAD;
	buf_wrote(out, size);
	return STATUS_OK;
}

uint32_t compress_crc(uint32_t before, const char *bytes, size_t len)
{
	return (uint32_t)crc32_z(before, (const Bytef *)bytes, len);
}
