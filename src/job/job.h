/* What the clock asks for: one process beside the workers. */
#ifndef JOB_JOB_H
#define JOB_JOB_H

#include <signal.h>

#include "page/ctx.h"

/* Run until *stop: each minute sweep old ready-made pages and forget address
 * hashes of yesterday, at midnight in Minnesota begin a new generation, since
 * badges end and confirmations age. The exit code. */
int job_run(struct site *site, volatile sig_atomic_t *stop);

#endif
