/* The list's filters: one form of checkboxes, each with the number that it
 * would give. */
#include <string.h>

#include "page/fragment.h"
#include "page/program_list.h"
#include "view/format.h"

#define COUNTIES_SHOWN 8 /* unchosen ones; /counties has them all */

static const enum search_facet ORDER[] = { FACET_NEEDS,   FACET_TYPE,
					   FACET_AGE,     FACET_COUNTY,
					   FACET_SETTING, FACET_LANGUAGE };

static const int MILES[] = { 10, 25, 50, 100 };

/* Stands for the number while a box is expanded to be kept. */
#define COUNT_MARK '\x01'

static enum status make_box(const struct list *list, enum search_facet facet,
			    const struct search_choice *choice,
			    const char *noun, struct buf *out)
{
	static const char mark[] = { COUNT_MARK, '\0' };
	struct ctx *c = list->c;
	struct view_dict *box = view_dict_new(c->arena);

	if (choice->is_chosen)
		view_show(box, "IS_ON");
	else if (!choice->count)
		view_show(box, "IS_NONE");
	if (facet == FACET_COUNTY)
		view_show(box, "IS_NAME");
	view_set(box, "FACET_NAME", query_facet_name(facet));
	view_set(box, "BOX_VALUE", choice->value);
	view_set(box, "BOX_LABEL",
		 list_choice_label(list, facet, choice->value, choice->name));
	view_set(box, "BOX_COUNT", mark);
	view_set(box, "BOX_NOUN", noun);
	return view_expand(c->site->view, "partials/box.tpl", box, out);
}

/* What a box depends on, besides its number. */
static const char *box_key(const struct list *list, enum search_facet facet,
			   const struct search_choice *choice, const char *noun)
{
	struct buf key;

	buf_init(&key, list->c->arena);
	buf_text(&key, choice->is_chosen ? "box on "
		       : choice->count   ? "box off "
					 : "box none ");
	buf_text(&key, query_facet_name(facet));
	buf_char(&key, ' ');
	buf_text(&key, choice->value);
	buf_char(&key, ' ');
	buf_text(&key, noun);
	return key.data;
}

/* Boxes are made once in a generation, all but their numbers: half of what a
 * filtered list cost were the same fifty labels again. */
static enum status add_box(const struct list *list, enum search_facet facet,
			   const struct search_choice *choice,
			   struct buf *boxes)
{
	struct ctx *c = list->c;
	int64_t count = (int64_t)choice->count;
	const char *noun = trn(c->s, "program", "programs", count);
	const char *key = box_key(list, facet, choice, noun), *html, *mark;
	enum status st;
	struct buf made;
	size_t len;

	html = fragment_find(c, FRAGMENT_OF_DIRECTORY, key, &len);
	if (!html) {
		buf_init(&made, c->arena);
		st = make_box(list, facet, choice, noun, &made);
		if (st != STATUS_OK)
			return st;
		fragment_keep(c, FRAGMENT_OF_DIRECTORY, key, made.data,
			      made.len);
		html = made.data;
		len = made.len;
	}
	mark = memchr(html, COUNT_MARK, len);
	if (!mark)
		return STATUS_FAILED;
	buf_add(boxes, html, (size_t)(mark - html));
	buf_html(boxes, format_int(c->arena, c->s, count));
	buf_add(boxes, mark + 1, len - (size_t)(mark + 1 - html));
	return STATUS_OK;
}

static enum status add_boxes(const struct list *list, enum search_facet facet,
			     struct buf *boxes)
{
	const struct search_choice *choices = list->result.facets[facet];
	size_t count = list->result.facet_counts[facet], unchosen = 0, i;
	enum status st = STATUS_OK;

	for (i = 0; st == STATUS_OK && i < count; i++) {
		if (facet == FACET_COUNTY && !choices[i].is_chosen &&
		    unchosen++ >= COUNTIES_SHOWN)
			continue;
		st = add_box(list, facet, &choices[i], boxes);
	}
	return st;
}

static enum status add_facet(const struct list *list, struct view_dict *sift,
			     enum search_facet facet)
{
	size_t count = list->result.facet_counts[facet];
	struct view_dict *dict;
	struct buf boxes;
	enum status st;

	if (!count)
		return STATUS_OK;
	dict = view_section(sift, "FACET");
	view_set(dict, "FACET_TITLE", list_facet_title(list, facet));
	if (list->query.chosen_count[facet] && count > 1)
		view_show(dict, "FACET_HINT");
	if (facet == FACET_COUNTY)
		view_show(dict, "FACET_COUNTIES");
	buf_init(&boxes, list->c->arena);
	st = add_boxes(list, facet, &boxes);
	view_set_n(dict, "BOXES_HTML", boxes.data, boxes.len);
	return st;
}

static void add_distance(const struct list *list, struct view_dict *dict,
			 int miles)
{
	struct ctx *c = list->c;
	struct view_dict *item =
		view_section(view_section(dict, "DISTANCE"),
			     miles == list->query.within ? "DISTANCE_THIS"
							 : "DISTANCE_OTHER");

	view_set_int(item, "MILES", miles);
	view_set(item, "MILES_LABEL",
		 str_fill(c->arena, trn(c->s, "{n} mile", "{n} miles", miles),
			  "n", arena_printf(c->arena, "%d", miles), NULL));
}

/* How far is near; a distance of the visitor's own stays a choice. */
static void add_distances(const struct list *list, struct view_dict *sift)
{
	struct view_dict *dict;
	bool is_shown = false;
	size_t i;

	if (!list->search.has_place)
		return;
	dict = view_section(sift, "DISTANCES");
	for (i = 0; i < sizeof(MILES) / sizeof(*MILES); i++) {
		if (!is_shown && list->query.within < MILES[i])
			add_distance(list, dict, list->query.within);
		is_shown = is_shown || list->query.within <= MILES[i];
		add_distance(list, dict, MILES[i]);
	}
	if (!is_shown)
		add_distance(list, dict, list->query.within);
}

enum status list_show_facets(struct list *list)
{
	struct ctx *c = list->c;
	const struct query *q = &list->query;
	struct view_dict *sift = view_section(list->dict, "SIFT");
	size_t chosen = query_chosen(q), i;
	enum status st = STATUS_OK;

	view_set(sift, "SIFT_TITLE",
		 !chosen ? tr(c->s, "Narrow the list")
			 : str_fill(c->arena,
				    tr(c->s, "Narrow the list ({n} chosen)"),
				    "n", arena_printf(c->arena, "%zu", chosen),
				    NULL));
	list_keep(sift, "q", q->words);
	list_keep(sift, "near", q->near);
	list_keep_shape(list, sift);
	add_distances(list, sift);
	for (i = 0; st == STATUS_OK && i < sizeof(ORDER) / sizeof(*ORDER); i++)
		st = add_facet(list, sift, ORDER[i]);
	return st;
}
