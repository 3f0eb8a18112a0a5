/* The parent of all workers. Owns the listening sockets (its own, or those
 * systemd passes, sd_listen_fds(3)), forks the workers of each pool and one job
 * process, replaces the fallen, kills those stuck in one request for too long.
 *
 * A pool is a socket and the workers that serve it; what keeps one pool busy
 * keeps no other waiting.
 *
 * TERM and INT: workers finish what they have and everything ends. HUP: a
 * trial run of argv first; when that comes as far as supervisor_run(), exec
 * argv anew with the sockets kept open, then the new generation of workers
 * takes over one by one; no connection is refused meanwhile. A binary or a
 * configuration that does not start changes nothing. A child ends when its
 * parent does (PR_SET_PDEATHSIG). */
#ifndef HTTP_SUPERVISOR_H
#define HTTP_SUPERVISOR_H

#include <signal.h>
#include <stdbool.h>

#define SUPERVISOR_POOLS      4 /* room for so many */
#define SUPERVISOR_SHARES     32 /* kinds of work, see supervisor_share() */
#define SUPERVISOR_SHARED_MAX 64 /* workers of a pool that knows shares */

/* Shared between the parent and all children (anonymous shared memory). */
struct supervisor_slot {
	volatile long long busy_since_ms; /* 0 while idle */
	volatile int is_ready;            /* it accepts connections */
};

/* The same of a whole pool: who has a share of what, a bit for each worker. */
struct supervisor_shares {
	volatile unsigned long long taken[SUPERVISOR_SHARES];
};

struct supervisor_pool {
	const char *name;        /* "app": of systemd's socket, and in logs */
	const char *socket_path; /* Unix socket, mode 0660 */
	int workers;
	int stuck_seconds; /* a worker busy for longer is killed */
};

/* What a worker is told. */
struct supervisor_worker {
	int pool;  /* which, of struct supervisor */
	int index; /* of this worker in its pool */
	int listen_fd;
	struct supervisor_slot *slot;
	struct supervisor_shares *shares;
	volatile sig_atomic_t *stop; /* told to end */
};

/* For struct fcgi_worker; what its beat tells goes into slot. */
void supervisor_beat(struct supervisor_slot *slot, int is_busy);

/* Take one of most shares of what (0 to SUPERVISOR_SHARES - 1) that the
 * workers of this pool have between them; false at once when all are taken. A
 * worker has one share of a kind at most. Give it back with
 * supervisor_unshare(); a worker that dies gives it back too. */
bool supervisor_share(const struct supervisor_worker *w, int what, int most);
void supervisor_unshare(const struct supervisor_worker *w, int what);

struct supervisor {
	struct supervisor_pool pools[SUPERVISOR_POOLS];
	int pool_count;
	char **argv; /* of main(), for HUP */
	void *context;
	/* In the child: serve until *worker->stop; returns the exit code. */
	int (*work)(void *context, const struct supervisor_worker *worker);
	/* In the job child; NULL for none. */
	int (*job)(void *context, volatile sig_atomic_t *stop);
};

/* Is this only the trial run that HUP makes before it execs? Another server
 * then holds whatever only one server may hold, so do not wait for it. */
bool supervisor_is_trial(void);

/* Run until told to end; returns the exit code. */
int supervisor_run(struct supervisor *supervisor);

#endif
