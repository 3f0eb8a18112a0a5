/* Each entry is made once in a generation of the directory and kept as a
 * fragment: reading, formatting and escaping the same listings again took
 * more than half of a list's time. */
#include "page/entry.h"

#include <inttypes.h>
#include <string.h>

#include "page/fragment.h"
#include "page/words.h"
#include "util/json.h"
#include "util/utf8.h"
#include "view/format.h"

#define SUMMARY_LETTERS 240 /* of what a listing says of itself */

/* Stands for the reason while an entry is expanded to be remembered. */
#define WHY_MARK "\x01"

/* The first fact opens the list, so that there is never an empty one. */
static void add_fact(struct view_dict *entry, struct view_dict **facts,
		     const char *text)
{
	if (!text)
		return;
	if (!*facts)
		*facts = view_section(entry, "FACTS");
	view_set(view_section(*facts, "FACT"), "TEXT", text);
}

static void add_facts(const struct ctx *c, struct view_dict *entry,
		      const struct program *p)
{
	struct view_dict *facts = NULL;
	size_t i;

	for (i = 0; i < p->term_count; i++)
		if (p->terms[i].kind == TERM_TYPE)
			add_fact(entry, &facts, tr(c->s, p->terms[i].name));
	add_fact(entry, &facts, words_ages_tag(c, p));
	add_fact(entry, &facts, words_service_area(c, p));
}

static void fill(struct ctx *c, struct view_dict *entry,
		 const struct program *p, const char *why)
{
	const char *languages = words_terms(c, p, TERM_LANGUAGE);

	view_show(entry, words_glyph(p));
	view_set(entry, "SLUG", p->slug);
	view_set(entry, "NAME", p->name);
	view_set(entry, "BY", words_by(c, p));
	view_set(entry, "SUMMARY",
		 utf8_shorten(c->arena, p->summary, SUMMARY_LETTERS));
	if (p->stage == PROGRAM_PAUSED)
		view_show(entry, "PAUSED");
	else if (p->needs_mentors)
		view_show(entry, "NEEDS");
	add_facts(c, entry, p);
	if (why)
		view_set(view_section(entry, "WHY"), "WHY_TEXT", why);
	if (languages)
		view_set(view_section(entry, "LANGUAGES"), "LANGUAGE_LIST",
			 languages);
	view_show_text(entry, "PHONE", p->phone); /* on paper only */
	view_set(entry, "CHECKED", words_checked(c, p));
}

/* An entry in parts, for the reason changes from list to list. */
struct entry {
	const char *state;       /* "MN" */
	const char *head, *tail; /* around the reason */
	const char *item;        /* schema.org ListItem after its position */
	bool has_area, is_statewide;
};

/* Reasons ------------------------------------------------------------------ */

/* What is the same for every entry of a list. */
struct why {
	const struct county *county;
	const char *serves; /* "Serves Itasca County", or NULL */
	const char *based;  /* "Based in Itasca County", or NULL */
};

static struct why why_of(const struct ctx *c, const struct county *county)
{
	struct why why = { .county = county };
	const char *there;

	if (!county)
		return why;
	there = words_county(c, county);
	why.serves = str_fill(c->arena, tr(c->s, "Serves {county}"), "county",
			      there, NULL);
	why.based = str_fill(c->arena, tr(c->s, "Based in {county}"), "county",
			     there, NULL);
	return why;
}

static const char *away(const struct ctx *c, double miles)
{
	if (miles < 0)
		return tr(c->s, "Based nearby");
	return str_fill(c->arena, tr(c->s, "Based {distance} away"), "distance",
			format_miles(c->arena, c->s, miles), NULL);
}

/* Why it is in the list, or NULL when that needs no saying. A list of a
 * county without a place gives no reasons: all in it serve the county. */
static const char *reason(const struct ctx *c, const struct why *why,
			  const struct search_hit *hit,
			  const struct entry *entry)
{
	enum search_reason reason = hit->reason;

	if (reason == REASON_NONE && why->county)
		reason = entry->is_statewide ? REASON_STATEWIDE : REASON_SERVES;
	switch (reason) {
	case REASON_SERVES: /* or so we think: it names no area at all */
		return entry->has_area ? why->serves : why->based;
	case REASON_STATEWIDE:
		return str_fill(c->arena, tr(c->s, "Serves all of {state}"),
				"state", words_state(c, entry->state), NULL);
	case REASON_NEAR:
		return away(c, hit->miles);
	case REASON_NONE:
	default:
		return NULL;
	}
}

/* Remembering -------------------------------------------------------------- */

/* {"@type":"ListItem","url":…,"name":…} without its brace, so that a position
 * can stand before it. */
static const char *item_of(const struct ctx *c, const struct program *p)
{
	const char *path = arena_printf(c->arena, "/programs/%s", p->slug);

	return 1 + json_text(c->arena,
			     json_pack("{s:s, s:s, s:s}", "@type", "ListItem",
				       "url", ctx_absolute(c, path), "name",
				       p->name),
			     0);
}

/* Everything of an entry but the reason. */
static enum status make(struct ctx *c, const struct program *p,
			struct entry *out)
{
	struct view_dict *dict = view_dict_new(c->arena);
	struct buf html;
	char *mark;
	enum status st;

