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

#include "http/listen.h"
#include "util/clock.h"
#include "util/log.h"

#define WORKERS_MAX      256
#define TICK_MS          500
#define QUICK_MS         1000 /* a child that fell sooner fell at once */
#define BACKOFF_FIRST_MS 100
#define BACKOFF_MAX_MS   5000
#define TRIAL_SECONDS    30
#define TRIAL_VARIABLE   "NORTHSTAR_TRIAL"
#define OLD_VARIABLE     "NORTHSTAR_OLD" /* process ids, the job's first */

/* A child that should be there: a worker, or the job (the last seat). */
struct seat {
	pid_t pid; /* 0 while empty */
	int64_t started_ms;
	int64_t start_at_ms; /* not before */
	int backoff_ms;
};

struct state {
	struct supervisor *s;
	struct listener listener;
	struct supervisor_slot *slots; /* one for each worker */
	struct seat seats[WORKERS_MAX + 1];
	int seat_count;             /* workers, and the job if any */
	pid_t old[WORKERS_MAX + 1]; /* the generation before HUP */
	int64_t old_kill_at_ms[WORKERS_MAX + 1]; /* 0: not yet asked to end */
	int old_count;
	pid_t old_job;
	pid_t trial;
	int64_t trial_kill_at_ms;
	int64_t end_at_ms; /* 0: not ending; then all are killed */
	sigset_t signals, mask_before;
};

static volatile sig_atomic_t is_told_to_stop;
static volatile sig_atomic_t seconds_to_finish;

void supervisor_beat(struct supervisor_slot *slot, int is_busy)
{
	slot->busy_since_ms = is_busy ? clock_monotonic_ms() : 0;
	slot->is_ready = 1;
}

bool supervisor_is_trial(void)
{
	return getenv(TRIAL_VARIABLE) != NULL;
}

/* In a child. The alarm is for one that cannot finish when its parent is
 * gone too and nobody else would end it. */
static void take_stop_signal(int signal)
{
	(void)signal;
	is_told_to_stop = 1;
	alarm((unsigned)seconds_to_finish);
}

static void become_child(struct state *st, pid_t parent)
{
	struct sigaction stop = { .sa_handler = take_stop_signal,
				  .sa_flags = SA_RESTART };

	is_told_to_stop = 0;
	seconds_to_finish = st->s->stuck_seconds + 1;
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

static bool is_job(const struct state *st, int seat)
{
	return seat == st->s->workers;
}

static int run_child(struct state *st, int seat)
{
	struct supervisor *s = st->s;

	if (!is_job(st, seat))
		return s->work(s->context, st->listener.fd, &st->slots[seat],
			       &is_told_to_stop);
	close(st->listener.fd);
	return s->job(s->context, &is_told_to_stop);
}

static void start(struct state *st, int seat)
{
	struct seat *place = &st->seats[seat];
	pid_t parent = getpid(), pid;

	if (!is_job(st, seat))
		st->slots[seat] = (struct supervisor_slot){ 0 };
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

/* The jobs of two generations never run at once. */
static void start_missing(struct state *st)
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

/* Its place is filled again: at once, or more and more slowly when children
 * fall as soon as they stand. */
static void note_fall(struct state *st, int seat, int status)
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
		st->slots[seat] = (struct supervisor_slot){ 0 };
}

static void forget_old(struct state *st, pid_t pid)
{
	int i;

	if (pid == st->old_job)
		st->old_job = 0;
	for (i = 0; i < st->old_count; i++) {
		if (st->old[i] != pid)
			continue;
		st->old_count--;
		st->old[i] = st->old[st->old_count];
		st->old_kill_at_ms[i] = st->old_kill_at_ms[st->old_count];
		return;
	}
}

/* What the program after exec needs: who is still at work. */
static bool pass_children(struct state *st)
{
	char text[(WORKERS_MAX + 2) * 2 * 12];
	size_t len = 0;
	int i;

	len += (size_t)snprintf(text, sizeof text, "%d",
				st->s->job ? (int)st->seats[st->s->workers].pid
					   : 0);
	for (i = 0; i < st->s->workers; i++)
		len += (size_t)snprintf(text + len, sizeof text - len, " %d",
					(int)st->seats[i].pid);
	for (i = 0; i < st->old_count; i++)
		len += (size_t)snprintf(text + len, sizeof text - len, " %d",
					(int)st->old[i]);
	return setenv(OLD_VARIABLE, text, 1) == 0;
}

/* Become the new program: same process, same children, same socket. Signals
 * stay blocked across exec, so none is lost while it starts. */
static void exec_anew(struct state *st)
{
	log_info("starting the new program");
	if (pass_children(st) && listen_pass(&st->listener) == 0)
		execvp(st->s->argv[0], st->s->argv);
	log_error("%s: %s", st->s->argv[0], strerror(errno));
	unsetenv(OLD_VARIABLE);
	listen_keep(&st->listener);
}

static void begin_trial(struct state *st)
{
	pid_t parent = getpid(), pid;

	if (st->trial || st->end_at_ms)
		return;
	pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(EXIT_FAILURE);
		sigprocmask(SIG_SETMASK, &st->mask_before, NULL);
		setenv(TRIAL_VARIABLE, "1", 1);
		execvp(st->s->argv[0], st->s->argv);
		_exit(EXIT_FAILURE);
	}
	if (pid < 0)
		log_error("fork: %s", strerror(errno));
	else
		st->trial = pid;
	st->trial_kill_at_ms = clock_monotonic_ms() + TRIAL_SECONDS * 1000;
}

