/* What the pages of one's own account share. Readers see them in the frame of
 * all pages, staff in theirs: admin_show() knows which. */
#ifndef PAGE_ME_H
#define PAGE_ME_H

#include "page/admin.h"
#include "store/member_talk.h"

/* Where one is signed in (partials/me_sessions.tpl): SESSIONS. */
MUST_CHECK enum status me_fill_sessions(struct ctx *c, struct view_dict *dict);

/* What one wrote and what others answered (partials/me_talk.tpl): TALK. The
 * page of ?page= is shown; STATUS_NOT_FOUND when there is none. With
 * is_quiet nothing is said to somebody who wrote nothing. */
MUST_CHECK enum status me_fill_talk(struct ctx *c, struct view_dict *dict,
				    bool is_quiet);

/* Which mails one gets (partials/me_mails.tpl): MAILS; the form for one's name
 * (partials/me_name.tpl): NAME_FORM; how one signs in: WAY (section,
 * repeated), SIGN_IN_EMAIL (section). */
struct member_self;
void me_fill_mails(struct ctx *c, struct view_dict *dict,
		   const struct member_self *self);
void me_fill_name(struct ctx *c, struct view_dict *dict,
		  const struct member_self *self);
void me_fill_ways(struct ctx *c, struct view_dict *dict,
		  const struct member_self *self);

/* "Google", also when nobody signs in with it any more. */
const char *me_provider(struct ctx *c, const char *id);

/* The page of the account, also as the answer to a form of it that has
 * something to mend. */
MUST_CHECK enum status me_show(struct ctx *c);

/* What a reader's has (pages/me_member.tpl). */
MUST_CHECK enum status me_fill_reader(struct ctx *c, struct view_dict *dict);

#endif
