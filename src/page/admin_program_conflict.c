/* Two people saved the same listing: what each of them wrote, field by
 * field. The form of that page carries all of mine, the version that mine
 * began with and the one of theirs that it shows (seen); so whatever happens
 * meanwhile, everything can be put together again from the start. */
#include <inttypes.h>
#include <string.h>

#include "page/admin_program.h"
#include "page/admin_words.h"
#include "store/program_revision.h"

#define SAVES_SHOWN 5

enum merged {
	MERGED_SAME,   /* nobody changed it, or both alike */
	MERGED_MINE,   /* only I did */
	MERGED_THEIRS, /* only they did */
	MERGED_BOTH    /* both: somebody must choose */
};

#define MERGED_FIELDS (PF_STAGE + 1) /* what is typed, and the state */

struct merge {
	struct program_values base, mine, theirs, seen;
	enum merged how[MERGED_FIELDS];
	const char *pick[MERGED_FIELDS]; /* "mine", "theirs", or NULL */
	bool is_open;
};

static const char *picked(struct ctx *c, const struct merge *m, size_t f)
{
	const char *name =
		arena_printf(c->arena, "pick-%s", program_fields[f].name);
	const char *pick = c->form ? form_value(c->form, name) : NULL;

	if (!pick || strcmp(m->seen.text[f], m->theirs.text[f]) != 0)
		return NULL; /* chosen against another text */
	if (strcmp(pick, "mine") == 0)
		return "mine";
	return strcmp(pick, "theirs") == 0 ? "theirs" : NULL;
}

static enum merged compare(const struct merge *m, size_t f)
{
	if (strcmp(m->mine.text[f], m->theirs.text[f]) == 0)
		return MERGED_SAME;
	if (strcmp(m->base.text[f], m->mine.text[f]) == 0)
		return MERGED_THEIRS;
	return strcmp(m->base.text[f], m->theirs.text[f]) == 0 ? MERGED_MINE
							       : MERGED_BOTH;
}

/* The values of the listing as it was at a version; of none that ever was:
 * as if nothing had been in it. */
