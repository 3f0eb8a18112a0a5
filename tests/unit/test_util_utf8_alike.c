#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "util/buf.h"
#include "util/clock.h"
#include "util/skeleton.h"
#include "util/utf8_alike.h"

struct sample {
	const char *typed, *reads;
	size_t odd;
};

static void check(const struct sample *samples, size_t count)
{
	struct arena *arena = arena_new();

	for (size_t i = 0; i < count; i++) {
		assert_string_equal(utf8_alike(arena, samples[i].typed),
				    samples[i].reads);
		assert_int_equal(utf8_alike_count(samples[i].typed),
				 samples[i].odd);
	}
	arena_free(arena);
}

#define CHECK(samples) check(samples, sizeof(samples) / sizeof(samples[0]))

static void a_disguised_word_reads_as_what_it_is(void **state)
{
	static const struct sample samples[] = {
		{ "с\u0430sino", "casino", 1 }, /* Cyrillic es and a */
		{ "C\u200bA\u200bS\u200bINO", "casino", 1 },
		{ "casi\u2060no b\u03bfnus", "casino bonus", 2 },
		{ "\U0001d41f\U0001d42b\U0001d41e\U0001d41e money",
		  "free money", 1 }, /* bold letters of mathematics */
		{ "\u24d5\u24e1\u24d4\u24d4", "free", 1 }, /* in circles */
		{ "\U0001f175\U0001f181\U0001f174\U0001f174", "free", 1 },
		{ "\ua731\u1d07\u029f\u029f", "sell", 1 }, /* small capitals */
		{ "v1agra, c4$ino and p0rn", "viagra, casino and porn", 0 },
		{ "\uff26\uff32\uff25\uff25", "free", 0 },
		{ "win at the \u0455\u0440\u043e\u043e\u043a house of ours "
		  "today",
		  "win at the spook house of ours today",
		  1 }, /* all look-alikes among Latin words */
		{ "Cr\u00e8me BR\u00dbL\u00c9E", "creme brulee", 0 },
	};

	(void)state;
	CHECK(samples);
}

static void honest_words_are_left_alone(void **state)
{
	static const struct sample samples[] = {
		{ "The 4th grade, 10am, K-12, B2B and 3 p.m.",
		  "the 4th grade, 10am, k-12, b2b and 3 p.m.", 0 },
		{ "218-555-0142 on 3 May 2016", "218-555-0142 on 3 may 2016",
		  0 },
		{ "Write to deb1@hawk4ridge.example!",
		  "write to deb1@hawk4ridge.example!", 0 },
		{ "Jos\u00e9 ni\u00f1o \u00d8stby", "jose nino ostby", 0 },
		{ "10 \u03bcm", "10 um", 0 },
		{ "Yes! Great\u00adness \U0001f468\u200d\U0001f469\u200d"
		  "\U0001f467",
		  "yes! greatness \U0001f468\U0001f469\U0001f467", 0 },
		{ "\u4f60\u597d \u0645\u0631\u062d\u0628\u0627",
		  "\u4f60\u597d \u0645\u0631\u062d\u0628\u0627", 0 },
		{ "", "", 0 },
	};

	(void)state;
	CHECK(samples);
}

static void words_of_another_script_are_no_disguise(void **state)
{
	(void)state;
	/* "We want to help the children", in Russian. */
	assert_int_equal(
		utf8_alike_count("\u041c\u044b \u0445\u043e\u0442\u0438\u043c "
				 "\u043f\u043e\u043c\u043e\u0447\u044c "
				 "\u0434\u0435\u0442\u044f\u043c, "
				 "\u043d\u043e\u0442\u0430"),
		0);
	assert_int_equal(utf8_alike_count("\u03b5\u03af\u03bd\u03b1\u03b9 "
					  "\u03ba\u03b1\u03bb\u03cc"),
			 0);
}

/* Quadratic, each of these would take minutes. */
static void one_endless_word_takes_no_time(void **state)
{
	static const char *const pieces[] = { "a@", "a1", "1", "@", "a11111" };
	struct arena *arena = arena_new();
	int64_t begin = clock_monotonic_ms();

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		struct buf b;

		buf_init(&b, arena);
		while (b.len < 400000)
			buf_text(&b, pieces[i]);
		utf8_alike(arena, b.data);
		skeleton_words(arena, b.data);
	}
	arena_free(arena);
	assert_true(clock_monotonic_ms() - begin < 20000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_endless_word_takes_no_time),
		cmocka_unit_test(a_disguised_word_reads_as_what_it_is),
		cmocka_unit_test(honest_words_are_left_alone),
		cmocka_unit_test(words_of_another_script_are_no_disguise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
