#include "view/map.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util/buf.h"
#include "util/log.h"

#define COUNTIES   87
#define FIRST_FIPS 27001 /* Minnesota's are odd: 27001 to 27173 */
#define WIDTH      300   /* of the picture, in whole units: small to send */

struct map {
	struct arena *arena;
	const char *paths[COUNTIES]; /* ready from the space before d= on */
	double scale, width, height;
	double n, f, k, tx, ty, lon0; /* Lambert's conformal conic */
};

static int index_of(int64_t fips)
{
	int64_t i = (fips - FIRST_FIPS) / 2;

	if (fips < FIRST_FIPS || i >= COUNTIES || fips % 2 == 0)
		return -1;
	return (int)i;
}

struct point {
	long x, y;
};

/* b adds nothing to the way from a to c. Only an exact test leaves
 * neighbours that share the line without a gap. */
static bool is_straight(struct point a, struct point b, struct point c)
{
	return (b.x - a.x) * (c.y - b.y) == (b.y - a.y) * (c.x - b.x);
}

/* One ring "M268 299.4L267.8 273.8…Z" at from as whole numbers, for which
 * neighbours share their rounded corners, so no gaps. Gives where the next
 * ring begins, or NULL if this is not a ring. */
static const char *read_ring(const char *from, double scale,
			     struct point *points, size_t *count)
{
	struct point at;
	char *end;

	for (*count = 0; *from == (*count ? 'L' : 'M'); from = end) {
		at.x = lround(strtod(from + 1, &end) * scale);
		if (end == from + 1)
			return NULL;
		at.y = lround(strtod(end, &end) * scale);
		while (*count > 1 &&
		       is_straight(points[*count - 2], points[*count - 1], at))
			--*count;
		points[(*count)++] = at;
	}
	return *count && *from == 'Z' ? from + 1 : NULL;
}

/* Each corner from the one before; a minus sign parts numbers too. */
static void add_ring(struct buf *out, const struct point *points, size_t count)
{
	buf_printf(out, "M%ld %ldl", points[0].x, points[0].y);
	for (size_t i = 1; i < count; i++) {
		long x = points[i].x - points[i - 1].x;
		long y = points[i].y - points[i - 1].y;

		buf_printf(out, i > 1 && x >= 0 ? " %ld" : "%ld", x);
		buf_printf(out, y >= 0 ? " %ld" : "%ld", y);
	}
	buf_char(out, 'z');
}

static bool add_county(struct map *map, json_t *county)
{
	const char *fips, *at;
	struct point *points;
	struct buf out;
	size_t count;
	int i;

	if (json_unpack(county, "{s:s, s:s}", "fips", &fips, "d", &at) != 0)
		return false;
	i = index_of(atoll(fips));
	if (i < 0 || map->paths[i])
		return false;
	/* A corner takes two letters at least. */
	points = arena_array(map->arena, strlen(at) / 2 + 1, sizeof(*points));
	buf_init(&out, map->arena);
	buf_text(&out, " d=\"");
	while (at && *at) {
		at = read_ring(at, map->scale, points, &count);
		if (at)
			add_ring(&out, points, count);
	}
	buf_text(&out, "\"/>");
	map->paths[i] = out.data;
	return at != NULL;
}

static bool read_map(struct map *map, json_t *root)
{
	json_t *counties, *county;
	size_t i;

	if (json_unpack(root,
			"{s:F, s:F, s:o, s:{s:F, s:F, s:F, s:F, s:F, s:F}}",
			"width", &map->width, "height", &map->height,
			"counties", &counties, "projection", "n", &map->n, "F",
			&map->f, "k", &map->k, "tx", &map->tx, "ty", &map->ty,
			"lon0", &map->lon0) != 0)
		return false;
	if (json_array_size(counties) != COUNTIES || !(map->width > 0))
		return false;
	map->scale = WIDTH / map->width;
	json_array_foreach(counties, i,
			   county) if (!add_county(map, county)) return false;
	return true;
}

