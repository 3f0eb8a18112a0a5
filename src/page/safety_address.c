/* Street addresses: 410 East Skyline Road, 1500 5th Ave S, PO Box 12, calle
 * Lake 1420. A number, a name, a kind of street. */
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
	"calle|avenida|avda|carrera|camino|bulevar|carretera|callejon";

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

/* "410", "410b"; no years after "in". */
static bool is_house(const struct safety_text *t, size_t i)
{
	const char *word = t->words[i].text;
	size_t len = strspn(word, "0123456789");

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
	bool is_sure = false, is_named = true;

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

/* "PO Box 12", "P.O. Box 12", "apt 4b". */
static bool is_box(const struct safety_text *t, size_t i)
{
	const char *next = safety_word_at(t, i + 1);

	if (safety_is(t->words[i].text, "po|p.o"))
		return safety_is(next, "box") &&
		       safety_is_number(safety_word_at(t, i + 2));
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
	size_t end = is_house(t, i) ? street_after(t, i) : 0;

	if (!end && is_box(t, i))
		end = i + (safety_is(safety_word_at(t, i + 1), "box") ? 2 : 1);
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
