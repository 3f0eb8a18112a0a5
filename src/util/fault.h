/* Points at which a test may kill the process, to prove that a crash there
 * does no harm. They exist only in builds with -DFAULT_POINTS: when the
 * environment variable NORTHSTAR_FAULT is the point's name, the process ends
 * there as if the power had gone. */
#ifndef UTIL_FAULT_H
#define UTIL_FAULT_H

#ifdef FAULT_POINTS
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static inline void fault_point(const char *name)
{
	const char *wanted = getenv("NORTHSTAR_FAULT");

	if (wanted && strcmp(wanted, name) == 0)
		kill(getpid(), SIGKILL);
}
#define FAULT_POINT(name) fault_point(name)
#else
#define FAULT_POINT(name) ((void)0)
#endif

#endif
