#include "page/entry.h"

#include <string.h>

#include "page/entry_cache.h"
#include "page/words.h"
#include "util/json.h"
#include "view/format.h"

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
	view_set(entry, "SUMMARY", p->summary);
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
	view_set(entry, "CHECKED", words_checked(c, p));
}

void page_entries(struct ctx *c, struct view_dict *dict, const char *name,
		  const struct program *programs, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		fill(c, view_include(dict, name, "partials/entry.tpl"),
		     &programs[i], NULL);
}

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
			  const struct entry_html *entry)
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
			struct entry_html *out)
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
	*out = (struct entry_html){
		.id = p->id,
		.head = html.data,
		.tail = mark + strlen(WHY_MARK ". "),
		.item = item_of(c, p),
		.state = p->state,
		.has_area = p->county_count > 0,
		.is_statewide = p->is_statewide,
	};
	return STATUS_OK;
}

/* Entries that are not remembered, to their places among all. */
static enum status make_missing(struct ctx *c, const struct search_hit *hits,
				size_t count, struct entry_html *entries)
{
	int64_t ids[SEARCH_PAGE_SIZE];
	struct program *programs;
	size_t missing = 0, i, k;
	enum status st;

	for (i = 0; i < count; i++)
		if (!entries[i].id)
			ids[missing++] = hits[i].id;
	if (!missing)
		return STATUS_OK;
	st = store_program_cards(c->db, c->arena, ids, missing, &programs,
				 &missing);
	for (i = 0, k = 0; st == STATUS_OK && k < missing; i++)
		if (!entries[i].id && hits[i].id == programs[k].id)
			st = make(c, &programs[k++], &entries[i]);
	return st;
}

static void add(const struct entry_html *entry, const char *why, size_t number,
		struct buf *html, struct buf *items)
{
	buf_text(html, entry->head);
	if (why) {
		buf_html(html, why);
		buf_text(html, ". ");
	}
	buf_text(html, entry->tail);
	buf_printf(items, "%s{\"position\":%zu,%s", items->len ? "," : "",
		   number, entry->item);
}

enum status page_entries_found(struct ctx *c, const struct search_hit *hits,
			       size_t count, const struct county *county,
			       size_t first, struct buf *html,
			       struct buf *items)
{
	struct entry_html *entries =
		arena_array(c->arena, count + 1, sizeof(*entries));
	bool is_kept[SEARCH_PAGE_SIZE] = { false };
	struct why why = why_of(c, county);
	const struct entry_html *kept;
	enum status st;
	size_t i;

	for (i = 0; i < count; i++) {
		kept = entry_cache_find(c, hits[i].id);
		is_kept[i] = kept != NULL;
		if (kept)
			entries[i] = *kept;
	}
	st = make_missing(c, hits, count, entries);
	for (i = 0; st == STATUS_OK && i < count; i++)
		if (entries[i].id)
			add(&entries[i], reason(c, &why, &hits[i], &entries[i]),
			    first++, html, items);
	for (i = 0; st == STATUS_OK && i < count; i++)
		if (entries[i].id && !is_kept[i])
			entry_cache_keep(c, &entries[i]);
	return st;
}
