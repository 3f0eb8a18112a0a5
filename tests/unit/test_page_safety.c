#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "page/safety.h"
#include "store/comment.h"

#define ASK  COMMENT_HAS_CHILD
#define TEL  COMMENT_HAS_PHONE
#define MAIL COMMENT_HAS_EMAIL
#define HOME COMMENT_HAS_ADDRESS
#define LINK COMMENT_HAS_LINKS

struct sample {
	unsigned flags;
	const char *text;
};

static void check(const struct sample *samples, size_t count)
{
	struct arena *arena = arena_new();
	int wrong = 0;

	for (size_t i = 0; i < count; i++) {
		unsigned flags = safety_flags(arena, samples[i].text);

		if (flags == samples[i].flags)
			continue;
		print_error("%s\n  is %u, should be %u\n", samples[i].text,
			    flags, samples[i].flags);
		wrong++;
	}
	arena_free(arena);
	assert_int_equal(wrong, 0);
}

#define CHECK(samples) check(samples, sizeof(samples) / sizeof(samples[0]))

static void phone_numbers_are_found_however_they_are_spelled(void **state)
{
	static const struct sample samples[] = {
		{ TEL, "218-555-0142" },
		{ TEL, "Call (218) 555-0142 after six." },
		{ TEL, "(218)555-0142" },
		{ TEL, "218.555.0142" },
		{ TEL, "218 555 0142" },
		{ TEL, "1-218-555-0142" },
		{ TEL, "+1 218 555 0142" },
		{ TEL, "1 (218) 555 - 0142" },
		{ TEL, "2185550142" },
		{ TEL, "12185550142" },
		{ TEL, "218\u2013555\u20130142" },
		{ TEL, "218/555-0142" },
		{ TEL, "218555-0142" },
		{ TEL, "2 1 8 5 5 5 0 1 4 2" },
		{ TEL, "2.1.8.5.5.5.0.1.4.2" },
		{ TEL, "two one eight five five five oh one four two" },
		{ TEL, "218 five five five 0142" },
		{ TEL, "218-555-O142" },
		{ TEL, "\uff12\uff11\uff18-\uff15\uff15\uff15-0142" },
		{ TEL, "My number is 555-0142." },
		{ TEL, "text me: 555 0142" },
		{ TEL, "555-0142" },
		{ TEL, "Llámame al 218 555 0142" },
		{ TEL, "mi teléfono es 555 0142" },
		{ TEL, "dos uno ocho cinco cinco cinco cero uno cuatro dos" },
		{ TEL, "+52 55 1234 5678" },
		{ TEL, "whatsapp 5512345678" },
		{ TEL, "218\u200b555\u200b0142" },
	};

	(void)state;
	CHECK(samples);
}

static void figures_are_no_phone_numbers(void **state)
{
	static const struct sample samples[] = {
		{ 0, "About 200,000 young people in 300 programs." },
		{ 0, "The plan for 2014–2016 and the one for 2017-2019" },
		{ 0, "The number of programs grew in 2014-2016." },
		{ 0, "2014 2015 2016" },
		{ 0, "FY 2008-2016: $769 million" },
		{ 0, "250,000 more could use a mentor (an estimate)." },
		{ 0, "between 500-1000 mentors" },
		{ 0, "ages 10-14, grades 2 3 4 5 6 7 8" },
		{ 0, "3:15 to 5:30 p.m., 11/23/2026" },
		{ 0, "2026-11-23 at 4:30" },
		{ 0, "ISBN 978-0-306-40615-7" },
		{ 0, "ZIP 55805-1234" },
		{ 0, "$1,234,567.89" },
		{ 0, "1 200 000 hours" },
		{ 0, "One of the two of us has four or five." },
		{ 0, "29 % of boys, 5 % of girls" },
		{ 0, "It is open 24/7 and 100% free." },
		{ 0, "Version 3.40.1 of 2022" },
		{ 0, "1234567890" },
		{ 0, "" },
		{ 0, "🎉🎉🎉 مرحبا 你好" },
	};

	(void)state;
	CHECK(samples);
}

