#include "talk_fixture.h"

#include "store/assignment.h"
#include "store/blocked_sender.h"
#include "store/staff_comment.h"
#include "store/user.h"

static int64_t staff(struct fixture *f)
{
	int64_t id = 0;

	assert_int_equal(store_user_add(f->db, "maria@example.org",
					ROLE_MODERATOR, NULL, "test", &id),
			 STATUS_OK);
	return id;
}

static struct staff_comment look(struct fixture *f, int64_t id)
{
	struct staff_comment out;

	assert_int_equal(store_staff_comment_get(f->db, f->arena, id, &out),
			 STATUS_OK);
	return out;
}

static enum status decide(struct fixture *f, int64_t id, int64_t version,
			  enum comment_state state, int64_t *after)
{
	const struct comment_decision d = {
		.id = id,
		.version = version,
		.state = state,
		.actor = "user 1",
		.now = NOW + 60,
	};

	return store_staff_comment_decide(f->db, &d, after);
}

static enum status edit(struct fixture *f, int64_t id, int64_t version,
			const char *body)
{
	const struct comment_edit words = {
		.id = id,
		.version = version,
		.author_name = "Ana",
		.body = body,
		.actor = "user 1",
		.now = NOW + 30,
	};

	return store_comment_edit(f->db, &words);
}

static int64_t add_from(struct fixture *f, const char *email, const char *body,
			unsigned flags)
{
	struct comment_draft draft = draft_of(body, 0);

	draft.author_email = email;
	draft.flags = flags;
	draft.address_hash = HOME;
	return add_draft(f, &draft);
}

/* The bodies of a tab, as one line. */
static const char *tab_of(struct fixture *f, enum comment_tab tab,
			  const char *query)
{
	struct staff_comment_list list;
	char *out = arena_strdup(f->arena, "");

	assert_int_equal(
		store_staff_comment_list(f->db, f->arena, tab, query, 1, &list),
		STATUS_OK);
	for (size_t i = 0; i < list.count; i++)
		out = arena_printf(f->arena, "%s%s%s", out, i ? " " : "",
				   list.items[i].note.body);
	return out;
}

static void each_comment_stands_in_its_tab(void **state)
{
	struct fixture *f = *state;
	size_t counts[COMMENT_TABS];
	int64_t c, d;

	add_from(f, "a@example.org", "plain", 0);
	add_from(f, "a@example.org", "phone", COMMENT_HAS_PHONE);
	c = add_from(f, "a@example.org", "spam", COMMENT_HAS_CHILD);
	d = add_from(f, "a@example.org", "gone", 0);
	add_from(f, "a@example.org", "links", COMMENT_HAS_LINKS);
	publish(f, "early", 0);
	publish(f, "late", 0);
	move(f, c, COMMENT_SPAM);
	move(f, d, COMMENT_REMOVED);
	assert_string_equal(tab_of(f, COMMENT_TAB_TO_READ, NULL),
			    "plain links");
	assert_string_equal(tab_of(f, COMMENT_TAB_SAFETY, ""), "phone");
	assert_string_equal(tab_of(f, COMMENT_TAB_SPAM, NULL), "spam");
	assert_string_equal(tab_of(f, COMMENT_TAB_REMOVED, NULL), "gone");
	assert_string_equal(tab_of(f, COMMENT_TAB_PUBLISHED, NULL),
			    "late early");
	assert_string_equal(tab_of(f, COMMENT_TAB_REPORTED, NULL), "");
	assert_int_equal(store_staff_comment_counts(f->db, counts), STATUS_OK);
	assert_int_equal(counts[COMMENT_TAB_TO_READ], 2);
	assert_int_equal(counts[COMMENT_TAB_PUBLISHED], 2);
	assert_int_equal(counts[COMMENT_TAB_REPORTED], 0);
}

static void a_tab_is_searched_for_names_addresses_and_words(void **state)
{
	struct fixture *f = *state;

	add_from(f, "Zoe@example.org", "one", 0);
	add_from(f, "b@example.org", "100% TWO", 0);
	add_from(f, "b@example.org", "three_x", 0);
	assert_string_equal(tab_of(f, COMMENT_TAB_TO_READ, "zoe@"), "one");
	assert_string_equal(tab_of(f, COMMENT_TAB_TO_READ, "two"), "100% TWO");
	assert_string_equal(tab_of(f, COMMENT_TAB_TO_READ, "Two"), "100% TWO");
	assert_string_equal(tab_of(f, COMMENT_TAB_TO_READ, "%"), "100% TWO");
	assert_string_equal(tab_of(f, COMMENT_TAB_TO_READ, "_"), "three_x");
	assert_string_equal(tab_of(f, COMMENT_TAB_TO_READ, "\\"), "");
	assert_string_equal(tab_of(f, COMMENT_TAB_TO_READ, "ana"),
			    "one 100% TWO three_x");
	assert_string_equal(tab_of(f, COMMENT_TAB_SPAM, "two"), "");
}

