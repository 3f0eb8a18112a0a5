#include "http/supervisor_state.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "util/clock.h"
#include "util/log.h"

#define QUICK_MS         1000 /* a child that fell sooner fell at once */
#define BACKOFF_FIRST_MS 100
#define BACKOFF_MAX_MS   5000

static volatile sig_atomic_t is_told_to_stop;
static volatile sig_atomic_t seconds_to_finish;

void supervisor_beat(struct supervisor_slot *slot, int is_busy)
{
	slot->busy_since_ms = is_busy ? clock_monotonic_ms() : 0;
	slot->is_ready = 1;
}

bool supervisor_share(const struct supervisor_worker *w, int what, int most)
{
	volatile unsigned long long *taken = &w->shares->taken[what];
	unsigned long long before, mine = 1ULL << w->index;

	do {
		before = __atomic_load_n(taken, __ATOMIC_SEQ_CST);
		if (__builtin_popcountll(before & ~mine) >= most)
			return false;
	} while (!__atomic_compare_exchange_n(taken, &before, before | mine,
					      false, __ATOMIC_SEQ_CST,
					      __ATOMIC_SEQ_CST));
	return true;
}

void supervisor_unshare(const struct supervisor_worker *w, int what)
{
	__atomic_and_fetch(&w->shares->taken[what], ~(1ULL << w->index),
			   __ATOMIC_SEQ_CST);
}

/* In a child. The alarm is for one that cannot finish when its parent is
 * gone too and nobody else would end it. */
static void take_stop_signal(int signal)
{
	(void)signal;
	is_told_to_stop = 1;
	alarm((unsigned)seconds_to_finish);
}

static bool is_job(const struct state *st, int seat)
{
	return seat == st->worker_count;
}

static void become_child(struct state *st, pid_t parent)
{
	struct sigaction stop = { .sa_handler = take_stop_signal,
				  .sa_flags = SA_RESTART };

	is_told_to_stop = 0;
	seconds_to_finish = st->stuck_seconds + 1;
	sigaction(SIGTERM, &stop, NULL);
	sigaction(SIGINT, &stop, NULL);
	/* A worker keeps the two above waiting while it is busy. Not this
	 * one: nobody is left to end it if it never finishes. */
	sigaction(SIGUSR2, &stop, NULL);
	signal(SIGALRM, SIG_DFL);
	signal(SIGHUP, SIG_IGN); /* the parent's business */
	signal(SIGPIPE, SIG_IGN);
	prctl(PR_SET_PDEATHSIG, SIGUSR2);
	if (getppid() != parent) /* it died before prctl() */
		exit(EXIT_FAILURE);
	sigprocmask(SIG_SETMASK, &st->mask_before, NULL);
}

static int run_child(struct state *st, int seat)
{
	struct supervisor *s = st->s;
	int pool = is_job(st, seat) ? -1 : st->seats[seat].pool;
	struct supervisor_worker worker = {
		.pool = pool,
		.index = st->seats[seat].index,
		.slot = &st->shared->slots[seat],
		.stop = &is_told_to_stop,
	};
	int i;

	for (i = 0; i < s->pool_count; i++)
		if (i != pool)
			close(st->listeners[i].fd);
	if (pool < 0)
		return s->job(s->context, &is_told_to_stop);
	worker.listen_fd = st->listeners[pool].fd;
	worker.shares = &st->shared->shares[pool];
	return s->work(s->context, &worker);
}

/* What a worker leaves in shared memory. */
static void clear(struct state *st, int seat)
{
	const struct seat *place = &st->seats[seat];
	struct supervisor_worker gone = {
		.index = place->index,
		.shares = &st->shared->shares[place->pool],
	};
	int i;

	st->shared->slots[seat] = (struct supervisor_slot){ 0 };
	for (i = 0; i < SUPERVISOR_SHARES; i++)
		if (place->index < SUPERVISOR_SHARED_MAX)
			supervisor_unshare(&gone, i);
}

static void start(struct state *st, int seat)
{
	struct seat *place = &st->seats[seat];
	pid_t parent = getpid(), pid;

	if (!is_job(st, seat))
		clear(st, seat);
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		become_child(st, parent);
		exit(run_child(st, seat));
	}
	place->started_ms = clock_monotonic_ms();
	if (pid < 0) {
		log_error("fork: %s", strerror(errno));
		place->start_at_ms = place->started_ms + BACKOFF_FIRST_MS;
		return;
	}
	place->pid = pid;
}

void seat_lay(struct state *st)
{
	int pool, index;

	for (pool = 0; pool < st->s->pool_count; pool++) {
		struct supervisor_pool *p = &st->s->pools[pool];

		if (p->stuck_seconds > st->stuck_seconds)
			st->stuck_seconds = p->stuck_seconds;
		for (index = 0; index < p->workers; index++) {
			if (st->worker_count == WORKERS_MAX)
				break;
			st->seats[st->worker_count++] =
				(struct seat){ .pool = pool, .index = index };
		}
		p->workers = index;
	}
	st->seat_count = st->worker_count + (st->s->job ? 1 : 0);
}

void seat_fill(struct state *st)
{
	int64_t now = clock_monotonic_ms();
	int i;

	for (i = 0; i < st->seat_count && !st->end_at_ms; i++) {
		struct seat *place = &st->seats[i];

		if (place->pid == 0 && place->start_at_ms <= now &&
		    !(is_job(st, i) && st->old_job))
			start(st, i);
	}
}

static void log_fall(const char *what, pid_t pid, int status)
{
	if (WIFSIGNALED(status))
		log_error("%s %d fell: signal %d", what, (int)pid,
			  WTERMSIG(status));
	else
		log_error("%s %d fell: exit code %d", what, (int)pid,
			  WEXITSTATUS(status));
}

void seat_note_fall(struct state *st, int seat, int status)
{
	struct seat *place = &st->seats[seat];
	int64_t now = clock_monotonic_ms();

	if (!st->end_at_ms)
		log_fall(is_job(st, seat) ? "job process" : "worker",
			 place->pid, status);
	if (now - place->started_ms >= QUICK_MS)
		place->backoff_ms = 0;
	else if (place->backoff_ms == 0)
		place->backoff_ms = BACKOFF_FIRST_MS;
	else if (place->backoff_ms < BACKOFF_MAX_MS / 2)
		place->backoff_ms *= 2;
	else
		place->backoff_ms = BACKOFF_MAX_MS;
	place->start_at_ms = now + place->backoff_ms;
	place->pid = 0;
	if (!is_job(st, seat))
		clear(st, seat);
}

void seat_kill_stuck(struct state *st)
{
	int64_t now = clock_monotonic_ms();
	int i;

	for (i = 0; i < st->worker_count; i++) {
		const struct seat *place = &st->seats[i];
		int64_t since = st->shared->slots[i].busy_since_ms;
		int64_t limit =
			st->s->pools[place->pool].stuck_seconds * 1000LL;

		if (place->pid == 0 || since == 0 || now - since < limit)
			continue;
		log_error("worker %d is stuck in a request: killed",
			  (int)place->pid);
		kill(place->pid, SIGKILL);
		st->shared->slots[i].busy_since_ms = 0;
	}
}
