#include "util/compress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <zlib.h>

static char *page(struct arena *a, size_t *len)
{
	struct buf b;
	int i;

	buf_init(&b, a);
	for (i = 0; i < 2000; i++)
		buf_printf(&b, "<li>Program %d of many</li>\n", i);
	*len = b.len;
	return b.data;
}

static void gzip_comes_back_as_it_was(void **state)
{
	struct arena *a = arena_new();
	z_stream z = { 0 };
	struct buf out;
	size_t len;
	char *text = page(a, &len), *back = arena_alloc(a, len + 1);

	(void)state;
	buf_init(&out, a);
	buf_text(&out, "before"); /* what was there stays */
	assert_int_equal(compress_gzip(&out, text, len, 6), STATUS_OK);
	assert_memory_equal(out.data, "before", 6);
	assert_true(out.len < len / 4);
	assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
	z.next_in = (Bytef *)out.data + 6;
	z.avail_in = (uInt)out.len - 6;
	z.next_out = (Bytef *)back;
	z.avail_out = (uInt)len + 1;
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	inflateEnd(&z);
	assert_int_equal(z.total_out, len);
	assert_memory_equal(back, text, len);
	arena_free(a);
}

/* The decoder is the brotli program: the library for it is not linked. */
static void brotli_comes_back_as_it_was(void **state)
{
	struct arena *a = arena_new();
	char path[] = "/tmp/northstar-br-XXXXXX", *command;
	struct buf out;
	size_t len;
	char *text = page(a, &len), *back = arena_alloc(a, len + 1);
	int fd = mkstemp(path);
	FILE *pipe;

	(void)state;
	if (system("brotli --version >/dev/null 2>&1") != 0) {
		close(fd);
		unlink(path);
		arena_free(a);
		skip();
	}
	buf_init(&out, a);
	assert_int_equal(compress_brotli(&out, text, len, 9), STATUS_OK);
	assert_true(out.len < len / 4);
	assert_int_equal(write(fd, out.data, out.len), out.len);
	close(fd);
	command = arena_printf(a, "brotli -dc < %s", path);
	pipe = popen(command, "r");
	assert_int_equal(fread(back, 1, len + 1, pipe), len);
	assert_int_equal(pclose(pipe), 0);
	unlink(path);
	assert_memory_equal(back, text, len);
	arena_free(a);
}

static void nothing_compresses_too(void **state)
{
	struct arena *a = arena_new();
	struct buf out;

	(void)state;
	buf_init(&out, a);
	assert_int_equal(compress_gzip(&out, "", 0, 9), STATUS_OK);
	assert_int_equal(compress_brotli(&out, "", 0, 11), STATUS_OK);
	assert_true(out.len > 0);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gzip_comes_back_as_it_was),
		cmocka_unit_test(brotli_comes_back_as_it_was),
		cmocka_unit_test(nothing_compresses_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
