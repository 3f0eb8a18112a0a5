/* Members: what they write, and when it shows without a person. */
#include "talk_fixture.h"

#include "store/setting.h"
#include "store/staff_comment.h"
#include "store/user.h"
#include "util/clock.h"

static int64_t member(struct fixture *f, const char *email)
{
	int64_t id = 0;

	assert_int_equal(
		store_user_add(f->db, email, ROLE_READER, NULL, "test", &id),
		STATUS_OK);
	return id;
}

static struct comment_draft draft_by(int64_t user_id, const char *body)
{
	struct comment_draft draft = draft_of(body, 0);

	draft.user_id = user_id;
	draft.author_email = NULL;
	draft.guest_hash = NULL;
	draft.now = clock_now();
	return draft;
}

static int64_t add_by(struct fixture *f, int64_t user_id, const char *body)
{
	struct comment_draft draft = draft_by(user_id, body);

	return add_draft(f, &draft);
}

static const char *state_of(struct fixture *f, int64_t id)
{
	static const char STATE[] = "SELECT state FROM comment WHERE id = $1";
	struct db_query *q = db_query(f->db, STATE);
	const char *state = NULL;

	db_bind_int(q, 1, id);
	if (db_row(q))
		state = db_text(q, 0, f->arena);
	assert_int_equal(db_finish_one(q), STATUS_OK);
	return state;
}

/* A member three of whose comments staff have published. */
static int64_t trusted(struct fixture *f)
{
	int64_t user_id = member(f, "ana@example.org");

	for (int i = 0; i < 3; i++)
		move(f,
		     add_by(f, user_id, arena_printf(f->arena, "early %d", i)),
		     COMMENT_PUBLISHED);
	return user_id;
}

static bool is_trusted(struct fixture *f, int64_t user_id, int64_t now)
{
	bool answer;

	assert_int_equal(store_comment_trusts(f->db, user_id, now, &answer),
			 STATUS_OK);
	return answer;
}

static void a_member_waits_until_three_were_published(void **state)
{
	struct fixture *f = *state;
	int64_t user_id = member(f, "ana@example.org");
	int64_t ids[3];

	for (int i = 0; i < 3; i++) {
		ids[i] = add_by(f, user_id, arena_printf(f->arena, "n%d", i));
		assert_string_equal(state_of(f, ids[i]), "held");
		assert_false(is_trusted(f, user_id, NOW));
		move(f, ids[i], COMMENT_PUBLISHED);
	}
	assert_true(is_trusted(f, user_id, NOW));
	assert_string_equal(state_of(f, add_by(f, user_id, "late")),
			    "published");
	/* Somebody else's three are nobody else's. */
	user_id = member(f, "ben@example.org");
	assert_string_equal(state_of(f, add_by(f, user_id, "late")), "held");
}

static void what_shows_at_once_is_like_what_staff_published(void **state)
{
	struct fixture *f = *state;
	int64_t user_id = trusted(f), before = generation(f);
	int64_t id = add_by(f, user_id, "hello");
	struct seen s = read_page(f, 1, NULL);

	assert_true(generation(f) > before);
	assert_int_equal(s.count, 4);
	assert_int_equal(s.notes[3].id, id);
	assert_false(s.notes[3].is_own);
	assert_int_equal(s.thread.comment_count, 4);
	assert_int_equal(number(f, "SELECT comment_count FROM program"
				   " WHERE id = 1"),
			 4);
	assert_int_equal(number(f, "SELECT count(*) FROM comment WHERE id = 4"
				   " AND is_shown = 1 AND published_at > 0"
				   " AND root_id = 4"),
			 1);
	assert_int_equal(number(f, "SELECT count(*) FROM audit"
				   " WHERE action = 'comment.post'"
				   " AND object = 'comment 4'"
				   " AND actor = 'user 1'"),
			 1);
	assert_int_equal(number(f, "SELECT count(*) FROM audit"
				   " WHERE object = 'comment 4'"),
			 1);
}