	buf_init(&html, c->arena);
	fill(c, dict, p, WHY_MARK);
	st = view_expand(c->site->view, "partials/entry.tpl", dict, &html);
	if (st != STATUS_OK)
		return st;
	mark = strstr(html.data, WHY_MARK ". ");
	if (!mark)
		return STATUS_FAILED;
	*mark = '\0';
	*out = (struct entry){
		.head = html.data,
		.tail = mark + strlen(WHY_MARK ". "),
		.item = item_of(c, p),
		.state = p->state,
		.has_area = p->county_count > 0,
		.is_statewide = p->is_statewide,
	};
	return STATUS_OK;
}

static const char *key_of(const struct ctx *c, int64_t id)
{
	return arena_printf(c->arena, "entry %" PRId64, id);
}

/* A kept entry is its parts, each ended by a NUL: flags, state, head, tail,
 * item. */
static void keep(struct ctx *c, int64_t id, const struct entry *entry)
{
	const char *const parts[] = { entry->state, entry->head, entry->tail,
				      entry->item };
	struct buf b;
	size_t i;

	buf_init(&b, c->arena);
	buf_char(&b, entry->has_area ? 'a' : '-');
	buf_char(&b, entry->is_statewide ? 's' : '-');
	for (i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		buf_add(&b, parts[i], strlen(parts[i]) + 1);
	fragment_keep(c, FRAGMENT_OF_DIRECTORY, key_of(c, id), b.data, b.len);
}

static bool find_kept(struct ctx *c, int64_t id, struct entry *out)
{
	size_t len;
	const char *at =
		fragment_find(c, FRAGMENT_OF_DIRECTORY, key_of(c, id), &len);

	if (!at)
		return false;
	out->has_area = at[0] == 'a';
	out->is_statewide = at[1] == 's';
	out->state = at + 2;
	out->head = out->state + strlen(out->state) + 1;
	out->tail = out->head + strlen(out->head) + 1;
	out->item = out->tail + strlen(out->tail) + 1;
	return true;
}

/* Entries that are not kept, to their places among all. */
static enum status make_missing(struct ctx *c, const struct search_hit *hits,
				size_t count, struct entry *entries)
{
	int64_t ids[ENTRIES_MAX];
	struct program *programs;
	size_t missing = 0, i, k;
	enum status st;

	for (i = 0; i < count; i++)
		if (!entries[i].head)
			ids[missing++] = hits[i].id;
	if (!missing)
		return STATUS_OK;
	st = store_program_cards(c->db, c->arena, ids, missing, &programs,
				 &missing);
	for (i = 0, k = 0; st == STATUS_OK && k < missing && i < count; i++)
		if (!entries[i].head && hits[i].id == programs[k].id)
			st = make(c, &programs[k++], &entries[i]);
	return st;
}

static void add(const struct entry *entry, const char *why, size_t number,
		struct buf *html, struct buf *items)
{
	buf_text(html, entry->head);
	if (why) {
		buf_html(html, why);
		buf_text(html, ". ");
	}
	buf_text(html, entry->tail);
	buf_printf(items, "%s{\"position\":%zu,", items->len ? "," : "",
		   number);
	buf_text(items, entry->item);
}

enum status page_entries_found(struct ctx *c, const struct search_hit *hits,
			       size_t count, const struct county *county,
			       size_t first, struct buf *html,
			       struct buf *items)
{
	struct entry entries[ENTRIES_MAX] = { 0 };
	bool is_kept[ENTRIES_MAX] = { false };
	struct why why = why_of(c, county);
	enum status st;
	size_t i;

	if (count > ENTRIES_MAX)
		count = ENTRIES_MAX;
	for (i = 0; i < count; i++)
		is_kept[i] = find_kept(c, hits[i].id, &entries[i]);
	st = make_missing(c, hits, count, entries);
	for (i = 0; st == STATUS_OK && i < count; i++)
		if (entries[i].head)
			add(&entries[i], reason(c, &why, &hits[i], &entries[i]),
			    first++, html, items);
	/* Last, for keeping one may let others go. */
	for (i = 0; st == STATUS_OK && i < count; i++)
		if (entries[i].head && !is_kept[i])
			keep(c, hits[i].id, &entries[i]);
	return st;
}

enum status page_entries(struct ctx *c, struct view_dict *dict,
			 const char *section, const int64_t *ids, size_t count,
			 struct view_dict **part)
{
	struct search_hit hits[ENTRIES_MAX] = { 0 };
	struct view_dict *shown = NULL;
	struct buf html, items;
	enum status st;
	size_t i;

	buf_init(&html, c->arena);
	buf_init(&items, c->arena);
	if (count > ENTRIES_MAX)
		count = ENTRIES_MAX;
	for (i = 0; i < count; i++)
		hits[i].id = ids[i];
	st = page_entries_found(c, hits, count, NULL, 1, &html, &items);
	if (st == STATUS_OK && html.len) {
		shown = view_section(dict, section);
		view_set_n(shown, "ENTRIES_HTML", html.data, html.len);
	}
	if (part)
		*part = shown;
	return st;
}
