/* Pages of threads: their order, their length, and where a comment stands. */
#include "talk_fixture.h"

#include "util/token.h"

#define LATER (NOW + 86400)

static const struct comment_view OLDEST = { .page = 1 };
static const struct comment_view NEWEST = { .is_newest = true, .page = 1 };

/* Many published comments at once: count of them, below parent (0: none),
 * each after the one before with is_chain. The ids are in order; the first is
 * given. */
static int64_t plant(struct fixture *f, int64_t parent, int count,
		     bool is_chain)
{
	static const char SQL_ROW[] =
		"INSERT INTO comment (thread_id, parent_id, root_id, depth,"
		"       state, is_shown, author_name, body, created_at,"
		"       published_at, content_key)"
		" SELECT 1, parent.id, parent.root_id,"
		"        CASE WHEN parent.depth < 4 THEN parent.depth + 1"
		"             WHEN parent.depth = 4 THEN 4 ELSE 1 END,"
		"        'published', 1, 'Planted', 'p', $2, $2 + 60, $3"
		"   FROM (SELECT 1) AS one"
		"   LEFT JOIN comment AS parent ON parent.id = $1"
		" RETURNING id";
	static const char SQL_ROOT[] =
		"UPDATE comment SET root_id = id WHERE root_id IS NULL";
	unsigned char key[TOKEN_HASH];
	int64_t first = 0, id = 0;
	struct db_query *q;

	db_begin(f->db);
	for (int i = 0; i < count; i++) {
		token_random(key, sizeof(key));
		q = db_query(f->db, SQL_ROW);
		db_bind_int(q, 1, parent);
		db_bind_int(q, 2, NOW);
		db_bind_blob(q, 3, key, sizeof(key));
		assert_true(db_row(q));
		id = db_int(q, 0);
		assert_int_equal(db_finish_one(q), STATUS_OK);
		first = first ? first : id;
		if (is_chain)
			parent = id;
	}
	assert_int_equal(db_finish(db_query(f->db, SQL_ROOT)), STATUS_OK);
	assert_int_equal(db_end(f->db, STATUS_OK), STATUS_OK);
	return first;
}

/* A thread must be there first. */
static int64_t begin_thread(struct fixture *f)
{
	return publish(f, "first", 0);
}

static struct seen look(struct fixture *f, struct comment_view view)
{
	return read_view(f, &view, NULL);
}

static bool has(const struct seen *s, int64_t id)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->notes[i].id == id)
			return true;
	return false;
}

static struct comment_spot place(struct fixture *f, int64_t id, bool is_newest,
				 const struct comment_reader *reader)
{
	struct comment_spot spot;

	assert_int_equal(store_comment_place(f->db, f->arena, id, reader,
					     is_newest, &spot),
			 STATUS_OK);
	return spot;
}

/* Every comment is on the page that its place names. */
static void all_stand_where_their_place_is(struct fixture *f, bool is_newest,
					   int64_t first, int64_t last)
{
	for (int64_t id = first; id <= last; id++) {
		struct comment_spot spot = place(f, id, is_newest, NULL);
		struct seen s = look(f, spot.view);

		assert_true(has(&s, id));
	}
}

static void the_newest_come_first_when_asked_for(void **state)
{
	struct fixture *f = *state;
	int64_t a = publish(f, "a", 0), b;
	struct seen s;

	publish(f, "b", 0);
	b = publish(f, "a1", a);
	publish(f, "a2", a);
	publish(f, "a1x", b);
	publish(f, "c", 0);
	s = look(f, OLDEST);
	assert_string_equal(outline(f, &s), "1a 2a1 3a1x 2a2 1b 1c");
	s = look(f, NEWEST); /* replies are read in their order */
	assert_string_equal(outline(f, &s), "1c 1b 1a 2a1 3a1x 2a2");
}

