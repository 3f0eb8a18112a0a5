#include "util/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/buf.h"
#include "util/sanitized.h"

#if IS_SANITIZED
#include <sanitizer/asan_interface.h>
#endif

static void memory_is_zeroed_and_aligned(void **state)
{
	struct arena *a = arena_new();
	size_t round, i;

	(void)state;
	for (round = 0; round < 2; round++) {
		for (i = 1; i < 100; i++) {
			unsigned char *p = arena_alloc(a, i);

			assert_int_equal((uintptr_t)p % 16, 0);
			assert_int_equal(p[0], 0);
			assert_int_equal(p[i - 1], 0);
			memset(p, 0xee, i); /* the next round gets it back */
		}
		arena_reset(a);
	}
	arena_free(a);
}

static void reset_keeps_the_first_block(void **state)
{
	struct arena *a = arena_new();
	char *first = arena_strdup(a, "first");

	(void)state;
	arena_alloc(a, (size_t)10 * 1024 * 1024);
	assert_true(arena_used(a) > (size_t)10 * 1024 * 1024);
	arena_reset(a);
	assert_int_equal(arena_used(a), 0);
	assert_ptr_equal(arena_strdup(a, "again"), first);
	arena_free(a);
}

static void large_things_leave_room_for_small_ones(void **state)
{
	struct arena *a = arena_new();
	char *one = arena_alloc(a, 32), *two;

	(void)state;
	arena_alloc(a, (size_t)1024 * 1024);
	two = arena_alloc(a, 32);
	assert_true(two > one && two - one < 100);
	arena_free(a);
}

static void many_blocks_hold_what_was_put_in(void **state)
{
	struct arena *a = arena_new();
	char *texts[2000];
	size_t i;

	(void)state;
	for (i = 0; i < 2000; i++)
		texts[i] = arena_printf(a, "%0500zu", i);
	for (i = 0; i < 2000; i++)
		assert_int_equal(strtoul(texts[i], NULL, 10), i);
	arena_free(a);
}

static void newest_allocation_grows_where_it_stands(void **state)
{
	struct arena *a = arena_new();
	char *p = arena_grow(a, NULL, 0, 10), *q;

	(void)state;
	strcpy(p, "grown");
	assert_ptr_equal(arena_grow(a, p, 10, 1000), p);
	arena_alloc(a, 1);
	q = arena_grow(a, p, 1000, 2000);
	assert_ptr_not_equal(q, p);
	assert_string_equal(q, "grown");
	assert_string_equal(arena_grow(a, q, 2000, 500000), "grown");
	arena_free(a);
}

static void use_after_reset_is_caught_by_the_sanitizer(void **state)
{
#if IS_SANITIZED
	struct arena *a = arena_new();
	char *p = arena_alloc(a, 10);

	assert_false(__asan_address_is_poisoned(p + 9));
	assert_true(__asan_address_is_poisoned(p + 10));
	arena_reset(a);
	assert_true(__asan_address_is_poisoned(p));
	arena_free(a);
#endif
	(void)state;
}

static void null_text_stays_null(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	assert_null(arena_strdup(a, NULL));
	assert_string_equal(arena_strndup(a, "abc", 2), "ab");
	arena_free(a);
}

static void buffer_holds_what_was_written(void **state)
{
	struct arena *a = arena_new();
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, a);
	assert_string_equal(b.data, "");
	for (i = 0; i < 10000; i++) {
		buf_text(&b, "abc");
		buf_char(&b, '-');
		if (i % 100 == 0)
			arena_alloc(a, 8); /* now it cannot grow in place */
	}
	buf_printf(&b, "%0300d", 7);
	assert_int_equal(b.len, 40300);
	assert_int_equal(strlen(b.data), b.len);
	assert_string_equal(b.data + 40297, "007");
	assert_memory_equal(b.data + 39996, "abc-000", 7);
	arena_free(a);
}

static void html_is_escaped_and_xml_safe(void **state)
{
	struct arena *a = arena_new();
	struct buf b;

	(void)state;
	buf_init(&b, a);
	buf_html(&b, "<a href=\"x\">&'\x01\x1f\t\n\xef\xbf\xbf\xef\xbf\xbd");
	assert_string_equal(b.data, "&lt;a href=&quot;x&quot;&gt;&amp;&#39;"
				    "\t\n\xef\xbf\xbd");
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_zeroed_and_aligned),
		cmocka_unit_test(reset_keeps_the_first_block),
		cmocka_unit_test(large_things_leave_room_for_small_ones),
		cmocka_unit_test(many_blocks_hold_what_was_put_in),
		cmocka_unit_test(newest_allocation_grows_where_it_stands),
		cmocka_unit_test(use_after_reset_is_caught_by_the_sanitizer),
		cmocka_unit_test(null_text_stays_null),
		cmocka_unit_test(buffer_holds_what_was_written),
		cmocka_unit_test(html_is_escaped_and_xml_safe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
