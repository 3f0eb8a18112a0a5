/* Counties: reading them, and taking them in. */
#include "store/place.h"

#include "store/place_fold.h"

#define COLUMNS "c.id, c.slug, c.name, c.state, c.seat, c.lat, c.lon"

static const char SQL_BY_SLUG[] =
	"SELECT " COLUMNS " FROM county AS c WHERE c.slug = $1";
static const char SQL_BY_ID[] =
	"SELECT " COLUMNS " FROM county AS c WHERE c.id = $1";
static const char SQL_OF_STATE[] =
	"SELECT " COLUMNS
	" FROM county AS c WHERE c.state = $1 ORDER BY c.name";
static const char SQL_ALL[] = "SELECT " COLUMNS " FROM county AS c"
			      " ORDER BY c.state <> 'MN', c.state, c.name";
static const char SQL_NEIGHBORS[] =
	"SELECT " COLUMNS " FROM county_neighbor AS n"
	"  JOIN county AS c ON c.id = n.neighbor_id"
	" WHERE n.county_id = $1 ORDER BY c.name";
static const char SQL_PUT[] =
	"INSERT INTO county"
	" (id, slug, name, name_folded, state, seat, lat, lon)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
	" ON CONFLICT (id) DO UPDATE SET slug = excluded.slug,"
	"  name = excluded.name, name_folded = excluded.name_folded,"
	"  state = excluded.state, seat = excluded.seat,"
	"  lat = excluded.lat, lon = excluded.lon"
	" WHERE slug <> excluded.slug OR name <> excluded.name"
	"  OR name_folded <> excluded.name_folded"
	"  OR state <> excluded.state OR seat IS DISTINCT FROM excluded.seat"
	"  OR lat <> excluded.lat OR lon <> excluded.lon";
static const char SQL_PUT_NEIGHBOR[] =
	"INSERT INTO county_neighbor (county_id, neighbor_id)"
	" VALUES ($1, $2), ($2, $1)"
	" ON CONFLICT (county_id, neighbor_id) DO NOTHING";

static struct county read_county(struct db_query *q, struct arena *arena)
{
	return (struct county){
		.id = db_int(q, 0),
		.slug = db_text(q, 1, arena),
		.name = db_text(q, 2, arena),
		.state = db_text(q, 3, arena),
		.seat = db_text(q, 4, arena),
		.lat = db_real(q, 5),
		.lon = db_real(q, 6),
	};
}

static enum status read_list(struct db_query *q, struct arena *arena,
			     struct county **out, size_t *count)
{
	size_t room = 0;

	*out = NULL;
	*count = 0;
	while (db_row(q)) {
		if (*count == room) {
			struct county *more;

			room = room ? room * 2 : 16;
			more = arena_array(arena, room, sizeof(*more));
			for (size_t i = 0; i < *count; i++)
				more[i] = (*out)[i];
			*out = more;
		}
		(*out)[(*count)++] = read_county(q, arena);
	}
	return db_finish(q);
}

enum status store_county_get(struct db *db, struct arena *arena,
			     const char *slug, struct county *out)
{
	struct db_query *q = db_query(db, SQL_BY_SLUG);

	db_bind_text(q, 1, slug);
	if (db_row(q))
		*out = read_county(q, arena);
	return db_finish_one(q);
}

enum status store_county_by_id(struct db *db, struct arena *arena, int64_t id,
			       struct county *out)
{
	struct db_query *q = db_query(db, SQL_BY_ID);

	db_bind_int(q, 1, id);
	if (db_row(q))
		*out = read_county(q, arena);
	return db_finish_one(q);
}

enum status store_county_list(struct db *db, struct arena *arena,
			      const char *state, struct county **out,
			      size_t *count)
{
	struct db_query *q = db_query(db, state ? SQL_OF_STATE : SQL_ALL);

	if (state)
		db_bind_text(q, 1, state);
	return read_list(q, arena, out, count);
}

enum status store_county_neighbors(struct db *db, struct arena *arena,
				   int64_t id, struct county **out,
				   size_t *count)
{
	struct db_query *q = db_query(db, SQL_NEIGHBORS);

	db_bind_int(q, 1, id);
	return read_list(q, arena, out, count);
}

enum status store_county_put(struct db *db, const struct county *county)
{
	struct arena *arena = arena_new();
	struct db_query *q = db_query(db, SQL_PUT);
	enum status st;

	db_bind_int(q, 1, county->id);
	db_bind_text(q, 2, county->slug);
	db_bind_text(q, 3, county->name);
	db_bind_text(q, 4, place_fold(arena, county->name));
	db_bind_text(q, 5, county->state);
	db_bind_text(q, 6, county->seat);
	db_bind_real(q, 7, county->lat);
	db_bind_real(q, 8, county->lon);
	st = db_finish(q);
	arena_free(arena);
	return st;
}

enum status store_neighbor_put(struct db *db, int64_t a, int64_t b)
{
	struct db_query *q = db_query(db, SQL_PUT_NEIGHBOR);

	db_bind_int(q, 1, a);
	db_bind_int(q, 2, b);
	return db_finish(q);
}
