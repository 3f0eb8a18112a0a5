/* Made-up listings, and the slow, plain way to search them, against which the
 * index is checked. */
#ifndef SEARCH_MODEL_H
#define SEARCH_MODEL_H

#include <ctype.h>

#include "fixture.h"
#include "store/search.h"

#define MODEL_TERMS    26
#define MODEL_COUNTIES 6

static const struct {
	int64_t id;
	const char *kind, *slug, *name;
} model_terms[] = {
	{ 1, "type", "one-to-one", "One to one" },
	{ 2, "type", "group", "Group" },
	{ 3, "type", "team", "Team" },
	{ 11, "setting", "community", "In the community" },
	{ 12, "setting", "school", "At school" },
	{ 13, "setting", "after-school", "After school" },
	{ 42, "language", "es", "Spanish" },
	{ 43, "language", "so", "Somali" },
	{ 31, "requirement", "background-check", "Background check" },
	{ 34, "requirement", "training", "Training" },
};
#define MODEL_TERM_COUNT (sizeof model_terms / sizeof *model_terms)

static const struct {
	int64_t id;
	const char *slug, *name, *state;
} model_counties[] = {
	{ 27017, "carlton", "Carlton", "MN" },
	{ 27027, "clay", "Clay", "MN" },
	{ 27031, "cook", "Cook", "MN" },
	{ 27053, "hennepin", "Hennepin", "MN" },
	{ 27137, "st-louis", "St. Louis", "MN" },
	{ 55031, "douglas-wi", "Douglas", "WI" },
};

struct model {
	int64_t id, organization;
	char name[120], name_folded[120], organization_name[60], summary[300];
	int ages_min, ages_max; /* -1 */
	const char *state, *city, *zip;
	int county; /* place in model_counties; -1 */
	bool has_point;
	double lat, lon;
	bool is_statewide, is_online, needs_mentors, is_public;
	int badge; /* 0 expert, 1 dedicated, 2 none */
	int64_t confirmed_at;
	bool terms[MODEL_TERM_COUNT], areas[MODEL_COUNTIES];
};

/* Numbers that are the same in every run. */
static unsigned model_seed = 7;
static inline unsigned model_random(unsigned below)
{
	model_seed = model_seed * 1103515245U + 12345U;
	return (model_seed >> 16) % below;
}

static const char *const model_words[] = {
	"kinship",  "harbor",  "north",  "loon",    "compass", "canoe",
	"brothers", "reading", "robots", "hockey",  "garden",  "music",
	"lantern",  "beacon",  "cedar",  "prairie", "summit",  "anchor",
	"harbour",  "cook",    "zebra",  "Łódź",    "café",    "chess",
};
#define MODEL_WORDS (sizeof model_words / sizeof *model_words)

static inline void model_text(char *out, size_t words, int number)
{
	size_t at = 0;

	for (size_t i = 0; i < words; i++)
		at += (size_t)sprintf(out + at, "%s%s", i ? " " : "",
				      model_words[model_random(MODEL_WORDS)]);
	if (number)
		sprintf(out + at, " %d", number);
}

