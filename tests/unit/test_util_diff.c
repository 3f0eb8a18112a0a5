#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "util/buf.h"
#include "util/clock.h"
#include "util/diff.h"

/* The changes as one text: [-removed-]{+added+}. */
static const char *diff(struct arena *arena, const char *before,
			const char *after)
{
	static const char *const OPEN[] = { "", "[-", "{+" };
	static const char *const CLOSE[] = { "", "-]", "+}" };
	struct diff_run *runs;
	struct buf b;
	size_t count;

	buf_init(&b, arena);
	diff_words(arena, before, after, &runs, &count);
	for (size_t i = 0; i < count; i++) {
		buf_text(&b, OPEN[runs[i].kind]);
		buf_add(&b, runs[i].text, runs[i].len);
		buf_text(&b, CLOSE[runs[i].kind]);
	}
	return b.data;
}

/* The side of the runs that leaves out kind. */
static const char *side(struct arena *arena, const struct diff_run *runs,
			size_t count, enum diff_kind without)
{
	struct buf b;

	buf_init(&b, arena);
	for (size_t i = 0; i < count; i++)
		if (runs[i].kind != without)
			buf_add(&b, runs[i].text, runs[i].len);
	return b.data;
}

static void check(struct arena *arena, const char *before, const char *after)
{
	struct diff_run *runs;
	size_t count;

	diff_words(arena, before, after, &runs, &count);
	assert_string_equal(side(arena, runs, count, DIFF_ADDED), before);
	assert_string_equal(side(arena, runs, count, DIFF_REMOVED), after);
	for (size_t i = 0; i < count; i++) {
		assert_true(runs[i].len > 0);
		assert_true(i == 0 || runs[i].kind != runs[i - 1].kind);
		assert_false(i > 0 && runs[i].kind == DIFF_REMOVED &&
			     runs[i - 1].kind == DIFF_ADDED);
	}
}

static void equal_texts_are_one_run(void **state)
{
	struct arena *arena = *state;

	assert_string_equal(diff(arena, "One, two.", "One, two."), "One, two.");
	assert_string_equal(diff(arena, "", ""), "");
}

static void whole_words_are_marked(void **state)
{
	struct arena *arena = *state;

	assert_string_equal(
		diff(arena, "You meet once a week.", "You meet twice a week."),
		"You meet [-once-]{+twice+} a week.");
	assert_string_equal(diff(arena, "", "New"), "{+New+}");
	assert_string_equal(diff(arena, "Old", ""), "[-Old-]");
	assert_string_equal(diff(arena, "a c", "a b c"), "a {+b +}c");
	assert_string_equal(diff(arena, "caf\xc3\xa9", "caf\xc3\xa8"),
			    "[-caf\xc3\xa9-]{+caf\xc3\xa8+}");
}

static void space_between_two_changes_belongs_to_them(void **state)
{
	struct arena *arena = *state;

	assert_string_equal(diff(arena, "the quick fox", "a slow fox"),
			    "[-the quick-]{+a slow+} fox");
	assert_string_equal(diff(arena, "one two", "three four"),
			    "[-one two-]{+three four+}");
	/* at the end of the text it is nobody's */
	assert_string_equal(diff(arena, "one ", "two "), "[-one-]{+two+} ");
}

static void punctuation_is_not_the_words(void **state)
{
	struct arena *arena = *state;

	assert_string_equal(diff(arena, "Stop.", "Stop!"), "Stop[-.-]{+!+}");
	assert_string_equal(diff(arena, "10-14", "10-18"), "10-[-14-]{+18+}");
}

/* A small generator, the same on each run. */
static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

/* How many of the tokens, here single signs, both texts have in order. */
static size_t common(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), best[32][32] = { { 0 } };

	for (size_t i = 1; i <= n; i++)
		for (size_t k = 1; k <= m; k++) {
			size_t left = best[i][k - 1], up = best[i - 1][k];

			best[i][k] = left > up ? left : up;
			if (a[i - 1] == b[k - 1])
				best[i][k] = best[i - 1][k - 1] + 1;
		}
	return best[n][m];
}

static const char *signs(struct arena *arena, uint32_t *seed)
{
	struct buf b;

	buf_init(&b, arena);
	for (uint32_t n = next(seed) % 30; n > 0; n--)
		buf_char(&b, ".,;!"[next(seed) % 4]);
	return b.data;
}

static void the_fewest_changes_are_found(void **state)
{
	struct arena *arena = *state;
	uint32_t seed = 5;

	for (int i = 0; i < 2000; i++) {
		const char *a = signs(arena, &seed), *b = signs(arena, &seed);
		struct diff_run *runs;
		size_t count, same = 0;

		diff_words(arena, a, b, &runs, &count);
		while (count-- > 0)
			if (runs[count].kind == DIFF_SAME)
				same += runs[count].len;
		assert_int_equal(same, common(a, b));
		arena_reset(arena);
	}
}

static const char *words(struct arena *arena, uint32_t *seed, size_t count,
			 uint32_t kinds)
{
	struct buf b;

	buf_init(&b, arena);
	for (size_t i = 0; i < count; i++)
		buf_printf(&b, "%sw%u", i ? " " : "", next(seed) % kinds);
	return b.data;
}

static void every_text_comes_back_from_its_runs(void **state)
{
	struct arena *arena = *state;
	uint32_t seed = 7;

	for (int i = 0; i < 2000; i++) {
		size_t n = next(&seed) % 30, m = next(&seed) % 30;
		const char *a = words(arena, &seed, n, 6);

		check(arena, a, words(arena, &seed, m, 6));
		arena_reset(arena);
	}
}

static void two_long_strangers_do_not_take_long(void **state)
{
	struct arena *arena = *state;
	uint32_t seed = 1;
	const char *a = words(arena, &seed, 20000, 1000);
	const char *b = words(arena, &seed, 20000, 1000);
	int64_t began = clock_monotonic_ms();

	check(arena, a, b);
	assert_true(clock_monotonic_ms() - began < 2000); /* sanitizers on */
	assert_true(arena_used(arena) < 16 << 20);
}

static void a_small_change_in_a_long_text_is_small(void **state)
{
	struct arena *arena = *state;
	uint32_t seed = 3;
	const char *a = words(arena, &seed, 20000, 1000);
	const char *b = arena_printf(arena, "%s end", a);
	struct diff_run *runs;
	size_t count;

	diff_words(arena, a, b, &runs, &count);
	assert_int_equal(count, 2);
	assert_int_equal(runs[1].len, 4);
}

static int setup(void **state)
{
	*state = arena_new();
	return 0;
}

static int teardown(void **state)
{
	arena_free(*state);
	return 0;
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(equal_texts_are_one_run),
		TEST(whole_words_are_marked),
		TEST(space_between_two_changes_belongs_to_them),
		TEST(punctuation_is_not_the_words),
		TEST(the_fewest_changes_are_found),
		TEST(every_text_comes_back_from_its_runs),
		TEST(two_long_strangers_do_not_take_long),
		TEST(a_small_change_in_a_long_text_is_small),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
