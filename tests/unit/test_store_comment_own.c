/* Authors change and delete what they wrote. */
#include "talk_fixture.h"

#include "store/comment_own.h"
#include "store/staff_comment.h"
#include "store/user.h"

static enum status edit_at(struct fixture *f, int64_t id,
			   const struct comment_reader *reader, int64_t version,
			   const char *body, int64_t now)
{
	struct comment_draft draft = draft_of(body, 0);

	draft.edited_id = id;
	draft.user_id = reader->user_id;
	draft.now = now;
	return store_comment_own_edit(f->db, &draft, reader, version);
}

static enum status edit(struct fixture *f, int64_t id,
			const struct comment_reader *reader, const char *body)
{
	struct comment_own own;
	enum status st =
		store_comment_own_get(f->db, f->arena, id, reader, NOW, &own);

	return st == STATUS_OK
		       ? edit_at(f, id, reader, own.version, body, NOW + 1)
		       : st;
}

static struct comment_own look(struct fixture *f, int64_t id)
{
	struct comment_own own;

	assert_int_equal(store_comment_own_get(f->db, f->arena, id, &ANA_READS,
					       NOW, &own),
			 STATUS_OK);
	return own;
}

/* A member and a comment of theirs, published. */
static struct comment_reader member(struct fixture *f, bool is_trusted,
				    int64_t *id)
{
	struct comment_draft draft = draft_of("m0", 0);
	int64_t user_id = 0;

	assert_int_equal(store_user_add(f->db, "m@example.org", ROLE_READER,
					NULL, "test", &user_id),
			 STATUS_OK);
	draft.user_id = user_id;
	draft.guest_hash = NULL;
	for (int i = 0; i < (is_trusted ? 4 : 1); i++) {
		draft.body = arena_printf(f->arena, "m%d", i);
		*id = add_draft(f, &draft);
		move(f, *id, COMMENT_PUBLISHED);
	}
	return (struct comment_reader){ .user_id = user_id };
}

static void only_its_author_may_change_a_comment(void **state)
{
	struct fixture *f = *state;
	const struct comment_reader both = { .guest_hash = BEN, .user_id = 9 };
	const struct comment_reader nobody = { 0 };
	int64_t id = add(f, "hello", 0), mine;
	const struct comment_reader m = member(f, false, &mine);

	assert_int_equal(edit(f, id, &BEN_READS, "x"), STATUS_NOT_FOUND);
	assert_int_equal(edit(f, id, &both, "x"), STATUS_NOT_FOUND);
	assert_int_equal(edit(f, id, &nobody, "x"), STATUS_NOT_FOUND);
	assert_int_equal(edit(f, id, &m, "x"), STATUS_NOT_FOUND);
	assert_int_equal(edit(f, mine, &ANA_READS, "x"), STATUS_NOT_FOUND);
	assert_int_equal(edit(f, mine, &nobody, "x"), STATUS_NOT_FOUND);
	assert_int_equal(edit(f, 999, &ANA_READS, "x"), STATUS_NOT_FOUND);
	assert_int_equal(edit(f, id, &ANA_READS, "mine"), STATUS_OK);
	assert_int_equal(edit(f, mine, &m, "mine"), STATUS_OK);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"
				   " WHERE body = 'mine'"),
			 2);
}

static void an_edit_keeps_the_words_before(void **state)
{
	struct fixture *f = *state;
	int64_t id = add(f, "first", 0);

	assert_int_equal(edit(f, id, &ANA_READS, "second"), STATUS_OK);
	assert_int_equal(edit(f, id, &ANA_READS, "second"), STATUS_OK);
	assert_int_equal(edit(f, id, &ANA_READS, "third"), STATUS_OK);
	assert_int_equal(number(f, "SELECT count(*) FROM comment_revision"
				   " WHERE actor = 'author'"
				   " AND body IN ('first', 'second')"),
			 2);
	assert_int_equal(number(f, "SELECT count(*) FROM audit"
				   " WHERE action = 'comment.edit'"
				   " AND actor = 'author'"),
			 2);
	assert_int_equal(number(f, "SELECT edited_at FROM comment"), NOW + 1);
	assert_true(look(f, id).note.is_own);
}

static void a_public_comment_waits_again_when_its_guest_edits(void **state)
{
	struct fixture *f = *state;
	int64_t id = publish(f, "first", 0), reply = publish(f, "reply", id);
	struct seen s;

	assert_int_equal(edit(f, id, &ANA_READS, "second"), STATUS_OK);
	s = read_page(f, 1, NULL);
	assert_string_equal(outline(f, &s), "1(gone) 2reply");
	assert_int_equal(s.thread.comment_count, 1);
	assert_int_equal(look(f, id).note.state, COMMENT_HELD);
	move(f, id, COMMENT_PUBLISHED);
	s = read_page(f, 1, NULL);
	assert_string_equal(outline(f, &s), "1second 2reply");
	assert_int_equal(s.notes[1].id, reply);
}