static void pages_begin_at_either_end(void **state)
{
	struct fixture *f = *state;
	int64_t first = begin_thread(f);
	int64_t last = plant(f, 0, 120, false) + 119;
	struct seen s;

	s = look(f, OLDEST);
	assert_int_equal(s.pages, 3);
	assert_int_equal(s.count, COMMENT_PAGE_SIZE);
	assert_int_equal(s.notes[0].id, first);
	s = look(f, (struct comment_view){ .page = 3 });
	assert_int_equal(s.count, 21);
	assert_int_equal(s.notes[20].id, last);
	s = look(f, NEWEST);
	assert_int_equal(s.pages, 3);
	assert_int_equal(s.notes[0].id, last);
	s = look(f, (struct comment_view){ .is_newest = true, .page = 3 });
	assert_int_equal(s.count, 21);
	assert_int_equal(s.notes[20].id, first);
	s = look(f, (struct comment_view){ .is_newest = true, .page = 4 });
	assert_int_equal(s.count, 0);
	all_stand_where_their_place_is(f, false, first, last);
	all_stand_where_their_place_is(f, true, first, last);
	assert_int_equal(place(f, last, true, NULL).view.page, 1);
	assert_int_equal(place(f, last, false, NULL).view.page, 3);
}

static void an_own_comment_waits_where_the_newest_are(void **state)
{
	struct fixture *f = *state;
	struct comment_view last = { .page = 2 };
	struct seen s;
	int64_t held;

	begin_thread(f);
	plant(f, 0, 60, false);
	held = add(f, "held", 0);
	s = read_view(f, &last, &ANA_READS);
	assert_int_equal(s.notes[s.count - 1].id, held);
	s = read_view(f, &OLDEST, &ANA_READS);
	assert_false(has(&s, held));
	s = read_view(f, &NEWEST, &ANA_READS);
	assert_int_equal(s.notes[0].id, held);
	last.is_newest = true;
	s = read_view(f, &last, &ANA_READS);
	assert_false(has(&s, held));
	assert_int_equal(place(f, held, false, &ANA_READS).view.page, 2);
	assert_int_equal(place(f, held, true, &ANA_READS).view.page, 1);
	s = read_view(f, &NEWEST, &BEN_READS);
	assert_false(has(&s, held));
}

static void a_long_branch_is_cut_and_goes_on_elsewhere(void **state)
{
	struct fixture *f = *state;
	int64_t first = begin_thread(f), reply = plant(f, first, 450, false);
	struct comment_view branch = { .branch_id = first, .page = 1 };
	struct seen s;

	publish(f, "b", 0);
	s = look(f, OLDEST);
	assert_int_equal(s.pages, 1);
	assert_int_equal(s.count, COMMENT_PAGE_NOTES);
	assert_int_equal(s.notes[0].more_count, 450 - 198);
	assert_string_equal(s.notes[s.count - 1].body, "b");
	assert_int_equal(s.notes[s.count - 1].more_count, 0);
	s = look(f, branch);
	assert_int_equal(s.pages, 3);
	assert_int_equal(s.count, COMMENT_PAGE_NOTES + 1);
	assert_int_equal(s.notes[0].id, first);
	branch.page = 3;
	s = look(f, branch);
	assert_int_equal(s.count, 51);
	assert_int_equal(s.notes[0].id, first);
	assert_int_equal(s.notes[50].id, reply + 449);
	branch.page = 4;
	assert_int_equal(look(f, branch).count, 0);
	all_stand_where_their_place_is(f, false, first, reply + 450);
	all_stand_where_their_place_is(f, true, first, reply + 450);
}

static void room_is_shared_by_long_branches(void **state)
{
	struct fixture *f = *state;
	int64_t roots = begin_thread(f), ids[4];
	struct seen s;

	ids[0] = roots;
	plant(f, ids[0], 2, false);
	for (int i = 1; i < 4; i++) {
		ids[i] = plant(f, 0, 1, false);
		plant(f, ids[i], 100 * i, true);
	}
	s = look(f, OLDEST);
	assert_true(s.count <= COMMENT_PAGE_NOTES);
	assert_true(s.count > COMMENT_PAGE_NOTES - 3);
	for (size_t i = 0; i < s.count; i++) {
		if (s.notes[i].id == ids[0])
			assert_int_equal(s.notes[i].more_count, 0);
		if (s.notes[i].id == ids[1])
			assert_int_equal(s.notes[i].more_count, 36);
		if (s.notes[i].id == ids[3])
			assert_int_equal(s.notes[i].more_count, 236);
	}
	all_stand_where_their_place_is(f, false, ids[0], ids[3] + 300);
}

