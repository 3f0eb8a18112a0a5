#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "util/device.h"
#include "util/token.h"
#include "util/totp.h"
#include "view/qr.h"

/* RFC 6238, appendix B; its codes have eight digits, these are the last six. */
static const unsigned char SECRET[] = "12345678901234567890";

static void codes_are_those_of_the_standard(void **state)
{
	(void)state;
	assert_int_equal(totp_check(SECRET, "287082", 59, 0), 1);
	assert_int_equal(totp_check(SECRET, "081804", 1111111109, 0),
			 1111111109 / 30);
	assert_int_equal(totp_check(SECRET, "081 804", 1111111109, 0),
			 1111111109 / 30);
	assert_int_equal(totp_check(SECRET, "353130", 20000000000, 0),
			 20000000000 / 30);
}

static void a_code_is_good_one_step_before_and_after(void **state)
{
	const int64_t at = 1111111109, step = at / 30;

	(void)state;
	assert_int_equal(totp_check(SECRET, "081804", at + 30, 0), step);
	assert_int_equal(totp_check(SECRET, "081804", at - 30, 0), step);
	assert_int_equal(totp_check(SECRET, "081804", at + 60, 0), 0);
	assert_int_equal(totp_check(SECRET, "081804", at - 60, 0), 0);
}

static void a_step_is_good_once(void **state)
{
	const int64_t at = 1111111109, step = at / 30;

	(void)state;
	assert_int_equal(totp_check(SECRET, "081804", at, step - 1), step);
	assert_int_equal(totp_check(SECRET, "081804", at, step), 0);
	assert_int_equal(totp_check(SECRET, "081804", at, step + 1), 0);
}

static void what_is_no_code_is_refused(void **state)
{
	static const char *const NONE[] = { "",       "08180",  "0818041",
					    "08180x", "-81804", "８１８０４" };

	(void)state;
	for (size_t i = 0; i < sizeof(NONE) / sizeof(NONE[0]); i++)
		assert_int_equal(totp_check(SECRET, NONE[i], 1111111109, 0), 0);
}

static void the_secret_can_be_typed_and_read_by_a_phone(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(totp_words(arena, SECRET),
			    "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
	assert_string_equal(totp_uri(arena, SECRET, "North Star", "a@b.org"),
			    "otpauth://totp/North%20Star:a%40b.org"
			    "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
			    "&issuer=North%20Star");
	arena_free(arena);
}

static void a_picture_has_a_white_margin(void **state)
{
	struct arena *arena = arena_new();
	char *svg = qr_svg(arena, "hello"), *huge = arena_alloc(arena, 5000);

	(void)state;
	assert_non_null(strstr(svg, "viewBox=\"0 0 29 29\""));
	assert_non_null(strstr(svg, "M4 4h7v1h-7z")); /* the finder's top */
	memset(huge, 'x', 4999);
	assert_null(qr_svg(arena, huge));
	arena_free(arena);
}

static void what_is_sealed_opens_only_with_its_key(void **state)
{
	unsigned char key[32] = "a key", sealed[20 + TOKEN_SEAL], out[20];

	(void)state;
	token_seal(key, SECRET, 20, sealed);
	assert_true(token_open(key, sealed, sizeof(sealed), out));
	assert_memory_equal(out, SECRET, 20);
	for (size_t i = 0; i < sizeof(sealed); i++) {
		sealed[i] ^= 1;
		assert_false(token_open(key, sealed, sizeof(sealed), out));
		sealed[i] ^= 1;
	}
	assert_false(token_open(key, sealed, TOKEN_SEAL - 1, out));
	key[31] = 1;
	assert_false(token_open(key, sealed, sizeof(sealed), out));
}

static void a_device_has_a_name(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(device_name(arena, "Mozilla/5.0 (X11; Linux x86_64;"
					       " rv:140.0) Firefox/140.0"),
			    "Firefox on Linux");
	assert_string_equal(
		device_name(arena, "Mozilla/5.0 (Linux; Android 10; K) Chrome/"
				   "140.0.0.0 Mobile Safari/537.36"),
		"Chrome on Android");
	assert_string_equal(device_name(arena, "Mozilla/5.0 (Windows NT 10.0) "
					       "Chrome/140.0 Safari/537.36 "
					       "Edg/140.0"),
			    "Edge on Windows");
	assert_string_equal(device_name(arena, ""), "Browser");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_are_those_of_the_standard),
		cmocka_unit_test(a_code_is_good_one_step_before_and_after),
		cmocka_unit_test(a_step_is_good_once),
		cmocka_unit_test(what_is_no_code_is_refused),
		cmocka_unit_test(the_secret_can_be_typed_and_read_by_a_phone),
		cmocka_unit_test(a_picture_has_a_white_margin),
		cmocka_unit_test(what_is_sealed_opens_only_with_its_key),
		cmocka_unit_test(a_device_has_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
