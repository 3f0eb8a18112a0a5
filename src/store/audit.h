/* The record of every change: who, what, before and after. Append-only by
 * trigger, chained by hash: each row holds BLAKE2b over its content and the
 * row before, and the head (audit_head) holds the last one's. What changed in
 * detail lies beside (audit_detail), salted; the chain holds only its hash, so
 * a person's words can be erased and the chain stays whole. Written inside
 * the transaction of the change. */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include <stdbool.h>

#include "store/db.h"

#define AUDIT_OLD        "old"  /* object: what was kept long enough */
#define AUDIT_DETAIL_MAX 100000 /* bytes; the schema takes more */

struct audit_entry {
	const char *actor;  /* "import", "command", "guest", "user 3" */
	const char *action; /* "program.save", "comment.publish" */
	const char *object; /* "program 12" */
	/* JSON, or NULL. What changed stands as
	 * {"field":{"before":…,"after":…}, …}; other keys may stand beside.
	 * People are named by id, never by name or address. */
	const char *detail;
};

MUST_CHECK enum status store_audit_add(struct db *db,
				       const struct audit_entry *entry);
/* The same, and says under which id. */
MUST_CHECK enum status
store_audit_add_as(struct db *db, const struct audit_entry *entry, int64_t *id);

/* Add the row that says a person was erased (its action is "person.erase";
 * detail: a JSON object or NULL), and erase the details of the rows of these
 * ids, ascending, each once; those that have none are left out. */
MUST_CHECK enum status store_audit_erase(struct db *db, struct arena *arena,
					 const struct audit_entry *entry,
					 int64_t *ids, size_t count);

/* Recompute the chain, its details and its head; STATUS_FAILED, logged, at
 * the first break. */
MUST_CHECK enum status store_audit_verify(struct db *db);

/* Where it ends: who keeps this elsewhere can tell later that nothing before
 * it was written anew. */
struct audit_end {
	int64_t id;    /* of the last row, which is their number; 0: none */
	char hash[44]; /* base64url */
};
MUST_CHECK enum status store_audit_end(struct db *db, struct audit_end *out);

struct audit_row {
	int64_t id, at;
	const char *actor, *action, *object;
	const char *detail; /* NULL: none */
	bool is_erased;     /* the detail was erased with a person */
};

struct audit_filter {
	const char *actor, *object; /* exactly; NULL: any */
	const char *action;         /* its beginning: "program."; NULL: any */
	int64_t from, until;        /* seconds; 0: any; until is exclusive */
	int64_t before_id;   /* older than this row; 0: from the newest */
	bool without_guests; /* whose comments are most of the record */
};

/* Rows that fit, newest first, at most limit. With object, guests' rows are
 * left out. */
MUST_CHECK enum status store_audit_list(struct db *db, struct arena *arena,
					const struct audit_filter *filter,
					size_t limit, struct audit_row **out,
					size_t *count);

/* What an object ("program 12") is called now. A field that a kind does not
 * have is NULL, and all are when the thing is gone. */
struct audit_thing {
	const char *name;  /* of a program, a measure, a person who wrote */
	const char *extra; /* a figure's period */
	const char *place; /* "quality/badges": where a measure is */
	int64_t of_user;   /* of a session or an account: whose, else 0 */
};
MUST_CHECK enum status store_audit_thing(struct db *db, struct arena *arena,
					 const char *object,
					 struct audit_thing *out);

#endif