/* However deep: one branch, one below the other. */
static void a_page_of_a_branch_names_what_is_on_another(void **state)
{
	struct fixture *f = *state;
	int64_t first = begin_thread(f), chain = plant(f, first, 300, true);
	struct seen s =
		look(f, (struct comment_view){ .branch_id = first, .page = 2 });

	assert_int_equal(s.count, 101);
	assert_int_equal(s.notes[1].id, chain + 200);
	assert_int_equal(s.notes[1].depth, 2);
	assert_string_equal(s.notes[1].answers, "Planted");
	assert_int_equal(s.notes[2].depth, 3);
	assert_null(s.notes[2].answers);
	assert_int_equal(s.notes[4].depth, COMMENT_DEPTH_MAX);
	assert_string_equal(s.notes[4].answers, "Planted");
}

static void fifty_long_branches_have_four_comments_each(void **state)
{
	struct fixture *f = *state;
	int64_t first = begin_thread(f);
	struct seen s;

	plant(f, first, 5, false);
	for (int i = 1; i < COMMENT_PAGE_SIZE; i++)
		plant(f, plant(f, 0, 1, false), 5, true);
	s = look(f, OLDEST);
	assert_int_equal(s.count, COMMENT_PAGE_NOTES);
	for (size_t i = 0; i < s.count; i++)
		assert_int_equal(s.notes[i].more_count,
				 s.notes[i].depth == 1 ? 2 : 0);
	all_stand_where_their_place_is(f, false, first, first + 299);
	all_stand_where_their_place_is(f, true, first, first + 299);
}

static void only_a_branch_of_the_thread_is_one(void **state)
{
	struct fixture *f = *state;
	int64_t root = publish(f, "a", 0), reply = publish(f, "b", root);
	int64_t held = add(f, "held", 0);
	int64_t ids[] = { reply, held, 999, -1 };
	struct comment_page page;

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
		struct comment_view view = { .branch_id = ids[i], .page = 1 };

		assert_int_equal(store_comment_thread(f->db, f->arena, 1, &view,
						      &ANA_READS, &page),
				 STATUS_NOT_FOUND);
		view.branch_id = root;
		assert_int_equal(store_comment_thread(f->db, f->arena, 2, &view,
						      &ANA_READS, &page),
				 STATUS_NOT_FOUND);
	}
}

static void an_own_reply_waits_beside_what_it_answers(void **state)
{
	struct fixture *f = *state;
	int64_t first = begin_thread(f), reply = plant(f, first, 450, false);
	struct comment_view branch = { .branch_id = first, .page = 1 };
	int64_t to_first = add(f, "to the first", first);
	int64_t to_last = add(f, "to the last", reply + 449);
	struct comment_spot spot = place(f, to_first, false, &ANA_READS);
	struct seen s;

	assert_int_equal(spot.view.branch_id, 0);
	s = read_view(f, &OLDEST, &ANA_READS);
	assert_true(has(&s, to_first));
	assert_false(has(&s, to_last));
	spot = place(f, to_last, false, &ANA_READS);
	assert_int_equal(spot.view.branch_id, first);
	assert_int_equal(spot.view.page, 3);
	s = read_view(f, &spot.view, &ANA_READS);
	assert_true(has(&s, to_last));
	assert_false(has(&s, to_first));
	s = read_view(f, &branch, &ANA_READS);
	assert_true(has(&s, to_first));
	s = read_view(f, &spot.view, &BEN_READS);
	assert_false(has(&s, to_last));
}

/* An edit sends a comment back to be read; its replies stay. */
static void an_author_sees_their_words_where_others_see_a_stub(void **state)
{
	struct fixture *f = *state;
	int64_t id = publish(f, "mine", 0);
	struct seen s;

	publish(f, "reply", id);
	move(f, id, COMMENT_HELD);
	s = read_page(f, 1, BEN);
	assert_true(s.notes[0].is_stub);
	assert_string_equal(s.notes[0].body, "");
	assert_string_equal(s.notes[0].author_name, "");
	s = read_page(f, 1, ANA);
	assert_int_equal(s.count, 2);
	assert_false(s.notes[0].is_stub);
	assert_true(s.notes[0].is_own);
	assert_string_equal(outline(f, &s), "1mine 2reply");
	assert_int_equal(place(f, id, false, &ANA_READS).view.page, 1);
}