enum status map_open(const char *path, struct map **out)
{
	struct arena *arena = arena_new();
	struct map *map = arena_alloc(arena, sizeof(*map));
	json_error_t error;
	json_t *root = json_load_file(path, 0, &error);
	bool ok;

	map->arena = arena;
	if (!root)
		log_error("%s:%d: %s", path, error.line, error.text);
	ok = root && read_map(map, root);
	if (root && !ok)
		log_error("%s: not the picture of %d counties", path, COUNTIES);
	json_decref(root);
	if (!ok) {
		map_close(map);
		return STATUS_FAILED;
	}
	*out = map;
	return STATUS_OK;
}

void map_close(struct map *map)
{
	if (map)
		arena_free(map->arena);
}

static void add_path(const struct map *map, struct buf *out, int i,
		     const struct map_county *county)
{
	static const char *const DEPTHS[] = { "sea", "d0", "d1",
					      "d2",  "d3", "d4" };
	int depth = county && county->depth >= 0 ? county->depth + 1 : 0;

	if (county && county->href) {
		buf_text(out, "<a href=\"");
		buf_html(out, county->href);
		buf_text(out, "\" tabindex=\"-1\">");
	} else if (county && county->title) {
		buf_text(out, "<g>");
	}
	if (county && county->title) {
		buf_text(out, "<title>");
		buf_html(out, county->title);
		buf_text(out, "</title>");
	}
	buf_printf(out, "<path class=\"%s%s\"",
		   county && county->is_here ? "here"
					     : DEPTHS[depth > 5 ? 5 : depth],
		   county && county->is_neighbor ? " near" : "");
	buf_text(out, map->paths[i]);
	if (county && county->href)
		buf_text(out, "</a>");
	else if (county && county->title)
		buf_text(out, "</g>");
}

static void add_pin(const struct map *map, struct buf *out,
		    const struct map_pin *pin)
{
	const double radians = M_PI / 180;
	double r = map->f / pow(tan(M_PI / 4 + pin->lat * radians / 2), map->n);
	double a = map->n * (pin->lon - map->lon0) * radians;
	double x = map->tx + map->k * r * sin(a);
	double y = map->ty - map->k * (map->f - r * cos(a));

	if (!(x >= 0 && x <= map->width && y >= 0 && y <= map->height))
		return;
	buf_printf(out,
		   "<circle class=\"pin\" cx=\"%.0f\" cy=\"%.0f\" r=\"4\"/>",
		   x * map->scale, y * map->scale);
}

static bool is_outlined(const struct map_county *county)
{
	return county && (county->is_here || county->is_neighbor);
}

char *map_svg(const struct map *map, struct arena *arena,
	      const struct map_county *counties, size_t count,
	      const struct map_pin *pins, size_t pin_count)
{
	const struct map_county *at[COUNTIES] = { 0 };
	struct buf out;

	for (size_t i = 0; i < count; i++)
		if (index_of(counties[i].id) >= 0)
			at[index_of(counties[i].id)] = &counties[i];
	buf_init(&out, arena);
	buf_printf(&out,
		   "<svg class=\"map\" viewBox=\"-3 -3 %d %.0f\""
		   " aria-hidden=\"true\" focusable=\"false\">",
		   WIDTH + 6, map->height * map->scale + 6);
	/* What has an outline comes last, over its neighbours' edges. */
	for (int i = 0; i < COUNTIES; i++)
		if (!is_outlined(at[i]))
			add_path(map, &out, i, at[i]);
	for (int i = 0; i < COUNTIES; i++)
		if (is_outlined(at[i]))
			add_path(map, &out, i, at[i]);
	for (size_t i = 0; i < pin_count; i++)
		add_pin(map, &out, &pins[i]);
	buf_text(&out, "</svg>");
	return out.data;
}

/* By the square root, for one county with a city holds most programs and
 * would make all others alike. */
int map_depth(size_t count, size_t largest)
{
	double scale = largest < 4 ? 4 : (double)largest;
	int depth;

	if (!count)
		return 0;
	depth = 1 + (int)(4 * sqrt((double)(count - 1) / scale));
	return depth < 4 ? depth : 4;
}
