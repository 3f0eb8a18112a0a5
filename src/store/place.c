#include "store/place.h"

#include <math.h>
#include <string.h>

#include "store/place_fold.h"
#include "util/utf8.h"

#define PLACE_BYTES_MAX 100

static const char SQL_ZIP[] =
	"SELECT city, state, lat, lon, county_id FROM zip WHERE zip = $1";
/* A town's point is the mean of its ZIP codes. */
static const char SQL_TOWN[] =
	"SELECT min(city), state, avg(lat), avg(lon) FROM zip"
	" WHERE city_folded = $1"
	" GROUP BY state ORDER BY state <> 'MN', count(*) DESC, state";
static const char SQL_TOWN_COUNTY[] =
	"SELECT county_id FROM zip WHERE city_folded = $1 AND state = $2"
	" GROUP BY county_id ORDER BY count(*) DESC, county_id LIMIT 1";
static const char SQL_COUNTY[] =
	"SELECT id, name, state, lat, lon FROM county WHERE name_folded = $1"
	" ORDER BY state <> 'MN', state";
static const char SQL_PUT_ZIP[] =
	"INSERT INTO zip (zip, city, city_folded, state, lat, lon, county_id)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7)"
	" ON CONFLICT (zip) DO UPDATE SET city = excluded.city,"
	"  city_folded = excluded.city_folded, state = excluded.state,"
	"  lat = excluded.lat, lon = excluded.lon,"
	"  county_id = excluded.county_id"
	" WHERE city <> excluded.city OR city_folded <> excluded.city_folded"
	"  OR state <> excluded.state OR lat <> excluded.lat"
	"  OR lon <> excluded.lon OR county_id <> excluded.county_id";

static const struct {
	const char *code, *folded, *name;
} states[] = {
	{ "MN", "mn", "minnesota" },    { "WI", "wi", "wisconsin" },
	{ "IA", "ia", "iowa" },         { "ND", "nd", "north dakota" },
	{ "SD", "sd", "south dakota" },
};

static const struct {
	const char *whole, *cut;
} short_words[] = { { "saint", "st" }, { "mount", "mt" }, { "fort", "ft" } };

char *place_fold(struct arena *arena, const char *name)
{
	char *text = utf8_fold(arena, name), *to = text;

	for (const char *from = text; *from; from++)
		if (*from != '.' && *from != '\'')
			*to++ = *from;
	*to = '\0';
	for (size_t i = 0; i < sizeof(short_words) / sizeof(*short_words);
	     i++) {
		size_t len = strlen(short_words[i].whole);

		if (strncmp(text, short_words[i].whole, len) == 0 &&
		    text[len] == ' ')
			return arena_printf(arena, "%s%s", short_words[i].cut,
					    text + len);
	}
	return text;
}

/* Cut end off text where it is the last word or words; true if it was. */
static bool cut_end(char *text, const char *end)
{
	size_t len = strlen(text), n = strlen(end);

	if (len <= n + 1 || strcmp(text + len - n, end) != 0 ||
	    (text[len - n - 1] != ' ' && text[len - n - 1] != ','))
		return false;
	len -= n;
	while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == ','))
		len--;
	text[len] = '\0';
	return true;
}

/* The state that text ends with, cut off; NULL for none. */
static const char *cut_state(char *text)
{
	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++)
		if (cut_end(text, states[i].folded) ||
		    cut_end(text, states[i].name))
			return states[i].code;
	return NULL;
}

/* The five digits of a ZIP or ZIP+4 code that text ends with, or NULL. */
static const char *zip_in(struct arena *arena, const char *text)
{
	size_t len = strlen(text);
	const char *end = text + len;

	if (len >= 10 && end[-5] == '-' && strspn(end - 4, "0123456789") == 4)
		end -= 5;
	if (end - text < 5 || strspn(end - 5, "0123456789") < 5 ||
	    (end - text > 5 && end[-6] != ' ' && end[-6] != ','))
		return NULL;
	return arena_strndup(arena, end - 5, 5);
}

static enum status find_zip(struct db *db, struct arena *arena, const char *zip,
			    struct place *out)
{
	struct db_query *q = db_query(db, SQL_ZIP);

	db_bind_text(q, 1, zip);
	if (db_row(q)) {
		out->label =
			arena_printf(arena, "%s, %s %s", db_peek_text(q, 0),
				     db_peek_text(q, 1), zip);
		out->lat = db_real(q, 2);
		out->lon = db_real(q, 3);
		out->county_id = db_int(q, 4);
	}
	return db_finish_one(q);
}

