/* Ready-made pages (DESIGN §3): a public page rendered without a cookie is
 * kept as STATE/pages/<generation>/<path>@<query>.html with .gz and .br, and
 * nginx hands it out through the link STATE/pages/current.
 *
 * Never stale: whoever changes what the public sees removes the link before
 * the commit (db_end); the link is only ever made while holding the write
 * lock, to the generation read under that lock. So the link, while it is
 * there, names the present generation, whatever is killed when. */
#ifndef PAGE_READY_MADE_H
#define PAGE_READY_MADE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "page/ctx.h"

struct ready_made;

#define READY_MADE_FILES_MAX 20000
#define READY_MADE_BYTES_MAX (512LL << 20)

/* Made by the supervisor's parent before it forks (shared counters); removes
 * the link and all kept pages, for a power cut may have undone the removal
 * of a link. */
MUST_CHECK enum status ready_made_open(const char *state,
				       struct ready_made **out);

/* May the answer in c be kept? (route flag, GET, 200, no cookies seen or set,
 * safe query, known parameters only.) */
bool ready_made_wants(const struct ctx *c);

/* Keep it; called after the answer is out. Failures are logged, never seen. */
void ready_made_keep(struct ctx *c);

/* Remove generations other than the present one. For the job. */
void ready_made_sweep(const char *state, int64_t generation);

#endif
