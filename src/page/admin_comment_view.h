/* What the pages about comments share. Only for src/page/admin_comment*.c, and
 * moderate.c. */
#ifndef PAGE_ADMIN_COMMENT_VIEW_H
#define PAGE_ADMIN_COMMENT_VIEW_H

#include "page/admin.h"
#include "store/staff_comment.h"

/* Where in the lists somebody is, so that a decision leads on from there. */
struct comment_place {
	enum comment_tab tab;
	size_t page;
	const char *query; /* never NULL */
	int64_t next;      /* the comment that comes after; 0: none */
	bool is_one;       /* on a comment's own page */
};

/* From the address of a list or page, or from the form that was sent. */
void comment_place_read(const struct form *form, struct comment_place *out);
/* The hidden fields of a form: TAB PAGE QUERY NEXT, ONE (section). */
void comment_place_fill(struct view_dict *dict,
			const struct comment_place *place);
/* "/admin/comments?tab=spam&page=2". */
char *comment_place_list(struct ctx *c, const struct comment_place *place);
/* tab, if it has comments, or the first that has some of those that staff
 * work off: to read, held for safety, reported; else tab. */
enum comment_tab comment_tab_waiting(const size_t counts[COMMENT_TABS],
				     enum comment_tab tab);
/* 303 to what comes after, and say what was done. On a comment's own page
 * place->next must be known before the comment leaves its tab. */
MUST_CHECK enum status comment_place_go_on(struct ctx *c,
					   const struct comment_place *place,
					   int64_t change_set);

/* "To read"; "3 November 2026, 2:02 p.m."; a body's first words. */
const char *comment_tab_label(const struct ctx *c, enum comment_tab tab);
const char *comment_when(const struct ctx *c, int64_t at);
const char *comment_excerpt(struct ctx *c, const char *body);

/* Fill {{>ITEM}} (templates/partials/admin_comment.tpl): all of a comment,
 * with the buttons that decide. */
enum status comment_item_fill(struct ctx *c, struct view_dict *dict,
			      const struct staff_comment *comment,
			      const struct comment_place *place);

/* The text as typed, with the words that need care marked: RUN (section,
 * repeated) PLAIN or MARKED. False when there are none. */
bool comment_fill_marked(struct ctx *c, struct view_dict *dict,
			 const struct comment *note);

/* Why something was removed: REASON (section, repeated) REASON_VALUE
 * REASON_LABEL REASON_CHOSEN (section), WORDS, and what is wrong with them:
 * REASON_FIX WORDS_FIX. suffix makes the ids of the fields unique. */
void comment_reasons_fill(struct ctx *c, struct view_dict *dict,
			  const char *suffix, const struct form *typed);
/* The reason that was chosen and written, as one text; NULL with problems in
 * c->form. */
const char *comment_reason_read(struct ctx *c);

/* What a decision is called in forms ("publish") and in the record
 * ("comment.publish"; "comment.keep" for reports that were only settled). */
bool comment_do_of(const char *name, enum comment_state *out);
const char *comment_action(const struct staff_comment *before,
			   enum comment_state state);

/* Decide, as a part of change set *set, which is begun if it is 0. */
MUST_CHECK enum status comment_decide(struct ctx *c,
				      const struct staff_comment *before,
				      enum comment_state state,
				      const char *reason, int64_t *set);

/* The page of one comment, with what is typed in c->form if that is a POST;
 * with seen_version, somebody has changed it since that version: says who, and
 * shows both texts. 409 then, or 422 when the form has problems. */
MUST_CHECK enum status comment_show(struct ctx *c,
				    const struct staff_comment *comment,
				    const struct comment_place *place,
				    int64_t seen_version);

/* The version that the form was made for. */
int64_t comment_seen_version(const struct ctx *c);

#endif