static void the_next_one_follows_or_stands_before(void **state)
{
	struct fixture *f = *state;
	int64_t a = add(f, "a", 0), b = add(f, "b", 0), c = add(f, "c", 0);
	int64_t next;

	assert_int_equal(
		store_staff_comment_next(f->db, COMMENT_TAB_TO_READ, a, &next),
		STATUS_OK);
	assert_int_equal(next, b);
	assert_int_equal(
		store_staff_comment_next(f->db, COMMENT_TAB_TO_READ, c, &next),
		STATUS_OK);
	assert_int_equal(next, b);
	assert_int_equal(
		store_staff_comment_next(f->db, COMMENT_TAB_TO_READ, 99, &next),
		STATUS_OK);
	assert_int_equal(next, a);
	assert_int_equal(
		store_staff_comment_next(f->db, COMMENT_TAB_SPAM, a, &next),
		STATUS_OK);
	assert_int_equal(next, 0);
}

static void staff_see_who_wrote_and_what_is_answered(void **state)
{
	struct fixture *f = *state;
	int64_t a = add_from(f, "a@example.org", "a", 0), b;
	struct comment_draft draft = draft_of("b", a);
	struct staff_comment seen;

	assert_int_equal(look(f, a).published_before, 0);
	move(f, a, COMMENT_PUBLISHED);
	draft.author_email = "A@Example.org";
	b = add_draft(f, &draft);
	seen = look(f, b);
	assert_int_equal(seen.published_before, 1);
	assert_string_equal(seen.parent_body, "a");
	assert_int_equal(seen.parent_state, COMMENT_PUBLISHED);
	assert_true(seen.is_on_page);
	assert_false(seen.has_address);
	assert_true(look(f, a).has_address);
	assert_null(look(f, a).parent_name);
	assert_null(seen.holder);
	assert_int_equal(store_assignment_take(
				 f->db,
				 arena_printf(f->arena, "comment %d", (int)b),
				 staff(f), NOW),
			 STATUS_OK);
	assert_string_equal(look(f, b).holder, "maria");
}

static void a_decision_needs_the_version_that_was_seen(void **state)
{
	struct fixture *f = *state;
	int64_t id = add(f, "hello", 0), seen = look(f, id).version, after;

	assert_int_equal(edit(f, id, seen, "hello 218-555-0142"), STATUS_OK);
	assert_int_equal(decide(f, id, seen, COMMENT_PUBLISHED, &after),
			 STATUS_CONFLICT);
	assert_int_equal(look(f, id).note.state, COMMENT_HELD);
	assert_int_equal(decide(f, id, seen + 1, COMMENT_REMOVED, &after),
			 STATUS_OK);
	assert_int_equal(look(f, id).version, after);
	assert_int_equal(decide(f, id, seen + 1, COMMENT_PUBLISHED, &after),
			 STATUS_CONFLICT);
	assert_int_equal(decide(f, 99, 1, COMMENT_SPAM, &after),
			 STATUS_NOT_FOUND);
}

static void a_decision_settles_reports_and_undo_opens_them_again(void **state)
{
	static const char REPORT[] =
		"INSERT INTO comment_report (comment_id, reason, note,"
		"       created_at) VALUES (1, 'rude', 'It is.', 5)";
	static const char COUNT[] =
		"UPDATE comment SET reports = 1 WHERE id = 1";
	struct fixture *f = *state;
	int64_t id = publish(f, "hello", 0), after;
	struct comment_report *reports;
	struct staff_comment seen;
	const char *before;
	size_t count;

	assert_int_equal(fixture_run(f->db, REPORT), STATUS_OK);
	assert_int_equal(fixture_run(f->db, COUNT), STATUS_OK);
	assert_string_equal(tab_of(f, COMMENT_TAB_REPORTED, NULL), "hello");
	assert_int_equal(store_staff_comment_reports(f->db, f->arena, id,
						     &reports, &count),
			 STATUS_OK);
	assert_int_equal(count, 1);
	assert_string_equal(reports[0].note, "It is.");
	seen = look(f, id);
	before = store_staff_comment_before(f->arena, &seen);
	assert_int_equal(decide(f, id, seen.version, COMMENT_PUBLISHED, &after),
			 STATUS_OK);
	assert_string_equal(tab_of(f, COMMENT_TAB_REPORTED, NULL), "");
	assert_int_equal(number(f, "SELECT count(*) FROM audit WHERE"
				   " action = 'comment.keep'"),
			 1);
	assert_int_equal(store_staff_comment_undo(f->db, id, before, after,
						  NOW + 60, "user 1", NOW + 90),
			 STATUS_OK);
	assert_string_equal(tab_of(f, COMMENT_TAB_REPORTED, NULL), "hello");
	assert_int_equal(store_staff_comment_undo(f->db, id, before, after,
						  NOW + 60, "user 1", NOW + 90),
			 STATUS_CONFLICT);
}

