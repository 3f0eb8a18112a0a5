#include "page/query.h"

#include <stdlib.h>
#include <string.h>

#include "http/url.h"
#include "util/buf.h"
#include "util/utf8.h"

static const char *const FACET_NAMES[FACETS] = {
	[FACET_COUNTY] = "county",   [FACET_TYPE] = "type",
	[FACET_SETTING] = "setting", [FACET_AGE] = "age",
	[FACET_LANGUAGE] = "lang",   [FACET_NEEDS] = "needs",
};

static const char *const SORT_NAMES[] = {
	[SORT_BEST] = "best",
	[SORT_NEAREST] = "nearest",
	[SORT_CHECKED] = "checked",
	[SORT_NAME] = "name",
};

#define SORTS (sizeof(SORT_NAMES) / sizeof(*SORT_NAMES))

const char *query_facet_name(enum search_facet facet)
{
	return FACET_NAMES[facet];
}

const char *query_sort_name(enum search_sort sort)
{
	return SORT_NAMES[sort];
}

static void note(struct query *query, struct arena *arena, const char *name,
		 const char *value)
{
	if (query->note_count == QUERY_NOTES_MAX)
		return;
	query->notes[query->note_count].name = name;
	query->notes[query->note_count].value = utf8_shorten(arena, value, 40);
	query->note_count++;
}

/* The first value of name that is not empty, as one clean line; "" if none. */
static char *line(struct arena *arena, const struct form *form,
		  const char *name)
{
	const char *value;
	char *clean;
	size_t n;

	for (n = 0; (value = form_value_at(form, name, n)); n++) {
		clean = utf8_clean(arena, value, true);
		if (*clean)
			return clean;
	}
	return arena_strdup(arena, "");
}

/* The number that text is, or -1; more than nine digits are very many. */
static int number(const char *text)
{
	size_t len = strspn(text, "0123456789");

	if (!len || text[len])
		return -1;
	return len > 9 ? 999999999 : atoi(text);
}

/* Cut words to what the search takes; true when something was left out. */
static bool cut_words(char *words)
{
	size_t count = 0, end = strlen(words), i;
	bool is_cut = end > SEARCH_BYTES_MAX;

	if (is_cut) {
		end = SEARCH_BYTES_MAX;
		while (end && ((unsigned char)words[end] & 0xc0) == 0x80)
			end--;
	}
	for (i = 0; i < end; i++) {
		if (words[i] != ' ' || ++count < SEARCH_WORDS_MAX)
			continue;
		end = i;
		is_cut = true;
	}
	while (end && words[end - 1] == ' ')
		end--;
	words[end] = '\0';
	return is_cut;
}

static void read_near(struct arena *arena, const struct form *form,
		      struct query *out)
{
	char *near = line(arena, form, "near");
	const char *within = line(arena, form, "within");

	out->near = near;
	if (utf8_length(near) > QUERY_NEAR_MAX) {
		note(out, arena, "near", near);
		out->near = "";
	}
	out->within = SEARCH_WITHIN_DEFAULT;
	if (!*within)
		return;
	if (number(within) < 1 || number(within) > QUERY_WITHIN_MAX)
		note(out, arena, "within", within);
	else if (*out->near)
		out->within = number(within);
}

static void read_rest(struct arena *arena, const struct form *form,
		      struct query *out)
{
	const char *sort = line(arena, form, "sort");
	const char *view = line(arena, form, "view");
	const char *page = line(arena, form, "page");
	size_t i;

	for (i = 0; i < SORTS && strcmp(sort, SORT_NAMES[i]) != 0; i++)
		;
	if (i < SORTS)
		out->sort = (enum search_sort)i;
	else if (*sort)
		note(out, arena, "sort", sort);
	if (out->sort == SORT_NEAREST && !*out->near)
		out->sort = SORT_BEST;

	if (strcmp(view, "map") == 0)
		out->view = QUERY_VIEW_MAP;
	else if (*view && strcmp(view, "list") != 0)
		note(out, arena, "view", view);

	out->page = 1;
	if (number(page) > 0)
		out->page = (size_t)number(page);
	else if (*page)
		note(out, arena, "page", page);
}

/* Put value into its place in the sorted list of facet; doubles are left. */
static bool add_choice(struct query *query, enum search_facet facet,
		       const char *value, const char *name)
{
	const char **list = query->chosen[facet];
	const char **names = query->names[facet];
	size_t count = query->chosen_count[facet], at;

	for (at = 0; at < count && strverscmp(list[at], value) < 0; at++)
		;
	if (at < count && strcmp(list[at], value) == 0)
		return true;
	if (count == SEARCH_CHOICES_MAX)
		return false;
	memmove(list + at + 1, list + at, (count - at) * sizeof(*list));
	memmove(names + at + 1, names + at, (count - at) * sizeof(*names));
	list[at] = value;
	names[at] = name;
	query->chosen_count[facet]++;
	return true;
}

