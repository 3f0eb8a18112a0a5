/* Programs like another one. */
#include <inttypes.h>
#include <string.h>

#include "page/entry.h"
#include "page/fragment.h"
#include "page/program.h"
#include "store/search.h"

#define SIMILAR_SHOWN 3

struct similar {
	int64_t ids[SIMILAR_SHOWN];
	size_t count;
};

/* A listing that names no area is taken to serve where it is based: look for
 * programs there that bring people together in the same way. */
static enum status around(struct ctx *c, const struct program *p,
			  struct similar *out)
{
	struct search search = { .words = "", .page = 1 };
	struct search_result result;
	size_t *types = &search.chosen_count[FACET_TYPE], i;
	enum status st;

	search.chosen[FACET_COUNTY][0] = p->county.slug;
	search.chosen_count[FACET_COUNTY] = 1;
	for (i = 0; i < p->term_count && *types < SEARCH_CHOICES_MAX; i++)
		if (p->terms[i].kind == TERM_TYPE)
			search.chosen[FACET_TYPE][(*types)++] =
				p->terms[i].slug;
	st = store_search(c->db, c->arena, &search, &result);
	if (st != STATUS_OK)
		return st;
	for (i = 0; i < result.hit_count && out->count < SIMILAR_SHOWN; i++)
		if (result.hits[i].id != p->id)
			out->ids[out->count++] = result.hits[i].id;
	return STATUS_OK;
}

static enum status look(struct ctx *c, const struct program *p,
			struct similar *out)
{
	struct program *programs;
	size_t count, i;
	enum status st = store_program_similar(
		c->db, c->arena, p, SIMILAR_SHOWN, &programs, &count);

	out->count = 0;
	for (i = 0; st == STATUS_OK && i < count; i++)
		out->ids[out->count++] = programs[i].id;
	if (st != STATUS_OK || count || !p->county.id)
		return st;
	return around(c, p, out);
}

enum status program_show_similar(struct ctx *c, struct view_dict *dict,
				 const struct program *p)
{
	const char *key = arena_printf(c->arena, "similar %" PRId64, p->id);
	struct similar similar;
	size_t len;
	const char *kept = fragment_find(c, FRAGMENT_OF_DIRECTORY, key, &len);
	enum status st = STATUS_OK;

	if (kept)
		memcpy(&similar, kept, sizeof(similar));
	else
		st = look(c, p, &similar);
	if (st != STATUS_OK)
		return st;
	if (!kept)
		fragment_keep(c, FRAGMENT_OF_DIRECTORY, key,
			      (const char *)&similar, sizeof(similar));
	return page_entries(c, dict, "SIMILAR", similar.ids, similar.count,
			    NULL);
}
