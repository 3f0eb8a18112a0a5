#include "http/supervisor.h"

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
static struct client c, stuck; /* large */

static void handle(void *context, struct request *request,
		   struct response *response)
{
	const struct supervisor_worker *told = context;

	if (strcmp(request->path, "/slow") == 0)
		usleep(400000);
	while (strcmp(request->path, "/hang") == 0)
		pause();
	if (strcmp(request->path, "/share") == 0) {
		bool has = supervisor_share(told, 5, 1);

		buf_printf(&response->body, "%s %d", has ? "yes" : "no",
			   (int)getpid());
		return;
	}
	if (strcmp(request->path, "/unshare") == 0)
		supervisor_unshare(told, 5);
	if (strcmp(request->path, "/pool") == 0) {
		buf_printf(&response->body, "%d.%d", told->pool, told->index);
		return;
	}
	buf_printf(&response->body, "%d", (int)getpid());
}

static void beat(void *context, int is_busy)
{
	const struct supervisor_worker *told = context;

	supervisor_beat(told->slot, is_busy);
}

/* One byte for each worker that was started and fell. */
static void count_a_start(void)
{
	int fd = open(getenv("FALL_AT_ONCE"),
		      O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);

	assert_int_equal(write(fd, ".", 1), 1);
	close(fd);
}

static int work(void *context, const struct supervisor_worker *told)
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

static int job(void *context, volatile sig_atomic_t *stop)
{
	(void)context;
	while (!*stop)
		usleep(20000);
	return 0;
}

/* Where a new program that does not start leaves word that it was tried. */
static const char *tried_path_of(const char *path)
{
	static char tried[200];

	snprintf(tried, sizeof tried, "%s.tried", path);
	return tried;
}

static int serve(char **argv)
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
static int count_children(void)
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

static pid_t start_server(const char *path)
{
	pid_t pid = fork();

	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		execl(program, program, "serve", path, (char *)NULL);
		_exit(127);
	}
	return pid;
}

static int begin(void **state)
{
	(void)state;
	server = start_server(socket_path);
	wait_until(client_get(&c, socket_path, "/"));
	wait_until(count_children() == ALL);
	return 0;
}

/* Every test ends with no process left. */
static int end(void **state)
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

static const char *ask_at(const char *path, const char *uri)
{
	assert_true(client_get(&c, path, uri));
	assert_int_equal(client_code(&c), 200);
	return client_body(&c);
}

static pid_t ask_pid(const char *uri)
{
	return (pid_t)atol(ask_at(socket_path, uri));
}

static void killed_worker_is_replaced(void **state)
{
	pid_t fallen = ask_pid("/");

	(void)state;
	assert_int_not_equal(fallen, server);
	kill(fallen, SIGKILL);
	wait_until(kill(fallen, 0) < 0);
	wait_until(count_children() == ALL);
	assert_int_not_equal(ask_pid("/"), fallen);
}

static void stuck_worker_is_killed_and_others_go_on(void **state)
{
	int64_t start = clock_monotonic_ms();
	int fd = client_connect(socket_path);

	(void)state;
	client_begin(&stuck, "GET", "/hang");
	client_finish(&stuck, NULL);
	assert_true(client_send(&stuck, fd));
	usleep(50000);
	ask_pid("/");
	assert_true(clock_monotonic_ms() - start < 1000);
	assert_false(client_receive(&stuck, fd));
	assert_in_range(clock_monotonic_ms() - start, 900, 5000);
	wait_until(count_children() == ALL);
	ask_pid("/");
}

static void pools_serve_their_own_socket(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++) {
		assert_int_equal(atoi(ask_at(socket_path, "/pool")), 0);
		assert_int_equal(atoi(ask_at(aside_path, "/pool")), 1);
	}
}

/* Both of its workers hang; the other pool notices nothing, and they are
 * killed after the time of their own pool. */
