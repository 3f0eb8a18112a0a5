/* The counties that a listing serves: a picture, checkboxes for Minnesota's,
 * words for those of other states. */
#include <inttypes.h>
#include <string.h>

#include "page/admin_program.h"
#include "page/program_reader.h"
#include "page/words.h"
#include "view/map.h"
#include "util/utf8.h"

#define GROUP_LEAST 10 /* counties; fewer go with the next letter's */

const struct county *admin_program_county(const struct program_edit *edit,
					  int64_t id)
{
	for (size_t i = 0; i < edit->county_count; i++)
		if (edit->counties[i].id == id)
			return &edit->counties[i];
	return NULL;
}

/* Words ------------------------------------------------------------------- */

static const struct county *find(struct ctx *c, const struct program_edit *edit,
				 const char *item, const char *state)
{
	size_t len = strlen(item);
	const char *key;

	if (len > 5 && item[len - 1] == ')' && item[len - 4] == '(') {
		state = arena_strndup(c->arena, item + len - 3, 2);
		item = arena_strndup(c->arena, item, len - 4);
	}
	key = program_county_key(c->arena, item);
	for (size_t i = 0; i < edit->county_count; i++) {
		const struct county *county = &edit->counties[i];

		if (strcasecmp(county->state, state) == 0 &&
		    strcmp(program_county_key(c->arena, county->name), key) ==
			    0)
			return county;
	}
	return NULL;
}

static void add_once(struct county *out, size_t *count,
		     const struct county *county)
{
	for (size_t i = 0; i < *count; i++)
		if (out[i].id == county->id)
			return;
	out[(*count)++] = *county;
}

const char *admin_program_read_counties(struct ctx *c,
					const struct program_edit *edit,
					const char *text, const char *state,
					struct county *out, size_t *count)
{
	size_t looked_at = 0;

	while (*text) {
		size_t len = strcspn(text, ",;\n");
		const char *item = utf8_clean(
			c->arena, arena_strndup(c->arena, text, len), true);
		const struct county *county;

		text += len + (text[len] != '\0');
		if (!*item)
			continue;
		/* more than there are is no list of counties */
		county = ++looked_at > edit->county_count
				 ? NULL
				 : find(c, edit, item, state);
		if (!county)
			return item;
		add_once(out, count, county);
	}
	return NULL;
}

const char *admin_program_other_counties(struct ctx *c, const struct program *p)
{
	struct buf b;

	buf_init(&b, c->arena);
	for (size_t i = 0; i < p->county_count; i++)
		if (strcmp(p->counties[i].state, "MN") != 0)
			buf_printf(&b, "%s%s (%s)", b.len ? ", " : "",
				   p->counties[i].name, p->counties[i].state);
	return b.data;
}

/* Checkboxes -------------------------------------------------------------- */

/* The counties of one state stand together, by name: where those end that
 * begin with the letters of a group, which has some ten at least. */
static size_t group_end(const struct program_edit *edit, size_t from)
{
	size_t i = from;

	while (i < edit->county_count &&
	       strcmp(edit->counties[i].state, "MN") == 0 &&
	       (i < from + GROUP_LEAST ||
		edit->counties[i].name[0] == edit->counties[i - 1].name[0]))
		i++;
	return i;
}

static void show_group(struct ctx *c, struct view_dict *dict,
		       const struct program_edit *edit, size_t from, size_t to)
{
	struct view_dict *group = view_section(dict, "COUNTY_GROUP");
	char first[2] = { edit->counties[from].name[0], '\0' };
	char last[2] = { edit->counties[to - 1].name[0], '\0' };

	view_set(group, "LETTERS",
		 strcmp(first, last) == 0
			 ? first
			 : str_fill(c->arena, tr(c->s, "{first} to {last}"),
				    "first", first, "last", last, NULL));
	for (size_t i = from; i < to; i++) {
		const struct county *county = &edit->counties[i];
		struct view_dict *box = view_section(group, "COUNTY");
		const char *id = arena_printf(c->arena, "%" PRId64, county->id);

		view_set(box, "COUNTY_ID", id);
		view_set(box, "COUNTY_NAME", county->name);
		if (admin_program_has(edit->values.text[PF_COUNTIES], id))
			view_show(box, "COUNTY_ON");
	}
}

/* The picture of what is ticked, as the public page has it. */
static void show_map(struct ctx *c, struct view_dict *dict,
		     const struct program_edit *edit)
{
	bool is_all = *edit->values.text[PF_STATEWIDE] &&
		      strcmp(edit->values.text[PF_STATE], "MN") == 0;
	struct map_county *lit =
		arena_array(c->arena, edit->county_count + 1, sizeof(*lit));
	size_t n = 0;

	for (size_t i = 0; i < edit->county_count; i++) {
		int64_t id = edit->counties[i].id;

		if (strcmp(edit->counties[i].state, "MN") == 0 &&
		    (is_all ||
		     admin_program_has(edit->values.text[PF_COUNTIES],
				       arena_printf(c->arena, "%" PRId64, id))))
			lit[n++] = (struct map_county){ .id = id,
							.depth = 3,
							.is_here = true };
	}
	if (n)
		view_set(view_section(dict, "MAP"), "MAP_SVG",
			 map_svg(c->site->map, c->arena, lit, n, NULL, 0));
}

void admin_program_show_counties(struct ctx *c, struct view_dict *dict,
				 const struct program_edit *edit)
{
	const char *chosen = edit->values.text[PF_COUNTIES];
	size_t i = 0;

	show_map(c, dict, edit);
	view_set(dict, "CHOSEN",
		 *chosen ? admin_program_words(c, edit, PF_COUNTIES, chosen)
			 : tr(c->s, "none yet"));
	while (i < edit->county_count &&
	       strcmp(edit->counties[i].state, "MN") == 0) {
		size_t end = group_end(edit, i);

		show_group(c, dict, edit, i, end);
		i = end;
	}
}
