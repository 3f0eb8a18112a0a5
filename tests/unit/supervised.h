/* What the tests of the supervisor share: a program that supervises two pools,
 * and how to ask it. */
#ifndef TESTS_SUPERVISED_H
#define TESTS_SUPERVISED_H

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "fcgi_client.h"
#include "http/fcgi.h"
#include "http/supervisor.h"
#include "util/clock.h"

/* A supervisor execs its own program on HUP, so this test is such a program
 * too: run with "serve SOCKET" it serves. */

#define WORKERS 3
#define ASIDE   2                     /* workers of the second pool */
#define ALL     (WORKERS + ASIDE + 1) /* and the job */

static char folder[] = "/tmp/northstar-super-XXXXXX";
static char socket_path[60], aside_path[80], broken_path[80];
static const char *program;
static pid_t server;
static struct client c, stuck __attribute__((unused)); /* large */

static inline void handle(void *context, struct request *request,
			  struct response *response)
{
	const struct supervisor_worker *told = context;

	bool has =
		strstr(request->path, "/share") && supervisor_share(told, 5, 1);

	if (strstr(request->path, "/slow"))
		usleep(400000);
	while (strcmp(request->path, "/hang") == 0)
		pause();
	if (strstr(request->path, "/unshare"))
		supervisor_unshare(told, 5);
	if (strstr(request->path, "/share")) {
		buf_printf(&response->body, "%s %d", has ? "yes" : "no",
			   (int)getpid());
		return;
	}
	if (strcmp(request->path, "/pool") == 0) {
		buf_printf(&response->body, "%d.%d", told->pool, told->index);
		return;
	}
	buf_printf(&response->body, "%d", (int)getpid());
}

static inline void beat(void *context, int is_busy)
{
	const struct supervisor_worker *told = context;

	supervisor_beat(told->slot, is_busy);
}

/* One byte for each worker that was started and fell. */
static inline void count_a_start(void)
{
	int fd = open(getenv("FALL_AT_ONCE"),
		      O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);

	assert_int_equal(write(fd, ".", 1), 1);
	close(fd);
}

static inline int work(void *context, const struct supervisor_worker *told)
{
	struct supervisor_worker here = *told;
	struct fcgi_worker worker = {
		.listen_fd = told->listen_fd,
		.handle = handle,
		.context = &here,
		.stop = told->stop,
		.beat = beat,
	};

	(void)context;
	if (getenv("FALL_AT_ONCE")) {
		count_a_start();
		return 1;
	}
	return fcgi_serve(&worker);
}

static inline int job(void *context, volatile sig_atomic_t *stop)
{
	(void)context;
	while (!*stop)
		usleep(20000);
	return 0;
}

/* Where a new program that does not start leaves word that it was tried. */
static inline const char *tried_path_of(const char *path)
{
	static char tried[200];

	snprintf(tried, sizeof tried, "%s.tried", path);
	return tried;
}

static inline int serve(char **argv)
{
	char aside[200];
	struct supervisor s = {
		.pools = { { "app", argv[2], WORKERS, 1 },
			   { "aside", aside, ASIDE, 2 } },
		.pool_count = 2,
		.argv = argv,
		.work = work,
		.job = job,
	};
	char broken[200];

	snprintf(aside, sizeof aside, "%s.aside", argv[2]);
	/* what the tests of HUP call a new program that does not start */
	snprintf(broken, sizeof broken, "%s.broken", argv[2]);
	if (access(broken, F_OK) == 0) {
		rename(broken, tried_path_of(argv[2]));
		return 1;
	}
	return supervisor_run(&s);
}

/* Wait, at most ten seconds, until what is true. */
#define wait_until(what)                                                       \
	do {                                                                   \
		int64_t give_up_ms = clock_monotonic_ms() + 10000;             \
		while (!(what) && clock_monotonic_ms() < give_up_ms)           \
			usleep(10000);                                         \
		assert_true(what);                                             \
	} while (0)

/* Direct children of server, by the kernel's word. */
static inline int count_children(void)
{
	char path[64];
	int count = 0, pid;
	FILE *file;

	snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)server,
		 (int)server);
	file = fopen(path, "re");
	while (file && fscanf(file, "%d", &pid) == 1)
		count++;
	if (file)
		fclose(file);
	return count;
}

static inline pid_t start_server(const char *path)
{
	pid_t pid = fork();

	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		execl(program, program, "serve", path, (char *)NULL);
		_exit(127);
	}
	return pid;
}

static inline int begin(void **state)
{
	(void)state;
	server = start_server(socket_path);
	wait_until(client_get(&c, socket_path, "/"));
	wait_until(count_children() == ALL);
	return 0;
}

/* Every test ends with no process left. */
static inline int end(void **state)
{
	int status = -1;

	(void)state;
	if (server) {
		kill(server, SIGTERM);
		waitpid(server, &status, 0);
		server = 0;
	}
	/* this process takes in orphans, so it would have them now */
	return waitpid(-1, NULL, WNOHANG) == -1 ? 0 : -1;
}

static inline const char *ask_at(const char *path, const char *uri)
{
	assert_true(client_get(&c, path, uri));
	assert_int_equal(client_code(&c), 200);
	return client_body(&c);
}

static inline pid_t ask_pid(const char *uri)
{
	return (pid_t)atol(ask_at(socket_path, uri));
}

static inline void make_folder(void)
{
	program = "/proc/self/exe";
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	if (!mkdtemp(folder))
		exit(1);
	snprintf(socket_path, sizeof socket_path, "%s/s", folder);
	snprintf(aside_path, sizeof aside_path, "%s.aside", socket_path);
	snprintf(broken_path, sizeof broken_path, "%s.broken", socket_path);
}

static inline void remove_folder(void)
{
	unlink(socket_path);
	unlink(aside_path);
	rmdir(folder);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

/* Without a server at its start. */
#define CASE_ALONE(name) cmocka_unit_test_teardown(name, end)

#define RUN(tests, argc, argv)                                                 \
	do {                                                                   \
		int failed;                                                    \
		if ((argc) == 3 && strcmp((argv)[1], "serve") == 0)            \
			return serve(argv);                                    \
		make_folder();                                                 \
		failed = cmocka_run_group_tests(tests, NULL, NULL);            \
		remove_folder();                                               \
		return failed;                                                 \
	} while (0)

#endif
