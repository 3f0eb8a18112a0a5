/* Counties, ZIP codes and towns of Minnesota and its neighbours. */
#ifndef STORE_PLACE_H
#define STORE_PLACE_H

#include <stdbool.h>

#include "store/db.h"

struct county {
	int64_t id;	  /* FIPS code, 27137 */
	const char *slug; /* "st-louis"; outside Minnesota "cass-nd" */
	const char *name; /* "St. Louis" */
	const char *state; /* "MN" */
	const char *seat;  /* NULL when not known */
	double lat, lon;
};

MUST_CHECK enum status store_county_get(struct db *db, struct arena *arena,
					const char *slug, struct county *out);
MUST_CHECK enum status store_county_by_id(struct db *db, struct arena *arena,
					  int64_t id, struct county *out);

/* All counties of a state ("MN"), by name; NULL for all states, Minnesota
 * first. */
MUST_CHECK enum status store_county_list(struct db *db, struct arena *arena,
					 const char *state,
					 struct county **out, size_t *count);

/* Counties that share a border with id (Minnesota's with each other). */
MUST_CHECK enum status store_county_neighbors(struct db *db,
					      struct arena *arena, int64_t id,
					      struct county **out,
					      size_t *count);

/* What somebody typed into "near": a ZIP code, a town ("Duluth", "Superior,
 * WI") or a county ("Itasca", "Itasca County"). */
struct place {
	const char *label; /* "Duluth, MN 55805" or "Itasca County" */
	bool is_county;	   /* not a town: label has an English word in it */
	int64_t county_id; /* that holds it; 0 when not known */
	double lat, lon;
};

/* STATUS_NOT_FOUND when no place is called so. A town's point is the mean of
 * its ZIP codes; Minnesota's towns come first when several share a name. */
MUST_CHECK enum status store_place_find(struct db *db, struct arena *arena,
					const char *text, struct place *out);

/* Great-circle miles (haversine) between two points. */
double store_place_miles(double lat1, double lon1, double lat2, double lon2);

struct zip {
	const char *zip, *city, *state;
	double lat, lon;
	int64_t county_id;
};

/* For import: replace all of them, in the caller's transaction. */
MUST_CHECK enum status store_county_put(struct db *db,
					const struct county *county);
MUST_CHECK enum status store_neighbor_put(struct db *db, int64_t a, int64_t b);
MUST_CHECK enum status store_zip_put(struct db *db, const struct zip *zip);

#endif