static void read_facet(struct db *db, struct arena *arena,
		       const struct form *form, enum search_facet facet,
		       struct query *out)
{
	const char *value, *canonical, *name;
	size_t n;

	for (n = 0; (value = form_value_at(form, FACET_NAMES[facet], n)); n++) {
		value = utf8_clean(arena, value, true);
		if (!*value)
			continue;
		name = NULL;
		if (!store_search_knows(db, arena, facet, value, &canonical,
					&name) ||
		    !add_choice(out, facet, canonical, name))
			note(out, arena, FACET_NAMES[facet], value);
	}
}

void query_read(struct db *db, struct arena *arena, const struct form *form,
		struct query *out)
{
	char *words = line(arena, form, "q");
	int facet;

	memset(out, 0, sizeof(*out));
	out->is_cut = cut_words(words);
	/* What nobody sees at the new end, such as a soft hyphen, goes, too. */
	out->words = out->is_cut ? utf8_clean(arena, words, true) : words;
	read_near(arena, form, out);
	for (facet = 0; facet < FACETS; facet++)
		read_facet(db, arena, form, (enum search_facet)facet, out);
	read_rest(arena, form, out);
}

bool query_is_clean(const struct query *query)
{
	return !query->note_count && !query->is_cut;
}

static void add_pair(struct buf *b, const char *name, const char *value)
{
	if (!*value)
		return;
	if (b->len)
		buf_char(b, '&');
	buf_text(b, name);
	buf_char(b, '=');
	url_escape(b, value);
}

static void add_number(struct buf *b, const char *name, size_t n)
{
	buf_printf(b, "%s%s=%zu", b->len ? "&" : "", name, n);
}

char *query_text(struct arena *arena, const struct query *query)
{
	struct buf b;
	size_t i;
	int facet;

	buf_init(&b, arena);
	add_pair(&b, "q", query->words);
	add_pair(&b, "near", query->near);
	if (*query->near && query->within != SEARCH_WITHIN_DEFAULT)
		add_number(&b, "within", (size_t)query->within);
	for (facet = 0; facet < FACETS; facet++)
		for (i = 0; i < query->chosen_count[facet]; i++)
			add_pair(&b, FACET_NAMES[facet],
				 query->chosen[facet][i]);
	if (query->sort != SORT_BEST &&
	    (query->sort != SORT_NEAREST || *query->near))
		add_pair(&b, "sort", SORT_NAMES[query->sort]);
	if (query->view == QUERY_VIEW_MAP)
		add_pair(&b, "view", "map");
	if (query->page > 1)
		add_number(&b, "page", query->page);
	return b.data;
}

char *query_path(struct arena *arena, const struct query *query,
		 const char *path)
{
	const char *text = query_text(arena, query);

	return arena_printf(arena, "%s%s%s", path, *text ? "?" : "", text);
}

size_t query_chosen(const struct query *query)
{
	size_t count = 0;
	int facet;

	for (facet = 0; facet < FACETS; facet++)
		count += query->chosen_count[facet];
	return count;
}

void query_drop(struct query *query, enum search_facet facet, size_t n)
{
	const char **list = query->chosen[facet];
	const char **names = query->names[facet];
	size_t rest = query->chosen_count[facet] - n - 1;

	memmove(list + n, list + n + 1, rest * sizeof(*list));
	memmove(names + n, names + n + 1, rest * sizeof(*names));
	query->chosen_count[facet]--;
	query->page = 1;
}

void query_drop_all(struct query *query)
{
	memset(query->chosen_count, 0, sizeof(query->chosen_count));
	query->page = 1;
}

void query_drop_near(struct query *query)
{
	query->near = "";
	query->within = SEARCH_WITHIN_DEFAULT;
	if (query->sort == SORT_NEAREST)
		query->sort = SORT_BEST;
	query->page = 1;
}

void query_choose(struct query *query, enum search_facet facet,
		  const char *value)
{
	query->chosen[facet][0] = value;
	query->names[facet][0] = NULL;
	query->chosen_count[facet] = 1;
	query->page = 1;
}

void query_search(const struct query *query, struct search *out)
{
	memset(out, 0, sizeof(*out));
	out->words = query->words;
	out->within = query->within;
	memcpy(out->chosen, query->chosen, sizeof(out->chosen));
	memcpy(out->chosen_count, query->chosen_count,
	       sizeof(out->chosen_count));
	out->sort = query->sort;
	out->page = query->page;
}
