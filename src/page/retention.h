/* How long what is known of people is kept: one table, which the job walks and
 * which /about/privacy shows, so that neither can say what the other does not
 * do. Whoever adds a table to schema.sql that holds something of a person adds
 * it here; a test looks. */
#ifndef PAGE_RETENTION_H
#define PAGE_RETENTION_H

#include <signal.h>
#include <stdbool.h>

#include "page/ctx.h"
#include "store/sweep.h"

/* Of whom, or where: a part of the table on the page. */
enum retention_part {
	RETENTION_WRITING,
	RETENTION_ADDRESSES,
	RETENTION_MAIL,
	RETENTION_SIGN_IN,
	RETENTION_STAFF,
	RETENTION_COPIES,
	RETENTION_PARTS
};

struct retention {
	enum retention_part part;
	const char *id;        /* for commands and tests */
	const char *where;     /* tables and columns, or files; may be "" */
	const char *what;      /* msgid */
	const char *until;     /* msgid; {time} is shown_seconds in words */
	int64_t shown_seconds; /* but see retention_shown() */
	/* What ends it, when it is older than that; SWEEP_NONE: nothing by
	 * itself, or another row. */
	enum sweep sweep;
	int64_t seconds;
	bool is_key;    /* address_key_sweep() ends it */
	bool is_backup; /* `northstar backup` ends it */
	bool has_words; /* of people: they leave the file's gaps, too */
};

/* What the operator sees to, as docs/operating.md says: how long the log is
 * kept. */
#define RETENTION_LOG_DAYS 14

extern const struct retention retention_table[];
extern const size_t retention_count;

/* How long a row says that something is kept: of backups what is configured.
 * 0: until somebody ends it. */
int64_t retention_shown(const struct retention *row,
			const struct config *config);

/* What {time} is: "30 days", "1 hour". */
const char *retention_time(struct arena *arena, const struct strings *s,
			   int64_t seconds);

/* End what a row names, batch after batch, until nothing is due or *stop.
 * *count is how many. */
MUST_CHECK enum status retention_end(const struct retention *row, struct db *db,
				     const struct config *config, int64_t now,
				     const volatile sig_atomic_t *stop,
				     size_t *count);

/* Walk the table for the job; with is_all also what lasts longer than a day.
 * What could not be ended is logged, and due again. Words of people that went
 * leave the gaps of the file the next night (page/erasure.h). */
void retention_walk(struct db *db, const struct config *config, int64_t now,
		    bool is_all, const volatile sig_atomic_t *stop);

#endif
