/* What the filter learns and forgets. */
#include "talk_fixture.h"

#include "store/erase.h"
#include "store/spam.h"
#include "store/spam_text.h"
#include "store/staff_comment.h"
#include "util/utf8.h"

static const char SQL_WORDS[] = "SELECT count(*) FROM spam_word";

/* "3/1": how many spam and honest comments have the word. */
static const char *counts(struct fixture *f, const char *word)
{
	static const char SQL[] =
		"SELECT spam, honest FROM spam_word WHERE word = $1";
	struct db_query *q = db_query(f->db, SQL);
	const char *text = "none";

	db_bind_text(q, 1, word);
	if (db_row(q))
		text = arena_printf(f->arena, "%d/%d", (int)db_int(q, 0),
				    (int)db_int(q, 1));
	assert_int_equal(db_finish(q), STATUS_OK);
	return text;
}

static struct staff_comment look(struct fixture *f, int64_t id)
{
	struct staff_comment out;

	assert_int_equal(store_staff_comment_get(f->db, f->arena, id, &out),
			 STATUS_OK);
	return out;
}

static int64_t decide(struct fixture *f, int64_t id, enum comment_state state)
{
	const struct comment_decision d = {
		.id = id,
		.version = look(f, id).version,
		.state = state,
		.reason = state == COMMENT_REMOVED ? "It names a child." : NULL,
		.actor = "user 1",
		.now = NOW + 60,
	};
	int64_t version = 0;

	assert_int_equal(store_staff_comment_decide(f->db, &d, &version),
			 STATUS_OK);
	return version;
}

/* A decision, and its undoing. */
static void decide_and_undo(struct fixture *f, int64_t id,
			    enum comment_state state)
{
	struct staff_comment seen = look(f, id);
	const char *before = store_staff_comment_before(f->arena, &seen);
	int64_t version = decide(f, id, state);

	assert_int_equal(store_staff_comment_undo(f->db, id, before, version,
						  NOW + 60, "user 1", NOW + 90),
			 STATUS_OK);
}

static void a_decision_is_a_lesson(void **state)
{
	struct fixture *f = *state;
	int64_t a = add(f, "otter otter canoe", 0), b = add(f, "otter pill", 0);

	decide(f, a, COMMENT_PUBLISHED);
	decide(f, b, COMMENT_SPAM);
	assert_string_equal(counts(f, "otter"), "1/1");
	assert_string_equal(counts(f, "canoe"), "0/1");
	assert_string_equal(counts(f, "pill"), "1/0");
	assert_string_equal(counts(f, ""), "1/1");
	assert_string_equal(counts(f, "name:ana"), "1/1");
	assert_string_equal(counts(f, "mail:example.org"), "1/1");
	assert_string_equal(counts(f, "#no-links"), "1/1");
	assert_int_equal(look(f, a).learned, SPAM_LESSON_HONEST);
	assert_int_equal(look(f, b).learned, SPAM_LESSON_SPAM);
}

static void a_later_decision_takes_the_place_of_the_lesson(void **state)
{
	struct fixture *f = *state;
	int64_t id = add(f, "otter canoe", 0);

	decide(f, id, COMMENT_SPAM);
	decide(f, id, COMMENT_PUBLISHED);
	assert_string_equal(counts(f, "otter"), "0/1");
	decide(f, id, COMMENT_PUBLISHED);
	assert_string_equal(counts(f, "otter"), "0/1");
	decide(f, id, COMMENT_REMOVED);
	assert_string_equal(counts(f, "otter"), "none");
	assert_int_equal(look(f, id).learned, SPAM_LESSON_NONE);
	decide(f, id, COMMENT_SPAM);
	decide(f, id, COMMENT_HELD);
	assert_string_equal(counts(f, "otter"), "none");
	assert_string_equal(counts(f, ""), "0/0");
}

static void undoing_a_decision_undoes_its_lesson(void **state)
{
	struct fixture *f = *state;
	int64_t id = add(f, "otter canoe", 0);
	struct staff_comment seen;

	decide_and_undo(f, id, COMMENT_SPAM);
	assert_string_equal(counts(f, "otter"), "none");
	decide(f, id, COMMENT_PUBLISHED);
	decide_and_undo(f, id, COMMENT_SPAM);
	assert_string_equal(counts(f, "otter"), "0/1");
	decide_and_undo(f, id, COMMENT_REMOVED);
	assert_string_equal(counts(f, "otter"), "0/1");
	decide(f, id, COMMENT_REMOVED);
	decide_and_undo(f, id, COMMENT_SPAM);
	seen = look(f, id);
	assert_int_equal(seen.note.state, COMMENT_REMOVED);
	assert_string_equal(seen.reason, "It names a child.");
	assert_string_equal(counts(f, "otter"), "none");
}