static void email_addresses_are_found_even_when_spelled_out(void **state)
{
	static const struct sample samples[] = {
		{ MAIL, "Write to deb@hawkridge.example please" },
		{ MAIL, "Deb.Kangas+x@mail.hawkridge.org." },
		{ MAIL, "deb @ hawkridge.org" },
		{ MAIL, "deb at hawkridge dot org" },
		{ MAIL, "deb (at) hawkridge (dot) org" },
		{ MAIL, "deb[at]hawkridge[dot]org" },
		{ MAIL, "deb(at)hawkridge.org" },
		{ MAIL, "deb at gmail" },
		{ MAIL, "deb at gmail.com" },
		{ MAIL, "deb@gmail" },
		{ MAIL, "deb arroba hawkridge punto org" },
		{ MAIL, "deb arroba gmail.com" },
		{ MAIL, "DEB AT HAWKRIDGE DOT ORG" },
		{ MAIL, "josé@correo.mx" },
	};

	(void)state;
	CHECK(samples);
}

static void places_and_prices_are_no_email_addresses(void **state)
{
	static const struct sample samples[] = {
		{ 0, "Meet us at kinship.org or at school." },
		{ 0, "3 @ $5 each" },
		{ 0, "@kinship on the other site" },
		{ 0, "a@b" },
		{ 0, "Look at that. Com on!" },
		{ 0, "We met at live music night." },
		{ 0, "connect the dots at home" },
		{ 0, "a un punto de la calle" },
	};

	(void)state;
	CHECK(samples);
}

static void street_addresses_are_found(void **state)
{
	static const struct sample samples[] = {
		{ HOME, "410 East Skyline Road, Duluth" },
		{ HOME, "We live at 1500 5th Ave S." },
		{ HOME, "123 4th St NE" },
		{ HOME, "27 Elm Street" },
		{ HOME, "27 elm street" },
		{ HOME, "27 N. Elm St." },
		{ HOME, "1202 W Superior St, apt 4" },
		{ HOME, "88 Birch Lane" },
		{ HOME, "4120 county road 5" },
		{ HOME, "4120 Highway 61" },
		{ HOME, "410b Lake Drive" },
		{ HOME, "P.O. Box 112" },
		{ HOME, "PO Box 112" },
		{ HOME, "apartment 4b" },
		{ HOME, "2014 Martin Luther King Blvd" },
		{ HOME, "calle Lake 1420" },
		{ HOME, "Avenida Portland, número 33" },
		{ HOME, "vivo en 2911 Bloomington Avenue" },
	};

	(void)state;
	CHECK(samples);
}

static void roads_without_a_house_are_no_addresses(void **state)
{
	static const struct sample samples[] = {
		{ 0, "I live six blocks down the road." },
		{ 0, "It is a 10 minute drive from St. Paul." },
		{ 0, "12 mentors on this street" },
		{ 0, "3 hours a week on the road" },
		{ 0, "In 2014 Lake Street changed." },
		{ 0, "20 kids in one place" },
		{ 0, "2 adults and 5 young people on the trail" },
		{ 0, "4 years in drug court" },
		{ 0, "We meet on Lake Street every week." },
		{ 0, "300 programs in the Twin Cities, 36 % elsewhere" },
		{ 0, "Vamos a la calle 3 veces por semana." },
		{ 0, "100 % of the way" },
	};

	(void)state;
	CHECK(samples);
}

static void a_child_with_a_school_is_found(void **state)
{
	static const struct sample samples[] = {
		{ ASK, "My son Jacob goes to Lincoln Elementary." },
		{ ASK, "Our daughter, Ana, attends Denfeld." },
		{ ASK, "my nephew is Sam, he is at Duluth East High School" },
		{ ASK, "Jacob is 9 and goes to Lowell Elementary" },
		{ ASK, "Jacob, my grandson, is at lincoln elementary" },
		{ ASK, "a boy named jacob from Lincoln Middle School" },
		{ ASK, "Her student's name is Amina. She is a fifth grader at "
		       "Lowell. My daughter told me." },
		{ ASK, "Mi hija María va a la escuela Emerson." },
		{ ASK, "mi hijo se llama José y estudia en Emerson" },
		{ ASK, "MY SON JACOB GOES TO LINCOLN ELEMENTARY" },
	};

	(void)state;
	CHECK(samples);
}

