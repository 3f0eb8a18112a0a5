#include "fixture.h"

#include "store/saved_view.h"
#include "store/staff_program.h"
#include "store/user.h"
#include "util/buf.h"

#define NOW ((int64_t)1800000000)

/* The names of those that fit, in order. */
static const char *found(struct fixture *f, struct staff_program_filter filter)
{
	struct staff_program *rows;
	int64_t *ids;
	size_t count;
	struct buf b;

	buf_init(&b, f->arena);
	if (!filter.words)
		filter.words = "";
	assert_int_equal(store_staff_program_ids(f->db, f->arena, &filter, 100,
						 &ids, &count),
			 STATUS_OK);
	assert_int_equal(store_staff_program_rows(f->db, f->arena, ids, count,
						  &rows, &count),
			 STATUS_OK);
	for (size_t i = 0; i < count; i++)
		buf_printf(&b, "%s%s", i ? ", " : "", rows[i].name);
	return b.data;
}

#define FOUND(names, ...)                                                      \
	assert_string_equal(                                                   \
		found(f, (struct staff_program_filter){ __VA_ARGS__ }), names)

static void staff_find_listings_of_every_stage(void **state)
{
	struct fixture *f = *state;

	fixture_programs(f);
	FOUND("Chess Club, Kinship, North Shore Mentors, Not Yet, "
	      "Online Mentors");
	FOUND("Not Yet", .has_stage = true, .stage = PROGRAM_DRAFT);
	FOUND("", .has_stage = true, .stage = PROGRAM_CLOSED);
	FOUND("Kinship", .needs_mentors = true);
	FOUND("Chess Club, Kinship, Not Yet", .county_id = 27137);
	FOUND("North Shore Mentors", .county_id = 27031);
	FOUND("", .state = "WI");
	FOUND("Not Yet, Chess Club, Kinship, North Shore Mentors, "
	      "Online Mentors",
	      .sort = STAFF_BY_STAGE);
}

static void words_are_looked_for_in_both_names(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("Crème 100% _Brûlée\\", "Café Été");

	fixture_programs(f);
	fixture_save(f, &p);
	FOUND("Chess Club, North Shore Mentors, Not Yet",
	      .words = "duluth FRIENDS");
	FOUND("Kinship", .words = "kin");
	FOUND("Kinship", .words = "  Superior   mentors ");
	FOUND("North Shore Mentors", .words = "nor mentors");
	FOUND(p.name, .words = "creme brulee");
	FOUND(p.name, .words = "100% _");
	FOUND(p.name, .words = "é\\");
	FOUND(p.name, .words = "Café");
	FOUND("", .words = "kin%ship");
	FOUND("", .words = "k_nship");
	FOUND("", .words = "' OR 1=1 --");
}

static void listings_are_found_by_when_they_were_confirmed(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("New", "A");

	fixture_save(f, &p);
	p = fixture_listing("Old", "A");
	p.confirmed_at = NOW - 100;
	fixture_save(f, &p);
	p = fixture_listing("Fresh", "A");
	p.confirmed_at = NOW;
	fixture_save(f, &p);
	FOUND("New", .checked = STAFF_CHECKED_NEVER);
	FOUND("New, Old", .checked = STAFF_CHECKED_LONG_AGO,
	      .checked_before = NOW);
	FOUND("Fresh", .checked = STAFF_CHECKED_SINCE, .checked_before = NOW);
	FOUND("New, Old, Fresh", .sort = STAFF_BY_CHECKED);
	FOUND("Fresh, Old, New", .sort = STAFF_BY_CHANGED);
}

static void an_owner_finds_only_their_own(void **state)
{
	static const char OWN[] =
		"INSERT INTO program_owner (program_id, user_id)"
		" SELECT program.id, user.id FROM program, user"
		"  WHERE program.name IN ('Kinship', 'Not Yet')";
	struct fixture *f = *state;
	int64_t user;

	fixture_programs(f);
	assert_int_equal(store_user_add(f->db, "o@o.example", ROLE_OWNER, NULL,
					"test", &user),
			 STATUS_OK);
	FOUND("", .owner_id = user);
	assert_int_equal(fixture_run(f->db, OWN), STATUS_OK);
	FOUND("Kinship, Not Yet", .owner_id = user);
	FOUND("Kinship", .owner_id = user, .words = "kinship",
	      .county_id = 27137);
	FOUND("", .owner_id = user, .words = "chess");
}

static void a_row_says_who_changed_it_last(void **state)
{
	struct fixture *f = *state;
	int64_t ids[] = { 999, fixture_programs(f) };
	struct organization o;
	struct staff_program *rows;
	size_t count;

	assert_int_equal(store_staff_program_rows(f->db, f->arena, ids, 2,
						  &rows, &count),
			 STATUS_OK);
	assert_int_equal(count, 1);
	assert_string_equal(rows[0].slug, "kinship");
	assert_string_equal(rows[0].organization.slug, "lake-superior-mentors");
	assert_int_equal(rows[0].stage, PROGRAM_PUBLISHED);
	assert_int_equal(rows[0].version, 1);
	assert_string_equal(rows[0].actor, "test");
	assert_int_equal(
		store_organization_get(f->db, f->arena, "duluth-friends", &o),
		STATUS_OK);
	FOUND("Chess Club, North Shore Mentors, Not Yet",
	      .organization_id = o.id);
	assert_int_equal(store_organization_get(f->db, f->arena, "none", &o),
			 STATUS_NOT_FOUND);
}

/* Changing many -------------------------------------------------------- */

static struct program whole(struct fixture *f, enum program_stage stage)
{
	struct program p = fixture_listing("Kinship", "Friends");