static void an_own_published_comment_is_known_for_a_while(void **state)
{
	struct fixture *f = *state;
	int64_t id = publish(f, "mine", 0), mine;
	const struct comment_reader member = { .user_id = 7, .now = NOW + 60 };
	struct comment_reader ana = { .guest_hash = ANA, .now = NOW + 60 };
	struct seen s = read_view(f, &OLDEST, &ana);
	bool has_own;

	assert_true(s.notes[0].is_mine);
	assert_false(s.notes[0].is_own);
	assert_int_equal(store_comment_has_own(f->db, 1, &ana, &has_own),
			 STATUS_OK);
	assert_true(has_own);
	ana.now = NOW + COMMENT_EDIT_SECONDS;
	assert_int_equal(store_comment_has_own(f->db, 1, &ana, &has_own),
			 STATUS_OK);
	assert_false(has_own);
	s = read_view(f, &OLDEST, &ana);
	assert_false(s.notes[0].is_mine);
	s = read_view(f, &OLDEST, &member);
	assert_false(s.notes[0].is_mine);
	s = read_view(f, &OLDEST, NULL);
	assert_false(s.notes[0].is_mine);
	assert_int_equal(fixture_run(f->db,
				     "INSERT INTO \"user\" (id, email, name,"
				     "       role, created_at)"
				     " VALUES (7, 'x@example.org', 'X',"
				     "         'reader', 1)"),
			 STATUS_OK);
	mine = publish(f, "hers", 0);
	assert_int_equal(fixture_run(f->db,
				     "UPDATE comment SET user_id = 7,"
				     "       guest_hash = NULL WHERE id = 2"),
			 STATUS_OK);
	assert_int_equal(mine, 2);
	s = read_view(f, &OLDEST, &member);
	assert_false(s.notes[0].is_mine);
	assert_true(s.notes[1].is_mine);
	assert_int_equal(s.notes[0].id, id);
}

static void feeds_have_what_is_published_newest_first(void **state)
{
	struct fixture *f = *state;
	int64_t a = publish(f, "a", 0), b = add(f, "b", a), c;
	struct comment *list;
	size_t count;

	add(f, "held", 0);
	c = publish(f, "c", a);
	assert_int_equal(store_comment_move(f->db, b, COMMENT_PUBLISHED,
					    "command", NULL, LATER),
			 STATUS_OK);
	assert_int_equal(store_comment_thread_recent(f->db, f->arena, 1, 10,
						     &list, &count),
			 STATUS_OK);
	assert_int_equal(count, 3);
	assert_int_equal(list[0].id, b);
	assert_int_equal(list[0].parent_id, a);
	assert_int_equal(list[1].id, c);
	assert_null(list[0].author_email);
	move(f, a, COMMENT_REMOVED);
	assert_int_equal(store_comment_thread_recent(f->db, f->arena, 1, 1,
						     &list, &count),
			 STATUS_OK);
	assert_int_equal(count, 1);
	assert_int_equal(list[0].id, b);
}

static void all_of_a_thread_comes_branch_by_branch(void **state)
{
	struct fixture *f = *state;
	int64_t a = publish(f, "a", 0), b = publish(f, "b", 0);
	int64_t a1 = publish(f, "a1", a);
	struct comment *list;
	size_t count;

	publish(f, "b1", b);
	add(f, "held", a);
	move(f, a, COMMENT_REMOVED);
	assert_int_equal(store_comment_thread_all(f->db, f->arena, 1, 0, 3,
						  &list, &count),
			 STATUS_OK);
	assert_int_equal(count, 3);
	assert_true(list[0].is_stub);
	assert_string_equal(list[0].body, "");
	assert_int_equal(list[1].id, a1);
	assert_int_equal(list[1].published_at, NOW + 60);
	assert_int_equal(list[2].id, b);
	assert_int_equal(store_comment_thread_all(f->db, f->arena, 1, 3, 3,
						  &list, &count),
			 STATUS_OK);
	assert_int_equal(count, 1);
	assert_string_equal(list[0].body, "b1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_newest_come_first_when_asked_for),
		TEST(pages_begin_at_either_end),
		TEST(an_own_comment_waits_where_the_newest_are),
		TEST(a_long_branch_is_cut_and_goes_on_elsewhere),
		TEST(room_is_shared_by_long_branches),
		TEST(a_page_of_a_branch_names_what_is_on_another),
		TEST(fifty_long_branches_have_four_comments_each),
		TEST(only_a_branch_of_the_thread_is_one),
		TEST(an_own_reply_waits_beside_what_it_answers),
		TEST(an_author_sees_their_words_where_others_see_a_stub),
		TEST(an_own_published_comment_is_known_for_a_while),
		TEST(feeds_have_what_is_published_newest_first),
		TEST(all_of_a_thread_comes_branch_by_branch),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
