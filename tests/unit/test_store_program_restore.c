#include "fixture.h"

#include "store/audit.h"
#include "store/program_row.h"
#include "store/search.h"

static struct program full(struct fixture *f)
{
	struct program p = fixture_listing("Full", "Whole");

	p.organization.website = "https://whole.example/";
	p.description = "What *happens*.";
	p.mentor_role = "Listen.";
	p.ages_min = 0;
	p.ages_max = 99;
	p.zip = "55802";
	p.address = "1 Main Street";
	p.is_statewide = p.is_online = p.needs_mentors = true;
	p.commitment_months = 12;
	p.hours_per_month = 4.5;
	p.mentor_age_min = 21;
	p.training_hours = 0;
	p.cost = "Free";
	p.accessibility = "Ramp";
	p.contact_role = "Coordinator";
	p.phone = "218-555-0100";
	p.email = "hello@whole.example";
	p.website = "https://whole.example/full";
	p.waiting_time = "None";
	p.badge = BADGE_EXPERT;
	p.badge_until = 1900000000;
	p.stage = PROGRAM_PAUSED;
	p.pause_reason = "Summer";
	p.returns_at = 1850000000;
	p.source_url = "https://source.example/";
	p.confirmed_at = 1800000000;
	p.confirmed_how = "visit";
	fixture_lists(f, &p, (int64_t[]){ 41, 1, 12 }, 3,
		      (int64_t[]){ 27137, 27017 }, 2);
	return p;
}

static struct program now(struct fixture *f, int64_t id)
{
	struct program p;

	assert_int_equal(store_program_by_id(f->db, f->arena, id, &p),
			 STATUS_OK);
	return p;
}

static void restore(struct fixture *f, int64_t id, int64_t version)
{
	assert_int_equal(store_program_restore(f->db, f->arena, id, version,
					       "user 3", "because"),
			 STATUS_OK);
}

static const char *text_of(struct fixture *f, const char *sql)
{
	struct db_query *q = db_query(f->db, sql);
	const char *text = db_row(q) ? db_text(q, 0, f->arena) : NULL;

	assert_int_equal(db_finish(q), STATUS_OK);
	return text;
}

static const char *last_action(struct fixture *f)
{
	static const char SQL[] =
		"SELECT action FROM audit ORDER BY id DESC LIMIT 1";

	return text_of(f, SQL);
}

static const char *last_detail(struct fixture *f)
{
	static const char SQL[] =
		"SELECT coalesce(d.detail, a.detail)"
		"  FROM audit AS a LEFT JOIN audit_detail AS d"
		"    ON d.audit_id = a.id ORDER BY a.id DESC LIMIT 1";

	return text_of(f, SQL);
}

/* Revisions ----------------------------------------------------------- */

static void every_field_comes_back_from_a_revision(void **state)
{
	struct fixture *f = *state;
	struct program p = full(f), was;
	int64_t id = fixture_save(f, &p);
	const char *content = program_content(f->arena, &p);

	assert_int_equal(store_program_at(f->db, f->arena, id, 1, &was),
			 STATUS_OK);
	assert_string_equal(program_content(f->arena, &was), content);
	assert_int_equal(was.id, id);
	assert_int_equal(was.version, 1);
	assert_int_equal(was.term_count, 3);
	assert_string_equal(was.terms[0].slug, "one-to-one");
	assert_string_equal(was.counties[0].name, "Carlton");
	assert_int_equal(store_program_at(f->db, f->arena, id, 2, &was),
			 STATUS_NOT_FOUND);
}

static void restoring_makes_a_revision_like_the_old_one(void **state)
{
	struct fixture *f = *state;
	struct program p = full(f), changed, r;
	int64_t id = fixture_save(f, &p);
	const char *content = program_content(f->arena, &p);

	changed = fixture_listing("Half", "Other");
	changed.id = id;
	fixture_save(f, &changed);
	assert_string_equal(now(f, id).slug, "half");
	restore(f, id, 1);
	r = now(f, id);
	assert_string_equal(program_content(f->arena, &r), content);
	assert_int_equal(r.version, 3);
	assert_string_equal(r.slug, "full");
	assert_string_equal(last_action(f), "program.restore");
	assert_int_equal(
		store_program_restore(f->db, f->arena, id, 9, "x", NULL),
		STATUS_NOT_FOUND);
}

