/* What the clock asks for: one process beside the workers. */
#ifndef JOB_JOB_H
#define JOB_JOB_H

#include <signal.h>

#include "page/ctx.h"

/* Run until *stop: each minute sweep old ready-made pages, at midnight in
 * Minnesota begin a new generation, since pages say how long ago something
 * was. The exit code. */
int job_run(struct site *site, volatile sig_atomic_t *stop);

#endif
