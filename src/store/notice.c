#include "store/notice.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/comment_row.h"
#include "store/outbox.h"
#include "util/clock.h"

/* The writer of a comment, and where mail reaches them: a member at the
 * account's address, which is proven, a guest at the one that was typed. */
static const char SQL_WRITER[] =
	"SELECT comment.state, comment.flags, comment.wants_mail,"
	"       comment.source IS NOT NULL,"
	"       comment.published_at, comment.parent_id, comment.user_id,"
	"       lower(CASE WHEN comment.user_id IS NULL"
	"                  THEN comment.author_email"
	"                  WHEN user.is_disabled = 0 AND user.erased_at IS NULL"
	"                  THEN coalesce(user.email, user.contact_email) END),"
	"       user.mails_published, user.mails_replies"
	"  FROM comment LEFT JOIN user ON user.id = comment.user_id"
	" WHERE comment.id = $1";

static const char SQL_HELD_LATELY[] =
	"SELECT 1 FROM outbox WHERE kind = $1 AND recipient = $2"
	"   AND created_at > $3 LIMIT 1";

static const char SQL_LATE[] =
	"SELECT id FROM comment WHERE lower(author_email) = $1"
	"   AND state = 'published' AND wants_mail = 1 AND user_id IS NULL"
	"   AND source IS NULL AND published_at > $2"
	" ORDER BY id LIMIT 20";

static const char SQL_COMMENT[] =
	"SELECT " COMMENT_COLUMNS
	"  FROM comment JOIN thread ON thread.id = comment.thread_id"
	"  LEFT JOIN program ON program.id = thread.program_id"
	" WHERE comment.id = $1";

struct writer {
	enum comment_state state;
	unsigned flags;
	bool wants_mail, is_imported;
	int64_t published_at, parent_id, user_id;
	const char *email; /* NULL: there is no way to reach them */
	bool mails_published, mails_replies;
};

static enum status get_writer(struct db *db, struct arena *arena, int64_t id,
			      struct writer *out)
{
	struct db_query *q = db_query(db, SQL_WRITER);

	*out = (struct writer){ 0 };
	db_bind_int(q, 1, id);
	if (db_row(q))
		*out = (struct writer){
			.state = store_comment_state_of(db_peek_text(q, 0)),
			.flags = (unsigned)db_int(q, 1),
			.wants_mail = db_int(q, 2) != 0,
			.is_imported = db_int(q, 3) != 0,
			.published_at = db_int(q, 4),
			.parent_id = db_int(q, 5),
			.user_id = db_int(q, 6),
			.email = db_text(q, 7, arena),
			.mails_published = db_int(q, 8) != 0,
			.mails_replies = db_int(q, 9) != 0,
		};
	return db_finish_one(q);
}

/* Did they ask for mail of this kind? */
static bool wants(const struct writer *w, const char *kind)
{
	if (!w->email || w->is_imported)
		return false;
	if (w->user_id && !strcmp(kind, NOTICE_PUBLISHED))
		return w->mails_published;
	if (w->user_id && !strcmp(kind, NOTICE_REPLY))
		return w->mails_replies;
	return w->wants_mail;
}

static enum status queue(struct db *db, struct arena *arena, const char *kind,
			 const char *email, int64_t comment_id, int64_t now)
{
	const char *object =
		arena_printf(arena, "comment %" PRId64, comment_id);

	return store_outbox_add(db, kind, email, object, NULL, now);
}

static enum status find_address(struct db *db, struct arena *arena,
				const struct writer *w, int64_t now,
				struct mail_address *out)
{
	return store_mail_address_need(db, arena, w->email, w->user_id != 0,
				       now, out);
}

static bool may_write_to(const struct mail_address *address)
{
	return address->confirmed_at && !address->stopped_at;
}

/* Held ------------------------------------------------------------------------
 */