static void pool_that_hangs_keeps_no_other_waiting(void **state)
{
	int64_t start = clock_monotonic_ms();
	int fds[ASIDE];

	(void)state;
	for (int i = 0; i < ASIDE; i++) {
		fds[i] = client_connect(aside_path);
		client_begin(&stuck, "GET", "/hang");
		client_finish(&stuck, NULL);
		assert_true(client_send(&stuck, fds[i]));
	}
	usleep(50000);
	for (int i = 0; i < 20; i++)
		ask_pid("/");
	assert_true(clock_monotonic_ms() - start < 1500);
	for (int i = 0; i < ASIDE; i++)
		assert_false(client_receive(&stuck, fds[i]));
	assert_in_range(clock_monotonic_ms() - start, 1900, 6000);
	ask_at(aside_path, "/");
	wait_until(count_children() == ALL);
}

static bool has_share(const char *answer)
{
	return strncmp(answer, "yes", 3) == 0;
}

static void share_that_is_taken_is_nobody_elses(void **state)
{
	pid_t holder;
	int others = 0;

	(void)state;
	assert_true(has_share(ask_at(aside_path, "/share")));
	holder = (pid_t)atoi(client_body(&c) + 4);
	for (int i = 0; i < 40; i++) {
		const char *answer = ask_at(aside_path, "/share");
		bool is_holder = atoi(strchr(answer, ' ')) == holder;

		assert_true(has_share(answer) == is_holder);
		others += !is_holder;
	}
	assert_true(others > 0);
	/* The other pool has shares of its own. */
	assert_true(has_share(ask_at(socket_path, "/share")));
	/* Who dies with it has it no more. */
	kill(holder, SIGKILL);
	wait_until(kill(holder, 0) < 0);
	wait_until(count_children() == ALL);
	wait_until(has_share(ask_at(aside_path, "/share")));
}

static void told_to_end_it_answers_what_it_has_and_leaves_nobody(void **state)
{
	int fd = client_connect(socket_path), status;

	(void)state;
	client_begin(&c, "GET", "/slow");
	client_finish(&c, NULL);
	assert_true(client_send(&c, fd));
	usleep(100000);
	kill(server, SIGTERM);
	assert_true(client_receive(&c, fd));
	assert_int_equal(client_code(&c), 200);
	assert_int_equal(waitpid(server, &status, 0), server);
	server = 0;
	assert_int_equal(status, 0);
	assert_int_equal(access(socket_path, F_OK), -1);
	assert_int_equal(access(aside_path, F_OK), -1);
}

/* Ask without a pause until stop_at_ms; how many went unanswered. */
static int ask_until(const char *path, int64_t stop_at_ms)
{
	int failed = 0, asked = 0;

	while (clock_monotonic_ms() < stop_at_ms) {
		asked++;
		if (!client_get(&c, path, asked % 16 ? "/" : "/slow") ||
		    client_code(&c) != 200)
			failed++;
	}
	return asked > 20 ? failed : -1;
}

static void new_generation_takes_over_without_a_lost_request(void **state)
{
	pid_t before = ask_pid("/"), asking[2];
	int i, status;

	(void)state;
	for (i = 0; i < 2; i++) {
		asking[i] = fork();
		if (asking[i] == 0)
			_exit(ask_until(i ? aside_path : socket_path,
					clock_monotonic_ms() + 3000) != 0);
	}
	usleep(200000);
	kill(server, SIGHUP);
	usleep(1000000);
	kill(server, SIGHUP);
	for (i = 0; i < 2; i++) {
		waitpid(asking[i], &status, 0);
		assert_int_equal(status, 0);
	}
	wait_until(kill(before, 0) < 0);
	wait_until(count_children() == ALL);
	ask_pid("/");
}

