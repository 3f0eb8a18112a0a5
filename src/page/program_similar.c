/* Programs like another one. */

#include "page/program.h"
#include "store/search.h"

/* A listing that names no area is taken to serve where it is based: look for
 * programs there that bring people together in the same way. */
static enum status around(struct ctx *c, const struct program *p, size_t limit,
			  struct program **out, size_t *count)
{
	struct search search = { .words = "", .page = 1 };
	struct search_result result;
	int64_t ids[SEARCH_PAGE_SIZE];
	size_t *types = &search.chosen_count[FACET_TYPE], n = 0, i;
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
	for (i = 0; i < result.hit_count && n < limit; i++)
		if (result.hits[i].id != p->id)
			ids[n++] = result.hits[i].id;
	return store_program_cards(c->db, c->arena, ids, n, out, count);
}

enum status program_similar(struct ctx *c, const struct program *p,
			    size_t limit, struct program **out, size_t *count)
{
	enum status st =
		store_program_similar(c->db, c->arena, p, limit, out, count);

	if (st != STATUS_OK || *count || !p->county.id)
		return st;
	return around(c, p, limit, out, count);
}