	p.phone = "218-555-0100";
	p.stage = stage;
	fixture_lists(f, &p, (int64_t[]){ 1 }, 1, NULL, 0);
	p.terms[0].kind = TERM_TYPE;
	return p;
}

static void each_stage_bars_what_makes_no_sense_in_it(void **state)
{
	static const enum staff_program_bar bars[][STAFF_PROGRAM_DOS] = {
		[PROGRAM_DRAFT] = { [STAFF_UNPUBLISH] = STAFF_IS_SO,
				    [STAFF_PAUSE] = STAFF_IS_DRAFT,
				    [STAFF_CLOSE] = STAFF_IS_DRAFT },
		[PROGRAM_PUBLISHED] = { [STAFF_PUBLISH] = STAFF_IS_SO },
		[PROGRAM_PAUSED] = { [STAFF_PAUSE] = STAFF_IS_SO },
		[PROGRAM_CLOSED] = { [STAFF_PAUSE] = STAFF_IS_CLOSED,
				     [STAFF_CONFIRM] = STAFF_IS_CLOSED,
				     [STAFF_CLOSE] = STAFF_IS_SO },
	};
	struct fixture *f = *state;

	for (int stage = 0; stage <= PROGRAM_CLOSED; stage++)
		for (int what = 0; what < STAFF_PROGRAM_DOS; what++) {
			struct program p = whole(f, (enum program_stage)stage);
			struct staff_program_change change = {
				.what = (enum staff_program_do)what,
				.reason = "Summer",
				.how = "phone",
				.now = NOW,
			};

			assert_int_equal(store_staff_program_bar(&p, &change),
					 bars[stage][what]);
			store_staff_program_apply(&p, &change);
			assert_int_equal(store_staff_program_bar(&p, &change),
					 STAFF_IS_SO);
		}
}

static void what_the_public_needs_bars_publishing(void **state)
{
	const struct staff_program_change publish = { .what = STAFF_PUBLISH };
	struct fixture *f = *state;
	struct program p = whole(f, PROGRAM_DRAFT);

	assert_int_equal(store_staff_program_bar(&p, &publish), STAFF_FREE);
	p.city = NULL;
	p.county.id = 0;
	assert_int_equal(store_staff_program_bar(&p, &publish), STAFF_NO_PLACE);
	p.is_online = true;
	assert_int_equal(store_staff_program_bar(&p, &publish), STAFF_FREE);
	p.phone = NULL;
	assert_int_equal(store_staff_program_bar(&p, &publish),
			 STAFF_NO_CONTACT);
	p.term_count = 0;
	assert_int_equal(store_staff_program_bar(&p, &publish), STAFF_NO_TYPE);
	assert_true(store_staff_program_lacks(&p, STAFF_NO_CONTACT));
	assert_false(store_staff_program_lacks(&p, STAFF_NO_PLACE));
}

static void publishing_ends_a_pause(void **state)
{
	struct fixture *f = *state;
	struct program p = whole(f, PROGRAM_PUBLISHED);
	struct staff_program_change change = { .what = STAFF_PAUSE,
					       .reason = "Summer",
					       .returns_at = NOW };

	store_staff_program_apply(&p, &change);
	assert_string_equal(p.pause_reason, "Summer");
	assert_int_equal(p.returns_at, NOW);
	change.what = STAFF_PUBLISH;
	store_staff_program_apply(&p, &change);
	assert_null(p.pause_reason);
	assert_int_equal(p.returns_at, 0);
}

/* Saved filters --------------------------------------------------------- */

static void filters_are_saved_by_name_for_one_user(void **state)
{
	struct fixture *f = *state;
	struct saved_view *views;
	const char *list;
	int64_t ada, ben;
	size_t count;
	char name[16];

	assert_int_equal(store_user_add(f->db, "a@a.example", ROLE_EDITOR, NULL,
					"test", &ada),
			 STATUS_OK);
	assert_int_equal(store_user_add(f->db, "b@b.example", ROLE_EDITOR, NULL,
					"test", &ben),
			 STATUS_OK);
	for (int i = 0; i < SAVED_VIEWS_MAX; i++) {
		snprintf(name, sizeof(name), "v%02d", i);
		assert_int_equal(store_saved_view_put(f->db, ada, "programs",
						      name, "stage=draft"),
				 STATUS_OK);
	}
	assert_int_equal(
		store_saved_view_put(f->db, ada, "programs", "more", ""),
		STATUS_TOO_LARGE);
	assert_int_equal(store_saved_view_put(f->db, ada, "programs", "v00",
					      "stage=closed"),
			 STATUS_OK);
	assert_int_equal(store_saved_view_list(f->db, f->arena, ben, "programs",
					       &views, &count),
			 STATUS_OK);
	assert_int_equal(count, 0);
	assert_int_equal(store_saved_view_list(f->db, f->arena, ada, "programs",
					       &views, &count),
			 STATUS_OK);
	assert_int_equal(count, SAVED_VIEWS_MAX);
	assert_string_equal(views[0].query, "stage=closed");
	assert_int_equal(store_saved_view_remove(f->db, f->arena, ben,
						 views[0].id, &list),
			 STATUS_NOT_FOUND);
	assert_int_equal(store_saved_view_remove(f->db, f->arena, ada,
						 views[0].id, &list),
			 STATUS_OK);
	assert_string_equal(list, "programs");
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(staff_find_listings_of_every_stage),
		TEST(words_are_looked_for_in_both_names),
		TEST(listings_are_found_by_when_they_were_confirmed),
		TEST(an_owner_finds_only_their_own),
		TEST(a_row_says_who_changed_it_last),
		TEST(each_stage_bars_what_makes_no_sense_in_it),
		TEST(what_the_public_needs_bars_publishing),
		TEST(publishing_ends_a_pause),
		TEST(filters_are_saved_by_name_for_one_user),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
