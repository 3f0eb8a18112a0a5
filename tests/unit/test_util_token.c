#include "util/token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <sys/stat.h>

static const unsigned char KEY[32] = "0123456789abcdef0123456789abcde";

static void tokens_are_long_and_never_the_same(void **state)
{
	char one[TOKEN_TEXT], two[TOKEN_TEXT];

	(void)state;
	token_new(one);
	token_new(two);
	assert_int_equal(strlen(one), 43);
	assert_string_not_equal(one, two);
}

static void hash_is_blake2b(void **state)
{
	static const unsigned char abc[32] = {
		0xbd, 0xdd, 0x81, 0x3c, 0x63, 0x42, 0x39, 0x72,
		0x31, 0x71, 0xef, 0x3f, 0xee, 0x98, 0x57, 0x9b,
		0x94, 0x96, 0x4e, 0x3b, 0xb1, 0xcb, 0x3e, 0x42,
		0x72, 0x62, 0xc8, 0xc0, 0x68, 0xd5, 0x23, 0x19,
	};
	unsigned char got[TOKEN_HASH];

	(void)state;
	token_hash("abc", got);
	assert_memory_equal(got, abc, sizeof abc);
}

static void other_parts_or_key_give_another_mac(void **state)
{
	unsigned char macs[5][TOKEN_HASH], other[32] = { 1 };
	int i, j;

	(void)state;
	token_mac(macs[0], KEY, "ab", "c", NULL);
	token_mac(macs[1], KEY, "a", "bc", NULL);
	token_mac(macs[2], KEY, "abc", NULL);
	token_mac(macs[3], KEY, "abc", "", NULL);
	token_mac(macs[4], other, "ab", "c", NULL);
	for (i = 0; i < 5; i++)
		for (j = 0; j < i; j++)
			assert_false(token_equal(macs[i], macs[j], TOKEN_HASH));
	token_mac(macs[1], KEY, "ab", "c", NULL);
	assert_true(token_equal(macs[0], macs[1], TOKEN_HASH));
}

static void only_what_was_encoded_is_decoded(void **state)
{
	struct arena *a = arena_new();
	unsigned char bytes[16], back[16];
	char *text;

	(void)state;
	token_random(bytes, sizeof bytes);
	text = token_encode(a, bytes, sizeof bytes);
	assert_int_equal(strlen(text), 22);
	assert_true(token_decode(text, back, sizeof back));
	assert_memory_equal(bytes, back, sizeof bytes);
	assert_false(token_decode(arena_printf(a, "%sA", text), back, 16));
	assert_false(token_decode(arena_printf(a, "%s=", text), back, 16));
	assert_false(token_decode(text + 1, back, 16));
	assert_false(token_decode("", back, 16));
	text[3] = '!';
	assert_false(token_decode(text, back, 16));
	/* the last letter has bits that encode nothing: they must be 0 */
	assert_false(token_decode("AAAAAAAAAAAAAAAAAAAAAB", back, 16));
	/* one text for the same bytes, and no other */
	for (int byte = 1; byte < 256; byte++) {
		text[3] = (char)byte;
		if (token_decode(text, back, 16))
			assert_string_equal(token_encode(a, back, 16), text);
	}
	arena_free(a);
}

static void key_file_is_made_once_and_kept_private(void **state)
{
	char folder[] = "/tmp/northstar-key-XXXXXX", path[100];
	unsigned char one[32], two[32];
	struct stat file;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/key", folder);
	assert_int_equal(token_key_file(path, one), STATUS_OK);
	assert_int_equal(token_key_file(path, two), STATUS_OK);
	assert_memory_equal(one, two, 32);
	assert_int_equal(stat(path, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0600);
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(token_key_file(path, two), STATUS_FAILED);
	assert_int_equal(chmod(path, 0600), 0);
	assert_int_equal(truncate(path, 31), 0);
	assert_int_equal(token_key_file(path, two), STATUS_FAILED);
	assert_int_equal(truncate(path, 33), 0);
	assert_int_equal(token_key_file(path, two), STATUS_FAILED);
	unlink(path);
	rmdir(folder); /* fails if a temporary file is left */
	assert_int_equal(access(folder, F_OK), -1);
	assert_int_equal(token_key_file(path, two), STATUS_FAILED);
}

static void each_purpose_has_a_key_of_its_own(void **state)
{
	unsigned char one[32], two[32];

	(void)state;
	token_subkey(KEY, "comments", one);
	token_subkey(KEY, "sessions", two);
	assert_memory_not_equal(one, two, 32);
	token_subkey(KEY, "comments", two);
	assert_memory_equal(one, two, 32);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokens_are_long_and_never_the_same),
		cmocka_unit_test(hash_is_blake2b),
		cmocka_unit_test(other_parts_or_key_give_another_mac),
		cmocka_unit_test(only_what_was_encoded_is_decoded),
		cmocka_unit_test(key_file_is_made_once_and_kept_private),
		cmocka_unit_test(each_purpose_has_a_key_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
