/* Street addresses: 410 East Skyline Road, 1500 5th Ave S, PO Box 12, calle
 * Lake 1420. A number, a name, a kind of street. Where somebody says that they
 * live there, less is enough: "I live at 27 Elm". */
#include <string.h>

#include "page/safety_words.h"
#include "store/comment.h"

#define BETWEEN_MAX 4

static const char STREETS[] =
	"street|avenue|ave|road|rd|boulevard|blvd|parkway|pkwy|highway|hwy";
/* Words that mean much else as well. */
static const char OTHER_STREETS[] =
	"st|lane|ln|drive|dr|court|ct|circle|cir|place|pl|way|trail|trl|"
	"terrace|ter|alley|square";
static const char DIRECTIONS[] =
	"n|s|e|w|ne|nw|se|sw|north|south|east|west|northeast|northwest|"
	"southeast|southwest|norte|sur|este|oeste";
static const char CALLES[] =
	"calle|avenida|avda|av|carrera|camino|bulevar|carretera|callejon|"
	"calzada|calz";
/* Numbers of houses in words. */
static const char NUMBERS[] =
	"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
	"fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
	"hundred";
static const char HOMES[] =
	"live|lives|living|house|home|address|casa|vivo|vive|vivimos|viven|"
	"direccion|domicilio";

/* What is counted, and what joins words: no part of a street's name. */
static const char NOT_A_NAME[] =
	"a|about|adult|adults|an|and|are|at|away|block|blocks|boy|boys|by|"
	"children|class|classes|country|day|days|dollar|dollars|down|for|"
	"friends|from|girl|girls|grade|graders|had|have|hour|hours|hundred|in|"
	"is|kid|kids|km|long|many|match|matches|meter|meters|mentor|mentors|"
	"mile|miles|million|minute|minutes|month|months|more|new|of|off|old|"
	"on|or|other|our|out|over|pairs|people|percent|per|person|program|"
	"programs|school|schools|some|states|steps|stops|students|teens|that|"
	"the|their|then|thousand|time|times|to|under|up|us|volunteers|was|we|"
	"week|weeks|went|were|with|year|years|young|youth|"
	"anos|con|cuadras|de|dias|en|hay|horas|jovenes|mentores|meses|"
	"minutos|ninas|ninos|para|personas|por|que|semanas|son|veces|y";

/* Words before a year. */
static const char BEFORE_YEAR[] =
	"in|since|year|by|until|before|after|of|from|during|fall|spring|"
	"summer|winter|en|desde|ano|hasta|january|february|march|april|may|"
	"june|july|august|september|october|november|december";

static bool is_ordinal(const char *word)
{
	size_t len = strspn(word, "0123456789");

	return len && safety_is(word + len, "st|nd|rd|th");
}

static bool is_year(const char *word)
{
	return strlen(word) == 4 &&
	       (!strncmp(word, "19", 2) || !strncmp(word, "20", 2));
}

/* "four ten East Skyline Road", "twenty-seven Elm Street": the last word of
 * the number, before a name. */
static bool is_spelled_house(const struct safety_text *t, size_t i)
{
	const char *word = t->words[i].text;
	char first[16];
	size_t len = strcspn(word, "-");

	if (len >= sizeof(first) || i + 1 >= t->count ||
	    !t->words[i + 1].is_capital || safety_ends(t, i))
		return false;
	memcpy(first, word, len);
	first[len] = '\0';
	return safety_is(first, NUMBERS) &&
	       (!word[len] || safety_is(word + len + 1, NUMBERS));
}

/* "410", "410b", "N2345"; no years after "in". */
static bool is_house(const struct safety_text *t, size_t i)
{
	const char *word = t->words[i].text;
	size_t len;

	if (*word && strchr("nsew", *word) && strlen(word) > 3)
		word++;
	len = strspn(word, "0123456789");
	if (len == 0 || len > 6 || (word[len] && word[len + 1]) ||
	    strchr(t->words[i].raw, '%') || strchr(t->words[i].raw, '$'))
		return false;
	return !(is_year(word) && i > 0 &&
		 safety_is(t->words[i - 1].text, BEFORE_YEAR));
}

/* From the house number i on: a name, then a kind of street. Where that
 * stands; 0 when there is none. */
static size_t street_after(const struct safety_text *t, size_t i)
{
	bool is_sure = safety_is_near(t, i, 4, HOMES), is_named = true;

	for (size_t j = i + 1; j < t->count && j <= i + BETWEEN_MAX + 1; j++) {
		const struct safety_word *word = &t->words[j];
		bool is_direction = safety_is(word->text, DIRECTIONS);

		if (j > i + 1 && safety_is(word->text, STREETS))
			return j;
		if (j > i + 1 && safety_is(word->text, OTHER_STREETS) &&
		    (is_sure || (is_named && word->is_capital)))
			return j;
		if (safety_is(word->text, "hwy|highway") &&
		    safety_is_number(safety_word_at(t, j + 1)))
			return j + 1;
		if (!*word->text || safety_is(word->text, NOT_A_NAME) ||
		    (safety_ends(t, j) && !is_direction))
			return 0;
		is_sure = is_sure || is_direction || is_ordinal(word->text);
		is_named = is_named && word->is_capital;
	}
	return 0;
}