static void trust_has_its_limits(void **state)
{
	static const unsigned held[] = { COMMENT_HAS_PHONE, COMMENT_HAS_EMAIL,
					 COMMENT_HAS_ADDRESS, COMMENT_HAS_CHILD,
					 COMMENT_IS_BAIT };
	struct fixture *f = *state;
	int64_t user_id = trusted(f);
	struct comment_draft draft = draft_by(user_id, "x");

	for (size_t i = 0; i < sizeof(held) / sizeof(held[0]); i++) {
		draft.body = arena_printf(f->arena, "flag %zu", i);
		draft.flags = held[i];
		assert_string_equal(state_of(f, add_draft(f, &draft)), "held");
	}
	draft.flags = COMMENT_HAS_LINKS;
	draft.body = "links";
	assert_string_equal(state_of(f, add_draft(f, &draft)), "published");
	draft.flags = 0;
	draft.body = "must hold";
	draft.verdict.must_hold = true;
	assert_string_equal(state_of(f, add_draft(f, &draft)), "held");
	draft.verdict.must_hold = false;
	draft.body = "spam";
	draft.verdict.is_spam = true;
	assert_string_equal(state_of(f, add_draft(f, &draft)), "spam");
}

static void an_attack_holds_everything(void **state)
{
	struct fixture *f = *state;
	int64_t user_id = trusted(f);
	struct comment_draft draft = draft_by(user_id, "as staff");

	assert_int_equal(
		store_setting_put(f->db, SETTING_ATTACK, "1", "test", NOW),
		STATUS_OK);
	assert_string_equal(state_of(f, add_by(f, user_id, "a")), "held");
	draft.is_staff = true;
	assert_string_equal(state_of(f, add_draft(f, &draft)), "held");
	assert_int_equal(
		store_setting_put(f->db, SETTING_ATTACK, "0", "test", NOW),
		STATUS_OK);
	assert_string_equal(state_of(f, add_by(f, user_id, "b")), "published");
}

static void what_staff_take_back_ends_trust_for_90_days(void **state)
{
	static const enum comment_state back[] = { COMMENT_SPAM,
						   COMMENT_REMOVED };
	struct fixture *f = *state;
	int64_t user_id = trusted(f), now = clock_now();

	for (size_t i = 0; i < 2; i++) {
		int64_t id = add_by(f, user_id, i ? "one" : "two");

		assert_string_equal(state_of(f, id), "published");
		move(f, id, back[i]);
		assert_false(is_trusted(f, user_id, now));
		assert_false(is_trusted(f, user_id, now + 89 * CLOCK_DAY));
		assert_true(is_trusted(f, user_id, now + 91 * CLOCK_DAY));
		move(f, id, COMMENT_PUBLISHED); /* a mistake, undone */
		assert_true(is_trusted(f, user_id, now));
	}
}

static void what_its_author_or_the_filter_did_is_no_mistrust(void **state)
{
	static const char *const actors[] = { "user 1", "job" };
	struct fixture *f = *state;
	int64_t user_id = trusted(f);

	for (size_t i = 0; i < 2; i++)
		assert_int_equal(store_comment_move(
					 f->db,
					 add_by(f, user_id, i ? "a" : "b"),
					 COMMENT_REMOVED, actors[i], NULL, NOW),
				 STATUS_OK);
	assert_true(is_trusted(f, user_id, clock_now()));
}

static void staff_write_as_staff(void **state)
{
	struct fixture *f = *state;
	struct comment_draft draft = draft_by(member(f, "x@example.org"), "hi");
	int64_t id;

	draft.is_staff = true;
	draft.verdict.is_spam = true; /* a person reads that */
	id = add_draft(f, &draft);
	assert_string_equal(state_of(f, id), "held");
	draft.verdict.is_spam = false;
	draft.body = "hello";
	assert_string_equal(state_of(f, add_draft(f, &draft)), "published");
	assert_int_equal(number(f, "SELECT count(*) FROM comment"
				   " WHERE is_staff = 1 AND user_id = 1"
				   " AND author_email IS NULL"),
			 2);
}

