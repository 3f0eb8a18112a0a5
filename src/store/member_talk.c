#include "store/member_talk.h"

#include <string.h>

#include "store/comment_row.h"

/* A removal is one's own when the record says so; the record is asked for what
 * was removed, and only then. */
#define OWN_COLUMNS                                                            \
	"SELECT comment.id, comment.state, comment.body, comment.created_at,"  \
	"       comment.edited_at, comment.is_staff,"                          \
	"       thread.program_id IS NULL"                                     \
	"         OR program.stage IN ('published', 'paused'),"                \
	"       CASE comment.state WHEN 'removed' THEN"                        \
	"         (SELECT actor FROM audit"                                    \
	"           WHERE object = 'comment ' || comment.id"                   \
	"             AND action = 'comment.remove' AND actor <> 'guest'"      \
	"           ORDER BY audit.id DESC LIMIT 1)"                           \
	"         END = 'user ' || $1, " THREAD_COLUMNS
#define OWN_JOINS                                                              \
	"  JOIN thread ON thread.id = comment.thread_id"                       \
	"  LEFT JOIN program ON program.id = thread.program_id"

/* The numbers first, from the index: long words are read for one page. */
static const char SQL_COMMENTS[] =
	OWN_COLUMNS "  FROM (SELECT id FROM comment WHERE user_id = $1"
		    "         ORDER BY id DESC LIMIT $2 OFFSET $3) AS own"
		    "  JOIN comment ON comment.id = own.id" OWN_JOINS
		    " ORDER BY own.id DESC";

static const char SQL_COMMENT[] =
	OWN_COLUMNS "  FROM comment" OWN_JOINS " WHERE comment.user_id = $1"
		    "   AND comment.id = $2";

static const char SQL_REPLIES[] =
	"SELECT reply.id, reply.author_name, reply.body, reply.is_staff,"
	"       reply.published_at, CASE own.state WHEN 'removed' THEN ''"
	"         ELSE own.body END, " THREAD_COLUMNS "  FROM comment AS own"
	"  JOIN comment AS reply ON reply.parent_id = own.id"
	"       AND reply.state = 'published'"
	"  JOIN thread ON thread.id = reply.thread_id"
	"  LEFT JOIN public_program AS program"
	"       ON program.id = thread.program_id"
	" WHERE own.user_id = $1 AND coalesce(reply.user_id, 0) <> $1"
	"   AND (thread.program_id IS NULL OR program.id IS NOT NULL)"
	" ORDER BY reply.published_at DESC, reply.id DESC LIMIT $2 OFFSET $3";

static const char SQL_COUNTS[] =
	"SELECT count(*), coalesce(sum(state = 'published'), 0) FROM comment"
	" WHERE user_id = $1";

static struct member_comment read_own(struct db_query *q, struct arena *arena)
{
	struct member_comment out = {
		.id = db_int(q, 0),
		.state = store_comment_state_of(db_peek_text(q, 1)),
		.body = db_text(q, 2, arena),
		.created_at = db_int(q, 3),
		.edited_at = db_int(q, 4),
		.is_staff = db_int(q, 5) != 0,
		.is_on_page = db_int(q, 6) != 0,
		.is_own_removal = db_int(q, 7) != 0,
	};

	out.is_spam = out.state == COMMENT_SPAM;
	if (out.is_spam)
		out.state = COMMENT_HELD;
	store_thread_read(q, 8, arena, &out.thread);
	return out;
}

static void bind_page(struct db_query *q, size_t page, size_t limit)
{
	db_bind_int(q, 2, (int64_t)limit);
	db_bind_int(q, 3, (int64_t)(page - 1) * MEMBER_TALK_PAGE);
}

enum status store_member_comments(struct db *db, struct arena *arena,
				  int64_t user_id, size_t page,
				  struct member_comment **out, size_t *count)
{
	struct db_query *q = db_query(db, SQL_COMMENTS);

	*out = arena_array(arena, MEMBER_TALK_PAGE, sizeof(**out));
	*count = 0;
	db_bind_int(q, 1, user_id);
	bind_page(q, page, MEMBER_TALK_PAGE);
	while (*count < MEMBER_TALK_PAGE && db_row(q))
		(*out)[(*count)++] = read_own(q, arena);
	return db_finish(q);
}

enum status store_member_comment(struct db *db, struct arena *arena,
				 int64_t user_id, int64_t id,
				 struct member_comment *out)
{
	struct db_query *q = db_query(db, SQL_COMMENT);

	db_bind_int(q, 1, user_id);
	db_bind_int(q, 2, id);
	if (db_row(q))
		*out = read_own(q, arena);
	return db_finish_one(q);
}

enum status store_member_replies(struct db *db, struct arena *arena,
				 int64_t user_id, size_t page,
				 struct member_reply **out, size_t *count,
				 bool *has_more)
{
	struct db_query *q = db_query(db, SQL_REPLIES);

	*out = arena_array(arena, MEMBER_TALK_PAGE, sizeof(**out));
	*count = 0;
	*has_more = false;
	db_bind_int(q, 1, user_id);
	bind_page(q, page, MEMBER_TALK_PAGE + 1);
	while (!*has_more && db_row(q)) {
		struct member_reply *reply;

		*has_more = *count == MEMBER_TALK_PAGE;
		if (*has_more)
			continue;
		reply = &(*out)[(*count)++];
		*reply = (struct member_reply){
			.id = db_int(q, 0),
			.author_name = db_text(q, 1, arena),
			.body = db_text(q, 2, arena),
			.is_staff = db_int(q, 3) != 0,
			.published_at = db_int(q, 4),
			.answered = db_text(q, 5, arena),
		};
		store_thread_read(q, 6, arena, &reply->thread);
	}
	return db_finish(q);
}

enum status store_member_counts(struct db *db, int64_t user_id,
				struct member_counts *out)
{
	struct db_query *q = db_query(db, SQL_COUNTS);

	*out = (struct member_counts){ 0 };
	db_bind_int(q, 1, user_id);
	if (db_row(q)) {
		out->comments = db_int(q, 0);
		out->published = db_int(q, 1);
	}
	return db_finish_one(q);
}
