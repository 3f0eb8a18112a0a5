/* What the rows of the record are about, by name. */
#include <stdlib.h>
#include <string.h>

#include "store/audit.h"

/* Each gives name, extra, place and user of the thing with id $1. */
static const char SQL_PROGRAM[] =
	"SELECT name, NULL, NULL, 0 FROM program WHERE id = $1";
static const char SQL_COMMENT[] =
	"SELECT CASE WHEN guest_hash IS NULL AND body = 'erased' THEN NULL"
	"            ELSE author_name END, NULL, NULL, 0"
	"  FROM comment WHERE id = $1";
static const char SQL_MEASURE[] =
	"SELECT name, NULL, area || '/' || slug, 0 FROM measure WHERE id = $1";
static const char SQL_FIGURE[] =
	"SELECT measure.name, figure.period, area || '/' || slug, 0 FROM figure"
	"  JOIN measure ON measure.id = figure.measure_id"
	" WHERE figure.id = $1";
static const char SQL_SESSION[] =
	"SELECT NULL, NULL, NULL, user_id FROM session WHERE id = $1";
static const char SQL_USER[] =
	"SELECT NULL, NULL, NULL, id FROM user WHERE id = $1";
static const char SQL_WORD[] =
	"SELECT word, NULL, NULL, 0 FROM word_rule WHERE id = $1";

static const struct {
	const char *kind, *sql;
} kinds[] = {
	{ "program ", SQL_PROGRAM }, { "comment ", SQL_COMMENT },
	{ "measure ", SQL_MEASURE }, { "figure ", SQL_FIGURE },
	{ "session ", SQL_SESSION }, { "user ", SQL_USER },
	{ "word ", SQL_WORD },
};

enum status store_audit_thing(struct db *db, struct arena *arena,
			      const char *object, struct audit_thing *out)
{
	struct db_query *q;

	*out = (struct audit_thing){ 0 };
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		size_t len = strlen(kinds[i].kind);

		if (strncmp(object, kinds[i].kind, len) != 0)
			continue;
		q = db_query(db, kinds[i].sql);
		db_bind_int(q, 1, strtoll(object + len, NULL, 10));
		if (db_row(q))
			*out = (struct audit_thing){
				.name = db_text(q, 0, arena),
				.extra = db_text(q, 1, arena),
				.place = db_text(q, 2, arena),
				.of_user = db_int(q, 3),
			};
		return db_finish(q);
	}
	return STATUS_OK;
}
