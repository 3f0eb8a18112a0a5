/* The picture of Minnesota's 87 counties, from data/mn-counties.json (read
 * once at start). */
#ifndef VIEW_MAP_H
#define VIEW_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"
#include "util/status.h"

struct map;

struct map_county {
	int64_t id;        /* FIPS */
	int depth;         /* 0 to 4: class d0 … d4; -1: class sea */
	bool is_here;      /* class here, whatever the depth */
	bool is_neighbor;  /* class near: outlined */
	const char *title; /* "Itasca County: 4 programs", or NULL */
	const char *href;  /* or NULL: no link */
};

struct map_pin {
	double lat, lon;
};

MUST_CHECK enum status map_open(const char *path, struct map **out);
void map_close(struct map *map);

/* The picture as SVG text; counties not listed are class sea. The picture is
 * aria-hidden (links get tabindex -1), for a table with the same numbers
 * follows. Pins outside the picture are left out. */
char *map_svg(const struct map *map, struct arena *arena,
	      const struct map_county *counties, size_t count,
	      const struct map_pin *pins, size_t pin_count);

/* The depth (0 to 4) for a count, given the largest: 0 only for none. */
int map_depth(size_t count, size_t largest);

#endif
