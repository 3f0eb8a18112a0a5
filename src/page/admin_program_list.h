/* What the staff's list of listings is asked for, as its address says it; for
 * the list itself, its saved filters, and what is done to many at once. */
#ifndef PAGE_ADMIN_PROGRAM_LIST_H
#define PAGE_ADMIN_PROGRAM_LIST_H

#include "http/form.h"
#include "page/admin.h"
#include "store/staff_program.h"

#define LISTING_QUERY_MAX 1000 /* bytes, as a saved filter may have */

struct listing_query {
	struct staff_program_filter filter;
	struct county county;             /* id 0: none */
	struct organization organization; /* id 0: none */
	size_t page;                      /* from 1 */
	bool is_all; /* not the ticked ones but all that match */
};

/* Read form; what is not known is left out. Whoever may edit only their own
 * listings finds only those. */
MUST_CHECK enum status listing_query_read(struct ctx *c,
					  const struct form *form,
					  struct listing_query *out);

/* The same in one way, without page and ticks; "" when it asks for nothing. */
const char *listing_query_text(struct ctx *c, const struct listing_query *q);

/* "/admin/programs", with the query if there is one. */
const char *listing_query_path(struct ctx *c, const struct listing_query *q);

/* A query in another form's field. */
MUST_CHECK enum status listing_query_parse(struct ctx *c, const char *text,
					   struct listing_query *out);

/* "137 listings"; "More than 1,000 listings" from STAFF_PROGRAM_COUNT on. */
const char *listing_count(struct ctx *c, size_t count);

/* Names and words of the values that an address can have. */
struct listing_choice {
	const char *value, *label; /* label: a msgid */
};
extern const struct listing_choice listing_stages[4]; /* by stage */
extern const struct listing_choice listing_checks[4]; /* by checked */
extern const struct listing_choice listing_sorts[4];  /* by sort */
extern const struct listing_choice listing_dos[STAFF_PROGRAM_DOS];

/* The form, chips and saved filters above the list. */
MUST_CHECK enum status listing_show_filters(struct ctx *c,
					    struct view_dict *dict,
					    const struct listing_query *q);

#endif
