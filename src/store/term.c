#include "store/term.h"

#include "store/lookup.h"

static const char *const kind_names[TERM_KINDS] = {
	[TERM_TYPE] = "type",
	[TERM_SETTING] = "setting",
	[TERM_POPULATION] = "population",
	[TERM_REQUIREMENT] = "requirement",
	[TERM_LANGUAGE] = "language",
};

const char *store_term_kind_name(enum term_kind kind)
{
	return kind_names[kind];
}

enum status store_term_list(struct db *db, struct arena *arena,
			    struct term **out, size_t *count)
{
	const struct lookup *lookup;
	enum status st = lookup_get(db, &lookup);

	*out = NULL;
	*count = 0;
	if (st != STATUS_OK)
		return st;
	*count = lookup->term_count;
	*out = arena_array(arena, *count + 1, sizeof(**out));
	for (size_t i = 0; i < *count; i++)
		(*out)[i] = lookup_term_copy(arena, &lookup->terms[i]);
	return STATUS_OK;
}
