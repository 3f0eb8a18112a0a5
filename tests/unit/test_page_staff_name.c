#include "fixture.h"

#include "page/staff_name.h"

static bool is_taken(struct fixture *f, int64_t user_id, enum role role,
		     const char *name)
{
	struct ctx c = { .arena = f->arena, .db = f->db };
	bool answer;

	assert_int_equal(staff_name_is(&c, user_id, role, name, &answer),
			 STATUS_OK);
	return answer;
}

static bool is_staff(struct fixture *f, const char *name)
{
	return is_taken(f, 0, ROLE_NONE, name);
}

static void what_we_are_called_is_ours(void **state)
{
	static const char *const names[] = {
		"Staff",
		"staff",
		"STAFF",
		"Ѕtаff",
		"5taff",
		"$taff",
		"S t a f f",
		"S.T.A.F.F",
		"Sta ff",
		"Staff 1",
		"Staff1",
		"Staff!",
		"Ana (staff)",
		"Ana|Staff",
		"Ana@MPM",
		"Staff Ana",
		"Moderator",
		"M0derator",
		"Moderators",
		"Administrator",
		"Admin",
		"Adm1n",
		"Adrnin",
		"ADMIN2",
		"MPM",
		"M.P.M.",
		"МРМ",
		"mpm office",
		"Mentoring Partnership",
		"The Mentoring Partnership of Minnesota",
		"MentoringPartnership",
		"Mentoring-Partnership-MN",
		"M e n t o r i n g Partnership",
		"Μentοring Рartnership",
		"North Star",
		"NorthStar",
		"N0rth 5tar",
		"north star team",
		"NorthStar Team",
		"Moderation team",
		"Mods",
		"sysadmin",
		"\u200bStaff",
		"St\u00adaff",
		"ＳＴＡＦＦ",
		"𝕊𝕥𝕒𝕗𝕗",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!is_staff(f, names[i]))
			fail_msg("%s is free", names[i]);
}

static void other_names_are_free(void **state)
{
	static const char *const names[] = {
		"Ana",
		"Staffan Berg",
		"Norma Starr",
		"Star North",
		"Amy P M",
		"Mentor of two",
		"Marisol Partner",
		"A partner in mentoring",
		"Adminah",
		"Zoë 🌲",
		"李雷",
		"محمد",
		"Ελένη",
		"Иван",
		"Modesty Rator",
		"O'Hara",
		"—",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (is_staff(f, names[i]))
			fail_msg("%s is taken", names[i]);
}

static void the_names_of_staff_are_theirs(void **state)
{
	static const char PEOPLE[] =
		"INSERT INTO \"user\" (email, name, role, is_disabled,"
		"       created_at)"
		" VALUES ('r@example.org', 'Robin Larson', 'moderator', 0, 1),"
		"        ('kim.ode@example.org', NULL, 'editor', 0, 1),"
		"        ('g@example.org', 'Gone Away', 'admin', 1, 1),"
		"        ('m@example.org', 'Mia Reader', 'reader', 0, 1),"
		"        ('o@example.org', 'Oda Owner', 'owner', 0, 1)";
	struct fixture *f = *state;

	assert_int_equal(fixture_run(f->db, PEOPLE), STATUS_OK);
	assert_true(is_staff(f, "Robin Larson"));
	assert_true(is_staff(f, "RОBIN  LАRSОN"));
	assert_true(is_staff(f, "R0b1n-Lars0n"));
	assert_true(is_staff(f, "Kim Ode"));
	assert_false(is_staff(f, "Robin"));
	assert_false(is_staff(f, "Robin Larsson"));
	assert_false(is_staff(f, "Gone Away"));
	assert_false(is_staff(f, "Mia Reader"));
	assert_true(is_staff(f, "Oda Owner"));
	/* Staff are called as they like; owners are not ours. */
	assert_false(is_taken(f, 1, ROLE_MODERATOR, "MPM Staff"));
	assert_false(is_taken(f, 2, ROLE_EDITOR, "MPM Staff"));
	assert_true(is_taken(f, 5, ROLE_OWNER, "MPM Staff"));
	assert_true(is_taken(f, 5, ROLE_OWNER, "Robin Larson"));
	assert_false(is_taken(f, 5, ROLE_OWNER, "Oda Owner"));
	assert_true(is_taken(f, 4, ROLE_READER, "Oda Owner"));
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_we_are_called_is_ours),
		TEST(other_names_are_free),
		TEST(the_names_of_staff_are_theirs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