static void what_a_machine_calls_spam_teaches_nothing(void **state)
{
	struct fixture *f = *state;
	struct comment_draft draft = draft_of("otter canoe", 0);
	int64_t id;

	draft.verdict.is_spam = true;
	id = add_draft(f, &draft);
	assert_int_equal(look(f, id).note.state, COMMENT_SPAM);
	assert_int_equal(number(f, SQL_WORDS), 0);
	decide_and_undo(f, id, COMMENT_PUBLISHED);
	assert_int_equal(look(f, id).note.state, COMMENT_SPAM);
	assert_string_equal(counts(f, "otter"), "none");
	draft.is_staff = true; /* nor do staff */
	draft.body = "walrus";
	id = add_draft(f, &draft);
	assert_int_equal(store_spam_learn(f->db, id, SPAM_LESSON_HONEST),
			 STATUS_OK);
	assert_string_equal(counts(f, "walrus"), "none");
}

static void new_words_take_the_place_of_the_old(void **state)
{
	struct fixture *f = *state;
	int64_t id = add(f, "otter canoe", 0);
	struct comment_edit edit = {
		.id = id,
		.author_name = "Ana",
		.body = "heron canoe",
		.actor = "user 1",
		.now = NOW + 70,
	};

	decide(f, id, COMMENT_PUBLISHED);
	edit.version = look(f, id).version;
	assert_int_equal(store_comment_edit(f->db, &edit), STATUS_OK);
	assert_string_equal(counts(f, "otter"), "none");
	assert_string_equal(counts(f, "heron"), "0/1");
	assert_string_equal(counts(f, ""), "0/1");
	decide(f, id, COMMENT_REMOVED);
	assert_string_equal(counts(f, "heron"), "none");
}

static void an_erased_person_is_forgotten_by_the_filter(void **state)
{
	struct fixture *f = *state;
	struct erase_target target = { .email = "ana@example.org" };
	struct comment_draft other = draft_of("canoe heron", 0);
	struct erase_result result;
	int64_t id = add(f, "otter canoe", 0), theirs;

	decide(f, id, COMMENT_PUBLISHED);
	other.parent_id = id;
	other.author_name = "Ben";
	other.author_email = "ben@example.org";
	theirs = add_draft(f, &other);
	decide(f, theirs, COMMENT_PUBLISHED);
	assert_int_equal(store_erase_run(f->db, f->arena, &target, "user 1",
					 NOW + 99, &result),
			 STATUS_OK);
	assert_int_equal(result.stub_count, 1);
	assert_string_equal(counts(f, "otter"), "none");
	assert_string_equal(counts(f, "name:ana"), "none");
	assert_string_equal(counts(f, "canoe"), "0/1");
	assert_string_equal(counts(f, ""), "0/1");
	assert_int_equal(number(f, "SELECT count(*) FROM comment WHERE"
				   " learned IS NOT NULL"),
			 1);
}

static void a_lesson_that_fails_fails_the_decision(void **state)
{
	static const char BREAK[] =
		"CREATE TRIGGER no_lesson BEFORE INSERT ON spam_word"
		" WHEN NEW.word = 'otter'"
		" BEGIN SELECT RAISE(ABORT, 'no'); END";
	struct fixture *f = *state;
	int64_t id = add(f, "canoe otter", 0), version;
	const struct comment_decision d = { .id = id,
					    .version = look(f, id).version,
					    .state = COMMENT_PUBLISHED,
					    .actor = "user 1",
					    .now = NOW };

	assert_int_equal(fixture_run(f->db, BREAK), STATUS_OK);
	assert_int_equal(store_staff_comment_decide(f->db, &d, &version),
			 STATUS_CONFLICT);
	assert_int_equal(look(f, id).note.state, COMMENT_HELD);
	assert_int_equal(number(f, SQL_WORDS), 0);
}

