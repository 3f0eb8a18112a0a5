/* What a process may no longer do once it serves: the kernel refuses it, so
 * that somebody who takes the process over gains little.
 *
 * No new privileges; no core file and no look from other processes; limits of
 * memory and open files; Landlock (landlock(7)): files below the named folders
 * only, no listening TCP port, no signal to who is not confined with it;
 * seccomp (seccomp(2), home of libseccomp): a list of system calls that are
 * needed, all others fail with EPERM, and the process ends at once on those
 * that only an intruder makes (starting a program, looking into another
 * process, mounting, loading code into the kernel).
 *
 * With sanitizers the list also holds what their runtime needs (threads,
 * ptrace(2) to look for leaks, a program that names lines), no limit of memory
 * is set and the process can be looked at. */
#ifndef UTIL_CONFINE_H
#define UTIL_CONFINE_H

#include <stdbool.h>

enum confine_right {
	CONFINE_NETWORK = 1, /* asks servers elsewhere: sockets of the internet,
			      * a thread for names, libraries that know how */
	CONFINE_FORK = 2     /* has children; they are confined alike */
};

struct confine {
	unsigned rights;          /* of enum confine_right */
	const char *const *write; /* folders to read and write; NULL ends */
	const char *const *read;  /* folders and files to read; NULL ends;
				   * what does not exist is left out */
};

/* What this process holds in memory reaches no disk when it falls, nor do its
 * children's: for all commands, before anything else. */
bool confine_cores(void);

/* Confine this process, for good; it must have no other threads. False after
 * logging when the kernel refuses: then nothing should be served. A kernel
 * without Landlock is only warned of. */
bool confine_begin(const struct confine *confine);

#endif
