/* The parent of all workers. Owns the listening socket (its own, or the one
 * systemd passes, sd_listen_fds(3)), forks workers and one job process,
 * replaces the fallen, kills those stuck in one request for too long.
 *
 * TERM and INT: workers finish what they have and everything ends. HUP: a
 * trial run of argv first; when that comes as far as supervisor_run(), exec
 * argv anew with the socket kept open, then the new generation of workers
 * takes over one by one; no connection is refused meanwhile. A binary or a
 * configuration that does not start changes nothing. A child ends when its
 * parent does (PR_SET_PDEATHSIG). */
#ifndef HTTP_SUPERVISOR_H
#define HTTP_SUPERVISOR_H

#include <signal.h>
#include <stdbool.h>

/* Shared between the parent and all children (anonymous shared memory). */
struct supervisor_slot {
	volatile long long busy_since_ms; /* 0 while idle */
	volatile int is_ready;		  /* it accepts connections */
};

/* For struct fcgi_worker: what its beat tells goes into slot. */
void supervisor_beat(struct supervisor_slot *slot, int is_busy);

struct supervisor {
	const char *socket_path; /* Unix socket, mode 0660 */
	int workers;
	int stuck_seconds;
	char **argv; /* of main(), for HUP */
	void *context;
	/* In the child: serve listen_fd until *stop; returns the exit code. */
	int (*work)(void *context, int listen_fd, struct supervisor_slot *slot,
		    volatile sig_atomic_t *stop);
	/* In the job child; NULL for none. */
	int (*job)(void *context, volatile sig_atomic_t *stop);
};

/* Is this only the trial run that HUP makes before it execs? Another server
 * then holds whatever only one server may hold, so do not wait for it. */
bool supervisor_is_trial(void);

/* Run until told to end; returns the exit code. */
int supervisor_run(struct supervisor *supervisor);

#endif
