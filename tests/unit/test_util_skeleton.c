#include "fixture.h"

#include "util/skeleton.h"
#include "util/utf8.h"

static void what_looks_alike_has_one_skeleton(void **state)
{
	static const char *const alike[] = {
		"Staff",
		"STAFF",
		"staff",
		"Ѕtаff",      /* Cyrillic dze and a */
		"Stαff",      /* Greek alpha */
		"Ｓｔａｆｆ", /* fullwidth */
		"Staﬀ",       /* one ligature */
		"ꜱᴛᴀꜰꜰ",      /* small capitals */
		"ꓢꓔꓮꓝꓝ",      /* Lisu */
		"𝐒𝐭𝐚𝐟𝐟",      /* mathematical */
		"🅂🅃🄰🄵🄵",
		"🆂🆃🅰🅵🅵",                   /* squared */
		"Ⓢⓣⓐⓕⓕ",                   /* circled */
		"Śtåff",                   /* accents */
		"S\u0336t\u0336a\u0336ff", /* struck out */
		"St\u200baff",
		"S\u00adtaff",
		"\u2060Staff\ufe0f",
		"5t4ff",
		"$t@ff",
		"S t a f f",
		"S.t.a.f.f.",
		"S-T-A-F-F",
		" \u2800Staff\u3000",
	};
	struct fixture *f = *state;
	const char *plain = skeleton_words(f->arena, "staff");

	assert_string_equal(plain, "staff");
	for (size_t i = 0; i < sizeof(alike) / sizeof(alike[0]); i++)
		assert_string_equal(skeleton_words(f->arena, alike[i]), plain);
}

static void letters_that_look_like_others_are_one(void **state)
{
	static const char *const pairs[][2] = {
		{ "Admin", "Adm1n" },
		{ "Admin", "AdmIn" },
		{ "Admin", "Admln" },
		{ "Admin", "Adrnin" },
		{ "Admin", "Αdmіn" },
		{ "Admin", "Adm|n" },
		{ "Moderator", "M0derat0r" },
		{ "Moderator", "Мoderаtоr" },
		{ "Moderator", "ⲘⲟdⲉratⲞr" },
		{ "Moderator", "ᗰoꓓerator" },
		{ "Moderator", "ΜΟDΕRΑΤΟR" },
		{ "North Star", "Nоrth  Ѕtаr" },
		{ "North Star", "n0rth-5tar" },
		{ "North Star", "ΝΟRΤΗ SΤΑR" },
		{ "MPM", "М.Р.М." },
		{ "MPM", "m p m" },
		{ "Wren", "VVren" },
		{ "Hola", "Ηola" },
		{ "Ana 2", "ana 2" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		assert_string_equal(skeleton_words(f->arena, pairs[i][0]),
				    skeleton_words(f->arena, pairs[i][1]));
}

static void other_words_stay_others(void **state)
{
	static const char *const pairs[][2] = {
		{ "Staff", "Staffan" }, { "Ana", "Anna" },
		{ "Star", "Stare" },    { "Ana Lee", "Analee" },
		{ "Иван", "Анна" },     { "李雷", "韩梅" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		assert_string_not_equal(skeleton_words(f->arena, pairs[i][0]),
					skeleton_words(f->arena, pairs[i][1]));
}

static void a_number_behind_a_word_is_a_word_of_its_own(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(skeleton_words(f->arena, "Staff12"),
			    skeleton_words(f->arena, "staff 12"));
	assert_string_equal(skeleton_words(f->arena, "Staff!"), "staff");
	assert_string_equal(skeleton_words(f->arena, "Ana (staff)"),
			    "ana staff");
	assert_string_equal(skeleton_words(f->arena, "O'Hara"), "ohara");
}

static void a_tight_skeleton_has_no_spaces(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(skeleton_tight(f->arena, " Nоrth - Star "),
			    skeleton_tight(f->arena, "NorthStar"));
	assert_string_equal(skeleton_tight(f->arena, " … 🌲 "), "");
	assert_string_equal(skeleton_words(f->arena, ""), "");
}

/* Rows that are out of order would not be found. */
static void every_look_alike_is_found(void **state)
{
	static const char letters[] =
		"АВЕКМНОРСТХІЈЅаеорсухіјѕһԁԛԝӀΑΒΕΖΗΙΚΜΝΟΡΤΥΧαονικρτυχօոսհց"
		"ᎠᎡᎢᎪᎫᎬᎳᎷᎻᏀᏃᏢᏚᏞᏟıłøđħɑɡʀɴʟʏæœßðᐯᑌᑭᑯᑲᒍᒪᕁᕼᖇᖯᖴᗅᗞᗪᗰᗷ᙭"
		"ⲂⲄⲈⲎⲒⲔⲘⲚⲞⲢⲤⲦⲨⲬⲃⲅⲉⲏⲓⲕⲙⲛⲟⲣⲥⲧⲩⲭⲱꓐꓑꓒꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ";
	struct fixture *f = *state;
	const char *out = skeleton_words(f->arena, letters);

	for (const char *at = out; *at; at++)
		assert_true((unsigned char)*at < 0x80);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_looks_alike_has_one_skeleton),
		TEST(letters_that_look_like_others_are_one),
		TEST(other_words_stay_others),
		TEST(a_number_behind_a_word_is_a_word_of_its_own),
		TEST(a_tight_skeleton_has_no_spaces),
		TEST(every_look_alike_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