/* Whoever writes a lot knows by now that words are read first. */
static enum status was_told_lately(struct db *db, const char *email,
				   int64_t now, bool *was_told)
{
	struct db_query *q = db_query(db, SQL_HELD_LATELY);

	db_bind_text(q, 1, NOTICE_HELD);
	db_bind_text(q, 2, email);
	db_bind_int(q, 3, now - NOTICE_HELD_SECONDS);
	*was_told = db_row(q);
	return db_finish(q);
}

static enum status tell_held(struct db *db, struct arena *arena, int64_t id,
			     int64_t now)
{
	struct mail_address address;
	struct writer w;
	bool was_told;
	enum status st = get_writer(db, arena, id, &w);

	if (st != STATUS_OK || w.state != COMMENT_HELD ||
	    (w.flags & (COMMENT_IS_BAIT | COMMENT_IS_BLOCKED)) ||
	    !wants(&w, NOTICE_HELD))
		return st;
	st = find_address(db, arena, &w, now, &address);
	if (st != STATUS_OK || address.stopped_at)
		return st;
	if (!address.confirmed_at) {
		st = store_mail_address_ask(db, address.id, now);
		if (st != STATUS_OK)
			return st == STATUS_TOO_FAST ? STATUS_OK : st;
		return queue(db, arena, NOTICE_CONFIRM, address.email, id, now);
	}
	st = was_told_lately(db, address.email, now, &was_told);
	if (st != STATUS_OK || was_told)
		return st;
	return queue(db, arena, NOTICE_HELD, address.email, id, now);
}

enum status store_notice_held(struct db *db, int64_t comment_id, int64_t now)
{
	struct arena *arena = arena_new();
	enum status st;

	db_begin(db);
	st = db_end(db, tell_held(db, arena, comment_id, now));
	arena_free(arena);
	return st;
}

/* Published -------------------------------------------------------------------
 */

static enum status tell(struct db *db, struct arena *arena, const char *kind,
			const struct writer *who, int64_t comment_id,
			int64_t now)
{
	struct mail_address address;
	enum status st;

	if (!wants(who, kind))
		return STATUS_OK;
	st = find_address(db, arena, who, now, &address);
	if (st != STATUS_OK || !may_write_to(&address))
		return st;
	return queue(db, arena, kind, address.email, comment_id, now);
}

static bool is_same_person(const struct writer *a, const struct writer *b)
{
	if (a->user_id && a->user_id == b->user_id)
		return true;
	return a->email && b->email && !strcmp(a->email, b->email);
}

static enum status tell_published(struct db *db, struct arena *arena,
				  int64_t id, bool tells_writer, int64_t now)
{
	struct writer w, above;
	enum status st = get_writer(db, arena, id, &w);

	if (st != STATUS_OK || w.state != COMMENT_PUBLISHED || w.is_imported ||
	    now - w.published_at > NOTICE_FIRST_DAYS * CLOCK_DAY)
		return st;
	if (tells_writer)
		st = tell(db, arena, NOTICE_PUBLISHED, &w, id, now);
	if (st != STATUS_OK || !w.parent_id)
		return st;
	st = get_writer(db, arena, w.parent_id, &above);
	if (st != STATUS_OK || above.state != COMMENT_PUBLISHED ||
	    is_same_person(&w, &above))
		return st;
	return tell(db, arena, NOTICE_REPLY, &above, id, now);
}

static enum status tell_all(struct db *db, int64_t id, bool tells_writer,
			    int64_t now)
{
	struct arena *arena = arena_new();
	enum status st;

	db_begin(db);
	st = db_end(db, tell_published(db, arena, id, tells_writer, now));
	arena_free(arena);
	return st;
}

enum status store_notice_published(struct db *db, int64_t comment_id,
				   int64_t now)
{
	return tell_all(db, comment_id, true, now);
}

enum status store_notice_shown(struct db *db, int64_t comment_id, int64_t now)
{
	return tell_all(db, comment_id, false, now);
}

