/* Hard cases: how people write what should not be written, in English and
 * Spanish; and what only sounds like it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "page/safety.h"
#include "store/staff_comment.h"
#include "util/json.h"

#define CORPUS NORTHSTAR_SHARE "/tests/data/corpus/honest.json"

static void check(unsigned flag, const char *const *texts, size_t count)
{
	struct arena *arena = arena_new();
	int wrong = 0;

	for (size_t i = 0; i < count; i++) {
		unsigned flags = safety_flags(arena, texts[i]) & COMMENT_SAFETY;

		if (flags == flag)
			continue;
		print_error("%s\n  is %u, should be %u\n", texts[i], flags,
			    flag);
		wrong++;
	}
	arena_free(arena);
	assert_int_equal(wrong, 0);
}

#define CHECK(flag, texts) check(flag, texts, sizeof(texts) / sizeof(texts[0]))

static void phone_numbers_in_disguise_are_found(void **state)
{
	static const char *const texts[] = {
		"two one eight, five five five, zero one four two",
		"call two-one-eight five-five-five oh-one-four-two",
		"twooneeight 555 0142",
		"dos uno ocho, cinco cinco cinco, cero uno cuatro dos",
		"2 1 8 - 5 5 5 - 0 1 4 2",
		"\uff12\uff11\uff18\uff15\uff15\uff15\uff10\uff11\uff14\uff12",
		"2\u200b1\u200b8\u200b5\u200b5\u200b5\u200b0"
		"\u200b1\u200b4\u200b2",
		"218*555*0142",
		"218_555_0142",
		"218, 555, 0142",
		"(2l8) 555-Ol42",
		"tel: 2185550142 ok",
		"555 01 42, ll\u00e1mame",
		"mi cel es 2185550142",
		"five five five, zero one four two, text me",
		"218 \u2022 555 \u2022 0142",
		"218 \u2014 555 \u2014 0142",
		"two1eight 555 0142",
		"triple five zero one four two, call me",
		"(218).555.0142",
		"\u0662\u0661\u0668 555 0142",
		"218 five-five-five 0142",
		"\U0001d7da\U0001d7d9\U0001d7e0 555 0142",
		"2\ufe0f\u20e31\ufe0f\u20e38\ufe0f\u20e35\ufe0f\u20e35"
		"\ufe0f\u20e35\ufe0f\u20e30\ufe0f\u20e31\ufe0f\u20e34"
		"\ufe0f\u20e32\ufe0f\u20e3",
		"+52 1 55 1234 5678",
		"wsp 218 5550142",
	};

	(void)state;
	CHECK(COMMENT_HAS_PHONE, texts);
}

static void addresses_and_accounts_in_disguise_are_found(void **state)
{
	static const char *const texts[] = {
		"maria arroba correo punto com",
		"maria arroba gmail punto com",
		"maria (arroba) gmail (punto) com",
		"maria [at] lakes [dot] example",
		"maria AT lakes DOT example",
		"maria_at_lakes_dot_com",
		"m a r i a @ g m a i l . c o m",
		"maria\uff20gmail\uff0ecom",
		"maria@\u200bgmail.com",
		"maria at g mail dot com",
		"my gmail is mariaruiz99",
		"maria.ruiz at school dot k12 dot mn dot us",
		"maria{at}lakes{dot}org",
		"maria @lakes.org",
		"maria@lakes,com",
		"maria at lakes point com",
		"escr\u00edbeme a maria en gmail",
		"find me on snap: maria_99",
		"my insta is @maria.ruiz",
		"add me on discord maria#1234",
		"snapchat mariaruiz99",
		"mi instagram es mariaruiz",
		"WhatsApp me @maria",
		"agr\u00e9game en snap maria99",
		"dm me @cooldude12",
		"my ig: cool.dude12",
		"telegram t.me/mariaruiz",
		"kik: mariaruiz99",
		"tiktok @maria99",
		"hit me up on insta cooldude12",
		"b\u00fascame en facebook como Maria Ruiz Lopez",
	};

	(void)state;
	CHECK(COMMENT_HAS_EMAIL, texts);
}

static void homes_are_found_however_they_are_told(void **state)
{
	static const char *const texts[] = {
		"Calle 5 #23",
		"Calle 5 # 23-45",
		"Av. Portland 1420",
		"avenida Portland 1420, depto 3",
		"vivo en la calle Lake n\u00famero 1420",
		"four ten East Skyline Road",
		"410 E. Skyline Rd.",
		"1202 West Superior Street #4",
		"our house is 27 elm st",
		"P O Box 112",
		"apartado postal 112",
		"the blue house at 88 Birch Ln",
		"N2345 County Road B",
		"4th Street 1202",
		"unit 4B, 1202 W Superior St",
		"1202 \uff37\uff25\uff33\uff34 Superior Street",
		"twenty-seven Elm Street",
		"I live at 27 Elm",
		"Direcci\u00f3n: Lake 1420",
		"15 Calle Real",
	};

	(void)state;
	CHECK(COMMENT_HAS_ADDRESS, texts);
}

static void children_and_their_schools_are_found(void **state)
{
	static const char *const texts[] = {
		"mi hija Ana va a la escuela Lincoln",
		"mi hija Ana asiste a Lincoln",
		"my 3rd grader Ana at Lincoln Elementary",
		"Ana is a 3rd grader at Lincoln",
		"Ana, 3rd grader at Lincoln Elementary",
		"My daughter Ana (8) is at Lincoln Elementary",
		"my daughter ana goes to lincoln elementary",
		"mi hijo pepe va a la primaria lincoln",
		"Ana, de 9 a\u00f1os, va a la escuela Lincoln",
		"Jacob Olson, age 9, Lowell Elementary",
		"My kids Ana and Ben are at Lowell Elementary",
		"my children, Ana and Ben, go to Lowell",
		"Her name is Ana. She is in 4th grade at Lowell. She is my "
		"niece.",
		"Mi nieto Luis estudia en la secundaria Roosevelt",
		"our foster son Jamal is in Ms. Berg's class at Lowell School",
		"Jamal plays hockey for Denfeld High School, my son",
		"mi ni\u00f1a se llama Ana y est\u00e1 en el kinder de la "
		"escuela Emerson",
		"Ana goes to Lincoln, room 12. My daughter loves it",
		"M\u0443 s\u043en Jacob goes to Lincoln Elementary",
		"My son J.T. goes to Lincoln Elementary",
		"pick up Ana from Lowell Elementary at 3:15",
		"my twins Ana and Ben attend Lowell",
		"Mis hijos Ana y Ben van a la escuela Lowell",
	};

	(void)state;
	CHECK(COMMENT_HAS_CHILD, texts);
}

static void what_only_sounds_like_it_is_left_alone(void **state)
{
	static const char *const texts[] = {
		"We are on Facebook and Instagram.",
		"Follow our program on Instagram, it is called Kinship.",
		"I think that snap decisions are bad.",
		"My son is on Snapchat all day.",
		"No discord between us.",
		"Does anybody use WhatsApp for the group?",
		"He sent a telegram in 1994.",
		"Kids post everything on TikTok these days",
		"I saw it on insta yesterday",
		"@Maria, thank you",
		"thanks @Ben for the answer",
		"one two three four five six seven eight nine ten",
		"from one to two, or three, four, five, six, seven, eight",
		"We need two, three or four more mentors; five, six or seven "
		"would be better than eight.",
		"scores: 218, 555, 142",
		"En la calle 5 hay 3 escuelas.",
		"mi hija va a la escuela todos los d\u00edas",
		"Room 12 at 3 p.m., ages 8-18",
		"27 elm trees on the street",
		"I live at 30 below zero",
		"Ana and I met at school. My daughter likes her.",
		"Lincoln Elementary is a good site. Call the coordinator.",
		"the point is that mentors come back",
		"We looked at the dot on the map.",
		"Matched 41,000 in 2012 and 178,000 in 2016.",
		"en punto de las cinco",
		"My gmail is full",
	};

	(void)state;
	CHECK(0, texts);
}

/* Of 500 honest comments, at most one in a hundred waits for nothing. */
static void honest_comments_raise_few_false_alarms(void **state)
{
	struct arena *arena = arena_new();
	json_t *corpus = json_load_file(CORPUS, 0, NULL);
	size_t count = json_array_size(corpus), alarms = 0;

	(void)state;
	for (size_t i = 0; i < count; i++) {
		const char *body = json_string_value(
			json_object_get(json_array_get(corpus, i), "body"));

		alarms += (safety_flags(arena, body) & COMMENT_SAFETY) != 0;
	}
	print_message("false alarms: %zu of %zu honest comments\n", alarms,
		      count);
	json_decref(corpus);
	arena_free(arena);
	assert_int_equal(count, 500);
	assert_true(alarms * 100 <= count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(phone_numbers_in_disguise_are_found),
		cmocka_unit_test(addresses_and_accounts_in_disguise_are_found),
		cmocka_unit_test(homes_are_found_however_they_are_told),
		cmocka_unit_test(children_and_their_schools_are_found),
		cmocka_unit_test(what_only_sounds_like_it_is_left_alone),
		cmocka_unit_test(honest_comments_raise_few_false_alarms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