static void all_that_is_known_is_stored(void **state)
{
	static const unsigned char words[SPAM_WORDS_HASH] = { 7 };
	static const char CONTACT[] =
		"UPDATE user SET email = NULL,"
		" contact_email = 'real@example.org' WHERE id = 1";
	struct fixture *f = *state;
	struct comment_draft draft = draft_by(member(f, "m@example.org"), "a");

	assert_int_equal(fixture_run(f->db, CONTACT), STATUS_OK);
	draft.verdict = (struct spam_verdict){ .score = 40,
					       .reasons = "[\"links\"]",
					       .words_hash = words };
	draft.wants_mail = true;
	add_draft(f, &draft);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"
				   " WHERE score = 40"
				   " AND score_reasons = '[\"links\"]'"
				   " AND substr(hex(words_hash), 1, 4) = '0700'"
				   " AND wants_mail = 1 AND user_id = 1"
				   " AND guest_hash IS NULL AND is_staff = 0"
				   " AND author_email = 'real@example.org'"),
			 1);
}

static void a_member_s_words_are_theirs_whatever_the_name(void **state)
{
	struct fixture *f = *state;
	int64_t ana = member(f, "ana@example.org"),
		ben = member(f, "ben@example.org");
	struct comment_draft draft = draft_by(ana, "Hello  there");
	int64_t first = add_draft(f, &draft);

	draft.author_name = "Ana Lucía";
	draft.body = "hello\nTHERE";
	assert_int_equal(add_draft(f, &draft), first);
	draft.user_id = ben;
	assert_int_not_equal(add_draft(f, &draft), first);
	/* A guest is no member, whatever they call themselves. */
	draft.user_id = 0;
	draft.author_name = "user 1";
	draft.author_email = "ana@example.org";
	draft.guest_hash = ANA;
	assert_int_not_equal(add_draft(f, &draft), first);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"), 3);
}

static void who_is_called_spam_sees_it_wait(void **state)
{
	struct fixture *f = *state;
	struct comment_draft draft = draft_of("win", 0);
	int64_t id;

	draft.verdict.is_spam = true;
	id = add_draft(f, &draft);
	assert_string_equal(state_of(f, id), "spam");
	assert_int_equal(read_page(f, 1, ANA).count, 1);
	assert_int_equal(read_page(f, 1, BEN).count, 0);
	draft.guest_hash = BEN; /* the second press of the button */
	assert_int_equal(add_draft(f, &draft), id);
	assert_int_equal(read_page(f, 1, BEN).count, 1);
}

static void a_reply_shows_at_once_only_below_what_shows(void **state)
{
	struct fixture *f = *state;
	int64_t user_id = trusted(f), a = publish(f, "a", 0),
		b = publish(f, "b", a), held = add(f, "held", 0), id;
	struct comment_draft draft = draft_by(user_id, "answer");
	bool is_repeat;

	draft.parent_id = held;
	assert_int_equal(store_comment_add(f->db, &draft, &id, &is_repeat),
			 STATUS_CONFLICT);
	move(f, a, COMMENT_REMOVED);
	draft.parent_id = a;
	assert_int_equal(store_comment_add(f->db, &draft, &id, &is_repeat),
			 STATUS_CONFLICT);
	draft.parent_id = b; /* public, in the place that is left */
	assert_string_equal(state_of(f, add_draft(f, &draft)), "published");
	assert_int_equal(read_page(f, 1, NULL).thread.comment_count, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_member_waits_until_three_were_published),
		TEST(what_shows_at_once_is_like_what_staff_published),
		TEST(trust_has_its_limits),
		TEST(an_attack_holds_everything),
		TEST(what_staff_take_back_ends_trust_for_90_days),
		TEST(what_its_author_or_the_filter_did_is_no_mistrust),
		TEST(staff_write_as_staff),
		TEST(all_that_is_known_is_stored),
		TEST(a_member_s_words_are_theirs_whatever_the_name),
		TEST(who_is_called_spam_sees_it_wait),
		TEST(a_reply_shows_at_once_only_below_what_shows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
