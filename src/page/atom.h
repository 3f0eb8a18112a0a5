/* Atom feeds (RFC 4287), entry by entry, newest first; replies name what they
 * answer (RFC 4685). */
#ifndef PAGE_ATOM_H
#define PAGE_ATOM_H

#include "page/ctx.h"

struct atom {
	struct ctx *c;
	const char *title, *path, *page;
	int64_t updated_at; /* the newest entry's */
	struct buf entries;
};

struct atom_entry {
	const char *id; /* "program:12": unique on this site, for ever */
	const char *title, *path, *author;
	const char *text; /* plain, a summary; or instead: */
	const char *html; /* all of it */
	const char *answers_id, *answers_path; /* another entry's, or NULL */
	int64_t published_at, updated_at;
};

/* A feed that lives at path and tells of page, both local. */
void atom_begin(struct atom *feed, struct ctx *c, const char *title,
		const char *path, const char *page);
void atom_add(struct atom *feed, const struct atom_entry *entry);

/* Make it the answer. */
MUST_CHECK enum status atom_send(struct atom *feed);

#endif
