/* What supervisor.c (signals, the loop), supervisor_seat.c (children) and
 * supervisor_turn.c (HUP: one generation after another) share. */
#ifndef HTTP_SUPERVISOR_STATE_H
#define HTTP_SUPERVISOR_STATE_H

#include <stdint.h>
#include <sys/types.h>

#include "http/listen.h"
#include "http/supervisor.h"

#define WORKERS_MAX 320

/* A child that should be there: a worker, or the job (the last seat). */
struct seat {
	pid_t pid; /* 0 while empty */
	int pool;  /* of a worker */
	int index; /* in its pool */
	int64_t started_ms;
	int64_t start_at_ms; /* not before */
	int backoff_ms;
};

/* A child of the generation before HUP. */
struct old {
	pid_t pid;
	int pool;
	int64_t kill_at_ms; /* 0: not yet asked to end */
};

/* In shared memory. */
struct shared {
	struct supervisor_slot slots[WORKERS_MAX]; /* as the seats */
	struct supervisor_shares shares[SUPERVISOR_POOLS];
};

struct state {
	struct supervisor *s;
	struct listener listeners[SUPERVISOR_POOLS];
	struct shared *shared;
	struct seat seats[WORKERS_MAX + 1];
	int worker_count;
	int seat_count; /* workers, and the job if any */
	struct old old[WORKERS_MAX];
	int old_count;
	pid_t old_job;
	pid_t trial;
	int64_t trial_kill_at_ms;
	int64_t end_at_ms; /* 0: not ending; then all are killed */
	int stuck_seconds; /* the longest of all pools */
	sigset_t signals, mask_before;
};

/* A seat for each worker of each pool, and the job's. */
void seat_lay(struct state *st);

/* Fill the empty ones whose time has come. The jobs of two generations never
 * run at once. */
void seat_fill(struct state *st);

/* The child in seat has ended. Its place is filled again: at once, or more and
 * more slowly when children fall as soon as they stand. */
void seat_note_fall(struct state *st, int seat, int status);

/* Kill workers that are busy with one request for too long. */
void seat_kill_stuck(struct state *st);

/* Try whether the program starts anew (HUP), and what came of it: exec. */
void turn_begin(struct state *st);
void turn_end_trial(struct state *st, int status);

/* The children that this process had before it exec'ed this program. */
void turn_adopt(struct state *st);

/* One of the last generation has ended. */
void turn_forget(struct state *st, pid_t pid);

/* For every new worker of a pool that serves, one of its last generation may
 * go; when all serve, the rest. They finish what they have. */
void turn_relieve(struct state *st);

#endif
