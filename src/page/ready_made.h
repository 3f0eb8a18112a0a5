/* Ready-made pages (DESIGN §3): a public page rendered without a cookie is
 * kept as STATE/pages/<generation>-<epoch>/<path>@<query>.html, with .gz and
 * .br beside it, and nginx hands it out through the link STATE/pages/current.
 *
 * Never stale: whoever changes what the public sees removes the link before
 * the commit (db_end in store/db.h); the link is only ever made while holding
 * the write lock, to the generation read under that lock. So the link, while
 * it is there, names the present generation, whatever is killed when. A new
 * start of the program (other templates, other words) is a new epoch. */
#ifndef PAGE_READY_MADE_H
#define PAGE_READY_MADE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "page/ctx.h"

struct ready_made;

#define READY_MADE_FILES_MAX 20000
#define READY_MADE_BYTES_MAX (512LL << 20)

/* Made by the parent of all workers before it forks (the counters of files
 * and bytes are shared). Begins a new epoch and removes the link, under the
 * write lock of db: a power cut may have undone the removal of a link. */
MUST_CHECK enum status ready_made_open(const char *state, struct db *db,
				       struct ready_made **out);

/* Could a start do so now? For a trial: nothing is changed. */
MUST_CHECK enum status ready_made_try(const char *state);

/* A number that stands for what the public sees now: another one for each
 * generation and epoch, below 2^33. It is the age of kept files (nginx makes
 * its ETag of a file's age and size, and two generations may well come within
 * one second) and part of the app's own ETag. */
int64_t ready_made_stamp(const struct ready_made *ready, int64_t generation);

/* May the answer in c be kept? A page (not an error) of a row that says so,
 * no cookies seen or set, no made-up address, only parameters that the row
 * knows, safe letters. */
bool ready_made_wants(const struct ctx *c);

/* Keep it; called after the answer is out. Failures are logged, never seen. */
void ready_made_keep(struct ctx *c);

/* Remove the folders of other epochs and of generations before this one. For
 * the job. */
void ready_made_sweep(struct ready_made *ready, int64_t generation);

/* Remove all that is kept in STATE/pages, of this generation too: after a
 * person was erased. Pages are made again as they are asked for. */
void ready_made_forget(const char *state);

#endif
