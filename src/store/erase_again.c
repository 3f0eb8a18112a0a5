/* What of the erased a restored backup still has. */
#include "store/erase.h"

static const char SQL_ADDRESSES[] =
	"SELECT lower(author_email) FROM comment"
	" WHERE author_email IS NOT NULL"
	" UNION SELECT lower(email) FROM user"
	"  WHERE email IS NOT NULL AND erased_at IS NULL"
	" UNION SELECT lower(contact_email) FROM user"
	"  WHERE contact_email IS NOT NULL"
	" UNION SELECT lower(email) FROM mail_address"
	" UNION SELECT lower(email) FROM email_link";
static const char SQL_USER[] =
	"SELECT 1 FROM user"
	" WHERE id = $1 AND created_at = $2 AND erased_at IS NULL";
/* An empty place of an erased one has no key of whoever may see it. */
static const char SQL_COMMENT[] =
	"SELECT 1 FROM comment WHERE id = $1 AND created_at = $2"
	"   AND (state <> 'removed' OR body <> 'erased'"
	"        OR author_name <> 'erased')";

enum status store_erase_addresses(struct db *db, struct arena *arena,
				  const char ***out, size_t *count)
{
	struct db_query *q = db_query(db, SQL_ADDRESSES);
	size_t size = 0;

	*out = NULL;
	*count = 0;
	while (db_row(q)) {
		if (*count == size) {
			*out = arena_grow(arena, *out, size * sizeof(**out),
					  2 * (size + 256) * sizeof(**out));
			size = 2 * (size + 256);
		}
		(*out)[(*count)++] = db_text(q, 0, arena);
	}
	return db_finish(q);
}

static enum status is_there(struct db *db, const char *sql,
			    const struct erased_thing *thing, bool *out)
{
	struct db_query *q = db_query(db, sql);

	db_bind_int(q, 1, thing->id);
	db_bind_int(q, 2, thing->created_at);
	*out = db_row(q);
	return db_finish(q);
}

enum status store_erase_has_user(struct db *db, const struct erased_thing *user,
				 bool *out)
{
	return is_there(db, SQL_USER, user, out);
}

enum status store_erase_has_comment(struct db *db,
				    const struct erased_thing *comment,
				    bool *out)
{
	return is_there(db, SQL_COMMENT, comment, out);
}