static void undo_brings_state_and_reason_back(void **state)
{
	struct fixture *f = *state;
	int64_t id = publish(f, "hello", 0), after;
	struct staff_comment seen;
	const char *before;

	assert_int_equal(store_comment_move(f->db, id, COMMENT_REMOVED,
					    "user 1", "It names a child.",
					    NOW + 5),
			 STATUS_OK);
	seen = look(f, id);
	before = store_staff_comment_before(f->arena, &seen);
	assert_int_equal(decide(f, id, seen.version, COMMENT_PUBLISHED, &after),
			 STATUS_OK);
	assert_null(look(f, id).reason);
	assert_int_equal(store_staff_comment_undo(f->db, id, before, after,
						  NOW + 60, "user 1", NOW + 90),
			 STATUS_OK);
	assert_int_equal(look(f, id).note.state, COMMENT_REMOVED);
	assert_string_equal(look(f, id).reason, "It names a child.");
	assert_int_equal(read_page(f, 1, NULL).count, 0);
}

static void an_edit_keeps_the_words_before(void **state)
{
	struct fixture *f = *state;
	int64_t id = publish(f, "one", 0), before = generation(f);
	int64_t first = look(f, id).version;
	struct comment_words *all, then;
	size_t count;

	assert_int_equal(edit(f, id, first, "one"), STATUS_OK);
	assert_int_equal(look(f, id).version, first);
	assert_int_equal(look(f, id).note.edited_at, 0);
	assert_int_equal(edit(f, id, first, "two"), STATUS_OK);
	assert_true(generation(f) > before);
	assert_int_equal(edit(f, id, first, "three"), STATUS_CONFLICT);
	move(f, id, COMMENT_HELD);
	assert_int_equal(edit(f, id, first + 2, "three"), STATUS_OK);
	assert_int_equal(look(f, id).note.edited_at, NOW + 30);
	assert_int_equal(
		store_staff_comment_words(f->db, f->arena, id, &all, &count),
		STATUS_OK);
	assert_int_equal(count, 2);
	assert_string_equal(all[0].body, "one");
	assert_string_equal(all[1].body, "two");
	assert_string_equal(all[0].actor, "user 1");
	/* Moved in between, with the same words. */
	assert_int_equal(store_staff_comment_words_at(f->db, f->arena, id,
						      first + 1, &then),
			 STATUS_OK);
	assert_string_equal(then.body, "two");
	assert_int_equal(store_staff_comment_words_at(f->db, f->arena, id,
						      first + 3, &then),
			 STATUS_OK);
	assert_string_equal(then.body, "three");
	assert_null(then.actor);
}

static void a_reply_of_staff_is_published_and_counted(void **state)
{
	struct fixture *f = *state;
	int64_t a = publish(f, "a", 0), b = 0, held = add(f, "b", 0);
	struct staff_reply reply = { .parent_id = a,
				     .user_id = staff(f),
				     .author_name = "Maria",
				     .body = "thanks",
				     .now = NOW };
	struct seen s;

	assert_int_equal(store_comment_reply(f->db, &reply, &b), STATUS_OK);
	s = read_page(f, 1, NULL);
	assert_string_equal(outline(f, &s), "1a 2thanks");
	assert_true(s.notes[1].is_staff);
	assert_int_equal(s.thread.comment_count, 2);
	assert_int_equal(number(f, "SELECT comment_count FROM program"
				   " WHERE id = 1"),
			 2);
	reply.parent_id = held;
	assert_int_equal(store_comment_reply(f->db, &reply, &b),
			 STATUS_CONFLICT);
	assert_int_equal(read_page(f, 1, NULL).thread.comment_count, 2);
}

