/* What waits for the staff, by kind, what waits longest first. */
#ifndef STORE_QUEUE_H
#define STORE_QUEUE_H

#include "store/db.h"

#define QUEUE_SHOWN         5    /* of each kind; its own page has the rest */
#define QUEUE_MANY          1000 /* more are not counted */
#define QUEUE_STALE_SECONDS (365 * 86400) /* then a listing is asked about */

enum queue_kind {
	QUEUE_SAFETY,    /* comments held for safety */
	QUEUE_COMMENT,   /* comments to read */
	QUEUE_REPORT,    /* comments that readers reported */
	QUEUE_RECONFIRM, /* listings not confirmed for a year, or never */
	QUEUE_MEASURE,   /* figures of the plan that are due */
	QUEUE_MAIL,      /* mail that did not go out */
	QUEUE_DRAFT      /* what this person wrote and did not save */
};
#define QUEUE_KINDS (QUEUE_DRAFT + 1)

struct queue_item {
	int64_t id;         /* of the thing; 0 for a thing that is new */
	const char *object; /* "comment 12", as in assignments */
	const char *title;  /* content of the database: a name, a person */
	const char *place;  /* where it is: a listing's name, an area; NULL */
	const char *slug;   /* of a measure, within its area; else NULL */
	int64_t since;
	int64_t holder_id;  /* who has it, or 0 */
	const char *holder; /* their name, or NULL */
};

struct queue_part {
	struct queue_item items[QUEUE_SHOWN];
	size_t shown;
	size_t total; /* QUEUE_MANY + 1 when there are more */
};

/* user_id: whose drafts. */
MUST_CHECK enum status store_queue_read(struct db *db, struct arena *arena,
					enum queue_kind kind, int64_t user_id,
					int64_t now, struct queue_part *out);

#endif
