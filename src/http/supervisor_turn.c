#include "http/supervisor_state.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "util/clock.h"
#include "util/log.h"

#define TRIAL_SECONDS  30
#define TRIAL_VARIABLE "NORTHSTAR_TRIAL"
#define OLD_VARIABLE   "NORTHSTAR_OLD"   /* process ids, the job's first */
#define POOL_VARIABLE  "NORTHSTAR_POOLS" /* of each of them, the job's too */
#define NUMBER_LETTERS 12

bool supervisor_is_trial(void)
{
	return getenv(TRIAL_VARIABLE) != NULL;
}

void turn_forget(struct state *st, pid_t pid)
{
	int i;

	if (pid == st->old_job)
		st->old_job = 0;
	for (i = 0; i < st->old_count; i++) {
		if (st->old[i].pid != pid)
			continue;
		st->old[i] = st->old[--st->old_count];
		return;
	}
}

/* Two lists of numbers, as environment variables have them. */
struct lists {
	char pids[(2 * WORKERS_MAX + 1) * NUMBER_LETTERS];
	char pools[(2 * WORKERS_MAX + 1) * NUMBER_LETTERS];
	size_t pids_len, pools_len;
};

static void add(struct lists *lists, pid_t pid, int pool)
{
	lists->pids_len += (size_t)snprintf(
		lists->pids + lists->pids_len,
		sizeof lists->pids - lists->pids_len, "%d ", (int)pid);
	lists->pools_len += (size_t)snprintf(
		lists->pools + lists->pools_len,
		sizeof lists->pools - lists->pools_len, "%d ", pool);
}

/* What the program after exec needs: who is still at work. */
static bool pass_children(struct state *st)
{
	static struct lists lists;
	int i;

	lists = (struct lists){ 0 };
	add(&lists, st->s->job ? st->seats[st->worker_count].pid : 0, 0);
	for (i = 0; i < st->worker_count; i++)
		add(&lists, st->seats[i].pid, st->seats[i].pool);
	for (i = 0; i < st->old_count; i++)
		add(&lists, st->old[i].pid, st->old[i].pool);
	return setenv(OLD_VARIABLE, lists.pids, 1) == 0 &&
	       setenv(POOL_VARIABLE, lists.pools, 1) == 0;
}

static bool pass_sockets(struct state *st)
{
	int i;

	for (i = 0; i < st->s->pool_count; i++)
		if (listen_pass(&st->listeners[i]) < 0)
			return false;
	return true;
}

/* Become the new program: same process, same children, same sockets. Signals
 * stay blocked across exec, so none is lost while it starts. */
static void exec_anew(struct state *st)
{
	int i;

	log_info("starting the new program");
	if (pass_children(st) && pass_sockets(st))
		execvp(st->s->argv[0], st->s->argv);
	log_error("%s: %s", st->s->argv[0], strerror(errno));
	unsetenv(OLD_VARIABLE);
	unsetenv(POOL_VARIABLE);
	for (i = 0; i < st->s->pool_count; i++)
		listen_keep(&st->listeners[i]);
}

void turn_begin(struct state *st)
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

void turn_end_trial(struct state *st, int status)
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

/* The next number of *text, or a negative one at its end. */
static long next_number(const char **text)
{
	char *end;
	long number;

	if (!*text)
		return -1;
	number = strtol(*text, &end, 10);
	if (end == *text)
		return -1;
	*text = end;
	return number;
}

void turn_adopt(struct state *st)
{
	const char *pids = getenv(OLD_VARIABLE);
	const char *pools = getenv(POOL_VARIABLE);
	bool is_first = true;
	long pid, pool;

	for (; (pid = next_number(&pids)) >= 0; is_first = false) {
		pool = next_number(&pools);
		if (pool < 0 || pool >= st->s->pool_count)
			pool = 0; /* of a program that had other pools */
		if (is_first)
			st->old_job = (pid_t)pid;
		else if (pid > 0 && st->old_count < WORKERS_MAX)
			st->old[st->old_count++] =
				(struct old){ .pid = (pid_t)pid,
					      .pool = (int)pool };
	}
	unsetenv(OLD_VARIABLE);
	unsetenv(POOL_VARIABLE);
	if (st->old_job)
		kill(st->old_job, SIGTERM);
}

/* How many of the last generation may have been asked to end by now. */
static int may_go(const struct state *st, int pool)
{
	int ready = 0, i;

	for (i = 0; i < st->worker_count; i++)
		ready += st->seats[i].pool == pool &&
			 st->shared->slots[i].is_ready != 0;
	return ready >= st->s->pools[pool].workers ? INT_MAX : ready;
}

static void relieve_pool(struct state *st, int pool)
{
	int64_t now = clock_monotonic_ms();
	int64_t patience =
		((int64_t)st->s->pools[pool].stuck_seconds + 2) * 1000;
	int may = may_go(st, pool), asked = 0, i;

	for (i = 0; i < st->old_count; i++)
		asked += st->old[i].pool == pool && st->old[i].kill_at_ms != 0;
	for (i = 0; i < st->old_count; i++) {
		struct old *old = &st->old[i];

		if (old->pool != pool)
			continue;
		if (old->kill_at_ms == 0 && asked < may) {
			kill(old->pid, SIGTERM);
			old->kill_at_ms = now + patience;
			asked++;
		} else if (old->kill_at_ms && now > old->kill_at_ms) {
			kill(old->pid, SIGKILL);
		}
	}
}

void turn_relieve(struct state *st)
{
	int i;

	for (i = 0; i < st->s->pool_count; i++)
		relieve_pool(st, i);
}
