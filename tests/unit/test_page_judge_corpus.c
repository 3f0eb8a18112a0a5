/* 500 unwanted and 500 honest comments (tests/data/corpus), judged by what
 * was learned from others of them: no machine publishes one that is unwanted,
 * and at most one in a hundred honest ones is called spam. */
#include "judge_fixture.h"

#include "util/json.h"

#define CORPUS NORTHSTAR_SHARE "/tests/data/corpus/"
#define PARTS  2
#define SIZE   500

struct corpus {
	json_t *unwanted, *honest;
};

/* How a kind of comments was judged. */
struct tally {
	int count;
	int called_spam; /* of guests: unread */
	int published;   /* of a trusted writer: without a person */
	int safety;      /* held for what it may give away */
};

static struct corpus load(void)
{
	struct corpus c = {
		.unwanted = json_load_file(CORPUS "unwanted.json", 0, NULL),
		.honest = json_load_file(CORPUS "honest.json", 0, NULL),
	};

	assert_int_equal(json_array_size(c.unwanted), SIZE);
	assert_int_equal(json_array_size(c.honest), SIZE);
	return c;
}

static const char *field(const json_t *one, const char *name)
{
	return json_string_value(json_object_get(one, name));
}

static struct comment_draft draft_from(const json_t *one)
{
	struct comment_draft draft = draft_of(field(one, "body"), 0);

	draft.author_name = field(one, "name");
	draft.author_email = field(one, "email");
	draft.website = field(one, "website");
	return draft;
}

/* By chance, but always the same: which part a comment belongs to. */
static int part_of(const json_t *one)
{
	unsigned hash = 2166136261u;

	for (const char *at = field(one, "body"); *at; at++)
		hash = (hash ^ (unsigned char)*at) * 16777619u;
	return (int)(hash >> 8) % PARTS;
}

/* Moderators read all comments but those of one part. Their ids, in the order
 * of the list. */
static void train(struct judge *j, const json_t *list, enum comment_state state,
		  int but_part, int64_t ids[SIZE])
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *one = json_array_get(list, i);
		struct comment_draft draft = draft_from(one);

		if (part_of(one) == but_part)
			continue;
		judge(j, &draft);
		/* An hour each, or all would be held as a flood. */
		draft.now = j->c.now += 3600;
		ids[i] = add_draft(j->f, &draft);
		decide(j, ids[i], state);
	}
}

static void count(struct judge *j, const json_t *list, int part,
		  const char *kind, bool is_shown, struct tally *tally)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *one = json_array_get(list, i);
		struct comment_draft draft = draft_from(one);

		if (kind ? strcmp(field(one, "kind"), kind) != 0
			 : part_of(one) != part)
			continue;
		judge(j, &draft);
		tally->count++;
		tally->called_spam += draft.verdict.is_spam;
		if (is_shown && draft.verdict.is_spam)
			print_message("called spam: %s\n", draft.body);
		draft.is_trusted = true;
		judge(j, &draft);
		tally->safety += (draft.flags & COMMENT_SAFETY) != 0;
		assert_false(draft.verdict.is_spam);
		if (draft.verdict.must_hold || (draft.flags & COMMENT_SAFETY))
			continue;
		tally->published++;
		if (!is_shown)
			print_message("published: %s\n", draft.body);
	}
}

static void print(const char *what, const struct tally *t)
{
	print_message("%s: %d; called spam %d (%.1f %%); shown at once when a "
		      "trusted member writes it %d (%.1f %%); held for safety "
		      "%d\n",
		      what, t->count, t->called_spam,
		      100.0 * t->called_spam / t->count, t->published,
		      100.0 * t->published / t->count, t->safety);
}

/* What moderators said of the comments of a kind. */
static void teach(struct judge *j, const json_t *list, const int64_t ids[SIZE],
		  const char *kind, enum spam_lesson lesson)
{
	for (size_t i = 0; i < SIZE; i++)
		if (!strcmp(field(json_array_get(list, i), "kind"), kind))
			assert_int_equal(
				store_spam_learn(j->f->db, ids[i], lesson),
				STATUS_OK);
}

/* Each kind in its turn is new to the filter. */
static void judge_kinds(struct judge *j, const json_t *list,
			const int64_t ids[SIZE], enum spam_lesson lesson,
			struct tally *tally)
{
	for (size_t i = 0; i < SIZE; i++) {
		const char *kind = field(json_array_get(list, i), "kind");

		if (i > 0 &&
		    !strcmp(kind, field(json_array_get(list, 0), "kind")))
			return; /* kinds follow each other in turns */
		teach(j, list, ids, kind, SPAM_LESSON_NONE);
		count(j, list, 0, kind, lesson == SPAM_LESSON_HONEST, tally);
		teach(j, list, ids, kind, lesson);
	}
}

/* Harder: nothing of its kind was ever seen. */
static void a_kind_that_is_new_is_judged_with_care(void **state)
{
	static const char NO_REPEATS[] = "UPDATE comment SET words_hash = NULL";
	int64_t unwanted_ids[SIZE], honest_ids[SIZE];
	struct corpus corpus = load();
	struct tally unwanted = { 0 }, honest = { 0 };
	struct judge *j = *state;

	train(j, corpus.unwanted, COMMENT_SPAM, -1, unwanted_ids);
	train(j, corpus.honest, COMMENT_PUBLISHED, -1, honest_ids);
	assert_int_equal(fixture_run(j->f->db, NO_REPEATS), STATUS_OK);
	judge_kinds(j, corpus.unwanted, unwanted_ids, SPAM_LESSON_SPAM,
		    &unwanted);
	judge_kinds(j, corpus.honest, honest_ids, SPAM_LESSON_HONEST, &honest);
	print("unwanted, of a new kind", &unwanted);
	print("honest, of a new kind", &honest);
	json_decref(corpus.unwanted);
	json_decref(corpus.honest);
	assert_int_equal(unwanted.count, SIZE);
	assert_int_equal(honest.count, SIZE);
	assert_true(honest.called_spam * 100 <= honest.count);
}

static void trained_on_one_half_the_other_is_judged_well(void **state)
{
	struct corpus corpus = load();
	struct tally unwanted = { 0 }, honest = { 0 };
	int64_t ids[SIZE];

	(void)state;
	for (int part = 0; part < PARTS; part++) {
		struct judge *j;

		open_judge((void **)&j);
		train(j, corpus.unwanted, COMMENT_SPAM, part, ids);
		train(j, corpus.honest, COMMENT_PUBLISHED, part, ids);
		count(j, corpus.unwanted, part, NULL, false, &unwanted);
		count(j, corpus.honest, part, NULL, true, &honest);
		close_judge((void **)&j);
	}
	print("unwanted", &unwanted);
	print("honest", &honest);
	json_decref(corpus.unwanted);
	json_decref(corpus.honest);
	assert_int_equal(unwanted.count, SIZE);
	assert_int_equal(unwanted.published, 0);
	assert_true(unwanted.called_spam * 100 >= 50 * unwanted.count);
	assert_true(honest.called_spam * 100 <= honest.count);
	assert_true(honest.published * 100 >= 60 * honest.count);
	assert_true(honest.safety * 100 <= 2 * honest.count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trained_on_one_half_the_other_is_judged_well),
		cmocka_unit_test_setup_teardown(
			a_kind_that_is_new_is_judged_with_care, open_judge,
			close_judge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