enum status store_notice_late(struct db *db, const char *email, int64_t now)
{
	struct arena *arena = arena_new();
	struct db_query *q = db_query(db, SQL_LATE);
	int64_t ids[20];
	size_t count = 0;
	enum status st;

	db_bind_text(q, 1, email);
	db_bind_int(q, 2, now - MAIL_ADDRESS_LATE_DAYS * CLOCK_DAY);
	while (count < 20 && db_row(q))
		ids[count++] = db_int(q, 0);
	st = db_finish(q);
	for (size_t i = 0; st == STATUS_OK && i < count; i++)
		st = queue(db, arena, NOTICE_PUBLISHED, email, ids[i], now);
	arena_free(arena);
	return st;
}

/* When a mail is made ---------------------------------------------------------
 */

static enum status get_comment(struct db *db, struct arena *arena, int64_t id,
			       struct comment *out)
{
	struct db_query *q = db_query(db, SQL_COMMENT);

	db_bind_int(q, 1, id);
	if (db_row(q))
		store_comment_read(q, arena, out);
	return db_finish_one(q);
}

/* Is the state of things still what the mail says? */
static bool is_true(const char *kind, const struct writer *w)
{
	if (!strcmp(kind, NOTICE_HELD))
		return w->state == COMMENT_HELD;
	if (!strcmp(kind, NOTICE_CONFIRM))
		return w->state == COMMENT_HELD ||
		       w->state == COMMENT_PUBLISHED;
	return w->state == COMMENT_PUBLISHED;
}

static bool may_get(const char *kind, const struct mail_address *address)
{
	return strcmp(kind, NOTICE_CONFIRM)
		       ? may_write_to(address)
		       : !address->confirmed_at && !address->stopped_at;
}

/* A mail leads to a page that is public. */
static enum status look_at_page(struct db *db, struct arena *arena,
				const struct thread *thread)
{
	struct thread page;

	return store_thread_get(db, arena, thread->kind, thread->key, &page);
}

static enum status get_answered(struct db *db, struct arena *arena,
				int64_t parent_id, struct writer *who,
				struct notice *out)
{
	struct comment parent;
	enum status st = get_writer(db, arena, parent_id, who);

	if (st == STATUS_OK && who->state != COMMENT_PUBLISHED)
		st = STATUS_NOT_FOUND;
	if (st == STATUS_OK)
		st = get_comment(db, arena, parent_id, &parent);
	if (st == STATUS_OK) {
		out->name = parent.author_name;
		out->answered = parent.body;
	}
	return st;
}

enum status store_notice_get(struct db *db, struct arena *arena,
			     const char *kind, const char *object,
			     const char *recipient, struct notice *out)
{
	struct writer who;
	enum status st;
	int64_t id = 0;

	*out = (struct notice){ 0 };
	if (sscanf(object, "comment %" SCNd64, &id) != 1)
		return STATUS_NOT_FOUND;
	st = get_writer(db, arena, id, &who);
	if (st == STATUS_OK && !is_true(kind, &who))
		st = STATUS_NOT_FOUND;
	if (st == STATUS_OK)
		st = get_comment(db, arena, id, &out->comment);
	if (st == STATUS_OK)
		st = look_at_page(db, arena, &out->comment.thread);
	out->name = out->comment.author_name;
	if (st == STATUS_OK && !strcmp(kind, NOTICE_REPLY))
		st = get_answered(db, arena, who.parent_id, &who, out);
	if (st == STATUS_OK &&
	    (!wants(&who, kind) || strcmp(who.email, recipient) != 0))
		st = STATUS_NOT_FOUND;
	if (st != STATUS_OK)
		return st;
	out->user_id = who.user_id;
	st = store_mail_address_find(db, arena, recipient, &out->address);
	if (st == STATUS_OK && !may_get(kind, &out->address))
		st = STATUS_NOT_FOUND;
	return st;
}
