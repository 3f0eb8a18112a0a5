/* What the files of the listing editor share. A listing in the editor is a
 * row of texts, one for each field: what a form holds, what a draft keeps,
 * what a revision said. So fields are compared, merged and shown alike,
 * whatever they are. */
#ifndef PAGE_ADMIN_PROGRAM_H
#define PAGE_ADMIN_PROGRAM_H

#include "page/admin.h"
#include "store/draft.h"
#include "store/program.h"

/* In the order of the public page. */
enum program_field {
	PF_NAME,
	PF_ORGANIZATION,
	PF_ORGANIZATION_WEBSITE,
	PF_SUMMARY,
	PF_NEEDS_MENTORS,
	PF_DESCRIPTION,
	PF_MENTOR_ROLE,
	PF_TYPES,
	PF_SETTINGS,
	PF_HOURS,
	PF_MONTHS,
	PF_MENTOR_AGE,
	PF_REQUIREMENTS,
	PF_TRAINING,
	PF_AGES_MIN,
	PF_AGES_MAX,
	PF_POPULATIONS,
	PF_LANGUAGES,
	PF_COST,
	PF_WAITING,
	PF_ACCESSIBILITY,
	PF_BADGE,
	PF_BADGE_UNTIL,
	PF_CONTACT_ROLE,
	PF_PHONE,
	PF_EMAIL,
	PF_WEBSITE,
	PF_ADDRESS,
	PF_CITY,
	PF_ZIP,
	PF_STATE,
	PF_COUNTY,
	PF_POINT,
	PF_STATEWIDE,
	PF_COUNTIES,
	PF_OTHER_COUNTIES,
	PF_ONLINE,
	PF_SOURCE,
	PF_PAUSE_REASON,
	PF_RETURNS,
	PF_SUCCESSOR,
	PF_TYPED, /* those above are typed; those below follow from saving */
	PF_STAGE = PF_TYPED,
	PF_CONFIRMED,
	PF_SLUG,
	PROGRAM_FIELDS
};

enum program_kind {
	KIND_LINE,
	KIND_PROSE, /* text of some lines */
	KIND_MARKDOWN,
	KIND_URL,
	KIND_EMAIL,
	KIND_WHOLE,  /* int, -1: not stated */
	KIND_AMOUNT, /* double, -1: not stated */
	KIND_FLAG,   /* "1" or "" */
	KIND_DATE,   /* "2026-11-23" */
	KIND_TERMS,  /* slugs with spaces */
	KIND_STATE,
	KIND_COUNTY,   /* an id */
	KIND_POINT,    /* "46.78, -92.1" */
	KIND_COUNTIES, /* ids with spaces: Minnesota's */
	KIND_OTHERS,   /* "Cass (ND), Douglas (WI)" */
	KIND_BADGE,
	KIND_PROGRAM, /* the slug of another listing */
	KIND_STAGE,
	KIND_CONFIRMED, /* "2026-11-23 phone" */
	KIND_SLUG
};

/* Where a field stands in the editor. */
enum program_part {
	PART_HEAD,
	PART_STORY,
	PART_MENTORS,
	PART_FAMILIES,
	PART_QUALITY,
	PART_CONTACT,
	PART_PLACE,
	PART_AREA,
	PART_LISTING,
	PROGRAM_PARTS,
	PART_STATE /* beside them: what the buttons do */
};

struct program_field_info {
	const char *name; /* in forms; the control's id is f-<name> */
	enum program_kind kind;
	enum program_part part;
	size_t offset;   /* in struct program, where the kind has one member */
	double min, max; /* of a number; characters of a text */
	enum term_kind terms;
	int abreast; /* how many stand side by side from here; 0: as before */
	bool is_needed;
	bool is_staff_only;       /* not for the listing's own owner */
	const char *label, *hint; /* msgids; hint may be NULL */
};

extern const struct program_field_info program_fields[PROGRAM_FIELDS];

/* The values of PF_BADGE and PF_STAGE, by enum badge and program_stage. */
extern const char *const admin_program_badges[3];
extern const char *const admin_program_stages[4];

/* Texts by field, never NULL; "" is not stated. */
struct program_values {
	const char *text[PROGRAM_FIELDS];
};

/* One listing in the editor. */
struct program_edit {
	struct program old;           /* as it is stored; id 0: a new one */
	struct program_values values; /* what stands in the form */
	int64_t version;              /* that the editing began with */
	const char *note, *public_note, *how; /* typed beside the fields */
	bool is_new_organization;             /* ticked */
	const char *action;                   /* the button: "publish"; "" */
	const char *path;        /* of the form: "/admin/programs/12" */
	const char *object;      /* of drafts: "program 12" */
	bool is_owner;           /* may change content, nothing else */
	struct county *counties; /* all, Minnesota first */
	size_t county_count;
	struct term *terms; /* all */
	size_t term_count;
};

/* admin_program_load.c ---------------------------------------------------- */

