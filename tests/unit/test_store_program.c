#include "fixture.h"

#include "store/audit.h"
#include "store/search.h"

static enum status get(struct fixture *f, const char *slug, struct program *p)
{
	const char *moved_to;
	enum status st = store_program_get(f->db, f->arena, slug, p, &moved_to);

	assert_null(moved_to);
	return st;
}

/* Reading ------------------------------------------------------------- */

static void a_listing_comes_back_as_it_was_saved(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("Full", "Whole"), r;

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
	p.waiting_time = "Two months";
	p.badge = BADGE_EXPERT;
	p.badge_until = 4000000000;
	p.stage = PROGRAM_PAUSED;
	p.pause_reason = "Summer";
	p.returns_at = 1500000000;
	p.source_url = "https://source.example/";
	p.confirmed_at = 1400000000;
	p.confirmed_how = "phone";
	fixture_lists(f, &p, (int64_t[]){ 42, 12, 2, 1 }, 4,
		      (int64_t[]){ 27137, 27017 }, 2);
	fixture_save(f, &p);
	assert_int_equal(get(f, "full", &r), STATUS_OK);
	assert_int_equal(r.id, p.id);
	assert_string_equal(r.organization.website, "https://whole.example/");
	assert_string_equal(r.organization.slug, "whole");
	assert_string_equal(r.description, p.description);
	assert_string_equal(r.mentor_role, p.mentor_role);
	assert_int_equal(r.ages_min, 0);
	assert_int_equal(r.ages_max, 99);
	assert_string_equal(r.address, p.address);
	assert_string_equal(r.county.name, "St. Louis");
	assert_true(r.is_statewide && r.is_online && r.needs_mentors);
	assert_int_equal(r.commitment_months, 12);
	assert_true(r.hours_per_month == 4.5 && r.training_hours == 0);
	assert_int_equal(r.mentor_age_min, 21);
	assert_string_equal(r.cost, p.cost);
	assert_string_equal(r.accessibility, p.accessibility);
	assert_string_equal(r.contact_role, p.contact_role);
	assert_string_equal(r.phone, p.phone);
	assert_string_equal(r.email, p.email);
	assert_string_equal(r.website, p.website);
	assert_string_equal(r.waiting_time, p.waiting_time);
	assert_int_equal(r.badge, BADGE_EXPERT);
	assert_int_equal(r.badge_until, p.badge_until);
	assert_int_equal(r.stage, PROGRAM_PAUSED);
	assert_string_equal(r.pause_reason, p.pause_reason);
	assert_int_equal(r.returns_at, p.returns_at);
	assert_string_equal(r.source_url, p.source_url);
	assert_int_equal(r.confirmed_at, p.confirmed_at);
	assert_string_equal(r.confirmed_how, "phone");
	assert_int_equal(r.version, 1);
	assert_int_equal(r.term_count, 4); /* by kind, then position */
	assert_string_equal(r.terms[0].slug, "one-to-one");
	assert_string_equal(r.terms[1].slug, "group");
	assert_string_equal(r.terms[2].slug, "school");
	assert_string_equal(r.terms[3].slug, "es");
	assert_int_equal(r.county_count, 2); /* by name */
	assert_string_equal(r.counties[0].slug, "carlton");
	assert_string_equal(r.counties[1].slug, "st-louis");
}

static void what_is_not_known_stays_unknown(void **state)
{
	struct fixture *f = *state;
	struct program r;

	fixture_programs(f);
	assert_int_equal(get(f, "online-mentors", &r), STATUS_OK);
	assert_int_equal(r.ages_min, -1);
	assert_int_equal(r.ages_max, -1);
	assert_null(r.city);
	assert_int_equal(r.county.id, 0);
	assert_null(r.county.name);
	assert_false(r.has_point);
	assert_int_equal(r.commitment_months, -1);
	assert_true(r.hours_per_month == -1 && r.training_hours == -1);
	assert_null(r.phone);
	assert_int_equal(r.confirmed_at, 0);
	assert_int_equal(r.county_count, 0);
}

