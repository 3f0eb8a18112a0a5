/* One comment as a page shows it: name, face, dates, words, links. */
#ifndef PAGE_NOTE_H
#define PAGE_NOTE_H

#include "page/ctx.h"
#include "store/comment_thread.h"

/* An author's name as it is shown (util/utf8_name.h); never empty. */
const char *page_note_name(struct ctx *c, const char *name);

/* FACE and INITIALS of dict: the drawing beside a comment. Shape and tint hang
 * on the name alone, so one person looks the same everywhere. Our staff have a
 * star instead, which templates draw for them. */
void page_note_face(struct ctx *c, struct view_dict *dict, const char *name);

/* SITE with the link to the author's own page, when there is one. */
void page_note_site(struct ctx *c, struct view_dict *dict, const char *website);

/* Fill templates/partials/note.tpl, as it stands in a view of its thread. */
void page_note_fill(struct ctx *c, struct view_dict *dict,
		    const struct comment *note,
		    const struct comment_view *view);

#endif