static void new_program_that_does_not_start_changes_nothing(void **state)
{
	pid_t before = ask_pid("/");

	(void)state;
	close(open(broken_path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
	kill(server, SIGHUP);
	wait_until(access(tried_path_of(socket_path), F_OK) == 0);
	unlink(tried_path_of(socket_path));
	wait_until(count_children() == ALL);
	usleep(100000);
	ask_pid("/");
	assert_int_equal(kill(before, 0), 0);
	assert_int_equal(count_children(), ALL);
}

static void workers_end_when_the_supervisor_is_killed(void **state)
{
	pid_t worker = ask_pid("/");
	int fd = client_connect(socket_path);

	(void)state;
	client_begin(&stuck, "GET", "/hang"); /* that one too */
	client_finish(&stuck, NULL);
	assert_true(client_send(&stuck, fd));
	usleep(50000);
	/* orphans come to this process, which can so wait for them */
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	server = 0;
	while (waitpid(-1, NULL, 0) > 0)
		;
	assert_int_equal(kill(worker, 0), -1);
	close(fd);
}

static void socket_is_closed_to_others(void **state)
{
	struct stat file;

	(void)state;
	assert_int_equal(stat(socket_path, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0660);
	assert_int_equal(stat(aside_path, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0660);
}

static void second_server_leaves_the_first_ones_socket(void **state)
{
	pid_t second = start_server(socket_path);
	int status;

	(void)state;
	assert_int_equal(waitpid(second, &status, 0), second);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) != 0);
	ask_pid("/");
}

static void dead_servers_socket_is_taken_over(void **state)
{
	(void)state;
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	while (waitpid(-1, NULL, 0) > 0)
		;
	assert_int_equal(access(socket_path, F_OK), 0);
	server = start_server(socket_path);
	wait_until(client_get(&c, socket_path, "/"));
}

static void workers_that_fall_at_once_are_started_ever_more_slowly(void **state)
{
	char path[120];
	struct stat file;
	int status;

	(void)state;
	snprintf(path, sizeof path, "%s/starts", folder);
	setenv("FALL_AT_ONCE", path, 1);
	server = start_server(socket_path);
	unsetenv("FALL_AT_ONCE");
	usleep(1500000);
	kill(server, SIGTERM);
	assert_int_equal(waitpid(server, &status, 0), server);
	server = 0;
	assert_int_equal(status, 0);
	assert_int_equal(stat(path, &file), 0);
	/* after 0, 0.1, 0.3, 0.7 and 1.5 seconds */
	assert_in_range(file.st_size, 2 * (ALL - 1), 5 * (ALL - 1));
	unlink(path);
}

static int listening(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
	bind(fd, (struct sockaddr *)&address, sizeof address);
	listen(fd, 100);
	return fd;
}

/* What systemd does with socket units: paths in the order of its file
 * descriptors, the second may be NULL, and their names, may be NULL. */
static pid_t start_with_sockets(const char *first, const char *second,
				const char *names)
{
	pid_t pid = fork();
	char text[20];
	int fds[2];

	if (pid != 0)
		return pid;
	fds[0] = listening(first);
	fds[1] = second ? listening(second) : -1;
	/* out of the way of 3 and 4 */
	fds[0] = fcntl(fds[0], F_DUPFD, 20);
	fds[1] = fcntl(fds[1], F_DUPFD, 20);
	dup2(fds[0], 3);
	if (second)
		dup2(fds[1], 4);
	close(fds[0]);
	close(fds[1]);
	snprintf(text, sizeof text, "%d", (int)getpid());
	setenv("LISTEN_PID", text, 1);
	setenv("LISTEN_FDS", second ? "2" : "1", 1);
	if (names)
		setenv("LISTEN_FDNAMES", names, 1);
	execl(program, program, "serve", socket_path, (char *)NULL);
	_exit(127);
}

static void serves_both_through_hup(void **state, bool is_second_ours)
{
	pid_t before;

	wait_until(client_get(&c, socket_path, "/"));
	assert_int_equal(atoi(ask_at(socket_path, "/pool")), 0);
	wait_until(client_get(&c, aside_path, "/"));
	assert_int_equal(atoi(ask_at(aside_path, "/pool")), 1);
	before = ask_pid("/");
	kill(server, SIGHUP); /* the new program finds them too */
	wait_until(kill(before, 0) < 0);
	assert_int_equal(atoi(ask_at(socket_path, "/pool")), 0);
	assert_int_equal(atoi(ask_at(aside_path, "/pool")), 1);
	assert_int_equal(end(state), 0);
	assert_int_equal(access(socket_path, F_OK), 0);
	assert_int_equal(access(aside_path, F_OK), is_second_ours ? -1 : 0);
	unlink(socket_path);
	unlink(aside_path);
}

static void sockets_of_systemd_are_served_and_left_in_place(void **state)
{
	static const char *const NAMES[] = {
		NULL,           "app:aside",       "a.socket:b.socket",
		"app:b.socket", "unknown:unknown",
	};

	for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
		unlink(socket_path);
		unlink(aside_path);
		server = start_with_sockets(socket_path, aside_path, NAMES[i]);
		serves_both_through_hup(state, false);
	}
}

static void sockets_of_systemd_are_found_by_name(void **state)
{
	unlink(socket_path);
	unlink(aside_path);
	server = start_with_sockets(aside_path, socket_path, "aside:app");
	serves_both_through_hup(state, false);
}

static void socket_that_systemd_does_not_pass_is_made(void **state)
{
	unlink(socket_path);
	unlink(aside_path);
	server = start_with_sockets(socket_path, NULL, "northstar.socket");
	serves_both_through_hup(state, true);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(killed_worker_is_replaced,
						begin, end),
		cmocka_unit_test_setup_teardown(
			stuck_worker_is_killed_and_others_go_on, begin, end),
		cmocka_unit_test_setup_teardown(pools_serve_their_own_socket,
						begin, end),
		cmocka_unit_test_setup_teardown(
			pool_that_hangs_keeps_no_other_waiting, begin, end),
		cmocka_unit_test_setup_teardown(
			share_that_is_taken_is_nobody_elses, begin, end),
		cmocka_unit_test_setup_teardown(
			told_to_end_it_answers_what_it_has_and_leaves_nobody,
			begin, end),
		cmocka_unit_test_setup_teardown(
			new_generation_takes_over_without_a_lost_request, begin,
			end),
		cmocka_unit_test_setup_teardown(
			new_program_that_does_not_start_changes_nothing, begin,
			end),
		cmocka_unit_test_setup_teardown(
			workers_end_when_the_supervisor_is_killed, begin, end),
		cmocka_unit_test_setup_teardown(socket_is_closed_to_others,
						begin, end),
		cmocka_unit_test_setup_teardown(
			second_server_leaves_the_first_ones_socket, begin, end),
		cmocka_unit_test_setup_teardown(
			dead_servers_socket_is_taken_over, begin, end),
		cmocka_unit_test_teardown(
			workers_that_fall_at_once_are_started_ever_more_slowly,
			end),
		cmocka_unit_test_teardown(
			sockets_of_systemd_are_served_and_left_in_place, end),
		cmocka_unit_test_teardown(sockets_of_systemd_are_found_by_name,
					  end),
		cmocka_unit_test_teardown(
			socket_that_systemd_does_not_pass_is_made, end),
	};
	int failed;

	if (argc == 3 && strcmp(argv[1], "serve") == 0)
		return serve(argv);
	program = "/proc/self/exe";
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	if (!mkdtemp(folder))
		return 1;
	snprintf(socket_path, sizeof socket_path, "%s/s", folder);
	snprintf(aside_path, sizeof aside_path, "%s.aside", socket_path);
	snprintf(broken_path, sizeof broken_path, "%s.broken", socket_path);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(socket_path);
	unlink(aside_path);
	rmdir(folder);
	return failed;
}