static void drafts_are_not_found_anywhere(void **state)
{
	struct fixture *f = *state;
	int64_t first = fixture_programs(f), draft = first + 4;
	struct program r, *list;
	size_t count;

	assert_int_equal(get(f, "not-yet", &r), STATUS_NOT_FOUND);
	assert_int_equal(
		store_program_cards(f->db, f->arena, &draft, 1, &list, &count),
		STATUS_OK);
	assert_int_equal(count, 0);
	assert_int_equal(
		store_program_recent(f->db, f->arena, 50, &list, &count),
		STATUS_OK);
	assert_int_equal(count, 4);
}

static void a_closed_listing_is_gone_but_says_what_it_was(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("Closed", "Shop"), r;

	p.stage = PROGRAM_CLOSED;
	fixture_save(f, &p);
	assert_int_equal(get(f, "closed", &r), STATUS_GONE);
	assert_string_equal(r.name, "Closed");
}

static void cards_come_in_the_order_asked_for(void **state)
{
	struct fixture *f = *state;
	int64_t first = fixture_programs(f);
	int64_t ids[] = { first + 3, 999, first, first + 1 };
	struct program *list;
	size_t count;

	assert_int_equal(
		store_program_cards(f->db, f->arena, ids, 4, &list, &count),
		STATUS_OK);
	assert_int_equal(count, 3);
	assert_string_equal(list[0].name, "North Shore Mentors");
	assert_string_equal(list[1].name, "Kinship");
	assert_string_equal(list[2].name, "Chess Club");
	assert_int_equal(list[1].term_count, 2);
}

static enum status stop_at_third(void *context, const struct program *program)
{
	size_t *seen = context;

	assert_non_null(program->slug);
	return ++*seen == 3 ? STATUS_TOO_LARGE : STATUS_OK;
}

static enum status count_all(void *context, const struct program *program)
{
	size_t *seen = context;

	assert_true(program->stage != PROGRAM_DRAFT);
	++*seen;
	return STATUS_OK;
}

static void a_walk_visits_every_public_listing_or_stops(void **state)
{
	struct fixture *f = *state;
	size_t seen = 0;
	char name[32];

	fixture_programs(f);
	for (int i = 0; i < 250; i++) {
		struct program p;

		snprintf(name, sizeof(name), "Number %d", i);
		p = fixture_listing(name, "Many");
		fixture_save(f, &p);
	}
	assert_int_equal(store_program_each(f->db, count_all, &seen),
			 STATUS_OK);
	assert_int_equal(seen, 254);
	seen = 0;
	assert_int_equal(store_program_each(f->db, stop_at_third, &seen),
			 STATUS_TOO_LARGE);
	assert_int_equal(seen, 3);
}

/* Saving -------------------------------------------------------------- */

static void saving_the_same_again_changes_nothing(void **state)
{
	struct fixture *f = *state;
	struct program p;
	enum program_change change;
	int64_t before_public, before, after_public, after;

	fixture_programs(f);
	assert_int_equal(db_generation(f->db, &before_public, &before),
			 STATUS_OK);
	p = fixture_listing("Chess Club", "Duluth Friends");
	p.ages_min = 8;
	p.ages_max = 14;
	fixture_lists(f, &p, (int64_t[]){ 13, 2, 2 }, 3, (int64_t[]){ 27137 },
		      1);
	assert_int_equal(
		store_program_save(f->db, f->arena, &p, "test", NULL, &change),
		STATUS_OK);
	assert_int_equal(change, PROGRAM_UNCHANGED);
	assert_int_equal(p.version, 1);
	assert_int_equal(db_generation(f->db, &after_public, &after),
			 STATUS_OK);
	assert_int_equal(after_public, before_public);
	p.cost = "Free";
	assert_int_equal(
		store_program_save(f->db, f->arena, &p, "test", NULL, &change),
		STATUS_OK);
	assert_int_equal(change, PROGRAM_CHANGED);
	assert_int_equal(p.version, 2);
	assert_int_equal(fixture_number(f->db, "SELECT count(*) FROM program"),
			 5);
}

