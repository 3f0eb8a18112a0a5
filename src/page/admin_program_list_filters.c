/* Above the list: what it is narrowed by, and filters saved by name. */
#include <string.h>

#include "page/admin_program_list.h"
#include "page/words.h"
#include "store/saved_view.h"
#include "store/session.h"

static void show_option(struct view_dict *dict, const char *section,
			const char *value, const char *label, bool is_chosen)
{
	struct view_dict *item = view_section(dict, section);

	view_set(item, "VALUE", value);
	view_set(item, "LABEL", label);
	if (is_chosen)
		view_show(item, "CHOSEN");
}

static void show_choices(struct ctx *c, struct view_dict *dict,
			 const char *section,
			 const struct listing_choice *choices, int first,
			 int chosen)
{
	for (int i = first; i < 4; i++)
		show_option(dict, section, choices[i].value,
			    tr(c->s, choices[i].label), i == chosen);
}

static enum status show_places(struct ctx *c, struct view_dict *dict,
			       const struct listing_query *q)
{
	const char *state = q->filter.state, *last = "";
	struct view_dict *group = NULL;
	struct county *counties;
	size_t count;
	enum status st =
		store_county_list(c->db, c->arena, NULL, &counties, &count);

	for (size_t i = 0; st == STATUS_OK && i < count; i++) {
		const struct county *county = &counties[i];

		if (strcmp(last, county->state) != 0) {
			last = county->state;
			show_option(dict, "STATES", last, words_state(c, last),
				    state && strcmp(state, last) == 0);
			group = view_section(dict, "GROUPS");
			view_set(group, "GROUP", words_state(c, last));
		}
		show_option(group, "COUNTIES", county->slug, county->name,
			    county->id == q->county.id);
	}
	return st;
}

/* A chip that leads to the same list without one filter. */
static void show_chip(struct ctx *c, struct view_dict *chips, const char *label,
		      struct listing_query without)
{
	struct view_dict *chip = view_section(chips, "CHIP");

	view_set(chip, "CHIP_TEXT", label);
	view_set(chip, "CHIP_PATH", listing_query_path(c, &without));
}

static const char *quoted(struct ctx *c, const char *words)
{
	return str_fill(c->arena, tr(c->s, "“{words}”"), "words", words, NULL);
}

static void show_chips(struct ctx *c, struct view_dict *dict,
		       const struct listing_query *q)
{
	const struct staff_program_filter *f = &q->filter;
	struct view_dict *chips = view_section(dict, "CHIPS");
	struct listing_query other = *q;

	other.filter.words = "";
	if (*f->words)
		show_chip(c, chips, quoted(c, f->words), other);
	other = *q;
	other.filter.has_stage = false;
	if (f->has_stage)
		show_chip(c, chips, tr(c->s, listing_stages[f->stage].label),
			  other);
	other = *q;
	other.filter.state = NULL;
	if (f->state)
		show_chip(c, chips, words_state(c, f->state), other);
	other = *q;
	other.county.id = 0;
	if (q->county.id)
		show_chip(c, chips, words_county(c, &q->county), other);
	other = *q;
	other.filter.checked = STAFF_CHECKED_ANY;
	if (f->checked)
		show_chip(c, chips, tr(c->s, listing_checks[f->checked].label),
			  other);
	other = *q;
	other.filter.needs_mentors = false;
	if (f->needs_mentors)
		show_chip(c, chips, tr(c->s, "Mentors needed now"), other);
	other = *q;
	other.organization.id = 0;
	if (q->organization.id)
		show_chip(c, chips, q->organization.name, other);
}

/* Does it ask for less than everything, whatever the order? */
static bool is_narrowed(const struct listing_query *q)
{
	const struct staff_program_filter *f = &q->filter;

	return *f->words || f->has_stage || f->state || q->county.id ||
	       f->checked || f->needs_mentors || q->organization.id;
}

static enum status show_views(struct ctx *c, struct view_dict *dict,
			      const struct listing_query *q)
{
	const char *here = listing_query_text(c, q);
	bool is_saved = false;
	struct saved_view *views;
	struct view_dict *save, *list = NULL;
	size_t count;
	enum status st = store_saved_view_list(
		c->db, c->arena, c->user->user_id, "programs", &views, &count);

	if (st != STATUS_OK)
		return st;
	if (count)
		list = view_section(dict, "VIEWS");
	for (size_t i = 0; i < count; i++) {
		struct view_dict *item = view_section(list, "VIEW");
		const char *path =
			arena_printf(c->arena, "/admin/views/%lld/remove",
				     (long long)views[i].id);

		view_set(item, "VIEW_NAME", views[i].name);
		view_set(item, "VIEW_PATH",
			 arena_printf(c->arena, "/admin/programs?%s",
				      views[i].query));
		view_set(item, "REMOVE_PATH", path);
		admin_form(c, item, path);
		if (strcmp(views[i].query, here) == 0) {
			view_show(item, "VIEW_THIS");
			is_saved = true;
		}
	}
	if (!*here || is_saved || count >= SAVED_VIEWS_MAX)
		return STATUS_OK;
	save = view_section(dict, "SAVE_VIEW");
	view_set(save, "QUERY", here);
	admin_form(c, save, "/admin/views");
	return STATUS_OK;
}

enum status listing_show_filters(struct ctx *c, struct view_dict *dict,
				 const struct listing_query *q)
{
	const struct staff_program_filter *f = &q->filter;
	enum status st;

	view_set(dict, "WORDS", f->words);
	show_choices(c, dict, "STAGES", listing_stages, 0,
		     f->has_stage ? (int)f->stage : -1);
	show_choices(c, dict, "CHECKS", listing_checks, 1, (int)f->checked);
	if (f->needs_mentors)
		view_show(dict, "NEEDS");
	if (q->organization.id)
		view_set(view_section(dict, "KEEP_ORG"), "ORG",
			 q->organization.slug);
	show_choices(c, dict, "SORTS", listing_sorts, 0, (int)f->sort);
	if (is_narrowed(q))
		show_chips(c, dict, q);
	st = show_places(c, dict, q);
	return st == STATUS_OK ? show_views(c, dict, q) : st;
}
