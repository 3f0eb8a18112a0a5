/* Reading the record. Guests write most of it and have the comments' own
 * pages; the indexes hold only what others did. */
#include <string.h>

#include "store/audit_chain.h"

#define ROWS                                                                   \
	"SELECT audit.id, audit.at, audit.actor, audit.action, audit.object,"  \
	"       audit.detail, d.detail, e.audit_id IS NOT NULL"                \
	"  FROM (SELECT id FROM audit WHERE "
/* Bounds that bound nothing stand for what was not asked for: each statement
 * has one plan, whatever is asked. */
#define FIT                                                                    \
	"           AND id < $1 AND at >= $2 AND at < $3"                      \
	"           AND action >= $4 AND action < $5"                          \
	"         ORDER BY id DESC LIMIT $6) AS found"                         \
	"  JOIN audit ON audit.id = found.id"                                  \
	"  LEFT JOIN audit_detail AS d ON d.audit_id = found.id"               \
	"  LEFT JOIN audit_erasure AS e ON e.audit_id = found.id"              \
	" ORDER BY found.id DESC"

static const char SQL_OF_ALL[] = ROWS "actor >= $7 AND actor < $8" FIT;
static const char SQL_OF_STAFF[] = ROWS "actor <> 'guest'" FIT;
static const char SQL_OF_ACTOR[] = ROWS "actor = $7 AND actor <> 'guest'" FIT;
static const char SQL_OF_OBJECT[] = ROWS "object = $9 AND actor <> 'guest'"
					 " AND actor >= $7 AND actor < $8" FIT;

#define ABOVE_ALL "\x7f" /* behind every word of ASCII */

static struct audit_row read_row(struct db_query *q, struct arena *arena)
{
	const char *detail = db_peek_text(q, 5);
	bool is_beside = detail && strncmp(detail, AUDIT_HASHED,
					   sizeof(AUDIT_HASHED) - 1) == 0;

	return (struct audit_row){
		.id = db_int(q, 0),
		.at = db_int(q, 1),
		.actor = db_text(q, 2, arena),
		.action = db_text(q, 3, arena),
		.object = db_text(q, 4, arena),
		.detail = db_text(q, is_beside ? 6 : 5, arena),
		.is_erased = db_int(q, 7) != 0,
	};
}

/* The first word behind all that begin with this one. */
static const char *behind(struct arena *arena, const char *beginning)
{
	char *word = arena_strdup(arena, beginning ? beginning : "");
	size_t len = strlen(word);

	if (len == 0 || word[len - 1] == '\x7f')
		return ABOVE_ALL;
	word[len - 1]++;
	return word;
}

static struct db_query *begin(struct db *db, struct arena *arena,
			      const struct audit_filter *filter)
{
	const char *actor = filter->actor;
	struct db_query *q;

	if (filter->object) {
		q = db_query(db, SQL_OF_OBJECT);
		db_bind_text(q, 9, filter->object);
	} else if (actor && strcmp(actor, "guest") != 0) {
		q = db_query(db, SQL_OF_ACTOR);
		db_bind_text(q, 7, actor);
		return q;
	} else if (!actor && filter->without_guests) {
		return db_query(db, SQL_OF_STAFF);
	} else {
		q = db_query(db, SQL_OF_ALL);
	}
	db_bind_text(q, 7, actor ? actor : "");
	/* The first word behind one word alone: no actor has a space last. */
	db_bind_text(q, 8,
		     actor ? arena_printf(arena, "%s ", actor) : ABOVE_ALL);
	return q;
}

enum status store_audit_list(struct db *db, struct arena *arena,
			     const struct audit_filter *filter, size_t limit,
			     struct audit_row **out, size_t *count)
{
	struct db_query *q = begin(db, arena, filter);

	*count = 0;
	*out = arena_array(arena, limit + 1, sizeof(**out));
	db_bind_int(q, 1, filter->before_id ? filter->before_id : INT64_MAX);
	db_bind_int(q, 2, filter->from);
	db_bind_int(q, 3, filter->until ? filter->until : INT64_MAX);
	db_bind_text(q, 4, filter->action ? filter->action : "");
	db_bind_text(q, 5, behind(arena, filter->action));
	db_bind_int(q, 6, (int64_t)limit);
	while (*count < limit && db_row(q))
		(*out)[(*count)++] = read_row(q, arena);
	return db_finish(q);
}