static void a_child_or_a_school_alone_is_fine(void **state)
{
	static const struct sample samples[] = {
		{ 0, "My son Jacob loves the walk back to the bus." },
		{ 0, "My son started in September. School is easier now." },
		{ 0, "I taught shop at Lincoln High School for thirty years." },
		{ 0, "Is there room for a seventh grader in January?" },
		{ 0, "My daughter is in high school and needs a mentor." },
		{ 0, "The Girl Scouts meet at Lincoln Elementary." },
		{ 0, "Big Brothers Big Sisters helped my son at school." },
		{ 0, "Mi hijo va a la escuela." },
		{ 0, "My kid is in an elementary school nearby." },
	};

	(void)state;
	CHECK(samples);
}

static void links_are_told(void **state)
{
	static const struct sample samples[] = {
		{ LINK, "See https://example.org/page" },
		{ LINK, "see www.example.org" },
		{ LINK, "[click](//example.org)" },
		{ LINK | TEL, "HTTP://EXAMPLE.ORG 218-555-0142" },
		{ 0, "An hour (or two) [I think] is enough." },
	};

	(void)state;
	CHECK(samples);
}

/* 4,000 characters of anything are read in a few milliseconds. */
static void long_texts_end_soon(void **state)
{
	static const char *const units[] = {
		"1 ", "one ", "@", "(at)", "5 a ", " dot", "Sam", "my son A "
	};
	struct arena *arena = arena_new();
	char text[4001];

	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		size_t len = strlen(units[i]);

		for (size_t at = 0; at < sizeof(text) - 1; at++)
			text[at] = units[i][at % len];
		text[sizeof(text) - 1] = '\0';
		(void)safety_flags(arena, text);
	}
	assert_true(arena_used(arena) < 16u << 20);
	arena_free(arena);
}

/* text with what was found in brackets. */
static const char *marked(struct arena *arena, const char *text)
{
	struct safety_span *spans;
	char *out = arena_strdup(arena, "");
	size_t count, at = 0;

	safety_spans(arena, text, &spans, &count);
	for (size_t i = 0; i < count; i++) {
		out = arena_printf(arena, "%s%.*s[%.*s]", out,
				   (int)(spans[i].from - at), text + at,
				   (int)(spans[i].to - spans[i].from),
				   text + spans[i].from);
		at = spans[i].to;
	}
	return arena_printf(arena, "%s%s", out, text + at);
}

static void the_very_words_are_found_where_they_stand(void **state)
{
	static const char *const samples[] = {
		"Nothing here, on 3 May.",
		"Call  me:\n [(218) 555-0142,] or\t[218.555.0143!] Soon.",
		"Zo\u00eb, text [five five five oh one four two,] "
		"\u00c9lan [+1 218 555 0142.]",
		"Write to [name (at) example (dot) org] or [b@example.org.]",
		"ask [deb at gmail] now, not at kinship.org",
		"Come to [410 East Skyline Road,] or [PO Box 12] or "
		"[calle Lake 1420.]",
		"See [https://example.org/a] and [www.b.org!]",
		"My [son Jacob goes to Lincoln Elementary.]",
		"My son likes Lincoln Elementary.",
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		char *plain = arena_strdup(arena, samples[i]), *to = plain;

		for (const char *at = samples[i]; *at; at++)
			if (*at != '[' && *at != ']')
				*to++ = *at;
		*to = '\0';
		assert_string_equal(marked(arena, plain), samples[i]);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			phone_numbers_are_found_however_they_are_spelled),
		cmocka_unit_test(figures_are_no_phone_numbers),
		cmocka_unit_test(
			email_addresses_are_found_even_when_spelled_out),
		cmocka_unit_test(places_and_prices_are_no_email_addresses),
		cmocka_unit_test(street_addresses_are_found),
		cmocka_unit_test(roads_without_a_house_are_no_addresses),
		cmocka_unit_test(a_child_with_a_school_is_found),
		cmocka_unit_test(a_child_or_a_school_alone_is_fine),
		cmocka_unit_test(links_are_told),
		cmocka_unit_test(long_texts_end_soon),
		cmocka_unit_test(the_very_words_are_found_where_they_stand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
