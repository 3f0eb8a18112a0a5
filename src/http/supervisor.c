#include "http/supervisor.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "http/supervisor_state.h"
#include "util/clock.h"
#include "util/log.h"

#define TICK_MS 500

static void reap(struct state *st)
{
	int status, i;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		if (pid == st->trial) {
			turn_end_trial(st, status);
			continue;
		}
		for (i = 0; i < st->seat_count; i++)
			if (st->seats[i].pid == pid)
				break;
		if (i < st->seat_count)
			seat_note_fall(st, i, status);
		else
			turn_forget(st, pid);
	}
}

static void kill_late_trial(struct state *st)
{
	if (st->trial && clock_monotonic_ms() > st->trial_kill_at_ms)
		kill(st->trial, SIGKILL);
}

static void signal_all(struct state *st, int signal)
{
	int i;

	for (i = 0; i < st->seat_count; i++)
		if (st->seats[i].pid)
			kill(st->seats[i].pid, signal);
	for (i = 0; i < st->old_count; i++)
		kill(st->old[i].pid, signal);
	if (st->old_job)
		kill(st->old_job, signal);
	if (st->trial)
		kill(st->trial, SIGKILL);
}

/* Asked twice, in no mood to wait. */
static void begin_end(struct state *st)
{
	int64_t patience = ((int64_t)st->stuck_seconds + 2) * 1000;
	int i;

	if (st->end_at_ms) {
		signal_all(st, SIGKILL);
		return;
	}
	log_info("ending");
	st->end_at_ms = clock_monotonic_ms() + patience;
	for (i = 0; i < st->s->pool_count; i++)
		listen_close(&st->listeners[i]);
	signal_all(st, SIGTERM);
}

static bool is_anybody_left(const struct state *st)
{
	int i;

	for (i = 0; i < st->seat_count; i++)
		if (st->seats[i].pid)
			return true;
	return st->old_count > 0 || st->old_job || st->trial;
}

/* Milliseconds until something is due even if no signal comes. */
static int64_t time_to_wait(const struct state *st)
{
	int64_t now = clock_monotonic_ms(), wait = TICK_MS;
	int i;

	for (i = 0; i < st->seat_count && !st->end_at_ms; i++) {
		const struct seat *place = &st->seats[i];

		if (place->pid == 0 && place->start_at_ms - now < wait)
			wait = place->start_at_ms - now;
	}
	if (st->old_count > 0 && wait > 20)
		wait = 20; /* a new worker tells that it is ready in memory */
	return wait > 10 ? wait : 10;
}

static void take_signal(struct state *st)
{
	int64_t ms = time_to_wait(st);
	struct timespec wait = { .tv_sec = ms / 1000,
				 .tv_nsec = ms % 1000 * 1000000 };

	switch (sigtimedwait(&st->signals, NULL, &wait)) {
	case SIGTERM:
	case SIGINT:
		begin_end(st);
		break;
	case SIGHUP:
		turn_begin(st);
		break;
	}
}

static void run_until_ended(struct state *st)
{
	while (!st->end_at_ms || is_anybody_left(st)) {
		seat_fill(st);
		take_signal(st);
		reap(st);
		seat_kill_stuck(st);
		kill_late_trial(st);
		turn_relieve(st);
		if (st->end_at_ms && clock_monotonic_ms() > st->end_at_ms)
			signal_all(st, SIGKILL);
	}
}

static void block_signals(struct state *st)
{
	signal(SIGCHLD, SIG_DFL); /* an ignored one would hide the fallen */
	sigemptyset(&st->signals);
	sigaddset(&st->signals, SIGTERM);
	sigaddset(&st->signals, SIGINT);
	sigaddset(&st->signals, SIGHUP);
	sigaddset(&st->signals, SIGCHLD);
	sigprocmask(SIG_BLOCK, &st->signals, &st->mask_before);
	/* after exec they were blocked already, but not for children */
	sigdelset(&st->mask_before, SIGTERM);
	sigdelset(&st->mask_before, SIGINT);
	sigdelset(&st->mask_before, SIGHUP);
	sigdelset(&st->mask_before, SIGCHLD);
}

/* All sockets, or none. */
static bool open_sockets(struct state *st)
{
	int i;

	for (i = 0; i < st->s->pool_count; i++) {
		const struct supervisor_pool *pool = &st->s->pools[i];

		if (listen_open(&st->listeners[i], pool->name,
				pool->socket_path, i) == 0)
			continue;
		while (--i >= 0)
			listen_close(&st->listeners[i]);
		return false;
	}
	return true;
}

static void say_that_it_serves(const struct supervisor *s)
{
	int i;

	for (i = 0; i < s->pool_count; i++)
		log_info("serving on %s with %d workers",
			 s->pools[i].socket_path, s->pools[i].workers);
}

int supervisor_run(struct supervisor *supervisor)
{
	static struct state st; /* too large for comfort on the stack */

	if (supervisor_is_trial())
		return EXIT_SUCCESS;
	st = (struct state){ .s = supervisor };
	seat_lay(&st);
	block_signals(&st);
	st.shared = mmap(NULL, sizeof *st.shared, PROT_READ | PROT_WRITE,
			 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (st.shared == MAP_FAILED) {
		log_error("shared memory: %s", strerror(errno));
		return EXIT_FAILURE;
	}
	if (!open_sockets(&st))
		return EXIT_FAILURE;
	turn_adopt(&st);
	clock_now(); /* children share a test's clock */
	say_that_it_serves(supervisor);
	run_until_ended(&st);
	munmap(st.shared, sizeof *st.shared);
	sigprocmask(SIG_SETMASK, &st.mask_before, NULL);
	return EXIT_SUCCESS;
}