/* The listing of the path's ":id" (or a new one), the words that its fields
 * may hold, and who edits it. values are what is stored. */
MUST_CHECK enum status admin_program_load(struct ctx *c,
					  struct program_edit *edit);
MUST_CHECK enum status admin_program_load_new(struct ctx *c,
					      struct program_edit *edit);

/* "2:02 p.m.", in Minnesota. */
const char *admin_program_clock(struct ctx *c, int64_t at);

/* What a form says: fields, version, notes, action. */
void admin_program_typed(struct ctx *c, const struct form *form,
			 struct program_edit *edit);

/* Keep the form as the editor's draft, and read one back into edit:
 * STATUS_TOO_LARGE, STATUS_NOT_FOUND. */
MUST_CHECK enum status admin_program_keep(struct ctx *c,
					  const struct program_edit *edit);
MUST_CHECK enum status admin_program_kept(struct ctx *c,
					  struct program_edit *edit,
					  struct draft *draft);

/* admin_program_values.c -------------------------------------------------- */

/* p's fields as a form has them; p's terms and counties are whole. */
void admin_program_values(struct ctx *c, const struct program *p,
			  struct program_values *out);

/* A field's text in words for people: "One to one, Group", "Yes". "" stays
 * "". */
const char *admin_program_words(struct ctx *c, const struct program_edit *edit,
				enum program_field field, const char *text);

/* A field's label in words of the site; of notes and the like too. NULL for
 * an unknown name. */
const char *admin_program_label(struct ctx *c, const char *name);

/* Is the word one of the list's, parted by spaces? */
bool admin_program_has(const char *list, const char *word);

/* admin_program_parse.c --------------------------------------------------- */

/* values into p, which is a copy of edit->old: what says the same as what is
 * stored stays as it is, to the last digit. What is wrong becomes a problem
 * of c->form. */
MUST_CHECK enum status admin_program_parse(struct ctx *c,
					   struct program_edit *edit,
					   struct program *p);

/* What keeps p from being public becomes a problem of c->form, unless it was
 * so when it was published. */
void admin_program_check_public(struct ctx *c, const struct program_edit *edit,
				const struct program *p);

/* admin_program_area.c ---------------------------------------------------- */

/* "Cass (ND); St. Louis": counties of edit's, appended to out; the item that
 * is none, or NULL. */
const char *admin_program_read_counties(struct ctx *c,
					const struct program_edit *edit,
					const char *text, const char *state,
					struct county *out, size_t *count);

/* "Cass (ND), Douglas (WI)": those outside Minnesota. */
const char *admin_program_other_counties(struct ctx *c,
					 const struct program *p);

const struct county *admin_program_county(const struct program_edit *edit,
					  int64_t id);

/* The checkboxes of Minnesota's counties. */
void admin_program_show_counties(struct ctx *c, struct view_dict *dict,
				 const struct program_edit *edit);

/* admin_program_form.c ---------------------------------------------------- */

/* All typed fields but those beside the parts (PART_STATE), in sections PART
 * of dict, with what is typed and what is wrong with it; JUMP leads there. */
void admin_program_show_parts(struct ctx *c, struct view_dict *dict,
			      const struct program_edit *edit);

/* A control's hint and error, and the list of their ids. */
void admin_program_show_help(struct ctx *c, struct view_dict *dict,
			     const char *name, const char *hint);

/* One control, at {{>FIELD}} of dict. */
void admin_program_show_field(struct ctx *c, struct view_dict *dict,
			      const struct program_edit *edit,
			      enum program_field field);

/* What to do about the problem of a field ("Shorten it to 200 characters"),
 * or NULL. */
const char *admin_program_fix(struct ctx *c, const char *name);

/* admin_problem() in this editor's words. */
bool admin_program_show_problems(struct ctx *c, struct view_dict *dict);

/* admin_program_edit.c ---------------------------------------------------- */

/* The editor with edit's values: 200, or 422 when c->form has problems. */
MUST_CHECK enum status admin_program_show(struct ctx *c,
					  struct program_edit *edit);

/* admin_program_revision.c ------------------------------------------------- */

/* Why somebody saved it, for whoever is signed in; NULL. */
struct program_revision;
const char *admin_program_note(struct ctx *c, const struct program_edit *edit,
			       const struct program_revision *revision);

/* admin_program_conflict.c ------------------------------------------------- */

/* Somebody saved since the version of edit: put what mine says (parsed, fine,
 * for the stage that the button asks for) together with theirs, field by
 * field, into edit->values and mine->stage. *is_open when the form has not
 * seen all of what they wrote, or did not choose where both wrote. */
MUST_CHECK enum status admin_program_merge(struct ctx *c,
					   struct program_edit *edit,
					   struct program *mine, bool *is_open);

/* The page that shows both and lets one choose: 409. */
MUST_CHECK enum status admin_program_show_conflict(struct ctx *c,
						   struct program_edit *edit,
						   const struct program *mine);

#endif
