/* Finding programs: words, place, facets, order. Everything engine-specific
 * about search is behind this header.
 *
 * How: each word stem, term, county, age … has one compressed bitmap of the
 * public programs it fits (Roaring, Chambi et al. 2016), kept in the same
 * transaction as the listing. A search is their AND and OR; a facet count is
 * the size of an intersection, so it is exactly what a click gives.
 *
 * Serving a county: named in the service area; or, when none is stated, based
 * there; or serving the county's whole state. Words: all of them (but for
 * "for", "my", …) stand somewhere in the listing, by their stem, the last one
 * also as a beginning; in name, organization, place (city, county, ZIP code)
 * or other text (summary, descriptions, terms, service area). */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include <stdbool.h>

#include "store/db.h"
#include "store/place.h"
#include "store/term.h"

#define SEARCH_BYTES_MAX      200
#define SEARCH_WORDS_MAX      8
#define SEARCH_PAGE_SIZE      20
#define SEARCH_CHOICES_MAX    24 /* of one facet */
#define SEARCH_WITHIN_DEFAULT 25 /* miles */
#define SEARCH_AGE_MAX        99

enum search_sort {
	SORT_BEST, /* badge, then confirmed, then A–Z; with words: where the
		    * words stand (name, organization, place, text); with a
		    * place: coverage before distance */
	SORT_NEAREST, /* only with a place */
	SORT_CHECKED, /* last confirmed first */
	SORT_NAME
};

enum search_facet {
	FACET_COUNTY, /* value: county slug */
	FACET_TYPE,
	FACET_SETTING,
	FACET_AGE, /* value: "12" or "8-10" */
	FACET_LANGUAGE,
	FACET_NEEDS, /* value: "mentors" */
	FACETS
};

struct search_choice {
	const char *value; /* as in the URL */
	const char *name; /* data's own name: "St. Louis", "Group"; ages NULL */
	int64_t key;      /* county id or term id; ages: from * 1000 + to */
	bool is_chosen;
	size_t count; /* programs of the page that ticking it leads to: other
		       * facets as they are, this facet's choices and it */
};

struct search {
	const char *words; /* as typed, cleaned; "" for none */
	bool has_place;
	struct place place;
	int within; /* miles; 0: SEARCH_WITHIN_DEFAULT */
	const char *chosen[FACETS][SEARCH_CHOICES_MAX];
	size_t chosen_count[FACETS];
	enum search_sort sort;
	size_t page; /* from 1 */
	bool want_facets;
	bool want_all_ids; /* every id, in order, for exports (page ignored) */
	bool want_county_counts; /* for the map */
};

/* Why a program is shown with a place: it serves the county (or the whole
 * state), or it is based nearby. */
enum search_reason {
	REASON_NONE,
	REASON_SERVES,
	REASON_STATEWIDE,
	REASON_NEAR
};

struct search_hit {
	int64_t id;
	enum search_reason reason;
	double miles; /* -1 when not known */
};

struct search_county_count {
	int64_t county_id;
	size_t count;
};

struct search_result {
	size_t total;
	size_t pages; /* at least 1 */
	struct search_hit *hits;
	size_t hit_count;
	struct search_choice
		*facets[FACETS]; /* in showing order: terms and
				  * ages by position, zero counts included;
				  * counties the chosen first, then by count,
				  * then by name, none with a zero count that is
				  * not chosen */
	size_t facet_counts[FACETS];
	/* Minnesota's, as if each were the only county chosen. */
	struct search_county_count *counties;
	size_t county_count;
	const char *did_you_mean; /* words that find something, or NULL */
};

/* Run search. A chosen value that does not exist is skipped (ask
 * store_search_knows first). STATUS_NOT_FOUND: page beyond the end (total and
 * pages are set). */
MUST_CHECK enum status store_search(struct db *db, struct arena *arena,
				    const struct search *search,
				    struct search_result *out);

/* Only the number, for "remove this filter: 12 programs". */
MUST_CHECK enum status store_search_count(struct db *db, struct arena *arena,
					  const struct search *search,
					  size_t *total);

/* Does facet have this value? Ages: a number 0 to SEARCH_AGE_MAX, or a band
 * "8-10" of two such numbers, low first. *canonical is the value as URLs
 * write it ("08" is "8"), *name the data's name of it. */
bool store_search_knows(struct db *db, struct arena *arena,
			enum search_facet facet, const char *value,
			const char **canonical, const char **name);

/* Figures of the public directory, for pages and the plan's live measures. */
struct directory_figures {
	size_t programs, organizations, confirmed_last_year, needs_mentors;
	size_t with_badge, with_background_check, with_training;
	size_t statewide, online;
	struct {
		const char *name, *slug;
		size_t count;
	} by_state[8];
	size_t state_count;
	struct {
		struct term term;
		size_t count;
	} * by_term; /* type, setting */
	size_t term_count;
	struct search_county_count *counties; /* Minnesota's 87, programs that
					       * serve each by name; not those
					       * that serve the whole state */
	size_t county_count;
	size_t counties_without; /* Minnesota counties that none serves by name
				  */
};
MUST_CHECK enum status store_directory_figures(struct db *db,
					       struct arena *arena, int64_t now,
					       struct directory_figures *out);

/* County page: ids of public programs based in the county, serving it from
 * elsewhere, serving the whole state, and joinable online; each program in
 * the first list it fits, the best first. Online: those that name no service
 * area. STATUS_NOT_FOUND: no such county. */
struct county_programs {
	int64_t *based, *serves, *statewide, *online;
	size_t based_count, serves_count, statewide_count, online_count;
};
MUST_CHECK enum status store_search_county(struct db *db, struct arena *arena,
					   const struct county *county,
					   struct county_programs *out);

/* Kept by program saves (also when one is deleted); rebuilt whole by imports
 * and verify --repair. Whoever renames an organization, a term or a county
 * says so for each of its programs. */
MUST_CHECK enum status store_search_program_changed(struct db *db, int64_t id);
MUST_CHECK enum status store_search_rebuild(struct db *db);
/* Does the index say what the listings say? Logs the first difference. */
MUST_CHECK enum status store_search_verify(struct db *db);

#endif
