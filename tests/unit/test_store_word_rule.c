#include "fixture.h"

#include "store/audit.h"
#include "store/word_rule.h"
#include "util/json.h"

/* "casino(spam) poker night(hold)". */
static const char *rules(struct fixture *f)
{
	char *out = arena_strdup(f->arena, "");
	struct word_rule *all;
	size_t count;

	assert_int_equal(store_word_rule_list(f->db, f->arena, &all, &count),
			 STATUS_OK);
	for (size_t i = 0; i < count; i++)
		out = arena_printf(f->arena, "%s%s%s(%s)", out, i ? " " : "",
				   all[i].word,
				   all[i].is_spam ? "spam" : "hold");
	return out;
}

static void list(struct fixture *f, const char *word, bool is_spam)
{
	assert_int_equal(store_word_rule_add(f->db, word, is_spam, "user 3", 7),
			 STATUS_OK);
}

static int64_t records(struct fixture *f)
{
	static const char SQL[] =
		"SELECT count(*) FROM audit WHERE object LIKE 'word %'";

	return fixture_number(f->db, SQL);
}

static void words_are_listed_folded_and_once(void **state)
{
	struct fixture *f = *state;

	list(f, "  Poker   NIGHT ", false);
	list(f, "Casinó", true);
	assert_string_equal(rules(f), "casino(spam) poker night(hold)");
	assert_int_equal(records(f), 2);
	list(f, "CASINO", true); /* the same again */
	assert_int_equal(records(f), 2);
	list(f, "casino", false);
	assert_string_equal(rules(f), "casino(hold) poker night(hold)");
	assert_int_equal(records(f), 3);
}

static void a_word_has_a_length(void **state)
{
	struct fixture *f = *state;
	char *longest = arena_alloc(f->arena, WORD_RULE_MAX + 2);

	memset(longest, 'a', WORD_RULE_MAX);
	longest[WORD_RULE_MAX] = '\0';
	list(f, longest, false);
	longest[WORD_RULE_MAX] = 'a';
	longest[WORD_RULE_MAX + 1] = '\0';
	assert_int_equal(store_word_rule_add(f->db, longest, false, "x", 1),
			 STATUS_BAD);
	assert_int_equal(store_word_rule_add(f->db, " a ", false, "x", 1),
			 STATUS_BAD);
	/* An accent alone is no letter. */
	assert_int_equal(store_word_rule_add(f->db, "a\xcc\x81", false, "x", 1),
			 STATUS_BAD);
	list(f, "ab", false);
}

static void there_are_so_many_and_no_more(void **state)
{
	struct fixture *f = *state;
	struct word_rule *all;
	size_t count;

	for (int i = 0; i < WORD_RULES_MAX; i++)
		list(f, arena_printf(f->arena, "word %03d", i), false);
	assert_int_equal(store_word_rule_add(f->db, "more", true, "x", 1),
			 STATUS_CONFLICT);
	list(f, "word 000", true); /* one that is there may change */
	assert_int_equal(store_word_rule_list(f->db, f->arena, &all, &count),
			 STATUS_OK);
	assert_int_equal(count, WORD_RULES_MAX);
	assert_true(all[0].is_spam);
}

static void a_word_that_is_removed_is_gone_once(void **state)
{
	struct fixture *f = *state;
	struct word_rule *all;
	size_t count;

	list(f, "casino", true);
	assert_int_equal(store_word_rule_list(f->db, f->arena, &all, &count),
			 STATUS_OK);
	assert_string_equal(all[0].actor, "user 3");
	assert_int_equal(all[0].created_at, 7);
	assert_int_equal(store_word_rule_remove(f->db, all[0].id, "user 3"),
			 STATUS_OK);
	assert_int_equal(store_word_rule_remove(f->db, all[0].id, "user 3"),
			 STATUS_NOT_FOUND);
	assert_string_equal(rules(f), "");
	assert_int_equal(records(f), 2);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

/* A listed word may be somebody's name, and the record is for ever. */
static void the_record_does_not_hold_the_word(void **state)
{
	static const char SQL[] = "SELECT count(*) FROM audit_detail"
				  " WHERE detail LIKE '%casino%'";
	struct fixture *f = *state;

	list(f, "casino", true);
	list(f, "casino", false);
	assert_int_equal(records(f), 2);
	assert_int_equal(fixture_number(f->db, SQL), 0);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(words_are_listed_folded_and_once),
		TEST(a_word_has_a_length),
		TEST(there_are_so_many_and_no_more),
		TEST(a_word_that_is_removed_is_gone_once),
		TEST(the_record_does_not_hold_the_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
