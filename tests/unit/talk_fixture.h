/* A database with a published program (1), a draft (2), and short words for
 * writing, moving and reading comments. */
#ifndef TALK_FIXTURE_H
#define TALK_FIXTURE_H

#include "fixture.h"

#include <inttypes.h>

#include "store/comment_thread.h"

#define NOW INT64_C(1795449600) /* 23 November 2026, 16:00 UTC */

static const unsigned char ANA[32] = { 1 };
static const unsigned char BEN[32] = { 2 };
static const unsigned char HOME[32] = { 9 };
static const struct comment_reader ANA_READS = { .guest_hash = ANA,
						 .now = NOW + 86400 };
static const struct comment_reader BEN_READS = { .guest_hash = BEN,
						 .now = NOW + 86400 };

static inline int open_talk(void **state)
{
	static const char ORGANIZATION[] =
		"INSERT INTO organization (id, slug, name, created_at)"
		" VALUES (1, 'kinship', 'Kinship', 1)";
	static const char PROGRAMS[] =
		"INSERT INTO program (id, slug, organization_id, name,"
		"       name_folded, summary, state, stage, created_at,"
		"       updated_at)"
		" VALUES (1, 'one', 1, 'One', 'one', 'x', 'MN', 'published',"
		"         1, 1),"
		"        (2, 'two', 1, 'Two', 'two', 'x', 'MN', 'draft', 1, 1)";
	struct fixture *f;

	fixture_open(state);
	f = *state;
	assert_int_equal(fixture_run(f->db, ORGANIZATION), STATUS_OK);
	assert_int_equal(fixture_run(f->db, PROGRAMS), STATUS_OK);
	return 0;
}

static inline struct comment_draft draft_of(const char *body, int64_t parent_id)
{
	return (struct comment_draft){
		.thread_kind = THREAD_PROGRAM,
		.thread_key = "1",
		.parent_id = parent_id,
		.author_name = "Ana",
		.author_email = "ana@example.org",
		.body = body,
		.guest_hash = ANA,
		.now = NOW,
	};
}

static inline int64_t add_draft(struct fixture *f,
				const struct comment_draft *draft)
{
	bool is_repeat;
	int64_t id = 0;

	assert_int_equal(store_comment_add(f->db, draft, &id, &is_repeat),
			 STATUS_OK);
	return id;
}

static inline int64_t add(struct fixture *f, const char *body,
			  int64_t parent_id)
{
	struct comment_draft draft = draft_of(body, parent_id);

	return add_draft(f, &draft);
}

static inline void move(struct fixture *f, int64_t id, enum comment_state state)
{
	assert_int_equal(
		store_comment_move(f->db, id, state, "command", NULL, NOW + 60),
		STATUS_OK);
}

static inline int64_t publish(struct fixture *f, const char *body,
			      int64_t parent_id)
{
	int64_t id = add(f, body, parent_id);

	move(f, id, COMMENT_PUBLISHED);
	return id;
}

static inline int64_t number(struct fixture *f, const char *sql)
{
	struct db_query *q = db_query(f->db, sql);
	int64_t value = 0;

	if (db_row(q))
		value = db_int(q, 0);
	assert_int_equal(db_finish_one(q), STATUS_OK);
	return value;
}

static inline int64_t generation(struct fixture *f)
{
	int64_t public_now, directory;

	assert_int_equal(db_generation(f->db, &public_now, &directory),
			 STATUS_OK);
	return public_now;
}

struct seen {
	struct thread thread;
	struct comment *notes;
	size_t count, pages;
};

static inline struct seen read_view(struct fixture *f,
				    const struct comment_view *view,
				    const struct comment_reader *reader)
{
	struct comment_page page = { 0 };
	struct seen s = { .count = 0 };

	assert_int_equal(store_thread_get(f->db, f->arena, THREAD_PROGRAM, "1",
					  &s.thread),
			 STATUS_OK);
	assert_int_equal(store_comment_thread(f->db, f->arena, s.thread.id,
					      view, reader, &page),
			 STATUS_OK);
	s.notes = page.notes;
	s.count = page.count;
	s.pages = page.pages;
	return s;
}

/* A day later, so that nothing may be edited any more. */
static inline struct seen read_page(struct fixture *f, size_t page,
				    const unsigned char *guest)
{
	const struct comment_view view = { .page = page };
	const struct comment_reader reader = { .guest_hash = guest,
					       .now = NOW + 86400 };

	return read_view(f, &view, &reader);
}

/* "a b+ c" with levels: "1a 2b 1c". */
static inline const char *outline(struct fixture *f, const struct seen *s)
{
	char *out = arena_strdup(f->arena, "");

	for (size_t i = 0; i < s->count; i++)
		out = arena_printf(f->arena, "%s%s%d%s", out, i ? " " : "",
				   s->notes[i].depth,
				   s->notes[i].is_stub ? "(gone)"
						       : s->notes[i].body);
	return out;
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, open_talk, fixture_close)

#endif