static void a_blocked_sender_goes_to_spam_and_does_not_notice(void **state)
{
	struct fixture *f = *state;
	int64_t a = add_from(f, "spam+x@example.org", "a", 0), b;
	int64_t mails = number(f, "SELECT count(*) FROM outbox");
	struct blocked_sender *list;
	struct comment_spot spot;
	size_t count;

	assert_int_equal(store_blocked_sender_add(f->db, a, "Sells things.",
						  "user 1", NOW, NOW + 900000),
			 STATUS_OK);
	assert_int_equal(store_blocked_sender_list(f->db, f->arena, NOW, 10,
						   &list, &count),
			 STATUS_OK);
	assert_int_equal(count, 2);
	assert_true(list[0].is_address);
	assert_true(list[0].ends_at <= NOW + 86400);
	assert_string_equal(list[1].email, "spam+x@example.org");
	b = add_from(f, "SPAM@Example.org", "b", 0);
	assert_int_equal(look(f, b).note.state, COMMENT_SPAM);
	assert_int_equal(number(f, "SELECT count(*) FROM outbox"), mails);
	assert_int_equal(store_comment_place(f->db, f->arena, b, &ANA_READS,
					     false, &spot),
			 STATUS_OK);
	assert_int_equal(read_page(f, 1, ANA).count, 2);
	assert_int_equal(read_page(f, 1, BEN).count, 0);
	/* The address alone is enough while it is known; then it ends. */
	b = add_from(f, "other@example.org", "c", 0);
	assert_int_equal(look(f, b).note.state, COMMENT_SPAM);
	assert_int_equal(
		store_blocked_sender_remove(f->db, list[0].id, "user 1"),
		STATUS_OK);
	assert_int_equal(
		store_blocked_sender_remove(f->db, list[0].id, "user 1"),
		STATUS_NOT_FOUND);
	b = add_from(f, "other@example.org", "d", 0);
	assert_int_equal(look(f, b).note.state, COMMENT_HELD);
	fixture_sweep(f->db, SWEEP_BLOCKED_SENDERS, NOW + 900000);
	assert_int_equal(number(f, "SELECT count(*) FROM blocked_sender"), 0);
}

/* How SQLite would go about sql: no scan of a table, no sorting. */
static void check_plan(struct fixture *f, const char *sql)
{
	struct db_query *q = db_query(f->db, sql);

	while (db_row(q)) {
		const char *step = db_peek_text(q, 3);

		if ((strstr(step, "SCAN comment") && !strstr(step, "INDEX")) ||
		    strstr(step, "TEMP B-TREE"))
			fail_msg("%s: %s", sql, step);
	}
	assert_int_equal(db_finish(q), STATUS_OK);
}

static void no_tab_reads_more_than_it_shows(void **state)
{
	struct fixture *f = *state;

	check_plan(f, "EXPLAIN QUERY PLAN SELECT id, created_at FROM comment"
		      " WHERE (CASE WHEN state = 'held' AND (flags & 15) <> 0"
		      " THEN 'safety' ELSE state END) = 'held'"
		      " AND state <> 'published' ORDER BY id LIMIT $1");
	check_plan(f, "EXPLAIN QUERY PLAN SELECT id FROM comment"
		      " WHERE reports > 0 ORDER BY created_at, id LIMIT $1");
	check_plan(f, "EXPLAIN QUERY PLAN SELECT id FROM comment"
		      " WHERE state = 'published'"
		      " ORDER BY published_at DESC, id DESC LIMIT $1");
	check_plan(f, "EXPLAIN QUERY PLAN SELECT 1 FROM comment"
		      " WHERE state = 'published'"
		      " AND lower(author_email) = lower($1) AND id <> $2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_comment_stands_in_its_tab),
		TEST(a_tab_is_searched_for_names_addresses_and_words),
		TEST(the_next_one_follows_or_stands_before),
		TEST(staff_see_who_wrote_and_what_is_answered),
		TEST(a_decision_needs_the_version_that_was_seen),
		TEST(a_decision_settles_reports_and_undo_opens_them_again),
		TEST(undo_brings_state_and_reason_back),
		TEST(an_edit_keeps_the_words_before),
		TEST(a_reply_of_staff_is_published_and_counted),
		TEST(a_blocked_sender_goes_to_spam_and_does_not_notice),
		TEST(no_tab_reads_more_than_it_shows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