static inline struct model model_make(int64_t id)
{
	static const struct {
		const char *city, *zip;
		double lat, lon;
	} towns[] = {
		{ "Duluth", "55802", 46.76, -92.08 },
		{ "Duluth", "55805", 46.80, -92.10 },
		{ "Moorhead", "56560", 46.86, -96.75 },
		{ "Minneapolis", "55401", 44.98, -93.27 },
		{ "Superior", "54880", 46.70, -92.07 },
		{ "Grand Marais", "55604", 47.76, -90.33 },
	};
	unsigned town = model_random(6), badge = model_random(8);
	struct model m = { .id = id, .is_public = model_random(10) > 0 };

	model_text(m.name, 1 + model_random(2), (int)id);
	for (size_t i = 0; m.name[i]; i++)
		m.name_folded[i] = (char)tolower((unsigned char)m.name[i]);
	m.organization = 1 + model_random(20);
	sprintf(m.organization_name, "%s %s", model_words[m.organization % 12],
		model_words[m.organization / 4]);
	model_text(m.summary, 3 + model_random(6), 0);
	m.ages_min = model_random(4) ? (int)model_random(16) : -1;
	m.ages_max = model_random(4) ? 16 + (int)model_random(10) : -1;
	m.county = model_random(8) ? (int)model_random(MODEL_COUNTIES) : -1;
	m.state = m.county == 5 ? "WI" : "MN";
	m.city = towns[town].city;
	m.zip = towns[town].zip;
	m.has_point = model_random(5) > 0;
	m.lat = towns[town].lat + 0.01 * (int)model_random(3);
	m.lon = towns[town].lon;
	m.is_statewide = model_random(9) == 0;
	m.is_online = model_random(6) == 0;
	m.needs_mentors = model_random(3) == 0;
	m.badge = badge > 1 ? 2 : (int)badge;
	m.confirmed_at = model_random(2) ? 1000 * model_random(40) : 0;
	for (size_t i = 0; i < MODEL_TERM_COUNT; i++)
		m.terms[i] = model_random(3) == 0;
	for (size_t i = 0; model_random(3) && i < MODEL_COUNTIES; i++)
		m.areas[i] = model_random(4) == 0;
	return m;
}

/* Into the database ---------------------------------------------------------
 */

static inline void model_bind(struct db_query *q, const struct model *m)
{
	static const char *const badges[] = { "expert", "dedicated", "none" };

	db_bind_int(q, 1, m->id);
	db_bind_text(q, 2, m->name);
	db_bind_text(q, 3, m->name_folded);
	db_bind_int(q, 4, m->organization);
	db_bind_text(q, 5, m->summary);
	db_bind_int_or_null(q, 6, m->ages_min, m->ages_min < 0);
	db_bind_int_or_null(q, 7, m->ages_max, m->ages_max < 0);
	db_bind_text(q, 8, m->state);
	db_bind_int_or_null(q, 9,
			    m->county < 0 ? 0 : model_counties[m->county].id,
			    m->county < 0);
	db_bind_text(q, 10, m->city);
	db_bind_text(q, 11, m->zip);
	if (m->has_point) {
		db_bind_real(q, 12, m->lat);
		db_bind_real(q, 13, m->lon);
	} else {
		db_bind_null(q, 12);
		db_bind_null(q, 13);
	}
	db_bind_int(q, 14, m->is_statewide);
	db_bind_int(q, 15, m->is_online);
	db_bind_int(q, 16, m->needs_mentors);
	db_bind_text(q, 17, badges[m->badge]);
	db_bind_int_or_null(q, 18, m->confirmed_at, m->confirmed_at == 0);
	db_bind_text(q, 19, m->is_public ? "published" : "draft");
}

static inline void model_links(struct db *db, const struct model *m)
{
	static const char NO_TERMS[] =
		"DELETE FROM program_term WHERE program_id = $1";
	static const char NO_AREAS[] =
		"DELETE FROM program_county WHERE program_id = $1";
	static const char TERM[] = "INSERT INTO program_term VALUES ($1, $2)";
	static const char AREA[] = "INSERT INTO program_county VALUES ($1, $2)";
	const char *const clear[] = { NO_TERMS, NO_AREAS };

	for (size_t i = 0; i < 2; i++) {
		struct db_query *q = db_query(db, clear[i]);

		db_bind_int(q, 1, m->id);
		assert_int_equal(db_finish(q), STATUS_OK);
	}
	for (size_t i = 0; i < MODEL_TERM_COUNT + MODEL_COUNTIES; i++) {
		bool is_term = i < MODEL_TERM_COUNT;
		size_t at = is_term ? i : i - MODEL_TERM_COUNT;
		struct db_query *q;

		if (!(is_term ? m->terms[at] : m->areas[at]))
			continue;
		q = db_query(db, is_term ? TERM : AREA);
		db_bind_int(q, 1, m->id);
		db_bind_int(q, 2,
			    is_term ? model_terms[at].id
				    : model_counties[at].id);
		assert_int_equal(db_finish(q), STATUS_OK);
	}
}