static void a_trusted_member_s_edit_shows_at_once(void **state)
{
	struct fixture *f = *state;
	int64_t id;
	const struct comment_reader m = member(f, true, &id);
	struct comment_draft draft = draft_of("call me", 0);

	assert_int_equal(edit(f, id, &m, "second"), STATUS_OK);
	assert_int_equal(number(f, "SELECT count(*) FROM comment WHERE id = 4"
				   " AND state = 'published'"
				   " AND body = 'second'"
				   " AND edited_at IS NOT NULL"),
			 1);
	draft.edited_id = id;
	draft.user_id = m.user_id;
	draft.flags = COMMENT_HAS_PHONE;
	assert_int_equal(store_comment_own_edit(f->db, &draft, &m, 3),
			 STATUS_OK);
	assert_int_equal(number(f, "SELECT count(*) FROM comment WHERE id = 4"
				   " AND state = 'held' AND flags = 1"),
			 1);
	/* What waits goes on waiting, though three are public. */
	assert_int_equal(edit(f, id, &m, "third"), STATUS_OK);
	assert_int_equal(number(f, "SELECT count(*) FROM comment WHERE id = 4"
				   " AND state = 'held' AND flags = 0"),
			 1);
}

static void new_words_are_judged_anew(void **state)
{
	static const unsigned char words[SPAM_WORDS_HASH] = { 7 };
	struct fixture *f = *state;
	struct comment_draft draft = draft_of("win", 0);
	int64_t id = publish(f, "first", 0);

	draft.edited_id = id;
	draft.verdict = (struct spam_verdict){ .score = 99,
					       .is_spam = true,
					       .reasons = "[]",
					       .words_hash = words };
	assert_int_equal(store_comment_own_edit(f->db, &draft, &ANA_READS, 2),
			 STATUS_OK);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"
				   " WHERE state = 'spam' AND score = 99"
				   " AND flags = 256 AND score_reasons = '[]'"
				   " AND words_hash IS NOT NULL"),
			 1);
	assert_true(look(f, id).note.is_own); /* to its author it waits */
	assert_int_equal(edit(f, id, &ANA_READS, "an honest word"), STATUS_OK);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"
				   " WHERE state = 'held' AND score = 0"
				   " AND flags = 0 AND words_hash IS NULL"),
			 1);
}

static void who_is_blocked_stays_so(void **state)
{
	static const char BLOCK[] =
		"UPDATE comment SET state = 'spam', flags = 64";
	struct fixture *f = *state;
	int64_t id = add(f, "first", 0);

	assert_int_equal(fixture_run(f->db, BLOCK), STATUS_OK);
	assert_int_equal(edit(f, id, &ANA_READS, "second"), STATUS_OK);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"
				   " WHERE state = 'spam' AND flags = 64"
				   " AND body = 'second'"),
			 1);
}

static void after_a_quarter_of_an_hour_it_is_too_late(void **state)
{
	struct fixture *f = *state;
	int64_t id = add(f, "first", 0), late = NOW + COMMENT_EDIT_SECONDS;

	assert_int_equal(edit_at(f, id, &ANA_READS, 1, "x", late - 1),
			 STATUS_OK);
	assert_int_equal(edit_at(f, id, &ANA_READS, 2, "y", late), STATUS_GONE);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"
				   " WHERE body = 'x' AND state = 'held'"),
			 1);
}

static void an_edit_of_what_changed_since_is_a_conflict(void **state)
{
	struct fixture *f = *state;
	int64_t id = add(f, "first", 0);

	move(f, id, COMMENT_PUBLISHED);
	assert_int_equal(edit_at(f, id, &ANA_READS, 1, "x", NOW),
			 STATUS_CONFLICT);
	move(f, id, COMMENT_REMOVED);
	assert_true(look(f, id).is_gone);
	assert_int_equal(edit(f, id, &ANA_READS, "x"), STATUS_CONFLICT);
	assert_int_equal(number(f, "SELECT count(*) FROM comment_revision"), 0);
}

static void edits_have_an_end(void **state)
{
	struct fixture *f = *state;
	int64_t id = add(f, "first", 0);

	for (int i = 0; i < COMMENT_EDITS_MAX; i++)
		assert_int_equal(edit(f, id, &ANA_READS,
				      arena_printf(f->arena, "%d", i)),
				 STATUS_OK);
	assert_int_equal(edit(f, id, &ANA_READS, "x"), STATUS_TOO_FAST);
	assert_int_equal(edit(f, id, &ANA_READS, "19"), STATUS_OK); /* same */
}

static void a_page_that_is_closed_has_no_comments_to_change(void **state)
{
	static const char CLOSE[] =
		"UPDATE program SET stage = 'closed' WHERE id = 1";
	struct fixture *f = *state;
	int64_t id = add(f, "hello", 0);

	assert_int_equal(fixture_run(f->db, CLOSE), STATUS_OK);
	assert_int_equal(edit(f, id, &ANA_READS, "x"), STATUS_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(only_its_author_may_change_a_comment),
		TEST(an_edit_keeps_the_words_before),
		TEST(a_public_comment_waits_again_when_its_guest_edits),
		TEST(a_trusted_member_s_edit_shows_at_once),
		TEST(new_words_are_judged_anew),
		TEST(who_is_blocked_stays_so),
		TEST(after_a_quarter_of_an_hour_it_is_too_late),
		TEST(an_edit_of_what_changed_since_is_a_conflict),
		TEST(edits_have_an_end),
		TEST(a_page_that_is_closed_has_no_comments_to_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
