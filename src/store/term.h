/* The field's controlled words. A term belongs to one kind; its slug stands
 * in URLs and files, its name is a msgid of the string table. */
#ifndef STORE_TERM_H
#define STORE_TERM_H

#include "store/db.h"

enum term_kind {
	TERM_TYPE,	  /* how people meet: "one-to-one" */
	TERM_SETTING,	  /* where: "after-school" */
	TERM_POPULATION,  /* who is served */
	TERM_REQUIREMENT, /* asked of mentors: "background-check" */
	TERM_LANGUAGE,	  /* BCP 47 tag: "es" */
	TERM_KINDS
};

struct term {
	int64_t id;
	enum term_kind kind;
	const char *slug, *name;
};

const char *store_term_kind_name(enum term_kind kind); /* "type" */

/* All terms, by kind and position; the list is the same for every reader. */
MUST_CHECK enum status store_term_list(struct db *db, struct arena *arena,
				       struct term **out, size_t *count);

#endif