/* Write the listing, without telling the index. */
static inline void model_write(struct db *db, const struct model *m)
{
	static const char ORGANIZATION[] =
		"INSERT INTO organization (id, slug, name, created_at)"
		" VALUES ($1, $2, $2 || ' ' || $1, 0)"
		" ON CONFLICT DO NOTHING";
	static const char PROGRAM[] =
		"INSERT INTO program (id, slug, name, name_folded,"
		"  organization_id, summary, ages_min, ages_max, state,"
		"  county_id, city, zip, lat, lon, is_statewide, is_online,"
		"  needs_mentors, badge, confirmed_at, stage, created_at,"
		"  updated_at)"
		" VALUES ($1, 'p' || $1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
		"  $11, $12, $13, $14, $15, $16, $17, $18, $19, 0, 0)"
		" ON CONFLICT (id) DO UPDATE SET name = $2, name_folded = $3,"
		"  organization_id = $4, summary = $5, ages_min = $6,"
		"  ages_max = $7, state = $8, county_id = $9, city = $10,"
		"  zip = $11, lat = $12, lon = $13, is_statewide = $14,"
		"  is_online = $15, needs_mentors = $16, badge = $17,"
		"  confirmed_at = $18, stage = $19";
	struct db_query *q = db_query(db, ORGANIZATION);

	db_bind_int(q, 1, m->organization);
	db_bind_text(q, 2, m->organization_name);
	assert_int_equal(db_finish(q), STATUS_OK);
	q = db_query(db, PROGRAM);
	model_bind(q, m);
	assert_int_equal(db_finish(q), STATUS_OK);
	model_links(db, m);
}

/* The slow way --------------------------------------------------------------
 */

static inline bool model_serves(const struct model *m, size_t county)
{
	bool has_area = false;

	for (size_t i = 0; i < MODEL_COUNTIES; i++)
		has_area |= m->areas[i];
	if (has_area)
		return m->areas[county];
	return !m->is_statewide && m->county == (int)county;
}

static inline bool model_statewide(const struct model *m, size_t county)
{
	return m->is_statewide &&
	       strcmp(m->state, model_counties[county].state) == 0;
}

static inline bool model_has(const struct model *m, enum search_facet facet,
			     const char *value)
{
	int from, to, low, high;

	if (facet == FACET_NEEDS)
		return m->needs_mentors;
	if (facet == FACET_AGE) {
		if (sscanf(value, "%d-%d", &from, &to) == 1)
			to = from;
		low = m->ages_min < 0 ? 0 : m->ages_min;
		high = m->ages_max < 0 ? 99 : m->ages_max;
		return (m->ages_min >= 0 || m->ages_max >= 0) && low <= to &&
		       high >= from;
	}
	for (size_t i = 0; facet == FACET_COUNTY && i < MODEL_COUNTIES; i++)
		if (strcmp(model_counties[i].slug, value) == 0)
			return model_serves(m, i) || model_statewide(m, i);
	for (size_t i = 0; facet != FACET_COUNTY && i < MODEL_TERM_COUNT; i++)
		if (strcmp(model_terms[i].slug, value) == 0)
			return m->terms[i];
	return false;
}

/* Does text have a word that is (or, with is_prefix, begins with) word? */
static inline bool model_says(const char *text, const char *word,
			      bool is_prefix)
{
	size_t len = strlen(word);

	for (const char *p = text; *p;) {
		size_t n = strcspn(p, " .");

		if (n == len || (is_prefix && n > len))
			if (strncasecmp(p, word, len) == 0)
				return true;
		p += n;
		p += strspn(p, " .");
	}
	return false;
}

/* The first of name, organization, place and text that has word; 4: none. */
static inline int model_level(const struct model *m, const char *word,
			      bool is_prefix)
{
	bool is_text = model_says(m->summary, word, is_prefix);

	for (size_t i = 0; i < MODEL_TERM_COUNT; i++)
		is_text |= m->terms[i] &&
			   model_says(model_terms[i].name, word, is_prefix);
	for (size_t i = 0; i < MODEL_COUNTIES; i++)
		is_text |= m->areas[i] &&
			   model_says(model_counties[i].name, word, is_prefix);
	if (model_says(m->name, word, is_prefix))
		return 0;
	if (model_says(m->organization_name, word, is_prefix))
		return 1;
	if (model_says(m->city, word, is_prefix) ||
	    model_says(m->zip, word, false) ||
	    (m->county >= 0 &&
	     model_says(model_counties[m->county].name, word, is_prefix)))
		return 2;
	return is_text ? 3 : 4;
}