static void a_restored_listing_is_public_and_found_again(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("Kinship", "Friends");
	int64_t id = fixture_save(f, &p), before, after, directory;
	struct search search = { .words = "kinship", .page = 1 };
	struct search_result found;

	p.stage = PROGRAM_CLOSED;
	fixture_save(f, &p);
	assert_int_equal(db_generation(f->db, &before, &directory), STATUS_OK);
	restore(f, id, 1);
	assert_int_equal(db_generation(f->db, &after, &directory), STATUS_OK);
	assert_true(after > before);
	assert_int_equal(store_search(f->db, f->arena, &search, &found),
			 STATUS_OK);
	assert_int_equal(found.total, 1);
}

/* The website of an organization is its other listings' too. */
static void a_website_that_others_changed_stays(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("One", "Whole"), other;
	int64_t id;

	p.organization.website = "https://old.example/";
	id = fixture_save(f, &p);
	p.stage = PROGRAM_PAUSED;
	fixture_save(f, &p);
	other = fixture_listing("Two", "Whole");
	other.organization.website = "https://new.example/";
	fixture_save(f, &other);
	restore(f, id, 1);
	assert_string_equal(now(f, id).organization.website,
			    "https://new.example/");
	assert_int_equal(now(f, id).stage, PROGRAM_PUBLISHED);
}

static void a_website_that_this_listing_changed_goes_back(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("One", "Whole");
	int64_t id;

	p.organization.website = "https://old.example/";
	id = fixture_save(f, &p);
	p.organization.website = "https://new.example/";
	fixture_save(f, &p);
	restore(f, id, 1);
	assert_string_equal(now(f, id).organization.website,
			    "https://old.example/");
}

/* The record ---------------------------------------------------------- */

static void the_record_calls_a_save_by_what_it_did(void **state)
{
	static const struct {
		enum program_stage stage;
		const char *action;
	} steps[] = {
		{ PROGRAM_PUBLISHED, "program.publish" },
		{ PROGRAM_PAUSED, "program.pause" },
		{ PROGRAM_PUBLISHED, "program.publish" },
		{ PROGRAM_CLOSED, "program.close" },
		{ PROGRAM_DRAFT, "program.unpublish" },
	};
	struct fixture *f = *state;
	struct program p = fixture_listing("Kinship", "Friends");

	p.stage = PROGRAM_DRAFT;
	fixture_save(f, &p);
	assert_string_equal(last_action(f), "program.add");
	assert_string_equal(last_detail(f), "{\"version\":1}");
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		p.stage = steps[i].stage;
		fixture_save(f, &p);
		assert_string_equal(last_action(f), steps[i].action);
	}
	p.confirmed_at = 1800000000;
	p.confirmed_how = "phone";
	fixture_save(f, &p);
	assert_string_equal(last_action(f), "program.confirm");
	p.confirmed_at++;
	p.summary = "Another.";
	fixture_save(f, &p);
	assert_string_equal(last_action(f), "program.save");
}

static void the_record_holds_before_and_after(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("Kinship", "Friends");

	p.phone = "218-555-0100";
	fixture_save(f, &p);
	p.phone = NULL;
	p.cost = "Free";
	fixture_save(f, &p);
	assert_string_equal(last_detail(f),
			    "{\"version\":2,"
			    "\"phone\":{\"before\":\"218-555-0100\","
			    "\"after\":null},"
			    "\"cost\":{\"before\":null,"
			    "\"after\":\"Free\"}}");
}

static void the_longest_change_still_fits_into_the_record(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("Kinship", "Friends");
	char *angles = arena_alloc(f->arena, 8001);

	memset(angles, '<', 8000);
	p.description = angles;
	fixture_save(f, &p);
	p.description = arena_printf(f->arena, "A %s", angles);
	p.mentor_role = angles;
	fixture_save(f, &p);
	assert_string_equal(last_action(f), "program.save");
	assert_true(strlen(last_detail(f)) < AUDIT_DETAIL_MAX);
	assert_non_null(strstr(last_detail(f), "mentor_role"));
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_field_comes_back_from_a_revision),
		TEST(restoring_makes_a_revision_like_the_old_one),
		TEST(a_restored_listing_is_public_and_found_again),
		TEST(a_website_that_others_changed_stays),
		TEST(a_website_that_this_listing_changed_goes_back),
		TEST(the_record_calls_a_save_by_what_it_did),
		TEST(the_record_holds_before_and_after),
		TEST(the_longest_change_still_fits_into_the_record),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