static void every_save_leaves_a_revision_and_an_audit_row(void **state)
{
	static const char SQL_LAST[] =
		"SELECT object, audit_detail.detail FROM audit"
		"  JOIN audit_detail ON audit_id = id"
		" ORDER BY id DESC LIMIT 1";
	struct fixture *f = *state;
	struct program p = fixture_listing("Kinship", "Org");
	struct db_query *q;

	fixture_save(f, &p);
	p.phone = "218-555-0100";
	p.email = "hello@org.example";
	fixture_save(f, &p);
	assert_int_equal(
		fixture_number(f->db, "SELECT count(*) FROM program_revision"),
		2);
	q = db_query(f->db, SQL_LAST);
	assert_true(db_row(q));
	assert_string_equal(db_peek_text(q, 0), "program 1");
	assert_non_null(strstr(db_peek_text(q, 1), "\"phone\""));
	assert_non_null(strstr(db_peek_text(q, 1),
			       "\"email\":{\"before\":null,"
			       "\"after\":\"hello@org.example\"}"));
	assert_int_equal(db_finish(q), STATUS_OK);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

static void an_old_version_cannot_overwrite_a_newer_one(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("Kinship", "Org"), mine, theirs, r;

	fixture_save(f, &p);
	mine = theirs = p;
	theirs.cost = "Free";
	fixture_save(f, &theirs);
	mine.cost = "Ten dollars";
	assert_int_equal(
		store_program_save(f->db, f->arena, &mine, "test", NULL, NULL),
		STATUS_CONFLICT);
	assert_int_equal(get(f, "kinship", &r), STATUS_OK);
	assert_string_equal(r.cost, "Free");
}

static void the_point_is_of_the_zip_else_of_the_town_else_unknown(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("Zip", "Org"), r;

	p.zip = "55805";
	fixture_save(f, &p);
	assert_int_equal(get(f, "zip", &r), STATUS_OK);
	assert_true(r.has_point && r.lat > 46.79 && r.lat < 46.81);
	p = fixture_listing("Town", "Org");
	fixture_save(f, &p);
	assert_int_equal(get(f, "town", &r), STATUS_OK);
	assert_true(r.has_point && r.lat > 46.77 && r.lat < 46.79);
	p = fixture_listing("Nowhere", "Org");
	p.city = "Atlantis";
	fixture_save(f, &p);
	assert_int_equal(get(f, "nowhere", &r), STATUS_OK);
	assert_false(r.has_point);
}

static void slugs_are_unique_however_many_share_a_name(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("Kinship", "One");

	fixture_save(f, &p);
	assert_string_equal(p.slug, "kinship");
	p = fixture_listing("Kinship", "Two");
	fixture_save(f, &p);
	assert_string_equal(p.slug, "kinship-two");
	p = fixture_listing("Kinship", "Two");
	p.state = "WI";
	fixture_save(f, &p);
	assert_string_equal(p.slug, "kinship-3");
	p = fixture_listing("Chess", "Two");
	p.slug = "our-own";
	fixture_save(f, &p);
	assert_string_equal(p.slug, "our-own");
}

static void an_old_slug_leads_to_the_new_one_for_ever(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("Old Name", "Org"), other, r;
	const char *moved_to;

	fixture_save(f, &p);
	p.name = "New Name";
	fixture_save(f, &p);
	assert_string_equal(p.slug, "new-name");
	assert_int_equal(
		store_program_get(f->db, f->arena, "old-name", &r, &moved_to),
		STATUS_NOT_FOUND);
	assert_string_equal(moved_to, "new-name");
	other = fixture_listing("Old Name", "Other");
	fixture_save(f, &other);
	assert_string_equal(other.slug, "old-name-other");
	p.name = "Old Name";
	fixture_save(f, &p);
	assert_string_equal(p.slug, "old-name");
	assert_int_equal(get(f, "old-name", &r), STATUS_OK);
	assert_int_equal(
		store_program_get(f->db, f->arena, "new-name", &r, &moved_to),
		STATUS_NOT_FOUND);
	assert_string_equal(moved_to, "old-name");
}

static void a_listing_that_breaks_a_rule_leaves_nothing(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("Kinship", "Org");

	p.ages_min = 14;
	p.ages_max = 8;
	assert_int_equal(
		store_program_save(f->db, f->arena, &p, "test", NULL, NULL),
		STATUS_CONFLICT);
	assert_int_equal(
		fixture_number(f->db, "SELECT count(*) FROM organization"), 0);
	assert_int_equal(fixture_number(f->db, "SELECT count(*) FROM audit"),
			 0);
}

static void a_bulk_of_saves_is_searchable_at_its_end(void **state)
{
	struct fixture *f = *state;
	struct program p = fixture_listing("Kinship", "Org");
	enum status st;

	db_begin(f->db);
	store_program_bulk_begin(f->db);
	fixture_save(f, &p);
	st = store_program_bulk_end(f->db);
	assert_int_equal(db_end(f->db, st), STATUS_OK);
	assert_int_equal(store_search_verify(f->db), STATUS_OK);
	p.name = "Friends";
	fixture_save(f, &p);
	assert_int_equal(store_search_verify(f->db), STATUS_OK);
}

static void a_listing_is_found_by_name_organization_and_state(void **state)
{
	struct fixture *f = *state;
	struct program r;

	fixture_programs(f);
	assert_int_equal(store_program_find(f->db, f->arena, "Not Yet",
					    "Duluth Friends", "MN", &r),
			 STATUS_OK);
	assert_int_equal(r.stage, PROGRAM_DRAFT);
	assert_int_equal(store_program_find(f->db, f->arena, "Not Yet",
					    "Duluth Friends", "WI", &r),
			 STATUS_NOT_FOUND);
}

/* Neighbours ---------------------------------------------------------- */

static void similar_ones_share_a_county_and_a_type(void **state)
{
	struct fixture *f = *state;
	struct program kinship, p, *list;
	size_t count;

	fixture_programs(f);
	p = fixture_listing("Both Counties", "Org");
	fixture_lists(f, &p, (int64_t[]){ 1 }, 1, (int64_t[]){ 27137, 27017 },
		      2);
	fixture_save(f, &p);
	p = fixture_listing("A County", "Org");
	fixture_lists(f, &p, (int64_t[]){ 1, 11 }, 2, (int64_t[]){ 27017 }, 1);
	fixture_save(f, &p);
	assert_int_equal(get(f, "kinship", &kinship), STATUS_OK);
	assert_int_equal(store_program_similar(f->db, f->arena, &kinship, 5,
					       &list, &count),
			 STATUS_OK);
	assert_int_equal(count, 2); /* not the draft, the group, Cook County */
	assert_string_equal(list[0].name, "Both Counties");
	assert_string_equal(list[1].name, "A County");
}

static void a_misspelt_slug_has_close_ones(void **state)
{
	struct fixture *f = *state;
	struct program *list;
	size_t count;

	fixture_programs(f);
	assert_int_equal(store_program_close_to(f->db, f->arena, "kinshp", 3,
						&list, &count),
			 STATUS_OK);
	assert_true(count >= 1);
	assert_string_equal(list[0].slug, "kinship");
	assert_int_equal(store_program_close_to(f->db, f->arena, "zzzzzzzzzzzz",
						3, &list, &count),
			 STATUS_OK);
	assert_int_equal(count, 0);
}

#define ON(name)                                                               \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON(a_listing_comes_back_as_it_was_saved),
		ON(what_is_not_known_stays_unknown),
		ON(drafts_are_not_found_anywhere),
		ON(a_closed_listing_is_gone_but_says_what_it_was),
		ON(cards_come_in_the_order_asked_for),
		ON(a_walk_visits_every_public_listing_or_stops),
		ON(saving_the_same_again_changes_nothing),
		ON(every_save_leaves_a_revision_and_an_audit_row),
		ON(an_old_version_cannot_overwrite_a_newer_one),
		ON(the_point_is_of_the_zip_else_of_the_town_else_unknown),
		ON(slugs_are_unique_however_many_share_a_name),
		ON(an_old_slug_leads_to_the_new_one_for_ever),
		ON(a_listing_that_breaks_a_rule_leaves_nothing),
		ON(a_bulk_of_saves_is_searchable_at_its_end),
		ON(a_listing_is_found_by_name_organization_and_state),
		ON(similar_ones_share_a_county_and_a_type),
		ON(a_misspelt_slug_has_close_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
