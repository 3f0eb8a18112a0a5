/* Changing many listings at once: what was chosen, and what becomes of each. */
#ifndef PAGE_ADMIN_PROGRAM_BULK_H
#define PAGE_ADMIN_PROGRAM_BULK_H

#include "page/admin_program_list.h"

struct bulk_item {
	int64_t id;
	int64_t version; /* that was seen when it was asked */
	const char *name;
	enum staff_program_bar bar;
	bool is_changed; /* somebody saved it since */
};

struct bulk {
	struct listing_query query; /* of the list, to go back to */
	struct staff_program_change change;
	struct bulk_item *items;
	size_t count;
	size_t ready; /* of them, those that will be changed */
};

/* The confirmation (pages/admin_program_bulk.tpl). */
MUST_CHECK enum status bulk_show(struct ctx *c, const struct bulk *bulk);

#endif
