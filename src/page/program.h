/* What the files about one program share. */
#ifndef PAGE_PROGRAM_H
#define PAGE_PROGRAM_H

#include "page/ctx.h"
#include "store/program.h"
#include "util/json.h"

/* The program of the path's ":slug", as store_program_get(). When the slug is
 * an old one, *is_done and the answer is a redirect to the present one, with
 * suffix (".json") behind it. */
MUST_CHECK enum status program_find(struct ctx *c, const char *suffix,
				    struct program *out, bool *is_done);

/* Fill templates/pages/program.tpl with p, as the public sees it. */
struct page;
MUST_CHECK enum status program_fill(struct ctx *c, struct page *page,
				    struct view_dict *dict,
				    const struct program *p);

/* The listing as JSON, with the fields of docs/data.md; a new reference. */
json_t *program_json(const struct ctx *c, const struct program *program);

/* schema.org Service, for json_ld of a page. */
char *program_json_ld(const struct ctx *c, const struct program *program);

/* The rows of the page, in its sections MENTOR and FAMILIES. */
void program_show_rows(struct ctx *c, struct view_dict *dict,
		       const struct program *program);

/* Show SIMILAR of dict with the public programs that are most like this one,
 * never itself. */
MUST_CHECK enum status program_show_similar(struct ctx *c,
					    struct view_dict *dict,
					    const struct program *program);

/* 404 with the closest names; 410 with the successor and the neighbours. */
MUST_CHECK enum status program_show_missing(struct ctx *c, const char *slug);
MUST_CHECK enum status program_show_closed(struct ctx *c,
					   const struct program *program);

#endif