/* "PO Box 12", "P.O. Box 12", "P O Box 12", "apartado postal 12": where it
 * ends, or 0. */
static size_t box_end(const struct safety_text *t, size_t i)
{
	size_t at = i;

	if (safety_is(t->words[i].text, "p") &&
	    safety_is(safety_word_at(t, i + 1), "o"))
		at = i + 2;
	else if (safety_is(t->words[i].text, "po|p.o|apartado"))
		at = i + 1;
	if (at == i || !safety_is(safety_word_at(t, at), "box|postal") ||
	    !safety_is_number(safety_word_at(t, at + 1)))
		return 0;
	return at + 1;
}

/* "4th Street 1202" */
static size_t street_first_end(const struct safety_text *t, size_t i)
{
	const char *number = safety_word_at(t, i + 2);

	if (!is_ordinal(t->words[i].text) ||
	    !safety_is(safety_word_at(t, i + 1), STREETS) ||
	    !safety_is_number(number) || strlen(number) < 2 ||
	    strlen(number) > 5 || is_year(number))
		return 0;
	return i + 2;
}

/* "I live at 27 Elm", "Dirección: Lake 1420", "15 Calle Real" */
static size_t home_end(const struct safety_text *t, size_t i)
{
	const char *next = safety_word_at(t, i + 1);
	bool is_name = i + 1 < t->count && t->words[i + 1].is_capital &&
		       !safety_is(next, NOT_A_NAME) && strlen(next) > 2;

	if (is_house(t, i) && is_name && !safety_ends(t, i) &&
	    (safety_is_near(t, i, 2, "live|lives|vivo|vive|vivimos") ||
	     safety_is_near(t, i, 2, "address|direccion|domicilio")))
		return i + 1;
	if (is_house(t, i) && safety_is(next, CALLES) && i + 2 < t->count &&
	    t->words[i + 2].is_capital)
		return i + 2;
	if (t->words[i].is_capital && safety_is_number(next) &&
	    strlen(next) > 1 && strlen(next) < 6 && i > 0 &&
	    safety_is(t->words[i - 1].text, "direccion|domicilio|address"))
		return i + 1;
	return 0;
}

/* "apt 4b". */
static bool is_apartment(const struct safety_text *t, size_t i)
{
	const char *next = safety_word_at(t, i + 1);

	return safety_is(t->words[i].text, "apt|apartment|apartamento|apto") &&
	       strcspn(next, "0123456789") < 2 && *next && strlen(next) < 6 &&
	       next[strcspn(next, "0123456789")];
}

/* "calle Lake 1420", "avenida Portland numero 33", "calle 5 # 12": where
 * it ends, or 0. */
static size_t calle_end(const struct safety_text *t, size_t i)
{
	if (!safety_is(t->words[i].text, CALLES))
		return 0;
	for (size_t j = i + 1; j < t->count && j <= i + BETWEEN_MAX + 1; j++) {
		const struct safety_word *word = &t->words[j];

		if (safety_is(word->text, "numero|num|no|nro") &&
		    safety_is_number(safety_word_at(t, j + 1)))
			return j + 1;
		if (word->raw[0] == '#')
			return j;
		if (j > i + 1 && safety_is_number(word->text) &&
		    strlen(word->text) > 1 &&
		    !safety_is(safety_word_at(t, j + 1), NOT_A_NAME))
			return j;
		if (!safety_is(word->text, "de|la|los|las|el|del") &&
		    safety_is(word->text, NOT_A_NAME))
			return 0;
		if (safety_ends(t, j))
			return 0;
	}
	return 0;
}

/* Where an address that begins at word i ends; 0 for none. */
static size_t address_end(const struct safety_text *t, size_t i)
{
	size_t end = is_house(t, i) || is_spelled_house(t, i)
			     ? street_after(t, i)
			     : 0;

	if (!end && is_apartment(t, i))
		end = i + 1;
	if (!end)
		end = box_end(t, i);
	if (!end)
		end = street_first_end(t, i);
	if (!end)
		end = home_end(t, i);
	return end ? end : calle_end(t, i);
}

void safety_find_addresses(struct safety_text *t)
{
	for (size_t i = 0; i < t->count; i++) {
		size_t end = address_end(t, i);

		if (!end)
			continue;
		safety_mark(t, COMMENT_HAS_ADDRESS, i, end);
		i = end;
	}
}