/* Twice the level, and one more when only the prefix reaches it; 8: no. */
static inline int model_words_rank(const struct model *m, const char *words)
{
	char copy[SEARCH_BYTES_MAX + 1], *save, *word, *next;
	int exact = 0, prefix = 0;

	snprintf(copy, sizeof copy, "%s", words);
	for (word = strtok_r(copy, " ", &save); word; word = next) {
		int e = model_level(m, word, false), p;

		next = strtok_r(NULL, " ", &save);
		p = next || strlen(word) < 2 ? e : model_level(m, word, true);
		exact = e > exact ? e : exact;
		prefix = p > prefix ? p : prefix;
	}
	if (prefix == 4)
		return 8;
	return exact <= prefix ? 2 * exact : 2 * prefix + 1;
}

static inline size_t model_county_at(int64_t id)
{
	size_t i = 0;

	while (i < MODEL_COUNTIES && model_counties[i].id != id)
		i++;
	return i;
}

static inline double model_miles(const struct model *m, const struct search *s)
{
	return m->has_point ? store_place_miles(s->place.lat, s->place.lon,
						m->lat, m->lon)
			    : -1;
}

static inline enum search_reason model_reason(const struct model *m,
					      const struct search *s)
{
	size_t county = model_county_at(s->place.county_id);
	double miles = model_miles(m, s);

	if (county < MODEL_COUNTIES && model_serves(m, county))
		return REASON_SERVES;
	if (county < MODEL_COUNTIES && model_statewide(m, county))
		return REASON_STATEWIDE;
	return miles >= 0 && miles <= (s->within ? s->within : 25)
		       ? REASON_NEAR
		       : REASON_NONE;
}

static inline bool model_fits(const struct model *m, const struct search *s)
{
	if (!m->is_public)
		return false;
	for (enum search_facet f = 0; f < FACETS; f++) {
		bool is_any = s->chosen_count[f] == 0;

		for (size_t i = 0; i < s->chosen_count[f]; i++)
			is_any |= model_has(m, f, s->chosen[f][i]);
		if (!is_any)
			return false;
	}
	if (s->has_place && model_reason(m, s) == REASON_NONE)
		return false;
	return !*s->words || model_words_rank(m, s->words) < 8;
}

static const struct search *model_sorting; /* for the comparison */

static inline int model_by_best(const struct model *x, const struct model *y)
{
	int order;

	if (model_sorting->sort != SORT_CHECKED &&
	    model_sorting->sort != SORT_NAME && x->badge != y->badge)
		return x->badge - y->badge;
	if (model_sorting->sort != SORT_NAME &&
	    x->confirmed_at != y->confirmed_at)
		return x->confirmed_at > y->confirmed_at ? -1 : 1;
	order = strcmp(x->name_folded, y->name_folded);
	return order ? order : x->id < y->id ? -1 : 1;
}

static inline int model_compare(const void *a, const void *b)
{
	const struct model *x = *(const struct model *const *)a;
	const struct model *y = *(const struct model *const *)b;
	const struct search *s = model_sorting;
	bool by_words =
		*s->words && (s->sort == SORT_BEST ||
			      (s->sort == SORT_NEAREST && !s->has_place));
	bool by_place = s->has_place &&
			(s->sort == SORT_BEST || s->sort == SORT_NEAREST);
	double d, e;

	if (by_place && s->sort == SORT_BEST &&
	    model_reason(x, s) != model_reason(y, s))
		return (int)model_reason(x, s) - (int)model_reason(y, s);
	if (by_words &&
	    model_words_rank(x, s->words) != model_words_rank(y, s->words))
		return model_words_rank(x, s->words) -
		       model_words_rank(y, s->words);
	d = model_miles(x, s);
	e = model_miles(y, s);
	if (by_place && (d < e || d > e)) {
		if (d < 0 || e < 0)
			return d < 0 ? 1 : -1;
		return d < e ? -1 : 1;
	}
	return model_by_best(x, y);
}

#endif
