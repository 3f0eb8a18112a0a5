/* A listing: one mentoring program of one organization. What is not known is
 * NULL, -1 or 0 as said, and no page shows a row for it. */
#ifndef STORE_PROGRAM_H
#define STORE_PROGRAM_H

#include <stdbool.h>

#include "store/db.h"
#include "store/place.h"
#include "store/term.h"

enum program_stage {
	PROGRAM_DRAFT,
	PROGRAM_PUBLISHED,
	PROGRAM_PAUSED, /* shown, with the reason and when it returns */
	PROGRAM_CLOSED	/* 410, names the successor and neighbours */
};

enum badge { BADGE_NONE, BADGE_DEDICATED, BADGE_EXPERT };

struct organization {
	int64_t id;
	const char *slug, *name, *website; /* website may be NULL */
};

struct program {
	int64_t id;
	const char *slug; /* unique for ever; appears in the URL */
	struct organization organization;
	const char *name;
	const char *summary;	 /* one sentence */
	const char *description; /* what happens, Markdown; NULL */
	const char *mentor_role; /* what a mentor does, Markdown; NULL */
	int ages_min, ages_max;	 /* -1: not stated (either may be) */
	const char *city, *zip, *address, *state; /* may be NULL, not state */
	struct county county;	 /* where it is based; id 0 when not known */
	bool has_point;
	double lat, lon;
	bool is_statewide; /* serves all of its state */
	bool is_online;	   /* can be joined from anywhere it serves */
	int commitment_months;	   /* -1 */
	double hours_per_month;	   /* -1 */
	int mentor_age_min;	   /* -1 */
	double training_hours;	   /* -1 */
	const char *cost;	   /* to families; NULL */
	const char *accessibility; /* NULL */
	const char *contact_role, *phone, *email, *website; /* NULL */
	bool needs_mentors;
	const char *waiting_time; /* NULL */
	enum badge badge;
	int64_t badge_until; /* 0 */
	enum program_stage stage; /* draft, published, … */
	const char *pause_reason;    /* NULL */
	int64_t returns_at;	     /* 0 */
	int64_t successor_id;	     /* 0 */
	const char *source_url;	     /* where a starter listing comes from */
	int64_t confirmed_at;	     /* 0: never confirmed by MPM */
	const char *confirmed_how;   /* "phone", "email", "visit"; NULL */
	int64_t created_at, updated_at;
	int64_t version; /* rises with each save */
	int64_t comment_count; /* published ones, kept by the write */
	struct term *terms; /* of all kinds, by kind and position */
	size_t term_count;
	struct county *counties; /* service area, by name */
	size_t county_count;
};

/* The badge that the program holds at that time: one ends with badge_until. */
static inline enum badge program_badge(const struct program *p, int64_t now)
{
	return p->badge_until && p->badge_until < now ? BADGE_NONE : p->badge;
}

/* The public program called slug. STATUS_GONE (with *out filled) when it is
 * closed. When slug is an old one: STATUS_NOT_FOUND and *moved_to is the
 * present slug, else NULL. */
MUST_CHECK enum status store_program_get(struct db *db, struct arena *arena,
					 const char *slug, struct program *out,
					 const char **moved_to);

/* Public programs by id, in the order of ids; those that are not public are
 * left out. For lists: at most 100. */
MUST_CHECK enum status store_program_cards(struct db *db, struct arena *arena,
					   const int64_t *ids, size_t count,
					   struct program **out,
					   size_t *out_count);

/* Walk all public programs by id, for exports and the sitemap; visit may stop
 * the walk by giving another status than OK. The program's strings live until
 * visit returns. */
MUST_CHECK enum status store_program_each(
	struct db *db,
	enum status (*visit)(void *context, const struct program *program),
	void *context);

/* The newest public programs by updated_at, for the feed. */
MUST_CHECK enum status store_program_recent(struct db *db, struct arena *arena,
					    size_t limit, struct program **out,
					    size_t *count);

/* Programs like this one: serving a shared county and sharing a type, best
 * first; never itself. */
MUST_CHECK enum status store_program_similar(struct db *db,
					     struct arena *arena,
					     const struct program *program,
					     size_t limit,
					     struct program **out,
					     size_t *count);

/* Closest slugs by name to what was asked for, for the 404 page. */
MUST_CHECK enum status store_program_close_to(struct db *db,
					      struct arena *arena,
					      const char *slug, size_t limit,
					      struct program **out,
					      size_t *count);

/* The program with this id, whatever its stage. For staff. */
MUST_CHECK enum status store_program_by_id(struct db *db, struct arena *arena,
					   int64_t id, struct program *out);

/* The same as it was at a version; comment_count is not known. */
MUST_CHECK enum status store_program_at(struct db *db, struct arena *arena,
					int64_t id, int64_t version,
					struct program *out);

/* The listing, not a draft, that staff mean by text: its slug, its address
 * ("/programs/kinship", with or without the site), or its name when no other
 * is called so. STATUS_NOT_FOUND otherwise. */
MUST_CHECK enum status store_program_called(struct db *db,
					    struct arena *arena,
					    const char *text, int64_t *id);

/* Make it again what it was at a version, stage and all: a new revision.
 * The organization's website, which its other listings share, goes back only
 * when it changed between then and now. */
MUST_CHECK enum status store_program_restore(struct db *db,
					     struct arena *arena, int64_t id,
					     int64_t version,
					     const char *actor,
					     const char *note);

enum program_change { PROGRAM_UNCHANGED, PROGRAM_ADDED, PROGRAM_CHANGED };

/* The program of that name, organization and state, whatever its stage: what
 * store_program_save() with id 0 would change. */
MUST_CHECK enum status store_program_find(struct db *db, struct arena *arena,
					  const char *name,
					  const char *organization,
					  const char *state,
					  struct program *out);

/* Save program (id 0: a new one, or the one with the same name, organization
 * and state, which makes imports repeatable). Finds or makes the organization
 * by name, chooses the slug (a new program keeps one that is set and free;
 * later it stays while it fits the name, and an old one redirects) and,
 * without has_point, the point of its ZIP code or town; writes terms, service
 * area, revision, audit row and search index, all in one transaction. Terms
 * and counties are known by their ids; comment_count is not written. actor is
 * who did it ("import", "user 3"). With a version above 0 the row must still
 * have it: STATUS_CONFLICT otherwise. */
MUST_CHECK enum status store_program_save(struct db *db, struct arena *arena,
					  struct program *program,
					  const char *actor, const char *note,
					  enum program_change *change);

/* Between these, program saves do not touch the search index; the end
 * rebuilds it whole. For imports, inside one db_begin()/db_end(). */
void store_program_bulk_begin(struct db *db);
MUST_CHECK enum status store_program_bulk_end(struct db *db);

#endif
