/* Points at which a test may end the process, to prove that a crash there does
 * no harm. They exist only in builds with -DFAULT_POINTS. A process dies at
 * the point NAME, as if the power had gone, when the environment variable
 * NORTHSTAR_FAULT is "NAME", or "NAME:7", at its seventh time; and when the
 * folder that NORTHSTAR_FAULTS names holds a file NAME: the file goes, so
 * just one process dies, when the test says so. */
#ifndef UTIL_FAULT_H
#define UTIL_FAULT_H

#include <stdbool.h>

#ifdef FAULT_POINTS
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Each name stands in one place, so each place counts for itself. */
static inline bool fault_is_due(const char *name, int *passed)
{
	const char *wanted = getenv("NORTHSTAR_FAULT");
	const char *folder = getenv("NORTHSTAR_FAULTS");
	size_t len = strlen(name);
	char path[512];

	if (wanted && strncmp(wanted, name, len) == 0 &&
	    (wanted[len] == '\0' ||
	     (wanted[len] == ':' && atoi(wanted + len + 1) == ++*passed)))
		return true;
	if (!folder)
		return false;
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return unlink(path) == 0;
}

#define FAULT_POINT(name)                                                      \
	do {                                                                   \
		static int fault_passed;                                       \
		if (fault_is_due(name, &fault_passed))                         \
			kill(getpid(), SIGKILL);                               \
	} while (0)

/* Is NORTHSTAR_FAULT name, or does it begin so before a colon? For a fault
 * that is no death. */
static inline bool fault_is(const char *name)
{
	const char *wanted = getenv("NORTHSTAR_FAULT");
	size_t len = strlen(name);

	return wanted && strncmp(wanted, name, len) == 0 &&
	       (wanted[len] == '\0' || wanted[len] == ':');
}
#else
#define FAULT_POINT(name) ((void)0)

static inline bool fault_is(const char *name)
{
	(void)name;
	return false;
}
#endif

#endif