static void end_trial(struct state *st, int status)
{
	st->trial = 0;
	if (st->end_at_ms)
		return;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		exec_anew(st);
	else
		log_error("the new program does not start; "
			  "the one at work goes on");
}

static void reap(struct state *st)
{
	int status, i;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		if (pid == st->trial) {
			end_trial(st, status);
			continue;
		}
		for (i = 0; i < st->seat_count; i++)
			if (st->seats[i].pid == pid)
				break;
		if (i < st->seat_count)
			note_fall(st, i, status);
		else
			forget_old(st, pid);
	}
}

static void kill_stuck(struct state *st)
{
	int64_t now = clock_monotonic_ms();
	int64_t limit = (int64_t)st->s->stuck_seconds * 1000;
	int i;

	for (i = 0; i < st->s->workers; i++) {
		int64_t since = st->slots[i].busy_since_ms;

		if (st->seats[i].pid == 0 || since == 0 || now - since < limit)
			continue;
		log_error("worker %d is stuck in a request: killed",
			  (int)st->seats[i].pid);
		kill(st->seats[i].pid, SIGKILL);
		st->slots[i].busy_since_ms = 0;
	}
	if (st->trial && now > st->trial_kill_at_ms)
		kill(st->trial, SIGKILL);
}

/* For every new worker that serves, one of the last generation may go; when
 * all serve, the rest. They finish what they have. */
static void relieve_old(struct state *st)
{
	int64_t now = clock_monotonic_ms();
	int64_t patience = ((int64_t)st->s->stuck_seconds + 2) * 1000;
	int ready = 0, asked = 0, i;

	for (i = 0; i < st->s->workers; i++)
		ready += st->slots[i].is_ready != 0;
	if (ready == st->s->workers)
		ready = WORKERS_MAX + 1;
	for (i = 0; i < st->old_count; i++)
		asked += st->old_kill_at_ms[i] != 0;
	for (i = 0; i < st->old_count; i++) {
		if (st->old_kill_at_ms[i] == 0 && asked < ready) {
			kill(st->old[i], SIGTERM);
			st->old_kill_at_ms[i] = now + patience;
			asked++;
		} else if (st->old_kill_at_ms[i] &&
			   now > st->old_kill_at_ms[i]) {
			kill(st->old[i], SIGKILL);
		}
	}
}

static void signal_all(struct state *st, int signal)
{
	int i;

	for (i = 0; i < st->seat_count; i++)
		if (st->seats[i].pid)
			kill(st->seats[i].pid, signal);
	for (i = 0; i < st->old_count; i++)
		kill(st->old[i], signal);
	if (st->old_job)
		kill(st->old_job, signal);
	if (st->trial)
		kill(st->trial, SIGKILL);
}

/* Asked twice, in no mood to wait. */
static void begin_end(struct state *st)
{
	int64_t patience = ((int64_t)st->s->stuck_seconds + 2) * 1000;

	if (st->end_at_ms) {
		signal_all(st, SIGKILL);
		return;
	}
	log_info("ending");
	st->end_at_ms = clock_monotonic_ms() + patience;
	listen_close(&st->listener);
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
		begin_trial(st);
		break;
	}
}

static void run_until_ended(struct state *st)
{
	while (!st->end_at_ms || is_anybody_left(st)) {
		start_missing(st);
		take_signal(st);
		reap(st);
		kill_stuck(st);
		relieve_old(st);
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

/* The children that this process had before it exec'ed this program. */
static void adopt_old(struct state *st)
{
	const char *text = getenv(OLD_VARIABLE);
	bool is_first = true;
	char *end;
	long pid;

	for (; text && *text; text = end, is_first = false) {
		pid = strtol(text, &end, 10);
		if (end == text)
			break;
		if (is_first)
			st->old_job = (pid_t)pid;
		else if (pid > 0 && st->old_count <= WORKERS_MAX)
			st->old[st->old_count++] = (pid_t)pid;
	}
	unsetenv(OLD_VARIABLE);
	if (st->old_job)
		kill(st->old_job, SIGTERM);
}

int supervisor_run(struct supervisor *supervisor)
{
	static struct state st; /* too large for comfort on the stack */

	if (supervisor_is_trial())
		return EXIT_SUCCESS;
	st = (struct state){ .s = supervisor };
	if (supervisor->workers > WORKERS_MAX)
		supervisor->workers = WORKERS_MAX;
	st.seat_count = supervisor->workers + (supervisor->job ? 1 : 0);
	block_signals(&st);
	st.slots =
		mmap(NULL, sizeof *st.slots * (size_t)supervisor->workers,
		     PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (st.slots == MAP_FAILED) {
		log_error("shared memory: %s", strerror(errno));
		return EXIT_FAILURE;
	}
	if (listen_open(&st.listener, supervisor->socket_path) < 0)
		return EXIT_FAILURE;
	adopt_old(&st);
	clock_now(); /* children share a test's clock */
	log_info("serving on %s with %d workers", supervisor->socket_path,
		 supervisor->workers);
	run_until_ended(&st);
	munmap(st.slots, sizeof *st.slots * (size_t)supervisor->workers);
	sigprocmask(SIG_SETMASK, &st.mask_before, NULL);
	return EXIT_SUCCESS;
}