/* The town's county is the one with most of its ZIP codes. */
static enum status find_town_county(struct db *db, const char *folded,
				    const char *state, int64_t *county_id)
{
	struct db_query *q = db_query(db, SQL_TOWN_COUNTY);

	db_bind_text(q, 1, folded);
	db_bind_text(q, 2, state);
	if (db_row(q))
		*county_id = db_int(q, 0);
	return db_finish(q);
}

/* The town called folded in state (NULL: any, Minnesota's first); *in is the
 * state it was found in. */
static enum status find_town(struct db *db, struct arena *arena,
			     const char *folded, const char *state,
			     struct place *out, const char **in)
{
	struct db_query *q = db_query(db, SQL_TOWN);
	enum status st;

	*in = NULL;
	db_bind_text(q, 1, folded);
	while (!*in && db_row(q)) {
		if (state && strcmp(db_peek_text(q, 1), state) != 0)
			continue;
		*in = db_text(q, 1, arena);
		out->label =
			arena_printf(arena, "%s, %s", db_peek_text(q, 0), *in);
		out->lat = db_real(q, 2);
		out->lon = db_real(q, 3);
	}
	st = db_finish(q);
	if (st != STATUS_OK)
		return st;
	if (!*in)
		return STATUS_NOT_FOUND;
	return find_town_county(db, folded, *in, &out->county_id);
}

static enum status find_county(struct db *db, struct arena *arena,
			       const char *folded, const char *state,
			       struct place *out)
{
	struct db_query *q = db_query(db, SQL_COUNTY);
	bool is_found = false;
	enum status st;

	db_bind_text(q, 1, folded);
	while (!is_found && db_row(q)) {
		const char *in = db_peek_text(q, 2);

		if (state && strcmp(in, state) != 0)
			continue;
		is_found = true;
		out->is_county = true;
		out->county_id = db_int(q, 0);
		out->label = arena_printf(
			arena,
			strcmp(in, "MN") == 0 ? "%s County" : "%s County, %s",
			db_peek_text(q, 1), in);
		out->lat = db_real(q, 3);
		out->lon = db_real(q, 4);
	}
	st = db_finish(q);
	return st == STATUS_OK && !is_found ? STATUS_NOT_FOUND : st;
}

/* A town by that name; but a county of Minnesota before a town elsewhere. */
static enum status find_name(struct db *db, struct arena *arena,
			     const char *folded, const char *state,
			     struct place *out)
{
	struct place county = { 0 };
	const char *in;
	enum status st = find_town(db, arena, folded, state, out, &in);

	if (st == STATUS_NOT_FOUND)
		return find_county(db, arena, folded, state, out);
	if (st != STATUS_OK || state || strcmp(in, "MN") == 0)
		return st;
	st = find_county(db, arena, folded, "MN", &county);
	if (st == STATUS_OK)
		*out = county;
	return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

enum status store_place_find(struct db *db, struct arena *arena,
			     const char *text, struct place *out)
{
	char *folded;
	const char *zip, *state;

	*out = (struct place){ 0 };
	if (strlen(text) > PLACE_BYTES_MAX)
		return STATUS_NOT_FOUND;
	folded = place_fold(arena, utf8_clean(arena, text, true));
	if (!folded[0])
		return STATUS_NOT_FOUND;
	zip = zip_in(arena, folded);
	if (zip)
		return find_zip(db, arena, zip, out);
	state = cut_state(folded);
	if (cut_end(folded, "county"))
		return find_county(db, arena, folded, state, out);
	return find_name(db, arena, folded, state, out);
}

double store_place_miles(double lat1, double lon1, double lat2, double lon2)
{
	const double radian = 3.14159265358979323846 / 180;
	const double earth = 3958.8; /* mean radius in miles */
	double u = sin((lat2 - lat1) * radian / 2);
	double v = sin((lon2 - lon1) * radian / 2);
	double h = u * u + cos(lat1 * radian) * cos(lat2 * radian) * v * v;

	return 2 * earth * asin(sqrt(h < 1 ? h : 1));
}

enum status store_zip_put(struct db *db, const struct zip *zip)
{
	struct arena *arena = arena_new();
	struct db_query *q = db_query(db, SQL_PUT_ZIP);
	enum status st;

	db_bind_text(q, 1, zip->zip);
	db_bind_text(q, 2, zip->city);
	db_bind_text(q, 3, place_fold(arena, zip->city));
	db_bind_text(q, 4, zip->state);
	db_bind_real(q, 5, zip->lat);
	db_bind_real(q, 6, zip->lon);
	db_bind_int(q, 7, zip->county_id);
	st = db_finish(q);
	arena_free(arena);
	return st;
}