static enum status values_at(struct ctx *c, const struct program_edit *edit,
			     int64_t version, struct program_values *out)
{
	struct program then;
	enum status st =
		store_program_at(c->db, c->arena, edit->old.id, version, &then);

	if (st == STATUS_OK)
		admin_program_values(c, &then, out);
	for (size_t f = 0; st == STATUS_NOT_FOUND && f < PROGRAM_FIELDS; f++)
		out->text[f] = "";
	return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

static enum status merge(struct ctx *c, const struct program_edit *edit,
			 const struct program *mine, struct merge *m)
{
	int64_t seen = form_id(c->form, "seen");
	enum status st = values_at(c, edit, edit->version, &m->base);

	if (st == STATUS_OK)
		st = values_at(c, edit, seen, &m->seen);
	if (st != STATUS_OK)
		return st;
	admin_program_values(c, mine, &m->mine);
	admin_program_values(c, &edit->old, &m->theirs);
	m->is_open = seen != edit->old.version;
	for (size_t f = 0; f < MERGED_FIELDS; f++) {
		m->how[f] = compare(m, f);
		m->pick[f] = m->how[f] == MERGED_BOTH ? picked(c, m, f) : NULL;
		if (m->how[f] == MERGED_BOTH && !m->pick[f])
			m->is_open = true;
	}
	return STATUS_OK;
}

static bool is_theirs(const struct merge *m, size_t f)
{
	return m->how[f] == MERGED_THEIRS ||
	       (m->how[f] == MERGED_BOTH && strcmp(m->pick[f], "theirs") == 0);
}

enum status admin_program_merge(struct ctx *c, struct program_edit *edit,
				struct program *mine, bool *is_open)
{
	struct merge m;
	enum status st = merge(c, edit, mine, &m);

	*is_open = st == STATUS_OK && m.is_open;
	if (st != STATUS_OK || m.is_open)
		return st;
	for (size_t f = 0; f < PF_TYPED; f++)
		edit->values.text[f] =
			is_theirs(&m, f) ? m.theirs.text[f] : m.mine.text[f];
	if (is_theirs(&m, PF_STAGE))
		mine->stage = edit->old.stage;
	return STATUS_OK;
}

/* The page ---------------------------------------------------------------- */

static void show_both(struct ctx *c, struct view_dict *dict,
		      const struct program_edit *edit, const struct merge *m,
		      size_t f)
{
	const char *base = admin_program_words(c, edit, f, m->base.text[f]);
	const char *mine = admin_program_words(c, edit, f, m->mine.text[f]);
	const char *theirs = admin_program_words(c, edit, f, m->theirs.text[f]);
	struct view_dict *row = view_section(dict, "BOTH");

	view_set(row, "NAME", program_fields[f].name);
	view_set(row, "LABEL", tr(c->s, program_fields[f].label));
	admin_words_show(c, row, "MINE", base, mine, WORDS_BOTH);
	admin_words_show(c, row, "THEIRS", base, theirs, WORDS_BOTH);
	if (!*mine)
		view_show(row, "MINE_EMPTY");
	if (!*theirs)
		view_show(row, "THEIRS_EMPTY");
	if (m->pick[f])
		view_show(row, strcmp(m->pick[f], "mine") == 0 ? "PICK_MINE"
							       : "PICK_THEIRS");
}

static void show_one(struct ctx *c, struct view_dict *dict,
		     const struct program_edit *edit, const struct merge *m,
		     size_t f)
{
	bool is_mine = m->how[f] == MERGED_MINE;
	const char *after = is_mine ? m->mine.text[f] : m->theirs.text[f];
	struct view_dict *row = view_section(dict, "ONE");

	view_set(row, "LABEL", tr(c->s, program_fields[f].label));
	view_set(row, "WHOSE",
		 is_mine ? tr(c->s, "You changed it")
			 : tr(c->s, "They changed it"));
	admin_words_show(c, row, "CHANGE",
			 admin_program_words(c, edit, f, m->base.text[f]),
			 admin_program_words(c, edit, f, after), WORDS_BOTH);
}

static void show_rows(struct ctx *c, struct view_dict *dict,
		      const struct program_edit *edit, const struct merge *m)
{
	struct view_dict *both = NULL, *one = NULL;

	for (size_t f = 0; f < MERGED_FIELDS; f++) {
		if (m->how[f] == MERGED_SAME)
			continue;
		if (m->how[f] == MERGED_BOTH) {
			if (!both)
				both = view_section(dict, "CHOOSE");
			show_both(c, both, edit, m, f);
		} else {
			if (!one)
				one = view_section(dict, "JOINED");
			show_one(c, one, edit, m, f);
		}
	}
}

/* All of mine goes along. */
static void show_carried(struct view_dict *dict,
			 const struct program_edit *edit, const struct merge *m)
{
	const struct {
		const char *name, *value;
	} others[] = {
		{ "note", edit->note },
		{ "public_note", edit->public_note },
		{ "confirmed_how", edit->how },
		{ "new_organization", edit->is_new_organization ? "1" : "" },
	};
	struct view_dict *item;

	for (size_t f = 0; f < PF_TYPED; f++) {
		item = view_section(dict, "CARRIED");
		view_set(item, "NAME", program_fields[f].name);
		view_set(item, "VALUE", m->mine.text[f]);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		item = view_section(dict, "CARRIED");
		view_set(item, "NAME", others[i].name);
		view_set(item, "VALUE", others[i].value);
	}
	view_set_int(dict, "VERSION", edit->version);
	view_set_int(dict, "SEEN", edit->old.version);
	view_set(dict, "ACTION", *edit->action ? edit->action : "save-draft");
}

/* Who saved since, newest first. */
static enum status show_saves(struct ctx *c, struct view_dict *dict,
			      const struct program_edit *edit)
{
	struct program_revision *list;
	size_t count;
	enum status st = store_program_revisions(c->db, c->arena, edit->old.id,
						 0, SAVES_SHOWN, &list, &count);

	for (size_t i = 0; st == STATUS_OK && i < count; i++) {
		struct view_dict *item;

		if (list[i].version <= edit->version)
			break;
		item = view_section(dict, "SAVE");
		view_set(item, "SAVE_TEXT",
			 str_fill(c->arena,
				  tr(c->s, "{name} saved it ({time})."), "name",
				  admin_who(c, list[i].actor), "time",
				  admin_program_clock(c, list[i].created_at),
				  NULL));
		view_show_text(item, "SAVE_NOTE",
			       admin_program_note(c, edit, &list[i]));
	}
	return st;
}

enum status admin_program_show_conflict(struct ctx *c,
					struct program_edit *edit,
					const struct program *mine)
{
	struct admin_page page = {
		.title = tr(c->s, "Two people changed this listing"),
		.nav = ADMIN_PROGRAMS,
		.crumbs = { { "/admin/programs", tr(c->s, "Listings") },
			    { edit->path, edit->old.name } },
		.is_wide = true,
	};
	struct view_dict *dict = page_dict(c);
	struct merge m;
	enum status st = merge(c, edit, mine, &m);

	if (st != STATUS_OK)
		return st;
	view_set(dict, "PATH", edit->path);
	admin_form(c, dict, edit->path);
	show_carried(dict, edit, &m);
	show_rows(c, dict, edit, &m);
	st = show_saves(c, dict, edit);
	c->response->code = 409;
	if (st == STATUS_OK)
		st = admin_show(c, &page, "pages/admin_program_conflict.tpl",
				dict);
	return st;
}
