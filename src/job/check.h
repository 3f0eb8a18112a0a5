/* A look at the whole database once a day: the staff's home says how it
 * went. */
#ifndef JOB_CHECK_H
#define JOB_CHECK_H

#include "page/ctx.h"

#define CHECK_SECONDS (24 * 3600)

/* Check the file, its references and the audit chain, if the last time was
 * more than CHECK_SECONDS ago (or never), and note how it went. */
void job_check_due(struct site *site);

#endif
