#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "view/map.h"

static struct arena *arena;
static struct map *map;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	assert_int_equal(
		map_open(NORTHSTAR_SHARE "/data/mn-counties.json", &map),
		STATUS_OK);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	map_close(map);
	arena_free(arena);
	return 0;
}

static size_t count_of(const char *text, const char *part)
{
	size_t n = 0;

	for (; (text = strstr(text, part)); text += strlen(part))
		n++;
	return n;
}

static void picture_has_every_county(void **state)
{
	const char *svg = map_svg(map, arena, NULL, 0, NULL, 0);

	(void)state;
	assert_int_equal(count_of(svg, "<path class=\"sea\" d=\"M"), 87);
	assert_int_equal(count_of(svg, "z\"/>"), 87);
	assert_null(strstr(svg, "nan"));
	assert_true(strlen(svg) < 10000);
}

static void county_shows_depth_title_and_link(void **state)
{
	const struct map_county itasca = { .id = 27061,
					   .depth = 2,
					   .is_here = true,
					   .title = "Itasca <County>: 4",
					   .href = "/counties/itasca?a=\"" };
	const char *svg = map_svg(map, arena, &itasca, 1, NULL, 0);

	(void)state;
	assert_non_null(
		strstr(svg, "<a href=\"/counties/itasca?a=&quot;\""
			    " tabindex=\"-1\"><title>Itasca &lt;County&gt;: 4"
			    "</title><path class=\"here\" d=\""));
	/* With an outline it comes last, over its neighbours. */
	assert_string_equal(svg + strlen(svg) - strlen("</a></svg>"),
			    "</a></svg>");
	assert_int_equal(count_of(svg, "class=\"sea\""), 86);
}

static void neighbors_are_outlined(void **state)
{
	const struct map_county near[] = {
		{ .id = 27061, .depth = -1, .is_neighbor = true },
		{ .id = 27001, .depth = 3, .is_neighbor = true },
	};
	const char *svg = map_svg(map, arena, near, 2, NULL, 0);

	(void)state;
	assert_int_equal(count_of(svg, "class=\"sea near\""), 1);
	assert_int_equal(count_of(svg, "class=\"d3 near\""), 1);
}

static void other_states_counties_are_left_out(void **state)
{
	const struct map_county cass = { .id = 38017, .depth = 4 };

	(void)state;
	assert_int_equal(count_of(map_svg(map, arena, &cass, 1, NULL, 0),
				  "class=\"sea\""),
			 87);
}

static void pins_stand_where_towns_are(void **state)
{
	static const struct map_pin PINS[] = {
		{ 46.7867, -92.1005 }, /* Duluth */
		{ 44.9778, -93.2650 }, /* Minneapolis */
		{ 41.8781, -87.6298 }, /* Chicago: outside */
	};
	const char *svg = map_svg(map, arena, NULL, 0, PINS, 3);
	int x, y;

	(void)state;
	assert_int_equal(count_of(svg, "class=\"pin\""), 2);
	svg = strstr(svg, "class=\"pin\"");
	assert_int_equal(
		sscanf(svg, "class=\"pin\" cx=\"%d\" cy=\"%d\"", &x, &y), 2);
	assert_in_range(x, 188, 214);
	assert_in_range(y, 135, 165);
}

static void depth_grows_with_the_count(void **state)
{
	(void)state;
	assert_int_equal(map_depth(0, 9), 0);
	assert_int_equal(map_depth(1, 9), 1);
	assert_int_equal(map_depth(9, 9), 4);
	assert_int_equal(map_depth(5, 8), 3);
	assert_int_equal(map_depth(1, 1), 1);
	assert_int_equal(map_depth(3, 3), 3);
	assert_int_equal(map_depth(0, 0), 0);
	assert_int_equal(map_depth(2, 22), 1);
	assert_int_equal(map_depth(5, 22), 2);
	assert_int_equal(map_depth(8, 22), 3);
	assert_int_equal(map_depth(22, 22), 4);
	for (size_t n = 1; n < 40; n++)
		assert_true(map_depth(n, 40) >= map_depth(n - 1, 40));
}

static void other_files_are_refused(void **state)
{
	static const char *const BAD[] = {
		"{",
		"[]",
		"{\"width\":600}",
		"{\"width\":600,\"height\":680,\"counties\":[],\"projection\":"
		"{\"n\":1,\"F\":1,\"k\":1,\"tx\":1,\"ty\":1,\"lon0\":1}}",
	};
	char path[] = "/tmp/test-map-XXXXXX";
	int fd = mkstemp(path);
	struct map *m;

	(void)state;
	assert_true(fd >= 0);
	for (size_t i = 0; i < sizeof(BAD) / sizeof(*BAD); i++) {
		assert_int_equal(ftruncate(fd, 0), 0);
		assert_int_equal(pwrite(fd, BAD[i], strlen(BAD[i]), 0),
				 strlen(BAD[i]));
		assert_int_equal(map_open(path, &m), STATUS_FAILED);
	}
	close(fd);
	unlink(path);
	assert_int_equal(map_open(path, &m), STATUS_FAILED);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(picture_has_every_county),
		TEST(county_shows_depth_title_and_link),
		TEST(neighbors_are_outlined),
		TEST(other_states_counties_are_left_out),
		TEST(pins_stand_where_towns_are),
		TEST(depth_grows_with_the_count),
		TEST(other_files_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
