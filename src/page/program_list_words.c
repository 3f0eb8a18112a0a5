/* The list's filters in words: its heading, its chips, its labels. */
#include <stdlib.h>
#include <string.h>

#include "page/program_list.h"
#include "page/words.h"
#include "view/format.h"

/* Terms inside a sentence: "group mentoring", "at school". A term that is
 * not here is written as its name. */
static const struct {
	enum search_facet facet;
	const char *slug, *phrase;
} PHRASES[] = {
	{ FACET_TYPE, "one-to-one", TR("one-to-one") },
	{ FACET_TYPE, "group", TR("group") },
	{ FACET_TYPE, "team", TR("team") },
	{ FACET_TYPE, "family", TR("family") },
	{ FACET_TYPE, "peer", TR("peer") },
	{ FACET_TYPE, "e-mentoring", TR("online") },
	{ FACET_SETTING, "community", TR("in the community") },
	{ FACET_SETTING, "school", TR("at school") },
	{ FACET_SETTING, "after-school", TR("after school") },
	{ FACET_SETTING, "campus", TR("on a college campus") },
	{ FACET_SETTING, "site", TR("at a program site") },
	{ FACET_SETTING, "agency", TR("at an agency") },
	{ FACET_SETTING, "workplace", TR("at a workplace") },
	{ FACET_SETTING, "online", TR("over the internet") },
	{ FACET_SETTING, "faith", TR("in a faith community") },
	{ FACET_SETTING, "correctional", TR("in a correctional facility") },
};

static const char *const TITLES[FACETS] = {
	[FACET_COUNTY] = TR("County"),
	[FACET_TYPE] = TR("How you meet"),
	[FACET_SETTING] = TR("Where you meet"),
	[FACET_AGE] = TR("Age of young people"),
	[FACET_LANGUAGE] = TR("Language"),
	[FACET_NEEDS] = TR("Mentors"),
};

const char *list_facet_title(const struct list *list, enum search_facet facet)
{
	return tr(list->c->s, TITLES[facet]);
}

/* "8-10" as "8 to 10", "12" as "12", "0-7" as "7 and under". */
static const char *ages(const struct list *list, const char *value)
{
	const char *dash = strchr(value, '-');
	int from = atoi(value), to = dash ? atoi(dash + 1) : from;

	if (to >= SEARCH_AGE_MAX)
		to = -1;
	if (from == 0 && to > 0)
		return str_fill(list->c->arena, tr(list->c->s, "{n} and under"),
				"n", arena_printf(list->c->arena, "%d", to),
				NULL);
	return format_ages(list->c->arena, list->c->s, from, to, false);
}

/* The data's name of a county is bare, "Cass"; outside Minnesota its slug
 * ends in the state, "cass-nd". */
static struct county county_of(const char *slug, const char *name)
{
	static const char *const STATES[] = { "WI", "ND", "SD", "IA" };
	struct county county = { .slug = slug, .name = name, .state = "MN" };
	size_t len = strlen(slug), i;

	for (i = 0; i < sizeof(STATES) / sizeof(*STATES); i++)
		if (len > 3 && slug[len - 3] == '-' &&
		    strcasecmp(slug + len - 2, STATES[i]) == 0)
			county.state = STATES[i];
	return county;
}

static const char *county_name(const struct list *list, const char *slug,
			       const char *name)
{
	struct county county = county_of(slug, name);

	return words_county(list->c, &county);
}

const char *list_choice_label(const struct list *list, enum search_facet facet,
			      const char *value, const char *name)
{
	const struct strings *s = list->c->s;
	struct county county;

	switch (facet) {
	case FACET_AGE:
		return ages(list, value);
	case FACET_NEEDS:
		return tr(s, "Mentors needed now");
	case FACET_COUNTY:
		county = county_of(value, name);
		return words_county_short(list->c, &county);
	default:
		return tr(s, name);
	}
}

const char *list_choice_chip(const struct list *list, enum search_facet facet,
			     const char *value, const char *name)
{
	const struct ctx *c = list->c;

	if (facet == FACET_COUNTY)
		return county_name(list, value, name);
	if (facet == FACET_AGE)
		return str_fill(c->arena,
				strchr(value, '-') ? tr(c->s, "Ages {ages}")
						   : tr(c->s, "Age {ages}"),
				"ages", ages(list, value), NULL);
	return list_choice_label(list, facet, value, name);
}

static const char *phrase(const struct list *list, enum search_facet facet,
			  size_t n)
{
	const char *slug = list->query.chosen[facet][n];
	size_t i;

	for (i = 0; i < sizeof(PHRASES) / sizeof(*PHRASES); i++)
		if (PHRASES[i].facet == facet &&
		    strcmp(PHRASES[i].slug, slug) == 0)
			return tr(list->c->s, PHRASES[i].phrase);
	if (facet == FACET_AGE)
		return ages(list, slug);
	if (facet == FACET_COUNTY)
		return county_name(list, slug, list->query.names[facet][n]);
	return tr(list->c->s, list->query.names[facet][n]);
}

/* Add " " and text with {list} filled by what is chosen in facet. */
static void add_chosen(const struct list *list, struct buf *b,
		       enum search_facet facet, const char *text)
{
	const char *items[SEARCH_CHOICES_MAX];
	size_t count = list->query.chosen_count[facet], i;

	if (!count)
		return;
	for (i = 0; i < count; i++)
		items[i] = phrase(list, facet, i);
	buf_char(b, ' ');
	buf_text(b, str_fill(list->c->arena, text, "list",
			     words_or(list->c, items, count), NULL));
}

static bool is_one_age(const struct query *q)
{
	return q->chosen_count[FACET_AGE] == 1 &&
	       !strchr(q->chosen[FACET_AGE][0], '-');
}

/* "11 programs", "No programs that need mentors now". */
static const char *count_words(const struct list *list)
{
	const struct ctx *c = list->c;
	int64_t n = (int64_t)list->result.total;
	const char *text;

	if (list->query.chosen_count[FACET_NEEDS])
		text = n ? trn(c->s, "{n} program that needs mentors now",
			       "{n} programs that need mentors now", n)
			 : tr(c->s, "No programs that need mentors now");
	else
		text = n ? trn(c->s, "{n} program", "{n} programs", n)
			 : tr(c->s, "No programs");
	return str_fill(c->arena, text, "n", format_int(c->arena, c->s, n),
			NULL);
}

static void add_near(const struct list *list, struct buf *b)
{
	const struct ctx *c = list->c;
	const char *text = tr(c->s, "near {place}");

	if (!list->search.has_place)
		return;
	buf_char(b, ' ');
	buf_text(b, str_fill(c->arena, text, "place", list->place.label, NULL));
}

char *list_heading(const struct list *list)
{
	const struct ctx *c = list->c;
	const struct query *q = &list->query;
	struct buf b;

	buf_init(&b, c->arena);
	buf_text(&b, count_words(list));
	if (*q->words)
		buf_printf(&b, " %s",
			   str_fill(c->arena, tr(c->s, "for “{words}”"),
				    "words", q->words, NULL));
	add_chosen(list, &b, FACET_TYPE, tr(c->s, "with {list} mentoring"));
	add_chosen(list, &b, FACET_SETTING, "{list}");
	add_chosen(list, &b, FACET_LANGUAGE, tr(c->s, "in {list}"));
	add_chosen(list, &b, FACET_AGE,
		   is_one_age(q) ? tr(c->s, "for age {list}")
				 : tr(c->s, "for ages {list}"));
	add_chosen(list, &b, FACET_COUNTY, tr(c->s, "in {list}"));
	add_near(list, &b);
	return b.data;
}