static void a_lesson_has_a_limit(void **state)
{
	struct fixture *f = *state;
	char *body = arena_strdup(f->arena, "");
	int64_t id;

	for (int i = 0; i < 600; i++)
		body = arena_printf(f->arena, "%sw%dx ", body, i);
	id = add(f, body, 0);
	decide(f, id, COMMENT_SPAM);
	assert_int_equal(number(f, SQL_WORDS), SPAM_WORDS_MAX - 12 + 2);
	decide(f, id, COMMENT_REMOVED);
	assert_int_equal(number(f, SQL_WORDS), 1);
}

static void the_rarest_words_go_when_there_are_too_many(void **state)
{
	static const char FILL[] =
		"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
		"       SELECT i + 1 FROM n WHERE i < 55000)"
		" INSERT INTO spam_word (word, spam)"
		" SELECT 'word' || i, CASE WHEN i <= 100 THEN 5 ELSE 1 END"
		"   FROM n";
	static const char TOTAL[] =
		"INSERT INTO spam_word (word, spam) VALUES ('', 49)";
	struct fixture *f = *state;
	int64_t id = add(f, "otter canoe", 0);

	assert_int_equal(fixture_run(f->db, FILL), STATUS_OK);
	assert_int_equal(fixture_run(f->db, TOTAL), STATUS_OK);
	decide(f, id, COMMENT_SPAM);
	assert_int_equal(number(f, SQL_WORDS), SPAM_TABLE_MAX * 9 / 10);
	assert_string_equal(counts(f, ""), "50/0");
	assert_string_equal(counts(f, "word100"), "5/0");
	/* What was pruned cannot be unlearned below nothing. */
	decide(f, id, COMMENT_REMOVED);
	assert_string_equal(counts(f, ""), "49/0");
}

static struct spam_text text_of(struct fixture *f, const char *body)
{
	struct spam_text text;

	spam_text_read(f->arena, "Ana", NULL, NULL, body, &text);
	return text;
}

static bool has(const struct spam_text *text, const char *word)
{
	for (size_t i = 0; i < text->count; i++)
		if (!strcmp(text->words[i], word))
			return true;
	return false;
}

/* Fifty bytes of a host are kept: not half a letter of it. */
static void a_long_host_stays_text(void **state)
{
	struct fixture *f = *state;
	struct spam_text text =
		text_of(f, "see https://\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5"
			   "\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5"
			   "\u65e5\u65e5\u65e5\u65e5\u65e5.example/");

	for (size_t i = 0; i < text.count; i++)
		assert_true(
			utf8_is_valid(text.words[i], strlen(text.words[i])));
	assert_int_equal(text.links, 1);
}

static void words_are_cut_as_they_read(void **state)
{
	struct fixture *f = *state;
	struct spam_text t = text_of(
		f, "Don\u2019t \u201cCR\u00c8ME\u201d\u2014br\u00fbl\u00e9e, "
		   "v i a g r a! $5 \U0001f525\U0001f525 "
		   "https://www.Shop.example/cheap-watch?x=1");

	assert_true(has(&t, "dont"));
	assert_true(has(&t, "creme"));
	assert_true(has(&t, "brulee"));
	assert_true(has(&t, "viagra"));
	assert_true(has(&t, "#spaced"));
	assert_true(has(&t, "#price"));
	assert_true(has(&t, "\U0001f525\U0001f525"));
	assert_true(has(&t, "link:shop.example"));
	assert_true(has(&t, "cheap"));
	assert_true(has(&t, "watch"));
	assert_true(has(&t, "name:ana"));
	assert_true(has(&t, "#link"));
	assert_false(has(&t, "https"));
	assert_int_equal(t.links, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_decision_is_a_lesson),
		TEST(a_later_decision_takes_the_place_of_the_lesson),
		TEST(undoing_a_decision_undoes_its_lesson),
		TEST(what_a_machine_calls_spam_teaches_nothing),
		TEST(new_words_take_the_place_of_the_old),
		TEST(an_erased_person_is_forgotten_by_the_filter),
		TEST(a_lesson_that_fails_fails_the_decision),
		TEST(a_lesson_has_a_limit),
		TEST(the_rarest_words_go_when_there_are_too_many),
		TEST(a_long_host_stays_text),
		TEST(words_are_cut_as_they_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
